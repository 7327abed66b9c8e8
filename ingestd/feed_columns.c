/*
 * feed_columns.c: the mapping part of a definition: constants, columns, figures and the record filter.
 *
 * A contract column gets at most one rule per figure: figures override columns and constants.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feed_parts.h"
#include "template.h"

static void
wrong_column(struct definition *d, const struct feed *feed, const char *name)
{
    char known[512];
    char hint[600];

    snprintf(hint, sizeof(hint), "columns of %s: %s", feed->kind->name,
             contract_columns_text(feed->kind, known, sizeof(known)));
    definition_wrong(d, hint, "\"%s\" is not a column of kind %s", name, feed->kind->name);
}

/* A field's name at the current place, as its number. */
static int
parse_field(struct definition *d, struct feed *feed, json_t *object)
{
    char *name = definition_text(d, object, "field", true);
    size_t mark = definition_enter(d, "field");
    int field = feed_field(feed, slice_of(name));

    if (name[0] == '\0')
        definition_wrong(d, "write the name of a field of the source", "is empty");
    else if (field < 0)
        definition_wrong(d, NULL, "more than %d fields", FEED_FIELDS_MAX);
    definition_leave(d, mark);
    free(name);
    return field < 0 ? 0 : field;
}

static void
parse_template(struct definition *d, struct feed *feed, json_t *object, struct column_rule *out)
{
    char *text = definition_text(d, object, "template", true);
    size_t mark = definition_enter(d, "template");
    const char *wrong;
    size_t at;

    if (!d->failed && !template_parse(feed, slice_of(text), &out->template, &wrong, &at))
        definition_wrong(d, "write fields as {name}; {{ and }} stand for braces", "%s at byte %zu of \"%s\"",
                         wrong, at, text);
    definition_leave(d, mark);
    free(text);
}

static int
pair_order(const void *a, const void *b)
{
    return strcmp(((const struct text_pair *) a)->key, ((const struct text_pair *) b)->key);
}

static void
parse_map(struct definition *d, json_t *object, struct column_rule *out)
{
    json_t *map = json_object_get(object, "map");
    json_t *otherwise = json_object_get(object, "map_default");
    size_t mark = definition_enter(d, "map");
    const char *key;
    json_t *value;

    if (map == NULL && otherwise != NULL)
        definition_wrong(d, "add a \"map\" or remove \"map_default\"", "\"map_default\" without \"map\"");
    if (map != NULL && (!json_is_object(map) || json_object_size(map) == 0))
        definition_wrong(d, "write an object of texts: {\"N\": \"Q\"}", "is not an object with members");
    out->has_map = map != NULL;
    out->map = mem_alloc(json_object_size(map), sizeof(struct text_pair));
    json_object_foreach(map, key, value)
    {
        size_t inner = definition_enter(d, key);

        if (!json_is_string(value) && !json_is_null(value))
            definition_wrong(d, "write a text or null", "is not a text");
        out->map[out->n_map].key = mem_text(slice_of(key));
        out->map[out->n_map].value =
            json_is_string(value) ? mem_text(slice_of(json_string_value(value))) : NULL;
        out->n_map++;
        definition_leave(d, inner);
    }
    if (out->n_map > 1)
        qsort(out->map, out->n_map, sizeof(struct text_pair), pair_order);
    definition_leave(d, mark);
    out->has_map_default = otherwise != NULL;
    if (otherwise != NULL && !json_is_null(otherwise))
        out->map_default = definition_text(d, object, "map_default", true);
}

static void
parse_nulls(struct definition *d, struct feed *feed, json_t *object, struct column_rule *out)
{
    static const char *const when_keys[] = {"field", "in", NULL};
    json_t *nulls = json_object_get(object, "null");
    json_t *when = json_object_get(object, "null_when");
    size_t mark = definition_enter(d, "null");

    out->has_nulls = nulls != NULL;
    if (nulls != NULL)
        definition_texts(d, nulls, &out->nulls);
    definition_leave(d, mark);
    mark = definition_enter(d, "null_when");
    if (when != NULL && definition_object(d, when, when_keys))
    {
        size_t inner;

        out->null_when_field = parse_field(d, feed, when);
        inner = definition_enter(d, "in");
        definition_texts(d, json_object_get(when, "in"), &out->null_when);
        definition_leave(d, inner);
    }
    definition_leave(d, mark);
}

