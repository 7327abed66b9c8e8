/* All pages or none: pages by number against a server that errs at will. */
#include "fetching.h"

/* The page a request asks for. */
static int
page_of(const char *head)
{
    const char *at = strstr(head, "page=");

    return at == NULL ? 0 : atoi(at + 5);
}

static const char paged[] =
    ",\"paging\":{\"kind\":\"page_number\",\"parameter\":\"page\",\"first\":1,\"pages_at\":\"/pages\","
    "\"page_at\":\"/page\",\"total_at\":\"/total\"}";
static const char sized[] = ",\"paging\":{\"kind\":\"page_number\",\"parameter\":\"page\",\"size_parameter\":"
                            "\"n\",\"size\":2,\"short_page_ends\":true}";

/* Three pages of two, two and one. */
static void
page_body(struct buffer *out, const char *head, int page, int pages, int total, const char *headers)
{
    char *body = mem_format("{\"page\":%d,\"pages\":%d,\"total\":%d,\"data\":[{\"code\":\"%d\"}%s]}", page,
                            pages, total, page, page < 3 ? ",{\"code\":\"x\"}" : "");

    server_reply(out, "200 OK", headers, body);
    free(body);
}

static void
answer_pages(struct buffer *out, const char *head, int n)
{
    page_body(out, head, page_of(head), 3, 5, "");
}

static void
test_pages(void **state)
{
    struct fetching x;

    begin(&x, answer_pages, json, paged);
    assert_good(run(&x), &x.f);
    assert_int_equal(x.fetched.n_pages, 3);
    assert_int_equal(x.fetched.records, 5);
    assert_has(x.fetched.pages[2].asking.url, "/data?x=1&page=3");
    assert_has(x.fetched.pages[2].path, "page-00003.body");
    assert_good(run(&x), &x.f);
    assert_true(x.fetched.unchanged);
    end(&x);
}

static void
answer_page_ignored(struct buffer *out, const char *head, int n)
{
    page_body(out, head, 1, 3, 5, "");
}

static void
answer_pages_change(struct buffer *out, const char *head, int n)
{
    page_body(out, head, page_of(head), page_of(head) == 1 ? 3 : 4, 5, "");
}

static void
answer_total_changes(struct buffer *out, const char *head, int n)
{
    page_body(out, head, page_of(head), 3, page_of(head) == 1 ? 5 : 6, "");
}

static void
answer_total_wrong(struct buffer *out, const char *head, int n)
{
    page_body(out, head, page_of(head), 3, 7, "");
}

static void
answer_page_fails(struct buffer *out, const char *head, int n)
{
    if (page_of(head) == 2)
        server_reply(out, "404 Not Found", "", "");
    else
        page_body(out, head, page_of(head), 3, 5, "");
}

static void
answer_same_rows(struct buffer *out, const char *head, int n)
{
    server_reply(out, "200 OK", "", "{\"data\":[{\"code\":\"1\"},{\"code\":\"2\"}]}");
}

static void
answer_endless(struct buffer *out, const char *head, int n)
{
    char *body = mem_format("{\"data\":[{\"code\":\"%d\"},{\"code\":\"2\"}]}", n);

    server_reply(out, "200 OK", "", body);
    free(body);
}

static void
test_paging_guards(void **state)
{
    expect_failure(answer_page_ignored, json, paged, FAILURE_DATA,
                   "page 2 was asked for, the source answered with page 1", 2);
    expect_failure(answer_pages_change, json, paged, FAILURE_RETRY,
                   "page 2: the number of pages changed from 3 to 4", 4);
    expect_failure(answer_total_changes, json, paged, FAILURE_RETRY, "page 2: the total changed from 5 to 6",
                   4);
    expect_failure(answer_total_wrong, json, paged, FAILURE_RETRY,
                   "announces 7 rows in all, its 3 pages hold 5", 3);
    /* An error is never the end of the pages. */
    expect_failure(answer_page_fails, json, paged, FAILURE_OPERATOR, "page 2: http://127.0.0.1:", 2);
    expect_failure(answer_same_rows, json, sized, FAILURE_DATA, "page 2 has the same body as page 1", 2);
    expect_failure(answer_endless, json,
                   ",\"limits\":{\"pages\":4},\"paging\":{\"kind\":\"page_number\",\"parameter\":\"page\"}",
                   FAILURE_OPERATOR, "more than 4 pages", 4);
}

