# MonthlyData: a province's monthly returns, made up: enterprises, four indicators, years of months, each month a load of
# its own, known a month after the one before. Written by COPY into the real tables; the cells by sei.expected_cells.
#
# Only history is made this way, with triggers and foreign keys off, in minutes instead of an hour. What is measured
# goes through the functions that the daemon calls.
package MonthlyData;
use strict;
use warnings;
use Exporter qw(import);
use SeiTest qw(database sql);
use Time::HiRes qw(time);

our @EXPORT_OK = qw(base months cells release loaded);

my @cities = map { $_ * 100 + 140000 } 1 .. 11;
my $bin = do { my $p = $ENV{PG_CONFIG} || 'pg_config'; chomp(my $b = `$p --bindir`); $b };
my $enterprises;

# The value of enterprise e, indicator i, month m since January 2011: a year-to-date sum that grows through the year.
my $value = q{round((1000 + e % 977 * 13.37) * (1 + 0.1 * i) * (1 + 0.08 * (m / 12)) * (1 + m % 12), 2)};
my $returns = q{SELECT e, 'gb2260', (140000 + 100 * (1 + e % 11))::text, (array['value_added', 'output', 'revenue', 'employment'])[i],
    format('%s-01..%s', 2011 + m / 12, lpad((1 + m % 12)::text, 2, '0')), VALUE};

# Reference data as of long ago, enterprises with sectors, denominators, and what the counted targets count; and the loads of
# the months 0 .. last: the newest was known yesterday, each other a month before the next.
sub base
{
    my ($name, $wanted, $last) = @_;
    $enterprises = $wanted;
    database($name);
    sql(<<"SQL");
BEGIN;
SELECT sei.begin_edit('synthetic base') \\g /dev/null
INSERT INTO sei.enterprise (code) SELECT 'synthetic_' || e FROM generate_series(1, $enterprises) e;
INSERT INTO sei.enterprise_version (enterprise_id, name, region_scheme, region, industry, synthetic)
SELECT enterprise_id, code, 'gb2260', (140000 + 100 * (1 + enterprise_id % 11))::text, '3511', true FROM sei.enterprise;
CREATE TEMPORARY TABLE leaf AS
SELECT sector, row_number() OVER (ORDER BY sector) - 1 AS n, count(*) OVER () AS of FROM sei.sector_def WHERE root = 'sx' AND sector_level(sector) = 2;
INSERT INTO sei.enterprise_sector (enterprise_id, root, sector, weight)
SELECT e.enterprise_id, 'sx', l.sector, CASE WHEN e.enterprise_id % 3 = 0 THEN 0.6 ELSE 1 END
FROM sei.enterprise e JOIN leaf l ON l.n = e.enterprise_id % l.of;
INSERT INTO sei.enterprise_sector (enterprise_id, root, sector, weight)
SELECT e.enterprise_id, 'sx', l.sector, 0.3 FROM sei.enterprise e JOIN leaf l ON l.n = (e.enterprise_id + 7) % l.of WHERE e.enterprise_id % 3 = 0;
INSERT INTO sei.statistic (region_scheme, region, indicator, period, value, published_total)
SELECT 'gb2260', r, 'gdp', y::text::stat_period, $enterprises * 140 * (1 + 0.08 * (y - 2011)), true
FROM generate_series(2011, 2016) y, unnest('{140000,@{[join ',', @cities]}}'::text[]) r;
INSERT INTO sei.project (code) SELECT 'synthetic_' || n FROM generate_series(1, 120) n;
INSERT INTO sei.project_version (project_id, name, project_kind, region_scheme, region, status, status_date)
SELECT project_id, code, 'pilot', 'gb2260', (140000 + 100 * (1 + project_id % 11))::text, 'completed', date '2012-01-01' + project_id::int * 10 FROM sei.project;
INSERT INTO sei.recognition (enterprise_id, recognition, valid_from) SELECT enterprise_id, 'leader', '2012-01-01' FROM sei.enterprise WHERE enterprise_id <= 60;
INSERT INTO sei.park (code) SELECT 'synthetic_' || n FROM generate_series(1, 12) n;
INSERT INTO sei.park_version (park_id, name, region_scheme, region, status, status_date)
SELECT park_id, code, 'gb2260', '140100', 'established', date '2013-01-01' FROM sei.park;
COMMIT;
-- All of it was known ten years ago.
SET session_replication_role = replica;
DO \$\$
DECLARE t regclass;
BEGIN
    FOR t IN SELECT a.attrelid::regclass FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
             WHERE c.relnamespace = 'sei'::regnamespace AND c.relkind = 'r' AND a.attname = 'known_from' AND NOT a.attisdropped
    LOOP
        EXECUTE format('UPDATE %s SET known_from = known_from - interval ''10 years''', t);
    END LOOP;
END
\$\$;
INSERT INTO sei.load (load_seq, known_from, kind)
SELECT 1000 + m, now() - interval '1 day' - make_interval(months => $last - m), 'load' FROM generate_series(0, $last) m;
SELECT sei.feed_apply('synthetic_returns', '{"kind":"enterprise_return","mode":"upsert"}', 'a') \\g /dev/null
SQL
    sql('VACUUM (FREEZE, ANALYZE)');
    return;
}

