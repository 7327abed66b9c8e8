/*
 * secret.c: see secret.h.
 */
#include "secret.h"

#include <stdlib.h>

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

bool
secret_read(const char *name, char **out, struct failure *f)
{
    const char *dir = getenv("CREDENTIALS_DIRECTORY");
    struct buffer text = {0};
    char *path;
    bool good;

    *out = NULL;
    if (dir == NULL || dir[0] == '\0')
        return fail(f, FAILURE_OPERATOR, "set it, or use LoadCredential= in the systemd unit",
                    "the secret \"%s\" is wanted, but $CREDENTIALS_DIRECTORY is not set", name);
    path = mem_format("%s/%s", dir, name);
    good = file_read(path, SECRET_MAX_BYTES, &text, f);
    if (!good)
        f->class = FAILURE_OPERATOR;
    while (good && text.len > 0 && (text.ptr[text.len - 1] == '\n' || text.ptr[text.len - 1] == '\r'))
        text.len--;
    good = good && check(name, &text, f);
    if (good)
        *out = mem_text(buffer_slice(&text));
    free(path);
    buffer_free(&text);
    return good;
}
