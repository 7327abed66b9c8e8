-- What looks wrong is found, once, with the numbers; what is right is not; a finding that a person explains stays explained.
\ir include/loads.psql
SELECT sei.feed_apply(kind, jsonb_build_object('kind', kind, 'mode', 'upsert', 'max_reject_ratio', 1), 'a') FROM (SELECT DISTINCT kind FROM sei.load_contract(1)) k \g /dev/null
BEGIN;
SELECT sei.begin_edit('synthetic') \g /dev/null
INSERT INTO sei.indicator VALUES ('synthetic_output'), ('synthetic_part');
INSERT INTO sei.indicator_version (indicator, name_zh, name_en, unit, multiplier, direction, aggregation, frequency, due_days)
VALUES ('synthetic_output', '产', 'output', '元', 10000, 'up', 'flow_ytd', 'month', NULL), ('synthetic_part', '比', 'part', '%', 0.01, 'up', 'ratio', 'year', NULL);
INSERT INTO sei.indicator_bound (indicator, bounded_by) VALUES ('synthetic_money', 'synthetic_output');
COMMIT;
SELECT pg_temp.load('enterprise', (SELECT jsonb_agg(jsonb_build_array('e' || n, NULL, 'synthetic ' || n, NULL, 'synthetic', '11', NULL, NULL, 'true')) FROM generate_series(1, 9) n)) \g /dev/null
SELECT pg_temp.load('enterprise_sector', (SELECT jsonb_agg(jsonb_build_array('e' || n, 'synthetic_a.x', '1', NULL, NULL, NULL)) FROM generate_series(1, 9) n)) \g /dev/null
CREATE FUNCTION pg_temp.returns(VARIADIC facts text[]) RETURNS void LANGUAGE sql AS $$
    SELECT pg_temp.load('enterprise_return', (SELECT jsonb_agg(jsonb_build_array(w[1], 'synthetic', '11', COALESCE(w[5], 'synthetic_money'), w[2], NULLIF(w[3], '-'), NULLIF(w[4], '-'), NULL, CASE WHEN w[3] = '-' THEN 'M' END))
                                              FROM unnest(facts) f CROSS JOIN LATERAL (SELECT string_to_array(f, ' ')) s (w)));
$$;
CREATE FUNCTION pg_temp.found(VARIADIC rules text[]) RETURNS text LANGUAGE sql AS $$
    SELECT COALESCE(string_agg(concat_ws(' ', rule, COALESCE((SELECT e.code FROM sei.enterprise_return r JOIN sei.enterprise e USING (enterprise_id) WHERE r.figure_id = c.figure_id), region), period), ', ' ORDER BY rule, COALESCE((SELECT e.code FROM sei.enterprise_return r JOIN sei.enterprise e USING (enterprise_id) WHERE r.figure_id = c.figure_id), region), period), '')
    FROM sei.check_result c WHERE rule = ANY (rules) AND indicator LIKE 'synthetic%' AND NOT is_acknowledged
$$;

CREATE FUNCTION pg_temp.row_of(of_rule text, of_code text, of_period text) RETURNS text LANGUAGE sql AS $$
    SELECT c.row_id FROM sei.check_result c JOIN sei.enterprise_return r USING (figure_id) JOIN sei.enterprise e USING (enterprise_id) WHERE c.rule = of_rule AND e.code = of_code AND c.period = of_period
$$;

-- Cumulative figures do not fall; a month that is not there is no fall, nor is another year.
SELECT pg_temp.returns('e1 2015-01..02 100', 'e1 2015-01..03 150', 'e1 2015-01..05 149.99', 'e1 2016-01..02 90', 'e2 2015-01..02 5', 'e2 2015-01..03 5', 'e3 2015-01..02 100', 'e3 2015-01..03 -', 'e3 2015-01..04 99') \g /dev/null
SELECT is(pg_temp.found('falling_cumulative'), 'falling_cumulative e1 2015-01..05, falling_cumulative e3 2015-01..04', 'a falling cumulative');
SELECT is((SELECT found FROM sei.check_result WHERE rule = 'falling_cumulative' AND period = '2015-01..05'), '149.99 is below 150 of 2015-Q1', 'with both numbers and spans');
SELECT is((SELECT severity FROM sei.check_result WHERE rule = 'falling_cumulative' AND period = '2015-01..05'), 'warning', 'a warning: a revision may be right');

