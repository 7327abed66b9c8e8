-- A tally's text and binary forms keep every digit, are strictly checked, and equal tallies are equal.
\set VERBOSITY terse
SET extra_float_digits = 1;
-- Text form: one canonical writing.
SELECT '{"tally": 1, "sectors": {}}'::tally;
SELECT '{"tally": 1, "rest": [55, 7], "sectors": {"sx.it": [100.50, 3], "sx.equipment": [345.5, 12], "sx": [-1, 1]}}'::tally;
SELECT ' { "tally" :1,"rest":[ 0.000 , -2 ] ,"sectors":{"sx.it":[1e3,3],"sx.10":[1,1],"sx.2":[1,1]} } '::tally;
SELECT '{"tally": 1, "sectors": {"sx.it": [0, 0], "sx.nev": [1, 1]}}'::tally AS nothing_is_no_entry;
SELECT '{"tally": 1, "sectors": {"中国.新能源": [1, 1]}}'::tally AS any_script;
-- It is JSON.
SELECT '{"tally": 1, "rest": [55, 7], "sectors": {"sx.it": [100.50, 3]}}'::tally::text::json -> 'sectors' -> 'sx.it' ->> 0 AS sum;
-- Whatever a program makes of that JSON is read: keys in another order, names escaped.
SELECT t::text::jsonb::text <> t::text AS reordered, t::text::jsonb::text::tally = t AS same FROM CAST('{"tally": 1, "rest": [55, 7], "sectors": {"sx.it": [100.50, 3], "sx": [1, 1]}}' AS tally) AS t;
SELECT '{"sectors": {"\u0073x.\u65b0\u80FD源": [1, 1], "sx.\ud840\udC00": [2, 1]}, "rest": [1, 1], "tally": 1}'::tally AS escaped;
SELECT left(x, 60) AS wrong, tally_is_valid(x) FROM unnest(ARRAY['{"tally": 1, "sectors": {"sx.\ud840": [1, 1]}}', '{"tally": 1, "sectors": {"sx.\udc00\ud840": [1, 1]}}', '{"tally": 1, "sectors": {"sx.\u12": [1, 1]}}',
    '{"tally": 1, "sectors": {"sx.\x41": [1, 1]}}', '{"tally": 1, "sectors": {"sx.\u0000": [1, 1]}}', '{"tally": 1, "sectors": {"sx.\n": [1, 1]}}', '{"tally": 1, "sectors": {"sx.\"": [1, 1]}}', '{"tally": 1, "sectors": {"sx.\', '{"tally": 1, "sectors": {"\u0073x.' || repeat('a', 260) || '": [1, 1]}}',
    '{"tally": 1, "tally": 1, "sectors": {}}', '{"sectors": {}, "rest": [1, 1]}', '{"tally": 1, "sectors": {}, "sectors": {}}', '{"tally": 1, "sectors": {},}', '{"tally": 1, "sectors": {}, "x": 1}']) AS x;
-- Both ways lose nothing: small, long, tiny, huge, negative.
CREATE TABLE kept AS
SELECT sector_tally(v, s::sector) AS t
FROM (VALUES (0, 'sx.a'), (1.5, 'sx.a'), (-1e-300, 'sx.a'), (1e300, 'sx.b'), (-170141183460469231731687303715884105727, 'sx.c'),
             (170141183460469231731687303715884105728, 'sx.d'), (9.99999999999999999999999999999999999999, 'sx.e'), (7, NULL),
             (0.000000000001, 'sx.f'), (-0.0000000000001, 'sx.g'), (12345678901234567890.123456789012, 'sx.h')) AS x(v, s);
