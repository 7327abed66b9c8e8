/*
 * scan_relative.c: targets without a figure of their own: against another indicator, a rank, full coverage.
 */
#include "scan_walk.h"

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
    struct scan_row *row = scan_row_new(w->s, walk_clause(w, i));

    if (row == NULL)
        return;
    walk_fill(w, row);
    row->subject = subject_before_token(w, i, from < p->token[i].from ? from : p->token[i].from);
    row->relative_to = scan_trim(scan_original(w->s, from, to));
    walk_say(row, why);
    if (walk_looks_back(w))
        walk_make_done(row);
    w->subject = row->subject;
}

/* 高于规上工业同期水平1个百分点以上, 不低于全国平均水平 */
void
walk_take_relative(struct walk *w, int32_t i)
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
void
walk_take_same(struct walk *w, int32_t i)
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

void
walk_take_rank(struct walk *w, int32_t i)
{
    static const char *const verbs[] = {"跃居", "跃升", "升至", "进入", "居",   "跻身", "位列", "排名",
                                        "排位", "排在", "保持", "迈入", "走在", "挺进", "达到", "列"};
    struct scan_sentence *p = sentence(w);
    int32_t begin = clause_begin(p, i);
    uint16_t from = begin > 0 ? p->token[begin - 1].to : 0;
    struct slice before = slice_make(p->text + from, p->token[i].from - from);
    uint16_t to = p->token[i].to;
    bool ends = to >= p->len || (unsigned char) p->text[to] < 0x20 || memcmp(p->text + to, "行列", 6) == 0 ||
                memcmp(p->text + to, "以内", 6) == 0 || memcmp(p->text + to, "左右", 6) == 0 ||
                memcmp(p->text + to, "水平", 6) == 0;

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

void
walk_take_cover(struct walk *w, int32_t i)
{
    struct scan_sentence *p = sentence(w);
    int32_t begin = clause_begin(p, i);
    struct scan_row *row;
    bool reached = false;
    bool planned = false;
    bool ends;

    for (int32_t k = begin; k < i; k++)
    {
        reached = reached || token_is(&p->token[k], W_TO);
        planned = planned || (token_is(&p->token[k], W_PLAN) && p->token[k].value == 1);
    }
    /* 节水措施全覆盖 states it, too; 推进全覆盖 does not. */
    ends = p->token[i].to >= p->len || (unsigned char) p->text[p->token[i].to] < 0x20;
    if ((!reached && (planned || !ends || p->token[i].from == 0 ||
                      (unsigned char) p->text[p->token[i].from - 1] < 0x20)) ||
        (i + 1 < p->token_count && p->token[i + 1].kind == TOK_FIGURE))
        return;
    row = scan_row_new(w->s, walk_clause(w, i));
    if (row == NULL)
        return;
    walk_fill(w, row);
    row->subject = subject_before_token(w, i, p->token[i].from);
    row->target = (struct target){.kind = TARGET_LEVEL, .percent = true};
    memcpy(row->target.lower.digits, "100", 4);
    memcpy(row->target.upper.digits, "", 1);
    row->has_target = true;
    if (walk_looks_back(w))
        walk_make_done(row);
    else
    {
        w->s->targets++;
        scan_link(w->s, row);
    }
}
