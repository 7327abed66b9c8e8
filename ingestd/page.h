/*
 * page.h: one spooled body read from its first byte to its last: inflated, summed, sniffed, decoded, parsed.
 *
 * Read twice: once after the fetch, to prove that it is whole and to learn what its envelope says; once to
 * load.
 */
#ifndef SEI_INGESTD_PAGE_H
#define SEI_INGESTD_PAGE_H

#include "csv_reader.h"
#include "decode.h"
#include "digest.h"
#include "gunzip.h"
#include "json_reader.h"

#define PAGE_SNIFF_BYTES 512

struct page_facts
{
    int64_t body_bytes;
    int64_t records;
    bool was_gzip;
    char sha256[DIGEST_TEXT_MAX]; /* of the body after inflating */
    bool has_pages;
    bool has_page;
    bool has_total;
    int64_t pages;
    int64_t page;
    int64_t total;
    char *next; /* cursor or link to the next page, as the body or a header says it; NULL = none */
    bool ends;  /* a rule of the definition says that this was the end */
    bool has_more;
    bool more;
};

void page_facts_free(struct page_facts *facts);

/* Records go to out (take may be NULL: only look). */
bool page_read(const struct feed *feed, const char *path, struct record_sink out, struct page_facts *facts,
               struct failure *f);

/* The total of all rows, out of a header; fills f when it is no number. */
bool page_read_total(const char *text, const char *header, struct page_facts *facts, struct failure *f);

/* Whether a body begins as something that no data format begins with; fills f when it does. */
bool page_sniff(enum format_kind format, struct slice start, struct failure *f);

#endif
