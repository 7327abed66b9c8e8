/*
 * variables.h: what changes from one request of a feed to the next (page, cursor, window, list member), and
 * texts in which it stands: `{name}`; `{{` and `}}` are the braces themselves.
 *
 * A value comes from the source or from a list, so it is escaped for the place where it stands.
 */
#ifndef SEI_INGESTD_VARIABLES_H
#define SEI_INGESTD_VARIABLES_H

#include <jansson.h>

#include "buffer.h"

struct variable
{
    char *name;
    char *text;
};

struct variables
{
    struct variable *list;
    size_t n;
};

enum fill_as
{
    FILL_TEXT, /* as it is */
    FILL_URL   /* escaped as a part of a URL or form */
};

/* Set one; a value of NULL takes it out. */
void variables_set(struct variables *v, const char *name, const char *text);
void variables_set_number(struct variables *v, const char *name, int64_t number);
const char *variables_get(const struct variables *v, const char *name);
void variables_copy(const struct variables *from, struct variables *to);
void variables_free(struct variables *v);

/* The text with every variable put in; one that is not set is empty. Free the result. */
char *variables_fill(const struct variables *v, const char *text, enum fill_as as);

/*
 * The same for a JSON value: every text in it is filled. A text that is nothing but `{name}` and is not set
 * takes its member or element out; `{name:number}` alone becomes a number. json_decref the result.
 */
json_t *variables_fill_json(const struct variables *v, json_t *value);

/*
 * Read a text as a template. Calls name for every variable in it. Returns what is wrong with its braces, NULL
 * when nothing is.
 */
const char *variables_scan(const char *text, void (*name)(void *ctx, struct slice name), void *ctx);

#endif
