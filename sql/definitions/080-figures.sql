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

CREATE OR REPLACE FUNCTION sei.coverage_of(of_scheme text, of_region text, of_indicator text, at_period stat_period)
RETURNS TABLE (expected bigint, received bigint, by_number numeric, by_weight numeric, coverage numeric, method text)
    LANGUAGE sql STABLE ROWS 1 SECURITY DEFINER
BEGIN ATOMIC
    WITH kept AS MATERIALIZED (
        SELECT k.expected, k.received, k.last_year, k.last_year_received
        FROM sei.coverage_cell k
        WHERE k.region_scheme = of_scheme AND k.region = of_region AND k.indicator = of_indicator AND k.period = at_period
    ), found AS (
        SELECT k.expected, k.received, k.last_year, k.last_year_received FROM kept k
        UNION ALL
        SELECT n.expected, n.received, n.last_year, n.last_year_received
        FROM sei.coverage_count(of_scheme, of_region, of_indicator, at_period) n
        WHERE NOT EXISTS (SELECT FROM kept)
    ), counted AS (
        SELECT f.expected, f.received, trim_scale(f.last_year_received / NULLIF(f.last_year, 0)) AS by_weight FROM found f
    )
    SELECT c.expected, c.received,
           trim_scale(c.received::numeric / NULLIF(c.expected, 0)),
           c.by_weight,
           COALESCE(c.by_weight, trim_scale(c.received::numeric / NULLIF(c.expected, 0))),
           CASE WHEN c.by_weight IS NOT NULL THEN 'weight' WHEN c.expected > 0 THEN 'number' END
    FROM counted c;
END;
COMMENT ON FUNCTION sei.coverage_of(text, text, text, stat_period) IS
'How much of a region''s returns for an indicator and span is there (覆盖率, 报送率). Expected: enterprises that reported the same span a year before or any span of the same start up to this one; received: those with a value for this span. by_weight: part of last year''s value of the same span; NULL in a first year and where last year has a negative value. coverage = by weight where known, else by number, method says which; all NULL when nothing was expected. Runs as its owner: it shows counts and parts, no respondent.';

CREATE OR REPLACE VIEW sei.coverage AS
SELECT k.region_scheme, k.region, v.name AS region_name, k.indicator, k.period::text AS period,
       period_end(k.period) AS period_end, c.expected, c.received, c.expected - c.received AS missing,
       c.by_number, c.by_weight, c.coverage, c.method, i.min_coverage, c.coverage >= i.min_coverage AS is_sufficient
FROM (SELECT DISTINCT t.region_scheme, t.region, t.indicator, t.period
      FROM sei.tally_cell t WHERE t.scope = 'enterprise') k
JOIN sei.indicator_version i ON i.indicator = k.indicator AND i.known_to = 'infinity'
LEFT JOIN sei.region_version v
  ON v.region_scheme = k.region_scheme AND v.region = k.region AND v.known_to = 'infinity'
CROSS JOIN LATERAL sei.coverage_of(k.region_scheme, k.region, k.indicator, k.period) c;
COMMENT ON VIEW sei.coverage IS
'Received against expected returns per region, indicator and span, by number and by last year''s weight (sei.coverage_of). Give it a region or a period: every row scans its returns.';
COMMENT ON COLUMN sei.coverage.region_scheme IS 'Scheme of codes.';
COMMENT ON COLUMN sei.coverage.region IS 'The region; the regions below it are included.';
COMMENT ON COLUMN sei.coverage.region_name IS 'Its name.';
COMMENT ON COLUMN sei.coverage.indicator IS 'What is reported.';
COMMENT ON COLUMN sei.coverage.period IS 'The span.';
COMMENT ON COLUMN sei.coverage.period_end IS 'Last day of the span.';
COMMENT ON COLUMN sei.coverage.expected IS 'Enterprises that should have reported it.';
COMMENT ON COLUMN sei.coverage.received IS 'Enterprises with a value for it.';
COMMENT ON COLUMN sei.coverage.missing IS 'Enterprises without.';
COMMENT ON COLUMN sei.coverage.by_number IS 'received / expected (报送率), 0..1.';
COMMENT ON COLUMN sei.coverage.by_weight IS 'The same by last year''s value of the same span (覆盖率), 0..1; NULL in a first year.';
COMMENT ON COLUMN sei.coverage.coverage IS 'By weight where known, else by number.';
COMMENT ON COLUMN sei.coverage.method IS 'weight or number.';
COMMENT ON COLUMN sei.coverage.min_coverage IS 'Least coverage that the indicator asks for.';
COMMENT ON COLUMN sei.coverage.is_sufficient IS 'Whether the span counts as the figure of its period; NULL when nothing was expected.';

