/*
 * scan_cells.c: which lines are rows of a table pasted as text, and what their cells are.
 *
 * Tabs and bars part cells for certain, wide gaps nearly so. A single space parts them only under a heading
 * that says so; in prose it means nothing.
 */
#include "scan_table.h"

#include "letters.h"
#include "utf8.h"

/* The bytes of a bar or a tab at a place, 0 for none. */
static size_t
hard_border(struct slice line, size_t at)
{
    char c = line.ptr[at];

    if (c == '\t' || c == '|')
        return 1;
    return c == '\xe2' && line.len - at >= 3 &&
                   (memcmp(line.ptr + at, "│", 3) == 0 || memcmp(line.ptr + at, "┃", 3) == 0)
               ? 3
               : 0;
}

/* The bytes of a gap of two spaces or more at a place, 0 for none; an ideographic space is two. */
static size_t
soft_border(struct slice line, size_t at)
{
    size_t end = at;
    int spaces = 0;

    if (line.ptr[at] != ' ' && line.ptr[at] != '\xe3')
        return 0;
    while (end < line.len &&
           (line.ptr[end] == ' ' || (line.len - end >= 3 && memcmp(line.ptr + end, "　", 3) == 0)))
    {
        spaces += line.ptr[end] == ' ' ? 1 : 2;
        end += line.ptr[end] == ' ' ? 1 : 3;
    }
    return spaces >= 2 ? end - at : 0;
}

/* Cut a line into cells. False when it is no row: a sentence, or too few or too many cells. */
bool
scan_cells_split(struct slice line, struct cells *out)
{
    bool hard = false;
    bool bars = false;
    size_t from = 0;

    out->count = 0;
    if (line.len > 1200)
        return false;
    for (size_t at = 0; at < line.len; at++)
    {
        hard = hard || hard_border(line, at) > 0;
        bars = bars || (hard_border(line, at) > 0 && line.ptr[at] != '\t');
        if (line.len - at >= 3 && memcmp(line.ptr + at, "。", 3) == 0)
            return false;
    }
    /* Bars stand around a row, too; tabs only between its cells. */
    if (bars || !hard)
        line = letters_trim(line);
    for (size_t at = 0; at <= line.len;)
    {
        size_t border = at == line.len ? 1 : hard ? hard_border(line, at) : soft_border(line, at);

        if (border == 0)
        {
            at++;
            continue;
        }
        if (!(bars && at == from && (from == 0 || at == line.len)))
        {
            if (out->count == SCAN_COLUMNS_MAX || at - from > 150)
                return false;
            out->cell[out->count++] = letters_trim(slice_make(line.ptr + from, at - from));
        }
        at += border;
        from = at;
    }
    return out->count >= (hard ? 2 : 3);
}

/* Whether a line is a sentence or a part of one. */
static bool
is_prose(struct slice line)
{
    return slice_holds(line, "。") || slice_holds(line, "，") || slice_holds(line, "；") ||
           slice_holds(line, "：");
}

bool
scan_cells_split_at_spaces(struct slice line, struct cells *out)
{
    size_t from = 0;

    out->count = 0;
    line = letters_trim(line);
    if (line.len > 300 || memchr(line.ptr, ' ', line.len) == NULL || is_prose(line))
        return false;
    for (size_t at = 0; at <= line.len; at++)
    {
        if (at < line.len && line.ptr[at] != ' ')
            continue;
        if (at > from)
        {
            if (out->count == SCAN_COLUMNS_MAX)
                return false;
            out->cell[out->count++] = slice_make(line.ptr + from, at - from);
        }
        from = at + 1;
    }
    return out->count >= 3;
}

bool
scan_cells_is_first(struct slice cell)
{
    static const char *const words[] = {"指标", "序号", "指标名称", "主要指标",
                                        "项目", "名称", "类别",     "类型"};

    for (size_t i = 0; i < COUNT(words); i++)
    {
        if (slice_equal(cell, slice_of(words[i])))
            return true;
    }
    return false;
}

bool
scan_table_is_title(struct slice line)
{
    line = letters_trim(line);
    return line.len <= 60 && !is_prose(line);
}

bool
scan_table_is_row(const struct scan *s, struct slice line)
{
    struct cells cells;

    line = letters_trim(line);
    if (line.len == 0)
        return false;
    /* Most lines have no border at all. */
    for (size_t at = 0; at < line.len; at++)
    {
        if (hard_border(line, at) > 0 || soft_border(line, at) > 0)
            return scan_cells_split(line, &cells);
    }
    if (!scan_cells_split_at_spaces(line, &cells))
        return false;
    return s->table.spaced
               ? cells.count == s->table.columns || scan_cell_is_number(cells.cell[cells.count - 1])
               : scan_cells_is_first(cells.cell[0]);
}

/* A number, with what may stand around it in a cell. */
bool
scan_cell_is_number(struct slice cell)
{
    bool digit = false;

    for (size_t at = 0; at < cell.len;)
    {
        uint32_t code;
        size_t width = utf8_decode(cell.ptr + at, cell.len - at, &code);

        /* 2015年, 5G基站 */
        if (width == 0 || at > 40 || code == 0x5e74 ||
            (code >= 'A' && code <= 'z' && code != '[' && code != ']' && code != '^' && code != '_'))
            return false;
        if ((code >= '0' && code <= '9') || (code >= 0xff10 && code <= 0xff19))
            digit = true;
        else if (!digit && (code == '-' || code == '+' || code == '<' || code == '>' || code == 0x2265 ||
                            code == 0x2264 || code == 0xff1e || code == 0xff1c || code == '[' ||
                            code == 0x3014 || code == 0x3010 || code == '=' || code == '~' || code == 0xff5e))
            ;
        else if (!digit)
            return false;
        at += width;
    }
    return digit;
}
