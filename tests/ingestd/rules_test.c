/* Answers mean what the definition's rules say, in their order; what is only queued is waited for. */
#include "fetching.h"

static const char rows_json[] = "{\"kind\":\"json\",\"rows\":\"/1\"}";
static const char *body_text;
static const char *status_text;
static const char *type_text;

/* The scripted answer once, then a page with one row. */
static void
answer_once(struct buffer *out, const char *head, int n)
{
    if (n == 1)
        server_reply(out, status_text, type_text, body_text);
    else
        server_reply(out, "200 OK", "", "[{\"pages\":1},[{\"code\":\"1\"}]]");
}

/* A run with rules against one odd answer: the failure's words, or how many rows and requests there were. */
static void
expect_ruled(const char *rules, const char *status, const char *headers, const char *body,
             enum failure_class class, const char *words, int records, int requests)
{
    struct fetching x;
    char *more = mem_format(",\"rules\":[%s]", rules);

    status_text = status;
    type_text = headers;
    body_text = body;
    begin(&x, answer_once, rows_json, more);
    if (run(&x) != (words == NULL))
        wrong("%s with %s: %s", rules, body, words == NULL ? x.f.text : "fetched");
    if (words != NULL)
        assert_failure(&x.f, class, words);
    else
        assert_int_equal(x.fetched.records, records);
    assert_int_equal(*x.server.requests, requests);
    end(&x);
    free(more);
}

#define OPERATOR FAILURE_OPERATOR

static void
test_outcomes(void **state)
{
    static const char error[] =
        "[{\"message\":[{\"id\":\"120\",\"value\":\"The indicator was not\\nfound.\"}]}]";
    static const char at[] =
        "{\"at\":\"/0/message\",\"then\":\"fail\",\"message_at\":\"/0/message/0/value\"}";

    /* An error that comes as 200: without a rule it is only no list of rows. */
    expect_ruled("", "200 OK", "", error, FAILURE_DATA, "has no list at \"/1\"", 0, 1);
    expect_ruled(at, "200 OK", "", error, OPERATOR,
                 "the server answered 200, by rule 1 an error: The indicator was not", 0, 1);
    expect_ruled(at, "200 OK", "", "[{\"pages\":1},[{\"code\":\"1\"}]]", 0, NULL, 1, 1);
    /* The first that fits decides. */
    expect_ruled("{\"status\":[500],\"then\":\"fail\"},{\"status\":[404,410],\"then\":\"empty\"},{\"status\":"
                 "[404],\"then\":\"fail\"}",
                 "404 Not Found", "", "", 0, NULL, 0, 1);
    expect_ruled("{\"status\":[404],\"at\":\"/error\",\"in\":[\"no such "
                 "table\"],\"then\":\"fail\"},{\"status\":[404],\"then\":\"empty\"}",
                 "404 Not Found", "", "{\"error\":\"no such table\"}", OPERATOR, "by rule 1 an error", 0, 1);
    expect_ruled("{\"at\":\"/error\",\"in\":[\"busy\",\"later\"],\"then\":\"retry\"}", "200 OK", "",
                 "{\"error\":\"later\"}", 0, NULL, 1, 2);
    expect_ruled("{\"at\":\"/0/code\",\"in\":[\"429\"],\"then\":\"wait\",\"wait_s\":1}", "200 OK", "",
                 "[{\"code\":429}]", 0, NULL, 1, 2);
    expect_ruled("{\"at\":\"/success\",\"in\":[\"false\"],\"then\":\"fail\"}", "200 OK", "",
                 "{\"success\":false}", OPERATOR, "rule 1", 0, 1);
    expect_ruled("{\"at\":\"/1\",\"exists\":false,\"then\":\"empty\"}", "200 OK", "", "[{\"pages\":0}]", 0,
                 NULL, 0, 1);
    expect_ruled("{\"at\":\"/1\",\"exists\":false,\"then\":\"empty\"}", "200 OK", "", "[{\"pages\":0},null]",
                 0, NULL, 0, 1);
    expect_ruled("{\"contains\":\"maintenance\",\"then\":\"retry\"}", "200 OK", "",
                 "<html>maintenance</html>", 0, NULL, 1, 2);
    expect_ruled("{\"type\":\"text/html\",\"then\":\"retry\"}", "200 OK",
                 "Content-Type: TEXT/HTML; charset=x\r\n", "x", 0, NULL, 1, 2);
    expect_ruled("{\"status\":[418],\"then\":\"login\"}", "418 Teapot", "", "", OPERATOR,
                 "by rule 1 a refused login", 0, 1);
    /* A status that is data all the same: the whole of it. */
    expect_ruled("{\"status\":[203],\"then\":\"ok\"}", "203 Non-Authoritative", "",
                 "[{},[{\"code\":\"1\"},{\"code\":\"2\"}]]", 0, NULL, 2, 1);
    /* A document that is cut has no value in it: it is read again, whatever the rule. */
    expect_ruled("{\"at\":\"/0/message\",\"then\":\"fail\"}", "200 OK", "", "[{\"message\":\"x\"},[", 0, NULL,
                 1, 2);
    /* An empty body in place of a page is none. */
    expect_ruled("{\"status\":[404],\"then\":\"empty\"}", "200 OK", "", "", 0, NULL, 1, 2);
}

