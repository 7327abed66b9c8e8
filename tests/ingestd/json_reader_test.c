/* JSON is streamed: records by pointer, numbers by their text, whatever the pieces; bad records fall alone,
 * cut documents whole. */
#include "unit.h"

#include "json_reader.h"

static char *const fields[] = {(char *) "a", (char *) "b", (char *) "/c/d", (char *) "/c/1"};

struct result
{
    struct diary d;
    struct failure f;
    char total[80]; /* the value at /total */
};

static bool
read_pieces(struct slice text, const char *rows, size_t piece, struct result *out)
{
    struct json_reader *r = mem_alloc(1, sizeof(*r));
    bool good;

    memset(out, 0, sizeof(*out));
    out->d.fields = fields;
    out->d.n_fields = COUNT(fields);
    good =
        json_reader_begin(r, rows, fields, COUNT(fields), (struct record_sink){diary_take, &out->d}, &out->f);
    json_reader_want(r, NULL);
    json_reader_want(r, "/total");
    good = good && push_pieces(json_reader_write, r, text, piece, &out->f) && json_reader_end(r, &out->f);
    assert_null(json_reader_value(r, NULL));
    assert_null(json_reader_value(r, "/other"));
    snprintf(out->total, sizeof(out->total), "%s",
             json_reader_value(r, "/total") == NULL ? "absent" : json_reader_value(r, "/total"));
    json_reader_free(r);
    json_reader_free(r);
    free(r);
    return good;
}

/* In pieces of several sizes; diary and words must be the same each time. */
static bool
read_all(struct slice text, const char *rows, struct result *last)
{
    static const size_t pieces[] = {1, 2, 3, 5, 64, 1 << 24};
    bool good = true;

    for (size_t i = 0; i < COUNT(pieces); i++)
    {
        struct result now;

        good = read_pieces(text, rows, pieces[i], &now);
        if (i > 0)
        {
            assert_string_equal(buffer_string(&now.d.text), buffer_string(&last->d.text));
            assert_string_equal(buffer_string(&now.d.fragments), buffer_string(&last->d.fragments));
            diary_free(&last->d);
        }
        *last = now;
    }
    return good;
}

static void
expect(struct slice text, const char *rows, const char *expected)
{
    struct result r;

    assert_good(read_all(text, rows, &r), &r.f);
    assert_string_equal(buffer_string(&r.d.text), expected);
    diary_free(&r.d);
}

static void
expect_failure(struct slice text, const char *rows, enum failure_class class, const char *words)
{
    struct result r;

    assert_false(read_all(text, rows, &r));
    assert_failure(&r.f, class, words);
    diary_free(&r.d);
}

#define NONE " /c/d=absent /c/1=absent\n"

static void
test_records(void **state)
{
    expect(LITERAL("{\"data\":[{\"a\":\"x\",\"b\":1},{\"b\":null}]}"), "/data",
           "1@9 a=x b=1" NONE "2@25 a=absent b=null" NONE);
    expect(LITERAL("[{\"a\":true}, {\"a\":false} ]"), "",
           "1@1 a=true b=absent" NONE "2@13 a=false b=absent" NONE);
    expect(LITERAL("{\"r\":{\"s\":[0,[{\"a\":\"deep\"}]]}}"), "/r/s/1", "1@14 a=deep b=absent" NONE);
    expect(LITERAL("{\"x/y\":{\"~\":[{\"a\":1}]}}"), "/x~1y/~0", "1@13 a=1 b=absent" NONE);
    expect(LITERAL("{\"data\":[]}"), "/data", "");
    expect(LITERAL("{\"data\":null}"), "/data", "");
    expect(LITERAL("[]"), "", "");
}

/* A bare name is a key of the record itself; a pointer goes into it. */
static void
test_pointers(void **state)
{
    expect(LITERAL("[{\"a\":{\"a\":1},\"c\":{\"d\":2,\"a\":9}}]"), "",
           "1@1 a={} b=absent /c/d=2 /c/1=absent\n");
    expect(LITERAL("[{\"c\":[7,8,[9]]}]"), "", "1@1 a=absent b=absent /c/d=absent /c/1=8\n");
    expect(LITERAL("[{\"c\":{\"d\":[]}},{\"c\":{\"d\":{}}}]"), "",
           "1@1 a=absent b=absent /c/d={} /c/1=absent\n2@16 a=absent b=absent /c/d={} /c/1=absent\n");
    /* Nothing of a record is left in the next. */
    expect(LITERAL("[{\"a\":1,\"c\":{\"d\":2}},{}]"), "",
           "1@1 a=1 b=absent /c/d=2 /c/1=absent\n2@21 a=absent b=absent" NONE);
}

