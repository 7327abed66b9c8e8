/*
 * scan_table.c: tables pasted as text: cells between tabs, bars or wide gaps, one line a row.
 *
 * The heading says which column is a target and for when: a year, 目标, 年均增长; the earliest of several
 * years is where the plan starts from. Without a heading, or with another number of cells than it has, a row
 * is returned as not understood.
 */
#include "scan_parts.h"

#include <stdio.h>

#include "letters.h"
#include "utf8.h"

enum role
{
    ROLE_OTHER,
    ROLE_NAME,
    ROLE_UNIT,
    ROLE_BASE,
    ROLE_TARGET,
    ROLE_YEAR, /* a year and nothing else: base or target */
    ROLE_GROWTH,
    ROLE_FIRMNESS
};

struct cells
{
    int32_t count;
    struct slice cell[SCAN_COLUMNS_MAX];
};

/* The bytes of a bar or a tab at a place, 0 for none. */
static size_t
hard_border(struct slice line, size_t at)
{
    if (line.ptr[at] == '\t' || line.ptr[at] == '|')
        return 1;
    return line.len - at >= 3 && (memcmp(line.ptr + at, "│", 3) == 0 || memcmp(line.ptr + at, "┃", 3) == 0)
               ? 3
               : 0;
}

/* The bytes of a gap of two spaces or more at a place, 0 for none; an ideographic space is two. */
static size_t
soft_border(struct slice line, size_t at)
{
    size_t end = at;
    int spaces = 0;

    while (end < line.len &&
           (line.ptr[end] == ' ' || (line.len - end >= 3 && memcmp(line.ptr + end, "　", 3) == 0)))
    {
        spaces += line.ptr[end] == ' ' ? 1 : 2;
        end += line.ptr[end] == ' ' ? 1 : 3;
    }
    return spaces >= 2 ? end - at : 0;
}

/* Cut a line into cells. False when it is no row: a sentence, or too few or too many cells. */
static bool
split(struct slice line, struct cells *out)
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

bool
scan_table_is_row(struct slice line)
{
    struct cells cells;

    line = letters_trim(line);
    for (size_t at = 0; at < line.len; at++)
    {
        /* Most lines have no border at all. */
        if (hard_border(line, at) > 0 || soft_border(line, at) > 0)
            return split(line, &cells);
    }
    return false;
}

/* A number, with what may stand around it in a cell. */
static bool
is_number(struct slice cell)
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

/* The date in a heading's cell. */
static bool
date_in(struct scan *s, struct slice cell, struct period *out)
{
    struct scan_sentence *p = s->sentence;
    size_t from = (size_t) (cell.ptr - s->text.ptr);

    scan_text_fold(s, from, from + cell.len);
    for (size_t at = 0; at < p->len; at++)
    {
        struct date date;

        if (((unsigned char) p->text[at] & 0xc0) == 0x80)
            continue;
        if (scan_date_at(p, at, &date) != 0 && !date.relative)
        {
            *out = date.period;
            return true;
        }
    }
    /* A year alone: 2015 */
    if (p->len == 4 && (memcmp(p->text, "19", 2) == 0 || memcmp(p->text, "20", 2) == 0) &&
        strspn(p->text, "0123456789") == 4)
    {
        int32_t year =
            (p->text[0] - '0') * 1000 + (p->text[1] - '0') * 100 + (p->text[2] - '0') * 10 + p->text[3] - '0';

        *out = (struct period){.first_month = year * 12, .months = 12};
        return true;
    }
    return false;
}

