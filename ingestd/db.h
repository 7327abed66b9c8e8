/*
 * db.h: the only place that talks to PostgreSQL.
 *
 * Every wait has a deadline: a statement that overruns is cancelled, and the cancel has a deadline too.
 * Errors carry the server's SQLSTATE and hint and a class: 08 53 57P0x 40 55P03 try again, 22 23 data,
 * 42 28 3D operator.
 */
#ifndef SEI_INGESTD_DB_H
#define SEI_INGESTD_DB_H

#include <libpq-fe.h>
#include <stdint.h>

#include "failure.h"

#define DB_SHORT_MS (30 * 1000)      /* look-ups and state changes */
#define DB_LONG_MS  (60 * 60 * 1000) /* loads and migrations */

struct db
{
    PGconn *conn;
};

/* Connect; conninfo as libpq reads it, "" for its environment. application_name is shown in pg_stat_activity.
 */
bool db_open(struct db *db, const char *conninfo, const char *application_name, struct failure *f);
void db_close(struct db *db);
bool db_alive(const struct db *db);

/* One or several statements without parameters or result. */
bool db_run(struct db *db, const char *sql, int64_t limit_ms, struct failure *f);

/* One statement with text parameters (NULL = SQL NULL). *out may be NULL when no rows are wanted; else
 * PQclear it. */
bool db_query(struct db *db, const char *sql, int n, const char *const *params, int64_t limit_ms,
              PGresult **out, struct failure *f);

/* COMMIT and look at its tag: in an aborted transaction the server answers ROLLBACK without an error. */
bool db_commit(struct db *db, struct failure *f);
void db_rollback(struct db *db);

/* COPY … FROM STDIN: begin, any number of puts, end. A reason at the end cancels it. */
bool db_copy_begin(struct db *db, const char *sql, struct failure *f);
bool db_copy_put(struct db *db, const char *bytes, size_t len, struct failure *f);
bool db_copy_end(struct db *db, const char *reason, struct failure *f);

/* A cell of a result as text, or NULL. */
const char *db_value(const PGresult *r, int row, const char *column);

/* Which class an SQLSTATE belongs to. */
enum failure_class db_class(const char *sqlstate);

/* Quote for use in SQL text; free the result with PQfreemem. */
char *db_identifier(struct db *db, const char *name);

#endif
