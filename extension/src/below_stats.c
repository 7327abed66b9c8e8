/*
 * below_stats.c: counts what lies below the places of a tree while a column is analysed. below.h draws the
 * slot.
 *
 * The sample is sorted by the order of the type, so that a place is met right before all below it: one pass
 * with the open places on a stack counts them all.
 */
#include "below.h"

#include "catalog/pg_statistic.h"
#include "commands/vacuum.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/datum.h"

/* A place of the sample. They are found in the order of the tree. */
struct place
{
    Datum value;
    int level;
    int parent; /* its place in the list, -1 at the top */
    int below;  /* rows of the sample at it or under it */
    int own;    /* rows at it */
    bool kept;
};

struct places
{
    struct place *all;
    int count;
    int room;
};

/* What the usual ANALYZE keeps in extra_data, put aside while ours runs. */
struct below_extra
{
    const struct below_tree *tree;
    AnalyzeAttrComputeStatsFunc usual_compute;
    void *usual_data;
    int target;
};

/* A group of places that are not kept: those of one level, or the children of one place. */
struct group
{
    int places;
    int once; /* places met by one row */
    int below;
    int own;
};

static int
compare_values(const void *a, const void *b, void *tree)
{
    return ((const struct below_tree *) tree)->compare(*(const Datum *) a, *(const Datum *) b);
}

static int
more_rows_first(const void *a, const void *b, void *all)
{
    const struct place *x = (const struct place *) all + *(const int *) a;
    const struct place *y = (const struct place *) all + *(const int *) b;

    return x->below != y->below ? (x->below > y->below ? -1 : 1) : x->level - y->level;
}

static int
places_add(struct places *places, Datum value, int level, int parent)
{
    if (places->count == places->room)
    {
        places->room *= 2;
        places->all = repalloc_huge(places->all, (Size) places->room * sizeof(struct place));
    }
    places->all[places->count] = (struct place){value, level, parent, 0, 0, false};
    return places->count++;
}

/* All places of sorted values with their counts. */
static void
count_places(const struct below_tree *tree, const Datum *values, int count, struct places *places)
{
    int open[BELOW_MAX_LEVELS];
    int depth = 0;

    for (int i = 0; i < count; i++)
    {
        int level = tree->level(values[i]);

        CHECK_FOR_INTERRUPTS();
        while (depth > 0 && !tree->contains(places->all[open[depth - 1]].value, values[i]))
            depth--;
        for (; depth <= level; depth++)
            open[depth] = places_add(places, tree->ancestor(values[i], depth), depth,
                                     depth == 0 ? -1 : open[depth - 1]);
        for (int at = 0; at < depth; at++)
            places->all[open[at]].below++;
        places->all[open[level]].own++;
    }
}

/* Mark the places with most rows. */
static int
choose_places(struct places *places, int most, int least_rows)
{
    int *order = palloc_extended((Size) places->count * sizeof(int), MCXT_ALLOC_HUGE);
    int kept = 0;

    for (int i = 0; i < places->count; i++)
        order[i] = i;
    qsort_arg(order, places->count, sizeof(int), more_rows_first, places->all);
    while (kept < places->count && kept < most && places->all[order[kept]].below >= least_rows)
        places->all[order[kept++]].kept = true;
    pfree(order);
    return kept;
}

static void
group_add(struct group *group, const struct place *place)
{
    group->places++;
    group->once += place->below == 1;
    group->below += place->below;
    group->own += place->own;
}

/* How many places a group has in the whole table, as core's ANALYZE estimates distinct values (Haas and
 * Stokes, Duj1). */
static double
places_in_table(const struct group *group, double table_to_sample)
{
    double seen = group->below;
    double all = seen * Max(table_to_sample, 1.0);
    double estimate;

    if (group->places == 0)
        return 0;
    estimate = seen * group->places / (seen - group->once + group->once * seen / all);
    return Max(Min(estimate, all), (double) group->places);
}

