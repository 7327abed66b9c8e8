/*
 * scan_row.c: from the readings of a sentence to its rows, left to right: which date, how firm, done or
 * promised, said of what.
 *
 * A figure is a target when something promises it (a date ahead, a word like 力争, a verb of planning, a
 * bound) and nothing says that it is an achieved one, an amount of a measure or a description. In doubt: no
 * target, and the reason.
 */
#include "scan_parts.h"

#include <stdio.h>

#define LIST_MAX 24

/* A clause without a stop is cut so far from its figure. */
#define CLAUSE_SIDE_MAX 600

/* What the tokens read so far say. */
struct walk
{
    struct scan *s;
    struct reading reading[FIGURES_MAX];
    int32_t count;
    bool ahead; /* something in the sentence looks ahead */
    bool strong_ahead;
    bool measure; /* the sentence is about a measure */
    bool fact;    /* the sentence states achieved figures */
    bool has_due;
    bool due_unknown; /* 三年内 */
    bool due_here;    /* stated in this sentence */
    struct period due;
    struct period dates[LIST_MAX]; /* a list of dates: 2020年和2025年 */
    int32_t date_count;
    int32_t last_date; /* token */
    bool done;         /* the clauses from here look back */
    bool has_base;
    struct period base;
    bool part; /* 其中 */
    struct slice part_word;
    bool describe;
    bool clause_measure;
    bool planned;  /* a verb of planning was read */
    bool promised; /* a target was given in this sentence */
    enum scan_modality sentence_modality;
    enum scan_modality modality;
    struct slice subject; /* of the last figure */
    struct slice list;    /* subjects of the last 分别 */
    int32_t first_row;
};

static struct scan_sentence *
sentence(struct walk *w)
{
    return w->s->sentence;
}

static bool
text_is(const struct scan_sentence *p, const struct token *t, const char *word)
{
    size_t len = strlen(word);

    return (size_t) (t->to - t->from) == len && memcmp(p->text + t->from, word, len) == 0;
}

static bool
touches(const struct token *a, const struct token *b)
{
    return a->to == b->from;
}

/* The end of the clause that a token is in. */
static int32_t
clause_end(const struct scan_sentence *p, int32_t i)
{
    while (i < p->token_count && !(p->token[i].kind == TOK_STOP && p->token[i].depth == 0))
        i++;
    return i;
}

static int32_t
clause_begin(const struct scan_sentence *p, int32_t i)
{
    while (i > 0 && !(p->token[i - 1].kind == TOK_STOP && p->token[i - 1].depth == 0))
        i--;
    return i;
}

/* ---- dates ---- */

enum date_role
{
    DATE_DUE,
    DATE_AHEAD, /* due, and said to be ahead: 到2015年 */
    DATE_BASE,
    DATE_PAST,
    DATE_START,
    DATE_PRICE,
    DATE_NONE
};

/* 2010年的3倍 */
static bool
times_follow(const struct scan_sentence *p, int32_t i)
{
    const struct token *t = &p->token[i];

    return i + 2 < p->token_count && touches(t, t + 1) && token_is(t + 1, W_FILL) && touches(t + 1, t + 2) &&
           t[2].kind == TOK_FIGURE && p->figure[t[2].index].mark == FIG_TIMES;
}

static enum date_role
date_role(const struct scan_sentence *p, int32_t i)
{
    const struct token *t = &p->token[i];
    const struct token *before = i > 0 && touches(t - 1, t) ? t - 1 : NULL;
    const struct token *after = i + 1 < p->token_count && touches(t, t + 1) ? t + 1 : NULL;
    const struct date *d = &p->date[t->index];

    if (after != NULL && token_is(after, W_AFTER_DATE))
    {
        switch (after->value)
        {
            case AFTER_START: return DATE_START;
            case AFTER_PRICE: return DATE_PRICE;
            case AFTER_BASE: return DATE_BASE;
            case AFTER_NAME: return DATE_NONE;
            default: break;
        }
    }
    if (after != NULL && ((token_is(after, W_COMPARE) && after->value == 1) ||
                          (token_is(after, W_FILL) && i + 2 < p->token_count &&
                           token_is(t + 2, W_AFTER_DATE) && t[2].value == AFTER_BASE)))
        return DATE_BASE;
    if (after != NULL && token_is(after, W_DONE) && after->value == 0 && !text_is(p, after, "已"))
        return DATE_PAST;
    if (before != NULL)
    {
        if (token_is(before, W_COMPARE) || token_is(before, W_FROM))
            return DATE_BASE;
        if (token_is(before, W_SINCE))
            return before->value == 0 ? DATE_START : DATE_PRICE;
        if (token_is(before, W_DONE))
            return DATE_PAST;
        if (token_is(before, W_OP))
            return DATE_NONE;
        if (token_is(before, W_TO) && times_follow(p, i))
            return DATE_BASE;
        if (token_is(before, W_TO) && !d->day)
            return DATE_AHEAD;
    }
    return DATE_DUE;
}

