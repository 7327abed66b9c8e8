-- Measures have their value for any sums that a tally can hold, up to numeric's first and last digit: nothing on the way rounds, overflows or divides by nothing.
\set VERBOSITY default
CREATE FUNCTION pair(a numeric, b numeric) RETURNS tally LANGUAGE sql AS $$ SELECT sector_tally(v, s::sector) FROM (VALUES (a, 'sx.a'), (b, 'sx.b')) AS x (v, s) $$;
-- A power of ten in front changes no ratio, however large or small.
SELECT unit, round(tally_hhi(t), 6) AS hhi, round(tally_hhi_normalised(t), 6) AS normalised, round(tally_entropy(t), 6) AS entropy, round(tally_cr(t, 1), 6) AS cr, round(location_quotient(t, u, 'sx.a'), 6) AS lq,
    round(tally_growth(t, u, 'sx.b'), 6) AS growth, round(tally_contribution(t, u, 'sx.b'), 6) AS contribution, round(tally_pull(t, u, 'sx.b'), 6) AS pull
FROM (SELECT unit, pair(('1' || unit)::numeric, ('2' || unit)::numeric) AS t, pair(('1' || unit)::numeric, ('5' || unit)::numeric) AS u FROM unnest('{e0, e-5000, e-9000, e-16383, e60000, e70000, e131071}'::text[]) AS unit) AS x;
SELECT unit, count(*) AS rows, bool_and(tally_value(u, sector::sector) - tally_value(t, sector::sector) = change AND change = national_part + structural_part + competitive_part) AS adds_up,
    bool_and(abs(national_part / v - 0.25) < 1e-6) AS national
FROM (SELECT unit, pair(('1' || unit)::numeric, ('2' || unit)::numeric) AS t, pair(('1' || unit)::numeric, ('5' || unit)::numeric) AS u, pair(('3' || unit)::numeric, ('1' || unit)::numeric) AS r, pair(('4' || unit)::numeric, ('1' || unit)::numeric) AS p
      FROM unnest('{e0, e-900, e60000, e70000, e131071}'::text[]) AS unit) AS x, shift_share(t, u, r, p), LATERAL (SELECT tally_value(t, sector::sector) AS v) AS y GROUP BY unit ORDER BY length(unit), unit;
-- Sixteen thousand decimals beside seventy thousand digits, in one tally; a share that is 0 to its last decimal has no entropy.
SELECT location_quotient(t, t, 'sx.a') AS a, location_quotient(t, t, 'sx.b') AS b, tally_hhi(t) = 1 AS all_in_one, round(tally_entropy(t), 9) AS entropy FROM pair(1e70000, 2e-9000) AS t;
SELECT round(tally_entropy(t), 9) AS entropy FROM pair(1e-1100, 1) AS t;
SELECT trunc(log(tally_growth(pair(1e-9000, 0), pair(1e70000, 0), 'sx'))) AS magnitude;
-- Safe or not is decided exactly there, too.
SELECT unit, p_percent_safe(('1' || unit)::numeric * v, r, 1, 10) AS safe, p_percent_safe(('1' || unit)::numeric * v, r, 1, 70) AS unsafe FROM unnest('{e-16383, e-16381, e0, e131071}'::text[]) AS unit, (VALUES (1, 'a'), (1, 'b'), (3, 'c'), (1, 'd')) AS x (v, r) GROUP BY unit ORDER BY length(unit), unit;
-- Constant-price contribution likewise.
SELECT unit, round(contribution(('3' || unit)::numeric, 0.1, ('10' || unit)::numeric, 0.05), 6) FROM unnest('{e0, e-16000, e131000}'::text[]) AS unit;
-- A share whose total numeric cannot hold is one all the same.
SELECT tally_share(t, 'sx.a') AS stored, (SELECT sector_share(9e131071, s::sector, 'sx.a') FROM unnest('{sx.a, sx.b}'::text[]) AS s) AS at_once FROM pair(9e131071, 9e131071) AS t;
SELECT tally_total(t) FROM pair(9e131071, 9e131071) AS t;
-- A result that numeric cannot hold says so.
SELECT tally_growth(pair(1e-9000, 0), pair(1e130000, 0), 'sx');
SELECT national_part FROM shift_share(pair(9e131071, 0), pair(9e131071, 0), pair(1, 0), pair(100, 0));
DROP FUNCTION pair(numeric, numeric);
