/*
 * validate.c: see validate.h.
 */
#include "validate.h"

#include <ctype.h>
#include <stdio.h>
#include <strings.h>

#include "date.h"
#include "decimal.h"
#include "period.h"
#include "sector.h"
#include "target.h"

static bool
check_text(struct slice text, struct slice *out, char *buf, struct fault *f)
{
    (void) buf;
    *out = text;
    if (text.len > 0 && memchr(text.ptr, '\0', text.len) != NULL)
        return fault_set(f, FAULT_ENCODING, -1, "PostgreSQL text holds no NUL; the source must remove it",
                         "The text holds a NUL byte.");
    return true;
}

static bool
check_sector(struct slice text, struct slice *out, char *buf, struct fault *f)
{
    (void) buf;
    return sector_parse(text, out, f);
}

static bool
check_period(struct slice text, struct slice *out, char *buf, struct fault *f)
{
    struct period p;

    if (!period_parse(text, &p, f))
        return false;
    *out = slice_make(buf, period_print(p, buf));
    return true;
}

static bool
check_target(struct slice text, struct slice *out, char *buf, struct fault *f)
{
    struct target t;

    (void) buf;
    *out = text;
    return target_parse(text, &t, f);
}

static bool
check_numeric(struct slice text, struct slice *out, char *buf, struct fault *f)
{
    (void) buf;
    *out = text;
    return decimal_check(text, f);
}

static bool
check_date(struct slice text, struct slice *out, char *buf, struct fault *f)
{
    (void) buf;
    *out = text;
    return date_check(text, f);
}

static bool
check_integer(struct slice text, struct slice *out, char *buf, struct fault *f)
{
    static const char hint[] = "write digits with an optional sign, up to 18 of them";
    size_t at = text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == '+') ? 1 : 0;

    (void) buf;
    *out = text;
    if (text.len == at || text.len - at > 18)
        return fault_set(f, FAULT_SYNTAX, -1, hint, "There are %zu digits.", text.len - at);
    for (; at < text.len; at++)
    {
        if (!isdigit((unsigned char) text.ptr[at]))
            return fault_set(f, FAULT_SYNTAX, (int32_t) at, hint, "Something that is no digit.");
    }
    return true;
}

static bool
check_boolean(struct slice text, struct slice *out, char *buf, struct fault *f)
{
    static const struct
    {
        const char *word;
        const char *value;
    } words[] = {{"true", "true"}, {"false", "false"}, {"t", "true"}, {"f", "false"},
                 {"yes", "true"},  {"no", "false"},    {"1", "true"}, {"0", "false"}};

    (void) buf;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
    {
        if (strlen(words[i].word) != text.len || strncasecmp(words[i].word, text.ptr, text.len) != 0)
            continue;
        *out = slice_of(words[i].value);
        return true;
    }
    return fault_set(f, FAULT_SYNTAX, -1, "write true or false, yes or no, 1 or 0",
                     "It is none of the accepted words.");
}

struct validator
{
    const char *name;
    const char *noun;
    bool trims; /* white space around the value is no part of it */
    bool (*check)(struct slice text, struct slice *out, char *buf, struct fault *f);
};

static const struct validator validators[] = {
    {"numeric", "a number", true, check_numeric},       {"period", "a period", true, check_period},
    {"sector", "a sector", true, check_sector},         {"date", "a date", true, check_date},
    {"integer", "a whole number", true, check_integer}, {"boolean", "true or false", true, check_boolean},
    {"target", "a target", true, check_target},         {"text", "a text", false, check_text},
};

static struct slice
trim(struct slice text)
{
    while (text.len > 0 && (text.ptr[0] == ' ' || text.ptr[0] == '\t'))
    {
        text.ptr++;
        text.len--;
    }
    while (text.len > 0 && (text.ptr[text.len - 1] == ' ' || text.ptr[text.len - 1] == '\t'))
        text.len--;
    return text;
}

bool
validate_text(const char *validator, struct slice text, struct slice *out, char buf[VALIDATE_TEXT_MAX],
              const char **noun, struct fault *f)
{
    for (size_t i = 0; i < sizeof(validators) / sizeof(validators[0]); i++)
    {
        const struct validator *v = &validators[i];

        if (strcmp(v->name, validator) != 0)
            continue;
        *noun = v->noun;
        return v->check(v->trims ? trim(text) : text, out, buf, f);
    }
    *noun = "a text";
    return check_text(text, out, buf, f);
}
