/*
 * generate.c: the synthetic_ feeds of the demo: made-up enterprises, their sectors, returns, projects,
 * leaders, parks.
 *
 * Nothing here is a published figure. Everything follows from one seed, so that two runs write the same
 * bytes. Sizes are scaled so that the classified value added is a plausible few per cent of the province's
 * real GDP.
 *
 * usage: generate DIR      writes DIR/synthetic_*.{json,csv} and DIR/returns/N.json
 */
#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define N_ENTERPRISES 2000
#define N_CITIES      11
#define N_SECTORS     9
#define N_YEARS       5
#define FIRST_YEAR    2011
#define PAGE_ROWS     2500
#define FIRST_MONTH   2 /* January is never published alone */

static const char *const cities[N_CITIES] = {"140100", "140200", "140300", "140400", "140500", "140600",
                                             "140700", "140800", "140900", "141000", "141100"};

static const char *const sectors[N_SECTORS] = {
    "sx.new_energy", "sx.new_materials",   "sx.environment", "sx.equipment", "sx.coal_chemical",
    "sx.biology",    "sx.coalbed_methane", "sx.it",          "sx.nev"};

/* How likely an enterprise of a city is in a sector: rows are cities, in the order above. */
static const int likely[N_CITIES][N_SECTORS] = {
    {3, 8, 5, 16, 3, 6, 2, 15, 4}, {9, 3, 3, 4, 8, 14, 2, 3, 1},  {3, 13, 4, 3, 4, 2, 4, 2, 1},
    {3, 3, 4, 4, 15, 4, 9, 2, 2},  {2, 4, 3, 5, 12, 2, 16, 2, 2}, {10, 2, 14, 2, 7, 2, 1, 1, 1},
    {4, 9, 4, 14, 4, 4, 4, 5, 4},  {3, 14, 3, 4, 3, 8, 1, 2, 6},  {11, 2, 11, 2, 3, 5, 1, 1, 1},
    {3, 12, 4, 4, 7, 3, 4, 2, 3},  {3, 13, 4, 3, 5, 3, 6, 2, 1}};

static const int city_size[N_CITIES] = {26, 10, 6, 11, 9, 7, 10, 12, 5, 11, 10};

/* Yearly growth of each sector before all are scaled to the total. */
static const double sector_growth[N_SECTORS] = {1.18, 1.10, 1.13, 1.08, 1.12, 1.09, 1.15, 1.16, 1.32};

/* Published GDP in 100 million yuan, and the part of it that the classified total is scaled to. */
static const double gdp[N_YEARS] = {11237.55, 12112.83, 12665.25, 12761.49, 12766.49};
static const double wanted_share[N_YEARS] = {0.0458, 0.0523, 0.0591, 0.0664, 0.0717};

struct enterprise
{
    char code[19];
    int city;
    int sector[2];
    int weight[2]; /* per cent */
    double size[N_YEARS];
    double rate;    /* value added over output */
    double revenue; /* revenue over output */
    double season;
};

static uint64_t state = 0x2011073112345678u;

static uint32_t
random_below(uint32_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t) ((state >> 16) % n);
}

static double
random_unit(void)
{
    return random_below(1000000) / 1000000.0;
}

static FILE *
open_out(const char *dir, const char *name)
{
    char path[4096];
    FILE *out;

    snprintf(path, sizeof(path), "%s/%s", dir, name);
    out = fopen(path, "w");
    if (out == NULL)
    {
        fprintf(stderr, "generate: %s: %s\n", path, strerror(errno));
        exit(1);
    }
    return out;
}

static void
close_out(FILE *out, const char *name)
{
    if (ferror(out) || fclose(out) != 0)
    {
        fprintf(stderr, "generate: %s: %s\n", name, strerror(errno));
        exit(1);
    }
}

static void
make_folder(const char *dir, const char *name)
{
    char path[4096];

    snprintf(path, sizeof(path), "%s/%s", dir, name);
    if (mkdir(path, 0755) != 0 && errno != EEXIST)
    {
        fprintf(stderr, "generate: %s: %s\n", path, strerror(errno));
        exit(1);
    }
}

