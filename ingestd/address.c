/*
 * address.c: see address.h. The ranges are the IANA special-purpose registries.
 */
#include "address.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

struct range4
{
    uint32_t network;
    int bits;
};

static const struct range4 closed4[] = {
    {0x00000000, 8},  /* 0.0.0.0 this network */
    {0x0a000000, 8},  /* 10 private */
    {0x64400000, 10}, /* 100.64 carrier NAT */
    {0x7f000000, 8},  /* 127 loopback */
    {0xa9fe0000, 16}, /* 169.254 link local, cloud metadata */
    {0xac100000, 12}, /* 172.16 private */
    {0xc0000000, 24}, /* 192.0.0 protocol assignments */
    {0xc0000200, 24}, /* 192.0.2 documentation */
    {0xc0586300, 24}, /* 192.88.99 6to4 relay */
    {0xc0a80000, 16}, /* 192.168 private */
    {0xc6120000, 15}, /* 198.18 benchmarks */
    {0xc6336400, 24}, /* 198.51.100 documentation */
    {0xcb007100, 24}, /* 203.0.113 documentation */
    {0xe0000000, 4},  /* 224 multicast */
    {0xf0000000, 4},  /* 240 reserved, broadcast */
};

struct range6
{
    unsigned char network[4];
    int bits;
};

static const struct range6 closed6[] = {
    {{0xfc, 0, 0, 0}, 7},           /* fc00::/7 unique local */
    {{0xfe, 0x80, 0, 0}, 10},       /* link local */
    {{0xfe, 0xc0, 0, 0}, 10},       /* site local, deprecated */
    {{0xff, 0, 0, 0}, 8},           /* multicast */
    {{0x20, 0x01, 0x0d, 0xb8}, 32}, /* documentation */
    {{0x20, 0x01, 0x00, 0x00}, 23}, /* protocol assignments, Teredo */
    {{0x01, 0x00, 0x00, 0x00}, 8},  /* discard */
    {{0x00, 0x00, 0x00, 0x00}, 8},  /* unspecified, loopback, reserved */
};

static bool
is_public4(uint32_t address)
{
    for (size_t i = 0; i < sizeof(closed4) / sizeof(closed4[0]); i++)
    {
        uint32_t mask = UINT32_MAX << (32 - closed4[i].bits);

        if ((address & mask) == closed4[i].network)
            return false;
    }
    return true;
}

static bool
in_range6(const unsigned char *address, const struct range6 *range)
{
    for (int bit = 0; bit < range->bits; bit++)
    {
        unsigned char mask = (unsigned char) (0x80 >> (bit % 8));

        if ((address[bit / 8] & mask) != (range->network[bit / 8] & mask))
            return false;
    }
    return true;
}

static uint32_t
read4(const unsigned char *bytes)
{
    return (uint32_t) bytes[0] << 24 | (uint32_t) bytes[1] << 16 | (uint32_t) bytes[2] << 8 | bytes[3];
}

static bool
is_public6(const unsigned char *a)
{
    static const unsigned char mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    static const unsigned char nat64[12] = {0, 0x64, 0xff, 0x9b};

    if (memcmp(a, mapped, 12) == 0 || memcmp(a, nat64, 12) == 0)
        return is_public4(read4(a + 12));
    if (a[0] == 0x20 && a[1] == 0x02)
        return is_public4(read4(a + 2));
    if (a[0] == 0x00 && a[1] == 0x64 && a[2] == 0xff && a[3] == 0x9b)
        return false;
    for (size_t i = 0; i < sizeof(closed6) / sizeof(closed6[0]); i++)
    {
        if (in_range6(a, &closed6[i]))
            return false;
    }
    return true;
}

bool
address_is_public(const struct sockaddr *address)
{
    struct sockaddr_in in4;
    struct sockaddr_in6 in6;

    if (address->sa_family == AF_INET)
    {
        memcpy(&in4, address, sizeof(in4));
        return is_public4(ntohl(in4.sin_addr.s_addr));
    }
    if (address->sa_family == AF_INET6)
    {
        memcpy(&in6, address, sizeof(in6));
        return is_public6(in6.sin6_addr.s6_addr);
    }
    return false;
}

static bool
ends_with(const char *host, size_t len, const char *end)
{
    size_t n = strlen(end);

    return len >= n && strncasecmp(host + len - n, end, n) == 0 && (len == n || end[0] == '.');
}

bool
address_name_is_public(const char *host)
{
    static const char *const local[] = {"localhost", ".localhost", ".local", ".localdomain", ".internal"};
    struct addrinfo hints = {.ai_flags = AI_NUMERICHOST, .ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;
    size_t len = strlen(host);
    bool open = true;

    while (len > 0 && host[len - 1] == '.')
        len--;
    if (getaddrinfo(host, NULL, &hints, &found) == 0)
    {
        for (struct addrinfo *p = found; p != NULL; p = p->ai_next)
            open = open && address_is_public(p->ai_addr);
        freeaddrinfo(found);
        return open;
    }
    for (size_t i = 0; i < sizeof(local) / sizeof(local[0]); i++)
        open = open && !ends_with(host, len, local[i]);
    return open && memchr(host, '.', len) != NULL;
}
