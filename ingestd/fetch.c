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
#include "partition.h"
#include "paging.h"
#include "seen.h"
#include "url.h"

/* What one run has asked and got, so that a circle is found. */
struct guard
{
    struct seen asked;
    struct seen bodies; /* of the request whose pages are walked */
};

static void
guard_free(struct guard *g)
{
    seen_free(&g->asked);
    seen_free(&g->bodies);
}

static struct page *
add_page(struct fetched *out)
{
    struct page *page;

    out->pages = mem_grow(out->pages, out->n_pages + 1, sizeof(*out->pages));
    page = &out->pages[out->n_pages++];
    memset(page, 0, sizeof(*page));
    page->number = (int) out->n_pages;
    return page;
}

/* The source must not lead back to what was asked before, however long the way. */
static bool
check_asked(struct guard *g, const struct walk *w, const struct page *page, struct failure *f)
{
    int before;

    /* Such a cursor may stay the same until a page is empty; the bodies are compared all the same. */
    if (w->paging->ends == CURSOR_EMPTY_PAGE)
        return true;
    before = seen_add(&g->asked, page->asking.sum, page->number);
    return before == 0 ||
           fail(f, FAILURE_DATA, "the source leads in a circle; correct request.paging, or tell the source",
                "page %d would ask what page %d asked", page->number, before);
}

/* A source that ignores the page parameter sends the same page for ever. */
static bool
check_repeated(struct guard *g, const struct page *page, struct failure *f)
{
    int before = page->records == 0 ? 0 : seen_add(&g->bodies, page->sha256, page->number);

    return before == 0 ||
           fail(f, FAILURE_DATA, "the source ignores the page parameter; correct request.paging",
                "page %d has the same body as page %d", page->number, before);
}

static bool
ask_page(struct session *s, struct guard *g, const struct walk *w, struct page *page,
         struct page_facts *facts, struct failure *f)
{
    struct variables v = {0};
    bool good;

    variables_copy(&page->variables, &v);
    walk_variables(w, &v);
    good = asking_make(&page->asking, s->request, &v, w->link, f) && check_asked(g, w, page, f) &&
           fetch_page(s, page, facts, f);
    variables_free(&v);
    return good;
}

/* One page of the walk: fetch it, and when it brought a body, compare it with the others. */
static bool
walk_page(struct session *s, const struct variables *v, struct fetched *out, struct guard *g, struct walk *w,
          struct failure *f)
{
    struct progress_state *progress = s->job->progress;
    struct page *page = add_page(out);
    struct page_facts facts = {0};
    bool good;

    variables_copy(v, &page->variables);
    progress->page = page->number;
    progress->pages = w->has_pages ? w->pages : 0;
    good = ask_page(s, g, w, page, &facts, f);
    out->wire_bytes += page->wire_bytes;
    progress->bytes = out->wire_bytes;
    if (good && page->status == 304)
        walk_skip(w, json_string_value(json_object_get(fetch_validators(s, &page->asking), "next")));
    else
        good = good && walk_next(w, &facts, f) && check_repeated(g, page, f);
    page->has_next = good && !w->done;
    /* Once something has changed the rest is wanted whole. */
    if (page->number == 1 && page->status != 304)
        s->conditional = false;
    out->records += facts.records;
    progress->rows = out->records;
    page_facts_free(&facts);
    return good;
}

/* A mixture of changed and unchanged pages is read again without conditions; there is no need to go on. */
static bool
is_mixture(const struct session *s, const struct fetched *out)
{
    return s->conditional && out->n_pages > 1 && out->pages[0].status == 304 &&
           out->pages[out->n_pages - 1].status != 304;
}

/* Which of many requests a failure belongs to: "page 3, region=14, from=2011-01-01: ". */
static bool
fail_place(const struct session *s, const struct fetched *out, const struct variables *v, struct failure *f)
{
    struct buffer place = {0};

    if (s->request->paging.kind == PAGING_NONE && v->n == 0)
        return false;
    buffer_format(&place, "page %zu", out->n_pages);
    for (size_t i = 0; i < v->n; i++)
        buffer_format(&place, ", %s=%.60s", v->list[i].name, v->list[i].text);
    fail_at(f, "%s: ", buffer_string(&place));
    buffer_free(&place);
    return false;
}

/* The pages of one request. */
static bool
walk_pages(struct session *s, const struct variables *v, struct fetched *out, struct guard *g,
           struct failure *f)
{
    struct walk w;
    bool good = true;

