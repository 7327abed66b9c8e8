# Memory: flat in the rows of a group, linear in groups and in respondents, and nothing is left behind by a call.
#
# Measured as the peak resident size of one server process (VmHWM), which only grows: each case has a session of its own,
# runs once to warm up, then once with few and once with many rows. Rows come from generate_series, so that no shared
# buffer is counted.
use strict;
use warnings;
use SeiTest qw($dir);
use IPC::Run ();
use Test::More;

my $pg_config = $ENV{PG_CONFIG} || 'pg_config';
chomp(my $bin = `$pg_config --bindir`);

# The peak in kB after each of the statements, in one session.
sub peaks
{
    my (@statements) = @_;
    my $read = "SELECT 'peak ' || (regexp_match(pg_read_file('/proc/self/status'), 'VmHWM:\\s*(\\d+)'))[1];\n";
    my $text = "SET search_path = sei_ext, public; SET max_parallel_workers_per_gather = 0; SET work_mem = '1GB'; SET jit = off; SET temp_buffers = 100;\n"
      . join '', map { "$_;\n$read" } @statements;
    my ($out, $err) = ('', '');
    IPC::Run::run(["$bin/psql", '-XqAt', '-v', 'ON_ERROR_STOP=1', '-d', 'sei_memory', '-f', '-'], '<', \$text, '>', \$out, '2>', \$err)
      or die "psql: $err";
    return $out =~ /^peak (\d+)$/mg;
}

sub run_in
{
    my ($database, $text) = @_;
    my $err = '';
    IPC::Run::run(["$bin/psql", '-XqAt', '-v', 'ON_ERROR_STOP=1', '-d', $database, '-f', '-'], '<', \$text, '>', \my $out, '2>', \$err)
      or die "psql: $err";
    return;
}

run_in('postgres', $_) foreach 'DROP DATABASE IF EXISTS sei_memory', 'CREATE DATABASE sei_memory';
run_in('sei_memory', 'CREATE SCHEMA sei_ext; CREATE EXTENSION sei SCHEMA sei_ext');
run_in('sei_memory', 'SET search_path = sei_ext, public; CREATE TABLE toasted AS SELECT k, sector_tally(g + k, (\'sx.\' || md5((g * k)::text))::sector) AS t
    FROM generate_series(1, 300) AS g, generate_series(1, 3) AS k GROUP BY k');

# Twenty times the rows, not a megabyte more.
my $t = q{(SELECT sector_tally(g * 1.25, ('sx.s' || g)::sector) FROM generate_series(1, 100) AS g)};
my %flat = (
    'sector_tally of numeric' => q{SELECT sector_tally(g * 1.37, 'sx.a') IS NULL FROM (SELECT generate_series(1, %d) AS g) AS x},
    'sector_tally of float8' => q{SELECT sector_tally(g * 1.37::float8, 'sx.a') IS NULL FROM (SELECT generate_series(1, %d) AS g) AS x},
    'sector_tally beyond 128 bits' => q{SELECT sector_tally(g * 1e60, 'sx.a') IS NULL FROM (SELECT generate_series(1, %d) AS g) AS x},
    'sector_tally of sums that grow and shrink' =>
      q{SELECT sector_tally((1 - 2 * (g %% 2)) * 1e30, 'sx.a') IS NULL FROM (SELECT generate_series(1, %d) AS g) AS x},
    'sector_share' => q{SELECT sector_share(g * 1.37, 'sx.a', 'sx') IS NULL FROM (SELECT generate_series(1, %d) AS g) AS x},
    'a moving window' => q{SELECT count(t) FROM (SELECT sector_tally(g, ('sx.s' || g %% 50)::sector) OVER (ROWS 20 PRECEDING) AS t FROM (SELECT generate_series(1, %d / 4) AS g) AS x) AS y},
    'tally_sum' => "SELECT tally_sum(t) IS NULL FROM (SELECT generate_series(1, %d / 4)) AS x, $t AS y (t)",
    'tally + tally, and its text' => "SELECT count((t + t)::text::tally) FROM (SELECT generate_series(1, %d / 40)) AS x, $t AS y (t)",
    'reading a share' => "SELECT count(tally_share(t, 'sx.s1')) FROM (SELECT generate_series(1, %d / 10)) AS x, $t AS y (t)",
    'tally_shares' => "SELECT count(*) FROM (SELECT generate_series(1, %d / 200)) AS x, $t AS y (t), tally_shares(t)",
    'shift_share' => "SELECT count(*) FROM (SELECT generate_series(1, %d / 200)) AS x, $t AS y (t), shift_share(t, t, t, t)",
    'sorting tallies that are stored apart' => 'SELECT count(*) FROM (SELECT t FROM toasted, generate_series(1, %d / 200) AS g ORDER BY t, g) AS x',
    'an index by hash of tallies that are stored apart' =>
      'CREATE TEMP TABLE many AS SELECT t FROM toasted, generate_series(1, %d / 600); CREATE INDEX ON many USING hash (t); DROP TABLE many',
    'p_percent_safe' => q{SELECT p_percent_safe(g * 1.5, 'E' || g %% 100, 3, 10) IS NULL FROM (SELECT generate_series(1, %d) AS g) AS x},
    'p_percent_safe beyond 128 bits' => q{SELECT p_percent_safe(g * 1e60, 'E' || g %% 100, 3, 10) IS NULL FROM (SELECT generate_series(1, %d) AS g) AS x});
foreach my $case (sort keys %flat)
{
    my (undef, $few, $many) = peaks(map { sprintf $flat{$case}, $_ } 20000, 20000, 400000);
    cmp_ok($many - $few, '<', 1024, "$case: flat") or diag "$few kB, then $many kB";
}

# Twice the groups, about twice the memory above what one group takes; and how much that is.
my %linear = (
    'groups of sector_tally' => [q{SELECT count(a) FROM (SELECT sector_tally(g * 1.37, ('sx.s' || g %% 3)::sector) AS a FROM (SELECT generate_series(1, %d) AS g) AS x GROUP BY g %% %d) AS y}, 800],
    'groups of sector_share' => [q{SELECT count(a) FROM (SELECT sector_share(g * 1.37, 'sx.a', 'sx.a') AS a FROM (SELECT generate_series(1, %d) AS g) AS x GROUP BY g %% %d) AS y}, 500],
    'groups of p_percent_safe' => [q{SELECT count(a) FROM (SELECT p_percent_safe(g * 1.37, 'E' || g, 3, 10) AS a FROM (SELECT generate_series(1, %d) AS g) AS x GROUP BY g %% %d) AS y}, 800],
    'respondents of one group' => [q{SELECT p_percent_safe(g * 1.37, 'E' || g %% %2$d, 3, 10) FROM (SELECT generate_series(1, %d) AS g) AS x}, 500]);
foreach my $case (sort keys %linear)
{
    my ($query, $bytes) = @{ $linear{$case} };
    my @n = (1000, 65000, 130000);
    my (undef, $base, $some, $double) = peaks('SET enable_sort = off', map { sprintf $query, 2 * $_, $_ } @n);
    my $each = 1024 * ($double - $base) / ($n[2] - $n[0]);
    cmp_ok($double - $some, '<', 1.6 * ($some - $base) + 1024, "$case: linear") or diag "$base, $some, $double kB";
    cmp_ok($each, '<', $bytes, sprintf '%s: %d bytes each', $case, $each);
}
run_in('postgres', 'DROP DATABASE sei_memory');
done_testing();