static void
parse_thousands(struct definition *d, json_t *object, const char *validator, struct column_rule *out)
{
    size_t mark = definition_enter(d, "thousands");

    out->thousands = definition_text(d, object, "thousands", false);
    if (out->thousands != NULL && strcmp(validator, "numeric") != 0 && strcmp(validator, "integer") != 0)
        definition_wrong(d, "remove it", "a thousands separator belongs to a number");
    else if (out->thousands != NULL && (out->thousands[0] == '\0' || strlen(out->thousands) > 4 ||
                                        strpbrk(out->thousands, "0123456789.+-eE") != NULL))
        definition_wrong(d, "write the separator itself: \",\" or \" \"", "\"%s\" cannot separate thousands",
                         out->thousands);
    definition_leave(d, mark);
}

static struct column_rule *
new_rule(struct feed *feed)
{
    struct column_rule *rule = &feed->rules[feed->n_rules++];

    rule->null_when_field = -1;
    return rule;
}

/* A list's member or a window's day: what the request asked for, when the rows do not repeat it. */
static void
parse_variable(struct definition *d, const struct feed *feed, json_t *object, struct column_rule *out)
{
    size_t mark;

    out->variable = definition_text(d, object, "variable", true);
    mark = definition_enter(d, "variable");
    if (!d->failed && !feed_has_variable(&feed->request, out->variable))
        definition_wrong(d, "name a list of request.each, or from and to of request.window",
                         "\"%s\" is not a variable of the request", out->variable);
    definition_leave(d, mark);
}

/* One rule; constant_allowed says whether a bare text is a constant here. */
static const struct column_rule *
parse_rule(struct definition *d, struct feed *feed, json_t *value, int column, bool constant_allowed)
{
    static const char *const keys[] = {"field", "template",  "variable",    "null",   "null_when",
                                       "map",   "thousands", "map_default", "lookup", NULL};
    struct column_rule *rule = new_rule(feed);
    bool has_field = json_object_get(value, "field") != NULL;
    bool has_template = json_object_get(value, "template") != NULL;
    bool has_variable = json_object_get(value, "variable") != NULL;

    if (constant_allowed && json_is_string(value))
    {
        rule->kind = RULE_CONSTANT;
        rule->constant = mem_text(slice_of(json_string_value(value)));
        return rule;
    }
    if (!definition_object(d, value, keys))
        return rule;
    if (has_field + has_template + has_variable != 1)
    {
        definition_wrong(
            d, "write {\"field\": \"…\"} or {\"template\": \"{a}-{b}\"}; constants go to \"constants\"",
            has_field && has_template   ? "both \"field\" and \"template\""
            : has_field || has_template ? "\"variable\" beside another source"
                                        : "neither \"field\" nor \"template\"");
        return rule;
    }
    rule->kind = has_field ? RULE_FIELD : has_template ? RULE_TEMPLATE : RULE_VARIABLE;
    if (has_field)
        rule->field = parse_field(d, feed, value);
    else if (has_template)
        parse_template(d, feed, value, rule);
    else
        parse_variable(d, feed, value, rule);
    parse_map(d, value, rule);
    parse_nulls(d, feed, value, rule);
    parse_thousands(d, value, feed->kind->columns[column].validator, rule);
    rule->lookup = definition_text(d, value, "lookup", false);
    if (rule->lookup != NULL && rule->lookup[0] == '\0')
        definition_wrong(d, "name a code list, e.g. \"sector:qcew\"", "\"lookup\" is empty");
    return rule;
}

/* Rules of an object contract column → rule into a row of rules. */
static void
parse_rules(struct definition *d, struct feed *feed, json_t *object, bool constants_only,
            bool constant_allowed, const struct column_rule **rules)
{
    const char *name;
    json_t *value;

    if (object != NULL && !json_is_object(object))
        definition_wrong(d, "write an object: {\"column\": …}", "is not an object");
    json_object_foreach(object, name, value)
    {
        int column = contract_column(feed->kind, name);
        size_t mark = definition_enter(d, name);

        if (column < 0)
            wrong_column(d, feed, name);
        else if (!constant_allowed && rules[column] != NULL)
            definition_wrong(d, "keep one of the two", "\"%s\" is a constant and a column", name);
        else if (constants_only && !json_is_string(value))
            definition_wrong(d, "write a text in double quotes", "is not a text");
        else
            rules[column] = parse_rule(d, feed, value, column, constants_only || constant_allowed);
        definition_leave(d, mark);
    }
}

static void
check_complete(struct definition *d, const struct feed *feed, const struct figure *figure)
{
    for (size_t i = 0; i < feed->kind->n_columns; i++)
    {
        const struct contract_column *column = &feed->kind->columns[i];

        if (column->required && figure->rules[i] == NULL)
            definition_wrong(d, "give it in \"constants\", \"columns\" or \"figures\"",
                             "nothing fills column \"%s\" of kind %s", column->name, feed->kind->name);
    }
}

