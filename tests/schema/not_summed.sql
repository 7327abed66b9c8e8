-- Ratios and indices of enterprises do not add up to anything: their returns are kept, and no view shows a sum of them.
\ir include/loads.psql
SELECT sei.feed_apply(kind, jsonb_build_object('kind', kind, 'mode', 'upsert', 'max_reject_ratio', 1), 'a') FROM (SELECT DISTINCT kind FROM sei.load_contract(1)) k \g /dev/null
BEGIN;
SELECT sei.begin_edit('synthetic') \g /dev/null
INSERT INTO sei.indicator (indicator) VALUES ('synthetic_use'), ('synthetic_prices');
INSERT INTO sei.indicator_version (indicator, name_zh, name_en, unit, direction, aggregation, frequency)
VALUES ('synthetic_use', '产能利用率', 'use of capacity', '%', 'up', 'ratio', 'month'), ('synthetic_prices', '价格指数', 'prices', '1', 'down', 'index', 'month');
INSERT INTO sei.plan VALUES ('synthetic_p');
INSERT INTO sei.plan_version (plan, title, region_scheme, region, root) VALUES ('synthetic_p', 'synthetic', 'synthetic', '1', 'synthetic_a');
INSERT INTO sei.plan_target VALUES ('synthetic_p.1', 'synthetic_p'), ('synthetic_p.2', 'synthetic_p');
INSERT INTO sei.plan_target_version (target_id, ordinal, indicator, region_scheme, region, due, target)
VALUES ('synthetic_p.1', 1, 'synthetic_use', 'synthetic', '11', '2015', '80%'), ('synthetic_p.2', 2, 'synthetic_use', 'synthetic', '1', '2015', '80%');
INSERT INTO sei.plan_layout (plan, layout_no, region_scheme, region, sector, emphasis) VALUES ('synthetic_p', 1, 'synthetic', '11', 'synthetic_a.x', 'lead');
INSERT INTO sei.statistic (region_scheme, region, indicator, period, value) VALUES ('synthetic', '1', 'synthetic_use', '2015', 0.75);
COMMIT;
SELECT pg_temp.load('enterprise', (SELECT jsonb_agg(jsonb_build_array('e' || n, NULL, 'synthetic ' || n, NULL, 'synthetic', '11', NULL, NULL, 'true')) FROM generate_series(1, 2) n)) \g /dev/null
SELECT pg_temp.load('enterprise_sector', '[["e1","synthetic_a.x","1",null,null,null],["e2","synthetic_a.y","1",null,null,null]]') \g /dev/null
SELECT is(pg_temp.counts(pg_temp.load('enterprise_return', (SELECT jsonb_agg(jsonb_build_array(e, 'synthetic', '11', i, '2015', v, NULL, NULL, NULL))
    FROM (VALUES ('e1', 'synthetic_use', '0.6'), ('e2', 'synthetic_use', '0.7'), ('e1', 'synthetic_prices', '101'), ('e2', 'synthetic_prices', '99'), ('e1', 'synthetic_money', '5')) AS x (e, i, v)))), '5 0 0 0 0 0 0', 'they are kept');
SELECT results_eq($$SELECT DISTINCT indicator FROM sei.sector_structure WHERE root = 'synthetic_a' AND region = '11'$$, $$VALUES ('synthetic_money')$$, 'sector_structure');
SELECT results_eq($$SELECT DISTINCT indicator FROM sei.region_structure WHERE root = 'synthetic_a' AND region = '11'$$, $$VALUES ('synthetic_money')$$, 'region_structure');
SELECT results_eq($$SELECT DISTINCT indicator FROM sei.layout_fit WHERE plan = 'synthetic_p'$$, $$VALUES ('synthetic_money')$$, 'layout_fit');
SELECT results_eq($$SELECT DISTINCT indicator FROM sei.growth_decomposition WHERE root = 'synthetic_a' AND region = '11'$$, $$VALUES ('synthetic_money')$$, 'growth_decomposition');
SELECT results_eq($$SELECT ordinal, actual, numerator_value, reason FROM sei.scoreboard WHERE plan = 'synthetic_p' ORDER BY ordinal$$,
    $$VALUES (1, NULL::numeric, NULL::numeric, 'no figure of synthetic_use for 11 2015'), (2, 0.75, 0.75, NULL)$$, 'the scoreboard: what was published counts');
SELECT is_empty($$SELECT to_jsonb(a) - 'load_seq' FROM sei.scoreboard_as_of((SELECT max(known_from) FROM sei.load)) a WHERE plan = 'synthetic_p' EXCEPT SELECT to_jsonb(b) - 'load_seq' FROM sei.scoreboard b$$, 'as of a moment likewise');
SELECT is_empty($$SELECT * FROM sei.sector_structure_as_of((SELECT max(known_from) FROM sei.load), 'synthetic_a', 'synthetic', '11', 'synthetic_use', '2015')$$, 'and the structure');
SELECT isnt_empty($$SELECT * FROM sei.sector_structure_as_of((SELECT max(known_from) FROM sei.load), 'synthetic_a', 'synthetic', '11', 'synthetic_money', '2015')$$, 'of what does add up there is one');
SELECT results_eq($$SELECT DISTINCT indicator FROM sei.coverage WHERE region = '11' AND received > 0 ORDER BY 1$$, $$VALUES ('synthetic_money'), ('synthetic_prices'), ('synthetic_use')$$, 'who reported is told of all');
\ir include/end.psql
