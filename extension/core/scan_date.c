/*
 * scan_date.c: dates and durations in a folded sentence.
 *
 * A year at its end, its middle or without either is that year; a month is that month. Five-year plans are
 * their years, their 末 the last one. What only the writer can date (今年, 三年内) is read as such and never
 * computed.
 */
#include "scan_parts.h"

#include "numeral.h"
#include "time_name.h"

/* Read the first word that stands here. */
static bool
takes_one(const struct scan_sentence *p, size_t *at, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
    {
        if (sentence_takes(p, at, words[i]))
            return true;
    }
    return false;
}

/* A year of four digits that plans may name. */
static bool
year_at(const struct scan_sentence *p, size_t at, int32_t *year)
{
    return time_name_year(slice_make(p->text + at, p->len - at), year) == 4 && *year >= 1949 && *year <= 2100;
}

/* A month or day of one or two digits. */
static int32_t
small_at(const struct scan_sentence *p, size_t *at, int32_t max)
{
    int32_t n = 0;
    size_t digits = 0;

    while (digits < 3 && byte_is_digit(p->text[*at + digits]))
        n = n * 10 + p->text[*at + digits++] - '0';
    if (digits == 0 || digits > 2 || n < 1 || n > max)
        return 0;
    *at += digits;
    return n;
}

static void
set_years(struct date *out, int32_t first, int32_t last)
{
    out->period.first_month = first * 12;
    out->period.months = (last - first + 1) * 12;
}

static size_t
range_sign(const struct scan_sentence *p, size_t *at)
{
    return sentence_takes(p, at, "~") || sentence_takes(p, at, "至") || sentence_takes(p, at, "到") ? 1 : 0;
}

/* 底, 末, 初, 年底前 behind a year: read, the year stays the year. */
static void
skip_end_of_year(const struct scan_sentence *p, size_t *at)
{
    static const char *const fronts[] = {"前后", "以前", "之前", "前"};

    if (sentence_takes(p, at, "年底") || sentence_takes(p, at, "年末") || sentence_takes(p, at, "底") ||
        sentence_takes(p, at, "末") || sentence_takes(p, at, "终"))
        ;
    else if (sentence_takes(p, at, "期间") || sentence_takes(p, at, "时期"))
        return;
    if (!sentence_has(p, *at, "前三") && !sentence_has(p, *at, "前十") && !sentence_has(p, *at, "前5") &&
        !sentence_has(p, *at, "前1") && !sentence_has(p, *at, "前列"))
        takes_one(p, at, fronts, COUNT(fronts));
}

/* 2015年, 2015年6月底前, 2015年上半年, 2011~2015年, 2011年至2015年, 2015-2020年 */
static size_t
calendar_at(const struct scan_sentence *p, size_t start, struct date *out)
{
    size_t at = start;
    int32_t year;
    int32_t last;
    int32_t month;
    bool named;

    if (start > 0 && (byte_is_digit(p->text[start - 1]) || p->text[start - 1] == '.'))
        return 0;
    if (!year_at(p, at, &year))
        return 0;
    at += 4;
    named = sentence_takes(p, &at, "年度") || sentence_takes(p, &at, "年");
    {
        size_t second = at;

        if (range_sign(p, &second) && year_at(p, second, &last) && last > year && last - year < 60)
        {
            second += 4;
            if (!sentence_takes(p, &second, "年度") && !sentence_takes(p, &second, "年") && !named)
                return 0;
            set_years(out, year, last);
            skip_end_of_year(p, &second);
            sentence_takes(p, &second, "期间");
            return second - start;
        }
    }
    if (!named)
        return 0;
    if (sentence_has(p, at, "代"))
        return 0;
    set_years(out, year, year);
    if (sentence_takes(p, &at, "上半年"))
        out->period.months = 6;
    else if (byte_is_digit(p->text[at]))
    {
        size_t here = at;

        month = small_at(p, &here, 12);
        if (month != 0 && sentence_takes(p, &here, "月"))
        {
            size_t day = here;

            out->period.first_month = year * 12 + month - 1;
            out->period.months = 1;
            at = here;
            sentence_takes(p, &at, "份");
            if (small_at(p, &day, 31) != 0 &&
                (sentence_takes(p, &day, "日") || sentence_takes(p, &day, "号")))
            {
                out->day = true;
                at = day;
            }
        }
    }
    skip_end_of_year(p, &at);
    return at - start;
}

