/*
 * json_reader.c: see json_reader.h.
 */
#include "json_reader.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#define RECORD_BYTES_MAX (4 * 1024 * 1024)

static int64_t
position(const struct json_reader *r)
{
    return r->base + (int64_t) yajl_get_bytes_consumed(r->handle);
}

static bool
in_record(const struct json_reader *r)
{
    return r->record_depth > 0;
}

static bool
at_record(const struct json_reader *r)
{
    return r->rows_depth > 0 && r->depth == r->rows_depth;
}

/* A value begins where a record should. */
static bool
is_odd(const struct json_reader *r)
{
    return at_record(r) && !in_record(r);
}

static void
path_key(struct buffer *path, struct slice key)
{
    buffer_byte(path, '/');
    for (size_t i = 0; i < key.len; i++)
    {
        if (key.ptr[i] == '~' || key.ptr[i] == '/')
            buffer_text(path, key.ptr[i] == '~' ? "~0" : "~1");
        else
            buffer_byte(path, key.ptr[i]);
    }
}

/* A value begins: an element of a list moves the path to its index. */
static void
next_element(struct json_reader *r)
{
    struct json_level *top = r->depth > 0 ? &r->levels[r->depth - 1] : NULL;

    if (top == NULL || !top->is_array || at_record(r))
        return;
    r->path.len = top->path_len;
    buffer_format(&r->path, "/%zu", top->index++);
}

static bool
path_is(struct json_reader *r, const char *pointer)
{
    return pointer != NULL && slice_equal(buffer_slice(&r->path), slice_of(pointer));
}

/* Every field of the definition that stands here: by bare key at the top of a record, by pointer anywhere. */
static void
set_fields(struct json_reader *r, enum field_state state, struct slice text)
{
    struct slice path = slice_make(r->path.ptr + r->record_path, r->path.len - r->record_path);

    for (size_t i = 0; i < r->n_fields; i++)
    {
        struct slice name = slice_of(r->fields[i]);
        bool bare = name.len > 0 && name.ptr[0] != '/' && r->depth == r->record_depth &&
                    path.len == name.len + 1 && memcmp(path.ptr + 1, name.ptr, name.len) == 0;

        if (bare || slice_equal(name, path))
            record_set(&r->record, (int) i, state, text);
    }
}

static int
refuse(struct json_reader *r, const char *hint, const char *what)
{
    r->failed = true;
    fail(r->failure, FAILURE_DATA, hint, "%s at byte %lld", what, (long long) position(r));
    return 0;
}

static void
begin_record(struct json_reader *r, int64_t offset)
{
    record_reset(&r->record, r->n_fields);
    r->record.ordinal = ++r->n_records;
    r->record.offset = offset;
}

/* The record's raw text: what earlier chunks held of it is in the fragment already. */
static void
add_fragment(struct json_reader *r, int64_t to)
{
    struct buffer *fragment = &r->record.fragment;
    int64_t from = r->record.offset > r->base ? r->record.offset - r->base : 0;
    size_t len = (size_t) (to - r->base - from);
    size_t room =
        RECORD_FRAGMENT_MAX - (fragment->len < RECORD_FRAGMENT_MAX ? fragment->len : RECORD_FRAGMENT_MAX);

    buffer_append(fragment, r->chunk + from, len < room ? len : room);
}

static int
give_record(struct json_reader *r, int64_t end)
{
    const struct bad_escape *bad = json_scan_find(&r->scan, r->record.offset, end);

    if (bad != NULL && bad->kind == ESCAPE_NUL)
        record_reject(&r->record, "nul", "PostgreSQL text holds no NUL; the source must remove it",
                      "holds the character \\u0000 at byte %lld", (long long) bad->offset);
    else if (bad != NULL)
        record_reject(&r->record, "surrogate", "write characters beyond U+FFFF as a pair of surrogates",
                      "holds half a surrogate pair at byte %lld", (long long) bad->offset);
    r->record_depth = 0;
    if (r->out.take == NULL || r->out.take(r->out.ctx, &r->record, r->failure))
        return 1;
    r->failed = true;
    return 0;
}

