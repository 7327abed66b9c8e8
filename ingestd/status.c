/*
 * status.c: the command that says how every feed is, one line each.
 */
#include <stdio.h>
#include <stdlib.h>

#include <jansson.h>

#include "buffer.h"
#include "commands.h"
#include "db.h"
#include "log.h"

static const char *
text_or(const PGresult *r, int row, const char *column, const char *other)
{
    const char *text = db_value(r, row, column);

    return text == NULL ? other : text;
}

/* ok, unchanged, failed, lost, running, paused, never ran: what people look for first. */
static const char *
health(const PGresult *r, int row)
{
    const char *state = db_value(r, row, "state");

    if (strcmp(text_or(r, row, "paused", "f"), "t") == 0)
        return "paused";
    if (state == NULL)
        return "never ran";
    return state;
}

/* A text of several lines, each below the feed's line. */
static void
print_indented(const char *text)
{
    while (*text != '\0')
    {
        size_t len = strcspn(text, "\n");

        printf("%-30s   %.*s\n", "", (int) len, text);
        text += len + (text[len] == '\n');
    }
}

static void
print_line(const PGresult *r, int row)
{
    printf("%-30s %-10s %-20s %s new, %s changed, %s unchanged, %s in quarantine\n", db_value(r, row, "feed"),
           health(r, row), text_or(r, row, "last_ok", "never ok"), text_or(r, row, "new_rows", "0"),
           text_or(r, row, "changed_rows", "0"), text_or(r, row, "unchanged_rows", "0"),
           text_or(r, row, "quarantined_rows", "0"));
    if (db_value(r, row, "reason") != NULL)
        print_indented(db_value(r, row, "reason"));
    if (db_value(r, row, "lease_holder") != NULL)
        printf("%-30s   leased by %s\n", "", db_value(r, row, "lease_holder"));
}

static void
print_object(const PGresult *r, int row)
{
    json_t *o = json_object();
    char *text;

    for (int c = 0; c < PQnfields(r); c++)
        json_object_set_new(o, PQfname(r, c),
                            PQgetisnull(r, row, c) ? json_null() : json_string(PQgetvalue(r, row, c)));
    text = json_dumps(o, JSON_COMPACT);
    puts(text == NULL ? "{}" : text);
    free(text);
    json_decref(o);
}

int
command_status(const struct options *options)
{
    struct failure f = {0};
    struct db db = {0};
    PGresult *r = NULL;
    int failing = 0;

    if (!db_open(&db, options->database, "sei-ingestd status", &f) ||
        !db_query(&db,
                  "SELECT s.*, to_char(s.last_ok_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') AS "
                  "last_ok "
                  "FROM sei.feed_status() s",
                  0, NULL, DB_SHORT_MS, &r, &f))
    {
        log_failure(&f);
        db_close(&db);
        return failure_exit(&f);
    }
    for (int row = 0; row < PQntuples(r); row++)
    {
        const char *state = text_or(r, row, "state", "");

        failing += strcmp(state, "failed") == 0 || strcmp(state, "lost") == 0;
        if (options->json)
            print_object(r, row);
        else
            print_line(r, row);
    }
    if (PQntuples(r) == 0 && !options->json)
        puts("no feed is applied; sei-ingestd apply DIR");
    PQclear(r);
    db_close(&db);
    return failing == 0 ? EXIT_FINE : EXIT_FEED_FAILED;
}
