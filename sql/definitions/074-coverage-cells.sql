-- 074-coverage-cells.sql: how many returns are expected and received, counted once for the spans that targets ask about.
-- least extension version: 0.1
--
-- Counting reads the returns of a year and of the same span of the year before. The scoreboard asks for the same few spans
-- again and again; those are counted in the transaction that touches them, every other one when it is asked for.
--
-- Who should have reported is said by the scope of the survey on the last day of the span (enterprise_scope: units enter and
-- leave it); where no scope is on file for that day, by who reported before. What was imputed here is no report: it fills a
-- sum, it does not cover it.

CREATE OR REPLACE FUNCTION sei.spans_so_far(span stat_period) RETURNS stat_period[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT array_agg((to_char(period_start(span), 'YYYY-MM') || '..'
                      || to_char(period_start(span) + make_interval(months => n - 1), 'YYYY-MM'))::stat_period ORDER BY n)
    FROM generate_series(1, LEAST(period_months(span), 60)) n;
END;
COMMENT ON FUNCTION sei.spans_so_far(stat_period) IS
'The spans that begin with a span and are at most as long, shortest first, 60 at most: 2015-01, 2015-01..02, 2015-Q1 for 2015-Q1.';

CREATE OR REPLACE FUNCTION sei.coverage_count(of_scheme text, of_region text, of_indicator text, at_period stat_period, moment timestamptz)
RETURNS TABLE (expected bigint, received bigint, last_year numeric, last_year_received numeric, imputed bigint, unexpected bigint,
               entered bigint, left_out bigint, expected_by text)
    LANGUAGE sql STABLE ROWS 1 SECURITY DEFINER
BEGIN ATOMIC
    WITH scoped AS MATERIALIZED (
        SELECT s.enterprise_id,
               bool_or(period_end(at_period) BETWEEN s.valid_from AND s.valid_to) AS is_in,
               bool_or(period_end(period_prior_year(at_period)) BETWEEN s.valid_from AND s.valid_to) AS was_in
        FROM sei.enterprise_scope s
        WHERE s.known_from <= moment AND (moment < s.known_to OR s.known_to = 'infinity')
          AND s.valid_from <= period_end(at_period) AND s.valid_to >= period_end(period_prior_year(at_period))
        GROUP BY s.enterprise_id
    ), known AS MATERIALIZED (
        SELECT COALESCE(bool_or(s.is_in), false) AS by_scope, COALESCE(bool_or(s.was_in), false) AS was_scoped FROM scoped s
    ), span AS MATERIALIZED (
        SELECT at_period AS period
        UNION ALL
        SELECT period_prior_year(at_period)
        UNION ALL
        -- shorter spans tell who reports where no scope does
        SELECT e.period FROM known k CROSS JOIN LATERAL unnest(sei.spans_so_far(at_period)) e (period)
        WHERE NOT k.by_scope AND e.period <> at_period
    ), returned AS (
        SELECT r.enterprise_id, s.period, r.value, r.status, r.method
        FROM span s CROSS JOIN LATERAL sei.returns_known(of_scheme, of_region, of_indicator, s.period, moment) r
    ), unit AS MATERIALIZED (
        SELECT r.enterprise_id,
               bool_or(r.period = at_period) AS was_here,
               bool_or(r.period = at_period AND r.value IS NOT NULL AND (r.status <> 'I' OR r.method IS NULL)) AS has_reported,
               bool_or(r.period = at_period AND r.value IS NOT NULL AND r.status = 'I') AS is_imputed,
               sum(r.value) FILTER (WHERE r.period = period_prior_year(at_period)) AS last_year
        FROM returned r
        GROUP BY r.enterprise_id
    ), placed AS MATERIALIZED (
        -- a unit in scope is of the region of its return, without one of the region where it is registered
        SELECT s.enterprise_id, s.is_in, s.was_in FROM scoped s JOIN unit u ON u.enterprise_id = s.enterprise_id AND u.was_here
        UNION ALL
        SELECT s.enterprise_id, s.is_in, s.was_in
        FROM scoped s
        JOIN sei.enterprise_version v ON v.enterprise_id = s.enterprise_id AND v.region_scheme = of_scheme
         AND v.known_from <= moment AND (moment < v.known_to OR v.known_to = 'infinity')
        LEFT JOIN unit u ON u.enterprise_id = s.enterprise_id AND u.was_here
        LEFT JOIN LATERAL (
            SELECT true AS is_there FROM sei.enterprise_return r
            WHERE r.enterprise_id = s.enterprise_id AND r.indicator = of_indicator AND r.period = at_period
              AND r.known_to = 'infinity' AND r.known_from <= moment
            UNION ALL
            SELECT true FROM sei.enterprise_return r
            WHERE r.enterprise_id = s.enterprise_id AND r.indicator = of_indicator AND r.period = at_period
              AND r.known_to <> 'infinity' AND r.known_to > moment AND r.known_from <= moment
            LIMIT 1
        ) elsewhere ON u.enterprise_id IS NULL
        WHERE u.enterprise_id IS NULL AND elsewhere.is_there IS NULL
          AND v.region IN (SELECT p.region FROM sei.regions_below(of_scheme, of_region, moment) p)
    ), wanted AS (
        SELECT COALESCE(u.has_reported, false) AS has_reported, COALESCE(u.is_imputed, false) AS is_imputed, u.last_year
        FROM placed s LEFT JOIN unit u ON u.enterprise_id = s.enterprise_id
        WHERE s.is_in
        UNION ALL
        SELECT u.has_reported, u.is_imputed, u.last_year FROM unit u CROSS JOIN known k WHERE NOT k.by_scope
    ), counted AS (
        SELECT count(*) AS expected, count(*) FILTER (WHERE w.has_reported) AS received, count(*) FILTER (WHERE w.is_imputed) AS imputed,
               CASE WHEN min(w.last_year) >= 0 THEN sum(w.last_year) END AS last_year,
               sum(w.last_year) FILTER (WHERE w.has_reported) AS last_year_received
        FROM wanted w
    )
    SELECT c.expected, c.received, c.last_year, c.last_year_received, c.imputed,
           CASE WHEN k.by_scope THEN (SELECT count(*) FROM unit u WHERE u.has_reported
                                      AND NOT EXISTS (SELECT FROM scoped s WHERE s.enterprise_id = u.enterprise_id AND s.is_in)) ELSE 0 END,
           CASE WHEN k.by_scope AND k.was_scoped THEN (SELECT count(*) FROM placed s WHERE s.is_in AND NOT s.was_in) END,
           CASE WHEN k.by_scope AND k.was_scoped THEN (SELECT count(*) FROM placed s WHERE s.was_in AND NOT s.is_in) END,
           CASE WHEN k.by_scope THEN 'scope' WHEN c.expected > 0 THEN 'returns' END
    FROM counted c CROSS JOIN known k;
END;
COMMENT ON FUNCTION sei.coverage_count(text, text, text, stat_period, timestamptz) IS
'The columns of sei.coverage_cell counted from the returns, scopes and regions known at a moment (infinity = now). Runs as its owner: it shows counts and sums, no respondent. Internal: read sei.coverage_of.';

CREATE OR REPLACE FUNCTION sei.recompute_coverage(seq bigint) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
BEGIN
    INSERT INTO sei.coverage_cell AS k (region_scheme, region, indicator, period, expected, received, last_year,
                                        last_year_received, imputed, unexpected, entered, left_out, expected_by, load_seq)
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
    SELECT a.region_scheme, a.region, a.indicator, a.period, c.expected, c.received, c.last_year, c.last_year_received,
           c.imputed, c.unexpected, c.entered, c.left_out, c.expected_by, seq
    FROM affected a
    CROSS JOIN LATERAL sei.coverage_count(a.region_scheme, a.region, a.indicator, a.period, 'infinity') c
    ON CONFLICT (region_scheme, region, indicator, period) DO UPDATE
    SET expected = EXCLUDED.expected, received = EXCLUDED.received, last_year = EXCLUDED.last_year,
        last_year_received = EXCLUDED.last_year_received, imputed = EXCLUDED.imputed, unexpected = EXCLUDED.unexpected,
        entered = EXCLUDED.entered, left_out = EXCLUDED.left_out, expected_by = EXCLUDED.expected_by, load_seq = EXCLUDED.load_seq
    WHERE (k.expected, k.received, k.last_year, k.last_year_received, k.imputed, k.unexpected, k.entered, k.left_out, k.expected_by)
          IS DISTINCT FROM (EXCLUDED.expected, EXCLUDED.received, EXCLUDED.last_year, EXCLUDED.last_year_received, EXCLUDED.imputed,
                            EXCLUDED.unexpected, EXCLUDED.entered, EXCLUDED.left_out, EXCLUDED.expected_by);
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
    CROSS JOIN LATERAL sei.coverage_count(k.region_scheme, k.region, k.indicator, k.period, 'infinity') c
    WHERE k.expected IS DISTINCT FROM c.expected
       OR k.received IS DISTINCT FROM c.received
       OR k.last_year IS DISTINCT FROM c.last_year
       OR k.last_year_received IS DISTINCT FROM c.last_year_received
       OR k.imputed IS DISTINCT FROM c.imputed
       OR k.unexpected IS DISTINCT FROM c.unexpected
       OR k.entered IS DISTINCT FROM c.entered
       OR k.left_out IS DISTINCT FROM c.left_out
       OR k.expected_by IS DISTINCT FROM c.expected_by;
END;
COMMENT ON FUNCTION sei.verify_coverage() IS 'Rows of sei.coverage_cell that differ from a count of the returns: none, always.';
GRANT EXECUTE ON FUNCTION sei.verify_coverage() TO sei_admin;

-- Who is in scope, and where, is about every kept span.
CREATE OR REPLACE FUNCTION sei.dirty_from_scope() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
BEGIN
    IF EXISTS (SELECT FROM touched t) AND (TG_TABLE_NAME = 'enterprise_scope' OR EXISTS (
           SELECT FROM touched t JOIN sei.enterprise_scope s ON s.enterprise_id = t.enterprise_id AND s.known_to = 'infinity')) THEN
        INSERT INTO sei.dirty_cell (of_returns, region_scheme, region, indicator, period)
        SELECT true, k.region_scheme, k.region, k.indicator, k.period FROM sei.coverage_cell k
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION sei.dirty_from_scope() IS 'Statement trigger: a change of the scope of a survey, or of the facts of an enterprise in scope, has the kept coverage counted again.';
CREATE OR REPLACE TRIGGER y_dirty_insert AFTER INSERT ON sei.enterprise_scope REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION sei.dirty_from_scope();
CREATE OR REPLACE TRIGGER y_dirty_update AFTER UPDATE ON sei.enterprise_scope REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION sei.dirty_from_scope();
CREATE OR REPLACE TRIGGER y_dirty_delete AFTER DELETE ON sei.enterprise_scope REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION sei.dirty_from_scope();
CREATE OR REPLACE TRIGGER y_dirty_insert AFTER INSERT ON sei.enterprise_version REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION sei.dirty_from_scope();
CREATE OR REPLACE TRIGGER y_dirty_update AFTER UPDATE ON sei.enterprise_version REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION sei.dirty_from_scope();
