/*
 * scan_table.c: tables pasted as text: cells between tabs, bars or wide gaps, one line a row.
 *
 * The heading says which column is a target and for when: a year, 目标, 年均增长; the earliest of several
 * years is where the plan starts from. Without a heading, or with another number of cells than it has, a row
 * is returned as not understood.
 */
#include "scan_table.h"

#include <stdio.h>

#include "letters.h"
#include "time_name.h"

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

/* The date in a heading's cell. */
static bool
date_in(struct scan *s, struct slice cell, struct period *out)
{
    struct scan_sentence *p = s->sentence;
    size_t from = (size_t) (cell.ptr - s->text.ptr);
    int year;

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
    if (p->len == 4 && time_name_year(slice_make(p->text, 4), &year) == 4 && year >= 1900 && year < 2100)
    {
        *out = (struct period){.first_month = year * 12, .months = 12};
        return true;
    }
    return false;
}

/* What a cell of a heading says of its column. */
static enum role
role_of(struct slice cell, bool dated)
{
    static const struct
    {
        const char *word;
        enum role role;
    } words[] = {
        {"年均", ROLE_GROWTH},   {"增速", ROLE_GROWTH},   {"增长率", ROLE_GROWTH}, {"现状", ROLE_BASE},
        {"基期", ROLE_BASE},     {"实际", ROLE_BASE},     {"完成", ROLE_BASE},     {"基数", ROLE_BASE},
        {"目标", ROLE_TARGET},   {"规划值", ROLE_TARGET}, {"", ROLE_YEAR},         {"单位", ROLE_UNIT},
        {"属性", ROLE_FIRMNESS}, {"性质", ROLE_FIRMNESS}, {"类型", ROLE_FIRMNESS}, {"指标", ROLE_NAME},
        {"名称", ROLE_NAME},     {"项目", ROLE_NAME},     {"内容", ROLE_NAME}};

    for (size_t i = 0; i < COUNT(words); i++)
    {
        if (words[i].role == ROLE_YEAR ? dated : slice_holds(cell, words[i].word))
            return words[i].role;
    }
    return ROLE_OTHER;
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

        if (!dated && scan_cell_is_number(cell))
            return false;
        /* Folded, so that 目標 is 目标. */
        t->role[i] = role_of(slice_make(s->sentence->text, s->sentence->len), dated);
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
    static const char *const words[] = {"左右", "及以上", "及以下", "以上", "以下", "以内", "上下"};
    size_t end = cell.len;

    for (size_t i = 0; i < COUNT(words); i++)
    {
        if (slice_ends(cell, words[i]))
        {
            end -= strlen(words[i]);
            break;
        }
    }
    return end > 0 && byte_is_digit(cell.ptr[end - 1]) ? end : 0;
}

/* A row's name, unit and firmness. */
struct entry
{
    struct slice name;
    struct slice unit;
    enum scan_modality modality;
    bool has_level; /* a column of targets has a number */
};

static bool
is_percent(struct slice unit)
{
    return slice_equal(unit, slice_of("%")) || slice_equal(unit, slice_of("％"));
}

/*
 * Read a cell as a target, with the unit that its row has. [16] is what five years add up to: of what falls,
 * and of what is counted; of a share it may be points or per cent, as is its yearly growth without a sign.
 */
