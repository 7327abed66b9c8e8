/*
 * period_parse.c: the text forms of a span (period.h lists them), read left to right over the folded text.
 */
#include "period.h"

#include "cursor.h"

static const char form_hint[] =
    "Write a span of whole months: 2015, 2015-H1, 2015-Q3, 2015-03, 2015-01..09, 2011..2015, "
    "2015-07..2016-06, or 2015年1—9月, 2015年上半年, 十二五.";
static const char month_hint[] =
    "Periods are whole months; write the month, 2015-03, or a span of months, 2015-01..09.";

enum unit
{
    UNIT_YEAR = 12,
    UNIT_HALF = 6,
    UNIT_QUARTER = 3,
    UNIT_MONTH = 1
};

struct reader
{
    struct cursor c;
    bool years_only; /* a bare year was read last: 2011-2015 may follow */
    struct fault *fault;
};

static bool
fail(struct reader *r, size_t at, const char *hint, const char *detail)
{
    return fault_set(r->fault, FAULT_SYNTAX, cursor_origin(&r->c, at), hint, "%s", detail);
}

/* 月 or 月份. */
static bool
takes_month(struct reader *r)
{
    if (!cursor_takes(&r->c, "月"))
        return false;
    cursor_takes(&r->c, "份");
    return true;
}

static bool
at_end(const struct reader *r)
{
    return r->c.at == r->c.end;
}

/* Read `count` digits, which are there. */
static int
digits(struct reader *r, size_t count)
{
    int number = 0;

    while (count-- > 0)
        number = number * 10 + (r->c.in->text[r->c.at++] - '0');
    return number;
}

/* One Chinese digit 0 to 9, or -1. */
static int
chinese_digit(struct reader *r)
{
    static const struct
    {
        const char *word;
        int value;
    } words[] = {{"〇", 0}, {"零", 0}, {"○", 0},  {"一", 1}, {"二", 2}, {"两", 2}, {"三", 3},
                 {"四", 4}, {"五", 5}, {"六", 6}, {"七", 7}, {"八", 8}, {"九", 9}};

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
    {
        if (cursor_takes(&r->c, words[i].word))
            return words[i].value;
    }
    return -1;
}

/* A number of one or two digits, ASCII or Chinese (三, 十二); -1 when none comes next. */
static int
small_number(struct reader *r)
{
    size_t ahead = cursor_digits_ahead(&r->c);
    int tens;
    int ones;

    if (ahead == 1 || ahead == 2)
        return digits(r, ahead);
    if (ahead > 2)
        return -1;
    tens = chinese_digit(r);
    if (!cursor_takes(&r->c, "十"))
        return tens;
    ones = chinese_digit(r);
    return (tens < 0 ? 1 : tens) * 10 + (ones < 0 ? 0 : ones);
}

/* The part of a year: number `n` of the units of `months` each. */
static bool
part(struct reader *r, size_t at, int year, int n, enum unit unit, struct period *out)
{
    static const char *const words[] = {
        [UNIT_MONTH] = "month", [UNIT_QUARTER] = "quarter", [UNIT_HALF] = "half-year"};

    if (n < 1 || n > 12 / (int) unit)
        return fault_set(r->fault, FAULT_RANGE, cursor_origin(&r->c, at), form_hint,
                         "There is no %s %d; a year has %d.", words[unit], n, 12 / (int) unit);
    out->first_month = year * 12 + (n - 1) * (int) unit;
    out->months = (int) unit;
    return true;
}

