-- A state goes from process to process and from node to node, as text, binary or bytes in a page, and nothing changes.
\set VERBOSITY terse
CREATE TABLE r AS SELECT i, i % 13 AS g, round((i::bigint * 48271 % 2147483647 - 1000000000) / 1000.0, (i % 11)::int) * CASE WHEN i % 97 = 0 THEN 1e30 ELSE 1 END AS v,
    CASE WHEN i % 10 > 0 THEN ('sx.s' || i % 10 || CASE WHEN i % 3 = 0 THEN '.部分' ELSE '' END)::sector END AS s FROM generate_series(1, 3000) AS i;
CREATE TABLE serial AS SELECT sector_tally(v, s) AS t, sector_share(v, s, 'sx.s1') AS share FROM r;
-- As Citus does it: each row through the transition function with a fresh call, the partial state as text, and combined on the coordinator.
CREATE FUNCTION text_add(t tally, v numeric, s sector) RETURNS tally LANGUAGE plpgsql AS $$ BEGIN RETURN sector_tally_add(t, v, s)::text::tally; END $$;
CREATE FUNCTION text_add(t share_state, v numeric, s sector, w sector) RETURNS share_state LANGUAGE plpgsql AS $$ BEGIN RETURN sector_share_add(t, v, s, w)::text::share_state; END $$;
CREATE AGGREGATE partial_tally(numeric, sector) (SFUNC = text_add, STYPE = tally);
CREATE AGGREGATE partial_share(numeric, sector, sector) (SFUNC = text_add, STYPE = share_state);
CREATE AGGREGATE coordinate(tally) (SFUNC = tally_combine, STYPE = tally, FINALFUNC = tally_final);
CREATE AGGREGATE coordinate(share_state) (SFUNC = share_state_combine, STYPE = share_state, FINALFUNC = share_state_final);
CREATE TABLE shards AS SELECT i % k AS shard, k, partial_tally(v, s ORDER BY md5(i::text)) AS t, partial_share(v, s, 'sx.s1') AS share FROM r, (VALUES (1), (2), (5)) AS x (k) GROUP BY i % k, k;
INSERT INTO shards VALUES (9, 5, NULL, NULL);
SELECT k, coordinate(x.t ORDER BY shard) = serial.t AND coordinate(x.t ORDER BY shard DESC) = serial.t AS tally, coordinate(x.share) = serial.share AS share FROM shards AS x, serial GROUP BY k, serial.t, serial.share ORDER BY k;
-- Binary: the same through send and recv.
CREATE TABLE received (LIKE shards);
DO $$
DECLARE file text := current_setting('data_directory') || '/tally_states.bin';
BEGIN
    EXECUTE format('COPY shards TO %L (FORMAT binary)', file);
    EXECUTE format('COPY received FROM %L (FORMAT binary)', file);
