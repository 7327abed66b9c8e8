/*
 * date.c: see date.h.
 */
#include "date.h"

static const char form_hint[] = "Write a day as YYYY-MM-DD, such as 2015-03-31.";

int
date_month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap);
}

/* The number in `count` digits at ptr. */
static int
number_at(const char *ptr, size_t count)
{
    int number = 0;

    for (size_t i = 0; i < count; i++)
        number = number * 10 + (ptr[i] - '0');
    return number;
}

static bool
is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool
date_check(struct slice text, struct fault *fault)
{
    static const char pattern[] = "dddd-dd-dd";
    struct slice s = text;
    int year;
    int month;
    int day;
    int32_t start;

    while (s.len > 0 && is_blank(s.ptr[0]))
        s = slice_make(s.ptr + 1, s.len - 1);
    while (s.len > 0 && is_blank(s.ptr[s.len - 1]))
        s.len--;
    start = (int32_t) (s.ptr - text.ptr);
    if (s.len == 0)
        return fault_set(fault, FAULT_SYNTAX, -1, form_hint, "The text is empty.");
    for (size_t i = 0; i < sizeof(pattern) - 1; i++)
    {
        bool fits = i < s.len && (pattern[i] == 'd' ? s.ptr[i] >= '0' && s.ptr[i] <= '9' : s.ptr[i] == '-');

        if (!fits)
            return fault_set(fault, FAULT_SYNTAX, start + (int32_t) i, form_hint, "A %s is expected here.",
                             pattern[i] == 'd' ? "digit" : "hyphen");
    }
    if (s.len > sizeof(pattern) - 1)
        return fault_set(fault, FAULT_SYNTAX, start + 10, form_hint, "Something follows the day.");
    year = number_at(s.ptr, 4);
    month = number_at(s.ptr + 5, 2);
    day = number_at(s.ptr + 8, 2);
    if (year < 1)
        return fault_set(fault, FAULT_RANGE, start, form_hint, "There is no year 0.");
    if (month < 1 || month > 12)
        return fault_set(fault, FAULT_RANGE, start + 5, form_hint, "There is no month %d.", month);
    if (day < 1 || day > date_month_days(year, month))
        return fault_set(fault, FAULT_RANGE, start + 8, form_hint, "%04d-%02d has no day %d.", year, month,
                         day);
    return true;
}
