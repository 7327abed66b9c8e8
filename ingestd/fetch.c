/*
 * fetch.c: see fetch.h.
 *
 * The end of the pages is only ever told by the paging rule itself, never by an error; what the source
 * says about totals is compared with what came.
 */
#include "fetch.h"

#include <stdio.h>
#include <stdlib.h>

#include "clock.h"
#include "fetch_page.h"
#include "url.h"

/* What the paging has learnt so far. */
struct walk
{
    bool has_pages;
    int64_t pages;
    bool has_total;
    int64_t total;
    int64_t records;
    bool done;
};

static char *
page_url(const struct request *r, int number)
{
    char *url;
    char *sized;

    if (!r->paging.used)
        return mem_text(slice_of(r->url));
    url = url_with_parameter(r->url, r->paging.parameter, r->paging.first + number - 1);
    if (r->paging.size_parameter == NULL)
        return url;
    sized = url_with_parameter(url, r->paging.size_parameter, r->paging.size);
    free(url);
    return sized;
}

static bool
has_validators(const struct fetch_job *job, const char *url)
{
    return json_object_get(job->validators, url) != NULL;
}

/* Compare a page's envelope with the first page's and with what was asked for. */
static bool
check_envelope(const struct fetch_job *job, const struct page *page, const struct page_facts *facts,
               struct walk *w, struct failure *f)
{
    static const char hint[] = "the source changed while it was read; the next run reads it anew";
    int64_t asked = job->feed->request.paging.first + page->number - 1;

    if (facts->has_page && facts->page != asked)
        return fail(f, FAILURE_DATA,
                    "the source ignores the page parameter, or request.paging.first is wrong",
                    "page %lld was asked for, the source answered with page %lld", (long long) asked,
                    (long long) facts->page);
    if (facts->has_pages && w->has_pages && facts->pages != w->pages)
        return fail(f, FAILURE_RETRY, hint, "the number of pages changed from %lld to %lld",
                    (long long) w->pages, (long long) facts->pages);
    if (facts->has_total && w->has_total && facts->total != w->total)
        return fail(f, FAILURE_RETRY, hint, "the total changed from %lld to %lld", (long long) w->total,
                    (long long) facts->total);
    w->has_pages = w->has_pages || facts->has_pages;
    w->pages = facts->has_pages ? facts->pages : w->pages;
    w->has_total = w->has_total || facts->has_total;
    w->total = facts->has_total ? facts->total : w->total;
    return true;
}

/* A source that ignores the page parameter sends the same page for ever. */
static bool
check_repeated(const struct fetched *out, const struct page *page, struct failure *f)
{
    for (size_t i = 0; i + 1 < out->n_pages && page->records > 0; i++)
    {
        if (strcmp(out->pages[i].sha256, page->sha256) == 0)
            return fail(f, FAILURE_DATA, "the source ignores the page parameter; correct request.paging",
                        "page %d has the same body as page %d", page->number, out->pages[i].number);
    }
    return true;
}

/* Whether the page just read was the last, by the paging rule alone. */
static bool
is_last(const struct fetch_job *job, const struct page *page, const struct walk *w)
{
    const struct paging *p = &job->feed->request.paging;

    if (!p->used)
        return true;
    if (w->has_pages)
        return page->number >= w->pages;
    if (w->has_total && p->rows_total)
        return w->records >= w->total || page->records == 0;
    return page->records == 0 || (p->size > 0 && page->records < p->size);
}

static bool
check_totals(const struct fetch_job *job, const struct fetched *out, const struct walk *w, struct failure *f)
{
    if (w->has_total && job->feed->request.paging.rows_total && w->records != w->total)
        return fail(f, FAILURE_RETRY, "nothing was loaded; the next run reads the source anew",
                    "the source announces %lld rows in all, its %zu pages hold %lld", (long long) w->total,
                    out->n_pages, (long long) w->records);
    return true;
}

