/*
 * judge_call.c: attainment, is_met, target_status, target_bound and the growth_ functions, one body each for
 * all number types.
 */
#include "postgres.h"

#include "utils/builtins.h"

#include "judge.h"

static const struct judge_args plain_args = {
    .actual = 0, .target = 1, .baseline = 2, .years = 3, .direction = 4};
static const struct judge_args bound_args = {
    .actual = -1, .target = 0, .baseline = 1, .years = 2, .direction = 3};
static const struct judge_args rate_args = {
    .actual = 0, .target = 1, .baseline = -1, .years = -1, .direction = -1};

static Datum
return_maybe(FunctionCallInfo fcinfo, struct maybe maybe)
{
    if (!maybe.known)
        PG_RETURN_NULL();
    return exact_datum(maybe.value);
}

static Datum
return_part(FunctionCallInfo fcinfo, struct part part)
{
    if (!part.known)
        PG_RETURN_NULL();
    return exact_over(part.reached, part.whole);
}

static Datum
return_verdict(FunctionCallInfo fcinfo, enum verdict verdict)
{
    if (verdict == VERDICT_UNKNOWN)
        PG_RETURN_NULL();
    PG_RETURN_BOOL(verdict == VERDICT_MET);
}

static Datum
attainment(FunctionCallInfo fcinfo, const struct value_reader *values)
{
    struct judging judging;

    if (!judge_begin(fcinfo, &plain_args, values, &judging))
        PG_RETURN_NULL();
    return return_part(fcinfo, judge_attainment(&judging));
}

static Datum
is_met(FunctionCallInfo fcinfo, const struct value_reader *values)
{
    struct judging judging;

    if (!judge_begin(fcinfo, &plain_args, values, &judging))
        PG_RETURN_NULL();
    return return_verdict(fcinfo, judge_met(&judging, judging.actual));
}

/* The tolerance argument, by default 5 % of the stated figure. */
static struct number
read_tolerance(FunctionCallInfo fcinfo, const struct value_reader *values)
{
    struct maybe given = judge_optional(fcinfo, 5, values);

    if (!given.known)
        return number_of_int(5, 2);
    if (exact_sign(given.value) < 0 || exact_compare(given.value, exact_int(1)) > 0)
        judge_refuse("the tolerance must be between 0 and 1", given.value,
                     "It is a part of the stated figure: write 0.05 for 5 %.");
    return given.value;
}

static const char *
status_of(const struct judging *judging, struct number tolerance)
{
    switch (judge_met(judging, judging->actual))
    {
        case VERDICT_MET: return judge_exceeds(judging) ? "exceeded" : "met";
        case VERDICT_NOT_MET:
            if (judging->is_approximate && judge_met_eased(judging, tolerance) == VERDICT_MET)
                return "within_tolerance";
            return "not_met";
        default: return "unknown";
    }
}

static Datum
target_status(FunctionCallInfo fcinfo, const struct value_reader *values)
{
    struct judging judging;
    struct number tolerance = read_tolerance(fcinfo, values);

    if (!judge_begin(fcinfo, &plain_args, values, &judging))
        PG_RETURN_NULL();
    PG_RETURN_TEXT_P(cstring_to_text(status_of(&judging, tolerance)));
}

static Datum
target_bound(FunctionCallInfo fcinfo, const struct value_reader *values)
{
    struct judging judging;

    if (!judge_begin(fcinfo, &bound_args, values, &judging))
        PG_RETURN_NULL();
    return return_maybe(fcinfo, judge_bound(&judging));
}

/* A growth target read as a level of the rate itself; false when the target is of another kind. */
static bool
begin_rate(FunctionCallInfo fcinfo, const struct value_reader *values, struct judging *out)
{
    if (!judge_begin(fcinfo, &rate_args, values, out) || out->kind != TARGET_GROWTH)
        return false;
    out->kind = TARGET_LEVEL;
    return true;
}

static Datum
growth_is_met(FunctionCallInfo fcinfo, const struct value_reader *values)
{
    struct judging judging;

    if (!begin_rate(fcinfo, values, &judging))
        PG_RETURN_NULL();
    return return_verdict(fcinfo, judge_met(&judging, judging.actual));
}

/* No growth at all is 0, in both directions: points from a baseline of 0. */
static Datum
growth_attainment(FunctionCallInfo fcinfo, const struct value_reader *values)
{
    struct judging judging;

    if (!begin_rate(fcinfo, values, &judging))
        PG_RETURN_NULL();
    judging.kind = TARGET_POINTS;
    judging.baseline = judge_known(exact_int(0));
    return return_part(fcinfo, judge_attainment(&judging));
}

