/*
 * scan_clause.c: how each figure of a sentence is meant, from the words around it in its clause.
 *
 * Right before a figure stands a chain of words that touch each other (力争 年均 增长 不低于); it gives
 * operator, verb and whether the figure is a yearly one. Verbs further off (新增城镇就业5万人) count when the
 * chain has none. Then figures are set against each other: a list shares its words, and what describes the
 * thing counted is no target itself.
 */
#include "scan_parts.h"

static bool
is_verb(const struct token *t)
{
    return t->kind == TOK_WORD && (t->word == W_TO || t->word == W_DOWN_TO || t->word == W_UP ||
                                   t->word == W_DOWN || t->word == W_NEW || t->word == W_RATE);
}

static void
find_clause(const struct scan_sentence *p, struct reading *r)
{
    const struct token *figure = &p->token[r->token];
    int32_t i = r->token;

    while (i > 0 && !(p->token[i - 1].kind == TOK_STOP && p->token[i - 1].depth <= figure->depth))
        i--;
    r->clause_from = r->segment_from = i;
    for (i = r->token; i > r->clause_from; i--)
    {
        const struct token *t = &p->token[i - 1];

        if (t->depth == figure->depth && (t->kind == TOK_FIGURE || t->kind == TOK_RANK))
        {
            r->segment_from = i;
            break;
        }
    }
    while (r->segment_from < r->token && token_is(&p->token[r->segment_from], W_BEHIND))
        r->segment_from++;
    for (i = r->token + 1; i < p->token_count; i++)
    {
        if (p->token[i].kind == TOK_STOP && p->token[i].depth <= figure->depth)
            break;
    }
    r->clause_to = i;
}

static void
take_op(struct reading *r, uint8_t op)
{
    if (!r->has_op)
    {
        r->has_op = true;
        r->op = op;
        return;
    }
    /* 超过100家以上 is at least; 约100家以上 and 超过100家左右 are what the second word says. */
    if (r->op == op)
        return;
    if ((r->op == TARGET_MORE && op == TARGET_AT_LEAST) || (r->op == TARGET_AT_LEAST && op == TARGET_MORE))
        r->op = TARGET_AT_LEAST;
    else if ((r->op == TARGET_LESS && op == TARGET_AT_MOST) || (r->op == TARGET_AT_MOST && op == TARGET_LESS))
        r->op = TARGET_AT_MOST;
    else if (op == TARGET_ABOUT || r->op == TARGET_ABOUT)
        r->op = op == TARGET_ABOUT ? r->op : op;
    else
        r->torn = true;
}

static void
take_verb(struct reading *r, uint8_t word)
{
    if (word == W_RATE)
        r->rate = true;
    if (r->verb < 0 || ((r->verb == W_TO) && (word == W_UP || word == W_DOWN || word == W_RATE)))
    {
        /* 增长达到8%, 增速达到8%: a rate. */
        if (r->verb == W_TO && word != W_RATE && r->verb_adjacent)
            r->rate = true;
        r->verb = (int8_t) word;
        r->verb_adjacent = true;
    }
}

/* 地面开发160亿立方米: a word that is as often a noun, behind matter, with nothing counted behind the figure.
 */
static bool
is_noun_here(const struct scan_sentence *p, const struct reading *r, const struct token *t)
{
    uint16_t end = p->token[r->token].to;

    return t->word == W_PLAN && t->value == 2 && t->from > 0 &&
           (unsigned char) p->text[t->from - 1] >= 0x80 && (t == p->token || t[-1].to < t->from) &&
           (end >= p->len || (unsigned char) p->text[end] < 0x20);
}

