/* A definition is read whole or refused with file, line, path, what is wrong and what is accepted. */
#include "unit.h"

#include "feed.h"

/* A definition that is right and has every part. */
static const char base_text[] =
    "{\"feed\": \"gdp\", \"title\": \"GDP\", \"kind\": \"statistic\", \"mode\": \"upsert\", \"after\": "
    "[\"other\"],"
    " \"max_reject_ratio\": 0.1, \"max_rejects\": 5, \"max_delete_ratio\": 1, \"allow_empty\": false,"
    " \"request\": {\"url\": \"http://h/x\", \"headers\": {\"Accept\": \"text/csv\", \"X-Api-Key\": "
    "{\"secret\": \"key\"}},"
    "  \"allow_private\": true, \"retries\": 2, \"timeout_s\": {\"connect\": 1, \"first_byte\": 2, "
    "\"stall\": 3, \"total\": 4},"
    "  \"limits\": {\"wire_bytes\": 1000, \"body_bytes\": 2000, \"ratio\": 3, \"pages\": 4},"
    "  \"paging\": {\"kind\": \"page_number\", \"parameter\": \"page\", \"first\": 0, \"size_parameter\": "
    "\"n\", \"size\": 100,"
    "   \"pages_at\": \"/pages\", \"page_at\": \"/page\", \"total_at\": \"/total\", \"rows_total\": true}},"
    " \"format\": {\"kind\": \"json\", \"encoding\": \"GB18030\", \"rows\": \"/data\"},"
    " \"constants\": {\"region_scheme\": \"gb2260\", \"measure\": \"level\"},"
    " \"columns\": {\"region\": {\"field\": \"code\", \"lookup\": \"region:gb2260\"},"
    "  \"period\": {\"template\": \"{year}-Q{qtr}\"},"
    "  \"status\": {\"field\": \"flag\", \"map\": {\"z\": \"Q\", \"a\": null}, \"map_default\": \"A\", "
    "\"null\": [\"-\"]}},"
    " \"figures\": [{\"indicator\": \"gdp\", \"value\": {\"field\": \"gdp\", \"thousands\": \",\","
    "   \"null_when\": {\"field\": \"flag\", \"in\": [\"N\"]}}},"
    "  {\"indicator\": \"wages\", \"value\": {\"field\": \"wages\"}, \"status\": \"P\"}],"
    " \"where\": [{\"field\": \"level\", \"in\": [\"55\"]}, {\"field\": \"own\", \"not_in\": [\"0\"]}]}";

/* Put a value (JSON text, NULL = remove) at a pointer of the base and write it out over many lines. */
static char *
with(const char *pointer, const char *value)
{
    json_t *root = json_loads(base_text, 0, NULL);
    json_t *at = root;
    char *path = mem_text(slice_of(pointer));
    char *rest = NULL;
    char *key = strtok_r(path, "/", &rest);
    char *next;
    char *text;

    assert_non_null(root);
    while (key != NULL && (next = strtok_r(NULL, "/", &rest)) != NULL)
    {
        at = json_is_array(at) ? json_array_get(at, (size_t) atoi(key)) : json_object_get(at, key);
        assert_non_null(at);
        key = next;
    }
    if (key != NULL && value == NULL)
        assert_int_equal(json_object_del(at, key), 0);
    else if (key != NULL && json_is_array(at))
        json_array_set_new(at, (size_t) atoi(key), json_loads(value, JSON_DECODE_ANY, NULL));
    else if (key != NULL)
        json_object_set_new(at, key, json_loads(value, JSON_DECODE_ANY, NULL));
    text = json_dumps(root, JSON_INDENT(1));
    json_decref(root);
    free(path);
    return text;
}

