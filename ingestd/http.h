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

/* Called about once a second while we wait; false stops with the failure it filled. */
struct heartbeat
{
    bool (*beat)(void *ctx, struct failure *f);
    void *ctx;
};

struct http
{
    CURL *curl;
    const struct request *request;
    const char *certificates;
    struct curl_slist *headers; /* the definition's, secrets filled in */
    struct heartbeat heartbeat;
};

struct exchange
{
    int status;
    char etag[HTTP_VALUE_MAX];
    char last_modified[HTTP_VALUE_MAX];
    char content_type[HTTP_VALUE_MAX];
    char content_encoding[HTTP_VALUE_MAX];
    char retry_after[HTTP_VALUE_MAX];
    char location[URL_LOCATION_MAX];
    int64_t content_length; /* -1 = not said */
    bool chunked;
    struct buffer headers; /* status line and headers as they came */
    struct spool_file *file;
    int64_t wire_bytes;
    int64_t started_ms;
    int64_t window_ms; /* the stall watch: since when, and how many bytes then */
    int64_t window_bytes;
    const struct http *http;
    struct failure *failure;
    bool failed;
};

bool http_open(struct http *h, const struct feed *feed, const char *certificates, struct heartbeat heartbeat,
               struct failure *f);
void http_close(struct http *h);

/* GET url into file; etag and last_modified (may be NULL) make it conditional. Any HTTP status is success
 * here. */
bool http_get(struct http *h, const char *url, const char *etag, const char *last_modified,
              struct spool_file *file, struct exchange *out, struct failure *f);
void exchange_free(struct exchange *e);

/* A body whose length something proves: Content-Length, chunks, or a gzip trailer later on. */
bool exchange_proves_length(const struct exchange *e);

#endif
