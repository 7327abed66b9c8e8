/* Without leave nothing on this machine or in private networks is asked, however the address is dressed. */
#include "unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>

#include "address.h"

static bool
is_public(const char *text)
{
    struct sockaddr_in in4 = {.sin_family = AF_INET};
    struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};

    if (inet_pton(AF_INET, text, &in4.sin_addr) == 1)
        return address_is_public((struct sockaddr *) &in4);
    assert_int_equal(inet_pton(AF_INET6, text, &in6.sin6_addr), 1);
    return address_is_public((struct sockaddr *) &in6);
}

static void
test_closed(void **state)
{
    static const char *const closed[] = {
        "0.0.0.0",
        "0.255.255.255",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "fc00::1",
        "fdff::1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "2001::1",
        "2001:1ff::1",
        "100::1",
        "::ffff:127.0.0.1",
        "::ffff:10.1.2.3",
        "::ffff:169.254.169.254",
        "64:ff9b::10.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b:1::8.8.8.8",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2002:c0a8:1::",
    };

    for (size_t i = 0; i < COUNT(closed); i++)
    {
        if (is_public(closed[i]))
            wrong("%s counts as public", closed[i]);
    }
}

static void
test_public(void **state)
{
    static const char *const open[] = {
        "1.1.1.1",         "9.255.255.255",    "11.0.0.0",        "100.63.255.255", "100.128.0.0",
        "126.255.255.255", "128.0.0.1",        "169.253.255.255", "172.15.255.255", "172.32.0.0",
        "192.167.255.255", "192.169.0.0",      "198.17.255.255",  "198.20.0.0",     "203.0.112.255",
        "203.0.114.0",     "223.255.255.255",  "2400:3200::1",    "2606:4700::1",   "2001:200::1",
        "::ffff:8.8.8.8",  "64:ff9b::8.8.8.8", "2002:808:808::1",
    };

    for (size_t i = 0; i < COUNT(open); i++)
    {
        if (!is_public(open[i]))
            wrong("%s counts as private", open[i]);
    }
}

static void
test_other_families(void **state)
{
    struct sockaddr_un local = {.sun_family = AF_UNIX, .sun_path = "/run/x"};

    assert_false(address_is_public((struct sockaddr *) &local));
}

/* What a proxy would connect to: numbers in every form, and names that mean this machine or network. */
static void
test_names(void **state)
{
    static const char *const closed[] = {"127.0.0.1",
                                         "127.1",
                                         "2130706433",
                                         "0x7f000001",
                                         "::1",
                                         "::ffff:10.0.0.1",
                                         "localhost",
                                         "LOCALHOST.",
                                         "db.localhost",
                                         "nas.local",
                                         "printer",
                                         "metadata.google.internal",
                                         "0",
                                         "0300.0250.1.1",
                                         "fe80::1%lo",
                                         ""};
    static const char *const open[] = {"example.org", "8.8.8.8", "2606:4700::1111", "notlocalhost.org",
                                       "local.example"};

    for (size_t i = 0; i < COUNT(closed); i++)
    {
        if (address_name_is_public(closed[i]))
            wrong("%s is taken for public", closed[i]);
    }
    for (size_t i = 0; i < COUNT(open); i++)
    {
        if (!address_name_is_public(open[i]))
            wrong("%s is not taken for public", open[i]);
    }
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_closed),
        cmocka_unit_test(test_public),
        cmocka_unit_test(test_other_families),
        cmocka_unit_test(test_names),
    };

    return cmocka_run_group_tests_name("address", tests, NULL, NULL);
}
