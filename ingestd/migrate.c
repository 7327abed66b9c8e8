/*
 * migrate.c: the command that brings the schema `sei` up to date.
 *
 * Forward only, one transaction a migration, under a lock so that two runners do not race. It refuses to
 * go on where the past is not what the files say: a changed file, a missing number, a moved extension.
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

static const struct migration *
find_number(const struct migration *list, size_t n, int number)
{
    for (size_t i = 0; i < n; i++)
    {
        if (list[i].number == number)
            return &list[i];
    }
    return NULL;
}

/* One row of sei.schema_version against the files. */
static bool
check_applied(const struct migration *m, const PGresult *r, int row, const struct extension *extension,
              struct failure *f)
{
    const char *number = db_value(r, row, "number");
    const char *name = db_value(r, row, "name");
    const char *schema = db_value(r, row, "extension_schema");
    const char *sha256 = db_value(r, row, "sha256");
    char hint[256];

    if (m == NULL)
        return fail(f, FAILURE_OPERATOR,
                    "install the sql files of the version that migrated this database, or a later one",
                    "migration %s (%s) was applied to this database, but its file is missing", number, name);
    if (sha256 == NULL || strcmp(sha256, m->sha256) != 0)
        return fail(
            f, FAILURE_OPERATOR,
            "restore the file and its CSV files as they were applied; what is new belongs in a new migration",
            "%s: changed since it was applied (sha256 %.12s…, applied %.12s…)", m->path, m->sha256,
            sha256 == NULL ? "" : sha256);
    if (schema != NULL && strcmp(schema, extension->schema) != 0)
    {
        snprintf(hint, sizeof(hint), "ALTER EXTENSION sei SET SCHEMA \"%s\";", schema);
        return fail(
            f, FAILURE_OPERATOR, hint,
            "the extension sei was in schema \"%s\" when migration %s was applied and is now in \"%s\"",
            schema, number, extension->schema);
    }
    return true;
}

/*
 * Read what was applied and judge it. applied[i] is set for every file that is in the log already.
 */
static bool
read_log(struct db *db, const struct migration *list, size_t n, const struct extension *extension,
         bool *applied, struct failure *f)
{
    PGresult *r = NULL;
    bool exists = false;
    bool good = true;
    int highest = 0;

    if (!has_log(db, &exists, f))
        return false;
    if (!exists)
        return true;
    if (!db_query(db, "SELECT number, name, sha256, extension_schema FROM sei.schema_version ORDER BY number",
                  0, NULL, DB_SHORT_MS, &r, f))
        return false;
    for (int row = 0; good && row < PQntuples(r); row++)
    {
        int number = atoi(PQgetvalue(r, row, 0));
        const struct migration *m = find_number(list, n, number);

        good = check_applied(m, r, row, extension, f);
        if (good)
            applied[m - list] = true;
        highest = number;
    }
    PQclear(r);
    for (size_t i = 0; good && i < n; i++)
    {
        if (!applied[i] && list[i].number < highest)
            good = fail(f, FAILURE_OPERATOR,
                        "migrations go forward only: give it a number above the last applied one",
                        "%s: not applied, but %03d is", list[i].path, highest);
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
    const char *params[] = {number, m->name, m->sha256, m->least_extension, extension->schema};

    snprintf(number, sizeof(number), "%d", m->number);
    return db_query(
        db,
        "INSERT INTO sei.schema_version (number, name, sha256, least_extension, extension_schema) "
        "VALUES ($1, $2, $3, $4, $5)",
        5, params, DB_SHORT_MS, NULL, f);
}

/* Whether another runner applied it while we waited for the lock. */
static bool
is_recorded(struct db *db, const struct migration *m, bool *out, struct failure *f)
{
    char number[16];
    const char *params[] = {number};
    PGresult *r = NULL;
    bool exists = false;

    *out = false;
    snprintf(number, sizeof(number), "%d", m->number);
    if (!has_log(db, &exists, f))
        return false;
    if (!exists)
        return true;
    if (!db_query(db, "SELECT 1 FROM sei.schema_version WHERE number = $1", 1, params, DB_SHORT_MS, &r, f))
        return false;
    *out = PQntuples(r) > 0;
    PQclear(r);
    return true;
}

static bool
apply_steps(struct db *db, const char *sql_dir, const struct migration *m, const struct extension *extension,
            struct failure *f)
{
    char *path = mem_format("SET LOCAL ROLE sei_owner; SET LOCAL search_path = pg_catalog, %s, pg_temp",
                            extension->quoted);
    bool good = db_run(db, path, DB_SHORT_MS, f);

    for (size_t i = 0; good && i < m->n_steps; i++)
        good =
            m->steps[i].is_copy ? run_copy(db, sql_dir, m, &m->steps[i], f) : run_sql(db, m, &m->steps[i], f);
    good = good && record(db, m, extension, f) && db_commit(db, f);
    free(path);
    return good;
}

static bool
apply_one(struct db *db, const char *sql_dir, const struct migration *m, const struct extension *extension,
          bool *done, struct failure *f)
{
    bool recorded = false;
    bool good;

    *done = false;
    if (version_compare(extension->version, m->least_extension) < 0)
        return fail(f, FAILURE_OPERATOR, "install the newer package, then ALTER EXTENSION sei UPDATE;",
                    "%s needs version %s of the extension sei; version %s is installed", m->path,
                    m->least_extension, extension->version);
    good = db_run(db, "BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('sei.migrate', 0))", DB_LONG_MS,
                  f) &&
           is_recorded(db, m, &recorded, f) && (recorded || apply_steps(db, sql_dir, m, extension, f));
    db_rollback(db);
    *done = good && !recorded;
    return good;
}

static bool
migrate_all(struct db *db, const struct options *options, const struct migration *list, size_t n,
            const struct extension *extension, struct failure *f)
{
    bool *applied = mem_alloc(n, sizeof(bool));
    bool good = read_log(db, list, n, extension, applied, f);
    int count = 0;

    for (size_t i = 0; good && i < n; i++)
    {
        bool done = false;

        if (!applied[i])
            good = apply_one(db, options->sql_dir, &list[i], extension, &done, f);
        if (!done)
            continue;
        count++;
        if (!options->json)
            printf("%-32s applied\n", list[i].name);
        fflush(stdout);
    }
    if (good && options->json)
        printf("{\"command\":\"migrate\",\"migrations\":%zu,\"applied\":%d,\"extension_schema\":\"%s\"}\n", n,
               count, extension->schema);
    else if (good)
        printf("migrate: %d applied, %zu in all\n", count, n);
    free(applied);
    return good;
}

int
command_migrate(const struct options *options)
{
    struct db db = {0};
    struct failure f = {0};
    struct extension extension = {0};
    struct migration *list = NULL;
    size_t n = 0;
    bool good;

    if (options->n_names > 0)
    {
        fail(&f, FAILURE_USAGE, "sei-ingestd migrate [--roles] [--sql-dir DIR]", "migrate takes no names: %s",
             options->names[0]);
        log_failure(&f);
        return EXIT_USAGE;
    }
    good = migrations_read(options->sql_dir, &list, &n, &f) &&
           db_open(&db, options->database, "sei-ingestd migrate", &f) &&
           find_extension(&db, &extension, &f) && (!options->roles || roles_make(&db, &f)) &&
           roles_check(&db, extension.quoted, &f) && migrate_all(&db, options, list, n, &extension, &f);
    if (!good)
        log_failure(&f);
    PQfreemem(extension.quoted);
    db_close(&db);
    migrations_free(list, n);
    return good ? EXIT_FINE : failure_exit(&f);
}
