-- What was known at a moment is told the same for ever; a share changes with the vintage asked for, and only then.
\ir include/loads.psql
SELECT sei.feed_apply(kind, jsonb_build_object('kind', kind, 'mode', 'upsert', 'max_reject_ratio', 1), 'a') FROM (SELECT DISTINCT kind FROM sei.load_contract(1)) k \g /dev/null

-- Every table with history has its function, and it gives the rows of then.
SELECT is_empty($$SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'known_to' WHERE c.relnamespace = 'sei'::regnamespace AND c.relkind = 'r'
    AND NOT EXISTS (SELECT FROM pg_proc p WHERE p.pronamespace = c.relnamespace AND p.proname = regexp_replace(c.relname, '_version$', '') || '_as_of' AND p.prorettype = c.reltype)$$, 'an as-of function for every table with history');
SELECT clock_timestamp() AS before_all \gset
SELECT pg_temp.load('enterprise', '[["e1",null,"synthetic 1",null,"synthetic","11",null,null,"true"]]') \g /dev/null
SELECT clock_timestamp() AS t1 \gset
SELECT pg_temp.load('enterprise', '[["e1",null,"synthetic renamed",null,"synthetic","12",null,null,"true"]]') \g /dev/null
SELECT is((SELECT count(*) FROM sei.enterprise_as_of(:'before_all') WHERE synthetic), 0::bigint, 'nothing was known before');
SELECT is((SELECT name || ' ' || region FROM sei.enterprise_as_of(:'t1') WHERE synthetic), 'synthetic 1 11', 'then the first facts');
SELECT is((SELECT name || ' ' || region FROM sei.enterprise_as_of(clock_timestamp()) WHERE synthetic), 'synthetic renamed 12', 'now the second');
SELECT is(sei.load_seq_at(:'t1'), (SELECT max(load_seq) - 1 FROM sei.load), 'and the load that the answer rests on');
SELECT throws_ok($$SELECT * FROM sei.plan_target_as_of(clock_timestamp() + interval '1 hour')$$, '22023', NULL, 'no answer for the future');
SELECT throws_ok($$SELECT sei.load_seq_at(NULL)$$, '22023', NULL, 'nor for no moment');

-- GDP of Shanxi for 2018 as first published and as the fourth census revised it (100 million yuan), under one numerator.
BEGIN;
SELECT sei.begin_edit('synthetic plan') \g /dev/null
INSERT INTO sei.plan VALUES ('synthetic_p');
INSERT INTO sei.plan_version (plan, title, region_scheme, region, root, base_period) VALUES ('synthetic_p', 'synthetic', 'gb2260', '140000', 'synthetic_a', '2010');
INSERT INTO sei.plan_target VALUES ('synthetic_p.1', 'synthetic_p');
INSERT INTO sei.plan_target_version (target_id, ordinal, indicator, region_scheme, region, due, target) VALUES ('synthetic_p.1', 1, 'sei_value_added_share', 'gb2260', '140000', '2018', '>=10%');
COMMIT;
SELECT pg_temp.load('enterprise', '[["e1",null,"synthetic 1",null,"gb2260","140100",null,null,"true"]]') \g /dev/null
SELECT pg_temp.load('enterprise_sector', '[["e1","synthetic_a.x","1",null,null,null]]') \g /dev/null
SELECT pg_temp.load('enterprise_return', '[["e1","gb2260","140100","value_added","2018-01..12","16400000",null,null,null]]') \g /dev/null
SELECT pg_temp.load('statistic', '[["gb2260","140000",null,"gdp","2018",null,null,null,"16818.11",null,null,"P",null,"初步核算"]]') \g /dev/null
SELECT clock_timestamp() AS first_published \gset
SELECT pg_temp.load('statistic', '[["gb2260","140000",null,"gdp","2018",null,null,null,"15958.13",null,null,"A",null,"第四次经济普查修订"]]') \g /dev/null
SELECT clock_timestamp() AS revised \gset
SELECT is((SELECT round(actual, 6) || ' ' || actual_vintage || ' ' || is_met FROM sei.scoreboard_as_of(:'first_published') WHERE plan = 'synthetic_p'), '0.097514 初步核算 false', 'below 10 % of the GDP first published');
SELECT is((SELECT round(actual, 6) || ' ' || actual_vintage || ' ' || is_met FROM sei.scoreboard_as_of(:'revised') WHERE plan = 'synthetic_p'), '0.102769 第四次经济普查修订 true', 'above 10 % of the GDP as revised: only the vintage differs');
SELECT is((SELECT round(actual, 6)::text FROM sei.scoreboard WHERE plan = 'synthetic_p'), '0.102769', 'now is the revised one');
SELECT results_eq(format($$SELECT sector, value, round(share, 6), denominator_vintage FROM sei.sector_structure_as_of(%L, 'synthetic_a', 'gb2260', '140000', 'value_added', '2018') WHERE level = 0$$, :'first_published'),
    $$VALUES ('synthetic_a', 164000000000::numeric, 0.097514, '初步核算')$$, 'so does the structure');
