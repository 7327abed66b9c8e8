/*
 * value_read.h: one way for each number type into core's exact numbers.
 *
 * `fixed` is the short way, taken for nearly every row: the value as an integer at the scale the sum already
 * has, or false. `exact` reads anything, or raises.
 */
#ifndef SEI_VALUE_READ_H
#define SEI_VALUE_READ_H

#include "postgres.h"

#include <math.h>

#include "fmgr.h"

#include "numeric_read.h"

struct value_reader
{
    bool (*fixed)(Datum value, int32 scale, wide_int *out);
    struct number (*exact)(Datum value, const char *what);
};

/* Floating-point values enter by their own shortest decimal; NaN and infinity raise. */
extern struct number float8_read(float8 value, const char *what);
extern struct number float4_read(float4 value, const char *what);

/* A varlena as it is, unless it is compressed or stored elsewhere. */
static inline struct varlena *
varlena_here(Datum datum)
{
    struct varlena *value = (struct varlena *) DatumGetPointer(datum);

    if (VARATT_IS_EXTERNAL(value) || VARATT_IS_COMPRESSED(value))
        return PG_DETOAST_DATUM_PACKED(datum);
    return value;
}

/* The bytes of a varlena that can be read where they lie; false when it is compressed or stored elsewhere. */
static pg_attribute_always_inline bool
bytes_here(Datum datum, struct slice *out)
{
    const struct varlena *value = (const struct varlena *) DatumGetPointer(datum);

    if (VARATT_IS_SHORT(value) && !VARATT_IS_EXTERNAL(value))
    {
        *out = slice_make(VARDATA_SHORT(value), VARSIZE_SHORT(value) - VARHDRSZ_SHORT);
        return true;
    }
    if (!VARATT_IS_4B_U(value))
        return false;
    *out = slice_make(VARDATA(value), VARSIZE(value) - VARHDRSZ);
    return true;
}

static inline bool
fixed_of_int(int64 value, int32 scale, wide_int *out)
{
    *out = (wide_int) value * (wide_int) power_of_ten[scale];
    return true;
}

static pg_attribute_always_inline bool
numeric_fixed(Datum value, int32 scale, wide_int *out)
{
    struct slice bytes;

    return bytes_here(value, &bytes) && numeric_read_fixed(bytes.ptr, (int32) bytes.len, scale, out);
}

static inline struct number
numeric_exact(Datum value, const char *what)
{
    struct number number;

    /* Its scale is whole base 10000 digits then: a sum at that scale takes later values without a division.
     */
    if (numeric_read_short(varlena_here(value), &number))
        return number;
    return numeric_read(varlena_here(value), what);
}

/*
 * The shortest decimal of m / 2^down, a float that is no integer and no power of two, at a scale (0..18);
 * false when it has more decimals, or two are equally near. Decimals of scale t lie at distances that
 * integers tell exactly: one reads back as the float when it is nearer than half of the last bit, that is
 * when 2 |D 2^(down-t) - m 5^t| < 5^t. The fewest decimals that do so, nearest to the value, are the
 * shortest. m has one bit more than `bits`, and no float of so many needs more than `digits` digits: the
 * search begins there.
 */
static inline bool
shortest_fixed(uint64 m, int32 bits, int32 digits, int32 down, int32 scale, wide_int *out)
{
    static const uint64 power_of_five[] = {UINT64CONST(1),
                                           UINT64CONST(5),
                                           UINT64CONST(25),
                                           UINT64CONST(125),
                                           UINT64CONST(625),
                                           UINT64CONST(3125),
                                           UINT64CONST(15625),
                                           UINT64CONST(78125),
                                           UINT64CONST(390625),
                                           UINT64CONST(1953125),
                                           UINT64CONST(9765625),
                                           UINT64CONST(48828125),
                                           UINT64CONST(244140625),
                                           UINT64CONST(1220703125),
                                           UINT64CONST(6103515625),
                                           UINT64CONST(30517578125),
                                           UINT64CONST(152587890625),
                                           UINT64CONST(762939453125),
                                           UINT64CONST(3814697265625)};
    /* log10(2) is 1233/4096, a little more. */
    int32 enough = digits - ((bits - down) * 1233 >> 12);
    bool found = false;

    if (down > 110)
        return false;
    for (int32 t = Min(scale, enough); t > 0; t--)
    {
        wide_uint exact = (wide_uint) m * power_of_five[t];
        int32 shift = down - t;
        wide_uint nearest = exact;

        if (shift > 0)
        {
            wide_uint half = (wide_uint) 1 << (shift - 1);
            wide_uint above = exact & (2 * half - 1);
            wide_uint off = above < half ? above : 2 * half - above;

            if (2 * off >= power_of_five[t])
                break;
            nearest = (exact + half) >> shift;
            found = above != half;
        }
        else
        {
            nearest = exact << -shift;
            found = true;
        }
        *out = (wide_int) nearest * (wide_int) power_of_ten[scale - t];
    }
    return found;
}

