-- How an actual value is judged against a target: every rule of the design in tables that can be checked by hand.
\set VERBOSITY default
CREATE VIEW judged AS
SELECT n, actual, promise, baseline, years, direction,
       attainment(actual, promise::target, baseline, years, direction) AS attainment,
       is_met(actual, promise::target, baseline, years, direction) AS met,
       target_status(actual, promise::target, baseline, years, direction, 0.05) AS status
FROM (VALUES
    -- levels: actual over bound, 1 is reached; at least, exact and about are judged alike
    (1, 0.0717, '7%..8%', NULL::numeric, NULL::numeric, NULL::text), (2, 0.07, '7%..8%', NULL, NULL, NULL), (3, 0.069, '7%..8%', NULL, NULL, NULL),
    (4, 0.081, '7%..8%', NULL, NULL, NULL), (5, 0.075, '7%..8%', NULL, NULL, 'within'), (6, 0.081, '7%..8%', NULL, NULL, 'within'), (7, 0.081, '7%..8%', NULL, NULL, 'down'),
    (10, 120, '100 个', NULL, NULL, NULL), (11, 100, '100 个', NULL, NULL, NULL), (12, 99, '100 个', NULL, NULL, NULL),
    (13, 48, '~50 个', NULL, NULL, NULL), (14, 47, '~50 个', NULL, NULL, NULL), (15, 47.5, '~50 个', NULL, NULL, NULL),
    (16, 50, '>50', NULL, NULL, NULL), (17, 50.01, '>50', NULL, NULL, NULL), (18, 50, '>=50', NULL, NULL, NULL),
    -- at most: bound over actual
    (20, 10, '<=12', NULL, NULL, NULL), (21, 12, '<=12', NULL, NULL, NULL), (22, 12, '<12', NULL, NULL, NULL), (23, 16, '<=12', NULL, NULL, NULL),
    -- against a baseline: nothing achieved is 0 in both directions
    (30, 100, '+50%', 100, NULL, NULL), (31, 125, '+50%', 100, NULL, NULL), (32, 150, '+50%', 100, NULL, NULL), (33, 160, '+50%', 100, NULL, NULL), (34, 90, '+50%', 100, NULL, NULL),
    (35, 92, '-16%', 100, NULL, NULL), (36, 84, '-16%', 100, NULL, NULL), (37, 80, '-16%', 100, NULL, NULL), (38, 110, '-16%', 100, NULL, NULL),
    (39, 97, '>=-5%', 100, NULL, NULL), (40, 94, '>=-5%', 100, NULL, NULL), (41, 84, '<=-16%', 100, NULL, NULL),
    (42, 200, 'x2', 100, NULL, NULL), (43, 150, 'x2', 100, NULL, NULL), (44, 50, 'x0.5', 100, NULL, NULL),
    (45, 0.35, '+5pp', 0.30, NULL, NULL), (46, 0.33, '+5pp', 0.30, NULL, NULL), (47, 0.27, '-5pp', 0.30, NULL, NULL),
    (48, 248.832, '20% pa', 100, 5, NULL), (49, 200, '20% pa', 100, 5, NULL), (50, 248.832, '>=20% pa', 100, 5, NULL),
    -- unknown: no baseline, no years, no actual
    (60, 150, '+50%', NULL, NULL, NULL), (61, 150, '20% pa', 100, NULL, NULL), (62, NULL, '100 个', NULL, NULL, NULL),
    -- NULL, never an exception: zero and negative denominators, a bound met at the start; a met target is still met
    (70, 5, '0', NULL, NULL, NULL), (71, -5, '0', NULL, NULL, NULL), (72, -300, '<=500', NULL, NULL, NULL), (73, 100, '0%', NULL, NULL, NULL), (74, 100, 'x1', 100, NULL, NULL)
) AS v (n, actual, promise, baseline, years, direction);
SELECT n, actual, promise, baseline, years, direction, round(attainment, 6) AS attainment, met, status FROM judged ORDER BY n;
-- The law: met means attainment of at least 1 or NULL; below 1 means not met.
SELECT count(*) AS broken FROM judged WHERE met AND attainment < 1;
SELECT count(*) AS judged, count(*) FILTER (WHERE m AND a < 1) AS broken
FROM (SELECT attainment(x / 4.0, t::target, b / 4.0, 5, NULL) AS a, is_met(x / 4.0, t::target, b / 4.0, 5, NULL) AS m
      FROM generate_series(-12, 12) AS x, generate_series(-6, 6, 2) AS b,
           unnest('{15%,~15%,>=2,>2,<=2,<2,0.5..1.5,+50%,>=+50%,<=+50%,-16%,<=-16%,>=-16%,x2,>=x2,x0.5,+5pp,-5pp,>=+5pp,"20% pa",">=20% pa","-5% pa",15%..20%,0}'::text[]) AS t) AS y;
-- The direction: the operator decides, and a contradiction is an error; without one the sign of the change does.
SELECT attainment(5, '>=10', direction => 'down');
SELECT attainment(5, '10', direction => 'sideways');
SELECT is_met(12, '12', direction => 'down') AS at_bound, is_met(13, '12', direction => 'down') AS above, is_met(13, '~12') AS up_by_default;
-- The level that a relative target amounts to.
SELECT target_bound('15%') AS level, target_bound('+50%', 100) AS change, target_bound('-16%', 100.5) AS fall, target_bound('x4', 2.5) AS multiple, target_bound('+5pp', 0.3) AS points,
       target_bound('20% pa', 100, 5) AS growth, target_bound('7%..8%') AS near_end, target_bound('7%..8%', direction => 'down') AS far_end, target_bound('+50%') AS no_baseline;
-- Every number type, one answer, always numeric; an unknown literal and NULL find their function.
SELECT attainment(120, '100 个') = attainment(120::bigint, '100 个') AND attainment(120.0, '100 个') = attainment(120::float8, '100 个') AS same,
       pg_typeof(attainment(120::float8, '100 个')) AS type, attainment(NULL, '100 个') IS NULL AS no_actual, attainment(120, NULL) IS NULL AS no_target,
       attainment(120, '+50%', 100.5) AS mixed, attainment('120', '100 个') AS unknown_literal;
-- What is left to do: 7.5 % to 15 % of GDP in five years at GDP growth of 10 % needs 26.4 % a year.
SELECT round(required_growth(0.075, '15%', 5, 0.10), 4) AS required, round(required_growth(75, '150', 5), 4) AS plain,
       round(trajectory('x2', 100, 0.5), 6) AS geometric, round(trajectory('150', 100, 0.5), 6) AS linear, round(pace(120, '150', 100, 0.5), 6) AS pace,
       progress_status(130, '150', 100, 0.5) AS ahead, progress_status(101, '150', 100, 0.5) AS behind, progress_status(150, '150', 100, 0.5) AS met;
SELECT growth_is_met(0.21, '>=20% pa') AS met, growth_attainment(0.1, '20% pa') AS half;
SELECT pace(120, '150', 100, 1.5);
DROP VIEW judged;
