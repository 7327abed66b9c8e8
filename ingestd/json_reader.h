/*
 * json_reader.h: records and envelope values out of a JSON document of any size, in bounded memory.
 *
 * yajl reads; the guards that it lacks are here and in json_scan.h: depth, lengths, duplicate keys,
 * surrogates, NUL, trailing bytes. Numbers keep their text.
 */
#ifndef SEI_INGESTD_JSON_READER_H
#define SEI_INGESTD_JSON_READER_H

#include <yajl/yajl_parse.h>

#include "json_scan.h"

#define JSON_ENVELOPE_MAX 32
#define JSON_VALUE_MAX    8192 /* of an envelope value; a longer one is not taken */
#define JSON_KEYS_MAX     4096

/* A value outside the records, by pointer. */
struct json_envelope
{
    const char *pointer;
    bool there; /* anything but null */
    bool found; /* a text, number, true or false */
    struct buffer text;
};

struct json_level
{
    bool is_array;
    size_t index;
    size_t path_len; /* of the path before this level's members */
    size_t keys_at;  /* where this object's keys begin */
    int n_keys;
};

struct json_reader
{
    yajl_handle handle;
    struct json_scan scan;
    const char *rows; /* pointer of the list of records; NULL = there is none, only the envelope is read */
    char *const *fields;
    size_t n_fields;
    struct json_envelope envelope[JSON_ENVELOPE_MAX];
    size_t n_envelope;
    struct record_sink out;
    struct record record;
    struct json_level levels[JSON_DEPTH_MAX + 1];
    int depth;
    int rows_depth;   /* depth within the list of records; 0 = not in it */
    int record_depth; /* depth within a record; 0 = not in one */
    bool rows_found;
    struct buffer path; /* of the value we are at */
    size_t record_path; /* how much of it leads to the record we are in */
    struct buffer keys; /* length and bytes of every key of the open objects */
    struct buffer top;  /* keys of the document's top object, for messages */
    int64_t base;       /* offset of the chunk that yajl reads */
    const char *chunk;
    int64_t text_at; /* the opening quote of a text that an earlier chunk began; -1 = none */
    int64_t n_records;
    struct failure *failure; /* set while yajl runs */
    bool failed;
};

bool json_reader_begin(struct json_reader *r, const char *rows, char *const *fields, size_t n_fields,
                       struct record_sink out, struct failure *f);

/* Ask for a value of the envelope; NULL pointers are ignored. */
void json_reader_want(struct json_reader *r, const char *pointer);

/* The text of an envelope value, NULL when it was not there or is null, an object or a list. */
const char *json_reader_value(struct json_reader *r, const char *pointer);

/* Whether something other than null stands there. */
bool json_reader_has(const struct json_reader *r, const char *pointer);

bool json_reader_write(void *reader, const char *bytes, size_t len, struct failure *f);
bool json_reader_end(struct json_reader *r, struct failure *f);
void json_reader_free(struct json_reader *r);

#endif
