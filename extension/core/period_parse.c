/*
 * period_parse.c: the ISO, SDMX and compact forms of a span (period.h lists them), and two parts joined to
 * one. Read left to right over the folded text; what Chinese writes behind 年 is period_chinese.c.
 */
#include "period_read.h"

const char period_form_hint[] =
    "Write a span of whole months: 2015, 2015-H1, 2015-Q3, 2015-03, 2015-01..09, 2011..2015, "
    "2015-07..2016-06, or 2015年1—9月, 2015年上半年, 十二五.";
const char period_month_hint[] = "Periods are whole months; write the month, 2015-03, or a span of months, "
                                 "2015-01..09; a day beside @> is date "
                                 "'2015-03-01'.";

bool
period_fail(struct period_reader *r, size_t at, const char *hint, const char *detail)
{
    return fault_set(r->fault, FAULT_SYNTAX, cursor_origin(&r->c, at), hint, "%s", detail);
}

bool
period_part(struct period_reader *r, size_t at, int year, int n, enum period_unit unit, struct period *out)
{
    static const char *const words[] = {[UNIT_MONTH] = "month",
                                        [UNIT_QUARTER] = "quarter",
                                        [UNIT_HALF] = "half-year",
                                        [UNIT_YEAR] = "annual part"};

    if (n < 1 || n > 12 / (int) unit)
        return fault_set(r->fault, FAULT_RANGE, cursor_origin(&r->c, at), period_form_hint,
                         "There is no %s %d; a year has %d.", words[unit], n, 12 / (int) unit);
    out->first_month = year * 12 + (n - 1) * (int) unit;
    out->months = (int) unit;
    return true;
}

bool
period_join(struct period_reader *r, size_t at, struct period a, struct period b, struct period *out)
{
    if (b.first_month < a.first_month || b.first_month + b.months < a.first_month + a.months)
        return period_fail(r, at, "Write the earlier part first.", "The span ends before it starts.");
    out->first_month = a.first_month;
    out->months = b.first_month + b.months - a.first_month;
    return true;
}

/* Read `count` digits, which are there. */
static int
digits(struct period_reader *r, size_t count)
{
    int number = 0;

    while (count-- > 0)
        number = number * 10 + (r->c.in->text[r->c.at++] - '0');
    return number;
}

/* A letter that comes next, as a capital; 0 at the end or before anything else. */
static char
capital_ahead(const struct period_reader *r)
{
    char c = r->c.at < r->c.end ? r->c.in->text[r->c.at] : '\0';

    if (c >= 'a' && c <= 'z')
        return (char) (c - 'a' + 'A');
    return c >= 'A' && c <= 'Z' ? c : '\0';
}

/* H1 S1 Q3 M03 A1 behind a year. False when none comes next, or on a fault (then *ok is false). */
static bool
letter_part(struct period_reader *r, int year, struct period *out, bool *ok)
{
    static const struct
    {
        char letter;
        enum period_unit unit;
    } letters[] = {
        {'H', UNIT_HALF}, {'S', UNIT_HALF}, {'Q', UNIT_QUARTER}, {'M', UNIT_MONTH}, {'A', UNIT_YEAR}};
    char letter = capital_ahead(r);
    size_t start = r->c.at;
    size_t count;

    *ok = true;
    if (letter == 'W' || letter == 'D')
        return *ok = period_fail(r, start, period_month_hint, "Weeks and days are not whole months.");
    if (letter == 'T')
        return *ok = period_fail(r, start, "Write 2015-Q1 for the quarter, 2015-01..04 for four months.",
                                 "T can be read as a third of the year (SDMX) or as a quarter (trimestre).");
    for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
    {
        if (letter != letters[i].letter)
            continue;
        r->c.at++;
        count = cursor_digits_ahead(&r->c);
        if (count == 0 || count > 2 || (letters[i].unit != UNIT_MONTH && count != 1))
            return *ok = period_fail(r, start, period_form_hint,
                                     "The number of the half-year, quarter or month is missing or too long.");
        *ok = period_part(r, start, year, digits(r, count), letters[i].unit, out);
        return *ok;
    }
    return false;
}

