/*
 * exact_math.h: core's exact arithmetic under short names, so that formulas read as formulas. What a formula
 * meets on the way may be beyond numeric's limits; a result that is raises.
 */
#ifndef SEI_EXACT_MATH_H
#define SEI_EXACT_MATH_H

#include "postgres.h"

#include "number_math.h"
#include "numeric_read.h"
#include "shell.h"
#include "tally_shell.h"

static inline struct number
exact_int(int64 value)
{
    return number_of_int(value, 0);
}

static inline struct number
exact_plus(struct number a, struct number b)
{
    return number_add(&a, &b, false, tally_alloc);
}

static inline struct number
exact_minus(struct number a, struct number b)
{
    return number_add(&a, &b, true, tally_alloc);
}

static inline struct number
exact_times(struct number a, struct number b)
{
    return number_multiply(&a, &b, tally_alloc);
}

static inline int
exact_compare(struct number a, struct number b)
{
    return number_compare(&a, &b, tally_alloc);
}

static inline int
exact_sign(struct number a)
{
    return number_sign(&a);
}

/* Half away from zero. */
static inline struct number
exact_rounded(struct number a, int32 decimals)
{
    number_round(&a, decimals, tally_alloc);
    return a;
}

static inline struct number
exact_significant(struct number a, int32 digits)
{
    number_round_significant(&a, digits, tally_alloc);
    return a;
}

static inline Datum
exact_datum(struct number a)
{
    return numeric_make(&a);
}

/*
 * a / b by the server's own division, trailing zeros of both gone before, so that it depends on values only.
 * They may be beyond numeric's limits; b is not 0.
 */
extern Datum exact_ratio(struct number a, struct number b);

/* The same; 0 without decimals. */
static inline Datum
exact_over(struct number a, struct number b)
{
    return number_is_zero(&a) ? exact_datum(a) : exact_ratio(a, b);
}

/* A numeric that is no NaN and no infinity. */
static inline struct number
exact_read(Datum numeric, const char *what)
{
    return numeric_read((struct varlena *) DatumGetPointer(numeric), what);
}

#endif
