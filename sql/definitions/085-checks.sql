-- 085-checks.sql: what looks wrong in the figures: each finding a row, until the figure is mended or a person says why it stands.
-- least extension version: 0.1
--
-- Nothing is refused here and nothing raises: the rules find what may be true all the same. Every rule compares a figure
-- with one other figure that an index finds, so a filter on indicator or region reaches the tables.

CREATE OR REPLACE FUNCTION sei.unit_slip(value numeric, reference numeric) RETURNS int
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT k.exponent
    FROM (VALUES (1, 0.75, 1.35), (-1, 0.75, 1.35), (3, 0.4, 2.5), (-3, 0.4, 2.5), (4, 0.4, 2.5), (-4, 0.4, 2.5)) AS k (exponent, low, high)
    WHERE value > 0 AND reference > 0 AND value / reference / power(10::numeric, k.exponent) BETWEEN k.low AND k.high
    ORDER BY abs(value / reference / power(10::numeric, k.exponent) - 1)
    LIMIT 1;
END;
COMMENT ON FUNCTION sei.unit_slip(numeric, numeric) IS
'By which power of ten (1, 3, 4 or negative) a positive value is off a comparable positive one, as by a slip of units (千元, 万元, 亿元); NULL when it is not. For 10 the ratio is 7.5 to 13.5, for 1000 and 10000 within a factor of 2.5.';

CREATE OR REPLACE VIEW sei.figure_checked AS
SELECT f.figure_id, f.is_return, f.enterprise_id, f.region_scheme, f.region, f.sector, f.indicator, f.period, f.breakdown,
       f.value, f.status, i.aggregation, i.unit, f.prior_value,
       earlier.period AS earlier_period, earlier.value AS earlier_value,
       before.value AS before_value, likest.value AS likest_value, likest.period AS likest_period
