/*
 * scan_context.c: what carries over sentences: headings, the title, earlier targets.
 *
 * A date holds until the next heading of the first order; the title's years hold where nothing else is said.
 * A target said again is linked to its first statement; two numbers for one thing, due at one time, are both
 * given and flagged.
 */
#include "scan_parts.h"

#include <stdio.h>

#include "utf8.h"

#define HEADING_MAX_BYTES 150

static bool
holds_any(struct slice s, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
    {
        if (slice_holds(s, words[i]))
            return true;
    }
    return false;
}

/* The order of a heading: 1 一、 or 第一章, 2 （一） or 1., 0 none; *at: where its words begin. */
static int
heading_order(struct slice line, size_t *at)
{
    static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    size_t i = 0;
    size_t count = 0;
    bool bracket = slice_starts(line, "（") || slice_starts(line, "(");
    bool chapter = slice_starts(line, "第");

    if (slice_starts(line, "#"))
    {
        while (i < line.len && line.ptr[i] == '#')
            i++;
        *at = i;
        return i == 1 ? 1 : 2;
    }
    if (bracket)
        i = line.ptr[0] == '(' ? 1 : 3;
    else if (chapter)
        i = 3;
    while (count < 4 && i + 3 <= line.len)
    {
        size_t j = 0;

        while (j < COUNT(numerals) && memcmp(line.ptr + i, numerals[j], 3) != 0)
            j++;
        if (j == COUNT(numerals))
            break;
        i += 3;
        count++;
    }
    if (count == 0)
        return 0;
    line = slice_make(line.ptr + i, line.len - i);
    *at = i + 3;
    if (bracket)
        return slice_starts(line, "）") || slice_starts(line, ")") ? 2 : 0;
    if (chapter)
    {
        *at = i + (slice_starts(line, "部分") ? 6 : 3);
        return slice_starts(line, "章") || slice_starts(line, "篇") || slice_starts(line, "部分") ? 1
               : slice_starts(line, "节")                                                         ? 2
                                                                                                  : 0;
    }
    return slice_starts(line, "、") || slice_starts(line, "．") || slice_starts(line, ".") ? 1 : 0;
}

/* The title: its years are what the plan covers. */
static void
read_title(struct scan *s, struct slice line)
{
    static const char *const kinds[] = {"规划", "计划", "意见", "方案",    "纲要",
                                        "决定", "报告", "行动", "若干措施"};
    struct scan_sentence *p = s->sentence;
    size_t from = (size_t) (line.ptr - s->text.ptr);

    if (!holds_any(line, kinds, COUNT(kinds)) || slice_holds(line, "。") || line.len > HEADING_MAX_BYTES)
        return;
    scan_text_fold(s, from, from + line.len);
    for (size_t at = 0; at < p->len; at++)
    {
        struct date date;
        size_t bytes = ((unsigned char) p->text[at] & 0xc0) == 0x80 ? 0 : scan_date_at(p, at, &date);
        int32_t last;

        if (bytes == 0 || date.relative || date.day)
            continue;
        last = (date.period.first_month + date.period.months - 1) / 12;
        s->context.has_title_due = true;
        s->context.title_due = (struct period){.first_month = last * 12, .months = 12};
        if (date.period.first_month / 12 > s->context.year)
            s->context.year = date.period.first_month / 12;
        return;
    }
}

void
scan_heading(struct scan *s, struct slice line)
{
    static const char *const back[] = {"现状",       "回顾",     "发展基础", "基础与",   "成就",
                                       "成效",       "完成情况", "进展情况", "工作情况", "发展情况",
                                       "面临的形势", "形势",     "背景"};
    static const char *const ahead[] = {"目标", "指标", "主要任务", "重点任务", "愿景"};
    struct scan_context *c = &s->context;
    size_t at = 0;
    size_t end = 0;
    int order;
    struct slice words;

    if (s->sentences < 6 && !c->has_title_due && s->rows == 0)
        read_title(s, line);
    order = heading_order(line, &at);
    if (order == 0 && (line.len > 60 || slice_holds(line, "。") || slice_holds(line, "，")))
        return;
    words = slice_make(line.ptr + at, line.len > at ? line.len - at : 0);
    while (end < words.len && end < HEADING_MAX_BYTES &&
           !slice_starts(slice_make(words.ptr + end, words.len - end), "。") &&
           !slice_starts(slice_make(words.ptr + end, words.len - end), "：") &&
           !slice_starts(slice_make(words.ptr + end, words.len - end), "，"))
        end++;
    words.len = end;
    if (order == 1)
    {
        c->has_due = c->due_unknown = false;
        c->review = c->goals = false;
        c->modality = SCAN_EXPECTED;
        c->subject = slice_make(s->text.ptr, 0);
    }
    if (holds_any(words, back, COUNT(back)))
    {
        c->review = true;
        c->goals = false;
    }
    else if (holds_any(words, ahead, COUNT(ahead)))
    {
        c->goals = true;
        c->review = false;
    }
    else if (order == 1 || order == 2)
        c->review = c->review && order == 2;
    if (slice_holds(words, "约束性"))
        c->modality = SCAN_BINDING;
    else if (slice_holds(words, "预期性"))
        c->modality = SCAN_EXPECTED;
}

