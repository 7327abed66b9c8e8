/*
 * utf8.c: see utf8.h. The table of valid byte sequences is Table 3-7 of the Unicode Standard.
 */
#include "utf8.h"

size_t
utf8_decode(const char *ptr, size_t len, uint32_t *code)
{
    const unsigned char *p = (const unsigned char *) ptr;
    unsigned char low = 0x80;
    unsigned char high = 0xbf;
    size_t width;
    uint32_t value;

    if (len == 0)
        return 0;
    if (p[0] < 0x80)
    {
        *code = p[0];
        return 1;
    }
    if (p[0] >= 0xc2 && p[0] <= 0xdf)
    {
        width = 2;
        value = p[0] & 0x1fu;
    }
    else if (p[0] >= 0xe0 && p[0] <= 0xef)
    {
        width = 3;
        value = p[0] & 0x0fu;
        if (p[0] == 0xe0)
            low = 0xa0;
        if (p[0] == 0xed)
            high = 0x9f;
    }
    else if (p[0] >= 0xf0 && p[0] <= 0xf4)
    {
        width = 4;
        value = p[0] & 0x07u;
        if (p[0] == 0xf0)
            low = 0x90;
        if (p[0] == 0xf4)
            high = 0x8f;
    }
    else
        return 0;
    if (len < width)
        return 0;
    for (size_t i = 1; i < width; i++)
    {
        if (p[i] < low || p[i] > high)
            return 0;
        low = 0x80;
        high = 0xbf;
        value = (value << 6) | (p[i] & 0x3fu);
    }
    *code = value;
    return width;
}

size_t
utf8_encode(uint32_t code, char out[4])
{
    size_t width = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char first[5] = {0, 0, 0xc0, 0xe0, 0xf0};

    for (size_t i = width - 1; i > 0; i--, code >>= 6)
        out[i] = (char) (0x80 | (code & 0x3f));
    out[0] = (char) (first[width] | code);
    return width;
}

int64_t
utf8_find_broken(struct slice text)
{
    size_t at = 0;
    uint32_t code;

    while (at < text.len)
    {
        size_t width = utf8_decode(text.ptr + at, text.len - at, &code);

        if (width == 0)
            return (int64_t) at;
        at += width;
    }
    return -1;
}

int32_t
utf8_position(struct slice text, size_t offset)
{
    int32_t position = 1;

    for (size_t i = 0; i < offset && i < text.len; i++)
    {
        if (((unsigned char) text.ptr[i] & 0xc0) != 0x80)
            position++;
    }
    return position;
}

void
utf8_trim_broken_end(char *text)
{
    size_t len = strlen(text);
    size_t start = len;
    uint32_t code;

    while (start > 0 && len - start < 4 && ((unsigned char) text[start - 1] & 0xc0) == 0x80)
        start--;
    if (start == 0)
        return;
    start--;
    if ((unsigned char) text[start] >= 0x80 && utf8_decode(text + start, len - start, &code) == 0)
        text[start] = '\0';
}
