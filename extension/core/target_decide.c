/*
 * target_decide.c: what the words, figures and unit of a target mean together. Whatever has two meanings is
 * refused here with both of them.
 */
#include "target_read.h"

#include <stdio.h>

#include "target_number.h"

enum
{
    FIGURE_MAX = 48 /* characters of a stated figure */
};

/* Add one to a plain decimal: 增长n倍 is x(n+1). */
static void
add_one(char digits[NUMERAL_DIGITS_MAX])
{
    size_t at = strcspn(digits, ".");

    while (at > 0 && digits[at - 1] == '9')
        digits[--at] = '0';
    if (at > 0)
        digits[at - 1]++;
    else
    {
        memmove(digits + 1, digits, strlen(digits) + 1);
        digits[0] = '1';
    }
}

/* x2, 翻一番, 增长3倍, 是3倍. */
static bool
decide_multiple(struct target_reading *r, struct target *t)
{
    struct target_figure *f = &r->first;
    bool up = r->verb == SAYS_UP;

    if (f->sign != 0 || r->verb == SAYS_DOWN || r->verb == SAYS_DOWN_TO || r->verb == SAYS_RATE || r->yearly)
        return target_fail(r, f->at, "A multiple has no sign and does not fall or recur.");
    if (f->mark == MARK_TIMES && up == (r->reached || r->of_base || r->verb == SAYS_TO))
        return target_fail_hint(
            r, f->at, "倍 can be read here as n times or as an increase by n times.",
            "Write x3 for three times the baseline (是3倍), x4 for an increase by three times (增长3倍).");
    if (f->mark == MARK_TIMES && up)
    {
        if (strlen(f->digits) > FIGURE_MAX || (r->is_range && strlen(r->second.digits) > FIGURE_MAX))
            return target_fail(r, f->at, "The figure has too many digits.");
        add_one(f->digits);
        if (r->is_range)
            add_one(r->second.digits);
    }
    t->kind = TARGET_MULTIPLE;
    return true;
}

/* +5pp, 提高5个百分点. */
static bool
decide_points(struct target_reading *r, struct target *t)
{
    if (r->first.sign == 0 && r->verb != SAYS_UP && r->verb != SAYS_DOWN)
        return target_fail_hint(r, r->first.at,
                                "Percentage points without a direction can be read as a rise or a fall.",
                                "Write +5pp (提高5个百分点) or -5pp (降低5个百分点).");
    if (r->yearly)
        return target_fail(r, r->first.at, "Percentage points a year are not supported.");
    t->kind = TARGET_POINTS;
    return true;
}

/* 15%, 20% pa, -16%. */
static bool
decide_percent(struct target_reading *r, struct target *t)
{
    bool moves = r->verb == SAYS_UP || r->verb == SAYS_DOWN || r->verb == SAYS_RATE;

    t->percent = true;
    if (r->pa && (r->verb == SAYS_TO || r->verb == SAYS_DOWN_TO))
        return target_fail(r, r->first.at, "The words around the figure say two different things.");
    if (r->verb == SAYS_RATE && !r->pa && !r->yearly)
        return target_fail_hint(
            r, r->first.at,
            "A growth rate without 年均 can be read as yearly or as a change over the whole time.",
            "Write 20% pa (年均增长20%) for a yearly rate, +20% for a change against the baseline.");
    if (r->yearly && !r->pa && !moves && r->first.sign == 0)
        return target_fail_hint(r, r->first.at,
                                "Per cent a year can be read as growth or as a share that holds every year.",
                                "Write 20% pa (年均增长20%) for growth, 20% for a share.");
    t->kind = r->pa || r->yearly ? TARGET_GROWTH : r->first.sign != 0 || moves ? TARGET_CHANGE : TARGET_LEVEL;
    return true;
}

