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

/*
 * Read Chinese numerals from the start of text (一百二十, 十, 两, 百, 千亿): the value and how many bytes.
 * 0 bytes: none. -1: numerals that are no number, or can be read in two ways (一百五).
 */
int target_number_chinese(struct slice text, uint64_t *value);

/* The power of ten of the scale words (万 亿 千 百) at the start of text; *bytes gets their length. 千瓦 and
 * the like are units. */
int target_number_scale(struct slice text, size_t *bytes);

#endif
