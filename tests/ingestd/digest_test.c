/* SHA-256 as published (FIPS 180-4's examples), whatever the pieces. */
#include "unit.h"

#include "digest.h"

static void
test_published(void **state)
{
    static const struct
    {
        const char *text;
        const char *sum;
    } cases[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    };
    char text[DIGEST_TEXT_MAX];

    for (size_t i = 0; i < COUNT(cases); i++)
    {
        digest_of(cases[i].text, strlen(cases[i].text), text);
        assert_string_equal(text, cases[i].sum);
    }
}

static void
test_pieces(void **state)
{
    struct digest d;
    char text[DIGEST_TEXT_MAX];
    char a[1000];

    memset(a, 'a', sizeof(a));
    digest_begin(&d);
    for (int i = 0; i < 1000; i++)
    {
        digest_add(&d, a, 1);
        digest_add(&d, a, 0);
        digest_add(&d, a, 999);
    }
    digest_end(&d, text);
    assert_string_equal(text, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published),
        cmocka_unit_test(test_pieces),
    };

    return cmocka_run_group_tests_name("digest", tests, NULL, NULL);
}
