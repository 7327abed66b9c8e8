# A feed that is down, cut, or wrong says which feed, page, row, byte and field; good rows load, other feeds run on.
use strict;
use warnings;
use Compress::Zlib qw(memGzip);
use File::Temp qw(tempdir);
use SeiTest qw($top $dir database sql daemon faultd script write_file);
use Test::More;

my ($folder, $base) = faultd();
my $feeds = tempdir(CLEANUP => 1);
my $spool = tempdir(CLEANUP => 1);
my @names;

# A small feed of GDP, one file of its own a case.
sub feed
{
    my ($name) = @_;
    push @names, $name;
    write_file("$feeds/$name.json", <<"JSON");
{"feed": "$name", "title": "case $name", "kind": "statistic", "mode": "upsert",
 "request": {"url": "$base/$name.csv", "allow_private": true, "retries": 0,
             "timeout_s": {"connect": 5, "first_byte": 5, "stall": 2, "total": 20}},
 "format": {"kind": "csv", "encoding": "UTF-8", "delimiter": ","},
 "constants": {"region_scheme": "gb2260", "indicator": "gdp", "breakdown": "case=$name"},
 "columns": {"region": {"field": "code", "lookup": "region:gb2260"}, "period": {"field": "year"},
             "sector": {"field": "sector", "null": [""], "lookup": "sector:sx"}, "value": {"field": "value"}}}
JSON
    return;
}

my $head = "code,year,sector,value\n";
my $good = join '', map { "140000,$_,,100.$_\n" } 2010 .. 2019;

feed('good');
script($folder, 'good.csv', body => $head . $good);
feed('down');
write_file("$folder/down.csv", "reset\n");
feed('missing');
feed('refused');
script($folder, 'refused.csv', body => 'busy', status => '503 Service Unavailable', type => 'text/plain');
feed('cut');
script($folder, 'cut.csv', body => $head . $good, length => length($head . $good) + 100);
my $gzip = memGzip($head . $good);
feed('gzip_good');
script($folder, 'gzip_good.csv', body => $gzip, headers => ['Content-Encoding: gzip']);
feed('gzip_cut');
script($folder, 'gzip_cut.csv', body => substr($gzip, 0, length($gzip) - 4), headers => ['Content-Encoding: gzip']);
feed('gzip_wrong');
(my $wrong = $gzip) =~ s/(.)(.{7})\z/chr(ord($1) ^ 1) . $2/es;
script($folder, 'gzip_wrong.csv', body => $wrong, headers => ['Content-Encoding: gzip']);
feed('html');
script($folder, 'html.csv', body => "<!DOCTYPE html>\n<html><body>系统维护中</body></html>\n", type => 'text/html; charset=utf-8');
feed('silent');
write_file("$folder/silent.csv", "send HTTP/1.1 200 OK\\r\\nContent-Type: text/csv\\r\\nContent-Length: 1000\\r\\n\\r\\ncode,year\nsleep 60000\n");
feed('rows');
my $rows = $head . $good . "140000,2020,,12 5x\n" . "999999,2020,,1\n" . "140000,2020-13,,1\n" . "140000,2020,sx.nothing,1\n" . "140000,2021,,7\n";
script($folder, 'rows.csv', body => $rows);

database('sei_bad_input');
my ($code, $out, $err) = daemon('apply', $feeds);
is($code, 0, 'apply') or diag "$out$err";
($code, $out, $err) = daemon('once', '--spool', $spool);
is($code, 1, 'exit code 1: some feed failed');
my $said = "$out$err";

sub state_of { return sql("SELECT DISTINCT ON (feed_id) state FROM sei.run JOIN sei.feed USING (feed_id) WHERE feed = '$_[0]' ORDER BY feed_id, run_id DESC"); }
sub figures  { return sql("SELECT count(*) FROM sei.statistic WHERE breakdown = 'case=$_[0]'"); }

is(state_of($_), 'ok', "$_: other feeds run on") foreach qw(good gzip_good rows);
is(figures($_),  10,   "$_: its rows are there") foreach qw(good gzip_good);
foreach my $name (qw(down missing refused cut gzip_cut gzip_wrong html silent))
{
    is(state_of($name), 'failed', "$name: failed");
    is(figures($name),  0,        "$name: publishes nothing");
    like($said, qr/\b$name\b/, "$name: is named");
    isnt(sql("SELECT COALESCE(reason, '') FROM sei.run JOIN sei.feed USING (feed_id) WHERE feed = '$name' ORDER BY run_id DESC LIMIT 1"),
        '', "$name: and has a reason");
}
sub reason { return sql("SELECT reason FROM sei.run JOIN sei.feed USING (feed_id) WHERE feed = '$_[0]' ORDER BY run_id DESC LIMIT 1"); }
like(reason('refused'), qr/503/, 'refused: the status is said');
like(reason('missing'), qr/404/, 'missing: the status is said');
like(reason('html'), qr/html/i, 'html: the reason says that it is HTML');
like(reason('gzip_cut'), qr/gzip|compress|inflat|trailer/i, 'gzip_cut: the reason says that the gzip is cut');

is(figures('rows'), 11, 'rows: the good rows load');
my $place = sub { my ($text) = @_; return index($rows, $text); };
my $column = sub {
    my ($line) = @_;
    return sql("SELECT page, byte_offset, field FROM sei.quarantine JOIN sei.run USING (run_id) JOIN sei.feed USING (feed_id)
                WHERE feed = 'rows' AND row_ordinal = $line");
};
is($column->(11), '1|' . $place->('140000,2020,,12 5x') . '|value',     'a number that is none: page, byte and field');
is($column->(12), '1|' . $place->('999999') . '|code',                  'a region that is unknown');
is($column->(13), '1|' . $place->('140000,2020-13') . '|year',          'a period that is none');
is($column->(14), '1|' . $place->('140000,2020,sx.nothing') . '|sector', 'a sector that is unknown');
like(sql('SELECT reason FROM sei.quarantine WHERE row_ordinal = 11'), qr/feed rows, page 1, row 11, byte \d+, field value: "12 5x"/,
    'the reason names feed, page, row, byte, field and text');
is(sql(q{SELECT count(*) FROM sei.quarantine WHERE reason LIKE '%hint:%'}), 4, 'and each says what is accepted');

# When a fault clears, the feed loads.
script($folder, 'cut.csv', body => $head . $good);
sql('UPDATE sei.feed_state SET not_before = NULL');
($code, $out, $err) = daemon('once', 'cut', '--spool', $spool);
is($code, 0, 'the fault clears: the feed runs') or diag "$out$err";
is(figures('cut'), 10, 'and its rows are there');
done_testing();