/* Where the text that ends here began: at the nearest quote before that no backslash escapes. */
static int64_t
text_begin(const struct json_reader *r)
{
    for (int64_t at = position(r) - r->base - 2; at >= 0; at--)
    {
        int64_t slash = at;

        while (slash > 0 && r->chunk[slash - 1] == '\\')
            slash--;
        if (r->chunk[at] == '"' && (at - slash) % 2 == 0 && !(slash == 0 && r->text_at >= 0))
            return r->base + at;
    }
    return r->text_at;
}

/* An element of the list of records that is no object; raw is its token, quotes left out. */
static int
odd_record(struct json_reader *r, struct slice raw, bool is_text, const char *what)
{
    size_t len = raw.len < RECORD_FRAGMENT_MAX ? raw.len : RECORD_FRAGMENT_MAX;

    begin_record(r, is_text ? text_begin(r) : position(r) - (int64_t) raw.len);
    record_reject(&r->record, "not_an_object", "each element of the list of records must be an object",
                  "is %s", what);
    buffer_append(&r->record.fragment, raw.ptr, len);
    return give_record(r, position(r));
}

/* A value outside the records that somebody asked for. */
static void
note_envelope(struct json_reader *r, enum field_state state, struct slice text)
{
    for (size_t i = 0; i < r->n_envelope; i++)
    {
        struct json_envelope *e = &r->envelope[i];

        if (state == FIELD_NULL || !path_is(r, e->pointer))
            continue;
        e->there = true;
        e->found = state == FIELD_TEXT && text.len <= JSON_VALUE_MAX;
        buffer_clear(&e->text);
        if (e->found)
            buffer_append(&e->text, text.ptr, text.len);
    }
}

static int
at_scalar(struct json_reader *r, enum field_state state, struct slice text)
{
    next_element(r);
    if (in_record(r))
    {
        set_fields(r, state, text);
        return 1;
    }
    if (path_is(r, r->rows))
    {
        if (state != FIELD_NULL)
            return refuse(r, "format.rows must point at a list", "the rows are no list");
        r->rows_found = true;
    }
    note_envelope(r, state, text);
    return 1;
}

static int
on_null(void *ctx)
{
    if (is_odd(ctx))
        return odd_record(ctx, slice_of("null"), false, "null");
    return at_scalar(ctx, FIELD_NULL, slice_make("", 0));
}

static int
on_boolean(void *ctx, int value)
{
    struct slice word = slice_of(value ? "true" : "false");

    return is_odd(ctx) ? odd_record(ctx, word, false, "true or false") : at_scalar(ctx, FIELD_TEXT, word);
}

static int
on_number(void *ctx, const char *text, size_t len)
{
    struct slice number = slice_make(text, len);

    return is_odd(ctx) ? odd_record(ctx, number, false, "a number") : at_scalar(ctx, FIELD_TEXT, number);
}

static int
on_text(void *ctx, const unsigned char *text, size_t len)
{
    struct slice words = slice_make((const char *) text, len);

    return is_odd(ctx) ? odd_record(ctx, words, true, "a text") : at_scalar(ctx, FIELD_TEXT, words);
}

static void
push(struct json_reader *r, bool is_array)
{
    r->levels[r->depth] = (struct json_level){is_array, 0, r->path.len, r->keys.len, 0};
    r->depth++;
}

static int
on_map(void *ctx)
{
    struct json_reader *r = ctx;

    if (is_odd(r))
    {
        begin_record(r, position(r) - 1);
        r->record_path = r->path.len;
        push(r, false);
        r->record_depth = r->depth;
        return 1;
    }
    next_element(r);
    if (in_record(r))
        set_fields(r, FIELD_STRUCTURE, slice_make("", 0));
    else if (path_is(r, r->rows))
        return refuse(r, "format.rows must point at a list", "the rows are an object, not a list");
    else
        note_envelope(r, FIELD_STRUCTURE, slice_make("", 0));
    push(r, false);
    return 1;
}

