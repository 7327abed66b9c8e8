# fuzz.mk: libFuzzer over the parsers of core, with AddressSanitizer and UndefinedBehaviorSanitizer.
# `make fuzz-short` is part of the checks, `make fuzz` runs until FUZZ_SECONDS are over.

FUZZ_CC ?= clang
FUZZ_SECONDS ?= 600
FUZZ_RUNS ?= 200000

build/fuzz/types: tests/fuzz/types_fuzz.c $(wildcard extension/core/*.c extension/core/*.h)
	@mkdir -p $(@D)
	$(FUZZ_CC) -std=c11 -D_GNU_SOURCE -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all \
	  -Wall -Wextra -Werror -Iextension/core -o $@ tests/fuzz/types_fuzz.c $(sort $(wildcard extension/core/*.c))

# The same laws with gcc alone, for `make check`.
build/fuzz/mutate: tests/fuzz/mutate.c tests/fuzz/types_fuzz.c $(wildcard extension/core/*.c extension/core/*.h)
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE -g -O1 -fsanitize=address,undefined -fno-sanitize-recover=all \
	  -Wall -Wextra -Werror -Iextension/core -o $@ tests/fuzz/mutate.c tests/fuzz/types_fuzz.c $(sort $(wildcard extension/core/*.c))

fuzz-short: build/fuzz/types ## a short run of the fuzzers over the corpus and beyond
	@mkdir -p build/fuzz/found
	build/fuzz/types -runs=$(FUZZ_RUNS) -seed=1 -max_len=300 -dict=tests/fuzz/types.dict build/fuzz/found tests/fuzz/corpus

fuzz: build/fuzz/types ## a long run of the fuzzers (FUZZ_SECONDS)
	@mkdir -p build/fuzz/found
	build/fuzz/types -max_total_time=$(FUZZ_SECONDS) -max_len=2000 -dict=tests/fuzz/types.dict build/fuzz/found tests/fuzz/corpus
