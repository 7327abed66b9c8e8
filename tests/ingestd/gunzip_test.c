/* Gzip is inflated to its trailer, whatever the pieces; a cut, broken or continued body is an error, never a
 * short one. */
#include "unit.h"

#include "gunzip.h"

#define PLENTY ((int64_t) 1 << 40)

/* Append text as one gzip member. */
static void
add_member(struct buffer *out, struct slice text)
{
    z_stream z = {0};
    unsigned char *block;
    size_t most;

    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    most = deflateBound(&z, text.len);
    block = mem_alloc(most, 1);
    z.next_in = (unsigned char *) (uintptr_t) text.ptr;
    z.avail_in = (unsigned int) text.len;
    z.next_out = block;
    z.avail_out = (unsigned int) most;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    buffer_append(out, (char *) block, most - z.avail_out);
    deflateEnd(&z);
    free(block);
}

/* Push wire bytes through; what comes out is in out. */
static bool
inflate_all(struct slice wire, size_t piece, int64_t limit, int64_t ratio, struct buffer *out,
            struct failure *f)
{
    struct gunzip g;
    bool good;

    buffer_clear(out);
    gunzip_begin(&g, limit, ratio, (struct sink){gather, out});
    good = push_pieces(gunzip_write, &g, wire, piece, f) && gunzip_end(&g, f);
    if (good)
    {
        assert_int_equal(g.wire_bytes, wire.len);
        assert_int_equal(g.body_bytes, out->len);
    }
    gunzip_free(&g);
    gunzip_free(&g);
    return good;
}

/* A text that does not compress to nothing. */
static void
fill(struct buffer *text, size_t rows)
{
    uint32_t dice = 12345;

    for (size_t i = 0; i < rows; i++)
    {
        dice = dice * 1664525u + 1013904223u;
        buffer_format(text, "%zu,140000,%u\n", i, dice);
    }
}

static const size_t pieces[] = {1, 2, 3, 7, 100, 65536, 1 << 24};

static void
test_whole(void **state)
{
    struct buffer text = {0};
    struct buffer wire = {0};
    struct buffer out = {0};
    struct failure f = {0};

    fill(&text, 20000);
    add_member(&wire, buffer_slice(&text));
    for (size_t i = 0; i < COUNT(pieces); i++)
    {
        assert_good(inflate_all(buffer_slice(&wire), pieces[i], PLENTY, 200, &out, &f), &f);
        assert_true(slice_equal(buffer_slice(&out), buffer_slice(&text)));
    }
    buffer_free(&text);
    buffer_free(&wire);
    buffer_free(&out);
}

static void
test_members(void **state)
{
    struct buffer wire = {0};
    struct buffer out = {0};
    struct failure f = {0};

    add_member(&wire, LITERAL("one\n"));
    add_member(&wire, LITERAL(""));
    add_member(&wire, LITERAL("two\n"));
    for (size_t i = 0; i < COUNT(pieces); i++)
    {
        assert_good(inflate_all(buffer_slice(&wire), pieces[i], PLENTY, 200, &out, &f), &f);
        assert_string_equal(buffer_string(&out), "one\ntwo\n");
    }
    buffer_free(&wire);
    buffer_free(&out);
}

/* Cut anywhere, even within the trailer or within a second member: an error. Between members nothing proves
 * it. */
static void
test_cut_anywhere(void **state)
{
    struct buffer wire = {0};
    struct buffer out = {0};
    size_t first;

    add_member(&wire, LITERAL("140000,2015,12766.49\n"));
    first = wire.len;
    add_member(&wire, LITERAL("140000,2016,13050.41\n"));
    for (size_t len = 2; len < wire.len; len++)
    {
        for (size_t i = 0; i < 3; i++)
        {
            struct failure f = {0};
            bool good = inflate_all(slice_make(wire.ptr, len), pieces[i * 2], PLENTY, 200, &out, &f);

            if (len == first)
            {
                assert_true(good);
                continue;
            }
            assert_false(good);
            assert_failure(&f, FAILURE_RETRY, "is cut");
            assert_failure(&f, FAILURE_RETRY, "again");
        }
    }
    buffer_free(&wire);
    buffer_free(&out);
}

