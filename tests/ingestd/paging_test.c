/* Pages by offset, cursor, link and counted without an end: all rows come once, the end is the paging's own,
 * a circle is found. */
#include "fetching.h"

/* The text of a query parameter of a request, NULL = absent. The caller frees it. */
static char *
parameter(const char *head, const char *name)
{
    char *line = mem_text(slice_make(head, strcspn(head, "\r\n")));
    char *mark = mem_format("%s=", name);
    char *at = strpbrk(line, "?");
    char *found = NULL;

    while (at != NULL && found == NULL)
    {
        if (strncmp(at + 1, mark, strlen(mark)) == 0)
            found = mem_text(slice_make(at + 1 + strlen(mark), strcspn(at + 1 + strlen(mark), "& ")));
        at = strpbrk(at + 1, "&");
    }
    free(line);
    free(mark);
    return found;
}

static int
number_of(const char *head, const char *name, int otherwise)
{
    char *text = parameter(head, name);
    int n = text == NULL ? otherwise : atoi(text);

    free(text);
    return n;
}

/* Rows from..to of twenty-three, with more in the envelope and the headers. */
static void
reply_rows(struct buffer *out, int from, int to, const char *envelope, const char *headers)
{
    struct buffer body = {0};

    buffer_text(&body, "{\"data\":[");
    for (int i = from; i <= to && i <= 23; i++)
        buffer_format(&body, "%s{\"code\":\"%d\"}", i > from ? "," : "", i);
    buffer_format(&body, "]%s}", envelope);
    server_reply(out, "200 OK", headers, buffer_string(&body));
    buffer_free(&body);
}

/* All twenty-three rows, each once, in so many requests. */
static void
expect_all(void (*answer)(struct buffer *, const char *, int), const char *more, int requests)
{
    struct fetching x;

    begin(&x, answer, json, more);
    assert_good(run(&x), &x.f);
    assert_int_equal(x.fetched.records, 23);
    assert_int_equal(*x.server.requests, requests);
    assert_int_equal(x.fetched.n_pages, requests);
    assert_good(run(&x), &x.f);
    assert_true(x.fetched.unchanged);
    end(&x);
}

/* A source that takes a limit of ten at most, in silence, and insists on the order. */
static void
answer_offset(struct buffer *out, const char *head, int n)
{
    char *order = parameter(head, "%24order");
    int offset = number_of(head, "offset", -1);
    int limit = number_of(head, "limit", 5);

    if (order == NULL || strcmp(order, "%3Aid") != 0)
        server_reply(out, "400 No order", "", "");
    else
        reply_rows(out, offset + 1, offset + (limit > 10 ? 10 : limit), "", "");
    free(order);
}

static void
answer_offset_total(struct buffer *out, const char *head, int n)
{
    int offset = number_of(head, "offset", -1);

    reply_rows(out, offset + 1, offset + 10, ",\"total\":23", "X-Total-Count: 23\r\n");
}

#define ORDER "\"order\":{\"parameter\":\"$order\",\"value\":\":id\"}"

static void
test_offset(void **state)
{
    /* The end is the page without rows: that a page is short proves nothing, the source may have lowered the
     * limit. */
    expect_all(answer_offset,
               ",\"paging\":{\"kind\":\"offset\",\"parameter\":\"offset\",\"size_parameter\":\"limit\","
               "\"size\":50," ORDER "}",
               4);
    expect_all(answer_offset,
               ",\"paging\":{\"kind\":\"offset\",\"parameter\":\"offset\",\"size_parameter\":\"limit\","
               "\"size\":10," ORDER ",\"short_page_ends\":true}",
               3);
    expect_all(answer_offset_total,
               ",\"paging\":{\"kind\":\"offset\",\"parameter\":\"offset\",\"order\":\"fixed\",\"total_at\":"
               "\"/total\"}",
               3);
    expect_all(answer_offset_total,
               ",\"paging\":{\"kind\":\"offset\",\"parameter\":\"offset\",\"order\":\"fixed\",\"total_"
               "header\":\"x-total-count\"}",
               3);
    expect_failure(answer_offset_total, json,
                   ",\"paging\":{\"kind\":\"offset\",\"parameter\":\"offset\",\"order\":\"fixed\",\"total_"
                   "header\":\"X-Count\"}",
                   FAILURE_DATA, "the answer has no header X-Count", 1);
}

