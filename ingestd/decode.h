/*
 * decode.h: any encoding that iconv knows to UTF-8; the byte order mark is dropped; every invalid byte has
 * its offset.
 */
#ifndef SEI_INGESTD_DECODE_H
#define SEI_INGESTD_DECODE_H

#include <iconv.h>

#include "stream.h"

struct decode
{
    const char *encoding;
    bool is_utf8;
    bool has_converter;
    iconv_t converter;
    char rest[16]; /* a character cut by the end of a piece */
    size_t n_rest;
    int64_t offset; /* bytes of the body that were decoded */
    bool started;   /* the byte order mark has been looked for */
    char mark[3];
    size_t n_mark;
    struct sink out;
};

bool decode_begin(struct decode *d, const char *encoding, struct sink out, struct failure *f);
bool decode_write(void *decode, const char *bytes, size_t len, struct failure *f);
bool decode_end(struct decode *d, struct failure *f);
void decode_free(struct decode *d);

#endif