FROM (
    SELECT r.figure_id, true AS is_return, r.enterprise_id, r.region_scheme, r.region, NULL::sector AS sector, r.indicator,
           r.period, ''::text AS breakdown, r.value, r.status, r.prior_value, 'current'::text AS price_basis
    FROM sei.enterprise_return r
    WHERE r.known_to = 'infinity' AND r.value IS NOT NULL
    UNION ALL
    SELECT s.figure_id, false, NULL::bigint, s.region_scheme, s.region, s.sector, s.indicator,
           s.period, s.breakdown, s.value, s.status, s.prior_value, s.price_basis
    FROM sei.statistic s
    WHERE s.known_to = 'infinity' AND s.value IS NOT NULL AND s.measure = 'level'
) f
JOIN sei.indicator_version i ON i.indicator = f.indicator AND i.known_to = 'infinity'
LEFT JOIN LATERAL (
    -- the longest shorter span of the same year to date
    SELECT o.period, o.value FROM (
        SELECT r.period, r.value FROM sei.enterprise_return r
        WHERE f.is_return AND r.enterprise_id = f.enterprise_id AND r.indicator = f.indicator AND r.known_to = 'infinity'
        UNION ALL
        SELECT s.period, s.value FROM sei.statistic s
        WHERE NOT f.is_return AND s.indicator = f.indicator AND s.region_scheme = f.region_scheme AND s.region = f.region
          AND (s.sector = f.sector OR (s.sector IS NULL AND f.sector IS NULL)) AND s.breakdown = f.breakdown
          AND s.measure = 'level' AND s.price_basis = f.price_basis AND s.known_to = 'infinity') o
    WHERE o.value IS NOT NULL AND period_start(o.period) = period_start(f.period)
      AND period_months(o.period) < period_months(f.period)
    ORDER BY period_months(o.period) DESC LIMIT 1
) earlier ON i.aggregation = 'flow_ytd' AND period_is_ytd(f.period)
LEFT JOIN LATERAL (
    SELECT o.value FROM (
        SELECT r.value FROM sei.enterprise_return r
        WHERE f.is_return AND r.enterprise_id = f.enterprise_id AND r.indicator = f.indicator
          AND r.period = period_prior_year(f.period) AND r.known_to = 'infinity'
        UNION ALL
        SELECT s.value FROM sei.statistic s
        WHERE NOT f.is_return AND s.indicator = f.indicator AND s.region_scheme = f.region_scheme AND s.region = f.region
          AND (s.sector = f.sector OR (s.sector IS NULL AND f.sector IS NULL)) AND s.breakdown = f.breakdown
          AND s.measure = 'level' AND s.price_basis = f.price_basis AND s.period = period_prior_year(f.period)
          AND s.known_to = 'infinity') o
    LIMIT 1
) before ON true
LEFT JOIN LATERAL (
    -- of the shorter spans of the same year the one with the likest value a month: one slip is not told twice
    SELECT o.period, o.value FROM (
        SELECT r.period, r.value FROM sei.enterprise_return r
        WHERE f.is_return AND r.enterprise_id = f.enterprise_id AND r.indicator = f.indicator AND r.known_to = 'infinity'
        UNION ALL
        SELECT s.period, s.value FROM sei.statistic s
        WHERE NOT f.is_return AND s.indicator = f.indicator AND s.region_scheme = f.region_scheme AND s.region = f.region
          AND (s.sector = f.sector OR (s.sector IS NULL AND f.sector IS NULL)) AND s.breakdown = f.breakdown
          AND s.measure = 'level' AND s.price_basis = f.price_basis AND s.known_to = 'infinity') o
    WHERE o.value IS NOT NULL AND period_start(o.period) = period_start(f.period)
      AND period_months(o.period) < period_months(f.period)
    ORDER BY abs(o.value / period_months(o.period) - f.value / period_months(f.period)), o.period LIMIT 1
) likest ON i.aggregation = 'flow_ytd' AND period_is_ytd(f.period) AND before.value IS NULL AND f.prior_value IS NULL;
COMMENT ON VIEW sei.figure_checked IS
'Every current level with what it is compared with: the shorter span of the same year to date and the same span a year before. Micro data; read by sei.check_result.';
COMMENT ON COLUMN sei.figure_checked.figure_id IS 'The figure.';
COMMENT ON COLUMN sei.figure_checked.is_return IS 'True for a return, false for a published statistic.';
COMMENT ON COLUMN sei.figure_checked.enterprise_id IS 'Who reported; NULL for a statistic.';
COMMENT ON COLUMN sei.figure_checked.region_scheme IS 'Scheme of codes.';
COMMENT ON COLUMN sei.figure_checked.region IS 'The region.';
COMMENT ON COLUMN sei.figure_checked.sector IS 'Sector of a statistic; NULL for none.';
COMMENT ON COLUMN sei.figure_checked.indicator IS 'What is measured.';
COMMENT ON COLUMN sei.figure_checked.period IS 'Its span.';
COMMENT ON COLUMN sei.figure_checked.breakdown IS 'Breakdown of a statistic.';
COMMENT ON COLUMN sei.figure_checked.value IS 'Value as reported.';
COMMENT ON COLUMN sei.figure_checked.status IS 'Its status.';
COMMENT ON COLUMN sei.figure_checked.aggregation IS 'Aggregation of the indicator.';
COMMENT ON COLUMN sei.figure_checked.unit IS 'Base unit of the indicator.';
COMMENT ON COLUMN sei.figure_checked.prior_value IS 'The year before as restated in the same report.';
COMMENT ON COLUMN sei.figure_checked.earlier_period IS 'The longest shorter span of the same year to date that has a value; NULL when none or no year-to-date flow.';
COMMENT ON COLUMN sei.figure_checked.earlier_value IS 'Its value.';
COMMENT ON COLUMN sei.figure_checked.before_value IS 'Value of the same span a year before as known now.';
COMMENT ON COLUMN sei.figure_checked.likest_value IS 'Value of the shorter span of the same year to date whose value a month is nearest; only looked for without last year.';
COMMENT ON COLUMN sei.figure_checked.likest_period IS 'That span.';

