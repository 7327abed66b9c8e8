/*
 * number_math.c: see number_math.h.
 */
#include "number_math.h"

#define BASE 10000

/* Bring two small numbers to one scale; false when one of them does not fit there. */
static inline bool
align(const struct number *a, const struct number *b, wide_int *ma, wide_int *mb, int32_t *scale)
{
    *ma = a->mantissa;
    *mb = b->mantissa;
    *scale = a->scale;
    if (a->scale == b->scale)
        return true;
    if (a->scale > b->scale)
        return wide_scale_up(mb, a->scale - b->scale);
    *scale = b->scale;
    return wide_scale_up(ma, b->scale - a->scale);
}

static struct number
add_long(const struct number *a, const struct number *b, bool subtract, wide_alloc alloc)
{
    int32_t low, high, other_low, other_high;
    struct limbs *limbs;

    number_span(a, &low, &high);
    number_span(b, &other_low, &other_high);
    if (other_low < low)
        low = other_low;
    if (other_high > high)
        high = other_high;
    limbs = alloc(limbs_bytes(high - low));
    limbs_init(limbs, low, high);
    limbs_add(limbs, a, false);
    limbs_add(limbs, b, subtract);
    return limbs_value(limbs, alloc);
}

struct number
number_add(const struct number *a, const struct number *b, bool subtract, wide_alloc alloc)
{
    wide_int ma, mb;
    int32_t scale;

    if (!a->is_long && !b->is_long && align(a, b, &ma, &mb, &scale) && wide_add(&ma, subtract ? -mb : mb))
        return number_of_int(ma, scale);
    return add_long(a, b, subtract, alloc);
}

int
number_compare(const struct number *a, const struct number *b, wide_alloc alloc)
{
    int sign = number_sign(a);
    struct number difference;
    wide_int ma, mb;
    int32_t scale;

    if (sign != number_sign(b))
        return sign - number_sign(b);
    if (!a->is_long && !b->is_long && align(a, b, &ma, &mb, &scale))
        return (ma > mb) - (ma < mb);
    difference = add_long(a, b, true, alloc);
    return number_sign(&difference);
}

/* Base 10000 digits of a number, the first one first; n is at most the long form's, or 12. */
struct digits
{
    const unsigned char *at;
    unsigned char small[2 * 12];
    int32_t n;
    int32_t weight; /* of the first digit */
};

static void
spread(const struct number *number, struct digits *out)
{
    wide_uint m = number->mantissa < 0 ? -(wide_uint) number->mantissa : (wide_uint) number->mantissa;
    int32_t pad = (4 - number->scale % 4) % 4;
    uint32_t carry;

    out->at = number->digits;
    out->n = number->n_digits;
    out->weight = number->weight;
    if (number->is_long)
        return;
    /* From the last digit on: the mantissa's last four places first, lifted to a whole digit. */
    out->n = 0;
    carry = 0;
    for (uint32_t lift = (uint32_t) power_of_ten[pad]; m != 0 || carry != 0; m /= BASE)
    {
        uint32_t value = (uint32_t) (m % BASE) * lift + carry;
        unsigned char *digit = out->small + 2 * (11 - out->n++);

        digit[0] = (unsigned char) (value % BASE);
        digit[1] = (unsigned char) (value % BASE >> 8);
        carry = value / BASE;
    }
    out->at = out->small + 2 * (12 - out->n);
    out->weight = out->n - 1 - (number->scale + pad) / 4;
}

static uint32_t
digit_at(const struct digits *digits, int32_t i)
{
    return (uint32_t) digits->at[2 * i] | (uint32_t) digits->at[2 * i + 1] << 8;
}

static struct number
multiply_long(const struct number *a, const struct number *b, wide_alloc alloc)
{
    struct digits da, db;
    uint64_t *sum;
    unsigned char *product;
    uint64_t carry = 0;
    int32_t n;

    spread(a, &da);
    spread(b, &db);
    n = da.n + db.n;
    sum = alloc((size_t) n * sizeof(*sum));
    product = alloc(2 * (size_t) n);
    memset(sum, 0, (size_t) n * sizeof(*sum));
    /* A place adds up to at most 37,000 products below 10^8: far below 2^64. */
    for (int32_t i = 0; i < da.n; i++)
        for (int32_t k = 0; k < db.n; k++)
            sum[i + k + 1] += (uint64_t) digit_at(&da, i) * digit_at(&db, k);
    for (int32_t i = n - 1; i >= 0; i--)
    {
        uint64_t value = sum[i] + carry;

        product[2 * i] = (unsigned char) (value % BASE);
        product[2 * i + 1] = (unsigned char) (value % BASE >> 8);
        carry = value / BASE;
    }
    return number_of_digits((number_sign(a) < 0) != (number_sign(b) < 0), product, n,
                            da.weight + db.weight + 1);
}

