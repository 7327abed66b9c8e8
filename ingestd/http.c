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
    {"date", offsetof(struct exchange, date), HTTP_VALUE_MAX},
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
    buffer_clear(&e->link);
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
    if (name_len == 4 && strncasecmp(line, "link", 4) == 0)
        buffer_format(&e->link, "%s%s", e->link.len > 0 ? ", " : "", text);
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

/* A redirect's body is never wanted, that of another status only when somebody will look into it. */
static bool
is_wanted(const struct exchange *e, long status)
{
    return status == 200 || (e->ask->any_status && (status < 300 || status >= 400));
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
    if (e->ask->small != NULL)
    {
        size_t room = HTTP_SMALL_MAX - e->ask->small->len;

        buffer_append(e->ask->small, bytes, len < room ? len : room);
        return len;
    }
    curl_easy_getinfo(e->http->curl, CURLINFO_RESPONSE_CODE, &status);
    if (is_wanted(e, status) && !spool_write(e->ask->file, bytes, len, e->failure))
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
    /* With a proxy this is the proxy's address, which the definition named. */
    if (!e->http->request->allow_private && e->http->request->proxy.url == NULL &&
        !address_is_public(&address->addr))
    {
        fail(e->failure, FAILURE_OPERATOR,
             "set \"allow_private\": true in the feed's request if that is meant",
             "the host is at a private or local address");
        stop(e);
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

bool
http_open(struct http *h, const struct request *request, const char *certificates, struct heartbeat heartbeat,
          struct courtesy courtesy, struct failure *f)
{
    const struct proxy *proxy = &request->proxy;
    char *password = NULL;

    memset(h, 0, sizeof(*h));
    h->request = request;
    h->certificates = certificates;
    h->heartbeat = heartbeat;
    h->courtesy = courtesy;
    h->curl = curl_easy_init();
    if (h->curl == NULL)
        return fail(f, FAILURE_RETRY, NULL, "libcurl cannot begin");
    if (request->tls.ca_file != NULL && !secret_path(request->tls.ca_file, &h->ca_file, f))
        return fail_at(f, "tls: ");
    if (proxy->secret != NULL && !secret_read(proxy->secret, &password, f))
        return fail_at(f, "proxy: ");
    if (password != NULL)
        h->proxy_secret = mem_format("%s:%s", proxy->user, password);
    secret_free(password);
    return true;
}

void
http_close(struct http *h)
{
    curl_easy_cleanup(h->curl);
    free(h->ca_file);
    secret_free(h->proxy_secret);
    memset(h, 0, sizeof(*h));
}

static struct curl_slist *
add_line(struct curl_slist *list, const char *name, const char *value)
{
    char *line = mem_format("%s: %s", name, value);

    list = curl_slist_append(list, line);
    free(line);
    return list;
}

/* Every header of a request; the lines of the identity are copied, so free them with http_free_lines. */
static struct curl_slist *
make_lines(const struct ask *ask)
{
    struct curl_slist *list = NULL;

    for (size_t i = 0; ask->headers != NULL && i < ask->headers->n; i++)
        list = curl_slist_append(list, ask->headers->items[i]);
    for (const struct curl_slist *p = ask->identity == NULL ? NULL : ask->identity->lines; p != NULL;
         p = p->next)
        list = curl_slist_append(list, p->data);
    list = add_line(list, "Accept-Encoding", "gzip");
    if (ask->etag != NULL)
        list = add_line(list, "If-None-Match", ask->etag);
    if (ask->last_modified != NULL)
        list = add_line(list, "If-Modified-Since", ask->last_modified);
    if (ask->body_type != NULL)
        list = add_line(list, "Content-Type", ask->body_type);
    return list;
}

void
http_free_lines(struct curl_slist *list)
{
    for (struct curl_slist *p = list; p != NULL; p = p->next)
        explicit_bzero(p->data, strlen(p->data));
    curl_slist_free_all(list);
}

static void
set_security(struct http *h, const struct ask *ask)
{
    const struct request *r = h->request;
    CURL *c = h->curl;
    const char *ca = h->ca_file != NULL ? h->ca_file : h->certificates;

    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_SSLVERSION,
                     (long) (r->tls.at_least_13 ? CURL_SSLVERSION_TLSv1_3 : CURL_SSLVERSION_TLSv1_2));
    if (ca != NULL)
        curl_easy_setopt(c, CURLOPT_CAINFO, ca);
    if (ask->identity != NULL && ask->identity->pinned_key != NULL)
        curl_easy_setopt(c, CURLOPT_PINNEDPUBLICKEY, ask->identity->pinned_key);
    if (ask->identity != NULL && ask->identity->certificate != NULL)
    {
        curl_easy_setopt(c, CURLOPT_SSLCERT, ask->identity->certificate);
        curl_easy_setopt(c, CURLOPT_SSLKEY, ask->identity->key);
        curl_easy_setopt(c, CURLOPT_KEYPASSWD, ask->identity->key_password);
    }
    curl_easy_setopt(c, CURLOPT_PROXY, r->proxy.url == NULL ? "" : r->proxy.url);
    curl_easy_setopt(c, CURLOPT_NOPROXY, "");
    curl_easy_setopt(c, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    if (h->proxy_secret != NULL)
    {
        curl_easy_setopt(c, CURLOPT_PROXYAUTH, (long) CURLAUTH_BASIC);
        curl_easy_setopt(c, CURLOPT_PROXYUSERPWD, h->proxy_secret);
    }
}

static void
set_options(struct http *h, const char *url, struct curl_slist *headers, struct exchange *e, char *why)
{
    const struct ask *ask = e->ask;
    CURL *c = h->curl;

    curl_easy_reset(c);
    set_security(h, ask);
    curl_easy_setopt(c, CURLOPT_URL, url);
    if (ask->body == NULL)
        curl_easy_setopt(c, CURLOPT_HTTPGET, 1L);
    else
    {
        curl_easy_setopt(c, CURLOPT_POST, 1L);
        curl_easy_setopt(c, CURLOPT_POSTFIELDS, ask->body);
        curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t) ask->body_len);
    }
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(c, CURLOPT_USERAGENT, "sei-ingestd/" SEI_VERSION);
    curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
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
}

