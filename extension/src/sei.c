/*
 * sei.c: what makes the shared library an extension module. No hooks, no settings, no state.
 */
#include "postgres.h"

#include "fmgr.h"

PG_MODULE_MAGIC;
