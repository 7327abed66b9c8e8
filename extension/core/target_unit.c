/*
 * target_unit.c: the unit word of a target. It is kept as it is written, so what may stand there is narrow:
 * nothing that is a part of a number, a rough word, a bound or the rest of a sentence.
 */
#include "target_read.h"

#include "letters.h"
#include "utf8.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

struct no_unit
{
    const char *word;
    const char *why;
    const char *hint;
};

static const char rough[] =
    "This word makes the figure rough: it can be read as about it or as more than it.";
static const char rough_hint[] = "Write ~100 个 (100个左右), >100 个 (超过100个) or >=100 个 (100个以上).";
static const char half[] = "Half and halves are not read.";
static const char half_hint[] = "Write 50% or a decimal number, 1.5.";
static const char fraction[] = "Fractions are not read.";
static const char fraction_hint[] = "Write per cent or a decimal number: 33.3%, 0.333.";
static const char radix[] = "Exponents and radix prefixes are not read.";
static const char points[] = "个点 can be read as percentage points or as points of an index.";
static const char points_hint[] = "Write +5pp (提高5个百分点) or 5 点.";
static const char no_number[] = "一 states no number before this word.";
static const char percent_word[] = "Per cent is written with its sign.";
static const char percent_hint[] = "Write 15%.";
static const char times[] = "x behind a figure can be read as a multiple or as a unit.";
static const char times_hint[] = "Write x2 for twice the baseline.";

static const char scale[] = "个 before a scale word can be read as a number or as a class of size.";
static const char scale_hint[] = "Write the number, 5亿元, or the number of what is to be reached, 5 个.";
static const char english[] = "English scale words and letters are not read.";
static const char english_hint[] = "Write plain digits, or 万 and 亿.";
static const char watts[] = "w behind a figure can be read as 万 or as watts.";
static const char watts_hint[] = "Write 100万 or 100 瓦.";
static const char inner[] = "内 behind a unit can be read as 以内 or as a part of the unit.";
static const char inner_hint[] = "Write <=30 天 (30天以内).";
static const char capped[] = "This word behind the figure states a bound in another way.";
static const char capped_hint[] = "Write <=5 万元 (5万元以下) or >=5 万元 (5万元以上).";
static const char unfinished[] = "The text goes on behind the unit or breaks off.";
static const char doubled[] = "A figure stands before the doubling; a term is no part of a target.";
static const char included[] = "Whether the figure counts is said without the bound that it would belong to.";
static const char included_hint[] = "Write >=50 家 (50家(含)以上), >50 家 (超过50家).";
static const char a_time[] = "A time is no value.";
static const char size_class[] = "A size class is no value.";
static const char size_hint[] = "Write the number of what is to be reached, or the amount: 10万亿元.";

/* What a unit does not begin with. */
static const struct no_unit beginnings[] = {
    {"多", rough, rough_hint},
    {"余", rough, rough_hint},
    {"来", rough, rough_hint},
    {"几", rough, rough_hint},
    {"许", rough, rough_hint},
    {"半", half, half_hint},
    {"个半", half, half_hint},
    {"分之", fraction, fraction_hint},
    {"百分之", fraction, fraction_hint},
    {"千分之", fraction, fraction_hint},
    {"万分之", fraction, fraction_hint},
    {"百分", percent_word, percent_hint},
    {"千分点", fraction, fraction_hint},
    {"番", "How often it doubles is written 翻两番.", "Write x4 or 翻两番."},
    {"成", fraction, "Write 30% or 三成; 35%."},
    {"个点", points, points_hint},
    {"个十", scale, scale_hint},
    {"个百", scale, scale_hint},
    {"个千", scale, scale_hint},
    {"个万", scale, scale_hint},
    {"个亿", scale, scale_hint},
    {"percent", percent_word, percent_hint},
    {"per cent", percent_word, percent_hint},
    {"pct", percent_word, percent_hint},
    {"million", english, english_hint},
    {"billion", english, english_hint},
    {"trillion", english, english_hint},
    {"thousand", english, english_hint},
    {"x", times, times_hint},
    {"X", times, times_hint},
    {"×", times, times_hint},
    {"_", "This is no unit.", target_form_hint},
    {".", "A number has one point, with digits on both sides of it.", "Write 5 or 5.5."},
    {"/", fraction, fraction_hint},
    {"%", "The sign for per cent stands once, right behind digits.", "Write 15%."},
};

