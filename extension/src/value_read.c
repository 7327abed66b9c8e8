/*
 * value_read.c: floating-point values by their shortest decimal (value_read.h).
 */
#include "postgres.h"

#include "common/shortest_dec.h"

#include "tally_shell.h"
#include "value_read.h"

static void
check_finite(float8 value, const char *what)
{
    if (isnan(value))
        refuse_special("NaN", what);
    if (isinf(value))
        refuse_special(value > 0 ? "Infinity" : "-Infinity", what);
}

/* Read what the server writes: at most 17 digits, a point among them, an exponent behind them. */
static struct number
parse_shortest(const char *text, int len)
{
    const char *end = text + len;
    bool negative = *text == '-';
    bool is_decimal = false;
    int32 decimals = 0;
    wide_int m = 0;
    struct number number;
    struct fault fault;
    const char *p;

    for (p = text + negative; p < end && *p != 'e'; p++)
    {
        if (*p == '.')
        {
            is_decimal = true;
            continue;
        }
        m = m * 10 + (*p - '0');
        decimals += is_decimal;
    }
    if (p < end)
        decimals -= atoi(p + 1);
    if (decimals <= NUMBER_SCALE_MAX && decimals >= -20 && wide_scale_up(&m, -decimals))
        return number_of_int(negative ? -m : m, Max(decimals, 0));
    if (!number_parse(slice_make(text, len), &number, tally_alloc, &fault))
        raise_fault(&fault, "cannot read a floating-point value");
    return number;
}

struct number
float8_read(float8 value, const char *what)
{
    char text[DOUBLE_SHORTEST_DECIMAL_LEN];

    check_finite(value, what);
    return parse_shortest(text, double_to_shortest_decimal_bufn(value, text));
}

struct number
float4_read(float4 value, const char *what)
{
    char text[FLOAT_SHORTEST_DECIMAL_LEN];

    check_finite(value, what);
    return parse_shortest(text, float_to_shortest_decimal_bufn(value, text));
}
