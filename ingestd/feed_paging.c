/*
 * feed_paging.c: the `paging` part of a request: how the next page is asked for and what ends them.
 */
#include <stdlib.h>
#include <string.h>

#include "feed_parts.h"

static const struct definition_kind kinds[] = {
    {"page_number",
     PAGING_PAGE,
     {"kind", "parameter", "first", "size_parameter", "size", "short_page_ends", "pages_at", "page_at",
      "total_at", "total_header", "rows_total", NULL}},
    {"offset",
     PAGING_OFFSET,
     {"kind", "parameter", "first", "size_parameter", "size", "short_page_ends", "order", "total_at",
      "total_header", "rows_total", NULL}},
    {"cursor",
     PAGING_CURSOR,
     {"kind", "parameter", "start", "cursor_at", "cursor_header", "more_at", "ends", "size_parameter", "size",
      "total_at", "total_header", "rows_total", NULL}},
    {"link_header",
     PAGING_LINK_HEADER,
     {"kind", "size_parameter", "size", "total_at", "total_header", "rows_total", NULL}},
    {"next_link",
     PAGING_NEXT_LINK,
     {"kind", "next_at", "size_parameter", "size", "total_at", "total_header", "rows_total", NULL}},
    {"odata", PAGING_ODATA, {"kind", "next_at", "size", "total_at", "total_header", "rows_total", NULL}},
};

/* Rows of an offset move when their order does: then some come twice and others never. */
static void
parse_order(struct definition *d, json_t *value, struct paging *out)
{
    static const char *const keys[] = {"parameter", "value", NULL};
    static const char hint[] =
        "write {\"parameter\": \"$order\", \"value\": \":id\"}, or \"fixed\" when the source "
        "promises one order";
    json_t *order = json_object_get(value, "order");
    size_t mark;

    if (order == NULL)
    {
        definition_wrong(d, hint, "\"order\" is missing");
        return;
    }
    mark = definition_enter(d, "order");
    if (json_is_string(order) && strcmp(json_string_value(order), "fixed") != 0)
        definition_wrong(d, hint, "unknown order \"%s\"", json_string_value(order));
    else if (!json_is_string(order) && definition_object(d, order, keys))
    {
        out->order_parameter = definition_text(d, order, "parameter", true);
        out->order_value = definition_text(d, order, "value", true);
    }
    definition_leave(d, mark);
}

static void
parse_place(struct definition *d, json_t *value, struct paging *out)
{
    out->parameter = definition_text(d, value, "parameter", false);
    if (out->parameter != NULL && out->parameter[0] == '\0')
        definition_wrong(
            d, "name the query parameter that carries it, or put a variable into url, headers or body",
            "\"parameter\" is empty");
    out->first = definition_integer(d, value, "first", 0, 1, out->kind == PAGING_PAGE ? 1 : 0);
    out->size_parameter = definition_text(d, value, "size_parameter", false);
    out->size = definition_integer(d, value, "size", 1, 10000000, 0);
    if (out->size_parameter != NULL && out->size == 0)
        definition_wrong(d, "add \"size\": 1000", "\"size_parameter\" needs \"size\"");
    out->short_page_ends = definition_bool(d, value, "short_page_ends", false);
    if (out->short_page_ends && out->size == 0)
        definition_wrong(d, "add \"size\": 1000", "\"short_page_ends\" needs \"size\"");
}

static void
check_header(struct definition *d, const char *key, const char *name)
{
    size_t mark = definition_enter(d, key);

    if (name != NULL && !feed_header_name(name))
        definition_wrong(d, "use letters, digits and -", "\"%s\" is not a name of a header", name);
    definition_leave(d, mark);
}

static void
parse_ends(struct definition *d, json_t *value, struct paging *out)
{
    static const char *const words[] = {"no_cursor", "same_cursor", "empty_page"};
    char *word = definition_text(d, value, "ends", false);
    size_t mark = definition_enter(d, "ends");
    size_t i = 0;

    while (word != NULL && i < 3 && strcmp(words[i], word) != 0)
        i++;
    if (i == 3)
        definition_wrong(d, "no_cursor (the default), same_cursor or empty_page", "unknown end \"%s\"", word);
    out->ends = (enum cursor_end) i;
    definition_leave(d, mark);
    free(word);
}

