/*
 * cursor.h: a place in a folded text, from which a parser reads word by word.
 *
 * Periods and targets are both read left to right over folded text; what they ask of it is the same.
 */
#ifndef SEI_CORE_CURSOR_H
#define SEI_CORE_CURSOR_H

#include "fold.h"
#include "slice.h"

struct cursor
{
    const struct folded *in;
    size_t at;
    size_t end; /* reading stops here; at most in->len */
};

/* What has not been read yet. */
static inline struct slice
cursor_rest(const struct cursor *c)
{
    return slice_make(c->in->text + c->at, c->end - c->at);
}

/* Whether a word comes next. */
static inline bool
cursor_sees(const struct cursor *c, const char *word)
{
    return c->at < c->end && c->in->text[c->at] == word[0] && slice_starts(cursor_rest(c), word);
}

/* Read a word if it comes next. */
static inline bool
cursor_takes(struct cursor *c, const char *word)
{
    if (!cursor_sees(c, word))
        return false;
    c->at += strlen(word);
    return true;
}

/* Skip spaces, which may stand between any two parts but not inside a number. */
static inline void
cursor_skip(struct cursor *c)
{
    while (c->at < c->end && c->in->text[c->at] == ' ')
        c->at++;
}

/* How many ASCII digits come next. */
static inline size_t
cursor_digits_ahead(const struct cursor *c)
{
    size_t n = 0;

    while (c->at + n < c->end && c->in->text[c->at + n] >= '0' && c->in->text[c->at + n] <= '9')
        n++;
    return n;
}

/*
 * Read the sign of a range, spaces around it included: .. ~ — 至 到, two of ~ or — as one, and the hyphen
 * where the caller says that it can mean nothing else.
 */
static inline bool
cursor_takes_range(struct cursor *c, bool hyphen)
{
    static const struct
    {
        const char *sign;
        bool doubles;
    } signs[] = {{"..", false}, {"至", false}, {"到", false}, {"~", true}, {FOLD_DASH, true}, {"-", true}};
    size_t count = sizeof(signs) / sizeof(signs[0]) - (hyphen ? 0 : 1);
    size_t before = c->at;
    bool found = false;

    cursor_skip(c);
    for (size_t i = 0; i < count && !found; i++)
    {
        found = cursor_takes(c, signs[i].sign);
        if (found && signs[i].doubles)
            cursor_takes(c, signs[i].sign);
    }
    if (found)
        cursor_skip(c);
    else
        c->at = before;
    return found;
}

/* Where in the original text a place of the folded one lies. */
static inline int32_t
cursor_origin(const struct cursor *c, size_t at)
{
    return c->in->at[at];
}

#endif
