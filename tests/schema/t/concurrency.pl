#!/usr/bin/perl
# Two loads, an edit or a reader at once: one waits for the other, nothing is lost, no answer about the past changes.
#
# Each session is a psql of its own. What must wait is seen to wait in pg_locks before the other one goes on.
use strict;
use warnings;
use File::Basename qw(dirname);
use lib dirname(__FILE__) . '/../../lib';
use Session;
use Test::More;

my $source = $ENV{PGDATABASE} or plan skip_all => 'no database';
my $copy = "sei_concurrency_$$";
$ENV{PGOPTIONS} = '-c client_min_messages=warning -c statement_timeout=60s';

my $root = Session->new($source);
open STDERR, '>', '/dev/null' unless $ENV{SEI_TEST_VERBOSE};
$root->ask("CREATE DATABASE $copy TEMPLATE $source");
my $schema = Session->new($copy);
my $path = $schema->ask("SELECT extnamespace::regnamespace || ', public' FROM pg_extension WHERE extname = 'sei'");
$schema->ask("ALTER DATABASE $copy SET search_path = $path");
$schema->quit;
my ($one, $two, $watch) = map { Session->new($copy) } 1 .. 3;

# Wait until a session waits for a lock: a state, not a time.
sub waits
{
    my ($session) = @_;
    for (1 .. 2000)
    {
        return 1 if $watch->ask("SELECT count(*) FROM pg_locks WHERE pid = $session->{pid} AND NOT granted") > 0;
        select undef, undef, undef, 0.005;
    }
    return 0;
}

# Claims a feed and stages rows; returns run and token.
sub stage
{
    my ($session, $feed, @rows) = @_;
    my ($version, $token, $slot) = split /\|/, $session->ask("SELECT feed_version_id, lease_token, slot FROM sei.claim('$feed', 'synthetic', '60 s')");
    my $run = $session->ask("SELECT sei.begin_run($version, '$token', 'test')");
    my $n = 0;
    foreach my $row (@rows)
    {
        $n++;
        my $values = join ', ', map { defined $_ ? "'$_'" : 'NULL' } @$row;
        $session->ask("INSERT INTO sei.stage_$slot (run_id, page, row_ordinal, byte_offset, f1, f2, f3, f4, f5, f9) VALUES ($run, 1, $n, 0, $values)");
    }
    return ($run, $token, scalar @rows, $slot);
}

sub finish { my ($run, $token, $n) = @_; return "SELECT (sei.finish_load($run, '$token', $n, 0, '{}')).new_rows"; }

sub fact { my ($region, $sector, $value) = @_; return ['synthetic', $region, $sector, 'synthetic_people', '2015', $value]; }

my $total = "SELECT string_agg(root || ' ' || region || ' ' || tally_value(tally, 'synthetic_a'), ', ' ORDER BY region) FROM sei.tally_cell WHERE root = 'synthetic_a'";

$one->ask($_) foreach (
    'BEGIN', "SELECT sei.begin_edit('synthetic')", "INSERT INTO sei.classification (root) VALUES ('synthetic_a')",
    "INSERT INTO sei.classification_version (root, title, official, edition) VALUES ('synthetic_a', 'synthetic', false, 'test')",
    "INSERT INTO sei.sector_def (sector, root) VALUES ('synthetic_a', 'synthetic_a'), ('synthetic_a.x', 'synthetic_a'), ('synthetic_a.y', 'synthetic_a')",
    "INSERT INTO sei.region VALUES ('synthetic', '1')",
    "INSERT INTO sei.region_version (region_scheme, region, name, level) VALUES ('synthetic', '1', 'synthetic', 'province')",
    "INSERT INTO sei.indicator VALUES ('synthetic_people')",
    "INSERT INTO sei.indicator_version (indicator, name_zh, name_en, unit, direction, aggregation, frequency) VALUES ('synthetic_people', '人', 'people', '人', 'up', 'stock', 'year')",
    'COMMIT', map { "SELECT sei.feed_apply('$_', '{\"kind\":\"statistic\",\"mode\":\"upsert\"}', 'a')" } qw(p q));

# Two loads into one cell: the second waits, and its cell holds both.
my @p = stage($one, 'p', fact(1, 'synthetic_a.x', 100));
my @q = stage($two, 'q', fact(1, 'synthetic_a.y', 10));
isnt($p[3], $q[3], 'two feeds have slots of their own');
$one->ask('BEGIN');
is($one->ask(finish(@p)), 1, 'the first load loads');
$two->ask('BEGIN');
$two->send_sql(finish(@q));
ok(waits($two), 'the second waits for it');
$one->ask('COMMIT');
is($two->answer, 1, 'and then loads');
$two->ask('COMMIT');
is($watch->ask($total), 'synthetic_a 1 110', 'the cell holds both');
is($watch->ask('SELECT count(*) FROM sei.verify_cells()'), 0, 'and equals a rescan');
is($watch->ask('SELECT count(*) FROM (SELECT known_from <= lag(known_from) OVER (ORDER BY load_seq) AS back FROM sei.load) l WHERE back'), 0, 'known_from only grows');

