/*
 * definition.c: see definition.h.
 */
#include "definition.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

size_t
definition_enter(struct definition *d, const char *key)
{
    size_t mark = strlen(d->path);
    size_t at = mark;

    if (at + 2 < sizeof(d->path))
        d->path[at++] = '/';
    for (const char *p = key; *p != '\0' && at + 3 < sizeof(d->path); p++)
    {
        if (*p == '~' || *p == '/')
        {
            d->path[at++] = '~';
            d->path[at++] = *p == '~' ? '0' : '1';
        }
        else
            d->path[at++] = *p;
    }
    d->path[at] = '\0';
    return mark;
}

size_t
definition_enter_index(struct definition *d, size_t index)
{
    char key[24];

    snprintf(key, sizeof(key), "%zu", index);
    return definition_enter(d, key);
}

void
definition_leave(struct definition *d, size_t mark)
{
    d->path[mark] = '\0';
}

bool
definition_wrong(struct definition *d, const char *hint, const char *format, ...)
{
    char what[900];
    char place[32] = "";
    va_list args;
    int line;

    if (d->failed)
        return false;
    d->failed = true;
    va_start(args, format);
    vsnprintf(what, sizeof(what), format, args);
    va_end(args);
    line = feed_locate(d->text, d->path);
    if (line > 0)
        snprintf(place, sizeof(place), ":%d", line);
    return fail(d->failure, FAILURE_USAGE, hint, "%s%s:%s: %s", d->label, place,
                d->path[0] == '\0' ? "/" : d->path, what);
}

/* "a, b or c" */
static const char *
one_of(const char *const *keys, char *buf, size_t cap)
{
    size_t used = 0;

    buf[0] = '\0';
    for (size_t i = 0; keys[i] != NULL && used < cap; i++)
    {
        const char *before = i == 0 ? "" : keys[i + 1] == NULL ? " or " : ", ";

        used += (size_t) snprintf(buf + used, cap - used, "%s%s", before, keys[i]);
    }
    return buf;
}

bool
definition_object(struct definition *d, json_t *value, const char *const *keys)
{
    const char *key;
    json_t *member;

    if (!json_is_object(value))
        return definition_wrong(d, "write an object: {…}", "is not an object");
    json_object_foreach(value, key, member)
    {
        size_t k = 0;

        while (keys[k] != NULL && strcmp(keys[k], key) != 0)
            k++;
        if (keys[k] == NULL)
        {
            char known[512];
            char hint[600];
            size_t mark = definition_enter(d, key);

            snprintf(hint, sizeof(hint), "known here: %s", one_of(keys, known, sizeof(known)));
            definition_wrong(d, hint, "unknown key \"%s\"", key);
            definition_leave(d, mark);
            return false;
        }
    }
    return true;
}

char *
definition_text(struct definition *d, json_t *object, const char *key, bool required)
{
    json_t *value = json_object_get(object, key);
    size_t mark;

    if (value == NULL)
    {
        if (required)
            definition_wrong(d, NULL, "\"%s\" is missing", key);
        return required ? mem_text(slice_of("")) : NULL;
    }
    mark = definition_enter(d, key);
    if (!json_is_string(value))
        definition_wrong(d, "write a text in double quotes", "is not a text");
    else if (strlen(json_string_value(value)) != json_string_length(value))
        definition_wrong(d, NULL, "holds a NUL character");
    definition_leave(d, mark);
    return mem_text(slice_of(json_is_string(value) ? json_string_value(value) : ""));
}

bool
definition_bool(struct definition *d, json_t *object, const char *key, bool otherwise)
{
    json_t *value = json_object_get(object, key);
    size_t mark;

    if (value == NULL)
        return otherwise;
    mark = definition_enter(d, key);
    if (!json_is_boolean(value))
        definition_wrong(d, "write true or false", "is not true or false");
    definition_leave(d, mark);
    return json_is_true(value);
}

int64_t
definition_integer(struct definition *d, json_t *object, const char *key, int64_t least, int64_t most,
                   int64_t otherwise)
{
    json_t *value = json_object_get(object, key);
    int64_t number = otherwise;
    char hint[96];
    size_t mark;

    if (value == NULL)
        return otherwise;
    mark = definition_enter(d, key);
    snprintf(hint, sizeof(hint), "write a whole number from %lld to %lld", (long long) least,
             (long long) most);
    if (!json_is_integer(value))
        definition_wrong(d, hint, "is not a whole number");
    else if ((number = json_integer_value(value)) < least || number > most)
        definition_wrong(d, hint, "%lld is out of range", (long long) number);
    definition_leave(d, mark);
    return number;
}

double
definition_number(struct definition *d, json_t *object, const char *key, double least, double most,
                  double otherwise)
{
    json_t *value = json_object_get(object, key);
    double number = otherwise;
    char hint[96];
    size_t mark;

    if (value == NULL)
        return otherwise;
    mark = definition_enter(d, key);
    snprintf(hint, sizeof(hint), "write a number from %g to %g", least, most);
    if (!json_is_number(value))
        definition_wrong(d, hint, "is not a number");
    else if ((number = json_number_value(value)) < least || number > most)
        definition_wrong(d, hint, "%g is out of range", number);
    definition_leave(d, mark);
    return number;
}

const struct definition_kind *
definition_kind(struct definition *d, json_t *value, const struct definition_kind *kinds, size_t n,
                const char *what)
{
    char *name = definition_text(d, json_is_object(value) ? value : NULL, "kind", true);
    const struct definition_kind *found = NULL;
    struct buffer hint = {0};
    size_t mark = definition_enter(d, "kind");

    for (size_t i = 0; i < n; i++)
    {
        if (strcmp(kinds[i].name, name) == 0)
            found = &kinds[i];
        buffer_format(&hint, "%s%s", i == 0 ? "known: " : ", ", kinds[i].name);
    }
    if (found == NULL)
        definition_wrong(d, buffer_string(&hint), "unknown %s \"%s\"", what, name);
    definition_leave(d, mark);
    buffer_free(&hint);
    free(name);
    return found != NULL && definition_object(d, value, found->keys) ? found : NULL;
}

void
definition_texts(struct definition *d, json_t *value, struct text_list *out)
{
    size_t n = json_array_size(value);

    if (!json_is_array(value))
    {
        definition_wrong(d, "write a list of texts: [\"…\"]", "is not a list");
        return;
    }
    out->items = mem_alloc(n, sizeof(char *));
    for (size_t i = 0; i < n; i++)
    {
        json_t *item = json_array_get(value, i);
        size_t mark = definition_enter_index(d, i);

        if (!json_is_string(item))
            definition_wrong(d, "write a text in double quotes", "is not a text");
        out->items[out->n++] = mem_text(slice_of(json_is_string(item) ? json_string_value(item) : ""));
        definition_leave(d, mark);
    }
}
