/*
 * page.c: see page.h.
 */
#include "page.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "spool.h"

/* Summing and sniffing stand between inflating and decoding. */
struct tap
{
    struct digest digest;
    enum format_kind format;
    char start[PAGE_SNIFF_BYTES];
    size_t n_start;
    bool sniffed;
    struct decode *decode;
};

static bool
begins_with(struct slice text, const char *word)
{
    return text.len >= strlen(word) && strncasecmp(text.ptr, word, strlen(word)) == 0;
}

/* The title of a web page, for the message: it usually says what is wrong. */
static void
find_title(struct slice text, char *out, size_t cap)
{
    char *copy = mem_text(text);
    char *open = strcasestr(copy, "<title");
    char *start = open == NULL ? NULL : strchr(open, '>');
    size_t n = 0;

    for (char *p = start == NULL ? copy + strlen(copy) : start + 1; *p != '\0' && *p != '<' && n + 1 < cap;
         p++)
        out[n++] = (unsigned char) *p < 0x20 || *p == '"' ? ' ' : *p;
    out[n] = '\0';
    free(copy);
}

bool
page_sniff(enum format_kind format, struct slice start, struct failure *f)
{
    static const char hint[] = "open the URL in a browser: it may ask for a login, have moved, or be down";
    const char *wanted = format == FORMAT_CSV ? "CSV" : "JSON";
    char title[128];

    while (start.len > 0 && (strchr(" \t\r\n\xef\xbb\xbf", start.ptr[0]) != NULL))
    {
        start.ptr++;
        start.len--;
    }
    if (start.len == 0)
        return false;
    if (begins_with(start, "<!doctype html") || begins_with(start, "<html") || begins_with(start, "<head") ||
        begins_with(start, "<body") || begins_with(start, "<!--"))
    {
        find_title(start, title, sizeof(title));
        fail(f, FAILURE_DATA, hint, "the server answered 200 with a web page (HTML) instead of %s%s%s%s",
             wanted, title[0] == '\0' ? "" : ", titled \"", title, title[0] == '\0' ? "" : "\"");
        return true;
    }
    if (start.ptr[0] == '<')
    {
        fail(f, FAILURE_DATA, hint, "the server answered 200 with XML or HTML instead of %s", wanted);
        return true;
    }
    if (format == FORMAT_CSV && (start.ptr[0] == '{' || start.ptr[0] == '['))
    {
        char shown[FAULT_TEXT_MAX];

        fail(f, FAILURE_DATA, "the source may say there what is wrong, or format.kind must be json",
             "the server answered 200 with JSON instead of CSV: %s", fault_quote(start, 120, shown));
        return true;
    }
    return false;
}

static bool
tap_flush(struct tap *t, struct failure *f)
{
    t->sniffed = true;
    return !page_sniff(t->format, slice_make(t->start, t->n_start), f) &&
           decode_write(t->decode, t->start, t->n_start, f);
}

static bool
tap_write(void *ctx, const char *bytes, size_t len, struct failure *f)
{
    struct tap *t = ctx;
    size_t room = sizeof(t->start) - t->n_start;
    size_t take = len < room ? len : room;

    digest_add(&t->digest, bytes, len);
    if (t->sniffed)
        return decode_write(t->decode, bytes, len, f);
    memcpy(t->start + t->n_start, bytes, take);
    t->n_start += take;
    if (t->n_start < sizeof(t->start))
        return true;
    return tap_flush(t, f) && (take == len || decode_write(t->decode, bytes + take, len - take, f));
}

static bool
read_number(const char *text, const char *pointer, bool *has, int64_t *out, struct failure *f)
{
    char *end;

    *has = false;
    if (pointer == NULL)
        return true;
    if (text == NULL)
        return fail(f, FAILURE_DATA, "look at the document and correct request.paging",
                    "the JSON has no number at \"%s\"", pointer);
    errno = 0;
    *out = strtoll(text, &end, 10);
    if (end == text || *end != '\0' || errno != 0 || *out < 0)
        return fail(f, FAILURE_DATA, "request.paging needs a whole number there",
                    "\"%s\" at \"%s\" is not a whole number", text, pointer);
    *has = true;
    return true;
}

/* The cursor or link of the next page: absent and null alike end the pages, an object is a mistake. */
static bool
read_next(struct json_reader *r, const char *pointer, struct page_facts *facts, struct failure *f)
{
    const char *text = json_reader_value(r, pointer);

    if (text == NULL && json_reader_has(r, pointer))
        return fail(f, FAILURE_DATA, "request.paging needs a text or a number there",
                    "what stands at \"%s\" is an object, a list or too long", pointer);
    /* Some sources write false or an empty text where there is no next page. */
    if (text != NULL && text[0] != '\0' && strcmp(text, "false") != 0)
        facts->next = mem_text(slice_of(text));
    return true;
}

