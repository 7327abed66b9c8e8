/*
 * definition.h: reading a JSON document strictly, with the place of every mistake.
 *
 * The first mistake stays; later calls do nothing, so that a reader can go on without asking each time.
 */
#ifndef SEI_INGESTD_DEFINITION_H
#define SEI_INGESTD_DEFINITION_H

#include "feed.h"

#define DEFINITION_DEPTH_MAX 16

struct definition
{
    const char *label;
    struct slice text;
    struct failure *failure;
    char path[1024]; /* JSON pointer of where we are */
    bool failed;
};

/* Go into and out of a member; `leave` takes what `enter` gave. */
size_t definition_enter(struct definition *d, const char *key);
size_t definition_enter_index(struct definition *d, size_t index);
void definition_leave(struct definition *d, size_t mark);

/* Note a mistake at the current place. Returns false. */
bool definition_wrong(struct definition *d, const char *hint, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The value must be an object and hold no keys but these (NULL at the end). */
bool definition_object(struct definition *d, json_t *value, const char *const *keys);

/* Members of an object. A member that is absent gives the default (or a mistake when required). */
char *definition_text(struct definition *d, json_t *object, const char *key, bool required);
bool definition_bool(struct definition *d, json_t *object, const char *key, bool otherwise);
int64_t definition_integer(struct definition *d, json_t *object, const char *key, int64_t least, int64_t most,
                           int64_t otherwise);
double definition_number(struct definition *d, json_t *object, const char *key, double least, double most,
                         double otherwise);

/* An object whose member "kind" says which keys it has. */
struct definition_kind
{
    const char *name;
    int value; /* of the enum that the kinds are */
    const char *keys[16];
};

/* The kind of a value at the current place, its keys checked; NULL with a mistake otherwise. what ("paging")
 * goes into the message. */
const struct definition_kind *definition_kind(struct definition *d, json_t *value,
                                              const struct definition_kind *kinds, size_t n,
                                              const char *what);

/* A list of texts at the current place. */
void definition_texts(struct definition *d, json_t *value, struct text_list *out);

#endif