PG_FUNCTION_INFO_V1(attainment_numeric);
Datum
attainment_numeric(PG_FUNCTION_ARGS)
{
    return attainment(fcinfo, &numeric_values);
}

PG_FUNCTION_INFO_V1(attainment_float8);
Datum
attainment_float8(PG_FUNCTION_ARGS)
{
    return attainment(fcinfo, &float8_values);
}

PG_FUNCTION_INFO_V1(attainment_float4);
Datum
attainment_float4(PG_FUNCTION_ARGS)
{
    return attainment(fcinfo, &float4_values);
}

PG_FUNCTION_INFO_V1(attainment_int8);
Datum
attainment_int8(PG_FUNCTION_ARGS)
{
    return attainment(fcinfo, &int8_values);
}

PG_FUNCTION_INFO_V1(is_met_numeric);
Datum
is_met_numeric(PG_FUNCTION_ARGS)
{
    return is_met(fcinfo, &numeric_values);
}

PG_FUNCTION_INFO_V1(is_met_float8);
Datum
is_met_float8(PG_FUNCTION_ARGS)
{
    return is_met(fcinfo, &float8_values);
}

PG_FUNCTION_INFO_V1(is_met_float4);
Datum
is_met_float4(PG_FUNCTION_ARGS)
{
    return is_met(fcinfo, &float4_values);
}

PG_FUNCTION_INFO_V1(is_met_int8);
Datum
is_met_int8(PG_FUNCTION_ARGS)
{
    return is_met(fcinfo, &int8_values);
}

PG_FUNCTION_INFO_V1(target_status_numeric);
Datum
target_status_numeric(PG_FUNCTION_ARGS)
{
    return target_status(fcinfo, &numeric_values);
}

PG_FUNCTION_INFO_V1(target_status_float8);
Datum
target_status_float8(PG_FUNCTION_ARGS)
{
    return target_status(fcinfo, &float8_values);
}

PG_FUNCTION_INFO_V1(target_status_float4);
Datum
target_status_float4(PG_FUNCTION_ARGS)
{
    return target_status(fcinfo, &float4_values);
}

PG_FUNCTION_INFO_V1(target_status_int8);
Datum
target_status_int8(PG_FUNCTION_ARGS)
{
    return target_status(fcinfo, &int8_values);
}

PG_FUNCTION_INFO_V1(target_bound_numeric);
Datum
target_bound_numeric(PG_FUNCTION_ARGS)
{
    return target_bound(fcinfo, &numeric_values);
}

PG_FUNCTION_INFO_V1(target_bound_float8);
Datum
target_bound_float8(PG_FUNCTION_ARGS)
{
    return target_bound(fcinfo, &float8_values);
}

PG_FUNCTION_INFO_V1(target_bound_float4);
Datum
target_bound_float4(PG_FUNCTION_ARGS)
{
    return target_bound(fcinfo, &float4_values);
}

PG_FUNCTION_INFO_V1(target_bound_int8);
Datum
target_bound_int8(PG_FUNCTION_ARGS)
{
    return target_bound(fcinfo, &int8_values);
}

PG_FUNCTION_INFO_V1(growth_is_met_numeric);
Datum
growth_is_met_numeric(PG_FUNCTION_ARGS)
{
    return growth_is_met(fcinfo, &numeric_values);
}

PG_FUNCTION_INFO_V1(growth_is_met_float8);
Datum
growth_is_met_float8(PG_FUNCTION_ARGS)
{
    return growth_is_met(fcinfo, &float8_values);
}

PG_FUNCTION_INFO_V1(growth_is_met_float4);
Datum
growth_is_met_float4(PG_FUNCTION_ARGS)
{
    return growth_is_met(fcinfo, &float4_values);
}

PG_FUNCTION_INFO_V1(growth_attainment_numeric);
Datum
growth_attainment_numeric(PG_FUNCTION_ARGS)
{
    return growth_attainment(fcinfo, &numeric_values);
}

PG_FUNCTION_INFO_V1(growth_attainment_float8);
Datum
growth_attainment_float8(PG_FUNCTION_ARGS)
{
    return growth_attainment(fcinfo, &float8_values);
}

PG_FUNCTION_INFO_V1(growth_attainment_float4);
Datum
growth_attainment_float4(PG_FUNCTION_ARGS)
{
    return growth_attainment(fcinfo, &float4_values);
}