/* Read the words that touch the figure from the left. */
static void
read_chain(const struct scan_sentence *p, struct reading *r)
{
    uint16_t at = p->token[r->token].from;

    for (int32_t i = r->token - 1; i >= r->segment_from; i--)
    {
        const struct token *t = &p->token[i];

        if (t->to != at)
            break;
        if (t->kind == TOK_DATE)
        {
            /* 提高到2015年的45%, 是2010年的3倍: the verb stands before the date. */
            const struct token *verb = i > r->segment_from ? t - 1 : NULL;

            if (verb == NULL || verb->to != t->from || !is_verb(verb))
                break;
            r->dated = true;
            at = t->from;
            continue;
        }
        if (t->kind == TOK_LIST || token_is(t, W_AND))
        {
            const struct token *before = i > 0 ? t - 1 : NULL;

            r->joined = true;
            r->listed = i == r->segment_from && before != NULL && before->to == t->from &&
                        (before->kind == TOK_FIGURE || token_is(before, W_BEHIND));
            break;
        }
        if (t->kind != TOK_WORD)
            break;
        if (t->word == W_OP)
        {
            take_op(r, t->value);
            r->breaks = i == r->token - 1 && sentence_has(p, t->from, "突破");
        }
        else if (is_verb(t))
            take_verb(r, t->word);
        else if (t->word == W_ANNUAL)
            r->annual = true;
        else if (t->word == W_EACH)
            r->each = true;
        else if (is_noun_here(p, r, t))
        {
            r->plan_adjacent = true;
            break;
        }
        else if (t->word == W_PLAN || t->word == W_HEAD)
        {
            r->plan_adjacent = true;
            at = t->word == W_HEAD ? at : t->from;
            if (t->word == W_HEAD)
                break;
            continue;
        }
        else if (t->word != W_MODAL && t->word != W_FUTURE && t->word != W_FILL &&
                 !(t->word == W_DONE && t->value == 0))
            break;
        at = t->from;
    }
    r->chain = at;
}

/* 年均新增就业, 产值年均增长; but 灾害年均损失 is a name. */
static bool
is_yearly(const struct scan_sentence *p, int32_t i)
{
    const struct token *t = &p->token[i];

    return t->from == 0 || (unsigned char) p->text[t->from - 1] < 0x20 || (i > 0 && t[-1].to == t->from) ||
           (i + 1 < p->token_count && t[1].from == t->to);
}

/* Words of the segment that do not touch the figure. */
static void
read_far(const struct scan_sentence *p, struct reading *r)
{
    const struct token *figure = &p->token[r->token];
    bool compared = false;
    bool from = false;
    bool verb = false;

    for (int32_t i = r->segment_from; i < r->token; i++)
    {
        const struct token *t = &p->token[i];

        if (t->kind != TOK_WORD || t->depth != figure->depth)
            continue;
        if (t->word == W_COMPARE || t->word == W_FROM || (t->word == W_SINCE && t->value == 0))
        {
            compared = t->word != W_SINCE;
            from = t->word == W_FROM; /* 从2010年的不到4%: still the value that it starts from */
            verb = false;
            if (t->word == W_COMPARE)
                r->compared = true;
            if (t->word == W_FROM)
                r->from = true;
        }
        else if (is_verb(t) || (t->word == W_OP && !from) || t->word == W_PLAN)
            verb = true;
        /* 约占总人口的18% */
        if (t->word == W_OP && t->value == TARGET_ABOUT && t->to < r->chain && !r->has_op &&
            sentence_has(p, t->from, "约占"))
            take_op(r, TARGET_ABOUT);
        if (t->word == W_ANNUAL && is_yearly(p, i))
            r->annual = true;
        if (t->word == W_EACH)
            r->each = true;
        if (t->word == W_RATE && t->to <= r->chain)
            r->rate = true;
        if (r->verb < 0 && t->to <= r->chain && (t->word == W_UP || t->word == W_DOWN || t->word == W_NEW))
            r->far = (int8_t) t->word;
    }
    r->base = compared && !verb && p->figure[figure->index].mark != FIG_MULTIPLE;
    if (r->verb < 0 && r->far >= 0 && !r->base)
        r->verb = r->far;
    /* 由20%到30%: the end counts. */
    if (r->from && p->figure[figure->index].range && p->figure[figure->index].spans)
    {
        r->base = false;
        r->to_end = true;
    }
}

/* Whether matter that is no word stands right behind an offset. */
static bool
is_matter(const struct scan_sentence *p, int32_t next, uint16_t at)
{
    if (at >= p->len || (unsigned char) p->text[at] < 0x20 || sentence_has(p, at, "大关"))
        return false;
    return next >= p->token_count || p->token[next].from > at ||
           (p->token[next].kind == TOK_WORD && p->token[next].word == W_STANDARD);
}

