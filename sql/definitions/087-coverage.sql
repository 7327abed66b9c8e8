-- 087-coverage.sql: returns that are not there: filled in with a method and a flag, and what entry and exit do to growth.
-- least extension version: 0.1
--
-- An observed value is never replaced. An imputed one has status I and its method, is in every sum, and every aggregate
-- says how much of it is imputed; the return itself replaces it when it comes.

CREATE OR REPLACE FUNCTION sei.imputations(of_indicator text, at_period stat_period)
    RETURNS TABLE (enterprise_id bigint, region_scheme text, region text, value numeric, method text)
    LANGUAGE sql STABLE
    SECURITY DEFINER
BEGIN ATOMIC
    WITH absent AS (
        SELECT x.enterprise_id FROM sei.return_expected x
        LEFT JOIN sei.enterprise_return r ON r.enterprise_id = x.enterprise_id AND r.indicator = x.indicator
         AND r.period = x.period AND r.known_to = 'infinity'
        WHERE x.indicator = of_indicator AND x.period = at_period AND (r.value IS NULL OR r.status = 'I')
    ), history AS (
        SELECT a.enterprise_id, v.region_scheme, v.region, left(regexp_replace(v.industry, '^gb[0-9]*:', ''), 3) AS stratum,
               b.value AS before, e.value AS earlier, p.value AS earlier_before
        FROM absent a
        JOIN sei.enterprise_version v ON v.enterprise_id = a.enterprise_id AND v.known_to = 'infinity'
        LEFT JOIN sei.enterprise_return b ON b.enterprise_id = a.enterprise_id AND b.indicator = of_indicator
         AND b.period = period_prior_year(at_period) AND b.known_to = 'infinity'
        LEFT JOIN LATERAL (
            SELECT o.value, o.period FROM sei.enterprise_return o
            WHERE o.enterprise_id = a.enterprise_id AND o.indicator = of_indicator AND o.known_to = 'infinity'
              AND o.value IS NOT NULL AND o.status <> 'I' AND period_start(o.period) = period_start(at_period)
              AND period_months(o.period) < period_months(at_period)
            ORDER BY period_months(o.period) DESC LIMIT 1) e ON true
        LEFT JOIN sei.enterprise_return p ON p.enterprise_id = a.enterprise_id AND p.indicator = of_indicator
         AND p.period = period_prior_year(e.period) AND p.known_to = 'infinity'
    ), pairs AS (
        SELECT left(regexp_replace(v.industry, '^gb[0-9]*:', ''), 3) AS stratum, v.region_scheme, v.region, r.value, b.value AS before
        FROM sei.enterprise_return r
        JOIN sei.enterprise_return b ON b.enterprise_id = r.enterprise_id AND b.indicator = r.indicator
         AND b.period = period_prior_year(at_period) AND b.known_to = 'infinity'
        JOIN sei.enterprise_version v ON v.enterprise_id = r.enterprise_id AND v.known_to = 'infinity'
        WHERE r.indicator = of_indicator AND r.period = at_period AND r.known_to = 'infinity' AND r.status <> 'I'
          AND r.value IS NOT NULL AND b.value IS NOT NULL
    ), stratum AS (
        SELECT p.stratum, p.region_scheme, p.region, sum(p.value) / NULLIF(sum(p.before), 0) AS growth
        FROM pairs p GROUP BY GROUPING SETS ((p.stratum, p.region_scheme, p.region), (p.stratum), ())
    ), guess AS (
        SELECT h.enterprise_id, h.region_scheme, h.region,
               CASE WHEN h.before > 0 AND h.earlier > 0 AND h.earlier_before > 0 THEN h.before * h.earlier / h.earlier_before END AS own,
               CASE WHEN h.before IS NOT NULL THEN h.before * (
                   SELECT s.growth FROM stratum s
                   WHERE s.growth > 0 AND (s.stratum = h.stratum OR s.stratum IS NULL)
                     AND (s.region IS NULL OR (s.region_scheme = h.region_scheme AND s.region = h.region))
                   ORDER BY s.region IS NULL, s.stratum IS NULL LIMIT 1) END AS of_stratum,
               COALESCE(h.earlier, h.before) AS carried
        FROM history h
    )
    SELECT g.enterprise_id, g.region_scheme, g.region,
           trim_scale(round(COALESCE(g.own, g.of_stratum, g.carried), 4)),
           CASE WHEN g.own IS NOT NULL THEN 'prior_growth' WHEN g.of_stratum IS NOT NULL THEN 'stratum_growth' ELSE 'carry_forward' END
    FROM guess g
    WHERE COALESCE(g.own, g.of_stratum, g.carried) IS NOT NULL;
