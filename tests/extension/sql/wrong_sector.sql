-- Wrong sectors are refused with class, place and way out; nothing invalid gets in by text or binary.
CREATE FUNCTION refused(value text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE detail text; hint text;
BEGIN
    EXECUTE format('SELECT %L::sector', value);
    RETURN 'ACCEPTED';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
    RETURN SQLSTATE || ' ' || detail || CASE WHEN hint = '' THEN ' NO HINT' ELSE '' END || CASE WHEN sector_is_valid(value) THEN ' BUT VALID' ELSE '' END;
END $$;
SELECT n, regexp_replace(left(value, 30), '[^ -~一-龥]', '?', 'g') AS value, refused(value) FROM unnest(ARRAY[
    '', ' ', E'\t\n', '　', '.', '..', '.sx', 'sx.', 'sx..it', 'sx. it', 'sx it', 'sx/it', 'sx,it', 'sx;it', 'sx:it', 'sx=it', 'sx+it', 'sx*', 'sx.*', 'sx?', 'sx!', 'sx@it', 'sx#1', 'sx$', 'sx%', 'sx&it', '(sx)', '[sx]', '{sx}', '<sx>', 'sx|it', 'sx\it', 'sx"it', 'sx''it', 'sx`it', 'sx~it', '^', 'sx^', 'sx.^.a', 'sx.^.^', '.^', 'sx.a^', '^.sx', 'sx.^^',
    repeat('a', 64), 'sx.' || repeat('a', 64), 'sx.' || repeat('能', 22), rtrim(repeat(repeat('a', 50) || '.', 6), '.'), 'r.1.2.3.4.5.6.7.8.9', 'r.1.2.3.4.5.6.7.8.9.^', repeat('a', 1000000), repeat('a.', 500000), repeat('9', 10000), repeat(' ', 1000000),
    E'sx.\u0001', E'sx.\u007f', E'sx.\u0085', E'sx.\u00a0a', E'sx.\u00ad', E'sx.\u200b', E'sx.\u200d', E'sx.\u200e', E'sx.\u202e', E'sx.\u2066', E'sx.\ufeff', E'sx.\u2028', 'sx.　a', 'sx。it', 'sx．it', 'sx，it', 'sx（it）', 'sx：it', 'sx、it', 'sx《it》', E'sx.\ufffe', E'sx.\ufdd0', E'sx.\U000e0041', 'sx.新 能源']) WITH ORDINALITY t (value, n);
-- The hint says what is accepted.
SELECT 'sx..it'::sector;
SELECT ('sx.' || repeat('x', 1000))::sector;
-- Look-alike letters of other scripts are letters: they are another sector, not an error.
SELECT sector_is_valid('ѕх.it'), 'ѕх.it'::sector = 'sx.it';
DROP FUNCTION refused;
