-- 082-scoreboard.sql: every target of every plan, judged, with the numbers behind the verdict.
-- least extension version: 0.1
--
-- A target is judged on the figure of its due period. Until there is one it is measured on the latest comparable
-- span before (same length, same start in the year), and the row says so. A count is taken at the last day of the
-- due period, or today before that day.

CREATE OR REPLACE FUNCTION sei.count_evidence(
    of_scheme text, of_region text, of_sector sector, of_what text, of_kinds text[], of_status text[], at_day date
)
RETURNS TABLE (counted bigint, recorded bigint, latest date)
    LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    WITH evidence AS (
        SELECT v.project_id AS id,
               (of_kinds IS NULL OR v.project_kind = ANY (of_kinds))
               AND (of_status IS NULL OR v.status = ANY (of_status))
               AND (of_sector IS NULL OR v.sector <@ of_sector) AND v.status_date <= at_day AS counts,
               v.status_date AS since
        FROM sei.project_version v
        JOIN sei.region_within w ON w.region_scheme = v.region_scheme AND w.region = v.region
        WHERE of_what = 'project' AND v.known_to = 'infinity'
          AND w.region_scheme = of_scheme AND w.ancestor = of_region
        UNION ALL
        SELECT v.park_id,
               (of_status IS NULL OR v.status = ANY (of_status)) AND v.status_date <= at_day,
               v.status_date
        FROM sei.park_version v
        JOIN sei.region_within w ON w.region_scheme = v.region_scheme AND w.region = v.region
        WHERE of_what = 'park' AND v.known_to = 'infinity'
          AND w.region_scheme = of_scheme AND w.ancestor = of_region
        UNION ALL
        SELECT r.enterprise_id,
               (of_kinds IS NULL OR r.recognition = ANY (of_kinds))
               AND r.valid_from <= at_day AND COALESCE(r.valid_to, 'infinity') >= at_day
               AND COALESCE(r.withdrawn, 'infinity') > at_day
               AND (of_sector IS NULL OR EXISTS (
                   SELECT FROM sei.enterprise_sector s
                   WHERE s.enterprise_id = r.enterprise_id AND s.known_to = 'infinity' AND s.sector <@ of_sector
                     AND s.valid_from <= at_day AND COALESCE(s.valid_to, 'infinity') >= at_day)),
               r.valid_from
        FROM sei.recognition r
        JOIN sei.enterprise_version v ON v.enterprise_id = r.enterprise_id AND v.known_to = 'infinity'
        JOIN sei.region_within w ON w.region_scheme = v.region_scheme AND w.region = v.region
        WHERE of_what = 'recognition' AND r.known_to = 'infinity'
          AND w.region_scheme = of_scheme AND w.ancestor = of_region
    )
    SELECT count(DISTINCT e.id) FILTER (WHERE e.counts), count(DISTINCT e.id), max(e.since) FILTER (WHERE e.counts)
    FROM evidence e;
END;
COMMENT ON FUNCTION sei.count_evidence(text, text, sector, text, text[], text[], date) IS
'How many projects, parks or recognised enterprises of a region (and the regions below) count on a day: in a state of of_status reached by then (NULL = any), of a kind of of_kinds (NULL = any), within a sector (NULL = any), recognised and not withdrawn. recorded = all on file, counting or not; latest = date of the last that counts. Runs as its owner: it shows counts, no respondent.';

