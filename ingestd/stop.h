/*
 * stop.h: being told to stop, by SIGINT or SIGTERM.
 *
 * The first signal asks: a run gives its lease back, says so in its run row and publishes nothing. A second
 * one of the same kind ends the process at once.
 */
#ifndef SEI_INGESTD_STOP_H
#define SEI_INGESTD_STOP_H

#include "failure.h"

void stop_listen(void);
bool stop_asked(void);

/* Whether to go on; false with a failure that says why not. */
bool stop_check(struct failure *f);

#endif