static struct page *
add_page(struct fetched *out, char *url)
{
    struct page *page;

    out->pages = mem_grow(out->pages, out->n_pages + 1, sizeof(*out->pages));
    page = &out->pages[out->n_pages++];
    memset(page, 0, sizeof(*page));
    page->number = (int) out->n_pages;
    page->url = url;
    return page;
}

/* One page of the walk: fetch it, and when it brought a body, compare it with the others. */
static bool
walk_page(struct session *s, struct fetched *out, struct walk *w, struct failure *f)
{
    const struct fetch_job *job = s->job;
    struct page *page = add_page(out, page_url(&job->feed->request, (int) out->n_pages + 1));
    struct page_facts facts = {0};

    job->progress->page = page->number;
    job->progress->pages = w->has_pages ? w->pages : 0;
    if (!fetch_page(s, page, &facts, f))
        return false;
    out->wire_bytes += page->wire_bytes;
    job->progress->bytes = out->wire_bytes;
    if (page->status == 304)
    {
        char *next = page_url(&job->feed->request, page->number + 1);

        w->done = !job->feed->request.paging.used || !has_validators(job, next);
        free(next);
        return true;
    }
    w->records += page->records;
    job->progress->rows = w->records;
    if (!check_envelope(job, page, &facts, w, f) || !check_repeated(out, page, f))
        return false;
    w->done = is_last(job, page, w);
    return true;
}

static bool
walk_pages(struct session *s, struct fetched *out, struct failure *f)
{
    const struct fetch_job *job = s->job;
    struct walk w = {0};

    while (!w.done)
    {
        if ((int64_t) out->n_pages >= job->feed->request.pages)
            return fail(f, FAILURE_OPERATOR, "raise request.limits.pages if the source really has so many",
                        "more than %lld pages", (long long) job->feed->request.pages);
        if (!walk_page(s, out, &w, f))
            return !job->feed->request.paging.used ? false : fail_at(f, "page %zu: ", out->n_pages);
        /* A mixture is read again without conditions; there is no need to go on. */
        if (s->conditional && out->pages[out->n_pages - 1].status != 304 && out->n_pages > 1 &&
            out->pages[0].status == 304)
            return true;
    }
    out->records = w.records;
    return out->pages[0].status == 304 || check_totals(job, out, &w, f);
}

/* The sum over all pages: of one page its own, of several the sum of their sums in order. */
static void
sum_pages(struct fetched *out)
{
    struct digest d;

    if (out->n_pages == 1)
    {
        memcpy(out->sha256, out->pages[0].sha256, sizeof(out->sha256));
        return;
    }
    digest_begin(&d);
    for (size_t i = 0; i < out->n_pages; i++)
        digest_add(&d, out->pages[i].sha256, strlen(out->pages[i].sha256));
    digest_end(&d, out->sha256);
}

static void
find_source_time(struct fetched *out, int64_t began)
{
    out->source_time = 0;
    for (size_t i = 0; i < out->n_pages; i++)
    {
        time_t t =
            out->pages[i].last_modified[0] == '\0' ? -1 : curl_getdate(out->pages[i].last_modified, NULL);

        if (t > 0 && t > out->source_time)
            out->source_time = t;
    }
    /* A source whose clock runs ahead must not bar later figures. */
    if (out->source_time == 0 || out->source_time > began)
        out->source_time = began;
}

static size_t
count_status(const struct fetched *out, int status)
{
    size_t n = 0;

    for (size_t i = 0; i < out->n_pages; i++)
        n += out->pages[i].status == status;
    return n;
}

static void
forget_pages(struct fetched *out)
{
    for (size_t i = 0; i < out->n_pages; i++)
    {
        free(out->pages[i].url);
        free(out->pages[i].path);
    }
    out->n_pages = 0;
    out->records = 0;
}

