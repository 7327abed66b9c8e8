-- Progress, projection, evidence and supersession on the scoreboard, against figures worked by hand; as of before and after a draft became final.
\ir include/loads.psql

BEGIN;
SELECT sei.begin_edit('synthetic plan: the draft');
INSERT INTO sei.classification (root) VALUES ('synthetic_sb');
INSERT INTO sei.classification_version (root, title, official, edition) VALUES ('synthetic_sb', 'synthetic', false, 'test');
INSERT INTO sei.sector_def (sector, root) SELECT s::sector, 'synthetic_sb' FROM unnest('{synthetic_sb,synthetic_sb.a}'::text[]) s;
INSERT INTO sei.sector_def_version (sector, name_zh) SELECT sector, '合成' FROM sei.sector_def WHERE root = 'synthetic_sb';
INSERT INTO sei.region (region_scheme, region) SELECT 'synthetic_sb', r FROM unnest('{8,81}'::text[]) r;
INSERT INTO sei.region_version (region_scheme, region, name, level, parent) VALUES ('synthetic_sb', '8', 'synthetic', 'province', NULL), ('synthetic_sb', '81', 'synthetic', 'prefecture', '8');
INSERT INTO sei.indicator (indicator) SELECT 'synthetic_sb_' || i FROM unnest('{va,gdp,share,parks,leaders,energy}'::text[]) i;
INSERT INTO sei.indicator_version (indicator, name_zh, name_en, unit, direction, aggregation, numerator, denominator, frequency)
VALUES ('synthetic_sb_va', '增加值', 'va', '元', 'up', 'flow_ytd', NULL, NULL, 'month'), ('synthetic_sb_gdp', '总值', 'gdp', '元', 'up', 'flow', NULL, NULL, 'year'),
       ('synthetic_sb_share', '比重', 'share', '%', 'up', 'ratio', 'synthetic_sb_va', 'synthetic_sb_gdp', 'year'), ('synthetic_sb_parks', '园区', 'parks', '个', 'up', 'count', NULL, NULL, 'event'),
       ('synthetic_sb_leaders', '龙头', 'leaders', '家', 'up', 'count', NULL, NULL, 'event'), ('synthetic_sb_energy', '能耗', 'energy', '吨', 'down', 'flow', NULL, NULL, 'year');
INSERT INTO sei.plan (plan) VALUES ('synthetic_sb');
INSERT INTO sei.plan_version (plan, title, region_scheme, region, root, base_period) VALUES ('synthetic_sb', 'synthetic', 'synthetic_sb', '8', 'synthetic_sb', '2010');
INSERT INTO sei.plan_target (target_id, plan) SELECT 'synthetic_sb.' || g, 'synthetic_sb' FROM generate_series(1, 12) g;
INSERT INTO sei.plan_target_version (target_id, ordinal, indicator, region_scheme, region, due, target, count_of, count_kinds, count_status)
VALUES ('synthetic_sb.1', 1, 'synthetic_sb_share', 'synthetic_sb', '8', '2015', '8%', NULL, NULL, NULL), ('synthetic_sb.2', 2, 'synthetic_sb_gdp', 'synthetic_sb', '8', '2015', '>=10% pa', NULL, NULL, NULL),
       ('synthetic_sb.3', 3, 'synthetic_sb_va', 'synthetic_sb', '8', '2015', 'x2', NULL, NULL, NULL), ('synthetic_sb.4', 4, 'synthetic_sb_parks', 'synthetic_sb', '8', '2015', '4 个', 'park', NULL, '{established}'),
       ('synthetic_sb.5', 5, 'synthetic_sb_energy', 'synthetic_sb', '8', '2015', '-20%', NULL, NULL, NULL), ('synthetic_sb.6', 6, 'synthetic_sb_share', 'synthetic_sb', '8', '2015', '+3pp', NULL, NULL, NULL),
       ('synthetic_sb.7', 7, 'synthetic_sb_share', 'synthetic_sb', '8', '2025', '~25%', NULL, NULL, NULL), ('synthetic_sb.11', 11, 'synthetic_sb_gdp', 'synthetic_sb', '8', '2015-01..09', 'x2', NULL, NULL, NULL), ('synthetic_sb.12', 12, 'synthetic_sb_gdp', 'synthetic_sb', '8', '2015-01..09', '15% pa', NULL, NULL, NULL),
       ('synthetic_sb.10', 10, 'synthetic_sb_energy', 'synthetic_sb', '8', '2015', '-5%..-3% pa', NULL, NULL, NULL), ('synthetic_sb.9', 9, 'synthetic_sb_leaders', 'synthetic_sb', '8', '2012', '2 个', 'recognition', '{leader}', NULL);
