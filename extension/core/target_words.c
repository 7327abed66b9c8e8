/*
 * target_words.c: see target_words.h.
 */
#include "target_words.h"

#include "time_name.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* The bytes of one Chinese character: words of one character also begin units. */
#define ONE_CHARACTER 3

#define BOUND(word, op)                                                                                      \
    {                                                                                                        \
        word, sizeof(word) - 1, SAYS_BOUND, op, NULL, NULL                                                   \
    }
#define WORD(word, says)                                                                                     \
    {                                                                                                        \
        word, sizeof(word) - 1, says, TARGET_EXACT, NULL, NULL                                               \
    }
#define UNCLEAR(word, why, hint)                                                                             \
    {                                                                                                        \
        word, sizeof(word) - 1, SAYS_UNCLEAR, TARGET_EXACT, why, hint                                        \
    }

static const char nearly[] = "Nearly a figure can be read as about it or as less than it.";
static const char nearly_hint[] = "Write ~15% (15%左右) or <15% (低于15%).";
static const char up_to[] = "上 before a figure can be read as about it or as at least it.";
static const char up_to_hint[] = "Write ~100 (100左右) or >=100 (100以上).";
static const char no_figure[] = "This word states no number.";
static const char no_figure_hint[] = "Write a figure: 50 个, 50个左右, 50个以上.";
static const char from_value[] = "The value that it starts from is no part of a target.";
static const char from_hint[] = "Write what is to be reached: 提高到15%, or 15%.";
static const char due_date[] = "The date that a target is due is no part of it.";
static const char due_hint[] = "Write the value alone: 15%, 50个以上.";
static const char rank[] = "A rank is no value.";
static const char either_way[] = "A figure with ± can be read as a change both ways or as a tolerance.";
static const char either_hint[] = "Write a range: -5%..+5%.";

/* Words of ASCII signs. Of those that fit the longest is taken, here and below. */
static const struct target_word signs[] = {
    BOUND(">=", TARGET_AT_LEAST), BOUND("<=", TARGET_AT_MOST),
    BOUND(">", TARGET_MORE),      BOUND("<", TARGET_LESS),
    BOUND("~", TARGET_ABOUT),     BOUND("=", TARGET_EXACT),
    WORD(" ", SAYS_NOTHING),      UNCLEAR("+-", either_way, either_hint),
};

