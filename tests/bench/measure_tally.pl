# measure_tally: sector_tally and sector_share against plain SQL over the same rows (design section 7).
#
# BENCH_ROWS is 10,000,000 here unless set: the bars are meant for so many, and take ten minutes on two quiet cores.
use strict;
use warnings;
use Bench qw(timed heading row figure note finish);
use SeiTest qw(sql try_sql);
use TallyData qw($rows $groups tally_data);

my $within = q{s <@ 'sx.it'::sector};

tally_data();

# Every sector at once, and one.
heading("$rows rows of numeric, 9 sectors, one group, one process");
my ($tally, $sum, $window, $sets, $group, $share, $filter) = timed('',
    'SELECT sector_tally(v, s) FROM synthetic_fact',
    'SELECT sum(v), count(s) FROM synthetic_fact',
    'SELECT s, sum(v), sum(v) / sum(sum(v)) OVER () FROM synthetic_fact GROUP BY s',
    'SELECT s, sum(v), count(v) FROM synthetic_fact GROUP BY GROUPING SETS ((s), ())',
    'SELECT s, sum(v), count(v) FROM synthetic_fact GROUP BY s',
    q{SELECT sector_share(v, s, 'sx.it') FROM synthetic_fact},
    "SELECT sum(v) FILTER (WHERE $within) / sum(v) FROM synthetic_fact");
row('sector_tally(v, s) : sum(v), count(s)', $tally, $sum, at_most => 1.0, stretch => 0.85);
row('GROUP BY s with a window : sector_tally', $window, $tally, at_least => 1.6, stretch => 2.2);
row('GROUPING SETS ((s), ()) : sector_tally', $sets, $tally);
row('GROUP BY s : sector_tally', $group, $tally);
row(q{sector_share(v, s, x) : sum(v) FILTER (WHERE s <@ x) / sum(v)}, $share, $filter, at_most => 0.9, stretch => 0.7);

my $nine = join ', ', map { "sum(v) FILTER (WHERE s <@ 'sx.$_'::sector) / sum(v)" }
  qw(it nev biology equipment new_energy new_materials environment coal_chemical coalbed_methane);
my ($shares, $nine_filters) = timed('', 'SELECT tally_shares(sector_tally(v, s)) FROM synthetic_fact', "SELECT $nine FROM synthetic_fact");
row('nine FILTERs : the nine shares from one tally', $nine_filters, $shares);

# Groups.
foreach my $by (['region', 11, at_most => 0.75, stretch => 0.6], ['many', 100_000], ['most', $groups, at_most => 0.8, stretch => 0.6])
{
    my ($column, $n, @bar) = @$by;
    heading("$rows rows of numeric, 9 sectors, $n groups, one process");
    my ($ours, $plain, $every, $both, $floor) = timed("SET work_mem = '2GB';",
        "SELECT $column, sector_share(v, s, 'sx.it') FROM synthetic_fact GROUP BY $column",
        "SELECT $column, sum(v) FILTER (WHERE $within) / sum(v) FROM synthetic_fact GROUP BY $column",
        "SELECT $column, sector_tally(v, s) FROM synthetic_fact GROUP BY $column",
        "SELECT $column, s, sum(v), count(v) FROM synthetic_fact GROUP BY $column, s",
        "SELECT $column, count(*) FROM synthetic_fact GROUP BY $column");
    row('sector_share(v, s, x) : sum(v) FILTER (…) / sum(v)', $ours, $plain, @bar);
    row('sector_tally : GROUP BY group, s', $every, $both);
    row('what grouping alone takes: count(*) : that SQL', $floor, $plain);
}

# Processes.
my $force = 'SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;';
heading("$rows rows of numeric, 9 sectors: one process against leader and one worker");
foreach my $query (
    ['sector_tally, one group', 'sector_tally(v, s)', '', at_least => 1.7],
    ['sector_share, one group', q{sector_share(v, s, 'sx.it')}, ''],
    ['sector_tally, 11 groups', 'sector_tally(v, s)', 'GROUP BY region'],
    ['sum(v), count(s), one group', 'sum(v), count(s)', ''])
{
    my ($what, $call, $by, @bar) = @$query;
    my @both = timed($force, map { ["SET max_parallel_workers_per_gather = $_;", "SELECT $call FROM synthetic_fact $by"] } 0, 1);
    row($what, @both, @bar);
}

# Types and numbers of sectors.
heading("$rows rows, one group, one process: other types, more sectors");
foreach my $kind (['float8', 'f'], ['bigint', 'i'], ['real', 'r'])
{
    my ($name, $column) = @$kind;
    row("$name: sector_tally : sum, count(s)",
        timed('', "SELECT sector_tally($column, s) FROM synthetic_kinds", "SELECT sum($column), count(s) FROM synthetic_kinds"));
}
foreach my $depth (45, 400)
{
    my ($ours, $plain, $grouped) = timed('', "SELECT sector_tally(v, s$depth) FROM synthetic_deep",
        "SELECT sum(v), count(s$depth) FROM synthetic_deep",
        "SELECT s$depth, sum(v), sum(v) / sum(sum(v)) OVER () FROM synthetic_deep GROUP BY s$depth");
    row("$depth sectors: sector_tally : sum(v), count(s)", $ours, $plain);
    row("$depth sectors: GROUP BY with a window : sector_tally", $grouped, $ours);
}

# Stored tallies.
heading("a share from stored tallies against a rescan of $rows rows");
my ($stored, $merged, $rescan) = timed('',
    q{SELECT tally_share(tally, 'sx.it') FROM synthetic_cell WHERE region = 3},
    q{SELECT tally_share(tally_sum(tally), 'sx.it') FROM synthetic_cell},
    q{SELECT sector_share(v, s, 'sx.it') FROM synthetic_fact});
my @bar = $rows < 10_000_000 ? () : (at_least => 1000);
row('rescan : from one stored tally', $rescan, $stored, @bar);
row('rescan : from the sum of eleven', $rescan, $merged, @bar);

# Other aggregates that keep a state, as yardsticks of cost: they answer other questions.
heading("cost yardsticks: what other mergeable aggregates take for the same rows, one group");
foreach my $other (['tdigest', 'tdigest(f, 100)'], ['hll', 'hll_add_agg(hll_hash_bigint(i))'])
{
    my ($extension, $call) = @$other;
    my ($ok) = try_sql("CREATE EXTENSION IF NOT EXISTS $extension");
    if (!$ok) { note("$extension: skipped, postgresql-15-$extension is not installed"); next; }
    row("sector_tally(f, s) : $call", timed('', 'SELECT sector_tally(f, s) FROM synthetic_kinds', "SELECT $call FROM synthetic_kinds"));
}

# Digits.
heading('the same rows as float8: the digits of their sum');
note(sprintf '%-54s %s', 'exact: tally_total(sector_tally(f, s))', sql('SELECT tally_total(sector_tally(f, s)) FROM synthetic_kinds'));
note(sprintf '%-54s %s', 'sum(v) of numeric', sql('SELECT sum(v) FROM synthetic_fact'));
note(sprintf '%-54s %s', 'sum(f) in the order of rows', sql('SET max_parallel_workers_per_gather = 0; SELECT sum(f) FROM synthetic_kinds'));
note(sprintf '%-54s %s', 'sum(f), largest first', sql('SELECT sum(f) FROM (SELECT f FROM synthetic_kinds ORDER BY f DESC) AS o'));
finish();
