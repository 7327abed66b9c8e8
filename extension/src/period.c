/*
 * period.c: the SQL type stat_period, by value: first month in the high word, number of months in the
 * low one, so that its order is that of the integer: start, then length.
 */
#include "shell.h"

#include "catalog/pg_type.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/rangetypes.h"

#include "canonical.h"
#include "period.h"

#define PERIOD_WIRE_VERSION 1

static Datum
pack(struct period p)
{
    return Int64GetDatum(period_pack(p));
}

static struct period
unpack(Datum value)
{
    return period_unpack(DatumGetInt64(value));
}

PG_FUNCTION_INFO_V1(stat_period_in);
Datum
stat_period_in(PG_FUNCTION_ARGS)
{
    struct slice text = slice_of(PG_GETARG_CSTRING(0));
    struct period p;
    struct fault fault;

    if (!canonical_period(text, &p) && !period_parse(text, &p, &fault))
        return refuse(fcinfo->context, &fault, "stat_period", text);
    return pack(p);
}

PG_FUNCTION_INFO_V1(stat_period_out);
Datum
stat_period_out(PG_FUNCTION_ARGS)
{
    char text[PERIOD_TEXT_MAX];

    period_print(unpack(PG_GETARG_DATUM(0)), text);
    PG_RETURN_CSTRING(pstrdup(text));
}

/* Read the wire form: version byte, first month (year * 12 + month - 1) and number of months, int32 each. */
PG_FUNCTION_INFO_V1(stat_period_recv);
Datum
stat_period_recv(PG_FUNCTION_ARGS)
{
    StringInfo message = (StringInfo) PG_GETARG_POINTER(0);
    struct period p;
    struct fault fault;

    wire_begin(message, PERIOD_WIRE_VERSION, "a stat_period");
    p.first_month = (int32) pq_getmsgint(message, 4);
    p.months = (int32) pq_getmsgint(message, 4);
    if (!period_is_in_range(p))
    {
        fault_set(&fault, FAULT_BINARY, -1, "Send at least one month within the years 1 to 9999.",
                  "First month %d and %d months are no span.", p.first_month, p.months);
        raise_fault(&fault, "invalid binary form of a stat_period");
    }
    return pack(p);
}

PG_FUNCTION_INFO_V1(stat_period_send);
Datum
stat_period_send(PG_FUNCTION_ARGS)
{
    struct period p = unpack(PG_GETARG_DATUM(0));
    StringInfoData message;

    pq_begintypsend(&message);
    pq_sendbyte(&message, PERIOD_WIRE_VERSION);
    pq_sendint32(&message, (uint32) p.first_month);
    pq_sendint32(&message, (uint32) p.months);
    PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

PG_FUNCTION_INFO_V1(stat_period_is_valid);
Datum
stat_period_is_valid(PG_FUNCTION_ARGS)
{
    struct period p;
    struct fault fault;

    PG_RETURN_BOOL(period_parse(slice_of_datum(PG_GETARG_DATUM(0)), &p, &fault));
}

/* RANGE frames: whether value is before (after) or at base moved by whole months; only starts count. */
PG_FUNCTION_INFO_V1(stat_period_in_range);
Datum
stat_period_in_range(PG_FUNCTION_ARGS)
{
    int64 value = unpack(PG_GETARG_DATUM(0)).first_month;
    int64 base = unpack(PG_GETARG_DATUM(1)).first_month;
    int64 months = PG_GETARG_INT32(2);
    bool before = PG_GETARG_BOOL(3);
    bool less = PG_GETARG_BOOL(4);

    if (months < 0)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PRECEDING_OR_FOLLOWING_SIZE),
                        errmsg("invalid preceding or following size in window function"),
                        errdetail("The number of months is negative."), errhint("Write 0 or more months.")));
    base += before ? -months : months;
    PG_RETURN_BOOL(less ? value <= base : value >= base);
}

/* The first day of a month, in PostgreSQL's days. */
static DateADT
month_day(int32 month)
{
    return (DateADT) (date2j(month / 12, month % 12 + 1, 1) - POSTGRES_EPOCH_JDATE);
}

/* The month of a day; false for an infinite one and outside the years 1 to 9999. */
static bool
day_month(DateADT day, int32 *month)
{
    int year;
    int of_year;
    int of_month;

    if (DATE_NOT_FINITE(day) || day < month_day(PERIOD_FIRST_MONTH) ||
        day >= month_day(PERIOD_LAST_MONTH + 1))
        return false;
    j2date(day + POSTGRES_EPOCH_JDATE, &year, &of_year, &of_month);
    *month = year * 12 + of_year - 1;
    return true;
}

