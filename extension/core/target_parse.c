/*
 * target_parse.c: the text forms of a target (target.h lists them), read left to right over the folded text:
 * words before the figure, one or two figures, the unit, words behind it.
 */
#include "target.h"

#include <stdio.h>

#include "fold.h"
#include "letters.h"
#include "target_number.h"
#include "utf8.h"

static const char form_hint[] =
    "Write 15%, ~15%, 7%..8%, >=50 个, <=12, >=20% pa, x2, +5pp or -16%; or as documents do: "
    "7%～8%, 15%左右, 50个以上, 年均增长20%以上, 翻一番, 提高5个百分点, 降低16%.";

/* What the words around the figure say beside the operator. */
enum verb
{
    VERB_NONE,
    VERB_TO,      /* 达到: a level */
    VERB_DOWN_TO, /* 降至: a level, at most */
    VERB_UP,      /* 增长 */
    VERB_DOWN,    /* 降低 */
    VERB_RATE,    /* 增长率: growth, which needs 年均 */
    WORD_YEARLY,  /* 年均 */
    WORD_OP,
    WORD_SKIP
};

struct word
{
    const char *text;
    enum verb verb;
    enum target_op op;
};

/* Longer words stand before their beginnings. */
static const struct word before[] = {
    {"不低于", WORD_OP, TARGET_AT_LEAST},
    {"不少于", WORD_OP, TARGET_AT_LEAST},
    {"不小于", WORD_OP, TARGET_AT_LEAST},
    {"至少", WORD_OP, TARGET_AT_LEAST},
    {"不超过", WORD_OP, TARGET_AT_MOST},
    {"不高于", WORD_OP, TARGET_AT_MOST},
    {"不大于", WORD_OP, TARGET_AT_MOST},
    {"不多于", WORD_OP, TARGET_AT_MOST},
    {"至多", WORD_OP, TARGET_AT_MOST},
    {"最多", WORD_OP, TARGET_AT_MOST},
    {"超过", WORD_OP, TARGET_MORE},
    {"突破", WORD_OP, TARGET_MORE},
    {"大于", WORD_OP, TARGET_MORE},
    {"高于", WORD_OP, TARGET_MORE},
    {"多于", WORD_OP, TARGET_MORE},
    {"低于", WORD_OP, TARGET_LESS},
    {"小于", WORD_OP, TARGET_LESS},
    {"少于", WORD_OP, TARGET_LESS},
    {"不足", WORD_OP, TARGET_LESS},
    {"不满", WORD_OP, TARGET_LESS},
    {"不到", WORD_OP, TARGET_LESS},
    {"大约", WORD_OP, TARGET_ABOUT},
    {"约为", WORD_OP, TARGET_ABOUT},
    {"约", WORD_OP, TARGET_ABOUT},
    {"超出", WORD_OP, TARGET_MORE},
    {"超", WORD_OP, TARGET_MORE},
    {"过", WORD_OP, TARGET_MORE},
    {">=", WORD_OP, TARGET_AT_LEAST},
    {"<=", WORD_OP, TARGET_AT_MOST},
    {"≥", WORD_OP, TARGET_AT_LEAST},
    {"≧", WORD_OP, TARGET_AT_LEAST},
    {"≤", WORD_OP, TARGET_AT_MOST},
    {"≦", WORD_OP, TARGET_AT_MOST},
    {">", WORD_OP, TARGET_MORE},
    {"<", WORD_OP, TARGET_LESS},
    {"~", WORD_OP, TARGET_ABOUT},
    {"≈", WORD_OP, TARGET_ABOUT},
    {"提高到", VERB_TO, 0},
    {"提高至", VERB_TO, 0},
    {"提升到", VERB_TO, 0},
    {"提升至", VERB_TO, 0},
    {"增加到", VERB_TO, 0},
    {"增加至", VERB_TO, 0},
    {"增长到", VERB_TO, 0},
    {"增长至", VERB_TO, 0},
    {"上升到", VERB_TO, 0},
    {"上升至", VERB_TO, 0},
    {"扩大到", VERB_TO, 0},
    {"达到", VERB_TO, 0},
    {"达", VERB_TO, 0},
    {"实现", VERB_TO, 0},
    {"稳定在", VERB_TO, 0},
    {"保持在", VERB_TO, 0},
    {"维持在", VERB_TO, 0},
    {"为", VERB_TO, 0},
    {"是", VERB_TO, 0},
    {"相当于", VERB_TO, 0},
    {"降低到", VERB_DOWN_TO, 0},
    {"降低至", VERB_DOWN_TO, 0},
    {"下降到", VERB_DOWN_TO, 0},
    {"下降至", VERB_DOWN_TO, 0},
    {"减少到", VERB_DOWN_TO, 0},
    {"减少至", VERB_DOWN_TO, 0},
    {"降到", VERB_DOWN_TO, 0},
    {"降至", VERB_DOWN_TO, 0},
    {"减至", VERB_DOWN_TO, 0},
    {"控制在", VERB_DOWN_TO, 0},
    {"控制到", VERB_DOWN_TO, 0},
    {"增长率", VERB_RATE, 0},
    {"增速", VERB_RATE, 0},
    {"增长速度", VERB_RATE, 0},
    {"提高", VERB_UP, 0},
    {"提升", VERB_UP, 0},
    {"增加", VERB_UP, 0},
    {"增长", VERB_UP, 0},
    {"新增", VERB_UP, 0},
    {"上升", VERB_UP, 0},
    {"降低", VERB_DOWN, 0},
    {"下降", VERB_DOWN, 0},
    {"减少", VERB_DOWN, 0},
    {"平均每年", WORD_YEARLY, 0},
    {"每年平均", WORD_YEARLY, 0},
    {"年平均", WORD_YEARLY, 0},
    {"年均", WORD_YEARLY, 0},
    {"每年", WORD_YEARLY, 0},
    {"再", WORD_SKIP, 0},
    {" ", WORD_SKIP, 0},
};