/* From the wire to numeric a number is its text. */
static void
test_numbers(void **state)
{
    expect(LITERAL("[{\"a\":123456789012345678.123456789,\"b\":1.10}]"), "",
           "1@1 a=123456789012345678.123456789 b=1.10" NONE);
    expect(LITERAL("[{\"a\":1e400,\"b\":-0}]"), "", "1@1 a=1e400 b=-0" NONE);
    expect(LITERAL("[{\"a\":9223372036854775808,\"b\":1E+2}]"), "", "1@1 a=9223372036854775808 b=1E+2" NONE);
}

static void
test_texts(void **state)
{
    expect(LITERAL("[{\"a\":\"\\u7701\\n\\\"\\\\\\/\",\"b\":\"省\"}]"), "", "1@1 a=省\n\"\\/ b=省" NONE);
    expect(LITERAL("[{\"a\":\"\\ud83d\\ude97\",\"\\u0062\":\"\"}]"), "", "1@1 a=🚗 b=" NONE);
}

static void
test_bad_records(void **state)
{
    expect(LITERAL("[{\"a\":1,\"a\":2},{\"a\":3}]"), "",
           "1@1 !duplicate_key: has the key \"a\" twice\n2@15 a=3 b=absent" NONE);
    expect(LITERAL("[{\"c\":{\"d\":1,\"d\":1}},{\"a\":3,\"c\":{\"a\":1}}]"), "",
           "1@1 !duplicate_key: has the key \"d\" twice\n2@21 a=3 b=absent" NONE);
    expect(LITERAL("[{\"a\":\"x\\u0000\"},{\"a\":3}]"), "",
           "1@1 !nul: holds the character \\u0000 at byte 8\n2@17 a=3 b=absent" NONE);
    expect(LITERAL("[{\"a\":\"\\ud83d\"},{\"a\":3}]"), "",
           "1@1 !surrogate: holds half a surrogate pair at byte 7\n2@16 a=3 b=absent" NONE);
    /* Also in what nobody reads: the record as a whole is not sound. */
    expect(LITERAL("[{\"z\":[\"\\u0000\"]},{\"a\":3}]"), "",
           "1@1 !nul: holds the character \\u0000 at byte 8\n2@18 a=3 b=absent" NONE);
}

static void
test_not_objects(void **state)
{
    struct result r;

    expect(LITERAL("[null,12,\"x\",true,[1,{\"a\":1}],{\"a\":3}]"), "",
           "1@1 !not_an_object: is null\n2@6 !not_an_object: is a number\n3@9 !not_an_object: is a text\n"
           "4@13 !not_an_object: is true or false\n5@18 !not_an_object: is a list\n6@30 a=3 b=absent" NONE);
    expect(LITERAL("[\"\\\"\\\\\" , \"\\\\\\\"省\",\"\",\"\\u0000\"]"), "",
           "1@1 !not_an_object: is a text\n2@10 !not_an_object: is a text\n3@20 !not_an_object: is a text\n"
           "4@23 !not_an_object: is a text\n");
    assert_true(read_all(LITERAL("[null, 12 ,\"x\",[1,{\"a\":1}],{\"a\":3}]"), "", &r));
    assert_string_equal(buffer_string(&r.d.fragments), "[null][12][x][[1,{\"a\":1}]][{\"a\":3}]");
    diary_free(&r.d);
}

/* Without a list of records only the envelope is read, whatever the document is. */
static void
test_envelope_alone(void **state)
{
    static const char text[] =
        "[{\"a\":{\"b\":\"x\",\"n\":null,\"t\":true,\"l\":[]}},{\"rows\":[{\"c\":1.50}]}]";
    static const char *const pointers[] = {"/0/a/b",      "/0/a/n", "/0/a/t", "/0/a/l",
                                           "/1/rows/0/c", "/0/a",   "/2",     NULL};
    static const char *const texts[] = {"x", NULL, "true", NULL, "1.50", NULL, NULL};
    static const bool there[] = {true, false, true, true, true, true, false};
    struct record_sink none = {NULL, NULL};
    struct failure f = {0};
    struct json_reader r;
    struct buffer longest = {0};

    assert_good(json_reader_begin(&r, NULL, NULL, 0, none, &f), &f);
    for (size_t i = 0; pointers[i] != NULL; i++)
        json_reader_want(&r, pointers[i]);
    assert_good(json_reader_write(&r, text, sizeof(text) - 1, &f) && json_reader_end(&r, &f), &f);
    assert_int_equal(r.n_records, 0);
    for (size_t i = 0; pointers[i] != NULL; i++)
    {
        const char *value = json_reader_value(&r, pointers[i]);

        assert_int_equal(json_reader_has(&r, pointers[i]), there[i]);
        if ((value == NULL) != (texts[i] == NULL) || (value != NULL && strcmp(value, texts[i]) != 0))
            wrong("%s gives %s", pointers[i], value == NULL ? "nothing" : value);
    }
    json_reader_free(&r);
    /* A value longer than any cursor is there, but not taken. */
    buffer_text(&longest, "{\"a\":\"");
    for (int i = 0; i <= JSON_VALUE_MAX; i++)
        buffer_byte(&longest, 'x');
    buffer_text(&longest, "\"}");
    assert_good(json_reader_begin(&r, NULL, NULL, 0, none, &f), &f);
    json_reader_want(&r, "/a");
    assert_good(json_reader_write(&r, longest.ptr, longest.len, &f) && json_reader_end(&r, &f), &f);
    assert_true(json_reader_has(&r, "/a"));
    assert_null(json_reader_value(&r, "/a"));
    json_reader_free(&r);
    buffer_free(&longest);
}