/* 50 个, 100 人/年. */
static bool
decide_number(struct target_reading *r, struct target *t)
{
    bool flow = r->yearly && r->verb == SAYS_UP;

    if (r->first.sign == '+' || r->second.sign == '+' || r->verb == SAYS_DOWN || r->verb == SAYS_RATE ||
        (r->verb == SAYS_UP && !flow))
        return target_fail_hint(r, r->first.at,
                                "A change by an absolute number can be read as a level or as a difference.",
                                "Write the level to be reached, 50 个 or -5 亿元, or a change in per cent, "
                                "-16%, or in points, +5pp.");
    if (r->yearly && (r->verb == SAYS_TO || r->verb == SAYS_DOWN_TO))
        return target_fail(r, r->first.at, "The words around the figure say two different things.");
    if (r->yearly)
    {
        if (r->unit[0] == '\0')
            return target_fail(r, r->first.at, "A yearly flow needs a unit: 100 人/年.");
        if (!slice_ends(slice_of(r->unit), "/年"))
            memcpy(r->unit + strlen(r->unit), "/年", sizeof("/年"));
    }
    t->kind = TARGET_LEVEL;
    return true;
}

/* What kind of target the figure, its mark, sign and words make. */
static bool
decide_kind(struct target_reading *r, struct target *t)
{
    if (r->first.sign != 0 && (r->verb == SAYS_UP || r->verb == SAYS_DOWN))
        return target_fail(r, r->first.at, "Both a word and a sign say the direction; keep one.");
    if (r->first.mark != MARK_NONE && (r->first.sign == 'n' || r->second.sign == 'n'))
        return target_fail_hint(
            r, r->first.at,
            "负 before per cent can be read as a change, as a yearly rate or as a level below zero.",
            "Write -5% for a change against the baseline, -5% pa for a yearly rate, -0.05 for a level.");
    if (r->op_behind && r->first.sign != 0 && r->first.sign != '+' && r->op != TARGET_ABOUT)
        return target_fail_hint(r, r->op_at,
                                "以上 behind a minus sign can be read as a greater value or as a greater "
                                "fall; 以下 and 以内 likewise.",
                                "Write >=-16% for a greater value, <=-16% (降低16%以上) for a greater fall.");
    if (r->unit[0] != '\0' && r->first.mark != MARK_NONE)
        return target_fail(r, r->unit_at, "Something follows the target: only a plain number has a unit.");
    if (r->of_base && r->first.mark != MARK_MULTIPLE && r->first.mark != MARK_TIMES)
        return target_fail_hint(
            r, r->first.at, "A figure of a baseline can be read as a part of it or as a value of its own.",
            "Write x0.8 for 80% of the baseline, 80% for a share.");
    if (r->compared && r->verb == SAYS_NOTHING && !r->reached && !r->held && r->first.sign == 0 && !r->pa &&
        r->first.mark != MARK_MULTIPLE && r->first.mark != MARK_TIMES)
        return target_fail_hint(
            r, r->first.at, "A figure beside a baseline can be read as what is reached or as the change.",
            "Write the value alone, 15%, or the change: +15% (比2010年增长15%), +5pp (提高5个百分点).");
    switch (r->first.mark)
    {
        case MARK_MULTIPLE:
        case MARK_TIMES: return decide_multiple(r, t);
        case MARK_POINTS: return decide_points(r, t);
        case MARK_PERCENT: return decide_percent(r, t);
        case MARK_NONE: break;
    }
    return decide_number(r, t);
}

/* How many digits stand before the point of a figure, its scale words apart. */
static int
whole_digits(const struct target_figure *f)
{
    return (int) strcspn(f->digits, ".") - (f->scale - f->power);
}

/* Whether the first figure, raised by some powers of ten, would still lie below the second. */
static bool
ascends(const struct target_figure *f, int raise, const struct target_figure *g)
{
    struct target_number low = {false, ""};
    struct target_number high = {false, ""};

    return f->sign == 0 && target_number_shift(f->digits, f->power + raise, low.digits, sizeof(low.digits)) &&
           target_number_shift(g->digits, g->power, high.digits, sizeof(high.digits)) &&
           target_number_compare(&low, &high) < 0;
}

