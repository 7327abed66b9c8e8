/* What the load contract says a column holds is checked before COPY: the database never sees a value it would
 * refuse. */
#include "unit.h"

#include "validate.h"

struct check
{
    const char *validator;
    struct slice in;
    const char *out; /* NULL = refused */
};

static void
run(const struct check *c)
{
    char buf[VALIDATE_TEXT_MAX];
    struct fault fault = {0};
    struct slice out = {0};
    const char *noun = NULL;
    char *copy = mem_grow(mem_text(c->in), c->in.len == 0 ? 1 : c->in.len, 1); /* no NUL behind it */
    bool good = validate_text(c->validator, slice_make(copy, c->in.len), &out, buf, &noun, &fault);

    assert_non_null(noun);
    if (good != (c->out != NULL))
        wrong("%s: \"%.*s\" is %s", c->validator, (int) c->in.len, c->in.ptr, good ? "accepted" : "refused");
    if (good && !slice_equal(out, slice_of(c->out)))
        wrong("%s: \"%.*s\" gives \"%.*s\"", c->validator, (int) c->in.len, c->in.ptr, (int) out.len,
              out.ptr);
    if (!good)
        assert_true(fault.detail[0] != '\0' || fault.hint[0] != '\0');
    free(copy);
}

static void
test_values(void **state)
{
    static const struct check checks[] = {
        {"numeric", BYTES("12.50"), "12.50"},
        {"numeric", BYTES(" \t-0.5e3 "), "-0.5e3"},
        {"numeric", BYTES("123456789012345678901234567890.5"), "123456789012345678901234567890.5"},
        {"numeric", BYTES(""), NULL},
        {"numeric", BYTES(" "), NULL},
        {"numeric", BYTES("."), NULL},
        {"numeric", BYTES("12,5"), NULL},
        {"numeric", BYTES("NaN"), NULL},
        {"numeric", BYTES("Infinity"), NULL},
        {"numeric", BYTES("1_000"), NULL},
        {"numeric", BYTES("0x10"), NULL},
        {"numeric", BYTES("1e999999"), NULL},
        {"numeric", BYTES("１２"), NULL},
        {"numeric", BYTES("12\0"), NULL},
        {"period", BYTES("2015"), "2015"},
        {"period", BYTES(" 201503 "), "2015-03"},
        {"period", BYTES("2015年1—9月"), "2015-01..09"},
        {"period", BYTES("十二五"), "2011..2015"},
        {"period", BYTES("2015-13"), NULL},
        {"period", BYTES("2015-W03"), NULL},
        {"period", BYTES(""), NULL},
        {"sector", BYTES("sx.new_energy.wind"), "sx.new_energy.wind"},
        {"sector", BYTES(" sx "), "sx"},
        {"sector", BYTES("sx."), NULL},
        {"sector", BYTES("sx.^"), NULL}, /* a bound is no place */
        {"sector", BYTES(""), NULL},
        {"target", BYTES("7%～8%"), "7%～8%"},
        {"target", BYTES("8%..7%"), NULL},
        {"date", BYTES("2016-02-29"), "2016-02-29"},
        {"date", BYTES("2015-02-29"), NULL},
        {"date", BYTES("29.02.2016"), NULL},
        {"integer", BYTES("-12"), "-12"},
        {"integer", BYTES("+123456789012345678"), "+123456789012345678"},
        {"integer", BYTES("1234567890123456789"), NULL},
        {"integer", BYTES("1.0"), NULL},
        {"integer", BYTES("-"), NULL},
        {"integer", BYTES(""), NULL},
        {"boolean", BYTES("TRUE"), "true"},
        {"boolean", BYTES("no"), "false"},
        {"boolean", BYTES(" 1 "), "true"},
        {"boolean", BYTES("maybe"), NULL},
        {"boolean", BYTES(""), NULL},
        {"text", BYTES(" as it is "), " as it is "}, /* spaces are data */
        {"text", BYTES(""), ""},
        {"text", BYTES("a\0b"), NULL},
        {"a name of tomorrow", BYTES("anything"), "anything"},
        {"a name of tomorrow", BYTES("a\0b"), NULL},
    };

    for (size_t i = 0; i < COUNT(checks); i++)
        run(&checks[i]);
}

static void
test_nouns(void **state)
{
    static const struct
    {
        const char *validator;
        const char *noun;
    } cases[] = {{"numeric", "a number"},       {"period", "a period"},
                 {"sector", "a sector"},        {"date", "a date"},
                 {"integer", "a whole number"}, {"boolean", "true or false"},
                 {"target", "a target"},        {"text", "a text"}};
    char buf[VALIDATE_TEXT_MAX];

    for (size_t i = 0; i < COUNT(cases); i++)
    {
        struct fault fault = {0};
        struct slice out;
        const char *noun;

        validate_text(cases[i].validator, LITERAL("\0"), &out, buf, &noun, &fault);
        assert_string_equal(noun, cases[i].noun);
        assert_true(fault.hint[0] != '\0'); /* each says what is accepted */
    }
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_nouns),
    };

    return cmocka_run_group_tests_name("validate", tests, NULL, NULL);
}