static void
take_date(struct walk *w, int32_t i)
{
    struct scan_sentence *p = sentence(w);
    const struct date *d = &p->date[p->token[i].index];
    const struct scan_context *c = &w->s->context;
    enum date_role role = date_role(p, i);
    bool joined = w->last_date >= 0 && i - w->last_date == 2 && touches(&p->token[i - 1], &p->token[i]) &&
                  (p->token[i - 1].kind == TOK_LIST || token_is(&p->token[i - 1], W_AND));

    switch (role)
    {
        case DATE_BASE:
            if (!d->relative)
            {
                w->has_base = true;
                w->base = d->period;
            }
            return;
        case DATE_PAST: w->done = true; return;
        case DATE_START:
            w->has_due = w->due_unknown = false;
            w->due_here = true;
            return;
        case DATE_PRICE:
        case DATE_NONE: return;
        default: break;
    }
    if (d->relative)
    {
        w->has_due = false;
        w->due_unknown = w->due_here = true;
        w->done = false;
        return;
    }
    if (!joined)
        w->date_count = 0;
    if (w->date_count < LIST_MAX)
        w->dates[w->date_count++] = d->period;
    w->last_date = i;
    w->due = d->period;
    w->has_due = w->due_here = true;
    w->due_unknown = false;
    w->done = d->day && role != DATE_AHEAD && !w->ahead;
    if (role != DATE_AHEAD && !w->ahead && c->year > 0 &&
        (d->period.first_month + d->period.months - 1) / 12 < c->year)
        w->done = true;
}

/* ---- what the sentence as a whole says ---- */

/* Whether a stated number is one that nobody promises: 4190.73, 9.9 %, 1126.4. */
static bool
is_odd_number(const struct target_number *n)
{
    size_t len = strlen(n->digits);
    const char *point = strchr(n->digits, '.');
    size_t significant = 0;
    char last = '0';

    for (size_t i = 0; i < len; i++)
    {
        if (n->digits[i] != '.' && (significant > 0 || n->digits[i] != '0'))
        {
            significant++;
            if (n->digits[i] != '0')
                last = n->digits[i];
        }
    }
    while (significant > 1 && point == NULL && n->digits[len - 1] == '0')
    {
        len--;
        significant--;
    }
    return last != '5' && (point != NULL || significant >= 3);
}

/* Without any date: a change stated to a hundredth of a per cent was measured. */
static bool
has_measured_change(struct walk *w)
{
    const struct scan_sentence *p = sentence(w);

    for (int32_t i = 0; i < w->count; i++)
    {
        const struct reading *r = &w->reading[i];
        const struct figure *f = &p->figure[p->token[r->token].index];
        const char *point = strchr(f->lower.digits, '.');

        if (f->mark == FIG_PERCENT && !r->has_op && (r->verb == W_UP || r->verb == W_DOWN) && point != NULL &&
            strlen(point) > 2)
            return true;
    }
    return false;
}

