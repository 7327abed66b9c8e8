-- Hostile input to the judging functions: each gives its documented answer or an error that says what to do.
\set VERBOSITY default
-- NaN and infinity, in every place and type.
SELECT attainment('NaN'::numeric, '100 个');
SELECT is_met('-Infinity'::float8, '100 个');
SELECT attainment(1, '+50%', 'NaN'::float8);
SELECT target_status(1, '~1', tolerance => 'NaN'::numeric);
SELECT required_growth(1, '2', 'NaN'::numeric);
SELECT required_growth(1, '2', 5, 'NaN'::numeric);
SELECT trajectory('x2', 1, 'NaN'::float8);
SELECT pace(1, 'x2', 1, 0.5, 'NaN'::numeric);
SELECT progress_status(1, 'x2', 1, 0.5, on_track => 'NaN'::numeric);
SELECT growth_is_met('NaN'::float8, '20% pa');
SELECT growth_attainment('Infinity'::float8, '20% pa');
-- Years that are none: 0, negative, broken, a hundred and one; a target that needs none does not look at them.
SELECT attainment(1, '20% pa', 1, 0);
SELECT attainment(1, '20% pa', 1, -5);
SELECT attainment(1, '20% pa', 1, 2.5);
SELECT attainment(1, '20% pa', 1, 101);
SELECT target_bound('20% pa', 1, 1e30);
SELECT is_met(2, 'x2', 1, 0) AS needs_none, round(target_bound('20% pa', 1, 100), 3) AS a_century, target_bound('-100% pa', 5, 3) AS nothing_left, target_bound('-150% pa', 8, 3) AS beyond_nothing;
-- The part of the time that has passed: outside 0..1; at the ends; hair-fine.
SELECT trajectory('x2', 1, -0.1);
SELECT pace(1, 'x2', 1, 1.1);
SELECT progress_status(1, 'x2', 1, 5);
SELECT pace(1, 'x2', 1, 0) AS nothing_due, progress_status(1, 'x2', 1, 0) AS unknown, trajectory('x2', 1, 1e-30) AS hair, trajectory('2', 1, 1e-30) AS linear_hair, pace(1.5, 'x2', 1, 1e-30) AS nothing_due_yet;
-- A moment after the baseline the observed yearly rate is beyond any number; the status is not.
SELECT progress_status(1.5, 'x2', 1, 1e-17, 10) AS risen, progress_status(0.9, 'x2', 1, 1e-17, 10) AS fallen, progress_status(0.9, 'x0.5', 1, 1e-17, 10) AS falling, progress_status(1.1, '-10% pa', 1, 1e-17, 10) AS rising, progress_status(0.1, 'x0.01', 1, 0.5, 2, on_track => 2, behind => 1.5) AS more_than_all;
-- Time that is left: none, less than none, a hair, an age.
SELECT required_growth(1, '2', 0) AS none, required_growth(1, '2', -1) AS past, required_growth(1, '2', 0.5) AS half, required_growth(2, '2', 5) AS at_bound, round(required_growth(1, '1000', 1e9), 12) AS an_age, required_growth(3, '<=2', 1) AS down, required_growth(0, '2', 5) AS from_nothing, required_growth(-1, '2', 5) AS from_below, required_growth(1, '7%..8%', 5, direction => 'within') AS within;
SELECT required_growth(2, '1', 1e-9) AS all_of_it, required_growth(10::numeric ^ 70000, '<=1', 1) AS nearly_all;
SELECT required_growth(1, '2', 1e-9);
SELECT required_growth(1, '2', 1e-30);
SELECT required_growth(1, '2', 1e30);
SELECT required_growth(1, '2', 5, -1);
-- Directions, tolerances and bands that are none.
SELECT attainment(5, '10', direction => 'sideways');
SELECT attainment(5, '10', direction => '');
SELECT attainment(5, '10', direction => 'Up');
SELECT attainment(5, '>=10', direction => 'down');
SELECT is_met(5, '<10', direction => 'up');
SELECT is_met(5, '>=10', direction => 'within');
SELECT target_status(5, '~10', tolerance => -0.1);
SELECT target_status(5, '~10', tolerance => 5);
SELECT progress_status(1, 'x2', 1, 0.5, on_track => 0.5, behind => 0.9);
SELECT progress_status(1, 'x2', 1, 0.5, behind => -0.5);
-- NULL in every place: not known, never an error.
SELECT attainment(NULL, '100 个') AS actual, attainment(1, NULL) AS target, attainment(1, '+50%', NULL) AS baseline, attainment(1, '20% pa', 1, NULL) AS years, attainment(50, '100 个', NULL, NULL, NULL) AS all_optional,
       target_status(NULL, '1') AS status, target_status(1, NULL) AS no_target, target_status(95, '~100', tolerance => NULL) AS tolerance, is_met(NULL, '1') AS met, target_bound(NULL) AS bound;
SELECT required_growth(NULL, '2', 5) AS actual, required_growth(1, '2', NULL) AS years_left, round(required_growth(1, '2', 5, NULL), 3) AS growth, required_growth(1, 'x2', 5) AS baseline, trajectory('x2', NULL, 0.5) AS no_baseline, trajectory('x2', 1, NULL) AS elapsed,
       pace(NULL, 'x2', 1, 0.5) AS no_actual, progress_status(NULL, 'x2', 1, 0.5) AS unknown, progress_status(1, 'x2', NULL, 0.5) AS also, progress_status(2, '2', NULL, NULL) AS met, progress_status(1, NULL, 1, 0.5) AS no_target, growth_is_met(NULL, '20% pa') AS rate, growth_attainment(0.1, NULL) AS none;
-- Growth targets only; no growth at all that meets the target; a fall.
SELECT growth_is_met(0.2, '20%') AS a_level, growth_attainment(0.2, 'x2') AS a_multiple, growth_attainment(-0.02, '-5% pa') AS fall, growth_is_met(-0.06, '-5% pa') AS fell, growth_attainment(0.01, '<=5% pa') AS met_by_nothing, growth_attainment(0.05, '0% pa') AS zero, growth_attainment(0.175, '15%..20% pa') AS in_range, growth_attainment(-0.1, '20% pa') AS shrunk;
-- Huge, tiny, zero.
SELECT is_met(10::numeric ^ 10000, '1 元') AS huge, is_met(-(10::numeric ^ 10000), '1 元') AS negative, attainment(10::numeric ^ 10000, 'x2', 10::numeric ^ 10000) AS relative, attainment('1e-10000'::numeric, '1 元') < 1e-15 AS tiny, length(target_bound('20% pa', 10::numeric ^ 10000, 5)::text) AS digits,
       round(pace(1.5 * 10::numeric ^ 10000, 'x2', 10::numeric ^ 10000, 0.5), 6) AS pace, round(required_growth('1e-10000'::numeric, '1 元', 10000), 6) AS needed, progress_status(10::numeric ^ 10000, 'x2', 1, 0.5) AS far_above;
SELECT attainment(1e308::float8, '0.5 元') = 2 * 10::numeric ^ 308 AS double_max, is_met(5e-324::float8, '>0 元') AS double_min;
SELECT target_bound('x2', 9 * 10::numeric ^ 131071);
SELECT required_growth(1, '10000000000000000000000000000000000000000 元', 0.0001);
SELECT attainment(0, '100 个') AS nothing_done, is_met(0, '100 个') AS met, attainment(-0.0::float8, '0') AS minus_zero, is_met(0, '0') AS zero, attainment(5, '0') AS zero_bound;
-- A row of another type than a target, and a target that is none.
SELECT attainment(5, '8%..7%');
SELECT attainment(5, 'soon');
