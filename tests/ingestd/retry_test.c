/* Waits double with jitter, never undercut Retry-After, and end with the budget. */
#include "unit.h"

#include "retry.h"

#define BUDGET_MS (5 * 60 * 1000)

static void
test_doubles(void **state)
{
    for (int round = 0; round < 200; round++)
    {
        int64_t budget = BUDGET_MS;
        struct retry r;
        int64_t base = RETRY_FIRST_MS;

        retry_begin(&r, 5, &budget);
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
    int64_t budget = BUDGET_MS;
    struct retry r;

    retry_begin(&r, 0, &budget);
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
        int64_t budget = BUDGET_MS;
        struct retry r;
        int64_t wait;

        retry_begin(&r, 1, &budget);
        wait = retry_next(&r, 0);
        least = wait < least ? wait : least;
        most = wait > most ? wait : most;
    }
    assert_true(most - least > RETRY_FIRST_MS / 4);
}

static void
test_retry_after(void **state)
{
    int64_t budget = BUDGET_MS;
    struct retry r;

    retry_begin(&r, 3, &budget);
    assert_int_equal(retry_next(&r, 10000), 10000);
    assert_true(retry_next(&r, 100) >= RETRY_FIRST_MS);
    /* Longer than the budget: left to the next run, not shortened. */
    assert_int_equal(retry_next(&r, BUDGET_MS + 1), -1);
}

static void
test_budget(void **state)
{
    int64_t budget = BUDGET_MS;
    struct retry r;
    int64_t sum = 0;
    int64_t wait;
    int n = 0;

    retry_begin(&r, 1000, &budget);
    while ((wait = retry_next(&r, 0)) >= 0)
    {
        assert_true(wait <= RETRY_MOST_MS + RETRY_MOST_MS / 2);
        sum += wait;
        assert_true(++n < 100);
    }
    assert_true(sum <= BUDGET_MS);
    assert_true(sum > BUDGET_MS / 2);
    /* Another request of the run has what is left. */
    retry_begin(&r, 5, &budget);
    assert_int_equal(retry_next(&r, budget + 1), -1);
    budget = 0;
    assert_int_equal(retry_next(&r, 0), -1);
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
        const char *date; /* of the server */
    } cases[] = {
        {"", 0, ""},
        {"0", 0, ""},
        {"120", 120000, ""},
        {"99999999999999999999", 1000000000000, ""},
        {"Tue, 24 Nov 2026 08:49:47 GMT", 10000, ""},
        {"Tue, 24 Nov 2026 08:49:27 GMT", 0, ""},
        {"Tuesday, 24-Nov-26 08:49:38 GMT", 1000, ""},
        {"Tue Nov 24 08:50:37 2026", 60000, ""},
        {"soon", 0, ""},
        {"-5", 0, ""},
        {"120 seconds", 0, ""},
        {"1.5", 0, ""},
        /* The server's clock runs a day ahead or behind, or is nonsense: only the difference counts. */
        {"Wed, 25 Nov 2026 08:49:47 GMT", 10000, "Wed, 25 Nov 2026 08:49:37 GMT"},
        {"Mon, 23 Nov 2026 08:49:47 GMT", 10000, "Mon, 23 Nov 2026 08:49:37 GMT"},
        {"Tue, 24 Nov 2026 08:49:47 GMT", 10000, "yesterday"},
        {"120", 120000, "Mon, 23 Nov 2026 08:49:37 GMT"},
    };

    for (size_t i = 0; i < COUNT(cases); i++)
    {
        int64_t ms = retry_after_ms(cases[i].value, cases[i].date, now);

        if (ms != cases[i].ms)
            wrong("\"%s\" at \"%s\" gives %lld ms", cases[i].value, cases[i].date, (long long) ms);
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