/*
 * 3～5万: the scale behind the second figure holds for both. Behind 千 or 百 alone, and behind 万 before
 * 万亿, it may or may not: 3千～5千万.
 */
static bool
share_scale(struct target_reading *r)
{
    struct target_figure *f = &r->first;
    struct target_figure *g = &r->second;
    int other = g->scale;
    int own = f->scale == 1 && other >= 4 ? 0 : f->scale; /* 三十至五十万: thirty counts 万 like any figure */
    int raise = other;

    if (other == 1 && f->chinese && f->scale == 0 && strlen(f->digits) == 1)
        return target_fail_hint(r, f->at, "The first numeral can be read with 十 behind it or without.",
                                "Write digits: 30～50家, or 3～50家.");
    if (((own > 0 && own < 4 && other >= 4) || (own >= 4 && own < 8 && other >= 12)) &&
        ascends(f, own < 4 ? other / 4 * 4 : 8, g))
        return target_fail_hint(
            r, f->at,
            "The scale behind the second figure can be read as that of both or of the second alone.",
            "Write each figure with its whole scale and unit: 3000元～5000万元, or 3000万～5000万元.");
    /* Ten and more count 万 and 亿, not 百 and 千: 十至五百万. */
    if (whole_digits(f) > 1 && whole_digits(g) == 1)
        raise = other / 4 * 4;
    if (own == 0 && raise > 1)
    {
        f->power += raise;
        r->shared = true;
    }
    return true;
}

/* Two years, and no range of values: 2011-2015. */
static bool
are_years(const struct target_reading *r)
{
    const struct target_figure *both[] = {&r->first, &r->second};

    for (int i = 0; i < 2; i++)
    {
        const char *digits = both[i]->digits;

        if (strlen(digits) != 4 || strspn(digits, "0123456789") != 4 || both[i]->power != 0 ||
            strcmp(digits, "1949") < 0 || strcmp(digits, "2100") > 0)
            return false;
    }
    return r->first.mark == MARK_NONE && r->unit[0] == '\0' && r->second.sign == 0 && r->first.sign == 0;
}

/* What the two figures of a range take over from each other. */
static bool
settle_range(struct target_reading *r)
{
    struct target_figure *f = &r->first;
    struct target_figure *g = &r->second;

    if (f->mark == MARK_NONE && g->mark != MARK_NONE && f->power == 0)
    {
        f->power = g->power;
        f->mark = g->mark;
    }
    else if (f->mark == MARK_NONE && !f->own_unit && !share_scale(r))
        return false;
    if (f->mark != g->mark || (f->power != 0 && g->scale == 0 && f->mark == MARK_NONE && !f->own_unit))
        return target_fail_hint(r, g->at,
                                "The sign or scale behind the first figure is missing behind the second.",
                                "Write it behind both or behind the second: 7%..8%, 3～5万元.");
    if (f->sign == '+' && g->sign == 0)
        g->sign = '+';
    if (!r->canonical_range && are_years(r))
        return target_fail_hint(
            r, f->at, "Two years can be read as a span of time or as two figures.",
            "Write 2011..2015 for figures, with a unit better: 2011..2015 个; a span is a stat_period.");
    if (r->has_op)
        return target_fail(r, r->op_at,
                           "A range has no operator; write the range alone, 7%..8%, or one bound, >=7%.");
    if (f->sign == 0 && g->sign != 0 && (r->verb == SAYS_UP || r->verb == SAYS_DOWN))
        return target_fail(r, g->at, "Both a word and a sign say the direction; keep one.");
    if (f->digits[0] == '0' && f->digits[1] >= '0' && f->digits[1] <= '9')
        return target_fail_hint(r, f->at, "A range that begins with 0 can be read as a number or as a code.",
                                "Write both figures without zeros before them: 20..30.");
    if (f->mark != MARK_NONE && !r->pa && !r->yearly && (f->sign != 0) != (g->sign != 0))
        return target_fail(r, g->at, "Both bounds need a sign: -20%..-16%.");
    return true;
}

