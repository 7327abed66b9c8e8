-- sector_tally and tally_sum: the aggregates that make tallies. The state is a tally, changed in place.

CREATE FUNCTION tally_final(state tally) RETURNS tally
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_final(tally) IS 'Internal: the stored form of an aggregate''s state; the state stays as it was.';
CREATE FUNCTION tally_combine(state tally, other tally) RETURNS tally
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_combine(tally, tally) IS 'Internal: merges two states of sector_tally or tally_sum.';

CREATE FUNCTION sector_tally_add(state tally, value numeric, sector sector) RETURNS tally
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_tally_add_numeric';
COMMENT ON FUNCTION sector_tally_add(tally, numeric, sector) IS 'Internal: one row into a state of sector_tally.';
CREATE FUNCTION sector_tally_take(state tally, value numeric, sector sector) RETURNS tally
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_tally_take_numeric';
COMMENT ON FUNCTION sector_tally_take(tally, numeric, sector) IS 'Internal: one row out of a state of sector_tally, in a moving window.';
CREATE FUNCTION sector_tally_add(state tally, value double precision, sector sector) RETURNS tally
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_tally_add_float8';
COMMENT ON FUNCTION sector_tally_add(tally, double precision, sector) IS 'Internal: one row into a state of sector_tally.';
CREATE FUNCTION sector_tally_take(state tally, value double precision, sector sector) RETURNS tally
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_tally_take_float8';
COMMENT ON FUNCTION sector_tally_take(tally, double precision, sector) IS 'Internal: one row out of a state of sector_tally, in a moving window.';
CREATE FUNCTION sector_tally_add(state tally, value real, sector sector) RETURNS tally
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_tally_add_float4';
COMMENT ON FUNCTION sector_tally_add(tally, real, sector) IS 'Internal: one row into a state of sector_tally.';
CREATE FUNCTION sector_tally_take(state tally, value real, sector sector) RETURNS tally
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_tally_take_float4';
COMMENT ON FUNCTION sector_tally_take(tally, real, sector) IS 'Internal: one row out of a state of sector_tally, in a moving window.';
CREATE FUNCTION sector_tally_add(state tally, value bigint, sector sector) RETURNS tally
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_tally_add_int8';
COMMENT ON FUNCTION sector_tally_add(tally, bigint, sector) IS 'Internal: one row into a state of sector_tally.';
CREATE FUNCTION sector_tally_take(state tally, value bigint, sector sector) RETURNS tally
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_tally_take_int8';
COMMENT ON FUNCTION sector_tally_take(tally, bigint, sector) IS 'Internal: one row out of a state of sector_tally, in a moving window.';
CREATE FUNCTION sector_tally_add(state tally, value integer, sector sector) RETURNS tally
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_tally_add_int4';
COMMENT ON FUNCTION sector_tally_add(tally, integer, sector) IS 'Internal: one row into a state of sector_tally.';
CREATE FUNCTION sector_tally_take(state tally, value integer, sector sector) RETURNS tally
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_tally_take_int4';
COMMENT ON FUNCTION sector_tally_take(tally, integer, sector) IS 'Internal: one row out of a state of sector_tally, in a moving window.';
CREATE FUNCTION sector_tally_add(state tally, value smallint, sector sector) RETURNS tally
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_tally_add_int2';
COMMENT ON FUNCTION sector_tally_add(tally, smallint, sector) IS 'Internal: one row into a state of sector_tally.';
CREATE FUNCTION sector_tally_take(state tally, value smallint, sector sector) RETURNS tally
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_tally_take_int2';
COMMENT ON FUNCTION sector_tally_take(tally, smallint, sector) IS 'Internal: one row out of a state of sector_tally, in a moving window.';

