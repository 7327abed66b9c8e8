# A figure revised by its source: the new one is current, the old one is still there as of before, touched rows only.
use strict;
use warnings;
use File::Temp qw(tempdir);
use SeiTest qw($top database sql daemon faultd script demo_feeds);
use Test::More;

my ($folder, $base) = faultd();
open my $in, '<:raw', "$top/tests/demo/data/province_gdp.csv" or die "province_gdp.csv: $!\n";
my $csv = do { local $/; <$in> };
close $in;
my $spool = tempdir(CLEANUP => 1);

database('sei_revised');
script($folder, 'province_gdp.csv', body => $csv);
is((daemon('apply', demo_feeds($base, 'province_gdp')))[0], 0, 'apply');
my ($code, $out, $err) = daemon('once', '--spool', $spool);
is($code, 0, 'the first run') or diag "$out$err";

my $figure = q{indicator = 'gdp' AND region = '140000' AND period = '2015'};
my $old = sql("SELECT value FROM sei.statistic WHERE $figure");
my $moment = sql('SELECT clock_timestamp()');
my $others = sql("SELECT md5(string_agg(ctid::text || xmin::text, ',' ORDER BY figure_id)) FROM sei.statistic WHERE NOT ($figure)");

(my $revised = $csv) =~ s/^(140000,[^,\n]*,2015,)[0-9.]+,[^\n]*/${1}11836.40,census-2018/m;
isnt($revised, $csv, 'the source revises one figure');
script($folder, 'province_gdp.csv', body => $revised);
($code, $out, $err) = daemon('once', '--spool', $spool);
is($code, 0, 'the second run') or diag "$out$err";
is(sql(q{SELECT state, new_rows, changed_rows, unchanged_rows FROM sei.run ORDER BY run_id DESC LIMIT 1}), 'ok|0|1|309',
    'one row changed, the others are as they were');
is(sql("SELECT value, vintage FROM sei.statistic WHERE $figure AND known_to = 'infinity'"), '11836.40|census-2018', 'the new figure is current');
is(sql("SELECT value FROM sei.statistic WHERE $figure AND known_to <> 'infinity'"), $old, 'the old one is kept');
is(sql("SELECT value FROM sei.statistic_as_of('$moment') WHERE $figure"), $old, 'as of before, it is the figure');
is(sql("SELECT value FROM sei.statistic_as_of(clock_timestamp()) WHERE $figure"), '11836.40', 'as of now, the new one is');
is(sql("SELECT md5(string_agg(ctid::text || xmin::text, ',' ORDER BY figure_id)) FROM sei.statistic WHERE NOT ($figure)"), $others,
    'no other row is touched');
is(sql("SELECT count(DISTINCT figure_id) FROM sei.statistic WHERE $figure"), '2', 'each version has a number of its own');
is(sql("SELECT count(DISTINCT sha256) FROM sei.statistic s, sei.lineage_of(s.figure_id) WHERE s.indicator = 'gdp' AND s.region = '140000' AND s.period = '2015'"),
    '2', 'and leads to a response of its own');
done_testing();