static int
on_array(void *ctx)
{
    struct json_reader *r = ctx;

    if (is_odd(r))
    {
        /* A list where a record should be: swallow it as a record without fields. */
        begin_record(r, position(r) - 1);
        record_reject(&r->record, "not_an_object", "each element of the list of records must be an object",
                      "is a list");
        r->record_path = r->path.len;
        push(r, true);
        r->record_depth = r->depth;
        return 1;
    }
    next_element(r);
    if (in_record(r))
        set_fields(r, FIELD_STRUCTURE, slice_make("", 0));
    else
        note_envelope(r, FIELD_STRUCTURE, slice_make("", 0));
    push(r, true);
    if (!in_record(r) && !r->rows_found && path_is(r, r->rows))
    {
        r->rows_found = true;
        r->rows_depth = r->depth;
    }
    return 1;
}

static int
on_end(void *ctx)
{
    struct json_reader *r = ctx;
    bool ends_record = in_record(r) && r->depth == r->record_depth;

    if (r->depth == r->rows_depth)
        r->rows_depth = 0;
    r->depth--;
    r->path.len = r->levels[r->depth].path_len;
    r->keys.len = r->levels[r->depth].keys_at;
    if (!ends_record)
        return 1;
    add_fragment(r, position(r));
    return give_record(r, position(r));
}

/* Whether the object we are in has this key already; if not, remember it. */
static bool
seen_key(struct json_reader *r, const struct json_level *level, struct slice key)
{
    uint32_t len;

    for (size_t at = level->keys_at; at < r->keys.len; at += sizeof(len) + len)
    {
        memcpy(&len, r->keys.ptr + at, sizeof(len));
        if (len == key.len && memcmp(r->keys.ptr + at + sizeof(len), key.ptr, len) == 0)
            return true;
    }
    len = (uint32_t) key.len;
    buffer_append(&r->keys, (const char *) &len, sizeof(len));
    buffer_append(&r->keys, key.ptr, key.len);
    return false;
}

static int
on_key(void *ctx, const unsigned char *text, size_t len)
{
    struct json_reader *r = ctx;
    struct json_level *level = &r->levels[r->depth - 1];
    struct slice key = slice_make((const char *) text, len);
    char shown[FAULT_TEXT_MAX];

    if (++level->n_keys > JSON_KEYS_MAX)
        return refuse(r, NULL, "an object with too many keys");
    if (seen_key(r, level, key))
    {
        if (!in_record(r))
            return refuse(r, "the source must name each key once", "a key stands twice in one object");
        record_reject(&r->record, "duplicate_key", "the source must name each key of a record once",
                      "has the key \"%s\" twice", fault_quote(key, 64, shown));
    }
    if (r->depth == 1 && !in_record(r) && r->top.len < 300)
        buffer_format(&r->top, "%s%s", r->top.len > 0 ? ", " : "", fault_quote(key, 64, shown));
    r->path.len = level->path_len;
    path_key(&r->path, key);
    return 1;
}

bool
json_reader_begin(struct json_reader *r, const char *rows, char *const *fields, size_t n_fields,
                  struct record_sink out, struct failure *f)
{
    static const yajl_callbacks calls = {.yajl_null = on_null,
                                         .yajl_boolean = on_boolean,
                                         .yajl_number = on_number,
                                         .yajl_string = on_text,
                                         .yajl_start_map = on_map,
                                         .yajl_map_key = on_key,
                                         .yajl_end_map = on_end,
                                         .yajl_start_array = on_array,
                                         .yajl_end_array = on_end};

    memset(r, 0, sizeof(*r));
    r->rows = rows;
    r->fields = fields;
    r->n_fields = n_fields;
    r->out = out;
    json_scan_begin(&r->scan);
    r->handle = yajl_alloc(&calls, NULL, r);
    return r->handle != NULL || fail(f, FAILURE_RETRY, NULL, "out of memory");
}

void
json_reader_want(struct json_reader *r, const char *pointer)
{
    if (pointer != NULL && r->n_envelope < JSON_ENVELOPE_MAX)
        r->envelope[r->n_envelope++].pointer = pointer;
}

const char *
json_reader_value(struct json_reader *r, const char *pointer)
{
    for (size_t i = 0; pointer != NULL && i < r->n_envelope; i++)
    {
        if (r->envelope[i].found && strcmp(r->envelope[i].pointer, pointer) == 0)
            return buffer_string(&r->envelope[i].text);
    }
    return NULL;
}

