/*
 * fault.c: see fault.h.
 */
#include "fault.h"

#include <stdarg.h>
#include <stdio.h>

#include "letters.h"
#include "utf8.h"

bool
fault_set(struct fault *fault, enum fault_code code, int32_t offset, const char *hint, const char *detail,
          ...)
{
    va_list args;

    fault->code = code;
    fault->offset = offset;
    snprintf(fault->hint, sizeof(fault->hint), "%s", hint == NULL ? "" : hint);
    va_start(args, detail);
    vsnprintf(fault->detail, sizeof(fault->detail), detail, args);
    va_end(args);
    utf8_trim_broken_end(fault->detail);
    utf8_trim_broken_end(fault->hint);
    return false;
}

const char *
fault_quote(struct slice text, size_t max, char buf[FAULT_TEXT_MAX])
{
    size_t out = 0;
    size_t in = 0;

    if (max > FAULT_TEXT_MAX - 8)
        max = FAULT_TEXT_MAX - 8;
    while (in < text.len)
    {
        uint32_t code;
        size_t width = utf8_decode(text.ptr + in, text.len - in, &code);
        bool hidden = width == 0 || letter_is_hidden(code);
        size_t bytes = width == 0 ? 1 : width;

        if (out + (hidden ? 4 * bytes : bytes) > max)
        {
            memcpy(buf + out, "\xe2\x80\xa6", 3); /* … */
            out += 3;
            break;
        }
        for (; bytes > 0; bytes--, in++)
        {
            if (hidden)
                out += (size_t) snprintf(buf + out, 5, "\\x%02x", (unsigned char) text.ptr[in]);
            else
                buf[out++] = text.ptr[in];
        }
    }
    buf[out] = '\0';
    return buf;
}
