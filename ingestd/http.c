/*
 * http.c: see http.h.
 */
#include "http.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

#include "address.h"
#include "clock.h"
#include "secret.h"
#include "url.h"

#define HEADERS_MAX_BYTES 65536
#define STALL_BYTES_PER_S 16

struct header_slot
{
    const char *name;
    size_t offset;
    size_t cap;
};

/* Response headers that matter, and where they go. */
static const struct header_slot slots[] = {
    {"etag", offsetof(struct exchange, etag), HTTP_VALUE_MAX},
    {"last-modified", offsetof(struct exchange, last_modified), HTTP_VALUE_MAX},
    {"content-type", offsetof(struct exchange, content_type), HTTP_VALUE_MAX},
    {"content-encoding", offsetof(struct exchange, content_encoding), HTTP_VALUE_MAX},
    {"retry-after", offsetof(struct exchange, retry_after), HTTP_VALUE_MAX},
    {"location", offsetof(struct exchange, location), URL_LOCATION_MAX},
};

static bool
stop(struct exchange *e)
{
    e->failed = true;
    return false;
}

static void
forget_response(struct exchange *e)
{
    for (size_t i = 0; i < sizeof(slots) / sizeof(slots[0]); i++)
        ((char *) e)[slots[i].offset] = '\0';
    buffer_clear(&e->headers);
    e->content_length = -1;
    e->chunked = false;
}

static bool
read_length(struct exchange *e, const char *value)
{
    char *end;
    long long length = strtoll(value, &end, 10);

    if (end == value || *end != '\0' || length < 0)
        return fail(e->failure, FAILURE_RETRY, NULL, "the server sent a Content-Length that is no number") ||
               stop(e);
    if (e->content_length >= 0 && e->content_length != length)
        return fail(e->failure, FAILURE_RETRY, "the source or a proxy before it is broken",
                    "the server sent two different Content-Length headers") ||
               stop(e);
    if (length > e->http->request->wire_bytes)
        return fail(e->failure, FAILURE_OPERATOR,
                    "raise request.limits.wire_bytes if the source is really that large",
                    "the server announces %lld bytes, more than the limit of %lld", length,
                    (long long) e->http->request->wire_bytes) ||
               stop(e);
    e->content_length = length;
    return true;
}

static bool
read_header(struct exchange *e, const char *line, size_t len)
{
    const char *colon = memchr(line, ':', len);
    const char *end = line + len;
    const char *value;
    size_t name_len;
    char *text;
    bool good = true;

    if (colon == NULL)
        return true;
    name_len = (size_t) (colon - line);
    value = colon + 1;
    while (value < end && (*value == ' ' || *value == '\t'))
        value++;
    while (end > value && isspace((unsigned char) end[-1]))
        end--;
    text = mem_text(slice_make(value, (size_t) (end - value)));
    for (size_t i = 0; i < sizeof(slots) / sizeof(slots[0]); i++)
    {
        if (strlen(slots[i].name) == name_len && strncasecmp(slots[i].name, line, name_len) == 0 &&
            strlen(text) < slots[i].cap)
            memcpy((char *) e + slots[i].offset, text, strlen(text) + 1);
    }
    if (name_len == 14 && strncasecmp(line, "content-length", 14) == 0)
        good = read_length(e, text);
    if (name_len == 17 && strncasecmp(line, "transfer-encoding", 17) == 0)
        e->chunked = strcasestr(text, "chunked") != NULL;
    free(text);
    return good;
}

static size_t
on_header(char *bytes, size_t size, size_t n, void *ctx)
{
    struct exchange *e = ctx;
    size_t len = size * n;

    if (len >= 5 && strncmp(bytes, "HTTP/", 5) == 0)
        forget_response(e);
    buffer_append(&e->headers, bytes, len);
    if (e->headers.len > HEADERS_MAX_BYTES)
    {
        fail(e->failure, FAILURE_RETRY, NULL, "the server sent more than %d bytes of headers",
             HEADERS_MAX_BYTES);
        stop(e);
    }
    else
        read_header(e, bytes, len);
    return e->failed ? 0 : len;
}

