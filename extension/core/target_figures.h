/*
 * target_figures.h: the figures of a stored target as exact numbers, for those who judge many rows.
 */
#ifndef SEI_CORE_TARGET_FIGURES_H
#define SEI_CORE_TARGET_FIGURES_H

#include "target.h"
#include "wide.h"

struct target_figures
{
    enum target_kind kind;
    enum target_op op;
    struct number lower; /* in base units: 7% is 0.07; the stated figure, of a range the smaller one */
    struct number upper; /* the stated figure, of a range the larger one */
};

/* Read a canonical text; false with a fault when it is none. */
bool target_figures_read(struct slice canonical, struct target_figures *out, wide_alloc alloc,
                         struct fault *fault);

#endif
