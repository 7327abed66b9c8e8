/*
 * types_exact.c: what neither a fuzzer nor SQL can show: every industry word and every kind of span there is,
 * and bytes that no text of a server can hold. Prints TAP.
 */
#include <stdio.h>
#include <stdlib.h>

#include "date.h"
#include "decimal.h"
#include "industry.h"
#include "period.h"
#include "sector_key.h"
#include "target.h"
#include "uscc.h"

static int n_tests;
static int n_failed;

static void
ok(bool passed, const char *name)
{
    n_failed += !passed;
    printf("%s %d - %s\n", passed ? "ok" : "not ok", ++n_tests, name);
}

static bool
try_sector(struct slice text, struct fault *fault)
{
    struct slice s;

    return sector_parse(text, &s, fault);
}

static bool
try_period(struct slice text, struct fault *fault)
{
    struct period p;

    return period_parse(text, &p, fault);
}

static bool
try_target(struct slice text, struct fault *fault)
{
    struct target t;

    return target_parse(text, &t, fault);
}

static bool
try_industry(struct slice text, struct fault *fault)
{
    struct industry code;

    return industry_parse(text, &code, fault);
}

struct parser
{
    const char *name;
    bool (*try)(struct slice text, struct fault *fault);
    const char *valid;
    bool folds; /* says more of a byte than that it may not stand there */
};

static const struct parser parsers[] = {{"sector", try_sector, "sx.it", true},
                                        {"stat_period", try_period, "2015-03", true},
                                        {"target", try_target, "50 \xe4\xb8\xaa", true},
                                        {"industry", try_industry, "C3511", true},
                                        {"numeric", decimal_check, "-12.5", false},
                                        {"date", date_check, "2015-03-31", false},
                                        {"uscc", uscc_check, "91350100M000100Y43", false}};

/* Bytes that are no UTF-8, or a character that may stand nowhere. */
static const struct
{
    const char *name;
    const char *bytes;
    size_t len;
    enum fault_code code;
} broken[] = {
    {"a lone continuation byte", "\x80", 1, FAULT_ENCODING},
    {"a first byte without its second", "\xe4\xb8", 2, FAULT_ENCODING},
    {"an overlong slash", "\xc0\xaf", 2, FAULT_ENCODING},
    {"an overlong NUL", "\xc0\x80", 2, FAULT_ENCODING},
    {"an overlong letter of three bytes", "\xe0\x81\x81", 3, FAULT_ENCODING},
    {"a high surrogate", "\xed\xa0\x80", 3, FAULT_ENCODING},
    {"a low surrogate", "\xed\xb0\x80", 3, FAULT_ENCODING},
    {"a pair of surrogates", "\xed\xa0\x81\xed\xb0\x80", 6, FAULT_ENCODING},
    {"a character above U+10FFFF", "\xf4\x90\x80\x80", 4, FAULT_ENCODING},
    {"a byte of no meaning", "\xff", 1, FAULT_ENCODING},
    {"half a GBK character", "\xd6\xd0", 2, FAULT_ENCODING},
    {"NUL", "\0", 1, FAULT_SYNTAX},
    {"an escape", "\x1b", 1, FAULT_SYNTAX},
    {"DEL", "\x7f", 1, FAULT_SYNTAX},
    {"a next line", "\xc2\x85", 2, FAULT_SYNTAX},
    {"a byte order mark", "\xef\xbb\xbf", 3, FAULT_SYNTAX},
    {"a right-to-left override", "\xe2\x80\xae", 3, FAULT_SYNTAX},
    {"a zero-width joiner", "\xe2\x80\x8d", 3, FAULT_SYNTAX},
    {"a variation selector", "\xef\xb8\x8f", 3, FAULT_SYNTAX},
    {"no character", "\xef\xbf\xbf", 3, FAULT_SYNTAX},
};

