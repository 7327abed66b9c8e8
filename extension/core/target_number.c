/*
 * target_number.c: see target_number.h.
 */
#include "target_number.h"

bool
target_number_shift(const char *digits, int shift, char *out, size_t cap)
{
    char mantissa[4 * TARGET_DIGITS_MAX];
    size_t len = 0;
    int point = -1;
    size_t first = 0;
    size_t at = 0;
    int whole;

    for (const char *p = digits; *p != '\0'; p++)
    {
        if (*p == '.')
            point = (int) len;
        else if (len + 1 < sizeof(mantissa))
            mantissa[len++] = *p;
        else
            return false;
    }
    whole = (point < 0 ? (int) len : point) + shift;
    while (first < len && mantissa[first] == '0')
        first++;
    while (len > first && mantissa[len - 1] == '0')
        len--;
    if (first == len)
    {
        if (cap < 2)
            return false;
        memcpy(out, "0", 2);
        return true;
    }
    /* Digit i has the weight 10^(whole - 1 - i). */
    if ((whole > (int) len ? (size_t) whole : len) + (whole < 0 ? (size_t) -whole : 0) + 4 > cap)
        return false;
    for (int i = whole <= (int) first ? whole - 1 : (int) first; i < (int) len || i < whole; i++)
    {
        if (i == whole)
            out[at++] = '.';
        out[at++] = i >= 0 && i < (int) len ? mantissa[i] : '0';
    }
    out[at] = '\0';
    return true;
}

/* The digits before the point. */
static size_t
whole_digits(const char *digits)
{
    return digits[0] == '0' ? 0 : strcspn(digits, ".");
}

int
target_number_compare(const struct target_number *a, const struct target_number *b)
{
    size_t whole_a = whole_digits(a->digits);
    size_t whole_b = whole_digits(b->digits);
    int order;

    if (a->negative != b->negative)
        return a->negative ? -1 : 1;
    if (whole_a != whole_b)
        order = whole_a < whole_b ? -1 : 1;
    else
        order = strcmp(a->digits, b->digits); /* plain texts with equal integer lengths order as numbers */
    return a->negative ? -order : order;
}
