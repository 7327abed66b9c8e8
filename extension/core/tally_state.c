/*
 * tally_state.c: the working form of a tally (tally.h): find, enter, add, grow, merge.
 */
#include "tally.h"

#include <stdio.h>

static const char limit_hint[] = "Sum at a higher level: sector_ancestor(sector, level).";

#define BYTES_MIN     128 /* of a state: a header and two entries of short names */
#define SLOTS_FROM    512 /* bytes of the smallest state with slots */
#define SLOT_BITS_MAX 17  /* twice the entries there may be */

static size_t
round8(size_t bytes)
{
    return (bytes + 7) & ~(size_t) 7;
}

/* An eighth of a state is slots: about two for each entry of a name of usual length. */
static uint8_t
slot_bits_for(size_t bytes)
{
    uint8_t bits = 4;

    if (bytes < SLOTS_FROM)
        return 0;
    while (bits < SLOT_BITS_MAX && bytes >> (bits + 6) != 0)
        bits++;
    return bits;
}

static size_t
slot_bytes(uint8_t slot_bits)
{
    return slot_bits == 0 ? 0 : sizeof(uint32_t) << slot_bits;
}

/* Whether a state of so many bytes can hold so many entries and bytes of names and limbs. */
static bool
holds(size_t bytes, uint8_t slot_bits, size_t n, size_t heap)
{
    /* A quarter of the slots stays free, so that looking for what is not there ends soon. */
    if (slot_bits != 0 && n > (UINT32_C(3) << slot_bits) / 4)
        return false;
    return sizeof(struct tally_state) + slot_bytes(slot_bits) + n * sizeof(struct tally_entry) + heap <=
           bytes;
}

/* The smallest size of a state that holds so much. */
static size_t
bytes_for(size_t n, size_t heap)
{
    size_t bytes = BYTES_MIN;

    while (bytes <= TALLY_BYTES_MAX && !holds(bytes, slot_bits_for(bytes), n, heap))
        bytes *= 2;
    if (bytes > TALLY_BYTES_MAX && holds(TALLY_BYTES_MAX, SLOT_BITS_MAX, n, heap))
        bytes = TALLY_BYTES_MAX;
    return bytes;
}

static struct tally_state *
make_state(size_t bytes, wide_alloc alloc)
{
    struct tally_state *state = alloc(bytes);

    memset(state, 0, bytes);
    state->version = TALLY_STATE_VERSION;
    state->bytes = (uint32_t) bytes;
    state->slot_bits = slot_bits_for(bytes);
    state->entries_at = (uint32_t) (sizeof(struct tally_state) + slot_bytes(state->slot_bits));
    return state;
}

struct tally_state *
tally_state_new(uint32_t capacity, size_t name_bytes, wide_alloc alloc)
{
    return make_state(bytes_for(capacity, name_bytes), alloc);
}

bool
tally_state_check(const struct tally_state *state, uint8_t version, size_t bytes)
{
    uint32_t used = 0;

    if (bytes < sizeof(*state) || state->version != version || state->bytes != bytes || bytes % 8 != 0 ||
        state->scale > WIDE_FIXED_SCALE_MAX || state->slot_bits != slot_bits_for(bytes) ||
        state->entries_at != sizeof(*state) + slot_bytes(state->slot_bits) || state->heap_used > bytes ||
        !holds(bytes, state->slot_bits, state->n, state->heap_used))
        return false;
    for (size_t i = 0; i < slot_bytes(state->slot_bits) / sizeof(uint32_t); i++)
    {
        uint32_t slot = tally_slots(state)[i];

        if (slot != 0 && (++used > state->n || (slot & TALLY_INDEX_MASK) - 1 >= state->n))
            return false;
    }
    for (uint32_t i = 0; i < state->n; i++)
    {
        const struct tally_entry *entry = &tally_entries(state)[i];

        if (entry->name_at > state->heap_used || entry->name_len > entry->name_at)
            return false;
        if (entry->is_long && (entry->sum_low > state->heap_used || entry->sum_low % 8 != 0 ||
                               entry->sum_low < sizeof(struct limbs) || tally_limbs(state, entry)->n < 0 ||
                               tally_limbs(state, entry)->low < -NUMBER_DECIMALS_MAX ||
                               tally_limbs(state, entry)->low > NUMBER_WEIGHT_MAX ||
                               limbs_bytes(tally_limbs(state, entry)->n) > entry->sum_low))
            return false;
    }
    return true;
}

