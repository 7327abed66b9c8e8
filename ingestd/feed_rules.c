/*
 * feed_rules.c: the `rules` and the `job` of a request: what answers mean, and sources that make the data
 * first.
 */
#include <stdlib.h>
#include <string.h>

#include "feed_parts.h"
#include "json_reader.h"

#define RULES_MAX (JSON_ENVELOPE_MAX / 2) /* each may ask for two values of the answer */

struct outcome_word
{
    const char *word;
    enum outcome outcome;
};

static const struct outcome_word words[] = {
    {"ok", OUTCOME_OK},     {"empty", OUTCOME_EMPTY}, {"end", OUTCOME_END},   {"retry", OUTCOME_RETRY},
    {"wait", OUTCOME_WAIT}, {"login", OUTCOME_LOGIN}, {"fail", OUTCOME_FAIL}, {"queued", OUTCOME_QUEUED},
};

static void
parse_then(struct definition *d, json_t *value, struct rule *out)
{
    char *word = definition_text(d, value, "then", true);
    size_t mark = definition_enter(d, "then");

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
    {
        if (strcmp(words[i].word, word) == 0)
            out->then = words[i].outcome;
    }
    if (out->then == OUTCOME_NONE)
        definition_wrong(d, "known: ok, empty, end, retry, wait, login, fail, queued",
                         "unknown outcome \"%s\"", word);
    definition_leave(d, mark);
    free(word);
}

static void
parse_status(struct definition *d, json_t *value, struct rule *out)
{
    json_t *list = json_object_get(value, "status");
    size_t mark = definition_enter(d, "status");
    json_t *item;
    size_t i;

    if (list != NULL && (!json_is_array(list) || json_array_size(list) == 0 || json_array_size(list) > 16))
        definition_wrong(d, "write a list of statuses: [404]", "is not a list of 1 to 16");
    json_array_foreach(list, i, item)
    {
        size_t inner = definition_enter_index(d, i);
        json_int_t status = json_integer_value(item);

        if (!json_is_integer(item) || status < 200 || status > 599)
            definition_wrong(d, "write a whole number from 200 to 599", "is not a status of HTTP");
        else if (out->n_status < 16)
            out->status[out->n_status++] = (int) status;
        definition_leave(d, inner);
    }
    definition_leave(d, mark);
}

static void
parse_texts(struct definition *d, json_t *value, const char *key, struct text_list *out)
{
    json_t *list = json_object_get(value, key);
    size_t mark = definition_enter(d, key);

    if (list != NULL)
        definition_texts(d, list, out);
    definition_leave(d, mark);
}

static void
parse_pointer(struct definition *d, json_t *value, struct rule *out)
{
    json_t *in = json_object_get(value, "in");
    json_t *exists = json_object_get(value, "exists");

    out->at = definition_text(d, value, "at", false);
    feed_check_pointer(d, "at", out->at);
    out->has_in = in != NULL;
    out->exists = definition_bool(d, value, "exists", true);
    parse_texts(d, value, "in", &out->in);
    if (out->at == NULL && (in != NULL || exists != NULL))
        definition_wrong(d, "add \"at\": \"/error\"", "\"in\" and \"exists\" need \"at\"");
    if (in != NULL && exists != NULL)
        definition_wrong(d, "keep one", "both \"in\" and \"exists\"");
}

static void
parse_rule(struct definition *d, json_t *value, struct rule *out)
{
    static const char *const keys[] = {"status", "type", "contains", "at",         "in",
                                       "exists", "then", "wait_s",   "message_at", NULL};

    if (!definition_object(d, value, keys))
        return;
    parse_then(d, value, out);
    parse_status(d, value, out);
    parse_pointer(d, value, out);
    out->type = definition_text(d, value, "type", false);
    out->contains = definition_text(d, value, "contains", false);
    out->wait_s = (int) definition_integer(d, value, "wait_s", 1, 86400, 0);
    out->message_at = definition_text(d, value, "message_at", false);
    feed_check_pointer(d, "message_at", out->message_at);
    if (out->wait_s > 0 && out->then != OUTCOME_WAIT)
        definition_wrong(d, "remove it, or write \"then\": \"wait\"", "\"wait_s\" belongs to \"wait\"");
    if (out->n_status == 0 && out->type == NULL && out->contains == NULL && out->at == NULL)
        definition_wrong(d, "give \"status\", \"type\", \"contains\" or \"at\"",
                         "a rule without a condition fits everything");
}

void
feed_parse_rules(struct definition *d, json_t *request, struct request *out)
{
    json_t *list = json_object_get(request, "rules");
    size_t mark = definition_enter(d, "rules");
    bool queued = false;

    if (list != NULL && (!json_is_array(list) || json_array_size(list) > RULES_MAX))
        definition_wrong(d, "write a list: [{\"status\": [404], \"then\": \"empty\"}]",
                         "is not a list of at most %d rules", RULES_MAX);
    out->rules = mem_alloc(json_array_size(list), sizeof(*out->rules));
    for (size_t i = 0; i < json_array_size(list) && !d->failed; i++)
    {
        size_t inner = definition_enter_index(d, i);

        out->n_rules++;
        parse_rule(d, json_array_get(list, i), &out->rules[i]);
        queued = queued || out->rules[i].then == OUTCOME_QUEUED;
        if (out->rules[i].then == OUTCOME_END && out->paging.kind == PAGING_NONE)
            definition_wrong(d, "write \"empty\"", "\"end\" belongs to paging");
        if (out->rules[i].then == OUTCOME_QUEUED && !out->job.used)
            definition_wrong(d, "describe it in \"job\"", "\"queued\" needs \"job\"");
        definition_leave(d, inner);
    }
    definition_leave(d, mark);
    if (out->job.used && !queued)
    {
        mark = definition_enter(d, "job");
        definition_wrong(d, "add a rule such as {\"status\": [202], \"then\": \"queued\"}",
                         "no rule says which answer is \"queued\"");
        definition_leave(d, mark);
    }
}

