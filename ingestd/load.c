/*
 * load.c: see load.h.
 */
#include "load.h"

#include <stdio.h>
#include <stdlib.h>

#include "clock.h"
#include "utf8.h"

#define BLOCK_BYTES   65536
#define BEAT_EVERY_MS 1000

static bool
open_copy(struct loader *l, struct failure *f)
{
    struct buffer sql = {0};
    bool good;

    buffer_format(&sql,
                  "COPY sei.stage_%d (run_id, page, row_ordinal, byte_offset, reject_code, reject_field, "
                  "reject_reason, "
                  "fragment",
                  l->slot);
    for (size_t i = 0; i < l->feed->kind->n_columns; i++)
        buffer_format(&sql, ", f%zu", i + 1);
    buffer_text(&sql, ") FROM STDIN");
    good = db_copy_begin(l->db, buffer_string(&sql), f);
    l->copying = good;
    buffer_free(&sql);
    return good;
}

static bool
flush_block(struct loader *l, struct failure *f)
{
    if (l->block.len == 0)
        return true;
    if (!l->copying && !open_copy(l, f))
        return false;
    if (!db_copy_put(l->db, l->block.ptr, l->block.len, f))
    {
        /* The server may have ended the COPY with an error that says more. */
        struct failure said = {0};

        if (db_alive(l->db) && !db_copy_end(l->db, NULL, &said))
            *f = said;
        l->copying = false;
        return false;
    }
    buffer_clear(&l->block);
    return true;
}

static bool
close_copy(struct loader *l, struct failure *f)
{
    if (!flush_block(l, f))
        return false;
    if (!l->copying)
        return true;
    l->copying = false;
    return db_copy_end(l->db, NULL, f);
}

/* A code list is read on the same connection. */
static bool
load_codes(void *ctx, struct code_list *list, struct failure *f)
{
    struct loader *l = ctx;

    return close_copy(l, f) && ledger_codes(l->db, list, f);
}

bool
load_begin(struct loader *l, struct failure *f)
{
    l->mapper.feed = l->feed;
    l->mapper.codes = &l->codes;
    l->codes.load = load_codes;
    l->codes.ctx = l;
    return ledger_kind(l->db, l->feed->kind, &l->mapper.kind, f);
}

/* One text in COPY's text format. */
static void
put_text(struct buffer *b, struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
    {
        char c = text.ptr[i];

        switch (c)
        {
            case '\\': buffer_append(b, "\\\\", 2); break;
            case '\t': buffer_append(b, "\\t", 2); break;
            case '\n': buffer_append(b, "\\n", 2); break;
            case '\r': buffer_append(b, "\\r", 2); break;
            case '\0': buffer_append(b, "\xe2\x90\x80", 3); break; /* ␀, in fragments of rejected rows only */
            default: buffer_byte(b, c);
        }
    }
}

static void
put_start(struct loader *l, const struct record *record)
{
    buffer_format(&l->block, "%s\t%d\t%lld\t%lld", l->run, l->page, (long long) record->ordinal,
                  (long long) record->offset);
}

static void
put_row(struct loader *l, const struct record *record)
{
    put_start(l, record);
    buffer_text(&l->block, "\t\\N\t\\N\t\\N\t\\N");
    for (size_t i = 0; i < l->feed->kind->n_columns; i++)
    {
        buffer_byte(&l->block, '\t');
        if (l->row.values[i].is_null)
            buffer_text(&l->block, "\\N");
        else
            put_text(&l->block, mapped_text(&l->row, i));
    }
    buffer_byte(&l->block, '\n');
    l->rows++;
}

/* feed qcew, page 3, row 812, byte 1048211, field month3_emplvl: "12,5" is not a number\n  hint: … */
static char *
reject_message(const struct loader *l, const struct record *record, const struct map_reject *reject)
{
    bool has_field = reject->field[0] != '\0';

    return mem_format("feed %s, page %d, row %lld, byte %lld%s%s: %s%s%s", l->feed->name, l->page,
                      (long long) record->ordinal, (long long) record->offset, has_field ? ", field " : "",
                      reject->field, reject->reason,
                      reject->hint[0] == '\0' ? "" : "\n  hint: ", reject->hint);
}