/* What is no unit as a whole. */
static const struct no_unit wholes[] = {
    {"pa", "A yearly rate is in per cent.", "Write 20% pa."},
    {"k", english, english_hint},
    {"K", english, english_hint},
    {"w", watts, watts_hint},
    {"W", watts, watts_hint},
    {"M", english, english_hint},
    {"B", english, english_hint},
    {"mn", english, english_hint},
    {"bn", english, english_hint},
};

/* What 一 is no number before. */
static const char *const idioms[] = {"批",   "大批", "系列", "些", "定",   "流", "体",
                                     "体化", "般",   "切",   "致", "部分", "样", "起"};

/* What a unit does not end with. */
static const struct no_unit endings[] = {
    {"半", half, half_hint},
    {"多", rough, rough_hint},
    {"余", rough, rough_hint},
    {"许", rough, rough_hint},
    {"好几", rough, rough_hint},
    {"出头", rough, rough_hint},
    {"开外", rough, rough_hint},
    {"不等", rough, rough_hint},
    {"年内", a_time, target_form_hint},
    {"内", inner, inner_hint},
    {"封顶", capped, capped_hint},
    {"为限", capped, capped_hint},
    {"为止", capped, capped_hint},
    {"打底", capped, capped_hint},
    {"起", capped, capped_hint},
    {"起步", capped, capped_hint},
    {"pa", "A yearly rate is in per cent.", "Write 20% pa, or 100 人/年."},
    {"的", unfinished, target_form_hint},
    {"为", unfinished, target_form_hint},
    {"以", unfinished, target_form_hint},
    {"和", unfinished, target_form_hint},
    {"及", unfinished, target_form_hint},
    {"或", unfinished, target_form_hint},
    {"含", unfinished, target_form_hint},
    {"不含", unfinished, target_form_hint},
    {"及其", unfinished, target_form_hint},
    {"(含)", included, included_hint},
    {"(不含)", included, included_hint},
    {"-", "The second figure of the range is missing.", target_form_hint},
    {".", unfinished, target_form_hint},
    {"_", unfinished, target_form_hint},
    {"元级", size_class, size_hint},
    {"年底", a_time, target_form_hint},
    {"年末", a_time, target_form_hint},
    {"年前", a_time, target_form_hint},
    {"期间", a_time, target_form_hint},
    {"/", "The unit ends in a stroke.", target_form_hint},
};

/* Units that need no second look. */
static const char *const plain[] = {"个", "元", "家", "人", "项", "户", "吨"};

/* Characters of number kinds other than ASCII digits: superscripts, fractions, circled and foreign digits. */
static bool
is_foreign_digit(uint32_t code)
{
    static const uint32_t ranges[][2] = {
        {0x00b2, 0x00b3}, {0x00b9, 0x00b9}, {0x00bc, 0x00be},   {0x0660, 0x0669},  {0x06f0, 0x06f9},
        {0x0966, 0x096f}, {0x0e50, 0x0e59}, {0x2070, 0x2089},   {0x2150, 0x218b},  {0x2460, 0x24ff},
        {0x2776, 0x2793}, {0x3021, 0x3029}, {0x3220, 0x3229},   {0x3248, 0x324f},  {0x3251, 0x325f},
        {0x3280, 0x3289}, {0x32b1, 0x32bf}, {0x1d7ce, 0x1d7ff}, {0x1f100, 0x1f10c}};

    for (size_t i = 0; i < COUNT(ranges); i++)
    {
        if (code >= ranges[i][0] && code <= ranges[i][1])
            return true;
    }
    return false;
}

/* Of those the ones that stand within units: m², CO₂. */
static bool
is_index(uint32_t code)
{
    return code == 0xb2 || code == 0xb3 || (code >= 0x2080 && code <= 0x2089);
}

static bool
is_ascii_digit(uint32_t code)
{
    return code >= '0' && code <= '9';
}

static bool
is_ascii_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Marks of a page that are no letters: stars, boxes, arrows, footnotes. ° and ℃ are letters of units. */
static bool
is_sign(uint32_t code)
{
    return code == 0xa7 || code == 0xac || code == 0xb6 || code == 0xb7 || code == 0x30fb || code == 0xfffd ||
           (code >= 0x2190 && code <= 0x21ff) || (code >= 0x2300 && code <= 0x23ff) ||
           (code >= 0x2500 && code <= 0x27bf) || (code >= 0x2b00 && code <= 0x2bff) || code >= 0x1f000;
}

