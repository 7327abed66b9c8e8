/*
 * worker.c: see worker.h.
 *
 * Two phases that never overlap: fetch into the spool with no transaction open, then one short load. The
 * ledger's connection keeps the lease alive while the other one copies. Whatever goes wrong, the run row says
 * why.
 */
#include "worker.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "clock.h"
#include "db.h"
#include "fetch.h"
#include "ledger.h"
#include "load.h"
#include "log.h"
#include "report.h"
#include "spool.h"
#include "stop.h"

#define SPOOL_KEEP_RUNS  3
#define LEASE_TRY_MS     250
#define LEASE_PATIENCE_S 5

struct worker
{
    const struct options *options;
    const char *feed_name;
    const char *command;
    struct db ledger;  /* lease and run row */
    struct db loading; /* the COPY and the load transaction */
    struct claim claim;
    struct feed feed;
    char *run;
    char *dir;
    int64_t renewed_ms;
    struct progress_state progress;
    struct fetched fetched;
    struct counters counters;
    struct report report;
};

static bool
beat(void *ctx, struct failure *f)
{
    struct worker *w = ctx;
    int64_t now = clock_now_ms();

    report_progress(w->feed_name, &w->progress);
    if (!stop_check(f))
        return false;
    if (now - w->renewed_ms < (int64_t) w->options->lease_s * 1000 / 3)
        return true;
    w->renewed_ms = now;
    return ledger_renew(&w->ledger, w->claim.token, w->options->lease_s, f);
}

static bool
spend(void *ctx, const char *host, const char *budget, int64_t *wait_ms, struct failure *f)
{
    struct worker *w = ctx;

    return ledger_spend(&w->ledger, host, budget, wait_ms, f);
}

static bool
hold(void *ctx, const char *host, int64_t wait_ms, struct failure *f)
{
    struct worker *w = ctx;

    return ledger_hold(&w->ledger, w->claim.token, host, wait_ms, f);
}

/* Claim the feed; wait for another's lease to end, and say so. */
static bool
take_lease(struct worker *w, struct failure *f)
{
    char host[128] = "";
    char holder[192];
    int64_t give_up = 0;
    bool told = false;

    gethostname(host, sizeof(host) - 1);
    snprintf(holder, sizeof(holder), "process %ld on %s", (long) getpid(), host);
    for (;;)
    {
        struct lease_state state;

        if (!stop_check(f) ||
            !ledger_claim(&w->ledger, w->feed_name, holder, w->options->lease_s, &w->claim, f))
            return false;
        if (w->claim.granted)
            break;
        if (!ledger_lease(&w->ledger, w->feed_name, &state, f))
            return false;
        if (state.paused)
            return fail(f, FAILURE_OPERATOR, "resume it to let it run", "the feed is paused");
        if (state.holder[0] == '\0' && state.remaining_ms > 0)
            return fail(f, FAILURE_RETRY, "run it again later",
                        "the source asked not to come again for %lld s",
                        (long long) (state.remaining_ms + 999) / 1000);
        if (!told)
            log_note("%s: waiting up to %lld s for the lease of %s", w->feed_name,
                     (long long) (state.remaining_ms + 999) / 1000, state.holder);
        if (!told)
            give_up = clock_now_ms() + state.remaining_ms + LEASE_PATIENCE_S * 1000;
        told = true;
        if (clock_now_ms() > give_up)
            return fail(f, FAILURE_RETRY, "it is running elsewhere; nothing is wrong", "%s holds the feed",
                        state.holder);
        clock_sleep_ms(state.remaining_ms > 0 && state.remaining_ms < LEASE_TRY_MS ? state.remaining_ms
                                                                                   : LEASE_TRY_MS);
    }
    w->renewed_ms = clock_now_ms();
    return true;
}

static bool
prepare(struct worker *w, struct failure *f)
{
    char label[160];

    snprintf(label, sizeof(label), "feed %s, version %s", w->feed_name, w->claim.version_id);
    return feed_parse(label, slice_of(w->claim.definition), &w->feed, NULL, f) &&
           ledger_begin_run(&w->ledger, &w->claim, w->command, &w->run, f) &&
           spool_open(w->options->spool_dir, w->feed_name, w->run, &w->dir, f);
}

static bool
fetch(struct worker *w, struct failure *f)
{
    struct codes codes = {.load = ledger_codes, .ctx = &w->ledger};
    bool good;
    struct fetch_job job = {.feed = &w->feed,
                            .dir = w->dir,
                            .validators = w->claim.validators,
                            .old_sha256 = w->claim.old_sha256,
                            .cursor = w->claim.cursor,
                            .codes = &codes,
                            .certificates = w->options->certificates,
                            .heartbeat = {beat, w},
                            .courtesy = {spend, hold, w},
                            .progress = &w->progress};

    good = fetch_run(&job, &w->fetched, f);
    codes_free(&codes);
    return good;
}

