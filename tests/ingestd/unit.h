/*
 * unit.h: what the unit tests share: texts pushed in pieces, sinks that gather, a scratch folder, assertions.
 *
 * Every piece that is pushed has a block of its own, so that valgrind and ASan see a byte read beyond it.
 */
#ifndef SEI_TESTS_UNIT_H
#define SEI_TESTS_UNIT_H

/* cmocka wants these before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The daemon has a fail() of its own. */
#undef fail
#include "stream.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A slice over a literal, NUL bytes within it included; BYTES initialises one in a table. */
#define LITERAL(text) slice_make((text), sizeof(text) - 1)
#define BYTES(text)                                                                                          \
    {                                                                                                        \
        (text), sizeof(text) - 1                                                                             \
    }

/* End the test and say why. */
#define wrong(...)                                                                                           \
    do                                                                                                       \
    {                                                                                                        \
        print_error("ERROR: " __VA_ARGS__);                                                                  \
        print_error("\n");                                                                                   \
        _fail(__FILE__, __LINE__);                                                                           \
    } while (0)

/* The text holds the words; both are shown when it does not. */
#define assert_has(text, words)                                                                              \
    do                                                                                                       \
    {                                                                                                        \
        if (strstr((text), (words)) == NULL)                                                                 \
            wrong("\"%s\" does not hold \"%s\"", (text), (words));                                           \
    } while (0)

/* The failure is of a class and says the words, in its text or in its hint. */
#define assert_failure(f, expected_class, words)                                                             \
    do                                                                                                       \
    {                                                                                                        \
        if (strstr((f)->text, (words)) == NULL && strstr((f)->hint, (words)) == NULL)                        \
            wrong("\"%s\" (hint: %s) does not hold \"%s\"", (f)->text, (f)->hint, (words));                  \
        if ((f)->class != (expected_class))                                                                  \
            wrong("\"%s\" is of class %d, not %d", (f)->text, (f)->class, (expected_class));                 \
    } while (0)

/* What went wrong, when nothing should have. */
#define assert_good(good, f)                                                                                 \
    do                                                                                                       \
    {                                                                                                        \
        if (!(good))                                                                                         \
            wrong("%s (hint: %s)", (f)->text, (f)->hint);                                                    \
    } while (0)

/* A sink that keeps all bytes in a struct buffer. */
static inline bool
gather(void *buffer, const char *bytes, size_t len, struct failure *f)
{
    (void) f;
    buffer_append(buffer, bytes, len);
    return true;
}

/* A sink that refuses. */
static inline bool
refuse_bytes(void *ctx, const char *bytes, size_t len, struct failure *f)
{
    (void) ctx;
    (void) bytes;
    (void) len;
    return fail(f, FAILURE_OPERATOR, NULL, "the sink refuses");
}

static inline bool
push_pieces(bool (*write)(void *, const char *, size_t, struct failure *), void *stage, struct slice text,
            size_t piece, struct failure *f)
{
    bool good = true;

    for (size_t at = 0; good && at < text.len; at += piece)
    {
        size_t len = text.len - at < piece ? text.len - at : piece;
        char *block = mem_text(slice_make(text.ptr + at, len));

        block = mem_grow(block, len, 1);
        good = write(stage, block, len, f);
        free(block);
    }
    return good;
}

/* A record sink that writes down what it takes, one line a record: `1@12 a=x b=null c=absent d={}` or `2@30
 * !code: why`. */
struct diary
{
    char *const *fields;
    size_t n_fields;
    struct buffer text;
    struct buffer fragments; /* in brackets */
    int refuse_at;           /* the record that it does not take, 0 = none */
    int n;
};

static inline bool
diary_take(void *ctx, struct record *record, struct failure *f)
{
    static const char *const words[] = {"absent", "null", NULL, "{}"};
    struct diary *d = ctx;

    buffer_format(&d->text, "%lld@%lld", (long long) record->ordinal, (long long) record->offset);
    if (record->reject_code != NULL)
        buffer_format(&d->text, " !%s: %s", record->reject_code, record->reject_reason);
    for (size_t i = 0; record->reject_code == NULL && i < d->n_fields; i++)
    {
        buffer_format(&d->text, " %s=", d->fields[i]);
        if (record->values[i].state == FIELD_TEXT)
            buffer_append(&d->text, record_text(record, (int) i).ptr, record_text(record, (int) i).len);
        else
            buffer_text(&d->text, words[record->values[i].state]);
    }
    buffer_byte(&d->text, '\n');
    buffer_byte(&d->fragments, '[');
    buffer_append(&d->fragments, record->fragment.ptr, record->fragment.len);
    buffer_byte(&d->fragments, ']');
    if (++d->n == d->refuse_at)
        return fail(f, FAILURE_OPERATOR, NULL, "the sink refuses");
    return true;
}

static inline void
diary_free(struct diary *d)
{
    buffer_free(&d->text);
    buffer_free(&d->fragments);
}

/* A folder for one test; free the path after scratch_remove. */
static inline char *
scratch_make(void)
{
    const char *base = getenv("TMPDIR");
    char *path = mem_format("%s/sei-unit-XXXXXX", base == NULL || base[0] == '\0' ? "/var/tmp" : base);

    assert_non_null(mkdtemp(path));
    return path;
}

static inline int
scratch_remove_one(const char *path, const struct stat *info, int kind, struct FTW *ftw)
{
    (void) info;
    (void) kind;
    (void) ftw;
    return remove(path);
}

static inline void
scratch_remove(char *path)
{
    nftw(path, scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(path);
}

static inline void
scratch_write(const char *path, struct slice text)
{
    FILE *out = fopen(path, "wb");

    assert_non_null(out);
    assert_int_equal(fwrite(text.ptr, 1, text.len, out), text.len);
    assert_int_equal(fclose(out), 0);
}

#endif
