/*
 * wide.c: see wide.h. Numbers: make, trim, compare, read, print.
 */
#include "wide.h"

const uint64_t power_of_ten[20] = {1ULL,
                                   10ULL,
                                   100ULL,
                                   1000ULL,
                                   10000ULL,
                                   100000ULL,
                                   1000000ULL,
                                   10000000ULL,
                                   100000000ULL,
                                   1000000000ULL,
                                   10000000000ULL,
                                   100000000000ULL,
                                   1000000000000ULL,
                                   10000000000000ULL,
                                   100000000000000ULL,
                                   1000000000000000ULL,
                                   10000000000000000ULL,
                                   100000000000000000ULL,
                                   1000000000000000000ULL,
                                   10000000000000000000ULL};

const char number_range_hint[] = "Numeric holds 131072 digits before the point and 16383 after it.";

static const char number_hint[] =
    "Write digits with an optional sign, point and exponent, such as -12.5 or 1e6.";

bool
wide_scale_up(wide_int *value, int32_t digits)
{
    while (digits > 0)
    {
        int32_t step = digits > 18 ? 18 : digits;

        if (__builtin_mul_overflow(*value, (wide_int) power_of_ten[step], value))
            return false;
        digits -= step;
    }
    return *value >= -WIDE_INT_MAX;
}

bool
number_is_zero(const struct number *number)
{
    return !number->is_long && number->mantissa == 0;
}

int
number_sign(const struct number *number)
{
    if (number->is_long)
        return number->negative ? -1 : 1;
    return (number->mantissa > 0) - (number->mantissa < 0);
}

bool
number_equal(const struct number *a, const struct number *b)
{
    if (a->is_long != b->is_long)
        return false;
    if (!a->is_long)
        return a->mantissa == b->mantissa && a->scale == b->scale;
    return a->negative == b->negative && a->weight == b->weight && a->n_digits == b->n_digits &&
           memcmp(a->digits, b->digits, 2 * (size_t) a->n_digits) == 0;
}

void
number_trim(struct number *number)
{
    wide_int m = number->mantissa;
    int32_t scale = number->scale;

    if (m == 0)
        scale = 0;
    /* Wide division is slow and rarely needed: most sums fit into 64 bits. */
    while (scale > 0 && (m > INT64_MAX || m < -INT64_MAX) && m % 10 == 0)
    {
        m /= 10;
        scale--;
    }
    if (m <= INT64_MAX && m >= -INT64_MAX)
    {
        int64_t narrow = (int64_t) m;

        while (scale > 0 && narrow % 10 == 0)
        {
            narrow /= 10;
            scale--;
        }
        m = narrow;
    }
    number->mantissa = m;
    number->scale = scale;
}

int32_t
number_magnitude(const struct number *number)
{
    wide_uint m = number->mantissa < 0 ? -(wide_uint) number->mantissa : (wide_uint) number->mantissa;
    int32_t magnitude = number->is_long ? 4 * number->weight : m == 0 ? 0 : -number->scale;

    if (number->is_long)
        m = number_digit(number, 0);
    for (; m != 0; m /= 10)
        magnitude++;
    return magnitude;
}

bool
number_fits(const struct number *number)
{
    int64_t decimals;

    if (!number->is_long)
        return true;
    decimals = 4 * ((int64_t) number->n_digits - 1 - number->weight);
    for (uint32_t last = number_digit(number, number->n_digits - 1); last % 10 == 0; last /= 10)
        decimals--;
    return number->weight <= NUMBER_WEIGHT_MAX && decimals <= NUMBER_DECIMALS_MAX;
}

/* Try the small form of non-empty digits that neither begin nor end with 0. */
static bool
make_small(bool negative, const struct number *digits, struct number *out)
{
    int32_t exponent = 4 * (digits->weight - digits->n_digits + 1);
    int32_t last = digits->n_digits - 1;
    wide_uint m = 0;

    if (digits->n_digits > 11 || exponent > 36 || exponent < -(NUMBER_SCALE_MAX + 3))
        return false;
    for (int32_t i = 0; i < last; i++)
    {
        if (__builtin_mul_overflow(m, (wide_uint) 10000, &m))
            return false;
        m += number_digit(digits, i);
    }
    {
        uint32_t tail = number_digit(digits, last);
        uint32_t factor = 10000;

        for (; exponent < 0 && tail % 10 == 0; exponent++)
        {
            tail /= 10;
            factor /= 10;
        }
        if (-exponent > NUMBER_SCALE_MAX || __builtin_mul_overflow(m, (wide_uint) factor, &m) ||
            __builtin_add_overflow(m, (wide_uint) tail, &m) || m > (wide_uint) WIDE_INT_MAX)
            return false;
    }
    *out = number_of_int(negative ? -(wide_int) m : (wide_int) m, exponent < 0 ? -exponent : 0);
    return exponent <= 0 || wide_scale_up(&out->mantissa, exponent);
}

