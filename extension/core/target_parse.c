/*
 * target_parse.c: the text forms of a target (target.h lists them), read left to right over the folded text:
 * words before the figure, one or two figures, the unit, words behind it. What they mean together is
 * target_decide.c.
 */
#include "target_read.h"

const char target_form_hint[] =
    "Write 15%, ~15%, 7%..8%, >=50 个, <=12, >=20% pa, x2, +5pp or -16%; or as documents do: "
    "7%～8%, 15%左右, 50个以上, 年均增长20%以上, 翻一番, 提高5个百分点, 降低16%.";

static const char form_alone[] =
    "Write the value alone: 15%, >=50 个 (50个以上), ~15% (15%左右), +5pp (提高5个百分点).";
static const char formal[] = "This numeral is not read.";
static const char digits_hint[] = "Write digits, or 一 to 九 with 十 百 千 万 亿.";

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

/* What stands where a figure is expected, and how that is written. */
static const struct
{
    const char *word;
    const char *why;
    const char *hint;
} no_figures[] = {
    {"负增长", "负增长 can be read as a yearly rate below zero or as a fall over the whole time.",
     "Write -5% pa for a yearly rate, -5% for a change against the baseline."},
    {"零增长", "零增长 can be read as a yearly rate of zero or as no change over the whole time.",
     "Write 0% pa for a yearly rate, +0% for a change against the baseline."},
    {"x", "A multiple has no sign and is written once.",
     "Write x2 for twice the baseline, -50% for a fall by half."},
    {"X", "A multiple has no sign and is written once.",
     "Write x2 for twice the baseline, -50% for a fall by half."},
    {"翻", "How often it doubles is missing.", "Write x2 (翻一番), x4 (翻两番)."},
    {"全", "A comparison with others has no value of its own.", form_alone},
    {"同", "A comparison with others has no value of its own.", form_alone},
    {"平均水平", "A comparison with others has no value of its own.", form_alone},
    {"逐年", "This word states no number.", form_alone},
    {"大幅", "This word states no number.", form_alone},
    {"明显", "This word states no number.", form_alone},
    {"显著", "This word states no number.", form_alone},
    {"成倍", "成倍 does not say how many times.", "Write x2 (翻一番) or x4 (增长3倍)."},
    {"半", "Half and halves are not read.", "Write 50% or a decimal number, 1.5."},
    {"一半", "Half and halves are not read.", "Write 50% or a decimal number, 1.5."},
    {"伍", formal, digits_hint},
    {"壹", formal, digits_hint},
    {"贰", formal, digits_hint},
    {"叁", formal, digits_hint},
    {"肆", formal, digits_hint},
    {"陆", formal, digits_hint},
    {"柒", formal, digits_hint},
    {"捌", formal, digits_hint},
    {"玖", formal, digits_hint},
    {"拾", formal, digits_hint},
    {"佰", formal, digits_hint},
    {"廿", formal, digits_hint},
    {"卅", formal, digits_hint},
    {"俩", formal, digits_hint},
    {"∞", "Infinity is no figure.", form_alone},
};

