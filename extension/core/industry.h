/*
 * industry.h: a code of GB/T 4754 (国民经济行业分类) with its edition in the value.
 *
 * Forms read: C, C35, C351, C3511 and 35, 351, 3511 (the letter follows from the division) are the edition of
 * 2017; gb11:C3511 is that of 2011, whose divisions from 78 on have other letters. gb17: may be written. A
 * code is four levels: section, division, group, class. Section letters are capital. Whether a group or
 * class exists is a matter of tables (sql/reference/industry.csv), not of the type: offices use codes of
 * their own below a division.
 *
 * The value is one word whose order puts a code right before all below it:
 * edition << 20 | section << 15 | division << 8 | (group digit + 1) << 4 | (class digit + 1), 0 = not given.
 */
#ifndef SEI_CORE_INDUSTRY_H
#define SEI_CORE_INDUSTRY_H

#include "fault.h"
#include "slice.h"

#define INDUSTRY_TEXT_MAX   12
#define INDUSTRY_SECTOR_MAX 24

struct industry
{
    int edition;  /* 11 or 17 */
    int section;  /* 1 = A to 20 = T */
    int division; /* 0 = not given */
    int group;    /* the third digit, -1 = not given */
    int class;    /* the fourth digit, -1 = not given */
};

/* Read one code. Unknown divisions and letters that do not fit are refused. */
bool industry_parse(struct slice text, struct industry *out, struct fault *fault);

/* The canonical text, NUL-terminated: C3511, gb11:C3511. */
size_t industry_print(struct industry code, char buf[INDUSTRY_TEXT_MAX]);

/* The text of the sector it is: gb17.C.35.351.3511. */
size_t industry_print_sector(struct industry code, char buf[INDUSTRY_SECTOR_MAX]);

/* 1 section, 2 division, 3 group, 4 class. */
int industry_level(struct industry code);

int32_t industry_pack(struct industry code);
struct industry industry_unpack(int32_t word);

/* Whether a word is one that pack gives. */
bool industry_is_word(int32_t word);

/* The code above at a level, itself at its own or a deeper one. */
int32_t industry_ancestor(int32_t word, int level);

/* The last code at or below a code, itself a code. */
int32_t industry_last(int32_t word);

/* Whether a code is another or below it. */
static inline bool
industry_contains(int32_t above, int32_t word)
{
    return word >= above && word <= industry_last(above);
}

#endif
