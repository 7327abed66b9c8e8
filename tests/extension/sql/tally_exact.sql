-- Exact by construction: whatever the digits, signs, scales and types, group by group the tally is the server's own sum(numeric).
\set VERBOSITY terse
SET extra_float_digits = 1;
-- 120,000 values from a fixed seed: up to 60 digits anywhere between 10^-300 and 10^300, money, whole numbers, powers, zeros of many scales.
SELECT setseed(0.20151231);
CREATE TABLE wild AS
SELECT i, (random() * 40)::int AS g, nullif((random() * 12)::int, 0) AS s,
       CASE i % 8
           WHEN 0 THEN (sign * digits) * ('1e' || (random() * 540)::int - 300)::numeric
           WHEN 1 THEN round(sign * digits / 1e55, (random() * 30)::int)
           WHEN 2 THEN sign * round(random()::numeric * 1e9, 2)
           WHEN 3 THEN sign * (random() * 1e9)::bigint
           WHEN 4 THEN sign * ('1e' || (random() * 600)::int - 300)::numeric
           WHEN 5 THEN round(0::numeric, (random() * 50)::int)
           WHEN 6 THEN sign * (digits::text || '.' || digits::text)::numeric / (ARRAY[1, 10, 1e4, 8, 3])[1 + i % 5]
           ELSE sign * 0.0001 * (random() * 100)::int END AS v
FROM (SELECT i, CASE WHEN random() < 0.5 THEN -1 ELSE 1 END AS sign, ('1' || translate(substr(md5(random()::text) || md5(i::text), 1, 1 + (random() * 58)::int), 'abcdef', '012345'))::numeric AS digits
      FROM generate_series(1, 120000) AS i) AS x;
SELECT count(*) AS values, count(DISTINCT scale(v)) > 100 AS scales, min(v) < -1e290 AS low, max(v) > 1e290 AS high, min(abs(v)) FILTER (WHERE v <> 0) < 1e-290 AS tiny FROM wild;
-- By group and sector, with what has no sector, every digit and every count; numeric_send also compares the displayed scale.
CREATE TABLE tallies AS SELECT g, sector_tally(v, ('sx.s' || s)::sector) AS t FROM wild GROUP BY g;
SELECT count(*) AS cells, count(*) FILTER (WHERE numeric_send(tally_value(t, ('sx.s' || s)::sector)) <> numeric_send(trim_scale(total)) OR tally_count(t, ('sx.s' || s)::sector) <> n) AS wrong
FROM (SELECT g, s, sum(v) AS total, count(v) AS n FROM wild WHERE s IS NOT NULL GROUP BY g, s) AS x JOIN tallies USING (g);
SELECT count(*) AS groups,
    count(*) FILTER (WHERE numeric_send(tally_total(t)) <> numeric_send(trim_scale(total)) OR tally_count(t) <> n OR tally_total(t) - tally_value(t, 'sx') <> coalesce(rest, 0)) AS wrong
FROM (SELECT g, sum(v) AS total, count(v) AS n, sum(v) FILTER (WHERE s IS NULL) AS rest FROM wild GROUP BY g) AS x JOIN tallies USING (g);
-- A share is the server's division of the two exact sums.
SELECT count(*) AS shares, count(*) FILTER (WHERE tally_share(t, 'sx.s1') IS DISTINCT FROM trim_scale(part) / nullif(trim_scale(total), 0)
    OR share IS DISTINCT FROM trim_scale(part) / nullif(trim_scale(total), 0)) AS wrong
