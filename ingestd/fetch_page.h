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
    struct text_list headers; /* lines without secrets */
    bool conditional;         /* whether validators of the last run are sent */
    int64_t patience_ms;      /* what is left for waits between attempts */
    int64_t not_before;       /* the source asked not to come again before; 0 = it did not */
};

bool session_open(struct session *s, const struct fetch_job *job, struct failure *f);
void session_close(struct session *s);

/* Fetch page->url. Fills the page and, for a 200, the facts of its body. */
bool fetch_page(struct session *s, struct page *page, struct page_facts *facts, struct failure *f);

/* Whether a URL that the source gave may be asked: the feed's own origin, or one of request.redirects. */
bool session_may_ask(const struct session *s, const char *url);

#endif
