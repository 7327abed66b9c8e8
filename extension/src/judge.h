/*
 * judge.h: what a target asks of an actual value.
 *
 * Every number is exact here, whatever type it came in. A value that is not known stays unknown: it never
 * becomes 0.
 */
#ifndef SEI_JUDGE_H
#define SEI_JUDGE_H

#include "postgres.h"

#include "fmgr.h"

#include "exact_math.h"
#include "target.h"
#include "value_read.h"

struct maybe
{
    bool known;
    struct number value;
};

enum judge_direction
{
    JUDGE_UP,
    JUDGE_DOWN,
    JUDGE_WITHIN
};

enum verdict
{
    VERDICT_UNKNOWN,
    VERDICT_NOT_MET,
    VERDICT_MET
};

/* A target and all that is known beside it. */
struct judging
{
    enum target_kind kind;
    enum judge_direction direction;
    bool is_strict;      /* > and <: the bound itself is not enough */
    bool is_approximate; /* ~ */
    bool is_range;
    struct maybe lower; /* as stated, open when unknown */
    struct maybe upper;
    struct maybe actual;
    struct maybe baseline;
    struct maybe years;
};

/* A number of an overload's type, exactly; NaN and infinity raise. */
extern struct number judge_number(const struct value_reader *values, Datum value);

/* Where a function has its arguments; -1: it has none. */
struct judge_args
{
    int actual;
    int target;
    int baseline;
    int years;
    int direction;
};

extern struct maybe judge_known(struct number value);
extern struct maybe judge_unknown(void);

/* An optional number argument. */
extern struct maybe judge_optional(FunctionCallInfo fcinfo, int arg, const struct value_reader *values);

/* Fill kind, operator and stated figures from a target's datum: the only place that knows its form. */
extern void judge_read_target(Datum target, struct judging *out);

/* Read the arguments; false when the target is NULL. A direction that contradicts the target raises. */
extern bool judge_begin(FunctionCallInfo fcinfo, const struct judge_args *args,
                        const struct value_reader *values, struct judging *out);

/* The stated figure that is reached first. */
extern struct maybe judge_near_end(const struct judging *judging);

/* The level to reach: of a range the near end; unknown for a range to stay within. */
extern struct maybe judge_bound(const struct judging *judging);

/* Whether a value meets the target. */
extern enum verdict judge_met(const struct judging *judging, struct maybe value);

/* Whether a value meets the target after its stated figures are eased by a part of themselves. */
extern enum verdict judge_met_eased(const struct judging *judging, struct number tolerance);

/* Whether a value lies beyond the far end of a range. */
extern bool judge_exceeds(const struct judging *judging);

/* A part of what is to be reached: 1 = reached. */
struct part
{
    bool known; /* false where a ratio has no meaning */
    struct number reached;
    struct number whole;
};
extern struct part judge_attainment(const struct judging *judging);

/* Refuse years that are no whole number from 1 to 100. */
extern int judge_years(struct number years);

/* Raise for a number argument: what must hold, what it is, and what is meant. */
extern void judge_refuse(const char *must, struct number is, const char *hint) pg_attribute_noreturn();

/* A number in the words of a message. */
extern const char *judge_shown(struct number number);

#endif
