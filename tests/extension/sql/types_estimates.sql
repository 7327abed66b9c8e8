-- Estimates of <@, @> and their joins are within three times the truth, for common places and for rare ones.
CREATE FUNCTION estimate(query text) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE
    plan json;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT json) ' || query INTO plan;
    RETURN (plan -> 0 -> 'Plan' ->> 'Plan Rows')::float8;
END $$;
CREATE FUNCTION near(estimated float8, truth bigint) RETURNS boolean LANGUAGE sql AS $$ SELECT estimated BETWEEN truth / 3.0 AND greatest(truth, 1) * 3.0 $$;
-- An even tree of 4 levels and a skewed one of mixed depth with NULLs: each place, weighted by nothing.
CREATE TABLE even AS SELECT ('e.' || n % 10 || '.' || n / 10 % 20 || '.' || n / 200 % 15)::text::sector AS s FROM generate_series(1, 12000) n;
CREATE TABLE skewed AS
SELECT CASE WHEN n % 10 = 0 THEN NULL ELSE ('k.' || (a * a * 12)::int || CASE WHEN n % 7 = 0 THEN '' ELSE '.' || (b * b * 10)::int || CASE WHEN n % 5 = 0 THEN '' ELSE '.' || n % 5 END END)::text::sector END AS s
FROM (SELECT n, abs(hashint4(n) % 1000) / 1000.0 AS a, abs(hashint4(n + 77) % 1000) / 1000.0 AS b FROM generate_series(1, 12000) n) x;
CREATE TABLE firm AS
SELECT (CASE WHEN n % 9 = 0 THEN 'gb11:' ELSE '' END || lpad((13 + (a * a * 30)::int)::text, 2, '0') || CASE WHEN n % 4 = 0 THEN '' ELSE (b * b * 9)::int::text || CASE WHEN n % 3 = 0 THEN '' ELSE (n % 10)::text END END)::text::industry AS c
FROM (SELECT n, abs(hashint4(n) % 1000) / 1000.0 AS a, abs(hashint4(n + 77) % 1000) / 1000.0 AS b FROM generate_series(1, 12000) n) x;
-- A part of the rows is in the sample.
SET default_statistics_target = 15;
ANALYZE even, skewed, firm;
RESET default_statistics_target;
CREATE TABLE place AS
SELECT 'even' AS t, s::text AS x, n FROM (SELECT sector_ancestor(s, l) AS s, count(*) AS n FROM even, generate_series(0, 3) l GROUP BY 1) a
UNION ALL SELECT 'skewed', s::text, n FROM (SELECT sector_ancestor(s, l) AS s, count(*) AS n FROM skewed, generate_series(0, 3) l GROUP BY 1) a
UNION ALL SELECT 'firm', c, n FROM (SELECT left(c::text, l) AS c, count(*) AS n FROM firm, generate_series(1, 5) l WHERE industry_edition(c) = 2017 AND l <> 2 AND length(c::text) >= l GROUP BY 1) a;
DELETE FROM place WHERE x IS NULL OR n < 5;
-- Of a hundred places at least ninety-five are near, and every one with more than 50 rows. All places: of a few, the sample's luck decides.
SELECT t, count(*) > 8 AS many, count(*) FILTER (WHERE near(e, n)) >= 0.95 * count(*) AS nearly_all, count(*) FILTER (WHERE n > 50 AND NOT near(e, n)) AS common_far, max(n) > 9000 AS up_to_root
FROM (SELECT t, x, n, estimate(format('SELECT FROM %I WHERE %I <@ %L', t, CASE t WHEN 'firm' THEN 'c' ELSE 's' END, x)) AS e FROM place) p GROUP BY t ORDER BY t;
-- The column on the containing side: ancestors of a place.
SELECT t, count(*) FILTER (WHERE near(e, n)) >= 0.95 * count(*) AS nearly_all
FROM (SELECT t, x, estimate(format('SELECT FROM %I WHERE %I @> %L', t, CASE t WHEN 'firm' THEN 'c' ELSE 's' END, x)) AS e,
      CASE t WHEN 'even' THEN (SELECT count(*) FROM even WHERE s @> x::sector) WHEN 'skewed' THEN (SELECT count(*) FROM skewed WHERE s @> x::sector) ELSE (SELECT count(*) FROM firm WHERE c @> x::industry) END AS n
      FROM place) p GROUP BY t ORDER BY t;
