#!/usr/bin/perl
# Promise: logical replication carries the types in text and in binary, into partitions bounded by sector_upper too, and what arrives is equal and indexed.
use strict;
use warnings;
use File::Temp qw(tempdir);
use Test::More;
use Time::HiRes qw(sleep time);

chomp(my $bin = `$ENV{PG_CONFIG} --bindir`);
chomp(my $version = `$ENV{PG_CONFIG} --version`);
my ($major) = $version =~ /(\d+)/;
my $dir = tempdir('sei-types-XXXX', TMPDIR => 1, CLEANUP => 1);

# The cluster of the tests has no logical WAL: two of its own.
my @cluster;
$ENV{PGDATABASE} = 'postgres';
END { my $code = $?; system('sh', 'tests/lib/cluster', 'stop', $_) foreach grep { $_ } @cluster; $? = $code; }
for (1 .. 2)
{
    chomp(my $folder = `sh tests/lib/cluster start`);
    BAIL_OUT('no cluster') if !$folder;
    push @cluster, $folder;
}

sub psql
{
    my ($at, $sql) = @_;
    open my $in, '>', "$dir/in.sql" or die $!;
    print $in $sql;
    close $in;
    my $out = `$bin/psql -X -q -A -t -v ON_ERROR_STOP=1 -h $cluster[$at] -U postgres -d postgres -f $dir/in.sql 2>&1`;
    chomp $out;
    diag($out) if $?;
    return $out;
}

psql(0, 'ALTER SYSTEM SET wal_level = logical');
my $as = $> == 0 ? 'runuser -u postgres -- ' : '';
is(system("cd / && $as$bin/pg_ctl -D $cluster[0]/data -l $cluster[0]/data/server.log -w -s restart -m fast >/dev/null"), 0, 'the publisher writes logical WAL');

my $tables = <<'SQL';
CREATE SCHEMA sei_ext; CREATE EXTENSION sei SCHEMA sei_ext; SET search_path = sei_ext, public;
CREATE TABLE public.fact (n int, s sector, p stat_period, c industry, t target, all_s sector[], tally tally, PRIMARY KEY (s, p, n));
CREATE TABLE public.part (s sector PRIMARY KEY, c industry) PARTITION BY RANGE (s);
CREATE TABLE public.part_2 PARTITION OF public.part FOR VALUES FROM ('r.2') TO ('r.2.^');
CREATE TABLE public.part_rest PARTITION OF public.part DEFAULT;
SQL
psql($_, $tables) foreach 0, 1;
psql(0, <<'SQL');
SET search_path = sei_ext, public;
INSERT INTO fact SELECT n, ('r.' || n % 5 || '.新' || n % 7)::text, (2000 + n % 20 || '-01..09')::text, lpad((1 + n % 90)::text, 2, '0'), '翻两番'::text, '{r.1,NULL,r.2.^}'::sector[], (SELECT sector_tally(v, 'r.a') FROM (VALUES (n)) x (v)) FROM generate_series(1, 500) n WHERE industry_is_valid(lpad((1 + n % 90)::text, 2, '0'));
INSERT INTO part SELECT 'r.' || n % 4 || '.' || n, 'C' FROM generate_series(1, 50) n;
CREATE PUBLICATION everything FOR ALL TABLES WITH (publish_via_partition_root = true);
SQL

my $digest = q{SELECT (SELECT md5(string_agg(f::text, ',' ORDER BY n)) || count(*) FROM public.fact f) || (SELECT md5(string_agg(p::text, ',' ORDER BY p::text)) || count(*) FROM public.part p)};
sub equal_within
{
    my ($seconds, $what) = @_;
    my $end = time + $seconds;
    my ($want, $got) = (psql(0, $digest), '');
    while (time < $end) { $got = psql(1, $digest); last if $got eq $want; sleep(0.1); }
    is($got, $want, $what);
    return;
}

# Binary came with 14.
foreach my $format ('text', $major >= 14 ? 'binary' : ())
{
    psql(1, 'TRUNCATE public.fact, public.part');
    my $binary = $format eq 'binary' ? ', binary = true' : '';
    psql(1, "CREATE SUBSCRIPTION pull CONNECTION 'host=$cluster[0] user=postgres dbname=postgres' PUBLICATION everything WITH (create_slot = true, slot_name = 'pull_$format'$binary)");
    equal_within(60, "$format: the first copy is equal");
    psql(0, <<'SQL');
SET search_path = sei_ext, public;
UPDATE fact SET s = 'r.2.moved', p = '2015' WHERE n % 10 = 1;
DELETE FROM fact WHERE s <@ 'r.3';
INSERT INTO fact SELECT max(n) + 1, 'r.9', '十二五', 'gb11:O79', '7%～8%', '{}', NULL FROM fact;
UPDATE part SET s = 'r.2.' || s::text WHERE s <@ 'r.0';
SQL
    equal_within(60, "$format: changes, deletions and moves between partitions arrive");
    psql(1, 'DROP SUBSCRIPTION pull');
}
is(psql(1, q{SET search_path = sei_ext, public; SELECT count(*) > 5 AND bool_and((s <@ 'r.2') = (tableoid = 'part_2'::regclass)) FROM part}), 't', 'rows lie in the partition of their sector');
is(psql(1, q{SET search_path = sei_ext, public; SET enable_seqscan = off; SET enable_bitmapscan = off; SELECT count(*) = (SELECT count(*) FROM fact WHERE (s <@ 'r.2') IS TRUE) FROM fact WHERE s <@ 'r.2'}), 't', 'and the index answers');
done_testing();
