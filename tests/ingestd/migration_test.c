/* Migrations are read in the order of their numbers and cut into SQL and \copy lines; each mistake names file
 * and line. */
#include "unit.h"

#include <sys/stat.h>

#include "migration.h"

static bool
cut(const char *text, struct migration *m, struct failure *f)
{
    memset(m, 0, sizeof(*m));
    m->path = mem_text(slice_of("m/010-x.sql"));
    buffer_text(&m->text, text);
    return migration_cut(m, f);
}

static void
drop(struct migration *m)
{
    struct migration *one = mem_alloc(1, sizeof(*one));

    *one = *m;
    migrations_free(one, 1);
}

static void
test_cut(void **state)
{
    struct migration m;
    struct failure f = {0};

    assert_good(cut("-- least extension version: 0.10\nCREATE TABLE a ();\n\n"
                    "\\copy sei.t (a, b) FROM 'reference/t.csv' WITH (FORMAT csv, HEADER true)\n"
                    "SELECT 1;\n",
                    &m, &f),
                &f);
    assert_string_equal(m.least_extension, "0.10");
    assert_int_equal(m.n_steps, 3);
    assert_false(m.steps[0].is_copy);
    assert_int_equal(m.steps[0].line, 1);
    assert_true(m.steps[1].is_copy);
    assert_int_equal(m.steps[1].line, 4);
    assert_has(m.steps[1].target, "sei.t (a, b)");
    assert_string_equal(m.steps[1].path, "reference/t.csv");
    assert_has(m.steps[1].options, "(FORMAT csv, HEADER true)");
    assert_int_equal(m.steps[2].line, 5);
    assert_true(slice_equal(m.steps[2].sql, LITERAL("SELECT 1;\n")));
    drop(&m);
}

static void
test_cut_odd(void **state)
{
    struct migration m;
    struct failure f = {0};

    assert_good(cut("", &m, &f), &f);
    assert_int_equal(m.n_steps, 0);
    drop(&m);
    assert_good(cut("\n \n", &m, &f), &f);
    assert_int_equal(m.n_steps, 0);
    drop(&m);
    assert_good(cut("SELECT 1", &m, &f), &f);
    assert_int_equal(m.n_steps, 1);
    drop(&m);
    assert_good(cut("\\copy t from 'a.csv' with (FORMAT csv);", &m, &f), &f);
    assert_int_equal(m.n_steps, 1);
    assert_string_equal(m.steps[0].path, "a.csv");
    drop(&m);
}

static void
test_cut_refused(void **state)
{
    static const struct
    {
        const char *text;
        const char *words;
    } cases[] = {
        {"SELECT 1;\n\\timing on\n", "m/010-x.sql:2: a psql command other than \\copy"},
        {"SELECT 1;\n\n\\q\n", "m/010-x.sql:3: a psql command other than \\copy"},
        {"\\COPY", "m/010-x.sql:1: a psql command"},
        {"\\copy", "m/010-x.sql:1: a psql command"},
        {"\\copying t FROM 'x' WITH (FORMAT csv)\n", "m/010-x.sql:1: a psql command"},
        {"\\copy t TO 'x' WITH (FORMAT csv)\n", "m/010-x.sql:1: this \\copy line cannot be read"},
        {"\\copy t FROM 'x'\n", "cannot be read"},
        {"\\copy t FROM '' WITH (FORMAT csv)\n", "cannot be read"},
        {"\\copy t FROM '/etc/passwd' WITH (FORMAT csv)\n", "cannot be read"},
        {"\\copy t FROM 'a/../../x' WITH (FORMAT csv)\n", "\\copy reads a/../../x"},
    };

    for (size_t i = 0; i < COUNT(cases); i++)
    {
        struct migration m;
        struct failure f = {0};

        assert_false(cut(cases[i].text, &m, &f));
        assert_failure(&f, FAILURE_USAGE, cases[i].words);
        assert_true(f.hint[0] != '\0');
        drop(&m);
    }
}

/* Write a file below a folder. */
static void
put(const char *dir, const char *name, const char *text)
{
    char *path = mem_format("%s/%s", dir, name);

    scratch_write(path, slice_of(text));
    free(path);
}

