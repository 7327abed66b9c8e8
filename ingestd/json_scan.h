/*
 * json_scan.h: what yajl lets through, seen in the raw bytes before it reads them.
 *
 * yajl turns a lone surrogate into '?', passes \u0000 on, nests without end and gathers a text of any length.
 * The scan bounds depth and lengths and notes where forbidden escapes stand; the reader then rejects
 * the record they are in.
 */
#ifndef SEI_INGESTD_JSON_SCAN_H
#define SEI_INGESTD_JSON_SCAN_H

#include "fault.h"
#include "stream.h"

#define JSON_DEPTH_MAX  64
#define JSON_TEXT_MAX   (1024 * 1024)
#define JSON_NUMBER_MAX 4096

enum escape_kind
{
    ESCAPE_NUL,
    ESCAPE_SURROGATE
};

struct bad_escape
{
    int64_t offset;
    enum escape_kind kind;
};

struct json_scan
{
    int64_t offset; /* of the next byte */
    int depth;
    bool in_text;
    int64_t text_at;     /* the opening quote of the latest text */
    int64_t token_bytes; /* of the text or the run of other characters we are in */
    int escape;          /* 0 none, 1 after the backslash, 2..5 hexadecimal digits to come */
    uint32_t code;
    int64_t escape_at;
    int64_t high_at; /* a high surrogate waits for its low one; -1 = none */
    struct bad_escape *bad;
    size_t n_bad;
    size_t cap_bad;
};

void json_scan_begin(struct json_scan *s);
bool json_scan_write(struct json_scan *s, const char *bytes, size_t len, struct failure *f);

/* The first forbidden escape in [from, to), NULL when there is none; earlier ones are forgotten. */
const struct bad_escape *json_scan_find(struct json_scan *s, int64_t from, int64_t to);
void json_scan_free(struct json_scan *s);

#endif
