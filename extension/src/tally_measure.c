/*
 * tally_measure.c: structure and concentration of one tally, by level: shares, Herfindahl, entropy, CR.
 *
 * A measure by level reads disjoint entries (tally_at). Concentration is over the classified sectors alone,
 * with shares in their own total; a negative sum has no share, so the measure is NULL then.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#include "exact_math.h"
#include "tally_read.h"

/* One disjoint entry of a tally at a level. */
struct part
{
    struct slice name; /* empty: the rest */
    int64 count;
    struct number sum;
};

struct parts
{
    struct part *part;
    int n;
    struct number total;      /* the rest included */
    struct number classified; /* without it */
    bool has_negative;        /* among the classified */
};

/* The entries of a tally at a level, in the order of their sectors, the rest last. */
static struct parts
parts_at(struct slice stored, int32 level)
{
    struct slice at_level = tally_stored(tally_store(tally_state_at(stored, level)));
    struct tally_sums sums = tally_sums_of(at_level, slice_make("", 0));
    struct parts parts = {.total = sums.total, .classified = sums.classified};
    struct tally_cursor cursor;

    tally_read(&cursor, at_level);
    parts.part = palloc(sizeof(struct part) * ((Size) cursor.n + 1));
    while (tally_step_on(&cursor))
    {
        struct part *part = &parts.part[parts.n++];

        part->name = slice_make(pnstrdup(cursor.name, cursor.name_len), cursor.name_len);
        part->count = cursor.count;
        part->sum = cursor.sum;
        if (cursor.name_len > 0 && number_sign(&cursor.sum) < 0)
            parts.has_negative = true;
    }
    return parts;
}

static bool
is_rest(const struct part *part)
{
    return part->name.len == 0;
}

/* Largest first, the rest last; equal values in the order of their sectors. */
static int
by_value(const void *a, const void *b)
{
    const struct part *x = a;
    const struct part *y = b;
    int order;

    if (is_rest(x) != is_rest(y))
        return is_rest(x) ? 1 : -1;
    order = exact_compare(y->sum, x->sum);
    return order != 0 ? order : sector_compare(x->name, y->name);
}

/* What tally_shares still has to return. */
struct shares_left
{
    struct parts parts;
    int next;
    int64 rank;
};

static struct shares_left *
begin_shares(FunctionCallInfo fcinfo, FuncCallContext *calls)
{
    MemoryContext before = MemoryContextSwitchTo(calls->multi_call_memory_ctx);
    struct shares_left *left = palloc0(sizeof(*left));
    Datum stored = PointerGetDatum(PG_DETOAST_DATUM_COPY(PG_GETARG_DATUM(0)));
    TupleDesc shape;

    if (get_call_result_type(fcinfo, NULL, &shape) != TYPEFUNC_COMPOSITE)
        ereport(ERROR,
                (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("tally_shares returns rows"),
                 errdetail("It was called where only one value, or rows of another shape, can be taken."),
                 errhint("Write SELECT * FROM tally_shares(…).")));
    calls->tuple_desc = BlessTupleDesc(shape);
    left->parts = parts_at(tally_stored(stored), PG_GETARG_INT32(1));
    qsort(left->parts.part, left->parts.n, sizeof(struct part), by_value);
    MemoryContextSwitchTo(before);
    return left;
}

PG_FUNCTION_INFO_V1(tally_shares);
Datum
tally_shares(PG_FUNCTION_ARGS)
{
    FuncCallContext *calls;
    struct shares_left *left;
    const struct part *part;
    Datum values[5] = {0};
    bool nulls[5] = {false};

    if (SRF_IS_FIRSTCALL())
    {
        calls = SRF_FIRSTCALL_INIT();
        if (!PG_ARGISNULL(0) && !PG_ARGISNULL(1))
            calls->user_fctx = begin_shares(fcinfo, calls);
    }
    calls = SRF_PERCALL_SETUP();
    left = calls->user_fctx;
    if (left == NULL || left->next >= left->parts.n)
        SRF_RETURN_DONE(calls);
    part = &left->parts.part[left->next];
    nulls[0] = nulls[4] = is_rest(part);
    if (!is_rest(part))
        values[0] = datum_of_slice(part->name);
    values[1] = Int64GetDatum(part->count);
    values[2] = exact_datum(part->sum);
    nulls[3] = number_is_zero(&left->parts.total);
    if (!nulls[3])
        values[3] = exact_ratio(part->sum, left->parts.total);
    /* SQL's rank(): equals share one, and the next counts them. */
    if (left->next == 0 || !number_equal(&part->sum, &part[-1].sum))
        left->rank = left->next + 1;
    values[4] = Int64GetDatum(left->rank);
    left->next++;
    SRF_RETURN_NEXT(calls, HeapTupleGetDatum(heap_form_tuple(calls->tuple_desc, values, nulls)));
}

