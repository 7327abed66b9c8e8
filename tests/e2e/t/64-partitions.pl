# One feed of many requests: regions and years from lists, windows of days that go on where the last run ended. All of it or nothing.
use strict;
use warnings;
use File::Temp qw(tempdir);
use POSIX qw(strftime);
use SeiTest qw(database sql daemon faultd script write_file);
use Test::More;

my ($folder, $base) = faultd();
my $feeds = tempdir(CLEANUP => 1);
my $spool = tempdir(CLEANUP => 1);

sub feed
{
    my ($name, $mode, $request) = @_;
    write_file("$feeds/$name.json", <<"JSON");
{"feed": "$name", "kind": "statistic", "mode": "$mode", "allow_empty": true,
 "request": {"allow_private": true, "retries": 0, $request}, "format": {"kind": "json", "rows": "/data"},
 "constants": {"region_scheme": "gb2260", "indicator": "gdp", "breakdown": "case=$name"},
JSON
    return "$feeds/$name.json";
}
sub more { my ($file, $text) = @_; open my $out, '>>', $file or die "$file: $!\n"; print {$out} $text; close $out or die "$file: $!\n"; return; }
sub asked
{
    my ($name) = @_;
    open my $in, '<', "$folder/requests" or return '';
    my @asked = map { m{^GET /\Q$name\E\?(\S+)} ? $1 : () } <$in>;
    return join ' ', @asked;
}
sub page { my ($name, @rows) = @_; script($folder, $name, body => '{"data":[' . join(',', @rows) . ']}', type => 'application/json'); return; }

# Rows that do not say which region and year they are of.
more(feed('regions', 'snapshot', qq("url": "$base/regions?r={region}&y={year}", "each": {"region": ["14", "13"], "year": {"from": 2014, "to": 2015}})),
    '"columns": {"region": {"variable": "region", "map": {"14": "140000", "13": "130000"}}, "period": {"variable": "year"}, "value": {"field": "v"}}}');
my %value = ('14&y=2014' => 1, '14&y=2015' => 2, '13&y=2014' => 3, '13&y=2015' => 3);
page("regions?r=$_", qq({"v":$value{$_}})) foreach keys %value;

# All regions of the database's list.
more(feed('codes', 'upsert', qq("url": "$base/codes?r={region}", "each": {"region": {"codes": "region:gb2260"}}, "limits": {"pages": 100000})),
    '"columns": {"region": {"variable": "region"}, "period": {"field": "y"}}}');
page('codes');
page('codes?r=140000', '{"y":"2015"}');

# Windows of a year with half a year's lookback, from five years ago.
my $year = strftime('%Y', gmtime) - 3;
more(feed('windows', 'upsert', qq("url": "$base/windows?from={from}&to={to}", "window": {"from": "$year-01-01", "step": "1 year", "lookback": "6 months"})),
    '"columns": {"region": {"field": "code"}, "period": {"field": "y"}, "value": {"field": "v"}}}');
page('windows', qq({"code":"140000","y":"2010","v":1}));

database('sei_partitions');
my ($code, $out, $err) = daemon('apply', $feeds);
is($code, 0, 'apply') or diag "$out$err";
($code, $out, $err) = daemon('once', '--spool', $spool);
is($code, 0, 'all is fetched') or diag "$out$err";
is(sql(q{SELECT string_agg(concat_ws(' ', region, period, value), ', ' ORDER BY region, period) FROM sei.statistic WHERE breakdown = 'case=regions'}),
    '130000 2014 3, 130000 2015 3, 140000 2014 1, 140000 2015 2', 'regions: every list with every other; what was asked for fills the row');
is(asked('regions'), 'r=14&y=2014 r=14&y=2015 r=13&y=2014 r=13&y=2015', 'in one order');
is(sql(q{SELECT count(*) FROM sei.statistic WHERE breakdown = 'case=codes' AND region = '140000'}), '1', 'codes: the one that has a row');
is(scalar(split / /, asked('codes')), sql(q{SELECT count(*) FROM sei.code_list('region:gb2260')}), 'every code was asked for once');
my $first = asked('windows');
is(scalar(split / /, $first), 4, 'windows: the first run asks for all of them');
like($first, qr/^from=$year-01-01&to=$year-12-31 /, 'from the first');
my $today = strftime('%Y-%m-%d', gmtime);
like($first, qr/&to=\d{4}-\d\d-\d\d$/, 'to today');
like(sql(q{SELECT cursor_value ->> 'window' FROM sei.feed_state JOIN sei.feed USING (feed_id) WHERE feed = 'windows'}), qr/^\d{4}-\d\d-\d\d$/, 'the place is stored with the rows');

# Again: from there, half a year back, on the same grid. A run that fails moves nothing.
sql(q{UPDATE sei.feed_state SET cursor_value = jsonb_build_object('window', (date_trunc('year', now() AT TIME ZONE 'UTC') + interval '1 month')::date::text)
      WHERE feed_id = (SELECT feed_id FROM sei.feed WHERE feed = 'windows')});
my $place = sql(q{SELECT cursor_value FROM sei.feed_state JOIN sei.feed USING (feed_id) WHERE feed = 'windows'});
script($folder, 'windows', status => '404 Not Found', body => '');
daemon('once', '--spool', $spool, 'windows');
is(sql(q{SELECT cursor_value FROM sei.feed_state JOIN sei.feed USING (feed_id) WHERE feed = 'windows'}), $place, 'a failed run leaves it');
page('windows', qq({"code":"140000","y":"2010","v":2}));
daemon('once', '--spool', $spool, 'windows');
my @again = split / /, substr(asked('windows'), length($first) + 1);
shift @again;
is(scalar(@again), 2, 'the next asks for last year and this one') or diag "@again";
is(sql(q{SELECT value FROM sei.statistic WHERE breakdown = 'case=windows' AND known_to = 'infinity'}), '2', 'and revises');
isnt(sql(q{SELECT cursor_value FROM sei.feed_state JOIN sei.feed USING (feed_id) WHERE feed = 'windows'}), $place, 'the place moves on');

# One request of many fails: nothing of the run is published.
page('regions?r=14&y=2014', '{"v":9}');
unlink "$folder/regions?r=13&y=2014";
($code, $out, $err) = daemon('once', '--spool', $spool, 'regions');
like("$out$err", qr/page 3, region=13, year=2014: .*404/, 'which one is said');
is(sql(q{SELECT count(*) FROM sei.statistic WHERE breakdown = 'case=regions' AND value = 9}), '0', 'and the others load nothing');
done_testing();
