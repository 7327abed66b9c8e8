/*
 * tally_shell.h: what the shells over core's tallies share.
 *
 * A datum of type tally is in the stored form, or, within an aggregate and on its way between processes, in
 * the working form (core/tally.h). Readers take both. Nothing here writes to a datum that it was given.
 */
#ifndef SEI_TALLY_SHELL_H
#define SEI_TALLY_SHELL_H

#include "postgres.h"

#include "fmgr.h"

#include "numeric_read.h"
#include "shell.h"
#include "tally.h"

/* Core's memory: the current context, which the caller of the SQL function empties. Whatever takes long asks
 * for some, so this is where it can be interrupted. */
extern void *tally_alloc(size_t bytes);

/* The bytes of an optional sector argument; NULL is the empty name, the rest. */
static inline struct slice
optional_sector(FunctionCallInfo fcinfo, int n)
{
    return PG_ARGISNULL(n) ? slice_make("", 0) : slice_of_datum(PG_GETARG_DATUM(n));
}

/* A fresh copy of a working form of that version, which came from anywhere; raises when it is none. */
extern struct tally_state *working_copy(const struct varlena *value, uint8 version);

/* The stored form of a tally argument. */
extern struct slice tally_stored(Datum datum);

/* A working copy of a tally argument, which may be changed. */
extern struct tally_state *tally_copy(Datum datum);

/* The stored form of a state, as a fresh datum. */
extern Datum tally_store(const struct tally_state *state);

/* A state as a datum that only aggregates hand on. */
static inline Datum
tally_working(struct tally_state *state)
{
    SET_VARSIZE(state, state->bytes);
    return PointerGetDatum(state);
}

/* Whether a datum is a working form that lies so that it can be used in place. */
static inline bool
tally_is_in_place(Datum datum)
{
    const struct varlena *value = (const struct varlena *) DatumGetPointer(datum);

    return VARATT_IS_4B_U(value) && *(const unsigned char *) VARDATA(value) == TALLY_STATE_VERSION &&
           (uintptr_t) value % sizeof(int64) == 0;
}

/* Whether an aggregate calls: what AggCheckCallContext looks at, without a call for each row. */
static inline bool
called_by_aggregate(FunctionCallInfo fcinfo)
{
    return fcinfo->context != NULL &&
           (IsA(fcinfo->context, AggState) || IsA(fcinfo->context, WindowAggState));
}

/* Whether a datum is the stored form and can be read where it lies. */
static inline bool
tally_lies_stored(Datum datum)
{
    const struct varlena *value = (const struct varlena *) DatumGetPointer(datum);

    return !VARATT_IS_EXTERNAL(value) && !VARATT_IS_COMPRESSED(value) &&
           *(const unsigned char *) VARDATA_ANY(value) != TALLY_STATE_VERSION;
}

/* Add to an entry of a state, or raise. */
extern void tally_put(struct tally_state **state, uint32 index, const struct number *value, bool negate);

/* A state with one nameless entry, to sum numbers in; and what it holds. */
extern struct tally_state *sum_new(void);
extern void sum_add(struct tally_state **sum, const struct number *value, bool negate);
extern struct number sum_get(const struct tally_state *sum);

/* Open a stored tally and step through it; broken bytes raise. */
extern void tally_read(struct tally_cursor *cursor, struct slice stored);
extern bool tally_step_on(struct tally_cursor *cursor);

#endif
