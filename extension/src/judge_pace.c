/*
 * judge_pace.c: on the way to a target: required_growth, trajectory, pace, progress_status.
 *
 * The way is geometric for yearly growth and for multiples from a positive baseline, else linear.
 */
#include "postgres.h"

#include "utils/builtins.h"

#include "judge.h"

static const struct judge_args required_args = {.actual = 0, .target = 1, .baseline = 4, .years = 5, .direction = 6};
static const struct judge_args trajectory_args = {.actual = -1, .target = 0, .baseline = 1, .years = 3, .direction = 4};
static const struct judge_args pace_args = {.actual = 0, .target = 1, .baseline = 2, .years = 4, .direction = 5};

/* (1 + g) · (bound / actual)^(1 / years left) − 1, where g is the denominator's growth if there is one. */
static Datum
required_growth(FunctionCallInfo fcinfo, judge_number number)
{
    struct judging judging;
    struct maybe left = judge_optional(fcinfo, 2, number);
    struct maybe denominator = judge_optional(fcinfo, 3, number);
    struct maybe bound;
    Datum one = num_of(1);
    Datum factor;

    if (!judge_begin(fcinfo, &required_args, number, &judging))
        PG_RETURN_NULL();
    bound = judge_bound(&judging);
    if (!judging.actual.known || !bound.known || !left.known || num_sign(left.value) <= 0 ||
        num_sign(judging.actual.value) <= 0 || num_sign(bound.value) <= 0)
        PG_RETURN_NULL();
    factor = num_power(num_over(bound.value, judging.actual.value), num_over(one, left.value));
    if (denominator.known)
        factor = num_times(factor, num_plus(one, denominator.value));
    return num_minus(factor, one);
}

static void
check_elapsed(Datum elapsed)
{
    if (num_sign(elapsed) < 0 || num_compare(elapsed, num_of(1)) > 0)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("elapsed must be between 0 and 1"),
                        errdetail("It is %s.", DatumGetCString(DirectFunctionCall1(numeric_out, elapsed))),
                        errhint("It is the part of the time from baseline to due that has passed: 0.6 for three years of five.")));
}

/* The value due by now. */
static struct maybe
due_now(const struct judging *j, struct maybe elapsed)
{
    struct maybe bound = judge_bound(j);
    Datum ratio;

    if (elapsed.known)
        check_elapsed(elapsed.value);
    if (!elapsed.known || !bound.known || !j->baseline.known)
        return judge_unknown();
    if (num_sign(elapsed.value) == 0)
        return j->baseline;
    if (num_compare(elapsed.value, num_of(1)) == 0)
        return bound;
    if ((j->kind == TARGET_GROWTH || j->kind == TARGET_MULTIPLE) && num_sign(j->baseline.value) > 0 &&
        num_sign(bound.value) > 0)
    {
        ratio = num_over(bound.value, j->baseline.value);
        return judge_known(num_times(j->baseline.value, num_power(ratio, elapsed.value)));
    }
    return judge_known(num_plus(j->baseline.value, num_times(elapsed.value, num_minus(bound.value, j->baseline.value))));
}

static Datum
trajectory(FunctionCallInfo fcinfo, judge_number number)
{
    struct judging judging;
    struct maybe elapsed = judge_optional(fcinfo, 2, number);
    struct maybe due;

    if (!judge_begin(fcinfo, &trajectory_args, number, &judging))
        PG_RETURN_NULL();
    due = due_now(&judging, elapsed);
    if (!due.known)
        PG_RETURN_NULL();
    return num_trim(due.value);
}

/* Achieved change over the change due; unknown where nothing is due. */
static struct maybe
pace_of(const struct judging *j, struct maybe elapsed)
{
    struct maybe due = due_now(j, elapsed);
    Datum change;

    if (!due.known || !j->actual.known || judge_met(j, j->baseline) == VERDICT_MET)
        return judge_unknown();
    change = num_minus(due.value, j->baseline.value);
    if (num_sign(change) == 0)
        return judge_unknown();
    return judge_known(num_over(num_minus(j->actual.value, j->baseline.value), change));
}

