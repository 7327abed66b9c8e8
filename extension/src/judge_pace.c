/*
 * judge_pace.c: on the way to a target: required_growth, trajectory, pace, progress_status.
 *
 * The way is geometric for yearly growth and for multiples from a positive baseline, else linear. Powers are
 * core's (power.h): the same digits everywhere.
 */
#include "postgres.h"

#include "utils/builtins.h"

#include "judge.h"
#include "power.h"

/* What is given back of a power: significant digits of a factor, decimals of a rate. */
#define FACTOR_DIGITS 20
#define RATE_DECIMALS 20

/* What a factor is computed to where it goes on into a difference, the last digit uncertain. */
#define FACTOR_DIGITS_WITHIN 28

/* Decimals that are certain in the logarithm of a power of up to 100 years. */
#define LOG_DECIMALS 26

static const struct judge_args required_args = {
    .actual = 0, .target = 1, .baseline = 4, .years = 5, .direction = 6};
static const struct judge_args trajectory_args = {
    .actual = -1, .target = 0, .baseline = 1, .years = 3, .direction = 4};
static const struct judge_args pace_args = {
    .actual = 0, .target = 1, .baseline = 2, .years = 4, .direction = 5};

/* A positive number as a fraction of two 64-bit words: 18 significant digits, and decimals, of it. */
static void
split_fraction(struct number number, uint64 *num, uint64 *den)
{
    struct number kept = exact_rounded(exact_significant(number, 18), 18);

    if (kept.is_long || kept.mantissa > PG_INT64_MAX)
        judge_refuse("a span of time is out of range", number,
                     "Give years, or a part of the time, as plain numbers.");
    *num = (uint64) kept.mantissa;
    *den = power_of_ten[kept.scale];
}

static void refuse_range(void) pg_attribute_noreturn();

static void
refuse_range(void)
{
    ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("a rate is out of range"),
                    errdetail("The power that it needs has more digits than numeric can hold."),
                    errhint("Check the target, the baseline and the time that is left.")));
}

/* e^(log · num / den); 0 below what numeric can hold. */
static struct number
power_of(wide_int log, uint64 num, uint64 den)
{
    struct number power;
    struct fault fault;
    wide_int part;

    if (den != 0 && log_part(log, num, den, &part) && number_exp(part, &power, tally_alloc, &fault))
        return power;
    if (log >= 0)
        refuse_range();
    return exact_int(0);
}

/* ln(a / b) of positive numbers. */
static wide_int
log_ratio(struct number a, struct number b)
{
    return number_log(&a) - number_log(&b);
}

/* (1 + g) · (bound / actual)^(1 / years left) − 1, where g is the denominator's growth if there is one. */
static Datum
required_growth(FunctionCallInfo fcinfo, const struct value_reader *values)
{
    struct judging judging;
    struct maybe left = judge_optional(fcinfo, 2, values);
    struct maybe denominator = judge_optional(fcinfo, 3, values);
    struct maybe bound;
    struct number one = exact_int(1);
    struct number rate;
    uint64 num, den;

    if (!judge_begin(fcinfo, &required_args, values, &judging))
        PG_RETURN_NULL();
    if (denominator.known && exact_compare(denominator.value, exact_int(-1)) <= 0)
        judge_refuse("denominator_growth must be above -1", denominator.value,
                     "It is a yearly rate as a ratio: write 0.10 for 10 %.");
    bound = judge_bound(&judging);
    if (!judging.actual.known || !bound.known || !left.known || exact_sign(left.value) <= 0 ||
        exact_sign(judging.actual.value) <= 0 || exact_sign(bound.value) <= 0)
        PG_RETURN_NULL();
    split_fraction(left.value, &num, &den);
    rate = power_of(log_ratio(bound.value, judging.actual.value), den, num);
    if (denominator.known)
        rate = exact_times(rate, exact_plus(one, denominator.value));
    return exact_datum(exact_rounded(exact_minus(rate, one), RATE_DECIMALS));
}