static void
test_whole(void **state)
{
    char *text = with("", NULL);
    struct failure f = {0};
    struct feed feed;
    char *canonical = NULL;
    const struct column_rule *rule;

    assert_good(feed_parse("gdp.json", slice_of(text), &feed, &canonical, &f), &f);
    assert_string_equal(feed.name, "gdp");
    assert_false(feed.snapshot);
    assert_int_equal(feed.n_after, 1);
    assert_string_equal(feed.after[0], "other");
    assert_int_equal(feed.request.n_headers, 2);
    assert_string_equal(feed.request.headers[0].value, "text/csv");
    assert_null(feed.request.headers[1].value);
    assert_string_equal(feed.request.headers[1].secret, "key");
    assert_true(feed.request.allow_private);
    assert_int_equal(feed.request.retries, 2);
    assert_int_equal(feed.request.connect_s, 1);
    assert_int_equal(feed.request.total_s, 4);
    assert_int_equal(feed.request.wire_bytes, 1000);
    assert_int_equal(feed.request.pages, 4);
    assert_int_equal(feed.request.paging.first, 0);
    assert_int_equal(feed.request.paging.size, 100);
    assert_int_equal(feed.format.kind, FORMAT_JSON);
    assert_string_equal(feed.format.encoding, "GB18030");
    assert_int_equal(feed.n_figures, 2);
    assert_int_equal(feed.n_where, 2);
    assert_false(feed.where[0].negated);
    assert_true(feed.where[1].negated);
    assert_int_equal(feed.n_fields, 8); /* each once, though flag is read twice */
    rule = feed.figures[0].rules[contract_column(feed.kind, "status")];
    assert_string_equal(rule->map[0].key, "a");
    assert_null(rule->map[0].value);
    assert_string_equal(rule->map_default, "A");
    /* A figure overrides a column; the other figure keeps it. */
    rule = feed.figures[1].rules[contract_column(feed.kind, "status")];
    assert_int_equal(rule->kind, RULE_CONSTANT);
    assert_string_equal(rule->constant, "P");
    assert_null(feed.figures[0].rules[contract_column(feed.kind, "vintage")]);
    /* The canonical form does not depend on order and spaces. */
    assert_true(strncmp(canonical, "{\"after\":[\"other\"],\"allow_empty\":false,", 38) == 0);
    free(canonical);
    free(text);
    feed_free(&feed);
    feed_free(&feed);
}

static void
test_defaults(void **state)
{
    static const char text[] =
        "{\"feed\":\"g\",\"kind\":\"statistic\",\"mode\":\"snapshot\",\"scope\":{\"region_scheme\":"
        "\"gb2260\",\"period\":[\"2015\"]},"
        "\"request\":{\"url\":\"https://h/x\"},\"format\":{\"kind\":\"csv\"},"
        "\"constants\":{\"region_scheme\":\"gb2260\",\"indicator\":\"gdp\"},"
        "\"columns\":{\"region\":{\"field\":\"code\"},\"period\":{\"field\":\"year\"}}}";
    struct failure f = {0};
    struct feed feed;

    assert_good(feed_parse("g.json", LITERAL(text), &feed, NULL, &f), &f);
    assert_true(feed.snapshot);
    assert_false(feed.request.allow_private);
    assert_int_equal(feed.request.paging.kind, PAGING_NONE);
    assert_int_equal(feed.request.retries, 3);
    assert_int_equal(feed.request.connect_s, 10);
    assert_int_equal(feed.request.wire_bytes, (int64_t) 1 << 30);
    assert_int_equal(feed.request.ratio, 200);
    assert_int_equal(feed.format.delimiter, ',');
    assert_int_equal(feed.format.quote, '"');
    assert_string_equal(feed.format.encoding, "UTF-8");
    assert_false(feed.format.unproven_length);
    assert_int_equal(feed.n_figures, 1);
    feed_free(&feed);
}

struct mistake
{
    const char *pointer; /* of the base */
    const char *value;   /* NULL = removed */
    const char *place;   /* the path that is named */
    const char *words;
    const char *hint; /* a part of it; "" = it may have none */
};

