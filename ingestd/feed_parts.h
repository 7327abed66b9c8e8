/*
 * feed_parts.h: the parts of a definition that have files of their own; feed.c puts them together.
 */
#ifndef SEI_INGESTD_FEED_PARTS_H
#define SEI_INGESTD_FEED_PARTS_H

#include "definition.h"

void feed_parse_request(struct definition *d, json_t *value, struct feed *feed);
void feed_parse_columns(struct definition *d, json_t *root, struct feed *feed);
void feed_free_request(struct request *r);

/* Who we are to the source and which way leads there: auth, tls, proxy, redirects. */
void feed_parse_access(struct definition *d, json_t *request, struct request *out);
void feed_free_access(struct request *r);

/* How its pages are asked for. */
void feed_parse_paging(struct definition *d, json_t *request, struct feed *feed);
void feed_free_paging(struct paging *p);

/* The lists and windows that a request is made for, and whether a variable is one of theirs. */
void feed_parse_partition(struct definition *d, json_t *request, struct feed *feed);
bool feed_has_variable(const struct request *r, const char *name);
void feed_free_partition(struct request *r);

/* What answers mean, and the job that some of them begin. */
void feed_parse_job(struct definition *d, json_t *request, struct job *out);
void feed_parse_rules(struct definition *d, json_t *request, struct request *out);
void feed_free_rules(struct request *r);

/* Every variable in URL, headers and body must be one that this request has; what pages it must stand
 * somewhere. */
void feed_check_templates(struct definition *d, json_t *request, const struct request *r);

/* The name of a file under $CREDENTIALS_DIRECTORY; NULL when absent and not required. Free it. */
char *feed_secret_name(struct definition *d, json_t *object, const char *key, bool required);

/* A URL that may be fetched. */
void feed_check_url(struct definition *d, const char *key, const char *url);

/* What a header may be called and hold. */
bool feed_header_name(const char *name);
bool feed_header_value(const char *value);
void feed_free_columns(struct feed *feed);

/* A JSON pointer: empty, or begins with a slash. */
void feed_check_pointer(struct definition *d, const char *key, const char *pointer);

#endif