static void
test_envelope(void **state)
{
    static const struct
    {
        struct slice text;
        const char *total;
    } cases[] = {
        {BYTES("{\"total\":12,\"data\":[]}"), "12"},
        {BYTES("{\"data\":[{\"total\":9}],\"total\":12.0}"),
         "12.0"}, /* not the record's; and behind the rows */
        {BYTES("{\"total\":\"7\",\"data\":[]}"), "7"},
        {BYTES("{\"data\":[]}"), "absent"},
        {BYTES("{\"total\":null,\"data\":[]}"), "absent"},
        {BYTES("{\"total\":{\"total\":5},\"data\":[]}"), "absent"},
    };

    for (size_t i = 0; i < COUNT(cases); i++)
    {
        struct result r;

        assert_good(read_all(cases[i].text, "/data", &r), &r.f);
        assert_string_equal(r.total, cases[i].total);
        diary_free(&r.d);
    }
}

static void
test_no_rows(void **state)
{
    expect_failure(LITERAL("{\"error\":\"busy\",\"code\":5}"), "/data", FAILURE_DATA,
                   "the document's keys are: error, code");
    expect_failure(LITERAL("{\"data\":{\"a\":1}}"), "/data", FAILURE_DATA, "an object, not a list");
    expect_failure(LITERAL("{\"data\":5}"), "/data", FAILURE_DATA, "no list");
    expect_failure(LITERAL("{\"data\":\"none\"}"), "/data", FAILURE_DATA, "no list");
    expect_failure(LITERAL("{}"), "", FAILURE_DATA, "an object, not a list");
    expect_failure(LITERAL("[]"), "/data", FAILURE_DATA, "(none)");
    expect_failure(LITERAL("7"), "", FAILURE_DATA, "no list");
}

/* Cut at any byte: an error that says so. */
static void
test_cut_anywhere(void **state)
{
    static const char text[] =
        "{\"total\":12,\"data\":[{\"a\":\"\\u7701\",\"b\":[1,{}]},null,{\"b\":-1.5e3}]}";

    for (size_t len = 0; len < sizeof(text) - 1; len++)
    {
        for (size_t piece = 1; piece < 90; piece += 29)
        {
            struct result r;

            assert_false(read_pieces(slice_make(text, len), "/data", piece, &r));
            assert_failure(&r.f, FAILURE_RETRY, len == 0 ? "empty" : "is cut");
            diary_free(&r.d);
        }
    }
}

static void
test_broken(void **state)
{
    expect_failure(LITERAL("{\"data\":[]} x"), "/data", FAILURE_RETRY, "broken before byte");
    expect_failure(LITERAL("{\"data\":[]}{}"), "/data", FAILURE_RETRY, "broken before byte 12");
    expect_failure(LITERAL("[] []"), "", FAILURE_RETRY, "broken before byte 4");
    expect_failure(LITERAL("[{\"a\":1,}]"), "", FAILURE_RETRY, "broken before byte");
    expect_failure(LITERAL("[{\"a\":01}]"), "", FAILURE_RETRY, "broken before byte");
    expect_failure(LITERAL("[{\"a\":NaN}]"), "", FAILURE_RETRY, "broken before byte");
    expect_failure(LITERAL("[{\"a\":+1}]"), "", FAILURE_RETRY, "broken before byte");
    expect_failure(LITERAL("[{'a':1}]"), "", FAILURE_RETRY, "broken before byte");
    expect_failure(LITERAL("[{a:1}]"), "", FAILURE_RETRY, "broken before byte");
    expect_failure(LITERAL("[{\"a\":\"x\ny\"}]"), "", FAILURE_RETRY, "broken before byte");
    expect_failure(LITERAL("[/* c */]"), "", FAILURE_RETRY, "broken before byte");
    expect_failure(LITERAL("[1 2]"), "", FAILURE_RETRY, "broken before byte");
    expect_failure(LITERAL("]"), "", FAILURE_RETRY, "broken before byte");
    expect_failure(LITERAL("[}"), "", FAILURE_RETRY, "broken before byte");
    expect_failure(LITERAL("  "), "", FAILURE_RETRY, "is cut");
}

