/*
 * feed_request.c: the `request` part of a definition: where, with which headers, pages and limits.
 *
 * Secrets are names of files under $CREDENTIALS_DIRECTORY. A header that carries one must be written so:
 * a token in plain text would end up in the database and in every backup.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "feed_parts.h"

#define GIBIBYTE ((int64_t) 1024 * 1024 * 1024)

/* Headers that the daemon makes itself. */
static const char *const own_headers[] = {"accept-encoding",   "if-none-match", "if-modified-since",
                                          "content-length",    "range",         "connection",
                                          "transfer-encoding", "host",          NULL};
/* Headers that are secrets by nature. */
static const char *const secret_headers[] = {"authorization", "proxy-authorization", "cookie", "x-api-key",
                                             NULL};

static bool
is_listed(const char *const *list, const char *name)
{
    for (size_t i = 0; list[i] != NULL; i++)
    {
        if (strcasecmp(list[i], name) == 0)
            return true;
    }
    return false;
}

bool
feed_header_name(const char *name)
{
    static const char allowed[] =
        "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    return name[0] != '\0' && strlen(name) <= 128 && strspn(name, allowed) == strlen(name);
}

bool
feed_header_value(const char *value)
{
    for (const char *p = value; *p != '\0'; p++)
    {
        if ((unsigned char) *p < 0x20 || *p == 0x7f)
            return false;
    }
    return strlen(value) <= 4096;
}

static void
parse_secret(struct definition *d, json_t *value, struct header *out)
{
    static const char *const keys[] = {"secret", "prefix", NULL};

    if (!definition_object(d, value, keys))
        return;
    out->secret = feed_secret_name(d, value, "secret", true);
    out->prefix = definition_text(d, value, "prefix", false);
    if (out->prefix != NULL && !feed_header_value(out->prefix))
        definition_wrong(d, NULL, "the prefix holds control characters");
}

static void
parse_header(struct definition *d, const char *name, json_t *value, struct header *out)
{
    size_t mark = definition_enter(d, name);

    out->name = mem_text(slice_of(name));
    if (!feed_header_name(name))
        definition_wrong(d, "use letters, digits and -", "\"%s\" is not a name of a header", name);
    else if (is_listed(own_headers, name))
        definition_wrong(d, "remove it", "the daemon sets this header itself");
    else if (json_is_object(value))
        parse_secret(d, value, out);
    else if (!json_is_string(value))
        definition_wrong(d, "write a text or {\"secret\": \"name\"}", "is not a text");
    else if (is_listed(secret_headers, name))
        definition_wrong(d, "write {\"secret\": \"name\"} and put the value into $CREDENTIALS_DIRECTORY/name",
                         "a secret in plain text");
    else if (!feed_header_value(json_string_value(value)))
        definition_wrong(d, NULL, "holds control characters or more than 4096 bytes");
    else
        out->value = mem_text(slice_of(json_string_value(value)));
    definition_leave(d, mark);
}

static void
parse_headers(struct definition *d, json_t *request, struct request *out)
{
    json_t *headers = json_object_get(request, "headers");
    size_t mark = definition_enter(d, "headers");
    const char *name;
    json_t *value;

    if (headers != NULL && !json_is_object(headers))
        definition_wrong(d, "write an object: {\"Accept\": \"text/csv\"}", "is not an object");
    out->headers = mem_alloc(json_object_size(headers), sizeof(struct header));
    json_object_foreach(headers, name, value) parse_header(d, name, value, &out->headers[out->n_headers++]);
    definition_leave(d, mark);
}

static void
parse_form(struct definition *d, json_t *value)
{
    const char *key;
    json_t *member;

    if (!json_is_object(value))
        definition_wrong(d, "write an object: {\"name\": \"value\"}", "is not an object");
    json_object_foreach(value, key, member)
    {
        size_t mark = definition_enter(d, key);

        if (!json_is_string(member))
            definition_wrong(d, "write a text in double quotes", "is not a text");
        definition_leave(d, mark);
    }
}

/* What is sent: JSON, a form or a text; with one the request is a POST. */
static void
parse_body(struct definition *d, json_t *request, struct request_body *out)
{
    static const char *const keys[] = {"json", "form", "text", "type", NULL};
    json_t *value = json_object_get(request, "body");
    size_t mark = definition_enter(d, "body");
    json_t *json = json_object_get(value, "json");
    json_t *form = json_object_get(value, "form");
    size_t inner;

    if (value == NULL || !definition_object(d, value, keys))
    {
        definition_leave(d, mark);
        return;
    }
    out->text = definition_text(d, value, "text", false);
    out->type = definition_text(d, value, "type", false);
    if ((json != NULL) + (form != NULL) + (out->text != NULL) != 1)
        definition_wrong(d, "give \"json\", \"form\" or \"text\" with \"type\"", "needs one kind of content");
    else if ((out->text != NULL) != (out->type != NULL))
        definition_wrong(d, "\"text\" needs \"type\", e.g. \"application/xml\"; the others have theirs",
                         "\"text\" and \"type\" belong together");
    else if (out->type != NULL && !feed_header_value(out->type))
        definition_wrong(d, NULL, "the type holds control characters");
    out->kind = json != NULL ? BODY_JSON : form != NULL ? BODY_FORM : BODY_TEXT;
    out->value = json_incref(json != NULL ? json : form);
    inner = definition_enter(d, "form");
    if (form != NULL)
        parse_form(d, form);
    definition_leave(d, inner);
    definition_leave(d, mark);
}

