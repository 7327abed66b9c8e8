/*
 * scan_give.c: rows of figures: which date, how firm, said of what, promised or achieved.
 *
 * A figure is a target when something promises it (a date ahead, a word like 力争, a verb of planning, a
 * bound) and nothing says that it is an achieved one, an amount of a measure or a description. In doubt: no
 * target, and the reason.
 */
#include "scan_walk.h"

#include <stdio.h>

/* A clause without a stop is cut so far from its figure. */
#define CLAUSE_SIDE_MAX 600

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
struct slice
walk_clause(struct walk *w, int32_t token)
{
    struct scan_sentence *p = sentence(w);
    int32_t from = clause_begin(p, token);
    int32_t to = clause_end(p, token);
    uint16_t begin = from > 0 ? p->token[from - 1].to : 0;
    uint16_t end = to < p->token_count ? p->token[to].from : (uint16_t) p->len;

    while (p->token[token].from - begin > CLAUSE_SIDE_MAX || ((unsigned char) p->text[begin] & 0xc0) == 0x80)
        begin++;
    while (end > begin &&
           (end - p->token[token].to > CLAUSE_SIDE_MAX || ((unsigned char) p->text[end] & 0xc0) == 0x80))
        end--;
    return scan_original(w->s, begin, end);
}

void
walk_fill(struct walk *w, struct scan_row *row)
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

void
walk_say(struct scan_row *row, const char *why)
{
    snprintf(row->note, sizeof(row->note), "%s", why);
}

/* The row says that a figure was reached. */
void
walk_make_done(struct scan_row *row)
{
    char text[TARGET_TEXT_MAX];

    row->modality = SCAN_DONE;
    if (row->due_carried) /* the plan's date, not the fact's */
        row->has_due = row->due_carried = false;
    if (row->has_target)
    {
        target_print(&row->target, text, sizeof(text));
        snprintf(row->note, sizeof(row->note), "achieved: %.*s", 120, text);
    }
    else
        walk_say(row, "achieved");
    row->has_target = false;
}

/* 有效期5年, 建设期为5年, 贷款期限不超过10年; but 建设周期缩短到2年 is an aim. */
static bool
is_term(struct walk *w, const struct reading *r, const struct figure *f)
{
    struct slice subject;

    if (!f->time || r->verb == W_UP || r->verb == W_DOWN || r->verb == W_DOWN_TO)
        return false;
    subject = scan_subject_before(w->s, r);
    return slice_ends(subject, "期") || slice_ends(subject, "期限");
}

/* Whether a word stands before the figure in its clause. */
static bool
clause_holds(const struct scan_sentence *p, const struct reading *r, const char *word)
{
    uint16_t from = r->segment_from > 0 ? p->token[r->segment_from - 1].to : 0;

    return from < r->chain && slice_holds(slice_make(p->text + from, r->chain - from), word);
}

/* 能耗达到5000吨以上的，须报告; 按照10%的比例安排资金 */
static bool
is_condition(const struct scan_sentence *p, const struct reading *r)
{
    size_t at = r->behind;

    if (!sentence_takes(p, &at, "的"))
        return false;
    if (at < p->len && (p->text[at] == C_COMMA || p->text[at] == C_SEMI))
        return true;
    return sentence_takes(p, &at, "比例") && at < p->len && (unsigned char) p->text[at] >= 0x80;
}

/* 投资128亿元，…: the verb opens the clause; 完成投资128亿元 and 工业投资达到 are aims. */
static bool
is_outlay(const struct scan_sentence *p, const struct reading *r, const struct figure *f)
{
    const struct token *t = &p->token[r->token];

    return f->money && r->token > r->clause_from && touches(t - 1, t) && text_is(p, t - 1, "投资") &&
           (t[-1].from == 0 || (unsigned char) p->text[t[-1].from - 1] < 0x20);
}

