/*
 * feed.c: see feed.h. The top of a definition and its format; request and columns have their own files.
 */
#include "feed.h"

#include <ctype.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feed_parts.h"

static const char *const top_keys[] = {"feed",
                                       "title",
                                       "kind",
                                       "mode",
                                       "scope",
                                       "after",
                                       "request",
                                       "format",
                                       "constants",
                                       "columns",
                                       "figures",
                                       "where",
                                       "max_reject_ratio",
                                       "max_rejects",
                                       "allow_empty",
                                       "$schema",
                                       "max_delete_ratio",
                                       NULL};

static bool
is_feed_name(const char *name)
{
    size_t len = strlen(name);

    if (len == 0 || len > 63 || name[0] < 'a' || name[0] > 'z')
        return false;
    for (size_t i = 0; i < len; i++)
    {
        if (!((name[i] >= 'a' && name[i] <= 'z') || isdigit((unsigned char) name[i]) || name[i] == '_'))
            return false;
    }
    return true;
}

static void
parse_name(struct definition *d, json_t *root, struct feed *feed)
{
    size_t mark;

    feed->name = definition_text(d, root, "feed", true);
    mark = definition_enter(d, "feed");
    if (!d->failed && !is_feed_name(feed->name))
        definition_wrong(d, "use a lower-case letter, then lower-case letters, digits and _, 63 at most",
                         "\"%s\" is not a name of a feed", feed->name);
    definition_leave(d, mark);
    feed->title = definition_text(d, root, "title", false);
}

static void
parse_kind(struct definition *d, json_t *root, struct feed *feed)
{
    char *kind = definition_text(d, root, "kind", true);
    size_t mark = definition_enter(d, "kind");
    char known[256];
    char hint[320];

    feed->kind = contract_find(kind);
    if (feed->kind == NULL)
    {
        snprintf(hint, sizeof(hint), "known kinds: %s", contract_kinds_text(known, sizeof(known)));
        definition_wrong(d, hint, "unknown kind \"%s\"", kind);
    }
    definition_leave(d, mark);
    free(kind);
}

/* The scope of a snapshot: contract column → text or list of texts. The database reads it; here only its form
 * counts. */
static void
parse_scope(struct definition *d, json_t *root, struct feed *feed)
{
    json_t *scope = json_object_get(root, "scope");
    size_t mark = definition_enter(d, "scope");
    const char *key;
    json_t *value;

    if (scope != NULL && !feed->snapshot)
        definition_wrong(d, "remove it, or say \"mode\": \"snapshot\"", "a scope belongs to a snapshot");
    else if (scope != NULL && !json_is_object(scope))
        definition_wrong(d, "write an object: {\"region_scheme\": \"…\"}", "is not an object");
    json_object_foreach(scope, key, value)
    {
        size_t inner = definition_enter(d, key);
        struct text_list list = {0};
        char known[512];
        char hint[600];

        if (feed->kind != NULL && contract_column(feed->kind, key) < 0)
        {
            snprintf(hint, sizeof(hint), "columns of %s: %s", feed->kind->name,
                     contract_columns_text(feed->kind, known, sizeof(known)));
            definition_wrong(d, hint, "unknown column \"%s\"", key);
        }
        else if (!json_is_string(value))
            definition_texts(d, value, &list);
        text_list_free(&list);
        definition_leave(d, inner);
    }
    definition_leave(d, mark);
}

static void
parse_mode(struct definition *d, json_t *root, struct feed *feed)
{
    char *mode = definition_text(d, root, "mode", true);
    size_t mark = definition_enter(d, "mode");

    feed->snapshot = strcmp(mode, "snapshot") == 0;
    if (!feed->snapshot && strcmp(mode, "upsert") != 0)
        definition_wrong(d, "upsert adds and revises; snapshot also closes what is no longer there",
                         "unknown mode \"%s\"", mode);
    definition_leave(d, mark);
    free(mode);
}

static void
parse_after(struct definition *d, json_t *root, struct feed *feed)
{
    json_t *value = json_object_get(root, "after");
    size_t mark = definition_enter(d, "after");
    struct text_list list = {0};

    if (value != NULL)
        definition_texts(d, value, &list);
    for (size_t i = 0; i < list.n; i++)
    {
        size_t inner = definition_enter_index(d, i);

        if (!is_feed_name(list.items[i]))
            definition_wrong(d, NULL, "\"%s\" is not a name of a feed", list.items[i]);
        else if (feed->name != NULL && strcmp(list.items[i], feed->name) == 0)
            definition_wrong(d, NULL, "a feed cannot run after itself");
        definition_leave(d, inner);
    }
    feed->after = list.items;
    feed->n_after = list.n;
    definition_leave(d, mark);
}

static char
parse_byte(struct definition *d, json_t *object, const char *key, char otherwise)
{
    char *text = definition_text(d, object, key, false);
    char byte = text == NULL ? otherwise : text[0];
    size_t mark = definition_enter(d, key);

    if (text != NULL &&
        (strlen(text) != 1 || (unsigned char) text[0] > 126 || text[0] == '\n' || text[0] == '\r'))
        definition_wrong(d, "write one ASCII character, e.g. \",\" or \"\\t\"", "\"%s\" is not one character",
                         text);
    definition_leave(d, mark);
    free(text);
    return byte;
}

