/*
 * migration.c: see migration.h.
 */
#include "migration.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "files.h"

#define FILE_MAX_BYTES (64 * 1024 * 1024)

static const char copy_hint[] =
    "write one line: \\copy table (columns) FROM 'path' WITH (FORMAT csv, HEADER true)";

int
version_compare(const char *a, const char *b)
{
    while (*a != '\0' || *b != '\0')
    {
        char *end_a;
        char *end_b;
        long x = strtol(a, &end_a, 10);
        long y = strtol(b, &end_b, 10);

        if (x != y)
            return x < y ? -1 : 1;
        a = *end_a == '.' ? end_a + 1 : end_a + strlen(end_a);
        b = *end_b == '.' ? end_b + 1 : end_b + strlen(end_b);
    }
    return 0;
}

/* A keyword without regard to case, with at least one space before and after. Returns where it starts, or
 * NULL. */
static const char *
find_word(const char *at, const char *end, const char *word)
{
    size_t len = strlen(word);

    for (; at + len < end; at++)
    {
        if (isspace((unsigned char) at[0]) && strncasecmp(at + 1, word, len) == 0 &&
            isspace((unsigned char) at[len + 1]))
            return at + 1;
    }
    return NULL;
}

static bool
cut_copy(const struct migration *m, struct slice line, int number, struct migration_step *step,
         struct failure *f)
{
    const char *at = line.ptr + 5;
    const char *end = line.ptr + line.len;
    const char *from;
    const char *quote;
    const char *close;
    const char *with;

    while (end > at && (isspace((unsigned char) end[-1]) || end[-1] == ';'))
        end--;
    from = find_word(at, end, "FROM");
    quote = from == NULL ? NULL : memchr(from, '\'', (size_t) (end - from));
    close = quote == NULL ? NULL : memchr(quote + 1, '\'', (size_t) (end - quote - 1));
    with = close == NULL ? NULL : find_word(close + 1, end, "WITH");
    if (with == NULL || close == quote + 1 || quote[1] == '/')
        return fail(f, FAILURE_USAGE, copy_hint, "%s:%d: this \\copy line cannot be read", m->path, number);
    step->is_copy = true;
    step->line = number;
    while (isspace((unsigned char) *at))
        at++;
    step->target = mem_text(slice_make(at, (size_t) (from - at)));
    step->path = mem_text(slice_make(quote + 1, (size_t) (close - quote - 1)));
    step->options = mem_text(slice_make(with + 4, (size_t) (end - with - 4)));
    if (strstr(step->path, "..") != NULL)
        return fail(f, FAILURE_USAGE, "give a path below the sql directory", "%s:%d: \\copy reads %s",
                    m->path, number, step->path);
    return true;
}

static struct migration_step *
add_step(struct migration *m)
{
    m->steps = mem_grow(m->steps, m->n_steps + 1, sizeof(*m->steps));
    memset(&m->steps[m->n_steps], 0, sizeof(*m->steps));
    return &m->steps[m->n_steps++];
}

static void
add_sql(struct migration *m, const char *start, const char *end, int line)
{
    const char *p = start;
    struct migration_step *step;

    while (p < end && isspace((unsigned char) *p))
        p++;
    if (p == end)
        return;
    step = add_step(m);
    step->line = line;
    step->sql = slice_make(start, (size_t) (end - start));
}

static void
read_header(struct migration *m, struct slice line)
{
    static const char mark[] = "-- least extension version:";
    size_t skip = sizeof(mark) - 1;
    size_t n = 0;

    if (line.len <= skip || memcmp(line.ptr, mark, skip) != 0)
        return;
    while (skip < line.len && line.ptr[skip] == ' ')
        skip++;
    while (skip < line.len && n + 1 < sizeof(m->least_extension) &&
           (isdigit((unsigned char) line.ptr[skip]) || line.ptr[skip] == '.'))
        m->least_extension[n++] = line.ptr[skip++];
    m->least_extension[n] = '\0';
}

