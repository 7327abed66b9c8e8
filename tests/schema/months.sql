-- A month comes out of cumulative figures within one vintage and one set of units only, and says so.
\ir include/loads.psql
SELECT sei.feed_apply(kind, jsonb_build_object('kind', kind, 'mode', 'upsert', 'max_reject_ratio', 1), 'a') FROM (SELECT DISTINCT kind FROM sei.load_contract(1)) k \g /dev/null
SELECT pg_temp.load('statistic', (SELECT jsonb_agg(pg_temp.stat('1', NULL, p, v, jsonb_build_object('indicator', 'synthetic_money', 'vintage', k)))
    FROM (VALUES ('2015-01..02', '100', 'first'), ('2015-01..03', '160', 'first'), ('2015-03', '55', 'first'), ('2015-01..05', '300', 'first'), ('2015-01..06', '350', 'revised'), ('2015-07', '44', 'first')) AS x (p, v, k))) \g /dev/null
SELECT results_eq($$SELECT period, published_value, derived_value, is_derived, reason FROM sei.monthly_statistic WHERE indicator = 'synthetic_money' ORDER BY period_end$$,
    $$VALUES ('2015-01..02', 100::numeric, NULL::numeric, false, NULL::text), ('2015-03', 55, 60, true, NULL), ('2015-05', NULL, NULL, false, 'no figure of 2015-01..04'),
             ('2015-06', NULL, NULL, false, 'vintages differ: revised of 2015-H1, first of 2015-01..05'), ('2015-07', 44, NULL, false, 'no figure of 2015-01..07')$$,
    'January and February are one; a published month and a difference stand beside each other; two vintages give no month');
SELECT pg_temp.load('enterprise', (SELECT jsonb_agg(jsonb_build_array('e' || n, NULL, 'synthetic ' || n, NULL, 'synthetic', '11', NULL, NULL, 'true')) FROM generate_series(1, 3) n)) \g /dev/null
SELECT pg_temp.load('enterprise_sector', '[["e1","synthetic_a.x","0.5",null,null,null],["e2","synthetic_a.y","1",null,null,null],["e3","synthetic_a.y","1",null,null,null]]') \g /dev/null
SELECT pg_temp.load('enterprise_return', (SELECT jsonb_agg(jsonb_build_array(e, 'synthetic', '11', 'synthetic_money', p, v, NULL, NULL, NULL))
    FROM (VALUES ('e1', '2015-01..02', '10'), ('e2', '2015-01..02', '5'), ('e1', '2015-01..03', '18'), ('e2', '2015-01..03', '4'), ('e1', '2015-01..04', '20'), ('e2', '2015-01..04', '6'), ('e3', '2015-01..04', '100')) AS x (e, p, v))) \g /dev/null
SELECT results_eq($$SELECT period, sector, value, is_derived, reason FROM sei.monthly_structure WHERE root = 'synthetic_a' AND region = '1' AND (level = 0 OR sector = 'synthetic_a.x') ORDER BY period_end, sector$$,
    $$VALUES ('2015-01..02', 'synthetic_a', 10::numeric, false, NULL::text), ('2015-01..02', 'synthetic_a.x', 5, false, NULL), ('2015-03', 'synthetic_a', 3, true, NULL), ('2015-03', 'synthetic_a.x', 4, true, NULL),
             ('2015-04', 'synthetic_a', NULL, false, 'other units: 1 entered, 0 left'), ('2015-04', 'synthetic_a.x', NULL, false, 'other units: 1 entered, 0 left')$$,
    'months of sums where the same enterprises reported both cumulatives, in the region above too');
-- A weight that changes within the year is no growth of a month; where the whole keeps its part, the whole keeps its month. What nobody reported is not 0.
SELECT pg_temp.load('enterprise_sector', '[["e1","synthetic_a.x","0.5",null,"2014-03-31",null],["e1","synthetic_a.x","0.2","2014-04-01",null,null],["e1","synthetic_a.y","0.3","2014-04-01",null,null],
    ["e2","synthetic_a.y","1",null,"2014-04-30",null],["e2","synthetic_a.y","0.6","2014-05-01",null,null]]') \g /dev/null
SELECT pg_temp.load('enterprise_return', (SELECT jsonb_agg(jsonb_build_array(e, 'synthetic', '11', 'synthetic_money', p, v, NULL, NULL, NULL))
    FROM (VALUES ('e1', '2014-01..02', '10'), ('e2', '2014-01..02', '5'), ('e1', '2014-01..03', '18'), ('e2', '2014-01..03', '9'), ('e1', '2014-01..04', '30'), ('e2', '2014-01..04', '10'),
                 ('e1', '2014-01..05', '40'), ('e2', '2014-01..05', '20')) AS x (e, p, v))) \g /dev/null
SELECT results_eq($$SELECT period, sector, value, is_derived, cumulative_value, reason FROM sei.monthly_structure WHERE root = 'synthetic_a' AND region = '1' AND period LIKE '2014%' AND period_end > '2014-03-01' AND sector <> 'synthetic_a.z' ORDER BY period_end, sector$$,
    $$VALUES ('2014-03', 'synthetic_a', 8::numeric, true, 18::numeric, NULL::text), ('2014-03', 'synthetic_a.x', 4, true, 9, NULL), ('2014-03', 'synthetic_a.y', 4, true, 9, NULL),
             ('2014-04', 'synthetic_a', 7, true, 25, NULL), ('2014-04', 'synthetic_a.x', NULL, false, 6, 'other weights: 1 units'), ('2014-04', 'synthetic_a.y', NULL, false, 19, 'other weights: 1 units'),
             ('2014-05', 'synthetic_a', NULL, false, 32, 'other weights: 1 units'), ('2014-05', 'synthetic_a.x', 2, true, 8, NULL), ('2014-05', 'synthetic_a.y', NULL, false, 24, 'other weights: 1 units')$$,
    'a reclassification is not shown as a month');
SELECT results_eq($$SELECT DISTINCT value, is_derived, cumulative_value, reason FROM sei.monthly_structure WHERE root = 'synthetic_a' AND sector = 'synthetic_a.z'$$,
    $$VALUES (NULL::numeric, false, NULL::numeric, 'nothing was reported')$$, 'a sector that nobody reported has no value');
SET ROLE sei_analyst;
SELECT isnt_empty('SELECT * FROM sei.monthly_structure', 'an analyst may read them');
RESET ROLE;
\ir include/end.psql