/* The slot's numbers; below.h draws them. */
static float4 *
numbers_of(const struct places *places, int kept, int levels, int rows, double table_to_sample)
{
    struct group *children =
        palloc_extended((Size) places->count * sizeof(struct group), MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
    struct group of_level[BELOW_MAX_LEVELS] = {{0}};
    float4 *numbers = palloc((3 * kept + 3 * levels) * sizeof(float4));
    float4 *of_levels = numbers + 3 * kept;
    int at = 0;

    for (int i = 0; i < places->count; i++)
    {
        const struct place *place = &places->all[i];

        if (place->kept)
            continue;
        group_add(&of_level[place->level], place);
        if (place->parent >= 0)
            group_add(&children[place->parent], place);
    }
    for (int i = 0; i < places->count; i++)
    {
        const struct place *place = &places->all[i];
        double unkept = places_in_table(&children[i], table_to_sample);

        if (!place->kept)
            continue;
        numbers[at] = (float4) ((double) place->below / rows);
        numbers[kept + at] = (float4) ((double) place->own / rows);
        numbers[2 * kept + at] = unkept > 0 ? (float4) (children[i].below / unkept / rows) : 0;
        at++;
    }
    for (int i = 0; i < levels; i++)
    {
        of_levels[3 * i] = (float4) places_in_table(&of_level[i], table_to_sample);
        of_levels[3 * i + 1] = (float4) ((double) of_level[i].below / rows);
        of_levels[3 * i + 2] = (float4) ((double) of_level[i].own / rows);
    }
    pfree(children);
    return numbers;
}

/* Fill the first free slot. */
static void
store(VacAttrStats *stats, const struct places *places, int kept, int levels, int rows,
      double table_to_sample)
{
    MemoryContext before;
    Datum *values;
    int slot = 0;
    int at = 0;

    while (slot < STATISTIC_NUM_SLOTS && stats->stakind[slot] != 0)
        slot++;
    if (slot == STATISTIC_NUM_SLOTS)
        return;
    before = MemoryContextSwitchTo(stats->anl_context);
    values = palloc(kept * sizeof(Datum));
    for (int i = 0; i < places->count; i++)
    {
        if (places->all[i].kept)
            values[at++] =
                datumCopy(places->all[i].value, stats->attrtype->typbyval, stats->attrtype->typlen);
    }
    stats->stanumbers[slot] = numbers_of(places, kept, levels, rows, table_to_sample);
    MemoryContextSwitchTo(before);
    stats->stakind[slot] = BELOW_STATISTIC_KIND;
    stats->staop[slot] = InvalidOid;
    stats->stacoll[slot] = InvalidOid;
    stats->numnumbers[slot] = 3 * kept + 3 * levels;
    stats->stavalues[slot] = values;
    stats->numvalues[slot] = kept;
}

/* Count the places of the sample, choose those to keep. */
static void
compute_below(VacAttrStats *stats, AnalyzeAttrFetchFunc fetch, int rows, double rows_in_table)
{
    struct below_extra *extra = stats->extra_data;
    const struct below_tree *tree = extra->tree;
    struct places places = {NULL, 0, 1024};
    Datum *values;
    int count = 0;

    stats->extra_data = extra->usual_data;
    extra->usual_compute(stats, fetch, rows, rows_in_table);
    stats->extra_data = extra;
    if (!stats->stats_valid || rows <= 0)
        return;
    values = palloc((Size) rows * sizeof(Datum));
    for (int i = 0; i < rows; i++)
    {
        bool is_null;
        Datum value = fetch(stats, i, &is_null);

        CHECK_FOR_INTERRUPTS();
        if (is_null)
            continue;
        if (!stats->attrtype->typbyval)
            value = PointerGetDatum(PG_DETOAST_DATUM(value));
        if (tree->level(value) >= 0)
            values[count++] = value;
    }
    if (count == 0)
        return;
    qsort_arg(values, count, sizeof(Datum), compare_values, (void *) tree);
    places.all = palloc(places.room * sizeof(struct place));
    count_places(tree, values, count, &places);
    /* Of a table that was read whole, every place counts. */
    store(stats, &places,
          choose_places(&places, extra->target * BELOW_PLACES_A_BIN,
                        rows >= rows_in_table ? 1 : BELOW_LEAST_ROWS),
          tree->levels, rows, rows_in_table / rows);
}

Datum
below_typanalyze(FunctionCallInfo fcinfo, const struct below_tree *tree)
{
    VacAttrStats *stats = (VacAttrStats *) PG_GETARG_POINTER(0);
    struct below_extra *extra;

    if (!std_typanalyze(stats))
        PG_RETURN_BOOL(false);
    extra = palloc(sizeof(struct below_extra));
    extra->tree = tree;
    extra->usual_compute = stats->compute_stats;
    extra->usual_data = stats->extra_data;
    extra->target = sei_statistics_target(stats);
    stats->compute_stats = compute_below;
    stats->extra_data = extra;
    PG_RETURN_BOOL(true);
}

bool
below_stats_read(HeapTuple statistics, const struct below_tree *tree, struct below_stats *out)
{
    if (!HeapTupleIsValid(statistics) ||
        !get_attstatsslot(&out->slot, statistics, BELOW_STATISTIC_KIND, InvalidOid,
                          ATTSTATSSLOT_VALUES | ATTSTATSSLOT_NUMBERS))
        return false;
    out->tree = tree;
    out->places = out->slot.nvalues;
    if (out->slot.nnumbers != 3 * out->places + 3 * tree->levels)
    {
        free_attstatsslot(&out->slot);
        return false;
    }
    out->below = out->slot.numbers;
    out->own = out->below + out->places;
    out->child = out->own + out->places;
    out->levels = out->child + out->places;
    return true;
}
