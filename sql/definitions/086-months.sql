-- 086-months.sql: months out of year-to-date figures (累计), where that may be done, and beside what was published.
-- least extension version: 0.1
--
-- A month is the difference of two cumulatives only within one vintage and one set of units: a cumulative carries the
-- corrections of earlier months. January and February are one. A published month and a difference are never mixed.

CREATE OR REPLACE FUNCTION sei.month_of_ytd(span stat_period) RETURNS stat_period
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE
               WHEN NOT period_is_ytd(span) THEN NULL
               WHEN period_months(span) <= 2 THEN span
               ELSE to_char(period_end(span), 'YYYY-MM')::stat_period
           END;
END;
COMMENT ON FUNCTION sei.month_of_ytd(stat_period) IS
'The month that a year-to-date span adds to the one before it: 2015-03 for 2015-01..03; 2015-01..02 for itself, because January is not published alone; NULL for a span that is not year to date.';

CREATE OR REPLACE VIEW sei.monthly_statistic AS
SELECT k.region_scheme, k.region, k.sector::text AS sector, k.indicator, k.breakdown, k.price_basis,
       k.month::text AS period, period_end(k.month) AS period_end, i.unit,
       trim_scale(p.value * i.multiplier) AS published_value, p.vintage AS published_vintage, p.figure_id AS published_figure_id,
       trim_scale(CASE WHEN period_months(k.ytd) > 2 AND d.reason IS NULL THEN c.value - e.value END * i.multiplier) AS derived_value,
       period_months(k.ytd) > 2 AND d.reason IS NULL AND c.value IS NOT NULL AS is_derived,
       trim_scale(c.value * i.multiplier) AS cumulative_value, c.vintage AS cumulative_vintage, c.figure_id AS cumulative_figure_id,
       e.figure_id AS earlier_figure_id, d.reason
FROM (
    SELECT s.region_scheme, s.region, s.sector, s.indicator, s.breakdown, s.price_basis, sei.month_of_ytd(s.period) AS month, s.period AS ytd
    FROM sei.statistic s
    JOIN sei.indicator_version v ON v.indicator = s.indicator AND v.known_to = 'infinity' AND v.aggregation = 'flow_ytd'
    WHERE s.known_to = 'infinity' AND s.measure = 'level' AND period_is_ytd(s.period)
    UNION
    SELECT s.region_scheme, s.region, s.sector, s.indicator, s.breakdown, s.price_basis, s.period,
           CASE WHEN period_end(s.period) >= period_start(s.period) THEN year_to_date(period_end(s.period)) END
    FROM sei.statistic s
    JOIN sei.indicator_version v ON v.indicator = s.indicator AND v.known_to = 'infinity' AND v.aggregation = 'flow_ytd'
    WHERE s.known_to = 'infinity' AND s.measure = 'level' AND period_months(s.period) = 1 AND extract(month FROM period_start(s.period)) > 2
) k
JOIN sei.indicator_version i ON i.indicator = k.indicator AND i.known_to = 'infinity'
LEFT JOIN sei.statistic p ON p.indicator = k.indicator AND p.region_scheme = k.region_scheme AND p.region = k.region
 AND (p.sector = k.sector OR (p.sector IS NULL AND k.sector IS NULL)) AND p.breakdown = k.breakdown AND p.price_basis = k.price_basis
 AND p.measure = 'level' AND p.period = k.month AND p.known_to = 'infinity'
LEFT JOIN sei.statistic c ON c.indicator = k.indicator AND c.region_scheme = k.region_scheme AND c.region = k.region
 AND (c.sector = k.sector OR (c.sector IS NULL AND k.sector IS NULL)) AND c.breakdown = k.breakdown AND c.price_basis = k.price_basis
 AND c.measure = 'level' AND c.period = k.ytd AND c.known_to = 'infinity'
LEFT JOIN sei.statistic e ON e.indicator = k.indicator AND e.region_scheme = k.region_scheme AND e.region = k.region
 AND (e.sector = k.sector OR (e.sector IS NULL AND k.sector IS NULL)) AND e.breakdown = k.breakdown AND e.price_basis = k.price_basis
 AND e.measure = 'level' AND e.period = period_previous_ytd(k.ytd) AND e.known_to = 'infinity'
