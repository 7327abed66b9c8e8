/*
 * commands.h: what `sei-ingestd COMMAND` runs. Each gives the process's exit code.
 */
#ifndef SEI_INGESTD_COMMANDS_H
#define SEI_INGESTD_COMMANDS_H

#include "options.h"

int command_migrate(const struct options *options);
int command_apply(const struct options *options);
int command_once(const struct options *options);
int command_check(const struct options *options);
int command_status(const struct options *options);

#endif