INSERT INTO kept SELECT sector_tally(g * power(-10::numeric, g % 60), ('sx.' || g % 23)::sector) FROM generate_series(1, 500) AS g;
SELECT bool_and(t::text::tally = t) AND bool_and(t::text::tally::text = t::text) AS text_lossless FROM kept;
-- Binary: COPY ships exactly what send gives, and recv takes it back.
-- A file in COPY's binary format does not name types, so bytes that were a bytea are read as a tally.
CREATE TEMP TABLE incoming (bytes bytea);
CREATE TEMP TABLE received (t tally);
CREATE FUNCTION receive(bytes bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    file text := current_setting('data_directory') || '/tally.bin';
    result text;
BEGIN
    DELETE FROM incoming;
    DELETE FROM received;
    INSERT INTO incoming VALUES (bytes);
    EXECUTE format('COPY incoming TO %L (FORMAT binary)', file);
    EXECUTE format('COPY received FROM %L (FORMAT binary)', file);
    SELECT r.t::text INTO result FROM received AS r;
    RETURN result;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;
SELECT bool_and(receive(tally_send(t)) = t::text) AS binary_lossless FROM kept;
-- The bytes are fixed for ever: version, flags, four bytes of count, entries with shared beginnings, the rest.
SELECT tally_send('{"tally": 1, "rest": [55, 7], "sectors": {"sx.it": [100.5, 3], "sx.it.chips": [-2, -1]}}');
-- Every flipped bit is refused or gives another valid tally that goes round; the server stays up. In text as well.
CREATE TABLE sample AS SELECT x::tally AS t FROM unnest(ARRAY['{"tally": 1, "rest": [55, 7], "sectors": {"sx.it": [100.5, 3], "sx.nev": [1e50, 1]}}',
    '{"tally": 1, "sectors": {"sx": [-1e-40, -3], "sx.2.新能源": [170141183460469231731687303715884105727, 9223372036854775807], "sx.10": [-0.000000000001, 1]}}', '{"tally": 1, "sectors": {}}']) AS x;
CREATE TABLE flipped AS
SELECT i, receive(set_bit(bytes, i::bigint, 1 - get_bit(bytes, i::bigint))) AS outcome
FROM (SELECT tally_send(t) AS bytes FROM sample) AS b, generate_series(0, 8 * length(b.bytes) - 1) AS i;
SELECT count(*) > 800 AS enough, count(*) FILTER (WHERE outcome LIKE '{%') > 100 AS some_valid,
       bool_and(CASE WHEN outcome LIKE '{%' THEN outcome::tally::text = outcome
                     ELSE outcome IN ('22P03', '0A000', '54000', '22P02', '22023', '22003', '22021') END) AS all_clean
FROM flipped;
CREATE FUNCTION read(bytes bytea) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RETURN convert_from(bytes, 'UTF8')::tally::text;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;
SELECT count(*) > 1000 AS enough, count(*) FILTER (WHERE outcome LIKE '{%') > 100 AS some_valid,
       bool_and(CASE WHEN outcome LIKE '{%' THEN outcome::tally::text = outcome ELSE outcome IN ('0A000', '22P02', '22023', '22003', '22021') END) AS all_clean
FROM (SELECT read(set_bit(bytes, i::bigint, 1 - get_bit(bytes, i::bigint))) AS outcome
      FROM (SELECT convert_to(t::text, 'UTF8') AS bytes FROM sample) AS b, generate_series(0, 8 * length(b.bytes) - 1) AS i) AS x;
SELECT bool_and(read(substr(bytes, 1, n)) = '22P02') AS all_cuts_refused FROM (SELECT convert_to(t::text, 'UTF8') AS bytes FROM sample WHERE t::text NOT LIKE '%新%') AS b, generate_series(0, length(b.bytes) - 1) AS n;
-- Cut short at any byte, and with one byte more: refused.
SELECT bool_and(receive(substr(bytes, 1, n)) = '22P03') AS all_refused, receive(bytes || '\x00'::bytea) AS longer
FROM (SELECT tally_send('{"tally": 1, "rest": [55, 7], "sectors": {"sx.it": [100.5, 3]}}') AS bytes) AS b,
     generate_series(0, length(b.bytes) - 1) AS n
GROUP BY bytes;
-- Not the one form: unsorted, twice the same, an entry of nothing, trailing zeros, a sum too long for its form.
SELECT receive('\x01000200000000') AS short, receive('\x0100020000000473782e620201010004612e6261') AS unsorted;
SELECT receive('\x010001000000'::bytea || '\x000473782e61' || '\x00' || '\x0000') AS nothing,
       receive('\x010001000000'::bytea || '\x000473782e61' || '\x02' || '\x01010a') AS trailing_zero,
       receive('\x010001000000'::bytea || '\x000473782e61' || '\x02' || '\x00020100') AS padded,
       receive('\x010001000000'::bytea || '\x000473782e61' || '\x02' || '\x40010001') AS long_that_is_short,
       receive('\x010001000000'::bytea || '\x000473782e61' || '\x02' || '\x000101') AS good;
-- Decimals that numeric has not, by one: 1e-16383 is a tally, 1e-16384 is none.
SELECT left(receive('\x010001000000'::bytea || '\x000473782e61' || '\x02' || '\x4001ff3f0a00'), 40) AS last_decimal, receive('\x010001000000'::bytea || '\x000473782e61' || '\x02' || '\x4001ff3f0100') AS one_more;
-- A later version names the way out.
SELECT receive('\x0200') AS later_version, receive('\x0000') AS no_version, receive('\x8100') AS no_stored_form;
\set VERBOSITY default
SELECT '{"tally": 2, "sectors": {}}'::tally;
-- Errors say where and what is accepted.
SELECT ''::tally;
SELECT 'sx.it: 5'::tally;
SELECT '{}'::tally;
SELECT '{"sectors": {}, "rest": [1, 1]}'::tally;
SELECT '{"tally": 1, "sectors": {"sx.\ud840": [1, 1]}}'::tally;
-- A place is a character of the text, wherever the fault lies: in a name, behind Chinese ones, at a count, at a second classification.
SELECT '{"tally": 1, "sectors": {"sx.新": [1, 1], "sx.!": [1, 1]}}'::tally;
SELECT '{"tally": 1, "sectors": {"sx.新": [1, 1], "sx.a": [1,  1.5]}}'::tally;
SELECT '{"tally": 1, "sectors": {"sx.新": [1, 1], "sx.a": [1, 9223372036854775808]}}'::tally;
SELECT '{"tally": 1, "sectors": {"sx.新": [1, 1], "sx.a": [1, 1], "cn.a": [1, 1]}}'::tally;
-- An entry of nothing still tells its classification, and its name, in either order.
SELECT '{"tally": 1, "sectors": {"sx.a": [0, 0], "cn.b": [1, 1]}}'::tally;
SELECT '{"tally": 1, "sectors": {"cn.b": [1, 1], "sx.a": [0, 0]}}'::tally;
SELECT '{"tally": 1, "sectors": {"sx.a": [0, 0], "sx.b": [1, 1], "sx.a": [0, 0]}}'::tally;
SELECT '{"tally": 1, "sectors": {"sx.it": [100.5.1, 3]}}'::tally;
\set VERBOSITY terse
SELECT x AS wrong, tally_is_valid(x)
FROM unnest(ARRAY['{}', '[]', 'null', '{"tally": 0, "sectors": {}}', '{"tally": "1", "sectors": {}}', '{"tally": 1}',
    '{"sectors": {}}', '{"tally": 1, "sectors": {}} x', '{"tally": 1, "sectors": {"sx.it": [1]}}',
    '{"tally": 1, "sectors": {"sx.it": [1, 1.5]}}', '{"tally": 1, "sectors": {"sx.it": 1}}',
    '{"tally": 1, "sectors": {"sx.it": [NaN, 1]}}', '{"tally": 1, "sectors": {"sx.it": [Infinity, 1]}}',
    '{"tally": 1, "sectors": {"sx.it": [1, 1],}}', '{"tally": 1, "sectors": {"sx.it": [1, 1], "sx.it": [1, 1]}}',
    '{"tally": 1, "sectors": {"sx.it": [1, 1], "cn.it": [1, 1]}}', '{"tally": 1, "sectors": {"": [1, 1]}}',
    '{"tally": 1, "sectors": {" sx.it": [1, 1]}}', '{"tally": 1, "sectors": {"sx..it": [1, 1]}}',
    '{"tally": 1, "sectors": {"sx\u002eit": [1, 1]}}', '{"tally": 1, "sectors": {"sx.it": [0x10, 1]}}',
    '{"tally": 1, "sectors": {"sx.it": [1_000, 1]}}', '{"tally": 1, "sectors": {"sx.it": [1e200000, 1]}}',
    '{"tally": 1, "sectors": {"sx.it": [1e-20000, 1]}}', '{"tally": 1, "sectors": {"sx.it": [1, 9223372036854775808]}}',
    '{"tally": 1, "rest": [1, 1]}', '{"tally": 1, "rest": [1, 1], "rest": [1, 1], "sectors": {}}',
    '{"tally": 1, "sectors": {"sx.it": [--1, 1]}}', '{"tally": 1, "sectors": {"sx.it": [., 1]}}',
    '{"tally": 1, "sectors": {"sx.it": [1e, 1]}}', '{"tally": 1, "sectors": {"sx.it.^": [1, 1]}}']) AS x;
SELECT tally_is_valid('{"tally": 1, "sectors": {"sx.it": [1, -9223372036854775808]}}'), tally_is_valid(NULL);
-- Equality is by value, whatever the way there; order and hash agree with it.
SELECT sector_tally(v, 'sx.a'::sector) = sector_tally(v + 0.000, 'sx.a'::sector) AS scale_is_no_value FROM generate_series(1, 9) AS v;
SELECT a = b AS eq, a <> b AS ne, a < b OR b < a AS apart, a <= b AND b <= a AS level_, tally_cmp(a, b) = -tally_cmp(b, a) AS mirrored,
       tally_hash(a) = tally_hash(b) AS hash, tally_hash_extended(a, 7) = tally_hash_extended(b, 7) AS hash_extended
FROM (VALUES ('{"tally": 1, "sectors": {"sx.a": [1.0, 1]}}'::tally, '{"tally": 1, "sectors": {"sx.a": [1, 1]}}'::tally),
             ('{"tally": 1, "sectors": {"sx.a": [1.0, 1]}}', '{"tally": 1, "sectors": {"sx.a": [1, 2]}}')) AS x(a, b);
SELECT count(*) AS rows, count(DISTINCT t) AS tallies FROM (SELECT t FROM kept UNION ALL SELECT t::text::tally FROM kept) AS x;
CREATE UNIQUE INDEX kept_t ON kept (t);
-- Assignment from text and varchar, as drivers send it; no implicit cast.
INSERT INTO kept VALUES ('{"tally": 1, "sectors": {"sx.z": [1, 1]}}'::text), ('{"tally": 1, "sectors": {"sx.y": [1, 1]}}'::varchar);
-- Stored tallies that are compressed or lie elsewhere read the same.
CREATE TABLE big (t tally);
INSERT INTO big SELECT sector_tally(g * 1.01, ('sx.' || md5(g::text))::sector) FROM generate_series(1, 20000) AS g;
SELECT pg_column_size(t) < length(tally_send(t)) OR length(tally_send(t)) > 2000 AS is_toasted, tally_count(t), tally_total(t), t::text::tally = t AS same FROM big;
-- Every state of the type is checked at the door: 65,536 sectors fit, one more does not.
SELECT tally_count(sector_tally(1, ('sx.' || g)::sector)) FROM generate_series(1, 65536) AS g;
SELECT tally_count(sector_tally(1, nullif('sx.' || g, 'sx.0')::sector)) FROM generate_series(0, 65536) AS g;
\set VERBOSITY default
SELECT tally_count(sector_tally(1, ('sx.' || g)::sector)) FROM generate_series(1, 65537) AS g;
-- A text that the server could not hold is refused before any of it is made; the tally itself is small.
SELECT length(tally_send(t)) < 1000000 AS is_small, tally_value(t, 'sx.7') = 1e131071 AS readable FROM (SELECT sector_tally(1e131071, ('sx.' || g)::sector) AS t FROM generate_series(1, 8200) AS g) AS x;
SELECT t FROM (SELECT sector_tally(1e131071, ('sx.' || g)::sector) AS t FROM generate_series(1, 8200) AS g) AS x;
DO $$ BEGIN EXECUTE format('COPY (SELECT) TO PROGRAM %L', format('cat > %1$s && rm -f %1$s', current_setting('data_directory') || '/tally.bin')); END $$;
DROP TABLE kept, sample, flipped, big, incoming, received;
DROP FUNCTION receive(bytea), read(bytea);
