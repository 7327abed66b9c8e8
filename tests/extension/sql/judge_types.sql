-- No call of a judging function is ambiguous, whatever types its numbers have, and every answer is numeric, boolean or text.
CREATE TEMP TABLE spelled (kind text, number text, target text, share text);
INSERT INTO spelled VALUES ('unknown', '''5''', '''100 个''', '''1'''), ('NULL', 'NULL', 'NULL', 'NULL'), ('smallint', '5::smallint', '''+50%''', '1::smallint'), ('integer', '5', '''x2''', '1'), ('bigint', '5::bigint', '''20% pa''::target', '1::bigint'),
    ('decimal', '5.5', '''15%''::target', '0.5'), ('numeric', '5.5::numeric', '''15%''::target', '0.5::numeric'), ('real', '5.5::real', '''15%''::target', '0.5::real'), ('float8', '5.5::float8', '''15%''::target', '0.5::float8');
-- %1$s actual, %2$s target, %3$s baseline, %4$s years or elapsed
CREATE TEMP TABLE call (shape text, gives text);
INSERT INTO call VALUES ('attainment(%1$s, %2$s)', 'numeric'), ('attainment(%1$s, %2$s, %3$s)', 'numeric'), ('attainment(%1$s, %2$s, %3$s, 5)', 'numeric'), ('attainment(%1$s, %2$s, baseline => %3$s)', 'numeric'), ('attainment(%1$s, %2$s, %3$s, 5, ''up'')', 'numeric'),
    ('is_met(%1$s, %2$s)', 'boolean'), ('is_met(%1$s, %2$s, %3$s, 5, NULL)', 'boolean'), ('target_status(%1$s, %2$s)', 'text'), ('target_status(%1$s, %2$s, %3$s, 5, NULL, 0)', 'text'), ('target_status(%1$s, %2$s, tolerance => %4$s)', 'text'),
    ('target_bound(%2$s)', 'numeric'), ('target_bound(%2$s, %3$s)', 'numeric'), ('target_bound(%2$s, %3$s, 5, NULL)', 'numeric'), ('target_bound(%2$s, direction => NULL)', 'numeric'),
    ('required_growth(%1$s, %2$s, %3$s)', 'numeric'), ('required_growth(%1$s, %2$s, 5, %4$s)', 'numeric'), ('required_growth(%1$s, %2$s, 5, 0.1, %3$s, 5, NULL)', 'numeric'),
    ('trajectory(%2$s, %3$s, %4$s)', 'numeric'), ('trajectory(%2$s, %3$s, %4$s, 5)', 'numeric'), ('pace(%1$s, %2$s, %3$s, %4$s)', 'numeric'), ('pace(%1$s, %2$s, %3$s, %4$s, 5, NULL)', 'numeric'),
    ('progress_status(%1$s, %2$s, %3$s, %4$s)', 'text'), ('progress_status(%1$s, %2$s, %3$s, %4$s, 5, NULL, 0.9, 0.5)', 'text'), ('growth_is_met(%1$s, %2$s)', 'boolean'), ('growth_attainment(%1$s, %2$s)', 'numeric'),
    ('target_attainment(%1$s, %2$s)', 'numeric'), ('target_attainment(%1$s, %2$s, %3$s)', 'numeric'), ('target_attainment(%1$s, %2$s, %3$s, 5, NULL)', 'numeric'), ('targets_met(%1$s, %2$s)', 'bigint'), ('targets_met(%1$s, %2$s, %3$s, 5, NULL)', 'bigint'), ('targets_judged(%1$s, %2$s, %3$s)', 'bigint'),
    ('target_attainment_weighted(%3$s, %1$s, %2$s)', 'numeric'), ('target_attainment_weighted(%4$s, %1$s, %2$s, %3$s)', 'numeric'), ('target_attainment_weighted(%4$s, %1$s, %2$s, %3$s, 5, NULL)', 'numeric'),
    ('projection(''2015-12-31'', %1$s, ''2020-12-31'')', 'numeric'), ('projection_low(date ''2015-12-31'', %1$s, NULL)', 'numeric'), ('projection_method(NULL, %1$s, date ''2020-12-31'')', 'text');
CREATE FUNCTION pg_temp.try(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE answer text;
BEGIN
    EXECUTE 'SELECT pg_typeof(' || statement || ')' INTO answer;
    RETURN answer;
EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE || ' ' || SQLERRM;
END $$;
-- Typed targets, so that only the numbers vary; then untyped targets with every number.
WITH tried AS (
    SELECT DISTINCT format(shape, a.number, '''x2''::target', b.number, c.share) AS statement, gives FROM call, spelled AS a, spelled AS b, spelled AS c
    UNION SELECT format(shape, a.number, b.target, a.number, a.share), gives FROM call, spelled AS a, spelled AS b
    ), answered AS (SELECT statement, gives, pg_temp.try(statement) AS answer FROM tried)
SELECT count(*) > 7000 AS many, count(*) FILTER (WHERE answer <> gives) AS refused, min(statement || ': ' || answer) FILTER (WHERE answer <> gives) AS first_refused FROM answered;
-- Every number type gives one answer, to the last digit; a bigint is not rounded on the way.
SELECT attainment(120, '100 个') = attainment(120::bigint, '100 个') AND attainment(120.0, '100 个') = attainment(120::float8, '100 个') AS same, attainment(120, '+50%', 100.5) AS mixed, attainment('120', '100 个') AS unknown_literal,
       is_met(9007199254740993, '>9007199254740992 元') AS beyond_double, is_met(9007199254740992::bigint, '>9007199254740992 元') AS not_above, round(attainment(120, '100 个'), 2) AS rounds;
-- A real is judged by the decimal it was written as, alone and in an aggregate: 0.7 as a double is below 70 %.
CREATE TEMP TABLE measured (share real, before real); INSERT INTO measured VALUES (0.7, 0.4), (0.15, 0.1), (0.1, 0.05);
SELECT share, is_met(share, '70%') AS met, is_met(share, '<=15%') AS at_most, attainment(share, '10%') AS attainment, target_status(share, '~15%') AS status, target_bound('+50%', share) AS bound, attainment(share, '+5pp', before) AS points, is_met(share, '+5pp', before) AS points_met,
       required_growth(share, '70%', 1) AS needed, trajectory('70%', before, 0.6) AS due, pace(share, '70%', before, 0.6) AS pace, progress_status(share, '20%', before, 0.6) AS status, growth_is_met(share, '15% pa') AS rate, growth_attainment(share, '10% pa') AS rate_part FROM measured;
SELECT targets_met(share, '15%'::target) AS met, targets_judged(share, '15%'::target) AS judged, round(target_attainment(share, '15%'::target), 9) AS mean, targets_met(share, '+5pp'::target, before) AS points, target_attainment_weighted(share, before, '10%'::target) AS weighted, targets_met(share, 'x1.5'::target, before, NULL, NULL) AS multiples FROM measured;
DROP TABLE measured;
