-- From a plan's text to its targets: what is read is proposed, what a person confirms becomes a target, in one edit or not at all.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();

SELECT sei.begin_edit('synthetic plan') \g /dev/null
INSERT INTO sei.plan (plan) VALUES ('synthetic_scan');
INSERT INTO sei.plan_version (plan, title, region_scheme, region, root, base_period) VALUES ('synthetic_scan', 'synthetic', 'gb2260', '140000', 'sx', '2010');
CREATE TEMPORARY TABLE document AS SELECT 'synthetic: 到2015年，战略性新兴产业增加值占地区生产总值比重达到9%左右，规模以上工业增加值年均增长20%以上，从业人数比2010年翻一番。力争建成12个产业园区，居全国前列。2010年已建成3个产业园区。'
    || '要确保到2015年从业人数比2005年增加50%。培育12个产业园区。' AS body;
SELECT results_eq($$SELECT clause, target, decision FROM sei.import_plan('synthetic text without a promise', NULL)$$, $$SELECT ''::text, NULL::target, ''::text WHERE false$$, 'a text without targets gives no rows');
CREATE TEMPORARY TABLE read AS SELECT * FROM sei.import_plan((SELECT body FROM document), 'synthetic_scan');
SELECT results_eq($$SELECT subject, target::text, due::text, indicator, decision FROM read WHERE decision = 'proposed' AND restates IS NULL ORDER BY ordinal$$,
                  $$VALUES ('战略性新兴产业增加值占地区生产总值比重', '~9%', '2015', 'sei_value_added_share', 'proposed'), ('规模以上工业增加值', '>=20% pa', '2015', 'industry_value_added', 'proposed'),
                           ('从业人数', 'x2', '2015', 'employment', 'proposed'), ('产业园区', '12 个', '2015', 'industrial_parks', 'proposed'), ('从业人数', '+50%', '2015', 'employment', 'proposed')$$, 'read, and an indicator proposed');
SELECT isnt_empty($$SELECT * FROM read WHERE decision = 'unread' AND target IS NULL AND note IS NOT NULL$$, 'what has no value is unread and says why');
SELECT is_empty($$SELECT * FROM read WHERE modality = 'done' AND decision <> 'rejected'$$, 'an achieved fact is rejected');
SELECT is((SELECT count(*) FROM sei.plan_target WHERE plan = 'synthetic_scan'), 0::bigint, 'nothing is a target yet');
SELECT results_eq($$SELECT target_id FROM sei.confirm_plan((SELECT min(scan_id) FROM read))$$, $$SELECT ''::text WHERE false$$, 'nothing confirmed, nothing made');

SELECT scan_id AS scan FROM read LIMIT 1 \gset
UPDATE sei.plan_scan SET decision = 'confirmed' WHERE scan_id = :scan AND decision IN ('proposed', 'unread');
SELECT throws_like(format('SELECT sei.confirm_plan(%s)', :scan), 'row % of scan % cannot become a target yet', 'an unread row is no target, confirmed or not');
UPDATE sei.plan_scan SET decision = 'rejected' WHERE scan_id = :scan AND target IS NULL;
SELECT throws_like(format('SELECT sei.confirm_plan(%s)', :scan), 'row % counts from 2005, the plan from 2010', 'another base period is refused by name');
SELECT is((SELECT count(*) FROM sei.plan_target WHERE plan = 'synthetic_scan'), 0::bigint, 'all or nothing');
UPDATE sei.plan_scan SET decision = 'rejected' WHERE scan_id = :scan AND baseline = '2005';
UPDATE sei.plan_scan SET indicator = 'gdp' WHERE scan_id = :scan AND indicator = 'sei_value_added_share';
SELECT throws_ok(format('SELECT sei.confirm_plan(%s)', :scan), '23514', NULL, 'a target that does not fit its indicator is refused');
UPDATE sei.plan_scan SET indicator = 'sei_value_added_share', section = '四' WHERE scan_id = :scan AND indicator = 'gdp';
UPDATE sei.plan_scan SET count_of = 'park', count_status = '{established}' WHERE scan_id = :scan AND indicator = 'industrial_parks';
SELECT results_eq(format('SELECT target_id FROM sei.confirm_plan(%s) ORDER BY 1', :scan), $$VALUES ('synthetic_scan.1'), ('synthetic_scan.2'), ('synthetic_scan.3'), ('synthetic_scan.4'), ('synthetic_scan.5')$$, 'confirmed rows become targets');
SELECT results_eq($$SELECT ordinal, target::text, due::text, binding, clause, restates, count_of FROM sei.plan_target_current WHERE plan = 'synthetic_scan' ORDER BY ordinal$$,
                  $$VALUES (1, '~9%', '2015', 'expected', '四', NULL, NULL), (2, '>=20% pa', '2015', 'expected', NULL, NULL, NULL), (3, 'x2', '2015', 'expected', NULL, NULL, NULL),
                           (4, '12 个', '2015', 'expected', NULL, NULL, 'park'), (5, '12 个', '2015', 'expected', NULL, 'synthetic_scan.4', 'park')$$, 'with due, words and what they restate');
