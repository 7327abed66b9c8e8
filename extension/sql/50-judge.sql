-- Judging targets. One overload per number type, all numbers of one overload of that type, so that no call is
-- ambiguous; every result is numeric, boolean or text. NaN and infinity are errors (22003). A real is judged by the
-- decimal that it prints (0.7 as a double is below 70 %); a number beside it in a call becomes a real, too.
--
-- Direction: > and >= go up, < and <= down, and a direction argument that contradicts is an error (22023). Otherwise the
-- argument (up, down, within), else down for a negative change, points or growth and a multiple below 1, else up.
-- Baselines, years and directions that are NULL are not known. The rules with examples: judging.md.

CREATE FUNCTION attainment(
    actual numeric, target target, baseline numeric DEFAULT NULL, years numeric DEFAULT NULL, direction text DEFAULT NULL
) RETURNS numeric
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'attainment_numeric';
COMMENT ON FUNCTION attainment(numeric, target, numeric, numeric, text) IS '完成率: how much of a target is reached; 1 = reached. A level: actual / bound going up, bound / actual going down, within 1 inside; the baseline does not matter. Change, points, growth, multiple: (actual − baseline) / (bound − baseline), so that nothing achieved is 0; growth also needs years, the whole intervals from baseline to due, 1 to 100, else an error (22023). The bound of a range is its near end. NULL when something needed is not known, a denominator is 0, a level''s actual or bound is not positive, the baseline already meets the bound, or within is missed. Met means 1 or more, or NULL; below 1 means not met. The ratio is the server''s own division.';
CREATE FUNCTION is_met(
    actual numeric, target target, baseline numeric DEFAULT NULL, years numeric DEFAULT NULL, direction text DEFAULT NULL
) RETURNS boolean
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'is_met_numeric';
COMMENT ON FUNCTION is_met(numeric, target, numeric, numeric, text) IS 'Whether a target is met, without tolerance. Up: actual ≥ bound (> for >); down: actual ≤ bound (< for <); within: inside the range. Exact, ~ and at-least targets are judged alike: 120 of 100 is met. NULL when actual, or a baseline or years that the target needs, are not known.';
CREATE FUNCTION target_status(
    actual numeric, target target, baseline numeric DEFAULT NULL, years numeric DEFAULT NULL, direction text DEFAULT NULL,
    tolerance numeric DEFAULT NULL
) RETURNS text
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'target_status_numeric';
COMMENT ON FUNCTION target_status(numeric, target, numeric, numeric, text, numeric) IS 'exceeded, met, within_tolerance, not_met or unknown. exceeded: beyond the far end of a range, nothing else. within_tolerance: only for ~ (左右), not met but within tolerance (a part of the stated figure, 0 to 1, by default 0.05) of it. unknown: actual, baseline or years are not known. NULL without a target.';
CREATE FUNCTION target_bound(
    target target, baseline numeric DEFAULT NULL, years numeric DEFAULT NULL, direction text DEFAULT NULL
) RETURNS numeric
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'target_bound_numeric';
COMMENT ON FUNCTION target_bound(target, numeric, numeric, text) IS 'The level that a target amounts to, in base units. Level: the stated figure; growth: baseline · (1 + g)^years; multiple: baseline · m; points: baseline + p; change: baseline · (1 + c). Of a range the near end, NULL for within. NULL when a baseline or years that it needs are not known. years that are no whole number from 1 to 100 are an error (22023), so is a level beyond numeric (22003).';

