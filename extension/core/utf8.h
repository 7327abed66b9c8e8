/*
 * utf8.h: UTF-8 one character at a time, strict: no overlong forms, no surrogates, nothing above U+10FFFF.
 */
#ifndef SEI_CORE_UTF8_H
#define SEI_CORE_UTF8_H

#include "slice.h"

/* Read one character. Returns its length in bytes and sets *code; 0 when the bytes are not UTF-8. */
size_t utf8_decode(const char *ptr, size_t len, uint32_t *code);

/* Write one character, which must be one; returns its length in bytes. */
size_t utf8_encode(uint32_t code, char out[4]);

/* The byte offset of the first byte that is not UTF-8, or -1 when all of it is. */
int64_t utf8_find_broken(struct slice text);

/* The 1-based character position of a byte offset, for messages. */
int32_t utf8_position(struct slice text, size_t offset);

/* Cut a NUL-terminated text so that it does not end within a character. */
void utf8_trim_broken_end(char *text);

#endif
