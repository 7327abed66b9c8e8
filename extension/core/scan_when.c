/*
 * scan_when.c: when a sentence speaks of: its dates, due, past or compared with; whether it promises or
 * reports.
 */
#include "scan_walk.h"

/* 2010年的3倍 */
static bool
times_follow(const struct scan_sentence *p, int32_t i)
{
    const struct token *t = &p->token[i];

    return i + 2 < p->token_count && touches(t, t + 1) && token_is(t + 1, W_FILL) && touches(t + 1, t + 2) &&
           t[2].kind == TOK_FIGURE && p->figure[t[2].index].mark == FIG_TIMES;
}

enum date_role
walk_date_role(const struct scan_sentence *p, int32_t i)
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
        /* 为“十二五”奠定基础 names it and no more. */
        if (text_is(p, before, "为"))
            return DATE_NONE;
        if (token_is(before, W_TO) && !d->day)
            return DATE_AHEAD;
    }
    return DATE_DUE;
}

void
walk_take_date(struct walk *w, int32_t i)
{
    struct scan_sentence *p = sentence(w);
    const struct date *d = &p->date[p->token[i].index];
    const struct scan_context *c = &w->s->context;
    enum date_role role = walk_date_role(p, i);
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

/* How many digits there are from the first to the last that is not 0, and which that is. */
static size_t
significant_digits(const struct target_number *n, char *last)
{
    size_t digits = 0;
    size_t significant = 0;

    *last = '0';
    for (const char *c = n->digits; *c != '\0'; c++)
    {
        digits += *c != '.' && (digits > 0 || *c != '0');
        if (*c != '0' && *c != '.')
        {
            significant = digits;
            *last = *c;
        }
    }
    return significant;
}

/* Whether a stated number is one that nobody promises: 4190.73, 9.9 %, 1126.4. */
static bool
is_odd_number(const struct target_number *n)
{
    char last;
    size_t digits = significant_digits(n, &last);

    return last != '5' && (strchr(n->digits, '.') != NULL || digits >= 3);
}

/* Whether so many were counted and not planned: 86, 1286; plans name 12, 50, 85. */
static bool
is_odd_count(const struct target_number *n)
{
    size_t len = strlen(n->digits);

    return strchr(n->digits, '.') == NULL && len >= 2 && strcmp(n->digits, "20") > 0 &&
           n->digits[len - 1] != '0' && n->digits[len - 1] != '5' && (len > 2 || n->digits[0] >= '2');
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

        /* 是“十一五”时期的3.3倍 */
        if (f->mark == FIG_TIMES && r->dated && !r->has_op && point != NULL && is_odd_number(&f->lower))
            return true;
        if (f->mark == FIG_PERCENT && !r->has_op && (r->verb == W_UP || r->verb == W_DOWN) && point != NULL &&
            strlen(point) > 2)
            return true;
    }
    return false;
}

/* 控制在: what is held down is held to a number; 下降到 may report. */
static bool
holds_down(const struct scan_sentence *p, const struct reading *r)
{
    for (int32_t i = r->segment_from; i < r->token && r->verb == W_DOWN_TO; i++)
    {
        if (token_is(&p->token[i], W_DOWN_TO) &&
            (sentence_has(p, p->token[i].from, "控制") || sentence_has(p, p->token[i].from, "限制")))
            return true;
    }
    return false;
}

/* Without any date: a sum or a quantity stated to five digits was counted: 664.58亿元, 10167万吨. */
static bool
has_measured_amount(struct walk *w)
{
    const struct scan_sentence *p = sentence(w);

    for (int32_t i = 0; i < w->count; i++)
    {
        const struct reading *r = &w->reading[i];
        const struct figure *f = &p->figure[p->token[r->token].index];
        char last;

        if (f->mark == FIG_NONE && !f->bare && !r->has_op && !r->base && !r->qualifier &&
            r->verb != W_DOWN_TO && significant_digits(&f->lower, &last) >= 5)
            return true;
    }
    return false;
}

/*
 * Over a span of years without 到, or without any date: most figures that rise or stand are not round. Cuts
 * are set to a decimal, so they say nothing; a bound is a promise.
 */