bool
migration_cut(struct migration *m, struct failure *f)
{
    const char *end = m->text.ptr + m->text.len;
    const char *sql = m->text.ptr;
    const char *at = m->text.ptr;
    int line = 1;
    int sql_line = 1;

    while (at < end)
    {
        const char *newline = memchr(at, '\n', (size_t) (end - at));
        const char *next = newline == NULL ? end : newline + 1;
        struct slice text = slice_make(at, (size_t) (next - at));

        read_header(m, text);
        if (at[0] == '\\')
        {
            if (text.len < 7 || strncmp(at, "\\copy", 5) != 0 || !isspace((unsigned char) at[5]))
                return fail(f, FAILURE_USAGE, copy_hint, "%s:%d: a psql command other than \\copy", m->path,
                            line);
            add_sql(m, sql, at, sql_line);
            if (!cut_copy(m, text, line, add_step(m), f))
                return false;
            sql = next;
            sql_line = line + 1;
        }
        at = next;
        line++;
    }
    add_sql(m, sql, end, sql_line);
    return true;
}

static bool
read_number(struct migration *m, const char *name, struct failure *f)
{
    char *end;

    errno = 0;
    m->number = (int) strtol(name, &end, 10);
    if (end != name + 3 || *end != '-' || m->number < 1)
        return fail(f, FAILURE_USAGE, "name SQL files NNN-words.sql", "%s: not a name of a migration",
                    m->path);
    m->name = mem_text(slice_make(name, strlen(name) - 4));
    return true;
}

static bool
read_digest(struct migration *m, const char *sql_dir, struct failure *f)
{
    struct digest d;
    bool good = true;

    digest_begin(&d);
    digest_add(&d, m->text.ptr, m->text.len);
    for (size_t i = 0; good && i < m->n_steps; i++)
    {
        struct buffer csv = {0};
        char *path;

        if (!m->steps[i].is_copy)
            continue;
        path = mem_format("%s/%s", sql_dir, m->steps[i].path);
        good = file_read(path, FILE_MAX_BYTES, &csv, f) || fail_at(f, "%s:%d: ", m->path, m->steps[i].line);
        if (good)
            digest_add(&d, csv.ptr, csv.len);
        buffer_free(&csv);
        free(path);
    }
    digest_end(&d, m->sha256);
    return good;
}

bool
migrations_read(const char *sql_dir, const char *part, struct migration **out, size_t *n, struct failure *f)
{
    char *dir = mem_format("%s/%s", sql_dir, part);
    char **names = NULL;
    static const char hint[] =
        "name the directory that holds migrations/, definitions/ and data/ with --sql-dir";
    bool good = files_list(dir, ".sql", &names, n, f);

    if (!good)
        snprintf(f->hint, sizeof(f->hint), "%s", hint);

    *out = mem_alloc(*n, sizeof(**out));
    for (size_t i = 0; good && i < *n; i++)
    {
        struct migration *m = &(*out)[i];

        m->part = part;
        m->path = mem_format("%s/%s", dir, names[i]);
        good = read_number(m, names[i], f) && file_read(m->path, FILE_MAX_BYTES, &m->text, f) &&
               migration_cut(m, f) && read_digest(m, sql_dir, f);
        if (good && i > 0 && m->number == (*out)[i - 1].number)
            good = fail(f, FAILURE_USAGE, "give each file its own number", "%s and %s have the same number",
                        (*out)[i - 1].path, m->path);
    }
    if (good && *n == 0)
        good = fail(f, FAILURE_USAGE, hint, "%s: there are no SQL files", dir);
    files_free(names, *n);
    free(dir);
    return good;
}

void
migrations_free(struct migration *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
    {
        for (size_t k = 0; k < list[i].n_steps; k++)
        {
            free(list[i].steps[k].target);
            free(list[i].steps[k].options);
            free(list[i].steps[k].path);
        }
        free(list[i].steps);
        free(list[i].name);
        free(list[i].path);
        buffer_free(&list[i].text);
    }
    free(list);
}
