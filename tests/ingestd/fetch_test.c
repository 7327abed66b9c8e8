/* A page or nothing: statuses, retries, conditions, redirects and limits against a server that errs at will.
 */
#include "fetching.h"

static void
answer_plain(struct buffer *out, const char *head, int n)
{
    if (strstr(head, "If-None-Match: \"v1\"") != NULL)
        server_reply(out, "304 Not Modified", "ETag: \"v1\"\r\n", "");
    else
        server_reply(out, "200 OK", "ETag: \"v1\"\r\nLast-Modified: Tue, 24 Nov 2015 08:49:37 GMT\r\n",
                     "code\n14\n");
}

static void
test_plain(void **state)
{
    struct fetching x;

    begin(&x, answer_plain, csv, ",\"headers\":{\"Accept\":\"text/csv\"}");
    assert_good(run(&x), &x.f);
    assert_int_equal(x.fetched.n_pages, 1);
    assert_false(x.fetched.unchanged);
    assert_int_equal(x.fetched.records, 1);
    assert_int_equal(x.fetched.wire_bytes, 8);
    assert_int_equal(x.fetched.source_time, 1448354977);
    assert_true(x.beats > 0);
    assert_string_equal(json_string_value(json_object_get(
                            json_object_get(x.validators, x.fetched.pages[0].asking.url), "etag")),
                        "\"v1\"");
    /* Again: the source says that nothing changed, and what it said stays known. */
    assert_good(run(&x), &x.f);
    assert_true(x.fetched.unchanged && x.fetched.not_modified);
    assert_null(x.fetched.pages[0].path);
    assert_good(run(&x), &x.f);
    assert_true(x.fetched.not_modified);
    assert_int_equal(*x.server.requests, 3);
    end(&x);
}

static void
answer_no_validators(struct buffer *out, const char *head, int n)
{
    server_reply(out, "200 OK", "Last-Modified: Tue, 24 Nov 2099 08:49:37 GMT\r\n",
                 n < 3 ? "code\n14\n" : "code\n11\n");
}

static void
test_same_bytes(void **state)
{
    struct fetching x;

    begin(&x, answer_no_validators, csv, "");
    assert_good(run(&x), &x.f);
    assert_true(x.fetched.source_time <= clock_now_utc()); /* a clock that runs ahead bars nothing */
    assert_good(run(&x), &x.f);
    assert_true(x.fetched.unchanged);
    assert_false(x.fetched.not_modified);
    assert_good(run(&x), &x.f);
    assert_false(x.fetched.unchanged);
    end(&x);
}

