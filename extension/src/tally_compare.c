/*
 * tally_compare.c: measures between two tallies (place, time) or four (both): location quotient, growth,
 * contribution, pull, shift-share.
 *
 * Each is one exact fraction, divided once by the server. What has no meaning is NULL: a denominator of 0,
 * growth from a base that is not positive.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#include "exact_math.h"
#include "tally_read.h"
#include "value_read.h"

/* (local sector · reference total) / (local total · reference sector). */
PG_FUNCTION_INFO_V1(location_quotient);
Datum
location_quotient(PG_FUNCTION_ARGS)
{
    struct tally_sums local = tally_sums_arg(fcinfo, 0, 2);
    struct tally_sums reference = tally_sums_arg(fcinfo, 1, 2);

    if (number_is_zero(&local.total) || number_is_zero(&reference.total) || number_is_zero(&reference.inside))
        PG_RETURN_NULL();
    return exact_ratio(exact_times(local.inside, reference.total),
                       exact_times(local.total, reference.inside));
}

/* (v1 - v0) / v0 */
PG_FUNCTION_INFO_V1(tally_growth);
Datum
tally_growth(PG_FUNCTION_ARGS)
{
    struct tally_sums before = tally_sums_arg(fcinfo, 0, 2);
    struct tally_sums after = tally_sums_arg(fcinfo, 1, 2);

    if (number_sign(&before.inside) <= 0)
        PG_RETURN_NULL();
    return exact_ratio(exact_minus(after.inside, before.inside), before.inside);
}

/* (v1 - v0) / (t1 - t0) */
PG_FUNCTION_INFO_V1(tally_contribution);
Datum
tally_contribution(PG_FUNCTION_ARGS)
{
    struct tally_sums before = tally_sums_arg(fcinfo, 0, 2);
    struct tally_sums after = tally_sums_arg(fcinfo, 1, 2);
    struct number whole = exact_minus(after.total, before.total);

    if (number_is_zero(&whole))
        PG_RETURN_NULL();
    return exact_ratio(exact_minus(after.inside, before.inside), whole);
}

/* (v1 - v0) / t0 */
PG_FUNCTION_INFO_V1(tally_pull);
Datum
tally_pull(PG_FUNCTION_ARGS)
{
    struct tally_sums before = tally_sums_arg(fcinfo, 0, 2);
    struct tally_sums after = tally_sums_arg(fcinfo, 1, 2);

    if (number_sign(&before.total) <= 0)
        PG_RETURN_NULL();
    return exact_ratio(exact_minus(after.inside, before.inside), before.total);
}

/*
 * (V − V/(1+g)) / (T − T/(1+G)) = V g (1+G) / (T G (1+g)).
 */
static Datum
contribution(FunctionCallInfo fcinfo, const struct value_reader *values)
{
    struct number args[4];
    struct number factor;
    struct number total_factor;
    struct number below;

    for (int i = 0; i < 4; i++)
        args[i] = values->exact(PG_GETARG_DATUM(i), "contribution");
    factor = exact_plus(exact_int(1), args[1]);
    total_factor = exact_plus(exact_int(1), args[3]);
    below = exact_times(exact_times(args[2], args[3]), factor);
    if (exact_sign(factor) <= 0 || exact_sign(total_factor) <= 0 || number_is_zero(&below))
        PG_RETURN_NULL();
    return exact_ratio(exact_times(exact_times(args[0], args[1]), total_factor), below);
}

PG_FUNCTION_INFO_V1(contribution_numeric);
Datum
contribution_numeric(PG_FUNCTION_ARGS)
{
    return contribution(fcinfo, &numeric_values);
}

PG_FUNCTION_INFO_V1(contribution_float4);
Datum
contribution_float4(PG_FUNCTION_ARGS)
{
    return contribution(fcinfo, &float4_values);
}

PG_FUNCTION_INFO_V1(contribution_float8);
Datum
contribution_float8(PG_FUNCTION_ARGS)
{
    return contribution(fcinfo, &float8_values);
}

/* The four tallies of shift_share at one level, walked together. */
struct shift_walk
{
    struct tally_cursor cursor[4];
    bool open[4];
    struct number total0; /* of the reference, then and now */
    struct number total1;
};

enum
{
    LOCAL0,
    LOCAL1,
    REF0,
    REF1
};

static struct slice
cursor_name(const struct tally_cursor *cursor)
{
    return slice_make(cursor->name, cursor->name_len);
}

static void
check_same_root(FunctionCallInfo fcinfo)
{
    char names[4][SECTOR_MAX_BYTES];
    struct slice roots[4];

    for (int i = 0; i < 4; i++)
    {
        roots[i] = stored_root(tally_stored(PG_GETARG_DATUM(i)), names[i]);
        for (int j = 0; j < i; j++)
            if (roots[i].len > 0 && roots[j].len > 0 && !slice_equal(roots[i], roots[j]))
                ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                                errmsg("shift_share needs tallies of one classification"),
                                errdetail("One holds sectors of \"%.*s\", another of \"%.*s\".",
                                          (int) roots[j].len, roots[j].ptr, (int) roots[i].len, roots[i].ptr),
                                errhint("tally_root(tally) names the classification of each.")));
    }
}