INSERT INTO sei.enterprise (code) SELECT 'synthetic_sb_' || g FROM generate_series(1, 3) g;
INSERT INTO sei.enterprise_version (enterprise_id, name, region_scheme, region, synthetic) SELECT enterprise_id, code, 'synthetic_sb', '81', true FROM sei.enterprise WHERE code LIKE 'synthetic\_sb\_%';
INSERT INTO sei.enterprise_sector (enterprise_id, root, sector, weight, origin) SELECT enterprise_id, 'synthetic_sb', 'synthetic_sb.a', CASE WHEN code = 'synthetic_sb_2' THEN 0.5 ELSE 1 END, 'declared' FROM sei.enterprise WHERE code LIKE 'synthetic\_sb\_%';
-- value added of the sector: 50, 60, 72; the second enterprise gives half of its 20, 24, 28.8, imputed in 2012
INSERT INTO sei.enterprise_return (enterprise_id, region_scheme, region, indicator, period, value, status)
SELECT e.enterprise_id, 'synthetic_sb', '81', 'synthetic_sb_va', y::stat_period, v * f, CASE WHEN e.code = 'synthetic_sb_2' AND y = '2012' THEN 'I' ELSE 'A' END
FROM (VALUES ('synthetic_sb_1', 30), ('synthetic_sb_2', 20), ('synthetic_sb_3', 10)) AS v (code, v) JOIN sei.enterprise e USING (code), (VALUES ('2010', 1.0), ('2011', 1.2), ('2012', 1.44)) AS y (y, f);
INSERT INTO sei.statistic (region_scheme, region, indicator, period, value, status, published_total)
SELECT 'synthetic_sb', '8', i, y::stat_period, v, 'A', true
FROM (VALUES ('synthetic_sb_gdp', '2010', 1000), ('synthetic_sb_gdp', '2011', 1100), ('synthetic_sb_gdp', '2012', 1210), ('synthetic_sb_gdp', '2010-01..09', 700), ('synthetic_sb_gdp', '2014-01..09', 1300), ('synthetic_sb_gdp', '2015-01..09', 1500),
             ('synthetic_sb_energy', '2010', 100), ('synthetic_sb_energy', '2011', 97), ('synthetic_sb_energy', '2012', 94), ('synthetic_sb_energy', '2013', 90.5), ('synthetic_sb_energy', '2014', 89)) AS v (i, y, v);
INSERT INTO sei.park (code) SELECT 'synthetic_sb_' || g FROM generate_series(1, 4) g;
INSERT INTO sei.park_version (park_id, name, region_scheme, region, status, status_date)
SELECT p.park_id, code, 'synthetic_sb', '81', s, d FROM (VALUES ('synthetic_sb_1', 'established', date '2011-05-01'), ('synthetic_sb_2', 'established', '2012-05-01'), ('synthetic_sb_3', 'planned', '2012-05-01'), ('synthetic_sb_4', 'established', NULL)) AS v (code, s, d) JOIN sei.park p USING (code);
INSERT INTO sei.recognition (enterprise_id, recognition, valid_from, valid_to, withdrawn)
SELECT enterprise_id, r, f, t, w FROM (VALUES ('synthetic_sb_1', 'leader', date '2011-01-01', date 'infinity', NULL::date), ('synthetic_sb_2', 'leader', '2011-01-01', 'infinity', '2012-06-01'), ('synthetic_sb_3', 'leader', '2011-01-01', '2012-03-31', NULL),
    ('synthetic_sb_3', 'key_enterprise', '2011-01-01', 'infinity', NULL)) AS v (code, r, f, t, w) JOIN sei.enterprise e USING (code);
