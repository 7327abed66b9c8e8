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

static inline bool
fixed_of_int(int64 value, int32 scale, wide_int *out)
{
    *out = (wide_int) value * (wide_int) power_of_ten[scale];
    return true;
}

static inline bool
numeric_fixed(Datum value, int32 scale, wide_int *out)
{
    return numeric_read_fixed(varlena_here(value), scale, out);
}

static inline struct number
numeric_exact(Datum value, const char *what)
{
    return numeric_read(varlena_here(value), what);
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
    float8 m = rint(v * power);

    if (!(m > -1e15 && m < 1e15) || m / power != v)
        return false;
    *out = (int64) m;
    return true;
}

static inline struct number
float8_exact(Datum value, const char *what)
{
    return float8_read(DatumGetFloat8(value), what);
}

/* Only whole numbers go the short way: halves of a float's last digit are too close to call in double. */
static inline bool
float4_fixed(Datum value, int32 scale, wide_int *out)
{
    float4 v = DatumGetFloat4(value);

    if (!(v > -1e6f && v < 1e6f) || v != (float4) (int32) v)
        return false;
    return fixed_of_int((int32) v, scale, out);
}

static inline struct number
float4_exact(Datum value, const char *what)
{
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