CREATE AGGREGATE sector_tally(numeric, sector) (
    SFUNC = sector_tally_add, STYPE = tally, SSPACE = 512, FINALFUNC = tally_final,
    COMBINEFUNC = tally_combine, PARALLEL = SAFE,
    MSFUNC = sector_tally_add, MINVFUNC = sector_tally_take, MSTYPE = tally, MSSPACE = 512, MFINALFUNC = tally_final
);
COMMENT ON AGGREGATE sector_tally(numeric, sector) IS
'sector_tally(value, sector): the exact sum and the number of values of every sector at once. NULL values are ignored; a NULL sector counts in the total only. NULL without any value. Values may be negative. NaN and infinity are errors (22003), as are two classifications in one group (22023) and more than 65,536 sectors (54000).';
CREATE AGGREGATE sector_tally(double precision, sector) (
    SFUNC = sector_tally_add, STYPE = tally, SSPACE = 512, FINALFUNC = tally_final,
    COMBINEFUNC = tally_combine, PARALLEL = SAFE,
    MSFUNC = sector_tally_add, MINVFUNC = sector_tally_take, MSTYPE = tally, MSSPACE = 512, MFINALFUNC = tally_final
);
COMMENT ON AGGREGATE sector_tally(double precision, sector) IS 'As sector_tally(numeric, sector); each number enters by its own shortest decimal.';
CREATE AGGREGATE sector_tally(real, sector) (
    SFUNC = sector_tally_add, STYPE = tally, SSPACE = 512, FINALFUNC = tally_final,
    COMBINEFUNC = tally_combine, PARALLEL = SAFE,
    MSFUNC = sector_tally_add, MINVFUNC = sector_tally_take, MSTYPE = tally, MSSPACE = 512, MFINALFUNC = tally_final
);
COMMENT ON AGGREGATE sector_tally(real, sector) IS 'As sector_tally(numeric, sector); each number enters by its own shortest decimal.';
CREATE AGGREGATE sector_tally(bigint, sector) (
    SFUNC = sector_tally_add, STYPE = tally, SSPACE = 512, FINALFUNC = tally_final,
    COMBINEFUNC = tally_combine, PARALLEL = SAFE,
    MSFUNC = sector_tally_add, MINVFUNC = sector_tally_take, MSTYPE = tally, MSSPACE = 512, MFINALFUNC = tally_final
);
COMMENT ON AGGREGATE sector_tally(bigint, sector) IS 'As sector_tally(numeric, sector).';
CREATE AGGREGATE sector_tally(integer, sector) (
    SFUNC = sector_tally_add, STYPE = tally, SSPACE = 512, FINALFUNC = tally_final,
    COMBINEFUNC = tally_combine, PARALLEL = SAFE,
    MSFUNC = sector_tally_add, MINVFUNC = sector_tally_take, MSTYPE = tally, MSSPACE = 512, MFINALFUNC = tally_final
);
COMMENT ON AGGREGATE sector_tally(integer, sector) IS 'As sector_tally(numeric, sector).';
CREATE AGGREGATE sector_tally(smallint, sector) (
    SFUNC = sector_tally_add, STYPE = tally, SSPACE = 512, FINALFUNC = tally_final,
    COMBINEFUNC = tally_combine, PARALLEL = SAFE,
    MSFUNC = sector_tally_add, MINVFUNC = sector_tally_take, MSTYPE = tally, MSSPACE = 512, MFINALFUNC = tally_final
);
COMMENT ON AGGREGATE sector_tally(smallint, sector) IS 'As sector_tally(numeric, sector).';

CREATE FUNCTION tally_sum_add(state tally, t tally) RETURNS tally
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_sum_add(tally, tally) IS 'Internal: one tally into a state of tally_sum.';
CREATE FUNCTION tally_sum_take(state tally, t tally) RETURNS tally
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_sum_take(tally, tally) IS 'Internal: one tally out of a state of tally_sum, in a moving window.';
CREATE AGGREGATE tally_sum(tally) (
    SFUNC = tally_sum_add, STYPE = tally, SSPACE = 1024, FINALFUNC = tally_final,
    COMBINEFUNC = tally_combine, PARALLEL = SAFE,
    MSFUNC = tally_sum_add, MINVFUNC = tally_sum_take, MSTYPE = tally, MSSPACE = 1024, MFINALFUNC = tally_final
);
COMMENT ON AGGREGATE tally_sum(tally) IS
'tally_sum(tally): merges tallies over regions, nodes, partitions: sums and counts sector by sector, exactly, in any order. NULLs are ignored; NULL without any tally. All must be of one classification (22023).';
