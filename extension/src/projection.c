/*
 * projection.c: the aggregates projection, projection_low, projection_high and projection_method(date, value,
 * due): where the trend of a series leads by the due date.
 *
 * The trend is a straight line by least squares through the values, or through their logarithms when all are
 * above 0: then it is compound growth. It needs sums only, and sums are exact (sums.h), so neither the order
 * of the rows nor the number of processes changes a digit. Time is counted in months, a day being its part of
 * its month and the last day of a month the whole of it: years and quarters are equally long, whatever their
 * days.
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/numeric.h"

#include "power.h"
#include "sums.h"
#include "value_read.h"

/* Time is in units of a month over 28 · 29 · 30 · 31 / 2: whole for a day of any month. */
#define MONTH_UNITS 377580
#define FIRST_YEAR  2000

#define LOG_DECIMALS       30
#define RESULT_DIGITS      20
#define END_DECIMALS       20
#define LEAST_FOR_INTERVAL 4

static const char projection[] = "projection";

enum projection_sum
{
    SUM_DUE, /* the due date itself; its count: 1, or 0 when it is NULL */
    SUM_X,   /* its count: points */
    SUM_XX,
    SUM_Y,
    SUM_YY,
    SUM_XY,
    SUM_LOG, /* its count: values above 0 */
    SUM_X_LOG,
    SUM_LOG_LOG,
    SUMS
};

static bool
is_sound(const struct tally_state *state)
{
    int64 points = *sums_count(state, SUM_X);
    int64 positive = *sums_count(state, SUM_LOG);

    return points >= 0 && positive >= 0 && positive <= points && *sums_count(state, SUM_DUE) >= 0 &&
           *sums_count(state, SUM_DUE) <= 1;
}

static void
refuse_varying(void)
{
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the due date varies within a group"),
                    errdetail("A projection leads to one date."),
                    errhint("Make it a constant, or add it to GROUP BY.")));
}

static const struct sums_type projection_type = {.name = "projection_state",
                                                 .working = 0x85,
                                                 .stored = 1,
                                                 .n = SUMS,
                                                 .is_sound = is_sound,
                                                 .parameters = SUM_DUE + 1,
                                                 .refuse_varying = refuse_varying};

static struct number
time_of(DateADT date)
{
    int year, month, day;
    int64 months;

    if (DATE_NOT_FINITE(date))
        ereport(ERROR,
                (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("a projection needs finite dates"),
                 errdetail("A date is %s.", DATE_IS_NOBEGIN(date) ? "-infinity" : "infinity"),
                 errhint("Leave such rows out with FILTER or WHERE.")));
    j2date(date + POSTGRES_EPOCH_JDATE, &year, &month, &day);
    months = (int64) (year - FIRST_YEAR) * MONTHS_PER_YEAR + month - 1;
    return exact_int(months * MONTH_UNITS + day * (MONTH_UNITS / day_tab[isleap(year)][month - 1]));
}

static struct tally_state *
begin(bool has_due, struct number due)
{
    struct tally_state *state = sums_new(&projection_type);

    *sums_count(state, SUM_DUE) = has_due;
    sums_add(&state, SUM_DUE, due);
    return state;
}

static void
add_point(struct tally_state **state, struct number x, struct number y)
{
    sums_add(state, SUM_X, x);
    sums_add(state, SUM_XX, exact_times(x, x));
    sums_add(state, SUM_Y, y);
    sums_add(state, SUM_YY, exact_times(y, y));
    sums_add(state, SUM_XY, exact_times(x, y));
    ++*sums_count(*state, SUM_X);
    if (exact_sign(y) > 0)
    {
        struct number log = log_decimal(number_log(&y));

        sums_add(state, SUM_LOG, log);
        sums_add(state, SUM_X_LOG, exact_times(x, log));
        sums_add(state, SUM_LOG_LOG, exact_times(log, log));
        ++*sums_count(*state, SUM_LOG);
    }
}

static Datum
add_row(FunctionCallInfo fcinfo, const struct value_reader *values)
{
    bool in_aggregate = AggCheckCallContext(fcinfo, NULL) != 0;
    bool has_due = !PG_ARGISNULL(3);
    struct tally_state *state;
    struct number due;

    if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
        return sums_keep(fcinfo);
    due = has_due ? time_of(PG_GETARG_DATEADT(3)) : exact_int(0);
    state =
        PG_ARGISNULL(0) ? begin(has_due, due) : sums_arg(&projection_type, PG_GETARG_DATUM(0), !in_aggregate);
    if (*sums_count(state, SUM_DUE) != has_due || exact_compare(sums_get(state, SUM_DUE), due) != 0)
        refuse_varying();
    add_point(&state, time_of(PG_GETARG_DATEADT(1)), values->exact(PG_GETARG_DATUM(2), projection));
    return sums_datum(&projection_type, state, in_aggregate);
}

