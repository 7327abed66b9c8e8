/*
 * stream.c: the record that readers fill; see stream.h.
 */
#include "stream.h"

#include <stdio.h>

#include "utf8.h"

void
record_reject(struct record *record, const char *code, const char *hint, const char *format, ...)
{
    va_list args;

    if (record->reject_code != NULL)
        return;
    record->reject_code = code;
    va_start(args, format);
    vsnprintf(record->reject_reason, sizeof(record->reject_reason), format, args);
    va_end(args);
    snprintf(record->reject_hint, sizeof(record->reject_hint), "%s", hint == NULL ? "" : hint);
    utf8_trim_broken_end(record->reject_reason);
    utf8_trim_broken_end(record->reject_hint);
}

void
record_reset(struct record *record, size_t n_fields)
{
    memset(record->values, 0, n_fields * sizeof(record->values[0]));
    buffer_clear(&record->text);
    buffer_clear(&record->fragment);
    record->reject_code = NULL;
}

void
record_free(struct record *record)
{
    buffer_free(&record->text);
    buffer_free(&record->fragment);
}

void
record_set(struct record *record, int field, enum field_state state, struct slice text)
{
    struct field_value *v = &record->values[field];

    v->state = state;
    v->at = record->text.len;
    v->len = text.len;
    buffer_append(&record->text, text.ptr, text.len);
}