/* By rule a 404 behind the last page is the end, on any other page it is not. */
static int pages_there;

static void
answer_until(struct buffer *out, const char *head, int n)
{
    const char *at = strstr(head, "page=");
    int page = at == NULL ? 0 : atoi(at + 5);
    char *body = mem_format("[{},[{\"code\":\"%d\"}]]", page);

    server_reply(out, page > pages_there ? "404 Not Found" : "200 OK", "", page > pages_there ? "" : body);
    free(body);
}

static void
test_end(void **state)
{
    struct fetching x;

    pages_there = 3;
    begin(&x, answer_until, rows_json,
          ",\"paging\":{\"kind\":\"page_number\",\"parameter\":\"page\"},\"rules\":[{\"status\":[404],"
          "\"then\":\"end\"}]");
    assert_good(run(&x), &x.f);
    assert_int_equal(x.fetched.records, 3);
    end(&x);
    expect_failure(answer_until, rows_json, ",\"paging\":{\"kind\":\"page_number\",\"parameter\":\"page\"}",
                   FAILURE_OPERATOR, "page 4: ", 4);
}

/* A job: submitted with a body, asked for thrice, given elsewhere. */
static const char *states[4];
static const char *job_way;

static void
answer_job(struct buffer *out, const char *head, int n)
{
    char *body = NULL;

    if (strncmp(head, "POST /data", 10) == 0)
    {
        server_reply(out, "202 Accepted", "Location: status?id=a%2Fb\r\n", "<q><id> a/b </id></q>");
        return;
    }
    if (strncmp(head, "GET /status/a%2Fb ", 18) == 0 || strncmp(head, "GET /status?id=a%2Fb ", 21) == 0)
        body = mem_format("{\"state\":\"%s\",\"link\":\"/result?j=a%%2Fb\"}", states[n - 2]);
    if (body != NULL && strcmp(states[n - 2], "503") == 0)
        server_reply(out, "503 Busy", "", "");
    else if (body != NULL && strcmp(states[n - 2], "202") == 0)
        server_reply(out, "202 Accepted", "", "");
    else if (body != NULL && strcmp(states[n - 2], "200") == 0)
        server_reply(out, "200 OK", "ETag: \"r\"\r\n", "[{},[{\"code\":\"1\"}]]");
    else if (body != NULL)
        server_reply(out, "200 OK", "", body);
    else if (strncmp(head, job_way, strlen(job_way)) == 0 && strstr(head, "\r\nX-Own: 1\r\n") != NULL)
        server_reply(out, "200 OK", "", "[{},[{\"code\":\"1\"},{\"code\":\"2\"}]]");
    else
        server_reply(out, "404 Not Found", "", "");
    free(body);
}

