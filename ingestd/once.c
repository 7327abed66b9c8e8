/*
 * once.c: the command that runs feeds now, in the foreground, one worker process each.
 *
 * A feed that fails stops no other. Feeds run in the order of their `after`; a feed whose predecessor failed
 * runs all the same, for what it has may still be right.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "commands.h"
#include "db.h"
#include "feed.h"
#include "ledger.h"
#include "log.h"
#include "stop.h"
#include "worker.h"

struct candidate
{
    char *name;
    char **after;
    size_t n_after;
    bool wanted;
    bool done;
};

struct candidates
{
    struct candidate *list;
    size_t n;
};

static struct candidate *
find(const struct candidates *c, const char *name)
{
    for (size_t i = 0; i < c->n; i++)
    {
        if (strcmp(c->list[i].name, name) == 0)
            return &c->list[i];
    }
    return NULL;
}

/* Only `after` matters for the order; a definition that cannot be read fails in its own run. */
static void
read_after(struct candidate *c, const char *definition)
{
    json_t *o = json_loads(definition, 0, NULL);
    json_t *after = json_object_get(o, "after");
    json_t *item;
    size_t i;

    json_array_foreach(after, i, item)
    {
        if (!json_is_string(item))
            continue;
        c->after = mem_grow(c->after, c->n_after + 1, sizeof(*c->after));
        c->after[c->n_after++] = mem_text(slice_of(json_string_value(item)));
    }
    json_decref(o);
}

static bool
read_candidates(const struct options *options, struct candidates *out, struct failure *f)
{
    struct db db = {0};
    PGresult *r = NULL;
    bool good = db_open(&db, options->database, "sei-ingestd once", f) && ledger_feeds(&db, &r, f);

    memset(out, 0, sizeof(*out));
    if (good)
    {
        out->n = (size_t) PQntuples(r);
        out->list = mem_alloc(out->n + 1, sizeof(*out->list));
        for (size_t i = 0; i < out->n; i++)
        {
            out->list[i].name = mem_text(slice_of(PQgetvalue(r, (int) i, 0)));
            out->list[i].wanted = options->n_names == 0;
            read_after(&out->list[i], PQgetvalue(r, (int) i, 1));
        }
    }
    PQclear(r);
    /* Closed before any worker is forked: a worker inherits no connection. */
    db_close(&db);
    return good;
}

static void
free_candidates(struct candidates *c)
{
    for (size_t i = 0; i < c->n; i++)
    {
        for (size_t k = 0; k < c->list[i].n_after; k++)
            free(c->list[i].after[k]);
        free(c->list[i].after);
        free(c->list[i].name);
    }
    free(c->list);
}

static bool
choose(const struct options *options, const struct candidates *c, struct failure *f)
{
    for (int i = 0; i < options->n_names; i++)
    {
        struct candidate *one = find(c, options->names[i]);

        if (one == NULL)
            return fail(f, FAILURE_USAGE,
                        "sei-ingestd status lists the feeds; sei-ingestd apply DIR adds some",
                        "there is no feed \"%s\"", options->names[i]);
        one->wanted = true;
    }
    if (c->n == 0)
        return fail(f, FAILURE_USAGE, "sei-ingestd apply DIR", "no feed is applied yet");
    return true;
}

static bool
is_ready(const struct candidates *c, const struct candidate *one)
{
    for (size_t i = 0; i < one->n_after; i++)
    {
        const struct candidate *before = find(c, one->after[i]);

        if (before != NULL && before->wanted && !before->done)
            return false;
    }
    return true;
}

/* The next feed to run: the first that waits for none; in a circle of `after` the first of it. */
static struct candidate *
next_candidate(const struct candidates *c)
{
    struct candidate *waiting = NULL;

    for (size_t i = 0; i < c->n; i++)
    {
        struct candidate *one = &c->list[i];

        if (!one->wanted || one->done)
            continue;
        if (is_ready(c, one))
            return one;
        if (waiting == NULL)
            waiting = one;
    }
    return waiting;
}

/* Run one feed in a process of its own; whatever happens to it, the others go on. */
static int
run_worker(const struct options *options, const char *feed)
{
    pid_t parent = getpid();
    pid_t child;
    int status = 0;

    fflush(NULL);
    child = fork();
    if (child < 0)
    {
        log_note("%s: no worker process could be made", feed);
        return EXIT_OTHER;
    }
    if (child == 0)
    {
        /* A worker does not outlive the daemon. */
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent)
            _exit(EXIT_OTHER);
        status = worker_run(options, feed, "once");
        fflush(NULL);
        _exit(status);
    }
    while (waitpid(child, &status, 0) < 0)
    {
        if (!stop_asked())
            continue;
        log_note("told to stop: %s stops, or ends the load that is under way; once more stops it at once",
                 feed);
        kill(child, SIGTERM);
    }
    if (WIFSIGNALED(status))
    {
        printf("%-30s failed      the worker process was ended by signal %d\n", feed, WTERMSIG(status));
        printf("%-30s             hint: nothing of this run was published; run it again\n", "");
        return EXIT_FEED_FAILED;
    }
    return WEXITSTATUS(status);
}

int
command_once(const struct options *options)
{
    struct candidates c;
    struct candidate *one;
    struct failure f = {0};
    int worst = EXIT_FINE;
    int failed = 0;

    if (!read_candidates(options, &c, &f) || !choose(options, &c, &f))
    {
        log_failure(&f);
        free_candidates(&c);
        return failure_exit(&f);
    }
    stop_listen();
    while (!stop_asked() && (one = next_candidate(&c)) != NULL)
    {
        int code = run_worker(options, one->name);

        one->done = true;
        failed += code != EXIT_FINE;
        if (code == EXIT_FEED_FAILED && worst == EXIT_FINE)
            worst = code;
        else if (code != EXIT_FINE && code != EXIT_FEED_FAILED)
            worst = code;
    }
    if (stop_asked() && next_candidate(&c) != NULL)
    {
        log_note("told to stop: other feeds were not run");
        worst = worst == EXIT_FINE ? EXIT_FEED_FAILED : worst;
    }
    if (failed > 0)
        log_note("%d feed%s failed; sei-ingestd status says why", failed, failed == 1 ? "" : "s");
    free_candidates(&c);
    return worst;
}
