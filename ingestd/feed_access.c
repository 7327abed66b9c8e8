/*
 * feed_access.c: the parts of a request that say who we are to the source and which way leads there.
 *
 * A secret over plain http can be read by anyone on the way, so it is refused unless the feed stays within
 * private networks.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "feed_parts.h"
#include "url.h"

static const struct definition_kind kinds[] = {
    {"none", AUTH_NONE, {"kind", NULL}},
    {"basic", AUTH_BASIC, {"kind", "user", "secret", NULL}},
    {"bearer", AUTH_BEARER, {"kind", "secret", NULL}},
    {"header", AUTH_HEADER, {"kind", "name", "prefix", "secret", NULL}},
    {"query", AUTH_QUERY, {"kind", "name", "secret", NULL}},
    {"oauth2",
     AUTH_OAUTH2,
     {"kind", "token_url", "client", "secret", "scope", "audience", "client_in", NULL}},
};

char *
feed_secret_name(struct definition *d, json_t *object, const char *key, bool required)
{
    char *name = definition_text(d, object, key, required);
    size_t mark = definition_enter(d, key);

    if (!d->failed && name != NULL && (name[0] == '\0' || name[0] == '.' || strchr(name, '/') != NULL))
        definition_wrong(d, "name a file under $CREDENTIALS_DIRECTORY, without a path",
                         "\"%s\" is not a name of a secret", name);
    definition_leave(d, mark);
    return name;
}

void
feed_check_url(struct definition *d, const char *key, const char *url)
{
    struct failure why = {0};
    size_t mark = definition_enter(d, key);

    if (!d->failed && !url_check(url, &why))
        definition_wrong(d, why.hint, "%s", why.text);
    definition_leave(d, mark);
}

/* A secret must not travel in the open. */
static void
check_private_way(struct definition *d, const char *key, const char *url, bool allow_private)
{
    size_t mark = definition_enter(d, key);

    if (!d->failed && !allow_private && strncasecmp(url, "http:", 5) == 0)
        definition_wrong(d, "use https; \"allow_private\": true permits it within private networks",
                         "a secret would be sent over plain http");
    definition_leave(d, mark);
}

/* What name stands for depends on the kind: a header or a query parameter. */
static void
parse_auth_name(struct definition *d, json_t *value, struct auth *out)
{
    size_t mark;

    out->name = definition_text(d, value, "name", true);
    out->prefix = definition_text(d, value, "prefix", false);
    mark = definition_enter(d, "name");
    if (!d->failed && out->kind == AUTH_HEADER && !feed_header_name(out->name))
        definition_wrong(d, "use letters, digits and -", "\"%s\" is not a name of a header", out->name);
    else if (!d->failed && out->name[0] == '\0')
        definition_wrong(d, "name the query parameter that carries the key", "is empty");
    definition_leave(d, mark);
    mark = definition_enter(d, "prefix");
    if (out->prefix != NULL && !feed_header_value(out->prefix))
        definition_wrong(d, NULL, "holds control characters or more than 4096 bytes");
    definition_leave(d, mark);
}

static void
parse_oauth2(struct definition *d, json_t *value, bool allow_private, struct auth *out)
{
    char *where = definition_text(d, value, "client_in", false);
    size_t mark = definition_enter(d, "client_in");

    out->client_in_body = where != NULL && strcmp(where, "body") == 0;
    if (where != NULL && !out->client_in_body && strcmp(where, "header") != 0)
        definition_wrong(d, "header (basic, the default) or body", "unknown place \"%s\"", where);
    definition_leave(d, mark);
    free(where);
    out->token_url = definition_text(d, value, "token_url", true);
    feed_check_url(d, "token_url", out->token_url);
    check_private_way(d, "token_url", out->token_url, allow_private);
    out->user = definition_text(d, value, "client", true);
    out->scope = definition_text(d, value, "scope", false);
    out->audience = definition_text(d, value, "audience", false);
}

/* One header, one origin: what auth makes must not be among the headers too. */
static void
check_unique(struct definition *d, const struct request *r)
{
    const char *made = r->auth.kind == AUTH_HEADER  ? r->auth.name
                       : r->auth.kind == AUTH_QUERY ? NULL
                                                    : "Authorization";

    for (size_t i = 0; r->auth.kind != AUTH_NONE && made != NULL && i < r->n_headers; i++)
    {
        if (strcasecmp(r->headers[i].name, made) == 0)
            definition_wrong(d, "keep one of the two", "the header %s is among \"headers\" too", made);
    }
}

static void
parse_auth(struct definition *d, json_t *request, struct request *out)
{
    json_t *value = json_object_get(request, "auth");
    size_t mark = definition_enter(d, "auth");
    const struct definition_kind *kind =
        value == NULL ? NULL
                      : definition_kind(d, value, kinds, sizeof(kinds) / sizeof(kinds[0]), "kind of login");

    if (kind != NULL)
    {
        out->auth.kind = (enum auth_kind) kind->value;
        if (out->auth.kind != AUTH_NONE)
            out->auth.secret = feed_secret_name(d, value, "secret", true);
        if (out->auth.kind == AUTH_BASIC)
            out->auth.user = definition_text(d, value, "user", false);
        if (out->auth.user != NULL &&
            (strchr(out->auth.user, ':') != NULL || !feed_header_value(out->auth.user)))
            definition_wrong(d, NULL, "a user holds no colon and no control characters");
        if (out->auth.kind == AUTH_HEADER || out->auth.kind == AUTH_QUERY)
            parse_auth_name(d, value, &out->auth);
        if (out->auth.kind == AUTH_OAUTH2)
            parse_oauth2(d, value, out->allow_private, &out->auth);
        check_unique(d, out);
    }
    definition_leave(d, mark);
}

