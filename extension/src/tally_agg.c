/*
 * tally_agg.c: the aggregates sector_tally and tally_sum.
 *
 * The state is a tally in its working form, changed in place when the aggregate owns it. Called outside an
 * aggregate, the same functions leave their arguments alone and return a stored tally. They keep nothing in
 * fn_extra and ask for no Aggref, because another node's planner may call them one row at a time (Citus).
 */
#include "postgres.h"

#include "tally_shell.h"
#include "value_read.h"

/* The state to change: the aggregate's own where it lies, else a copy. */
static struct tally_state *
own_state(FunctionCallInfo fcinfo, bool in_aggregate)
{
    if (in_aggregate && tally_is_in_place(PG_GETARG_DATUM(0)))
        return (struct tally_state *) PG_GETARG_POINTER(0);
    return tally_copy(PG_GETARG_DATUM(0));
}

static Datum
hand_back(struct tally_state *state, bool in_aggregate)
{
    return in_aggregate ? tally_working(state) : tally_store(state);
}

/* The state as it is. A moving window may not answer NULL, so there nothing yet is an empty state. */
static Datum
return_state(FunctionCallInfo fcinfo)
{
    if (!PG_ARGISNULL(0))
        PG_RETURN_DATUM(PG_GETARG_DATUM(0));
    if (AggCheckCallContext(fcinfo, NULL) == AGG_CONTEXT_WINDOW)
        return tally_working(tally_state_new(1, 0, tally_alloc));
    PG_RETURN_NULL();
}

/* Any row, the long way: first of its group, first of its sector, of a new scale, or too big for 128 bits. */
static Datum
add_row(FunctionCallInfo fcinfo, struct slice name, const struct number *value, bool negate)
{
    bool in_aggregate = AggCheckCallContext(fcinfo, NULL) != 0;
    struct tally_state *state =
        PG_ARGISNULL(0) ? tally_state_new(1, name.len, tally_alloc) : own_state(fcinfo, in_aggregate);
    struct fault fault;
    struct tally_entry *entry = tally_enter(&state, name, tally_alloc, &fault);
    uint32 index;

    if (entry == NULL)
        raise_fault(&fault, "cannot add to the tally");
    index = (uint32) (entry - tally_entries(state));
    tally_put(&state, index, value, negate);
    if (!tally_count_in(&tally_entries(state)[index], 1, negate, &fault))
        raise_fault(&fault, "cannot add to the tally");
    state->inputs += negate ? -1 : 1;
    state->moving |= negate;
    return hand_back(state, in_aggregate);
}

static pg_noinline Datum
add_new(FunctionCallInfo fcinfo, const struct value_reader *values)
{
    struct number value;

    if (PG_ARGISNULL(1))
        return return_state(fcinfo);
    value = values->exact(PG_GETARG_DATUM(1), "sector_tally");
    return add_row(fcinfo, optional_sector(fcinfo, 2), &value, false);
}

/* One row into a sum in limbs: without the detour of finding out how many decimals the value has. */
static pg_noinline Datum
step_long(FunctionCallInfo fcinfo, const struct value_reader *values, struct tally_state *state,
          struct tally_entry *entry)
{
    wide_int term;

    if (entry->count == PG_INT64_MAX || !values->fixed(PG_GETARG_DATUM(1), WIDE_FIXED_SCALE_MAX, &term) ||
        !tally_add_long(state, entry, term))
        return add_new(fcinfo, values);
    entry->count++;
    state->inputs++;
    PG_RETURN_POINTER(state);
}