END $$;
SELECT bool_and(a.t IS NOT DISTINCT FROM b.t AND a.share::text IS NOT DISTINCT FROM b.share::text) AS equal, count(*) FROM shards AS a JOIN received AS b USING (k, shard);
SELECT k, coordinate(x.t) = serial.t AS tally, coordinate(x.share) = serial.share AS share FROM received AS x, serial GROUP BY k, serial.t, serial.share ORDER BY k;
-- A state that begins as a stored value, and one that leaves an aggregate without a final function, read like any other; neither is changed by being used.
CREATE AGGREGATE begun(numeric, sector) (SFUNC = sector_tally_add, STYPE = tally, FINALFUNC = tally_final, INITCOND = '{"tally": 1, "rest": [1000, 1], "sectors": {"sx.s1": [7, 2]}}');
CREATE AGGREGATE bare(numeric, sector) (SFUNC = sector_tally_add, STYPE = tally, COMBINEFUNC = tally_combine, PARALLEL = SAFE);
CREATE AGGREGATE tally_sum_bare(tally) (SFUNC = tally_sum_add, STYPE = tally);
SELECT begun(v, s) = t + '{"tally": 1, "rest": [1000, 1], "sectors": {"sx.s1": [7, 2]}}' AS begun FROM r, serial GROUP BY t;
CREATE TABLE escaped AS SELECT g, bare(v, s) AS t, sector_tally(v, s) AS kept FROM r GROUP BY g;
SELECT bool_and(t = kept AND t::text = kept::text AND tally_hash(t) = tally_hash(kept) AND tally_send(t) = tally_send(kept) AND tally_total(t) = tally_total(kept) AND t + kept = kept + kept) AS same, count(DISTINCT t) AS distinct_ FROM escaped;
SELECT (SELECT tally_sum(e.t) FROM escaped AS e) = t AS merged, (SELECT coordinate(e.t) FROM escaped AS e) = t AS combined, (SELECT bool_and(e.t = e.kept) FROM escaped AS e) AS unchanged FROM serial;
-- Such a state may be kept in a table, though it should not: whatever has become of its bytes, it is read or refused, never believed.
CREATE FUNCTION bytes_of(tally) RETURNS bytea LANGUAGE internal STRICT AS 'byteasend';
CREATE FUNCTION bytes_of(share_state) RETURNS bytea LANGUAGE internal STRICT AS 'byteasend';
CREATE FUNCTION as_tally(bytea) RETURNS tally LANGUAGE internal STRICT AS 'byteasend';
CREATE FUNCTION as_share(bytea) RETURNS share_state LANGUAGE internal STRICT AS 'byteasend';
CREATE AGGREGATE bare_share(numeric, sector, sector) (SFUNC = sector_share_add, STYPE = share_state);
CREATE FUNCTION outcome(bytes bytea, kind text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    IF kind = 'tally' THEN
        PERFORM as_tally(bytes)::text, tally_total(as_tally(bytes)), as_tally(bytes) + as_tally(bytes), tally_final(as_tally(bytes)), tally_combine(as_tally(bytes), as_tally(bytes)), sector_tally_add(as_tally(bytes), 1, 'sx.s1');
    ELSE
        PERFORM as_share(bytes)::text, share_state_final(as_share(bytes)), share_state_combine(as_share(bytes), as_share(bytes)), sector_share_add(as_share(bytes), 1, 'sx.s1', 'sx.s1');
    END IF;
    RETURN 'read';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;
CREATE TABLE bent AS
SELECT kind, n, outcome(set_bit(bytes, i, 1 - get_bit(bytes, i)), kind) AS outcome, outcome(substr(bytes, 1, i::int), kind) AS cut
FROM (SELECT 'tally' AS kind, n, bytes_of(bare(v, s)) AS bytes FROM r, (VALUES (3), (70)) AS y (n) WHERE i <= n AND i % 97 > 0 GROUP BY n UNION ALL SELECT 'tally', 0, bytes_of(bare(1e40, s)) FROM r WHERE i <= 2
      UNION ALL SELECT 'share', n, bytes_of(bare_share(v, s, 'sx.s1')) FROM r, (VALUES (3), (97)) AS y (n) WHERE i <= n GROUP BY n) AS x, generate_series(0::bigint, length(bytes) * 8 - 1, 3) AS i;
SELECT kind, count(*) > 1000 AS enough, count(*) FILTER (WHERE outcome = 'read') > 100 AS some_read, count(*) FILTER (WHERE outcome = 'XX001') > 100 AS some_refused FROM bent GROUP BY kind ORDER BY kind;
SELECT DISTINCT cut FROM bent WHERE cut NOT IN ('read', 'XX001', '22P03', '0A000') ORDER BY 1;
DROP TABLE bent;
DROP FUNCTION outcome(bytea, text);
DROP AGGREGATE bare_share(numeric, sector, sector);
DROP FUNCTION bytes_of(tally), bytes_of(share_state), as_tally(bytea), as_share(bytea);
-- Values that are compressed, stored apart or have short headers, as states, tallies, sectors and numbers.
CREATE TABLE wide (i int, method text, t tally);
ALTER TABLE wide ALTER t SET STORAGE external;
INSERT INTO wide SELECT k, 'external', sector_tally(g * 1.5, ('sx.part.' || md5((g * k % 5000)::text))::sector) FROM generate_series(1, 5000) AS g, generate_series(1, 3) AS k GROUP BY k;
ALTER TABLE wide ALTER t SET STORAGE main;
INSERT INTO wide SELECT k, 'main', sector_tally(g * 1.5, ('sx.part.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' || g)::sector) FROM generate_series(1, 300) AS g, generate_series(4, 5) AS k GROUP BY k;
ALTER TABLE wide ALTER t SET STORAGE extended;
INSERT INTO wide SELECT k, 'short', sector_tally(k, 'sx.a') FROM generate_series(6, 9) AS k GROUP BY k;
SELECT method, min(pg_column_size(t)) > 10000 AS is_big, bool_and(t::text::tally = t) AS lossless FROM wide GROUP BY method ORDER BY method;
SELECT tally_total(tally_sum(t)) = sum(tally_total(t)) AS total, tally_count(tally_sum(t)) = sum(tally_count(t)) AS n, (SELECT coordinate(w.t::text::tally) FROM wide AS w) = tally_sum(t) AS plain FROM wide;
SELECT bool_and(m = (SELECT tally_sum(w.t) FROM wide AS w WHERE w.i BETWEEN x.i - 2 AND x.i)) AS moving FROM (SELECT i, tally_sum(t) OVER (ORDER BY i ROWS 2 PRECEDING) AS m FROM wide) AS x;
CREATE TABLE packed (v numeric, s1 sector, s2 sector, s3 sector, s4 sector, s5 sector, s6 sector, s7 sector, s8 sector, s9 sector, s10 sector);
INSERT INTO packed SELECT repeat('12345678', 2000)::numeric + i, x.s, x.s, x.s, x.s, x.s, x.s, x.s, x.s, x.s, x.s
FROM generate_series(1, 5) AS i, LATERAL (SELECT ('sx.' || repeat('a', 60) || '.' || repeat('b', 60) || '.' || repeat('c', 60) || '.' || i)::sector AS s) AS x;
SELECT bool_or(pg_column_size(s1) < 60) AS compressed_sectors, bool_or(pg_column_size(v) < 2000) AS compressed_numbers FROM packed;
SELECT tally_total(sector_tally(v, s1)) = sum(v) AS total, sector_tally(v, s1) = sector_tally((v::text)::numeric, (s10::text)::sector) AS same, sector_share(v, s1, 'sx') AS share, p_percent_safe(v, s1::text, 5, 100) AS safe FROM packed;
-- What cancels out is still of its classification: rows of two are refused in any order, and whoever merges them.
CREATE TABLE cancelled (i int, t tally);
INSERT INTO cancelled VALUES (1, '{"tally": 1, "sectors": {"sx.a": [5, 1]}}'), (2, '{"tally": 1, "sectors": {"sx.a": [-5, -1]}}'), (3, '{"tally": 1, "sectors": {"cn.a": [1, 1]}}');
SELECT tally_sum(t ORDER BY i) FROM cancelled;
SELECT tally_sum(t ORDER BY i DESC) FROM cancelled;
SELECT coordinate(t ORDER BY k) FROM (SELECT i / 3 AS k, tally_sum_bare(t) AS t FROM cancelled GROUP BY i / 3) AS x;
SELECT coordinate(t ORDER BY k DESC) FROM (SELECT i / 3 AS k, tally_sum_bare(t) AS t FROM cancelled GROUP BY i / 3) AS x;
SELECT tally_sum(t) AS cancels, tally_sum(t) + '{"tally": 1, "sectors": {"cn.a": [1, 1]}}' AS an_empty_tally_is_neutral FROM cancelled WHERE i < 3;
-- A window that moves on from one classification to another, or from one wanted sector, holds what its frame holds.
SELECT i, tally_sum(t) OVER w, sector_tally(i, s::sector) OVER w AS tally FROM (VALUES (1, 'sx.a', '{"tally": 1, "sectors": {"sx.a": [5, 1]}}'::tally), (2, NULL, '{"tally": 1, "sectors": {}}'), (3, 'cn.a', '{"tally": 1, "sectors": {"cn.a": [1, 1]}}')) AS x (i, s, t) WINDOW w AS (ORDER BY i ROWS 1 PRECEDING) ORDER BY i;
SELECT i, sector_share(v, s::sector, w::sector) OVER (ORDER BY i ROWS 1 PRECEDING) FROM (VALUES (1, NULL, 'sx.a', 'sx.a'), (2, 6, 'sx.b', 'sx.b'), (3, NULL, 'sx.b', 'sx.c'), (4, 1, 'sx.d', 'sx.d')) AS x (i, v, s, w);
SELECT i, sector_share(v, s::sector, w::sector) OVER (ORDER BY i) FROM (VALUES (1, NULL, 'sx.a', 'sx.a'), (2, 6, 'sx.b', 'sx.b')) AS x (i, v, s, w);
SELECT sector_share(v, s::sector, w::sector) OVER (ORDER BY i ROWS 1 PRECEDING) FROM (VALUES (1, 5, 'sx.a', 'sx.a'), (2, 6, 'sx.b', 'sx.b')) AS x (i, v, s, w);
-- Nor does it carry what its frame has left, long sums included: the state of a narrow window stays as small as its frame.
SELECT max(length(tally_send(t))) < 60 AS stored, bool_and(tally_count(t) = least(i, 2)) AS frames FROM (SELECT i, sector_tally(sqrt(i::float8), ('sx.s' || i)::sector) OVER (ORDER BY i ROWS 1 PRECEDING) AS t FROM generate_series(1, 30000) AS i) AS x;
-- A state of another version, or with sums in another form than its own.
CREATE FUNCTION state_of(text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN $1::share_state; EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE; END $$;
SELECT state_of('\x010473782e610802020106020201ff') AS good, state_of('\x010473782e610802022706640202664e') AS odd, state_of('\x0204') AS later, state_of('\x0004') AS none, state_of('\x8204') AS working;
DROP FUNCTION state_of(text);
-- A long name is cut at a character in a message, so that every client can read it.
DO $$
DECLARE detail text;
BEGIN
    PERFORM sector_tally(1, s) FROM (VALUES ('sx.a'::sector), (('c.' || repeat('新', 21) || '.' || repeat('能', 21))::sector)) AS x (s);
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
    RAISE NOTICE '%', convert_from(convert_to(detail, 'UTF8'), 'UTF8');
END $$;
-- Wherever rows meet an aggregate: DISTINCT ON, subqueries, LATERAL, HAVING, prepared plans, cursors, SQL and PL/pgSQL variables.
PREPARE p(sector) AS SELECT sector_share(v, s, $1) FROM r;
SELECT (SELECT sector_share(v, s, 'sx.s2') FROM r) = tally_share(t, 'sx.s2') AS direct FROM serial;
EXECUTE p('sx.s1.部分');
EXECUTE p('sx.none');
EXECUTE p(NULL);
SELECT g FROM r GROUP BY g HAVING sector_share(v, s, 'sx.s1') = (SELECT max(x) FROM (SELECT sector_share(v, s, 'sx.s1') AS x FROM r GROUP BY g) AS y);
DO $$
DECLARE kept tally; total tally;
BEGIN
    FOR n IN 1..50 LOOP
        SELECT sector_tally(v, s) INTO kept FROM r WHERE g = n % 13;
        total := CASE WHEN total IS NULL THEN kept ELSE total + kept END;
        PERFORM sector_tally_add(kept, 1, 'sx.s1'), tally_combine(kept, total);
        IF kept <> (SELECT sector_tally(v, s) FROM r WHERE g = n % 13) THEN RAISE 'a variable was written to'; END IF;
    END LOOP;
    IF tally_count(total) <> (SELECT sum(n) FROM (SELECT count(*) AS n FROM r, generate_series(1, 50) AS k WHERE g = k % 13) AS x) THEN RAISE 'lost rows'; END IF;
END $$;
SELECT cube.g, count(*), bool_and(tally_total(t) = total) AS equal FROM (SELECT CASE WHEN g < 2 THEN g END AS g, sector_tally(v, s) AS t, sum(v) AS total FROM r GROUP BY CUBE (g, s)) AS cube GROUP BY cube.g ORDER BY 1;
-- Frames: EXCLUDE of each kind, groups and ranges, against a plain aggregate over the same rows.
SELECT bool_and(current_row = a AND tied IS NOT DISTINCT FROM b AND groups = c) AS exact FROM (
    SELECT i, g, sector_tally(v, s) OVER (ORDER BY i ROWS BETWEEN 4 PRECEDING AND 4 FOLLOWING EXCLUDE CURRENT ROW) AS current_row,
           sector_tally(v, s) OVER (ORDER BY i / 3 GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW EXCLUDE GROUP) AS tied,
           sector_tally(v, s) OVER (ORDER BY i / 3 RANGE BETWEEN 2 PRECEDING AND CURRENT ROW EXCLUDE TIES) AS groups FROM r WHERE i <= 120) AS x,
    LATERAL (SELECT sector_tally(v, s) AS a FROM r AS q WHERE q.i <= 120 AND q.i BETWEEN x.i - 4 AND x.i + 4 AND q.i <> x.i) AS aa,
    LATERAL (SELECT sector_tally(v, s) AS b FROM r AS q WHERE q.i <= 120 AND q.i / 3 = x.i / 3 - 1) AS bb,
    LATERAL (SELECT sector_tally(v, s) AS c FROM r AS q WHERE q.i <= 120 AND (q.i / 3 BETWEEN x.i / 3 - 2 AND x.i / 3 - 1 OR q.i = x.i)) AS cc;
-- A materialized view of tallies refreshes while it is read, and touches what changed.
CREATE MATERIALIZED VIEW cells AS SELECT g, sector_tally(v, s) AS t FROM r GROUP BY g;
CREATE UNIQUE INDEX ON cells (g);
CREATE TABLE before AS SELECT g, xmin::text AS x FROM cells;
UPDATE r SET v = v + 0.0001 WHERE i = 26;
REFRESH MATERIALIZED VIEW CONCURRENTLY cells;
SELECT g AS changed FROM cells JOIN before USING (g) WHERE cells.xmin::text <> x;
SELECT bool_and(c.t = x.t) AS current FROM cells AS c JOIN (SELECT g, sector_tally(v, s) AS t FROM r GROUP BY g) AS x USING (g);
-- What varies within a group, or mixes classifications, says how to mend it; also between two halves of a plan.
\set VERBOSITY default
SELECT sector_share(v, s, CASE WHEN i < 9 THEN 'sx.s1' ELSE 'sx.s2' END::sector) FROM r;
SELECT sector_share(v, s, 'cn18.1') FROM r;
SELECT share_state_combine(sector_share_add(NULL, 1, 'sx.a', 'sx.a'), sector_share_add(NULL, 1, 'sx.a', 'sx.b'));
SELECT tally_sum(t) FROM (VALUES ('{"tally": 1, "sectors": {"sx.a": [1, 1]}}'::tally), ('{"tally": 1, "sectors": {"cn18.a": [1, 1]}}')) AS x (t);
SELECT tally_combine('{"tally": 1, "sectors": {"sx.a": [1, 1]}}', '{"tally": 1, "sectors": {"cn18.a": [1, 1]}}');
\set VERBOSITY terse
DO $$ BEGIN EXECUTE format('COPY (SELECT) TO PROGRAM %L', format('cat > %1$s && rm -f %1$s', current_setting('data_directory') || '/tally_states.bin')); END $$;
DROP MATERIALIZED VIEW cells;
DROP AGGREGATE tally_sum_bare(tally), partial_tally(numeric, sector), partial_share(numeric, sector, sector), coordinate(tally), coordinate(share_state), begun(numeric, sector), bare(numeric, sector);
DROP FUNCTION text_add(tally, numeric, sector), text_add(share_state, numeric, sector, sector);
DROP TABLE cancelled, r, serial, shards, received, escaped, wide, packed, before;
