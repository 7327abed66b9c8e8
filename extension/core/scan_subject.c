/*
 * scan_subject.c: what a figure is said of: the matter before it back to the last verb, date or stop, or, for
 * a count behind a verb, the noun that follows.
 */
#include "scan_parts.h"

struct slice
scan_trim(struct slice s)
{
    static const char *const front[] = {"的", "、", "，", ",",  "；", "：", ":",  "”", "“",  "\"", " ",
                                        "　", "）", ")",  "和", "及", "与", "了", "·", "\n", "\r", "\t"};
    static const char *const back[] = {"的", "、", "，",   ",",  "；",   "：", ":",  "“",  "\"",
                                       " ",  "　", "（",   "(",  "总体", "均", "再", "将", "力争",
                                       "要", "在", "累计", "以", "于",   "\n", "\r", "\t"};
    bool more = true;

    while (more)
    {
        more = false;
        for (size_t i = 0; i < COUNT(front); i++)
        {
            if (s.len > 0 && s.ptr[0] == front[i][0] && slice_starts(s, front[i]))
            {
                s.ptr += strlen(front[i]);
                s.len -= strlen(front[i]);
                more = true;
            }
        }
        for (size_t i = 0; i < COUNT(back); i++)
        {
            if (slice_ends(s, back[i]))
            {
                s.len -= strlen(back[i]);
                more = true;
            }
        }
    }
    return s;
}

/* Whether a token ends the matter that a subject is made of. */
static bool
is_border(const struct scan_sentence *p, const struct token *t)
{
    bool starts = t->from == 0 || (unsigned char) p->text[t->from - 1] < 0x20 ||
                  (t > p->token && t[-1].to == t->from && !token_is(t - 1, W_HEAD));

    switch (t->kind)
    {
        case TOK_STOP:
        case TOK_DATE:
        case TOK_SPAN:
        case TOK_RANK:
        case TOK_FIGURE: return true;
        case TOK_LIST: return false;
        default: break;
    }
    switch (t->word)
    {
        case W_MODAL:
        case W_FUTURE:
        case W_PART:
        case W_NOW:
        case W_BEHIND: return true;
        case W_ANNUAL: return starts;
        case W_TO: return t->to - t->from == 6 && memcmp(p->text + t->from, "实现", 6) == 0;
        case W_PLAN:
            if (t->value == 2) /* 投入, 建设: as often a noun */
                return starts;
            return t->value == 0 || t->to - t->from > 3;
        case W_UP:
        case W_DOWN: return starts;
        default: return false;
    }
}

/* 在2015年基础上, 以2010年为基期: what is compared with. */
static bool
names_base(const struct scan_sentence *p, int32_t i)
{
    const struct token *t = &p->token[i];

    return i + 2 < p->token_count && (token_is(t, W_FILL) || token_is(t, W_SINCE)) && t[1].kind == TOK_DATE &&
           t[1].from == t->to &&
           ((token_is(&t[2], W_AFTER_DATE) && t[2].value == AFTER_BASE) ||
            (i + 3 < p->token_count && token_is(&t[3], W_AFTER_DATE) && t[3].value == AFTER_BASE));
}

struct slice
scan_subject_before(const struct scan *s, const struct reading *r)
{
    const struct scan_sentence *p = s->sentence;
    uint16_t end = r->chain;
    uint16_t from = r->segment_from > 0 ? p->token[r->segment_from - 1].to : 0;
    uint16_t began = from;   /* behind the last border that is none of 将 力争 */
    uint16_t passing = from; /* where the last of those stands */

    /* 总人口2015年控制在: the subject stands before the date. */
    for (int32_t i = r->token - 1; i >= r->segment_from; i--)
    {
        const struct token *t = &p->token[i];

        if (t->to == end &&
            (t->kind == TOK_DATE || t->kind == TOK_SPAN ||
             (i + 1 < r->token && (t[1].kind == TOK_DATE || t[1].kind == TOK_SPAN) &&
              (token_is(t, W_TO) || token_is(t, W_FILL) || t->kind == TOK_LIST || token_is(t, W_AND)))))
            end = t->from;
        else if (t->to < end)
            break;
    }
    if (end <= from)
        end = r->chain;
    /* 、10个园区: what stands before the list is said of the figure before. */
    if (r->joined && !r->listed)
        return slice_make(s->text.ptr, 0);
    for (int32_t i = r->segment_from; i < r->token; i++)
    {
        const struct token *t = &p->token[i];

        if (t->to > end)
            break;
        if (t->depth > p->token[r->token].depth)
            continue;
        /* 比2010年, 较目前: what is compared with ends the subject. */
        if (token_is(t, W_COMPARE) || token_is(t, W_FROM) || token_is(t, W_EACH) || names_base(p, i))
        {
            /* 森林蓄积量将比2005年增加 */
            if (t->from > from)
            {
                end = t->from;
                break;
            }
            if (passing > began)
            {
                from = began;
                end = passing;
                break;
            }
            from = began = passing = t->to;
        }
        else if (token_is(t, W_FUTURE) || token_is(t, W_MODAL))
        {
            if (from < t->from)
            {
                began = from;
                passing = t->from;
            }
            from = t->to;
        }
        else if (is_border(p, t))
            from = began = passing = t->to;
    }
    /* 企业（规模以上）达到100家: what the brackets say is no part of the name. */
    if (end > from && p->text[end - 1] == C_CLOSE)
    {
        uint16_t open = end;

        while (open > from && p->text[open - 1] != C_OPEN)
            open--;
        if (open > from + 3)
            end = open - 1;
    }
    return scan_trim(scan_original(s, from, end));
}

