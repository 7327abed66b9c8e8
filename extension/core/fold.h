/*
 * fold.h: one short text made narrow: full-width ASCII becomes ASCII, dashes become one dash.
 *
 * Periods and targets are typed on Chinese keyboards. Their parsers read the folded form and report
 * places in the original through `at`.
 */
#ifndef SEI_CORE_FOLD_H
#define SEI_CORE_FOLD_H

#include "fault.h"
#include "slice.h"

#define FOLD_MAX_BYTES 255

struct folded
{
    char text[FOLD_MAX_BYTES + 1];   /* NUL-terminated; holds no NUL before that */
    uint16_t at[FOLD_MAX_BYTES + 1]; /* where each byte came from */
    size_t len;
};

/*
 * Trim and fold. En and em dashes, ～ and 〜 become '~'; hyphens and the minus sign become '-'; inner white
 * space becomes ' '. Refuses what is empty, too long, not UTF-8, or holds control, invisible or bidirectional
 * characters.
 */
bool fold_text(struct slice text, struct folded *out, const char *hint, struct fault *fault);

#endif
