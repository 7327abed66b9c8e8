/* Code lists are read once each, found exactly, of any size; a list that cannot be read says why, each time.
 */
#include "unit.h"

#include "codes.h"

struct loads
{
    int n;
    bool fails;
};

static bool
load(void *ctx, struct code_list *list, struct failure *f)
{
    struct loads *l = ctx;

    l->n++;
    if (l->fails)
        return fail(f, FAILURE_DATABASE, NULL, "the database is gone");
    if (strcmp(list->name, "empty") != 0)
        code_list_add(list, LITERAL("14"), LITERAL("140000"));
    return true;
}

static void
test_once(void **state)
{
    struct loads l = {0};
    struct codes codes = {.load = load, .ctx = &l};
    struct failure f = {0};
    struct slice value;

    for (int i = 0; i < 3; i++)
    {
        const struct code_list *list = codes_list(&codes, "region:gb2260", &f);

        assert_non_null(list);
        assert_true(code_list_find(list, LITERAL("14"), &value));
        assert_true(slice_equal(value, LITERAL("140000")));
        assert_false(code_list_find(list, LITERAL("15"), &value));
        assert_false(code_list_find(list, LITERAL(""), &value));
        assert_false(code_list_find(list, LITERAL("14\0"), &value));
    }
    assert_int_equal(l.n, 1);
    assert_non_null(codes_list(&codes, "empty", &f));
    assert_int_equal(codes_list(&codes, "empty", &f)->n, 0);
    assert_false(code_list_find(codes_list(&codes, "empty", &f), LITERAL("14"), &value));
    assert_int_equal(l.n, 2);
    codes_free(&codes);
    codes_free(&codes);
}

/* A list half read must never pass for a whole one. */
static void
test_load_fails(void **state)
{
    struct loads l = {.fails = true};
    struct codes codes = {.load = load, .ctx = &l};
    struct failure f = {0};

    assert_null(codes_list(&codes, "sector:sx", &f));
    assert_failure(&f, FAILURE_DATABASE, "the database is gone");
    memset(&f, 0, sizeof(f));
    assert_null(codes_list(&codes, "sector:sx", &f));
    assert_failure(&f, FAILURE_DATABASE, "the database is gone");
    l.fails = false;
    assert_non_null(codes_list(&codes, "sector:sx", &f));
    codes_free(&codes);
}

static void
test_many(void **state)
{
    struct code_list list = {0};
    char text[32];
    struct slice value;

    for (int i = 0; i < 50000; i++)
    {
        int n = snprintf(text, sizeof(text), "code%d", i);

        code_list_add(&list, slice_make(text, (size_t) n), slice_make(text + 4, (size_t) n - 4));
    }
    assert_int_equal(list.n, 50000);
    for (int i = 0; i < 50000; i++)
    {
        int n = snprintf(text, sizeof(text), "code%d", i);

        assert_true(code_list_find(&list, slice_make(text, (size_t) n), &value));
        assert_true(slice_equal(value, slice_make(text + 4, (size_t) n - 4)));
    }
    assert_false(code_list_find(&list, LITERAL("code50000"), &value));
    /* A code that comes again takes its later value. */
    code_list_add(&list, LITERAL("code7"), LITERAL("new"));
    assert_int_equal(list.n, 50000);
    assert_true(code_list_find(&list, LITERAL("code7"), &value));
    assert_true(slice_equal(value, LITERAL("new")));
    free(list.entries);
    buffer_free(&list.text);
}

static void
test_too_many(void **state)
{
    struct loads l = {0};
    struct codes codes = {.load = load, .ctx = &l};
    struct failure f = {0};
    char name[32];

    for (int i = 0; i < CODES_LISTS_MAX; i++)
    {
        snprintf(name, sizeof(name), "list%d", i);
        assert_non_null(codes_list(&codes, name, &f));
    }
    assert_null(codes_list(&codes, "one more", &f));
    assert_failure(&f, FAILURE_DATA, "more than 64 code lists");
    assert_non_null(codes_list(&codes, "list0", &f));
    codes_free(&codes);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_once),
        cmocka_unit_test(test_load_fails),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_too_many),
    };

    return cmocka_run_group_tests_name("codes", tests, NULL, NULL);
}
