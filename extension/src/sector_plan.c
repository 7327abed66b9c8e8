/*
 * sector_plan.c: what the planner is told about <@ and @> of sectors.
 *
 * s <@ x is x <= s AND s < sector_upper(x) in the order of the type, exactly, so an ordinary btree (or BRIN
 * minmax) index answers it. Constants are folded; parameters and join columns become sector_upper(x) at run
 * time.
 */
#include "shell.h"

#include <math.h>

#include "access/htup_details.h"
#include "access/stratnum.h"
#include "catalog/pg_statistic.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/supportnodes.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/selfuncs.h"
#include "utils/syscache.h"

#include "sector.h"

/* What is assumed without statistics, as core does for a range. */
#define DEFAULT_SELECTIVITY 0.005

/* How many sectors of a classification hold a given one, itself included, when nothing is known. */
#define TYPICAL_ANCESTORS 2.5

extern Datum sector_upper(PG_FUNCTION_ARGS);

/* sector_upper in the schema of the function that is planned; the extension is relocatable. */
static Oid
upper_function(Oid beside, Oid type)
{
    oidvector *types = buildoidvector(&type, 1);

    return GetSysCacheOid3(PROCNAMEARGSNSP, Anum_pg_proc_oid, PointerGetDatum("sector_upper"),
                           PointerGetDatum(types), ObjectIdGetDatum(get_func_namespace(beside)));
}

/* The upper bound of the place that the index is compared with, or NULL. */
static Expr *
upper_bound(Oid funcid, Expr *place, Oid type)
{
    Oid upper;

    if (IsA(place, Const))
    {
        Datum bound = DirectFunctionCall1(sector_upper, ((Const *) place)->constvalue);

        return (Expr *) makeConst(type, -1, InvalidOid, -1, bound, false, false);
    }
    upper = upper_function(funcid, type);
    if (!OidIsValid(upper))
        return NULL;
    return (Expr *) makeFuncExpr(upper, type, list_make1(copyObject(place)), InvalidOid, InvalidOid,
                                 COERCE_EXPLICIT_CALL);
}

/* The two index conditions, or NIL when the index is not ordered as the type is. */
static List *
index_bounds(SupportRequestIndexCondition *request, int contained_arg)
{
    List *args;
    Expr *place;
    Expr *key;
    Expr *bound;
    Oid type;
    Oid from;
    Oid before;

    if (request->indexarg != contained_arg)
        return NIL;
    if (is_opclause(request->node))
        args = ((OpExpr *) request->node)->args;
    else if (is_funcclause(request->node))
        args = ((FuncExpr *) request->node)->args;
    else
        return NIL;
    key = list_nth(args, contained_arg);
    place = list_nth(args, 1 - contained_arg);
    if (IsA(place, Const) && ((Const *) place)->constisnull)
        return NIL;
    type = exprType((Node *) key);
    if (exprType((Node *) place) != type)
        return NIL;
    from = get_opfamily_member(request->opfamily, type, type, BTGreaterEqualStrategyNumber);
    before = get_opfamily_member(request->opfamily, type, type, BTLessStrategyNumber);
    bound = OidIsValid(from) && OidIsValid(before) ? upper_bound(request->funcid, place, type) : NULL;
    if (bound == NULL)
        return NIL;
    request->lossy = false;
    return list_make2(make_opclause(from, BOOLOID, false, key, place, InvalidOid, InvalidOid),
                      make_opclause(before, BOOLOID, false, key, bound, InvalidOid, InvalidOid));
}

static Datum
support(FunctionCallInfo fcinfo, int contained_arg)
{
    Node *request = (Node *) PG_GETARG_POINTER(0);

    if (IsA(request, SupportRequestIndexCondition))
        PG_RETURN_POINTER(index_bounds((SupportRequestIndexCondition *) request, contained_arg));
    PG_RETURN_POINTER(NULL);
}

PG_FUNCTION_INFO_V1(sector_contained_support);
Datum
sector_contained_support(PG_FUNCTION_ARGS)
{
    return support(fcinfo, 0);
}

PG_FUNCTION_INFO_V1(sector_containing_support);
Datum
sector_containing_support(PG_FUNCTION_ARGS)
{
    return support(fcinfo, 1);
}