static void
answer_offset_ignored(struct buffer *out, const char *head, int n)
{
    reply_rows(out, 1, 10, "", "");
}

static void
answer_total_late(struct buffer *out, const char *head, int n)
{
    int offset = number_of(head, "offset", -1);

    /* A row is gone while we read: those behind it move up, one is missed. */
    reply_rows(out, offset + (n > 1 ? 2 : 1), offset + 10, ",\"total\":23", "");
}

static void
test_offset_guards(void **state)
{
    expect_failure(answer_offset_ignored, json,
                   ",\"paging\":{\"kind\":\"offset\",\"parameter\":\"offset\",\"order\":\"fixed\"}",
                   FAILURE_DATA, "page 2 has the same body as page 1", 2);
    expect_failure(answer_total_late, json,
                   ",\"paging\":{\"kind\":\"offset\",\"parameter\":\"offset\",\"order\":\"fixed\",\"total_"
                   "at\":\"/total\"}",
                   FAILURE_RETRY, "announces 23 rows in all", 0);
}

/* Cursors: a text that needs escaping, in the query, the body or a header. */
static void
answer_cursor(struct buffer *out, const char *head, int n)
{
    char *cursor = parameter(head, "after");
    int from = cursor == NULL                            ? 1
               : strcmp(cursor, "a%20b%26%2B%3D11") == 0 ? 11
               : strcmp(cursor, "a%20b%26%2B%3D21") == 0 ? 21
                                                         : 0;
    char *envelope = from == 21 ? mem_text(slice_of(",\"next\":null,\"more\":false"))
                                : mem_format(",\"next\":\"a b&+=%d\",\"more\":true", from + 10);

    if (from == 0)
        server_reply(out, "400 Bad cursor", "", "");
    else
        reply_rows(out, from, from + 9, envelope, "");
    free(envelope);
    free(cursor);
}

static void
answer_cursor_header(struct buffer *out, const char *head, int n)
{
    int from = number_of(head, "c", 1);
    char *header = from >= 21 ? mem_text(slice_of("X-Next:\r\n")) : mem_format("X-Next: %d\r\n", from + 10);

    reply_rows(out, from, from + 9, "", header);
    free(header);
}

/* POST: the cursor is a member of the body that is not there at first; the page size is a number. */
static void
answer_cursor_body(struct buffer *out, const char *head, int n)
{
    const char *body = strstr(head, "\r\n\r\n") + 4;
    int from = 1 + 10 * (n - 1) % 30;
    char *wanted = n % 3 == 1
                       ? mem_text(slice_of("{\"q\":{\"limit\":10,\"series\":[\"a\"]}}"))
                       : mem_format("{\"q\":{\"cursor\":\"\\\"%d\",\"limit\":10,\"series\":[\"a\"]}}", from);
    char *envelope = mem_format(",\"next\":%s%d%s", n % 3 == 0 ? "null,\"x\":" : "\"\\\"", from + 10,
                                n % 3 == 0 ? "" : "\"");

    if (strncmp(head, "POST /data?x=1 HTTP", 19) != 0 ||
        strstr(head, "\r\nContent-Type: application/json\r\n") == NULL || strcmp(body, wanted) != 0)
        server_reply(out, "400 Bad body", "", body);
    else
        reply_rows(out, from, from + 9, envelope, "");
    free(envelope);
    free(wanted);
}

