/*
 * retry.c: see retry.h.
 */
#include "retry.h"

#include <ctype.h>
#include <curl/curl.h>
#include <stdlib.h>
#include <sys/random.h>

#include "clock.h"

void
retry_begin(struct retry *r, int retries, int64_t *budget_ms)
{
    r->left = retries;
    r->attempt = 0;
    r->budget_ms = budget_ms;
}

/* Between a half and one and a half of base. */
static int64_t
jitter(int64_t base)
{
    uint32_t dice = 0;

    if (getrandom(&dice, sizeof(dice), 0) != sizeof(dice))
        dice = (uint32_t) clock_now_ms();
    return base / 2 + (int64_t) (dice % 1000) * base / 1000;
}

int64_t
retry_next(struct retry *r, int64_t least_ms)
{
    int64_t wait = RETRY_FIRST_MS;

    if (r->left == 0)
        return -1;
    for (int i = 0; i < r->attempt && wait < RETRY_MOST_MS; i++)
        wait *= 2;
    wait = jitter(wait < RETRY_MOST_MS ? wait : RETRY_MOST_MS);
    if (wait < least_ms)
        wait = least_ms;
    if (wait > *r->budget_ms)
        return -1;
    r->left--;
    r->attempt++;
    *r->budget_ms -= wait;
    return wait;
}

int64_t
retry_after_ms(const char *value, const char *date, int64_t now_utc)
{
    time_t when;
    time_t server;

    if (isdigit((unsigned char) value[0]))
    {
        char *end;
        long long seconds = strtoll(value, &end, 10);

        if (*end == '\0')
            return (seconds > 1000000000 ? 1000000000 : seconds) * 1000;
    }
    if (value[0] == '\0')
        return 0;
    when = curl_getdate(value, NULL);
    server = date[0] == '\0' ? -1 : curl_getdate(date, NULL);
    if (server > 0)
        now_utc = server;
    return when <= now_utc ? 0 : ((int64_t) when - now_utc) * 1000;
}
