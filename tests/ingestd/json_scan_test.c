/* The scan sees what yajl lets through: depth, endless texts and numbers, NUL and half surrogate pairs, at
 * their bytes. */
#include "unit.h"

#include "json_scan.h"

static bool
scan(struct json_scan *s, struct slice text, size_t piece, struct failure *f)
{
    bool good = true;

    json_scan_begin(s);
    for (size_t at = 0; good && at < text.len; at += piece)
        good = json_scan_write(s, text.ptr + at, text.len - at < piece ? text.len - at : piece, f);
    return good;
}

static void
expect_bad(struct slice text, int64_t offset, enum escape_kind kind)
{
    for (size_t piece = 1; piece < 30; piece++)
    {
        struct json_scan s;
        struct failure f = {0};
        const struct bad_escape *bad;

        assert_true(scan(&s, text, piece, &f));
        bad = json_scan_find(&s, 0, (int64_t) text.len);
        if (offset < 0)
            assert_null(bad);
        else
        {
            assert_non_null(bad);
            assert_int_equal(bad->offset, offset);
            assert_int_equal(bad->kind, kind);
        }
        json_scan_free(&s);
    }
}

static void
test_escapes(void **state)
{
    expect_bad(LITERAL("[\"\\u0000\"]"), 2, ESCAPE_NUL);
    expect_bad(LITERAL("[\"ab\\u0000\"]"), 4, ESCAPE_NUL);
    expect_bad(LITERAL("[\"\\\\u0000\"]"), -1, 0); /* a backslash, then text */
    expect_bad(LITERAL("[\"\\\\\\u0000\"]"), 4, ESCAPE_NUL);
    expect_bad(LITERAL("[\"\\ud83d\\ude97\"]"), -1, 0);
    expect_bad(LITERAL("[\"\\uD83D\\uDE97\"]"), -1, 0);
    expect_bad(LITERAL("[\"\\ud83d\"]"), 2, ESCAPE_SURROGATE);
    expect_bad(LITERAL("[\"\\ude97\"]"), 2, ESCAPE_SURROGATE);
    expect_bad(LITERAL("[\"\\ud83dx\\ude97\"]"), 2, ESCAPE_SURROGATE);
    expect_bad(LITERAL("[\"\\ud83d\\n\\ude97\"]"), 2, ESCAPE_SURROGATE);
    expect_bad(LITERAL("[\"\\ud83d\\u0041\"]"), 2, ESCAPE_SURROGATE);
    expect_bad(LITERAL("[\"\\ud83d\\ud83d\\ude97\"]"), 2, ESCAPE_SURROGATE);
    expect_bad(LITERAL("[\"\\ud83d\",\"\\ude97\"]"), 2, ESCAPE_SURROGATE);
    expect_bad(LITERAL("[\"\\u7701\\\"\\u0000\"]"), 10, ESCAPE_NUL);
    expect_bad(LITERAL("{\"\\u0000\":1}"), 2, ESCAPE_NUL); /* in a key, too */
}

/* The first in a range; earlier ones are forgotten. */
static void
test_find(void **state)
{
    struct json_scan s;
    struct failure f = {0};
    const struct bad_escape *bad;

    assert_true(scan(&s, LITERAL("[\"\\u0000\",\"\\ud800\",\"\\u0000\"]"), 3, &f));
    assert_null(json_scan_find(&s, 0, 2));
    bad = json_scan_find(&s, 3, 100);
    assert_non_null(bad);
    assert_int_equal(bad->offset, 11);
    assert_int_equal(bad->kind, ESCAPE_SURROGATE);
    assert_null(json_scan_find(&s, 12, 20));
    bad = json_scan_find(&s, 12, 21);
    assert_non_null(bad);
    assert_int_equal(bad->offset, 20);
    bad = json_scan_find(&s, 0, 100);
    assert_int_equal(bad->offset, 20);
    assert_null(json_scan_find(&s, 21, 100));
    json_scan_free(&s);
    json_scan_free(&s);
}

static void
repeat(struct buffer *b, char c, int n)
{
    for (int i = 0; i < n; i++)
        buffer_byte(b, c);
}

/* At the bound good, one beyond it refused with its byte. */
static void
expect_bound(const char *before, char c, int most, const char *words)
{
    for (int extra = 0; extra < 2; extra++)
    {
        struct buffer text = {0};
        struct json_scan s;
        struct failure f = {0};

        buffer_text(&text, before);
        repeat(&text, c, most + extra);
        assert_int_equal(scan(&s, buffer_slice(&text), 1000, &f), extra == 0);
        if (extra == 1)
        {
            assert_failure(&f, FAILURE_DATA, words);
            assert_has(f.text, "byte");
        }
        json_scan_free(&s);
        buffer_free(&text);
    }
}

static void
test_bounds(void **state)
{
    expect_bound("", '[', JSON_DEPTH_MAX, "nested deeper than 64");
    expect_bound("[", '{', JSON_DEPTH_MAX - 1, "nested deeper than 64");
    expect_bound("[\"", 'x', JSON_TEXT_MAX, "a text longer than");
    expect_bound("[", '1', JSON_NUMBER_MAX, "a number longer than");
}

/* Depth counts brackets, not those within texts; and it comes back. */
static void
test_depth(void **state)
{
    struct buffer text = {0};
    struct json_scan s;
    struct failure f = {0};

    buffer_text(&text, "[\"");
    repeat(&text, '[', 1000);
    buffer_text(&text, "\\\"[[\"");
    for (int i = 0; i < 1000; i++)
        buffer_text(&text, ",[{}]");
    buffer_text(&text, "]");
    assert_true(scan(&s, buffer_slice(&text), 7, &f));
    assert_int_equal(s.depth, 0);
    assert_int_equal(s.offset, text.len);
    json_scan_free(&s);
    buffer_free(&text);
}

/* Broken JSON is yajl's to report: the scan only stays sane. */
static void
test_broken(void **state)
{
    static const struct slice texts[] = {BYTES("]]]]"),      BYTES("\"\\u00"), BYTES("\"\\uzzzz\""),
                                         BYTES("\\u0000"),   BYTES("\"\\"),    BYTES("\0\0"),
                                         BYTES("}\"\\ud800")};

    for (size_t i = 0; i < COUNT(texts); i++)
    {
        struct json_scan s;
        struct failure f = {0};

        assert_true(scan(&s, texts[i], 1, &f));
        json_scan_find(&s, 0, 100);
        json_scan_free(&s);
    }
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_escapes), cmocka_unit_test(test_find),   cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_depth),   cmocka_unit_test(test_broken),
    };

    return cmocka_run_group_tests_name("json_scan", tests, NULL, NULL);
}