static void
answer_cursor_in_header(struct buffer *out, const char *head, int n)
{
    const char *at = strstr(head, "\r\nX-After: p");
    int from = at == NULL || atoi(at + 12) == 0 ? 1 : atoi(at + 12);
    char *envelope = from >= 21 ? mem_text(slice_of("")) : mem_format(",\"next\":%d", from + 10);

    reply_rows(out, from, from + 9, envelope, "");
    free(envelope);
}

/* A cursor that never ends: it repeats itself, or the page is empty. */
static void
answer_cursor_same(struct buffer *out, const char *head, int n)
{
    int from = number_of(head, "c", 0) * 10 + 1;
    char *envelope = mem_format(",\"next\":\"%d\"", from > 30 ? 3 : (from - 1) / 10 + (from > 20 ? 0 : 1));

    reply_rows(out, from, from + 9, envelope, "");
    free(envelope);
}

static void
answer_scroll(struct buffer *out, const char *head, int n)
{
    int from = (n - 1) % 4 * 10 + 1;

    reply_rows(out, from, from + 9, ",\"next\":\"same\"", "");
}

static void
test_cursor(void **state)
{
    expect_all(answer_cursor,
               ",\"paging\":{\"kind\":\"cursor\",\"parameter\":\"after\",\"cursor_at\":\"/next\"}", 3);
    expect_all(answer_cursor,
               ",\"paging\":{\"kind\":\"cursor\",\"parameter\":\"after\",\"cursor_at\":\"/"
               "next\",\"more_at\":\"/more\"}",
               3);
    expect_all(answer_cursor_header,
               ",\"paging\":{\"kind\":\"cursor\",\"parameter\":\"c\",\"cursor_header\":\"X-Next\"}", 3);
    expect_all(answer_cursor_body,
               ",\"body\":{\"json\":{\"q\":{\"series\":[\"a\"],\"limit\":\"{size:number}\",\"cursor\":\"{"
               "cursor}\"}}},"
               "\"paging\":{\"kind\":\"cursor\",\"cursor_at\":\"/next\",\"size\":10}",
               3);
    expect_all(
        answer_cursor_in_header,
        ",\"headers\":{\"X-After\":\"p{cursor}\"},\"paging\":{\"kind\":\"cursor\",\"cursor_at\":\"/next\"}",
        3);
    expect_all(answer_cursor_same,
               ",\"paging\":{\"kind\":\"cursor\",\"parameter\":\"c\",\"start\":\"0\",\"cursor_at\":\"/"
               "next\",\"ends\":\"same_cursor\"}",
               3);
    expect_all(answer_scroll,
               ",\"paging\":{\"kind\":\"cursor\",\"parameter\":\"c\",\"cursor_at\":\"/"
               "next\",\"ends\":\"empty_page\"}",
               4);
}

/* A, B, A, B … with bodies that differ each time: the way is a circle all the same. */
static void
answer_circle(struct buffer *out, const char *head, int n)
{
    char *cursor = parameter(head, "c");
    char *envelope =
        mem_format(",\"n\":%d,\"next\":\"%s\"", n, cursor != NULL && strcmp(cursor, "A") == 0 ? "B" : "A");

    reply_rows(out, n, n, envelope, "");
    free(envelope);
    free(cursor);
}

static void
answer_no_cursor(struct buffer *out, const char *head, int n)
{
    reply_rows(out, n, n, ",\"more\":true", "");
}

static void
answer_odd_cursor(struct buffer *out, const char *head, int n)
{
    reply_rows(out, n, n, ",\"next\":{\"id\":5}", "");
}

static void
answer_split_cursor(struct buffer *out, const char *head, int n)
{
    reply_rows(out, n, n, ",\"next\":\"a\\r\\nX-Evil: 1\"", "");
}

static void
answer_stuck(struct buffer *out, const char *head, int n)
{
    server_reply(out, "200 OK", "", "{\"data\":[{\"code\":\"1\"}],\"next\":\"same\"}");
}

