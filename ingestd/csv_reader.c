/*
 * csv_reader.c: see csv_reader.h.
 *
 * libcsv gets one line at a time, because it does not tell where in its input a row ended.
 */
#include "csv_reader.h"

#include <stdio.h>

#include "fault.h"

/* Spaces are data: libcsv trims by default. */
static int
is_space(unsigned char c)
{
    (void) c;
    return 0;
}

static bool
start_parser(struct csv_reader *r, struct failure *f)
{
    if (r->has_parser)
        csv_free(&r->parser);
    r->has_parser = csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI) == 0;
    if (!r->has_parser)
        return fail(f, FAILURE_RETRY, NULL, "out of memory");
    csv_set_delim(&r->parser, (unsigned char) r->delimiter);
    csv_set_quote(&r->parser, (unsigned char) r->quote);
    csv_set_space_func(&r->parser, is_space);
    return true;
}

bool
csv_reader_begin(struct csv_reader *r, char delimiter, char quote, char *const *fields, size_t n_fields,
                 struct record_sink out, struct failure *f)
{
    memset(r, 0, sizeof(*r));
    r->delimiter = delimiter;
    r->quote = quote;
    r->fields = fields;
    r->n_fields = n_fields;
    r->out = out;
    record_reset(&r->record, n_fields);
    return start_parser(r, f);
}

static void
refuse(struct csv_reader *r, const char *hint, const char *what, const char *name)
{
    if (!r->failed)
        fail(r->failure, FAILURE_DATA, hint, "the CSV header %s \"%s\"", what, name);
    r->failed = true;
}

/* A name in the header. */
static void
at_name(struct csv_reader *r, struct slice name)
{
    int field = -1;

    if (r->at_column >= CSV_COLUMNS_MAX)
    {
        refuse(r, NULL, "has too many columns at", "…");
        return;
    }
    for (size_t i = 0; i < r->n_fields; i++)
    {
        if (slice_equal(slice_of(r->fields[i]), name))
            field = (int) i;
    }
    for (int i = 0; i < r->at_column && field >= 0; i++)
    {
        if (r->columns[i] == field)
            refuse(r, "the source must name each column once", "names twice the column", r->fields[field]);
    }
    r->columns[r->at_column] = field;
    if (r->names.len < 300)
    {
        char shown[FAULT_TEXT_MAX];

        buffer_format(&r->names, "%s%s", r->names.len > 0 ? ", " : "", fault_quote(name, 64, shown));
    }
}

static void
on_field(void *bytes, size_t len, void *ctx)
{
    struct csv_reader *r = ctx;
    struct slice text = slice_make(bytes == NULL ? "" : bytes, len);

    if (!r->has_header)
        at_name(r, text);
    else if (r->at_column < r->n_columns && r->columns[r->at_column] >= 0)
        record_set(&r->record, r->columns[r->at_column], FIELD_TEXT, text);
    r->at_column++;
}

static void
end_header(struct csv_reader *r)
{
    char hint[400];

    r->has_header = true;
    r->n_columns = r->at_column;
    for (size_t i = 0; i < r->n_fields && !r->failed; i++)
    {
        bool found = false;

        for (int k = 0; k < r->n_columns && !found; k++)
            found = r->columns[k] == (int) i;
        snprintf(hint, sizeof(hint), "the header has: %s", buffer_string(&r->names));
        if (!found)
            refuse(r, hint, "has no column", r->fields[i]);
    }
}

static void
give_record(struct csv_reader *r)
{
    struct buffer *fragment = &r->record.fragment;

    while (fragment->len > 0 && strchr("\r\n", fragment->ptr[fragment->len - 1]) != NULL)
        fragment->len--;
    r->record.ordinal = ++r->n_records;
    r->record.offset = r->row_offset;
    if (r->at_column != r->n_columns)
        record_reject(&r->record, "ragged", "each row must have as many fields as the header",
                      "the row has %d fields, the header has %d", r->at_column, r->n_columns);
    if (r->out.take != NULL && !r->out.take(r->out.ctx, &r->record, r->failure))
        r->failed = true;
}

static void
on_row(int ended_by, void *ctx)
{
    struct csv_reader *r = ctx;

    if (r->failed)
        return;
    if (!r->has_header)
        end_header(r);
    else if (ended_by < 0 && r->at_column != r->n_columns)
        r->open_ended = true;
    else
        give_record(r);
    r->at_column = 0;
    record_reset(&r->record, r->n_fields);
}

