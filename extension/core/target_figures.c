/*
 * target_figures.c: see target_figures.h.
 *
 * A stored target is canonical, so its parts stand where target_print puts them, and figures of up to 18
 * digits are read in one pass. Anything else takes the long way through target_parse.
 */
#include "target_figures.h"

#define SHORT_DIGITS 18

/* What one figure says besides its number. */
struct marks
{
    bool is_multiple;
    bool is_signed;
    bool is_percent;
    bool is_points;
};

static bool
takes(const char **at, const char *end, const char *text)
{
    size_t len = strlen(text);

    if ((size_t) (end - *at) < len || memcmp(*at, text, len) != 0)
        return false;
    *at += len;
    return true;
}

static enum target_op
read_op(const char **at, const char *end)
{
    if (takes(at, end, ">="))
        return TARGET_AT_LEAST;
    if (takes(at, end, "<="))
        return TARGET_AT_MOST;
    if (takes(at, end, ">"))
        return TARGET_MORE;
    if (takes(at, end, "<"))
        return TARGET_LESS;
    if (takes(at, end, "~"))
        return TARGET_ABOUT;
    return TARGET_EXACT;
}

static bool
read_figure(const char **at, const char *end, struct number *out, struct marks *marks)
{
    const char *p = *at;
    bool is_negative = p < end && *p == '-';
    int64_t value = 0;
    int32_t digits = 0;
    int32_t scale = 0;
    bool has_point = false;

    *marks =
        (struct marks){.is_multiple = p < end && *p == 'x', .is_signed = p < end && (*p == '-' || *p == '+')};
    if (marks->is_multiple || marks->is_signed)
        p++;
    for (; p < end && ((*p >= '0' && *p <= '9') || (*p == '.' && !has_point && p + 1 < end && p[1] != '.'));
         p++)
    {
        if (*p == '.')
        {
            has_point = true;
            continue;
        }
        if (++digits > SHORT_DIGITS)
            return false;
        value = value * 10 + (*p - '0');
        scale += has_point;
    }
    if (digits == 0)
        return false;
    marks->is_percent = takes(&p, end, "%");
    marks->is_points = takes(&p, end, "pp");
    *out =
        number_of_int(is_negative ? -value : value, scale + (marks->is_percent || marks->is_points ? 2 : 0));
    *at = p;
    return true;
}

/* The short way; false when the text is longer or other than that. */
static bool
read_short(struct slice text, struct target_figures *out)
{
    const char *at = text.ptr;
    const char *end = text.ptr + text.len;
    struct marks marks;
    struct marks other;

    out->op = read_op(&at, end);
    if (!read_figure(&at, end, &out->lower, &marks))
        return false;
    out->upper = out->lower;
    if (takes(&at, end, ".."))
    {
        out->op = TARGET_RANGE;
        if (!read_figure(&at, end, &out->upper, &other))
            return false;
    }
    if (marks.is_percent && takes(&at, end, " pa"))
        out->kind = TARGET_GROWTH;
    else if (marks.is_multiple)
        out->kind = TARGET_MULTIPLE;
    else if (marks.is_points)
        out->kind = TARGET_POINTS;
    else
        out->kind = marks.is_percent && marks.is_signed ? TARGET_CHANGE : TARGET_LEVEL;
    return at == end || (*at == ' ' && out->kind == TARGET_LEVEL);
}

static bool
read_bound(const struct target *t, size_t (*print)(const struct target *, char *, size_t), struct number *out,
           wide_alloc alloc, struct fault *fault)
{
    char text[TARGET_TEXT_MAX];
    size_t len = print(t, text, sizeof(text));

    return number_parse(slice_make(text, len), out, alloc, fault);
}

bool
target_figures_read(struct slice canonical, struct target_figures *out, wide_alloc alloc, struct fault *fault)
{
    struct target t;

    if (read_short(canonical, out))
        return true;
    if (!target_parse(canonical, &t, fault))
        return false;
    out->kind = t.kind;
    out->op = t.op;
    return read_bound(&t, target_lower_text, &out->lower, alloc, fault) &&
           read_bound(&t, target_upper_text, &out->upper, alloc, fault);
}
