/*
 * db.c: see db.h. Non-blocking libpq with poll, as pgBackRest does it, because a blocking call has no
 * deadline.
 */
#include "db.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"

#define CANCEL_WAIT_MS (10 * 1000)
#define CONNECT_WAIT_S "10"

enum failure_class
db_class(const char *sqlstate)
{
    static const struct
    {
        const char *prefix;
        enum failure_class class;
    } classes[] = {
        {"08", FAILURE_RETRY},       {"53", FAILURE_RETRY},    {"57P0", FAILURE_RETRY},
        {"40", FAILURE_RETRY},       {"55P03", FAILURE_RETRY}, {"57014", FAILURE_RETRY},
        {"25006", FAILURE_RETRY},    {"58", FAILURE_RETRY},    {"22", FAILURE_DATA},
        {"23", FAILURE_DATA},        {"SE003", FAILURE_RETRY}, {"SE004", FAILURE_DATA},
        {"SE001", FAILURE_RETRY},    {"SE002", FAILURE_RETRY}, {"42", FAILURE_OPERATOR},
        {"28", FAILURE_OPERATOR},    {"3D", FAILURE_OPERATOR}, {"0A", FAILURE_OPERATOR},
        {"55000", FAILURE_OPERATOR},
    };

    if (sqlstate == NULL || sqlstate[0] == '\0')
        return FAILURE_RETRY;
    for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
    {
        if (strncmp(sqlstate, classes[i].prefix, strlen(classes[i].prefix)) == 0)
            return classes[i].class;
    }
    return FAILURE_OPERATOR;
}

/* libpq ends its messages with newlines; ours are one line each. */
static void
one_line(char *text)
{
    size_t len = strlen(text);

    while (len > 0 && (text[len - 1] == '\n' || text[len - 1] == ' '))
        text[--len] = '\0';
    for (char *p = text; *p != '\0'; p++)
    {
        if (*p == '\n')
            *p = ' ';
    }
}

static bool
fail_result(const struct db *db, const PGresult *r, struct failure *f)
{
    const char *state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
    const char *text = PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY);
    const char *detail = PQresultErrorField(r, PG_DIAG_MESSAGE_DETAIL);
    const char *hint = PQresultErrorField(r, PG_DIAG_MESSAGE_HINT);
    const char *position = PQresultErrorField(r, PG_DIAG_STATEMENT_POSITION);
    bool lost = PQstatus(db->conn) == CONNECTION_BAD;

    if (text == NULL)
        text = lost ? "the connection to the database was lost" : PQerrorMessage(db->conn);
    fail(f, lost ? FAILURE_RETRY : db_class(state), hint, "%s%s%s", text, detail == NULL ? "" : ": ",
         detail == NULL ? "" : detail);
    one_line(f->text);
    one_line(f->hint);
    if (state != NULL)
        snprintf(f->sqlstate, sizeof(f->sqlstate), "%s", state);
    if (strcmp(f->sqlstate, "42501") == 0 && f->hint[0] == '\0')
        snprintf(f->hint, sizeof(f->hint),
                 "connect as a login that has the right: feeds need a member of sei_loader");
    if (position != NULL)
        f->position = (int) strtol(position, NULL, 10);
    return false;
}

static bool
fail_connection(const struct db *db, struct failure *f)
{
    fail(f, FAILURE_RETRY, NULL, "%s", PQerrorMessage(db->conn));
    one_line(f->text);
    snprintf(f->sqlstate, sizeof(f->sqlstate), "08006");
    return false;
}

static void
be_quiet(void *nothing, const PGresult *notice)
{
    (void) nothing;
    (void) notice;
}

bool
db_open(struct db *db, const char *conninfo, const char *application_name, struct failure *f)
{
    static const char settings[] =
        "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = '10min'; SET client_encoding = "
        "'UTF8'; "
        "SET standard_conforming_strings = on; SET default_transaction_isolation = 'read committed'; "
        "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'";
    const char *keys[] = {"dbname",          "fallback_application_name", "connect_timeout",
                          "keepalives_idle", "tcp_user_timeout",          NULL};
    const char *values[] = {conninfo, application_name, CONNECT_WAIT_S, "30", "60000", NULL};

    db->conn = PQconnectdbParams(keys, values, 1);
    if (PQstatus(db->conn) != CONNECTION_OK)
    {
        fail(f, FAILURE_DATABASE,
             "give the connection with --database or the PGHOST, PGPORT, PGDATABASE and PGUSER variables",
             "cannot connect to the database: %s", PQerrorMessage(db->conn));
        one_line(f->text);
        db_close(db);
        return false;
    }
    PQsetNoticeReceiver(db->conn, be_quiet, NULL);
    if (PQsetnonblocking(db->conn, 1) == 0 && db_run(db, settings, DB_SHORT_MS, f))
        return true;
    f->class = FAILURE_DATABASE;
    db_close(db);
    return false;
}

void
db_close(struct db *db)
{
    PQfinish(db->conn);
    db->conn = NULL;
}

bool
db_alive(const struct db *db)
{
    return db->conn != NULL && PQstatus(db->conn) == CONNECTION_OK;
}

/* Wait until the socket is ready or the deadline has passed. Returns poll's revents, 0 when time is up. */
static short
wait_ready(const struct db *db, short events, int64_t deadline)
{
    struct pollfd p = {.fd = PQsocket(db->conn), .events = events};

    if (p.fd < 0)
        return POLLERR;
    for (;;)
    {
        int64_t left = deadline - clock_now_ms();
        int n;

        if (left <= 0)
            return 0;
        n = poll(&p, 1, (int) (left > 60000 ? 60000 : left));
        if (n > 0)
            return p.revents;
        if (n < 0 && errno != EINTR)
            return POLLERR;
    }
}

