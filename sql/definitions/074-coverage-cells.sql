-- 074-coverage-cells.sql: how many returns are expected and received, counted once for the spans that targets ask about.
-- least extension version: 0.1
--
-- Counting reads the returns of a year and of the same span of the year before. The scoreboard asks for the same few spans
-- again and again; those are counted in the transaction that touches them, every other one when it is asked for.

CREATE OR REPLACE FUNCTION sei.coverage_count(of_scheme text, of_region text, of_indicator text, at_period stat_period)
RETURNS TABLE (expected bigint, received bigint, last_year numeric, last_year_received numeric, negative bigint)
    LANGUAGE sql STABLE ROWS 1 SECURITY DEFINER
BEGIN ATOMIC
    WITH span AS MATERIALIZED (
        SELECT DISTINCT c.period
        FROM sei.tally_cell c
        WHERE c.scope = 'enterprise' AND c.region_scheme = of_scheme AND c.region = of_region
          AND c.indicator = of_indicator
          AND (c.period = period_prior_year(at_period)
               OR (period_start(c.period) = period_start(at_period) AND period_months(c.period) <= period_months(at_period)))
    ), place AS MATERIALIZED (
        SELECT DISTINCT w.region FROM sei.region_within w WHERE w.region_scheme = of_scheme AND w.ancestor = of_region
    ), unit AS (
        SELECT r.enterprise_id,
               bool_or(s.period = at_period AND r.value IS NOT NULL) AS has_reported,
               sum(r.value) FILTER (WHERE s.period = period_prior_year(at_period)) AS last_year,
               count(*) FILTER (WHERE s.period = at_period AND r.value < 0) AS negative
        FROM span s
        CROSS JOIN place p
        -- by index, however many other returns there are
        CROSS JOIN LATERAL (
            SELECT o.enterprise_id, o.value FROM sei.enterprise_return o
            WHERE o.region_scheme = of_scheme AND o.region = p.region AND o.indicator = of_indicator AND o.period = s.period
              AND o.known_to = 'infinity'
            OFFSET 0) r
        GROUP BY r.enterprise_id
    )
    SELECT count(*), count(*) FILTER (WHERE u.has_reported), CASE WHEN min(u.last_year) >= 0 THEN sum(u.last_year) END,
           sum(u.last_year) FILTER (WHERE u.has_reported), COALESCE(sum(u.negative), 0)::bigint
    FROM unit u;
END;
COMMENT ON FUNCTION sei.coverage_count(text, text, text, stat_period) IS
'The columns of sei.coverage_cell counted from the returns as known now: expected are enterprises that reported the same span a year before or any span of the same start up to this one; received those with a value for this span. Runs as its owner: it shows counts and sums, no respondent. Internal.';

CREATE OR REPLACE FUNCTION sei.recompute_coverage(seq bigint) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
BEGIN
    INSERT INTO sei.coverage_cell AS k (region_scheme, region, indicator, period, expected, received, last_year,
                                        last_year_received, negative, load_seq)
    WITH touched AS MATERIALIZED (
        SELECT DISTINCT d.region_scheme, a.above AS region, d.indicator, d.period
        FROM sei.dirty_cell d JOIN sei.region_above() a ON a.region_scheme = d.region_scheme AND a.region = d.region
        WHERE d.of_returns
    ), asked AS MATERIALIZED (
        SELECT DISTINCT v.region_scheme, v.region, COALESCE(i.numerator, i.indicator) AS indicator, period_months(v.due) AS months,
               extract(month FROM period_start(v.due)) AS first_month
        FROM sei.plan_target_version v
        JOIN sei.indicator_version i ON i.indicator = v.indicator AND i.known_to = 'infinity'
        WHERE v.known_to = 'infinity' AND v.count_of IS NULL
    ), kept AS MATERIALIZED (
        SELECT c.region_scheme, c.region, c.indicator, c.period
        FROM sei.tally_cell c
        JOIN asked a ON a.region_scheme = c.region_scheme AND a.region = c.region AND a.indicator = c.indicator
         AND a.months = period_months(c.period) AND a.first_month = extract(month FROM period_start(c.period))
        WHERE c.scope = 'enterprise'
        UNION
        SELECT c.region_scheme, c.region, c.indicator, c.period FROM sei.coverage_cell c
    ), affected AS MATERIALIZED (
        SELECT DISTINCT p.region_scheme, p.region, p.indicator, p.period
        FROM kept p
        JOIN touched t ON t.region_scheme = p.region_scheme AND t.region = p.region AND t.indicator = p.indicator
         AND (t.period = period_prior_year(p.period)
              OR (period_start(t.period) = period_start(p.period) AND period_months(t.period) <= period_months(p.period)))
    )
    SELECT a.region_scheme, a.region, a.indicator, a.period, c.expected, c.received, c.last_year, c.last_year_received, c.negative, seq
    FROM affected a
    CROSS JOIN LATERAL sei.coverage_count(a.region_scheme, a.region, a.indicator, a.period) c
    ON CONFLICT (region_scheme, region, indicator, period) DO UPDATE
    SET expected = EXCLUDED.expected, received = EXCLUDED.received, last_year = EXCLUDED.last_year,
        last_year_received = EXCLUDED.last_year_received, negative = EXCLUDED.negative, load_seq = EXCLUDED.load_seq
    WHERE (k.expected, k.received, k.last_year, k.last_year_received, k.negative)
          IS DISTINCT FROM (EXCLUDED.expected, EXCLUDED.received, EXCLUDED.last_year, EXCLUDED.last_year_received, EXCLUDED.negative);
