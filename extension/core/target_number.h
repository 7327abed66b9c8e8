/*
 * target_number.h: the figures in a target, as exact decimal text; nothing here rounds.
 */
#ifndef SEI_CORE_TARGET_NUMBER_H
#define SEI_CORE_TARGET_NUMBER_H

#include "target.h"

/*
 * digits × 10^shift as plain digits without leading or trailing zeros. digits holds ASCII digits and at most
 * one point. False when the result does not fit cap.
 */
bool target_number_shift(const char *digits, int shift, char *out, size_t cap);

/* Compare two figures by value. */
int target_number_compare(const struct target_number *a, const struct target_number *b);

#endif
