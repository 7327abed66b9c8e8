/*
 * spool.c: see spool.h.
 */
#include "spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files.h"

static bool
fail_disk(struct failure *f, const char *path, const char *what)
{
    int why = errno;
    bool full = why == ENOSPC || why == EDQUOT;

    return fail(f, full ? FAILURE_RETRY : FAILURE_OPERATOR,
                full ? "make room on the disk of the spool"
                     : "give the spool directory with --spool, writable for this user",
                "%s: %s: %s", path, what, strerror(why));
}

static bool
make_directory(const char *path, struct failure *f)
{
    return mkdir(path, 0750) == 0 || errno == EEXIST || fail_disk(f, path, "cannot be made");
}

bool
spool_open(const char *spool, const char *feed, const char *run, char **dir, struct failure *f)
{
    char *parent = mem_format("%s/%s", spool, feed);
    bool good;

    *dir = mem_format("%s/%s", parent, run);
    good = make_directory(spool, f) && make_directory(parent, f) && make_directory(*dir, f);
    free(parent);
    return good;
}

static void
remove_run(const char *dir)
{
    struct failure ignored;
    char **names = NULL;
    size_t n = 0;

    if (files_list(dir, "", &names, &n, &ignored))
    {
        for (size_t i = 0; i < n; i++)
        {
            char *path = mem_format("%s/%s", dir, names[i]);

            unlink(path);
            free(path);
        }
    }
    files_free(names, n);
    rmdir(dir);
}

static int
by_number(const void *a, const void *b)
{
    long x = strtol(*(char *const *) a, NULL, 10);
    long y = strtol(*(char *const *) b, NULL, 10);

    return x < y ? -1 : x > y;
}

void
spool_prune(const char *spool, const char *feed, int keep)
{
    char *parent = mem_format("%s/%s", spool, feed);
    struct failure ignored;
    char **names = NULL;
    size_t n = 0;

    if (files_list(parent, "", &names, &n, &ignored) && n > (size_t) keep)
    {
        qsort(names, n, sizeof(char *), by_number);
        for (size_t i = 0; i + (size_t) keep < n; i++)
        {
            char *dir = mem_format("%s/%s", parent, names[i]);

            remove_run(dir);
            free(dir);
        }
    }
    files_free(names, n);
    free(parent);
}

bool
spool_create(const char *dir, int page, struct spool_file *out, struct failure *f)
{
    memset(out, 0, sizeof(*out));
    out->path = mem_format("%s/page-%05d.body", dir, page);
    out->partial = mem_format("%s.partial", out->path);
    out->fd = open(out->partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
    return out->fd >= 0 || fail_disk(f, out->partial, "cannot be made");
}

bool
spool_write(struct spool_file *file, const char *bytes, size_t len, struct failure *f)
{
    while (len > 0)
    {
        ssize_t n = write(file->fd, bytes, len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail_disk(f, file->partial, "cannot be written");
        bytes += n;
        len -= (size_t) n;
        file->bytes += n;
    }
    return true;
}

bool
spool_restart(struct spool_file *file, struct failure *f)
{
    file->bytes = 0;
    return (ftruncate(file->fd, 0) == 0 && lseek(file->fd, 0, SEEK_SET) == 0) ||
           fail_disk(f, file->partial, "cannot be begun again");
}

static bool
write_headers(const struct spool_file *file, struct slice headers, struct failure *f)
{
    char *path = mem_format("%.*s.headers", (int) (strlen(file->path) - 5), file->path);
    struct spool_file out = {.partial = path};
    bool good;

    out.fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
    good =
        out.fd >= 0 ? spool_write(&out, headers.ptr, headers.len, f) : fail_disk(f, path, "cannot be made");
    if (out.fd >= 0)
        close(out.fd);
    free(path);
    return good;
}

static bool
sync_directory(const char *dir, struct failure *f)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool good = fd >= 0 && fsync(fd) == 0;

    if (fd >= 0)
        close(fd);
    return good || fail_disk(f, dir, "cannot be made durable");
}

bool
spool_keep(struct spool_file *file, const char *dir, struct slice headers, struct failure *f)
{
    bool good = write_headers(file, headers, f);

    if (good && fsync(file->fd) != 0)
        good = fail_disk(f, file->partial, "cannot be made durable");
    close(file->fd);
    file->fd = -1;
    if (good && rename(file->partial, file->path) != 0)
        good = fail_disk(f, file->path, "cannot be named");
    return good && sync_directory(dir, f);
}

void
spool_drop(struct spool_file *file)
{
    if (file->fd >= 0)
        close(file->fd);
    file->fd = -1;
    if (file->partial != NULL)
        unlink(file->partial);
    free(file->partial);
    free(file->path);
    file->partial = NULL;
    file->path = NULL;
}

bool
spool_read(const char *path, struct sink out, struct failure *f)
{
    char chunk[STREAM_CHUNK_BYTES];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool good = true;
    ssize_t n;

    if (fd < 0)
        return fail_disk(f, path, "cannot be opened");
    while (good && (n = read(fd, chunk, sizeof(chunk))) != 0)
    {
        if (n < 0 && errno == EINTR)
            continue;
        good = n > 0 ? out.write(out.ctx, chunk, (size_t) n, f) : fail_disk(f, path, "cannot be read");
    }
    close(fd);
    return good;
}
