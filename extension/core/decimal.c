/*
 * decimal.c: see decimal.h. The bounds are those of numeric: 131,072 digits before the point, 16,383 behind
 * it.
 */
#include "decimal.h"

static const char form_hint[] =
    "Write a plain decimal number: digits with an optional sign, point and exponent, "
    "such as -12.5 or 1.25e6; no thousands separators, no unit.";

enum
{
    MAX_BEFORE_POINT = 131072,
    MAX_BEHIND_POINT = 16383,
    MAX_EXPONENT_DIGITS = 6
};

static bool
is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Whether numeric holds what was read: `whole` digits before the point without leading zeros, `part` behind
 * it. */
static bool
fits(long whole, long part, long exponent)
{
    long before = whole + exponent;
    long behind = part - exponent;

    return before <= MAX_BEFORE_POINT && behind <= MAX_BEHIND_POINT && exponent <= MAX_BEFORE_POINT;
}

bool
decimal_check(struct slice text, struct fault *fault)
{
    size_t at = 0;
    size_t end = text.len;
    size_t digits = 0;
    long whole = 0;
    long part = 0;
    long exponent = 0;
    bool significant = false;

    while (at < end && is_blank(text.ptr[at]))
        at++;
    while (end > at && is_blank(text.ptr[end - 1]))
        end--;
    if (at == end)
        return fault_set(fault, FAULT_SYNTAX, -1, form_hint, "The text is empty.");
    if (text.ptr[at] == '+' || text.ptr[at] == '-')
        at++;
    for (; at < end && byte_is_digit(text.ptr[at]); at++, digits++)
    {
        significant = significant || text.ptr[at] != '0';
        whole += significant;
    }
    if (at < end && text.ptr[at] == '.')
    {
        for (at++; at < end && byte_is_digit(text.ptr[at]); at++, digits++)
            part++;
    }
    if (digits > 0 && at < end && (text.ptr[at] == 'e' || text.ptr[at] == 'E'))
    {
        size_t mark = at++;
        bool negative = at < end && text.ptr[at] == '-';
        size_t first;

        if (at < end && (text.ptr[at] == '+' || text.ptr[at] == '-'))
            at++;
        first = at;
        for (; at < end && byte_is_digit(text.ptr[at]); at++)
        {
            if (at - first >= MAX_EXPONENT_DIGITS)
                return fault_set(fault, FAULT_RANGE, (int32_t) mark, form_hint,
                                 "The exponent is out of range.");
            exponent = exponent * 10 + (text.ptr[at] - '0');
        }
        if (at == first)
            return fault_set(fault, FAULT_SYNTAX, (int32_t) mark, form_hint, "The exponent has no digits.");
        if (negative)
            exponent = -exponent;
    }
    if (at < end || digits == 0)
    {
        char shown[FAULT_TEXT_MAX];
        struct slice rest = slice_make(text.ptr + at, end - at);

        if (rest.len == 0)
            return fault_set(fault, FAULT_SYNTAX, -1, form_hint, "There is no digit.");
        return fault_set(fault, FAULT_SYNTAX, (int32_t) at, form_hint, "\"%s\" is not part of a number.",
                         fault_quote(rest, 40, shown));
    }
    if (digits > DECIMAL_MAX_DIGITS)
        return fault_set(fault, FAULT_LIMIT, -1, form_hint, "The number has more than %d digits.",
                         DECIMAL_MAX_DIGITS);
    if (!fits(whole, part, exponent))
        return fault_set(fault, FAULT_RANGE, -1, form_hint, "The number is out of the range of numeric.");
    return true;
}