/* The check character of a unified social credit code (GB 32100-2015). */
static char
check_character(const char *code)
{
    static const char set[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    static const int weights[] = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    int sum = 0;

    for (int i = 0; i < 17; i++)
        sum += (int) (strchr(set, code[i]) - set) * weights[i];
    return set[(31 - sum % 31) % 31];
}

/* The check character of an organisation code (GB 11714): the ninth of its nine. */
static char
organisation_check(const char *eight)
{
    static const int weights[] = {3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;

    for (int i = 0; i < 8; i++)
        sum += (eight[i] - '0') * weights[i];
    return "0123456789X0"[11 - sum % 11];
}

static int
pick(const int *parts, int n)
{
    int total = 0;
    int at;

    for (int i = 0; i < n; i++)
        total += parts[i];
    at = (int) random_below((uint32_t) total);
    for (int i = 0; i < n; i++)
    {
        at -= parts[i];
        if (at < 0)
            return i;
    }
    return n - 1;
}

static void
make_enterprise(struct enterprise *e, int number)
{
    char organisation[10];
    uint32_t kind = random_below(100);

    memset(e, 0, sizeof(*e));
    e->city = pick(city_size, N_CITIES);
    snprintf(organisation, sizeof(organisation), "%08d", 10000000 + number * 7);
    snprintf(e->code, sizeof(e->code), "91%s%s%c", cities[e->city], organisation,
             organisation_check(organisation));
    e->code[17] = check_character(e->code);
    e->sector[0] = pick(likely[e->city], N_SECTORS);
    e->sector[1] = pick(likely[e->city], N_SECTORS);
    if (kind < 45)
        e->weight[0] = 100;
    else if (kind < 58)
        e->weight[0] = 20 + 5 * (int) random_below(15);
    else if (kind < 70 && e->sector[0] != e->sector[1])
    {
        e->weight[0] = 40 + 5 * (int) random_below(5);
        e->weight[1] = 20 + 5 * (int) random_below(5);
    }
    e->rate = 0.20 + 0.20 * random_unit();
    e->revenue = 0.90 + 0.12 * random_unit();
    e->season = 0.9 + 0.2 * random_unit();
    e->size[0] = exp(2.2 * (random_unit() + random_unit() + random_unit() - 1.5));
    for (int y = 1; y < N_YEARS; y++)
        e->size[y] = e->size[y - 1] * (e->weight[0] > 0 ? sector_growth[e->sector[0]] : 1.05) *
                     (0.92 + 0.16 * random_unit());
}

/* Scale so that the classified total of each year is the wanted part of GDP; sizes become 10,000 yuan a year.
 */
static void
scale(struct enterprise *all)
{
    for (int y = 0; y < N_YEARS; y++)
    {
        double classified = 0;

        for (int i = 0; i < N_ENTERPRISES; i++)
            classified += all[i].size[y] * (all[i].weight[0] + all[i].weight[1]) / 100.0;
        for (int i = 0; i < N_ENTERPRISES; i++)
            all[i].size[y] *= gdp[y] * 10000.0 * wanted_share[y] / classified;
    }
}

static void
write_enterprises(const struct enterprise *all, const char *dir)
{
    FILE *out = open_out(dir, "synthetic_enterprises.json");

    fprintf(out, "{\"note\":\"made up by a generator, no real enterprise\",\"total\":%d,\"data\":[",
            N_ENTERPRISES);
    for (int i = 0; i < N_ENTERPRISES; i++)
        fprintf(out, "%s\n{\"code\":\"%s\",\"name\":\"synthetic_企业%04d\",\"region\":\"%s\"}",
                i == 0 ? "" : ",", all[i].code, i + 1, cities[all[i].city]);
    fputs("\n]}\n", out);
    close_out(out, "synthetic_enterprises.json");
    out = open_out(dir, "synthetic_enterprise_sectors.csv");
    fputs("enterprise,sector,weight\n", out);
    for (int i = 0; i < N_ENTERPRISES; i++)
    {
        for (int k = 0; k < 2; k++)
        {
            if (all[i].weight[k] > 0)
                fprintf(out, "%s,%s,%d.%02d\n", all[i].code, sectors[all[i].sector[k]],
                        all[i].weight[k] / 100, all[i].weight[k] % 100);
        }
    }
    close_out(out, "synthetic_enterprise_sectors.csv");
}

/* The part of a year that is over at the end of a month; never falls. */
static double
year_part(const struct enterprise *e, int month)
{
    double even = month / 12.0;

    return month == 12 ? 1.0 : even * (0.94 + 0.06 * even * e->season / 1.1);
}

/* 10,000 yuan with four decimals is whole yuan. */
static void
print_amount(FILE *out, const char *name, double amount)
{
    long long yuan = llround(amount * 10000.0);

    fprintf(out, ",\"%s\":%lld.%04lld", name, yuan / 10000, yuan % 10000);
}

static void
write_returns(const struct enterprise *all, const char *dir)
{
    const int total = N_ENTERPRISES * N_YEARS * (12 - FIRST_MONTH + 1);
    const int pages = (total + PAGE_ROWS - 1) / PAGE_ROWS;
    FILE *out = NULL;
    char name[64];
    int row = 0;

    make_folder(dir, "returns");
    for (int i = 0; i < N_ENTERPRISES; i++)
    {
        for (int y = 0; y < N_YEARS; y++)
        {
            for (int m = FIRST_MONTH; m <= 12; m++, row++)
            {
                double value = all[i].size[y] * year_part(&all[i], m);

                if (row % PAGE_ROWS == 0)
                {
                    if (out != NULL)
                    {
                        fputs("\n]}\n", out);
                        close_out(out, name);
                    }
                    snprintf(name, sizeof(name), "returns/%d.json", row / PAGE_ROWS + 1);
                    out = open_out(dir, name);
                    fprintf(out, "{\"page\":%d,\"pages\":%d,\"total\":%d,\"data\":[", row / PAGE_ROWS + 1,
                            pages, total);
                }
                fprintf(out, "%s\n{\"enterprise\":\"%s\",\"region\":\"%s\",\"period\":\"%d-01..%02d\"",
                        row % PAGE_ROWS == 0 ? "" : ",", all[i].code, cities[all[i].city], FIRST_YEAR + y, m);
                print_amount(out, "value_added", value);
                print_amount(out, "output", value / all[i].rate);
                print_amount(out, "revenue", value / all[i].rate * all[i].revenue);
                fputc('}', out);
            }
        }
    }
    fputs("\n]}\n", out);
    close_out(out, name);
}

static void
write_projects(const char *dir)
{
    static const char *const kinds[] = {"pilot", "innovation", "demonstration"};
    FILE *out = open_out(dir, "synthetic_projects.json");

    fputs("{\"data\":[", out);
    for (int i = 0; i < 118; i++)
    {
        /* 104 are completed by the end of 2015, six later, eight not yet. */
        const char *status = i < 110 ? "completed" : "started";
        int year = i < 104 ? 2011 + (int) random_below(5) : i < 110 ? 2016 : 2014;
        int city = pick(city_size, N_CITIES);

        fprintf(out,
                "%s\n{\"code\":\"synthetic_P%03d\",\"name\":\"synthetic_项目%03d\",\"kind\":\"%s\","
                "\"region\":\"%s\",\"sector\":\"%s\","
                "\"status\":\"%s\",\"status_date\":\"%d-%02u-%02u\",\"investment\":%u}",
                i == 0 ? "" : ",", i + 1, i + 1, kinds[i % 3], cities[city],
                sectors[pick(likely[city], N_SECTORS)], status, year, 1 + random_below(12),
                1 + random_below(28), (20 + random_below(400)) * 1000000);
    }
    fputs("\n]}\n", out);
    close_out(out, "synthetic_projects.json");
}

static void
write_leaders(const struct enterprise *all, const char *dir)
{
    FILE *out = open_out(dir, "synthetic_leaders.csv");
    int made = 0;

    fputs("enterprise,recognition,valid_from,withdrawn\n", out);
    /* 51 recognised, three of them withdrawn before the end of 2015. */
    for (int i = 0; i < N_ENTERPRISES && made < 51; i++)
    {
        if (all[i].weight[0] != 100 || all[i].size[0] < 2000)
            continue;
        fprintf(out, "%s,leader,%u-%02u-01,%s\n", all[i].code, 2012 + random_below(4), 1 + random_below(11),
                made % 17 == 16 ? "2015-12-20" : "");
        made++;
    }
    close_out(out, "synthetic_leaders.csv");
}

static void
write_parks(const char *dir)
{
    FILE *out = open_out(dir, "synthetic_parks.csv");

    fputs("code,name,region,status,status_date\n", out);
    /* Nine established by the end of 2015, one in 2016, two still building. */
    for (int i = 0; i < 12; i++)
        fprintf(out, "synthetic_K%02d,synthetic_园区%02d,%s,%s,%d-%02u-15\n", i + 1, i + 1,
                cities[i % N_CITIES], i < 10 ? "established" : "building", i < 9 ? 2012 + i % 4 : 2016,
                1 + random_below(12));
    close_out(out, "synthetic_parks.csv");
}

int
main(int argc, char **argv)
{
    static struct enterprise all[N_ENTERPRISES];

    if (argc != 2)
    {
        fputs("usage: generate DIR\n", stderr);
        return 2;
    }
    for (int i = 0; i < N_ENTERPRISES; i++)
        make_enterprise(&all[i], i + 1);
    scale(all);
    write_enterprises(all, argv[1]);
    write_returns(all, argv[1]);
    write_projects(argv[1]);
    write_leaders(all, argv[1]);
    write_parks(argv[1]);
    return 0;
}