-- Slips of units: powers 1, 3 and 4 of ten, up and down, against the same report, last year, or this year so far.
SELECT is((SELECT string_agg(concat(x, ':', sei.unit_slip(x::numeric, 100)), ' ') FROM unnest('{100,199,700,750,1000,1349,1500,5000,30000,100000,240000,900000,3000000,10,7.4,0.1,0.05,0.01,-1000,0}'::text[]) x),
          '100: 199: 700: 750:1 1000:1 1349:1 1500: 5000: 30000: 100000:3 240000:3 900000:4 3000000: 10:-1 7.4: 0.1:-3 0.05:-3 0.01:-4 -1000: 0:', 'what is a slip and what is growth');
SELECT pg_temp.returns('e4 2014-01..03 200', 'e4 2015-01..03 2100000', 'e5 2014-01..03 200', 'e5 2015-01..03 210', 'e5 2015-01..04 2500 190', 'e6 2015-01..02 100', 'e6 2015-01..04 2100', 'e6 2015-01..05 260', 'e7 2014-01..03 200', 'e7 2015-01..03 400') \g /dev/null
SELECT is(pg_temp.found('unit_slip'), 'unit_slip e4 2015-Q1, unit_slip e5 2015-01..04, unit_slip e6 2015-01..04', 'slips of units');
SELECT is((SELECT found FROM sei.check_result WHERE rule = 'unit_slip' AND period = '2015-01..04' AND found LIKE '2500%'), '2500 is about 10^1 times 190 (the year before in the same report)', 'the same report speaks first');
SELECT pg_temp.load('statistic', pg_temp.list(pg_temp.stat('1', NULL, '2013', '12665.25'), pg_temp.stat('1', NULL, '2014', '127614900'), pg_temp.stat('2', NULL, '2013', '100'), pg_temp.stat('2', NULL, '2014', '-90'))) \g /dev/null
SELECT is(pg_temp.found('unit_slip'), 'unit_slip 1 2014, unit_slip e4 2015-Q1, unit_slip e5 2015-01..04, unit_slip e6 2015-01..04', 'in published figures too');

-- Signs: people are not negative; a loss after a loss is no mistake.
SELECT pg_temp.returns('e8 2014-01..03 -50', 'e8 2015-01..03 -60', 'e9 2014-01..03 50', 'e9 2015-01..03 -60', 'e9 2016-01..03 -6') \g /dev/null
SELECT is(pg_temp.found('sign'), 'sign 2 2014, sign e9 2015-Q1', 'sign errors');

-- Value added above output, in base units; a part above its whole in published figures.
SELECT pg_temp.returns('e1 2014-01..12 1000', 'e1 2014-01..12 0.1 - synthetic_output', 'e2 2014-01..12 1000', 'e2 2014-01..12 0.09 - synthetic_output') \g /dev/null
SELECT is(pg_temp.found('above_bound'), 'above_bound e2 2014', 'value added above output');
SELECT is((SELECT found FROM sei.check_result WHERE rule = 'above_bound' AND indicator = 'synthetic_money'), 'synthetic_money 1000 is above synthetic_output 900', 'both in base units');

-- Shares: 5.5 + 58.7 + 35.9 = 100.1 is rounding of three tenths, 100.2 is not; neither is a sum that claims nothing.
SELECT pg_temp.load('statistic', (SELECT jsonb_agg(pg_temp.stat(r, s, '2012', v, '{"indicator":"synthetic_part"}'))
    FROM (VALUES ('1', 'synthetic_a.x', '5.5'), ('1', 'synthetic_a.y', '58.7'), ('1', 'synthetic_a.z', '35.9'), ('11', 'synthetic_a.x', '5.5'), ('11', 'synthetic_a.y', '58.7'), ('11', 'synthetic_a.z', '36.0'),
                 ('12', 'synthetic_a.x', '5.5'), ('12', 'synthetic_a.y', '50.0'), ('12', 'synthetic_a.z', '36.0'), ('2', 'synthetic_a.x', '5.5'), ('2', 'synthetic_a.y', '8.7'), ('2', 'synthetic_a.z', '6.0'), ('2', 'synthetic_a', '20.2')) AS v (r, s, v))) \g /dev/null