static bool
cell_target(struct slice cell, const struct entry *e, uint8_t role, struct target *out)
{
    char text[TARGET_TEXT_MAX];
    struct fault fault;
    struct slice unit = e->unit;
    bool cumulative = cell.len > 2 && cell.ptr[0] == '[' && cell.ptr[cell.len - 1] == ']';
    bool falls = slice_holds(e->name, "降低") || slice_holds(e->name, "下降") ||
                 slice_holds(e->name, "减少") || slice_holds(e->name, "削减");
    bool share = is_percent(unit) && !slice_holds(e->name, "增长") && !slice_holds(e->name, "增速");
    bool marked;
    size_t number;
    int len;

    if (cumulative)
        cell = slice_make(cell.ptr + 1, cell.len - 2);
    if (cell.len == 0 || cell.len + unit.len + 32 > sizeof(text))
        return false;
    marked = slice_holds(cell, "%") || slice_holds(cell, "％") || slice_holds(cell, "‰");
    number = number_end(cell);
    if (cumulative && !falls && (is_percent(unit) || unit.len == 0 || (role == ROLE_GROWTH && e->has_level)))
        return false;
    if (role == ROLE_GROWTH && !cumulative)
    {
        if ((share || falls) && !marked && unit.len > 0)
            return false;
        if (number > 0)
            len = snprintf(text, sizeof(text), "年均增长%.*s%%%.*s", (int) number, cell.ptr,
                           (int) (cell.len - number), cell.ptr + number);
        else
            len = snprintf(text, sizeof(text), "年均增长%.*s", (int) cell.len, cell.ptr);
    }
    else if (falls && (is_percent(unit) || marked))
        len = snprintf(text, sizeof(text), "%s%.*s%s", cell.ptr[0] == '-' ? "" : "-", (int) cell.len,
                       cell.ptr, marked ? "" : "%");
    else if (number > 0)
        len = snprintf(text, sizeof(text), "%.*s%.*s%.*s", (int) number, cell.ptr, (int) unit.len, unit.ptr,
                       (int) (cell.len - number), cell.ptr + number);
    else
        len = snprintf(text, sizeof(text), "%.*s", (int) cell.len, cell.ptr);
    return len > 0 && target_parse(slice_make(text, (size_t) len), out, &fault);
}

static void
give_row_unread(struct scan *s, struct slice line, const char *why)
{
    struct scan_row *row = scan_row_new(s, letters_trim(line));

    if (row != NULL)
        snprintf(row->note, sizeof(row->note), "%s", why);
}

/* What a row is about. */
static struct entry
read_entry(const struct scan *s, const struct cells *cells)
{
    const struct scan_table *t = &s->table;
    struct entry e = {.name = slice_make(s->text.ptr, 0),
                      .unit = slice_make(s->text.ptr, 0),
                      .modality = s->context.modality};

    for (int32_t i = 0; i < cells->count; i++)
    {
        struct slice cell = cells->cell[i];

        if (t->role[i] == ROLE_UNIT)
            e.unit = cell;
        else if (slice_holds(cell, "约束性") || slice_holds(cell, "約束性"))
            e.modality = SCAN_BINDING;
        else if (slice_holds(cell, "预期性") || slice_holds(cell, "預期性"))
            e.modality = SCAN_EXPECTED;
        else if ((t->role[i] == ROLE_NAME || (t->role[i] == ROLE_OTHER && e.name.len == 0)) &&
                 !scan_cell_is_number(cell) && cell.len > 0)
            e.name = cell;
        if (t->role[i] == ROLE_TARGET && scan_cell_is_number(cell) && cell.ptr[0] != '[')
            e.has_level = true;
    }
    if (e.unit.len == 0)
        e.unit = unit_of(&e.name);
    return e;
}

/* Rows of the cells that are targets. */
static void
give_cells(struct scan *s, struct slice line, const struct cells *cells)
{
    const struct scan_table *t = &s->table;
    struct entry e = read_entry(s, cells);
    int32_t base = -1;

    for (int32_t i = 0; i < cells->count && base < 0; i++)
    {
        if (t->role[i] == ROLE_BASE && t->period[i].months > 0)
            base = i;
    }

    for (int32_t i = 0; i < cells->count; i++)
    {
        struct scan_row *row;

        if ((t->role[i] != ROLE_TARGET && t->role[i] != ROLE_GROWTH) || !scan_cell_is_number(cells->cell[i]))
            continue;
        row = scan_row_new(s, line);
        if (row == NULL)
            return;
        row->subject = e.name;
        row->modality = e.modality;
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
        row->has_target = cell_target(cells->cell[i], &e, t->role[i], &row->target);
        if (row->has_target)
        {
            row->annual = row->target.kind == TARGET_GROWTH;
            if (row->target.kind != TARGET_LEVEL && base >= 0)
            {
                row->has_baseline = true;
                row->baseline = t->period[base];
            }
            s->targets++;
            scan_link(s, row);
        }
        else
            snprintf(row->note, sizeof(row->note), "a table cell that is no target by itself");
    }
}

