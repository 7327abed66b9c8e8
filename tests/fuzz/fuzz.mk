# fuzz.mk: libFuzzer over the parsers of core, with AddressSanitizer and UndefinedBehaviorSanitizer.
#
# `make fuzz` runs until FUZZ_SECONDS are over and needs clang with its run-time library (`sh tests/setup fuzz`).
# `make check` runs the same laws with gcc alone. Both begin with the forms that the tests of the types state.

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

# One seed for each form and each wrong input of the tests, and all of them as words.
build/fuzz/seeds: tests/fuzz/seeds.pl $(wildcard tests/extension/sql/*_forms.sql tests/extension/sql/wrong_*.sql)
	perl tests/fuzz/seeds.pl $@

fuzz-short: build/fuzz/types build/fuzz/seeds ## a short run of the fuzzers over the corpus and beyond
	@mkdir -p build/fuzz/found
	build/fuzz/types -runs=$(FUZZ_RUNS) -seed=1 -max_len=300 -dict=tests/fuzz/types.dict -artifact_prefix=build/fuzz/ build/fuzz/found build/fuzz/seeds tests/fuzz/corpus

fuzz: build/fuzz/types build/fuzz/seeds ## a long run of the fuzzers (FUZZ_SECONDS)
	@mkdir -p build/fuzz/found
	build/fuzz/types -max_total_time=$(FUZZ_SECONDS) -max_len=2000 -dict=tests/fuzz/types.dict -artifact_prefix=build/fuzz/ build/fuzz/found build/fuzz/seeds tests/fuzz/corpus

# What can be tried whole is not left to chance.
build/fuzz/types_exact: tests/fuzz/types_exact.c $(wildcard extension/core/*.c extension/core/*.h)
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE -g -O1 -fsanitize=address,undefined -fno-sanitize-recover=all \
	  -Wall -Wextra -Werror -Iextension/core -o $@ tests/fuzz/types_exact.c $(sort $(wildcard extension/core/*.c))
