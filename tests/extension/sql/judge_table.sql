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
    -- a fall below a baseline that met the target already; strictly more than the baseline
    (63, 100, '+0%', 100, NULL, NULL), (64, 99, '+0%', 100, NULL, NULL), (65, 100, '>+0%', 100, NULL, NULL), (66, 101, '>+0%', 100, NULL, NULL),
    -- ranges of change, and their far ends; a fall goes down, so its far end is the greater fall
    (80, 82, '-20%..-16%', 100, NULL, NULL), (81, 79, '-20%..-16%', 100, NULL, NULL), (82, 85, '-20%..-16%', 100, NULL, NULL), (83, 82, '-20%..-16%', 100, NULL, 'within'), (84, 79, '-20%..-16%', 100, NULL, 'within'),
    (85, 2.2, 'x2..x3', 1, NULL, NULL), (86, 3.2, 'x2..x3', 1, NULL, NULL), (87, 0.36, '+5pp..+7pp', 0.30, NULL, NULL), (88, 0.38, '+5pp..+7pp', 0.30, NULL, NULL),
    -- about: 5 % of the stated figure, of the change and not of the level
    (90, 142.5, '~+50%', 100, NULL, NULL), (91, 147.5, '~+50%', 100, NULL, NULL), (92, 147.4, '~+50%', 100, NULL, NULL), (93, 84.8, '~-16%', 100, NULL, NULL), (94, 84.9, '~-16%', 100, NULL, NULL), (95, 190, '~x2', 100, NULL, NULL), (96, 0.3475, '~+5pp', 0.30, NULL, NULL), (97, 0.1425, '~15%', NULL, NULL, NULL), (98, 0, '~0', NULL, NULL, 'down'), (99, 0.01, '~0', NULL, NULL, 'down'),
    -- about and within: only the figure itself is met, both sides are eased
    (100, 12, '~12', NULL, NULL, 'within'), (101, 12.6, '~12', NULL, NULL, 'within'), (102, 11.4, '~12', NULL, NULL, 'within'), (103, 11.3, '~12', NULL, NULL, 'within'), (104, 12, '12', NULL, NULL, 'within'), (105, 12.1, '12', NULL, NULL, 'within'),
    -- about and at most, given from outside
    (106, 12.6, '~12', NULL, NULL, 'down'), (107, 12.7, '~12', NULL, NULL, 'down'),
    -- a falling rate; a growth of nothing; a multiple below 1 goes down
    (110, 81, '-10% pa', 100, 2, NULL), (111, 90, '-10% pa', 100, 2, NULL), (112, 100, '0% pa', 100, 2, NULL), (113, 60, 'x0.5', 100, NULL, NULL), (114, 95, '>=x0.9', 100, NULL, NULL), (115, 200, '<=x2', 100, NULL, NULL), (116, 210, '<=x2', 100, NULL, NULL),
    -- nothing and less: no ratio, but a verdict
    (120, 0, '100 个', NULL, NULL, NULL), (121, -3, '<=12', NULL, NULL, NULL), (122, -120, '+50%', -100, NULL, NULL), (123, -160, '+50%', -100, NULL, NULL), (124, 10, '+50%', 0, NULL, NULL), (125, 10, 'x2', 0, NULL, NULL),
    -- NULL, never an exception: zero and negative denominators, a bound met at the start; a met target is still met
    (70, 5, '0', NULL, NULL, NULL), (71, -5, '0', NULL, NULL, NULL), (72, -300, '<=500', NULL, NULL, NULL), (73, 100, '0%', NULL, NULL, NULL), (74, 100, 'x1', 100, NULL, NULL)
) AS v (n, actual, promise, baseline, years, direction);
SELECT n, actual, promise, baseline, years, direction, round(attainment, 6) AS attainment, met, status FROM judged ORDER BY n;
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
-- No digit is shown that is not right: of rates 20 decimals whatever the growth given, of a pace 20 significant digits, and those fewer that a hair's breadth of time leaves.
-- True: 0.53159780666271334239…, 28923800036851182.2114592540977822…, 1.2071067811865475244008443621…, 1.44269504088896…
SELECT required_growth(0.075, '15%', 5, 1::numeric / 3) AS with_growth, required_growth(3, '>=1000000000000', 0.7) AS huge, pace(2, 'x2', 2, 0.5) AS nothing, pace(3, 'x2', 2, 0.5) AS pace,
       pace(1 + 1e-15, 'x2', 1, 1e-15) AS a_hair, pace(4, 'x2', 2, 1) AS at_the_end;