SELECT is(pg_temp.found('parts_do_not_sum'), 'parts_do_not_sum 11 2012', 'shares that do not sum within n times half a unit');
SELECT is((SELECT found FROM sei.check_result WHERE rule = 'parts_do_not_sum' AND region = '11' AND indicator LIKE 'synthetic%'), '3 parts sum to 100.2, not to 100; rounding explains 0.15', 'with the tolerance');
SELECT pg_temp.load('statistic', (SELECT jsonb_agg(pg_temp.stat('2', s, '2012', v, '{"indicator":"synthetic_part"}')) FROM (VALUES ('synthetic_a', '20.0')) AS v (s, v))) \g /dev/null
SELECT is(pg_temp.found('parts_do_not_sum'), 'parts_do_not_sum 11 2012, parts_do_not_sum 2 2012', 'parts against their published whole');

-- Missing and late: from last year's respondents where no scope is on file, from the scope where one is.
SELECT is((SELECT string_agg(row_id, ', ' ORDER BY row_id) FROM sei.check_result WHERE rule = 'missing_return' AND period = '2016-Q1' AND indicator = 'synthetic_money'),
          'return e1 synthetic_money 2016-Q1, return e2 synthetic_money 2016-Q1, return e3 synthetic_money 2016-Q1, return e4 synthetic_money 2016-Q1, return e5 synthetic_money 2016-Q1, return e7 synthetic_money 2016-Q1, return e8 synthetic_money 2016-Q1',
          'who reported last year, or this year, and did not now');
BEGIN;
SELECT sei.begin_edit('synthetic') \g /dev/null
INSERT INTO sei.enterprise_scope (enterprise_id, survey, valid_from, valid_to) SELECT enterprise_id, 'above_size', '2012-01-01', CASE WHEN code = 'e2' THEN date '2015-12-31' ELSE 'infinity' END FROM sei.enterprise WHERE code IN ('e1', 'e2', 'e9');
UPDATE sei.indicator_version SET due_days = 20 WHERE indicator = 'synthetic_money' AND known_to = 'infinity';
COMMIT;
SELECT is((SELECT string_agg(row_id, ', ' ORDER BY row_id) FROM sei.check_result WHERE rule = 'missing_return' AND period = '2016-Q1' AND indicator = 'synthetic_money'), 'return e1 synthetic_money 2016-Q1', 'who is in scope and did not report');
SELECT is((SELECT found FROM sei.check_result WHERE rule = 'missing_return' AND period = '2016-Q1' AND indicator = 'synthetic_money'), 'nothing was reported; due 2016-04-20', 'with the day it was due');
SELECT pg_temp.load('enterprise_return', '[["e1","synthetic","11","synthetic_money","2016-01..03","160",null,null,null]]', '{"source_time":"2016-04-21T00:00:00Z"}') \g /dev/null
SELECT pg_temp.load('enterprise_return', '[["e1","synthetic","11","synthetic_money","2016-01..04","170",null,null,null]]', '{"source_time":"2016-05-20T23:00:00Z"}') \g /dev/null
SELECT is((SELECT string_agg(period || ': ' || found, ', ' ORDER BY period) FROM sei.check_result c WHERE rule = 'late_return' AND period IN ('2016-Q1', '2016-01..04') AND figure_id IN (SELECT figure_id FROM sei.enterprise_return JOIN sei.enterprise USING (enterprise_id) WHERE code = 'e1')),
          '2016-Q1: due 2016-04-20, first known 2016-04-21', 'what came after its day, and what came on it');