/* Read the words that touch the figure from the right. */
static void
read_behind(const struct scan_sentence *p, struct reading *r)
{
    uint16_t at = p->token[r->token].to;
    int32_t i;

    for (i = r->token + 1; i < r->clause_to; i++)
    {
        const struct token *t = &p->token[i];

        if (t->from != at || t->kind != TOK_WORD)
            break;
        if (t->word == W_BEHIND)
        {
            take_op(r, t->value);
            r->bounded_behind = true;
        }
        else if (t->word == W_RATE)
            r->rate = true;
        else if (t->word == W_UP && !r->grows_behind)
            r->grows_behind = true;
        else
            break;
        at = t->to;
    }
    if (p->figure[p->token[r->token].index].more && !r->has_op)
        take_op(r, TARGET_MORE);
    /* 20%的增长 */
    if (i < r->clause_to && token_is(&p->token[i], W_FILL) && p->token[i].from == at &&
        sentence_has(p, at, "的") && i + 1 < r->clause_to && token_is(&p->token[i + 1], W_UP) &&
        p->token[i + 1].from == p->token[i].to)
        r->rate = true;
    r->after = i;
    r->behind = at;
    /* 突破50项关键技术 breaks through them; 企业突破50家 is more than fifty. */
    if (r->breaks && p->figure[p->token[r->token].index].counts && !r->bounded_behind && is_matter(p, i, at))
    {
        r->has_op = false;
        r->plan_adjacent = true;
    }
}

/* The figure of the same clause behind this one, with no 、 between; NULL when there is none. */
static struct reading *
next_in_clause(const struct scan_sentence *p, struct reading *all, int32_t count, int32_t i)
{
    if (i + 1 >= count || all[i + 1].clause_from != all[i].clause_from)
        return NULL;
    for (int32_t t = all[i].token + 1; t < all[i + 1].token; t++)
    {
        if (p->token[t].kind == TOK_LIST)
            return NULL;
    }
    return &all[i + 1];
}

/* Whether a verb of planning stands between two figures before any matter: 投资100亿元建设10个项目. */
static bool
verb_follows(const struct scan_sentence *p, const struct reading *r)
{
    return r->after < r->clause_to && p->token[r->after].from == r->behind &&
           (token_is(&p->token[r->after], W_PLAN) || is_verb(&p->token[r->after]) ||
            token_is(&p->token[r->after], W_AND));
}

/* Whether two figures measure alike, so that one may continue a list with the other. */
static bool
alike(const struct figure *f, const struct figure *g)
{
    return f->mark == g->mark && (f->mark != FIG_NONE || f->bare || g->bare ||
                                  (f->counts == g->counts && f->money == g->money && f->time == g->time));
}

/* 10家产值超百亿元、50家超十亿元的企业: the sum behind a count, up to the next count of the list. */
static bool
describes_in_list(const struct scan_sentence *p, const struct reading *before, const struct reading *r,
                  const struct figure *f)
{
    const struct figure *b = &p->figure[p->token[before->token].index];
    const struct token *list = r->after < p->token_count ? &p->token[r->after] : NULL;

    if (f->counts || f->mark == FIG_POINTS || !b->counts || before->base || before->each || r->each ||
        (!r->has_op && r->verb < 0 && !r->bounded_behind))
        return false;
    if (list == NULL || list->from != r->behind || !(list->kind == TOK_LIST || token_is(list, W_AND)) ||
        r->after + 1 >= p->token_count || list[1].kind != TOK_FIGURE || list[1].from != list->to ||
        !p->figure[list[1].index].counts)
        return false;
    for (int32_t i = before->token + 1; i < r->token; i++)
    {
        const struct token *t = &p->token[i];

        if (t->kind == TOK_LIST || token_is(t, W_AND) || (token_is(t, W_PLAN) && t->value == 0))
            return false;
    }
    return true;
}

