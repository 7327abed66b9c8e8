/* Small files are read whole and within a limit; listings are sorted; every message names the file. */
#include "unit.h"

#include "files.h"

static void
test_read(void **state)
{
    char *dir = scratch_make();
    char *path = mem_format("%s/x", dir);
    struct buffer out = {0};
    struct failure f = {0};

    scratch_write(path, LITERAL("a\0b\n"));
    assert_good(file_read(path, 4, &out, &f), &f);
    assert_true(slice_equal(buffer_slice(&out), LITERAL("a\0b\n")));
    buffer_clear(&out);
    assert_false(file_read(path, 3, &out, &f));
    assert_failure(&f, FAILURE_USAGE, path);
    assert_failure(&f, FAILURE_USAGE, "larger than 3 bytes");
    buffer_clear(&out);
    scratch_write(path, LITERAL(""));
    assert_good(file_read(path, 3, &out, &f), &f);
    assert_string_equal(out.ptr, "");
    buffer_free(&out);
    free(path);
    scratch_remove(dir);
}

static void
test_read_refused(void **state)
{
    char *dir = scratch_make();
    char *path = mem_format("%s/none", dir);
    struct buffer out = {0};
    struct failure f = {0};

    assert_false(file_read(path, 3, &out, &f));
    assert_failure(&f, FAILURE_USAGE, path);
    assert_failure(&f, FAILURE_USAGE, "No such file");
    assert_false(file_read(dir, 3, &out, &f));
    assert_failure(&f, FAILURE_USAGE, dir);
    buffer_free(&out);
    free(path);
    scratch_remove(dir);
}

static void
test_list(void **state)
{
    static const char *const names[] = {"b.json", "a.json",  ".hidden.json", "c.txt",
                                        ".json",  "10.json", "json"};
    char *dir = scratch_make();
    struct failure f = {0};
    char **found;
    size_t n;

    assert_good(files_list(dir, ".json", &found, &n, &f), &f);
    assert_int_equal(n, 0);
    files_free(found, n);
    for (size_t i = 0; i < COUNT(names); i++)
    {
        char *path = mem_format("%s/%s", dir, names[i]);

        scratch_write(path, LITERAL("x"));
        free(path);
    }
    assert_good(files_list(dir, ".json", &found, &n, &f), &f);
    assert_int_equal(n, 3);
    assert_string_equal(found[0], "10.json");
    assert_string_equal(found[1], "a.json");
    assert_string_equal(found[2], "b.json");
    files_free(found, n);
    scratch_remove(dir);
    assert_false(files_list("/nonexistent", "", &found, &n, &f));
    assert_failure(&f, FAILURE_USAGE, "/nonexistent");
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read),
        cmocka_unit_test(test_read_refused),
        cmocka_unit_test(test_list),
    };

    return cmocka_run_group_tests_name("files", tests, NULL, NULL);
}