static const struct mistake mistakes[] = {
    {"/feed", NULL, "/", "\"feed\" is missing", ""},
    {"/feed", "\"GDP\"", "/feed", "is not a name of a feed", "lower-case"},
    {"/feed", "\"\"", "/feed", "is not a name of a feed", "lower-case"},
    {"/feed", "\"a/../b\"", "/feed", "is not a name of a feed", "lower-case"},
    {"/feed", "7", "/feed", "is not a text", "double quotes"},
    {"/titel", "\"x\"", "/titel", "unknown key \"titel\"", "known here: feed, title, kind"},
    {"/kind", "\"statistics\"", "/kind", "unknown kind \"statistics\"", "known kinds: statistic"},
    {"/mode", "\"replace\"", "/mode", "unknown mode \"replace\"", "upsert"},
    {"/scope", "{}", "/scope", "a scope belongs to a snapshot", "snapshot"},
    {"/after", "\"other\"", "/after", "is not a list", "list of texts"},
    {"/after/0", "\"gdp\"", "/after/0", "cannot run after itself", ""},
    {"/after/0", "\"No\"", "/after/0", "not a name of a feed", ""},
    {"/max_reject_ratio", "1.5", "/max_reject_ratio", "1.5 is out of range", "from 0 to 1"},
    {"/max_rejects", "-1", "/max_rejects", "-1 is out of range", "from 0 to"},
    {"/max_rejects", "1.5", "/max_rejects", "is not a whole number", "from 0 to"},
    {"/allow_empty", "1", "/allow_empty", "is not true or false", "true or false"},
    {"/request", NULL, "/", "\"request\" is missing", "url"},
    {"/request", "[]", "/request", "is not an object", "{…}"},
    {"/request/url", NULL, "/request", "\"url\" is missing", ""},
    {"/request/url", "\"ftp://h/x\"", "/request/url", "scheme ftp", "http and https"},
    {"/request/url", "\"http://u:p@h/x\"", "/request/url", "user or a password", "secret"},
    {"/request/uri", "\"x\"", "/request/uri", "unknown key \"uri\"", "known here: url"},
    {"/request/headers", "[]", "/request/headers", "is not an object", "Accept"},
    {"/request/headers/Authorization", "\"Bearer x\"", "/request/headers/Authorization",
     "a secret in plain text", "$CREDENTIALS_DIRECTORY"},
    {"/request/headers/Host", "\"x\"", "/request/headers/Host", "sets this header itself", "remove"},
    {"/request/headers/A b", "\"x\"", "/request/headers/A b", "is not a name of a header", "letters"},
    {"/request/headers/Accept", "\"a\\nb\"", "/request/headers/Accept", "control characters", ""},
    {"/request/headers/Accept", "5", "/request/headers/Accept", "is not a text", "secret"},
    {"/request/headers/X-Api-Key/secret", "\"../key\"", "/request/headers/X-Api-Key/secret",
     "not a name of a secret", "without a path"},
    {"/request/headers/X-Api-Key/prefix", "\"a\\u0001\"", "/request/headers/X-Api-Key", "control characters",
     ""},
    {"/request/auth", "5", "/request/auth", "\"kind\" is missing", ""},
    {"/request/auth", "{}", "/request/auth", "\"kind\" is missing", ""},
    {"/request/auth", "{\"kind\":\"digest\"}", "/request/auth/kind", "unknown kind of login \"digest\"",
     "bearer"},
    {"/request/auth", "{\"kind\":\"none\",\"secret\":\"key\"}", "/request/auth/secret", "unknown key",
     "kind"},
    {"/request/auth", "{\"kind\":\"bearer\"}", "/request/auth", "\"secret\" is missing", ""},
    {"/request/auth", "{\"kind\":\"bearer\",\"secret\":\"a/b\"}", "/request/auth/secret",
     "not a name of a secret", "without a path"},
    {"/request/auth", "{\"kind\":\"basic\",\"secret\":\"k\",\"user\":\"a:b\"}", "/request/auth", "no colon",
     ""},
    {"/request/auth", "{\"kind\":\"header\",\"secret\":\"k\"}", "/request/auth", "\"name\" is missing", ""},
    {"/request/auth", "{\"kind\":\"header\",\"secret\":\"k\",\"name\":\"a b\"}", "/request/auth/name",
     "not a name of a header", "letters"},
    {"/request/auth", "{\"kind\":\"header\",\"secret\":\"k\",\"name\":\"x-api-key\"}", "/request/auth",
     "among \"headers\" too", "keep one"},
    {"/request/auth", "{\"kind\":\"query\",\"secret\":\"k\",\"name\":\"\"}", "/request/auth/name", "is empty",
     "query parameter"},
    {"/request/auth", "{\"kind\":\"oauth2\",\"secret\":\"k\",\"client\":\"c\"}", "/request/auth",
     "\"token_url\" is missing", ""},
    {"/request/auth", "{\"kind\":\"oauth2\",\"secret\":\"k\",\"client\":\"c\",\"token_url\":\"ftp://h/\"}",
     "/request/auth/token_url", "scheme ftp", "http and https"},
    {"/request/auth",
     "{\"kind\":\"oauth2\",\"secret\":\"k\",\"client\":\"c\",\"token_url\":\"https://h/"
     "\",\"client_in\":\"url\"}",
     "/request/auth/client_in", "unknown place", "header"},
    {"/request/allow_private", "false", "/request/url", "over plain http", "https"},
    {"/request/tls", "{\"minimum\":\"1.0\"}", "/request/tls/minimum", "unknown version", "1.3"},
    {"/request/tls", "{\"key\":\"k\"}", "/request/tls", "without \"certificate\"", "certificate"},
    {"/request/tls", "{\"ca_file\":\"/etc/ca.pem\"}", "/request/tls/ca_file", "not a name of a secret",
     "without a path"},
    {"/request/tls", "{\"pinned_key\":\"sha1//abc\"}", "/request/tls/pinned_key", "not a pin", "sha256//"},
    {"/request/proxy", "{\"user\":\"u\",\"url\":\"http://p:3128\"}", "/request/proxy", "belong together",
     "both"},
    {"/request/proxy", "{\"url\":\"socks4://p\"}", "/request/proxy/url", "not a URL", "https://"},
    {"/request/redirects", "[\"https://h/path\"]", "/request/redirects/0", "more than an origin",
     "scheme, host"},
    {"/request/redirects", "[\"h\"]", "/request/redirects/0", "not a URL", "https://"},
    {"/request/retry_s", "-1", "/request/retry_s", "out of range", "86400"},
    {"/request/timeout_s/total", "0", "/request/timeout_s/total", "0 is out of range", "from 1 to 86400"},
    {"/request/timeout_s/totl", "1", "/request/timeout_s/totl", "unknown key", "connect, first_byte"},
    {"/request/limits/ratio", "\"x\"", "/request/limits/ratio", "is not a whole number", "from 1 to 2000"},
    {"/request/retries", "21", "/request/retries", "out of range", "from 0 to 20"},
    {"/request/paging/kind", "\"cursors\"", "/request/paging/kind", "unknown paging \"cursors\"",
     "page_number, offset, cursor"},
    {"/request/paging/kind", "\"cursor\"", "/request/paging/first", "unknown key", "cursor_at"},
    {"/request/paging/parameter", NULL, "/request/paging", "neither \"parameter\" nor {page}", "parameter"},
    {"/request/paging/total_header", "\"X Total\"", "/request/paging/total_header", "not a name of a header",
     "letters"},
    {"/request/paging/total_header", "\"X-Total\"", "/request/paging", "both \"total_at\" and", "keep one"},
    {"/request/paging", "{\"kind\":\"offset\",\"parameter\":\"o\"}", "/request/paging",
     "\"order\" is missing", "fixed"},
    {"/request/paging", "{\"kind\":\"offset\",\"parameter\":\"o\",\"order\":\"id\"}", "/request/paging/order",
     "unknown order", "fixed"},
    {"/request/paging", "{\"kind\":\"offset\",\"parameter\":\"o\",\"order\":{\"value\":\"x\"}}",
     "/request/paging/order", "\"parameter\" is missing", ""},
    {"/request/paging",
     "{\"kind\":\"offset\",\"parameter\":\"o\",\"order\":\"fixed\",\"short_page_ends\":true}",
     "/request/paging", "needs \"size\"", "size"},
    {"/request/paging", "{\"kind\":\"cursor\",\"parameter\":\"c\"}", "/request/paging",
     "needs \"cursor_at\" or", "next"},
    {"/request/paging",
     "{\"kind\":\"cursor\",\"parameter\":\"c\",\"cursor_at\":\"/n\",\"cursor_header\":\"N\"}",
     "/request/paging", "needs \"cursor_at\" or", "next"},
    {"/request/paging", "{\"kind\":\"cursor\",\"parameter\":\"c\",\"cursor_at\":\"n\"}",
     "/request/paging/cursor_at", "does not begin with /", "pointer"},
    {"/request/paging", "{\"kind\":\"cursor\",\"parameter\":\"c\",\"cursor_at\":\"/n\",\"ends\":\"never\"}",
     "/request/paging/ends", "unknown end", "same_cursor"},
    {"/request/paging", "{\"kind\":\"next_link\"}", "/request/paging", "\"next_at\" is missing", ""},
    {"/request/url", "\"http://h/{region}\"", "/request/url", "unknown variable {region}",
     "known: {page} {size}"},
    {"/request/url", "\"http://h/{page\"", "/request/url", "a { without its }", "{{ and }}"},
    {"/request/url", "\"http://{page}.h/\"", "/request/url", "not a URL", "https://"},
    {"/request/headers/Accept", "\"a{}\"", "/request/headers/Accept", "empty braces", "{{ and }}"},
    {"/request/rules", "{}", "/request/rules", "is not a list", "status"},
    {"/request/rules", "[{\"status\":[404]}]", "/request/rules/0", "\"then\" is missing", ""},
    {"/request/rules", "[{\"status\":[404],\"then\":\"stop\"}]", "/request/rules/0/then", "unknown outcome",
     "empty, end, retry"},
    {"/request/rules", "[{\"status\":404,\"then\":\"ok\"}]", "/request/rules/0/status", "is not a list",
     "[404]"},
    {"/request/rules", "[{\"status\":[99],\"then\":\"ok\"}]", "/request/rules/0/status/0", "not a status",
     "200 to 599"},
    {"/request/rules", "[{\"then\":\"ok\"}]", "/request/rules/0", "fits everything", "contains"},
    {"/request/rules", "[{\"in\":[\"x\"],\"then\":\"ok\",\"status\":[200]}]", "/request/rules/0",
     "need \"at\"", "at"},
    {"/request/rules", "[{\"at\":\"/x\",\"in\":[\"x\"],\"exists\":true,\"then\":\"ok\"}]", "/request/rules/0",
     "both \"in\"", "keep one"},
    {"/request/rules", "[{\"at\":\"x\",\"then\":\"ok\"}]", "/request/rules/0/at", "does not begin with /",
     "pointer"},
    {"/request/rules", "[{\"at\":\"/x\",\"then\":\"ok\",\"wait_s\":5}]", "/request/rules/0",
     "belongs to \"wait\"", "wait"},
    {"/request/rules", "[{\"status\":[202],\"then\":\"queued\"}]", "/request/rules/0", "needs \"job\"",
     "job"},
    {"/request/job", "{\"id\":{\"at\":\"/id\"}}", "/request/job", "is \"queued\"", "202"},
    {"/request/job", "{}", "/request/job", "\"id\" is missing", "Location"},
    {"/request/job", "{\"id\":{\"at\":\"/id\",\"header\":\"X\"}}", "/request/job/id", "does not say where",
     "header"},
    {"/request/job", "{\"id\":{\"after\":\"<id>\"}}", "/request/job/id", "does not say where", "before"},
    {"/request/job", "{\"id\":{\"header\":\"a b\"}}", "/request/job/id", "not a name of a header", "letters"},
    {"/request/job", "{\"id\":{\"at\":\"/id\"},\"poll\":{\"state\":{\"at\":\"/s\"}}}", "/request/job/poll",
     "needs \"done\"", "FINISHED"},
    {"/request/job", "{\"id\":{\"at\":\"/id\"},\"poll\":{\"done\":[\"x\"]}}", "/request/job/poll",
     "need \"state\"", "status"},
    {"/request/job", "{\"id\":{\"at\":\"/id\"},\"result\":{}}", "/request/job/result", "needs \"url\" or",
     "{job}"},
    {"/request/budget", "{\"requests\":1}", "/request/budget", "is not a list", "per_s"},
    {"/request/budget", "[{\"requests\":1}]", "/request/budget/0", "\"per_s\" is missing", ""},
    {"/request/budget", "[{\"per_s\":1}]", "/request/budget/0", "\"requests\" is missing", ""},
    {"/request/budget", "[{\"requests\":0,\"per_s\":1}]", "/request/budget/0/requests", "out of range",
     "from 1"},
    {"/request/budget", "[{\"requests\":1,\"per_s\":1,\"burst\":2}]", "/request/budget/0/burst",
     "unknown key", "requests or per_s"},
    {"/request/budget_wait_s", "-1", "/request/budget_wait_s", "out of range", "86400"},
    {"/request/each", "[]", "/request/each", "is not an object with 1 to", "region"},
    {"/request/each", "{\"Region\":[\"a\"]}", "/request/each/Region", "not a name of a list", "lower-case"},
    {"/request/each", "{\"page\":[\"a\"]}", "/request/each/page", "not a name of a list", "none of page"},
    {"/request/each", "{\"r\":[]}", "/request/each/r", "the list is empty", "codes"},
    {"/request/each", "{\"r\":[\"a\",\"a\"]}", "/request/each/r", "stands twice", "twice"},
    {"/request/each", "{\"r\":[\"a\"]}", "/request", "{r} stands nowhere", "url"},
    {"/request/each", "{\"r\":{\"from\":2015}}", "/request/each/r", "needs \"from\" and", "2011"},
    {"/request/each", "{\"r\":{\"from\":2015,\"to\":2011}}", "/request/each/r", "2015 to 2011 are not", ""},
    {"/request/each", "{\"r\":{\"codes\":\"\"}}", "/request/each/r", "not a code list", "region:"},
    {"/request/window", "{}", "/request/window", "\"from\" is missing", ""},
    {"/request/window", "{\"from\":\"2015-02-30\",\"step\":\"1 year\"}", "/request/window/from", "not a day",
     "YYYY"},
    {"/request/window", "{\"from\":\"2015-02-01\",\"step\":\"yearly\"}", "/request/window/step", "not a span",
     "3 months"},
    {"/request/window", "{\"from\":\"2015-02-01\",\"step\":\"1 year\",\"format\":\"%H\"}",
     "/request/window/format", "not a form of days", "%Y"},
    {"/request/window", "{\"from\":\"2015-02-01\",\"step\":\"1 year\",\"to\":\"2014-01-01\"}",
     "/request/window", "ends before it begins", ""},
    {"/request/window", "{\"from\":\"2015-02-01\",\"step\":\"1 year\"}", "/request",
     "{from} and {to} stand nowhere", "url"},
    {"/columns/region", "{\"variable\":\"region\"}", "/columns/region/variable",
     "not a variable of the request", "request.each"},
    {"/columns/region", "{\"variable\":\"region\",\"field\":\"x\"}", "/columns/region",
     "beside another source", "constants"},
    {"/request/body", "{}", "/request/body", "needs one kind", "json"},
    {"/request/body", "{\"json\":{},\"form\":{}}", "/request/body", "needs one kind", "json"},
    {"/request/body", "{\"text\":\"<a/>\"}", "/request/body", "belong together", "application/xml"},
    {"/request/body", "{\"form\":{\"a\":5}}", "/request/body/form/a", "is not a text", "double quotes"},
    {"/request/body", "{\"json\":{\"a\":[{\"b\":\"{x}\"}]}}", "/request/body/json/a/0/b",
     "unknown variable {x}", "{page}"},
    {"/request/paging/parameter", "\"\"", "/request/paging", "\"parameter\" is empty", "query parameter"},
    {"/request/paging/first", "2", "/request/paging/first", "out of range", "from 0 to 1"},
    {"/request/paging/size", NULL, "/request/paging", "needs \"size\"", "size"},
    {"/request/paging/pages_at", "\"pages\"", "/request/paging/pages_at", "does not begin with /",
     "JSON pointer"},
    {"/request/paging/total_at", NULL, "/request/paging", "needs \"total_at\"", "total_at"},
    {"/format", NULL, "/", "\"format\" is missing", "csv"},
    {"/format/kind", "\"xml\"", "/format/kind", "unknown format \"xml\"", "csv, json"},
    {"/format/rows", NULL, "/format", "\"rows\" is missing", ""},
    {"/format/rows", "\"data\"", "/format/rows", "does not begin with /", "JSON pointer"},
    {"/format/delimiter", "\";\"", "/format/delimiter", "unknown key", "kind, encoding or rows"},
    {"/format/encoding", "\"nonsense\"", "/format/encoding", "unknown encoding", "GB18030"},
    {"/format", "{\"kind\": \"csv\", \"delimiter\": \";;\"}", "/format/delimiter", "is not one character",
     "ASCII"},
    {"/format", "{\"kind\": \"csv\", \"delimiter\": \"；\"}", "/format/delimiter", "is not one character",
     "ASCII"},
    {"/format", "{\"kind\": \"csv\", \"delimiter\": \"\"}", "/format/delimiter", "is not one character",
     "ASCII"},
    {"/format", "{\"kind\": \"csv\", \"delimiter\": \"\\n\"}", "/format/delimiter", "is not one character",
     "ASCII"},
    {"/format", "{\"kind\": \"csv\", \"delimiter\": \"\\\"\"}", "/format", "the same character", ""},
    {"/format", "{\"kind\": \"csv\"}", "/request/paging", "CSV has no envelope", "CSV pages end"},
    {"/constants", "[]", "/constants", "is not an object", "column"},
    {"/constants/regoin", "\"x\"", "/constants/regoin", "is not a column of kind statistic",
     "region_scheme, region"},
    {"/constants/measure", "5", "/constants/measure", "is not a text", "double quotes"},
    {"/columns/measure", "{\"field\": \"m\"}", "/columns/measure", "is a constant and a column", "keep one"},
    {"/columns/region", "\"x\"", "/columns/region", "is not an object", "{…}"},
    {"/columns/region", "{}", "/columns/region", "neither \"field\" nor \"template\"", "constants"},
    {"/columns/region/template", "\"{a}\"", "/columns/region", "both \"field\" and \"template\"",
     "constants"},
    {"/columns/region/field", "\"\"", "/columns/region/field", "is empty", "name of a field"},
    {"/columns/region/lookup", "\"\"", "/columns/region", "\"lookup\" is empty", "code list"},
    {"/columns/region/trim", "true", "/columns/region/trim", "unknown key", "field, template"},
    {"/columns/region/thousands", "\",\"", "/columns/region/thousands", "belongs to a number", "remove"},
    {"/columns/period/template", "\"{year\"", "/columns/period/template", "a { without its } at byte 0",
     "{{ and }}"},
    {"/columns/status/map", "{}", "/columns/status/map", "not an object with members", "texts"},
    {"/columns/status/map", NULL, "/columns/status/map", "\"map_default\" without \"map\"", "add a \"map\""},
    {"/columns/status/map/z", "5", "/columns/status/map/z", "is not a text", "null"},
    {"/columns/status/null", "\"-\"", "/columns/status/null", "is not a list", "list of texts"},
    {"/figures", "[]", "/figures", "not a list with members", "indicator"},
    {"/figures", "{}", "/figures", "not a list with members", "indicator"},
    {"/figures/0", "5", "/figures/0", "is not an object", "column"},
    {"/figures/1/indicator", NULL, "/figures/1", "nothing fills column \"indicator\"", "figures"},
    {"/figures/0/value/thousands", "\"0\"", "/figures/0/value/thousands", "cannot separate thousands",
     "separator itself"},
    {"/figures/0/value/null_when/in", NULL, "/figures/0/value/null_when/in", "is not a list",
     "list of texts"},
    {"/figures/0/value/null_when/field", NULL, "/figures/0/value/null_when", "\"field\" is missing", ""},
    {"/columns/region", NULL, "/figures/0", "nothing fills column \"region\"", "columns"},
    {"/where", "{}", "/where", "is not a list", "in"},
    {"/where/0", "{\"field\": \"a\"}", "/where/0", "needs \"in\" or \"not_in\"", "give one"},
    {"/where/0/not_in", "[]", "/where/0", "needs \"in\" or \"not_in\"", "give one"},
    {"/where/1/not_in", "[5]", "/where/1/not_in/0", "is not a text", "double quotes"},
};

