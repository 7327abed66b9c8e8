-- Wrong industry codes are refused with class, place and way out; credit codes are checked to their last character.
CREATE FUNCTION refused(value text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE state text; detail text; hint text;
BEGIN
    EXECUTE format('SELECT %L::industry', value);
    RETURN 'ACCEPTED';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT, state = RETURNED_SQLSTATE;
    RETURN state || ' ' || detail || CASE hint WHEN '' THEN ' NO HINT' WHEN current_setting('sei_test.form_hint', true) THEN '' ELSE ' → ' || hint END || CASE WHEN industry_is_valid(value) THEN ' BUT VALID' ELSE '' END;
END $$;
-- The hint of the empty text says what is accepted; it is shown once, and any other behind an arrow.
DO $$
DECLARE hint text;
BEGIN
    PERFORM ''::industry;
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
    PERFORM set_config('sei_test.form_hint', hint, false);
END $$;
\pset format unaligned
SHOW sei_test.form_hint;
CREATE TEMP TABLE wrong AS SELECT * FROM unnest(ARRAY[
    '', ' ', '　', E'\t', '0', '3', '00', '000', '0000', '98', '99', '9800', 'gb11:97', 'gb11:99', 'D35', 'A06', 'B05', 'C12', 'C44', 'N80', 'O79', 'gb11:N79', 'gb11:O82', 'T96', 'gb11:T97', 'U', 'U98', 'Z', 'Ä', 'c', 'c35', 'C3', 'C35111', '35111', 'C351 1', 'C 35', 'C-35', 'C.35', '35.11', 'C35X', 'CC35', '35C', 'gb', 'gb11', 'gb11:', 'gb17:', 'gb18:C', 'gb02:C35', 'GB11:C', 'gb11: C', 'gb11:gb11:C', '11:C', 'C:35', '+35', '-35', '3.5', '35e1', '0x35', 'NaN', 'null', '制造业', 'C制造业', 'С35', '三五', '３', '（C）', repeat('3', 10000), repeat('C', 1000000), repeat(' ', 1000000), E'C35\u202e', E'C\u200b35', E'C35\u0001', '1', '9', 'C1', 'C9', 'd', 't97', 'gb11:c35', 'Gb17:C', 'gb2011:C', 'gb17;C', 'gb17:97:', 'gb17:', 'U9', 'C３', 'C35 11', '3511 ２', 'C3511-', 'C3511.', '/C35', 'C٣٥', 'Ⅲ', '①', E'\u0421\u0435', E'C\u0301', E'C35\ufe0f', '国民经济行业', 'A 01', '0 1', '01.', '1e1']) WITH ORDINALITY t (value, n);
SELECT n, regexp_replace(left(value, 30), '[^ -~一-龥]', '?', 'g') AS value, refused(value) FROM wrong ORDER BY n;
SELECT count(DISTINCT value) >= 60 AS sixty, count(*) FILTER (WHERE refused(value) ~ 'ACCEPTED|BUT VALID|NO HINT') AS not_refused FROM wrong;
SELECT 'D35'::industry;
DROP FUNCTION refused;
-- Whatever single character of a valid credit code changes, it is noticed.
SELECT uscc_is_valid('91350100M000100Y43'), uscc_is_valid(NULL);
SELECT count(*), count(*) FILTER (WHERE uscc_is_valid(overlay('91350100M000100Y43' PLACING c FROM i FOR 1))) AS valid
FROM generate_series(1, 18) i, regexp_split_to_table('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', '') c;
SELECT text, uscc_is_valid(text) FROM unnest(ARRAY['', '91350100M000100Y4', '91350100M000100Y433', ' 91350100M000100Y43', '91350100m000100y43', '91350100I000100Y43', '9135A100M000100Y43', '91350100M000100Y4３', repeat('9', 1000000)]) AS t, LATERAL (SELECT left(t, 20)) s (text) WHERE length(t) < 50 OR NOT uscc_is_valid(t);
