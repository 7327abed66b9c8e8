/*
 * link.c: see link.h. Values may be quoted and hold commas and semicolons; a relation may be one of several.
 */
#include "link.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "buffer.h"

static const char *
skip_spaces(const char *p)
{
    while (*p == ' ' || *p == '\t')
        p++;
    return p;
}

/* A parameter's value, quoted or not, into out; returns what follows it. */
static const char *
read_value(const char *p, struct buffer *out)
{
    if (*p != '"')
    {
        size_t len = strcspn(p, " \t;,");

        buffer_append(out, p, len);
        return p + len;
    }
    for (p++; *p != '\0' && *p != '"'; p++)
    {
        if (*p == '\\' && p[1] != '\0')
            p++;
        buffer_byte(out, *p);
    }
    return *p == '"' ? p + 1 : p;
}

/* Whether a list of relations, parted by spaces, holds rel. */
static bool
holds(const char *list, const char *rel)
{
    while (*list != '\0')
    {
        size_t len;

        list = skip_spaces(list);
        len = strcspn(list, " \t");
        if (len == strlen(rel) && strncasecmp(list, rel, len) == 0)
            return true;
        list += len;
    }
    return false;
}

/* The parameters behind a target; *found when one of them is rel. The first `rel` counts, as the RFC says. */
static const char *
read_parameters(const char *p, const char *rel, bool *found)
{
    bool had_rel = false;

    *found = false;
    p = skip_spaces(p);
    while (*p == ';')
    {
        struct buffer value = {0};
        const char *name = skip_spaces(p + 1);
        size_t len = strcspn(name, "=;, \t");
        bool is_rel = len == 3 && strncasecmp(name, "rel", 3) == 0;

        p = skip_spaces(name + len);
        if (*p == '=')
            p = read_value(skip_spaces(p + 1), &value);
        if (is_rel && !had_rel)
            *found = holds(buffer_string(&value), rel);
        had_rel = had_rel || is_rel;
        buffer_free(&value);
        p = skip_spaces(p);
    }
    return p;
}

char *
link_find(const char *header, const char *rel)
{
    const char *p = header;

    while ((p = strchr(p, '<')) != NULL)
    {
        const char *target = p + 1;
        size_t len = strcspn(target, ">");
        bool found;

        if (target[len] == '\0')
            return NULL;
        p = read_parameters(target + len + 1, rel, &found);
        if (found)
            return mem_text(slice_make(target, len));
    }
    return NULL;
}
