/*
 * fold.c: see fold.h.
 */
#include "fold.h"

#include "letters.h"
#include "utf8.h"

/* The small forms U+FE50 to U+FE6B, in order; '\0' is kept as it is. */
static const char small_forms[] = ",\0.\0;:?!\0()\0\0\0\0#&*+-<>=\0\\$%@";

static bool
is_tilde(uint32_t code)
{
    return code == 0xff5e || code == 0x301c || code == 0x223c || code == 0x02dc || code == 0x2053 ||
           code == 0x3030;
}

static bool
is_dash(uint32_t code)
{
    return (code >= 0x2012 && code <= 0x2015) || code == 0x2500 || code == 0x2501 || code == 0x2e3a ||
           code == 0xfe58;
}

/* The ASCII character that another stands for, or 0 when it is kept. */
static char
narrow(uint32_t code)
{
    if (code < 0x80)
        return code == ' ' || (code >= 0x09 && code <= 0x0d) ? ' ' : 0;
    if (is_tilde(code))
        return '~';
    if (code == 0x2010 || code == 0x2011 || code == 0x2212)
        return '-';
    if (code >= 0xff01 && code <= 0xff5d)
        return (char) (code - 0xff01 + '!');
    if (code >= 0xfe50 && code <= 0xfe6b)
        return small_forms[code - 0xfe50];
    return letter_is_space(code) ? ' ' : 0;
}

/* Whether a character may not even stand in a text to be folded; its class, or NULL. */
static const char *
refused(uint32_t code)
{
    if (code >= 0x20 && code < 0x7f)
        return NULL;
    if (code >= 0x3001 && code <= 0x301f) /* quotation marks and stops: the parser says what is wrong */
        return NULL;
    return letter_refused(code);
}

static void
put(struct folded *out, const char *bytes, size_t count, size_t origin)
{
    for (size_t i = 0; i < count; i++)
    {
        out->at[out->len] = (uint16_t) (origin < UINT16_MAX ? origin : UINT16_MAX);
        out->text[out->len++] = bytes[i];
    }
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
            put(out, s.ptr + in, 1, start + in);
            in++;
            continue;
        }
        if (width == 0)
            return fault_set(fault, FAULT_ENCODING, (int32_t) (start + in), "Send the text as UTF-8.",
                             "Byte 0x%02x is not UTF-8 here.", (unsigned char) s.ptr[in]);
        if (out->len + width > FOLD_MAX_BYTES)
            return fault_set(fault, FAULT_LIMIT, -1, hint, "The text is longer than %d bytes.",
                             FOLD_MAX_BYTES);
        plain = narrow(code);
        kind = plain != 0 || is_dash(code) ? NULL : refused(code);
        if (kind != NULL)
            return fault_set(fault, FAULT_SYNTAX, (int32_t) (start + in), hint, "U+%04X is %s.",
                             (unsigned) code, kind);
        if (is_dash(code))
            put(out, FOLD_DASH, strlen(FOLD_DASH), start + in);
        else if (plain != 0)
            put(out, &plain, 1, start + in);
        else
            put(out, s.ptr + in, width, start + in);
        in += width;
    }
    put(out, "", 1, start + in);
    out->len--;
    return true;
}