/* Where a small value stands: {"at": "/id"}, {"header": "Location"} or {"after": "<id>", "before": "</id>"}.
 */
static bool
parse_extract(struct definition *d, json_t *object, const char *key, struct extract *out)
{
    static const char *const keys[] = {"at", "header", "after", "before", NULL};
    json_t *value = json_object_get(object, key);
    size_t mark = definition_enter(d, key);

    if (value != NULL && definition_object(d, value, keys))
    {
        out->at = definition_text(d, value, "at", false);
        out->header = definition_text(d, value, "header", false);
        out->after = definition_text(d, value, "after", false);
        out->before = definition_text(d, value, "before", false);
        feed_check_pointer(d, "at", out->at);
        if ((out->at != NULL) + (out->header != NULL) + (out->after != NULL) != 1 ||
            (out->after != NULL) != (out->before != NULL))
            definition_wrong(d, "give \"at\", \"header\", or \"after\" and \"before\"",
                             "does not say where it stands");
        else if (out->header != NULL && !feed_header_name(out->header))
            definition_wrong(d, "use letters, digits and -", "\"%s\" is not a name of a header", out->header);
        else if (out->after != NULL && (out->after[0] == '\0' || out->before[0] == '\0'))
            definition_wrong(d, "write what stands around it: \"<id>\" and \"</id>\"", "a mark is empty");
    }
    definition_leave(d, mark);
    return value != NULL;
}

static void
parse_poll(struct definition *d, json_t *job, struct job *out)
{
    static const char *const keys[] = {"url",     "every_s", "limit_s", "state",
                                       "running", "done",    "failed",  NULL};
    json_t *value = json_object_get(job, "poll");
    size_t mark = definition_enter(d, "poll");

    if (value != NULL && !definition_object(d, value, keys))
        value = NULL;
    out->poll_url = definition_text(d, value, "url", false);
    out->every_s = (int) definition_integer(d, value, "every_s", 1, 3600, 5);
    out->limit_s = (int) definition_integer(d, value, "limit_s", 1, 86400, 1800);
    out->has_state = parse_extract(d, value, "state", &out->state);
    parse_texts(d, value, "running", &out->running);
    parse_texts(d, value, "done", &out->done);
    parse_texts(d, value, "failed", &out->failed);
    if (out->has_state && out->done.n == 0)
        definition_wrong(d, "add \"done\": [\"FINISHED\"]", "\"state\" needs \"done\"");
    if (!out->has_state && out->running.n + out->done.n + out->failed.n > 0)
        definition_wrong(d, "say where it stands: \"state\": {\"at\": \"/status\"}", "states need \"state\"");
    definition_leave(d, mark);
}

/* Where the data are: a URL of the definition's, or one that the last poll gives; without either the poll's
 * own answer. */
static void
parse_result(struct definition *d, json_t *job, struct job *out)
{
    static const char *const keys[] = {"url", "link", NULL};
    json_t *value = json_object_get(job, "result");
    size_t mark = definition_enter(d, "result");

    if (value != NULL && definition_object(d, value, keys))
    {
        out->result_url = definition_text(d, value, "url", false);
        out->has_result = parse_extract(d, value, "link", &out->result);
        if ((out->result_url != NULL) == out->has_result)
            definition_wrong(d, "a URL with {job}, or where the last answer says it",
                             "needs \"url\" or \"link\"");
    }
    definition_leave(d, mark);
}

void
feed_parse_job(struct definition *d, json_t *request, struct job *out)
{
    static const char *const keys[] = {"id", "poll", "result", NULL};
    json_t *value = json_object_get(request, "job");
    size_t mark = definition_enter(d, "job");

    if (value != NULL && definition_object(d, value, keys))
    {
        out->used = true;
        if (!parse_extract(d, value, "id", &out->id))
            definition_wrong(
                d, "write {\"at\": \"/id\"}, {\"header\": \"Location\"} or {\"after\": …, \"before\": …}",
                "\"id\" is missing");
        parse_poll(d, value, out);
        parse_result(d, value, out);
    }
    definition_leave(d, mark);
}

static void
free_extract(struct extract *e)
{
    free(e->at);
    free(e->header);
    free(e->after);
    free(e->before);
}

void
feed_free_rules(struct request *r)
{
    for (size_t i = 0; i < r->n_rules; i++)
    {
        free(r->rules[i].type);
        free(r->rules[i].contains);
        free(r->rules[i].at);
        free(r->rules[i].message_at);
        text_list_free(&r->rules[i].in);
    }
    free(r->rules);
    free_extract(&r->job.id);
    free_extract(&r->job.state);
    free_extract(&r->job.result);
    free(r->job.poll_url);
    free(r->job.result_url);
    text_list_free(&r->job.running);
    text_list_free(&r->job.done);
    text_list_free(&r->job.failed);
}
