/*
 * tally_read.c: reading one tally: total, count, value and share of a sector, another level, another total.
 *
 * A sector includes its descendants. Reading with a sector of another classification is an error, never 0.
 */
#include "postgres.h"

#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

#include "exact_math.h"
#include "tally_read.h"
#include "value_read.h"

struct slice
stored_root(struct slice stored, char buf[SECTOR_MAX_BYTES])
{
    struct tally_cursor cursor;
    struct slice root;

    tally_read(&cursor, stored);
    if (cursor.n == 0 || !tally_step_on(&cursor))
        return slice_make("", 0);
    root = sector_root(slice_make(cursor.name, cursor.name_len));
    memcpy(buf, root.ptr, root.len);
    return slice_make(buf, root.len);
}

void
check_wanted(struct slice stored, struct slice wanted)
{
    char buf[SECTOR_MAX_BYTES];
    struct slice root = stored_root(stored, buf);
    struct slice other = sector_root(wanted);

    if (sector_is_sentinel(wanted))
        ereport(ERROR,
                (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("a sentinel is no sector to read"),
                 errdetail("\"%.*s\" is the end of a sector's descendants.", (int) wanted.len, wanted.ptr),
                 errhint("Write the sector itself, without \".^\".")));
    if (root.len > 0 && !slice_equal(root, other))
        ereport(
            ERROR,
            (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the tally is of another classification"),
             errdetail("The tally holds sectors of \"%.*s\", and \"%.*s\" is of \"%.*s\".", (int) root.len,
                       root.ptr, (int) wanted.len, wanted.ptr, (int) other.len, other.ptr),
             errhint("Read it with a sector below \"%.*s\"; tally_root(tally) names the classification.",
                     (int) root.len, root.ptr)));
}

static void
add_count(int64 *count, int64 more)
{
    if (__builtin_add_overflow(*count, more, count))
        ereport(ERROR,
                (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("the number of contributions overflows"),
                 errdetail("Two counts of the tally add up to more than a bigint holds."),
                 errhint("A tally counts up to 9223372036854775807 contributions.")));
}

/* Sum up a stored tally: all of it, what has a sector, and one sector with its descendants. */
struct tally_sums
tally_sums_of(struct slice stored, struct slice wanted)
{
    struct tally_state *total = sum_new();
    struct tally_state *classified = sum_new();
    struct tally_state *inside = sum_new();
    struct tally_sums sums;
    struct tally_cursor cursor;

    tally_read(&cursor, stored);
    while (tally_step_on(&cursor))
    {
        sum_add(&total, &cursor.sum, false);
        if (cursor.name_len == 0)
            continue;
        sum_add(&classified, &cursor.sum, false);
        if (wanted.len > 0 && sector_contains(wanted, slice_make(cursor.name, cursor.name_len)))
            sum_add(&inside, &cursor.sum, false);
    }
    sums.total = sum_get(total);
    sums.classified = sum_get(classified);
    sums.inside = sum_get(inside);
    return sums;
}

struct tally_sums
tally_sums_arg(FunctionCallInfo fcinfo, int tally_arg, int sector_arg)
{
    struct slice stored = tally_stored(PG_GETARG_DATUM(tally_arg));
    struct slice wanted = slice_of_datum(PG_GETARG_DATUM(sector_arg));

    check_wanted(stored, wanted);
    return tally_sums_of(stored, wanted);
}

static bool
lies_in(const struct tally_cursor *cursor, struct slice wanted)
{
    return wanted.len == 0 ||
           (cursor->name_len > 0 && sector_contains(wanted, slice_make(cursor->name, cursor->name_len)));
}

/* The sum below a sector, or of everything when it is empty; what lies elsewhere is not looked at. */
static Datum
sum_in(struct slice stored, struct slice wanted)
{
    struct tally_state *sum = sum_new();
    struct tally_cursor cursor;
    struct number number;

    tally_read(&cursor, stored);
    while (tally_step_on(&cursor))
        if (lies_in(&cursor, wanted))
            sum_add(&sum, &cursor.sum, false);
    number = sum_get(sum);
    return numeric_make(&number);
}

/* The contributions likewise. */
static int64
count_in(struct slice stored, struct slice wanted)
{
    struct tally_cursor cursor;
    int64 count = 0;

    tally_read(&cursor, stored);
    while (tally_step_on(&cursor))
        if (lies_in(&cursor, wanted))
            add_count(&count, cursor.count);
    return count;
}

PG_FUNCTION_INFO_V1(tally_total);
Datum
tally_total(PG_FUNCTION_ARGS)
{
    return sum_in(tally_stored(PG_GETARG_DATUM(0)), slice_make("", 0));
}

PG_FUNCTION_INFO_V1(tally_count);
Datum
tally_count(PG_FUNCTION_ARGS)
{
    PG_RETURN_INT64(count_in(tally_stored(PG_GETARG_DATUM(0)), slice_make("", 0)));
}

PG_FUNCTION_INFO_V1(tally_count_of);
Datum
tally_count_of(PG_FUNCTION_ARGS)
{
    struct slice stored = tally_stored(PG_GETARG_DATUM(0));
    struct slice wanted = slice_of_datum(PG_GETARG_DATUM(1));

    check_wanted(stored, wanted);
    PG_RETURN_INT64(count_in(stored, wanted));
}

