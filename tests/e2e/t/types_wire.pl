#!/usr/bin/perl
# Promise: whatever bytes come over the wire, recv takes only canonical values: all 255 other bytes at every place of every
# value, every beginning of one and one byte too many; NUL among them. What is refused is refused as wrong data, with a hint.
use strict;
use warnings;
use File::Copy qw(copy);
use File::Temp qw(tempdir);
use SeiTest qw($top $dir sql try_sql write_file);
use Test::More tests => 10;

my %values = (
    sector => [qw(sx sx.it.1 sx.^ sx.it.^ cn18.1.1.2 sx.新能源 A-_z.0 r.1.2.3.4.5.6.7.8), 'é' . '.' . 'x' x 63],
    stat_period => [qw(2015 2015-H2 2015-Q1 2015-02 2015-01..09 0001 9999-12 0001..9999 2011..2015 2015-07..2016-06)],
    industry => [qw(C C35 C351 C3511 A0111 T9700 gb11:C gb11:O79 gb11:C3511)],
    target => ['7%..8%', '~15%', '>=50 个', '>2500000000000 元', '<=12', '<0.5', '100 人/年', '-5 亿元标准煤', '-5..5 m²', '>=20% pa', '-3%..2% pa', 'x2', 'x1.5..x4',
        '+5pp', '-3pp..-1pp', '-16%', '~-20%', '<=-16%', '5 吨CO₂'],
);
my $pg_config = $ENV{PG_CONFIG} || 'pg_config';
chomp(my $server = `$pg_config --includedir-server`);
my $scratch = tempdir(CLEANUP => 1);
my $cc = $ENV{CC} || 'cc';
is(system("$cc -std=gnu11 -D_GNU_SOURCE -O2 -fPIC -Wall -Wextra -Werror -Wno-unused-parameter -Wno-sign-compare -Wno-missing-field-initializers -Wno-clobbered "
      . "-I$top/extension/src -I$server -shared -o $scratch/types_wire.so $top/tests/wire/types_wire.c >&2"), 0, 'the trial builds');
copy("$scratch/types_wire.so", "$dir/types_wire.so") or die "copy: $!";
chmod 0755, "$dir/types_wire.so";

sql('DROP DATABASE IF EXISTS sei_types_wire');
sql('CREATE DATABASE sei_types_wire');
$ENV{PGDATABASE} = 'sei_types_wire';
sql('CREATE EXTENSION sei');
sql("CREATE FUNCTION types_wire(regtype, bytea) RETURNS text LANGUAGE c STRICT AS '$dir/types_wire', 'types_wire'");
foreach my $type (sort keys %values)
{
    my @values = @{$values{$type}};
    my $array = join ',', map { "'$_'::$type" } @values;
    my @lines = split /\n/, sql("SELECT types_wire('$type', ${type}_send(v)) || ' ' || 255 * octet_length(${type}_send(v)) + octet_length(${type}_send(v)) + 256 FROM unnest(ARRAY[$array]) v");
    is(scalar @lines, @values, "$type: every byte of " . @values . ' values');
    my ($taken, $refused, $tried) = (0, 0, 0);
    foreach my $line (@lines)
    {
        my @counts = split / /, $line;
        $taken += $counts[0];
        $refused += $counts[1];
        $tried += $counts[2];
    }
    ok($taken > 50 && $refused > 50 && $taken + $refused == $tried, "$type: $taken other values taken, $refused refused, none broken");
}
# COPY in text form never hands a NUL to the types.
write_file("$dir/synthetic_nul.txt", "sx\0a\n");
chmod 0644, "$dir/synthetic_nul.txt";
sql('CREATE TABLE nul (s sector)');
my (undef, undef, $said) = try_sql("COPY nul FROM '$dir/synthetic_nul.txt'");
like($said, qr/invalid byte sequence for encoding "UTF8": 0x00/, 'COPY refuses a NUL');
