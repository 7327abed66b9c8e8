/*
 * asking.h: from a definition and variables to one request that can be sent.
 */
#ifndef SEI_INGESTD_ASKING_H
#define SEI_INGESTD_ASKING_H

#include "digest.h"
#include "failure.h"
#include "request.h"
#include "variables.h"

/* A request in full, without any secret. */
struct asking
{
    char *url;
    char *body; /* NULL = GET */
    const char *body_type;
    struct text_list headers;  /* lines */
    char sum[DIGEST_TEXT_MAX]; /* over all of it: two equal ones ask the same */
};

/* link (may be NULL) is the URL that the source gave for this page; it is asked as it is. */
bool asking_make(struct asking *a, const struct request *r, const struct variables *v, const char *link,
                 struct failure *f);
void asking_free(struct asking *a);

#endif
