/*
 * number_math.h: exact arithmetic on finished numbers (wide.h): sums, differences, products, order.
 *
 * Small numbers stay in 128 bits; what does not fit goes digit by digit. Results may be beyond what numeric
 * can hold (number_fits): they can be compared, and divided after number_to_range.
 */
#ifndef SEI_CORE_NUMBER_MATH_H
#define SEI_CORE_NUMBER_MATH_H

#include "wide.h"

/* a + b, or a - b. */
struct number number_add(const struct number *a, const struct number *b, bool subtract, wide_alloc alloc);

/* a · b. */
struct number number_multiply(const struct number *a, const struct number *b, wide_alloc alloc);

/*
 * Multiply both by one power of ten, so that numeric can hold them and their ratio stays. Digits more than
 * numeric can hold behind the first of both are cut.
 */
void number_to_range(struct number *a, struct number *b, wide_alloc alloc);

/* Negative, 0 or positive, as a is below, at or above b. */
int number_compare(const struct number *a, const struct number *b, wide_alloc alloc);

/* Round to so many decimals, half away from zero; a negative number of them, to places before the point. */
void number_round(struct number *number, int32_t decimals, wide_alloc alloc);

/* Round to so many significant digits, half away from zero. */
void number_round_significant(struct number *number, int32_t digits, wide_alloc alloc);

static inline struct number
number_negate(struct number number)
{
    number.mantissa = -number.mantissa;
    number.negative = !number.negative;
    return number;
}

#endif
