/*
 * tally_fuzz.c: no bytes and no text break a reader of tallies or of p_percent_safe's state; what a reader
 * accepts has one form; and sums depend on no order, split or detour.
 *
 * The first byte chooses what the rest is: a stored tally, a tally's text, a stored respondent_state, or a
 * list of rows to add up in several ways. Laws are checked by abort(), so that the fuzzer reports them.
 */
#include <stdlib.h>

#include "respondent.h"
#include "tally.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Core frees nothing: what it took is given back after each input. */
struct piece
{
    struct piece *next;
    uint64_t unused;
};

static struct piece *pieces;

static void *
take(size_t bytes)
{
    struct piece *piece = malloc(sizeof(struct piece) + bytes);

    if (piece == NULL)
        abort();
    piece->next = pieces;
    pieces = piece;
    return piece + 1;
}

static void
give_back(void)
{
    while (pieces != NULL)
    {
        struct piece *next = pieces->next;

        free(pieces);
        pieces = next;
    }
}

static void
must(bool law)
{
    if (!law)
        abort();
}

/* A refusal has a code, a detail, a hint and a place within the input. */
static void
check_fault(const struct fault *fault, size_t len)
{
    must(fault->code != FAULT_NONE && fault->detail[0] != '\0' && fault->hint[0] != '\0');
    must(fault->offset >= -1 && fault->offset <= (int32_t) len);
}

static struct slice
finished(const struct tally_state *state, struct fault *fault)
{
    char *out = NULL;
    size_t len = tally_finish(state, 0, &out, take, fault);

    return slice_make(out, len);
}

/* What holds for every stored tally. */
static void
check_laws(struct slice stored)
{
    struct fault fault = {.code = FAULT_NONE};
    struct tally_state *state = tally_state_new(1, 0, take);
    struct tally_state *parsed;
    char *text = NULL;
    size_t len = tally_print(stored, &text, take, &fault);

    must(len > 0 && tally_parse(slice_make(text, len), &parsed, take, &fault));
    must(slice_equal(finished(parsed, &fault), stored));
    must(tally_merge_stored(&state, stored, false, take, &fault));
    must(slice_equal(finished(state, &fault), stored));
    /* Twice minus once is once; minus once more is nothing. Counts near the end of 64 bits may refuse. */
    if (!tally_merge_stored(&state, stored, false, take, &fault))
        return;
    if (finished(state, &fault).len == 0)
        return;
    must(tally_merge_stored(&state, stored, true, take, &fault));
    must(slice_equal(finished(state, &fault), stored));
    must(tally_merge_state(&state, state, true, take, &fault));
    must(finished(state, &fault).len == TALLY_HEADER_BYTES);
}

static void
fuzz_stored(struct slice bytes)
{
    struct fault fault = {.code = FAULT_NONE};
    struct tally_cursor cursor;

    if (tally_check(bytes, take, &fault))
    {
        check_laws(bytes);
        return;
    }
    check_fault(&fault, bytes.len);
    /* A reader that meets broken bytes on disk stays within them. */
    if (tally_open(&cursor, bytes, &fault))
        while (tally_next(&cursor, &fault) == TALLY_ENTRY)
            must(cursor.at <= cursor.end);
}

static void
fuzz_text(struct slice text)
{
    struct fault fault = {.code = FAULT_NONE};
    struct tally_state *state;
    struct slice stored;

    if (!tally_parse(text, &state, take, &fault))
    {
        check_fault(&fault, text.len);
        return;
    }
    stored = finished(state, &fault);
    must(stored.len > 0 && tally_check(stored, take, &fault));
    check_laws(stored);
}

