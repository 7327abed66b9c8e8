/* Who we are to the source is told to nobody else: every kind of login, tokens, redirects to other places,
 * proxies, private addresses. */
#include "fetching.h"

#include "files.h"

/* Neither what is stored of a run nor what is said of its failure holds the text. */
static void
assert_hidden(struct fetching *x, const char *text)
{
    json_t *told = fetched_json(&x->fetched, NULL);
    char *stored = json_dumps(told, 0);
    char *path = mem_format("%s/page-00001.headers", x->dir);
    struct buffer headers = {0};
    struct failure none;

    assert_null(strstr(stored, text));
    assert_null(strstr(x->f.text, text));
    assert_null(strstr(x->f.hint, text));
    if (file_read(path, 100000, &headers, &none))
        assert_null(strstr(buffer_string(&headers), text));
    buffer_free(&headers);
    free(path);
    free(stored);
    json_decref(told);
}

/* The login is right when the request holds what the first header of the test's server says. */
static const char *expected;

static void
answer_expected(struct buffer *out, const char *head, int n)
{
    server_reply(out, strstr(head, expected) != NULL ? "200 OK" : "401 Unauthorized", "ETag: \"v\"\r\n",
                 "code\n14\n");
}

static void
test_kinds(void **state)
{
    static const struct
    {
        const char *auth;
        const char *secret;
        const char *expected;
    } cases[] = {
        {"{\"kind\":\"basic\",\"user\":\"sei\",\"secret\":\"key\"}", "pass:wort",
         "\r\nAuthorization: Basic c2VpOnBhc3M6d29ydA==\r\n"},
        {"{\"kind\":\"basic\",\"secret\":\"key\"}", "sei:passwort\n",
         "\r\nAuthorization: Basic c2VpOnBhc3N3b3J0\r\n"},
        {"{\"kind\":\"bearer\",\"secret\":\"key\"}", "t0ken", "\r\nAuthorization: Bearer t0ken\r\n"},
        {"{\"kind\":\"header\",\"name\":\"X-App-Token\",\"secret\":\"key\"}", "t0ken",
         "\r\nX-App-Token: t0ken\r\n"},
        {"{\"kind\":\"header\",\"name\":\"Authorization\",\"prefix\":\"ApiKey \",\"secret\":\"key\"}",
         "t0ken", "\r\nAuthorization: ApiKey t0ken\r\n"},
        {"{\"kind\":\"query\",\"name\":\"appid\",\"secret\":\"key\"}", "a b&c=+/",
         "GET /data?x=1&appid=a%20b%26c%3D%2B%2F HTTP"},
        {"{\"kind\":\"query\",\"name\":\"x\",\"secret\":\"key\"}", "s3cret", "GET /data?x=s3cret HTTP"},
    };

    for (size_t i = 0; i < COUNT(cases); i++)
    {
        struct fetching x;
        char *more = mem_format(",\"auth\":%s", cases[i].auth);

        expected = cases[i].expected;
        begin(&x, answer_expected, csv, more);
        put_secret(&x, "key", cases[i].secret);
        assert_good(run(&x), &x.f);
        assert_hidden(&x, cases[i].secret);
        /* A key that is not in the stored URL does not hinder conditions either. */
        assert_string_equal(strrchr(x.fetched.pages[0].asking.url, '/'), "/data?x=1");
        end(&x);
        free(more);
    }
}

/* Variables in the URL hide nothing from the question whose origin it is: every request is sent as who we
 * are. */
static void
answer_member(struct buffer *out, const char *head, int n)
{
    bool right =
        strstr(head, "\r\nAuthorization: Bearer t0ken\r\n") != NULL &&
        (strncmp(head, "GET /a%2Fb/{x}?q=1 ", 19) == 0 || strncmp(head, "GET /%3F/{x}?q=1 ", 17) == 0);

    server_reply(out, right ? "200 OK" : "401 Unauthorized", "", n == 1 ? "code\n14\n" : "code\n15\n");
}

static void
test_member_in_url(void **state)
{
    struct fetching x;

    begin(&x, answer_member, csv,
          ",\"auth\":{\"kind\":\"bearer\",\"secret\":\"key\"},\"each\":{\"r\":[\"a/"
          "b\",\"?\"]},\"headers\":{\"X-R\":\"{r}\"}");
    put_secret(&x, "key", "t0ken");
    free(x.feed.request.url);
    x.feed.request.url = mem_format("http://127.0.0.1:%d/{r}/{{x}}?q=1", x.server.port);
    assert_good(run(&x), &x.f);
    assert_int_equal(x.fetched.records, 2);
    end(&x);
}

