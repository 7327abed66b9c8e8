-- What a user meets when something is refused: the whole message, with its DETAIL and HINT, and nothing half done.
\ir include/loads.psql
CREATE FUNCTION pg_temp.said(VARIADIC statements text[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    s text;
    state text;
    message text;
    detail text;
    hint text;
BEGIN
    FOREACH s IN ARRAY statements LOOP EXECUTE s; END LOOP;
    SET CONSTRAINTS ALL IMMEDIATE;
    RAISE EXCEPTION USING ERRCODE = 'SE999', MESSAGE = 'accepted';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
    SET CONSTRAINTS ALL DEFERRED;
    RETURN concat_ws(E'\n', state || ' ' || message, NULLIF(detail, ''), NULLIF(hint, ''));
END
$$;
CREATE FUNCTION pg_temp.edit(VARIADIC statements text[]) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.said(VARIADIC ARRAY['SELECT sei.begin_edit(''synthetic'')'] || statements)
$$;
BEGIN;
SELECT sei.begin_edit('synthetic') \g /dev/null
INSERT INTO sei.plan VALUES ('synthetic_p'), ('synthetic_empty');
INSERT INTO sei.plan_version (plan, title, region_scheme, region, root) VALUES ('synthetic_p', 'synthetic', 'synthetic', '1', 'synthetic_a'), ('synthetic_empty', 'synthetic', 'synthetic', '2', 'synthetic_b');
INSERT INTO sei.indicator VALUES ('synthetic_share'), ('synthetic_unused');
INSERT INTO sei.indicator_version (indicator, name_zh, name_en, unit, direction, aggregation, numerator, denominator, frequency)
VALUES ('synthetic_share', '比重', 'share', '%', 'up', 'ratio', 'synthetic_money', 'synthetic_people', 'year'), ('synthetic_unused', '无', 'unused', '元', 'up', 'flow', NULL, NULL, 'year');
INSERT INTO sei.plan_target VALUES ('synthetic_p.1', 'synthetic_p'), ('synthetic_p.2', 'synthetic_p');
INSERT INTO sei.plan_target_version (target_id, ordinal, indicator, region_scheme, region, due, target) VALUES ('synthetic_p.1', 1, 'synthetic_share', 'synthetic', '1', '2015', '7%..8%');
INSERT INTO sei.plan_measure (plan, measure, title_zh, text_zh, clause) VALUES ('synthetic_p', '1', '一', '一', '一');
INSERT INTO sei.enterprise (code) VALUES ('synthetic_1'), ('synthetic_2');
INSERT INTO sei.enterprise_version (enterprise_id, name, region_scheme, region, synthetic) SELECT enterprise_id, code, 'synthetic', '11', true FROM sei.enterprise WHERE code LIKE 'synthetic\__';
INSERT INTO sei.enterprise_sector (enterprise_id, root, sector, weight) SELECT enterprise_id, 'synthetic_a', 'synthetic_a.x', 0.7 FROM sei.enterprise WHERE code = 'synthetic_1';
INSERT INTO sei.enterprise_return (enterprise_id, region_scheme, region, indicator, period, value) SELECT enterprise_id, 'synthetic', '11', 'synthetic_people', '2015-Q1', 5 FROM sei.enterprise WHERE code = 'synthetic_1';
COMMIT;
SELECT enterprise_id AS e1 FROM sei.enterprise WHERE code = 'synthetic_1' \gset
SELECT enterprise_id AS e2 FROM sei.enterprise WHERE code = 'synthetic_2' \gset
SELECT known_from AS moment, load_seq AS seq FROM sei.load ORDER BY load_seq DESC LIMIT 1 \gset

-- Edits.
SELECT is(pg_temp.said('UPDATE sei.plan_version SET title = ''x'''), E'55000 this transaction does not hold the load lock\nEvery edit is numbered and timed, so that figures can be restated as of any moment.\nBEGIN; SELECT sei.begin_edit(''why''); then the edit; COMMIT;', 'without begin_edit');
SELECT is(pg_temp.edit('TRUNCATE sei.milestone'), E'55000 table sei.milestone keeps history and cannot be truncated\nClose rows with DELETE between sei.begin_edit() and COMMIT.', 'TRUNCATE');
SELECT matches(pg_temp.edit('INSERT INTO sei.milestone (milestone_no, target_id, reached_on, statement, known_from) VALUES (1, ''synthetic_p.1'', ''2012-01-01'', ''x'', ''2012-01-01'')'),
    E'^55000 history of sei.milestone cannot be written\nRows of this edit are known from .* \\(load_seq [0-9]+\\) until infinity, or are closed at that moment.\nLeave out known_from, known_to and load_seq; a DELETE closes a row.$', 'a row of the past');
SELECT is(pg_temp.edit('UPDATE sei.plan_version SET title = ''y'' WHERE plan = ''synthetic_p''', 'UPDATE sei.plan_version SET title = ''z'' WHERE plan = ''synthetic_p'' AND known_to <> ''infinity'''),
    E'55000 a closed row of sei.plan_version is history and cannot be changed\nChange the current row, the one with known_to = ''infinity''.', 'a closed row');
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT is(pg_temp.edit(VARIADIC '{}'), E'25001 a load or edit needs isolation level read committed, not repeatable read\nAn older snapshot would recompute tally cells from rows that are gone.\nBEGIN ISOLATION LEVEL READ COMMITTED;', 'another isolation');
COMMIT;
SELECT matches(pg_temp.said('SELECT * FROM sei.scoreboard_as_of(''2100-01-01'')'), E'^22023 figures as of 2100-01-01 00:00:00.* cannot be told\nThe moment is in the future, or not given.\nAsk for a moment up to now, e.g. clock_timestamp\\(\\).$', 'the future');

-- Plans.
SELECT is(pg_temp.edit('UPDATE sei.plan_target_version SET target = ''8'' WHERE target_id = ''synthetic_p.1'' AND known_to = ''infinity'''),
    E'23514 plan target synthetic_p.1 does not fit indicator synthetic_share\nThe target 8 has no per-cent sign, the indicator is in per cent.\nA level needs the unit and the per-cent flag of its indicator, points need a ratio; growth, multiple and change fit any.', 'a target that does not fit');
SELECT is(pg_temp.edit('UPDATE sei.indicator_version SET unit = ''元'' WHERE indicator = ''synthetic_share'' AND known_to = ''infinity'''),
    E'23514 indicator synthetic_share would no longer fit plan target synthetic_p.1\nThe target 7%..8% is in per cent, the indicator''s unit is 元.\nMake a new indicator for the new unit, or change the target in the same edit first.', 'an indicator that leaves its target');
SELECT is(pg_temp.edit('INSERT INTO sei.plan_target_version (target_id, ordinal, indicator, region_scheme, region, sector, due, target) VALUES (''synthetic_p.2'', 2, ''synthetic_share'', ''synthetic'', ''1'', ''synthetic_b.k'', ''2015'', ''8%'')'),
    E'23514 plan target synthetic_p.2 names sector synthetic_b.k of another classification\nThe plan synthetic_p promotes the classification synthetic_a.\nName a sector below the plan''s root, or leave sector empty for all of it.', 'a sector of another classification');
SELECT is(pg_temp.edit('INSERT INTO sei.measure_action (plan, measure, action_no, done_on, status, statement) VALUES (''synthetic_p'', ''9'', 1, ''2012-01-01'', ''done'', ''x'')'),
    E'23503 plan synthetic_p has no measure 9\nsei.measure_action names it.\nName a measure of sei.plan_measure_current, or delete its actions in the same edit.', 'a measure that is not there');

-- Weights and shares.
SELECT is(pg_temp.edit(format('INSERT INTO sei.enterprise_sector (enterprise_id, root, sector, weight) VALUES (%s, ''synthetic_a'', ''synthetic_a.y'', 0.4)', :e1)),
    E'23514 weights of enterprise synthetic_1 in classification synthetic_a add up to 1.1 on -infinity\nThe weights of one enterprise, classification and day add up to 1 at most.', 'weights above 1');
SELECT is(pg_temp.edit(format('INSERT INTO sei.recognition (enterprise_id, recognition, valid_from) VALUES (%1$s, ''leader'', ''2012-01-01''), (%1$s, ''leader'', ''2013-01-01'')', :e1)),
    format(E'23P01 two rows of sei.recognition are valid on the same days\n(%s, leader) is valid from 2012-01-01 to infinity and from 2013-01-01 to infinity.\nEnd the earlier row (valid_to) the day before the later one begins.', :e1), 'valid twice on one day');
SELECT matches(pg_temp.edit(format('INSERT INTO sei.ownership (owner_id, enterprise_id, share) VALUES (%s, %s, 1.5)', :e1, :e2)),
    format(E'^23514 new row for relation "ownership" violates check constraint "ownership_share"\nFailing row contains \\(%s, %s, 1.5, -infinity, infinity, ', :e1, :e2), 'a share above 1');

-- What is still named: the identity by its foreign key, the facts by what would be shown nowhere.
SELECT matches(pg_temp.edit('DELETE FROM sei.plan WHERE plan = ''synthetic_p'''),
    E'^23503 update or delete on table "plan" violates foreign key constraint "plan_[a-z_]+_fkey" on table "plan_[a-z_]+"\nKey \\(plan\\)=\\(synthetic_p\\) is still referenced from table "plan_[a-z_]+"\\.$', 'a plan that rows name');
SELECT is(pg_temp.edit('DELETE FROM sei.plan_version WHERE plan = ''synthetic_p'' AND known_to = ''infinity'''),
    E'23503 plan synthetic_p is still in use and cannot be closed\nIt is named by measure 1 of plan synthetic_p, which would be shown nowhere.\nDelete what names it in the same edit, or name another there.', 'a plan with a measure');
SELECT is(pg_temp.edit('DELETE FROM sei.plan_measure WHERE plan = ''synthetic_p'' AND known_to = ''infinity''', 'DELETE FROM sei.plan_version WHERE plan = ''synthetic_p'' AND known_to = ''infinity'''),
    E'23503 plan synthetic_p is still in use and cannot be closed\nIt is named by plan target synthetic_p.1, which would be shown nowhere.\nDelete what names it in the same edit, or name another there.', 'with a target');
SELECT is(pg_temp.edit('DELETE FROM sei.plan_version WHERE plan = ''synthetic_p'' AND known_to = ''infinity''', 'DELETE FROM sei.plan_measure WHERE plan = ''synthetic_p'' AND known_to = ''infinity''',
    'DELETE FROM sei.plan_target_version WHERE target_id = ''synthetic_p.1'' AND known_to = ''infinity'''), 'SE999 accepted', 'with all that names it, in any order, it may go');
SELECT is(pg_temp.edit('DELETE FROM sei.plan_version WHERE plan = ''synthetic_empty'' AND known_to = ''infinity'''), 'SE999 accepted', 'a plan that nothing names may go');
SELECT is(split_part(pg_temp.edit(format('DELETE FROM sei.%s AND known_to = ''infinity''', w)), E'\n', 1) || ' ' || split_part(pg_temp.edit(format('DELETE FROM sei.%s AND known_to = ''infinity''', w)), E'\n', 2), m, w)
FROM (VALUES ('indicator_version WHERE indicator = ''synthetic_share''', '23503 indicator synthetic_share is still in use and cannot be closed It is named by plan target synthetic_p.1, which would be shown nowhere.'),
             ('indicator_version WHERE indicator = ''synthetic_money''', '23503 indicator synthetic_money is still in use and cannot be closed It is named by indicator synthetic_share, which would be shown nowhere.'),
             ('indicator_version WHERE indicator = ''synthetic_unused''', 'SE999 accepted '),
             ('region_version WHERE region_scheme = ''synthetic'' AND region = ''11''', '23503 region synthetic 11 is still in use and cannot be closed It is named by region 111, which would be shown nowhere.'),
             ('region_version WHERE region_scheme = ''synthetic'' AND region = ''12''', 'SE999 accepted '),
             ('sector_def_version WHERE sector = ''synthetic_a.x''', '23503 sector synthetic_a.x is still in use and cannot be closed It is named by sector synthetic_a.x.p, which would be shown nowhere.'),
             ('sector_def_version WHERE sector = ''synthetic_a.z''', 'SE999 accepted '),
             ('classification_version WHERE root = ''synthetic_b''', '23503 classification synthetic_b is still in use and cannot be closed It is named by plan synthetic_empty, which would be shown nowhere.')) AS v (w, m);
SELECT matches(replace(pg_temp.edit(u, 'DELETE FROM sei.' || d || ' AND known_to = ''infinity'''), E'\n', ' '), '^23503 ' || m, 'changed and closed in one edit: ' || d)
FROM (VALUES ('UPDATE sei.plan_version SET title = ''x'' WHERE plan = ''synthetic_p'' AND known_to = ''infinity''', 'plan_version WHERE plan = ''synthetic_p''', 'plan synthetic_p is still in use'),
             ('UPDATE sei.region_version SET name = ''x'' WHERE region_scheme = ''synthetic'' AND region = ''11'' AND known_to = ''infinity''', 'region_version WHERE region_scheme = ''synthetic'' AND region = ''11''', 'region synthetic 11 is still in use'),
             ('UPDATE sei.indicator_version SET name_en = ''x'' WHERE indicator = ''synthetic_share'' AND known_to = ''infinity''', 'indicator_version WHERE indicator = ''synthetic_share''', 'indicator synthetic_share is still in use')) AS v (u, d, m);
SELECT is(pg_temp.edit('UPDATE sei.indicator_version SET name_en = ''x'' WHERE indicator = ''synthetic_unused'' AND known_to = ''infinity''', 'DELETE FROM sei.indicator_version WHERE indicator = ''synthetic_unused'' AND known_to = ''infinity'''), 'SE999 accepted', 'what nothing names may go');
SELECT is(pg_temp.edit('INSERT INTO sei.measure_action (plan, measure, action_no, done_on, status, statement) VALUES (''synthetic_p'', ''1'', 1, ''2012-01-01'', ''done'', ''x'')',
                       'UPDATE sei.plan_measure SET title_zh = ''二'' WHERE plan = ''synthetic_p'' AND known_to = ''infinity''', 'DELETE FROM sei.plan_measure WHERE plan = ''synthetic_p'' AND known_to = ''infinity'''),
    E'23503 plan synthetic_p has no measure 1\nsei.measure_action names it.\nName a measure of sei.plan_measure_current, or delete its actions in the same edit.', 'a measure with actions, changed and closed in one edit');

-- A circle of regions would hold everything in everything.
SELECT is(pg_temp.edit('UPDATE sei.region_version SET parent = ''111'' WHERE region_scheme = ''synthetic'' AND region = ''1'' AND known_to = ''infinity'''),
    E'23514 region synthetic 1 would lie within itself\nThe regions above it are 111, 11, 1.\nName a region in parent that is not below it.', 'a province below its county');
SELECT is(pg_temp.edit('UPDATE sei.region_version SET parent = ''111'' WHERE region_scheme = ''synthetic'' AND region = ''11'' AND known_to = ''infinity''', 'UPDATE sei.region_version SET parent = ''1'' WHERE region_scheme = ''synthetic'' AND region = ''111'' AND known_to = ''infinity'''),
    'SE999 accepted', 'two that change places in one edit are fine');

-- What facts hang on is not versioned, so it stays: an answer of a settled moment rests on it.
SELECT is(pg_temp.edit('UPDATE sei.plan_target SET plan = ''synthetic_empty'' WHERE target_id = ''synthetic_p.1'''),
    E'55000 a row of sei.plan_target is an identity and cannot be changed\nplan is synthetic_p; history names it by that.\nClose its facts with DELETE and enter it anew under the right name, in one edit.', 'a target moved to another plan');
SELECT is(pg_temp.edit('UPDATE sei.sector_def SET parent = ''synthetic_a.y'' WHERE sector = ''synthetic_a.x.p''') ~ '^(55000|428C9|23514) ', true, 'a sector moved');
SELECT is(pg_temp.edit('UPDATE sei.enterprise SET code = ''synthetic_9'' WHERE code = ''synthetic_1'''), 'SE999 accepted', 'feeds may call an enterprise by another code');

-- Plans from texts.
SELECT is(pg_temp.said('SELECT sei.confirm_plan(0)'), E'02000 there is no scan 0\nSELECT DISTINCT scan_id, plan FROM sei.plan_scan;', 'a scan that is not there');
SELECT is(pg_temp.said('SELECT sei.import_plan(''x'', ''no_such'')'), E'23503 there is no plan no_such\nEnter it in sei.plan and sei.plan_version first, or leave the plan out and set it in sei.plan_scan.', 'a plan that is not there');
SELECT is(pg_temp.said('SELECT sei.acknowledge(''sign'', ''figure 0'', ''x'')'), E'02000 rule sign finds nothing about figure 0\nTake rule and row_id from sei.check_result; a finding that is mended needs no word.', 'a finding that is not there');

-- A clock that jumps back: what was known goes on being known, and every later load is later.
INSERT INTO sei.load (load_seq, known_from, kind, reason) SELECT max(load_seq) + 1, clock_timestamp() + interval '2 hours', 'edit', 'synthetic: the clock was two hours ahead' FROM sei.load;
SELECT max(known_from) AS ahead FROM sei.load \gset
CREATE TEMPORARY TABLE before_jump AS SELECT * FROM sei.scoreboard_as_of(:'moment');
SELECT sei.feed_apply('synthetic_f', '{"kind":"statistic","mode":"upsert"}', 'a') \g /dev/null
SELECT is(pg_temp.counts(pg_temp.load('synthetic_f', pg_temp.list(pg_temp.stat('11', 'synthetic_a.x', '2015', '1')))), '1 0 0 0 0 0 0', 'a load goes on');
BEGIN;
SELECT sei.begin_edit('synthetic, after the jump') \g /dev/null
UPDATE sei.statistic SET value = 2 WHERE indicator = 'synthetic_people' AND known_to = 'infinity' AND sector = 'synthetic_a.x';
COMMIT;
SELECT is_empty('SELECT * FROM (SELECT known_from <= lag(known_from) OVER (ORDER BY load_seq) AS back FROM sei.load) l WHERE back', 'known_from only grows');
SELECT results_eq($$SELECT value, known_to = 'infinity' FROM sei.statistic WHERE indicator = 'synthetic_people' AND sector = 'synthetic_a.x' ORDER BY known_from$$, $$VALUES (1::numeric, false), (2, true)$$, 'an edit after the jump keeps the row before it');
SELECT is_empty('SELECT * FROM sei.statistic WHERE known_to <= known_from', 'no row ends before it begins');
SELECT results_eq(format('SELECT count(*) FROM sei.statistic_as_of(%L) WHERE indicator LIKE ''synthetic%%''', :'ahead'), 'VALUES (0::bigint)', 'at the moment of the clock ahead nothing of it was known');
SELECT results_eq($$SELECT trim_scale(value) FROM sei.statistic_as_of((SELECT max(known_from) FROM sei.load)) WHERE indicator = 'synthetic_people'$$, $$VALUES (2::numeric)$$, 'the last moment knows the last value');
SELECT results_eq(format('SELECT b::text FROM sei.scoreboard_as_of(%L) b ORDER BY target_id', :'moment'), 'SELECT b::text FROM before_jump b ORDER BY target_id', 'an earlier moment is told as before');
SELECT is_empty('SELECT * FROM sei.verify_cells()', 'the cells equal a rescan');
\ir include/end.psql
