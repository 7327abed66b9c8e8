/* From a record to rows of the load contract: one value's way in its order, and each refusal with field and
 * what is accepted. */
#include "unit.h"

#include "map.h"

struct bench
{
    struct feed feed;
    struct codes codes;
    struct mapper mapper;
    struct record record;
    struct mapped_row row;
    struct map_reject reject;
    struct failure f;
    bool codes_fail;
};

/* The database's lists, as far as these tests ask. */
static bool
load(void *ctx, struct code_list *list, struct failure *f)
{
    static const struct
    {
        const char *list;
        const char *code;
        const char *value;
    } codes[] = {{"region:gb2260", "140000", "140000"},
                 {"region:gb2260", "山西", "140000"},
                 {"indicator", "gdp", "gdp"},
                 {"status", "A", "A"},
                 {"status", "Q", "Q"},
                 {"sector:sx", "sx.it", "sx.it"},
                 {"sector:sx", "sx", "sx"},
                 {"short", "IT", "sx.it"},
                 {"short", "XX", "sx.none"}};
    struct bench *b = ctx;

    if (b->codes_fail)
        return fail(f, FAILURE_DATABASE, NULL, "the database is gone");
    for (size_t i = 0; i < COUNT(codes); i++)
    {
        if (strcmp(codes[i].list, list->name) == 0)
            code_list_add(list, slice_of(codes[i].code), slice_of(codes[i].value));
    }
    return true;
}

/* A definition of kind statistic with these columns; constants give the rest. */
static void
begin(struct bench *b, const char *columns)
{
    char *text = mem_format(
        "{\"feed\":\"g\",\"kind\":\"statistic\",\"mode\":\"upsert\",\"request\":{\"url\":\"http://h/\"},"
        "\"format\":{\"kind\":\"json\",\"rows\":\"\"},"
        "\"constants\":{\"region_scheme\":\"gb2260\",\"indicator\":\"gdp\"},%s}",
        columns);

    memset(b, 0, sizeof(*b));
    assert_good(feed_parse("g.json", slice_of(text), &b->feed, NULL, &b->f), &b->f);
    free(text);
    b->codes.load = load;
    b->codes.ctx = b;
    b->mapper.feed = &b->feed;
    b->mapper.kind = *b->feed.kind;
    b->mapper.codes = &b->codes;
    record_reset(&b->record, b->feed.n_fields);
}

static void
end(struct bench *b)
{
    feed_free(&b->feed);
    codes_free(&b->codes);
    record_free(&b->record);
    buffer_free(&b->row.text);
    buffer_free(&b->mapper.work);
}

static void
set(struct bench *b, const char *field, enum field_state state, const char *text)
{
    for (size_t i = 0; i < b->feed.n_fields; i++)
    {
        if (strcmp(b->feed.fields[i], field) == 0)
        {
            record_set(&b->record, (int) i, state, slice_of(text));
            return;
        }
    }
    wrong("the definition reads no field %s", field);
}

static enum map_result
map(struct bench *b, size_t figure)
{
    memset(&b->reject, 0, sizeof(b->reject));
    return map_record(&b->mapper, &b->record, figure, &b->row, &b->reject, &b->f);
}

static void
expect_column(struct bench *b, const char *column, const char *expected)
{
    int at = contract_column(&b->mapper.kind, column);

    if (expected == NULL)
    {
        if (!b->row.values[at].is_null)
            wrong("%s is not NULL", column);
        return;
    }
    if (b->row.values[at].is_null)
        wrong("%s is NULL", column);
    if (!slice_equal(mapped_text(&b->row, (size_t) at), slice_of(expected)))
        wrong("%s is \"%.*s\", not \"%s\"", column, (int) b->row.values[at].len,
              mapped_text(&b->row, (size_t) at).ptr, expected);
}

/* One column `value` (or another) by a rule; in is the field's text, NULL = JSON null. */
static void
expect(const char *rule, const char *column, const char *in, const char *expected)
{
    struct bench b;
    char *columns = mem_format(
        "\"columns\":{\"region\":{\"field\":\"r\"},\"period\":{\"field\":\"p\"},\"%s\":%s}", column, rule);

    begin(&b, columns);
    set(&b, "r", FIELD_TEXT, "140000");
    set(&b, "p", FIELD_TEXT, "2015");
    set(&b, "x", in == NULL ? FIELD_NULL : FIELD_TEXT, in == NULL ? "" : in);
    if (map(&b, 0) != MAP_ROW)
        wrong("refused: %s (%s)", b.reject.reason, b.reject.hint);
    expect_column(&b, column, expected);
    free(columns);
    end(&b);
}

