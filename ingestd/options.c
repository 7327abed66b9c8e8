/*
 * options.c: see options.h. Options may stand before or after the command.
 */
#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef SEI_SQL_DIR
#define SEI_SQL_DIR "/usr/share/sei/sql"
#endif

enum
{
    OPTION_DATABASE = 256,
    OPTION_JSON,
    OPTION_ROLES,
    OPTION_SQL_DIR,
    OPTION_SPOOL,
    OPTION_LEASE,
    OPTION_CA,
    OPTION_HELP,
    OPTION_VERSION
};

static const struct option long_options[] = {
    {"database", required_argument, NULL, OPTION_DATABASE},
    {"json", no_argument, NULL, OPTION_JSON},
    {"roles", no_argument, NULL, OPTION_ROLES},
    {"sql-dir", required_argument, NULL, OPTION_SQL_DIR},
    {"spool", required_argument, NULL, OPTION_SPOOL},
    {"lease", required_argument, NULL, OPTION_LEASE},
    {"ca-file", required_argument, NULL, OPTION_CA},
    {"help", no_argument, NULL, OPTION_HELP},
    {"version", no_argument, NULL, OPTION_VERSION},
    {NULL, 0, NULL, 0},
};

static bool
read_seconds(const char *text, int *out)
{
    char *end;
    long value;

    errno = 0;
    value = strtol(text, &end, 10);
    if (errno != 0 || *end != '\0' || end == text || value < 1 || value > 86400)
    {
        fprintf(stderr,
                "sei-ingestd: --lease %s is not a number of seconds\n  hint: write a whole number from 1 to "
                "86400\n",
                text);
        return false;
    }
    *out = (int) value;
    return true;
}

bool
options_read(int argc, char **argv, struct options *out)
{
    const char *state = getenv("STATE_DIRECTORY");
    int c;

    memset(out, 0, sizeof(*out));
    out->database = "";
    out->sql_dir = SEI_SQL_DIR;
    out->spool_dir = state != NULL && state[0] != '\0' ? state : "spool";
    out->lease_s = 60;
    while ((c = getopt_long(argc, argv, "", long_options, NULL)) != -1)
    {
        switch (c)
        {
            case OPTION_DATABASE: out->database = optarg; break;
            case OPTION_JSON: out->json = true; break;
            case OPTION_ROLES: out->roles = true; break;
            case OPTION_SQL_DIR: out->sql_dir = optarg; break;
            case OPTION_SPOOL: out->spool_dir = optarg; break;
            case OPTION_CA: out->certificates = optarg; break;
            case OPTION_LEASE:
                if (!read_seconds(optarg, &out->lease_s))
                    return false;
                break;
            case OPTION_HELP: out->command = "help"; return true;
            case OPTION_VERSION: out->command = "version"; return true;
            default: fputs("  hint: sei-ingestd --help lists commands and options\n", stderr); return false;
        }
    }
    if (optind >= argc)
    {
        fputs("sei-ingestd: no command given\n  hint: sei-ingestd --help lists commands and options\n",
              stderr);
        return false;
    }
    out->command = argv[optind];
    out->names = argv + optind + 1;
    out->n_names = argc - optind - 1;
    return true;
}
