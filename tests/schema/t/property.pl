#!/usr/bin/perl
# Whatever two writers do at once, the sums are those of the returns: random weights, revisions, deletions, snapshots,
# reclassification, moves of returns and of regions, a writer killed in the middle.
#
# Each round two sessions load or edit at once and nobody waits for the other by hand; then every promise is checked by plain
# SQL that knows neither cells nor return_by_sector. The seed is printed: SEI_SEED=N does the same again, SEI_ROUNDS=N more.
use strict;
use warnings;
use File::Basename qw(dirname);
use lib dirname(__FILE__) . '/../../lib';
use Session;
use Test::More;

my $source = $ENV{PGDATABASE} or plan skip_all => 'no database';
my $copy = "sei_property_$$";
my $seed = $ENV{SEI_SEED} // int(time) % 1000000;
my $rounds = $ENV{SEI_ROUNDS} // 25;
srand $seed;
diag "SEI_SEED=$seed";
$ENV{PGOPTIONS} = '-c client_min_messages=warning -c statement_timeout=60s';

my $base = Session->new($source);
open STDERR, '>', '/dev/null' unless $ENV{SEI_TEST_VERBOSE};
$base->ask("CREATE DATABASE $copy TEMPLATE $source");
my $watch = Session->new($copy);
my $path = $watch->ask("SELECT extnamespace::regnamespace || ', public' FROM pg_extension WHERE extname = 'sei'");
$watch->ask("ALTER DATABASE $copy SET search_path = $path");
$watch->quit;
$watch = Session->new($copy);
my @writers = (Session->new($copy), Session->new($copy));

my @enterprises = map { "e$_" } 1 .. 12;
my @regions = qw(1 11 12 111 112 2);
my @periods = ('2014', '2015-01..06', '2015');
my @sectors = ([qw(synthetic_a.x synthetic_a.x.p synthetic_a.y synthetic_a.z)], [qw(synthetic_b.k synthetic_b.m)]);
my @indicators = qw(synthetic_money synthetic_people);
sub any { return $_[int rand @_]; }
sub text { my ($v) = @_; return defined $v ? "'$v'" : 'NULL'; }

# A number with as many decimals and as much size as figures have: small, large, negative, none.
sub number
{
    my $way = rand;
    return undef if $way < 0.08;
    return 0 if $way < 0.12;
    return sprintf '%s%d.%0*d', ($way < 0.3 ? '-' : ''), rand 10**(1 + int rand 9), 1 + int rand 6, rand 10;
}

my $made = $watch->ask(join ';', 'BEGIN', "SELECT sei.begin_edit('synthetic') IS NULL",
    "INSERT INTO sei.classification (root) VALUES ('synthetic_a'), ('synthetic_b')",
    "INSERT INTO sei.classification_version (root, title, official, edition) VALUES ('synthetic_a', 'synthetic', false, 'test'), ('synthetic_b', 'synthetic', false, 'test')",
    "INSERT INTO sei.sector_def (sector, root) SELECT s::sector, split_part(s, '.', 1) FROM unnest('{synthetic_a,synthetic_a.x,synthetic_a.x.p,synthetic_a.y,synthetic_a.z,synthetic_b,synthetic_b.k,synthetic_b.m}'::text[]) s",
    "INSERT INTO sei.sector_def_version (sector, code, name_en) SELECT sector, sector::text, sector::text FROM sei.sector_def WHERE root LIKE 'synthetic%'",
    "INSERT INTO sei.region SELECT 'synthetic', r FROM unnest('{1,11,12,111,112,2}'::text[]) r",
    "INSERT INTO sei.region_version (region_scheme, region, name, level, parent) VALUES ('synthetic', '1', 'a', 'province', NULL), ('synthetic', '11', 'b', 'prefecture', '1'), ('synthetic', '12', 'c', 'prefecture', '1'),
     ('synthetic', '111', 'd', 'county', '11'), ('synthetic', '112', 'e', 'county', '11'), ('synthetic', '2', 'f', 'province', NULL)",
    "INSERT INTO sei.indicator VALUES ('synthetic_money'), ('synthetic_people')",
    "INSERT INTO sei.indicator_version (indicator, name_zh, name_en, unit, multiplier, direction, aggregation, frequency) VALUES ('synthetic_money', '钱', 'money', '元', 10000, 'up', 'flow_ytd', 'month'), ('synthetic_people', '人', 'people', '人', 1, 'up', 'stock', 'year')",
    "INSERT INTO sei.enterprise (code) SELECT 'e' || n FROM generate_series(1, 12) n",
    "INSERT INTO sei.enterprise_version (enterprise_id, name, region_scheme, region, synthetic) SELECT enterprise_id, code, 'synthetic', '11', true FROM sei.enterprise WHERE code ~ '^e[0-9]+\$'",
    'COMMIT',
    (map { "SELECT sei.feed_apply('returns_$_', '{\"kind\":\"enterprise_return\",\"mode\":\"upsert\",\"max_reject_ratio\":1}', 'a') IS NULL" } 0, 1),
    (map { "SELECT sei.feed_apply('weights_$_', '{\"kind\":\"enterprise_sector\",\"mode\":\"upsert\",\"max_reject_ratio\":1}', 'a') IS NULL" } 0, 1),
    "SELECT sei.feed_apply('snapshot_0', '{\"kind\":\"enterprise_return\",\"mode\":\"snapshot\",\"max_reject_ratio\":1,\"scope\":{\"indicators\":[\"synthetic_people\"]}}', 'a') IS NULL");