static size_t
on_body(char *bytes, size_t size, size_t n, void *ctx)
{
    struct exchange *e = ctx;
    size_t len = size * n;
    long status = 0;

    e->wire_bytes += (int64_t) len;
    if (e->wire_bytes > e->http->request->wire_bytes)
    {
        fail(e->failure, FAILURE_OPERATOR,
             "raise request.limits.wire_bytes if the source is really that large",
             "the server sent more than %lld bytes", (long long) e->http->request->wire_bytes);
        stop(e);
        return 0;
    }
    curl_easy_getinfo(e->http->curl, CURLINFO_RESPONSE_CODE, &status);
    if (status == 200 && !spool_write(e->file, bytes, len, e->failure))
    {
        stop(e);
        return 0;
    }
    return len;
}

/* First byte and stall, which libcurl does not tell apart. */
static bool
watch(struct exchange *e)
{
    const struct request *r = e->http->request;
    int64_t now = clock_now_ms();

    if (e->headers.len == 0 && now - e->started_ms > (int64_t) (r->connect_s + r->first_byte_s) * 1000)
        return fail(e->failure, FAILURE_RETRY,
                    "raise request.timeout_s.first_byte if the source is that slow",
                    "no answer within %d seconds", r->connect_s + r->first_byte_s) ||
               stop(e);
    if (e->headers.len == 0 || now - e->window_ms < (int64_t) r->stall_s * 1000)
        return true;
    if (e->wire_bytes - e->window_bytes < (int64_t) r->stall_s * STALL_BYTES_PER_S)
        return fail(e->failure, FAILURE_RETRY, "raise request.timeout_s.stall if the source is that slow",
                    "the transfer stalled: %lld bytes in %d seconds",
                    (long long) (e->wire_bytes - e->window_bytes), r->stall_s) ||
               stop(e);
    e->window_ms = now;
    e->window_bytes = e->wire_bytes;
    return true;
}

static int
on_progress(void *ctx, curl_off_t total, curl_off_t now, curl_off_t up_total, curl_off_t up_now)
{
    struct exchange *e = ctx;

    (void) total;
    (void) now;
    (void) up_total;
    (void) up_now;
    if (!watch(e))
        return 1;
    if (!e->http->heartbeat.beat(e->http->heartbeat.ctx, e->failure))
        stop(e);
    return e->failed ? 1 : 0;
}

static curl_socket_t
on_socket(void *ctx, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct exchange *e = ctx;

    (void) purpose;
    if (!e->http->request->allow_private && !address_is_public(&address->addr))
    {
        fail(e->failure, FAILURE_OPERATOR,
             "set \"allow_private\": true in the feed's request if that is meant",
             "the host is at a private or local address");
        stop(e);
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static bool
add_header(struct http *h, const struct header *header, struct failure *f)
{
    char *secret = NULL;
    char *line;

    if (header->secret != NULL && !secret_read(header->secret, &secret, f))
        return fail_at(f, "header %s: ", header->name);
    line = mem_format("%s: %s%s", header->name, header->prefix == NULL ? "" : header->prefix,
                      secret != NULL ? secret : header->value);
    h->headers = curl_slist_append(h->headers, line);
    if (secret != NULL)
        explicit_bzero(secret, strlen(secret));
    explicit_bzero(line, strlen(line));
    free(secret);
    free(line);
    return true;
}

bool
http_open(struct http *h, const struct feed *feed, const char *certificates, struct heartbeat heartbeat,
          struct failure *f)
{
    memset(h, 0, sizeof(*h));
    h->request = &feed->request;
    h->certificates = certificates;
    h->heartbeat = heartbeat;
    h->curl = curl_easy_init();
    if (h->curl == NULL)
        return fail(f, FAILURE_RETRY, NULL, "libcurl cannot begin");
    for (size_t i = 0; i < feed->request.n_headers; i++)
    {
        if (!add_header(h, &feed->request.headers[i], f))
            return false;
    }
    return true;
}

void
http_close(struct http *h)
{
    for (struct curl_slist *p = h->headers; p != NULL; p = p->next)
        explicit_bzero(p->data, strlen(p->data));
    curl_slist_free_all(h->headers);
    curl_easy_cleanup(h->curl);
    h->headers = NULL;
    h->curl = NULL;
}

static struct curl_slist *
conditional_headers(const struct http *h, const char *etag, const char *last_modified)
{
    struct curl_slist *list = NULL;
    char line[HTTP_VALUE_MAX + 32];

    for (const struct curl_slist *p = h->headers; p != NULL; p = p->next)
        list = curl_slist_append(list, p->data);
    list = curl_slist_append(list, "Accept-Encoding: gzip");
    if (etag != NULL)
    {
        snprintf(line, sizeof(line), "If-None-Match: %s", etag);
        list = curl_slist_append(list, line);
    }
    if (last_modified != NULL)
    {
        snprintf(line, sizeof(line), "If-Modified-Since: %s", last_modified);
        list = curl_slist_append(list, line);
    }
    return list;
}

static void
set_options(struct http *h, const char *url, struct curl_slist *headers, struct exchange *e, char *why)
{
    CURL *c = h->curl;

    curl_easy_reset(c);
    curl_easy_setopt(c, CURLOPT_URL, url);
    curl_easy_setopt(c, CURLOPT_HTTPGET, 1L);
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(c, CURLOPT_USERAGENT, "sei-ingestd/" SEI_VERSION);
    curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_PROXY, "");
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, (long) h->request->connect_s * 1000);
    curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, (long) h->request->total_s * 1000);
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, why);
    curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(c, CURLOPT_XFERINFODATA, e);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, e);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, e);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, on_socket);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, e);
    if (h->certificates != NULL)
        curl_easy_setopt(c, CURLOPT_CAINFO, h->certificates);
}

