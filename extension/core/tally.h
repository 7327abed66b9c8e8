/*
 * tally.h: the mergeable state of a classified sum, in its two forms.
 *
 * Stored form: a string of bytes without alignment or byte order, the same on disk and on the wire. Equal
 * tallies are equal bytes.
 *
 *   0         1       2            6
 *   | version | flags | n entries  | entry … | rest |
 *
 *   version  1. A reader accepts every version ever released and refuses later ones.
 *   flags    bit 0: the rest, what has no sector, follows the entries. Other bits are 0.
 *   n        classified entries, four bytes, little-endian, in the order of sector_compare
 *   entry    bytes shared with the entry before (1), further bytes (1), these bytes, count, sum
 *   rest     count, sum
 *   count    zigzag varint, seven bits a byte, lowest first
 *   sum      small: sign bit 7 | scale bits 0-5, length (1), magnitude, little-endian, as short as can be
 *            long:  sign bit 7 | bit 6, digits (varint), weight (zigzag varint), base 10000 digits (2 each)
 *
 * An entry stands for one sector and is there while its sum or its count is not 0. Counts may be negative.
 *
 * Working form (struct tally_state): what an aggregate updates in place. Entries grow upwards behind the
 * header, names and limbs downwards from the end:
 *
 *   | header | slot … | entry … | free | limbs, name … |
 *
 * Its life:
 *
 * 1. tally_state_new makes room for two short entries, 128 bytes: a million groups must stay small, and hosts
 *    hand out memory in powers of two.
 *
 * 2. Each row finds its entry: while they are few by looking through them, then through the slots
 *    (open addressing, 15 bits of the hash beside each index). It adds to a 128-bit sum at the state's
 *    scale, at most 18 decimals. The scale rises on demand; a sum that no longer fits moves, alone, into
 *    limbs (wide.h).
 *
 * 3. When there is no room left, it is copied into a bigger one; the caller gives the old one back. Places of
 *    names and limbs count from the end, so only slots are made anew.
 *
 * 4. tally_finish writes the stored form. The state stays as it was.
 *
 * Two 64-bit words hold a sum, never a 128-bit load: the host aligns to 8 bytes only.
 */
#ifndef SEI_CORE_TALLY_H
#define SEI_CORE_TALLY_H

#include "sector.h"
#include "wide.h"

#define TALLY_VERSION 1
/*
 * Bit 7: a working form. Aggregates end in the stored form, but an aggregate of a user's own without a final
 * function may put this one into a table, so it is checked when it is read (tally_state_check), and the
 * number is raised with every change of struct tally_state.
 */
#define TALLY_STATE_VERSION 0x81
#define TALLY_ENTRIES_MAX   65536
#define TALLY_HEADER_BYTES  6
#define TALLY_FLAG_REST     1

/* The host may not take more in one piece. */
#define TALLY_BYTES_MAX ((size_t) 0x3fffff00)

struct tally_entry
{
    uint64_t sum_low; /* fixed: low word; long: where its limbs begin, counted from the end */
    uint64_t sum_high;
    int64_t count;
    uint32_t name_at; /* counted from the end */
    uint8_t name_len; /* 0: the rest */
    uint8_t is_long;
    uint16_t tag; /* bits of the name's hash */
};

struct tally_state
{
    uint32_t host; /* the server's length word; core never reads it */
    uint8_t version;
    uint8_t scale;     /* of all fixed sums */
    uint8_t slot_bits; /* 0: no slots */
    uint8_t owner;     /* for whoever made the state; core never reads it */
    uint32_t n : 24;
    uint32_t moving : 8; /* rows have been taken away: a sector without any may be forgotten, and its root */
    uint32_t bytes;      /* of the whole state, a multiple of 8 */
    uint32_t heap_used;
    uint32_t entries_at; /* behind the slots */
    uint64_t inputs;     /* tallies merged, rows added; those taken away are taken off, modulo 2^64 */
};

static inline uint32_t *
tally_slots(const struct tally_state *state)
{
    return (uint32_t *) (uintptr_t) (state + 1);
}

static inline struct tally_entry *
tally_entries(const struct tally_state *state)
{
    return (struct tally_entry *) (uintptr_t) ((const char *) state + state->entries_at);
}

static inline const char *
tally_end(const struct tally_state *state)
{
    return (const char *) state + state->bytes;
}

static inline struct slice
tally_name(const struct tally_state *state, const struct tally_entry *entry)
{
    return slice_make(tally_end(state) - entry->name_at, entry->name_len);
}

