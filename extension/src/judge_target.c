/*
 * judge_target.c: from a stored target to what is judged: the only place of the judging that knows its form.
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/numeric.h"

#include "judge.h"
#include "shell.h"

static Datum
numeric_of_text(const char *text)
{
    return DirectFunctionCall3(numeric_in, CStringGetDatum(text), ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
}

void
judge_read_target(Datum target, struct judging *out)
{
    struct target t;
    struct fault fault;
    char text[TARGET_TEXT_MAX];

    if (!target_parse(slice_of_datum(target), &t, &fault))
        raise_fault(&fault, "a stored target is broken");
    out->kind = t.kind;
    out->is_strict = t.op == TARGET_MORE || t.op == TARGET_LESS;
    out->is_approximate = t.op == TARGET_ABOUT;
    out->is_range = t.op == TARGET_RANGE;
    if (target_has_lower(&t))
    {
        target_lower_text(&t, text, sizeof(text));
        out->lower = judge_known(numeric_of_text(text));
    }
    if (target_has_upper(&t))
    {
        target_upper_text(&t, text, sizeof(text));
        out->upper = judge_known(numeric_of_text(text));
    }
}
