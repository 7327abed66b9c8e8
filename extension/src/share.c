/*
 * share.c: the aggregate sector_share(value, sector, wanted), tally_share(sector_tally(value, sector),
 * wanted) without the sectors nobody asked for.
 *
 * Its state is a tally in its working form with two entries: what lies in the wanted sector, under that name,
 * and what does not, under none; so the parameter travels with the state, with the length of its root in
 * `owner`. A NULL parameter leaves one entry.
 * The stored form, which only other nodes see, is
 *   | version 1 | length of the sector's name | name | count | sum | count | sum |
 * with the inside first; counts and sums as in core/tally.h. Its text is that in hexadecimal.
 */
#include "postgres.h"

#include "libpq/pqformat.h"
#include "utils/builtins.h"

#include "exact_math.h"
#include "tally_read.h"
#include "value_read.h"

#define SHARE_STATE_VERSION 0x82 /* bit 7: a working form */
#define SHARE_VERSION       1

/* The wanted sector; empty when the parameter is NULL. */
static inline struct slice
wanted_of(const struct tally_state *state)
{
    return tally_name(state, tally_entries(state));
}

/* Rows added less rows taken away, modulo 2^64. */
static uint64
rows_of(const struct tally_state *state)
{
    uint64 rows = 0;

    for (uint32 i = 0; i < state->n; i++)
        rows += (uint64) tally_entries(state)[i].count;
    return rows;
}

static inline bool
is_working(Datum datum)
{
    const struct varlena *value = (const struct varlena *) DatumGetPointer(datum);

    return VARATT_IS_4B_U(value) && *(const unsigned char *) VARDATA(value) == SHARE_STATE_VERSION &&
           (uintptr_t) value % sizeof(int64) == 0;
}

static struct tally_state *
new_state(struct slice wanted)
{
    struct tally_state *state = tally_state_new(2, wanted.len, tally_alloc);
    struct fault fault;

    state->version = SHARE_STATE_VERSION;
    state->owner = (uint8) sector_root(wanted).len;
    if (sector_is_sentinel(wanted) && tally_enter(&state, wanted, tally_alloc, &fault) == NULL)
        raise_fault(&fault, "cannot read a share");
    tally_append(state, wanted);
    if (wanted.len > 0)
        tally_append(state, slice_make("", 0));
    return state;
}

static void refuse_stored(bool is_later) pg_attribute_noreturn();

static void
refuse_stored(bool is_later)
{
    ereport(
        ERROR,
        (errcode(is_later ? ERRCODE_FEATURE_NOT_SUPPORTED : ERRCODE_INVALID_BINARY_REPRESENTATION),
         errmsg("invalid share_state"),
         errdetail("The bytes are not the stored form of a share_state in version %d.", SHARE_VERSION),
         errhint(
             "Send what share_state_send gave, unchanged; a later version needs a later sei on this node.")));
}

/* Read the stored form into a fresh state. */
static struct tally_state *
read_stored(struct slice stored)
{
    const unsigned char *at = (const unsigned char *) stored.ptr;
    const unsigned char *end = at + stored.len;
    struct tally_state *state;
    struct slice wanted;
    struct slice parsed;
    struct fault fault;

    if (stored.len < 2 || at[0] != SHARE_VERSION || stored.len - 2 < at[1])
        refuse_stored(stored.len > 0 && at[0] > SHARE_VERSION && at[0] < 0x80);
    wanted = slice_make((const char *) at + 2, at[1]);
    if (wanted.len > 0 && (!sector_parse(wanted, &parsed, &fault) || !slice_equal(parsed, wanted)))
        refuse_stored(false);
    at += 2 + wanted.len;
    state = new_state(wanted);
    for (uint32 i = 0; i < state->n; i++)
    {
        struct number sum;
        struct number trimmed;

        if (!tally_read_count(&at, end, &tally_entries(state)[i].count) || !tally_read_number(&at, end, &sum))
            refuse_stored(false);
        trimmed = sum;
        number_trim(&trimmed);
        if (!number_equal(&sum, &trimmed))
            refuse_stored(false);
        tally_put(&state, i, &sum, false);
    }
    if (at != end)
        refuse_stored(false);
    return state;
}

