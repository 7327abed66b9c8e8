/*
 * feed_parts.h: the parts of a definition that have files of their own; feed.c puts them together.
 */
#ifndef SEI_INGESTD_FEED_PARTS_H
#define SEI_INGESTD_FEED_PARTS_H

#include "definition.h"

void feed_parse_request(struct definition *d, json_t *value, struct feed *feed);
void feed_parse_columns(struct definition *d, json_t *root, struct feed *feed);
void feed_free_request(struct request *r);
void feed_free_columns(struct feed *feed);
void text_list_free(struct text_list *list);

/* A JSON pointer: empty, or begins with a slash. */
void feed_check_pointer(struct definition *d, const char *key, const char *pointer);

#endif
