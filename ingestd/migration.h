/*
 * migration.h: one SQL file of migrations/, definitions/ or data/, read and cut into what the server executes
 * and what is copied.
 *
 * A file is SQL plus lines `\copy table (columns) FROM 'path' WITH (FORMAT csv, HEADER true)`, the path
 * relative to the sql directory: the one line form that psql and this runner both understand.
 */
#ifndef SEI_INGESTD_MIGRATION_H
#define SEI_INGESTD_MIGRATION_H

#include "buffer.h"
#include "digest.h"
#include "failure.h"

#define MIGRATION_VERSION_MAX 32

struct migration_step
{
    bool is_copy;
    int line;         /* where it begins in the file, 1-based */
    struct slice sql; /* SQL: a view into the file's text */
    char *target;     /* copy: `table (columns)` */
    char *options;    /* copy: `(FORMAT csv, HEADER true)` */
    char *path;       /* copy: relative to the sql directory */
};

struct migration
{
    int number;
    const char *part; /* the folder: migrations, definitions or data */
    char *name;       /* 010-foundation */
    char *path;
    struct buffer text;
    char sha256[DIGEST_TEXT_MAX]; /* over the file and, in order, the CSVs it copies */
    char least_extension[MIGRATION_VERSION_MAX];
    struct migration_step *steps;
    size_t n_steps;
};

/* Read every file under sql_dir/part, sorted by number; numbers must differ. No files is a failure. */
bool migrations_read(const char *sql_dir, const char *part, struct migration **out, size_t *n,
                     struct failure *f);
void migrations_free(struct migration *list, size_t n);

/* Cut m->text into steps; m->path is used in messages only. */
bool migration_cut(struct migration *m, struct failure *f);

/* Compare versions part by part as numbers: 0.9 < 0.10. */
int version_compare(const char *a, const char *b);

#endif
