-- 079-figure-known.sql: the figure of an indicator as it was known at a moment.
-- least extension version: 0.1
--
-- The same question as sei.figure_at (080) asks of the current rows. A cell that no later load has changed is what it was;
-- otherwise the sums are taken from the returns themselves. The answer for a settled moment never changes.

CREATE OR REPLACE FUNCTION sei.figure_known(
    of_root text, of_scheme text, of_region text, of_indicator text, of_sector sector, at_period stat_period,
    moment timestamptz
)
RETURNS TABLE (value numeric, numerator text, numerator_value numeric, denominator text, denominator_value numeric,
               status text, vintage text, expected bigint, received bigint, coverage numeric,
               figure_id bigint, load_seq bigint, reason text)
    LANGUAGE sql STABLE ROWS 1 SECURITY DEFINER
BEGIN ATOMIC
    WITH RECURSIVE up AS (
        SELECT of_region AS region, 0 AS distance
        UNION ALL
        SELECT v.region, up.distance + 1
        FROM up
        JOIN sei.region_version v ON v.region_scheme = of_scheme AND v.parent = up.region
         AND v.known_from <= moment AND moment < v.known_to
        WHERE up.distance < 16
    ), asked AS (
        SELECT i.indicator, i.unit, i.numerator, i.denominator, n.indicator AS summed, n.multiplier, n.min_coverage,
               COALESCE(of_sector, of_root::sector) AS wanted
        FROM sei.indicator_version i
        JOIN sei.indicator_version n ON n.indicator = COALESCE(i.numerator, i.indicator)
         AND n.known_from <= moment AND moment < n.known_to
        WHERE i.indicator = of_indicator AND i.known_from <= moment AND moment < i.known_to
    ), kept AS MATERIALIZED (
        SELECT c.tally, c.load_seq, c.expected, c.received, c.last_year, c.last_year_received
        FROM asked a CROSS JOIN LATERAL sei.untouched_cell(of_root, of_scheme, of_region, a.summed, at_period, moment) c
    ), place AS MATERIALIZED (
        SELECT DISTINCT u.region FROM up u WHERE NOT EXISTS (SELECT FROM kept)
    ), span AS MATERIALIZED (
        -- the span itself, the year before, and the shorter ones of the same start
        SELECT at_period AS period
        UNION
        SELECT period_prior_year(at_period)
        UNION
        SELECT format('%s..%s', to_char(period_start(at_period), 'YYYY-MM'),
                      to_char(period_start(at_period) + make_interval(months => n), 'YYYY-MM'))::stat_period
        FROM generate_series(0, period_months(at_period) - 2) n
    ), closed AS MATERIALIZED (
        SELECT r.enterprise_id, r.period, r.value, r.load_seq
        FROM asked a
        JOIN sei.enterprise_return r ON r.indicator = a.summed AND r.region_scheme = of_scheme
         AND r.known_from <= moment AND moment < r.known_to AND r.known_to <> 'infinity'
        JOIN place p ON p.region = r.region
        JOIN span s ON s.period = r.period
    ), own AS MATERIALIZED (
        SELECT r.enterprise_id, at_period AS period, r.value, r.load_seq
        FROM asked a
        CROSS JOIN place p
        CROSS JOIN LATERAL (
            SELECT o.enterprise_id, o.value, o.load_seq FROM sei.enterprise_return o
            WHERE o.region_scheme = of_scheme AND o.region = p.region AND o.indicator = a.summed AND o.period = at_period
              AND o.known_to = 'infinity' AND o.known_from <= moment
            OFFSET 0) r
    ), returned AS MATERIALIZED (
        SELECT o.enterprise_id, o.period, o.value, o.load_seq FROM own o
        UNION ALL
        SELECT c.enterprise_id, c.period, c.value, c.load_seq FROM closed c
        UNION ALL
        -- without a return of the span itself there is no figure, and nothing to compare it with
        SELECT r.enterprise_id, s.period, r.value, r.load_seq
        FROM asked a
        CROSS JOIN place p
        CROSS JOIN span s
        CROSS JOIN LATERAL (
            SELECT o.enterprise_id, o.value, o.load_seq FROM sei.enterprise_return o
            WHERE o.region_scheme = of_scheme AND o.region = p.region AND o.indicator = a.summed AND o.period = s.period
              AND o.known_to = 'infinity' AND o.known_from <= moment
            OFFSET 0) r
        WHERE s.period <> at_period
          AND (EXISTS (SELECT FROM own) OR EXISTS (SELECT FROM closed c WHERE c.period = at_period))
    ), weighed AS (
        SELECT r.load_seq, s.sector, r.value * s.weight AS value
        FROM returned r
        JOIN sei.enterprise_sector s ON s.enterprise_id = r.enterprise_id AND s.root = of_root
         AND s.known_from <= moment AND moment < s.known_to
         AND period_end(r.period) BETWEEN s.valid_from AND s.valid_to
        WHERE r.period = at_period AND r.value IS NOT NULL
        UNION ALL
        -- no sector at all is a sum of 0, not a missing figure; the total is set from the denominator
        SELECT r.load_seq, NULL, r.value
        FROM returned r
        WHERE r.period = at_period AND r.value IS NOT NULL
          AND EXISTS (SELECT FROM sei.enterprise_sector s
                      WHERE s.root = of_root AND s.known_from <= moment AND moment < s.known_to)
    ), cell AS (
        SELECT k.tally, k.load_seq FROM kept k
        UNION ALL
        SELECT sector_tally(w.value, w.sector), max(w.load_seq) FROM weighed w HAVING NOT EXISTS (SELECT FROM kept)
    ), unit AS (
        SELECT r.enterprise_id, bool_or(r.period = at_period AND r.value IS NOT NULL) AS has_reported,
               sum(r.value) FILTER (WHERE r.period = period_prior_year(at_period)) AS last_year
        FROM returned r GROUP BY r.enterprise_id
    ), counted AS (
        SELECT k.expected, k.received, k.last_year, k.last_year_received FROM kept k
        UNION ALL
        SELECT count(*), count(*) FILTER (WHERE u.has_reported), CASE WHEN min(u.last_year) >= 0 THEN sum(u.last_year) END,
               sum(u.last_year) FILTER (WHERE u.has_reported)
        FROM unit u HAVING NOT EXISTS (SELECT FROM kept)
    ), covered AS (
        SELECT c.expected, c.received,
               COALESCE(trim_scale(c.last_year_received / NULLIF(c.last_year, 0)),
                        trim_scale(c.received::numeric / NULLIF(c.expected, 0))) AS coverage
        FROM counted c
    ), published AS (
        SELECT DISTINCT ON (s.indicator, s.sector) s.indicator, s.sector, s.value * i.multiplier AS value, s.status,
               s.vintage, s.figure_id
        FROM sei.statistic s
        JOIN sei.indicator_version i ON i.indicator = s.indicator AND i.price_basis = s.price_basis
         AND i.known_from <= moment AND moment < i.known_to
        WHERE s.region_scheme = of_scheme AND s.region = of_region AND s.period = at_period AND s.measure = 'level'
          AND s.breakdown = '' AND s.value IS NOT NULL AND s.known_from <= moment AND moment < s.known_to
        ORDER BY s.indicator, s.sector, s.source_time DESC NULLS LAST, s.figure_id DESC
    ), found AS (
        SELECT a.indicator, a.numerator, a.denominator, a.summed, a.multiplier, a.min_coverage, a.wanted,
               cell.tally AS tally, cell.load_seq AS cell_load,
               tally_value(cell.tally, a.wanted) AS wanted_sum, tally_value(cell.tally, of_root::sector) AS classified_sum,
               d.value / a.multiplier AS total, d.value AS denominator_value,
               d.status AS d_status, d.vintage AS d_vintage, d.figure_id AS d_figure,
               p.value AS published, p.status AS p_status, p.vintage AS p_vintage, p.figure_id AS p_figure,
               CASE WHEN cell.tally IS NOT NULL THEN c.expected END AS expected,
               CASE WHEN cell.tally IS NOT NULL THEN c.received END AS received,
               CASE WHEN cell.tally IS NOT NULL THEN c.coverage END AS coverage
        FROM asked a
        CROSS JOIN cell
        CROSS JOIN covered c
        LEFT JOIN published d ON d.indicator = a.denominator AND d.sector IS NULL
        LEFT JOIN published p ON p.indicator = a.indicator AND p.sector::text IS NOT DISTINCT FROM of_sector::text
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
COMMENT ON FUNCTION sei.figure_known(text, text, text, text, sector, stat_period, timestamptz) IS
'sei.figure_at as it was known at a moment, summed from the returns, weights, regions and indicators known then. Does not wait for loads: call sei.settle first.';
GRANT EXECUTE ON FUNCTION sei.figure_known(text, text, text, text, sector, stat_period, timestamptz) TO sei_analyst, sei_admin;
