/*
 * decimal.h: whether a text is a decimal number, by a grammar of our own.
 *
 * What the server's numeric accepts differs by version (underscores and radix from 16, NaN and infinity
 * always); figures never have those. White space, sign, digits, point and exponent: nothing else, and nothing
 * that numeric would refuse.
 */
#ifndef SEI_CORE_DECIMAL_H
#define SEI_CORE_DECIMAL_H

#include "fault.h"
#include "slice.h"

#define DECIMAL_MAX_DIGITS 1000

/* [space] [+|-] digits [. digits] [e [+|-] digits] [space]; a point needs a digit on one side. */
bool decimal_check(struct slice text, struct fault *fault);

#endif
