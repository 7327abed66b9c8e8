#!/usr/bin/perl
# Promise: numeric is read to the last digit, from its bytes and from numeric_send alike, over a million random values;
# both ways give the same tallies; a server nobody has tested is refused unless asked for.
use strict;
use warnings;
use File::Copy qw(copy);
use File::Temp qw(tempdir);
use SeiTest qw($top $dir sql write_file);
use Test::More tests => 14;

my $pg_config = $ENV{PG_CONFIG} || 'pg_config';
chomp(my $server = `$pg_config --includedir-server`);
my $scratch = tempdir(CLEANUP => 1);
my $cc = $ENV{CC} || 'cc';
my $flags = "-std=gnu11 -D_GNU_SOURCE -O2 -fPIC -Wall -Wextra -Werror -Wno-unused-parameter -Wno-sign-compare -Wno-missing-field-initializers -I$top/extension/core -I$top/extension/src -I$server";

sub compile { my ($arguments) = @_; return system("$cc $flags $arguments >&2"); }

# The reader alone, built both ways.
my @sources = map { "$top/extension/$_" } qw(src/numeric_read.c core/wide.c core/wide_limbs.c core/fault.c core/utf8.c core/letters.c);
foreach my $way (['bytes', ''], ['wire', '-DSEI_NUMERIC_WIRE=1'])
{
    my ($name, $define) = @$way;
    is(compile("$define -shared -o $scratch/trial_$name.so $top/tests/numeric/numeric_trial.c @sources"), 0, "$name: the trial builds");
    copy("$scratch/trial_$name.so", "$dir/trial_$name.so") or die "copy: $!";
    chmod 0755, "$dir/trial_$name.so";
    sql("CREATE OR REPLACE FUNCTION trial_$name(bigint, int) RETURNS text LANGUAGE c STRICT AS '$dir/trial_$name', 'numeric_trial'");
    my $seed = int(rand 1e9);
    my ($values, $special, $long, $taken) =
      sql("SELECT trial_$name($seed, 1000000)") =~ /^(\d+) values, (\d+) special, (\d+) long, (\d+) the short way$/;
    is($values, 1_000_000, "$name: a million values agree (seed $seed)");
    cmp_ok($special, '>', 1000, 'NaN and infinities among them');
    cmp_ok($long, '>', 1000, 'long ones among them');
    if ($name eq 'wire') { is($taken, 0, 'wire: none by its bytes'); }
    else { cmp_ok($taken, '>', 800_000, 'most go the short way'); }
}

# The extension with and without: one tally.
my $objects = join ' ', grep { !m{/src/(?:numeric_read|tally_agg|share|judge|respondent)\.o$} } glob "$top/extension/{core,src}/*.o";
my $rebuilt = join ' ', map { "$top/extension/src/$_.c" } qw(numeric_read tally_agg share judge respondent);
is(compile("-DSEI_NUMERIC_WIRE=1 -shared -o $scratch/sei_wire.so $rebuilt $objects"), 0, 'the extension builds without knowing the layout');
copy("$scratch/sei_wire.so", "$dir/sei_wire.so") or die "copy: $!";
chmod 0755, "$dir/sei_wire.so";
my @answers;
foreach my $library (undef, "$dir/sei_wire")
{
    sql('DROP DATABASE IF EXISTS sei_numeric');
    sql('CREATE DATABASE sei_numeric');
    local $ENV{PGDATABASE} = 'sei_numeric';
    sql('CREATE EXTENSION sei');
    sql("UPDATE pg_proc SET probin = '$library' WHERE probin = '\$libdir/sei'") if defined $library;
    push @answers, sql(<<'SQL');
SELECT sector_tally(v, s), sector_share(v, s, 'x.1') FROM (
    SELECT ('x.' || n % 3)::sector, (n * 7919 % 100003 - 50000)::numeric / power(10::numeric, n % 15) FROM generate_series(1, 20000) AS n) AS f (s, v)
SQL
}
is($answers[0], $answers[1], 'both give the same tally and share');
sql('DROP DATABASE sei_numeric');

# A server of a later major: the real headers, then another number; empty ones for what this server lacks.
mkdir "$scratch/nodes";
write_file("$scratch/$_", '') foreach 'nodes/miscnodes.h', 'varatt.h';
write_file("$scratch/later.c", "#include \"postgres.h\"\n#include \"fmgr.h\"\n#undef PG_VERSION_NUM\n#define PG_VERSION_NUM 190000\n"
      . "#include \"compat.h\"\nint known = SEI_NUMERIC_LAYOUT_KNOWN;\n");
my $later = "-I$scratch $flags -E $scratch/later.c";
like(`$cc $later 2>&1 >/dev/null`, qr/sei is not tested on this PostgreSQL; build with make SEI_ALLOW_UNTESTED=1/, 'a later major is refused');
my $allowed = `$cc -DSEI_ALLOW_UNTESTED=1 $later 2>&1`;
ok($? == 0 && $allowed =~ /int known = 0;/, 'asked for, it is built, and goes by numeric_send');
