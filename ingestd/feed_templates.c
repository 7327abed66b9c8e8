/*
 * feed_templates.c: which variables a request has, and where they stand in its URL, headers and body.
 *
 * A misspelt variable would be empty in every request, so it is a mistake of the definition.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feed_parts.h"
#include "paging.h"
#include "variables.h"

#define NAMES_MAX 24

struct template_check
{
    struct definition *d;
    const char *known[NAMES_MAX];
    bool used[NAMES_MAX];
    size_t n_known;
};

static void
know(struct template_check *c, const char *name)
{
    if (c->n_known < NAMES_MAX)
        c->known[c->n_known++] = name;
}

static void
use(void *ctx, struct slice name)
{
    struct template_check *c = ctx;
    char hint[512];
    size_t used = 0;

    for (size_t i = 0; i < c->n_known; i++)
    {
        if (slice_equal(slice_of(c->known[i]), name))
        {
            c->used[i] = true;
            return;
        }
    }
    used = (size_t) snprintf(
        hint, sizeof(hint), "%s",
        c->n_known == 0 ? "this request has no variables; a brace itself is written twice" : "known:");
    for (size_t i = 0; i < c->n_known && used < sizeof(hint); i++)
        used += (size_t) snprintf(hint + used, sizeof(hint) - used, " {%s}", c->known[i]);
    definition_wrong(c->d, hint, "unknown variable {%.*s}", (int) (name.len > 64 ? 64 : name.len), name.ptr);
}

static void
check_text(struct template_check *c, const char *text)
{
    const char *wrong = variables_scan(text, use, c);

    if (wrong != NULL)
        definition_wrong(c->d, "{name} stands for a variable, {{ and }} for the braces", "%s", wrong);
}

static void
check_json(struct template_check *c, json_t *value)
{
    const char *key;
    json_t *member;
    size_t i;

    if (json_is_string(value))
        check_text(c, json_string_value(value));
    json_object_foreach(value, key, member)
    {
        size_t mark = definition_enter(c->d, key);

        check_json(c, member);
        definition_leave(c->d, mark);
    }
    json_array_foreach(value, i, member)
    {
        size_t mark = definition_enter_index(c->d, i);

        check_json(c, member);
        definition_leave(c->d, mark);
    }
}

static void
check_url(struct template_check *c, const char *url)
{
    size_t mark = definition_enter(c->d, "url");
    check_text(c, url);
    definition_leave(c->d, mark);
}

static void
check_headers(struct template_check *c, const struct request *r)
{
    size_t mark = definition_enter(c->d, "headers");

    for (size_t i = 0; i < r->n_headers; i++)
    {
        size_t inner = definition_enter(c->d, r->headers[i].name);

        if (r->headers[i].value != NULL)
            check_text(c, r->headers[i].value);
        definition_leave(c->d, inner);
    }
    definition_leave(c->d, mark);
}

/* What turns the page must stand somewhere. */
static void
check_paging(struct template_check *c, const struct paging *p)
{
    const char *turns = paging_variable(p);
    size_t mark = definition_enter(c->d, "paging");

    for (size_t i = 0; turns != NULL && p->parameter == NULL && i < c->n_known; i++)
    {
        if (strcmp(c->known[i], turns) == 0 && !c->used[i])
            definition_wrong(c->d, "name the query parameter that carries it: \"parameter\"",
                             "neither \"parameter\" nor {%s} in url, headers or body", turns);
    }
    definition_leave(c->d, mark);
}

/* The URLs of a job know the job and nothing else. */
static void
check_job(struct definition *d, const struct job *job)
{
    struct template_check c = {.d = d};
    const char *urls[] = {job->poll_url, job->result_url};
    const char *keys[] = {"poll", "result"};
    size_t mark = definition_enter(d, "job");

    know(&c, "job");
    for (size_t i = 0; i < 2; i++)
    {
        size_t inner = definition_enter(d, keys[i]);

        if (urls[i] != NULL)
            check_url(&c, urls[i]);
        definition_leave(d, inner);
    }
    definition_leave(d, mark);
}

static void
know_partition(struct template_check *c, const struct request *r)
{
    for (size_t i = 0; i < r->n_each; i++)
        know(c, r->each[i].name);
    if (r->window.used)
    {
        know(c, "from");
        know(c, "to");
    }
}

/* A list that no request names, or a window, would ask for the same again and again. */
static void
check_partition(struct template_check *c, const struct request *r)
{
    for (size_t i = 0; i < r->n_each; i++)
    {
        if (!c->used[i])
            definition_wrong(c->d, "put it into url, headers or body", "{%s} stands nowhere in the request",
                             c->known[i]);
    }
    if (r->window.used && !c->used[r->n_each] && !c->used[r->n_each + 1])
        definition_wrong(c->d, "put one or both into url, headers or body",
                         "{from} and {to} stand nowhere in the request");
}

void
feed_check_templates(struct definition *d, json_t *request, const struct request *r)
{
    const char *turns = paging_variable(&r->paging);
    struct template_check c = {.d = d};
    size_t mark;

    if (d->failed)
        return;
    know_partition(&c, r);
    if (turns != NULL)
        know(&c, turns);
    if (r->paging.size > 0)
        know(&c, "size");
    check_url(&c, r->url);
    check_headers(&c, r);
    mark = definition_enter(d, "body");
    check_json(&c, json_object_get(request, "body"));
    definition_leave(d, mark);
    check_partition(&c, r);
    check_paging(&c, &r->paging);
    check_job(d, &r->job);
}
