/*
 * scan_target.c: from a figure and the way it is meant to a target; what the type cannot say is refused with
 * a reason.
 *
 * The result always is a text that the type target reads back as itself.
 */
#include "scan_parts.h"

#include <stdio.h>

#include "target_number.h"

static bool
refuse(char note[SCAN_NOTE_MAX], const char *why)
{
    snprintf(note, SCAN_NOTE_MAX, "%s", why);
    return false;
}

/* Add one to a plain decimal: 增长3倍 is x4. */
static bool
add_one(struct target_number *n)
{
    char digits[TARGET_DIGITS_MAX + 2];
    size_t whole = strcspn(n->digits, ".");
    size_t at = whole;

    if (strlen(n->digits) + 2 > sizeof(n->digits))
        return false;
    memcpy(digits, n->digits, strlen(n->digits) + 1);
    while (at > 0 && digits[at - 1] == '9')
        digits[--at] = '0';
    if (at > 0)
    {
        digits[at - 1]++;
        memcpy(n->digits, digits, strlen(digits) + 1);
    }
    else
    {
        n->digits[0] = '1';
        memcpy(n->digits + 1, digits, strlen(digits) + 1);
    }
    return true;
}

/* A falling figure: negative, its bounds and operator turned round. */
static void
turn_down(struct target *t)
{
    struct target_number swap = t->lower;

    t->lower.negative = strcmp(t->lower.digits, "0") != 0;
    if (t->op == TARGET_RANGE)
    {
        t->upper.negative = strcmp(t->upper.digits, "0") != 0;
        swap = t->lower;
        t->lower = t->upper;
        t->upper = swap;
    }
    t->op = target_op_mirrored(t->op);
}

/* Whether the matter that touches the words before the figure names a share or a rate: 占比, 比重, 率. */
static bool
is_ratio_before(const struct scan_sentence *p, const struct reading *r)
{
    static const char *const words[] = {"比重", "比例", "占比", "率", "强度", "水平"};

    for (size_t i = 0; i < COUNT(words); i++)
    {
        size_t len = strlen(words[i]);

        if (r->chain >= len && memcmp(p->text + r->chain - len, words[i], len) == 0)
            return true;
    }
    return false;
}

static bool
percent_kind(const struct scan_sentence *p, const struct reading *r, struct target *t, char *note)
{
    bool up = r->verb == W_UP || r->grows_behind;
    bool down = r->verb == W_DOWN;

    t->percent = true;
    if (r->rate || (r->grows_behind && !down))
        t->kind = TARGET_GROWTH;
    else if ((up || down) && !r->verb_adjacent && is_ratio_before(p, r))
    {
        if (!r->has_op)
            return refuse(note, "a share behind a word of change: a level or a difference");
        return true;
    }
    else if (up || down)
        t->kind = r->annual ? TARGET_GROWTH : TARGET_CHANGE;
    if (down && t->kind != TARGET_LEVEL)
        turn_down(t);
    return true;
}

static bool
multiple_kind(const struct scan_sentence *p, const struct figure *f, const struct reading *r,
              struct target *t, char *note)
{
    bool against = r->chain > 3 && memcmp(p->text + f->from - 3, "的", 3) == 0; /* 2010年的3倍 */

    t->kind = TARGET_MULTIPLE;
    if (f->mark == FIG_MULTIPLE)
        return true;
    if (r->verb == W_DOWN || r->verb == W_DOWN_TO)
        return refuse(note, "a multiple does not fall");
    if (r->verb == W_UP && !against)
    {
        if (!add_one(&t->lower) || (t->op == TARGET_RANGE && !add_one(&t->upper)))
            return refuse(note, "a number that is too long");
        return true;
    }
    /* 为全国平均水平的2倍 */
    if (against && !r->dated && !r->compared)
        return refuse(note, "n times another figure");
    if (against || r->verb == W_TO || r->verb == W_DOWN_TO)
        return true;
    return refuse(note, "倍 alone: n times, or an increase by n times");
}

static bool
level_kind(const struct scan_sentence *p, const struct figure *f, const struct reading *r, struct target *t,
           char *note)
{
    size_t len = f->unit_to - f->unit_from;

    if ((r->verb == W_UP || r->verb == W_DOWN) && (r->verb_adjacent || r->compared) && !r->annual &&
        !r->plan_adjacent)
        return refuse(note, "a change by an absolute number: a level or a difference");
    if (r->grows_behind)
        return refuse(note, "a change by an absolute number: a level or a difference");
    if (f->bare && !(r->verb == W_TO || r->verb == W_DOWN_TO || r->has_op || f->scale >= 4))
        return refuse(note, "a number without a unit");
    if (len + sizeof("/年") > sizeof(t->unit))
        return refuse(note, "a unit that is too long");
    for (size_t i = 0; i < len; i++)
    {
        char c = p->text[f->unit_from + i];

        t->unit[i] = c == C_OPEN ? '(' : c == C_CLOSE ? ')' : c;
    }
    t->unit[len] = '\0';
    if (r->annual && !f->bare && !f->time)
        memcpy(t->unit + len, "/年", sizeof("/年"));
    return true;
}

bool
scan_target_make(const struct scan_sentence *p, const struct figure *f, const struct reading *r,
                 struct target *out, char note[SCAN_NOTE_MAX])
{
    struct target t = {.kind = TARGET_LEVEL};
    struct target again;
    struct fault fault;
    char text[TARGET_TEXT_MAX];
    bool good = true;

    if (f->odd != NULL)
        return refuse(note, f->odd);
    if (r->torn)
        return refuse(note, "the words around the figure bound it in two ways");
    t.lower = r->to_end ? f->upper : f->lower;
    if (f->range && !r->to_end)
    {
        t.op = TARGET_RANGE;
        t.upper = f->upper;
        if (r->has_op && r->op != TARGET_ABOUT)
            return refuse(note, "a range with a bound: which end is meant is not said");
    }
    else
        t.op = r->has_op ? (enum target_op) r->op : TARGET_EXACT;
    switch (f->mark)
    {
        case FIG_PERCENT: good = percent_kind(p, r, &t, note); break;
        case FIG_POINTS:
            if (r->verb != W_UP && r->verb != W_DOWN && !r->grows_behind)
                return refuse(note, "percentage points without a direction");
            t.kind = TARGET_POINTS;
            if (r->verb == W_DOWN)
                turn_down(&t);
            break;
        case FIG_TIMES:
        case FIG_MULTIPLE: good = multiple_kind(p, f, r, &t, note); break;
        default: good = level_kind(p, f, r, &t, note); break;
    }
    if (!good)
        return false;
    if (t.kind == TARGET_LEVEL && r->verb == W_DOWN_TO && t.op == TARGET_EXACT)
        t.op = TARGET_AT_MOST;
    if (!target_parse(slice_make(text, target_print(&t, text, sizeof(text))), &again, &fault))
    {
        snprintf(note, SCAN_NOTE_MAX, "%.*s", SCAN_NOTE_MAX - 1, fault.detail);
        return false;
    }
    *out = again;
    return true;
}
