/*
 * sector.c: see sector.h.
 */
#include "sector.h"

#include "letters.h"
#include "utf8.h"

static const char form_hint[] =
    "A sector is root.label.label…: ASCII letters, digits, _ and -, and other letters such as Chinese; "
    "at most 8 levels below the root, 63 bytes a label, 255 bytes in all.";
static const char bound_hint[] =
    "x.^ is only the upper bound of x in an index or a partition; write the sector x itself.";

static bool
is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || byte_is_digit(c) || c == '_' || c == '-';
}

/* Check one character of a label; *width gets its length. */
static bool
check_letter(struct slice whole, size_t at, size_t *width, struct fault *fault)
{
    char shown[FAULT_TEXT_MAX];
    const char *kind;
    uint32_t code;

    *width = 1;
    if (is_ascii_letter(whole.ptr[at]))
        return true;
    *width = utf8_decode(whole.ptr + at, whole.len - at, &code);
    if (*width == 0)
        return fault_set(fault, FAULT_ENCODING, (int32_t) at, "Send the text as UTF-8.",
                         "Byte 0x%02x is not UTF-8 here.", (unsigned char) whole.ptr[at]);
    kind = letter_refused(code);
    if (kind != NULL && code != ' ')
        return fault_set(fault, FAULT_SYNTAX, (int32_t) at, form_hint, "U+%04X is %s.", (unsigned) code,
                         kind);
    if (letter_is_mark(code) && (at == 0 || whole.ptr[at - 1] == '.'))
        return fault_set(fault, FAULT_SYNTAX, (int32_t) at, form_hint,
                         "A label begins with U+%04X, a combining mark.", (unsigned) code);
    if (code < 0x80)
        return fault_set(fault, FAULT_SYNTAX, (int32_t) at, form_hint, "\"%s\" may not stand in a label.",
                         fault_quote(slice_make(whole.ptr + at, 1), 8, shown));
    return true;
}

/* Check one label that starts at *at and move *at behind it. */
static bool
check_label(struct slice s, size_t *at, struct fault *fault)
{
    size_t start = *at;
    size_t width;

    while (*at < s.len && s.ptr[*at] != '.')
    {
        if (!check_letter(s, *at, &width, fault))
            return false;
        *at += width;
        if (*at - start > SECTOR_LABEL_MAX_BYTES)
            return fault_set(fault, FAULT_LIMIT, (int32_t) start, form_hint,
                             "A label is longer than %d bytes.", SECTOR_LABEL_MAX_BYTES);
    }
    if (*at == start)
        return fault_set(fault, FAULT_SYNTAX, (int32_t) start, form_hint, "A label is empty.");
    return true;
}

/* Check all labels of s, which has no sentinel. */
static bool
check_labels(struct slice s, struct fault *fault)
{
    size_t at = 0;
    int level = 0;

    for (;;)
    {
        if (!check_label(s, &at, fault))
            return false;
        if (at > SECTOR_MAX_BYTES)
            break;
        if (at == s.len)
            return true;
        at++;
        if (++level > SECTOR_MAX_LEVEL)
            return fault_set(fault, FAULT_LIMIT, (int32_t) at, form_hint,
                             "There are more than %d levels below the root.", SECTOR_MAX_LEVEL);
    }
    return fault_set(fault, FAULT_LIMIT, -1, form_hint, "The sector is longer than %d bytes.",
                     SECTOR_MAX_BYTES);
}

bool
sector_parse_bound(struct slice text, struct slice *out, struct fault *fault)
{
    struct slice s = letters_trim(text);
    struct slice place = s;

    if (s.len == 0)
        return fault_set(fault, FAULT_SYNTAX, -1, form_hint, "The text is empty.");
    if (sector_is_sentinel(s))
        place.len -= 2;
    if (!check_labels(place, fault))
    {
        if (fault->offset >= 0)
            fault->offset += (int32_t) (s.ptr - text.ptr);
        return false;
    }
    *out = s;
    return true;
}

