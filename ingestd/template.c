/*
 * template.c: see template.h.
 */
#include "template.h"

#include <stdlib.h>

int
feed_field(struct feed *feed, struct slice name)
{
    for (size_t i = 0; i < feed->n_fields; i++)
    {
        if (slice_equal(slice_of(feed->fields[i]), name))
            return (int) i;
    }
    if (feed->n_fields == FEED_FIELDS_MAX)
        return -1;
    feed->fields = mem_grow(feed->fields, feed->n_fields + 1, sizeof(char *));
    feed->fields[feed->n_fields] = mem_text(name);
    return (int) feed->n_fields++;
}

static void
add_part(struct template *t, struct buffer *literal, int field)
{
    if (literal->len == 0 && field < 0)
        return;
    t->parts = mem_grow(t->parts, t->n_parts + 1, sizeof(*t->parts));
    t->parts[t->n_parts].literal = field < 0 ? mem_text(buffer_slice(literal)) : NULL;
    t->parts[t->n_parts].field = field;
    t->n_parts++;
    buffer_clear(literal);
}

/* The field between braces at text[at]; moves at behind the closing brace. */
static bool
parse_field(struct feed *feed, struct slice text, size_t *at, struct template *out, const char **wrong)
{
    struct buffer none = {0};
    const char *start = text.ptr + *at + 1;
    const char *close = memchr(start, '}', text.len - *at - 1);
    int field;

    if (close == NULL)
        *wrong = "a { without its }";
    else if (close == start)
        *wrong = "empty braces";
    else if (memchr(start, '{', (size_t) (close - start)) != NULL)
        *wrong = "a { within braces";
    if (*wrong != NULL)
        return false;
    field = feed_field(feed, slice_make(start, (size_t) (close - start)));
    if (field < 0)
    {
        *wrong = "too many fields";
        return false;
    }
    add_part(out, &none, field);
    *at = (size_t) (close - text.ptr) + 1;
    return true;
}

bool
template_parse(struct feed *feed, struct slice text, struct template *out, const char **wrong, size_t *at)
{
    struct buffer literal = {0};

    *wrong = NULL;
    *at = 0;
    while (*at < text.len)
    {
        char c = text.ptr[*at];
        bool doubled = *at + 1 < text.len && text.ptr[*at + 1] == c;

        if ((c == '{' || c == '}') && !doubled)
        {
            if (c == '}')
                *wrong = "a } without its {";
            else
                add_part(out, &literal, -1);
            if (*wrong != NULL || !parse_field(feed, text, at, out, wrong))
                break;
            continue;
        }
        buffer_byte(&literal, c);
        *at += (c == '{' || c == '}') ? 2 : 1;
    }
    add_part(out, &literal, -1);
    buffer_free(&literal);
    return *wrong == NULL;
}

void
template_free(struct template *t)
{
    for (size_t i = 0; i < t->n_parts; i++)
        free(t->parts[i].literal);
    free(t->parts);
}
