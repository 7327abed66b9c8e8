/*
 * contract.h: all that the daemon knows of the schema, version 1 of the load contract.
 *
 * The table here serves definitions without a database; before a load it is compared with what
 * sei.load_contract(1) says, and the database's word on what is required and how it is checked wins.
 */
#ifndef SEI_INGESTD_CONTRACT_H
#define SEI_INGESTD_CONTRACT_H

#include <stdbool.h>
#include <stddef.h>

#define CONTRACT_VERSION     1
#define CONTRACT_COLUMNS_MAX 16

struct contract_column
{
    const char *name;
    bool required;
    const char *validator; /* text sector period target numeric date integer boolean code:<list> */
};

struct contract_kind
{
    const char *name;
    size_t n_columns;
    struct contract_column columns[CONTRACT_COLUMNS_MAX];
};

/* NULL when there is no such kind. */
const struct contract_kind *contract_find(const char *kind);

/* The number of a column in a kind, -1 when it has none of that name. */
int contract_column(const struct contract_kind *kind, const char *name);

/* The names of all kinds, or of a kind's columns, with commas, for messages. */
const char *contract_kinds_text(char *buf, size_t cap);
const char *contract_columns_text(const struct contract_kind *kind, char *buf, size_t cap);

#endif
