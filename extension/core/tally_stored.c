/*
 * tally_stored.c: the stored form of a tally (tally.h): write it from a state, read it, check it.
 *
 * Bytes from outside are believed only after tally_check; every read stays within the bytes given all the
 * same.
 */
#include "tally.h"

static const char broken_hint[] = "Send what tally_send or the text form of a tally gave, unchanged.";

/* Varints: seven bits a byte, lowest first, the shortest form only. */
static size_t
write_varint(uint64_t value, unsigned char *out)
{
    size_t n = 0;

    for (; value >= 0x80; value >>= 7)
        out[n++] = (unsigned char) (value | 0x80);
    out[n++] = (unsigned char) value;
    return n;
}

static bool
read_varint(const unsigned char **at, const unsigned char *end, uint64_t *out)
{
    uint64_t value = 0;

    for (int shift = 0; shift < 64 && *at < end; shift += 7)
    {
        unsigned char byte = *(*at)++;

        if (shift == 63 && byte > 1)
            return false;
        value |= (uint64_t) (byte & 0x7f) << shift;
        if (byte < 0x80)
        {
            *out = value;
            return byte != 0 || shift == 0;
        }
    }
    return false;
}

size_t
tally_write_count(int64_t count, unsigned char *out)
{
    return write_varint((uint64_t) count << 1 ^ (count < 0 ? UINT64_MAX : 0), out);
}

bool
tally_read_count(const unsigned char **at, const unsigned char *end, int64_t *out)
{
    uint64_t zigzag;

    if (!read_varint(at, end, &zigzag))
        return false;
    *out = (int64_t) (zigzag >> 1 ^ (zigzag & 1 ? UINT64_MAX : 0));
    return true;
}

size_t
tally_number_bound(const struct number *number)
{
    return number->is_long ? 1 + 10 + 10 + 2 * (size_t) number->n_digits : 18;
}

size_t
tally_write_number(const struct number *number, unsigned char *out)
{
    size_t n = 1;

    if (number->is_long)
    {
        out[0] = number->negative ? 0xC0 : 0x40;
        n += write_varint((uint64_t) number->n_digits, out + n);
        n += tally_write_count(number->weight, out + n);
        memcpy(out + n, number->digits, 2 * (size_t) number->n_digits);
        return n + 2 * (size_t) number->n_digits;
    }
    out[0] = (unsigned char) (number->scale | (number->mantissa < 0 ? 0x80 : 0));
    n = 2;
    for (wide_uint m = number->mantissa < 0 ? -(wide_uint) number->mantissa : (wide_uint) number->mantissa;
         m != 0; m >>= 8)
        out[n++] = (unsigned char) m;
    out[1] = (unsigned char) (n - 2);
    return n;
}

static bool
read_long(bool negative, const unsigned char **at, const unsigned char *end, struct number *out)
{
    uint64_t n_digits;
    int64_t weight;

    if (!read_varint(at, end, &n_digits) || !tally_read_count(at, end, &weight))
        return false;
    if (n_digits == 0 || n_digits > (uint64_t) (end - *at) / 2 || weight > NUMBER_WEIGHT_MAX ||
        weight < -(NUMBER_DECIMALS_MAX / 4 + 1))
        return false;
    for (uint64_t i = 0; i < n_digits; i++)
        if (((*at)[2 * i] | (*at)[2 * i + 1] << 8) > 9999)
            return false;
    *out = number_of_digits(negative, *at, (int32_t) n_digits, (int32_t) weight);
    *at += 2 * n_digits;
    return out->is_long && out->n_digits == (int32_t) n_digits && number_fits(out);
}

bool
tally_read_number(const unsigned char **at, const unsigned char *end, struct number *out)
{
    const unsigned char *p = *at;
    bool negative;
    wide_uint m = 0;
    int len;

    if (end - p < 2)
        return false;
    negative = (p[0] & 0x80) != 0;
    if (p[0] & 0x40)
    {
        *at = p + 1;
        return read_long(negative, at, end, out);
    }
    len = p[1];
    if (len > 16 || end - p - 2 < len || (p[0] & 0x3f) > NUMBER_SCALE_MAX)
        return false;
    for (int i = len; i > 0; i--)
        m = m << 8 | p[1 + i];
    if (m > (wide_uint) WIDE_INT_MAX || (len > 0 ? p[1 + len] == 0 : negative))
        return false;
    *out = number_of_int(negative ? -(wide_int) m : (wide_int) m, p[0] & 0x3f);
    *at = p + 2 + len;
    return true;
}

/* A classified entry on its way into the stored form. */
struct listed
{
    struct slice name;
    const struct tally_entry *entry;
};

