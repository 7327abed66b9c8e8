-- One answer whatever the plan: parallel or not, hashed, spilled to disk, sorted, partition-wise.
CREATE TABLE r AS SELECT i, i % 20011 AS g, round(((i::bigint * 48271) % 2147483647 - 1000000000) / 1000.0, 3) AS v,
    CASE WHEN i % 10 > 0 THEN ('sx.s' || i % 10 || CASE WHEN i % 3 = 0 THEN '.part' ELSE '' END)::sector END AS s FROM generate_series(1, 200000) AS i;
INSERT INTO r VALUES (0, 1, 1e45, 'sx.s1'), (0, 2, 1e-30, 'sx.s2');
VACUUM ANALYZE r;
CREATE FUNCTION plan_has(query text, what text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    line text;
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS off) ' || query LOOP
        IF strpos(line, what) > 0 THEN RETURN true; END IF;
    END LOOP;
    RETURN false;
END $$;
SET max_parallel_workers_per_gather = 0;
CREATE TABLE serial AS SELECT sector_tally(v, s) AS t, sector_tally(v::float8, s) AS f, sector_tally(i, s) AS n, sector_share(v, s, 'sx.s1') AS share FROM r;
CREATE TABLE serial_groups AS SELECT g, sector_tally(v, s) AS t, sector_share(v, s, 'sx.s1') AS share FROM r GROUP BY g;
-- Parallel, with and without the leader.
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT plan_has('SELECT sector_tally(v, s) FROM r', 'Partial Aggregate') AS is_parallel;
SELECT (SELECT sector_tally(v, s) FROM r) = t AND (SELECT sector_tally(v::float8, s) FROM r) = f AND (SELECT sector_tally(i, s) FROM r) = n AND (SELECT sector_share(v, s, 'sx.s1') FROM r) = share AS equal FROM serial;
SET parallel_leader_participation = off;
SELECT (SELECT sector_tally(v, s) FROM r) = t AND (SELECT sector_tally(v::float8, s) FROM r) = f AND (SELECT sector_tally(i, s) FROM r) = n AND (SELECT sector_share(v, s, 'sx.s1') FROM r) = share AS equal FROM serial;
-- Small states travel with short headers, and one side may have seen nothing.
SELECT sector_tally(v, s) = '{"tally": 1, "sectors": {"sx.s1": [2000000000, 1]}}' IS NOT NULL AS one_row FROM r WHERE i = 1;
SELECT sector_tally(v, s) IS NULL AS none, sector_share(v, s, 'sx.s1') IS NULL AS no_share FROM r WHERE i < 0;
SELECT count(*) AS groups, bool_and(x.t = y.t AND x.share IS NOT DISTINCT FROM y.share) AS equal
FROM (SELECT g, sector_tally(v, s) AS t, sector_share(v, s, 'sx.s1') AS share FROM r GROUP BY g) AS x JOIN serial_groups AS y USING (g);
-- tally_sum in parallel over stored tallies.
SELECT (SELECT tally_sum(t) FROM serial_groups) = (SELECT t FROM serial) AS merged;
RESET parallel_leader_participation;
SET max_parallel_workers_per_gather = 0;
-- Hashed in memory, hashed and spilled, sorted: 20,011 groups.
SET enable_sort = off;
SELECT plan_has('SELECT g, sector_tally(v, s) FROM r GROUP BY g', 'HashAggregate') AS is_hashed;
SELECT bool_and(x.t = y.t) AS hashed FROM (SELECT g, sector_tally(v, s) AS t FROM r GROUP BY g) AS x JOIN serial_groups AS y USING (g);
SET work_mem = '64kB';
SET hash_mem_multiplier = 1;
SELECT bool_and(x.t = y.t) AS spilled FROM (SELECT g, sector_tally(v, s) AS t FROM r GROUP BY g) AS x JOIN serial_groups AS y USING (g);
SELECT bool_and(x.t IS NOT DISTINCT FROM y.share) AS spilled FROM (SELECT g, sector_share(v, s, 'sx.s1') AS t FROM r GROUP BY g) AS x JOIN serial_groups AS y USING (g);
RESET work_mem;
RESET hash_mem_multiplier;
RESET enable_sort;
SET enable_hashagg = off;
SELECT bool_and(x.t = y.t) AS sorted FROM (SELECT g, sector_tally(v, s) AS t FROM r GROUP BY g) AS x JOIN serial_groups AS y USING (g);
RESET enable_hashagg;
-- Partition-wise, grouped by the partition key and by another.
CREATE TABLE p (LIKE r) PARTITION BY HASH (g);
CREATE TABLE p0 PARTITION OF p FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE p1 PARTITION OF p FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO p SELECT * FROM r;
ANALYZE p;
SET enable_partitionwise_aggregate = on;
SELECT plan_has('SELECT sector_tally(v, s) FROM p', 'Partial') AS is_partial;
SELECT (SELECT sector_tally(v, s) FROM p) = t AND (SELECT sector_share(v, s, 'sx.s1') FROM p) = share AS equal FROM serial;
SELECT count(*) AS groups, bool_and(x.t = y.t) AS equal FROM (SELECT g, sector_tally(v, s) AS t FROM p GROUP BY g) AS x JOIN serial_groups AS y USING (g);
-- What a node would ship as text or binary goes on exactly: two halves through share_state's and tally's own forms.
SELECT share_state_final(share_state_combine(a::text::share_state, b::text::share_state)) = '0.75' AS shipped
FROM (SELECT sector_share_add(NULL, 1.5, 'sx.a', 'sx.a') AS a, sector_share_add(sector_share_add(NULL, 1.5, 'sx.a.b', 'sx.a'), 1.0, 'sx.b', 'sx.a') AS b) AS x;
SELECT sector_share_add(NULL, 1.5, 'sx.a', 'sx.a');
SELECT '\x01'::share_state;
SELECT '\x0104'::share_state;
SELECT 'nonsense'::share_state;
DROP TABLE r, p, serial, serial_groups;
DROP FUNCTION plan_has(text, text);
