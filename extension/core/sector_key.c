/*
 * sector_key.c: see sector_key.h.
 */
#include "sector_key.h"

#define RANK_END  0x10000
#define RANK_STEP 0x400 /* between a place and one beyond all others */
#define REST_BITS 48

/* Five bits for what may follow, in sector_compare's order; an end is 0. */
enum symbol
{
    SYMBOL_DOT = 1,
    SYMBOL_NUMBER,  /* how many digits, then their number */
    SYMBOL_CAPITAL, /* '-' and A to Z; then the byte */
    SYMBOL_UNDERLINE,
    SYMBOL_SMALL,                   /* a to z, each its own */
    SYMBOL_HIGH = SYMBOL_SMALL + 26 /* then the byte, or one of these: */
};
#define HIGH_ZEROS 0xfe /* leading zeros come behind any letter */
#define HIGH_END   0xff /* the label ^ comes last */

/* More digits than this end a key. */
#define DIGITS_MAX 14

struct packed
{
    uint64_t bits;
    unsigned left;
};

/* Add a value of so many bits, or of it what fits. */
static void
pack(struct packed *packed, uint64_t value, unsigned width)
{
    unsigned fits = width < packed->left ? width : packed->left;

    packed->bits = packed->bits << fits | value >> (width - fits);
    packed->left -= fits;
}

/* Add the run of digits at *at and go behind it; false when the key ends with it. */
static bool
pack_number(struct packed *packed, struct slice s, size_t *at)
{
    static const unsigned char width[DIGITS_MAX + 1] = {0,  4,  7,  10, 14, 17, 20, 24,
                                                        27, 30, 34, 37, 40, 44, 47};
    size_t start = *at;
    size_t first;
    uint64_t number = 0;

    while (*at < s.len && s.ptr[*at] == '0')
        ++*at;
    for (first = *at; *at < s.len && byte_is_digit(s.ptr[*at]); ++*at)
    {
        if (*at - first < DIGITS_MAX)
            number = number * 10 + (uint64_t) (s.ptr[*at] - '0');
    }
    pack(packed, SYMBOL_NUMBER, 5);
    if (*at - first > DIGITS_MAX)
    {
        pack(packed, DIGITS_MAX + 1, 4);
        return false;
    }
    pack(packed, *at - first, 4);
    pack(packed, number, width[*at - first]);
    /* 0 alone is no leading zero */
    if (first == start || (first == *at && first == start + 1))
        return true;
    pack(packed, SYMBOL_HIGH, 5);
    pack(packed, HIGH_ZEROS, 8);
    return false;
}

static void
pack_letter(struct packed *packed, char c)
{
    if (c == '.')
        pack(packed, SYMBOL_DOT, 5);
    else if (c == '_')
        pack(packed, SYMBOL_UNDERLINE, 5);
    else if (c >= 'a' && c <= 'z')
        pack(packed, (uint64_t) (SYMBOL_SMALL + c - 'a'), 5);
    else if (c == '-' || (c >= 'A' && c <= 'Z'))
    {
        pack(packed, SYMBOL_CAPITAL, 5);
        pack(packed, (unsigned char) c, 8);
    }
    else
    {
        pack(packed, SYMBOL_HIGH, 5);
        pack(packed, c == '^' ? HIGH_END : (unsigned char) c, 8);
    }
}

/* What fits of a text that begins with a label. */
static uint64_t
pack_rest(struct slice rest)
{
    struct packed packed = {0, REST_BITS};
    size_t at = 0;

    while (at < rest.len && packed.left > 0)
    {
        if (!byte_is_digit(rest.ptr[at]))
            pack_letter(&packed, rest.ptr[at++]);
        else if (!pack_number(&packed, rest, &at))
            break;
    }
    return packed.bits << packed.left;
}

/* Root and first label. */
static struct slice
first_place(struct slice s)
{
    int dots = 0;

    for (size_t i = 0; i < s.len; i++)
    {
        if (s.ptr[i] == '.' && ++dots == 2)
            return slice_make(s.ptr, i);
    }
    return s;
}

/* The number of known places before one, and whether it is known itself. */
static int
places_before(const struct sector_keys *keys, struct slice s, bool *known)
{
    int lower = 0;
    int upper = keys->n;

    while (lower < upper)
    {
        int middle = (lower + upper) / 2;
        int order = sector_compare(s, slice_make(keys->place[middle].text, keys->place[middle].len));

        if (order == 0)
        {
            *known = true;
            return middle;
        }
        if (order < 0)
            upper = middle;
        else
            lower = middle + 1;
    }
    *known = false;
    return lower;
}

/* A rank between those of the places at - 1 and at; that of the former when there is none. */
static int
rank_between(const struct sector_keys *keys, int at)
{
    int below = at > 0 ? keys->place[at - 1].rank : 0;
    int above = at < keys->n ? keys->place[at].rank : RANK_END;

    if (keys->n > 0 && at == keys->n && below + RANK_STEP < above)
        return below + RANK_STEP;
    if (keys->n > 0 && at == 0 && above - RANK_STEP > below)
        return above - RANK_STEP;
    return (below + above) / 2 & ~1;
}

/*
 * The rank of a first place. One that is not known takes its place among them, once and for all; where there
 * is no room, now or ever, it gets what lies between its neighbours, and *known is false.
 */
static int
rank_of(struct sector_keys *keys, struct slice s, bool *known)
{
    int at = places_before(keys, s, known);
    int below = at > 0 ? keys->place[at - 1].rank : 0;
    int rank;

    if (*known)
        return keys->place[at].rank;
    rank = rank_between(keys, at);
    if (keys->n == SECTOR_KEYS_PLACES || rank == below)
        return below + 1;
    memmove(&keys->place[at + 1], &keys->place[at], (size_t) (keys->n - at) * sizeof(keys->place[0]));
    keys->place[at].rank = (uint16_t) rank;
    keys->place[at].len = (uint16_t) s.len;
    memcpy(keys->place[at].text, s.ptr, s.len);
    keys->n++;
    *known = true;
    return rank;
}

uint64_t
sector_key(struct sector_keys *keys, struct slice s)
{
    struct slice first = first_place(s);
    bool known;
    uint64_t rank = (uint64_t) rank_of(keys, first, &known);
    uint64_t rest = 0;

    if (known && s.len > first.len)
        rest = pack_rest(slice_make(s.ptr + first.len + 1, s.len - first.len - 1));
    return rank << REST_BITS | rest;
}