/* H1 S1 Q3 M03 A1 behind a year. Returns 0 when no letter comes next, 1 when read, -1 on a fault. */
static int
letter_part(struct reader *r, int year, struct period *out)
{
    static const struct
    {
        char letter;
        enum unit unit;
    } letters[] = {
        {'H', UNIT_HALF}, {'S', UNIT_HALF}, {'Q', UNIT_QUARTER}, {'M', UNIT_MONTH}, {'A', UNIT_YEAR}};
    char letter = r->c.in->text[r->c.at];
    size_t start = r->c.at;
    size_t count;

    if (letter >= 'a' && letter <= 'z')
        letter = (char) (letter - 'a' + 'A');
    if (letter == 'W' || letter == 'D')
        return fail(r, start, month_hint, "Weeks and days are not whole months.") ? 1 : -1;
    for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
    {
        if (letter != letters[i].letter)
            continue;
        r->c.at++;
        count = cursor_digits_ahead(&r->c);
        if (count == 0 || count > 2 || (letters[i].unit != UNIT_MONTH && count != 1))
            return fail(r, start, form_hint,
                        "The number of the half-year, quarter or month is missing or too long.")
                       ? 1
                       : -1;
        if (letters[i].unit == UNIT_YEAR)
        {
            if (digits(r, 1) != 1)
                return fail(r, start, form_hint, "A year has one annual part, A1.") ? 1 : -1;
            out->first_month = year * 12;
            out->months = 12;
            return 1;
        }
        return part(r, start, year, digits(r, count), letters[i].unit, out) ? 1 : -1;
    }
    return 0;
}

/* From the start of a to the end of b. */
static bool
join(struct reader *r, size_t at, struct period a, struct period b, struct period *out)
{
    if (b.first_month < a.first_month || b.first_month + b.months < a.first_month + a.months)
        return fail(r, at, "Write the earlier part first.", "The span ends before it starts.");
    out->first_month = a.first_month;
    out->months = b.first_month + b.months - a.first_month;
    return true;
}

/* What follows 年 (or the bare year before 上半年 …): month, months, quarter(s), half, all. */
static bool
chinese_part(struct reader *r, int year, struct period *out)
{
    struct period last = {0, 0};
    size_t start = r->c.at;
    bool first_of = false;
    int from;
    int to = 0;

    out->first_month = year * 12;
    out->months = 12;
    if (cursor_takes(&r->c, "全年") || at_end(r))
        return true;
    if (cursor_takes(&r->c, "上半年"))
        return part(r, start, year, 1, UNIT_HALF, out);
    if (cursor_takes(&r->c, "下半年"))
        return part(r, start, year, 2, UNIT_HALF, out);
    if (cursor_takes(&r->c, "第"))
        ;
    else if (cursor_takes(&r->c, "前"))
        first_of = true;
    cursor_skip(&r->c);
    from = small_number(r);
    if (from < 0)
    {
        r->c.at = start;
        return true;
    }
    cursor_skip(&r->c);
    if (cursor_sees(&r->c, "周") || cursor_sees(&r->c, "星期"))
        return fail(r, r->c.at, month_hint, "Weeks are not whole months.");
    if (!first_of && cursor_takes_range(&r->c, true))
    {
        to = small_number(r);
        cursor_skip(&r->c);
    }
    else if (!first_of && takes_month(r))
    {
        cursor_skip(&r->c);
        if (cursor_digits_ahead(&r->c) > 0 && cursor_digits_ahead(&r->c) < 3)
            return fail(r, r->c.at, month_hint, "Days are not whole months.");
        if (!part(r, start, year, from, UNIT_MONTH, out))
            return false;
        start = r->c.at;
        if (cursor_takes_range(&r->c, true))
        {
            size_t mark = r->c.at;

            to = small_number(r);
            cursor_skip(&r->c);
            if (to >= 0 && takes_month(r))
                return part(r, mark, year, to, UNIT_MONTH, &last) && join(r, mark, *out, last, out);
            r->c.at = start;
        }
        return true;
    }
    if (to < 0)
        return fail(r, r->c.at, form_hint, "A number is missing.");
    if (cursor_takes(&r->c, "个月") || takes_month(r))
    {
        if (first_of)
        {
            to = from;
            from = 1;
        }
        return part(r, start, year, from, UNIT_MONTH, out) &&
               (to == 0 || (part(r, start, year, to, UNIT_MONTH, &last) && join(r, start, *out, last, out)));
    }
    cursor_takes(&r->c, "个");
    if (cursor_takes(&r->c, "季度") || cursor_takes(&r->c, "季"))
    {
        if (first_of)
        {
            to = from;
            from = 1;
        }
        return part(r, start, year, from, UNIT_QUARTER, out) &&
               (to == 0 ||
                (part(r, start, year, to, UNIT_QUARTER, &last) && join(r, start, *out, last, out)));
    }
    return fail(r, r->c.at < r->c.end ? r->c.at : start, form_hint,
                "月 or 季度 is expected behind the number.");
}

