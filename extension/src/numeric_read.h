/*
 * numeric_read.h: numeric values in and out of core's exact numbers.
 *
 * The fast way in reads numeric's bytes where they lie (sei_numeric_parts in compat.h, the only place that
 * knows them). Where that is not there, the documented numeric_send form is read instead.
 */
#ifndef SEI_NUMERIC_READ_H
#define SEI_NUMERIC_READ_H

#include "postgres.h"

#include "utils/numeric.h"

#include "compat.h"
#include "wide.h"

#if SEI_NUMERIC_LAYOUT_KNOWN
static inline uint32
numeric_digit_at(const struct numeric_parts *parts, int32 i)
{
    uint16 digit;

    memcpy(&digit, parts->digits + 2 * i, sizeof(digit));
    return digit;
}

/* An integer divided by 10, 100 or 1000; false when it does not divide. */
static inline bool
numeric_shorten(uint64 *value, int32 places)
{
    uint64 before = *value;

    switch (places)
    {
        case 1: *value = before / 10; return *value * 10 == before;
        case 2: *value = before / 100; return *value * 100 == before;
        case 3: *value = before / 1000; return *value * 1000 == before;
        default: return false;
    }
}

/* What numeric_read_fixed does for 5 to 8 digits of base 10000. */
static pg_attribute_always_inline bool
numeric_read_wide(struct numeric_parts parts, int32 scale, wide_int *out)
{
    uint64 high = 0;
    uint64 low = 0;
    int32 shift = 4 * (parts.weight - parts.n_digits + 1) + scale;

    /* The result has to have at most 38 digits. */
    if (parts.n_digits < 5 || parts.n_digits > 8 || shift + 4 * parts.n_digits > 38)
        return false;
    for (int32 i = 0; i < parts.n_digits - 4; i++)
        high = high * 10000 + numeric_digit_at(&parts, i);
    for (int32 i = parts.n_digits - 4; i < parts.n_digits; i++)
        low = low * 10000 + numeric_digit_at(&parts, i);
    if (shift < 0)
    {
        if (!numeric_shorten(&low, -shift))
            return false;
        *out = (wide_int) high * (wide_int) power_of_ten[16 + shift] + (wide_int) low;
    }
    else
        *out =
            ((wide_int) high * (wide_int) power_of_ten[16] + (wide_int) low) * (wide_int) power_of_ten[shift];
    if (parts.is_negative)
        *out = -*out;
    return true;
}
#endif

/*
 * Read the bytes of a numeric behind its length word as an integer at the given scale (0..18). False when the
 * value does not lie on that scale, or is too long for the short way: then numeric_read decides.
 */
static pg_attribute_always_inline bool
numeric_read_fixed(const char *data, int32 bytes, int32 scale, wide_int *out)
{
#if SEI_NUMERIC_LAYOUT_KNOWN
    struct numeric_parts parts = sei_numeric_parts(data, bytes);
    uint64 value;
    int32 shift;

    switch (parts.n_digits)
    {
        case 1: value = numeric_digit_at(&parts, 0); break;
        case 2: value = numeric_digit_at(&parts, 0) * 10000 + numeric_digit_at(&parts, 1); break;
        case 3:
            value = (uint64) (numeric_digit_at(&parts, 0) * 10000 + numeric_digit_at(&parts, 1)) * 10000 +
                    numeric_digit_at(&parts, 2);
            break;
        case 4:
            value = (uint64) (numeric_digit_at(&parts, 0) * 10000 + numeric_digit_at(&parts, 1)) * 100000000 +
                    (numeric_digit_at(&parts, 2) * 10000 + numeric_digit_at(&parts, 3));
            break;
        case 0: *out = 0; return !parts.is_special;
        default: return numeric_read_wide(parts, scale, out);
    }
    /* The last digit stands for four places; those beyond the scale must be 0. */
    shift = 4 * (parts.weight - parts.n_digits + 1) + scale;
    if (shift < 0)
    {
        if (!numeric_shorten(&value, -shift))
            return false;
        *out = (wide_int) value;
    }
    else if (shift <= 18)
        *out = (wide_int) value * (wide_int) power_of_ten[shift];
    else if (shift + 4 * parts.n_digits <= 38)
        *out = (wide_int) value * (wide_int) power_of_ten[18] * (wide_int) power_of_ten[shift - 18];
    else
        return false;
    if (parts.is_negative)
        *out = -*out;
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
    struct numeric_parts parts = sei_numeric_parts(VARDATA_ANY(numeric), (int32) VARSIZE_ANY_EXHDR(numeric));
    uint64 value = 0;
    int32 exponent;

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

/* Read any numeric; NaN and infinity are errors that name them, and what was given them: a function or
 * "judging". */
extern struct number numeric_read(const struct varlena *numeric, const char *what);

/* The same through the documented wire form. */
extern struct number numeric_read_wire(Datum numeric);

/* Make a numeric without trailing zeros; a number beyond numeric's limits raises. */
extern Datum numeric_make(const struct number *number);

/* Refuse a special value, as numeric_read does. */
extern void refuse_special(const char *name, const char *what) pg_attribute_noreturn();

#endif