static inline struct number
number_of_trimmed(wide_int mantissa, int32 scale)
{
    struct number number = number_of_int(mantissa, scale);

    number_trim(&number);
    return number;
}

/*
 * A decimal of at most 15 digits that divides back to the same double is its shortest decimal: no other
 * decimal of so few digits reads as that double.
 */
static inline bool
float8_fixed(Datum value, int32 scale, wide_int *out)
{
    float8 v = DatumGetFloat8(value);
    float8 power = (float8) power_of_ten[scale];
    float8 m = v * power;
    int64 near;
    uint64 bits;
    int32 down;

    if (m > -1e15 && m < 1e15)
    {
        near = (int64) (m < 0 ? m - 0.5 : m + 0.5);
        *out = near;
        if ((float8) near / power == v)
            return true;
    }
    memcpy(&bits, &v, sizeof(bits));
    down = 1075 - (int32) (bits >> 52 & 0x7FF);
    bits &= (UINT64CONST(1) << 52) - 1;
    if (down <= 0 || bits == 0 || !shortest_fixed(bits | UINT64CONST(1) << 52, 52, 17, down, scale, out))
        return false;
    if (v < 0)
        *out = -*out;
    return true;
}

static inline struct number
float8_exact(Datum value, const char *what)
{
    wide_int millionths;

    if (float8_fixed(value, 6, &millionths))
        return number_of_trimmed(millionths, 6);
    return float8_read(DatumGetFloat8(value), what);
}

static inline bool
float4_fixed(Datum value, int32 scale, wide_int *out)
{
    float4 v = DatumGetFloat4(value);
    uint32 bits;
    int32 down;

    if (v > -16777216 && v < 16777216 && v == (float4) (int32) v)
        return fixed_of_int((int32) v, scale, out);
    memcpy(&bits, &v, sizeof(bits));
    down = 150 - (int32) (bits >> 23 & 0xFF);
    bits &= (UINT32_C(1) << 23) - 1;
    if (down <= 0 || bits == 0 || !shortest_fixed(bits | UINT32_C(1) << 23, 23, 9, down, scale, out))
        return false;
    if (v < 0)
        *out = -*out;
    return true;
}

static inline struct number
float4_exact(Datum value, const char *what)
{
    wide_int millionths;

    if (float4_fixed(value, 6, &millionths))
        return number_of_trimmed(millionths, 6);
    return float4_read(DatumGetFloat4(value), what);
}

static inline bool
int8_fixed(Datum value, int32 scale, wide_int *out)
{
    return fixed_of_int(DatumGetInt64(value), scale, out);
}

static inline struct number
int8_exact(Datum value, const char *what)
{
    return number_of_int(DatumGetInt64(value), 0);
}

static inline bool
int4_fixed(Datum value, int32 scale, wide_int *out)
{
    return fixed_of_int(DatumGetInt32(value), scale, out);
}

static inline struct number
int4_exact(Datum value, const char *what)
{
    return number_of_int(DatumGetInt32(value), 0);
}

static inline bool
int2_fixed(Datum value, int32 scale, wide_int *out)
{
    return fixed_of_int(DatumGetInt16(value), scale, out);
}

static inline struct number
int2_exact(Datum value, const char *what)
{
    return number_of_int(DatumGetInt16(value), 0);
}

static const struct value_reader numeric_values = {numeric_fixed, numeric_exact};
static const struct value_reader float8_values = {float8_fixed, float8_exact};
static const struct value_reader float4_values = {float4_fixed, float4_exact};
static const struct value_reader int8_values = {int8_fixed, int8_exact};
static const struct value_reader int4_values = {int4_fixed, int4_exact};
static const struct value_reader int2_values = {int2_fixed, int2_exact};

#endif
