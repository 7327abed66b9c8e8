-- industry: a code of GB/T 4754 by value in 4 bytes, its edition in the value.

CREATE TYPE industry;

CREATE FUNCTION industry_in(input cstring) RETURNS industry
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION industry_in(cstring) IS 'Reads the text forms of industry.';

CREATE FUNCTION industry_out(value industry) RETURNS cstring
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION industry_out(industry) IS 'Prints the canonical text of industry.';

CREATE FUNCTION industry_recv(message internal) RETURNS industry
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION industry_recv(internal) IS 'Reads the binary form of industry: version byte and value, checked as strictly as text.';

CREATE FUNCTION industry_send(value industry) RETURNS bytea
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION industry_send(industry) IS 'Writes the binary form of industry.';

CREATE FUNCTION industry_typanalyze(state internal) RETURNS boolean
    LANGUAGE c STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION industry_typanalyze(internal) IS 'ANALYZE of an industry column: the usual statistics, and how many rows lie below the codes of the tree, for the estimates of <@ and @>.';

CREATE TYPE industry (
    INPUT = industry_in, OUTPUT = industry_out, RECEIVE = industry_recv, SEND = industry_send,
    ANALYZE = industry_typanalyze, LIKE = integer
);
COMMENT ON TYPE industry IS '国民经济行业分类代码: a code of GB/T 4754 with its edition: C, C35, C351, C3511 are of 2017, gb11:C3511 is of 2011. Also read: 35, 351, 3511; the letter follows from the division. Unknown divisions and letters that do not fit are errors.';

CREATE FUNCTION industry_eq(a industry, b industry) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'int4eq';
COMMENT ON FUNCTION industry_eq(industry, industry) IS 'Same value, same bytes. Behind =.';

CREATE FUNCTION industry_ne(a industry, b industry) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'int4ne';
COMMENT ON FUNCTION industry_ne(industry, industry) IS 'Different values. Behind <>.';

CREATE FUNCTION industry_lt(a industry, b industry) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'int4lt';
COMMENT ON FUNCTION industry_lt(industry, industry) IS 'Order of industry: edition, section, division, group, class; a code right before all below it. Behind <.';

CREATE FUNCTION industry_le(a industry, b industry) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'int4le';
COMMENT ON FUNCTION industry_le(industry, industry) IS 'Order of industry: edition, section, division, group, class; a code right before all below it. Behind <=.';

CREATE FUNCTION industry_ge(a industry, b industry) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'int4ge';
COMMENT ON FUNCTION industry_ge(industry, industry) IS 'Order of industry: edition, section, division, group, class; a code right before all below it. Behind >=.';

CREATE FUNCTION industry_gt(a industry, b industry) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'int4gt';
COMMENT ON FUNCTION industry_gt(industry, industry) IS 'Order of industry: edition, section, division, group, class; a code right before all below it. Behind >.';

CREATE FUNCTION industry_cmp(a industry, b industry) RETURNS integer
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'btint4cmp';
COMMENT ON FUNCTION industry_cmp(industry, industry) IS 'btree comparison of industry: negative, 0 or positive.';

CREATE FUNCTION industry_hash(a industry) RETURNS integer
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'hashint4';
COMMENT ON FUNCTION industry_hash(industry) IS 'Hash of the bytes, equal for equal values.';

CREATE FUNCTION industry_hash_extended(a industry, seed bigint) RETURNS bigint
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'hashint4extended';
COMMENT ON FUNCTION industry_hash_extended(industry, bigint) IS 'Seeded hash of the bytes, for hash partitions.';

CREATE FUNCTION industry_sortsupport(state internal) RETURNS void
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'btint4sortsupport';
COMMENT ON FUNCTION industry_sortsupport(internal) IS 'Sort support of the btree class of industry.';

CREATE OPERATOR = (
    LEFTARG = industry, RIGHTARG = industry, FUNCTION = industry_eq,
    COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel,
    HASHES, MERGES
);
COMMENT ON OPERATOR = (industry, industry) IS 'same value: equal values have equal bytes.';

