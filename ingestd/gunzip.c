/*
 * gunzip.c: see gunzip.h.
 */
#include "gunzip.h"

/* Small bodies may inflate far; the ratio says something only beyond this. */
#define RATIO_FLOOR_BYTES (1024 * 1024)

void
gunzip_begin(struct gunzip *g, int64_t limit_bytes, int64_t limit_ratio, struct sink out)
{
    memset(g, 0, sizeof(*g));
    g->limit_bytes = limit_bytes;
    g->limit_ratio = limit_ratio;
    g->out = out;
}

static bool
pass(struct gunzip *g, const char *bytes, size_t len, struct failure *f)
{
    g->body_bytes += (int64_t) len;
    if (g->body_bytes > g->limit_bytes)
        return fail(f, FAILURE_OPERATOR, "raise request.limits.body_bytes if the source is really that large",
                    "the body is larger than %lld bytes", (long long) g->limit_bytes);
    if (g->is_gzip && g->body_bytes > RATIO_FLOOR_BYTES && g->body_bytes / g->limit_ratio > g->wire_bytes)
        return fail(f, FAILURE_OPERATOR, "raise request.limits.ratio if the source really compresses so well",
                    "the gzip body inflates to more than %lld times its size", (long long) g->limit_ratio);
    return len == 0 || g->out.write(g->out.ctx, bytes, len, f);
}

static bool
fail_broken(const struct gunzip *g, struct failure *f)
{
    return fail(f, FAILURE_RETRY, "the source must send the file again; nothing of it was loaded",
                "the gzip body is broken before wire byte %lld: %s",
                (long long) (g->wire_bytes - (int64_t) g->z.avail_in),
                g->z.msg == NULL ? "bad trailer" : g->z.msg);
}

/* Begin a member, the first or a further one. */
static bool
begin_member(struct gunzip *g, struct failure *f)
{
    const unsigned char *next = g->z.next_in;
    bool again = g->z.state != NULL;
    int code;

    if (next[0] != 0x1f || (g->z.avail_in > 1 && next[1] != 0x8b))
        return fail(f, FAILURE_RETRY, "the source must send the gzip file and nothing else",
                    "bytes that are not gzip follow the gzip trailer at wire byte %lld",
                    (long long) (g->wire_bytes - (int64_t) g->z.avail_in));
    code = again ? inflateReset(&g->z) : inflateInit2(&g->z, 15 + 16);
    if (code != Z_OK)
        return fail(f, FAILURE_OPERATOR, NULL, "zlib cannot begin (code %d)", code);
    g->in_member = true;
    return true;
}

static bool
inflate_piece(struct gunzip *g, const unsigned char *bytes, size_t len, struct failure *f)
{
    unsigned char out[STREAM_CHUNK_BYTES];

    g->z.next_in = (unsigned char *) (uintptr_t) bytes;
    g->z.avail_in = (unsigned int) len;
    for (;;)
    {
        int code;

        if (!g->in_member)
        {
            if (g->z.avail_in == 0)
                return true;
            if (!begin_member(g, f))
                return false;
        }
        g->z.next_out = out;
        g->z.avail_out = sizeof(out);
        code = inflate(&g->z, Z_NO_FLUSH);
        if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
            return fail_broken(g, f);
        if (!pass(g, (char *) out, sizeof(out) - g->z.avail_out, f))
            return false;
        if (code == Z_STREAM_END)
            g->in_member = false;
        else if (g->z.avail_in == 0 && g->z.avail_out > 0)
            return true;
    }
}

static bool
feed_bytes(struct gunzip *g, const char *bytes, size_t len, struct failure *f)
{
    if (len == 0)
        return true;
    if (g->is_gzip)
        return inflate_piece(g, (const unsigned char *) bytes, len, f);
    return pass(g, bytes, len, f);
}

bool
gunzip_write(void *gunzip, const char *bytes, size_t len, struct failure *f)
{
    struct gunzip *g = gunzip;

    g->wire_bytes += (int64_t) len;
    while (!g->sniffed && len > 0)
    {
        g->first[g->n_first++] = (unsigned char) *bytes++;
        len--;
        if (g->n_first < 2)
            continue;
        g->sniffed = true;
        g->is_gzip = g->first[0] == 0x1f && g->first[1] == 0x8b;
        if (!feed_bytes(g, (char *) g->first, 2, f))
            return false;
    }
    return feed_bytes(g, bytes, len, f);
}

bool
gunzip_end(struct gunzip *g, struct failure *f)
{
    if (!g->sniffed && g->n_first > 0 && !pass(g, (char *) g->first, g->n_first, f))
        return false;
    if (g->in_member)
        return fail(f, FAILURE_RETRY, "the source must send the file again; nothing of it was loaded",
                    "the gzip body is cut: it ends at wire byte %lld without its trailer",
                    (long long) g->wire_bytes);
    return true;
}

void
gunzip_free(struct gunzip *g)
{
    if (g->z.state != NULL)
        inflateEnd(&g->z);
    g->z.state = NULL;
}
