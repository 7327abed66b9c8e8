/*
 * peek.c: see peek.h.
 */
#include "peek.h"

#include <ctype.h>
#include <stdlib.h>

#include "decode.h"
#include "gunzip.h"

/* Both readers get every byte; that one of them gives up does not stop the other. */
static bool
take(void *ctx, const char *bytes, size_t len, struct failure *f)
{
    struct peek *p = ctx;
    size_t room = PEEK_BYTES - p->start.len;

    buffer_append(&p->start, bytes, len < room ? len : room);
    p->is_json = p->is_json && json_reader_write(&p->reader, bytes, len, f);
    return true;
}

static void
read_body(struct peek *p, const struct feed *feed, const char *path, struct failure *f)
{
    struct decode decode;
    struct gunzip gunzip;
    bool whole;

    gunzip_begin(&gunzip, feed->request.body_bytes, feed->request.ratio,
                 (struct sink){decode_write, &decode});
    whole = decode_begin(&decode, feed->format.encoding, (struct sink){take, p}, f) &&
            spool_read(path, (struct sink){gunzip_write, &gunzip}, f) && gunzip_end(&gunzip, f) &&
            decode_end(&decode, f);
    p->is_json = p->is_json && whole && json_reader_end(&p->reader, f);
    gunzip_free(&gunzip);
    decode_free(&decode);
}

void
peek_open(struct peek *p, const struct feed *feed, const struct exchange *e, const char *path,
          const char *const *pointers, size_t n)
{
    struct record_sink nowhere = {NULL, NULL};
    struct failure ignored = {0};

    memset(p, 0, sizeof(*p));
    p->exchange = e;
    p->is_json = json_reader_begin(&p->reader, NULL, NULL, 0, nowhere, &ignored);
    for (size_t i = 0; i < n; i++)
        json_reader_want(&p->reader, pointers[i]);
    if (path != NULL)
        read_body(p, feed, path, &ignored);
    else
        p->is_json = false;
}

void
peek_close(struct peek *p)
{
    buffer_free(&p->start);
    json_reader_free(&p->reader);
}

const char *
peek_text(struct peek *p, const char *pointer)
{
    return p->is_json ? json_reader_value(&p->reader, pointer) : NULL;
}

bool
peek_has(const struct peek *p, const char *pointer)
{
    return p->is_json && json_reader_has(&p->reader, pointer);
}

/* The text between two marks, without spaces around it. */
static char *
between(struct peek *p, const char *after, const char *before)
{
    const char *text = buffer_string(&p->start);
    const char *from = strstr(text, after);
    const char *to = from == NULL ? NULL : strstr(from + strlen(after), before);

    if (to == NULL)
        return NULL;
    from += strlen(after);
    while (from < to && isspace((unsigned char) *from))
        from++;
    while (to > from && isspace((unsigned char) to[-1]))
        to--;
    return mem_text(slice_make(from, (size_t) (to - from)));
}

char *
peek_extract(struct peek *p, const struct extract *where)
{
    const char *text = where->at == NULL ? NULL : peek_text(p, where->at);

    if (where->header != NULL)
        return exchange_header(p->exchange, where->header);
    if (where->after != NULL)
        return between(p, where->after, where->before);
    return text == NULL ? NULL : mem_text(slice_of(text));
}
