# sei: the one entry to everything. `make help` lists what there is.
#
# The extension is plain PGXS; the daemon is built by ingestd/ingestd.mk; tests live under tests/.

PG_CONFIG ?= pg_config
EXTENSION = extension/sei
EXT_VERSION := $(shell sed -n "s/^default_version *= *'\(.*\)'/\1/p" extension/sei.control)
MODULE_big = sei
CORE_SOURCES := $(sort $(wildcard extension/core/*.c))
SHELL_SOURCES := $(sort $(wildcard extension/src/*.c))
OBJS = $(CORE_SOURCES:.c=.o) $(SHELL_SOURCES:.c=.o)
DATA_built = extension/sei--$(EXT_VERSION).sql
PG_CFLAGS = -std=gnu11 -Wall -Wextra -Werror -Wno-unused-parameter -Wno-sign-compare -Wno-missing-field-initializers
PG_CPPFLAGS = -I$(srcdir)/extension/core -I$(srcdir)/extension/src

REGRESS = $(patsubst tests/extension/sql/%.sql,%,$(sort $(wildcard tests/extension/sql/*.sql)))
REGRESS_OPTS = --inputdir=tests/extension --outputdir=tests/extension --load-extension=sei
EXTRA_CLEAN = build

PGXS := $(shell $(PG_CONFIG) --pgxs)
include $(PGXS)

extension/sei--$(EXT_VERSION).sql: $(sort $(wildcard extension/sql/*.sql))
	cat $^ > $@
