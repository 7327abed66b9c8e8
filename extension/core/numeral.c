/*
 * numeral.c: see numeral.h. Numerals are taken apart into digits and places first, and then judged as a
 * whole.
 */
#include "numeral.h"

#include <stdio.h>

#define NUMERAL_BYTES 3
#define COUNT(table)  (sizeof(table) / sizeof((table)[0]))
#define TOKENS_MAX    40
#define WAN           UINT64_C(10000)
#define YI            UINT64_C(100000000)

struct word
{
    const char *text;
    uint64_t value;
    int power; /* of a place: its power of ten; 0 = a digit */
};

static const struct word digit_words[] = {
    {"零", 0, 0}, {"〇", 0, 0}, {"○", 0, 0},  {"一", 1, 0}, {"二", 2, 0}, {"两", 2, 0}, {"兩", 2, 0},
    {"三", 3, 0}, {"四", 4, 0}, {"五", 5, 0}, {"六", 6, 0}, {"七", 7, 0}, {"八", 8, 0}, {"九", 9, 0}};
static const struct word place_words[] = {{"十", 10, 1},  {"百", 100, 2}, {"千", 1000, 3}, {"万", WAN, 4},
                                          {"萬", WAN, 4}, {"亿", YI, 8},  {"億", YI, 8}};

static const char side_by_side[] = "Numerals side by side are a rough number or digits one by one";
static const char no_place[] = "The last numeral has no place word";
static const char no_number[] = "These numerals are no number";
static const char no_scale[] = "These scale words do not go together";
static const char no_tail[] = "What follows the scale word can be read in two ways";
static const char no_parts[] = "Parts behind a scale word are read only in whole 万 or 亿, as in 1亿5000万";
static const char no_wan[] = "What follows 亿 has neither 万 nor 零";

/* Every numeral is one character of three bytes. */
static const struct word *
word_at(struct slice text, const struct word *table, size_t count)
{
    if (text.len < NUMERAL_BYTES || (unsigned char) text.ptr[0] < 0xe2)
        return NULL;
    for (size_t i = 0; i < count; i++)
    {
        if (memcmp(text.ptr, table[i].text, NUMERAL_BYTES) == 0)
            return &table[i];
    }
    return NULL;
}

/* Whether 千, 百 or 万 here begins another word: 千瓦时, 千克, 百分点, 千分之. */
static bool
begins_other_word(struct slice text)
{
    static const char *const words[] = {"千瓦",   "千克",   "千米",   "千卡",   "千伏",   "千帕",
                                        "千焦",   "千赫",   "千乏",   "百帕",   "千分之", "千分点",
                                        "千分比", "百分之", "百分点", "百分比", "百分率", "百分数",
                                        "百分百", "万分之", "万分点", "万分比"};

    for (size_t i = 0; i < COUNT(words); i++)
    {
        if (slice_starts(text, words[i]))
            return true;
    }
    return false;
}

/* A digit or place at the start of text, or NULL. */
static const struct word *
token_at(struct slice text)
{
    const struct word *w;

    w = word_at(text, digit_words, COUNT(digit_words));
    if (w != NULL)
        return w;
    w = word_at(text, place_words, COUNT(place_words));
    return w == NULL || begins_other_word(text) ? NULL : w;
}

bool
numeral_starts_chinese(struct slice text)
{
    return token_at(text) != NULL;
}

static bool
unclear(struct numeral *out, const char *why)
{
    out->why = why;
    out->readings[0] = '\0';
    return false;
}

static bool
unclear_between(struct numeral *out, const char *why, uint64_t one, uint64_t other)
{
    out->why = why;
    snprintf(out->readings, sizeof(out->readings), "%llu or %llu", (unsigned long long) one,
             (unsigned long long) other);
    return false;
}

static bool
is_digit_token(const struct word *w)
{
    return w->power == 0;
}

/* The last numeral of a section, which has no place word: what it counts must be certain. */
static bool
last_digit(const struct word *w, uint64_t before, bool zero, uint64_t *value, struct numeral *out)
{
    if (before > 10 && !zero)
        return unclear_between(out, no_place, *value + w->value * (before / 10), *value + w->value);
    if (before > 0 && strcmp(w->text, "两") == 0)
        return unclear(out, no_number);
    *value += w->value;
    return true;
}

/*
 * The number below 10,000 in tokens[0..n): places descend, 十 needs no digit before it, 百 and 千 alone are
 * the whole, and 零 stands where a place is left out. `above` is the place before the section, 0 when there
 * is none.
 */