static void
check_elapsed(struct number elapsed)
{
    if (exact_sign(elapsed) < 0 || exact_compare(elapsed, exact_int(1)) > 0)
        judge_refuse(
            "elapsed must be between 0 and 1", elapsed,
            "It is the part of the time from baseline to due that has passed: 0.6 for three years of five.");
}

static bool
is_geometric(const struct judging *j)
{
    return (j->kind == TARGET_GROWTH || j->kind == TARGET_MULTIPLE) && j->baseline.known &&
           exact_sign(j->baseline.value) > 0;
}

/* ln(bound / baseline) on a geometric way; false when the bound is not above 0. */
static bool
log_way(const struct judging *j, wide_int *out)
{
    struct number stated = judge_near_end(j).value;
    struct number factor = j->kind == TARGET_GROWTH ? exact_plus(exact_int(1), stated) : stated;

    if (exact_sign(factor) <= 0)
        return false;
    *out = number_log(&factor) * (j->kind == TARGET_GROWTH ? judge_years(j->years.value) : 1);
    return true;
}

/* The value due by now. A factor keeps so many significant digits. */
static struct maybe
due_now(const struct judging *j, struct maybe elapsed, int digits)
{
    struct maybe bound = judge_bound(j);
    struct number factor;
    uint64 num, den;
    wide_int log;

    if (elapsed.known)
        check_elapsed(elapsed.value);
    if (!elapsed.known || !bound.known || !j->baseline.known)
        return judge_unknown();
    if (exact_sign(elapsed.value) == 0)
        return j->baseline;
    if (exact_compare(elapsed.value, exact_int(1)) == 0)
        return bound;
    if (is_geometric(j) && log_way(j, &log))
    {
        split_fraction(elapsed.value, &num, &den);
        factor = exact_significant(power_of(log, num, den), digits);
        number_trim(&factor);
        return judge_known(exact_times(j->baseline.value, factor));
    }
    return judge_known(exact_plus(j->baseline.value,
                                  exact_times(elapsed.value, exact_minus(bound.value, j->baseline.value))));
}

static Datum
trajectory(FunctionCallInfo fcinfo, const struct value_reader *values)
{
    struct judging judging;
    struct maybe elapsed = judge_optional(fcinfo, 2, values);
    struct maybe due;

    if (!judge_begin(fcinfo, &trajectory_args, values, &judging))
        PG_RETURN_NULL();
    due = due_now(&judging, elapsed, FACTOR_DIGITS);
    if (!due.known)
        PG_RETURN_NULL();
    return exact_datum(due.value);
}

/* Achieved change over the change due; unknown where nothing is due. */
static struct part
pace_of(const struct judging *j, struct maybe elapsed)
{
    struct maybe due = due_now(j, elapsed, FACTOR_DIGITS_WITHIN);
    struct part pace = {.known = false};

    if (!due.known || !j->actual.known || judge_met(j, j->baseline) == VERDICT_MET)
        return pace;
    pace.whole = exact_minus(due.value, j->baseline.value);
    if (exact_sign(pace.whole) == 0)
        return pace;
    pace.reached = exact_minus(j->actual.value, j->baseline.value);
    pace.known = true;
    return pace;
}

/* The digits of a pace that mean something: a difference loses those that due and baseline share. */
static struct number
certain_pace(const struct judging *j, struct part pace)
{
    int32 lost = number_magnitude(&j->baseline.value) - number_magnitude(&pace.whole);
    int32 certain = FACTOR_DIGITS_WITHIN - 2 - Max(lost, 0);

    return exact_significant(exact_read(exact_over(pace.reached, pace.whole), "pace"),
                             Max(Min(certain, FACTOR_DIGITS), 1));
}