static bool
read_more(struct json_reader *r, const char *pointer, struct page_facts *facts, struct failure *f)
{
    const char *text = json_reader_value(r, pointer);

    if (pointer == NULL)
        return true;
    if (text == NULL)
        return fail(f, FAILURE_DATA, "look at the document and correct request.paging",
                    "the JSON has no value at \"%s\"", pointer);
    facts->has_more = true;
    facts->more = strcmp(text, "false") != 0 && strcmp(text, "0") != 0 && text[0] != '\0';
    return true;
}

static bool
read_envelope(const struct feed *feed, struct json_reader *r, struct page_facts *facts, struct failure *f)
{
    const struct paging *p = &feed->request.paging;

    return read_number(json_reader_value(r, p->pages_at), p->pages_at, &facts->has_pages, &facts->pages, f) &&
           read_number(json_reader_value(r, p->page_at), p->page_at, &facts->has_page, &facts->page, f) &&
           read_number(json_reader_value(r, p->total_at), p->total_at, &facts->has_total, &facts->total, f) &&
           read_next(r, p->cursor_at != NULL ? p->cursor_at : p->next_at, facts, f) &&
           read_more(r, p->more_at, facts, f);
}

bool
page_read_total(const char *text, const char *header, struct page_facts *facts, struct failure *f)
{
    if (text == NULL)
        return fail(f, FAILURE_DATA, "look at the answer's headers and correct request.paging",
                    "the answer has no header %s", header);
    return read_number(text, header, &facts->has_total, &facts->total, f);
}

void
page_facts_free(struct page_facts *facts)
{
    free(facts->next);
    facts->next = NULL;
}

/* Push the file through and ask every stage whether it is complete. */
static bool
push(const char *path, struct gunzip *gunzip, struct tap *tap, struct failure *f)
{
    struct sink in = {gunzip_write, gunzip};

    return spool_read(path, in, f) && gunzip_end(gunzip, f) && (tap->sniffed || tap_flush(tap, f)) &&
           decode_end(tap->decode, f);
}

static bool
read_json(const struct feed *feed, const char *path, struct record_sink out, struct gunzip *gunzip,
          struct tap *tap, struct page_facts *facts, struct failure *f)
{
    struct json_reader reader;
    bool good = json_reader_begin(&reader, feed->format.rows, feed->fields, feed->n_fields, out, f);

    json_reader_want(&reader, feed->request.paging.pages_at);
    json_reader_want(&reader, feed->request.paging.page_at);
    json_reader_want(&reader, feed->request.paging.total_at);
    json_reader_want(&reader, feed->request.paging.cursor_at);
    json_reader_want(&reader, feed->request.paging.next_at);
    json_reader_want(&reader, feed->request.paging.more_at);
    tap->decode->out = (struct sink){json_reader_write, &reader};
    good = good && push(path, gunzip, tap, f) && json_reader_end(&reader, f) &&
           read_envelope(feed, &reader, facts, f);
    facts->records = reader.n_records;
    json_reader_free(&reader);
    return good;
}

static bool
read_csv(const struct feed *feed, const char *path, struct record_sink out, struct gunzip *gunzip,
         struct tap *tap, struct page_facts *facts, struct failure *f)
{
    struct csv_reader *reader = mem_alloc(1, sizeof(*reader));
    bool good = csv_reader_begin(reader, feed->format.delimiter, feed->format.quote, feed->fields,
                                 feed->n_fields, out, f);

    tap->decode->out = (struct sink){csv_reader_write, reader};
    good = good && push(path, gunzip, tap, f) && csv_reader_end(reader, f);
    facts->records = reader->n_records;
    csv_reader_free(reader);
    free(reader);
    return good;
}

bool
page_read(const struct feed *feed, const char *path, struct record_sink out, struct page_facts *facts,
          struct failure *f)
{
    struct decode decode;
    struct tap tap = {.format = feed->format.kind, .decode = &decode};
    struct gunzip gunzip;
    struct sink nowhere = {NULL, NULL};
    bool good;

    memset(facts, 0, sizeof(*facts));
    digest_begin(&tap.digest);
    gunzip_begin(&gunzip, feed->request.body_bytes, feed->request.ratio, (struct sink){tap_write, &tap});
    good = decode_begin(&decode, feed->format.encoding, nowhere, f) &&
           (feed->format.kind == FORMAT_JSON ? read_json(feed, path, out, &gunzip, &tap, facts, f)
                                             : read_csv(feed, path, out, &gunzip, &tap, facts, f));
    facts->body_bytes = gunzip.body_bytes;
    facts->was_gzip = gunzip.is_gzip;
    digest_end(&tap.digest, facts->sha256);
    gunzip_free(&gunzip);
    decode_free(&decode);
    return good;
}