static bool
section(const struct word *const *tokens, size_t n, uint64_t above, uint64_t *value, struct numeral *out)
{
    uint64_t before = above; /* the last place seen */
    bool zero = false;

    *value = 0;
    if (n == 1 && above == 0)
    {
        *value = tokens[0]->value;
        return true;
    }
    for (size_t i = 0; i < n; i++)
    {
        uint64_t digit = 1;

        if (is_digit_token(tokens[i]) && tokens[i]->value == 0)
        {
            if (zero || before == 0 || i + 1 == n)
                return unclear(out, is_digit_token(tokens[n - 1]) ? side_by_side : no_number);
            zero = true;
            continue;
        }
        if (is_digit_token(tokens[i]))
        {
            if (i + 1 == n)
                return last_digit(tokens[i], before, zero, value, out);
            digit = tokens[i++]->value;
            if (is_digit_token(tokens[i]))
                return unclear(out, side_by_side);
        }
        else if (tokens[i]->value != 10)
            return unclear(out, no_number);
        if (before != 0 && tokens[i]->value >= before / (zero ? 10 : 1))
            return unclear(out, no_number);
        before = tokens[i]->value;
        *value += digit * before;
        zero = false;
    }
    return true;
}

/* The number below 10^8 in tokens: sections above and below 万. */
static bool
below_yi(const struct word *const *tokens, size_t n, uint64_t above, uint64_t *value, struct numeral *out)
{
    size_t wan = n;
    uint64_t high = 1;
    uint64_t low = 0;

    for (size_t i = 0; i < n; i++)
    {
        if (tokens[i]->value == WAN)
        {
            if (wan < n)
                return unclear(out, no_number);
            wan = i;
        }
    }
    if (wan == n)
        return section(tokens, n, above, value, out);
    if (wan == 0 && (n > 1 || above != 0))
        return unclear(out, no_number);
    if (wan > 0 && !section(tokens, wan, above, &high, out))
        return false;
    if (wan + 2 == n && is_digit_token(tokens[n - 1]))
        return unclear_between(out, no_place, high * WAN + tokens[n - 1]->value * (WAN / 10),
                               high * WAN + tokens[n - 1]->value);
    if (wan + 1 < n && !section(tokens + wan + 1, n - wan - 1, WAN, &low, out))
        return unclear(out, out->why);
    *value = high * WAN + low;
    return true;
}

/* The number in tokens. */
static bool
whole(const struct word *const *tokens, size_t n, uint64_t *value, struct numeral *out)
{
    size_t yi = n;
    uint64_t high = 1;
    uint64_t low = 0;

    for (size_t i = 0; i < n; i++)
    {
        if (tokens[i]->value == YI)
        {
            if (yi < n)
                return unclear(out, no_number);
            yi = i;
        }
    }
    if (yi == n)
        return below_yi(tokens, n, 0, value, out);
    if (yi == 0 && n > 1)
        return unclear(out, no_number);
    if (yi > 0 && !below_yi(tokens, yi, 0, &high, out))
        return false;
    if (yi + 2 == n && is_digit_token(tokens[n - 1]))
        return unclear_between(out, no_place, high * YI + tokens[n - 1]->value * (YI / 10),
                               high * YI + tokens[n - 1]->value);
    if (yi + 1 < n && !below_yi(tokens + yi + 1, n - yi - 1, YI, &low, out))
        return unclear(out, out->why);
    *value = high * YI + low;
    if (low > 0 && low < WAN && tokens[yi + 1]->value != 0)
        return unclear_between(out, no_wan, *value + low * (WAN - 1), *value);
    return true;
}

/* One ASCII digit among numerals: the 5 of 1千5百万. */
static const struct word *
ascii_token(struct slice text)
{
    static const struct word digits[] = {{"0", 0, 0}, {"1", 1, 0}, {"2", 2, 0}, {"3", 3, 0}, {"4", 4, 0},
                                         {"5", 5, 0}, {"6", 6, 0}, {"7", 7, 0}, {"8", 8, 0}, {"9", 9, 0}};

    if (text.len == 0 || text.ptr[0] < '0' || text.ptr[0] > '9')
        return NULL;
    if (text.len > 1 && strchr("0123456789.,", text.ptr[1]) != NULL)
        return NULL;
    return &digits[text.ptr[0] - '0'];
}

/* Whether digits count places as numerals do, two places below 万 one after the other: 3千2百, 2千5百亿. */
static bool
counts_places(struct slice text)
{
    int small = 0;

    while (small < 2 && ascii_token(text) != NULL)
    {
        const struct word *place = token_at(slice_from(text, 1));

        if (place == NULL || place->power == 0)
            return false;
        small = place->power < 4 ? small + 1 : 0;
        text = slice_from(text, 1 + NUMERAL_BYTES);
    }
    return small == 2;
}

