/*
 * respondent.c: the state of p_percent_safe in its working form (respondent.h): find, enter, add, grow,
 * merge, sum up. respondent_stored.c writes and reads it.
 */
#include "respondent.h"

#include "number_math.h"

static const char limit_hint[] =
    "Sum up per respondent first (GROUP BY cell, respondent), and judge the cell on those sums in SQL.";

bool
respondents_check(int32_t min_respondents, double p_percent, struct fault *fault)
{
    if (p_percent > 0 && p_percent < 1)
        return fault_set(fault, FAULT_VALUE, -1, "p is in per cent: write 10 for 10 %.",
                         "p_percent is %.15g; it must be from 1 to 100.", p_percent);
    if (!(p_percent >= 1 && p_percent <= 100))
        return fault_set(fault, FAULT_VALUE, -1, "p is in per cent, from 1 to 100; 10 to 30 are usual.",
                         "p_percent is %.15g.", p_percent);
    if (min_respondents < 0)
        return fault_set(fault, FAULT_VALUE, -1, "3 is usual; 1 leaves the decision to the p% rule.",
                         "min_respondents is %d.", min_respondents);
    return true;
}

static unsigned char *
heap_of(const struct respondents *state)
{
    return (unsigned char *) (respondent_entries(state) + state->capacity);
}

static struct limbs *
limbs_of(const struct respondents *state, const struct respondent *entry)
{
    return (struct limbs *) (void *) (heap_of(state) + entry->sum_low);
}

static size_t
round8(size_t bytes)
{
    return (bytes + 7) & ~(size_t) 7;
}

static size_t
bytes_for(uint8_t slot_bits, size_t capacity, size_t heap_size)
{
    return sizeof(struct respondents) + (sizeof(uint32_t) << slot_bits) +
           capacity * sizeof(struct respondent) + heap_size;
}

size_t
respondents_bytes(const struct respondents *state)
{
    return bytes_for(state->slot_bits, state->capacity, state->heap_size);
}

struct respondents *
respondents_new(int32_t min_respondents, double p_percent, size_t name_bytes, wide_alloc alloc)
{
    size_t heap_size = round8(name_bytes);
    size_t bytes = bytes_for(1, 1, heap_size);
    struct respondents *state = alloc(bytes);

    memset(state, 0, bytes);
    state->version = RESPONDENT_STATE_VERSION;
    state->slot_bits = 1;
    state->capacity = 1;
    state->heap_size = (uint32_t) heap_size;
    state->min_respondents = min_respondents;
    state->p_percent = p_percent;
    return state;
}

/* Names are often numbered, so the hash is mixed once more: its low bits choose the slot. */
static uint32_t
hash_of(struct slice name)
{
    return (uint32_t) (tally_hash(name) * UINT64_C(0xFF51AFD7ED558CCD) >> 32);
}

struct respondent *
respondents_find(const struct respondents *state, struct slice name)
{
    uint32_t hash = hash_of(name);
    uint32_t mask = (UINT32_C(1) << state->slot_bits) - 1;
    const uint32_t *slots = respondent_slots(state);
    struct respondent *entries = respondent_entries(state);

    for (uint32_t at = hash & mask; slots[at] != 0; at = (at + 1) & mask)
    {
        struct respondent *entry = &entries[slots[at] - 1];

        if (entry->hash == hash && slice_equal(respondent_name(state, entry), name))
            return entry;
    }
    return NULL;
}

/* Enter an index into the slots; there is always a free one, for they are twice the capacity. */
static void
take_slot(struct respondents *state, uint32_t index)
{
    uint32_t mask = (UINT32_C(1) << state->slot_bits) - 1;
    uint32_t *slots = respondent_slots(state);
    uint32_t at = respondent_entries(state)[index].hash & mask;

    while (slots[at] != 0)
        at = (at + 1) & mask;
    slots[at] = index + 1;
}

/* Copy the live parts of one state into another, empty, that has room for them. */
static void
move_entries(struct respondents *to, const struct respondents *from)
{
    struct respondent *entries = respondent_entries(to);
    unsigned char *heap = heap_of(to);

    /* Limbs first: they need alignment, names do not. */
    memcpy(entries, respondent_entries(from), from->n * sizeof(*entries));
    for (uint32_t i = 0; i < from->n; i++)
    {
        const struct respondent *old = &respondent_entries(from)[i];

        if (old->is_long)
        {
            size_t bytes = limbs_bytes(limbs_of(from, old)->n);

            memcpy(heap + to->heap_used, limbs_of(from, old), bytes);
            entries[i].sum_low = to->heap_used;
            to->heap_used += (uint32_t) bytes;
        }
    }
    for (uint32_t i = 0; i < from->n; i++)
    {
        struct slice name = respondent_name(from, &respondent_entries(from)[i]);

        memcpy(heap + to->heap_used, name.ptr, name.len);
        entries[i].name_at = to->heap_used;
        to->heap_used += (uint32_t) name.len;
    }
    to->n = from->n;
    for (uint32_t i = 0; i < to->n; i++)
        take_slot(to, i);
}

