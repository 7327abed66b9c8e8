-- Every measure at its edges: nothing, zero, negative, NULL, one row, the remainder, levels, other classifications. By hand.
CREATE TABLE x (name text, t tally);
INSERT INTO x VALUES
    ('empty',     '{"tally": 1, "sectors": {}}'),
    ('rest only', '{"tally": 1, "rest": [50, 2], "sectors": {}}'),
    ('one',       '{"tally": 1, "sectors": {"sx.a": [20, 1]}}'),
    ('zeros',     '{"tally": 1, "rest": [0, 1], "sectors": {"sx.a": [0, 1], "sx.b": [0, 2]}}'),
    ('cancels',   '{"tally": 1, "sectors": {"sx.a": [30, 1], "sx.b": [-30, 1]}}'),
    ('negative',  '{"tally": 1, "rest": [100, 1], "sectors": {"sx.a": [-10, 1], "sx.b": [10, 1], "sx.c": [20, 1]}}'),
    ('inside',    '{"tally": 1, "sectors": {"sx.a.x": [30, 1], "sx.a.y": [-10, 1], "sx.b": [20, 1]}}'),
    ('debt',      '{"tally": 1, "rest": [-60, 1], "sectors": {"sx.a": [10, 1], "sx.b": [30, 1]}}'),
    ('mixed',     '{"tally": 1, "rest": [10, 1], "sectors": {"sx": [5, 1], "sx.a": [15, 2], "sx.a.x": [20, 3], "sx.a.x.q": [25, 4], "sx.b": [25, 5]}}'),
    ('no tally',  NULL);
-- Reading: a sector includes its descendants and nothing else; the root is all that is classified.
SELECT name, tally_total(t) AS total, tally_count(t) AS n, tally_root(t) AS root, tally_value(t, 'sx') AS classified, tally_value(t, 'sx.a') AS a, tally_count(t, 'sx.a') AS n_a,
       round(tally_share(t, 'sx.a'), 4) AS share_a, round(tally_share(t, 'sx'), 4) AS share_all, round(tally_share(t, 'sx.none'), 4) AS share_none FROM x;
SELECT tally_value(t, 'sx.a.x') AS ax, tally_value(t, 'sx.a.x.q') AS axq, tally_value(t, 'sx.a.xq') AS not_a_prefix, tally_value(t, NULL) AS no_sector, tally_share(t, NULL) AS no_share, tally_count(t, NULL) AS no_count FROM x WHERE name = 'mixed';
-- By level: disjoint entries, deeper ones at their ancestor, shallower ones where they are; the sums stay.
SELECT level, tally_at(t, level) FROM x, generate_series(0, 4) AS level WHERE name = 'mixed';
SELECT bool_and(tally_total(tally_at(t, l)) = tally_total(t) AND tally_count(tally_at(t, l)) = tally_count(t) AND tally_at(tally_at(t, 8), l) = tally_at(t, l) AND tally_at(t, 8) = t) AS kept FROM x, generate_series(0, 8) AS l WHERE t IS NOT NULL;
SELECT tally_at(t, NULL) IS NULL AS no_level, tally_at(NULL, 1) IS NULL AS no_tally FROM x WHERE name = 'mixed';
SELECT name, s.sector, s.n, s.value, round(s.share, 4) AS share, s.rank FROM x, tally_shares(t) AS s ORDER BY name, s.rank NULLS LAST, s.sector;
SELECT s.* FROM tally_shares('{"tally": 1, "sectors": {"sx.d": [5, 1], "sx.c": [10, 1], "sx.b": [10, 1], "sx.a": [20, 1], "sx.e": [5, 2]}}') AS s;
SELECT level, array_agg(s.sector || '=' || s.value || '#' || s.rank ORDER BY s.rank, s.sector) FROM x, generate_series(0, 4) AS level, tally_shares(t, level) AS s WHERE name = 'mixed' AND s.sector IS NOT NULL GROUP BY level ORDER BY level;
SELECT count(*) AS no_level FROM x, tally_shares(t, NULL);
-- Concentration, over the classified at a level: 20, 20, 60 and 100 of 200 by hand.
SELECT tally_hhi(t) = 0.36 AS hhi, round(tally_hhi_normalised(t), 12) = round((0.36 - 0.25) / 0.75, 12) AS normalised, abs(tally_entropy(t) + (0.2 * ln(0.1) + 0.3 * ln(0.3) + 0.5 * ln(0.5))) < 1e-12 AS entropy,
       tally_cr(t, 1) AS cr_1, tally_cr(t, 2) AS cr_2, tally_cr(t, 4) AS cr_4, tally_cr(t, 2147483647) AS cr_all FROM (VALUES ('{"tally": 1, "rest": [999, 9], "sectors": {"sx.a": [20, 1], "sx.b": [20, 1], "sx.c": [60, 1], "sx.d": [100, 1]}}'::tally)) AS v (t);
