/*
 * power.h: logarithms and powers of exact decimals.
 *
 * In integers only, so that every machine and every server gives the same digits. A logarithm comes in units
 * of 2^-104, wrong by less than 2^-100 for numbers of up to 1000 digits; a power has 28 significant digits,
 * all of them right but the last.
 */
#ifndef SEI_CORE_POWER_H
#define SEI_CORE_POWER_H

#include "wide.h"

#define LOG_BITS 104

/* The natural logarithm of a number above 0. */
wide_int number_log(const struct number *positive);

/* The logarithm as a decimal of 30 places. */
struct number log_decimal(wide_int log);

/* The reverse, for a number of at most 30 decimals; false when it is beyond the logarithm of any numeric. */
bool log_of_decimal(const struct number *decimal, wide_int *out);

/* log · num / den, for the logarithm of a power; den is not 0. False when it is beyond any numeric. */
bool log_part(wide_int log, uint64_t num, uint64_t den, wide_int *out);

/* e^log, to 28 significant digits; false with a fault when it is beyond numeric's limits. */
bool number_exp(wide_int log, struct number *out, wide_alloc alloc, struct fault *fault);

#endif
