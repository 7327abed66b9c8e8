/*
 * exact_math.h: core's exact arithmetic under short names, so that formulas read as formulas. What is beyond
 * numeric's limits raises.
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
exact_sum(struct number a, struct number b, bool subtract)
{
    struct number result;
    struct fault fault;

    if (!number_add(&a, &b, subtract, &result, tally_alloc, &fault))
        raise_fault(&fault, "a value is out of range");
    return result;
}

static inline struct number
exact_plus(struct number a, struct number b)
{
    return exact_sum(a, b, false);
}

static inline struct number
exact_minus(struct number a, struct number b)
{
    return exact_sum(a, b, true);
}

static inline struct number
exact_times(struct number a, struct number b)
{
    struct number result;
    struct fault fault;

    if (!number_multiply(&a, &b, &result, tally_alloc, &fault))
        raise_fault(&fault, "a value is out of range");
    return result;
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

static inline Datum
exact_datum(struct number a)
{
    return numeric_make(&a);
}

/* a / b by the server's own division of the two without trailing zeros, so that it depends on values only. */
extern Datum exact_over(struct number a, struct number b);

/* A numeric that is no NaN and no infinity. */
static inline struct number
exact_read(Datum numeric, const char *what)
{
    return numeric_read((struct varlena *) DatumGetPointer(numeric), what);
}

#endif
