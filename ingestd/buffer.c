/*
 * buffer.c: see buffer.h.
 */
#include "buffer.h"

#include <stdio.h>
#include <stdlib.h>

#include "options.h"

static _Noreturn void
out_of_memory(void)
{
    fputs("sei-ingestd: out of memory\n", stderr);
    exit(EXIT_OTHER);
}

void *
mem_alloc(size_t count, size_t size)
{
    void *p = calloc(count == 0 ? 1 : count, size == 0 ? 1 : size);

    if (p == NULL)
        out_of_memory();
    return p;
}

void *
mem_grow(void *old, size_t count, size_t size)
{
    void *p = reallocarray(old, count == 0 ? 1 : count, size);

    if (p == NULL)
        out_of_memory();
    return p;
}

char *
mem_text(struct slice text)
{
    char *copy = mem_alloc(text.len + 1, 1);

    if (text.len > 0)
        memcpy(copy, text.ptr, text.len);
    return copy;
}

char *
mem_format(const char *format, ...)
{
    char *text = NULL;
    va_list args;

    va_start(args, format);
    if (vasprintf(&text, format, args) < 0)
        out_of_memory();
    va_end(args);
    return text;
}

static void
reserve(struct buffer *b, size_t more)
{
    size_t need = b->len + more + 1;

    if (need < b->len)
        out_of_memory();
    if (need <= b->cap)
        return;
    if (need < b->cap * 2)
        need = b->cap * 2;
    if (need < 64)
        need = 64;
    b->ptr = mem_grow(b->ptr, need, 1);
    b->cap = need;
}

void
buffer_append(struct buffer *b, const char *ptr, size_t len)
{
    reserve(b, len);
    if (len > 0)
        memcpy(b->ptr + b->len, ptr, len);
    b->len += len;
}

void
buffer_text(struct buffer *b, const char *text)
{
    buffer_append(b, text, strlen(text));
}

void
buffer_byte(struct buffer *b, char byte)
{
    buffer_append(b, &byte, 1);
}

void
buffer_vformat(struct buffer *b, const char *format, va_list args)
{
    va_list again;
    int len;

    va_copy(again, args);
    len = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (len < 0)
        return;
    reserve(b, (size_t) len);
    vsnprintf(b->ptr + b->len, (size_t) len + 1, format, args);
    b->len += (size_t) len;
}

void
buffer_format(struct buffer *b, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    buffer_vformat(b, format, args);
    va_end(args);
}

const char *
buffer_string(struct buffer *b)
{
    reserve(b, 0);
    b->ptr[b->len] = '\0';
    return b->ptr;
}

void
buffer_clear(struct buffer *b)
{
    b->len = 0;
}

void
buffer_free(struct buffer *b)
{
    free(b->ptr);
    memset(b, 0, sizeof(*b));
}
