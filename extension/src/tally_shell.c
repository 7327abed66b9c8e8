/*
 * tally_shell.c: see tally_shell.h.
 */
#include "tally_shell.h"

#include "miscadmin.h"

void *
tally_alloc(size_t bytes)
{
    CHECK_FOR_INTERRUPTS();
    return palloc(bytes);
}

static void
fail(const struct fault *fault)
{
    if (fault->code == FAULT_BINARY)
        ereport(ERROR, (errcode(ERRCODE_DATA_CORRUPTED), errmsg("a stored tally is broken"),
                        errdetail("%s", fault->detail), errhint("Compute it anew from the figures.")));
    raise_fault(fault, fault->code == FAULT_RANGE ? "a sum of the tally is out of range"
                                                  : "the tally cannot be made");
}

struct tally_state *
working_copy(const struct varlena *value, uint8 version)
{
    Size bytes = VARSIZE_ANY_EXHDR(value) + VARHDRSZ;
    struct tally_state *state = palloc(bytes);

    SET_VARSIZE(state, bytes);
    memcpy(VARDATA(state), VARDATA_ANY(value), bytes - VARHDRSZ);
    if (!tally_state_check(state, version, bytes))
        ereport(
            ERROR,
            (errcode(ERRCODE_DATA_CORRUPTED), errmsg("the state of an aggregate is broken"),
             errdetail("It is in the form that this version of sei works in, but its parts do not fit."),
             errhint(
                 "Keep what aggregates return, not their states: those are for one version and machine.")));
    return state;
}

struct slice
tally_stored(Datum datum)
{
    struct varlena *value = PG_DETOAST_DATUM_PACKED(datum);

    if (VARSIZE_ANY_EXHDR(value) > 0 && *(unsigned char *) VARDATA_ANY(value) == TALLY_STATE_VERSION)
        value = (struct varlena *) DatumGetPointer(tally_store(working_copy(value, TALLY_STATE_VERSION)));
    return slice_make(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value));
}

struct tally_state *
tally_copy(Datum datum)
{
    struct varlena *value = PG_DETOAST_DATUM_PACKED(datum);
    struct tally_state *state;
    struct fault fault;

    if (VARSIZE_ANY_EXHDR(value) > 0 && *(unsigned char *) VARDATA_ANY(value) == TALLY_STATE_VERSION)
        return working_copy(value, TALLY_STATE_VERSION);
    state = tally_state_new(1, 0, tally_alloc);
    if (!tally_merge_stored(&state, slice_make(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value)), false,
                            tally_alloc, &fault))
        fail(&fault);
    state->inputs = 1;
    return state;
}

Datum
tally_store(const struct tally_state *state)
{
    struct fault fault;
    char *stored;
    size_t len = tally_finish(state, VARHDRSZ, &stored, tally_alloc, &fault);

    if (len == 0)
        fail(&fault);
    SET_VARSIZE(stored, len + VARHDRSZ);
    return PointerGetDatum(stored);
}

void
tally_put(struct tally_state **state, uint32 index, const struct number *value, bool negate)
{
    struct fault fault;

    if (!tally_add(state, index, value, negate, tally_alloc, &fault))
        fail(&fault);
}

struct tally_state *
sum_new(void)
{
    struct tally_state *sum = tally_state_new(1, 0, tally_alloc);
    struct fault fault;

    if (tally_enter(&sum, slice_make("", 0), tally_alloc, &fault) == NULL)
        fail(&fault);
    return sum;
}

void
sum_add(struct tally_state **sum, const struct number *value, bool negate)
{
    tally_put(sum, 0, value, negate);
}

struct number
sum_get(const struct tally_state *sum)
{
    return tally_value_of(sum, tally_entries(sum), tally_alloc);
}

void
tally_read(struct tally_cursor *cursor, struct slice stored)
{
    struct fault fault;

    if (!tally_open(cursor, stored, &fault))
        fail(&fault);
}

bool
tally_step_on(struct tally_cursor *cursor)
{
    struct fault fault;
    enum tally_step step = tally_next(cursor, &fault);

    CHECK_FOR_INTERRUPTS();
    if (step == TALLY_BROKEN)
        fail(&fault);
    return step == TALLY_ENTRY;
}
