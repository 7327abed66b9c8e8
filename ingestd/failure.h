/*
 * failure.h: why something ended, for the person who has to mend it.
 *
 * One of these goes through every layer of the daemon. It names the thing, the place and the way out;
 * its class decides what happens next: try again later, mend the data, or call the operator.
 */
#ifndef SEI_INGESTD_FAILURE_H
#define SEI_INGESTD_FAILURE_H

#include <stdbool.h>

enum failure_class
{
    FAILURE_NONE = 0,
    FAILURE_RETRY,    /* may pass by itself: network, server busy, database restarting */
    FAILURE_DATA,     /* the source sent something that cannot be loaded */
    FAILURE_OPERATOR, /* somebody has to change a setting, a right or a definition */
    FAILURE_USAGE,    /* wrong command line or configuration */
    FAILURE_DATABASE  /* the database cannot be reached or refuses us */
};

struct failure
{
    enum failure_class class;
    char sqlstate[6];
    int position; /* 1-based character in the statement where the server saw the error, 0 = none */
    char text[2048];
    char hint[1024];
};

/* Fill a failure. hint may be NULL. Returns false, so that a function can `return fail(...)`. */
bool fail(struct failure *f, enum failure_class class, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Put words before the text that is there ("page 3: …"). */
bool fail_at(struct failure *f, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* retry, data or operator: the word fail_run takes. */
const char *failure_word(const struct failure *f);

/* The exit code of a command that ends with this failure. */
int failure_exit(const struct failure *f);

#endif