static void
expect_refused(const char *rule, const char *column, const char *in, const char *code, const char *field,
               const char *reason, const char *hint)
{
    struct bench b;
    char *columns = mem_format(
        "\"columns\":{\"region\":{\"field\":\"r\"},\"period\":{\"field\":\"p\"},\"%s\":%s}", column, rule);

    begin(&b, columns);
    set(&b, "r", FIELD_TEXT, "140000");
    set(&b, "p", FIELD_TEXT, "2015");
    set(&b, "x", FIELD_TEXT, in);
    if (map(&b, 0) != MAP_REJECT)
        wrong("accepted: %s", in);
    assert_string_equal(b.reject.code, code);
    assert_string_equal(b.reject.field, field);
    assert_has(b.reject.reason, reason);
    assert_has(b.reject.hint, hint);
    free(columns);
    end(&b);
}

static void
test_values(void **state)
{
    expect("{\"field\":\"x\"}", "value", "1.50", "1.50");
    expect("{\"field\":\"x\"}", "value", "", NULL);
    expect("{\"field\":\"x\"}", "value", NULL, NULL);
    expect("{\"field\":\"x\"}", "value", " 7 ", "7");
    expect("{\"field\":\"x\"}", "vintage", " as is ", " as is ");
    expect("{\"field\":\"x\"}", "published_total", "YES", "true");
    expect("{\"template\":\"a={x}\"}", "breakdown", "1", "a=1");
    expect("{\"template\":\"a={x}\"}", "breakdown", "", "a=");
    expect("{\"template\":\"a={x}\"}", "breakdown", NULL, NULL);
    expect("{\"field\":\"x\"}", "status", "Q", "Q");
}

/* null_when, then the map (an exact key wins over a null token), null tokens, thousands, look-up, the
 * contract. */
static void
test_order(void **state)
{
    expect("{\"field\":\"x\",\"null\":[\"-\",\"..\"]}", "value", "..", NULL);
    expect("{\"field\":\"x\",\"null\":[\"-\"],\"map\":{\"-\":\"0\"},\"map_default\":\"9\"}", "value", "-",
           "0");
    expect("{\"field\":\"x\",\"null\":[\"-\"],\"map\":{\"a\":\"1\"}}", "value", "-", NULL);
    expect("{\"field\":\"x\",\"map\":{\"\":\"A\",\"N\":\"Q\"}}", "status", "", "A");
    expect("{\"field\":\"x\",\"map\":{\"N\":\"Q\"},\"map_default\":\"A\"}", "status", "N", "Q");
    expect("{\"field\":\"x\",\"map\":{\"N\":\"Q\"},\"map_default\":\"A\"}", "status", "z", "A");
    expect("{\"field\":\"x\",\"map\":{\"N\":\"Q\"},\"map_default\":null}", "status", "z", NULL);
    expect("{\"field\":\"x\",\"map\":{\"N\":null}}", "status", "N", NULL);
    expect("{\"field\":\"x\",\"thousands\":\",\"}", "value", "1,234,567.5", "1234567.5");
    expect("{\"field\":\"x\",\"thousands\":\"\\u00a0\"}", "value",
           "1\xc2\xa0"
           "234",
           "1234");
    expect("{\"field\":\"x\",\"map\":{\"k\":\"1,000\"},\"thousands\":\",\"}", "value", "k", "1000");
    expect("{\"field\":\"x\",\"lookup\":\"short\"}", "sector", "IT", "sx.it");
    expect("{\"field\":\"x\",\"map\":{\"i\":\"IT\"},\"lookup\":\"short\"}", "sector", "i", "sx.it");
    expect("{\"field\":\"x\",\"lookup\":\"short\"}", "sector", "", NULL);
    /* With "null" given, an empty text is what it says. */
    expect("{\"field\":\"x\",\"null\":[\"-\"]}", "vintage", "", "");
}

