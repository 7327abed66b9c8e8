/*
 * target.c: the SQL type target. Its stored form is its canonical text, so that equality is that of bytes.
 */
#include "shell.h"

#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

#include "canonical.h"
#include "target.h"

#define TARGET_WIRE_VERSION 1

/* The target of a stored value. */
static struct target
target_argument(FunctionCallInfo fcinfo)
{
    struct target t;
    struct fault fault;

    if (!target_parse(slice_of_datum(PG_GETARG_DATUM(0)), &t, &fault))
        raise_fault(&fault, "a stored target is broken");
    return t;
}

static Datum
canonical(const struct target *t)
{
    char text[TARGET_TEXT_MAX];
    size_t len = target_print(t, text, sizeof(text));

    return datum_of_slice(slice_make(text, len));
}

PG_FUNCTION_INFO_V1(target_in);
Datum
target_in(PG_FUNCTION_ARGS)
{
    struct slice text = slice_of(PG_GETARG_CSTRING(0));
    struct target t;
    struct fault fault;

    if (canonical_target(text))
        return datum_of_slice(text);
    if (!target_parse(text, &t, &fault))
        return refuse(fcinfo->context, &fault, "target", text);
    return canonical(&t);
}

PG_FUNCTION_INFO_V1(target_out);
Datum
target_out(PG_FUNCTION_ARGS)
{
    struct slice text = slice_of_datum(PG_GETARG_DATUM(0));

    PG_RETURN_CSTRING(pnstrdup(text.ptr, text.len));
}

/* Read the wire form: version byte, then the canonical text and no other. */
PG_FUNCTION_INFO_V1(target_recv);
Datum
target_recv(PG_FUNCTION_ARGS)
{
    StringInfo message = (StringInfo) PG_GETARG_POINTER(0);
    char printed[TARGET_TEXT_MAX];
    struct slice text;
    struct target t;
    struct fault fault;

    wire_begin(message, TARGET_WIRE_VERSION, "a target");
    text = wire_text(message);
    if (!target_parse(text, &t, &fault))
        raise_fault(&fault, "invalid binary form of a target");
    if (!slice_equal(text, slice_make(printed, target_print(&t, printed, sizeof(printed)))))
    {
        fault_set(&fault, FAULT_BINARY, -1, "Send the canonical text, as target_send does.",
                  "The text is not canonical.");
        raise_fault(&fault, "invalid binary form of a target");
    }
    return datum_of_slice(text);
}

PG_FUNCTION_INFO_V1(target_send);
Datum
target_send(PG_FUNCTION_ARGS)
{
    struct slice text = slice_of_datum(PG_GETARG_DATUM(0));
    StringInfoData message;

    pq_begintypsend(&message);
    pq_sendbyte(&message, TARGET_WIRE_VERSION);
    pq_sendtext(&message, text.ptr, (int) text.len);
    PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

PG_FUNCTION_INFO_V1(target_is_valid);
Datum
target_is_valid(PG_FUNCTION_ARGS)
{
    struct target t;
    struct fault fault;

    PG_RETURN_BOOL(target_parse(slice_of_datum(PG_GETARG_DATUM(0)), &t, &fault));
}

static Datum
numeric_of_text(const char *text)
{
    return DirectFunctionCall3(numeric_in, CStringGetDatum(text), ObjectIdGetDatum(InvalidOid),
                               Int32GetDatum(-1));
}

PG_FUNCTION_INFO_V1(target_lower_sql);
Datum
target_lower_sql(PG_FUNCTION_ARGS)
{
    struct target t = target_argument(fcinfo);
    char text[TARGET_TEXT_MAX];

    if (!target_has_lower(&t))
        PG_RETURN_NULL();
    target_lower_text(&t, text, sizeof(text));
    return numeric_of_text(text);
}

PG_FUNCTION_INFO_V1(target_upper_sql);
Datum
target_upper_sql(PG_FUNCTION_ARGS)
{
    struct target t = target_argument(fcinfo);
    char text[TARGET_TEXT_MAX];

    if (!target_has_upper(&t))
        PG_RETURN_NULL();
    target_upper_text(&t, text, sizeof(text));
    return numeric_of_text(text);
}

PG_FUNCTION_INFO_V1(target_kind_sql);
Datum
target_kind_sql(PG_FUNCTION_ARGS)
{
    struct target t = target_argument(fcinfo);

    PG_RETURN_TEXT_P(cstring_to_text(target_kind_name(t.kind)));
}

PG_FUNCTION_INFO_V1(target_unit_sql);
Datum
target_unit_sql(PG_FUNCTION_ARGS)
{
    struct target t = target_argument(fcinfo);

    if (t.unit[0] == '\0')
        PG_RETURN_NULL();
    PG_RETURN_TEXT_P(cstring_to_text(t.unit));
}

PG_FUNCTION_INFO_V1(target_is_approximate_sql);
Datum
target_is_approximate_sql(PG_FUNCTION_ARGS)
{
    struct target t = target_argument(fcinfo);

    PG_RETURN_BOOL(t.op == TARGET_ABOUT);
}

PG_FUNCTION_INFO_V1(target_is_percent_sql);
Datum
target_is_percent_sql(PG_FUNCTION_ARGS)
{
    struct target t = target_argument(fcinfo);

    PG_RETURN_BOOL(t.percent);
}
