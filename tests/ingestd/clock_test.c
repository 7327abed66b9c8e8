/* People read UTC in ISO 8601 wherever they are; deadlines never go back; a sleep lasts through signals. */
#include "unit.h"

#include <signal.h>
#include <sys/time.h>
#include <time.h>

#include "clock.h"

static void
test_iso(void **state)
{
    char text[CLOCK_TEXT_MAX];

    setenv("TZ", "Asia/Shanghai", 1);
    tzset();
    assert_string_equal(clock_iso(0, text), "1970-01-01T00:00:00Z");
    assert_string_equal(clock_iso(1451606399, text), "2015-12-31T23:59:59Z");
    assert_string_equal(clock_iso(-1, text), "1969-12-31T23:59:59Z");
    assert_string_equal(clock_iso(INT64_MAX, text), ""); /* no such year */
    unsetenv("TZ");
    tzset();
}

static void
on_alarm(int number)
{
    (void) number;
}

static void
test_sleep(void **state)
{
    struct itimerval often = {{0, 5000}, {0, 5000}};
    struct itimerval never = {{0, 0}, {0, 0}};
    struct sigaction act = {.sa_handler = on_alarm};
    int64_t before = clock_now_ms();

    sigaction(SIGALRM, &act, NULL);
    setitimer(ITIMER_REAL, &often, NULL);
    clock_sleep_ms(60);
    setitimer(ITIMER_REAL, &never, NULL);
    assert_true(clock_now_ms() - before >= 60);
    before = clock_now_ms();
    clock_sleep_ms(0);
    clock_sleep_ms(-5);
    assert_true(clock_now_ms() >= before);
    assert_true(clock_now_utc() > 1700000000);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_iso),
        cmocka_unit_test(test_sleep),
    };

    return cmocka_run_group_tests_name("clock", tests, NULL, NULL);
}
