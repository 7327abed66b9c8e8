/*
 * numeric_trial.c: random numerics read in every way there is, digit by digit (src/numeric_read.h).
 *
 * A module of its own, so that the reader can be built both ways: over numeric's bytes, and with
 * SEI_NUMERIC_WIRE=1 over numeric_send alone. What must agree for each value: its bytes with the digits that
 * numeric_send writes, the number read with the one that numeric's own text gives, and the short way, at
 * every scale, with both; and where the short way declines, it must have a reason.
 */
#include "postgres.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/numeric.h"

#include "numeric_read.h"

PG_MODULE_MAGIC;

static uint64
next_random(uint64 *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed * UINT64CONST(0x2545F4914F6CDD1D) >> 16;
}

static int
below(uint64 *seed, int limit)
{
    return (int) (next_random(seed) % (uint64) limit);
}

static void *
trial_alloc(size_t bytes)
{
    return palloc(bytes);
}

static Datum
read_text(const char *text)
{
    return DirectFunctionCall3(numeric_in, CStringGetDatum(text), ObjectIdGetDatum(InvalidOid),
                               Int32GetDatum(-1));
}

/* So many digits, of which runs are zeros: they make digits of base 10000 vanish at both ends. */
static char *
put_digits(uint64 *seed, char *out, int n)
{
    bool zeros = below(seed, 4) == 0;

    for (int i = 0; i < n; i++)
    {
        if (below(seed, 6) == 0)
            zeros = !zeros;
        *out++ = (char) ('0' + (zeros ? 0 : below(seed, 10)));
    }
    return out;
}

/* Mostly what figures look like; a few of any length, any exponent, and results of arithmetic. */
static Datum
random_numeric(uint64 *seed)
{
    static const char *const special[] = {
        "NaN",
        "0",
        "-0.000",
#if PG_VERSION_NUM >= 140000
        "Infinity",
        "-Infinity",
#endif
    };
    int kind = below(seed, 1000);
    int integers = kind < 900 ? below(seed, 12) : kind < 998 ? below(seed, 45) : below(seed, 3000);
    int decimals = kind < 900 ? below(seed, 8) : kind < 998 ? below(seed, 45) : below(seed, 3000);
    char *text = palloc((Size) integers + (Size) decimals + 20);
    char *at = text;
    Datum value;

    if (kind % 100 == 99)
        return read_text(special[below(seed, (int) lengthof(special))]);
    if (below(seed, 2) == 0)
        *at++ = '-';
    *at++ = '0';
    at = put_digits(seed, at, integers);
    *at++ = '.';
    at = put_digits(seed, at, decimals);
    if (kind % 50 == 7)
        at += sprintf(at, "e%d", below(seed, 600) - 300);
    *at = '\0';
    value = read_text(text);
    if (kind % 20 == 3)
        value = DirectFunctionCall2(numeric_mul, value, read_text("0.0123"));
    if (kind % 20 == 4)
        value = DirectFunctionCall2(numeric_div, value, read_text("7"));
    return value;
}

/* The same value with a short length word, at an odd address: as it lies in a row. */
static struct varlena *
short_copy(struct varlena *value)
{
    Size bytes = VARSIZE_ANY_EXHDR(value);
    char *copy;

    if (bytes + VARHDRSZ_SHORT > VARATT_SHORT_MAX)
        return value;
    copy = (char *) palloc(bytes + 2) + 1;
    SET_VARSIZE_SHORT(copy, bytes + VARHDRSZ_SHORT);
    memcpy(copy + VARHDRSZ_SHORT, VARDATA_ANY(value), bytes);
    return (struct varlena *) copy;
}

static void
disagree(Datum value, const char *what)
{
    elog(ERROR, "%s disagrees on %s", what, DatumGetCString(DirectFunctionCall1(numeric_out, value)));
}

