-- The types in tables: partitions of every kind, keys, exclusion, domains, arrays, composites, ranges, aggregates, casts.
\set VERBOSITY terse
CREATE TABLE fact (n int, s sector, p stat_period, t target, c industry);
INSERT INTO fact SELECT n, ('r.' || n % 20 || '.' || n % 13)::text, (2000 + n % 20 || '-Q' || 1 + n % 4)::text, (n % 30 || '%' || CASE n % 3 WHEN 0 THEN '左右' ELSE '' END)::text, lpad((1 + n % 40)::text, 2, '0') || n % 10 || n % 7 FROM generate_series(1, 4000) n WHERE industry_is_valid(lpad((1 + n % 40)::text, 2, '0'));
-- List, range and hash partitions on each type; every row lands once, equality prunes.
CREATE TYPE kind AS (column_name text, list_value text, from_value text, to_value text);
CREATE FUNCTION check_partitions(col text, listed text, low text, high text) RETURNS TABLE (kind text, parts bigint, all_rows boolean, pruned boolean) LANGUAGE plpgsql AS $$
DECLARE
    line text;
BEGIN
    FOREACH kind IN ARRAY ARRAY['LIST', 'RANGE', 'HASH'] LOOP
        EXECUTE format('CREATE TABLE part (LIKE fact) PARTITION BY %s (%I)', kind, col);
        IF kind = 'LIST' THEN
            EXECUTE format('CREATE TABLE part_1 PARTITION OF part FOR VALUES IN (%L)', listed);
            CREATE TABLE part_2 PARTITION OF part DEFAULT;
        ELSIF kind = 'RANGE' THEN
            EXECUTE format('CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (%L) TO (%L)', low, high);
            CREATE TABLE part_2 PARTITION OF part DEFAULT;
        ELSE
            CREATE TABLE part_1 PARTITION OF part FOR VALUES WITH (MODULUS 2, REMAINDER 0);
            CREATE TABLE part_2 PARTITION OF part FOR VALUES WITH (MODULUS 2, REMAINDER 1);
        END IF;
        INSERT INTO part SELECT * FROM fact;
        SELECT count(DISTINCT tableoid), count(*) = (SELECT count(*) FROM fact) INTO parts, all_rows FROM part;
        pruned := true;
        FOR line IN EXECUTE format('EXPLAIN (COSTS OFF) SELECT FROM part WHERE %I = %L', col, listed) LOOP
            pruned := pruned AND line !~ 'Append';
        END LOOP;
        RETURN NEXT;
        DROP TABLE part;
    END LOOP;