static char *
sql_dir(void)
{
    char *dir = scratch_make();
    char *below = mem_format("%s/migrations", dir);

    assert_int_equal(mkdir(below, 0700), 0);
    free(below);
    below = mem_format("%s/reference", dir);
    assert_int_equal(mkdir(below, 0700), 0);
    free(below);
    return dir;
}

static void
test_read(void **state)
{
    char *dir = sql_dir();
    struct migration *list;
    struct failure f = {0};
    char before[DIGEST_TEXT_MAX];
    size_t n;

    put(dir, "migrations/020-b.sql", "\\copy t FROM 'reference/t.csv' WITH (FORMAT csv)\n");
    put(dir, "migrations/010-a.sql", "SELECT 1;\n");
    put(dir, "reference/t.csv", "a\n1\n");
    assert_good(migrations_read(dir, "migrations", &list, &n, &f), &f);
    assert_int_equal(n, 2);
    assert_int_equal(list[0].number, 10);
    assert_string_equal(list[0].name, "010-a");
    assert_int_equal(list[1].number, 20);
    memcpy(before, list[1].sha256, sizeof(before));
    assert_string_not_equal(list[0].sha256, before);
    migrations_free(list, n);
    /* The sum covers what is copied. */
    put(dir, "reference/t.csv", "a\n2\n");
    assert_good(migrations_read(dir, "migrations", &list, &n, &f), &f);
    assert_string_not_equal(list[1].sha256, before);
    migrations_free(list, n);
    scratch_remove(dir);
}

static void
test_read_refused(void **state)
{
    static const struct
    {
        const char *name;
        const char *text;
        const char *words;
    } cases[] = {
        {"migrations/10-a.sql", "", "not a name of a migration"},
        {"migrations/abc-a.sql", "", "not a name of a migration"},
        {"migrations/000-a.sql", "", "not a name of a migration"},
        {"migrations/010-z.sql", "", "have the same number"},
        {"migrations/011-c.sql", "\\copy t FROM 'reference/none.csv' WITH (FORMAT csv)\n", "011-c.sql:1: "},
    };

    for (size_t i = 0; i < COUNT(cases); i++)
    {
        char *dir = sql_dir();
        struct migration *list;
        struct failure f = {0};
        size_t n;

        put(dir, "migrations/010-a.sql", "SELECT 1;\n");
        put(dir, cases[i].name, cases[i].text);
        assert_false(migrations_read(dir, "migrations", &list, &n, &f));
        assert_failure(&f, FAILURE_USAGE, cases[i].words);
        migrations_free(list, n);
        scratch_remove(dir);
    }
}

static void
test_read_none(void **state)
{
    char *dir = sql_dir();
    struct migration *list;
    struct failure f = {0};
    size_t n;

    assert_false(migrations_read(dir, "migrations", &list, &n, &f));
    assert_failure(&f, FAILURE_USAGE, "there are no SQL files");
    assert_failure(&f, FAILURE_USAGE, "--sql-dir");
    migrations_free(list, n);
    scratch_remove(dir);
    assert_false(migrations_read("/nonexistent", "migrations", &list, &n, &f));
    assert_failure(&f, FAILURE_USAGE, "/nonexistent/migrations");
    assert_failure(&f, FAILURE_USAGE, "--sql-dir");
    migrations_free(list, n);
}

static void
test_versions(void **state)
{
    static const struct
    {
        const char *a;
        const char *b;
        int order;
    } cases[] = {{"0.9", "0.10", -1}, {"1.0", "1.0", 0}, {"1", "1.0", 0}, {"1.0.1", "1.0", 1},
                 {"2", "1.99", 1},    {"", "", 0},       {"", "0.1", -1}};

    for (size_t i = 0; i < COUNT(cases); i++)
    {
        assert_int_equal(version_compare(cases[i].a, cases[i].b), cases[i].order);
        assert_int_equal(version_compare(cases[i].b, cases[i].a), -cases[i].order);
    }
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cut),          cmocka_unit_test(test_cut_odd),
        cmocka_unit_test(test_cut_refused),  cmocka_unit_test(test_read),
        cmocka_unit_test(test_read_refused), cmocka_unit_test(test_read_none),
        cmocka_unit_test(test_versions),
    };

    return cmocka_run_group_tests_name("migration", tests, NULL, NULL);
}
