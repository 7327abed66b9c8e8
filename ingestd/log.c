/*
 * log.c: see log.h. Nothing here ever sees a secret: headers and URLs are redacted where they are built.
 */
#include "log.h"

#include <stdarg.h>
#include <stdio.h>

void
log_failure(const struct failure *f)
{
    fprintf(stderr, "sei-ingestd: %s\n", f->text);
    if (f->hint[0] != '\0')
        fprintf(stderr, "  hint: %s\n", f->hint);
    fflush(stderr);
}

void
log_note(const char *format, ...)
{
    va_list args;

    fputs("sei-ingestd: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    fflush(stderr);
}
