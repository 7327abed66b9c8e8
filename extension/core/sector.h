/*
 * sector.h: a place in a classification, root.label.label…
 *
 * A sector is its canonical text and nothing else: no table is read, no case is folded. The root names the
 * classification and its edition. Labels hold ASCII letters, digits, '_', '-' and any non-ASCII character
 * that letters.h does not refuse; none begins with a combining mark.
 *
 * Order: label by label; within a label run by run. A run of ASCII digits compares by number, then the one
 * with fewer leading zeros is first, and it stands before any other run; other runs compare by bytes. A
 * prefix is first. So sx.2 < sx.2.9 < sx.02 < sx.10, and all descendants of x lie between x and its sentinel
 * x.^.
 */
#ifndef SEI_CORE_SECTOR_H
#define SEI_CORE_SECTOR_H

#include "fault.h"
#include "slice.h"

#define SECTOR_MAX_BYTES       255
#define SECTOR_LABEL_MAX_BYTES 63
#define SECTOR_MAX_LEVEL       8
#define SECTOR_BOUND_MAX_BYTES (SECTOR_MAX_BYTES + 2) /* the longest sector with ".^" behind it */

/* Read one sector: trims white space; *out is a view into text. Refuses the sentinel x.^. */
bool sector_parse(struct slice text, struct slice *out, struct fault *fault);

/* The same, and accepts the sentinel x.^ too: dumps and partition bounds hold it. */
bool sector_parse_bound(struct slice text, struct slice *out, struct fault *fault);

/* The total order above, sentinels included: <0, 0, >0. Both must have been parsed. */
int sector_compare(struct slice a, struct slice b);

/*
 * Whether s is above itself or below it. Exactly the s with above <= s < above.^, so that an index answers
 * it; nothing is below a sentinel.
 */
bool sector_contains(struct slice above, struct slice s);

/* The number of labels below the root: 0 for a root. */
int sector_level(struct slice s);

/* The first label. */
struct slice sector_root(struct slice s);

/* The ancestor at a level, s itself when it is not deeper. */
struct slice sector_ancestor(struct slice s, int level);

/* Whether s is an upper bound x.^ and no place. */
bool sector_is_sentinel(struct slice s);

#endif