/* Each of those before, within and behind a valid text of each type: refused, at its place. */
static void
test_broken_bytes(void)
{
    for (size_t p = 0; p < sizeof(parsers) / sizeof(parsers[0]); p++)
    {
        bool refused = true;
        bool placed = true;
        char name[80];

        for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++)
        {
            size_t len = strlen(parsers[p].valid);
            size_t places[] = {0, 2, len};

            for (size_t j = 0; j < 3; j++)
            {
                struct fault fault = {0};
                char text[64];

                memcpy(text, parsers[p].valid, places[j]);
                memcpy(text + places[j], broken[i].bytes, broken[i].len);
                memcpy(text + places[j] + broken[i].len, parsers[p].valid + places[j], len - places[j]);
                if (parsers[p].try(slice_make(text, len + broken[i].len), &fault))
                {
                    printf("# %s accepts %s at %zu\n", parsers[p].name, broken[i].name, places[j]);
                    refused = false;
                }
                else if (parsers[p].folds &&
                         (fault.code != broken[i].code || fault.offset != (int32_t) places[j]))
                {
                    printf("# %s: %s at %zu: code %d at %d: %s\n", parsers[p].name, broken[i].name, places[j],
                           (int) fault.code, (int) fault.offset, fault.detail);
                    placed = false;
                }
            }
        }
        snprintf(name, sizeof(name), "%s refuses %zu kinds of broken bytes", parsers[p].name,
                 sizeof(broken) / sizeof(broken[0]));
        ok(refused, name);
        if (!parsers[p].folds)
            continue;
        snprintf(name, sizeof(name), "%s says what they are and where", parsers[p].name);
        ok(placed, name);
    }
}

/* Of each edition 20 sections, its divisions, and below each of them 10 groups of 10 classes; of no other
 * edition any. */
static void
test_every_industry(void)
{
    int found[32] = {0};
    bool same = true;
    int all = 0;
    int32_t before = -1;

    for (int32_t word = -5; word < 32 << 20; word++)
    {
        struct industry again;
        struct fault fault;
        char text[INDUSTRY_TEXT_MAX];

        if (!industry_is_word(word))
            continue;
        found[word >> 20]++;
        all++;
        same =
            same &&
            industry_parse(slice_make(text, industry_print(industry_unpack(word), text)), &again, &fault) &&
            industry_pack(again) == word && industry_last(word) >= word && before < word;
        before = word;
    }
    ok(found[11] == 20 + 96 * 111 && found[17] == 20 + 97 * 111, "there are as many industry words as codes");
    ok(all == found[11] + found[17], "and of no other edition");
    ok(same, "every industry word prints and reads as itself");
}

static void
test_every_span(void)
{
    static const int32_t lengths[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 18, 24, 36, 60, 120, 1200};
    bool same = true;
    long spans = 0;

    for (int32_t first = PERIOD_FIRST_MONTH; first <= PERIOD_LAST_MONTH;
         first += first < 2000 * 12 || first > 2030 * 12 ? 7 : 1)
    {
        for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++)
        {
            struct period p = {first, lengths[i]};
            struct period again;
            struct fault fault;
            char text[PERIOD_TEXT_MAX];

            if (!period_is_in_range(p))
                continue;
            spans++;
            same = same && period_parse(slice_make(text, period_print(p, text)), &again, &fault) &&
                   again.first_month == p.first_month && again.months == p.months;
        }
    }
    ok(same && spans > 300000, "spans of 19 lengths over 9999 years print and read as themselves");
}

/* 1 MB of whatever a type may hold is refused at once, not after reading it again and again. */
static void
test_long_texts(void)
{
    static const char *const fillers[] = {"9",   " ",     "a", "sx.", "\xe4\xb8\x87", "\xe4\xb8\xaa",
                                          "7%~", "2015-", "C"};
    static char text[1000002];

    for (size_t p = 0; p < sizeof(parsers) / sizeof(parsers[0]); p++)
    {
        bool refused = true;
        char name[80];

        for (size_t i = 0; i < sizeof(fillers) / sizeof(fillers[0]); i++)
        {
            struct fault fault = {0};
            size_t len = strlen(fillers[i]);

            for (size_t at = 0; at < 1000000; at++)
                text[at] = fillers[i][at % len];
            refused = refused && !parsers[p].try(slice_make(text, 1000000 / len * len), &fault) &&
                      fault.detail[0] != '\0' && fault.hint[0] != '\0';
        }
        snprintf(name, sizeof(name), "%s refuses a million bytes", parsers[p].name);
        ok(refused, name);
    }
}

