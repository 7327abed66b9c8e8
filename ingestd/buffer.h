/*
 * buffer.h: bytes that grow, the only dynamic memory most of the daemon needs.
 *
 * Running out of memory ends the process: a worker owns one run, and the next claim cleans up after it.
 */
#ifndef SEI_INGESTD_BUFFER_H
#define SEI_INGESTD_BUFFER_H

#include <stdarg.h>

#include "slice.h"

struct buffer
{
    char *ptr;
    size_t len;
    size_t cap;
};

/* Allocate count × size bytes, zeroed; the product is checked. Never returns NULL. */
void *mem_alloc(size_t count, size_t size);

/* Grow an array to count × size bytes; new bytes are not zeroed. Never returns NULL. */
void *mem_grow(void *old, size_t count, size_t size);

/* A NUL-terminated copy. */
char *mem_text(struct slice text);
char *mem_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

void buffer_append(struct buffer *b, const char *ptr, size_t len);
void buffer_text(struct buffer *b, const char *text);
void buffer_byte(struct buffer *b, char byte);
void buffer_format(struct buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buffer_vformat(struct buffer *b, const char *format, va_list args);

/* The bytes as a C string; stays valid until the next append. */
const char *buffer_string(struct buffer *b);
void buffer_clear(struct buffer *b);
void buffer_free(struct buffer *b);

static inline struct slice
buffer_slice(const struct buffer *b)
{
    return slice_make(b->ptr, b->len);
}

#endif