unlike($made, qr/^[0-9A-Z]{5}$/m, 'there is something to work on') or diag $made;

# Weights of one enterprise and classification that leave a rest, or none: rows of sector, weight, first and last day.
sub weights
{
    my ($of) = @_;
    my $left = 1000;
    my @rows;
    my ($from, $to) = rand() < 0.7 ? () : @{any(['2010-01-01', '2014-12-31'], ['2015-01-01', undef], ['2015-03-01', '2015-09-30'])};
    foreach my $sector (@$of)
    {
        next if rand() < 0.4;
        my $part = rand() < 0.2 ? $left : int rand $left;
        next if $part == 0;
        $left -= $part;
        push @rows, [$sector, $part / 1000, $from, $to];
    }
    return @rows;
}

# What a load stages, in the order of the contract.
sub rows_of
{
    my ($feed) = @_;
    return map { [$_->[0], @{$_->[1]}[0 .. 3], 'reported'] }
      map { my $e = any(@enterprises); map { [$e, $_] } weights(any(@sectors)) } 1 .. 3 if $feed =~ /weights/;
    my %key;
    return grep { !$key{"$_->[0] $_->[3] $_->[4]"}++ } map {
        my $v = number();
        [any(@enterprises), 'synthetic', any(@regions), $feed =~ /snapshot/ ? 'synthetic_people' : any(@indicators), any(@periods), $v, undef, undef,
            defined $v ? any('A', 'A', 'I', 'E') : any('Q', 'M')]
    } 1 .. 2 + int rand 14;
}

# An edit: each returns the statements between begin_edit and COMMIT.
my $one = "enterprise_id = (SELECT enterprise_id FROM sei.enterprise WHERE code = '%s')";
my @edits = (
    sub { my $e = sprintf $one, any(@enterprises); return "DELETE FROM sei.enterprise_return WHERE $e AND known_to = 'infinity'"; },
    sub { my $e = sprintf $one, any(@enterprises); return "UPDATE sei.enterprise_return SET region = '" . any(@regions) . "' WHERE $e AND known_to = 'infinity'"; },
    sub { my $e = sprintf $one, any(@enterprises); return "UPDATE sei.enterprise_return SET value = value * 1.1 + 7 WHERE $e AND known_to = 'infinity'"; },
    sub { my $e = sprintf $one, any(@enterprises); return "UPDATE sei.enterprise_return SET value = NULL, status = 'Q' WHERE $e AND period = '2015' AND known_to = 'infinity'"; },
    sub { return "UPDATE sei.region_version SET parent = '" . any('11', '12', '2') . "' WHERE region_scheme = 'synthetic' AND region = '" . any('111', '112') . "' AND known_to = 'infinity'"; },
    sub { return "UPDATE sei.region_version SET parent = '" . any('1', '2') . "' WHERE region_scheme = 'synthetic' AND region = '" . any('11', '12') . "' AND known_to = 'infinity'"; },
    sub {
        my $of = any(@sectors);
        my $e = sprintf $one, my $code = any(@enterprises);
        my ($root) = $of->[0] =~ /^(\w+)/;
        return ("DELETE FROM sei.enterprise_sector WHERE $e AND root = '$root' AND known_to = 'infinity'",
            map { "INSERT INTO sei.enterprise_sector (enterprise_id, root, sector, weight, valid_from, valid_to) SELECT enterprise_id, '$root', '$_->[0]', $_->[1], COALESCE(" . text($_->[2])
                  . "::date, '-infinity'), COALESCE(" . text($_->[3]) . "::date, 'infinity') FROM sei.enterprise WHERE code = '$code'" } weights($of));
    },
    sub { return "UPDATE sei.enterprise_sector SET sector = 'synthetic_a.z' WHERE sector = 'synthetic_a.y' AND known_to = 'infinity' AND NOT EXISTS (SELECT FROM sei.enterprise_sector o WHERE o.sector = 'synthetic_a.z' AND o.known_to = 'infinity')"; },
    sub { return "DELETE FROM sei.enterprise_sector WHERE root = '" . any('synthetic_a', 'synthetic_b') . "' AND known_to = 'infinity'"; },
);