static bool
decide_op(struct target_reading *r, struct target *t)
{
    t->op = r->is_range ? TARGET_RANGE : r->op;
    if (r->verb == SAYS_DOWN)
        t->op = target_op_mirrored(t->op);
    if (r->held && r->verb == SAYS_DOWN && !r->is_range)
        return target_fail_hint(
            r, r->first.at, "A fall that is held can be read as at most or as at least so great.",
            "Write >=-16% for a fall of 16% at most, <=-16% (降低16%以上) for one of 16% at least.");
    if (r->verb != SAYS_DOWN_TO && !r->held)
        return true;
    if (t->op == TARGET_AT_LEAST || t->op == TARGET_MORE)
        return target_fail_hint(r, r->first.at,
                                "降低到 or 控制在 with a lower bound can be read as at most or as at least.",
                                "Write <=12 (降低到12以下) or >=12 (不低于12).");
    if (t->op == TARGET_EXACT)
        t->op = TARGET_AT_MOST;
    return true;
}

/* Turn a figure read into one stated. */
static bool
state(struct target_reading *r, const struct target_figure *f, struct target_number *out)
{
    if (!target_number_shift(f->digits, f->power, out->digits, sizeof(out->digits)) ||
        strlen(out->digits) > FIGURE_MAX)
        return fault_set(r->fault, FAULT_RANGE, cursor_origin(&r->c, f->at),
                         "Write a number of at most 48 characters, its point included.",
                         "The figure has too many digits.");
    out->negative =
        (r->verb == SAYS_DOWN || f->sign == '-' || f->sign == 'n') && strcmp(out->digits, "0") != 0;
    return true;
}

/* A range whose bounds do not ascend: say both and show how it is written. */
static bool
fail_bounds(struct target_reading *r, const struct target *t)
{
    struct target lower = *t;
    struct target swapped = *t;
    char texts[3][TARGET_TEXT_MAX];
    char hint[TARGET_TEXT_MAX + 64];

    if (r->shared)
        return target_fail_hint(
            r, r->first.at,
            "With the scale behind the second figure the first one is not below it; without, it is.",
            "Write the scale and unit behind both: 100个～10000个, 5000元～1亿元.");
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

static bool
state_range(struct target_reading *r, struct target *t)
{
    if (!state(r, &r->second, &t->upper))
        return false;
    if (r->verb == SAYS_DOWN)
    {
        struct target_number swap = t->lower;

        t->lower = t->upper;
        t->upper = swap;
    }
    return target_number_compare(&t->lower, &t->upper) < 0 || fail_bounds(r, t);
}

bool
target_decide(struct target_reading *r, struct target *out)
{
    struct target t = {.kind = TARGET_LEVEL};

    if (r->is_range && !settle_range(r))
        return false;
    if (r->between && !r->is_range)
        return target_fail_hint(r, r->first.at, "之间 needs two figures.", "Write 7%..8% (7%～8%之间).");
    if (!decide_kind(r, &t))
        return false;
    memcpy(t.unit, r->unit, sizeof(t.unit));
    if (!decide_op(r, &t) || !state(r, &r->first, &t.lower))
        return false;
    if (slice_starts(slice_of(t.unit), "年") && strlen(t.lower.digits) == 4 &&
        strchr(t.lower.digits, '.') == NULL)
        return target_fail_year(r);
    if (t.kind == TARGET_MULTIPLE && strcmp(t.lower.digits, "0") == 0)
        return target_fail(r, r->first.at, "A multiple is above 0.");
    if (r->is_range && !state_range(r, &t))
        return false;
    *out = t;
    return true;
}
