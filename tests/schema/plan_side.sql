-- The plan side refuses what contradicts itself, with a message that names the thing and the way out.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();

SELECT sei.begin_edit('synthetic plan for a test');
INSERT INTO sei.classification (root) VALUES ('synthetic_a'), ('synthetic_b');
INSERT INTO sei.classification_version (root, title, official, edition)
VALUES ('synthetic_a', 'synthetic A', false, 'test'), ('synthetic_b', 'synthetic B', false, 'test');
INSERT INTO sei.sector_def (sector, root)
VALUES ('synthetic_a', 'synthetic_a'), ('synthetic_a.x', 'synthetic_a'), ('synthetic_a.y', 'synthetic_a'),
       ('synthetic_b', 'synthetic_b');
INSERT INTO sei.sector_def_version (sector, code, name_en)
VALUES ('synthetic_a', '0', 'all'), ('synthetic_a.x', '1', 'x'), ('synthetic_a.y', '2', 'y');
INSERT INTO sei.region (region_scheme, region) VALUES ('synthetic', '1'), ('synthetic', '11');
INSERT INTO sei.region_version (region_scheme, region, name, level, parent)
VALUES ('synthetic', '1', 'synthetic one', 'province', NULL), ('synthetic', '11', 'synthetic eleven', 'prefecture', '1');
INSERT INTO sei.indicator (indicator) VALUES ('synthetic_share'), ('synthetic_money'), ('synthetic_count'), ('synthetic_of');
INSERT INTO sei.indicator_version (indicator, name_zh, name_en, unit, direction, aggregation, numerator, denominator, frequency)
VALUES ('synthetic_money', '钱', 'money', '元', 'up', 'flow_ytd', NULL, NULL, 'month'),
       ('synthetic_of', '总', 'whole', '元', 'up', 'flow', NULL, NULL, 'year'),
       ('synthetic_share', '比重', 'share', '%', 'up', 'ratio', 'synthetic_money', 'synthetic_of', 'year'),
       ('synthetic_count', '个数', 'count', '家', 'up', 'count', NULL, NULL, 'event');
INSERT INTO sei.plan (plan) VALUES ('synthetic_plan'), ('synthetic_other');
INSERT INTO sei.plan_version (plan, title, region_scheme, region, root, base_period)
VALUES ('synthetic_plan', 'synthetic', 'synthetic', '1', 'synthetic_a', '2010'),
       ('synthetic_other', 'synthetic', 'synthetic', '1', 'synthetic_a', '2010');
INSERT INTO sei.plan_target (target_id, plan)
SELECT 'synthetic.' || g, 'synthetic_plan' FROM generate_series(1, 12) g;
INSERT INTO sei.plan_target (target_id, plan) VALUES ('synthetic.other', 'synthetic_other');

-- Writes one target of the synthetic plan.
CREATE FUNCTION pg_temp.promise(id text, measured text, promised text, extra text DEFAULT '') RETURNS text
    LANGUAGE sql AS $$
    SELECT format('INSERT INTO sei.plan_target_version (target_id, ordinal, indicator, region_scheme, region, due, target%s)
                   VALUES (%L, 1, %L, ''synthetic'', ''1'', ''2015'', %L%s)',
                  COALESCE(', ' || NULLIF(split_part(extra, '=', 1), ''), ''), id, measured, promised,
                  COALESCE(', ' || NULLIF(split_part(extra, '=', 2), ''), ''))
$$;

-- a level has the indicator's unit and per-cent flag
SELECT lives_ok(pg_temp.promise('synthetic.1', 'synthetic_share', '7%..8%'), 'a level in per cent of a ratio in per cent');
SELECT throws_ok(pg_temp.promise('synthetic.2', 'synthetic_share', '0.07'), '23514',
                 'plan target synthetic.2 does not fit indicator synthetic_share', 'a ratio without the per-cent sign');
SELECT throws_ok(pg_temp.promise('synthetic.2', 'synthetic_money', '7%'), '23514',
                 'plan target synthetic.2 does not fit indicator synthetic_money', 'a per cent of an amount');
SELECT throws_ok(pg_temp.promise('synthetic.2', 'synthetic_money', '>=50 个'), '23514',
                 'plan target synthetic.2 does not fit indicator synthetic_money', 'a count for an amount');
SELECT lives_ok(pg_temp.promise('synthetic.2', 'synthetic_money', '>2500000000000 元'), 'the unit itself');
SELECT lives_ok(pg_temp.promise('synthetic.3', 'synthetic_count', '~50 个'), '个 and 家 are one counting unit');
SELECT lives_ok(pg_temp.promise('synthetic.4', 'synthetic_count', '50 户'), '户 and 家 are one counting unit');
-- points need a ratio; growth, multiple and change fit any
SELECT throws_ok(pg_temp.promise('synthetic.5', 'synthetic_money', '+5pp'), '23514',
                 'plan target synthetic.5 does not fit indicator synthetic_money', 'points of an amount');
