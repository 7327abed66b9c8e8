/*
 * types_wire.c: every byte of a binary value replaced by every other one, through the type's own recv and
 * send.
 *
 * A message that recv takes must be the canonical form of a value: send gives the same bytes and the text
 * reads back as the same value. One that it refuses must be refused with an SQLSTATE of wrong data. Errors
 * are caught without a subtransaction: these functions hold nothing but memory.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "compat.h"

PG_MODULE_MAGIC;

struct wire
{
    Oid type;
    FmgrInfo recv;
    FmgrInfo send;
    FmgrInfo in;
    FmgrInfo out;
    Oid param;
    int16 len;
    bool by_value;
    MemoryContext scratch;
    int64 taken;
    int64 refused;
};

static bool
is_wrong_data(int sqlstate)
{
    return sqlstate == ERRCODE_INVALID_TEXT_REPRESENTATION ||
           sqlstate == ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE ||
           sqlstate == ERRCODE_INVALID_BINARY_REPRESENTATION ||
           sqlstate == ERRCODE_CHARACTER_NOT_IN_REPERTOIRE || sqlstate == ERRCODE_PROGRAM_LIMIT_EXCEEDED ||
           sqlstate == ERRCODE_PROTOCOL_VIOLATION || sqlstate == ERRCODE_UNTRANSLATABLE_CHARACTER;
}

/* What the server does with a parameter: recv, and all bytes read. Gives the reason of a broken promise. */
static const char *
receive(struct wire *w, const char *bytes, int len)
{
    StringInfoData message;
    Datum value;
    Datum again;
    bytea *sent;

    initStringInfo(&message);
    appendBinaryStringInfo(&message, bytes, len);
    value = ReceiveFunctionCall(&w->recv, &message, w->param, -1);
    if (message.cursor != message.len)
    {
        w->refused++;
        return NULL;
    }
    w->taken++;
    sent = SendFunctionCall(&w->send, value);
    if ((int) VARSIZE(sent) - VARHDRSZ != len || memcmp(VARDATA(sent), bytes, len) != 0)
        return "is taken and sent back as other bytes";
    again = InputFunctionCall(&w->in, OutputFunctionCall(&w->out, value), w->param, -1);
    return datumIsEqual(value, again, w->by_value, w->len) ? NULL : "is taken and its text is another value";
}

static void
try(struct wire *w, const char *bytes, int len)
{
    MemoryContext caller = MemoryContextSwitchTo(w->scratch);
    const char *volatile broken = NULL;

    PG_TRY();
    {
        broken = receive(w, bytes, len);
    }
    PG_CATCH();
    {
        ErrorData *error;

        MemoryContextSwitchTo(w->scratch);
        error = CopyErrorData();
        FlushErrorState();
        w->refused++;
        if (!is_wrong_data(error->sqlerrcode))
            broken = psprintf("is refused with %s: %s", unpack_sql_state(error->sqlerrcode), error->message);
        else if (error->sqlerrcode != ERRCODE_CHARACTER_NOT_IN_REPERTOIRE && error->hint == NULL &&
                 error->sqlerrcode != ERRCODE_PROTOCOL_VIOLATION)
            broken = psprintf("is refused without a hint: %s", error->message);
    }
    PG_END_TRY();
    if (broken != NULL)
    {
        StringInfoData shown;

        initStringInfo(&shown);
        for (int i = 0; i < len; i++)
            appendStringInfo(&shown, "%02x", (unsigned char) bytes[i]);
        elog(ERROR, "%s: \\x%s %s", format_type_be(w->type), shown.data, broken);
    }
    MemoryContextSwitchTo(caller);
    MemoryContextReset(w->scratch);
}

/* types_wire(type, image): tries every other byte at every place, every beginning and one byte too many. */
PG_FUNCTION_INFO_V1(types_wire);
Datum
types_wire(PG_FUNCTION_ARGS)
{
    struct wire w = {.type = PG_GETARG_OID(0)};
    bytea *image = PG_GETARG_BYTEA_PP(1);
    int len = VARSIZE_ANY_EXHDR(image);
    char *bytes = palloc(len + 1);
    Oid function;
    bool is_varlena;

    getTypeBinaryInputInfo(w.type, &function, &w.param);
    fmgr_info(function, &w.recv);
    getTypeBinaryOutputInfo(w.type, &function, &is_varlena);
    fmgr_info(function, &w.send);
    getTypeInputInfo(w.type, &function, &w.param);
    fmgr_info(function, &w.in);
    getTypeOutputInfo(w.type, &function, &is_varlena);
    fmgr_info(function, &w.out);
    get_typlenbyval(w.type, &w.len, &w.by_value);
    w.scratch = AllocSetContextCreate(CurrentMemoryContext, "types_wire", ALLOCSET_DEFAULT_SIZES);

    memcpy(bytes, VARDATA_ANY(image), len);
    for (int at = 0; at < len; at++)
    {
        char kept = bytes[at];

        for (int other = 0; other < 256; other++)
        {
            bytes[at] = (char) other;
            if (bytes[at] != kept)
                try(&w, bytes, len);
        }
        bytes[at] = kept;
        try(&w, bytes, at);
        CHECK_FOR_INTERRUPTS();
    }
    for (int other = 0; other < 256; other++)
    {
        bytes[len] = (char) other;
        try(&w, bytes, len + 1);
    }
    MemoryContextDelete(w.scratch);
    PG_RETURN_TEXT_P(cstring_to_text(psprintf("%lld %lld", (long long) w.taken, (long long) w.refused)));
}