# The same key from two feeds at once: one is new, the other unchanged or a change, never two current rows.
@p = stage($one, 'p', fact(1, 'synthetic_a.x', 101));
@q = stage($two, 'q', fact(1, 'synthetic_a.x', 102));
$one->ask('BEGIN');
$one->ask(finish(@p));
$two->send_sql('BEGIN; ' . finish(@q) . '; COMMIT');
ok(waits($two), 'a load of the same figure waits');
$one->ask('COMMIT');
$two->answer;
is($watch->ask("SELECT string_agg(value || ' ' || (known_to = 'infinity'), ', ' ORDER BY known_from) FROM sei.statistic WHERE sector = 'synthetic_a.x'"),
    '100 false, 101 false, 102 true', 'each version is there once, one is current');

# An answer for a moment during a load in flight waits for it; it is the same ever after.
my $known = "SELECT string_agg(trim_scale(value)::text, ' ' ORDER BY value) FROM sei.statistic_as_of";
@p = stage($one, 'p', fact(1, 'synthetic_a.x', 200));
$one->ask('BEGIN');
$one->ask(finish(@p));
my $moment = $watch->ask('SELECT clock_timestamp()');
my $settled = $watch->ask('SELECT max(known_from) FROM sei.load');
is($two->ask("$known('$settled')"), '10 102', 'a settled moment is told at once');
$two->send_sql("$known('$moment')");
ok(waits($two), 'one during a load waits for the load');
$one->ask('COMMIT');
my $first = $two->answer;
is($first, '10 200', 'and knows what it brought');
@p = stage($one, 'p', fact(1, 'synthetic_a.x', 300));
$one->ask('BEGIN; ' . finish(@p) . '; COMMIT');
is($two->ask("$known('$moment')"), $first, 'the same moment, the same answer, after further loads');
is($watch->ask("SELECT count(*) FROM pg_locks WHERE relation = 'sei.load_gate'::regclass"), 0, 'the barrier leaks no lock');
$two->ask('BEGIN');
$two->ask("$known(clock_timestamp())");
is($watch->ask("SELECT count(*) FROM pg_locks WHERE relation = 'sei.load_gate'::regclass"), 0, 'not even inside a transaction');
$two->ask('ROLLBACK');
$two->ask('BEGIN ISOLATION LEVEL REPEATABLE READ');
is($two->ask("$known(clock_timestamp())"), '25001', 'an unsettled moment under repeatable read is refused');
$two->ask('ROLLBACK');
$two->ask('BEGIN ISOLATION LEVEL REPEATABLE READ');
is($two->ask("$known('$settled')"), '10 102', 'a settled one is told');
$two->ask('ROLLBACK');
$two->ask('BEGIN READ ONLY');
is($two->ask("$known('$moment')"), $first, 'a read-only transaction may ask');
$two->ask('ROLLBACK');

# The same moment, asked with two loads in flight, and ever after: the same bytes of every answer.
my $three = Session->new($copy);
my $answers = sub {
    my ($at) = @_;
    return "SELECT md5(concat((SELECT string_agg(s::text, ',' ORDER BY s::text) FROM sei.statistic_as_of('$at') s), (SELECT string_agg(s::text, ',' ORDER BY s::text) FROM sei.scoreboard_as_of('$at') s), sei.load_seq_at('$at')))";
};
@p = stage($one, 'p', fact(1, 'synthetic_a.x', 310));
@q = stage($two, 'q', fact(1, 'synthetic_a.y', 20));
$one->ask('BEGIN');
$one->ask(finish(@p));
$two->ask('BEGIN');
$two->send_sql(finish(@q));
ok(waits($two), 'one load at work, another behind it');
my $settled_before = $watch->ask($answers->($settled));
my $between = $watch->ask('SELECT clock_timestamp()');
$three->send_sql($answers->($between));
ok(waits($three), 'an answer for now waits too');
$one->ask('COMMIT');
$two->answer;
$two->ask('COMMIT');
my $told = $three->answer;
like($told, qr/^[0-9a-f]{32}$/, 'and is given');
is($watch->ask($answers->($between)), $told, 'the same when asked again');
is($watch->ask($answers->($settled)), $settled_before, 'a settled moment is told the same throughout');
@p = stage($one, 'p', fact(1, 'synthetic_a.x', 320));
$one->ask('BEGIN; ' . finish(@p) . '; COMMIT');
is($watch->ask($answers->($between)), $told, 'and after a further load');
$one->ask("BEGIN; SELECT sei.begin_edit('synthetic'); DELETE FROM sei.statistic WHERE sector = 'synthetic_a.y' AND known_to = 'infinity'; COMMIT");
is($watch->ask($answers->($between)), $told, 'and after a deletion');
is($watch->ask('SELECT count(*) FROM sei.verify_cells()'), 0, 'the cells equal a rescan');
@q = stage($two, 'q', fact(1, 'synthetic_a.y', 10));
$two->ask('BEGIN; ' . finish(@q) . '; COMMIT');
$three->quit;