static bool
has_measured_levels(struct walk *w, int32_t least)
{
    const struct scan_sentence *p = sentence(w);
    int32_t figures = 0;
    int32_t odd = 0;
    bool bound = false;

    for (int32_t i = 0; i < w->count; i++)
    {
        const struct reading *r = &w->reading[i];
        const struct figure *f = &p->figure[p->token[r->token].index];

        if (r->base || r->qualifier || r->verb == W_DOWN)
            continue;
        if ((r->has_op && r->op != TARGET_ABOUT) || f->range || holds_down(p, r))
            bound = true;
        figures++;
        odd += is_odd_number(&f->lower) || (f->counts && is_odd_count(&f->lower));
    }
    return odd >= (bound ? 4 : least) && odd * 2 > figures;
}

/* 占全省的60.5%, 占总数60%: a share stated as one that was found. */
static bool
is_found_share(const struct scan_sentence *p, const struct reading *r, const struct figure *f)
{
    const struct token *figure = &p->token[r->token];

    if (r->token > 1 && touches(figure - 1, figure) && token_is(figure - 1, W_FILL) &&
        text_is(p, figure - 2, "占"))
        return true;
    for (int32_t i = r->segment_from; i < r->token && strchr(f->lower.digits, '.') != NULL; i++)
    {
        if (text_is(p, &p->token[i], "占"))
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
            enum date_role role = walk_date_role(p, i);

            if (role == DATE_AHEAD)
                return false;
            if (role == DATE_DUE && !p->date[p->token[i].index].relative)
                first = &p->token[i];
        }
    }
    /* 2015年、2020年分别达到: years apart are those of a plan; a report's follow each other. */
    if (first != NULL && first + 2 < p->token + p->token_count && touches(first, first + 1) &&
        touches(first + 1, first + 2) && first[2].kind == TOK_DATE &&
        (first[1].kind == TOK_LIST || token_is(first + 1, W_AND)) &&
        p->date[first[2].index].period.first_month - p->date[first->index].period.first_month >= 24)
        return false;
    if (first == NULL)
        return has_measured_change(w) ||
               (!w->s->context.goals &&
                (has_measured_levels(w, 3) || (!w->s->context.has_due && has_measured_amount(w))));
    /* 2011年，产量54亿立方米，居全国首位 */
    for (int32_t i = 0; i < p->token_count && !odd; i++)
        odd = token_is(&p->token[i], W_LEADING) || p->token[i].kind == TOK_RANK;
    if (p->date[first->index].period.months > 12)
        return has_measured_levels(w, 2);
    for (int32_t i = 0; i < w->count; i++)
    {
        const struct reading *r = &w->reading[i];
        const struct figure *f = &p->figure[p->token[r->token].index];

        if (r->base || r->qualifier)
            continue;
        if (r->has_op || r->verb == W_DOWN_TO || f->range)
            return false;
        odd = odd || is_odd_number(&f->lower) || (f->counts && is_odd_count(&f->lower)) ||
              is_found_share(p, r, f);
    }
    return odd;
}

/* Whether a word in the clause of a token says that something was reached. */
static bool
clause_has_done(const struct scan_sentence *p, int32_t i)
{
    int32_t end = clause_end(p, i);

    for (int32_t k = clause_begin(p, i); k < end; k++)
    {
        if (token_is(&p->token[k], W_DONE) && p->token[k].value == 0)
            return true;
    }
    return false;
}

/* 解决了860万人, 建成了20家 */
static bool
is_accomplished(const struct scan_sentence *p, const struct token *t)
{
    if (t->kind == TOK_FIGURE)
        return t->from >= 6 && sentence_has(p, t->from - 3u, "了") &&
               !sentence_has(p, t->from - 6u, "为了") && !sentence_has(p, t->from - 6u, "除了");
    return (token_is(t, W_PLAN) || token_is(t, W_NEW) || token_is(t, W_UP) || token_is(t, W_DOWN) ||
            token_is(t, W_TO)) &&
           sentence_has(p, t->to, "了");
}

/* 位列全国第三 */
static bool
names_place(const struct scan_sentence *p, const struct token *t)
{
    return sentence_has(p, t->to, "第") || sentence_has(p, t->to + 3u, "第") ||
           sentence_has(p, t->to + 6u, "第") || sentence_has(p, t->to + 9u, "第");
}

/* 同比增长8%以上: a bound behind says that it is an aim. */
bool
walk_is_bounded_growth(const struct walk *w, int32_t i)
{
    const struct scan_sentence *p = w->s->sentence;

    if (!sentence_has(p, p->token[i].from, "同比"))
        return false;
    for (int32_t k = 0; k < w->count; k++)
    {
        const struct reading *r = &w->reading[k];

        if (r->token > i && r->clause_from <= i)
            return r->has_op && (r->op != TARGET_ABOUT || w->ahead);
    }
    return false;
}

