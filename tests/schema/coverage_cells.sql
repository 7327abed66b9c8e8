-- What the scoreboard keeps counted is what counting gives, after every kind of change; an answer for a moment is the same
-- whether it is read from a kept cell or summed from the returns.
\ir include/loads.psql

BEGIN;
SELECT sei.begin_edit('synthetic plan') \g /dev/null
INSERT INTO sei.indicator (indicator) VALUES ('synthetic_whole'), ('synthetic_share');
INSERT INTO sei.indicator_version (indicator, name_zh, name_en, unit, direction, aggregation, numerator, denominator, frequency)
VALUES ('synthetic_whole', '总', 'whole', '元', 'up', 'flow', NULL, NULL, 'year'),
       ('synthetic_share', '比重', 'share', '%', 'up', 'ratio', 'synthetic_money', 'synthetic_whole', 'year');
INSERT INTO sei.plan (plan) VALUES ('synthetic_kept');
INSERT INTO sei.plan_version (plan, title, region_scheme, region, root, base_period) VALUES ('synthetic_kept', 'synthetic', 'synthetic', '1', 'synthetic_a', '2013');
INSERT INTO sei.plan_target (target_id, plan) SELECT 'synthetic_kept.' || n, 'synthetic_kept' FROM generate_series(1, 2) n;
INSERT INTO sei.plan_target_version (target_id, ordinal, indicator, region_scheme, region, due, target)
VALUES ('synthetic_kept.1', 1, 'synthetic_share', 'synthetic', '1', '2015', '7%..8%'), ('synthetic_kept.2', 2, 'synthetic_money', 'synthetic', '11', '2015', 'x2');
INSERT INTO sei.statistic (region_scheme, region, indicator, period, value) SELECT 'synthetic', '1', 'synthetic_whole', y::text::stat_period, 100000 FROM generate_series(2013, 2015) y;
COMMIT;
SELECT sei.feed_apply(kind, jsonb_build_object('kind', kind, 'mode', 'upsert', 'max_reject_ratio', 1), 'a') FROM (SELECT DISTINCT kind FROM sei.load_contract(1)) k \g /dev/null
SELECT pg_temp.load('enterprise', (SELECT jsonb_agg(jsonb_build_array('synthetic_' || n, NULL, 'synthetic', NULL, 'synthetic', ('{111,12,11}'::text[])[1 + n % 3])) FROM generate_series(1, 30) n)) \g /dev/null
SELECT pg_temp.load('enterprise_sector', (SELECT jsonb_agg(jsonb_build_array('synthetic_' || n, ('{synthetic_a.x.p,synthetic_a.y}'::text[])[1 + n % 2], '0.6')) FROM generate_series(1, 30) n)) \g /dev/null

-- One return as a row of the contract.
CREATE FUNCTION pg_temp.one(n int, period text, value text, region text DEFAULT NULL) RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_array('synthetic_' || n, 'synthetic', COALESCE(region, ('{111,12,11}'::text[])[1 + n % 3]), 'synthetic_money', period, value)
$$;
-- Before each change: a moment, and what was known then, read at once.
CREATE TEMPORARY TABLE asked (moment timestamptz, board text);
CREATE FUNCTION pg_temp.board(moment timestamptz) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(b::text, E'\n' ORDER BY b.target_id) FROM sei.scoreboard_as_of(moment) b WHERE b.plan = 'synthetic_kept'
$$;
CREATE PROCEDURE pg_temp.ask() LANGUAGE plpgsql AS $$
DECLARE moment timestamptz := clock_timestamp();
BEGIN
    INSERT INTO asked VALUES (moment, pg_temp.board(moment));