END;
COMMENT ON FUNCTION sei.imputations(text, stat_period) IS
'What an expected return that has no value would be by the first method that can be used: prior_growth (last year''s value times the unit''s own growth in its latest span of this year), stratum_growth (times the growth of the same units of its industry division in its region, of its division, or of all), carry_forward (its latest value of this year, else last year''s). Rounded to 4 decimals, as reported. Units without any value before are not guessed. Micro data.';

CREATE OR REPLACE FUNCTION sei.impute_returns(of_indicator text, at_period stat_period) RETURNS bigint
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
DECLARE
    written bigint;
    added bigint;
BEGIN
    PERFORM sei.begin_edit(format('imputed %s of %s', of_indicator, at_period::text));
    CREATE TEMPORARY TABLE imputing ON COMMIT DROP AS SELECT * FROM sei.imputations(of_indicator, at_period);
    UPDATE sei.enterprise_return r SET value = i.value, status = 'I', method = i.method, prior_value = NULL, run_id = NULL, page = NULL, row_ordinal = NULL
    FROM pg_temp.imputing i
    WHERE r.enterprise_id = i.enterprise_id AND r.indicator = of_indicator AND r.period = at_period AND r.known_to = 'infinity'
      AND (r.value IS DISTINCT FROM i.value OR r.method IS DISTINCT FROM i.method);
    GET DIAGNOSTICS written = ROW_COUNT;
    INSERT INTO sei.enterprise_return (enterprise_id, region_scheme, region, indicator, period, value, status, method)
    SELECT i.enterprise_id, i.region_scheme, i.region, of_indicator, at_period, i.value, 'I', i.method
    FROM pg_temp.imputing i
    WHERE NOT EXISTS (SELECT FROM sei.enterprise_return r WHERE r.enterprise_id = i.enterprise_id AND r.indicator = of_indicator
                      AND r.period = at_period AND r.known_to = 'infinity');
    GET DIAGNOSTICS added = ROW_COUNT;
    DROP TABLE pg_temp.imputing;
    RETURN written + added;
END
$$;
COMMENT ON FUNCTION sei.impute_returns(text, stat_period) IS
'Fills in the expected returns of an indicator and span that have no value (sei.imputations), with status I and their method, as an edit of its own; returns how many rows it wrote. Observed values are never touched; imputed ones are computed anew. A return that comes later replaces them.';
GRANT EXECUTE ON FUNCTION sei.impute_returns(text, stat_period), sei.imputations(text, stat_period) TO sei_admin;

CREATE OR REPLACE FUNCTION sei.growth_decomposition_of(of_root text, of_scheme text, of_region text, of_indicator text, at_period stat_period)
    RETURNS TABLE (sector sector, value numeric, value_before numeric, stayed_value numeric, stayed_before numeric,
                   entered_value numeric, left_value numeric, stayed bigint, entered bigint, left_out bigint,
                   paired_value numeric, paired_restated numeric, paired bigint, imputed_value numeric)
    LANGUAGE sql STABLE
    SECURITY DEFINER