SELECT lives_ok(pg_temp.promise('synthetic.5', 'synthetic_share', '+5pp'), 'points of a ratio');
SELECT lives_ok(pg_temp.promise('synthetic.6', 'synthetic_money', '>=20% pa'), 'growth of an amount');
SELECT lives_ok(pg_temp.promise('synthetic.7', 'synthetic_money', 'x2'), 'multiple of an amount');
SELECT lives_ok(pg_temp.promise('synthetic.8', 'synthetic_share', '-16%'), 'change of a ratio');

-- restatements point at a target proper of the same plan about the same indicator
SELECT lives_ok(pg_temp.promise('synthetic.9', 'synthetic_share', '~8%', 'restates=''synthetic.1'''), 'a restatement');
SELECT throws_ok(pg_temp.promise('synthetic.10', 'synthetic_share', '~8%', 'restates=''synthetic.9'''), '23514',
                 'plan target synthetic.10 restates synthetic.9, which is no target proper of the same plan', 'a restatement of a restatement');
SELECT throws_ok(pg_temp.promise('synthetic.10', 'synthetic_count', '50 个', 'restates=''synthetic.1'''), '23514',
                 'plan target synthetic.10 restates synthetic.1 with another indicator', 'a restatement about something else');
SELECT throws_ok(pg_temp.promise('synthetic.other', 'synthetic_share', '8%', 'restates=''synthetic.1'''), '23514',
                 'plan target synthetic.other restates synthetic.1, which is no target proper of the same plan', 'a restatement across plans');
-- what is replaced is judged no more, so something must be judged in its place
SELECT lives_ok(pg_temp.promise('synthetic.11', 'synthetic_share', '20%', 'supersedes=''synthetic.5'''), 'a final replaces a draft');
SELECT throws_ok($$UPDATE sei.plan_target_version SET supersedes = 'synthetic.11' WHERE target_id = 'synthetic.5' AND known_to = 'infinity'$$, '23514',
                 'plan target synthetic.5 replaces synthetic.11, which replaces it', 'a circle of two');
SELECT lives_ok($$UPDATE sei.plan_target_version SET supersedes = 'synthetic.11' WHERE target_id = 'synthetic.8' AND known_to = 'infinity'$$, 'a chain');
SELECT throws_ok($$UPDATE sei.plan_target_version SET supersedes = 'synthetic.8' WHERE target_id = 'synthetic.5' AND known_to = 'infinity'$$, '23514',
                 'plan target synthetic.5 replaces synthetic.8, which replaces it', 'a circle of three');
SELECT throws_ok($$UPDATE sei.plan_target_version SET supersedes = 'synthetic.7' WHERE target_id = 'synthetic.9' AND known_to = 'infinity'$$, '23514',
                 'plan target synthetic.9 replaces synthetic.7, but only restates synthetic.1', 'a restatement in the place of a target');
SELECT throws_ok(pg_temp.promise('synthetic.10', 'synthetic_share', '8%', 'sector=''synthetic_b'''), '23514',
                 'plan target synthetic.10 names sector synthetic_b of another classification', 'a sector of another root');
SELECT throws_ok(pg_temp.promise('synthetic.10', 'synthetic_share', '8%', 'count_of=''park'''), '23514',
                 'plan target synthetic.10 counts rows of park, but indicator synthetic_share is a ratio', 'a count of a ratio');
SELECT throws_like(pg_temp.promise('synthetic.10', 'synthetic_share', '8%', 'binding=''perhaps'''), '%plan_target_version_binding%', 'binding or expected');
SELECT throws_like(pg_temp.promise('synthetic.10', 'synthetic_share', '8%', 'count_of=''rumour'''), '%', 'counting something that is not on file');
SELECT throws_like(pg_temp.promise('synthetic.1', 'synthetic_share', '9%'), '%plan_target_version%', 'one current row a target');

-- an indicator cannot drift away from its targets
SELECT throws_ok($$UPDATE sei.indicator_version SET unit = '元' WHERE indicator = 'synthetic_share' AND known_to = 'infinity'$$, '23514',
                 'indicator synthetic_share would no longer fit plan target synthetic.1', 'the unit of a promised indicator');

