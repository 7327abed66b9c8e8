/*
 * validators.c: whether a text is a number, a day or a credit code, because PostgreSQL 15 cannot try a cast.
 */
#include "shell.h"

#include "date.h"
#include "decimal.h"
#include "uscc.h"

PG_FUNCTION_INFO_V1(numeric_is_valid);
Datum
numeric_is_valid(PG_FUNCTION_ARGS)
{
    struct fault fault;

    PG_RETURN_BOOL(decimal_check(slice_of_datum(PG_GETARG_DATUM(0)), &fault));
}

PG_FUNCTION_INFO_V1(date_is_valid);
Datum
date_is_valid(PG_FUNCTION_ARGS)
{
    struct fault fault;

    PG_RETURN_BOOL(date_check(slice_of_datum(PG_GETARG_DATUM(0)), &fault));
}

PG_FUNCTION_INFO_V1(uscc_is_valid);
Datum
uscc_is_valid(PG_FUNCTION_ARGS)
{
    struct fault fault;

    PG_RETURN_BOOL(uscc_check(slice_of_datum(PG_GETARG_DATUM(0)), &fault));
}
