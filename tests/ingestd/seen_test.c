/* What was there before is found, however much lies between. */
#include "unit.h"

#include <string.h>

#include "seen.h"

static void
test_many(void **state)
{
    struct seen s = {0};
    char sum[DIGEST_TEXT_MAX];

    for (int round = 0; round < 2; round++)
    {
        for (int i = 1; i <= 5000; i++)
        {
            digest_of(&i, sizeof(i), sum);
            assert_int_equal(seen_add(&s, sum, i + round * 10000), round == 0 ? 0 : i);
        }
    }
    assert_int_equal(s.n, 5000);
    seen_free(&s);
    /* Sums that begin alike are told apart. */
    assert_int_equal(seen_add(&s, "0000000000000000aa", 1), 0);
    assert_int_equal(seen_add(&s, "0000000000000000ab", 2), 0);
    assert_int_equal(seen_add(&s, "0000000000000000aa", 3), 1);
    seen_free(&s);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(test_many)};

    return cmocka_run_group_tests_name("seen", tests, NULL, NULL);
}
