/*
 * secret.h: secrets are files under $CREDENTIALS_DIRECTORY, as systemd's LoadCredential= makes them.
 *
 * They go into requests and nowhere else: not into the database, argv, logs or the spool.
 */
#ifndef SEI_INGESTD_SECRET_H
#define SEI_INGESTD_SECRET_H

#include <stddef.h>

#include "failure.h"

/* Read a secret; free *out. Refuses what is empty, "null" or holds control characters. */
bool secret_read(const char *name, char **out, struct failure *f);

/* The path of a secret that libcurl reads itself (certificates, keys); it must be there. Free *out. */
bool secret_path(const char *name, char **out, struct failure *f);

/* Overwrite and free; NULL is fine. */
void secret_free(char *text);

/* Overwrite every place of a text where the secret stands, as it is or as a URL writes it. */
void secret_mask(const char *secret, char *text, size_t len);

#endif