static Datum
pace(FunctionCallInfo fcinfo, judge_number number)
{
    struct judging judging;
    struct maybe elapsed = judge_optional(fcinfo, 3, number);
    struct maybe result;

    if (!judge_begin(fcinfo, &pace_args, number, &judging))
        PG_RETURN_NULL();
    result = pace_of(&judging, elapsed);
    if (!result.known)
        PG_RETURN_NULL();
    return result.value;
}

/* A band of progress_status: an argument, or its default in hundredths. */
static Datum
read_band(FunctionCallInfo fcinfo, int arg, judge_number number, int hundredths)
{
    struct maybe given = judge_optional(fcinfo, arg, number);

    return given.known ? given.value : num_over(num_of(hundredths), num_of(100));
}

static Datum
progress_status(FunctionCallInfo fcinfo, judge_number number)
{
    struct judging judging;
    struct maybe elapsed = judge_optional(fcinfo, 3, number);
    Datum on_track = read_band(fcinfo, 6, number, 95);
    Datum behind = read_band(fcinfo, 7, number, 60);
    struct maybe result;
    const char *status;

    if (num_compare(behind, on_track) > 0)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the band behind lies above the band on_track"),
                        errhint("They are least paces: 0.95 for on_track and 0.60 for behind by default.")));
    if (!judge_begin(fcinfo, &pace_args, number, &judging))
        PG_RETURN_NULL();
    if (elapsed.known)
        check_elapsed(elapsed.value);
    result = pace_of(&judging, elapsed);
    if (judge_met(&judging, judging.actual) == VERDICT_MET)
        status = "met";
    else if (judge_met(&judging, judging.actual) == VERDICT_NOT_MET && judge_met(&judging, judging.baseline) == VERDICT_MET)
        status = "off_track"; /* it was met at the start and is no more */
    else if (!result.known)
        status = "unknown";
    else if (num_compare(result.value, on_track) >= 0)
        status = "on_track";
    else
        status = num_compare(result.value, behind) >= 0 ? "behind" : "off_track";
    PG_RETURN_TEXT_P(cstring_to_text(status));
}

PG_FUNCTION_INFO_V1(required_growth_numeric);
Datum
required_growth_numeric(PG_FUNCTION_ARGS)
{
    return required_growth(fcinfo, judge_from_numeric);
}

PG_FUNCTION_INFO_V1(required_growth_float8);
Datum
required_growth_float8(PG_FUNCTION_ARGS)
{
    return required_growth(fcinfo, judge_from_float8);
}

PG_FUNCTION_INFO_V1(trajectory_numeric);
Datum
trajectory_numeric(PG_FUNCTION_ARGS)
{
    return trajectory(fcinfo, judge_from_numeric);
}

PG_FUNCTION_INFO_V1(trajectory_float8);
Datum
trajectory_float8(PG_FUNCTION_ARGS)
{
    return trajectory(fcinfo, judge_from_float8);
}

PG_FUNCTION_INFO_V1(pace_numeric);
Datum
pace_numeric(PG_FUNCTION_ARGS)
{
    return pace(fcinfo, judge_from_numeric);
}

PG_FUNCTION_INFO_V1(pace_float8);
Datum
pace_float8(PG_FUNCTION_ARGS)
{
    return pace(fcinfo, judge_from_float8);
}

PG_FUNCTION_INFO_V1(progress_status_numeric);
Datum
progress_status_numeric(PG_FUNCTION_ARGS)
{
    return progress_status(fcinfo, judge_from_numeric);
}

PG_FUNCTION_INFO_V1(progress_status_float8);
Datum
progress_status_float8(PG_FUNCTION_ARGS)
{
    return progress_status(fcinfo, judge_from_float8);
}
