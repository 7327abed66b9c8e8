/*
 * judge_target.c: from a stored target to what is judged: the only place of the judging that knows its form.
 */
#include "postgres.h"

#include "judge.h"
#include "target_figures.h"
#include "value_read.h"

void
judge_read_target(Datum target, struct judging *out)
{
    struct varlena *text = varlena_here(target);
    struct target_figures figures;
    struct fault fault;

    if (!target_figures_read(slice_make(VARDATA_ANY(text), VARSIZE_ANY_EXHDR(text)), &figures, tally_alloc,
                             &fault))
        raise_fault(&fault, "a stored target is broken");
    out->kind = figures.kind;
    out->is_strict = figures.op == TARGET_MORE || figures.op == TARGET_LESS;
    out->is_approximate = figures.op == TARGET_ABOUT;
    out->is_range = figures.op == TARGET_RANGE;
    if (figures.op != TARGET_AT_MOST && figures.op != TARGET_LESS)
        out->lower = judge_known(figures.lower);
    if (figures.op != TARGET_AT_LEAST && figures.op != TARGET_MORE)
        out->upper = judge_known(figures.upper);
}
