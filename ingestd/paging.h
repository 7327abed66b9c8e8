/*
 * paging.h: from one page to the next, and when there is none: by the paging's own rule alone, never by an
 * error.
 */
#ifndef SEI_INGESTD_PAGING_H
#define SEI_INGESTD_PAGING_H

#include "page.h"
#include "variables.h"

/* Where we are in the pages of one request, and what the source has said about them. */
struct walk
{
    const struct paging *paging;
    int ordinal;    /* of the page to ask for, from 1 */
    int64_t number; /* its page number or offset */
    char *cursor;   /* NULL = none yet */
    char *link;     /* its whole URL; NULL = made from the request's */
    bool has_pages;
    int64_t pages;
    bool has_total;
    int64_t total;
    int64_t records;
    bool done;
    bool changed; /* the source changed while we read: what it says of the whole is not what it said before */
};

void walk_begin(struct walk *w, const struct paging *paging);
void walk_free(struct walk *w);

/* The variable that turns the pages: "page", "offset" or "cursor"; NULL where links do, or nothing. */
const char *paging_variable(const struct paging *paging);

/* The variables of the page to ask for. */
void walk_variables(const struct walk *w, struct variables *v);

/* A page was read: compare what it says with what the others said, and go on to the next. */
bool walk_next(struct walk *w, const struct page_facts *facts, struct failure *f);

/* A page did not change since the last run, when the page after it had this URL (NULL = there was none). */
void walk_skip(struct walk *w, const char *next);

/* All pages are there: do their rows add up? */
bool walk_end(const struct walk *w, struct failure *f);

#endif
