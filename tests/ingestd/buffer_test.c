/* Buffers grow without losing a byte, hold NUL, and give C strings that stay terminated. */
#include "unit.h"

static void
test_grows(void **state)
{
    struct buffer b = {0};

    for (int i = 0; i < 100000; i++)
        buffer_byte(&b, (char) ('a' + i % 26));
    assert_int_equal(b.len, 100000);
    for (int i = 0; i < 100000; i++)
        assert_int_equal(b.ptr[i], 'a' + i % 26);
    assert_int_equal(strlen(buffer_string(&b)), 100000);
    buffer_free(&b);
    assert_null(b.ptr);
}

static void
test_holds_nul(void **state)
{
    struct buffer b = {0};

    buffer_append(&b, "a\0b", 3);
    assert_true(slice_equal(buffer_slice(&b), LITERAL("a\0b")));
    assert_int_equal(buffer_string(&b)[3], '\0');
    buffer_free(&b);
}

static void
test_empty(void **state)
{
    struct buffer b = {0};

    buffer_append(&b, NULL, 0);
    buffer_text(&b, "");
    assert_int_equal(b.len, 0);
    assert_string_equal(buffer_string(&b), "");
    buffer_text(&b, "x");
    buffer_clear(&b);
    assert_string_equal(buffer_string(&b), "");
    buffer_free(&b);
    buffer_free(&b);
}

/* A format longer than what is reserved is written whole, behind what is there. */
static void
test_format(void **state)
{
    struct buffer b = {0};
    char long_text[5000];

    memset(long_text, 'y', sizeof(long_text) - 1);
    long_text[sizeof(long_text) - 1] = '\0';
    buffer_text(&b, "<");
    buffer_format(&b, "%s%d", long_text, 7);
    assert_int_equal(b.len, 1 + 4999 + 1);
    assert_string_equal(buffer_string(&b) + 4999, "y7");
    buffer_free(&b);
}

static void
test_mem(void **state)
{
    unsigned char *zeroed = mem_alloc(100, 3);
    char *copy = mem_text(LITERAL("a\0b"));
    char *empty = mem_text(slice_make(NULL, 0));
    char *shown = mem_format("%s-%03d", "x", 7);

    for (int i = 0; i < 300; i++)
        assert_int_equal(zeroed[i], 0);
    assert_memory_equal(copy, "a\0b", 4);
    assert_string_equal(empty, "");
    assert_string_equal(shown, "x-007");
    free(zeroed);
    free(copy);
    free(empty);
    free(shown);
    /* Nothing is something: never NULL. */
    zeroed = mem_alloc(0, 0);
    assert_non_null(zeroed);
    free(zeroed);
    zeroed = mem_grow(NULL, 0, 8);
    assert_non_null(zeroed);
    free(zeroed);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_grows),  cmocka_unit_test(test_holds_nul), cmocka_unit_test(test_empty),
        cmocka_unit_test(test_format), cmocka_unit_test(test_mem),
    };

    return cmocka_run_group_tests_name("buffer", tests, NULL, NULL);
}
