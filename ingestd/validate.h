/*
 * validate.h: is a text what the load contract says the column holds?
 *
 * PostgreSQL 15 cannot try a cast, so every value is read by the extension's own core before COPY: the
 * database never sees a value that it would refuse.
 */
#ifndef SEI_INGESTD_VALIDATE_H
#define SEI_INGESTD_VALIDATE_H

#include "fault.h"
#include "slice.h"

#define VALIDATE_TEXT_MAX 512

/*
 * Check text by a validator's name (text sector period target numeric date integer boolean; any other name
 * accepts everything). *out is the value to load: a view into text or into buf. *noun is what it should have
 * been ("a number").
 */
bool validate_text(const char *validator, struct slice text, struct slice *out, char buf[VALIDATE_TEXT_MAX],
                   const char **noun, struct fault *f);

#endif
