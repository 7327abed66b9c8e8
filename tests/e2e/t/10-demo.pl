# The demo's figures equal plain SQL over the source files to the last digit, and a second run touches no row.
use strict;
use warnings;
use File::Temp qw(tempdir);
use SeiTest qw($top $dir database sql daemon web demo_feeds write_file);
use Test::More;

database('sei_demo_test');
my $feeds = demo_feeds(web());
my $spool = tempdir(CLEANUP => 1);

my ($code, $out, $err) = daemon('check', $feeds);
is($code, 0, 'the definitions of the demo pass check') or diag "$out$err";
($code, $out, $err) = daemon('apply', $feeds);
is($code, 0, 'apply') or diag "$out$err";
($code, $out, $err) = daemon('once', '--spool', $spool);
is($code, 0, 'once: every feed runs') or diag "$out$err";
is(sql(q{SELECT string_agg(feed || ' ' || state, ', ' ORDER BY feed) FROM sei.run JOIN sei.feed USING (feed_id)}),
    join(', ', map { "$_ ok" } qw(province_gdp qcew synthetic_enterprise_returns synthetic_enterprise_sectors
          synthetic_enterprises synthetic_leaders synthetic_parks synthetic_projects)),
    'one run a feed, each ok');
is(sql('SELECT count(*) FROM sei.quarantine'), '0', 'nothing of the demo is in quarantine');

# The sources as plain tables of text and numeric: no type, view or function of ours.
my $root = "$dir/web/root";
my $plain = '';
foreach my $page (1 .. 10_000)
{
    open my $in, '<', "$root/returns/$page.json" or last;
    while (my $line = <$in>)
    {
        $plain .= "$1\t$2\t$3\t$4\n"
          if $line =~ /"enterprise":"(\w+)","region":"(\d+)","period":"([^"]+)","value_added":([0-9.]+)/;
    }
}
sql(<<"SQL");
CREATE SCHEMA source;
CREATE TABLE source.gdp (code text, province text, year text, value numeric, vintage text);
\\copy source.gdp FROM '$root/province_gdp.csv' WITH (FORMAT csv, HEADER true)
CREATE TABLE source.weight (enterprise text, sector text, weight numeric);
\\copy source.weight FROM '$root/synthetic_enterprise_sectors.csv' WITH (FORMAT csv, HEADER true)
CREATE TABLE source.qcew (area_fips text, area_title text, own_code text, industry_code text, industry_title text, agglvl_code text,
    year text, qtr text, disclosure_code text, qtrly_estabs_count numeric, month1_emplvl numeric, month2_emplvl numeric,
    month3_emplvl numeric, total_qtrly_wages numeric, avg_wkly_wage text, r1 text, r2 text, r3 text, r4 text, r5 text, r6 text,
    r7 text, r8 text, r9 text, r10 text, r11 text);
\\copy source.qcew FROM PROGRAM 'gzip -dc $root/qcew_2016_states.csv.gz' WITH (FORMAT csv, HEADER true)
CREATE TABLE source.return (enterprise text, region text, period text, value numeric);
SQL
my $copied = "$root/plain.tsv";
write_file($copied, $plain);
sql("\\copy source.return FROM '$copied'");
unlink $copied;

is(sql(q{SELECT count(*) FROM sei.enterprise_return WHERE indicator = 'value_added'}), sql('SELECT count(*) FROM source.return'),
    'every return is there');
is(sql('SELECT count(*) FROM sei.statistic WHERE indicator = $$gdp$$'), sql('SELECT count(*) FROM source.gdp'), 'every figure of GDP is there');

my $shares = q{
SELECT string_agg(year || ' ' || sector || ' ' || share, E'\n' ORDER BY year, sector) FROM (%s) AS s (year, sector, share)};
my $ours = sql(sprintf $shares, q{
    SELECT period, sector, share FROM sei.sector_structure
    WHERE root = 'sx' AND scope = 'enterprise' AND region_scheme = 'gb2260' AND region = '140000'
      AND indicator = 'value_added' AND level = 1 AND period IN ('2011', '2012', '2013', '2014', '2015')});
my $plain_shares = sql(sprintf $shares, q{
    SELECT g.year, w.sector, trim_scale(sum(r.value * w.weight)) / trim_scale(g.value * 10000)
    FROM source.return r
    JOIN source.weight w USING (enterprise)
    JOIN source.gdp g ON r.period = g.year || '-01..12' AND g.code = '140000'
    GROUP BY g.year, g.value, w.sector});
is(scalar(split /\n/, $plain_shares), 45, 'nine sectors in five years');
is($ours, $plain_shares, 'sector shares equal plain SQL over the files to the last digit');

is( sql(q{SELECT string_agg(region || ' ' || value, ' ' ORDER BY region) FROM sei.region_structure WHERE root = 'sx' AND scope = 'enterprise'
          AND parent = '140000' AND indicator = 'value_added' AND period = '2015'}),
    sql(q{SELECT string_agg(region || ' ' || value, ' ' ORDER BY region) FROM (
          SELECT r.region, trim_scale(sum(r.value * w.weight) * 10000) FROM source.return r JOIN source.weight w USING (enterprise)
          WHERE r.period = '2015-01..12' GROUP BY r.region) AS x (region, value)}),
    'classified value added of the eleven cities equals plain SQL');

