/*
 * clock.h: the two clocks of the daemon. Deadlines use the monotonic one; what people read uses UTC.
 * Leases use neither: they are the database's.
 */
#ifndef SEI_INGESTD_CLOCK_H
#define SEI_INGESTD_CLOCK_H

#include <stdint.h>
#include <stdbool.h>

#define CLOCK_TEXT_MAX 32

/* Milliseconds since some fixed moment; never goes back. */
int64_t clock_now_ms(void);

/* Wait; interrupted sleeps go on. */
void clock_sleep_ms(int64_t ms);

/* Seconds since 1970 as 2026-11-24T14:05:00Z. */
const char *clock_iso(int64_t seconds, char text[CLOCK_TEXT_MAX]);

/* Now, in seconds since 1970. */
int64_t clock_now_utc(void);

#endif
