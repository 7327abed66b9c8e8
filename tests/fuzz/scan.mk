# scan.mk: the laws of target_scan's core, by libFuzzer and, for `make check`, by gcc alone.

build/fuzz/scan: tests/fuzz/scan_fuzz.c $(wildcard extension/core/*.c extension/core/*.h)
	@mkdir -p $(@D)
	$(FUZZ_CC) -std=c11 -D_GNU_SOURCE -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all \
	  -Wall -Wextra -Werror -Iextension/core -o $@ tests/fuzz/scan_fuzz.c $(sort $(wildcard extension/core/*.c))

# Core once, with both sanitizers, for what is linked with gcc.
SCAN_CFLAGS = -std=c11 -D_GNU_SOURCE -g -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -Wall -Wextra -Werror -Iextension/core
SCAN_CORE = $(patsubst extension/core/%.c,build/fuzz/core/%.o,$(sort $(wildcard extension/core/*.c)))

build/fuzz/core/%.o: extension/core/%.c $(wildcard extension/core/*.h)
	@mkdir -p $(@D)
	$(CC) $(SCAN_CFLAGS) -c -o $@ $<

build/fuzz/scan_mutate: tests/fuzz/mutate.c tests/fuzz/scan_fuzz.c $(SCAN_CORE)
	$(CC) $(SCAN_CFLAGS) -o $@ $^

fuzz-scan: build/fuzz/scan ## a long run of the fuzzer of target_scan (FUZZ_SECONDS)
	@mkdir -p build/fuzz/found_scan
	build/fuzz/scan -max_total_time=$(FUZZ_SECONDS) -max_len=4000 -dict=tests/fuzz/types.dict -artifact_prefix=build/fuzz/ build/fuzz/found_scan tests/fuzz/scan_corpus

.PHONY: fuzz-scan
