/*
 * slice.h: a piece of text that somebody else owns.
 *
 * Everything in core reads slices, never C strings: feeds, wire messages and varlenas are not
 * terminated by NUL, and a value may hold one.
 */
#ifndef SEI_CORE_SLICE_H
#define SEI_CORE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct slice
{
    const char *ptr;
    size_t len;
};

static inline struct slice
slice_make(const char *ptr, size_t len)
{
    struct slice s = {ptr, len};

    return s;
}

/* The slice over a NUL-terminated string. */
static inline struct slice
slice_of(const char *cstring)
{
    return slice_make(cstring, strlen(cstring));
}

/* Whether two slices hold the same bytes. */
static inline bool
slice_equal(struct slice a, struct slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* What lies behind the first `bytes` bytes. */
static inline struct slice
slice_from(struct slice text, size_t bytes)
{
    return slice_make(text.ptr + bytes, text.len - bytes);
}

static inline bool
byte_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* How many ASCII digits a slice begins with. */
static inline size_t
slice_digits(struct slice text)
{
    size_t n = 0;

    while (n < text.len && byte_is_digit(text.ptr[n]))
        n++;
    return n;
}

/* Whether a slice begins with a word. */
static inline bool
slice_starts(struct slice text, const char *word)
{
    size_t len = strlen(word);

    return text.len >= len && memcmp(text.ptr, word, len) == 0;
}

/* Whether a slice ends with a word. */
static inline bool
slice_ends(struct slice text, const char *word)
{
    size_t len = strlen(word);

    return text.len >= len && memcmp(text.ptr + text.len - len, word, len) == 0;
}

#endif