static const struct target_word before[] = {
    BOUND("不低于", TARGET_AT_LEAST),
    BOUND("不少于", TARGET_AT_LEAST),
    BOUND("不小于", TARGET_AT_LEAST),
    BOUND("不得低于", TARGET_AT_LEAST),
    BOUND("不得少于", TARGET_AT_LEAST),
    BOUND("不能低于", TARGET_AT_LEAST),
    BOUND("达到或超过", TARGET_AT_LEAST),
    BOUND("达到或者超过", TARGET_AT_LEAST),
    BOUND("大于等于", TARGET_AT_LEAST),
    BOUND("大于或等于", TARGET_AT_LEAST),
    BOUND("不下于", TARGET_AT_LEAST),
    BOUND("至少", TARGET_AT_LEAST),
    BOUND("最少", TARGET_AT_LEAST),
    BOUND("最低", TARGET_AT_LEAST),
    BOUND("不超过", TARGET_AT_MOST),
    BOUND("不突破", TARGET_AT_MOST),
    BOUND("不高于", TARGET_AT_MOST),
    BOUND("不大于", TARGET_AT_MOST),
    BOUND("不多于", TARGET_AT_MOST),
    BOUND("不得超过", TARGET_AT_MOST),
    BOUND("不得高于", TARGET_AT_MOST),
    BOUND("不得突破", TARGET_AT_MOST),
    BOUND("不能超过", TARGET_AT_MOST),
    BOUND("小于等于", TARGET_AT_MOST),
    BOUND("小于或等于", TARGET_AT_MOST),
    BOUND("至多", TARGET_AT_MOST),
    BOUND("最多", TARGET_AT_MOST),
    BOUND("最高", TARGET_AT_MOST),
    BOUND("超过", TARGET_MORE),
    BOUND("超出", TARGET_MORE),
    BOUND("突破", TARGET_MORE),
    BOUND("大于", TARGET_MORE),
    BOUND("高于", TARGET_MORE),
    BOUND("多于", TARGET_MORE),
    BOUND("超", TARGET_MORE),
    BOUND("过", TARGET_MORE),
    BOUND("破", TARGET_MORE),
    BOUND("逾", TARGET_MORE),
    BOUND("低于", TARGET_LESS),
    BOUND("小于", TARGET_LESS),
    BOUND("少于", TARGET_LESS),
    BOUND("不足", TARGET_LESS),
    BOUND("不满", TARGET_LESS),
    BOUND("未满", TARGET_LESS),
    BOUND("不到", TARGET_LESS),
    BOUND("未达到", TARGET_LESS),
    BOUND("等于", TARGET_EXACT),
    BOUND("大约", TARGET_ABOUT),
    BOUND("大概", TARGET_ABOUT),
    BOUND("大致", TARGET_ABOUT),
    BOUND("约", TARGET_ABOUT),
    BOUND("≥", TARGET_AT_LEAST),
    BOUND("≧", TARGET_AT_LEAST),
    BOUND("⩾", TARGET_AT_LEAST),
    BOUND("≤", TARGET_AT_MOST),
    BOUND("≦", TARGET_AT_MOST),
    BOUND("⩽", TARGET_AT_MOST),
    BOUND("≈", TARGET_ABOUT),
    BOUND("≒", TARGET_ABOUT),

    WORD("达到", SAYS_REACHED),
    WORD("达", SAYS_REACHED),
    WORD("实现", SAYS_REACHED),
    WORD("完成", SAYS_REACHED),
    WORD("稳定在", SAYS_REACHED),
    WORD("保持在", SAYS_REACHED),
    WORD("保持", SAYS_REACHED),
    WORD("维持在", SAYS_REACHED),
    WORD("处于", SAYS_REACHED),
    WORD("介于", SAYS_REACHED),
    WORD("在", SAYS_REACHED),
    WORD("为", SAYS_REACHED),
    WORD("是", SAYS_REACHED),
    WORD("相当于", SAYS_REACHED),
    WORD("控制在", SAYS_WITHIN),
    WORD("控制到", SAYS_WITHIN),
    WORD("增至", SAYS_TO),
    WORD("升至", SAYS_TO),
    WORD("升到", SAYS_TO),
    WORD("降至", SAYS_DOWN_TO),
    WORD("降到", SAYS_DOWN_TO),
    WORD("减至", SAYS_DOWN_TO),
    WORD("减到", SAYS_DOWN_TO),
    WORD("压减", SAYS_DOWN),
    WORD("压降", SAYS_DOWN),
    WORD("削减", SAYS_DOWN),
    WORD("缩减", SAYS_DOWN),
    WORD("压缩", SAYS_DOWN),
    WORD("缩小", SAYS_DOWN),
    WORD("缩短", SAYS_DOWN),
    WORD("收窄", SAYS_DOWN),
    WORD("下调", SAYS_DOWN),
    WORD("回落", SAYS_DOWN),
    WORD("降低", SAYS_DOWN),
    WORD("下降", SAYS_DOWN),
    WORD("减少", SAYS_DOWN),
    WORD("降幅", SAYS_DOWN),
    WORD("下降幅度", SAYS_DOWN),
    WORD("降低幅度", SAYS_DOWN),
    WORD("增长率", SAYS_RATE),
    WORD("增长速度", SAYS_RATE),
    WORD("增长幅度", SAYS_RATE),
    WORD("增速", SAYS_RATE),
    WORD("增幅", SAYS_RATE),
    WORD("提高", SAYS_UP),
    WORD("提升", SAYS_UP),
    WORD("增加", SAYS_UP),
    WORD("增长", SAYS_UP),
    WORD("新增", SAYS_UP),
    WORD("递增", SAYS_UP),
    WORD("上升", SAYS_UP),
    WORD("扩大到", SAYS_TO),
    WORD("扩大至", SAYS_TO),
    WORD("上调", SAYS_UP),
    WORD("增", SAYS_UP),
    WORD("降", SAYS_DOWN),
    WORD("平均每年", SAYS_YEARLY),
    WORD("每年平均", SAYS_YEARLY),
    WORD("年平均", SAYS_YEARLY),
    WORD("年均", SAYS_YEARLY),
    WORD("每年", SAYS_YEARLY),
    WORD("年复合", SAYS_YEARLY),
    WORD("复合年均", SAYS_YEARLY),
    WORD("以年均", SAYS_YEARLY),
    WORD("复合", SAYS_NOTHING),
    WORD("平均", SAYS_NOTHING),
    WORD("再", SAYS_NOTHING),
    WORD("了", SAYS_NOTHING),
    WORD("累计", SAYS_NOTHING),
    WORD("人民币", SAYS_NOTHING),
    WORD("同比", SAYS_NOTHING),
    WORD("力争", SAYS_NOTHING),
    WORD("力求", SAYS_NOTHING),
    WORD("争取", SAYS_NOTHING),
    WORD("确保", SAYS_NOTHING),
    WORD("努力", SAYS_NOTHING),
    WORD("逐步", SAYS_NOTHING),
    WORD("以", SAYS_NOTHING),
    WORD("进一步", SAYS_NOTHING),
    WORD("培育", SAYS_NOTHING),
    WORD("打造", SAYS_NOTHING),
    WORD("形成", SAYS_NOTHING),
    WORD("建成", SAYS_NOTHING),
    WORD("实施", SAYS_NOTHING),

    UNCLEAR("近", nearly, nearly_hint),
    UNCLEAR("接近", nearly, nearly_hint),
    UNCLEAR("将近", nearly, nearly_hint),
    UNCLEAR("上百", up_to, up_to_hint),
    UNCLEAR("上千", up_to, up_to_hint),
    UNCLEAR("上万", up_to, up_to_hint),
    UNCLEAR("上亿", up_to, up_to_hint),
    UNCLEAR("数", no_figure, no_figure_hint),
    UNCLEAR("几", no_figure, no_figure_hint),
    UNCLEAR("若干", no_figure, no_figure_hint),
    UNCLEAR("多", no_figure, no_figure_hint),
    UNCLEAR("从", from_value, from_hint),
    UNCLEAR("由", from_value, from_hint),
    UNCLEAR("到", due_date, due_hint),
    UNCLEAR("第", rank, due_hint),
    UNCLEAR("居", rank, due_hint),
    UNCLEAR("前", rank, due_hint),
    UNCLEAR("±", either_way, either_hint),
};