/* Four digits, ASCII or Chinese; -1 when they do not come next. */
static int
year_number(struct reader *r)
{
    size_t start = r->c.at;
    int year = 0;

    if (cursor_digits_ahead(&r->c) == 4)
        return digits(r, 4);
    for (int i = 0; i < 4; i++)
    {
        int digit = cursor_digits_ahead(&r->c) > 0 ? -1 : chinese_digit(r);

        if (digit < 0)
        {
            r->c.at = start;
            return -1;
        }
        year = year * 10 + digit;
    }
    return year;
}

/* Behind an ISO year and its hyphen: a letter part, or a month of two digits. */
static bool
iso_part(struct reader *r, int year, struct period *out)
{
    size_t count;
    size_t start = r->c.at;
    int found = letter_part(r, year, out);

    if (found != 0)
        return found > 0;
    count = cursor_digits_ahead(&r->c);
    if (count == 1)
        return fail(r, start, "Write 2015-03 for the month or 2015-Q3 for the quarter.",
                    "One digit behind the year is ambiguous: a month or a quarter.");
    if (count != 2)
        return fail(r, start, form_hint, "A month of two digits, a quarter or a half-year is expected here.");
    if (!part(r, start, year, digits(r, 2), UNIT_MONTH, out))
        return false;
    if (cursor_sees(&r->c, "-") || cursor_sees(&r->c, "/"))
        return fail(r, r->c.at, month_hint, "Days are not whole months.");
    return true;
}

/* One span without a range sign between years. */
static bool
read_part(struct reader *r, struct period *out)
{
    size_t start = r->c.at;
    size_t ahead = cursor_digits_ahead(&r->c);
    int found;
    int year;

    r->years_only = false;
    if (ahead == 6)
    {
        year = digits(r, 4);
        if (year < 1)
            return fault_set(r->fault, FAULT_RANGE, cursor_origin(&r->c, start), form_hint,
                             "There is no year 0.");
        return part(r, start + 4, year, digits(r, 2), UNIT_MONTH, out);
    }
    if (ahead == 8)
        return fail(r, start, month_hint, "Days are not whole months.");
    year = year_number(r);
    if (year < 0)
        return fail(r, start, form_hint, "A year of four digits is expected here.");
    if (year < 1)
        return fault_set(r->fault, FAULT_RANGE, cursor_origin(&r->c, start), form_hint,
                         "There is no year 0.");
    out->first_month = year * 12;
    out->months = 12;
    cursor_skip(&r->c);
    if (cursor_takes(&r->c, "年"))
    {
        cursor_takes(&r->c, "度");
        cursor_skip(&r->c);
        found = letter_part(r, year, out);
        return found != 0 ? found > 0 : chinese_part(r, year, out);
    }
    found = letter_part(r, year, out);
    if (found != 0)
        return found > 0;
    if (cursor_sees(&r->c, "上半年") || cursor_sees(&r->c, "下半年") || cursor_sees(&r->c, "前") ||
        cursor_sees(&r->c, "第") || cursor_sees(&r->c, "全年"))
        return chinese_part(r, year, out);
    if (cursor_sees(&r->c, "-"))
    {
        r->c.at++;
        if (cursor_digits_ahead(&r->c) == 4)
        {
            r->c.at--;
            r->years_only = true;
            return true;
        }
        return iso_part(r, year, out);
    }
    r->years_only = true;
    return true;
}

