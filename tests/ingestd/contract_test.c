/* The daemon's table of the load contract: every kind by name, columns by place, and lists for messages. */
#include "unit.h"

#include "contract.h"

static void
test_find(void **state)
{
    const struct contract_kind *k = contract_find("statistic");

    assert_non_null(k);
    assert_int_equal(contract_column(k, "region_scheme"), 0);
    assert_int_equal(contract_column(k, "vintage"), (int) k->n_columns - 1);
    assert_int_equal(contract_column(k, "Value"), -1);
    assert_int_equal(contract_column(k, ""), -1);
    assert_null(contract_find("statistics"));
    assert_null(contract_find(""));
}

static void
test_texts(void **state)
{
    char buf[600];
    char tiny[8];

    assert_has(contract_kinds_text(buf, sizeof(buf)), "statistic, enterprise_return, enterprise");
    assert_has(contract_columns_text(contract_find("park"), buf, sizeof(buf)),
               "park, name, region_scheme, region");
    /* No room is no reason to write beyond it. */
    assert_true(strlen(contract_kinds_text(tiny, sizeof(tiny))) < sizeof(tiny));
    assert_true(strlen(contract_columns_text(contract_find("park"), tiny, sizeof(tiny))) < sizeof(tiny));
}

/* Each listed kind is complete: names, and validators that are known words. */
static void
test_complete(void **state)
{
    char buf[600];
    char *rest = NULL;
    int n = 0;

    contract_kinds_text(buf, sizeof(buf));
    for (char *name = strtok_r(buf, ", ", &rest); name != NULL; name = strtok_r(NULL, ", ", &rest), n++)
    {
        const struct contract_kind *k = contract_find(name);

        assert_non_null(k);
        assert_true(k->n_columns > 0 && k->n_columns <= CONTRACT_COLUMNS_MAX);
        for (size_t i = 0; i < k->n_columns; i++)
        {
            assert_non_null(k->columns[i].name);
            assert_int_equal(contract_column(k, k->columns[i].name), (int) i);
            assert_true(strncmp(k->columns[i].validator, "code:", 5) == 0 ||
                        strstr("text sector period target numeric date integer boolean",
                               k->columns[i].validator) != NULL);
        }
    }
    assert_true(n >= 7);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_find),
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_complete),
    };

    return cmocka_run_group_tests_name("contract", tests, NULL, NULL);
}