/* The bytes against the wire form: count, weight, sign, scale, digits; 16 bits each, big-endian. */
static void
check_bytes(Datum value, const struct varlena *lying, bool *is_special)
{
    bytea *wire = DatumGetByteaPP(DirectFunctionCall1(numeric_send, value));
    const unsigned char *p = (const unsigned char *) VARDATA_ANY(wire);

    *is_special = (p[4] & 0xC0) == 0xC0;
#if SEI_NUMERIC_LAYOUT_KNOWN
    {
        struct numeric_parts parts = sei_numeric_parts(VARDATA_ANY(lying), (int32) VARSIZE_ANY_EXHDR(lying));

        if (parts.is_special != *is_special)
            disagree(value, "whether it is special");
        if (*is_special)
            return;
        if (parts.n_digits != (p[0] << 8 | p[1]) || parts.is_negative != (p[4] == 0x40) ||
            (parts.n_digits > 0 && parts.weight != (int16) (p[2] << 8 | p[3])))
            disagree(value, "the head");
        for (int32 i = 0; i < parts.n_digits; i++)
            if (numeric_digit_at(&parts, i) != (uint32) (p[8 + 2 * i] << 8 | p[9 + 2 * i]))
                disagree(value, "a digit");
    }
#endif
}

/* The short way at every scale; returns whether it took any. */
static bool
check_fixed(Datum value, const struct varlena *lying, const struct number *truth)
{
    bool taken = false;

    for (int32 scale = 0; scale <= WIDE_FIXED_SCALE_MAX; scale++)
    {
        wide_int fixed;

        if (numeric_read_fixed(VARDATA_ANY(lying), (int32) VARSIZE_ANY_EXHDR(lying), scale, &fixed))
        {
            struct number number = number_of_int(fixed, scale);

            number_trim(&number);
            if (!number_equal(&number, truth))
                disagree(value, "the short way");
            taken = true;
        }
#if SEI_NUMERIC_LAYOUT_KNOWN
        /* Fourteen digits, however many of them zeros, are few enough up to six decimals. */
        else if (scale <= 6 && !truth->is_long && truth->scale <= scale &&
                 truth->mantissa < (wide_int) power_of_ten[14] &&
                 truth->mantissa > -(wide_int) power_of_ten[14])
            disagree(value, "declining the short way");
#endif
    }
    return taken;
}

PG_FUNCTION_INFO_V1(numeric_trial);
Datum
numeric_trial(PG_FUNCTION_ARGS)
{
    uint64 seed = (uint64) PG_GETARG_INT64(0) * 2 + 1;
    int32 n = PG_GETARG_INT32(1);
    int32 specials = 0;
    int32 taken = 0;
    int32 longs = 0;
    MemoryContext own = AllocSetContextCreate(CurrentMemoryContext, "numeric trial", ALLOCSET_DEFAULT_SIZES);
    MemoryContext before = MemoryContextSwitchTo(own);

    for (int32 i = 0; i < n; i++)
    {
        Datum value = random_numeric(&seed);
        struct varlena *lying = short_copy((struct varlena *) DatumGetPointer(value));
        struct number truth;
        struct number read;
        struct fault fault;
        bool is_special;

        CHECK_FOR_INTERRUPTS();
        check_bytes(value, lying, &is_special);
        specials += is_special;
        if (!is_special)
        {
            const char *text = DatumGetCString(DirectFunctionCall1(numeric_out, value));

            if (!number_parse(slice_of(text), &truth, trial_alloc, &fault))
                disagree(value, "text");
            if (!truth.is_long)
                number_trim(&truth);
            read = numeric_read(lying, "numeric_trial");
            if (!number_equal(&read, &truth))
                disagree(value, "the number read");
            read = numeric_read_wire(value);
            if (!number_equal(&read, &truth))
                disagree(value, "the wire form");
            longs += truth.is_long;
            taken += check_fixed(value, lying, &truth);
        }
        MemoryContextReset(own);
    }
    MemoryContextSwitchTo(before);
    MemoryContextDelete(own);
    PG_RETURN_TEXT_P(cstring_to_text(
        psprintf("%d values, %d special, %d long, %d the short way", n, specials, longs, taken)));
}