/* One row: nearly always an addition of 128 bits to an entry that is there. Everything else is add_new. */
static pg_attribute_always_inline Datum
step(FunctionCallInfo fcinfo, const struct value_reader *values)
{
    struct tally_state *state = (struct tally_state *) PG_GETARG_POINTER(0);
    struct slice name = slice_make("", 0);
    struct tally_entry *entry;
    wide_int term;
    wide_int sum;

    if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || !tally_is_in_place(PG_GETARG_DATUM(0)) ||
        !called_by_aggregate(fcinfo) || (!PG_ARGISNULL(2) && !bytes_here(PG_GETARG_DATUM(2), &name)) ||
        (entry = tally_find(state, name)) == NULL)
        return add_new(fcinfo, values);
    if (entry->is_long)
        return step_long(fcinfo, values, state, entry);
    if (!values->fixed(PG_GETARG_DATUM(1), state->scale, &term))
        return add_new(fcinfo, values);
    sum = tally_fixed_sum(entry);
    if (!wide_add(&sum, term) || entry->count == PG_INT64_MAX)
        return add_new(fcinfo, values);
    tally_set_fixed(entry, sum);
    entry->count++;
    state->inputs++;
    PG_RETURN_POINTER(state);
}

/* Take one row away again, in a moving window. */
static Datum
step_back(FunctionCallInfo fcinfo, const struct value_reader *values)
{
    struct number value;

    if (PG_ARGISNULL(1))
        return return_state(fcinfo);
    value = values->exact(PG_GETARG_DATUM(1), "sector_tally");
    return add_row(fcinfo, optional_sector(fcinfo, 2), &value, true);
}

PG_FUNCTION_INFO_V1(sector_tally_add_numeric);
Datum
sector_tally_add_numeric(PG_FUNCTION_ARGS)
{
    return step(fcinfo, &numeric_values);
}

PG_FUNCTION_INFO_V1(sector_tally_add_float8);
Datum
sector_tally_add_float8(PG_FUNCTION_ARGS)
{
    return step(fcinfo, &float8_values);
}

PG_FUNCTION_INFO_V1(sector_tally_add_float4);
Datum
sector_tally_add_float4(PG_FUNCTION_ARGS)
{
    return step(fcinfo, &float4_values);
}

PG_FUNCTION_INFO_V1(sector_tally_add_int8);
Datum
sector_tally_add_int8(PG_FUNCTION_ARGS)
{
    return step(fcinfo, &int8_values);
}

PG_FUNCTION_INFO_V1(sector_tally_add_int4);
Datum
sector_tally_add_int4(PG_FUNCTION_ARGS)
{
    return step(fcinfo, &int4_values);
}

PG_FUNCTION_INFO_V1(sector_tally_add_int2);
Datum
sector_tally_add_int2(PG_FUNCTION_ARGS)
{
    return step(fcinfo, &int2_values);
}

PG_FUNCTION_INFO_V1(sector_tally_take_numeric);
Datum
sector_tally_take_numeric(PG_FUNCTION_ARGS)
{
    return step_back(fcinfo, &numeric_values);
}

PG_FUNCTION_INFO_V1(sector_tally_take_float8);
Datum
sector_tally_take_float8(PG_FUNCTION_ARGS)
{
    return step_back(fcinfo, &float8_values);
}

PG_FUNCTION_INFO_V1(sector_tally_take_float4);
Datum
sector_tally_take_float4(PG_FUNCTION_ARGS)
{
    return step_back(fcinfo, &float4_values);
}

PG_FUNCTION_INFO_V1(sector_tally_take_int8);
Datum
sector_tally_take_int8(PG_FUNCTION_ARGS)
{
    return step_back(fcinfo, &int8_values);
}

PG_FUNCTION_INFO_V1(sector_tally_take_int4);
Datum
sector_tally_take_int4(PG_FUNCTION_ARGS)
{
    return step_back(fcinfo, &int4_values);
}

PG_FUNCTION_INFO_V1(sector_tally_take_int2);
Datum
sector_tally_take_int2(PG_FUNCTION_ARGS)
{
    return step_back(fcinfo, &int2_values);
}

