/*
 * period_chinese.c: the Chinese forms of a span: 1—9月, 前三季度, 上半年, 第一季度, 3月份, 十二五. A moment
 * (年末, 3月底) is no span and is refused, never rounded.
 */
#include "period_read.h"

#include "numeral.h"
#include "time_name.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static const char moment_hint[] =
    "A moment is no span; write the span that ends there: 2015, 2015-Q3, 2015-01..09.";

static const char count_hint[] =
    "Write 2015年前9个月 for January to September, 2015年9月 for the month; 2015年前三季度, 2015年三季度.";

/* One of the two ends of 1—9月 or 一季度至三季度. */
struct end
{
    size_t at;
    int number;
    enum period_unit unit; /* 0 = not said */
    bool counts;           /* 9个月, 两月: so many, and not the ninth */
};

static bool
takes_any(struct period_reader *r, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
    {
        if (cursor_takes(&r->c, words[i]))
            return true;
    }
    return false;
}

/* A number of one or two digits; -1 when none comes next. */
static int
small_number(struct period_reader *r)
{
    size_t bytes;
    int number = numeral_read_small(cursor_rest(&r->c), &bytes);

    if (number >= 0)
        r->c.at += bytes;
    return number;
}

/* 月 月份 个月 个季度 季度 季: what a number counts. 0 when none comes next. */
static enum period_unit
unit_word(struct period_reader *r)
{
    static const char *const months[] = {"月份", "月", "个月"};
    static const char *const quarters[] = {"季度", "季", "个季度", "个季"};

    cursor_skip(&r->c);
    if (takes_any(r, months, COUNT(months)))
        return UNIT_MONTH;
    return takes_any(r, quarters, COUNT(quarters)) ? UNIT_QUARTER : (enum period_unit) 0;
}

/* One end: a number with or without what it counts. False when no number comes next. */
static bool
read_end(struct period_reader *r, struct end *out)
{
    struct cursor before = r->c;
    size_t before_digit;

    cursor_takes(&r->c, "第");
    cursor_skip(&r->c);
    out->at = r->c.at;
    out->counts = false;
    before_digit = r->c.at - before.at;
    if (cursor_takes(&r->c, "元月"))
    {
        out->number = 1;
        out->unit = UNIT_MONTH;
        return true;
    }
    out->number = small_number(r);
    if (out->number < 0)
    {
        r->c = before;
        return false;
    }
    cursor_skip(&r->c);
    out->counts =
        cursor_sees(&r->c, "个") || slice_starts(slice_from(cursor_rest(&before), before_digit), "两");
    out->unit = unit_word(r);
    return true;
}

/* What may not follow a month or quarter: a day, a moment; and what may, without changing it. */
static bool
check_tail(struct period_reader *r, struct period p)
{
    static const char *const moments[] = {"底", "末", "初", "中旬", "上旬", "下旬", "中", "以来", "起", "止"};
    size_t digits;

    cursor_skip(&r->c);
    digits = cursor_digits_ahead(&r->c);
    if (digits > 0 && digits < 3)
        return period_fail(r, r->c.at, period_month_hint, "Days are not whole months.");
    if (cursor_sees(&r->c, "累计") && p.first_month % 12 != 0)
        return period_fail(
            r, r->c.at,
            "Write 2015年1—9月 for the year to date, 2015年9月 for the month, 2015年3—9月 for the span.",
            "累计 behind a part that does not begin in January can be read as the year to date or as that "
            "part alone.");
    if (cursor_sees(&r->c, "当月") && p.months != 1)
        return period_fail(r, r->c.at, "Write 2015年9月 for the month, 2015年1—9月 for the span.",
                           "当月 behind more than one month can be read as the last month or as the span.");
    if (cursor_takes(&r->c, "累计") || cursor_takes(&r->c, "当月"))
        return true;
    for (size_t i = 0; i < COUNT(moments); i++)
    {
        if (cursor_sees(&r->c, moments[i]))
            return period_fail(r, r->c.at, moment_hint, "A moment within a year is no span of whole months.");
    }
    return true;
}

