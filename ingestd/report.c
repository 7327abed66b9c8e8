/*
 * report.c: see report.h. Results go to stdout, everything else to stderr.
 */
#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "clock.h"

#define CLEAR_LINE "\r\033[K"

static bool
on_terminal(void)
{
    return isatty(STDERR_FILENO) == 1;
}

void
report_begin(struct report *r)
{
    memset(r, 0, sizeof(*r));
    r->began_ms = clock_now_ms();
}

void
report_progress(const char *feed, const struct progress_state *state)
{
    if (!on_terminal())
        return;
    fprintf(stderr, CLEAR_LINE "%-30s %-7s", feed, state->phase);
    if (state->pages > 1)
        fprintf(stderr, " page %lld of %lld", (long long) state->page, (long long) state->pages);
    if (state->rows > 0)
        fprintf(stderr, ", %lld rows", (long long) state->rows);
    if (state->bytes > 0)
        fprintf(stderr, ", %.1f MB", (double) state->bytes / 1e6);
    fflush(stderr);
}

static void
clear_progress(void)
{
    if (!on_terminal())
        return;
    fputs(CLEAR_LINE, stderr);
    fflush(stderr);
}

void
report_rejects(char *const *examples, size_t n_examples, int64_t rejects)
{
    if (rejects == 0)
        return;
    clear_progress();
    for (size_t i = 0; i < n_examples; i++)
        fprintf(stderr, "%s\n", examples[i]);
    if ((int64_t) n_examples < rejects)
        fprintf(stderr, "… and %lld more; all are in sei.quarantine\n",
                (long long) (rejects - (int64_t) n_examples));
    fflush(stderr);
}

static void
append_count(struct buffer *line, long long n, const char *what)
{
    if (n == 0)
        return;
    buffer_format(line, "%s%lld %s", line->len == 0 ? "" : ", ", n, what);
}

static void
print_json(const struct report *r, const char *feed, const char *run, const char *state,
           const struct failure *why, const struct fetched *fetched, const struct counters *c)
{
    json_t *o = json_object();
    char *text;

    json_object_set_new(o, "feed", json_string(feed));
    json_object_set_new(o, "run", run == NULL ? json_null() : json_integer(strtoll(run, NULL, 10)));
    json_object_set_new(o, "state", json_string(state));
    json_object_set_new(o, "pages", json_integer((json_int_t) fetched->n_pages));
    json_object_set_new(o, "wire_bytes", json_integer(fetched->wire_bytes));
    json_object_set_new(o, "not_modified", json_boolean(fetched->not_modified));
    json_object_set_new(o, "new", json_integer(c->new_rows));
    json_object_set_new(o, "changed", json_integer(c->changed));
    json_object_set_new(o, "unchanged", json_integer(c->unchanged));
    json_object_set_new(o, "closed", json_integer(c->closed));
    json_object_set_new(o, "duplicate", json_integer(c->duplicate));
    json_object_set_new(o, "superseded", json_integer(c->superseded));
    json_object_set_new(o, "quarantined", json_integer(c->quarantined));
    json_object_set_new(o, "skipped", json_integer(r->skipped));
    json_object_set_new(o, "milliseconds", json_integer(clock_now_ms() - r->began_ms));
    if (why != NULL)
    {
        json_object_set_new(o, "class", json_string(failure_word(why)));
        json_object_set_new(o, "reason", json_string(why->text));
        json_object_set_new(o, "hint", why->hint[0] == '\0' ? json_null() : json_string(why->hint));
    }
    text = json_dumps(o, JSON_COMPACT);
    puts(text == NULL ? "{}" : text);
    free(text);
    json_decref(o);
}

static void
print_failure(const char *feed, const struct failure *why)
{
    printf("%-30s failed      %s\n", feed, why->text);
    if (why->hint[0] != '\0')
        printf("%-30s             hint: %s\n", "", why->hint);
}

static void
print_counts(const struct report *r, const char *feed, const struct fetched *fetched,
             const struct counters *c)
{
    struct buffer line = {0};

    append_count(&line, c->new_rows, "new");
    append_count(&line, c->changed, "changed");
    append_count(&line, c->closed, "closed");
    append_count(&line, c->unchanged, "unchanged");
    append_count(&line, c->duplicate, "duplicate");
    append_count(&line, c->superseded, "superseded");
    append_count(&line, c->quarantined, "in quarantine");
    append_count(&line, r->skipped, "skipped");
    if (line.len == 0)
        buffer_text(&line, "no rows");
    printf("%-30s ok          %s  (%zu page%s, %.1f MB, %.1f s)\n", feed, buffer_string(&line),
           fetched->n_pages, fetched->n_pages == 1 ? "" : "s", (double) fetched->wire_bytes / 1e6,
           (double) (clock_now_ms() - r->began_ms) / 1000);
    buffer_free(&line);
}

void
report_end(const struct report *r, const char *feed, const char *run, bool json, const struct failure *why,
           const struct fetched *fetched, const struct counters *counters)
{
    const char *state = why != NULL ? "failed" : fetched->unchanged ? "unchanged" : "ok";

    clear_progress();
    if (json)
        print_json(r, feed, run, state, why, fetched, counters);
    else if (why != NULL)
        print_failure(feed, why);
    else if (fetched->unchanged)
        printf("%-30s unchanged   %s\n", feed,
               fetched->not_modified ? "the source says so (304)" : "the same bytes as last time");
    else
        print_counts(r, feed, fetched, counters);
    fflush(stdout);
}