/* The next numeral; behind 万 and a digit 千 is a place, also before 米: 二万五千米. */
static const struct word *
token_behind(struct slice text, const struct word *const *tokens, size_t n)
{
    const struct word *w = token_at(text);

    if (w == NULL && (n == 0 || (unsigned char) tokens[0]->text[0] < 0x80))
        return ascii_token(text);
    if (w == NULL && n > 2 && is_digit_token(tokens[n - 1]) && tokens[n - 2]->power >= 4)
        w = word_at(text, place_words, COUNT(place_words));
    return w;
}

/* The scale words at the end that the whole number before them is counted in: 三千万 is 3 × 千万. */
static int
last_scale(const struct word *const *tokens, size_t n)
{
    int power = 0;

    while (n > 0 && tokens[n - 1]->power >= 4)
        power += tokens[--n]->power;
    if (n == 2 && is_digit_token(tokens[0]) && tokens[1]->power > (power > 0 ? 1 : 0))
        power += tokens[1]->power;
    return power;
}

/* Chinese numerals; decimals behind 点. */
static bool
read_chinese(struct slice text, struct numeral *out)
{
    const struct word *tokens[TOKENS_MAX];
    uint64_t value = 0;
    size_t n = 0;
    size_t at = 0;
    size_t bytes;
    int digit;

    for (const struct word *w; (w = token_behind(slice_from(text, at), tokens, n)) != NULL;
         at += strlen(w->text))
    {
        if (n == TOKENS_MAX)
            return unclear(out, no_number);
        tokens[n++] = w;
    }
    out->chinese = true;
    out->bytes = at;
    if (!whole(tokens, n, &value, out))
        return false;
    out->scale = last_scale(tokens, n);
    out->bare = tokens[0]->power >= 2 && (n == 1 || value == 100 * WAN);
    snprintf(out->digits, sizeof(out->digits), "%llu", (unsigned long long) value);
    if (!slice_starts(slice_from(text, at), "点") ||
        numeral_read_digit(slice_from(text, at + strlen("点")), &bytes) < 0)
        return true;
    at += strlen("点");
    n = strlen(out->digits);
    out->digits[n++] = '.';
    while ((digit = numeral_read_digit(slice_from(text, at), &bytes)) >= 0)
    {
        if (n + 1 == sizeof(out->digits))
            return unclear(out, no_number);
        out->digits[n++] = (char) ('0' + digit);
        at += bytes;
    }
    out->digits[n] = '\0';
    out->bytes = at;
    return true;
}

/* Whether text begins with a comma and a group of exactly three digits. */
static bool
starts_group(struct slice text)
{
    return text.len > 3 && text.ptr[0] == ',' && slice_digits(slice_from(text, 1)) == 3;
}

/* ASCII digits with groups and a point; they are copied without the commas. */
static bool
read_ascii(struct slice text, struct numeral *out)
{
    size_t at = slice_digits(text);
    size_t n = at;
    size_t part;

    if (at >= sizeof(out->digits))
        return unclear(out, no_number);
    memcpy(out->digits, text.ptr, at);
    if (at <= 3 && text.ptr[0] != '0')
    {
        for (; starts_group(slice_from(text, at)); at += 4, n += 3)
        {
            if (n + 4 >= sizeof(out->digits))
                return unclear(out, no_number);
            memcpy(out->digits + n, text.ptr + at + 1, 3);
        }
    }
    part = at < text.len && text.ptr[at] == '.' ? slice_digits(slice_from(text, at + 1)) : 0;
    if (part > 0)
    {
        if (n + part + 1 >= sizeof(out->digits))
            return unclear(out, no_number);
        memcpy(out->digits + n, text.ptr + at, part + 1);
        at += part + 1;
        n += part + 1;
    }
    out->digits[n] = '\0';
    out->bytes = at;
    return true;
}

static size_t
count_spaces(struct slice text)
{
    size_t n = 0;

    while (n < text.len && text.ptr[n] == ' ')
        n++;
    return n;
}

/*
 * The scale words that come next, with spaces before each or none: at most one each of 百 or 千, 万, 亿, in
 * this order. Their power of ten.
 */
static int
read_scale(struct slice text, size_t *bytes)
{
    int power = 0;
    int stage = 0;

    *bytes = 0;
    for (;;)
    {
        size_t gap = count_spaces(slice_from(text, *bytes));
        const struct word *w = token_at(slice_from(text, *bytes + gap));
        int next = w == NULL || w->power < 2 ? 0 : w->power < 4 ? 1 : w->power < 8 ? 2 : 3;

        if (next <= stage)
            return power;
        stage = next;
        power += w->power;
        *bytes += gap + NUMERAL_BYTES;
    }
}

/* digits × 10^power as a number; 0 when it has a point or is too great to be shown. */
static uint64_t
shown(const char *digits, size_t count, int power)
{
    uint64_t value = 0;

    if (count + (size_t) power > 18)
        return 0;
    for (size_t i = 0; i < count; i++)
    {
        if (digits[i] == '.')
            return 0;
        value = value * 10 + (uint64_t) (digits[i] - '0');
    }
    while (power-- > 0)
        value *= 10;
    return value;
}

