/*
 * tally_read.h: what measures need from one tally.
 */
#ifndef SEI_TALLY_READ_H
#define SEI_TALLY_READ_H

#include "tally_shell.h"

struct tally_sums
{
    struct number total;      /* all of it, the rest included */
    struct number classified; /* what has a sector */
    struct number inside;     /* the wanted sector with its descendants */
};

/* Sum up a stored tally; `wanted` may be empty. */
extern struct tally_sums tally_sums_of(struct slice stored, struct slice wanted);

/* The same for two arguments of a function, which must be of one classification. */
extern struct tally_sums tally_sums_arg(FunctionCallInfo fcinfo, int tally_arg, int sector_arg);

/* The root of a stored tally's sectors, kept in buf; empty when it has none. */
extern struct slice stored_root(struct slice stored, char buf[SECTOR_MAX_BYTES]);

/* Refuse a sector that the tally's classification cannot have. */
extern void check_wanted(struct slice stored, struct slice wanted);

/* Refuse a level that no sector can have. */
extern void check_level(int32 level);

/* The tally with entries deeper than level moved to their ancestor there. */
extern struct tally_state *tally_state_at(struct slice stored, int32 level);

/* Add a sum and a count under a name. */
extern void tally_put_named(struct tally_state **state, struct slice name, const struct number *sum,
                            int64 count);

#endif
