/*
 * scan_figure.c: figures in a folded sentence: digits or numerals, scale, range, sign, unit.
 *
 * What has digits and measures nothing is a name (5G, PM2.5, C919, 863计划) and passed over whole.
 */
#include "scan_parts.h"

#include <stdio.h>
#include <stdlib.h>

#include "numeral.h"
#include "target_number.h"

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* One number with its scale, as it is written; power says how much of the scale is its own. */
struct number
{
    char digits[TARGET_DIGITS_MAX];
    int power;
    bool chinese;
    bool place;
    bool too_long;
    bool unclear;
};

static bool
number_at(const struct scan_sentence *p, size_t *at, struct number *n)
{
    struct slice rest = slice_make(p->text + *at, p->len - *at);
    struct numeral numeral;
    enum numeral_found found = *at < p->len ? numeral_read(rest, &numeral) : NUMERAL_NONE;

    memset(n, 0, sizeof(*n));
    if (found == NUMERAL_NONE)
        return false;
    n->chinese = numeral.chinese;
    if (found == NUMERAL_UNCLEAR)
    {
        size_t here = *at + numeral.bytes;

        /* 一百五: passed over whole, as a number that is not understood. */
        n->unclear = true;
        while (byte_is_digit(p->text[here]))
            here++;
        while (here < p->len && numeral_starts_chinese(slice_make(p->text + here, p->len - here)))
            here += 3;
        if (here == *at)
            return false;
        *at = here;
        return true;
    }
    /* 3.2.1 is a section. */
    if (!numeral.chinese && p->text[*at + numeral.bytes] == '.' &&
        byte_is_digit(p->text[*at + numeral.bytes + 1]))
        return false;
    if (strlen(numeral.digits) < sizeof(n->digits))
        memcpy(n->digits, numeral.digits, strlen(numeral.digits) + 1);
    else
        n->too_long = true;
    n->power = numeral.power;
    n->place = n->chinese && (slice_starts(rest, "百") || slice_starts(rest, "千") ||
                              slice_starts(rest, "万") || slice_starts(rest, "亿"));
    *at += numeral.bytes;
    return true;
}

static void
settle(struct figure *f, const struct number *n, struct target_number *out)
{
    out->negative = false;
    if (n->unclear || n->too_long ||
        !target_number_shift(n->digits, n->power + f->power, out->digits, sizeof(out->digits)) ||
        strlen(out->digits) > 48)
    {
        f->odd =
            n->unclear && n->chinese ? "numerals that can be read in two ways" : "a number that is too long";
        memcpy(out->digits, "0", 2);
    }
}

static bool
range_sign(const struct scan_sentence *p, size_t *at)
{
    return sentence_takes(p, at, "~~") || sentence_takes(p, at, "~") || sentence_takes(p, at, "至") ||
           sentence_takes(p, at, "到");
}

/* Whether 成 here means tenths: 三成, 三成以上, and not 成员. */
static bool
tenths_end(const struct scan_sentence *p, size_t at)
{
    static const char *const behind[] = {"以", "左右", "上下", "之", "及", "或", "的", "~", "至", "到"};

    if (!sentence_takes(p, &at, "成"))
        return false;
    for (size_t i = 0; i < COUNT(behind); i++)
    {
        if (sentence_has(p, at, behind[i]))
            return true;
    }
    return at >= p->len || (unsigned char) p->text[at] < 0x20;
}

/* What stands right behind a number: a sign or a unit. False when nothing does. */
static bool
measure_at(const struct scan_sentence *p, size_t *at, struct figure *f)
{
    uint8_t sort;
    size_t unit;

    f->mark = FIG_NONE;
    f->unit_from = f->unit_to = (uint16_t) *at;
    if (sentence_takes(p, at, "%"))
        f->mark = FIG_PERCENT;
    else if (sentence_takes(p, at, "个百分点") || sentence_takes(p, at, "百分点"))
        f->mark = FIG_POINTS;
    else if (sentence_takes(p, at, "个千分点") || sentence_takes(p, at, "千分点"))
    {
        f->mark = FIG_POINTS;
        f->power = -1;
    }
    else if (sentence_takes(p, at, "倍"))
        f->mark = FIG_TIMES;
    else if (sentence_takes(p, at, "‰"))
    {
        f->mark = FIG_PERCENT;
        f->power = -1;
    }
    else if (tenths_end(p, *at))
    {
        sentence_takes(p, at, "成");
        f->mark = FIG_PERCENT;
        f->power = 1;
    }
    else if (sentence_takes(p, at, "级"))
        f->grade = true;
    else if ((unit = scan_unit_at(p, *at, &sort)) > 0)
    {
        f->unit_from = (uint16_t) *at;
        *at += unit;
        f->unit_to = (uint16_t) *at;
        f->counts = sort == UNIT_COUNT;
        f->money = sort == UNIT_MONEY;
        f->time = sort == UNIT_TIME;
        if (sentence_takes(p, at, "级"))
            f->grade = true;
    }
    else
        return false;
    return true;
}

