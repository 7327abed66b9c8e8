/*
 * login.h: who a feed is to its source: the secrets of a definition, read once a run, and the token that
 * OAuth2 gives for them.
 *
 * A token lives in this process only; the source is asked for another when it ends or when it is refused.
 */
#ifndef SEI_INGESTD_LOGIN_H
#define SEI_INGESTD_LOGIN_H

#include "http.h"

struct login
{
    const struct request *request;
    struct identity identity;
    const char *client_secret; /* oauth2; this and the token are two of secrets */
    const char *token;
    int64_t token_ends_ms; /* monotonic; 0 = the source did not say */
    char **secrets;        /* everything that must not be shown */
    size_t n_secrets;
};

/* Read what the definition names. Sends nothing. */
bool login_open(struct login *l, const struct request *request, struct failure *f);
void login_close(struct login *l);

/* Make sure that a token is there and not about to end; other kinds are always ready. */
bool login_ready(struct login *l, struct http *http, struct failure *f);

/* The source refused us: whether another token may help. It is forgotten then; login_ready gets a new one. */
bool login_renew(struct login *l);

/* The identity for a request to this URL: NULL where the feed's secrets must not go. */
const struct identity *login_for(const struct login *l, const char *url);

/* Overwrite every secret that stands in a text. */
void login_mask(const struct login *l, char *text, size_t len);

#endif
