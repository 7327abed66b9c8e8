/*
 * url.c: see url.h. libcurl's own parser reads URLs, so that what is checked is what is fetched.
 */
#include "url.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "buffer.h"

static char *
part(const char *url, CURLUPart what, unsigned int flags)
{
    CURLU *u = curl_url();
    char *text = NULL;
    char *copy = NULL;

    if (u != NULL && curl_url_set(u, CURLUPART_URL, url, 0) == CURLUE_OK &&
        curl_url_get(u, what, &text, flags) == CURLUE_OK)
        copy = mem_text(slice_of(text));
    curl_free(text);
    curl_url_cleanup(u);
    return copy;
}

static bool
has_part(const char *url, CURLUPart what)
{
    char *text = part(url, what, 0);
    bool there = text != NULL;

    free(text);
    return there;
}

bool
url_check(const char *url, struct failure *f)
{
    static const char example[] = "write a whole URL: https://example.org/data.csv";
    char *scheme = part(url, CURLUPART_SCHEME, 0);
    char *host = part(url, CURLUPART_HOST, 0);
    bool good = false;

    for (const char *p = url; *p != '\0'; p++)
    {
        if ((unsigned char) *p <= 0x20 || *p == 0x7f)
        {
            free(scheme);
            free(host);
            return fail(f, FAILURE_USAGE, "write a space as %20",
                        "the URL holds a space or a control character");
        }
    }
    if (strlen(url) > URL_MAX_BYTES)
        fail(f, FAILURE_USAGE, NULL, "the URL is longer than %d bytes", URL_MAX_BYTES);
    else if (scheme == NULL || host == NULL || host[0] == '\0' || strstr(url, "://") == NULL)
        fail(f, FAILURE_USAGE, example, "not a URL");
    else if (strcasecmp(scheme, "http") != 0 && strcasecmp(scheme, "https") != 0)
        fail(f, FAILURE_USAGE, "http and https are fetched, nothing else", "the scheme %s is not allowed",
             scheme);
    else if (has_part(url, CURLUPART_USER) || has_part(url, CURLUPART_PASSWORD))
        fail(f, FAILURE_USAGE, "use a header with {\"secret\": \"name\"}",
             "the URL holds a user or a password");
    else if (has_part(url, CURLUPART_FRAGMENT))
        fail(f, FAILURE_USAGE, "remove what follows #", "the URL has a fragment, which is never sent");
    else
        good = true;
    free(scheme);
    free(host);
    return good;
}

/* Whether `name=` stands at p. */
static bool
is_parameter(const char *p, const char *name)
{
    size_t len = strlen(name);

    return strncmp(p, name, len) == 0 && p[len] == '=';
}

/* The URL with parameter `name` replaced by `pair` (added when absent), or without it when pair is NULL. */
static char *
rewrite_query(const char *url, const char *name, const char *pair)
{
    const char *query = strchr(url, '?');
    char *escaped = curl_easy_escape(NULL, name, 0);
    struct buffer out = {0};
    bool found = pair == NULL;
    bool has_query = false;
    char *result;

    buffer_append(&out, url, query == NULL ? strlen(url) : (size_t) (query - url));
    for (const char *p = query == NULL ? "" : query + 1; *p != '\0';)
    {
        size_t len = strcspn(p, "&");
        bool same = is_parameter(p, name) || is_parameter(p, escaped);

        if (!same || !found)
        {
            buffer_byte(&out, has_query ? '&' : '?');
            has_query = true;
        }
        if (!same)
            buffer_append(&out, p, len);
        else if (!found)
            buffer_text(&out, pair);
        found = found || same;
        p += len + (p[len] == '&' ? 1 : 0);
    }
    if (!found)
        buffer_format(&out, "%c%s", has_query ? '&' : '?', pair);
    result = mem_text(buffer_slice(&out));
    curl_free(escaped);
    buffer_free(&out);
    return result;
}

char *
url_with_text(const char *url, const char *name, const char *value)
{
    char *key = curl_easy_escape(NULL, name, 0);
    char *text = curl_easy_escape(NULL, value, 0);
    char *pair = mem_format("%s=%s", key, text);
    char *result = rewrite_query(url, name, pair);

    explicit_bzero(text, strlen(text));
    explicit_bzero(pair, strlen(pair));
    curl_free(key);
    curl_free(text);
    free(pair);
    return result;
}

char *
url_without(const char *url, const char *name)
{
    return rewrite_query(url, name, NULL);
}

char *
url_host(const char *url)
{
    char *host = part(url, CURLUPART_HOST, 0);
    size_t len = host == NULL ? 0 : strlen(host);

    if (len > 2 && host[0] == '[')
    {
        memmove(host, host + 1, len - 2);
        host[len - 2] = '\0';
    }
    return host;
}

bool
url_same_origin(const char *a, const char *b)
{
    static const CURLUPart parts[] = {CURLUPART_SCHEME, CURLUPART_HOST, CURLUPART_PORT};
    bool same = true;

    for (size_t i = 0; i < 3; i++)
    {
        char *x = part(a, parts[i], CURLU_DEFAULT_PORT);
        char *y = part(b, parts[i], CURLU_DEFAULT_PORT);

        same = same && x != NULL && y != NULL && strcasecmp(x, y) == 0;
        free(x);
        free(y);
    }
    return same;
}

char *
url_resolve(const char *base, const char *location)
{
    CURLU *u = curl_url();
    char *text = NULL;
    char *copy = NULL;

    if (u != NULL && curl_url_set(u, CURLUPART_URL, base, 0) == CURLUE_OK &&
        curl_url_set(u, CURLUPART_URL, location, 0) == CURLUE_OK &&
        curl_url_set(u, CURLUPART_FRAGMENT, NULL, 0) == CURLUE_OK &&
        curl_url_get(u, CURLUPART_URL, &text, 0) == CURLUE_OK)
        copy = mem_text(slice_of(text));
    curl_free(text);
    curl_url_cleanup(u);
    return copy;
}

/* Names of parameters whose values nobody should read in a log. */
static bool
is_secret_name(const char *name, size_t len)
{
    static const char *const marks[] = {"key",    "token",     "secret", "password",
                                        "passwd", "signature", "auth",   "sig"};
    char *lower = mem_text(slice_make(name, len));
    bool secret = false;

    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]) && !secret; i++)
        secret = strcasestr(lower, marks[i]) != NULL;
    free(lower);
    return secret;
}

char *
url_redact(const char *url)
{
    const char *authority = strstr(url, "://");
    const char *rest = authority == NULL ? url : authority + 3;
    const char *at = memchr(rest, '@', strcspn(rest, "/?#"));
    struct buffer out = {0};
    const char *p;
    char *result;

    buffer_append(&out, url, (size_t) (rest - url));
    if (at != NULL)
        buffer_text(&out, "<redacted>");
    p = at != NULL ? at : rest;
    buffer_append(&out, p, strcspn(p, "?"));
    p += strcspn(p, "?");
    while (*p != '\0')
    {
        size_t len = strcspn(p + 1, "&");
        size_t name = strcspn(p + 1, "=&");

        if (name < len && is_secret_name(p + 1, name))
        {
            buffer_append(&out, p, name + 2);
            buffer_text(&out, "<redacted>");
        }
        else
            buffer_append(&out, p, len + 1);
        p += len + 1;
    }
    result = mem_text(buffer_slice(&out));
    buffer_free(&out);
    return result;
}
