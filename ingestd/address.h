/*
 * address.h: which network addresses a feed may reach.
 *
 * A definition comes from a file that many may edit, and a name may point anywhere: without leave
 * (request.allow_private) nothing on this machine or in private networks is asked.
 */
#ifndef SEI_INGESTD_ADDRESS_H
#define SEI_INGESTD_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

/* Whether the address is public. IPv4 within IPv6 (mapped, NAT64, 6to4) is judged as IPv4. Unknown families
 * are not. */
bool address_is_public(const struct sockaddr *address);

#endif
