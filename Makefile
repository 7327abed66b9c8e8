# sei: the one entry to everything. `make help` lists what there is.
#
# The extension is plain PGXS (make && make install && make installcheck); the daemon comes from ingestd/ingestd.mk
# where its libraries are installed; everything that proves them lives under tests/.

PG_CONFIG ?= pg_config
ifeq ($(shell $(PG_CONFIG) --pgxs 2>/dev/null),)
$(error $(PG_CONFIG) was not found: run `sh tests/setup demo`, or name it with PG_CONFIG=)
endif

EXT_VERSION := $(shell sed -n "s/^default_version *= *'\(.*\)'/\1/p" extension/sei.control)
export PG_CONFIG

# The daemon's libraries are no condition for building the extension.
HAVE_DAEMON := $(shell pkg-config --exists libcurl jansson yajl zlib libcrypto 2>/dev/null && echo yes)

all: extension $(if $(HAVE_DAEMON),ingestd) ## the extension, and the daemon where its libraries are

extension: ## the extension alone
	+$(MAKE) -C extension all

install: all $(if $(HAVE_DAEMON),install-ingestd) ## into the PostgreSQL of PG_CONFIG
	+$(MAKE) -C extension install

installcheck: ## the installed extension against a running server
	+$(MAKE) -C extension installcheck

uninstall: uninstall-ingestd ## remove the files, and only those
	@echo "Removes files only. DROP EXTENSION sei refuses while columns use its types; with CASCADE it drops those columns." >&2
	+$(MAKE) -C extension uninstall

clean: clean-ingestd ## remove what was built
	+$(MAKE) -C extension clean
	rm -rf build

include ingestd/ingestd.mk
-include $(wildcard tests/fuzz/*.mk) tests/scan/scan.mk

build/faultd: tests/faults/faultd.c
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror -O1 -g -o $@ $<

build/generate: tests/demo/generate.c
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror -O2 -o $@ $< -lm

help: ## what there is
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | sort -u | awk -F '\t' '{printf "  make %-14s %s\n", $$1, $$2}'

demo: all build/generate ## the main job end to end on a private throw-away cluster
	@sh tests/demo/run start

demo-psql: ## psql on the running demo
	@sh tests/demo/run psql

demo-stop: ## stop the demo and remove all it made
	@sh tests/demo/run stop

check: all build/generate build/faultd $(if $(HAVE_DAEMON),$(INGESTD_TESTS)) ## all tests, or ONLY="extension schema …"; ends with one line `N passed, N failed`
	@perl tests/run $(ONLY)

check-fresh: ## both README commands in a clean Debian 12 made by debootstrap (root)
	@sh tests/fresh/run

check-majors: ## the extension and its suite on PostgreSQL 13, 17 and 18, or MAJORS="17", in systems made by debootstrap (root)
	@sh tests/majors/run $(MAJORS)

check-asan: ## the extension's suite in a server under AddressSanitizer and UndefinedBehaviorSanitizer, or ONLY="…sql"
	@sh tests/sanitize/run asan $(ONLY)

check-valgrind: ## the extension's suite in a server under valgrind: a quarter of an hour
	@sh tests/sanitize/run valgrind $(ONLY)

bench: all build/generate ## measure the speed bars of the design on this machine, or ONLY="tally load …"
	@sh tests/bench/run $(ONLY)

bench-outsiders: all ## the same rows in DuckDB (from npm) and ClickHouse, where they are
	@sh tests/bench/run outsiders

# What is tested is built without a warning; a packager's later compiler may have some.
check check-majors bench: export WERROR = 1

C_FILES = $(shell git ls-files '*.c' '*.h')

format: ## clang-format on every C file
	clang-format -i $(C_FILES)

lint: ## what clang-format, clang and gcc say, nothing changed
	@command -v clang-format >/dev/null && command -v clang >/dev/null || { echo "lint: clang and clang-format are missing" >&2; \
	  echo "  hint: apt-get install clang clang-format" >&2; exit 2; }
	clang-format --dry-run --Werror $(C_FILES)
	@for f in $(sort $(wildcard extension/core/*.c)); do for cc in gcc clang; do \
	  $$cc -std=c11 -D_GNU_SOURCE -Wall -Wextra -Wshadow -Wvla -Werror -Iextension/core -fsyntax-only $$f || exit 1; done; done
	@for f in $(sort $(wildcard extension/src/*.c)); do clang -Iextension/core -Iextension/src -DSEI_VERSION='"lint"' -isystem $$($(PG_CONFIG) --includedir-server) -std=gnu11 -D_GNU_SOURCE \
	  -Wall -Wextra -Wno-unused-parameter -Wno-sign-compare -Wno-missing-field-initializers -Wno-ignored-attributes -Werror -fsyntax-only $$f || exit 1; done
	@for f in $(sort $(wildcard ingestd/*.c tests/ingestd/*.c)); do clang $(INGESTD_CFLAGS) -Itests/ingestd -Wno-missing-prototypes \
	  -fsyntax-only $$f || exit 1; done

.DEFAULT_GOAL := all
.PHONY: all extension install installcheck uninstall clean help demo demo-psql demo-stop check check-fresh check-majors check-asan check-valgrind bench bench-outsiders format lint
