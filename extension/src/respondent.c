/*
 * respondent.c: the aggregate p_percent_safe(value, respondent, min_respondents, p_percent), which decides on
 * micro data whether a cell may be published.
 *
 * The state holds each respondent's sum (core/respondent.h), changed in place when the aggregate owns it. No
 * final form of it ever leaves the aggregate but to other processes and nodes of the same query.
 */
#include "postgres.h"

#include "libpq/pqformat.h"
#include "utils/builtins.h"

#include "exact_math.h"
#include "respondent.h"
#include "tally_shell.h"
#include "value_read.h"

static bool
is_working(const struct varlena *value)
{
    return VARSIZE_ANY_EXHDR(value) > 0 &&
           *(const unsigned char *) VARDATA_ANY(value) == RESPONDENT_STATE_VERSION;
}

static bool
is_in_place(Datum datum)
{
    const struct varlena *value = (const struct varlena *) DatumGetPointer(datum);

    return VARATT_IS_4B_U(value) && is_working(value) && (uintptr_t) value % sizeof(int64) == 0;
}

static struct respondents *
read_stored(struct slice stored)
{
    struct respondents *state;
    struct fault fault;

    if (!respondents_read(stored, &state, tally_alloc, &fault))
        raise_fault(&fault, "invalid respondent_state");
    return state;
}

/* A state argument in its working form: the datum itself where that lies ready and need not be kept, else a
 * copy. */
static struct respondents *
state_arg(Datum datum, bool keep)
{
    struct varlena *value;

    if (is_in_place(datum) && !keep)
        return (struct respondents *) DatumGetPointer(datum);
    value = PG_DETOAST_DATUM_PACKED(datum);
    if (is_working(value))
    {
        Size bytes = VARSIZE_ANY_EXHDR(value) + VARHDRSZ;
        struct respondents *state = palloc(bytes);

        memcpy(VARDATA(state), VARDATA_ANY(value), bytes - VARHDRSZ);
        return state;
    }
    return read_stored(slice_make(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value)));
}

static Datum
store(const struct respondents *state)
{
    struct fault fault;
    char *stored;
    size_t len = respondents_write(state, VARHDRSZ, &stored, tally_alloc, &fault);

    if (len == 0)
        raise_fault(&fault, "cannot write a respondent_state");
    SET_VARSIZE(stored, len + VARHDRSZ);
    return PointerGetDatum(stored);
}

static Datum
hand_back(struct respondents *state, bool in_aggregate)
{
    if (!in_aggregate)
        return store(state);
    SET_VARSIZE(state, respondents_bytes(state));
    return PointerGetDatum(state);
}

static void
refuse_varying(const struct respondents *state, int32 min_respondents, float8 p_percent)
{
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                    errmsg("a parameter of p_percent_safe varies within a group"),
                    errdetail("min_respondents and p_percent were %d and %.15g, and are now %d and %.15g.",
                              state->min_respondents, state->p_percent, min_respondents, p_percent),
                    errhint("Make them constants, or add them to GROUP BY.")));
}

/* What a row needs beside its value: the parameters once and for all, and a respondent. */
static void
check_row(FunctionCallInfo fcinfo)
{
    if (PG_ARGISNULL(3) || PG_ARGISNULL(4))
        ereport(ERROR,
                (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("a parameter of p_percent_safe is NULL"),
                 errdetail("%s is NULL.", PG_ARGISNULL(3) ? "min_respondents" : "p_percent"),
                 errhint("Write p_percent_safe(value, respondent, 3, 10), for example.")));
    if (PG_ARGISNULL(2))
        ereport(ERROR,
                (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("a contribution has no respondent"),
                 errdetail("The respondent is NULL where the value is not: whose it is cannot be decided."),
                 errhint("Complete the respondent, or leave such rows out of the published cell too.")));
}

/* A state for the row's parameters. */
static struct respondents *
begin(FunctionCallInfo fcinfo, Size name_bytes)
{
    int32 min_respondents = PG_GETARG_INT32(3);
    float8 p_percent = PG_GETARG_FLOAT8(4);
    struct fault fault;

    if (!respondents_check(min_respondents, p_percent, &fault))
        raise_fault(&fault, "invalid parameter of p_percent_safe");
    return respondents_new(min_respondents, p_percent, name_bytes, tally_alloc);
}

static Datum
add_row(FunctionCallInfo fcinfo, const struct value_reader *values)
{
    bool in_aggregate = AggCheckCallContext(fcinfo, NULL) != 0;
    struct varlena *respondent;
    struct slice name;
    struct number value;
    struct respondents *state;
    struct respondent *entry;
    struct fault fault;

    check_row(fcinfo);
    respondent = varlena_here(PG_GETARG_DATUM(2));
    name = slice_make(VARDATA_ANY(respondent), VARSIZE_ANY_EXHDR(respondent));
    value = values->exact(PG_GETARG_DATUM(1), "p_percent_safe");
    state = PG_ARGISNULL(0) ? begin(fcinfo, name.len) : state_arg(PG_GETARG_DATUM(0), !in_aggregate);
    if (state->min_respondents != PG_GETARG_INT32(3) || state->p_percent != PG_GETARG_FLOAT8(4))
        refuse_varying(state, PG_GETARG_INT32(3), PG_GETARG_FLOAT8(4));
    entry = respondents_enter(&state, name, tally_alloc, &fault);
    if (entry == NULL ||
        !respondents_add(&state, (uint32) (entry - respondent_entries(state)), &value, tally_alloc, &fault))
        raise_fault(&fault, "cannot add to the respondent's sum");
    return hand_back(state, in_aggregate);
}

