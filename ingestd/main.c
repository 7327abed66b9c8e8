/*
 * main.c: sei-ingestd, the daemon that brings figures into the schema `sei`. The table below is all it can
 * do.
 */
#include <curl/curl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "log.h"

#ifndef SEI_VERSION
#define SEI_VERSION "0.1"
#endif

struct command
{
    const char *name;
    int (*run)(const struct options *options);
    int names; /* how many may follow it at most */
    const char *usage;
    const char *what;
};

static const struct command commands[] = {
    {"migrate", command_migrate, 0, "migrate [--roles] [--sql-dir DIR]", "bring the schema sei up to date"},
    {"apply", command_apply, 1, "apply DIR", "store the feed definitions of a directory as new versions"},
    {"once", command_once, INT_MAX, "once [FEED ...] [--spool DIR]",
     "run feeds now, in the foreground, one worker process each"},
    {"status", command_status, 0, "status", "how every feed is, one line each"},
    {"check", command_check, 1, "check [DIR]", "read feed definitions and say what is wrong in them"},
};

static int
help(void)
{
    fputs("sei-ingestd brings figures from feeds into the schema sei, exactly once.\n\n"
          "usage: sei-ingestd [--database CONNINFO] [--json] COMMAND\n\n",
          stdout);
    for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
        printf("  %-42s %s\n", commands[i].usage, commands[i].what);
    fputs("\noptions\n"
          "  --database CONNINFO    how to connect, as libpq reads it (default: its environment, PGHOST …)\n"
          "  --json                 machine-readable output, one object a line\n"
          "  --sql-dir DIR          where migrations/, definitions/ and data/ lie\n"
          "  --spool DIR            where bodies are kept (default: $STATE_DIRECTORY or ./spool)\n"
          "  --lease SECONDS        how long a lease lasts without a sign of life (default 60)\n"
          "  --ca-file FILE         certificates to trust for https (default: the system's)\n"
          "  --version, --help\n\n"
          "exit codes: 0 ok, 1 some feed failed, 2 usage or configuration, 3 database unreachable or "
          "refused, 4 other\n"
          "secrets: files under $CREDENTIALS_DIRECTORY, named by definitions\n",
          stdout);
    return EXIT_FINE;
}

int
main(int argc, char **argv)
{
    struct options options;

    signal(SIGPIPE, SIG_IGN);
    if (!options_read(argc, argv, &options))
        return EXIT_USAGE;
    if (strcmp(options.command, "help") == 0)
        return help();
    if (strcmp(options.command, "version") == 0)
    {
        puts("sei-ingestd " SEI_VERSION);
        return EXIT_FINE;
    }
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != 0)
    {
        log_note("libcurl cannot be initialised");
        return EXIT_OTHER;
    }
    for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
    {
        if (strcmp(commands[i].name, options.command) != 0)
            continue;
        if (options.n_names <= commands[i].names)
            return commands[i].run(&options);
        fprintf(stderr, "sei-ingestd: %s does not know what to do with \"%s\"\n  hint: sei-ingestd %s\n",
                options.command, options.names[commands[i].names], commands[i].usage);
        return EXIT_USAGE;
    }
    fprintf(stderr,
            "sei-ingestd: unknown command \"%s\"\n  hint: sei-ingestd --help lists commands and options\n",
            options.command);
    return EXIT_USAGE;
}