/* A share that per cent says exactly: 四分之三, 1/5. A third is none, and no fraction is rounded. */
static void
set_fraction(struct figure *f, unsigned long part, unsigned long whole)
{
    unsigned long scale = 1;

    f->mark = FIG_ODD;
    f->odd = "a fraction that per cent cannot say exactly";
    memcpy(f->lower.digits, "0", 2);
    if (whole < 2 || whole > 100 || part < 1 || part >= whole)
        return;
    for (int digits = 0; digits <= 4; digits++, scale *= 10)
    {
        char text[24];

        if (part * 100 * scale % whole != 0)
            continue;
        snprintf(text, sizeof(text), "%lu", part * 100 * scale / whole);
        if (!target_number_shift(text, -digits, f->lower.digits, sizeof(f->lower.digits)))
            return;
        f->mark = FIG_PERCENT;
        f->odd = NULL;
        return;
    }
}

/* 翻番, 翻两番, 倍增 */
static size_t
doubling_at(const struct scan_sentence *p, size_t start, struct figure *f)
{
    static const char *const names[] = {"计划", "行动", "工程", "战略", "效应", "方案", "示范", "实施"};
    size_t at = start;
    struct numeral numeral;
    uint64_t times = 1;
    uint64_t value = 1;

    if (sentence_takes(p, &at, "倍增"))
    {
        for (size_t i = 0; i < COUNT(names); i++)
        {
            if (sentence_has(p, at, names[i]))
                return 0;
        }
    }
    else if (!sentence_takes(p, &at, "翻番"))
    {
        if (!sentence_takes(p, &at, "翻"))
            return 0;
        sentence_takes(p, &at, "了");
        if (byte_is_digit(p->text[at]))
            times = (uint64_t) (p->text[at++] - '0');
        else
        {
            if (numeral_read(slice_make(p->text + at, p->len - at), &numeral) != NUMERAL_READ ||
                numeral.power != 0)
                return 0;
            times = strtoull(numeral.digits, NULL, 10);
            at += numeral.bytes;
        }
        if (!sentence_takes(p, &at, "番") || times < 1 || times > 20)
            return 0;
    }
    while (times-- > 0)
        value *= 2;
    f->mark = FIG_MULTIPLE;
    snprintf(f->lower.digits, sizeof(f->lower.digits), "%llu", (unsigned long long) value);
    f->from = (uint16_t) start;
    f->to = (uint16_t) at;
    return at - start;
}

/* The end of a run of letters, digits and points. */
static size_t
name_end(const struct scan_sentence *p, size_t at)
{
    while (is_letter(p->text[at]) || byte_is_digit(p->text[at]) ||
           (p->text[at] == '.' && byte_is_digit(p->text[at + 1])) ||
           (p->text[at] == '-' && is_letter(p->text[at + 1])))
        at++;
    return at;
}

/* Words behind a number that make it a name: 863计划, 500强, 211工程. */
static bool
is_name(const struct scan_sentence *p, size_t at)
{
    static const char *const words[] = {"计划", "工程", "强",   "号", "国道", "省道",   "专项行动", "届",
                                        "版",   "世纪", "点",   "楼", "路",   "政策",   "平台",     "技术",
                                        "网络", "模式", "行动", "型", "星级", "人计划", "人才计划"};

    for (size_t i = 0; i < COUNT(words); i++)
    {
        if (sentence_has(p, at, words[i]))
            return true;
    }
    return false;
}