/* Every single bit of the trailer counts. */
static void
test_trailer(void **state)
{
    struct buffer wire = {0};
    struct buffer out = {0};

    add_member(&wire, LITERAL("140000,2015,12766.49\n"));
    for (size_t bit = 0; bit < 64; bit++)
    {
        struct failure f = {0};
        char *byte = wire.ptr + wire.len - 8 + bit / 8;

        *byte = (char) (*byte ^ 1 << bit % 8);
        assert_false(inflate_all(buffer_slice(&wire), 5, PLENTY, 200, &out, &f));
        assert_failure(&f, FAILURE_RETRY, "broken");
        *byte = (char) (*byte ^ 1 << bit % 8);
    }
    buffer_free(&wire);
    buffer_free(&out);
}

static void
test_garbage_after(void **state)
{
    static const struct slice tails[] = {BYTES("x"),    BYTES("<html>"),   BYTES("\0"),
                                         BYTES("\x1f"), BYTES("\x1f\x8c"), BYTES("\x1f\x8b\x08")};
    struct buffer out = {0};

    for (size_t i = 0; i < COUNT(tails); i++)
    {
        for (size_t k = 0; k < 3; k++)
        {
            struct failure f = {0};
            struct buffer wire = {0};

            add_member(&wire, LITERAL("whole\n"));
            buffer_append(&wire, tails[i].ptr, tails[i].len);
            assert_false(inflate_all(buffer_slice(&wire), pieces[k * 2], PLENTY, 200, &out, &f));
            assert_int_equal(f.class, FAILURE_RETRY);
            assert_has(f.text, "wire byte");
            buffer_free(&wire);
        }
    }
    buffer_free(&out);
}

/* Plain bytes pass as they are, one byte and none included. */
static void
test_plain(void **state)
{
    static const struct slice texts[] = {BYTES(""),   BYTES("a"),        BYTES("\x1f"),
                                         BYTES("ab"), BYTES("\x1f\x8c"), BYTES("a,b\n1,2\n")};
    struct buffer out = {0};

    for (size_t i = 0; i < COUNT(texts); i++)
    {
        struct failure f = {0};

        assert_good(inflate_all(texts[i], 1, PLENTY, 200, &out, &f), &f);
        assert_true(slice_equal(buffer_slice(&out), texts[i]));
    }
    buffer_free(&out);
}

static void
test_limits(void **state)
{
    struct buffer zeros = {0};
    struct buffer wire = {0};
    struct buffer out = {0};
    struct failure f = {0};

    for (int i = 0; i < 4 * 1024 * 1024; i++)
        buffer_byte(&zeros, '0');
    add_member(&wire, buffer_slice(&zeros));
    /* A bomb: about 1000 to 1. It is stopped before it has inflated much more than it may. */
    assert_false(inflate_all(buffer_slice(&wire), 65536, PLENTY, 200, &out, &f));
    assert_failure(&f, FAILURE_OPERATOR, "200 times");
    assert_failure(&f, FAILURE_OPERATOR, "limits.ratio");
    assert_true(out.len <= 1024 * 1024 + STREAM_CHUNK_BYTES);
    assert_good(inflate_all(buffer_slice(&wire), 65536, PLENTY, 2000, &out, &f), &f);
    assert_int_equal(out.len, zeros.len);
    assert_false(inflate_all(buffer_slice(&wire), 65536, 100000, 2000, &out, &f));
    assert_failure(&f, FAILURE_OPERATOR, "larger than 100000 bytes");
    assert_true(out.len <= 100000);
    /* Plain bytes have a limit, too, and no ratio. */
    assert_false(inflate_all(buffer_slice(&zeros), 65536, 100000, 1, &out, &f));
    assert_failure(&f, FAILURE_OPERATOR, "larger than 100000 bytes");
    assert_good(inflate_all(buffer_slice(&zeros), 65536, PLENTY, 1, &out, &f), &f);
    buffer_free(&zeros);
    buffer_free(&wire);
    buffer_free(&out);
}

static void
test_sink_refuses(void **state)
{
    struct buffer wire = {0};
    struct failure f = {0};
    struct gunzip g;

    add_member(&wire, LITERAL("text"));
    gunzip_begin(&g, PLENTY, 200, (struct sink){refuse_bytes, NULL});
    assert_false(gunzip_write(&g, wire.ptr, wire.len, &f));
    assert_failure(&f, FAILURE_OPERATOR, "the sink refuses");
    gunzip_free(&g);
    buffer_free(&wire);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole),         cmocka_unit_test(test_members),
        cmocka_unit_test(test_cut_anywhere),  cmocka_unit_test(test_trailer),
        cmocka_unit_test(test_garbage_after), cmocka_unit_test(test_plain),
        cmocka_unit_test(test_limits),        cmocka_unit_test(test_sink_refuses),
    };

    return cmocka_run_group_tests_name("gunzip", tests, NULL, NULL);
}
