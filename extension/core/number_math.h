/*
 * number_math.h: exact arithmetic on finished numbers (wide.h): sums, differences, products, order.
 *
 * Small numbers stay in 128 bits; what does not fit goes digit by digit, up to numeric's own limits.
 */
#ifndef SEI_CORE_NUMBER_MATH_H
#define SEI_CORE_NUMBER_MATH_H

#include "wide.h"

/* a + b, or a - b; false with a fault when the result is beyond numeric's limits. */
bool number_add(const struct number *a, const struct number *b, bool subtract, struct number *out,
                wide_alloc alloc, struct fault *fault);

/* a · b; false with a fault when the result is beyond numeric's limits. */
bool number_multiply(const struct number *a, const struct number *b, struct number *out, wide_alloc alloc,
                     struct fault *fault);

/* Negative, 0 or positive, as a is below, at or above b. */
int number_compare(const struct number *a, const struct number *b, wide_alloc alloc);

/* Cut to so many decimals, half away from zero. A number with more digits than 128 bits hold stays as it is.
 */
void number_round(struct number *number, int32_t decimals);

/* Cut to so many significant digits, half away from zero; a long number stays as it is. */
void number_round_significant(struct number *number, int32_t digits);

static inline struct number
number_negate(struct number number)
{
    number.mantissa = -number.mantissa;
    number.negative = !number.negative;
    return number;
}

#endif
