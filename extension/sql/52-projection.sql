-- projection: where the trend of a series leads by the due date, with the interval around it.

CREATE TYPE projection_state;
CREATE FUNCTION projection_state_in(input cstring) RETURNS projection_state
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION projection_state_in(cstring) IS 'Internal: reads a projection_state from hexadecimal text.';
CREATE FUNCTION projection_state_out(value projection_state) RETURNS cstring
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION projection_state_out(projection_state) IS 'Internal: writes a projection_state as hexadecimal text.';
CREATE FUNCTION projection_state_recv(internal) RETURNS projection_state
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION projection_state_recv(internal) IS 'Internal: reads a projection_state from its binary form.';
CREATE FUNCTION projection_state_send(value projection_state) RETURNS bytea
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION projection_state_send(projection_state) IS 'Internal: writes a projection_state in its binary form.';
CREATE TYPE projection_state (
    INPUT = projection_state_in, OUTPUT = projection_state_out, RECEIVE = projection_state_recv, SEND = projection_state_send,
    INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE projection_state IS 'Internal: the state of projection, the due date and exact sums, so that other processes and nodes can go on with it. Not for columns.';

CREATE FUNCTION projection_state_combine(state projection_state, other projection_state) RETURNS projection_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION projection_state_combine(projection_state, projection_state) IS 'Internal: merges two states of projection.';
CREATE FUNCTION projection_state_value(state projection_state) RETURNS numeric
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION projection_state_value(projection_state) IS 'Internal: the trend at the due date of a state of projection.';
CREATE FUNCTION projection_state_low(state projection_state) RETURNS numeric
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION projection_state_low(projection_state) IS 'Internal: the lower end of the interval of a state of projection.';
CREATE FUNCTION projection_state_high(state projection_state) RETURNS numeric
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION projection_state_high(projection_state) IS 'Internal: the upper end of the interval of a state of projection.';
CREATE FUNCTION projection_state_method(state projection_state) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION projection_state_method(projection_state) IS 'Internal: how the trend was found of a state of projection.';

CREATE FUNCTION projection_add(state projection_state, day date, value numeric, due date) RETURNS projection_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'projection_add_numeric';
COMMENT ON FUNCTION projection_add(projection_state, date, numeric, date) IS 'Internal: one point into a state of projection.';
CREATE AGGREGATE projection(date, numeric, date) (
    SFUNC = projection_add, STYPE = projection_state, SSPACE = 1536, FINALFUNC = projection_state_value,
    COMBINEFUNC = projection_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE projection(date, numeric, date) IS
'projection(date, value, due): 趋势外推, where the trend of the values leads by due. Compound growth when all values are above 0: least squares through their natural logarithms; else least squares through the values. Time is in months, a day its part of its month (day / days of the month), so that years are equally long. Exact sums: the order of rows does not matter. NULL dates and values are ignored; several values of one day all count. NULL with fewer than two days, when due is NULL, or when growth leads beyond numeric; due may lie within the series: then it is the trend there. due varying in a group is an error (22023), so are infinite dates (22008), NaN, infinity and sums beyond numeric (22003). Compound growth is rounded to 20 significant digits.';
CREATE AGGREGATE projection_low(date, numeric, date) (
    SFUNC = projection_add, STYPE = projection_state, SSPACE = 1536, FINALFUNC = projection_state_low,
    COMBINEFUNC = projection_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE projection_low(date, numeric, date) IS
'projection_low(date, value, due): the lower end of the 95 % prediction interval of projection: ŷ − t · s · √(1 + 1/n + (due − x̄)² / Σ(x − x̄)²), with Student''s t of n − 2 degrees of freedom, s² = Σ residual² / (n − 2); of the logarithms for compound growth. NULL with fewer than four values. Draper and Smith, Applied Regression Analysis, 1.4. It supposes that the trend holds and residuals are independent. Errors as projection.';
CREATE AGGREGATE projection_high(date, numeric, date) (
    SFUNC = projection_add, STYPE = projection_state, SSPACE = 1536, FINALFUNC = projection_state_high,
    COMBINEFUNC = projection_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE projection_high(date, numeric, date) IS
'projection_high(date, value, due): the upper end of the 95 % prediction interval of projection; see projection_low. NULL with fewer than four values.';
CREATE AGGREGATE projection_method(date, numeric, date) (
    SFUNC = projection_add, STYPE = projection_state, SSPACE = 1536, FINALFUNC = projection_state_method,
    COMBINEFUNC = projection_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE projection_method(date, numeric, date) IS
'projection_method(date, value, due): how projection finds the trend: compound_growth when all values are above 0, else least_squares. NULL where projection is NULL.';

CREATE FUNCTION projection_add(state projection_state, day date, value double precision, due date) RETURNS projection_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'projection_add_float8';
COMMENT ON FUNCTION projection_add(projection_state, date, double precision, date) IS 'Internal: one point into a state of projection.';
CREATE AGGREGATE projection(date, double precision, date) (
    SFUNC = projection_add, STYPE = projection_state, SSPACE = 1536, FINALFUNC = projection_state_value,
    COMBINEFUNC = projection_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE projection(date, double precision, date) IS '趋势外推: as projection(date, numeric, date); each number enters by its own shortest decimal.';
CREATE AGGREGATE projection_low(date, double precision, date) (
    SFUNC = projection_add, STYPE = projection_state, SSPACE = 1536, FINALFUNC = projection_state_low,
    COMBINEFUNC = projection_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE projection_low(date, double precision, date) IS 'As projection_low(date, numeric, date); each number enters by its own shortest decimal.';
CREATE AGGREGATE projection_high(date, double precision, date) (
    SFUNC = projection_add, STYPE = projection_state, SSPACE = 1536, FINALFUNC = projection_state_high,
    COMBINEFUNC = projection_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE projection_high(date, double precision, date) IS 'As projection_high(date, numeric, date); each number enters by its own shortest decimal.';
CREATE AGGREGATE projection_method(date, double precision, date) (
    SFUNC = projection_add, STYPE = projection_state, SSPACE = 1536, FINALFUNC = projection_state_method,
    COMBINEFUNC = projection_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE projection_method(date, double precision, date) IS 'As projection_method(date, numeric, date); each number enters by its own shortest decimal.';

CREATE FUNCTION projection_add(state projection_state, day date, value real, due date) RETURNS projection_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'projection_add_float4';
COMMENT ON FUNCTION projection_add(projection_state, date, real, date) IS 'Internal: one point into a state of projection.';
CREATE AGGREGATE projection(date, real, date) (
    SFUNC = projection_add, STYPE = projection_state, SSPACE = 1536, FINALFUNC = projection_state_value,
    COMBINEFUNC = projection_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE projection(date, real, date) IS '趋势外推: as projection(date, numeric, date); each number enters by its own shortest decimal.';
CREATE AGGREGATE projection_low(date, real, date) (
    SFUNC = projection_add, STYPE = projection_state, SSPACE = 1536, FINALFUNC = projection_state_low,
    COMBINEFUNC = projection_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE projection_low(date, real, date) IS 'As projection_low(date, numeric, date); each number enters by its own shortest decimal.';
CREATE AGGREGATE projection_high(date, real, date) (
    SFUNC = projection_add, STYPE = projection_state, SSPACE = 1536, FINALFUNC = projection_state_high,
    COMBINEFUNC = projection_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE projection_high(date, real, date) IS 'As projection_high(date, numeric, date); each number enters by its own shortest decimal.';
CREATE AGGREGATE projection_method(date, real, date) (
    SFUNC = projection_add, STYPE = projection_state, SSPACE = 1536, FINALFUNC = projection_state_method,
    COMBINEFUNC = projection_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE projection_method(date, real, date) IS 'As projection_method(date, numeric, date); each number enters by its own shortest decimal.';

CREATE FUNCTION projection_add(state projection_state, day date, value bigint, due date) RETURNS projection_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'projection_add_int8';
COMMENT ON FUNCTION projection_add(projection_state, date, bigint, date) IS 'Internal: one point into a state of projection.';
CREATE AGGREGATE projection(date, bigint, date) (
    SFUNC = projection_add, STYPE = projection_state, SSPACE = 1536, FINALFUNC = projection_state_value,
    COMBINEFUNC = projection_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE projection(date, bigint, date) IS '趋势外推: as projection(date, numeric, date).';
CREATE AGGREGATE projection_low(date, bigint, date) (
    SFUNC = projection_add, STYPE = projection_state, SSPACE = 1536, FINALFUNC = projection_state_low,
    COMBINEFUNC = projection_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE projection_low(date, bigint, date) IS 'As projection_low(date, numeric, date).';
CREATE AGGREGATE projection_high(date, bigint, date) (
    SFUNC = projection_add, STYPE = projection_state, SSPACE = 1536, FINALFUNC = projection_state_high,
    COMBINEFUNC = projection_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE projection_high(date, bigint, date) IS
'projection_high(date, value, due): the upper end of the 95 % prediction interval of projection; see projection_low. NULL with fewer than four values.';
CREATE AGGREGATE projection_method(date, bigint, date) (
    SFUNC = projection_add, STYPE = projection_state, SSPACE = 1536, FINALFUNC = projection_state_method,
    COMBINEFUNC = projection_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE projection_method(date, bigint, date) IS 'As projection_method(date, numeric, date).';

CREATE FUNCTION projection_add(state projection_state, day date, value integer, due date) RETURNS projection_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'projection_add_int4';
COMMENT ON FUNCTION projection_add(projection_state, date, integer, date) IS 'Internal: one point into a state of projection.';
CREATE AGGREGATE projection(date, integer, date) (
    SFUNC = projection_add, STYPE = projection_state, SSPACE = 1536, FINALFUNC = projection_state_value,
    COMBINEFUNC = projection_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE projection(date, integer, date) IS '趋势外推: as projection(date, numeric, date).';
CREATE AGGREGATE projection_low(date, integer, date) (
    SFUNC = projection_add, STYPE = projection_state, SSPACE = 1536, FINALFUNC = projection_state_low,
    COMBINEFUNC = projection_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE projection_low(date, integer, date) IS 'As projection_low(date, numeric, date).';
CREATE AGGREGATE projection_high(date, integer, date) (
    SFUNC = projection_add, STYPE = projection_state, SSPACE = 1536, FINALFUNC = projection_state_high,
    COMBINEFUNC = projection_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE projection_high(date, integer, date) IS
'projection_high(date, value, due): the upper end of the 95 % prediction interval of projection; see projection_low. NULL with fewer than four values.';
CREATE AGGREGATE projection_method(date, integer, date) (
    SFUNC = projection_add, STYPE = projection_state, SSPACE = 1536, FINALFUNC = projection_state_method,
    COMBINEFUNC = projection_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE projection_method(date, integer, date) IS 'As projection_method(date, numeric, date).';

CREATE FUNCTION projection_add(state projection_state, day date, value smallint, due date) RETURNS projection_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'projection_add_int2';
COMMENT ON FUNCTION projection_add(projection_state, date, smallint, date) IS 'Internal: one point into a state of projection.';
CREATE AGGREGATE projection(date, smallint, date) (
    SFUNC = projection_add, STYPE = projection_state, SSPACE = 1536, FINALFUNC = projection_state_value,
    COMBINEFUNC = projection_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE projection(date, smallint, date) IS '趋势外推: as projection(date, numeric, date).';
CREATE AGGREGATE projection_low(date, smallint, date) (
    SFUNC = projection_add, STYPE = projection_state, SSPACE = 1536, FINALFUNC = projection_state_low,
    COMBINEFUNC = projection_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE projection_low(date, smallint, date) IS 'As projection_low(date, numeric, date).';
CREATE AGGREGATE projection_high(date, smallint, date) (
    SFUNC = projection_add, STYPE = projection_state, SSPACE = 1536, FINALFUNC = projection_state_high,
    COMBINEFUNC = projection_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE projection_high(date, smallint, date) IS
'projection_high(date, value, due): the upper end of the 95 % prediction interval of projection; see projection_low. NULL with fewer than four values.';
CREATE AGGREGATE projection_method(date, smallint, date) (
    SFUNC = projection_add, STYPE = projection_state, SSPACE = 1536, FINALFUNC = projection_state_method,
    COMBINEFUNC = projection_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE projection_method(date, smallint, date) IS 'As projection_method(date, numeric, date).';
