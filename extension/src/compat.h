/*
 * compat.h: every difference between server versions, and the only file that asks for one.
 */
#ifndef SEI_COMPAT_H
#define SEI_COMPAT_H

#include "postgres.h"

#include "fmgr.h"
#include "nodes/nodes.h"

#if PG_VERSION_NUM < 130000
#error "sei needs PostgreSQL 13 or later"
#endif
#if PG_VERSION_NUM >= 190000 && !defined(SEI_ALLOW_UNTESTED)
#error "sei is not tested on this PostgreSQL; build with PG_CPPFLAGS=-DSEI_ALLOW_UNTESTED=1 at your own risk"
#endif

#if PG_VERSION_NUM >= 160000
#include "nodes/miscnodes.h"
#include "varatt.h"
#else
/* Soft errors came with 16; before, refusing is raising. */
#define ereturn(context, dummy, ...)                                                                         \
    do                                                                                                       \
    {                                                                                                        \
        (void) (context);                                                                                    \
        ereport(ERROR, __VA_ARGS__);                                                                         \
        return dummy;                                                                                        \
    } while (0)
#endif

/* Whether an expression is fixed while an index is scanned: no column of its table, nothing volatile. The
 * planner's root came with 14. */
#if PG_VERSION_NUM >= 140000
#define sei_is_fixed_for_index(root, expression, index) is_pseudo_constant_for_index(root, expression, index)
#else
#define sei_is_fixed_for_index(root, expression, index) is_pseudo_constant_for_index(expression, index)
#endif

/* The statistics target of a column that is analysed; it moved in 17. */
#if PG_VERSION_NUM >= 170000
#define sei_statistics_target(stats) ((stats)->attstattarget)
#else
#define sei_statistics_target(stats) ((stats)->attr->attstattarget)
#endif

/* A non-empty range; make_range learnt of soft errors in 16. */
#if PG_VERSION_NUM >= 160000
#define sei_make_range(type, lower, upper) make_range(type, lower, upper, false, NULL)
#else
#define sei_make_range(type, lower, upper) make_range(type, lower, upper, false)
#endif

/* Whether numeric's bytes are laid out as numeric_read.c knows them: 13 to 18. */
#if PG_VERSION_NUM < 190000
#define SEI_NUMERIC_LAYOUT_KNOWN 1
#else
#define SEI_NUMERIC_LAYOUT_KNOWN 0
#endif

#endif
