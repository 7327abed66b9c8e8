-- 080-figures.sql: what the views are made of: published figures in base units, coverage, a figure at a period.
-- least extension version: 0.1
--
-- Rules kept here once: multipliers are applied here and nowhere else; year-to-date spans are never added; a
-- numerator meets a denominator of the same region and the same span only; a share of GDP has GDP below the line,
-- never the sum of those who reported. Nothing raises on data: what cannot be answered is NULL with a reason.

CREATE OR REPLACE VIEW sei.published_figure AS
SELECT DISTINCT ON (s.region_scheme, s.region, s.indicator, s.period, s.sector)
       s.region_scheme, s.region, s.indicator, s.period, s.sector, s.value AS reported_value,
       s.value * i.multiplier AS value, i.unit, s.status, s.vintage, s.figure_id, s.source_time
FROM sei.statistic s
JOIN sei.indicator_version i ON i.indicator = s.indicator AND i.known_to = 'infinity' AND i.price_basis = s.price_basis
WHERE s.known_to = 'infinity' AND s.measure = 'level' AND s.breakdown = '' AND s.value IS NOT NULL
ORDER BY s.region_scheme, s.region, s.indicator, s.period, s.sector, s.source_time DESC NULLS LAST, s.figure_id DESC;
COMMENT ON VIEW sei.published_figure IS
'The latest known published level of each region, indicator, period and sector (NULL sector = the whole), in its indicator''s own price basis. Spans are as published: never add them.';
COMMENT ON COLUMN sei.published_figure.region_scheme IS 'Scheme of codes.';
COMMENT ON COLUMN sei.published_figure.region IS 'The region.';
COMMENT ON COLUMN sei.published_figure.indicator IS 'What is measured.';
COMMENT ON COLUMN sei.published_figure.period IS 'Its span.';
COMMENT ON COLUMN sei.published_figure.sector IS 'Its sector; NULL for the whole economy.';
COMMENT ON COLUMN sei.published_figure.reported_value IS 'The number as published, in the published unit.';
COMMENT ON COLUMN sei.published_figure.value IS 'The number in base units: reported_value × the indicator''s multiplier.';
COMMENT ON COLUMN sei.published_figure.unit IS 'The base unit.';
COMMENT ON COLUMN sei.published_figure.status IS 'Status flag (SDMX OBS_STATUS).';
COMMENT ON COLUMN sei.published_figure.vintage IS 'Vintage as published, e.g. preliminary; NULL when none was given.';
COMMENT ON COLUMN sei.published_figure.figure_id IS 'For sei.lineage_of.';
COMMENT ON COLUMN sei.published_figure.source_time IS 'When its source was written.';

CREATE OR REPLACE FUNCTION sei.figure_reading(
    of_root text, of_scheme text, of_region text, of_indicator text, of_sector sector, at_period stat_period, moment timestamptz
)
RETURNS TABLE (value numeric, numerator text, numerator_value numeric, denominator text, denominator_value numeric,
               status text, vintage text, expected bigint, received bigint, coverage numeric,
               figure_id bigint, load_seq bigint, reason text, imputed_share numeric)
    LANGUAGE sql STABLE ROWS 1