static struct shift_walk *
begin_shift(FunctionCallInfo fcinfo, FuncCallContext *calls)
{
    MemoryContext before = MemoryContextSwitchTo(calls->multi_call_memory_ctx);
    struct shift_walk *walk = palloc0(sizeof(*walk));
    TupleDesc shape;

    if (get_call_result_type(fcinfo, NULL, &shape) != TYPEFUNC_COMPOSITE)
        ereport(ERROR,
                (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("shift_share returns rows"),
                 errdetail("It was called where only one value, or rows of another shape, can be taken."),
                 errhint("Write SELECT * FROM shift_share(…).")));
    calls->tuple_desc = BlessTupleDesc(shape);
    check_same_root(fcinfo);
    for (int i = 0; i < 4; i++)
    {
        struct slice stored =
            tally_stored(tally_store(tally_state_at(tally_stored(PG_GETARG_DATUM(i)), PG_GETARG_INT32(4))));
        struct tally_sums sums = tally_sums_of(stored, slice_make("", 0));

        tally_read(&walk->cursor[i], stored);
        walk->open[i] = tally_step_on(&walk->cursor[i]);
        if (i == REF0)
            walk->total0 = sums.total;
        if (i == REF1)
            walk->total1 = sums.total;
    }
    MemoryContextSwitchTo(before);
    return walk;
}

/* The next name in the order of sectors among the four, the rest last; -1 at the end. */
static int
next_name(const struct shift_walk *walk)
{
    int best = -1;

    for (int i = 0; i < 4; i++)
    {
        struct slice name = cursor_name(&walk->cursor[i]);
        struct slice least = best < 0 ? name : cursor_name(&walk->cursor[best]);

        if (!walk->open[i])
            continue;
        if (best < 0 || (name.len > 0 && (least.len == 0 || sector_compare(name, least) < 0)))
            best = i;
    }
    return best;
}

/* Take the values of one name, 0 where a tally lacks it, and go on behind it. */
static void
take_values(FuncCallContext *calls, struct shift_walk *walk, struct slice name, struct number values[4])
{
    for (int i = 0; i < 4; i++)
    {
        MemoryContext before;

        if (!walk->open[i] || !slice_equal(cursor_name(&walk->cursor[i]), name))
        {
            values[i] = exact_int(0);
            continue;
        }
        values[i] = walk->cursor[i].sum;
        before = MemoryContextSwitchTo(calls->multi_call_memory_ctx);
        walk->open[i] = tally_step_on(&walk->cursor[i]);
        MemoryContextSwitchTo(before);
    }
}

/* a / b as the server divides, to go on with. */
static struct number
divided(struct number a, struct number b)
{
    return exact_read(exact_over(a, b), "shift_share");
}

/*
 * Dunn: e1 - e0 = e0 G + e0 (Gi - G) + e0 (gi - Gi), with e0 gi = e1 - e0. The structural part is what the
 * two divisions leave, so that the three always add up to the change.
 */
PG_FUNCTION_INFO_V1(shift_share);
Datum
shift_share(PG_FUNCTION_ARGS)
{
    FuncCallContext *calls;
    struct shift_walk *walk;
    struct slice name;
    char buf[SECTOR_MAX_BYTES];
    int first;
    struct number v[4];
    struct number change;
    struct number national;
    struct number competitive;
    Datum out[5] = {0};
    bool nulls[5] = {false};

    if (SRF_IS_FIRSTCALL())
    {
        bool has_null = false;

        calls = SRF_FIRSTCALL_INIT();
        for (int i = 0; i < 5; i++)
            has_null |= PG_ARGISNULL(i);
        if (!has_null)
            calls->user_fctx = begin_shift(fcinfo, calls);
    }
    calls = SRF_PERCALL_SETUP();
    walk = calls->user_fctx;
    first = walk == NULL ? -1 : next_name(walk);
    if (first < 0)
        SRF_RETURN_DONE(calls);
    name = cursor_name(&walk->cursor[first]);
    memcpy(buf, name.ptr, name.len);
    name.ptr = buf;
    take_values(calls, walk, name, v);
    nulls[0] = name.len == 0;
    if (!nulls[0])
        out[0] = datum_of_slice(name);
    change = exact_minus(v[LOCAL1], v[LOCAL0]);
    out[1] = exact_datum(change);
    nulls[2] = nulls[3] = nulls[4] = number_is_zero(&walk->total0) || number_is_zero(&v[REF0]);
    if (!nulls[2])
    {
        national = divided(exact_times(v[LOCAL0], exact_minus(walk->total1, walk->total0)), walk->total0);
        competitive = exact_minus(v[LOCAL1], divided(exact_times(v[LOCAL0], v[REF1]), v[REF0]));
        out[2] = exact_datum(national);
        out[3] = exact_datum(exact_minus(exact_minus(change, national), competitive));
        out[4] = exact_datum(competitive);
    }
    SRF_RETURN_NEXT(calls, HeapTupleGetDatum(heap_form_tuple(calls->tuple_desc, out, nulls)));
}
