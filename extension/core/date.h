/*
 * date.h: whether a text is a calendar day, YYYY-MM-DD and nothing else.
 *
 * What the server's date accepts depends on DateStyle; a feed must not.
 */
#ifndef SEI_CORE_DATE_H
#define SEI_CORE_DATE_H

#include "fault.h"
#include "slice.h"

/* The number of days of a month, 1 to 12. */
int date_month_days(int year, int month);

/* ISO YYYY-MM-DD, years 0001 to 9999, white space around it allowed. */
bool date_check(struct slice text, struct fault *fault);

#endif
