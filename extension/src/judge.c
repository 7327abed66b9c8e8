/*
 * judge.c: the rules of judging (judge.h), in one place for every function and aggregate.
 *
 * The law behind attainment: met means 1 or more, or no ratio at all; below 1 means not met.
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/numeric.h"

#include "judge.h"
#include "tally_shell.h"
#include "value_read.h"

/* Powers beyond this are no plan's, and would have thousands of decimals. */
#define EXACT_YEARS_MAX 100

static const char judging[] = "judging";

Datum
judge_from_numeric(Datum value)
{
    Numeric number = DatumGetNumeric(value);

    if (numeric_is_special(number))
        refuse_special(DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(number))), judging);
    return NumericGetDatum(number);
}

Datum
judge_from_float8(Datum value)
{
    struct number number = float8_read(DatumGetFloat8(value), judging);

    return numeric_make(&number);
}

Datum
judge_from_int8(Datum value)
{
    return DirectFunctionCall1(int8_numeric, value);
}

struct maybe
judge_known(Datum value)
{
    struct maybe maybe = {true, value};

    return maybe;
}

struct maybe
judge_unknown(void)
{
    struct maybe maybe = {false, (Datum) 0};

    return maybe;
}

struct maybe
judge_optional(FunctionCallInfo fcinfo, int arg, judge_number number)
{
    if (arg < 0 || PG_ARGISNULL(arg))
        return judge_unknown();
    return judge_known(number(PG_GETARG_DATUM(arg)));
}

/* Whether a target speaks of a fall: then, unless told otherwise, less is better. */
static bool
is_fall(const struct judging *j)
{
    Datum neutral = num_of(j->kind == TARGET_MULTIPLE ? 1 : 0);

    if (j->kind == TARGET_LEVEL)
        return false;
    return (!j->lower.known || num_compare(j->lower.value, neutral) < 0) &&
           (!j->upper.known || num_compare(j->upper.value, neutral) <= 0);
}

static enum judge_direction
read_direction(FunctionCallInfo fcinfo, int arg)
{
    static const struct
    {
        const char *name;
        enum judge_direction direction;
    } names[] = {{"up", JUDGE_UP}, {"down", JUDGE_DOWN}, {"within", JUDGE_WITHIN}};
    char *given = text_to_cstring(PG_GETARG_TEXT_PP(arg));

    for (int i = 0; i < lengthof(names); i++)
        if (strcmp(given, names[i].name) == 0)
            return names[i].direction;
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("\"%s\" is no direction", given),
                    errhint("A direction is up (more is better), down (less is better) or within (stay inside).")));
}

/* The operator decides; where it leaves the matter open the argument does, else the sign of the change. */
static void
settle_direction(FunctionCallInfo fcinfo, int arg, struct judging *j)
{
    bool is_given = arg >= 0 && !PG_ARGISNULL(arg);
    enum judge_direction given = is_given ? read_direction(fcinfo, arg) : JUDGE_UP;

    if (j->lower.known == j->upper.known)
    {
        j->direction = is_given ? given : is_fall(j) ? JUDGE_DOWN : JUDGE_UP;
        return;
    }
    j->direction = j->lower.known ? JUDGE_UP : JUDGE_DOWN;
    if (is_given && given != j->direction)
        ereport(ERROR,
                (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the direction contradicts the target"),
                 errdetail("The target has %s bound only, so it goes %s.", j->lower.known ? "a lower" : "an upper",
                           j->lower.known ? "up" : "down"),
                 errhint("Leave the direction out: the operator says it.")));
}

bool
judge_begin(FunctionCallInfo fcinfo, const struct judge_args *args, judge_number number, struct judging *out)
{
    memset(out, 0, sizeof(*out));
    if (PG_ARGISNULL(args->target))
        return false;
    judge_read_target(PG_GETARG_DATUM(args->target), out);
    out->actual = judge_optional(fcinfo, args->actual, number);
    out->baseline = judge_optional(fcinfo, args->baseline, number);
    out->years = judge_optional(fcinfo, args->years, number);
    settle_direction(fcinfo, args->direction, out);
    return true;
}

Datum
judge_whole_power(Datum value, Datum whole)
{
    Datum result = num_of(1);
    int32 n;

    if (num_compare(whole, num_of(EXACT_YEARS_MAX)) > 0)
        return num_power(value, whole);
    n = DatumGetInt32(DirectFunctionCall1(numeric_int4, whole));
    for (int32 i = 0; i < n; i++)
        result = num_times(result, value);
    return result;
}