/* A year without 到, no word that looks ahead, exact numbers that are not round: a report. */
static bool
looks_like_report(struct walk *w)
{
    struct scan_sentence *p = sentence(w);
    const struct token *first = NULL;
    bool odd = false;

    for (int32_t i = 0; i < p->token_count && first == NULL; i++)
    {
        if (p->token[i].depth == 0 && p->token[i].kind == TOK_DATE)
        {
            enum date_role role = date_role(p, i);

            if (role == DATE_AHEAD)
                return false;
            if (role == DATE_DUE && !p->date[p->token[i].index].relative)
                first = &p->token[i];
        }
    }
    if (first == NULL)
        return has_measured_change(w);
    if (p->date[first->index].period.months > 12)
        return false;
    for (int32_t i = 0; i < w->count; i++)
    {
        const struct reading *r = &w->reading[i];
        const struct figure *f = &p->figure[p->token[r->token].index];
        const struct token *plan = r->token > 0 ? &p->token[r->token - 1] : NULL;

        if (r->base || r->qualifier)
            continue;
        if (r->has_op || r->verb == W_DOWN_TO || f->range)
            return false;
        odd = odd || is_odd_number(&f->lower) ||
              (plan != NULL && touches(plan, &p->token[r->token]) && token_is(plan, W_FILL) && r->token > 1 &&
               token_is(plan - 1, W_PLAN) && text_is(p, plan - 1, "占"));
        for (int32_t j = r->segment_from; j < r->token && !odd; j++)
        {
            /* 占全省的60.5% */
            if (token_is(&p->token[j], W_PLAN) && text_is(p, &p->token[j], "占") &&
                f->lower.digits[0] != '\0' && strchr(f->lower.digits, '.') != NULL)
                odd = true;
        }
    }
    return odd;
}

/* Whether a word in the clause of a token says that something was reached. */
static bool
clause_has_done(const struct scan_sentence *p, int32_t i)
{
    for (int32_t k = clause_begin(p, i);
         k < p->token_count && !(p->token[k].kind == TOK_STOP && p->token[k].depth == 0); k++)
    {
        if (token_is(&p->token[k], W_DONE) && p->token[k].value == 0)
            return true;
    }
    return false;
}

static void
survey(struct walk *w)
{
    struct scan_sentence *p = sentence(w);
    bool done = false;
    bool mild = false;

    for (int32_t i = 0; i < p->token_count; i++)
    {
        const struct token *t = &p->token[i];

        if (t->depth > 0)
            continue;
        if (t->kind == TOK_SPAN)
            continue;
        if (t->kind == TOK_DATE)
        {
            enum date_role role = date_role(p, i);

            if (role == DATE_AHEAD || (p->date[t->index].relative && role == DATE_DUE &&
                                       !text_is(p, t, "全年") && !text_is(p, t, "年内")))
                w->ahead = true;
            if (role == DATE_AHEAD)
                w->strong_ahead = true;
            if (role == DATE_PAST)
                done = true;
            continue;
        }
        if (t->kind != TOK_WORD)
            continue;
        switch (t->word)
        {
            case W_MODAL:
            case W_FUTURE:
                /* 实现了…约束性目标 looks back. */
                if (clause_has_done(p, i))
                    break;
                w->ahead = true;
                w->strong_ahead = w->strong_ahead || (t->word == W_MODAL && !text_is(p, t, "约束性") &&
                                                      !text_is(p, t, "预期性"));
                break;
            case W_DONE:
                if (t->value == 0)
                    done = true;
                else
                    mild = true;
                break;
            case W_NOW:
                if (i == 0 ||
                    !(token_is(t - 1, W_COMPARE) || token_is(t - 1, W_FROM) || token_is(t - 1, W_DOWN)) ||
                    !touches(t - 1, t))
                    done = true;
                break;
            case W_MEASURE:
                if (t->value == 0)
                    w->measure = true;
                break;
            default: break;
        }
    }
    if (w->strong_ahead)
        w->measure = false;
    w->fact = !w->ahead && (done || mild || looks_like_report(w) || w->s->context.review);
    if (w->s->context.review && !w->strong_ahead)
        w->fact = true;
}

/* ---- rows ---- */

struct scan_row *
scan_row_new(struct scan *s, struct slice clause)
{
    struct scan_row *row;

    if (s->row_count >= SCAN_ROWS_MAX)
        return NULL;
    row = &s->row[s->row_count++];
    memset(row, 0, sizeof(*row));
    row->ordinal = ++s->rows;
    row->clause = clause;
    row->offset = (size_t) (clause.ptr - s->text.ptr);
    row->subject = row->scope = row->relative_to = slice_make(s->text.ptr, 0);
    return row;
}

/* The clause around a token. */
static struct slice
clause_of(struct walk *w, int32_t token)
{
    struct scan_sentence *p = sentence(w);
    int32_t from = token;
    int32_t to = token;
    uint16_t begin;
    uint16_t end;

    while (from > 0 && !(p->token[from - 1].kind == TOK_STOP && p->token[from - 1].depth == 0))
        from--;
    while (to < p->token_count && !(p->token[to].kind == TOK_STOP && p->token[to].depth == 0))
        to++;
    begin = from > 0 ? p->token[from - 1].to : 0;
    end = to < p->token_count ? p->token[to].from : (uint16_t) p->len;
    while (p->token[token].from - begin > CLAUSE_SIDE_MAX || ((unsigned char) p->text[begin] & 0xc0) == 0x80)
        begin++;
    while (end > begin &&
           (end - p->token[token].to > CLAUSE_SIDE_MAX || ((unsigned char) p->text[end] & 0xc0) == 0x80))
        end--;
    return scan_original(w->s, begin, end);
}

