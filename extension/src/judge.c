/*
 * judge.c: the rules of judging (judge.h), in one place for every function and aggregate.
 *
 * The law behind attainment: met means 1 or more, or no ratio at all; below 1 means not met.
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/numeric.h"

#include "judge.h"

#define YEARS_MAX 100

struct number
judge_number(const struct value_reader *values, Datum value)
{
    return values->exact(value, "judging");
}

const char *
judge_shown(struct number number)
{
    char *text = palloc(number_print_bound(&number) + 1);
    size_t len = number_print(&number, text);

    text[len] = '\0';
    return len <= 60 ? text : psprintf("%.50s… (%zu digits)", text, len);
}

void
judge_refuse(const char *must, struct number is, const char *hint)
{
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s", must),
                    errdetail("It is %s.", judge_shown(is)), errhint("%s", hint)));
}

struct maybe
judge_known(struct number value)
{
    struct maybe maybe = {true, value};

    return maybe;
}

struct maybe
judge_unknown(void)
{
    struct maybe maybe = {.known = false};

    return maybe;
}

struct maybe
judge_optional(FunctionCallInfo fcinfo, int arg, const struct value_reader *values)
{
    if (arg < 0 || PG_ARGISNULL(arg))
        return judge_unknown();
    return judge_known(judge_number(values, PG_GETARG_DATUM(arg)));
}

/* Whether a target speaks of a fall: then, unless told otherwise, less is better. */
static bool
is_fall(const struct judging *j)
{
    struct number neutral = exact_int(j->kind == TARGET_MULTIPLE ? 1 : 0);

    if (j->kind == TARGET_LEVEL)
        return false;
    return (!j->lower.known || exact_compare(j->lower.value, neutral) < 0) &&
           (!j->upper.known || exact_compare(j->upper.value, neutral) <= 0);
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
    ereport(ERROR,
            (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("\"%s\" is no direction", given),
             errdetail("It is one of three words in small letters, or NULL."),
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
                 errdetail("The target has %s bound only, so it goes %s.",
                           j->lower.known ? "a lower" : "an upper", j->lower.known ? "up" : "down"),
                 errhint("Leave the direction out: the operator says it.")));
}

bool
judge_begin(FunctionCallInfo fcinfo, const struct judge_args *args, const struct value_reader *values,
            struct judging *out)
{
    memset(out, 0, sizeof(*out));
    if (PG_ARGISNULL(args->target))
        return false;
    judge_read_target(PG_GETARG_DATUM(args->target), out);
    out->actual = judge_optional(fcinfo, args->actual, values);
    out->baseline = judge_optional(fcinfo, args->baseline, values);
    out->years = judge_optional(fcinfo, args->years, values);
    settle_direction(fcinfo, args->direction, out);
    return true;
}

int
judge_years(struct number years)
{
    struct number whole = years;

    number_trim(&whole);
    if (years.is_long || whole.scale > 0 || whole.mantissa < 1 || whole.mantissa > YEARS_MAX)
        judge_refuse("years must be a whole number from 1 to 100", years,
                     "Count the intervals from the baseline to the due year: 2010 to 2015 is 5.");
    return (int) whole.mantissa;
}

/* value^n, exactly. */
static struct number
whole_power(struct number value, int n)
{
    struct number result = exact_int(1);

    for (; n > 0; n >>= 1)
    {
        if (n & 1)
            result = exact_times(result, value);
        if (n > 1)
            value = exact_times(value, value);
    }
    return result;
}