SELECT name, round(tally_hhi(t), 4) AS hhi, round(tally_hhi_normalised(t), 4) AS norm, round(tally_entropy(t), 4) AS entropy, round(tally_cr(t, 1), 4) AS cr_1, round(tally_hhi(t, 2), 4) AS hhi_2, round(tally_hhi(t, 0), 4) AS hhi_0 FROM x;
SELECT n, abs(tally_hhi(t) - 1.0 / n) < 1e-15 AS hhi, abs(tally_hhi_normalised(t)) < 1e-15 AS normalised, abs(tally_entropy(t) - ln(n::numeric)) < 1e-12 AS entropy
FROM (SELECT n, sector_tally(7, ('sx.' || g)::sector) AS t FROM (VALUES (2), (3), (1000)) AS v (n), generate_series(1, n) AS g GROUP BY n) AS y;
SELECT tally_hhi(t, NULL) IS NULL AND tally_hhi_normalised(t, NULL) IS NULL AND tally_entropy(t, NULL) IS NULL AND tally_cr(t, NULL) IS NULL AND tally_cr(t, 1, NULL) IS NULL AS null_arguments FROM x WHERE name = 'mixed';
-- Entropy has its first twenty digits whatever the shares, and shows no others: ln 3, and p (1 - ln p) for p = 1e-30 and 1e-500.
SELECT tally_entropy('{"tally": 1, "sectors": {"sx.a": [1, 1], "sx.b": [1, 1], "sx.c": [1, 1]}}') AS three, tally_entropy('{"tally": 1, "sectors": {"sx.a": [1e30, 1], "sx.b": [1, 1]}}') AS one_sided,
    trim_scale(1e500 * tally_entropy('{"tally": 1, "sectors": {"sx.a": [1e-500, 1], "sx.b": [1, 1]}}')) AS far, tally_entropy('{"tally": 1, "sectors": {"sx.a": [5, 1]}}') AS alone;