bool
sector_parse(struct slice text, struct slice *out, struct fault *fault)
{
    if (!sector_parse_bound(text, out, fault))
        return false;
    if (sector_is_sentinel(*out))
        return fault_set(fault, FAULT_SYNTAX, (int32_t) (out->ptr - text.ptr + (ptrdiff_t) out->len - 1),
                         bound_hint, "The last label ^ marks an upper bound, which is no place.");
    return true;
}

bool
sector_is_sentinel(struct slice s)
{
    return s.len >= 2 && s.ptr[s.len - 1] == '^' && s.ptr[s.len - 2] == '.';
}

/* The digits that start at `from`. */
static struct slice
digit_run(struct slice s, size_t from)
{
    return slice_make(s.ptr + from, slice_digits(slice_from(s, from)));
}

/* Compare two runs of digits by number, then by leading zeros. */
static int
compare_numbers(struct slice a, struct slice b)
{
    size_t zeros_a = 0;
    size_t zeros_b = 0;
    size_t left_a;
    size_t left_b;
    int order;

    while (zeros_a < a.len && a.ptr[zeros_a] == '0')
        zeros_a++;
    while (zeros_b < b.len && b.ptr[zeros_b] == '0')
        zeros_b++;
    left_a = a.len - zeros_a;
    left_b = b.len - zeros_b;
    if (left_a != left_b)
        return left_a < left_b ? -1 : 1;
    order = left_a == 0 ? 0 : memcmp(a.ptr + zeros_a, b.ptr + zeros_b, left_a);
    if (order != 0)
        return order < 0 ? -1 : 1;
    return (a.len > b.len) - (a.len < b.len);
}

/*
 * Everything is decided at the first byte that differs: what lies before it is equal run by run, except that
 * a run of digits may have begun before it and must be compared whole.
 */
int
sector_compare(struct slice a, struct slice b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    size_t at = 0;
    size_t run;
    bool digit_a;
    bool digit_b;

    while (shorter - at >= 8 && memcmp(a.ptr + at, b.ptr + at, 8) == 0)
        at += 8;
    while (at < shorter && a.ptr[at] == b.ptr[at])
        at++;
    if (at == shorter)
        return (a.len > b.len) - (a.len < b.len);
    if (a.ptr[at] == '.')
        return -1;
    if (b.ptr[at] == '.')
        return 1;
    if (a.ptr[at] == '^')
        return 1;
    if (b.ptr[at] == '^')
        return -1;
    digit_a = byte_is_digit(a.ptr[at]);
    digit_b = byte_is_digit(b.ptr[at]);
    if (!digit_a && !digit_b)
        return (unsigned char) a.ptr[at] < (unsigned char) b.ptr[at] ? -1 : 1;
    run = at;
    while (run > 0 && byte_is_digit(a.ptr[run - 1]))
        run--;
    if (run == at && digit_a != digit_b)
        return digit_a ? -1 : 1;
    return compare_numbers(digit_run(a, run), digit_run(b, run));
}

bool
sector_contains(struct slice above, struct slice s)
{
    if (s.len < above.len || memcmp(s.ptr, above.ptr, above.len) != 0 || sector_is_sentinel(above))
        return false;
    if (s.len == above.len)
        return true;
    /* The sentinel of `above` itself is the first value behind its descendants. */
    return s.ptr[above.len] == '.' && s.ptr[above.len + 1] != '^';
}

int
sector_level(struct slice s)
{
    int level = 0;

    for (size_t i = 0; i < s.len; i++)
        level += s.ptr[i] == '.';
    return level;
}

struct slice
sector_root(struct slice s)
{
    return sector_ancestor(s, 0);
}

struct slice
sector_ancestor(struct slice s, int level)
{
    for (size_t i = 0; i < s.len; i++)
    {
        if (s.ptr[i] == '.' && level-- == 0)
            return slice_make(s.ptr, i);
    }
    return s;
}