-- Who had to report what: those in scope of a survey, else those who reported before.
CREATE OR REPLACE VIEW sei.return_expected AS
WITH asked AS (
    SELECT c.indicator, c.period,
           EXISTS (SELECT FROM sei.enterprise_scope s WHERE s.known_to = 'infinity' AND period_end(c.period) BETWEEN s.valid_from AND s.valid_to) AS by_scope
    FROM sei.tally_cell c WHERE c.scope = 'enterprise'
    GROUP BY c.indicator, c.period
)
SELECT a.indicator, a.period, s.enterprise_id, true AS by_scope
FROM asked a JOIN sei.enterprise_scope s ON s.known_to = 'infinity' AND period_end(a.period) BETWEEN s.valid_from AND s.valid_to
UNION
SELECT a.indicator, a.period, r.enterprise_id, false
FROM asked a
JOIN sei.enterprise_return r ON r.indicator = a.indicator AND r.known_to = 'infinity'
 AND (r.period = period_prior_year(a.period)
      OR (period_start(r.period) = period_start(a.period) AND period_months(r.period) <= period_months(a.period)))
WHERE NOT a.by_scope;
COMMENT ON VIEW sei.return_expected IS
'Which enterprise had to report which indicator and span: those in scope of a survey on its last day (sei.enterprise_scope), or, where no scope is on file for that day, those who reported the same span a year before or any span of the same start up to this one. Spans are those that anybody reported. Micro data.';
COMMENT ON COLUMN sei.return_expected.indicator IS 'What had to be reported.';
COMMENT ON COLUMN sei.return_expected.period IS 'For which span.';
COMMENT ON COLUMN sei.return_expected.enterprise_id IS 'By whom.';
COMMENT ON COLUMN sei.return_expected.by_scope IS 'True when the scope of a survey says so, false when earlier returns do.';

CREATE OR REPLACE VIEW sei.check_finding AS
-- A cumulative that is below an earlier one of the same year.
SELECT 'falling_cumulative'::text AS rule, CASE WHEN f.value < 0 THEN 'note' ELSE 'warning' END AS severity,
       'figure ' || f.figure_id AS row_id, f.is_return AS about_enterprise, f.region_scheme, f.region, f.indicator,
       f.period::text AS period, f.figure_id,
       format('%s is below %s of %s', trim_scale(f.value), trim_scale(f.earlier_value), f.earlier_period::text) AS found
FROM sei.figure_checked f WHERE f.value < f.earlier_value
UNION ALL
-- A power of ten off: against what the same report says of last year, else last year, else this year's rate so far.
SELECT 'unit_slip', 'error', 'figure ' || f.figure_id, f.is_return, f.region_scheme, f.region, f.indicator, f.period::text, f.figure_id,
       format('%s is about 10^%s times %s (%s)', trim_scale(f.value), slip.k, trim_scale(round(b.reference, 4)), b.what)
FROM sei.figure_checked f
CROSS JOIN LATERAL (
    SELECT * FROM (VALUES
        (1, f.prior_value, 'the year before in the same report'),
        (2, f.before_value, 'the year before'),
        (3, f.likest_value * period_months(f.period) / NULLIF(period_months(f.likest_period), 0), f.likest_period::text || ' in proportion')
    ) AS v (o, reference, what) WHERE v.reference > 0 ORDER BY v.o LIMIT 1) b
CROSS JOIN LATERAL (SELECT sei.unit_slip(f.value, b.reference) AS k) slip
WHERE slip.k IS NOT NULL
UNION ALL
-- The other sign than a comparable figure of like size; a negative number of people or things.
SELECT 'sign', 'error', 'figure ' || f.figure_id, f.is_return, f.region_scheme, f.region, f.indicator, f.period::text, f.figure_id,
       CASE WHEN f.unit IN ('人', '个', '家', '项', '户') THEN format('%s of unit %s is below 0', trim_scale(f.value), f.unit)
            ELSE format('%s has the other sign than %s', trim_scale(f.value), trim_scale(COALESCE(f.prior_value, f.before_value, f.earlier_value))) END