-- keys and checks
SELECT throws_like($$INSERT INTO sei.classification (root) VALUES ('synthetic.a')$$, '%classification_root_is_one_label%', 'a root has no dots');
SELECT throws_like($$INSERT INTO sei.sector_def (sector, root) VALUES ('synthetic_a.no.child', 'synthetic_a')$$, '%sector_def%parent%', 'a sector needs its parent');
SELECT throws_like($$INSERT INTO sei.sector_def (sector, root) VALUES ('synthetic_a.z', 'synthetic_b')$$, '%sector_def_root_matches%', 'a sector is in its own root');
SELECT throws_like($$INSERT INTO sei.sector_def_version (sector, code, name_en) VALUES ('synthetic_b', '0', NULL)$$, '%sector_def_version_is_named%', 'a sector has a name');
SELECT throws_like($$UPDATE sei.sector_def_version SET code = '1' WHERE sector = 'synthetic_a.y' AND known_to = 'infinity'$$, '%sector_def_version_code%', 'a code is unique in a classification');
SELECT throws_like($$INSERT INTO sei.region (region_scheme, region) VALUES ('synthetic', ' 2')$$, '%region_is_code%', 'a region code has no spaces');
SELECT throws_like($$INSERT INTO sei.region_version (region_scheme, region, name, level, parent) VALUES ('synthetic', '1', 'x', 'galaxy', NULL)$$, '%region_version_%', 'a region has a known level');
SELECT throws_like($$UPDATE sei.region_version SET parent = '11' WHERE region_scheme = 'synthetic' AND region = '11'$$, '%region_version_not_own_parent%', 'a region is not its own parent');
SELECT throws_like($$UPDATE sei.region_version SET valid_to = '1900-01-01', valid_from = '2000-01-01' WHERE region_scheme = 'synthetic' AND region = '11'$$, '%region_version_valid%', 'validity runs forward');
SELECT throws_like($$UPDATE sei.indicator_version SET multiplier = 0 WHERE indicator = 'synthetic_money'$$, '%indicator_version_multiplier%', 'a multiplier is above 0');
SELECT throws_like($$UPDATE sei.indicator_version SET direction = 'sideways' WHERE indicator = 'synthetic_money'$$, '%indicator_version_direction%', 'a direction is up, down or within');
SELECT throws_like($$UPDATE sei.indicator_version SET min_coverage = 90 WHERE indicator = 'synthetic_money'$$, '%indicator_version_min_coverage%', 'coverage is a ratio');
SELECT throws_like($$UPDATE sei.indicator_version SET numerator = 'synthetic_of' WHERE indicator = 'synthetic_money'$$, '%indicator_version_ratio_has_parts%', 'only a ratio has parts');
SELECT throws_like($$UPDATE sei.indicator_version SET numerator = 'synthetic_share' WHERE indicator = 'synthetic_share'$$, '%indicator_version_not_of_itself%', 'a ratio is not its own part');
SELECT throws_like($$INSERT INTO sei.plan_layout (plan, layout_no, region_scheme, sector, emphasis) VALUES ('synthetic_plan', 1, 'synthetic', 'synthetic_a.x', 'lead')$$, '%plan_layout_region_or_group%', 'a layout names a region or a group');
SELECT throws_like($$INSERT INTO sei.plan_layout (plan, layout_no, region_scheme, region, sector, emphasis) VALUES ('synthetic_plan', 1, 'synthetic', '11', 'synthetic_a.x', 'maybe')$$, '%plan_layout_emphasis%', 'an emphasis is lead, promote or suited');
SELECT throws_ok($$INSERT INTO sei.correspondence (from_sector, to_sector, weight, is_partial, source, official) VALUES ('synthetic_a.x', 'synthetic_b', 1.5, true, 'test', false)$$, '23514', NULL, 'a weight is at most 1');
SELECT throws_like($$INSERT INTO sei.correspondence (from_sector, to_sector, weight, is_partial, source, official) VALUES ('synthetic_a.x', 'synthetic_a.y', 1, false, 'test', false)$$, '%correspondence_between_roots%', 'a correspondence is between classifications');
SELECT throws_ok($$DELETE FROM sei.plan WHERE plan = 'synthetic_plan'$$, '23503', NULL, 'a plan with targets stays');
SELECT throws_ok($$DELETE FROM sei.indicator WHERE indicator = 'synthetic_money'$$, '23503', NULL, 'an indicator in use stays');

-- nothing describes itself by halves, and nothing knows a plan
SELECT is_empty($$
    SELECT c.oid::regclass FROM pg_class c
    WHERE c.relnamespace = 'sei'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition
      AND obj_description(c.oid, 'pg_class') IS NULL$$, 'every table and view has a COMMENT');
SELECT is_empty($$
    SELECT c.oid::regclass, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'sei'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition
      AND col_description(c.oid, a.attnum) IS NULL$$, 'every column has a COMMENT');
SELECT is_empty($$
    SELECT p.oid::regprocedure FROM pg_proc p
    WHERE p.pronamespace = 'sei'::regnamespace AND obj_description(p.oid, 'pg_proc') IS NULL$$, 'every function has a COMMENT');
SELECT is_empty($$
    SELECT p.oid::regprocedure FROM pg_proc p
    WHERE p.pronamespace = 'sei'::regnamespace AND p.prokind = 'f'
      AND concat(pg_get_functiondef(p.oid), obj_description(p.oid, 'pg_proc')) ~* 'shanxi|山西|140000'$$, 'no function names a province');
SELECT is_empty($$
    SELECT c.oid::regclass FROM pg_class c
    WHERE c.relnamespace = 'sei'::regnamespace AND c.relkind = 'v'
      AND concat(pg_get_viewdef(c.oid), obj_description(c.oid, 'pg_class')) ~* 'shanxi|山西|140000'$$, 'no view names a province');
SELECT is_empty($$
    SELECT c.oid::regclass FROM pg_class c JOIN pg_type t ON t.typname = c.relname AND t.oid <> c.reltype
    WHERE c.relnamespace = 'sei'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND t.typtype = 'b' AND t.typelem = 0$$, 'no table carries a type''s name');

SELECT * FROM finish();
ROLLBACK;