FROM (SELECT g, sum(v) AS total, coalesce(sum(v) FILTER (WHERE s = 1), 0) AS part, sector_share(v, ('sx.s' || s)::sector, 'sx.s1') AS share FROM wild GROUP BY g) AS x JOIN tallies USING (g);
-- Order, grouping and merging change nothing: rows backwards, by size, at random; groups merged in either order; whole tallies as text.
SELECT count(DISTINCT t) AS one FROM (
    SELECT sector_tally(v, ('sx.s' || s)::sector) AS t FROM wild UNION ALL SELECT sector_tally(v, ('sx.s' || s)::sector ORDER BY i DESC) FROM wild
    UNION ALL SELECT sector_tally(v, ('sx.s' || s)::sector ORDER BY abs(v)) FROM wild UNION ALL SELECT sector_tally(v, ('sx.s' || s)::sector ORDER BY md5(i::text)) FROM wild
    UNION ALL SELECT tally_sum(t ORDER BY g) FROM tallies UNION ALL SELECT tally_sum(t ORDER BY g DESC) FROM tallies UNION ALL SELECT tally_sum(t::text::tally) FROM tallies
    UNION ALL SELECT tally_sum(a.t) - tally_sum(b.t) + tally_sum(b.t) FROM tallies AS a JOIN tallies AS b ON a.g = b.g) AS x;
-- Thousands of decimals and digits, beside small values, to numeric's last place.
CREATE TABLE extreme AS SELECT i, (sign * digits * ('1e' || (ARRAY[0, 5000, 60000, 0, 0])[1 + i % 5])::numeric + sign * ('1' || digits::text || 'e-' || (ARRAY[16000, 3000, 1, 9000, 12000])[1 + i % 5])::numeric) AS v
FROM (SELECT i, CASE WHEN i % 3 = 0 THEN -1 ELSE 1 END AS sign, repeat((i * 7919 % 9973 + 1)::text, 20)::numeric AS digits FROM generate_series(1, 60) AS i) AS x;
SELECT max(length(v::text)) AS longest, count(*) AS values, numeric_send(tally_total(sector_tally(v, NULL))) = numeric_send(trim_scale(sum(v))) AS exact FROM extreme;
SELECT bool_and(numeric_send(total) = numeric_send(trim_scale(v))) AS each_alone FROM (SELECT v, tally_total(sector_tally(v, 'sx.a')) AS total FROM extreme GROUP BY i, v) AS x;
SELECT sector_tally(v, 'sx.a')::text::tally = sector_tally(v, 'sx.a') AS text_lossless, (SELECT sector_tally(v, NULL ORDER BY i DESC) FROM extreme) = sector_tally(v, NULL) AS any_order FROM extreme;
-- 128 bits: sums that cross the edge in either direction and come back, at every scale a state can have.
SELECT count(*) AS edges, bool_and(tally_total(t) = total) AS exact, bool_and(back = '{"tally": 1, "sectors": {"sx.a": [1, 3]}}'::tally) AS comes_back
FROM (SELECT sc, sg, sector_tally(v, 'sx.a') AS t, sum(v) AS total FROM generate_series(0, 20) AS sc, (VALUES (1), (-1)) AS sgn (sg), LATERAL (VALUES (sg * 170141183460469231731687303715884105727 / power(10::numeric, sc)), (sg * ('1e-' || sc)::numeric), (sg * 1e37)) AS w (v) GROUP BY sc, sg) AS x,
     LATERAL (SELECT sector_tally(w, 'sx.a') AS back FROM (VALUES (sg * 170141183460469231731687303715884105727 / power(10::numeric, sc)), (1), (-sg * 170141183460469231731687303715884105727 / power(10::numeric, sc))) AS y (w)) AS z;
-- Integers of each width, to their ends.
SELECT tally_total(sector_tally(v, NULL)) = sum(v::numeric) AS int8 FROM (SELECT unnest('{9223372036854775807, -9223372036854775808, 9223372036854775807, 1}'::bigint[]) AS v FROM generate_series(1, 1000)) AS x;
SELECT tally_total(sector_tally(v, NULL)) = sum(v::numeric) AS int4 FROM (SELECT unnest('{2147483647, -2147483648, -2147483648}'::int[]) AS v FROM generate_series(1, 1000)) AS x;
SELECT tally_total(sector_tally(v, NULL)) = sum(v::numeric) AS int2 FROM (SELECT unnest('{32767, -32768, -32768}'::smallint[]) AS v FROM generate_series(1, 1000)) AS x;
-- Floating point enters by its own shortest decimal, as its text shows it; in a state of any scale, before and after others.
CREATE TABLE floats AS SELECT i, CASE i % 6 WHEN 0 THEN (random() - 0.5) * power(10::float8, (random() * 40)::int - 20) WHEN 1 THEN (random() * 1e5)::int / 100.0 WHEN 2 THEN (random() * 1e15)::bigint
    WHEN 3 THEN (random() - 0.5) * power(10::float8, (random() * 600)::int - 300) WHEN 4 THEN '-0' ELSE (random() * 1000)::int / 8.0 END::float8 AS v FROM generate_series(1, 60000) AS i;
