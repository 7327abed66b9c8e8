/*
 * fold.c: see fold.h.
 */
#include "fold.h"

#include "letters.h"
#include "utf8.h"

/* The ASCII character that another stands for, or 0 when it is kept. */
static char
narrow(uint32_t code)
{
    if (code == 0xff5e || code == 0x301c || (code >= 0x2012 && code <= 0x2015))
        return '~';
    if (code == 0x2010 || code == 0x2011 || code == 0x2212)
        return '-';
    if (code >= 0xff01 && code <= 0xff5d)
        return (char) (code - 0xff01 + '!');
    return letter_is_space(code) ? ' ' : 0;
}

bool
fold_text(struct slice text, struct folded *out, const char *hint, struct fault *fault)
{
    struct slice s = letters_trim(text);
    size_t start = (size_t) (s.ptr - text.ptr);
    size_t in = 0;

    out->len = 0;
    if (s.len == 0)
        return fault_set(fault, FAULT_SYNTAX, -1, hint, "The text is empty.");
    while (in < s.len)
    {
        uint32_t code;
        size_t width = utf8_decode(s.ptr + in, s.len - in, &code);
        const char *kind;
        char plain;

        if (width == 1 && code > 0x20 && code < 0x7f && out->len < FOLD_MAX_BYTES)
        {
            out->at[out->len] = (uint16_t) (start + in < UINT16_MAX ? start + in : UINT16_MAX);
            out->text[out->len++] = (char) code;
            in++;
            continue;
        }
        if (width == 0)
            return fault_set(fault, FAULT_ENCODING, (int32_t) (start + in), "Send the text as UTF-8.",
                             "Byte 0x%02x is not UTF-8 here.", (unsigned char) s.ptr[in]);
        plain = narrow(code);
        kind = plain != 0 || code == '~' ? NULL : letter_refused(code);
        if (kind != NULL && (code < 0x20 || code >= 0x7f) && (code < 0x3001 || code > 0x301f))
            return fault_set(fault, FAULT_SYNTAX, (int32_t) (start + in), hint, "U+%04X is %s.",
                             (unsigned) code, kind);
        if (out->len + width > FOLD_MAX_BYTES)
            return fault_set(fault, FAULT_LIMIT, -1, hint, "The text is longer than %d bytes.",
                             FOLD_MAX_BYTES);
        if (plain != 0)
        {
            out->at[out->len] = (uint16_t) (start + in < UINT16_MAX ? start + in : UINT16_MAX);
            out->text[out->len++] = plain;
        }
        else
        {
            for (size_t i = 0; i < width; i++)
            {
                out->at[out->len] = (uint16_t) (start + in < UINT16_MAX ? start + in : UINT16_MAX);
                out->text[out->len++] = s.ptr[in + i];
            }
        }
        in += width;
    }
    out->text[out->len] = '\0';
    out->at[out->len] = (uint16_t) (start + in < UINT16_MAX ? start + in : UINT16_MAX);
    return true;
}
