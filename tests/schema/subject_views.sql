-- Projects, parks, leaders, money, measures and feeds: each row can be checked by hand against what is on file.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();

SELECT sei.begin_edit('synthetic') \g /dev/null
INSERT INTO sei.classification (root) VALUES ('synthetic_s');
INSERT INTO sei.classification_version (root, title, official, edition) VALUES ('synthetic_s', 'synthetic', false, 'test');
INSERT INTO sei.sector_def (sector, root) SELECT s::sector, 'synthetic_s' FROM unnest('{synthetic_s,synthetic_s.a,synthetic_s.a.one,synthetic_s.b}'::text[]) s;
INSERT INTO sei.sector_def_version (sector, code, name_zh, name_en) SELECT sector, sector::text, '合成', sector::text FROM sei.sector_def WHERE root = 'synthetic_s';
INSERT INTO sei.region (region_scheme, region) SELECT 'synthetic', r FROM unnest('{5,51,52,53,54,6}'::text[]) r;
INSERT INTO sei.region_version (region_scheme, region, name, level, parent, valid_to)
VALUES ('synthetic', '5', 'synthetic 5', 'province', NULL, 'infinity'), ('synthetic', '51', 'synthetic 51', 'prefecture', '5', 'infinity'),
       ('synthetic', '52', 'synthetic 52', 'prefecture', '5', '2018-05-31'), ('synthetic', '53', 'synthetic 53', 'prefecture', '5', 'infinity'),
       ('synthetic', '54', 'synthetic 54', 'prefecture', '5', 'infinity'), ('synthetic', '6', 'synthetic 6', 'province', NULL, 'infinity');
-- 52 was renamed 53, which was split into 51 and 54; 51 only moved.
INSERT INTO sei.region_change (region_scheme, region, successor, changed_on, change_kind)
VALUES ('synthetic', '52', '53', '2018-06-01', 'renamed'), ('synthetic', '53', '51', '2019-01-01', 'split'), ('synthetic', '53', '54', '2019-01-01', 'split'),
       ('synthetic', '51', '51', '2017-01-01', 'moved'), ('synthetic', '54', '5', current_date + 1, 'merged');
SELECT is(sei.region_at('synthetic', r, d::date), w, format('%s on %s', r, d))
FROM (VALUES ('52', '2018-05-31', '52'), ('52', '2018-06-01', '53'), ('52', '2018-12-31', '53'), ('52', '2019-01-01', NULL), ('51', '2030-01-01', '51'),
             ('54', '2019-06-01', '54'), ('54', (current_date + 1)::text, '5'), ('nowhere', '2019-01-01', 'nowhere')) AS v (r, d, w);

INSERT INTO sei.indicator (indicator) VALUES ('synthetic_projects'), ('synthetic_parks'), ('synthetic_leaders');
INSERT INTO sei.indicator_version (indicator, name_zh, name_en, unit, direction, aggregation, frequency)
VALUES ('synthetic_projects', '项目', 'projects', '个', 'up', 'count', 'event'), ('synthetic_parks', '园区', 'parks', '个', 'up', 'count', 'event'),
       ('synthetic_leaders', '龙头', 'leaders', '个', 'up', 'count', 'event');
