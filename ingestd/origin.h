/*
 * origin.h: where a feed may go: its own origin, and what request.redirects lists. A redirect and a next link
 * are words of the source, so both are judged here.
 */
#ifndef SEI_INGESTD_ORIGIN_H
#define SEI_INGESTD_ORIGIN_H

#include "failure.h"
#include "request.h"

/*
 * The URL that a reference leads to from the one that held it, a key that the source repeats in it left out.
 * NULL with a failure when it is no URL or may not be asked; how ("redirects") goes into the message. Free
 * the result.
 */
char *origin_follow(const struct request *r, const char *from, const char *reference, const char *how,
                    struct failure *f);

#endif
