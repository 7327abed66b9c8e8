/* A spooled body is proven from its first byte to its last: inflated, summed, sniffed, decoded, parsed; its
 * envelope is read. */
#include "unit.h"

#include "page.h"

static const char csv_format[] = "{\"kind\":\"csv\"}";
static const char gbk_format[] = "{\"kind\":\"csv\",\"encoding\":\"GBK\"}";
static const char json_format[] = "{\"kind\":\"json\",\"rows\":\"/data\"}";
static const char paging[] = ",\"paging\":{\"kind\":\"page_number\",\"parameter\":\"page\",\"pages_at\":\"/"
                             "pages\",\"page_at\":\"/page\",\"total_at\":\"/total\"}";

/* Read a body as a page of a feed with this format and more of the request. */
static bool
read_body(const char *format, const char *more, struct slice body, struct diary *diary,
          struct page_facts *facts, struct failure *f)
{
    char *text = mem_format("{\"feed\":\"g\",\"kind\":\"statistic\",\"mode\":\"upsert\",\"request\":{\"url\":"
                            "\"http://h/\"%s},\"format\":%s,"
                            "\"constants\":{\"region_scheme\":\"x\",\"indicator\":\"y\",\"period\":\"2015\"},"
                            "\"columns\":{\"region\":{\"field\":\"code\"}}}",
                            more, format);
    char *dir = scratch_make();
    char *path = mem_format("%s/body", dir);
    struct feed feed;
    bool good;

    assert_good(feed_parse("g.json", slice_of(text), &feed, NULL, f), f);
    scratch_write(path, body);
    memset(diary, 0, sizeof(*diary));
    diary->fields = feed.fields;
    diary->n_fields = feed.n_fields;
    good = page_read(&feed, path, (struct record_sink){diary_take, diary}, facts, f);
    feed_free(&feed);
    free(path);
    free(text);
    scratch_remove(dir);
    return good;
}

static void
test_csv(void **state)
{
    struct page_facts facts;
    struct failure f = {0};
    struct diary d;
    char sum[DIGEST_TEXT_MAX];

    assert_good(read_body(csv_format, "", LITERAL("code\n14\n11\n"), &d, &facts, &f), &f);
    assert_string_equal(buffer_string(&d.text), "1@5 code=14\n2@8 code=11\n");
    diary_free(&d);
    assert_int_equal(facts.records, 2);
    assert_int_equal(facts.body_bytes, 11);
    assert_false(facts.was_gzip || facts.has_pages || facts.has_page || facts.has_total);
    digest_of("code\n14\n11\n", 11, sum);
    assert_string_equal(facts.sha256, sum);
    assert_good(read_body(gbk_format, "", LITERAL("code\n\xca\xa1\n"), &d, &facts, &f), &f);
    assert_string_equal(buffer_string(&d.text), "1@5 code=省\n");
    diary_free(&d);
}

/* The sum is over what was inflated, so that another compression of the same bytes is unchanged. */
static void
test_gzip(void **state)
{
    /* printf 'code\n14\n' | gzip -n */
    static const char wire[] = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b\xce\x4f\x49\xe5\x32\x34\xe1\x02"
                               "\x00\x66\x84\xe4\x95\x08\x00\x00\x00";
    struct page_facts facts;
    struct failure f = {0};
    struct diary d;
    char sum[DIGEST_TEXT_MAX];

    assert_good(read_body(csv_format, "", LITERAL(wire), &d, &facts, &f), &f);
    assert_true(facts.was_gzip);
    assert_int_equal(facts.records, 1);
    digest_of("code\n14\n", 8, sum);
    assert_string_equal(facts.sha256, sum);
    diary_free(&d);
    assert_false(read_body(csv_format, "", slice_make(wire, sizeof(wire) - 2), &d, &facts, &f));
    assert_failure(&f, FAILURE_RETRY, "the gzip body is cut");
    diary_free(&d);
}

static void
test_json(void **state)
{
    struct page_facts facts;
    struct failure f = {0};
    struct diary d;

    assert_good(read_body(json_format, paging,
                          LITERAL("{\"page\":2,\"data\":[{\"code\":\"14\"},{}],\"pages\":7,\"total\":13}"),
                          &d, &facts, &f),
                &f);
    assert_string_equal(buffer_string(&d.text), "1@18 code=14\n2@32 code=absent\n");
    diary_free(&d);
    assert_true(facts.has_page && facts.has_pages && facts.has_total);
    assert_int_equal(facts.page, 2);
    assert_int_equal(facts.pages, 7);
    assert_int_equal(facts.total, 13);
    assert_int_equal(facts.records, 2);
}

static void
test_envelope_refused(void **state)
{
    static const struct
    {
        struct slice body;
        const char *words;
    } cases[] = {
        {BYTES("{\"data\":[],\"page\":1,\"total\":1}"), "no number at \"/pages\""},
        {BYTES("{\"data\":[],\"page\":1,\"pages\":\"many\",\"total\":1}"),
         "\"many\" at \"/pages\" is not a whole number"},
        {BYTES("{\"data\":[],\"page\":1.5,\"pages\":1,\"total\":1}"), "\"1.5\" at \"/page\""},
        {BYTES("{\"data\":[],\"page\":1,\"pages\":1,\"total\":-1}"), "\"-1\" at \"/total\""},
        {BYTES("{\"data\":[],\"page\":1,\"pages\":99999999999999999999,\"total\":1}"),
         "at \"/pages\" is not a whole number"},
        {BYTES("{\"data\":[],\"page\":1,\"pages\":1,\"total\":null}"), "no number at \"/total\""},
    };

    for (size_t i = 0; i < COUNT(cases); i++)
    {
        struct page_facts facts;
        struct failure f = {0};
        struct diary d;

        assert_false(read_body(json_format, paging, cases[i].body, &d, &facts, &f));
        assert_failure(&f, FAILURE_DATA, cases[i].words);
        assert_failure(&f, FAILURE_DATA, "request.paging");
        diary_free(&d);
    }
}

