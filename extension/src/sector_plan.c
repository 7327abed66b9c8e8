/*
 * sector_plan.c: what the planner is told about <@ and @> of sectors; below.h says how.
 */
#include "below.h"

#include "access/stratnum.h"

#include "sector.h"
#include "shell.h"

extern Datum sector_upper(PG_FUNCTION_ARGS);

static int
compare(Datum a, Datum b)
{
    return sector_compare(slice_of_datum(a), slice_of_datum(b));
}

static bool
contains(Datum above, Datum value)
{
    return sector_contains(slice_of_datum(above), slice_of_datum(value));
}

static int
level(Datum value)
{
    struct slice sector = slice_of_datum(value);

    return sector_is_sentinel(sector) ? -1 : sector_level(sector);
}

static Datum
ancestor(Datum value, int level)
{
    return datum_of_slice(sector_ancestor(slice_of_datum(value), level));
}

static Datum
end(Datum place)
{
    return DirectFunctionCall1(sector_upper, place);
}

static const struct below_tree tree = {
    .levels = SECTOR_MAX_LEVEL + 1,
    .compare = compare,
    .contains = contains,
    .level = level,
    .ancestor = ancestor,
    .end = end,
    .end_function = "sector_upper",
    .end_strategy = BTLessStrategyNumber,
};

PG_FUNCTION_INFO_V1(sector_contained_support);
Datum
sector_contained_support(PG_FUNCTION_ARGS)
{
    return below_support(fcinfo, &tree, 0);
}

PG_FUNCTION_INFO_V1(sector_containing_support);
Datum
sector_containing_support(PG_FUNCTION_ARGS)
{
    return below_support(fcinfo, &tree, 1);
}

PG_FUNCTION_INFO_V1(sector_contained_sel);
Datum
sector_contained_sel(PG_FUNCTION_ARGS)
{
    return below_restriction(fcinfo, &tree, true);
}

PG_FUNCTION_INFO_V1(sector_containing_sel);
Datum
sector_containing_sel(PG_FUNCTION_ARGS)
{
    return below_restriction(fcinfo, &tree, false);
}

PG_FUNCTION_INFO_V1(sector_contained_joinsel);
Datum
sector_contained_joinsel(PG_FUNCTION_ARGS)
{
    return below_join(fcinfo, &tree, true);
}

PG_FUNCTION_INFO_V1(sector_containing_joinsel);
Datum
sector_containing_joinsel(PG_FUNCTION_ARGS)
{
    return below_join(fcinfo, &tree, false);
}

PG_FUNCTION_INFO_V1(sector_typanalyze);
Datum
sector_typanalyze(PG_FUNCTION_ARGS)
{
    return below_typanalyze(fcinfo, &tree);
}
