-- Input that is wrong is refused softly where the server can (16 and later), with the message, detail, hint and code of the hard error; elsewhere the hard error alone.
CREATE FUNCTION hard(type text, input text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    message text;
    detail text;
    hint text;
    code text;
BEGIN
    EXECUTE format('SELECT %L::%I', input, type);
    RETURN NULL;
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT, code = RETURNED_SQLSTATE;
    RETURN concat_ws('|', message, detail, hint, code);
END $$;
CREATE FUNCTION soft(type text, input text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    said text;
BEGIN
    IF current_setting('server_version_num')::int < 160000 THEN
        RETURN hard(type, input);
    END IF;
    EXECUTE 'SELECT CASE WHEN pg_input_is_valid($1, $2) THEN NULL ELSE (SELECT concat_ws(''|'', message, detail, hint, sql_error_code) FROM pg_input_error_info($1, $2)) END' INTO said USING input, type;
    RETURN said;
END $$;
SELECT type, left(input, 20) AS input, split_part(hard(type, input), '|', 4) AS code, soft(type, input) IS NOT DISTINCT FROM hard(type, input) AS same, hard(type, input) IS NULL AS valid
FROM (VALUES ('sector', 'sx.it'), ('sector', 'sx.^'), ('sector', ''), ('sector', 'sx..it'), ('sector', 'sx.a b'), ('sector', 'a.1.2.3.4.5.6.7.8.9'), ('sector', repeat('a', 64)), ('sector', repeat('é', 1000)),
    ('stat_period', '2015-Q3'), ('stat_period', ''), ('stat_period', '2015-13'), ('stat_period', '2015-W05'), ('stat_period', '99999'), ('stat_period', '2015..2011'),
    ('target', '7%～8%'), ('target', ''), ('target', '8%..7%'), ('target', 'much'), ('target', repeat('9', 10000) || '%'),
    ('industry', 'C3511'), ('industry', ''), ('industry', 'D35'), ('industry', '98'), ('industry', 'C35111')) t (type, input);
-- COPY keeps what is good where it may skip errors (17 and later).
CREATE TEMP TABLE copied (s sector);
DO $$
BEGIN
    IF current_setting('server_version_num')::int >= 170000 THEN
        SET LOCAL client_min_messages = warning;
        EXECUTE 'COPY copied FROM PROGRAM ''printf "sx.it\nsx..it\nsx.nev\n"'' WITH (ON_ERROR ignore)';
    ELSE
        INSERT INTO copied VALUES ('sx.it'), ('sx.nev');
    END IF;
END $$;
SELECT s FROM copied ORDER BY s;
DROP TABLE copied; DROP FUNCTION hard, soft;