BEGIN ATOMIC
    WITH asked AS (
        SELECT i.indicator, i.unit, i.numerator, i.denominator, n.indicator AS summed, n.multiplier, n.min_coverage,
               n.aggregation NOT IN ('ratio', 'index') AS adds_up, COALESCE(of_sector, of_root::sector) AS wanted
        FROM sei.indicator_version i
        JOIN sei.indicator_version n ON n.indicator = COALESCE(i.numerator, i.indicator)
         AND n.known_from <= COALESCE(moment, 'infinity') AND (moment < n.known_to OR n.known_to = 'infinity')
        WHERE i.indicator = of_indicator AND i.known_from <= COALESCE(moment, 'infinity') AND (moment < i.known_to OR i.known_to = 'infinity')
    ), kept AS MATERIALIZED (
        -- a cell that no later load has changed is what it was
        SELECT c.tally, c.imputed, c.load_seq
        FROM asked a
        JOIN sei.tally_cell c ON c.root = of_root AND c.scope = 'enterprise' AND c.region_scheme = of_scheme AND c.region = of_region
         AND c.indicator = a.summed AND c.period = at_period
        WHERE a.adds_up AND (moment IS NULL
           OR c.load_seq <= (SELECT l.load_seq FROM sei.load l WHERE l.known_from <= moment ORDER BY l.known_from DESC LIMIT 1))
    ), cell AS (
        SELECT k.tally, k.imputed, k.load_seq FROM kept k
        UNION ALL
        SELECT k.tally, k.imputed, NULL
        FROM asked a CROSS JOIN LATERAL sei.cell_known(of_root, of_scheme, of_region, a.summed, at_period, moment) k
        WHERE moment IS NOT NULL AND a.adds_up AND NOT EXISTS (SELECT FROM kept) AND k.tally IS NOT NULL
    ), published AS (
        -- the indicator itself in its sector, and its denominator as a whole
        SELECT DISTINCT ON (f.indicator, f.sector) f.indicator, f.sector, f.value * i.multiplier AS value, f.status, f.vintage, f.figure_id
        FROM asked a
        CROSS JOIN LATERAL (VALUES (a.indicator, of_sector), (a.denominator, NULL::sector)) AS w (indicator, sector)
        JOIN sei.indicator_version i ON i.indicator = w.indicator
         AND i.known_from <= COALESCE(moment, 'infinity') AND (moment < i.known_to OR i.known_to = 'infinity')
        JOIN sei.statistic f ON f.indicator = w.indicator AND f.region_scheme = of_scheme AND f.region = of_region AND f.period = at_period
         AND COALESCE(f.sector::text, '') = COALESCE(w.sector::text, '') AND f.breakdown = '' AND f.measure = 'level'
         AND f.price_basis = i.price_basis AND f.value IS NOT NULL AND f.known_from <= COALESCE(moment, 'infinity')
         -- said so that either index can serve: of current figures, and of those closed after the moment
         AND (f.known_to = 'infinity' OR (f.known_to <> 'infinity' AND f.known_to > moment))
        ORDER BY f.indicator, f.sector, f.source_time DESC NULLS LAST, f.figure_id DESC
    ), found AS (
        SELECT a.indicator, a.numerator, a.denominator, a.summed, a.multiplier, a.min_coverage, a.wanted,
               cell.tally AS tally, cell.imputed AS imputed, cell.load_seq AS cell_load,
               tally_value(cell.tally, a.wanted) AS wanted_sum, tally_value(cell.tally, of_root::sector) AS classified_sum,
               d.value / a.multiplier AS total, d.value AS denominator_value,
               d.status AS d_status, d.vintage AS d_vintage, d.figure_id AS d_figure,
               p.value AS published, p.status AS p_status, p.vintage AS p_vintage, p.figure_id AS p_figure,
               c.expected, c.received, c.coverage
        FROM asked a
        LEFT JOIN cell ON true
        LEFT JOIN published d ON d.indicator = a.denominator AND d.sector IS NULL
        LEFT JOIN published p ON p.indicator = a.indicator AND COALESCE(p.sector::text, '') = COALESCE(of_sector::text, '')
        LEFT JOIN LATERAL sei.coverage_of(of_scheme, of_region, a.summed, at_period, COALESCE(moment, 'infinity')) c ON cell.tally IS NOT NULL
    ), judged AS (
        SELECT f.*,
               CASE
                   WHEN f.numerator IS NULL AND f.published IS NOT NULL THEN NULL
                   WHEN f.numerator IS NULL AND f.tally IS NULL THEN
                       format('no figure of %s for %s %s', f.indicator, of_region, at_period::text)
                   WHEN f.tally IS NULL AND f.published IS NOT NULL THEN NULL
                   WHEN f.tally IS NULL THEN
                       format('no figure of %s for %s %s', f.summed, of_region, at_period::text)
                   WHEN f.coverage < f.min_coverage THEN
                       format('coverage of %s for %s %s is %s, below %s', f.summed, of_region, at_period::text,
                              round(f.coverage, 4), f.min_coverage)
                   WHEN f.numerator IS NULL THEN NULL
                   WHEN f.total IS NULL THEN
                       format('%s has no published %s for %s', of_region, f.denominator, at_period::text)
                   WHEN f.total <= 0 THEN
                       format('%s of %s %s is %s, not above 0', f.denominator, of_region, at_period::text,
                              f.denominator_value)
                   WHEN f.total < f.classified_sum THEN
                       format('%s %s of %s %s is above its %s %s', f.summed, trim_scale(f.classified_sum * f.multiplier),
                              of_region, at_period::text, f.denominator, trim_scale(f.denominator_value))
               END AS reason
        FROM found f
    )
    SELECT CASE
               WHEN j.reason IS NOT NULL THEN NULL
               WHEN j.published IS NOT NULL AND (j.numerator IS NULL OR j.tally IS NULL) THEN trim_scale(j.published)
               WHEN j.numerator IS NULL THEN trim_scale(j.wanted_sum * j.multiplier)
               ELSE tally_share(tally_with_total(j.tally, j.total), j.wanted)
           END,
           j.summed,
           trim_scale(CASE WHEN j.published IS NOT NULL AND j.numerator IS NULL THEN j.published
                           ELSE j.wanted_sum * j.multiplier END),
           j.denominator, trim_scale(j.denominator_value),
           COALESCE(CASE WHEN j.numerator IS NOT NULL AND j.tally IS NOT NULL THEN j.d_status ELSE j.p_status END,
                    CASE WHEN j.tally IS NOT NULL AND j.reason IS NULL THEN 'A' END),
           CASE WHEN j.numerator IS NOT NULL AND j.tally IS NOT NULL THEN j.d_vintage ELSE j.p_vintage END,
           j.expected, j.received, j.coverage,
           CASE WHEN j.numerator IS NOT NULL AND j.tally IS NOT NULL THEN j.d_figure ELSE j.p_figure END,
           j.cell_load, j.reason,
           COALESCE(trim_scale(tally_value(j.imputed, j.wanted)), 0) / NULLIF(trim_scale(j.wanted_sum), 0)
    FROM judged j;