static void
fuzz_respondents(struct slice bytes)
{
    struct fault fault = {.code = FAULT_NONE};
    struct respondents *state;
    struct respondents *twice;
    struct respondent_summary summary;
    char *again = NULL;

    if (!respondents_read(bytes, &state, take, &fault))
    {
        check_fault(&fault, bytes.len);
        return;
    }
    must(respondents_write(state, 0, &again, take, &fault) == bytes.len);
    must(memcmp(again, bytes.ptr, bytes.len) == 0);
    if (!respondents_sum_up(state, &summary, take, &fault))
        return;
    must(number_sign(&summary.rest) >= 0 && number_sign(&summary.first) >= 0);
    must(summary.n > 2 || number_is_zero(&summary.rest));
    must(respondents_read(bytes, &twice, take, &fault) && respondents_merge(&twice, state, take, &fault));
    must(twice->n == state->n);
}

/* One row of a list: the byte's low bits choose a sector, the rest of the line is the value. */
static bool
next_row(struct slice *list, struct slice *name, struct number *value)
{
    static const char *const names[] = {"",      "sx",   "sx.a",      "sx.a.b",
                                        "sx.10", "sx.2", "sx.新能源", "sx.a-very-long-label.x"};
    struct fault fault;
    const char *end;

    if (list->len < 2)
        return false;
    *name = slice_of(names[*list->ptr & 7]);
    end = memchr(list->ptr + 1, '\n', list->len - 1);
    if (end == NULL)
        end = list->ptr + list->len;
    if (!number_parse(slice_make(list->ptr + 1, (size_t) (end - list->ptr - 1)), value, take, &fault))
        *value = number_of_int((signed char) *list->ptr, (unsigned char) list->ptr[1] % 39);
    if (end == list->ptr + list->len)
        list->len = 0;
    else
        *list = slice_make(end + 1, list->len - (size_t) (end + 1 - list->ptr));
    return true;
}

static void
add_row(struct tally_state **state, struct slice name, const struct number *value, bool negate)
{
    struct fault fault;
    struct tally_entry *entry = tally_enter(state, name, take, &fault);
    uint32_t index;

    must(entry != NULL);
    index = (uint32_t) (entry - tally_entries(*state));
    must(tally_add(state, index, value, negate, take, &fault));
    tally_entries(*state)[index].count += negate ? -1 : 1;
}

/* Forwards, backwards, in two halves, and by way of rows that are taken away again. */
static void
fuzz_rows(struct slice list)
{
    struct slice name[400];
    struct number value[400];
    struct tally_state *state[4];
    struct tally_state *half = tally_state_new(1, 0, take);
    struct fault fault = {.code = FAULT_NONE};
    struct slice first;
    int n = 0;

    while (n < 400 && next_row(&list, &name[n], &value[n]))
        n++;
    for (int i = 0; i < 4; i++)
        state[i] = tally_state_new(1, 0, take);
    for (int i = 0; i < n; i++)
    {
        add_row(&state[0], name[i], &value[i], false);
        add_row(&state[1], name[n - 1 - i], &value[n - 1 - i], false);
        add_row(i % 2 == 0 ? &state[2] : &half, name[i], &value[i], false);
        add_row(&state[3], name[i], &value[i], false);
        add_row(&state[3], name[n - 1 - i], &value[i], false);
    }
    must(tally_merge_state(&state[2], half, false, take, &fault));
    for (int i = n - 1; i >= 0; i--)
        add_row(&state[3], name[n - 1 - i], &value[i], true);
    first = finished(state[0], &fault);
    for (int i = 1; i < 4; i++)
        must(slice_equal(finished(state[i], &fault), first));
    if (first.len > 0)
        must(tally_check(first, take, &fault));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const kinds[])(struct slice) = {fuzz_stored, fuzz_text, fuzz_respondents, fuzz_rows};
    char *copy;

    if (size == 0)
        return 0;
    /* A copy of just this size, so that the sanitizer sees every byte read beyond it. */
    copy = malloc(size - 1 + (size == 1));
    if (copy == NULL)
        abort();
    if (size > 1)
        memcpy(copy, data + 1, size - 1);
    kinds[data[0] % 4](slice_make(copy, size - 1));
    free(copy);
    give_back();
    return 0;
}
