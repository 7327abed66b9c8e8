# The same of JSON in pages: what is wrong on the second page is said with page, row, byte and field; half a feed is never published.
use strict;
use warnings;
use Compress::Zlib qw(memGzip);
use File::Temp qw(tempdir);
use SeiTest qw($top $dir database sql daemon faultd script write_file);
use Test::More;

my ($folder, $base) = faultd();
my $feeds = tempdir(CLEANUP => 1);
my $spool = tempdir(CLEANUP => 1);

sub feed
{
    my ($name) = @_;
    write_file("$feeds/$name.json", <<"JSON");
{"feed": "$name", "title": "case $name", "kind": "statistic", "mode": "upsert",
 "request": {"url": "$base/$name", "allow_private": true, "retries": 0,
             "timeout_s": {"connect": 5, "first_byte": 5, "stall": 2, "total": 20},
             "paging": {"kind": "page_number", "parameter": "page", "pages_at": "/pages", "page_at": "/page", "total_at": "/total"}},
 "format": {"kind": "json", "rows": "/data"},
 "constants": {"region_scheme": "gb2260", "indicator": "gdp", "breakdown": "case=$name"},
 "columns": {"region": {"field": "code", "lookup": "region:gb2260"}, "period": {"field": "/time/year"},
             "sector": {"field": "sector", "lookup": "sector:sx"}, "value": {"field": "value"}}}
JSON
    return;
}

sub row
{
    my (%row) = (code => '"140000"', year => 2010, value => '1.50', sector => 'null', @_);
    return qq({"code":$row{code},"time":{"year":"$row{year}"},"sector":$row{sector},"value":$row{value}});
}

sub page
{
    my ($page, $total, @rows) = @_;
    return qq({"page":$page,"pages":2,"total":$total,"data":[) . join(',', @rows) . ']}';
}

# Both pages of a feed: the second is what the case is about.
sub pages
{
    my ($name, $second, %answer) = @_;
    feed($name);
    script($folder, "$name?page=1", body => page(1, $answer{total} // 5, map { row(year => $_) } 2010 .. 2012), type => 'application/json');
    script($folder, "$name?page=2", body => $second, type => 'application/json', %answer);
    return;
}

my $good = page(2, 5, map { row(year => $_) } 2013 .. 2014);
my $gzip = memGzip($good);
pages('good', $good);
pages('gzip_good', $gzip, headers => ['Content-Encoding: gzip']);
pages('missing', $good, status => '404 Not Found');
pages('refused', $good, status => '503 Service Unavailable');
pages('cut', $good, length => length($good) + 100);
pages('json_cut', substr($good, 0, length($good) - 2));
pages('json_more', $good . '[]');
pages('gzip_cut', substr($gzip, 0, length($gzip) - 4), headers => ['Content-Encoding: gzip']);
pages('html', "<!DOCTYPE html>\n<html><head><title>系统维护中</title></head></html>\n", type => 'text/html');
pages('xml', "<?xml version=\"1.0\"?><error/>\n");
pages('other', '{"error":"quota exceeded","data":null,"pages":2,"page":2,"total":5,"code":7}');
pages('shape', '{"page":2,"pages":2,"total":5,"data":{"rows":[]}}');
pages('short', page(2, 5, row(year => 2013)));
pages('same', page(1, 5, map { row(year => $_) } 2013 .. 2014));
my @rows = (
    row(year => 2013),
    row(value => '"12x"', year => 2014),
    row(code => '"999999"'),
    row(year => '2015-13'),
    row(sector => '"sx.nothing"'),
    row(value => '{"amount":1}', year => 2016),
    '"text"',
    '{"code":"140000","code":"140000","time":{"year":"2017"},"value":1}',
    '{"code":"140000","time":{"year":"2017"},"sector":null,"value":1,"note":"\u0000"}',
    '{"time":{"year":"2018"},"value":1}',
    row(value => '123456789012345678901234567890.123456789', year => 2019),
);
my $second = page(2, 14, @rows);
pages('rows', $second, total => 14);

database('sei_bad_json');
my ($code, $out, $err) = daemon('apply', $feeds);
is($code, 0, 'apply') or diag "$out$err";
($code, $out, $err) = daemon('once', '--spool', $spool);
is($code, 1, 'exit code 1: some feed failed');

sub run_of  { return sql("SELECT state, failure_class, reason FROM sei.run JOIN sei.feed USING (feed_id) WHERE feed = '$_[0]' ORDER BY run_id DESC LIMIT 1"); }
sub figures { return sql("SELECT count(*) FROM sei.statistic WHERE breakdown = 'case=$_[0]'"); }

is(figures($_), 5, "$_: both pages are there") foreach qw(good gzip_good);
my %why = (
    missing   => qr/^failed\|operator\|page 2: .*404 Not Found/,
    refused   => qr/^failed\|retry\|page 2: .*503/,
    cut       => qr/^failed\|retry\|page 2: .*the body was cut after \d+ bytes/,
    json_cut  => qr/^failed\|retry\|page 2: .*the JSON is cut: it ends at byte \d+/,
    json_more => qr/^failed\|retry\|page 2: .*the JSON is broken before byte \d+/,
    gzip_cut  => qr/^failed\|retry\|page 2: .*the gzip body is cut/,
    html      => qr/^failed\|data\|page 2: .*web page \(HTML\) instead of JSON, titled "系统维护中"/,
    xml       => qr/^failed\|data\|page 2: .*XML or HTML instead of JSON/,
    other     => qr/^failed\|retry\|.*announces 5 rows in all, its 2 pages hold 3/,
    shape     => qr/^failed\|data\|page 2: .*the rows are an object, not a list/,
    short     => qr/^failed\|retry\|.*announces 5 rows in all, its 2 pages hold 4/,
    same      => qr/^failed\|data\|page 2: page 2 was asked for, the source answered with page 1/,
);
foreach my $name (sort keys %why)
{
    like(run_of($name), $why{$name}, "$name: says page and reason");
    is(figures($name), 0, "$name: publishes nothing, not even its good page");
    like("$out$err", qr/^\Q$name\E\s+failed .*\n\s+hint: \S/m, "$name: is named, and what to do");
}

like(run_of('rows'), qr/^ok/, 'rows: the run is ok');
is(figures('rows'), 5, 'rows: the good rows load');
is(sql(q{SELECT value FROM sei.statistic WHERE breakdown = 'case=rows' AND period = '2019'}), '123456789012345678901234567890.123456789',
    'a number keeps every digit');
my %field = (2 => 'value', 3 => 'code', 4 => '/time/year', 5 => 'sector', 6 => 'value', 7 => '', 8 => '', 9 => '', 10 => 'code');
my $at = index($second, $rows[0]);
foreach my $n (1 .. @rows)
{
    my $found = sql("SELECT page, byte_offset, field, quarantine.reason FROM sei.quarantine JOIN sei.run USING (run_id) JOIN sei.feed USING (feed_id)
                     WHERE feed = 'rows' AND row_ordinal = $n");
    if (exists $field{$n})
    {
        my $place = "feed rows, page 2, row $n, byte $at" . ($field{$n} eq '' ? '' : ", field $field{$n}") . ': ';
        like($found, qr/^2\|$at\|\Q$field{$n}\E\|\Q$place\E.*\n  hint: \S/, "row $n: page, row, byte, field, reason and what is accepted");
    }
    else { is($found, '', "row $n is not in quarantine"); }
    $at += length($rows[$n - 1]) + 1;
}
done_testing();
