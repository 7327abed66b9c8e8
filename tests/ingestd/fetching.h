/*
 * fetching.h: a feed at a server of the test's own, fetched as a worker does it, again and again.
 */
#ifndef SEI_TESTS_FETCHING_H
#define SEI_TESTS_FETCHING_H

#include "server.h"

#include "fetch.h"

struct fetching
{
    struct server server;
    struct feed feed;
    struct fetched fetched;
    struct progress_state progress;
    struct failure f;
    char *spool;
    char *dir;
    json_t *validators;
    char old_sha256[DIGEST_TEXT_MAX];
    struct courtesy courtesy;
    int beats;
    int stop_at; /* the beat that fails, 0 = none */
};

static const char csv[] = "{\"kind\":\"csv\"}";
static const char json[] = "{\"kind\":\"json\",\"rows\":\"/data\"}";

static inline bool
beat(void *ctx, struct failure *f)
{
    struct fetching *x = ctx;

    x->beats++;
    return x->beats != x->stop_at || fail(f, FAILURE_OPERATOR, NULL, "told to stop");
}

/* A feed at the server; more goes into its request. */
static inline void
begin(struct fetching *x, void (*answer)(struct buffer *, const char *, int), const char *format,
      const char *more)
{
    char *text;

    memset(x, 0, sizeof(*x));
    server_start(&x->server, answer);
    text = mem_format("{\"feed\":\"g\",\"kind\":\"statistic\",\"mode\":\"upsert\",\"request\":{\"url\":"
                      "\"http://127.0.0.1:%d/data?x=1\","
                      "\"allow_private\":true%s},\"format\":%s,"
                      "\"constants\":{\"region_scheme\":\"x\",\"indicator\":\"y\",\"period\":\"2015\"},"
                      "\"columns\":{\"region\":{\"field\":\"code\"}}}",
                      x->server.port, more, format);
    assert_good(feed_parse("g.json", slice_of(text), &x->feed, NULL, &x->f), &x->f);
    free(text);
    x->spool = scratch_make();
    assert_good(spool_open(x->spool, "g", "1", &x->dir, &x->f), &x->f);
}

/* A secret of the feed, where the fetch will look for it. */
static inline void
put_secret(const struct fetching *x, const char *name, const char *value)
{
    char *path = mem_format("%s/%s", x->spool, name);

    scratch_write(path, slice_of(value));
    setenv("CREDENTIALS_DIRECTORY", x->spool, 1);
    free(path);
}

/* Fetch, conditionally when a run before this one left what that needs. */
static inline bool
run(struct fetching *x)
{
    struct fetch_job job = {.feed = &x->feed,
                            .dir = x->dir,
                            .validators = x->validators,
                            .old_sha256 = x->old_sha256[0] == '\0' ? NULL : x->old_sha256,
                            .heartbeat = {beat, x},
                            .courtesy = x->courtesy,
                            .progress = &x->progress};
    json_t *told;
    bool good;

    memset(&x->f, 0, sizeof(x->f));
    fetched_free(&x->fetched);
    good = fetch_run(&job, &x->fetched, &x->f);
    told = fetched_json(&x->fetched, x->validators);
    if (good)
    {
        json_decref(x->validators);
        x->validators = json_incref(json_object_get(told, "validators"));
        if (!x->fetched.not_modified)
            memcpy(x->old_sha256, x->fetched.sha256, sizeof(x->old_sha256));
    }
    json_decref(told);
    return good;
}

static inline void
end(struct fetching *x)
{
    server_stop(&x->server);
    fetched_free(&x->fetched);
    json_decref(x->validators);
    feed_free(&x->feed);
    free(x->dir);
    scratch_remove(x->spool);
}

/* One run that fails as it should, without leaving a page's final file when none may be. */
static inline void
expect_failure(void (*answer)(struct buffer *, const char *, int), const char *format, const char *more,
               enum failure_class class, const char *words, int requests)
{
    struct fetching x;

    begin(&x, answer, format, more);
    if (run(&x))
        wrong("fetched, but \"%s\" was expected", words);
    assert_failure(&x.f, class, words);
    if (requests > 0)
        assert_int_equal(*x.server.requests, requests);
    end(&x);
}

#endif
