/*
 * codes.h: code lists of the database (regions of a scheme, sectors of a root, indicators …), read once a
 * run.
 */
#ifndef SEI_INGESTD_CODES_H
#define SEI_INGESTD_CODES_H

#include "buffer.h"
#include "failure.h"

#define CODES_LISTS_MAX 64

struct code_entry
{
    size_t code_at;
    size_t code_len;
    size_t value_at;
    size_t value_len;
    bool used;
};

struct code_list
{
    char *name;
    struct code_entry *entries; /* open addressing, a power of two */
    size_t cap;
    size_t n;
    struct buffer text;
};

struct codes
{
    struct code_list lists[CODES_LISTS_MAX];
    size_t n;
    /* Fill a list that is asked for the first time. */
    bool (*load)(void *ctx, struct code_list *list, struct failure *f);
    void *ctx;
};

/* NULL when the list cannot be read (f says why). A list without codes is a list. */
const struct code_list *codes_list(struct codes *codes, const char *name, struct failure *f);
void codes_free(struct codes *codes);

void code_list_add(struct code_list *list, struct slice code, struct slice value);
bool code_list_find(const struct code_list *list, struct slice code, struct slice *value);

#endif
