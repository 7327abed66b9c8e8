/*
 * sums.h: a state of a few exact sums with their counts: what judged_state and projection_state are made of.
 *
 * It is a tally in its working form (core/tally.h) whose entries stand for the sums, so that sums are exact
 * and their order does not matter. The stored form, which only other processes and nodes see, is | version |
 * count | sum | count | sum | … with counts and sums as in core/tally.h; its text is that in hexadecimal.
 */
#ifndef SEI_SUMS_H
#define SEI_SUMS_H

#include "postgres.h"

#include "fmgr.h"

#include "exact_math.h"
#include "tally_shell.h"

struct sums_type
{
    const char *name;                                  /* of the SQL type */
    uint8 working;                                     /* first byte of the working form; bit 7 set */
    uint8 stored;                                      /* version of the stored form */
    uint32 n;                                          /* sums, at most 10 */
    bool (*is_sound)(const struct tally_state *state); /* what a state from outside must also hold */
    uint32 parameters;            /* so many sums first are parameters, the same in a group */
    void (*refuse_varying)(void); /* raises when they are not */
};

/* A state of zeros. */
extern struct tally_state *sums_new(const struct sums_type *type);

/* A state argument in its working form; a fresh one may be changed, and is checked: it may come from
 * anywhere. */
extern struct tally_state *sums_arg(const struct sums_type *type, Datum datum, bool fresh);

/* The state that a final function reads: one from outside an aggregate is checked. */
extern const struct tally_state *sums_read(const struct sums_type *type, FunctionCallInfo fcinfo);

/* A state as a datum: as it is within an aggregate, else stored. */
extern Datum sums_datum(const struct sums_type *type, struct tally_state *state, bool in_aggregate);

/* Add to a sum; the state may move. */
extern void sums_add(struct tally_state **state, uint32 i, struct number value);

/* The state of a transition function as it is: for a row that is ignored. */
extern Datum sums_keep(FunctionCallInfo fcinfo);

extern struct number sums_get(const struct tally_state *state, uint32 i);

static inline int64 *
sums_count(const struct tally_state *state, uint32 i)
{
    return &tally_entries(state)[i].count;
}

/* Bodies of the type's combine, input and output functions. */
extern Datum sums_combine(const struct sums_type *type, FunctionCallInfo fcinfo);
extern Datum sums_in(const struct sums_type *type, FunctionCallInfo fcinfo);
extern Datum sums_out(const struct sums_type *type, FunctionCallInfo fcinfo);
extern Datum sums_recv(const struct sums_type *type, FunctionCallInfo fcinfo);
extern Datum sums_send(const struct sums_type *type, FunctionCallInfo fcinfo);

#endif
