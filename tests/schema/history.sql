-- What was known at a moment stays known: edits are numbered, keep the old row, and cannot write the past.
\ir include/loads.psql

CREATE FUNCTION pg_temp.edit(VARIADIC statements text[]) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    seq bigint := sei.begin_edit('synthetic edit');
    s text;
BEGIN
    FOREACH s IN ARRAY statements LOOP EXECUTE s; END LOOP;
    RETURN seq;
END
$$;
INSERT INTO sei.enterprise (code) VALUES ('synthetic_e'), ('synthetic_f');
SELECT enterprise_id AS e FROM sei.enterprise WHERE code = 'synthetic_e' \gset
SELECT enterprise_id AS f FROM sei.enterprise WHERE code = 'synthetic_f' \gset

-- Without begin_edit nothing changes, in any versioned table.
SELECT throws_ok(format($$INSERT INTO sei.enterprise_version (enterprise_id, name, region_scheme, region) VALUES (%s, 'x', 'synthetic', '11')$$, :e),
                 '55000', 'this transaction does not hold the load lock', 'an edit without begin_edit is refused');
CREATE TEMPORARY VIEW versioned AS
SELECT c.oid::regclass AS name FROM pg_class c
WHERE c.relnamespace = 'sei'::regnamespace AND c.relkind = 'r'
  AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'known_to');
SELECT cmp_ok((SELECT count(*) FROM versioned)::int, '>=', 17, 'there are versioned tables to try');
SELECT throws_ok(format('UPDATE %s SET known_to = known_to', name), '55000', NULL, format('UPDATE of %s is refused', name)) FROM versioned;
SELECT throws_ok(format('DELETE FROM %s', name), '55000', NULL, format('DELETE from %s is refused', name)) FROM versioned;
SELECT throws_ok(format('INSERT INTO %s DEFAULT VALUES', name), '55000', NULL, format('INSERT into %s is refused', name)) FROM versioned;
SELECT throws_ok(format('TRUNCATE %s', name), '55000', NULL, format('TRUNCATE of %s is refused', name)) FROM versioned;

-- Stale snapshots edit nothing.
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT throws_ok('SELECT sei.begin_edit()', '25001', NULL, 'no edit under repeatable read');
ROLLBACK;
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT throws_ok('SELECT sei.begin_edit()', '25001', NULL, 'nor under serializable');
ROLLBACK;

-- An edit is one load with a reason; a second begin_edit in it is the same one.
BEGIN;
SELECT sei.begin_edit('first') AS seq \gset
SELECT is(sei.begin_edit('again'), :seq::bigint, 'one transaction is one edit');
SELECT is((SELECT kind || ' ' || reason || ' ' || made_by FROM sei.load WHERE load_seq = :seq), 'edit first ' || session_user, 'with its reason and author');
INSERT INTO sei.enterprise_version (enterprise_id, name, region_scheme, region) VALUES (:e, 'synthetic one', 'synthetic', '11');
UPDATE sei.enterprise_version SET name = 'synthetic two' WHERE enterprise_id = :e;
SELECT is((SELECT count(*) || ' ' || min(name) FROM sei.enterprise_version WHERE enterprise_id = :e), '1 synthetic two', 'a row made and changed in one edit has one version');
COMMIT;
SELECT max(known_from) AS first_moment FROM sei.load \gset
SELECT throws_ok(format($$UPDATE sei.enterprise_version SET name = 'x' WHERE enterprise_id = %s$$, :e), '55000', NULL, 'the next transaction needs its own');

-- An UPDATE keeps the old row, a DELETE closes.
SELECT pg_temp.edit(format($$UPDATE sei.enterprise_version SET region = '12' WHERE enterprise_id = %s AND known_to = 'infinity'$$, :e)) AS seq \gset
SELECT is((SELECT string_agg(region || ' ' || (known_to = 'infinity') || ' ' || load_seq, ', ' ORDER BY known_from) FROM sei.enterprise_version WHERE enterprise_id = :e),
          format('11 false %s, 12 true %s', :seq - 1, :seq), 'the old row is closed and kept');
