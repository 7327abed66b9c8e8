-- p_percent_safe decides on exact sums per respondent: threshold and p% rule, the same in every plan, order and form.
\set VERBOSITY terse
-- Worked vectors: {60,30,5,5}: p = 10 needs 6, p = 20 needs 12, and the rest is 10.
CREATE TABLE cell (v numeric, r text);
INSERT INTO cell VALUES (60, 'a'), (30, 'b'), (5, 'c'), (5, 'd');
SELECT p_percent_safe(v, r, 3, 10) AS p_10, p_percent_safe(v, r, 3, 20) AS p_20, p_percent_safe(v, r, 4, 10) AS n_4, p_percent_safe(v, r, 5, 10) AS n_5 FROM cell;
-- Equality is safe: 10 = 16.666…% of 60 is not, 10 = 20 % of 50 is.
SELECT p_percent_safe(v, r, 3, 16.6666666) AS below, p_percent_safe(v, r, 3, 16.6666667) AS above FROM cell;
SELECT p_percent_safe(v, r, 3, 20) AS equal, p_percent_safe(v, r, 3, 20.0000001) AS above FROM (VALUES (50, 'a'), (30, 'b'), (10, 'c')) AS x (v, r);
-- One or two respondents are never safe, whatever the threshold; of none there is nothing to infer but their number.
SELECT p_percent_safe(100, 'a', 1, 1) AS one;
SELECT p_percent_safe(v, r, 1, 1) AS two FROM (VALUES (50, 'a'), (50, 'b')) AS x (v, r);
SELECT p_percent_safe(v, r, 1, 10) AS zeros_are_none, p_percent_safe(v, r, 0, 10) AS without_threshold FROM (VALUES (0, 'a'), (0, 'b'), (0, 'c')) AS x (v, r);
SELECT p_percent_safe(v, r, 4, 10) AS zero_counts_not FROM (VALUES (10, 'a'), (10, 'b'), (10, 'c'), (0, 'd')) AS x (v, r);
-- Rows of one respondent are one contribution; corrections cancel; magnitude decides, not sign.
SELECT p_percent_safe(v, r, 3, 10) AS three_rows_of_one FROM (VALUES (10, 'a'), (10, 'a'), (10, 'a')) AS x (v, r);
SELECT p_percent_safe(v, r, 3, 10) AS cancelled FROM (VALUES (10, 'a'), (10, 'b'), (10, 'c'), (-10, 'c')) AS x (v, r);
SELECT p_percent_safe(v, r, 3, 50) AS negative FROM (VALUES (-10, 'a'), (10, 'b'), (-10, 'c')) AS x (v, r);
SELECT p_percent_safe(v, r, 3, 10) AS dominated_by_a_loss FROM (VALUES (-1000, 'a'), (10, 'b'), (10, 'c'), (10, 'd')) AS x (v, r);
-- Names are compared byte by byte; the empty name is one.
SELECT p_percent_safe(v, r, 4, 10) AS four FROM (VALUES (10, 'a'), (10, 'A'), (10, 'a '), (10, '')) AS x (v, r);
-- NULL values are ignored, with whatever stands beside them; no rows or no values: NULL.
SELECT p_percent_safe(v, r, 3, 10) AS ignored FROM (SELECT v, r FROM cell UNION ALL VALUES (NULL::numeric, 'e'), (NULL, NULL)) AS x;
SELECT p_percent_safe(v, r, 3, 10) IS NULL AS no_rows FROM cell WHERE false;
SELECT p_percent_safe(NULL::numeric, 'a', 3, 10) IS NULL AS no_values;
SELECT p_percent_safe(v, r, 3, 10) FILTER (WHERE r < 'd') AS three, p_percent_safe(v, r, 3, 10) FILTER (WHERE r < 'c') AS two, p_percent_safe(DISTINCT 5, r, 3, 10) AS distinct_ FROM cell;
-- All six number types; the parameters as any number.
SELECT p_percent_safe(v::float8, r, 3, 10::int), p_percent_safe(v::real, r, 3, 10::smallint), p_percent_safe(v::bigint, r, 3, 10::bigint), p_percent_safe(v::int, r, 3::smallint, 10.0),
       p_percent_safe(v::smallint, r, 3, 10::float8), p_percent_safe(v, r::varchar, 3, 10::real) FROM cell;
