/* Any encoding becomes UTF-8, whatever the pieces; the byte order mark goes; a bad byte has its offset. */
#include "unit.h"

#include "decode.h"

static bool
decode_all(const char *encoding, struct slice text, size_t piece, struct buffer *out, struct failure *f)
{
    struct decode d;
    bool good;

    buffer_clear(out);
    good = decode_begin(&d, encoding, (struct sink){gather, out}, f) &&
           push_pieces(decode_write, &d, text, piece, f) && decode_end(&d, f);
    decode_free(&d);
    decode_free(&d);
    return good;
}

static void
test_encodings(void **state)
{
    static const struct
    {
        const char *encoding;
        struct slice in;
        struct slice out;
    } cases[] = {
        {"UTF-8", BYTES("省,a\n"), BYTES("省,a\n")},
        {"utf8", BYTES("省"), BYTES("省")},
        {"UTF-8", BYTES("\xef\xbb\xbf省"), BYTES("省")},
        {"UTF-8", BYTES("\xef\xbb\xbf"), BYTES("")},
        {"UTF-8", BYTES("a\xef\xbb\xbf"), BYTES("a\xef\xbb\xbf")}, /* only the first one is a mark */
        {"UTF-8", BYTES("\xef\xbc\x8c"), BYTES("\xef\xbc\x8c")},   /* begins like a mark and is none */
        {"UTF-8", BYTES("\xef\xbb\xbc"), BYTES("\xef\xbb\xbc")},
        {"UTF-8", BYTES("\xf0\x9f\x9a\x97x"), BYTES("🚗x")},
        {"UTF-8", BYTES(""), BYTES("")},
        {"GB18030", BYTES("\xca\xa1,\xca\xd0\n"), BYTES("省,市\n")},
        {"GB18030", BYTES("\x94\x39\xda\x33"), BYTES("💩")}, /* four bytes */
        {"GBK", BYTES("\xca\xa1"), BYTES("省")},
        {"UTF-16", BYTES("\xff\xfe\x01\x77,\0"), BYTES("省,")},
        {"UTF-16LE", BYTES("\xff\xfe\x01\x77"), BYTES("省")},
        {"UTF-16BE", BYTES("\x77\x01\0,"), BYTES("省,")},
        {"ISO-8859-1", BYTES("\xe9"), BYTES("é")},
    };
    struct buffer out = {0};

    for (size_t i = 0; i < COUNT(cases); i++)
    {
        for (size_t piece = 1; piece < 8; piece++)
        {
            struct failure f = {0};

            assert_good(decode_all(cases[i].encoding, cases[i].in, piece, &out, &f), &f);
            assert_int_equal(out.len, cases[i].out.len);
            assert_true(slice_equal(buffer_slice(&out), cases[i].out));
        }
    }
    buffer_free(&out);
}

static void
test_broken(void **state)
{
    static const struct
    {
        const char *encoding;
        struct slice in;
        const char *words;
    } cases[] = {
        {"UTF-8", BYTES("ab\xff"), "byte 2 (0xff) is not UTF-8"},
        {"UTF-8", BYTES("ab\x80"), "byte 2 (0x80)"},
        {"UTF-8", BYTES("省\xc0\xafx"), "byte 3 (0xc0)"},      /* overlong */
        {"UTF-8", BYTES("\xed\xa0\x80x"), "byte 0 (0xed)"},    /* a surrogate */
        {"UTF-8", BYTES("\xf4\x90\x80\x80"), "byte 0 (0xf4)"}, /* above U+10FFFF */
        {"UTF-8", BYTES("a\xe7\x9c,b,c"), "byte 1 (0xe7)"},    /* a character that another interrupts */
        {"GB18030", BYTES("a,\xff\n"), "byte 2 (0xff) is not GB18030"},
        {"UTF-16LE", BYTES("\x00\xdcxx"), "byte 0 (0x00) is not UTF-16LE"}, /* a low surrogate alone */
    };
    struct buffer out = {0};

    for (size_t i = 0; i < COUNT(cases); i++)
    {
        for (size_t piece = 1; piece < 9; piece++)
        {
            struct failure f = {0};

            assert_false(decode_all(cases[i].encoding, cases[i].in, piece, &out, &f));
            assert_failure(&f, FAILURE_DATA, cases[i].words);
            assert_failure(&f, FAILURE_DATA, "format.encoding");
        }
    }
    buffer_free(&out);
}

static void
test_cut(void **state)
{
    static const struct
    {
        const char *encoding;
        struct slice in;
    } cases[] = {
        {"UTF-8", BYTES("ab\xe7\x9c")}, {"UTF-8", BYTES("\xf0")},         {"UTF-8", BYTES("\xef\xbb")},
        {"GB18030", BYTES("ab\xca")},   {"UTF-16LE", BYTES("\x01\x77,")}, {"UTF-16LE", BYTES("\x3d\xd8")},
    };
    struct buffer out = {0};

    for (size_t i = 0; i < COUNT(cases); i++)
    {
        for (size_t piece = 1; piece < 5; piece++)
        {
            struct failure f = {0};

            assert_false(decode_all(cases[i].encoding, cases[i].in, piece, &out, &f));
            assert_failure(&f, FAILURE_RETRY, "ends within");
        }
    }
    buffer_free(&out);
}

/* More than one block of output, so that the converter has to be asked again. */
static void
test_long(void **state)
{
    struct buffer in = {0};
    struct buffer out = {0};
    struct failure f = {0};
    size_t pieces[] = {1000, 65535, 1 << 24};

    for (int i = 0; i < 100000; i++)
        buffer_text(&in, "\xca\xa1");
    for (size_t i = 0; i < COUNT(pieces); i++)
    {
        assert_good(decode_all("GBK", buffer_slice(&in), pieces[i], &out, &f), &f);
        assert_int_equal(out.len, 300000);
    }
    assert_memory_equal(out.ptr + 299997, "省", 3);
    buffer_free(&in);
    buffer_free(&out);
}

static void
test_refused(void **state)
{
    struct decode d;
    struct failure f = {0};

    assert_false(decode_begin(&d, "nonsense", (struct sink){refuse_bytes, NULL}, &f));
    assert_failure(&f, FAILURE_OPERATOR, "unknown encoding \"nonsense\"");
    decode_free(&d);
    assert_true(decode_begin(&d, "UTF-8", (struct sink){refuse_bytes, NULL}, &f));
    assert_false(decode_write(&d, "x", 1, &f));
    assert_failure(&f, FAILURE_OPERATOR, "the sink refuses");
    decode_free(&d);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_encodings), cmocka_unit_test(test_broken),  cmocka_unit_test(test_cut),
        cmocka_unit_test(test_long),      cmocka_unit_test(test_refused),
    };

    return cmocka_run_group_tests_name("decode", tests, NULL, NULL);
}
