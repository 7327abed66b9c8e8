/*
 * wide.h: exact decimal numbers and sums that never round and never depend on order.
 *
 * Three forms of one thing:
 *
 *   fixed    a 128-bit integer at a decimal scale that the sum's owner keeps: nearly every sum;
 *   limbs    an accumulator of 8-digit limbs with lazy carries, for what does not fit, of any size;
 *   number   a finished value, small (mantissa and scale) or long (base 10000 digits, as the server's).
 *
 * A finished value has one number form only, so equal values are equal bytes.
 *
 * Memory comes from the caller's wide_alloc, which never returns NULL (it jumps, or ends the program).
 */
#ifndef SEI_CORE_WIDE_H
#define SEI_CORE_WIDE_H

#include "fault.h"
#include "slice.h"

#ifndef __SIZEOF_INT128__
#error "sei needs gcc or clang for a 64-bit machine: sums are 128-bit integers"
#endif

/* Aligned to 8 bytes, because that is what hosts give: a struct that holds one may lie in their memory. */
typedef __int128 wide_int __attribute__((aligned(8)));
typedef unsigned __int128 wide_uint __attribute__((aligned(8)));

#define WIDE_INT_MAX ((wide_int) (~(wide_uint) 0 >> 1))

/* The largest scale of a fixed sum, and of a small number. */
#define WIDE_FIXED_SCALE_MAX 18
#define NUMBER_SCALE_MAX     38

/* The limits of numeric: digits before and after the decimal point. */
#define NUMBER_WEIGHT_MAX         32767
#define NUMBER_INTEGER_DIGITS_MAX 131072
#define NUMBER_DECIMALS_MAX       16383

typedef void *(*wide_alloc)(size_t bytes);

struct number
{
    wide_int mantissa; /* small: value = mantissa / 10^scale, |mantissa| <= WIDE_INT_MAX */
    int32_t scale;
    bool is_long;
    bool negative;               /* long only, like what follows */
    const unsigned char *digits; /* base 10000, two bytes each, little-endian */
    int32_t n_digits;            /* > 0; the first and last digit are not 0 */
    int32_t weight;              /* value = Σ digits[i] · 10000^(weight - i) */
};

/* An accumulator: value = Σ limb[i] · 10^(8 · (low + i)); limbs are signed and carry late. */
struct limbs
{
    int32_t low;
    int32_t n;
    uint32_t pending; /* additions since the limbs were last carried */
    uint32_t unused;
    int64_t limb[];
};

/* Powers of ten up to 10^19. */
extern const uint64_t power_of_ten[20];

static inline uint32_t
number_digit(const struct number *number, int32_t i)
{
    return (uint32_t) number->digits[2 * i] | (uint32_t) number->digits[2 * i + 1] << 8;
}

static inline struct number
number_of_int(wide_int mantissa, int32_t scale)
{
    struct number number = {.mantissa = mantissa, .scale = scale};

    return number;
}

/* Multiply by a power of ten; false, and the value is lost, when it does not fit. */
bool wide_scale_up(wide_int *value, int32_t digits);

/* Add; false, and the sum is untouched, when it does not fit. */
static inline bool
wide_add(wide_int *sum, wide_int value)
{
    wide_int result;

    if (__builtin_add_overflow(*sum, value, &result) || result < -WIDE_INT_MAX)
        return false;
    *sum = result;
    return true;
}

bool number_is_zero(const struct number *number);
int number_sign(const struct number *number);
bool number_equal(const struct number *a, const struct number *b);

/* Give a small number its smallest scale. */
void number_trim(struct number *number);

/* Make a number of base 10000 digits: small where it fits, else long over the digits given. */
struct number number_of_digits(bool negative, const unsigned char *digits, int32_t n_digits, int32_t weight);

/* The power of ten just above its first digit, which is how many digits it has before the point; 0 for 0. */
int32_t number_magnitude(const struct number *number);

extern const char number_range_hint[];

/* Whether numeric can hold it: a result of arithmetic may be beyond. */
bool number_fits(const struct number *number);

/* Read sign, digits, point and exponent, and nothing else. Long digits come from alloc. */
bool number_parse(struct slice text, struct number *out, wide_alloc alloc, struct fault *fault);

/* How many bytes number_print writes at most, and the plain digits without exponent or trailing zeros. */
size_t number_print_bound(const struct number *number);
size_t number_print(const struct number *number, char *buf);

/* The limbs that a number touches: [*low, *high), and one more at times. */
void number_span(const struct number *number, int32_t *low, int32_t *high);

/* Bytes of an accumulator of n limbs. */
static inline size_t
limbs_bytes(int32_t n)
{
    return sizeof(struct limbs) + (size_t) n * sizeof(int64_t);
}

/* Set an accumulator over [low, high) to zero. */
void limbs_init(struct limbs *limbs, int32_t low, int32_t high);

/* Add (or, negated, take away) a number whose span lies within the accumulator. */
void limbs_add(struct limbs *limbs, const struct number *number, bool negate);

/* Add one accumulator into another that covers it and has the same meaning. */
void limbs_merge(struct limbs *limbs, const struct limbs *other, bool negate);

/* The value in its one form. */
struct number limbs_value(const struct limbs *limbs, wide_alloc alloc);

/* The same; false when it is beyond numeric's limits. */
bool limbs_finish(const struct limbs *limbs, struct number *out, wide_alloc alloc, struct fault *fault);

#endif
