/*
 * map.h: from a record of a source to rows of the load contract.
 */
#ifndef SEI_INGESTD_MAP_H
#define SEI_INGESTD_MAP_H

#include "codes.h"
#include "stream.h"
#include "validate.h"
#include "variables.h"

#define MAP_FIELD_MAX 128

struct mapped_value
{
    bool is_null;
    size_t at; /* in mapped_row.text */
    size_t len;
};

struct mapped_row
{
    struct mapped_value values[CONTRACT_COLUMNS_MAX];
    struct buffer text;
};

/* Why a record gives no row: the field of the source, what stands there, what is accepted. */
struct map_reject
{
    const char *code;
    char field[MAP_FIELD_MAX];
    char reason[768];
    char hint[768];
};

enum map_result
{
    MAP_ROW,
    MAP_REJECT,
    MAP_FAILED /* not the record's fault: the run ends */
};

struct mapper
{
    const struct feed *feed;
    struct contract_kind kind; /* the columns as the database describes them */
    struct codes *codes;
    const struct variables *variables; /* of the request that brought the records; NULL = none */
    struct buffer work;
};

/* Whether the definition's filter lets the record through. */
bool map_wanted(const struct mapper *m, const struct record *record);

/* The n-th figure of a record. */
enum map_result map_record(struct mapper *m, const struct record *record, size_t figure,
                           struct mapped_row *out, struct map_reject *reject, struct failure *f);

static inline struct slice
mapped_text(const struct mapped_row *row, size_t column)
{
    return slice_make(row->text.ptr + row->values[column].at, row->values[column].len);
}

#endif
