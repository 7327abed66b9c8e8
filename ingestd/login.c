/*
 * login.c: see login.h.
 */
#include "login.h"

#include <jansson.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <strings.h>

#include "clock.h"
#include "secret.h"
#include "url.h"

#define TOKEN_MARGIN_MS 30000 /* a token that ends so soon is as good as ended */
#define SECRET_SHOWN    4     /* masking shorter texts would tear holes into everything */
#define TOKEN_MAX_BYTES 16384

/* Remember what must not be shown; takes ownership. */
static const char *
keep_secret(struct login *l, char *text)
{
    l->secrets = mem_grow(l->secrets, l->n_secrets + 1, sizeof(char *));
    l->secrets[l->n_secrets++] = text;
    return text;
}

static bool
read_secret(struct login *l, const char *name, const char **out, struct failure *f)
{
    char *text = NULL;

    if (!secret_read(name, &text, f))
        return false;
    *out = keep_secret(l, text);
    return true;
}

static void
add_line(struct login *l, const char *name, const char *prefix, const char *value)
{
    char *line = mem_format("%s: %s%s", name, prefix == NULL ? "" : prefix, value);

    l->identity.lines = curl_slist_append(l->identity.lines, line);
    secret_free(line);
}

/* user:password in base64, itself a secret. */
static const char *
basic_words(struct login *l, const char *user, const char *password)
{
    char *pair = user == NULL ? mem_format("%s", password) : mem_format("%s:%s", user, password);
    size_t len = strlen(pair);
    char *words = mem_alloc(len / 3 * 4 + 8, 1);

    EVP_EncodeBlock((unsigned char *) words, (const unsigned char *) pair, (int) len);
    secret_free(pair);
    return keep_secret(l, words);
}

static bool
open_auth(struct login *l, struct failure *f)
{
    const struct auth *a = &l->request->auth;
    const char *secret;

    if (a->kind == AUTH_NONE)
        return true;
    if (!read_secret(l, a->secret, &secret, f))
        return fail_at(f, "auth: ");
    switch (a->kind)
    {
        case AUTH_BASIC:
            if (a->user == NULL && strchr(secret, ':') == NULL)
                return fail(f, FAILURE_OPERATOR, "write user:password into the file, or name the \"user\"",
                            "auth: the secret \"%s\" has no colon", a->secret);
            add_line(l, "Authorization", "Basic ", basic_words(l, a->user, secret));
            break;
        case AUTH_BEARER: add_line(l, "Authorization", "Bearer ", secret); break;
        case AUTH_HEADER: add_line(l, a->name, a->prefix, secret); break;
        case AUTH_QUERY:
            l->identity.parameter = a->name;
            l->identity.value = secret;
            break;
        case AUTH_OAUTH2: l->client_secret = secret; break;
        case AUTH_NONE: break;
    }
    return true;
}

static bool
open_certificate(struct login *l, struct failure *f)
{
    const struct tls *t = &l->request->tls;

    if (t->certificate == NULL)
        return true;
    if (!secret_path(t->certificate, &l->identity.certificate, f) ||
        !secret_path(t->key == NULL ? t->certificate : t->key, &l->identity.key, f) ||
        (t->key_password != NULL && !read_secret(l, t->key_password, &l->identity.key_password, f)))
        return fail_at(f, "tls: ");
    return true;
}

bool
login_open(struct login *l, const struct request *request, struct failure *f)
{
    memset(l, 0, sizeof(*l));
    l->request = request;
    l->identity.pinned_key = request->tls.pinned_key;
    for (size_t i = 0; i < request->n_headers; i++)
    {
        const struct header *h = &request->headers[i];
        const char *secret;

        if (h->secret == NULL)
            continue;
        if (!read_secret(l, h->secret, &secret, f))
            return fail_at(f, "header %s: ", h->name);
        add_line(l, h->name, h->prefix, secret);
    }
    return open_auth(l, f) && open_certificate(l, f);
}

void
login_close(struct login *l)
{
    http_free_lines(l->identity.lines);
    for (size_t i = 0; i < l->n_secrets; i++)
        secret_free(l->secrets[i]);
    free(l->secrets);
    free(l->identity.certificate);
    free(l->identity.key);
    memset(l, 0, sizeof(*l));
}

static void
add_field(struct buffer *form, const char *name, const char *value)
{
    char *text = value == NULL ? NULL : curl_easy_escape(NULL, value, 0);

    if (text != NULL)
        buffer_format(form, "%s%s=%s", form->len > 0 ? "&" : "", name, text);
    if (text != NULL)
        explicit_bzero(text, strlen(text));
    curl_free(text);
}

/* RFC 6749 2.3.1: client and secret are form-encoded before they become user and password. */
static void
add_client(struct login *l, struct identity *as)
{
    char *user = curl_easy_escape(NULL, l->request->auth.user, 0);
    char *password = curl_easy_escape(NULL, l->client_secret, 0);
    char *line = mem_format("Authorization: Basic %s", basic_words(l, user, password));

    as->lines = curl_slist_append(as->lines, line);
    secret_free(line);
    explicit_bzero(password, strlen(password));
    curl_free(user);
    curl_free(password);
}

