/*
 * fetch_page.c: see fetch_page.h.
 */
#include "fetch_page.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "clock.h"
#include "retry.h"
#include "stop.h"
#include "url.h"

#define REDIRECTS_MAX 5

static bool
is_redirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static bool
fail_status(const struct exchange *e, struct failure *f)
{
    const char *end = e->headers.len == 0 ? NULL : memchr(e->headers.ptr, '\r', e->headers.len);
    const char *space = end == NULL ? NULL : memchr(e->headers.ptr, ' ', (size_t) (end - e->headers.ptr));
    char words[80] = "";

    if (space != NULL)
        snprintf(words, sizeof(words), "%.*s", (int) (end - space - 1 < 70 ? end - space - 1 : 70),
                 space + 1);
    else
        snprintf(words, sizeof(words), "%d", e->status);
    if (e->status == 401 || e->status == 403 || e->status == 407)
        return fail(f, FAILURE_OPERATOR, "the source wants a login, or another one: see request.auth",
                    "the server answered %s", words);
    if (e->status == 408 || e->status == 425 || e->status == 429 || e->status >= 500)
        return fail(f, FAILURE_RETRY, "the source is busy or broken; the next run asks again",
                    "the server answered %s", words);
    if (e->status == 304)
        return fail(f, FAILURE_DATA, "the source or a cache before it is broken",
                    "the server answered 304 to a request without conditions");
    return fail(f, FAILURE_OPERATOR, "has the source moved? correct request.url", "the server answered %s",
                words);
}

static struct text_list
plain_lines(const struct request *r)
{
    struct text_list lines = {mem_alloc(r->n_headers, sizeof(char *)), 0};

    for (size_t i = 0; i < r->n_headers; i++)
    {
        if (r->headers[i].secret == NULL)
            lines.items[lines.n++] = mem_format("%s: %s", r->headers[i].name, r->headers[i].value);
    }
    return lines;
}

bool
session_open(struct session *s, const struct fetch_job *job, struct failure *f)
{
    memset(s, 0, sizeof(*s));
    s->job = job;
    s->request = &job->feed->request;
    s->headers = plain_lines(s->request);
    s->patience_ms = (int64_t) s->request->retry_s * 1000;
    return login_open(&s->login, s->request, f) &&
           http_open(&s->http, s->request, job->certificates, job->heartbeat, f);
}

void
session_close(struct session *s)
{
    http_close(&s->http);
    login_close(&s->login);
    text_list_free(&s->headers);
}

bool
session_may_ask(const struct session *s, const char *url)
{
    const struct text_list *allowed = &s->request->redirects;
    bool may = url_same_origin(s->request->url, url);

    for (size_t i = 0; !may && i < allowed->n; i++)
        may = url_same_origin(allowed->items[i], url);
    return may;
}

/* Where a redirect leads, a key that the source repeats in it left out; NULL when it leads nowhere. */
static char *
redirect_target(const struct session *s, const char *url, const char *location)
{
    char *next = location[0] == '\0' ? NULL : url_resolve(url, location);
    char *clean;

    if (next == NULL || s->login.identity.parameter == NULL)
        return next;
    clean = url_without(next, s->login.identity.parameter);
    free(next);
    return clean;
}

static bool
check_redirect(const struct session *s, const char *from, const char *next, int hops, int status,
               struct failure *f)
{
    char *shown = next == NULL ? NULL : url_redact(next);
    bool good = true;

    if (next == NULL)
        good = fail(f, FAILURE_RETRY, NULL, "the server answered %d without a usable Location", status);
    else if (!session_may_ask(s, next))
        good =
            fail(f, FAILURE_OPERATOR,
                 "only the same scheme, host and port is followed, and what request.redirects lists; if that "
                 "is the new place, write it into request.url",
                 "the server redirects to %s", shown);
    else if (strncasecmp(from, "https:", 6) == 0 && strncasecmp(next, "https:", 6) != 0)
        good = fail(f, FAILURE_OPERATOR, "correct request.url and request.redirects",
                    "the server redirects from https to %s, in the open", shown);
    else if (hops == REDIRECTS_MAX)
        good = fail(f, FAILURE_OPERATOR, "correct request.url", "more than %d redirects, the last to %s",
                    REDIRECTS_MAX, shown);
    free(shown);
    return good;
}

/* One request, redirects followed where that is allowed. A body is sent again only where HTTP says so. */
static bool
send_following(struct session *s, struct ask ask, struct exchange *e, struct failure *f)
{
    char *url = mem_text(slice_of(ask.url));
    bool good;

    for (int hops = 0;; hops++)
    {
        char *next;

        ask.url = url;
        ask.identity = login_for(&s->login, url);
        good = http_send(&s->http, &ask, e, f);
        if (!good || !is_redirect(e->status))
            break;
        next = redirect_target(s, url, e->location);
        good = check_redirect(s, url, next, hops, e->status, f);
        if (e->status <= 303)
        {
            ask.body = ask.body_type = NULL;
            ask.method = "GET";
        }
        free(url);
        url = next;
        if (!good)
            break;
        exchange_free(e);
    }
    e->ask = NULL;
    free(url);
    return good;
}

/* The same with a login that holds; a token that was refused is renewed once. */
static bool
send_as_us(struct session *s, const struct ask *ask, struct exchange *e, struct failure *f)
{
    bool good = login_ready(&s->login, &s->http, f) && send_following(s, *ask, e, f);

    if (!good || e->status != 401 || !login_renew(&s->login))
        return good;
    exchange_free(e);
    return login_ready(&s->login, &s->http, f) && send_following(s, *ask, e, f);
}

