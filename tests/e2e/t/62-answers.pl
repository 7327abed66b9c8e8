# Sources that answer with an envelope: 200 with an error, 404 for no rows, a queue instead of the data. Each run says what the source said.
use strict;
use warnings;
use File::Temp qw(tempdir);
use SeiTest qw(database sql daemon faultd script write_file);
use Test::More;

my ($folder, $base) = faultd();
my $feeds = tempdir(CLEANUP => 1);
my $spool = tempdir(CLEANUP => 1);
my %expected;

sub feed
{
    my ($name, $request, $rows, $expected) = @_;
    $expected{$name} = $expected;
    write_file("$feeds/$name.json", <<"JSON");
{"feed": "$name", "kind": "statistic", "mode": "upsert", "allow_empty": true,
 "request": {"url": "$base/$name", "allow_private": true, "retries": 2, $request},
 "format": {"kind": "json", "rows": "$rows"},
 "constants": {"region_scheme": "gb2260", "indicator": "gdp", "breakdown": "case=$name"},
 "columns": {"region": {"field": "code"}, "period": {"field": "year"}}}
JSON
    return;
}
my $row = '{"code":"140000","year":"2015"}';
my @json = (type => 'application/json');

# As the World Bank answers to an unknown indicator.
my $world = '"rules": [{"at": "/0/message", "then": "fail", "message_at": "/0/message/0/value"}, {"at": "/1", "exists": false, "then": "empty"}]';
script($folder, 'world_error', @json, body => '[{"message":[{"id":"120","key":"Invalid value","value":"The provided parameter value is not valid"}]}]');
feed('world_error', $world, '/1', qr/^failed\|operator\|.*by rule 1 an error: The provided parameter value is not valid/);
script($folder, 'world_empty', @json, body => '[{"page":0,"pages":0,"per_page":0,"total":0},null]');
feed('world_empty', $world, '/1', qr/^ok\|/);
script($folder, 'world_good', @json, body => "[{\"page\":1},[$row]]");
feed('world_good', $world, '/1', qr/^ok\|/);

# As CKAN answers, and a source whose 404 means that there is nothing.
script($folder, 'ckan', @json, body => '{"success":false,"error":{"__type":"Authorization Error","message":"Access denied"}}');
feed('ckan', '"rules": [{"at": "/success", "in": ["false"], "then": "fail", "message_at": "/error/message"}]', '/result/records',
    qr/^failed\|operator\|.*Access denied/);
script($folder, 'nothing', @json, status => '404 Not Found', body => '{"error":"no results"}');
feed('nothing', '"rules": [{"status": [404], "contains": "no results", "then": "empty"}]', '/data', qr/^ok\|/);

# Busy twice, in 200.
script($folder, "busy#$_", @json, body => '{"status":"REQUEST_NOT_PROCESSED"}') foreach 1, 2;
script($folder, 'busy', @json, body => "{\"status\":\"OK\",\"data\":[$row]}");
feed('busy', '"rules": [{"at": "/status", "in": ["REQUEST_NOT_PROCESSED"], "then": "retry"}]', '/data', qr/^ok\|/);

# As Eurostat answers when a request is too big: an XML envelope with a key instead of the format that was asked for.
my $queued = '<env:Envelope><env:Body><syncResponse><queued><id>ab-1</id><status>%s</status></queued></syncResponse></env:Body></env:Envelope>';
my $job = qq("rules": [{"contains": "<queued>", "then": "queued"}], "job": {"id": {"after": "<id>", "before": "</id>"},
    "poll": {"url": "$base/STATUS?id={job}", "every_s": 1, "state": {"after": "<status>", "before": "</status>"},
             "running": ["SUBMITTED", "PROCESSING"], "done": ["AVAILABLE"], "failed": ["EXPIRED"]},
    "result": {"url": "$base/data_of?id={job}"}});
foreach my $name ('queued', 'queued_lost')
{
    script($folder, $name, type => 'text/xml', body => sprintf $queued, 'SUBMITTED');
    (my $own = $job) =~ s/STATUS/${name}_status/;
    feed($name, $own, '/data', $name eq 'queued' ? qr/^ok\|/ : qr/^failed\|retry\|.*job ab-1: the job ended as "EXPIRED"/);
}
script($folder, 'queued_status?id=ab-1#1', type => 'text/xml', body => sprintf $queued, 'PROCESSING');
script($folder, 'queued_status?id=ab-1', type => 'text/xml', body => sprintf $queued, 'AVAILABLE');
script($folder, 'queued_lost_status?id=ab-1', type => 'text/xml', body => sprintf $queued, 'EXPIRED');
script($folder, 'data_of?id=ab-1', @json, body => "{\"data\":[$row]}");

database('sei_answers');
my ($code, $out, $err) = daemon('apply', $feeds);
is($code, 0, 'apply') or diag "$out$err";
daemon('once', '--spool', $spool);
foreach my $name (sort keys %expected)
{
    like(sql("SELECT state, failure_class, reason FROM sei.run JOIN sei.feed USING (feed_id) WHERE feed = '$name' ORDER BY run_id DESC LIMIT 1"),
        $expected{$name}, "$name: ends as it should");
    is(sql("SELECT count(*) FROM sei.statistic WHERE breakdown = 'case=$name'"), $name =~ /^(?:world_good|busy|queued)$/ ? 1 : 0, "$name: rows");
}
done_testing();
