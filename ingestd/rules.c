/*
 * rules.c: see rules.h.
 */
#include "rules.h"

#include <stdio.h>
#include <strings.h>

#include "fault.h"

#define POINTERS_MAX JSON_ENVELOPE_MAX

static bool
has_status(const struct rule *r, int status)
{
    for (size_t i = 0; i < r->n_status; i++)
    {
        if (r->status[i] == status)
            return true;
    }
    return r->n_status == 0;
}

static bool
fits_pointer(const struct rule *r, struct peek *p)
{
    const char *text;

    if (r->at == NULL)
        return true;
    if (!r->has_in)
        return p->is_json && peek_has(p, r->at) == r->exists;
    text = peek_text(p, r->at);
    return text != NULL && text_list_has(&r->in, slice_of(text));
}

static bool
fits(const struct rule *r, struct peek *p)
{
    const struct exchange *e = p->exchange;

    return has_status(r, e->status) &&
           (r->type == NULL || strncasecmp(e->content_type, r->type, strlen(r->type)) == 0) &&
           (r->contains == NULL || strstr(buffer_string(&p->start), r->contains) != NULL) &&
           fits_pointer(r, p);
}

static size_t
list_pointers(const struct request *r, const char **out)
{
    size_t n = 0;

    for (size_t i = 0; i < r->n_rules && n + 2 <= POINTERS_MAX; i++)
    {
        if (r->rules[i].at != NULL)
            out[n++] = r->rules[i].at;
        if (r->rules[i].message_at != NULL)
            out[n++] = r->rules[i].message_at;
    }
    return n;
}

/* A body is only read when a rule looks into it. */
static bool
looks_inside(const struct request *r)
{
    for (size_t i = 0; i < r->n_rules; i++)
    {
        if (r->rules[i].at != NULL || r->rules[i].contains != NULL)
            return true;
    }
    return false;
}

void
rules_judge(const struct feed *feed, const struct exchange *e, const char *path, struct verdict *out)
{
    const struct request *r = &feed->request;
    const char *pointers[POINTERS_MAX];
    size_t n = list_pointers(r, pointers);
    struct peek p;

    memset(out, 0, sizeof(*out));
    if (r->n_rules == 0)
        return;
    peek_open(&p, feed, e, looks_inside(r) ? path : NULL, pointers, n);
    for (size_t i = 0; out->outcome == OUTCOME_NONE && i < r->n_rules; i++)
    {
        const char *message;
        char shown[FAULT_TEXT_MAX];

        if (!fits(&r->rules[i], &p))
            continue;
        out->outcome = r->rules[i].then;
        out->number = (int) i + 1;
        out->wait_s = r->rules[i].wait_s;
        message = r->rules[i].message_at == NULL ? NULL : peek_text(&p, r->rules[i].message_at);
        if (message != NULL)
            snprintf(out->message, sizeof(out->message), "%s", fault_quote(slice_of(message), 200, shown));
    }
    peek_close(&p);
}

bool
rules_fail(const struct verdict *v, const struct exchange *e, struct failure *f)
{
    const char *mark = v->message[0] == '\0' ? "" : ": ";

    switch (v->outcome)
    {
        case OUTCOME_RETRY:
        case OUTCOME_WAIT:
            return fail(f, FAILURE_RETRY, "the source is busy or broken; the next run asks again",
                        "the server answered %d, by rule %d to be asked again%s%s", e->status, v->number,
                        mark, v->message);
        case OUTCOME_LOGIN:
            return fail(f, FAILURE_OPERATOR, "the source wants a login, or another one: see request.auth",
                        "the server answered %d, by rule %d a refused login%s%s", e->status, v->number, mark,
                        v->message);
        default:
            return fail(f, FAILURE_OPERATOR, "what the source says is usually what is wrong with the request",
                        "the server answered %d, by rule %d an error%s%s", e->status, v->number, mark,
                        v->message);
    }
}
