/*
 * target_figure.c: one figure of a target with what stands right before and behind it: sign, x, 百分之, scale
 * words, %, ‰, 成, 倍, 个百分点; and the words that are figures themselves (翻番, 全覆盖).
 */
#include "target_read.h"

#include <stdio.h>

enum
{
    DOUBLINGS_MAX = 20
};

/* 翻番 翻倍 翻一番 翻两番 倍增: the multiple they mean. */
static void
doubling(size_t start, int times, struct target_figure *f)
{
    *f = (struct target_figure){.at = start, .mark = MARK_MULTIPLE};
    snprintf(f->digits, sizeof(f->digits), "%d", 1 << times);
}

bool
target_read_figure_word(struct target_reading *r, struct target_figure *f, bool *ok)
{
    struct cursor *c = &r->c;
    size_t start = c->at;
    size_t bytes;
    int low = 1;
    int times;

    *ok = true;
    if (cursor_takes(c, "翻番") || cursor_takes(c, "翻倍") || cursor_takes(c, "倍增"))
    {
        doubling(start, 1, f);
        return true;
    }
    if (cursor_takes(c, "全覆盖") || cursor_takes(c, "百分百"))
    {
        *f = (struct target_figure){.at = start, .digits = "100", .mark = MARK_PERCENT};
        return true;
    }
    if (!cursor_takes(c, "翻"))
        return false;
    cursor_takes(c, "了");
    cursor_skip(c);
    if (cursor_sees(c, "近") || cursor_sees(c, "约") || cursor_sees(c, "超"))
        return *ok = target_fail_hint(r, c->at, "A word between 翻 and 番 leaves open what is bounded.",
                                      "Write ~x2 (约翻一番) or >x2 (超过翻一番).");
    times = numeral_read_small(cursor_rest(c), &bytes);
    if (times < 0)
        return *ok = target_fail(r, start, "How often it doubles is missing: 翻一番, 翻两番.");
    c->at += bytes;
    if (cursor_takes_range(c, true))
    {
        /* 翻一到两番 */
        low = times;
        r->is_range = true;
        times = numeral_read_small(cursor_rest(c), &bytes);
        if (times < 0)
            return *ok = target_fail(r, c->at, "How often it doubles is missing: 翻一番, 翻两番.");
        c->at += bytes;
    }
    cursor_skip(c);
    if (cursor_sees(c, "倍"))
        return *ok = target_fail_hint(
                   r, start, "翻…倍 can be read as n times or as n doublings.",
                   "Write x3 for three times the baseline, x8 for three doublings (翻三番).");
    if (!cursor_takes(c, "番") || low < 1 || times < 1 || times > DOUBLINGS_MAX || low > DOUBLINGS_MAX)
        return *ok = target_fail(r, start, "How often it doubles must be a whole number from 1 to 20.");
    doubling(start, r->is_range ? low : times, f);
    if (r->is_range)
        doubling(start, times, &r->second);
    return true;
}

/* The number of a figure; what can be read in two ways is refused with its readings. */
static bool
read_number(struct target_reading *r, struct target_figure *f)
{
    struct cursor *c = &r->c;
    struct numeral n;

    switch (numeral_read(cursor_rest(c), &n))
    {
        case NUMERAL_READ:
            memcpy(f->digits, n.digits, strlen(n.digits) + 1);
            f->power = n.power;
            f->scale = n.scale;
            f->chinese = n.chinese;
            if (n.bare && c->at == 0)
                return target_fail_hint(r, 0, "A scale word alone can be read as a unit or as a number.",
                                        "Write the number: 1万元, or a word before it: 超过万元.");
            c->at += n.bytes;
            return true;
        case NUMERAL_UNCLEAR:
            return fault_set(r->fault, FAULT_SYNTAX, cursor_origin(c, c->at + n.bytes),
                             "Write the number in digits.", "%s%s%s.", n.why,
                             n.readings[0] != '\0' ? ": it can be read as " : "", n.readings);
        case NUMERAL_NONE: break;
    }
    if (cursor_sees(c, FOLD_DASH))
        return target_fail_hint(
            r, c->at, "A long dash before a figure can be read as a minus or as a range without its start.",
            "Write -16% with a hyphen or minus sign, or both bounds: 7%..8%.");
    if (cursor_sees(c, "."))
        return target_fail(r, c->at, "A digit is missing before the point.");
    return target_fail_no_figure(r);
}