# Prepare what a writer shall do: the statements of its transaction up to COMMIT.
sub task
{
    my ($n, $writer) = @_;
    if (rand() < 0.45)
    {
        my @statements = map { my $edit = any(@edits); $edit->() } 1 .. 1 + int rand 3;
        return ['BEGIN', "SELECT sei.begin_edit('synthetic round') IS NULL", @statements];
    }
    my $feed = any("returns_$n", "returns_$n", "weights_$n", $n == 0 ? 'snapshot_0' : "returns_$n");
    my ($version, $token, $slot) = split /\|/, $writer->ask("SELECT feed_version_id, lease_token, slot FROM sei.claim('$feed', 'synthetic', '60 s')");
    my $run = $writer->ask("SELECT sei.begin_run($version, '$token', 'test')");
    my ($i, @rows) = (0, rows_of($feed));
    my @values = map { $i++; "($run, 1, $i, 0, " . join(', ', map { text($_) } @$_, (undef) x (9 - @$_)) . ')' } @rows;
    $writer->ask("INSERT INTO sei.stage_$slot (run_id, page, row_ordinal, byte_offset, f1, f2, f3, f4, f5, f6, f7, f8, f9) VALUES " . join(', ', @values)) if @values;
    return ['BEGIN', "SELECT (sei.finish_load($run, '$token', $i, 0, '{}')).load_seq IS NULL"];
}

my %checks = (
    'over one classification a return is divided without rest' => q{
        SELECT count(*) FROM (SELECT c.root, r.figure_id, r.value FROM sei.classification c, sei.enterprise_return r WHERE r.known_to = 'infinity') w
        LEFT JOIN (SELECT root, figure_id, sum(value) AS value, sum(weight) AS weight FROM sei.return_by_sector GROUP BY 1, 2) b USING (root, figure_id)
        WHERE b.value IS DISTINCT FROM w.value OR b.weight IS DISTINCT FROM 1},
    'cells equal a rescan' => 'SELECT count(*) FROM sei.verify_cells()',
    'the total of a cell is the sum of its region and those below' => q{
        WITH RECURSIVE below (region, top) AS (SELECT region, region FROM sei.region WHERE region_scheme = 'synthetic'
            UNION SELECT v.region, b.top FROM below b JOIN sei.region_version v ON v.parent = b.region AND v.region_scheme = 'synthetic' AND v.known_to = 'infinity'),
        plain AS (SELECT b.top AS region, r.indicator, r.period, sum(r.value) AS value FROM sei.enterprise_return r JOIN below b ON b.region = r.region
                  WHERE r.known_to = 'infinity' AND r.value IS NOT NULL GROUP BY 1, 2, 3)
        SELECT count(*) FROM (SELECT * FROM sei.tally_cell WHERE scope = 'enterprise' AND region_scheme = 'synthetic') c
        FULL JOIN (SELECT p.*, s.root FROM plain p, (SELECT DISTINCT root FROM sei.enterprise_sector WHERE known_to = 'infinity') s) p
          ON p.root = c.root AND p.region = c.region AND p.indicator = c.indicator AND p.period = c.period
        WHERE (tally_total(c.tally) = p.value) IS NOT TRUE},
    'a sector of a cell is the sum of value times weight' => q{
        WITH RECURSIVE below (region, top) AS (SELECT region, region FROM sei.region WHERE region_scheme = 'synthetic'
            UNION SELECT v.region, b.top FROM below b JOIN sei.region_version v ON v.parent = b.region AND v.region_scheme = 'synthetic' AND v.known_to = 'infinity')
        SELECT count(*) FROM sei.tally_cell c JOIN sei.sector_def d ON d.root = c.root
        LEFT JOIN LATERAL (SELECT COALESCE(sum(r.value * s.weight), 0) AS value FROM sei.enterprise_return r JOIN below b ON b.region = r.region AND b.top = c.region
              JOIN sei.enterprise_sector s ON s.enterprise_id = r.enterprise_id AND s.known_to = 'infinity' AND s.sector <@ d.sector AND period_end(r.period) BETWEEN s.valid_from AND s.valid_to
              WHERE r.known_to = 'infinity' AND r.indicator = c.indicator AND r.period = c.period) p ON true
        WHERE c.region_scheme = 'synthetic' AND c.scope = 'enterprise' AND tally_value(c.tally, d.sector) <> p.value},
    'weights stay at 1 or below on every day' => q{
        SELECT count(*) FROM (SELECT a.enterprise_id, a.root, a.valid_from, sum(b.weight) AS w FROM (SELECT DISTINCT enterprise_id, root, valid_from FROM sei.enterprise_sector WHERE known_to = 'infinity') a
        JOIN sei.enterprise_sector b ON b.enterprise_id = a.enterprise_id AND b.root = a.root AND b.known_to = 'infinity' AND a.valid_from BETWEEN b.valid_from AND b.valid_to GROUP BY 1, 2, 3) x WHERE w > 1},
    'history has one row of a return at any moment' => q{
        SELECT count(*) FROM sei.enterprise_return a JOIN sei.enterprise_return b ON b.enterprise_id = a.enterprise_id AND b.indicator = a.indicator AND b.period = a.period
        AND b.figure_id > a.figure_id AND a.known_from < b.known_to AND b.known_from < a.known_to},
    'kept coverage equals a count' => 'SELECT count(*) FROM sei.verify_coverage()',
    'nothing is left to recompute' => 'SELECT count(*) FROM sei.dirty_cell',
    'known_from only grows' => 'SELECT count(*) FROM (SELECT known_from <= lag(known_from) OVER (ORDER BY load_seq) AS back FROM sei.load) l WHERE back');