static const struct word behind[] = {
    {"的增长速度", VERB_RATE, 0},       {"的增速", VERB_RATE, 0},
    {"的速度", VERB_RATE, 0},           {"及以上", WORD_OP, TARGET_AT_LEAST},
    {"以上", WORD_OP, TARGET_AT_LEAST}, {"以下", WORD_OP, TARGET_AT_MOST},
    {"以内", WORD_OP, TARGET_AT_MOST},  {"之内", WORD_OP, TARGET_AT_MOST},
    {"以外", WORD_OP, TARGET_MORE},     {"左右", WORD_OP, TARGET_ABOUT},
    {"上下", WORD_OP, TARGET_ABOUT},    {" ", WORD_SKIP, 0},
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

enum mark
{
    MARK_NONE,
    MARK_PERCENT,
    MARK_POINTS,
    MARK_TIMES,
    MARK_MULTIPLE /* x2, 翻一番 */
};

struct figure
{
    size_t at;
    char sign; /* '+', '-' or 0 */
    char digits[FOLD_MAX_BYTES + 1];
    int power;
    bool chinese;
    enum mark mark;
};

struct reader
{
    const struct folded *in;
    size_t at;
    size_t end; /* where the words behind the unit begin */
    enum target_op op;
    enum verb verb;
    bool yearly;
    bool pa;
    struct fault *fault;
};

static bool
fail(struct reader *r, size_t at, const char *detail)
{
    return fault_set(r->fault, FAULT_SYNTAX, r->in->at[at], form_hint, "%s", detail);
}

static bool
takes(struct reader *r, const char *word)
{
    size_t len = strlen(word);

    if (r->end - r->at < len || memcmp(r->in->text + r->at, word, len) != 0)
        return false;
    r->at += len;
    return true;
}

static void
skip(struct reader *r)
{
    while (takes(r, " "))
        ;
}

static struct slice
rest(const struct reader *r)
{
    return slice_make(r->in->text + r->at, r->end - r->at);
}

/* Note what one word says; words that contradict are refused. */
static bool
note(struct reader *r, const struct word *w, size_t at)
{
    if (w->verb == WORD_OP)
    {
        bool symbol = (unsigned char) w->text[0] < 0x80;

        if (r->op != TARGET_EXACT && (r->op != w->op || symbol))
            return fault_set(r->fault, FAULT_SYNTAX, r->in->at[at],
                             "Keep one: 50个以上 or 不低于50 is >=50, 超过50 is >50, 50左右 is ~50.",
                             "The words around the figure can be read as two different bounds.");
        r->op = w->op;
    }
    else if (w->verb == WORD_YEARLY)
        r->yearly = true;
    else if (w->verb != WORD_SKIP)
    {
        bool same_way = (r->verb == VERB_UP && w->verb == VERB_RATE) ||
                        (r->verb == VERB_RATE && w->verb == VERB_TO) || r->verb == w->verb;

        if (r->verb != VERB_NONE && !same_way && !(r->verb == VERB_TO && w->verb == VERB_RATE))
            return fail(r, at, "The words around the figure say two different things.");
        r->verb = r->verb == VERB_RATE ? VERB_RATE : w->verb;
    }
    return true;
}

/* 比2010年, 较2015年底, 2010年的: the baseline is no part of the value. */
static void
skip_base(struct reader *r)
{
    size_t start = r->at;
    bool compared = takes(r, "比") || takes(r, "较");

    if (strspn(r->in->text + r->at, "0123456789") == 4)
    {
        r->at += 4;
        if (takes(r, "年"))
        {
            if (!takes(r, "底"))
                takes(r, "末");
            if (takes(r, "的") || compared)
                return;
        }
    }
    r->at = start;
}

/* All words before the figure. */
static bool
read_before(struct reader *r)
{
    for (;;)
    {
        size_t start = r->at;
        bool found = false;

        skip_base(r);
        /* No word begins like a figure. */
        if (strchr("0123456789+-x", r->in->text[r->at]) != NULL)
            return true;
        for (size_t i = 0; i < COUNT(before) && !found; i++)
        {
            if (takes(r, before[i].text))
            {
                found = true;
                if (!note(r, &before[i], start))
                    return false;
            }
        }
        if (!found)
            return true;
    }
}

/* All words at the end; they are cut off, so that what is left between is the unit. */
static bool
read_behind(struct reader *r)
{
    bool found = true;

    while (found)
    {
        found = false;
        if (r->end == r->at ||
            ((unsigned char) r->in->text[r->end - 1] < 0x80 && r->in->text[r->end - 1] != ' '))
            return true;
        for (size_t i = 0; i < COUNT(behind) && !found; i++)
        {
            size_t len = strlen(behind[i].text);

            if (r->end - r->at >= len && memcmp(r->in->text + r->end - len, behind[i].text, len) == 0)
            {
                r->end -= len;
                found = true;
                if (!note(r, &behind[i], r->end))
                    return false;
            }
        }
    }
    return true;
}

/* 翻番 翻一番 翻两番 倍增: the multiple they mean. False when none comes next or on a fault (then *ok is
 * false). */
static bool
read_doubling(struct reader *r, struct figure *f, bool *ok)
{
    size_t start = r->at;
    uint64_t times = 1;
    uint64_t value = 1;
    int bytes;

    *ok = true;
    if (!takes(r, "翻番") && !takes(r, "倍增"))
    {
        if (!takes(r, "翻"))
            return false;
        if (r->in->text[r->at] >= '1' && r->in->text[r->at] <= '9')
            times = (uint64_t) (r->in->text[r->at++] - '0');
        else
        {
            bytes = target_number_chinese(rest(r), &times);
            if (bytes <= 0)
                return *ok = fail(r, start, "How often it doubles is missing: 翻一番, 翻两番.");
            r->at += (size_t) bytes;
        }
        if (!takes(r, "番") || times < 1 || times > 20)
            return *ok = fail(r, start, "How often it doubles must be a whole number from 1 to 20.");
    }
    while (times-- > 0)
        value *= 2;
    *f = (struct figure){.at = start, .mark = MARK_MULTIPLE};
    for (uint64_t unit = 10000000; unit > 0; unit /= 10)
        f->digits[strlen(f->digits)] = (char) ('0' + value / unit % 10);
    return true;
}

/* The digits of one figure: ASCII with a point, or Chinese numerals. */
static bool
read_digits(struct reader *r, struct figure *f)
{
    const char *p = r->in->text + r->at;
    size_t whole = strspn(p, "0123456789");
    size_t len = whole;
    uint64_t value;
    int bytes;

    if (p[whole] == '.' && p[whole + 1] >= '0' && p[whole + 1] <= '9')
        len = whole + 1 + strspn(p + whole + 1, "0123456789");
    if (len > 0 && whole == 0)
        return fail(r, r->at, "A digit is missing before the point.");
    if (len > 0)
    {
        memcpy(f->digits, p, len);
        f->digits[len] = '\0';
        r->at += len;
        return true;
    }
    bytes = target_number_chinese(rest(r), &value);
    if (bytes < 0)
        return fail(r, r->at, "These numerals are no number or can be read in two ways; write digits.");
    if (bytes == 0)
        return fail(r, r->at, r->at == r->end ? "The figure is missing." : "A figure is expected here.");
    r->at += (size_t) bytes;
    f->chinese = true;
    len = 0;
    for (uint64_t unit = UINT64_C(10000000000000000000); unit > 0; unit /= 10)
        f->digits[len++] = (char) ('0' + value / unit % 10);
    f->digits[len] = '\0';
    return true;
}

/* One figure with sign, scale and what it counts. */
static bool
read_figure(struct reader *r, struct figure *f)
{
    bool hundredths;
    size_t bytes;

    skip(r);
    *f = (struct figure){.at = r->at};
    if (takes(r, "x") || takes(r, "X") || takes(r, "×"))
        f->mark = MARK_MULTIPLE;
    else if (takes(r, "+"))
        f->sign = '+';
    else if (takes(r, "-"))
        f->sign = '-';
    hundredths = f->mark == MARK_NONE && takes(r, "百分之");
    if (!read_digits(r, f))
        return false;
    skip(r);
    if (f->mark == MARK_MULTIPLE)
        return true;
    f->power = target_number_scale(rest(r), &bytes);
    r->at += bytes;
    if (bytes > 0 && r->in->text[r->at] >= '0' && r->in->text[r->at] <= '9')
        return fail(r, r->at, "Digits follow 万, 亿, 千 or 百; write one plain number.");
    skip(r);
    if (hundredths)
        f->mark = MARK_PERCENT;
    else if (f->chinese && r->in->text[r->at] == '%')
        return fail(r, r->at, "Chinese numerals stand behind 百分之, digits before %.");
    else if (takes(r, "%"))
        f->mark = MARK_PERCENT;
    else if (takes(r, "个百分点") || takes(r, "百分点") || takes(r, "pp"))
        f->mark = MARK_POINTS;
    else if (takes(r, "倍"))
        f->mark = MARK_TIMES;
    if (f->power != 0 && f->mark != MARK_NONE)
        return fail(r, f->at, "万, 亿, 千 and 百 do not stand before %, 倍 or 百分点.");
    return true;
}

/* Whether a range sign comes next; it is read. */
static bool
takes_range(struct reader *r)
{
    size_t start = r->at;

    skip(r);
    if (takes(r, "~"))
    {
        takes(r, "~");
        return true;
    }
    if (takes(r, "..") || takes(r, "-") || takes(r, "至") || takes(r, "到"))
        return true;
    r->at = start;
    return false;
}

/* What looks like a unit and is part of a number. */
static const char *const no_units[] = {"分之", "成", "‰", "‱"};

/* The unit word: what lies before the words at the end. */
static bool
read_unit(struct reader *r, char unit[TARGET_UNIT_MAX + 1])
{
    struct slice word;
    uint64_t numeral;

    skip(r);
    word = rest(r);
    unit[0] = '\0';
    if (word.len > TARGET_UNIT_MAX - (r->yearly ? strlen("/年") : 0))
        return fail(r, r->at, "The unit is too long, or something follows the target.");
    for (size_t i = 0; i < word.len;)
    {
        uint32_t code = 0;
        size_t width = utf8_decode(word.ptr + i, word.len - i, &code);
        bool digit = code >= '0' && code <= '9';

        if (width == 0 || letter_refused(code) != NULL ||
            (code < 0x80 && strchr("<>=~,;:!?\"'`%+\\|&$#@*^", (int) code)) ||
            (digit && (i == 0 || (unsigned char) word.ptr[i - 1] >= 0x80)) ||
            (i == 0 && (code == '.' || code == '-' || code == '/')))
            return fail(r, r->at + i, "This is no unit and no word that a target is written with.");
        i += width;
    }
    for (size_t i = 0; i < COUNT(behind); i++)
    {
        for (size_t at = 0; behind[i].verb == WORD_OP && at < word.len; at++)
        {
            size_t len = strlen(behind[i].text);

            if (word.len - at >= len && memcmp(word.ptr + at, behind[i].text, len) == 0)
                return fail(r, r->at + at, "Something follows the target.");
        }
    }
    /* A unit that begins with a numeral would be read as a scale when printed: 2 百 百. */
    if (target_number_chinese(word, &numeral) != 0)
        return fail(r, r->at, "Numerals follow the figure; write one plain number.");
    for (size_t i = 0; i < COUNT(no_units); i++)
    {
        size_t len = strlen(no_units[i]);

        if (word.len >= len && memcmp(word.ptr, no_units[i], len) == 0)
            return fail(
                r, r->at,
                "Fractions, tenths and parts per thousand are not read; write per cent or a decimal number.");
    }
    if (word.len > 1 && strchr("eExX", word.ptr[0]) != NULL && word.ptr[1] >= '0' && word.ptr[1] <= '9')
        return fail(r, r->at, "Exponents and radix prefixes are not read; write plain digits.");
    if (word.len > 0 && word.ptr[word.len - 1] == '/')
        return fail(r, r->end - 1, "The unit ends in a stroke.");
    if (slice_equal(word, slice_of("pa")))
        return fail(r, r->at, "A yearly rate is in per cent: 20% pa.");
    memcpy(unit, word.ptr, word.len);
    unit[word.len] = '\0';
    r->at = r->end;
    return true;
}

/* Turn a figure read into one stated. */
static bool
state(struct reader *r, const struct figure *f, bool negative, struct target_number *out)
{
    if (!target_number_shift(f->digits, f->power, out->digits, sizeof(out->digits)) ||
        strlen(out->digits) > 48)
        return fault_set(r->fault, FAULT_RANGE, r->in->at[f->at], "Write a number of at most 48 digits.",
                         "The figure has too many digits.");
    out->negative = negative && strcmp(out->digits, "0") != 0;
    return true;
}

/* Add one to a plain decimal: 增长n倍 is x(n+1). */
static void
add_one(struct figure *f)
{
    size_t whole = strcspn(f->digits, ".");
    size_t at = whole;

    while (at > 0 && f->digits[at - 1] == '9')
        f->digits[--at] = '0';
    if (at > 0)
        f->digits[at - 1]++;
    else
    {
        memmove(f->digits + 1, f->digits, strlen(f->digits) + 1);
        f->digits[0] = '1';
    }
}

/* What kind of target the figure, its mark, sign and words make; signs by words are settled here. */
static bool
decide_kind(struct reader *r, struct figure *f, struct figure *g, struct target *t)
{
    bool by_word = r->verb == VERB_UP || r->verb == VERB_DOWN;
    bool is_signed = f->sign != 0;

    if (is_signed && by_word)
        return fail(r, f->at, "Both a word and a sign say the direction; keep one.");
    switch (f->mark)
    {
        case MARK_MULTIPLE:
        case MARK_TIMES:
            if (is_signed || r->verb == VERB_DOWN || r->verb == VERB_DOWN_TO || r->yearly || r->pa)
                return fail(r, f->at, "A multiple has no sign and does not fall or recur.");
            if (f->mark == MARK_TIMES && r->verb == VERB_NONE)
                return fault_set(r->fault, FAULT_SYNTAX, r->in->at[f->at],
                                 "Write x3 for three times the baseline (是3倍), x4 for an increase by three "
                                 "times (增长3倍).",
                                 "倍 alone can be read as n times or as an increase by n times.");
            if (f->mark == MARK_TIMES && r->verb == VERB_UP)
            {
                add_one(f);
                add_one(g);
            }
            t->kind = TARGET_MULTIPLE;
            return true;
        case MARK_POINTS:
            if (!is_signed && !by_word)
                return fault_set(r->fault, FAULT_SYNTAX, r->in->at[f->at],
                                 "Write +5pp (提高5个百分点) or -5pp (降低5个百分点).",
                                 "Percentage points without a direction can be read as a rise or a fall.");
            if (r->yearly || r->pa)
                return fail(r, f->at, "Percentage points a year are not supported.");
            t->kind = TARGET_POINTS;
            return true;
        case MARK_PERCENT:
            t->percent = true;
            if (!r->pa && !r->yearly && r->verb == VERB_RATE)
                return fault_set(
                    r->fault, FAULT_SYNTAX, r->in->at[f->at],
                    "Write 20% pa (年均增长20%) for a yearly rate, +20% for a change against the baseline.",
                    "A growth rate without 年均 can be read as yearly or as a change over the whole time.");
            t->kind = r->pa || r->yearly     ? TARGET_GROWTH
                      : is_signed || by_word ? TARGET_CHANGE
                                             : TARGET_LEVEL;
            return true;
        case MARK_NONE: break;
    }
    if (r->pa)
        return fail(r, f->at, "A yearly rate is in per cent: 20% pa.");
    if (is_signed || (by_word && !r->yearly) || (r->verb == VERB_DOWN))
        return fault_set(
            r->fault, FAULT_SYNTAX, r->in->at[f->at],
            "Write the level to be reached, 50 个, or a change in per cent, -16%, or in points, +5pp.",
            "A change by an absolute number can be read as a level or as a difference.");
    t->kind = TARGET_LEVEL;
    return true;
}

/* What the second figure of a range takes over from the first, or gives to it. */
static bool
settle_range(struct reader *r, struct figure *f, struct figure *g)
{
    if (f->mark == MARK_NONE)
        f->mark = g->mark;
    if (f->power == 0 && g->power != 0)
        f->power = g->power;
    if (f->mark != g->mark || (f->power != 0 && g->power == 0))
        return fail(r, g->at, "Both bounds need the same sign behind them: 7%..8%.");
    if (f->sign == '+' && g->sign == 0)
        g->sign = '+';
    return true;
}

static enum target_op
mirrored(enum target_op op)
{
    switch (op)
    {
        case TARGET_AT_LEAST: return TARGET_AT_MOST;
        case TARGET_MORE: return TARGET_LESS;
        case TARGET_AT_MOST: return TARGET_AT_LEAST;
        case TARGET_LESS: return TARGET_MORE;
        default: return op;
    }
}

/* A range whose bounds do not ascend: say both and show how it is written. */
static bool
fault_bounds(struct reader *r, const struct target *t)
{
    struct target lower = *t;
    struct target swapped = *t;
    char texts[3][TARGET_TEXT_MAX];
    char hint[TARGET_TEXT_MAX + 64];

    lower.op = TARGET_EXACT;
    target_print(&lower, texts[0], sizeof(texts[0]));
    if (target_number_compare(&t->lower, &t->upper) == 0)
        return fault_set(r->fault, FAULT_SYNTAX, -1, "Write one figure for one bound.", "Both bounds are %s.",
                         texts[0]);
    swapped.lower = t->upper;
    swapped.upper = t->lower;
    target_print(&swapped, texts[2], sizeof(texts[2]));
    lower.lower = t->upper;
    target_print(&lower, texts[1], sizeof(texts[1]));
    snprintf(hint, sizeof(hint), "Write the smaller bound first: %s.", texts[2]);
    return fault_set(r->fault, FAULT_SYNTAX, -1, hint, "The lower bound %s is above the upper bound %s.",
                     texts[0], texts[1]);
}

/* Fill the target from what was read. */
static bool
build(struct reader *r, struct figure *f, struct figure *g, bool is_range, struct target *t)
{
    bool falls;

    if (!decide_kind(r, f, g, t))
        return false;
    falls = r->verb == VERB_DOWN;
    t->op = r->op;
    if (!state(r, f, falls || f->sign == '-', &t->lower))
        return false;
    if (falls)
        t->op = mirrored(t->op);
    if (r->verb == VERB_DOWN_TO && t->op == TARGET_EXACT && !is_range)
        t->op = TARGET_AT_MOST;
    if (t->kind == TARGET_MULTIPLE && strcmp(t->lower.digits, "0") == 0)
        return fail(r, f->at, "A multiple is above 0.");
    if (t->unit[0] != '\0' && (t->kind != TARGET_LEVEL || t->percent))
        return fail(r, r->at - strlen(t->unit),
                    "Something follows the target: only a plain number has a unit.");
    if (f->chinese && strcmp(f->digits, "00000000000000000001") == 0 && strcmp(t->unit, "批") == 0)
        return fail(r, f->at, "一批 states no number.");
    if (t->kind == TARGET_LEVEL && r->yearly)
    {
        if (t->unit[0] == '\0')
            return fail(r, f->at, "A yearly flow needs a unit: 100 人/年.");
        memcpy(t->unit + strlen(t->unit), "/年", sizeof("/年"));
    }
    if (!is_range)
        return true;
    if (r->op != TARGET_EXACT)
        return fail(r, 0, "A range has no operator; write the range alone, 7%..8%, or one bound, >=7%.");
    if (t->kind != TARGET_GROWTH && (f->sign != 0) != (g->sign != 0))
        return fail(r, g->at, "Both bounds need a sign: -20%..-16%.");
    t->op = TARGET_RANGE;
    if (!state(r, g, falls || g->sign == '-', &t->upper))
        return false;
    if (falls)
    {
        struct target_number swap = t->lower;

        t->lower = t->upper;
        t->upper = swap;
    }
    if (target_number_compare(&t->lower, &t->upper) >= 0)
        return fault_bounds(r, t);
    return true;
}

bool
target_parse(struct slice text, struct target *out, struct fault *fault)
{
    struct folded in;
    struct reader r = {.in = &in, .fault = fault};
    struct figure f;
    struct figure g = {.digits = "0"};
    struct target t = {.kind = TARGET_LEVEL};
    bool is_range = false;
    bool ok;

    if (!fold_text(text, &in, form_hint, fault))
        return false;
    r.end = in.len;
    if (!read_before(&r))
        return false;
    if (!read_doubling(&r, &f, &ok))
    {
        if (!ok || !read_figure(&r, &f))
            return false;
        is_range = takes_range(&r);
        if (is_range && (!read_figure(&r, &g) || !settle_range(&r, &f, &g)))
            return false;
    }
    skip(&r);
    if (f.mark == MARK_PERCENT)
        r.pa = takes(&r, "pa");
    if (!read_behind(&r) || !read_unit(&r, t.unit) || !build(&r, &f, &g, is_range, &t))
        return false;
    *out = t;
    return true;
}
