/*
 * compat.h: every difference between server versions, and the only file that asks for one.
 */
#ifndef SEI_COMPAT_H
#define SEI_COMPAT_H

#include "postgres.h"

#include "fmgr.h"
#include "nodes/nodes.h"

#if PG_VERSION_NUM < 130000
#error "sei needs PostgreSQL 13 or later"
#endif
#if PG_VERSION_NUM >= 190000 && !defined(SEI_ALLOW_UNTESTED)
#error "sei is not tested on this PostgreSQL; build with make SEI_ALLOW_UNTESTED=1 at your own risk"
#endif

#if PG_VERSION_NUM >= 160000
#include "nodes/miscnodes.h"
#include "varatt.h"
#else
/* Soft errors came with 16; before, refusing is raising. */
#define ereturn(context, dummy, ...)                                                                         \
    do                                                                                                       \
    {                                                                                                        \
        (void) (context);                                                                                    \
        ereport(ERROR, __VA_ARGS__);                                                                         \
        return dummy;                                                                                        \
    } while (0)
#endif

/* Whether an expression is fixed while an index is scanned: no column of its table, nothing volatile. The
 * planner's root came with 14. */
#if PG_VERSION_NUM >= 140000
#define sei_is_fixed_for_index(root, expression, index) is_pseudo_constant_for_index(root, expression, index)
#else
#define sei_is_fixed_for_index(root, expression, index) is_pseudo_constant_for_index(expression, index)
#endif

/* The statistics target of a column that is analysed; it moved in 17. */
#if PG_VERSION_NUM >= 170000
#define sei_statistics_target(stats) ((stats)->attstattarget)
#else
#define sei_statistics_target(stats) ((stats)->attr->attstattarget)
#endif

/* How a function that never returns is marked; 18 has another word. */
#if PG_VERSION_NUM >= 180000
#define pg_attribute_noreturn() __attribute__((noreturn))
#endif

/* The block that makes a library a module; 18 shows name and version in pg_get_loaded_modules(). */
#if PG_VERSION_NUM >= 180000
#define SEI_MODULE_MAGIC PG_MODULE_MAGIC_EXT(.name = "sei", .version = SEI_VERSION)
#else
#define SEI_MODULE_MAGIC PG_MODULE_MAGIC
#endif

/* A non-empty range; make_range learnt of soft errors in 16. */
#if PG_VERSION_NUM >= 160000
#define sei_make_range(type, lower, upper) make_range(type, lower, upper, false, NULL)
#else
#define sei_make_range(type, lower, upper) make_range(type, lower, upper, false)
#endif

/* Infinities came to numeric with 14. */
#if PG_VERSION_NUM < 140000
#define numeric_is_inf(value) false
#endif

/* An integer over a power of ten as a numeric; since 14 without a detour. */
#if PG_VERSION_NUM >= 140000
#define SEI_HAVE_INT64_OVER_POWER 1
#else
#define SEI_HAVE_INT64_OVER_POWER 0
#endif

/* A numeric taken apart: value = ± Σ digit[i] · 10000^(weight - i). Digits are unaligned 16-bit words. */
struct numeric_parts
{
    bool is_special; /* NaN or an infinity; nothing else is set then */
    bool is_negative;
    int32 weight;
    int32 n_digits;
    const char *digits;
};

/*
 * Take the bytes of a numeric apart, behind its length word. No header publishes this layout, and this
 * function alone knows it: the same in 13 to 18 (the two infinities, special like NaN, came with 14). A first
 * word with bits 10 is a short header of one word, with 11 a special value, else a long header of two.
 *
 * For a later major, or built with SEI_NUMERIC_WIRE=1, it is not there, and values go through numeric_send.
 */
#if PG_VERSION_NUM < 190000 && !defined(SEI_NUMERIC_WIRE)
#define SEI_NUMERIC_LAYOUT_KNOWN 1
static pg_attribute_always_inline struct numeric_parts
sei_numeric_parts(const char *data, int32 bytes)
{
    struct numeric_parts parts;
    uint16 word;
    int16 weight;

    memcpy(&word, data, sizeof(word));
    if ((word & 0xC000) == 0x8000)
    {
        parts.is_special = false;
        parts.is_negative = (word & 0x2000) != 0;
        parts.weight = (int32) (word & 0x3F) - (int32) (word & 0x40);
        parts.n_digits = (bytes - 2) / 2;
        parts.digits = data + 2;
        return parts;
    }
    parts.is_special = (word & 0xC000) == 0xC000;
    parts.is_negative = (word & 0x4000) != 0;
    parts.weight = 0;
    parts.n_digits = 0;
    parts.digits = data + 2;
    if (parts.is_special)
        return parts;
    memcpy(&weight, data + 2, sizeof(weight));
    parts.weight = weight;
    parts.n_digits = (bytes - 4) / 2;
    parts.digits = data + 4;
    return parts;
}
#else
#define SEI_NUMERIC_LAYOUT_KNOWN 0
#endif

#endif