static void
test_cursor_guards(void **state)
{
    static const char cursor[] =
        ",\"paging\":{\"kind\":\"cursor\",\"parameter\":\"c\",\"cursor_at\":\"/next\"}";

    expect_failure(answer_circle, json, cursor, FAILURE_DATA, "page 4: page 4 would ask what page 2 asked",
                   3);
    expect_failure(
        answer_no_cursor, json,
        ",\"paging\":{\"kind\":\"cursor\",\"parameter\":\"c\",\"cursor_at\":\"/next\",\"more_at\":\"/more\"}",
        FAILURE_DATA, "says that there is more, and gives no cursor", 1);
    expect_failure(answer_odd_cursor, json, cursor, FAILURE_DATA, "an object, a list or too long", 1);
    expect_failure(
        answer_odd_cursor, json,
        ",\"paging\":{\"kind\":\"cursor\",\"parameter\":\"c\",\"cursor_at\":\"/none\",\"more_at\":\"/more\"}",
        FAILURE_DATA, "has no value at \"/more\"", 1);
    /* A cursor cannot add a header of its own. */
    expect_failure(
        answer_split_cursor, json,
        ",\"headers\":{\"X-After\":\"{cursor}\"},\"paging\":{\"kind\":\"cursor\",\"cursor_at\":\"/next\"}",
        FAILURE_DATA, "the header X-After would hold a control character", 1);
    expect_failure(answer_stuck, json,
                   ",\"paging\":{\"kind\":\"cursor\",\"parameter\":\"c\",\"cursor_at\":\"/"
                   "next\",\"ends\":\"empty_page\"}",
                   FAILURE_DATA, "page 2 has the same body as page 1", 2);
}

/* Links, in the header and in the body; relative ones too. The page size stands in the first request only. */
static void
answer_link_header(struct buffer *out, const char *head, int n)
{
    int from = number_of(head, "from", 1);
    char *link =
        from >= 21
            ? mem_text(slice_of("Link: <?from=1>; rel=\"first\"\r\n"))
            : mem_format("Link: <?from=1>; rel=\"first\"\r\nLink: <?from=%d>; rel=\"next\"\r\n", from + 10);

    reply_rows(out, from, from + 9, "", link);
    free(link);
}

static void
answer_next_link(struct buffer *out, const char *head, int n)
{
    const char *host = strstr(head, "\r\nHost: ") + 8;
    int from = number_of(head, "from", 1);
    char *envelope = from == 1    ? mem_text(slice_of(",\"links\":{\"next\":\"/other?from=11\"}"))
                     : from == 11 ? mem_format(",\"links\":{\"next\":\"http://%.*s/x/../data?from=21#top\"}",
                                               (int) strcspn(host, "\r\n"), host)
                                  : mem_text(slice_of(",\"links\":{\"next\":\"\"}"));

    reply_rows(out, from, from + 9, envelope, "");
    free(envelope);
}

static void
answer_odata(struct buffer *out, const char *head, int n)
{
    int from = number_of(head, "$skiptoken", 1);
    char *envelope =
        from >= 21 ? mem_text(slice_of(",\"@odata.count\":23"))
                   : mem_format(",\"@odata.count\":23,\"@odata.nextLink\":\"data?$skiptoken=%d\"", from + 10);

    if (strstr(head, "\r\nPrefer: odata.maxpagesize=10\r\n") == NULL)
        server_reply(out, "400 No preference", "", "");
    else
        reply_rows(out, from, from + 9, envelope, "");
    free(envelope);
}

static void
test_links(void **state)
{
    expect_all(answer_link_header,
               ",\"paging\":{\"kind\":\"link_header\",\"size_parameter\":\"per_page\",\"size\":10}", 3);
    expect_all(answer_next_link, ",\"paging\":{\"kind\":\"next_link\",\"next_at\":\"/links/next\"}", 3);
    expect_all(answer_odata, ",\"paging\":{\"kind\":\"odata\",\"size\":10,\"total_at\":\"/@odata.count\"}",
               3);
    expect_all(answer_odata, ",\"paging\":{\"kind\":\"odata\",\"size\":10}", 3);
}