static void
test_null_when(void **state)
{
    static const char columns[] =
        "\"columns\":{\"region\":{\"field\":\"r\"},\"period\":{\"field\":\"p\"},"
        "\"value\":{\"field\":\"x\",\"null_when\":{\"field\":\"flag\",\"in\":[\"N\",\"S\"]}}}";
    static const struct
    {
        enum field_state state;
        const char *flag;
        const char *expected;
    } cases[] = {{FIELD_TEXT, "N", NULL},
                 {FIELD_TEXT, "S", NULL},
                 {FIELD_TEXT, "", "0"},
                 {FIELD_NULL, "", "0"},
                 {FIELD_ABSENT, "", "0"}};

    for (size_t i = 0; i < COUNT(cases); i++)
    {
        struct bench b;

        begin(&b, columns);
        set(&b, "r", FIELD_TEXT, "140000");
        set(&b, "p", FIELD_TEXT, "2015");
        set(&b, "x", FIELD_TEXT, "0");
        if (cases[i].state != FIELD_ABSENT)
            set(&b, "flag", cases[i].state, cases[i].flag);
        assert_int_equal(map(&b, 0), MAP_ROW);
        expect_column(&b, "value", cases[i].expected);
        end(&b);
    }
}

static void
test_refused(void **state)
{
    expect_refused("{\"field\":\"x\"}", "value", "12,5", "numeric", "x", "\"12,5\" is not a number",
                   "set \"thousands\": \",\"");
    expect_refused("{\"field\":\"x\"}", "value", "12 5x", "numeric", "x", "\"12 5x\" is not a number",
                   "digit");
    expect_refused("{\"field\":\"x\",\"thousands\":\",\"}", "value", "1,a", "numeric", "x",
                   "\"1a\" is not a number", "");
    expect_refused("{\"field\":\"x\"}", "sector", "sx..it", "sector", "x", "is not a sector", "");
    expect_refused("{\"field\":\"x\"}", "sector", "sx.nothing", "unknown_code", "x",
                   "\"sx.nothing\" is not in the code list sector:sx",
                   "SELECT code, value FROM sei.code_list('sector:sx')");
    expect_refused("{\"field\":\"x\"}", "sector", "zz.it", "unknown_code", "x", "sector:zz",
                   "that list is empty or unknown");
    expect_refused("{\"field\":\"x\",\"lookup\":\"short\"}", "sector", "YY", "unknown_code", "x",
                   "\"YY\" is not in the code list short", "code_list");
    expect_refused("{\"field\":\"x\",\"lookup\":\"short\"}", "sector", "XX", "unknown_code", "x",
                   "\"sx.none\" is not in the code list sector:sx", "");
    expect_refused("{\"field\":\"x\"}", "status", "Z", "unknown_code", "x",
                   "\"Z\" is not in the code list status", "code_list('status')");
    expect_refused("{\"field\":\"x\",\"map\":{\"N\":\"Q\",\"P\":\"P\"}}", "status", "z", "unmapped", "x",
                   "\"z\" is not in the column's map", "knows \"N\", \"P\"; add the value");
    expect_refused("{\"template\":\"{x}-Q5\"}", "published_total", "2015", "boolean", "published_total",
                   "is not true or false", "");
    expect_refused("{\"field\":\"x\"}", "value", "\xff", "numeric", "x", "\\xff", "");
}

static void
test_row_refused(void **state)
{
    static const char columns[] = "\"columns\":{\"region\":{\"field\":\"r\"},\"period\":{\"template\":\"{y}-{"
                                  "m}\"},\"value\":{\"field\":\"x\"}}";
    static const struct
    {
        const char *r;
        const char *y;
        const char *x;
        enum field_state x_state;
        const char *code;
        const char *field;
        const char *reason;
    } cases[] = {
        {"999999", "2015", "1", FIELD_TEXT, "unknown_code", "r",
         "\"999999\" is not in the code list region:gb2260"},
        {"140000", "2015x", "1", FIELD_TEXT, "period", "period", "\"2015x-01\" is not a period"},
        {"", "2015", "1", FIELD_TEXT, "missing", "r", "is empty, but column \"region\" is required"},
        {"140000", "2015", "1", FIELD_STRUCTURE, "structure", "x", "is an object or a list"},
    };

    for (size_t i = 0; i < COUNT(cases); i++)
    {
        struct bench b;

        begin(&b, columns);
        set(&b, "r", FIELD_TEXT, cases[i].r);
        set(&b, "y", FIELD_TEXT, cases[i].y);
        set(&b, "m", FIELD_TEXT, "01");
        set(&b, "x", cases[i].x_state, cases[i].x);
        assert_int_equal(map(&b, 0), MAP_REJECT);
        assert_string_equal(b.reject.code, cases[i].code);
        assert_string_equal(b.reject.field, cases[i].field);
        assert_has(b.reject.reason, cases[i].reason);
        end(&b);
    }
}

