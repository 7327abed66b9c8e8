-- Growth is a ratio on a base above 0: on none, 0 or a loss it is NULL in every view, and the amounts stay.
\ir include/loads.psql
SELECT sei.feed_apply(kind, jsonb_build_object('kind', kind, 'mode', 'upsert', 'max_reject_ratio', 1), 'a') FROM (SELECT DISTINCT kind FROM sei.load_contract(1)) k \g /dev/null
BEGIN;
SELECT sei.begin_edit('synthetic losses') \g /dev/null
INSERT INTO sei.statistic (region_scheme, region, indicator, period, value, prior_value)
SELECT 'synthetic', '2', 'synthetic_money', p::stat_period, v, b FROM (VALUES ('2013', -20, NULL), ('2014', -10, -20), ('2015', 30, 0), ('2016', 33, 30)) AS x (p, v, b);
COMMIT;
SELECT results_eq($$SELECT period, growth_same_report, growth_nominal FROM sei.statistic_growth WHERE region = '2' ORDER BY period$$,
    $$VALUES ('2013', NULL::numeric, NULL::numeric), ('2014', NULL, NULL), ('2015', NULL, NULL), ('2016', 0.1, 0.1)$$, 'published levels');

SELECT pg_temp.load('enterprise', (SELECT jsonb_agg(jsonb_build_array('e' || n, NULL, 'synthetic ' || n, NULL, 'synthetic', '11', NULL, NULL, 'true')) FROM generate_series(1, 2) n)) \g /dev/null
SELECT pg_temp.load('enterprise_sector', '[["e1","synthetic_a.x","0.5",null,null,null],["e2","synthetic_a.y","1",null,null,null]]') \g /dev/null
SELECT pg_temp.load('enterprise_return', (SELECT jsonb_agg(jsonb_build_array(e, 'synthetic', '11', 'synthetic_money', p, v, b, NULL, NULL))
    FROM (VALUES ('e1', '2014', '-10', NULL), ('e2', '2014', '30', NULL), ('e1', '2015', '20', '-8'), ('e2', '2015', '33', '30')) AS x (e, p, v, b))) \g /dev/null
SELECT results_eq($$SELECT sector, growth_nominal, growth_same_units, growth_same_report, change_stayed FROM sei.growth_decomposition WHERE root = 'synthetic_a' AND region = '11' AND period = '2015' ORDER BY sector$$,
    $$VALUES ('synthetic_a', 0.72, 0.72, round(43 / 26.0 - 1, 16), 18::numeric), ('synthetic_a.x', NULL, NULL, NULL, 15), ('synthetic_a.y', 0.1, 0.1, 0.1, 3), (NULL, NULL, NULL, NULL, 15)$$, 'the decomposition of growth');
SELECT results_eq($$SELECT sector, growth FROM sei.sector_structure WHERE root = 'synthetic_a' AND region = '11' AND period = '2015' AND value IS NOT NULL ORDER BY sector$$,
    $$VALUES ('synthetic_a', 0.72), ('synthetic_a.x', NULL), ('synthetic_a.y', 0.1), (NULL, NULL)$$, 'the structure, what lies outside too');
\ir include/end.psql
