/*
 * scan_fuzz.c: no text breaks the scanner of core, and its rows keep their promises: they lie in the text in
 * order, their targets are targets, links point back, and what was read does not hang on what follows a
 * newline behind it.
 */
#include <stdlib.h>

#include "scan.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool law)
{
    if (!law)
        abort();
}

static void
within(struct slice part, struct slice text)
{
    must(part.len == 0 || (part.ptr >= text.ptr && part.ptr + part.len <= text.ptr + text.len));
}

static void
check_row(const struct scan_row *row, struct slice text, int32_t ordinal)
{
    char printed[TARGET_TEXT_MAX];
    struct target again;
    struct fault fault;

    must(row->ordinal == ordinal);
    must(row->clause.ptr == text.ptr + row->offset);
    within(row->clause, text);
    within(row->subject, text);
    within(row->scope, text);
    within(row->relative_to, text);
    must(row->restates >= 0 && row->restates < ordinal);
    must(row->modality != SCAN_DONE || !row->has_target);
    must(row->has_target || row->note[0] != '\0');
    must(memchr(row->note, '\0', sizeof(row->note)) != NULL);
    if (utf8_find_broken(text) < 0)
    {
        must(utf8_find_broken(row->clause) < 0 && utf8_find_broken(row->subject) < 0);
        must(utf8_find_broken(row->scope) < 0 && utf8_find_broken(row->relative_to) < 0);
        must(utf8_find_broken(slice_of(row->note)) < 0);
    }
    if (row->has_due)
        must(period_is_in_range(row->due));
    if (row->has_baseline)
        must(period_is_in_range(row->baseline));
    if (row->has_target)
        must(target_parse(slice_make(printed, target_print(&row->target, printed, sizeof(printed))), &again,
                          &fault));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* A copy of its own, so that a read beyond the end is seen. */
    char *copy = malloc(size + 1);
    void *scratch = malloc(scan_scratch_size());
    struct scan *s = malloc(sizeof(*s));
    struct slice text;
    int32_t ordinal = 0;

    must(copy != NULL && scratch != NULL && s != NULL);
    if (size > 0)
    {
        copy = realloc(copy, size);
        memcpy(copy, data, size);
    }
    text = slice_make(copy, size);
    scan_begin(s, text, scratch);
    must(s->word_count < SCAN_WORDS_MAX); /* a full table drops words and says nothing */
    while (scan_sentence(s))
    {
        size_t at = s->at;

        must(s->row_count >= 0 && s->row_count <= SCAN_ROWS_MAX && at <= size);
        for (int32_t i = 0; i < s->row_count; i++)
            check_row(&s->row[i], text, ++ordinal);
    }
    must(ordinal == s->rows && s->at == size);
    free(s);
    free(scratch);
    free(copy);
    return 0;
}
