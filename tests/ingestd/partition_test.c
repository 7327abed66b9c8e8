/* Lists and windows: every request once, in an order of its own; the next run goes on where the last one
 * ended, and looks back. */
#include "fetching.h"

#include "partition.h"

/* The requests that partitions make, as words: one a line. */
static char *
list_partitions(struct fetching *x, int64_t today, const char *cursor, struct codes *codes)
{
    struct partitions p;
    struct variables v = {0};
    struct buffer out = {0};
    json_t *at = cursor == NULL ? NULL : json_pack("{s:s}", "window", cursor);
    char *text;

    if (!partitions_begin(&p, &x->feed.request, codes, today, at, &x->f))
        buffer_format(&out, "%s", x->f.text);
    else
    {
        while (partitions_next(&p, &v))
        {
            for (size_t i = 0; i < v.n; i++)
                buffer_format(&out, "%s%s", i > 0 ? "," : "", v.list[i].text);
            buffer_byte(&out, '\n');
        }
    }
    text = mem_text(buffer_slice(&out));
    partitions_free(&p);
    variables_free(&v);
    json_decref(at);
    buffer_free(&out);
    return text;
}

static void
answer_none(struct buffer *out, const char *head, int n)
{
    server_reply(out, "404 Not Found", "", "");
}

static void
expect_list(const char *more, const char *today, const char *cursor, const char *expected)
{
    struct fetching x;
    char *text;
    int64_t day = 0;

    begin(&x, answer_none, json, more);
    assert_true(day_read(today, &day));
    text = list_partitions(&x, day, cursor, NULL);
    assert_string_equal(text, expected);
    free(text);
    end(&x);
}

#define IN_HEADER ",\"headers\":{\"X-A\":\"{from}..{to}\"},\"window\":{\"from\":\"2014-11-01\","

static void
test_windows(void **state)
{
    expect_list(IN_HEADER "\"step\":\"1 month\"}", "2015-01-10", NULL,
                "2014-11-01,2014-11-30\n2014-12-01,2014-12-31\n2015-01-01,2015-01-10\n");
    expect_list(IN_HEADER "\"step\":\"1 month\",\"whole\":true,\"to_exclusive\":true,\"format\":\"%Y%m\"}",
                "2015-01-10", NULL, "201411,201412\n201412,201501\n201501,201502\n");
    expect_list(IN_HEADER "\"step\":\"1 quarter\",\"to\":\"2015-04-30\",\"format\":\"%Y-Q%q\"}", "2030-01-01",
                NULL, "2014-Q4,2015-Q1\n2015-Q1,2015-Q2\n");
    expect_list(IN_HEADER "\"step\":\"1 year\"}", "2014-11-01", NULL, "2014-11-01,2014-11-01\n");
    expect_list(IN_HEADER "\"step\":\"1 year\"}", "2014-10-31", NULL,
                "the first window begins in the future, at 2014-11-01");
    /* Without a lookback a cursor means nothing; with one the windows keep their place. */
    expect_list(IN_HEADER "\"step\":\"1 month\"}", "2014-12-01", "2014-12-01",
                "2014-11-01,2014-11-30\n2014-12-01,2014-12-01\n");
    expect_list(IN_HEADER "\"step\":\"1 month\",\"lookback\":\"40 days\"}", "2015-03-01", "2015-02-15",
                "2015-01-01,2015-01-31\n2015-02-01,2015-02-28\n2015-03-01,2015-03-01\n");
    expect_list(IN_HEADER "\"step\":\"1 month\",\"lookback\":\"10 years\"}", "2014-12-01", "2014-12-01",
                "2014-11-01,2014-11-30\n2014-12-01,2014-12-01\n");
    /* A cursor beyond today (our clock went back) still asks for the latest window. */
    expect_list(IN_HEADER "\"step\":\"1 month\",\"lookback\":\"1 day\"}", "2014-12-05", "2099-01-01",
                "2014-12-01,2014-12-05\n");
    expect_list(IN_HEADER "\"step\":\"1 month\",\"lookback\":\"1 day\"}", "2014-12-05", "nonsense",
                "2014-11-01,2014-11-30\n2014-12-01,2014-12-05\n");
}