struct number
number_of_digits(bool negative, const unsigned char *digits, int32_t n_digits, int32_t weight)
{
    struct number number = {.is_long = true, .negative = negative};
    struct number small;

    while (n_digits > 0 && digits[0] == 0 && digits[1] == 0)
    {
        digits += 2;
        n_digits--;
        weight--;
    }
    while (n_digits > 0 && digits[2 * n_digits - 2] == 0 && digits[2 * n_digits - 1] == 0)
        n_digits--;
    if (n_digits == 0)
        return number_of_int(0, 0);
    number.digits = digits;
    number.n_digits = n_digits;
    number.weight = weight;
    return make_small(negative, &number, &small) ? small : number;
}

/* What a scan of the text found: digits of the coefficient and where its point stands. */
struct decimal_text
{
    bool negative;
    const char *first; /* the first digit that is not 0, or NULL when all are */
    const char *end;   /* after the last digit */
    int64_t integers;  /* digits from `first` to the point, exponent included; may be negative */
    int64_t digits;    /* digits from `first` on, trailing zeros not counted */
};

/* Scan without converting; false at the first byte that does not belong, whose offset is *broken. */
static bool
scan_decimal(struct slice text, struct decimal_text *out, size_t *broken)
{
    const char *p = text.ptr;
    const char *end = text.ptr + text.len;
    bool seen_digit = false;
    bool seen_point = false;
    int64_t seen = 0;

    memset(out, 0, sizeof(*out));
    if (p < end && (*p == '-' || *p == '+'))
        out->negative = *p++ == '-';
    for (; p < end && (byte_is_digit(*p) || (*p == '.' && !seen_point)); p++)
    {
        if (*p == '.')
        {
            seen_point = true;
            continue;
        }
        seen_digit = true;
        if (out->first == NULL && *p != '0')
            out->first = p;
        if (out->first != NULL)
        {
            seen++;
            if (*p != '0')
                out->digits = seen;
        }
        /* Before the point each digit counts; after it, each zero in front of the first digit takes one away.
         */
        if (!seen_point && out->first != NULL)
            out->integers++;
        else if (seen_point && out->first == NULL)
            out->integers--;
    }
    out->end = p;
    *broken = (size_t) (p - text.ptr);
    if (!seen_digit)
        return false;
    if (p < end && (*p == 'e' || *p == 'E'))
    {
        bool minus = false;
        int64_t exponent = 0;

        p++;
        if (p < end && (*p == '-' || *p == '+'))
            minus = *p++ == '-';
        *broken = (size_t) (p - text.ptr);
        if (p == end || !byte_is_digit(*p))
            return false;
        for (; p < end && byte_is_digit(*p); p++)
            if (exponent < 1000000)
                exponent = exponent * 10 + (*p - '0');
        out->integers += minus ? -exponent : exponent;
        *broken = (size_t) (p - text.ptr);
    }
    return p == end;
}

/* Pack the scanned digits into base 10000, aligned at the decimal point. */
static struct number
pack_decimal(const struct decimal_text *scan, wide_alloc alloc)
{
    int64_t high = scan->integers; /* power of ten just above the first digit */
    int64_t weight = high > 0 ? (high - 1) / 4 : -((4 - high) / 4);
    int64_t skip = 4 * (weight + 1) - high; /* zeros in front within the first digit */
    int32_t n = (int32_t) ((skip + scan->digits + 3) / 4);
    unsigned char *digits = alloc(2 * (size_t) n);
    const char *p = scan->first;
    int64_t at = skip;

    memset(digits, 0, 2 * (size_t) n);
    for (int64_t left = scan->digits; left > 0; p++)
    {
        static const uint16_t place[4] = {1000, 100, 10, 1};
        uint32_t value;

        if (*p == '.')
            continue;
        value = digits[2 * (at / 4)] | (uint32_t) digits[2 * (at / 4) + 1] << 8;
        value += (uint32_t) (*p - '0') * place[at % 4];
        digits[2 * (at / 4)] = (unsigned char) value;
        digits[2 * (at / 4) + 1] = (unsigned char) (value >> 8);
        at++;
        left--;
    }
    return number_of_digits(scan->negative, digits, n, (int32_t) weight);
}

