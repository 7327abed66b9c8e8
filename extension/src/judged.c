/*
 * judged.c: the aggregates over many targets: target_attainment, target_attainment_weighted, targets_met and
 * targets_judged, all from one state, so that a query that asks for several of them judges each row once.
 *
 * A target whose verdict is not known is left out of all of them. A met one enters the mean as 1, any other
 * by its attainment cut to 0..1, and by 0 where it has none: 0 projects of 100 must not vanish from the mean.
 */
#include "postgres.h"

#include "judge.h"
#include "sums.h"

enum judged_sum
{
    JUDGED_PART,  /* Σ weight · attainment; its count: targets met */
    JUDGED_WEIGHT /* Σ weight, 0 where there are none; its count: targets judged */
};

/* Each attainment is within 0 and 1, so Σ is within 0 and Σ weight, or the number of targets without weights.
 */
static bool
is_sound(const struct tally_state *state)
{
    int64 met = *sums_count(state, JUDGED_PART);
    int64 judged = *sums_count(state, JUDGED_WEIGHT);
    struct number part = sums_get(state, JUDGED_PART);
    struct number weight = sums_get(state, JUDGED_WEIGHT);
    struct number most = exact_sign(weight) == 0 ? exact_int(judged) : weight;

    return met >= 0 && met <= judged && exact_sign(weight) >= 0 && exact_sign(part) >= 0 &&
           exact_compare(part, most) <= 0;
}

static const struct sums_type judged_type = {
    .name = "judged_state", .working = 0x84, .stored = 1, .n = 2, .is_sound = is_sound};

/* The attainment of a judged target as it enters the mean. */
static struct number
cut(const struct judging *judging, enum verdict verdict)
{
    struct part part;
    bool is_negative;

    if (verdict == VERDICT_MET)
        return exact_int(1);
    part = judge_attainment(judging);
    if (!part.known || exact_sign(part.reached) == 0)
        return exact_int(0);
    is_negative = exact_sign(part.whole) < 0;
    if (is_negative != (exact_sign(part.reached) < 0))
        return exact_int(0);
    if ((exact_compare(part.reached, part.whole) >= 0) != is_negative)
        return exact_int(1); /* the bound itself, where it is not enough */
    return exact_read(exact_over(part.reached, part.whole), "target_attainment");
}

static Datum
add_row(FunctionCallInfo fcinfo, const struct judge_args *args, const struct number *weight,
        const struct value_reader *values)
{
    bool in_aggregate = AggCheckCallContext(fcinfo, NULL) != 0;
    struct judging judging;
    struct tally_state *state;
    enum verdict verdict;
    struct number part;

    if (!judge_begin(fcinfo, args, values, &judging))
        return sums_keep(fcinfo);
    verdict = judge_met(&judging, judging.actual);
    if (verdict == VERDICT_UNKNOWN)
        return sums_keep(fcinfo);
    state =
        PG_ARGISNULL(0) ? sums_new(&judged_type) : sums_arg(&judged_type, PG_GETARG_DATUM(0), !in_aggregate);
    part = cut(&judging, verdict);
    *sums_count(state, JUDGED_PART) += verdict == VERDICT_MET;
    *sums_count(state, JUDGED_WEIGHT) += 1;
    if (weight != NULL)
    {
        part = exact_times(part, *weight);
        sums_add(&state, JUDGED_WEIGHT, *weight);
    }
    sums_add(&state, JUDGED_PART, part);
    return sums_datum(&judged_type, state, in_aggregate);
}

/* Arguments behind the state, and behind the weight if there is one: two, three or five. */
static struct judge_args
arguments_at(FunctionCallInfo fcinfo, int first)
{
    struct judge_args args = {
        .actual = first, .target = first + 1, .baseline = -1, .years = -1, .direction = -1};

    if (PG_NARGS() > first + 2)
        args.baseline = first + 2;
    if (PG_NARGS() > first + 3)
    {
        args.years = first + 3;
        args.direction = first + 4;
    }
    return args;
}

static Datum
add_plain(FunctionCallInfo fcinfo, const struct value_reader *values)
{
    struct judge_args args = arguments_at(fcinfo, 1);

    return add_row(fcinfo, &args, NULL, values);
}