INSERT INTO sei.plan VALUES ('synthetic_s');
INSERT INTO sei.plan_version (plan, title, region_scheme, region, root) VALUES ('synthetic_s', 'synthetic', 'synthetic', '5', 'synthetic_s');
INSERT INTO sei.plan_target SELECT 'synthetic_s.' || n, 'synthetic_s' FROM generate_series(1, 6) n;
INSERT INTO sei.plan_target_version (target_id, ordinal, indicator, region_scheme, region, sector, due, target, count_of, count_kinds, count_status, restates, supersedes)
VALUES ('synthetic_s.1', 1, 'synthetic_projects', 'synthetic', '5', NULL, '2015', '100 个', 'project', '{pilot}', '{completed}', NULL, NULL),
       ('synthetic_s.2', 2, 'synthetic_projects', 'synthetic', '51', 'synthetic_s.a', '2020', '2 个', 'project', NULL, '{completed}', NULL, 'synthetic_s.6'),
       ('synthetic_s.3', 3, 'synthetic_parks', 'synthetic', '5', NULL, '2015', '10 个', 'park', NULL, '{established}', NULL, NULL),
       ('synthetic_s.4', 4, 'synthetic_leaders', 'synthetic', '5', NULL, '2015', '~50 个', 'recognition', '{leader}', NULL, NULL, NULL),
       ('synthetic_s.5', 5, 'synthetic_projects', 'synthetic', '5', NULL, '2015', '100 个', 'project', '{pilot}', '{completed}', 'synthetic_s.1', NULL),
       ('synthetic_s.6', 6, 'synthetic_projects', 'synthetic', '51', NULL, '2020', '9 个', 'project', NULL, NULL, NULL, NULL);

INSERT INTO sei.project (code) SELECT 'synthetic_p' || n FROM generate_series(1, 5) n;
CREATE TEMPORARY TABLE p AS SELECT project_id AS id, substr(code, 12)::int AS n FROM sei.project WHERE code LIKE 'synthetic\_p_';
INSERT INTO sei.project_version (project_id, name, project_kind, region_scheme, region, sector, status, status_date, investment)
SELECT id, 'synthetic ' || n, CASE WHEN n = 3 THEN 'innovation' ELSE 'pilot' END, 'synthetic', (ARRAY['51', '51', '52', '6', '54'])[n],
       CASE WHEN n <= 2 THEN 'synthetic_s.a.one'::sector END, (ARRAY['completed', 'completed', 'started', 'completed', 'approved'])[n],
       (ARRAY['2014-05-01', '2016-05-01', '2013-01-01', '2014-01-01', NULL])[n]::date, CASE WHEN n < 5 THEN n * 1000000 END
FROM p;
INSERT INTO sei.project_event (project_id, status, status_date, document)
SELECT id, s, d::date, 'synthetic notice' FROM p CROSS JOIN (VALUES (1, 'approved', '2011-08-01'), (1, 'started', '2012-03-01'), (1, 'started', '2013-03-01'), (3, 'approved', '2012-06-01')) AS e (m, s, d) WHERE e.m = p.n;
INSERT INTO sei.funding (code) SELECT 'synthetic_f' || n FROM generate_series(1, 6) n;
INSERT INTO sei.enterprise (code) SELECT 'synthetic_e' || n FROM generate_series(1, 4) n;
CREATE TEMPORARY TABLE e AS SELECT enterprise_id AS id, substr(code, 12)::int AS n FROM sei.enterprise WHERE code LIKE 'synthetic\_e_';
INSERT INTO sei.enterprise_version (enterprise_id, name, group_id, region_scheme, region, industry, synthetic)
SELECT id, 'synthetic ' || n, CASE WHEN n = 2 THEN (SELECT id FROM e WHERE n = 1) END, 'synthetic', (ARRAY['51', '52', '51', '6'])[n], 'C3511', true FROM e;
INSERT INTO sei.enterprise_sector (enterprise_id, root, sector, weight, valid_from, valid_to)
SELECT id, 'synthetic_s', s::sector, w, f::date, t::date
FROM e CROSS JOIN LATERAL (VALUES (1, 'synthetic_s.b', 0.3, '2010-01-01', 'infinity'), (1, 'synthetic_s.a.one', 0.6, '2010-01-01', 'infinity'),
                                  (2, 'synthetic_s.b', 1, '2010-01-01', '2014-12-31'), (3, 'synthetic_s.a', 1, '2010-01-01', 'infinity')) AS x (m, s, w, f, t) WHERE x.m = e.n;