/* 500亿元投资, 40亿立方米的生产能力: what the sum measures stands right behind it. */
static bool
is_head(const struct scan_sentence *p, const struct reading *r, bool of)
{
    int32_t i = r->after;

    if (of && i < r->clause_to && token_is(&p->token[i], W_FILL) && p->token[i].from == r->behind)
        i++;
    return i < r->clause_to && token_is(&p->token[i], W_HEAD) && p->token[i].from <= r->behind + 3;
}

/* 设立总规模100亿元的基金: the sum is what the verb promises; 建设2000万元以上的项目 is a class. */
static bool
is_founded(const struct scan_sentence *p, const struct reading *r)
{
    if (r->has_op)
        return false;
    for (int32_t i = r->segment_from; i < r->token; i++)
    {
        if (token_is(&p->token[i], W_PLAN) && p->token[i].value != 3)
            return true;
    }
    return false;
}

/* Decide for one figure whether it only describes what another counts. */
static void
find_qualifier(const struct scan_sentence *p, struct reading *all, int32_t count, int32_t i)
{
    struct reading *r = &all[i];
    const struct figure *f = &p->figure[p->token[r->token].index];
    struct reading *next = next_in_clause(p, all, count, i);
    struct reading *before = i > 0 && all[i - 1].clause_from == r->clause_from ? &all[i - 1] : NULL;
    bool of = sentence_has(p, r->behind, "的") && !r->rate;
    bool matter = of || is_matter(p, r->after, r->behind);
    const struct figure *g = next != NULL ? &p->figure[p->token[next->token].index] : NULL;
    bool growth;

    if (before != NULL && describes_in_list(p, before, r, f))
    {
        r->qualifier = true;
        before->described = i;
        return;
    }
    growth = (r->annual && f->mark != FIG_NONE) || r->rate || f->mark == FIG_POINTS ||
             f->mark == FIG_MULTIPLE || f->mark == FIG_TIMES;

    if (f->grade)
    {
        r->qualifier = true;
        if (before != NULL && p->figure[p->token[before->token].index].counts && before->described < 0)
            before->described = i;
        return;
    }
    if (growth || !matter)
        return;
    if (is_head(p, r, of))
    {
        r->of_head = !f->counts;
        if (r->of_head && next == NULL)
            return;
    }
    if (verb_follows(p, r) && !of)
        return;
    /* 56人以上大班额全面消除: a size, where nothing plans the people. */
    if (f->counts && r->bounded_behind && r->verb < 0 && !r->plan_adjacent && !of &&
        r->chain == p->token[r->token].from && f->unit_to == f->unit_from + 3 &&
        sentence_has(p, f->unit_from, "人"))
        r->qualifier = true;
    /* 56人以上大班额比例由12%下降到4% */
    if (next != NULL && !g->counts && f->counts && r->bounded_behind && r->verb < 0 && !r->plan_adjacent &&
        r->token == r->segment_from && r->chain == p->token[r->token].from &&
        (next->base || next->verb >= 0) && !of)
    {
        r->qualifier = true;
        return;
    }
    /* 超百亿元的企业15家, 50人以上企业20家, 占比3%以上的企业达到100家 */
    if (next != NULL && g->counts && !next->qualifier && !next->base &&
        (!f->counts || of || r->bounded_behind))
    {
        r->qualifier = true;
        next->described = i;
        next->annual = next->annual || r->annual;
        return;
    }
    /* 3个产值超千亿元的集群, 覆盖99%的20万人口以上的城市 */
    if (of && before != NULL && !before->base && !f->counts)
    {
        const struct figure *b = &p->figure[p->token[before->token].index];

        if ((b->counts || b->mark == FIG_PERCENT) && f->mark != FIG_PERCENT)
        {
            r->qualifier = true;
            before->described = i;
            return;
        }
    }
    /* 淘汰10吨及以下锅炉, 20万千瓦及以上机组: a class of what follows. */
    if (!f->counts && f->mark == FIG_NONE && r->bounded_behind && !r->verb_adjacent &&
        (r->op == TARGET_AT_MOST || sentence_has(p, p->token[r->token].to, "及以上")))
        r->qualifier = true;
    /* 300万以上人口城市, 5岁以下儿童死亡率, 100万千瓦以上机组占比 */
    if (!f->counts && !f->bare && f->mark == FIG_NONE && r->bounded_behind && !of && !r->plan_adjacent)
        r->qualifier = true;
    if (!f->counts && f->mark == FIG_NONE && r->bounded_behind && !of && r->plan_adjacent && f->money &&
        !r->of_head)
        r->qualifier = true;
    /* 覆盖80%以上的人口100万以上城市; but 实现1亿左右人口落户 */
    if (f->bare && r->bounded_behind && !(f->scale >= 4 && r->op == TARGET_ABOUT))
    {
        r->qualifier = true;
        if (before != NULL && before->described < 0 && sentence_has(p, before->behind, "的"))
            before->described = i;
    }
    /* 2000万元以上的工业企业 */
    if (of && !f->counts && f->mark == FIG_NONE && !r->of_head && !r->verb_adjacent &&
        !(r->annual && r->plan_adjacent) && !is_founded(p, r))
        r->qualifier = true;
}

