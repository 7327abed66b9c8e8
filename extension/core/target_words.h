/*
 * target_words.h: the words that plans put around a figure, and what each says.
 *
 * Bounds follow article 1259 of the Civil Code: 以上 以下 以内 include the figure, 超过 不满 以外 do not. The
 * tables are data for whoever reads a target, from one value or out of prose.
 */
#ifndef SEI_CORE_TARGET_WORDS_H
#define SEI_CORE_TARGET_WORDS_H

#include "slice.h"
#include "target.h"

/* What a word says beside an operator. */
enum target_says
{
    SAYS_NOTHING, /* 力争, 再: the value is the same without it */
    SAYS_BOUND,   /* an operator */
    SAYS_REACHED, /* 达到 为: the figure is what is reached */
    SAYS_TO,      /* 提高到: a level */
    SAYS_DOWN_TO, /* 降低到: a level, at most */
    SAYS_UP,      /* 提高 增长 */
    SAYS_DOWN,    /* 降低 */
    SAYS_RATE,    /* 增速: a growth rate; of what time is said elsewhere */
    SAYS_YEARLY,  /* 年均 每年 */
    SAYS_WITHIN,  /* 控制在: a bound from above, whatever the figure is */
    SAYS_BETWEEN, /* 之间: two figures */
    SAYS_UNCLEAR  /* 近 数 若干: no one value; `why` and `hint` say so */
};

struct target_word
{
    const char *text;
    size_t len;
    enum target_says says;
    enum target_op op; /* of SAYS_BOUND */
    const char *why;   /* of SAYS_UNCLEAR */
    const char *hint;
};

/* The longest word that text begins with and that stands before a figure; NULL when there is none. */
const struct target_word *target_word_before(struct slice text, size_t *bytes);

/* The longest word that text ends with and that stands behind a figure and its unit; NULL when there is none.
 */
const struct target_word *target_word_behind(struct slice text, size_t *bytes);

/* How a baseline stands in a target. */
enum target_base
{
    BASE_NONE,
    BASE_COMPARED, /* 比2010年: what follows is a change */
    BASE_OF        /* 2010年的: what follows is a part or multiple of it */
};

/*
 * How many bytes at the start of text name a baseline: 比2010年, 较“十一五”末, 在2015年基础上, 2010年的. It
 * is no part of the value. 0 when there is none.
 */
size_t target_word_base(struct slice text, enum target_base *base);

/* How many bytes at the start of text name a time, as baselines do: 2010年, “十一五”末. 0 when there is none.
 */
size_t target_word_time(struct slice text);

/* Whether text begins with a word of more than one character that stands before figures: no unit does. */
bool target_word_starts(struct slice text);

/* Whether a word that bounds a figure stands somewhere in text; *at gets where. */
bool target_word_bound_within(struct slice text, size_t *at);

#endif