static void
fill_common(struct walk *w, struct scan_row *row)
{
    const struct scan_context *c = &w->s->context;

    row->modality = w->modality;
    if (w->due_here)
    {
        row->has_due = w->has_due;
        row->due = w->due;
    }
    else if (c->has_due)
    {
        row->has_due = row->due_carried = true;
        row->due = c->due;
    }
    else if (c->has_title_due && !c->due_unknown)
    {
        row->has_due = row->due_carried = true;
        row->due = c->title_due;
    }
    if (w->part)
        row->scope = w->part_word;
}

static void
say(struct scan_row *row, const char *why)
{
    snprintf(row->note, sizeof(row->note), "%s", why);
}

/* The row says that a figure was reached. */
static void
make_done(struct scan_row *row)
{
    char text[TARGET_TEXT_MAX];

    row->modality = SCAN_DONE;
    if (row->has_target)
    {
        target_print(&row->target, text, sizeof(text));
        snprintf(row->note, sizeof(row->note), "achieved: %.*s", 120, text);
    }
    else
        say(row, "achieved");
    row->has_target = false;
}

/* Why a figure that was understood is no promise; NULL when it is one. */
static const char *
no_promise(struct walk *w, const struct reading *r)
{
    struct scan_sentence *p = sentence(w);
    const struct figure *f = &p->figure[p->token[r->token].index];
    bool planned = r->plan_adjacent || r->verb >= 0 || r->has_op || r->each || f->range || r->listed;

    if (w->measure || w->clause_measure)
        return "an amount or a condition of a measure";
    if (w->describe)
        return "describes a project";
    for (int32_t i = r->segment_from; i < r->token && !planned; i++)
        planned =
            token_is(&p->token[i], W_PLAN) || token_is(&p->token[i], W_NEW) || token_is(&p->token[i], W_TO);
    for (int32_t i = r->after; i < r->clause_to && !planned; i++)
        planned = token_is(&p->token[i], W_TO);
    if (planned || w->ahead || w->has_due || w->s->context.has_due || w->s->context.goals || w->promised ||
        (w->planned && (r->described >= 0 || !f->counts)))
        return NULL;
    return "nothing promises it";
}

/* The description of what is counted, as scope: 产值超千亿元的. */
static struct slice
description(struct walk *w, const struct reading *r)
{
    struct scan_sentence *p = sentence(w);
    const struct reading *q = &w->reading[r->described];
    uint16_t from = q->segment_from > 0 ? p->token[q->segment_from - 1].to : 0;

    if (r->described > 0 && q->token > r->token && r->behind > from)
        from = r->behind;
    for (int32_t i = q->segment_from; i < q->token; i++)
    {
        const struct token *t = &p->token[i];

        if (t->to <= q->chain + 3 &&
            (t->kind == TOK_DATE || t->kind == TOK_LIST || t->kind == TOK_SPAN || token_is(t, W_PART) ||
             token_is(t, W_MODAL) || (token_is(t, W_PLAN) && t->value == 0) || token_is(t, W_FUTURE)))
            from = t->to;
    }
    return scan_trim(scan_original(w->s, from, q->behind));
}

static void
give_figure(struct walk *w, const struct reading *r, struct slice subject, const struct period *due)
{
    struct scan *s = w->s;
    struct scan_sentence *p = s->sentence;
    const struct figure *f = &p->figure[p->token[r->token].index];
    struct scan_row *row = scan_row_new(s, clause_of(w, r->token));
    const char *why;

    if (row == NULL)
        return;
    fill_common(w, row);
    if (due != NULL)
    {
        row->has_due = true;
        row->due_carried = false;
        row->due = *due;
    }
    row->subject = subject;
    row->annual = r->annual || r->rate;
    if (r->described >= 0)
        row->scope = description(w, r);
    row->has_target = scan_target_make(p, f, r, &row->target, row->note);
    if (row->has_target && w->has_base)
    {
        row->has_baseline = true;
        row->baseline = w->base;
    }
    row->annual = r->annual || (row->has_target && row->target.kind == TARGET_GROWTH);
    if (w->done || w->fact)
    {
        make_done(row);
        return;
    }
    why = no_promise(w, r);
    if (why != NULL)
    {
        row->has_target = false;
        say(row, why);
    }
    if (row->has_target)
    {
        w->promised = true;
        if (!row->has_due && w->due_unknown)
            say(row, "due counted from the text's own date");
        s->targets++;
        scan_link(s, row);
    }
}

