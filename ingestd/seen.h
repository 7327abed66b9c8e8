/*
 * seen.h: what was there before in a run: requests and bodies, by their sums. A source that leads in a circle
 * is found whatever the circle's length.
 */
#ifndef SEI_INGESTD_SEEN_H
#define SEI_INGESTD_SEEN_H

#include "digest.h"

struct seen_entry
{
    char sum[DIGEST_TEXT_MAX];
    int page;
};

struct seen
{
    struct seen_entry *entries; /* open addressing, a power of two; page 0 = free */
    size_t cap;
    size_t n;
};

/* Note a sum at a page; returns the page where it was before, 0 when it is new. */
int seen_add(struct seen *s, const char *sum, int page);
void seen_free(struct seen *s);

#endif
