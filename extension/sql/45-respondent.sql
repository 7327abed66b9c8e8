-- p_percent_safe: may a cell be published? Decided on micro data, by threshold and p% rule.

CREATE TYPE respondent_state;
CREATE FUNCTION respondent_state_in(input cstring) RETURNS respondent_state
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION respondent_state_in(cstring) IS 'Internal: reads a respondent_state from hexadecimal text.';
CREATE FUNCTION respondent_state_out(value respondent_state) RETURNS cstring
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION respondent_state_out(respondent_state) IS 'Internal: writes a respondent_state as hexadecimal text.';
CREATE FUNCTION respondent_state_recv(internal) RETURNS respondent_state
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION respondent_state_recv(internal) IS 'Internal: reads a respondent_state from its binary form; broken bytes are an error (22P03), a later version is 0A000.';
CREATE FUNCTION respondent_state_send(value respondent_state) RETURNS bytea
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION respondent_state_send(respondent_state) IS 'Internal: writes a respondent_state in its binary form.';
CREATE TYPE respondent_state (
    INPUT = respondent_state_in, OUTPUT = respondent_state_out, RECEIVE = respondent_state_recv, SEND = respondent_state_send,
    INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE respondent_state IS 'Internal: the state of p_percent_safe: each respondent''s sum in one cell, with the parameters. Micro data: never for a column, a view or a release.';

CREATE FUNCTION respondent_state_combine(state respondent_state, other respondent_state) RETURNS respondent_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION respondent_state_combine(respondent_state, respondent_state) IS 'Internal: merges two states of p_percent_safe. Not for PUBLIC; the aggregate runs it as its owner.';
CREATE FUNCTION respondent_state_final(state respondent_state) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION respondent_state_final(respondent_state) IS 'Internal: whether the cell that a state of p_percent_safe stands for is safe.';

CREATE FUNCTION respondent_add(state respondent_state, value numeric, respondent text, min_respondents integer, p_percent double precision) RETURNS respondent_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'respondent_add_numeric';
COMMENT ON FUNCTION respondent_add(respondent_state, numeric, text, integer, double precision) IS 'Internal: one row into a state of p_percent_safe. Not for PUBLIC; the aggregate runs it as its owner.';
CREATE FUNCTION respondent_add(state respondent_state, value double precision, respondent text, min_respondents integer, p_percent double precision) RETURNS respondent_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'respondent_add_float8';
COMMENT ON FUNCTION respondent_add(respondent_state, double precision, text, integer, double precision) IS 'Internal: one row into a state of p_percent_safe. Not for PUBLIC; the aggregate runs it as its owner.';
CREATE FUNCTION respondent_add(state respondent_state, value real, respondent text, min_respondents integer, p_percent double precision) RETURNS respondent_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'respondent_add_float4';
COMMENT ON FUNCTION respondent_add(respondent_state, real, text, integer, double precision) IS 'Internal: one row into a state of p_percent_safe. Not for PUBLIC; the aggregate runs it as its owner.';
CREATE FUNCTION respondent_add(state respondent_state, value bigint, respondent text, min_respondents integer, p_percent double precision) RETURNS respondent_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'respondent_add_int8';
COMMENT ON FUNCTION respondent_add(respondent_state, bigint, text, integer, double precision) IS 'Internal: one row into a state of p_percent_safe. Not for PUBLIC; the aggregate runs it as its owner.';
CREATE FUNCTION respondent_add(state respondent_state, value integer, respondent text, min_respondents integer, p_percent double precision) RETURNS respondent_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'respondent_add_int4';
COMMENT ON FUNCTION respondent_add(respondent_state, integer, text, integer, double precision) IS 'Internal: one row into a state of p_percent_safe. Not for PUBLIC; the aggregate runs it as its owner.';
CREATE FUNCTION respondent_add(state respondent_state, value smallint, respondent text, min_respondents integer, p_percent double precision) RETURNS respondent_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'respondent_add_int2';
COMMENT ON FUNCTION respondent_add(respondent_state, smallint, text, integer, double precision) IS 'Internal: one row into a state of p_percent_safe. Not for PUBLIC; the aggregate runs it as its owner.';

-- Whoever could call these could keep a state, and read single respondents in it.
REVOKE EXECUTE ON FUNCTION respondent_state_combine(respondent_state, respondent_state) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION respondent_add(respondent_state, numeric, text, integer, double precision) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION respondent_add(respondent_state, double precision, text, integer, double precision) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION respondent_add(respondent_state, real, text, integer, double precision) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION respondent_add(respondent_state, bigint, text, integer, double precision) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION respondent_add(respondent_state, integer, text, integer, double precision) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION respondent_add(respondent_state, smallint, text, integer, double precision) FROM PUBLIC;

CREATE AGGREGATE p_percent_safe(numeric, text, integer, double precision) (
    SFUNC = respondent_add, STYPE = respondent_state, SSPACE = 1024, FINALFUNC = respondent_state_final,
    COMBINEFUNC = respondent_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE p_percent_safe(numeric, text, integer, double precision) IS
'p_percent_safe(value, respondent, min_respondents, p_percent): whether a cell may be published, decided on micro data. The rows of a respondent (compared byte by byte) are summed exactly, and |sum| is its contribution; a sum of 0 makes no respondent. Safe when n ≥ min_respondents and total − x1 − x2 ≥ p_percent/100 · x1, with x1, x2 the two largest contributions (p% rule; threshold rule): the second largest cannot estimate the largest closer than p %. p_percent is in per cent, 1 to 100 (0 < p < 1 is an error, 22023); min_respondents is 0 or more; both are constant in a group (22023) and not NULL (22004). NULL values are ignored; a NULL respondent of a value is an error (22004). NULL without any value. NaN and infinity are errors (22003). Memory grows with the respondents of a group, and for sums of more than 38 digits with their digits too, not with rows; sixteen million fit into one group (54000 beyond). Hundepool et al., Statistical Disclosure Control, 2012.';
CREATE AGGREGATE p_percent_safe(double precision, text, integer, double precision) (
    SFUNC = respondent_add, STYPE = respondent_state, SSPACE = 1024, FINALFUNC = respondent_state_final,
    COMBINEFUNC = respondent_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE p_percent_safe(double precision, text, integer, double precision) IS 'As p_percent_safe(numeric, text, integer, double precision); each number enters by its own shortest decimal.';
CREATE AGGREGATE p_percent_safe(real, text, integer, double precision) (
    SFUNC = respondent_add, STYPE = respondent_state, SSPACE = 1024, FINALFUNC = respondent_state_final,
    COMBINEFUNC = respondent_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE p_percent_safe(real, text, integer, double precision) IS 'As p_percent_safe(numeric, text, integer, double precision); each number enters by its own shortest decimal.';
CREATE AGGREGATE p_percent_safe(bigint, text, integer, double precision) (
    SFUNC = respondent_add, STYPE = respondent_state, SSPACE = 1024, FINALFUNC = respondent_state_final,
    COMBINEFUNC = respondent_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE p_percent_safe(bigint, text, integer, double precision) IS 'As p_percent_safe(numeric, text, integer, double precision).';
CREATE AGGREGATE p_percent_safe(integer, text, integer, double precision) (
    SFUNC = respondent_add, STYPE = respondent_state, SSPACE = 1024, FINALFUNC = respondent_state_final,
    COMBINEFUNC = respondent_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE p_percent_safe(integer, text, integer, double precision) IS 'As p_percent_safe(numeric, text, integer, double precision).';
CREATE AGGREGATE p_percent_safe(smallint, text, integer, double precision) (
    SFUNC = respondent_add, STYPE = respondent_state, SSPACE = 1024, FINALFUNC = respondent_state_final,
    COMBINEFUNC = respondent_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE p_percent_safe(smallint, text, integer, double precision) IS 'As p_percent_safe(numeric, text, integer, double precision).';
