/*
 * variables.c: see variables.h.
 */
#include "variables.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER_MARK ":number"

static struct variable *
find(const struct variables *v, struct slice name)
{
    for (size_t i = 0; i < v->n; i++)
    {
        if (slice_equal(slice_of(v->list[i].name), name))
            return &v->list[i];
    }
    return NULL;
}

void
variables_set(struct variables *v, const char *name, const char *text)
{
    struct variable *old = find(v, slice_of(name));

    if (old == NULL)
    {
        v->list = mem_grow(v->list, v->n + 1, sizeof(*v->list));
        old = &v->list[v->n++];
        *old = (struct variable){mem_text(slice_of(name)), NULL};
    }
    free(old->text);
    old->text = text == NULL ? NULL : mem_text(slice_of(text));
}

void
variables_set_number(struct variables *v, const char *name, int64_t number)
{
    char text[24];

    snprintf(text, sizeof(text), "%lld", (long long) number);
    variables_set(v, name, text);
}

const char *
variables_get(const struct variables *v, const char *name)
{
    const struct variable *found = find(v, slice_of(name));

    return found == NULL ? NULL : found->text;
}

void
variables_copy(const struct variables *from, struct variables *to)
{
    for (size_t i = 0; i < from->n; i++)
        variables_set(to, from->list[i].name, from->list[i].text);
}

void
variables_free(struct variables *v)
{
    for (size_t i = 0; i < v->n; i++)
    {
        free(v->list[i].name);
        free(v->list[i].text);
    }
    free(v->list);
    memset(v, 0, sizeof(*v));
}

/* A variable's name without what may follow it. */
static struct slice
bare_name(struct slice name)
{
    size_t mark = strlen(NUMBER_MARK);

    if (name.len > mark && memcmp(name.ptr + name.len - mark, NUMBER_MARK, mark) == 0)
        name.len -= mark;
    return name;
}

static void
put_variable(const struct variables *v, struct slice name, enum fill_as as, struct buffer *out)
{
    const struct variable *found = find(v, bare_name(name));
    char *escaped;

    if (found == NULL || found->text == NULL)
        return;
    if (as == FILL_TEXT)
    {
        buffer_text(out, found->text);
        return;
    }
    escaped = curl_easy_escape(NULL, found->text, 0);
    buffer_text(out, escaped);
    curl_free(escaped);
}

/* One pass for both: literal bytes and names go where they are wanted. */
static const char *
walk(const char *text, struct buffer *literal, void (*name)(void *ctx, struct slice name), void *ctx)
{
    for (const char *p = text; *p != '\0'; p++)
    {
        const char *close;

        if (*p != '{' && *p != '}')
        {
            buffer_byte(literal, *p);
            continue;
        }
        if (p[1] == *p)
        {
            buffer_byte(literal, *p++);
            continue;
        }
        if (*p == '}')
            return "a } without its {";
        close = p + 1 + strcspn(p + 1, "{}");
        if (*close != '}')
            return "a { without its }";
        if (close == p + 1)
            return "empty braces";
        name(ctx, slice_make(p + 1, (size_t) (close - p - 1)));
        p = close;
    }
    return NULL;
}

struct filling
{
    const struct variables *v;
    enum fill_as as;
    struct buffer out;
};

static void
fill_name(void *ctx, struct slice name)
{
    struct filling *x = ctx;

    put_variable(x->v, name, x->as, &x->out);
}

char *
variables_fill(const struct variables *v, const char *text, enum fill_as as)
{
    struct filling x = {.v = v, .as = as};
    char *result;

    walk(text, &x.out, fill_name, &x);
    result = mem_text(buffer_slice(&x.out));
    buffer_free(&x.out);
    return result;
}

/* The variable that is all of a text: its name, with *number set when it is to be one. */
static bool
is_whole(const char *text, struct slice *name, bool *number)
{
    size_t len = strlen(text);

    if (len < 3 || text[0] != '{' || text[1] == '{' || strcspn(text + 1, "{}") != len - 2 ||
        text[len - 1] != '}')
        return false;
    *name = bare_name(slice_make(text + 1, len - 2));
    *number = name->len < len - 2;
    return true;
}

static json_t *
fill_text(const struct variables *v, const char *text)
{
    struct slice name;
    bool number;
    const struct variable *found;
    json_t *result;
    char *filled;

    if (is_whole(text, &name, &number))
    {
        found = find(v, name);
        if (found == NULL || found->text == NULL)
            return NULL;
        if (number)
        {
            result = json_loads(found->text, JSON_DECODE_ANY, NULL);
            return result != NULL ? result : json_string(found->text);
        }
    }
    filled = variables_fill(v, text, FILL_TEXT);
    result = json_string(filled);
    free(filled);
    return result;
}

json_t *
variables_fill_json(const struct variables *v, json_t *value)
{
    json_t *out;
    const char *key;
    json_t *member;
    size_t i;

    if (json_is_string(value))
        return fill_text(v, json_string_value(value));
    if (json_is_object(value))
    {
        out = json_object();
        json_object_foreach(value, key, member)
        {
            json_t *filled = variables_fill_json(v, member);

            if (filled != NULL)
                json_object_set_new(out, key, filled);
        }
        return out;
    }
    if (json_is_array(value))
    {
        out = json_array();
        json_array_foreach(value, i, member)
        {
            json_t *filled = variables_fill_json(v, member);

            if (filled != NULL)
                json_array_append_new(out, filled);
        }
        return out;
    }
    return json_incref(value);
}

struct scanning
{
    void (*name)(void *ctx, struct slice name);
    void *ctx;
};

static void
scan_name(void *ctx, struct slice name)
{
    struct scanning *x = ctx;

    x->name(x->ctx, bare_name(name));
}

const char *
variables_scan(const char *text, void (*name)(void *ctx, struct slice name), void *ctx)
{
    struct scanning x = {name, ctx};
    struct buffer literal = {0};
    const char *wrong = walk(text, &literal, scan_name, &x);

    buffer_free(&literal);
    return wrong;
}
