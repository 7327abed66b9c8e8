/*
 * log.h: what people read. Errors and notes go to stderr, results to stdout.
 */
#ifndef SEI_INGESTD_LOG_H
#define SEI_INGESTD_LOG_H

#include "failure.h"

/* `sei-ingestd: text` and, when there is one, an indented hint line. */
void log_failure(const struct failure *f);
void log_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
