/*
 * letters.h: which characters may stand in names and units, and which are space.
 *
 * One short list for every type, so that a value that looks like another in a report is refused
 * in the same way everywhere. The list is part of the contract: extension/README.md repeats it.
 */
#ifndef SEI_CORE_LETTERS_H
#define SEI_CORE_LETTERS_H

#include "slice.h"

/* Whether a character is white space (ASCII, no-break, ideographic and the other Unicode spaces). */
bool letter_is_space(uint32_t code);

/* The name of the refused class a character belongs to ("a control character", …), or NULL when it may stand.
 */
const char *letter_refused(uint32_t code);

/* Whether a character is a combining mark, which shows on the character before it. */
bool letter_is_mark(uint32_t code);

/* Whether a character shows nothing of itself: controls, bidirectional and invisible marks. */
bool letter_is_hidden(uint32_t code);

/* Cut white space off both ends. Broken UTF-8 is left alone: the parser reports it. */
struct slice letters_trim(struct slice text);

#endif
