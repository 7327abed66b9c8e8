/*
 * below_sel.c: how many rows <@ and @> give, from the counts that below_stats.c keeps.
 *
 * A place that is kept is known; of the others the average of their level is taken. Without these counts (a
 * column never analysed, statistics moved from another server) core's matching of common values and histogram
 * serves.
 */
#include "below.h"

#include "access/htup_details.h"
#include "catalog/pg_statistic.h"
#include "nodes/nodeFuncs.h"
#include "nodes/pathnodes.h"
#include "optimizer/optimizer.h"
#include "utils/selfuncs.h"

/* What is assumed of an unknown place, as core does for a range. */
#define DEFAULT_SELECTIVITY 0.005

/* How many places of a classification hold a given one, itself included, when nothing is known. */
#define TYPICAL_ANCESTORS 2.5

/* Where a place is kept, -1 when it is not. */
static int
find_place(const struct below_stats *stats, Datum place)
{
    int low = 0;
    int high = stats->places;

    while (low < high)
    {
        int middle = (low + high) / 2;
        int order = stats->tree->compare(stats->slot.values[middle], place);

        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

/* The part of the rows below (1) or at (2) an average place of a level, of those not kept. */
static double
average(const struct below_stats *stats, int level, int which)
{
    const float4 *of_level = stats->levels + 3 * level;

    return of_level[0] > 0 ? of_level[which] / of_level[0] : 0.0;
}

/* The part of the rows below a place that is not kept: what the nearest kept ancestor says of its children.
 */
static double
part_below_unkept(const struct below_stats *stats, Datum place, int level)
{
    double of_level = average(stats, level, 1);

    for (int above = level - 1; above >= 0; above--)
    {
        int at = find_place(stats, stats->tree->ancestor(place, above));
        double of_children = average(stats, above + 1, 1);

        if (at < 0)
            continue;
        if (above + 1 == level)
            return stats->child[at];
        return of_children > 0 ? stats->child[at] * of_level / of_children : 0.0;
    }
    return of_level;
}

/* The part of the rows at a place or under it. */
static double
part_below(const struct below_stats *stats, Datum place)
{
    int level = stats->tree->level(place);
    int at;

    if (level < 0)
        return 0.0;
    at = find_place(stats, place);
    return at >= 0 ? stats->below[at] : part_below_unkept(stats, place, level);
}

/* The part of the rows at a place or above it. */
static double
part_above(const struct below_stats *stats, Datum place)
{
    int deepest = stats->tree->level(place);
    double part = 0.0;

    for (int level = 0; level <= deepest; level++)
    {
        Datum ancestor = stats->tree->ancestor(place, level);
        int at = find_place(stats, ancestor);
        double below = average(stats, level, 1);

        if (at >= 0)
            part += stats->own[at];
        else if (below > 0)
            part += part_below_unkept(stats, ancestor, level) * average(stats, level, 2) / below;
    }
    return part;
}

/* The selectivity of <@ or @> between a column and something else. */
static double
restriction(PlannerInfo *root, Oid operator, Oid collation, List *args, int relation,
            const struct below_tree *tree, bool left_below)
{
    double selectivity = DEFAULT_SELECTIVITY;
    VariableStatData var;
    struct below_stats stats;
    Node *other;
    bool var_on_left;

    if (!get_restriction_variable(root, args, relation, &var, &other, &var_on_left))
        return DEFAULT_SELECTIVITY;
    if (IsA(other, Const) && ((Const *) other)->constisnull)
        selectivity = 0.0;
    else if (IsA(other, Const) && HeapTupleIsValid(var.statsTuple) &&
             statistic_proc_security_check(&var, get_opcode(operator)))
    {
        if (below_stats_read(var.statsTuple, tree, &stats))
        {
            Datum place = ((Const *) other)->constvalue;

            selectivity = var_on_left == left_below ? part_below(&stats, place) : part_above(&stats, place);
            free_attstatsslot(&stats.slot);
        }
        else
            selectivity = generic_restriction_selectivity(root, operator, collation, args, relation,
                                                          DEFAULT_SELECTIVITY);
    }
    ReleaseVariableStats(var);
    CLAMP_PROBABILITY(selectivity);
    return selectivity;
}

Datum
below_restriction(FunctionCallInfo fcinfo, const struct below_tree *tree, bool left_below)
{
    PG_RETURN_FLOAT8(restriction((PlannerInfo *) PG_GETARG_POINTER(0), PG_GETARG_OID(1), PG_GET_COLLATION(),
                                 (List *) PG_GETARG_POINTER(2), PG_GETARG_INT32(3), tree, left_below));
}

/*
 * The part of all pairs whose contained side lies below the containing side: for each place of the containing
 * side its rows times what is below it on the other.
 */
static double
part_of_pairs(const struct below_stats *contained, const struct below_stats *containing)
{
    double part = 0.0;

    for (int i = 0; i < containing->places; i++)
    {
        if (containing->own[i] > 0)
            part += containing->own[i] * part_below(contained, containing->slot.values[i]);
    }
    for (int level = 0; level < containing->tree->levels; level++)
        part += containing->levels[3 * level + 2] * average(contained, level, 1);
    return part;
}

/*
 * The part of the rows below a place of which nothing is known: the mean over the levels below the root, each
 * of which is as likely to be asked for.
 */
static double
typical_part_below(const struct below_stats *stats)
{
    double of_levels = 0.0;
    int levels = 0;

    for (int level = 1; level < stats->tree->levels; level++)
    {
        double count = stats->levels[3 * level];
        double part = stats->levels[3 * level + 1];

        for (int i = 0; i < stats->places; i++)
        {
            if (stats->tree->level(stats->slot.values[i]) != level)
                continue;
            count++;
            part += stats->below[i];
        }
        if (count > 0)
        {
            of_levels += part / count;
            levels++;
        }
    }
    return levels > 0 ? of_levels / levels : DEFAULT_SELECTIVITY;
}

Datum
below_join(FunctionCallInfo fcinfo, const struct below_tree *tree, bool left_below)
{
    PlannerInfo *root = (PlannerInfo *) PG_GETARG_POINTER(0);
    Oid operator= PG_GETARG_OID(1);
    List *args = (List *) PG_GETARG_POINTER(2);
    SpecialJoinInfo *info = (SpecialJoinInfo *) PG_GETARG_POINTER(4);
    VariableStatData left;
    VariableStatData right;
    VariableStatData *below;
    VariableStatData *above;
    struct below_stats contained;
    struct below_stats containing;
    double selectivity;
    bool reversed;
    bool is_default;
    Oid function = get_opcode(operator);

    get_join_variables(root, args, info, &left, &right, &reversed);
    below = left_below ? &left : &right;
    above = left_below ? &right : &left;
    selectivity = TYPICAL_ANCESTORS / Max(get_variable_numdistinct(above, &is_default), 1.0);
    if (statistic_proc_security_check(below, function) && statistic_proc_security_check(above, function) &&
        below_stats_read(below->statsTuple, tree, &contained))
    {
        selectivity = typical_part_below(&contained);
        if (below_stats_read(above->statsTuple, tree, &containing))
        {
            selectivity = part_of_pairs(&contained, &containing);
            free_attstatsslot(&containing.slot);
        }
        free_attstatsslot(&contained.slot);
    }
    /* A semijoin counts rows of the outer side that find one partner at least. */
    if (info->jointype == JOIN_SEMI || info->jointype == JOIN_ANTI)
    {
        VariableStatData *inner = reversed ? &left : &right;

        selectivity *= inner->rel != NULL ? Max(inner->rel->rows, 1.0) : 1.0;
    }
    ReleaseVariableStats(left);
    ReleaseVariableStats(right);
    CLAMP_PROBABILITY(selectivity);
    PG_RETURN_FLOAT8(selectivity);
}
