/*
 * power.c: see power.h.
 *
 * e^f: f / 64 through its Taylor series, squared six times. ln m: a 62-bit estimate by the series of atanh,
 * then one step of Halley's method, whose error is the cube of the estimate's. Both know their argument's
 * range, so no loop here depends on a value.
 */
#include "power.h"

#include <stdio.h>

/* Fixed-point fractions: Q126 is a 128-bit number of units of 2^-126. */
#define ONE_126  ((wide_uint) 1 << 126)
#define LN2_126  ((wide_uint) 0x2c5c85fdf473de6a << 64 | 0xf278ece600fcbdac)
#define LN2_104  ((wide_int) 0xb17217f7d1 << 64 | 0xcf79abc9e3b39804)
#define LN10_104 ((wide_int) 0x24d763776aa << 64 | 0xa2b05ba95b58ae0b)
#define LN2_62   INT64_C(0x2c5c85fdf473de6b)
#define ONE_62   INT64_C(0x4000000000000000)
#define SQRT2_62 INT64_C(0x5a827999fcef3242)

#define EXP_HALVINGS 6
#define EXP_DIGITS   28

/* The 256 bits of a · b. */
static inline void
multiply_256(wide_uint a, wide_uint b, wide_uint *high, wide_uint *low)
{
    uint64_t a1 = (uint64_t) (a >> 64), a0 = (uint64_t) a;
    uint64_t b1 = (uint64_t) (b >> 64), b0 = (uint64_t) b;
    wide_uint low_low = (wide_uint) a0 * b0;
    wide_uint low_high = (wide_uint) a0 * b1;
    wide_uint high_low = (wide_uint) a1 * b0;
    wide_uint middle = (low_low >> 64) + (uint64_t) low_high + (uint64_t) high_low;

    *high = (wide_uint) a1 * b1 + (low_high >> 64) + (high_low >> 64) + (middle >> 64);
    *low = middle << 64 | (uint64_t) low_low;
}

static inline wide_uint
times_126(wide_uint a, wide_uint b)
{
    wide_uint high, low;

    multiply_256(a, b, &high, &low);
    return high << 2 | low >> 126;
}

/* e^f for 0 <= f <= ln 2. */
static wide_uint
exp_126(wide_uint f)
{
    /* 1 / k!; the next term is below 2^-126. */
    static const wide_uint term[] = {ONE_126,
                                     ONE_126,
                                     ONE_126 / 2,
                                     ONE_126 / 6,
                                     ONE_126 / 24,
                                     ONE_126 / 120,
                                     ONE_126 / 720,
                                     ONE_126 / 5040,
                                     ONE_126 / 40320,
                                     ONE_126 / 362880,
                                     ONE_126 / 3628800,
                                     ONE_126 / 39916800,
                                     ONE_126 / 479001600,
                                     ONE_126 / 6227020800,
                                     ONE_126 / 87178291200};
    int last = (int) (sizeof(term) / sizeof(term[0])) - 1;
    wide_uint part = f >> EXP_HALVINGS;
    wide_uint e = term[last];

    for (int i = last - 1; i >= 0; i--)
        e = term[i] + times_126(part, e);
    for (int i = 0; i < EXP_HALVINGS; i++)
        e = times_126(e, e);
    return e;
}

/* ln m for 1 <= m < 2, in units of 2^-62. */
static int64_t
log_estimate(int64_t m)
{
    /* 1 / (2k + 1); the next term is below 2^-62. */
    static const int64_t term[] = {ONE_62,      ONE_62 / 3,  ONE_62 / 5,  ONE_62 / 7,
                                   ONE_62 / 9,  ONE_62 / 11, ONE_62 / 13, ONE_62 / 15,
                                   ONE_62 / 17, ONE_62 / 19, ONE_62 / 21, ONE_62 / 23};
    bool is_high = m > SQRT2_62;
    wide_int centre = is_high ? (wide_int) 2 * ONE_62 : (wide_int) ONE_62;
    int64_t z = (int64_t) ((m - centre) * ONE_62 / (m + centre));
    int64_t z2 = (int64_t) (((wide_int) z * z) >> 62);
    int64_t sum = 0;

    for (int i = (int) (sizeof(term) / sizeof(term[0])) - 1; i >= 0; i--)
        sum = term[i] + (int64_t) (((wide_int) z2 * sum) >> 62);
    return (int64_t) (((wide_int) z * sum) >> 61) + (is_high ? LN2_62 : 0);
}

/* ln m for 1 <= m < 2, given in units of 2^-126, in units of 2^-104. */
static wide_int
log_mantissa(wide_uint m)
{
    int64_t estimate = log_estimate((int64_t) (m >> 64));
    wide_uint e;
    wide_int rest;
    uint64_t middle;

    if (estimate < 0)
        estimate = 0;
    if (estimate > LN2_62)
        estimate = LN2_62;
    e = exp_126((wide_uint) estimate << 64);
    rest = (wide_int) (m - e);
    middle = (uint64_t) (((m >> 1) + (e >> 1)) >> 64);
    /* rest is below 2^70: 2 (m - e) / (m + e) in units of 2^-120 */
    rest = rest * ((wide_int) 1 << 56) / (wide_int) middle;
    return (wide_int) estimate * ((wide_int) 1 << (LOG_BITS - 62)) +
           rest / ((wide_int) 1 << (120 - LOG_BITS));
}

