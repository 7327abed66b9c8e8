# Every way of paging brings each row into the table once; a source that errs or leads astray on a later page publishes nothing.
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
    my ($name, $request, $why) = @_;
    $expected{$name} = $why;
    write_file("$feeds/$name.json", <<"JSON");
{"feed": "$name", "kind": "statistic", "mode": "upsert",
 "request": {"url": "$base/$name", "allow_private": true, "retries": 0, $request},
 "format": {"kind": "json", "rows": "/value"},
 "constants": {"region_scheme": "gb2260", "indicator": "gdp", "breakdown": "case=$name"},
 "columns": {"region": {"field": "code"}, "period": {"field": "year"}, "value": {"field": "v"}}}
JSON
    return;
}

# Years from..to of five, with more members and headers.
sub page
{
    my ($name, $from, $to, $more, @headers) = @_;
    my $rows = join ',', map { qq({"code":"140000","year":"$_","v":$_.50}) } $from .. $to;
    script($folder, $name, body => qq({"value":[$rows]$more}), type => 'application/json', headers => \@headers);
    return;
}

feed('offset', '"paging": {"kind": "offset", "parameter": "o", "order": {"parameter": "$order", "value": ":id"}}');
page('offset?o=0&%24order=%3Aid', 2011, 2012, '');
page('offset?o=2&%24order=%3Aid', 2013, 2015, '');
page('offset?o=5&%24order=%3Aid', 1, 0, '');
feed('cursor', '"paging": {"kind": "cursor", "parameter": "c", "cursor_at": "/meta/next", "total_at": "/meta/total"}');
page('cursor', 2011, 2013, ',"meta":{"next":"a+b","total":5}');
page('cursor?c=a%2Bb', 2014, 2015, ',"meta":{"next":null,"total":5}');
feed('cursor_header', '"paging": {"kind": "cursor", "parameter": "c", "cursor_header": "X-Next", "total_header": "X-Total"}');
page('cursor_header', 2011, 2013, '', 'X-Next: 7', 'X-Total: 5');
page('cursor_header?c=7', 2014, 2015, '', 'X-Total: 5');
feed('link_header', '"paging": {"kind": "link_header"}');
page('link_header', 2011, 2013, '', "Link: <$base/link_header?p=1>; rel=\"first prev\", <?p=2>; rel=\"next\"");
page('link_header?p=2', 2014, 2015, '', 'Link: <?p=1>; rel="prev"');
feed('odata', '"paging": {"kind": "odata", "size": 3, "total_at": "/@odata.count"}');
page('odata', 2011, 2013, qq(,"\@odata.count":5,"\@odata.nextLink":"$base/odata?\$skiptoken=x"));
page('odata?$skiptoken=x', 2014, 2015, ',"@odata.count":5');
feed('posted', '"body": {"json": {"series": ["a"], "page": "{page:number}"}}, "paging": {"kind": "page_number", "pages_at": "/pages"}');
page('posted', 2011, 2015, ',"pages":1');

feed('circle', '"paging": {"kind": "next_link", "next_at": "/next"}', qr/data\|page 3: page 3 would ask what page 1 asked/);
page('circle', 2011, 2013, ',"next":"circle?p=2"');
page('circle?p=2', 2014, 2015, ',"next":"circle"');
feed('away', '"paging": {"kind": "next_link", "next_at": "/next"}', qr/operator\|page 1: .*leads on to http:\/\/10\.0\.0\.1/);
page('away', 2011, 2015, ',"next":"http://10.0.0.1/x"');
feed('missing', '"paging": {"kind": "next_link", "next_at": "/next"}', qr/operator\|page 2: .*404/);
page('missing', 2011, 2013, ',"next":"missing2"');
feed('short', '"paging": {"kind": "cursor", "parameter": "c", "cursor_at": "/next", "total_at": "/total"}', qr/retry\|.*announces 5 rows in all, its 2 pages hold 4/);
page('short', 2011, 2013, ',"next":"2","total":5');
page('short?c=2', 2014, 2014, ',"total":5');

database('sei_paging');
my ($code, $out, $err) = daemon('apply', $feeds);
is($code, 0, 'apply') or diag "$out$err";
($code, $out, $err) = daemon('once', '--spool', $spool);
is($code, 1, 'some fail');
foreach my $name (sort keys %expected)
{
    my $run = sql("SELECT state, failure_class, reason FROM sei.run JOIN sei.feed USING (feed_id) WHERE feed = '$name' ORDER BY run_id DESC LIMIT 1");
    my $figures = sql("SELECT concat_ws(' ', count(*), sum(value)) FROM sei.statistic WHERE breakdown = 'case=$name'");
    if (defined $expected{$name})
    {
        like($run, qr/^failed\|$expected{$name}/, "$name: says page and reason");
        is($figures, '0', "$name: publishes nothing, not even its good page");
    }
    else
    {
        like($run, qr/^ok\|/, "$name: ok");
        is($figures, '5 10067.50', "$name: every row once");
    }
}
open my $in, '<', "$folder/requests" or die "requests: $!\n";
my $requests = do { local $/; <$in> };
like($requests, qr{^POST /posted HTTP.*?^  Content-Type: application/json.*?^  \{"page":1,"series":\["a"\]\}}ms, 'a body is sent as it is described');
like($requests, qr{^GET /odata HTTP.*?^  Prefer: odata\.maxpagesize=3}ms, 'a page size is asked for');

($code, $out, $err) = daemon('once', '--spool', $spool, 'offset', 'cursor', 'posted');
is($code, 0, 'again');
is(sql(q{SELECT string_agg(DISTINCT state, ' ') FROM (SELECT DISTINCT ON (feed) state FROM sei.run JOIN sei.feed USING (feed_id)
         WHERE feed IN ('offset', 'cursor', 'posted') ORDER BY feed, run_id DESC) AS last}), 'unchanged', 'equal pages are unchanged');
done_testing();