/* libcsv met a quote where none may be: the row is lost, the next line is a new start. */
static bool
recover(struct csv_reader *r, struct failure *f)
{
    if (csv_error(&r->parser) != CSV_EPARSE)
        return fail(f, FAILURE_RETRY, NULL, "%s", csv_strerror(csv_error(&r->parser)));
    if (!r->has_header)
        return fail(f, FAILURE_DATA, NULL, "the CSV header has a quote within a field");
    record_reject(&r->record, "quote",
                  "a quote within a field is written twice, and the field stands in quotes",
                  "the row has a quote in the wrong place");
    r->skipping = true;
    return start_parser(r, f);
}

/* The line of a lost row is over. */
static void
end_skipped(struct csv_reader *r)
{
    r->skipping = false;
    r->at_column = r->n_columns;
    give_record(r);
    r->at_column = 0;
    record_reset(&r->record, r->n_fields);
}

/* A piece that ends with a line end or with the chunk. */
static bool
write_piece(struct csv_reader *r, const char *bytes, size_t len, struct failure *f)
{
    bool line_ends = bytes[len - 1] == '\n' || bytes[len - 1] == '\r';
    size_t room;

    r->failure = f;
    if (!r->skipping && r->parser.pstate == 0)
    {
        r->row_offset = r->offset;
        buffer_clear(&r->record.fragment);
    }
    room = RECORD_FRAGMENT_MAX - r->record.fragment.len;
    buffer_append(&r->record.fragment, bytes, len < room ? len : room);
    if (!r->skipping && csv_parse(&r->parser, bytes, len, on_field, on_row, r) != len && !recover(r, f))
        return false;
    if (r->skipping && line_ends)
        end_skipped(r);
    r->offset += (int64_t) len;
    if (r->failed)
        return false;
    if (r->parser.pstate != 0 && r->offset - r->row_offset > CSV_ROW_BYTES_MAX)
        return fail(f, FAILURE_DATA, "look for a quote that opens there and never closes",
                    "row %lld, which begins at byte %lld, is longer than %d bytes",
                    (long long) r->n_records + 1, (long long) r->row_offset, CSV_ROW_BYTES_MAX);
    return true;
}

/* The length of the first line in bytes, its end included; all of it when there is no line end. */
static size_t
line_length(const char *bytes, size_t len)
{
    const char *newline = memchr(bytes, '\n', len);
    size_t line = newline == NULL ? len : (size_t) (newline - bytes) + 1;
    const char *back = memchr(bytes, '\r', line);
    size_t before = back == NULL ? line : (size_t) (back - bytes) + 1;

    /* \r\n is one line end; a bare \r is one, too. */
    return before + 1 == line && newline != NULL ? line : before;
}

bool
csv_reader_write(void *reader, const char *bytes, size_t len, struct failure *f)
{
    struct csv_reader *r = reader;

    for (size_t at = 0; at < len;)
    {
        size_t line = line_length(bytes + at, len - at);

        if (!write_piece(r, bytes + at, line, f))
            return false;
        at += line;
    }
    return true;
}

bool
csv_reader_end(struct csv_reader *r, struct failure *f)
{
    r->failure = f;
    if (r->offset == 0)
        return fail(f, FAILURE_RETRY, "a CSV body begins with its header", "the body is empty");
    if (csv_fini(&r->parser, on_field, on_row, r) != 0)
        return fail(f, FAILURE_RETRY, "the body was cut, or a quote is missing; nothing of it was loaded",
                    "row %lld, which begins at byte %lld, opens a quote that never closes",
                    (long long) r->n_records + 1, (long long) r->row_offset);
    if (r->skipping)
        end_skipped(r);
    if (r->failed)
        return false;
    if (!r->has_header)
        return fail(f, FAILURE_RETRY, "a CSV body begins with its header", "the body holds no header");
    if (r->open_ended)
        return fail(f, FAILURE_RETRY, "the body was cut; nothing of it was loaded",
                    "row %lld, which begins at byte %lld, breaks off without a line end",
                    (long long) r->n_records + 1, (long long) r->row_offset);
    return true;
}

void
csv_reader_free(struct csv_reader *r)
{
    if (r->has_parser)
        csv_free(&r->parser);
    r->has_parser = false;
    record_free(&r->record);
    buffer_free(&r->names);
}