INSERT INTO sei.recognition (enterprise_id, recognition, valid_from, valid_to, withdrawn)
SELECT id, r, f::date, t::date, w::date
FROM e CROSS JOIN LATERAL (VALUES (1, 'leader', '2012-01-01', '2013-12-31', NULL), (1, 'leader', '2014-01-01', 'infinity', NULL),
                                  (2, 'leader', '2012-01-01', 'infinity', '2015-06-01'), (3, 'key_enterprise', '2012-01-01', 'infinity', NULL),
                                  (4, 'leader', '2012-01-01', 'infinity', NULL)) AS x (m, r, f, t, w) WHERE x.m = e.n;
INSERT INTO sei.funding_version (funding_id, instrument, project_id, enterprise_id, region_scheme, region, amount, granted_on, paid, paid_on)
SELECT f.funding_id, x.i, (SELECT id FROM p WHERE n = x.p), (SELECT id FROM e WHERE n = x.e), 'synthetic', x.r, x.a, x.d::date, x.paid, CASE WHEN x.paid IS NOT NULL THEN date '2013-12-31' END
FROM sei.funding f
JOIN (VALUES (1, 'reward', 1, 1, '51', 300000, '2012-02-01', 100000), (2, 'reward', 1, NULL, '51', 100000, '2012-03-01', NULL),
             (3, 'venture', NULL, 1, '54', 500000, '2012-04-01', 500000), (4, 'loan_interest', NULL, NULL, '5', 100000, '2012-05-01', 0),
             (5, 'other', NULL, NULL, '6', 1, '2012-05-01', NULL), (6, 'reward', NULL, NULL, '51', 7, '2013-05-01', NULL)) AS x (n, i, p, e, r, a, d, paid)
  ON f.code = 'synthetic_f' || x.n;
INSERT INTO sei.park (code) SELECT 'synthetic_k' || n FROM generate_series(1, 2) n;
CREATE TEMPORARY TABLE k AS SELECT park_id AS id, substr(code, 12)::int AS n FROM sei.park WHERE code LIKE 'synthetic\_k_';
INSERT INTO sei.park_version (park_id, name, region_scheme, region, status, status_date)
SELECT id, 'synthetic park ' || n, 'synthetic', '51', (ARRAY['established', 'planned'])[n], '2014-10-01' FROM k;
INSERT INTO sei.park_member (park_id, enterprise_id, valid_from, valid_to)
SELECT k.id, e.id, '2012-01-01', CASE WHEN e.n = 4 THEN date '2014-01-01' ELSE 'infinity' END FROM k, e WHERE k.n = 1;
INSERT INTO sei.milestone (milestone_no, park_id, project_id, target_id, reached_on, statement)
SELECT -1, id, NULL::bigint, NULL, date '2014-10-01', 'synthetic 初步建成' FROM k WHERE n = 1
UNION ALL SELECT -2, NULL, id, NULL, date '2013-01-01', 'synthetic first' FROM p WHERE n = 1
UNION ALL SELECT -3, NULL, id, 'synthetic_s.1', date '2013-05-01', 'synthetic second' FROM p WHERE n = 1;
SET CONSTRAINTS ALL IMMEDIATE;

SELECT results_eq($$SELECT project, status, approved_on::text, started_on::text, completed_on::text, investment, grants, granted, paid, granted_share, milestones, latest_milestone, counted_in, region_now
                    FROM sei.project_progress WHERE project LIKE 'synthetic\_p_' ORDER BY project$$,
    $$VALUES ('synthetic_p1', 'completed', '2011-08-01', '2012-03-01', '2014-05-01', 1000000::numeric, 2::bigint, 400000::numeric, 100000::numeric, 0.4::numeric, 2::bigint, 'synthetic second', 'synthetic_s.1, synthetic_s.2', '51'),
             ('synthetic_p2', 'completed', NULL, NULL, '2016-05-01', 2000000, 0, 0, 0, 0, 0, NULL, 'synthetic_s.2', '51'),
             ('synthetic_p3', 'started', '2012-06-01', '2013-01-01', NULL, 3000000, 0, 0, 0, 0, 0, NULL, NULL, NULL),
             ('synthetic_p4', 'completed', NULL, NULL, '2014-01-01', 4000000, 0, 0, 0, 0, 0, NULL, NULL, '6'),
             ('synthetic_p5', 'approved', NULL, NULL, NULL, NULL, 0, 0, 0, NULL, 0, NULL, NULL, '54')$$, 'projects: days, money, milestones, the targets in force that count them');
