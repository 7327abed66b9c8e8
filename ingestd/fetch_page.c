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

static const char *
validator(const struct fetch_job *job, const char *url, const char *key)
{
    return json_string_value(json_object_get(json_object_get(job->validators, url), key));
}

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
        return fail(f, FAILURE_OPERATOR, "the source wants a login: see request.headers and {\"secret\": …}",
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

/* GET with redirects followed within the same origin. */
static bool
get_following(const struct fetch_job *job, struct http *http, bool conditional, const struct page *page,
              struct spool_file *file, struct exchange *e, struct failure *f)
{
    char *url = mem_text(slice_of(page->url));
    const char *etag = conditional ? validator(job, page->url, "etag") : NULL;
    const char *modified = conditional ? validator(job, page->url, "last_modified") : NULL;
    bool good = http_get(http, url, etag, modified, file, e, f);

    for (int hops = 0; good && is_redirect(e->status); hops++)
    {
        char *next = e->location[0] == '\0' ? NULL : url_resolve(url, e->location);
        char *shown = next == NULL ? NULL : url_redact(next);

        if (next == NULL)
            good =
                fail(f, FAILURE_RETRY, NULL, "the server answered %d without a usable Location", e->status);
        else if (!url_same_origin(page->url, next))
            good = fail(f, FAILURE_OPERATOR,
                        "only the same scheme, host and port is followed; if that is the new place, write it "
                        "into request.url",
                        "the server redirects to %s", shown);
        else if (hops == REDIRECTS_MAX)
            good = fail(f, FAILURE_OPERATOR, "correct request.url", "more than %d redirects, the last to %s",
                        REDIRECTS_MAX, shown);
        free(url);
        free(shown);
        url = next;
        exchange_free(e);
        good = good && http_get(http, url, etag, modified, file, e, f);
    }
    free(url);
    return good;
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

/* One attempt. */
static bool
attempt(const struct fetch_job *job, struct http *http, bool conditional, struct page *page,
        struct page_facts *facts, struct exchange *e, struct failure *f)
{
    struct spool_file file;
    bool good = spool_create(job->dir, page->number, &file, f) &&
                get_following(job, http, conditional, page, &file, e, f);

    take_exchange(page, e);
    if (good && e->status == 304 && !(conditional && json_object_get(job->validators, page->url) != NULL))
        good = fail_status(e, f);
    else if (good && e->status != 200 && e->status != 204 && e->status != 304)
        good = fail_status(e, f);
    if (good && e->status == 200)
    {
        good = spool_keep(&file, job->dir, buffer_slice(&e->headers), f) && examine(job, e, &file, facts, f);
        free(page->path);
        page->path = mem_text(slice_of(file.path));
        page->body_bytes = facts->body_bytes;
        page->records = facts->records;
        memcpy(page->sha256, facts->sha256, sizeof(page->sha256));
    }
    else if (good && e->status == 204)
        digest_of("", 0, page->sha256);
    if (good && e->status == 304)
    {
        const char *sha = validator(job, page->url, "sha256");

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

bool
fetch_page(const struct fetch_job *job, struct http *http, bool conditional, struct page *page,
           struct page_facts *facts, int64_t *not_before, struct failure *f)
{
    struct retry retry;
    bool good;

    retry_begin(&retry, job->feed->request.retries);
    for (;;)
    {
        struct exchange e = {0};
        int64_t least;
        int64_t wait;

        good = attempt(job, http, conditional, page, facts, &e, f);
        least = retry_after_ms(e.retry_after, clock_now_utc());
        exchange_free(&e);
        if (good || f->class != FAILURE_RETRY || strcmp(f->sqlstate, "SE001") == 0 || stop_asked())
            break;
        wait = retry_next(&retry, least);
        if (wait < 0)
        {
            char time[CLOCK_TEXT_MAX];

            if (least > 0)
            {
                *not_before = clock_now_utc() + (least + 999) / 1000;
                snprintf(f->hint, sizeof(f->hint), "the source asks not to come again before %s",
                         clock_iso(*not_before, time));
            }
            break;
        }
        if (!wait_for(job, wait, f))
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