/* A structure within a template names its field. */
static void
test_structure_in_template(void **state)
{
    struct bench b;

    begin(&b, "\"columns\":{\"region\":{\"field\":\"r\"},\"period\":{\"template\":\"{y}-{m}\"}}");
    set(&b, "r", FIELD_TEXT, "140000");
    set(&b, "y", FIELD_TEXT, "2015");
    set(&b, "m", FIELD_STRUCTURE, "");
    assert_int_equal(map(&b, 0), MAP_REJECT);
    assert_string_equal(b.reject.field, "m");
    assert_has(b.reject.hint, "JSON pointer");
    end(&b);
}

/* A long map is listed as far as there is room; a long text is cut. */
static void
test_long(void **state)
{
    struct buffer rule = {0};
    char *text = mem_alloc(5001, 1);

    memset(text, 'y', 5000);
    buffer_text(&rule, "{\"field\":\"x\",\"map\":{\"k\":\"v\"");
    for (int i = 0; i < 200; i++)
        buffer_format(&rule, ",\"key%d\":\"v\"", i);
    buffer_text(&rule, "}}");
    expect_refused(buffer_string(&rule), "vintage", text, "unmapped", "x", "…",
                   "the column's \"map\" knows \"k\"");
    buffer_free(&rule);
    free(text);
}

/* Each figure of a record is a row of its own, with what it overrides. */
static void
test_figures(void **state)
{
    struct bench b;

    begin(&b, "\"columns\":{\"region\":{\"field\":\"r\"},\"period\":{\"field\":\"p\"},\"status\":{\"field\":"
              "\"s\"}},"
              "\"figures\":[{\"value\":{\"field\":\"x\"}},{\"value\":{\"field\":\"y\"},\"status\":\"A\","
              "\"vintage\":\"v2\"}]");
    set(&b, "r", FIELD_TEXT, "140000");
    set(&b, "p", FIELD_TEXT, "2015");
    set(&b, "s", FIELD_TEXT, "Q");
    set(&b, "x", FIELD_TEXT, "1");
    set(&b, "y", FIELD_TEXT, "2");
    assert_int_equal(map(&b, 0), MAP_ROW);
    expect_column(&b, "value", "1");
    expect_column(&b, "status", "Q");
    expect_column(&b, "vintage", NULL);
    assert_int_equal(map(&b, 1), MAP_ROW);
    expect_column(&b, "value", "2");
    expect_column(&b, "status", "A");
    expect_column(&b, "vintage", "v2");
    expect_column(&b, "region_scheme", "gb2260");
    end(&b);
}

static void
test_wanted(void **state)
{
    static const struct
    {
        enum field_state state;
        const char *level;
        const char *own;
        bool wanted;
    } cases[] = {{FIELD_TEXT, "55", "1", true},  {FIELD_TEXT, "54", "1", false},
                 {FIELD_TEXT, "55", "0", false}, {FIELD_NULL, "", "1", false},
                 {FIELD_ABSENT, "", "1", false}, {FIELD_TEXT, "55 ", "1", false}};

    for (size_t i = 0; i < COUNT(cases); i++)
    {
        struct bench b;

        begin(&b, "\"columns\":{\"region\":{\"field\":\"r\"},\"period\":{\"field\":\"p\"}},"
                  "\"where\":[{\"field\":\"level\",\"in\":[\"55\",\"56\"]},{\"field\":\"own\",\"not_in\":["
                  "\"0\"]}]");
        if (cases[i].state != FIELD_ABSENT)
            set(&b, "level", cases[i].state, cases[i].level);
        set(&b, "own", FIELD_TEXT, cases[i].own);
        assert_int_equal(map_wanted(&b.mapper, &b.record), cases[i].wanted);
        end(&b);
    }
}

/* Not the record's fault: the run ends, and no row is blamed. */
static void
test_codes_fail(void **state)
{
    struct bench b;

    begin(&b, "\"columns\":{\"region\":{\"field\":\"r\"},\"period\":{\"field\":\"p\"}}");
    b.codes_fail = true;
    set(&b, "r", FIELD_TEXT, "140000");
    set(&b, "p", FIELD_TEXT, "2015");
    assert_int_equal(map(&b, 0), MAP_FAILED);
    assert_failure(&b.f, FAILURE_DATABASE, "the database is gone");
    end(&b);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),      cmocka_unit_test(test_order),
        cmocka_unit_test(test_null_when),   cmocka_unit_test(test_refused),
        cmocka_unit_test(test_row_refused), cmocka_unit_test(test_structure_in_template),
        cmocka_unit_test(test_long),        cmocka_unit_test(test_figures),
        cmocka_unit_test(test_wanted),      cmocka_unit_test(test_codes_fail),
    };

    return cmocka_run_group_tests_name("map", tests, NULL, NULL);
}
