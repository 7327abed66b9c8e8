/*
 * fetch_page.h: one page, fetched until it is whole: login, redirects, statuses, retries, and the proof of
 * completeness.
 */
#ifndef SEI_INGESTD_FETCH_PAGE_H
#define SEI_INGESTD_FETCH_PAGE_H

#include "session.h"

/* What the last run knew of a request: etag, last_modified, sha256, next; NULL when it is not asked
 * conditionally. */
json_t *fetch_validators(const struct session *s, const struct asking *a);

/* Fetch what page->asking asks. Fills the page and, for a 200, the facts of its body; a link to the next page
 * is whole. */
bool fetch_page(struct session *s, struct page *page, struct page_facts *facts, struct failure *f);

#endif
