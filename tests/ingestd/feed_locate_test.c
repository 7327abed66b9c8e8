/* The line of a JSON pointer, for messages; never one that is not there. */
#include "unit.h"

#include "feed.h"

static const char text[] = "{\n"
                           "  \"a\": 1,\n"
                           "  \"b\": {\n"
                           "    \"c/d\": [\n"
                           "      true,\n"
                           "      null, {\"~\": \"x\"}\n"
                           "    ]\n"
                           "  },\n"
                           "  \"e\": [], \"f\":\n"
                           "    \"late\"\n"
                           "}\n";

static void
test_lines(void **state)
{
    static const struct
    {
        const char *pointer;
        int line;
    } cases[] = {{"", 1},          {"/a", 2},        {"/b", 3},           {"/b/c~1d", 4}, {"/b/c~1d/0", 5},
                 {"/b/c~1d/1", 6}, {"/b/c~1d/2", 6}, {"/b/c~1d/2/~0", 6}, {"/e", 9},      {"/f", 10},
                 {"/g", 0},        {"/b/c~1d/3", 0}, {"/e/0", 0},         {"/a/x", 0},    {"a", 0}};

    for (size_t i = 0; i < COUNT(cases); i++)
    {
        int line = feed_locate(LITERAL(text), cases[i].pointer);

        if (line != cases[i].line)
            wrong("\"%s\" is on line %d, not %d", cases[i].pointer, line, cases[i].line);
    }
}

/* What jansson read may still be deeper than we look, or broken behind the place. */
static void
test_odd(void **state)
{
    struct buffer deep = {0};

    for (int i = 0; i < 100; i++)
        buffer_text(&deep, "[");
    assert_int_equal(feed_locate(buffer_slice(&deep), "/0/0"), 1);
    assert_int_equal(feed_locate(buffer_slice(&deep), "/1"), 0);
    assert_int_equal(feed_locate(LITERAL("{\"a\":1,\n\"b\":2,\n!"), "/b"), 2);
    assert_int_equal(feed_locate(LITERAL(""), ""), 0);
    buffer_free(&deep);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_odd),
    };

    return cmocka_run_group_tests_name("feed_locate", tests, NULL, NULL);
}
