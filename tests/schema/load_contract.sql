-- A load is visible whole or not at all, loads each figure once, and never loses a good row because of a bad one.
\ir include/loads.psql

-- The contract names every column of every kind, in order.
SELECT is((SELECT string_agg(kind || ' ' || n, ', ' ORDER BY kind) FROM (SELECT kind, count(*) AS n FROM sei.load_contract(1) GROUP BY kind) k),
          'enterprise 9, enterprise_return 9, enterprise_sector 6, park 6, project 9, recognition 5, statistic 14', 'kinds and their columns');
SELECT is((SELECT string_agg(column_name, ' ' ORDER BY ordinal) FROM sei.load_contract(1) WHERE kind = 'enterprise_return'),
          'enterprise region_scheme region indicator period value prior_value status_raw status', 'columns of a return, in order');
SELECT is_empty('SELECT * FROM sei.load_contract(2)', 'a version that this schema does not speak has no rows');

-- A definition is stored once; a new one forgets validators.
SELECT results_eq($$SELECT is_new FROM sei.feed_apply('s', '{"kind":"statistic","mode":"upsert"}', 'a')$$, ARRAY[true], 'a definition is new once');
SELECT results_eq($$SELECT is_new FROM sei.feed_apply('s', '{"kind":"statistic","mode":"upsert"}', 'a')$$, ARRAY[false], 'the same definition is no new version');

-- One holder at a time.
SELECT lease_token AS token, feed_version_id AS version, slot FROM sei.claim('s', 'first', '60 s') \gset
SELECT is_empty($$SELECT * FROM sei.claim('s', 'second', '60 s')$$, 'a leased feed is not claimed twice');
SELECT is((SELECT holder || ' ' || paused || ' ' || (remaining > '0') FROM sei.lease_info('s')), 'first false true', 'lease_info says who holds it');
SELECT is(sei.renew(:'token', '90 s'), true, 'a lease in force is renewed');
SELECT is(sei.renew('00000000-0000-0000-0000-000000000000', '90 s'), false, 'a lease not in force is not');
SELECT sei.begin_run(:version, :'token', 'test') AS run \gset
SELECT throws_ok(format('SELECT sei.begin_run(%s, %L, %L)', :version, '00000000-0000-0000-0000-000000000000', 'test'), 'SE001', NULL, 'no run without the lease');
SELECT is(sei.release_lease(:'token'), true, 'a lease is given back');
SELECT is(sei.release_lease(:'token'), false, 'once');
SELECT throws_ok(format('SELECT sei.finish_load(%s, %L, 0, 0, %L)', :run, :'token', '{}'), 'SE001', NULL, 'a lost lease publishes nothing');
SELECT throws_ok($$SELECT sei.claim('nobody', 'x', '60 s')$$, '42704', NULL, 'an unknown feed is an error');
UPDATE sei.feed_state SET paused = true;
SELECT is_empty($$SELECT * FROM sei.claim('s', 'first', '60 s')$$, 'a paused feed is not claimed');
UPDATE sei.feed_state SET paused = false, not_before = clock_timestamp() + interval '1 hour';
SELECT is_empty($$SELECT * FROM sei.claim('s', 'first', '60 s')$$, 'a feed is not claimed before it is due');
UPDATE sei.feed_state SET not_before = NULL;
SELECT is((SELECT state FROM sei.run WHERE run_id = :run), 'running', 'a run without its daemon still runs');
SELECT lease_token AS token, slot FROM sei.claim('s', 'second', '60 s') \gset
SELECT is((SELECT state || ' ' || (reason IS NOT NULL) FROM sei.run WHERE run_id = :run), 'lost true', 'the next claim ends it as lost');
SELECT throws_ok(format('SELECT sei.finish_load(%s, %L, 0, 0, %L)', :run, :'token', '{}'), 'SE002', NULL, 'a run that has ended ends once');
SELECT is(sei.run_outcome(:run), 'lost', 'run_outcome tells how a run ended');
SELECT sei.release_lease(:'token') \g /dev/null

