/*
 * tally_type.c: the type tally: text and binary form, equality, an order for sorting, hash.
 *
 * Equal tallies are equal bytes in the stored form, so comparison is memcmp; the order means nothing else.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "tally_shell.h"

PG_FUNCTION_INFO_V1(tally_in);
Datum
tally_in(PG_FUNCTION_ARGS)
{
    struct slice text = slice_of(PG_GETARG_CSTRING(0));
    struct tally_state *state;
    struct fault fault;

    if (!tally_parse(text, &state, tally_alloc, &fault))
        return refuse(fcinfo->context, &fault, "tally", text);
    return tally_store(state);
}

PG_FUNCTION_INFO_V1(tally_is_valid);
Datum
tally_is_valid(PG_FUNCTION_ARGS)
{
    struct tally_state *state;
    struct fault fault;

    PG_RETURN_BOOL(tally_parse(slice_of_datum(PG_GETARG_DATUM(0)), &state, tally_alloc, &fault));
}

PG_FUNCTION_INFO_V1(tally_out);
Datum
tally_out(PG_FUNCTION_ARGS)
{
    struct fault fault;
    char *text;

    if (tally_print(tally_stored(PG_GETARG_DATUM(0)), &text, tally_alloc, &fault) == 0)
        raise_fault(&fault, fault.code == FAULT_LIMIT ? "the tally is too long for text"
                                                      : "a stored tally is broken");
    PG_RETURN_CSTRING(text);
}

PG_FUNCTION_INFO_V1(tally_recv);
Datum
tally_recv(PG_FUNCTION_ARGS)
{
    StringInfo message = (StringInfo) PG_GETARG_POINTER(0);
    int len = message->len - message->cursor;
    struct slice bytes = slice_make(pq_getmsgbytes(message, len), len);
    struct fault fault;

    if (!tally_check(bytes, tally_alloc, &fault))
        raise_fault(&fault, "invalid binary form of a tally");
    return datum_of_slice(bytes);
}

PG_FUNCTION_INFO_V1(tally_send);
Datum
tally_send(PG_FUNCTION_ARGS)
{
    return datum_of_slice(tally_stored(PG_GETARG_DATUM(0)));
}

/* Bytes first, then length. */
static int
compare_stored(Datum x, Datum y)
{
    struct slice a = tally_stored(x);
    struct slice b = tally_stored(y);
    int order = memcmp(a.ptr, b.ptr, Min(a.len, b.len));

    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

/* A sort compares in memory that lives as long as the sort: what had to be fetched or converted goes at once.
 */
static int
compare(FunctionCallInfo fcinfo)
{
    MemoryContext scratch;
    MemoryContext before;
    int order;

    if (tally_lies_stored(PG_GETARG_DATUM(0)) && tally_lies_stored(PG_GETARG_DATUM(1)))
        return compare_stored(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1));
    scratch = AllocSetContextCreate(CurrentMemoryContext, "tally comparison", ALLOCSET_SMALL_SIZES);
    before = MemoryContextSwitchTo(scratch);
    order = compare_stored(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1));
    MemoryContextSwitchTo(before);
    MemoryContextDelete(scratch);
    return order;
}

PG_FUNCTION_INFO_V1(tally_cmp);
Datum
tally_cmp(PG_FUNCTION_ARGS)
{
    PG_RETURN_INT32(compare(fcinfo));
}

PG_FUNCTION_INFO_V1(tally_eq);
Datum
tally_eq(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(compare(fcinfo) == 0);
}

PG_FUNCTION_INFO_V1(tally_ne);
Datum
tally_ne(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(compare(fcinfo) != 0);
}

PG_FUNCTION_INFO_V1(tally_lt);
Datum
tally_lt(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(compare(fcinfo) < 0);
}

PG_FUNCTION_INFO_V1(tally_le);
Datum
tally_le(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(compare(fcinfo) <= 0);
}

PG_FUNCTION_INFO_V1(tally_gt);
Datum
tally_gt(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(compare(fcinfo) > 0);
}

PG_FUNCTION_INFO_V1(tally_ge);
Datum
tally_ge(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(compare(fcinfo) >= 0);
}

/* An index is built in memory that lives as long as the build: see compare(). */
static uint64
hash(Datum tally, uint64 (*hash_bytes)(struct slice, uint64), uint64 seed)
{
    MemoryContext scratch;
    MemoryContext before;
    uint64 value;

    if (tally_lies_stored(tally))
        return hash_bytes(tally_stored(tally), seed);
    scratch = AllocSetContextCreate(CurrentMemoryContext, "tally hash", ALLOCSET_SMALL_SIZES);
    before = MemoryContextSwitchTo(scratch);
    value = hash_bytes(tally_stored(tally), seed);
    MemoryContextSwitchTo(before);
    MemoryContextDelete(scratch);
    return value;
}

static uint64
hash_32(struct slice stored, uint64 seed)
{
    return DatumGetUInt32(hash_any((const unsigned char *) stored.ptr, (int) stored.len));
}

static uint64
hash_64(struct slice stored, uint64 seed)
{
    return DatumGetUInt64(hash_any_extended((const unsigned char *) stored.ptr, (int) stored.len, seed));
}

PG_FUNCTION_INFO_V1(tally_hash_32);
Datum
tally_hash_32(PG_FUNCTION_ARGS)
{
    PG_RETURN_UINT32((uint32) hash(PG_GETARG_DATUM(0), hash_32, 0));
}

PG_FUNCTION_INFO_V1(tally_hash_64);
Datum
tally_hash_64(PG_FUNCTION_ARGS)
{
    PG_RETURN_UINT64(hash(PG_GETARG_DATUM(0), hash_64, (uint64) PG_GETARG_INT64(1)));
}
