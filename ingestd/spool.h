/*
 * spool.h: bodies on disk, as they came over the wire.
 *
 *   SPOOL/FEED/RUN/page-00001.body      raw bytes
 *   SPOOL/FEED/RUN/page-00001.headers   status line and headers, secrets never among them
 *
 * A body is written under a name of its own, made durable, then renamed: what has its final name is whole.
 */
#ifndef SEI_INGESTD_SPOOL_H
#define SEI_INGESTD_SPOOL_H

#include <stdint.h>

#include "digest.h"
#include "stream.h"

struct spool_file
{
    int fd;
    char *path;    /* final name */
    char *partial; /* name while it is written */
    int64_t bytes;
};

/* Make SPOOL/FEED/RUN; free *dir. */
bool spool_open(const char *spool, const char *feed, const char *run, char **dir, struct failure *f);

/* Keep the newest `keep` runs of a feed, remove older ones. */
void spool_prune(const char *spool, const char *feed, int keep);

bool spool_create(const char *dir, int page, struct spool_file *out, struct failure *f);
bool spool_write(struct spool_file *file, const char *bytes, size_t len, struct failure *f);
/* Begin the body anew: what was written belongs to an answer that does not count. */
bool spool_restart(struct spool_file *file, struct failure *f);
bool spool_keep(struct spool_file *file, const char *dir, struct slice headers, struct failure *f);
void spool_drop(struct spool_file *file);

/* Push a kept file through a sink. */
bool spool_read(const char *path, struct sink out, struct failure *f);

#endif
