# tally.mk: the fuzzer over tallies and respondents' states, with AddressSanitizer and UndefinedBehaviorSanitizer.

TALLY_FUZZ_FLAGS = -std=c11 -D_GNU_SOURCE -g -O1 -fno-sanitize-recover=all -Wall -Wextra -Werror -Iextension/core
TALLY_FUZZ_FILES = tests/fuzz/tally_fuzz.c $(sort $(wildcard extension/core/*.c))

build/fuzz/tally: $(TALLY_FUZZ_FILES) $(wildcard extension/core/*.h)
	@mkdir -p $(@D)
	$(FUZZ_CC) $(TALLY_FUZZ_FLAGS) -fsanitize=fuzzer,address,undefined -o $@ $(TALLY_FUZZ_FILES)

# The same laws with gcc alone, for `make check`.
build/fuzz/tally_mutate: tests/fuzz/mutate.c $(TALLY_FUZZ_FILES) $(wildcard extension/core/*.h)
	@mkdir -p $(@D)
	$(CC) $(TALLY_FUZZ_FLAGS) -fsanitize=address,undefined -o $@ tests/fuzz/mutate.c $(TALLY_FUZZ_FILES)

fuzz-tally: build/fuzz/tally ## a long run of the fuzzer over tallies (FUZZ_SECONDS)
	@mkdir -p build/fuzz/found_tally
	build/fuzz/tally -max_total_time=$(FUZZ_SECONDS) -max_len=2000 -rss_limit_mb=4096 build/fuzz/found_tally tests/fuzz/corpus_tally