/* 将生物医药作为主要产业: 将 is 把. */
static bool
is_disposal(const struct scan_sentence *p, const struct token *t)
{
    size_t end = t->to;

    if (!text_is(p, t, "将"))
        return false;
    while (end < p->len && (unsigned char) p->text[end] >= 0x20 && end < t->to + 60u)
        end++;
    return slice_holds(slice_make(p->text + t->to, end - t->to), "作为");
}

bool
walk_section_done(const struct walk *w, int32_t i)
{
    const struct scan_sentence *p = w->s->sentence;
    bool done = false;

    for (; i < p->token_count && !(p->token[i].kind == TOK_STOP && p->token[i].value == C_SEMI); i++)
    {
        const struct token *t = &p->token[i];

        if (t->depth > 0)
            continue;
        if (token_is(t, W_MODAL) || token_is(t, W_FUTURE) ||
            (t->kind == TOK_DATE && (walk_date_role(p, i) == DATE_AHEAD || p->date[t->index].relative)))
            return false;
        done = done || (token_is(t, W_DONE) && t->value == 0 && !walk_is_bounded_growth(w, i)) ||
               is_accomplished(p, t);
    }
    return done;
}

/* 第五条 专项资金支持的企业须…: a rule, whatever it demands. */
static bool
is_article(const struct scan_sentence *p)
{
    size_t at = 3;

    if (!sentence_has(p, 0, "第"))
        return false;
    while (at < 21 && at < p->len && !sentence_has(p, at, "条"))
        at += (unsigned char) p->text[at] < 0x80 ? 1 : 3;
    return at < 21 && sentence_has(p, at, "条") && at > 3;
}

void
walk_survey(struct walk *w)
{
    struct scan_sentence *p = sentence(w);
    bool done = false;
    bool mild = false;
    bool fine = false;

    for (int32_t i = 0; i < p->token_count; i++)
    {
        const struct token *t = &p->token[i];

        if (t->depth > 0)
            continue;
        if (t->kind == TOK_STOP && t->value == C_GAP)
            w->cells = true;
        if (t->kind == TOK_SPAN)
            continue;
        if (t->kind == TOK_DATE)
        {
            enum date_role role = walk_date_role(p, i);

            if (role == DATE_AHEAD || (p->date[t->index].relative && role == DATE_DUE &&
                                       !text_is(p, t, "全年") && !text_is(p, t, "年内")))
                w->ahead = true;
            if (role == DATE_AHEAD)
                w->strong_ahead = true;
            if (role == DATE_PAST || (role == DATE_DUE && (sentence_has(p, t->to, "上半年") ||
                                                           sentence_has(p, t->to, "前三季度"))))
                done = true;
            continue;
        }
        done = done || is_accomplished(p, t);
        if (t->kind != TOK_WORD)
            continue;
        switch (t->word)
        {
            case W_MODAL:
            case W_FUTURE:
                if (is_disposal(p, t))
                    break;
                /* 实现了…约束性目标 looks back. */
                if (clause_has_done(p, i))
                    break;
                w->ahead = true;
                w->strong_ahead = w->strong_ahead || (t->word == W_MODAL && !text_is(p, t, "约束性") &&
                                                      !text_is(p, t, "预期性"));
                break;
            case W_DONE:
                if (t->value == 0)
                    done = done || !walk_is_bounded_growth(w, i);
                else if (t->value == 1 || names_place(p, t))
                    mild = true;
                break;
            case W_NOW:
                if (i == 0 ||
                    !(token_is(t - 1, W_COMPARE) || token_is(t - 1, W_FROM) || token_is(t - 1, W_DOWN)) ||
                    !touches(t - 1, t))
                    done = true;
                break;
            case W_MEASURE:
                if (t->value == 2)
                    fine = true;
                if (t->value != 1 && !w->measure)
                {
                    w->measure = true;
                    w->measure_from = clause_begin(p, i);
                }
                break;
            default: break;
        }
    }
    if (w->strong_ahead)
        w->measure = false;
    if (is_article(p))
    {
        w->measure = true;
        w->measure_from = 0;
    }
    else if (fine)
        w->measure = w->fine = true;
    for (int32_t i = 0; i < w->count && !w->states; i++)
    {
        const struct reading *r = &w->reading[i];

        w->states = !r->base && !r->qualifier && (r->verb >= 0 || r->has_op);
    }
    w->fact = !w->ahead && (done || mild || looks_like_report(w) || w->s->context.review);
    if (w->s->context.review && !w->strong_ahead)
        w->fact = true;
}
