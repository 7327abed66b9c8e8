-- 079-coverage-of.sql: how much of what should have been reported is there, and how much came late.
-- least extension version: 0.1
--
-- Read from what is kept (074) where that is what it was at the moment asked for, else counted.

CREATE OR REPLACE FUNCTION sei.coverage_of(of_scheme text, of_region text, of_indicator text, at_period stat_period,
                                           moment timestamptz DEFAULT 'infinity')
RETURNS TABLE (expected bigint, received bigint, by_number numeric, by_weight numeric, coverage numeric, method text,
               imputed bigint, unexpected bigint, entered bigint, left_out bigint, expected_by text)
    LANGUAGE sql STABLE ROWS 1 SECURITY DEFINER
BEGIN ATOMIC
    WITH kept AS MATERIALIZED (
        -- what no later load has touched is what it was
        SELECT k.expected, k.received, k.last_year, k.last_year_received, k.imputed, k.unexpected, k.entered, k.left_out, k.expected_by
        FROM sei.coverage_cell k
        WHERE k.region_scheme = of_scheme AND k.region = of_region AND k.indicator = of_indicator AND k.period = at_period
          AND (moment = 'infinity'
               OR k.load_seq <= (SELECT l.load_seq FROM sei.load l WHERE l.known_from <= moment ORDER BY l.known_from DESC LIMIT 1))
    ), found AS (
        SELECT k.* FROM kept k
        UNION ALL
        SELECT n.* FROM sei.coverage_count(of_scheme, of_region, of_indicator, at_period, moment) n WHERE NOT EXISTS (SELECT FROM kept)
    ), rated AS (
        SELECT f.*, trim_scale(f.received::numeric / NULLIF(f.expected, 0)) AS by_number,
               trim_scale(COALESCE(f.last_year_received, 0) / NULLIF(f.last_year, 0)) AS by_weight
        FROM found f
    )
    SELECT r.expected, r.received, r.by_number, r.by_weight, COALESCE(r.by_weight, r.by_number),
           CASE WHEN r.by_weight IS NOT NULL THEN 'weight' WHEN r.expected > 0 THEN 'number' END,
           r.imputed, r.unexpected, r.entered, r.left_out, r.expected_by
    FROM rated r;
END;
COMMENT ON FUNCTION sei.coverage_of(text, text, text, stat_period, timestamptz) IS
'How much of a region''s returns for an indicator and span is there (覆盖率, 报送率), as known at a moment (infinity = now). Expected: enterprises in the scope of a survey on the last day of the span; where no scope is on file for that day, those that reported the same span a year before or any span of the same start up to this one; expected_by says which (scope, returns). Received: those with a value, unless it was imputed here (status I with a method, sei.impute_returns). by_weight: part of last year''s value of the same span, over expected enterprises; NULL in a first year and where last year has a negative value. coverage = by weight where known, else by number, method says which; all NULL when nothing was expected. unexpected = reported without being in scope; entered, left_out = in scope now and not a year before, and the reverse, NULL where either day has no scope. Does not wait for loads. Runs as its owner: it shows counts and parts, no respondent.';

CREATE OR REPLACE FUNCTION sei.late_returns(of_scheme text, of_region text, of_indicator text, at_period stat_period) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT count(*)
    FROM sei.indicator_version i
    JOIN sei.enterprise_return r ON r.indicator = i.indicator AND r.period = at_period AND r.region_scheme = of_scheme AND r.known_to = 'infinity'
     AND r.value IS NOT NULL AND (r.status <> 'I' OR r.method IS NULL)
    WHERE i.indicator = of_indicator AND i.known_to = 'infinity' AND i.due_days IS NOT NULL
      AND r.region IN (SELECT p.region FROM sei.regions_below(of_scheme, of_region, 'infinity') p)
      AND (SELECT min(o.received_at) FROM sei.return_received o
           WHERE o.enterprise_id = r.enterprise_id AND o.indicator = r.indicator AND o.period = r.period) AT TIME ZONE 'UTC'
          >= period_end(at_period) + i.due_days + 1;
END;
COMMENT ON FUNCTION sei.late_returns(text, text, text, stat_period) IS
'How many returns of a region and those below came after their due day (indicator_version.due_days after the end of the span, days in UTC); 0 when the indicator has none. Runs as its owner: it shows a count.';