/* libcurl reports a refused handshake under several codes; the peer's alert tells it from a broken line. */
static bool
is_refused_handshake(CURLcode code, const char *words)
{
    if (code == CURLE_SSL_CONNECT_ERROR)
        return strcasestr(words, "reset") == NULL && strcasestr(words, "SYSCALL") == NULL &&
               strcasestr(words, "timed out") == NULL;
    return strcasestr(words, "alert") != NULL && strcasestr(words, "certificate") != NULL;
}

static bool
fail_transfer(struct http *h, CURLcode code, const char *why, const struct exchange *e, struct failure *f)
{
    const char *words = why[0] != '\0' ? why : curl_easy_strerror(code);
    long proxy_status = 0;

    curl_easy_getinfo(h->curl, CURLINFO_HTTP_CONNECTCODE, &proxy_status);
    if (proxy_status == 407 || proxy_status == 403)
        return fail(f, FAILURE_OPERATOR, "see \"proxy\" in the feed's request", "the proxy answered %ld",
                    proxy_status);
    if (is_refused_handshake(code, words))
        return fail(f, FAILURE_OPERATOR,
                    "does the server want a client certificate (request.tls), or speak only an old TLS?",
                    "the server and we do not agree on TLS: %s", words);
    switch (code)
    {
        case CURLE_COULDNT_RESOLVE_PROXY:
            return fail(f, FAILURE_RETRY, "is the proxy up, and request.proxy.url right?",
                        "the proxy is down: %s", words);
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_CONNECT:
            return h->request->proxy.url != NULL
                       ? fail(f, FAILURE_RETRY, "are the proxy and the source up, and their URLs right?",
                              "the source is down, or the proxy before it: %s", words)
                       : fail(f, FAILURE_RETRY, "is the source up, and the URL right?",
                              "the source is down: %s", words);
        case CURLE_PARTIAL_FILE:
        case CURLE_RECV_ERROR:
            return fail(f, FAILURE_RETRY, "nothing of it was loaded", "the body was cut after %lld bytes: %s",
                        (long long) e->wire_bytes, words);
        case CURLE_OPERATION_TIMEDOUT:
            return fail(f, FAILURE_RETRY, "raise request.timeout_s if the source is that slow",
                        "time is up: %s", words);
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
            return fail(f, FAILURE_OPERATOR,
                        "name the authority's certificate with request.tls.ca_file or --ca-file",
                        "the server's certificate is not trusted: %s", words);
        case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
            return fail(f, FAILURE_OPERATOR,
                        "somebody stands between, or the source has a new key: request.tls.pinned_key",
                        "the server's key is not the pinned one");
        case CURLE_SSL_CERTPROBLEM:
            return fail(f, FAILURE_OPERATOR, "see request.tls: certificate, key and key_password must fit",
                        "our client certificate cannot be used: %s", words);
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_WEIRD_SERVER_REPLY:
            return fail(f, FAILURE_RETRY, "is it the right port?",
                        "what answers there does not speak HTTP: %s", words);
        case CURLE_URL_MALFORMAT:
            return fail(f, FAILURE_OPERATOR, NULL, "the URL cannot be fetched: %s", words);
        default: return fail(f, FAILURE_RETRY, NULL, "the transfer failed: %s", words);
    }
}

