/* CSV is read strictly, by column name, whatever the pieces: a bad row is rejected alone, a cut body is an
 * error. */
#include "unit.h"

#include "csv_reader.h"

static char *const fields[] = {(char *) "code", (char *) "value"};

/* Read a text in pieces of several sizes; the diary of each must be the same. Gives whether the reader was
 * content. */
static bool
read_with(struct slice text, char delimiter, char quote, struct diary *last, struct failure *f)
{
    static const size_t pieces[] = {1, 2, 3, 7, 64, 1 << 24};
    bool good = true;

    for (size_t i = 0; i < COUNT(pieces); i++)
    {
        struct csv_reader *r = mem_alloc(1, sizeof(*r));
        struct diary d = {.fields = fields, .n_fields = COUNT(fields)};

        memset(f, 0, sizeof(*f));
        good = csv_reader_begin(r, delimiter, quote, fields, COUNT(fields),
                                (struct record_sink){diary_take, &d}, f) &&
               push_pieces(csv_reader_write, r, text, pieces[i], f) && csv_reader_end(r, f);
        csv_reader_free(r);
        csv_reader_free(r);
        free(r);
        if (i > 0)
        {
            assert_string_equal(buffer_string(&d.text), buffer_string(&last->text));
            assert_string_equal(buffer_string(&d.fragments), buffer_string(&last->fragments));
            diary_free(last);
        }
        *last = d;
    }
    return good;
}

static void
expect(struct slice text, const char *expected)
{
    struct diary d;
    struct failure f;

    assert_good(read_with(text, ',', '"', &d, &f), &f);
    assert_string_equal(buffer_string(&d.text), expected);
    diary_free(&d);
}

/* Nothing of it may load: the words say why; expected are the records that were seen before. */
static void
expect_failure(struct slice text, enum failure_class class, const char *words, const char *expected)
{
    struct diary d;
    struct failure f;

    assert_false(read_with(text, ',', '"', &d, &f));
    assert_failure(&f, class, words);
    assert_string_equal(buffer_string(&d.text), expected);
    diary_free(&d);
}

static void
test_by_name(void **state)
{
    expect(LITERAL("code,value\n14,1.50\n11,2\n"), "1@11 code=14 value=1.50\n2@19 code=11 value=2\n");
    expect(LITERAL("value,other,code\n1.50,x,14\n"), "1@17 code=14 value=1.50\n");
    expect(LITERAL("code,value\n"), "");
}

static void
test_line_ends(void **state)
{
    expect(LITERAL("code,value\r\n14,1\r\n11,2\r\n"), "1@12 code=14 value=1\n2@18 code=11 value=2\n");
    expect(LITERAL("code,value\r14,1\r11,2\r"), "1@11 code=14 value=1\n2@16 code=11 value=2\n");
    expect(LITERAL("\ncode,value\n\n14,1\n\n"), "1@13 code=14 value=1\n");
    /* A whole last row without a line end is a row: the body's length is proven elsewhere. */
    expect(LITERAL("code,value\n14,1"), "1@11 code=14 value=1\n");
}

static void
test_spaces_are_data(void **state)
{
    expect(LITERAL("code,value\n 14 ,\t1 \n,\n"), "1@11 code= 14  value=\t1 \n2@20 code= value=\n");
    expect_failure(LITERAL("code, value\n14,1\n"), FAILURE_DATA, "has no column \"value\"", "");
}

static void
test_quotes(void **state)
{
    expect(LITERAL("code,value\n\"14\",\"a,b\"\n"), "1@11 code=14 value=a,b\n");
    expect(LITERAL("code,value\n14,\"say \"\"yes\"\"\"\n"), "1@11 code=14 value=say \"yes\"\n");
    expect(LITERAL("code,value\n14,\"two\nlines\"\n11,2\n"),
           "1@11 code=14 value=two\nlines\n2@26 code=11 value=2\n");
    expect(LITERAL("\"code\",\"value\"\n14,\"\"\n"), "1@15 code=14 value=\n");
}

static void
test_ragged(void **state)
{
    expect(LITERAL("code,value\n14\n14,1,2\n11,2\n"),
           "1@11 !ragged: the row has 1 fields, the header has 2\n2@14 !ragged: the row has 3 fields, the "
           "header has 2\n"
           "3@21 code=11 value=2\n");
}

/* A quote where none may be costs its row and no other. */
static void
test_stray_quote(void **state)
{
    expect(LITERAL("code,value\n1\"4,1\n11,2\n"),
           "1@11 !quote: the row has a quote in the wrong place\n2@17 code=11 value=2\n");
    expect(LITERAL("code,value\n\"14\"x,1\n11,2\n"),
           "1@11 !quote: the row has a quote in the wrong place\n2@19 code=11 value=2\n");
    expect(LITERAL("code,value\n\"14\"x,\"1\n11,2\n"),
           "1@11 !quote: the row has a quote in the wrong place\n2@20 code=11 value=2\n");
    expect(LITERAL("code,value\n1\"4,1"), "1@11 !quote: the row has a quote in the wrong place\n");
    expect_failure(LITERAL("co\"de,value\n14,1\n"), FAILURE_DATA, "header has a quote", "");
}

