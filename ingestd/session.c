/*
 * session.c: see session.h.
 */
#include "session.h"

#include <stdio.h>
#include <stdlib.h>

#include "clock.h"
#include "origin.h"
#include "url.h"

#define REDIRECTS_MAX 5

bool
session_open(struct session *s, const struct fetch_job *job, struct failure *f)
{
    memset(s, 0, sizeof(*s));
    s->job = job;
    s->request = &job->feed->request;
    s->patience_ms = (int64_t) s->request->retry_s * 1000;
    return login_open(&s->login, s->request, f) &&
           http_open(&s->http, s->request, job->certificates, job->heartbeat, job->courtesy, f);
}

void
session_close(struct session *s)
{
    http_close(&s->http);
    login_close(&s->login);
}

static bool
is_redirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
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

/* The status line's words, for messages. */
static void
status_words(const struct exchange *e, char words[80])
{
    const char *end = e->headers.len == 0 ? NULL : memchr(e->headers.ptr, '\r', e->headers.len);
    const char *space = end == NULL ? NULL : memchr(e->headers.ptr, ' ', (size_t) (end - e->headers.ptr));

    if (space != NULL)
        snprintf(words, 80, "%.*s", (int) (end - space - 1 < 70 ? end - space - 1 : 70), space + 1);
    else
        snprintf(words, 80, "%d", e->status);
}

bool
session_fail_status(const struct exchange *e, struct failure *f)
{
    char words[80];

    status_words(e, words);
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
session_send(struct session *s, const struct ask *ask, char **answered, struct exchange *e, struct failure *f)
{
    bool good = login_ready(&s->login, &s->http, f) && send_following(s, *ask, answered, e, f);

    return good && (e->status != 401 || session_renew(s, ask, answered, e, f));
}

bool
session_renew(struct session *s, const struct ask *ask, char **answered, struct exchange *e,
              struct failure *f)
{
    if (!login_renew(&s->login))
        return true;
    exchange_free(e);
    return (ask->file == NULL || spool_restart(ask->file, f)) && login_ready(&s->login, &s->http, f) &&
           send_following(s, *ask, answered, e, f);
}
