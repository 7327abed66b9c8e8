/*
 * template.h: text with fields in it: `{year}-Q{qtr}`. `{{` and `}}` stand for the braces themselves.
 */
#ifndef SEI_INGESTD_TEMPLATE_H
#define SEI_INGESTD_TEMPLATE_H

#include "feed.h"

/* The number of a field's name in the feed, added when it is new; -1 when there are too many. */
int feed_field(struct feed *feed, struct slice name);

/* Compile. Returns false with *wrong set to what is wrong and *at to the byte where. */
bool template_parse(struct feed *feed, struct slice text, struct template *out, const char **wrong,
                    size_t *at);
void template_free(struct template *t);

#endif
