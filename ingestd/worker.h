/*
 * worker.h: one run of one feed, from lease to commit; what a worker process does.
 */
#ifndef SEI_INGESTD_WORKER_H
#define SEI_INGESTD_WORKER_H

#include "options.h"

/* Run a feed and print its line. Returns the exit code of the run. Opens its own connections. */
int worker_run(const struct options *options, const char *feed, const char *command);

#endif
