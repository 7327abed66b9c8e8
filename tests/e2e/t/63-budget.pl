# Feeds share what a host permits; a rest that a source asks for outlives the daemon that heard of it.
use strict;
use warnings;
use File::Temp qw(tempdir);
use SeiTest qw(database sql daemon start_daemon kill_daemon wait_for faultd script write_file);
use Test::More;

my ($folder, $base) = faultd();
my $feeds = tempdir(CLEANUP => 1);
my $spool = tempdir(CLEANUP => 1);

sub feed
{
    my ($name, $request) = @_;
    write_file("$feeds/$name.json", <<"JSON");
{"feed": "$name", "kind": "statistic", "mode": "upsert",
 "request": {"url": "$base/$name", "allow_private": true $request}, "format": {"kind": "csv"},
 "constants": {"region_scheme": "gb2260", "indicator": "gdp", "breakdown": "case=$name"},
 "columns": {"region": {"field": "code"}, "period": {"field": "year"}}}
JSON
    script($folder, $name, body => "code,year\n140000,2015\n");
    return;
}
sub asked { my ($name) = @_; open my $in, '<', "$folder/requests" or return 0; return scalar grep { m{^GET /$name } } <$in>; }
sub last_run { return sql("SELECT state, failure_class, reason FROM sei.run JOIN sei.feed USING (feed_id) WHERE feed = '$_[0]' ORDER BY run_id DESC LIMIT 1"); }

my $two = ', "budget": [{"requests": 2, "per_s": 3600}], "budget_wait_s": 0';
feed($_, $two) foreach qw(first second third);
feed('patient', ', "budget": [{"requests": 1, "per_s": 2}]');
feed('uncounted', '');
database('sei_budget');
my ($code, $out, $err) = daemon('apply', $feeds);
is($code, 0, 'apply') or diag "$out$err";
($code, $out, $err) = daemon('once', '--spool', $spool, 'first', 'second', 'third');
is($code, 1, 'the third goes beyond');
like(last_run($_), qr/^ok/, "$_: ok") foreach qw(first second);
like(last_run('third'), qr/^failed\|retry\|.*no request to 127\.0\.0\.1 is left for the next 3\d\d\d seconds/, 'third: says how long');
is(asked('third'), 0, 'and asks nothing');
is(sql(q{SELECT not_before > now() + interval '50 minutes' FROM sei.feed_state JOIN sei.feed USING (feed_id) WHERE feed = 'third'}), 't', 'it rests until then');
($code, $out, $err) = daemon('once', '--spool', $spool, 'third');
like("$out$err", qr/asked not to come again for 3\d\d\d s/, 'a run before says so');
is(asked('third'), 0, 'and asks nothing either');

# Two daemons at once: the count is the database's.
sql('DELETE FROM sei.request_spent; UPDATE sei.feed_state SET not_before = NULL');
my @daemon = map { start_daemon('once', '--spool', $spool, $_) } qw(first second third);
waitpid $_, 0 foreach @daemon;
is(sql('SELECT count(*) FROM sei.request_spent'), '2', 'three daemons at once: two requests');
sql('DELETE FROM sei.request_spent; UPDATE sei.feed_state SET not_before = NULL');
daemon('once', '--spool', $spool, 'patient') foreach 1, 2;
is(asked('patient'), 2, 'a short wait is waited for within the run');
is(sql(q{SELECT max(spent_at) - min(spent_at) >= interval '2 s' FROM sei.request_spent}), 't', 'and the span is kept');

# 429 with Retry-After: killed while it waits, the feed and the host rest all the same.
sql('DELETE FROM sei.request_spent; UPDATE sei.feed_state SET not_before = NULL');
script($folder, 'first', status => '429 Too Many Requests', body => '', headers => ['Retry-After: 120']);
my $before = asked('first');
my $daemon = start_daemon('once', '--spool', $spool, 'first', '--lease', '2');
ok(wait_for('SELECT EXISTS (SELECT FROM sei.request_host WHERE not_before IS NOT NULL)'), 'the rest is noted before it is waited for');
kill_daemon($daemon);
is(sql(q{SELECT not_before > now() + interval '100 s' FROM sei.feed_state JOIN sei.feed USING (feed_id) WHERE feed = 'first'}), 't', 'the feed rests');
ok(wait_for(q{SELECT lease_until < clock_timestamp() FROM sei.feed_state JOIN sei.feed USING (feed_id) WHERE feed = 'first'}), 'its lease ends');
($code, $out, $err) = daemon('once', '--spool', $spool, 'first');
is(asked('first'), $before + 1, 'another daemon does not ask before') or diag "$out$err";
($code, $out, $err) = daemon('once', '--spool', $spool, 'second');
like(last_run('second'), qr/^failed\|retry\|.*no request to 127\.0\.0\.1 is left/, 'nor any other feed of the host');
sql('DELETE FROM sei.request_spent; UPDATE sei.feed_state SET not_before = NULL; UPDATE sei.request_host SET not_before = NULL');
script($folder, 'first', body => "code,year\n140000,2015\n");
($code, $out, $err) = daemon('once', '--spool', $spool, 'first');
is($code, 0, 'when the time is over, it runs') or diag "$out$err";
done_testing();
