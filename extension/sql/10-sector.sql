-- sector: a place in a classification. Stored as its canonical text; equality is that of bytes, the order is its own.

CREATE TYPE sector;

CREATE FUNCTION sector_in(input cstring) RETURNS sector
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION sector_in(cstring) IS 'Reads a sector, and the bound x.^ of a partition or dump, which is no place: a column of places wants CHECK (sector_is_valid(value::text)).';

CREATE FUNCTION sector_out(value sector) RETURNS cstring
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION sector_out(sector) IS 'Prints the canonical text of sector.';

CREATE FUNCTION sector_recv(message internal) RETURNS sector
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION sector_recv(internal) IS 'Reads the binary form of sector: version byte and value, checked as strictly as text.';

CREATE FUNCTION sector_send(value sector) RETURNS bytea
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION sector_send(sector) IS 'Writes the binary form of sector.';

CREATE FUNCTION sector_typanalyze(state internal) RETURNS boolean
    LANGUAGE c STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION sector_typanalyze(internal) IS 'ANALYZE of a sector column: the usual statistics, and how many rows lie below the places of the tree, for the estimates of <@ and @>.';

CREATE TYPE sector (
    INPUT = sector_in, OUTPUT = sector_out, RECEIVE = sector_recv, SEND = sector_send,
    ANALYZE = sector_typanalyze, LIKE = text, STORAGE = main
);
COMMENT ON TYPE sector IS 'A place in a classification, root.label.label…, such as sx.new_energy.wind. The root names classification and edition; 8 levels below it; labels of ASCII letters, digits, _ and -, and non-ASCII letters, at most 63 bytes each and 255 in all. Case is kept.';

CREATE FUNCTION sector_eq(a sector, b sector) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'byteaeq';
COMMENT ON FUNCTION sector_eq(sector, sector) IS 'Same value, same bytes. Behind =.';

CREATE FUNCTION sector_ne(a sector, b sector) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'byteane';
COMMENT ON FUNCTION sector_ne(sector, sector) IS 'Different values. Behind <>.';

CREATE FUNCTION sector_lt(a sector, b sector) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION sector_lt(sector, sector) IS 'Order of sector: labels run by run, numbers by value: sx.2 < sx.2.9 < sx.02 < sx.10; descendants are contiguous. Behind <.';

CREATE FUNCTION sector_le(a sector, b sector) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION sector_le(sector, sector) IS 'Order of sector: labels run by run, numbers by value: sx.2 < sx.2.9 < sx.02 < sx.10; descendants are contiguous. Behind <=.';

CREATE FUNCTION sector_ge(a sector, b sector) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION sector_ge(sector, sector) IS 'Order of sector: labels run by run, numbers by value: sx.2 < sx.2.9 < sx.02 < sx.10; descendants are contiguous. Behind >=.';

CREATE FUNCTION sector_gt(a sector, b sector) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION sector_gt(sector, sector) IS 'Order of sector: labels run by run, numbers by value: sx.2 < sx.2.9 < sx.02 < sx.10; descendants are contiguous. Behind >.';

CREATE FUNCTION sector_cmp(a sector, b sector) RETURNS integer
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION sector_cmp(sector, sector) IS 'btree comparison of sector: negative, 0 or positive.';

CREATE FUNCTION sector_hash(a sector) RETURNS integer
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'hashvarlena';
COMMENT ON FUNCTION sector_hash(sector) IS 'Hash of the bytes, equal for equal values.';

CREATE FUNCTION sector_hash_extended(a sector, seed bigint) RETURNS bigint
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'hashvarlenaextended';
COMMENT ON FUNCTION sector_hash_extended(sector, bigint) IS 'Seeded hash of the bytes, for hash partitions.';

CREATE FUNCTION sector_sortsupport(state internal) RETURNS void
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION sector_sortsupport(internal) IS 'Sort support of the btree class of sector.';

CREATE OPERATOR = (
    LEFTARG = sector, RIGHTARG = sector, FUNCTION = sector_eq,
    COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel,
    HASHES, MERGES
);
COMMENT ON OPERATOR = (sector, sector) IS 'same value: equal values have equal bytes.';

