/*
 * asking.c: see asking.h. Values of variables may come from the source, so what they make is checked again.
 */
#include "asking.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "paging.h"
#include "url.h"

/* Replace *url by what a function made of it. */
static void
become(char **url, char *made)
{
    free(*url);
    *url = made;
}

static void
add_parameter(char **url, const char *name, const char *value)
{
    if (name != NULL && value != NULL)
        become(url, url_with_text(*url, name, value));
}

static char *
make_url(const struct request *r, const struct variables *v)
{
    const struct paging *p = &r->paging;
    const char *turns = paging_variable(p);
    char *url = variables_fill(v, r->url, FILL_URL);

    if (turns != NULL)
        add_parameter(&url, p->parameter, variables_get(v, turns));
    add_parameter(&url, p->size_parameter, variables_get(v, "size"));
    add_parameter(&url, p->order_parameter, p->order_value);
    return url;
}

static bool
add_line(struct asking *a, const char *name, const char *value, struct failure *f)
{
    for (const char *c = value; *c != '\0'; c++)
    {
        if ((unsigned char) *c < 0x20 || *c == 0x7f)
            return fail(f, FAILURE_DATA, "what the source gave as a cursor cannot stand in a header",
                        "the header %s would hold a control character", name);
    }
    a->headers.items[a->headers.n++] = mem_format("%s: %s", name, value);
    return true;
}

static bool
make_headers(struct asking *a, const struct request *r, const struct variables *v, struct failure *f)
{
    bool good = true;

    a->headers.items = mem_alloc(r->n_headers + 1, sizeof(char *));
    for (size_t i = 0; good && i < r->n_headers; i++)
    {
        char *value = r->headers[i].value == NULL ? NULL : variables_fill(v, r->headers[i].value, FILL_TEXT);

        good = value == NULL || add_line(a, r->headers[i].name, value, f);
        free(value);
    }
    if (r->paging.kind == PAGING_ODATA && r->paging.size > 0)
        a->headers.items[a->headers.n++] =
            mem_format("Prefer: odata.maxpagesize=%lld", (long long) r->paging.size);
    return good;
}

static char *
make_form(const struct variables *v, json_t *members)
{
    struct buffer out = {0};
    const char *key;
    json_t *member;
    char *text;

    json_object_foreach(members, key, member)
    {
        char *value = variables_fill(v, json_string_value(member), FILL_TEXT);
        char *left = curl_easy_escape(NULL, key, 0);
        char *right = curl_easy_escape(NULL, value, 0);

        buffer_format(&out, "%s%s=%s", out.len > 0 ? "&" : "", left, right);
        curl_free(left);
        curl_free(right);
        free(value);
    }
    text = mem_text(buffer_slice(&out));
    buffer_free(&out);
    return text;
}

static void
make_body(struct asking *a, const struct request *r, const struct variables *v)
{
    json_t *filled;

    switch (r->body.kind)
    {
        case BODY_NONE: break;
        case BODY_JSON:
            filled = variables_fill_json(v, r->body.value);
            a->body = filled == NULL ? mem_text(slice_of("null"))
                                     : json_dumps(filled, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY);
            a->body_type = "application/json";
            json_decref(filled);
            break;
        case BODY_FORM:
            a->body = make_form(v, r->body.value);
            a->body_type = "application/x-www-form-urlencoded";
            break;
        case BODY_TEXT:
            a->body = variables_fill(v, r->body.text, FILL_TEXT);
            a->body_type = r->body.type;
            break;
    }
}

static void
make_sum(struct asking *a)
{
    struct digest d;

    digest_begin(&d);
    digest_add(&d, a->url, strlen(a->url) + 1);
    for (size_t i = 0; i < a->headers.n; i++)
        digest_add(&d, a->headers.items[i], strlen(a->headers.items[i]) + 1);
    if (a->body != NULL)
        digest_add(&d, a->body, strlen(a->body));
    digest_end(&d, a->sum);
}

bool
asking_make(struct asking *a, const struct request *r, const struct variables *v, const char *link,
            struct failure *f)
{
    struct failure why = {0};

    memset(a, 0, sizeof(*a));
    a->url = link != NULL ? mem_text(slice_of(link)) : make_url(r, v);
    if (!url_check(a->url, &why))
        return fail(f, FAILURE_DATA, why.hint, "this page cannot be asked for: %s", why.text);
    if (!make_headers(a, r, v, f))
        return false;
    make_body(a, r, v);
    make_sum(a);
    return true;
}

void
asking_free(struct asking *a)
{
    free(a->url);
    free(a->body);
    text_list_free(&a->headers);
    memset(a, 0, sizeof(*a));
}
