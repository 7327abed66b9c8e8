/*
 * ledger.c: see ledger.h. No SQL but calls of the load contract.
 */
#include "ledger.h"

#include <stdio.h>
#include <stdlib.h>

static char *
copy_value(const PGresult *r, const char *column)
{
    const char *text = db_value(r, 0, column);

    return text == NULL ? NULL : mem_text(slice_of(text));
}

bool
ledger_claim(struct db *db, const char *feed, const char *holder, int lease_s, struct claim *out,
             struct failure *f)
{
    char ttl[32];
    const char *params[] = {feed, holder, ttl};
    PGresult *r = NULL;
    const char *validators;
    const char *cursor;
    const char *slot;

    memset(out, 0, sizeof(*out));
    snprintf(ttl, sizeof(ttl), "%d seconds", lease_s);
    if (!db_query(db,
                  "SELECT feed_version_id, definition, lease_token, slot, cursor, validators, body_sha256 "
                  "FROM sei.claim($1, $2, $3::interval)",
                  3, params, DB_SHORT_MS, &r, f))
        return false;
    out->granted = PQntuples(r) > 0;
    if (out->granted)
    {
        out->version_id = copy_value(r, "feed_version_id");
        out->definition = copy_value(r, "definition");
        out->token = copy_value(r, "lease_token");
        slot = db_value(r, 0, "slot");
        out->slot = slot == NULL ? 0 : (int) strtol(slot, NULL, 10);
        out->old_sha256 = copy_value(r, "body_sha256");
        validators = db_value(r, 0, "validators");
        cursor = db_value(r, 0, "cursor");
        out->cursor = cursor == NULL ? NULL : json_loads(cursor, 0, NULL);
        out->validators = validators == NULL ? NULL : json_loads(validators, 0, NULL);
    }
    PQclear(r);
    return true;
}

void
claim_free(struct claim *claim)
{
    free(claim->version_id);
    free(claim->definition);
    free(claim->token);
    free(claim->old_sha256);
    json_decref(claim->validators);
    json_decref(claim->cursor);
    memset(claim, 0, sizeof(*claim));
}

bool
ledger_lease(struct db *db, const char *feed, struct lease_state *out, struct failure *f)
{
    static const char sql[] =
        "SELECT holder, paused, "
        "greatest(0, ceil(extract(epoch FROM remaining) * 1000))::bigint AS remaining_ms "
        "FROM sei.lease_info($1)";
    const char *params[] = {feed};
    PGresult *r = NULL;
    const char *text;

    memset(out, 0, sizeof(*out));
    if (!db_query(db, sql, 1, params, DB_SHORT_MS, &r, f))
        return false;
    out->known = PQntuples(r) > 0;
    if (out->known)
    {
        text = db_value(r, 0, "holder");
        snprintf(out->holder, sizeof(out->holder), "%s", text == NULL ? "" : text);
        text = db_value(r, 0, "paused");
        out->paused = text != NULL && text[0] == 't';
        text = db_value(r, 0, "remaining_ms");
        out->remaining_ms = text == NULL ? 0 : strtoll(text, NULL, 10);
    }
    PQclear(r);
    return true;
}

/* A function that gives one boolean. */
static bool
call_boolean(struct db *db, const char *sql, int n, const char *const *params, bool *out, struct failure *f)
{
    PGresult *r = NULL;

    if (!db_query(db, sql, n, params, DB_SHORT_MS, &r, f))
        return false;
    *out = PQntuples(r) > 0 && PQgetvalue(r, 0, 0)[0] == 't';
    PQclear(r);
    return true;
}

static bool
fail_lost(struct failure *f)
{
    fail(f, FAILURE_RETRY, "raise --lease if this machine is slow", "the lease was lost to another daemon");
    memcpy(f->sqlstate, "SE001", 6);
    return false;
}

bool
ledger_renew(struct db *db, const char *token, int lease_s, struct failure *f)
{
    char ttl[32];
    const char *params[] = {token, ttl};
    bool ours = false;

    snprintf(ttl, sizeof(ttl), "%d seconds", lease_s);
    if (!call_boolean(db, "SELECT sei.renew($1::uuid, $2::interval)", 2, params, &ours, f))
        return false;
    return ours || fail_lost(f);
}

bool
ledger_release(struct db *db, const char *token, struct failure *f)
{
    const char *params[] = {token};
    bool ours;

    return call_boolean(db, "SELECT sei.release_lease($1::uuid)", 1, params, &ours, f);
}

bool
ledger_spend(struct db *db, const char *host, const char *budget, int64_t *wait_ms, struct failure *f)
{
    const char *params[] = {host, budget};
    PGresult *r = NULL;

    if (!db_query(db, "SELECT ceil(extract(epoch FROM sei.spend_budget($1, $2::jsonb)) * 1000)::bigint", 2,
                  params, DB_SHORT_MS, &r, f))
        return false;
    *wait_ms = strtoll(PQgetvalue(r, 0, 0), NULL, 10);
    PQclear(r);
    return true;
}

bool
ledger_hold(struct db *db, const char *token, const char *host, int64_t wait_ms, struct failure *f)
{
    char wait[48];
    const char *params[] = {token, host, wait};
    bool ours = false;

    snprintf(wait, sizeof(wait), "%lld milliseconds", (long long) wait_ms);
    return call_boolean(db, "SELECT sei.hold($1::uuid, $2, $3::interval)", 3, params, &ours, f) &&
           (ours || fail_lost(f));
}