CREATE OPERATOR <> (
    LEFTARG = sector, RIGHTARG = sector, FUNCTION = sector_ne,
    COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (sector, sector) IS 'different value: equal values have equal bytes.';

CREATE OPERATOR < (
    LEFTARG = sector, RIGHTARG = sector, FUNCTION = sector_lt,
    COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (sector, sector) IS 'before: labels run by run, numbers by value: sx.2 < sx.2.9 < sx.02 < sx.10; descendants are contiguous.';

CREATE OPERATOR <= (
    LEFTARG = sector, RIGHTARG = sector, FUNCTION = sector_le,
    COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (sector, sector) IS 'before or same: labels run by run, numbers by value: sx.2 < sx.2.9 < sx.02 < sx.10; descendants are contiguous.';

CREATE OPERATOR >= (
    LEFTARG = sector, RIGHTARG = sector, FUNCTION = sector_ge,
    COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (sector, sector) IS 'after or same: labels run by run, numbers by value: sx.2 < sx.2.9 < sx.02 < sx.10; descendants are contiguous.';

CREATE OPERATOR > (
    LEFTARG = sector, RIGHTARG = sector, FUNCTION = sector_gt,
    COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (sector, sector) IS 'after: labels run by run, numbers by value: sx.2 < sx.2.9 < sx.02 < sx.10; descendants are contiguous.';

CREATE OPERATOR FAMILY sector_ops USING btree;
COMMENT ON OPERATOR FAMILY sector_ops USING btree IS 'Order of sector.';
CREATE OPERATOR CLASS sector_ops DEFAULT FOR TYPE sector USING btree FAMILY sector_ops AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
    FUNCTION 1 sector_cmp(sector, sector), FUNCTION 2 sector_sortsupport(internal),
    FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS sector_ops USING btree IS 'labels run by run, numbers by value: sx.2 < sx.2.9 < sx.02 < sx.10; descendants are contiguous. Equal values are bitwise equal, so indexes deduplicate.';

CREATE OPERATOR FAMILY sector_ops USING hash;
COMMENT ON OPERATOR FAMILY sector_ops USING hash IS 'Hashing of sector.';
CREATE OPERATOR CLASS sector_ops DEFAULT FOR TYPE sector USING hash FAMILY sector_ops AS
    OPERATOR 1 =, FUNCTION 1 sector_hash(sector), FUNCTION 2 sector_hash_extended(sector, bigint);
COMMENT ON OPERATOR CLASS sector_ops USING hash IS 'Hash joins, hash aggregation, hash indexes and hash partitions of sector.';

CREATE OPERATOR FAMILY sector_minmax_ops USING brin;
COMMENT ON OPERATOR FAMILY sector_minmax_ops USING brin IS 'Block ranges of sector.';
CREATE OPERATOR CLASS sector_minmax_ops DEFAULT FOR TYPE sector USING brin FAMILY sector_minmax_ops AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
    FUNCTION 1 pg_catalog.brin_minmax_opcinfo(internal),
    FUNCTION 2 pg_catalog.brin_minmax_add_value(internal, internal, internal, internal),
    FUNCTION 3 pg_catalog.brin_minmax_consistent(internal, internal, internal),
    FUNCTION 4 pg_catalog.brin_minmax_union(internal, internal, internal);
COMMENT ON OPERATOR CLASS sector_minmax_ops USING brin IS 'Least and greatest sector of each block range.';

CREATE FUNCTION sector_larger(a sector, b sector) RETURNS sector
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION sector_larger(sector, sector) IS 'The greater of two in the order of sector. Behind max.';

CREATE AGGREGATE max(sector) (
    SFUNC = sector_larger, STYPE = sector, COMBINEFUNC = sector_larger, SORTOP = >, PARALLEL = SAFE
);
COMMENT ON AGGREGATE max(sector) IS 'The last in the order of the classification; NULLs are left out; without rows NULL. An index answers it.';

CREATE FUNCTION sector_smaller(a sector, b sector) RETURNS sector
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION sector_smaller(sector, sector) IS 'The lesser of two in the order of sector. Behind min.';

CREATE AGGREGATE min(sector) (
    SFUNC = sector_smaller, STYPE = sector, COMBINEFUNC = sector_smaller, SORTOP = <, PARALLEL = SAFE
);
COMMENT ON AGGREGATE min(sector) IS 'The first in the order of the classification; NULLs are left out; without rows NULL. An index answers it.';

CREATE FUNCTION sector_contained_support(request internal) RETURNS internal
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION sector_contained_support(internal) IS 'Planner support of <@: the index bounds [x, sector_upper(x)).';

CREATE FUNCTION sector_contained_sel(internal, oid, internal, integer) RETURNS double precision
    LANGUAGE c STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION sector_contained_sel(internal, oid, internal, integer) IS 'Estimates the rows of <@ from what ANALYZE counted below and at the places of the tree.';

CREATE FUNCTION sector_contained_joinsel(internal, oid, internal, smallint, internal) RETURNS double precision
    LANGUAGE c STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION sector_contained_joinsel(internal, oid, internal, smallint, internal) IS 'Estimates the rows of a join by <@.';

CREATE FUNCTION sector_containing_support(request internal) RETURNS internal
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION sector_containing_support(internal) IS 'Planner support of @>: the index bounds [x, sector_upper(x)).';

CREATE FUNCTION sector_containing_sel(internal, oid, internal, integer) RETURNS double precision
    LANGUAGE c STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION sector_containing_sel(internal, oid, internal, integer) IS 'Estimates the rows of @> from what ANALYZE counted below and at the places of the tree.';

CREATE FUNCTION sector_containing_joinsel(internal, oid, internal, smallint, internal) RETURNS double precision
    LANGUAGE c STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION sector_containing_joinsel(internal, oid, internal, smallint, internal) IS 'Estimates the rows of a join by @>.';

CREATE FUNCTION sector_contained(a sector, b sector) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE SUPPORT sector_contained_support AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION sector_contained(sector, sector) IS 'Whether a is b or below it. Behind <@.';

CREATE FUNCTION sector_containing(a sector, b sector) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE SUPPORT sector_containing_support AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION sector_containing(sector, sector) IS 'Whether b is a or below it. Behind @>.';

CREATE OPERATOR <@ (
    LEFTARG = sector, RIGHTARG = sector, FUNCTION = sector_contained,
    COMMUTATOR = @>, RESTRICT = sector_contained_sel, JOIN = sector_contained_joinsel
);
COMMENT ON OPERATOR <@ (sector, sector) IS 'left is right or below it; answered by an ordinary btree index as [x, sector_upper(x)).';

CREATE OPERATOR @> (
    LEFTARG = sector, RIGHTARG = sector, FUNCTION = sector_containing,
    COMMUTATOR = <@, RESTRICT = sector_containing_sel, JOIN = sector_containing_joinsel
);
COMMENT ON OPERATOR @> (sector, sector) IS 'right is left or below it.';

CREATE FUNCTION sector(value text) RETURNS sector
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_from_text';
COMMENT ON FUNCTION sector(text) IS 'Reads one sector; the upper bound x.^ is refused: it is no place.';

CREATE CAST (text AS sector) WITH FUNCTION sector(text) AS ASSIGNMENT;
COMMENT ON CAST (text AS sector) IS 'Reads a sector; on assignment, so that drivers that send text can insert.';

CREATE CAST (varchar AS sector) WITH FUNCTION sector(text) AS ASSIGNMENT;
COMMENT ON CAST (varchar AS sector) IS 'Reads a sector; on assignment, so that drivers that send varchar can insert.';

CREATE FUNCTION sector(value bpchar) RETURNS sector
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_from_text';
COMMENT ON FUNCTION sector(bpchar) IS 'The cast from char(n); the blanks that fill it up are cut.';

CREATE CAST (bpchar AS sector) WITH FUNCTION sector(bpchar) AS ASSIGNMENT;
COMMENT ON CAST (bpchar AS sector) IS 'Reads a sector; on assignment, for code tables with char(n).';

CREATE CAST (sector AS text) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (sector AS text) IS 'The canonical text.';

CREATE FUNCTION sector_is_valid(value text) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION sector_is_valid(text) IS 'Whether a text is one sector; the upper bound x.^ is none. NULL gives NULL; never an error.';

CREATE FUNCTION sector_root(value sector) RETURNS sector
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_root_sql';
COMMENT ON FUNCTION sector_root(sector) IS 'The root: the classification and its edition.';

CREATE FUNCTION sector_level(value sector) RETURNS integer
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_level_sql';
COMMENT ON FUNCTION sector_level(sector) IS 'The number of levels below the root: 0 for the root, at most 8.';

CREATE FUNCTION sector_parent(value sector) RETURNS sector
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION sector_parent(sector) IS 'The sector one level up; NULL for a root.';

CREATE FUNCTION sector_ancestor(value sector, level integer) RETURNS sector
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_ancestor_sql';
COMMENT ON FUNCTION sector_ancestor(sector, integer) IS 'The ancestor at a level, 0 = root; the sector itself at its own level, NULL when it is not that deep. A level outside 0 to 8 is an error (22023).';

CREATE FUNCTION sector_upper(value sector) RETURNS sector
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION sector_upper(sector) IS 'The upper bound x.^ behind all descendants of x: value <@ x is x <= value AND value < sector_upper(x). For partition bounds; no place itself. Of a bound it is the bound.';