CREATE OR REPLACE FUNCTION sei.figure_at(
    of_root text, of_scheme text, of_region text, of_indicator text, of_sector sector, at_period stat_period
)
RETURNS TABLE (value numeric, numerator text, numerator_value numeric, denominator text, denominator_value numeric,
               status text, vintage text, expected bigint, received bigint, coverage numeric,
               figure_id bigint, load_seq bigint, reason text)
    LANGUAGE sql STABLE ROWS 1
BEGIN ATOMIC
    WITH asked AS (
        SELECT i.indicator, i.unit, i.numerator, i.denominator, n.indicator AS summed, n.multiplier, n.min_coverage,
               COALESCE(of_sector, of_root::sector) AS wanted
        FROM sei.indicator_version i
        JOIN sei.indicator_version n ON n.indicator = COALESCE(i.numerator, i.indicator) AND n.known_to = 'infinity'
        WHERE i.indicator = of_indicator AND i.known_to = 'infinity'
    ), found AS (
        SELECT a.indicator, a.numerator, a.denominator, a.summed, a.multiplier, a.min_coverage, a.wanted,
               cell.tally AS tally, cell.load_seq AS cell_load,
               tally_value(cell.tally, a.wanted) AS wanted_sum, tally_value(cell.tally, of_root::sector) AS classified_sum,
               d.value / a.multiplier AS total, d.value AS denominator_value,
               d.status AS d_status, d.vintage AS d_vintage, d.figure_id AS d_figure,
               p.value AS published, p.status AS p_status, p.vintage AS p_vintage, p.figure_id AS p_figure,
               c.expected, c.received, c.coverage
        FROM asked a
        LEFT JOIN sei.tally_cell cell
          ON cell.root = of_root AND cell.scope = 'enterprise' AND cell.region_scheme = of_scheme
         AND cell.region = of_region AND cell.indicator = a.summed AND cell.period = at_period
        LEFT JOIN sei.published_figure d
          ON d.region_scheme = of_scheme AND d.region = of_region AND d.indicator = a.denominator
         AND d.period = at_period AND d.sector IS NULL
        LEFT JOIN LATERAL (
            SELECT f.value, f.status, f.vintage, f.figure_id FROM sei.published_figure f
            WHERE f.region_scheme = of_scheme AND f.region = of_region AND f.indicator = a.indicator
              AND f.period = at_period AND f.sector::text IS NOT DISTINCT FROM of_sector::text
        ) p ON true
        LEFT JOIN LATERAL sei.coverage_of(of_scheme, of_region, a.summed, at_period) c ON cell.tally IS NOT NULL
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
           j.cell_load, j.reason
    FROM judged j;
END;
COMMENT ON FUNCTION sei.figure_at(text, text, text, text, sector, stat_period) IS
'The figure of an indicator for one region, sector (NULL = the whole classification of the root) and exactly this span, in base units (a ratio as 0.075). A ratio of two indicators is the sum of returns in the sector over the published denominator of the same region and span; a published figure is used where nothing is summed. value is NULL with a reason when either part is missing, coverage is below the indicator''s least, or the sum exceeds its denominator. No row for an unknown indicator.';
