/*
 * time_name.c: see time_name.h.
 */
#include "time_name.h"

#include "numeral.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static const char *const open_marks[] = {"“", "\"", "「", "『", "'", "‘", "《", "〝"};
static const char *const close_marks[] = {"”", "\"", "」", "』", "'", "’", "》", "〞"};

size_t
time_name_year(struct slice text, int *year)
{
    size_t at = 0;

    *year = 0;
    for (size_t left = 4; left > 0; left--)
    {
        struct slice rest = slice_from(text, at);
        size_t ahead = slice_digits(rest);
        size_t bytes = 1;
        int digit = ahead == left ? rest.ptr[0] - '0' : ahead > 0 ? -1 : numeral_read_digit(rest, &bytes);

        if (digit < 0)
            return 0;
        at += bytes;
        *year = *year * 10 + digit;
    }
    return at;
}

/* 十二五 is the twelfth plan, 十五 the tenth, 十五五 the fifteenth; 第十二个五年 counts them. */
static size_t
bare_plan(struct slice text, int *number)
{
    size_t at = slice_starts(text, "第") ? strlen("第") : 0;
    bool counted = at > 0;
    size_t bytes;

    if (slice_digits(text) > 0)
        return 0;
    at += counted && slice_starts(slice_from(text, at), " ");
    *number = numeral_read_small(slice_from(text, at), &bytes);
    if (*number < 0)
        return 0;
    at += bytes;
    at += counted && slice_starts(slice_from(text, at), " ");
    if (counted)
        return slice_starts(slice_from(text, at), "个五年") ? at + strlen("个五年") : 0;
    if (slice_starts(slice_from(text, at), "五"))
        return at + strlen("五");
    if (*number != 15)
        return 0;
    *number = 10;
    return at;
}

size_t
time_name_plan(struct slice text, int *number)
{
    size_t quote = 0;
    size_t open;
    size_t bytes;

    while (quote < COUNT(open_marks) && !slice_starts(text, open_marks[quote]))
        quote++;
    if (quote == COUNT(open_marks))
    {
        int year;

        return time_name_year(text, &year) > 0 ? 0 : bare_plan(text, number);
    }
    open = strlen(open_marks[quote]);
    bytes = bare_plan(slice_from(text, open), number);
    if (bytes == 0 || !slice_starts(slice_from(text, open + bytes), close_marks[quote]))
        return 0;
    return open + bytes + strlen(close_marks[quote]);
}
