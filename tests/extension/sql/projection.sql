-- Where a trend leads: projection, its interval and its method, against the formulas written out in SQL and against figures worked by hand.
\set VERBOSITY default
SET client_min_messages = warning;
CREATE VIEW pg_temp.series AS
SELECT s, d::date AS d, v FROM (VALUES
    ('ten per cent a year', '2010-12-31', 100.0), ('ten per cent a year', '2011-12-31', 110), ('ten per cent a year', '2012-12-31', 121),
    ('a straight fall through 0', '2010-12-31', 20), ('a straight fall through 0', '2011-12-31', 10), ('a straight fall through 0', '2012-12-31', 0),
    ('one', '2010-12-31', 5), ('two', '2010-06-30', 5), ('two', '2010-12-31', 10),
    ('one day', '2010-12-31', 5), ('one day', '2010-12-31', 6), ('one day', '2010-12-31', 7), ('one day', '2010-12-31', 8),
    ('constant', '2010-12-31', 7), ('constant', '2011-12-31', 7), ('constant', '2012-12-31', 7), ('constant', '2013-12-31', 7),
    ('zeros', '2010-12-31', 0), ('zeros', '2011-12-31', 0), ('zeros', '2012-12-31', 0), ('zeros', '2013-12-31', 0),
    ('four by hand', '2010-12-31', -10), ('four by hand', '2011-12-31', 0), ('four by hand', '2012-12-31', 10.5), ('four by hand', '2013-12-31', 19),
    ('with gaps', '2010-12-31', 100), ('with gaps', NULL, 7), ('with gaps', '2011-12-31', NULL), ('with gaps', '2012-12-31', 121),
    ('quarters', '2014-03-31', 100), ('quarters', '2014-06-30', 102), ('quarters', '2014-09-30', 104.04), ('quarters', '2014-12-31', 106.1208)) AS v (s, d, v);
-- By hand: 100, 110, 121 is 133.1 in 2013; four by hand: the slope is 9.75 a year, s² = 0.4375, and 39 ± 4.302652730 · √(0.4375 · 3.7) in 2015.
SELECT s, projection(d, v, '2013-12-31') AS in_2013, projection(d, v, '2015-12-31') AS in_2015, projection_low(d, v, '2015-12-31') AS low, projection_high(d, v, '2015-12-31') AS high, projection_method(d, v, '2015-12-31') AS method
FROM pg_temp.series GROUP BY s ORDER BY s;
-- A due date within the series is answered by the trend there; before it too. Without a due date there is no answer.
SELECT projection(d, v, '2011-06-30') AS within, projection(d, v, '2009-12-31') AS before, projection(d, v, NULL) AS no_due, projection_method(d, v, NULL) AS no_method FROM pg_temp.series WHERE s = 'four by hand';
SELECT projection(d, v, '2015-12-31') AS nothing, projection_method(d, v, '2015-12-31') AS method FROM pg_temp.series WHERE false;
-- The formulas, by the server's own arithmetic over the points themselves.
CREATE TABLE synthetic_series AS
SELECT g, k, (date '2001-03-17' + (k * (29 + g) + (g * k) % 13)) AS d,
       CASE WHEN g % 3 = 0 THEN -40 + k * 3.5 + ((k * 7919 + g) % 100) / 7.0 ELSE (5 + g) * 1.03 ^ k * (1 + ((k * 104729 + g) % 100 - 50) / 400.0) END::numeric(20, 6) AS v
FROM generate_series(1, 60) AS g, generate_series(1, 4 + 1) AS few CROSS JOIN LATERAL generate_series(1, 3 + g) AS k WHERE few = 1;
CREATE FUNCTION pg_temp.months(d date) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$
    SELECT (extract(year FROM d) - 2000) * 12 + extract(month FROM d) - 1 + extract(day FROM d) / extract(day FROM date_trunc('month', d) + interval '1 month - 1 day') + 0.00000000000000000000000000000000 $$;
