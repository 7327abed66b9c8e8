-- sector_tally is exact: for every input its sums are the server's own sum(numeric), without trailing zeros.
\set VERBOSITY terse
SELECT setseed(0.42);
-- Random signs, digits, scales; magnitudes from 10^-300 to 10^300; one million values, each read alone as numeric_send sees it.
CREATE FUNCTION wild(i bigint) RETURNS numeric LANGUAGE sql VOLATILE AS $$
    SELECT ((ARRAY['', '-'])[1 + (random() * 1.99)::int % 2] || substr(translate(md5(i::text) || md5((-i)::text), 'abcdef', '135790'), 1, 1 + (random() * 60)::int)
        || 'e' || CASE (random() * 3)::int WHEN 0 THEN (random() * 600 - 300)::int WHEN 1 THEN (random() * 50 - 40)::int ELSE -2 END)::numeric $$;
CREATE TABLE wilds AS SELECT i, wild(i) AS v, ('sx.' || i % 7 || repeat('.x', (i % 3)::int))::sector AS s FROM generate_series(1, 20000) AS i;
SELECT count(*) FILTER (WHERE numeric_send(tally_total(sector_tally)) IS DISTINCT FROM numeric_send(trim_scale(v))) AS wrong
FROM (SELECT v, sector_tally(v, NULL) FROM wilds GROUP BY i, v) AS x;
SELECT count(*) AS values, count(*) FILTER (WHERE tally_total(t) <> v OR scale(tally_total(t)) <> scale(trim_scale(v))) AS wrong
FROM (SELECT v, sector_tally(v, NULL) AS t
      FROM (SELECT i, ((i::bigint * 7919 % 1000003 - 500000)::numeric / (ARRAY[1, 10, 100, 8, 16, 1000, 1e4, 1e7, 3])[1 + i % 9])::numeric AS v FROM generate_series(1, 1000000) AS i) AS y
      GROUP BY i, v) AS x;
-- Sums by sector, with descendants, over all, and with mixed scales in one state.
SELECT s, numeric_send(tally_value(t, s)) = numeric_send((SELECT trim_scale(sum(v)) FROM wilds AS w WHERE w.s <@ x.s)) AS exact
FROM (SELECT DISTINCT s FROM wilds) AS x, (SELECT sector_tally(v, s) AS t FROM wilds) AS y ORDER BY s;
SELECT numeric_send(tally_total(sector_tally(v, s))) = numeric_send(trim_scale(sum(v))) AS exact, tally_count(sector_tally(v, s)) = count(v) AS counted FROM wilds;
-- The order of rows changes nothing.
SELECT count(DISTINCT t) AS tallies FROM (
    SELECT sector_tally(v, s ORDER BY i) AS t FROM wilds UNION ALL SELECT sector_tally(v, s ORDER BY i DESC) FROM wilds
    UNION ALL SELECT sector_tally(v, s ORDER BY abs(v)) FROM wilds UNION ALL SELECT sector_tally(v, s ORDER BY md5(i::text)) FROM wilds) AS x;
-- 128 bits overflow into limbs and come back; thousands of decimals; the limits of numeric.
SELECT tally_total(sector_tally(v, 'sx.a'::sector)) FROM (VALUES (170141183460469231731687303715884105727), (1), (-1), (170141183460469231731687303715884105727)) AS x(v);
SELECT tally_total(sector_tally(v, 'sx.a'::sector)) FROM (VALUES (1e38), (0.000000000001), (-1e38)) AS x(v);
SELECT tally_total(sector_tally(v, 'sx.a'::sector)) = sum(v) AS exact, scale(tally_total(sector_tally(v, 'sx.a'::sector))) FROM (VALUES (1e-5000), (1e3000), (-1e-4999), (7.5)) AS x(v);
SELECT tally_total(sector_tally(v, 'sx.a'::sector)) = 9e131071 AS largest FROM (VALUES (4e131071), (5e131071)) AS x(v);
SELECT sector_tally(v, 'sx.a'::sector) FROM (VALUES (9e131071), (9e131071)) AS x(v);
SELECT tally_total(sector_tally(v, 'sx.a'::sector)) AS cancels FROM (VALUES (9e131071), (9e131071), (-9e131071), (-9e131071), (1)) AS x(v);
-- All six number types; float8 and real enter by their own shortest decimal, never by a rounded one.
SELECT sector_tally(v::numeric, 'sx.a'::sector) = sector_tally(v::float8, 'sx.a'::sector) AND sector_tally(v::numeric, 'sx.a'::sector) = sector_tally(v::real, 'sx.a'::sector)
   AND sector_tally(v::numeric, 'sx.a'::sector) = sector_tally(v::bigint, 'sx.a'::sector) AND sector_tally(v::numeric, 'sx.a'::sector) = sector_tally(v::int, 'sx.a'::sector)
   AND sector_tally(v::numeric, 'sx.a'::sector) = sector_tally(v::smallint, 'sx.a'::sector) AS six FROM generate_series(-100, 200) AS v;
