/*
 * tally_text.c: the text form of a tally (tally.h), which is JSON.
 *
 * It is read by a scanner of its own, because numbers must keep every digit and a broken text must say where.
 * It reads whatever way another program writes the same JSON: keys in any order, escapes in names; and,
 * beyond JSON, numbers in any way that number_parse reads.
 */
#include "tally.h"
#include "utf8.h"

#include <stdio.h>

static const char text_hint[] =
    "A tally looks like {\"tally\": 1, \"rest\": [55, 7], \"sectors\": {\"sx.it\": [100.5, 3]}}: per sector "
    "its sum and the number of contributions.";

struct scanner
{
    struct slice text;
    size_t at;
    wide_alloc alloc;
    struct fault *fault;
};

static bool
complain(struct scanner *scan, const char *expected)
{
    char quoted[FAULT_TEXT_MAX];
    struct slice here = slice_make(scan->text.ptr + scan->at, scan->text.len - scan->at);

    if (here.len == 0)
        return fault_set(scan->fault, FAULT_SYNTAX, (int32_t) scan->at, text_hint,
                         "The text ends where %s is expected.", expected);
    return fault_set(scan->fault, FAULT_SYNTAX, (int32_t) scan->at, text_hint,
                     "Before \"%s\", %s is expected.", fault_quote(here, 24, quoted), expected);
}

static void
skip_space(struct scanner *scan)
{
    while (scan->at < scan->text.len && strchr(" \t\r\n", scan->text.ptr[scan->at]) != NULL &&
           scan->text.ptr[scan->at] != '\0')
        scan->at++;
}

static bool
peek(struct scanner *scan, char c)
{
    skip_space(scan);
    return scan->at < scan->text.len && scan->text.ptr[scan->at] == c;
}

static bool
take(struct scanner *scan, char c)
{
    char expected[4] = {'"', c, '"', '\0'};

    if (!peek(scan, c))
        return complain(scan, c == '"' ? "a quoted name" : expected);
    scan->at++;
    return true;
}

/* The value of so many hexadecimal digits; -1 when they are none. */
static int32_t
take_hex(struct scanner *scan, size_t n)
{
    int32_t value = 0;

    for (size_t i = 0; i < n; i++, scan->at++)
    {
        static const char digits[] = "0123456789abcdef0123456789ABCDEF";
        char c = scan->at < scan->text.len ? scan->text.ptr[scan->at] : '\0';
        const char *digit = c == '\0' ? NULL : strchr(digits, c);

        if (digit == NULL)
            return -1;
        value = value << 4 | (int32_t) ((digit - digits) & 15);
    }
    return value;
}

/* Read what stands behind a backslash and append it. */
static bool
take_escape(struct scanner *scan, char **out)
{
    static const char names[] = "\"\\/bfnrt";
    static const char meant[] = "\"\\/\b\f\n\r\t";
    size_t start = scan->at - 1;
    char c = scan->at < scan->text.len ? scan->text.ptr[scan->at++] : '\0';
    const char *name = c == '\0' ? NULL : strchr(names, c);
    int32_t code;

    if (name != NULL)
    {
        *(*out)++ = meant[name - names];
        return true;
    }
    code = c == 'u' ? take_hex(scan, 4) : -1;
    /* What does not fit into four digits is written in two halves. */
    if (code >= 0xd800 && code <= 0xdbff && scan->text.len - scan->at >= 6 &&
        memcmp(scan->text.ptr + scan->at, "\\u", 2) == 0)
    {
        int32_t low;

        scan->at += 2;
        low = take_hex(scan, 4);
        code = low >= 0xdc00 && low <= 0xdfff ? 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00) : -1;
    }
    if (code < 0 || (code >= 0xd800 && code <= 0xdfff))
    {
        scan->at = start;
        return complain(scan, "a character or its escape, such as \\u65b0,");
    }
    *out += utf8_encode((uint32_t) code, *out);
    return true;
}

/* Read a quoted name, its escapes resolved. */
static bool
take_name(struct scanner *scan, struct slice *out)
{
    size_t start;
    char *name;
    char *end;

    if (!take(scan, '"'))
        return false;
    start = scan->at;
    while (scan->at < scan->text.len && scan->text.ptr[scan->at] != '"' && scan->text.ptr[scan->at] != '\\')
        scan->at++;
    *out = slice_make(scan->text.ptr + start, scan->at - start);
    if (scan->at < scan->text.len && scan->text.ptr[scan->at] == '\\')
    {
        size_t len = out->len < SECTOR_MAX_BYTES ? out->len : SECTOR_MAX_BYTES + 1;

        name = scan->alloc(SECTOR_MAX_BYTES + 8);
        memcpy(name, out->ptr, len);
        end = name + len;
        while (scan->at < scan->text.len && scan->text.ptr[scan->at] != '"')
        {
            char c;

            if (end - name > SECTOR_MAX_BYTES)
                return complain(scan, "the end of a name of at most 255 bytes");
            c = scan->text.ptr[scan->at++];
            if (c != '\\')
                *end++ = c;
            else if (!take_escape(scan, &end))
                return false;
        }
        *out = slice_make(name, (size_t) (end - name));
    }
    if (scan->at == scan->text.len)
        return complain(scan, "a closing quote");
    scan->at++;
    return true;
}

