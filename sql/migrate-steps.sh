#!/bin/sh
# migrate-steps.sh: writes the steps of migrate.psql to a temporary file and prints its name.
#
# psql has no loop over files. The checksum of a migration is that of its text followed by the CSV files it copies, in
# order, as sei-ingestd computes it.
set -eu
steps=$(mktemp)
numbers=
for file in migrations/[0-9][0-9][0-9]-*.sql; do
  name=$(basename "$file" .sql)
  number=$(expr "$name" : '0*\([0-9]*\)-')
  copied=$(sed -n "s/^\\\\copy .*[Ff][Rr][Oo][Mm] *'\([^']*\)'.*/\1/p" "$file")
  # The paths have no spaces: they are names of our own tree.
  # shellcheck disable=SC2086
  sha256=$(cat "$file" $copied | sha256sum | cut -d ' ' -f 1)
  least=$(sed -n 's/^-- least extension version: *\([0-9.]*\).*/\1/p' "$file" | head -n 1)
  numbers=${numbers:+$numbers,}$number
  cat >>"$steps" <<STEP
\\set file '$file'
\\set number $number
\\set name '$name'
\\set sha256 '$sha256'
\\set least '$least'
\\i migrate-one.psql
STEP
done
{
  echo "SELECT pg_temp.refuse_missing('{$numbers}') \\g /dev/null"
  cat "$steps"
} >"$steps.all"
mv "$steps.all" "$steps"
echo "$steps"
