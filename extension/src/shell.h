/*
 * shell.h: what every shell shares: from a core fault to the server's error, from a varlena to a slice.
 */
#ifndef SEI_SHELL_H
#define SEI_SHELL_H

#include "compat.h"

#include "lib/stringinfo.h"

#include "fault.h"
#include "slice.h"

/* Refuse an input text: a soft error where escontext asks for one (16+), else raise. Returns 0. */
extern Datum refuse(Node *escontext, const struct fault *fault, const char *type_name, struct slice text);

/* Raise a fault under a message of the caller's. */
extern void raise_fault(const struct fault *fault, const char *message, ...) pg_attribute_printf(2, 3)
    pg_attribute_noreturn();

/* The bytes of a text-like argument, detoasted. */
extern struct slice slice_of_datum(Datum value);

/* A new varlena that holds the bytes. */
extern Datum datum_of_slice(struct slice bytes);

/* The version byte that a binary value begins with; any other raises. The name has its article: "a sector".
 */
extern void wire_begin(StringInfo message, int version, const char *type_name);

/* The rest of a binary message, in the server's encoding. */
extern struct slice wire_text(StringInfo message);

/* The text form of internal states: \x and hexadecimal digits. Reading anything else raises. */
extern struct slice hex_read(const char *text, const char *type_name);
extern char *hex_write(struct slice bytes);

#endif