/* Whether a character may stand at byte `at` of a unit. */
static bool
may_stand(struct slice word, size_t at, uint32_t code)
{
    if (letter_refused(code) != NULL ||
        (code >= 0x2010 && code <= 0x205e)) /* the second: general punctuation */
        return false;
    if (is_sign(code) || (is_foreign_digit(code) && (at == 0 || !is_index(code))))
        return false;
    if (at == 0 &&
        (letter_is_mark(code) || code == '.' || code == '-' || code == '/' || code == '(' || code == ')'))
        return false;
    if (is_ascii_digit(code))
        return at > 0 && (is_ascii_alnum(word.ptr[at - 1]) || strchr("/.-", word.ptr[at - 1]) != NULL);
    return code >= 0x80 || strchr("<>=~,;:!?\"'`%+\\|&$#@*^[]{}", (int) code) == NULL;
}

/* Whether every ( has its ). */
static bool
is_balanced(struct slice word)
{
    int open = 0;

    for (size_t i = 0; i < word.len; i++)
    {
        open += word.ptr[i] == '(';
        open -= word.ptr[i] == ')';
        if (open < 0)
            return false;
    }
    return open == 0;
}

/* Whether a word stands somewhere in the unit. */
static bool
holds(struct slice unit, const char *word)
{
    for (size_t at = 0; at < unit.len; at++)
    {
        if (slice_starts(slice_from(unit, at), word))
            return true;
    }
    return false;
}

/*
 * Whether 万 or 亿 stands where only a figure has it: behind another word (100家万) and not behind a stroke
 * or 每 (件/万人, 元/百万人). *at gets where.
 */
static bool
holds_scale(struct slice unit, size_t *at)
{
    bool counts = true; /* a numeral may stand here */

    for (*at = 0; *at < unit.len; (*at)++)
    {
        struct slice rest = slice_from(unit, *at);

        if (numeral_starts_chinese(rest))
        {
            if (!counts && (slice_starts(rest, "万") || slice_starts(rest, "亿")))
                return true;
            *at += strlen("万") - 1;
            continue;
        }
        counts = rest.ptr[0] == '/' || slice_starts(rest, "每");
        *at += slice_starts(rest, "每") ? strlen("每") - 1 : 0;
    }
    return false;
}

/* A letter that looks like a digit, where a digit could stand: 1O0家. */
static bool
begins_like_digit(struct slice unit)
{
    return unit.len > 1 && strchr("OoIl", unit.ptr[0]) != NULL &&
           (is_ascii_digit((unsigned char) unit.ptr[1]) || (unsigned char) unit.ptr[1] >= 0x80);
}

/* What a unit begins with, or is as a whole. */
static bool
check_beginning(struct target_reading *r, struct slice word)
{
    if (word.len > 1 && strchr("eExXbBoO", word.ptr[0]) != NULL &&
        is_ascii_digit((unsigned char) word.ptr[1]))
        return target_fail_hint(r, r->c.at, radix, "Write plain digits.");
    for (size_t i = 0; i < COUNT(beginnings); i++)
    {
        if (slice_starts(word, beginnings[i].word))
            return target_fail_hint(r, r->c.at, beginnings[i].why, beginnings[i].hint);
    }
    for (size_t i = 0; i < COUNT(wholes); i++)
    {
        if (slice_equal(word, slice_of(wholes[i].word)))
            return target_fail_hint(r, r->c.at, wholes[i].why, wholes[i].hint);
    }
    if (target_word_starts(word))
        return target_fail(r, r->c.at, "A word that stands before figures follows this one.");
    if (is_ascii_digit((unsigned char) word.ptr[0]))
        return target_fail_hint(r, r->c.at, "Two figures stand side by side.",
                                "Write one number without spaces, 1500 个, or a range, 3..5 个.");
    if (begins_like_digit(word))
        return target_fail_hint(r, r->c.at, "A letter behind the figure can be read as a digit or as a unit.",
                                "Write digits: 100 个, not 1O0 个.");
    return true;
}

