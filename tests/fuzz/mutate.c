/*
 * mutate.c: a fuzzer for machines without clang: the corpus, then as many deterministic mutations of it as
 * asked.
 *
 * Usage: mutate ROUNDS FILE…. A law that breaks aborts; as the sequence is always the same, a debugger then
 * finds the input in `in`.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INPUT_MAX 400

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct input
{
    uint8_t bytes[INPUT_MAX];
    size_t len;
};

/* xorshift64*: the same sequence everywhere. */
static uint64_t
next_random(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

/* One change: flip a bit, drop, double or overwrite a part, or splice in a part of another input. */
static void
change(struct input *in, const struct input *other, uint64_t *state)
{
    size_t at = in->len < 2 ? in->len : 1 + next_random(state) % (in->len - 1);
    size_t part = 1 + next_random(state) % 6;
    size_t from;

    if (at + part > in->len)
        part = in->len - at;
    switch (next_random(state) % 5)
    {
        case 0:
            if (at < in->len)
                in->bytes[at] ^= (uint8_t) (1u << (next_random(state) % 8));
            break;
        case 1:
            memmove(in->bytes + at, in->bytes + at + part, in->len - at - part);
            in->len -= part;
            break;
        case 2:
            if (in->len + part > INPUT_MAX)
                break;
            memmove(in->bytes + at + part, in->bytes + at, in->len - at);
            in->len += part;
            break;
        case 3:
            if (at < in->len)
                in->bytes[at] = (uint8_t) ("0123456789.-~%^ xpa"[next_random(state) % 19]);
            break;
        default:
            if (other->len < 2)
                break;
            from = 1 + next_random(state) % (other->len - 1);
            part = 1 + next_random(state) % (other->len - from);
            if (in->len + part > INPUT_MAX)
                break;
            memmove(in->bytes + at + part, in->bytes + at, in->len - at);
            memcpy(in->bytes + at, other->bytes + from, part);
            in->len += part;
            break;
    }
}

static void
load(const char *path, struct input *in)
{
    FILE *file = fopen(path, "rb");

    if (file == NULL)
    {
        perror(path);
        exit(2);
    }
    in->len = fread(in->bytes, 1, INPUT_MAX, file);
    fclose(file);
}

int
main(int argc, char **argv)
{
    uint64_t state = UINT64_C(0x5e15e15e15e15e1);
    long rounds = argc > 1 ? atol(argv[1]) : 0;
    struct input in;
    struct input other;

    for (int i = 2; i < argc; i++)
    {
        load(argv[i], &in);
        LLVMFuzzerTestOneInput(in.bytes, in.len);
    }
    for (long round = 0; round < rounds && argc > 2; round++)
    {
        load(argv[2 + next_random(&state) % (uint64_t) (argc - 2)], &in);
        load(argv[2 + next_random(&state) % (uint64_t) (argc - 2)], &other);
        for (uint64_t n = 1 + next_random(&state) % 200; n > 0; n--)
        {
            change(&in, &other, &state);
            LLVMFuzzerTestOneInput(in.bytes, in.len);
            if (n % 12 == 0)
                load(argv[2 + next_random(&state) % (uint64_t) (argc - 2)], &in);
        }
    }
    printf("%d inputs and %ld rounds of mutations kept every law\n", argc - 2, rounds);
    return 0;
}