/* The source is published anew while we read: once we begin again, and then have the whole. */
static void
answer_published_anew(struct buffer *out, const char *head, int n)
{
    page_body(out, head, page_of(head), 3, n == 1 ? 7 : 5, "");
}

static void
test_changed_once(void **state)
{
    struct fetching x;

    begin(&x, answer_published_anew, json, paged);
    assert_good(run(&x), &x.f);
    assert_int_equal(x.fetched.n_pages, 3);
    assert_int_equal(x.fetched.records, 5);
    assert_int_equal(*x.server.requests, 2 + 3);
    end(&x);
}

/* Without an envelope the first page that is not full ends them; a full last page is followed by an empty
 * one. */
static void
answer_sized(struct buffer *out, const char *head, int n)
{
    const char *body = page_of(head) == 1 ? "{\"data\":[{\"code\":\"1\"},{\"code\":\"2\"}]}"
                       : n < 3            ? "{\"data\":[]}"
                                          : "{\"data\":[{\"code\":\"3\"}]}";

    if (page_of(head) == 1 && strstr(head, "If-None-Match: \"one\"") != NULL)
        server_reply(out, "304 Not Modified", "", "");
    else
        server_reply(out, "200 OK", page_of(head) == 1 ? "ETag: \"one\"\r\n" : "", body);
}

/* What a page without validators holds now is asked: a 304 of the pages before it proves nothing of it. */
static void
test_page_without_validators(void **state)
{
    struct fetching x;

    begin(&x, answer_sized, json, sized);
    assert_good(run(&x), &x.f);
    assert_int_equal(x.fetched.n_pages, 2);
    assert_int_equal(x.fetched.records, 2);
    assert_has(x.fetched.pages[0].asking.url, "page=1&n=2");
    assert_good(run(&x), &x.f);
    assert_false(x.fetched.unchanged);
    assert_int_equal(x.fetched.records, 3);
    end(&x);
}

static void
answer_some_modified(struct buffer *out, const char *head, int n)
{
    char tag[64];
    bool known;

    snprintf(tag, sizeof(tag), "If-None-Match: \"p%d-1\"", page_of(head));
    known = strstr(head, tag) != NULL;
    snprintf(tag, sizeof(tag), "ETag: \"p%d-%d\"\r\n", page_of(head), page_of(head) == 2 && n > 3 ? 2 : 1);
    if (known && !(page_of(head) == 2 && n > 3))
        server_reply(out, "304 Not Modified", tag, "");
    else
        page_body(out, head, page_of(head), 3, 5, tag);
}

/* A mixture of changed and unchanged pages is read as a whole. */
static void
test_some_modified(void **state)
{
    struct fetching x;

    begin(&x, answer_some_modified, json, paged);
    assert_good(run(&x), &x.f);
    assert_good(run(&x), &x.f);
    assert_int_equal(x.fetched.n_pages, 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(x.fetched.pages[i].status, 200);
    assert_int_equal(x.fetched.records, 5);
    assert_int_equal(*x.server.requests, 3 + 2 + 3);
    end(&x);
}

static void
answer_csv_pages(struct buffer *out, const char *head, int n)
{
    server_reply(out, "200 OK", "",
                 page_of(head) == 1   ? "code\n14\n"
                 : page_of(head) == 2 ? "code\n11\n"
                                      : "code\n");
}

static void
test_csv_pages(void **state)
{
    struct fetching x;

    begin(&x, answer_csv_pages, csv, ",\"paging\":{\"kind\":\"page_number\",\"parameter\":\"page\"}");
    assert_good(run(&x), &x.f);
    assert_int_equal(x.fetched.n_pages, 3);
    assert_int_equal(x.fetched.records, 2);
    end(&x);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pages),         cmocka_unit_test(test_paging_guards),
        cmocka_unit_test(test_changed_once),  cmocka_unit_test(test_page_without_validators),
        cmocka_unit_test(test_some_modified), cmocka_unit_test(test_csv_pages),
    };

    return cmocka_run_group_tests_name("pages", tests, NULL, NULL);
}