/* Enter an index, and the tag of its name, into the slots; there is always a free one. */
static void
take_slot(struct tally_state *state, uint32_t index)
{
    struct tally_entry *entry = &tally_entries(state)[index];
    uint64_t hash = tally_hash(tally_name(state, entry));
    uint32_t mask = (UINT32_C(1) << state->slot_bits) - 1;
    uint32_t *slots = tally_slots(state);
    uint32_t at = (uint32_t) hash & mask;

    entry->tag = (uint16_t) hash;
    if (state->slot_bits == 0)
        return;
    while (slots[at] != 0)
        at = (at + 1) & mask;
    slots[at] = tally_slot_tag(hash) | (index + 1);
}

/* Heap bytes of an entry. Limbs are aligned: they come first when entries move, and round up what they meet.
 */
static size_t
heap_bytes(const struct tally_state *state, const struct tally_entry *entry)
{
    return entry->name_len + (entry->is_long ? limbs_bytes(tally_limbs(state, entry)->n) : 0);
}

/* Take so many bytes from the heap, which has them; returns their place, counted from the end. */
static uint32_t
take_heap(struct tally_state *state, size_t bytes)
{
    state->heap_used += (uint32_t) bytes;
    return state->heap_used;
}

/* Copy the live parts of one state into another, empty, that has room for them. */
static void
move_entries(struct tally_state *to, const struct tally_state *from)
{
    struct tally_entry *entries = tally_entries(to);

    memcpy(entries, tally_entries(from), from->n * sizeof(struct tally_entry));
    to->n = from->n;
    for (uint32_t i = 0; i < from->n; i++)
    {
        const struct tally_entry *old = &tally_entries(from)[i];

        if (old->is_long)
        {
            size_t bytes = limbs_bytes(tally_limbs(from, old)->n);

            entries[i].sum_low = take_heap(to, bytes);
            memcpy(tally_limbs(to, &entries[i]), tally_limbs(from, old), bytes);
        }
    }
    for (uint32_t i = 0; i < from->n; i++)
    {
        struct slice name = tally_name(from, &tally_entries(from)[i]);

        entries[i].name_at = take_heap(to, name.len);
        memcpy((char *) to + to->bytes - entries[i].name_at, name.ptr, name.len);
        take_slot(to, i);
    }
}

/* Replace the state by one with room for so many more entries and heap bytes. */
static bool
grow(struct tally_state **state, uint32_t more_entries, size_t more_heap, wide_alloc alloc,
     struct fault *fault)
{
    const struct tally_state *old = *state;
    struct tally_state *wider;
    size_t heap = more_heap;
    size_t bytes;

    for (uint32_t i = 0; i < old->n; i++)
        heap += heap_bytes(old, &tally_entries(old)[i]);
    bytes = bytes_for(old->n + more_entries, heap);
    /* What only throws away the dead must win a quarter, or it would soon be done again. */
    if (bytes <= old->bytes)
        bytes = bytes_for(old->n + more_entries, heap + old->bytes / 4);
    if (bytes > TALLY_BYTES_MAX)
        return fault_set(fault, FAULT_LIMIT, -1, limit_hint,
                         "The tally would need %zu bytes, more than the server can hold.", bytes);
    wider = make_state(bytes, alloc);
    wider->version = old->version;
    wider->scale = old->scale;
    wider->owner = old->owner;
    wider->inputs = old->inputs;
    wider->moving = old->moving;
    move_entries(wider, old);
    *state = wider;
    return true;
}

struct number
tally_value_of(const struct tally_state *state, const struct tally_entry *entry, wide_alloc alloc)
{
    struct number value;

    if (entry->is_long)
        return limbs_value(tally_limbs(state, entry), alloc);
    value = number_of_int(tally_fixed_sum(entry), state->scale);
    number_trim(&value);
    return value;
}

