# The two-step form runs on the nodes that hold the rows: postgres_fdw ships whole aggregates, and every digit comes back.
use strict;
use warnings;
use SeiTest qw($top $dir);
use IPC::Run ();
use Test::More;

my $pg_config = $ENV{PG_CONFIG} || 'pg_config';
chomp(my $bin = `$pg_config --bindir`);
my @nodes;

END
{
    my $code = $?;
    system('sh', "$top/tests/lib/cluster", 'stop', $_) foreach @nodes;
    $? = $code;
}

# Run SQL in database postgres of a cluster, or in the coordinator's own database.
sub run_on
{
    my ($host, $database, $text) = @_;
    my ($out, $err) = ('', '');
    IPC::Run::run([$bin . '/psql', '-XqAt', '-v', 'ON_ERROR_STOP=1', '-h', $host, '-d', $database, '-f', '-'],
        '<', \$text, '>', \$out, '2>', \$err)
      or die "psql on $host: $err";
    chomp $out;
    return $out;
}

sub here { return run_on($dir, 'sei_fdw', "SET search_path = sei_ext, public; SET enable_partitionwise_aggregate = on; $_[0]"); }

# The statements that a query sends to the nodes.
sub sent
{
    return join "\n", here("EXPLAIN (VERBOSE, COSTS off) $_[0]") =~ /Remote SQL: (.*)/g;
}

my $extension = 'CREATE SCHEMA sei_ext; CREATE EXTENSION sei SCHEMA sei_ext; SET search_path = sei_ext, public;';
my $rows = <<'SQL';
SELECT i, i % 2 AS node, 'r' || i % 11 AS region, round((i::bigint * 48271 % 2147483647 - 900000000) / 1000.0, (i % 9)::int) * CASE WHEN i % 501 = 0 THEN 1e40 ELSE 1 END AS v,
       CASE WHEN i % 10 > 0 THEN ('sx.s' || i % 10 || CASE WHEN i % 3 = 0 THEN '.part' ELSE '' END)::sector END AS s, 'E' || i % 700 AS enterprise
FROM generate_series(1, 20000) AS i
SQL
foreach my $i (0, 1)
{
    chomp(my $node = `sh $top/tests/lib/cluster start`);
    die "no cluster\n" if !-d $node;
    push @nodes, $node;
    run_on($node, 'postgres', "$extension CREATE TABLE figures AS SELECT * FROM ($rows) AS x WHERE node = $i;"
          . 'CREATE TABLE cells AS SELECT region, sector_tally(v, s) AS t FROM figures GROUP BY region; ANALYZE');
}

run_on($dir, 'postgres', 'DROP DATABASE IF EXISTS sei_fdw');
run_on($dir, 'postgres', 'CREATE DATABASE sei_fdw');
run_on($dir, 'sei_fdw', "$extension CREATE EXTENSION postgres_fdw; CREATE TABLE here AS $rows;"
      . 'CREATE TABLE figures (i int, node int, region text, v numeric, s sector, enterprise text) PARTITION BY LIST (node);'
      . 'CREATE TABLE cells (node int, region text, t tally) PARTITION BY LIST (node)');
foreach my $i (0, 1)
{
    run_on($dir, 'sei_fdw', <<"SQL");
SET search_path = sei_ext, public;
CREATE SERVER node$i FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '$nodes[$i]', dbname 'postgres', extensions 'sei', async_capable 'true');
CREATE USER MAPPING FOR CURRENT_USER SERVER node$i OPTIONS (user 'postgres');
CREATE FOREIGN TABLE figures$i PARTITION OF figures FOR VALUES IN ($i) SERVER node$i OPTIONS (table_name 'figures');
CREATE FOREIGN TABLE cells$i (region text, t tally) SERVER node$i OPTIONS (table_name 'cells');
ANALYZE figures$i;
SQL
}