static void
check_years(Datum years)
{
    if (num_compare(years, num_of(1)) < 0 || num_compare(DirectFunctionCall2(numeric_trunc, years, Int32GetDatum(0)), years) != 0)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("years must be a whole number of 1 or more"),
                        errdetail("It is %s.", DatumGetCString(DirectFunctionCall1(numeric_out, years))),
                        errhint("Count the intervals from the baseline to the due year: 2010 to 2015 is 5.")));
}

struct maybe
judge_level(const struct judging *j, struct maybe stated)
{
    Datum one = num_of(1);

    if (!stated.known)
        return judge_unknown();
    if (j->kind == TARGET_LEVEL)
        return stated;
    if (!j->baseline.known || (j->kind == TARGET_GROWTH && !j->years.known))
        return judge_unknown();
    switch (j->kind)
    {
        case TARGET_GROWTH:
            check_years(j->years.value);
            return judge_known(
                num_times(j->baseline.value, judge_whole_power(num_plus(one, stated.value), j->years.value)));
        case TARGET_MULTIPLE:
            return judge_known(num_times(j->baseline.value, stated.value));
        case TARGET_POINTS:
            return judge_known(num_plus(j->baseline.value, stated.value));
        default:
            return judge_known(num_times(j->baseline.value, num_plus(one, stated.value)));
    }
}

struct maybe
judge_bound(const struct judging *j)
{
    if (j->direction == JUDGE_WITHIN && j->is_range)
        return judge_unknown();
    return judge_level(j, j->direction == JUDGE_DOWN ? j->upper : j->lower);
}

static enum verdict
verdict_of(bool met)
{
    return met ? VERDICT_MET : VERDICT_NOT_MET;
}

/* Judge a value against two stated ends. */
static enum verdict
met_between(const struct judging *j, struct maybe value, struct maybe stated_lower, struct maybe stated_upper)
{
    struct maybe lower = judge_level(j, stated_lower);
    struct maybe upper = judge_level(j, stated_upper);
    int least = j->is_strict ? 1 : 0;

    if (!value.known)
        return VERDICT_UNKNOWN;
    switch (j->direction)
    {
        case JUDGE_UP:
            return lower.known ? verdict_of(num_compare(value.value, lower.value) >= least) : VERDICT_UNKNOWN;
        case JUDGE_DOWN:
            return upper.known ? verdict_of(num_compare(upper.value, value.value) >= least) : VERDICT_UNKNOWN;
        default:
            if (!lower.known || !upper.known)
                return VERDICT_UNKNOWN;
            return verdict_of(num_compare(value.value, lower.value) >= 0 && num_compare(value.value, upper.value) <= 0);
    }
}

enum verdict
judge_met(const struct judging *j, struct maybe value)
{
    return met_between(j, value, j->lower, j->upper);
}

/* Move a stated figure by a part of its own size. */
static struct maybe
ease(struct maybe stated, Datum tolerance)
{
    if (!stated.known)
        return stated;
    return judge_known(num_plus(stated.value, num_times(tolerance, DirectFunctionCall1(numeric_abs, stated.value))));
}

enum verdict
judge_met_eased(const struct judging *j, Datum tolerance)
{
    return met_between(j, j->actual, ease(j->lower, DirectFunctionCall1(numeric_uminus, tolerance)),
                       ease(j->upper, tolerance));
}

bool
judge_exceeds(const struct judging *j)
{
    struct maybe far = judge_level(j, j->direction == JUDGE_DOWN ? j->lower : j->upper);

    if (!j->is_range || !j->actual.known || !far.known || j->direction == JUDGE_WITHIN)
        return false;
    return j->direction == JUDGE_UP ? num_compare(j->actual.value, far.value) > 0
                                    : num_compare(j->actual.value, far.value) < 0;
}

struct maybe
judge_attainment(const struct judging *j)
{
    struct maybe bound = judge_bound(j);
    enum verdict met = judge_met(j, j->actual);
    Datum due;

    if (met == VERDICT_UNKNOWN)
        return judge_unknown();
    if (j->direction == JUDGE_WITHIN)
        return met == VERDICT_MET ? judge_known(num_of(1)) : judge_unknown();
    if (j->kind == TARGET_LEVEL)
    {
        if (num_sign(j->actual.value) <= 0 || num_sign(bound.value) <= 0)
            return judge_unknown();
        return judge_known(j->direction == JUDGE_UP ? num_over(j->actual.value, bound.value)
                                                    : num_over(bound.value, j->actual.value));
    }
    due = num_minus(bound.value, j->baseline.value);
    if (num_sign(due) == 0 || judge_met(j, j->baseline) == VERDICT_MET)
        return judge_unknown();
    return judge_known(num_over(num_minus(j->actual.value, j->baseline.value), due));
}