-- A span of time is any numeric: 37 thirds of a year, two thirds to 40 decimals.
SELECT required_growth(1::numeric, '>=10'::target, 12.333333333333333333333) AS thirds, trajectory('>=20% pa'::target, 1, 2::numeric(60,40) / 3, 5) AS two_thirds,
       trajectory('x2', 1, ('0.' || repeat('3', 60))::numeric) AS long, required_growth(1, '10', 1e18 + 0.5) AS ages;
SELECT required_growth(1, '10', 1e19);
DROP VIEW judged;
-- On the way: half of the time has passed. On a linear way 125 is due by now of 150, and progress is the pace; on a geometric one the observed yearly rate over the required one:
-- x2 in ten years needs 7.18 % a year, and 135 after five is 6.19 %, 0.86 of it. Bands: 0.95 and 0.60.
SELECT actual, promise, years, progress_status(actual, promise::target, 100, 0.5, years) AS status, round(pace(actual, promise::target, 100, 0.5, years), 4) AS pace, round(trajectory(promise::target, 100, 0.5, years), 4) AS due_by_now
FROM (VALUES (125, '150', NULL), (124, '150', NULL), (123.75, '150', NULL), (123.74, '150', NULL), (115, '150', NULL), (114.99, '150', NULL), (100, '150', NULL), (90, '150', NULL), (150, '150', NULL),
    (92, '-16%', NULL), (92.4, '-16%', NULL), (92.41, '-16%', NULL), (95.2, '-16%', NULL), (95.21, '-16%', NULL), (84, '-16%', NULL), (100.5, '-16%', NULL),
    (141.43, 'x2', 10), (140, 'x2', 10), (139, 'x2', 10), (135, 'x2', 10), (123, 'x2', 10), (100, 'x2', 10), (-5, 'x2', 10), (139, 'x2', NULL), (138.9, 'x2', NULL), (71, 'x0.5', 10), (75, 'x0.5', 10), (90, 'x0.5', 10),
    (161.1, '10% pa', 10), (158, '10% pa', 10), (130, '10% pa', 10), (110, '10% pa', 10), (59.1, '-10% pa', 10), (65, '-10% pa', 10), (105, '7..8', NULL)) AS v (actual, promise, years);
-- What met the target at the baseline and no longer does is off track, and what has gone past a level to stay at; other bands; nothing known; exactly on the way is on track at a band of 1.
SELECT progress_status(133.1, '10% pa', 100, 0.6, 5, on_track => 1) AS growth, progress_status(72.9, '-10% pa', 100, 0.6, 5, on_track => 1) AS fall, progress_status(200, 'x4', 100, 0.5, 10, on_track => 1) AS multiple, progress_status(133.09, '10% pa', 100, 0.6, 5, on_track => 1) AS a_hair_less;
SELECT progress_status(0.037, '~3.5%', 0.031, 0.5, direction => 'within') AS gone_past, progress_status(0.034, '~3.5%', 0.031, 0.5, direction => 'within') AS on_its_way;
SELECT progress_status(11, '<=10', 9, 0.5) AS fell_back, progress_status(9.5, '<=10', 9, 0.5) AS still_met, progress_status(120, '150', 100, 0.5, on_track => 0.8) AS easier, progress_status(110, '150', 100, 0.5, behind => 0.3) AS further, progress_status(120, '150', 100, NULL) AS no_time;