static void
put_reject(struct loader *l, struct record *record, const struct map_reject *reject)
{
    char *message = reject_message(l, record, reject);
    struct slice fragment = buffer_slice(&record->fragment);

    utf8_trim_broken_end(message);
    buffer_string(&record->fragment);
    if (fragment.len >= RECORD_FRAGMENT_MAX)
        fragment.len = utf8_find_broken(fragment) < 0 ? fragment.len : (size_t) utf8_find_broken(fragment);
    put_start(l, record);
    buffer_byte(&l->block, '\t');
    put_text(&l->block, slice_of(reject->code));
    buffer_byte(&l->block, '\t');
    if (reject->field[0] == '\0')
        buffer_text(&l->block, "\\N");
    else
        put_text(&l->block, slice_of(reject->field));
    buffer_byte(&l->block, '\t');
    put_text(&l->block, slice_of(message));
    buffer_byte(&l->block, '\t');
    put_text(&l->block, slice_make(record->fragment.ptr, fragment.len));
    for (size_t i = 0; i < l->feed->kind->n_columns; i++)
        buffer_text(&l->block, "\t\\N");
    buffer_byte(&l->block, '\n');
    l->rejects++;
    if (l->n_examples < LOAD_EXAMPLES_MAX)
        l->examples[l->n_examples++] = message;
    else
        free(message);
}

/* A sign of life; it may prolong the lease, for which the COPY is closed when one is due. */
static bool
beat(struct loader *l, struct failure *f)
{
    int64_t now = clock_now_ms();

    if (now - l->beat_ms < BEAT_EVERY_MS)
        return true;
    l->beat_ms = now;
    l->progress->rows = l->rows + l->rejects;
    return l->heartbeat.beat(l->heartbeat.ctx, f);
}

static bool
map_one(struct loader *l, struct record *record, size_t figure, struct failure *f)
{
    struct map_reject reject = {0};

    switch (map_record(&l->mapper, record, figure, &l->row, &reject, f))
    {
        case MAP_ROW: put_row(l, record); break;
        case MAP_REJECT: put_reject(l, record, &reject); break;
        case MAP_FAILED: return false;
    }
    return l->block.len < BLOCK_BYTES || (flush_block(l, f) && beat(l, f));
}

static bool
take_record(void *ctx, struct record *record, struct failure *f)
{
    struct loader *l = ctx;

    if (record->reject_code != NULL)
    {
        struct map_reject reject = {.code = record->reject_code};

        snprintf(reject.reason, sizeof(reject.reason), "%s", record->reject_reason);
        snprintf(reject.hint, sizeof(reject.hint), "%s", record->reject_hint);
        put_reject(l, record, &reject);
        return l->block.len < BLOCK_BYTES || (flush_block(l, f) && beat(l, f));
    }
    if (!map_wanted(&l->mapper, record))
    {
        l->skipped++;
        return true;
    }
    for (size_t i = 0; i < l->feed->n_figures; i++)
    {
        if (!map_one(l, record, i, f))
            return false;
    }
    return true;
}

static bool
load_page(struct loader *l, const struct page *page, struct failure *f)
{
    struct record_sink sink = {take_record, l};
    struct page_facts facts;
    bool good;

    if (page->path == NULL)
        return true;
    l->page = page->number;
    l->mapper.variables = &page->variables;
    l->progress->page = page->number;
    good = page_read(l->feed, page->path, sink, &facts, f);
    page_facts_free(&facts);
    if (!good)
        return fail_at(f, "page %d: ", page->number);
    /* The spool was proven whole when it was fetched; a disk may still change it. */
    if (strcmp(facts.sha256, page->sha256) != 0)
        return fail(f, FAILURE_RETRY, "the disk of the spool may be failing; the next run fetches it again",
                    "%s: changed since it was fetched", page->path);
    return true;
}

bool
load_pages(struct loader *l, const struct fetched *fetched, struct failure *f)
{
    bool good = true;

    l->progress->phase = "load";
    l->progress->pages = (int64_t) fetched->n_pages;
    l->progress->rows = 0;
    for (size_t i = 0; good && i < fetched->n_pages; i++)
        good = load_page(l, &fetched->pages[i], f);
    good = good && close_copy(l, f);
    if (!good && l->copying && db_alive(l->db))
    {
        struct failure ignored;

        db_copy_end(l->db, "the run failed", &ignored);
    }
    l->copying = false;
    return good;
}

void
load_free(struct loader *l)
{
    for (size_t i = 0; i < l->n_examples; i++)
        free(l->examples[i]);
    codes_free(&l->codes);
    buffer_free(&l->row.text);
    buffer_free(&l->block);
    buffer_free(&l->mapper.work);
}
