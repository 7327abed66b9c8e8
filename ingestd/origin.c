/*
 * origin.c: see origin.h.
 */
#include "origin.h"

#include <stdlib.h>
#include <strings.h>

#include "url.h"

static bool
is_allowed(const struct request *r, const char *url)
{
    bool allowed = url_same_origin(r->url, url);

    for (size_t i = 0; !allowed && i < r->redirects.n; i++)
        allowed = url_same_origin(r->redirects.items[i], url);
    return allowed;
}

static bool
check(const struct request *r, const char *from, const char *url, const char *how, struct failure *f)
{
    char *shown = url_redact(url);
    struct failure why = {0};
    bool good = false;

    if (!is_allowed(r, url))
        fail(f, FAILURE_OPERATOR,
             "only the same scheme, host and port is followed, and what request.redirects lists; if that is "
             "the new "
             "place, write it into request.url",
             "the server %s to %s", how, shown);
    else if (strncasecmp(from, "https:", 6) == 0 && strncasecmp(url, "https:", 6) != 0)
        fail(f, FAILURE_OPERATOR, "correct request.url and request.redirects",
             "the server %s from https to %s, in the open", how, shown);
    else if (!url_check(url, &why))
        fail(f, FAILURE_DATA, why.hint, "the server %s to what cannot be asked: %s", how, why.text);
    else
        good = true;
    free(shown);
    return good;
}

char *
origin_follow(const struct request *r, const char *from, const char *reference, const char *how,
              struct failure *f)
{
    char *url = reference[0] == '\0' ? NULL : url_resolve(from, reference);

    if (url == NULL)
    {
        fail(f, FAILURE_RETRY, NULL, "the server %s to what is no URL", how);
        return NULL;
    }
    if (r->auth.kind == AUTH_QUERY)
    {
        char *clean = url_without(url, r->auth.name);

        free(url);
        url = clean;
    }
    if (check(r, from, url, how, f))
        return url;
    free(url);
    return NULL;
}
