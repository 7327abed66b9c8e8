/*
 * judge.h: what a target asks of an actual value.
 *
 * Every number is a server numeric here, whatever type it came in. A value that is not known stays unknown: it
 * never becomes 0.
 */
#ifndef SEI_JUDGE_H
#define SEI_JUDGE_H

#include "postgres.h"

#include "fmgr.h"

#include "numeric_math.h"
#include "target.h"

struct maybe
{
    bool known;
    Datum value; /* numeric */
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

/* How one number type of an overload becomes numeric; NaN and infinity raise. */
typedef Datum (*judge_number)(Datum value);
extern Datum judge_from_numeric(Datum value);
extern Datum judge_from_float8(Datum value);
extern Datum judge_from_int8(Datum value);

/* Where a function has its arguments; -1: it has none. */
struct judge_args
{
    int actual;
    int target;
    int baseline;
    int years;
    int direction;
};

extern struct maybe judge_known(Datum value);
extern struct maybe judge_unknown(void);

/* An optional number argument. */
extern struct maybe judge_optional(FunctionCallInfo fcinfo, int arg, judge_number number);

/* Fill kind, operator and stated figures from a target's datum: the only place that knows its form. */
extern void judge_read_target(Datum target, struct judging *out);

/* Read the arguments; false when the target is NULL. A direction that contradicts the target raises. */
extern bool judge_begin(FunctionCallInfo fcinfo, const struct judge_args *args, judge_number number,
                        struct judging *out);

/* The level that a stated figure amounts to; unknown without the baseline or the years that it needs. */
extern struct maybe judge_level(const struct judging *judging, struct maybe stated);

/* The level to reach: of a range the near end; unknown for a range to stay within. */
extern struct maybe judge_bound(const struct judging *judging);

/* Whether a value meets the target. */
extern enum verdict judge_met(const struct judging *judging, struct maybe value);

/* Whether a value meets the target after its stated figures are eased by a part of themselves. */
extern enum verdict judge_met_eased(const struct judging *judging, Datum tolerance);

/* Whether a value lies beyond the far end of a range. */
extern bool judge_exceeds(const struct judging *judging);

/* 1 = reached; unknown where a ratio has no meaning. */
extern struct maybe judge_attainment(const struct judging *judging);

/* value^whole, exactly as long as that is short. */
extern Datum judge_whole_power(Datum value, Datum whole);

#endif