/* What a unit holds or ends with. */
static bool
check_rest(struct target_reading *r, struct slice word)
{
    size_t bytes;
    size_t at;

    for (size_t i = 0; i < COUNT(endings); i++)
    {
        if (slice_ends(word, endings[i].word))
            return target_fail_hint(r, r->c.end - strlen(endings[i].word), endings[i].why, endings[i].hint);
    }
    for (size_t i = 0; i < COUNT(idioms); i++)
    {
        if (r->first.chinese && strcmp(r->first.digits, "1") == 0 && slice_starts(word, idioms[i]))
            return target_fail(r, r->c.at, no_number);
    }
    if (holds(word, "翻") || holds(word, "倍"))
        return target_fail_hint(r, r->c.at, doubled, "Write x2 (翻一番), x4 (翻两番).");
    for (at = 0; at < word.len; at++)
    {
        const struct target_word *w = target_word_before(slice_from(word, at), &bytes);

        if (at > 0 && w != NULL && at + bytes == word.len && bytes > strlen("增") && w->says != SAYS_NOTHING)
            return target_fail(r, r->c.at + at, "A word that stands before figures follows this one.");
    }
    if (r->first.scale > 0 && (slice_starts(word, "级") || slice_ends(word, "级")))
        return target_fail_hint(r, r->c.at, size_class, size_hint);
    if (holds_scale(word, &at))
        return target_fail_hint(r, r->c.at + at, "A scale word stands within the unit.",
                                "Write it right behind the figure: 100万 家.");
    if (holds(word, "的") || holds(word, "每年") || holds(word, "以"))
        return target_fail_hint(r, r->c.at, unfinished, target_form_hint);
    return true;
}

/* A character that no unit holds. */
static bool
fail_character(struct target_reading *r, size_t at, struct slice character)
{
    char shown[FAULT_TEXT_MAX];

    return fault_set(r->fault, FAULT_SYNTAX, cursor_origin(&r->c, r->c.at + at), target_form_hint,
                     "\"%s\" stands in no unit and in no word that a target is written with.",
                     fault_quote(character, 8, shown));
}

static bool
keep(struct target_reading *r, struct slice word)
{
    memcpy(r->unit, word.ptr, word.len);
    r->unit[word.len] = '\0';
    r->c.at = r->c.end;
    return true;
}

bool
target_read_unit(struct target_reading *r)
{
    struct slice word;
    size_t at;

    cursor_skip(&r->c);
    word = cursor_rest(&r->c);
    r->unit_at = r->c.at;
    r->unit[0] = '\0';
    for (size_t i = 0; i < COUNT(plain); i++)
    {
        if (slice_equal(word, slice_of(plain[i])))
            return keep(r, word);
    }
    if (slice_starts(word, "元人民币") && word.len == strlen("元人民币"))
    {
        word.len = strlen("元");
        return keep(r, word);
    }
    if (word.len == 0)
        return true;
    if (slice_ends(word, "每年"))
    {
        r->yearly = true;
        word.len -= strlen("每年");
        word.len -= slice_ends(word, "/");
        r->c.end = r->c.at + word.len;
    }
    if (word.len == 0)
        return keep(r, word);
    if (word.len > TARGET_UNIT_MAX - (r->yearly ? strlen("/年") : 0))
        return fault_set(r->fault, FAULT_LIMIT, cursor_origin(&r->c, r->c.at), target_form_hint,
                         "The unit is longer than %d bytes, or something follows the target.",
                         TARGET_UNIT_MAX);
    if (target_word_bound_within(word, &at))
        return target_fail(r, r->c.at + at, "Something follows the target.");
    if (numeral_starts_chinese(word))
        return target_fail(r, r->c.at, "Numerals follow the figure; write one plain number.");
    if (!check_beginning(r, word))
        return false;
    for (size_t i = 0, width; i < word.len; i += width)
    {
        uint32_t code = 0;

        width = utf8_decode(word.ptr + i, word.len - i, &code);
        if (width == 0 || !may_stand(word, i, code))
            return fail_character(r, i, slice_make(word.ptr + i, width > 0 ? width : 1));
    }
    if (!check_rest(r, word))
        return false;
    if (!is_balanced(word))
        return target_fail(r, r->c.at, "A bracket in the unit is open or was never opened.");
    return keep(r, word);
}

size_t
target_unit_before_range(const struct target_reading *r)
{
    struct cursor c = r->c;
    struct cursor behind;

    for (; c.at < c.end; c.at++)
    {
        behind = c;
        if ((unsigned char) c.in->text[c.at] >= '0' && (unsigned char) c.in->text[c.at] <= '9' &&
            c.at == r->c.at)
            return 0;
        if (!target_takes_range(&behind))
            continue;
        if (cursor_digits_ahead(&behind) > 0 || cursor_sees(&behind, "+") || cursor_sees(&behind, "-") ||
            numeral_starts_chinese(cursor_rest(&behind)))
            return c.at - r->c.at;
    }
    return 0;
}
