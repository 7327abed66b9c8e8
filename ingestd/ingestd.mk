# ingestd.mk: builds, tests and installs the daemon. Included by the Makefile; all paths are from the top.
#
# The daemon links all of extension/core, compiled a second time without PostgreSQL.

INGESTD = ingestd/sei-ingestd
INGESTD_BUILD = build/ingestd
INGESTD_PACKAGES = libcurl jansson yajl zlib libcrypto
INGESTD_SQL_DIR ?= $(shell $(PG_CONFIG) --sharedir)/sei/sql
INGESTD_BIN_DIR ?= $(shell $(PG_CONFIG) --bindir)
INGESTD_SHARE_DIR ?= $(shell $(PG_CONFIG) --sharedir)/sei

INGESTD_CC ?= $(CC)
INGESTD_WARNINGS = -Wall -Wextra -Wshadow -Wvla -Wstrict-prototypes -Wmissing-prototypes -Wno-unused-parameter -Werror
INGESTD_HARDENING ?= -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
INGESTD_LINK_HARDENING ?= -pie -Wl,-z,relro,-z,now
INGESTD_CFLAGS = -std=c11 -D_GNU_SOURCE $(INGESTD_WARNINGS) $(INGESTD_HARDENING) -Iextension/core -Iingestd \
	-I$(shell $(PG_CONFIG) --includedir) $(shell pkg-config --cflags $(INGESTD_PACKAGES)) \
	-DSEI_SQL_DIR='"$(INGESTD_SQL_DIR)"' -DSEI_VERSION='"$(EXT_VERSION)"'
INGESTD_LIBS = -L$(shell $(PG_CONFIG) --libdir) -lpq -lcsv $(shell pkg-config --libs $(INGESTD_PACKAGES))

INGESTD_CORE_OBJECTS = $(patsubst extension/core/%.c,$(INGESTD_BUILD)/core/%.o,$(sort $(wildcard extension/core/*.c)))
INGESTD_OBJECTS = $(patsubst ingestd/%.c,$(INGESTD_BUILD)/%.o,$(sort $(wildcard ingestd/*.c)))
INGESTD_PARTS = $(filter-out $(INGESTD_BUILD)/main.o,$(INGESTD_OBJECTS)) $(INGESTD_CORE_OBJECTS)

ingestd: $(INGESTD)

$(INGESTD): $(INGESTD_OBJECTS) $(INGESTD_CORE_OBJECTS)
	$(INGESTD_CC) $(INGESTD_HARDENING) $(INGESTD_LINK_HARDENING) -o $@ $^ $(INGESTD_LIBS)

$(INGESTD_BUILD)/%.o: ingestd/%.c $(wildcard ingestd/*.h) $(wildcard extension/core/*.h)
	@mkdir -p $(@D)
	$(INGESTD_CC) $(INGESTD_CFLAGS) -c -o $@ $<

$(INGESTD_BUILD)/core/%.o: extension/core/%.c $(wildcard extension/core/*.h)
	@mkdir -p $(@D)
	$(INGESTD_CC) $(INGESTD_CFLAGS) -c -o $@ $<

# Unit tests: one binary per file under tests/ingestd.
INGESTD_TESTS = $(patsubst tests/ingestd/%.c,$(INGESTD_BUILD)/tests/%,$(sort $(wildcard tests/ingestd/*_test.c)))

$(INGESTD_BUILD)/tests/%: tests/ingestd/%.c $(wildcard tests/ingestd/*.h) $(INGESTD_PARTS)
	@mkdir -p $(@D)
	$(INGESTD_CC) $(INGESTD_CFLAGS) -Wno-missing-prototypes -Itests/ingestd $(INGESTD_LINK_HARDENING) -o $@ $< \
		$(INGESTD_PARTS) $(INGESTD_LIBS) -lcmocka

# Runs every binary, even after a failure, and fails at the end. INGESTD_RUNNER=valgrind… wraps each.
check-ingestd: $(INGESTD) $(INGESTD_TESTS)
	@failed=0; for t in $(INGESTD_TESTS); do $(INGESTD_RUNNER) $$t tests/ingestd || failed=1; done; exit $$failed

install-ingestd: $(INGESTD)
	install -d '$(DESTDIR)$(INGESTD_BIN_DIR)' '$(DESTDIR)$(INGESTD_SHARE_DIR)' '$(DESTDIR)$(INGESTD_SQL_DIR)'
	install -m 755 $(INGESTD) '$(DESTDIR)$(INGESTD_BIN_DIR)/sei-ingestd'
	install -m 644 ingestd/feed.schema.json '$(DESTDIR)$(INGESTD_SHARE_DIR)/feed.schema.json'
	cd sql && find . -type f \( -name '*.sql' -o -name '*.csv' -o -name '*.psql' -o -name '*.sh' \) -exec sh -ec \
		'for f do install -D -m 644 "$$f" "$$0/$$f"; done' '$(DESTDIR)$(INGESTD_SQL_DIR)' {} +

uninstall-ingestd:
	rm -f '$(DESTDIR)$(INGESTD_BIN_DIR)/sei-ingestd'
	rm -rf '$(DESTDIR)$(INGESTD_SHARE_DIR)'

clean-ingestd:
	rm -rf $(INGESTD) $(INGESTD_BUILD)

.PHONY: ingestd check-ingestd install-ingestd uninstall-ingestd clean-ingestd
