-- Many targets at once: the mean of attainment, how many are met, how many can be judged; equal to the same from single rows, in any order and any plan.
SET client_min_messages = warning;
CREATE TABLE synthetic_judged AS
SELECT n, n % 7 AS g, CASE WHEN n % 11 > 0 THEN round(((n * 7919) % 1000)::numeric / 4 - 20, 2) END AS actual,
       (array['100 个', '~50 个', '>=20% pa', '-16%', '+5pp', 'x2', '<=12', NULL, '7%..8%', '>50'])[1 + n % 10]::target AS t,
       CASE WHEN n % 5 > 0 THEN ((n * 104729) % 300)::numeric / 4 END AS baseline, CASE WHEN n % 13 > 0 THEN 5 END::numeric AS years, CASE WHEN n % 17 > 0 THEN ((n * 31) % 9)::numeric END AS weight
FROM generate_series(1, 20000) AS n;
-- One row each, judged by hand.
SELECT target_attainment(actual, t) AS mean, targets_met(actual, t) AS met, targets_judged(actual, t) AS judged, count(*) FROM (VALUES (120, '100 个'::target), (50, '100 个'), (0, '100 个'), (16, '<=12'), (NULL, '100 个'), (5, 'x2'), (5, NULL), (50, '>50')) AS v (actual, t);
SELECT target_attainment(actual, t, baseline) AS mean, targets_met(actual, t, baseline) AS met FROM (VALUES (125, '+50%'::target, 100), (84, '-16%', 100), (110, '-16%', 100), (100, '-16%', NULL)) AS v (actual, t, baseline);
SELECT target_attainment_weighted(w, actual, t) AS mean FROM (VALUES (3, 120, '100 个'::target), (1, 50, '100 个'), (0, 0, '100 个'), (NULL, 0, '100 个'), (5, NULL, '100 个')) AS v (w, actual, t);
SELECT target_attainment_weighted(0, 50, '100 个'::target) AS no_weight, target_attainment(NULL, '100 个'::target) AS none, targets_met(NULL, '100 个'::target) AS met, targets_judged(NULL::numeric, NULL) AS judged;
SELECT target_attainment(1, '1'::target) AS mean, targets_met(1, '1'::target) AS met, targets_judged(1, '1'::target) AS judged FROM generate_series(1, 0);
-- Equal to single rows: in groups, in windows, for each number type.
CREATE VIEW pg_temp.single AS
SELECT *, is_met(actual, t, baseline, years) AS m, CASE WHEN is_met(actual, t, baseline, years) THEN 1 ELSE COALESCE(least(greatest(attainment(actual, t, baseline, years), 0), 1), 0) END AS a FROM synthetic_judged;
CREATE VIEW pg_temp.plain AS
SELECT g, count(m) AS judged, count(*) FILTER (WHERE m) AS met, round(avg(a) FILTER (WHERE m IS NOT NULL), 15) AS mean, round(sum(a * weight) FILTER (WHERE m IS NOT NULL) / sum(weight) FILTER (WHERE m IS NOT NULL), 15) AS weighted FROM pg_temp.single GROUP BY g;
CREATE VIEW pg_temp.ours AS
SELECT g, targets_judged(actual, t, baseline, years, NULL) AS judged, targets_met(actual, t, baseline, years, NULL) AS met, round(target_attainment(actual, t, baseline, years, NULL), 15) AS mean,
       round(target_attainment_weighted(weight, actual, t, baseline, years, NULL), 15) AS weighted FROM synthetic_judged GROUP BY g;
