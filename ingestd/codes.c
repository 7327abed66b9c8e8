/*
 * codes.c: see codes.h.
 */
#include "codes.h"

#include <stdlib.h>

static size_t
hash(struct slice text)
{
    uint64_t h = 14695981039346656037u;

    for (size_t i = 0; i < text.len; i++)
        h = (h ^ (unsigned char) text.ptr[i]) * 1099511628211u;
    return (size_t) (h ^ (h >> 32));
}

/* The entry of a code, or the free one where it belongs. */
static struct code_entry *
slot_of(const struct code_list *list, struct code_entry *entries, size_t cap, struct slice code)
{
    size_t at = hash(code) & (cap - 1);

    while (entries[at].used &&
           !slice_equal(slice_make(list->text.ptr + entries[at].code_at, entries[at].code_len), code))
        at = (at + 1) & (cap - 1);
    return &entries[at];
}

static void
grow(struct code_list *list)
{
    size_t cap = list->cap == 0 ? 64 : list->cap * 2;
    struct code_entry *entries = mem_alloc(cap, sizeof(*entries));

    for (size_t i = 0; i < list->cap; i++)
    {
        const struct code_entry *e = &list->entries[i];

        if (e->used)
            *slot_of(list, entries, cap, slice_make(list->text.ptr + e->code_at, e->code_len)) = *e;
    }
    free(list->entries);
    list->entries = entries;
    list->cap = cap;
}

void
code_list_add(struct code_list *list, struct slice code, struct slice value)
{
    struct code_entry *e;

    if (list->n * 2 >= list->cap)
        grow(list);
    e = slot_of(list, list->entries, list->cap, code);
    if (!e->used)
    {
        list->n++;
        e->used = true;
        e->code_at = list->text.len;
        e->code_len = code.len;
        buffer_append(&list->text, code.ptr, code.len);
    }
    e->value_at = list->text.len;
    e->value_len = value.len;
    buffer_append(&list->text, value.ptr, value.len);
}

bool
code_list_find(const struct code_list *list, struct slice code, struct slice *value)
{
    const struct code_entry *e;

    if (list->cap == 0)
        return false;
    e = slot_of(list, list->entries, list->cap, code);
    if (e->used)
        *value = slice_make(list->text.ptr + e->value_at, e->value_len);
    return e->used;
}

static void
free_list(struct code_list *list)
{
    free(list->name);
    free(list->entries);
    buffer_free(&list->text);
    memset(list, 0, sizeof(*list));
}

const struct code_list *
codes_list(struct codes *codes, const char *name, struct failure *f)
{
    struct code_list *list;

    for (size_t i = 0; i < codes->n; i++)
    {
        if (strcmp(codes->lists[i].name, name) == 0)
            return &codes->lists[i];
    }
    if (codes->n == CODES_LISTS_MAX)
    {
        fail(f, FAILURE_DATA, NULL, "the feed needs more than %d code lists", CODES_LISTS_MAX);
        return NULL;
    }
    list = &codes->lists[codes->n++];
    list->name = mem_text(slice_of(name));
    if (codes->load(codes->ctx, list, f))
        return list;
    /* Half a list must not pass for a whole one when it is asked for again. */
    free_list(list);
    codes->n--;
    return NULL;
}

void
codes_free(struct codes *codes)
{
    for (size_t i = 0; i < codes->n; i++)
        free_list(&codes->lists[i]);
    codes->n = 0;
}
