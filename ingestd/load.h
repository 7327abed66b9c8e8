/*
 * load.h: spooled pages into the leased stage slot, by COPY, in blocks.
 *
 * The stage is filled in one COPY, or in several when the lease has to be prolonged or a code list read in
 * between: staged rows count for nothing until finish_load has counted them.
 */
#ifndef SEI_INGESTD_LOAD_H
#define SEI_INGESTD_LOAD_H

#include "fetch.h"
#include "ledger.h"
#include "map.h"

#define LOAD_EXAMPLES_MAX 5

struct loader
{
    struct db *db;
    const struct feed *feed;
    const char *run;
    int slot;
    struct heartbeat heartbeat; /* may use the connection: the COPY is closed before */
    struct progress_state *progress;
    struct mapper mapper;
    struct codes codes;
    struct mapped_row row;
    struct buffer block;
    bool copying;
    int page;
    int64_t beat_ms;
    int64_t rows;
    int64_t rejects;
    int64_t skipped;
    char *examples[LOAD_EXAMPLES_MAX]; /* the first messages about rejected rows */
    size_t n_examples;
};

bool load_begin(struct loader *l, struct failure *f);
bool load_pages(struct loader *l, const struct fetched *fetched, struct failure *f);
void load_free(struct loader *l);

#endif
