/*
 * map.c: see map.h.
 *
 * The order for one value: the field or template; null_when; map (an exact key wins over a null token);
 * null tokens; thousands; lookup; the contract's validator; at last what columns mean together
 * (a region of its scheme, a sector of its root).
 */
#include "map.h"

#include <stdio.h>
#include <stdlib.h>

/* One value on its way: NULL, or a text that lives in the record, the definition or the mapper's work buffer.
 */
struct value
{
    bool is_null;
    struct slice text;
};

static bool
has_text(const struct record *record, int field)
{
    return record->values[field].state == FIELD_TEXT;
}

bool
map_wanted(const struct mapper *m, const struct record *record)
{
    for (size_t i = 0; i < m->feed->n_where; i++)
    {
        const struct where *w = &m->feed->where[i];
        bool in = has_text(record, w->field) && text_list_has(&w->in, record_text(record, w->field));

        if (in == w->negated)
            return false;
    }
    return true;
}

/* What a message calls the place: the field of the source, or the contract's column for a template. */
static const char *
field_name(const struct mapper *m, const struct column_rule *rule, size_t column)
{
    return rule != NULL && rule->kind == RULE_FIELD ? m->feed->fields[rule->field]
                                                    : m->kind.columns[column].name;
}

static enum map_result refuse(struct map_reject *reject, const char *field, const char *code,
                              const char *hint, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

static enum map_result
refuse(struct map_reject *reject, const char *field, const char *code, const char *hint, const char *format,
       ...)
{
    va_list args;

    reject->code = code;
    snprintf(reject->field, sizeof(reject->field), "%s", field);
    snprintf(reject->hint, sizeof(reject->hint), "%s", hint == NULL ? "" : hint);
    va_start(args, format);
    vsnprintf(reject->reason, sizeof(reject->reason), format, args);
    va_end(args);
    return MAP_REJECT;
}

/* The text of a template; NULL when one of its fields is. */
static struct value
fill_template(struct mapper *m, const struct record *record, const struct template *t)
{
    buffer_clear(&m->work);
    for (size_t i = 0; i < t->n_parts; i++)
    {
        const struct template_part *p = &t->parts[i];
        struct slice text;

        if (p->literal != NULL)
        {
            buffer_text(&m->work, p->literal);
            continue;
        }
        if (!has_text(record, p->field))
            return (struct value){true, {"", 0}};
        text = record_text(record, p->field);
        buffer_append(&m->work, text.ptr, text.len);
    }
    buffer_string(&m->work);
    return (struct value){false, buffer_slice(&m->work)};
}

static struct value
read_variable(const struct mapper *m, const char *name)
{
    const char *text = m->variables == NULL ? NULL : variables_get(m->variables, name);

    return (struct value){text == NULL, slice_of(text == NULL ? "" : text)};
}

/* A structure where a value should be; the field whose it is, or -1. */
static int
find_structure(const struct record *record, const struct column_rule *rule)
{
    if (rule->kind == RULE_FIELD)
        return record->values[rule->field].state == FIELD_STRUCTURE ? rule->field : -1;
    for (size_t i = 0; i < rule->template.n_parts; i++)
    {
        int field = rule->template.parts[i].field;

        if (field >= 0 && record->values[field].state == FIELD_STRUCTURE)
            return field;
    }
    return -1;
}

static const struct text_pair *
find_pair(const struct column_rule *rule, struct slice text)
{
    for (size_t i = 0; i < rule->n_map; i++)
    {
        if (slice_equal(slice_of(rule->map[i].key), text))
            return &rule->map[i];
    }
    return NULL;
}

/* What the map accepts, for a hint. */
static void
list_keys(const struct column_rule *rule, char *out, size_t cap)
{
    size_t used = (size_t) snprintf(out, cap, "the column's \"map\" knows ");

    for (size_t i = 0; i < rule->n_map && used < cap; i++)
        used += (size_t) snprintf(out + used, cap - used, "%s\"%s\"", i == 0 ? "" : ", ", rule->map[i].key);
    if (used < cap)
        snprintf(out + used, cap - used, "; add the value or a \"map_default\"");
}

static void
remove_thousands(struct mapper *m, const char *separator, struct value *v)
{
    struct slice in = v->text;
    size_t len = strlen(separator);
    struct buffer out = {0};

    for (size_t i = 0; i < in.len;)
    {
        bool here = i + len <= in.len && memcmp(in.ptr + i, separator, len) == 0;

        if (!here)
            buffer_byte(&out, in.ptr[i]);
        i += here ? len : 1;
    }
    buffer_string(&out);
    buffer_free(&m->work);
    m->work = out;
    v->text = buffer_slice(&m->work);
}

/* From the record to a value, before it is checked. */
static enum map_result
read_value(struct mapper *m, const struct record *record, const struct column_rule *rule, size_t column,
           struct value *v, struct map_reject *reject)
{
    static const struct text_list empty = {NULL, 0};
    const struct text_list *nulls = rule->has_nulls ? &rule->nulls : &empty;
    const char *field = field_name(m, rule, column);
    const struct text_pair *pair;
    int structure = find_structure(record, rule);

    if (structure >= 0)
        return refuse(reject, m->feed->fields[structure], "structure",
                      "name a value inside it by JSON pointer: \"/a/b\"",
                      "is an object or a list, not a value");
    if (rule->kind == RULE_VARIABLE)
        *v = read_variable(m, rule->variable);
    else if (rule->kind == RULE_TEMPLATE)
        *v = fill_template(m, record, &rule->template);
    else
    {
        v->is_null = !has_text(record, rule->field);
        v->text = record_text(record, rule->field);
    }
    if (rule->null_when_field >= 0 && has_text(record, rule->null_when_field) &&
        text_list_has(&rule->null_when, record_text(record, rule->null_when_field)))
        v->is_null = true;
    if (v->is_null)
        return MAP_ROW;
    pair = rule->has_map ? find_pair(rule, v->text) : NULL;
    if (pair == NULL && (rule->has_nulls ? text_list_has(nulls, v->text) : v->text.len == 0))
    {
        v->is_null = true;
        return MAP_ROW;
    }
    if (rule->has_map)
    {
        const char *mapped = pair != NULL ? pair->value : rule->map_default;
        char shown[FAULT_TEXT_MAX];
        char hint[400];

        if (pair == NULL && !rule->has_map_default)
        {
            list_keys(rule, hint, sizeof(hint));
            return refuse(reject, field, "unmapped", hint, "\"%s\" is not in the column's map",
                          fault_quote(v->text, 100, shown));
        }
        v->is_null = mapped == NULL;
        v->text = slice_of(mapped == NULL ? "" : mapped);
    }
    if (rule->thousands != NULL && !v->is_null)
        remove_thousands(m, rule->thousands, v);
    return MAP_ROW;
}

/* A code in a list of the database; the value takes its place. */
static enum map_result
look_up(struct mapper *m, const char *list_name, const char *field, struct value *v,
        struct map_reject *reject, struct failure *f)
{
    const struct code_list *list = codes_list(m->codes, list_name, f);
    char shown[FAULT_TEXT_MAX];
    char hint[256];

    if (list == NULL)
        return MAP_FAILED;
    if (code_list_find(list, v->text, &v->text))
        return MAP_ROW;
    snprintf(hint, sizeof(hint), "%sSELECT code, value FROM sei.code_list('%s'); lists what is accepted",
             list->n == 0 ? "that list is empty or unknown; " : "", list_name);
    return refuse(reject, field, "unknown_code", hint, "\"%s\" is not in the code list %s",
                  fault_quote(v->text, 100, shown), list_name);
}

/* What is wrong with a text and what is accepted, as one line. */
static void
explain(const struct column_rule *rule, const char *validator, struct slice text, const struct fault *fault,
        char *out, size_t cap)
{
    bool comma = text.len > 0 && memchr(text.ptr, ',', text.len) != NULL;

    if (strcmp(validator, "numeric") == 0 && comma && (rule == NULL || rule->thousands == NULL))
        snprintf(out, cap,
                 "this feed declares no thousands separator; set \"thousands\": \",\" in the column if it "
                 "uses one");
    else
        snprintf(out, cap, "%s%s%s", fault->detail, fault->detail[0] == '\0' ? "" : " ", fault->hint);
}

/* Check a value by the contract and store it in the row. */
static enum map_result
store_value(struct mapper *m, const struct column_rule *rule, size_t column, struct value *v,
            struct mapped_row *out, struct map_reject *reject, struct failure *f)
{
    const struct contract_column *c = &m->kind.columns[column];
    const char *field = field_name(m, rule, column);
    char buf[VALIDATE_TEXT_MAX];
    char shown[FAULT_TEXT_MAX];
    char hint[768];
    struct fault fault = {0};
    struct slice good = v->text;
    const char *noun;

    out->values[column].is_null = v->is_null;
    if (v->is_null)
        return c->required
                   ? refuse(reject, field, "missing", "the source must give it, or the definition a constant",
                            "is empty, but column \"%s\" is required", c->name)
                   : MAP_ROW;
    if (strncmp(c->validator, "code:", 5) == 0)
    {
        enum map_result result = look_up(m, c->validator + 5, field, v, reject, f);

        if (result != MAP_ROW)
            return result;
        good = v->text;
    }
    else if (!validate_text(c->validator, v->text, &good, buf, &noun, &fault))
    {
        explain(rule, c->validator, v->text, &fault, hint, sizeof(hint));
        return refuse(reject, field, c->validator, hint, "\"%s\" is not %s", fault_quote(v->text, 100, shown),
                      noun);
    }
    out->values[column].at = out->text.len;
    out->values[column].len = good.len;
    buffer_append(&out->text, good.ptr, good.len);
    return MAP_ROW;
}

static enum map_result
map_column(struct mapper *m, const struct record *record, const struct column_rule *rule, size_t column,
           struct mapped_row *out, struct map_reject *reject, struct failure *f)
{
    struct value v = {true, {"", 0}};
    enum map_result result = MAP_ROW;

    if (rule != NULL && rule->kind == RULE_CONSTANT)
        v = (struct value){false, slice_of(rule->constant)};
    else if (rule != NULL)
        result = read_value(m, record, rule, column, &v, reject);
    if (result == MAP_ROW && rule != NULL && rule->lookup != NULL && !v.is_null)
        result = look_up(m, rule->lookup, field_name(m, rule, column), &v, reject, f);
    return result == MAP_ROW ? store_value(m, rule, column, &v, out, reject, f) : result;
}

/* A column whose list depends on another's value: `prefix` + scheme, by the column's own full text. */
static enum map_result
check_member(struct mapper *m, const struct figure *figure, const struct mapped_row *row, const char *name,
             const char *list_name, struct map_reject *reject, struct failure *f)
{
    int column = contract_column(&m->kind, name);
    struct value v = {false, mapped_text(row, (size_t) column)};

    return look_up(m, list_name, field_name(m, figure->rules[column], (size_t) column), &v, reject, f);
}

static enum map_result
check_region(struct mapper *m, const struct figure *figure, const struct mapped_row *row,
             struct map_reject *reject, struct failure *f)
{
    int scheme = contract_column(&m->kind, "region_scheme");
    int region = contract_column(&m->kind, "region");
    struct slice text;
    char list[160];

    if (scheme < 0 || region < 0 || row->values[scheme].is_null || row->values[region].is_null)
        return MAP_ROW;
    text = mapped_text(row, (size_t) scheme);
    snprintf(list, sizeof(list), "region:%.*s", (int) (text.len > 100 ? 100 : text.len), text.ptr);
    return check_member(m, figure, row, "region", list, reject, f);
}

static enum map_result
check_sector_known(struct mapper *m, const struct figure *figure, const struct mapped_row *row,
                   struct map_reject *reject, struct failure *f)
{
    int sector = contract_column(&m->kind, "sector");
    struct slice text;
    const char *dot;
    char list[160];
    size_t len;

    if (sector < 0 || row->values[sector].is_null)
        return MAP_ROW;
    text = mapped_text(row, (size_t) sector);
    dot = memchr(text.ptr, '.', text.len);
    len = dot == NULL ? text.len : (size_t) (dot - text.ptr);
    snprintf(list, sizeof(list), "sector:%.*s", (int) (len > 100 ? 100 : len), text.ptr);
    return check_member(m, figure, row, "sector", list, reject, f);
}

enum map_result
map_record(struct mapper *m, const struct record *record, size_t figure, struct mapped_row *out,
           struct map_reject *reject, struct failure *f)
{
    const struct figure *fig = &m->feed->figures[figure];
    enum map_result result = MAP_ROW;

    buffer_clear(&out->text);
    for (size_t i = 0; result == MAP_ROW && i < m->kind.n_columns; i++)
        result = map_column(m, record, fig->rules[i], i, out, reject, f);
    if (result == MAP_ROW)
        result = check_region(m, fig, out, reject, f);
    return result == MAP_ROW ? check_sector_known(m, fig, out, reject, f) : result;
}