SELECT is((SELECT count(*) FROM sei.enterprise_version a JOIN sei.enterprise_version b USING (enterprise_id) WHERE a.known_to = b.known_from), 1::bigint, 'it ends where the new one begins');
SELECT pg_temp.edit(format('DELETE FROM sei.enterprise_version WHERE enterprise_id = %s AND known_to = ''infinity''', :e)) AS seq \gset
SELECT is((SELECT count(*) FILTER (WHERE known_to = 'infinity') || ' of ' || count(*) FROM sei.enterprise_version WHERE enterprise_id = :e), '0 of 2', 'a deleted row is closed and kept');

-- The past cannot be written.
SELECT throws_ok(format($$SELECT pg_temp.edit('UPDATE sei.enterprise_version SET name = ''x'' WHERE enterprise_id = %s')$$, :e), '55000', NULL, 'a closed row is not changed');
SELECT throws_ok(format($$SELECT pg_temp.edit('DELETE FROM sei.enterprise_version WHERE enterprise_id = %s')$$, :e), '55000', NULL, 'nor deleted');
SELECT throws_ok(format($$SELECT pg_temp.edit('INSERT INTO sei.enterprise_version (enterprise_id, name, region_scheme, region, known_from) VALUES (%s, ''x'', ''synthetic'', ''11'', ''2001-01-01'')')$$, :f),
                 '55000', 'history of sei.enterprise_version cannot be written', 'a row is not known from before its edit');
SELECT throws_ok(format($$SELECT pg_temp.edit('INSERT INTO sei.enterprise_version (enterprise_id, name, region_scheme, region, load_seq) VALUES (%s, ''x'', ''synthetic'', ''11'', 1)')$$, :f),
                 '55000', NULL, 'nor numbered by hand');
SELECT pg_temp.edit(format($$INSERT INTO sei.enterprise_version (enterprise_id, name, region_scheme, region) VALUES (%s, 'synthetic f', 'synthetic', '11')$$, :f)) \g /dev/null
SELECT throws_ok(format($$SELECT pg_temp.edit('UPDATE sei.enterprise_version SET known_to = known_from + interval ''1 microsecond'' WHERE enterprise_id = %s')$$, :f),
                 '55000', NULL, 'a row is not closed at another moment than now');
SELECT lives_ok(format($$SELECT pg_temp.edit('UPDATE sei.enterprise_version SET known_from = ''2001-01-01'', name = ''synthetic g'' WHERE enterprise_id = %s')$$, :f), 'a change of known_from');
SELECT is((SELECT count(*) FROM sei.enterprise_version WHERE enterprise_id = :f AND known_from < :'first_moment'), 0::bigint, 'is stamped with the moment of the edit');
SELECT throws_ok(format($$SELECT pg_temp.edit('INSERT INTO sei.enterprise_version (enterprise_id, name, region_scheme, region) VALUES (%s, ''x'', ''synthetic'', ''11'')')$$, :f),
                 '23505', NULL, 'one thing has one current row');

-- A revised figure: both versions, each with its number, and as of both moments.
SELECT pg_temp.edit($$INSERT INTO sei.statistic (region_scheme, region, sector, indicator, period, value) VALUES ('synthetic', '11', 'synthetic_a.x', 'synthetic_people', '2015', 1)$$) \g /dev/null
SELECT max(known_from) AS then_moment FROM sei.load \gset
SELECT md5(string_agg(s::text, ',')) AS then_answer FROM sei.statistic_as_of(:'then_moment') s \gset
SELECT pg_temp.edit($$UPDATE sei.statistic SET value = 2 WHERE sector = 'synthetic_a.x' AND known_to = 'infinity'$$) \g /dev/null
SELECT is((SELECT string_agg(value::text, ' ' ORDER BY figure_id) || ' ' || count(DISTINCT figure_id) FROM sei.statistic WHERE sector = 'synthetic_a.x'), '1 2 2', 'two versions, two numbers');
SELECT is((SELECT value FROM sei.statistic_as_of(:'then_moment')), 1::numeric, 'as of before the edit');
SELECT pg_temp.edit($$DELETE FROM sei.statistic WHERE sector = 'synthetic_a.x' AND known_to = 'infinity'$$) \g /dev/null
SELECT is((SELECT value FROM sei.statistic_as_of(:'then_moment')), 1::numeric, 'the same after further edits');
SELECT is_empty('SELECT * FROM sei.statistic_as_of(clock_timestamp())', 'as of now it is gone');