static void
answer_link_away(struct buffer *out, const char *head, int n)
{
    reply_rows(out, n, n, ",\"next\":\"http://169.254.169.254/latest?api_key=1\"", "");
}

static void
answer_link_file(struct buffer *out, const char *head, int n)
{
    reply_rows(out, n, n, ",\"next\":\"file:///etc/passwd\"", "");
}

static void
answer_link_circle(struct buffer *out, const char *head, int n)
{
    char *envelope = mem_format(",\"n\":%d,\"next\":\"/data?x=1\"", n);

    reply_rows(out, n, n, envelope, "");
    free(envelope);
}

static void
answer_link_endless(struct buffer *out, const char *head, int n)
{
    char *envelope = mem_format(",\"next\":\"/data?x=%d\"", n + 1);

    reply_rows(out, n, n, envelope, "");
    free(envelope);
}

/* The key that a next link repeats is taken out of it before anything is stored or compared, and sent all the
 * same. */
static void
answer_link_key(struct buffer *out, const char *head, int n)
{
    if (strstr(head, "api_key=geheim") == NULL || strstr(head, "api_key=geheim&api_key") != NULL)
        server_reply(out, "403 Forbidden", "", "");
    else
        reply_rows(out, n, n, n == 1 ? ",\"next\":\"/data?api_key=geheim&p=2\"" : "", "");
}

static void
test_link_guards(void **state)
{
    static const char next[] = ",\"paging\":{\"kind\":\"next_link\",\"next_at\":\"/next\"}";
    struct fetching x;

    expect_failure(answer_link_away, json, next, FAILURE_OPERATOR,
                   "leads on to http://169.254.169.254/latest?api_key=<redacted>", 1);
    expect_failure(answer_link_file, json, next, FAILURE_OPERATOR, "leads on to file:", 1);
    expect_failure(answer_link_circle, json, next, FAILURE_DATA, "page 2 would ask what page 1 asked", 1);
    expect_failure(answer_link_endless, json,
                   ",\"limits\":{\"pages\":5},\"paging\":{\"kind\":\"next_link\",\"next_at\":\"/next\"}",
                   FAILURE_OPERATOR, "more than 5 pages", 5);
    begin(&x, answer_link_key, json,
          ",\"auth\":{\"kind\":\"query\",\"name\":\"api_key\",\"secret\":\"key\"},\"paging\":{\"kind\":"
          "\"next_link\",\"next_at\":\"/next\"}");
    put_secret(&x, "key", "geheim");
    assert_good(run(&x), &x.f);
    assert_string_equal(strrchr(x.fetched.pages[1].asking.url, '/'), "/data?p=2");
    end(&x);
}

/* An unchanged source answers 304 along the links of the last run; whatever changed makes all of it be read
 * again. */
static int changed_page;

static void
answer_known_link(struct buffer *out, const char *head, int n)
{
    int from = number_of(head, "from", 1);
    bool changed = changed_page == from && n > 3;
    char *tag = mem_format("ETag: \"%d%s\"\r\n", from, changed ? "b" : "");
    char *known = mem_format("\r\nIf-None-Match: \"%d%s\"\r\n", from, changed ? "b" : "");
    char *envelope =
        from >= 21 ? mem_text(slice_of("")) : mem_format(",\"next\":\"/data?from=%d\"", from + 10);

    if (strstr(head, known) != NULL)
        server_reply(out, "304 Not Modified", tag, "");
    else
        reply_rows(out, from, from + (changed ? 8 : 9), envelope, tag);
    free(tag);
    free(known);
    free(envelope);
}