CROSS JOIN LATERAL (
    SELECT CASE
               WHEN period_months(k.ytd) <= 2 THEN NULL
               WHEN c.value IS NULL THEN format('no figure of %s', k.ytd::text)
               WHEN e.value IS NULL THEN format('no figure of %s', period_previous_ytd(k.ytd)::text)
               WHEN c.vintage IS DISTINCT FROM e.vintage THEN
                   format('vintages differ: %s of %s, %s of %s', COALESCE(c.vintage, 'none'), k.ytd::text,
                          COALESCE(e.vintage, 'none'), period_previous_ytd(k.ytd)::text)
           END AS reason
) d;
COMMENT ON VIEW sei.monthly_statistic IS
'Months of published year-to-date figures: what was published for the month itself, and the difference of two cumulatives of one vintage, kept apart and flagged. Filter on indicator and region.';
COMMENT ON COLUMN sei.monthly_statistic.region_scheme IS 'Scheme of codes.';
COMMENT ON COLUMN sei.monthly_statistic.region IS 'Code of the region.';
COMMENT ON COLUMN sei.monthly_statistic.sector IS 'Path of the sector; NULL for all activities.';
COMMENT ON COLUMN sei.monthly_statistic.indicator IS 'What is measured; indicators reported from January on only.';
COMMENT ON COLUMN sei.monthly_statistic.breakdown IS 'Further breakdown; empty for none.';
COMMENT ON COLUMN sei.monthly_statistic.price_basis IS 'Price basis.';
COMMENT ON COLUMN sei.monthly_statistic.period IS 'The month; 2015-01..02 for January and February, which are one.';
COMMENT ON COLUMN sei.monthly_statistic.period_end IS 'Its last day.';
COMMENT ON COLUMN sei.monthly_statistic.unit IS 'Base unit.';
COMMENT ON COLUMN sei.monthly_statistic.published_value IS 'What was published for the month itself, in base units; NULL when nothing was.';
COMMENT ON COLUMN sei.monthly_statistic.published_vintage IS 'Its vintage.';
COMMENT ON COLUMN sei.monthly_statistic.published_figure_id IS 'Its figure.';
COMMENT ON COLUMN sei.monthly_statistic.derived_value IS 'Cumulative less the one before it, in base units; NULL with a reason. It has the corrections of earlier months in it, so it need not equal published_value.';
COMMENT ON COLUMN sei.monthly_statistic.is_derived IS 'True when derived_value is there.';
COMMENT ON COLUMN sei.monthly_statistic.cumulative_value IS 'The cumulative to the end of the month, in base units.';
COMMENT ON COLUMN sei.monthly_statistic.cumulative_vintage IS 'Its vintage.';
COMMENT ON COLUMN sei.monthly_statistic.cumulative_figure_id IS 'Its figure.';
COMMENT ON COLUMN sei.monthly_statistic.earlier_figure_id IS 'Figure of the cumulative before it.';
COMMENT ON COLUMN sei.monthly_statistic.reason IS 'Why there is no difference; NULL when there is one, or none is needed.';

CREATE OR REPLACE FUNCTION sei.reporters_changed(of_scheme text, of_region text, of_indicator text, from_period stat_period, to_period stat_period)
    RETURNS TABLE (stayed bigint, entered bigint, left_out bigint)
    LANGUAGE sql STABLE ROWS 1 COST 100000
    SECURITY DEFINER
BEGIN ATOMIC
    WITH reported AS (
        SELECT r.enterprise_id, bool_or(r.period = from_period) AS was, bool_or(r.period = to_period) AS is_there
        FROM sei.enterprise_return r
        JOIN sei.region_within w ON w.region_scheme = r.region_scheme AND w.region = r.region
        WHERE w.region_scheme = of_scheme AND w.ancestor = of_region AND r.indicator = of_indicator
          AND r.known_to = 'infinity' AND r.value IS NOT NULL AND (r.period = from_period OR r.period = to_period)
        GROUP BY r.enterprise_id)
    SELECT count(*) FILTER (WHERE was AND is_there), count(*) FILTER (WHERE NOT was), count(*) FILTER (WHERE NOT is_there)
    FROM reported;
