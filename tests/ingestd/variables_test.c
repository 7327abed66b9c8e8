/* What a variable holds can neither end the place where it stands nor begin another. */
#include "unit.h"

#include "variables.h"

static void
test_fill(void **state)
{
    static const struct
    {
        const char *text;
        const char *as_text;
        const char *as_url;
    } cases[] = {
        {"", "", ""},
        {"plain", "plain", "plain"},
        {"{a}", "x y", "x%20y"},
        {"/{a}/{b}?c={odd}", "/x y/2015?c=&=?/{}\"", "/x%20y/2015?c=%26%3D%3F%2F%7B%7D%22"},
        {"{{a}}", "{a}", "{a}"},
        {"{{{a}}}", "{x y}", "{x%20y}"},
        {"{none}{gone}", "", ""},
        {"{b:number}", "2015", "2015"},
        {"省{省}", "省西", "省%E8%A5%BF"},
    };
    struct variables v = {0};

    variables_set(&v, "a", "wrong");
    variables_set(&v, "a", "x y");
    variables_set_number(&v, "b", 2015);
    variables_set(&v, "odd", "&=?/{}\"");
    variables_set(&v, "gone", "x");
    variables_set(&v, "gone", NULL);
    variables_set(&v, "省", "西");
    for (size_t i = 0; i < COUNT(cases); i++)
    {
        char *as_text = variables_fill(&v, cases[i].text, FILL_TEXT);
        char *as_url = variables_fill(&v, cases[i].text, FILL_URL);

        assert_string_equal(as_text, cases[i].as_text);
        assert_string_equal(as_url, cases[i].as_url);
        free(as_text);
        free(as_url);
    }
    variables_free(&v);
    variables_free(&v);
}

static void
test_json(void **state)
{
    static const struct
    {
        const char *before;
        const char *after;
    } cases[] = {
        {"{\"a\":\"{text}\",\"b\":[\"{n}\",\"{n:number}\",1.5,null,true]}",
         "{\"a\":\"say \\\"no\\\"\",\"b\":[\"7\",7,1.5,null,true]}"},
        /* What is not set takes its place with it; within a longer text it is empty. */
        {"{\"a\":\"{none}\",\"b\":[\"{none}\",\"x{none}\"],\"c\":{\"d\":\"{none:number}\"}}",
         "{\"b\":[\"x\"],\"c\":{}}"},
        {"{\"a\":\"{n:number} rows\"}", "{\"a\":\"7 rows\"}"},
        {"{\"a\":\"{{n}}\",\"{n}\":1}", "{\"a\":\"{n}\",\"{n}\":1}"},
        {"{\"a\":\"{text:number}\"}", "{\"a\":\"say \\\"no\\\"\"}"},
    };
    struct variables v = {0};

    variables_set(&v, "text", "say \"no\"");
    variables_set(&v, "n", "7");
    for (size_t i = 0; i < COUNT(cases); i++)
    {
        json_t *before = json_loads(cases[i].before, JSON_DECODE_ANY, NULL);
        json_t *after = variables_fill_json(&v, before);
        char *text = json_dumps(after, JSON_COMPACT | JSON_SORT_KEYS);

        assert_string_equal(text, cases[i].after);
        free(text);
        json_decref(after);
        json_decref(before);
    }
    variables_free(&v);
}

static void
note(void *ctx, struct slice name)
{
    buffer_append(ctx, name.ptr, name.len);
    buffer_byte(ctx, ' ');
}

static void
test_scan(void **state)
{
    static const struct
    {
        const char *text;
        const char *wrong; /* NULL = nothing */
        const char *names;
    } cases[] = {
        {"{a}{{b}}{c:number}", NULL, "a c "}, {"{a", "a { without its }", ""},
        {"a}", "a } without its {", ""},      {"{}", "empty braces", ""},
        {"{a{b}}", "a { without its }", ""},  {"{a}{", "a { without its }", "a "},
    };

    for (size_t i = 0; i < COUNT(cases); i++)
    {
        struct buffer names = {0};
        const char *wrong_words = variables_scan(cases[i].text, note, &names);

        if ((wrong_words == NULL) != (cases[i].wrong == NULL) ||
            (wrong_words != NULL && strcmp(wrong_words, cases[i].wrong) != 0))
            wrong("\"%s\": %s", cases[i].text, wrong_words == NULL ? "nothing wrong" : wrong_words);
        assert_string_equal(buffer_string(&names), cases[i].names);
        buffer_free(&names);
    }
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fill),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_scan),
    };

    return cmocka_run_group_tests_name("variables", tests, NULL, NULL);
}