SELECT p_percent_safe(v, r, 3, 80) AS by_shortest_decimal, 0.1::float8 + 0.7::float8 >= 0.8 AS in_floats FROM (VALUES (0.1::float8, 'c'), (0.7, 'c'), (1, 'a'), (0.9, 'b')) AS x (v, r);
-- Parameters: per cent, constant, given.
\set VERBOSITY default
SELECT p_percent_safe(v, r, 3, 0.1) FROM cell;
SELECT p_percent_safe(v, NULL, 3, 10) FROM cell;
SELECT p_percent_safe(v, r, 3, CASE WHEN r < 'c' THEN 10 ELSE 20 END) FROM cell;
SELECT p_percent_safe(v, r, NULL, 10) FROM cell;
\set VERBOSITY terse
SELECT p_percent_safe(v, r, 3, NULL) FROM cell;
SELECT p_percent_safe(v, r, 3, 0) FROM cell;
SELECT p_percent_safe(v, r, 3, -5) FROM cell;
SELECT p_percent_safe(v, r, 3, 100.5) FROM cell;
SELECT p_percent_safe(v, r, 3, 'NaN') FROM cell;
SELECT p_percent_safe(v, r, -1, 10) FROM cell;
SELECT p_percent_safe(v, r, CASE WHEN r < 'c' THEN 3 ELSE 4 END, 10) FROM cell;
SELECT p_percent_safe('NaN'::numeric, r, 3, 10) FROM cell;
SELECT p_percent_safe('-Infinity'::float8, r, 3, 10) FROM cell;
SELECT p_percent_safe(v, r, 3, 1) AS least, p_percent_safe(v, r, 3, 100) AS most FROM cell;
-- Against plain SQL: a thousand random cells of every kind, thresholds and p on both sides of the answer.
SELECT setseed(0.7);
CREATE TABLE micro AS
SELECT i, g, 'R' || md5((g * 100 + (random() * (g % 12))::int)::text) || repeat('x', g % 40) AS r,
       CASE g % 5 WHEN 0 THEN (random() * 1000)::int WHEN 1 THEN round(random()::numeric * 1000, (random() * 30)::int) WHEN 2 THEN (random() * 20 - 10)::int
           WHEN 3 THEN round(random()::numeric, 3) * power(10::numeric, (random() * 120 - 60)::int) ELSE (random() * 3)::int - 1 END AS v
FROM (SELECT i, i % 1000 AS g FROM generate_series(1, 20000) AS i) AS x;
CREATE VIEW judged AS
SELECT g, n, x1, total - x1 - coalesce(x2, 0) AS rest
FROM (SELECT g, count(x) AS n, coalesce(sum(x), 0) AS total, coalesce(max(x), 0) AS x1, (array_agg(x ORDER BY x DESC NULLS LAST))[2] AS x2
      FROM (SELECT g, nullif(abs(sum(v)), 0) AS x FROM micro GROUP BY g, r) AS contributions GROUP BY g) AS cells;
SET enable_sort = off;
SELECT p, m, count(*) AS cells, count(*) FILTER (WHERE safe) BETWEEN 1 AND 999 AS both_answers, count(*) FILTER (WHERE safe IS DISTINCT FROM (n >= m AND 100 * rest >= p * x1)) AS wrong
FROM (VALUES (1.0, 3), (10, 3), (33.3, 2), (100, 5)) AS parameters (p, m),
     LATERAL (SELECT g, p_percent_safe(v, r, m, p) AS safe FROM micro GROUP BY g) AS s JOIN judged USING (g) GROUP BY p, m ORDER BY p;
RESET enable_sort;
-- p exactly at the bound of each cell that has one: safe there, unsafe just above.
SELECT count(*) > 20 AS enough, bool_and(p_percent_safe) AS at_bound FROM (
    SELECT p_percent_safe(v, r, 0, p) FROM micro JOIN (SELECT g, 100 * rest / x1 AS p FROM judged WHERE x1 > 0 AND mod(100 * rest, x1) = 0 AND 100 * rest / x1 BETWEEN 1 AND 100) AS bound USING (g) GROUP BY g, p) AS x;
SELECT count(*) > 20 AS enough, bool_or(p_percent_safe) AS above_bound FROM (
    SELECT p_percent_safe(v, r, 0, p + 0.001) FROM micro JOIN (SELECT g, 100 * rest / x1 AS p FROM judged WHERE x1 > 0 AND mod(100 * rest, x1) = 0 AND 100 * rest / x1 BETWEEN 1 AND 99) AS bound USING (g) GROUP BY g, p) AS x;