END;
COMMENT ON FUNCTION sei.reporters_changed(text, text, text, stat_period, stat_period) IS
'How many enterprises of a region (and those below) have a value for both spans, only for the later (entered), only for the earlier (left_out). Runs as its owner: it shows counts, no respondent.';

CREATE OR REPLACE FUNCTION sei.reweighted(of_root text, of_scheme text, of_region text, of_indicator text, from_period stat_period, to_period stat_period)
    RETURNS jsonb
    LANGUAGE sql STABLE COST 100000
    SECURITY DEFINER
BEGIN ATOMIC
    SELECT jsonb_object_agg(c.node::text, c.units)
    FROM (SELECT d.node, count(*) AS units FROM (
        -- weights valid at both ends take nothing from the difference
        SELECT s.enterprise_id, n.node
        FROM sei.enterprise_sector s
        CROSS JOIN LATERAL (
            SELECT sector_ancestor(s.sector, a.level) AS node FROM generate_series(0, LEAST(sector_level(s.sector), 1)) AS a (level)
        ) n
        WHERE s.root = of_root AND s.known_to = 'infinity'
          AND (period_end(from_period) BETWEEN s.valid_from AND s.valid_to) <> (period_end(to_period) BETWEEN s.valid_from AND s.valid_to)
          AND EXISTS (SELECT FROM sei.enterprise_return r
                      JOIN sei.region_within w ON w.region_scheme = r.region_scheme AND w.region = r.region
                      WHERE w.region_scheme = of_scheme AND w.ancestor = of_region AND r.enterprise_id = s.enterprise_id
                        AND r.indicator = of_indicator AND r.period = to_period AND r.known_to = 'infinity' AND r.value IS NOT NULL)
        GROUP BY s.enterprise_id, n.node
        HAVING sum(CASE WHEN period_end(to_period) BETWEEN s.valid_from AND s.valid_to THEN s.weight ELSE -s.weight END) <> 0
    ) d GROUP BY d.node) c;
END;
COMMENT ON FUNCTION sei.reweighted(text, text, text, text, stat_period, stat_period) IS
'How many enterprises of a region (and those below) that have a value for the later span were divided otherwise at the end of the earlier one, an object of sectors of level 0 and 1 whose part of them changed; NULL where none did. Runs as its owner: it shows counts, no respondent.';

CREATE OR REPLACE VIEW sei.monthly_structure AS
SELECT c.root, c.region_scheme, c.region, c.indicator, d.sector::text AS sector, d.level, d.name_zh, d.name_en,
       m.month::text AS period, period_end(m.month) AS period_end, i.unit,
       trim_scale(CASE WHEN x.reason IS NULL AND period_months(c.period) <= 2 THEN tally_value(c.tally, d.sector)
                       WHEN x.reason IS NULL THEN tally_value(c.tally - e.tally, d.sector) END * i.multiplier) AS value,
       period_months(c.period) > 2 AND x.reason IS NULL AS is_derived,
       trim_scale(CASE WHEN h.is_reported THEN tally_value(c.tally, d.sector) END * i.multiplier) AS cumulative_value,
       n.entered, n.left_out, x.reason,
       COALESCE(trim_scale(tally_value(c.imputed, d.sector)), 0) / NULLIF(trim_scale(tally_value(c.tally, d.sector)), 0) AS imputed_share
FROM sei.tally_cell c
JOIN sei.indicator_version i ON i.indicator = c.indicator AND i.known_to = 'infinity' AND i.aggregation = 'flow_ytd'
JOIN sei.sector_def_current d ON d.root = c.root AND d.level <= 1
CROSS JOIN LATERAL (SELECT sei.month_of_ytd(c.period) AS month) m
LEFT JOIN sei.tally_cell e
  ON e.root = c.root AND e.scope = c.scope AND e.region_scheme = c.region_scheme AND e.region = c.region
 AND e.indicator = c.indicator AND e.period = period_previous_ytd(c.period) AND period_months(c.period) > 2