CREATE OR REPLACE VIEW sei.scoreboard AS
WITH promised AS (
    SELECT t.plan, t.target_id, v.ordinal, v.indicator, i.name_zh AS indicator_zh, i.name_en AS indicator_en, i.unit,
           i.aggregation, v.clause, v.text_zh, v.region_scheme, v.region, v.sector, v.due, period_end(v.due) AS due_date,
           v.target, v.binding, v.count_of, v.count_kinds, v.count_status, p.root, p.base_period,
           -- an operator says the direction itself, the sign of a change too: 降低16% goes down
           CASE WHEN target_kind(v.target) = 'level' AND v.target::text !~ '^[<>]' THEN i.direction END AS direction
    FROM sei.plan_target t
    JOIN sei.plan_target_version v ON v.target_id = t.target_id AND v.known_to = 'infinity'
    JOIN sei.plan_version p ON p.plan = t.plan AND p.known_to = 'infinity'
    JOIN sei.indicator_version i ON i.indicator = v.indicator AND i.known_to = 'infinity'
    WHERE v.restates IS NULL
      AND NOT EXISTS (SELECT FROM sei.plan_target_version s
                      WHERE s.supersedes = t.target_id AND s.known_to = 'infinity')
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
               NULL::text AS actual_period, LEAST(p.due_date, current_date) AS actual_day,
               CASE WHEN e.recorded > 0 THEN 'A' END AS status, NULL::text AS vintage,
               p.indicator AS numerator, CASE WHEN e.recorded > 0 THEN e.counted::numeric END AS numerator_value,
               NULL::text AS denominator, NULL::numeric AS denominator_value,
               e.counted AS evidence_count, e.recorded AS expected, NULL::numeric AS coverage,
               NULL::bigint AS figure_id, NULL::bigint AS load_seq,
               CASE WHEN e.recorded = 0 THEN format('no %s is on file for %s', p.count_of, p.region) END AS reason,
               p.due_date <= current_date AND e.recorded > 0 AS is_final
        FROM sei.count_evidence(p.region_scheme, p.region, p.sector, p.count_of, p.count_kinds, p.count_status,
                                LEAST(p.due_date, current_date)) e
        WHERE p.count_of IS NOT NULL
        UNION ALL
        -- the figure of the due period, else of the latest comparable span before it
        SELECT k.value, k.period::text, period_end(k.period), k.status, k.vintage,
               COALESCE(k.numerator, at_due.numerator), k.numerator_value, COALESCE(k.denominator, at_due.denominator),
               k.denominator_value, k.received, k.expected, k.coverage, k.figure_id, k.load_seq,
               CASE WHEN k.period IS NULL OR k.period <> p.due THEN at_due.reason END,
               COALESCE(k.period = p.due, false)
        FROM (SELECT) one
        LEFT JOIN LATERAL sei.figure_at(p.root, p.region_scheme, p.region, p.indicator, p.sector, p.due) at_due ON true
        LEFT JOIN LATERAL (
            SELECT g.period, g.ended, f.*
            FROM (SELECT u.period, period_end(u.period) AS ended
                  FROM (SELECT c.period FROM sei.tally_cell c
                        JOIN sei.indicator_version i ON i.indicator = p.indicator AND i.known_to = 'infinity'
                        WHERE c.root = p.root AND c.scope = 'enterprise' AND c.region_scheme = p.region_scheme
                          AND c.region = p.region AND c.indicator = COALESCE(i.numerator, i.indicator)
                        UNION
                        SELECT s.period FROM sei.published_figure s
                        WHERE s.region_scheme = p.region_scheme AND s.region = p.region AND s.indicator = p.indicator
                          AND s.sector::text IS NOT DISTINCT FROM p.sector::text) u
                  WHERE period_months(u.period) = period_months(p.due) AND period_end(u.period) <= p.due_date
                    AND extract(month FROM period_start(u.period)) = extract(month FROM period_start(p.due))
                  ORDER BY ended DESC
                  LIMIT 1000) g
            CROSS JOIN LATERAL sei.figure_at(p.root, p.region_scheme, p.region, p.indicator, p.sector, g.period) f
            WHERE f.value IS NOT NULL
            ORDER BY g.ended DESC
            LIMIT 1
        ) k ON true
        WHERE p.count_of IS NULL
    ) f
    LEFT JOIN LATERAL sei.figure_at(p.root, p.region_scheme, p.region, p.indicator, p.sector, p.base_period) b
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
           WHEN j.due_date >= current_date THEN
               format('before the due date, as of %s: %s', COALESCE(j.actual_period, j.actual_day::text),
                      replace(j.verdict, '_', ' '))
           ELSE format('no figure of %s; latest comparable is %s: %s', j.due::text, j.actual_period,
                       replace(j.verdict, '_', ' '))
       END AS progress,
       CASE WHEN j.is_final THEN NULL ELSE j.reason END AS reason,
       j.evidence_count, j.expected AS evidence_expected, j.coverage,
       r.restatements, r.restated_in,
       j.figure_id AS denominator_figure_id, j.load_seq