-- New rows: counted, placed, timed.
SELECT is(pg_temp.counts(pg_temp.load('s', pg_temp.list(
    pg_temp.stat('11', 'synthetic_a.x', '2015', '1.10'), pg_temp.stat('11', 'synthetic_a.y', '2015', '2'),
    pg_temp.stat('11', NULL, '2015', '9', '{"vintage":"first"}'), pg_temp.stat('12', 'synthetic_a.x', '2015', NULL, '{"status":"Q"}')),
    '{"source_time":"2016-01-01T00:00:00Z","body_sha256":"aa","cursor":{"at":7},"validators":{"u":{"etag":"e"}},
      "requests":[{"page":1,"url":"u","status":200,"wire_bytes":5,"body_bytes":9,"sha256":"bb","etag":"e","fetched_at":"2016-01-02T00:00:00Z"}]}')),
    '4 0 0 0 0 0 0', 'four new rows');
SELECT is((SELECT count(*) FROM sei.statistic s JOIN sei.run r USING (run_id) WHERE s.page = 1 AND s.row_ordinal BETWEEN 1 AND 4
           AND s.source_time = '2016-01-01T00:00:00Z' AND s.load_seq = r.load_seq AND r.state = 'ok' AND r.new_rows = 4), 4::bigint,
          'each row names its run, page, row, source time and load');
SELECT is((SELECT value::text FROM sei.statistic WHERE sector = 'synthetic_a.x' AND region = '11'), '1.10', 'a number keeps its digits');
SELECT is((SELECT concat_ws(' ', cursor_value, validators, body_sha256, lease_token IS NULL) FROM sei.feed_state), '{"at": 7} {"u": {"etag": "e"}} aa t',
          'cursor, validators and checksum are stored with the rows, the lease is given back');
SELECT is((SELECT concat_ws(' ', url, status, wire_bytes, body_bytes, sha256, etag) FROM sei.run_request), 'u 200 5 9 bb e', 'requests are kept');
SELECT is((SELECT tally_value(tally, 'synthetic_a') || ' ' || missing FROM sei.tally_cell WHERE root = 'synthetic_a' AND region = '11'), '3.1 0', 'a cell sums the leaves');

-- An equal body touches no row version: not by finish_load, not by unchanged_run.
SELECT pg_temp.versions() AS before \gset
SELECT is(pg_temp.counts(pg_temp.load('s', pg_temp.list(
    pg_temp.stat('11', 'synthetic_a.x', '2015', '1.1'), pg_temp.stat('11', 'synthetic_a.y', '2015', '2'),
    pg_temp.stat('11', NULL, '2015', '9', '{"vintage":"first"}'), pg_temp.stat('12', 'synthetic_a.x', '2015', NULL, '{"status":"Q"}')),
    '{"source_time":"2016-03-01T00:00:00Z"}')), '0 0 4 0 0 0 0', 'a reload finds everything unchanged, 1.1 and 1.10 being one number');
SELECT is(pg_temp.versions(), :'before', 'and touches no row version and makes no load');
SELECT lease_token AS token, feed_version_id AS version FROM sei.claim('s', 'first', '60 s') \gset
SELECT sei.begin_run(:version, :'token', 'test') AS run \gset
SELECT lives_ok(format('SELECT sei.unchanged_run(%s, %L, %L)', :run, :'token', '{"validators":{"u":{"etag":"f"}}}'), 'a 304 ends a run');
SELECT is(pg_temp.versions(), :'before', 'and touches nothing');
SELECT is((SELECT r.state || ' ' || s.validators FROM sei.run r, sei.feed_state s WHERE r.run_id = :run), 'unchanged {"u": {"etag": "f"}}', 'the run says so, new validators are kept');

-- A revision closes the old figure and keeps it; an older source replaces nothing unless forced.
SELECT max(known_from) AS settled FROM sei.load \gset
SELECT is(pg_temp.counts(pg_temp.load('s', pg_temp.list(pg_temp.stat('11', 'synthetic_a.x', '2015', '5')), '{"source_time":"2016-02-01T00:00:00Z"}')),
          '0 1 0 0 0 0 0', 'a revised figure is one change');
SELECT is((SELECT string_agg(trim_scale(value)::text, ' ' ORDER BY known_from) FROM sei.statistic WHERE sector = 'synthetic_a.x' AND region = '11'), '1.1 5', 'both versions are there');
SELECT is((SELECT trim_scale(value)::text FROM sei.statistic_as_of(:'settled') WHERE sector = 'synthetic_a.x' AND region = '11'), '1.1', 'as of before, the old one');
SELECT is((SELECT trim_scale(value)::text FROM sei.statistic_as_of(clock_timestamp()) WHERE sector = 'synthetic_a.x' AND region = '11'), '5', 'as of now, the new one');
SELECT is((SELECT count(DISTINCT figure_id) FROM sei.statistic WHERE sector = 'synthetic_a.x' AND region = '11'), 2::bigint, 'each version has its own figure_id');
SELECT is((SELECT tally_value(tally, 'synthetic_a')::text FROM sei.tally_cell WHERE root = 'synthetic_a' AND region = '11'), '7', 'the cell follows');
SELECT is(pg_temp.counts(pg_temp.load('s', pg_temp.list(pg_temp.stat('11', 'synthetic_a.x', '2015', '4'), pg_temp.stat('2', 'synthetic_a.x', '2015', '4')),
    '{"source_time":"2016-01-15T00:00:00Z"}')), '1 0 0 0 0 1 0', 'an older source is superseded where a later one spoke, and loads where none did');
SELECT is((SELECT value::text FROM sei.statistic WHERE sector = 'synthetic_a.x' AND region = '11' AND known_to = 'infinity'), '5', 'the later figure stays');
SELECT is(pg_temp.counts(pg_temp.load('s', pg_temp.list(pg_temp.stat('11', 'synthetic_a.x', '2015', '4')), '{"source_time":"2016-01-15T00:00:00Z","force":true}')),
          '0 1 0 0 0 0 0', 'unless it is forced');

-- Equal rows of a body load once, conflicting ones not at all, and the good ones load.
SELECT is(pg_temp.counts(pg_temp.load('s', pg_temp.list(
    pg_temp.stat('12', 'synthetic_a.y', '2015', '7'), pg_temp.stat('12', 'synthetic_a.y', '2015', '7.0'),
    pg_temp.stat('12', 'synthetic_a.z', '2015', '1'), pg_temp.stat('12', 'synthetic_a.z', '2015', '2'), pg_temp.stat('12', 'synthetic_a.z', '2015', '2'),
    pg_temp.stat('12', NULL, '2015', '3')))), '2 0 0 0 1 0 3', 'duplicates and conflicts are told apart');
SELECT is_empty($$SELECT 1 FROM sei.statistic WHERE sector = 'synthetic_a.z'$$, 'of conflicting rows none loads');
SELECT is((SELECT count(*) FROM sei.quarantine WHERE code = 'conflict' AND row_ordinal IN (3, 4, 5) AND reason LIKE 'feed s, page 1, row%'), 3::bigint, 'all of them are in quarantine with their place');

-- Unknown codes and values that no cast would take are quarantined here too; the rest loads.
SELECT sei.feed_apply('s', '{"kind":"statistic","mode":"upsert","max_reject_ratio":0.5}', 'a half') \g /dev/null
SELECT throws_ok($$SELECT pg_temp.load('s', pg_temp.list(pg_temp.stat('77', NULL, '2014', '1'), pg_temp.stat('11', NULL, '2014', 'x'), pg_temp.stat('11', NULL, '2013', '1')))$$,
                 'SE004', NULL, 'more bad rows than the feed allows publish nothing');
SELECT is_empty($$SELECT 1 FROM sei.statistic WHERE period IN ('2013', '2014')$$, 'nothing at all');
SELECT is((SELECT is_new FROM sei.feed_apply('s', '{"kind":"statistic","mode":"upsert","max_reject_ratio":0.9}', 'b')), true, 'a changed definition is a new version');
SELECT is((SELECT concat_ws(' ', validators, body_sha256 IS NULL, (SELECT count(*) FROM sei.statistic WHERE known_to = 'infinity') > 0) FROM sei.feed_state), '{} t t',
          'which forgets validators and keeps figures');
SELECT is(pg_temp.counts(pg_temp.load('s', pg_temp.list(
    pg_temp.stat('77', 'synthetic_a.x', '2014', '1'), pg_temp.stat('11', 'synthetic_a.nowhere', '2014', '1'), pg_temp.stat('11', 'no sector', '2014', '1'),
    pg_temp.stat('11', 'synthetic_a.x', 'week 3', '1'), pg_temp.stat('11', 'synthetic_a.x', '2014', '12,5'),
    pg_temp.stat('11', 'synthetic_a.x', '2014', '1', '{"indicator":"nothing"}'), pg_temp.stat('11', 'synthetic_a.x', '2014', '1', '{"measure":"guess"}'),
    pg_temp.stat('11', 'synthetic_a.x', '2014', '1', '{"status":"Q"}'), pg_temp.stat('11', 'synthetic_a.x', '2014', '1', '{"status":"?"}'),
    pg_temp.stat('11', 'synthetic_a.x', '2014', '8'), pg_temp.stat('12', 'synthetic_a.x', '2014', '9')), '{}', 1)),
    '2 0 0 0 0 0 10', 'bad rows and the daemon''s rejects go to quarantine, good rows load');
SELECT is((SELECT string_agg(field || ' ' || code, ', ' ORDER BY page, row_ordinal) FROM sei.quarantine WHERE run_id = (SELECT max(run_id) FROM sei.run)),
    'region unknown, sector unknown, sector unknown, period invalid, value invalid, indicator unknown, measure invalid, value contradiction, status unknown, value number',
    'each with its field and kind of mistake');
SELECT is((SELECT quarantined_rows || ' ' || staged_rows FROM sei.run ORDER BY run_id DESC LIMIT 1), '10 12', 'the run counts them');

-- What was staged must be what was sent.
SELECT lease_token AS token, feed_version_id AS version FROM sei.claim('s', 'first', '60 s') \gset
SELECT sei.begin_run(:version, :'token', 'test') AS run \gset
SELECT throws_ok(format('SELECT sei.finish_load(%s, %L, 3, 0, %L)', :run, :'token', '{}'), 'SE003', NULL, 'missing staged rows publish nothing');
INSERT INTO sei.stage (slot, run_id, page, row_ordinal, reject_code, reject_field, reject_reason)
SELECT slot, :run, 1, 1, 'number', 'value', 'synthetic reject' FROM sei.feed_state WHERE lease_token = :'token';
SELECT lives_ok(format('SELECT sei.fail_run(%s, %L, %L, %L, %L)', :run, :'token', 'retry', 'cut short', '{"requests":[{"page":1,"url":"u","status":503}]}'), 'a run fails with class and reason');
SELECT is((SELECT concat_ws(' ', r.state, r.failure_class, r.reason, q.reason, (SELECT status FROM sei.run_request o WHERE o.run_id = r.run_id))
           FROM sei.run r JOIN sei.quarantine q USING (run_id) WHERE run_id = :run), 'failed retry cut short synthetic reject 503', 'its request and rejects are kept');
SELECT is((SELECT state || ' ' || reason FROM sei.feed_status() WHERE feed = 's'), 'failed cut short', 'feed_status tells it');

-- A snapshot closes what it no longer names, within its scope and its own loads.
SELECT sei.feed_apply('snap', '{"kind":"statistic","mode":"snapshot","scope":{"region_scheme":"synthetic","region":["11","12"],"period":["2010..2012"]},"max_reject_ratio":1}', 'a') \g /dev/null
SELECT pg_temp.load('s', pg_temp.list(pg_temp.stat('11', 'synthetic_a.z', '2012', '1'))) \g /dev/null
SELECT is(pg_temp.counts(pg_temp.load('snap', pg_temp.list(pg_temp.stat('11', 'synthetic_a.x', '2011', '1'), pg_temp.stat('11', 'synthetic_a.y', '2011', '2'),
    pg_temp.stat('11', NULL, '2012', '6'), pg_temp.stat('11', NULL, '2013', '3'), pg_temp.stat('2', NULL, '2012', '4')))), '5 0 0 0 0 0 0', 'a first snapshot');
SELECT is(pg_temp.counts(pg_temp.load('snap', pg_temp.list(pg_temp.stat('11', 'synthetic_a.x', '2011', '1'), pg_temp.stat('11', NULL, '2012', 'bad')))), '0 0 1 1 0 0 1',
          'closes the absent key; one seen in quarantine, one outside the scope and one of another feed stay');
SELECT is((SELECT string_agg(concat_ws(' ', region, sector, period, value), ', ' ORDER BY region, sector, period) FROM sei.statistic
           WHERE known_to = 'infinity' AND run_id IN (SELECT run_id FROM sei.run JOIN sei.feed USING (feed_id) WHERE feed = 'snap')),
          '11 synthetic_a.x 2011 1, 11 2012 6, 11 2013 3, 2 2012 4', 'those that stay');
SELECT is((SELECT tally_value(tally, 'synthetic_a')::text FROM sei.tally_cell WHERE root = 'synthetic_a' AND region = '11' AND period = '2011'), '1', 'the cell follows a closed figure');
SELECT is(pg_temp.counts(pg_temp.load('snap', pg_temp.list(pg_temp.stat('11', NULL, '2012', '6')), '{}', 1)), '0 0 1 0 0 0 1', 'a reject without a key may be any row: nothing is closed');
SELECT matches((SELECT reason FROM sei.run ORDER BY run_id DESC LIMIT 1), 'nothing was closed: 1 rows', 'and the run says so');
SELECT throws_ok($$SELECT pg_temp.load('snap', '[]')$$, 'SE004', NULL, 'an empty snapshot is refused');
SELECT sei.feed_apply('snap', '{"kind":"statistic","mode":"snapshot","scope":{"province":"11"}}', 'b') \g /dev/null
SELECT throws_ok($$SELECT pg_temp.load('snap', pg_temp.list(pg_temp.stat('11', NULL, '2012', '6')))$$, '22023', NULL, 'a scope that is not understood closes nothing');
SELECT sei.feed_apply('snap', '{"kind":"statistic","mode":"snapshot","allow_empty":true}', 'c') \g /dev/null
SELECT is(pg_temp.counts(pg_temp.load('snap', '[]')), '0 0 0 4 0 0 0', 'an empty one that is allowed closes all of its feed');
SELECT is_empty('SELECT * FROM sei.verify_cells()', 'cells equal a rescan after all of this');

-- Requests to a host are counted over all feeds; no span of a budget holds more than it allows.
SELECT is(sei.spend_budget('Free.example', '[]'), interval '0', 'a host without a budget is not counted');
SELECT is_empty('SELECT * FROM sei.request_spent', 'at all');
SELECT is(array_agg(sei.spend_budget('api.example', '[{"requests":2,"per_s":3600}]') > '0'), '{f,f,t}', 'two an hour, not three') FROM generate_series(1, 3);
SELECT ok(sei.spend_budget('API.example', '[{"requests":2,"per_s":3600}]') BETWEEN interval '59 minutes' AND interval '1 hour', 'the wait is until the older one leaves the span; names ignore case');
SELECT is(sei.spend_budget('api.example', '[{"requests":3,"per_s":3600}]'), interval '0', 'another feed has another budget, and the same count');
SELECT is(sei.spend_budget('api.example', '[]'), interval '0', 'one without a budget is counted too');
SELECT ok(sei.spend_budget('api.example', '[{"requests":4,"per_s":3600}]') > '0', 'against the others');
SELECT ok(sei.spend_budget('api.example', '[{"requests":100,"per_s":1},{"requests":4,"per_s":60}]') BETWEEN interval '50 s' AND interval '60 s', 'all budgets hold');
UPDATE sei.request_spent SET spent_at = spent_at - interval '59 minutes';
SELECT ok(sei.spend_budget('api.example', '[{"requests":4,"per_s":3600}]') < interval '61 s', 'the edge of an hour gives nothing');
UPDATE sei.request_spent SET spent_at = spent_at - interval '2 minutes';
SELECT is(sei.spend_budget('api.example', '[{"requests":1,"per_s":3600}]'), interval '0', 'what lies behind the span does not count');
SELECT is((SELECT count(*) FROM sei.request_spent), 1::bigint, 'nor is it kept');
UPDATE sei.request_spent SET spent_at = spent_at + interval '1 day';
SELECT ok(sei.spend_budget('api.example', '[{"requests":1,"per_s":60}]') BETWEEN interval '1 s' AND interval '60 s', 'a clock that went back costs one span, not a day');
SELECT throws_ok($$SELECT sei.spend_budget('api.example', '{}')$$, '22023', NULL, 'budgets are a list');

-- Where windows go on: kept with the rows and by a run that found nothing new, forgotten with the definition.
SELECT lease_token AS token, feed_version_id AS version FROM sei.claim('s', 'first', '60 s') \gset
SELECT sei.begin_run(:version, :'token', 'test') AS run \gset
SELECT sei.unchanged_run(:run, :'token', '{"cursor":{"window":"2015-01-01"},"validators":{}}') \g /dev/null
SELECT lease_token AS token, feed_version_id AS version, cursor FROM sei.claim('s', 'first', '60 s') \gset
SELECT is(:'cursor'::text, '{"window": "2015-01-01"}', 'an unchanged run moves the cursor');
SELECT sei.begin_run(:version, :'token', 'test') AS run \gset
SELECT sei.fail_run(:run, :'token', 'retry', 'cut', '{"cursor":{"window":"2016-01-01"}}') \g /dev/null
SELECT is((SELECT cursor_value::text FROM sei.feed_state s JOIN sei.feed f USING (feed_id) WHERE f.feed = 's'), '{"window": "2015-01-01"}', 'a failed run does not');
SELECT sei.feed_apply('s', '{"kind":"statistic","mode":"upsert","max_reject_ratio":0.8}', 'c') \g /dev/null
SELECT is((SELECT cursor_value::text FROM sei.feed_state s JOIN sei.feed f USING (feed_id) WHERE f.feed = 's'), NULL, 'a new definition begins anew');

-- A source that asks for a rest has it, whatever becomes of the daemon; with a host nobody asks there.
SELECT lease_token AS token FROM sei.claim('s', 'first', '60 s') \gset
SELECT is(sei.hold('00000000-0000-0000-0000-000000000000', 'rest.example', '1 hour'), false, 'only the holder of a lease speaks for a source');
SELECT is(sei.spend_budget('rest.example', '[]'), interval '0', 'without a lease nothing is held');
SELECT is(sei.hold(:'token', 'Rest.example', '1 hour') AND sei.hold(:'token', 'rest.example', '1 s'), true, 'a rest is noted, a shorter one changes nothing');
SELECT ok(sei.spend_budget('rest.example', '[]') > interval '59 minutes', 'no feed asks the host');
SELECT is(sei.release_lease(:'token'), true, 'the lease is gone');
SELECT is_empty($$SELECT * FROM sei.claim('s', 'second', '60 s')$$, 'the feed is not claimed before its time');
UPDATE sei.feed_state SET not_before = NULL;
SELECT lease_token AS token FROM sei.claim('s', 'first', '60 s') \gset
SELECT is(sei.hold(:'token', NULL, '1 hour'), true, 'a feed may rest alone');
SELECT is((SELECT count(*) FROM sei.request_host WHERE not_before IS NOT NULL), 1::bigint, 'then no host is held');
SELECT sei.release_lease(:'token') \g /dev/null
UPDATE sei.feed_state SET not_before = NULL;

-- The loader has the functions and the slots, nothing else.
SET ROLE sei_loader;
SELECT lives_ok($$SELECT * FROM sei.feed_status()$$, 'the loader calls the contract');
SELECT throws_ok('SELECT * FROM sei.enterprise_return', '42501', NULL, 'the loader reads no micro data');
SELECT throws_ok('DELETE FROM sei.statistic', '42501', NULL, 'the loader writes no figures');
SELECT throws_ok('SELECT * FROM sei.stage_1', '42501', NULL, 'the loader reads no stage');
SELECT throws_ok('SELECT sei.begin_edit()', '42501', NULL, 'the loader makes no edits');
SELECT throws_ok('LOCK TABLE sei.load_gate IN ACCESS SHARE MODE', '42501', NULL, 'nobody takes the gate by hand');
SELECT throws_ok('SELECT sei.take_gate()', '42501', NULL, 'not through the inner functions either');
RESET ROLE;
SELECT is_empty($$SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'sei'::regnamespace AND has_function_privilege('public', p.oid, 'EXECUTE')$$,
                'no function of sei is granted to PUBLIC');
SELECT is_empty($$SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'sei'::regnamespace AND obj_description(p.oid, 'pg_proc') IS NULL$$, 'every function has a COMMENT');
SELECT is_empty($$SELECT c.oid::regclass, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                  WHERE c.relnamespace = 'sei'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition AND col_description(c.oid, a.attnum) IS NULL$$, 'every column has a COMMENT');
\ir include/end.psql
