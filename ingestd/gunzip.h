/*
 * gunzip.h: gzip to its trailer, or plain bytes as they are.
 *
 * What it is, is told by the first two bytes, since servers lie in Content-Encoding. libcurl accepts a cut
 * gzip body as success; here every member must reach its trailer and nothing may follow the last one.
 */
#ifndef SEI_INGESTD_GUNZIP_H
#define SEI_INGESTD_GUNZIP_H

#include <zlib.h>

#include "stream.h"

struct gunzip
{
    z_stream z;
    bool sniffed;
    bool is_gzip;
    bool in_member; /* a member has begun and has not reached its trailer */
    unsigned char first[2];
    size_t n_first;
    int64_t wire_bytes;
    int64_t body_bytes;
    int64_t limit_bytes;
    int64_t limit_ratio;
    struct sink out;
};

void gunzip_begin(struct gunzip *g, int64_t limit_bytes, int64_t limit_ratio, struct sink out);
bool gunzip_write(void *gunzip, const char *bytes, size_t len, struct failure *f);
bool gunzip_end(struct gunzip *g, struct failure *f);
void gunzip_free(struct gunzip *g);

#endif