BEGIN ATOMIC
    WITH now_and_before AS (
        SELECT r.enterprise_id, r.sector, r.period = at_period AS is_now, r.value, r.weight, r.status, r.figure_id
        FROM sei.return_by_sector r
        JOIN sei.region_within w ON w.region_scheme = r.region_scheme AND w.region = r.region
        WHERE r.root = of_root AND r.indicator = of_indicator AND w.region_scheme = of_scheme AND w.ancestor = of_region
          AND (r.period = at_period OR r.period = period_prior_year(at_period)) AND r.value IS NOT NULL
    ), unit AS (
        -- whether an enterprise stayed, entered or left is about its returns, not about its sectors
        SELECT n.enterprise_id, bool_or(n.is_now) AS is_there, bool_or(NOT n.is_now) AS was_there FROM now_and_before n GROUP BY n.enterprise_id
    ), part AS (
        SELECT COALESCE(sector_ancestor(n.sector, LEAST(sector_level(n.sector), 1)), NULL) AS sector, n.is_now, n.value, n.status,
               u.is_there, u.was_there, n.enterprise_id,
               p.prior_value * n.weight AS restated
        FROM now_and_before n
        JOIN unit u ON u.enterprise_id = n.enterprise_id
        JOIN sei.enterprise_return p ON p.figure_id = n.figure_id
    ), node AS (
        SELECT part.*, part.sector AS in_sector FROM part
        UNION ALL
        SELECT part.*, of_root::sector FROM part WHERE part.sector IS NOT NULL AND sector_level(part.sector) > 0
    )
    SELECT n.in_sector,
           sum(n.value) FILTER (WHERE n.is_now), sum(n.value) FILTER (WHERE NOT n.is_now),
           sum(n.value) FILTER (WHERE n.is_now AND n.was_there), sum(n.value) FILTER (WHERE NOT n.is_now AND n.is_there),
           sum(n.value) FILTER (WHERE n.is_now AND NOT n.was_there), sum(n.value) FILTER (WHERE NOT n.is_now AND NOT n.is_there),
           count(DISTINCT n.enterprise_id) FILTER (WHERE n.is_there AND n.was_there),
           count(DISTINCT n.enterprise_id) FILTER (WHERE NOT n.was_there),
           count(DISTINCT n.enterprise_id) FILTER (WHERE NOT n.is_there),
           sum(n.value) FILTER (WHERE n.is_now AND n.restated IS NOT NULL), sum(n.restated) FILTER (WHERE n.is_now),
           count(DISTINCT n.enterprise_id) FILTER (WHERE n.is_now AND n.restated IS NOT NULL),
           sum(n.value) FILTER (WHERE n.is_now AND n.status IN ('I', 'E'))
    FROM node n
    GROUP BY n.in_sector;
END;
COMMENT ON FUNCTION sei.growth_decomposition_of(text, text, text, text, stat_period) IS
'Sums behind growth on the same span a year before, per sector of level 0 and 1 (NULL = outside the classification), as reported: units that stayed, entered, left; and the pair of value and restated year before of the same reports. Runs as its owner: it shows sums and counts. Read sei.growth_decomposition.';

CREATE OR REPLACE VIEW sei.growth_decomposition AS
SELECT c.root, c.region_scheme, c.region, c.indicator, c.period::text AS period, period_end(c.period) AS period_end,
       g.sector::text AS sector, s.name_zh, s.name_en, i.unit,
       trim_scale(g.value * i.multiplier) AS value, trim_scale(g.value_before * i.multiplier) AS value_before,
       CASE WHEN g.value_before > 0 THEN trim_scale(g.value) / trim_scale(g.value_before) - 1 END AS growth_nominal,
       CASE WHEN g.stayed_before > 0 THEN trim_scale(g.stayed_value) / trim_scale(g.stayed_before) - 1 END AS growth_same_units,
       CASE WHEN g.paired_restated > 0 THEN trim_scale(g.paired_value) / trim_scale(g.paired_restated) - 1 END AS growth_same_report,
       trim_scale((COALESCE(g.stayed_value, 0) - COALESCE(g.stayed_before, 0)) * i.multiplier) AS change_stayed,
       trim_scale(COALESCE(g.entered_value, 0) * i.multiplier) AS change_entered,
       trim_scale(-COALESCE(g.left_value, 0) * i.multiplier) AS change_left,
       trim_scale((COALESCE(g.paired_restated, 0)) * i.multiplier) AS restated_before,
       g.stayed, g.entered, g.left_out, g.paired,
       trim_scale(COALESCE(g.imputed_value, 0)) / NULLIF(trim_scale(g.value), 0) AS imputed_share
