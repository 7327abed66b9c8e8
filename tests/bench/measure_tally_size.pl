# measure_tally_size: how large tallies are, stored and at work, and that memory and time grow with the groups and
# not with the rows.
use strict;
use warnings;
use Bench qw(note heading figure timed finish);
use SeiTest qw(sql);
use TallyData qw($rows $groups tally_data);

tally_data();

# A number out of EXPLAIN ANALYZE of one aggregate in memory: kilobytes of its hash table, and milliseconds.
sub hashed
{
    my ($query) = @_;
    my $plan = sql("SET jit = off; SET max_parallel_workers_per_gather = 0; SET work_mem = '8GB'; SET enable_sort = off;"
          . "EXPLAIN (ANALYZE, TIMING OFF) $query");
    my ($kilobytes) = $plan =~ /Memory Usage: (\d+)kB/;
    my ($ms) = $plan =~ /Execution Time: ([\d.]+)/;
    return ($kilobytes // 0, $ms);
}

print "\nsize of a tally by its sectors, 20 values of two decimals in each\n";
printf "%8s %14s %26s %24s\n", 'sectors', 'stored, bytes', 'at work, bytes of a group', 'of GROUP BY group, s';
foreach my $n (1, 9, 45, 400, 1000)
{
    my $many = int(200_000 / $n);
    my $source = "SELECT g, ('sx.part' || k %% 20 || '.c' || k)::sector AS s, (k * 7919 %% 100003 + 0.25 + r)::numeric AS v"
      . " FROM generate_series(1, $many) AS g, generate_series(1, $n) AS k, generate_series(1, %d) AS r";
    my $stored = sql(sprintf "SELECT octet_length(tally_send(sector_tally(v, s))) FROM ($source) AS f WHERE g = 1", 20);
    my $once = sprintf $source, 1;
    my ($all) = hashed("SELECT g, sector_tally(v, s) FROM ($once) AS f GROUP BY g");
    my ($none) = hashed("SELECT g, count(*) FROM ($once) AS f GROUP BY g");
    my ($plain) = hashed("SELECT g, s, sum(v) FROM ($once) AS f GROUP BY g, s");
    printf "%8d %14d %26d %24d\n", $n, $stored, ($all - $none) * 1024 / $many, ($plain - $none) * 1024 / $many;
}

print "\nmemory and time by groups, ten rows each: linear when bytes and microseconds of a group stay\n";
printf "%10s %22s %22s %22s %22s\n", 'groups', 'share: bytes a group', 'us a group', 'tally: bytes a group', 'us a group';
for (my $n = int($groups / 8); $n <= $groups; $n *= 2)
{
    my ($share_kb, $share_ms) = hashed("SELECT most, sector_share(v, s, 'sx.it') FROM synthetic_fact WHERE most < $n GROUP BY most");
    my ($tally_kb, $tally_ms) = hashed("SELECT most, sector_tally(v, s) FROM synthetic_fact WHERE most < $n GROUP BY most");
    printf "%10d %22d %22.2f %22d %22.2f\n", $n, $share_kb * 1024 / $n, $share_ms * 1000 / $n, $tally_kb * 1024 / $n, $tally_ms * 1000 / $n;
}

print "\nmemory of the backend by rows, one group: flat when it stays\n";
printf "%10s %18s %18s\n", 'rows', 'anonymous kB', 'of sum(v)';
foreach my $part (1, 2, 4, 8)
{
    my $limit = int($rows * $part / 8);
    # The state is still there when the row around it is made.
    my @kilobytes = map {
        sql("SET jit = off; SET max_parallel_workers_per_gather = 0; SELECT (regexp_match(pg_read_file('/proc/self/status'), 'RssAnon:\\s+(\\d+)'))[1],"
              . " $_ IS NULL FROM (SELECT v, s FROM synthetic_fact LIMIT $limit) AS f") =~ /^(\d+)\|f$/
    } 'sector_tally(v, s)', 'sum(v)';
    printf "%10d %18d %18d\n", $limit, @kilobytes;
}
