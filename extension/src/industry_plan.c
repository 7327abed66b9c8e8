/*
 * industry_plan.c: what the planner is told about <@ and @> of industry codes; below.h says how.
 */
#include "below.h"

#include "access/stratnum.h"

#include "industry.h"

static int
compare(Datum a, Datum b)
{
    int32 x = DatumGetInt32(a);
    int32 y = DatumGetInt32(b);

    return (x > y) - (x < y);
}

static bool
contains(Datum above, Datum value)
{
    return industry_contains(DatumGetInt32(above), DatumGetInt32(value));
}

static int
level(Datum value)
{
    return industry_level(industry_unpack(DatumGetInt32(value))) - 1;
}

static Datum
ancestor(Datum value, int level)
{
    return Int32GetDatum(industry_ancestor(DatumGetInt32(value), level + 1));
}

static Datum
end(Datum place)
{
    return Int32GetDatum(industry_last(DatumGetInt32(place)));
}

static const struct below_tree tree = {
    .levels = 4,
    .compare = compare,
    .contains = contains,
    .level = level,
    .ancestor = ancestor,
    .end = end,
    .end_function = "industry_last",
    .end_strategy = BTLessEqualStrategyNumber,
};

PG_FUNCTION_INFO_V1(industry_contained_support);
Datum
industry_contained_support(PG_FUNCTION_ARGS)
{
    return below_support(fcinfo, &tree, 0);
}

PG_FUNCTION_INFO_V1(industry_containing_support);
Datum
industry_containing_support(PG_FUNCTION_ARGS)
{
    return below_support(fcinfo, &tree, 1);
}

PG_FUNCTION_INFO_V1(industry_contained_sel);
Datum
industry_contained_sel(PG_FUNCTION_ARGS)
{
    return below_restriction(fcinfo, &tree, true);
}

PG_FUNCTION_INFO_V1(industry_containing_sel);
Datum
industry_containing_sel(PG_FUNCTION_ARGS)
{
    return below_restriction(fcinfo, &tree, false);
}

PG_FUNCTION_INFO_V1(industry_contained_joinsel);
Datum
industry_contained_joinsel(PG_FUNCTION_ARGS)
{
    return below_join(fcinfo, &tree, true);
}

PG_FUNCTION_INFO_V1(industry_containing_joinsel);
Datum
industry_containing_joinsel(PG_FUNCTION_ARGS)
{
    return below_join(fcinfo, &tree, false);
}

PG_FUNCTION_INFO_V1(industry_typanalyze);
Datum
industry_typanalyze(PG_FUNCTION_ARGS)
{
    return below_typanalyze(fcinfo, &tree);
}