void
scan_table_row(struct scan *s, struct slice line)
{
    struct scan_table *t = &s->table;
    struct cells cells;
    bool spaced = !scan_cells_split(line, &cells);
    int32_t numbers = 0;

    if (spaced && !scan_cells_split_at_spaces(line, &cells))
        return;
    for (int32_t i = 0; i < cells.count; i++)
        numbers += scan_cell_is_number(cells.cell[i]);
    if (numbers == 0 || t->columns == 0)
    {
        if (read_heading(s, &cells))
            t->spaced = spaced;
        else if (numbers > 0)
            give_row_unread(s, line, "a table row without a heading that says what its columns are");
    }
    else if (cells.count != t->columns)
        give_row_unread(s, line, "a table row with another number of cells than its heading");
    else
        give_cells(s, letters_trim(line), &cells);
}

/* The next lines that are not empty, at most so many, each a cell; *next: behind them. */
static struct cells
lines_at(const struct scan *s, size_t at, int32_t max, size_t *next)
{
    struct cells cells = {0};

    while (cells.count < max && at < s->text.len)
    {
        size_t end = at;
        struct slice line;

        while (end < s->text.len && s->text.ptr[end] != '\n' && s->text.ptr[end] != '\r')
            end++;
        line = letters_trim(slice_make(s->text.ptr + at, end - at));
        at = end < s->text.len ? end + 1 : end;
        if (line.len == 0)
            continue;
        if (line.len > 60)
            break;
        cells.cell[cells.count++] = line;
        *next = at;
    }
    return cells;
}

/* Whether so many lines are a row of the table: names are words, numbers are numbers or nothing. */
static bool
is_upright_row(const struct scan_table *t, const struct cells *cells)
{
    static const char *const blanks[] = {"-", "—", "——", "–", "－", "/", "…"};
    int32_t numbers = 0;

    for (int32_t i = 0; i < cells->count; i++)
    {
        struct slice cell = cells->cell[i];
        bool number = scan_cell_is_number(cell);
        bool blank = false;

        for (size_t k = 0; k < COUNT(blanks); k++)
            blank = blank || slice_equal(cell, slice_of(blanks[k]));
        switch (t->role[i])
        {
            case ROLE_BASE:
            case ROLE_TARGET:
            case ROLE_GROWTH:
                if (!number && !blank)
                    return false;
                numbers += number;
                break;
            case ROLE_FIRMNESS:
                if (!slice_holds(cell, "性"))
                    return false;
                break;
            case ROLE_NAME:
            case ROLE_UNIT:
                if (number || blank)
                    return false;
                break;
            default: break;
        }
    }
    return cells->count == t->columns && numbers > 0;
}

/* Begin a table that has one cell a line, when its heading does. */
static bool
begin_upright(struct scan *s, struct slice line)
{
    size_t at = (size_t) (line.ptr - s->text.ptr);
    size_t next = at;
    struct cells cells;
    int32_t count = 0;

    if (!scan_cells_is_first(line))
        return false;
    cells = lines_at(s, at, SCAN_COLUMNS_MAX, &next);
    while (count < cells.count)
    {
        struct period period;
        bool dated = date_in(s, cells.cell[count], &period);

        if (scan_cell_is_number(cells.cell[count]) && !dated)
            break;
        if (role_of(slice_make(s->sentence->text, s->sentence->len), dated) == ROLE_OTHER)
            break;
        count++;
    }
    if (count < 3)
        return false;
    cells = lines_at(s, at, count, &next);
    if (!read_heading(s, &cells))
        return false;
    s->table.upright = true;
    s->at = next;
    return true;
}

bool
scan_table_take_upright(struct scan *s, struct slice line)
{
    size_t at = (size_t) (line.ptr - s->text.ptr);
    size_t next = at;
    size_t behind_title = at;
    struct cells cells;

    if (begin_upright(s, line))
        return true;
    if (!s->table.upright || s->table.columns == 0)
        return false;
    cells = lines_at(s, at, s->table.columns, &next);
    if (is_upright_row(&s->table, &cells))
    {
        const struct slice *last = &cells.cell[cells.count - 1];

        s->at = next;
        give_cells(s, slice_make(line.ptr, (size_t) (last->ptr + last->len - line.ptr)), &cells);
        return true;
    }
    /* A title between the rows. */
    lines_at(s, at, 1, &behind_title);
    cells = lines_at(s, behind_title, s->table.columns, &next);
    if (is_upright_row(&s->table, &cells) && !scan_cell_is_number(line))
    {
        s->at = behind_title;
        return true;
    }
    s->table.columns = 0;
    s->table.upright = false;
    return false;
}