SELECT results_eq($$SELECT project, days_in_status FROM sei.project_progress WHERE project IN ('synthetic_p1', 'synthetic_p3', 'synthetic_p5') ORDER BY 1$$,
    $$VALUES ('synthetic_p1', NULL::int), ('synthetic_p3', current_date - date '2013-01-01'), ('synthetic_p5', NULL)$$, 'how long a project has stood where it is');
SELECT is((SELECT count(*) FROM sei.project_progress WHERE counted_in LIKE '%synthetic\_s.1%'), (SELECT evidence_count FROM sei.scoreboard WHERE target_id = 'synthetic_s.1'), 'as many as the scoreboard counts');
SELECT results_eq($$SELECT park, status, established_on::text, planned_on::text, members, leaders, leading_sector, leading_members, milestones, latest_milestone, counted_in FROM sei.park_progress WHERE park LIKE 'synthetic\_k_' ORDER BY 1$$,
    $$VALUES ('synthetic_k1', 'established', '2014-10-01', NULL, 3::bigint, 1::bigint, 'synthetic_s.a', 2::bigint, 1::bigint, 'synthetic 初步建成', 'synthetic_s.3'),
             ('synthetic_k2', 'planned', NULL, '2014-10-01', 0, 0, NULL, NULL, 0, NULL, NULL)$$, 'parks: members of today, their leaders and sector, milestones');
SELECT results_eq($$SELECT enterprise, recognition, valid_from::text, is_valid, term, sectors, group_code, parks, grants, granted, counted_in FROM sei.leader_roster WHERE enterprise LIKE 'synthetic\_e_' ORDER BY 1, 3$$,
    $$VALUES ('synthetic_e1', 'leader', '2012-01-01', false, 1::bigint, 'synthetic_s.a.one, synthetic_s.b', NULL, 'synthetic park 1', 2::bigint, 800000::numeric, 'synthetic_s.4'),
             ('synthetic_e1', 'leader', '2014-01-01', true, 2, 'synthetic_s.a.one, synthetic_s.b', NULL, 'synthetic park 1', 2, 800000, 'synthetic_s.4'),
             ('synthetic_e2', 'leader', '2012-01-01', false, 1, NULL, 'synthetic_e1', 'synthetic park 1', 0, 0, NULL),
             ('synthetic_e3', 'key_enterprise', '2012-01-01', true, 1, 'synthetic_s.a', NULL, 'synthetic park 1', 0, 0, NULL),
             ('synthetic_e4', 'leader', '2012-01-01', true, 1, NULL, NULL, NULL, 0, 0, NULL)$$, 'leaders: terms, withdrawal, sectors of the day, groups');
