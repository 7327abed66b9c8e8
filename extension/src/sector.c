/*
 * sector.c: the SQL type sector. Its stored form is its canonical text, so that equality is that of bytes.
 */
#include "shell.h"

#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/sortsupport.h"

#include "sector_key.h"

#define SECTOR_WIRE_VERSION 1

static const char sentinel_hint[] = "Write the sector itself: x instead of x.^; CHECK "
                                    "(sector_is_valid(value::text)) keeps bounds out of a column.";

PG_FUNCTION_INFO_V1(sector_in);
Datum
sector_in(PG_FUNCTION_ARGS)
{
    struct slice text = slice_of(PG_GETARG_CSTRING(0));
    struct slice sector;
    struct fault fault;

    if (!sector_parse_bound(text, &sector, &fault))
        return refuse(fcinfo->context, &fault, "sector", text);
    return datum_of_slice(sector);
}

PG_FUNCTION_INFO_V1(sector_out);
Datum
sector_out(PG_FUNCTION_ARGS)
{
    struct slice sector = slice_of_datum(PG_GETARG_DATUM(0));

    PG_RETURN_CSTRING(pnstrdup(sector.ptr, sector.len));
}

/* Read the wire form: version byte, then the canonical text. */
PG_FUNCTION_INFO_V1(sector_recv);
Datum
sector_recv(PG_FUNCTION_ARGS)
{
    StringInfo message = (StringInfo) PG_GETARG_POINTER(0);
    struct slice sector;
    struct slice text;
    struct fault fault;

    wire_begin(message, SECTOR_WIRE_VERSION, "a sector");
    text = wire_text(message);
    if (!sector_parse_bound(text, &sector, &fault))
        raise_fault(&fault, "invalid binary form of a sector");
    if (sector.len != text.len)
    {
        fault_set(&fault, FAULT_BINARY, -1, "Send the canonical text.",
                  "There is white space around the sector.");
        raise_fault(&fault, "invalid binary form of a sector");
    }
    return datum_of_slice(sector);
}