size_t
scan_figure_at(const struct scan_sentence *p, size_t start, struct figure *f, size_t *skip)
{
    size_t at = start;
    struct number first;
    struct number second;
    char before = start > 0 ? p->text[start - 1] : '\0';
    bool hundredths;
    size_t here;

    static const char *const labels[] = {"专栏", "附件", "附表", "表", "图", "注"};

    *skip = 0;
    for (size_t i = 0; i < COUNT(labels); i++)
    {
        size_t len = strlen(labels[i]);

        if (start >= len && byte_is_digit(p->text[at]) && sentence_has(p, start - len, labels[i]) &&
            (start == len || (unsigned char) p->text[start - len - 1] < 0x20))
        {
            *skip = name_end(p, at) - at;
            return 0;
        }
    }
    memset(f, 0, sizeof(*f));
    memcpy(f->upper.digits, "0", 2);
    if (sentence_has(p, at, "翻") || sentence_has(p, at, "倍增"))
        return doubling_at(p, at, f);
    if (byte_is_digit(p->text[at]) && (is_letter(before) || before == '.' || before == '+' || before == '/'))
    {
        *skip = name_end(p, at) - at;
        return 0;
    }
    hundredths = sentence_takes(p, &at, "百分之");
    if (!hundredths && sentence_takes(p, &at, "千分之"))
    {
        hundredths = true;
        f->power = -1;
    }
    if (!number_at(p, &at, &first))
    {
        *skip = byte_is_digit(p->text[start]) ? name_end(p, start) - start : 0;
        return 0;
    }
    f->from = (uint16_t) start;
    f->chinese = first.chinese;
    f->place = first.place;
    if (hundredths)
        f->mark = FIG_PERCENT;
    else if (sentence_has(p, at, "分之"))
    {
        struct numeral numeral;

        sentence_takes(p, &at, "分之");
        if (at < p->len && numeral_read(slice_make(p->text + at, p->len - at), &numeral) == NUMERAL_READ)
        {
            at += numeral.bytes;
            if (first.power == 0 && numeral.power == 0)
                set_fraction(f, strtoul(numeral.digits, NULL, 10), strtoul(first.digits, NULL, 10));
            else
                set_fraction(f, 0, 0);
        }
        else
            set_fraction(f, 0, 0);
        f->to = (uint16_t) at;
        return at - start;
    }
    else if ((p->text[at] == ':' || p->text[at] == '/') && byte_is_digit(p->text[at + 1]))
    {
        const char *second_digits = p->text + at + 1;
        bool slash = p->text[at++] == '/';
        bool whole = strchr(first.digits, '.') == NULL && first.power == 0;

        while (byte_is_digit(p->text[at]) || p->text[at] == '.' || p->text[at] == ':')
        {
            whole = whole && byte_is_digit(p->text[at]);
            at++;
        }
        f->mark = FIG_ODD;
        f->odd = "a ratio, which a target cannot hold";
        memcpy(f->lower.digits, "0", 2);
        if (slash && whole && !sentence_has(p, at, "万"))
            set_fraction(f, strtoul(first.digits, NULL, 10), strtoul(second_digits, NULL, 10));
        sentence_takes(p, &at, "万");
        f->to = (uint16_t) at;
        return at - start;
    }
    if (!hundredths && !first.chinese && (sentence_takes(p, &at, "多") || sentence_takes(p, &at, "余")))
        f->more = true;
    if (!hundredths && !measure_at(p, &at, f))
        f->bare = true;
    /* A second number: 3~5家, 7%~8%, 2至3个. */
    here = at;
    f->spans = sentence_has(p, here, "到") || sentence_has(p, here, "至");
    if (range_sign(p, &here) && number_at(p, &here, &second) && !(second.chinese && !first.chinese))
    {
        struct figure g = {0};
        bool own = !f->bare;
        bool second_bare = hundredths ? false : !measure_at(p, &here, &g);

        if (!second_bare || own || f->bare)
        {
            if (!own || hundredths)
            {
                uint8_t mark = hundredths ? FIG_PERCENT : g.mark;

                f->mark = mark;
                f->power = g.power;
                f->bare = second_bare && !hundredths;
                f->unit_from = g.unit_from;
                f->unit_to = g.unit_to;
                f->counts = g.counts;
                f->money = g.money;
                f->time = g.time;
                f->grade = g.grade;
                if (first.power == 0)
                    first.power = second.power;
            }
            else if (!second_bare && (g.mark != f->mark || g.power != f->power ||
                                      g.unit_to - g.unit_from != f->unit_to - f->unit_from))
                f->odd = "a range whose ends have different units";
            f->range = true;
            settle(f, &second, &f->upper);
            at = here;
        }
    }
    settle(f, &first, &f->lower);
    f->scale = (int8_t) (first.power < 100 ? first.power : 0);
    f->to = (uint16_t) at;
    if (f->bare && !f->range)
    {
        /* Letters right behind make it a name: 5G, 4K. */
        if (is_letter(p->text[at]) || is_name(p, at) || p->text[at] == '+' || p->text[at] == '~')
        {
            *skip = name_end(p, at) > at ? name_end(p, at) - start : at - start;
            return 0;
        }
        if (f->chinese)
            return 0;
    }
    if (f->range && f->odd == NULL && target_number_compare(&f->lower, &f->upper) >= 0)
        f->odd = "a range whose ends do not ascend";
    return at - start;
}

/* 第15位, 前15位, 前十名, 前3; 第三条 and 第2章 are passed over with rank false. */
size_t
scan_rank_at(const struct scan_sentence *p, size_t start, bool *rank)
{
    size_t at = start;
    struct number n;
    bool ordinal = sentence_takes(p, &at, "第");

    *rank = false;
    if (!ordinal && !sentence_takes(p, &at, "前"))
        return 0;
    if (!number_at(p, &at, &n))
        return 0;
    if (sentence_takes(p, &at, "位") || sentence_takes(p, &at, "名") || sentence_takes(p, &at, "强"))
    {
        *rank = true;
        return at - start;
    }
    if (!ordinal)
    {
        uint8_t sort;

        *rank = scan_unit_at(p, at, &sort) == 0 && !sentence_has(p, at, "季度") && !sentence_has(p, at, "个");
        return *rank ? at - start : 0;
    }
    return at - start;
}
