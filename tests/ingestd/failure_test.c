/* A failure names thing, place and way out, whole characters only, and leads to the documented exit code. */
#include "unit.h"

#include "options.h"

static void
test_fill(void **state)
{
    struct failure f = {.sqlstate = "42P01", .position = 7};

    assert_false(fail(&f, FAILURE_DATA, "write %d", "row %d is %s", 7, "wrong"));
    assert_int_equal(f.class, FAILURE_DATA);
    assert_string_equal(f.text, "row 7 is wrong");
    assert_string_equal(f.hint, "write %d"); /* a hint is no format */
    assert_string_equal(f.sqlstate, "");
    assert_int_equal(f.position, 0);
    fail(&f, FAILURE_RETRY, NULL, "again");
    assert_string_equal(f.hint, "");
}

static void
test_place_before(void **state)
{
    struct failure f = {0};

    fail(&f, FAILURE_DATA, "mend it", "row 7 is wrong");
    assert_false(fail_at(&f, "page %d: ", 3));
    assert_string_equal(f.text, "page 3: row 7 is wrong");
    assert_string_equal(f.hint, "mend it");
    assert_int_equal(f.class, FAILURE_DATA);
}

/* A text that is too long is cut between characters. */
static void
test_cut(void **state)
{
    struct failure f = {0};
    char long_text[4001];

    for (int i = 0; i < 4000; i += 3)
        memcpy(long_text + i, "\xe7\x9c\x81", i + 3 <= 4000 ? 3 : 1);
    long_text[3999] = '\0';
    for (int before = 0; before < 3; before++)
    {
        fail(&f, FAILURE_DATA, long_text, "%.*s%s", before, "xx", long_text);
        assert_int_equal((strlen(f.text) - (size_t) before) % 3, 0);
        assert_int_equal(strlen(f.hint) % 3, 0);
        assert_true(strlen(f.text) > sizeof(f.text) - 5);
        fail_at(&f, "page %d: ", before);
        assert_int_equal((strlen(f.text) - (size_t) before - 8) % 3, 0);
    }
}

static void
test_class(void **state)
{
    static const struct
    {
        enum failure_class class;
        const char *word;
        int exit;
    } expected[] = {
        {FAILURE_RETRY, "retry", EXIT_OTHER},       {FAILURE_DATA, "data", EXIT_OTHER},
        {FAILURE_OPERATOR, "operator", EXIT_USAGE}, {FAILURE_USAGE, "operator", EXIT_USAGE},
        {FAILURE_DATABASE, "retry", EXIT_DATABASE},
    };
    struct failure f = {0};

    assert_int_equal(failure_exit(&f), EXIT_FINE);
    for (size_t i = 0; i < COUNT(expected); i++)
    {
        fail(&f, expected[i].class, NULL, "x");
        assert_string_equal(failure_word(&f), expected[i].word);
        assert_int_equal(failure_exit(&f), expected[i].exit);
    }
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fill),
        cmocka_unit_test(test_place_before),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_class),
    };

    return cmocka_run_group_tests_name("failure", tests, NULL, NULL);
}