/* Read a heading; false when the row is none, which leaves the one before in force. */
static bool
read_heading(struct scan *s, const struct cells *cells)
{
    struct scan_table heading = {0};
    struct scan_table *t = &heading;
    int32_t years = 0;
    int32_t targets = 0;
    int32_t first = -1;
    bool useful = false;

    for (int32_t i = 0; i < cells->count; i++)
    {
        struct slice cell = cells->cell[i];
        bool dated = date_in(s, cell, &t->period[i]);

        if (!dated && is_number(cell))
            return false;
        if (slice_holds(cell, "年均") || slice_holds(cell, "增速") || slice_holds(cell, "增长率"))
            t->role[i] = ROLE_GROWTH;
        else if (slice_holds(cell, "现状") || slice_holds(cell, "基期") || slice_holds(cell, "实际") ||
                 slice_holds(cell, "完成") || slice_holds(cell, "基数"))
            t->role[i] = ROLE_BASE;
        else if (slice_holds(cell, "目标") || slice_holds(cell, "规划值"))
            t->role[i] = ROLE_TARGET;
        else if (dated)
            t->role[i] = ROLE_YEAR;
        else if (slice_holds(cell, "单位"))
            t->role[i] = ROLE_UNIT;
        else if (slice_holds(cell, "属性") || slice_holds(cell, "性质") || slice_holds(cell, "类型"))
            t->role[i] = ROLE_FIRMNESS;
        else if (slice_holds(cell, "指标") || slice_holds(cell, "名称") || slice_holds(cell, "项目") ||
                 slice_holds(cell, "内容"))
            t->role[i] = ROLE_NAME;
        else
            t->role[i] = ROLE_OTHER;
        if (t->role[i] == ROLE_YEAR)
        {
            years++;
            if (first < 0 || t->period[i].first_month < t->period[first].first_month)
                first = i;
        }
        targets += t->role[i] == ROLE_TARGET;
        useful = useful || dated || t->role[i] == ROLE_TARGET;
    }
    for (int32_t i = 0; i < cells->count; i++)
    {
        if (t->role[i] == ROLE_YEAR)
            t->role[i] = i == first && (years > 1 || targets > 0) ? ROLE_BASE : ROLE_TARGET;
    }
    t->columns = cells->count;
    if (useful)
        s->table = heading;
    return useful;
}

/* The unit in brackets behind a name: 地区生产总值（亿元）; cut off the name. */
static struct slice
unit_of(struct slice *name)
{
    static const char *const opens[] = {"（", "("};
    static const char *const closes[] = {"）", ")"};

    for (size_t i = 0; i < COUNT(opens); i++)
    {
        size_t open = strlen(opens[i]);
        size_t close = strlen(closes[i]);

        if (name->len < open + close || memcmp(name->ptr + name->len - close, closes[i], close) != 0)
            continue;
        for (size_t at = name->len - close; at > 0; at--)
        {
            if (at >= open && memcmp(name->ptr + at - open, opens[i], open) == 0)
            {
                struct slice unit = slice_make(name->ptr + at, name->len - close - at);

                name->len = at - open;
                return letters_trim(unit);
            }
        }
    }
    return slice_make(name->ptr, 0);
}

/* Where the number of a cell ends that has no unit of its own: 12, 2.8左右; 0 when it has one. */
static size_t
number_end(struct slice cell)
{
    static const char *const words[] = {"左右", "以上", "以下", "以内", "上下", "及以上"};
    size_t end = cell.len;

    for (size_t i = 0; i < COUNT(words); i++)
    {
        size_t len = strlen(words[i]);

        if (end > len && memcmp(cell.ptr + end - len, words[i], len) == 0)
        {
            end -= len;
            break;
        }
    }
    return end > 0 && cell.ptr[end - 1] >= '0' && cell.ptr[end - 1] <= '9' ? end : 0;
}

