/* Waits double with jitter, never undercut Retry-After, and end with the budget. */
#include "unit.h"

#include "retry.h"

static void
test_doubles(void **state)
{
    for (int round = 0; round < 200; round++)
    {
        struct retry r;
        int64_t base = RETRY_FIRST_MS;

        retry_begin(&r, 5);
        for (int i = 0; i < 5; i++)
        {
            int64_t wait = retry_next(&r, 0);

            assert_true(wait >= base / 2 && wait <= base + base / 2);
            base *= 2;
        }
        assert_int_equal(retry_next(&r, 0), -1);
    }
}

static void
test_none(void **state)
{
    struct retry r;

    retry_begin(&r, 0);
    assert_int_equal(retry_next(&r, 0), -1);
    assert_int_equal(retry_next(&r, 1000), -1);
}

static void
test_jitter(void **state)
{
    int64_t least = INT64_MAX;
    int64_t most = 0;

    for (int i = 0; i < 200; i++)
    {
        struct retry r;
        int64_t wait;

        retry_begin(&r, 1);
        wait = retry_next(&r, 0);
        least = wait < least ? wait : least;
        most = wait > most ? wait : most;
    }
    assert_true(most - least > RETRY_FIRST_MS / 4);
}

static void
test_retry_after(void **state)
{
    struct retry r;

    retry_begin(&r, 3);
    assert_int_equal(retry_next(&r, 10000), 10000);
    assert_true(retry_next(&r, 100) >= RETRY_FIRST_MS);
    /* Longer than the budget: left to the next run, not shortened. */
    assert_int_equal(retry_next(&r, RETRY_BUDGET_MS + 1), -1);
}

static void
test_budget(void **state)
{
    struct retry r;
    int64_t sum = 0;
    int64_t wait;
    int n = 0;

    retry_begin(&r, 1000);
    while ((wait = retry_next(&r, 0)) >= 0)
    {
        assert_true(wait <= RETRY_MOST_MS + RETRY_MOST_MS / 2);
        sum += wait;
        assert_true(++n < 100);
    }
    assert_true(sum <= RETRY_BUDGET_MS);
    assert_true(sum > RETRY_BUDGET_MS / 2);
}

static void
test_header(void **state)
{
    /* 2026-11-24T08:49:37Z */
    static const int64_t now = 1795510177;
    static const struct
    {
        const char *value;
        int64_t ms;
    } cases[] = {
        {"", 0},
        {"0", 0},
        {"120", 120000},
        {"99999999999999999999", 1000000000000},
        {"Tue, 24 Nov 2026 08:49:47 GMT", 10000},
        {"Tue, 24 Nov 2026 08:49:27 GMT", 0},
        {"Tuesday, 24-Nov-26 08:49:38 GMT", 1000},
        {"Tue Nov 24 08:50:37 2026", 60000},
        {"soon", 0},
        {"-5", 0},
        {"120 seconds", 0},
        {"1.5", 0},
    };

    for (size_t i = 0; i < COUNT(cases); i++)
    {
        if (retry_after_ms(cases[i].value, now) != cases[i].ms)
            wrong("\"%s\" gives %lld ms", cases[i].value, (long long) retry_after_ms(cases[i].value, now));
    }
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_doubles),     cmocka_unit_test(test_none),   cmocka_unit_test(test_jitter),
        cmocka_unit_test(test_retry_after), cmocka_unit_test(test_budget), cmocka_unit_test(test_header),
    };

    return cmocka_run_group_tests_name("retry", tests, NULL, NULL);
}
