/*
 * respondent_stored.c: the stored form of p_percent_safe's state (respondent.h), as other nodes see it.
 */
#include "respondent.h"

#include <stdlib.h>

#define HEADER_TAIL_BYTES 12 /* p_percent and n */

static const char broken_hint[] = "Send what respondent_state_send gave, unchanged.";

/* A respondent on its way into the stored form. */
struct listed
{
    struct slice name;
    struct number sum;
};

static int
by_name(const void *a, const void *b)
{
    struct slice x = ((const struct listed *) a)->name;
    struct slice y = ((const struct listed *) b)->name;
    int order = memcmp(x.ptr, y.ptr, x.len < y.len ? x.len : y.len);

    return order != 0 ? order : (x.len > y.len) - (x.len < y.len);
}

static unsigned char *
put_little(unsigned char *at, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        at[i] = (unsigned char) (value >> 8 * i);
    return at + bytes;
}

static uint64_t
get_little(const unsigned char *at, int bytes)
{
    uint64_t value = 0;

    for (int i = bytes; i > 0; i--)
        value = value << 8 | at[i - 1];
    return value;
}

size_t
respondents_write(const struct respondents *state, size_t room, char **out, wide_alloc alloc,
                  struct fault *fault)
{
    struct listed *list = alloc(((size_t) state->n + 1) * sizeof(*list));
    size_t bound = room + 1 + 10 + HEADER_TAIL_BYTES;
    size_t n = 0;
    unsigned char *start;
    unsigned char *at;
    uint64_t bits;

    for (uint32_t i = 0; i < state->n; i++)
    {
        const struct respondent *entry = &respondent_entries(state)[i];
        struct listed *item = &list[n];

        if (!respondents_sum_of(state, entry, &item->sum, alloc, fault))
            return 0;
        if (number_is_zero(&item->sum))
            continue;
        item->name = respondent_name(state, entry);
        bound += 10 + item->name.len + tally_number_bound(&item->sum);
        n++;
    }
    if (bound > TALLY_BYTES_MAX)
    {
        fault_set(fault, FAULT_LIMIT, -1, "Sum up per respondent first.",
                  "The sums of %zu respondents may need %zu bytes, more than the server can hold.", n, bound);
        return 0;
    }
    qsort(list, n, sizeof(*list), by_name);
    *out = alloc(bound);
    start = (unsigned char *) *out + room;
    at = start;
    *at++ = RESPONDENT_VERSION;
    at += tally_write_count(state->min_respondents, at);
    memcpy(&bits, &state->p_percent, sizeof(bits));
    at = put_little(at, bits, 8);
    at = put_little(at, n, 4);
    for (size_t i = 0; i < n; i++)
    {
        at += tally_write_count((int64_t) list[i].name.len, at);
        memcpy(at, list[i].name.ptr, list[i].name.len);
        at += list[i].name.len;
        at += tally_write_number(&list[i].sum, at);
    }
    return (size_t) (at - start);
}

static bool
broken(struct fault *fault, const char *part)
{
    return fault_set(fault, FAULT_BINARY, -1, broken_hint, "The state is broken in %s.", part);
}

/* Read the parameters into a new state. */
static bool
read_header(const unsigned char **at, const unsigned char *end, struct respondents **out, uint64_t *n,
            wide_alloc alloc, struct fault *fault)
{
    int64_t min_respondents;
    double p_percent;
    uint64_t bits;

    if (*at == end)
        return broken(fault, "its version");
    if (**at != RESPONDENT_VERSION)
        return fault_set(fault, FAULT_UNSUPPORTED, 0, "Update the extension sei on this server.",
                         "The state has format version %d; this server reads versions up to %d.", **at,
                         RESPONDENT_VERSION);
    (*at)++;
    if (!tally_read_count(at, end, &min_respondents) || min_respondents < 0 || min_respondents > INT32_MAX ||
        end - *at < HEADER_TAIL_BYTES)
        return broken(fault, "its parameters");
    bits = get_little(*at, 8);
    memcpy(&p_percent, &bits, sizeof(bits));
    if (!respondents_check((int32_t) min_respondents, p_percent, fault))
        return broken(fault, "its parameters");
    *n = get_little(*at + 8, 4);
    *at += HEADER_TAIL_BYTES;
    *out = respondents_new((int32_t) min_respondents, p_percent, 0, alloc);
    return true;
}

/* Read one respondent behind the one before; its sum must be in its one form. */
static bool
read_entry(const unsigned char **at, const unsigned char *end, struct slice before, struct listed *out,
           wide_alloc alloc)
{
    int64_t len;
    const unsigned char *start;
    struct number sum;
    unsigned char *again;

    if (!tally_read_count(at, end, &len) || len < 0 || len > end - *at)
        return false;
    out->name = slice_make((const char *) *at, (size_t) len);
    *at += len;
    start = *at;
    if (!tally_read_number(at, end, &out->sum) || number_is_zero(&out->sum))
        return false;
    sum = out->sum;
    if (!sum.is_long)
        number_trim(&sum);
    again = alloc(tally_number_bound(&sum));
    if (tally_write_number(&sum, again) != (size_t) (*at - start) ||
        memcmp(again, start, (size_t) (*at - start)) != 0)
        return false;
    return before.ptr == NULL || by_name(&(struct listed){.name = before}, out) < 0;
}

bool
respondents_read(struct slice stored, struct respondents **out, wide_alloc alloc, struct fault *fault)
{
    const unsigned char *at = (const unsigned char *) stored.ptr;
    const unsigned char *end = at + stored.len;
    struct slice before = slice_make(NULL, 0);
    uint64_t n = 0;

    if (!read_header(&at, end, out, &n, alloc, fault))
        return false;
    for (uint64_t i = 0; i < n; i++)
    {
        struct listed item;
        struct respondent *entry;

        if (!read_entry(&at, end, before, &item, alloc))
            return broken(fault, "one of its respondents");
        entry = respondents_enter(out, item.name, alloc, fault);
        if (entry == NULL ||
            !respondents_add(out, (uint32_t) (entry - respondent_entries(*out)), &item.sum, alloc, fault))
            return false;
        before = item.name;
    }
    return at == end ? true : broken(fault, "what follows its respondents");
}