is( sql(q{SELECT actual FROM sei.scoreboard WHERE plan = 'shanxi2011' AND due = '2015' AND indicator = 'sei_value_added_share'}),
    sql(q{SELECT trim_scale(sum(r.value * w.weight)) / trim_scale((SELECT value * 10000 FROM source.gdp WHERE code = '140000' AND year = '2015'))
          FROM source.return r JOIN source.weight w USING (enterprise) WHERE r.period = '2015-01..12'}),
    'the target for the share of GDP is judged by the published GDP of that year');

is( sql(q{SELECT count(*), sum(value) FROM sei.statistic WHERE indicator = 'wages' AND region_scheme = 'us_fips'}),
    sql(q{SELECT count(*), sum(total_qtrly_wages) FILTER (WHERE disclosure_code IS DISTINCT FROM 'N') FROM source.qcew}),
    'every row of the real panel, suppressed wages left out');
is(sql(q{SELECT count(*) FROM sei.statistic WHERE status = 'Q' AND value IS NOT NULL}), '0', 'a suppressed figure has no value');
is( sql(q{SELECT count(*) FROM sei.statistic WHERE status = 'Q' AND indicator = 'employment'}),
    sql(q{SELECT count(*) FROM source.qcew WHERE disclosure_code = 'N'}), 'what is suppressed in the file is suppressed here');
is( sql(q{SELECT sum(tally_total(tally)) FROM sei.tally_cell WHERE root = 'qcew' AND indicator = 'establishments' AND region_scheme = 'us_fips'}),
    sql(q{SELECT sum(qtrly_estabs_count) FROM source.qcew WHERE agglvl_code = '55'}),
    'tallies of the real panel hold level 55 and no published total');
is( sql(q{SELECT count(*), count(*) FILTER (WHERE tally_total(c.tally) = q.qtrly_estabs_count)
          FROM sei.tally_cell c JOIN source.qcew q ON c.region = q.area_fips AND c.scope = 'own=' || q.own_code
           AND c.period = (q.year || '-Q' || q.qtr)::sei_ext.stat_period
          WHERE c.root = 'qcew' AND c.indicator = 'establishments' AND c.region_scheme = 'us_fips' AND q.agglvl_code = '51'}),
    '796|796', 'and equal the totals that BLS publishes, in each state, ownership and quarter');
is( sql(q{SELECT count(*), count(*) FILTER (WHERE tally_value(c.tally, l.value::sei_ext.sector) = q.qtrly_estabs_count)
          FROM source.qcew q
          JOIN sei.code_list('sector:qcew') l ON l.code = q.industry_code
          JOIN sei.tally_cell c ON c.region = q.area_fips AND c.scope = 'own=' || q.own_code
           AND c.period = (q.year || '-Q' || q.qtr)::sei_ext.stat_period
          WHERE c.root = 'qcew' AND c.indicator = 'establishments' AND c.region_scheme = 'us_fips' AND q.agglvl_code = '54'}),
    '11164|11164', 'and the published total of each industry sector');
is(sql('SELECT count(*) FROM sei.verify_cells()'), '0', 'stored tallies equal a rescan');
# The three queries that the demo ends with.
open my $demo, '<:encoding(UTF-8)', "$top/tests/demo/run" or die "tests/demo/run: $!\n";
my @queries = map { /^  (SELECT .*;)$/ ? $1 : () } <$demo>;
close $demo;
is(scalar @queries, 3, 'the demo names three queries');
isnt(sql($_), '', "runs and has an answer: $_") foreach @queries;

# What it prints: the plan that has figures, not an empty one.
my $printed = `perl $top/tests/demo/report psql 2>&1`;
is($?, 0, 'the report runs');
like($printed, qr/^Scoreboard of shanxi2011: /m, 'it is of the plan that the figures speak of');
like($printed, qr/ 2015  ~50 个 .* [0-9.]+  (?:met|not_met|exceeded|within_tolerance)\b/, 'with a verdict');
like($printed, qr/^Sectors in 2015: .*?\n\S+ .* 100\.0 %/ms, 'the sectors of the last year with their shares');
my ($cities) = $printed =~ /^Cities in 2015: (.*?)\n\n/ms;
is(scalar(() = ($cities // '') =~ /^[^ ]+市 .* [0-9.]+ % /mg), 11, 'and every city with its share');
unlike($printed, qr/uninitialized|ERROR/, 'nothing is missing');

is( sql(q{SELECT count(*) FROM sei.lineage_of((SELECT denominator_figure_id FROM sei.scoreboard
          WHERE plan = 'shanxi2011' AND due = '2015' AND indicator = 'sei_value_added_share')) WHERE sha256 IS NOT NULL}) > 0 ? 1 : 0,
    1, 'the denominator leads to a response with a checksum');

# Row versions, not counts: xmin and ctid of every row of every table that holds figures or state of facts.
my $versions = join ' UNION ALL ', map { "SELECT '$_', ctid::text, xmin::text FROM sei.$_" }
  qw(statistic enterprise_return enterprise_version enterprise_sector project_version recognition park_version tally_cell load);
my $rows = "SELECT md5(string_agg(concat_ws(' ', a, b, c), ',' ORDER BY a, b)) FROM ($versions) AS v (a, b, c)";
my $before = sql($rows);
($code, $out, $err) = daemon('once', '--spool', $spool);
is($code, 0, 'a second run') or diag "$out$err";
is(sql($rows), $before, 'touches no row');
is(sql(q{SELECT string_agg(DISTINCT state, ',') FROM (SELECT DISTINCT ON (feed_id) state FROM sei.run ORDER BY feed_id, run_id DESC) AS r}),
    'unchanged', 'and every feed says unchanged');
like("$out$err", qr/unchanged/, 'in words too');
done_testing();