COMMIT;
SELECT max(known_from) AS draft FROM sei.load \gset
BEGIN;
SELECT sei.begin_edit('synthetic plan: final');
INSERT INTO sei.plan_target_version (target_id, ordinal, indicator, region_scheme, region, due, target, supersedes) VALUES ('synthetic_sb.8', 8, 'synthetic_sb_share', 'synthetic_sb', '8', '2025', '~20%', 'synthetic_sb.7');
COMMIT;
SELECT max(known_from) AS final FROM sei.load \gset
CREATE TEMPORARY VIEW board AS SELECT * FROM sei.scoreboard WHERE plan = 'synthetic_sb';

-- A share of 8 % due 2015: 5 % in 2010, 72/1210 in 2012, two of five years gone.
SELECT results_eq($$SELECT baseline, baseline_period, actual_period, elapsed, years_left, due_by_now, is_final, progress_status FROM board WHERE ordinal = 1$$,
                  $$VALUES (0.05, '2010', '2012', 0.4, 3::numeric, 0.062, false, 'behind')$$, 'what progress is counted from, and how far the time is');
SELECT is((SELECT numerator_value FROM board WHERE ordinal = 1), (30 + 10 + 10) * 1.44, 'half of an enterprise counts half');
SELECT is((SELECT pace::numeric(12, 9) FROM board WHERE ordinal = 1), ((50 * 1.44 / 1210 - 0.05) / (0.4 * 0.03))::numeric(12, 9), 'pace');
SELECT is((SELECT required_growth::numeric(12, 9) FROM board WHERE ordinal = 1), (power(0.08 / (72.0 / 1210), 1 / 3.0) - 1)::numeric(12, 9), 'required growth of the share');
SELECT results_eq($$SELECT denominator_growth, required_numerator_growth::numeric(12, 9) FROM board WHERE ordinal = 1$$, $$VALUES (0.1, (1.1 * power(0.08 / (72.0 / 1210), 1 / 3.0) - 1)::numeric(12, 9))$$, 'and of its numerator while GDP grows on');
SELECT results_eq($$SELECT gap::numeric(12, 9), gap_in_unit::numeric(12, 9), gap_unit FROM board WHERE ordinal = 1$$, $$VALUES ((72.0 / 1210 - 0.08)::numeric(12, 9), (7200.0 / 1210 - 8)::numeric(12, 9), 'pp')$$, 'the gap in ratio and in points');
SELECT results_eq($$SELECT projection::numeric(12, 9), projection_low, projection_high, projection_method, projected_status FROM board WHERE ordinal = 1$$,
                  $$VALUES ((0.05 * power(12.0 / 11, 5))::numeric(12, 9), NULL::numeric, NULL::numeric, 'compound_growth', 'not_met')$$, 'compound growth of three values, no interval');
SELECT is((SELECT imputed_share FROM board WHERE ordinal = 1), 0.2, 'a fifth of the weight is imputed');
-- Growth of 10 % a year: published, on its way exactly; a doubling whose first two years were 20 %, which is more than it needs; a fall; points.
SELECT results_eq($$SELECT round(pace, 12), progress_status, gap_in_unit, gap_unit, projection, target_status, projected_status FROM board WHERE ordinal = 2$$,
                  $$VALUES (1.000000000000, 'on_track', 0::numeric, 'pp', 1610.51, 'not_met', 'met')$$, 'growth on its way: the trend leads to the bound');