SELECT is((SELECT text_zh FROM sei.plan_target_current WHERE target_id = 'synthetic_scan.2'), '规模以上工业增加值年均增长20%以上', 'the plan''s own words');
SELECT results_eq($$SELECT ordinal, restatements FROM sei.scoreboard WHERE plan = 'synthetic_scan' ORDER BY 1$$, $$VALUES (1, 0), (2, 0), (3, 0), (4, 1)$$, 'they are on the scoreboard');
SELECT is_empty(format('SELECT * FROM sei.confirm_plan(%s)', :scan), 'once is enough');
SELECT is((SELECT count(*) FROM sei.plan_scan WHERE scan_id = :scan AND target_id IS NOT NULL), 5::bigint, 'each row knows its target');
UPDATE sei.plan_scan SET decision = 'confirmed', baseline = NULL WHERE scan_id = :scan AND baseline = '2005';
SELECT results_eq(format('SELECT target_id FROM sei.confirm_plan(%s)', :scan), $$VALUES ('synthetic_scan.6')$$, 'confirmed later, numbered on');
SELECT is((SELECT binding FROM sei.plan_target_current WHERE target_id = 'synthetic_scan.6'), 'binding', '确保 is binding');
SELECT throws_ok('SELECT sei.confirm_plan(0)', '02000', NULL, 'a scan that is not there');
SELECT throws_ok($$SELECT * FROM sei.import_plan('到2015年达到9%', 'no_such_plan')$$, '23503', NULL, 'a plan that is not there');
SELECT is((SELECT plan FROM sei.import_plan('到2015年，从业人数达到100人', NULL)), NULL, 'a text may come before its plan');
SELECT is(sei.propose_indicator('规模以上工业增加值', '20% pa'), 'industry_value_added', 'the longest name wins');
SELECT is(sei.propose_indicator('规模以上工业增加值', '20 个'), NULL, 'a unit that does not fit proposes nothing');
SELECT is(sei.propose_indicator('100%', '20% pa'), NULL, 'words that are no name propose nothing');
-- Other names; a name in Latin letters stands whole; the longest wins over all names; an office adds its own.
SELECT results_eq($$SELECT w, sei.propose_indicator(w, t::target) FROM (VALUES (1, '全省GDP', '15000亿元'), (2, '国内生产总值', 'x2'), (3, '规上工业增加值', '15% pa'), (4, '全部工业增加值', '15% pa'),
                       (5, '战略性新兴产业增加值占GDP的比重', '8%'), (6, '战略性新兴产业占规上工业增加值比重', '8%'), (7, '战略性新兴产业产值占规模以上工业总产值的比重', '20%'), (8, '示范工程试点项目', '100个'),
                       (9, '5G、3D打印和PPP项目投资', '100亿元'), (10, '新兴产业', '8%')) AS x (n, w, t) ORDER BY n$$,
                  $$VALUES ('全省GDP', 'gdp'), ('国内生产总值', 'gdp'), ('规上工业增加值', 'industry_value_added'), ('全部工业增加值', 'industry_value_added'), ('战略性新兴产业增加值占GDP的比重', 'sei_value_added_share'),
                           ('战略性新兴产业占规上工业增加值比重', 'sei_industry_value_added_share'), ('战略性新兴产业产值占规模以上工业总产值的比重', 'sei_output_share'), ('示范工程试点项目', 'pilot_projects'), ('5G、3D打印和PPP项目投资', NULL), ('新兴产业', NULL)$$, 'other names are known');
INSERT INTO sei.indicator_name (indicator, name_zh) VALUES ('employment', '用工%规模');
SELECT is(sei.propose_indicator('园区用工%的规模', '5万人'), 'employment', 'and those of an office, a per-cent sign meaning itself');
SELECT is(sei.propose_indicator('园区用工规模', '5万人'), NULL, 'and nothing else');
-- The same text again: the same target is not made twice, unless it replaces the first.
SELECT scan_id AS second FROM sei.import_plan((SELECT body FROM document), 'synthetic_scan') LIMIT 1 \gset
UPDATE sei.plan_scan SET decision = 'confirmed' WHERE scan_id = :second AND indicator = 'industry_value_added';
SELECT throws_ok(format('SELECT sei.confirm_plan(%s)', :second), '23505', format('row 2 of scan %s is target synthetic_scan.2 already', :second), 'a target that is there already');
UPDATE sei.plan_scan SET supersedes = 'synthetic_scan.2' WHERE scan_id = :second AND decision = 'confirmed';
SELECT results_eq(format('SELECT target_id FROM sei.confirm_plan(%s)', :second), $$VALUES ('synthetic_scan.7')$$, 'a final that says the same as the draft replaces it');
SET LOCAL ROLE sei_analyst;
SELECT throws_ok($$SELECT * FROM sei.import_plan('到2015年达到9%')$$, '42501', NULL, 'an analyst imports nothing');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