CREATE FUNCTION attainment(
    actual double precision, target target, baseline double precision DEFAULT NULL, years double precision DEFAULT NULL, direction text DEFAULT NULL
) RETURNS numeric
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'attainment_float8';
COMMENT ON FUNCTION attainment(double precision, target, double precision, double precision, text) IS '完成率: as attainment(numeric, target, numeric, numeric, text); each number enters by its own shortest decimal.';
CREATE FUNCTION is_met(
    actual double precision, target target, baseline double precision DEFAULT NULL, years double precision DEFAULT NULL, direction text DEFAULT NULL
) RETURNS boolean
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'is_met_float8';
COMMENT ON FUNCTION is_met(double precision, target, double precision, double precision, text) IS 'As is_met(numeric, target, numeric, numeric, text); each number enters by its own shortest decimal.';
CREATE FUNCTION target_status(
    actual double precision, target target, baseline double precision DEFAULT NULL, years double precision DEFAULT NULL, direction text DEFAULT NULL,
    tolerance double precision DEFAULT NULL
) RETURNS text
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'target_status_float8';
COMMENT ON FUNCTION target_status(double precision, target, double precision, double precision, text, double precision) IS 'As target_status(numeric, target, numeric, numeric, text, numeric); each number enters by its own shortest decimal.';
CREATE FUNCTION target_bound(
    target target, baseline double precision, years double precision DEFAULT NULL, direction text DEFAULT NULL
) RETURNS numeric
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'target_bound_float8';
COMMENT ON FUNCTION target_bound(target, double precision, double precision, text) IS 'As target_bound(target, numeric, numeric, text); each number enters by its own shortest decimal.';

CREATE FUNCTION attainment(
    actual real, target target, baseline real DEFAULT NULL, years real DEFAULT NULL, direction text DEFAULT NULL
) RETURNS numeric
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'attainment_float4';
COMMENT ON FUNCTION attainment(real, target, real, real, text) IS '完成率: as attainment(numeric, target, numeric, numeric, text); each number enters by its own shortest decimal.';
CREATE FUNCTION is_met(
    actual real, target target, baseline real DEFAULT NULL, years real DEFAULT NULL, direction text DEFAULT NULL
) RETURNS boolean
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'is_met_float4';
COMMENT ON FUNCTION is_met(real, target, real, real, text) IS 'As is_met(numeric, target, numeric, numeric, text); each number enters by its own shortest decimal.';
CREATE FUNCTION target_status(
    actual real, target target, baseline real DEFAULT NULL, years real DEFAULT NULL, direction text DEFAULT NULL,
    tolerance real DEFAULT NULL
) RETURNS text
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'target_status_float4';
COMMENT ON FUNCTION target_status(real, target, real, real, text, real) IS 'As target_status(numeric, target, numeric, numeric, text, numeric); each number enters by its own shortest decimal.';
CREATE FUNCTION target_bound(
    target target, baseline real, years real DEFAULT NULL, direction text DEFAULT NULL
) RETURNS numeric
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'target_bound_float4';
COMMENT ON FUNCTION target_bound(target, real, real, text) IS 'As target_bound(target, numeric, numeric, text); each number enters by its own shortest decimal.';

CREATE FUNCTION attainment(
    actual bigint, target target, baseline bigint DEFAULT NULL, years bigint DEFAULT NULL, direction text DEFAULT NULL
) RETURNS numeric
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'attainment_int8';
COMMENT ON FUNCTION attainment(bigint, target, bigint, bigint, text) IS '完成率: as attainment(numeric, target, numeric, numeric, text).';
CREATE FUNCTION is_met(
    actual bigint, target target, baseline bigint DEFAULT NULL, years bigint DEFAULT NULL, direction text DEFAULT NULL
) RETURNS boolean
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'is_met_int8';
COMMENT ON FUNCTION is_met(bigint, target, bigint, bigint, text) IS 'As is_met(numeric, target, numeric, numeric, text).';
CREATE FUNCTION target_status(
    actual bigint, target target, baseline bigint DEFAULT NULL, years bigint DEFAULT NULL, direction text DEFAULT NULL,
    tolerance bigint DEFAULT NULL
) RETURNS text
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'target_status_int8';
COMMENT ON FUNCTION target_status(bigint, target, bigint, bigint, text, bigint) IS 'As target_status(numeric, target, numeric, numeric, text, numeric).';
CREATE FUNCTION target_bound(
    target target, baseline bigint, years bigint DEFAULT NULL, direction text DEFAULT NULL
) RETURNS numeric
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'target_bound_int8';
COMMENT ON FUNCTION target_bound(target, bigint, bigint, text) IS 'As target_bound(target, numeric, numeric, text).';