-- Groups: owner and owned both report; each the other's owner.
BEGIN;
SELECT sei.begin_edit('synthetic') \g /dev/null
INSERT INTO sei.ownership (owner_id, enterprise_id, share) SELECT a.enterprise_id, b.enterprise_id, 0.51 FROM sei.enterprise a, sei.enterprise b WHERE a.code = 'e1' AND b.code = 'e2';
UPDATE sei.enterprise_version v SET group_id = (SELECT enterprise_id FROM sei.enterprise WHERE code = CASE v.name WHEN 'synthetic 3' THEN 'e4' ELSE 'e3' END) WHERE known_to = 'infinity' AND name IN ('synthetic 3', 'synthetic 4');
UPDATE sei.enterprise_version SET uscc = '91140000ABCDEFGH1X' WHERE known_to = 'infinity' AND name = 'synthetic 5';
COMMIT;
SELECT is((SELECT string_agg(row_id, ', ' ORDER BY row_id) FROM sei.check_result WHERE rule = 'group_cycle'), 'enterprise e3, enterprise e4', 'two that own each other');
SELECT is((SELECT found FROM sei.check_result WHERE rule = 'group_cycle' AND row_id = 'enterprise e3'), 'it owns itself through e4', 'and through whom');
BEGIN;
SELECT sei.begin_edit('synthetic') \g /dev/null
INSERT INTO sei.enterprise (code) SELECT 'ring' || n FROM generate_series(1, 7) n;
INSERT INTO sei.enterprise_version (enterprise_id, name, region_scheme, region, synthetic) SELECT enterprise_id, code, 'synthetic', '11', true FROM sei.enterprise WHERE code LIKE 'ring%';
-- ring1..ring5 own each other in a ring, half by group and half by shares; ring6 hangs on it, ring7's ring is over
UPDATE sei.enterprise_version v SET group_id = (SELECT enterprise_id FROM sei.enterprise WHERE code = 'ring' || right(v.name, 1)::int % 5 + 1) WHERE known_to = 'infinity' AND name IN ('ring1', 'ring2', 'ring3', 'ring6');
INSERT INTO sei.ownership (owner_id, enterprise_id, share, valid_from, valid_to)
SELECT o.enterprise_id, e.enterprise_id, 0.6, x.f::date, x.t::date
FROM (VALUES ('ring5', 'ring4', '2010-01-01', 'infinity'), ('ring1', 'ring5', '2010-01-01', 'infinity'), ('ring7', 'ring6', '2010-01-01', 'infinity'), ('ring6', 'ring7', '2001-01-01', '2002-01-01')) AS x (o, e, f, t)
JOIN sei.enterprise o ON o.code = x.o JOIN sei.enterprise e ON e.code = x.e;
COMMIT;
SELECT is((SELECT string_agg(row_id || ': ' || found, '; ' ORDER BY row_id) FROM sei.check_result WHERE rule = 'group_cycle' AND row_id LIKE '%ring%'),
    'enterprise ring1: it owns itself through ring2, ring3, ring4, ring5; enterprise ring2: it owns itself through ring1, ring3, ring4, ring5; enterprise ring3: it owns itself through ring1, ring2, ring4, ring5; '
    'enterprise ring4: it owns itself through ring1, ring2, ring3, ring5; enterprise ring5: it owns itself through ring1, ring2, ring3, ring4', 'a ring of any length, and nobody beside it');
BEGIN;
SELECT sei.begin_edit('synthetic') \g /dev/null
UPDATE sei.region_version SET valid_to = '2015-06-30' WHERE region_scheme = 'synthetic' AND region = '2' AND known_to = 'infinity';
INSERT INTO sei.region_change (region_scheme, region, successor, changed_on, change_kind) VALUES ('synthetic', '2', '1', '2015-07-01', 'merged');
INSERT INTO sei.statistic (region_scheme, region, indicator, period, value, measure) VALUES ('synthetic', '2', 'synthetic_people', '2019', 5, 'level'), ('synthetic', '2', 'synthetic_people', '2015', 5, 'level'),
    ('synthetic', '1', 'synthetic_people', '2019', 7.4, 'yoy'), ('synthetic', '1', 'synthetic_people', '2018', 2.9, 'yoy'), ('synthetic', '1', 'synthetic_people', '2017', -1.5, 'yoy');
