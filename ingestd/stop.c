/*
 * stop.c: see stop.h. The flag is the one thing that a signal handler may touch.
 */
#include "stop.h"

#include <signal.h>

static volatile sig_atomic_t asked;

static void
on_signal(int number)
{
    (void) number;
    asked = 1;
}

void
stop_listen(void)
{
    /* Without SA_RESTART, so that waits are looked at again. */
    struct sigaction act = {.sa_handler = on_signal, .sa_flags = SA_RESETHAND};

    sigaction(SIGINT, &act, NULL);
    sigaction(SIGTERM, &act, NULL);
}

bool
stop_asked(void)
{
    return asked != 0;
}

bool
stop_check(struct failure *f)
{
    return !stop_asked() ||
           fail(f, FAILURE_RETRY, "run it again; nothing of this run was published", "told to stop");
}
