/* What has its final name in the spool is whole; a full or missing disk says so and what to do; old runs go.
 */
#include "unit.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "spool.h"

static bool
exists(const char *dir, const char *name)
{
    char *path = mem_format("%s/%s", dir, name);
    bool there = access(path, F_OK) == 0;

    free(path);
    return there;
}

static void
test_keep(void **state)
{
    char *spool = scratch_make();
    struct failure f = {0};
    struct spool_file file;
    struct buffer out = {0};
    char *dir;

    assert_good(spool_open(spool, "gdp", "17", &dir, &f), &f);
    assert_good(spool_create(dir, 1, &file, &f), &f);
    assert_good(spool_write(&file, "a\0b", 3, &f), &f);
    assert_good(spool_write(&file, "cd", 2, &f), &f);
    assert_int_equal(file.bytes, 5);
    assert_true(exists(dir, "page-00001.body.partial"));
    assert_false(exists(dir, "page-00001.body"));
    assert_good(spool_keep(&file, dir, LITERAL("HTTP/1.1 200 OK\r\n"), &f), &f);
    assert_true(exists(dir, "page-00001.body"));
    assert_true(exists(dir, "page-00001.headers"));
    assert_false(exists(dir, "page-00001.body.partial"));
    assert_good(spool_read(file.path, (struct sink){gather, &out}, &f), &f);
    assert_true(slice_equal(buffer_slice(&out), LITERAL("a\0bcd")));
    assert_false(spool_read(file.path, (struct sink){refuse_bytes, NULL}, &f));
    assert_failure(&f, FAILURE_OPERATOR, "the sink refuses");
    spool_drop(&file);
    assert_true(exists(dir, "page-00001.body")); /* a kept file stays */
    spool_drop(&file);
    buffer_free(&out);
    free(dir);
    scratch_remove(spool);
}

static void
test_drop(void **state)
{
    char *spool = scratch_make();
    struct failure f = {0};
    struct spool_file file;
    char *dir;

    assert_good(spool_open(spool, "gdp", "17", &dir, &f), &f);
    assert_good(spool_create(dir, 2, &file, &f), &f);
    assert_good(spool_write(&file, "half", 4, &f), &f);
    spool_drop(&file);
    assert_false(exists(dir, "page-00002.body.partial"));
    assert_false(exists(dir, "page-00002.body"));
    free(dir);
    /* A folder that is there already is no mistake. */
    assert_good(spool_open(spool, "gdp", "17", &dir, &f), &f);
    free(dir);
    scratch_remove(spool);
}

static void
test_no_folder(void **state)
{
    struct failure f = {0};
    struct spool_file file;
    char *dir;

    assert_false(spool_open("/nonexistent/spool", "gdp", "17", &dir, &f));
    assert_failure(&f, FAILURE_OPERATOR, "/nonexistent/spool: cannot be made: No such file");
    assert_failure(&f, FAILURE_OPERATOR, "--spool");
    free(dir);
    assert_false(spool_create("/nonexistent/spool", 1, &file, &f));
    assert_failure(&f, FAILURE_OPERATOR, "page-00001.body.partial");
    spool_drop(&file);
    assert_false(spool_read("/nonexistent/body", (struct sink){refuse_bytes, NULL}, &f));
    assert_failure(&f, FAILURE_OPERATOR, "/nonexistent/body: cannot be opened");
}

/* No space left: may pass by itself, once there is room. */
static void
test_disk_full(void **state)
{
    struct spool_file file = {.fd = open("/dev/full", O_WRONLY | O_CLOEXEC),
                              .partial = mem_text(LITERAL("/spool/x.partial"))};
    struct failure f = {0};

    assert_true(file.fd >= 0);
    assert_false(spool_write(&file, "x", 1, &f));
    assert_failure(&f, FAILURE_RETRY, "/spool/x.partial: cannot be written: No space left");
    assert_failure(&f, FAILURE_RETRY, "make room");
    assert_int_equal(file.bytes, 0);
    close(file.fd);
    free(file.partial);
}

/* The disk takes only a part: the body never gets its name. */
static void
test_disk_fills(void **state)
{
    char *spool = scratch_make();
    struct rlimit before;
    struct rlimit little;
    struct failure f = {0};
    struct spool_file file;
    char block[4096] = {0};
    char *dir;

    assert_good(spool_open(spool, "gdp", "18", &dir, &f), &f);
    assert_good(spool_create(dir, 1, &file, &f), &f);
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    little = before;
    little.rlim_cur = 6000;
    setrlimit(RLIMIT_FSIZE, &little);
    assert_true(spool_write(&file, block, sizeof(block), &f));
    assert_false(spool_write(&file, block, sizeof(block), &f));
    setrlimit(RLIMIT_FSIZE, &before);
    assert_has(f.text, "cannot be written");
    spool_drop(&file);
    assert_false(exists(dir, "page-00001.body"));
    assert_false(exists(dir, "page-00001.body.partial"));
    free(dir);
    scratch_remove(spool);
}

/* The newest runs stay, by number: 9 is older than 10. */
static void
test_prune(void **state)
{
    static const char *const runs[] = {"8", "9", "10", "11", "100"};
    char *spool = scratch_make();
    char *parent = mem_format("%s/gdp", spool);
    struct failure f = {0};

    for (size_t i = 0; i < COUNT(runs); i++)
    {
        struct spool_file file;
        char *dir;

        assert_good(spool_open(spool, "gdp", runs[i], &dir, &f), &f);
        assert_good(spool_create(dir, 1, &file, &f) && spool_keep(&file, dir, LITERAL(""), &f), &f);
        spool_drop(&file);
        free(dir);
    }
    spool_prune(spool, "gdp", 5);
    assert_true(exists(parent, "8"));
    spool_prune(spool, "gdp", 3);
    assert_false(exists(parent, "8"));
    assert_false(exists(parent, "9"));
    assert_true(exists(parent, "10"));
    assert_true(exists(parent, "11"));
    assert_true(exists(parent, "100"));
    spool_prune(spool, "none", 3);
    free(parent);
    scratch_remove(spool);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keep),      cmocka_unit_test(test_drop),       cmocka_unit_test(test_no_folder),
        cmocka_unit_test(test_disk_full), cmocka_unit_test(test_disk_fills), cmocka_unit_test(test_prune),
    };

    return cmocka_run_group_tests_name("spool", tests, NULL, NULL);
}