FROM sei.figure_checked f
WHERE (f.unit IN ('人', '个', '家', '项', '户') AND f.value < 0)
   OR (f.value * COALESCE(f.prior_value, f.before_value, f.earlier_value) < 0
       AND abs(f.value) BETWEEN abs(COALESCE(f.prior_value, f.before_value, f.earlier_value)) / 2 AND abs(COALESCE(f.prior_value, f.before_value, f.earlier_value)) * 2)
UNION ALL
-- A part above the whole that the same unit reports.
SELECT 'above_bound', 'error', 'figure ' || r.figure_id, true, r.region_scheme, r.region, r.indicator, r.period::text, r.figure_id,
       format('%s %s is above %s %s', r.indicator, trim_scale(r.value * i.multiplier), b.bounded_by, trim_scale(o.value * j.multiplier))
FROM sei.indicator_bound b
JOIN sei.indicator_version i ON i.indicator = b.indicator AND i.known_to = 'infinity'
JOIN sei.indicator_version j ON j.indicator = b.bounded_by AND j.known_to = 'infinity'
JOIN sei.enterprise_return r ON r.indicator = b.indicator AND r.known_to = 'infinity'
JOIN sei.enterprise_return o ON o.enterprise_id = r.enterprise_id AND o.indicator = b.bounded_by AND o.period = r.period AND o.known_to = 'infinity'
WHERE b.known_to = 'infinity' AND r.value * i.multiplier > o.value * j.multiplier
UNION ALL
SELECT 'above_bound', 'error', 'figure ' || s.figure_id, false, s.region_scheme, s.region, s.indicator, s.period::text, s.figure_id,
       format('%s %s is above %s %s', s.indicator, trim_scale(s.value * i.multiplier), b.bounded_by, trim_scale(o.value * j.multiplier))
FROM sei.indicator_bound b
JOIN sei.indicator_version i ON i.indicator = b.indicator AND i.known_to = 'infinity'
JOIN sei.indicator_version j ON j.indicator = b.bounded_by AND j.known_to = 'infinity'
JOIN sei.statistic s ON s.indicator = b.indicator AND s.known_to = 'infinity' AND s.measure = 'level'
JOIN sei.statistic o ON o.indicator = b.bounded_by AND o.region_scheme = s.region_scheme AND o.region = s.region AND o.period = s.period
 AND (o.sector = s.sector OR (o.sector IS NULL AND s.sector IS NULL)) AND o.breakdown = s.breakdown AND o.measure = 'level'
 AND o.price_basis = s.price_basis AND o.known_to = 'infinity'
WHERE b.known_to = 'infinity' AND s.value * i.multiplier > o.value * j.multiplier
UNION ALL
-- A sum of returns above the published denominator of its region: no share is shown.
SELECT 'above_denominator', 'error', format('cell %s %s %s %s', c.root, c.region, c.indicator, c.period::text), false, c.region_scheme,
       c.region, c.indicator, c.period::text, c.denominator_figure_id, c.reason
FROM sei.cell_reading c WHERE c.denominator_value IS NOT NULL AND c.reason IS NOT NULL
UNION ALL
-- Published parts and their published whole, or 1 where they claim to be all (within a twentieth): within n times half a unit.
SELECT 'parts_do_not_sum', 'warning', format('parts %s %s %s %s %s', p.parent, p.region, p.indicator, p.period::text, p.breakdown), false, p.region_scheme,
       p.region, p.indicator, p.period::text, p.figure_id,
       format('%s parts sum to %s, not to %s; rounding explains %s', p.n, trim_scale(p.total), trim_scale(p.whole), trim_scale(p.tolerance))
