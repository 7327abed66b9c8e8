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

static struct number
parse_shortest(const char *text, int len)
{
    struct number number;
    struct fault fault;

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
