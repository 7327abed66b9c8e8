/* A Link header is read as RFC 8288 writes it, and a broken one gives no link rather than a wrong one. */
#include "unit.h"

#include "link.h"

static void
test_find(void **state)
{
    static const struct
    {
        const char *header;
        const char *target; /* NULL = none */
    } cases[] = {
        {"<https://h/x?page=2>; rel=\"next\"", "https://h/x?page=2"},
        {"</x?page=2>;rel=next", "/x?page=2"},
        {"<a>; rel=\"prev\", <b>; rel=\"next\", <c>; rel=\"last\"", "b"},
        {"<a>; rel=\"prev\",<b,c;d>; title=\"x, <y>; rel=next\"; rel=\"next\"", "b,c;d"},
        {"<a>; REL = \"last Next\"", "a"},
        {"<a>; rel=\"nextish\"", NULL},
        {"<a>; rel=prev; rel=next", NULL}, /* the first one counts */
        {"<a>; title=\"next\"", NULL},
        {"<a>; title=\"esc \\\" ; rel=next\"; rel=up", NULL},
        {"<a>; title*=UTF-8''x; rel=next", "a"},
        {"<a>", NULL},
        {"<a>; rel", NULL},
        {"<a; rel=next", NULL},
        {"a; rel=next", NULL},
        {"<>; rel=next", ""},
        {"", NULL},
        {"<a>; rel=\"next", "a"},
        {"<a> ; rel=first , <b> ; rel=next", "b"},
    };

    for (size_t i = 0; i < COUNT(cases); i++)
    {
        char *target = link_find(cases[i].header, "next");

        if ((target == NULL) != (cases[i].target == NULL) ||
            (target != NULL && strcmp(target, cases[i].target) != 0))
            wrong("%s gives %s", cases[i].header, target == NULL ? "none" : target);
        free(target);
    }
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(test_find)};

    return cmocka_run_group_tests_name("link", tests, NULL, NULL);
}
