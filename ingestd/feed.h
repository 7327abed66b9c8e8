/*
 * feed.h: a feed definition, read and checked.
 *
 * A definition is one JSON object a file; feed.schema.json describes it for editors. Whatever is not
 * described is an error, so that a misspelt key never silently means its default.
 */
#ifndef SEI_INGESTD_FEED_H
#define SEI_INGESTD_FEED_H

#include <jansson.h>
#include <stdint.h>

#include "buffer.h"
#include "contract.h"
#include "failure.h"
#include "request.h"

#define FEED_FIELDS_MAX 256

enum rule_kind
{
    RULE_NONE = 0,
    RULE_CONSTANT,
    RULE_FIELD,
    RULE_TEMPLATE,
    RULE_VARIABLE
};

/* A part of a template: literal text, or the field whose text stands here. */
struct template_part
{
    char *literal;
    int field;
};

struct template
{
    struct template_part *parts;
    size_t n_parts;
};

struct text_pair
{
    char *key;
    char *value; /* NULL = SQL NULL */
};

/* How one contract column gets its value from a record. */
struct column_rule
{
    enum rule_kind kind;
    char *constant;
    char *variable; /* of the request that brought the record */
    int field;
    struct template template;
    bool has_nulls;
    struct text_list nulls;
    struct text_pair *map; /* sorted by key */
    size_t n_map;
    bool has_map;
    bool has_map_default;
    char *map_default;
    char *lookup;
    int null_when_field; /* -1 = none */
    struct text_list null_when;
    char *thousands;
};

/* One output row per record: a rule for each contract column, shared ones repeated. */
struct figure
{
    const struct column_rule *rules[CONTRACT_COLUMNS_MAX];
};

struct where
{
    int field;
    bool negated;
    struct text_list in;
};

enum format_kind
{
    FORMAT_CSV,
    FORMAT_JSON
};

struct format
{
    enum format_kind kind;
    char *encoding;
    char delimiter;
    char quote;
    bool unproven_length; /* CSV: accept a body whose end nothing proves */
    char *rows;           /* JSON pointer of the array of records */
};

struct feed
{
    char *name;
    char *title;
    const struct contract_kind *kind;
    bool snapshot;
    char **after;
    size_t n_after;
    struct request request;
    struct format format;
    char **fields; /* every source field that is read, once */
    size_t n_fields;
    struct column_rule *rules; /* owned; figures point into them */
    size_t n_rules;
    struct figure *figures;
    size_t n_figures;
    struct where *where;
    size_t n_where;
};

/*
 * Read a definition from text. label is the file's name for messages. *canonical, when wanted, gets the
 * definition with sorted keys and without spaces (the form that is stored and summed).
 */
bool feed_parse(const char *label, struct slice text, struct feed *out, char **canonical, struct failure *f);
void feed_free(struct feed *feed);

/* The line of a file on which the value at a JSON pointer begins, 0 when it is not there. */
int feed_locate(struct slice text, const char *pointer);

#endif