/* Merge sort over two buffers, so that the order of rows costs nothing but n log n. */
static void
sort_listed(struct listed *list, struct listed *spare, size_t n)
{
    size_t half = n / 2;
    size_t left = 0;
    size_t right = half;

    if (n <= 8)
    {
        for (size_t i = 1; i < n; i++)
        {
            struct listed item = list[i];
            size_t at = i;

            for (; at > 0 && sector_compare(list[at - 1].name, item.name) > 0; at--)
                list[at] = list[at - 1];
            list[at] = item;
        }
        return;
    }
    /* Seventeen levels deep at most, for a tally has at most 65,537 entries. */
    sort_listed(list, spare, half);
    sort_listed(list + half, spare, n - half);
    memcpy(spare, list, n * sizeof(*list));
    for (size_t i = 0; i < n; i++)
    {
        bool take_left =
            right >= n || (left < half && sector_compare(spare[left].name, spare[right].name) <= 0);

        list[i] = take_left ? spare[left++] : spare[right++];
    }
}

/* Bytes that an entry takes at most, its name included. */
static size_t
entry_bound(const struct tally_state *state, const struct tally_entry *entry)
{
    size_t sum = 18;

    if (entry->is_long)
    {
        sum = 24 + 4 * ((size_t) tally_limbs(state, entry)->n + 3);
    }
    return 2 + (size_t) entry->name_len + 10 + sum;
}

/* Write count and sum; 0 bytes with a fault when the sum is beyond numeric, 0 without when both are 0. */
static size_t
write_figures(const struct tally_state *state, const struct tally_entry *entry, unsigned char *out,
              wide_alloc alloc, struct fault *fault)
{
    struct number sum;
    size_t n;

    if (!tally_sum_of(state, entry, &sum, alloc, fault))
        return 0;
    if (entry->count == 0 && number_is_zero(&sum))
        return 0;
    n = tally_write_count(entry->count, out);
    return n + tally_write_number(&sum, out + n);
}

static size_t
shared_bytes(struct slice a, struct slice b)
{
    size_t n = 0;

    while (n < a.len && n < b.len && a.ptr[n] == b.ptr[n])
        n++;
    return n;
}

static void
write_header(unsigned char *out, uint32_t n, bool has_rest)
{
    out[0] = TALLY_VERSION;
    out[1] = has_rest ? TALLY_FLAG_REST : 0;
    for (int i = 0; i < 4; i++)
        out[2 + i] = (unsigned char) (n >> 8 * i);
}

size_t
tally_finish(const struct tally_state *state, size_t room, char **out, wide_alloc alloc, struct fault *fault)
{
    const struct tally_entry *rest = NULL;
    struct listed *list = alloc((2 * (size_t) state->n + 1) * sizeof(*list));
    struct slice before = slice_make("", 0);
    size_t n = 0;
    size_t bound = room + TALLY_HEADER_BYTES;
    uint32_t kept = 0;
    unsigned char *start;
    unsigned char *at;

    for (uint32_t i = 0; i < state->n; i++)
    {
        const struct tally_entry *entry = &tally_entries(state)[i];

        bound += entry_bound(state, entry);
        if (entry->name_len == 0)
            rest = entry;
        else
            list[n++] = (struct listed){tally_name(state, entry), entry};
    }
    if (bound > TALLY_BYTES_MAX)
    {
        fault_set(fault, FAULT_LIMIT, -1, "Sum at a higher level: sector_ancestor(sector, level).",
                  "The tally would need up to %zu bytes, more than the server can hold.", bound);
        return 0;
    }
    sort_listed(list, list + n, n);
    *out = alloc(bound);
    start = (unsigned char *) *out + room;
    at = start + TALLY_HEADER_BYTES;
    fault->code = FAULT_NONE;
    for (size_t i = 0; i < n; i++)
    {
        size_t shared = shared_bytes(before, list[i].name);
        size_t own = list[i].name.len - shared;
        size_t figures = write_figures(state, list[i].entry, at + 2 + own, alloc, fault);

        if (fault->code != FAULT_NONE)
            return 0;
        if (figures == 0)
            continue;
        at[0] = (unsigned char) shared;
        at[1] = (unsigned char) own;
        memcpy(at + 2, list[i].name.ptr + shared, own);
        at += 2 + own + figures;
        before = list[i].name;
        kept++;
    }
    {
        size_t figures = rest == NULL ? 0 : write_figures(state, rest, at, alloc, fault);

        if (fault->code != FAULT_NONE)
            return 0;
        write_header(start, kept, figures > 0);
        at += figures;
    }
    return (size_t) (at - start);
}