SELECT results_eq($$SELECT region, period, instrument, grants, granted, paid, round(paid_share, 4), round(share_of_year, 4), projects, enterprises, without_payment FROM sei.funding_by_instrument WHERE region_scheme = 'synthetic' AND region IN ('5', '6') AND period = '2012' ORDER BY region, granted DESC, instrument$$,
    $$VALUES ('5', '2012', 'venture', 1::bigint, 500000::numeric, 500000::numeric, 1::numeric, 0.5::numeric, 0::bigint, 1::bigint, 0::bigint),
             ('5', '2012', 'reward', 2, 400000, 100000, 0.25, 0.4, 1, 1, 1), ('5', '2012', 'loan_interest', 1, 100000, 0, 0, 0.1, 0, 0, 0),
             ('5', '2012', 'application', 0, 0, 0, NULL, 0, 0, 0, 0), ('5', '2012', 'investment', 0, 0, 0, NULL, 0, 0, 0, 0),
             ('6', '2012', 'other', 1, 1, 0, NULL, 1, 0, 0, 1), ('6', '2012', 'application', 0, 0, 0, NULL, 0, 0, 0, 0), ('6', '2012', 'investment', 0, 0, 0, NULL, 0, 0, 0, 0),
             ('6', '2012', 'loan_interest', 0, 0, 0, NULL, 0, 0, 0, 0), ('6', '2012', 'reward', 0, 0, 0, NULL, 0, 0, 0, 0), ('6', '2012', 'venture', 0, 0, 0, NULL, 0, 0, 0, 0)$$,
    'money by region, year and instrument; a region holds those below it; what nobody used is 0');
SELECT is((SELECT sum(granted) FROM sei.funding_by_instrument WHERE region_scheme = 'synthetic' AND region IN ('5', '6')), (SELECT sum(amount) FROM sei.funding_version f WHERE f.region_scheme = 'synthetic' AND f.known_to = 'infinity'), 'no grant is lost or counted twice');

-- Measures.
INSERT INTO sei.plan_measure (plan, measure, title_zh, text_zh, clause) SELECT 'synthetic_s', n::text, '合成', '合成', '七' FROM generate_series(1, 3) n;
INSERT INTO sei.measure_action (plan, measure, action_no, done_on, status, statement, document)
VALUES ('synthetic_s', '1', 1, '2012-01-01', 'planned', 'begun', NULL), ('synthetic_s', '1', 2, '2013-01-01', 'done', 'done', 'notice'),
       ('synthetic_s', '1', 3, current_date + 30, 'dropped', 'shall end', NULL), ('synthetic_s', '2', 1, current_date + 3, 'done', 'announced', NULL);
SELECT results_eq($$SELECT measure, status, status_since::text, latest_statement, first_on::text, actions, documented, announced, next_on FROM sei.measure_status WHERE plan = 'synthetic_s' ORDER BY measure$$,
    $$VALUES ('1', 'done', '2013-01-01', 'done', '2012-01-01', 2::bigint, 1::bigint, 1::bigint, current_date + 30), ('2', 'not_started', NULL, NULL, NULL, 0, 0, 1, current_date + 3),
             ('3', 'not_started', NULL, NULL, NULL, 0, 0, 0, NULL)$$, 'measures: the latest deed up to today decides');

-- Feeds: every state of health, by runs of known moments.
INSERT INTO sei.feed (feed) SELECT 'synthetic_' || h FROM unnest('{ok,overdue,failing,lost,never_run,paused,running,gone}'::text[]) h;
INSERT INTO sei.feed_version (feed_id, definition, sha256) SELECT feed_id, '{"kind":"statistic","title":"synthetic"}', 'x' FROM sei.feed WHERE feed LIKE 'synthetic\_%';
INSERT INTO sei.feed_state (feed_id, paused, lease_token, lease_until, last_ok_at)
SELECT feed_id, feed LIKE '%paused', CASE WHEN feed ~ 'running|gone' THEN gen_random_uuid() END,
       CASE WHEN feed LIKE '%running' THEN now() + interval '1 hour' WHEN feed LIKE '%gone' THEN now() - interval '1 hour' END,
       CASE WHEN feed ~ '_ok|failing' THEN now() - interval '1 hour' WHEN feed LIKE '%overdue' THEN now() - interval '9 days' END