CREATE OR REPLACE VIEW sei.coverage AS
SELECT k.region_scheme, k.region, v.name AS region_name, k.indicator, k.period::text AS period,
       period_end(k.period) AS period_end, c.expected, c.received, c.expected - c.received AS missing,
       c.by_number, c.by_weight, c.coverage, c.method, i.min_coverage, c.coverage >= i.min_coverage AS is_sufficient,
       c.imputed, sei.late_returns(k.region_scheme, k.region, k.indicator, k.period) AS late,
       period_end(k.period) + i.due_days AS due_date,
       CASE WHEN period_end(k.period) + i.due_days < current_date THEN c.expected - c.received
            WHEN i.due_days IS NOT NULL THEN 0 END AS overdue,
       c.unexpected, c.entered, c.left_out, c.expected_by
FROM (SELECT DISTINCT t.region_scheme, t.region, t.indicator, t.period
      FROM sei.tally_cell t WHERE t.scope = 'enterprise') k
JOIN sei.indicator_version i ON i.indicator = k.indicator AND i.known_to = 'infinity'
LEFT JOIN sei.region_version v
  ON v.region_scheme = k.region_scheme AND v.region = k.region AND v.known_to = 'infinity'
CROSS JOIN LATERAL sei.coverage_of(k.region_scheme, k.region, k.indicator, k.period) c;
COMMENT ON VIEW sei.coverage IS
'Expected, received, late and imputed returns per region, indicator and span, by number and by last year''s weight (sei.coverage_of). Give it a region or a period: every row scans its returns.';
COMMENT ON COLUMN sei.coverage.region_scheme IS 'Scheme of codes.';
COMMENT ON COLUMN sei.coverage.region IS 'The region; the regions below it are included.';
COMMENT ON COLUMN sei.coverage.region_name IS 'Its name.';
COMMENT ON COLUMN sei.coverage.indicator IS 'What is reported.';
COMMENT ON COLUMN sei.coverage.period IS 'The span.';
COMMENT ON COLUMN sei.coverage.period_end IS 'Last day of the span.';
COMMENT ON COLUMN sei.coverage.expected IS 'Enterprises that should have reported it: those in scope of a survey on that day, or those that reported before (expected_by).';
COMMENT ON COLUMN sei.coverage.received IS 'Of these: with a value of their own; what was imputed here is not received.';
COMMENT ON COLUMN sei.coverage.missing IS 'Of these: without.';
COMMENT ON COLUMN sei.coverage.by_number IS 'received / expected (报送率), 0..1.';
COMMENT ON COLUMN sei.coverage.by_weight IS 'The same by last year''s value of the same span (覆盖率), 0..1; NULL in a first year.';
COMMENT ON COLUMN sei.coverage.coverage IS 'By weight where known, else by number.';
COMMENT ON COLUMN sei.coverage.method IS 'weight or number.';
COMMENT ON COLUMN sei.coverage.min_coverage IS 'Least coverage that the indicator asks for.';
COMMENT ON COLUMN sei.coverage.is_sufficient IS 'Whether the span counts as the figure of its period; NULL when nothing was expected.';
COMMENT ON COLUMN sei.coverage.imputed IS 'Expected enterprises whose value is imputed (status I), by the source or here.';
COMMENT ON COLUMN sei.coverage.late IS 'Returns that came after their due day; 0 when the indicator has none.';
COMMENT ON COLUMN sei.coverage.due_date IS 'Last day on which they were due (报送期限); NULL when the indicator has none.';
COMMENT ON COLUMN sei.coverage.overdue IS 'missing after due_date, 0 up to it; NULL without a due date.';
COMMENT ON COLUMN sei.coverage.unexpected IS 'Enterprises that reported without being in scope; they are in the sum.';
COMMENT ON COLUMN sei.coverage.entered IS 'Expected enterprises that were not in scope a year before (入库); NULL where no scope is on file for both days.';
COMMENT ON COLUMN sei.coverage.left_out IS 'Enterprises in scope a year before and not now (退库); NULL where no scope is on file for both days.';
COMMENT ON COLUMN sei.coverage.expected_by IS 'scope (sei.enterprise_scope) or returns (who reported before); NULL when nothing was expected.';

GRANT EXECUTE ON FUNCTION sei.coverage_of(text, text, text, stat_period, timestamptz), sei.late_returns(text, text, text, stat_period) TO sei_analyst, sei_admin;
GRANT SELECT ON sei.coverage TO sei_analyst, sei_admin;