/* The bytes of what the ledger wants to know of the fetch; free the result. */
static char *
fetched_text(const struct worker *w)
{
    json_t *o = fetched_json(&w->fetched, w->claim.validators);
    char *text = json_dumps(o, JSON_COMPACT);

    json_decref(o);
    return text;
}

/*
 * The connection was lost while the answer to COMMIT was under way. The old backend holds the load lock until
 * its COMMIT has ended, so the run row is read behind that lock.
 */
static bool
resolve_commit(struct worker *w, struct failure *f)
{
    const char *params[] = {w->run};
    struct failure lost = *f;
    PGresult *r = NULL;
    bool good;

    db_close(&w->loading);
    if (!db_open(&w->loading, w->options->database, "sei-ingestd resolve", f) ||
        !db_query(&w->loading, "SELECT sei.run_outcome($1::bigint)", 1, params, DB_LONG_MS, &r, f))
        return false;
    good = PQntuples(r) == 1 && strcmp(PQgetvalue(r, 0, 0), "ok") == 0;
    PQclear(r);
    if (!good)
        *f = lost;
    return good;
}

static bool
commit_load(struct worker *w, const struct loader *l, struct failure *f)
{
    char *text = fetched_text(w);
    bool good =
        db_run(&w->loading, "BEGIN", DB_SHORT_MS, f) &&
        ledger_finish(&w->loading, w->run, w->claim.token, l->rows, l->rejects, text, &w->counters, f);

    free(text);
    if (!good)
    {
        if (db_alive(&w->loading))
            db_rollback(&w->loading);
        return false;
    }
    if (db_commit(&w->loading, f))
        return true;
    return !db_alive(&w->loading) && resolve_commit(w, f);
}

static bool
load(struct worker *w, struct failure *f)
{
    char name[128];
    struct loader *l = mem_alloc(1, sizeof(*l));
    bool good;

    snprintf(name, sizeof(name), "sei-ingestd/%s", w->feed_name);
    l->db = &w->loading;
    l->feed = &w->feed;
    l->run = w->run;
    l->slot = w->claim.slot;
    l->heartbeat = (struct heartbeat){beat, w};
    l->progress = &w->progress;
    good = db_open(&w->loading, w->options->database, name, f) && load_begin(l, f) &&
           load_pages(l, &w->fetched, f);
    report_rejects(l->examples, l->n_examples, l->rejects);
    w->report.skipped = l->skipped;
    w->progress.phase = "commit";
    report_progress(w->feed_name, &w->progress);
    good = good && commit_load(w, l, f);
    load_free(l);
    free(l);
    return good;
}

static bool
run(struct worker *w, struct failure *f)
{
    char *text;
    bool good;

    if (!fetch(w, f))
        return false;
    if (!w->fetched.unchanged)
        return load(w, f);
    text = fetched_text(w);
    good = ledger_unchanged(&w->ledger, w->run, w->claim.token, text, f);
    free(text);
    return good;
}

/* Say in the run row why it failed; when there is no run row yet, give the lease back. */
static void
record_failure(struct worker *w, const struct failure *why)
{
    struct failure f = {0};
    char *text;

    if (!w->claim.granted ||
        (!db_alive(&w->ledger) &&
         (db_close(&w->ledger), !db_open(&w->ledger, w->options->database, "sei-ingestd", &f))))
        return;
    if (w->run == NULL)
    {
        ledger_release(&w->ledger, w->claim.token, &f);
        return;
    }
    text = fetched_text(w);
    if (!ledger_fail(&w->ledger, w->run, w->claim.token, why, text, &f) && strcmp(f.sqlstate, "SE001") != 0)
        log_failure(&f);
    free(text);
}

int
worker_run(const struct options *options, const char *feed, const char *command)
{
    struct worker *w = mem_alloc(1, sizeof(*w));
    struct failure f = {0};
    bool good;
    int code;

    w->options = options;
    w->feed_name = feed;
    w->command = command;
    w->progress.phase = "start";
    report_begin(&w->report);
    good = db_open(&w->ledger, options->database, "sei-ingestd", &f) && take_lease(w, &f) && prepare(w, &f) &&
           run(w, &f);
    if (!good)
        record_failure(w, &f);
    else
        spool_prune(options->spool_dir, feed, SPOOL_KEEP_RUNS);
    report_end(&w->report, feed, w->run, options->json, good ? NULL : &f, &w->fetched, &w->counters);
    code = good ? EXIT_FINE : f.class == FAILURE_DATABASE ? EXIT_DATABASE : EXIT_FEED_FAILED;
    fetched_free(&w->fetched);
    feed_free(&w->feed);
    claim_free(&w->claim);
    free(w->run);
    free(w->dir);
    db_close(&w->loading);
    db_close(&w->ledger);
    free(w);
    return code;
}