END $$;
SELECT 'sector' AS type, * FROM check_partitions('s', 'r.2.5', 'r.2', 'r.2.^')
UNION ALL SELECT 'stat_period', * FROM check_partitions('p', '2003-Q4', '2003', '2005')
UNION ALL SELECT 'target', * FROM check_partitions('t', '~6%', '1%', '2%')
UNION ALL SELECT 'industry', * FROM check_partitions('c', '0105', '01', '13');
-- Unique keys and foreign keys; equal spellings are one value.
CREATE TABLE key_table (s sector, p stat_period, c industry, t target, PRIMARY KEY (s, p), UNIQUE (c, t));
CREATE TABLE ref_table (s sector, p stat_period, FOREIGN KEY (s, p) REFERENCES key_table);
INSERT INTO key_table VALUES ('r.1', '2015-Q1', '3511', '7%～8%');
INSERT INTO key_table VALUES (' r.1', '2015年一季度', '01', NULL);
INSERT INTO key_table VALUES ('r.2', '2015', 'C3511', '7%..8%');
INSERT INTO ref_table VALUES ('r.1', '2015-01..03');
INSERT INTO ref_table VALUES ('r.1', '2015');
DELETE FROM key_table;
-- Periods of one sector must not overlap.
CREATE EXTENSION btree_gist;
CREATE TABLE span (s sector, p stat_period, EXCLUDE USING gist ((s::text) WITH =, period_range(p) WITH &&));
INSERT INTO span VALUES ('r.1', '2015-Q1'), ('r.1', '2015-Q2'), ('r.2', '2015'), ('r.1', '2016..2020');
INSERT INTO span VALUES ('r.1', '2015-06..12');
INSERT INTO span VALUES ('r.1', '2015-H2');
DROP TABLE span;
DROP EXTENSION btree_gist;
-- Domains, arrays, composites, ranges of the types; unnest, ANY, GROUP BY, DISTINCT, set operations.
CREATE DOMAIN sx_place AS sector CHECK (VALUE <@ 'sx') NOT NULL;
CREATE TABLE shapes (place sx_place, periods stat_period[], pair kind, whole fact);
INSERT INTO shapes VALUES ('sx.it', '{2015,2015-Q1,十二五}', NULL, (1, 'r.1', '2015', '7%左右', 'C35'));
INSERT INTO shapes VALUES ('other.it', NULL, NULL, NULL);
SELECT place, periods, (whole).t, periods @> '{2015-01..03}' AS has, '2015'::stat_period = ANY (periods) AS any FROM shapes;
CREATE TYPE sector_span AS RANGE (subtype = sector);
CREATE TYPE month_span AS RANGE (subtype = stat_period);
SELECT sector_span('r.2', sector_upper('r.2')) @> 'r.2.7.1'::sector AS inside, sector_span('r.2', sector_upper('r.2')) @> 'r.02'::sector AS outside, month_span('2011', '2015', '[]') @> '2013-Q2'::stat_period AS within, '[r.2,r.2.^)'::sector_span;
SELECT count(*) AS groups, (SELECT count(*) FROM (SELECT DISTINCT s, p, t, c FROM fact) d) = (SELECT count(*) FROM (SELECT s, p, t, c FROM fact UNION SELECT s, p, t, c FROM fact) u) AS same, (SELECT count(*) FROM (SELECT s FROM fact INTERSECT SELECT s FROM fact) i) AS sectors FROM (SELECT FROM fact GROUP BY s, p, t, c) g;
-- Hash, merge and nested loop joins agree.
SET enable_mergejoin = off; SET enable_nestloop = off; SELECT count(*) FROM fact a JOIN fact b USING (s, p, c, t);
SET enable_mergejoin = on; SET enable_hashjoin = off; SELECT count(*) FROM fact a JOIN fact b USING (s, p, c, t);
RESET ALL;
\set VERBOSITY terse
-- min and max where the order means something: sector and industry, from an index too. Of periods and targets there is none.
SELECT min(s), max(s), min(c), max(c) FROM fact;
SELECT min(s), max(c) FROM fact WHERE false;
CREATE INDEX fact_s ON fact (s); CREATE INDEX fact_c ON fact (c); ANALYZE fact;
CREATE FUNCTION uses_index(query text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    line text;
    found boolean := false;
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP found := found OR line ~ 'Index Only Scan'; END LOOP;
    RETURN found;
END $$;
SELECT uses_index('SELECT min(s) FROM fact') AS min_sector, uses_index('SELECT max(c) FROM fact') AS max_industry;
SELECT min(s), max(s), min(c), max(c) FROM fact;
SELECT max(p) FROM fact;
SELECT min(t) FROM fact;
SELECT max(v) FROM (VALUES ('sx.2'::sector), ('sx.10'), (NULL)) x (v);
-- Order in an index is that of ORDER BY, forwards and backwards, after CLUSTER and a rebuild.
SET enable_sort = off; SET enable_seqscan = off; SET enable_bitmapscan = off;
SELECT bool_and(before IS NULL OR before <= s) AS up FROM (SELECT s, lag(s) OVER (ORDER BY s) AS before FROM fact) x;
SELECT bool_and(before IS NULL OR before >= c) AS down FROM (SELECT c, lag(c) OVER (ORDER BY c DESC) AS before FROM fact) x;
RESET ALL;
CLUSTER fact USING fact_s;
REINDEX TABLE fact;
SELECT bool_and(before IS NULL OR before <= s) AS clustered FROM (SELECT s, lag(s) OVER () AS before FROM fact) x;
-- Casts: text, varchar and char on assignment, nothing implicit; industry and stat_period to what they are.
CREATE TABLE typed (s sector, p stat_period, t target, c industry, r daterange);
INSERT INTO typed SELECT 'r.1'::text, '2015'::varchar, '7%'::varchar(20), 'C'::text, '2015'::stat_period;
INSERT INTO typed (s, p, t, c) VALUES ('r.1'::char(10), '2015'::char(8), '7%'::char(3), 'C35'::char(4)) RETURNING s || '|' AS s, p || '|' AS p, t || '|' AS t, c || '|' AS c;
INSERT INTO typed (s) VALUES ('r.^'::char(10));
DELETE FROM typed WHERE r IS NULL;
INSERT INTO typed (s) SELECT 'C35'::industry;
UPDATE typed SET s = 'C35'::industry::sector;
SELECT s, p, t, c, r, s::text || p::text || t::text || c::text AS joined FROM typed;
SELECT s = 'gb17.C.35'::text FROM typed;
SELECT s || '' FROM typed;
SELECT format('%s %s', s, p) AS formatted, concat(c, t) AS joined, to_json(typed) FROM typed;
SELECT castsource::regtype AS from, casttarget::regtype AS to, castcontext AS context FROM pg_cast WHERE castsource IN ('sector'::regtype, 'industry'::regtype, 'stat_period'::regtype, 'target'::regtype) OR casttarget IN ('sector'::regtype, 'industry'::regtype, 'stat_period'::regtype, 'target'::regtype) ORDER BY 1::text, 2::text;
-- RANGE frames of periods: months between starts, at both ends of the calendar, down as well as up, NULLs apart.
SELECT p, count(*) OVER up AS up, count(*) OVER down AS down FROM (VALUES ('0001-01'::stat_period), ('0001-02'), ('2015'), ('2015-02'), ('9999-11'), ('9999-12'), (NULL)) x (p)
WINDOW up AS (ORDER BY p RANGE BETWEEN 1 PRECEDING AND 2147483647 FOLLOWING), down AS (ORDER BY p DESC RANGE BETWEEN CURRENT ROW AND 1 FOLLOWING) ORDER BY p;
SELECT count(*) OVER (ORDER BY p RANGE BETWEEN -1 PRECEDING AND CURRENT ROW) FROM (VALUES ('2015'::stat_period)) x (p);
-- Values are short: no header of four bytes, no padding of the scalars.
SELECT pg_column_size(s) AS sector, pg_column_size(s::text) AS text, pg_column_size(p) AS stat_period, pg_column_size(c) AS industry, pg_column_size(t) AS target FROM typed;
DROP TABLE shapes, typed, ref_table, key_table, fact; DROP FUNCTION check_partitions, uses_index; DROP TYPE sector_span, month_span, kind; DROP DOMAIN sx_place;
-- What canonical texts are read by, and the parser of every form (white space goes there), agree.
SELECT count(*) AS canonical, count(*) FILTER (WHERE t::stat_period <> (' ' || t)::stat_period) AS differ
FROM (SELECT y || s AS t FROM unnest('{0001,2015,9999}'::text[]) y, (SELECT '-' || lpad(a::text, 2, '0') || CASE WHEN b > a THEN '..' || lpad(b::text, 2, '0') ELSE '' END AS s FROM generate_series(1, 12) a, generate_series(1, 12) b WHERE b >= a
    UNION ALL SELECT unnest('{"",-Q1,-Q2,-Q3,-Q4,-H1,-H2}'::text[])) s UNION ALL SELECT unnest('{2011..2015,0001..9999,2015..2016}'::text[])) t;
SELECT t FROM unnest('{2015-13,2015-00,2015-Q5,2015-Q0,2015-H3,2015-09..01,2015-01..13,2015-00..03,2015..2014,0000,0000..2015,2015-1.,2015.-01,20a5,2015-0a,2015-QQ}'::text[]) t WHERE stat_period_is_valid(t);
SELECT count(*) AS canonical, count(*) FILTER (WHERE (' ' || t)::target::text <> t OR t::target <> (' ' || t)::target) AS differ
FROM (SELECT o || n || u AS t FROM unnest('{"",>,>=,<,<=,~}'::text[]) o, unnest('{1,15,99.5,2015,100000,1234567.25,10,1.05,999999999999999999}'::text[]) n, unnest('{%,"% pa"," 个"," 家"," 项"," 元"," 人"}'::text[]) u) t;
SELECT t::target FROM unnest('{01%,1.0%,1.%,"1  个",1个,"1 % pa","1% pa ",>=1%％}'::text[]) t WHERE target_is_valid(t);
