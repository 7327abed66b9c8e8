/*
 * canonical.c: see canonical.h.
 */
#include "canonical.h"

/* More digits than these are left to the parser. */
#define PLAIN_DIGITS_MAX 18

/* The number that exactly `digits` digits make, -1 when there are others. */
static int
number(const char *p, int digits)
{
    int value = 0;

    for (int i = 0; i < digits; i++)
    {
        if (p[i] < '0' || p[i] > '9')
            return -1;
        value = value * 10 + (p[i] - '0');
    }
    return value;
}

bool
canonical_period(struct slice text, struct period *out)
{
    const char *p = text.ptr;
    int year = text.len < 4 || text.len > 11 ? -1 : number(p, 4);
    int first = 1;
    int last = 12;

    if (year < 1)
        return false;
    if (text.len == 10 && p[4] == '.' && p[5] == '.')
        last = (number(p + 6, 4) - year) * 12 + 12;
    else if (text.len == 7 && p[4] == '-' && p[5] == 'Q' && p[6] >= '1' && p[6] <= '4')
    {
        first = (p[6] - '1') * 3 + 1;
        last = first + 2;
    }
    else if (text.len == 7 && p[4] == '-' && p[5] == 'H' && (p[6] == '1' || p[6] == '2'))
    {
        first = (p[6] - '1') * 6 + 1;
        last = first + 5;
    }
    else if (text.len == 7 && p[4] == '-')
        first = last = number(p + 5, 2);
    else if (text.len == 11 && p[4] == '-' && p[7] == '.' && p[8] == '.')
    {
        first = number(p + 5, 2);
        last = number(p + 9, 2);
        if (last <= first || last > 12)
            return false;
    }
    else if (text.len != 4)
        return false;
    if (first < 1 || first > 12 || last < first || (text.len == 7 && last > 12) ||
        (text.len == 10 && last <= 12))
        return false;
    out->first_month = year * 12 + first - 1;
    out->months = last - first + 1;
    return true;
}

/* Whether the rest of a text is exactly one of a few. */
static bool
is_tail(const char *p, const char *end)
{
    static const char *const tails[] = {"%", "% pa", " 个", " 家", " 项", " 元", " 人"};
    size_t len = (size_t) (end - p);

    for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++)
    {
        if (strlen(tails[i]) == len && memcmp(tails[i], p, len) == 0)
            return true;
    }
    return false;
}

bool
canonical_target(struct slice text)
{
    const char *p = text.ptr;
    const char *end = text.ptr + text.len;
    const char *digits;

    if (p < end && (*p == '>' || *p == '<'))
        p += p + 1 < end && p[1] == '=' ? 2 : 1;
    else if (p < end && *p == '~')
        p++;
    digits = p;
    if (p == end || *p < '1' || *p > '9')
        return false;
    while (p < end && *p >= '0' && *p <= '9')
        p++;
    if (p < end && *p == '.')
    {
        p++;
        while (p < end && *p >= '0' && *p <= '9')
            p++;
        if (p[-1] == '0' || p[-1] == '.')
            return false;
    }
    return p - digits <= PLAIN_DIGITS_MAX && is_tail(p, end);
}