static const struct target_word behind[] = {
    WORD("增速", SAYS_RATE),          WORD("增长率", SAYS_RATE),        WORD("增长速度", SAYS_RATE),
    WORD("的增长", SAYS_RATE),        WORD("的增长速度", SAYS_RATE),    WORD("的增长率", SAYS_RATE),
    WORD("的增速", SAYS_RATE),        WORD("的增幅", SAYS_RATE),        WORD("的年均", SAYS_YEARLY),
    WORD("的速度", SAYS_RATE),        WORD("的速度增长", SAYS_RATE),    WORD("的速度递增", SAYS_RATE),
    BOUND("及以上", TARGET_AT_LEAST), BOUND("或以上", TARGET_AT_LEAST), BOUND("以上", TARGET_AT_LEAST),
    BOUND("及以下", TARGET_AT_MOST),  BOUND("或以下", TARGET_AT_MOST),  BOUND("以下", TARGET_AT_MOST),
    BOUND("以内", TARGET_AT_MOST),    BOUND("之内", TARGET_AT_MOST),    BOUND("以外", TARGET_MORE),
    BOUND("左右", TARGET_ABOUT),      BOUND("上下", TARGET_ABOUT),      BOUND("前后", TARGET_ABOUT),
    WORD("之间", SAYS_BETWEEN),       WORD("大关", SAYS_NOTHING),       WORD("水平", SAYS_NOTHING),
    WORD("的水平", SAYS_NOTHING),
};

static const struct target_word space = WORD(" ", SAYS_NOTHING);

/* Whether 到 or 至 comes next and belongs to the verb before it: 提高到, but not 提高至少. */
static size_t
reaches(struct slice text)
{
    if (slice_starts(text, "到"))
        return strlen("到");
    if (slice_starts(text, "至") && !slice_starts(text, "至少") && !slice_starts(text, "至多"))
        return strlen("至");
    return 0;
}

/* The longest of some words that text begins with. */
static const struct target_word *
longest(struct slice text, const struct target_word *words, size_t count, size_t *bytes)
{
    const struct target_word *found = NULL;

    *bytes = 0;
    for (size_t i = 0; i < count; i++)
    {
        if (words[i].len > *bytes && words[i].len <= text.len && words[i].text[0] == text.ptr[0] &&
            memcmp(words[i].text, text.ptr, words[i].len) == 0)
        {
            found = &words[i];
            *bytes = words[i].len;
        }
    }
    return found;
}

const struct target_word *
target_word_before(struct slice text, size_t *bytes)
{
    static const struct target_word up_to_level = WORD("", SAYS_TO);
    static const struct target_word down_to_level = WORD("", SAYS_DOWN_TO);
    static const struct target_word yearly = WORD("年", SAYS_YEARLY);
    const struct target_word *found;
    size_t suffix;

    *bytes = 0;
    if (text.len == 0 || (text.ptr[0] >= '0' && text.ptr[0] <= '9'))
        return NULL;
    if ((unsigned char) text.ptr[0] < 0x80)
        return longest(text, signs, COUNT(signs), bytes);
    found = longest(text, before, COUNT(before), bytes);
    if (found == NULL && slice_starts(text, "年"))
    {
        /* 年增长, 年新增: only a verb makes a year alone a rate. */
        static const char *const verbs[] = {"增", "新增", "递增", "下降", "降低", "减少"};

        for (size_t i = 0; i < COUNT(verbs); i++)
        {
            if (slice_starts(slice_from(text, strlen("年")), verbs[i]))
            {
                *bytes = strlen("年");
                return &yearly;
            }
        }
    }
    if (found == NULL || (found->says != SAYS_UP && found->says != SAYS_DOWN))
        return found;
    suffix = reaches(slice_from(text, *bytes));
    if (suffix == 0)
        return found;
    *bytes += suffix;
    return found->says == SAYS_UP ? &up_to_level : &down_to_level;
}

