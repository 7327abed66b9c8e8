/*
 * types_fuzz.c: no input breaks a parser of core, and what one accepts it prints and reads again as itself.
 *
 * The first byte chooses the parser. Laws are checked by abort(), so that the fuzzer reports them. Every
 * parser gets its text in a block of exactly its size, so that one byte too far is seen.
 */
#include <stdio.h>
#include <stdlib.h>

#include "canonical.h"
#include "date.h"
#include "decimal.h"
#include "fold.h"
#include "industry.h"
#include "letters.h"
#include "number_math.h"
#include "numeral.h"
#include "power.h"
#include "period.h"
#include "sector_key.h"
#include "target.h"
#include "target_figures.h"
#include "target_number.h"
#include "target_words.h"
#include "uscc.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What the readers of numbers allocate, freed after each input. */
static void *kept[512];
static int n_kept;

static void *
malloc_kept(size_t bytes)
{
    if (n_kept == 512 || (kept[n_kept] = malloc(bytes)) == NULL)
        abort();
    return kept[n_kept++];
}

static void
free_kept(void)
{
    while (n_kept > 0)
        free(kept[--n_kept]);
}

static void
check_law(bool kept_law, const char *law, int line)
{
    if (kept_law)
        return;
    fprintf(stderr, "types_fuzz.c:%d: broken law: %s\n", line, law);
    abort();
}

#define must(law) check_law(law, #law, __LINE__)

/* A refused text has a code, a detail, a hint and a place within it. */
static void
check_fault(const struct fault *fault, size_t len)
{
    must(fault->code != FAULT_NONE && fault->detail[0] != '\0' && fault->hint[0] != '\0');
    must(fault->offset >= -1 && fault->offset <= (int32_t) len);
}

/* The text in full-width characters with white space around it; false when that would not fit a fold. */
static bool
widen(struct slice text, char *out, size_t *len)
{
    static const char ideographic_space[] = "\xe3\x80\x80";

    if (text.len * 3 > FOLD_MAX_BYTES)
        return false;
    memcpy(out, ideographic_space, 3);
    *len = 3;
    for (size_t i = 0; i < text.len; i++)
    {
        unsigned char c = (unsigned char) text.ptr[i];
        uint32_t wide = c - '!' + 0xff01u;

        if (c < '!' || c > '}')
        {
            out[(*len)++] = (char) c;
            continue;
        }
        out[(*len)++] = (char) (0xe0 | wide >> 12);
        out[(*len)++] = (char) (0x80 | (wide >> 6 & 0x3f));
        out[(*len)++] = (char) (0x80 | (wide & 0x3f));
    }
    memcpy(out + *len, "\t ", 2);
    *len += 2;
    return true;
}

/* Any three sectors are ordered, and what lies below another is what lies before its sentinel. */
static void
check_sector_order(struct slice text, struct fault *fault)
{
    struct sector_keys keys = {0};
    uint64_t key[3];
    struct slice part[3];
    char upper[SECTOR_BOUND_MAX_BYTES];
    struct slice bound;
    size_t third = text.len / 3;

    for (int i = 0; i < 3; i++)
    {
        size_t len = i < 2 ? third : text.len - 2 * third;

        if (!sector_parse_bound(slice_make(text.ptr + third * (size_t) i, len), &part[i], fault))
            return;
        key[i] = sector_key(&keys, part[i]);
    }
    for (int i = 0; i < 3; i++)
    {
        struct slice a = part[i];
        struct slice b = part[(i + 1) % 3];
        struct slice c = part[(i + 2) % 3];
        int order = sector_compare(a, b);

        must(order == -sector_compare(b, a) && (order == 0) == slice_equal(a, b));
        must(order > 0 || sector_compare(b, c) > 0 || sector_compare(a, c) <= 0);
        must(key[i] == key[(i + 1) % 3] || (key[i] < key[(i + 1) % 3]) == (order < 0));
        if (sector_is_sentinel(a))
        {
            must(!sector_contains(a, b));
            continue;
        }
        memcpy(upper, a.ptr, a.len);
        memcpy(upper + a.len, ".^", 2);
        bound = slice_make(upper, a.len + 2);
        must(sector_contains(a, b) == (order <= 0 && sector_compare(b, bound) < 0));
    }
}