static void
parse_cursor(struct definition *d, json_t *value, struct paging *out)
{
    out->start = definition_text(d, value, "start", false);
    out->cursor_at = definition_text(d, value, "cursor_at", false);
    out->cursor_header = definition_text(d, value, "cursor_header", false);
    out->more_at = definition_text(d, value, "more_at", false);
    feed_check_pointer(d, "cursor_at", out->cursor_at);
    feed_check_pointer(d, "more_at", out->more_at);
    check_header(d, "cursor_header", out->cursor_header);
    parse_ends(d, value, out);
    if ((out->cursor_at == NULL) == (out->cursor_header == NULL))
        definition_wrong(
            d, "say where the next cursor stands: \"cursor_at\": \"/next\" or \"cursor_header\": \"X-Next\"",
            "needs \"cursor_at\" or \"cursor_header\"");
}

/* What the source says about the whole. */
static void
parse_totals(struct definition *d, json_t *value, struct paging *out)
{
    out->pages_at = definition_text(d, value, "pages_at", false);
    out->page_at = definition_text(d, value, "page_at", false);
    out->total_at = definition_text(d, value, "total_at", false);
    out->total_header = definition_text(d, value, "total_header", false);
    out->rows_total =
        definition_bool(d, value, "rows_total", out->total_at != NULL || out->total_header != NULL);
    feed_check_pointer(d, "pages_at", out->pages_at);
    feed_check_pointer(d, "page_at", out->page_at);
    feed_check_pointer(d, "total_at", out->total_at);
    check_header(d, "total_header", out->total_header);
    if (out->total_at != NULL && out->total_header != NULL)
        definition_wrong(d, "keep one", "both \"total_at\" and \"total_header\"");
    if (out->rows_total && out->total_at == NULL && out->total_header == NULL)
        definition_wrong(d, "add \"total_at\": \"/total\"",
                         "\"rows_total\" needs \"total_at\" or \"total_header\"");
}

void
feed_parse_paging(struct definition *d, json_t *request, struct feed *feed)
{
    json_t *value = json_object_get(request, "paging");
    struct paging *out = &feed->request.paging;
    size_t mark = definition_enter(d, "paging");
    const struct definition_kind *kind =
        value == NULL ? NULL : definition_kind(d, value, kinds, sizeof(kinds) / sizeof(kinds[0]), "paging");

    if (kind != NULL)
    {
        out->kind = (enum paging_kind) kind->value;
        parse_place(d, value, out);
        if (out->kind == PAGING_OFFSET)
            parse_order(d, value, out);
        if (out->kind == PAGING_CURSOR)
            parse_cursor(d, value, out);
        if (out->kind == PAGING_NEXT_LINK || out->kind == PAGING_ODATA)
            out->next_at = definition_text(d, value, "next_at", out->kind == PAGING_NEXT_LINK);
        if (out->kind == PAGING_ODATA && out->next_at == NULL)
            out->next_at = mem_text(slice_of("/@odata.nextLink"));
        feed_check_pointer(d, "next_at", out->next_at);
        parse_totals(d, value, out);
        if (feed->format.kind == FORMAT_CSV &&
            (out->pages_at != NULL || out->page_at != NULL || out->total_at != NULL ||
             out->cursor_at != NULL || out->more_at != NULL || out->next_at != NULL))
            definition_wrong(d, "CSV pages end with the first page that has no rows; headers can say more",
                             "CSV has no envelope for what ends in _at");
    }
    definition_leave(d, mark);
}

void
feed_free_paging(struct paging *p)
{
    char *texts[] = {p->parameter, p->size_parameter, p->order_parameter, p->order_value, p->start,
                     p->cursor_at, p->cursor_header,  p->more_at,         p->next_at,     p->pages_at,
                     p->page_at,   p->total_at,       p->total_header};

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        free(texts[i]);
}