/* The parts that concentration is measured over; false when there is nothing to measure. */
static bool
concentrated(FunctionCallInfo fcinfo, int level_arg, struct parts *out)
{
    if (PG_ARGISNULL(0) || PG_ARGISNULL(level_arg))
        return false;
    *out = parts_at(tally_stored(PG_GETARG_DATUM(0)), PG_GETARG_INT32(level_arg));
    if (out->n > 0 && is_rest(&out->part[out->n - 1]))
        out->n--;
    return !out->has_negative && !number_is_zero(&out->classified);
}

/* Σ value² */
static struct number
squares_of(const struct parts *parts)
{
    struct number squares = exact_int(0);

    for (int i = 0; i < parts->n; i++)
    {
        CHECK_FOR_INTERRUPTS();
        squares = exact_plus(squares, exact_times(parts->part[i].sum, parts->part[i].sum));
    }
    return squares;
}

/* Σ value² / (Σ value)². */
PG_FUNCTION_INFO_V1(tally_hhi);
Datum
tally_hhi(PG_FUNCTION_ARGS)
{
    struct parts parts;

    if (!concentrated(fcinfo, 1, &parts))
        PG_RETURN_NULL();
    return exact_ratio(squares_of(&parts), exact_times(parts.classified, parts.classified));
}

/* (H - 1/n) / (1 - 1/n) = (n H - 1) / (n - 1). */
PG_FUNCTION_INFO_V1(tally_hhi_normalised);
Datum
tally_hhi_normalised(PG_FUNCTION_ARGS)
{
    struct parts parts;
    struct number total;

    if (!concentrated(fcinfo, 1, &parts) || parts.n < 2)
        PG_RETURN_NULL();
    total = exact_times(parts.classified, parts.classified);
    return exact_ratio(exact_minus(exact_times(exact_int(parts.n), squares_of(&parts)), total),
                       exact_times(total, exact_int(parts.n - 1)));
}

/*
 * How many decimals shares need, so that the entropy has all its first twenty digits: it is never much below
 * the smallest share. Nine more are for what logarithms and 65,536 additions round. The server divides to
 * 1000.
 */
static int32
share_decimals(const struct parts *parts)
{
    int32 smallest = 0;

    for (int i = 0; i < parts->n; i++)
        if (!number_is_zero(&parts->part[i].sum))
            smallest =
                Max(smallest, number_magnitude(&parts->classified) - number_magnitude(&parts->part[i].sum));
    return Min(smallest, 970) + 30;
}

/* part / whole to so many decimals. */
static Datum
share_to(struct number part, struct number whole, int32 decimals)
{
    number_to_range(&part, &whole, tally_alloc);
    /* Division gives as many decimals as its operands show. */
    return DirectFunctionCall2(
        numeric_div, DirectFunctionCall2(numeric_round, numeric_make(&part), Int32GetDatum(decimals)),
        numeric_make(&whole));
}

/* −Σ s ln s, where a sector without value adds nothing. */
PG_FUNCTION_INFO_V1(tally_entropy);
Datum
tally_entropy(PG_FUNCTION_ARGS)
{
    struct parts parts;
    Datum sum = exact_datum(exact_int(0));
    int32 decimals;

    if (!concentrated(fcinfo, 1, &parts))
        PG_RETURN_NULL();
    decimals = share_decimals(&parts);
    for (int i = 0; i < parts.n; i++)
    {
        Datum share = share_to(parts.part[i].sum, parts.classified, decimals);
        struct number exact = exact_read(share, "tally_entropy");
        Datum part;

        CHECK_FOR_INTERRUPTS();
        if (number_is_zero(&exact))
            continue;
        part = DirectFunctionCall2(numeric_mul, share, DirectFunctionCall1(numeric_ln, share));
        sum = DirectFunctionCall2(numeric_sub, sum, part);
    }
    return DirectFunctionCall2(numeric_round, sum, Int32GetDatum(decimals - 9));
}

PG_FUNCTION_INFO_V1(tally_cr);
Datum
tally_cr(PG_FUNCTION_ARGS)
{
    struct parts parts;
    struct number sum = exact_int(0);
    int32 k = PG_ARGISNULL(1) ? 1 : PG_GETARG_INT32(1);

    if (k < 1)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("there is no concentration of %d sectors", k),
                        errdetail("k is %d, and tally_cr is the share of the k largest sectors.", k),
                        errhint("k counts the largest sectors: 1 or more.")));
    if (PG_ARGISNULL(1) || !concentrated(fcinfo, 2, &parts))
        PG_RETURN_NULL();
    qsort(parts.part, parts.n, sizeof(struct part), by_value);
    for (int i = 0; i < parts.n && i < k; i++)
    {
        CHECK_FOR_INTERRUPTS();
        sum = exact_plus(sum, parts.part[i].sum);
    }
    return exact_ratio(sum, parts.classified);
}