/* The level that a stated figure amounts to; unknown without the baseline or the years that it needs. */
static struct maybe
level_of(const struct judging *j, struct maybe stated)
{
    struct number one = exact_int(1);

    if (!stated.known)
        return judge_unknown();
    if (j->kind == TARGET_LEVEL)
        return stated;
    if (!j->baseline.known || (j->kind == TARGET_GROWTH && !j->years.known))
        return judge_unknown();
    switch (j->kind)
    {
        case TARGET_GROWTH:
            return judge_known(exact_times(
                j->baseline.value, whole_power(exact_plus(one, stated.value), judge_years(j->years.value))));
        case TARGET_MULTIPLE: return judge_known(exact_times(j->baseline.value, stated.value));
        case TARGET_POINTS: return judge_known(exact_plus(j->baseline.value, stated.value));
        default: return judge_known(exact_times(j->baseline.value, exact_plus(one, stated.value)));
    }
}

struct maybe
judge_near_end(const struct judging *j)
{
    return j->direction == JUDGE_DOWN ? j->upper : j->lower;
}

struct maybe
judge_bound(const struct judging *j)
{
    if (j->direction == JUDGE_WITHIN && j->is_range)
        return judge_unknown();
    return level_of(j, judge_near_end(j));
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
    struct maybe lower = level_of(j, stated_lower);
    struct maybe upper = level_of(j, stated_upper);
    int least = j->is_strict ? 1 : 0;

    if (!value.known)
        return VERDICT_UNKNOWN;
    switch (j->direction)
    {
        case JUDGE_UP:
            return lower.known ? verdict_of(exact_compare(value.value, lower.value) >= least)
                               : VERDICT_UNKNOWN;
        case JUDGE_DOWN:
            return upper.known ? verdict_of(exact_compare(upper.value, value.value) >= least)
                               : VERDICT_UNKNOWN;
        default:
            if (!lower.known || !upper.known)
                return VERDICT_UNKNOWN;
            return verdict_of(exact_compare(value.value, lower.value) >= 0 &&
                              exact_compare(value.value, upper.value) <= 0);
    }
}

enum verdict
judge_met(const struct judging *j, struct maybe value)
{
    return met_between(j, value, j->lower, j->upper);
}

/* Move a stated figure by a part of its own size. */
static struct maybe
ease(struct maybe stated, struct number tolerance)
{
    if (!stated.known)
        return stated;
    return judge_known(exact_plus(
        stated.value,
        exact_times(tolerance, exact_sign(stated.value) < 0 ? number_negate(stated.value) : stated.value)));
}

enum verdict
judge_met_eased(const struct judging *j, struct number tolerance)
{
    return met_between(j, j->actual, ease(j->lower, number_negate(tolerance)), ease(j->upper, tolerance));
}

bool
judge_exceeds(const struct judging *j)
{
    struct maybe far = level_of(j, j->direction == JUDGE_DOWN ? j->lower : j->upper);

    if (!j->is_range || !j->actual.known || !far.known || j->direction == JUDGE_WITHIN)
        return false;
    return j->direction == JUDGE_UP ? exact_compare(j->actual.value, far.value) > 0
                                    : exact_compare(j->actual.value, far.value) < 0;
}

static struct part
part_of(struct number reached, struct number whole)
{
    struct part part = {.known = true, .reached = reached, .whole = whole};

    return part;
}

struct part
judge_attainment(const struct judging *j)
{
    static const struct part unknown = {.known = false};
    struct maybe bound = judge_bound(j);
    enum verdict met = judge_met(j, j->actual);
    struct number due;

    if (met == VERDICT_UNKNOWN)
        return unknown;
    if (j->direction == JUDGE_WITHIN)
        return met == VERDICT_MET ? part_of(exact_int(1), exact_int(1)) : unknown;
    if (j->kind == TARGET_LEVEL)
    {
        if (exact_sign(j->actual.value) <= 0 || exact_sign(bound.value) <= 0)
            return unknown;
        return j->direction == JUDGE_UP ? part_of(j->actual.value, bound.value)
                                        : part_of(bound.value, j->actual.value);
    }
    due = exact_minus(bound.value, j->baseline.value);
    if (exact_sign(due) == 0 || judge_met(j, j->baseline) == VERDICT_MET)
        return unknown;
    return part_of(exact_minus(j->actual.value, j->baseline.value), due);
}