static void
parse_tls(struct definition *d, json_t *request, struct tls *out)
{
    static const char *const keys[] = {"minimum",      "ca_file",    "certificate", "key",
                                       "key_password", "pinned_key", NULL};
    json_t *value = json_object_get(request, "tls");
    size_t mark = definition_enter(d, "tls");
    char *minimum;

    if (value != NULL && definition_object(d, value, keys))
    {
        size_t inner;

        minimum = definition_text(d, value, "minimum", false);
        out->at_least_13 = minimum != NULL && strcmp(minimum, "1.3") == 0;
        inner = definition_enter(d, "minimum");
        if (minimum != NULL && !out->at_least_13 && strcmp(minimum, "1.2") != 0)
            definition_wrong(d, "\"1.2\" (the default) or \"1.3\"", "unknown version of TLS \"%s\"", minimum);
        definition_leave(d, inner);
        free(minimum);
        out->ca_file = feed_secret_name(d, value, "ca_file", false);
        out->certificate = feed_secret_name(d, value, "certificate", false);
        out->key = feed_secret_name(d, value, "key", false);
        out->key_password = feed_secret_name(d, value, "key_password", false);
        if (out->key != NULL && out->certificate == NULL)
            definition_wrong(d, "add \"certificate\"", "\"key\" without \"certificate\"");
        if (out->key_password != NULL && out->certificate == NULL)
            definition_wrong(d, "add \"certificate\"", "\"key_password\" without \"certificate\"");
        out->pinned_key = definition_text(d, value, "pinned_key", false);
        inner = definition_enter(d, "pinned_key");
        if (out->pinned_key != NULL &&
            (strncmp(out->pinned_key, "sha256//", 8) != 0 || strlen(out->pinned_key) != 52))
            definition_wrong(d, "write sha256// and the base64 of the SHA-256 of the public key",
                             "is not a pin of a key");
        definition_leave(d, inner);
    }
    definition_leave(d, mark);
}

static void
parse_proxy(struct definition *d, json_t *request, struct proxy *out)
{
    static const char *const keys[] = {"url", "user", "secret", NULL};
    json_t *value = json_object_get(request, "proxy");
    size_t mark = definition_enter(d, "proxy");

    if (value != NULL && definition_object(d, value, keys))
    {
        out->url = definition_text(d, value, "url", true);
        feed_check_url(d, "url", out->url);
        out->user = definition_text(d, value, "user", false);
        out->secret = feed_secret_name(d, value, "secret", false);
        if ((out->user == NULL) != (out->secret == NULL))
            definition_wrong(d, "give both or none", "\"user\" and \"secret\" belong together");
    }
    definition_leave(d, mark);
}

static void
parse_redirects(struct definition *d, json_t *request, struct request *out)
{
    json_t *value = json_object_get(request, "redirects");
    size_t mark = definition_enter(d, "redirects");

    if (value != NULL)
        definition_texts(d, value, &out->redirects);
    for (size_t i = 0; i < out->redirects.n; i++)
    {
        const char *origin = out->redirects.items[i];
        const char *host = strstr(origin, "://");
        size_t inner = definition_enter_index(d, i);
        struct failure why = {0};

        if (!d->failed && !url_check(origin, &why))
            definition_wrong(d, why.hint, "%s", why.text);
        else if (!d->failed && host != NULL && host[3 + strcspn(host + 3, "/?")] != '\0')
            definition_wrong(d, "write scheme, host and, where it is not the usual one, port",
                             "\"%s\" is more than an origin", origin);
        definition_leave(d, inner);
    }
    definition_leave(d, mark);
}

static bool
sends_secrets(const struct request *r)
{
    for (size_t i = 0; i < r->n_headers; i++)
    {
        if (r->headers[i].secret != NULL)
            return true;
    }
    return r->auth.kind != AUTH_NONE;
}

void
feed_parse_access(struct definition *d, json_t *request, struct request *out)
{
    parse_auth(d, request, out);
    parse_tls(d, request, &out->tls);
    parse_proxy(d, request, &out->proxy);
    parse_redirects(d, request, out);
    if (!d->failed && sends_secrets(out))
        check_private_way(d, "url", out->url, out->allow_private);
}

void
feed_free_access(struct request *r)
{
    char *texts[] = {r->auth.secret,     r->auth.user,  r->auth.name,        r->auth.prefix,
                     r->auth.token_url,  r->auth.scope, r->auth.audience,    r->tls.ca_file,
                     r->tls.certificate, r->tls.key,    r->tls.key_password, r->tls.pinned_key,
                     r->proxy.url,       r->proxy.user, r->proxy.secret};

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        free(texts[i]);
    text_list_free(&r->redirects);
}