CREATE TEMP TABLE plain AS
WITH point AS (SELECT g, bool_and(v > 0) OVER (PARTITION BY g) AS compound, pg_temp.months(d) AS x, v FROM synthetic_series),
     valued AS (SELECT g, compound, x, CASE WHEN compound THEN ln(v + 0.0000000000000000000000000000000000) ELSE v END AS y FROM point),
     mean AS (SELECT g, compound, count(*) AS n, avg(x) AS mx, avg(y) AS my FROM valued GROUP BY g, compound),
     line AS (SELECT g, m.compound, n, mx, my, sum((x - mx) ^ 2) AS sxx, sum((x - mx) * (y - my)) / sum((x - mx) ^ 2) AS b FROM valued JOIN mean AS m USING (g) GROUP BY g, m.compound, n, mx, my),
     fit AS (SELECT l.*, sum((y - my - b * (x - mx)) ^ 2) / NULLIF(n - 2, 0) AS s2, my + b * (pg_temp.months('2020-12-31') - mx) AS at, 1 + 1.0 / n + (pg_temp.months('2020-12-31') - mx) ^ 2 / sxx AS spread
             FROM line AS l JOIN valued USING (g) GROUP BY g, l.compound, n, mx, my, sxx, b)
SELECT g, n, compound, CASE WHEN compound THEN exp(at) ELSE at END AS projection, at, sqrt(s2 * spread) AS half FROM fit;
SELECT count(*) AS groups, count(*) FILTER (WHERE compound) AS compound, count(*) FILTER (WHERE abs(p.projection / o.value - 1) > 1e-12) AS apart, count(*) FILTER (WHERE p.compound <> (o.method = 'compound_growth')) AS other_method,
       count(o.low) AS with_interval, count(*) FILTER (WHERE NOT o.low < o.value OR NOT o.value < o.high) AS outside
FROM plain AS p JOIN (SELECT g, projection(d, v, '2020-12-31') AS value, projection_method(d, v, '2020-12-31') AS method, projection_low(d, v, '2020-12-31') AS low, projection_high(d, v, '2020-12-31') AS high FROM synthetic_series GROUP BY g) AS o USING (g);
-- Half widths over √(s² · spread) are Student's t of n − 2 degrees for 95 %: printed tables to three decimals, and what the table's end and the expansion behind it must be.
SELECT n - 2 AS degrees, round(t, 6) AS t, apart FROM (
    SELECT n, max(CASE WHEN compound THEN (ln(o.high) - ln(o.low)) ELSE o.high - o.low END / half / 2) AS t,
           max(CASE WHEN compound THEN (ln(o.high) - ln(o.low)) ELSE o.high - o.low END / half / 2) - min(CASE WHEN compound THEN (ln(o.high) - ln(o.low)) ELSE o.high - o.low END / half / 2) > 1e-10 AS apart
    FROM plain JOIN (SELECT g, projection_low(d, v, '2020-12-31') AS low, projection_high(d, v, '2020-12-31') AS high FROM synthetic_series GROUP BY g) AS o USING (g) GROUP BY n) AS x
