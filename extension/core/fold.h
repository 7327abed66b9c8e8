/*
 * fold.h: one short text made narrow: full-width ASCII becomes ASCII, dashes become one dash, tildes one
 * tilde.
 *
 * Periods and targets are typed on Chinese keyboards. Their parsers read the folded form and report
 * places in the original through `at`.
 */
#ifndef SEI_CORE_FOLD_H
#define SEI_CORE_FOLD_H

#include "fault.h"
#include "slice.h"

#define FOLD_MAX_BYTES 255
#define FOLD_DASH      "—" /* what every long dash becomes */

struct folded
{
    char text[FOLD_MAX_BYTES + 1];   /* NUL-terminated; holds no NUL before that */
    uint16_t at[FOLD_MAX_BYTES + 1]; /* where each byte came from */
    size_t len;
};

/*
 * Trim and fold. Tildes (～ 〜 ∼ ˜ ⁓ 〰) become '~'; dashes longer than a hyphen (‒ – — ― ─ ━ ⸺ ﹘) become
 * FOLD_DASH; hyphens and the minus sign become '-'; full-width and small forms of ASCII become ASCII; inner
 * white space becomes ' '. A long dash is not a tilde: before a figure ~ says "about" and a dash may be meant
 * as a minus. Refuses what is empty, too long, not UTF-8, or holds control, invisible or bidirectional
 * characters.
 */
bool fold_text(struct slice text, struct folded *out, const char *hint, struct fault *fault);

#endif
