/*
 * retry.h: how long to wait before the next attempt, and when to stop.
 *
 * The wait doubles, with jitter, so that many daemons do not come back together; Retry-After is never
 * undercut; what would take longer than the budget is left to the next run.
 */
#ifndef SEI_INGESTD_RETRY_H
#define SEI_INGESTD_RETRY_H

#include <stdbool.h>
#include <stdint.h>

#define RETRY_FIRST_MS 500
#define RETRY_MOST_MS  60000

struct retry
{
    int left;
    int attempt;
    int64_t *budget_ms; /* shared by all requests of a run */
};

void retry_begin(struct retry *r, int retries, int64_t *budget_ms);

/* Milliseconds until the next attempt, at least least_ms; -1 when there is none. */
int64_t retry_next(struct retry *r, int64_t least_ms);

/*
 * Retry-After, as seconds or as a date, in milliseconds from now; 0 when absent, past or not understood. A
 * date is the server's: it counts from the Date header when there is one, else from our own clock.
 */
int64_t retry_after_ms(const char *value, const char *date, int64_t now_utc);

#endif