bool
fetch_run(const struct fetch_job *job, struct fetched *out, struct failure *f)
{
    struct session s;
    int64_t began = clock_now_utc();
    bool good;

    memset(out, 0, sizeof(*out));
    job->progress->phase = "fetch";
    good = session_open(&s, job, f);
    s.conditional = job->old_sha256 != NULL && job->validators != NULL;
    good = good && walk_pages(&s, out, f);
    if (good && count_status(out, 304) == out->n_pages)
        out->unchanged = out->not_modified = true;
    else if (good && count_status(out, 304) > 0)
    {
        /* Some pages changed: the load must see the whole, so read everything without conditions. */
        forget_pages(out);
        s.conditional = false;
        good = walk_pages(&s, out, f);
    }
    out->not_before = s.not_before;
    if (!good)
    {
        login_mask(&s.login, f->text, strlen(f->text));
        login_mask(&s.login, f->hint, strlen(f->hint));
    }
    session_close(&s);
    if (good && !out->not_modified)
    {
        sum_pages(out);
        find_source_time(out, began);
        out->unchanged = job->old_sha256 != NULL && strcmp(job->old_sha256, out->sha256) == 0;
    }
    else
        out->source_time = began;
    return good;
}

void
fetched_free(struct fetched *fetched)
{
    forget_pages(fetched);
    free(fetched->pages);
    memset(fetched, 0, sizeof(*fetched));
}

static void
set_text(json_t *object, const char *key, const char *text)
{
    json_object_set_new(object, key, text == NULL || text[0] == '\0' ? json_null() : json_string(text));
}

static json_t *
page_json(const struct page *page)
{
    char time[CLOCK_TEXT_MAX];
    json_t *o = json_object();
    char *shown = url_redact(page->url);

    json_object_set_new(o, "page", json_integer(page->number));
    set_text(o, "url", shown);
    json_object_set_new(o, "status", page->status == 0 ? json_null() : json_integer(page->status));
    json_object_set_new(o, "wire_bytes", json_integer(page->wire_bytes));
    json_object_set_new(o, "body_bytes", json_integer(page->body_bytes));
    set_text(o, "sha256", page->sha256);
    set_text(o, "etag", page->etag);
    set_text(o, "last_modified", page->last_modified);
    set_text(o, "fetched_at", page->fetched_at == 0 ? NULL : clock_iso(page->fetched_at, time));
    free(shown);
    return o;
}

/*
 * What makes the next run conditional: all pages or none. A page that came without a validator may change
 * unseen behind pages that answer 304.
 */
static json_t *
validators_json(const struct fetched *fetched)
{
    json_t *all = json_object();

    for (size_t i = 0; i < fetched->n_pages; i++)
    {
        const struct page *page = &fetched->pages[i];
        json_t *o = json_object();

        set_text(o, "etag", page->etag);
        set_text(o, "last_modified", page->last_modified);
        set_text(o, "sha256", page->sha256);
        json_object_set_new(all, page->url, o);
        if (json_string_value(json_object_get(o, "etag")) == NULL &&
            json_string_value(json_object_get(o, "last_modified")) == NULL)
        {
            json_object_clear(all);
            break;
        }
    }
    return all;
}

json_t *
fetched_json(const struct fetched *fetched, json_t *old_validators)
{
    char time[CLOCK_TEXT_MAX];
    json_t *o = json_object();
    json_t *requests = json_array();

    for (size_t i = 0; i < fetched->n_pages; i++)
        json_array_append_new(requests, page_json(&fetched->pages[i]));
    set_text(o, "source_time", fetched->source_time == 0 ? NULL : clock_iso(fetched->source_time, time));
    set_text(o, "body_sha256", fetched->sha256);
    json_object_set_new(o, "cursor", json_null());
    if (fetched->not_modified && old_validators != NULL)
        json_object_set(o, "validators", old_validators);
    else
        json_object_set_new(o, "validators", validators_json(fetched));
    json_object_set_new(o, "requests", requests);
    if (fetched->not_before > 0)
        set_text(o, "not_before", clock_iso(fetched->not_before, time));
    return o;
}
