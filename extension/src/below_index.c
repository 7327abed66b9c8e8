/*
 * below_index.c: from <@ and @> to the bounds of an index scan. Constants are folded; parameters and columns
 * of other tables become a call of the end function at run time.
 */
#include "below.h"

#include "access/stratnum.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/supportnodes.h"
#include "optimizer/optimizer.h"
#include "utils/builtins.h"
#include "utils/syscache.h"

/* The end function in the schema of the function that is planned: the extension is relocatable. */
static Oid
end_function(Oid beside, Oid type, const char *name)
{
    oidvector *types = buildoidvector(&type, 1);

    return GetSysCacheOid3(PROCNAMEARGSNSP, Anum_pg_proc_oid, CStringGetDatum(name), PointerGetDatum(types),
                           ObjectIdGetDatum(get_func_namespace(beside)));
}

/* The end of what lies below a place, or NULL. */
static Expr *
end_of(Oid funcid, const struct below_tree *tree, Node *place, Oid type)
{
    Oid function;

    if (IsA(place, Const))
    {
        Const *end = copyObject((Const *) place);

        end->constvalue = tree->end(end->constvalue);
        return (Expr *) end;
    }
    function = end_function(funcid, type, tree->end_function);
    if (!OidIsValid(function))
        return NULL;
    return (Expr *) makeFuncExpr(function, type, list_make1(copyObject(place)), InvalidOid, InvalidOid,
                                 COERCE_EXPLICIT_CALL);
}

/* The two index conditions, or NIL when the index is not ordered as the type is or the place is not fixed. */
static List *
index_bounds(SupportRequestIndexCondition *request, const struct below_tree *tree, int contained_arg)
{
    List *args;
    Node *place;
    Node *key;
    Expr *end;
    Oid type;
    Oid from;
    Oid until;

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
    if (!sei_is_fixed_for_index(request->root, place, request->index))
        return NIL;
    type = exprType(key);
    if (exprType(place) != type)
        return NIL;
    from = get_opfamily_member(request->opfamily, type, type, BTGreaterEqualStrategyNumber);
    until = get_opfamily_member(request->opfamily, type, type, tree->end_strategy);
    end = OidIsValid(from) && OidIsValid(until) ? end_of(request->funcid, tree, place, type) : NULL;
    if (end == NULL)
        return NIL;
    request->lossy = false;
    return list_make2(
        make_opclause(from, BOOLOID, false, (Expr *) key, (Expr *) place, InvalidOid, InvalidOid),
        make_opclause(until, BOOLOID, false, (Expr *) key, end, InvalidOid, InvalidOid));
}

Datum
below_support(FunctionCallInfo fcinfo, const struct below_tree *tree, int contained_arg)
{
    Node *request = (Node *) PG_GETARG_POINTER(0);

    if (IsA(request, SupportRequestIndexCondition))
        PG_RETURN_POINTER(index_bounds((SupportRequestIndexCondition *) request, tree, contained_arg));
    PG_RETURN_POINTER(NULL);
}
