/*
 * fetch_page.h: one page, fetched until it is whole: redirects, statuses, retries, and the proof of
 * completeness.
 */
#ifndef SEI_INGESTD_FETCH_PAGE_H
#define SEI_INGESTD_FETCH_PAGE_H

#include "fetch.h"

/*
 * Fetch page->url. Fills the page and, for a 200, the facts of its body. *not_before is set when the source
 * named a time (Retry-After) that is too far off to wait for.
 */
bool fetch_page(const struct fetch_job *job, struct http *http, bool conditional, struct page *page,
                struct page_facts *facts, int64_t *not_before, struct failure *f);

#endif