/* What labels are made of, in no order. */
static const char *const label_parts[] = {"a",
                                          "it",
                                          "z",
                                          "new_energy",
                                          "new",
                                          "_",
                                          "-",
                                          "B",
                                          "Z",
                                          "0",
                                          "00",
                                          "01",
                                          "1",
                                          "1a",
                                          "2",
                                          "9",
                                          "10",
                                          "010",
                                          "99",
                                          "100",
                                          "1_",
                                          "123456789012345",
                                          "99999999999999",
                                          "100000000000000",
                                          "\xe4\xb8\xad",
                                          "\xe5\x8d\x8e",
                                          "\xf0\x9f\x99\x82"};

#define LABEL_PARTS (sizeof(label_parts) / sizeof(label_parts[0]))
#define SECTORS     (LABEL_PARTS * (3 * LABEL_PARTS + 2))

static char sector_text[SECTORS][64];

static struct slice
sector_at(size_t i)
{
    return slice_make(sector_text[i], strlen(sector_text[i]));
}

static int
compare_texts(const void *a, const void *b)
{
    return sector_compare(slice_make(a, strlen(a)), slice_make(b, strlen(b)));
}

/* Whether keys taken in the order of the array, or from its end, or every so many, never contradict the
 * comparison. */
static bool
keys_agree(size_t first, size_t step)
{
    static uint64_t key[SECTORS];
    static struct sector_keys keys;
    bool agree = true;

    memset(&keys, 0, sizeof(keys));
    for (size_t i = 0; i < SECTORS; i++)
    {
        size_t at = (first + i * step) % SECTORS;

        key[at] = sector_key(&keys, sector_at(at));
    }
    for (size_t i = 0; i < SECTORS; i++)
    {
        for (size_t j = 0; j < i; j++)
            agree = agree && (key[i] == key[j] ||
                              (key[i] < key[j]) == (sector_compare(sector_at(i), sector_at(j)) < 0));
        agree = agree && key[i] == sector_key(&keys, sector_at(i));
    }
    return agree && keys.n > 20;
}

/* Far more first places than a sort remembers, in any order. */
static void
test_sector_keys(void)
{
    size_t n = 0;

    for (size_t i = 0; i < LABEL_PARTS; i++)
    {
        snprintf(sector_text[n++], sizeof(sector_text[0]), "%s", label_parts[i]);
        snprintf(sector_text[n++], sizeof(sector_text[0]), "x.%s.^", label_parts[i]);
        for (size_t j = 0; j < LABEL_PARTS; j++)
        {
            snprintf(sector_text[n++], sizeof(sector_text[0]), "x.%s.%s", label_parts[i], label_parts[j]);
            snprintf(sector_text[n++], sizeof(sector_text[0]), "x.%s%s.b", label_parts[i], label_parts[j]);
            snprintf(sector_text[n++], sizeof(sector_text[0]), "x.a.%s%s", label_parts[i], label_parts[j]);
        }
    }
    ok(keys_agree(0, 1) && keys_agree(0, 1009), "keys of a sort agree with the comparison");
    qsort(sector_text, SECTORS, sizeof(sector_text[0]), compare_texts);
    ok(keys_agree(0, 1), "and of one that is sorted already");
    ok(keys_agree(SECTORS - 1, SECTORS - 1), "and of one that is sorted backwards");
}

int
main(void)
{
    test_broken_bytes();
    test_sector_keys();
    test_every_industry();
    test_every_span();
    test_long_texts();
    printf("1..%d\n", n_tests);
    return n_failed > 0;
}