bool
tally_open(struct tally_cursor *cursor, struct slice stored, struct fault *fault)
{
    const unsigned char *p = (const unsigned char *) stored.ptr;

    if (stored.len > 0 && p[0] > TALLY_VERSION && p[0] < 0x80)
        return fault_set(fault, FAULT_UNSUPPORTED, 0, "Update the extension sei on this server.",
                         "The tally has format version %d; this server reads versions up to %d.", p[0],
                         TALLY_VERSION);
    if (stored.len < TALLY_HEADER_BYTES || p[0] != TALLY_VERSION || (p[1] & ~TALLY_FLAG_REST) != 0)
        return fault_set(fault, FAULT_BINARY, stored.len < TALLY_HEADER_BYTES ? (int32_t) stored.len : 1,
                         broken_hint, "The tally's header is broken.");
    cursor->n = p[2] | (uint32_t) p[3] << 8 | (uint32_t) p[4] << 16 | (uint32_t) p[5] << 24;
    if (cursor->n > TALLY_ENTRIES_MAX)
        return fault_set(fault, FAULT_LIMIT, 2, broken_hint,
                         "The tally claims %u sectors; at most %d are possible.", cursor->n,
                         TALLY_ENTRIES_MAX);
    cursor->left = cursor->n;
    cursor->has_rest = (p[1] & TALLY_FLAG_REST) != 0;
    cursor->at = p + TALLY_HEADER_BYTES;
    cursor->end = p + stored.len;
    cursor->name_len = 0;
    return true;
}

/* Read what the entry's name has beyond the bytes shared with the one before. */
static bool
read_name(struct tally_cursor *cursor)
{
    unsigned shared;
    unsigned own;

    if (cursor->end - cursor->at < 2)
        return false;
    shared = cursor->at[0];
    own = cursor->at[1];
    cursor->at += 2;
    if (shared > cursor->name_len || own == 0 || shared + own > SECTOR_MAX_BYTES ||
        cursor->end - cursor->at < own)
        return false;
    memcpy(cursor->name + shared, cursor->at, own);
    cursor->at += own;
    cursor->name_len = (uint8_t) (shared + own);
    return true;
}

enum tally_step
tally_next(struct tally_cursor *cursor, struct fault *fault)
{
    const unsigned char *start = cursor->end - cursor->at > 0 ? cursor->at : cursor->end;
    bool good;

    if (cursor->left > 0)
    {
        cursor->left--;
        good = read_name(cursor);
    }
    else if (cursor->has_rest)
    {
        cursor->has_rest = false;
        cursor->name_len = 0;
        good = true;
    }
    else if (cursor->at == cursor->end)
        return TALLY_END;
    else
        good = false;
    if (good && tally_read_count(&cursor->at, cursor->end, &cursor->count) &&
        tally_read_number(&cursor->at, cursor->end, &cursor->sum))
        return TALLY_ENTRY;
    fault_set(fault, FAULT_BINARY, -1, broken_hint,
              "The tally is broken in the entry that begins %zu bytes before its end.",
              (size_t) (cursor->end - start));
    return TALLY_BROKEN;
}

bool
tally_check(struct slice stored, wide_alloc alloc, struct fault *fault)
{
    struct tally_cursor cursor;
    struct tally_state *state = tally_state_new(1, 0, alloc);
    enum tally_step step;
    size_t len;
    char *again;

    if (!tally_open(&cursor, stored, fault))
        return false;
    while ((step = tally_next(&cursor, fault)) == TALLY_ENTRY)
    {
        struct slice name = slice_make(cursor.name, cursor.name_len);
        struct tally_entry *entry;
        struct slice parsed;

        if (name.len > 0 && (!sector_parse(name, &parsed, fault) || !slice_equal(name, parsed)))
            return fault_set(fault, FAULT_BINARY, -1, broken_hint, "The tally names a sector that is none.");
        entry = tally_enter(&state, name, alloc, fault);
        if (entry == NULL)
            return false;
        entry->count = cursor.count;
        if (!tally_add(&state, (uint32_t) (entry - tally_entries(state)), &cursor.sum, false, alloc, fault))
            return false;
    }
    if (step == TALLY_BROKEN)
        return false;
    /* There is one stored form of each value: what was read must be what would be written. */
    len = tally_finish(state, 0, &again, alloc, fault);
    if (len == 0)
        return false;
    if (len != stored.len || memcmp(again, stored.ptr, len) != 0)
        return fault_set(fault, FAULT_BINARY, -1, broken_hint,
                         "The bytes are not the one stored form of a tally.");
    return true;
}