static void
parse_limits(struct definition *d, json_t *request, struct request *out)
{
    static const char *const time_keys[] = {"connect", "first_byte", "stall", "total", NULL};
    static const char *const limit_keys[] = {"wire_bytes", "body_bytes", "ratio", "pages", NULL};
    json_t *times = json_object_get(request, "timeout_s");
    json_t *limits = json_object_get(request, "limits");
    size_t mark = definition_enter(d, "timeout_s");

    if (times != NULL && !definition_object(d, times, time_keys))
        times = NULL;
    out->connect_s = (int) definition_integer(d, times, "connect", 1, 600, 10);
    out->first_byte_s = (int) definition_integer(d, times, "first_byte", 1, 3600, 30);
    out->stall_s = (int) definition_integer(d, times, "stall", 1, 3600, 30);
    out->total_s = (int) definition_integer(d, times, "total", 1, 86400, 300);
    definition_leave(d, mark);
    mark = definition_enter(d, "limits");
    if (limits != NULL && !definition_object(d, limits, limit_keys))
        limits = NULL;
    out->wire_bytes = definition_integer(d, limits, "wire_bytes", 1, 64 * GIBIBYTE, GIBIBYTE);
    out->body_bytes = definition_integer(d, limits, "body_bytes", 1, 256 * GIBIBYTE, 4 * GIBIBYTE);
    out->ratio = definition_integer(d, limits, "ratio", 1, 2000, 200);
    out->pages = definition_integer(d, limits, "pages", 1, 1000000, 10000);
    definition_leave(d, mark);
}

/* How many requests in how many seconds the source's host permits, all feeds together. */
static void
parse_budget(struct definition *d, json_t *request, struct request *out)
{
    static const char *const keys[] = {"requests", "per_s", NULL};
    json_t *list = json_object_get(request, "budget");
    size_t mark = definition_enter(d, "budget");

    if (list != NULL && (!json_is_array(list) || json_array_size(list) > 8))
        definition_wrong(d, "write a list: [{\"requests\": 60, \"per_s\": 3600}]",
                         "is not a list of at most 8");
    for (size_t i = 0; i < json_array_size(list) && !d->failed; i++)
    {
        json_t *one = json_array_get(list, i);
        size_t inner = definition_enter_index(d, i);

        if (definition_object(d, one, keys) && definition_integer(d, one, "requests", 1, 1000000, 0) == 0)
            definition_wrong(d, NULL, "\"requests\" is missing");
        if (!d->failed && definition_integer(d, one, "per_s", 1, 31 * 86400, 0) == 0)
            definition_wrong(d, NULL, "\"per_s\" is missing");
        definition_leave(d, inner);
    }
    out->budget = list == NULL ? mem_text(slice_of("[]")) : json_dumps(list, JSON_COMPACT);
    definition_leave(d, mark);
    out->budget_wait_s = (int) definition_integer(d, request, "budget_wait_s", 0, 86400, 600);
}

void
feed_parse_request(struct definition *d, json_t *value, struct feed *feed)
{
    static const char *const keys[] = {"url",    "body",          "headers",       "auth",      "tls",
                                       "proxy",  "redirects",     "allow_private", "each",      "window",
                                       "paging", "rules",         "job",           "timeout_s", "limits",
                                       "budget", "budget_wait_s", "retries",       "retry_s",   NULL};
    size_t mark;

    if (value == NULL)
    {
        definition_wrong(d, "write {\"url\": \"https://…\"}", "\"request\" is missing");
        return;
    }
    mark = definition_enter(d, "request");
    if (definition_object(d, value, keys))
    {
        feed->request.url = definition_text(d, value, "url", true);
        feed_check_url(d, "url", feed->request.url);
        parse_headers(d, value, &feed->request);
        parse_body(d, value, &feed->request.body);
        feed->request.allow_private = definition_bool(d, value, "allow_private", false);
        feed_parse_access(d, value, &feed->request);
        feed_parse_partition(d, value, feed);
        feed_parse_paging(d, value, feed);
        feed_parse_job(d, value, &feed->request.job);
        feed_parse_rules(d, value, &feed->request);
        parse_limits(d, value, &feed->request);
        feed->request.retries = (int) definition_integer(d, value, "retries", 0, 20, 3);
        feed->request.retry_s = (int) definition_integer(d, value, "retry_s", 0, 86400, 300);
        parse_budget(d, value, &feed->request);
        feed_check_templates(d, value, &feed->request);
    }
    definition_leave(d, mark);
}

void
feed_free_request(struct request *r)
{
    for (size_t i = 0; i < r->n_headers; i++)
    {
        free(r->headers[i].name);
        free(r->headers[i].value);
        free(r->headers[i].secret);
        free(r->headers[i].prefix);
    }
    free(r->headers);
    free(r->url);
    feed_free_access(r);
    free(r->budget);
    json_decref(r->body.value);
    free(r->body.text);
    free(r->body.type);
    feed_free_paging(&r->paging);
    feed_free_rules(r);
    feed_free_partition(r);
}
