/*
 * canonical.h: the commonest canonical texts read in a few comparisons, before the parsers that read every
 * form.
 *
 * Dumps, COPY between servers and figures already loaded hold nothing else. What these functions refuse may
 * still be a value: they say only that they do not know. What they take, the parsers take with the same
 * meaning (fuzzed).
 */
#ifndef SEI_CORE_CANONICAL_H
#define SEI_CORE_CANONICAL_H

#include "period.h"
#include "slice.h"

/* 2015 · 2015-03 · 2015-Q3 · 2015-H2 · 2015-01..09 · 2011..2015 */
bool canonical_period(struct slice text, struct period *out);

/*
 * Whether a text is a canonical target: an operator or none, a plain figure, then %, % pa or one of a few
 * units of every day.
 */
bool canonical_target(struct slice text);

#endif