static int
bit_length(wide_uint m)
{
    uint64_t high = (uint64_t) (m >> 64);

    return high != 0 ? 128 - __builtin_clzll(high) : 64 - __builtin_clzll((uint64_t) m);
}

wide_int
number_log(const struct number *positive)
{
    wide_uint m = (wide_uint) positive->mantissa;
    int32_t scale = positive->scale;
    int bits;

    if (positive->is_long)
    {
        int32_t used = positive->n_digits < 9 ? positive->n_digits : 9;

        m = 0;
        for (int32_t i = 0; i < used; i++)
            m = m * 10000 + number_digit(positive, i);
        scale = -4 * (positive->weight - used + 1);
    }
    bits = bit_length(m);
    return log_mantissa(m << (127 - bits)) + (bits - 1) * LN2_104 - scale * LN10_104;
}

struct number
log_decimal(wide_int log)
{
    wide_uint size = log < 0 ? -(wide_uint) log : (wide_uint) log;
    wide_uint thousand5 = (wide_uint) power_of_ten[15];
    wide_uint whole = size >> LOG_BITS;
    wide_uint rest = size - (whole << LOG_BITS);
    wide_uint high, low, places;

    /* rest · 10^30 / 2^104, half up */
    multiply_256(rest, thousand5 * thousand5, &high, &low);
    places = (high << (128 - LOG_BITS) | low >> LOG_BITS) + (low >> (LOG_BITS - 1) & 1);
    places += whole * thousand5 * thousand5;
    return number_of_int(log < 0 ? -(wide_int) places : (wide_int) places, 30);
}

bool
log_of_decimal(const struct number *decimal, wide_int *out)
{
    wide_uint size = decimal->mantissa < 0 ? -(wide_uint) decimal->mantissa : (wide_uint) decimal->mantissa;
    wide_uint one = 1;
    wide_uint rest;
    wide_uint log;

    if (decimal->is_long || decimal->scale > 30)
        return false;
    for (int32_t i = 0; i < decimal->scale; i++)
        one *= 10;
    log = size / one;
    if (log >> 20 != 0)
        return false;
    rest = size % one;
    for (int i = 0; i < LOG_BITS; i++)
    {
        rest <<= 1;
        log = log << 1 | (rest >= one);
        if (rest >= one)
            rest -= one;
    }
    *out = decimal->mantissa < 0 ? -(wide_int) log : (wide_int) log;
    return true;
}

bool
log_part(wide_int log, uint64_t num, uint64_t den, wide_int *out)
{
    wide_uint size = log < 0 ? -(wide_uint) log : (wide_uint) log;
    wide_uint low = (wide_uint) (uint64_t) size * num;
    wide_uint high = (wide_uint) (uint64_t) (size >> 64) * num + (low >> 64);
    wide_uint rest = high % den;
    wide_uint quotient = high / den;

    /* quotient · 2^64 must stay below 2^127 */
    if (quotient >> 62 != 0)
        return false;
    quotient = quotient << 64 | (rest << 64 | (uint64_t) low) / den;
    *out = log < 0 ? -(wide_int) quotient : (wide_int) quotient;
    return true;
}

/* 28 digits and a power of ten, as a number. */
static bool
make_decimal(wide_uint digits, int32_t exponent, struct number *out, wide_alloc alloc, struct fault *fault)
{
    char text[64];
    int len;

    *out = number_of_int((wide_int) digits, -exponent);
    if (exponent <= 0 && -exponent <= NUMBER_SCALE_MAX)
        return true;
    out->scale = 0;
    if (exponent > 0 && exponent < 10 && wide_scale_up(&out->mantissa, exponent))
        return true;
    len = snprintf(text, sizeof(text), "%llu%018llue%d", (unsigned long long) (digits / power_of_ten[18]),
                   (unsigned long long) (digits % power_of_ten[18]), (int) exponent);
    return number_parse(slice_make(text, (size_t) len), out, alloc, fault);
}

bool
number_exp(wide_int log, struct number *out, wide_alloc alloc, struct fault *fault)
{
    wide_int tens = log / LN10_104 - (log % LN10_104 < 0);
    wide_uint rest = (wide_uint) (log - tens * LN10_104) << (126 - LOG_BITS);
    int twos = (int) (rest / LN2_126);
    wide_uint e = exp_126(rest - (wide_uint) twos * LN2_126) >> 2 << twos; /* units of 2^-124 */
    wide_uint high, low;

    /* e · 10^27, half up */
    multiply_256(e, (wide_uint) power_of_ten[18] * power_of_ten[EXP_DIGITS - 1 - 18], &high, &low);
    return make_decimal((high << 4 | low >> 124) + (low >> 123 & 1), (int32_t) tens - (EXP_DIGITS - 1), out,
                        alloc, fault);
}