static void
fuzz_sector(struct slice text, struct fault *fault)
{
    struct slice s;
    struct slice again;
    char upper[SECTOR_BOUND_MAX_BYTES];
    struct slice bound;

    check_sector_order(text, fault);
    if (!sector_parse(text, &s, fault))
    {
        check_fault(fault, text.len);
        return;
    }
    must(s.len <= SECTOR_MAX_BYTES && sector_level(s) <= SECTOR_MAX_LEVEL && utf8_find_broken(s) < 0);
    must(sector_parse(s, &again, fault) && slice_equal(s, again));
    must(slice_equal(letters_trim(text), s));
    must(sector_contains(sector_root(s), s) && sector_contains(s, s));
    for (int level = 0; level <= sector_level(s); level++)
        must(sector_level(sector_ancestor(s, level)) == level &&
             sector_contains(sector_ancestor(s, level), s));
    memcpy(upper, s.ptr, s.len);
    memcpy(upper + s.len, ".^", 2);
    must(sector_parse_bound(slice_make(upper, s.len + 2), &bound, fault) && sector_compare(s, bound) < 0);
}

/* A span is what it prints, also when it is written in full-width characters. */
static void
check_period(struct period p, struct fault *fault)
{
    struct period again;
    char printed[PERIOD_TEXT_MAX];
    char wide[FOLD_MAX_BYTES + 16];
    size_t len = period_print(p, printed);

    must(len < sizeof(printed));
    must(period_parse(slice_make(printed, len), &again, fault));
    must(p.first_month == again.first_month && p.months == again.months && period_has(p, again));
    must(widen(slice_make(printed, len), wide, &len) && period_parse(slice_make(wide, len), &again, fault));
    must(p.first_month == again.first_month && p.months == again.months);
}

static void
fuzz_period(struct slice text, struct fault *fault)
{
    struct period p;
    struct period quick;

    if (canonical_period(text, &quick))
        must(period_parse(text, &p, fault) && p.first_month == quick.first_month && p.months == quick.months);

    /* As recv reads it: two words, and whether they are a span. */
    if (text.len >= sizeof(p))
    {
        memcpy(&p, text.ptr, sizeof(p));
        if (period_is_in_range(p))
            check_period(p, fault);
        p.first_month = PERIOD_FIRST_MONTH + (int32_t) ((uint32_t) p.first_month % (9999 * 12));
        p.months = 1 + (int32_t) ((uint32_t) p.months % 200);
        if (period_is_in_range(p))
            check_period(p, fault);
    }
    if (!period_parse(text, &p, fault))
    {
        check_fault(fault, text.len);
        return;
    }
    must(period_is_in_range(p));
    check_period(p, fault);
}

/* Bounds are plain decimals, those of a range ascend, and those who judge read the same ones. */
static void
check_bounds(const struct target *t, struct slice printed, struct fault *fault)
{
    struct target_figures figures;
    struct number number;
    char lower[TARGET_TEXT_MAX];
    char upper[TARGET_TEXT_MAX];
    size_t lower_len = target_lower_text(t, lower, sizeof(lower));
    size_t upper_len = target_upper_text(t, upper, sizeof(upper));

    must(lower_len < sizeof(lower) && decimal_check(slice_make(lower, lower_len), fault));
    must(upper_len < sizeof(upper) && decimal_check(slice_make(upper, upper_len), fault));
    must(target_figures_read(printed, &figures, malloc_kept, fault));
    must(figures.kind == t->kind && figures.op == t->op);
    must(number_parse(slice_make(lower, lower_len), &number, malloc_kept, fault) &&
         number_compare(&number, &figures.lower, malloc_kept) == 0);
    must(number_parse(slice_make(upper, upper_len), &number, malloc_kept, fault) &&
         number_compare(&number, &figures.upper, malloc_kept) == 0);
    must(t->op != TARGET_RANGE || target_number_compare(&t->lower, &t->upper) < 0);
    free_kept();
}

static void
fuzz_target(struct slice text, struct fault *fault)
{
    struct target t;
    struct target again;
    char printed[TARGET_TEXT_MAX];
    char second[TARGET_TEXT_MAX];
    char wide[FOLD_MAX_BYTES + 16];
    size_t len;
    size_t wide_len;

    if (canonical_target(text))
        must(target_parse(text, &t, fault) &&
             slice_equal(text, slice_make(printed, target_print(&t, printed, sizeof(printed)))));
    if (!target_parse(text, &t, fault))
    {
        check_fault(fault, text.len);
        return;
    }
    len = target_print(&t, printed, sizeof(printed));
    must(len < sizeof(printed) && utf8_find_broken(slice_make(printed, len)) < 0);
    must(target_parse(slice_make(printed, len), &again, fault));
    must(target_print(&again, second, sizeof(second)) == len && memcmp(printed, second, len) == 0);
    must(again.kind == t.kind && again.op == t.op && again.percent == t.percent &&
         strcmp(again.unit, t.unit) == 0);
    must(again.lower.negative == t.lower.negative && strcmp(again.lower.digits, t.lower.digits) == 0);
    must(t.op != TARGET_RANGE ||
         (again.upper.negative == t.upper.negative && strcmp(again.upper.digits, t.upper.digits) == 0));
    if (widen(slice_make(printed, len), wide, &wide_len))
    {
        must(target_parse(slice_make(wide, wide_len), &again, fault));
        must(target_print(&again, second, sizeof(second)) == len && memcmp(printed, second, len) == 0);
    }
    check_bounds(&t, slice_make(printed, len), fault);
}

