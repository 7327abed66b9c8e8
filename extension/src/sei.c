/*
 * sei.c: what makes the shared library an extension module. No hooks, no settings, no state.
 */
#include "compat.h"

SEI_MODULE_MAGIC;
