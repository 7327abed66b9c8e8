/*
 * uscc.h: the unified social credit code of legal entities (统一社会信用代码), GB 32100-2015.
 */
#ifndef SEI_CORE_USCC_H
#define SEI_CORE_USCC_H

#include "fault.h"
#include "slice.h"

/*
 * 18 characters: authority, kind, 6 digits of region, 9 of organisation, check character; nothing around
 * them. Letters are capital, as the standard prints them, and never I, O, S, V or Z. The check character
 * guards all 17 before it, so the check digit that GB 11714 puts at place 17 is not looked at a second time.
 */
bool uscc_check(struct slice text, struct fault *fault);

#endif
