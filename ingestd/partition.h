/*
 * partition.h: the requests that one feed consists of: every window of days with every member of every list,
 * in an order that does not change.
 */
#ifndef SEI_INGESTD_PARTITION_H
#define SEI_INGESTD_PARTITION_H

#include "codes.h"
#include "variables.h"
#include "window.h"

struct partitions
{
    const struct request *request;
    struct text_list lists[EACH_MAX]; /* those that the database holds; the others are the definition's */
    size_t at[EACH_MAX];
    int64_t number; /* of the window */
    int64_t last_number;
    int64_t upper; /* the last day that is asked for */
    bool begun;
};

/*
 * today bounds windows without an end. cursor is what partitions_cursor gave after the last run that loaded;
 * NULL = none. codes (may be NULL when no list is the database's) reads code lists.
 */
bool partitions_begin(struct partitions *p, const struct request *r, struct codes *codes, int64_t today,
                      json_t *cursor, struct failure *f);
void partitions_free(struct partitions *p);

/* The next one's variables into v; false when there is none left. */
bool partitions_next(struct partitions *p, struct variables *v);

/* Where the next run goes on: NULL when every run asks for everything. server_day: the source's own day, it
 * bounds ours. */
json_t *partitions_cursor(const struct partitions *p, int64_t server_day);

#endif