FROM sei.tally_cell c
JOIN sei.indicator_version i ON i.indicator = c.indicator AND i.known_to = 'infinity' AND i.aggregation NOT IN ('ratio', 'index')
CROSS JOIN LATERAL sei.growth_decomposition_of(c.root, c.region_scheme, c.region, c.indicator, c.period) g
LEFT JOIN sei.sector_def_version s ON s.sector = g.sector AND s.known_to = 'infinity'
WHERE c.scope = 'enterprise';
COMMENT ON VIEW sei.growth_decomposition IS
'Growth of returns on the same span a year before, told apart: by the units that stayed, by those that entered and left (同口径), and on the pair of value and restated base of the same report. value − value_before = change_stayed + change_entered + change_left. Filter on root, region, indicator and period: every row scans its returns.';
COMMENT ON COLUMN sei.growth_decomposition.root IS 'Classification.';
COMMENT ON COLUMN sei.growth_decomposition.region_scheme IS 'Scheme of codes.';
COMMENT ON COLUMN sei.growth_decomposition.region IS 'Code of the region; those below are included.';
COMMENT ON COLUMN sei.growth_decomposition.indicator IS 'What is summed.';
COMMENT ON COLUMN sei.growth_decomposition.period IS 'The span.';
COMMENT ON COLUMN sei.growth_decomposition.period_end IS 'Its last day.';
COMMENT ON COLUMN sei.growth_decomposition.sector IS 'Path of the sector, level 0 (the whole classification) or 1; NULL for what is outside.';
COMMENT ON COLUMN sei.growth_decomposition.name_zh IS 'Chinese name.';
COMMENT ON COLUMN sei.growth_decomposition.name_en IS 'English name.';
COMMENT ON COLUMN sei.growth_decomposition.unit IS 'Base unit of the amounts.';
COMMENT ON COLUMN sei.growth_decomposition.value IS 'Sum of the span; NULL when nobody reported.';
COMMENT ON COLUMN sei.growth_decomposition.value_before IS 'Sum of the same span a year before as known now; NULL when nobody reported.';
COMMENT ON COLUMN sei.growth_decomposition.growth_nominal IS 'value over value_before less 1 (名义同比): scope, entry and exit are in it. NULL, as the rates below, on a base that is not above 0.';
COMMENT ON COLUMN sei.growth_decomposition.growth_same_units IS 'The same of the units that reported both spans.';
COMMENT ON COLUMN sei.growth_decomposition.growth_same_report IS 'Value over the year before as restated in the same report (上年同期), over those that gave it: the rate that official statistics means. NULL when nobody gave it.';
COMMENT ON COLUMN sei.growth_decomposition.change_stayed IS 'Change by units that reported both spans.';
COMMENT ON COLUMN sei.growth_decomposition.change_entered IS 'Value of units that reported this span only.';
COMMENT ON COLUMN sei.growth_decomposition.change_left IS 'Less the value of units that reported the year before only.';
COMMENT ON COLUMN sei.growth_decomposition.restated_before IS 'Year before as restated in the reports of this span.';
COMMENT ON COLUMN sei.growth_decomposition.stayed IS 'Units that reported both spans.';
COMMENT ON COLUMN sei.growth_decomposition.entered IS 'Units of this span only.';
COMMENT ON COLUMN sei.growth_decomposition.left_out IS 'Units of the year before only.';
COMMENT ON COLUMN sei.growth_decomposition.paired IS 'Units whose report of this span has the restated year before.';
COMMENT ON COLUMN sei.growth_decomposition.imputed_share IS 'Part of value that is imputed or estimated, a ratio.';

GRANT EXECUTE ON FUNCTION sei.growth_decomposition_of(text, text, text, text, stat_period) TO sei_analyst, sei_admin;
GRANT SELECT ON sei.growth_decomposition TO sei_analyst, sei_admin;