/* The line on which the last key of a place stands in a text of one member a line; 0 when the place is
 * absent. */
static int
line_of(const char *text, const char *place)
{
    return feed_locate(slice_of(text), strcmp(place, "/") == 0 ? "" : place);
}

static void
test_mistakes(void **state)
{
    for (size_t i = 0; i < COUNT(mistakes); i++)
    {
        const struct mistake *m = &mistakes[i];
        char *text = with(m->pointer, m->value);
        int line = line_of(text, m->place);
        char *start = line > 0 ? mem_format("d/gdp.json:%d:%s: ", line, m->place)
                               : mem_format("d/gdp.json:%s: ", m->place);
        struct failure f = {0};
        struct feed feed;

        if (feed_parse("d/gdp.json", slice_of(text), &feed, NULL, &f))
            wrong("accepted: %s = %s", m->pointer, m->value == NULL ? "(removed)" : m->value);
        if (strncmp(f.text, start, strlen(start)) != 0)
            wrong("\"%s\" does not begin with \"%s\"", f.text, start);
        assert_has(f.text, m->words);
        assert_has(f.hint, m->hint);
        assert_int_equal(f.class, FAILURE_USAGE);
        free(start);
        free(text);
        feed_free(&feed);
    }
}

/* However long a list is, no member may stand twice in it. */
static void
test_long_list(void **state)
{
    struct buffer text = {0};
    struct failure f = {0};
    struct feed feed;

    buffer_text(
        &text,
        "{\"feed\":\"g\",\"kind\":\"statistic\",\"mode\":\"upsert\",\"request\":{\"url\":\"https://h/{r}\","
        "\"each\":{\"r\":[");
    for (int i = 0; i < 5000; i++)
        buffer_format(&text, "\"%d\",", i);
    buffer_text(&text, "\"17\"]}},\"format\":{\"kind\":\"csv\"}}");
    assert_false(feed_parse("g.json", buffer_slice(&text), &feed, NULL, &f));
    assert_failure(&f, FAILURE_USAGE, "\"17\" stands twice in the list");
    feed_free(&feed);
    buffer_free(&text);
}

