/*
 * window.h: days, and windows of days on a grid that begins with a definition's first day, so that the same
 * window is always asked for in the same words.
 */
#ifndef SEI_INGESTD_WINDOW_H
#define SEI_INGESTD_WINDOW_H

#include <stdbool.h>
#include <stdint.h>

#include "request.h"

#define DAY_TEXT_MAX 64

/* Days since 1970-01-01 of YYYY-MM-DD and nothing else; false when it is none. */
bool day_read(const char *text, int64_t *day);

/* A day in words of %Y %m %d %q (quarter) and %%; false with an unknown one. */
bool day_write(int64_t day, const char *format, char out[DAY_TEXT_MAX]);

/* So many spans later; a day that the month does not have becomes its last. */
int64_t day_add(int64_t day, struct span span, int64_t times);

/* "3 months", "1 year", "14 days"; false when it is none. */
bool span_read(const char *text, struct span *out);

/* The number of the window in which a day lies, counted from the grid's first; days before it are in the
 * first. */
int64_t window_of(const struct window *w, int64_t day);

/* The first day of a window. */
int64_t window_begin(const struct window *w, int64_t number);

#endif
