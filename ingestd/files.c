/*
 * files.c: see files.h.
 */
#include "files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool
file_read(const char *path, size_t limit, struct buffer *out, struct failure *f)
{
    char chunk[16384];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n;

    if (fd < 0)
        return fail(f, FAILURE_USAGE, NULL, "%s: cannot be opened: %s", path, strerror(errno));
    while ((n = read(fd, chunk, sizeof(chunk))) > 0 && out->len <= limit)
        buffer_append(out, chunk, (size_t) n);
    close(fd);
    if (n < 0)
        return fail(f, FAILURE_USAGE, NULL, "%s: cannot be read: %s", path, strerror(errno));
    if (out->len > limit)
        return fail(f, FAILURE_USAGE, NULL, "%s: larger than %zu bytes", path, limit);
    buffer_string(out);
    return true;
}

static int
by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *) a, *(char *const *) b);
}

bool
files_list(const char *dir, const char *suffix, char ***names, size_t *n, struct failure *f)
{
    DIR *d = opendir(dir);
    struct dirent *e;
    size_t tail = strlen(suffix);

    *names = NULL;
    *n = 0;
    if (d == NULL)
        return fail(f, FAILURE_USAGE, NULL, "%s: cannot be listed: %s", dir, strerror(errno));
    while ((e = readdir(d)) != NULL)
    {
        size_t len = strlen(e->d_name);

        if (len <= tail || e->d_name[0] == '.' || strcmp(e->d_name + len - tail, suffix) != 0)
            continue;
        *names = mem_grow(*names, *n + 1, sizeof(char *));
        (*names)[(*n)++] = mem_text(slice_of(e->d_name));
    }
    closedir(d);
    if (*n > 0)
        qsort(*names, *n, sizeof(char *), by_name);
    return true;
}

void
files_free(char **names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(names[i]);
    free(names);
}