SELECT results_eq($$SELECT baseline, bound, progress_status, gap, gap_in_unit, gap_unit, projection::numeric(12, 6) FROM board WHERE ordinal = 3$$,
                  $$VALUES (50::numeric, 100::numeric, 'on_track', -28::numeric, -0.56, 'x', (50 * power(1.2, 5))::numeric(12, 6))$$, 'a multiple, of what lies in the classification');
SELECT results_eq($$SELECT actual, elapsed, due_by_now, round(pace, 12), progress_status, gap_in_unit, gap_unit, projection_method FROM board WHERE ordinal = 5$$,
                  $$VALUES (89::numeric, 0.8, 84::numeric, 0.6875, 'behind', 9::numeric, '%', 'compound_growth')$$, 'a fall: 11 of 16 due, 9 % of the baseline to go');
SELECT results_eq($$SELECT round(gap_in_unit, 9), gap_unit FROM board WHERE ordinal = 10$$, $$VALUES (round(100 * (power(0.89, 0.25) - 0.97), 9), 'pp')$$, 'the near end of a range of falling rates is the upper one');
-- Due in the year's first nine months: from the same months of the base period, never from its year.
SELECT results_eq($$SELECT baseline, baseline_period, bound::numeric(12, 6), is_met, elapsed, round(gap_in_unit, 6) FROM board WHERE ordinal IN (11, 12) ORDER BY ordinal$$,
                  $$VALUES (700::numeric, '2010-01..09', 1400::numeric(12, 6), true, 1::numeric, round(100.0 / 700, 6)), (700, '2010-01..09', (700 * power(1.15, 5))::numeric(12, 6), true, 1, round(100 * (power(15.0 / 7, 0.2) - 1.15), 6))$$, 'the base of a part of a year is the same part of the base year');
SELECT ok((SELECT projection_low < projection AND projection < projection_high AND projection > 84 FROM board WHERE ordinal = 5), 'five values have an interval');
SELECT is((SELECT projection FROM board WHERE ordinal = 5),
          (SELECT projection(d, v, '2015-12-31') FROM (VALUES (date '2010-12-31', 100), ('2011-12-31', 97), ('2012-12-31', 94), ('2013-12-31', 90.5), ('2014-12-31', 89)) AS p (d, v)), 'the trend is that of the figures');
SELECT results_eq($$SELECT bound, round(gap_in_unit, 9), gap_unit FROM board WHERE ordinal = 6$$, $$VALUES (0.08, round(7200.0 / 1210 - 8, 9), 'pp')$$, 'points from the base period');

-- Slips of the pen, however great, are figures: the board shows them and does not raise.
SELECT is(sei.yearly_rate(100, 121, 24), 0.1, 'two years of 10 %');
SELECT is(sei.yearly_rate(-100, 121, 24), NULL, 'no rate from below 0');
SELECT is(sei.yearly_rate(1, power(10::numeric, 5000), 12), NULL, 'nor one beyond meaning');
SELECT is(sei.yearly_rate(1, 1e-14, 12), NULL, 'nor of what is gone');
CREATE FUNCTION pg_temp.board_with(of_indicator text, of_period stat_period, slip numeric) RETURNS bigint LANGUAGE plpgsql AS $f$
DECLARE columns_read bigint;
BEGIN
    PERFORM sei.begin_edit('synthetic: a slip');
    UPDATE sei.statistic SET value = slip WHERE indicator = of_indicator AND period = of_period AND known_to = 'infinity';
    SELECT count(to_jsonb(b)::text) INTO columns_read FROM sei.scoreboard b WHERE b.plan = 'synthetic_sb';
    RAISE EXCEPTION USING ERRCODE = 'ZZ001', MESSAGE = columns_read;
