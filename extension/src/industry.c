/*
 * industry.c: the SQL type industry, by value in 4 bytes (core's industry.h draws them), ordered as an
 * integer.
 */
#include "shell.h"

#include "libpq/pqformat.h"
#include "utils/builtins.h"

#include "industry.h"

#define INDUSTRY_WIRE_VERSION 1

PG_FUNCTION_INFO_V1(industry_in);
Datum
industry_in(PG_FUNCTION_ARGS)
{
    struct slice text = slice_of(PG_GETARG_CSTRING(0));
    struct industry code;
    struct fault fault;

    if (!industry_parse(text, &code, &fault))
        return refuse(fcinfo->context, &fault, "industry", text);
    PG_RETURN_INT32(industry_pack(code));
}

PG_FUNCTION_INFO_V1(industry_out);
Datum
industry_out(PG_FUNCTION_ARGS)
{
    char text[INDUSTRY_TEXT_MAX];

    industry_print(industry_unpack(PG_GETARG_INT32(0)), text);
    PG_RETURN_CSTRING(pstrdup(text));
}

/* Read the wire form: version byte, then the word. */
PG_FUNCTION_INFO_V1(industry_recv);
Datum
industry_recv(PG_FUNCTION_ARGS)
{
    StringInfo message = (StringInfo) PG_GETARG_POINTER(0);
    struct fault fault;
    int32 word;

    wire_begin(message, INDUSTRY_WIRE_VERSION, "an industry");
    word = (int32) pq_getmsgint(message, 4);
    if (!industry_is_word(word))
    {
        fault_set(&fault, FAULT_BINARY, -1, "Send what industry_send writes.", "The word 0x%08x is no code.",
                  (unsigned) word);
        raise_fault(&fault, "invalid binary form of an industry");
    }
    PG_RETURN_INT32(word);
}

PG_FUNCTION_INFO_V1(industry_send);
Datum
industry_send(PG_FUNCTION_ARGS)
{
    StringInfoData message;

    pq_begintypsend(&message);
    pq_sendbyte(&message, INDUSTRY_WIRE_VERSION);
    pq_sendint32(&message, (uint32) PG_GETARG_INT32(0));
    PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

PG_FUNCTION_INFO_V1(industry_is_valid);
Datum
industry_is_valid(PG_FUNCTION_ARGS)
{
    struct industry code;
    struct fault fault;

    PG_RETURN_BOOL(industry_parse(slice_of_datum(PG_GETARG_DATUM(0)), &code, &fault));
}

PG_FUNCTION_INFO_V1(industry_contained);
Datum
industry_contained(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(industry_contains(PG_GETARG_INT32(1), PG_GETARG_INT32(0)));
}

PG_FUNCTION_INFO_V1(industry_containing);
Datum
industry_containing(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(industry_contains(PG_GETARG_INT32(0), PG_GETARG_INT32(1)));
}

PG_FUNCTION_INFO_V1(industry_last_sql);
Datum
industry_last_sql(PG_FUNCTION_ARGS)
{
    PG_RETURN_INT32(industry_last(PG_GETARG_INT32(0)));
}

PG_FUNCTION_INFO_V1(industry_level_sql);
Datum
industry_level_sql(PG_FUNCTION_ARGS)
{
    PG_RETURN_INT32(industry_level(industry_unpack(PG_GETARG_INT32(0))));
}

PG_FUNCTION_INFO_V1(industry_section);
Datum
industry_section(PG_FUNCTION_ARGS)
{
    char letter = (char) ('A' + industry_unpack(PG_GETARG_INT32(0)).section - 1);

    PG_RETURN_TEXT_P(cstring_to_text_with_len(&letter, 1));
}

PG_FUNCTION_INFO_V1(industry_edition);
Datum
industry_edition(PG_FUNCTION_ARGS)
{
    PG_RETURN_INT32(2000 + industry_unpack(PG_GETARG_INT32(0)).edition);
}

PG_FUNCTION_INFO_V1(sector_from_industry);
Datum
sector_from_industry(PG_FUNCTION_ARGS)
{
    char text[INDUSTRY_SECTOR_MAX];
    size_t len = industry_print_sector(industry_unpack(PG_GETARG_INT32(0)), text);

    return datum_of_slice(slice_make(text, len));
}
