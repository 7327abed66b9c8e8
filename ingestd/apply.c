/*
 * apply.c: the commands that read definitions: `apply` stores them as immutable versions, `check` only reads
 * them.
 *
 * All definitions of a directory are read before the first is stored: one mistake and nothing changes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "commands.h"
#include "db.h"
#include "digest.h"
#include "feed.h"
#include "files.h"
#include "log.h"

#define DEFINITION_MAX_BYTES (4 * 1024 * 1024)

struct loaded
{
    struct feed feed;
    char *path;
    char *canonical;
    char sha256[DIGEST_TEXT_MAX];
};

static bool
load_one(const char *path, struct loaded *out, struct failure *f)
{
    struct buffer text = {0};
    bool good = file_read(path, DEFINITION_MAX_BYTES, &text, f) &&
                feed_parse(path, buffer_slice(&text), &out->feed, &out->canonical, f);

    out->path = mem_text(slice_of(path));
    if (good)
        digest_of(out->canonical, strlen(out->canonical), out->sha256);
    buffer_free(&text);
    return good;
}

/* What only shows when all definitions are seen: names given twice, an `after` that leads round in a circle.
 */
static int
check_together(struct loaded *list, size_t n)
{
    struct failure f = {0};
    int wrong = 0;

    for (size_t i = 0; i < n; i++)
    {
        for (size_t k = 0; k < i; k++)
        {
            if (list[i].feed.name == NULL || list[k].feed.name == NULL ||
                strcmp(list[i].feed.name, list[k].feed.name) != 0)
                continue;
            fail(&f, FAILURE_USAGE, "give each feed its own name",
                 "%s:/feed: \"%s\" is the name of the feed in %s, too", list[i].path, list[i].feed.name,
                 list[k].path);
            log_failure(&f);
            wrong++;
        }
    }
    return wrong;
}

static bool
is_directory(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Read all definitions at a path (a directory or one file); mistakes are printed. Returns how many there
 * were. */
static int
load_all(const char *path, struct loaded **out, size_t *n)
{
    struct failure f = {0};
    char **names = NULL;
    int wrong = 0;

    *n = 0;
    *out = NULL;
    if (!is_directory(path))
    {
        *out = mem_alloc(1, sizeof(struct loaded));
        *n = 1;
        wrong = load_one(path, &(*out)[0], &f) ? 0 : 1;
        if (wrong > 0)
            log_failure(&f);
        return wrong;
    }
    if (!files_list(path, ".json", &names, n, &f) ||
        (*n == 0 &&
         !fail(&f, FAILURE_USAGE, "name the directory of the feed definitions", "%s: no .json files", path)))
    {
        log_failure(&f);
        return 1;
    }
    *out = mem_alloc(*n, sizeof(struct loaded));
    for (size_t i = 0; i < *n; i++)
    {
        char *file = mem_format("%s/%s", path, names[i]);

        if (!load_one(file, &(*out)[i], &f))
        {
            log_failure(&f);
            wrong++;
        }
        free(file);
    }
    files_free(names, *n);
    return wrong + check_together(*out, *n);
}

static void
free_all(struct loaded *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
    {
        feed_free(&list[i].feed);
        free(list[i].path);
        free(list[i].canonical);
    }
    free(list);
}

static bool
store(struct db *db, const struct loaded *l, bool json, struct failure *f)
{
    const char *params[] = {l->feed.name, l->canonical, l->sha256};
    PGresult *r = NULL;
    const char *is_new;

    if (!db_query(db, "SELECT feed_version_id, is_new FROM sei.feed_apply($1, $2::jsonb, $3)", 3, params,
                  DB_SHORT_MS, &r, f))
        return fail_at(f, "feed %s (%s): ", l->feed.name, l->path);
    is_new = db_value(r, 0, "is_new");
    if (json)
        printf("{\"feed\":\"%s\",\"feed_version_id\":%s,\"is_new\":%s}\n", l->feed.name,
               db_value(r, 0, "feed_version_id"), is_new != NULL && is_new[0] == 't' ? "true" : "false");
    else
        printf("%-32s %s\n", l->feed.name, is_new != NULL && is_new[0] == 't' ? "new version" : "unchanged");
    PQclear(r);
    return true;
}

int
command_apply(const struct options *options)
{
    struct loaded *list = NULL;
    struct failure f = {0};
    struct db db = {0};
    size_t n = 0;
    bool good = true;

    if (options->n_names != 1)
    {
        fail(&f, FAILURE_USAGE, "sei-ingestd apply feeds.d", "apply needs one directory of feed definitions");
        log_failure(&f);
        return EXIT_USAGE;
    }
    if (load_all(options->names[0], &list, &n) > 0)
    {
        log_note("nothing was applied");
        free_all(list, n);
        return EXIT_USAGE;
    }
    good = db_open(&db, options->database, "sei-ingestd apply", &f) && db_run(&db, "BEGIN", DB_SHORT_MS, &f);
    for (size_t i = 0; good && i < n; i++)
        good = store(&db, &list[i], options->json, &f);
    good = good && db_commit(&db, &f);
    if (!good)
        log_failure(&f);
    db_close(&db);
    free_all(list, n);
    return good ? EXIT_FINE : failure_exit(&f);
}

int
command_check(const struct options *options)
{
    const char *path = options->n_names > 0 ? options->names[0] : "feeds.d";
    struct loaded *list = NULL;
    size_t n = 0;
    int wrong = load_all(path, &list, &n);

    for (size_t i = 0; wrong == 0 && i < n; i++)
    {
        if (options->json)
        {
            json_t *o = json_pack("{s:s%, s:s, s:b}", "file", list[i].path, strlen(list[i].path), "feed",
                                  list[i].feed.name, "ok", true);

            json_dumpf(o, stdout, JSON_COMPACT);
            putchar('\n');
            json_decref(o);
        }
        else
            printf("%-32s ok  %s, %s\n", list[i].feed.name, list[i].feed.kind->name,
                   list[i].feed.snapshot ? "snapshot" : "upsert");
    }
    free_all(list, n);
    return wrong == 0 ? EXIT_FINE : EXIT_USAGE;
}