static void
test_cut(void **state)
{
    expect_failure(LITERAL(""), FAILURE_RETRY, "the body is empty", "");
    expect_failure(LITERAL("\n\n"), FAILURE_RETRY, "no header", "");
    expect_failure(LITERAL("code,value\n14,1\n11"), FAILURE_RETRY,
                   "row 2, which begins at byte 16, breaks off", "1@11 code=14 value=1\n");
    expect_failure(LITERAL("code,value\n14,1\n11,\"2"), FAILURE_RETRY,
                   "row 2, which begins at byte 16, opens a quote", "1@11 code=14 value=1\n");
    expect_failure(LITERAL("code,value\n14,\"1\n11,2\n"), FAILURE_RETRY, "opens a quote that never closes",
                   "");
}

static void
test_header(void **state)
{
    expect_failure(LITERAL("code,val\n14,1\n"), FAILURE_DATA, "the header has: code, val", "");
    expect_failure(LITERAL("code,value,code\n14,1,2\n"), FAILURE_DATA, "names twice the column \"code\"", "");
    expect_failure(LITERAL("cod"), FAILURE_DATA, "has no column \"code\"", "");
    /* Columns that nobody reads may stand twice. */
    expect(LITERAL("x,code,x,value\n9,14,9,1\n"), "1@15 code=14 value=1\n");
}

static void
test_other_characters(void **state)
{
    struct diary d;
    struct failure f;

    assert_good(read_with(LITERAL("code;value\n'1;4';\"1\"\n"), ';', '\'', &d, &f), &f);
    assert_string_equal(buffer_string(&d.text), "1@11 code=1;4 value=\"1\"\n");
    diary_free(&d);
    assert_good(read_with(LITERAL("code\tvalue\n14\t1,5\n"), '\t', '"', &d, &f), &f);
    assert_string_equal(buffer_string(&d.text), "1@11 code=14 value=1,5\n");
    diary_free(&d);
}

/* The raw text of a row goes to the quarantine, bounded. */
static void
test_fragments(void **state)
{
    struct buffer text = {0};
    struct diary d;
    struct failure f;

    assert_good(read_with(LITERAL("code,value\n14,\"a\nb\"\n11,2\n"), ',', '"', &d, &f), &f);
    assert_string_equal(buffer_string(&d.fragments), "[14,\"a\nb\"][11,2]");
    diary_free(&d);
    buffer_text(&text, "code,value\n14,");
    for (int i = 0; i < 3 * RECORD_FRAGMENT_MAX; i++)
        buffer_byte(&text, 'x');
    buffer_byte(&text, '\n');
    assert_good(read_with(buffer_slice(&text), ',', '"', &d, &f), &f);
    assert_int_equal(d.fragments.len, RECORD_FRAGMENT_MAX + 2);
    diary_free(&d);
    buffer_free(&text);
}

/* A quote that opens and never closes does not swallow memory. */
static void
test_row_limit(void **state)
{
    struct csv_reader *r = mem_alloc(1, sizeof(*r));
    struct failure f = {0};
    char block[65536];
    bool good = csv_reader_begin(r, ',', '"', fields, 2, (struct record_sink){NULL, NULL}, &f) &&
                csv_reader_write(r, "code,value\n14,1\n11,\"", 20, &f);
    int64_t written = 0;

    memset(block, 'x', sizeof(block));
    while (good && written < 100 * CSV_ROW_BYTES_MAX)
    {
        good = csv_reader_write(r, block, sizeof(block), &f);
        written += (int64_t) sizeof(block);
    }
    assert_false(good);
    assert_failure(&f, FAILURE_DATA, "row 2, which begins at byte 16, is longer than");
    assert_true(written <= CSV_ROW_BYTES_MAX + 2 * (int64_t) sizeof(block));
    csv_reader_free(r);
    free(r);
}

static void
test_many_columns(void **state)
{
    struct buffer text = {0};
    struct diary d;
    struct failure f;

    buffer_text(&text, "code,value");
    for (int i = 2; i < CSV_COLUMNS_MAX; i++)
        buffer_format(&text, ",c%d", i);
    buffer_byte(&text, '\n');
    assert_good(read_with(buffer_slice(&text), ',', '"', &d, &f), &f);
    diary_free(&d);
    text.len--;
    buffer_text(&text, ",more\n");
    assert_false(read_with(buffer_slice(&text), ',', '"', &d, &f));
    assert_failure(&f, FAILURE_DATA, "too many columns");
    diary_free(&d);
    buffer_free(&text);
}

/* When the sink refuses a record, nothing more is read. */
static void
test_sink_refuses(void **state)
{
    struct csv_reader *r = mem_alloc(1, sizeof(*r));
    struct diary d = {.fields = fields, .n_fields = 2, .refuse_at = 2};
    struct failure f = {0};

    assert_true(csv_reader_begin(r, ',', '"', fields, 2, (struct record_sink){diary_take, &d}, &f));
    assert_false(push_pieces(csv_reader_write, r, LITERAL("code,value\n14,1\n11,2\n12,3\n"), 100, &f));
    assert_failure(&f, FAILURE_OPERATOR, "the sink refuses");
    assert_int_equal(d.n, 2);
    csv_reader_free(r);
    free(r);
    diary_free(&d);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_name),
        cmocka_unit_test(test_line_ends),
        cmocka_unit_test(test_spaces_are_data),
        cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_ragged),
        cmocka_unit_test(test_stray_quote),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_header),
        cmocka_unit_test(test_other_characters),
        cmocka_unit_test(test_fragments),
        cmocka_unit_test(test_row_limit),
        cmocka_unit_test(test_many_columns),
        cmocka_unit_test(test_sink_refuses),
    };

    return cmocka_run_group_tests_name("csv_reader", tests, NULL, NULL);
}
