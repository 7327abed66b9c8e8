/*
 * uscc.h: the unified social credit code of legal entities (统一社会信用代码), GB 32100-2015.
 */
#ifndef SEI_CORE_USCC_H
#define SEI_CORE_USCC_H

#include "fault.h"
#include "slice.h"

/* 18 characters: authority, kind, 6 digits of region, 9 of organisation, check character. Nothing around
 * them. */
bool uscc_check(struct slice text, struct fault *fault);

#endif
