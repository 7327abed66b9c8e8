-- States of judged targets and projections that were kept in a table, though they should not: whatever has become of their bytes, they are read or refused, never believed.
CREATE AGGREGATE bare_judged(numeric, target) (SFUNC = judged_add, STYPE = judged_state);
CREATE AGGREGATE bare_projection(date, numeric, date) (SFUNC = projection_add, STYPE = projection_state);
CREATE FUNCTION bytes_of(judged_state) RETURNS bytea LANGUAGE internal STRICT AS 'byteasend';
CREATE FUNCTION bytes_of(projection_state) RETURNS bytea LANGUAGE internal STRICT AS 'byteasend';
CREATE FUNCTION as_judged(bytea) RETURNS judged_state LANGUAGE internal STRICT AS 'byteasend';
CREATE FUNCTION as_projection(bytea) RETURNS projection_state LANGUAGE internal STRICT AS 'byteasend';
CREATE FUNCTION outcome(bytes bytea, call text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE 'SELECT ' || replace(call, '?', '$1') USING bytes;
    RETURN 'read';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;
-- Each function alone: none is shielded by another that refuses first.
CREATE TABLE bent AS
SELECT call, outcome(bytes, call) AS whole, outcome(set_bit(bytes, i, 1 - get_bit(bytes, i)), call) AS outcome, outcome(substr(bytes, 1, (i / 8)::int), call) AS cut
FROM (SELECT bytes_of(bare_judged(n, '100 个')) AS bytes, array['as_judged(?)::text', 'judged_state_mean(as_judged(?))', 'judged_state_weighted_mean(as_judged(?))', 'judged_state_met(as_judged(?))',
             'judged_state_judged(as_judged(?))', 'judged_state_combine(as_judged(?), as_judged(?))'] AS calls FROM generate_series(90, 110) AS n
      UNION ALL SELECT bytes_of(bare_projection(date '2010-12-31' + n * 365, n * n + 1.5, '2020-12-31')), array['as_projection(?)::text', 'projection_state_value(as_projection(?))',
             'projection_state_low(as_projection(?))', 'projection_state_high(as_projection(?))', 'projection_state_method(as_projection(?))',
             'projection_state_combine(as_projection(?), as_projection(?))'] FROM generate_series(1, 5) AS n) AS x, unnest(calls) AS call, generate_series(0::bigint, length(bytes) * 8 - 1, 7) AS i;
SELECT call, count(*) > 100 AS enough, bool_and(whole = 'read') AS whole, count(*) FILTER (WHERE outcome = 'read') > 20 AS some_read, count(*) FILTER (WHERE outcome = 'XX001') > 10 AS some_refused,
       count(*) FILTER (WHERE cut = 'read') AS cut_and_read
FROM bent GROUP BY call ORDER BY call;
SELECT DISTINCT outcome FROM bent WHERE outcome NOT IN ('read', 'XX001', '22P03', '22003') UNION SELECT cut FROM bent WHERE cut NOT IN ('XX001', '22P03');
DROP TABLE bent;
DROP FUNCTION outcome(bytea, text);
DROP AGGREGATE bare_judged(numeric, target), bare_projection(date, numeric, date);
DROP FUNCTION bytes_of(judged_state), bytes_of(projection_state), as_judged(bytea), as_projection(bytea);