static void
test_wrong_secrets(void **state)
{
    struct fetching x;

    expected = "nothing of the kind";
    begin(&x, answer_expected, csv, ",\"auth\":{\"kind\":\"bearer\",\"secret\":\"key\"}");
    put_secret(&x, "other", "x");
    assert_false(run(&x));
    assert_failure(&x.f, FAILURE_OPERATOR, "auth: ");
    assert_int_equal(*x.server.requests, 0);
    put_secret(&x, "key", "null\n");
    assert_false(run(&x));
    assert_failure(&x.f, FAILURE_OPERATOR, "the secret \"key\" is empty");
    put_secret(&x, "key", "wrong");
    assert_false(run(&x));
    assert_failure(&x.f, FAILURE_OPERATOR, "wants a login");
    assert_int_equal(*x.server.requests, 1); /* asked once, not a storm */
    end(&x);
    begin(&x, answer_expected, csv, ",\"auth\":{\"kind\":\"basic\",\"secret\":\"key\"}");
    put_secret(&x, "key", "only-a-password");
    assert_false(run(&x));
    assert_failure(&x.f, FAILURE_OPERATOR, "has no colon");
    assert_hidden(&x, "only-a-password");
    end(&x);
}

/* What a source writes back of the key is masked: in headers, in its redirects, in what is said of them. */
static void
answer_echo(struct buffer *out, const char *head, int n)
{
    if (n == 1)
        server_reply(out, "302 Found", "Location: /there?appid=geheim&y=2\r\n", "");
    else if (strstr(head, "GET /there?y=2&appid=geheim HTTP") != NULL)
        server_reply(out, "200 OK", "X-Request: GET /there?appid=geheim\r\n", "code\n14\n");
    else
        server_reply(out, "302 Found", "Location: http://example.org/geheim\r\n", "");
}

static void
test_echo(void **state)
{
    struct fetching x;

    begin(&x, answer_echo, csv, ",\"auth\":{\"kind\":\"query\",\"name\":\"appid\",\"secret\":\"key\"}");
    put_secret(&x, "key", "geheim");
    assert_good(run(&x), &x.f);
    assert_hidden(&x, "geheim");
    assert_false(run(&x));
    assert_failure(&x.f, FAILURE_OPERATOR, "redirects to http://example.org/******");
    assert_hidden(&x, "geheim");
    end(&x);
}

/* OAuth2 client credentials: a token is asked for once, kept, and renewed once when it is refused. */
static const char *token_reply;
static const char *token_request;
static int refused_at; /* the data request that is refused although its token is new */

static void
answer_oauth(struct buffer *out, const char *head, int n)
{
    static int tokens;
    static int data;

    if (strncmp(head, "POST /token ", 12) == 0)
    {
        char *reply = mem_format(token_reply, ++tokens);
        bool good =
            strstr(head, token_request) != NULL && strstr(head, "grant_type=client_credentials") != NULL;

        server_reply(
            out, good ? "200 OK" : "401 Unauthorized", "Content-Type: application/json\r\n",
            good ? reply
                 : "{\"error\":\"invalid_client\",\"error_description\":\"client s3cret/+ unknown\"}");
        free(reply);
        return;
    }
    {
        char *line = mem_format("\r\nAuthorization: Bearer tok%d\r\n", tokens);

        data++;
        server_reply(out, strstr(head, line) != NULL && data != refused_at ? "200 OK" : "401 Unauthorized",
                     "", strstr(head, "page=1") != NULL ? "code\n14\n" : "code\n");
        free(line);
    }
}

static void
begin_oauth(struct fetching *x, const char *more)
{
    char *auth = mem_format(
        ",\"auth\":{\"kind\":\"oauth2\",\"token_url\":\"http://127.0.0.1:1/token\",\"client\":\"me too\","
        "\"secret\":\"key\",\"scope\":\"read "
        "data\"%s},\"paging\":{\"kind\":\"page_number\",\"parameter\":\"page\"}",
        more);

    begin(x, answer_oauth, csv, auth);
    free(x->feed.request.auth.token_url);
    x->feed.request.auth.token_url = mem_format("http://127.0.0.1:%d/token", x->server.port);
    put_secret(x, "key", "s3cret/+");
    free(auth);
}

static void
test_oauth(void **state)
{
    struct fetching x;

    token_reply = "{\"access_token\":\"tok%d\",\"token_type\":\"Bearer\",\"expires_in\":3600}";
    token_request = "\r\nAuthorization: Basic bWUlMjB0b286czNjcmV0JTJGJTJC\r\n"; /* me%20too:s3cret%2F%2B */
    refused_at = 0;
    begin_oauth(&x, "");
    assert_good(run(&x), &x.f);
    assert_int_equal(*x.server.requests, 3); /* one token for two pages */
    assert_hidden(&x, "tok1");
    end(&x);
    token_request =
        "scope=read%20data&audience=https%3A%2F%2Fapi&client_id=me%20too&client_secret=s3cret%2F%2B";
    begin_oauth(&x, ",\"client_in\":\"body\",\"audience\":\"https://api\"");
    assert_good(run(&x), &x.f);
    end(&x);
    /* Refused once: another token, the same page again. */
    refused_at = 2;
    begin_oauth(&x, ",\"client_in\":\"body\",\"audience\":\"https://api\"");
    assert_good(run(&x), &x.f);
    assert_int_equal(*x.server.requests, 5);
    end(&x);
    /* Without a life it lasts until it is refused. */
    refused_at = 0;
    token_reply = "{\"access_token\":\"tok%d\",\"expires_in\":\"0\"}";
    begin_oauth(&x, ",\"client_in\":\"body\",\"audience\":\"https://api\"");
    assert_good(run(&x), &x.f);
    assert_int_equal(*x.server.requests, 3);
    end(&x);
}