CREATE FUNCTION growth_is_met(rate numeric, target target) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'growth_is_met_numeric';
COMMENT ON FUNCTION growth_is_met(numeric, target) IS 'Whether an average yearly rate (a ratio) meets a growth target (% pa) itself, for series that publish rates and no levels. NULL for targets of other kinds.';
CREATE FUNCTION growth_attainment(rate numeric, target target) RETURNS numeric
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'growth_attainment_numeric';
COMMENT ON FUNCTION growth_attainment(numeric, target) IS 'rate / target rate of a growth target (% pa): 1 = reached, 0 = no growth. NULL for targets of other kinds, and where no growth at all meets the target already.';
CREATE FUNCTION required_growth(
    actual numeric, target target, years_left numeric, denominator_growth numeric DEFAULT NULL, baseline numeric DEFAULT NULL,
    years numeric DEFAULT NULL, direction text DEFAULT NULL
) RETURNS numeric
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'required_growth_numeric';
COMMENT ON FUNCTION required_growth(numeric, target, numeric, numeric, numeric, numeric, text) IS '目标所需年均增速: the yearly rate from here on, (bound / actual)^(1 / years_left) − 1, a ratio. With denominator_growth g the actual is a share and the rate is the numerator''s: (1 + g) · (bound / actual)^(1 / years_left) − 1; from 7.5 % to 15 % in five years at g = 10 % it is 26.4 %. Given to 20 decimals, at most 27 significant digits; a span of time counts with 18 significant digits. NULL when something is not known, no time is left, or actual or bound are not positive; denominator_growth of -1 or less is an error (22023), a rate beyond numeric too (22003).';
CREATE FUNCTION trajectory(
    target target, baseline numeric, elapsed numeric, years numeric DEFAULT NULL, direction text DEFAULT NULL
) RETURNS numeric
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'trajectory_numeric';
COMMENT ON FUNCTION trajectory(target, numeric, numeric, numeric, text) IS '序时进度: the value due by now. Geometric, baseline · (bound / baseline)^elapsed, for growth and multiples from a positive baseline; else linear. The power is exact to 20 significant digits; elapsed counts with 18. elapsed is the part of the time that has passed, 0 to 1, else an error (22023); at 0 the baseline, at 1 the bound. NULL when something is not known.';
CREATE FUNCTION pace(
    actual numeric, target target, baseline numeric, elapsed numeric, years numeric DEFAULT NULL, direction text DEFAULT NULL
) RETURNS numeric
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'pace_numeric';
COMMENT ON FUNCTION pace(numeric, target, numeric, numeric, numeric, text) IS 'Achieved change over the change due by now, (actual − baseline) / (trajectory − baseline); 1 = on time. On a geometric way to at most 20 significant digits, fewer where the value due hardly differs from the baseline. NULL at elapsed 0, where nothing is due, when the baseline already meets the target, and when something is not known. elapsed outside 0 to 1 is an error (22023).';
CREATE FUNCTION progress_status(
    actual numeric, target target, baseline numeric, elapsed numeric, years numeric DEFAULT NULL, direction text DEFAULT NULL,
    on_track numeric DEFAULT NULL, behind numeric DEFAULT NULL
) RETURNS text
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'progress_status_numeric';
COMMENT ON FUNCTION progress_status(numeric, target, numeric, numeric, numeric, text, numeric, numeric) IS 'Before the due date: met (now; it can fall back until then: scoreboard.is_final), on_track (progress at least on_track, by default 0.95), behind (at least behind, by default 0.60), off_track, or unknown. Progress is the pace on a linear way; on a geometric one (growth and multiples from a positive baseline) the observed yearly rate over the required one, or without years the ratio of the logarithms. What met the target at the baseline and no longer does is off_track, and what has gone past a level to stay within. Method and bands of Statistics Canada as in Open SDG. unknown when baseline or elapsed are not known or nothing is due yet. 22023 unless 0 <= behind <= on_track and elapsed is within 0 to 1. NULL without a target.';

