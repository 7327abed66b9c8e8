/*
 * numeric_math.h: the server's own arithmetic on numeric, under short names, so that formulas read as
 * formulas.
 */
#ifndef SEI_NUMERIC_MATH_H
#define SEI_NUMERIC_MATH_H

#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

static inline Datum
num_plus(Datum a, Datum b)
{
    return DirectFunctionCall2(numeric_add, a, b);
}

static inline Datum
num_minus(Datum a, Datum b)
{
    return DirectFunctionCall2(numeric_sub, a, b);
}

static inline Datum
num_times(Datum a, Datum b)
{
    return DirectFunctionCall2(numeric_mul, a, b);
}

/* Trailing zeros of both go first, so that the result depends on values only. */
static inline Datum
num_over(Datum a, Datum b)
{
    return DirectFunctionCall2(numeric_div, DirectFunctionCall1(numeric_trim_scale, a),
                               DirectFunctionCall1(numeric_trim_scale, b));
}

static inline int
num_compare(Datum a, Datum b)
{
    return DatumGetInt32(DirectFunctionCall2(numeric_cmp, a, b));
}

static inline Datum
num_of(int64 value)
{
    return DirectFunctionCall1(int8_numeric, Int64GetDatum(value));
}

static inline int
num_sign(Datum a)
{
    return num_compare(a, num_of(0));
}

#endif