/* One row: nearly always an addition of 128 bits to an entry that is there. */
static pg_attribute_always_inline Datum
step(FunctionCallInfo fcinfo, const struct value_reader *values)
{
    if (PG_ARGISNULL(1))
    {
        if (PG_ARGISNULL(0))
            PG_RETURN_NULL();
        PG_RETURN_DATUM(PG_GETARG_DATUM(0));
    }
    if (!PG_ARGISNULL(0) && !PG_ARGISNULL(2) && !PG_ARGISNULL(3) && !PG_ARGISNULL(4) &&
        is_in_place(PG_GETARG_DATUM(0)) && AggCheckCallContext(fcinfo, NULL))
    {
        struct respondents *state = (struct respondents *) PG_GETARG_POINTER(0);
        struct varlena *name = varlena_here(PG_GETARG_DATUM(2));
        struct respondent *entry =
            respondents_find(state, slice_make(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name)));
        wide_int term;

        if (entry != NULL && !entry->is_long && entry->scale <= WIDE_FIXED_SCALE_MAX &&
            state->min_respondents == PG_GETARG_INT32(3) && state->p_percent == PG_GETARG_FLOAT8(4) &&
            values->fixed(PG_GETARG_DATUM(1), entry->scale, &term))
        {
            wide_int sum = respondent_fixed_sum(entry);

            if (wide_add(&sum, term))
            {
                respondent_set_fixed(entry, sum);
                PG_RETURN_POINTER(state);
            }
        }
    }
    return add_row(fcinfo, values);
}

PG_FUNCTION_INFO_V1(respondent_add_numeric);
Datum
respondent_add_numeric(PG_FUNCTION_ARGS)
{
    return step(fcinfo, &numeric_values);
}

PG_FUNCTION_INFO_V1(respondent_add_float8);
Datum
respondent_add_float8(PG_FUNCTION_ARGS)
{
    return step(fcinfo, &float8_values);
}

PG_FUNCTION_INFO_V1(respondent_add_float4);
Datum
respondent_add_float4(PG_FUNCTION_ARGS)
{
    return step(fcinfo, &float4_values);
}

PG_FUNCTION_INFO_V1(respondent_add_int8);
Datum
respondent_add_int8(PG_FUNCTION_ARGS)
{
    return step(fcinfo, &int8_values);
}

PG_FUNCTION_INFO_V1(respondent_add_int4);
Datum
respondent_add_int4(PG_FUNCTION_ARGS)
{
    return step(fcinfo, &int4_values);
}

PG_FUNCTION_INFO_V1(respondent_add_int2);
Datum
respondent_add_int2(PG_FUNCTION_ARGS)
{
    return step(fcinfo, &int2_values);
}

PG_FUNCTION_INFO_V1(respondent_state_combine);
Datum
respondent_state_combine(PG_FUNCTION_ARGS)
{
    bool in_aggregate = AggCheckCallContext(fcinfo, NULL) != 0;
    struct respondents *state;
    struct respondents *other;
    struct fault fault;

    if (PG_ARGISNULL(1))
    {
        if (PG_ARGISNULL(0))
            PG_RETURN_NULL();
        PG_RETURN_DATUM(PG_GETARG_DATUM(0));
    }
    if (PG_ARGISNULL(0))
        return hand_back(state_arg(PG_GETARG_DATUM(1), true), in_aggregate);
    state = state_arg(PG_GETARG_DATUM(0), !in_aggregate);
    other = state_arg(PG_GETARG_DATUM(1), false);
    if (state->min_respondents != other->min_respondents || state->p_percent != other->p_percent)
        refuse_varying(state, other->min_respondents, other->p_percent);
    if (!respondents_merge(&state, other, tally_alloc, &fault))
        raise_fault(&fault, "cannot merge the respondents' sums");
    return hand_back(state, in_aggregate);
}

/* n ≥ min_respondents, and 100 (total − x1 − x2) ≥ p x1. */
PG_FUNCTION_INFO_V1(respondent_state_final);
Datum
respondent_state_final(PG_FUNCTION_ARGS)
{
    const struct respondents *state = state_arg(PG_GETARG_DATUM(0), false);
    struct respondent_summary summary;
    struct number p = float8_read(state->p_percent, "p_percent_safe");
    struct fault fault;

    if (!respondents_sum_up(state, &summary, tally_alloc, &fault))
        raise_fault(&fault, "cannot judge the cell");
    PG_RETURN_BOOL(summary.n >= state->min_respondents &&
                   exact_compare(exact_times(exact_int(100), summary.rest), exact_times(p, summary.first)) >=
                       0);
}

PG_FUNCTION_INFO_V1(respondent_state_in);
Datum
respondent_state_in(PG_FUNCTION_ARGS)
{
    return store(read_stored(hex_read(PG_GETARG_CSTRING(0), "respondent_state")));
}

PG_FUNCTION_INFO_V1(respondent_state_out);
Datum
respondent_state_out(PG_FUNCTION_ARGS)
{
    PG_RETURN_CSTRING(hex_write(slice_of_datum(store(state_arg(PG_GETARG_DATUM(0), false)))));
}

PG_FUNCTION_INFO_V1(respondent_state_recv);
Datum
respondent_state_recv(PG_FUNCTION_ARGS)
{
    StringInfo message = (StringInfo) PG_GETARG_POINTER(0);
    int len = message->len - message->cursor;
    const char *bytes = pq_getmsgbytes(message, len);

    return store(read_stored(slice_make(bytes, len)));
}

PG_FUNCTION_INFO_V1(respondent_state_send);
Datum
respondent_state_send(PG_FUNCTION_ARGS)
{
    return store(state_arg(PG_GETARG_DATUM(0), false));
}
