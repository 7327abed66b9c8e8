/*
 * roles.c: see roles.h.
 */
#include "roles.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buffer.h"

/* The roles that are not there, as rows. */
static const char missing_sql[] =
    "SELECT r.name FROM unnest(ARRAY['sei_owner', 'sei_loader', 'sei_analyst', 'sei_admin', 'sei_public']) "
    "WITH ORDINALITY AS r(name, n) WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_roles p WHERE p.rolname = "
    "r.name) "
    "ORDER BY r.n";

static bool
list_missing(struct db *db, const char *format, struct buffer *out, struct failure *f)
{
    PGresult *r = NULL;

    if (!db_query(db, missing_sql, 0, NULL, DB_SHORT_MS, &r, f))
        return false;
    for (int row = 0; row < PQntuples(r); row++)
    {
        buffer_text(out, row > 0 ? " " : "");
        buffer_text(out, format);
        buffer_text(out, PQgetvalue(r, row, 0));
        buffer_text(out, format[0] == '\0' ? "" : " NOLOGIN;");
    }
    PQclear(r);
    return true;
}

/* Whoever makes the roles must be able to act as their owner. */
static bool
join_owner(struct db *db, struct failure *f)
{
    static const char sql[] =
        "DO $$ BEGIN IF NOT pg_catalog.pg_has_role(current_user, 'sei_owner', 'MEMBER') THEN "
        "EXECUTE pg_catalog.format('GRANT sei_owner TO %I', current_user); END IF; END $$";

    return db_run(db, sql, DB_SHORT_MS, f);
}

bool
roles_make(struct db *db, struct failure *f)
{
    struct buffer sql = {0};
    bool good = list_missing(db, "CREATE ROLE ", &sql, f);

    if (good && sql.len > 0)
    {
        /* A second runner may make the same role at the same time: look again under the lock. */
        good = db_run(db, "BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('sei.migrate', 0))",
                      DB_LONG_MS, f);
        buffer_clear(&sql);
        good = good && list_missing(db, "CREATE ROLE ", &sql, f);
        good = good && (sql.len == 0 || db_run(db, buffer_string(&sql), DB_SHORT_MS, f)) && db_commit(db, f);
        db_rollback(db);
    }
    good = good && join_owner(db, f);
    if (!good && strcmp(f->sqlstate, "42501") == 0)
        fail(f, FAILURE_OPERATOR,
             "let a superuser or a role with CREATEROLE run the SQL above, then repeat the command",
             "this login may not make the roles; the SQL is: %s GRANT sei_owner TO \"%s\";",
             buffer_string(&sql), PQuser(db->conn));
    buffer_free(&sql);
    return good;
}

static bool
may_be_owner(struct db *db, struct failure *f)
{
    char hint[256];
    PGresult *r = NULL;
    bool yes;

    if (!db_query(db, "SELECT pg_catalog.pg_has_role(current_user, 'sei_owner', 'MEMBER')", 0, NULL,
                  DB_SHORT_MS, &r, f))
        return false;
    yes = PQgetvalue(r, 0, 0)[0] == 't';
    PQclear(r);
    if (yes)
        return true;
    snprintf(hint, sizeof(hint), "GRANT sei_owner TO \"%s\";", PQuser(db->conn));
    return fail(f, FAILURE_OPERATOR, hint, "this login may not act as sei_owner");
}

bool
roles_check(struct db *db, const char *extension_schema, struct failure *f)
{
    struct buffer missing = {0};
    char *grant;
    bool good = list_missing(db, "", &missing, f);

    if (good && missing.len > 0)
        good = fail(f, FAILURE_OPERATOR, "sei-ingestd migrate --roles", "these roles are missing: %s",
                    buffer_string(&missing));
    buffer_free(&missing);
    if (!good || !may_be_owner(db, f))
        return false;
    grant = mem_format(
        "DO $$ BEGIN "
        "IF pg_catalog.to_regnamespace('sei') IS NULL THEN CREATE SCHEMA sei AUTHORIZATION sei_owner; END "
        "IF; "
        "IF EXISTS (SELECT 1 FROM unnest(ARRAY['sei_owner', 'sei_loader', 'sei_analyst', 'sei_admin', "
        "'sei_public']) r WHERE NOT pg_catalog.has_schema_privilege(r, %s, 'USAGE')) THEN "
        "GRANT USAGE ON SCHEMA %s TO sei_owner, sei_loader, sei_analyst, sei_admin, sei_public; "
        "END IF; END $$",
        "(SELECT extnamespace FROM pg_catalog.pg_extension WHERE extname = 'sei')", extension_schema);
    good = db_run(db, "BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('sei.migrate', 0))", DB_LONG_MS,
                  f) &&
           db_run(db, grant, DB_SHORT_MS, f) && db_commit(db, f);
    db_rollback(db);
    free(grant);
    return good;
}