PG_FUNCTION_INFO_V1(period_start);
Datum
period_start(PG_FUNCTION_ARGS)
{
    PG_RETURN_DATEADT(month_day(unpack(PG_GETARG_DATUM(0)).first_month));
}

PG_FUNCTION_INFO_V1(period_end);
Datum
period_end(PG_FUNCTION_ARGS)
{
    struct period p = unpack(PG_GETARG_DATUM(0));

    PG_RETURN_DATEADT(month_day(p.first_month + p.months) - 1);
}

PG_FUNCTION_INFO_V1(period_months);
Datum
period_months(PG_FUNCTION_ARGS)
{
    PG_RETURN_INT32(unpack(PG_GETARG_DATUM(0)).months);
}

PG_FUNCTION_INFO_V1(period_is_ytd);
Datum
period_is_ytd(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(period_starts_year(unpack(PG_GETARG_DATUM(0))));
}

PG_FUNCTION_INFO_V1(period_range);
Datum
period_range(PG_FUNCTION_ARGS)
{
    struct period p = unpack(PG_GETARG_DATUM(0));
    TypeCacheEntry *type = range_get_typcache(fcinfo, DATERANGEOID);
    RangeBound lower = {DateADTGetDatum(month_day(p.first_month)), false, true, true};
    RangeBound upper = {DateADTGetDatum(month_day(p.first_month + p.months)), false, false, false};

    PG_RETURN_RANGE_P(sei_make_range(type, &lower, &upper));
}

/* A span moved back by months; before the year 1 it raises. */
static Datum
moved_back(struct period p, int32 months)
{
    p.first_month -= months;
    if (!period_is_in_range(p))
        ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("stat_period out of range"),
                        errdetail("The span would lie before the year 1."),
                        errhint("Periods are within the years 1 to 9999.")));
    return pack(p);
}

PG_FUNCTION_INFO_V1(period_prior_year);
Datum
period_prior_year(PG_FUNCTION_ARGS)
{
    return moved_back(unpack(PG_GETARG_DATUM(0)), 12);
}

PG_FUNCTION_INFO_V1(period_previous);
Datum
period_previous(PG_FUNCTION_ARGS)
{
    struct period p = unpack(PG_GETARG_DATUM(0));

    return moved_back(p, p.months);
}

PG_FUNCTION_INFO_V1(period_previous_ytd);
Datum
period_previous_ytd(PG_FUNCTION_ARGS)
{
    struct period p = unpack(PG_GETARG_DATUM(0));

    if (!period_starts_year(p) || p.months == 1)
        PG_RETURN_NULL();
    p.months--;
    return pack(p);
}

PG_FUNCTION_INFO_V1(year_to_date);
Datum
year_to_date(PG_FUNCTION_ARGS)
{
    struct period p;
    int32 month;

    if (!day_month(PG_GETARG_DATEADT(0), &month))
        ereport(ERROR,
                (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("date out of range for stat_period"),
                 errdetail("The day is infinite or outside the years 1 to 9999."),
                 errhint("Give a day of the years 1 to 9999.")));
    p.first_month = month - month % 12;
    p.months = month % 12 + 1;
    return pack(p);
}

PG_FUNCTION_INFO_V1(period_contains);
Datum
period_contains(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(period_has(unpack(PG_GETARG_DATUM(0)), unpack(PG_GETARG_DATUM(1))));
}

PG_FUNCTION_INFO_V1(period_contained);
Datum
period_contained(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(period_has(unpack(PG_GETARG_DATUM(1)), unpack(PG_GETARG_DATUM(0))));
}

PG_FUNCTION_INFO_V1(period_overlaps);
Datum
period_overlaps(PG_FUNCTION_ARGS)
{
    struct period a = unpack(PG_GETARG_DATUM(0));
    struct period b = unpack(PG_GETARG_DATUM(1));

    PG_RETURN_BOOL(a.first_month < b.first_month + b.months && b.first_month < a.first_month + a.months);
}

static bool
has_day(struct period p, DateADT day)
{
    struct period month = {0, 1};

    return day_month(day, &month.first_month) && period_has(p, month);
}

PG_FUNCTION_INFO_V1(period_contains_date);
Datum
period_contains_date(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(has_day(unpack(PG_GETARG_DATUM(0)), PG_GETARG_DATEADT(1)));
}

PG_FUNCTION_INFO_V1(date_in_period);
Datum
date_in_period(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(has_day(unpack(PG_GETARG_DATUM(1)), PG_GETARG_DATEADT(0)));
}
