#!/bin/sh
# migrate-steps.sh: writes the steps of migrate.psql to a temporary file and prints its name.
#
# psql has no loop over files. The checksum of a file is that of its text followed by the CSV files it copies, in order,
# as sei-ingestd computes it.
set -eu
steps=$(mktemp)

# The settings of one file, as psql lines.
describe() {
  name=$(basename "$2" .sql)
  copied=$(sed -n "s/^\\\\copy .*[Ff][Rr][Oo][Mm] *'\([^']*\)'.*/\1/p" "$2")
  # The paths have no spaces: they are names of our own tree.
  # shellcheck disable=SC2086
  sha256=$(cat "$2" $copied | sha256sum | cut -d ' ' -f 1)
  cat <<SET
\\set part '$1'
\\set file '$2'
\\set number $(number_of "$2")
\\set name '$name'
\\set sha256 '$sha256'
\\set least '$(sed -n 's/^-- least extension version: *\([0-9.]*\).*/\1/p' "$2" | head -n 1)'
SET
}

number_of() { expr "$(basename "$1" .sql)" : '0*\([0-9]*\)-'; }

numbers_of() {
  list=
  for f in "$1"/[0-9][0-9][0-9]-*.sql; do list=${list:+$list,}$(number_of "$f"); done
  echo "$list"
}

once() {
  for f in "$1"/[0-9][0-9][0-9]-*.sql; do
    describe "$1" "$f"
    printf '%s\n' '\i migrate-one.psql'
  done
}

{
  for part in migrations data; do
    printf "SELECT pg_temp.refuse_missing('%s', '{%s}') \\\\g /dev/null\n" "$part" "$(numbers_of "$part")"
  done
  once migrations
  echo 'CREATE TEMPORARY TABLE definition (number int, name text, sha256 text);'
  for f in definitions/[0-9][0-9][0-9]-*.sql; do
    describe definitions "$f"
    echo "INSERT INTO pg_temp.definition VALUES (:number, :'name', :'sha256');"
  done
  cat <<'BEGIN'
BEGIN;
SELECT pg_advisory_xact_lock(hashtextextended('sei.migrate', 0)) \g /dev/null
SELECT pg_temp.definitions_are_due() AS is_due \gset
\if :is_due
SET LOCAL ROLE sei_owner;
SET LOCAL search_path = pg_catalog, :"extension_schema", pg_temp;
DELETE FROM sei.schema_version WHERE part = 'definitions';
BEGIN
  for f in definitions/[0-9][0-9][0-9]-*.sql; do
    describe definitions "$f"
    printf '%s\n' '\i migrate-file.psql'
  done
  cat <<'END'
\echo definitions applied
\endif
COMMIT;
END
  once data
} >"$steps"
echo "$steps"