bool
tally_sum_of(const struct tally_state *state, const struct tally_entry *entry, struct number *out,
             wide_alloc alloc, struct fault *fault)
{
    *out = tally_value_of(state, entry, alloc);
    return number_fits(out) || fault_set(fault, FAULT_RANGE, -1, number_range_hint,
                                         "The sum has more digits than numeric can hold.");
}

static bool
is_dead(const struct tally_state *state, const struct tally_entry *entry, wide_alloc alloc)
{
    struct number sum;

    if (entry->count != 0)
        return false;
    if (!entry->is_long)
        return (entry->sum_low | entry->sum_high) == 0;
    sum = tally_value_of(state, entry, alloc);
    return number_is_zero(&sum);
}

/*
 * Forget entries whose sum and count are 0. In a moving window sectors, and whole roots, come and go;
 * elsewhere one sector stays to tell the root, so that the order of rows does not decide what is refused.
 */
static void
drop_dead(struct tally_state *state, wide_alloc alloc)
{
    struct tally_entry *entries = tally_entries(state);
    bool has_root = state->moving;
    uint32_t kept = 0;

    for (uint32_t i = 0; i < state->n; i++)
    {
        if (is_dead(state, &entries[i], alloc) && (has_root || entries[i].name_len == 0))
            continue;
        has_root |= entries[i].name_len > 0;
        entries[kept++] = entries[i];
    }
    if (kept == state->n)
        return;
    state->n = kept;
    memset(tally_slots(state), 0, slot_bytes(state->slot_bits));
    for (uint32_t i = 0; i < kept; i++)
        take_slot(state, i);
}

/* The root of the sectors in a state; empty when there are none. */
static struct slice
state_root(const struct tally_state *state)
{
    /* Only one entry can be the rest, so one of the first two has a sector. */
    for (uint32_t i = 0; i < state->n && i < 2; i++)
        if (tally_entries(state)[i].name_len > 0)
            return sector_root(tally_name(state, &tally_entries(state)[i]));
    return slice_make("", 0);
}

static bool
refuse_root(const struct tally_state *state, struct slice name, struct fault *fault)
{
    struct slice root = state_root(state);
    struct slice other = sector_root(name);
    char hint[FAULT_TEXT_MAX];
    char quoted[FAULT_TEXT_MAX];

    snprintf(hint, sizeof(hint), "Choose one classification: WHERE sector <@ '%.*s' OR sector IS NULL.",
             (int) root.len, root.ptr);
    return fault_set(fault, FAULT_VALUE, -1, hint,
                     "One tally holds one classification: this one holds \"%.*s\", and the sector \"%s\" "
                     "is of \"%.*s\".",
                     (int) root.len, root.ptr, fault_quote(name, 100, quoted), (int) other.len, other.ptr);
}

/* Whether a name may become an entry beside those there are. */
static bool
admit(struct tally_state *state, struct slice name, wide_alloc alloc, struct fault *fault)
{
    struct slice root = state_root(state);
    char quoted[FAULT_TEXT_MAX];

    if (name.len == 0)
        return true;
    if (sector_is_sentinel(name))
        return fault_set(fault, FAULT_VALUE, -1, "Sentinels are bounds for index scans and partitions only.",
                         "\"%s\" is no sector but the end of one.", fault_quote(name, 100, quoted));
    if (state->moving && root.len > 0 && !slice_equal(root, sector_root(name)))
    {
        drop_dead(state, alloc);
        root = state_root(state);
    }
    if (root.len > 0 && !slice_equal(root, sector_root(name)))
        return refuse_root(state, name, fault);
    if (state->n >= TALLY_ENTRIES_MAX)
    {
        drop_dead(state, alloc);
        if (state->n - (tally_find(state, slice_make("", 0)) != NULL) >= TALLY_ENTRIES_MAX)
            return fault_set(fault, FAULT_LIMIT, -1, limit_hint, "A tally holds at most %d sectors.",
                             TALLY_ENTRIES_MAX);
    }
    return true;
}