/* What stands in a body that came with 200: is it allowed, is it whole? */
static bool
examine(const struct fetch_job *job, const struct exchange *e, const struct spool_file *file,
        struct page_facts *facts, struct failure *f)
{
    struct record_sink nowhere = {NULL, NULL};
    const char *coding = e->content_encoding;

    if (coding[0] != '\0' && strcasecmp(coding, "gzip") != 0 && strcasecmp(coding, "x-gzip") != 0 &&
        strcasecmp(coding, "identity") != 0)
        return fail(f, FAILURE_DATA, "only gzip was asked for", "the server sent Content-Encoding %s",
                    coding);
    if (!page_read(job->feed, file->path, nowhere, facts, f))
        return false;
    if (job->feed->format.kind == FORMAT_CSV && !facts->was_gzip && !exchange_proves_length(e) &&
        !job->feed->format.unproven_length)
        return fail(f, FAILURE_DATA,
                    "the server must send Content-Length, chunks or gzip; \"unproven_length\": true in "
                    "format accepts the risk",
                    "nothing proves that the CSV body is whole: its end is only where the connection closed");
    return true;
}

static void
take_exchange(struct page *page, const struct exchange *e)
{
    page->status = e->status;
    page->wire_bytes = e->wire_bytes;
    page->fetched_at = clock_now_utc();
    memcpy(page->etag, e->etag, sizeof(page->etag));
    memcpy(page->last_modified, e->last_modified, sizeof(page->last_modified));
}

/* A status that brings a page: with 304 only when it was asked for. */
static bool
check_status(const struct exchange *e, bool has_validators, struct failure *f)
{
    if (e->status == 200 || e->status == 204 || (e->status == 304 && has_validators))
        return true;
    return fail_status(e, f);
}

/* Give the body its final name; what the server repeated of our secrets is masked first. */
static bool
keep_body(struct session *s, struct exchange *e, struct spool_file *file, struct page *page,
          struct page_facts *facts, struct failure *f)
{
    bool good;

    login_mask(&s->login, e->headers.ptr, e->headers.len);
    good = spool_keep(file, s->job->dir, buffer_slice(&e->headers), f) && examine(s->job, e, file, facts, f);
    free(page->path);
    page->path = mem_text(slice_of(file->path));
    page->body_bytes = facts->body_bytes;
    page->records = facts->records;
    memcpy(page->sha256, facts->sha256, sizeof(page->sha256));
    return good;
}

/* One attempt. */
static bool
attempt(struct session *s, struct page *page, struct page_facts *facts, struct exchange *e, struct failure *f)
{
    const struct fetch_job *job = s->job;
    json_t *validators = s->conditional ? json_object_get(job->validators, page->url) : NULL;
    struct spool_file file;
    struct ask ask = {.method = "GET",
                      .url = page->url,
                      .etag = json_string_value(json_object_get(validators, "etag")),
                      .last_modified = json_string_value(json_object_get(validators, "last_modified")),
                      .headers = &s->headers,
                      .file = &file};
    bool good = spool_create(job->dir, page->number, &file, f) && send_as_us(s, &ask, e, f);

    take_exchange(page, e);
    good = good && check_status(e, validators != NULL, f);
    if (good && e->status == 200)
        good = keep_body(s, e, &file, page, facts, f);
    else if (good && e->status == 204)
        digest_of("", 0, page->sha256);
    else if (good)
    {
        const char *sha = json_string_value(json_object_get(validators, "sha256"));

        snprintf(page->sha256, sizeof(page->sha256), "%s", sha == NULL ? "" : sha);
    }
    spool_drop(&file);
    return good;
}

/* Wait, with a sign of life every second. */
static bool
wait_for(const struct fetch_job *job, int64_t ms, struct failure *f)
{
    while (ms > 0)
    {
        int64_t slice = ms < 1000 ? ms : 1000;

        if (!job->heartbeat.beat(job->heartbeat.ctx, f))
            return false;
        clock_sleep_ms(slice);
        ms -= slice;
    }
    return true;
}

/* The source named a time that is too far off to wait for: the feed rests until then. */
static void
note_rest(struct session *s, int64_t least_ms, struct failure *f)
{
    char time[CLOCK_TEXT_MAX];

    s->not_before = clock_now_utc() + (least_ms + 999) / 1000;
    snprintf(f->hint, sizeof(f->hint), "the source asks not to come again before %s",
             clock_iso(s->not_before, time));
}

bool
fetch_page(struct session *s, struct page *page, struct page_facts *facts, struct failure *f)
{
    struct retry retry;
    bool good;

    retry_begin(&retry, s->request->retries, &s->patience_ms);
    for (;;)
    {
        struct exchange e = {0};
        int64_t least;
        int64_t wait;

        good = attempt(s, page, facts, &e, f);
        least = retry_after_ms(e.retry_after, e.date, clock_now_utc());
        exchange_free(&e);
        if (good || f->class != FAILURE_RETRY || strcmp(f->sqlstate, "SE001") == 0 || stop_asked())
            break;
        wait = retry_next(&retry, least);
        if (wait < 0 && least > 0)
            note_rest(s, least, f);
        if (wait < 0)
            break;
        if (!wait_for(s->job, wait, f))
            return false;
    }
    if (!good)
    {
        char *shown = url_redact(page->url);

        fail_at(f, "%s: ", shown);
        free(shown);
    }
    return good;
}