struct slice
scan_subject_after(const struct scan *s, const struct reading *r)
{
    const struct scan_sentence *p = s->sentence;
    uint16_t from = r->behind;
    uint16_t end = r->clause_to < p->token_count ? p->token[r->clause_to].from : (uint16_t) p->len;
    uint16_t described_to = 0;
    struct slice noun;

    for (int32_t i = r->after; i < r->clause_to; i++)
    {
        const struct token *t = &p->token[i];

        if ((t->kind == TOK_LIST || token_is(t, W_AND)) && i + 1 < r->clause_to &&
            p->token[i + 1].from == t->to &&
            (p->token[i + 1].kind == TOK_FIGURE || p->token[i + 1].kind == TOK_DATE))
        {
            /* 1家产值过千亿元、5家过百亿元的企业: the noun of both stands at the end. */
            if (r->described >= 0 && t[-1].to == t->from &&
                (t[-1].kind == TOK_FIGURE || token_is(t - 1, W_BEHIND)))
                continue;
            end = t->from;
            break;
        }
        if (t->kind == TOK_FIGURE && i + 1 < p->token_count && t->depth == 0 &&
            t->index != p->token[r->token].index)
        {
            /* A figure that describes: the noun comes behind it. */
            if (r->described >= 0)
            {
                if (!p->figure[t->index].grade) /* 千亿级产业集群 is a name */
                    described_to = t->to;
                continue;
            }
            end = t->from;
            break;
        }
        if (described_to == t->from && token_is(t, W_BEHIND))
            described_to = t->to;
        if (t->kind == TOK_WORD && (t->word == W_TO || t->word == W_DOWN_TO) && t->from > from &&
            t->to - t->from > 3)
        {
            end = t->from;
            break;
        }
    }
    if (sentence_has(p, from, "或") || sentence_has(p, from, "/"))
        return slice_make(s->text.ptr, 0);
    if (described_to > from && described_to + 3 < end)
        from = described_to;
    noun = scan_trim(scan_original(s, from, end));
    if (slice_starts(noun, "等"))
        return slice_make(s->text.ptr, 0);
    /* The head stands behind the last 的. */
    for (size_t i = noun.len; i >= 3; i--)
    {
        if (memcmp(noun.ptr + i - 3, "的", 3) == 0)
        {
            if (noun.len - i >= 6)
                noun = slice_make(noun.ptr + i, noun.len - i);
            break;
        }
    }
    return scan_trim(noun);
}

int32_t
scan_split_list(struct slice list, struct slice *part, int32_t max)
{
    static const char *const separators[] = {"、", "以及", "和", "及", "与", "，", ","};
    int32_t count = 0;
    size_t from = 0;
    size_t at = 0;

    while (at < list.len && count < max)
    {
        size_t cut = 0;

        for (size_t i = 0; i < COUNT(separators) && cut == 0; i++)
        {
            if (slice_starts(slice_make(list.ptr + at, list.len - at), separators[i]) &&
                !slice_starts(slice_make(list.ptr + at, list.len - at), "及以上") &&
                !slice_ends(slice_make(list.ptr, at), "普"))
                cut = strlen(separators[i]);
        }
        if (cut > 0)
        {
            struct slice one = scan_trim(slice_make(list.ptr + from, at - from));

            if (one.len > 0 && count < max)
                part[count++] = one;
            at += cut;
            from = at;
        }
        else
            at++;
    }
    if (from < list.len && count < max)
    {
        struct slice one = scan_trim(slice_make(list.ptr + from, list.len - from));

        if (one.len > 0)
            part[count++] = one;
    }
    return count;
}