    walk_begin(&w, &s->request->paging);
    /* Two regions may well have equal pages; two pages of one have not. */
    seen_free(&g->bodies);
    while (good && !w.done && !is_mixture(s, out))
    {
        if ((int64_t) out->n_pages >= s->request->pages)
            good = fail(f, FAILURE_OPERATOR, "raise request.limits.pages if the source really has so many",
                        "more than %lld pages", (long long) s->request->pages);
        else
            good = walk_page(s, v, out, g, &w, f) || fail_place(s, out, v, f);
    }
    good = good && (!w.done || walk_end(&w, f) || (v->n > 0 && fail_place(s, out, v, f)));
    s->changed = w.changed;
    walk_free(&w);
    return good;
}

/* Every request that the feed consists of, one after the other. */
static bool
walk_partitions(struct session *s, struct partitions *p, struct fetched *out, struct failure *f)
{
    struct guard g = {0};
    struct variables v = {0};
    bool good = true;

    while (good && !is_mixture(s, out) && partitions_next(p, &v))
        good = walk_pages(s, &v, out, &g, f);
    variables_free(&v);
    guard_free(&g);
    return good;
}

/* The source's day by its own clock, the earliest of all pages; ours where it does not say. */
static int64_t
server_day(const struct fetched *out)
{
    int64_t day = INT64_MAX;

    for (size_t i = 0; i < out->n_pages; i++)
    {
        if (out->pages[i].server_day > 0 && out->pages[i].server_day < day)
            day = out->pages[i].server_day;
    }
    return day;
}

/*
 * The sum over all pages: of one page its own, of several the sum of their sums in order. What a page was
 * asked for belongs to it when rows may take it from there.
 */
static void
sum_pages(struct fetched *out)
{
    struct digest d;

    if (out->n_pages == 1 && out->pages[0].variables.n == 0)
    {
        memcpy(out->sha256, out->pages[0].sha256, sizeof(out->sha256));
        return;
    }
    digest_begin(&d);
    for (size_t i = 0; i < out->n_pages; i++)
    {
        const struct variables *v = &out->pages[i].variables;

        digest_add(&d, out->pages[i].sha256, strlen(out->pages[i].sha256));
        for (size_t k = 0; k < v->n; k++)
            digest_add(&d, v->list[k].text, strlen(v->list[k].text) + 1);
    }
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
        asking_free(&out->pages[i].asking);
        variables_free(&out->pages[i].variables);
        free(out->pages[i].path);
    }
    out->n_pages = 0;
    out->records = 0;
}

/* Every page of every request, from the first on. */
static bool
read_all(struct session *s, struct fetched *out, int64_t began, struct failure *f)
{
    const struct fetch_job *job = s->job;
    struct partitions p;
    bool good = partitions_begin(&p, s->request, job->codes, began / 86400, job->cursor, f) &&
                walk_partitions(s, &p, out, f);

    json_decref(out->cursor);
    out->cursor = good ? partitions_cursor(&p, server_day(out)) : NULL;
    partitions_free(&p);
    return good;
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
    good = good && read_all(&s, out, began, f);
    if (good && count_status(out, 304) == out->n_pages)
        out->unchanged = out->not_modified = true;
    else if (good ? count_status(out, 304) > 0 : s.changed)
    {
        /* Only a part came, or the source changed meanwhile: read the whole once more, without conditions. */
        forget_pages(out);
        s.conditional = false;
        good = read_all(&s, out, began, f);
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
    json_decref(fetched->cursor);
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
    char *shown = url_redact(page->asking.url);

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
        const char *next = page->has_next && i + 1 < fetched->n_pages ? page[1].asking.url : NULL;
        json_t *o = json_object();

        set_text(o, "etag", page->etag);
        set_text(o, "last_modified", page->last_modified);
        set_text(o, "sha256", page->sha256);
        set_text(o, "next", next);
        json_object_set_new(all, page->asking.url, o);
        if (page->asking.body != NULL || page->by_rule ||
            (json_string_value(json_object_get(o, "etag")) == NULL &&
             json_string_value(json_object_get(o, "last_modified")) == NULL))
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
    json_object_set_new(o, "cursor", fetched->cursor == NULL ? json_null() : json_incref(fetched->cursor));
    if (fetched->not_modified && old_validators != NULL)
        json_object_set(o, "validators", old_validators);
    else
        json_object_set_new(o, "validators", validators_json(fetched));
    json_object_set_new(o, "requests", requests);
    if (fetched->not_before > 0)
        set_text(o, "not_before", clock_iso(fetched->not_before, time));
    return o;
}