const struct target_word *
target_word_behind(struct slice text, size_t *bytes)
{
    const struct target_word *found = NULL;
    char last = text.len > 0 ? text.ptr[text.len - 1] : '\0';

    *bytes = 1;
    if (last == ' ')
        return &space;
    *bytes = 0;
    if ((unsigned char) last < 0x80)
        return NULL;
    for (size_t i = 0; i < COUNT(behind); i++)
    {
        size_t len = behind[i].len;

        if (len > *bytes && len <= text.len && behind[i].text[len - 1] == last &&
            memcmp(text.ptr + text.len - len, behind[i].text, len) == 0)
        {
            found = &behind[i];
            *bytes = len;
        }
    }
    return found;
}

bool
target_word_starts(struct slice text)
{
    size_t bytes;

    return target_word_before(text, &bytes) != NULL && bytes > ONE_CHARACTER;
}

bool
target_word_bound_within(struct slice text, size_t *at)
{
    for (*at = 0; *at < text.len; (*at)++)
    {
        struct slice rest = slice_from(text, *at);

        if ((unsigned char) rest.ptr[0] < 0xe0)
            continue;
        for (size_t i = 0; i < COUNT(behind); i++)
        {
            if (behind[i].says == SAYS_BOUND && behind[i].len <= rest.len &&
                memcmp(rest.ptr, behind[i].text, behind[i].len) == 0)
                return true;
        }
    }
    return false;
}

/* The bytes of the first of these words that text begins with, 0 when it begins with none. */
static size_t
any_of(struct slice text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
    {
        /* The second byte tells most Chinese characters apart. */
        if (text.len > 1 && words[i][1] != '\0' && words[i][1] != text.ptr[1])
            continue;
        if (slice_starts(text, words[i]))
            return strlen(words[i]);
    }
    return 0;
}

/* A year or a five-year plan by its name: 2010年, 二〇一〇年, “十一五”, 上年. */
static size_t
time_named(struct slice text)
{
    static const char *const times[] = {"上年同期", "去年同期", "上年度", "上年",   "上一年度",
                                        "上一年",   "去年",     "基期",   "基准年", "基年",
                                        "现状",     "原来",     "目前",   "现在",   "当前"};
    static const char *const kinds[] = {"规划", "计划"};
    int number;
    size_t at = time_name_year(text, &number);

    if (at > 0)
    {
        at += slice_starts(slice_from(text, at), " ");
        return slice_starts(slice_from(text, at), "年") ? at + strlen("年") : 0;
    }
    at = any_of(text, times, COUNT(times));
    if (at > 0)
        return at;
    at = time_name_plan(text, &number);
    return at == 0 ? 0 : at + any_of(slice_from(text, at), kinds, COUNT(kinds));
}

size_t
target_word_time(struct slice text)
{
    static const char *const ends[] = {"期末", "时期", "期间", "同期", "年底", "年末",
                                       "底",   "末",   "初",   "期",   "度"};
    static const char *const levels[] = {"的实际水平", "的水平", "实际水平", "水平", "实际"};
    size_t at = time_named(text);

    if (at == 0)
        return 0;
    at += any_of(slice_from(text, at), ends, COUNT(ends));
    return at + any_of(slice_from(text, at), levels, COUNT(levels));
}

size_t
target_word_base(struct slice text, enum target_base *base)
{
    static const char *const compared[] = {"相比于", "相较于", "相比", "相较", "较之", "比",
                                           "较",     "在",     "与",   "同",   "以"};
    static const char *const links[] = {"的基础上", "基础上",   "相比",   "为基数", "为基期",
                                        "为基准",   "为基准年", "为基年", "的"};
    size_t prefix;
    size_t at;
    size_t named;
    size_t link;

    *base = BASE_NONE;
    if (text.len == 0 || ((unsigned char) text.ptr[0] < 0x80 && strchr("\"'0123456789", text.ptr[0]) == NULL))
        return 0;
    prefix = any_of(text, compared, COUNT(compared));
    at = prefix;
    if (prefix > 0)
        at += slice_starts(slice_from(text, prefix), " ");
    named = target_word_time(slice_from(text, at));
    if (named == 0)
        return 0;
    at += named;
    link = any_of(slice_from(text, at), links, COUNT(links));
    /* Without 比 or 较 only what follows tells a baseline from a date. */
    if (link == 0 && (prefix == 0 || slice_starts(text, "在") || slice_starts(text, "与") ||
                      slice_starts(text, "同") || slice_starts(text, "以")))
        return 0;
    *base = link == strlen("的") ? BASE_OF : BASE_COMPARED;
    return at + link;
}
