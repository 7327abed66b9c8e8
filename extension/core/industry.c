/*
 * industry.c: see industry.h. The tables are those of the national standards GB/T 4754-2011 and GB/T
 * 4754-2017.
 */
#include "industry.h"

#include <stdio.h>

#include "fold.h"

static const char form_hint[] =
    "Write a code of GB/T 4754-2017: C, C35, C351, C3511 or 3511; of the edition of 2011: gb11:C3511.";

/* The last division of each section, A to T; the first is one behind the last of the section before. */
static const unsigned char last_2011[] = {5,  12, 43, 46, 50, 52, 60, 62, 65, 69,
                                          70, 72, 75, 78, 81, 82, 84, 89, 95, 96};
static const unsigned char last_2017[] = {5,  12, 43, 46, 50, 52, 60, 62, 65, 69,
                                          70, 72, 75, 79, 82, 83, 85, 90, 96, 97};

enum
{
    SECTIONS = 20
};

static const unsigned char *
last_divisions(int edition)
{
    return edition == 11 ? last_2011 : last_2017;
}

/* The section of a division, 0 when there is no such division. */
static int
section_of(int edition, int division)
{
    const unsigned char *last = last_divisions(edition);

    for (int i = 0; division > 0 && i < SECTIONS; i++)
    {
        if (division <= last[i])
            return i + 1;
    }
    return 0;
}

bool
industry_parse(struct slice text, struct industry *out, struct fault *fault)
{
    struct folded in;
    const char *p = in.text;
    struct industry code = {17, 0, 0, -1, -1};
    char shown[FAULT_TEXT_MAX];
    size_t digits;
    size_t at;
    int section;

    if (!fold_text(text, &in, form_hint, fault))
        return false;
    if (strncmp(p, "gb11:", 5) == 0 || strncmp(p, "gb17:", 5) == 0)
    {
        code.edition = p[3] == '1' ? 11 : 17;
        p += 5;
    }
    else if (memchr(p, ':', in.len) != NULL)
        return fault_set(fault, FAULT_SYNTAX, in.at[0], form_hint, "The edition is written gb11: or gb17:.");
    if (*p >= 'A' && *p <= 'T')
        code.section = *p++ - 'A' + 1;
    at = (size_t) (p - in.text);
    digits = strspn(p, "0123456789");
    if (code.section == 0 && *p >= 'a' && *p <= 't' && strspn(p + 1, "0123456789") == in.len - at - 1)
        return fault_set(fault, FAULT_SYNTAX, in.at[at], form_hint,
                         "The letter of a section is a capital: %c.", *p - 'a' + 'A');
    if (digits == 1 && at + digits == in.len)
        return fault_set(
            fault, FAULT_SYNTAX, in.at[at], form_hint,
            "One digit can be read as a division that lost its zero (0%c) or as the first of two.", *p);
    if (at + digits != in.len || digits == 1 || digits > 4 || (digits == 0 && code.section == 0))
        return fault_set(fault, FAULT_SYNTAX, in.at[at + (digits > 4 ? 4 : digits)], form_hint,
                         "\"%s\" is no code: it is a letter from A to T, two to four digits, or both.",
                         fault_quote(slice_make(in.text, in.len), 30, shown));
    if (digits > 0)
    {
        code.division = (p[0] - '0') * 10 + (p[1] - '0');
        section = section_of(code.edition, code.division);
        if (section == 0)
            return fault_set(fault, FAULT_SYNTAX, in.at[at], form_hint,
                             "The edition of 20%d has no division %02d.", code.edition, code.division);
        if (code.section != 0 && code.section != section)
            return fault_set(fault, FAULT_SYNTAX, in.at[at - 1], form_hint,
                             "Division %02d of the edition of 20%d is in section %c, not %c.", code.division,
                             code.edition, 'A' + section - 1, 'A' + code.section - 1);
        code.section = section;
    }
    if (digits > 2)
        code.group = p[2] - '0';
    if (digits > 3)
        code.class = p[3] - '0';
    *out = code;
    return true;
}

int
industry_level(struct industry code)
{
    return 1 + (code.division > 0) + (code.group >= 0) + (code.class >= 0);
}

size_t
industry_print(struct industry code, char buf[INDUSTRY_TEXT_MAX])
{
    static const char *const prefix[] = {"", "gb11:"};
    int level = industry_level(code);
    int number =
        (code.division * 10 + (code.group < 0 ? 0 : code.group)) * 10 + (code.class < 0 ? 0 : code.class);
    char digits[8];
    int len;

    snprintf(digits, sizeof(digits), "%04d", number % 10000);
    len = snprintf(buf, INDUSTRY_TEXT_MAX, "%s%c%.*s", prefix[code.edition == 11], 'A' + code.section - 1,
                   level == 1 ? 0 : level, digits);
    return len > 0 ? (size_t) len : 0;
}

size_t
industry_print_sector(struct industry code, char buf[INDUSTRY_SECTOR_MAX])
{
    char text[INDUSTRY_TEXT_MAX];
    const char *digits;
    int level = industry_level(code);
    int len;

    industry_print(code, text);
    digits = strpbrk(text, "ABCDEFGHIJKLMNOPQRST") + 1;
    len = snprintf(buf, INDUSTRY_SECTOR_MAX, "gb%02d.%c", code.edition, 'A' + code.section - 1);
    for (int i = 2; i <= level; i++)
        len += snprintf(buf + len, INDUSTRY_SECTOR_MAX - (size_t) len, ".%.*s", i, digits);
    return (size_t) len;
}

int32_t
industry_pack(struct industry code)
{
    return code.edition << 20 | code.section << 15 | code.division << 8 | (code.group + 1) << 4 |
           (code.class + 1);
}

struct industry
industry_unpack(int32_t word)
{
    struct industry code = {word >> 20, (word >> 15) & 0x1f, (word >> 8) & 0x7f, ((word >> 4) & 0xf) - 1,
                            (word & 0xf) - 1};

    return code;
}

bool
industry_is_word(int32_t word)
{
    struct industry code = industry_unpack(word);

    if (word < 0 || (code.edition != 11 && code.edition != 17) || code.section < 1 || code.section > SECTIONS)
        return false;
    if (code.division == 0)
        return code.group < 0 && code.class < 0;
    if (section_of(code.edition, code.division) != code.section || code.group > 9 || code.class > 9)
        return false;
    return code.group >= 0 || code.class < 0;
}

int32_t
industry_ancestor(int32_t word, int level)
{
    static const int32_t kept[] = {~0x7fff, ~0xff, ~0xf, ~0};

    return word & kept[level - 1];
}

int32_t
industry_last(int32_t word)
{
    struct industry code = industry_unpack(word);

    if (code.division == 0)
        code.division = last_divisions(code.edition)[code.section - 1];
    if (code.group < 0)
        code.group = 9;
    if (code.class < 0)
        code.class = 9;
    return industry_pack(code);
}