static struct varlena *
write_stored(const struct tally_state *state)
{
    struct slice wanted = wanted_of(state);
    struct number sums[2];
    size_t bound = VARHDRSZ + 2 + wanted.len;
    char *stored;
    unsigned char *at;
    struct fault fault;

    for (uint32 i = 0; i < state->n; i++)
    {
        if (!tally_sum_of(state, &tally_entries(state)[i], &sums[i], tally_alloc, &fault))
            raise_fault(&fault, "cannot write a share_state");
        bound += 10 + tally_number_bound(&sums[i]);
    }
    stored = palloc(bound);
    at = (unsigned char *) stored + VARHDRSZ;
    *at++ = SHARE_VERSION;
    *at++ = (unsigned char) wanted.len;
    memcpy(at, wanted.ptr, wanted.len);
    at += wanted.len;
    for (uint32 i = 0; i < state->n; i++)
    {
        at += tally_write_count(tally_entries(state)[i].count, at);
        at += tally_write_number(&sums[i], at);
    }
    SET_VARSIZE(stored, (char *) at - stored);
    return (struct varlena *) stored;
}

/* A state argument in its working form; a fresh one may be changed, and is checked: it may come from
 * anywhere. */
static struct tally_state *
state_arg(Datum datum, bool fresh)
{
    struct varlena *value;

    if (is_working(datum) && !fresh)
        return (struct tally_state *) DatumGetPointer(datum);
    value = PG_DETOAST_DATUM_PACKED(datum);
    if (VARSIZE_ANY_EXHDR(value) > 0 && *(unsigned char *) VARDATA_ANY(value) == SHARE_STATE_VERSION)
    {
        struct tally_state *state = working_copy(value, SHARE_STATE_VERSION);

        if (state->n < 1 || state->n > 2 || state->owner > wanted_of(state).len)
            refuse_stored(false);
        return state;
    }
    return read_stored(slice_make(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value)));
}

static Datum
hand_back(struct tally_state *state, bool in_aggregate)
{
    return in_aggregate ? tally_working(state) : PointerGetDatum(write_stored(state));
}

static void
refuse_varying(struct slice before, struct slice now)
{
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                    errmsg("the sector that sector_share looks for varies within a group"),
                    errdetail("It was %s%.*s%s, and is now %s%.*s%s.", before.len > 0 ? "\"" : "NULL",
                              (int) before.len, before.ptr, before.len > 0 ? "\"" : "",
                              now.len > 0 ? "\"" : "NULL", (int) now.len, now.ptr, now.len > 0 ? "\"" : ""),
                    errhint("Make it a constant, or add it to GROUP BY.")));
}

static pg_noinline void
refuse_root(struct slice wanted, struct slice sector)
{
    struct slice root = sector_root(wanted);
    struct slice other = sector_root(sector);

    ereport(ERROR,
            (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("cannot read a share across classifications"),
             errdetail("\"%.*s\" is of \"%.*s\", and the wanted \"%.*s\" is of \"%.*s\".", (int) sector.len,
                       sector.ptr, (int) other.len, other.ptr, (int) wanted.len, wanted.ptr, (int) root.len,
                       root.ptr),
             errhint("Choose one classification: WHERE sector <@ '%.*s' OR sector IS NULL.", (int) root.len,
                     root.ptr)));
}

/* Whether a name begins with the first bytes of another, and ends there or goes on below. */
static inline bool
begins_with(struct slice name, struct slice other, size_t len)
{
    return name.len >= len && tally_same_bytes(name.ptr, other.ptr, len) &&
           (name.len == len || name.ptr[len] == '.');
}

/* Which entry a row belongs to. */
static inline uint32
place_of(const struct tally_state *state, struct slice sector)
{
    struct slice wanted = wanted_of(state);

    if (wanted.len == 0)
        return 0;
    if (sector.len == 0)
        return 1;
    if (begins_with(sector, wanted, wanted.len))
        return 0;
    if (!begins_with(sector, wanted, state->owner))
        refuse_root(wanted, sector);
    return 1;
}

/* The state as it is. A moving window may not answer NULL, so there nothing yet is an empty state. */
static Datum
return_state(FunctionCallInfo fcinfo)
{
    if (!PG_ARGISNULL(0))
        PG_RETURN_DATUM(PG_GETARG_DATUM(0));
    if (AggCheckCallContext(fcinfo, NULL) == AGG_CONTEXT_WINDOW)
        return tally_working(new_state(slice_make("", 0)));
    PG_RETURN_NULL();
}