EXCEPTION WHEN SQLSTATE 'ZZ001' THEN RETURN columns_read;
END $f$;
SELECT is(pg_temp.board_with(i, p::stat_period, v), (SELECT count(*) FROM board), format('%s of %s is %s', i, p, s))
FROM (VALUES ('synthetic_sb_gdp', '2010'), ('synthetic_sb_gdp', '2012'), ('synthetic_sb_energy', '2010'), ('synthetic_sb_energy', '2014')) AS f (i, p),
     (VALUES ('10^6000', power(10::numeric, 6000)), ('-10^6000', -power(10::numeric, 6000)), ('10^-1000', round(1e-1000, 1000)), ('0', 0)) AS s (s, v);

-- Counts: the verdict is final at the due date, and each that counts or does not is listed with its reason.
SELECT results_eq($$SELECT actual, is_final, progress_status, gap_in_unit, gap_unit, baseline, projection FROM board WHERE ordinal = 4$$, $$VALUES (2::numeric, true, 'off_track', -2::numeric, '个', 0::numeric, NULL::numeric)$$, 'a count at its due date is final: missed is off track');
SELECT results_eq($$SELECT code, counts, why FROM sei.target_evidence('synthetic_sb.4') ORDER BY code$$,
                  $$VALUES ('synthetic_sb_1', true, NULL), ('synthetic_sb_2', true, NULL), ('synthetic_sb_3', false, 'is planned'), ('synthetic_sb_4', false, 'has no date')$$, 'which parks count, and why others do not');
SELECT results_eq($$SELECT code, counts, why FROM sei.target_evidence('synthetic_sb.9') ORDER BY code, since, why$$,
                  $$VALUES ('synthetic_sb_1', true, NULL), ('synthetic_sb_2', false, 'until 2012-05-31 only'), ('synthetic_sb_3', false, 'is of kind key_enterprise'), ('synthetic_sb_3', false, 'until 2012-03-31 only')$$, 'recognised, withdrawn, ended, of another kind');
SELECT is((SELECT count(*) FROM sei.target_evidence('synthetic_sb.9', '2011-12-31') WHERE counts), 3::bigint, 'on another day they counted');
SELECT results_eq($$SELECT b.evidence_count, b.actual, b.evidence_expected FROM board b WHERE b.ordinal IN (4, 9) ORDER BY b.ordinal$$, $$VALUES (2::bigint, 2::numeric, 4::bigint), (1::bigint, 1::numeric, 3::bigint)$$, 'the scoreboard counts those that count');
SELECT is_empty($$SELECT * FROM sei.target_evidence('synthetic_sb.1')$$, 'a figure has no evidence rows');
SELECT is_empty($$SELECT * FROM sei.target_evidence('no such target')$$, 'nor has a target that is not there');

-- A draft and its final are both kept, and judged by the one in force, now and at any moment.
SELECT results_eq($$SELECT target_id, target, supersedes FROM board WHERE due = '2025'$$, $$VALUES ('synthetic_sb.8', '~20%', 'synthetic_sb.7 ~25%')$$, 'the final is in force and names what it replaced');
SELECT results_eq(format($$SELECT target_id, target, supersedes FROM sei.scoreboard_as_of(%L) WHERE plan = 'synthetic_sb' AND due = '2025'$$, :'draft'), $$VALUES ('synthetic_sb.7', '~25%', NULL::text)$$, 'before it, the draft was');
SELECT results_eq(format($$SELECT target_id, target FROM sei.scoreboard_as_of(%L) WHERE plan = 'synthetic_sb' AND due = '2025'$$, :'final'), $$VALUES ('synthetic_sb.8', '~20%')$$, 'as of then, the final');
SELECT results_eq($$SELECT target_id FROM sei.plan_target_current WHERE plan = 'synthetic_sb' AND due = '2025' ORDER BY 1$$, $$VALUES ('synthetic_sb.7'), ('synthetic_sb.8')$$, 'both are kept');