bool
json_reader_has(const struct json_reader *r, const char *pointer)
{
    for (size_t i = 0; pointer != NULL && i < r->n_envelope; i++)
    {
        if (r->envelope[i].there && strcmp(r->envelope[i].pointer, pointer) == 0)
            return true;
    }
    return false;
}

/* yajl's own words, without its line breaks. */
static bool
fail_syntax(struct json_reader *r, bool at_end, struct failure *f)
{
    unsigned char *words = yajl_get_error(r->handle, 0, NULL, 0);
    char text[128];
    size_t n = 0;

    for (const unsigned char *p = words; p != NULL && *p != '\0' && n + 1 < sizeof(text); p++)
        text[n++] = *p == '\n' ? ' ' : (char) *p;
    while (n > 0 && isspace((unsigned char) text[n - 1]))
        n--;
    text[n] = '\0';
    if (words != NULL)
        yajl_free_error(r->handle, words);
    if (at_end)
        return fail(f, FAILURE_RETRY, "the source must send the document again; nothing of it was loaded",
                    "the JSON is cut: it ends at byte %lld within the document", (long long) r->scan.offset);
    return fail(f, FAILURE_RETRY, "nothing of the document was loaded",
                "the JSON is broken before byte %lld: %s", (long long) position(r), text);
}

static bool
write_piece(struct json_reader *r, const char *bytes, size_t len, struct failure *f)
{
    yajl_status status;

    r->base = r->scan.offset;
    r->chunk = bytes;
    r->text_at = r->scan.in_text ? r->scan.text_at : -1;
    r->failure = f;
    if (!json_scan_write(&r->scan, bytes, len, f))
        return false;
    status = yajl_parse(r->handle, (const unsigned char *) bytes, len);
    if (status == yajl_status_client_canceled || r->failed)
        return false;
    if (status != yajl_status_ok)
        return fail_syntax(r, false, f);
    if (in_record(r))
    {
        add_fragment(r, r->scan.offset);
        if (r->scan.offset - r->record.offset > RECORD_BYTES_MAX)
            return fail(f, FAILURE_DATA, NULL, "row %lld, which begins at byte %lld, is longer than %d bytes",
                        (long long) r->record.ordinal, (long long) r->record.offset, RECORD_BYTES_MAX);
    }
    else
        json_scan_find(&r->scan, r->scan.offset, r->scan.offset);
    return true;
}

bool
json_reader_write(void *reader, const char *bytes, size_t len, struct failure *f)
{
    for (size_t at = 0; at < len; at += STREAM_CHUNK_BYTES)
    {
        if (!write_piece(reader, bytes + at, len - at < STREAM_CHUNK_BYTES ? len - at : STREAM_CHUNK_BYTES,
                         f))
            return false;
    }
    return true;
}

bool
json_reader_end(struct json_reader *r, struct failure *f)
{
    char hint[400];

    r->failure = f;
    r->base = r->scan.offset;
    if (r->scan.offset == 0)
        return fail(f, FAILURE_RETRY, NULL, "the body is empty");
    if (yajl_complete_parse(r->handle) != yajl_status_ok)
        return !r->failed && fail_syntax(r, true, f);
    if (r->rows != NULL && !r->rows_found)
    {
        snprintf(hint, sizeof(hint), "the document's keys are: %s",
                 r->top.len > 0 ? buffer_string(&r->top) : "(none)");
        return fail(f, FAILURE_DATA, hint, "the JSON has no list at \"%s\" (format.rows)", r->rows);
    }
    return true;
}

void
json_reader_free(struct json_reader *r)
{
    if (r->handle != NULL)
        yajl_free(r->handle);
    for (size_t i = 0; i < r->n_envelope; i++)
        buffer_free(&r->envelope[i].text);
    json_scan_free(&r->scan);
    record_free(&r->record);
    buffer_free(&r->path);
    buffer_free(&r->keys);
    buffer_free(&r->top);
    r->handle = NULL;
}