/* The limbs of a long entry. */
static inline struct limbs *
tally_limbs(const struct tally_state *state, const struct tally_entry *entry)
{
    return (struct limbs *) (uintptr_t) (tally_end(state) - entry->sum_low);
}

static inline wide_int
tally_fixed_sum(const struct tally_entry *entry)
{
    return (wide_int) ((wide_uint) entry->sum_high << 64 | entry->sum_low);
}

static inline void
tally_set_fixed(struct tally_entry *entry, wide_int sum)
{
    entry->sum_low = (uint64_t) (wide_uint) sum;
    entry->sum_high = (uint64_t) ((wide_uint) sum >> 64);
}

/* A state without entries, with room for so many and their names. */
struct tally_state *tally_state_new(uint32_t capacity, size_t name_bytes, wide_alloc alloc);

/*
 * Whether so many bytes, aligned, are a state in this version's working form whose parts lie where they may:
 * what leaves an aggregate without its final function may come back from anywhere.
 */
bool tally_state_check(const struct tally_state *state, uint8_t version, size_t bytes);

/* Append the entry of a name that is not there yet, to a state that has room for both. */
struct tally_entry *tally_append(struct tally_state *state, struct slice name);

/*
 * The entry of a name, made when it is not there; the state may move. NULL with a fault when the name is a
 * sentinel, of another root than the entries there are, or one too many.
 */
struct tally_entry *tally_enter(struct tally_state **state, struct slice name, wide_alloc alloc,
                                struct fault *fault);

/* Count so many contributions in, or out again. False with a fault when a count overflows. */
bool tally_count_in(struct tally_entry *entry, int64_t count, bool negate, struct fault *fault);

/* Add to (or, negated, take from) an entry's sum; the state may move, its entries keep their index. */
bool tally_add(struct tally_state **state, uint32_t index, const struct number *value, bool negate,
               wide_alloc alloc, struct fault *fault);

/* Add what is an integer at WIDE_FIXED_SCALE_MAX to an entry in limbs; false when they do not cover it. */
bool tally_add_long(struct tally_state *state, struct tally_entry *entry, wide_int term);

/* Merge another state, or a stored tally, into this one; negated, take it away. The state may move. */
bool tally_merge_state(struct tally_state **state, const struct tally_state *other, bool negate,
                       wide_alloc alloc, struct fault *fault);
bool tally_merge_stored(struct tally_state **state, struct slice stored, bool negate, wide_alloc alloc,
                        struct fault *fault);

/* An entry's sum in its one form; a false tally_sum_of says that it is beyond numeric's limits. */
struct number tally_value_of(const struct tally_state *state, const struct tally_entry *entry,
                             wide_alloc alloc);
bool tally_sum_of(const struct tally_state *state, const struct tally_entry *entry, struct number *out,
                  wide_alloc alloc, struct fault *fault);

/*
 * The stored form, in memory from alloc, with `room` bytes left free in front of it. Returns its length, 0
 * with a fault when a sum is beyond numeric's limits.
 */
size_t tally_finish(const struct tally_state *state, size_t room, char **out, wide_alloc alloc,
                    struct fault *fault);

/* Reading the stored form, entry by entry in order; the rest comes last, with an empty name. */
struct tally_cursor
{
    const unsigned char *at;
    const unsigned char *end;
    uint32_t n;    /* classified entries in all */
    uint32_t left; /* classified entries not yet read */
    bool has_rest; /* not yet read */
    int64_t count;
    struct number sum;
    uint8_t name_len;
    char name[SECTOR_MAX_BYTES];
};

enum tally_step
{
    TALLY_END,
    TALLY_ENTRY,
    TALLY_BROKEN
};

bool tally_open(struct tally_cursor *cursor, struct slice stored, struct fault *fault);
enum tally_step tally_next(struct tally_cursor *cursor, struct fault *fault);

/* Whether bytes from outside are a stored tally in its one form, and nothing else. */
bool tally_check(struct slice stored, wide_alloc alloc, struct fault *fault);

/* Write one number of the stored form; returns its length. The bound is for any value of its kind. */
size_t tally_number_bound(const struct number *number);
size_t tally_write_number(const struct number *number, unsigned char *out);
bool tally_read_number(const unsigned char **at, const unsigned char *end, struct number *out);
size_t tally_write_count(int64_t count, unsigned char *out);
bool tally_read_count(const unsigned char **at, const unsigned char *end, int64_t *out);

