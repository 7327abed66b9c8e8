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

/*
 * The same for a host as a URL writes it, for when somebody else connects: numbers in every form that a
 * resolver takes (2130706433, 0x7f.1), and names that mean this machine or network. Other names are public.
 */
bool address_name_is_public(const char *host);

#endif
