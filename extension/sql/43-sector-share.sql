-- sector_share: one share in one pass, without the sectors nobody asked for.

CREATE TYPE share_state;
CREATE FUNCTION share_state_in(input cstring) RETURNS share_state
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION share_state_in(cstring) IS 'Internal: reads a share_state from hexadecimal text.';
CREATE FUNCTION share_state_out(value share_state) RETURNS cstring
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION share_state_out(share_state) IS 'Internal: writes a share_state as hexadecimal text.';
CREATE FUNCTION share_state_recv(internal) RETURNS share_state
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION share_state_recv(internal) IS 'Internal: reads a share_state from its binary form.';
CREATE FUNCTION share_state_send(value share_state) RETURNS bytea
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION share_state_send(share_state) IS 'Internal: writes a share_state in its binary form.';
CREATE TYPE share_state (
    INPUT = share_state_in, OUTPUT = share_state_out, RECEIVE = share_state_recv, SEND = share_state_send,
    INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE share_state IS 'Internal: the state of sector_share, its parameter inside, so that other processes and nodes can go on with it. Not for columns.';

CREATE FUNCTION share_state_combine(state share_state, other share_state) RETURNS share_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION share_state_combine(share_state, share_state) IS 'Internal: merges two states of sector_share.';
CREATE FUNCTION share_state_final(state share_state) RETURNS numeric
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION share_state_final(share_state) IS 'Internal: the share that a state of sector_share amounts to.';

CREATE FUNCTION sector_share_add(state share_state, value numeric, sector sector, wanted sector) RETURNS share_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_share_add_numeric';
COMMENT ON FUNCTION sector_share_add(share_state, numeric, sector, sector) IS 'Internal: one row into a state of sector_share.';
CREATE FUNCTION sector_share_take(state share_state, value numeric, sector sector, wanted sector) RETURNS share_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_share_take_numeric';
COMMENT ON FUNCTION sector_share_take(share_state, numeric, sector, sector) IS 'Internal: one row out of a state of sector_share, in a moving window.';
CREATE FUNCTION sector_share_add(state share_state, value double precision, sector sector, wanted sector) RETURNS share_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_share_add_float8';
COMMENT ON FUNCTION sector_share_add(share_state, double precision, sector, sector) IS 'Internal: one row into a state of sector_share.';
CREATE FUNCTION sector_share_take(state share_state, value double precision, sector sector, wanted sector) RETURNS share_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_share_take_float8';
COMMENT ON FUNCTION sector_share_take(share_state, double precision, sector, sector) IS 'Internal: one row out of a state of sector_share, in a moving window.';
CREATE FUNCTION sector_share_add(state share_state, value real, sector sector, wanted sector) RETURNS share_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_share_add_float4';
COMMENT ON FUNCTION sector_share_add(share_state, real, sector, sector) IS 'Internal: one row into a state of sector_share.';
CREATE FUNCTION sector_share_take(state share_state, value real, sector sector, wanted sector) RETURNS share_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_share_take_float4';
COMMENT ON FUNCTION sector_share_take(share_state, real, sector, sector) IS 'Internal: one row out of a state of sector_share, in a moving window.';
CREATE FUNCTION sector_share_add(state share_state, value bigint, sector sector, wanted sector) RETURNS share_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_share_add_int8';
COMMENT ON FUNCTION sector_share_add(share_state, bigint, sector, sector) IS 'Internal: one row into a state of sector_share.';
CREATE FUNCTION sector_share_take(state share_state, value bigint, sector sector, wanted sector) RETURNS share_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_share_take_int8';
COMMENT ON FUNCTION sector_share_take(share_state, bigint, sector, sector) IS 'Internal: one row out of a state of sector_share, in a moving window.';
CREATE FUNCTION sector_share_add(state share_state, value integer, sector sector, wanted sector) RETURNS share_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_share_add_int4';
COMMENT ON FUNCTION sector_share_add(share_state, integer, sector, sector) IS 'Internal: one row into a state of sector_share.';
CREATE FUNCTION sector_share_take(state share_state, value integer, sector sector, wanted sector) RETURNS share_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_share_take_int4';
COMMENT ON FUNCTION sector_share_take(share_state, integer, sector, sector) IS 'Internal: one row out of a state of sector_share, in a moving window.';
CREATE FUNCTION sector_share_add(state share_state, value smallint, sector sector, wanted sector) RETURNS share_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_share_add_int2';
COMMENT ON FUNCTION sector_share_add(share_state, smallint, sector, sector) IS 'Internal: one row into a state of sector_share.';
CREATE FUNCTION sector_share_take(state share_state, value smallint, sector sector, wanted sector) RETURNS share_state
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_share_take_int2';
COMMENT ON FUNCTION sector_share_take(share_state, smallint, sector, sector) IS 'Internal: one row out of a state of sector_share, in a moving window.';

CREATE AGGREGATE sector_share(numeric, sector, sector) (
    SFUNC = sector_share_add, STYPE = share_state, SSPACE = 128, FINALFUNC = share_state_final,
    COMBINEFUNC = share_state_combine, PARALLEL = SAFE,
    MSFUNC = sector_share_add, MINVFUNC = sector_share_take, MSTYPE = share_state, MSSPACE = 128,
    MFINALFUNC = share_state_final
);
COMMENT ON AGGREGATE sector_share(numeric, sector, sector) IS
'sector_share(value, sector, wanted): 比重, the share of a sector with its descendants in the rows given, a ratio (0.075 is 7.5 %), equal to tally_share(sector_tally(value, sector), wanted). NULL values are ignored; a NULL sector counts in the total only. NULL without rows, with a zero total, or when wanted is NULL. wanted must be constant in a group (22023) and of the classification of the sectors (22023). NaN and infinity are errors (22003).';
CREATE AGGREGATE sector_share(double precision, sector, sector) (
    SFUNC = sector_share_add, STYPE = share_state, SSPACE = 128, FINALFUNC = share_state_final,
    COMBINEFUNC = share_state_combine, PARALLEL = SAFE,
    MSFUNC = sector_share_add, MINVFUNC = sector_share_take, MSTYPE = share_state, MSSPACE = 128,
    MFINALFUNC = share_state_final
);
COMMENT ON AGGREGATE sector_share(double precision, sector, sector) IS '比重: as sector_share(numeric, sector, sector); each number enters by its own shortest decimal.';
CREATE AGGREGATE sector_share(real, sector, sector) (
    SFUNC = sector_share_add, STYPE = share_state, SSPACE = 128, FINALFUNC = share_state_final,
    COMBINEFUNC = share_state_combine, PARALLEL = SAFE,
    MSFUNC = sector_share_add, MINVFUNC = sector_share_take, MSTYPE = share_state, MSSPACE = 128,
    MFINALFUNC = share_state_final
);
COMMENT ON AGGREGATE sector_share(real, sector, sector) IS '比重: as sector_share(numeric, sector, sector); each number enters by its own shortest decimal.';
CREATE AGGREGATE sector_share(bigint, sector, sector) (
    SFUNC = sector_share_add, STYPE = share_state, SSPACE = 128, FINALFUNC = share_state_final,
    COMBINEFUNC = share_state_combine, PARALLEL = SAFE,
    MSFUNC = sector_share_add, MINVFUNC = sector_share_take, MSTYPE = share_state, MSSPACE = 128,
    MFINALFUNC = share_state_final
);
COMMENT ON AGGREGATE sector_share(bigint, sector, sector) IS '比重: as sector_share(numeric, sector, sector).';
CREATE AGGREGATE sector_share(integer, sector, sector) (
    SFUNC = sector_share_add, STYPE = share_state, SSPACE = 128, FINALFUNC = share_state_final,
    COMBINEFUNC = share_state_combine, PARALLEL = SAFE,
    MSFUNC = sector_share_add, MINVFUNC = sector_share_take, MSTYPE = share_state, MSSPACE = 128,
    MFINALFUNC = share_state_final
);
COMMENT ON AGGREGATE sector_share(integer, sector, sector) IS '比重: as sector_share(numeric, sector, sector).';
CREATE AGGREGATE sector_share(smallint, sector, sector) (
    SFUNC = sector_share_add, STYPE = share_state, SSPACE = 128, FINALFUNC = share_state_final,
    COMBINEFUNC = share_state_combine, PARALLEL = SAFE,
    MSFUNC = sector_share_add, MINVFUNC = sector_share_take, MSTYPE = share_state, MSSPACE = 128,
    MFINALFUNC = share_state_final
);
COMMENT ON AGGREGATE sector_share(smallint, sector, sector) IS '比重: as sector_share(numeric, sector, sector).';