/* FNV-1a; 0 only for no bytes. */
static uint32_t
bytes_hash(struct slice bytes)
{
    uint32_t hash = 2166136261u;

    for (size_t i = 0; i < bytes.len; i++)
        hash = (hash ^ (unsigned char) bytes.ptr[i]) * 16777619u;
    return bytes.len == 0 ? 0 : hash | 1u;
}

/* 个 家 项 户 … count alike. */
static uint32_t
unit_hash(const char *unit)
{
    static const char *const counting[] = {"个", "家", "户", "项", "所", "座", "处", "名", "人", "位"};
    for (size_t i = 0; i < COUNT(counting); i++)
    {
        if (strcmp(unit, counting[i]) == 0)
            return i < 7 ? 1 : 2;
    }
    return bytes_hash(slice_of(unit));
}

#define SUBJECT_CHARS (SCAN_SUBJECT_KEPT / 3)

/* Characters of a subject, at most SUBJECT_CHARS, the last ones; punctuation and 的 left out. */
static int
characters(const char *text, size_t len, uint32_t *out)
{
    int count = 0;

    for (size_t at = 0; at < len;)
    {
        uint32_t code;
        size_t width = utf8_decode(text + at, len - at, &code);

        if (width == 0)
            break;
        at += width;
        if (code == 0x7684 || code < 0x30 || (code >= 0x3000 && code <= 0x303f) ||
            (code >= 0xff00 && code <= 0xff0f))
            continue;
        if (count == SUBJECT_CHARS)
        {
            memmove(out, out + 1, (SUBJECT_CHARS - 1) * sizeof(*out));
            count--;
        }
        out[count++] = code;
    }
    return count;
}

/* The length of the longest common subsequence. */
static int
common(const uint32_t *a, int n, const uint32_t *b, int m)
{
    uint8_t row[SUBJECT_CHARS + 1] = {0};

    for (int i = 0; i < n; i++)
    {
        uint8_t diagonal = 0;

        for (int j = 0; j < m; j++)
        {
            uint8_t above = row[j + 1];

            if (a[i] == b[j])
                row[j + 1] = (uint8_t) (diagonal + 1);
            else if (row[j] > above)
                row[j + 1] = row[j];
            diagonal = above;
        }
    }
    return row[m];
}

/* The first of several things named together: 试点项目、…工程和…工程. */
static struct slice
first_part(struct slice subject)
{
    struct slice part[1];

    return scan_split_list(subject, part, 1) == 1 && part[0].len >= 6 ? part[0] : subject;
}

enum likeness
{
    DIFFERENT,
    ALIKE, /* one may be a shorter name of the other */
    SAME
};

/* Modifiers that set things apart which are otherwise called alike. */
static bool
same_rank(struct slice a, struct slice b)
{
    static const char *const ranks[] = {"国家级",   "省级", "市级", "世界级", "国家", "城镇", "农村", "上市",
                                        "规模以上", "高速", "新增", "人均",   "地级", "户籍", "常住"};

    for (size_t i = 0; i < COUNT(ranks); i++)
    {
        if (slice_holds(a, ranks[i]) != slice_holds(b, ranks[i]))
            return false;
    }
    return true;
}

static enum likeness
compare_subjects(const uint32_t *left, int n, struct slice b)
{
    uint32_t right[SUBJECT_CHARS];
    int m = characters(b.ptr, b.len, right);
    int shorter = n < m ? n : m;
    int both;

    if (shorter < 2)
        return DIFFERENT;
    both = common(left, n, right, m);
    if (n == m && both == n)
        return SAME;
    if (left[n - 1] != right[m - 1] || left[n - 2] != right[m - 2])
        return DIFFERENT;
    if (both * 10 >= shorter * 9)
        return ALIKE;
    return DIFFERENT;
}

