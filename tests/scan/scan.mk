# scan.mk: how well target_scan reads annotated sentences. SCAN_GOLD="FILE…" names others, in either form of tests/scan/eval.

SCAN_GOLD ?= $(sort $(wildcard tests/scan/corpus/*.gold))

build/scan/rows: tests/scan/rows.c $(SCAN_CORE)
	@mkdir -p $(@D)
	$(CC) $(SCAN_CFLAGS) -o $@ $^

eval-targets: build/scan/rows ## precision and recall of target_scan over annotated sentences (-v in EVAL_FLAGS shows what is wrong)
	@perl tests/scan/eval $(EVAL_FLAGS) $(SCAN_GOLD)

.PHONY: eval-targets