static void
parse_encoding(struct definition *d, json_t *object, struct format *out)
{
    size_t mark;
    iconv_t converter;

    out->encoding = definition_text(d, object, "encoding", false);
    if (out->encoding == NULL)
        out->encoding = mem_text(slice_of("UTF-8"));
    mark = definition_enter(d, "encoding");
    converter = iconv_open("UTF-8", out->encoding);
    if (converter == (iconv_t) -1)
        definition_wrong(d, "examples: UTF-8, GB18030, GBK, UTF-16; `iconv -l` lists all",
                         "unknown encoding \"%s\"", out->encoding);
    else
        iconv_close(converter);
    definition_leave(d, mark);
}

void
feed_check_pointer(struct definition *d, const char *key, const char *pointer)
{
    size_t mark = definition_enter(d, key);

    if (pointer != NULL && pointer[0] != '\0' && pointer[0] != '/')
        definition_wrong(d, "write a JSON pointer: \"/data/rows\", or \"\" for the whole document",
                         "\"%s\" does not begin with /", pointer);
    definition_leave(d, mark);
}

static void
parse_format(struct definition *d, json_t *root, struct feed *feed)
{
    static const char *const csv_keys[] = {"kind", "encoding", "delimiter", "quote", "unproven_length", NULL};
    static const char *const json_keys[] = {"kind", "encoding", "rows", NULL};
    json_t *value = json_object_get(root, "format");
    size_t mark;
    char *kind;

    if (value == NULL)
    {
        definition_wrong(d, "write {\"kind\": \"csv\"} or {\"kind\": \"json\", \"rows\": \"/data\"}",
                         "\"format\" is missing");
        return;
    }
    mark = definition_enter(d, "format");
    kind = definition_text(d, json_is_object(value) ? value : NULL, "kind", true);
    feed->format.kind = strcmp(kind, "json") == 0 ? FORMAT_JSON : FORMAT_CSV;
    if (!d->failed && feed->format.kind == FORMAT_CSV && strcmp(kind, "csv") != 0)
    {
        size_t inner = definition_enter(d, "kind");

        definition_wrong(d, "known formats: csv, json", "unknown format \"%s\"", kind);
        definition_leave(d, inner);
    }
    free(kind);
    if (!d->failed && definition_object(d, value, feed->format.kind == FORMAT_CSV ? csv_keys : json_keys))
    {
        parse_encoding(d, value, &feed->format);
        feed->format.delimiter = parse_byte(d, value, "delimiter", ',');
        feed->format.quote = parse_byte(d, value, "quote", '"');
        if (!d->failed && feed->format.delimiter == feed->format.quote)
            definition_wrong(d, NULL, "delimiter and quote are the same character");
        feed->format.unproven_length = definition_bool(d, value, "unproven_length", false);
        feed->format.rows = definition_text(d, value, "rows", feed->format.kind == FORMAT_JSON);
        feed_check_pointer(d, "rows", feed->format.rows);
    }
    definition_leave(d, mark);
}

static json_t *
load(const char *label, struct slice text, struct failure *f)
{
    json_error_t e;
    json_t *root = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, &e);

    if (root == NULL)
        fail(f, FAILURE_USAGE, "the file must hold one JSON object", "%s:%d:%d: %s", label, e.line, e.column,
             e.text);
    return root;
}

bool
feed_parse(const char *label, struct slice text, struct feed *out, char **canonical, struct failure *f)
{
    struct definition d = {.label = label, .text = text, .failure = f};
    json_t *root;

    memset(out, 0, sizeof(*out));
    root = load(label, text, f);
    if (root == NULL)
        return false;
    if (definition_object(&d, root, top_keys))
    {
        parse_name(&d, root, out);
        parse_kind(&d, root, out);
        parse_mode(&d, root, out);
        parse_scope(&d, root, out);
        parse_after(&d, root, out);
        definition_number(&d, root, "max_reject_ratio", 0, 1, 1);
        definition_integer(&d, root, "max_rejects", 0, INT32_MAX, 0);
        definition_number(&d, root, "max_delete_ratio", 0, 1, 1);
        definition_bool(&d, root, "allow_empty", false);
        parse_format(&d, root, out);
        feed_parse_request(&d, json_object_get(root, "request"), out);
        if (!d.failed)
            feed_parse_columns(&d, root, out);
    }
    if (!d.failed && canonical != NULL)
        *canonical = json_dumps(root, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(root);
    return !d.failed;
}

bool
text_list_has(const struct text_list *list, struct slice text)
{
    for (size_t i = 0; i < list->n; i++)
    {
        if (slice_equal(slice_of(list->items[i]), text))
            return true;
    }
    return false;
}

void
text_list_free(struct text_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        free(list->items[i]);
    free(list->items);
}

void
feed_free(struct feed *feed)
{
    struct text_list after = {feed->after, feed->n_after};

    text_list_free(&after);
    free(feed->name);
    free(feed->title);
    free(feed->format.encoding);
    free(feed->format.rows);
    feed_free_request(&feed->request);
    feed_free_columns(feed);
    memset(feed, 0, sizeof(*feed));
}
