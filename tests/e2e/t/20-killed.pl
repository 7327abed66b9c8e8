# kill -9 of the daemon, in mid fetch and in mid load, publishes nothing; a clean run then gives equal tables.
use strict;
use warnings;
use File::Temp qw(tempdir);
use SeiTest qw($top database sql daemon start_daemon kill_daemon end_daemon said session wait_for faultd script write_file demo_feeds facts);
use Test::More;

my ($folder, $base) = faultd();
open my $in, '<:raw', "$top/tests/demo/data/province_gdp.csv" or die "province_gdp.csv: $!\n";
my $csv = do { local $/; <$in> };
close $in;
my $feeds = demo_feeds($base, 'province_gdp');
my $spool = tempdir(CLEANUP => 1);

# An answer that stops half way and keeps the line open.
sub half_an_answer
{
    my $half = int(length($csv) / 2);
    write_file("$folder/province_gdp.csv.body", $csv);
    write_file("$folder/province_gdp.csv.new", "send HTTP/1.1 200 OK\\r\\nContent-Type: text/csv\\r\\nContent-Length: "
          . length($csv) . "\\r\\nConnection: close\\r\\n\\r\\n\nfile province_gdp.csv.body 0 $half\nsleep 60000\n");
    rename "$folder/province_gdp.csv.new", "$folder/province_gdp.csv" or die "rename: $!\n";
    return;
}

# Start a run and wait until the source has been asked.
sub start_and_ask
{
    my $asked = -s "$folder/requests";
    my $pid = start_daemon('once', '--spool', $spool);
    my $end = time + 30;
    select undef, undef, undef, 0.02 while -s "$folder/requests" == $asked && time < $end;
    return $pid;
}

# What a run that nobody disturbs gives.
database('sei_killed_oracle');
script($folder, 'province_gdp.csv', body => $csv);
daemon('apply', $feeds);
my ($code, $out, $err) = daemon('once', '--spool', $spool);
is($code, 0, 'the undisturbed run') or diag "$out$err";
my $oracle = facts();

database('sei_killed');
is((daemon('apply', $feeds))[0], 0, 'apply');

# Told to stop in mid fetch: it says so, gives its lease back, publishes nothing.
half_an_answer();
my $pid = start_and_ask();
kill 'TERM', $pid;
is(end_daemon($pid), 1, 'told to stop: the exit code says that a feed failed');
like(said(), qr/told to stop/, 'and the line of the feed why');
is(sql(q{SELECT state, failure_class FROM sei.run}), 'failed|retry', 'its run row, too') or diag sql('SELECT * FROM sei.run');
is(sql('SELECT count(*) FROM sei.statistic'), '0', 'nothing is published');
is(sql('SELECT count(*) FROM sei.feed_state WHERE lease_until > clock_timestamp()'), '0', 'and the lease is given back');
sql('UPDATE sei.feed_state SET not_before = NULL');

# Killed in mid fetch.
$pid = start_and_ask();
ok(wait_for(q{SELECT count(*) = 1 FROM sei.run WHERE state = 'running'}), 'a run is under way');
kill_daemon($pid);
is(sql('SELECT count(*) FROM sei.statistic'), '0', 'killed in mid fetch: nothing is published');
script($folder, 'province_gdp.csv', body => $csv);

# Mid load: all rows are staged, finish_load waits for a lock, the daemon dies there.
sql(q{UPDATE sei.feed_state SET lease_until = clock_timestamp() WHERE lease_token IS NOT NULL});
my $lock = session('BEGIN; LOCK TABLE sei.statistic IN SHARE MODE;');
$pid = start_daemon('once', '--spool', $spool);
ok(wait_for(q{SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ILIKE '%finish_load%'}),
    'the load is under way');
kill_daemon($pid);
$lock->finish;
ok(wait_for(q{SELECT count(*) = 0 FROM pg_stat_activity WHERE datname = current_database() AND query ILIKE '%finish_load%' AND pid <> pg_backend_pid()}),
    'its backend has noticed');
is(sql('SELECT count(*) FROM sei.statistic'), '0', 'killed in mid load: nothing is published');
is(sql(q{SELECT count(*) FROM sei.load WHERE kind = 'load'}), '0', 'and no load is written');

$pid = start_daemon('once', '--spool', $spool);
like(said(qr/waiting/), qr/province_gdp: waiting .* lease of process \d+/, 'a run within the dead one\'s lease waits, and says for whom');
is(sql(q{SELECT count(*) FROM sei.run}), '3', 'without a run of its own');

# The lease runs out, by the database's clock.
sql(q{UPDATE sei.feed_state SET lease_until = clock_timestamp() WHERE lease_token IS NOT NULL});
is(end_daemon($pid), 0, 'then it runs') or diag said();
is(facts(), $oracle, 'and gives tables equal to those of an undisturbed run');
is(sql(q{SELECT string_agg(state, ' ' ORDER BY run_id) FROM sei.run}), 'failed lost lost ok', 'exactly one run is ok');
is(sql('SELECT count(*) FROM sei.verify_cells()'), '0', 'stored tallies equal a rescan');

# At twenty moments from the start of a run to beyond its end: whatever the moment, all or nothing.
database('sei_killed_often');
is((daemon('apply', $feeds))[0], 0, 'apply');
my $rows = () = $csv =~ /\n./g;
my %seen;
foreach my $n (1 .. 20)
{
    $pid = start_daemon('once', '--spool', $spool);
    select undef, undef, undef, 0.02 * $n;
    kill_daemon($pid);
    wait_for(q{SELECT count(*) = 0 FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'sei-ingestd%'});
    $seen{sql('SELECT count(*) FROM sei.statistic')}++;
    sql(q{UPDATE sei.feed_state SET lease_until = clock_timestamp() WHERE lease_token IS NOT NULL});
}
is(join(' ', grep { $_ != 0 && $_ != $rows } keys %seen), '', 'never a part of the rows');
($code, $out, $err) = daemon('once', '--spool', $spool);
is($code, 0, 'a clean run') or diag "$out$err";
is(facts(), $oracle, 'gives equal tables');
is(sql(q{SELECT count(*) FROM sei.load WHERE kind = 'load'}), '1', 'from one load');
is(sql(q{SELECT count(*) FROM sei.run WHERE state = 'running'}), '0', 'no run is left running');
done_testing();