FROM sei.feed WHERE feed LIKE 'synthetic\_%';
INSERT INTO sei.run (feed_id, feed_version_id, lease_token, command, state, started_at, ended_at, quarantined_rows)
SELECT f.feed_id, v.feed_version_id, gen_random_uuid(), 'test', 'ok', now() - d * interval '1 day', now() - d * interval '1 day', 2
FROM sei.feed f JOIN sei.feed_version v USING (feed_id) CROSS JOIN generate_series(40, 10, -1) d WHERE f.feed IN ('synthetic_ok', 'synthetic_overdue', 'synthetic_failing');
INSERT INTO sei.run (feed_id, feed_version_id, lease_token, command, state, started_at, ended_at, failure_class, reason)
SELECT f.feed_id, v.feed_version_id, gen_random_uuid(), 'test', x.state, now() - interval '1 hour', CASE WHEN x.state <> 'running' THEN now() - interval '1 hour' END,
       CASE WHEN x.state = 'failed' THEN 'retry' END, CASE WHEN x.state = 'failed' THEN 'synthetic' END
FROM (VALUES ('ok', 'unchanged', 1), ('failing', 'failed', 3), ('lost', 'lost', 1), ('paused', 'failed', 1), ('running', 'running', 1), ('gone', 'running', 1)) AS x (feed, state, n)
JOIN sei.feed f ON f.feed = 'synthetic_' || x.feed JOIN sei.feed_version v USING (feed_id) CROSS JOIN LATERAL generate_series(1, x.n) g;
SELECT results_eq($$SELECT replace(feed, 'synthetic_', '') , health, failures_in_row, runs_30_days, usual_hours FROM sei.feed_health WHERE feed LIKE 'synthetic\_%' ORDER BY 1$$,
    $$VALUES ('failing', 'failing', 3::bigint, 23::bigint, 24::numeric), ('gone', 'failing', 0, 1, NULL), ('lost', 'failing', 1, 1, NULL), ('never_run', 'never_run', 0, 0, NULL), ('ok', 'ok', 0, 21, 24),
             ('overdue', 'overdue', 0, 20, 24), ('paused', 'paused', 1, 1, NULL), ('running', 'running', 0, 1, NULL)$$, 'the health of feeds');
SELECT results_eq($$SELECT quarantined_30_days, failure_class, reason FROM sei.feed_health WHERE feed = 'synthetic_failing'$$, $$VALUES (40::bigint, 'retry', 'synthetic')$$, 'and why');

-- History: what was taken back is gone, what was corrected is there once.
SELECT results_eq($$SELECT status, status_date::text, document FROM sei.status_history WHERE code = 'synthetic_p1' ORDER BY 2$$,
    $$VALUES ('approved', '2011-08-01', 'synthetic notice'), ('started', '2012-03-01', 'synthetic notice'), ('started', '2013-03-01', 'synthetic notice'), ('completed', '2014-05-01', NULL)$$, 'events and facts together');

SET ROLE sei_analyst;
SELECT lives_ok(format('SELECT * FROM sei.%I', v), 'an analyst reads ' || v)
FROM unnest('{status_history,project_progress,park_progress,leader_roster,funding_by_instrument,measure_status,feed_health}'::text[]) v;
SELECT throws_ok('SELECT * FROM sei.' || t, '42501', NULL, 'and not the table ' || t) FROM unnest('{recognition,enterprise_version,park_member,funding_version,feed_state}'::text[]) t;
RESET ROLE;
SELECT is_empty($$SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
    WHERE c.relnamespace = 'sei'::regnamespace AND c.relname IN ('status_history', 'project_progress', 'park_progress', 'leader_roster', 'funding_by_instrument', 'measure_status', 'feed_health')
      AND (format_type(a.atttypid, NULL) NOT IN ('text', 'numeric', 'date', 'integer', 'bigint', 'boolean', 'timestamp with time zone') OR col_description(c.oid, a.attnum) IS NULL)$$, 'plain column types, each explained');
SELECT * FROM finish();
ROLLBACK;