static struct slice
take_word(struct scanner *scan)
{
    size_t start;

    skip_space(scan);
    start = scan->at;
    while (scan->at < scan->text.len && strchr(" \t\r\n,:]}[{\"", scan->text.ptr[scan->at]) == NULL)
        scan->at++;
    return slice_make(scan->text.ptr + start, scan->at - start);
}

static bool
take_count(struct scanner *scan, int64_t *out)
{
    struct slice word = take_word(scan);
    size_t start = (size_t) (word.ptr - scan->text.ptr);
    bool minus = word.len > 0 && word.ptr[0] == '-';
    bool overflow = false;
    int64_t value = 0;

    for (size_t i = minus; i < word.len; i++)
    {
        int digit = word.ptr[i] - '0';

        if (digit < 0 || digit > 9)
        {
            scan->at = start;
            return complain(scan, "a count, which is a whole number,");
        }
        overflow |= __builtin_mul_overflow(value, 10, &value) || __builtin_sub_overflow(value, digit, &value);
    }
    if (word.len == (size_t) minus)
    {
        scan->at = start;
        return complain(scan, "a count, which is a whole number,");
    }
    if (overflow || (!minus && value == INT64_MIN))
        return fault_set(scan->fault, FAULT_RANGE, (int32_t) start,
                         "Counts go from -9223372036854775808 to 9223372036854775807.",
                         "The count is too large.");
    *out = minus ? value : -value;
    return true;
}

/* Read [sum, count] into a new entry of that name, which stands at `named`. */
static bool
take_entry(struct scanner *scan, size_t named, struct slice name, struct tally_state **state)
{
    struct tally_entry *entry;
    struct number sum;
    uint32_t index;
    struct slice word;
    size_t start;
    char quoted[FAULT_TEXT_MAX];

    if (tally_find(*state, name) != NULL)
        return fault_set(scan->fault, FAULT_SYNTAX, (int32_t) named, "Name each sector once.",
                         "The sector \"%s\" stands there twice.", fault_quote(name, 100, quoted));
    entry = tally_enter(state, name, scan->alloc, scan->fault);
    if (entry == NULL)
    {
        scan->fault->offset = (int32_t) named;
        return false;
    }
    index = (uint32_t) (entry - tally_entries(*state));
    if (!take(scan, '['))
        return false;
    skip_space(scan);
    start = scan->at;
    word = take_word(scan);
    if (!number_parse(word, &sum, scan->alloc, scan->fault))
    {
        scan->fault->offset = (int32_t) start;
        return false;
    }
    if (!tally_add(state, index, &sum, false, scan->alloc, scan->fault) || !take(scan, ',') ||
        !take_count(scan, &tally_entries(*state)[index].count))
        return false;
    return take(scan, ']');
}

/* The place of a fault within a name, which begins there: in the text. False as ever. */
static bool
place_in_name(struct scanner *scan, size_t start, struct slice name)
{
    bool has_escapes = name.ptr != scan->text.ptr + start + 1;

    scan->fault->offset =
        (int32_t) start + 1 + (has_escapes || scan->fault->offset < 0 ? 0 : scan->fault->offset);
    return false;
}

static bool
take_sectors(struct scanner *scan, struct tally_state **state)
{
    if (!take(scan, '{'))
        return false;
    while (!peek(scan, '}'))
    {
        struct slice name;
        struct slice sector;
        size_t start;

        if ((*state)->inputs > 0 && !take(scan, ','))
            return false;
        skip_space(scan);
        start = scan->at;
        if (!take_name(scan, &name))
            return false;
        if (!sector_parse(name, &sector, scan->fault))
            return place_in_name(scan, start, name);
        if (!slice_equal(name, sector))
        {
            scan->at = start;
            return complain(scan, "a sector without white space around it");
        }
        if (!take(scan, ':') || !take_entry(scan, start, sector, state))
            return false;
        (*state)->inputs++;
    }
    return take(scan, '}');
}

