-- sector: what is read, in which order it stands, what lies below what, and that an index says the same as a scan.
\set VERBOSITY terse
-- The order decides one label before the next; numbers compare by value, then by leading zeros; a prefix is first; x.^ is last.
SELECT string_agg(s, ' < ' ORDER BY s::sector) FROM unnest(string_to_array(
    'sx.02 sx.10 sx.2.9 sx.2 sx sx.b sx.a10 sx.a9 sx.a sx.a-1 sx.2a sx.新能源 sx.新能源.风 sx-1 SX sx.2.9.1 sx.0 sx.00 sx.002', ' ')) s
    \g (format=unaligned)
SELECT 'sx.2.^'::sector > 'sx.2.zz.9', 'sx.2.^'::sector < 'sx.02', 'sx.2.^'::sector < 'sx.3', 'sx.2'::sector < 'sx.2.^', 'sx.^' = sector_upper('sx');
SELECT sector_root(s), sector_level(s), sector_parent(s), sector_ancestor(s, 0), sector_ancestor(s, 1), sector_ancestor(s, 2), sector_ancestor(s, 3), sector_upper(s)
FROM unnest('{sx,sx.it,cn18.1.1.2,"  sx.it  "}'::sector[]) s;
SELECT sector_upper('sx.^');
SELECT sector_parent('sx.^');
SELECT sector_ancestor('sx', 9);
-- A sentinel is input for dumps and partition bounds only: a cast from a text value, is_valid and <@ know no such place.
SELECT 'sx.^'::sector, sector_is_valid('sx.^'), 'sx.^'::sector <@ 'sx', 'sx.^'::sector <@ 'sx.^', 'sx.a.^'::sector <@ 'sx';
SELECT s::sector FROM (VALUES ('sx.^'::text)) t (s);
-- What is read keeps its bytes; white space around it is cut.
SELECT octet_length(s::text), s FROM unnest(ARRAY[' sx.it ', E'\tsx.新材料\n', '　sx.it　', 'SX.It', 'a', '0', '_-_', 'x.１', 'naïve.é']) t, LATERAL (SELECT t::sector) v (s);
SELECT repeat('a', 63) || '.1' = (repeat('a', 63) || '.1')::sector::text, sector_level('r.1.2.3.4.5.6.7.8'), sector_is_valid(rtrim(repeat(repeat('é', 31) || '.', 4), '.'));
SELECT 'sx.it.a'::sector <@ 'sx.it' AS below, 'sx.it'::sector <@ 'sx.it' AS itself, 'sx.ita'::sector <@ 'sx.it' AS no_prefix, 'sx.it'::sector <@ 'sx.it.a' AS above, 'sx'::sector @> 'sx.it.a' AS holds, 'SX.it'::sector <@ 'sx' AS other_case;
-- Binary and text forms agree.
SELECT sector_send('sx.新能源'), octet_length(sector_send('sx'));

