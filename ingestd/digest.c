/*
 * digest.c: see digest.h.
 */
#include "digest.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>

#include "options.h"

/* OpenSSL without SHA-256 is no OpenSSL: nothing that the daemon does would be sound. */
static void
must(int done)
{
    if (done == 1)
        return;
    fputs("sei-ingestd: OpenSSL refuses SHA-256\n", stderr);
    exit(EXIT_OTHER);
}

void
digest_begin(struct digest *d)
{
    d->context = EVP_MD_CTX_new();
    must(d->context != NULL && EVP_DigestInit_ex(d->context, EVP_sha256(), NULL));
}

void
digest_add(struct digest *d, const void *bytes, size_t len)
{
    must(EVP_DigestUpdate(d->context, bytes, len));
}

void
digest_end(struct digest *d, char text[DIGEST_TEXT_MAX])
{
    unsigned char raw[EVP_MAX_MD_SIZE];
    unsigned int len = 0;

    must(EVP_DigestFinal_ex(d->context, raw, &len));
    EVP_MD_CTX_free(d->context);
    d->context = NULL;
    for (unsigned int i = 0; i < len && i < 32; i++)
        snprintf(text + i * 2, 3, "%02x", raw[i]);
}

void
digest_of(const void *bytes, size_t len, char text[DIGEST_TEXT_MAX])
{
    struct digest d;

    digest_begin(&d);
    digest_add(&d, bytes, len);
    digest_end(&d, text);
}
