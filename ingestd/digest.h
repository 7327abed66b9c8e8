/*
 * digest.h: SHA-256, as lower-case hexadecimal text.
 */
#ifndef SEI_INGESTD_DIGEST_H
#define SEI_INGESTD_DIGEST_H

#include <stddef.h>

#define DIGEST_TEXT_MAX 65

struct digest
{
    void *context;
};

void digest_begin(struct digest *d);
void digest_add(struct digest *d, const void *bytes, size_t len);

/* Ends the digest and frees what it held. */
void digest_end(struct digest *d, char text[DIGEST_TEXT_MAX]);

/* The whole in one call. */
void digest_of(const void *bytes, size_t len, char text[DIGEST_TEXT_MAX]);

#endif
