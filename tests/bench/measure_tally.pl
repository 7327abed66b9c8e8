# measure_tally: sector_tally and sector_share against plain SQL over the same rows (design section 7).
use strict;
use warnings;
use Bench qw($rows timed heading row finish);
use SeiTest qw(database sql);

my $groups = int($rows / 10);

database('sei_bench_tally');
sql(<<"SQL");
SELECT setseed(0.5);
CREATE TABLE fact AS
SELECT (array['sx.it', 'sx.nev', 'sx.biology', 'sx.equipment', 'sx.new_energy', 'sx.new_materials', 'sx.environment',
              'sx.coal_chemical', 'sx.coalbed_methane'])[1 + n % 9]::sector AS s,
       round((random() * 100000)::numeric, 2) AS v, (n % 11)::int AS region, (n % $groups)::int AS many
FROM generate_series(1, $rows) AS n;
VACUUM (FREEZE, ANALYZE) fact;
CREATE TABLE cell AS SELECT sector_tally(v, s) AS tally FROM fact;
SQL

heading("tallies of $rows rows, numeric, 9 sectors, one process");
my ($ours, $plain, $window) = timed('', 'SELECT sector_tally(v, s) FROM fact', 'SELECT sum(v), count(s) FROM fact',
    'SELECT s, sum(v), sum(v) / sum(sum(v)) OVER () FROM fact GROUP BY s');
row('sector_tally, every sector at once : sum(v), count(s)', $ours, $plain, at_most => 1.0, stretch => 0.85);
row('GROUP BY with a window : sector_tally', $window, $ours, at_least => 1.6, stretch => 2.2);

my ($share, $filter) = timed('', q{SELECT sector_share(v, s, 'sx.it') FROM fact},
    q{SELECT sum(v) FILTER (WHERE s <@ 'sx.it'::sector) / sum(v) FROM fact});
row('sector_share : sum(v) FILTER (WHERE s <@ x) / sum(v)', $share, $filter, at_most => 0.9, stretch => 0.7);

foreach my $by (['region', 11, 0.75], ['many', $groups, 0.8])
{
    my ($column, $n, $bar) = @$by;
    ($ours, $plain) = timed('', "SELECT $column, sector_share(v, s, 'sx.it') FROM fact GROUP BY $column",
        "SELECT $column, sum(v) FILTER (WHERE s <@ 'sx.it'::sector) / sum(v) FROM fact GROUP BY $column");
    row("the same, $n groups", $ours, $plain, at_most => $bar, stretch => 0.6);
}

my $force = 'SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;';
my ($one, $two) = timed($force, ['SET max_parallel_workers_per_gather = 0;', 'SELECT sector_tally(v, s) FROM fact'],
    ['SET max_parallel_workers_per_gather = 1;', 'SELECT sector_tally(v, s) FROM fact']);
row('one process : leader and one worker', $one, $two, at_least => 1.7);

my ($stored, $rescan) = timed('', q{SELECT tally_share(tally, 'sx.it') FROM cell}, q{SELECT sector_share(v, s, 'sx.it') FROM fact});
row('rescan : share from a stored tally' . ($rows < 10_000_000 ? ' (bar is for 10 M rows)' : ''), $rescan, $stored,
    $rows < 10_000_000 ? () : (at_least => 1000));
finish();
