/*
 * options.h: what the command line says.
 */
#ifndef SEI_INGESTD_OPTIONS_H
#define SEI_INGESTD_OPTIONS_H

#include <stdbool.h>

/* Exit codes; README and --help list them. */
enum
{
    EXIT_FINE = 0,
    EXIT_FEED_FAILED = 1,
    EXIT_USAGE = 2,
    EXIT_DATABASE = 3,
    EXIT_OTHER = 4
};

struct options
{
    const char *database;     /* conninfo; "" means the environment of libpq */
    const char *sql_dir;      /* where the SQL files lie */
    const char *spool_dir;    /* where bodies are kept */
    const char *certificates; /* CA file, NULL = the system's */
    int lease_s;              /* how long a lease lasts without a sign of life */
    bool json;                /* machine-readable output */
    bool roles;               /* migrate: create the roles first */
    const char *command;
    char **names; /* what follows the command */
    int n_names;
};

/* Read argv. Returns false after having said what is wrong on stderr; help and version set command to "help"
 * / "version". */
bool options_read(int argc, char **argv, struct options *out);

#endif