# The form that extension/two-step.md teaches: group by the partition key too, then merge.
my $two_step = <<'SQL';
SELECT region, tally_share(tally_sum(t), 'sx.s1') AS share, tally_total(tally_sum(t)) AS total, tally_entropy(tally_sum(t)) AS entropy
FROM (SELECT region, node, sector_tally(v, s) AS t FROM figures GROUP BY region, node) AS per_node
GROUP BY region ORDER BY region
SQL
my $one_step = <<'SQL';
SELECT region, tally_share(t, 'sx.s1'), tally_total(t), tally_entropy(t) FROM (SELECT region, sector_tally(v, s) AS t FROM here GROUP BY region) AS x ORDER BY region
SQL
my $sent = sent($two_step);
is(scalar(() = $sent =~ /sei_ext\.sector_tally\(v, s\).*GROUP BY/g), 2, 'each node makes its own tallies') or diag $sent;
my $answer = here($two_step);
is(scalar(split /\n/, $answer), 11, 'eleven regions');
is($answer, here($one_step), 'and the digits are those of one table');
is(here('SELECT tally_sum(t) FROM (SELECT node, sector_tally(v, s) AS t FROM figures GROUP BY node) AS x'),
    here('SELECT sector_tally(v, s) FROM here'), 'the whole tally, byte by byte');

# The plain form gives the same answer, by shipping rows.
my $plain = 'SELECT sector_tally(v, s) FROM figures';
unlike(sent($plain), qr/sector_tally/, 'without the partition key rows are shipped');
is(here($plain), here('SELECT sector_tally(v, s) FROM here'), 'with the same answer');

# One foreign table: shipped whole, measures, conditions and all.
foreach my $query (
    "SELECT tally_share(sector_tally(v, s), 'sx.s1') FROM %s WHERE node = 0",
    "SELECT region, sector_share(v, s, 'sx.s1') FROM %s WHERE node = 0 GROUP BY region ORDER BY region",
    "SELECT sector_share(v, s, 'sx.s1') FILTER (WHERE s <@ 'sx' OR s IS NULL) FROM %s WHERE node = 0",
    "SELECT tally_value(sector_tally(v, s), 'sx.s3.part') FROM %s WHERE s <@ 'sx.s3' AND node = 0",
    'SELECT sector_tally(v::float8, s) FROM %s WHERE node = 0',
    'SELECT region, p_percent_safe(v, enterprise, 3, 10) FROM %s WHERE node = 0 GROUP BY region ORDER BY region',
    'SELECT s, p_percent_safe(v, region, 3, 10) FROM %s WHERE node = 0 GROUP BY s ORDER BY s')
{
    my ($name) = $query =~ /(\w+_(?:share|tally|safe)\([^)]*\))/;
    like(sent(sprintf $query, 'figures0'), qr/sei_ext\.(?:sector_share|sector_tally|p_percent_safe)\(/, "shipped: $name");
    is(here(sprintf $query, 'figures0'), here(sprintf $query, 'here'), "equal: $name");
}
like(sent("SELECT count(*) FROM figures0 WHERE s <@ 'sx.s3'"), qr/OPERATOR\(sei_ext\.<@\)/, 'the condition on sectors is shipped');

# Stored tallies of the nodes, shipped as they are.
is(here('SELECT region, tally_sum(t) FROM (SELECT * FROM cells0 UNION ALL SELECT * FROM cells1) AS x GROUP BY region ORDER BY region'),
    here('SELECT region, sector_tally(v, s) FROM here GROUP BY region ORDER BY region'), 'stored tallies of two nodes merge');
like(sent('SELECT tally_sum(t) FROM cells0'), qr/sei_ext\.tally_sum\(t\)/, 'tally_sum is shipped');

# A node without the extension's name in its options still answers, by rows.
run_on($dir, 'sei_fdw', 'ALTER SERVER node0 OPTIONS (DROP extensions)');
unlike(sent('SELECT sector_tally(v, s) FROM figures0'), qr/sector_tally/, 'not shipped unless the server names the extension');
is(here('SELECT sector_tally(v, s) FROM figures0'), here('SELECT sector_tally(v, s) FROM here WHERE node = 0'), 'equal all the same');

run_on($dir, 'postgres', 'DROP DATABASE sei_fdw');
done_testing();