static void
test_lists(void **state)
{
    expect_list(",\"headers\":{\"X-A\":\"{year}{region}\"},\"each\":{\"year\":{\"from\":2011,\"to\":2012},"
                "\"region\":[\"14\",\"11\"]}",
                "2015-01-01", NULL, "14,2011\n14,2012\n11,2011\n11,2012\n");
    expect_list(",\"headers\":{\"X-A\":\"{r}{from}\"},\"each\":{\"r\":[\"a\",\"b\"]},\"window\":{\"from\":"
                "\"2014-11-01\",\"step\":\"1 month\"}",
                "2014-12-01", NULL,
                "a,2014-11-01,2014-11-30\nb,2014-11-01,2014-11-30\na,2014-12-01,2014-12-01\nb,2014-12-01,"
                "2014-12-01\n");
    expect_list("", "2015-01-01", NULL, "\n"); /* a feed without any is one request */
}

static bool
load_codes(void *ctx, struct code_list *list, struct failure *f)
{
    if (strcmp(list->name, "region:x") != 0)
        return fail(f, FAILURE_DATA, NULL, "there is no code list %s", list->name);
    if (ctx != NULL)
        return true;
    code_list_add(list, slice_of("14"), slice_of("140000"));
    code_list_add(list, slice_of("11"), slice_of("110000"));
    code_list_add(list, slice_of("13"), slice_of("130000"));
    return true;
}

static void
test_codes(void **state)
{
    static const char *const names[] = {"region:x", "region:x", "region:none"};
    static const char *const expected[] = {"11\n13\n14\n", "list r: the code list region:x has no code",
                                           "list r: there is no code list region:none"};

    for (size_t i = 0; i < COUNT(names); i++)
    {
        struct codes codes = {.load = load_codes, .ctx = i == 1 ? &codes : NULL};
        struct fetching x;
        char *more =
            mem_format(",\"headers\":{\"X-A\":\"{r}\"},\"each\":{\"r\":{\"codes\":\"%s\"}}", names[i]);
        char *text;

        begin(&x, answer_none, json, more);
        text = list_partitions(&x, 0, NULL, &codes);
        assert_string_equal(text, expected[i]);
        free(text);
        codes_free(&codes);
        end(&x);
        free(more);
    }
}

/* A region each of its own pages; equal pages of two regions are no circle, equal pages of one are. */
static void
answer_regions(struct buffer *out, const char *head, int n)
{
    const char *region = strstr(head, "X-Region: ");
    bool second = strstr(head, "page=2") != NULL;

    if (region == NULL || (strncmp(region + 10, "a", 1) != 0 && strncmp(region + 10, "b", 1) != 0))
        server_reply(out, "404 Not Found", "", "");
    else
        server_reply(out, "200 OK", "",
                     second ? "{\"data\":[{\"code\":\"2\"}],\"pages\":2,\"total\":2}"
                            : "{\"data\":[{\"code\":\"1\"}],\"pages\":2,\"total\":2}");
}

static void
answer_short_region(struct buffer *out, const char *head, int n)
{
    server_reply(out, "200 OK", "",
                 strstr(head, "X-Region: b") != NULL
                     ? "{\"data\":[],\"pages\":1,\"total\":2}"
                     : "{\"data\":[{\"code\":\"1\"}],\"pages\":1,\"total\":1}");
}

#define PAGES                                                                                                \
    ",\"paging\":{\"kind\":\"page_number\",\"parameter\":\"page\",\"pages_at\":\"/pages\",\"total_at\":\"/"  \
    "total\"}"

