/*
 * fetch_page.c: see fetch_page.h.
 */
#include "fetch_page.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "clock.h"
#include "link.h"
#include "origin.h"
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

bool
session_open(struct session *s, const struct fetch_job *job, struct failure *f)
{
    memset(s, 0, sizeof(*s));
    s->job = job;
    s->request = &job->feed->request;
    s->patience_ms = (int64_t) s->request->retry_s * 1000;
    return login_open(&s->login, s->request, f) &&
           http_open(&s->http, s->request, job->certificates, job->heartbeat, f);
}

void
session_close(struct session *s)
{
    http_close(&s->http);
    login_close(&s->login);
}

static char *
redirect_target(const struct session *s, const char *url, const struct exchange *e, int hops,
                struct failure *f)
{
    if (e->location[0] == '\0')
        fail(f, FAILURE_RETRY, NULL, "the server answered %d without a usable Location", e->status);
    else if (hops == REDIRECTS_MAX)
    {
        char *shown = url_redact(e->location);

        fail(f, FAILURE_OPERATOR, "correct request.url", "more than %d redirects, the last to %s",
             REDIRECTS_MAX, shown);
        free(shown);
    }
    else
        return origin_follow(s->request, url, e->location, "redirects", f);
    return NULL;
}

/*
 * One request, redirects followed where that is allowed. A body is sent again only where HTTP says so.
 * *answered gets the URL that answered.
 */
static bool
send_following(struct session *s, struct ask ask, char **answered, struct exchange *e, struct failure *f)
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
        next = redirect_target(s, url, e, hops, f);
        good = next != NULL;
        if (!good)
            break;
        if (e->status <= 303)
        {
            ask.body = ask.body_type = NULL;
            ask.method = "GET";
        }
        free(url);
        url = next;
        exchange_free(e);
    }
    e->ask = NULL;
    free(*answered);
    *answered = url;
    return good;
}

/* The same with a login that holds; a token that was refused is renewed once. */
static bool
send_as_us(struct session *s, const struct ask *ask, char **answered, struct exchange *e, struct failure *f)
{
    bool good = login_ready(&s->login, &s->http, f) && send_following(s, *ask, answered, e, f);

    if (!good || e->status != 401 || !login_renew(&s->login))
        return good;
    exchange_free(e);
    return login_ready(&s->login, &s->http, f) && send_following(s, *ask, answered, e, f);
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

json_t *
session_validators(const struct session *s, const struct asking *a)
{
    json_t *known = s->conditional && a->body == NULL ? json_object_get(s->job->validators, a->url) : NULL;

    /* What an older daemon left does not say which page came next. */
    return json_object_get(known, "next") == NULL ? NULL : known;
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
    struct buffer headers = {0};
    bool good;

    buffer_append(&headers, e->headers.ptr, e->headers.len);
    login_mask(&s->login, headers.ptr, headers.len);
    good = spool_keep(file, s->job->dir, buffer_slice(&headers), f) && examine(s->job, e, file, facts, f);
    buffer_free(&headers);
    free(page->path);
    page->path = mem_text(slice_of(file->path));
    page->body_bytes = facts->body_bytes;
    page->records = facts->records;
    memcpy(page->sha256, facts->sha256, sizeof(page->sha256));
    return good;
}

/* What headers say of the pages. */
static bool
read_headers(const struct session *s, const struct exchange *e, struct page_facts *facts, struct failure *f)
{
    const struct paging *p = &s->request->paging;
    char *total = p->total_header == NULL ? NULL : exchange_header(e, p->total_header);
    bool good = p->total_header == NULL || page_read_total(total, p->total_header, facts, f);

    free(total);
    if (p->kind == PAGING_LINK_HEADER && e->link.len > 0)
    {
        char *joined = mem_text(buffer_slice(&e->link));

        facts->next = link_find(joined, "next");
        free(joined);
    }
    if (p->cursor_header != NULL)
        facts->next = exchange_header(e, p->cursor_header);
    if (facts->next != NULL && facts->next[0] == '\0')
        page_facts_free(facts);
    return good;
}

/* A next link is whole, allowed, and holds no key of ours. */
static bool
resolve_next(const struct session *s, const char *answered, struct page_facts *facts, struct failure *f)
{
    char *url;

    if (facts->next == NULL || s->request->paging.kind == PAGING_CURSOR)
        return true;
    url = origin_follow(s->request, answered, facts->next, "leads on", f);
    free(facts->next);
    facts->next = url;
    return url != NULL;
}

/* One attempt. */
static bool
attempt(struct session *s, struct page *page, struct page_facts *facts, struct exchange *e, struct failure *f)
{
    const struct asking *a = &page->asking;
    json_t *validators = session_validators(s, a);
    char *answered = NULL;
    struct spool_file file;
    struct ask ask = {.method = a->body == NULL ? "GET" : "POST",
                      .url = a->url,
                      .headers = &a->headers,
                      .body = a->body,
                      .body_len = a->body == NULL ? 0 : strlen(a->body),
                      .body_type = a->body_type,
                      .etag = json_string_value(json_object_get(validators, "etag")),
                      .last_modified = json_string_value(json_object_get(validators, "last_modified")),
                      .file = &file};
    bool good = spool_create(s->job->dir, page->number, &file, f) && send_as_us(s, &ask, &answered, e, f);

    page_facts_free(facts);
    take_exchange(page, e);
    good = good && check_status(e, validators != NULL, f);
    if (good && e->status == 200)
        good = keep_body(s, e, &file, page, facts, f) && read_headers(s, e, facts, f) &&
               resolve_next(s, answered, facts, f);
    else if (good && e->status == 204)
        digest_of("", 0, page->sha256);
    else if (good)
    {
        const char *sha = json_string_value(json_object_get(validators, "sha256"));

        snprintf(page->sha256, sizeof(page->sha256), "%s", sha == NULL ? "" : sha);
    }
    spool_drop(&file);
    free(answered);
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
        char *shown = url_redact(page->asking.url);

        fail_at(f, "%s: ", shown);
        free(shown);
    }
    return good;
}
