/*
 * ledger.h: the functions of the load contract, one C function each. All that a run writes goes through here.
 */
#ifndef SEI_INGESTD_LEDGER_H
#define SEI_INGESTD_LEDGER_H

#include <jansson.h>

#include "codes.h"
#include "contract.h"
#include "db.h"

/* What claim gives. */
struct claim
{
    bool granted;
    char *version_id;
    char *definition;
    char *token;
    int slot;
    char *old_sha256;
    json_t *validators;
    json_t *cursor; /* NULL = none */
};

/* Why a claim was not granted. */
struct lease_state
{
    bool known;
    bool paused;
    char holder[128];
    int64_t remaining_ms; /* 0 = nobody holds it */
};

struct counters
{
    long long new_rows;
    long long changed;
    long long unchanged;
    long long closed;
    long long duplicate;
    long long superseded;
    long long quarantined;
};

bool ledger_claim(struct db *db, const char *feed, const char *holder, int lease_s, struct claim *out,
                  struct failure *f);
void claim_free(struct claim *claim);
bool ledger_lease(struct db *db, const char *feed, struct lease_state *out, struct failure *f);

/* Prolong; false with SQLSTATE SE001 when the lease is another's now. */
bool ledger_renew(struct db *db, const char *token, int lease_s, struct failure *f);
bool ledger_release(struct db *db, const char *token, struct failure *f);

/* The kind's columns as the database describes them; false when this daemon does not fit them. */
bool ledger_kind(struct db *db, const struct contract_kind *kind, struct contract_kind *out,
                 struct failure *f);

/* Free *run. */
bool ledger_begin_run(struct db *db, const struct claim *claim, const char *command, char **run,
                      struct failure *f);
bool ledger_finish(struct db *db, const char *run, const char *token, int64_t rows, int64_t rejects,
                   const char *fetched, struct counters *out, struct failure *f);
bool ledger_unchanged(struct db *db, const char *run, const char *token, const char *fetched,
                      struct failure *f);
bool ledger_fail(struct db *db, const char *run, const char *token, const struct failure *why,
                 const char *fetched, struct failure *f);

/* Leave for one request to a host; *wait_ms = 0 when it may go out now. */
bool ledger_spend(struct db *db, const char *host, const char *budget, int64_t *wait_ms, struct failure *f);

/* The source asks for a rest; host NULL = it concerns the feed alone. */
bool ledger_hold(struct db *db, const char *token, const char *host, int64_t wait_ms, struct failure *f);

/* Loader for codes.h; ctx is a struct db. */
bool ledger_codes(void *db, struct code_list *list, struct failure *f);

/* The feeds that are applied: name and definition, one a row. PQclear the result. */
bool ledger_feeds(struct db *db, PGresult **out, struct failure *f);

#endif