END
$$;
COMMENT ON FUNCTION sei.recompute_coverage(bigint) IS
'Counts anew what the cells named in dirty_cell touch: their own spans, longer ones of the same start, and the same spans a year later. Called by sei.recompute_dirty_cells. Internal.';

CREATE OR REPLACE FUNCTION sei.verify_coverage()
    RETURNS TABLE (region_scheme text, region text, indicator text, period stat_period, stored bigint, expected bigint)
    LANGUAGE sql STABLE
    SECURITY DEFINER
BEGIN ATOMIC
    SELECT k.region_scheme, k.region, k.indicator, k.period, k.expected, c.expected
    FROM sei.coverage_cell k
    CROSS JOIN LATERAL sei.coverage_count(k.region_scheme, k.region, k.indicator, k.period) c
    WHERE k.expected <> c.expected OR k.received <> c.received OR k.last_year IS DISTINCT FROM c.last_year
       OR k.last_year_received IS DISTINCT FROM c.last_year_received OR k.negative <> c.negative;
END;
COMMENT ON FUNCTION sei.verify_coverage() IS 'Rows of sei.coverage_cell that differ from a count of the returns: none, always.';
GRANT EXECUTE ON FUNCTION sei.verify_coverage() TO sei_admin;

-- What no later load has touched is what it was: then nothing need be counted again.
CREATE OR REPLACE FUNCTION sei.untouched_cell(of_root text, of_scheme text, of_region text, of_indicator text, at_period stat_period,
                                              moment timestamptz)
RETURNS TABLE (tally tally, imputed tally, load_seq bigint, expected bigint, received bigint, last_year numeric,
               last_year_received numeric, negative bigint)
    LANGUAGE sql STABLE ROWS 1 SECURITY DEFINER
BEGIN ATOMIC
    SELECT c.tally, c.imputed, c.load_seq, k.expected, k.received, k.last_year, k.last_year_received, k.negative
    FROM sei.tally_cell c
    JOIN sei.coverage_cell k ON k.region_scheme = c.region_scheme AND k.region = c.region AND k.indicator = c.indicator
     AND k.period = c.period
    WHERE c.root = of_root AND c.scope = 'enterprise' AND c.region_scheme = of_scheme AND c.region = of_region
      AND c.indicator = of_indicator AND c.period = at_period
      AND (moment = 'infinity'
           OR GREATEST(c.load_seq, k.load_seq) <= (SELECT l.load_seq FROM sei.load l WHERE l.known_from <= moment
                                                   ORDER BY l.known_from DESC LIMIT 1));
END;
COMMENT ON FUNCTION sei.untouched_cell(text, text, text, text, stat_period, timestamptz) IS
'The cell of returns and its coverage, where both are kept and neither was changed after a moment (infinity = now), so that they are what they were then; else no row. Runs as its owner. Internal.';
