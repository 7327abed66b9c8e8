/*
 * feed_locate.c: on which line of a file a JSON pointer's value begins.
 *
 * jansson forgets lines once a document is read; a mistake in the tenth of thirty columns wants its line.
 * A second look at the text with yajl costs nothing, since it happens only when there is a mistake.
 */
#include <stdlib.h>
#include <string.h>
#include <yajl/yajl_parse.h>

#include "feed.h"

#define LOCATE_DEPTH_MAX 64

struct level
{
    bool is_array;
    size_t index;
    size_t path_len; /* the path's length before this level's member */
};

struct locator
{
    const char *pointer;
    yajl_handle handle;
    struct buffer path;
    struct level levels[LOCATE_DEPTH_MAX];
    int depth;
    int64_t found; /* byte offset, -1 = not yet */
};

/* A value begins: is it the one? */
static int
at_value(struct locator *l)
{
    struct level *top = l->depth > 0 ? &l->levels[l->depth - 1] : NULL;

    if (top != NULL && top->is_array)
    {
        l->path.len = top->path_len;
        buffer_format(&l->path, "/%zu", top->index++);
    }
    if (strcmp(buffer_string(&l->path), l->pointer) != 0)
        return 1;
    l->found = (int64_t) yajl_get_bytes_consumed(l->handle);
    return 0;
}

static int
open_level(struct locator *l, bool is_array)
{
    if (!at_value(l) || l->depth == LOCATE_DEPTH_MAX)
        return 0;
    l->levels[l->depth++] = (struct level){is_array, 0, l->path.len};
    return 1;
}

static int
close_level(void *ctx)
{
    struct locator *l = ctx;

    l->path.len = l->levels[--l->depth].path_len;
    return 1;
}

static int
on_null(void *ctx)
{
    return at_value(ctx);
}

static int
on_boolean(void *ctx, int value)
{
    (void) value;
    return at_value(ctx);
}

static int
on_text(void *ctx, const unsigned char *text, size_t len)
{
    (void) text;
    (void) len;
    return at_value(ctx);
}

static int
on_number(void *ctx, const char *text, size_t len)
{
    (void) text;
    (void) len;
    return at_value(ctx);
}

static int
on_map(void *ctx)
{
    return open_level(ctx, false);
}

static int
on_array(void *ctx)
{
    return open_level(ctx, true);
}

static int
on_key(void *ctx, const unsigned char *key, size_t len)
{
    struct locator *l = ctx;

    l->path.len = l->levels[l->depth - 1].path_len;
    buffer_byte(&l->path, '/');
    for (size_t i = 0; i < len; i++)
    {
        if (key[i] == '~' || key[i] == '/')
            buffer_text(&l->path, key[i] == '~' ? "~0" : "~1");
        else
            buffer_byte(&l->path, (char) key[i]);
    }
    return 1;
}

int
feed_locate(struct slice text, const char *pointer)
{
    static const yajl_callbacks calls = {.yajl_null = on_null,
                                         .yajl_boolean = on_boolean,
                                         .yajl_number = on_number,
                                         .yajl_string = on_text,
                                         .yajl_start_map = on_map,
                                         .yajl_map_key = on_key,
                                         .yajl_end_map = close_level,
                                         .yajl_start_array = on_array,
                                         .yajl_end_array = close_level};
    struct locator l = {.pointer = pointer, .found = -1};
    int line = 0;

    l.handle = yajl_alloc(&calls, NULL, &l);
    if (l.handle == NULL)
        return 0;
    yajl_parse(l.handle, (const unsigned char *) text.ptr, text.len);
    yajl_free(l.handle);
    buffer_free(&l.path);
    if (l.found < 0)
        return 0;
    line = 1;
    /* found lies behind the value's first token, which may be a text, never a line break. */
    for (int64_t i = 0; i + 1 < l.found && (size_t) i < text.len; i++)
        line += text.ptr[i] == '\n';
    return line;
}