/* A tail without its scale word: 1万5 is 15000 or 10005, 1亿5千 is 150000000 or 100005000. */
static bool
unclear_tail(struct numeral *out, struct slice tail, int power, struct slice behind)
{
    uint64_t high = shown(out->digits, strlen(out->digits), out->power);
    uint64_t low = shown(tail.ptr, tail.len, power);
    int lift = out->power >= 8 ? out->power - 4 : out->power - (int) tail.len;

    if (high == 0 || low == 0 || slice_digits(behind) > 0 || token_at(behind) != NULL || power > 3 ||
        (out->power < 8 && power > 0) || lift < 0)
        return unclear(out, no_parts);
    return unclear_between(out, no_tail, high + shown(tail.ptr, tail.len, power + lift), high + low);
}

/* What follows a scale word: 1亿5000万 adds its parts when no two of them overlap; 零 joins any smaller part.
 */
static bool
read_tail(struct slice text, struct numeral *out)
{
    while (out->power > 0)
    {
        struct slice rest = slice_from(text, out->bytes);
        size_t zero = slice_starts(rest, "零") ? strlen("零") : 0;
        size_t count = slice_digits(slice_from(rest, zero));
        size_t bytes;
        size_t n = strlen(out->digits);
        size_t gap;
        int power;

        if (count == 0)
            return true;
        rest = slice_from(rest, zero);
        power = read_scale(slice_from(rest, count), &bytes);
        if (zero == 0 &&
            ((power == 0 && count != (size_t) out->power) || (power > 0 && power < 4 && out->power >= 8)))
            return unclear_tail(out, slice_make(rest.ptr, count), power, slice_from(rest, count + bytes));
        if (strchr(out->digits, '.') != NULL || power >= out->power ||
            count + (size_t) power > (size_t) out->power || (rest.len > count && rest.ptr[count] == '.'))
            return unclear(out, no_parts);
        gap = (size_t) (out->power - power) - count;
        if (n + gap + count >= sizeof(out->digits))
            return unclear(out, no_number);
        memset(out->digits + n, '0', gap);
        memcpy(out->digits + n + gap, rest.ptr, count);
        out->digits[n + gap + count] = '\0';
        out->power = power;
        out->scale = 0;
        out->bytes += zero + count + bytes;
    }
    return true;
}

enum numeral_found
numeral_read(struct slice text, struct numeral *out)
{
    bool digits = text.len > 0 && text.ptr[0] >= '0' && text.ptr[0] <= '9';
    bool ascii = digits && !counts_places(text);
    size_t bytes;

    out->power = 0;
    out->scale = 0;
    out->bare = false;
    out->chinese = false;
    out->bytes = 0;
    out->why = NULL;
    out->readings[0] = '\0';
    if (!digits && token_at(text) == NULL)
        return NUMERAL_NONE;
    if (!(ascii ? read_ascii(text, out) : read_chinese(text, out)))
        return NUMERAL_UNCLEAR;
    out->power = read_scale(slice_from(text, out->bytes), &bytes);
    out->bytes += bytes;
    out->scale += out->power;
    if (!read_tail(text, out))
        return NUMERAL_UNCLEAR;
    if (token_at(slice_from(text, out->bytes)) != NULL)
        unclear(out, no_scale);
    else if (out->chinese && slice_digits(slice_from(text, out->bytes)) > 0)
        unclear(out, no_tail);
    return out->why == NULL ? NUMERAL_READ : NUMERAL_UNCLEAR;
}

int
numeral_read_digit(struct slice text, size_t *bytes)
{
    const struct word *w = word_at(text, digit_words, COUNT(digit_words));

    if (w == NULL)
        return -1;
    *bytes = NUMERAL_BYTES;
    return (int) w->value;
}

int
numeral_read_small(struct slice text, size_t *bytes)
{
    size_t count = slice_digits(text);
    size_t used = 0;
    int tens;
    int ones;

    if (count > 0)
    {
        *bytes = count;
        return count == 1   ? text.ptr[0] - '0'
               : count == 2 ? (text.ptr[0] - '0') * 10 + (text.ptr[1] - '0')
                            : -1;
    }
    *bytes = 0;
    tens = numeral_read_digit(text, &used);
    if (tens >= 0)
        *bytes = used;
    if (!slice_starts(slice_from(text, *bytes), "十"))
        return tens;
    *bytes += strlen("十");
    ones = numeral_read_digit(slice_from(text, *bytes), &used);
    if (ones > 0)
        *bytes += used;
    return (tens < 0 ? 1 : tens) * 10 + (ones < 0 ? 0 : ones);
}
