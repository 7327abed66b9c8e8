/*
 * json_scan.c: see json_scan.h. Broken JSON is yajl's to report; the scan only has to stay sane on it.
 */
#include "json_scan.h"

#include <stdlib.h>

void
json_scan_begin(struct json_scan *s)
{
    memset(s, 0, sizeof(*s));
    s->high_at = -1;
}

static void
note(struct json_scan *s, int64_t offset, enum escape_kind kind)
{
    if (s->n_bad == s->cap_bad)
    {
        s->cap_bad = s->cap_bad == 0 ? 16 : s->cap_bad * 2;
        s->bad = mem_grow(s->bad, s->cap_bad, sizeof(*s->bad));
    }
    s->bad[s->n_bad++] = (struct bad_escape){offset, kind};
}

static void
lone_high(struct json_scan *s)
{
    if (s->high_at >= 0)
        note(s, s->high_at, ESCAPE_SURROGATE);
    s->high_at = -1;
}

/* A whole \uXXXX has been read. */
static void
at_code(struct json_scan *s)
{
    bool low = s->code >= 0xdc00 && s->code <= 0xdfff;
    bool paired = low && s->high_at >= 0;

    if (paired)
        s->high_at = -1;
    else
        lone_high(s);
    if (low && !paired)
        note(s, s->escape_at, ESCAPE_SURROGATE);
    if (s->code >= 0xd800 && s->code <= 0xdbff)
        s->high_at = s->escape_at;
    if (s->code == 0)
        note(s, s->escape_at, ESCAPE_NUL);
}

static int
hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : 0;
}

/* A byte within a text that is, or belongs to, an escape. */
static void
in_escape(struct json_scan *s, char c)
{
    if (s->escape == 1)
    {
        s->escape = c == 'u' ? 2 : 0;
        s->code = 0;
        if (c != 'u')
            lone_high(s);
        return;
    }
    s->code = s->code * 16 + (uint32_t) hex(c);
    s->escape = s->escape == 5 ? 0 : s->escape + 1;
    if (s->escape == 0)
        at_code(s);
}

static void
in_text(struct json_scan *s, char c)
{
    if (s->escape > 0)
        in_escape(s, c);
    else if (c == '\\')
    {
        s->escape = 1;
        s->escape_at = s->offset;
    }
    else
    {
        if (s->high_at >= 0)
            lone_high(s);
        if (c == '"')
        {
            s->in_text = false;
            s->token_bytes = 0;
        }
    }
}

static bool
outside_text(struct json_scan *s, char c, struct failure *f)
{
    switch (c)
    {
        case '"':
            s->in_text = true;
            s->text_at = s->offset;
            s->token_bytes = 0;
            break;
        case '{':
        case '[':
            if (++s->depth > JSON_DEPTH_MAX)
                return fail(f, FAILURE_DATA, NULL, "the JSON is nested deeper than %d levels at byte %lld",
                            JSON_DEPTH_MAX, (long long) s->offset);
            s->token_bytes = 0;
            break;
        case '}':
        case ']':
            s->depth--;
            s->token_bytes = 0;
            break;
        case ' ':
        case '\n':
        case '\r':
        case '\t':
        case ',':
        case ':': s->token_bytes = 0; break;
        default:
            if (s->token_bytes > JSON_NUMBER_MAX)
                return fail(f, FAILURE_DATA, NULL,
                            "the JSON holds a number longer than %d bytes at byte %lld", JSON_NUMBER_MAX,
                            (long long) s->offset);
    }
    return true;
}

bool
json_scan_write(struct json_scan *s, const char *bytes, size_t len, struct failure *f)
{
    for (size_t i = 0; i < len; i++, s->offset++)
    {
        s->token_bytes++;
        if (!s->in_text)
        {
            if (!outside_text(s, bytes[i], f))
                return false;
            continue;
        }
        in_text(s, bytes[i]);
        if (s->token_bytes > JSON_TEXT_MAX)
            return fail(f, FAILURE_DATA, NULL,
                        "the JSON holds a text longer than %d bytes that ends after byte %lld", JSON_TEXT_MAX,
                        (long long) s->offset);
    }
    return true;
}

const struct bad_escape *
json_scan_find(struct json_scan *s, int64_t from, int64_t to)
{
    size_t drop = 0;

    while (drop < s->n_bad && s->bad[drop].offset < from)
        drop++;
    if (drop > 0)
    {
        s->n_bad -= drop;
        memmove(s->bad, s->bad + drop, s->n_bad * sizeof(*s->bad));
    }
    return s->n_bad > 0 && s->bad[0].offset < to ? &s->bad[0] : NULL;
}

void
json_scan_free(struct json_scan *s)
{
    free(s->bad);
    s->bad = NULL;
}
