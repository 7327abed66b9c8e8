/*
 * request.h: the `request` part of a definition: where, who we are there, by which way, and how much.
 *
 * Secrets are names of files under $CREDENTIALS_DIRECTORY; their values are never part of it.
 */
#ifndef SEI_INGESTD_REQUEST_H
#define SEI_INGESTD_REQUEST_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "slice.h"

struct text_list
{
    char **items;
    size_t n;
};

bool text_list_has(const struct text_list *list, struct slice text);
void text_list_free(struct text_list *list);

struct header
{
    char *name;
    char *value;  /* NULL when it is a secret */
    char *secret; /* the credential's name */
    char *prefix; /* put before the secret, e.g. "Bearer " */
};

enum auth_kind
{
    AUTH_NONE = 0,
    AUTH_BASIC,
    AUTH_BEARER,
    AUTH_HEADER,
    AUTH_QUERY,
    AUTH_OAUTH2
};

struct auth
{
    enum auth_kind kind;
    char *secret;    /* password, token, key or client secret: its name */
    char *user;      /* basic: NULL = the secret holds user:password; oauth2: the client */
    char *name;      /* of the header or the query parameter */
    char *prefix;    /* of the header's value, NULL = none */
    char *token_url; /* oauth2 */
    char *scope;
    char *audience;
    bool client_in_body; /* oauth2: client and secret as form fields, not as basic */
};

struct tls
{
    char *ca_file; /* names of files under $CREDENTIALS_DIRECTORY */
    char *certificate;
    char *key;
    char *key_password;
    char *pinned_key; /* sha256//… as curl writes it */
    bool at_least_13;
};

struct proxy
{
    char *url; /* NULL = none */
    char *user;
    char *secret;
};

enum paging_kind
{
    PAGING_NONE = 0,
    PAGING_PAGE,
    PAGING_OFFSET,
    PAGING_CURSOR,
    PAGING_LINK_HEADER,
    PAGING_NEXT_LINK,
    PAGING_ODATA
};

/* What besides a missing cursor ends the pages of a cursor. */
enum cursor_end
{
    CURSOR_MISSING = 0,
    CURSOR_SAME,
    CURSOR_EMPTY_PAGE
};

struct paging
{
    enum paging_kind kind;
    char *parameter; /* of the page, offset or cursor; NULL = a template holds it */
    int64_t first;
    char *size_parameter;
    int64_t size;
    bool short_page_ends; /* a page of fewer rows than size is the last */
    char *order_parameter;
    char *order_value;
    char *start; /* cursor: of the first page, NULL = none is sent */
    char *cursor_at;
    char *cursor_header;
    enum cursor_end ends;
    char *more_at;
    char *next_at;
    char *pages_at;
    char *page_at;
    char *total_at;
    char *total_header;
    bool rows_total;
};

enum body_kind
{
    BODY_NONE = 0,
    BODY_JSON,
    BODY_FORM,
    BODY_TEXT
};

/* A body to send, with variables in its texts. */
struct request_body
{
    enum body_kind kind;
    json_t *value; /* JSON, or the members of a form */
    char *text;
    char *type; /* of a text */
};

#define EACH_MAX 6

/* A request for each member of a list: the definition's own, or a code list of the database. */
struct each
{
    char *name; /* of the variable */
    struct text_list items;
    char *codes; /* NULL = items */
};

/* Days, or else months. */
struct span
{
    int days;
    int months;
};

/* A request for each window of days; days are counted from 1970-01-01. */
struct window
{
    bool used;
    int64_t from;
    bool has_to;
    int64_t to; /* inclusive; else today */
    struct span step;
    bool has_lookback; /* only what is new since the last run, and so much before it */
    struct span lookback;
    char *format;
    bool to_exclusive; /* {to} is the day after the window's last */
    bool whole;        /* the last window is not cut at the end */
};

enum outcome
{
    OUTCOME_NONE = 0, /* no rule fits: the status decides */
    OUTCOME_OK,
    OUTCOME_EMPTY,
    OUTCOME_END,
    OUTCOME_RETRY,
    OUTCOME_WAIT,
    OUTCOME_LOGIN,
    OUTCOME_FAIL,
    OUTCOME_QUEUED
};

/* What an answer means. Every condition that is given must hold. */
struct rule
{
    int status[16];
    size_t n_status;
    char *type;     /* how Content-Type begins */
    char *contains; /* within the first 64 KiB of the body */
    char *at;       /* in the body, with one of these texts, or only there */
    struct text_list in;
    bool has_in;
    bool exists;
    enum outcome then;
    int wait_s;
    char *message_at;
};

/* Where a small value stands in an answer: one of the three. */
struct extract
{
    char *at;
    char *header;
    char *after; /* the text between these two */
    char *before;
};

/* A source that makes the answer first and gives it later. */
struct job
{
    bool used;
    struct extract id; /* of the answer that was queued */
    char *poll_url;    /* with {job}; NULL = the id is the URL */
    int every_s;
    int limit_s;
    struct extract state; /* of the answer to a poll; not used = its status */
    bool has_state;
    struct text_list running;
    struct text_list done;
    struct text_list failed;
    char *result_url; /* with {job} */
    struct extract result;
    bool has_result; /* the answer to the last poll says where it is */
};

struct request
{
    char *url; /* with variables in it, as headers and body */
    struct request_body body;
    struct header *headers;
    size_t n_headers;
    struct auth auth;
    struct tls tls;
    struct proxy proxy;
    struct text_list redirects; /* origins besides the URL's own that may be asked, without secrets */
    bool allow_private;
    struct each each[EACH_MAX]; /* sorted by name */
    size_t n_each;
    struct window window;
    struct paging paging;
    struct rule *rules;
    size_t n_rules;
    struct job job;
    int connect_s;
    int first_byte_s;
    int stall_s;
    int total_s;
    int64_t wire_bytes;
    int64_t body_bytes;
    int64_t ratio;
    int64_t pages;
    char *budget; /* JSON, as spend_budget takes it; "[]" = none */
    int budget_wait_s;
    int retries;
    int retry_s; /* all waits of a run together */
};

#endif