/* How long to use a token: of a very short life the first half. */
static int64_t
token_life_ms(long long seconds)
{
    int64_t life = (seconds > 864000 ? 864000 : seconds) * 1000;

    return life > 2 * TOKEN_MARGIN_MS ? life - TOKEN_MARGIN_MS : life / 2;
}

static bool
take_token(struct login *l, const struct exchange *e, const struct buffer *reply, struct failure *f)
{
    json_t *o = json_loadb(reply->ptr == NULL ? "" : reply->ptr, reply->len, 0, NULL);
    const char *token = json_string_value(json_object_get(o, "access_token"));
    const char *kind = json_string_value(json_object_get(o, "token_type"));
    const char *error = json_string_value(json_object_get(o, "error"));
    json_t *seconds = json_object_get(o, "expires_in");
    long long ends = json_is_string(seconds) ? strtoll(json_string_value(seconds), NULL, 10)
                                             : (long long) json_number_value(seconds);
    bool good = false;

    if (e->status == 429 || e->status == 408 || e->status >= 500)
        fail(f, FAILURE_RETRY, "the next run asks again", "the server answered %d", e->status);
    else if (e->status != 200)
        fail(f, FAILURE_OPERATOR, "see request.auth: token_url, client, secret, scope",
             "the server answered %d%s%.60s%s", e->status, error == NULL ? "" : " (",
             error == NULL ? "" : error, error == NULL ? "" : ")");
    else if (token == NULL || token[0] == '\0' || strlen(token) > TOKEN_MAX_BYTES ||
             strpbrk(token, " \r\n\t") != NULL)
        fail(f, FAILURE_OPERATOR, "is request.auth.token_url right?",
             "the server answered 200 without a usable access_token");
    else if (kind != NULL && strcasecmp(kind, "bearer") != 0)
        fail(f, FAILURE_OPERATOR, NULL, "the server gives tokens of type %.40s, only bearer is known", kind);
    else
        good = true;
    if (good)
    {
        l->token = keep_secret(l, mem_text(slice_of(token)));
        l->token_ends_ms = ends <= 0 ? 0 : clock_now_ms() + token_life_ms(ends);
        add_line(l, "Authorization", "Bearer ", token);
    }
    json_decref(o);
    return good;
}

static bool
ask_for_token(struct login *l, struct http *http, struct failure *f)
{
    const struct auth *a = &l->request->auth;
    struct identity as = {0};
    struct buffer form = {0};
    struct buffer reply = {0};
    struct exchange e = {0};
    struct ask ask = {.method = "POST",
                      .url = a->token_url,
                      .body_type = "application/x-www-form-urlencoded",
                      .identity = &as,
                      .small = &reply};
    bool good;

    add_field(&form, "grant_type", "client_credentials");
    add_field(&form, "scope", a->scope);
    add_field(&form, "audience", a->audience);
    if (a->client_in_body)
    {
        add_field(&form, "client_id", a->user);
        add_field(&form, "client_secret", l->client_secret);
    }
    else
        add_client(l, &as);
    ask.body = buffer_string(&form);
    ask.body_len = form.len;
    good = http_send(http, &ask, &e, f) && take_token(l, &e, &reply, f);
    if (!good)
        fail_at(f, "asking %s for a token: ", a->token_url);
    exchange_free(&e);
    http_free_lines(as.lines);
    explicit_bzero(form.ptr, form.cap);
    if (reply.ptr != NULL)
        explicit_bzero(reply.ptr, reply.cap);
    buffer_free(&form);
    buffer_free(&reply);
    return good;
}

/* Take the token's line out again; lines of the definition's headers stay. */
static void
forget_token(struct login *l)
{
    struct curl_slist *old = l->identity.lines;
    struct curl_slist *kept = NULL;

    for (struct curl_slist *p = old; p != NULL; p = p->next)
    {
        if (strncasecmp(p->data, "Authorization:", 14) != 0)
            kept = curl_slist_append(kept, p->data);
    }
    http_free_lines(old);
    l->identity.lines = kept;
    l->token = NULL;
    l->token_ends_ms = 0;
}

bool
login_ready(struct login *l, struct http *http, struct failure *f)
{
    if (l->request->auth.kind != AUTH_OAUTH2)
        return true;
    if (l->token != NULL && (l->token_ends_ms == 0 || clock_now_ms() < l->token_ends_ms))
        return true;
    forget_token(l);
    return ask_for_token(l, http, f);
}

bool
login_renew(struct login *l)
{
    if (l->request->auth.kind != AUTH_OAUTH2 || l->token == NULL)
        return false;
    forget_token(l);
    return true;
}

const struct identity *
login_for(const struct login *l, const char *url)
{
    return url_same_origin(l->request->url, url) ? &l->identity : NULL;
}

void
login_mask(const struct login *l, char *text, size_t len)
{
    for (size_t i = 0; i < l->n_secrets; i++)
    {
        if (strlen(l->secrets[i]) >= SECRET_SHOWN)
            secret_mask(l->secrets[i], text, len);
    }
}
