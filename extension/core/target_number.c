/*
 * target_number.c: see target_number.h.
 */
#include "target_number.h"

struct word
{
    const char *text;
    uint64_t value;
    int power;
};

static const struct word digit_words[] = {{"零", 0, 0}, {"〇", 0, 0}, {"一", 1, 0}, {"二", 2, 0},
                                          {"两", 2, 0}, {"三", 3, 0}, {"四", 4, 0}, {"五", 5, 0},
                                          {"六", 6, 0}, {"七", 7, 0}, {"八", 8, 0}, {"九", 9, 0}};
static const struct word place_words[] = {
    {"十", 10, 1}, {"百", 100, 2}, {"千", 1000, 3}, {"万", 10000, 4}, {"亿", 100000000, 8}};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static bool
starts(struct slice text, const char *word)
{
    size_t len = strlen(word);

    return text.len >= len && memcmp(text.ptr, word, len) == 0;
}

static const struct word *
word_at(struct slice text, const struct word *table, size_t count)
{
    for (size_t i = 0; i < count; i++)
    {
        if (starts(text, table[i].text))
            return &table[i];
    }
    return NULL;
}

/* Whether 千 or 百 here begins a unit word: 千瓦时, 千克, 百分点. */
static bool
begins_unit(struct slice text)
{
    static const char *const units[] = {"千瓦", "千克", "千米", "千卡", "千伏", "千帕", "千焦",
                                        "千赫", "千安", "千牛", "千乏", "百分", "百帕"};

    for (size_t i = 0; i < COUNT(units); i++)
    {
        if (starts(text, units[i]))
            return true;
    }
    return false;
}

bool
target_number_shift(const char *digits, int shift, char *out, size_t cap)
{
    char mantissa[4 * TARGET_DIGITS_MAX];
    size_t len = 0;
    int point = -1;
    size_t first = 0;
    size_t at = 0;
    int whole;

    for (const char *p = digits; *p != '\0'; p++)
    {
        if (*p == '.')
            point = (int) len;
        else if (len + 1 < sizeof(mantissa))
            mantissa[len++] = *p;
        else
            return false;
    }
    whole = (point < 0 ? (int) len : point) + shift;
    while (first < len && mantissa[first] == '0')
        first++;
    while (len > first && mantissa[len - 1] == '0')
        len--;
    if (first == len)
    {
        if (cap < 2)
            return false;
        memcpy(out, "0", 2);
        return true;
    }
    /* Digit i has the weight 10^(whole - 1 - i). */
    if ((whole > (int) len ? (size_t) whole : len) + (whole < 0 ? (size_t) -whole : 0) + 4 > cap)
        return false;
    for (int i = whole <= (int) first ? whole - 1 : (int) first; i < (int) len || i < whole; i++)
    {
        if (i == whole)
            out[at++] = '.';
        out[at++] = i >= 0 && i < (int) len ? mantissa[i] : '0';
    }
    out[at] = '\0';
    return true;
}

/* The digits before the point. */
static size_t
whole_digits(const char *digits)
{
    return digits[0] == '0' ? 0 : strcspn(digits, ".");
}

int
target_number_compare(const struct target_number *a, const struct target_number *b)
{
    size_t whole_a = whole_digits(a->digits);
    size_t whole_b = whole_digits(b->digits);
    int order;

    if (a->negative != b->negative)
        return a->negative ? -1 : 1;
    if (whole_a != whole_b)
        order = whole_a < whole_b ? -1 : 1;
    else
        order = strcmp(a->digits, b->digits); /* plain texts with equal integer lengths order as numbers */
    return a->negative ? -order : order;
}

int
target_number_chinese(struct slice text, uint64_t *value)
{
    uint64_t total = 0;   /* closed by 亿 */
    uint64_t section = 0; /* below 万 */
    uint64_t high = 0;    /* closed by 万 */
    uint64_t digit = 0;
    bool has_digit = false;
    bool zero = false;
    uint64_t last_place = 0;
    size_t at = 0;
    bool any = false;

    for (;;)
    {
        struct slice rest = slice_make(text.ptr + at, text.len - at);
        const struct word *w = word_at(rest, digit_words, COUNT(digit_words));

        if (w != NULL)
        {
            if (has_digit && digit != 0)
                return -1;
            digit = w->value;
            zero = zero || digit == 0;
            has_digit = true;
            any = true;
            at += strlen(w->text);
            continue;
        }
        w = word_at(rest, place_words, COUNT(place_words));
        if (w == NULL || begins_unit(rest))
            break;
        any = true;
        at += strlen(w->text);
        if (w->value < 10000)
        {
            if (has_digit && digit == 0 && w->value != 10)
                return -1;
            /* Places descend, and only 十 stands without a digit inside a number. */
            if (last_place != 0 && last_place < 10000 &&
                (last_place <= w->value || (!has_digit && w->value != 10)))
                return -1;
            section += (has_digit && digit != 0 ? digit : 1) * w->value;
        }
        else
        {
            section += has_digit ? digit : 0;
            if (w->value == 10000)
            {
                if (high != 0)
                    return -1;
                high = (section == 0 && !has_digit ? 1 : section) * 10000;
                section = 0;
            }
            else
            {
                if (total != 0)
                    return -1;
                total = (high + section == 0 ? 1 : high + section);
                if (total > UINT64_MAX / 1000000000)
                    return -1;
                total *= 100000000;
                high = 0;
                section = 0;
            }
        }
        last_place = w->value;
        digit = 0;
        has_digit = false;
        zero = false;
    }
    if (!any)
        return 0;
    /* 一百五 is 150 to some and 105 to others. */
    if (has_digit && digit != 0 && last_place > 10 && !zero)
        return -1;
    *value = total + high + section + (has_digit ? digit : 0);
    return (int) at;
}

int
target_number_scale(struct slice text, size_t *bytes)
{
    int power = 0;

    *bytes = 0;
    for (;;)
    {
        struct slice rest = slice_make(text.ptr + *bytes, text.len - *bytes);
        const struct word *w = word_at(rest, place_words, COUNT(place_words));

        if (w == NULL || w->power == 1 || begins_unit(rest) || power > 16)
            return power;
        power += w->power;
        *bytes += strlen(w->text);
    }
}