WHERE n - 2 IN (2, 3, 4, 5, 10, 20, 29, 30, 31, 32, 40, 60, 61) ORDER BY n;
-- To the last digit whatever the order and the plan, and for every number type.
CREATE TEMP TABLE once AS SELECT projection(d, v, '2020-12-31') AS value, projection_low(d, v, '2020-12-31') AS low FROM synthetic_series WHERE v > 0;
SELECT (SELECT once FROM once) = ROW (projection(d, v, '2020-12-31'), projection_low(d, v, '2020-12-31')) AS same FROM (SELECT * FROM synthetic_series WHERE v > 0 ORDER BY md5(k::text || g)) AS shuffled;
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET max_parallel_workers_per_gather = 2;
EXPLAIN (COSTS OFF) SELECT projection(d, v, '2020-12-31') FROM synthetic_series;
SELECT (SELECT once FROM once) = ROW (projection(d, v, '2020-12-31'), projection_low(d, v, '2020-12-31')) AS same FROM synthetic_series WHERE v > 0;
RESET ALL;
SELECT count(DISTINCT p) AS answers FROM (SELECT projection(d, k, '2020-12-31') FROM synthetic_series UNION ALL SELECT projection(d, k::bigint, '2020-12-31') FROM synthetic_series UNION ALL SELECT projection(d, k::smallint, '2020-12-31') FROM synthetic_series
    UNION ALL SELECT projection(d, k::real, '2020-12-31') FROM synthetic_series UNION ALL SELECT projection(d, k::float8, '2020-12-31') FROM synthetic_series UNION ALL SELECT projection(d, k::numeric, '2020-12-31') FROM synthetic_series) AS x (p);
SELECT projection(d, v::real, '2013-12-31') = projection(d, v::numeric, '2013-12-31') AS shortest FROM (VALUES (date '2010-12-31', 0.1), ('2011-12-31', 0.2), ('2012-12-31', 0.7)) AS v (d, v);
SELECT g, projection(d, v, '2020-12-31') OVER (PARTITION BY g ORDER BY k ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) IS NULL AS no_trend_yet FROM synthetic_series WHERE g = 1 ORDER BY k;
-- The state as text and in binary, and what is no state.
CREATE TEMP TABLE state AS SELECT projection_add(projection_add(NULL, '2010-12-31', 100, '2015-12-31'), '2011-12-31', 110, '2015-12-31') AS s;
CREATE TEMP TABLE again (LIKE state);
DO $$
BEGIN
    EXECUTE format('COPY state TO %L (FORMAT binary)', current_setting('data_directory') || '/synthetic_projection.bin');
    EXECUTE format('COPY again FROM %L (FORMAT binary)', current_setting('data_directory') || '/synthetic_projection.bin');
END $$;
SELECT again.s::text = state.s::text AS binary, projection_state_in(projection_state_out(state.s))::text = state.s::text AS text, projection_state_value(state.s) AS value, projection_state_value(projection_state_combine(state.s, state.s)) AS twice, projection_state_low(projection_state_combine(state.s, state.s)) AS low FROM again, state;
SELECT '\x01'::projection_state;
SELECT (s::text || '00')::projection_state FROM state;
SELECT overlay(s::text PLACING '09' FROM 3 FOR 2)::projection_state FROM state;
SELECT projection_state_combine(s, projection_add(NULL, '2010-12-31', 100, '2016-12-31')) FROM state;
-- Huge and tiny values, far dates; growth beyond numeric leads nowhere, a fall below it to 0.
SELECT projection(d, v * 1e100, '2013-12-31') / 1e100 AS large, projection(d, v * 1e-60, '2013-12-31') * 1e60 AS small, length(projection(d, v, '4000-12-31')::text) AS digits FROM pg_temp.series WHERE s = 'ten per cent a year';
SELECT projection(d, v, '294000-01-01') AS beyond, projection_method(d, v, '294000-01-01') AS method, projection(d, 1.0 / v, '294000-01-01') AS nothing_left FROM (VALUES (date '2010-12-31', 1), ('2011-12-31', 1000)) AS v (d, v);
SELECT projection(d, v, d) FROM pg_temp.series WHERE s = 'two';
SELECT projection(d, v, '2015-12-31') FROM (VALUES (date 'infinity', 1)) AS v (d, v);
SELECT projection(d, v, '-infinity') FROM (VALUES (date '2010-12-31', 1)) AS v (d, v);
SELECT projection(d, v, '2015-12-31') FROM (VALUES (date '2010-12-31', 'NaN'::float8)) AS v (d, v);
SELECT projection(d, v, '2015-12-31') FROM (VALUES (date '2010-12-31', '-Infinity'::float8)) AS v (d, v);
DROP TABLE synthetic_series;
