/* A source is asked no more often than it permits, and the rest that it asks for is written down before we
 * wait. */
#include "fetching.h"

struct notes
{
    struct buffer text;
    int64_t waits[4]; /* what the first calls of spend answer, then 0 */
    int n;
    bool refuse_hold;
};

static bool
spend(void *ctx, const char *host, const char *budget, int64_t *wait_ms, struct failure *f)
{
    struct notes *notes = ctx;

    buffer_format(&notes->text, "spend %s %s\n", host, budget);
    *wait_ms = notes->n < 4 ? notes->waits[notes->n++] : 0;
    return *wait_ms >= 0 || fail(f, FAILURE_DATABASE, NULL, "the database is gone");
}

static bool
hold(void *ctx, const char *host, int64_t wait_ms, struct failure *f)
{
    struct notes *notes = ctx;

    buffer_format(&notes->text, "hold %s %lld\n", host == NULL ? "feed" : host, (long long) wait_ms / 1000);
    return !notes->refuse_hold || fail(f, FAILURE_RETRY, NULL, "the lease was lost");
}

static void
begin_noted(struct fetching *x, struct notes *notes, void (*answer)(struct buffer *, const char *, int),
            const char *more)
{
    memset(notes, 0, sizeof(*notes));
    begin(x, answer, csv, more);
    x->courtesy = (struct courtesy){spend, hold, notes};
}

static void
answer_moved_once(struct buffer *out, const char *head, int n)
{
    if (n == 1)
        server_reply(out, "302 Found", "Location: /there\r\n", "");
    else
        server_reply(out, "200 OK", "", "code\n14\n");
}

#define BUDGET  ",\"budget\":[{\"requests\":60,\"per_s\":3600}]"
#define SPENT   "spend 127.0.0.1 [{\"requests\":60,\"per_s\":3600}]\n"
#define UNNAMED "spend 127.0.0.1 []\n"

static void
test_spend(void **state)
{
    struct notes notes;
    struct fetching x;
    int64_t began;

    /* Every request counts, redirects too; leave that is not given at once is waited for. */
    begin_noted(&x, &notes, answer_moved_once, BUDGET);
    notes.waits[0] = 300;
    notes.waits[1] = 200;
    began = clock_now_ms();
    assert_good(run(&x), &x.f);
    assert_true(clock_now_ms() - began >= 500);
    assert_string_equal(buffer_string(&notes.text), SPENT SPENT SPENT SPENT);
    assert_int_equal(*x.server.requests, 2);
    end(&x);
    buffer_free(&notes.text);
    /* A feed without a budget counts for the others. */
    begin_noted(&x, &notes, answer_moved_once, "");
    assert_good(run(&x), &x.f);
    assert_string_equal(buffer_string(&notes.text), UNNAMED UNNAMED);
    end(&x);
    buffer_free(&notes.text);
}

static void
test_spent(void **state)
{
    struct notes notes;
    struct fetching x;
    int64_t now = clock_now_utc();

    begin_noted(&x, &notes, answer_moved_once, BUDGET ",\"budget_wait_s\":60,\"retry_s\":10");
    notes.waits[0] = 61000;
    assert_false(run(&x));
    assert_failure(&x.f, FAILURE_RETRY, "no request to 127.0.0.1 is left for the next 61 seconds");
    assert_true(x.fetched.not_before >= now + 61 && x.fetched.not_before <= now + 65);
    assert_int_equal(*x.server.requests, 0);
    end(&x);
    buffer_free(&notes.text);
    begin_noted(&x, &notes, answer_moved_once, BUDGET);
    notes.waits[0] = -1;
    assert_false(run(&x));
    assert_failure(&x.f, FAILURE_DATABASE, "the database is gone");
    assert_int_equal(*x.server.requests, 0);
    end(&x);
    buffer_free(&notes.text);
}

static const char *busy_status;
static const char *busy_headers;

static void
answer_busy(struct buffer *out, const char *head, int n)
{
    server_reply(out, n == 1 ? busy_status : "200 OK", n == 1 ? busy_headers : "", "code\n14\n");
}

static void
test_hold(void **state)
{
    static const struct
    {
        const char *status;
        const char *headers;
        const char *expected;
    } cases[] = {
        {"429 Too Many Requests", "Retry-After: 1\r\n", UNNAMED "hold 127.0.0.1 1\n" UNNAMED},
        {"503 Service Unavailable", "Retry-After: 1\r\n", UNNAMED "hold feed 1\n" UNNAMED},
        /* A date by the server's own clock, which is years behind ours. */
        {"429 Too Many Requests",
         "Date: Tue, 24 Nov 2015 08:49:36 GMT\r\nRetry-After: Tue, 24 Nov 2015 08:49:37 GMT\r\n",
         UNNAMED "hold 127.0.0.1 1\n" UNNAMED},
        {"503 Service Unavailable", "", UNNAMED UNNAMED},
        {"503 Service Unavailable", "Retry-After: soon\r\n", UNNAMED UNNAMED},
        {"503 Service Unavailable", "Retry-After: Tue, 24 Nov 2015 08:49:37 GMT\r\n", UNNAMED UNNAMED},
    };

    for (size_t i = 0; i < COUNT(cases); i++)
    {
        struct notes notes;
        struct fetching x;
        int64_t began = clock_now_ms();

        busy_status = cases[i].status;
        busy_headers = cases[i].headers;
        begin_noted(&x, &notes, answer_busy, "");
        assert_good(run(&x), &x.f);
        assert_string_equal(buffer_string(&notes.text), cases[i].expected);
        assert_true(strstr(cases[i].expected, "hold") == NULL || clock_now_ms() - began >= 1000);
        end(&x);
        buffer_free(&notes.text);
    }
}

static void
test_hold_refused(void **state)
{
    struct notes notes;
    struct fetching x;

    busy_status = "429 Too Many Requests";
    busy_headers = "Retry-After: 1\r\n";
    begin_noted(&x, &notes, answer_busy, "");
    notes.refuse_hold = true;
    assert_false(run(&x));
    assert_failure(&x.f, FAILURE_RETRY, "the lease was lost");
    assert_int_equal(*x.server.requests, 1);
    end(&x);
    buffer_free(&notes.text);
    /* Longer than the run waits: noted all the same, and the feed rests. */
    busy_headers = "Retry-After: 4000000000\r\n";
    begin_noted(&x, &notes, answer_busy, "");
    assert_false(run(&x));
    assert_string_equal(buffer_string(&notes.text), UNNAMED "hold 127.0.0.1 1000000000\n");
    assert_true(x.fetched.not_before > clock_now_utc() + 999999000);
    end(&x);
    buffer_free(&notes.text);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spend),
        cmocka_unit_test(test_spent),
        cmocka_unit_test(test_hold),
        cmocka_unit_test(test_hold_refused),
    };

    return cmocka_run_group_tests_name("courtesy", tests, NULL, NULL);
}