/* The right end of a span: a whole part, or just the month (quarter) of the year on the left. */
static bool
read_end(struct reader *r, struct period left, struct period *out)
{
    size_t start = r->c.at;
    int year = (int) (left.first_month / 12);
    int found;

    if (cursor_digits_ahead(&r->c) == 2 && left.months == 1)
        return part(r, start, year, digits(r, 2), UNIT_MONTH, out);
    if (left.months < 12)
    {
        found = letter_part(r, year, out);
        if (found != 0)
            return found > 0;
    }
    return read_part(r, out);
}

/* A five-year plan by its Chinese name: 十二五 is 2011..2015. False when it is none. */
static bool
read_plan(struct reader *r, struct period *out)
{
    static const struct
    {
        const char *name;
        int first;
    } plans[] = {{"十六五", 2031}, {"十五五", 2026}, {"十四五", 2021}, {"十三五", 2016},
                 {"十二五", 2011}, {"十一五", 2006}, {"十五", 2001},   {"九五", 1996},
                 {"八五", 1991},   {"七五", 1986},   {"六五", 1981},   {"五五", 1976},
                 {"四五", 1971},   {"三五", 1966},   {"二五", 1958},   {"一五", 1953}};
    static const char *const open[] = {"“", "\"", "「", "'", "‘"};
    static const char *const close[] = {"”", "\"", "」", "'", "’"};
    static const char *const behind[] = {"规划期间", "规划期", "时期", "期间", "规划"};
    size_t quote = sizeof(open) / sizeof(open[0]);

    for (size_t i = 0; i < sizeof(open) / sizeof(open[0]); i++)
    {
        if (cursor_takes(&r->c, open[i]))
        {
            quote = i;
            break;
        }
    }
    for (size_t i = 0; i < sizeof(plans) / sizeof(plans[0]); i++)
    {
        if (!cursor_takes(&r->c, plans[i].name))
            continue;
        if (quote < sizeof(open) / sizeof(open[0]) && !cursor_takes(&r->c, close[quote]))
            break;
        for (size_t j = 0; j < sizeof(behind) / sizeof(behind[0]); j++)
        {
            if (cursor_takes(&r->c, behind[j]))
                break;
        }
        if (!at_end(r))
            break;
        out->first_month = plans[i].first * 12;
        out->months = 60;
        return true;
    }
    r->c.at = 0;
    return false;
}

static bool
read_span(struct reader *r, struct period *out)
{
    struct period left;
    struct period right;
    size_t start;
    bool years;

    if (cursor_digits_ahead(&r->c) == 0 && read_plan(r, out))
        return true;
    if (!read_part(r, &left))
        return false;
    years = r->years_only;
    start = r->c.at;
    if (!cursor_takes_range(&r->c, years || cursor_digits_ahead(&r->c) == 0))
    {
        *out = left;
        return true;
    }
    if (years && cursor_digits_ahead(&r->c) < 4)
        return fail(r, r->c.at, "Write 2015-03 for a month, 2015-01..09 for a span of months.",
                    "A year of four digits is expected behind a year.");
    return read_end(r, left, &right) && join(r, start, left, right, out);
}

bool
period_parse(struct slice text, struct period *out, struct fault *fault)
{
    struct folded in;
    struct reader r = {.c = {.in = &in}, .fault = fault};
    struct period p;

    if (!fold_text(text, &in, form_hint, fault))
        return false;
    r.c.end = in.len;
    if (!read_span(&r, &p))
        return false;
    cursor_skip(&r.c);
    if (!at_end(&r))
        return fail(&r, r.c.at, cursor_sees(&r.c, "-") ? month_hint : form_hint,
                    "Something follows the span.");
    if (!period_is_in_range(p))
        return fault_set(fault, FAULT_RANGE, -1, form_hint, "The span is outside the years 1 to 9999.");
    *out = p;
    return true;
}