static void
test_duplicate_outside(void **state)
{
    expect_failure(LITERAL("{\"data\":[],\"data\":[{\"a\":1}]}"), "/data", FAILURE_DATA,
                   "a key stands twice");
    expect_failure(LITERAL("{\"total\":1,\"total\":2,\"data\":[]}"), "/data", FAILURE_DATA,
                   "a key stands twice");
}

static void
test_bounds(void **state)
{
    struct buffer text = {0};
    struct result r;

    for (int i = 0; i <= JSON_DEPTH_MAX; i++)
        buffer_byte(&text, '[');
    expect_failure(buffer_slice(&text), "", FAILURE_DATA, "nested deeper");
    buffer_clear(&text);
    buffer_text(&text, "[{\"k\":0");
    for (int i = 1; i < JSON_KEYS_MAX; i++)
        buffer_format(&text, ",\"k%d\":0", i);
    buffer_text(&text, "}]");
    assert_good(read_pieces(buffer_slice(&text), "", 1 << 20, &r), &r.f);
    diary_free(&r.d);
    text.len -= 2;
    buffer_text(&text, ",\"one more\":0}]");
    assert_false(read_pieces(buffer_slice(&text), "", 1 << 20, &r));
    assert_failure(&r.f, FAILURE_DATA, "too many keys");
    diary_free(&r.d);
    /* A record without end. */
    buffer_clear(&text);
    buffer_text(&text, "[{\"a\":[0");
    while (text.len < 5 * 1024 * 1024)
        buffer_text(&text, ",1234567");
    assert_false(read_pieces(buffer_slice(&text), "", 65536, &r));
    assert_failure(&r.f, FAILURE_DATA, "row 1, which begins at byte 1, is longer than");
    diary_free(&r.d);
    buffer_free(&text);
}

/* The raw text of a record goes to the quarantine, bounded, whatever pieces it came in. */
static void
test_fragments(void **state)
{
    struct buffer text = {0};
    struct result r;

    assert_true(read_all(LITERAL("{\"data\" : [ {\"a\" : 1} , {\"a\":\"省\"} ] }"), "/data", &r));
    assert_string_equal(buffer_string(&r.d.fragments), "[{\"a\" : 1}][{\"a\":\"省\"}]");
    diary_free(&r.d);
    buffer_text(&text, "[{\"a\":\"");
    while (text.len < 3 * RECORD_FRAGMENT_MAX)
        buffer_byte(&text, 'x');
    buffer_text(&text, "\"},{\"a\":1}]");
    assert_good(read_all(buffer_slice(&text), "", &r), &r.f);
    assert_int_equal(r.d.fragments.len, RECORD_FRAGMENT_MAX + 2 + strlen("[{\"a\":1}]"));
    diary_free(&r.d);
    buffer_free(&text);
}

static void
test_sink_refuses(void **state)
{
    struct json_reader *r = mem_alloc(1, sizeof(*r));
    struct diary d = {.fields = fields, .n_fields = COUNT(fields), .refuse_at = 2};
    struct failure f = {0};

    assert_true(json_reader_begin(r, "", fields, COUNT(fields), (struct record_sink){diary_take, &d}, &f));
    assert_false(push_pieces(json_reader_write, r, LITERAL("[{},{},{}]"), 100, &f));
    assert_failure(&f, FAILURE_OPERATOR, "the sink refuses");
    assert_int_equal(d.n, 2);
    json_reader_free(r);
    free(r);
    diary_free(&d);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_records),      cmocka_unit_test(test_pointers),
        cmocka_unit_test(test_numbers),      cmocka_unit_test(test_texts),
        cmocka_unit_test(test_bad_records),  cmocka_unit_test(test_not_objects),
        cmocka_unit_test(test_envelope),     cmocka_unit_test(test_envelope_alone),
        cmocka_unit_test(test_no_rows),      cmocka_unit_test(test_cut_anywhere),
        cmocka_unit_test(test_broken),       cmocka_unit_test(test_duplicate_outside),
        cmocka_unit_test(test_bounds),       cmocka_unit_test(test_fragments),
        cmocka_unit_test(test_sink_refuses),
    };

    return cmocka_run_group_tests_name("json_reader", tests, NULL, NULL);
}