my %broken = map { $_ => [] } keys %checks;
my %ended;
my ($killed, $cells) = (0, 0);

foreach my $round (1 .. $rounds)
{
    my @tasks = map { task($_, $writers[$_]) } 0, 1;
    # Both begin at once; one of them may be killed when it has done its work and not committed.
    my $victim = rand() < 0.25 ? int rand 2 : -1;
    my $before = $victim < 0 ? '' : $watch->ask('SELECT COALESCE(max(load_seq), 0) FROM sei.load');
    foreach my $n (0, 1)
    {
        my $end = $n == $victim ? 'SELECT pg_sleep(30)' : 'COMMIT';
        $writers[$n]->send_sql(join '', (map { "$_\n;\n\\if :ERROR\n\\echo :SQLSTATE\n\\endif\n" } @{$tasks[$n]}), $end);
    }
    if ($victim >= 0)
    {
        # The victim has the gate when it sleeps, or has failed and sleeps all the same.
        for (1 .. 2000)
        {
            last if $watch->ask("SELECT count(*) FROM pg_stat_activity WHERE pid = $writers[$victim]->{pid} AND (wait_event = 'PgSleep' OR state = 'idle in transaction (aborted)')") > 0;
            select undef, undef, undef, 0.005;
        }
        $watch->ask("SELECT pg_terminate_backend($writers[$victim]->{pid}, 60000)");
        $killed++;
    }
    foreach my $n (0, 1)
    {
        my $said = $writers[$n]->answer;
        if ($n == $victim)
        {
            $writers[$n]->quit;
            $writers[$n] = Session->new($copy);
            $watch->ask("UPDATE sei.feed_state SET lease_until = clock_timestamp() - interval '1 second' WHERE lease_token IS NOT NULL");
            next;
        }
        $ended{$1}++ if $said =~ /^([0-9A-Z]{5})$/m;
    }
    my $there = $watch->ask(q{SELECT count(*) FROM sei.tally_cell WHERE region_scheme = 'synthetic'});
    $cells = $there if $there > $cells;
    foreach my $what (keys %checks)
    {
        my $count = $watch->ask($checks{$what});
        push @{$broken{$what}}, "round $round: $count" if $count ne '0';
    }
}
is(join(', ', @{$broken{$_}}), '', "$_, after each of $rounds rounds (SEI_SEED=$seed)") foreach sort keys %checks;
cmp_ok($watch->ask('SELECT count(*) FROM sei.load'), '>', $rounds / 2, 'most of it was done');
cmp_ok($watch->ask(q{SELECT count(*) FROM sei.enterprise_return WHERE known_to <> 'infinity'}), '>', 5, 'figures were revised and closed');
cmp_ok($cells, '>', 10, 'there were cells to be right');
diag 'refused: ' . join ', ', map { "$_ $ended{$_} times" } sort keys %ended;
is(join(', ', map { "$_: $ended{$_}" } grep { !/^(?:23514|23P01|23505)$/ } sort keys %ended), '', 'refused was only what may not hold on one day');
cmp_ok($killed, '>', 0, 'a writer was killed') if $rounds >= 20;
$_->quit foreach (@writers, $watch);
$base->ask("DROP DATABASE $copy WITH (FORCE)");
$base->quit;
done_testing();