/* A line by least squares, all of it over common denominators: nothing is divided before the end. */
struct line
{
    int64 n;
    struct number spread;      /* n Σx² − (Σx)², above 0 */
    struct number ahead;       /* n · due − Σx */
    struct number value;       /* at due, over n · spread */
    struct number whole;       /* n · spread */
    struct number unexplained; /* (n Σy² − (Σy)²) · spread − (n Σxy − Σx Σy)² */
};

/* False when there are fewer than two dates, or no due date. */
static bool
fit(const struct tally_state *state, bool of_logs, struct line *out)
{
    struct number n = exact_int(*sums_count(state, SUM_X));
    struct number x = sums_get(state, SUM_X);
    struct number y = sums_get(state, of_logs ? SUM_LOG : SUM_Y);
    struct number xy = sums_get(state, of_logs ? SUM_X_LOG : SUM_XY);
    struct number yy = sums_get(state, of_logs ? SUM_LOG_LOG : SUM_YY);
    struct number rise;

    if (*sums_count(state, SUM_DUE) == 0)
        return false;
    out->n = *sums_count(state, SUM_X);
    out->spread = exact_minus(exact_times(n, sums_get(state, SUM_XX)), exact_times(x, x));
    if (out->n < 2 || exact_sign(out->spread) <= 0)
        return false;
    rise = exact_minus(exact_times(n, xy), exact_times(x, y));
    out->ahead = exact_minus(exact_times(n, sums_get(state, SUM_DUE)), x);
    out->value = exact_plus(exact_times(y, out->spread), exact_times(rise, out->ahead));
    out->whole = exact_times(n, out->spread);
    out->unexplained =
        exact_minus(exact_times(exact_minus(exact_times(n, yy), exact_times(y, y)), out->spread),
                    exact_times(rise, rise));
    return true;
}

static bool
is_compound(const struct tally_state *state)
{
    return *sums_count(state, SUM_LOG) == *sums_count(state, SUM_X);
}

/* a / b to so many decimals; b is a whole number, so that digits beyond them do not matter in a either. */
static struct number
over(struct number a, struct number b, int decimals)
{
    Datum places = Int32GetDatum(decimals);
    Datum dividend = DirectFunctionCall2(numeric_round, exact_datum(a), places);
    Datum quotient = DirectFunctionCall2(numeric_div, dividend, exact_datum(b));

    return exact_read(DirectFunctionCall2(numeric_round, quotient, places), projection);
}

/*
 * Student's t for 95 % in the middle, by degrees of freedom, in units of 10^-9: a table, and beyond it the
 * expansion in 1 / n (Abramowitz and Stegun 26.7.5), then below 10^-9 off.
 */
static struct number
student_t(int64 n)
{
    static const int64 table[] = {4302652730, 3182446305, 2776445105, 2570581836, 2446911851, 2364624252,
                                  2306004135, 2262157163, 2228138852, 2200985160, 2178812830, 2160368656,
                                  2144786688, 2131449546, 2119905299, 2109815578, 2100922040, 2093024054,
                                  2085963447, 2079613845, 2073873068, 2068657610, 2063898562, 2059538553,
                                  2055529439, 2051830516, 2048407142, 2045229642, 2042272456};
    static const int64 term[] = {1959963984540, 2372271230293, 2822498615740,
                                 2555849677093, 1589534053394, 732898211982};
    int64 t = 0;

    if (n < 2 + lengthof(table))
        return number_of_int(table[n - 2], 9);
    for (int i = lengthof(term) - 1; i >= 0; i--)
        t = term[i] + t / n;
    return number_of_int(t, 12);
}

/* Half the width of the 95 % prediction interval at due: t · s · √(1 + 1/n + (due − x̄)² / Σ(x − x̄)²). */
static struct number
half_width(const struct line *line)
{
    struct number wide =
        exact_plus(exact_plus(line->whole, line->spread), exact_times(line->ahead, line->ahead));
    struct number below = exact_times(exact_times(line->whole, line->whole), exact_int(line->n - 2));
    struct number square;
    Datum root;

    /* Logarithms are rounded, so that a perfect fit may lie a hair below 0. */
    if (exact_sign(line->unexplained) <= 0)
        return exact_int(0);
    square = over(exact_times(line->unexplained, wide), below, 2 * LOG_DECIMALS);
    root = DirectFunctionCall1(numeric_sqrt, DirectFunctionCall2(numeric_round, exact_datum(square),
                                                                 Int32GetDatum(2 * LOG_DECIMALS)));
    return exact_times(student_t(line->n - 2), exact_read(root, projection));
}