/* Replace the state by a bigger one, with room for twice the entries when they are full. */
static bool
grow(struct respondents **state, bool more_entries, size_t more_heap, wide_alloc alloc, struct fault *fault)
{
    const struct respondents *old = *state;
    struct respondents *wider;
    size_t capacity = old->capacity;
    uint8_t slot_bits = old->slot_bits;
    size_t live = 0;
    size_t heap_size;
    size_t fixed;
    size_t bytes;

    for (uint32_t i = 0; i < old->n; i++)
    {
        const struct respondent *entry = &respondent_entries(old)[i];

        live += entry->name_len + (entry->is_long ? limbs_bytes(limbs_of(old, entry)->n) : 0);
    }
    heap_size = live + more_heap;
    if (more_entries)
    {
        /* Twice the entries will want about twice the heap. */
        capacity *= 2;
        slot_bits++;
        heap_size *= 2;
    }
    else
        heap_size += heap_size / 2;
    heap_size = round8(heap_size);
    fixed = bytes_for(slot_bits, capacity, 0);
    if (fixed + live + more_heap + 8 > TALLY_BYTES_MAX)
        return fault_set(
            fault, FAULT_LIMIT, -1, limit_hint,
            "The sums of more than %u respondents would need %zu bytes, more than the server can "
            "hold in one piece.",
            old->n, fixed + live + more_heap);
    if (fixed + heap_size > TALLY_BYTES_MAX)
        heap_size = (TALLY_BYTES_MAX - fixed) & ~(size_t) 7;
    bytes = fixed + heap_size;
    wider = alloc(bytes);
    memset(wider, 0, bytes);
    *wider = *old;
    wider->capacity = (uint32_t) capacity;
    wider->slot_bits = slot_bits;
    wider->heap_size = (uint32_t) heap_size;
    wider->heap_used = 0;
    wider->n = 0;
    move_entries(wider, old);
    *state = wider;
    return true;
}

struct respondent *
respondents_enter(struct respondents **state, struct slice name, wide_alloc alloc, struct fault *fault)
{
    struct respondent *entry = respondents_find(*state, name);
    bool is_full = (*state)->n == (*state)->capacity;
    struct respondents *s;

    if (entry != NULL)
        return entry;
    if ((is_full || (*state)->heap_size - (*state)->heap_used < name.len) &&
        !grow(state, is_full, name.len, alloc, fault))
        return NULL;
    s = *state;
    entry = &respondent_entries(s)[s->n];
    memset(entry, 0, sizeof(*entry));
    entry->hash = hash_of(name);
    entry->name_at = s->heap_used;
    entry->name_len = (uint32_t) name.len;
    if (name.len > 0)
        memcpy(heap_of(s) + s->heap_used, name.ptr, name.len);
    s->heap_used += (uint32_t) name.len;
    take_slot(s, s->n);
    s->n++;
    return entry;
}

/* Try to add within 128 bits, at the finer scale of the two. */
static bool
add_fixed(struct respondent *entry, const struct number *value)
{
    wide_int sum = respondent_fixed_sum(entry);
    wide_int term = value->mantissa;
    int32_t scale = value->scale > entry->scale ? value->scale : entry->scale;

    if (entry->is_long || value->is_long || !wide_scale_up(&sum, scale - entry->scale) ||
        !wide_scale_up(&term, scale - value->scale) || !wide_add(&sum, term))
        return false;
    respondent_set_fixed(entry, sum);
    entry->scale = (uint8_t) scale;
    return true;
}

/* See that an entry's sum is in limbs that cover [low, high). */
static bool
cover(struct respondents **state, uint32_t index, int32_t low, int32_t high, wide_alloc alloc,
      struct fault *fault)
{
    struct respondent *entry = &respondent_entries(*state)[index];
    struct number sum = number_of_int(entry->is_long ? 0 : respondent_fixed_sum(entry), entry->scale);
    struct limbs *limbs;
    int32_t own_low;
    int32_t own_high;
    size_t at;
    size_t bytes;