SELECT count(*) AS groups, count(*) FILTER (WHERE judged > met AND met > 0 AND mean > 0 AND mean < 1) AS mixed FROM pg_temp.ours;
TABLE pg_temp.ours EXCEPT TABLE pg_temp.plain;
SELECT count(*) FROM (SELECT target_attainment(actual::float8, t, baseline::float8, years::float8, NULL) = target_attainment(actual, t, baseline, years, NULL) AS same FROM synthetic_judged GROUP BY g) AS x WHERE NOT same;
SELECT target_attainment(n::bigint, t, 3::bigint) = target_attainment(n::numeric, t, 3::numeric) AS same, targets_met(n::bigint, t) = targets_met(n::float8, t) AS met FROM synthetic_judged;
SELECT DISTINCT target_attainment(actual, t) OVER (PARTITION BY g ORDER BY n ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) BETWEEN 0 AND 1 AS in_range FROM synthetic_judged WHERE n < 500 ORDER BY 1;
-- To the last digit whatever the order, in parallel, and when the state spills or travels.
CREATE TEMP TABLE once AS SELECT target_attainment(actual, t, baseline, years, NULL) AS mean, target_attainment_weighted(weight * 1e-20 + 1e20, actual, t) AS wide FROM synthetic_judged;
SELECT (SELECT mean FROM once) = target_attainment(actual, t, baseline, years, NULL) AS same, (SELECT wide FROM once) = target_attainment_weighted(weight * 1e-20 + 1e20, actual, t) AS wide FROM (SELECT * FROM synthetic_judged ORDER BY md5(n::text) LIMIT ALL) AS shuffled;
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET max_parallel_workers_per_gather = 2;
EXPLAIN (COSTS OFF) SELECT target_attainment(actual, t, baseline, years, NULL), targets_met(actual, t, baseline, years, NULL) FROM synthetic_judged;
SELECT (SELECT mean FROM once) = target_attainment(actual, t, baseline, years, NULL) AS same, (SELECT wide FROM once) = target_attainment_weighted(weight * 1e-20 + 1e20, actual, t) AS wide FROM synthetic_judged;
RESET ALL;
SET client_min_messages = warning;
CREATE TEMP TABLE state AS SELECT judged_add_weighted(judged_add_weighted(NULL, 2.5, 50, '100 个'::target), 1, 120, '100 个') AS s;
SELECT judged_state_in(judged_state_out(s))::text = s::text AS text, judged_state_weighted_mean(s) AS mean, judged_state_met(s) AS met, judged_state_judged(s) AS judged, judged_state_weighted_mean(judged_state_combine(s, s)) = judged_state_weighted_mean(s) AS twice, judged_state_judged(judged_state_combine(NULL, s)) AS none_and_some FROM state;
CREATE TEMP TABLE again (LIKE state);
DO $$
BEGIN
    EXECUTE format('COPY state TO %L (FORMAT binary)', current_setting('data_directory') || '/synthetic_judged.bin');
    EXECUTE format('COPY again FROM %L (FORMAT binary)', current_setting('data_directory') || '/synthetic_judged.bin');
END $$;
SELECT again.s::text = state.s::text AS binary FROM again, state;
-- Broken states: not hexadecimal, another version, cut short, too long, more met than judged, a negative count.
\set VERBOSITY default
SELECT 'x'::judged_state;
SELECT '\x02'::judged_state;
SELECT left(s::text, -2)::judged_state FROM state;
SELECT (s::text || '00')::judged_state FROM state;
SELECT overlay(s::text PLACING '7e' FROM 5 FOR 2)::judged_state FROM state;
-- One of one target is a state; a sum of 5 over one target, or of 2 over a weight of 1, is none: each part is within 0 and 1.
SELECT judged_state_mean('\x0100000101020000');
SELECT judged_state_mean('\x0100000105020000');
SELECT judged_state_weighted_mean('\x010000010202000101');
SELECT target_attainment_weighted(-1, 50, '100 个'::target);
SELECT target_attainment('NaN'::numeric, '100 个'::target);
DROP TABLE synthetic_judged CASCADE;
-- Counts that overflow are an error, never a negative count.
\set SHOW_CONTEXT never
DO $$ DECLARE s judged_state := judged_add(NULL, 120, '100 个'); BEGIN FOR i IN 1..63 LOOP s := judged_state_combine(s, s); END LOOP; END $$;