CREATE OPERATOR <> (
    LEFTARG = industry, RIGHTARG = industry, FUNCTION = industry_ne,
    COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (industry, industry) IS 'different value: equal values have equal bytes.';

CREATE OPERATOR < (
    LEFTARG = industry, RIGHTARG = industry, FUNCTION = industry_lt,
    COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (industry, industry) IS 'before: edition, section, division, group, class; a code right before all below it.';

CREATE OPERATOR <= (
    LEFTARG = industry, RIGHTARG = industry, FUNCTION = industry_le,
    COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (industry, industry) IS 'before or same: edition, section, division, group, class; a code right before all below it.';

CREATE OPERATOR >= (
    LEFTARG = industry, RIGHTARG = industry, FUNCTION = industry_ge,
    COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (industry, industry) IS 'after or same: edition, section, division, group, class; a code right before all below it.';

CREATE OPERATOR > (
    LEFTARG = industry, RIGHTARG = industry, FUNCTION = industry_gt,
    COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (industry, industry) IS 'after: edition, section, division, group, class; a code right before all below it.';

CREATE OPERATOR FAMILY industry_ops USING btree;
COMMENT ON OPERATOR FAMILY industry_ops USING btree IS 'Order of industry.';
CREATE OPERATOR CLASS industry_ops DEFAULT FOR TYPE industry USING btree FAMILY industry_ops AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
    FUNCTION 1 industry_cmp(industry, industry), FUNCTION 2 industry_sortsupport(internal),
    FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS industry_ops USING btree IS 'edition, section, division, group, class; a code right before all below it. Equal values are bitwise equal, so indexes deduplicate.';

CREATE OPERATOR FAMILY industry_ops USING hash;
COMMENT ON OPERATOR FAMILY industry_ops USING hash IS 'Hashing of industry.';
CREATE OPERATOR CLASS industry_ops DEFAULT FOR TYPE industry USING hash FAMILY industry_ops AS
    OPERATOR 1 =, FUNCTION 1 industry_hash(industry), FUNCTION 2 industry_hash_extended(industry, bigint);
COMMENT ON OPERATOR CLASS industry_ops USING hash IS 'Hash joins, hash aggregation, hash indexes and hash partitions of industry.';

CREATE OPERATOR FAMILY industry_minmax_ops USING brin;
COMMENT ON OPERATOR FAMILY industry_minmax_ops USING brin IS 'Block ranges of industry.';
CREATE OPERATOR CLASS industry_minmax_ops DEFAULT FOR TYPE industry USING brin FAMILY industry_minmax_ops AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
    FUNCTION 1 pg_catalog.brin_minmax_opcinfo(internal),
    FUNCTION 2 pg_catalog.brin_minmax_add_value(internal, internal, internal, internal),
    FUNCTION 3 pg_catalog.brin_minmax_consistent(internal, internal, internal),
    FUNCTION 4 pg_catalog.brin_minmax_union(internal, internal, internal);
COMMENT ON OPERATOR CLASS industry_minmax_ops USING brin IS 'Least and greatest industry of each block range.';

CREATE CAST (text AS industry) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (text AS industry) IS 'Reads an industry; on assignment, so that drivers that send text can insert.';

CREATE CAST (varchar AS industry) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS industry) IS 'Reads an industry; on assignment, so that drivers that send varchar can insert.';

CREATE CAST (bpchar AS industry) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (bpchar AS industry) IS 'Reads an industry; on assignment, for code tables with char(n).';

CREATE CAST (industry AS text) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (industry AS text) IS 'The canonical text.';

CREATE FUNCTION industry_is_valid(value text) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION industry_is_valid(text) IS 'Whether a text is one code of GB/T 4754 whose division exists. NULL gives NULL; never an error.';

CREATE FUNCTION industry_larger(a industry, b industry) RETURNS industry
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'int4larger';
COMMENT ON FUNCTION industry_larger(industry, industry) IS 'The greater of two in the order of industry. Behind max.';

CREATE AGGREGATE max(industry) (
    SFUNC = industry_larger, STYPE = industry, COMBINEFUNC = industry_larger, SORTOP = >, PARALLEL = SAFE
);
COMMENT ON AGGREGATE max(industry) IS 'The last in the order of the codes, 2011 before 2017; NULLs are left out; without rows NULL. An index answers it.';

CREATE FUNCTION industry_smaller(a industry, b industry) RETURNS industry
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'int4smaller';
COMMENT ON FUNCTION industry_smaller(industry, industry) IS 'The lesser of two in the order of industry. Behind min.';

CREATE AGGREGATE min(industry) (
    SFUNC = industry_smaller, STYPE = industry, COMBINEFUNC = industry_smaller, SORTOP = <, PARALLEL = SAFE
);
COMMENT ON AGGREGATE min(industry) IS 'The first in the order of the codes, 2011 before 2017; NULLs are left out; without rows NULL. An index answers it.';

CREATE FUNCTION industry_contained_support(request internal) RETURNS internal
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION industry_contained_support(internal) IS 'Planner support of <@: the index bounds x to industry_last(x).';

CREATE FUNCTION industry_contained_sel(internal, oid, internal, integer) RETURNS double precision
    LANGUAGE c STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION industry_contained_sel(internal, oid, internal, integer) IS 'Estimates the rows of <@ from what ANALYZE counted below and at the codes of the tree.';

CREATE FUNCTION industry_contained_joinsel(internal, oid, internal, smallint, internal) RETURNS double precision
    LANGUAGE c STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION industry_contained_joinsel(internal, oid, internal, smallint, internal) IS 'Estimates the rows of a join by <@.';

CREATE FUNCTION industry_containing_support(request internal) RETURNS internal
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION industry_containing_support(internal) IS 'Planner support of @>: the index bounds x to industry_last(x).';

CREATE FUNCTION industry_containing_sel(internal, oid, internal, integer) RETURNS double precision
    LANGUAGE c STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION industry_containing_sel(internal, oid, internal, integer) IS 'Estimates the rows of @> from what ANALYZE counted below and at the codes of the tree.';

CREATE FUNCTION industry_containing_joinsel(internal, oid, internal, smallint, internal) RETURNS double precision
    LANGUAGE c STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION industry_containing_joinsel(internal, oid, internal, smallint, internal) IS 'Estimates the rows of a join by @>.';

CREATE FUNCTION industry_contained(a industry, b industry) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE SUPPORT industry_contained_support AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION industry_contained(industry, industry) IS 'Whether a is b or below it in the same edition. Behind <@.';

CREATE FUNCTION industry_containing(a industry, b industry) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE SUPPORT industry_containing_support AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION industry_containing(industry, industry) IS 'Whether b is a or below it in the same edition. Behind @>.';

CREATE OPERATOR <@ (
    LEFTARG = industry, RIGHTARG = industry, FUNCTION = industry_contained,
    COMMUTATOR = @>, RESTRICT = industry_contained_sel, JOIN = industry_contained_joinsel
);
COMMENT ON OPERATOR <@ (industry, industry) IS 'left is right or below it; answered by an ordinary btree index as x to industry_last(x); false across editions.';

CREATE OPERATOR @> (
    LEFTARG = industry, RIGHTARG = industry, FUNCTION = industry_containing,
    COMMUTATOR = <@, RESTRICT = industry_containing_sel, JOIN = industry_containing_joinsel
);
COMMENT ON OPERATOR @> (industry, industry) IS 'right is left or below it; false across editions.';

CREATE FUNCTION industry_last(code industry) RETURNS industry
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME', 'industry_last_sql';
COMMENT ON FUNCTION industry_last(industry) IS 'The last code that could lie below a code, itself at the deepest level: C3599 of C35. value <@ x is x <= value AND value <= industry_last(x). Whether the standard gives that code is not asked.';

CREATE FUNCTION industry_level(code industry) RETURNS integer
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'industry_level_sql';
COMMENT ON FUNCTION industry_level(industry) IS '1 section 门类, 2 division 大类, 3 group 中类, 4 class 小类.';

CREATE FUNCTION industry_section(code industry) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION industry_section(industry) IS 'The letter of the section 门类, A to T.';

CREATE FUNCTION industry_edition(code industry) RETURNS integer
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION industry_edition(industry) IS 'The year of the edition: 2011 or 2017.';

CREATE FUNCTION sector(code industry) RETURNS sector
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'sector_from_industry';
COMMENT ON FUNCTION sector(industry) IS 'The code as a sector, so that every sector function serves: gb17.C.35.351.3511.';

CREATE CAST (industry AS sector) WITH FUNCTION sector(industry);
COMMENT ON CAST (industry AS sector) IS 'Explicit only: C3511 is gb17.C.35.351.3511.';