/* e^log: 0 below what numeric can hold, and nothing above it. */
static Datum
return_power(FunctionCallInfo fcinfo, struct number log)
{
    struct number power;
    struct fault fault;
    wide_int exact;

    log = exact_read(DirectFunctionCall2(numeric_round, exact_datum(log), Int32GetDatum(LOG_DECIMALS)),
                     projection);
    if (!log_of_decimal(&log, &exact) || !number_exp(exact, &power, tally_alloc, &fault))
    {
        if (exact_sign(log) > 0)
            PG_RETURN_NULL();
        return exact_datum(exact_int(0));
    }
    return exact_datum(exact_significant(power, RESULT_DIGITS));
}

/* The trend at due, and a part of the interval above or below it: -1, 0 or 1 half widths. */
static Datum
trend(FunctionCallInfo fcinfo, int halves)
{
    const struct tally_state *state = sums_read(&projection_type, fcinfo);
    bool of_logs = is_compound(state);
    struct line line;
    struct number at_due;
    struct number half;

    if (!fit(state, of_logs, &line) || (halves != 0 && line.n < LEAST_FOR_INTERVAL))
        PG_RETURN_NULL();
    if (halves == 0 && !of_logs)
        return DirectFunctionCall1(numeric_trim_scale, exact_over(line.value, line.whole));
    at_due = over(line.value, line.whole, LOG_DECIMALS + 2);
    if (halves != 0)
    {
        half = half_width(&line);
        at_due = halves < 0 ? exact_minus(at_due, half) : exact_plus(at_due, half);
    }
    if (of_logs)
        return return_power(fcinfo, at_due);
    return DirectFunctionCall1(numeric_trim_scale, DirectFunctionCall2(numeric_round, exact_datum(at_due),
                                                                       Int32GetDatum(END_DECIMALS)));
}

PG_FUNCTION_INFO_V1(projection_state_value);
Datum
projection_state_value(PG_FUNCTION_ARGS)
{
    return trend(fcinfo, 0);
}

PG_FUNCTION_INFO_V1(projection_state_low);
Datum
projection_state_low(PG_FUNCTION_ARGS)
{
    return trend(fcinfo, -1);
}

PG_FUNCTION_INFO_V1(projection_state_high);
Datum
projection_state_high(PG_FUNCTION_ARGS)
{
    return trend(fcinfo, 1);
}

PG_FUNCTION_INFO_V1(projection_state_method);
Datum
projection_state_method(PG_FUNCTION_ARGS)
{
    const struct tally_state *state = sums_read(&projection_type, fcinfo);
    struct line line;

    if (!fit(state, false, &line))
        PG_RETURN_NULL();
    PG_RETURN_TEXT_P(cstring_to_text(is_compound(state) ? "compound_growth" : "least_squares"));
}

PG_FUNCTION_INFO_V1(projection_state_combine);
Datum
projection_state_combine(PG_FUNCTION_ARGS)
{
    return sums_combine(&projection_type, fcinfo);
}

PG_FUNCTION_INFO_V1(projection_add_numeric);
Datum
projection_add_numeric(PG_FUNCTION_ARGS)
{
    return add_row(fcinfo, &numeric_values);
}

PG_FUNCTION_INFO_V1(projection_add_float8);
Datum
projection_add_float8(PG_FUNCTION_ARGS)
{
    return add_row(fcinfo, &float8_values);
}

PG_FUNCTION_INFO_V1(projection_add_float4);
Datum
projection_add_float4(PG_FUNCTION_ARGS)
{
    return add_row(fcinfo, &float4_values);
}

PG_FUNCTION_INFO_V1(projection_add_int8);
Datum
projection_add_int8(PG_FUNCTION_ARGS)
{
    return add_row(fcinfo, &int8_values);
}

PG_FUNCTION_INFO_V1(projection_add_int4);
Datum
projection_add_int4(PG_FUNCTION_ARGS)
{
    return add_row(fcinfo, &int4_values);
}

PG_FUNCTION_INFO_V1(projection_add_int2);
Datum
projection_add_int2(PG_FUNCTION_ARGS)
{
    return add_row(fcinfo, &int2_values);
}

PG_FUNCTION_INFO_V1(projection_state_in);
Datum
projection_state_in(PG_FUNCTION_ARGS)
{
    return sums_in(&projection_type, fcinfo);
}

PG_FUNCTION_INFO_V1(projection_state_out);
Datum
projection_state_out(PG_FUNCTION_ARGS)
{
    return sums_out(&projection_type, fcinfo);
}

PG_FUNCTION_INFO_V1(projection_state_recv);
Datum
projection_state_recv(PG_FUNCTION_ARGS)
{
    return sums_recv(&projection_type, fcinfo);
}

PG_FUNCTION_INFO_V1(projection_state_send);
Datum
projection_state_send(PG_FUNCTION_ARGS)
{
    return sums_send(&projection_type, fcinfo);
}