SELECT count(*) AS values, tally_total(sector_tally(v, NULL)) = sum(v::text::numeric) AS float8 FROM floats;
SELECT count(*) AS groups, count(*) FILTER (WHERE total <> expected) AS wrong FROM (SELECT tally_total(sector_tally(v, NULL ORDER BY i DESC)) AS total, sum(v::text::numeric) AS expected FROM floats GROUP BY i / 3) AS x;
SELECT count(*) AS groups, count(*) FILTER (WHERE total <> expected) AS wrong FROM (SELECT tally_total(sector_tally(v::real, NULL)) AS total, sum(v::real::text::numeric) AS expected FROM floats WHERE abs(v) < 1e38 AND (v = 0 OR abs(v) > 1e-37) GROUP BY i / 3) AS x;
-- So it does at every scale a state may have by then, where a shorter decimal than that scale's often serves, and ties lie in wait.
SELECT count(*) AS scales, sum(n) AS values, sum(wrong8) AS wrong8, sum(wrong4) AS wrong4 FROM generate_series(0, 19) AS sc, LATERAL (
    SELECT count(*) AS n, count(*) FILTER (WHERE (SELECT tally_total(sector_tally(w, NULL)) FROM (VALUES (unit::float8), (v)) AS x (w)) <> unit + v::text::numeric) AS wrong8,
        count(*) FILTER (WHERE (SELECT tally_total(sector_tally(w, NULL)) FROM (VALUES (unit::real), (v::real)) AS x (w)) <> unit + v::real::text::numeric) AS wrong4
    FROM (SELECT ('1e-' || sc)::numeric AS unit, CASE i % 4 WHEN 0 THEN power(2::float8, i % 80 - 60) WHEN 1 THEN (random() * 1e6)::int / 1024.0 ELSE (random() - 0.5) * power(10::float8, (random() * 16)::int - 3) END::float8 AS v
          FROM generate_series(1, 4000) AS i) AS y) AS z;
SELECT v, tally_total(sector_tally(v, NULL)) FROM unnest('{0.1, 0.3, -0, 1e-300, 5e-324, 1e23, 9007199254740993, 123456789.123456789, 1.7976931348623157e308, 0.1e-5}'::float8[]) WITH ORDINALITY AS x (v, o) GROUP BY o, v ORDER BY o;
SELECT v, tally_total(sector_tally(v, NULL)) FROM unnest('{0.1, 16777217, 1e-45, 3.4028235e38, 8388608.5, -0}'::real[]) WITH ORDINALITY AS x (v, o) GROUP BY o, v ORDER BY o;
SELECT tally_total(sector_tally(0.1::float8, NULL)) AS ten_tenths, sum(0.1::float8) AS in_floats FROM generate_series(1, 10);
-- NaN and infinities are named, of each type, first in a group or late, in a share too.
SELECT sector_tally(v, 'sx.a'::sector) FROM (VALUES (1), ('NaN'::numeric)) AS x (v);
SELECT sector_tally(v, 'sx.a'::sector) FROM (VALUES (1), ('Infinity'::float8)) AS x (v);
SELECT sector_tally(v, 'sx.a'::sector) FROM (VALUES (1), ('NaN'::real)) AS x (v);
SELECT sector_share(v, 'sx.a'::sector, 'sx.a') FROM (VALUES (1), ('NaN'::float8)) AS x (v);
DROP TABLE wild, tallies, extreme, floats;
