/*
 * roles.h: the five roles that the schema's rights hang on. Roles are cluster-wide, so they are made on
 * request only.
 */
#ifndef SEI_INGESTD_ROLES_H
#define SEI_INGESTD_ROLES_H

#include "db.h"

/* Make the roles that are missing; where that is not allowed, the failure's text lists the SQL for somebody
 * who may. */
bool roles_make(struct db *db, struct failure *f);

/*
 * Refuse, with the way out, when a role is missing or we may not act as sei_owner. Then make the schema
 * and let the roles use the extension (whose schema is given as an SQL identifier).
 */
bool roles_check(struct db *db, const char *extension_schema, struct failure *f);

#endif