/* Why a figure that was understood is no promise; NULL when it is one. */
static const char *
no_promise(struct walk *w, const struct reading *r)
{
    struct scan_sentence *p = sentence(w);
    const struct figure *f = &p->figure[p->token[r->token].index];
    bool planned = r->plan_adjacent || r->verb >= 0 || r->has_op || r->each || f->range || r->listed ||
                   r->annual || f->mark == FIG_MULTIPLE ||
                   (r->described >= 0 && !(r->chain >= 3 && sentence_has(p, r->chain - 3u, "有")));

    /* 支持50家企业，每家给予100万元: the count is promised, the amount is not. */
    if (w->clause_measure ||
        (w->measure && !(r->token < w->measure_from && (w->fine || (f->counts && r->plan_adjacent)))))
        return "an amount or a condition of a measure";
    if (w->describe)
        return "describes a project";
    if (w->cells)
        return "numbers side by side, as in a table";
    if (f->from == 0 && r->behind == p->len)
        return "a number alone";
    if (f->counts && clause_holds(p, r, "每个"))
        return "so many for each: a rule, no count";
    if (is_condition(p, r))
        return "a condition";
    if (is_outlay(p, r, f))
        return "what a measure costs";
    if (is_term(w, r, f))
        return "a term of the document or of a measure";
    for (int32_t i = r->segment_from; i < r->token && !planned; i++)
        planned = (token_is(&p->token[i], W_PLAN) && p->token[i].value != 3) ||
                  token_is(&p->token[i], W_NEW) || token_is(&p->token[i], W_TO);
    for (int32_t i = r->after; i < r->clause_to && !planned; i++)
        planned = token_is(&p->token[i], W_TO);
    if (planned || w->states || w->ahead || w->has_due || w->s->context.has_due || w->s->context.goals ||
        w->promised || (w->planned && (r->described >= 0 || !f->counts)))
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
    struct scan_row *row = scan_row_new(s, walk_clause(w, r->token));
    const char *why;

    if (row == NULL)
        return;
    walk_fill(w, row);
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
    if (walk_looks_back(w))
    {
        walk_make_done(row);
        return;
    }
    why = no_promise(w, r);
    if (why != NULL)
    {
        row->has_target = false;
        walk_say(row, why);
    }
    if (row->has_target)
    {
        w->promised = true;
        if (!row->has_due && w->due_unknown)
            walk_say(row, "due counted from the text's own date");
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

/* 装机3000万千瓦，占比28%，到2025年达到8000万千瓦: the last row of this sentence with that unit. */
static struct slice
subject_by_unit(struct walk *w, const struct figure *f, const struct reading *r)
{
    const struct scan_sentence *p = sentence(w);
    size_t len = f->unit_to - f->unit_from;

    for (int32_t i = w->s->row_count; i > 0 && !r->rate && !r->annual; i--)
    {
        const struct scan_row *row = &w->s->row[i - 1];

        if (row->target.kind == TARGET_LEVEL && row->subject.len > 0 &&
            row->target.percent == (f->mark == FIG_PERCENT) && strlen(row->target.unit) == len &&
            memcmp(row->target.unit, p->text + f->unit_from, len) == 0 && (len > 0 || row->target.percent))
            return row->subject;
    }
    return slice_make(w->s->text.ptr, 0);
}

/* What the figures of a reading are said of. */
static struct slice
subject_of(struct walk *w, const struct reading *r)
{
    struct scan_sentence *p = sentence(w);
    const struct figure *f = &p->figure[p->token[r->token].index];
    struct slice before = scan_subject_before(w->s, r);
    struct slice after = slice_make(before.ptr, 0);
    bool noun =
        (f->counts || f->mark == FIG_PERCENT || f->mark == FIG_NONE) && !sentence_has(p, r->behind, "大关");

    if (noun && r->behind < p->len && (unsigned char) p->text[r->behind] >= 0x20)
        after = scan_subject_after(w->s, r);
    /* 南方20%以上的县级行政区: a share of them */
    if (after.len >= 6 && f->mark == FIG_PERCENT && r->verb < 0 && sentence_has(p, r->behind, "的"))
        return after;
    /* 解决860万农村人口: two characters before a count are a verb; 建设甲市、乙市3个基地 */
    if (after.len >= 6 && f->counts && r->verb < 0 && !r->has_op &&
        (before.len == 6 || slice_holds(before, "、")))
        return after;
    if (after.len >= 6 && slice_ends(before, "等"))
        return after;
    /* 新能源汽车推广应用超过2万辆标准车 */
    if (before.len >= 9 && r->has_op && !r->bounded_behind && !f->more && !is_region(before) &&
        !sentence_has(p, r->behind, "的"))
        return before;
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
    if (r->verb == W_TO || r->verb == W_DOWN_TO)
    {
        before = subject_by_unit(w, f, r);
        if (before.len > 0)
            return before;
    }
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
    bool reached = w->ahead && (t->to >= p->len || p->text[t->to] == C_COMMA || p->text[t->to] == C_SEMI);

    /* 实现三年倍增; 到2025年，企业倍增， */
    for (int32_t i = r->segment_from; i < r->token && !reached; i++)
        reached = token_is(&p->token[i], W_TO);
    return p->figure[t->index].mark == FIG_MULTIPLE && t->to - t->from == 6 &&
           sentence_has(p, t->from, "倍增") && r->verb < 0 && !r->compared && !w->has_base && !reached;
}

/* 每年储备项目1000个，开工建设300个: the same thing in the same unit, every year, too. */
static bool
goes_on_yearly(const struct walk *w, const struct reading *r)
{
    const struct scan_sentence *p = w->s->sentence;
    const struct scan_row *last = w->s->row_count > 0 ? &w->s->row[w->s->row_count - 1] : NULL;
    const struct figure *f = &p->figure[p->token[r->token].index];
    size_t len = f->unit_to - f->unit_from;

    return last != NULL && last->annual && last->target.kind == TARGET_LEVEL && f->counts &&
           r->plan_adjacent && strlen(last->target.unit) > len &&
           memcmp(last->target.unit, p->text + f->unit_from, len) == 0 &&
           strcmp(last->target.unit + len, "/年") == 0;
}

void
walk_take_figure(struct walk *w, int32_t i)
{
    const struct reading *r = &w->reading[i];
    struct slice part[LIST_MAX];
    int32_t figures;
    int32_t parts;

    if (r->base)
    {
        /* 人均预期寿命较目前的76.34岁继续增长，达到79岁 */
        struct slice subject = scan_subject_before(w->s, r);

        if (subject.len >= 6)
            w->subject = subject;
    }
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
    {
        struct slice subject = subject_of(w, r);

        if (subject.ptr == w->subject.ptr && goes_on_yearly(w, r))
            w->reading[i].annual = true;
        w->subject = subject;
    }
    give_figure(w, r, w->subject, NULL);
}
