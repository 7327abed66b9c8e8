/*
 * below.h: what the planner is told about trees of codes, for every type whose order puts a value right
 * before all that lies below it.
 *
 * value <@ x is x <= value AND value <= (or <) the end of x, exactly: below_index.c makes an ordinary btree
 * or BRIN minmax index answer it. below_stats.c counts, while a column is analysed, what lies below the
 * places of the tree; below_sel.c estimates from these counts.
 */
#ifndef SEI_BELOW_H
#define SEI_BELOW_H

#include "compat.h"

#include "access/attnum.h"
#include "utils/lsyscache.h"

#define BELOW_MAX_LEVELS 9

/* What a type tells about its tree. Values are detoasted by the functions themselves where they must be. */
struct below_tree
{
    int levels;                                 /* level 0 is the top, levels - 1 the deepest */
    int (*compare)(Datum a, Datum b);           /* the order of the btree class */
    bool (*contains)(Datum above, Datum value); /* value <@ above */
    int (*level)(Datum value);                  /* -1 for what is no place, as a sentinel is */
    Datum (*ancestor)(Datum value, int level);  /* level <= level(value); a new value */
    Datum (*end)(Datum place);                  /* the end of what lies below */
    const char *end_function;                   /* the same in SQL, in the schema of <@'s function */
    int end_strategy; /* BTLess… when the end is behind, BTLessEqual… when it is the last */
};

/* Index conditions of contained(value, place); contained_arg says which argument is the value. */
extern Datum below_support(FunctionCallInfo fcinfo, const struct below_tree *tree, int contained_arg);

/* The estimators behind RESTRICT and JOIN; left_below: the left side is the contained one, as in <@. */
extern Datum below_restriction(FunctionCallInfo fcinfo, const struct below_tree *tree, bool left_below);
extern Datum below_join(FunctionCallInfo fcinfo, const struct below_tree *tree, bool left_below);

/* What ANALYZE runs for a column: the usual statistics, and those drawn below. */
extern Datum below_typanalyze(FunctionCallInfo fcinfo, const struct below_tree *tree);

/*
 * The statistics slot. Values: the places that were met twice or more, most rows first kept, in the order of
 * the tree. Numbers, all parts of all rows of the column:
 *
 *   | below, one a place | own, one a place | child, one a place | level 0: places, below, own | level 1 … |
 *
 * below counts the rows at a place or under it, own those at it; child is what an average child has below
 * that is not kept itself. A level's three numbers stand for the places that are not kept: how many there
 * are, and the sums of below and own over them.
 */
#define BELOW_STATISTIC_KIND 15476

/* The least number of rows of the sample that makes a place worth keeping, and how many are kept a statistics
 * target. */
#define BELOW_LEAST_ROWS   2
#define BELOW_PLACES_A_BIN 20

struct below_stats
{
    AttStatsSlot slot;
    const struct below_tree *tree;
    int places;
    const float4 *below;
    const float4 *own;
    const float4 *child;
    const float4 *levels;
};

/* The slot of a column's statistics; false when there is none. The caller frees slot. */
extern bool below_stats_read(HeapTuple statistics, const struct below_tree *tree, struct below_stats *out);

#endif
