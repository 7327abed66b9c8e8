/*
 * csv_reader.h: records out of CSV of any size, strict, in bounded memory.
 *
 * The first row names the columns; fields are found by name, so a source may reorder them. Spaces are data.
 * A row with too few or too many fields, or with a quote where none may be, is rejected alone; a quote
 * that never closes and a last row that breaks off mean that the body was cut.
 */
#ifndef SEI_INGESTD_CSV_READER_H
#define SEI_INGESTD_CSV_READER_H

#include <csv.h>

#include "stream.h"

#define CSV_COLUMNS_MAX   4096
#define CSV_ROW_BYTES_MAX (1024 * 1024)

struct csv_reader
{
    struct csv_parser parser;
    bool has_parser;
    char delimiter;
    char quote;
    char *const *fields;
    size_t n_fields;
    struct record_sink out;
    struct record record;
    bool has_header;
    int columns[CSV_COLUMNS_MAX]; /* column of the source → field of the definition, -1 = not read */
    int n_columns;
    struct buffer names; /* the header, for messages */
    int at_column;
    int64_t offset; /* of the next byte */
    int64_t row_offset;
    int64_t n_records;
    bool skipping;   /* after a stray quote, to the end of the line */
    bool open_ended; /* the last row had no line end */
    struct failure *failure;
    bool failed;
};

bool csv_reader_begin(struct csv_reader *r, char delimiter, char quote, char *const *fields, size_t n_fields,
                      struct record_sink out, struct failure *f);
bool csv_reader_write(void *reader, const char *bytes, size_t len, struct failure *f);
bool csv_reader_end(struct csv_reader *r, struct failure *f);
void csv_reader_free(struct csv_reader *r);

#endif
