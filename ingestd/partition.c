/*
 * partition.c: see partition.h.
 */
#include "partition.h"

#include <stdlib.h>

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *) a, *(char *const *) b);
}

/* The codes of a list, sorted. */
static bool
read_codes(struct codes *codes, const char *name, struct text_list *out, struct failure *f)
{
    const struct code_list *list;

    if (codes == NULL)
        return fail(f, FAILURE_OPERATOR, NULL, "the code list %s needs the database", name);
    list = codes_list(codes, name, f);
    if (list == NULL)
        return false;
    out->items = mem_alloc(list->n, sizeof(char *));
    for (size_t i = 0; i < list->cap; i++)
    {
        const struct code_entry *e = &list->entries[i];

        if (e->used)
            out->items[out->n++] = mem_text(slice_make(list->text.ptr + e->code_at, e->code_len));
    }
    if (out->n == 0)
        return fail(f, FAILURE_OPERATOR, "fill it first, or name the members in the definition",
                    "the code list %s has no code", name);
    qsort(out->items, out->n, sizeof(char *), by_text);
    return true;
}

static const struct text_list *
members(const struct partitions *p, size_t i)
{
    return p->request->each[i].codes != NULL ? &p->lists[i] : &p->request->each[i].items;
}

/* From which day on this run asks. */
static int64_t
first_day(const struct window *w, json_t *cursor)
{
    const char *text = json_string_value(json_object_get(cursor, "window"));
    int64_t day;

    if (!w->has_lookback || text == NULL || !day_read(text, &day))
        return w->from;
    return day_add(day, w->lookback, -1);
}

static bool
begin_windows(struct partitions *p, int64_t today, json_t *cursor, struct failure *f)
{
    const struct window *w = &p->request->window;
    char day[DAY_TEXT_MAX];

    if (!w->used)
        return true;
    p->upper = w->has_to ? w->to : today;
    if (w->from > p->upper)
    {
        day_write(w->from, "%Y-%m-%d", day);
        return fail(f, FAILURE_OPERATOR, "correct request.window.from",
                    "the first window begins in the future, at %s", day);
    }
    p->number = window_of(w, first_day(w, cursor));
    p->last_number = window_of(w, p->upper);
    if (p->number > p->last_number)
        p->number = p->last_number;
    return true;
}

bool
partitions_begin(struct partitions *p, const struct request *r, struct codes *codes, int64_t today,
                 json_t *cursor, struct failure *f)
{
    memset(p, 0, sizeof(*p));
    p->request = r;
    for (size_t i = 0; i < r->n_each; i++)
    {
        if (r->each[i].codes != NULL && !read_codes(codes, r->each[i].codes, &p->lists[i], f))
            return fail_at(f, "list %s: ", r->each[i].name);
    }
    return begin_windows(p, today, cursor, f);
}

void
partitions_free(struct partitions *p)
{
    for (size_t i = 0; i < EACH_MAX; i++)
        text_list_free(&p->lists[i]);
}

/* Count on: lists first, the last one fastest; then the window. */
static bool
advance(struct partitions *p)
{
    if (!p->begun)
        return p->begun = true;
    for (size_t i = p->request->n_each; i-- > 0;)
    {
        if (++p->at[i] < members(p, i)->n)
            return true;
        p->at[i] = 0;
    }
    return p->request->window.used && ++p->number <= p->last_number;
}

static void
set_window(const struct partitions *p, struct variables *v)
{
    const struct window *w = &p->request->window;
    int64_t last = window_begin(w, p->number + 1) - 1;
    char text[DAY_TEXT_MAX];

    if (last > p->upper && !w->whole)
        last = p->upper;
    day_write(window_begin(w, p->number), w->format, text);
    variables_set(v, "from", text);
    day_write(w->to_exclusive ? last + 1 : last, w->format, text);
    variables_set(v, "to", text);
}

bool
partitions_next(struct partitions *p, struct variables *v)
{
    if (!advance(p))
        return false;
    for (size_t i = 0; i < p->request->n_each; i++)
        variables_set(v, p->request->each[i].name, members(p, i)->items[p->at[i]]);
    if (p->request->window.used)
        set_window(p, v);
    return true;
}

json_t *
partitions_cursor(const struct partitions *p, int64_t server_day)
{
    int64_t day = p->upper < server_day ? p->upper : server_day;
    char text[DAY_TEXT_MAX];

    if (p->request == NULL || !p->request->window.used || !p->request->window.has_lookback)
        return NULL;
    day_write(day, "%Y-%m-%d", text);
    return json_pack("{s:s}", "window", text);
}