int32_t
scan_readings(const struct scan *s, struct reading *all, int32_t max)
{
    const struct scan_sentence *p = s->sentence;
    int32_t count = 0;

    for (int32_t i = 0; i < p->token_count && count < max; i++)
    {
        struct reading *r = &all[count];

        if (p->token[i].kind != TOK_FIGURE)
            continue;
        *r = (struct reading){.token = i, .verb = -1, .far = -1, .described = -1};
        find_clause(p, r);
        read_chain(p, r);
        read_far(p, r);
        read_behind(p, r);
        if (r->listed && count > 0 && !all[count - 1].each &&
            !alike(&p->figure[p->token[i].index], &p->figure[p->token[all[count - 1].token].index]))
            r->listed = false;
        if (r->listed && count > 0)
        {
            const struct reading *q = &all[count - 1];

            /* The words before a list are those of all its figures. */
            r->base = q->base;
            r->each = r->each || q->each;
            r->rate = r->rate || q->rate;
            r->annual = r->annual || q->annual;
            if (r->verb < 0)
            {
                r->verb = q->verb;
                r->verb_adjacent = q->verb_adjacent;
            }
            r->plan_adjacent = r->plan_adjacent || q->plan_adjacent;
            r->list_first = q->list_first;
            if (!r->has_op && q->has_op && !q->bounded_behind)
                take_op(r, q->op);
        }
        else
            r->list_first = count;
        /* 增速由10%降至3%以内 */
        if (count > 0 && all[count - 1].base && all[count - 1].rate &&
            all[count - 1].clause_from == r->clause_from)
            r->rate = true;
        count++;
    }
    for (int32_t i = count - 1; i >= 0; i--)
    {
        find_qualifier(p, all, count, i);
        /* 分别达到10、20和30家以上: what stands behind the unit of all is said of all; but 10%和20%以上 are
         * two. */
        if (all[i].listed && all[i].bounded_behind && !all[i - 1].has_op &&
            p->figure[p->token[all[i - 1].token].index].lent)
        {
            all[i - 1].has_op = true;
            all[i - 1].op = all[i].op;
            all[i - 1].bounded_behind = true;
        }
    }
    /* 培育3个千亿级产业、10个百亿级园区: the verb before the first count is that of all. */
    for (int32_t i = 1; i < count; i++)
    {
        int32_t k = i - 1;

        if (!all[i].joined || all[i].listed)
            continue;
        while (k > 0 && all[k].qualifier && all[k].clause_from == all[i].clause_from)
            k--;
        if (all[k].qualifier || all[k].clause_from != all[i].clause_from)
            continue;
        /* 每年完成100个村、1000个院: every year, too. */
        if (all[k].plan_adjacent && p->figure[p->token[all[i].token].index].counts)
            all[i].annual = all[i].annual || all[k].annual;
        all[i].plan_adjacent = all[i].plan_adjacent || all[k].plan_adjacent;
        if (all[i].verb < 0 && all[k].verb == W_NEW)
        {
            all[i].verb = W_NEW;
            all[i].verb_adjacent = all[k].verb_adjacent;
        }
    }
    return count;
}