/*
 * Text form, which is also JSON; sums are plain decimals, read back to the last digit:
 *   {"tally": 1, "rest": [55, 7], "sectors": {"sx.equipment": [345.5, 12], "sx.it": [100, 3]}}
 * "rest" is there when the tally has one. White space between parts is free; parts and sectors come in any
 * order.
 */
bool tally_parse(struct slice text, struct tally_state **out, wide_alloc alloc, struct fault *fault);
size_t tally_print(struct slice stored, char **out, wide_alloc alloc, struct fault *fault);

#define TALLY_INDEX_BITS 17
#define TALLY_INDEX_MASK ((UINT32_C(1) << TALLY_INDEX_BITS) - 1)

static inline uint64_t
tally_word(const char *p)
{
    uint64_t word;

    memcpy(&word, p, sizeof(word));
    return word;
}

static inline uint32_t
tally_half_word(const char *p)
{
    uint32_t word;

    memcpy(&word, p, sizeof(word));
    return word;
}

static inline uint64_t
tally_mix(uint64_t a, uint64_t b)
{
    wide_uint product = (wide_uint) a * b;

    return (uint64_t) product ^ (uint64_t) (product >> 64);
}

/* The hash by which entries are found: of this machine and this version, not for storage. */
static inline uint64_t
tally_hash(struct slice name)
{
    const uint64_t k = 0x9E3779B97F4A7C15ULL;
    const char *p = name.ptr;
    size_t left = name.len;
    uint64_t h = (uint64_t) name.len * 0xD6E8FEB86659FD93ULL;
    uint64_t a = 0;
    uint64_t b = 0;

    for (; left > 16; p += 16, left -= 16)
        h = tally_mix(tally_word(p) ^ k, tally_word(p + 8) ^ h);
    if (left >= 8)
    {
        a = tally_word(p);
        b = tally_word(p + left - 8);
    }
    else if (left >= 4)
    {
        a = tally_half_word(p);
        b = tally_half_word(p + left - 4);
    }
    else if (left > 0)
        a = (uint64_t) (unsigned char) p[0] << 16 | (uint64_t) (unsigned char) p[left / 2] << 8 |
            (unsigned char) p[left - 1];
    return tally_mix(a ^ k, b ^ h);
}

static inline uint32_t
tally_slot_tag(uint64_t hash)
{
    return (uint32_t) (hash >> 32) & ~TALLY_INDEX_MASK;
}

/* Whether two names of one length are the same: they are short, so whole words beat a call. */
static inline bool
tally_same_bytes(const char *a, const char *b, size_t len)
{
    if (len >= 8)
    {
        for (size_t i = 0; i + 8 < len; i += 8)
            if (tally_word(a + i) != tally_word(b + i))
                return false;
        return tally_word(a + len - 8) == tally_word(b + len - 8);
    }
    if (len >= 4)
        return tally_half_word(a) == tally_half_word(b) &&
               tally_half_word(a + len - 4) == tally_half_word(b + len - 4);
    return len == 0 || (a[0] == b[0] && a[len / 2] == b[len / 2] && a[len - 1] == b[len - 1]);
}

/* The entry of a name, or NULL. The empty name is the rest. Every row comes by here. */
static inline __attribute__((always_inline)) struct tally_entry *
tally_find(const struct tally_state *state, struct slice name)
{
    uint64_t hash = tally_hash(name);
    struct tally_entry *entries = tally_entries(state);
    const uint32_t *slots = tally_slots(state);
    uint32_t mask = (UINT32_C(1) << state->slot_bits) - 1;

    if (state->slot_bits == 0)
    {
        for (uint32_t i = 0; i < state->n; i++)
            if (entries[i].tag == (uint16_t) hash && entries[i].name_len == name.len &&
                tally_same_bytes(tally_end(state) - entries[i].name_at, name.ptr, name.len))
                return &entries[i];
        return NULL;
    }
    for (uint32_t at = (uint32_t) hash & mask; slots[at] != 0; at = (at + 1) & mask)
    {
        struct tally_entry *entry = &entries[(slots[at] & TALLY_INDEX_MASK) - 1];

        if ((slots[at] & ~TALLY_INDEX_MASK) == tally_slot_tag(hash) && entry->name_len == name.len &&
            tally_same_bytes(tally_end(state) - entry->name_at, name.ptr, name.len))
            return entry;
    }
    return NULL;
}

#endif
