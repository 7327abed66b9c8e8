-- Aggregates over many judged targets: how many are met, how many could be judged, how much is reached on average.
--
-- Arguments come by position: (actual, target), (actual, target, baseline) or (actual, target, baseline, years,
-- direction); all numbers of one overload have one type. They share one state, so that a query with several of them judges
-- each row once.

CREATE TYPE judged_state;
CREATE FUNCTION judged_state_in(input cstring) RETURNS judged_state
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION judged_state_in(cstring) IS 'Internal: reads a judged_state from hexadecimal text.';
CREATE FUNCTION judged_state_out(value judged_state) RETURNS cstring
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION judged_state_out(judged_state) IS 'Internal: writes a judged_state as hexadecimal text.';
CREATE FUNCTION judged_state_recv(internal) RETURNS judged_state
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION judged_state_recv(internal) IS 'Internal: reads a judged_state from its binary form.';
CREATE FUNCTION judged_state_send(value judged_state) RETURNS bytea
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION judged_state_send(judged_state) IS 'Internal: writes a judged_state in its binary form.';
CREATE TYPE judged_state (
    INPUT = judged_state_in, OUTPUT = judged_state_out, RECEIVE = judged_state_recv, SEND = judged_state_send,
    INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE judged_state IS 'Internal: the state of target_attainment, targets_met and targets_judged, so that other processes and nodes can go on with it. Not for columns.';

CREATE FUNCTION judged_state_combine(state judged_state, other judged_state) RETURNS judged_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION judged_state_combine(judged_state, judged_state) IS 'Internal: merges two states of judged targets.';
CREATE FUNCTION judged_state_mean(state judged_state) RETURNS numeric
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION judged_state_mean(judged_state) IS 'Internal: the mean of a state of judged targets.';
CREATE FUNCTION judged_state_weighted_mean(state judged_state) RETURNS numeric
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION judged_state_weighted_mean(judged_state) IS 'Internal: the weighted mean of a state of judged targets.';
CREATE FUNCTION judged_state_met(state judged_state) RETURNS bigint
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION judged_state_met(judged_state) IS 'Internal: the met targets of a state; 0 of none.';
CREATE FUNCTION judged_state_judged(state judged_state) RETURNS bigint
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION judged_state_judged(judged_state) IS 'Internal: the judged targets of a state; 0 of none.';

CREATE FUNCTION judged_add(state judged_state, actual numeric, target target) RETURNS judged_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'judged_add_numeric';
COMMENT ON FUNCTION judged_add(judged_state, numeric, target) IS 'Internal: one row into a state of judged targets.';
CREATE FUNCTION judged_add_weighted(state judged_state, weight numeric, actual numeric, target target) RETURNS judged_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'judged_add_weighted_numeric';
COMMENT ON FUNCTION judged_add_weighted(judged_state, numeric, numeric, target) IS 'Internal: one weighted row into a state of judged targets.';
CREATE AGGREGATE target_attainment(numeric, target) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_mean,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE target_attainment(numeric, target) IS
'Mean attainment of targets, 0..1, over those that can be judged (targets_judged). A met target enters as 1, another by its attainment cut to 0..1, and as 0 where it has none (nothing done, fallen below a baseline that met it, outside a range). One whose actual, baseline or years are not known is left out. NULL when none can be judged. Arguments: actual, target, baseline, years, direction.';
CREATE AGGREGATE targets_met(numeric, target) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_met,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE targets_met(numeric, target) IS
'How many targets are met, as is_met says, without tolerance. 0 of none. Arguments: actual, target, baseline, years, direction.';
CREATE AGGREGATE targets_judged(numeric, target) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_judged,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE targets_judged(numeric, target) IS
'How many targets can be judged: those whose is_met is not NULL. 0 of none. Arguments: actual, target, baseline, years, direction.';
CREATE AGGREGATE target_attainment_weighted(numeric, numeric, target) (
    SFUNC = judged_add_weighted, STYPE = judged_state, SSPACE = 320, FINALFUNC = judged_state_weighted_mean,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE target_attainment_weighted(numeric, numeric, target) IS
'Mean attainment of targets as target_attainment, each by its weight: Σ weight · attainment / Σ weight over those that can be judged. A NULL weight leaves the target out; NULL when all weights are 0; a negative one is an error (22023). Arguments: weight, actual, target, baseline, years, direction.';

CREATE FUNCTION judged_add(state judged_state, actual numeric, target target, baseline numeric) RETURNS judged_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'judged_add_numeric';
COMMENT ON FUNCTION judged_add(judged_state, numeric, target, numeric) IS 'Internal: one row into a state of judged targets.';
CREATE FUNCTION judged_add_weighted(state judged_state, weight numeric, actual numeric, target target, baseline numeric) RETURNS judged_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'judged_add_weighted_numeric';
COMMENT ON FUNCTION judged_add_weighted(judged_state, numeric, numeric, target, numeric) IS 'Internal: one weighted row into a state of judged targets.';
CREATE AGGREGATE target_attainment(numeric, target, numeric) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_mean,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE target_attainment(numeric, target, numeric) IS
'Mean attainment of targets, 0..1, over those that can be judged (targets_judged). A met target enters as 1, another by its attainment cut to 0..1, and as 0 where it has none (nothing done, fallen below a baseline that met it, outside a range). One whose actual, baseline or years are not known is left out. NULL when none can be judged. Arguments: actual, target, baseline, years, direction.';
CREATE AGGREGATE targets_met(numeric, target, numeric) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_met,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE targets_met(numeric, target, numeric) IS
'How many targets are met, as is_met says, without tolerance. 0 of none. Arguments: actual, target, baseline, years, direction.';
CREATE AGGREGATE targets_judged(numeric, target, numeric) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_judged,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE targets_judged(numeric, target, numeric) IS
'How many targets can be judged: those whose is_met is not NULL. 0 of none. Arguments: actual, target, baseline, years, direction.';
CREATE AGGREGATE target_attainment_weighted(numeric, numeric, target, numeric) (
    SFUNC = judged_add_weighted, STYPE = judged_state, SSPACE = 320, FINALFUNC = judged_state_weighted_mean,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE target_attainment_weighted(numeric, numeric, target, numeric) IS
'Mean attainment of targets as target_attainment, each by its weight: Σ weight · attainment / Σ weight over those that can be judged. A NULL weight leaves the target out; NULL when all weights are 0; a negative one is an error (22023). Arguments: weight, actual, target, baseline, years, direction.';

CREATE FUNCTION judged_add(state judged_state, actual numeric, target target, baseline numeric, years numeric, direction text) RETURNS judged_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'judged_add_numeric';
COMMENT ON FUNCTION judged_add(judged_state, numeric, target, numeric, numeric, text) IS 'Internal: one row into a state of judged targets.';
CREATE FUNCTION judged_add_weighted(state judged_state, weight numeric, actual numeric, target target, baseline numeric, years numeric, direction text) RETURNS judged_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'judged_add_weighted_numeric';
COMMENT ON FUNCTION judged_add_weighted(judged_state, numeric, numeric, target, numeric, numeric, text) IS 'Internal: one weighted row into a state of judged targets.';
CREATE AGGREGATE target_attainment(numeric, target, numeric, numeric, text) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_mean,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE target_attainment(numeric, target, numeric, numeric, text) IS
'Mean attainment of targets, 0..1, over those that can be judged (targets_judged). A met target enters as 1, another by its attainment cut to 0..1, and as 0 where it has none (nothing done, fallen below a baseline that met it, outside a range). One whose actual, baseline or years are not known is left out. NULL when none can be judged. Arguments: actual, target, baseline, years, direction.';
CREATE AGGREGATE targets_met(numeric, target, numeric, numeric, text) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_met,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE targets_met(numeric, target, numeric, numeric, text) IS
'How many targets are met, as is_met says, without tolerance. 0 of none. Arguments: actual, target, baseline, years, direction.';
CREATE AGGREGATE targets_judged(numeric, target, numeric, numeric, text) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_judged,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE targets_judged(numeric, target, numeric, numeric, text) IS
'How many targets can be judged: those whose is_met is not NULL. 0 of none. Arguments: actual, target, baseline, years, direction.';
CREATE AGGREGATE target_attainment_weighted(numeric, numeric, target, numeric, numeric, text) (
    SFUNC = judged_add_weighted, STYPE = judged_state, SSPACE = 320, FINALFUNC = judged_state_weighted_mean,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE target_attainment_weighted(numeric, numeric, target, numeric, numeric, text) IS
'Mean attainment of targets as target_attainment, each by its weight: Σ weight · attainment / Σ weight over those that can be judged. A NULL weight leaves the target out; NULL when all weights are 0; a negative one is an error (22023). Arguments: weight, actual, target, baseline, years, direction.';

CREATE FUNCTION judged_add(state judged_state, actual double precision, target target) RETURNS judged_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'judged_add_float8';
COMMENT ON FUNCTION judged_add(judged_state, double precision, target) IS 'Internal: one row into a state of judged targets.';
CREATE FUNCTION judged_add_weighted(state judged_state, weight double precision, actual double precision, target target) RETURNS judged_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'judged_add_weighted_float8';
COMMENT ON FUNCTION judged_add_weighted(judged_state, double precision, double precision, target) IS 'Internal: one weighted row into a state of judged targets.';
CREATE AGGREGATE target_attainment(double precision, target) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_mean,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE target_attainment(double precision, target) IS 'As target_attainment(numeric, target); each number enters by its own shortest decimal.';
CREATE AGGREGATE targets_met(double precision, target) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_met,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE targets_met(double precision, target) IS 'As targets_met(numeric, target); each number enters by its own shortest decimal.';
CREATE AGGREGATE targets_judged(double precision, target) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_judged,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE targets_judged(double precision, target) IS 'As targets_judged(numeric, target); each number enters by its own shortest decimal.';
CREATE AGGREGATE target_attainment_weighted(double precision, double precision, target) (
    SFUNC = judged_add_weighted, STYPE = judged_state, SSPACE = 320, FINALFUNC = judged_state_weighted_mean,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE target_attainment_weighted(double precision, double precision, target) IS 'As target_attainment_weighted(numeric, numeric, target); each number enters by its own shortest decimal.';

CREATE FUNCTION judged_add(state judged_state, actual double precision, target target, baseline double precision) RETURNS judged_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'judged_add_float8';
COMMENT ON FUNCTION judged_add(judged_state, double precision, target, double precision) IS 'Internal: one row into a state of judged targets.';
CREATE FUNCTION judged_add_weighted(state judged_state, weight double precision, actual double precision, target target, baseline double precision) RETURNS judged_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'judged_add_weighted_float8';
COMMENT ON FUNCTION judged_add_weighted(judged_state, double precision, double precision, target, double precision) IS 'Internal: one weighted row into a state of judged targets.';
CREATE AGGREGATE target_attainment(double precision, target, double precision) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_mean,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE target_attainment(double precision, target, double precision) IS 'As target_attainment(numeric, target, numeric); each number enters by its own shortest decimal.';
CREATE AGGREGATE targets_met(double precision, target, double precision) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_met,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE targets_met(double precision, target, double precision) IS 'As targets_met(numeric, target, numeric); each number enters by its own shortest decimal.';
CREATE AGGREGATE targets_judged(double precision, target, double precision) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_judged,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE targets_judged(double precision, target, double precision) IS 'As targets_judged(numeric, target, numeric); each number enters by its own shortest decimal.';
CREATE AGGREGATE target_attainment_weighted(double precision, double precision, target, double precision) (
    SFUNC = judged_add_weighted, STYPE = judged_state, SSPACE = 320, FINALFUNC = judged_state_weighted_mean,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE target_attainment_weighted(double precision, double precision, target, double precision) IS 'As target_attainment_weighted(numeric, numeric, target, numeric); each number enters by its own shortest decimal.';

CREATE FUNCTION judged_add(state judged_state, actual double precision, target target, baseline double precision, years double precision, direction text) RETURNS judged_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'judged_add_float8';
COMMENT ON FUNCTION judged_add(judged_state, double precision, target, double precision, double precision, text) IS 'Internal: one row into a state of judged targets.';
CREATE FUNCTION judged_add_weighted(state judged_state, weight double precision, actual double precision, target target, baseline double precision, years double precision, direction text) RETURNS judged_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'judged_add_weighted_float8';
COMMENT ON FUNCTION judged_add_weighted(judged_state, double precision, double precision, target, double precision, double precision, text) IS 'Internal: one weighted row into a state of judged targets.';
CREATE AGGREGATE target_attainment(double precision, target, double precision, double precision, text) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_mean,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE target_attainment(double precision, target, double precision, double precision, text) IS 'As target_attainment(numeric, target, numeric, numeric, text); each number enters by its own shortest decimal.';
CREATE AGGREGATE targets_met(double precision, target, double precision, double precision, text) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_met,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE targets_met(double precision, target, double precision, double precision, text) IS 'As targets_met(numeric, target, numeric, numeric, text); each number enters by its own shortest decimal.';
CREATE AGGREGATE targets_judged(double precision, target, double precision, double precision, text) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_judged,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE targets_judged(double precision, target, double precision, double precision, text) IS 'As targets_judged(numeric, target, numeric, numeric, text); each number enters by its own shortest decimal.';
CREATE AGGREGATE target_attainment_weighted(double precision, double precision, target, double precision, double precision, text) (
    SFUNC = judged_add_weighted, STYPE = judged_state, SSPACE = 320, FINALFUNC = judged_state_weighted_mean,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE target_attainment_weighted(double precision, double precision, target, double precision, double precision, text) IS 'As target_attainment_weighted(numeric, numeric, target, numeric, numeric, text); each number enters by its own shortest decimal.';

CREATE FUNCTION judged_add(state judged_state, actual real, target target) RETURNS judged_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'judged_add_float4';
COMMENT ON FUNCTION judged_add(judged_state, real, target) IS 'Internal: one row into a state of judged targets.';
CREATE FUNCTION judged_add_weighted(state judged_state, weight real, actual real, target target) RETURNS judged_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'judged_add_weighted_float4';
COMMENT ON FUNCTION judged_add_weighted(judged_state, real, real, target) IS 'Internal: one weighted row into a state of judged targets.';
CREATE AGGREGATE target_attainment(real, target) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_mean,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE target_attainment(real, target) IS 'As target_attainment(numeric, target); each number enters by its own shortest decimal.';
CREATE AGGREGATE targets_met(real, target) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_met,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE targets_met(real, target) IS 'As targets_met(numeric, target); each number enters by its own shortest decimal.';
CREATE AGGREGATE targets_judged(real, target) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_judged,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE targets_judged(real, target) IS 'As targets_judged(numeric, target); each number enters by its own shortest decimal.';
CREATE AGGREGATE target_attainment_weighted(real, real, target) (
    SFUNC = judged_add_weighted, STYPE = judged_state, SSPACE = 320, FINALFUNC = judged_state_weighted_mean,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE target_attainment_weighted(real, real, target) IS 'As target_attainment_weighted(numeric, numeric, target); each number enters by its own shortest decimal.';

CREATE FUNCTION judged_add(state judged_state, actual real, target target, baseline real) RETURNS judged_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'judged_add_float4';
COMMENT ON FUNCTION judged_add(judged_state, real, target, real) IS 'Internal: one row into a state of judged targets.';
CREATE FUNCTION judged_add_weighted(state judged_state, weight real, actual real, target target, baseline real) RETURNS judged_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'judged_add_weighted_float4';
COMMENT ON FUNCTION judged_add_weighted(judged_state, real, real, target, real) IS 'Internal: one weighted row into a state of judged targets.';
CREATE AGGREGATE target_attainment(real, target, real) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_mean,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE target_attainment(real, target, real) IS 'As target_attainment(numeric, target, numeric); each number enters by its own shortest decimal.';
CREATE AGGREGATE targets_met(real, target, real) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_met,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE targets_met(real, target, real) IS 'As targets_met(numeric, target, numeric); each number enters by its own shortest decimal.';
CREATE AGGREGATE targets_judged(real, target, real) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_judged,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE targets_judged(real, target, real) IS 'As targets_judged(numeric, target, numeric); each number enters by its own shortest decimal.';
CREATE AGGREGATE target_attainment_weighted(real, real, target, real) (
    SFUNC = judged_add_weighted, STYPE = judged_state, SSPACE = 320, FINALFUNC = judged_state_weighted_mean,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE target_attainment_weighted(real, real, target, real) IS 'As target_attainment_weighted(numeric, numeric, target, numeric); each number enters by its own shortest decimal.';

CREATE FUNCTION judged_add(state judged_state, actual real, target target, baseline real, years real, direction text) RETURNS judged_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'judged_add_float4';
COMMENT ON FUNCTION judged_add(judged_state, real, target, real, real, text) IS 'Internal: one row into a state of judged targets.';
CREATE FUNCTION judged_add_weighted(state judged_state, weight real, actual real, target target, baseline real, years real, direction text) RETURNS judged_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'judged_add_weighted_float4';
COMMENT ON FUNCTION judged_add_weighted(judged_state, real, real, target, real, real, text) IS 'Internal: one weighted row into a state of judged targets.';
CREATE AGGREGATE target_attainment(real, target, real, real, text) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_mean,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE target_attainment(real, target, real, real, text) IS 'As target_attainment(numeric, target, numeric, numeric, text); each number enters by its own shortest decimal.';
CREATE AGGREGATE targets_met(real, target, real, real, text) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_met,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE targets_met(real, target, real, real, text) IS 'As targets_met(numeric, target, numeric, numeric, text); each number enters by its own shortest decimal.';
CREATE AGGREGATE targets_judged(real, target, real, real, text) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_judged,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE targets_judged(real, target, real, real, text) IS 'As targets_judged(numeric, target, numeric, numeric, text); each number enters by its own shortest decimal.';
CREATE AGGREGATE target_attainment_weighted(real, real, target, real, real, text) (
    SFUNC = judged_add_weighted, STYPE = judged_state, SSPACE = 320, FINALFUNC = judged_state_weighted_mean,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE target_attainment_weighted(real, real, target, real, real, text) IS 'As target_attainment_weighted(numeric, numeric, target, numeric, numeric, text); each number enters by its own shortest decimal.';

CREATE FUNCTION judged_add(state judged_state, actual bigint, target target) RETURNS judged_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'judged_add_int8';
COMMENT ON FUNCTION judged_add(judged_state, bigint, target) IS 'Internal: one row into a state of judged targets.';
CREATE FUNCTION judged_add_weighted(state judged_state, weight bigint, actual bigint, target target) RETURNS judged_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'judged_add_weighted_int8';
COMMENT ON FUNCTION judged_add_weighted(judged_state, bigint, bigint, target) IS 'Internal: one weighted row into a state of judged targets.';
CREATE AGGREGATE target_attainment(bigint, target) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_mean,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE target_attainment(bigint, target) IS 'As target_attainment(numeric, target).';
CREATE AGGREGATE targets_met(bigint, target) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_met,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE targets_met(bigint, target) IS
'How many targets are met, as is_met says, without tolerance. 0 of none. Arguments: actual, target, baseline, years, direction.';
CREATE AGGREGATE targets_judged(bigint, target) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_judged,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE targets_judged(bigint, target) IS
'How many targets can be judged: those whose is_met is not NULL. 0 of none. Arguments: actual, target, baseline, years, direction.';
CREATE AGGREGATE target_attainment_weighted(bigint, bigint, target) (
    SFUNC = judged_add_weighted, STYPE = judged_state, SSPACE = 320, FINALFUNC = judged_state_weighted_mean,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE target_attainment_weighted(bigint, bigint, target) IS 'As target_attainment_weighted(numeric, numeric, target).';

CREATE FUNCTION judged_add(state judged_state, actual bigint, target target, baseline bigint) RETURNS judged_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'judged_add_int8';
COMMENT ON FUNCTION judged_add(judged_state, bigint, target, bigint) IS 'Internal: one row into a state of judged targets.';
CREATE FUNCTION judged_add_weighted(state judged_state, weight bigint, actual bigint, target target, baseline bigint) RETURNS judged_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'judged_add_weighted_int8';
COMMENT ON FUNCTION judged_add_weighted(judged_state, bigint, bigint, target, bigint) IS 'Internal: one weighted row into a state of judged targets.';
CREATE AGGREGATE target_attainment(bigint, target, bigint) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_mean,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE target_attainment(bigint, target, bigint) IS 'As target_attainment(numeric, target, numeric).';
CREATE AGGREGATE targets_met(bigint, target, bigint) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_met,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE targets_met(bigint, target, bigint) IS
'How many targets are met, as is_met says, without tolerance. 0 of none. Arguments: actual, target, baseline, years, direction.';
CREATE AGGREGATE targets_judged(bigint, target, bigint) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_judged,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE targets_judged(bigint, target, bigint) IS
'How many targets can be judged: those whose is_met is not NULL. 0 of none. Arguments: actual, target, baseline, years, direction.';
CREATE AGGREGATE target_attainment_weighted(bigint, bigint, target, bigint) (
    SFUNC = judged_add_weighted, STYPE = judged_state, SSPACE = 320, FINALFUNC = judged_state_weighted_mean,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE target_attainment_weighted(bigint, bigint, target, bigint) IS 'As target_attainment_weighted(numeric, numeric, target, numeric).';

CREATE FUNCTION judged_add(state judged_state, actual bigint, target target, baseline bigint, years bigint, direction text) RETURNS judged_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'judged_add_int8';
COMMENT ON FUNCTION judged_add(judged_state, bigint, target, bigint, bigint, text) IS 'Internal: one row into a state of judged targets.';
CREATE FUNCTION judged_add_weighted(state judged_state, weight bigint, actual bigint, target target, baseline bigint, years bigint, direction text) RETURNS judged_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'judged_add_weighted_int8';
COMMENT ON FUNCTION judged_add_weighted(judged_state, bigint, bigint, target, bigint, bigint, text) IS 'Internal: one weighted row into a state of judged targets.';
CREATE AGGREGATE target_attainment(bigint, target, bigint, bigint, text) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_mean,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE target_attainment(bigint, target, bigint, bigint, text) IS 'As target_attainment(numeric, target, numeric, numeric, text).';
CREATE AGGREGATE targets_met(bigint, target, bigint, bigint, text) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_met,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE targets_met(bigint, target, bigint, bigint, text) IS
'How many targets are met, as is_met says, without tolerance. 0 of none. Arguments: actual, target, baseline, years, direction.';
CREATE AGGREGATE targets_judged(bigint, target, bigint, bigint, text) (
    SFUNC = judged_add, STYPE = judged_state, SSPACE = 224, FINALFUNC = judged_state_judged,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE targets_judged(bigint, target, bigint, bigint, text) IS
'How many targets can be judged: those whose is_met is not NULL. 0 of none. Arguments: actual, target, baseline, years, direction.';
CREATE AGGREGATE target_attainment_weighted(bigint, bigint, target, bigint, bigint, text) (
    SFUNC = judged_add_weighted, STYPE = judged_state, SSPACE = 320, FINALFUNC = judged_state_weighted_mean,
    COMBINEFUNC = judged_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE target_attainment_weighted(bigint, bigint, target, bigint, bigint, text) IS 'As target_attainment_weighted(numeric, numeric, target, numeric, numeric, text).';