static Datum
pace(FunctionCallInfo fcinfo, const struct value_reader *values)
{
    struct judging judging;
    struct maybe elapsed = judge_optional(fcinfo, 3, values);
    struct part result;
    wide_int way;

    if (!judge_begin(fcinfo, &pace_args, values, &judging))
        PG_RETURN_NULL();
    result = pace_of(&judging, elapsed);
    if (!result.known)
        PG_RETURN_NULL();
    if (is_geometric(&judging) && log_way(&judging, &way) && exact_compare(elapsed.value, exact_int(1)) < 0)
        return exact_datum(certain_pace(&judging, result));
    return exact_over(result.reached, result.whole);
}

/*
 * What progress_status holds against its bands. On a linear way it is the pace. On a geometric way it is the
 * observed yearly rate over the required one (Statistics Canada, Open SDG); where the years are not known,
 * the ratio of the logarithms, to which the ratio of the rates tends as the intervals get short.
 */
struct progress
{
    bool known;
    bool is_of_rates; /* reached is ln(actual / baseline), whole the required rate, and years have passed */
    struct number reached;
    struct number whole;
    struct number years;
};

static struct progress
progress_of(const struct judging *j, struct maybe elapsed)
{
    struct progress progress = {.known = false};
    struct part pace;
    int years;
    wide_int way;

    if (!elapsed.known || exact_sign(elapsed.value) == 0 || !j->actual.known || !judge_bound(j).known)
        return progress;
    if (!is_geometric(j) || !log_way(j, &way) || exact_sign(j->actual.value) <= 0)
    {
        pace = pace_of(j, elapsed);
        progress.known = pace.known;
        progress.reached = pace.reached;
        progress.whole = pace.whole;
        return progress;
    }
    progress.reached = log_decimal(log_ratio(j->actual.value, j->baseline.value));
    progress.is_of_rates = j->years.known;
    if (progress.is_of_rates)
    {
        years = judge_years(j->years.value);
        progress.whole = j->kind == TARGET_GROWTH ? judge_near_end(j).value
                                                  : exact_minus(power_of(way, 1, years), exact_int(1));
        progress.years = exact_times(elapsed.value, exact_int(years));
    }
    else
        progress.whole = exact_times(log_decimal(way), elapsed.value);
    progress.known = exact_sign(progress.whole) != 0;
    return progress;
}

/*
 * Whether a part of the whole is reached, without dividing. Rates are compared by their logarithms: after a
 * moment an observed yearly rate is beyond any number, its logarithm is not.
 */
static bool
reaches(const struct progress *progress, struct number band)
{
    struct number reached = progress->reached;
    struct number least = exact_times(band, progress->whole);
    int order;

    if (progress->is_of_rates)
    {
        least = exact_plus(exact_int(1), least);
        if (exact_sign(least) <= 0)
            return false; /* nothing falls by more than all of itself */
        least = exact_rounded(exact_times(progress->years, log_decimal(number_log(&least))), LOG_DECIMALS);
        reached = exact_rounded(reached, LOG_DECIMALS);
    }
    order = exact_compare(reached, least);
    return exact_sign(progress->whole) > 0 ? order >= 0 : order <= 0;
}

/* A band of progress_status: an argument, or its default in hundredths. */
static struct number
read_band(FunctionCallInfo fcinfo, int arg, const struct value_reader *values, int hundredths)
{
    struct maybe given = judge_optional(fcinfo, arg, values);

    return given.known ? given.value : number_of_int(hundredths, 2);
}

static void
check_bands(struct number on_track, struct number behind)
{
    if (exact_sign(behind) >= 0 && exact_compare(behind, on_track) <= 0)
        return;
    ereport(
        ERROR,
        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the bands must be 0 <= behind <= on_track"),
         errdetail("on_track is %s, and behind is %s.", judge_shown(on_track), judge_shown(behind)),
         errhint(
             "They are least parts of the change due: 0.95 for on_track and 0.60 for behind by default.")));
}