-- What is not there, NULL, a bound, and the commuted form.
SELECT estimate($$SELECT FROM even WHERE s <@ 'other'$$) < 100 AS nothing, estimate($$SELECT FROM even WHERE s <@ NULL$$) AS of_null, estimate($$SELECT FROM even WHERE s <@ 'e.^'$$) AS of_bound,
       estimate($$SELECT FROM skewed WHERE 'k.1' @> s$$) = estimate($$SELECT FROM skewed WHERE s <@ 'k.1'$$) AS commuted;
-- Of a small table, wholly in the sample, exact; of a table with one value; of one without statistics something.
CREATE TABLE small AS SELECT ('s.' || n % 7 || '.' || n)::text::sector AS s FROM generate_series(1, 500) n;
CREATE TABLE same AS SELECT 's.1'::sector AS s FROM generate_series(1, 500) n;
SELECT estimate($$SELECT FROM small WHERE s <@ 's.3'$$) BETWEEN 1 AND 1000 AS unknown;
ANALYZE small, same;
SELECT estimate($$SELECT FROM small WHERE s <@ 's.3'$$) = count(*) AS exact FROM small WHERE s <@ 's.3';
SELECT estimate($$SELECT FROM same WHERE s <@ 's'$$) AS below, estimate($$SELECT FROM same WHERE s @> 's.1.2'$$) AS above;
-- Joins, inner and semi, and the use of ANY.
CREATE TABLE wanted AS SELECT sector_ancestor(s, n % 3) AS x FROM (SELECT s, row_number() OVER (ORDER BY s)::int AS n FROM (SELECT DISTINCT s FROM skewed WHERE s IS NOT NULL) a) b WHERE n % 5 = 0;
ANALYZE wanted;
SELECT near(estimate('SELECT FROM skewed JOIN wanted ON s <@ x'), (SELECT count(*) FROM skewed JOIN wanted ON s <@ x)) AS join_near,
       near(estimate('SELECT FROM wanted JOIN skewed ON x @> s'), (SELECT count(*) FROM skewed JOIN wanted ON s <@ x)) AS commuted_near,
       near(estimate('SELECT FROM skewed a JOIN wanted b ON a.s @> b.x'), (SELECT count(*) FROM skewed a JOIN wanted b ON a.s @> b.x)) AS above_near,
       near(estimate($$SELECT FROM skewed WHERE s <@ ANY ('{k.1,k.9}')$$), (SELECT count(*) FROM skewed WHERE s <@ ANY ('{k.1,k.9}'))) AS any_near;
-- A list that nobody counted: places below the root, one of each level, are within 3 x.
CREATE TABLE plain AS SELECT ('p.' || n % 30 || '.' || n % 1000)::text::sector AS s FROM generate_series(1, 60000) n;
ANALYZE plain;
SELECT near(estimate($$SELECT FROM plain JOIN unnest('{p.29,p.28.8}'::sector[]) x ON s <@ x$$), (SELECT count(*) FROM plain JOIN unnest('{p.29,p.28.8}'::sector[]) x ON s <@ x)) AS list_near;
DROP TABLE plain;
-- Periods, and days within them.
CREATE TABLE span AS SELECT (2000 + n % 20 || '-' || lpad((1 + n / 20 % 12)::text, 2, '0'))::text::stat_period AS p, date '2000-01-01' + n % 7300 AS d FROM generate_series(1, 12000) n;
ANALYZE span;
SELECT x, near(estimate(format('SELECT FROM span WHERE p <@ %L', x)), (SELECT count(*) FROM span WHERE p <@ x)) AS within,
       near(estimate(format('SELECT FROM span WHERE p && %L', x)), (SELECT count(*) FROM span WHERE p && x)) AS overlap,
       near(estimate(format('SELECT FROM span WHERE p @> %L::stat_period', x)), (SELECT count(*) FROM span WHERE p @> x)) AS holding,
       near(estimate(format('SELECT FROM span WHERE d <@ %L::stat_period', x)), (SELECT count(*) FROM span WHERE d <@ x)) AS days
FROM unnest('{2011..2015,2015,2015-Q2}'::stat_period[]) x;
DROP TABLE even, skewed, firm, place, small, same, wanted, span; DROP FUNCTION estimate, near;