FROM (
    SELECT g.*, COALESCE(w.value, CASE WHEN g.is_ratio AND g.total BETWEEN 0.95 / g.multiplier AND 1.05 / g.multiplier AND sector_level(g.parent) = 0
                                       THEN 1 / g.multiplier END) AS whole, w.figure_id
    FROM (
        SELECT s.region_scheme, s.region, s.indicator, s.period, s.breakdown, s.price_basis, d.parent, i.multiplier,
               i.aggregation = 'ratio' AS is_ratio, count(*) AS n, sum(s.value) AS total,
               count(*) * 0.5 * power(10::numeric, -max(scale(s.value))) AS tolerance, count(s.value) AS known,
               (SELECT count(*) FROM sei.sector_def c WHERE c.parent = d.parent) AS children
        FROM sei.statistic s
        JOIN sei.sector_def d ON d.sector = s.sector AND d.parent IS NOT NULL
        JOIN sei.indicator_version i ON i.indicator = s.indicator AND i.known_to = 'infinity'
        WHERE s.known_to = 'infinity' AND s.measure = 'level'
        GROUP BY s.region_scheme, s.region, s.indicator, s.period, s.breakdown, s.price_basis, d.parent, i.multiplier, i.aggregation
    ) g
    LEFT JOIN sei.statistic w ON w.indicator = g.indicator AND w.region_scheme = g.region_scheme AND w.region = g.region AND w.period = g.period
     AND w.sector = g.parent AND w.breakdown = g.breakdown AND w.measure = 'level' AND w.price_basis = g.price_basis AND w.known_to = 'infinity'
    WHERE g.n = g.known AND (g.n = g.children OR w.value IS NULL)
) p
WHERE p.n > 1 AND abs(p.total - p.whole) > p.tolerance
UNION ALL
-- Returns that are not there, or came after their day.
SELECT CASE WHEN i.due_days IS NULL OR (period_end(x.period) + i.due_days) < current_date THEN 'missing_return' ELSE 'awaited_return' END,
       CASE WHEN i.due_days IS NULL OR (period_end(x.period) + i.due_days) < current_date THEN 'warning' ELSE 'note' END,
       format('return %s %s %s', e.code, x.indicator, x.period::text), true, v.region_scheme, v.region, x.indicator, x.period::text, r.figure_id,
       CASE WHEN r.figure_id IS NULL THEN 'nothing was reported' ELSE format('reported without a value, status %s', r.status) END
       || COALESCE(format('; due %s', period_end(x.period) + i.due_days), '')
FROM sei.return_expected x
JOIN sei.indicator_version i ON i.indicator = x.indicator AND i.known_to = 'infinity'
JOIN sei.enterprise e ON e.enterprise_id = x.enterprise_id
LEFT JOIN sei.enterprise_version v ON v.enterprise_id = x.enterprise_id AND v.known_to = 'infinity'
LEFT JOIN sei.enterprise_return r ON r.enterprise_id = x.enterprise_id AND r.indicator = x.indicator AND r.period = x.period AND r.known_to = 'infinity'
WHERE r.value IS NULL
UNION ALL
SELECT 'late_return', 'note', 'figure ' || r.figure_id, true, r.region_scheme, r.region, r.indicator, r.period::text, r.figure_id,
       format('due %s, first known %s', period_end(r.period) + i.due_days, (first_known.moment AT TIME ZONE 'UTC')::date)
FROM sei.indicator_version i
JOIN sei.enterprise_return r ON r.indicator = i.indicator AND r.known_to = 'infinity' AND r.status NOT IN ('I', 'E') AND r.value IS NOT NULL
CROSS JOIN LATERAL (SELECT min(o.received_at) AS moment FROM sei.return_received o
                    WHERE o.enterprise_id = r.enterprise_id AND o.indicator = r.indicator AND o.period = r.period) first_known
