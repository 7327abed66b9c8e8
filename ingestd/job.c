/*
 * job.c: see job.h. A poll that fails is asked again without a new job; only the state says that a job has
 * ended.
 */
#include "job.h"

#include <stdio.h>
#include <stdlib.h>

#include "clock.h"
#include "origin.h"
#include "peek.h"
#include "retry.h"
#include "url.h"
#include "variables.h"

enum job_state
{
    JOB_RUNNING,
    JOB_DONE,
    JOB_LOST
};

struct polling
{
    struct session *s;
    const struct job *job;
    struct ask ask; /* what a poll and the result are asked with */
    char **answered;
    struct exchange *e;
    char *id;
};

/* A URL of the definition with the job's number in it, or the one that the source gave. */
static char *
make_url(const struct polling *p, const char *pattern, const char *given, struct failure *f)
{
    const struct request *r = p->s->request;
    struct variables v = {0};
    char *filled;
    char *url;

    if (pattern == NULL)
        return origin_follow(r, *p->answered, given, "leads on", f);
    variables_set(&v, "job", p->id);
    filled = variables_fill(&v, pattern, FILL_URL);
    variables_free(&v);
    url = origin_follow(r, r->url, filled, "leads on", f);
    free(filled);
    return url;
}

static char *
extract(const struct polling *p, const struct extract *where)
{
    struct peek peek;
    char *text;

    peek_open(&peek, p->s->job->feed, p->e, p->ask.file->partial, (const char *const *) &where->at, 1);
    text = peek_extract(&peek, where);
    peek_close(&peek);
    if (text != NULL && text[0] == '\0')
    {
        free(text);
        return NULL;
    }
    return text;
}

/* Ask once; the answer's body replaces what is in the file. */
static bool
ask_once(struct polling *p, const char *url, struct failure *f)
{
    p->ask.url = url;
    exchange_free(p->e);
    return spool_restart(p->ask.file, f) && session_send(p->s, &p->ask, p->answered, p->e, f);
}

static bool
judge_state(const struct polling *p, const char *state, enum job_state *out, struct failure *f)
{
    const struct job *job = p->job;
    struct slice word = slice_of(state);

    if (text_list_has(&job->done, word))
        *out = JOB_DONE;
    else if (text_list_has(&job->failed, word))
    {
        *out = JOB_LOST;
        return fail(f, FAILURE_RETRY, "the next run begins a new job", "the job ended as \"%.80s\"", state);
    }
    else if (job->running.n > 0 && !text_list_has(&job->running, word))
        return fail(f, FAILURE_OPERATOR, "add it to running, done or failed in request.job.poll",
                    "the job is in an unknown state \"%.80s\"", state);
    return true;
}

/* What an answer to a poll means. */
static bool
judge_poll(const struct polling *p, enum job_state *out, struct failure *f)
{
    const struct exchange *e = p->e;
    bool good;
    char *state;

    *out = JOB_RUNNING;
    if (!p->job->has_state)
    {
        if (e->status == 200)
            *out = JOB_DONE;
        else if (e->status != 202)
            return session_fail_status(e, f);
        return true;
    }
    if (e->status != 200 && e->status != 202)
        return session_fail_status(e, f);
    state = extract(p, &p->job->state);
    if (state == NULL)
        return fail(f, FAILURE_DATA, "look at the answer and correct request.job.poll.state",
                    "the answer to a poll does not hold the job's state");
    good = judge_state(p, state, out, f);
    free(state);
    return good;
}

/* Until the job has ended, or its time has. What may pass by itself is asked again. */
static bool
poll(struct polling *p, const char *url, struct failure *f)
{
    int64_t ends = clock_now_ms() + (int64_t) p->job->limit_s * 1000;
    int failures = 0;

    for (;;)
    {
        enum job_state state = JOB_RUNNING;
        int64_t wait = (int64_t) p->job->every_s * 1000;
        int64_t least = retry_after_ms(p->e->retry_after, p->e->date, clock_now_utc());

        wait = wait < least ? least : wait;
        if (clock_now_ms() + wait > ends)
            return fail(f, FAILURE_RETRY, "raise request.job.poll.limit_s if the source is that slow",
                        "the job did not end within %d seconds", p->job->limit_s);
        if (!http_wait(&p->s->http, wait, f))
            return false;
        if (ask_once(p, url, f) && judge_poll(p, &state, f))
        {
            if (state == JOB_DONE)
                return true;
            failures = 0;
        }
        else if (state == JOB_LOST || f->class != FAILURE_RETRY || ++failures > p->s->request->retries)
            return false;
    }
}

static bool
fetch_result(struct polling *p, struct failure *f)
{
    char *given = p->job->has_result ? extract(p, &p->job->result) : NULL;
    char *url;
    bool good;

    if (p->job->result_url == NULL && !p->job->has_result)
        return p->e->status == 200 || session_fail_status(p->e, f);
    if (p->job->has_result && given == NULL)
        return fail(f, FAILURE_DATA, "look at the answer and correct request.job.result",
                    "the job is done, and its answer does not say where the data are");
    url = make_url(p, p->job->result_url, given, f);
    free(given);
    good = url != NULL && ask_once(p, url, f) && (p->e->status == 200 || session_fail_status(p->e, f));
    free(url);
    return good;
}

bool
job_run(struct session *s, const struct ask *ask, char **answered, struct exchange *e, struct failure *f)
{
    struct polling p = {
        .s = s,
        .job = &s->request->job,
        .ask = {.method = "GET", .headers = ask->headers, .file = ask->file, .any_status = true},
        .answered = answered,
        .e = e};
    char *url = NULL;
    bool good;

    p.id = extract(&p, &p.job->id);
    if (p.id == NULL)
        return fail(f, FAILURE_DATA, "look at the answer and correct request.job.id",
                    "the answer is queued, and does not name its job");
    url = make_url(&p, p.job->poll_url, p.id, f);
    good = url != NULL && poll(&p, url, f) && fetch_result(&p, f);
    if (!good)
        fail_at(f, "job %.80s: ", p.id);
    free(url);
    free(p.id);
    return good;
}
