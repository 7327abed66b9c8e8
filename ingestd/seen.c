/*
 * seen.c: see seen.h.
 */
#include "seen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buffer.h"

/* The sums are SHA-256 in hexadecimal: their first digits are hash enough. */
static struct seen_entry *
place(struct seen_entry *entries, size_t cap, const char *sum)
{
    char start[17];
    size_t at;

    snprintf(start, sizeof(start), "%.16s", sum);
    at = (size_t) strtoull(start, NULL, 16) & (cap - 1);
    while (entries[at].page != 0 && strcmp(entries[at].sum, sum) != 0)
        at = (at + 1) & (cap - 1);
    return &entries[at];
}

static void
grow(struct seen *s)
{
    size_t cap = s->cap == 0 ? 64 : s->cap * 2;
    struct seen_entry *entries = mem_alloc(cap, sizeof(*entries));

    for (size_t i = 0; i < s->cap; i++)
    {
        if (s->entries[i].page != 0)
            *place(entries, cap, s->entries[i].sum) = s->entries[i];
    }
    free(s->entries);
    s->entries = entries;
    s->cap = cap;
}

int
seen_add(struct seen *s, const char *sum, int page)
{
    struct seen_entry *entry;

    if (s->n * 2 >= s->cap)
        grow(s);
    entry = place(s->entries, s->cap, sum);
    if (entry->page != 0)
        return entry->page;
    snprintf(entry->sum, sizeof(entry->sum), "%s", sum);
    entry->page = page;
    s->n++;
    return 0;
}

void
seen_free(struct seen *s)
{
    free(s->entries);
    memset(s, 0, sizeof(*s));
}
