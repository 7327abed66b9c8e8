-- Every function on tallies, shares and respondents, with every odd argument in every place: a documented answer or a documented error.
\set VERBOSITY terse
CREATE TABLE odd (type text, value text);
INSERT INTO odd VALUES
    ('tally', $$'{"tally": 1, "rest": [5, 1], "sectors": {"sx.a": [1, 1], "sx.b.c": [-2, 1]}}'::tally$$), ('tally', $$'{"tally": 1, "sectors": {}}'::tally$$), ('tally', 'NULL::tally'),
    ('tally', $$'{"tally": 1, "rest": [9e131071, -9223372036854775808], "sectors": {"sx.a": [9e131071, 9223372036854775807], "sx.b": [-1e-16383, 1]}}'::tally$$),
    ('sector', $$'sx.a'::sector$$), ('sector', 'NULL::sector'), ('sector', $$'other'::sector$$), ('sector', $$sector_upper('sx.a')$$),
    ('integer', '1'), ('integer', 'NULL::integer'), ('integer', '-2147483648'), ('integer', '2147483647'),
    ('numeric', '0::numeric'), ('numeric', 'NULL::numeric'), ('numeric', $$'NaN'::numeric$$), ('numeric', '-9e131071'), ('numeric', '1e-16383'),
    ('double precision', '10::float8'), ('double precision', 'NULL::float8'), ('double precision', $$'Infinity'::float8$$), ('double precision', '-1.7976931348623157e308::float8'),
    ('real', '1e-45::real'), ('real', $$'-Infinity'::real$$), ('bigint', '(-9223372036854775808)::bigint'), ('bigint', 'NULL::bigint'), ('smallint', '(-32768)::smallint'), ('smallint', 'NULL::smallint'),
    ('text', $$''$$), ('text', 'NULL::text'), ('text', $$repeat('x', 1000)$$),
    ('share_state', $$sector_share_add(NULL, 5, 'sx.a.b', 'sx.a')$$), ('share_state', 'NULL::share_state'), ('respondent_state', $$respondent_add(NULL, 5, 'a', 1, 10)$$), ('respondent_state', 'NULL::respondent_state');
CREATE FUNCTION try(call text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE 'SELECT count(x::text) FROM (SELECT ' || call || ' AS x) AS y';
    RETURN 'answer';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;
CREATE TABLE outcome (name text, call text, outcome text);
DO $$
DECLARE
    f record;
    calls text[];
    type_name text;
BEGIN
    FOR f IN SELECT proname, proargtypes::oid[] AS types FROM pg_proc AS p JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
             WHERE prokind = 'f' AND proname ~ '(tally|share|respondent|quotient|contribution)' AND proname !~ '_(in|out|recv|send)$' LOOP
        calls := ARRAY[''];
        FOREACH type_name IN ARRAY (SELECT array_agg(format_type(t, NULL) ORDER BY o) FROM unnest(f.types) WITH ORDINALITY AS a (t, o)) LOOP
            calls := ARRAY(SELECT concat_ws(', ', nullif(c, ''), value) FROM unnest(calls) AS c, odd WHERE odd.type = regexp_replace(type_name, '.*\.', ''));
        END LOOP;
        INSERT INTO outcome SELECT f.proname, c, try(f.proname || '(' || c || ')') FROM unnest(calls) AS c WHERE hashtext(c) % 3 = 0 OR cardinality(calls) < 100;
    END LOOP;
END $$;
SELECT count(*) > 2000 AS calls, count(DISTINCT name) > 40 AS functions, count(*) FILTER (WHERE outcome = 'answer') > 500 AS answers FROM outcome;
-- Without an outcome, or with an error that is none of: out of range, impossible parameter, NULL where none may be, too much.
SELECT name, call, outcome FROM outcome WHERE outcome NOT IN ('answer', '22003', '22023', '22004', '54000') OR outcome IS NULL;
SELECT DISTINCT outcome FROM outcome ORDER BY 1;
DROP TABLE odd, outcome;
DROP FUNCTION try(text);
