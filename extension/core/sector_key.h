/*
 * sector_key.h: the order of sectors as one number, so that a sort of millions looks at most values once.
 *
 * A column of sectors has few first places (root and first label) and many below them. So a key is the rank
 * of the first place among those that this sort has met, and behind it what fits of the rest, packed by what
 * sectors are made of. When two keys of one sort differ they decide; when they are equal, compare.
 */
#ifndef SEI_CORE_SECTOR_KEY_H
#define SEI_CORE_SECTOR_KEY_H

#include "sector.h"

#define SECTOR_KEYS_PLACES 64

struct sector_place
{
    uint16_t rank; /* even; what lies between two places has the odd number behind the lower one's */
    uint16_t len;
    char text[2 * SECTOR_LABEL_MAX_BYTES + 1];
};

/* The first places of one sort, in order. All zero to begin with. */
struct sector_keys
{
    int n;
    struct sector_place place[SECTOR_KEYS_PLACES];
};

uint64_t sector_key(struct sector_keys *keys, struct slice s);

#endif