    number_span(&sum, &own_low, &own_high);
    if (entry->is_long)
    {
        own_low = limbs_of(*state, entry)->low;
        own_high = own_low + limbs_of(*state, entry)->n;
        if (low >= own_low && high <= own_high)
            return true;
    }
    else if (number_is_zero(&sum))
    {
        own_low = low;
        own_high = high;
    }
    low = low < own_low ? low : own_low;
    high = (high > own_high ? high : own_high) + 1;
    bytes = limbs_bytes(high - low);
    at = round8((*state)->heap_used);
    if (at + bytes > (*state)->heap_size)
    {
        if (!grow(state, false, bytes + 8, alloc, fault))
            return false;
        entry = &respondent_entries(*state)[index];
        at = round8((*state)->heap_used);
    }
    limbs = (struct limbs *) (void *) (heap_of(*state) + at);
    limbs_init(limbs, low, high);
    if (entry->is_long)
        limbs_merge(limbs, limbs_of(*state, entry), false);
    else
        limbs_add(limbs, &sum, false);
    entry->is_long = 1;
    entry->sum_low = at;
    entry->sum_high = 0;
    (*state)->heap_used = (uint32_t) (at + bytes);
    return true;
}

bool
respondents_add(struct respondents **state, uint32_t index, const struct number *value, wide_alloc alloc,
                struct fault *fault)
{
    int32_t low;
    int32_t high;

    if (number_is_zero(value) || add_fixed(&respondent_entries(*state)[index], value))
        return true;
    number_span(value, &low, &high);
    if (!cover(state, index, low, high, alloc, fault))
        return false;
    limbs_add(limbs_of(*state, &respondent_entries(*state)[index]), value, false);
    return true;
}

bool
respondents_merge(struct respondents **state, const struct respondents *other, wide_alloc alloc,
                  struct fault *fault)
{
    for (uint32_t i = 0; i < other->n; i++)
    {
        const struct respondent *theirs = &respondent_entries(other)[i];
        struct respondent *ours = respondents_enter(state, respondent_name(other, theirs), alloc, fault);
        uint32_t index;

        if (ours == NULL)
            return false;
        index = (uint32_t) (ours - respondent_entries(*state));
        if (theirs->is_long)
        {
            const struct limbs *limbs = limbs_of(other, theirs);

            if (!cover(state, index, limbs->low, limbs->low + limbs->n, alloc, fault))
                return false;
            limbs_merge(limbs_of(*state, &respondent_entries(*state)[index]), limbs, false);
        }
        else
        {
            struct number sum = number_of_int(respondent_fixed_sum(theirs), theirs->scale);

            if (!respondents_add(state, index, &sum, alloc, fault))
                return false;
        }
    }
    return true;
}

bool
respondents_sum_of(const struct respondents *state, const struct respondent *entry, struct number *out,
                   wide_alloc alloc, struct fault *fault)
{
    if (entry->is_long)
        return limbs_finish(limbs_of(state, entry), out, alloc, fault);
    *out = number_of_int(respondent_fixed_sum(entry), entry->scale);
    number_trim(out);
    return true;
}

bool
respondents_sum_up(const struct respondents *state, struct respondent_summary *out, wide_alloc alloc,
                   struct fault *fault)
{
    struct tally_state *rest = tally_state_new(1, 0, alloc);
    struct number second = number_of_int(0, 0);

    *out = (struct respondent_summary){.first = second, .rest = second};
    if (tally_enter(&rest, slice_make("", 0), alloc, fault) == NULL)
        return false;
    for (uint32_t i = 0; i < state->n; i++)
    {
        struct number sum;

        if (!respondents_sum_of(state, &respondent_entries(state)[i], &sum, alloc, fault))
            return false;
        if (number_is_zero(&sum))
            continue;
        out->n++;
        if (number_sign(&sum) < 0)
            sum = number_negate(sum);
        if (!tally_add(&rest, 0, &sum, false, alloc, fault))
            return false;
        if (number_compare(&sum, &out->first, alloc) > 0)
        {
            second = out->first;
            out->first = sum;
        }
        else if (number_compare(&sum, &second, alloc) > 0)
            second = sum;
    }
    if (!tally_add(&rest, 0, &out->first, true, alloc, fault) ||
        !tally_add(&rest, 0, &second, true, alloc, fault))
        return false;
    out->rest = tally_value_of(rest, tally_entries(rest), alloc);
    return true;
}
