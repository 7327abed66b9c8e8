/* `{year}-Q{qtr}` becomes parts; braces that do not pair are refused at their byte. */
#include "unit.h"

#include "template.h"

static void
free_fields(struct feed *feed)
{
    for (size_t i = 0; i < feed->n_fields; i++)
        free(feed->fields[i]);
    free(feed->fields);
}

/* The parts in words: `[literal]` and `<field>`. */
static void
expect(const char *text, const char *expected)
{
    struct feed feed = {0};
    struct template t = {0};
    struct buffer shown = {0};
    const char *words;
    size_t at;

    assert_true(template_parse(&feed, slice_of(text), &t, &words, &at));
    for (size_t i = 0; i < t.n_parts; i++)
    {
        if (t.parts[i].literal != NULL)
            buffer_format(&shown, "[%s]", t.parts[i].literal);
        else
            buffer_format(&shown, "<%s>", feed.fields[t.parts[i].field]);
    }
    assert_string_equal(buffer_string(&shown), expected);
    buffer_free(&shown);
    template_free(&t);
    free_fields(&feed);
}

static void
test_parts(void **state)
{
    expect("{year}-Q{qtr}", "<year>[-Q]<qtr>");
    expect("own={own}", "[own=]<own>");
    expect("{a}{b}{a}", "<a><b><a>");
    expect("{/c/d}", "</c/d>");
    expect("{年份}年", "<年份>[年]");
    expect("plain", "[plain]");
    expect("", "");
    expect("{{{a}}}", "[{]<a>[}]");
    expect("{{a}}", "[{a}]");
}

static void
expect_wrong(const char *text, const char *expected, size_t byte)
{
    struct feed feed = {0};
    struct template t = {0};
    const char *words;
    size_t at;

    assert_false(template_parse(&feed, slice_of(text), &t, &words, &at));
    assert_string_equal(words, expected);
    assert_int_equal(at, byte);
    template_free(&t);
    free_fields(&feed);
}

static void
test_wrong(void **state)
{
    expect_wrong("{year-Q", "a { without its }", 0);
    expect_wrong("ab{", "a { without its }", 2);
    expect_wrong("a}b", "a } without its {", 1);
    expect_wrong("a{}b", "empty braces", 1);
    expect_wrong("{a{b}}", "a { within braces", 0);
    expect_wrong("{a}}", "a } without its {", 3);
}

/* A field is one number, however often it stands; there is an end to them. */
static void
test_fields(void **state)
{
    struct feed feed = {0};
    struct template t = {0};
    const char *words;
    size_t at;

    assert_int_equal(feed_field(&feed, LITERAL("a")), 0);
    assert_int_equal(feed_field(&feed, LITERAL("b")), 1);
    assert_int_equal(feed_field(&feed, LITERAL("a")), 0);
    for (int i = 2; i < FEED_FIELDS_MAX; i++)
    {
        char *name = mem_format("f%d", i);

        assert_int_equal(feed_field(&feed, slice_of(name)), i);
        free(name);
    }
    assert_int_equal(feed_field(&feed, LITERAL("one more")), -1);
    assert_int_equal(feed_field(&feed, LITERAL("b")), 1);
    assert_false(template_parse(&feed, LITERAL("x{one more}"), &t, &words, &at));
    assert_string_equal(words, "too many fields");
    template_free(&t);
    free_fields(&feed);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_wrong),
        cmocka_unit_test(test_fields),
    };

    return cmocka_run_group_tests_name("template", tests, NULL, NULL);
}
