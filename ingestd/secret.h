/*
 * secret.h: secrets are files under $CREDENTIALS_DIRECTORY, as systemd's LoadCredential= makes them.
 *
 * They go into request headers and nowhere else: not into the database, argv, logs or the spool.
 */
#ifndef SEI_INGESTD_SECRET_H
#define SEI_INGESTD_SECRET_H

#include "failure.h"

/* Read a secret; free *out. Refuses what is empty, "null" or holds control characters. */
bool secret_read(const char *name, char **out, struct failure *f);

#endif
