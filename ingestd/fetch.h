/*
 * fetch.h: all pages of a feed into the spool, proven complete, with no transaction open.
 */
#ifndef SEI_INGESTD_FETCH_H
#define SEI_INGESTD_FETCH_H

#include "asking.h"
#include "codes.h"
#include "http.h"
#include "page.h"

struct page
{
    int number;                 /* the n-th of the run, 1-based; what the source calls it may differ */
    struct variables variables; /* of the list members and the window that it belongs to */
    struct asking asking;
    bool by_rule;  /* a rule gave it its meaning: it is never asked for conditionally */
    bool has_next; /* the page after it in the run is the next one of the same request */
    int status;
    char *path; /* in the spool; NULL for 204 and 304 */
    char etag[HTTP_VALUE_MAX];
    char last_modified[HTTP_VALUE_MAX];
    char sha256[DIGEST_TEXT_MAX];
    int64_t wire_bytes;
    int64_t body_bytes;
    int64_t records;
    int64_t fetched_at; /* seconds since 1970 */
    int64_t server_day; /* by the source's Date, days since 1970; 0 = it did not say */
};

/* How far a run is, for the progress line. */
struct progress_state
{
    const char *phase;
    int64_t page;
    int64_t pages; /* 0 = not known */
    int64_t rows;
    int64_t bytes;
};

struct fetch_job
{
    const struct feed *feed;
    const char *dir;        /* the run's spool directory */
    json_t *validators;     /* URL → {etag, last_modified, sha256} of the last good run; may be NULL */
    const char *old_sha256; /* over all pages of the last good run; may be NULL */
    json_t *cursor;         /* where windows go on, as the last run that loaded left it; may be NULL */
    struct codes *codes;    /* for lists of the database; may be NULL */
    const char *certificates;
    struct heartbeat heartbeat;
    struct courtesy courtesy;
    struct progress_state *progress;
};

struct fetched
{
    struct page *pages;
    size_t n_pages;
    bool unchanged;    /* nothing to load */
    bool not_modified; /* … because every page answered 304 */
    char sha256[DIGEST_TEXT_MAX];
    int64_t source_time; /* newest Last-Modified, else when the fetch began */
    int64_t not_before;  /* the source asked not to come again before; 0 = it did not */
    json_t *cursor;      /* where the next run goes on; NULL = no windows with a lookback */
    int64_t wire_bytes;
    int64_t records;
};

bool fetch_run(const struct fetch_job *job, struct fetched *out, struct failure *f);
void fetched_free(struct fetched *fetched);

/* What finish_load, unchanged_run and fail_run take as `fetched`; json_decref the result. */
json_t *fetched_json(const struct fetched *fetched, json_t *old_validators);

#endif