static bool
same_number(const struct target_number *a, const struct target_number *b)
{
    return a->negative == b->negative && strcmp(a->digits, b->digits) == 0;
}

/* The end of a subject, at most as much as is kept. */
static struct slice
last_bytes(struct slice subject)
{
    size_t from = subject.len > SCAN_SUBJECT_KEPT ? subject.len - SCAN_SUBJECT_KEPT : 0;

    while (from > 0 && from < subject.len && ((unsigned char) subject.ptr[from] & 0xc0) == 0x80)
        from++;
    return from == 0 ? subject : slice_make(subject.ptr + from, subject.len - from);
}

static void
remember(struct scan *s, const struct scan_row *row, struct slice subject, uint32_t name)
{
    struct scan_earlier *e = &s->earlier[s->earlier_count++ % SCAN_EARLIER_MAX];

    *e = (struct scan_earlier){.ordinal = row->ordinal,
                               .sentence = s->sentences,
                               .lower = row->target.lower,
                               .upper = row->target.upper,
                               .kind = (uint8_t) row->target.kind,
                               .op = (uint8_t) row->target.op,
                               .percent = row->target.percent,
                               .has_due = row->has_due,
                               .due = row->due,
                               .has_baseline = row->has_baseline,
                               .baseline = row->baseline,
                               .unit = unit_hash(row->target.unit),
                               .scope = bytes_hash(row->scope),
                               .name = name};
    e->subject_len = (uint16_t) subject.len;
    if (subject.len > 0)
        memcpy(e->subject, subject.ptr, subject.len);
}

void
scan_link(struct scan *s, struct scan_row *row)
{
    struct slice subject = first_part(row->subject);
    int32_t count = s->earlier_count < SCAN_EARLIER_MAX ? s->earlier_count : SCAN_EARLIER_MAX;
    uint32_t unit = unit_hash(row->target.unit);
    bool own_due = row->has_due && !row->due_carried;
    uint32_t scope = bytes_hash(row->scope);
    uint32_t characters_of[SUBJECT_CHARS];
    int character_count;
    uint32_t name;

    subject = last_bytes(subject);
    character_count = characters(subject.ptr, subject.len, characters_of);
    name = character_count < 2 ? 0
                               : bytes_hash(slice_make((const char *) characters_of,
                                                       (size_t) character_count * sizeof(*characters_of)));
    for (int32_t i = 0; i < count && row->restates == 0; i++)
    {
        const struct scan_earlier *e = &s->earlier[i];
        struct slice other = slice_make(e->subject, e->subject_len);
        bool equal;
        bool same_due = e->has_due && row->has_due &&
                        e->due.first_month + e->due.months == row->due.first_month + row->due.months;
        enum likeness alike;

        if (e->sentence == s->sentences || e->kind != (uint8_t) row->target.kind ||
            e->percent != row->target.percent || e->unit != unit)
            continue;
        if (e->has_baseline != row->has_baseline || e->scope != scope ||
            (e->has_baseline && e->baseline.first_month != row->baseline.first_month))
            continue;
        equal = same_number(&e->lower, &row->target.lower) &&
                (e->op != TARGET_RANGE || row->target.op != TARGET_RANGE ||
                 same_number(&e->upper, &row->target.upper)) &&
                (e->op == TARGET_RANGE) == (row->target.op == TARGET_RANGE);
        if (equal ? own_due && e->has_due && !same_due : !same_due)
            continue;
        /* Only what may be the same target in a shorter name is looked at character by character. */
        alike = name != 0 && e->name == name ? SAME
                : equal                      ? compare_subjects(characters_of, character_count, other)
                                             : DIFFERENT;
        if (alike == DIFFERENT || (alike == ALIKE && !same_rank(subject, other)))
            continue;
        if (equal)
        {
            row->restates = e->ordinal;
            if (e->has_due)
            {
                row->has_due = true;
                row->due = e->due;
            }
        }
        else if (row->note[0] == '\0')
            snprintf(row->note, sizeof(row->note), "contradicts %d", (int) e->ordinal);
    }
    if (row->restates == 0)
        remember(s, row, subject, name);
}