/* Merge a tally, in whichever form, into a state. */
static void
merge(struct tally_state **state, Datum other, bool negate)
{
    struct fault fault;
    struct varlena *value = PG_DETOAST_DATUM_PACKED(other);
    bool merged;

    if (VARSIZE_ANY_EXHDR(value) > 0 && *(unsigned char *) VARDATA_ANY(value) == TALLY_STATE_VERSION)
        merged =
            tally_merge_state(state, working_copy(value, TALLY_STATE_VERSION), negate, tally_alloc, &fault);
    else
        merged = tally_merge_stored(state, slice_make(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value)), negate,
                                    tally_alloc, &fault);
    if (!merged)
        raise_fault(&fault, "cannot add to the tally");
}

/* How many rows a datum stands for in a state: a working form's own, a stored form's one. */
static uint64
inputs_of(Datum datum)
{
    struct varlena *value = PG_DETOAST_DATUM_PACKED(datum);
    struct tally_state head;

    if (VARSIZE_ANY_EXHDR(value) + VARHDRSZ < sizeof(head) ||
        *(unsigned char *) VARDATA_ANY(value) != TALLY_STATE_VERSION)
        return 1;
    memcpy((char *) &head + VARHDRSZ, VARDATA_ANY(value), sizeof(head) - VARHDRSZ);
    return head.inputs;
}

PG_FUNCTION_INFO_V1(tally_combine);
Datum
tally_combine(PG_FUNCTION_ARGS)
{
    bool in_aggregate = AggCheckCallContext(fcinfo, NULL) != 0;
    struct tally_state *state;

    if (PG_ARGISNULL(1))
        return return_state(fcinfo);
    if (PG_ARGISNULL(0))
        return hand_back(tally_copy(PG_GETARG_DATUM(1)), in_aggregate);
    state = own_state(fcinfo, in_aggregate);
    state->inputs += inputs_of(PG_GETARG_DATUM(1));
    merge(&state, PG_GETARG_DATUM(1), false);
    return hand_back(state, in_aggregate);
}

static Datum
sum_step(FunctionCallInfo fcinfo, bool negate)
{
    bool in_aggregate = AggCheckCallContext(fcinfo, NULL) != 0;
    struct tally_state *state;

    if (PG_ARGISNULL(1))
        return return_state(fcinfo);
    state = PG_ARGISNULL(0) ? tally_state_new(1, 0, tally_alloc) : own_state(fcinfo, in_aggregate);
    merge(&state, PG_GETARG_DATUM(1), negate);
    state->inputs += negate ? -1 : 1;
    state->moving |= negate;
    return hand_back(state, in_aggregate);
}

PG_FUNCTION_INFO_V1(tally_sum_add);
Datum
tally_sum_add(PG_FUNCTION_ARGS)
{
    return sum_step(fcinfo, false);
}

PG_FUNCTION_INFO_V1(tally_sum_take);
Datum
tally_sum_take(PG_FUNCTION_ARGS)
{
    return sum_step(fcinfo, true);
}

/* A fresh stored tally; NULL when a moving window has no rows left. The state stays as it was. */
PG_FUNCTION_INFO_V1(tally_final);
Datum
tally_final(PG_FUNCTION_ARGS)
{
    if (inputs_of(PG_GETARG_DATUM(0)) == 0)
        PG_RETURN_NULL();
    if (AggCheckCallContext(fcinfo, NULL) != 0 && tally_is_in_place(PG_GETARG_DATUM(0)))
        return tally_store((const struct tally_state *) PG_GETARG_POINTER(0));
    return tally_store(tally_copy(PG_GETARG_DATUM(0)));
}

static Datum
merge_two(FunctionCallInfo fcinfo, bool negate)
{
    struct tally_state *state = tally_copy(PG_GETARG_DATUM(0));

    merge(&state, PG_GETARG_DATUM(1), negate);
    return tally_store(state);
}

PG_FUNCTION_INFO_V1(tally_plus);
Datum
tally_plus(PG_FUNCTION_ARGS)
{
    return merge_two(fcinfo, false);
}

PG_FUNCTION_INFO_V1(tally_minus);
Datum
tally_minus(PG_FUNCTION_ARGS)
{
    return merge_two(fcinfo, true);
}