FROM judged j
CROSS JOIN LATERAL (
    SELECT count(*)::int AS restatements,
           string_agg(format('%s %s (%s)', v.clause, v.text_zh, v.target::text), '; ' ORDER BY v.ordinal) AS restated_in
    FROM sei.plan_target_version v
    WHERE v.restates = j.target_id AND v.known_to = 'infinity'
) r
ORDER BY j.plan, j.ordinal;
COMMENT ON VIEW sei.scoreboard IS
'One row per target of a plan in force (restatements are listed beside the target that they repeat, superseded targets are not judged), with the latest figure, the verdict, and the numbers behind it. Never raises: what cannot be answered is NULL with a reason.';
COMMENT ON COLUMN sei.scoreboard.plan IS 'The plan.';
COMMENT ON COLUMN sei.scoreboard.target_id IS 'The target.';
COMMENT ON COLUMN sei.scoreboard.ordinal IS 'Its place in the plan.';
COMMENT ON COLUMN sei.scoreboard.indicator IS 'What is promised to reach the value.';
COMMENT ON COLUMN sei.scoreboard.indicator_zh IS 'Its Chinese name.';
COMMENT ON COLUMN sei.scoreboard.indicator_en IS 'Its English name.';
COMMENT ON COLUMN sei.scoreboard.clause IS 'Clause of the plan (条款).';
COMMENT ON COLUMN sei.scoreboard.text_zh IS 'The plan''s own words.';
COMMENT ON COLUMN sei.scoreboard.region_scheme IS 'Scheme of the region code.';
COMMENT ON COLUMN sei.scoreboard.region IS 'Region that it is promised for.';
COMMENT ON COLUMN sei.scoreboard.sector IS 'Sector; NULL = the plan''s whole classification.';
COMMENT ON COLUMN sei.scoreboard.due IS 'Due period.';
COMMENT ON COLUMN sei.scoreboard.due_date IS 'Its last day.';
COMMENT ON COLUMN sei.scoreboard.target IS 'The promise, canonical text.';
COMMENT ON COLUMN sei.scoreboard.binding IS 'binding (约束性) or expected (预期性).';
COMMENT ON COLUMN sei.scoreboard.unit IS 'Unit of the indicator; % marks a ratio, whose actual is still the ratio (7 % = 0.07).';
COMMENT ON COLUMN sei.scoreboard.actual IS 'Latest comparable value in base units, not after the due period; NULL with a reason.';
COMMENT ON COLUMN sei.scoreboard.actual_period IS 'Span of actual; NULL for a count, which has a day.';
COMMENT ON COLUMN sei.scoreboard.actual_day IS 'Last day of that span; for a count the day it was taken: the due date, or today before it.';
COMMENT ON COLUMN sei.scoreboard.actual_status IS 'Status flag of the denominator or published figure (SDMX OBS_STATUS); A for sums and counts.';
COMMENT ON COLUMN sei.scoreboard.actual_vintage IS 'Vintage of the denominator or published figure.';
COMMENT ON COLUMN sei.scoreboard.numerator IS 'Indicator above the line.';
COMMENT ON COLUMN sei.scoreboard.numerator_value IS 'Its value in base units.';
COMMENT ON COLUMN sei.scoreboard.denominator IS 'Indicator below the line; NULL when actual is no ratio.';
COMMENT ON COLUMN sei.scoreboard.denominator_value IS 'Its published value of the same region and span in base units.';
COMMENT ON COLUMN sei.scoreboard.attainment IS '1 = reached (function attainment).';
COMMENT ON COLUMN sei.scoreboard.is_met IS 'Strict verdict on actual; before the due date it may still fall back: see is_final.';
COMMENT ON COLUMN sei.scoreboard.target_status IS 'exceeded, met, within_tolerance, not_met or unknown.';
COMMENT ON COLUMN sei.scoreboard.is_final IS 'True when actual is the figure of the due period itself, so that the verdict stays.';
COMMENT ON COLUMN sei.scoreboard.bound IS 'Level that the target amounts to, in base units.';
COMMENT ON COLUMN sei.scoreboard.gap IS 'actual − bound in base units; below 0 is missing for an upward target.';
COMMENT ON COLUMN sei.scoreboard.progress IS 'The verdict in words, with what it rests on.';
COMMENT ON COLUMN sei.scoreboard.reason IS 'Why the due period has no figure; NULL when it has.';
COMMENT ON COLUMN sei.scoreboard.evidence_count IS 'Rows that count (projects, enterprises, parks), or enterprises that reported the numerator.';
COMMENT ON COLUMN sei.scoreboard.evidence_expected IS 'All on file for the region, or enterprises expected to report.';
COMMENT ON COLUMN sei.scoreboard.coverage IS 'Coverage of the numerator''s returns, 0..1 (sei.coverage_of); NULL for counts and published figures.';
COMMENT ON COLUMN sei.scoreboard.restatements IS 'How many other clauses of the plan repeat this target.';
COMMENT ON COLUMN sei.scoreboard.restated_in IS 'Those clauses with their words and values; NULL when none.';
COMMENT ON COLUMN sei.scoreboard.denominator_figure_id IS 'Figure of the denominator or published value, for sei.lineage_of.';
COMMENT ON COLUMN sei.scoreboard.load_seq IS 'Load that last wrote the sums behind the numerator.';
