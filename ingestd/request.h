/*
 * request.h: the `request` part of a definition: where, who we are there, by which way, and how much.
 *
 * Secrets are names of files under $CREDENTIALS_DIRECTORY; their values are never part of it.
 */
#ifndef SEI_INGESTD_REQUEST_H
#define SEI_INGESTD_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text_list
{
    char **items;
    size_t n;
};

void text_list_free(struct text_list *list);

struct header
{
    char *name;
    char *value;  /* NULL when it is a secret */
    char *secret; /* the credential's name */
    char *prefix; /* put before the secret, e.g. "Bearer " */
};

enum auth_kind
{
    AUTH_NONE = 0,
    AUTH_BASIC,
    AUTH_BEARER,
    AUTH_HEADER,
    AUTH_QUERY,
    AUTH_OAUTH2
};

struct auth
{
    enum auth_kind kind;
    char *secret;    /* password, token, key or client secret: its name */
    char *user;      /* basic: NULL = the secret holds user:password; oauth2: the client */
    char *name;      /* of the header or the query parameter */
    char *prefix;    /* of the header's value, NULL = none */
    char *token_url; /* oauth2 */
    char *scope;
    char *audience;
    bool client_in_body; /* oauth2: client and secret as form fields, not as basic */
};

struct tls
{
    char *ca_file; /* names of files under $CREDENTIALS_DIRECTORY */
    char *certificate;
    char *key;
    char *key_password;
    char *pinned_key; /* sha256//… as curl writes it */
    bool at_least_13;
};

struct proxy
{
    char *url; /* NULL = none */
    char *user;
    char *secret;
};

struct paging
{
    bool used;
    char *parameter;
    int64_t first;
    char *size_parameter;
    int64_t size;
    char *pages_at;
    char *page_at;
    char *total_at;
    bool rows_total;
};

struct request
{
    char *url;
    struct header *headers;
    size_t n_headers;
    struct auth auth;
    struct tls tls;
    struct proxy proxy;
    struct text_list redirects; /* origins besides the URL's own that may be asked, without secrets */
    bool allow_private;
    struct paging paging;
    int connect_s;
    int first_byte_s;
    int stall_s;
    int total_s;
    int64_t wire_bytes;
    int64_t body_bytes;
    int64_t ratio;
    int64_t pages;
    int retries;
    int retry_s; /* all waits of a run together */
};

#endif
