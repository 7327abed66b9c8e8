/* Secrets are files of systemd's credentials directory; what cannot be one is refused, and its value never
 * shown. */
#include "unit.h"

#include "secret.h"

static char *dir;

static void
put(const char *name, struct slice text)
{
    char *path = mem_format("%s/%s", dir, name);

    scratch_write(path, text);
    free(path);
}

static int
setup(void **state)
{
    dir = scratch_make();
    setenv("CREDENTIALS_DIRECTORY", dir, 1);
    return 0;
}

static int
teardown(void **state)
{
    scratch_remove(dir);
    unsetenv("CREDENTIALS_DIRECTORY");
    return 0;
}

static void
test_read(void **state)
{
    struct failure f = {0};
    char *out;

    put("token", LITERAL("s3cret value\r\n\n"));
    assert_good(secret_read("token", &out, &f), &f);
    assert_string_equal(out, "s3cret value");
    free(out);
}

static void
test_refused(void **state)
{
    static const struct slice values[] = {BYTES(""),          BYTES("\n"),           BYTES("null"),
                                          BYTES("null\n"),    BYTES("geheim\nzwei"), BYTES("geheim\0"),
                                          BYTES("geheim\x7f")};
    struct failure f = {0};
    char *out;

    for (size_t i = 0; i < COUNT(values); i++)
    {
        put("token", values[i]);
        assert_false(secret_read("token", &out, &f));
        assert_failure(&f, FAILURE_OPERATOR, "the secret \"token\"");
        assert_null(out);
        assert_null(strstr(f.text, "geheim"));
    }
    assert_false(secret_read("none", &out, &f));
    assert_failure(&f, FAILURE_OPERATOR, "none: cannot be opened");
    unsetenv("CREDENTIALS_DIRECTORY");
    assert_false(secret_read("token", &out, &f));
    assert_failure(&f, FAILURE_OPERATOR, "$CREDENTIALS_DIRECTORY is not set");
}

static void
test_mask(void **state)
{
    char text[] = "a/b+c, again a/b+c and a%2Fb%2Bc; a/b+ is none";
    char *path;
    struct failure f = {0};

    secret_mask("a/b+c", text, strlen(text));
    assert_string_equal(text, "*****, again ***** and *********; a/b+ is none");
    put("cert.pem", LITERAL("x"));
    assert_good(secret_path("cert.pem", &path, &f), &f);
    assert_has(path, "/cert.pem");
    free(path);
    assert_false(secret_path("none.pem", &path, &f));
    assert_failure(&f, FAILURE_OPERATOR, "none.pem cannot be read");
    free(path);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_read, setup, teardown),
        cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(test_mask, setup, teardown),
    };

    return cmocka_run_group_tests_name("secret", tests, NULL, NULL);
}
