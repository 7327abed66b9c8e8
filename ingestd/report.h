/*
 * report.h: what a run tells people and scripts: a progress line on a terminal, one line at its end.
 */
#ifndef SEI_INGESTD_REPORT_H
#define SEI_INGESTD_REPORT_H

#include "fetch.h"
#include "ledger.h"

struct report
{
    int64_t began_ms;
    int64_t skipped; /* records that the definition's filter left out */
};

void report_begin(struct report *r);

/* Redraw the progress line; nothing unless stderr is a terminal. */
void report_progress(const char *feed, const struct progress_state *state);

/* The first messages about rejected rows, and how many there were. */
void report_rejects(char *const *examples, size_t n_examples, int64_t rejects);

/* The line of a run that has ended; why is NULL when it is ok or unchanged. json: one object instead. */
void report_end(const struct report *r, const char *feed, const char *run, bool json,
                const struct failure *why, const struct fetched *fetched, const struct counters *counters);

#endif