static bool
fail_contract(struct failure *f, const char *kind, const char *what)
{
    return fail(f, FAILURE_OPERATOR,
                "sei-ingestd and the schema are of different versions: run sei-ingestd migrate",
                "the load contract of kind %s does not fit this daemon: %s", kind, what);
}

/* Every validator that the database may name; the string must outlive the result. */
static const char *
keep_validator(const char *name)
{
    static const char *const known[] = {
        "text",    "sector",  "period",         "target",      "numeric",           "date",
        "integer", "boolean", "code:indicator", "code:status", "code:project_kind", "code:recognition"};

    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
    {
        if (strcmp(known[i], name) == 0)
            return known[i];
    }
    return NULL;
}

bool
ledger_kind(struct db *db, const struct contract_kind *kind, struct contract_kind *out, struct failure *f)
{
    const char *params[] = {kind->name};
    PGresult *r = NULL;
    bool good = true;

    *out = *kind;
    if (!db_query(db,
                  "SELECT column_name, required, validator FROM sei.load_contract(1) WHERE kind = $1 ORDER "
                  "BY ordinal",
                  1, params, DB_SHORT_MS, &r, f))
        return false;
    if ((size_t) PQntuples(r) != kind->n_columns)
        good = fail_contract(f, kind->name, "another number of columns");
    for (int i = 0; good && i < PQntuples(r); i++)
    {
        const char *validator = keep_validator(PQgetvalue(r, i, 2));

        if (strcmp(PQgetvalue(r, i, 0), kind->columns[i].name) != 0)
            good = fail_contract(f, kind->name, PQgetvalue(r, i, 0));
        out->columns[i].required = PQgetvalue(r, i, 1)[0] == 't';
        /* What this daemon cannot check, the database will. */
        out->columns[i].validator = validator == NULL ? "text" : validator;
    }
    PQclear(r);
    return good;
}

bool
ledger_begin_run(struct db *db, const struct claim *claim, const char *command, char **run, struct failure *f)
{
    const char *params[] = {claim->version_id, claim->token, command};
    PGresult *r = NULL;

    if (!db_query(db, "SELECT sei.begin_run($1::bigint, $2::uuid, $3)", 3, params, DB_SHORT_MS, &r, f))
        return false;
    *run = mem_text(slice_of(PQgetvalue(r, 0, 0)));
    PQclear(r);
    return true;
}

static long long
number(const PGresult *r, const char *column)
{
    const char *text = db_value(r, 0, column);

    return text == NULL ? 0 : strtoll(text, NULL, 10);
}

bool
ledger_finish(struct db *db, const char *run, const char *token, int64_t rows, int64_t rejects,
              const char *fetched, struct counters *out, struct failure *f)
{
    char n_rows[24];
    char n_rejects[24];
    const char *params[] = {run, token, n_rows, n_rejects, fetched};
    PGresult *r = NULL;

    snprintf(n_rows, sizeof(n_rows), "%lld", (long long) rows);
    snprintf(n_rejects, sizeof(n_rejects), "%lld", (long long) rejects);
    if (!db_query(db,
                  "SELECT * FROM sei.finish_load($1::bigint, $2::uuid, $3::bigint, $4::bigint, $5::jsonb)", 5,
                  params, DB_LONG_MS, &r, f))
        return false;
    out->new_rows = number(r, "new_rows");
    out->changed = number(r, "changed_rows");
    out->unchanged = number(r, "unchanged_rows");
    out->closed = number(r, "closed_rows");
    out->duplicate = number(r, "duplicate_rows");
    out->superseded = number(r, "superseded_rows");
    out->quarantined = number(r, "quarantined_rows");
    PQclear(r);
    return true;
}

bool
ledger_unchanged(struct db *db, const char *run, const char *token, const char *fetched, struct failure *f)
{
    const char *params[] = {run, token, fetched};

    return db_query(db, "SELECT sei.unchanged_run($1::bigint, $2::uuid, $3::jsonb)", 3, params, DB_LONG_MS,
                    NULL, f);
}

bool
ledger_fail(struct db *db, const char *run, const char *token, const struct failure *why, const char *fetched,
            struct failure *f)
{
    char *reason = why->hint[0] == '\0' ? mem_text(slice_of(why->text))
                                        : mem_format("%s\n  hint: %s", why->text, why->hint);
    const char *params[] = {run, token, failure_word(why), reason, fetched};
    bool good = db_query(db, "SELECT sei.fail_run($1::bigint, $2::uuid, $3, $4, $5::jsonb)", 5, params,
                         DB_LONG_MS, NULL, f);

    free(reason);
    return good;
}

bool
ledger_codes(void *db, struct code_list *list, struct failure *f)
{
    const char *params[] = {list->name};
    PGresult *r = NULL;

    if (!db_query(db, "SELECT code, value FROM sei.code_list($1)", 1, params, DB_SHORT_MS, &r, f))
        return false;
    for (int i = 0; i < PQntuples(r); i++)
    {
        if (!PQgetisnull(r, i, 0) && !PQgetisnull(r, i, 1))
            code_list_add(list, slice_of(PQgetvalue(r, i, 0)), slice_of(PQgetvalue(r, i, 1)));
    }
    PQclear(r);
    return true;
}

bool
ledger_feeds(struct db *db, PGresult **out, struct failure *f)
{
    return db_query(
        db,
        "SELECT f.feed, v.definition FROM sei.feed f CROSS JOIN LATERAL (SELECT definition FROM "
        "sei.feed_version v WHERE v.feed_id = f.feed_id ORDER BY v.feed_version_id DESC LIMIT 1) v "
        "ORDER BY f.feed",
        0, NULL, DB_SHORT_MS, out, f);
}