/* Read a cell as a target, with the unit that its row has. */
static bool
cell_target(struct slice cell, struct slice unit, struct slice name, uint8_t role, struct scan_row *row)
{
    char text[TARGET_TEXT_MAX];
    struct fault fault;
    bool cumulative = cell.len > 2 && cell.ptr[0] == '[' && cell.ptr[cell.len - 1] == ']';
    bool falls = slice_holds(name, "降低") || slice_holds(name, "下降") || slice_holds(name, "减少") ||
                 slice_holds(name, "削减");
    size_t number;
    char last;
    int len;

    if (cumulative)
        cell = slice_make(cell.ptr + 1, cell.len - 2);
    if (cell.len == 0 || cell.len + unit.len + 16 > sizeof(text))
        return false;
    last = cell.ptr[cell.len - 1];
    if (cumulative && !falls)
        return false;
    if (role == ROLE_GROWTH && !cumulative)
    {
        bool percent = last == '%';

        if (unit.len > 0 && falls && !percent)
            return false;
        len = snprintf(text, sizeof(text), "%.*s%s pa", (int) cell.len, cell.ptr, percent ? "" : "%");
    }
    else if (falls && (slice_equal(unit, slice_of("%")) || last == '%'))
        len = snprintf(text, sizeof(text), "%s%.*s%s", cell.ptr[0] == '-' ? "" : "-", (int) cell.len,
                       cell.ptr, last == '%' ? "" : "%");
    else if ((number = number_end(cell)) > 0)
        len = snprintf(text, sizeof(text), "%.*s%.*s%.*s", (int) number, cell.ptr, (int) unit.len, unit.ptr,
                       (int) (cell.len - number), cell.ptr + number);
    else
        len = snprintf(text, sizeof(text), "%.*s", (int) cell.len, cell.ptr);
    return len > 0 && target_parse(slice_make(text, (size_t) len), &row->target, &fault);
}

static void
give_row_unread(struct scan *s, struct slice line, const char *why)
{
    struct scan_row *row = scan_row_new(s, letters_trim(line));

    if (row != NULL)
        snprintf(row->note, sizeof(row->note), "%s", why);
}

void
scan_table_row(struct scan *s, struct slice line)
{
    struct scan_table *t = &s->table;
    struct cells cells;
    struct slice name = slice_make(s->text.ptr, 0);
    struct slice unit = slice_make(s->text.ptr, 0);
    enum scan_modality modality = s->context.modality;
    int32_t numbers = 0;

    if (!split(line, &cells))
        return;
    for (int32_t i = 0; i < cells.count; i++)
        numbers += is_number(cells.cell[i]);
    if (numbers == 0 || t->columns == 0)
    {
        if (read_heading(s, &cells) || numbers == 0)
            return;
        give_row_unread(s, line, "a table row without a heading that says what its columns are");
        return;
    }
    if (cells.count != t->columns)
    {
        give_row_unread(s, line, "a table row with another number of cells than its heading");
        return;
    }
    for (int32_t i = 0; i < cells.count; i++)
    {
        if (t->role[i] == ROLE_UNIT)
            unit = cells.cell[i];
        else if (slice_holds(cells.cell[i], "约束性"))
            modality = SCAN_BINDING;
        else if (slice_holds(cells.cell[i], "预期性"))
            modality = SCAN_EXPECTED;
        else if ((t->role[i] == ROLE_NAME || (t->role[i] == ROLE_OTHER && name.len == 0)) &&
                 !is_number(cells.cell[i]) && cells.cell[i].len > 0)
            name = cells.cell[i];
    }
    if (unit.len == 0)
        unit = unit_of(&name);
    for (int32_t i = 0; i < cells.count; i++)
    {
        struct scan_row *row;

        if ((t->role[i] != ROLE_TARGET && t->role[i] != ROLE_GROWTH) || !is_number(cells.cell[i]))
            continue;
        row = scan_row_new(s, letters_trim(line));
        if (row == NULL)
            return;
        row->subject = name;
        row->modality = modality;
        for (int32_t k = i; k >= 0 && !row->has_due; k--)
        {
            row->has_due = t->period[k].months > 0 && t->role[k] != ROLE_BASE;
            row->due = t->period[k];
        }
        if (!row->has_due && s->context.has_title_due)
        {
            row->has_due = row->due_carried = true;
            row->due = s->context.title_due;
        }
        row->has_target = cell_target(cells.cell[i], unit, name, t->role[i], row);
        if (row->has_target)
        {
            row->annual = row->target.kind == TARGET_GROWTH;
            s->targets++;
            scan_link(s, row);
        }
        else
            snprintf(row->note, sizeof(row->note), "a table cell that is no target by itself");
    }
}
