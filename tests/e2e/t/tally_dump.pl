#!/usr/bin/perl
# Promise: tallies in tables, materialized views, generated columns, indexes and checks survive pg_dump, in its own format,
# as text and as inserts.
use strict;
use warnings;
use SeiTest qw($dir);
use File::Temp qw(tempdir);
use IPC::Run ();
use Test::More;

my $pg_config = $ENV{PG_CONFIG} || 'pg_config';
chomp(my $bin = `$pg_config --bindir`);
my $files = tempdir('sei-tally-XXXX', TMPDIR => 1, CLEANUP => 1);

sub run_in
{
    my ($database, $text) = @_;
    my ($out, $err) = ('', '');
    IPC::Run::run(["$bin/psql", '-XqAt', '-v', 'ON_ERROR_STOP=1', '-d', $database, '-f', '-'], '<', \$text, '>', \$out, '2>', \$err)
      or die "psql: $err";
    chomp $out;
    return $out;
}

run_in('postgres', $_) foreach 'DROP DATABASE IF EXISTS sei_dump', 'CREATE DATABASE sei_dump';
run_in('sei_dump', <<'SQL');
CREATE SCHEMA sei_ext; CREATE EXTENSION sei SCHEMA sei_ext; SET search_path = sei_ext, public;
CREATE TABLE public.figures AS SELECT i, i % 7 AS g, (i * 37 % 1000 - 300) * CASE WHEN i % 50 = 0 THEN 1e45 ELSE 0.001 END AS v, nullif('sx.' || i % 9 || '.新', 'sx.0.新')::sector AS s FROM generate_series(1, 2000) AS i;
CREATE TABLE public.cells (g int PRIMARY KEY, t tally UNIQUE CHECK (tally_root(t) = 'sx'), total numeric GENERATED ALWAYS AS (tally_total(t)) STORED, d tally DEFAULT '{"tally": 1, "rest": [0.5, 1], "sectors": {}}');
INSERT INTO public.cells SELECT g, sector_tally(v, s) FROM public.figures GROUP BY g;
CREATE INDEX ON public.cells (tally_share(t, 'sx.1'));
CREATE INDEX ON public.cells USING hash (t);
CREATE MATERIALIZED VIEW public.whole AS SELECT tally_sum(t) AS t, count(*) FROM public.cells;
CREATE VIEW public.shares AS SELECT g, sector_share(v, s, 'sx.1') AS share, p_percent_safe(v::numeric, i::text, 3, 10) AS safe FROM public.figures GROUP BY g;
SQL
my $digest = q{SET search_path = sei_ext, public;
SELECT md5(string_agg(concat_ws('|', g, t, total, d, encode(tally_send(t), 'hex')), ',' ORDER BY g)), (SELECT md5(t::text) FROM whole), (SELECT md5(string_agg(shares::text, ',' ORDER BY g)) FROM shares),
       (SELECT count(*) FROM whole JOIN (SELECT sector_tally(v, s) AS t FROM figures) AS x USING (t)) FROM cells};
my $before = run_in('sei_dump', $digest);
like($before, qr/^(?:[0-9a-f]{32}\|){3}1$/, 'a digest of all of it');
foreach my $form ([qw(-Fc)], [qw(-Fp)], [qw(-Fp --column-inserts)])
{
    is(system("$bin/pg_dump @$form -f $files/dump sei_dump"), 0, "pg_dump @$form");
    run_in('postgres', $_) foreach 'DROP DATABASE IF EXISTS sei_restored', 'CREATE DATABASE sei_restored';
    is(system($form->[0] eq '-Fc' ? "$bin/pg_restore --exit-on-error -d sei_restored $files/dump" : "$bin/psql -Xqo /dev/null -v ON_ERROR_STOP=1 -d sei_restored -f $files/dump"),
        0, 'restored into an empty database');
    is(run_in('sei_restored', $digest), $before, 'equal');
}
is(run_in('sei_restored', q{SET search_path = sei_ext, public; INSERT INTO cells (g) VALUES (99); SELECT tally_total(d) FROM cells WHERE g = 99}), '0.5', 'defaults too');
run_in('postgres', $_) foreach 'DROP DATABASE sei_dump', 'DROP DATABASE sei_restored';
done_testing();