/* A number is digits with at most one point within, and no reader of words looks behind its text. */
static void
fuzz_words(struct slice text)
{
    struct numeral n;
    size_t bytes;
    enum target_base base;

    switch (numeral_read(text, &n))
    {
        case NUMERAL_READ:
            must(n.bytes > 0 && n.bytes <= text.len && strlen(n.digits) > 0 && n.power >= 0);
            must(strspn(n.digits, "0123456789.") == strlen(n.digits) && n.digits[0] != '.');
            must(n.digits[strlen(n.digits) - 1] != '.');
            break;
        case NUMERAL_UNCLEAR: must(n.bytes <= text.len && n.why != NULL); break;
        case NUMERAL_NONE: must(!numeral_starts_chinese(text)); break;
    }
    must(target_word_before(text, &bytes) == NULL || (bytes > 0 && bytes <= text.len));
    must(target_word_behind(text, &bytes) == NULL || (bytes > 0 && bytes <= text.len));
    must(!target_word_bound_within(text, &bytes) || bytes < text.len);
    must(target_word_base(text, &base) <= text.len);
    must(numeral_read_small(text, &bytes) < 100 && letters_trim(text).len <= text.len);
}

static void
fuzz_industry(struct slice text, struct fault *fault)
{
    struct industry code;
    struct industry again;
    struct slice sector;
    char printed[INDUSTRY_SECTOR_MAX];
    int32_t word;

    if (text.len >= sizeof(word))
    {
        memcpy(&word, text.ptr, sizeof(word));
        if (industry_is_word(word))
            must(industry_pack(industry_unpack(word)) == word);
    }
    if (!industry_parse(text, &code, fault))
    {
        check_fault(fault, text.len);
        return;
    }
    word = industry_pack(code);
    must(industry_is_word(word) && industry_last(word) >= word);
    must(industry_parse(slice_make(printed, industry_print(code, printed)), &again, fault));
    must(industry_pack(again) == word);
    must(sector_parse(slice_make(printed, industry_print_sector(code, printed)), &sector, fault));
    must(sector_level(sector) == industry_level(code));
}

static struct number
read_number(const char *text)
{
    struct number number;
    struct fault fault;

    must(number_parse(slice_of(text), &number, malloc_kept, &fault));
    return number;
}

static struct number
size_of(struct number number)
{
    return number_sign(&number) < 0 ? number_negate(number) : number;
}

/* The power of ten of the last place that is not 0, negative behind the point. */
static int32_t
last_place(struct number number)
{
    char *text = malloc_kept(number_print_bound(&number));
    size_t len = number_print(&number, text);
    char *point = memchr(text, '.', len);
    size_t zeros = 0;

    if (point != NULL)
        return (int32_t) (point - text) + 1 - (int32_t) len;
    while (zeros < len && text[len - 1 - zeros] == '0')
        zeros++;
    return zeros == len ? 0 : (int32_t) zeros;
}

/* A rounded number is the nearest that ends at that place, the greater one in the middle. */
static void
check_rounded(struct number a, struct number rounded, int32_t decimals)
{
    struct number off = size_of(number_add(&a, &rounded, true, malloc_kept));
    struct number two = number_of_int(2, 0);
    struct number twice = number_multiply(&off, &two, malloc_kept);
    struct number unit;
    struct number size = size_of(a);
    struct number rounded_size = size_of(rounded);
    char text[32];
    int order;

    snprintf(text, sizeof(text), "1e%d", (int) -decimals);
    unit = read_number(text);
    order = number_compare(&twice, &unit, malloc_kept);
    must(order < 0 || (order == 0 && number_compare(&rounded_size, &size, malloc_kept) > 0));
    must(number_is_zero(&rounded) || last_place(rounded) >= -decimals);
    must(number_is_zero(&rounded) || number_sign(&rounded) == number_sign(&a));
}