COMMIT;
SELECT results_eq($$SELECT period, found FROM sei.check_result WHERE rule = 'region_not_valid'$$, $$VALUES ('2019', 'the code 2 is valid from -infinity to 2015-06-30; then 1')$$, 'a figure of a code that was given up, and what followed it');
SELECT results_eq($$SELECT period, found FROM sei.check_result WHERE rule = 'rate_in_per_cent' AND indicator LIKE 'synthetic%' ORDER BY 1$$,
    $$VALUES ('2017', 'a rate of -1.5 is -150 %; write ratios: 0.074 for 7.4 %'), ('2019', 'a rate of 7.4 is 740 %; write ratios: 0.074 for 7.4 %')$$, 'a rate that was written in per cent');
BEGIN;
SELECT sei.begin_edit('synthetic') \g /dev/null
DELETE FROM sei.statistic WHERE indicator = 'synthetic_people' AND (measure = 'yoy' OR (region = '2' AND value = 5)) AND known_to = 'infinity';
DELETE FROM sei.region_change WHERE region_scheme = 'synthetic' AND known_to = 'infinity';
UPDATE sei.region_version SET valid_to = 'infinity' WHERE region_scheme = 'synthetic' AND region = '2' AND known_to = 'infinity';
COMMIT;
SELECT matches(pg_temp.found('group_counted_twice'), 'group_counted_twice e2 2014', 'a group and its subsidiary');
SELECT is((SELECT severity || ' ' || row_id FROM sei.check_result WHERE rule = 'credit_code'), 'warning enterprise e5', 'a credit code with a wrong check character');

-- A finding that a person explains stays explained, until the figures say something else.
SELECT lives_ok($$SELECT sei.acknowledge('falling_cumulative', pg_temp.row_of('falling_cumulative', 'e1', '2015-01..05'), 'restated, letter of the enterprise')$$, 'a finding is acknowledged');
SELECT results_eq($$SELECT acknowledged, acknowledged_by = session_user, acknowledged_at IS NOT NULL FROM sei.check_result WHERE rule = 'falling_cumulative' AND row_id = pg_temp.row_of('falling_cumulative', 'e1', '2015-01..05')$$, $$VALUES ('restated, letter of the enterprise', true, true)$$, 'by whom, when, why');
SELECT is(pg_temp.found('falling_cumulative'), 'falling_cumulative e3 2015-01..04, falling_cumulative e6 2015-01..05', 'and is no open finding');
SELECT pg_temp.returns('e1 2015-01..03 151') \g /dev/null
SELECT is(pg_temp.found('falling_cumulative'), 'falling_cumulative e1 2015-01..05, falling_cumulative e3 2015-01..04, falling_cumulative e6 2015-01..05', 'until the numbers change');
SELECT throws_ok($$SELECT sei.acknowledge('falling_cumulative', 'figure 0', 'x')$$, '02000', 'rule falling_cumulative finds nothing about figure 0', 'what is not found cannot be acknowledged');
SELECT throws_ok($$SELECT sei.acknowledge('falling_cumulative', pg_temp.row_of('falling_cumulative', 'e1', '2015-01..05'), ' ')$$, '23514', NULL, 'nor without a word');

-- An analyst sees what is published, no respondent.
SET ROLE sei_analyst;
SELECT is((SELECT string_agg(DISTINCT rule, ' ' ORDER BY rule) FROM sei.check_result WHERE indicator LIKE 'synthetic%'), 'parts_do_not_sum sign unit_slip', 'an analyst sees findings about published figures');
SELECT is((SELECT count(*) FROM sei.check_result WHERE row_id LIKE 'return %' OR row_id LIKE 'enterprise %'), 0::bigint, 'and none about a respondent');
SELECT throws_ok('SELECT * FROM sei.check_finding', '42501', NULL, 'nor by the view behind it');
RESET ROLE;
\ir include/end.psql