END;
COMMENT ON FUNCTION sei.figure_reading(text, text, text, text, sector, stat_period, timestamptz) IS
'sei.figure_at as known now (moment NULL) or at a moment: the sums of a cell that was not changed since, else those of the returns, weights and regions known then; the rules are the same text. Does not wait for loads: call sei.settle first.';

CREATE OR REPLACE FUNCTION sei.figure_at(
    of_root text, of_scheme text, of_region text, of_indicator text, of_sector sector, at_period stat_period
)
RETURNS TABLE (value numeric, numerator text, numerator_value numeric, denominator text, denominator_value numeric,
               status text, vintage text, expected bigint, received bigint, coverage numeric,
               figure_id bigint, load_seq bigint, reason text, imputed_share numeric)
    LANGUAGE sql STABLE ROWS 1
BEGIN ATOMIC
    SELECT f.* FROM sei.figure_reading(of_root, of_scheme, of_region, of_indicator, of_sector, at_period, NULL) f;
END;
COMMENT ON FUNCTION sei.figure_at(text, text, text, text, sector, stat_period) IS
'The figure of an indicator for one region, sector (NULL = the whole classification of the root) and exactly this span, in base units (a ratio as 0.075). A ratio of two indicators is the sum of returns in the sector over the published denominator of the same region and span; a published figure is used where nothing is summed. Returns of a ratio or an index are not summed. value is NULL with a reason when either part is missing, coverage is below the indicator''s least, or the sum exceeds its denominator. No row for an unknown indicator.';