/* What a snapshot may not: it is whole, whenever it is asked for. */
static void
test_snapshot_lookback(void **state)
{
    static const char text[] = "{\"feed\":\"g\",\"kind\":\"statistic\",\"mode\":\"snapshot\",\"request\":{"
                               "\"url\":\"https://h/{from}\",\"window\":{"
                               "\"from\":\"2011-01-01\",\"step\":\"1 year\",\"lookback\":\"1 "
                               "year\"}},\"format\":{\"kind\":\"csv\"}}";
    struct failure f = {0};
    struct feed feed;

    assert_false(feed_parse("g.json", LITERAL(text), &feed, NULL, &f));
    assert_failure(&f, FAILURE_USAGE, "a snapshot is whole");
    feed_free(&feed);
}

static void
test_not_json(void **state)
{
    static const struct
    {
        struct slice text;
        const char *words;
    } cases[] = {
        {BYTES(""), "x.json:"},
        {BYTES("{\n\"feed\": }"), "x.json:2:"},
        {BYTES("{\"feed\":\"a\",\"feed\":\"b\"}"), "duplicate"},
        {BYTES("{} {}"), "x.json:1:"},
        {BYTES("{\"feed\":\"\xff\"}"), "x.json:1:"},
        {BYTES("{\"feed\":\"a\\u0000\"}"), "x.json:1:"},
        {BYTES("[]"), "is not an object"},
        {BYTES("5"), "x.json:1:"},
    };

    for (size_t i = 0; i < COUNT(cases); i++)
    {
        struct failure f = {0};
        struct feed feed;

        assert_false(feed_parse("x.json", cases[i].text, &feed, NULL, &f));
        assert_failure(&f, FAILURE_USAGE, cases[i].words);
        feed_free(&feed);
    }
}

static void
test_too_many_fields(void **state)
{
    struct buffer text = {0};
    struct failure f = {0};
    struct feed feed;

    buffer_text(&text, "{\"feed\":\"g\",\"kind\":\"statistic\",\"mode\":\"upsert\",\"request\":{\"url\":"
                       "\"http://h/\"},\"format\":{\"kind\":\"csv\"},"
                       "\"constants\":{\"region_scheme\":\"x\",\"indicator\":\"y\",\"period\":\"2015\"},"
                       "\"columns\":{\"region\":{\"template\":\"");
    for (int i = 0; i <= FEED_FIELDS_MAX; i++)
        buffer_format(&text, "{f%d}", i);
    buffer_text(&text, "\"}}}");
    assert_false(feed_parse("x.json", buffer_slice(&text), &feed, NULL, &f));
    assert_failure(&f, FAILURE_USAGE, "too many fields");
    feed_free(&feed);
    buffer_free(&text);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole),           cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_mistakes),        cmocka_unit_test(test_not_json),
        cmocka_unit_test(test_long_list),       cmocka_unit_test(test_snapshot_lookback),
        cmocka_unit_test(test_too_many_fields),
    };

    return cmocka_run_group_tests_name("feed", tests, NULL, NULL);
}