LEFT JOIN LATERAL sei.reporters_changed(c.region_scheme, c.region, c.indicator, e.period, c.period) n ON e.root IS NOT NULL
LEFT JOIN LATERAL sei.reweighted(c.root, c.region_scheme, c.region, c.indicator, e.period, c.period) w (sectors) ON e.root IS NOT NULL
CROSS JOIN LATERAL (
    SELECT tally_count(c.tally, d.sector) <> 0 OR tally_value(c.tally, d.sector) <> 0 AS is_reported,
           tally_count(e.tally, d.sector) <> 0 OR tally_value(e.tally, d.sector) <> 0 AS was_reported
) h
CROSS JOIN LATERAL (
    SELECT CASE WHEN NOT h.is_reported AND h.was_reported IS NOT TRUE THEN 'nothing was reported'
                WHEN period_months(c.period) <= 2 THEN NULL
                WHEN e.root IS NULL THEN format('nothing was reported for %s', period_previous_ytd(c.period)::text)
                WHEN n.entered + n.left_out > 0 THEN format('other units: %s entered, %s left', n.entered, n.left_out)
                WHEN w.sectors ? d.sector::text THEN format('other weights: %s units', w.sectors ->> d.sector::text) END AS reason
) x
WHERE c.scope = 'enterprise' AND m.month IS NOT NULL;
COMMENT ON VIEW sei.monthly_structure IS
'Months of the sums of year-to-date returns by sector: the difference of two cumulatives where exactly the same enterprises reported both and none was divided otherwise in between, else none, with a reason. Filter on root, region and indicator.';
COMMENT ON COLUMN sei.monthly_structure.root IS 'Classification.';
COMMENT ON COLUMN sei.monthly_structure.region_scheme IS 'Scheme of codes.';
COMMENT ON COLUMN sei.monthly_structure.region IS 'Code of the region.';
COMMENT ON COLUMN sei.monthly_structure.indicator IS 'What is summed.';
COMMENT ON COLUMN sei.monthly_structure.sector IS 'Path of the sector, level 0 or 1; the root is the whole classification.';
COMMENT ON COLUMN sei.monthly_structure.level IS 'Its level.';
COMMENT ON COLUMN sei.monthly_structure.name_zh IS 'Chinese name.';
COMMENT ON COLUMN sei.monthly_structure.name_en IS 'English name.';
COMMENT ON COLUMN sei.monthly_structure.period IS 'The month; 2015-01..02 for January and February, which are one.';
COMMENT ON COLUMN sei.monthly_structure.period_end IS 'Its last day.';
COMMENT ON COLUMN sei.monthly_structure.unit IS 'Base unit.';
COMMENT ON COLUMN sei.monthly_structure.value IS 'Sum of the month in base units; NULL with a reason.';
COMMENT ON COLUMN sei.monthly_structure.is_derived IS 'True when it is a difference of cumulatives; false for January and February.';
COMMENT ON COLUMN sei.monthly_structure.cumulative_value IS 'Sum from January on, in base units.';
COMMENT ON COLUMN sei.monthly_structure.entered IS 'Enterprises with a value for the later cumulative only.';
COMMENT ON COLUMN sei.monthly_structure.left_out IS 'Enterprises with a value for the earlier cumulative only.';
COMMENT ON COLUMN sei.monthly_structure.reason IS 'Why there is no month.';
COMMENT ON COLUMN sei.monthly_structure.imputed_share IS 'Part of cumulative_value that is imputed or estimated (status I or E), a ratio; 0 when all is observed.';

GRANT EXECUTE ON FUNCTION sei.month_of_ytd(stat_period), sei.reporters_changed(text, text, text, stat_period, stat_period),
    sei.reweighted(text, text, text, text, stat_period, stat_period) TO sei_analyst, sei_admin;
GRANT SELECT ON sei.monthly_statistic, sei.monthly_structure TO sei_analyst, sei_admin;