/* e^ln a is a, to 26 digits. */
static void
check_power(struct number a)
{
    struct number power;
    struct number off;
    struct number hair = read_number("1e-26");
    struct fault fault;

    if (number_sign(&a) <= 0 || !number_exp(number_log(&a), &power, malloc_kept, &fault))
        return;
    off = number_add(&power, &a, true, malloc_kept);
    off = size_of(off);
    hair = number_multiply(&a, &hair, malloc_kept);
    must(number_compare(&off, &hair, malloc_kept) <= 0);
}

/* Two numbers with a space between. */
static void
fuzz_numbers(struct slice text, struct fault *fault)
{
    static const int32_t decimals[] = {-40, -3, 0, 1, 18, 20, 70};
    const char *space = memchr(text.ptr, ' ', text.len);
    size_t first = space == NULL ? text.len : (size_t) (space - text.ptr);
    struct number a, b, left, right, x, y;

    if (space == NULL || !number_parse(slice_make(text.ptr, first), &a, malloc_kept, fault) ||
        !number_parse(slice_make(space + 1, text.len - first - 1), &b, malloc_kept, fault))
        return;
    left = number_add(&a, &b, false, malloc_kept);
    right = number_add(&b, &a, false, malloc_kept);
    must(number_compare(&left, &right, malloc_kept) == 0);
    right = number_add(&left, &b, true, malloc_kept);
    must(number_compare(&right, &a, malloc_kept) == 0);
    right = number_add(&a, &b, true, malloc_kept);
    must(number_sign(&right) ==
         (number_compare(&a, &b, malloc_kept) > 0) - (number_compare(&a, &b, malloc_kept) < 0));
    /* (a + b) (a − b) = a a − b b; a product of 100,000 digits takes seconds */
    if (abs(number_magnitude(&a) - number_magnitude(&b)) < 5000)
    {
        left = number_multiply(&left, &right, malloc_kept);
        x = number_multiply(&a, &a, malloc_kept);
        y = number_multiply(&b, &b, malloc_kept);
        right = number_add(&x, &y, true, malloc_kept);
        must(number_compare(&left, &right, malloc_kept) == 0);
    }
    for (size_t i = 0; i < sizeof(decimals) / sizeof(decimals[0]); i++)
    {
        x = a;
        number_round(&x, decimals[i], malloc_kept);
        check_rounded(a, x, decimals[i]);
    }
    if (number_magnitude(&a) < 16000 && number_magnitude(&a) > -16000)
    {
        x = a;
        number_round_significant(&x, 20, malloc_kept);
        check_rounded(a, x, 20 - number_magnitude(&a));
    }
    if (number_sign(&a) != 0 && number_sign(&b) != 0)
    {
        x = a;
        y = b;
        number_to_range(&x, &y, malloc_kept);
        must(number_fits(&x) && number_fits(&y));
        left = number_multiply(&a, &y, malloc_kept);
        right = number_multiply(&x, &b, malloc_kept);
        must(number_compare(&left, &right, malloc_kept) == 0 ||
             number_magnitude(&a) > number_magnitude(&b) + 16000 ||
             number_magnitude(&b) > number_magnitude(&a) + 16000);
    }
    check_power(a);
}

/* What is checked as a number is read as one. */
static void
fuzz_decimal(struct slice text, struct fault *fault)
{
    struct number number;

    if (decimal_check(text, fault))
        must(number_parse(letters_trim(text), &number, malloc_kept, fault));
    else
        check_fault(fault, text.len);
}

/* One of the texts that are checked and never printed. */
static void
fuzz_check(bool (*check)(struct slice, struct fault *), struct slice text, struct fault *fault)
{
    if (!check(text, fault))
        check_fault(fault, text.len);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fault fault = {0};
    struct slice text;
    char *copy;

    if (size == 0)
        return 0;
    copy = malloc(size > 1 ? size - 1 : 1);
    if (copy == NULL)
        abort();
    memcpy(copy, data + 1, size - 1);
    text = slice_make(copy, size - 1);
    switch (data[0] % 9)
    {
        case 0: fuzz_sector(text, &fault); break;
        case 1: fuzz_period(text, &fault); break;
        case 2: fuzz_target(text, &fault); break;
        case 3: fuzz_decimal(text, &fault); break;
        case 4: fuzz_check(date_check, text, &fault); break;
        case 5: fuzz_industry(text, &fault); break;
        case 6: fuzz_check(uscc_check, text, &fault); break;
        case 7: fuzz_words(text); break;
        default: fuzz_numbers(text, &fault); break;
    }
    free_kept();
    free(copy);
    return 0;
}