static void
answer_busy_then_good(struct buffer *out, const char *head, int n)
{
    if (n == 1)
        server_reply(out, "503 Service Unavailable", "Retry-After: 1\r\n", "busy");
    else if (n == 2)
        buffer_text(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncode\n14"); /* cut */
    else
        server_reply(out, "200 OK", "", "code\n14\n");
}

static void
test_retries(void **state)
{
    struct fetching x;
    int64_t before = clock_now_ms();

    begin(&x, answer_busy_then_good, csv, "");
    assert_good(run(&x), &x.f);
    assert_int_equal(*x.server.requests, 3);
    assert_true(clock_now_ms() - before >= 1000); /* Retry-After is kept */
    end(&x);
}

static void
answer_later(struct buffer *out, const char *head, int n)
{
    server_reply(out, "429 Too Many Requests", "Retry-After: 3600\r\n", "");
}

static void
test_much_later(void **state)
{
    struct fetching x;
    int64_t now = clock_now_utc();

    begin(&x, answer_later, csv, "");
    assert_false(run(&x));
    assert_failure(&x.f, FAILURE_RETRY, "the server answered 429 Too Many Requests");
    assert_failure(&x.f, FAILURE_RETRY, "asks not to come again before");
    assert_int_equal(*x.server.requests, 1);
    assert_true(x.fetched.not_before >= now + 3600 && x.fetched.not_before <= now + 3602);
    end(&x);
}

#define STATUS(name, line)                                                                                   \
    static void name(struct buffer *out, const char *head, int n)                                            \
    {                                                                                                        \
        server_reply(out, line, "", "code\n14\n");                                                           \
    }

STATUS(answer_404, "404 Not Found")
STATUS(answer_403, "403 Forbidden")
STATUS(answer_500, "500 Oops")
STATUS(answer_206, "206 Partial Content")
STATUS(answer_304, "304 Not Modified")
STATUS(answer_204, "204 No Content")

static void
test_statuses(void **state)
{
    struct fetching x;

    expect_failure(answer_404, csv, "", FAILURE_OPERATOR, "the server answered 404 Not Found", 1);
    expect_failure(answer_403, csv, "", FAILURE_OPERATOR, "wants a login", 1);
    expect_failure(answer_500, csv, ",\"retries\":1", FAILURE_RETRY, "the server answered 500 Oops", 2);
    expect_failure(answer_206, csv, "", FAILURE_OPERATOR, "206", 1);
    expect_failure(answer_304, csv, "", FAILURE_DATA, "304 to a request without conditions", 1);
    begin(&x, answer_204, csv, "");
    assert_good(run(&x), &x.f);
    assert_null(x.fetched.pages[0].path);
    assert_int_equal(x.fetched.records, 0);
    end(&x);
}

static void
answer_cut(struct buffer *out, const char *head, int n)
{
    buffer_text(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncode\n14\n");
}

static void
answer_chunks_cut(struct buffer *out, const char *head, int n)
{
    buffer_text(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\ncode\n14\n\r\n");
}

static void
answer_chunks(struct buffer *out, const char *head, int n)
{
    buffer_text(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\ncode\n14\n\r\n0\r\n\r\n");
}

static void
answer_unproven(struct buffer *out, const char *head, int n)
{
    buffer_text(out, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\ncode\n14\n");
}

static void
answer_gzip_cut(struct buffer *out, const char *head, int n)
{
    /* printf 'code\n14\n' | gzip -n, without its last byte; the length is honest. */
    static const char wire[] = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b\xce\x4f\x49\xe5\x32\x34\xe1\x02"
                               "\x00\x66\x84\xe4\x95\x08\x00\x00";

    buffer_format(out, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %zu\r\n\r\n",
                  sizeof(wire) - 1);
    buffer_append(out, wire, sizeof(wire) - 1);
}

static void
answer_brotli(struct buffer *out, const char *head, int n)
{
    server_reply(out, "200 OK", "Content-Encoding: br\r\n", "code\n14\n");
}

static void
answer_html(struct buffer *out, const char *head, int n)
{
    server_reply(out, "200 OK", "Content-Type: text/html\r\n", "<!DOCTYPE html><title>Wartung</title>");
}

static void
test_bodies(void **state)
{
    struct fetching x;

    expect_failure(answer_cut, csv, ",\"retries\":0", FAILURE_RETRY, "the body was cut after 8 bytes", 1);
    expect_failure(answer_chunks_cut, csv, ",\"retries\":0", FAILURE_RETRY, "cut", 1);
    expect_failure(answer_gzip_cut, csv, ",\"retries\":0", FAILURE_RETRY, "the gzip body is cut", 1);
    expect_failure(answer_brotli, csv, "", FAILURE_DATA, "Content-Encoding br", 1);
    expect_failure(answer_html, csv, "", FAILURE_DATA, "titled \"Wartung\"", 1);
    expect_failure(answer_html, json, "", FAILURE_DATA, "instead of JSON", 1);
    expect_failure(answer_unproven, csv, "", FAILURE_DATA, "nothing proves that the CSV body is whole", 1);
    begin(&x, answer_unproven, "{\"kind\":\"csv\",\"unproven_length\":true}", "");
    assert_good(run(&x), &x.f);
    end(&x);
    begin(&x, answer_chunks, csv, "");
    assert_good(run(&x), &x.f);
    assert_int_equal(x.fetched.records, 1);
    end(&x);
}

static void
answer_two_lengths(struct buffer *out, const char *head, int n)
{
    buffer_text(out, "HTTP/1.1 200 OK\r\nContent-Length: 8\r\nContent-Length: 9\r\n\r\ncode\n14\n");
}

static void
answer_big(struct buffer *out, const char *head, int n)
{
    buffer_text(out, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\ncode\n");
    for (int i = 0; i < 10000; i++)
        buffer_text(out, "140000\n");
}

static void
answer_announced(struct buffer *out, const char *head, int n)
{
    buffer_text(out, "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n");
}

static void
answer_many_headers(struct buffer *out, const char *head, int n)
{
    buffer_text(out, "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n");
    for (int i = 0; i < 5000; i++)
        buffer_format(out, "X-%d: 12345678\r\n", i);
    buffer_text(out, "\r\ncode\n14\n");
}

static void
answer_nothing(struct buffer *out, const char *head, int n)
{
    clock_sleep_ms(5000);
}

static void
answer_stall(struct buffer *out, const char *head, int n)
{
    buffer_text(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncode\n");
    server_pause_ms = 5000;
}

static void
answer_garbage(struct buffer *out, const char *head, int n)
{
    buffer_text(out, "code\n14\n");
}

static void
test_limits(void **state)
{
    expect_failure(answer_two_lengths, csv, ",\"retries\":0", FAILURE_RETRY, "", 1);
    expect_failure(answer_big, csv, ",\"limits\":{\"wire_bytes\":1000}", FAILURE_OPERATOR,
                   "the server sent more than 1000 bytes", 1);
    expect_failure(answer_announced, csv, ",\"limits\":{\"wire_bytes\":1000}", FAILURE_OPERATOR,
                   "announces 1001 bytes", 1);
    expect_failure(answer_many_headers, csv, ",\"retries\":0", FAILURE_RETRY, "headers", 1);
    expect_failure(answer_nothing, csv, ",\"retries\":0,\"timeout_s\":{\"connect\":1,\"first_byte\":1}",
                   FAILURE_RETRY, "no answer within 2 seconds", 1);
    expect_failure(answer_nothing, csv, ",\"retries\":0,\"timeout_s\":{\"total\":1}", FAILURE_RETRY,
                   "time is up", 1);
    expect_failure(answer_stall, csv, ",\"retries\":0,\"timeout_s\":{\"stall\":1}", FAILURE_RETRY,
                   "the transfer stalled: 5 bytes in 1 seconds", 1);
    expect_failure(answer_garbage, csv, ",\"retries\":0", FAILURE_RETRY, "does not speak HTTP", 1);
}

static void
test_down(void **state)
{
    struct fetching x;

    begin(&x, answer_plain, csv, ",\"retries\":0");
    kill(x.server.pid, SIGKILL);
    waitpid(x.server.pid, NULL, 0);
    assert_false(run(&x));
    assert_failure(&x.f, FAILURE_RETRY, "the source is down");
    assert_has(x.f.text, "http://127.0.0.1:"); /* which source */
    end(&x);
}

static void
test_private(void **state)
{
    struct fetching x;

    begin(&x, answer_plain, csv, "");
    x.feed.request.allow_private = false;
    assert_false(run(&x));
    assert_failure(&x.f, FAILURE_OPERATOR, "private or local address");
    assert_failure(&x.f, FAILURE_OPERATOR, "allow_private");
    assert_int_equal(*x.server.requests, 0);
    end(&x);
}

/* Told to stop, it stops: while it waits for an answer, and between attempts. */
static void
test_stop(void **state)
{
    struct fetching x;

    begin(&x, answer_nothing, csv, "");
    x.stop_at = 2;
    assert_false(run(&x));
    assert_failure(&x.f, FAILURE_OPERATOR, "told to stop");
    end(&x);
    begin(&x, answer_500, csv, ",\"retries\":20");
    x.stop_at = 12;
    assert_false(run(&x));
    assert_failure(&x.f, FAILURE_OPERATOR, "told to stop");
    end(&x);
}

static void
answer_moved(struct buffer *out, const char *head, int n)
{
    if (strstr(head, "GET /data") != NULL)
        server_reply(out, "302 Found", "Location: /new?x=2\r\n", "<html>moved");
    else if (strstr(head, "GET /new?x=2") != NULL)
        server_reply(out, "307 Temporary Redirect", "Location: newer#top\r\n", "");
    else
        server_reply(out, "200 OK", "", "code\n14\n");
}

static void
answer_elsewhere(struct buffer *out, const char *head, int n)
{
    server_reply(out, "302 Found", "Location: http://example.org/?token=geheim\r\n", "");
}

static void
answer_circle(struct buffer *out, const char *head, int n)
{
    server_reply(out, "302 Found", "Location: /data?x=1\r\n", "");
}

static void
answer_nowhere(struct buffer *out, const char *head, int n)
{
    server_reply(out, "302 Found", "", "");
}

static void
answer_file(struct buffer *out, const char *head, int n)
{
    server_reply(out, "302 Found", "Location: file:///etc/passwd\r\n", "");
}

static void
test_redirects(void **state)
{
    struct fetching x;

    begin(&x, answer_moved, csv, "");
    assert_good(run(&x), &x.f);
    assert_int_equal(x.fetched.records, 1);
    assert_int_equal(x.fetched.pages[0].wire_bytes, 8); /* of the last answer */
    end(&x);
    expect_failure(answer_elsewhere, csv, "", FAILURE_OPERATOR,
                   "redirects to http://example.org/?token=<redacted>", 1);
    expect_failure(answer_circle, csv, "", FAILURE_OPERATOR, "more than 5 redirects", 6);
    expect_failure(answer_nowhere, csv, ",\"retries\":0", FAILURE_RETRY, "302 without a usable Location", 1);
    expect_failure(answer_file, csv, "", FAILURE_OPERATOR, "redirects to file", 1);
}

static void
answer_secret(struct buffer *out, const char *head, int n)
{
    server_reply(out, strstr(head, "\r\nX-Api-Key: Key s3cret\r\n") != NULL ? "200 OK" : "403 No", "",
                 "code\n14\n");
}

static void
test_secret(void **state)
{
    struct fetching x;
    json_t *told;
    char *text;

    begin(&x, answer_secret, csv, ",\"headers\":{\"X-Api-Key\":{\"secret\":\"key\",\"prefix\":\"Key \"}}");
    setenv("CREDENTIALS_DIRECTORY", x.spool, 1);
    assert_false(run(&x));
    assert_failure(&x.f, FAILURE_OPERATOR, "header X-Api-Key: ");
    assert_int_equal(*x.server.requests, 0);
    put_secret(&x, "key", "s3cret\n");
    assert_good(run(&x), &x.f);
    told = fetched_json(&x.fetched, NULL);
    text = json_dumps(told, 0);
    assert_null(strstr(text, "s3cret"));
    free(text);
    json_decref(told);
    unsetenv("CREDENTIALS_DIRECTORY");
    end(&x);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),      cmocka_unit_test(test_same_bytes), cmocka_unit_test(test_retries),
        cmocka_unit_test(test_much_later), cmocka_unit_test(test_statuses),   cmocka_unit_test(test_bodies),
        cmocka_unit_test(test_limits),     cmocka_unit_test(test_down),       cmocka_unit_test(test_private),
        cmocka_unit_test(test_stop),       cmocka_unit_test(test_redirects),  cmocka_unit_test(test_secret),
    };

    return cmocka_run_group_tests_name("fetch", tests, NULL, NULL);
}
