/*
 * url.h: what may be fetched, how pages are asked for, and what of a URL may be shown.
 */
#ifndef SEI_INGESTD_URL_H
#define SEI_INGESTD_URL_H

#include "failure.h"

#define URL_MAX_BYTES 4096

/* http or https, a host, no user or password, no fragment, no spaces or control characters. */
bool url_check(const char *url, struct failure *f);

/* The URL with query parameter name set to a text, escaped as a URL needs it: replaced when it is there
 * (once, however often it stands there), else added. Free the result. */
char *url_with_text(const char *url, const char *name, const char *value);

/* Without query parameter name. Free the result. */
char *url_without(const char *url, const char *name);

/* The host, brackets of an IPv6 address left out; NULL when it is no URL. Free the result. */
char *url_host(const char *url);

/* Whether scheme, host and port are the same. */
bool url_same_origin(const char *a, const char *b);

/* A Location header resolved against the URL that answered. NULL when it is not a URL. Free the result. */
char *url_resolve(const char *base, const char *location);

/* For messages and the run log: values of query parameters that look like secrets are replaced. Free the
 * result. */
char *url_redact(const char *url);

#endif
