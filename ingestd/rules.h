/*
 * rules.h: what an answer means, by the definition's own ordered rules: the first that fits decides.
 *
 * Sources answer 200 with an error, 404 for "no rows", 200 with "queued" instead of the data; the status
 * alone says nothing then.
 */
#ifndef SEI_INGESTD_RULES_H
#define SEI_INGESTD_RULES_H

#include "peek.h"

struct verdict
{
    enum outcome outcome;
    int number; /* of the rule, from 1 */
    int wait_s;
    char message[256]; /* what the source says; empty when nothing */
};

/* path is the body's file, NULL when there is none. */
void rules_judge(const struct feed *feed, const struct exchange *e, const char *path, struct verdict *out);

/* The failure of a verdict that is one. Returns false. */
bool rules_fail(const struct verdict *v, const struct exchange *e, struct failure *f);

#endif