/* The number of values in an ordered array that come before a sector. */
static int
values_before(const AttStatsSlot *slot, struct slice sector)
{
    int low = 0;
    int high = slot->nvalues;

    while (low < high)
    {
        int middle = (low + high) / 2;

        if (sector_compare(slice_of_datum(slot->values[middle]), sector) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The deepest level of the histogram's values beside a position: what lies as deep has hardly anything below.
 */
static int
level_around(const AttStatsSlot *slot, int position)
{
    int before = position > 0 ? sector_level(slice_of_datum(slot->values[position - 1])) : 0;
    int behind = position < slot->nvalues ? sector_level(slice_of_datum(slot->values[position])) : 0;

    return Max(before, behind);
}

/*
 * The part of the rows outside the most common values that lies below a place. Bins of the histogram between
 * x and its upper bound are counted, the outermost by half; a place within one bin holds between one value
 * and all of the bin, and the geometric mean of the two is taken.
 */
static double
below_in_histogram(VariableStatData *var, struct slice place, double distinct)
{
    AttStatsSlot slot;
    struct slice upper;
    double part;
    double bins;
    int inside;
    int first;

    if (!get_attstatsslot(&slot, var->statsTuple, STATISTIC_KIND_HISTOGRAM, InvalidOid, ATTSTATSSLOT_VALUES))
        return -1;
    if (slot.nvalues < 2)
    {
        free_attstatsslot(&slot);
        return -1;
    }
    upper = slice_of_datum(DirectFunctionCall1(sector_upper, datum_of_slice(place)));
    first = values_before(&slot, place);
    inside = values_before(&slot, upper) - first;
    bins = slot.nvalues - 1;
    if (inside > 0)
        part = Min((inside - 0.5) / bins, 1.0);
    else if (level_around(&slot, first) <= sector_level(place))
        part = 1.0 / Max(distinct, 1.0);
    else
        part = sqrt(Max(distinct / bins, 1.0)) / Max(distinct, 1.0);
    free_attstatsslot(&slot);
    return part;
}

/* The selectivity of a comparison with a constant; var_below: the column is the contained side. */
static double
constant_selectivity(VariableStatData *var, Oid operator, Oid collation, Const *constant, bool var_on_left,
                     bool var_below)
{
    struct slice place = slice_of_datum(constant->constvalue);
    Oid procedure = get_opcode(operator);
    FmgrInfo compare;
    double common = 0;
    double rest;
    double found;
    double distinct;
    double nulls;
    bool is_default;

    if (!HeapTupleIsValid(var->statsTuple) || !statistic_proc_security_check(var, procedure))
        return DEFAULT_SELECTIVITY;
    fmgr_info(procedure, &compare);
    found = mcv_selectivity(var, &compare, collation, constant->constvalue, var_on_left, &common);
    nulls = ((Form_pg_statistic) GETSTRUCT(var->statsTuple))->stanullfrac;
    rest = Max(1.0 - nulls - common, 0.0);
    distinct = get_variable_numdistinct(var, &is_default);
    if (var_below)
    {
        double part = below_in_histogram(var, place, distinct);

        found += rest * (part < 0 ? 1.0 / Max(distinct, 1.0) : part);
    }
    else
        found += rest * Min((sector_level(place) + 1) / Max(distinct, 1.0), 1.0);
    CLAMP_PROBABILITY(found);
    return found;
}

/* left_below: the operator is <@, its left side is the contained one. */
static Datum
restriction(FunctionCallInfo fcinfo, bool left_below)
{
    PlannerInfo *root = (PlannerInfo *) PG_GETARG_POINTER(0);
    Oid operator= PG_GETARG_OID(1);
    List *args = (List *) PG_GETARG_POINTER(2);
    int relation = PG_GETARG_INT32(3);
    double selectivity = DEFAULT_SELECTIVITY;
    VariableStatData var;
    Node *other;
    bool var_on_left;

    if (!get_restriction_variable(root, args, relation, &var, &other, &var_on_left))
        PG_RETURN_FLOAT8(DEFAULT_SELECTIVITY);
    if (IsA(other, Const))
    {
        Const *constant = (Const *) other;

        selectivity = constant->constisnull
                          ? 0.0
                          : constant_selectivity(&var, operator, PG_GET_COLLATION(), constant, var_on_left,
                                                 var_on_left == left_below);
    }
    ReleaseVariableStats(var);
    PG_RETURN_FLOAT8(selectivity);
}

PG_FUNCTION_INFO_V1(sector_contained_sel);
Datum
sector_contained_sel(PG_FUNCTION_ARGS)
{
    return restriction(fcinfo, true);
}

PG_FUNCTION_INFO_V1(sector_containing_sel);
Datum
sector_containing_sel(PG_FUNCTION_ARGS)
{
    return restriction(fcinfo, false);
}

/* A sector lies below itself and its few ancestors: those over the distinct places on the containing side. */
static Datum
join(FunctionCallInfo fcinfo, bool left_below)
{
    PlannerInfo *root = (PlannerInfo *) PG_GETARG_POINTER(0);
    List *args = (List *) PG_GETARG_POINTER(2);
    SpecialJoinInfo *info = (SpecialJoinInfo *) PG_GETARG_POINTER(4);
    VariableStatData left;
    VariableStatData right;
    double selectivity;
    bool reversed;
    bool is_default;

    get_join_variables(root, args, info, &left, &right, &reversed);
    selectivity =
        TYPICAL_ANCESTORS / Max(get_variable_numdistinct(left_below ? &right : &left, &is_default), 1.0);
    ReleaseVariableStats(left);
    ReleaseVariableStats(right);
    CLAMP_PROBABILITY(selectivity);
    PG_RETURN_FLOAT8(selectivity);
}

PG_FUNCTION_INFO_V1(sector_contained_joinsel);
Datum
sector_contained_joinsel(PG_FUNCTION_ARGS)
{
    return join(fcinfo, true);
}

PG_FUNCTION_INFO_V1(sector_containing_joinsel);
Datum
sector_containing_joinsel(PG_FUNCTION_ARGS)
{
    return join(fcinfo, false);
}
