/*
 * secret.c: see secret.h.
 */
#include "secret.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "files.h"

#define SECRET_MAX_BYTES 16384

static bool
check(const char *name, const struct buffer *text, struct failure *f)
{
    if (text->len == 0 || slice_equal(buffer_slice(text), slice_of("null")))
        return fail(f, FAILURE_OPERATOR, "write the secret into its file", "the secret \"%s\" is empty",
                    name);
    for (size_t i = 0; i < text->len; i++)
    {
        if ((unsigned char) text->ptr[i] < 0x20 || text->ptr[i] == 0x7f)
            return fail(f, FAILURE_OPERATOR, "a header value is one line of text",
                        "the secret \"%s\" holds a control character", name);
    }
    return true;
}

static bool
make_path(const char *name, char **out, struct failure *f)
{
    const char *dir = getenv("CREDENTIALS_DIRECTORY");

    *out = NULL;
    if (dir == NULL || dir[0] == '\0')
        return fail(f, FAILURE_OPERATOR, "set it, or use LoadCredential= in the systemd unit",
                    "the secret \"%s\" is wanted, but $CREDENTIALS_DIRECTORY is not set", name);
    *out = mem_format("%s/%s", dir, name);
    return true;
}

bool
secret_path(const char *name, char **out, struct failure *f)
{
    if (!make_path(name, out, f))
        return false;
    return access(*out, R_OK) == 0 ||
           fail(f, FAILURE_OPERATOR, "put the file there, or use LoadCredential=", "%s cannot be read", *out);
}

bool
secret_read(const char *name, char **out, struct failure *f)
{
    struct buffer text = {0};
    char *path;
    bool good;

    *out = NULL;
    if (!make_path(name, &path, f))
        return false;
    good = file_read(path, SECRET_MAX_BYTES, &text, f);
    if (!good)
        f->class = FAILURE_OPERATOR;
    while (good && text.len > 0 && (text.ptr[text.len - 1] == '\n' || text.ptr[text.len - 1] == '\r'))
        text.len--;
    good = good && check(name, &text, f);
    if (good)
        *out = mem_text(buffer_slice(&text));
    free(path);
    if (text.ptr != NULL)
        explicit_bzero(text.ptr, text.cap);
    buffer_free(&text);
    return good;
}

void
secret_free(char *text)
{
    if (text != NULL)
        explicit_bzero(text, strlen(text));
    free(text);
}

static void
mask_form(const char *secret, char *text, size_t len)
{
    size_t n = strlen(secret);
    char *at = text;

    while (n > 0 && len - (size_t) (at - text) >= n &&
           (at = memmem(at, len - (size_t) (at - text), secret, n)) != NULL)
    {
        memset(at, '*', n);
        at += n;
    }
}

void
secret_mask(const char *secret, char *text, size_t len)
{
    char *escaped = curl_easy_escape(NULL, secret, 0);

    mask_form(secret, text, len);
    if (escaped != NULL)
        mask_form(escaped, text, len);
    curl_free(escaped);
}