-- Long work ends when it is told to.
CREATE TABLE heavy AS SELECT sector_tally(('0.' || repeat('7', 1200))::numeric + i / 1e900, ('sx.s' || i)::sector) AS t FROM generate_series(1, 5000) AS i;
INSERT INTO heavy SELECT sector_tally(('1' || repeat('7', 60000))::numeric + i, ('sx.s' || i)::sector) FROM generate_series(1, 150) AS i;
CREATE FUNCTION ends(query text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE begun timestamptz := clock_timestamp();
BEGIN
    EXECUTE query;
    RETURN NULL;
EXCEPTION WHEN query_canceled THEN
    RETURN clock_timestamp() - begun < '5 s';
END $$;
SET statement_timeout = '200ms';
SELECT ends('SELECT sum(tally_hhi(t)) FROM heavy') AS hhi;
SELECT ends('SELECT sum(tally_hhi_normalised(t)) FROM heavy') AS normalised;
SELECT ends('SELECT sum(tally_entropy(t + u)) FROM heavy AS a (t), heavy AS b (u)') AS entropy;
RESET statement_timeout;
DROP TABLE heavy;
DROP FUNCTION ends(text);
-- Between two: location quotient, growth, contribution, pull.
SELECT a.name AS of, b.name AS against, round(location_quotient(a.t, b.t, 'sx.a'), 4) AS lq, round(tally_growth(a.t, b.t, 'sx.a'), 4) AS growth, round(tally_contribution(a.t, b.t, 'sx.a'), 4) AS contribution, round(tally_pull(a.t, b.t, 'sx.a'), 4) AS pull
FROM x AS a, x AS b WHERE a.name IN ('empty', 'one', 'negative', 'debt', 'mixed') AND b.name IN ('empty', 'zeros', 'negative', 'mixed') ORDER BY 1, 2;
SELECT location_quotient(t, t, 'sx.a') = 1 AS itself, tally_growth(t, t, 'sx.a') = 0 AS no_growth, tally_contribution(t, t, 'sx.a') IS NULL AS no_change, tally_pull(t, t, 'sx.a') = 0 AS no_pull,
       location_quotient(NULL, t, 'sx.a') IS NULL AND location_quotient(t, NULL, 'sx.a') IS NULL AND location_quotient(t, t, NULL) IS NULL AS nulls FROM x WHERE name = 'mixed';
-- The parts of a change add up: contributions to 1, pulls to the growth of the total, remainder included.
SELECT a.name, b.name, abs(sum(c) + (r1 - r0) / (t1 - t0) - 1) < 1e-15 AS contributions, abs(sum(p) + (r1 - r0) / t0 - (t1 - t0) / t0) < 1e-15 AS pulls
FROM x AS a, x AS b, LATERAL (SELECT tally_total(a.t) AS t0, tally_total(b.t) AS t1, tally_total(a.t) - tally_value(a.t, 'sx') AS r0, tally_total(b.t) - tally_value(b.t, 'sx') AS r1) AS y,
     LATERAL (SELECT tally_contribution(a.t, b.t, s.sector) AS c, tally_pull(a.t, b.t, s.sector) AS p FROM tally_shares(tally_at(a.t, 1) + tally_at(b.t, 1)) AS s WHERE s.sector IS NOT NULL) AS z
WHERE a.name IN ('one', 'negative') AND b.name IN ('inside', 'debt') GROUP BY a.name, b.name, r0, r1, t0, t1 ORDER BY 1, 2;
-- Published real growth: (V - V/(1+g)) / (T - T/(1+G)).
SELECT contribution(110, 0.10, 1050, 0.05) AS ten_of_fifty, contribution(110::float8, 0.1, 1050, 0.05) AS in_floats, contribution(90, -0.1, 1050, 0.05) AS shrinking, contribution(110, 0.1, 950, -0.05) AS against_the_trend, contribution(100, 0, 1050, 0.05) AS still;
SELECT contribution(1, 0.1, 1, 0) IS NULL AS no_growth, contribution(1, 0.1, 0, 0.1) IS NULL AS no_total, contribution(1, -1, 1, 0.1) IS NULL AS gone, contribution(1, 0.1, 1, -1.5) IS NULL AS below_nothing, contribution(NULL, 0.1, 1, 0.1) IS NULL AS no_value;
-- Another total: the remainder without contributions; equal to the classified sum there is none; zero and negative ones where they fit.
SELECT name, total, tally_with_total(t, total) FROM x, (VALUES (0::numeric), (100)) AS y (total) WHERE tally_value(t, 'sx') <= total ORDER BY name, total;
SELECT tally_with_total(t, 20) AS nothing_left, tally_with_total(tally_with_total(t, 500), 20) = t AS back, tally_with_total(t, NULL) IS NULL AS no_total FROM x WHERE name = 'one';
SELECT tally_with_total(t, -20) FROM (VALUES ('{"tally": 1, "sectors": {"sx.a": [-30, 1]}}'::tally)) AS y (t);
SELECT tally_with_total(t, 100.1::float8) = tally_with_total(t, 100.1) AND tally_with_total(t, 100.1::real) = tally_with_total(t, 100.1) AND tally_with_total(t, 100) = tally_with_total(t, 100.0) AS any_number, tally_total(tally_with_total(t, 9007199254740993::bigint)) AS to_the_last_digit FROM x WHERE name = 'one';
-- Shift-share by hand: e0 100, e1 130; nation 1000 to 1100, its sector 400 to 480. G 0.1, Gi 0.2, gi 0.3.
SELECT sector, change, round(national_part, 6) AS national, round(structural_part, 6) AS structural, round(competitive_part, 6) AS competitive
FROM shift_share('{"tally": 1, "sectors": {"sx.a": [100, 1]}}', '{"tally": 1, "sectors": {"sx.a.x": [100, 1], "sx.a.y": [30, 1], "sx.new": [5, 1]}}', '{"tally": 1, "rest": [600, 1], "sectors": {"sx.a": [400, 1]}}', '{"tally": 1, "rest": [620, 1], "sectors": {"sx.a": [480, 1]}}');
SELECT sector, change, round(national_part, 4) AS national, round(structural_part, 4) AS structural, round(competitive_part, 4) AS competitive
FROM x AS a, x AS b, x AS c, x AS d, shift_share(a.t, b.t, c.t, d.t, 2) WHERE a.name = 'one' AND b.name = 'inside' AND c.name = 'mixed' AND d.name = 'negative';
SELECT count(*) AS of_nothing FROM x AS e, shift_share(e.t, e.t, e.t, e.t) WHERE e.name IN ('empty', 'no tally');
SELECT sector, change, national_part FROM x AS a, x AS e, shift_share(a.t, a.t, e.t, e.t) WHERE a.name = 'one' AND e.name IN ('empty', 'zeros');
SELECT count(*) AS null_level FROM x AS a, shift_share(a.t, a.t, a.t, a.t, NULL) WHERE a.name = 'one';
-- Errors say what, and the way out.
SELECT tally_cr('{"tally": 1, "sectors": {}}', 0);
SELECT tally_cr(NULL, -5);
SELECT tally_value(t, 'cn18.a') FROM x WHERE name = 'one';
SELECT tally_share(t, 'sx.a.^') FROM x WHERE name = 'one';
SELECT location_quotient(t, '{"tally": 1, "sectors": {"cn18.a": [1, 1]}}', 'sx.a') FROM x WHERE name = 'one';
SELECT tally_with_total(t, 19.999) FROM x WHERE name = 'one';
SELECT tally_with_total(t, 'NaN') FROM x WHERE name = 'one';
SELECT tally_at(t, 9) FROM x WHERE name = 'one';
SELECT count(*) FROM x, tally_shares(t, -1) WHERE name = 'one';
SELECT tally_cr(t, 0) FROM x WHERE name = 'one';
SELECT contribution('NaN', 0.1, 1, 0.1);
SELECT contribution(37.70::real, 0.032::real, 1403.24::real, 0.113::real) = contribution(37.70, 0.032, 1403.24, 0.113) AS real_by_its_decimal;
SELECT contribution(1, 'Infinity'::float8, 1, 0.1);
SELECT count(*) FROM x AS a, shift_share(a.t, a.t, '{"tally": 1, "sectors": {"cn18.a": [1, 1]}}', a.t) WHERE name = 'one';
DROP TABLE x;

-- One contribution more than a count holds is refused, in and out.
SELECT sector_tally_add('{"tally": 1, "sectors": {"sx.a": [1, 9223372036854775807]}}'::tally, 1, 'sx.a');
SELECT sector_tally_take('{"tally": 1, "sectors": {"sx.a": [1, -9223372036854775808]}}'::tally, 1, 'sx.a');
SELECT sector_tally_add('{"tally": 1, "sectors": {"sx.a": [1, 9223372036854775806]}}'::tally, 1, 'sx.a');
