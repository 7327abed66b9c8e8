/*
 * scan_row.c: the walk over the tokens of a sentence, left to right; each goes to who knows it.
 */
#include "scan_walk.h"

#include <stddef.h>

/* Whether only words stand between a token and the next figure. */
static bool
touches_figure(const struct scan_sentence *p, int32_t i)
{
    while (i + 1 < p->token_count && touches(&p->token[i], &p->token[i + 1]))
    {
        i++;
        if (p->token[i].kind == TOK_FIGURE)
            return true;
        if (p->token[i].kind != TOK_WORD || token_is(&p->token[i], W_PLAN) || token_is(&p->token[i], W_NEW))
            return false;
    }
    return false;
}

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
    /* 力争实现8%: what the clause before speaks of, and no more. */
    if (begin == i && begin > 0 && w->s->row_count > w->first_row && touches_figure(p, i))
        return;
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

    return slice_holds(near, "平均");
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
            if (t->value == 0 && w->ahead && !walk_is_bounded_growth(w, i) &&
                !(i > 0 && p->token[i - 1].kind == TOK_DATE && touches(t - 1, t)))
                w->done = true;
            break;
        case W_PLAN:
        case W_NEW: w->planned = w->planned || t->word == W_NEW || t->value != 3; break;
        case W_PART:
            w->part = true;
            w->part_word = scan_original(w->s, t->from, t->to);
            break;
        case W_DESCRIBE: w->describe = true; break;
        case W_MEASURE:
            if (t->value == 1)
                w->clause_measure = true;
            break;
        case W_OP: walk_take_relative(w, i); break;
        case W_TO:
            if (text_is(p, t, "达到") && reaches_average(p, t))
                walk_take_relative(w, i);
            break;
        case W_SAME: walk_take_same(w, i); break;
        case W_LEADING: walk_take_rank(w, i); break;
        case W_COVERS: walk_take_cover(w, i); break;
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

/* Whether the clause before a stop says more than what is compared with. */
static bool
clause_says_more(const struct scan_sentence *p, int32_t stop)
{
    for (int32_t k = clause_begin(p, stop); k < stop; k++)
    {
        const struct token *t = &p->token[k];

        if (t->kind == TOK_FIGURE || token_is(t, W_TO) || token_is(t, W_UP) || token_is(t, W_DOWN) ||
            token_is(t, W_PLAN))
            return true;
    }
    return false;
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
    {
        w->part = false;
        w->section_done = w->ahead && walk_section_done(w, i + 1);
    }
    /* 与2010年相比，: what is compared with in a clause of its own holds to the next ; */
    if (t->value == C_SEMI)
        w->base_wide = false;
    else if (w->has_base && !clause_says_more(sentence(w), i))
        w->base_wide = true;
    if (t->value != C_LIST && !w->base_wide)
        w->has_base = false;
}

/* 按2005年价格计算, in brackets behind a figure or not. */
static void
take_price(struct walk *w, int32_t i)
{
    struct scan_sentence *p = sentence(w);

    if (walk_date_role(p, i) == DATE_PRICE && w->s->row_count > w->first_row)
    {
        struct scan_row *row = &w->s->row[w->s->row_count - 1];

        if (row->scope.len == 0)
            row->scope = scan_original(w->s, p->token[i].from,
                                       i + 1 < p->token_count && token_is(&p->token[i + 1], W_AFTER_DATE)
                                           ? p->token[i + 1].to
                                           : p->token[i].to);
    }
}

/* 规划期内（2011—2015年）: the brackets hold the period and nothing else. */
static bool
is_period_in_brackets(const struct scan_sentence *p, const struct token *t)
{
    struct slice before = slice_make(p->text, t->from - 1u);

    return t->from > 1 && p->text[t->from - 1] == C_OPEN && t->to < p->len && p->text[t->to] == C_CLOSE &&
           (slice_ends(before, "期") || slice_ends(before, "期内") || slice_ends(before, "期间"));
}

/*
 * Whether a figure in brackets is stated like one outside: （其中地面抽采达到100亿立方米）,
 * （年均增长8%以上）. 为 and 是 explain; a date there that nothing puts ahead is of the past: （2010年为8%）.
 */
static bool
bracket_promises(const struct scan_sentence *p, int32_t i, const struct reading *r)
{
    int32_t begin = i;
    bool part = false;
    bool says = r->verb >= 0 || r->annual;

    while (begin > 0 && p->token[begin - 1].depth >= p->token[i].depth)
        begin--;
    for (int32_t k = begin; k < i; k++)
    {
        const struct token *t = &p->token[k];

        if (t->kind == TOK_DATE && walk_date_role(p, k) != DATE_AHEAD && walk_date_role(p, k) != DATE_BASE)
            return false;
        if (token_is(t, W_DONE) || token_is(t, W_NOW) || token_is(t, W_MEASURE) || text_is(p, t, "为") ||
            text_is(p, t, "是"))
            return false;
        part = part || token_is(t, W_PART);
    }
    return p->token[i].depth == 1 && (part || (says && r->verb != W_NEW));
}

static void
take_bracketed(struct walk *w, int32_t i, int32_t next)
{
    struct scan_sentence *p = sentence(w);
    bool part = w->part;
    struct slice part_word = w->part_word;
    struct slice subject = w->subject;

    for (int32_t k = i; k > 0 && p->token[k - 1].depth > 0; k--)
    {
        if (token_is(&p->token[k - 1], W_PART))
        {
            w->part = true;
            w->part_word = scan_original(w->s, p->token[k - 1].from, p->token[k - 1].to);
        }
    }
    walk_take_figure(w, next);
    w->part = part;
    w->part_word = part_word;
    w->subject = subject;
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
    walk_survey(w);
    w->section_done = w->ahead && walk_section_done(w, 0);
    for (int32_t i = 0; i < p->token_count; i++)
    {
        const struct token *t = &p->token[i];

        if (t->kind == TOK_DATE && t->depth > 0)
        {
            if (is_period_in_brackets(p, t))
                walk_take_date(w, i);
            else
                take_price(w, i);
            continue;
        }
        while (next < w->count && w->reading[next].token < i)
            next++;
        if (t->depth > 0)
        {
            if (t->kind == TOK_FIGURE && next < w->count && w->reading[next].token == i &&
                bracket_promises(p, i, &w->reading[next]))
                take_bracketed(w, i, next);
            continue;
        }
        switch (t->kind)
        {
            case TOK_STOP: take_stop(w, i); break;
            case TOK_DATE: walk_take_date(w, i); break;
            case TOK_SPAN:
                if (i + 1 < p->token_count && token_is(t + 1, W_DONE))
                    break;
                w->has_due = false;
                w->due_unknown = w->due_here = true;
                break;
            case TOK_RANK: walk_take_rank(w, i); break;
            case TOK_FIGURE:
                if (next < w->count && w->reading[next].token == i)
                    walk_take_figure(w, next);
                break;
            case TOK_WORD: take_word(w, i); break;
            default: break;
        }
    }
    s->context.subject = w->subject;
    if (w->due_here && !walk_looks_back(w))
    {
        s->context.has_due = w->has_due;
        s->context.due = w->due;
        s->context.due_unknown = w->due_unknown;
    }
    if (p->broken)
    {
        struct scan_row *row = scan_row_new(s, slice_make(s->text.ptr + p->base, p->end - p->base));

        if (row != NULL)
            walk_say(row, "bytes that are no UTF-8; nothing was read across them");
    }
}