-- An ordinary btree answers <@ by bounds and not by a filter: constants, commuted, generic parameters, joins, row level security.
CREATE TABLE tree AS SELECT ('r.' || a || '.' || b || '.' || c)::sector AS s FROM generate_series(1, 20) a, generate_series(1, 20) b, generate_series(1, 25) c;
INSERT INTO tree VALUES ('r'), ('r.1'), ('r.02'), ('r.2.^'), ('r2');
CREATE INDEX tree_s ON tree (s);
ANALYZE tree;
SET enable_seqscan = off; SET enable_bitmapscan = off; SET plan_cache_mode = force_generic_plan;
CREATE FUNCTION plan_of(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE line text;
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
        IF line ~ 'Cond|Filter' THEN RETURN NEXT trim(line); END IF;
    END LOOP;
END $$;
SELECT plan_of($$SELECT s FROM tree WHERE s <@ 'r.2'$$);
SELECT plan_of($$SELECT s FROM tree WHERE 'r.2' @> s$$);
PREPARE below (sector) AS SELECT count(*) FROM tree WHERE s <@ $1;
SELECT plan_of($$EXECUTE below('r.2')$$);
SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_material = off;
SELECT plan_of($$SELECT count(*) FROM (VALUES ('r.2'::sector), ('r.3.4')) v (x) JOIN tree ON s <@ x$$);
CREATE ROLE regress_sei_synthetic_reader;
GRANT SELECT ON tree TO regress_sei_synthetic_reader;
ALTER TABLE tree ENABLE ROW LEVEL SECURITY;
CREATE POLICY even ON tree FOR SELECT TO regress_sei_synthetic_reader USING (length(s::text) > 0);
SET ROLE regress_sei_synthetic_reader;
SELECT plan_of($$SELECT s FROM tree WHERE s <@ 'r.2'$$);
RESET ROLE;
ALTER TABLE tree DISABLE ROW LEVEL SECURITY;
-- Index and scan agree on every place of a random tree, sentinels and roots included.
CREATE TABLE random_tree AS
SELECT DISTINCT ('t' || repeat('.' || i % 3, (i / 7) % 3) || CASE WHEN i % 5 = 0 THEN '' ELSE '.0' || i % 11 END)::sector AS s FROM generate_series(1, 400) i;
INSERT INTO random_tree SELECT sector_upper(s) FROM random_tree WHERE sector_level(s) = 1;
CREATE INDEX ON random_tree (s);
CREATE TEMP TABLE by_index AS SELECT a.s AS x, b.s FROM random_tree a, LATERAL (SELECT s FROM random_tree b WHERE b.s <@ a.s OFFSET 0) b;
SET enable_seqscan = on; SET enable_indexscan = off; SET enable_indexonlyscan = off;
CREATE TEMP TABLE by_scan AS SELECT a.s AS x, b.s FROM random_tree a, LATERAL (SELECT s FROM random_tree b WHERE (b.s <@ a.s) IS TRUE OFFSET 0) b;
SELECT count(*) > 100 AS many, count(*) = (SELECT count(*) FROM by_scan) AS as_many,
       NOT EXISTS (TABLE by_index EXCEPT TABLE by_scan) AS same FROM by_index;
SELECT count(*) FROM by_scan WHERE (s >= x AND s < sector_upper(x)) IS NOT TRUE;
RESET enable_indexscan; RESET enable_indexonlyscan; RESET enable_bitmapscan; RESET enable_hashjoin; RESET enable_mergejoin; RESET enable_material;
-- Estimates stay within three times the truth for common and rare places.
CREATE FUNCTION estimate(query text) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE plan json; BEGIN EXECUTE 'EXPLAIN (FORMAT json) ' || query INTO plan; RETURN (plan -> 0 -> 'Plan' ->> 'Plan Rows')::float8; END $$;
SELECT x, n, estimate(format('SELECT FROM tree WHERE s <@ %L', x)) BETWEEN n / 3.0 AND n * 3.0 AS near
FROM (SELECT x, (SELECT count(*) FROM tree WHERE s <@ x) AS n FROM unnest('{r,r.7,r.20,r.7.3,r.13.20,r.7.3.4}'::sector[]) x) t;
-- BRIN minmax and hash serve too.
CREATE TABLE brin_tree AS SELECT s FROM tree ORDER BY s;
CREATE INDEX brin_s ON brin_tree USING brin (s) WITH (pages_per_range = 1);
SET enable_seqscan = off;
SELECT plan_of($$SELECT s FROM brin_tree WHERE s <@ 'r.2.3'$$);
SELECT count(*) FROM brin_tree WHERE s <@ 'r.2.3';
CREATE INDEX hash_s ON brin_tree USING hash (s);
SELECT count(*) FROM brin_tree WHERE s = 'r.2.3.4';
RESET ALL;

-- Varchar parameters insert, foreign keys, unique, list, hash and range partitions hold.
CREATE TABLE place (s sector PRIMARY KEY) PARTITION BY RANGE (s);
CREATE TABLE place_2 PARTITION OF place FOR VALUES FROM ('r.2') TO ('r.2.^');
CREATE TABLE place_rest PARTITION OF place DEFAULT;
PREPARE add (varchar) AS INSERT INTO place VALUES ($1);
EXECUTE add('r.2.7'); EXECUTE add('r.02');
SELECT tableoid::regclass, s FROM place ORDER BY s;
INSERT INTO place VALUES ('r.02');
CREATE TABLE fact (s sector REFERENCES place, v int);
INSERT INTO fact VALUES ('r.2.7', 1);
INSERT INTO fact VALUES ('r.2.8', 1);
CREATE TABLE by_hash (s sector) PARTITION BY HASH (s);
CREATE TABLE by_hash_0 PARTITION OF by_hash FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE by_hash_1 PARTITION OF by_hash FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO by_hash SELECT s FROM tree;
SELECT count(*) > 4000 AS half_0, (SELECT count(*) > 4000 FROM by_hash_1) AS half_1 FROM by_hash_0;
DROP TABLE by_hash, fact, place, brin_tree, random_tree, tree; DROP FUNCTION plan_of, estimate; DROP ROLE regress_sei_synthetic_reader;
