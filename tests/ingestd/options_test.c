/* Options stand before or after the command; what is wrong is said on stderr with what is accepted. */
#include "unit.h"

#include <fcntl.h>
#include <getopt.h>

#include "options.h"

/* Read a command line, up to NULL; what went to stderr is in said. */
static bool
read_line(struct options *out, char **argv, char *said, size_t cap)
{
    char *dir = scratch_make();
    char *path = mem_format("%s/stderr", dir);
    int keep = dup(STDERR_FILENO);
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    int argc = 0;
    ssize_t n;
    bool good;

    while (argv[argc] != NULL)
        argc++;
    optind = 0;
    fflush(stderr);
    dup2(file, STDERR_FILENO);
    good = options_read(argc, argv, out);
    fflush(stderr);
    dup2(keep, STDERR_FILENO);
    close(keep);
    n = pread(file, said, cap - 1, 0);
    said[n < 0 ? 0 : n] = '\0';
    close(file);
    free(path);
    scratch_remove(dir);
    return good;
}

#define LINE(...)  ((char *[]){(char *) "sei-ingestd", __VA_ARGS__, NULL})
#define WORD(text) ((char *) (text))

static void
test_defaults(void **state)
{
    struct options o;
    char said[1000];

    unsetenv("STATE_DIRECTORY");
    assert_true(read_line(&o, LINE(WORD("once")), said, sizeof(said)));
    assert_string_equal(o.command, "once");
    assert_string_equal(o.database, "");
    assert_string_equal(o.spool_dir, "spool");
    assert_string_equal(o.sql_dir, SEI_SQL_DIR);
    assert_null(o.certificates);
    assert_int_equal(o.lease_s, 60);
    assert_int_equal(o.n_names, 0);
    assert_false(o.json || o.roles);
    /* systemd's StateDirectory= is where bodies belong. */
    setenv("STATE_DIRECTORY", "/var/lib/sei", 1);
    assert_true(read_line(&o, LINE(WORD("once")), said, sizeof(said)));
    assert_string_equal(o.spool_dir, "/var/lib/sei");
    unsetenv("STATE_DIRECTORY");
}

static void
test_order(void **state)
{
    struct options o;
    char said[1000];

    assert_true(read_line(&o,
                          LINE(WORD("--json"), WORD("once"), WORD("gdp"), WORD("--lease"), WORD("5"),
                               WORD("qcew"), WORD("--spool=x")),
                          said, sizeof(said)));
    assert_string_equal(o.command, "once");
    assert_int_equal(o.n_names, 2);
    assert_string_equal(o.names[0], "gdp");
    assert_string_equal(o.names[1], "qcew");
    assert_true(o.json);
    assert_int_equal(o.lease_s, 5);
    assert_string_equal(o.spool_dir, "x");
    assert_string_equal(said, "");
}

static void
test_help(void **state)
{
    struct options o;
    char said[1000];

    assert_true(read_line(&o, LINE(WORD("--help")), said, sizeof(said)));
    assert_string_equal(o.command, "help");
    assert_true(read_line(&o, LINE(WORD("once"), WORD("--version")), said, sizeof(said)));
    assert_string_equal(o.command, "version");
}

static void
test_wrong(void **state)
{
    static const char *const leases[] = {"0", "-1", "86401", "1.5", "x", "", "1s", "99999999999999999999"};
    struct options o;
    char said[1000];

    assert_false(read_line(&o, ((char *[]){WORD("sei-ingestd"), NULL}), said, sizeof(said)));
    assert_has(said, "no command given");
    assert_has(said, "hint: sei-ingestd --help");
    assert_false(read_line(&o, LINE(WORD("--nonsense"), WORD("once")), said, sizeof(said)));
    assert_has(said, "nonsense");
    assert_has(said, "hint: sei-ingestd --help");
    assert_false(read_line(&o, LINE(WORD("once"), WORD("--spool")), said, sizeof(said)));
    assert_has(said, "hint: sei-ingestd --help");
    for (size_t i = 0; i < COUNT(leases); i++)
    {
        assert_false(read_line(&o, LINE(WORD("once"), WORD("--lease"), WORD(leases[i])), said, sizeof(said)));
        assert_has(said, "from 1 to 86400");
    }
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_help),
        cmocka_unit_test(test_wrong),
    };

    return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
