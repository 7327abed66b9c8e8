/*
 * letters.c: see letters.h. Ranges are from the Unicode 15 code charts; the table is sorted.
 */
#include "letters.h"

#include "utf8.h"

struct range
{
    uint32_t first;
    uint32_t last;
    const char *kind;
};

static const char control[] = "a control character";
static const char space[] = "a space";
static const char invisible[] = "an invisible or bidirectional mark";
static const char full_width[] = "full-width punctuation";
static const char no_character[] = "no character";
static const char replacement[] = "what a failed conversion left of a character";

static const struct range refused[] = {
    {0x0000, 0x001f, control},      {0x0020, 0x0020, space},        {0x007f, 0x009f, control},
    {0x00a0, 0x00a0, space},        {0x00ad, 0x00ad, invisible},    {0x034f, 0x034f, invisible},
    {0x061c, 0x061c, invisible},    {0x115f, 0x1160, invisible},    {0x1680, 0x1680, space},
    {0x17b4, 0x17b5, invisible},    {0x180b, 0x180f, invisible},    {0x2000, 0x200a, space},
    {0x200b, 0x200f, invisible},    {0x2028, 0x2029, space},        {0x202a, 0x202e, invisible},
    {0x202f, 0x202f, space},        {0x205f, 0x205f, space},        {0x2060, 0x206f, invisible},
    {0x2800, 0x2800, space},        {0x3000, 0x3000, space},        {0x3001, 0x3003, full_width},
    {0x3008, 0x3011, full_width},   {0x3014, 0x301f, full_width},   {0x3164, 0x3164, invisible},
    {0xd800, 0xdfff, no_character}, {0xfdd0, 0xfdef, no_character}, {0xfe00, 0xfe0f, invisible},
    {0xfe10, 0xfe19, full_width},   {0xfe30, 0xfe6b, full_width},   {0xfeff, 0xfeff, invisible},
    {0xff01, 0xff0f, full_width},   {0xff1a, 0xff20, full_width},   {0xff3b, 0xff40, full_width},
    {0xff5b, 0xff65, full_width},   {0xffa0, 0xffa0, invisible},    {0xffe0, 0xffe6, full_width},
    {0xfff0, 0xfff8, invisible},    {0xfff9, 0xfffb, control},      {0xfffd, 0xfffd, replacement},
    {0xfffe, 0xffff, no_character}, {0x1bca0, 0x1bca3, invisible},  {0x1d173, 0x1d17a, invisible},
    {0xe0000, 0xe0fff, invisible},
};

/* The row of the table that holds a character, or NULL. */
static const struct range *
refused_range(uint32_t code)
{
    size_t low = 0;
    size_t high = sizeof(refused) / sizeof(refused[0]);

    while (low < high)
    {
        size_t middle = (low + high) / 2;

        if (code < refused[middle].first)
            high = middle;
        else if (code > refused[middle].last)
            low = middle + 1;
        else
            return &refused[middle];
    }
    return NULL;
}

bool
letter_is_space(uint32_t code)
{
    const struct range *row;

    if (code >= 0x09 && code <= 0x0d)
        return true;
    row = refused_range(code);
    return row != NULL && row->kind == space;
}

const char *
letter_refused(uint32_t code)
{
    const struct range *row = refused_range(code);

    if (row != NULL)
        return row->kind;
    /* The last two code points of every plane are no characters. */
    return (code & 0xfffe) == 0xfffe ? no_character : NULL;
}

bool
letter_is_hidden(uint32_t code)
{
    const struct range *row = refused_range(code);

    return row != NULL && (row->kind == control || row->kind == invisible);
}

bool
letter_is_mark(uint32_t code)
{
    static const uint32_t marks[][2] = {
        {0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd}, {0x064b, 0x065f}, {0x1ab0, 0x1aff},
        {0x1dc0, 0x1dff}, {0x20d0, 0x20ff}, {0x302a, 0x302f}, {0x3099, 0x309a}, {0xfe20, 0xfe2f}};

    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
    {
        if (code >= marks[i][0] && code <= marks[i][1])
            return true;
    }
    return false;
}

struct slice
letters_trim(struct slice text)
{
    uint32_t code;

    while (text.len > 0)
    {
        size_t width = utf8_decode(text.ptr, text.len, &code);

        if (width == 0 || !letter_is_space(code))
            break;
        text.ptr += width;
        text.len -= width;
    }
    while (text.len > 0)
    {
        size_t start = text.len - 1;

        while (start > 0 && text.len - start < 4 && ((unsigned char) text.ptr[start] & 0xc0) == 0x80)
            start--;
        if (utf8_decode(text.ptr + start, text.len - start, &code) != text.len - start ||
            !letter_is_space(code))
            break;
        text.len = start;
    }
    return text;
}