/* 1—9月, 1月至9月, 一季度—三季度, 3月, 第三季度, 前三季度, 前9个月. */
static bool
read_numbered(struct period_reader *r, int year, struct period *out)
{
    bool first_of = cursor_takes(&r->c, "前") || cursor_takes(&r->c, "头");
    size_t start = r->c.at;
    struct period last;
    struct end from;
    struct end to;
    struct cursor before;

    if (!read_end(r, &from))
        return period_fail(
            r, start, period_form_hint,
            first_of ? "前 alone is a moment or an open span; the number of months or quarters is missing."
                     : "A number is missing.");
    before = r->c;
    if (first_of || !cursor_takes_range(&r->c, true) || !read_end(r, &to))
    {
        r->c = before;
        to = from;
    }
    r->joined = to.at != from.at;
    if (cursor_sees(&r->c, "周") || cursor_sees(&r->c, "星期") || cursor_sees(&r->c, "日") ||
        cursor_sees(&r->c, "号"))
        return period_fail(r, r->c.at, period_month_hint, "Weeks and days are not whole months.");
    if (to.unit == 0)
        return period_fail(r, r->c.at < r->c.end ? r->c.at : start, period_form_hint,
                           "月 or 季度 is expected behind the number.");
    if (!first_of && (from.counts || to.counts))
        return period_fail(r, to.at, count_hint,
                           "A number of months or quarters can be read as the first ones or as any.");
    if (from.unit != 0 && from.unit != to.unit)
        return period_fail(r, to.at, period_form_hint, "A month and a quarter do not make a span.");
    if (!period_part(r, from.at, year, first_of ? 1 : from.number, to.unit, out) ||
        !period_part(r, to.at, year, to.number, to.unit, &last) || !period_join(r, to.at, *out, last, out))
        return false;
    return check_tail(r, *out);
}

bool
period_read_chinese_part(struct period_reader *r, int year, struct period *out)
{
    static const char *const halves[][2] = {{"上半年", "前半年"}, {"下半年", "后半年"}};
    static const char *const spans[] = {"期间", "时期", "之间", "间"};
    static const char *const moments[] = {"年底", "年末", "年初", "年中", "底", "末",
                                          "初",   "中",   "以来", "起",   "止", "前后"};

    out->first_month = year * 12;
    out->months = 12;
    if (cursor_takes(&r->c, "全年") || cursor_takes(&r->c, "整年"))
        return check_tail(r, *out);
    if (takes_any(r, spans, COUNT(spans)))
        return true;
    if (cursor_sees(&r->c, "累计"))
        return period_fail(r, r->c.at, "Write 2015年 for the year, 2015年1—9月 for a part of it.",
                           "累计 behind a year can be read as the whole year or as what has passed of it.");
    if (r->c.at == r->c.end)
        return true;
    for (int half = 0; half < 2; half++)
    {
        if (takes_any(r, halves[half], COUNT(halves[half])))
            return period_part(r, r->c.at, year, half + 1, UNIT_HALF, out) && check_tail(r, *out);
    }
    for (size_t i = 0; i < COUNT(moments); i++)
    {
        if (cursor_sees(&r->c, moments[i]))
            return period_fail(r, r->c.at, moment_hint, "A moment within a year is no span of whole months.");
    }
    if (period_sees_chinese_part(r))
        return read_numbered(r, year, out);
    return true;
}

bool
period_sees_chinese_part(const struct period_reader *r)
{
    static const char *const words[] = {"上半年", "下半年", "前半年", "后半年", "全年",
                                        "第",     "前",     "头",     "元月",   "十"};
    struct slice rest = cursor_rest(&r->c);
    size_t bytes;

    for (size_t i = 0; i < COUNT(words); i++)
    {
        if (slice_starts(rest, words[i]))
            return true;
    }
    return cursor_digits_ahead(&r->c) > 0 || numeral_read_digit(rest, &bytes) >= 0;
}

int
period_read_year(struct period_reader *r)
{
    int year;
    size_t bytes = time_name_year(cursor_rest(&r->c), &year);

    r->c.at += bytes;
    return bytes > 0 ? year : -1;
}

/* The plan of a number: the twelfth is 2011..2015. */
static bool
plan_span(int number, struct period *out)
{
    static const int firsts[] = {1953, 1958, 1966, 1971, 1976, 1981, 1986, 1991,
                                 1996, 2001, 2006, 2011, 2016, 2021, 2026, 2031};

    if (number < 1 || number > (int) COUNT(firsts))
        return false;
    out->first_month = firsts[number - 1] * 12;
    out->months = 60;
    return true;
}

bool
period_read_plan(struct period_reader *r, struct period *out, bool *ok)
{
    static const char *const behind[] = {"规划期间", "规划时期", "规划期", "计划期间", "计划时期",
                                         "计划期",   "时期",     "期间",   "规划",     "计划"};
    static const char *const moments[] = {"期末", "末期", "末", "初", "前", "中期", "以来", "头", "后"};
    int number;
    size_t bytes = time_name_plan(cursor_rest(&r->c), &number);

    *ok = true;
    if (bytes == 0 || !plan_span(number, out))
        return false;
    r->c.at += bytes;
    cursor_skip(&r->c);
    takes_any(r, behind, COUNT(behind));
    for (size_t i = 0; i < COUNT(moments); i++)
    {
        if (cursor_sees(&r->c, moments[i]))
            return *ok = period_fail(r, r->c.at, "Write the plan, 十二五, or the year, 2015.",
                                     "A moment or part of a plan is no span of its own.");
    }
    return true;
}
