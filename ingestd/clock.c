/*
 * clock.c: see clock.h.
 */
#include "clock.h"

#include <errno.h>
#include <time.h>

int64_t
clock_now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t) t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void
clock_sleep_ms(int64_t ms)
{
    struct timespec left = {.tv_sec = ms / 1000, .tv_nsec = (ms % 1000) * 1000000};

    while (ms > 0 && nanosleep(&left, &left) != 0 && errno == EINTR)
        continue;
}

const char *
clock_iso(int64_t seconds, char text[CLOCK_TEXT_MAX])
{
    time_t t = (time_t) seconds;
    struct tm parts;

    if (gmtime_r(&t, &parts) == NULL || strftime(text, CLOCK_TEXT_MAX, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0)
        text[0] = '\0';
    return text;
}

int64_t
clock_now_utc(void)
{
    return (int64_t) time(NULL);
}
