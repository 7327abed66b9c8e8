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

#define RETRY_FIRST_MS  500
#define RETRY_MOST_MS   60000
#define RETRY_BUDGET_MS (5 * 60 * 1000)

struct retry
{
    int left;
    int attempt;
    int64_t budget_ms;
};

void retry_begin(struct retry *r, int retries);

/* Milliseconds until the next attempt, at least least_ms; -1 when there is none. */
int64_t retry_next(struct retry *r, int64_t least_ms);

/* Retry-After, as seconds or as a date, in milliseconds from now; 0 when absent, past or not understood. */
int64_t retry_after_ms(const char *value, int64_t now_utc);

#endif
