/* Days and windows: a window of a grid never depends on the day on which it is asked for. */
#include "unit.h"

#include "window.h"

static int64_t
day(const char *text)
{
    int64_t n = 0;

    assert_true(day_read(text, &n));
    return n;
}

static void
test_days(void **state)
{
    static const char *const wrong_days[] = {"2015-02-29", "2015-13-01",  "2015-1-1",   "2015",
                                             "15-01-01",   "2015-01-01 ", " 2015-01-0", ""};
    char text[DAY_TEXT_MAX];
    int64_t n;

    assert_int_equal(day("1970-01-01"), 0);
    assert_int_equal(day("2000-02-29"), 11016);
    assert_int_equal(day("2026-11-25"), 20782);
    assert_int_equal(day("0001-01-01"), -719162);
    for (size_t i = 0; i < COUNT(wrong_days); i++)
    {
        if (day_read(wrong_days[i], &n))
            wrong("\"%s\" is taken for a day", wrong_days[i]);
    }
    /* There and back, over two centuries. */
    for (n = day("1899-12-31"); n <= day("2100-03-01"); n++)
    {
        assert_true(day_write(n, "%Y-%m-%d", text));
        assert_int_equal(day(text), n);
    }
    assert_true(day_write(day("2015-08-09"), "%d.%m.%Y Q%q 100%%", text));
    assert_string_equal(text, "09.08.2015 Q3 100%");
    assert_false(day_write(0, "%y", text));
    assert_false(day_write(0, "%", text));
}

static void
test_spans(void **state)
{
    static const char *const wrong_spans[] = {"month",       "1month",    "0 days",      "-1 month",
                                              "1 months ",   "1 monthss", "1 fortnight", "1.5 years",
                                              "99999 years", ""};
    struct span s = {0};

    assert_true(span_read("1 month", &s) && s.months == 1 && s.days == 0);
    assert_true(span_read("2 years", &s) && s.months == 24);
    assert_true(span_read("1 quarter", &s) && s.months == 3);
    assert_true(span_read("2 weeks", &s) && s.days == 14 && s.months == 0);
    for (size_t i = 0; i < COUNT(wrong_spans); i++)
    {
        if (span_read(wrong_spans[i], &s))
            wrong("\"%s\" is taken for a span", wrong_spans[i]);
    }
    assert_int_equal(day_add(day("2015-01-31"), (struct span){0, 1}, 1), day("2015-02-28"));
    assert_int_equal(day_add(day("2016-01-31"), (struct span){0, 1}, 1), day("2016-02-29"));
    assert_int_equal(day_add(day("2016-02-29"), (struct span){0, 12}, -1), day("2015-02-28"));
    assert_int_equal(day_add(day("2015-03-31"), (struct span){0, 3}, -5), day("2013-12-31"));
    assert_int_equal(day_add(day("2015-03-31"), (struct span){7, 0}, 2), day("2015-04-14"));
}

/* Every day lies in the window that begins at or before it and ends behind it. */
static void
test_grid(void **state)
{
    static const char *const spans[] = {"1 day", "10 days", "1 month", "1 quarter", "1 year", "5 years"};

    for (size_t i = 0; i < COUNT(spans); i++)
    {
        struct window w = {.from = day("2011-01-31")};

        assert_true(span_read(spans[i], &w.step));
        assert_int_equal(window_of(&w, day("1999-01-01")), 0);
        for (int64_t d = w.from; d < w.from + 4000; d++)
        {
            int64_t n = window_of(&w, d);

            if (window_begin(&w, n) > d || window_begin(&w, n + 1) <= d)
                wrong("day %lld is not in window %lld of %s", (long long) d, (long long) n, spans[i]);
        }
    }
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_days),
        cmocka_unit_test(test_spans),
        cmocka_unit_test(test_grid),
    };

    return cmocka_run_group_tests_name("window", tests, NULL, NULL);
}