SELECT tally_total(sector_tally(v, NULL)) FROM (VALUES (0.1::float8), (0.2), (0.3)) AS x(v);
SELECT tally_total(sector_tally(v, NULL)) FROM (VALUES (0.1::real), (0.2), (16777216), (3.4028235e38)) AS x(v);
SELECT tally_total(sector_tally(v, NULL)) FROM (VALUES (9223372036854775807), (9223372036854775807), (-9223372036854775808)) AS x(v);
SELECT bool_and(tally_total(t) = v::text::numeric) AS shortest, count(*) FROM (
    SELECT v, sector_tally(v, NULL) AS t FROM (
        SELECT i, CASE i % 5 WHEN 0 THEN random() WHEN 1 THEN (random() - 0.5) * power(10, (random() * 600 - 300)::int)
            WHEN 2 THEN round((random() * 1e6)::numeric, 2)::float8 WHEN 3 THEN i / 8.0 ELSE (i % 100) * 0.1 END AS v FROM generate_series(1, 20000) AS i) AS y GROUP BY i, v) AS x;
SELECT bool_and(tally_total(t) = v::text::numeric) AS shortest, count(*) FROM (
    SELECT v, sector_tally(v, NULL) AS t FROM (
        SELECT i, (CASE i % 4 WHEN 0 THEN random() WHEN 1 THEN (random() - 0.5) * power(10, (random() * 70 - 35)::int) WHEN 2 THEN i ELSE i / 8.0 END)::real AS v FROM generate_series(1, 20000) AS i) AS y GROUP BY i, v) AS x;
SELECT tally_total(sector_tally(v, NULL)) = sum(v::text::numeric) AS exact FROM (SELECT random() * 1000 AS v FROM generate_series(1, 20000)) AS x;
SELECT tally_total(sector_tally(v, NULL)) FROM (VALUES (5e-324::float8), (1.7976931348623157e308), (-1.7976931348623157e308)) AS x(v);
-- NaN and infinity are errors that name them.
\set VERBOSITY default
SELECT sector_tally('NaN'::numeric, 'sx.a');
\set VERBOSITY terse
SELECT sector_tally('NaN'::float8, 'sx.a');
SELECT sector_tally('-Infinity'::float8, 'sx.a');
SELECT sector_tally('Infinity'::real, 'sx.a');
-- NULL values are ignored, a NULL sector counts in the total; nothing gives NULL, not an empty tally.
SELECT sector_tally(v, s::sector) FROM (VALUES (1, 'sx.a'), (NULL, 'sx.b'), (2, NULL), (NULL, NULL)) AS x(v, s);
SELECT sector_tally(v, 'sx.a'::sector) IS NULL AS all_null, count(*) FROM (VALUES (NULL::numeric), (NULL)) AS x(v);
SELECT sector_tally(1, 'sx.a') IS NULL AS no_rows FROM generate_series(1, 0);
SELECT sector_tally(0, 'sx.a') AS zero_counts;
SELECT sector_tally(v, 'sx.a'::sector) AS zero_sum FROM (VALUES (5), (-5)) AS x(v);
-- One tally holds one classification; a sentinel is no sector.
\set VERBOSITY default
SELECT sector_tally(v, s::sector) FROM (VALUES (1, 'sx.a'), (2, 'cn18.a')) AS x(v, s);
SELECT sector_tally(1, 'sx.a.^'::sector);
\set VERBOSITY terse
-- FILTER, DISTINCT, ORDER BY, GROUPING SETS.
CREATE TABLE r AS SELECT i, (i * 37 % 1000 - 300) / 4.0 AS v, CASE WHEN i % 10 > 0 THEN ('sx.' || i % 10)::sector END AS s, i % 11 AS city FROM generate_series(1, 5000) AS i;
SELECT tally_total(sector_tally(v, s) FILTER (WHERE i % 2 = 0)) = sum(v) FILTER (WHERE i % 2 = 0) AS filter,
       tally_count(sector_tally(DISTINCT v, s)) = count(DISTINCT (v, s)) AS distinct_,
       sector_tally(v, s ORDER BY v) = sector_tally(v, s) AS ordered,
       sector_tally(v, s) FILTER (WHERE false) IS NULL AS nothing FROM r;
