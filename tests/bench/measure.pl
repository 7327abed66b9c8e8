# measure: ratios between our way and plain SQL in one run, so that the machine's speed cancels out.
#
# Prints bar and ratio; says "missed" where a bar is missed and ends with status 1 then. Medians, jit off.
use strict;
use warnings;
use File::Temp qw(tempdir);
use SeiTest qw($top database sql daemon web demo_feeds);
use Time::HiRes qw(time);

my $rows = $ENV{BENCH_ROWS} || 2_000_000;
my $times = $ENV{BENCH_TIMES} || 7;
my $groups = int($rows / 10);
my $missed = 0;

sub median { my @sorted = sort { $a <=> $b } @_; return $sorted[$#sorted / 2]; }

# Median milliseconds of statements, by the server's own clock, taken in turns so that drift hits all alike.
sub milliseconds
{
    my ($settings, @statements) = @_;
    my @taken;
    my $script = "SET jit = off; SET max_parallel_workers_per_gather = 0; SET work_mem = '256MB'; $settings\n";
    foreach my $turn (0 .. $times)
    {
        foreach my $statement (@statements)
        {
            $script .= "SELECT clock_timestamp() AS begun \\gset\n$statement \\g /dev/null\n"
              . "SELECT extract(epoch FROM clock_timestamp() - :'begun'::timestamptz) * 1000;\n";
        }
    }
    my @all = split /\n/, sql($script);
    splice @all, 0, scalar @statements;    # the first turn warms up
    push @{$taken[$_ % @statements]}, $all[$_] foreach 0 .. $#all;
    return map { median(@$_) } @taken;
}

sub report
{
    my ($what, $ratio, $bar, $at_least, @ms) = @_;
    my $good = $at_least ? $ratio >= $bar : $ratio <= $bar;
    $missed++ if !$good;
    printf "%-58s %10.2f x   bar %s %-7s %s  (%s ms)\n", $what, $ratio, ($at_least ? '>=' : '<='), $bar, ($good ? 'met   ' : 'missed'),
      join(' : ', map { sprintf '%.1f', $_ } @ms);
    return;
}

database('sei_bench');
printf "%d rows, %d groups, medians of %d, %s\n\n", $rows, $groups, $times, sql('SELECT split_part(version(), $$ on $$, 1)');
sql(<<"SQL");
SELECT setseed(0.5);
CREATE TABLE fact AS
SELECT (array['sx.it', 'sx.nev', 'sx.biology', 'sx.equipment', 'sx.new_energy', 'sx.new_materials', 'sx.environment',
              'sx.coal_chemical', 'sx.coalbed_methane'])[1 + n % 9]::sector AS s,
       round((random() * 100000)::numeric, 2) AS v, (n % 11)::int AS region, (n % $groups)::int AS many
FROM generate_series(1, $rows) AS n;
VACUUM ANALYZE fact;
CREATE TABLE cell AS SELECT sector_tally(v, s) AS tally FROM fact;
SQL

my ($ours, $plain, $window) = milliseconds('', 'SELECT sector_tally(v, s) FROM fact', 'SELECT sum(v), count(s) FROM fact',
    'SELECT s, sum(v), sum(v) / sum(sum(v)) OVER () FROM fact GROUP BY s');
report('sector_tally, every sector at once : sum(v), count(s)', $ours / $plain, 1.0, 0, $ours, $plain);
report('GROUP BY with a window : sector_tally', $window / $ours, 1.6, 1, $window, $ours);

($ours, $plain) = milliseconds('', q{SELECT sector_share(v, s, 'sx.it') FROM fact},
    q{SELECT sum(v) FILTER (WHERE s <@ 'sx.it'::sector) / sum(v) FROM fact});
report('sector_share : sum(v) FILTER (WHERE s <@ x) / sum(v)', $ours / $plain, 0.9, 0, $ours, $plain);

($ours, $plain) = milliseconds('', q{SELECT region, sector_share(v, s, 'sx.it') FROM fact GROUP BY region},
    q{SELECT region, sum(v) FILTER (WHERE s <@ 'sx.it'::sector) / sum(v) FROM fact GROUP BY region});
report('the same by region', $ours / $plain, 0.75, 0, $ours, $plain);

($ours, $plain) = milliseconds('', q{SELECT many, sector_share(v, s, 'sx.it') FROM fact GROUP BY many},
    q{SELECT many, sum(v) FILTER (WHERE s <@ 'sx.it'::sector) / sum(v) FROM fact GROUP BY many});
report('the same by many groups', $ours / $plain, 0.8, 0, $ours, $plain);

my $force = 'SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;';
my ($one) = milliseconds($force, 'SELECT sector_tally(v, s) FROM fact');
my ($two) = milliseconds("$force SET max_parallel_workers_per_gather = 1;", 'SELECT sector_tally(v, s) FROM fact');
report('one process : leader and one worker', $one / $two, 1.7, 1, $one, $two);

my ($stored, $rescan) = milliseconds('', q{SELECT tally_share(tally, 'sx.it') FROM cell}, q{SELECT sector_share(v, s, 'sx.it') FROM fact});
report('rescan : share from a stored tally', $rescan / $stored, 1000, 1, $rescan, $stored) if $rows >= 10_000_000;
printf "%-58s %10.2f x   (bar 1000 at 10 M rows: BENCH_ROWS=10000000)\n", 'rescan : share from a stored tally', $rescan / $stored
  if $rows < 10_000_000;

# The feed of returns: new rows, then unchanged.
my $feeds = demo_feeds(web(), qw(synthetic_enterprises synthetic_enterprise_sectors synthetic_enterprise_returns));
my $spool = tempdir(CLEANUP => 1);
daemon('apply', $feeds);
daemon('once', 'synthetic_enterprises', 'synthetic_enterprise_sectors', '--spool', $spool);
my $begun = time;
my ($code, $out, $err) = daemon('once', 'synthetic_enterprise_returns', '--spool', $spool);
my $new = time - $begun;
die "once: $out$err" if $code != 0;
$begun = time;
($code, $out, $err) = daemon('once', 'synthetic_enterprise_returns', '--spool', $spool);
my $again = time - $begun;
my $loaded = sql('SELECT count(*) FROM sei.enterprise_return');
printf "\nload of JSON, %d new rows: %.1f s, %d rows a second, fetch to commit, tallies included\n", $loaded, $new, $loaded / $new;
report('new rows : the same feed unchanged', $new / $again, 5, 1, $new * 1000, $again * 1000);
print "\n", $missed ? "$missed bars missed\n" : "all bars met\n";
exit($missed ? 1 : 0);
