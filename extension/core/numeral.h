/*
 * numeral.h: a number at the start of a text, as Chinese documents write numbers.
 *
 * 1500 · 1,500 · 1.5 · 1.5万亿 · 5千万 · 1亿5000万 · 十 · 两 · 一百二十 · 三点五万 · 千亿. Exact: nothing is
 * rounded. A comma (of either width) groups digits by threes behind one to three digits that do not begin
 * with 0; any other comma ends the number. What numerals can mean in two ways (一百五, 三五) is reported with
 * its readings.
 */
#ifndef SEI_CORE_NUMERAL_H
#define SEI_CORE_NUMERAL_H

#include "slice.h"

#define NUMERAL_DIGITS_MAX 256

enum numeral_found
{
    NUMERAL_NONE,
    NUMERAL_READ,
    NUMERAL_UNCLEAR /* numerals, but no one number: see readings */
};

struct numeral
{
    char digits[NUMERAL_DIGITS_MAX]; /* ASCII digits, at most one point within */
    int power;                       /* the value is digits × 10^power */
    int scale; /* powers of ten that its last scale words (十 百 千 万 亿) stand for, those in digits too */
    bool bare;         /* one scale word that is also a unit of tables, no number before it: 万, 百万 */
    bool chinese;      /* written in Chinese numerals */
    size_t bytes;      /* how much of the text it is; where it becomes unclear */
    const char *why;   /* only of an unclear one: what is unclear */
    char readings[64]; /* "150 or 105"; empty when it reads as no number at all */
};

/* Read one number from the start of text: ASCII digits as folded (fold.h) or Chinese numerals, and scale
 * words. */
enum numeral_found numeral_read(struct slice text, struct numeral *out);

/* Read Chinese numerals below 100 (三, 十二, 〇), or one or two ASCII digits; -1 when none come next. */
int numeral_read_small(struct slice text, size_t *bytes);

/* One Chinese digit 0 to 9; -1 when none comes next. */
int numeral_read_digit(struct slice text, size_t *bytes);

/* Whether text begins with a Chinese numeral or scale word that is no part of a unit such as 千瓦. */
bool numeral_starts_chinese(struct slice text);

#endif