struct tally_entry *
tally_append(struct tally_state *state, struct slice name)
{
    struct tally_entry *entry = &tally_entries(state)[state->n];

    memset(entry, 0, sizeof(*entry));
    entry->name_at = take_heap(state, name.len);
    entry->name_len = (uint8_t) name.len;
    memcpy((char *) state + state->bytes - entry->name_at, name.ptr, name.len);
    take_slot(state, state->n);
    state->n++;
    return entry;
}

static bool
has_room(const struct tally_state *state, uint32_t more_entries, size_t more_heap)
{
    return holds(state->bytes, state->slot_bits, state->n + more_entries, state->heap_used + more_heap);
}

struct tally_entry *
tally_enter(struct tally_state **state, struct slice name, wide_alloc alloc, struct fault *fault)
{
    struct tally_entry *entry = tally_find(*state, name);

    if (entry != NULL)
        return entry;
    if (!admit(*state, name, alloc, fault))
        return NULL;
    /* Now and then, so that a window does not carry what it has left behind. */
    if ((*state)->moving && (*state)->n >= 8 && ((*state)->n & ((*state)->n - 1)) == 0)
        drop_dead(*state, alloc);
    if (!has_room(*state, 1, name.len) && !grow(state, 1, name.len, alloc, fault))
        return NULL;
    return tally_append(*state, name);
}

/* Give an entry limbs over [low, high) and one to spare above; what it had goes into them. */
static bool
make_limbs(struct tally_state **state, uint32_t index, int32_t low, int32_t high, wide_alloc alloc,
           struct fault *fault)
{
    size_t bytes = limbs_bytes(high + 1 - low);
    struct tally_entry *entry;
    struct limbs *limbs;
    size_t at;

    if (!has_room(*state, 0, bytes + 7) && !grow(state, 0, bytes + 7, alloc, fault))
        return false;
    (*state)->heap_used = (uint32_t) round8((*state)->heap_used);
    at = take_heap(*state, bytes);
    entry = &tally_entries(*state)[index];
    limbs = (struct limbs *) (uintptr_t) (tally_end(*state) - at);
    limbs_init(limbs, low, high + 1);
    if (entry->is_long)
        limbs_merge(limbs, tally_limbs(*state, entry), false);
    else
    {
        struct number sum = number_of_int(tally_fixed_sum(entry), (*state)->scale);

        limbs_add(limbs, &sum, false);
    }
    entry->is_long = 1;
    entry->sum_low = at;
    entry->sum_high = 0;
    return true;
}

/* See that an entry's sum is in limbs that cover [low, high). */
static bool
cover(struct tally_state **state, uint32_t index, int32_t low, int32_t high, wide_alloc alloc,
      struct fault *fault)
{
    const struct tally_entry *entry = &tally_entries(*state)[index];
    int32_t own_low;
    int32_t own_high;

    if (entry->is_long)
    {
        const struct limbs *limbs = tally_limbs(*state, entry);

        own_low = limbs->low;
        own_high = limbs->low + limbs->n;
        if (low >= own_low && high <= own_high)
            return true;
    }
    else
    {
        struct number sum = number_of_int(tally_fixed_sum(entry), (*state)->scale);

        number_span(&sum, &own_low, &own_high);
        /* Nothing spans nothing: 1e131071 alone shall not take the room down to the point. */
        if (number_is_zero(&sum))
        {
            own_low = low;
            own_high = high;
        }
    }
    return make_limbs(state, index, low < own_low ? low : own_low, high > own_high ? high : own_high, alloc,
                      fault);
}

/* Raise the scale of all fixed sums; those that no longer fit move into limbs. */
static bool
raise_scale(struct tally_state **state, int32_t scale, wide_alloc alloc, struct fault *fault)
{
    for (uint32_t i = 0; i < (*state)->n; i++)
    {
        struct tally_entry *entry = &tally_entries(*state)[i];
        wide_int sum = tally_fixed_sum(entry);

        if (entry->is_long)
            continue;
        if (wide_scale_up(&sum, scale - (*state)->scale))
            tally_set_fixed(entry, sum);
        else if (!cover(state, i, 0, 0, alloc, fault))
            return false;
    }
    (*state)->scale = (uint8_t) scale;
    return true;
}