WHERE i.known_to = 'infinity' AND i.due_days IS NOT NULL
  AND (first_known.moment AT TIME ZONE 'UTC')::date > period_end(r.period) + i.due_days
UNION ALL
-- Weights above 1 are refused at the door; what is older than the door is told.
SELECT 'weights_above_one', 'error', format('weights %s %s', e.code, a.root), true, NULL, NULL, NULL, NULL, NULL,
       format('weights add up to %s on %s', trim_scale(sum(b.weight)), a.valid_from)
FROM (SELECT DISTINCT s.enterprise_id, s.root, s.valid_from FROM sei.enterprise_sector s WHERE s.known_to = 'infinity') a
JOIN sei.enterprise_sector b ON b.enterprise_id = a.enterprise_id AND b.root = a.root AND b.known_to = 'infinity'
 AND a.valid_from BETWEEN b.valid_from AND b.valid_to
JOIN sei.enterprise e ON e.enterprise_id = a.enterprise_id
GROUP BY e.code, a.root, a.valid_from
HAVING sum(b.weight) > 1
UNION ALL
-- A group and its subsidiary that both report are counted twice.
SELECT 'group_counted_twice', 'warning', 'figure ' || r.figure_id, true, r.region_scheme, r.region, r.indicator, r.period::text, r.figure_id,
       format('its owner %s reports %s of %s too', g.code, r.indicator, r.period::text)
FROM (SELECT v.enterprise_id, v.group_id FROM sei.enterprise_version v WHERE v.known_to = 'infinity' AND v.group_id IS NOT NULL
      UNION
      SELECT o.enterprise_id, o.owner_id FROM sei.ownership o WHERE o.known_to = 'infinity' AND o.share > 0.5) own
JOIN sei.enterprise g ON g.enterprise_id = own.group_id
JOIN sei.enterprise_return r ON r.enterprise_id = own.enterprise_id AND r.known_to = 'infinity' AND r.value IS NOT NULL
JOIN sei.enterprise_return o ON o.enterprise_id = own.group_id AND o.indicator = r.indicator AND o.period = r.period AND o.known_to = 'infinity' AND o.value IS NOT NULL
UNION ALL
-- Who owns itself, over however many others: the pairs of owned and owner are finite, so the walk ends.
SELECT 'group_cycle', 'error', 'enterprise ' || e.code, true, a.region_scheme, a.region, NULL, NULL, NULL,
       format('it owns itself through %s', c.others)
FROM (
    WITH RECURSIVE owned AS (
        SELECT v.enterprise_id, v.group_id FROM sei.enterprise_version v WHERE v.known_to = 'infinity' AND v.group_id IS NOT NULL
        UNION
        SELECT o.enterprise_id, o.owner_id FROM sei.ownership o
        WHERE o.known_to = 'infinity' AND o.share > 0.5 AND current_date BETWEEN o.valid_from AND o.valid_to
    ), up AS (
        SELECT o.enterprise_id, o.group_id FROM owned o
        UNION
        SELECT u.enterprise_id, o.group_id FROM up u JOIN owned o ON o.enterprise_id = u.group_id
    )
    SELECT u.enterprise_id,
           (SELECT string_agg(g.code, ', ' ORDER BY g.code) FROM up t
            JOIN up b ON b.enterprise_id = t.group_id AND b.group_id = t.enterprise_id
            JOIN sei.enterprise g ON g.enterprise_id = t.group_id
            WHERE t.enterprise_id = u.enterprise_id AND t.group_id <> u.enterprise_id) AS others
    FROM up u WHERE u.group_id = u.enterprise_id
) c
JOIN sei.enterprise e ON e.enterprise_id = c.enterprise_id
LEFT JOIN sei.enterprise_version a ON a.enterprise_id = c.enterprise_id AND a.known_to = 'infinity'
UNION ALL
-- A figure of a region outside the days of that code.
SELECT 'region_not_valid', 'warning', 'figure ' || f.figure_id, f.is_return, f.region_scheme, f.region, f.indicator, f.period::text, f.figure_id,
       format('the code %s is valid from %s to %s', f.region, v.valid_from, v.valid_to)
       || COALESCE('; then ' || NULLIF(sei.region_at(f.region_scheme, f.region, period_end(f.period)), f.region), '')
