/*
 * target.c: printing a target and its bounds; reading is target_parse.c. See target.h.
 */
#include "target.h"

#include <stdio.h>

#include "target_number.h"

const char *
target_kind_name(enum target_kind kind)
{
    static const char *const names[] = {[TARGET_LEVEL] = "level",
                                        [TARGET_GROWTH] = "growth",
                                        [TARGET_MULTIPLE] = "multiple",
                                        [TARGET_POINTS] = "points",
                                        [TARGET_CHANGE] = "change"};

    return names[kind];
}

/* One figure with what its kind puts around it: 7%, x2, +5pp, -16%. */
static int
print_figure(const struct target *t, const struct target_number *n, char *buf, size_t cap)
{
    bool always_signed = t->kind == TARGET_POINTS || t->kind == TARGET_CHANGE;
    const char *sign = n->negative ? "-" : always_signed ? "+" : "";

    return snprintf(buf, cap, "%s%s%s%s", t->kind == TARGET_MULTIPLE ? "x" : sign, n->digits,
                    t->percent ? "%" : "", t->kind == TARGET_POINTS ? "pp" : "");
}

size_t
target_print(const struct target *t, char *buf, size_t cap)
{
    static const char *const ops[] = {
        [TARGET_EXACT] = "",     [TARGET_ABOUT] = "~", [TARGET_AT_LEAST] = ">=", [TARGET_MORE] = ">",
        [TARGET_AT_MOST] = "<=", [TARGET_LESS] = "<",  [TARGET_RANGE] = ""};
    char lower[TARGET_DIGITS_MAX + 8];
    char upper[TARGET_DIGITS_MAX + 8] = "";
    int len;

    print_figure(t, &t->lower, lower, sizeof(lower));
    if (t->op == TARGET_RANGE)
        print_figure(t, &t->upper, upper, sizeof(upper));
    len = snprintf(buf, cap, "%s%s%s%s%s%s%s", ops[t->op], lower, t->op == TARGET_RANGE ? ".." : "", upper,
                   t->kind == TARGET_GROWTH ? " pa" : "", t->unit[0] != '\0' ? " " : "", t->unit);
    return len > 0 ? (size_t) len : 0;
}

bool
target_has_lower(const struct target *t)
{
    return t->op != TARGET_AT_MOST && t->op != TARGET_LESS;
}

bool
target_has_upper(const struct target *t)
{
    return t->op != TARGET_AT_LEAST && t->op != TARGET_MORE;
}

/* A figure in base units. */
static size_t
bound_text(const struct target *t, const struct target_number *n, char *buf, size_t cap)
{
    char plain[TARGET_DIGITS_MAX + 4];
    bool hundredths = t->percent || t->kind == TARGET_POINTS;
    int len;

    target_number_shift(n->digits, hundredths ? -2 : 0, plain, sizeof(plain));
    len = snprintf(buf, cap, "%s%s", n->negative ? "-" : "", plain);
    return len > 0 ? (size_t) len : 0;
}

size_t
target_lower_text(const struct target *t, char *buf, size_t cap)
{
    return bound_text(t, &t->lower, buf, cap);
}

size_t
target_upper_text(const struct target *t, char *buf, size_t cap)
{
    return bound_text(t, t->op == TARGET_RANGE ? &t->upper : &t->lower, buf, cap);
}

enum target_op
target_op_mirrored(enum target_op op)
{
    switch (op)
    {
        case TARGET_AT_LEAST: return TARGET_AT_MOST;
        case TARGET_MORE: return TARGET_LESS;
        case TARGET_AT_MOST: return TARGET_AT_LEAST;
        case TARGET_LESS: return TARGET_MORE;
        case TARGET_EXACT:
        case TARGET_ABOUT:
        case TARGET_RANGE: break;
    }
    return op;
}