static Datum
add_row(FunctionCallInfo fcinfo, const struct value_reader *values, bool negate)
{
    bool in_aggregate = AggCheckCallContext(fcinfo, NULL) != 0;
    struct slice sector = optional_sector(fcinfo, 2);
    struct slice wanted = optional_sector(fcinfo, 3);
    struct number value = values->exact(PG_GETARG_DATUM(1), "sector_share");
    struct fault fault;
    struct tally_state *state =
        PG_ARGISNULL(0) ? new_state(wanted) : state_arg(PG_GETARG_DATUM(0), !in_aggregate);
    uint32 place;

    /* A window that holds no row yet, or none any more, has no parameter. */
    if (!slice_equal(wanted, wanted_of(state)))
    {
        if (rows_of(state) != 0)
            refuse_varying(wanted_of(state), wanted);
        state = new_state(wanted);
    }
    if (sector.len > 0 && sector_is_sentinel(sector))
        ereport(ERROR,
                (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("a sentinel is no sector"),
                 errdetail("\"%.*s\" is the end of a sector's descendants.", (int) sector.len, sector.ptr),
                 errhint("Sentinels are bounds for index scans and partitions only.")));
    place = place_of(state, sector);
    tally_put(&state, place, &value, negate);
    if (!tally_count_in(&tally_entries(state)[place], 1, negate, &fault))
        raise_fault(&fault, "cannot add to a share");
    return hand_back(state, in_aggregate);
}

static pg_noinline Datum
add_new(FunctionCallInfo fcinfo, const struct value_reader *values)
{
    return PG_ARGISNULL(1) ? return_state(fcinfo) : add_row(fcinfo, values, false);
}

/* One row: nearly always an addition of 128 bits to one of the two entries. Everything else is add_new. */
static pg_attribute_always_inline Datum
step(FunctionCallInfo fcinfo, const struct value_reader *values)
{
    struct tally_state *state = (struct tally_state *) PG_GETARG_POINTER(0);
    struct slice sector = slice_make("", 0);
    struct slice wanted;
    struct slice before;
    struct tally_entry *entry;
    wide_int term;
    wide_int sum;

    if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(3) || !is_working(PG_GETARG_DATUM(0)) ||
        !called_by_aggregate(fcinfo) || (!PG_ARGISNULL(2) && !bytes_here(PG_GETARG_DATUM(2), &sector)) ||
        !bytes_here(PG_GETARG_DATUM(3), &wanted))
        return add_new(fcinfo, values);
    before = wanted_of(state);
    if (wanted.len != before.len || !tally_same_bytes(wanted.ptr, before.ptr, wanted.len) ||
        (sector.len > 0 && sector.ptr[sector.len - 1] == '^'))
        return add_new(fcinfo, values);
    entry = tally_entries(state);
    if (!begins_with(sector, wanted, wanted.len))
    {
        if (sector.len > 0 && !begins_with(sector, wanted, state->owner))
            return add_new(fcinfo, values);
        entry++;
    }
    if (!values->fixed(PG_GETARG_DATUM(1), entry->is_long ? WIDE_FIXED_SCALE_MAX : state->scale, &term) ||
        entry->count == PG_INT64_MAX)
        return add_new(fcinfo, values);
    if (entry->is_long)
    {
        if (!tally_add_long(state, entry, term))
            return add_new(fcinfo, values);
        entry->count++;
        PG_RETURN_POINTER(state);
    }
    sum = tally_fixed_sum(entry);
    if (!wide_add(&sum, term))
        return add_new(fcinfo, values);
    tally_set_fixed(entry, sum);
    entry->count++;
    PG_RETURN_POINTER(state);
}

static Datum
step_back(FunctionCallInfo fcinfo, const struct value_reader *values)
{
    return PG_ARGISNULL(1) ? return_state(fcinfo) : add_row(fcinfo, values, true);
}

PG_FUNCTION_INFO_V1(sector_share_add_numeric);
Datum
sector_share_add_numeric(PG_FUNCTION_ARGS)
{
    return step(fcinfo, &numeric_values);
}

PG_FUNCTION_INFO_V1(sector_share_add_float8);
Datum
sector_share_add_float8(PG_FUNCTION_ARGS)
{
    return step(fcinfo, &float8_values);
}

PG_FUNCTION_INFO_V1(sector_share_add_float4);
Datum
sector_share_add_float4(PG_FUNCTION_ARGS)
{
    return step(fcinfo, &float4_values);
}

PG_FUNCTION_INFO_V1(sector_share_add_int8);
Datum
sector_share_add_int8(PG_FUNCTION_ARGS)
{
    return step(fcinfo, &int8_values);
}

PG_FUNCTION_INFO_V1(sector_share_add_int4);
Datum
sector_share_add_int4(PG_FUNCTION_ARGS)
{
    return step(fcinfo, &int4_values);
}