# An edit waits for a load and works on what the load left.
@p = stage($one, 'p', fact(1, 'synthetic_a.x', 400));
$one->ask('BEGIN');
$one->ask(finish(@p));
$two->ask('BEGIN');
$two->send_sql("SELECT sei.begin_edit('synthetic') > 0");
ok(waits($two), 'an edit waits for the load');
$one->ask('COMMIT');
$two->answer;
$two->ask("UPDATE sei.statistic SET value = value + 1 WHERE sector = 'synthetic_a.x' AND known_to = 'infinity'");
$two->ask('COMMIT');
is($watch->ask($total), 'synthetic_a 1 411', 'and changes what it brought; the cell follows');
is($watch->ask('SELECT count(*) FROM sei.verify_cells()'), 0, 'cells equal a rescan');

# A daemon stopped past its lease: another takes the feed, the first publishes nothing.
@p = stage($one, 'p', fact(1, 'synthetic_a.x', 666));
$watch->ask("UPDATE sei.feed_state SET lease_until = clock_timestamp() - interval '1 second' WHERE lease_token = '$p[1]'");
@q = stage($two, 'p', fact(1, 'synthetic_a.x', 500));
is($one->ask('BEGIN; ' . finish(@p)), 'SE002', 'the first has lost its run');
$one->ask('ROLLBACK');
is($one->ask("SELECT sei.renew('$p[1]', '60 s')"), 'f', 'and its lease');
is($two->ask('BEGIN; ' . finish(@q) . '; COMMIT'), 0, 'the second loads');
is($watch->ask("SELECT value FROM sei.statistic WHERE sector = 'synthetic_a.x' AND known_to = 'infinity'"), 500, 'what it fetched');

# A load at work past its lease is neither robbed nor deadlocked.
@p = stage($one, 'p', fact(1, 'synthetic_a.x', 700));
$watch->ask("UPDATE sei.feed_state SET lease_until = clock_timestamp() - interval '1 second' WHERE lease_token = '$p[1]'");
$one->ask('BEGIN');
$one->ask(finish(@p));
is($two->ask("SELECT count(*) FROM sei.claim('p', 'other', '60 s')"), 0, 'its feed is not claimed while it loads');
@q = stage($two, 'q', fact(1, 'synthetic_a.y', 11));
isnt($q[3], $p[3], 'nor its slot given to another feed');
is($one->ask('COMMIT'), '', 'it commits');
is($watch->ask("SELECT state FROM sei.run WHERE run_id = $p[0]"), 'ok', 'and its run is ok');
$two->ask('BEGIN; ' . finish(@q) . '; COMMIT');

# A backup that reads a slot stops no claim.
$one->ask('BEGIN; LOCK TABLE sei.stage_1 IN ACCESS SHARE MODE; SELECT 1');
@p = stage($two, 'p', fact(1, 'synthetic_a.x', 701));
isnt($p[3], 1, 'a claim takes a slot that nobody reads');
$two->ask('BEGIN; ' . finish(@p) . '; COMMIT');
$one->ask('ROLLBACK');

# A loader killed in mid load leaves nothing.
@p = stage($one, 'p', fact(1, 'synthetic_a.x', 999));
my $before = $watch->ask("SELECT md5(string_agg(s::text, ',' ORDER BY figure_id)) FROM sei.statistic s");
$one->ask('BEGIN');
$one->ask(finish(@p));
$watch->ask("SELECT pg_terminate_backend($one->{pid}, 60000)");
is($watch->ask("SELECT md5(string_agg(s::text, ',' ORDER BY figure_id)) FROM sei.statistic s"), $before, 'a killed load leaves no trace in the figures');
is($watch->ask("SELECT sei.run_outcome($p[0])"), 'running', 'its run says that it has not loaded');
is($two->ask('BEGIN; ' . finish(@p) . '; COMMIT'), 0, 'whoever holds the lease may still load it');
is($watch->ask("SELECT value FROM sei.statistic WHERE sector = 'synthetic_a.x' AND known_to = 'infinity'"), 999, 'once');

$_->quit foreach ($one, $two, $watch);
$root->ask("DROP DATABASE $copy WITH (FORCE)");
$root->quit;
done_testing();
