/*
 * period.c: see period.h.
 *
 * A span is (first month, number of months), so that 2015-Q1 and 2015-01..03 are one value.
 */
#include "period.h"

#include <stdio.h>

bool
period_is_in_range(struct period p)
{
    return p.months >= 1 && p.first_month >= PERIOD_FIRST_MONTH && p.first_month <= PERIOD_LAST_MONTH &&
           p.months <= PERIOD_LAST_MONTH - p.first_month + 1;
}

bool
period_starts_year(struct period p)
{
    return p.first_month % 12 == 0 && p.months <= 12;
}

bool
period_has(struct period a, struct period b)
{
    return b.first_month >= a.first_month && b.first_month + b.months <= a.first_month + a.months;
}

size_t
period_print(struct period p, char buf[PERIOD_TEXT_MAX])
{
    int32_t last = p.first_month + p.months - 1;
    int year = (int) (p.first_month / 12) % 10000;
    int month = (int) (p.first_month % 12) + 1;
    int last_year = (int) (last / 12) % 10000;
    int last_month = (int) (last % 12) + 1;
    int len;

    if (month == 1 && last_month == 12)
        len = year == last_year ? snprintf(buf, PERIOD_TEXT_MAX, "%04d", year)
                                : snprintf(buf, PERIOD_TEXT_MAX, "%04d..%04d", year, last_year);
    else if (p.months == 6 && month % 6 == 1)
        len = snprintf(buf, PERIOD_TEXT_MAX, "%04d-H%d", year, month / 6 + 1);
    else if (p.months == 3 && month % 3 == 1)
        len = snprintf(buf, PERIOD_TEXT_MAX, "%04d-Q%d", year, month / 3 + 1);
    else if (p.months == 1)
        len = snprintf(buf, PERIOD_TEXT_MAX, "%04d-%02d", year, month);
    else if (year == last_year)
        len = snprintf(buf, PERIOD_TEXT_MAX, "%04d-%02d..%02d", year, month, last_month);
    else
        len = snprintf(buf, PERIOD_TEXT_MAX, "%04d-%02d..%04d-%02d", year, month, last_year, last_month);
    return len > 0 ? (size_t) len : 0;
}
