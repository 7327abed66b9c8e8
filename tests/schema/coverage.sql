-- What is missing may be filled in, is flagged, is told in every aggregate, and gives way to the return; entry and exit are no growth.
\ir include/loads.psql
SELECT sei.feed_apply(kind, jsonb_build_object('kind', kind, 'mode', 'upsert', 'max_reject_ratio', 1), 'a') FROM (SELECT DISTINCT kind FROM sei.load_contract(1)) k \g /dev/null
SELECT pg_temp.load('enterprise', (SELECT jsonb_agg(jsonb_build_array('e' || n, NULL, 'synthetic ' || n, NULL, 'synthetic', CASE WHEN n > 6 THEN '12' ELSE '11' END, CASE WHEN n % 2 = 0 THEN 'C3511' ELSE 'gb11:C3521' END, NULL, 'true')) FROM generate_series(1, 9) n)) \g /dev/null
SELECT pg_temp.load('enterprise_sector', (SELECT jsonb_agg(jsonb_build_array('e' || n, CASE WHEN n % 2 = 0 THEN 'synthetic_a.x.p' ELSE 'synthetic_a.y' END, CASE WHEN n = 1 THEN '0.5' ELSE '1' END, NULL, NULL, NULL)) FROM generate_series(1, 9) n)) \g /dev/null
CREATE FUNCTION pg_temp.returns(VARIADIC facts text[]) RETURNS void LANGUAGE sql AS $$
    SELECT pg_temp.load('enterprise_return', (SELECT jsonb_agg(jsonb_build_array(w[1], 'synthetic', CASE WHEN w[1] > 'e6' THEN '12' ELSE '11' END, 'synthetic_money', w[2], NULLIF(w[3], '-'), NULLIF(w[4], '-'), NULL, CASE WHEN w[3] = '-' THEN 'M' END))
                                              FROM unnest(facts) f CROSS JOIN LATERAL (SELECT string_to_array(f, ' ')) s (w)));
$$;
CREATE FUNCTION pg_temp.imputed() RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(concat_ws(' ', e.code, trim_scale(value), method), ', ' ORDER BY e.code) FROM sei.enterprise_return JOIN sei.enterprise e USING (enterprise_id) WHERE status = 'I' AND known_to = 'infinity'
$$;
-- e2 has grown by half so far; e4 shares its division with e6 (doubled); e8 is in another region; e1 had a loss; e3 reports a gap; e5 is new; e7 and e9 report.
SELECT pg_temp.returns('e2 2014-01..03 100', 'e2 2014-01..02 50', 'e2 2015-01..02 75', 'e4 2014-01..03 10', 'e6 2014-01..03 10', 'e6 2015-01..03 20', 'e8 2014-01..03 7', 'e1 2014-01..03 -5', 'e3 2014-01..03 40', 'e3 2015-01..03 -', 'e5 2015-01..03 1000',
                       'e7 2014-01..03 10', 'e7 2015-01..03 11 9', 'e9 2014-01..03 20', 'e9 2015-01..03 22 20') \g /dev/null
SELECT is(sei.impute_returns('synthetic_money', '2015-Q1'), 5::bigint, 'what is expected and not there is filled in');
SELECT is(pg_temp.imputed(), 'e1 -10 stratum_growth, e2 150 prior_growth, e3 80 stratum_growth, e4 20 stratum_growth, e8 7.7 stratum_growth', 'by its own growth, by its stratum''s in its region or at all');
SELECT is(sei.impute_returns('synthetic_money', '2015-Q1'), 0::bigint, 'doing it again changes nothing');
SELECT is((SELECT count(*) FROM sei.enterprise_return r JOIN sei.enterprise e USING (enterprise_id) WHERE e.code = 'e3' AND r.period = '2015-Q1' AND r.status = 'M' AND r.known_to <> 'infinity'), 1::bigint, 'that it was missing is kept');
SELECT is_empty('SELECT * FROM sei.verify_cells()', 'cells equal a rescan, their imputed part too');
SELECT results_eq($$SELECT sector, value, imputed_value, round(imputed_share, 4) FROM sei.sector_structure WHERE root = 'synthetic_a' AND region = '1' AND indicator = 'synthetic_money' AND period = '2015-Q1' AND level <= 1 ORDER BY sector$$,
    $$VALUES ('synthetic_a', 1305.7::numeric, 252.7::numeric, 0.1935), ('synthetic_a.x', 197.7, 177.7, 0.8988), ('synthetic_a.y', 1108, 75, 0.0677), ('synthetic_a.z', NULL, NULL, NULL)$$, 'every sector says how much of it is imputed');
