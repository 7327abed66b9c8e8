-- 082-scoreboard.sql: every target of every plan, judged, with the numbers behind the verdict.
-- least extension version: 0.1
--
-- A target is judged on the figure of its due period. Until there is one it is measured on the latest comparable
-- span before (same length, same start in the year), and the row says so. A count is taken at the last day of the
-- due period, or today before that day. One text answers for now (moment NULL: cells) and for any moment
-- (returns): sei.scoreboard and sei.scoreboard_as_of cannot drift apart.

CREATE OR REPLACE FUNCTION sei.months_between(from_day date, to_day date) RETURNS numeric
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT trim_scale(
        (extract(year FROM to_day) - extract(year FROM from_day)) * 12 + extract(month FROM to_day) - extract(month FROM from_day)
        + extract(day FROM to_day) / extract(day FROM date_trunc('month', to_day::timestamp) + interval '1 month - 1 day')
        - extract(day FROM from_day) / extract(day FROM date_trunc('month', from_day::timestamp) + interval '1 month - 1 day'));
END;
COMMENT ON FUNCTION sei.months_between(date, date) IS
'Months from the end of one day to the end of another, a day being its part of its month, as function projection counts: whole between ends of months, whatever their days.';

CREATE OR REPLACE FUNCTION sei.yearly_rate(before numeric, after numeric, months numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    -- power() raises above 10^2605; such a rate is a slip of the figures
    SELECT CASE WHEN before > 0 AND after > 0 AND months > 0 AND r.ratio BETWEEN 1e-800 AND 1e800 THEN
                    CASE WHEN abs(12 * ln(r.ratio) / months) < 2000 THEN NULLIF(round(power(r.ratio, 12 / months) - 1, 12), -1) END
           END
    FROM (SELECT CASE WHEN before > 0 THEN after / before END AS ratio) r;
END;
COMMENT ON FUNCTION sei.yearly_rate(numeric, numeric, numeric) IS
'Average yearly growth from one value to another over so many months, a ratio, to 12 decimals; NULL when a value is not above 0, no time has passed or the rate is beyond any meaning (e^2000, or -1).';

CREATE OR REPLACE FUNCTION sei.comparable_spans(
    of_root text, of_scheme text, of_region text, of_indicator text, of_sector sector, due stat_period, moment timestamptz
)
RETURNS TABLE (period stat_period, ended date)
    LANGUAGE sql STABLE ROWS 10 SECURITY DEFINER
BEGIN ATOMIC
    WITH RECURSIVE summed AS (
        SELECT COALESCE(i.numerator, i.indicator) AS indicator FROM sei.indicator_version i
        WHERE i.indicator = of_indicator AND i.known_from <= moment AND moment < i.known_to
          AND EXISTS (SELECT FROM sei.enterprise_sector s WHERE s.root = of_root AND s.known_from <= moment AND moment < s.known_to)
    ), walk AS (
        -- the spans of each region's returns one after the other by index: there are few, and many returns of each
        SELECT p.region, i.indicator,
               (SELECT o.period FROM sei.enterprise_return o
                WHERE o.region_scheme = of_scheme AND o.region = p.region AND o.indicator = i.indicator AND o.known_to = 'infinity'
                ORDER BY o.period LIMIT 1) AS period
        FROM summed i CROSS JOIN sei.region p
        WHERE p.region_scheme = of_scheme
        UNION ALL
        SELECT w.region, w.indicator,
               (SELECT o.period FROM sei.enterprise_return o
                WHERE o.region_scheme = of_scheme AND o.region = w.region AND o.indicator = w.indicator AND o.known_to = 'infinity'
                  AND o.period > w.period
                ORDER BY o.period LIMIT 1)
        FROM walk w WHERE w.period IS NOT NULL
    ), candidate AS (
        SELECT c.period, NULL::text AS returned_in, NULL::text AS indicator
        FROM sei.indicator_version i
        JOIN sei.tally_cell c ON c.root = of_root AND c.scope = 'enterprise' AND c.region_scheme = of_scheme
         AND c.region = of_region AND c.indicator = COALESCE(i.numerator, i.indicator)
        WHERE i.indicator = of_indicator AND i.known_to = 'infinity' AND moment IS NULL
        UNION
        SELECT s.period, NULL, NULL FROM sei.published_figure s
        WHERE s.region_scheme = of_scheme AND s.region = of_region AND s.indicator = of_indicator
          AND s.sector::text IS NOT DISTINCT FROM of_sector::text AND moment IS NULL
        UNION
        SELECT w.period, w.region, w.indicator FROM walk w WHERE w.period IS NOT NULL
        UNION
        SELECT r.period, NULL, NULL
        FROM summed i
        JOIN sei.enterprise_return r ON r.region_scheme = of_scheme AND r.indicator = i.indicator
         AND r.known_from <= moment AND moment < r.known_to AND r.known_to <> 'infinity'
        UNION
        SELECT s.period, NULL, NULL FROM sei.statistic s
        WHERE s.region_scheme = of_scheme AND s.region = of_region AND s.indicator = of_indicator
          AND s.known_from <= moment AND moment < s.known_to
    )
    SELECT DISTINCT u.period, period_end(u.period)
    FROM candidate u
    WHERE period_months(u.period) = period_months(due) AND period_end(u.period) <= period_end(due)
      AND extract(month FROM period_start(u.period)) = extract(month FROM period_start(due))
      AND (u.returned_in IS NULL
           OR EXISTS (SELECT FROM sei.enterprise_return o
                      WHERE o.region_scheme = of_scheme AND o.region = u.returned_in AND o.indicator = u.indicator
                        AND o.period = u.period AND o.known_to = 'infinity' AND o.known_from <= moment))
    ORDER BY 2 DESC
    LIMIT 60;
END;
COMMENT ON FUNCTION sei.comparable_spans(text, text, text, text, sector, stat_period, timestamptz) IS
'The latest 60 spans that a target due in a span may be compared with: as long, beginning in the same month, not after it, for which something is known now (moment NULL) or was at a moment. It shows which spans there are, no figure. Internal.';

CREATE OR REPLACE FUNCTION sei.target_reading(
    of_root text, of_scheme text, of_region text, of_indicator text, of_sector sector, due stat_period,
    base_period stat_period, count_of text, count_kinds text[], count_status text[], today date, moment timestamptz
)
RETURNS TABLE (actual numeric, actual_period text, actual_day date, status text, vintage text, numerator text,
               numerator_value numeric, denominator text, denominator_value numeric, evidence_count bigint,
               expected bigint, coverage numeric, figure_id bigint, load_seq bigint, reason text, is_final boolean,
               base_value numeric, first_value numeric, first_day date, first_period text, first_denominator numeric,
               imputed_share numeric, projection numeric, projection_low numeric, projection_high numeric,
               projection_method text)
    LANGUAGE sql STABLE ROWS 1
BEGIN ATOMIC
    WITH counted AS MATERIALIZED (
        -- the count at its day, and at the ends of the years since the base period
        SELECT d.day, c.counted, c.recorded
        FROM (SELECT LEAST(period_end(due), today) AS day
              UNION
              SELECT (period_end(base_period) + 1 + make_interval(years => n))::date - 1 FROM generate_series(0, 40) n) d
        CROSS JOIN LATERAL sei.count_known(of_scheme, of_region, of_sector, count_of, count_kinds, count_status, d.day,
                                           COALESCE(moment, 'infinity')) c
        WHERE count_of IS NOT NULL AND d.day <= LEAST(period_end(due), today)
    ), figured AS MATERIALIZED (
        SELECT s.period, s.ended, f.*
        FROM sei.comparable_spans(of_root, of_scheme, of_region, of_indicator, of_sector, due, moment) s
        CROSS JOIN LATERAL sei.figure_reading(of_root, of_scheme, of_region, of_indicator, of_sector, s.period, moment) f
        WHERE count_of IS NULL AND f.value IS NOT NULL
    ), point AS (
        SELECT f.ended AS day, f.value, f.period::text AS period, f.denominator_value FROM figured f
        UNION ALL
        SELECT c.day, c.counted::numeric, c.day::text, NULL FROM counted c WHERE c.recorded > 0
    ), base AS (
        -- what relative targets are judged from: the count at the end of the base period, or the span within it that is
        -- comparable with the due one (2010-01..09 in 2010 for 2015-01..09)
        SELECT c.day, c.counted::numeric AS value FROM counted c WHERE c.day = period_end(base_period) AND c.recorded > 0
        UNION ALL
        (SELECT f.ended, f.value FROM figured f WHERE f.period <@ base_period ORDER BY f.ended DESC LIMIT 1)
    ), since AS (
        SELECT p.day, p.value, p.period, p.denominator_value FROM point p
        WHERE base_period IS NULL OR p.day >= COALESCE((SELECT b.day FROM base b), period_end(base_period))
    ), latest AS (
        SELECT CASE WHEN c.recorded > 0 THEN c.counted::numeric END AS value, NULL::stat_period AS period, c.day AS ended,
               CASE WHEN c.recorded > 0 THEN 'A' END AS status, NULL::text AS vintage, of_indicator AS numerator,
               CASE WHEN c.recorded > 0 THEN c.counted::numeric END AS numerator_value, NULL::text AS denominator,
               NULL::numeric AS denominator_value, c.counted AS evidence_count, c.recorded AS expected,
               NULL::numeric AS coverage, NULL::bigint AS figure_id, NULL::bigint AS load_seq,
               CASE WHEN c.recorded = 0 THEN format('no %s is on file for %s', count_of, of_region) END AS reason,
               period_end(due) <= today AND c.recorded > 0 AS is_final, NULL::numeric AS imputed_share
        FROM counted c
        WHERE c.day = LEAST(period_end(due), today)
        UNION ALL
        SELECT k.value, k.period, k.ended, k.status, k.vintage, COALESCE(k.numerator, d.numerator), k.numerator_value,
               COALESCE(k.denominator, d.denominator), k.denominator_value, k.received, k.expected, k.coverage, k.figure_id,
               k.load_seq, CASE WHEN k.period IS NULL OR k.period <> due THEN d.reason END, COALESCE(k.period = due, false), k.imputed_share
        FROM (SELECT WHERE count_of IS NULL) one
        LEFT JOIN LATERAL (SELECT f.* FROM figured f ORDER BY f.ended DESC LIMIT 1) k ON true
        LEFT JOIN LATERAL sei.figure_reading(of_root, of_scheme, of_region, of_indicator, of_sector, due, moment) d
               ON k.period IS NULL OR k.period <> due
    )
    SELECT l.value, l.period::text, l.ended, l.status, l.vintage, l.numerator, l.numerator_value, l.denominator,
           l.denominator_value, l.evidence_count, l.expected, l.coverage, l.figure_id, l.load_seq, l.reason, l.is_final,
           b.value, s.value, s.day, s.period, s.denominator_value,
           CASE WHEN l.coverage IS NOT NULL THEN l.imputed_share END,
           CASE WHEN NOT l.is_final THEN t.value END, CASE WHEN NOT l.is_final THEN t.low END,
           CASE WHEN NOT l.is_final THEN t.high END, CASE WHEN NOT l.is_final THEN t.method END
    FROM latest l
    LEFT JOIN base b ON true
    LEFT JOIN LATERAL (SELECT * FROM since ORDER BY day LIMIT 1) s ON true
    CROSS JOIN LATERAL (
        SELECT projection(p.day, p.value, period_end(due)) AS value, projection_low(p.day, p.value, period_end(due)) AS low,
               projection_high(p.day, p.value, period_end(due)) AS high, projection_method(p.day, p.value, period_end(due)) AS method
        FROM since p
    ) t;
END;
COMMENT ON FUNCTION sei.target_reading(text, text, text, text, sector, stat_period, stat_period, text, text[], text[], date, timestamptz) IS
'What is known about one target''s indicator, now (moment NULL) or at a moment: the latest comparable value, the value at the base period, the first since then (that of the base period where there is one), the trend. One row. Internal: sei.scoreboard_rows judges it.';

CREATE OR REPLACE FUNCTION sei.scoreboard_rows(moment timestamptz, today date)
RETURNS TABLE (
    plan text,
    target_id text,
    ordinal integer,
    indicator text,
    indicator_zh text,
    indicator_en text,
    clause text,
    text_zh text,
    region_scheme text,
    region text,
    sector text,
    due text,
    due_date date,
    target text,
    binding text,
    unit text,
    actual numeric,
    actual_period text,
    actual_day date,
    actual_status text,
    actual_vintage text,
    numerator text,
    numerator_value numeric,
    denominator text,
    denominator_value numeric,
    attainment numeric,
    is_met boolean,
    target_status text,
    is_final boolean,
    bound numeric,
    gap numeric,
    progress text,
    reason text,
    evidence_count bigint,
    evidence_expected bigint,
    coverage numeric,
    restatements integer,
    restated_in text,
    denominator_figure_id bigint,
    load_seq bigint,
    baseline numeric,
    baseline_period text,
    elapsed numeric,
    years_left numeric,
    due_by_now numeric,
    pace numeric,
    progress_status text,
    required_growth numeric,
    denominator_growth numeric,
    required_numerator_growth numeric,
    gap_in_unit numeric,
    gap_unit text,
    projection numeric,
    projection_low numeric,
    projection_high numeric,
    projection_method text,
    projected_status text,
    imputed_share numeric,
    target_known_from timestamp with time zone,
    supersedes text)
    LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
    WITH promised AS MATERIALIZED (
        SELECT t.plan, t.target_id, v.ordinal, v.indicator, i.name_zh AS indicator_zh, i.name_en AS indicator_en, i.unit,
               v.clause, v.text_zh, v.region_scheme, v.region, v.sector, v.due, period_end(v.due) AS due_date,
               v.target, target_kind(v.target) AS kind, v.binding, v.count_of, v.count_kinds, v.count_status,
               p.root, p.base_period, v.known_from, v.supersedes,
               -- an operator says the direction itself, the sign of a change too: 降低16% goes down
               CASE WHEN target_kind(v.target) = 'level' AND v.target::text !~ '^[<>]' THEN i.direction END AS direction
        FROM sei.plan_target t
        JOIN sei.plan_target_version v ON v.target_id = t.target_id
         AND v.known_from <= COALESCE(moment, 'infinity') AND (moment < v.known_to OR v.known_to = 'infinity')
        JOIN sei.plan_version p ON p.plan = t.plan
         AND p.known_from <= COALESCE(moment, 'infinity') AND (moment < p.known_to OR p.known_to = 'infinity')
        JOIN sei.indicator_version i ON i.indicator = v.indicator
         AND i.known_from <= COALESCE(moment, 'infinity') AND (moment < i.known_to OR i.known_to = 'infinity')
        WHERE v.restates IS NULL
          AND NOT EXISTS (SELECT FROM sei.plan_target_version s
                          WHERE s.supersedes = t.target_id AND s.known_from <= COALESCE(moment, 'infinity')
                            AND (moment < s.known_to OR s.known_to = 'infinity'))
    ), measured AS (
        SELECT p.*, f.*, (m.months / 12)::numeric AS years,
               -- the first value is that of the base period where there is one; only a level can do without
               CASE WHEN f.base_value IS NOT NULL OR p.kind = 'level' THEN f.first_value END AS start_value,
               CASE WHEN f.base_value IS NOT NULL OR p.kind = 'level' THEN f.first_day END AS start_day,
               CASE WHEN f.base_value IS NOT NULL OR p.kind = 'level' THEN f.first_period END AS start_period
        FROM promised p
        CROSS JOIN LATERAL sei.target_reading(p.root, p.region_scheme, p.region, p.indicator, p.sector, p.due, p.base_period,
                                              p.count_of, p.count_kinds, p.count_status, today, moment) f
        LEFT JOIN LATERAL (
            SELECT sei.months_between(f.first_day, p.due_date) AS months WHERE f.base_value IS NOT NULL
        ) m ON m.months >= 12 AND m.months <= 1200 AND m.months % 12 = 0
    ), timed AS (
        SELECT m.*,
               CASE WHEN m.start_day < m.due_date AND m.actual_day >= m.start_day AND m.actual IS NOT NULL THEN
                   round(sei.months_between(m.start_day, m.actual_day) / sei.months_between(m.start_day, m.due_date), 18)
               END AS elapsed,
               CASE WHEN m.actual IS NOT NULL THEN sei.months_between(m.actual_day, m.due_date) / 12 END AS years_left,
               sei.yearly_rate(m.first_denominator, m.denominator_value, sei.months_between(m.first_day, m.actual_day)) AS denominator_growth,
               target_bound(m.target, m.base_value, m.years, m.direction) AS bound
        FROM measured m
    ), judged AS (
        SELECT t.*,
               attainment(t.actual, t.target, t.base_value, t.years, t.direction) AS attained,
               is_met(t.actual, t.target, t.base_value, t.years, t.direction) AS met,
               target_status(t.actual, t.target, t.base_value, t.years, t.direction) AS verdict,
               trajectory(t.target, t.start_value, t.elapsed, t.years, t.direction) AS due_by_now,
               pace(t.actual, t.target, t.start_value, t.elapsed, t.years, t.direction) AS pace,
               progress_status(t.actual, t.target, t.start_value, t.elapsed, t.years, t.direction) AS progress_status,
               required_growth(t.actual, t.target, t.years_left, NULL, t.base_value, t.years, t.direction) AS needed,
               required_growth(t.actual, t.target, t.years_left, t.denominator_growth, t.base_value, t.years, t.direction) AS needed_above,
               CASE WHEN t.projection IS NOT NULL THEN
                   target_status(t.projection, t.target, t.base_value, t.years, t.direction)
               END AS projected_status,
               CASE
                   WHEN t.kind = 'growth' THEN
                       -- the bound after a year from 1 is 1 + the rate to reach
                       100 * (1 + sei.yearly_rate(t.base_value, t.actual, sei.months_between(t.start_day, t.actual_day))
                              - target_bound(t.target, 1::numeric, 1::numeric, t.direction))
                   WHEN t.kind = 'points' OR (t.kind = 'level' AND target_is_percent(t.target)) THEN 100 * (t.actual - t.bound)
                   WHEN t.kind = 'change' AND t.base_value > 0 THEN 100 * (t.actual - t.bound) / t.base_value
                   WHEN t.kind = 'multiple' AND t.base_value > 0 THEN (t.actual - t.bound) / t.base_value
                   WHEN t.kind = 'level' THEN t.actual - t.bound
               END AS gap_in_unit
        FROM timed t
    )
    SELECT j.plan, j.target_id, j.ordinal, j.indicator, j.indicator_zh, j.indicator_en, j.clause, j.text_zh,
           j.region_scheme, j.region, j.sector::text, j.due::text, j.due_date, j.target::text, j.binding, j.unit,
           j.actual, j.actual_period, j.actual_day, j.status, j.vintage,
           j.numerator, j.numerator_value, j.denominator, j.denominator_value,
           j.attained, j.met, j.verdict, j.is_final, j.bound, trim_scale(j.actual - j.bound),
           CASE
               WHEN j.actual IS NULL THEN 'unknown: ' || COALESCE(j.reason, 'no figure')
               WHEN j.is_final THEN 'at the due date: ' || replace(j.verdict, '_', ' ')
               WHEN j.due_date >= today THEN
                   format('before the due date, as of %s: %s', COALESCE(j.actual_period, j.actual_day::text),
                          replace(j.verdict, '_', ' '))
               ELSE format('no figure of %s; latest comparable is %s: %s', j.due::text, j.actual_period,
                           replace(j.verdict, '_', ' '))
           END,
           CASE WHEN NOT j.is_final THEN j.reason END,
           j.evidence_count, j.expected, j.coverage, r.restatements, r.restated_in, j.figure_id, j.load_seq,
           j.start_value, j.start_period, trim_scale(j.elapsed), trim_scale(j.years_left), j.due_by_now, j.pace,
           CASE WHEN NOT j.is_final THEN j.progress_status WHEN j.met THEN 'met' WHEN j.met IS NULL THEN 'unknown' ELSE 'off_track' END,
           j.needed, CASE WHEN j.denominator IS NOT NULL THEN trim_scale(j.denominator_growth) END,
           CASE WHEN j.denominator IS NOT NULL AND j.denominator_growth IS NOT NULL THEN j.needed_above END,
           trim_scale(j.gap_in_unit),
           CASE WHEN j.gap_in_unit IS NULL THEN NULL
                WHEN j.kind IN ('growth', 'points') OR (j.kind = 'level' AND target_is_percent(j.target)) THEN 'pp'
                WHEN j.kind = 'change' THEN '%' WHEN j.kind = 'multiple' THEN 'x' ELSE j.unit END,
           j.projection, j.projection_low, j.projection_high, j.projection_method, j.projected_status, j.imputed_share,
           j.known_from,
           (SELECT format('%s %s', s.target_id, s.target::text) FROM sei.plan_target_version s
            WHERE s.target_id = j.supersedes AND s.known_from <= COALESCE(moment, 'infinity')
              AND (moment < s.known_to OR s.known_to = 'infinity'))
    FROM judged j
    CROSS JOIN LATERAL (
        SELECT count(*)::int AS restatements,
               string_agg(format('%s %s (%s)', v.clause, v.text_zh, v.target::text), '; ' ORDER BY v.ordinal) AS restated_in
        FROM sei.plan_target_version v
        WHERE v.restates = j.target_id AND v.known_from <= COALESCE(moment, 'infinity')
          AND (moment < v.known_to OR v.known_to = 'infinity')
    ) r
    ORDER BY 1, 3;
END;
COMMENT ON FUNCTION sei.scoreboard_rows(timestamptz, date) IS
'The rows of sei.scoreboard, as known now (moment NULL) or at a moment, on a day that counts as today. Does not wait for loads. Internal: read sei.scoreboard or sei.scoreboard_as_of.';

CREATE OR REPLACE VIEW sei.scoreboard AS
SELECT r.* FROM sei.scoreboard_rows(NULL, current_date) r;
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
COMMENT ON COLUMN sei.scoreboard.baseline IS 'What progress is counted from, in base units: the value at the plans base period; for a level without one the first comparable value after it.';
COMMENT ON COLUMN sei.scoreboard.baseline_period IS 'Span of baseline, or the day of a counted one.';
COMMENT ON COLUMN sei.scoreboard.elapsed IS 'Part of the time from baseline to due that has passed at actual_day, 0..1.';
COMMENT ON COLUMN sei.scoreboard.years_left IS 'Years from actual_day to due_date.';
COMMENT ON COLUMN sei.scoreboard.due_by_now IS 'Value due at actual_day on the way from baseline to bound (function trajectory).';
COMMENT ON COLUMN sei.scoreboard.pace IS 'Achieved change over the change due by now (function pace); 1 = on time.';
COMMENT ON COLUMN sei.scoreboard.progress_status IS 'met, on_track, behind, off_track or unknown, with the default bands (function progress_status). met before the due date can fall back; on the figure of the due period (is_final) it is met or off_track for good.';
COMMENT ON COLUMN sei.scoreboard.required_growth IS 'Yearly rate that leads from actual to bound by due_date, a ratio (目标所需年均增速); of a share, of the share itself.';
COMMENT ON COLUMN sei.scoreboard.denominator_growth IS 'Average yearly growth of the denominator from baseline to actual_day, nominal, a ratio; NULL when actual is no ratio.';
COMMENT ON COLUMN sei.scoreboard.required_numerator_growth IS 'Yearly rate that the numerator needs while the denominator goes on at denominator_growth.';
COMMENT ON COLUMN sei.scoreboard.gap_in_unit IS 'gap in the targets own unit (gap_unit): percentage points, 个, times the baseline, per cent of the baseline.';
COMMENT ON COLUMN sei.scoreboard.gap_unit IS 'Unit of gap_in_unit: the unit of the indicator, pp (percentage points, also of a yearly rate), % of the baseline, or x (times the baseline).';
COMMENT ON COLUMN sei.scoreboard.projection IS 'Where the comparable values since the base period lead by due_date (function projection); NULL with fewer than two, and when actual is final.';
COMMENT ON COLUMN sei.scoreboard.projection_low IS 'Lower end of its 95 % prediction interval; NULL with fewer than four values.';
COMMENT ON COLUMN sei.scoreboard.projection_high IS 'Upper end.';
COMMENT ON COLUMN sei.scoreboard.projection_method IS 'compound_growth or least_squares.';
COMMENT ON COLUMN sei.scoreboard.projected_status IS 'target_status of projection: will it be met if the trend holds?';
COMMENT ON COLUMN sei.scoreboard.imputed_share IS 'Part of numerator_value that was imputed or estimated (status I or E), a ratio, 0 when all is observed; NULL for counts and published figures.';
COMMENT ON COLUMN sei.scoreboard.target_known_from IS 'Moment from which this wording of the target is in force.';
COMMENT ON COLUMN sei.scoreboard.supersedes IS 'The target that it replaced and what that promised; NULL when it replaced none. Replaced targets are kept and judged no more.';

GRANT EXECUTE ON FUNCTION
    sei.months_between(date, date), sei.yearly_rate(numeric, numeric, numeric),
    sei.comparable_spans(text, text, text, text, sector, stat_period, timestamptz),
    sei.target_reading(text, text, text, text, sector, stat_period, stat_period, text, text[], text[], date, timestamptz),
    sei.scoreboard_rows(timestamptz, date)
TO sei_analyst, sei_admin;