/* How many figures the list has that this reading begins. */
static int32_t
list_length(const struct walk *w, int32_t i)
{
    int32_t n = 1;

    while (i + n < w->count && w->reading[i + n].listed &&
           w->reading[i + n].list_first == w->reading[i].list_first)
        n++;
    return n;
}

static bool
is_region(struct slice s)
{
    static const char *const words[] = {"全省", "全市", "全国", "全区", "全县", "我省",
                                        "我市", "我国", "本市", "全州", "全旗"};

    for (size_t i = 0; i < COUNT(words) && s.len == 6; i++)
    {
        if (memcmp(s.ptr, words[i], 6) == 0)
            return true;
    }
    return false;
}

/* What the figures of a reading are said of. */
static struct slice
subject_of(struct walk *w, const struct reading *r)
{
    struct scan_sentence *p = sentence(w);
    const struct figure *f = &p->figure[p->token[r->token].index];
    struct slice before = scan_subject_before(w->s, r);
    struct slice after = slice_make(before.ptr, 0);
    bool noun = f->counts || f->mark == FIG_PERCENT || f->mark == FIG_NONE;

    if (noun && r->behind < p->len && (unsigned char) p->text[r->behind] >= 0x20)
        after = scan_subject_after(w->s, r);
    if (after.len >= 6 && before.len >= 3 && memcmp(before.ptr + before.len - 3, "等", 3) == 0)
        return after;
    if (after.len >= 6 &&
        (r->plan_adjacent || (r->verb == W_NEW && r->verb_adjacent) || before.len < 6 || is_region(before)))
        return after;
    if (before.len >= 3)
        return before;
    /* 配套率由20%提高到50%: said of what the earlier value is said of. */
    if (r > w->reading && r[-1].base && r[-1].clause_from == r->clause_from)
    {
        before = scan_subject_before(w->s, r - 1);
        if (before.len >= 3)
            return before;
    }
    if (after.len > 0)
        return after;
    return w->subject.len > 0 ? w->subject : w->s->context.subject;
}

/* 增长1倍以上，实现倍增目标: the second says the first again. */
static bool
repeats_multiple(struct walk *w, const struct reading *r)
{
    const struct scan_sentence *p = sentence(w);
    const struct scan_row *last = w->s->row_count > 0 ? &w->s->row[w->s->row_count - 1] : NULL;

    return last != NULL && last->has_target && last->target.kind == TARGET_MULTIPLE &&
           p->figure[p->token[r->token].index].mark == FIG_MULTIPLE && scan_subject_before(w->s, r).len < 3;
}

/* 主体倍增、科技创新: 倍增 that nothing reaches for and nothing is compared with. */
static bool
is_slogan(struct walk *w, const struct reading *r)
{
    const struct scan_sentence *p = sentence(w);
    const struct token *t = &p->token[r->token];

    return p->figure[t->index].mark == FIG_MULTIPLE && t->to - t->from == 6 &&
           sentence_has(p, t->from, "倍增") && r->verb < 0 && !r->compared && !w->has_base;
}