FROM (
    SELECT r.figure_id, true AS is_return, r.region_scheme, r.region, r.indicator, r.period FROM sei.enterprise_return r
    WHERE r.known_to = 'infinity' AND r.value IS NOT NULL
    UNION ALL
    SELECT s.figure_id, false, s.region_scheme, s.region, s.indicator, s.period FROM sei.statistic s
    WHERE s.known_to = 'infinity' AND s.value IS NOT NULL
) f
JOIN sei.region_version v ON v.region_scheme = f.region_scheme AND v.region = f.region AND v.known_to = 'infinity'
WHERE v.valid_from > period_end(f.period) OR v.valid_to < period_start(f.period)
UNION ALL
-- Rates are ratios; nothing grows fourfold in a year without somebody looking.
SELECT 'rate_in_per_cent', 'warning', 'figure ' || s.figure_id, false, s.region_scheme, s.region, s.indicator, s.period::text, s.figure_id,
       format('a rate of %s is %s %%; write ratios: 0.074 for 7.4 %%', trim_scale(s.value), trim_scale(s.value * 100))
FROM sei.statistic s
WHERE s.known_to = 'infinity' AND s.measure = 'yoy' AND (s.value > 3 OR s.value < -1)
UNION ALL
SELECT 'credit_code', CASE WHEN uscc_is_valid(a.uscc) THEN 'error' ELSE 'warning' END, 'enterprise ' || e.code, true, a.region_scheme, a.region, NULL, NULL, NULL,
       CASE WHEN uscc_is_valid(a.uscc) THEN format('credit code %s names %s enterprises', a.uscc, n.times)
            ELSE format('the check character of credit code %s is wrong', a.uscc) END
FROM sei.enterprise_version a
JOIN sei.enterprise e ON e.enterprise_id = a.enterprise_id
CROSS JOIN LATERAL (SELECT count(*) AS times FROM sei.enterprise_version o WHERE o.uscc = a.uscc AND o.known_to = 'infinity') n
WHERE a.known_to = 'infinity' AND a.uscc IS NOT NULL AND (n.times > 1 OR NOT uscc_is_valid(a.uscc));
COMMENT ON VIEW sei.check_finding IS 'Findings of every rule, acknowledged or not; read sei.check_result. Micro data.';
COMMENT ON COLUMN sei.check_finding.rule IS 'The rule; sql/README.md says what each looks for.';
COMMENT ON COLUMN sei.check_finding.severity IS 'error, warning or note.';
COMMENT ON COLUMN sei.check_finding.row_id IS 'What it is about.';
COMMENT ON COLUMN sei.check_finding.about_enterprise IS 'True when it tells of one respondent.';
COMMENT ON COLUMN sei.check_finding.region_scheme IS 'Scheme of codes.';
COMMENT ON COLUMN sei.check_finding.region IS 'The region.';
COMMENT ON COLUMN sei.check_finding.indicator IS 'The indicator.';
COMMENT ON COLUMN sei.check_finding.period IS 'The span.';
COMMENT ON COLUMN sei.check_finding.figure_id IS 'The figure.';
COMMENT ON COLUMN sei.check_finding.found IS 'What was found.';

CREATE OR REPLACE VIEW sei.check_result WITH (security_barrier) AS
SELECT f.rule, f.severity, f.row_id, f.region_scheme, f.region, f.indicator, f.period, f.figure_id, f.found,
       a.acknowledged IS NOT NULL AS is_acknowledged, a.acknowledged, l.made_by AS acknowledged_by, l.known_from AS acknowledged_at
