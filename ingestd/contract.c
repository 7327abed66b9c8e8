/*
 * contract.c: see contract.h.
 */
#include "contract.h"

#include <stdio.h>
#include <string.h>

static const struct contract_kind kinds[] = {
    {"statistic",
     14,
     {{"region_scheme", true, "text"},
      {"region", true, "text"},
      {"sector", false, "sector"},
      {"indicator", true, "code:indicator"},
      {"period", true, "period"},
      {"breakdown", false, "text"},
      {"measure", false, "text"},
      {"price_basis", false, "text"},
      {"value", false, "numeric"},
      {"prior_value", false, "numeric"},
      {"status_raw", false, "text"},
      {"status", false, "code:status"},
      {"published_total", false, "boolean"},
      {"vintage", false, "text"}}},
    {"enterprise_return",
     9,
     {{"enterprise", true, "text"},
      {"region_scheme", true, "text"},
      {"region", true, "text"},
      {"indicator", true, "code:indicator"},
      {"period", true, "period"},
      {"value", false, "numeric"},
      {"prior_value", false, "numeric"},
      {"status_raw", false, "text"},
      {"status", false, "code:status"}}},
    {"enterprise",
     9,
     {{"enterprise", true, "text"},
      {"uscc", false, "text"},
      {"name", true, "text"},
      {"group_code", false, "text"},
      {"region_scheme", true, "text"},
      {"region", true, "text"},
      {"industry", false, "text"},
      {"business_scope", false, "text"},
      {"synthetic", false, "boolean"}}},
    {"enterprise_sector",
     6,
     {{"enterprise", true, "text"},
      {"sector", true, "sector"},
      {"weight", false, "numeric"},
      {"valid_from", false, "date"},
      {"valid_to", false, "date"},
      {"origin", false, "text"}}},
    {"project",
     9,
     {{"project", true, "text"},
      {"name", true, "text"},
      {"project_kind", true, "code:project_kind"},
      {"region_scheme", true, "text"},
      {"region", true, "text"},
      {"sector", false, "sector"},
      {"status", true, "text"},
      {"status_date", false, "date"},
      {"investment", false, "numeric"}}},
    {"recognition",
     5,
     {{"enterprise", true, "text"},
      {"recognition", true, "code:recognition"},
      {"valid_from", true, "date"},
      {"valid_to", false, "date"},
      {"withdrawn", false, "date"}}},
    {"park",
     6,
     {{"park", true, "text"},
      {"name", true, "text"},
      {"region_scheme", true, "text"},
      {"region", true, "text"},
      {"status", true, "text"},
      {"status_date", false, "date"}}},
};

const struct contract_kind *
contract_find(const char *kind)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
    {
        if (strcmp(kinds[i].name, kind) == 0)
            return &kinds[i];
    }
    return NULL;
}

int
contract_column(const struct contract_kind *kind, const char *name)
{
    for (size_t i = 0; i < kind->n_columns; i++)
    {
        if (strcmp(kind->columns[i].name, name) == 0)
            return (int) i;
    }
    return -1;
}

const char *
contract_kinds_text(char *buf, size_t cap)
{
    size_t used = 0;

    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]) && used < cap; i++)
        used += (size_t) snprintf(buf + used, cap - used, "%s%s", i == 0 ? "" : ", ", kinds[i].name);
    return buf;
}

const char *
contract_columns_text(const struct contract_kind *kind, char *buf, size_t cap)
{
    size_t used = 0;

    for (size_t i = 0; i < kind->n_columns && used < cap; i++)
        used += (size_t) snprintf(buf + used, cap - used, "%s%s", i == 0 ? "" : ", ", kind->columns[i].name);
    return buf;
}
