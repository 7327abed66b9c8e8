-- sector_share(value, sector, wanted) is tally_share(sector_tally(value, sector), wanted), and the plain SQL fraction.
CREATE TABLE r AS SELECT i, (i * 37 % 1000) / 4.0 AS v, CASE WHEN i % 10 > 0 THEN ('sx.' || i % 10 || CASE WHEN i % 2 = 0 THEN '.x' ELSE '' END)::sector END AS s, i % 11 AS city FROM generate_series(1, 5000) AS i;
SELECT city, sector_share(v, s, 'sx.1') = tally_share(sector_tally(v, s), 'sx.1') AS same,
       sector_share(v, s, 'sx.1') = trim_scale(sum(v) FILTER (WHERE s <@ 'sx.1')) / trim_scale(sum(v)) AS fraction,
       sector_share(v, s, 'sx') = trim_scale(sum(v) FILTER (WHERE s IS NOT NULL)) / trim_scale(sum(v)) AS root FROM r GROUP BY city ORDER BY city;
-- The digits are the server's division of the two sums without trailing zeros.
SELECT sector_share(v, s::sector, 'sx.a') FROM (VALUES (1.00, 'sx.a'), (2.00, 'sx.b'), (0, NULL)) AS x(v, s);
SELECT sector_share(v, s::sector, 'sx.a'), trim_scale(1e30::numeric) / trim_scale(3e30::numeric) AS server FROM (VALUES (1e30, 'sx.a'), (2e30, 'sx.b')) AS x(v, s);
SELECT sector_share(v, 'sx.a'::sector, 'sx.a'), sector_share(v::float8, 'sx.a'::sector, 'sx'), sector_share(v::real, 'sx.a'::sector, 'sx.b'), sector_share(v::bigint, NULL::sector, 'sx'),
       sector_share(v::int, 'sx.ab'::sector, 'sx.a'), sector_share(v::smallint, 'sx.a.b'::sector, 'sx.a') FROM generate_series(1, 3) AS v;
-- No rows, no values, a zero total: NULL. Negative totals divide as they are.
SELECT sector_share(v, 'sx.a'::sector, 'sx.a') FROM (VALUES (1)) AS x(v) WHERE false;
SELECT sector_share(NULL::numeric, 'sx.a', 'sx.a');
SELECT sector_share(v, s::sector, 'sx.a') FROM (VALUES (5, 'sx.a'), (-5, 'sx.b')) AS x(v, s);
SELECT sector_share(v, s::sector, 'sx.a') FROM (VALUES (5, 'sx.a'), (-15, 'sx.b')) AS x(v, s);
SELECT sector_share(v, s::sector, NULL) FROM (VALUES (5, 'sx.a')) AS x(v, s);
SELECT sector_share(v, s::sector, 'sx.c') AS nothing_there FROM (VALUES (5, 'sx.a')) AS x(v, s);
SELECT sector_share(v, NULL, 'sx.c') AS no_sector_at_all FROM (VALUES (5)) AS x(v);
-- The parameter must be constant in a group, and of the classification of the rows.
SELECT sector_share(v, s::sector, s::sector) FROM (VALUES (5, 'sx.a'), (5, 'sx.b')) AS x(v, s);
SELECT sector_share(v, 'sx.a', s::sector) FROM (VALUES (5, 'sx.a'), (5, NULL)) AS x(v, s);
SELECT s, sector_share(v, 'sx.a', s::sector) FROM (VALUES (5, 'sx.a'), (5, 'sx.b')) AS x(v, s) GROUP BY s ORDER BY s;
SELECT sector_share(v, s::sector, 'sx.a') FROM (VALUES (5, 'sx.a'), (5, 'cn.a')) AS x(v, s);
SELECT sector_share(v, s::sector, 'sx.a') FROM (VALUES (5, 'sx.a'), (NULL, 'cn.a')) AS x(v, s);
SELECT sector_share('NaN'::numeric, 'sx.a', 'sx.a');
SELECT sector_share(1, 'sx.a.^'::sector, 'sx.a');
SELECT sector_share(1, 'sx.a', 'sx.a.^');
-- Moving windows, FILTER, DISTINCT.
SELECT bool_and(t IS NOT DISTINCT FROM (SELECT sector_share(v, s, 'sx.1') FROM r AS q WHERE q.i BETWEEN x.i - 20 AND x.i)) AS moving
FROM (SELECT i, sector_share(v, s, 'sx.1') OVER (ORDER BY i ROWS 20 PRECEDING) AS t FROM r WHERE i <= 500) AS x;
SELECT sector_share(v, s, 'sx.1') FILTER (WHERE i <= 10) = (SELECT sector_share(v, s, 'sx.1') FROM r WHERE i <= 10) AS filter,
       sector_share(DISTINCT v, s, 'sx.1') = (SELECT sector_share(v, s, 'sx.1') FROM (SELECT DISTINCT v, s FROM r) AS x) AS distinct_ FROM r;
-- Sums beyond 128 bits and of many decimals.
SELECT sector_share(v, s::sector, 'sx.a') = 1e40::numeric / (1e40 + 1e-40) AS exact FROM (VALUES (1e40, 'sx.a'), (1e-40, 'sx.b')) AS x(v, s);
DROP TABLE r;
