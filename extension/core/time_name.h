/*
 * time_name.h: times by their names, as periods are read from them and baselines of targets name them:
 * 2010, 二〇一〇, 十一五, “十二五”, 第十二个五年.
 */
#ifndef SEI_CORE_TIME_NAME_H
#define SEI_CORE_TIME_NAME_H

#include "slice.h"

/* The bytes of a year in four digits, ASCII or Chinese, at the start of text; 0 when none comes next. */
size_t time_name_year(struct slice text, int *year);

/*
 * The bytes of a five-year plan's name at the start of folded text, quotation marks included, and which of
 * them it is; 0 when none comes next. A year in Chinese digits (一五九八) is none.
 */
size_t time_name_plan(struct slice text, int *number);

#endif
