/*
 * stream.h: how bytes and records go from one stage of a worker to the next: pushed, in pieces, never whole.
 *
 *   spool file → gunzip → decode → JSON or CSV reader → map → COPY
 *
 * Every stage has `write` (a piece) and `end` (no more will come: prove that it is complete).
 */
#ifndef SEI_INGESTD_STREAM_H
#define SEI_INGESTD_STREAM_H

#include "buffer.h"
#include "failure.h"
#include "feed.h"

#define STREAM_CHUNK_BYTES  65536
#define RECORD_FRAGMENT_MAX 4096

/* Where a stage puts its bytes. */
struct sink
{
    bool (*write)(void *ctx, const char *bytes, size_t len, struct failure *f);
    void *ctx;
};

enum field_state
{
    FIELD_ABSENT = 0,
    FIELD_NULL,
    FIELD_TEXT,
    FIELD_STRUCTURE /* a JSON object or list where a value was wanted */
};

struct field_value
{
    enum field_state state;
    size_t at; /* in record.text */
    size_t len;
};

/* One row of a source, with only the fields that the definition reads. */
struct record
{
    int64_t ordinal; /* 1-based in its page, headers not counted */
    int64_t offset;  /* first byte in the page's text, after inflating and decoding */
    struct field_value values[FEED_FIELDS_MAX];
    struct buffer text;
    struct buffer fragment;  /* its raw text, at most RECORD_FRAGMENT_MAX bytes */
    const char *reject_code; /* set when the record cannot be read at all */
    char reject_reason[320];
    char reject_hint[320];
};

/* Where a reader puts its records. The record is the reader's; it lives until the call returns. */
struct record_sink
{
    bool (*take)(void *ctx, struct record *record, struct failure *f);
    void *ctx;
};

/* Mark a record as unreadable; the first reason stays. */
void record_reject(struct record *record, const char *code, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Forget everything of the record before. */
void record_reset(struct record *record, size_t n_fields);
void record_free(struct record *record);
void record_set(struct record *record, int field, enum field_state state, struct slice text);

static inline struct slice
record_text(const struct record *record, int field)
{
    return slice_make(record->text.ptr + record->values[field].at, record->values[field].len);
}

#endif
