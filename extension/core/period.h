/*
 * period.h: a span of whole months, the time axis of every figure.
 *
 * Forms read: 2015 · 2015-H1 2015-S1 · 2015-Q3 2015Q3 · 2015-03 2015-M03 201503 · 2015-A1 · 2015-01..09 ·
 * 2015-07..2016-06 2015-03/2015-09 · 2011..2015 2011-2015 · 2015年 2015年3月 2015年1—9月 2015年前三季度
 * 2015年上半年 2015年第一季度 2016～2020年 十二五 “十二五”时期 第十二个五年规划; and any two of these joined
 * by a range sign (cursor.h). Weeks, days and moments (年末, 3月底) are not months; they are refused, never
 * rounded. What can be read in two ways is refused with its readings: 2015-3, 2015.3, 2015/2016, 2015-T1,
 * 9月累计, 15年.
 */
#ifndef SEI_CORE_PERIOD_H
#define SEI_CORE_PERIOD_H

#include "fault.h"
#include "slice.h"

#define PERIOD_TEXT_MAX    24
#define PERIOD_FIRST_MONTH (1 * 12)         /* January of the year 1 */
#define PERIOD_LAST_MONTH  (9999 * 12 + 11) /* December 9999 */

struct period
{
    int32_t first_month; /* year * 12 + month - 1 */
    int32_t months;      /* at least 1 */
};

/* Read one span. False, with code, place and hint, when text is not one span and nothing else. */
bool period_parse(struct slice text, struct period *out, struct fault *fault);

/* Print the canonical text, NUL-terminated; gives its length. */
size_t period_print(struct period p, char buf[PERIOD_TEXT_MAX]);

/* Whether a span lies within the years 1 to 9999. */
bool period_is_in_range(struct period p);

/* Whether it starts in January and ends in the same year. */
bool period_starts_year(struct period p);

/* Whether every month of b is in a. */
bool period_has(struct period a, struct period b);

/* A span in one word, the first month in its high half, and back. */
static inline int64_t
period_pack(struct period p)
{
    return (int64_t) ((uint64_t) (uint32_t) p.first_month << 32 | (uint32_t) p.months);
}

static inline struct period
period_unpack(int64_t word)
{
    struct period p = {(int32_t) ((uint64_t) word >> 32), (int32_t) ((uint64_t) word & 0xffffffff)};

    return p;
}

#endif
