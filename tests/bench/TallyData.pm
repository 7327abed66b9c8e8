# TallyData: the made-up rows that the tally measures share, in one database, made once.
#
# synthetic_fact    s (9 sectors), v numeric(…, 2), region (11), many (100,000 groups), most (rows / 10 groups)
# synthetic_kinds   the same values as float8 f, bigint i (hundredths) and real r, with s
# synthetic_deep    s45, s400 (sectors), v
# synthetic_cell    the stored tally of synthetic_fact
package TallyData;
use strict;
use warnings;
use Exporter qw(import);
use SeiTest qw(sql);

our @EXPORT_OK = qw($rows $groups tally_data);
our $rows = $ENV{BENCH_ROWS} || 10_000_000;
our $groups = int($rows / 10);

sub tally_data
{
    $ENV{PGDATABASE} = 'postgres';
    my $there = sql("SELECT count(*) FROM pg_database WHERE datname = 'sei_bench_tally'");
    sql('CREATE DATABASE sei_bench_tally') if !$there;
    $ENV{PGDATABASE} = 'sei_bench_tally';
    return if $there;
    sql(<<"SQL");
CREATE EXTENSION sei;
SELECT setseed(0.5);
CREATE UNLOGGED TABLE synthetic_fact AS
SELECT (array['sx.it', 'sx.nev', 'sx.biology', 'sx.equipment', 'sx.new_energy', 'sx.new_materials', 'sx.environment',
              'sx.coal_chemical', 'sx.coalbed_methane'])[1 + n % 9]::sector AS s,
       round((random() * 100000)::numeric, 2) AS v, (n % 11)::int AS region, (n % 100000)::int AS many,
       (n % $groups)::int AS most
FROM generate_series(1, $rows) AS n;
CREATE UNLOGGED TABLE synthetic_kinds AS
SELECT s, v::float8 AS f, (v * 100)::bigint AS i, v::real AS r FROM synthetic_fact;
CREATE UNLOGGED TABLE synthetic_deep AS
SELECT (s::text || '.k' || most % 5)::sector AS s45, (s::text || '.k' || most % 5 || '.' || most / 5 % 9)::sector AS s400, v
FROM synthetic_fact;
VACUUM (FREEZE, ANALYZE);
CREATE TABLE synthetic_cell AS SELECT region, sector_tally(v, s) AS tally FROM synthetic_fact GROUP BY region;
SQL
    return;
}

1;
