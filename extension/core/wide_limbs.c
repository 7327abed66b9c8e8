/*
 * wide_limbs.c: the accumulator for sums that 128 bits at one scale cannot hold (wide.h).
 *
 * One addition changes each limb by less than 10^8, so 2^32 additions stay far within 64 bits; carries wait
 * until then, or until the sum is read. Adding is therefore as cheap as the digits are few. The top limb
 * never carries: it has room for 9 · 10^10 additions of one sign, in one accumulator and those merged into
 * it, before the sum is read and stored anew.
 */
#include "wide.h"

#define LIMB_BASE 100000000

static int32_t
floor_half(int32_t v)
{
    return v >= 0 ? v / 2 : -((1 - v) / 2);
}

/* A small number in limbs: its magnitude split at 10^8 and shifted to a limb boundary. At most six limbs. */
struct split
{
    int32_t low;
    int32_t n;
    uint32_t limb[7];
};

static struct split
split_small(const struct number *number)
{
    struct split split = {.low = -((number->scale + 7) / 8)};
    uint32_t factor = (uint32_t) power_of_ten[-8 * split.low - number->scale];
    wide_uint m = number->mantissa < 0 ? -(wide_uint) number->mantissa : (wide_uint) number->mantissa;
    uint64_t carry = 0;

    while (m >> 64 != 0)
    {
        uint64_t product = (uint64_t) (m % LIMB_BASE) * factor + carry;

        m /= LIMB_BASE;
        split.limb[split.n++] = (uint32_t) (product % LIMB_BASE);
        carry = product / LIMB_BASE;
    }
    for (uint64_t narrow = (uint64_t) m; narrow != 0; narrow /= LIMB_BASE)
    {
        uint64_t product = narrow % LIMB_BASE * factor + carry;

        split.limb[split.n++] = (uint32_t) (product % LIMB_BASE);
        carry = product / LIMB_BASE;
    }
    if (carry != 0)
        split.limb[split.n++] = (uint32_t) carry;
    return split;
}

void
number_span(const struct number *number, int32_t *low, int32_t *high)
{
    if (number->is_long)
    {
        *low = floor_half(number->weight - number->n_digits + 1);
        *high = floor_half(number->weight) + 1;
    }
    else
    {
        wide_uint m = number->mantissa < 0 ? -(wide_uint) number->mantissa : (wide_uint) number->mantissa;
        int32_t bits = (m >> 64 != 0 ? 128 - __builtin_clzll((uint64_t) (m >> 64))
                        : m != 0     ? 64 - __builtin_clzll((uint64_t) m)
                                     : 0);
        int32_t digits = bits * 1233 / 4096 + 1;
        int32_t pad;

        *low = -((number->scale + 7) / 8);
        pad = -8 * *low - number->scale;
        *high = *low + (digits + pad + 7) / 8;
    }
}

void
limbs_init(struct limbs *limbs, int32_t low, int32_t high)
{
    limbs->low = low;
    limbs->n = high - low;
    limbs->pending = 0;
    limbs->unused = 0;
    memset(limbs->limb, 0, (size_t) limbs->n * sizeof(int64_t));
}

/* Bring every limb but the top one below 10^8 in magnitude; the value stays. */
static void
carry_limbs(struct limbs *limbs)
{
    for (int32_t i = 0; i + 1 < limbs->n; i++)
    {
        limbs->limb[i + 1] += limbs->limb[i] / LIMB_BASE;
        limbs->limb[i] %= LIMB_BASE;
    }
    limbs->pending = 0;
}

static void
note_addition(struct limbs *limbs)
{
    if (limbs->pending++ >= UINT32_MAX - 1)
        carry_limbs(limbs);
}

void
limbs_add(struct limbs *limbs, const struct number *number, bool negate)
{
    note_addition(limbs);
    if (number->is_long)
    {
        int64_t sign = number->negative != negate ? -1 : 1;

        for (int32_t i = 0; i < number->n_digits; i++)
        {
            int32_t weight = number->weight - i;
            int32_t at = floor_half(weight);
            int64_t place = weight == 2 * at ? 1 : 10000;

            limbs->limb[at - limbs->low] += sign * place * (int64_t) number_digit(number, i);
        }
    }
    else
    {
        struct split split = split_small(number);
        int64_t sign = (number->mantissa < 0) != negate ? -1 : 1;

        for (int32_t i = 0; i < split.n; i++)
            limbs->limb[split.low + i - limbs->low] += sign * (int64_t) split.limb[i];
    }
}

void
limbs_merge(struct limbs *limbs, const struct limbs *other, bool negate)
{
    int32_t shift = other->low - limbs->low;
    int64_t carry = 0;

    note_addition(limbs);
    /* Carry the other side on the way, so that each limb takes less than 10^8, its top limb apart. */
    for (int32_t i = 0; i < other->n; i++)
    {
        int64_t value = other->limb[i] + carry;

        carry = i + 1 < other->n ? value / LIMB_BASE : 0;
        value = i + 1 < other->n ? value % LIMB_BASE : value;
        limbs->limb[i + shift] += negate ? -value : value;
    }
}

/* Carry a copy so that every limb is in 0..10^8-1; returns the carry out of the top. */
static int64_t
carry_floor(const struct limbs *limbs, bool negate, int64_t *out)
{
    int64_t carry = 0;

    for (int32_t i = 0; i < limbs->n; i++)
    {
        int64_t value = (negate ? -limbs->limb[i] : limbs->limb[i]) + carry;

        carry = value / LIMB_BASE;
        value %= LIMB_BASE;
        if (value < 0)
        {
            value += LIMB_BASE;
            carry--;
        }
        out[i] = value;
    }
    return carry;
}

struct number
limbs_value(const struct limbs *limbs, wide_alloc alloc)
{
    int32_t n = limbs->n;
    int64_t *carried = alloc(((size_t) n + 3) * sizeof(int64_t));
    bool negative = false;
    int64_t carry = carry_floor(limbs, false, carried);
    unsigned char *digits;

    if (carry < 0)
    {
        negative = true;
        carry = carry_floor(limbs, true, carried);
    }
    for (; carry != 0; carry /= LIMB_BASE)
        carried[n++] = carry % LIMB_BASE;
    digits = alloc(4 * (size_t) n + 4);
    for (int32_t i = 0; i < n; i++)
    {
        uint32_t high = (uint32_t) carried[n - 1 - i] / 10000;
        uint32_t low = (uint32_t) carried[n - 1 - i] % 10000;

        digits[4 * i] = (unsigned char) high;
        digits[4 * i + 1] = (unsigned char) (high >> 8);
        digits[4 * i + 2] = (unsigned char) low;
        digits[4 * i + 3] = (unsigned char) (low >> 8);
    }
    return number_of_digits(negative, digits, 2 * n, 2 * (limbs->low + n) - 1);
}

bool
limbs_finish(const struct limbs *limbs, struct number *out, wide_alloc alloc, struct fault *fault)
{
    *out = limbs_value(limbs, alloc);
    if (!number_fits(out))
        return fault_set(fault, FAULT_RANGE, -1, number_range_hint,
                         "The sum has more digits than numeric can hold.");
    return true;
}
