/*
 * session.h: one run's conversation with its source: logins, redirects, waits.
 */
#ifndef SEI_INGESTD_SESSION_H
#define SEI_INGESTD_SESSION_H

#include "fetch.h"
#include "login.h"

struct session
{
    const struct fetch_job *job;
    const struct request *request;
    struct http http;
    struct login login;
    bool conditional;    /* whether validators of the last run are sent */
    int64_t patience_ms; /* what is left for waits between attempts */
    bool changed;        /* the source changed between two pages */
    int64_t not_before;  /* the source asked not to come again before; 0 = it did not */
};

bool session_open(struct session *s, const struct fetch_job *job, struct failure *f);
void session_close(struct session *s);

/*
 * Send one request as who we are, redirects followed where that is allowed; a token that is refused is
 * renewed once. *answered gets the URL that answered in the end; free it.
 */
bool session_send(struct session *s, const struct ask *ask, char **answered, struct exchange *e,
                  struct failure *f);

/* The source wants another login: get another token and send again; without one nothing happens. */
bool session_renew(struct session *s, const struct ask *ask, char **answered, struct exchange *e,
                   struct failure *f);

/* What a status means that brings no page. Returns false. */
bool session_fail_status(const struct exchange *e, struct failure *f);

#endif
