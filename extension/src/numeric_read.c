/*
 * numeric_read.c: see numeric_read.h.
 */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "port/pg_bswap.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

#include "numeric_read.h"

void
refuse_special(const char *name, const char *what)
{
    ereport(
        ERROR,
        (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("%s cannot take the value %s", what, name),
         errdetail("What is computed here is exact, and %s has no exact value.", name),
         errhint(
             "Write NULL for what is not known; an aggregate leaves such rows out with FILTER or WHERE.")));
}

/* Read the documented form: count, weight, sign, scale and digits, 16 bits each, big-endian. */
struct number
numeric_read_wire(Datum numeric)
{
    bytea *wire = DatumGetByteaPP(DirectFunctionCall1(numeric_send, numeric));
    const unsigned char *p = (const unsigned char *) VARDATA_ANY(wire);
    int32 n_digits = p[0] << 8 | p[1];
    int16 weight = (int16) (p[2] << 8 | p[3]);
    unsigned char *digits = palloc(2 * (Size) n_digits + 2);

    for (int32 i = 0; i < n_digits; i++)
    {
        digits[2 * i] = p[8 + 2 * i + 1];
        digits[2 * i + 1] = p[8 + 2 * i];
    }
    return number_of_digits(p[4] == 0x40, digits, n_digits, weight);
}

/* NaN or an infinity. */
static bool
is_special(Numeric value)
{
#if SEI_NUMERIC_LAYOUT_KNOWN
    return sei_numeric_parts(VARDATA_ANY(value), (int32) VARSIZE_ANY_EXHDR(value)).is_special;
#else
    return numeric_is_nan(value) || numeric_is_inf(value);
#endif
}

struct number
numeric_read(const struct varlena *numeric, const char *what)
{
    Numeric value = DatumGetNumeric(PointerGetDatum(numeric));

    if (is_special(value))
        refuse_special(DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(value))), what);
#if SEI_NUMERIC_LAYOUT_KNOWN && !defined(WORDS_BIGENDIAN)
    {
        struct numeric_parts parts = sei_numeric_parts(VARDATA_ANY(value), (int32) VARSIZE_ANY_EXHDR(value));

        return number_of_digits(parts.is_negative, (const unsigned char *) parts.digits, parts.n_digits,
                                parts.weight);
    }
#else
    return numeric_read_wire(NumericGetDatum(value));
#endif
}

/* Base 10000 digits of a small number, the last one first; returns how many. */
static int
split_small(const struct number *number, uint16 digits[12])
{
    wide_uint m = number->mantissa < 0 ? -(wide_uint) number->mantissa : (wide_uint) number->mantissa;
    int pad = (4 - number->scale % 4) % 4;
    int n = 0;

    if (pad > 0 && m != 0)
    {
        uint32 lift = (uint32) power_of_ten[4 - pad];

        digits[n++] = (uint16) ((uint32) (m % lift) * (uint32) power_of_ten[pad]);
        m /= lift;
    }
    for (; m >> 64 != 0; m /= 10000)
        digits[n++] = (uint16) (m % 10000);
    for (uint64 narrow = (uint64) m; narrow != 0; narrow /= 10000)
        digits[n++] = (uint16) (narrow % 10000);
    return n;
}

static void
put_word(StringInfo wire, uint32 word)
{
    appendStringInfoCharMacro(wire, (char) (word >> 8));
    appendStringInfoCharMacro(wire, (char) word);
}

static pg_noinline void
refuse_far(int32 integers, int32 decimals)
{
    ereport(
        ERROR,
        (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("the result is beyond what numeric can hold"),
         errdetail("It would have %d digits before the point and %d after it.", integers, decimals),
         errhint("Numeric holds 131072 digits before the point and 16383 after it: use a larger or smaller "
                 "unit.")));
}

/* Decimals of a long number, its last digit's trailing zeros not counted. */
static int32
long_decimals(const struct number *number)
{
    int32 decimals = 4 * (number->n_digits - 1 - number->weight);
    uint32 last = number_digit(number, number->n_digits - 1);

    for (; last % 10 == 0 && decimals > 0; last /= 10)
        decimals--;
    return Max(decimals, 0);
}

static Datum
receive(StringInfo wire)
{
    return DirectFunctionCall3(numeric_recv, PointerGetDatum(wire), ObjectIdGetDatum(InvalidOid),
                               Int32GetDatum(-1));
}

static Datum
make_long(const struct number *number)
{
    StringInfoData wire;

    if (!number_fits(number))
        refuse_far(Max(number_magnitude(number), 0), long_decimals(number));
    initStringInfo(&wire);
    put_word(&wire, (uint32) number->n_digits);
    put_word(&wire, (uint32) number->weight & 0xFFFF);
    put_word(&wire, number->negative ? 0x4000 : 0);
    put_word(&wire, (uint32) long_decimals(number));
    for (int32 i = 0; i < number->n_digits; i++)
        put_word(&wire, number_digit(number, i));
    return receive(&wire);
}

Datum
numeric_make(const struct number *number)
{
    struct number trimmed = *number;
    uint16 digits[12];
    char words[2 * (4 + 12) + 1];
    StringInfoData wire = {.data = words, .maxlen = sizeof(words)};
    int n;

    if (number->is_long)
        return make_long(number);
    number_trim(&trimmed);
#if SEI_HAVE_INT64_OVER_POWER
    if (trimmed.mantissa <= PG_INT64_MAX && trimmed.mantissa >= -PG_INT64_MAX)
        return NumericGetDatum(int64_div_fast_to_numeric((int64) trimmed.mantissa, trimmed.scale));
#endif
    n = split_small(&trimmed, digits);
    put_word(&wire, (uint32) n);
    put_word(&wire, (uint32) (n - 1 - (trimmed.scale + 3) / 4) & 0xFFFF);
    put_word(&wire, trimmed.mantissa < 0 ? 0x4000 : 0);
    put_word(&wire, (uint32) trimmed.scale);
    while (n > 0)
        put_word(&wire, digits[--n]);
    return receive(&wire);
}