/* Whether a character may be part of a word of letters, for the message only. */
static bool
is_letter(char c)
{
    return (unsigned char) c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool
target_fail_no_figure(struct target_reading *r)
{
    struct slice rest = cursor_rest(&r->c);
    char shown[FAULT_TEXT_MAX];
    size_t word = 0;
    int32_t at = cursor_origin(&r->c, r->c.at);

    if (rest.len == 0)
        return fault_set(r->fault, FAULT_SYNTAX, at, target_form_hint,
                         r->is_range ? "The second figure of the range is missing."
                                     : "The figure is missing.");
    for (size_t i = 0; i < sizeof(no_figures) / sizeof(no_figures[0]); i++)
    {
        if (slice_starts(rest, no_figures[i].word))
            return target_fail_hint(r, r->c.at, no_figures[i].why, no_figures[i].hint);
    }
    while (word < rest.len && is_letter(rest.ptr[word]))
        word++;
    fault_quote(slice_make(rest.ptr, word > 0 ? word : rest.len), 30, shown);
    if (word > 0 && word < rest.len && rest.ptr[word] >= '0' && rest.ptr[word] <= '9')
        return fault_set(r->fault, FAULT_SYNTAX, at, form_alone,
                         "\"%s\" before the figure is no word that a target is written with; "
                         "the name of an indicator is no part of it.",
                         shown);
    return fault_set(r->fault, FAULT_SYNTAX, at, target_form_hint,
                     "A figure is expected where \"%s\" stands.", shown);
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
    r->op_at = at;
    r->op_behind = at > r->first.at;
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
        case SAYS_WITHIN: r->held = true; return true;
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
        enum target_base base;
        size_t bytes = target_word_base(cursor_rest(&r->c), &base);

        r->of_base = r->of_base || base == BASE_OF;
        r->compared = r->compared || base == BASE_COMPARED;
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

/* Whether two texts are the same when spaces do not count. */
static bool
same_but_spaces(struct slice a, struct slice b)
{
    size_t i = 0;
    size_t j = 0;

    for (;;)
    {
        while (i < a.len && a.ptr[i] == ' ')
            i++;
        while (j < b.len && b.ptr[j] == ' ')
            j++;
        if (i == a.len || j == b.len)
            return i == a.len && j == b.len;
        if (a.ptr[i++] != b.ptr[j++])
            return false;
    }
}

/*
 * Cut (含) or (含50家) before 以上: that the figure counts is what 以上 says. Of anything else in the
 * brackets the unit will complain.
 */
static bool
cut_included(struct target_reading *r)
{
    const char *text = r->c.in->text;
    struct slice rest = cursor_rest(&r->c);
    struct slice figure;
    struct slice inner;
    size_t open = rest.len;

    if (rest.len == 0 || rest.ptr[rest.len - 1] != ')' ||
        (r->op != TARGET_AT_LEAST && r->op != TARGET_AT_MOST))
        return true;
    while (open > 0 && rest.ptr[open - 1] != '(')
        open--;
    if (open == 0)
        return true;
    inner = slice_make(rest.ptr + open, rest.len - open - 1);
    if (slice_equal(inner, slice_of("不含")))
        return target_fail_hint(r, r->c.at + open,
                                "不含 contradicts 以上 and 以下, which include the figure.",
                                "Write >50 家 (超过50家) or >=50 家 (50家以上).");
    figure = slice_make(text + r->first.at, r->c.at + open - 1 - r->first.at);
    if (!slice_starts(inner, "含"))
        return true;
    inner = slice_from(inner, strlen("含"));
    if (inner.len == 0 || slice_equal(inner, slice_of("本数")) || same_but_spaces(inner, figure))
        r->c.end = r->c.at + open - 1;
    return true;
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
        if (!note(r, w, r->c.end) || (w->says == SAYS_BOUND && !cut_included(r)))
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

/* 3倍于2010年: the baseline that a multiple is of. */
static void
read_base_behind(struct target_reading *r)
{
    struct cursor c = r->c;
    size_t bytes;

    if (r->first.mark != MARK_TIMES || !cursor_takes(&c, "于"))
        return;
    cursor_skip(&c);
    bytes = target_word_time(cursor_rest(&c));
    if (bytes == 0)
        return;
    r->of_base = true;
    r->c.at = c.at + bytes;
}

bool
target_takes_range(struct cursor *c)
{
    size_t before = c->at;

    if (cursor_takes_range(c, true))
        return true;
    cursor_skip(c);
    if (slice_ends(cursor_rest(c), "之间") && (cursor_takes(c, "和") || cursor_takes(c, "与")))
    {
        cursor_skip(c);
        return true;
    }
    c->at = before;
    return false;
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
    r->canonical_range = cursor_sees(&r->c, "..");
    if (!target_takes_range(&r->c))
    {
        if (r->first.mark != MARK_NONE)
            return true;
        unit = target_unit_before_range(r);
        if (unit == 0)
            return true;
        r->c.at += unit;
        target_takes_range(&r->c);
        r->first.own_unit = true;
    }
    r->is_range = true;
    if (!target_read_figure(r, &r->first, &r->second))
        return false;
    if (unit == 0)
        return true;
    left = slice_make(r->c.in->text + unit_at, unit);
    if (r->first.scale > 0 && (slice_starts(left, "级") || slice_starts(left, "元级")))
        return target_fail_hint(r, unit_at, "A size class is no value.",
                                "Write the number of what is to be reached alone: 3..5 个.");
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
    read_base_behind(&r);
    cursor_skip(&r.c);
    if (r.first.mark == MARK_PERCENT)
        r.pa = cursor_takes(&r.c, "pa");
    return read_behind(&r) && target_read_unit(&r) && target_decide(&r, out);
}
