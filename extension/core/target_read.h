/*
 * target_read.h: what the parts of reading a target hand to each other: words, figures and unit as they stand
 * in the text, before it is decided what kind of target they make.
 */
#ifndef SEI_CORE_TARGET_READ_H
#define SEI_CORE_TARGET_READ_H

#include "cursor.h"
#include "numeral.h"
#include "target.h"
#include "target_words.h"

/* What stands right behind a figure. */
enum target_mark
{
    MARK_NONE,
    MARK_PERCENT,
    MARK_POINTS,
    MARK_TIMES,   /* 3倍: n times, or an increase by n times */
    MARK_MULTIPLE /* x2, 翻一番 */
};

struct target_figure
{
    size_t at;
    char sign; /* '+', '-', 'n' (负) or 0 */
    char digits[NUMERAL_DIGITS_MAX];
    int power;
    int scale; /* powers of ten of its scale words, which the first figure of a range may lack */
    enum target_mark mark;
    bool chinese;       /* written in Chinese numerals */
    bool own_unit;      /* a unit stands right behind it, before the sign of a range */
    bool marked_before; /* 百分之 stands before the figure and may serve a second one */
};

struct target_reading
{
    struct cursor c;
    enum target_op op;
    bool has_op;
    bool op_behind; /* the operator is a word behind the figure: 以上 */
    size_t op_at;
    enum target_says verb;
    bool reached;         /* 达到 and the like, which fit every verb */
    bool of_base;         /* 2010年的: only a multiple of it is certain */
    bool compared;        /* 比2010年: only what says that it changes, or what is reached, is certain */
    bool held;            /* 控制在: a bound from above */
    bool between;         /* 之间: there must be two figures */
    bool yearly;          /* 年均 or 每年 */
    bool pa;              /* the canonical " pa" */
    bool is_range;        /* second holds a figure */
    bool canonical_range; /* its sign is .. */
    bool shared;          /* the first figure of a range has the scale of the second */
    struct target_figure first;
    struct target_figure second;
    char unit[TARGET_UNIT_MAX + 1];
    size_t unit_at;
    struct fault *fault;
};

extern const char target_form_hint[];

/* Refuse the text at a place of the folded one. */
bool target_fail(struct target_reading *r, size_t at, const char *detail);
bool target_fail_hint(struct target_reading *r, size_t at, const char *detail, const char *hint);

/* Read the sign of a range; with 之间 at the end 和 and 与 are one. */
bool target_takes_range(struct cursor *c);

/* Refuse what stands where a figure is expected, by what it is. */
bool target_fail_no_figure(struct target_reading *r);

/* Refuse a year that stands where a value should: 2015年. */
bool target_fail_year(struct target_reading *r);

/* Read one figure with its sign, scale and mark; `before` is the figure on the left of a range sign, or NULL.
 */
bool target_read_figure(struct target_reading *r, const struct target_figure *before,
                        struct target_figure *f);

/* Read 翻番 翻倍 翻一番 倍增 全覆盖. False when none comes next, or on a fault (then *ok is false). */
bool target_read_figure_word(struct target_reading *r, struct target_figure *f, bool *ok);

/* Read the unit word, which is all that is left before the end. */
bool target_read_unit(struct target_reading *r);

/* The unit that stands between the first figure and a range sign: 3个～5个. 0 bytes when there is none. */
size_t target_unit_before_range(const struct target_reading *r);

/* Decide what the words, figures and unit mean together. */
bool target_decide(struct target_reading *r, struct target *out);

#endif
