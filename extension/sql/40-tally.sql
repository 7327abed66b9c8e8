-- tally: the mergeable state of a classified sum, and the aggregates that make it.

CREATE TYPE tally;

CREATE FUNCTION tally_in(input cstring) RETURNS tally
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_in(cstring) IS 'Reads the text form of a tally, which is JSON: {"tally": 1, "rest": [sum, count], "sectors": {"sx.it": [100.5, 3]}}. The parts and the sectors come in any order. Error 22P02 names the character.';

CREATE FUNCTION tally_out(value tally) RETURNS cstring
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_out(tally) IS 'Writes a tally as text (JSON), every digit kept.';

CREATE FUNCTION tally_recv(internal) RETURNS tally
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_recv(internal) IS 'Reads the binary form of a tally: a version byte and the layout in core/tally.h. Anything but the one form of a valid tally is an error: 22P03, 22023 for two classifications, 54000 for more than 65,536 sectors; a later version is 0A000.';

CREATE FUNCTION tally_send(value tally) RETURNS bytea
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_send(tally) IS 'Writes the binary form of a tally; the same bytes on every machine.';

CREATE TYPE tally (
    INPUT = tally_in,
    OUTPUT = tally_out,
    RECEIVE = tally_recv,
    SEND = tally_send,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = double,
    STORAGE = extended
);
COMMENT ON TYPE tally IS 'The mergeable state of a classified sum: for each sector of one classification, and for what has no sector, the exact sum and the number of contributions. Store it, merge it, ship it, query it. At most 65,536 sectors.';

CREATE CAST (text AS tally) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (text AS tally) IS 'Reads the text form of a tally.';
CREATE CAST (varchar AS tally) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS tally) IS 'Reads the text form of a tally; drivers such as JDBC send varchar.';

CREATE FUNCTION tally_is_valid(value text) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_is_valid(text) IS 'Whether a text is the text form of a tally; never an error. NULL for NULL.';

-- Equality and an order. The order is arbitrary but total: for GROUP BY, DISTINCT and indexes, not for reading.

CREATE FUNCTION tally_eq(a tally, b tally) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_eq(tally, tally) IS 'Whether two tallies hold the same sums and counts for the same sectors.';
CREATE FUNCTION tally_ne(a tally, b tally) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_ne(tally, tally) IS 'Whether two tallies differ in a sum, a count or a sector.';
CREATE FUNCTION tally_lt(a tally, b tally) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_lt(tally, tally) IS 'Before in the arbitrary total order of tallies.';
CREATE FUNCTION tally_le(a tally, b tally) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_le(tally, tally) IS 'Before or equal in the arbitrary total order of tallies.';
CREATE FUNCTION tally_gt(a tally, b tally) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_gt(tally, tally) IS 'After in the arbitrary total order of tallies.';
CREATE FUNCTION tally_ge(a tally, b tally) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_ge(tally, tally) IS 'After or equal in the arbitrary total order of tallies.';
CREATE FUNCTION tally_cmp(a tally, b tally) RETURNS integer
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_cmp(tally, tally) IS 'The arbitrary total order of tallies as a number: below 0, 0, above 0.';
CREATE FUNCTION tally_hash(a tally) RETURNS integer
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME', 'tally_hash_32';
COMMENT ON FUNCTION tally_hash(tally) IS 'Hash of a tally; equal tallies hash alike.';
CREATE FUNCTION tally_hash_extended(a tally, seed bigint) RETURNS bigint
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME', 'tally_hash_64';
COMMENT ON FUNCTION tally_hash_extended(tally, bigint) IS 'Seeded 64-bit hash of a tally; equal tallies hash alike.';

CREATE OPERATOR = (
    LEFTARG = tally, RIGHTARG = tally, FUNCTION = tally_eq,
    COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (tally, tally) IS 'Same sums and counts for the same sectors.';
CREATE OPERATOR <> (
    LEFTARG = tally, RIGHTARG = tally, FUNCTION = tally_ne,
    COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (tally, tally) IS 'Differing in a sum, a count or a sector.';
CREATE OPERATOR < (
    LEFTARG = tally, RIGHTARG = tally, FUNCTION = tally_lt,
    COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (tally, tally) IS 'Before in an arbitrary total order.';
CREATE OPERATOR <= (
    LEFTARG = tally, RIGHTARG = tally, FUNCTION = tally_le,
    COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (tally, tally) IS 'Before or equal in an arbitrary total order.';
CREATE OPERATOR > (
    LEFTARG = tally, RIGHTARG = tally, FUNCTION = tally_gt,
    COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (tally, tally) IS 'After in an arbitrary total order.';
CREATE OPERATOR >= (
    LEFTARG = tally, RIGHTARG = tally, FUNCTION = tally_ge,
    COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (tally, tally) IS 'After or equal in an arbitrary total order.';

CREATE OPERATOR CLASS tally_ops DEFAULT FOR TYPE tally USING btree AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
    FUNCTION 1 tally_cmp(tally, tally);
COMMENT ON OPERATOR CLASS tally_ops USING btree IS 'An arbitrary total order of tallies, so that GROUP BY, DISTINCT and unique indexes work. A row of an index holds at most 2,700 bytes, a tally of some 150 sectors: index bigger ones by hash, or by what they belong to.';
COMMENT ON OPERATOR FAMILY tally_ops USING btree IS 'An arbitrary total order of tallies.';
CREATE OPERATOR CLASS tally_hash_ops DEFAULT FOR TYPE tally USING hash AS
    OPERATOR 1 =,
    FUNCTION 1 tally_hash(tally),
    FUNCTION 2 tally_hash_extended(tally, bigint);
COMMENT ON OPERATOR CLASS tally_hash_ops USING hash IS 'Hashing of tallies.';
COMMENT ON OPERATOR FAMILY tally_hash_ops USING hash IS 'Hashing of tallies.';

-- Merging two.

CREATE FUNCTION tally_plus(a tally, b tally) RETURNS tally
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_plus(tally, tally) IS 'Sums and counts of both, sector by sector, exactly. Both must be of one classification (22023); an empty tally is neutral.';
CREATE FUNCTION tally_minus(a tally, b tally) RETURNS tally
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_minus(tally, tally) IS 'Sums and counts of the first less those of the second, sector by sector, exactly; both may become negative. Year to date minus an earlier year to date is what came between.';
CREATE OPERATOR + (LEFTARG = tally, RIGHTARG = tally, FUNCTION = tally_plus, COMMUTATOR = +);
COMMENT ON OPERATOR + (tally, tally) IS 'Merge two tallies.';
CREATE OPERATOR - (LEFTARG = tally, RIGHTARG = tally, FUNCTION = tally_minus);
COMMENT ON OPERATOR - (tally, tally) IS 'Take one tally from another.';
