/*
 * failure.c: see failure.h.
 */
#include "failure.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "options.h"
#include "utf8.h"

bool
fail(struct failure *f, enum failure_class class, const char *hint, const char *format, ...)
{
    va_list args;

    f->class = class;
    f->sqlstate[0] = '\0';
    f->position = 0;
    va_start(args, format);
    vsnprintf(f->text, sizeof(f->text), format, args);
    va_end(args);
    snprintf(f->hint, sizeof(f->hint), "%s", hint == NULL ? "" : hint);
    utf8_trim_broken_end(f->text);
    utf8_trim_broken_end(f->hint);
    return false;
}

bool
fail_at(struct failure *f, const char *format, ...)
{
    char before[sizeof(f->text)];
    size_t used;
    va_list args;

    va_start(args, format);
    vsnprintf(before, sizeof(before), format, args);
    va_end(args);
    used = strlen(before);
    snprintf(before + used, sizeof(before) - used, "%s", f->text);
    memcpy(f->text, before, sizeof(f->text));
    utf8_trim_broken_end(f->text);
    return false;
}

const char *
failure_word(const struct failure *f)
{
    switch (f->class)
    {
        case FAILURE_DATA: return "data";
        case FAILURE_OPERATOR:
        case FAILURE_USAGE: return "operator";
        default: return "retry";
    }
}

int
failure_exit(const struct failure *f)
{
    switch (f->class)
    {
        case FAILURE_NONE: return EXIT_FINE;
        case FAILURE_USAGE:
        case FAILURE_OPERATOR: return EXIT_USAGE;
        case FAILURE_DATABASE: return EXIT_DATABASE;
        default: return EXIT_OTHER;
    }
}
