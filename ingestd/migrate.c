/*
 * migrate.c: the command that brings the schema `sei` up to date.
 *
 * Migrations (tables) and data (reference rows) go forward only, one transaction a file. Definitions (views,
 * functions, triggers, grants) have no past: all of them are applied in one transaction when any has changed
 * or a migration was applied. Everything under a lock, so that two runners do not race. It refuses to go on
 * where the past is not what the files say: a changed file, a missing number, a moved extension.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "db.h"
#include "files.h"
#include "log.h"
#include "migration.h"
#include "roles.h"

struct extension
{
    char version[MIGRATION_VERSION_MAX];
    char schema[64];
    char *quoted; /* the schema as an SQL identifier */
};

static bool
find_extension(struct db *db, struct extension *out, struct failure *f)
{
    static const char sql[] =
        "SELECT e.extversion, n.nspname FROM pg_catalog.pg_extension e "
        "JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'sei'";
    PGresult *r = NULL;
    bool good;

    if (!db_query(db, sql, 0, NULL, DB_SHORT_MS, &r, f))
        return false;
    good = PQntuples(r) == 1;
    if (good)
    {
        snprintf(out->version, sizeof(out->version), "%s", PQgetvalue(r, 0, 0));
        snprintf(out->schema, sizeof(out->schema), "%s", PQgetvalue(r, 0, 1));
        out->quoted = db_identifier(db, out->schema);
    }
    else
        fail(f, FAILURE_OPERATOR, "CREATE SCHEMA sei_ext; CREATE EXTENSION sei SCHEMA sei_ext;",
             "the extension sei is not installed in database \"%s\"", PQdb(db->conn));
    PQclear(r);
    return good;
}

static bool
has_log(struct db *db, bool *out, struct failure *f)
{
    PGresult *r = NULL;

    if (!db_query(db, "SELECT to_regclass('sei.schema_version') IS NOT NULL", 0, NULL, DB_SHORT_MS, &r, f))
        return false;
    *out = PQgetvalue(r, 0, 0)[0] == 't';
    PQclear(r);
    return true;
}

/* The files of one folder, and which of them are in the log. */
struct part
{
    const char *name;
    struct migration *list;
    size_t n;
    bool *applied;
};

static const struct migration *
find_number(const struct part *part, int number)
{
    for (size_t i = 0; i < part->n; i++)
    {
        if (part->list[i].number == number)
            return &part->list[i];
    }
    return NULL;
}

/* One row of sei.schema_version against the files. */
static bool
check_applied(const struct migration *m, const PGresult *r, int row, const struct extension *extension,
              struct failure *f)
{
    const char *name = db_value(r, row, "name");
    const char *schema = db_value(r, row, "extension_schema");
    const char *sha256 = db_value(r, row, "sha256");
    char hint[256];

    if (m == NULL)
        return fail(f, FAILURE_OPERATOR,
                    "install the sql files of the version that migrated this database, or a later one",
                    "%s was applied to this database, but its file is missing", name);
    if (sha256 == NULL || strcmp(sha256, m->sha256) != 0)
        return fail(
            f, FAILURE_OPERATOR,
            "restore the file and its CSV files as they were applied; what is new belongs in a new file",
            "%s: changed since it was applied (sha256 %.12s…, applied %.12s…)", m->path, m->sha256,
            sha256 == NULL ? "" : sha256);
    if (schema != NULL && strcmp(schema, extension->schema) != 0)
    {
        snprintf(hint, sizeof(hint), "ALTER EXTENSION sei SET SCHEMA \"%s\";", schema);
        return fail(f, FAILURE_OPERATOR, hint,
                    "the extension sei was in schema \"%s\" when %s was applied and is now in \"%s\"", schema,
                    name, extension->schema);
    }
    return true;
}

/*
 * Read what was applied of a part that goes forward only, and judge it.
 */
static bool
read_log(struct db *db, struct part *part, const struct extension *extension, struct failure *f)
{
    const char *params[] = {part->name};
    PGresult *r = NULL;
    bool exists = false;
    bool good = true;
    int highest = 0;

    part->applied = mem_alloc(part->n, sizeof(bool));
    if (!has_log(db, &exists, f))
        return false;
    if (!exists)
        return true;
    if (!db_query(db,
                  "SELECT number, name, sha256, extension_schema FROM sei.schema_version WHERE part = $1 "
                  "ORDER BY number",
                  1, params, DB_SHORT_MS, &r, f))
        return false;
    for (int row = 0; good && row < PQntuples(r); row++)
    {
        const struct migration *m = find_number(part, atoi(PQgetvalue(r, row, 0)));

        good = check_applied(m, r, row, extension, f);
        if (good)
            part->applied[m - part->list] = true;
        highest = atoi(PQgetvalue(r, row, 0));
    }
    PQclear(r);
    for (size_t i = 0; good && i < part->n; i++)
    {
        if (!part->applied[i] && part->list[i].number < highest)
            good = fail(f, FAILURE_OPERATOR,
                        "files go forward only: give it a number above the last applied one",
                        "%s: not applied, but %03d is", part->list[i].path, highest);
    }
    return good;
}

