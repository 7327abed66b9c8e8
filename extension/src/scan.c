/*
 * scan.c: target_scan(text): the scanner of core as a set-returning function.
 */
#include "shell.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/tuplestore.h"

#include "scan.h"

#define SCAN_COLUMNS 13

static Datum
text_or_null(struct slice s, bool *null)
{
    *null = s.len == 0;
    return s.len == 0 ? (Datum) 0 : datum_of_slice(s);
}

static Datum
period_or_null(bool has, struct period p, bool *null)
{
    *null = !has;
    return Int64GetDatum(period_pack(p));
}

static void
put_row(Tuplestorestate *store, TupleDesc desc, const struct scan_row *row)
{
    Datum value[SCAN_COLUMNS];
    bool null[SCAN_COLUMNS] = {false};
    char text[TARGET_TEXT_MAX];
    int i = 0;

    value[i++] = Int32GetDatum(row->ordinal);
    value[i++] = Int32GetDatum((int32) row->offset);
    value[i++] = datum_of_slice(row->clause);
    value[i] = text_or_null(row->subject, &null[i]);
    i++;
    null[i] = !row->has_target;
    value[i++] = row->has_target
                     ? datum_of_slice(slice_make(text, target_print(&row->target, text, sizeof(text))))
                     : (Datum) 0;
    value[i] = period_or_null(row->has_due, row->due, &null[i]);
    i++;
    value[i] = period_or_null(row->has_baseline, row->baseline, &null[i]);
    i++;
    value[i++] = CStringGetTextDatum(scan_modality_name(row->modality));
    value[i++] = BoolGetDatum(row->annual);
    value[i] = text_or_null(row->relative_to, &null[i]);
    i++;
    value[i] = text_or_null(row->scope, &null[i]);
    i++;
    null[i] = row->restates == 0;
    value[i++] = Int32GetDatum(row->restates);
    value[i] = text_or_null(slice_of(row->note), &null[i]);
    Assert(i + 1 == SCAN_COLUMNS && desc->natts == SCAN_COLUMNS);
    tuplestore_putvalues(store, desc, value, null);
}

/* Read the targets of a text, one row each, in its order. */
PG_FUNCTION_INFO_V1(target_scan);
Datum
target_scan(PG_FUNCTION_ARGS)
{
    struct slice text = slice_of_datum(PG_GETARG_DATUM(0));
    ReturnSetInfo *set = (ReturnSetInfo *) fcinfo->resultinfo;
    struct scan *scan = palloc(sizeof(*scan));
    MemoryContext old;
    MemoryContext row_context;
    Tuplestorestate *store;
    TupleDesc desc;

    if (set == NULL || !IsA(set, ReturnSetInfo) || (set->allowedModes & SFRM_Materialize) == 0 ||
        get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
        ereport(ERROR,
                (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("target_scan gives a set of rows"),
                 errdetail("It was called where only one value, or rows of another shape, can be taken."),
                 errhint("Call it in FROM: SELECT * FROM target_scan(text).")));
    old = MemoryContextSwitchTo(set->econtext->ecxt_per_query_memory);
    desc = CreateTupleDescCopy(desc);
    store = tuplestore_begin_heap((set->allowedModes & SFRM_Materialize_Random) != 0, false, work_mem);
    MemoryContextSwitchTo(old);
    set->returnMode = SFRM_Materialize;
    set->setResult = store;
    set->setDesc = desc;
    scan_begin(scan, text, palloc(scan_scratch_size()));
    row_context = AllocSetContextCreate(CurrentMemoryContext, "target_scan row", ALLOCSET_DEFAULT_SIZES);
    while (scan_sentence(scan))
    {
        CHECK_FOR_INTERRUPTS();
        old = MemoryContextSwitchTo(row_context);
        for (int32_t i = 0; i < scan->row_count; i++)
            put_row(store, desc, &scan->row[i]);
        MemoryContextSwitchTo(old);
        MemoryContextReset(row_context);
    }
    return (Datum) 0;
}
