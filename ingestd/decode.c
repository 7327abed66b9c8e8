/*
 * decode.c: see decode.h.
 */
#include "decode.h"

#include <errno.h>
#include <strings.h>

#include "utf8.h"

bool
decode_begin(struct decode *d, const char *encoding, struct sink out, struct failure *f)
{
    memset(d, 0, sizeof(*d));
    d->encoding = encoding;
    d->out = out;
    d->is_utf8 = strcasecmp(encoding, "UTF-8") == 0 || strcasecmp(encoding, "UTF8") == 0;
    if (d->is_utf8)
        return true;
    d->converter = iconv_open("UTF-8", encoding);
    d->has_converter = d->converter != (iconv_t) -1;
    return d->has_converter || fail(f, FAILURE_OPERATOR, "`iconv -l` lists what this machine knows",
                                    "unknown encoding \"%s\"", encoding);
}

static bool
fail_byte(const struct decode *d, int64_t at, unsigned char byte, struct failure *f)
{
    return fail(f, FAILURE_DATA, "give the source's encoding in format.encoding, e.g. \"GB18030\"",
                "byte %lld (0x%02x) is not %s", (long long) at, byte, d->encoding);
}

/* Hand on UTF-8, without the byte order mark at its start. */
static bool
pass(struct decode *d, const char *bytes, size_t len, struct failure *f)
{
    while (!d->started && len > 0)
    {
        static const char bom[3] = {'\xef', '\xbb', '\xbf'};
        bool match = *bytes == bom[d->n_mark];

        if (match)
        {
            d->mark[d->n_mark++] = *bytes++;
            len--;
        }
        d->started = !match || d->n_mark == 3;
        if (!match && d->n_mark > 0 && !d->out.write(d->out.ctx, d->mark, d->n_mark, f))
            return false;
    }
    return len == 0 || d->out.write(d->out.ctx, bytes, len, f);
}

/* How many bytes a character that begins so has. */
static size_t
width_of(unsigned char lead)
{
    return lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
}

/* Check a piece; a character that its end cuts is kept for the next one. */
static bool
check_utf8(struct decode *d, const char *bytes, size_t len, struct failure *f)
{
    int64_t broken = utf8_find_broken(slice_make(bytes, len));
    size_t good = broken < 0 ? len : (size_t) broken;
    size_t left = len - good;

    if (left > 0 && left >= width_of((unsigned char) bytes[good]))
        return fail_byte(d, d->offset + broken, (unsigned char) bytes[good], f);
    d->offset += (int64_t) good;
    memcpy(d->rest, bytes + good, left);
    d->n_rest = left;
    return pass(d, bytes, good, f);
}

static bool
write_utf8(struct decode *d, const char *bytes, size_t len, struct failure *f)
{
    while (d->n_rest > 0 && len > 0)
    {
        char joined[8];
        size_t n = d->n_rest;

        memcpy(joined, d->rest, n);
        joined[n] = *bytes++;
        len--;
        d->n_rest = 0;
        if (!check_utf8(d, joined, n + 1, f))
            return false;
    }
    return len == 0 || check_utf8(d, bytes, len, f);
}

/* Convert what is in [*in, *in + *left); what is left over is an incomplete character. */
static bool
convert(struct decode *d, char **in, size_t *left, struct failure *f)
{
    char out[STREAM_CHUNK_BYTES];

    while (*left > 0)
    {
        char *to = out;
        size_t room = sizeof(out);
        size_t before = *left;
        size_t code = iconv(d->converter, in, left, &to, &room);
        int why = errno;

        d->offset += (int64_t) (before - *left);
        if (!pass(d, out, sizeof(out) - room, f))
            return false;
        if (code != (size_t) -1 || why == EINVAL)
            return true;
        if (why == EILSEQ)
            return fail_byte(d, d->offset, (unsigned char) **in, f);
        if (why != E2BIG)
            return fail(f, FAILURE_OPERATOR, NULL, "iconv fails: %s", strerror(why));
    }
    return true;
}

static bool
write_other(struct decode *d, const char *bytes, size_t len, struct failure *f)
{
    char *in;
    size_t left;

    while (d->n_rest > 0 && len > 0)
    {
        if (d->n_rest == sizeof(d->rest))
            return fail_byte(d, d->offset, (unsigned char) d->rest[0], f);
        d->rest[d->n_rest++] = *bytes++;
        len--;
        in = d->rest;
        left = d->n_rest;
        if (!convert(d, &in, &left, f))
            return false;
        memmove(d->rest, in, left);
        d->n_rest = left;
    }
    if (len == 0)
        return true;
    in = (char *) (uintptr_t) bytes;
    left = len;
    if (!convert(d, &in, &left, f))
        return false;
    if (left > sizeof(d->rest))
        return fail_byte(d, d->offset, (unsigned char) *in, f);
    memcpy(d->rest, in, left);
    d->n_rest = left;
    return true;
}

bool
decode_write(void *decode, const char *bytes, size_t len, struct failure *f)
{
    struct decode *d = decode;

    return d->is_utf8 ? write_utf8(d, bytes, len, f) : write_other(d, bytes, len, f);
}

bool
decode_end(struct decode *d, struct failure *f)
{
    if (d->n_rest > 0)
        return fail(f, FAILURE_RETRY, "the body was cut, or format.encoding is wrong",
                    "the body ends within a character at byte %lld", (long long) d->offset);
    if (!d->started && d->n_mark > 0 && d->n_mark < 3)
        return fail(f, FAILURE_RETRY, NULL, "the body ends within its byte order mark");
    return true;
}

void
decode_free(struct decode *d)
{
    if (d->has_converter)
        iconv_close(d->converter);
    d->has_converter = false;
}
