/*
 * feed_partition.c: the `each` and the `window` of a request: the lists and the days that it is made for, one
 * by one.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feed_parts.h"
#include "window.h"

#define NUMBERS_MAX 10000

static bool
is_name(const char *name)
{
    static const char *const taken[] = {"page", "offset", "cursor", "size", "from", "to", "job"};
    size_t len = strlen(name);

    for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
    {
        if (strcmp(taken[i], name) == 0)
            return false;
    }
    for (size_t i = 0; i < len; i++)
    {
        if (!islower((unsigned char) name[i]) && name[i] != '_' &&
            (i == 0 || !isdigit((unsigned char) name[i])))
            return false;
    }
    return len > 0 && len <= 32;
}

/* {"from": 2011, "to": 2015} */
static void
parse_numbers(struct definition *d, json_t *value, struct text_list *out)
{
    int64_t from = definition_integer(d, value, "from", 0, 999999999, 0);
    int64_t to = definition_integer(d, value, "to", 0, 999999999, -1);

    if (json_object_get(value, "from") == NULL || json_object_get(value, "to") == NULL)
        definition_wrong(d, "write {\"from\": 2011, \"to\": 2015}", "needs \"from\" and \"to\"");
    else if (to < from || to - from >= NUMBERS_MAX)
        definition_wrong(d, NULL, "%lld to %lld are not 1 to %d numbers", (long long) from, (long long) to,
                         NUMBERS_MAX);
    if (d->failed)
        return;
    out->items = mem_alloc((size_t) (to - from + 1), sizeof(char *));
    for (int64_t i = from; i <= to; i++)
        out->items[out->n++] = mem_format("%lld", (long long) i);
}

static void
check_distinct(struct definition *d, const struct text_list *list)
{
    json_t *met = json_object();

    for (size_t i = 0; i < list->n; i++)
    {
        if (json_object_get(met, list->items[i]) != NULL)
            definition_wrong(d, "its rows would come twice", "\"%s\" stands twice in the list",
                             list->items[i]);
        json_object_set_new(met, list->items[i], json_true());
    }
    json_decref(met);
}

static void
parse_list(struct definition *d, json_t *value, struct each *out)
{
    static const char *const keys[] = {"from", "to", "codes", NULL};

    if (json_is_array(value))
    {
        definition_texts(d, value, &out->items);
        check_distinct(d, &out->items);
    }
    else if (definition_object(d, value, keys))
    {
        out->codes = definition_text(d, value, "codes", false);
        if (out->codes == NULL)
            parse_numbers(d, value, &out->items);
        else if (json_object_size(value) > 1 || out->codes[0] == '\0')
            definition_wrong(d, "write {\"codes\": \"region:gb2260\"} alone", "is not a code list");
    }
    if (!d->failed && out->codes == NULL && out->items.n == 0)
        definition_wrong(d, "write a list of texts, numbers \"from\" and \"to\", or \"codes\"",
                         "the list is empty");
}

static int
by_name(const void *a, const void *b)
{
    return strcmp(((const struct each *) a)->name, ((const struct each *) b)->name);
}

static void
parse_each(struct definition *d, json_t *request, struct request *out)
{
    json_t *lists = json_object_get(request, "each");
    size_t mark = definition_enter(d, "each");
    const char *name;
    json_t *value;

    if (lists != NULL &&
        (!json_is_object(lists) || json_object_size(lists) == 0 || json_object_size(lists) > EACH_MAX))
        definition_wrong(d, "write an object: {\"region\": [\"11\", \"14\"]}",
                         "is not an object with 1 to %d lists", EACH_MAX);
    if (!d->failed)
    {
        json_object_foreach(lists, name, value)
        {
            size_t inner = definition_enter(d, name);

            out->each[out->n_each++].name = mem_text(slice_of(name));
            if (!is_name(name))
                definition_wrong(d,
                                 "use lower-case letters, digits and _, and none of page, offset, cursor, "
                                 "size, from, to, job",
                                 "\"%s\" is not a name of a list", name);
            parse_list(d, value, &out->each[out->n_each - 1]);
            definition_leave(d, inner);
        }
    }
    /* The database keeps a definition's members in an order of its own. */
    qsort(out->each, out->n_each, sizeof(struct each), by_name);
    definition_leave(d, mark);
}

static bool
parse_day(struct definition *d, json_t *value, const char *key, bool required, int64_t *out)
{
    char *text = definition_text(d, value, key, required);
    size_t mark = definition_enter(d, key);

    if (!d->failed && text != NULL && !day_read(text, out))
        definition_wrong(d, "write YYYY-MM-DD", "\"%s\" is not a day", text);
    definition_leave(d, mark);
    free(text);
    return text != NULL;
}

static bool
parse_span(struct definition *d, json_t *value, const char *key, bool required, struct span *out)
{
    char *text = definition_text(d, value, key, required);
    size_t mark = definition_enter(d, key);

    if (!d->failed && text != NULL && !span_read(text, out))
        definition_wrong(d, "write a number and days, weeks, months, quarters or years: \"3 months\"",
                         "\"%s\" is not a span of time", text);
    definition_leave(d, mark);
    free(text);
    return text != NULL;
}

static void
parse_window(struct definition *d, json_t *value, bool snapshot, struct window *out)
{
    static const char *const keys[] = {"from",   "to",           "step",  "lookback",
                                       "format", "to_exclusive", "whole", NULL};
    char day[DAY_TEXT_MAX];
    size_t mark;

    if (!definition_object(d, value, keys))
        return;
    out->used = true;
    parse_day(d, value, "from", true, &out->from);
    out->has_to = parse_day(d, value, "to", false, &out->to);
    parse_span(d, value, "step", true, &out->step);
    out->has_lookback = parse_span(d, value, "lookback", false, &out->lookback);
    out->to_exclusive = definition_bool(d, value, "to_exclusive", false);
    out->whole = definition_bool(d, value, "whole", false);
    out->format = definition_text(d, value, "format", false);
    if (out->format == NULL)
        out->format = mem_text(slice_of("%Y-%m-%d"));
    mark = definition_enter(d, "format");
    if (!d->failed && (strlen(out->format) > 32 || !day_write(0, out->format, day)))
        definition_wrong(d, "known: %Y %m %d %q %%, and other characters as they are",
                         "\"%s\" is not a form of days", out->format);
    definition_leave(d, mark);
    if (out->has_to && out->to < out->from)
        definition_wrong(d, NULL, "the window ends before it begins");
    if (out->has_lookback && snapshot)
        definition_wrong(d, "remove it, or say \"mode\": \"upsert\"",
                         "\"lookback\" asks for the latest windows only, and a snapshot is whole");
}

void
feed_parse_partition(struct definition *d, json_t *request, struct feed *feed)
{
    json_t *window = json_object_get(request, "window");
    size_t mark;

    parse_each(d, request, &feed->request);
    mark = definition_enter(d, "window");
    if (window != NULL)
        parse_window(d, window, feed->snapshot, &feed->request.window);
    definition_leave(d, mark);
}

bool
feed_has_variable(const struct request *r, const char *name)
{
    bool has = r->window.used && (strcmp(name, "from") == 0 || strcmp(name, "to") == 0);

    for (size_t i = 0; i < r->n_each; i++)
        has = has || strcmp(r->each[i].name, name) == 0;
    return has;
}

void
feed_free_partition(struct request *r)
{
    for (size_t i = 0; i < r->n_each; i++)
    {
        free(r->each[i].name);
        free(r->each[i].codes);
        text_list_free(&r->each[i].items);
    }
    free(r->window.format);
}