/* A token of a short life is used for its first half. */
static void
test_oauth_short(void **state)
{
    struct fetching x;

    refused_at = 0;
    token_request = "grant_type";
    token_reply = "{\"access_token\":\"tok%d\",\"expires_in\":20}";
    begin_oauth(&x, "");
    assert_good(run(&x), &x.f);
    assert_int_equal(*x.server.requests, 3); /* one token for two pages */
    end(&x);
    /* The server holds each answer for more than half of a second. */
    token_reply = "{\"access_token\":\"tok%d\",\"expires_in\":1}";
    server_pause_ms = 600;
    begin_oauth(&x, "");
    server_pause_ms = 0;
    assert_good(run(&x), &x.f);
    assert_int_equal(*x.server.requests, 4); /* token, page, token, page */
    end(&x);
}

static void
test_oauth_refused(void **state)
{
    static const struct
    {
        const char *reply;
        const char *words;
    } cases[] = {
        {"{\"token\":\"tok%d\"}", "without a usable access_token"},
        {"{\"access_token\":\"tok%d\",\"token_type\":\"mac\"}", "tokens of type mac"},
        {"{\"access_token\":\"to k%d\"}", "without a usable access_token"},
        {"<html>%d", "without a usable access_token"},
    };
    struct fetching x;

    refused_at = 0;
    token_request = "grant_type";
    for (size_t i = 0; i < COUNT(cases); i++)
    {
        token_reply = cases[i].reply;
        begin_oauth(&x, "");
        assert_false(run(&x));
        assert_failure(&x.f, FAILURE_OPERATOR, cases[i].words);
        assert_has(x.f.text, "/token for a token: ");
        assert_int_equal(*x.server.requests, 1);
        end(&x);
    }
    token_reply = "{\"access_token\":\"wrong%d\"}";
    begin_oauth(&x, "");
    assert_false(run(&x));
    assert_failure(&x.f, FAILURE_OPERATOR, "wants a login");
    assert_int_equal(*x.server.requests, 4); /* token, page, token, page */
    end(&x);
    token_request = "no such";
    begin_oauth(&x, "");
    assert_false(run(&x));
    assert_failure(&x.f, FAILURE_OPERATOR, "the server answered 401 (invalid_client)");
    assert_hidden(&x, "s3cret");
    end(&x);
}

/* Two places: the first redirects, the second says what it was sent. */
static int second_port;
static const char *redirect_status;

static void
answer_to_second(struct buffer *out, const char *head, int n)
{
    char *line = mem_format("Location: http://127.0.0.1:%d/there\r\n", second_port);

    server_reply(out, redirect_status, line, "");
    free(line);
}

static void
answer_second(struct buffer *out, const char *head, int n)
{
    bool leak = strstr(head, "geheim") != NULL || strcasestr(head, "\r\nAuthorization:") != NULL ||
                strcasestr(head, "\r\nX-Key:") != NULL || strcasestr(head, "\r\nCookie:") != NULL;

    server_reply(out, leak ? "418 Leaked" : "200 OK", "",
                 strstr(head, "\r\nAccept: text/csv\r\n") != NULL ? "code\n14\n15\n" : "code\n");
}

static void
test_redirect_elsewhere(void **state)
{
    static const char *const auths[] = {
        "{\"kind\":\"basic\",\"user\":\"u\",\"secret\":\"key\"}",
        "{\"kind\":\"header\",\"name\":\"X-Own\",\"secret\":\"key\"}",
        "{\"kind\":\"query\",\"name\":\"k\",\"secret\":\"key\"}",
    };
    struct server second;
    struct fetching x;

    server_start(&second, answer_second);
    second_port = second.port;
    redirect_status = "302 Found";
    for (size_t i = 0; i < COUNT(auths); i++)
    {
        char *more =
            mem_format(",\"headers\":{\"Accept\":\"text/csv\",\"X-Key\":{\"secret\":\"key\"}},\"auth\":%s,"
                       "\"redirects\":[\"http://127.0.0.1:%d\"]",
                       auths[i], second.port);

        begin(&x, answer_to_second, csv, more);
        put_secret(&x, "key", "geheim");
        assert_good(run(&x), &x.f);
        assert_int_equal(x.fetched.records, 2); /* other headers do go along */
        end(&x);
        free(more);
    }
    /* The list is of origins: another port is another place. */
    begin(&x, answer_to_second, csv, ",\"redirects\":[\"http://127.0.0.1\",\"https://127.0.0.1:1\"]");
    assert_false(run(&x));
    assert_failure(&x.f, FAILURE_OPERATOR, "redirects to http://127.0.0.1:");
    assert_failure(&x.f, FAILURE_OPERATOR, "request.redirects");
    end(&x);
    server_stop(&second);
}