static bool
flush(struct db *db, int64_t deadline, struct failure *f)
{
    int state;

    while ((state = PQflush(db->conn)) == 1)
    {
        short ready = wait_ready(db, POLLIN | POLLOUT, deadline);

        if (ready == 0)
            return fail(f, FAILURE_RETRY, "look at pg_stat_activity for what the server is doing",
                        "the database took no data within the time limit");
        if ((ready & POLLIN) != 0 && PQconsumeInput(db->conn) == 0)
            return fail_connection(db, f);
    }
    return state == 0 || fail_connection(db, f);
}

/* Next result, or NULL at the end; *late is set when the deadline passed. */
static PGresult *
next_result(struct db *db, int64_t deadline, bool *late)
{
    while (PQisBusy(db->conn))
    {
        if (wait_ready(db, POLLIN, deadline) == 0)
        {
            *late = true;
            return NULL;
        }
        if (PQconsumeInput(db->conn) == 0)
            break;
    }
    return PQgetResult(db->conn);
}

/* Stop the running statement; a server that does not even stop loses the connection. */
static void
cancel(struct db *db)
{
    PGcancel *handle = PQgetCancel(db->conn);
    int64_t deadline = clock_now_ms() + CANCEL_WAIT_MS;
    char why[256];
    bool late = false;
    PGresult *r;

    if (handle != NULL)
    {
        PQcancel(handle, why, sizeof(why));
        PQfreeCancel(handle);
    }
    while ((r = next_result(db, deadline, &late)) != NULL)
        PQclear(r);
    if (late)
        db_close(db);
}

/* Read all results of what was sent; the first error wins, the last good result is given out. */
static bool
collect(struct db *db, int64_t deadline, PGresult **out, struct failure *f)
{
    PGresult *last = NULL;
    bool good = true;
    bool late = false;
    PGresult *r;

    while ((r = next_result(db, deadline, &late)) != NULL)
    {
        ExecStatusType status = PQresultStatus(r);

        if (good && status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_COPY_IN &&
            status != PGRES_EMPTY_QUERY)
            good = fail_result(db, r, f);
        PQclear(last);
        last = r;
        if (status == PGRES_COPY_IN || PQstatus(db->conn) == CONNECTION_BAD)
            break;
    }
    if (late)
    {
        cancel(db);
        good = fail(f, FAILURE_RETRY, "look at pg_locks and pg_stat_activity for who holds it up",
                    "a statement was cancelled because it ran past its time limit");
    }
    if (good && last == NULL)
        good = fail_connection(db, f);
    if (good && out != NULL)
        *out = last;
    else
        PQclear(last);
    return good;
}

bool
db_query(struct db *db, const char *sql, int n, const char *const *params, int64_t limit_ms, PGresult **out,
         struct failure *f)
{
    int64_t deadline = clock_now_ms() + limit_ms;

    if (db->conn == NULL)
        return fail(f, FAILURE_RETRY, NULL, "the connection to the database was lost");
    if (PQsendQueryParams(db->conn, sql, n, NULL, params, NULL, NULL, 0) == 0)
        return fail_connection(db, f);
    return flush(db, deadline, f) && collect(db, deadline, out, f);
}

bool
db_run(struct db *db, const char *sql, int64_t limit_ms, struct failure *f)
{
    int64_t deadline = clock_now_ms() + limit_ms;

    if (db->conn == NULL)
        return fail(f, FAILURE_RETRY, NULL, "the connection to the database was lost");
    if (PQsendQuery(db->conn, sql) == 0)
        return fail_connection(db, f);
    return flush(db, deadline, f) && collect(db, deadline, NULL, f);
}

bool
db_commit(struct db *db, struct failure *f)
{
    PGresult *r = NULL;
    bool good;

    if (!db_query(db, "COMMIT", 0, NULL, DB_LONG_MS, &r, f))
        return false;
    good = strcmp(PQcmdStatus(r), "COMMIT") == 0;
    if (!good)
        fail(f, FAILURE_RETRY, NULL, "the server answered %s to COMMIT: the transaction had failed before",
             PQcmdStatus(r));
    PQclear(r);
    return good;
}

void
db_rollback(struct db *db)
{
    struct failure ignored;

    if (db_alive(db) && PQtransactionStatus(db->conn) != PQTRANS_IDLE)
        db_run(db, "ROLLBACK", DB_SHORT_MS, &ignored);
}

bool
db_copy_begin(struct db *db, const char *sql, struct failure *f)
{
    if (!db_run(db, sql, DB_SHORT_MS, f))
        return false;
    return true;
}

bool
db_copy_put(struct db *db, const char *bytes, size_t len, struct failure *f)
{
    int64_t deadline = clock_now_ms() + DB_SHORT_MS * 10;

    if (PQputCopyData(db->conn, bytes, (int) len) != 1)
        return fail_connection(db, f);
    return flush(db, deadline, f);
}

bool
db_copy_end(struct db *db, const char *reason, struct failure *f)
{
    int64_t deadline = clock_now_ms() + DB_LONG_MS;

    if (!db_alive(db))
        return fail(f, FAILURE_RETRY, NULL, "the connection to the database was lost");
    if (PQputCopyEnd(db->conn, reason) != 1)
        return fail_connection(db, f);
    return flush(db, deadline, f) && collect(db, deadline, NULL, f);
}

const char *
db_value(const PGresult *r, int row, const char *column)
{
    int number = PQfnumber(r, column);

    if (number < 0 || PQgetisnull(r, row, number))
        return NULL;
    return PQgetvalue(r, row, number);
}

char *
db_identifier(struct db *db, const char *name)
{
    return PQescapeIdentifier(db->conn, name, strlen(name));
}