static void
expect_job(const char *job, const char *first, const char *second, const char *third, const char *words,
           int records, int requests)
{
    struct fetching x;
    char *more = mem_format(",\"body\":{\"json\":{\"q\":1}},\"headers\":{\"X-Own\":\"1\"},\"retries\":1,"
                            "\"rules\":[{\"status\":[202],\"then\":\"queued\"}],\"job\":%s",
                            job);

    states[0] = first;
    states[1] = second;
    states[2] = third;
    begin(&x, answer_job, rows_json, more);
    /* Where the definition names a whole URL, its port is only known now. */
    if (x.feed.request.job.poll_url != NULL)
    {
        char *url = mem_format("http://127.0.0.1:%d/status/{job}", x.server.port);

        free(x.feed.request.job.poll_url);
        x.feed.request.job.poll_url = url;
    }
    if (x.feed.request.job.result_url != NULL)
    {
        char *url = mem_format("http://127.0.0.1:%d/result?j={job}", x.server.port);

        free(x.feed.request.job.result_url);
        x.feed.request.job.result_url = url;
    }
    if (run(&x) != (words == NULL))
        wrong("%s: %s", job, words == NULL ? x.f.text : "fetched");
    if (words != NULL)
    {
        assert_has(x.f.text, words);
        assert_has(x.f.text, "job a/b: ");
    }
    else
        assert_int_equal(x.fetched.records, records);
    if (requests > 0)
        assert_int_equal(*x.server.requests, requests);
    end(&x);
    free(more);
}

#define ID   "\"id\":{\"after\":\"<id>\",\"before\":\"</id>\"}"
#define POLL "\"poll\":{\"url\":\"http://h/status/{job}\",\"every_s\":1"
#define POLLING                                                                                              \
    POLL ",\"state\":{\"at\":\"/"                                                                            \
         "state\"},\"running\":[\"queued\"],\"done\":[\"ready\"],\"failed\":[\"expired\"]}"
#define RESULT "\"result\":{\"url\":\"http://h/result?j={job}\"}"

static void
test_job(void **state)
{
    job_way = "GET /result?j=a%2Fb ";
    expect_job("{" ID "," POLLING "," RESULT "}", "queued", "queued", "ready", NULL, 2, 5);
    expect_job("{" ID "," POLLING ",\"result\":{\"link\":{\"at\":\"/link\"}}}", "ready", "", "", NULL, 2, 3);
    /* A poll that fails is asked again, the job is not begun anew. */
    expect_job("{" ID "," POLLING "," RESULT "}", "503", "queued", "ready", NULL, 2, 5);
    /* Without a state 202 means that it still runs, and the last answer is the data. */
    expect_job("{" ID "," POLL "}}", "202", "202", "200", NULL, 1, 4);
    /* The job may be known by where it is. */
    expect_job("{\"id\":{\"header\":\"Location\"},\"poll\":{\"every_s\":1}}", "202", "200", "", NULL, 1, 3);
}

static void
test_job_fails(void **state)
{
    job_way = "GET /result?j=a%2Fb ";
    expect_job("{" ID "," POLLING "," RESULT "}", "strange", "", "", "in an unknown state \"strange\"", 0, 2);
    expect_job("{" ID "," POLLING ",\"result\":{\"link\":{\"at\":\"/none\"}}}", "ready", "", "",
               "does not say where the data are", 0, 2);
    expect_job("{" ID "," POLL ",\"limit_s\":1}}", "202", "202", "202", "did not end within 1 seconds", 0, 0);
    job_way = "nothing";
    expect_job("{" ID "," POLLING "," RESULT "}", "ready", "", "", "the server answered 404", 0, 3);
    expect_failure(answer_job, rows_json,
                   ",\"body\":{\"json\":1},\"rules\":[{\"status\":[202],\"then\":\"queued\"}],\"job\":{"
                   "\"id\":{\"at\":\"/none\"}}",
                   FAILURE_DATA, "does not name its job", 1);
}

/* A job that was lost is begun anew, as often as retries allow. */
static void
answer_lost(struct buffer *out, const char *head, int n)
{
    server_reply(out, strncmp(head, "GET /data", 9) == 0 ? "202 Accepted" : "200 OK", "Location: /s\r\n",
                 "{\"state\":\"expired\"}");
}

static void
test_job_lost(void **state)
{
    expect_failure(
        answer_lost, rows_json,
        ",\"retries\":1,\"rules\":[{\"status\":[202],\"then\":\"queued\"}],\"job\":{\"id\":{\"header\":"
        "\"Location\"},"
        "\"poll\":{\"every_s\":1,\"state\":{\"at\":\"/state\"},\"done\":[\"x\"],\"failed\":[\"expired\"]}}",
        FAILURE_RETRY, "the job ended as \"expired\"", 4);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_outcomes),  cmocka_unit_test(test_end),      cmocka_unit_test(test_job),
        cmocka_unit_test(test_job_fails), cmocka_unit_test(test_job_lost),
    };

    return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
