/*
 * shell.c: see shell.h. The only place where a core fault becomes an SQLSTATE.
 */
#include "shell.h"

#include "libpq/pqformat.h"
#include "utils/builtins.h"

#include "utf8.h"

/* How much of a refused text a message shows. */
#define SHOWN_BYTES 120

static int
sqlstate_of(enum fault_code code)
{
    switch (code)
    {
        case FAULT_SYNTAX: return ERRCODE_INVALID_TEXT_REPRESENTATION;
        case FAULT_RANGE: return ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE;
        case FAULT_BINARY: return ERRCODE_INVALID_BINARY_REPRESENTATION;
        case FAULT_ENCODING: return ERRCODE_CHARACTER_NOT_IN_REPERTOIRE;
        case FAULT_LIMIT: return ERRCODE_PROGRAM_LIMIT_EXCEEDED;
        case FAULT_VALUE: return ERRCODE_INVALID_PARAMETER_VALUE;
        case FAULT_UNSUPPORTED: return ERRCODE_FEATURE_NOT_SUPPORTED;
        case FAULT_NONE: break;
    }
    return ERRCODE_INTERNAL_ERROR;
}

/* The detail with the position behind it: "There is no month 13 (character 6)." */
static const char *
detail_at(const struct fault *fault, struct slice text)
{
    size_t len = strlen(fault->detail);

    if (fault->offset < 0)
        return fault->detail;
    if (len > 0 && fault->detail[len - 1] == '.')
        len--;
    return psprintf("%.*s (character %d).", (int) len, fault->detail,
                    (int) utf8_position(text, (size_t) fault->offset));
}

Datum
refuse(Node *escontext, const struct fault *fault, const char *type_name, struct slice text)
{
    char shown[FAULT_TEXT_MAX];

    ereturn(escontext, (Datum) 0,
            (errcode(sqlstate_of(fault->code)),
             errmsg("invalid %s: \"%s\"", type_name, fault_quote(text, SHOWN_BYTES, shown)),
             errdetail("%s", detail_at(fault, text)), errhint("%s", fault->hint)));
}

void
raise_fault(const struct fault *fault, const char *message, ...)
{
    StringInfoData text;

    initStringInfo(&text);
    for (;;)
    {
        va_list args;
        int missing;

        va_start(args, message);
        missing = appendStringInfoVA(&text, message, args);
        va_end(args);
        if (missing == 0)
            break;
        enlargeStringInfo(&text, missing);
    }
    ereport(ERROR, (errcode(sqlstate_of(fault->code)), errmsg_internal("%s", text.data),
                    errdetail("%s", fault->detail), fault->hint[0] == '\0' ? 0 : errhint("%s", fault->hint)));
}

struct slice
slice_of_datum(Datum value)
{
    struct varlena *bytes = PG_DETOAST_DATUM_PACKED(value);

    return slice_make(VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes));
}

Datum
datum_of_slice(struct slice bytes)
{
    struct varlena *copy = palloc(bytes.len + VARHDRSZ);

    SET_VARSIZE(copy, bytes.len + VARHDRSZ);
    memcpy(VARDATA(copy), bytes.ptr, bytes.len);
    return PointerGetDatum(copy);
}

void
wire_begin(StringInfo message, int version, const char *type_name)
{
    int given = pq_getmsgbyte(message);

    if (given != version)
        ereport(ERROR, (errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
                        errmsg("invalid binary form of %s", type_name),
                        errdetail("Version %d of the binary form is not known.", given),
                        errhint("Send version %d, or update the extension on this node.", version)));
}

struct slice
wire_text(StringInfo message)
{
    int bytes;
    const char *text = pq_getmsgtext(message, message->len - message->cursor, &bytes);

    return slice_make(text, bytes);
}

struct slice
hex_read(const char *text, const char *type_name)
{
    Size len = strlen(text);
    char *bytes;

    if (len < 2 || len % 2 != 0 || text[0] != '\\' || text[1] != 'x' ||
        strspn(text + 2, "0123456789abcdefABCDEF") != len - 2)
        ereport(ERROR, (errcode(ERRCODE_INVALID_TEXT_REPRESENTATION), errmsg("invalid %s", type_name),
                        errdetail("The text is not \\x and pairs of hexadecimal digits."),
                        errhint("It is \\x and hexadecimal digits, as %s_out gave them.", type_name)));
    bytes = palloc(len / 2);
    (void) hex_decode(text + 2, len - 2, bytes);
    return slice_make(bytes, len / 2 - 1);
}

char *
hex_write(struct slice bytes)
{
    char *text = palloc(2 * bytes.len + 3);

    text[0] = '\\';
    text[1] = 'x';
    text[2 + hex_encode(bytes.ptr, bytes.len, text + 2)] = '\0';
    return text;
}