SELECT results_eq(format($$SELECT sector, value, share, rank, contributions FROM sei.sector_structure_as_of(%L, 'synthetic_a', 'gb2260', '140000', 'value_added', '2018') ORDER BY 1$$, :'revised'),
    $$SELECT sector, value, share, rank, contributions FROM sei.sector_structure WHERE root = 'synthetic_a' AND scope = 'enterprise' AND region_scheme = 'gb2260' AND region = '140000' AND indicator = 'value_added' AND period = '2018' AND sector IS NOT NULL ORDER BY 1$$,
    'and the structure of now is that of the view');

-- Nothing that comes later changes an answer: loads, edits, weights, regions, the plan itself.
CREATE FUNCTION pg_temp.told(moment timestamptz) RETURNS text LANGUAGE sql AS $$
    SELECT md5(concat((SELECT string_agg(s::text, E'\n' ORDER BY s::text) FROM sei.scoreboard_as_of(moment) s), (SELECT string_agg(s::text, E'\n' ORDER BY s::text) FROM sei.sector_structure_as_of(moment, 'synthetic_a', 'gb2260', '140000', 'value_added', '2018') s),
                      (SELECT string_agg(s::text, E'\n' ORDER BY s::text) FROM sei.statistic_as_of(moment) s), (SELECT string_agg(s::text, E'\n' ORDER BY s::text) FROM sei.plan_target_as_of(moment) s)))
$$;
SELECT pg_temp.told(:'first_published') AS told \gset
SELECT pg_temp.load('enterprise_return', '[["e1","gb2260","140200","value_added","2018-01..12","1",null,null,null]]') \g /dev/null
SELECT pg_temp.load('enterprise_sector', '[["e1","synthetic_a.x","0.1",null,null,null]]') \g /dev/null
BEGIN;
SELECT sei.begin_edit('synthetic') \g /dev/null
UPDATE sei.plan_target_version SET target = '>=99%' WHERE target_id = 'synthetic_p.1' AND known_to = 'infinity';
UPDATE sei.indicator_version SET multiplier = 1 WHERE indicator = 'value_added' AND known_to = 'infinity';
UPDATE sei.region_version SET parent = NULL WHERE region = '140100' AND known_to = 'infinity';
DELETE FROM sei.statistic WHERE indicator = 'gdp' AND region = '140000' AND known_to = 'infinity';
COMMIT;
SELECT is(pg_temp.told(:'first_published'), :'told', 'asked again after all that, the same bytes');
SELECT isnt(pg_temp.told(clock_timestamp()), :'told', 'which did change what is known now');

-- What changed, by how much, by whom.
SELECT results_eq($$SELECT value_before, value_after, change, round(relative_change, 4), vintage_before, vintage_after, is_withdrawn, changed_by, feed FROM sei.revision WHERE indicator = 'gdp' AND region = '140000' AND period = '2018' ORDER BY load_seq$$,
    $$VALUES (1681811000000::numeric, 1595813000000::numeric, -85998000000::numeric, -0.0511, '初步核算', '第四次经济普查修订', false, 'load', 'statistic'), (1595813000000, NULL, NULL, NULL, '第四次经济普查修订', NULL, true, 'edit', NULL)$$,
    'GDP of 2018 lost 5.1 % by a load, and was withdrawn by an edit');
SELECT is((SELECT reason || ' ' || (made_by = session_user) FROM sei.revision WHERE is_withdrawn AND indicator = 'gdp' AND period = '2018'), 'synthetic true', 'with the words of its author');
SELECT is((SELECT count(*) FROM sei.revision WHERE enterprise = 'e1'), 1::bigint, 'an administrator sees the return that changed');
SET ROLE sei_analyst;
SELECT is((SELECT count(*) FROM sei.revision WHERE kind = 'enterprise_return'), 0::bigint, 'an analyst does not');
SELECT isnt_empty('SELECT * FROM sei.revision', 'but what was published');
SELECT throws_ok(format('SELECT * FROM sei.enterprise_scope_as_of(%L)', :'revised'), '42501', NULL, 'as-of functions read with the reader''s own rights');
RESET ROLE;

-- Growth on the pair of one publication, on what is known now, and as published stand beside each other.
SELECT pg_temp.load('statistic', pg_temp.list(pg_temp.stat('2', NULL, '2017', '100', '{"vintage":"old"}'), pg_temp.stat('2', NULL, '2018', '99', '{"vintage":"new"}'), pg_temp.stat('2', NULL, '2018', '0.067', '{"measure":"yoy","price_basis":"comparable"}'))) \g /dev/null
DO $$ BEGIN PERFORM sei.begin_edit('synthetic'); UPDATE sei.statistic SET prior_value = 95 WHERE region_scheme = 'synthetic' AND region = '2' AND period = '2018' AND measure = 'level' AND known_to = 'infinity'; END $$;
SELECT results_eq($$SELECT round(growth_same_report, 4), growth_nominal, is_one_vintage, growth_published, growth_price_basis FROM sei.statistic_growth WHERE region_scheme = 'synthetic' AND region = '2' AND period = '2018'$$,
    $$VALUES (0.0421, -0.01::numeric, false, 0.067, 'comparable')$$, 'growth three ways');
SELECT results_eq($$SELECT growth_same_report, growth_nominal, growth_published FROM sei.statistic_growth WHERE region_scheme = 'synthetic' AND region = '2' AND period = '2017'$$, $$VALUES (NULL::numeric, NULL::numeric, NULL::numeric)$$, 'and none without a base');
\ir include/end.psql
