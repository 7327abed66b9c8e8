-- Wrong sectors are refused with class, place and way out; nothing invalid gets in by text or binary.
CREATE FUNCTION refused(value text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE state text; detail text; hint text;
BEGIN
    EXECUTE format('SELECT %L::sector', value);
    RETURN 'ACCEPTED';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT, state = RETURNED_SQLSTATE;
    RETURN state || ' ' || detail || CASE hint WHEN '' THEN ' NO HINT' WHEN current_setting('sei_test.form_hint', true) THEN '' ELSE ' → ' || hint END || CASE WHEN sector_is_valid(value) THEN ' BUT VALID' ELSE '' END;
END $$;
-- The hint of the empty text says what is accepted; it is shown once, and any other behind an arrow.
DO $$
DECLARE hint text;
BEGIN
    PERFORM ''::sector;
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
    PERFORM set_config('sei_test.form_hint', hint, false);
END $$;
\pset format unaligned
SHOW sei_test.form_hint;
CREATE TEMP TABLE wrong AS SELECT * FROM unnest(ARRAY[
    '', ' ', E'\t\n', '　', '.', '..', '.sx', 'sx.', 'sx..it', 'sx. it', 'sx it', 'sx/it', 'sx,it', 'sx;it', 'sx:it', 'sx=it', 'sx+it', 'sx*', 'sx.*', 'sx?', 'sx!', 'sx@it', 'sx#1', 'sx$', 'sx%', 'sx&it', '(sx)', '[sx]', '{sx}', '<sx>', 'sx|it', 'sx\it', 'sx"it', 'sx''it', 'sx`it', 'sx~it', '^', 'sx^', 'sx.^.a', 'sx.^.^', '.^', 'sx.a^', '^.sx', 'sx.^^',
    repeat('a', 64), 'sx.' || repeat('a', 64), 'sx.' || repeat('能', 22), rtrim(repeat(repeat('a', 50) || '.', 6), '.'), 'r.1.2.3.4.5.6.7.8.9', 'r.1.2.3.4.5.6.7.8.9.^', repeat('a', 1000000), repeat('a.', 500000), repeat('9', 10000), repeat(' ', 1000000),
    E'sx.\u0001', E'sx.\u007f', E'sx.\u0085', E'sx.\u00a0a', E'sx.\u00ad', E'sx.\u200b', E'sx.\u200d', E'sx.\u200e', E'sx.\u202e', E'sx.\u2066', E'sx.\ufeff', E'sx.\u2028', 'sx.　a', 'sx。it', 'sx．it', 'sx，it', 'sx（it）', 'sx：it', 'sx、it', 'sx《it》', E'sx.\ufffe', E'sx.\ufdd0', E'sx.\U000e0041', 'sx.新 能源', E'\u0301sx', E'sx.\u0301a', E'sx.a\ufe0f', E'sx.\u3164', E'sx.\u115f', E'sx.\u034f', E'sx.\u2800', E'sx.\U000e0101', E'sx﹒it', E'sx︰it', 'sx．^', 'sx.＾', 'ｓx.ｉt．', E'sx.\u2069a', E'sx\u200f.it', E'sx.it\u200c', 'sx.〈it〉', 'sx.「it」', 'sx.￥', 'sx.～', 'sx.	.it', E'sx.\n.it', 'sx.1.2.3.4.5.6.7.8.^.^']) WITH ORDINALITY t (value, n);
SELECT n, regexp_replace(left(value, 30), '[^ -~一-龥]', '?', 'g') AS value, refused(value) FROM wrong ORDER BY n;
SELECT count(DISTINCT value) >= 60 AS sixty, count(*) FILTER (WHERE refused(value) ~ 'ACCEPTED|BUT VALID|NO HINT') AS not_refused FROM wrong;
-- The hint says what is accepted.
SELECT 'sx..it'::sector;
SELECT ('sx.' || repeat('x', 1000))::sector;
-- Look-alike letters of other scripts are letters: they are another sector, not an error.
SELECT sector_is_valid('ѕх.it'), 'ѕх.it'::sector = 'sx.it';
DROP FUNCTION refused;
-- No label begins with a combining mark, of whatever script; within a label it may stand. All that may stand there and not here are counted: general category M of Unicode 14, and what its blocks leave free.
SELECT U&'sx.\0e31a'::sector;
SELECT count(*) AS marks, min(c) AS first, max(c) AS last FROM generate_series(x'80'::int, x'1ffff'::int) AS c
WHERE c NOT BETWEEN x'd800'::int AND x'dfff'::int AND sector_is_valid('sx.a' || chr(c) || 'b') AND NOT sector_is_valid('sx.' || chr(c) || 'b');
SELECT count(*) FILTER (WHERE sector_is_valid('sx.' || m)) AS first, count(*) FILTER (WHERE NOT sector_is_valid('sx.a' || m)) AS within
FROM unnest(ARRAY[U&'\0300', U&'\0670', U&'\093e', U&'\0e31', U&'\20d0', U&'\3099', U&'\fb1e', U&'\+011000', U&'\+01e944']) AS m;