static bool
take_version(struct scanner *scan)
{
    int64_t version;
    size_t start = scan->at;

    if (!take_count(scan, &version))
        return false;
    if (version == TALLY_VERSION)
        return true;
    if (version > TALLY_VERSION)
        return fault_set(scan->fault, FAULT_UNSUPPORTED, (int32_t) start,
                         "Update the extension sei on this server.",
                         "The tally has format version %lld; this server reads versions up to %d.",
                         (long long) version, TALLY_VERSION);
    scan->at = start;
    return complain(scan, "the format version 1");
}

/* Read one part, which must be one that has not been seen. */
static bool
take_part(struct scanner *scan, struct tally_state **state, bool seen[3])
{
    static const char *const parts[3] = {"tally", "rest", "sectors"};
    struct slice key = slice_make("", 0);
    size_t start;
    int part = 0;

    skip_space(scan);
    start = scan->at;
    if (peek(scan, '"') && !take_name(scan, &key))
        return false;
    while (part < 3 && (seen[part] || !slice_equal(key, slice_of(parts[part]))))
        part++;
    if (part == 3)
    {
        scan->at = start;
        return complain(scan, !seen[0]               ? "\"tally\""
                              : !seen[1] && !seen[2] ? "\"rest\" or \"sectors\""
                              : !seen[2]             ? "\"sectors\""
                                                     : "\"}\"");
    }
    seen[part] = true;
    if (!take(scan, ':'))
        return false;
    return part == 0   ? take_version(scan)
           : part == 1 ? take_entry(scan, start, slice_make("", 0), state)
                       : take_sectors(scan, state);
}

bool
tally_parse(struct slice text, struct tally_state **out, wide_alloc alloc, struct fault *fault)
{
    struct scanner scan = {text, 0, alloc, fault};
    bool seen[3] = {false};

    *out = tally_state_new(1, 0, alloc);
    if (!take(&scan, '{'))
        return false;
    do
    {
        if (!take_part(&scan, out, seen))
            return false;
    } while (peek(&scan, ',') && ++scan.at);
    if (!seen[0] || !seen[2])
        return complain(&scan, !seen[0] ? "\"tally\"" : "\"sectors\"");
    if (!take(&scan, '}'))
        return false;
    skip_space(&scan);
    if (scan.at != text.len)
        return complain(&scan, "the end of the text");
    (*out)->inputs = 1;
    return true;
}

/* Append; the caller has seen to the room. */
static char *
put(char *at, struct slice text)
{
    memcpy(at, text.ptr, text.len);
    return at + text.len;
}

static char *
put_figures(char *at, const struct tally_cursor *cursor)
{
    *at++ = '[';
    at += number_print(&cursor->sum, at);
    return at + snprintf(at, 24, ", %lld]", (long long) cursor->count);
}

/* How long the text may be; the rest, which stands first in text though last in bytes, is left in `rest`. */
static bool
measure(struct slice stored, size_t *bound, struct tally_cursor *rest, struct fault *fault)
{
    struct tally_cursor cursor;
    enum tally_step step;

    *bound = 64;
    rest->has_rest = false;
    if (!tally_open(&cursor, stored, fault))
        return false;
    while ((step = tally_next(&cursor, fault)) == TALLY_ENTRY)
    {
        *bound += number_print_bound(&cursor.sum) + cursor.name_len + 40;
        if (cursor.name_len == 0)
        {
            *rest = cursor;
            rest->has_rest = true;
        }
    }
    if (step == TALLY_BROKEN)
        return false;
    if (*bound > TALLY_BYTES_MAX)
        return fault_set(fault, FAULT_LIMIT, -1,
                         "Read it with tally_value or tally_shares, or in binary, which is shorter.",
                         "The text may need %zu bytes, more than the server can hold.", *bound);
    return true;
}

size_t
tally_print(struct slice stored, char **out, wide_alloc alloc, struct fault *fault)
{
    struct tally_cursor cursor;
    const char *between = "";
    size_t bound;
    char *at;

    if (!measure(stored, &bound, &cursor, fault))
        return 0;
    *out = alloc(bound);
    at = put(*out, slice_of("{\"tally\": 1, "));
    if (cursor.has_rest)
    {
        at = put(at, slice_of("\"rest\": "));
        at = put_figures(at, &cursor);
        at = put(at, slice_of(", "));
    }
    at = put(at, slice_of("\"sectors\": {"));
    if (!tally_open(&cursor, stored, fault))
        return 0;
    while (tally_next(&cursor, fault) == TALLY_ENTRY && cursor.name_len > 0)
    {
        at = put(at, slice_of(between));
        at = put(at, slice_of("\""));
        at = put(at, slice_make(cursor.name, cursor.name_len));
        at = put(at, slice_of("\": "));
        at = put_figures(at, &cursor);
        between = ", ";
    }
    at = put(at, slice_make("}}", 3)); /* with its NUL */
    return (size_t) (at - *out) - 1;
}