/* The line of the file where the server saw an error in a step. */
static int
line_of(const struct migration_step *step, int position)
{
    int line = step->line;
    int character = 0;

    /* The server counts characters, so continuation bytes do not count. */
    for (size_t at = 0; at < step->sql.len; at++)
    {
        if (((unsigned char) step->sql.ptr[at] & 0xc0) != 0x80 && ++character >= position)
            break;
        if (step->sql.ptr[at] == '\n')
            line++;
    }
    return line;
}

static bool
run_sql(struct db *db, const struct migration *m, const struct migration_step *step, struct failure *f)
{
    char *sql = mem_text(step->sql);
    bool good = db_run(db, sql, DB_LONG_MS, f);

    if (!good)
        fail_at(f, "%s:%d: ", m->path, f->position > 0 ? line_of(step, f->position) : step->line);
    free(sql);
    return good;
}

static bool
run_copy(struct db *db, const char *sql_dir, const struct migration *m, const struct migration_step *step,
         struct failure *f)
{
    char *sql = mem_format("COPY %s FROM STDIN WITH %s", step->target, step->options);
    char *path = mem_format("%s/%s", sql_dir, step->path);
    struct buffer csv = {0};
    bool good = file_read(path, 64 * 1024 * 1024, &csv, f) && db_copy_begin(db, sql, f);

    for (size_t at = 0; good && at < csv.len; at += 65536)
        good = db_copy_put(db, csv.ptr + at, csv.len - at < 65536 ? csv.len - at : 65536, f);
    if (good)
        good = db_copy_end(db, NULL, f);
    if (!good)
        fail_at(f, "%s:%d: \\copy of %s: ", m->path, step->line, step->path);
    buffer_free(&csv);
    free(path);
    free(sql);
    return good;
}

static bool
record(struct db *db, const struct migration *m, const struct extension *extension, struct failure *f)
{
    char number[16];
    const char *params[] = {m->part, number, m->name, m->sha256, m->least_extension, extension->schema};

    snprintf(number, sizeof(number), "%d", m->number);
    return db_query(db,
                    "INSERT INTO sei.schema_version (part, number, name, sha256, least_extension, "
                    "extension_schema) VALUES ($1, $2, $3, $4, $5, $6)",
                    6, params, DB_SHORT_MS, NULL, f);
}

/* Definitions stand on the migrations: after one they are applied anew. */
static bool
forget_definitions(struct db *db, struct failure *f)
{
    return db_run(db, "DELETE FROM sei.schema_version WHERE part = 'definitions'", DB_SHORT_MS, f);
}

/* Whether another runner applied it while we waited for the lock. */
static bool
is_recorded(struct db *db, const struct migration *m, bool *out, struct failure *f)
{
    char number[16];
    const char *params[] = {m->part, number};
    PGresult *r = NULL;
    bool exists = false;

    *out = false;
    snprintf(number, sizeof(number), "%d", m->number);
    if (!has_log(db, &exists, f))
        return false;
    if (!exists)
        return true;
    if (!db_query(db, "SELECT 1 FROM sei.schema_version WHERE part = $1 AND number = $2", 2, params,
                  DB_SHORT_MS, &r, f))
        return false;
    *out = PQntuples(r) > 0;
    PQclear(r);
    return true;
}

static bool
begin_locked(struct db *db, struct failure *f)
{
    return db_run(db, "BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('sei.migrate', 0))", DB_LONG_MS,
                  f);
}

static bool
become_owner(struct db *db, const struct extension *extension, struct failure *f)
{
    char *path = mem_format("SET LOCAL ROLE sei_owner; SET LOCAL search_path = pg_catalog, %s, pg_temp",
                            extension->quoted);
    bool good = db_run(db, path, DB_SHORT_MS, f);

    free(path);
    return good;
}

static bool
apply_steps(struct db *db, const char *sql_dir, const struct migration *m, const struct extension *extension,
            struct failure *f)
{
    bool good = true;

    if (version_compare(extension->version, m->least_extension) < 0)
        return fail(f, FAILURE_OPERATOR, "install the newer package, then ALTER EXTENSION sei UPDATE;",
                    "%s needs version %s of the extension sei; version %s is installed", m->path,
                    m->least_extension, extension->version);
    for (size_t i = 0; good && i < m->n_steps; i++)
        good =
            m->steps[i].is_copy ? run_copy(db, sql_dir, m, &m->steps[i], f) : run_sql(db, m, &m->steps[i], f);
    return good && record(db, m, extension, f);
}

