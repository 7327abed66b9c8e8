/*
 * types_fuzz.c: no input breaks a parser of core, and what one accepts it prints and reads again as itself.
 *
 * The first byte chooses the parser. Laws are checked by abort(), so that the fuzzer reports them.
 */
#include <stdlib.h>

#include "date.h"
#include "decimal.h"
#include "industry.h"
#include "period.h"
#include "sector.h"
#include "target.h"
#include "uscc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool law)
{
    if (!law)
        abort();
}

/* A refused text has a code, a detail, a hint and a place within it. */
static void
check_fault(const struct fault *fault, size_t len)
{
    must(fault->code != FAULT_NONE && fault->detail[0] != '\0' && fault->hint[0] != '\0');
    must(fault->offset >= -1 && fault->offset <= (int32_t) len);
}

static void
fuzz_sector(struct slice text, struct fault *fault)
{
    struct slice s;
    struct slice again;
    char upper[SECTOR_BOUND_MAX_BYTES];
    struct slice bound;
    size_t half = text.len / 2;
    struct slice a;
    struct slice b;

    if (sector_parse_bound(slice_make(text.ptr, half), &a, fault) &&
        sector_parse_bound(slice_make(text.ptr + half, text.len - half), &b, fault))
    {
        must(sector_compare(a, b) == -sector_compare(b, a));
        must(sector_sort_key(a) == sector_sort_key(b) ||
             (sector_sort_key(a) < sector_sort_key(b)) == (sector_compare(a, b) < 0));
        must((sector_compare(a, b) == 0) == slice_equal(a, b));
        if (!sector_is_sentinel(a))
        {
            memcpy(upper, a.ptr, a.len);
            memcpy(upper + a.len, ".^", 2);
            bound = slice_make(upper, a.len + 2);
            must(sector_contains(a, b) == (sector_compare(a, b) <= 0 && sector_compare(b, bound) < 0));
        }
        else
            must(!sector_contains(a, b));
    }
    if (!sector_parse(text, &s, fault))
    {
        check_fault(fault, text.len);
        return;
    }
    must(s.len <= SECTOR_MAX_BYTES && sector_level(s) <= SECTOR_MAX_LEVEL);
    must(sector_parse(s, &again, fault) && slice_equal(s, again));
    must(sector_contains(sector_root(s), s) && sector_contains(s, s));
    memcpy(upper, s.ptr, s.len);
    memcpy(upper + s.len, ".^", 2);
    must(sector_parse_bound(slice_make(upper, s.len + 2), &bound, fault) && sector_compare(s, bound) < 0);
}

static void
fuzz_period(struct slice text, struct fault *fault)
{
    struct period p;
    struct period again;
    char printed[PERIOD_TEXT_MAX];

    if (!period_parse(text, &p, fault))
    {
        check_fault(fault, text.len);
        return;
    }
    must(period_is_in_range(p));
    must(period_parse(slice_make(printed, period_print(p, printed)), &again, fault));
    must(p.first_month == again.first_month && p.months == again.months);
}

static void
fuzz_target(struct slice text, struct fault *fault)
{
    struct target t;
    struct target again;
    char printed[TARGET_TEXT_MAX];
    char second[TARGET_TEXT_MAX];
    char bound[TARGET_TEXT_MAX];
    size_t len;

    if (!target_parse(text, &t, fault))
    {
        check_fault(fault, text.len);
        return;
    }
    len = target_print(&t, printed, sizeof(printed));
    must(len < sizeof(printed));
    must(target_parse(slice_make(printed, len), &again, fault));
    must(target_print(&again, second, sizeof(second)) == len && memcmp(printed, second, len) == 0);
    must(again.kind == t.kind && again.op == t.op && again.percent == t.percent);
    len = target_lower_text(&t, bound, sizeof(bound));
    must(len < sizeof(bound) && decimal_check(slice_make(bound, len), fault));
    len = target_upper_text(&t, bound, sizeof(bound));
    must(len < sizeof(bound) && decimal_check(slice_make(bound, len), fault));
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

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fault fault = {0};
    struct slice text;

    if (size == 0)
        return 0;
    text = slice_make((const char *) data + 1, size - 1);
    switch (data[0] % 7)
    {
        case 0: fuzz_sector(text, &fault); break;
        case 1: fuzz_period(text, &fault); break;
        case 2: fuzz_target(text, &fault); break;
        case 3:
            if (!decimal_check(text, &fault))
                check_fault(&fault, text.len);
            break;
        case 4:
            if (!date_check(text, &fault))
                check_fault(&fault, text.len);
            break;
        case 5: fuzz_industry(text, &fault); break;
        default:
            if (!uscc_check(text, &fault))
                check_fault(&fault, text.len);
            break;
    }
    return 0;
}