/* Try to add within 128 bits. */
static bool
add_fixed(struct tally_state *state, struct tally_entry *entry, const struct number *value, bool negate)
{
    wide_int sum = tally_fixed_sum(entry);
    wide_int term = value->mantissa;

    if (entry->is_long || !wide_scale_up(&term, state->scale - value->scale) ||
        !wide_add(&sum, negate ? -term : term))
        return false;
    tally_set_fixed(entry, sum);
    return true;
}

bool
tally_add(struct tally_state **state, uint32_t index, const struct number *value, bool negate,
          wide_alloc alloc, struct fault *fault)
{
    int32_t low;
    int32_t high;

    if (number_is_zero(value))
        return true;
    if (!value->is_long && value->scale <= WIDE_FIXED_SCALE_MAX && !tally_entries(*state)[index].is_long)
    {
        if (value->scale > (*state)->scale && !raise_scale(state, value->scale, alloc, fault))
            return false;
        if (add_fixed(*state, &tally_entries(*state)[index], value, negate))
            return true;
    }
    number_span(value, &low, &high);
    if (!cover(state, index, low, high, alloc, fault))
        return false;
    limbs_add(tally_limbs(*state, &tally_entries(*state)[index]), value, negate);
    return true;
}

bool
tally_add_long(struct tally_state *state, struct tally_entry *entry, wide_int term)
{
    struct number value = number_of_int(term, WIDE_FIXED_SCALE_MAX);
    struct limbs *limbs = tally_limbs(state, entry);
    int32_t low;
    int32_t high;

    number_span(&value, &low, &high);
    if (low < limbs->low || high > limbs->low + limbs->n)
        return false;
    limbs_add(limbs, &value, false);
    return true;
}

bool
tally_count_in(struct tally_entry *entry, int64_t count, bool negate, struct fault *fault)
{
    if (negate ? __builtin_sub_overflow(entry->count, count, &entry->count)
               : __builtin_add_overflow(entry->count, count, &entry->count))
        return fault_set(fault, FAULT_RANGE, -1, "A tally counts up to 9223372036854775807 contributions.",
                         "The number of contributions overflows.");
    return true;
}

bool
tally_merge_state(struct tally_state **state, const struct tally_state *other, bool negate, wide_alloc alloc,
                  struct fault *fault)
{
    for (uint32_t i = 0; i < other->n; i++)
    {
        const struct tally_entry *theirs = &tally_entries(other)[i];
        struct tally_entry *ours = NULL;
        uint32_t index;

        ours = tally_enter(state, tally_name(other, theirs), alloc, fault);
        if (ours == NULL || !tally_count_in(ours, theirs->count, negate, fault))
            return false;
        index = (uint32_t) (ours - tally_entries(*state));
        if (theirs->is_long)
        {
            const struct limbs *limbs = tally_limbs(other, theirs);

            if (!cover(state, index, limbs->low, limbs->low + limbs->n, alloc, fault))
                return false;
            limbs_merge(tally_limbs(*state, &tally_entries(*state)[index]), limbs, negate);
        }
        else
        {
            struct number sum = number_of_int(tally_fixed_sum(theirs), other->scale);

            if (!tally_add(state, index, &sum, negate, alloc, fault))
                return false;
        }
    }
    return true;
}

bool
tally_merge_stored(struct tally_state **state, struct slice stored, bool negate, wide_alloc alloc,
                   struct fault *fault)
{
    struct tally_cursor cursor;
    enum tally_step step;

    if (!tally_open(&cursor, stored, fault))
        return false;
    while ((step = tally_next(&cursor, fault)) == TALLY_ENTRY)
    {
        struct tally_entry *ours = tally_enter(state, slice_make(cursor.name, cursor.name_len), alloc, fault);

        if (ours == NULL || !tally_count_in(ours, cursor.count, negate, fault) ||
            !tally_add(state, (uint32_t) (ours - tally_entries(*state)), &cursor.sum, negate, alloc, fault))
            return false;
    }
    return step == TALLY_END;
}
