# Location quotients and year-over-year changes agree with those that the US Bureau of Labor Statistics publishes beside
# its own figures (QCEW 2016, 50 states and areas by ownership and industry). Suppressed cells are left out, not read as 0.
#
# The national figures are not in the panel. So a published quotient is compared as a ratio between two states, where the
# nation cancels out, and as an interval: all states together must allow one national share.
use strict;
use warnings;
use SeiTest qw($top $dir);
use IPC::Run ();
use Test::More;

my $pg_config = $ENV{PG_CONFIG} || 'pg_config';
chomp(my $bin = `$pg_config --bindir`);

sub run_in
{
    my ($database, $text) = @_;
    my ($out, $err) = ('', '');
    IPC::Run::run(["$bin/psql", '-XqAt', '-v', 'ON_ERROR_STOP=1', '-d', $database, '-f', '-'], '<', \$text, '>', \$out, '2>', \$err)
      or die "psql: $err";
    chomp $out;
    return $out;
}

run_in('postgres', $_) foreach 'DROP DATABASE IF EXISTS sei_qcew', 'CREATE DATABASE sei_qcew',
  'ALTER DATABASE sei_qcew SET search_path = sei_ext, public';
run_in('sei_qcew', <<"SQL");
CREATE SCHEMA sei_ext; CREATE EXTENSION sei SCHEMA sei_ext;
CREATE TABLE qcew (area text, area_title text, own int, industry text, industry_title text, agglvl int, year int, qtr int, disclosure text,
    estabs bigint, month1 bigint, month2 bigint, month3 bigint, wages bigint, avg_wage bigint,
    lq_disclosure text, lq_estabs numeric, lq_month3 numeric, lq_wages numeric,
    oty_disclosure text, estabs_chg bigint, estabs_pct numeric, month3_chg bigint, month3_pct numeric, wages_chg bigint, wages_pct numeric);
\\copy qcew FROM PROGRAM 'gzip -dc $top/tests/demo/data/qcew_2016_states.csv.gz' (FORMAT csv, HEADER)
-- One row a cell and variable, with its place: ownership, NAICS sector, subsector.
CREATE TABLE cell AS
SELECT area, qtr, agglvl, var, ('qcew.own' || own || '.' || CASE WHEN left(industry, 2) IN ('31', '32', '33') THEN '31-33'
        WHEN left(industry, 2) IN ('44', '45') THEN '44-45' WHEN left(industry, 2) IN ('48', '49') THEN '48-49' ELSE left(industry, 2) END
        || CASE WHEN agglvl = 55 THEN '.' || industry ELSE '' END)::sector AS sector,
    v, CASE WHEN lq_disclosure IS NULL THEN lq END AS lq, CASE WHEN oty_disclosure IS NULL THEN chg END AS chg, pct
FROM qcew, LATERAL (VALUES ('establishments', estabs, lq_estabs, estabs_chg, estabs_pct), ('employment', month3, lq_month3, month3_chg, month3_pct),
    ('wages', wages, lq_wages, wages_chg, wages_pct)) AS variable (var, v, lq, chg, pct)
WHERE agglvl IN (54, 55) AND disclosure IS NULL;
CREATE TABLE covered AS
SELECT area, qtr, var, v FROM qcew, LATERAL (VALUES ('establishments', estabs), ('employment', month3), ('wages', wages)) AS variable (var, v) WHERE agglvl = 50;
-- One tally a state, quarter, variable and level of detail, over everybody covered; and a year before, by the changes.
CREATE TABLE state AS
SELECT area, qtr, var, agglvl, tally_with_total(sector_tally(c.v, sector), max(t.v)) AS t,
    sector_tally(c.v, sector) FILTER (WHERE chg IS NOT NULL) AS now, sector_tally(c.v, sector) FILTER (WHERE chg IS NOT NULL) - sector_tally(chg, sector) AS before
FROM cell AS c JOIN covered AS t USING (area, qtr, var) GROUP BY area, qtr, var, agglvl;
CREATE UNIQUE INDEX ON state (area, qtr, var, agglvl);
ANALYZE;
SQL

is(run_in('sei_qcew', 'SELECT count(*) > 100000, count(DISTINCT area) FROM cell'), 't|50', 'the panel is there');

# location_quotient(state, New York) = LQ(state) / LQ(New York), each published to two decimals.
my $ratio = <<'SQL';
SELECT count(*) AS compared, count(*) FILTER (WHERE q < (c.lq - 0.005) / (r.lq + 0.005) OR q > (c.lq + 0.005) / (r.lq - 0.005)) AS outside
FROM cell AS c JOIN cell AS r USING (qtr, agglvl, var, sector) JOIN state AS s USING (qtr, agglvl, var)
    JOIN state AS ny USING (qtr, agglvl, var), LATERAL location_quotient(s.t, ny.t, c.sector) AS q
WHERE s.area = c.area AND r.area = '36000' AND ny.area = '36000' AND c.area <> '36000' AND c.lq > 0 AND r.lq > 0.05 AND agglvl = %d
SQL
foreach my $level (54, 55)
{
    my ($compared, $outside) = split /\|/, run_in('sei_qcew', sprintf $ratio, $level);
    cmp_ok($compared, '>', 20000, "level $level: enough quotients");
    is($outside, 0, "level $level: every one of $compared agrees within its rounding");
}

# All states allow one national share: the greatest lower bound is no more than the least upper bound.
my ($cells, $empty) = split /\|/, run_in('sei_qcew', <<'SQL');
SELECT count(*), count(*) FILTER (WHERE low > high)
FROM (SELECT max(share / (lq + 0.005)) AS low, min(share / (lq - 0.005)) FILTER (WHERE lq > 0.005) AS high
      FROM cell JOIN state USING (area, qtr, var, agglvl), LATERAL tally_share(t, sector) AS share
      WHERE lq IS NOT NULL GROUP BY qtr, var, agglvl, sector HAVING count(*) > 1) AS national
SQL
cmp_ok($cells, '>', 3000, 'enough national cells');
is($empty, 0, "each of $cells has a national share that every state's quotient allows");

# Year-over-year changes, published to one decimal.
my ($rates, $off) = split /\|/, run_in('sei_qcew', <<'SQL');
SELECT count(*), count(*) FILTER (WHERE abs(100 * g - pct) > 0.05)
FROM cell JOIN state USING (area, qtr, var, agglvl), LATERAL tally_growth(before, now, sector) AS g WHERE chg IS NOT NULL AND v - chg > 0
SQL
cmp_ok($rates, '>', 90000, 'enough changes');
is($off, 0, "each of $rates growth rates agrees to its decimal");

# Contributions to the change of what is published add up to one.
is(run_in('sei_qcew', <<'SQL'), 't|t', 'contributions of the sectors add up');
SELECT count(*) > 500, bool_and(abs(total - 1) < 1e-12)
FROM (SELECT sum(tally_contribution(before, now, sector)) AS total FROM state, tally_shares(now, 3) WHERE tally_total(now) <> tally_total(before) GROUP BY area, qtr, var, agglvl) AS x
SQL

run_in('postgres', 'DROP DATABASE sei_qcew');
done_testing();