static void
test_conditional_links(void **state)
{
    static const int changes[] = {0, 1, 11, 21};
    static const int requests[] = {6, 3 + 3, 3 + 2 + 3, 3 + 3 + 3};

    for (size_t i = 0; i < COUNT(changes); i++)
    {
        struct fetching x;

        changed_page = changes[i];
        begin(&x, answer_known_link, json, ",\"paging\":{\"kind\":\"next_link\",\"next_at\":\"/next\"}");
        assert_good(run(&x), &x.f);
        assert_good(run(&x), &x.f);
        assert_int_equal(x.fetched.not_modified, changes[i] == 0);
        assert_int_equal(x.fetched.n_pages, 3);
        assert_int_equal(*x.server.requests, requests[i]);
        if (changes[i] != 0)
            assert_int_equal(x.fetched.records, changes[i] == 21 ? 23 : 22);
        end(&x);
    }
}

/* A form and a text, each with what the page is; a body is never asked conditionally. */
static void
answer_form(struct buffer *out, const char *head, int n)
{
    const char *body = strstr(head, "\r\n\r\n") + 4;
    int page = strstr(body, "page=") == NULL ? 0 : atoi(strstr(body, "page=") + 5);

    if (strstr(head, "application/x-www-form-urlencoded") == NULL ||
        strstr(body, "q=a%26b%20%C3%BC") == NULL || strstr(head, "If-None-Match") != NULL)
        server_reply(out, "400 Bad", "", body);
    else
        reply_rows(out, page * 10 - 9, page * 10, ",\"pages\":3", "ETag: \"x\"\r\n");
}

static void
answer_text(struct buffer *out, const char *head, int n)
{
    if (strstr(head, "\r\nContent-Type: application/xml\r\n") == NULL ||
        strstr(head, "\r\n\r\n<q page=\"1\"/>") == NULL)
        server_reply(out, "400 Bad", "", head);
    else
        reply_rows(out, 1, 23, ",\"pages\":1", "");
}

static void
test_bodies(void **state)
{
    expect_all(answer_form,
               ",\"body\":{\"form\":{\"q\":\"a&b "
               "ü\",\"page\":\"{page}\"}},\"paging\":{\"kind\":\"page_number\",\"pages_at\":\"/pages\"}",
               3);
    expect_all(answer_text,
               ",\"body\":{\"text\":\"<q page=\\\"{page}\\\"/>\",\"type\":\"application/xml\"},"
               "\"paging\":{\"kind\":\"page_number\",\"pages_at\":\"/pages\"}",
               1);
}

/* A redirect sends a body again only with 307 and 308. */
static void
answer_body_moved(struct buffer *out, const char *head, int n)
{
    if (strncmp(head, "POST /data", 10) == 0)
        server_reply(out, "307 Temporary Redirect", "Location: /next\r\n", "");
    else if (strncmp(head, "POST /next", 10) == 0 && strstr(head, "\r\n\r\n{\"a\":1}") != NULL)
        server_reply(out, "303 See Other", "Location: /result\r\n", "");
    else if (strncmp(head, "GET /result", 11) == 0 && strstr(head, "Content-Type") == NULL)
        reply_rows(out, 1, 23, "", "");
    else
        server_reply(out, "400 Bad", "", "");
}

static void
test_body_redirected(void **state)
{
    struct fetching x;

    begin(&x, answer_body_moved, json, ",\"body\":{\"json\":{\"a\":1}}");
    assert_good(run(&x), &x.f);
    assert_int_equal(x.fetched.records, 23);
    end(&x);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_offset),
        cmocka_unit_test(test_offset_guards),
        cmocka_unit_test(test_cursor),
        cmocka_unit_test(test_cursor_guards),
        cmocka_unit_test(test_links),
        cmocka_unit_test(test_link_guards),
        cmocka_unit_test(test_conditional_links),
        cmocka_unit_test(test_bodies),
        cmocka_unit_test(test_body_redirected),
    };

    return cmocka_run_group_tests_name("paging", tests, NULL, NULL);
}