static void
take_figure(struct walk *w, int32_t i)
{
    const struct reading *r = &w->reading[i];
    struct slice part[LIST_MAX];
    int32_t figures;
    int32_t parts;

    if (r->base || r->qualifier || r->taken)
        return;
    figures = list_length(w, i);
    if (r->each && i == r->list_first)
    {
        struct slice list = scan_subject_before(w->s, r);

        if (list.len < 3)
            list = w->list.len > 0 ? w->list : w->subject;
        w->list = list;
        parts = scan_split_list(list, part, LIST_MAX);
        if (w->date_count > 1 && w->date_count == figures && parts != figures)
        {
            for (int32_t k = 0; k < figures; k++)
                give_figure(w, &w->reading[i + k], list, &w->dates[k]);
        }
        else if (figures == 1 && w->date_count > 1 && parts < 2)
        {
            for (int32_t k = 0; k < w->date_count; k++)
                give_figure(w, r, subject_of(w, r), &w->dates[k]);
        }
        else if (figures == 1 && parts > 1)
        {
            for (int32_t k = 0; k < parts; k++)
                give_figure(w, r, part[k], NULL);
        }
        else
        {
            for (int32_t k = 0; k < figures; k++)
                give_figure(w, &w->reading[i + k], parts == figures ? part[k] : list, NULL);
        }
        for (int32_t k = 0; k < figures; k++)
            w->reading[i + k].taken = true;
        w->subject = list;
        return;
    }
    if (figures > 1 && i == r->list_first && w->date_count == figures && w->date_count > 1)
    {
        struct slice subject = subject_of(w, r);

        for (int32_t k = 0; k < figures; k++)
        {
            give_figure(w, &w->reading[i + k], subject, &w->dates[k]);
            w->reading[i + k].taken = true;
        }
        w->subject = subject;
        return;
    }
    if (repeats_multiple(w, r) || is_slogan(w, r))
        return;
    w->subject = subject_of(w, r);
    give_figure(w, r, w->subject, NULL);
}

/* ---- relative and rank targets, coverage ---- */

/* The subject before a token that is no figure. */
static struct slice
subject_before_token(struct walk *w, int32_t i, uint16_t end)
{
    struct scan_sentence *p = sentence(w);
    struct reading r = {.token = i, .clause_from = clause_begin(p, i), .chain = end};
    struct slice subject;

    r.segment_from = r.clause_from;
    for (int32_t k = i - 1; k >= r.clause_from; k--)
    {
        const struct token *t = &p->token[k];

        if (t->kind == TOK_FIGURE)
        {
            r.segment_from = k + 1;
            break;
        }
        if (t->to == r.chain && t->kind == TOK_WORD &&
            (t->word == W_FILL || t->word == W_MODAL || t->word == W_FUTURE || t->word == W_TO))
            r.chain = t->from;
    }
    subject = scan_subject_before(w->s, &r);
    return subject.len >= 3 ? subject : w->subject;
}

static void
give_relative(struct walk *w, int32_t i, uint16_t from, uint16_t to, const char *why)
{
    const struct scan_sentence *p = sentence(w);
    struct scan_row *row = scan_row_new(w->s, clause_of(w, i));

    if (row == NULL)
        return;
    fill_common(w, row);
    row->subject = subject_before_token(w, i, from < p->token[i].from ? from : p->token[i].from);
    row->relative_to = scan_trim(scan_original(w->s, from, to));
    say(row, why);
    if (w->done || w->fact)
        make_done(row);
    w->subject = row->subject;
}

/* 高于规上工业同期水平1个百分点以上, 不低于全国平均水平 */
static void
take_relative(struct walk *w, int32_t i)
{
    struct scan_sentence *p = sentence(w);
    const struct token *t = &p->token[i];
    int32_t end = clause_end(p, i);
    bool compares = text_is(p, t, "高于") || text_is(p, t, "低于") || text_is(p, t, "快于") ||
                    text_is(p, t, "优于") || text_is(p, t, "慢于") || text_is(p, t, "多于");
    bool standard = false;
    int32_t k;

    for (k = i + 1; k < end; k++)
    {
        const struct token *u = &p->token[k];

        if (u->kind == TOK_FIGURE)
            break;
        if (k == i + 1 && touches(t, u) &&
            !(u->kind == TOK_DATE || token_is(u, W_STANDARD) || token_is(u, W_UP) || token_is(u, W_FILL)))
            return;
        if (token_is(u, W_STANDARD) ||
            (compares && (token_is(u, W_UP) || token_is(u, W_RATE) || token_is(u, W_DOWN))))
            standard = true;
        if (token_is(u, W_OP) || token_is(u, W_TO) || token_is(u, W_DOWN_TO))
        {
            end = k;
            break;
        }
    }
    if (k < end && p->token[k].kind == TOK_FIGURE)
    {
        if (!compares || p->figure[p->token[k].index].mark != FIG_POINTS || touches(t, &p->token[k]))
            return;
        for (int32_t n = 0; n < w->count; n++)
        {
            if (w->reading[n].token == k)
                w->reading[n].taken = true;
        }
        give_relative(w, i, t->to, p->token[k].from, "relative: the value depends on another indicator");
        return;
    }
    if (standard)
        give_relative(w, i, t->to, end < p->token_count ? p->token[end].from : (uint16_t) p->len,
                      "relative: the value depends on another indicator");
}