CREATE FUNCTION growth_is_met(rate double precision, target target) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'growth_is_met_float8';
COMMENT ON FUNCTION growth_is_met(double precision, target) IS 'As growth_is_met(numeric, target); each number enters by its own shortest decimal.';
CREATE FUNCTION growth_attainment(rate double precision, target target) RETURNS numeric
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'growth_attainment_float8';
COMMENT ON FUNCTION growth_attainment(double precision, target) IS 'As growth_attainment(numeric, target); each number enters by its own shortest decimal.';
CREATE FUNCTION required_growth(
    actual double precision, target target, years_left double precision, denominator_growth double precision DEFAULT NULL, baseline double precision DEFAULT NULL,
    years double precision DEFAULT NULL, direction text DEFAULT NULL
) RETURNS numeric
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'required_growth_float8';
COMMENT ON FUNCTION required_growth(double precision, target, double precision, double precision, double precision, double precision, text) IS '目标所需年均增速: as required_growth(numeric, target, numeric, numeric, numeric, numeric, text); each number enters by its own shortest decimal.';
CREATE FUNCTION trajectory(
    target target, baseline double precision, elapsed double precision, years double precision DEFAULT NULL, direction text DEFAULT NULL
) RETURNS numeric
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'trajectory_float8';
COMMENT ON FUNCTION trajectory(target, double precision, double precision, double precision, text) IS '序时进度: as trajectory(target, numeric, numeric, numeric, text); each number enters by its own shortest decimal.';
CREATE FUNCTION pace(
    actual double precision, target target, baseline double precision, elapsed double precision, years double precision DEFAULT NULL, direction text DEFAULT NULL
) RETURNS numeric
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'pace_float8';
COMMENT ON FUNCTION pace(double precision, target, double precision, double precision, double precision, text) IS 'As pace(numeric, target, numeric, numeric, numeric, text); each number enters by its own shortest decimal.';
CREATE FUNCTION progress_status(
    actual double precision, target target, baseline double precision, elapsed double precision, years double precision DEFAULT NULL, direction text DEFAULT NULL,
    on_track double precision DEFAULT NULL, behind double precision DEFAULT NULL
) RETURNS text
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'progress_status_float8';
COMMENT ON FUNCTION progress_status(double precision, target, double precision, double precision, double precision, text, double precision, double precision) IS 'As progress_status(numeric, target, numeric, numeric, numeric, text, numeric, numeric); each number enters by its own shortest decimal.';

CREATE FUNCTION growth_is_met(rate real, target target) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'growth_is_met_float4';
COMMENT ON FUNCTION growth_is_met(real, target) IS 'As growth_is_met(numeric, target); each number enters by its own shortest decimal.';
CREATE FUNCTION growth_attainment(rate real, target target) RETURNS numeric
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'growth_attainment_float4';
COMMENT ON FUNCTION growth_attainment(real, target) IS 'As growth_attainment(numeric, target); each number enters by its own shortest decimal.';
CREATE FUNCTION required_growth(
    actual real, target target, years_left real, denominator_growth real DEFAULT NULL, baseline real DEFAULT NULL,
    years real DEFAULT NULL, direction text DEFAULT NULL
) RETURNS numeric
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'required_growth_float4';
COMMENT ON FUNCTION required_growth(real, target, real, real, real, real, text) IS '目标所需年均增速: as required_growth(numeric, target, numeric, numeric, numeric, numeric, text); each number enters by its own shortest decimal.';
CREATE FUNCTION trajectory(
    target target, baseline real, elapsed real, years real DEFAULT NULL, direction text DEFAULT NULL
) RETURNS numeric
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'trajectory_float4';
COMMENT ON FUNCTION trajectory(target, real, real, real, text) IS '序时进度: as trajectory(target, numeric, numeric, numeric, text); each number enters by its own shortest decimal.';
CREATE FUNCTION pace(
    actual real, target target, baseline real, elapsed real, years real DEFAULT NULL, direction text DEFAULT NULL
) RETURNS numeric
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'pace_float4';
COMMENT ON FUNCTION pace(real, target, real, real, real, text) IS 'As pace(numeric, target, numeric, numeric, numeric, text); each number enters by its own shortest decimal.';
CREATE FUNCTION progress_status(
    actual real, target target, baseline real, elapsed real, years real DEFAULT NULL, direction text DEFAULT NULL,
    on_track real DEFAULT NULL, behind real DEFAULT NULL
) RETURNS text
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'progress_status_float4';
COMMENT ON FUNCTION progress_status(real, target, real, real, real, text, real, real) IS 'As progress_status(numeric, target, numeric, numeric, numeric, text, numeric, numeric); each number enters by its own shortest decimal.';