PG_FUNCTION_INFO_V1(sector_send);
Datum
sector_send(PG_FUNCTION_ARGS)
{
    struct slice sector = slice_of_datum(PG_GETARG_DATUM(0));
    StringInfoData message;

    pq_begintypsend(&message);
    pq_sendbyte(&message, SECTOR_WIRE_VERSION);
    pq_sendtext(&message, sector.ptr, (int) sector.len);
    PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/* The cast from text: a place, never the sentinel. */
PG_FUNCTION_INFO_V1(sector_from_text);
Datum
sector_from_text(PG_FUNCTION_ARGS)
{
    struct slice text = slice_of_datum(PG_GETARG_DATUM(0));
    struct slice sector;
    struct fault fault;

    if (!sector_parse(text, &sector, &fault))
        return refuse(NULL, &fault, "sector", text);
    return datum_of_slice(sector);
}

PG_FUNCTION_INFO_V1(sector_is_valid);
Datum
sector_is_valid(PG_FUNCTION_ARGS)
{
    struct slice sector;
    struct fault fault;

    PG_RETURN_BOOL(sector_parse(slice_of_datum(PG_GETARG_DATUM(0)), &sector, &fault));
}

static int
compare_arguments(FunctionCallInfo fcinfo)
{
    return sector_compare(slice_of_datum(PG_GETARG_DATUM(0)), slice_of_datum(PG_GETARG_DATUM(1)));
}

PG_FUNCTION_INFO_V1(sector_cmp);
Datum
sector_cmp(PG_FUNCTION_ARGS)
{
    PG_RETURN_INT32(compare_arguments(fcinfo));
}

PG_FUNCTION_INFO_V1(sector_lt);
Datum
sector_lt(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(compare_arguments(fcinfo) < 0);
}

PG_FUNCTION_INFO_V1(sector_le);
Datum
sector_le(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(compare_arguments(fcinfo) <= 0);
}

PG_FUNCTION_INFO_V1(sector_ge);
Datum
sector_ge(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(compare_arguments(fcinfo) >= 0);
}

PG_FUNCTION_INFO_V1(sector_gt);
Datum
sector_gt(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(compare_arguments(fcinfo) > 0);
}

PG_FUNCTION_INFO_V1(sector_larger);
Datum
sector_larger(PG_FUNCTION_ARGS)
{
    PG_RETURN_DATUM(PG_GETARG_DATUM(compare_arguments(fcinfo) >= 0 ? 0 : 1));
}

PG_FUNCTION_INFO_V1(sector_smaller);
Datum
sector_smaller(PG_FUNCTION_ARGS)
{
    PG_RETURN_DATUM(PG_GETARG_DATUM(compare_arguments(fcinfo) <= 0 ? 0 : 1));
}

/* A value that a sort compares. A wide row may hold it compressed; the copy is given back. */
struct sorted
{
    struct varlena *bytes;
    struct slice slice;
};

static inline struct sorted
sorted_value(Datum value)
{
    struct sorted s;

    s.bytes = (struct varlena *) DatumGetPointer(value);
    if (VARATT_IS_EXTENDED(s.bytes) && !VARATT_IS_SHORT(s.bytes))
        s.bytes = pg_detoast_datum_packed(s.bytes);
    s.slice = slice_make(VARDATA_ANY(s.bytes), VARSIZE_ANY_EXHDR(s.bytes));
    return s;
}

static inline void
sorted_free(struct sorted s, Datum value)
{
    if (s.bytes != (struct varlena *) DatumGetPointer(value))
        pfree(s.bytes);
}

static int
sector_fast_cmp(Datum a, Datum b, SortSupport sort)
{
    struct sorted x = sorted_value(a);
    struct sorted y = sorted_value(b);
    int order = sector_compare(x.slice, y.slice);

    sorted_free(x, a);
    sorted_free(y, b);
    return order;
}

static int
sector_key_cmp(Datum a, Datum b, SortSupport sort)
{
    return a < b ? -1 : a > b;
}

static Datum
sector_abbreviate(Datum value, SortSupport sort)
{
    struct sorted s = sorted_value(value);
    uint64 key = sector_key(sort->ssup_extra, s.slice);

    sorted_free(s, value);
    return UInt64GetDatum(key);
}

/* Keys cost next to nothing, so they are never given up. */
static bool
sector_keep_keys(int rows, SortSupport sort)
{
    return false;
}

/* Sorting compares keys of 8 bytes first, then calls the comparison directly. */
PG_FUNCTION_INFO_V1(sector_sortsupport);
Datum
sector_sortsupport(PG_FUNCTION_ARGS)
{
    SortSupport sort = (SortSupport) PG_GETARG_POINTER(0);

    sort->comparator = sector_fast_cmp;
    if (sort->abbreviate)
    {
        sort->ssup_extra = MemoryContextAllocZero(sort->ssup_cxt, sizeof(struct sector_keys));
        sort->comparator = sector_key_cmp;
        sort->abbrev_converter = sector_abbreviate;
        sort->abbrev_abort = sector_keep_keys;
        sort->abbrev_full_comparator = sector_fast_cmp;
    }
    PG_RETURN_VOID();
}

PG_FUNCTION_INFO_V1(sector_contained);
Datum
sector_contained(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(sector_contains(slice_of_datum(PG_GETARG_DATUM(1)), slice_of_datum(PG_GETARG_DATUM(0))));
}

PG_FUNCTION_INFO_V1(sector_containing);
Datum
sector_containing(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(sector_contains(slice_of_datum(PG_GETARG_DATUM(0)), slice_of_datum(PG_GETARG_DATUM(1))));
}

/* The argument as a place; the sentinel raises. */
static struct slice
place_argument(FunctionCallInfo fcinfo)
{
    struct slice sector = slice_of_datum(PG_GETARG_DATUM(0));

    if (sector_is_sentinel(sector))
        ereport(ERROR,
                (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("an upper bound is no sector"),
                 errdetail("The argument %s ends in the label ^, which only bounds an index or a partition.",
                           pnstrdup(sector.ptr, sector.len)),
                 errhint("%s", sentinel_hint)));
    return sector;
}

PG_FUNCTION_INFO_V1(sector_root_sql);
Datum
sector_root_sql(PG_FUNCTION_ARGS)
{
    return datum_of_slice(sector_root(place_argument(fcinfo)));
}

PG_FUNCTION_INFO_V1(sector_level_sql);
Datum
sector_level_sql(PG_FUNCTION_ARGS)
{
    PG_RETURN_INT32(sector_level(place_argument(fcinfo)));
}

PG_FUNCTION_INFO_V1(sector_parent);
Datum
sector_parent(PG_FUNCTION_ARGS)
{
    struct slice sector = place_argument(fcinfo);
    int level = sector_level(sector);

    if (level == 0)
        PG_RETURN_NULL();
    return datum_of_slice(sector_ancestor(sector, level - 1));
}

/* The ancestor at a level; NULL when the sector is not that deep. */
PG_FUNCTION_INFO_V1(sector_ancestor_sql);
Datum
sector_ancestor_sql(PG_FUNCTION_ARGS)
{
    struct slice sector = place_argument(fcinfo);
    int level = PG_GETARG_INT32(1);

    if (level < 0 || level > SECTOR_MAX_LEVEL)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("invalid level: %d", level),
                        errdetail("The root is level 0 and the deepest level is %d.", SECTOR_MAX_LEVEL),
                        errhint("Write a level from 0 to %d.", SECTOR_MAX_LEVEL)));
    if (level > sector_level(sector))
        PG_RETURN_NULL();
    return datum_of_slice(sector_ancestor(sector, level));
}

/* The first value behind all descendants. Of a bound it is the bound itself: nothing lies below it. */
PG_FUNCTION_INFO_V1(sector_upper);
Datum
sector_upper(PG_FUNCTION_ARGS)
{
    struct slice sector = slice_of_datum(PG_GETARG_DATUM(0));
    char bound[SECTOR_BOUND_MAX_BYTES];

    if (sector_is_sentinel(sector) || sector.len > SECTOR_MAX_BYTES)
        return datum_of_slice(sector);
    memcpy(bound, sector.ptr, sector.len);
    memcpy(bound + sector.len, ".^", 2);
    return datum_of_slice(slice_make(bound, sector.len + 2));
}