-- Another wording of the same target: the old one is what was in force then.
DO $$ BEGIN PERFORM sei.begin_edit('synthetic: harder'); UPDATE sei.plan_target_version SET target = '9%' WHERE target_id = 'synthetic_sb.1' AND known_to = 'infinity'; END $$;
SELECT results_eq($$SELECT target, target_known_from = (SELECT max(known_from) FROM sei.load) FROM board WHERE ordinal = 1$$, $$VALUES ('9%', true)$$, 'a changed target is judged as it is now');
SELECT results_eq(format($$SELECT target, target_known_from < %L FROM sei.scoreboard_as_of(%L) WHERE target_id = 'synthetic_sb.1'$$, :'final', :'final'), $$VALUES ('8%', true)$$, 'and as it was then');
-- A recognition withdrawn later counted before it was known.
SELECT max(known_from) AS before FROM sei.load \gset
DO $$ BEGIN PERFORM sei.begin_edit('synthetic: withdrawn'); UPDATE sei.recognition r SET withdrawn = '2012-01-01' FROM sei.enterprise e WHERE e.enterprise_id = r.enterprise_id AND e.code = 'synthetic_sb_1' AND r.known_to = 'infinity'; END $$;
SELECT is((SELECT actual FROM board WHERE ordinal = 9), 0::numeric, 'a leader that lost its title does not count');
SELECT is((SELECT count(*) FROM sei.target_evidence_as_of('synthetic_sb.9', :'before') WHERE counts), 1::bigint, 'it did before that was known');
SELECT throws_ok($$SELECT * FROM sei.target_evidence_as_of('synthetic_sb.9', '2999-01-01')$$, '22023', NULL, 'the future is refused');

-- Every column, now and as of now, from cells and from returns; as of is the same for another run of it.
SELECT max(known_from) AS now FROM sei.load \gset
SELECT is_empty(format($$SELECT to_jsonb(a) - 'load_seq' FROM sei.scoreboard_as_of(%1$L) a WHERE plan = 'synthetic_sb' EXCEPT SELECT to_jsonb(b) - 'load_seq' FROM board b$$, :'now'), 'as of now equals now, in every column');
SELECT is((SELECT count(*) FROM sei.scoreboard_as_of(:'now') WHERE plan = 'synthetic_sb'), (SELECT count(*) FROM board), 'row for row');
SELECT is_empty($$SELECT a.attname FROM pg_attribute a LEFT JOIN pg_description d ON d.objoid = a.attrelid AND d.objsubid = a.attnum
                  WHERE a.attrelid = 'sei.scoreboard'::regclass AND a.attnum > 0 AND d.description IS NULL$$, 'every column says what it is');
SELECT is(sei.months_between('2010-12-31', '2015-12-31'), 60::numeric, 'years are twelve months, whatever their days');
SELECT is(sei.months_between('2012-01-31', '2012-02-29'), 1::numeric, 'so are months one');
SELECT is(sei.months_between('2015-06-30', '2014-12-31'), -6::numeric, 'backwards too');

-- Readers: an analyst reads the board and its evidence, and no return.
SET ROLE sei_analyst;
SELECT is((SELECT count(*) FROM sei.scoreboard WHERE plan = 'synthetic_sb'), 11::bigint, 'an analyst reads the scoreboard');
SELECT is((SELECT count(*) FROM sei.scoreboard_as_of(:'now') WHERE plan = 'synthetic_sb'), 11::bigint, 'at any moment');
SELECT cmp_ok((SELECT count(*) FROM sei.target_evidence('synthetic_sb.4')), '>', 0::bigint, 'and its evidence');
SELECT throws_ok($$SELECT * FROM sei.evidence_known('synthetic_sb', '8', NULL, 'recognition', NULL, NULL, '2012-12-31', 'infinity')$$, '42501', NULL, 'not what lies behind');
RESET ROLE;
\ir include/end.psql
