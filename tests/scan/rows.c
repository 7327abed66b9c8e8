/*
 * rows.c: what the scanner of core makes of texts on standard input, one tab-separated line a row; for the
 * evaluation.
 *
 *   rows lines   every line is a text of its own; "#" and its number stand before its rows
 *   rows text    all of it is one text
 *   rows canon   every line is a target; prints its canonical text or "?" and why
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scan.h"

static void
print_slice(struct slice s)
{
    for (size_t i = 0; i < s.len; i++)
        putchar(s.ptr[i] == '\t' || s.ptr[i] == '\n' || s.ptr[i] == '\r' ? ' ' : s.ptr[i]);
    putchar('\t');
}

static void
print_period(bool has, struct period p)
{
    char text[PERIOD_TEXT_MAX] = "";

    if (has)
        period_print(p, text);
    printf("%s\t", text);
}

static void
print_row(const struct scan_row *row)
{
    char target[TARGET_TEXT_MAX] = "";

    if (row->has_target)
        target_print(&row->target, target, sizeof(target));
    printf("%d\t%zu\t%s\t", (int) row->ordinal, row->offset, target);
    print_period(row->has_due, row->due);
    print_period(row->has_baseline, row->baseline);
    printf("%s\t%s\t%d\t", scan_modality_name(row->modality), row->annual ? "annual" : "",
           (int) row->restates);
    print_slice(row->subject);
    print_slice(row->relative_to);
    print_slice(row->scope);
    printf("%s\t", row->note);
    print_slice(row->clause);
    putchar('\n');
}

static void
scan_one(struct slice text, void *scratch, struct scan *s)
{
    scan_begin(s, text, scratch);
    while (scan_sentence(s))
    {
        for (int32_t i = 0; i < s->row_count; i++)
            print_row(&s->row[i]);
    }
}

int
main(int argc, char **argv)
{
    const char *mode = argc > 1 ? argv[1] : "text";
    void *scratch = malloc(scan_scratch_size());
    struct scan *s = malloc(sizeof(*s));
    char *line = NULL;
    size_t cap = 0;
    ssize_t len = 0;
    int number = 0;

    if (scratch == NULL || s == NULL)
        return 1;
    if (strcmp(mode, "text") == 0)
        len = getdelim(&line, &cap, EOF, stdin);
    while (strcmp(mode, "text") != 0 && (len = getline(&line, &cap, stdin)) >= 0)
    {
        if (len > 0 && line[len - 1] == '\n')
            line[--len] = '\0';
        if (strcmp(mode, "canon") == 0)
        {
            struct target t;
            struct fault fault;
            char text[TARGET_TEXT_MAX];

            if (target_parse(slice_make(line, (size_t) len), &t, &fault))
            {
                target_print(&t, text, sizeof(text));
                puts(text);
            }
            else
                printf("? %s\n", fault.detail);
            continue;
        }
        printf("#\t%d\n", number++);
        scan_one(slice_make(line, (size_t) len), scratch, s);
    }
    if (strcmp(mode, "text") == 0 && len > 0)
        scan_one(slice_make(line, (size_t) len), scratch, s);
    free(line);
    free(s);
    free(scratch);
    return 0;
}
