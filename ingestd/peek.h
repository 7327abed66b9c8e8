/*
 * peek.h: a first look at a body, whatever it is: how it begins as text, and what JSON values it holds. For
 * answers that may be an error page, an envelope or the data; a body that cannot be read has nothing in it.
 */
#ifndef SEI_INGESTD_PEEK_H
#define SEI_INGESTD_PEEK_H

#include "http.h"
#include "json_reader.h"

#define PEEK_BYTES 65536

struct peek
{
    const struct exchange *exchange;
    struct buffer start; /* after inflating and decoding */
    struct json_reader reader;
    bool is_json; /* the whole body is one JSON document */
};

/* Read the body at path (NULL = there is none); pointers are those that will be asked for. */
void peek_open(struct peek *p, const struct feed *feed, const struct exchange *e, const char *path,
               const char *const *pointers, size_t n);
void peek_close(struct peek *p);

/* The value at a JSON pointer; NULL when it is absent or no JSON. */
const char *peek_text(struct peek *p, const char *pointer);
bool peek_has(const struct peek *p, const char *pointer);

/* A small value: free the result; NULL when it is not there. */
char *peek_extract(struct peek *p, const struct extract *where);

#endif