SELECT count(*) AS groups, bool_and(tally_total(t) = total AND tally_count(t) = n) AS equal
FROM (SELECT sector_tally(v, s) AS t, sum(v) AS total, count(v) AS n FROM r GROUP BY GROUPING SETS ((city, s), (city), (s), ())) AS x;
SELECT tally_total(t) = (SELECT sum(v) FROM r WHERE city = g) AS equal, count(*) FROM (SELECT city AS g, sector_tally(v, s) AS t FROM r GROUP BY city) AS x GROUP BY 1;
-- Windows: moving frames add and take away exactly, roots may come and go, and the final function repeats.
SELECT count(*) AS frames, bool_and(t IS NOT DISTINCT FROM (SELECT sector_tally(v, s) FROM r AS q WHERE q.i BETWEEN x.i - 20 AND x.i + 3)) AS exact
FROM (SELECT i, sector_tally(v, s) OVER (ORDER BY i ROWS BETWEEN 20 PRECEDING AND 3 FOLLOWING) AS t FROM r WHERE i <= 600) AS x WHERE i <= 590;
SELECT bool_and(t IS NOT DISTINCT FROM (SELECT sector_tally(v, s) FROM r AS q WHERE q.i BETWEEN x.i - 5 AND x.i + 5 AND q.i <> x.i AND q.i <= 300)) AS excluded
FROM (SELECT i, sector_tally(v, s) OVER (ORDER BY i ROWS BETWEEN 5 PRECEDING AND 5 FOLLOWING EXCLUDE CURRENT ROW) AS t FROM r WHERE i <= 300) AS x;
SELECT tally_root(t) AS root, count(*) FROM (
    SELECT sector_tally(1.5, (CASE WHEN i <= 5 THEN 'sx.a' ELSE 'cn.b' END)::sector) FILTER (WHERE i <> 5 AND i <> 6) OVER (ORDER BY i ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS t FROM generate_series(1, 10) AS i) AS x GROUP BY 1 ORDER BY 1;
SELECT sector_tally(v, 'sx.a'::sector) OVER (ORDER BY i ROWS BETWEEN CURRENT ROW AND CURRENT ROW) FROM (VALUES (1, 1e40), (2, NULL), (3, 0.1)) AS x(i, v);
-- A window whose first rows have no value.
SELECT i, sector_tally(v, 'sx.a'::sector) OVER w, sector_share(v, 'sx.a'::sector, 'sx.a') OVER w FROM (VALUES (1, NULL), (2, NULL), (3, 0.5)) AS x(i, v)
WINDOW w AS (ORDER BY i ROWS BETWEEN 1 PRECEDING AND CURRENT ROW);
SELECT bool_and(t = u) AS partitions FROM (SELECT sector_tally(v, s) OVER w AS t, sector_tally(v, s) OVER (PARTITION BY city ORDER BY i ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS u FROM r WINDOW w AS (PARTITION BY city)) AS x;
-- tally_sum merges what was stored; + and - are its two-argument forms; an empty tally is neutral.
CREATE TABLE cells AS SELECT city, sector_tally(v, s) AS t FROM r GROUP BY city;
SELECT (SELECT tally_sum(t) FROM cells) = (SELECT sector_tally(v, s) FROM r) AS two_steps, (SELECT tally_sum(t) FROM cells WHERE false) IS NULL AS no_tally;
SELECT a.t + b.t = b.t + a.t AS commutes, (a.t + b.t) - b.t = a.t AS inverse, a.t - a.t AS empty, tally_root(a.t - a.t) IS NULL AS no_root,
       (a.t - a.t) + b.t = b.t AS neutral, tally_sum(NULL::tally) OVER () IS NULL AS ignored
FROM cells AS a, cells AS b WHERE a.city = 1 AND b.city = 2;
SELECT '{"tally": 1, "sectors": {"sx.a": [90, 3]}}'::tally - '{"tally": 1, "sectors": {"sx.a": [50, 3]}}' AS september_less_june;
SELECT '{"tally": 1, "sectors": {"sx.a": [90, 3]}}'::tally - '{"tally": 1, "sectors": {"sx.a": [90, 5], "sx.b": [1, 1]}}' AS negative_counts;
SELECT '{"tally": 1, "sectors": {"sx.a": [1, 1]}}'::tally + '{"tally": 1, "sectors": {"cn.a": [1, 1]}}';
SELECT '{"tally": 1, "sectors": {"sx.a": [1, 9223372036854775807]}}'::tally + '{"tally": 1, "sectors": {"sx.a": [1, 1]}}';
SELECT count(*) AS frames, bool_and(m IS NOT DISTINCT FROM (SELECT tally_sum(t) FROM cells AS c WHERE c.city BETWEEN x.city - 2 AND x.city)) AS moving
FROM (SELECT city, tally_sum(t) OVER (ORDER BY city ROWS 2 PRECEDING) AS m FROM cells) AS x;
-- The functions behind the aggregates leave their arguments alone and give stored tallies when called on their own.
SELECT sector_tally_add(t, 5, 'sx.it') = t + '{"tally": 1, "sectors": {"sx.it": [5, 1]}}' AS added, tally_combine(t, t) = t + t AS combined, tally_final(t) = t AS final, t = u AS untouched
FROM (SELECT t, t::text::tally AS u FROM cells WHERE city = 3) AS x;
-- A PL/pgSQL variable and a subquery's column survive being aggregated twice.
SELECT sum(tally_total(a)) = 2 * sum(tally_total(b)) AS twice FROM (SELECT tally_sum(t) AS a FROM (SELECT t FROM cells UNION ALL SELECT t FROM cells) AS y) AS x, (SELECT tally_sum(t) AS b FROM cells) AS z;
DROP TABLE wilds, r, cells;
DROP FUNCTION wild(bigint);