FROM sei.check_finding f
LEFT JOIN sei.check_acknowledgement a ON a.rule = f.rule AND a.row_id = f.row_id AND a.found = f.found AND a.known_to = 'infinity'
LEFT JOIN sei.load l ON l.load_seq = a.load_seq
WHERE NOT f.about_enterprise OR pg_has_role(current_user, 'sei_admin', 'MEMBER');
COMMENT ON VIEW sei.check_result IS
'What looks wrong in the figures, by rule. A finding that was acknowledged (sei.acknowledge) stays listed with the reason; it is open again when the figures change. Findings about one respondent are seen by members of sei_admin only. Filter on indicator or region: every rule looks at all current figures otherwise.';
COMMENT ON COLUMN sei.check_result.rule IS
'falling_cumulative, unit_slip, sign, above_bound, above_denominator, parts_do_not_sum, missing_return, awaited_return, late_return, weights_above_one, group_counted_twice, group_cycle, region_not_valid, rate_in_per_cent, credit_code.';
COMMENT ON COLUMN sei.check_result.severity IS 'error (the figure cannot be right beside the other), warning (hardly), note.';
COMMENT ON COLUMN sei.check_result.row_id IS 'What it is about: a figure by its figure_id, a return that is missing, a cell, an enterprise.';
COMMENT ON COLUMN sei.check_result.region_scheme IS 'Scheme of codes.';
COMMENT ON COLUMN sei.check_result.region IS 'The region; NULL when the finding has none.';
COMMENT ON COLUMN sei.check_result.indicator IS 'The indicator; NULL when the finding has none.';
COMMENT ON COLUMN sei.check_result.period IS 'The span, canonical text; NULL when the finding has none.';
COMMENT ON COLUMN sei.check_result.figure_id IS 'The figure, for sei.lineage_of; NULL when there is none.';
COMMENT ON COLUMN sei.check_result.found IS 'What was found, with the numbers compared, as reported.';
COMMENT ON COLUMN sei.check_result.is_acknowledged IS 'Whether a person has said that it stands.';
COMMENT ON COLUMN sei.check_result.acknowledged IS 'Why, in that person''s words.';
COMMENT ON COLUMN sei.check_result.acknowledged_by IS 'Login of that person.';
COMMENT ON COLUMN sei.check_result.acknowledged_at IS 'When.';

CREATE OR REPLACE FUNCTION sei.acknowledge(of_rule text, of_row text, why text) RETURNS bigint
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
DECLARE
    finding record;
    seq bigint := sei.begin_edit(format('acknowledged %s of %s', of_rule, of_row));
BEGIN
    SELECT f.found INTO finding FROM sei.check_finding f WHERE f.rule = of_rule AND f.row_id = of_row;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'rule % finds nothing about %', of_rule, of_row
            USING ERRCODE = '02000', HINT = 'Take rule and row_id from sei.check_result; a finding that is mended needs no word.';
    END IF;
    UPDATE sei.check_acknowledgement a SET found = finding.found, acknowledged = why
    WHERE a.rule = of_rule AND a.row_id = of_row AND a.known_to = 'infinity';
    IF NOT FOUND THEN
        INSERT INTO sei.check_acknowledgement (rule, row_id, found, acknowledged) VALUES (of_rule, of_row, finding.found, why);
    END IF;
    RETURN seq;
END
$$;
COMMENT ON FUNCTION sei.acknowledge(text, text, text) IS
'Says why a finding of sei.check_result stands, as an edit of its own (it calls sei.begin_edit); returns its load_seq. It holds for what was found: when the figures change, the finding is open again. 02000 when the rule finds nothing there.';
GRANT EXECUTE ON FUNCTION sei.acknowledge(text, text, text) TO sei_admin;
GRANT EXECUTE ON FUNCTION sei.unit_slip(numeric, numeric) TO sei_analyst, sei_admin;
GRANT SELECT ON sei.check_result TO sei_analyst, sei_admin;
