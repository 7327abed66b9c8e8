-- 084-scoreboard-as-of.sql: the scoreboard as it was known at any moment.
-- least extension version: 0.1
--
-- The same questions as 080 and 082 ask of the current rows, asked of the rows known at a moment. Sums are taken from
-- the returns themselves, because cells hold current knowledge only. The answer for a settled moment never changes.

CREATE OR REPLACE FUNCTION sei.figure_known(
    of_root text, of_scheme text, of_region text, of_indicator text, of_sector sector, at_period stat_period,
    moment timestamptz
)
RETURNS TABLE (value numeric, numerator text, numerator_value numeric, denominator text, denominator_value numeric,
               status text, vintage text, expected bigint, received bigint, coverage numeric,
               figure_id bigint, load_seq bigint, reason text)
    LANGUAGE sql STABLE SECURITY DEFINER
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
    ), returned AS (
        SELECT r.enterprise_id, r.period, r.value, r.load_seq
        FROM asked a
        JOIN sei.enterprise_return r ON r.indicator = a.summed AND r.region_scheme = of_scheme
         AND r.known_from <= moment AND moment < r.known_to
        JOIN (SELECT DISTINCT u.region FROM up u) w ON w.region = r.region
        WHERE r.period = at_period OR r.period = period_prior_year(at_period)
           OR (period_start(r.period) = period_start(at_period) AND period_months(r.period) <= period_months(at_period))
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
        SELECT sector_tally(w.value, w.sector) AS tally, max(w.load_seq) AS load_seq FROM weighed w
    ), unit AS (
        SELECT r.enterprise_id, bool_or(r.period = at_period AND r.value IS NOT NULL) AS has_reported,
               sum(r.value) FILTER (WHERE r.period = period_prior_year(at_period)) AS last_year
        FROM returned r GROUP BY r.enterprise_id
    ), covered AS (
        SELECT count(*) AS expected, count(*) FILTER (WHERE u.has_reported) AS received,
               COALESCE(trim_scale(sum(u.last_year) FILTER (WHERE u.has_reported)
                                   / NULLIF(CASE WHEN min(u.last_year) >= 0 THEN sum(u.last_year) END, 0)),
                        trim_scale((count(*) FILTER (WHERE u.has_reported))::numeric / NULLIF(count(*), 0))) AS coverage
        FROM unit u
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

CREATE OR REPLACE FUNCTION sei.count_known(
    of_scheme text, of_region text, of_sector sector, of_what text, of_kinds text[], of_status text[], at_day date,
    moment timestamptz
)
RETURNS TABLE (counted bigint, recorded bigint, latest date)
    LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    WITH RECURSIVE up AS (
        SELECT of_region AS region, 0 AS distance
        UNION ALL
        SELECT v.region, up.distance + 1
        FROM up
        JOIN sei.region_version v ON v.region_scheme = of_scheme AND v.parent = up.region
         AND v.known_from <= moment AND moment < v.known_to
        WHERE up.distance < 16
    ), evidence AS (
        SELECT v.project_id AS id,
               (of_kinds IS NULL OR v.project_kind = ANY (of_kinds))
               AND (of_status IS NULL OR v.status = ANY (of_status))
               AND (of_sector IS NULL OR v.sector <@ of_sector) AND v.status_date <= at_day AS counts,
               v.status_date AS since
        FROM sei.project_version v
        JOIN up w ON v.region_scheme = of_scheme AND w.region = v.region
        WHERE of_what = 'project' AND v.known_from <= moment AND moment < v.known_to
        UNION ALL
        SELECT v.park_id,
               (of_status IS NULL OR v.status = ANY (of_status)) AND v.status_date <= at_day,
               v.status_date
        FROM sei.park_version v
        JOIN up w ON v.region_scheme = of_scheme AND w.region = v.region
        WHERE of_what = 'park' AND v.known_from <= moment AND moment < v.known_to
        UNION ALL
        SELECT r.enterprise_id,
               (of_kinds IS NULL OR r.recognition = ANY (of_kinds))
               AND r.valid_from <= at_day AND COALESCE(r.valid_to, 'infinity') >= at_day
               AND COALESCE(r.withdrawn, 'infinity') > at_day
               AND (of_sector IS NULL OR EXISTS (
                   SELECT FROM sei.enterprise_sector s
                   WHERE s.enterprise_id = r.enterprise_id AND s.known_from <= moment AND moment < s.known_to AND s.sector <@ of_sector
                     AND s.valid_from <= at_day AND COALESCE(s.valid_to, 'infinity') >= at_day)),
               r.valid_from
        FROM sei.recognition r
        JOIN sei.enterprise_version v ON v.enterprise_id = r.enterprise_id AND v.known_from <= moment AND moment < v.known_to
        JOIN up w ON v.region_scheme = of_scheme AND w.region = v.region
        WHERE of_what = 'recognition' AND r.known_from <= moment AND moment < r.known_to
    )
    SELECT count(DISTINCT e.id) FILTER (WHERE e.counts), count(DISTINCT e.id), max(e.since) FILTER (WHERE e.counts)
    FROM evidence e;
END;
COMMENT ON FUNCTION sei.count_known(text, text, sector, text, text[], text[], date, timestamptz) IS
'sei.count_evidence as it was known at a moment. Does not wait for loads: call sei.settle first.';

CREATE OR REPLACE FUNCTION sei.scoreboard_as_of(moment timestamptz) RETURNS SETOF sei.scoreboard
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
#variable_conflict use_column
DECLARE
    seq bigint;
    known_day date := (moment AT TIME ZONE 'UTC')::date;
BEGIN
    PERFORM sei.settle(moment);
    SELECT max(l.load_seq) INTO seq FROM sei.load l WHERE l.known_from <= moment;
    RETURN QUERY
    WITH promised AS (
        SELECT t.plan, t.target_id, v.ordinal, v.indicator, i.name_zh AS indicator_zh, i.name_en AS indicator_en, i.unit,
               i.aggregation, v.clause, v.text_zh, v.region_scheme, v.region, v.sector, v.due, period_end(v.due) AS due_date,
               v.target, v.binding, v.count_of, v.count_kinds, v.count_status, p.root, p.base_period,
               -- an operator says the direction itself, the sign of a change too: 降低16% goes down
           CASE WHEN target_kind(v.target) = 'level' AND v.target::text !~ '^[<>]' THEN i.direction END AS direction
        FROM sei.plan_target t
        JOIN sei.plan_target_version v ON v.target_id = t.target_id AND v.known_from <= moment AND moment < v.known_to
        JOIN sei.plan_version p ON p.plan = t.plan AND p.known_from <= moment AND moment < p.known_to
        JOIN sei.indicator_version i ON i.indicator = v.indicator AND i.known_from <= moment AND moment < i.known_to
        WHERE v.restates IS NULL
          AND NOT EXISTS (SELECT FROM sei.plan_target_version s
                          WHERE s.supersedes = t.target_id AND s.known_from <= moment AND moment < s.known_to)
    ), measured AS (
        SELECT p.*, f.actual, f.actual_period, f.actual_day, f.status, f.vintage, f.numerator, f.numerator_value,
               f.denominator, f.denominator_value, f.evidence_count, f.expected, f.coverage, f.figure_id, f.load_seq,
               f.reason, f.is_final,
               b.value AS baseline,
               CASE WHEN b.value IS NOT NULL AND m.months > 0 AND m.months % 12 = 0 THEN m.months / 12 END::numeric AS years
        FROM promised p
        CROSS JOIN LATERAL (
            -- counted from evidence rows
            SELECT CASE WHEN e.recorded > 0 THEN e.counted::numeric END AS actual,
                   NULL::text AS actual_period, LEAST(p.due_date, known_day) AS actual_day,
                   CASE WHEN e.recorded > 0 THEN 'A' END AS status, NULL::text AS vintage,
                   p.indicator AS numerator, CASE WHEN e.recorded > 0 THEN e.counted::numeric END AS numerator_value,
                   NULL::text AS denominator, NULL::numeric AS denominator_value,
                   e.counted AS evidence_count, e.recorded AS expected, NULL::numeric AS coverage,
                   NULL::bigint AS figure_id, NULL::bigint AS load_seq,
                   CASE WHEN e.recorded = 0 THEN format('no %s is on file for %s', p.count_of, p.region) END AS reason,
                   p.due_date <= known_day AND e.recorded > 0 AS is_final
            FROM sei.count_known(p.region_scheme, p.region, p.sector, p.count_of, p.count_kinds, p.count_status,
                                    LEAST(p.due_date, known_day), moment) e
            WHERE p.count_of IS NOT NULL
            UNION ALL
            -- the figure of the due period, else of the latest comparable span before it
            SELECT k.value, k.period::text, period_end(k.period), k.status, k.vintage,
                   COALESCE(k.numerator, at_due.numerator), k.numerator_value, COALESCE(k.denominator, at_due.denominator),
                   k.denominator_value, k.received, k.expected, k.coverage, k.figure_id, k.load_seq,
                   CASE WHEN k.period IS NULL OR k.period <> p.due THEN at_due.reason END,
                   COALESCE(k.period = p.due, false)
            FROM (SELECT) one
            LEFT JOIN LATERAL sei.figure_known(p.root, p.region_scheme, p.region, p.indicator, p.sector, p.due, moment) at_due ON true
            LEFT JOIN LATERAL (
                SELECT g.period, g.ended, f.*
                FROM (SELECT u.period, period_end(u.period) AS ended
                      FROM (SELECT r.period FROM sei.enterprise_return r
                            JOIN sei.indicator_version i ON i.indicator = p.indicator AND i.known_from <= moment AND moment < i.known_to
                            WHERE r.region_scheme = p.region_scheme AND r.indicator = COALESCE(i.numerator, i.indicator)
                              AND r.known_from <= moment AND moment < r.known_to
                            UNION
                            SELECT s.period FROM sei.statistic s
                            WHERE s.region_scheme = p.region_scheme AND s.region = p.region AND s.indicator = p.indicator
                              AND s.known_from <= moment AND moment < s.known_to) u
                      WHERE period_months(u.period) = period_months(p.due) AND period_end(u.period) <= p.due_date
                        AND extract(month FROM period_start(u.period)) = extract(month FROM period_start(p.due))
                      ORDER BY ended DESC
                      LIMIT 1000) g
                CROSS JOIN LATERAL sei.figure_known(p.root, p.region_scheme, p.region, p.indicator, p.sector, g.period, moment) f
                WHERE f.value IS NOT NULL
                ORDER BY g.ended DESC
                LIMIT 1
            ) k ON true
            WHERE p.count_of IS NULL
        ) f
        LEFT JOIN LATERAL sei.figure_known(p.root, p.region_scheme, p.region, p.indicator, p.sector, p.base_period, moment) b
          ON p.count_of IS NULL AND target_kind(p.target) <> 'level'
        CROSS JOIN LATERAL (
            SELECT (extract(year FROM age(p.due_date + 1, period_end(p.base_period) + 1)) * 12
                    + extract(month FROM age(p.due_date + 1, period_end(p.base_period) + 1)))::int AS months
        ) m
    ), judged AS (
        SELECT m.*,
               attainment(m.actual, m.target, m.baseline, m.years, m.direction) AS attained,
               is_met(m.actual, m.target, m.baseline, m.years, m.direction) AS met,
               target_status(m.actual, m.target, m.baseline, m.years, m.direction) AS verdict,
               target_bound(m.target, m.baseline, m.years, m.direction) AS bound
        FROM measured m
    )
    SELECT j.plan, j.target_id, j.ordinal, j.indicator, j.indicator_zh, j.indicator_en, j.clause, j.text_zh,
           j.region_scheme, j.region, j.sector::text AS sector, j.due::text AS due, j.due_date,
           j.target::text AS target, j.binding, j.unit,
           j.actual, j.actual_period, j.actual_day, j.status AS actual_status, j.vintage AS actual_vintage,
           j.numerator, j.numerator_value, j.denominator, j.denominator_value,
           j.attained AS attainment, j.met AS is_met, j.verdict AS target_status, j.is_final,
           j.bound, trim_scale(j.actual - j.bound) AS gap,
           CASE
               WHEN j.actual IS NULL THEN 'unknown: ' || COALESCE(j.reason, 'no figure')
               WHEN j.is_final THEN 'at the due date: ' || replace(j.verdict, '_', ' ')
               WHEN j.due_date >= known_day THEN
                   format('before the due date, as of %s: %s', COALESCE(j.actual_period, j.actual_day::text),
                          replace(j.verdict, '_', ' '))
               ELSE format('no figure of %s; latest comparable is %s: %s', j.due::text, j.actual_period,
                           replace(j.verdict, '_', ' '))
           END AS progress,
           CASE WHEN j.is_final THEN NULL ELSE j.reason END AS reason,
           j.evidence_count, j.expected AS evidence_expected, j.coverage,
           r.restatements, r.restated_in,
           j.figure_id AS denominator_figure_id, seq
    FROM judged j
    CROSS JOIN LATERAL (
        SELECT count(*)::int AS restatements,
               string_agg(format('%s %s (%s)', v.clause, v.text_zh, v.target::text), '; ' ORDER BY v.ordinal) AS restated_in
        FROM sei.plan_target_version v
        WHERE v.restates = j.target_id AND v.known_from <= moment AND moment < v.known_to
    ) r
    ORDER BY 1, 3;
END
$$;
COMMENT ON FUNCTION sei.scoreboard_as_of(timestamptz) IS
'sei.scoreboard as it was known at a moment: plan, figures, weights, evidence, regions and indicators of then, "today" being that day (UTC). load_seq is the last load that the answer rests on. Waits for a load in flight; 22023 for the future, 25001 for an unsettled moment under repeatable read or on a standby (sei.settle).';

GRANT EXECUTE ON FUNCTION
    sei.figure_known(text, text, text, text, sector, stat_period, timestamptz),
    sei.count_known(text, text, sector, text, text[], text[], date, timestamptz),
    sei.scoreboard_as_of(timestamptz)
TO sei_analyst, sei_admin;
