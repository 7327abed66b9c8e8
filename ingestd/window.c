/*
 * window.c: see window.h.
 */
#include "window.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "date.h"

/* Howard Hinnant's days_from_civil: the year begins in March, so that the leap day is its last. */
static int64_t
to_day(int64_t year, int month, int mday)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + mday - 1;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void
from_day(int64_t day, int64_t *year, int *month, int *mday)
{
    int64_t z = day + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t of_era = z - era * 146097;
    int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
    int64_t m = (5 * of_year + 2) / 153;

    *mday = (int) (of_year - (153 * m + 2) / 5 + 1);
    *month = (int) (m < 10 ? m + 3 : m - 9);
    *year = y + era * 400 + (*month <= 2);
}

bool
day_read(const char *text, int64_t *day)
{
    struct fault why;

    if (strlen(text) != 10 || !date_check(slice_of(text), &why))
        return false;
    *day = to_day(strtol(text, NULL, 10), (int) strtol(text + 5, NULL, 10), (int) strtol(text + 8, NULL, 10));
    return true;
}

bool
day_write(int64_t day, const char *format, char out[DAY_TEXT_MAX])
{
    int64_t year;
    int month;
    int mday;
    size_t used = 0;

    from_day(day, &year, &month, &mday);
    for (const char *p = format; *p != '\0' && used + 8 < DAY_TEXT_MAX; p++)
    {
        if (*p != '%')
        {
            out[used++] = *p;
            continue;
        }
        switch (*++p)
        {
            case 'Y': used += (size_t) snprintf(out + used, 8, "%04d", (int) year); break;
            case 'm': used += (size_t) snprintf(out + used, 8, "%02d", month); break;
            case 'd': used += (size_t) snprintf(out + used, 8, "%02d", mday); break;
            case 'q': used += (size_t) snprintf(out + used, 8, "%d", (month + 2) / 3); break;
            case '%': out[used++] = '%'; break;
            default: return false;
        }
    }
    out[used] = '\0';
    return true;
}

int64_t
day_add(int64_t day, struct span span, int64_t times)
{
    int64_t year;
    int month;
    int mday;
    int64_t months;
    int most;

    if (span.days > 0)
        return day + span.days * times;
    from_day(day, &year, &month, &mday);
    months = year * 12 + month - 1 + span.months * times;
    year = months / 12;
    month = (int) (months % 12) + 1;
    most = date_month_days((int) year, month);
    return to_day(year, month, mday < most ? mday : most);
}

bool
span_read(const char *text, struct span *out)
{
    static const struct
    {
        const char *word;
        int days;
        int months;
    } units[] = {{"day", 1, 0}, {"week", 7, 0}, {"month", 0, 1}, {"quarter", 0, 3}, {"year", 0, 12}};
    char *end;
    long n = strtol(text, &end, 10);
    size_t len;

    if (end == text || *end != ' ' || text[0] < '1' || text[0] > '9' || n > 3660)
        return false;
    len = strlen(++end);
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
    {
        size_t word = strlen(units[i].word);

        if (strncmp(end, units[i].word, word) != 0 || (len != word && (len != word + 1 || end[word] != 's')))
            continue;
        out->days = units[i].days * (int) n;
        out->months = units[i].months * (int) n;
        return true;
    }
    return false;
}

int64_t
window_begin(const struct window *w, int64_t number)
{
    return day_add(w->from, w->step, number);
}

int64_t
window_of(const struct window *w, int64_t day)
{
    int64_t length = w->step.days > 0 ? w->step.days : w->step.months * 31;
    int64_t number = day <= w->from ? 0 : (day - w->from) / length;

    /* Months are at most so long, so the guess is never beyond. */
    while (window_begin(w, number + 1) <= day)
        number++;
    return number;
}