static void
test_not_the_data(void **state)
{
    static const struct
    {
        const char *format;
        struct slice body;
        const char *words;
    } cases[] = {
        {csv_format, BYTES("<!DOCTYPE html>\n<html><head><title>系统维护中</title></head>"),
         "a web page (HTML) instead of CSV, titled \"系统维护中\""},
        {csv_format, BYTES("\n  <HTML><body>x"), "a web page (HTML) instead of CSV"},
        {csv_format, BYTES("\xef\xbb\xbf<html>"), "a web page (HTML)"},
        {csv_format, BYTES("<!-- x --><html>"), "a web page (HTML)"},
        {json_format, BYTES("<html lang=\"zh\"><title lang=\"zh\">Log\nin \"here\"</title>"),
         "a web page (HTML) instead of JSON, titled \"Log in  here \""},
        {json_format, BYTES("<?xml version=\"1.0\"?><error/>"), "XML or HTML instead of JSON"},
        {csv_format, BYTES("<error/>"), "XML or HTML instead of CSV"},
        {csv_format, BYTES("{\"error\":\"busy\"}"), "JSON instead of CSV: {\"error\":\"busy\"}"},
        {csv_format, BYTES("[]"), "JSON instead of CSV"},
    };

    for (size_t i = 0; i < COUNT(cases); i++)
    {
        struct page_facts facts;
        struct failure f = {0};
        struct diary d;

        assert_false(read_body(cases[i].format, "", cases[i].body, &d, &facts, &f));
        assert_failure(&f, FAILURE_DATA, cases[i].words);
        assert_int_equal(d.n, 0);
        diary_free(&d);
    }
}

/* What looks odd and is data passes the sniff. */
static void
test_sniff(void **state)
{
    struct failure f = {0};

    assert_false(page_sniff(FORMAT_CSV, LITERAL("code,html\n"), &f));
    assert_false(page_sniff(FORMAT_CSV, LITERAL(""), &f));
    assert_false(page_sniff(FORMAT_CSV, LITERAL(" \n"), &f));
    assert_false(page_sniff(FORMAT_CSV, LITERAL("\0\0"), &f));
    assert_false(page_sniff(FORMAT_CSV, LITERAL("\"<html>\",x\n"), &f));
    assert_false(page_sniff(FORMAT_JSON, LITERAL("[]"), &f));
    assert_false(page_sniff(FORMAT_JSON, LITERAL("oops"), &f)); /* the parser's to say */
}

static void
test_refused(void **state)
{
    struct page_facts facts;
    struct failure f = {0};
    struct diary d;

    assert_false(read_body(csv_format, "", LITERAL(""), &d, &facts, &f));
    assert_failure(&f, FAILURE_RETRY, "empty");
    diary_free(&d);
    assert_false(read_body(csv_format, "", LITERAL("code\n\xca\xd0\n"), &d, &facts, &f));
    assert_failure(&f, FAILURE_DATA, "byte 5 (0xca) is not UTF-8");
    diary_free(&d);
    assert_false(
        read_body(csv_format, ",\"limits\":{\"body_bytes\":7}", LITERAL("code\n14\n"), &d, &facts, &f));
    assert_failure(&f, FAILURE_OPERATOR, "larger than 7 bytes");
    diary_free(&d);
    assert_false(read_body(json_format, "", LITERAL("{\"data\":[{\"code\":1}"), &d, &facts, &f));
    assert_failure(&f, FAILURE_RETRY, "the JSON is cut");
    diary_free(&d);
}

/* A body whose first bytes fill the sniffing window exactly, and around it. */
static void
test_window(void **state)
{
    for (int extra = -2; extra <= 2; extra++)
    {
        struct buffer body = {0};
        struct page_facts facts;
        struct failure f = {0};
        struct diary d;
        char sum[DIGEST_TEXT_MAX];

        buffer_text(&body, "code\n");
        while ((int) body.len < PAGE_SNIFF_BYTES + extra - 1)
            buffer_byte(&body, '7');
        buffer_byte(&body, '\n');
        assert_good(read_body(csv_format, "", buffer_slice(&body), &d, &facts, &f), &f);
        assert_int_equal(d.n, 1);
        digest_of(body.ptr, body.len, sum);
        assert_string_equal(facts.sha256, sum);
        assert_int_equal(facts.body_bytes, body.len);
        diary_free(&d);
        buffer_free(&body);
    }
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_csv),          cmocka_unit_test(test_gzip),
        cmocka_unit_test(test_json),         cmocka_unit_test(test_envelope_refused),
        cmocka_unit_test(test_not_the_data), cmocka_unit_test(test_sniff),
        cmocka_unit_test(test_refused),      cmocka_unit_test(test_window),
    };

    return cmocka_run_group_tests_name("page", tests, NULL, NULL);
}