static bool
apply_one(struct db *db, const char *sql_dir, const struct migration *m, const struct extension *extension,
          bool *done, struct failure *f)
{
    bool recorded = false;
    bool good;

    good =
        begin_locked(db, f) && is_recorded(db, m, &recorded, f) &&
        (recorded || (become_owner(db, extension, f) && apply_steps(db, sql_dir, m, extension, f) &&
                      (strcmp(m->part, "migrations") != 0 || forget_definitions(db, f)) && db_commit(db, f)));
    db_rollback(db);
    *done = good && !recorded;
    return good;
}

/* Apply what is new of a part that goes forward only; counts the files. */
static bool
apply_new(struct db *db, const struct options *options, const struct part *part,
          const struct extension *extension, int *count, struct failure *f)
{
    bool good = true;

    for (size_t i = 0; good && i < part->n; i++)
    {
        bool done = false;

        if (!part->applied[i])
            good = apply_one(db, options->sql_dir, &part->list[i], extension, &done, f);
        if (!done)
            continue;
        (*count)++;
        if (!options->json)
            printf("%-32s applied\n", part->list[i].name);
        fflush(stdout);
    }
    return good;
}

/* Whether the log says of the definitions what the files say. */
static bool
definitions_current(struct db *db, const struct part *part, bool *out, struct failure *f)
{
    static const char sql[] =
        "SELECT string_agg(number || ' ' || name || ' ' || sha256 || ' ', '' ORDER BY number) "
        "FROM sei.schema_version WHERE part = 'definitions'";
    struct buffer files = {0};
    PGresult *r = NULL;

    if (!db_query(db, sql, 0, NULL, DB_SHORT_MS, &r, f))
        return false;
    for (size_t i = 0; i < part->n; i++)
    {
        char *line = mem_format("%d %s %s ", part->list[i].number, part->list[i].name, part->list[i].sha256);

        buffer_text(&files, line);
        free(line);
    }
    *out = strcmp(buffer_string(&files), PQgetvalue(r, 0, 0)) == 0;
    buffer_free(&files);
    PQclear(r);
    return true;
}

static bool
apply_definitions(struct db *db, const struct options *options, const struct part *part,
                  const struct extension *extension, int *count, struct failure *f)
{
    bool current = false;
    bool good = begin_locked(db, f) && definitions_current(db, part, &current, f);

    if (good && !current)
    {
        good = become_owner(db, extension, f) && forget_definitions(db, f);
        for (size_t i = 0; good && i < part->n; i++)
            good = apply_steps(db, options->sql_dir, &part->list[i], extension, f);
        good = good && db_commit(db, f);
        *count += good ? (int) part->n : 0;
        if (good && !options->json)
            printf("%-32s applied\n", "definitions");
    }
    db_rollback(db);
    return good;
}

static bool
migrate_all(struct db *db, const struct options *options, struct part parts[3],
            const struct extension *extension, struct failure *f)
{
    size_t files = parts[0].n + parts[1].n + parts[2].n;
    int count = 0;
    bool good = read_log(db, &parts[0], extension, f) && read_log(db, &parts[2], extension, f) &&
                apply_new(db, options, &parts[0], extension, &count, f) &&
                apply_definitions(db, options, &parts[1], extension, &count, f) &&
                apply_new(db, options, &parts[2], extension, &count, f);

    if (good && options->json)
        printf("{\"command\":\"migrate\",\"files\":%zu,\"applied\":%d,\"extension_schema\":\"%s\"}\n", files,
               count, extension->schema);
    else if (good)
        printf("migrate: %d applied, %zu in all\n", count, files);
    return good;
}

int
command_migrate(const struct options *options)
{
    struct db db = {0};
    struct failure f = {0};
    struct extension extension = {0};
    struct part parts[3] = {{.name = "migrations"}, {.name = "definitions"}, {.name = "data"}};
    bool good = true;

    if (options->n_names > 0)
    {
        fail(&f, FAILURE_USAGE, "sei-ingestd migrate [--roles] [--sql-dir DIR]", "migrate takes no names: %s",
             options->names[0]);
        log_failure(&f);
        return EXIT_USAGE;
    }
    for (size_t i = 0; good && i < 3; i++)
        good = migrations_read(options->sql_dir, parts[i].name, &parts[i].list, &parts[i].n, &f);
    good = good && db_open(&db, options->database, "sei-ingestd migrate", &f) &&
           find_extension(&db, &extension, &f) && (!options->roles || roles_make(&db, &f)) &&
           roles_check(&db, extension.quoted, &f) && migrate_all(&db, options, parts, &extension, &f);
    if (!good)
        log_failure(&f);
    PQfreemem(extension.quoted);
    db_close(&db);
    for (size_t i = 0; i < 3; i++)
    {
        migrations_free(parts[i].list, parts[i].n);
        free(parts[i].applied);
    }
    return good ? EXIT_FINE : failure_exit(&f);
}
