/*
 * period_read.h: what the two readers of spans share: period_parse.c reads ISO, SDMX and compact forms,
 * period_chinese.c what stands behind 年 and the names of five-year plans.
 */
#ifndef SEI_CORE_PERIOD_READ_H
#define SEI_CORE_PERIOD_READ_H

#include "cursor.h"
#include "period.h"

enum period_unit
{
    UNIT_YEAR = 12,
    UNIT_HALF = 6,
    UNIT_QUARTER = 3,
    UNIT_MONTH = 1
};

struct period_reader
{
    struct cursor c;
    bool years_only; /* a bare year was read last: 2011-2015 may follow */
    bool joined;     /* the part read last joins two ends: 1月至9月 */
    struct fault *fault;
};

extern const char period_form_hint[];
extern const char period_month_hint[];

/* Refuse the text at a place of the folded one. */
bool period_fail(struct period_reader *r, size_t at, const char *hint, const char *detail);

/* Number n of the units of a year; refused when a year has no such part. */
bool period_part(struct period_reader *r, size_t at, int year, int n, enum period_unit unit,
                 struct period *out);

/* From the start of a to the end of b. */
bool period_join(struct period_reader *r, size_t at, struct period a, struct period b, struct period *out);

/* Four digits, ASCII or Chinese; -1 when they do not come next. */
int period_read_year(struct period_reader *r);

/* What follows 年: month, months, quarter, quarters, half, all of it, or nothing, which is the year. */
bool period_read_chinese_part(struct period_reader *r, int year, struct period *out);

/* Whether what comes next is a part of a year in Chinese: 上半年, 第, 前, 一季度. */
bool period_sees_chinese_part(const struct period_reader *r);

/*
 * A five-year plan by its name: 十二五, “十二五”时期, 第十二个五年规划. False when none comes next, or on a
 * fault (then *ok is false).
 */
bool period_read_plan(struct period_reader *r, struct period *out, bool *ok);

#endif