/* 居民收入增长与经济增长同步 */
static void
take_same(struct walk *w, int32_t i)
{
    struct scan_sentence *p = sentence(w);
    int32_t begin = clause_begin(p, i);

    for (int32_t k = begin; k < i; k++)
    {
        if (token_is(&p->token[k], W_AND))
        {
            give_relative(w, k, p->token[k].to, p->token[i].from,
                          "relative: the value depends on another indicator");
            return;
        }
    }
}

static void
take_rank(struct walk *w, int32_t i)
{
    static const char *const verbs[] = {"进入", "居",   "跻身", "位列", "排名", "排位", "排在",
                                        "保持", "迈入", "走在", "挺进", "达到", "列"};
    struct scan_sentence *p = sentence(w);
    int32_t begin = clause_begin(p, i);
    uint16_t from = begin > 0 ? p->token[begin - 1].to : 0;
    struct slice before = slice_make(p->text + from, p->token[i].from - from);
    uint16_t to = p->token[i].to;
    bool ends = to >= p->len || (unsigned char) p->text[to] < 0x20 || memcmp(p->text + to, "行列", 6) == 0 ||
                memcmp(p->text + to, "以内", 6) == 0 || memcmp(p->text + to, "左右", 6) == 0;

    for (size_t k = 0; k < COUNT(verbs) && ends; k++)
    {
        size_t at = slice_find(before, verbs[k]);

        if (at < before.len)
        {
            give_relative(w, i, (uint16_t) (from + at), to, "a rank: the value depends on others");
            return;
        }
    }
}

static void
take_cover(struct walk *w, int32_t i)
{
    struct scan_sentence *p = sentence(w);
    int32_t begin = clause_begin(p, i);
    struct scan_row *row;
    bool reached = false;

    for (int32_t k = begin; k < i; k++)
        reached = reached || token_is(&p->token[k], W_TO);
    if (!reached || (i + 1 < p->token_count && p->token[i + 1].kind == TOK_FIGURE))
        return;
    row = scan_row_new(w->s, clause_of(w, i));
    if (row == NULL)
        return;
    fill_common(w, row);
    row->subject = subject_before_token(w, i, p->token[i].from);
    row->target = (struct target){.kind = TARGET_LEVEL, .percent = true};
    memcpy(row->target.lower.digits, "100", 4);
    memcpy(row->target.upper.digits, "", 1);
    row->has_target = true;
    if (w->done || w->fact)
        make_done(row);
    else
    {
        w->s->targets++;
        scan_link(w->s, row);
    }
}

/* ---- the walk ---- */

/* A word of how firm: at the start of a clause for the rest of the sentence, behind a subject for the clause.
 */
static void
take_modal(struct walk *w, int32_t i)
{
    struct scan_sentence *p = sentence(w);
    int32_t begin = clause_begin(p, i);
    uint16_t at = begin > 0 ? p->token[begin - 1].to : 0;
    size_t matter = 0;

    for (int32_t k = begin; k <= i; k++)
    {
        if (p->token[k].from > at)
            matter += p->token[k].from - at;
        at = p->token[k].to;
    }
    w->modality = (enum scan_modality) p->token[i].value;
    if (matter <= 12 && begin == i)
        w->sentence_modality = w->modality;
    else if (matter <= 6)
        w->sentence_modality = w->modality;
}

/* 达到全国平均水平, but not 达到世界先进水平. */
static bool
reaches_average(const struct scan_sentence *p, const struct token *t)
{
    struct slice near = slice_make(p->text + t->to, p->len - t->to > 60 ? 60 : p->len - t->to);

    return slice_find(near, "平均") < near.len;
}

static void
take_word(struct walk *w, int32_t i)
{
    struct scan_sentence *p = sentence(w);
    const struct token *t = &p->token[i];

    switch (t->word)
    {
        case W_MODAL:
            take_modal(w, i);
            w->done = false;
            break;
        case W_FUTURE: w->done = false; break;
        case W_DONE:
            if (t->value == 0 && w->ahead &&
                !(i > 0 && p->token[i - 1].kind == TOK_DATE && touches(t - 1, t)))
                w->done = true;
            break;
        case W_PLAN:
        case W_NEW: w->planned = true; break;
        case W_PART:
            w->part = true;
            w->part_word = scan_original(w->s, t->from, t->to);
            break;
        case W_DESCRIBE: w->describe = true; break;
        case W_MEASURE:
            if (t->value == 1)
                w->clause_measure = true;
            break;
        case W_OP: take_relative(w, i); break;
        case W_TO:
            if (text_is(p, t, "达到") && reaches_average(p, t))
                take_relative(w, i);
            break;
        case W_SAME: take_same(w, i); break;
        case W_LEADING: take_rank(w, i); break;
        case W_COVERS: take_cover(w, i); break;
        default: break;
    }
}