static void
parse_figures(struct definition *d, json_t *figures, struct feed *feed, const struct figure *base)
{
    size_t n = json_array_size(figures);
    size_t mark = definition_enter(d, "figures");

    if (!json_is_array(figures) || n == 0)
        definition_wrong(d,
                         "write a list of objects: [{\"indicator\": \"…\", \"value\": {\"field\": \"…\"}}]",
                         "is not a list with members");
    feed->figures = mem_alloc(n, sizeof(struct figure));
    for (size_t i = 0; i < n && !d->failed; i++)
    {
        size_t inner = definition_enter_index(d, i);

        feed->figures[feed->n_figures] = *base;
        parse_rules(d, feed, json_array_get(figures, i), false, true, feed->figures[feed->n_figures].rules);
        check_complete(d, feed, &feed->figures[feed->n_figures++]);
        definition_leave(d, inner);
    }
    definition_leave(d, mark);
}

static void
parse_where(struct definition *d, json_t *where, struct feed *feed)
{
    static const char *const keys[] = {"field", "in", "not_in", NULL};
    size_t n = json_array_size(where);
    size_t mark = definition_enter(d, "where");

    if (where != NULL && !json_is_array(where))
        definition_wrong(d, "write a list: [{\"field\": \"…\", \"in\": [\"…\"]}]", "is not a list");
    feed->where = mem_alloc(n, sizeof(struct where));
    for (size_t i = 0; i < n && !d->failed; i++)
    {
        json_t *item = json_array_get(where, i);
        size_t inner = definition_enter_index(d, i);
        struct where *out = &feed->where[feed->n_where++];
        json_t *in = json_object_get(item, "in");
        json_t *not_in = json_object_get(item, "not_in");

        if (definition_object(d, item, keys))
        {
            out->field = parse_field(d, feed, item);
            out->negated = in == NULL;
            if ((in == NULL) == (not_in == NULL))
                definition_wrong(d, "give one of \"in\" and \"not_in\"", "needs \"in\" or \"not_in\"");
            else
            {
                size_t deeper = definition_enter(d, in != NULL ? "in" : "not_in");

                definition_texts(d, in != NULL ? in : not_in, &out->in);
                definition_leave(d, deeper);
            }
        }
        definition_leave(d, inner);
    }
    definition_leave(d, mark);
}

/* How many rules there can be at most, so that pointers into the array stay good. */
static size_t
count_rules(json_t *root)
{
    json_t *figures = json_object_get(root, "figures");
    size_t n = json_object_size(json_object_get(root, "constants")) +
               json_object_size(json_object_get(root, "columns"));

    for (size_t i = 0; i < json_array_size(figures); i++)
        n += json_object_size(json_array_get(figures, i));
    return n;
}

void
feed_parse_columns(struct definition *d, json_t *root, struct feed *feed)
{
    json_t *figures = json_object_get(root, "figures");
    struct figure base = {{NULL}};
    size_t mark;

    feed->rules = mem_alloc(count_rules(root), sizeof(struct column_rule));
    mark = definition_enter(d, "constants");
    parse_rules(d, feed, json_object_get(root, "constants"), true, false, base.rules);
    definition_leave(d, mark);
    mark = definition_enter(d, "columns");
    parse_rules(d, feed, json_object_get(root, "columns"), false, false, base.rules);
    definition_leave(d, mark);
    if (figures != NULL)
        parse_figures(d, figures, feed, &base);
    else
    {
        feed->figures = mem_alloc(1, sizeof(struct figure));
        feed->figures[0] = base;
        feed->n_figures = 1;
        check_complete(d, feed, &base);
    }
    parse_where(d, json_object_get(root, "where"), feed);
    if (feed->n_fields == 0)
        definition_wrong(d, "add \"columns\"", "no column reads a field of the source");
}

static void
free_rule(struct column_rule *rule)
{
    for (size_t i = 0; i < rule->n_map; i++)
    {
        free(rule->map[i].key);
        free(rule->map[i].value);
    }
    free(rule->map);
    free(rule->map_default);
    free(rule->constant);
    free(rule->variable);
    free(rule->lookup);
    free(rule->thousands);
    template_free(&rule->template);
    text_list_free(&rule->nulls);
    text_list_free(&rule->null_when);
}

void
feed_free_columns(struct feed *feed)
{
    struct text_list fields = {feed->fields, feed->n_fields};

    for (size_t i = 0; i < feed->n_rules; i++)
        free_rule(&feed->rules[i]);
    for (size_t i = 0; i < feed->n_where; i++)
        text_list_free(&feed->where[i].in);
    text_list_free(&fields);
    free(feed->rules);
    free(feed->figures);
    free(feed->where);
}
