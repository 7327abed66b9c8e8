/*
 * numeric_read.h: numeric values in and out of core's exact numbers.
 *
 * The fast way in reads the server's own layout of numeric, which no header publishes; it has not changed
 * since 9.1 (infinities were added in 14). This file and numeric_read.c are the only places that know it. On
 * a server major that nobody has tested, SEI_NUMERIC_LAYOUT_KNOWN (compat.h) is 0 and the documented
 * numeric_send form is used instead.
 */
#ifndef SEI_NUMERIC_READ_H
#define SEI_NUMERIC_READ_H

#include "postgres.h"

#include "utils/numeric.h"

#include "compat.h"
#include "wide.h"

/* A numeric taken apart: value = ± Σ digit[i] · 10000^(weight - i). Digits are unaligned 16-bit words. */
struct numeric_parts
{
    bool is_special; /* NaN or an infinity */
    bool is_negative;
    int32 weight;
    int32 n_digits;
    int32 decimals; /* as displayed; digits beyond it are 0 */
    const unsigned char *digits;
};

#if SEI_NUMERIC_LAYOUT_KNOWN
/* Take a numeric apart where it lies; a short length word is as good as a long one. */
static inline void
numeric_take_apart(const struct varlena *numeric, struct numeric_parts *out)
{
    const char *data = VARDATA_ANY(numeric);
    int32 bytes = (int32) VARSIZE_ANY_EXHDR(numeric);
    uint16 word;
    int32 header = 2;

    memcpy(&word, data, sizeof(word));
    out->is_special = (word & 0xC000) == 0xC000;
    if ((word & 0xC000) == 0x8000)
    {
        out->is_negative = (word & 0x2000) != 0;
        out->decimals = (word & 0x1F80) >> 7;
        out->weight = (int32) (word & 0x3F) - ((word & 0x40) != 0 ? 64 : 0);
    }
    else
    {
        int16 weight = 0;

        if (!out->is_special)
            memcpy(&weight, data + 2, sizeof(weight));
        header = 4;
        out->is_negative = (word & 0x4000) != 0;
        out->decimals = word & 0x3FFF;
        out->weight = weight;
    }
    out->n_digits = (bytes - header) / 2;
    out->digits = (const unsigned char *) data + header;
}

static inline uint32
numeric_digit_at(const struct numeric_parts *parts, int32 i)
{
    uint16 digit;

    memcpy(&digit, parts->digits + 2 * i, sizeof(digit));
    return digit;
}
#endif

/* NaN or an infinity. The value has a long length word, as DatumGetNumeric gives it. */
static inline bool
numeric_is_special(Numeric value)
{
#if SEI_NUMERIC_LAYOUT_KNOWN
    struct numeric_parts parts;

    numeric_take_apart((const struct varlena *) value, &parts);
    return parts.is_special;
#else
    return numeric_is_nan(value) || numeric_is_inf(value);
#endif
}

/*
 * Read a numeric as an integer at the given scale (0..12). False when it does not lie on that scale, or is
 * too long for the short way: then numeric_read decides.
 */
static inline bool
numeric_read_fixed(const struct varlena *numeric, int32 scale, wide_int *out)
{
#if SEI_NUMERIC_LAYOUT_KNOWN
    struct numeric_parts parts;
    uint64 high = 0;
    uint32 tail;
    uint64 value;
    int32 shift;

    numeric_take_apart(numeric, &parts);
    if (parts.is_special || parts.n_digits > 4)
        return false;
    if (parts.n_digits <= 0)
    {
        *out = 0;
        return true;
    }
    for (int32 i = 0; i < parts.n_digits - 1; i++)
        high = high * 10000 + numeric_digit_at(&parts, i);
    tail = numeric_digit_at(&parts, parts.n_digits - 1);
    /* The last digit stands for four places; some of them may lie beyond the scale and must be 0. */
    shift = 4 * (parts.weight - parts.n_digits + 1) + scale;
    switch (shift)
    {
        case -3:
            if (tail % 1000 != 0)
                return false;
            value = high * 10 + tail / 1000;
            break;
        case -2:
            if (tail % 100 != 0)
                return false;
            value = high * 100 + tail / 100;
            break;
        case -1:
            if (tail % 10 != 0)
                return false;
            value = high * 1000 + tail / 10;
            break;
        default:
            if (shift < 0 || shift > 18)
                return false;
            *out = (wide_int) (high * 10000 + tail) * (wide_int) power_of_ten[shift];
            if (parts.is_negative)
                *out = -*out;
            return true;
    }
    *out = parts.is_negative ? -(wide_int) value : (wide_int) value;
    return true;
#else
    return false;
#endif
}

/* Read a numeric of at most four base 10000 digits; false when it is longer or special: then numeric_read
 * decides. */
static inline bool
numeric_read_short(const struct varlena *numeric, struct number *out)
{
#if SEI_NUMERIC_LAYOUT_KNOWN
    struct numeric_parts parts;
    uint64 value = 0;
    int32 exponent;

    numeric_take_apart(numeric, &parts);
    if (parts.is_special || parts.n_digits > 4)
        return false;
    for (int32 i = 0; i < parts.n_digits; i++)
        value = value * 10000 + numeric_digit_at(&parts, i);
    exponent = parts.n_digits > 0 ? 4 * (parts.weight - parts.n_digits + 1) : 0;
    if (exponent < -36 || exponent > 18)
        return false;
    *out = number_of_int((wide_int) value * (wide_int) power_of_ten[exponent > 0 ? exponent : 0],
                         exponent < 0 ? -exponent : 0);
    if (parts.is_negative)
        out->mantissa = -out->mantissa;
    return true;
#else
    return false;
#endif
}

/* Read any numeric; NaN and infinity are errors that name them, and the function that was given them. */
extern struct number numeric_read(const struct varlena *numeric, const char *what);

/* The same through the documented wire form. */
extern struct number numeric_read_wire(Datum numeric);

/* Make a numeric without trailing zeros. */
extern Datum numeric_make(const struct number *number);

/* Refuse a special value, as numeric_read does. */
extern void refuse_special(const char *name, const char *what) pg_attribute_noreturn();

#endif