-- The future is refused; a clock that jumped back does not hide what is known.
SELECT throws_ok($$SELECT * FROM sei.statistic_as_of(clock_timestamp() + interval '1 minute')$$, '22023', NULL, 'the future is refused');
SELECT throws_ok($$SELECT * FROM sei.enterprise_return_as_of(NULL)$$, '22023', NULL, 'so is no moment');
INSERT INTO sei.load (load_seq, known_from, kind) SELECT max(load_seq) + 1, max(known_from) + interval '1 hour', 'edit' FROM sei.load;
SELECT lives_ok($$SELECT * FROM sei.statistic_as_of((SELECT max(known_from) FROM sei.load))$$, 'the last load is told though the clock is behind it');
BEGIN;
SELECT sei.begin_edit('after the clock jumped back') \g /dev/null
SELECT ok(sei.edit_known_from() > (SELECT max(known_from) FROM sei.load WHERE load_seq < sei.edit_load_seq()), 'known_from grows though the clock jumped back');
SELECT ok(sei.held_load_seq() IS NOT NULL, 'and the edit holds its load');
ROLLBACK;

-- An edit that is rolled back to a savepoint has opened nothing.
BEGIN;
SAVEPOINT s;
SELECT sei.begin_edit('given up') \g /dev/null
ROLLBACK TO s;
SELECT throws_ok($$DELETE FROM sei.statistic$$, '55000', NULL, 'a begin_edit that was rolled back is none');
ROLLBACK;

-- Weights: above 1 on any day, or a sector twice on a day, is refused at COMMIT with the day.
CREATE FUNCTION pg_temp.weigh(enterprise bigint, sector text, weight numeric, valid_from date, valid_to date) RETURNS text LANGUAGE sql AS $$
    SELECT format('INSERT INTO sei.enterprise_sector (enterprise_id, root, sector, weight, valid_from, valid_to) VALUES (%s, %L, %L, %s, %L, %L)',
                  enterprise, split_part(sector, '.', 1), sector, weight, valid_from, valid_to)