/* Whether a value that should stay at a level has gone past it on its way from the baseline. */
static bool
is_beyond(const struct judging *j)
{
    struct maybe bound;

    if (j->direction != JUDGE_WITHIN || !j->baseline.known || !j->actual.known)
        return false;
    bound = judge_bound(j);
    return bound.known && exact_sign(exact_minus(bound.value, j->baseline.value)) *
                                  exact_sign(exact_minus(j->actual.value, bound.value)) >
                              0;
}

static const char *
status_of(const struct judging *j, struct maybe elapsed, struct number on_track, struct number behind)
{
    enum verdict now = judge_met(j, j->actual);
    struct progress progress;

    if (elapsed.known)
        check_elapsed(elapsed.value);
    if (now == VERDICT_MET)
        return "met";
    if (now == VERDICT_NOT_MET && judge_met(j, j->baseline) == VERDICT_MET)
        return "off_track"; /* it was met at the start and is no more */
    if (is_beyond(j))
        return "off_track";
    progress = progress_of(j, elapsed);
    if (!progress.known)
        return "unknown";
    if (reaches(&progress, on_track))
        return "on_track";
    return reaches(&progress, behind) ? "behind" : "off_track";
}

static Datum
progress_status(FunctionCallInfo fcinfo, const struct value_reader *values)
{
    struct judging judging;
    struct maybe elapsed = judge_optional(fcinfo, 3, values);
    struct number on_track = read_band(fcinfo, 6, values, 95);
    struct number behind = read_band(fcinfo, 7, values, 60);

    check_bands(on_track, behind);
    if (!judge_begin(fcinfo, &pace_args, values, &judging))
        PG_RETURN_NULL();
    PG_RETURN_TEXT_P(cstring_to_text(status_of(&judging, elapsed, on_track, behind)));
}

PG_FUNCTION_INFO_V1(required_growth_numeric);
Datum
required_growth_numeric(PG_FUNCTION_ARGS)
{
    return required_growth(fcinfo, &numeric_values);
}

PG_FUNCTION_INFO_V1(required_growth_float8);
Datum
required_growth_float8(PG_FUNCTION_ARGS)
{
    return required_growth(fcinfo, &float8_values);
}

PG_FUNCTION_INFO_V1(required_growth_float4);
Datum
required_growth_float4(PG_FUNCTION_ARGS)
{
    return required_growth(fcinfo, &float4_values);
}

PG_FUNCTION_INFO_V1(trajectory_numeric);
Datum
trajectory_numeric(PG_FUNCTION_ARGS)
{
    return trajectory(fcinfo, &numeric_values);
}

PG_FUNCTION_INFO_V1(trajectory_float8);
Datum
trajectory_float8(PG_FUNCTION_ARGS)
{
    return trajectory(fcinfo, &float8_values);
}

PG_FUNCTION_INFO_V1(trajectory_float4);
Datum
trajectory_float4(PG_FUNCTION_ARGS)
{
    return trajectory(fcinfo, &float4_values);
}

PG_FUNCTION_INFO_V1(pace_numeric);
Datum
pace_numeric(PG_FUNCTION_ARGS)
{
    return pace(fcinfo, &numeric_values);
}

PG_FUNCTION_INFO_V1(pace_float8);
Datum
pace_float8(PG_FUNCTION_ARGS)
{
    return pace(fcinfo, &float8_values);
}

PG_FUNCTION_INFO_V1(pace_float4);
Datum
pace_float4(PG_FUNCTION_ARGS)
{
    return pace(fcinfo, &float4_values);
}

PG_FUNCTION_INFO_V1(progress_status_numeric);
Datum
progress_status_numeric(PG_FUNCTION_ARGS)
{
    return progress_status(fcinfo, &numeric_values);
}

PG_FUNCTION_INFO_V1(progress_status_float8);
Datum
progress_status_float8(PG_FUNCTION_ARGS)
{
    return progress_status(fcinfo, &float8_values);
}

PG_FUNCTION_INFO_V1(progress_status_float4);
Datum
progress_status_float4(PG_FUNCTION_ARGS)
{
    return progress_status(fcinfo, &float4_values);
}
