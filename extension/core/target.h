/*
 * target.h: what a plan promises, as a value.
 *
 * Canonical texts: 15% · ~15% · 7%..8% · >=50 个 · >50 个 · <=12 · <12 · -5 个 · >=20% pa · x2 · >=x2 · +5pp
 * · -16% ·
 * ~-20%. Documents' forms are a figure (numeral.h), or two with a range sign between them, with words around
 * it (target_words.h) and a unit behind it (target_unit.c): 7%～8% 15%左右 50个以上 不低于50个 超过2.5万亿元
 * 降至12 年均增长20%以上 翻两番 提高5个百分点 降低16%以上 百分之十五 十个. The words may name a baseline and
 * how firmly it is meant (比2010年, 力争), which are no part of the value; a due date, a starting value or an
 * indicator is refused. What can be read in two ways is refused with its readings, never guessed.
 * extension/README.md has the rules.
 */
#ifndef SEI_CORE_TARGET_H
#define SEI_CORE_TARGET_H

#include "fault.h"
#include "slice.h"

#define TARGET_DIGITS_MAX 64 /* of one number, point included */
#define TARGET_UNIT_MAX   63
#define TARGET_TEXT_MAX   256

enum target_kind
{
    TARGET_LEVEL,    /* 15%, 50 个 */
    TARGET_GROWTH,   /* 20% pa: average yearly rate */
    TARGET_MULTIPLE, /* x2: multiple of the baseline */
    TARGET_POINTS,   /* +5pp: percentage points against the baseline */
    TARGET_CHANGE    /* -16%: change in per cent against the baseline */
};

enum target_op
{
    TARGET_EXACT,
    TARGET_ABOUT,    /* ~ */
    TARGET_AT_LEAST, /* >= */
    TARGET_MORE,     /* > */
    TARGET_AT_MOST,  /* <= */
    TARGET_LESS,     /* < */
    TARGET_RANGE     /* lower..upper */
};

/* A stated figure: plain digits without leading or trailing zeros; zero is never negative. */
struct target_number
{
    bool negative;
    char digits[TARGET_DIGITS_MAX];
};

struct target
{
    enum target_kind kind;
    enum target_op op;
    bool percent;               /* the figures carry a per-cent sign */
    struct target_number lower; /* the stated figure; of a range the smaller one */
    struct target_number upper; /* only of a range */
    char unit[TARGET_UNIT_MAX + 1];
};

/* The operator of a figure that is turned round: a lower bound for what falls is an upper one for what is
 * signed, 降低16%以上 is <=-16%. */
enum target_op target_op_mirrored(enum target_op op);

/* Read one target and nothing else. */
bool target_parse(struct slice text, struct target *out, struct fault *fault);

/* Print the canonical text, NUL-terminated when it fits; gives its length. TARGET_TEXT_MAX always fits. */
size_t target_print(const struct target *t, char *buf, size_t cap);

/* Whether the lower (upper) bound is closed or stated at all: false when open. */
bool target_has_lower(const struct target *t);
bool target_has_upper(const struct target *t);

/* The lower (upper) bound as an exact plain decimal in base units: 7% is 0.07, +5pp is 0.05. */
size_t target_lower_text(const struct target *t, char *buf, size_t cap);
size_t target_upper_text(const struct target *t, char *buf, size_t cap);

/* level, growth, multiple, points, change */
const char *target_kind_name(enum target_kind kind);

#endif
