/*
 * http.h: one exchange with a source: raw bytes into the spool, headers beside them.
 *
 * libcurl 7.88 accepts cut gzip bodies, does not enforce its size limit in flight and sends secret headers
 * across redirects, so inflating, counting and redirects are done here, not by libcurl.
 */
#ifndef SEI_INGESTD_HTTP_H
#define SEI_INGESTD_HTTP_H

#include <curl/curl.h>

#include "feed.h"
#include "spool.h"

#define HTTP_VALUE_MAX   512
#define URL_LOCATION_MAX 4096
#define HTTP_SMALL_MAX   65536 /* of a reply that is kept in memory */

/* Called about once a second while we wait; false stops with the failure it filled. */
struct heartbeat
{
    bool (*beat)(void *ctx, struct failure *f);
    void *ctx;
};

/* What all feeds and daemons together owe a source: its budget, and the rest it asks for. Functions may be
 * NULL. */
struct courtesy
{
    /* Leave for one request to a host; *wait_ms = 0 when it may go out now. */
    bool (*spend)(void *ctx, const char *host, const char *budget, int64_t *wait_ms, struct failure *f);
    /* The source asks for a rest; with a host it concerns every feed there. */
    bool (*hold)(void *ctx, const char *host, int64_t wait_ms, struct failure *f);
    void *ctx;
};

/*
 * Who we are, for the feed's own origin only: header lines, a query parameter, a client certificate. All of
 * it is secret but the pin of the server's key; it goes into requests and nowhere else.
 */
struct identity
{
    struct curl_slist *lines;
    const char *parameter;
    const char *value;
    char *certificate; /* paths */
    char *key;
    const char *key_password;
    const char *pinned_key;
};

/* One request. Whatever is shown or stored of it holds no secret. */
struct ask
{
    const char *method; /* GET or POST */
    const char *url;
    const struct text_list *headers;
    const char *body; /* POST */
    size_t body_len;
    const char *body_type;
    const struct identity *identity; /* NULL = nobody */
    const char *etag;                /* what makes it conditional; NULL = nothing */
    const char *last_modified;
    struct spool_file *file; /* where a body goes that came with 200 … */
    bool any_status;         /* … or with any but a redirect */
    struct buffer *small;    /* instead of the file: a small reply, whatever its status */
};

struct http
{
    CURL *curl;
    const struct request *request;
    const char *certificates;
    char *ca_file;      /* path of the feed's own authority */
    char *proxy_secret; /* user:password */
    struct heartbeat heartbeat;
    struct courtesy courtesy;
};

struct exchange
{
    int status;
    char etag[HTTP_VALUE_MAX];
    char last_modified[HTTP_VALUE_MAX];
    char content_type[HTTP_VALUE_MAX];
    char content_encoding[HTTP_VALUE_MAX];
    char retry_after[HTTP_VALUE_MAX];
    char date[HTTP_VALUE_MAX];
    char location[URL_LOCATION_MAX];
    int64_t content_length; /* -1 = not said */
    bool chunked;
    struct buffer headers; /* status line and headers as they came */
    struct buffer link;    /* values of Link headers, joined by commas */
    const struct ask *ask;
    int64_t wire_bytes;
    int64_t started_ms;
    int64_t window_ms; /* the stall watch: since when, and how many bytes then */
    int64_t window_bytes;
    const struct http *http;
    struct failure *failure;
    bool failed;
    bool no_leave; /* not sent: the host's budget is spent */
};

/* Overwrite and free header lines: they hold secrets. */
void http_free_lines(struct curl_slist *list);

bool http_open(struct http *h, const struct request *request, const char *certificates,
               struct heartbeat heartbeat, struct courtesy courtesy, struct failure *f);

/* Wait, with a sign of life every second. */
bool http_wait(const struct http *h, int64_t ms, struct failure *f);
void http_close(struct http *h);

/*
 * Send one request, when the host's budget allows; a longer wait than the definition accepts is a failure,
 * and stands in retry_after. Any HTTP status is success here; redirects are not followed.
 */
bool http_send(struct http *h, const struct ask *ask, struct exchange *out, struct failure *f);
void exchange_free(struct exchange *e);

/* The value of a response header, NULL when it is absent; of several the last. Free the result. */
char *exchange_header(const struct exchange *e, const char *name);

/* A body whose length something proves: Content-Length, chunks, or a gzip trailer later on. */
bool exchange_proves_length(const struct exchange *e);

#endif