END
$$;
CREATE FUNCTION pg_temp.proven(what text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    RETURN NEXT is_empty('SELECT * FROM sei.verify_coverage()', 'what is kept equals a count: ' || what);
    RETURN NEXT is_empty('SELECT * FROM sei.verify_cells()', 'and the cells a rescan: ' || what);
    -- the scoreboard of now from kept counts, and counted anew without them
    CREATE TEMPORARY TABLE now_kept ON COMMIT DROP AS SELECT * FROM sei.scoreboard WHERE plan = 'synthetic_kept';
    BEGIN
        DELETE FROM sei.coverage_cell;
        RETURN NEXT results_eq($q$SELECT s::text FROM sei.scoreboard s WHERE plan = 'synthetic_kept' ORDER BY target_id$q$,
                               'SELECT k::text FROM now_kept k ORDER BY target_id', 'the scoreboard says the same without them: ' || what);
        RETURN NEXT is_empty('SELECT a.moment FROM asked a WHERE a.board IS DISTINCT FROM pg_temp.board(a.moment)',
                             'every earlier moment gives the same bytes without them: ' || what);
        RAISE EXCEPTION USING ERRCODE = 'SE000';
    EXCEPTION WHEN SQLSTATE 'SE000' THEN NULL;
    END;
    RETURN NEXT is_empty('SELECT a.moment FROM asked a WHERE a.board IS DISTINCT FROM pg_temp.board(a.moment)', 'and with them: ' || what);
    DROP TABLE now_kept;
END
$$;

CALL pg_temp.ask();
SELECT pg_temp.load('enterprise_return', (SELECT jsonb_agg(pg_temp.one(n, p, ((n * 37 + length(p)) % 101 * 12.5)::text)) FROM generate_series(1, 28) n, unnest('{2013,2014-01..06,2014}'::text[]) p)) \g /dev/null
SELECT cmp_ok(count(*), '>=', 3::bigint, 'spans that targets ask about are kept') FROM sei.coverage_cell;
SELECT is_empty($$SELECT * FROM sei.coverage_cell WHERE period = '2014-01..06' OR region = '2'$$, 'others are not');
SELECT * FROM pg_temp.proven('a first load');
CALL pg_temp.ask();
SELECT pg_temp.load('enterprise_return', (SELECT jsonb_agg(pg_temp.one(n, p, ((n * 31) % 97 * 11.5)::text)) FROM generate_series(3, 30) n, unnest('{2015-01..06,2015}'::text[]) p)) \g /dev/null
SELECT * FROM pg_temp.proven('a later year');
SELECT is((SELECT (expected, received)::text FROM sei.coverage_cell WHERE region = '1' AND period = '2015'), '(30,28)', 'two of last year are missing, two are new');
CALL pg_temp.ask();
SELECT pg_temp.load('enterprise_return', pg_temp.list(pg_temp.one(5, '2013', '777'), pg_temp.one(6, '2014', '-3'), pg_temp.one(1, '2015', NULL), pg_temp.one(7, '2015', '12', '2'))) \g /dev/null
SELECT * FROM pg_temp.proven('a revision, a value below 0, one without value, a move');
CALL pg_temp.ask();
BEGIN;
SELECT sei.begin_edit('synthetic edits') \g /dev/null
DELETE FROM sei.enterprise_return r USING sei.enterprise e WHERE e.enterprise_id = r.enterprise_id AND e.code = 'synthetic_9' AND r.known_to = 'infinity';
UPDATE sei.enterprise_return r SET value = 1, status = 'I' FROM sei.enterprise e WHERE e.enterprise_id = r.enterprise_id AND e.code = 'synthetic_10' AND r.known_to = 'infinity' AND r.period = '2015';
COMMIT;
SELECT * FROM pg_temp.proven('deletions and an imputation');
CALL pg_temp.ask();
BEGIN;
SELECT sei.begin_edit('synthetic region moves') \g /dev/null
UPDATE sei.region_version SET parent = '12' WHERE region_scheme = 'synthetic' AND region = '111' AND known_to = 'infinity';
COMMIT;
SELECT * FROM pg_temp.proven('a region that moves');
CALL pg_temp.ask();
BEGIN;
SELECT sei.begin_edit('synthetic weights and multiplier') \g /dev/null
UPDATE sei.enterprise_sector s SET weight = 0.25 FROM sei.enterprise e WHERE e.enterprise_id = s.enterprise_id AND e.code IN ('synthetic_3', 'synthetic_4') AND s.known_to = 'infinity';
UPDATE sei.indicator_version SET multiplier = 2 WHERE indicator = 'synthetic_money' AND known_to = 'infinity';
COMMIT;
SELECT * FROM pg_temp.proven('weights and a multiplier');
CALL pg_temp.ask();
BEGIN;
SELECT sei.begin_edit('synthetic scope') \g /dev/null
INSERT INTO sei.enterprise_scope (enterprise_id, survey, valid_from, valid_to)
SELECT enterprise_id, 'above_size', CASE WHEN right(code, 1) = '1' THEN date '2015-01-01' ELSE '2010-01-01' END, CASE WHEN right(code, 1) = '2' THEN date '2014-12-31' ELSE 'infinity' END
FROM sei.enterprise WHERE code LIKE 'synthetic\_%' AND right(code, 1) < '7';
COMMIT;
SELECT * FROM pg_temp.proven('a scope of the survey');
SELECT is((SELECT expected_by FROM sei.coverage_cell WHERE region = '1' AND period = '2015'), 'scope', 'which says who should report');
CALL pg_temp.ask();
BEGIN;
SELECT sei.begin_edit('synthetic registration') \g /dev/null
UPDATE sei.enterprise_version v SET region = '2' FROM sei.enterprise e WHERE e.enterprise_id = v.enterprise_id AND e.code IN ('synthetic_1', 'synthetic_30', 'synthetic_5') AND v.known_to = 'infinity';
COMMIT;
SELECT * FROM pg_temp.proven('a unit in scope that is registered elsewhere now');
CALL pg_temp.ask();
BEGIN;
SELECT sei.begin_edit('synthetic scope, shorter') \g /dev/null
UPDATE sei.enterprise_scope SET valid_to = '2015-06-30' WHERE valid_to = 'infinity' AND enterprise_id IN (SELECT enterprise_id FROM sei.enterprise WHERE code LIKE '%\_3' OR code LIKE '%\_4') AND known_to = 'infinity';
DELETE FROM sei.enterprise_scope WHERE enterprise_id = (SELECT enterprise_id FROM sei.enterprise WHERE code = 'synthetic_6') AND known_to = 'infinity';
COMMIT;
SELECT * FROM pg_temp.proven('units that leave the scope');
CALL pg_temp.ask();
BEGIN;
SELECT sei.begin_edit('synthetic end') \g /dev/null
DELETE FROM sei.enterprise_sector WHERE root = 'synthetic_a' AND known_to = 'infinity';
COMMIT;
SELECT * FROM pg_temp.proven('no weight at all');
SELECT is((SELECT count(DISTINCT board) FROM asked), 10::bigint, 'every moment had its own answer');
\ir include/end.psql