static bool
fail_transfer(CURLcode code, const char *why, const struct exchange *e, struct failure *f)
{
    const char *words = why[0] != '\0' ? why : curl_easy_strerror(code);

    switch (code)
    {
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_CONNECT:
            return fail(f, FAILURE_RETRY, "is the source up, and the URL right?", "the source is down: %s",
                        words);
        case CURLE_PARTIAL_FILE:
        case CURLE_RECV_ERROR:
            return fail(f, FAILURE_RETRY, "nothing of it was loaded", "the body was cut after %lld bytes: %s",
                        (long long) e->wire_bytes, words);
        case CURLE_OPERATION_TIMEDOUT:
            return fail(f, FAILURE_RETRY, "raise request.timeout_s if the source is that slow",
                        "time is up: %s", words);
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_CERTPROBLEM:
            return fail(f, FAILURE_OPERATOR, "name the authority's certificate with --ca-file",
                        "the server's certificate is not trusted: %s", words);
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_WEIRD_SERVER_REPLY:
            return fail(f, FAILURE_RETRY, "is it the right port?",
                        "what answers there does not speak HTTP: %s", words);
        case CURLE_URL_MALFORMAT:
            return fail(f, FAILURE_OPERATOR, NULL, "the URL cannot be fetched: %s", words);
        default: return fail(f, FAILURE_RETRY, NULL, "the transfer failed: %s", words);
    }
}

bool
http_get(struct http *h, const char *url, const char *etag, const char *last_modified,
         struct spool_file *file, struct exchange *out, struct failure *f)
{
    struct curl_slist *headers = conditional_headers(h, etag, last_modified);
    char why[CURL_ERROR_SIZE] = "";
    long status = 0;
    CURLcode code;

    memset(out, 0, sizeof(*out));
    out->http = h;
    out->file = file;
    out->failure = f;
    out->content_length = -1;
    out->started_ms = clock_now_ms();
    out->window_ms = out->started_ms;
    set_options(h, url, headers, out, why);
    code = curl_easy_perform(h->curl);
    curl_easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, &status);
    out->status = (int) status;
    curl_slist_free_all(headers);
    if (out->failed)
        return false;
    return code == CURLE_OK || fail_transfer(code, why, out, f);
}

void
exchange_free(struct exchange *e)
{
    buffer_free(&e->headers);
}

bool
exchange_proves_length(const struct exchange *e)
{
    return e->content_length >= 0 || e->chunked;
}