# History: the months from .. to (0 = January 2011).
sub months
{
    my ($from, $to) = @_;
    my $begun = time;
    my $select = $returns =~ s/VALUE/$value/r;
    my $out = "COPY ($select, 1000 + m, (SELECT known_from FROM sei.load WHERE load_seq = 1000 + m) FROM generate_series($from, $to) m, "
      . "generate_series(1, 4) i, generate_series(1, $enterprises) e) TO STDOUT";
    my $in = 'COPY sei.enterprise_return (enterprise_id, region_scheme, region, indicator, period, value, load_seq, known_from) FROM STDIN';
    system("$bin/psql -Xq -v ON_ERROR_STOP=1 -c \"$out\" | $bin/psql -Xq -v ON_ERROR_STOP=1 -c \"SET session_replication_role = replica\" -c \"$in\"") == 0
      or die "COPY failed\n";
    sql('VACUUM (FREEZE, ANALYZE) sei.enterprise_return');
    return (time - $begun);
}

# The cells that are not there yet, and the coverage that targets ask about; the load of a cell is the load of its month.
sub cells
{
    my $begun = time;
    sql(<<'SQL');
SET work_mem = '256MB';
INSERT INTO sei.tally_cell (root, scope, region_scheme, region, indicator, period, tally, missing, imputed, load_seq)
SELECT c.root, c.scope, c.region_scheme, c.region, c.indicator, c.period, c.tally, c.missing, c.imputed,
       1000 + 12 * (extract(year FROM period_start(c.period)) - 2011) + period_months(c.period) - 1
FROM sei.expected_cells(true) c WHERE c.scope = 'enterprise'
ON CONFLICT DO NOTHING;
SET session_replication_role = replica;
INSERT INTO sei.dirty_cell SELECT DISTINCT true, region_scheme, region, indicator, period FROM sei.tally_cell
WHERE scope = 'enterprise' AND period_months(period) = 12;
SELECT sei.recompute_coverage(0) \g /dev/null
DELETE FROM sei.dirty_cell;
UPDATE sei.coverage_cell k SET load_seq = c.load_seq FROM sei.tally_cell c
WHERE k.load_seq = 0 AND c.scope = 'enterprise' AND (c.region_scheme, c.region, c.indicator, c.period) = (k.region_scheme, k.region, k.indicator, k.period);
VACUUM (FREEZE, ANALYZE) sei.tally_cell;
VACUUM (FREEZE, ANALYZE) sei.coverage_cell;
SQL
    return time - $begun;
}

# A release of one month through the functions of the daemon, added to each value; milliseconds of COPY and of finish_load.
sub release
{
    my ($month, $added) = @_;
    my $select = $returns =~ s/VALUE/($value) + $added/r =~ s/SELECT e,/SELECT 'synthetic_' || e,/r;
    my $rows = 4 * $enterprises;
    my @ms = split /\n/, sql(<<"SQL");
SELECT feed_version_id AS version, lease_token AS token, slot FROM sei.claim('synthetic_returns', 'bench', '1 hour') \\gset
SELECT sei.begin_run(:version, :'token', 'bench') AS run \\gset
SELECT clock_timestamp() AS begun \\gset
INSERT INTO sei.stage (slot, run_id, page, row_ordinal, f1, f2, f3, f4, f5, f6)
SELECT :slot, :run, 1, row_number() OVER (), r.* FROM ($select FROM (VALUES ($month)) v (m), generate_series(1, 4) i, generate_series(1, $enterprises) e) r;
SELECT extract(epoch FROM clock_timestamp() - :'begun'::timestamptz) * 1000;
SELECT clock_timestamp() AS begun \\gset
SELECT (c).new_rows + (c).changed_rows AS written FROM sei.finish_load(:run, :'token', $rows, 0, '{}') c \\gset
SELECT extract(epoch FROM clock_timestamp() - :'begun'::timestamptz) * 1000;
SELECT :written;
SQL
    die "$ms[2] of $rows rows were written\n" if $ms[2] != $rows;
    return $ms[1];
}

sub loaded { return sql('SELECT count(*) FROM sei.enterprise_return'); }

1;