/* A clause without a figure: its last noun may be what the next clause speaks of. */
static void
keep_noun(struct walk *w, int32_t stop)
{
    struct scan_sentence *p = sentence(w);
    int32_t begin = clause_begin(p, stop);
    struct reading r = {.token = stop,
                        .clause_from = begin,
                        .segment_from = begin,
                        .chain = p->token[stop].from,
                        .described = -1};
    struct slice noun;

    for (int32_t k = begin; k < stop; k++)
    {
        if ((p->token[k].kind == TOK_FIGURE && !p->figure[p->token[k].index].grade) ||
            token_is(&p->token[k], W_OP) || token_is(&p->token[k], W_SAME))
            return;
    }
    noun = scan_subject_before(w->s, &r);
    if (noun.len >= 9)
        w->subject = noun;
}

static void
take_stop(struct walk *w, int32_t i)
{
    const struct token *t = &sentence(w)->token[i];

    keep_noun(w, i);
    w->modality = w->sentence_modality;
    w->describe = w->describe && t->value != C_SEMI;
    w->clause_measure = false;
    if (t->value == C_SEMI)
        w->part = false;
    if (t->value != C_LIST)
        w->has_base = false;
}

/* 按2005年价格计算, in brackets behind a figure or not. */
static void
take_price(struct walk *w, int32_t i)
{
    struct scan_sentence *p = sentence(w);

    if (date_role(p, i) == DATE_PRICE && w->s->row_count > w->first_row)
    {
        struct scan_row *row = &w->s->row[w->s->row_count - 1];

        if (row->scope.len == 0)
            row->scope = scan_original(w->s, p->token[i].from,
                                       i + 1 < p->token_count && token_is(&p->token[i + 1], W_AFTER_DATE)
                                           ? p->token[i + 1].to
                                           : p->token[i].to);
    }
}

void
scan_rows(struct scan *s)
{
    struct scan_sentence *p = s->sentence;
    struct walk walk;
    struct walk *w = &walk;
    int32_t next = 0;

    memset(w, 0, offsetof(struct walk, reading));
    memset((char *) w + offsetof(struct walk, count), 0, sizeof(*w) - offsetof(struct walk, count));
    w->s = s;
    w->last_date = -1;
    w->count = scan_readings(s, w->reading, FIGURES_MAX);
    w->subject = w->list = slice_make(s->text.ptr, 0);
    w->modality = w->sentence_modality = s->context.modality;
    survey(w);
    for (int32_t i = 0; i < p->token_count; i++)
    {
        const struct token *t = &p->token[i];

        if (t->kind == TOK_DATE && t->depth > 0)
        {
            take_price(w, i);
            continue;
        }
        while (next < w->count && w->reading[next].token < i)
            next++;
        if (t->depth > 0)
            continue;
        switch (t->kind)
        {
            case TOK_STOP: take_stop(w, i); break;
            case TOK_DATE: take_date(w, i); break;
            case TOK_SPAN:
                if (i + 1 < p->token_count && token_is(t + 1, W_DONE))
                    break;
                w->has_due = false;
                w->due_unknown = w->due_here = true;
                break;
            case TOK_RANK: take_rank(w, i); break;
            case TOK_FIGURE:
                if (next < w->count && w->reading[next].token == i)
                    take_figure(w, next);
                break;
            case TOK_WORD: take_word(w, i); break;
            default: break;
        }
    }
    s->context.subject = w->subject;
    if (w->due_here && !w->fact && !w->done)
    {
        s->context.has_due = w->has_due;
        s->context.due = w->due;
        s->context.due_unknown = w->due_unknown;
    }
    if (p->broken)
    {
        struct scan_row *row = scan_row_new(s, slice_make(s->text.ptr + p->base, p->end - p->base));

        if (row != NULL)
            say(row, "bytes that are no UTF-8; nothing was read across them");
    }
}