/* What curl is asked for: the URL with the secret parameter, when there is one. */
static char *
whole_url(const struct ask *ask)
{
    if (ask->identity == NULL || ask->identity->parameter == NULL)
        return mem_text(slice_of(ask->url));
    return url_with_text(ask->url, ask->identity->parameter, ask->identity->value);
}

/* Through a proxy nobody connects here, so the host's name is all there is to judge. */
static bool
check_name(const struct http *h, const char *url, struct failure *f)
{
    char *host = url_host(url);
    bool good = h->request->allow_private || h->request->proxy.url == NULL ||
                (host != NULL && address_name_is_public(host));

    free(host);
    return good ||
           fail(f, FAILURE_OPERATOR, "set \"allow_private\": true in the feed's request if that is meant",
                "the host is at a private or local address");
}

bool
http_wait(const struct http *h, int64_t ms, struct failure *f)
{
    while (ms > 0)
    {
        int64_t slice = ms < 1000 ? ms : 1000;

        if (!h->heartbeat.beat(h->heartbeat.ctx, f))
            return false;
        clock_sleep_ms(slice);
        ms -= slice;
    }
    return true;
}

/* Ask for leave until it is given. */
static bool
spend(struct http *h, const char *url, struct exchange *e, struct failure *f)
{
    char *host = url_host(url);
    int64_t wait = 0;
    bool good = true;

    while (good && h->courtesy.spend != NULL)
    {
        good = h->courtesy.spend(h->courtesy.ctx, host == NULL ? "" : host, h->request->budget, &wait, f);
        if (!good || wait == 0)
            break;
        if (wait > (int64_t) h->request->budget_wait_s * 1000)
        {
            e->no_leave = true;
            snprintf(e->retry_after, sizeof(e->retry_after), "%lld", (long long) (wait + 999) / 1000);
            good = fail(f, FAILURE_RETRY, "raise request.budget_wait_s to wait for it within the run",
                        "no request to %s is left for the next %lld seconds", host,
                        (long long) (wait + 999) / 1000);
        }
        else
            good = http_wait(h, wait, f);
    }
    free(host);
    return good;
}

bool
http_send(struct http *h, const struct ask *ask, struct exchange *out, struct failure *f)
{
    char why[CURL_ERROR_SIZE] = "";
    struct curl_slist *headers;
    long status = 0;
    CURLcode code;
    char *url;

    memset(out, 0, sizeof(*out));
    out->http = h;
    out->ask = ask;
    out->failure = f;
    out->content_length = -1;
    if (!check_name(h, ask->url, f) || !spend(h, ask->url, out, f))
        return false;
    out->started_ms = clock_now_ms();
    out->window_ms = out->started_ms;
    headers = make_lines(ask);
    url = whole_url(ask);
    set_options(h, url, headers, out, why);
    code = curl_easy_perform(h->curl);
    curl_easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, &status);
    out->status = (int) status;
    http_free_lines(headers);
    secret_free(url);
    if (out->failed)
        return false;
    return code == CURLE_OK || fail_transfer(h, code, why, out, f);
}

void
exchange_free(struct exchange *e)
{
    buffer_free(&e->headers);
    buffer_free(&e->link);
}

char *
exchange_header(const struct exchange *e, const char *name)
{
    size_t len = strlen(name);
    const char *at = e->headers.ptr;
    const char *end = at == NULL ? NULL : at + e->headers.len;
    char *value = NULL;

    while (at != NULL && at < end)
    {
        const char *stop_at = memchr(at, '\n', (size_t) (end - at));
        const char *line_end = stop_at == NULL ? end : stop_at;

        if ((size_t) (line_end - at) > len && at[len] == ':' && strncasecmp(at, name, len) == 0)
        {
            const char *from = at + len + 1;

            while (from < line_end && isspace((unsigned char) *from))
                from++;
            while (line_end > from && isspace((unsigned char) line_end[-1]))
                line_end--;
            free(value);
            value = mem_text(slice_make(from, (size_t) (line_end - from)));
        }
        at = stop_at == NULL ? end : stop_at + 1;
    }
    return value;
}

bool
exchange_proves_length(const struct exchange *e)
{
    return e->content_length >= 0 || e->chunked;
}