/* A redirect to a private place is stopped where the connection is made, not where a name is read. */
static void
answer_inside(struct buffer *out, const char *head, int n)
{
    server_reply(out, "200 OK", "", "code\n14\n");
}

static void
test_private(void **state)
{
    static const char *const hosts[] = {
        "127.0.0.1", "localhost", "2130706433",         "0x7f.1",          "0177.0.0.1",
        "127.1",     "[::1]",     "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]",
        "0.0.0.0",   "[::]",      "169.254.169.254",    "10.0.0.1",        "[fd00::1]",
        "[fe80::1]"};
    struct fetching x;

    begin(&x, answer_inside, csv, ",\"retries\":0");
    x.feed.request.allow_private = false;
    for (size_t i = 0; i < COUNT(hosts); i++)
    {
        for (int proxied = 0; proxied < 2; proxied++)
        {
            free(x.feed.request.url);
            x.feed.request.url = mem_format("http://%s:%d/data", hosts[i], x.server.port);
            x.feed.request.proxy.url = proxied ? mem_format("http://127.0.0.1:%d", x.server.port) : NULL;
            assert_false(run(&x));
            if (strstr(x.f.text, "private or local address") == NULL)
                wrong("%s%s: %s", hosts[i], proxied ? " through a proxy" : "", x.f.text);
            free(x.feed.request.proxy.url);
            x.feed.request.proxy.url = NULL;
        }
    }
    assert_int_equal(*x.server.requests, 0);
    end(&x);
}

/* A proxy sees whole URLs; its own login goes to it alone. */
static void
answer_proxy(struct buffer *out, const char *head, int n)
{
    if (strncmp(head, "CONNECT ", 8) == 0 ||
        strstr(head, "\r\nProxy-Authorization: Basic cDpnZWhlaW0=\r\n") == NULL)
        server_reply(out, "407 Proxy Authentication Required", "", "");
    else if (strncmp(head, "GET http://example.org/data ", 28) == 0)
        server_reply(out, "200 OK", "", "code\n14\n");
    else
        server_reply(out, "400 Bad", "", "");
}

static void
test_proxy(void **state)
{
    struct fetching x;

    begin(&x, answer_proxy, csv,
          ",\"proxy\":{\"url\":\"http://127.0.0.1:1\",\"user\":\"p\",\"secret\":\"key\"}");
    put_secret(&x, "key", "geheim");
    free(x.feed.request.proxy.url);
    x.feed.request.proxy.url = mem_format("http://127.0.0.1:%d", x.server.port);
    free(x.feed.request.url);
    x.feed.request.url = mem_text(slice_of("http://example.org/data"));
    x.feed.request.allow_private = false;
    assert_good(run(&x), &x.f);
    assert_int_equal(x.fetched.records, 1);
    free(x.feed.request.url);
    x.feed.request.url = mem_text(slice_of("https://example.org/data"));
    assert_false(run(&x));
    assert_failure(&x.f, FAILURE_OPERATOR, "the proxy answered 407");
    put_secret(&x, "key", "wrong");
    free(x.feed.request.url);
    x.feed.request.url = mem_text(slice_of("http://example.org/data"));
    assert_false(run(&x));
    assert_failure(&x.f, FAILURE_OPERATOR, "407");
    assert_int_equal(*x.server.requests, 3);
    x.feed.request.retries = 0;
    free(x.feed.request.proxy.url);
    x.feed.request.proxy.url = mem_text(slice_of("http://127.0.0.1:1"));
    assert_false(run(&x));
    assert_failure(&x.f, FAILURE_RETRY, "proxy");
    end(&x);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),         cmocka_unit_test(test_member_in_url),
        cmocka_unit_test(test_wrong_secrets), cmocka_unit_test(test_echo),
        cmocka_unit_test(test_oauth),         cmocka_unit_test(test_oauth_short),
        cmocka_unit_test(test_oauth_refused), cmocka_unit_test(test_redirect_elsewhere),
        cmocka_unit_test(test_private),       cmocka_unit_test(test_proxy),
    };

    return cmocka_run_group_tests_name("access", tests, NULL, NULL);
}