static Datum
add_weighted(FunctionCallInfo fcinfo, const struct value_reader *values)
{
    struct judge_args args = arguments_at(fcinfo, 2);
    struct number weight;

    if (PG_ARGISNULL(1))
        return sums_keep(fcinfo);
    weight = judge_number(values, PG_GETARG_DATUM(1));
    if (exact_sign(weight) < 0)
        judge_refuse("a weight must not be negative", weight, "Leave such rows out, or weigh them with 0.");
    return add_row(fcinfo, &args, &weight, values);
}

PG_FUNCTION_INFO_V1(judged_add_numeric);
Datum
judged_add_numeric(PG_FUNCTION_ARGS)
{
    return add_plain(fcinfo, &numeric_values);
}

PG_FUNCTION_INFO_V1(judged_add_float8);
Datum
judged_add_float8(PG_FUNCTION_ARGS)
{
    return add_plain(fcinfo, &float8_values);
}

PG_FUNCTION_INFO_V1(judged_add_float4);
Datum
judged_add_float4(PG_FUNCTION_ARGS)
{
    return add_plain(fcinfo, &float4_values);
}

PG_FUNCTION_INFO_V1(judged_add_int8);
Datum
judged_add_int8(PG_FUNCTION_ARGS)
{
    return add_plain(fcinfo, &int8_values);
}

PG_FUNCTION_INFO_V1(judged_add_weighted_numeric);
Datum
judged_add_weighted_numeric(PG_FUNCTION_ARGS)
{
    return add_weighted(fcinfo, &numeric_values);
}

PG_FUNCTION_INFO_V1(judged_add_weighted_float8);
Datum
judged_add_weighted_float8(PG_FUNCTION_ARGS)
{
    return add_weighted(fcinfo, &float8_values);
}

PG_FUNCTION_INFO_V1(judged_add_weighted_float4);
Datum
judged_add_weighted_float4(PG_FUNCTION_ARGS)
{
    return add_weighted(fcinfo, &float4_values);
}

PG_FUNCTION_INFO_V1(judged_add_weighted_int8);
Datum
judged_add_weighted_int8(PG_FUNCTION_ARGS)
{
    return add_weighted(fcinfo, &int8_values);
}

PG_FUNCTION_INFO_V1(judged_state_combine);
Datum
judged_state_combine(PG_FUNCTION_ARGS)
{
    return sums_combine(&judged_type, fcinfo);
}

PG_FUNCTION_INFO_V1(judged_state_mean);
Datum
judged_state_mean(PG_FUNCTION_ARGS)
{
    const struct tally_state *state = sums_read(&judged_type, fcinfo);
    int64 judged = *sums_count(state, JUDGED_WEIGHT);

    if (judged == 0)
        PG_RETURN_NULL();
    return exact_over(sums_get(state, JUDGED_PART), exact_int(judged));
}

PG_FUNCTION_INFO_V1(judged_state_weighted_mean);
Datum
judged_state_weighted_mean(PG_FUNCTION_ARGS)
{
    const struct tally_state *state = sums_read(&judged_type, fcinfo);
    struct number weight = sums_get(state, JUDGED_WEIGHT);

    if (exact_sign(weight) <= 0)
        PG_RETURN_NULL();
    return exact_over(sums_get(state, JUDGED_PART), weight);
}

PG_FUNCTION_INFO_V1(judged_state_met);
Datum
judged_state_met(PG_FUNCTION_ARGS)
{
    PG_RETURN_INT64(PG_ARGISNULL(0) ? 0 : *sums_count(sums_read(&judged_type, fcinfo), JUDGED_PART));
}

PG_FUNCTION_INFO_V1(judged_state_judged);
Datum
judged_state_judged(PG_FUNCTION_ARGS)
{
    PG_RETURN_INT64(PG_ARGISNULL(0) ? 0 : *sums_count(sums_read(&judged_type, fcinfo), JUDGED_WEIGHT));
}

PG_FUNCTION_INFO_V1(judged_state_in);
Datum
judged_state_in(PG_FUNCTION_ARGS)
{
    return sums_in(&judged_type, fcinfo);
}

PG_FUNCTION_INFO_V1(judged_state_out);
Datum
judged_state_out(PG_FUNCTION_ARGS)
{
    return sums_out(&judged_type, fcinfo);
}

PG_FUNCTION_INFO_V1(judged_state_recv);
Datum
judged_state_recv(PG_FUNCTION_ARGS)
{
    return sums_recv(&judged_type, fcinfo);
}

PG_FUNCTION_INFO_V1(judged_state_send);
Datum
judged_state_send(PG_FUNCTION_ARGS)
{
    return sums_send(&judged_type, fcinfo);
}