$$;
CREATE FUNCTION pg_temp.commits(VARIADIC statements text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_temp.edit(VARIADIC statements);
    SET CONSTRAINTS ALL IMMEDIATE;
END
$$;
SELECT throws_ok(format('SELECT pg_temp.commits(%L, %L)', pg_temp.weigh(:e, 'synthetic_a.x', 0.6, '2011-01-01', 'infinity'), pg_temp.weigh(:e, 'synthetic_a.y', 0.5, '2013-01-01', 'infinity')),
                 '23514', 'weights of enterprise synthetic_e in classification synthetic_a add up to 1.1 on 2013-01-01', 'weights above 1 are refused');
SELECT throws_ok(format('SELECT pg_temp.commits(%L, %L)', pg_temp.weigh(:e, 'synthetic_a.x', 0.3, '2011-01-01', 'infinity'), pg_temp.weigh(:e, 'synthetic_a.x', 0.3, '2013-01-01', 'infinity')),
                 '23P01', 'enterprise synthetic_e has a sector of classification synthetic_a twice on 2013-01-01', 'overlapping validity is refused');
SELECT lives_ok(format('SELECT pg_temp.commits(%L, %L, %L)', pg_temp.weigh(:e, 'synthetic_a.x', 0.3, '2011-01-01', '2012-12-31'), pg_temp.weigh(:e, 'synthetic_a.x', 1, '2013-01-01', 'infinity'),
                       pg_temp.weigh(:e, 'synthetic_b.k', 1, '2011-01-01', 'infinity')), 'one after the other, and each classification by itself, is fine');
SELECT throws_ok(format('SELECT pg_temp.commits(%L)', pg_temp.weigh(:f, 'synthetic_a.x', 0, '2011-01-01', 'infinity')), '23514', NULL, 'a weight of 0 is none');
SELECT throws_ok(format('SELECT pg_temp.commits(%L)', pg_temp.weigh(:f, 'synthetic_a.x', 1.01, '2011-01-01', 'infinity')), '23514', NULL, 'a weight above 1 is refused');
SELECT throws_ok(format('SELECT pg_temp.commits(%L)', pg_temp.weigh(:f, 'synthetic_a.x', 1, '2012-01-01', '2011-01-01')), '23514', NULL, 'a validity that ends before it begins is refused');

-- Admins edit, analysts do not.
SET ROLE sei_admin;
SELECT lives_ok(format($$SELECT sei.begin_edit('synthetic'); UPDATE sei.enterprise_version SET name = 'synthetic h' WHERE enterprise_id = %s AND known_to = 'infinity'$$, :f), 'an admin edits');
SELECT throws_ok($$INSERT INTO sei.load (load_seq, known_from, kind) VALUES (99999, now(), 'edit')$$, '42501', NULL, 'but makes no loads by hand');
SET ROLE sei_analyst;
SELECT throws_ok('SELECT sei.begin_edit()', '42501', NULL, 'an analyst makes no edits');
SELECT throws_ok('SELECT * FROM sei.enterprise_return', '42501', NULL, 'and reads no micro data');
SELECT throws_ok('SELECT * FROM sei.return_by_sector', '42501', NULL, 'through no view');
SELECT throws_ok('SELECT * FROM sei.enterprise_return_as_of(clock_timestamp())', '42501', NULL, 'and no function');
SELECT lives_ok(format('SELECT * FROM sei.statistic_as_of(%L)', :'then_moment'), 'published figures are for analysts');
RESET ROLE;

-- A state that was taken back is no history; one that was corrected is there once, as last told.
INSERT INTO sei.project (code) VALUES ('synthetic_h');
SELECT project_id AS h FROM sei.project WHERE code = 'synthetic_h' \gset
SELECT pg_temp.edit(format($$INSERT INTO sei.project_version (project_id, name, project_kind, region_scheme, region, status, status_date) VALUES (%s, 'x', 'pilot', 'synthetic', '11', 'approved', '2011-01-01')$$, :h)) \g /dev/null
SELECT pg_temp.edit(format($$UPDATE sei.project_version SET status_date = '2011-02-01' WHERE project_id = %s AND known_to = 'infinity'$$, :h)) \g /dev/null
SELECT pg_temp.edit(format($$UPDATE sei.project_version SET status = 'completed', status_date = '2014-01-01' WHERE project_id = %s AND known_to = 'infinity'$$, :h)) \g /dev/null
SELECT pg_temp.edit(format($$UPDATE sei.project_version SET status = 'started', status_date = '2013-01-01' WHERE project_id = %s AND known_to = 'infinity'$$, :h)) \g /dev/null
SELECT results_eq($$SELECT status, status_date::text FROM sei.status_history WHERE code = 'synthetic_h' ORDER BY 2$$, $$VALUES ('approved', '2011-02-01'), ('started', '2013-01-01')$$,
                  'the corrected day counts, the completion was taken back');
SELECT pg_temp.edit(format($$INSERT INTO sei.project_event (project_id, status, status_date) VALUES (%s, 'approved', '2011-03-01')$$, :h)) \g /dev/null
SELECT results_eq($$SELECT approved_on::text, started_on::text, completed_on::text FROM sei.project_progress WHERE project = 'synthetic_h'$$, $$VALUES ('2011-03-01', '2013-01-01', NULL)$$,
                  'an event tells the day before the facts do');
SELECT pg_temp.edit(format($$DELETE FROM sei.project_version WHERE project_id = %s AND known_to = 'infinity'$$, :h)) \g /dev/null
SELECT is_empty($$SELECT * FROM sei.project_progress WHERE project = 'synthetic_h'$$, 'a closed project is not shown');
\ir include/end.psql
