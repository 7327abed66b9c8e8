/*
 * fault.h: why a value was refused, in words that help.
 *
 * Core functions return false and fill one of these; the extension turns it into ereport (or a soft
 * error), the daemon into a quarantine reason. Core never prints, never exits, never jumps.
 */
#ifndef SEI_CORE_FAULT_H
#define SEI_CORE_FAULT_H

#include "slice.h"

/* What kind of mistake it was; the shells map each to one SQLSTATE. */
enum fault_code
{
    FAULT_NONE = 0,
    FAULT_SYNTAX,     /* 22P02 invalid_text_representation */
    FAULT_RANGE,      /* 22003 numeric_value_out_of_range */
    FAULT_BINARY,     /* 22P03 invalid_binary_representation */
    FAULT_ENCODING,   /* 22021 character_not_in_repertoire */
    FAULT_LIMIT,      /* 54000 program_limit_exceeded */
    FAULT_VALUE,      /* 22023 invalid_parameter_value */
    FAULT_UNSUPPORTED /* 0A000 feature_not_supported */
};

#define FAULT_TEXT_MAX 320

struct fault
{
    enum fault_code code;
    int32_t offset;              /* byte offset of the offending part, -1 when the whole value is meant */
    char detail[FAULT_TEXT_MAX]; /* one sentence: what was wrong, with the offending part */
    char hint[FAULT_TEXT_MAX];   /* one sentence: what is accepted */
};

/* Fill a fault; detail is a printf format. Returns false, so that a parser can `return fault_set(...)`. */
bool fault_set(struct fault *fault, enum fault_code code, int32_t offset, const char *hint,
               const char *detail, ...) __attribute__((format(printf, 5, 6)));

/*
 * The first bytes of a slice made fit to be shown in a message: at most `max` bytes, cut at a character,
 * control characters, invisible marks and broken UTF-8 shown as \xNN, with an ellipsis when cut. buf has
 * FAULT_TEXT_MAX bytes.
 */
const char *fault_quote(struct slice text, size_t max, char buf[FAULT_TEXT_MAX]);

#endif