/* Behind an ISO year and its hyphen: a letter part, or a month of two digits. */
static bool
iso_part(struct period_reader *r, int year, struct period *out)
{
    size_t start = r->c.at;
    size_t count;
    bool ok;

    if (letter_part(r, year, out, &ok) || !ok)
        return ok;
    count = cursor_digits_ahead(&r->c);
    if (count == 1)
        return period_fail(r, start, "Write 2015-03 for the month or 2015-Q3 for the quarter.",
                           "One digit behind the year is ambiguous: a month or a quarter.");
    if (count != 2)
        return period_fail(r, start, period_form_hint,
                           "A month of two digits, a quarter or a half-year is expected here.");
    if (!period_part(r, start, year, digits(r, 2), UNIT_MONTH, out))
        return false;
    if (cursor_sees(&r->c, "-") && !cursor_sees(&r->c, "--"))
        return period_fail(r, r->c.at, period_month_hint, "Days are not whole months.");
    return true;
}

/* What follows a year in ASCII digits that no 年 follows. */
static bool
read_behind_year(struct period_reader *r, int year, struct period *out)
{
    size_t hyphen = r->c.at;
    bool ok;

    if (letter_part(r, year, out, &ok) || !ok)
        return ok;
    if (cursor_digits_ahead(&r->c) == 0 && period_sees_chinese_part(r))
        return period_read_chinese_part(r, year, out);
    if (cursor_sees(&r->c, ".") && !cursor_sees(&r->c, ".."))
        return period_fail(r, r->c.at, "Write 2015-03 for the month.",
                           "A point behind the year can be read as the month or as a decimal number.");
    if (cursor_sees(&r->c, "/"))
        return period_fail(r, r->c.at, "Write 2015-03 for the month, 2015..2016 for two years.",
                           "A stroke behind the year can be read as the month or as the next year.");
    r->years_only = true;
    if (!cursor_sees(&r->c, "-") || cursor_sees(&r->c, "--"))
        return true;
    r->c.at++;
    cursor_skip(&r->c);
    if (cursor_digits_ahead(&r->c) != 4)
    {
        r->years_only = false;
        return iso_part(r, year, out);
    }
    r->c.at = hyphen;
    return true;
}

/* No year begins a part: say what stands there. */
static bool
fail_no_year(struct period_reader *r, size_t at)
{
    static const char *const parts[] = {"月", "季", "半年", "全年"};
    struct slice rest = slice_make(r->c.in->text + at, r->c.end - at);
    char shown[FAULT_TEXT_MAX];

    if (rest.len == 0)
        return period_fail(r, at, period_form_hint, "A year of four digits is missing at the end.");
    fault_quote(rest, 30, shown);
    for (size_t i = 0; period_sees_chinese_part(r) && i < sizeof(parts) / sizeof(parts[0]); i++)
    {
        for (size_t p = 0; p < rest.len; p++)
        {
            if (slice_starts(slice_from(rest, p), parts[i]))
                return fault_set(r->fault, FAULT_SYNTAX, cursor_origin(&r->c, at),
                                 "Write the year before it: 2015年1—9月, 2015年前三季度, 2015年上半年.",
                                 "The year of \"%s\" is missing; a span is of one year or of stated years.",
                                 shown);
        }
    }
    return fault_set(r->fault, FAULT_SYNTAX, cursor_origin(&r->c, at), period_form_hint,
                     "A year of four digits is expected where \"%s\" stands.", shown);
}

static bool
fail_year(struct period_reader *r, size_t at)
{
    return fault_set(r->fault, FAULT_RANGE, cursor_origin(&r->c, at), period_form_hint,
                     "There is no year 0.");
}