/* 十二五, with or without quotes around it, 期间, 时期, 末, 期末 behind it. */
static size_t
five_years_at(const struct scan_sentence *p, size_t start, struct date *out)
{
    static const char *const spans[] = {"规划期间", "规划期", "期间", "时期", "五年"};
    size_t at = start;
    size_t bytes;
    int plan;
    int32_t first;

    sentence_takes(p, &at, "\x07");
    bytes = time_name_plan(slice_make(p->text + at, p->len - at), &plan);
    at += bytes;
    if (bytes == 0 || plan < 9 || plan > 17 || sentence_has(p, at, "年"))
        return 0;
    first = 1951 + 5 * plan;
    set_years(out, first, first + 4);
    if (sentence_takes(p, &at, "期末") || sentence_takes(p, &at, "末期") || sentence_takes(p, &at, "末"))
        out->end_of = true;
    sentence_takes(p, &at, "\x08");
    if (sentence_takes(p, &at, "期末") || sentence_takes(p, &at, "时期末") ||
        sentence_takes(p, &at, "末期") || sentence_takes(p, &at, "末"))
        out->end_of = true;
    else
        takes_one(p, &at, spans, COUNT(spans));
    if (out->end_of)
        set_years(out, first + 4, first + 4);
    return at - start;
}

size_t
scan_date_at(const struct scan_sentence *p, size_t at, struct date *out)
{
    static const char *const relative[] = {"今年", "本年度", "本年", "明年", "全年", "年内"};
    size_t bytes;

    memset(out, 0, sizeof(*out));
    if (byte_is_digit(p->text[at]))
        return calendar_at(p, at, out);
    if (p->text[at] == C_QUOTE || sentence_has(p, at, "十") || sentence_has(p, at, "九"))
    {
        bytes = five_years_at(p, at, out);
        if (bytes != 0)
            return bytes;
    }
    for (size_t i = 0; i < COUNT(relative); i++)
    {
        /* 今年上半年, 今年以来: what has been. */
        if (sentence_has(p, at, "今年上半年") || sentence_has(p, at, "今年前") ||
            sentence_has(p, at, "今年一季度") || sentence_has(p, at, "今年以来"))
            return 0;
        if (sentence_has(p, at, relative[i]))
        {
            out->relative = true;
            return strlen(relative[i]);
        }
    }
    return 0;
}

size_t
scan_span_at(const struct scan_sentence *p, size_t start)
{
    static const char *const units[] = {"个工作日", "个月", "个季度", "季度", "工作日", "小时", "分钟",
                                        "世纪",     "年",   "天",     "日",   "月",     "周",   "秒"};
    static const char *const ends[] = {"以内", "之内", "左右", "时间", "期", "内",  "间",
                                       "来",   "多",   "里",   "前",   "后", "以上"};
    size_t at = start;
    struct numeral numeral;

    for (int part = 0; part < 2; part++)
    {
        if (byte_is_digit(p->text[at]))
            small_at(p, &at, 99);
        else
        {
            if (numeral_read(slice_make(p->text + at, p->len - at), &numeral) != NUMERAL_READ)
                return 0;
            at += numeral.bytes;
        }
        if (!range_sign(p, &at))
            break;
    }
    sentence_takes(p, &at, "多");
    for (size_t i = 0; i < COUNT(units); i++)
    {
        if (sentence_takes(p, &at, units[i]))
        {
            while (takes_one(p, &at, ends, COUNT(ends)))
                ; /* 年左右时间 */
            return at - start;
        }
    }
    return 0;
}
