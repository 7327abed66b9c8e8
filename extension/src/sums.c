/*
 * sums.c: see sums.h.
 */
#include "sums.h"

#include "libpq/pqformat.h"

static const char broken[] = "the state cannot be made";

struct tally_state *
sums_new(const struct sums_type *type)
{
    struct tally_state *state = tally_state_new(type->n <= 2 ? 2 : 16, 4 * type->n, tally_alloc);
    struct fault fault;

    state->version = type->working;
    for (uint32 i = 0; i < type->n; i++)
    {
        char name[] = {'s', '.', (char) ('0' + i)};

        if (tally_enter(&state, slice_make(name, sizeof(name)), tally_alloc, &fault) == NULL)
            raise_fault(&fault, "%s", broken);
    }
    return state;
}

static void
refuse_stored(const struct sums_type *type)
{
    ereport(ERROR,
            (errcode(ERRCODE_INVALID_BINARY_REPRESENTATION), errmsg("invalid %s", type->name),
             errdetail("The bytes are not the stored form of a %s in version %d.", type->name, type->stored),
             errhint("Send what %s_send gave, unchanged; a later version needs a later sei on this node.",
                     type->name)));
}

static struct tally_state *
read_stored(const struct sums_type *type, struct slice stored)
{
    const unsigned char *at = (const unsigned char *) stored.ptr;
    const unsigned char *end = at + stored.len;
    struct tally_state *state = sums_new(type);

    if (at == end || *at++ != type->stored)
        refuse_stored(type);
    for (uint32 i = 0; i < type->n; i++)
    {
        struct number sum;

        if (!tally_read_count(&at, end, sums_count(state, i)) || !tally_read_number(&at, end, &sum))
            refuse_stored(type);
        number_trim(&sum);
        sums_add(&state, i, sum);
    }
    if (at != end || !type->is_sound(state))
        refuse_stored(type);
    return state;
}

static Datum
write_stored(const struct sums_type *type, const struct tally_state *state)
{
    size_t bound = VARHDRSZ + 1;
    struct number *sums = palloc(type->n * sizeof(*sums));
    char *stored;
    unsigned char *at;

    for (uint32 i = 0; i < type->n; i++)
    {
        sums[i] = sums_get(state, i);
        bound += 10 + tally_number_bound(&sums[i]);
    }
    stored = palloc(bound);
    at = (unsigned char *) stored + VARHDRSZ;
    *at++ = type->stored;
    for (uint32 i = 0; i < type->n; i++)
    {
        at += tally_write_count(*sums_count(state, i), at);
        at += tally_write_number(&sums[i], at);
    }
    SET_VARSIZE(stored, (char *) at - stored);
    return PointerGetDatum(stored);
}

static bool
is_working(const struct sums_type *type, const struct varlena *value)
{
    return VARSIZE_ANY_EXHDR(value) > 0 && *(const unsigned char *) VARDATA_ANY(value) == type->working;
}

struct tally_state *
sums_arg(const struct sums_type *type, Datum datum, bool fresh)
{
    struct varlena *value = (struct varlena *) DatumGetPointer(datum);

    if (!fresh && VARATT_IS_4B_U(value) && is_working(type, value) && (uintptr_t) value % sizeof(int64) == 0)
        return (struct tally_state *) value;
    value = PG_DETOAST_DATUM_PACKED(datum);
    if (is_working(type, value))
    {
        struct tally_state *state = working_copy(value, type->working);

        if (state->n != type->n)
            refuse_stored(type);
        return state;
    }
    return read_stored(type, slice_make(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value)));
}

const struct tally_state *
sums_read(const struct sums_type *type, FunctionCallInfo fcinfo)
{
    return sums_arg(type, PG_GETARG_DATUM(0), AggCheckCallContext(fcinfo, NULL) == 0);
}

Datum
sums_datum(const struct sums_type *type, struct tally_state *state, bool in_aggregate)
{
    return in_aggregate ? tally_working(state) : write_stored(type, state);
}

void
sums_add(struct tally_state **state, uint32 i, struct number value)
{
    struct fault fault;

    if (!tally_add(state, i, &value, false, tally_alloc, &fault))
        raise_fault(&fault, "a sum is out of range");
}

struct number
sums_get(const struct tally_state *state, uint32 i)
{
    struct number sum;
    struct fault fault;

    if (!tally_sum_of(state, &tally_entries(state)[i], &sum, tally_alloc, &fault))
        raise_fault(&fault, "a sum is out of range");
    return sum;
}

Datum
sums_keep(FunctionCallInfo fcinfo)
{
    if (PG_ARGISNULL(0))
        PG_RETURN_NULL();
    PG_RETURN_DATUM(PG_GETARG_DATUM(0));
}

static void
merge(const struct sums_type *type, struct tally_state **state, const struct tally_state *other)
{
    struct fault fault;

    for (uint32 i = 0; i < type->parameters; i++)
        if (*sums_count(*state, i) != *sums_count(other, i) ||
            exact_compare(sums_get(*state, i), sums_get(other, i)) != 0)
            type->refuse_varying();
    for (uint32 i = type->parameters; i < type->n; i++)
    {
        sums_add(state, i, sums_get(other, i));
        if (!tally_count_in(&tally_entries(*state)[i], *sums_count(other, i), false, &fault))
            raise_fault(&fault, "a count is out of range");
    }
}

Datum
sums_combine(const struct sums_type *type, FunctionCallInfo fcinfo)
{
    bool in_aggregate = AggCheckCallContext(fcinfo, NULL) != 0;
    struct tally_state *state;

    if (PG_ARGISNULL(1))
        return sums_keep(fcinfo);
    if (PG_ARGISNULL(0))
        return sums_datum(type, sums_arg(type, PG_GETARG_DATUM(1), true), in_aggregate);
    state = sums_arg(type, PG_GETARG_DATUM(0), !in_aggregate);
    merge(type, &state, sums_arg(type, PG_GETARG_DATUM(1), true));
    return sums_datum(type, state, in_aggregate);
}

Datum
sums_in(const struct sums_type *type, FunctionCallInfo fcinfo)
{
    return write_stored(type, read_stored(type, hex_read(PG_GETARG_CSTRING(0), type->name)));
}

Datum
sums_out(const struct sums_type *type, FunctionCallInfo fcinfo)
{
    struct slice stored = slice_of_datum(write_stored(type, sums_arg(type, PG_GETARG_DATUM(0), true)));

    PG_RETURN_CSTRING(hex_write(stored));
}

Datum
sums_recv(const struct sums_type *type, FunctionCallInfo fcinfo)
{
    StringInfo message = (StringInfo) PG_GETARG_POINTER(0);
    int len = message->len - message->cursor;
    const char *bytes = pq_getmsgbytes(message, len);

    return write_stored(type, read_stored(type, slice_make(bytes, len)));
}

Datum
sums_send(const struct sums_type *type, FunctionCallInfo fcinfo)
{
    return write_stored(type, sums_arg(type, PG_GETARG_DATUM(0), true));
}