PG_FUNCTION_INFO_V1(tally_value);
Datum
tally_value(PG_FUNCTION_ARGS)
{
    struct slice stored = tally_stored(PG_GETARG_DATUM(0));
    struct slice wanted = slice_of_datum(PG_GETARG_DATUM(1));

    check_wanted(stored, wanted);
    return sum_in(stored, wanted);
}

PG_FUNCTION_INFO_V1(tally_share);
Datum
tally_share(PG_FUNCTION_ARGS)
{
    struct tally_sums sums = tally_sums_arg(fcinfo, 0, 1);

    if (number_is_zero(&sums.total))
        PG_RETURN_NULL();
    return exact_ratio(sums.inside, sums.total);
}

PG_FUNCTION_INFO_V1(tally_root);
Datum
tally_root(PG_FUNCTION_ARGS)
{
    char buf[SECTOR_MAX_BYTES];
    struct slice root = stored_root(tally_stored(PG_GETARG_DATUM(0)), buf);

    if (root.len == 0)
        PG_RETURN_NULL();
    return datum_of_slice(root);
}

static Datum
with_total(Datum tally, struct number total)
{
    struct slice stored = tally_stored(tally);
    struct tally_state *state = tally_state_new(1, 0, tally_alloc);
    struct tally_sums sums = tally_sums_of(stored, slice_make("", 0));
    struct number remainder = exact_minus(total, sums.classified);
    struct tally_cursor cursor;

    if (number_sign(&remainder) < 0)
    {
        char *classified = DatumGetCString(DirectFunctionCall1(numeric_out, numeric_make(&sums.classified)));
        char *given = DatumGetCString(DirectFunctionCall1(numeric_out, numeric_make(&total)));

        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("the total is below the sum of the sectors"),
                        errdetail("The total is %s, and the sectors sum to %s.", given, classified),
                        errhint("Check that both have the same unit, period, region and price basis.")));
    }
    tally_read(&cursor, stored);
    while (tally_step_on(&cursor))
        if (cursor.name_len > 0)
            tally_put_named(&state, slice_make(cursor.name, cursor.name_len), &cursor.sum, cursor.count);
    tally_put_named(&state, slice_make("", 0), &remainder, 0);
    return tally_store(state);
}

PG_FUNCTION_INFO_V1(tally_with_total);
Datum
tally_with_total(PG_FUNCTION_ARGS)
{
    return with_total(
        PG_GETARG_DATUM(0),
        exact_read(PointerGetDatum(PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(1))), "tally_with_total"));
}

PG_FUNCTION_INFO_V1(tally_with_total_float8);
Datum
tally_with_total_float8(PG_FUNCTION_ARGS)
{
    return with_total(PG_GETARG_DATUM(0), float8_read(PG_GETARG_FLOAT8(1), "tally_with_total"));
}

PG_FUNCTION_INFO_V1(tally_with_total_float4);
Datum
tally_with_total_float4(PG_FUNCTION_ARGS)
{
    return with_total(PG_GETARG_DATUM(0), float4_read(PG_GETARG_FLOAT4(1), "tally_with_total"));
}

PG_FUNCTION_INFO_V1(tally_with_total_int8);
Datum
tally_with_total_int8(PG_FUNCTION_ARGS)
{
    return with_total(PG_GETARG_DATUM(0), exact_int(PG_GETARG_INT64(1)));
}

void
tally_put_named(struct tally_state **state, struct slice name, const struct number *sum, int64 count)
{
    struct fault fault;
    struct tally_entry *entry = tally_enter(state, name, tally_alloc, &fault);

    if (entry == NULL)
        raise_fault(&fault, "cannot make the tally");
    add_count(&entry->count, count);
    tally_put(state, (uint32) (entry - tally_entries(*state)), sum, false);
}

void
check_level(int32 level)
{
    if (level < 0 || level > SECTOR_MAX_LEVEL)
        ereport(ERROR,
                (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("there is no level %d", level),
                 errdetail("The level of a sector is the number of its dots: \"sx.it.chips\" is on level 2. "
                           "The level given is %d.",
                           level),
                 errhint("Levels go from 0, the whole classification, to %d.", SECTOR_MAX_LEVEL)));
}

struct tally_state *
tally_state_at(struct slice stored, int32 level)
{
    struct tally_state *state = tally_state_new(1, 0, tally_alloc);
    struct tally_cursor cursor;

    check_level(level);
    tally_read(&cursor, stored);
    while (tally_step_on(&cursor))
    {
        struct slice name = slice_make(cursor.name, cursor.name_len);

        if (name.len > 0 && sector_level(name) > level)
            name = sector_ancestor(name, level);
        tally_put_named(&state, name, &cursor.sum, cursor.count);
    }
    return state;
}

PG_FUNCTION_INFO_V1(tally_at);
Datum
tally_at(PG_FUNCTION_ARGS)
{
    return tally_store(tally_state_at(tally_stored(PG_GETARG_DATUM(0)), PG_GETARG_INT32(1)));
}
