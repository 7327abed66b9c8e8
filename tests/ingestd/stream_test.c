/* A record keeps its first reason, its texts apart, and nothing of the record before it. */
#include "unit.h"

static void
test_fields(void **state)
{
    struct record r = {0};

    record_reset(&r, 3);
    record_set(&r, 0, FIELD_TEXT, LITERAL("one"));
    record_set(&r, 2, FIELD_TEXT, LITERAL("t\0o"));
    record_set(&r, 1, FIELD_NULL, LITERAL(""));
    for (int i = 0; i < 10000; i++)
        record_set(&r, 2, FIELD_TEXT, LITERAL("t\0o")); /* the buffer moves, the others stay */
    assert_true(slice_equal(record_text(&r, 0), LITERAL("one")));
    assert_true(slice_equal(record_text(&r, 2), LITERAL("t\0o")));
    assert_int_equal(r.values[1].state, FIELD_NULL);
    record_reset(&r, 3);
    for (int i = 0; i < 3; i++)
        assert_int_equal(r.values[i].state, FIELD_ABSENT);
    assert_int_equal(r.text.len, 0);
    record_free(&r);
}

static void
test_reject(void **state)
{
    struct record r = {0};

    record_reset(&r, 1);
    assert_null(r.reject_code);
    record_reject(&r, "first", "mend %s", "row %d", 1);
    record_reject(&r, "second", NULL, "row %d", 2);
    assert_string_equal(r.reject_code, "first");
    assert_string_equal(r.reject_reason, "row 1");
    assert_string_equal(r.reject_hint, "mend %s");
    record_reset(&r, 1);
    assert_null(r.reject_code);
    record_free(&r);
}

static void
test_reject_cut(void **state)
{
    struct record r = {0};
    char words[1000];

    for (int i = 0; i + 3 < (int) sizeof(words); i += 3)
        memcpy(words + i, "省", 4);
    for (int before = 0; before < 3; before++)
    {
        record_reset(&r, 1);
        record_reject(&r, "long", words, "%.*s%s", before, "xx", words);
        assert_int_equal((strlen(r.reject_reason) - (size_t) before) % 3, 0);
        assert_int_equal(strlen(r.reject_hint) % 3, 0);
    }
    record_free(&r);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_reject),
        cmocka_unit_test(test_reject_cut),
    };

    return cmocka_run_group_tests_name("stream", tests, NULL, NULL);
}