struct number
number_multiply(const struct number *a, const struct number *b, wide_alloc alloc)
{
    wide_int product;

    if (!a->is_long && !b->is_long && a->scale + b->scale <= NUMBER_SCALE_MAX &&
        !__builtin_mul_overflow(a->mantissa, b->mantissa, &product) && product >= -WIDE_INT_MAX)
        return number_of_int(product, a->scale + b->scale);
    if (number_sign(a) == 0 || number_sign(b) == 0)
        return number_of_int(0, 0);
    return multiply_long(a, b, alloc);
}

void
number_to_range(struct number *a, struct number *b, wide_alloc alloc)
{
    struct number *both[2] = {a, b};
    struct digits digits[2];
    int32_t high = INT32_MIN;
    int32_t low = INT32_MAX;
    int32_t shift;

    for (int i = 0; i < 2; i++)
    {
        spread(both[i], &digits[i]);
        if (digits[i].n == 0)
            continue;
        high = digits[i].weight > high ? digits[i].weight : high;
        low = digits[i].weight - digits[i].n + 1 < low ? digits[i].weight - digits[i].n + 1 : low;
    }
    /* To whole numbers, or as near as the room above allows. */
    shift = high - low <= NUMBER_WEIGHT_MAX ? -low : NUMBER_WEIGHT_MAX - high;
    for (int i = 0; i < 2; i++)
    {
        int32_t weight = digits[i].weight + shift;
        int32_t kept = weight + NUMBER_DECIMALS_MAX / 4 + 1;
        unsigned char *copy;

        if (kept > digits[i].n)
            kept = digits[i].n;
        if (kept <= 0)
        {
            *both[i] = number_of_int(0, 0);
            continue;
        }
        copy = alloc(2 * (size_t) kept);
        memcpy(copy, digits[i].at, 2 * (size_t) kept);
        *both[i] = number_of_digits(number_sign(both[i]) < 0, copy, kept, weight);
    }
}

/* The multiple of 10^-decimals that is nearest, over base 10000 digits. */
static struct number
round_digits(const struct number *number, int32_t decimals, wide_alloc alloc)
{
    /* The unit is 10^place in the digit of this weight; i is where that stands. */
    int32_t weight = decimals > 0 ? -((decimals + 3) / 4) : -decimals / 4;
    uint32_t unit = (uint32_t) power_of_ten[-decimals - 4 * weight];
    struct digits digits;
    unsigned char *copy;
    uint32_t carry;
    int32_t i;

    spread(number, &digits);
    i = digits.weight - weight;
    if (i >= digits.n || i < -1)
        return i < -1 ? number_of_int(0, 0) : *number;
    /* One digit in front, for what is carried out of the first. */
    copy = alloc(2 * ((size_t) i + 2));
    carry = unit > 1 ? unit / 2 : i + 1 < digits.n && digit_at(&digits, i + 1) >= BASE / 2;
    for (int32_t k = i; k >= -1; k--)
    {
        uint32_t value = (k >= 0 ? digit_at(&digits, k) : 0) + carry;

        carry = value / BASE;
        value %= BASE;
        if (k == i)
            value -= value % unit;
        copy[2 * (k + 1)] = (unsigned char) value;
        copy[2 * (k + 1) + 1] = (unsigned char) (value >> 8);
    }
    return number_of_digits(number_sign(number) < 0, copy, i + 2, digits.weight + 1);
}

void
number_round(struct number *number, int32_t decimals, wide_alloc alloc)
{
    wide_uint size = number->mantissa < 0 ? -(wide_uint) number->mantissa : (wide_uint) number->mantissa;

    if (number->is_long || decimals < 0)
    {
        *number = round_digits(number, decimals, alloc);
        return;
    }
    for (int32_t cut = number->scale - decimals; cut > 0;)
    {
        int32_t step = cut > 18 ? 18 : cut;
        wide_uint power = power_of_ten[step];

        /* Only the last step may round. */
        size = (size + (cut == step ? power / 2 : 0)) / power;
        number->scale -= step;
        cut -= step;
    }
    number->mantissa = number->mantissa < 0 ? -(wide_int) size : (wide_int) size;
}

void
number_round_significant(struct number *number, int32_t digits, wide_alloc alloc)
{
    number_round(number, digits - number_magnitude(number), alloc);
}