/* One span without a range sign between its years. */
static bool
read_part(struct period_reader *r, struct period *out)
{
    size_t start = r->c.at;
    size_t ahead = cursor_digits_ahead(&r->c);
    bool ok = true;
    int year;

    r->years_only = false;
    if (ahead == 0 && (period_read_plan(r, out, &ok) || !ok))
        return ok;
    if (ahead == 8)
        return period_fail(r, start, period_month_hint, "Days are not whole months.");
    if (ahead == 2 && slice_starts(slice_from(cursor_rest(&r->c), 2), "年"))
        return period_fail(r, start, period_form_hint,
                           "A year of two digits can be read as more than one century.");
    year = ahead == 6 || ahead == 4 ? digits(r, 4) : ahead == 0 ? period_read_year(r) : -1;
    if (year < 0)
        return fail_no_year(r, start);
    if (year < 1)
        return fail_year(r, start);
    if (ahead == 6)
        return period_part(r, start + 4, year, digits(r, 2), UNIT_MONTH, out);
    out->first_month = year * 12;
    out->months = 12;
    cursor_skip(&r->c);
    if (!cursor_takes(&r->c, "年"))
        return read_behind_year(r, year, out);
    if (!cursor_takes(&r->c, "年度"))
        cursor_takes(&r->c, "度");
    cursor_skip(&r->c);
    if (letter_part(r, year, out, &ok) || !ok)
        return ok;
    return period_read_chinese_part(r, year, out);
}

/* The right end of a span: a whole part, or just the month (quarter) of the year on the left. */
static bool
read_end(struct period_reader *r, struct period left, struct period *out)
{
    size_t start = r->c.at;
    int year = (int) (left.first_month / 12);
    bool ok;

    if (cursor_digits_ahead(&r->c) == 2 && left.months == 1)
        return period_part(r, start, year, digits(r, 2), UNIT_MONTH, out);
    if (left.months < 12 && (letter_part(r, year, out, &ok) || !ok))
        return ok;
    return read_part(r, out);
}

/* A stroke between two months or quarters, as ISO 8601 writes an interval: 2015-03/2015-09, 201503/201509. */
static bool
takes_stroke(struct period_reader *r)
{
    struct cursor c = r->c;
    size_t count;

    if (!cursor_takes(&c, "/"))
        return false;
    count = cursor_digits_ahead(&c);
    if (count != 6 && (count != 4 || c.at + 4 == c.end))
        return false;
    r->c = c;
    return true;
}

static bool
read_span(struct period_reader *r, struct period *out)
{
    struct period left;
    struct period right;
    size_t start;
    bool from = cursor_takes(&r->c, "从") || cursor_takes(&r->c, "自");
    bool years;

    cursor_skip(&r->c);
    if (!read_part(r, &left))
        return false;
    years = r->years_only;
    start = r->c.at;
    if (!cursor_takes_range(&r->c, years || cursor_digits_ahead(&r->c) == 0) &&
        !(left.months < 12 && takes_stroke(r)))
    {
        *out = left;
        return !from || r->joined ||
               period_fail(r, start, period_form_hint, "The end of the span is missing.");
    }
    if (years && cursor_digits_ahead(&r->c) > 0 && cursor_digits_ahead(&r->c) < 4)
        return period_fail(r, r->c.at, "Write 2015-03 for a month, 2015-01..09 for a span of months.",
                           "A year of four digits is expected behind a year.");
    return read_end(r, left, &right) && period_join(r, start, left, right, out);
}

bool
period_parse(struct slice text, struct period *out, struct fault *fault)
{
    struct folded in;
    struct period_reader r = {.c = {.in = &in}, .fault = fault};
    struct period p;

    if (!fold_text(text, &in, period_form_hint, fault))
        return false;
    r.c.end = in.len;
    if (!read_span(&r, &p))
        return false;
    cursor_skip(&r.c);
    if (r.c.at < r.c.end)
    {
        char shown[FAULT_TEXT_MAX];

        return fault_set(fault, FAULT_SYNTAX, cursor_origin(&r.c, r.c.at),
                         cursor_sees(&r.c, "-") ? period_month_hint : period_form_hint,
                         "\"%s\" follows the span.", fault_quote(cursor_rest(&r.c), 30, shown));
    }
    if (!period_is_in_range(p))
        return fault_set(fault, FAULT_RANGE, -1, period_form_hint,
                         "The span is outside the years 1 to 9999.");
    *out = p;
    return true;
}
