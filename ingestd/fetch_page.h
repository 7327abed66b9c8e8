/*
 * fetch_page.h: one page, fetched until it is whole: login, redirects, statuses, retries, and the proof of
 * completeness.
 */
#ifndef SEI_INGESTD_FETCH_PAGE_H
#define SEI_INGESTD_FETCH_PAGE_H

#include "fetch.h"
#include "login.h"

/* One run's conversation with its source. */
struct session
{
    const struct fetch_job *job;
    const struct request *request;
    struct http http;
    struct login login;
    bool conditional;    /* whether validators of the last run are sent */
    int64_t patience_ms; /* what is left for waits between attempts */
    int64_t not_before;  /* the source asked not to come again before; 0 = it did not */
};

bool session_open(struct session *s, const struct fetch_job *job, struct failure *f);
void session_close(struct session *s);

/* What the last run knew of a request: etag, last_modified, sha256, next; NULL when it is not asked
 * conditionally. */
json_t *session_validators(const struct session *s, const struct asking *a);

/* Fetch what page->asking asks. Fills the page and, for a 200, the facts of its body; a link to the next page
 * is whole. */
bool fetch_page(struct session *s, struct page *page, struct page_facts *facts, struct failure *f);

#endif