static void
test_walk(void **state)
{
    struct fetching x;

    begin(&x, answer_regions, json,
          ",\"headers\":{\"X-Region\":\"{region}\"},\"each\":{\"region\":[\"a\",\"b\"]}" PAGES);
    assert_good(run(&x), &x.f);
    assert_int_equal(x.fetched.n_pages, 4);
    assert_int_equal(x.fetched.records, 4);
    assert_string_equal(variables_get(&x.fetched.pages[2].variables, "region"), "b");
    assert_good(run(&x), &x.f);
    assert_true(x.fetched.unchanged);
    /* The same bodies of other members are something else: rows may take their region from there. */
    free(x.feed.request.each[0].items.items[1]);
    x.feed.request.each[0].items.items[1] = mem_text(slice_of("bb"));
    assert_good(run(&x), &x.f);
    assert_false(x.fetched.unchanged);
    end(&x);
    expect_failure(answer_regions, json,
                   ",\"headers\":{\"X-Region\":\"{region}\"},\"each\":{\"region\":[\"a\",\"x\"]}" PAGES,
                   FAILURE_OPERATOR, "page 3, region=x: http://127.0.0.1:", 3);
    /* Totals are of each member's own. */
    expect_failure(answer_short_region, json,
                   ",\"headers\":{\"X-Region\":\"{region}\"},\"each\":{\"region\":[\"a\",\"b\"]}" PAGES,
                   FAILURE_RETRY, "page 2, region=b: the source announces 2 rows in all", 2);
    expect_failure(answer_regions, json,
                   ",\"limits\":{\"pages\":3},\"headers\":{\"X-Region\":\"{region}\"},\"each\":{\"region\":["
                   "\"a\",\"b\"]}" PAGES,
                   FAILURE_OPERATOR, "more than 3 pages", 3);
}

/* The next run's place is the source's day, when that is behind ours, and the last one asked for. */
static void
answer_dated(struct buffer *out, const char *head, int n)
{
    server_reply(out, "200 OK",
                 n == 1 ? "Date: Tue, 24 Nov 2015 08:49:37 GMT\r\n"
                        : "Date: Wed, 25 Nov 2015 08:49:37 GMT\r\n",
                 "{\"data\":[]}");
}

static void
answer_undated(struct buffer *out, const char *head, int n)
{
    server_reply(out, "200 OK", "", "{\"data\":[]}");
}

static void
expect_cursor(void (*answer)(struct buffer *, const char *, int), const char *window, const char *expected)
{
    struct fetching x;
    char *more =
        mem_format(",\"headers\":{\"X-A\":\"{from}\"},\"window\":{\"from\":\"2014-11-01\",%s}", window);

    begin(&x, answer, json, more);
    assert_good(run(&x), &x.f);
    if (expected == NULL)
        assert_null(x.fetched.cursor);
    else
        assert_string_equal(json_string_value(json_object_get(x.fetched.cursor, "window")), expected);
    end(&x);
    free(more);
}

static void
test_cursor(void **state)
{
    char today[DAY_TEXT_MAX];

    day_write(clock_now_utc() / 86400, "%Y-%m-%d", today);
    expect_cursor(answer_dated, "\"step\":\"10 years\",\"lookback\":\"1 month\"", "2015-11-24");
    expect_cursor(answer_dated, "\"step\":\"10 years\",\"lookback\":\"1 month\",\"to\":\"2015-06-30\"",
                  "2015-06-30");
    expect_cursor(answer_undated, "\"step\":\"10 years\",\"lookback\":\"1 month\"", today);
    expect_cursor(answer_undated, "\"step\":\"10 years\"", NULL);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_windows), cmocka_unit_test(test_lists),  cmocka_unit_test(test_codes),
        cmocka_unit_test(test_walk),    cmocka_unit_test(test_cursor),
    };

    return cmocka_run_group_tests_name("partition", tests, NULL, NULL);
}
