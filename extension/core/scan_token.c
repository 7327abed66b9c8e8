/*
 * scan_token.c: from a folded sentence to tokens: stops, dates, figures, words; the rest is the matter
 * between them.
 *
 * Titles in 《》 and short quotations (“双倍增”, “三个一批”) are names and passed over, whatever numerals
 * they hold.
 */
#include "scan_parts.h"

#include "numeral.h"
#include "target_number.h"

#define NAME_MAX_BYTES 40

bool
token_is(const struct token *t, enum word_class word)
{
    return t->kind == TOK_WORD && t->word == word;
}

static size_t
char_bytes(const char *text)
{
    unsigned char c = (unsigned char) text[0];

    return c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

static struct token *
add(struct scan_sentence *p, enum token_kind kind, size_t from, size_t to, uint8_t depth)
{
    struct token *t;

    if (p->token_count >= TOKENS_MAX)
        return NULL;
    t = &p->token[p->token_count++];
    *t = (struct token){
        .from = (uint16_t) from, .to = (uint16_t) to, .kind = (uint8_t) kind, .depth = depth, .index = -1};
    return t;
}

/* The place behind the closing mark, when it comes soon and, for a quotation, nothing in it ends a clause. */
static size_t
closed(const struct scan_sentence *p, size_t at, char close, size_t max, bool whole)
{
    for (size_t i = at + 1; i < p->len && i - at <= max; i++)
    {
        if (p->text[i] == close)
            return i + 1;
        if (whole && (p->text[i] == C_COMMA || p->text[i] == C_SEMI || p->text[i] == C_COLON))
            return 0;
    }
    return 0;
}

/* Whether a number begins at a place. */
static bool
is_number(const struct scan_sentence *p, size_t at)
{
    return byte_is_digit(p->text[at]) ||
           (at < p->len && numeral_starts_chinese(slice_make(p->text + at, p->len - at)));
}

/* The word right before a place, or NULL. */
static const struct token *
adjacent(const struct scan_sentence *p, size_t at)
{
    const struct token *t = p->token_count > 0 ? &p->token[p->token_count - 1] : NULL;

    return t != NULL && t->to == at ? t : NULL;
}

/* Whether a word says that the figure right behind it measures something. */
static bool
measures(uint8_t word)
{
    return word == W_OP || word == W_TO || word == W_DOWN_TO || word == W_UP || word == W_DOWN;
}

/* 以上, 左右 behind a figure. */
static bool
is_bounded(const struct scan_sentence *p, size_t at)
{
    return sentence_has(p, at, "以上") || sentence_has(p, at, "以下") || sentence_has(p, at, "以内") ||
           sentence_has(p, at, "左右");
}

/* Whether a figure in numerals is one, and no part of a word: by what stands before and behind it. */
static bool
numerals_count(const struct scan_sentence *p, const struct figure *f)
{
    const struct token *before = adjacent(p, f->from);
    bool measured = before != NULL && before->kind == TOK_WORD &&
                    (measures(before->word) || before->word == W_NEW || before->word == W_ANNUAL);
    bool planned = before != NULL && token_is(before, W_PLAN);
    bool joined = before != NULL && (before->kind == TOK_LIST || token_is(before, W_AND));

    if (f->mark != FIG_NONE || f->grade || is_bounded(p, f->to) || sentence_has(p, f->to, "及以上"))
        return true;
    if (f->place && (f->money || !f->counts))
        return measured;
    if (strcmp(f->lower.digits, "1") == 0)
        return planned && before->value == 0;
    return measured || planned || (joined && p->figure_count > 0);
}

/* Whether a figure in years, days or hours is a measure and no duration: 使用寿命达到10年以上 against
 * 三年累计. */
static bool
time_counts(const struct scan_sentence *p, const struct figure *f)
{
    const struct token *before = adjacent(p, f->from);
    size_t end = f->to;
    bool ends;

    /* 实现三年倍增 */
    if (sentence_has(p, end, "倍增") || sentence_has(p, end, "翻"))
        return false;
    if (before != NULL && before->kind == TOK_WORD && measures(before->word))
        return true;
    if (before != NULL && (before->kind == TOK_STOP || before->kind == TOK_WORD || before->kind == TOK_DATE))
        return false;
    if (is_bounded(p, end))
        end += 6;
    ends = end >= p->len || (unsigned char) p->text[end] < 0x20;
    return ends && before == NULL && f->from > 0 && (unsigned char) p->text[f->from - 1] >= 0x80;
}

/* 三年行动计划, 九年义务教育, 学前三年毛入园率: the years are part of a name. */
static bool
span_is_name(const struct scan_sentence *p, size_t from, size_t to)
{
    static const char *const words[] = {"行动", "计划", "规划", "攻坚", "义务教育", "制", "毛", "滚动"};

    if (from >= 6 && sentence_has(p, from - 6, "学前"))
        return true;
    for (size_t i = 0; i < COUNT(words); i++)
    {
        if (sentence_has(p, to, words[i]))
            return true;
    }
    return false;
}

/* A duration at a place becomes a token, 三年来 one that looks back; its bytes. */
static size_t
take_span(struct scan_sentence *p, size_t at, size_t bytes, uint8_t depth)
{
    struct token *t;

    if (span_is_name(p, at, at + bytes))
        return bytes;
    t = add(p, TOK_SPAN, at, at + bytes, depth);
    if (t != NULL && sentence_has(p, at + bytes - 3, "来"))
    {
        t->kind = TOK_WORD;
        t->word = W_DONE;
    }
    return bytes;
}

/* 解决860万农村人口, 实现1亿左右人口: behind a verb, ten thousands need no word that counts. */
static bool
counts_without_unit(const struct scan_sentence *p, const struct figure *f)
{
    const struct token *before = adjacent(p, f->from);

    return f->scale >= 4 && before != NULL &&
           (token_is(before, W_PLAN) || token_is(before, W_NEW) || token_is(before, W_TO));
}

/* 5岁以下儿童, 60周岁以上老年人 */
static bool
names_age(const struct scan_sentence *p, const struct figure *f)
{
    size_t at = f->to;

    if (f->unit_to < f->unit_from + 3 || !sentence_has(p, f->unit_to - 3u, "岁"))
        return false;
    sentence_takes(p, &at, "及");
    return (sentence_takes(p, &at, "以下") || sentence_takes(p, &at, "以上")) && at < p->len &&
           (unsigned char) p->text[at] >= 0x80;
}

/* A date at a place becomes a token; bytes, 0 for none. */
static size_t
take_date(struct scan_sentence *p, size_t at, uint8_t depth)
{
    struct date date;
    size_t bytes = p->date_count < DATES_MAX ? scan_date_at(p, at, &date) : 0;
    struct token *t;

    if (bytes == 0 || (t = add(p, TOK_DATE, at, at + bytes, depth)) == NULL)
        return 0;
    t->index = (int16_t) p->date_count;
    p->date[p->date_count++] = date;
    return bytes;
}

/* 10、20和30家, 5%、8%: a figure without a unit has that of the one it is listed with. */
static void
lend_unit(struct scan_sentence *p)
{
    const struct figure *g = &p->figure[p->figure_count - 1];
    int32_t i = p->token_count - 1;

    if (g->bare || g->range || g->odd != NULL || g->mark == FIG_TIMES)
        return;
    while (i >= 2 && p->token[i - 1].to == p->token[i].from && p->token[i - 2].to == p->token[i - 1].from &&
           p->token[i - 2].kind == TOK_FIGURE &&
           (p->token[i - 1].kind == TOK_LIST || token_is(&p->token[i - 1], W_AND)))
    {
        struct figure *f = &p->figure[p->token[i - 2].index];
        int32_t scale = f->scale != 0 ? g->power : g->scale + g->power; /* 200亿和65亿立方米 */
        char digits[TARGET_DIGITS_MAX];

        if (!f->bare || f->range || f->odd != NULL || f->mark != FIG_NONE)
            return;
        memcpy(digits, f->lower.digits, sizeof(digits));
        if (!target_number_shift(digits, scale, f->lower.digits, sizeof(f->lower.digits)))
            return;
        f->bare = false;
        f->lent = true;
        f->mark = g->mark;
        f->unit_from = g->unit_from;
        f->unit_to = g->unit_to;
        f->counts = g->counts;
        f->money = g->money;
        f->time = g->time;
        i -= 2;
    }
}

/* A figure, a duration, a rank or a name with digits at a place; bytes, 0 for none. */
static size_t
take_figure(const struct scan *s, struct scan_sentence *p, size_t at, uint8_t depth)
{
    uint8_t word;
    uint8_t value;
    struct figure f;
    struct token *t;
    size_t skip = 0;
    size_t bytes;
    size_t span;

    if (p->figure_count >= FIGURES_MAX)
        return 0;
    /* 每千人, 万元国内生产总值: per so many, nothing counted. */
    bytes = scan_figure_at(p, at, &f, &skip);
    if (bytes == 0 || (f.from >= 3 && sentence_has(p, f.from - 3u, "每")))
    {
        if (bytes > 0 && !f.time)
            return bytes;
        span = scan_span_at(p, at);
        return span > 0 ? take_span(p, at, span, depth) : skip;
    }
    if (f.time && !time_counts(p, &f))
    {
        span = scan_span_at(p, at);
        return span == 0 ? bytes : take_span(p, at, span, depth);
    }
    if (f.chinese && !numerals_count(p, &f))
        return 0;
    /* 5岁以下儿童死亡率: an age is part of the name. */
    if (names_age(p, &f))
        return bytes;
    /* 5大基地: digits before matter, measured by nothing. */
    if (f.bare && f.mark == FIG_NONE && (unsigned char) p->text[f.to] >= 0x80 &&
        !counts_without_unit(p, &f) &&
        (scan_word_at(s, p->text + f.to, p->len - f.to, &word, &value) == 0 || word == W_PLAIN ||
         word == W_PLAN))
        return bytes;
    t = add(p, TOK_FIGURE, at, at + bytes, depth);
    if (t == NULL)
        return 0;
    t->index = (int16_t) p->figure_count;
    p->figure[p->figure_count++] = f;
    lend_unit(p);
    return bytes;
}

/* Whether a verb goes on as a noun: 孵化器, 投产率, 淘汰量. */
static bool
goes_on_as_noun(const struct scan_sentence *p, size_t end)
{
    static const char *const suffixes[] = {"器", "率", "量", "额", "者", "区", "期"};
    static const char *const words[] = {"器官", "器械", "器件", "器材", "率先", "率领", "量子",
                                        "额外", "区域", "区县", "区级", "区块", "期货", "期间"};
    bool noun = false;

    for (size_t i = 0; i < COUNT(suffixes) && !noun; i++)
        noun = sentence_has(p, end, suffixes[i]);
    for (size_t i = 0; i < COUNT(words) && noun; i++)
        noun = !sentence_has(p, end, words[i]);
    return noun;
}

/* 车桩比, 产投比: a noun; 比2010年, 比三年前 compares. */
static bool
is_ratio_noun(const struct scan *s, const struct scan_sentence *p, size_t end)
{
    struct date date;
    uint8_t word = W_PLAIN;
    uint8_t value;

    if (scan_date_at(p, end, &date) != 0 || scan_span_at(p, end) != 0)
        return false;
    if (is_number(p, end))
        return true;
    return scan_word_at(s, p->text + end, p->len - end, &word, &value) != 0 &&
           (measures(word) || word == W_EACH || word == W_FROM);
}

/* A word at a place; bytes, 0 for none. Short words count only where they can do what they do. */
static size_t
take_word(const struct scan *s, struct scan_sentence *p, size_t at, uint8_t depth)
{
    uint8_t word;
    uint8_t value;
    size_t bytes = scan_word_at(s, p->text + at, p->len - at, &word, &value);
    size_t span;
    struct token *t;

    if (bytes == 0 || word == W_PLAIN)
        return bytes;
    if ((word == W_PLAN || word == W_UP || word == W_DOWN || word == W_NEW) && bytes > 3 &&
        goes_on_as_noun(p, at + bytes))
        return bytes;
    /* 主要目标是, 预期目标：; but 确定的45项目标 names them. */
    if (word == W_FUTURE && sentence_has(p, at, "目标") && bytes == 6 && !sentence_has(p, at + 6, "是") &&
        !sentence_has(p, at + 6, "为") && !sentence_has(p, at + 6, "到") && p->text[at + 6] != C_COLON)
        return bytes;
    /* 近三年来, 近5年 */
    if (word == W_OP && bytes == 3 && sentence_has(p, at, "近") && (span = scan_span_at(p, at + 3)) != 0 &&
        !sentence_has(p, at + span, "内"))
    {
        t = add(p, TOK_WORD, at, at + 3 + span, depth);
        if (t != NULL)
            t->word = W_DONE;
        return 3 + span;
    }
    /* 经过三年努力， */
    if (word == W_MODAL && sentence_has(p, at, "努力") &&
        (at + bytes >= p->len || (unsigned char) p->text[at + bytes] < 0x20))
        return bytes;
    if (word == W_COMPARE && bytes == 3 && sentence_has(p, at, "比") && is_ratio_noun(s, p, at + bytes))
        return bytes;
    if (word == W_OP && bytes <= 3 && !is_number(p, at + bytes))
        return bytes;
    if (word == W_BEHIND && (adjacent(p, at) == NULL ||
                             (adjacent(p, at)->kind != TOK_FIGURE && !token_is(adjacent(p, at), W_BEHIND))))
        return bytes;
    t = add(p, TOK_WORD, at, at + bytes, depth);
    if (t != NULL)
    {
        t->word = word;
        t->value = value;
    }
    return bytes;
}

/* The end of the run of numerals that begins at a place. */
static size_t
run_end(const struct scan *s, const struct scan_sentence *p, size_t at)
{
    while (at < p->len && (unsigned char) p->text[at] >= 0x80 &&
           (s->first[scan_slot(p->text + at)] & FIRST_NUMERAL))
        at += char_bytes(p->text + at);
    return at;
}

void
scan_tokens(struct scan *s)
{
    struct scan_sentence *p = s->sentence;
    uint8_t depth = 0;
    size_t numerals_end = 0;

    p->token_count = 0;
    p->figure_count = 0;
    p->date_count = 0;
    for (size_t at = 0; at < p->len;)
    {
        char c = p->text[at];
        size_t bytes = 0;
        uint8_t first;
        bool rank;

        if ((unsigned char) c < 0x20)
        {
            if (c == C_QUOTE && (bytes = take_date(p, at, depth)) != 0)
                ;
            else if (c == C_QUOTE && (bytes = closed(p, at, C_UNQUOTE, NAME_MAX_BYTES, true)) != 0)
                bytes -= at;
            else if (c == C_TITLE && (bytes = closed(p, at, C_UNTITLE, 200, false)) != 0)
                bytes -= at;
            else if (c == C_OPEN && depth < 8)
                depth++;
            else if (c == C_CLOSE && depth > 0)
                depth--;
            else if (c == C_LIST)
                add(p, TOK_LIST, at, at + 1, depth);
            else if (c == C_COMMA || c == C_SEMI || c == C_COLON || c == C_GAP || c == C_BROKEN)
            {
                struct token *t = add(p, TOK_STOP, at, at + 1, depth);

                if (t != NULL)
                    t->value = (uint8_t) c;
                if (c == C_SEMI)
                    depth = 0;
            }
            at += bytes > 0 ? bytes : 1;
            continue;
        }
        first = s->first[scan_slot(p->text + at)];
        if (first & FIRST_DATE)
            bytes = take_date(p, at, depth);
        if (bytes == 0 && (first & FIRST_RANK) && (bytes = scan_rank_at(p, at, &rank)) != 0 && rank)
            add(p, TOK_RANK, at, at + bytes, depth);
        if (bytes == 0 && (first & FIRST_NUMERAL) &&
            (sentence_has(p, at, "百强") || sentence_has(p, at, "十强")))
            bytes = take_word(s, p, at, depth);
        /* A run of numerals is looked at once. */
        if (bytes == 0 && (first & (FIRST_NUMERAL | FIRST_FIGURE)) && at >= numerals_end)
        {
            bytes = take_figure(s, p, at, depth);
            if (bytes == 0)
                numerals_end = run_end(s, p, at);
        }
        if (bytes == 0 && (first & FIRST_WORD))
            bytes = take_word(s, p, at, depth);
        at += bytes > 0 ? bytes : char_bytes(p->text + at);
    }
}
