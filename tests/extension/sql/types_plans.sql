-- An ordinary btree answers <@ and @> of sector and industry by bounds, wherever the place is fixed while it is scanned, and says the same as a scan.
CREATE FUNCTION plan_of(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    line text;
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
        IF line ~ 'Cond|Filter|Index Only|Seq Scan|Heap Fetch|Never' THEN RETURN NEXT regexp_replace(regexp_replace(trim(line), '^-> +', ''), '\(InitPlan 1\)\.col1', '$0', 'g'); END IF;
    END LOOP;
END $$;
-- Random trees: runs of digits with and without zeros, longer than any integer, dashes, other scripts, both cases.
CREATE TABLE piece (n int PRIMARY KEY, label text);
INSERT INTO piece SELECT n - 1, label FROM unnest(string_to_array('0 00 1 2 02 9 10 010 a A Z - _ a-1 -1 1- 新 能源 新能源 é z9 9z ９ ～ä 99999999999999999999999999999999999999 099999999999999999999999999999999999999 １ 1a1 1a01', ' ')) WITH ORDINALITY p (label, n)
WHERE sector_is_valid('r.' || label);
CREATE FUNCTION pick(i int, level int) RETURNS text LANGUAGE sql AS $$ SELECT label FROM piece WHERE n = abs(hashint4(i * 31 + level) % (SELECT count(*) FROM piece)) $$;
CREATE TABLE tree AS
SELECT DISTINCT ('r' || CASE WHEN i % 17 > 0 THEN '.' || pick(i % 97, 1) ELSE '' END || CASE WHEN i % 3 > 0 AND i % 17 > 0 THEN '.' || pick(i % 911, 2) || pick(i % 7, 4) ELSE '' END
    || CASE WHEN i % 3 > 1 AND i % 17 > 0 THEN '.' || pick(i, 3) || '.' || pick(i, 5) ELSE '' END)::text::sector AS s FROM generate_series(1, 4500) i;
INSERT INTO tree SELECT DISTINCT sector_ancestor(s, 1) FROM tree WHERE sector_level(s) > 1;
INSERT INTO tree SELECT sector_upper(s) FROM (SELECT s, row_number() OVER (ORDER BY s) AS n FROM tree) x WHERE sector_level(s) <= 2 AND n % 2 = 0;
INSERT INTO tree VALUES (NULL), ('r2'), ('q'), ('R');
ALTER TABLE tree ADD n int GENERATED ALWAYS AS IDENTITY;
CREATE INDEX tree_s ON tree (s);
VACUUM ANALYZE tree;
CREATE TABLE place AS SELECT DISTINCT s FROM (SELECT s FROM tree UNION ALL SELECT CASE WHEN s::text !~ '\^$' THEN sector_parent(s) END FROM tree) x WHERE s IS NOT NULL;
SELECT count(*) > 2000 AS thousands, (SELECT count(*) > 2000 FROM place) AS places FROM tree;
-- The order is total: antisymmetric, transitive along the sorted list, and equality is that of bytes.
SELECT count(*) FROM (SELECT s, lag(s) OVER (ORDER BY s) AS before FROM place) x WHERE NOT (before < s AND s > before AND before <> s AND sector_cmp(before, s) < 0 AND sector_cmp(s, before) > 0);
SELECT count(*) FROM (SELECT s, n, row_number() OVER (ORDER BY s) AS place FROM (SELECT s, row_number() OVER () AS n FROM place) x) a JOIN (SELECT s, row_number() OVER (ORDER BY s) AS place FROM place) b ON a.n % 60 = 0 AND (a.s < b.s) IS DISTINCT FROM (a.place < b.place);
-- Below a place is exactly what its text and a point begin, save the place's own bound; the index agrees with the scan row by row.
SET enable_seqscan = off; SET enable_bitmapscan = off;
CREATE TEMP TABLE by_index AS SELECT p.s AS x, count(t.n), sum(hashint4(t.n)::bigint) AS rows FROM place p LEFT JOIN LATERAL (SELECT n FROM tree WHERE tree.s <@ p.s OFFSET 0) t ON true GROUP BY 1;
SET enable_seqscan = on; SET enable_indexscan = off; SET enable_indexonlyscan = off;
CREATE TEMP TABLE by_scan AS SELECT p.s AS x, count(n), sum(hashint4(n)::bigint) AS rows FROM (SELECT s FROM place WHERE hashtext(s::text) % 30 = 0 OR s = 'r') p LEFT JOIN tree ON p.s @> tree.s GROUP BY 1;
CREATE TEMP TABLE by_text AS SELECT p.s AS x, count(n), sum(hashint4(n)::bigint) AS rows FROM (SELECT s FROM place WHERE hashtext(s::text) % 30 = 0 OR s = 'r') p LEFT JOIN tree ON p.s::text !~ '\^$' AND (tree.s = p.s OR starts_with(tree.s::text, p.s::text || '.') AND tree.s <> sector_upper(p.s)) GROUP BY 1;
SELECT count(*) > 50 AS many, count(*) FILTER (WHERE i.count <> s.count OR i.rows IS DISTINCT FROM s.rows) AS index_differs, count(*) FILTER (WHERE t.count <> s.count OR t.rows IS DISTINCT FROM s.rows) AS text_differs, max(s.count) > 1000 AS up_to_root
FROM by_scan s JOIN by_index i USING (x) JOIN by_text t USING (x);
RESET ALL;
-- industry: both editions, every level, the same.
CREATE TABLE firm AS SELECT code::industry AS c, n FROM (SELECT n, CASE n % 3 WHEN 0 THEN 'gb11:' ELSE '' END || lpad((1 + n % 95)::text, 2, '0') || CASE n % 4 WHEN 0 THEN '' WHEN 1 THEN (n / 95 % 10)::text ELSE (n / 95 % 10)::text || (n / 950 % 10)::text END AS code FROM generate_series(0, 9999) n) x WHERE industry_is_valid(code);
INSERT INTO firm SELECT c, 10000 + n FROM (SELECT industry_section(c)::industry AS c, n FROM firm) x WHERE n % 50 = 0;
CREATE INDEX firm_c ON firm (c);
VACUUM ANALYZE firm;
CREATE TABLE code AS SELECT DISTINCT c FROM firm;
SET enable_seqscan = off; SET enable_bitmapscan = off;
CREATE TEMP TABLE firm_by_index AS SELECT x.c AS x, count(f.n), sum(hashint4(f.n)::bigint) AS rows FROM code x LEFT JOIN LATERAL (SELECT n FROM firm WHERE firm.c <@ x.c OFFSET 0) f ON true GROUP BY 1;
SELECT count(*) > 100 AS many, count(*) FILTER (WHERE i.count <> s.count OR i.rows <> s.rows) AS differ FROM firm_by_index i
JOIN LATERAL (SELECT count(*), sum(hashint4(n)::bigint) AS rows FROM firm WHERE c::sector <@ i.x::sector) s ON true WHERE hashint4(i.count::int) % 4 = 0;
SELECT c, industry_last(c), industry_last(industry_last(c)) = industry_last(c) AS last FROM unnest('{C,C35,C351,C3511,T,gb11:S,gb11:O79}'::industry[]) c;
-- Constants, either way round; NULL; a class.
SELECT plan_of($$SELECT s FROM tree WHERE s <@ 'r.2'$$);
SELECT plan_of($$SELECT s FROM tree WHERE 'r.2' @> s$$);
SELECT plan_of($$SELECT n FROM firm WHERE c <@ 'C'$$);
SELECT plan_of($$SELECT n FROM firm WHERE 'gb11:C35' @> c$$);
SELECT plan_of($$SELECT n FROM firm WHERE c <@ 'C3511'$$);
SELECT count(*) FROM tree WHERE s <@ NULL;
SELECT plan_of($$SELECT n FROM tree WHERE s <@ 'r.2.^'$$);
-- Functions of constants are folded; what may change during the scan stays a filter, in the form of a function as well.
SELECT plan_of($$SELECT n FROM tree WHERE s <@ sector_parent('r.2.9')$$);
SELECT plan_of($$SELECT n FROM tree WHERE sector_contained(s, 'r.2')$$);
SELECT plan_of($$SELECT n FROM tree WHERE s <@ CASE WHEN random() < 2 THEN 'r.2'::sector END$$);
SELECT plan_of($$SELECT n FROM tree WHERE sector_contained(s, CASE WHEN random() < 2 THEN 'r.2'::sector END)$$);
CREATE TABLE both_sides AS SELECT s AS a, CASE WHEN s::text !~ '\^' THEN sector_root(s) END AS b FROM tree;
CREATE INDEX ON both_sides (a);
SELECT plan_of($$SELECT FROM both_sides WHERE a <@ b$$);
SELECT plan_of($$SELECT FROM both_sides WHERE sector_contained(a, b)$$);
SELECT count(*) = (SELECT count(*) FROM both_sides WHERE a IS NOT NULL AND b IS NOT NULL) AS all_below FROM both_sides WHERE sector_contained(a, b);
-- Parameters of generic plans, stable functions, outer columns, subqueries.
SET plan_cache_mode = force_generic_plan;
PREPARE below (sector) AS SELECT n FROM tree WHERE s <@ $1;
SELECT plan_of($$EXECUTE below('r.2')$$);
PREPARE above (industry) AS SELECT n FROM firm WHERE $1 @> c;
SELECT plan_of($$EXECUTE above('C35')$$);
RESET plan_cache_mode;
SELECT plan_of($$SELECT n FROM tree WHERE s <@ current_setting('port')::text::sector$$);
SELECT plan_of($$SELECT n FROM tree WHERE s <@ (SELECT 'r.2'::sector)$$);
SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_material = off;
SELECT plan_of($$SELECT count(*) FROM (VALUES ('r.2'::sector), ('r.a.9')) v (x) JOIN tree ON s <@ x$$);
SELECT plan_of($$SELECT count(*) FROM (VALUES ('C35'::industry), ('C37')) v (x) JOIN firm ON x @> c$$);
SELECT plan_of($$SELECT (SELECT count(*) FROM tree WHERE s <@ x) FROM (VALUES ('r.2'::sector), ('r.a.9')) v (x)$$);
RESET enable_hashjoin; RESET enable_mergejoin; RESET enable_material;
-- Either of several places: OR is answered by the index, ANY is a filter with the same rows.
SET enable_bitmapscan = on;
SELECT plan_of($$SELECT n FROM tree WHERE s <@ 'r.2' OR s <@ 'r.9'$$);
SET enable_bitmapscan = off;
SELECT count(*) = (SELECT count(*) FROM tree WHERE s <@ 'r.2' OR s <@ 'r.9') AS any_is_or FROM tree WHERE s <@ ANY ('{r.2,r.9}');
-- Only the index; a partial index; several columns; descending; an expression; a domain; BRIN; not a hash index.
SET enable_indexscan = off;
SELECT plan_of($$SELECT s FROM tree WHERE s <@ 'r.2'$$);
RESET enable_indexscan;
CREATE INDEX tree_partial ON tree (n) WHERE s <@ 'r.2';
SELECT plan_of($$SELECT n FROM tree WHERE s <@ 'r.2' AND n > 0$$);
DROP INDEX tree_s, tree_partial;
CREATE INDEX tree_two ON tree (s, n);
SELECT plan_of($$SELECT n FROM tree WHERE s <@ 'r.2' AND n = 5$$);
DROP INDEX tree_two;
CREATE INDEX tree_down ON tree (n, s DESC);
SELECT plan_of($$SELECT n FROM tree WHERE n = 7 AND s <@ 'r.2' ORDER BY s DESC$$);
DROP INDEX tree_down;
CREATE INDEX firm_sector ON firm ((c::sector));
SELECT plan_of($$SELECT n FROM firm WHERE c::sector <@ 'gb17.C.35'$$);
CREATE DOMAIN sx_sector AS sector CHECK (VALUE <@ 'sx');
CREATE TABLE by_domain AS SELECT ('sx.' || n % 100)::text::sector::sx_sector AS d FROM generate_series(1, 2000) n;
CREATE INDEX ON by_domain (d);
ANALYZE by_domain;
SELECT plan_of($$SELECT d FROM by_domain WHERE d <@ 'sx.7'$$);
CREATE TABLE brin_firm AS SELECT c FROM firm ORDER BY c;
CREATE INDEX ON brin_firm USING brin (c) WITH (pages_per_range = 1);
SET enable_bitmapscan = on;
SELECT plan_of($$SELECT c FROM brin_firm WHERE c <@ 'C35'$$);
SELECT count(*) = (SELECT count(*) FROM firm WHERE c <@ 'C35') AS brin_agrees FROM brin_firm WHERE c <@ 'C35';
DROP INDEX firm_c;
CREATE INDEX firm_hash ON firm USING hash (c);
SELECT plan_of($$SELECT n FROM firm WHERE c <@ 'C35'$$);
RESET ALL;
-- Under row level security the bounds reach the index before the policy is asked, for one who owns nothing.
CREATE INDEX tree_s ON tree (s);
CREATE INDEX firm_c ON firm (c);
CREATE ROLE regress_sei_synthetic_plan_reader;
GRANT SELECT ON tree, firm TO regress_sei_synthetic_plan_reader;
ALTER TABLE tree ENABLE ROW LEVEL SECURITY;
ALTER TABLE firm ENABLE ROW LEVEL SECURITY;
CREATE POLICY few ON tree FOR SELECT TO regress_sei_synthetic_plan_reader USING (length(s::text) > 5);
CREATE POLICY few ON firm FOR SELECT TO regress_sei_synthetic_plan_reader USING (length(c::text) > 3);
SET ROLE regress_sei_synthetic_plan_reader;
SET enable_seqscan = off; SET enable_bitmapscan = off;
SELECT plan_of($$SELECT s FROM tree WHERE s <@ 'r.2'$$);
SELECT plan_of($$SELECT n FROM firm WHERE 'C35' @> c$$);
SET plan_cache_mode = force_generic_plan;
PREPARE mine (sector) AS SELECT n FROM tree WHERE s <@ $1;
SELECT plan_of($$EXECUTE mine('r.2')$$);
RESET ROLE;
RESET ALL;
-- An exclusive bound for a range partition prunes.
CREATE TABLE part (s sector NOT NULL, n int) PARTITION BY RANGE (s);
CREATE TABLE part_2 PARTITION OF part FOR VALUES FROM ('r.2') TO ('r.2.^');
CREATE TABLE part_9 PARTITION OF part FOR VALUES FROM ('r.9') TO ('r.9.^');
CREATE TABLE part_rest PARTITION OF part DEFAULT;
INSERT INTO part SELECT s, n FROM tree WHERE s IS NOT NULL;
SELECT tableoid::regclass, count(*) = (SELECT count(*) FROM tree WHERE s <@ CASE tableoid::regclass::text WHEN 'part_2' THEN 'r.2' ELSE 'r.9' END::sector) AS all FROM part WHERE tableoid <> 'part_rest'::regclass GROUP BY 1 ORDER BY 1::text;
SELECT plan_of($$SELECT n FROM part WHERE s >= 'r.2' AND s < sector_upper('r.2')$$);
SELECT plan_of($$SELECT n FROM part WHERE s = 'r.9.a'$$);
DROP TABLE tree, place, piece, firm, code, both_sides, by_domain, brin_firm, part; DROP DOMAIN sx_sector; DROP FUNCTION plan_of, pick; DROP ROLE regress_sei_synthetic_plan_reader;