PG_FUNCTION_INFO_V1(sector_share_add_int2);
Datum
sector_share_add_int2(PG_FUNCTION_ARGS)
{
    return step(fcinfo, &int2_values);
}

PG_FUNCTION_INFO_V1(sector_share_take_numeric);
Datum
sector_share_take_numeric(PG_FUNCTION_ARGS)
{
    return step_back(fcinfo, &numeric_values);
}

PG_FUNCTION_INFO_V1(sector_share_take_float8);
Datum
sector_share_take_float8(PG_FUNCTION_ARGS)
{
    return step_back(fcinfo, &float8_values);
}

PG_FUNCTION_INFO_V1(sector_share_take_float4);
Datum
sector_share_take_float4(PG_FUNCTION_ARGS)
{
    return step_back(fcinfo, &float4_values);
}

PG_FUNCTION_INFO_V1(sector_share_take_int8);
Datum
sector_share_take_int8(PG_FUNCTION_ARGS)
{
    return step_back(fcinfo, &int8_values);
}

PG_FUNCTION_INFO_V1(sector_share_take_int4);
Datum
sector_share_take_int4(PG_FUNCTION_ARGS)
{
    return step_back(fcinfo, &int4_values);
}

PG_FUNCTION_INFO_V1(sector_share_take_int2);
Datum
sector_share_take_int2(PG_FUNCTION_ARGS)
{
    return step_back(fcinfo, &int2_values);
}

PG_FUNCTION_INFO_V1(share_state_combine);
Datum
share_state_combine(PG_FUNCTION_ARGS)
{
    bool in_aggregate = AggCheckCallContext(fcinfo, NULL) != 0;
    struct tally_state *state;
    struct tally_state *other;
    struct fault fault;

    if (PG_ARGISNULL(1))
        return return_state(fcinfo);
    if (PG_ARGISNULL(0))
        return hand_back(state_arg(PG_GETARG_DATUM(1), true), in_aggregate);
    state = state_arg(PG_GETARG_DATUM(0), !in_aggregate);
    other = state_arg(PG_GETARG_DATUM(1), true);
    if (!slice_equal(wanted_of(state), wanted_of(other)))
        refuse_varying(wanted_of(state), wanted_of(other));
    if (!tally_merge_state(&state, other, false, tally_alloc, &fault))
        raise_fault(&fault, "cannot read a share");
    return hand_back(state, in_aggregate);
}

PG_FUNCTION_INFO_V1(share_state_final);
Datum
share_state_final(PG_FUNCTION_ARGS)
{
    bool in_aggregate = AggCheckCallContext(fcinfo, NULL) != 0;
    const struct tally_state *state = state_arg(PG_GETARG_DATUM(0), !in_aggregate);
    struct number inside;
    struct number outside;
    struct number total;

    if (rows_of(state) == 0 || wanted_of(state).len == 0)
        PG_RETURN_NULL();
    inside = tally_value_of(state, &tally_entries(state)[0], tally_alloc);
    outside = tally_value_of(state, &tally_entries(state)[1], tally_alloc);
    total = exact_plus(inside, outside);
    if (number_is_zero(&total))
        PG_RETURN_NULL();
    return exact_ratio(inside, total);
}

PG_FUNCTION_INFO_V1(share_state_in);
Datum
share_state_in(PG_FUNCTION_ARGS)
{
    return PointerGetDatum(write_stored(read_stored(hex_read(PG_GETARG_CSTRING(0), "share_state"))));
}

PG_FUNCTION_INFO_V1(share_state_out);
Datum
share_state_out(PG_FUNCTION_ARGS)
{
    struct varlena *stored = write_stored(state_arg(PG_GETARG_DATUM(0), true));

    PG_RETURN_CSTRING(hex_write(slice_of_datum(PointerGetDatum(stored))));
}

PG_FUNCTION_INFO_V1(share_state_recv);
Datum
share_state_recv(PG_FUNCTION_ARGS)
{
    StringInfo message = (StringInfo) PG_GETARG_POINTER(0);
    int len = message->len - message->cursor;
    const char *bytes = pq_getmsgbytes(message, len);

    return PointerGetDatum(write_stored(read_stored(slice_make(bytes, len))));
}

PG_FUNCTION_INFO_V1(share_state_send);
Datum
share_state_send(PG_FUNCTION_ARGS)
{
    PG_RETURN_BYTEA_P(write_stored(state_arg(PG_GETARG_DATUM(0), true)));
}