SELECT is((SELECT round(imputed_share, 4) FROM sei.region_structure WHERE root = 'synthetic_a' AND region = '12' AND period = '2015-Q1'), 0.1892, 'so does every region');
SELECT is((SELECT imputed_share FROM sei.region_structure WHERE root = 'synthetic_a' AND region = '12' AND period = '2014-Q1'), 0::numeric, '0 where all is observed');
SELECT results_eq($$SELECT sector, value, imputed_value, round(imputed_share, 4) FROM sei.sector_structure_as_of(clock_timestamp(), 'synthetic_a', 'synthetic', '1', 'synthetic_money', '2015-Q1') WHERE sector_level(sector::sector) <= 1 ORDER BY sector$$,
    $$SELECT sector, value, imputed_value, round(imputed_share, 4) FROM sei.sector_structure WHERE root = 'synthetic_a' AND region = '1' AND indicator = 'synthetic_money' AND period = '2015-Q1' AND level <= 1 ORDER BY sector$$, 'as of a moment too');
SELECT results_eq($$SELECT sector, round(imputed_share, 4) FROM sei.monthly_structure WHERE root = 'synthetic_a' AND region = '1' AND indicator = 'synthetic_money' AND period = '2015-03' AND level = 0$$, $$VALUES ('synthetic_a', 0.1935)$$, 'and every month');
SELECT is_empty($$SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'sei'::regnamespace AND c.relname IN ('scoreboard', 'sector_structure', 'region_structure', 'layout_fit', 'monthly_structure', 'growth_decomposition')
    AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'imputed_share')$$, 'no view of sums keeps it to itself');
SELECT pg_temp.returns('e8 2015-01..03 8') \g /dev/null
SELECT is((SELECT trim_scale(value) || ' ' || status || ' ' || (method IS NULL) FROM sei.enterprise_return r JOIN sei.enterprise e USING (enterprise_id) WHERE e.code = 'e8' AND period = '2015-Q1' AND known_to = 'infinity'), '8 A true', 'the return replaces what was filled in');
SELECT is((SELECT imputed_share FROM sei.region_structure WHERE root = 'synthetic_a' AND region = '12' AND period = '2015-Q1'), 0::numeric, 'and the region is observed again');
SELECT is(sei.impute_returns('synthetic_money', '2015-Q1'), 0::bigint, 'observed values are not touched');

-- Growth, told apart. Stayed: all of 2014; entered e5; nobody left, until one does not report in 2016.
SELECT results_eq($$SELECT sector, value, value_before, change_stayed, change_entered, change_left, stayed, entered, left_out, round(growth_same_report, 4), paired FROM sei.growth_decomposition
    WHERE root = 'synthetic_a' AND region = '1' AND indicator = 'synthetic_money' AND period = '2015-Q1' AND sector IS NOT NULL ORDER BY sector$$,
    $$VALUES ('synthetic_a', 1306::numeric, 194.5::numeric, 111.5::numeric, 1000::numeric, 0::numeric, 8::bigint, 1::bigint, 0::bigint, 0.1379, 2::bigint),
             ('synthetic_a.x', 198, 127, 71, 0, 0, 4, 0, 0, NULL, 0), ('synthetic_a.y', 1108, 67.5, 40.5, 1000, 0, 4, 1, 0, 0.1379, 2)$$, 'stayed, entered, left; and the pair of the same report');
SELECT pg_temp.returns('e5 2016-01..03 900', 'e2 2016-01..03 1') \g /dev/null
SELECT is_empty($$SELECT * FROM sei.growth_decomposition WHERE root IN ('synthetic_a', 'synthetic_b') AND indicator = 'synthetic_money'
    AND COALESCE(value, 0) - COALESCE(value_before, 0) <> change_stayed + change_entered + change_left$$, 'the parts always add up to the change');
SELECT is((SELECT change_entered || ' ' || change_left || ' ' || left_out FROM sei.growth_decomposition WHERE root = 'synthetic_a' AND region = '1' AND period = '2016-Q1' AND sector = 'synthetic_a'), '0 -156 7', 'who left');
SET ROLE sei_analyst;
SELECT isnt_empty($$SELECT * FROM sei.growth_decomposition WHERE root = 'synthetic_a' AND region = '1' AND period = '2015-Q1'$$, 'an analyst reads sums');
SELECT throws_ok($$SELECT * FROM sei.imputations('synthetic_money', '2015-Q1')$$, '42501', NULL, 'and no respondent');
RESET ROLE;
-- The scope of the survey says who should report: units enter and leave it. Nobody is expected of a day without a scope but who reported before.
CREATE FUNCTION pg_temp.covered(of_region text, of_period text) RETURNS text LANGUAGE sql AS $$
    SELECT concat_ws(' ', expected_by, expected, received, imputed, missing, 'by number', round(by_number, 4), COALESCE('by weight ' || round(by_weight, 4), 'no weight'), method, 'late', late, 'overdue', COALESCE(overdue::text, '-'),
                     'unexpected', unexpected, 'entered', COALESCE(entered::text, '-'), 'left', COALESCE(left_out::text, '-'))
    FROM sei.coverage WHERE region_scheme = 'synthetic' AND region = of_region AND indicator = 'synthetic_money' AND period = of_period
