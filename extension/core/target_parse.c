/*
 * target_parse.c: the text forms of a target (target.h lists them), read left to right over the folded text:
 * words before the figure, one or two figures, the unit, words behind it. What they mean together is
 * target_decide.c.
 */
#include "target_read.h"

const char target_form_hint[] =
    "Write 15%, ~15%, 7%..8%, >=50 个, <=12, >=20% pa, x2, +5pp or -16%; or as documents do: "
    "7%～8%, 15%左右, 50个以上, 年均增长20%以上, 翻一番, 提高5个百分点, 降低16%.";

bool
target_fail(struct target_reading *r, size_t at, const char *detail)
{
    return target_fail_hint(r, at, detail, target_form_hint);
}

bool
target_fail_hint(struct target_reading *r, size_t at, const char *detail, const char *hint)
{
    return fault_set(r->fault, FAULT_SYNTAX, cursor_origin(&r->c, at), hint, "%s", detail);
}

bool
target_fail_year(struct target_reading *r)
{
    return target_fail_hint(r, r->first.at,
                            "A year is no value; the date that a target is due is no part of it.",
                            "Write the value alone: 15%, 50个以上.");
}

/* An operator: two words may say the same one, a sign stands alone. */
static bool
note_bound(struct target_reading *r, const struct target_word *w, size_t at)
{
    bool sign = (unsigned char) w->text[0] < 0x80;

    if (r->has_op && (r->op != w->op || sign))
        return target_fail_hint(r, at, "The words around the figure can be read as two different bounds.",
                                "Keep one: 50个以上 or 不低于50 is >=50, 超过50 is >50, 50左右 is ~50.");
    r->op = w->op;
    r->has_op = true;
    return true;
}

/* A verb: 增长 and 增速 go together as a rate, any other two contradict. */
static bool
note_verb(struct target_reading *r, const struct target_word *w, size_t at)
{
    bool rate = (r->verb == SAYS_UP && w->says == SAYS_RATE) || (r->verb == SAYS_RATE && w->says == SAYS_UP);

    if (r->verb != SAYS_NOTHING && r->verb != w->says && !rate)
        return target_fail(r, at, "The words around the figure say two different things.");
    r->verb = rate ? SAYS_RATE : w->says;
    return true;
}

/* Note what one word says. */
static bool
note(struct target_reading *r, const struct target_word *w, size_t at)
{
    switch (w->says)
    {
        case SAYS_NOTHING: return true;
        case SAYS_BOUND: return note_bound(r, w, at);
        case SAYS_UNCLEAR: return target_fail_hint(r, at, w->why, w->hint);
        case SAYS_REACHED: r->reached = true; return true;
        case SAYS_BETWEEN: r->between = true; return true;
        case SAYS_YEARLY: r->yearly = true; return true;
        case SAYS_TO:
        case SAYS_DOWN_TO:
        case SAYS_UP:
        case SAYS_DOWN:
        case SAYS_RATE: break;
    }
    return note_verb(r, w, at);
}

/* All words before the figure, and the baseline among them. */
static bool
read_before(struct target_reading *r)
{
    for (;;)
    {
        size_t start = r->c.at;
        const struct target_word *w;
        bool is_of;
        size_t bytes = target_word_base(cursor_rest(&r->c), &is_of);

        r->of_base = r->of_base || is_of;
        if (bytes == 0)
        {
            w = target_word_before(cursor_rest(&r->c), &bytes);
            if (w == NULL)
                return true;
            if (!note(r, w, start))
                return false;
        }
        r->c.at += bytes;
    }
}

/* All words at the end; they are cut off, so that what is left between is the unit. */
static bool
read_behind(struct target_reading *r)
{
    for (;;)
    {
        size_t bytes;
        const struct target_word *w = target_word_behind(cursor_rest(&r->c), &bytes);

        if (w == NULL)
            return true;
        r->c.end -= bytes;
        if (!note(r, w, r->c.end))
            return false;
    }
}

/* Whether the first figure is a year: 2015年达到…. No target counts years by thousands. */
static bool
sees_year(const struct target_reading *r)
{
    return r->first.mark == MARK_NONE && r->first.power == 0 && strlen(r->first.digits) == 4 &&
           strchr(r->first.digits, '.') == NULL && cursor_sees(&r->c, "年");
}

/* The second figure of a range, if a range sign comes next; a unit may stand before the sign. */
static bool
read_range(struct target_reading *r)
{
    size_t unit_at = r->c.at;
    size_t unit = 0;
    struct slice left;
    struct slice right;

    if (sees_year(r))
        return target_fail_year(r);
    if (!cursor_takes_range(&r->c, true))
    {
        if (r->first.mark != MARK_NONE)
            return true;
        unit = target_unit_before_range(r);
        if (unit == 0)
            return true;
        r->c.at += unit;
        cursor_takes_range(&r->c, true);
    }
    r->is_range = true;
    if (!target_read_figure(r, &r->first, &r->second))
        return false;
    if (unit == 0)
        return true;
    left = slice_make(r->c.in->text + unit_at, unit);
    right = cursor_rest(&r->c);
    if (slice_starts(right, " "))
        right = slice_from(right, 1);
    if (right.len < left.len || !slice_equal(slice_make(right.ptr, left.len), left))
        return target_fail_hint(r, unit_at, "Both bounds need the same unit.",
                                "Write the unit once: 3..5 个, 3～5个.");
    return true;
}

bool
target_parse(struct slice text, struct target *out, struct fault *fault)
{
    struct folded in;
    struct target_reading r = {.c = {.in = &in}, .fault = fault};
    bool ok;

    if (!fold_text(text, &in, target_form_hint, fault))
        return false;
    r.c.end = in.len;
    if (!read_before(&r))
        return false;
    if (!target_read_figure_word(&r, &r.first, &ok) &&
        (!ok || !target_read_figure(&r, NULL, &r.first) || !read_range(&r)))
        return false;
    if (!ok)
        return false;
    cursor_skip(&r.c);
    if (r.first.mark == MARK_PERCENT)
        r.pa = cursor_takes(&r.c, "pa");
    return read_behind(&r) && target_read_unit(&r) && target_decide(&r, out);
}