bool
number_parse(struct slice text, struct number *out, wide_alloc alloc, struct fault *fault)
{
    struct decimal_text scan;
    char quoted[FAULT_TEXT_MAX];
    size_t broken;

    if (!scan_decimal(text, &scan, &broken))
        return fault_set(fault, FAULT_SYNTAX, (int32_t) broken, number_hint, "\"%s\" is not a number.",
                         fault_quote(text, 60, quoted));
    if (scan.first == NULL)
    {
        *out = number_of_int(0, 0);
        return true;
    }
    if (scan.integers > NUMBER_INTEGER_DIGITS_MAX || scan.digits - scan.integers > NUMBER_DECIMALS_MAX)
        return fault_set(fault, FAULT_RANGE, 0, number_range_hint, "The number \"%s\" has too many digits.",
                         fault_quote(text, 60, quoted));
    /* The common case: at most 18 digits, no division and no allocation. */
    if (scan.digits <= 18 && scan.integers <= 18 && scan.digits - scan.integers <= NUMBER_SCALE_MAX)
    {
        int64_t m = 0;
        const char *p = scan.first;

        for (int64_t left = scan.digits; left > 0; p++)
        {
            if (*p == '.')
                continue;
            m = m * 10 + (*p - '0');
            left--;
        }
        if (scan.integers > scan.digits)
            m *= (int64_t) power_of_ten[scan.integers - scan.digits];
        *out = number_of_int(scan.negative ? -m : m,
                             scan.digits > scan.integers ? (int32_t) (scan.digits - scan.integers) : 0);
        return true;
    }
    *out = pack_decimal(&scan, alloc);
    return true;
}

size_t
number_print_bound(const struct number *number)
{
    int64_t integers = 0;
    int64_t decimals = 0;

    if (!number->is_long)
        return 44 + NUMBER_SCALE_MAX;
    integers = number->weight >= 0 ? 4 * ((int64_t) number->weight + 1) : 1;
    decimals = 4 * ((int64_t) number->n_digits - 1 - number->weight);
    return (size_t) (integers + (decimals > 0 ? decimals : 0) + 8);
}

/* The decimal digits of a magnitude; returns their number. */
static size_t
print_magnitude(wide_uint m, char buf[40])
{
    char reversed[40];
    size_t n = 0;

    do
    {
        reversed[n++] = (char) ('0' + (int) (m % 10));
        m /= 10;
    } while (m != 0);
    for (size_t i = 0; i < n; i++)
        buf[i] = reversed[n - 1 - i];
    return n;
}

static size_t
print_small(const struct number *number, char *buf)
{
    struct number trimmed = *number;
    char digits[40];
    size_t n;
    size_t scale;
    char *out = buf;

    number_trim(&trimmed);
    scale = (size_t) trimmed.scale;
    n = print_magnitude(trimmed.mantissa < 0 ? -(wide_uint) trimmed.mantissa : (wide_uint) trimmed.mantissa,
                        digits);
    if (trimmed.mantissa < 0)
        *out++ = '-';
    if (n <= scale)
    {
        *out++ = '0';
        *out++ = '.';
        memset(out, '0', scale - n);
        out += scale - n;
        memcpy(out, digits, n);
        return (size_t) (out + n - buf);
    }
    memcpy(out, digits, n - scale);
    out += n - scale;
    if (scale > 0)
    {
        *out++ = '.';
        memcpy(out, digits + n - scale, scale);
        out += scale;
    }
    return (size_t) (out - buf);
}

static char *
print_four(char *out, uint32_t digit)
{
    out[0] = (char) ('0' + digit / 1000);
    out[1] = (char) ('0' + digit / 100 % 10);
    out[2] = (char) ('0' + digit / 10 % 10);
    out[3] = (char) ('0' + digit % 10);
    return out + 4;
}

size_t
number_print(const struct number *number, char *buf)
{
    char *out = buf;
    char *start;

    if (!number->is_long)
        return print_small(number, buf);
    if (number->negative)
        *out++ = '-';
    start = out;
    for (int32_t w = number->weight; w >= 0; w--)
    {
        int32_t i = number->weight - w;

        out = print_four(out, i < number->n_digits ? number_digit(number, i) : 0);
    }
    if (out == start)
        *out++ = '0';
    else
    {
        size_t zeros = 0;

        while (start[zeros] == '0')
            zeros++;
        memmove(start, start + zeros, (size_t) (out - start) - zeros);
        out -= zeros;
    }
    if (number->weight - number->n_digits + 1 < 0)
    {
        *out++ = '.';
        for (int32_t w = -1; w >= number->weight - number->n_digits + 1; w--)
            out = print_four(out, w > number->weight ? 0 : number_digit(number, number->weight - w));
        while (out[-1] == '0')
            out--;
    }
    return (size_t) (out - buf);
}