/* Whether 成 here means tenths: 三成, 三成以上, and not 成员 or 三成五. */
static bool
sees_tenths(const struct cursor *c)
{
    static const char *const behind[] = {" ",  "以", "左右", "上下",    "之", "及", "或",
                                         "的", "~",  "-",    FOLD_DASH, "..", "至", "到"};
    struct slice rest = cursor_rest(c);

    if (!slice_starts(rest, "成"))
        return false;
    rest = slice_from(rest, strlen("成"));
    for (size_t i = 0; i < sizeof(behind) / sizeof(behind[0]); i++)
    {
        if (slice_starts(rest, behind[i]))
            return true;
    }
    return rest.len == 0;
}

static bool
is_ascii_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* pp, and not the beginning of ppm. */
static bool
takes_pp(struct cursor *c)
{
    struct slice rest = cursor_rest(c);

    if (!slice_starts(rest, "pp") || (rest.len > 2 && is_ascii_word(rest.ptr[2])))
        return false;
    c->at += 2;
    return true;
}

/* What stands behind the number and belongs to it. */
static void
read_mark(struct target_reading *r, struct target_figure *f)
{
    struct cursor *c = &r->c;
    size_t start = c->at;

    if (cursor_takes(c, "%"))
        f->mark = MARK_PERCENT;
    else if (cursor_takes(c, "‰"))
    {
        f->mark = MARK_PERCENT;
        f->power -= 1;
    }
    else if (cursor_takes(c, "‱"))
    {
        f->mark = MARK_PERCENT;
        f->power -= 2;
    }
    else if (sees_tenths(c) && cursor_takes(c, "成"))
    {
        f->mark = MARK_PERCENT;
        f->power += 1;
    }
    else if (cursor_takes(c, "倍"))
        f->mark = MARK_TIMES;
    else if (takes_pp(c))
        f->mark = MARK_POINTS;
    else
    {
        if (cursor_takes(c, "个"))
            cursor_skip(c);
        if (cursor_takes(c, "百分点"))
            f->mark = MARK_POINTS;
        else if (cursor_takes(c, "千分点"))
        {
            f->mark = MARK_POINTS;
            f->power -= 1;
        }
        else
            c->at = start;
    }
}

static bool
sees_per(const struct cursor *c)
{
    return cursor_sees(c, "%") || cursor_sees(c, "‰") || cursor_sees(c, "‱");
}

/* 负 before a figure: a value below zero, never a fall. */
static bool
takes_negative(struct cursor *c)
{
    struct cursor behind = *c;

    if (!cursor_takes(&behind, "负"))
        return false;
    cursor_skip(&behind);
    if (cursor_digits_ahead(&behind) == 0 && !numeral_starts_chinese(cursor_rest(&behind)) &&
        !cursor_sees(&behind, "百分之"))
        return false;
    *c = behind;
    return true;
}

bool
target_read_figure(struct target_reading *r, const struct target_figure *before, struct target_figure *f)
{
    static const struct
    {
        const char *word;
        int power;
    } fractions[] = {{"百分之", 0}, {"千分之", -1}, {"万分之", -2}};
    struct cursor *c = &r->c;
    int power;

    cursor_skip(c);
    *f = (struct target_figure){.at = c->at};
    if (cursor_takes(c, "x") || cursor_takes(c, "X") || cursor_takes(c, "×"))
    {
        f->mark = MARK_MULTIPLE;
        cursor_skip(c);
        return read_number(r, f) &&
               (f->power == 0 || target_fail(r, f->at, "A multiple has no scale words."));
    }
    if (cursor_takes(c, "+"))
        f->sign = '+';
    else if (cursor_takes(c, "-"))
        f->sign = '-';
    else if (takes_negative(c))
        f->sign = 'n';
    if (f->sign != 0)
        cursor_skip(c);
    power = before != NULL && before->marked_before ? before->power : 0;
    f->marked_before = before != NULL && before->marked_before;
    for (size_t i = 0; i < sizeof(fractions) / sizeof(fractions[0]); i++)
    {
        if (!cursor_takes(c, fractions[i].word))
            continue;
        power = fractions[i].power;
        f->marked_before = true;
        cursor_skip(c);
        break;
    }
    if (!read_number(r, f))
        return false;
    cursor_skip(c);
    if (f->power != 0 && (f->marked_before || sees_per(c) || cursor_sees(c, "倍")))
        return target_fail(r, f->at, "万, 亿, 千 and 百 do not stand behind digits before %, 倍 or 百分点.");
    if (f->marked_before)
    {
        f->mark = MARK_PERCENT;
        f->power = power;
        return true;
    }
    if (f->chinese && sees_per(c))
        return target_fail(r, c->at, "Chinese numerals stand behind 百分之, digits before %.");
    power = f->power;
    read_mark(r, f);
    if (power != 0 && f->mark != MARK_NONE)
        return target_fail(r, f->at, "万, 亿, 千 and 百 do not stand behind digits before %, 倍 or 百分点.");
    return true;
}
