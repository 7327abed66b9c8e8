#!/usr/bin/perl
# Promise: values of the types, and partitions bounded by sector_upper, survive pg_dump, COPY in both formats, a
# moved extension schema and a parallel index build unchanged.
use strict;
use warnings;
use File::Temp qw(tempdir);
use Test::More;

chomp(my $bin = `$ENV{PG_CONFIG} --bindir`);
my $dir = tempdir('sei-types-XXXX', TMPDIR => 1, CLEANUP => 1);
my @databases = ("types_a_$$", "types_b_$$");

sub psql
{
    my ($database, $sql) = @_;
    open my $in, '>', "$dir/in.sql" or die $!;
    print $in $sql;
    close $in;
    my $out = `$bin/psql -X -q -A -t -v ON_ERROR_STOP=1 -d $database -f $dir/in.sql 2>&1`;
    diag($out) if $?;
    return ($? == 0, $out);
}

sub answers
{
    my ($database, $sql, $want, $what) = @_;
    my (undef, $out) = psql($database, "SET search_path = sei_ext, public; $sql");
    chomp $out;
    is($out, $want, $what);
    return;
}

for my $database (@databases) { psql('postgres', "CREATE DATABASE $database TEMPLATE template0 ENCODING 'UTF8'"); }
my ($ok) = psql($databases[0], <<'SQL');
CREATE SCHEMA sei_ext; CREATE EXTENSION sei SCHEMA sei_ext; SET search_path = sei_ext, public;
CREATE TABLE public.figure (s sector, p stat_period, t target, v int) PARTITION BY RANGE (s);
CREATE TABLE public.figure_2 PARTITION OF public.figure FOR VALUES FROM ('r.2') TO ('r.2.^');
CREATE TABLE public.figure_rest PARTITION OF public.figure DEFAULT;
INSERT INTO public.figure
SELECT ('r.' || i % 7 || '.' || i % 11)::text, ('20' || lpad((i % 20 + 5)::text, 2, '0') || '-' || lpad((i % 12 + 1)::text, 2, '0'))::text, (ARRAY['7%～8%', '15%左右', '50个以上', '翻两番', '降低16%'])[i % 5 + 1], i
FROM generate_series(1, 5000) i;
INSERT INTO public.figure VALUES ('r.新能源', '十二五'::text, NULL, NULL), ('r.2.^', '0001', 'x2', 0);
CREATE INDEX ON public.figure (s, p);
ALTER TABLE public.figure_2 ADD CHECK (s <@ 'r.2'::sei_ext.sector);
CREATE VIEW public.below AS SELECT count(*) FROM public.figure WHERE s <@ 'r.2';
CREATE TABLE public.big AS SELECT ('b.' || i % 900 || '.' || i)::sector AS s FROM generate_series(1, 60000) i;
SQL
ok($ok, 'tables of the types');
my $digest = "SELECT md5(string_agg(concat_ws('|', s, p, t, v), ',' ORDER BY v, s)) || ' ' || count(*) FROM public.figure";
my (undef, $before) = psql($databases[0], "SET search_path = sei_ext, public; $digest");
chomp $before;
like($before, qr/^[0-9a-f]{32} 5002$/, 'a digest of all rows');

is(system("$bin/pg_dump -Fc -f $dir/dump $databases[0]"), 0, 'pg_dump');
is(system("$bin/pg_restore --exit-on-error -d $databases[1] $dir/dump"), 0, 'pg_restore into an empty database');
answers($databases[1], $digest, $before, 'the rows are equal');
answers($databases[1], 'TABLE public.below', '715', 'the partition bounded by sector_upper answers');
answers($databases[1], "SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE relname = 'figure_2'",
    "FOR VALUES FROM ('r.2') TO ('r.2.^')", 'its bound is the sentinel');

for my $format ('text', 'csv', 'binary')
{
    my ($copied) = psql($databases[0], "SET search_path = sei_ext, public;\n\\copy (TABLE public.figure) to '$dir/rows' with (format $format)\n");
    my ($loaded) = psql($databases[1], "SET search_path = sei_ext, public; TRUNCATE public.figure;\n\\copy public.figure from '$dir/rows' with (format $format)\n");
    ok($copied && $loaded, "COPY in format $format");
    answers($databases[1], $digest, $before, "the rows are equal after $format");
}

($ok) = psql($databases[1], 'CREATE SCHEMA "Other"; ALTER EXTENSION sei SET SCHEMA "Other"');
ok($ok, 'the extension moves to another schema');
answers($databases[1], q{SET enable_seqscan = off; SET enable_bitmapscan = off; SET search_path = pg_catalog;
    SET plan_cache_mode = force_generic_plan; PREPARE q ("Other".sector) AS SELECT count(*) FROM public.figure_rest WHERE s OPERATOR("Other".<@) $1; EXECUTE q('r.3')},
    '714', 'and a generic plan finds sector_upper there');
answers($databases[0], q{SET max_parallel_maintenance_workers = 2; SET min_parallel_table_scan_size = 0; SET maintenance_work_mem = '64MB';
    CREATE INDEX big_s ON public.big (s); ANALYZE public.big; SET enable_seqscan = off; SELECT count(*) FROM public.big WHERE s <@ 'b.7'}, '67',
    'an index built by parallel workers answers');
answers($databases[0], q{CLUSTER public.big USING big_s; SELECT count(*) FROM (SELECT s < lag(s) OVER () AS wrong FROM public.big) x WHERE wrong}, '0',
    'CLUSTER leaves the rows in order');

for my $database (@databases) { psql('postgres', "DROP DATABASE $database"); }
done_testing();