-- Serial, parallel, without the leader, sorted, in any order of rows: one state, byte by byte. A bare state is for this test only.
CREATE AGGREGATE bare_state(numeric, text, integer, double precision) (SFUNC = respondent_add, STYPE = respondent_state, COMBINEFUNC = respondent_state_combine, PARALLEL = SAFE);
SET max_parallel_workers_per_gather = 0;
CREATE TABLE serial AS SELECT bare_state(v, r, 3, 10)::text AS s FROM micro;
SELECT bool_and(x.s = serial.s) AS any_order FROM serial, (
    SELECT bare_state(v, r, 3, 10 ORDER BY i DESC)::text AS s FROM micro UNION ALL SELECT bare_state(v, r, 3, 10 ORDER BY abs(v))::text FROM micro
    UNION ALL SELECT bare_state(v, r, 3, 10 ORDER BY md5(i::text))::text FROM micro UNION ALL SELECT bare_state(v, r, 3, 10 ORDER BY r, i)::text FROM micro) AS x;
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT (SELECT bare_state(v, r, 3, 10)::text FROM micro) = s AS parallel FROM serial;
SET parallel_leader_participation = off;
SELECT (SELECT bare_state(v, r, 3, 10)::text FROM micro) = s AS without_leader FROM serial;
SELECT p_percent_safe(v, r, 3, 10) AS short_headers, (SELECT p_percent_safe(v, r, 3, 10) IS NULL FROM micro WHERE i < 0) AS none FROM micro WHERE i = 5;
RESET parallel_leader_participation;
SET max_parallel_workers_per_gather = 0;
-- In a window the answer grows with the frame and can be read again and again.
SELECT r, p_percent_safe(v, r, 3, 10) OVER (ORDER BY r) AS so_far, p_percent_safe(v, r, 3, 10) OVER (ORDER BY r ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS moving,
       p_percent_safe(v, r, 3, 10) OVER (ORDER BY r ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW) AS without_me FROM cell;
-- Shipped as text or binary, a row at a time and merged, as between nodes: the same state and the same answer.
CREATE FUNCTION hop(s respondent_state) RETURNS respondent_state LANGUAGE plpgsql AS $$ BEGIN RETURN s::text::respondent_state; END $$;
CREATE FUNCTION hopping_add(s respondent_state, v numeric, r text, m integer, p double precision) RETURNS respondent_state LANGUAGE plpgsql AS $$ BEGIN RETURN respondent_add(s, v, r, m, p)::text::respondent_state; END $$;
CREATE AGGREGATE hopping(numeric, text, integer, double precision) (SFUNC = hopping_add, STYPE = respondent_state);
CREATE AGGREGATE merged(respondent_state) (SFUNC = respondent_state_combine, STYPE = respondent_state);
SELECT (SELECT hopping(v, r, 3, 10)::text FROM micro WHERE i <= 500) = (SELECT bare_state(v, r, 3, 10)::text FROM micro WHERE i <= 500) AS each_row;
SELECT (SELECT merged(hop(part))::text FROM (SELECT bare_state(v, r, 3, 10) AS part FROM micro GROUP BY i % 7) AS x) = s AS merged_text,
       (SELECT respondent_state_final(merged(part)) FROM (SELECT bare_state(v, r, 3, 10) AS part FROM micro GROUP BY i % 7) AS x) = (SELECT p_percent_safe(v, r, 3, 10) FROM micro) AS answer FROM serial;
CREATE TABLE sent (s respondent_state);
INSERT INTO sent SELECT bare_state(v, r, 3, 10) FROM micro GROUP BY i % 7;
CREATE TEMP TABLE received (s respondent_state);
DO $$
DECLARE file text := current_setting('data_directory') || '/respondent_state.bin';
BEGIN
    EXECUTE format('COPY sent TO %L (FORMAT binary)', file);
    EXECUTE format('COPY received FROM %L (FORMAT binary)', file);
END $$;
SELECT (SELECT merged(r.s)::text FROM received AS r) = serial.s AS merged_binary, (SELECT count(*) FROM received) AS parts FROM serial;
-- Broken bytes: every flipped bit and every cut gives an error or another valid state, never anything else.
CREATE FUNCTION try_state(bytes bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE s respondent_state;
BEGIN
    s := bytes::text::respondent_state;
    PERFORM respondent_state_final(s);
    RETURN CASE WHEN s::text = bytes::text THEN 'same' ELSE 'NOT THE ONE FORM' END;
EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE;
END $$;
CREATE TABLE flipped AS
SELECT try_state(set_bit(bytes, b::bigint, 1 - get_bit(bytes, b::bigint))) AS outcome
FROM (SELECT respondent_state_send(bare_state(v, r, 3, 10)) AS bytes FROM (SELECT * FROM cell UNION ALL VALUES (1e60, 'long'), (-0.000001, '新能源')) AS x) AS y, generate_series(0, 8 * length(bytes) - 1) AS b;
SELECT outcome, count(*) > 0 AS some FROM flipped GROUP BY outcome ORDER BY outcome;
SELECT DISTINCT try_state(substr(bytes, 1, n)) AS cut, try_state(bytes || '\x00') AS longer FROM (SELECT respondent_state_send(bare_state(v, r, 3, 10)) AS bytes FROM cell) AS y, generate_series(0, length(bytes) - 1) AS n;
\set VERBOSITY default
SELECT '\x02'::respondent_state;
SELECT '\x0106'::respondent_state;
SELECT 'none'::respondent_state;
\set VERBOSITY terse
SELECT respondent_state_combine(respondent_add(NULL, 1, 'a', 3, 10), respondent_add(NULL, 1, 'a', 3, 20));
SELECT respondent_state_combine(NULL, NULL) IS NULL AS nothing, respondent_state_combine(NULL, s)::text = s::text AND respondent_state_combine(s, NULL)::text = s::text AS neutral FROM (SELECT respondent_add(NULL, 1, 'a', 3, 10) AS s) AS x;
-- Sums of any size: beyond 128 bits, of thousands of digits, cancelling beyond numeric's limits.
SELECT p_percent_safe(v, r, 3, 10) AS big, p_percent_safe(-v, r, 3, 10) AS negative FROM (VALUES (1e300, 'a'), (1e-300, 'a'), (9e299, 'b'), (1e299, 'c')) AS x (v, r);
SELECT p_percent_safe(v, r, 3, 10) AS tiny_rest_decides FROM (VALUES (1e60, 'a'), (1e60, 'b'), (1e59, 'c'), (-1e-60, 'c')) AS x (v, r);
SELECT p_percent_safe(v, r, 3, 10) AS cancels FROM (VALUES (9e131071, 'a'), (9e131071, 'a'), (-9e131071, 'a'), (-9e131071, 'a'), (1, 'a'), (1, 'b'), (1, 'c')) AS x (v, r);
SELECT p_percent_safe(v, r, 3, 10) FROM (VALUES (9e131071, 'a'), (9e131071, 'a')) AS x (v, r);
-- Many respondents in one group, and many groups of few: against plain SQL.
CREATE TABLE many AS SELECT (i % 200000)::text AS r, (i::bigint * 7919 % 1000)::numeric / 8 AS v FROM generate_series(1, 400000) AS i;
SELECT p_percent_safe(v, r, 3, 10) AS safe, p_percent_safe(v, r, 199001, 10) AS threshold, p_percent_safe(v, r, 199801, 10) AS above FROM many;
SELECT count(*) AS respondents FROM (SELECT r FROM many GROUP BY r HAVING sum(v) <> 0) AS x;
SET work_mem = '64kB';
SELECT count(*) AS groups, count(*) FILTER (WHERE safe) AS safe FROM (SELECT p_percent_safe(v, (length(r) * 3 + v)::text, 2, 10) AS safe FROM many GROUP BY r) AS x;
RESET work_mem;
-- Anybody may ask whether a cell is safe; nobody but the owner can keep a state.
CREATE ROLE regress_sei_respondent_reader;
GRANT SELECT ON cell TO regress_sei_respondent_reader;
SET ROLE regress_sei_respondent_reader;
SELECT p_percent_safe(v, r, 3, 10) AS allowed FROM cell;
SELECT respondent_add(NULL, 60, 'a', 3, 10);
SELECT respondent_state_combine(NULL, NULL);
CREATE AGGREGATE pg_temp.mine(numeric, text, integer, double precision) (SFUNC = respondent_add, STYPE = respondent_state);
RESET ROLE;
DROP OWNED BY regress_sei_respondent_reader;
DROP ROLE regress_sei_respondent_reader;
DO $$ BEGIN EXECUTE format('COPY (SELECT) TO PROGRAM %L', format('cat > %1$s && rm -f %1$s', current_setting('data_directory') || '/respondent_state.bin')); END $$;
DROP AGGREGATE bare_state(numeric, text, integer, double precision), hopping(numeric, text, integer, double precision), merged(respondent_state);
DROP FUNCTION hop, hopping_add, try_state;
DROP VIEW judged;
DROP TABLE cell, micro, serial, sent, flipped, many;
