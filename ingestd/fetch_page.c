/*
 * fetch_page.c: see fetch_page.h.
 */
#include "fetch_page.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "clock.h"
#include "job.h"
#include "link.h"
#include "origin.h"
#include "retry.h"
#include "rules.h"
#include "stop.h"
#include "url.h"

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
fetch_validators(const struct session *s, const struct asking *a)
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
    page->server_day = curl_getdate(e->date, NULL) > 0 ? curl_getdate(e->date, NULL) / 86400 : 0;
    memcpy(page->etag, e->etag, sizeof(page->etag));
    memcpy(page->last_modified, e->last_modified, sizeof(page->last_modified));
}

/* A status that brings a page: with 304 only when it was asked for. */
static bool
check_status(const struct exchange *e, bool has_validators, struct failure *f)
{
    if (e->status == 200 || e->status == 204 || (e->status == 304 && has_validators))
        return true;
    return session_fail_status(e, f);
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

/* What a page is that brought no rows by status or by rule. */
static void
take_empty(struct page *page, struct page_facts *facts, bool ends)
{
    memset(facts, 0, sizeof(*facts));
    facts->ends = ends;
    digest_of("", 0, page->sha256);
}

/* The body that came is a page: keep it, prove it whole, find the next. */
static bool
take_body(struct session *s, struct exchange *e, struct spool_file *file, const char *answered,
          struct page *page, struct page_facts *facts, struct failure *f)
{
    return keep_body(s, e, file, page, facts, f) && read_headers(s, e, facts, f) &&
           resolve_next(s, answered, facts, f);
}

/* What an answer means, by the rules and else by its status. */
static bool
take_answer(struct session *s, const struct verdict *v, struct exchange *e, struct spool_file *file,
            const char *answered, json_t *validators, struct page *page, struct page_facts *facts,
            struct failure *f)
{
    const char *sha = json_string_value(json_object_get(validators, "sha256"));

    switch (v->outcome)
    {
        case OUTCOME_NONE:
            if (!check_status(e, validators != NULL, f))
                return false;
            if (e->status == 200)
                return take_body(s, e, file, answered, page, facts, f);
            if (e->status == 204)
                take_empty(page, facts, false);
            else
                snprintf(page->sha256, sizeof(page->sha256), "%s", sha == NULL ? "" : sha);
            return true;
        case OUTCOME_OK:
        case OUTCOME_QUEUED: return take_body(s, e, file, answered, page, facts, f);
        case OUTCOME_EMPTY:
        case OUTCOME_END: take_empty(page, facts, v->outcome == OUTCOME_END); return true;
        default: return rules_fail(v, e, f);
    }
}

/* Send, judge, and when the answer is only queued wait for the one with the data. */
static bool
send_judged(struct session *s, const struct ask *ask, char **answered, struct exchange *e, struct verdict *v,
            struct failure *f)
{
    if (!session_send(s, ask, answered, e, f))
        return false;
    rules_judge(s->job->feed, e, ask->file->partial, v);
    if (v->outcome == OUTCOME_LOGIN)
    {
        if (!session_renew(s, ask, answered, e, f))
            return false;
        rules_judge(s->job->feed, e, ask->file->partial, v);
    }
    if (v->outcome == OUTCOME_WAIT && v->wait_s > 0 && e->retry_after[0] == '\0')
        snprintf(e->retry_after, sizeof(e->retry_after), "%d", v->wait_s);
    return v->outcome != OUTCOME_QUEUED || job_run(s, ask, answered, e, f);
}

/* One attempt. */
static bool
attempt(struct session *s, struct page *page, struct page_facts *facts, struct exchange *e, struct failure *f)
{
    const struct asking *a = &page->asking;
    json_t *validators = fetch_validators(s, a);
    struct verdict verdict = {0};
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
                      .any_status = s->request->n_rules > 0,
                      .file = &file};
    bool good =
        spool_create(s->job->dir, page->number, &file, f) && send_judged(s, &ask, &answered, e, &verdict, f);

    page_facts_free(facts);
    take_exchange(page, e);
    page->by_rule = verdict.outcome != OUTCOME_NONE;
    good = good && take_answer(s, &verdict, e, &file, answered, validators, page, facts, f);
    spool_drop(&file);
    free(answered);
    return good;
}

/* The rest that a source asks for outlives this process. Of too many requests the host is tired, else only
 * the feed. */
static bool
note_hold(struct session *s, const struct page *page, int64_t least_ms, struct failure *f)
{
    const struct courtesy *c = &s->job->courtesy;
    char *host = page->status == 429 ? url_host(page->asking.url) : NULL;
    struct failure why = {0};
    bool good = c->hold == NULL || c->hold(c->ctx, host, least_ms, &why);

    free(host);
    if (!good)
        *f = why;
    return good;
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
        bool no_leave;
        int64_t least;
        int64_t wait;

        good = attempt(s, page, facts, &e, f);
        least = retry_after_ms(e.retry_after, e.date, clock_now_utc());
        no_leave = e.no_leave;
        exchange_free(&e);
        if (good || f->class != FAILURE_RETRY || strcmp(f->sqlstate, "SE001") == 0 || stop_asked())
            break;
        if (least > 0 && !no_leave && !note_hold(s, page, least, f))
            return false;
        wait = no_leave ? -1 : retry_next(&retry, least);
        if (wait < 0 && least > 0)
            note_rest(s, least, f);
        if (wait < 0)
            break;
        if (!http_wait(&s->http, wait, f))
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
