/*
 * respondent.h: what each respondent contributed to one cell: the state of p_percent_safe.
 *
 * Whether a cell may be published is decided on sums per respondent (threshold and p% rule), so the state
 * holds every respondent's name and exact sum: micro data, of one cell, never for columns. The parameters are
 * inside, because other processes and nodes go on with the state alone.
 *
 * Working form: updated in place, one slot table (open addressing) over entries over a heap of names and
 * limbs. It grows with the distinct respondents and with nothing else, each time into a copy twice as big; a
 * host that takes no more than 1 GB in one piece stops at 16,777,216 respondents, if their names are of 20
 * bytes or so.
 *
 * Stored form, without alignment or byte order; respondents whose sum is 0 are not there:
 *
 *   | version 1 | min_respondents (zigzag varint) | p_percent (8) | n (4) | entry … |
 *
 *   p_percent  the bits of an IEEE double, little-endian, as is n
 *   entry      length of the name (zigzag varint), name, sum as in tally.h; in the order of the names' bytes
 */
#ifndef SEI_CORE_RESPONDENT_H
#define SEI_CORE_RESPONDENT_H

#include "tally.h"

#define RESPONDENT_VERSION       1
#define RESPONDENT_STATE_VERSION 0x83 /* bit 7: a working form, never stored */

struct respondent
{
    uint64_t sum_low; /* fixed: low word; long: where its limbs begin in the heap */
    uint64_t sum_high;
    uint32_t name_at; /* in the heap */
    uint32_t name_len;
    uint32_t hash;
    uint8_t scale; /* of a fixed sum */
    uint8_t is_long;
    uint16_t unused;
};

struct respondents
{
    uint32_t host; /* the server's length word; core never reads it */
    uint8_t version;
    uint8_t slot_bits;
    uint16_t unused;
    uint32_t n;
    uint32_t capacity;
    uint32_t heap_used;
    uint32_t heap_size;
    int32_t min_respondents;
    uint32_t unused_too;
    double p_percent;
    /* uint32_t slot[1 << slot_bits]; struct respondent entry[capacity]; unsigned char heap[heap_size] */
};

/* What the rules are about: how many respondents count, the largest magnitude, and all but the largest two.
 */
struct respondent_summary
{
    int64_t n; /* respondents whose sum is not 0 */
    struct number first;
    struct number rest; /* total − largest − second largest, of magnitudes */
};

static inline uint32_t *
respondent_slots(const struct respondents *state)
{
    return (uint32_t *) (uintptr_t) (state + 1);
}

static inline struct respondent *
respondent_entries(const struct respondents *state)
{
    return (struct respondent *) (respondent_slots(state) + ((size_t) 1 << state->slot_bits));
}

static inline struct slice
respondent_name(const struct respondents *state, const struct respondent *entry)
{
    return slice_make((const char *) (respondent_entries(state) + state->capacity) + entry->name_at,
                      entry->name_len);
}

static inline wide_int
respondent_fixed_sum(const struct respondent *entry)
{
    return (wide_int) ((wide_uint) entry->sum_high << 64 | entry->sum_low);
}

static inline void
respondent_set_fixed(struct respondent *entry, wide_int sum)
{
    entry->sum_low = (uint64_t) (wide_uint) sum;
    entry->sum_high = (uint64_t) ((wide_uint) sum >> 64);
}

/* Whether the parameters are possible: at least 0 respondents, p from 1 to 100 per cent. */
bool respondents_check(int32_t min_respondents, double p_percent, struct fault *fault);

/* Bytes of a state, slack included. */
size_t respondents_bytes(const struct respondents *state);

/* A state without entries, with room for one and its name. */
struct respondents *respondents_new(int32_t min_respondents, double p_percent, size_t name_bytes,
                                    wide_alloc alloc);

/* The entry of a respondent, or NULL. */
struct respondent *respondents_find(const struct respondents *state, struct slice name);

/* The same, made when it is not there; the state may move. NULL with a fault when there is no room. */
struct respondent *respondents_enter(struct respondents **state, struct slice name, wide_alloc alloc,
                                     struct fault *fault);

/* Add to an entry's sum; the state may move, its entries keep their index. */
bool respondents_add(struct respondents **state, uint32_t index, const struct number *value, wide_alloc alloc,
                     struct fault *fault);

/* Merge another state of the same parameters into this one, which may move. */
bool respondents_merge(struct respondents **state, const struct respondents *other, wide_alloc alloc,
                       struct fault *fault);

/* An entry's sum in its one form. */
bool respondents_sum_of(const struct respondents *state, const struct respondent *entry, struct number *out,
                        wide_alloc alloc, struct fault *fault);

/* False with a fault when a sum is beyond numeric's limits. */
bool respondents_sum_up(const struct respondents *state, struct respondent_summary *out, wide_alloc alloc,
                        struct fault *fault);

/* The stored form, with `room` bytes left free in front of it. Returns its length, 0 with a fault. */
size_t respondents_write(const struct respondents *state, size_t room, char **out, wide_alloc alloc,
                         struct fault *fault);

/* Read the stored form; anything else is a fault. */
bool respondents_read(struct slice stored, struct respondents **out, wide_alloc alloc, struct fault *fault);

#endif