$$;
SELECT is(pg_temp.covered('1', '2015-Q1'), 'returns 9 5 4 4 by number 0.5556 no weight number late 0 overdue - unexpected 0 entered - left -', 'without a scope: who reported before; a loss last year leaves numbers; what was filled in here is not received');
BEGIN;
SELECT sei.begin_edit('synthetic scope') \g /dev/null
UPDATE sei.indicator_version SET due_days = 20 WHERE indicator = 'synthetic_money' AND known_to = 'infinity';
-- e1..e4 since 2013, e5 since 2015, e6 until 2014, e7..e9 never: they report without being asked; e1 is registered in 11 and reports there.
INSERT INTO sei.enterprise_scope (enterprise_id, survey, valid_from, valid_to, entry_reason, exit_reason)
SELECT enterprise_id, 'above_size', CASE code WHEN 'e5' THEN date '2015-01-01' ELSE '2013-01-01' END, CASE code WHEN 'e6' THEN date '2014-12-31' ELSE 'infinity' END,
       'new', CASE code WHEN 'e6' THEN 'shrunk' END
FROM sei.enterprise WHERE code IN ('e1', 'e2', 'e3', 'e4', 'e5', 'e6');
COMMIT;
SELECT is(pg_temp.covered('1', '2015-Q1'), 'scope 5 1 4 4 by number 0.2000 no weight number late 5 overdue 4 unexpected 4 entered 1 left 1',
          'in scope at the end of the span; one entered, one left and reports all the same, three were never asked');
SELECT is(pg_temp.covered('12', '2015-Q1'), 'scope 0 0 0 0 by number no weight late 3 overdue 0 unexpected 3 entered 0 left 0', 'a region in which nobody is in scope expects nothing');
SELECT is(pg_temp.covered('1', '2014-Q1'), 'scope 5 5 0 0 by number 1.0000 no weight number late 8 overdue 0 unexpected 3 entered 0 left 0', 'the year before has its own scope');
-- A unit in scope that reports from another region than that of its registration is expected there.
SELECT pg_temp.load('enterprise_return', '[["e5","synthetic","12","synthetic_money","2015-01..02","1",null,null,null]]') \g /dev/null
SELECT is(pg_temp.covered('12', '2015-01..02'), 'scope 1 1 0 0 by number 1.0000 no weight number late 1 overdue 0 unexpected 0 entered 1 left 0', 'a unit is of the region that it reports for');
SELECT is((SELECT expected FROM sei.coverage WHERE region = '11' AND region_scheme = 'synthetic' AND period = '2015-01..02' AND indicator = 'synthetic_money'), 4::bigint, 'and not of the other');
-- By weight: last year's value of the units expected now.
SELECT pg_temp.returns('e1 2014-01..03 5') \g /dev/null
SELECT is(pg_temp.covered('1', '2015-Q1'), 'scope 5 1 4 4 by number 0.2000 by weight 0.0000 weight late 5 overdue 4 unexpected 4 entered 1 left 1', 'the only one that reported had no last year');
SELECT pg_temp.returns('e2 2015-01..03 120') \g /dev/null
SELECT is(pg_temp.covered('1', '2015-Q1'), 'scope 5 2 3 3 by number 0.4000 by weight 0.6452 weight late 6 overdue 3 unexpected 4 entered 1 left 1', 'one more, 100 of 155 of the weight; it came late');
SELECT is((SELECT string_agg(row_id, ', ' ORDER BY row_id) FROM sei.check_result WHERE rule = 'missing_return' AND period = '2015-Q1' AND indicator = 'synthetic_money'), NULL, 'what is filled in is no open gap');
-- As of a moment: the same question with the scope, returns and regions of then.
SELECT is((SELECT concat_ws(' ', expected_by, expected, received) FROM sei.coverage_of('synthetic', '1', 'synthetic_money', '2015-Q1', (SELECT max(known_from) FROM sei.load WHERE reason LIKE 'imputed%'))), 'returns 9 5', 'before the scope was on file, and before two returns came');
SELECT results_eq($$SELECT c.expected, c.received, c.by_weight, c.imputed, c.entered FROM sei.coverage_of('synthetic', '1', 'synthetic_money', '2015-Q1', clock_timestamp()) c$$,
    $$SELECT c.expected, c.received, c.by_weight, c.imputed, c.entered FROM sei.coverage_of('synthetic', '1', 'synthetic_money', '2015-Q1') c$$, 'now is the moment that is now');
-- What was imputed is no coverage: the scoreboard does not take a filled gap for a figure.
SELECT is((SELECT value IS NULL AND reason LIKE 'coverage of synthetic_money for 1 2015-Q1 is 0.6452, below 0.9' FROM sei.figure_at('synthetic_a', 'synthetic', '1', 'synthetic_money', NULL, '2015-Q1')), true, 'a span that was mostly filled in is no figure');
SELECT results_eq($$SELECT k.tally = c.tally, k.imputed = c.imputed FROM sei.tally_cell c CROSS JOIN LATERAL sei.cell_known(c.root, c.region_scheme, c.region, c.indicator, c.period, 'infinity') k
    WHERE c.region_scheme = 'synthetic' AND c.scope = 'enterprise' AND (k.tally = c.tally AND (k.imputed = c.imputed OR (k.imputed IS NULL AND c.imputed IS NULL))) IS NOT TRUE$$, $$SELECT true, true WHERE false$$, 'cells summed from the returns of a moment are the cells');
\ir include/end.psql
