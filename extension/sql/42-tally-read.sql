-- Reading a tally. A sector includes its descendants; a sector of another classification is an error (22023).

CREATE FUNCTION tally_total(t tally) RETURNS numeric
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_total(tally) IS 'The sum of everything in the tally, what has no sector included. Exact; 0 when the tally is empty.';

CREATE FUNCTION tally_count(t tally) RETURNS bigint
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_count(tally) IS 'The number of contributions in the tally, what has no sector included. Months, weights and splits multiply rows: it is not a number of enterprises. Negative after subtraction.';

CREATE FUNCTION tally_count(t tally, sector sector) RETURNS bigint
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'tally_count_of';
COMMENT ON FUNCTION tally_count(tally, sector) IS 'The number of contributions in a sector and its descendants.';

CREATE FUNCTION tally_value(t tally, sector sector) RETURNS numeric
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_value(tally, sector) IS 'The exact sum of a sector and its descendants; 0 when nothing is there.';

CREATE FUNCTION tally_share(t tally, sector sector) RETURNS numeric
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_share(tally, sector) IS '比重: tally_value(tally, sector) / tally_total(tally), a ratio (0.075 is 7.5 %), by the server''s own division. NULL when the total is 0; a negative total turns the signs.';

CREATE FUNCTION tally_root(t tally) RETURNS sector
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_root(tally) IS 'The classification that the tally''s sectors are of; NULL when it has none.';

CREATE FUNCTION tally_with_total(t tally, total numeric) RETURNS tally
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_with_total(tally, numeric) IS 'Sets the denominator from outside, such as a region''s GDP: what has no sector becomes total − sum of the sectors, with 0 contributions. Error 22023 with both figures when the total is below that sum.';
CREATE FUNCTION tally_with_total(t tally, total double precision) RETURNS tally
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'tally_with_total_float8';
COMMENT ON FUNCTION tally_with_total(tally, double precision) IS 'As tally_with_total(tally, numeric); the total enters by its own shortest decimal.';
CREATE FUNCTION tally_with_total(t tally, total real) RETURNS tally
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'tally_with_total_float4';
COMMENT ON FUNCTION tally_with_total(tally, real) IS 'As tally_with_total(tally, numeric); the total enters by its own shortest decimal.';
CREATE FUNCTION tally_with_total(t tally, total bigint) RETURNS tally
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'tally_with_total_int8';
COMMENT ON FUNCTION tally_with_total(tally, bigint) IS 'As tally_with_total(tally, numeric).';

CREATE FUNCTION tally_at(t tally, level integer) RETURNS tally
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_at(tally, integer) IS 'The tally by level: entries deeper than level move to their ancestor there, shallower ones stay. Level 0 is the root; 0 to 8, else an error (22023).';
