-- target: what a plan promises. Stored as its canonical text; equality is that of bytes.

CREATE TYPE target;

CREATE FUNCTION target_in(input cstring) RETURNS target
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION target_in(cstring) IS 'Reads the text forms of target.';

CREATE FUNCTION target_out(value target) RETURNS cstring
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION target_out(target) IS 'Prints the canonical text of target.';

CREATE FUNCTION target_recv(message internal) RETURNS target
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION target_recv(internal) IS 'Reads the binary form of target: version byte and value, checked as strictly as text.';

CREATE FUNCTION target_send(value target) RETURNS bytea
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION target_send(target) IS 'Writes the binary form of target.';

CREATE TYPE target (
    INPUT = target_in, OUTPUT = target_out, RECEIVE = target_recv, SEND = target_send,
    LIKE = text, STORAGE = main
);
COMMENT ON TYPE target IS '规划目标: 7%..8%, ~15%, >=50 个, <=12, >=20% pa, x2, +5pp, -16%. Also read as documents write it: 7%～8%, 15%左右, 50个以上, 年均增长20%以上, 翻一番, 提高5个百分点, 降低16%. Kinds: level, growth, multiple, points, change. The per-cent sign is part of the value: 7% <> 0.07.';

CREATE FUNCTION target_eq(a target, b target) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'byteaeq';
COMMENT ON FUNCTION target_eq(target, target) IS 'Same value, same bytes. Behind =.';

CREATE FUNCTION target_ne(a target, b target) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'byteane';
COMMENT ON FUNCTION target_ne(target, target) IS 'Different values. Behind <>.';

CREATE FUNCTION target_lt(a target, b target) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'bytealt';
COMMENT ON FUNCTION target_lt(target, target) IS 'Order of target: an arbitrary total order of the canonical texts, for GROUP BY and DISTINCT only; it has no meaning and there is no min or max. Behind <.';

CREATE FUNCTION target_le(a target, b target) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'byteale';
COMMENT ON FUNCTION target_le(target, target) IS 'Order of target: an arbitrary total order of the canonical texts, for GROUP BY and DISTINCT only; it has no meaning and there is no min or max. Behind <=.';

CREATE FUNCTION target_ge(a target, b target) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'byteage';
COMMENT ON FUNCTION target_ge(target, target) IS 'Order of target: an arbitrary total order of the canonical texts, for GROUP BY and DISTINCT only; it has no meaning and there is no min or max. Behind >=.';

CREATE FUNCTION target_gt(a target, b target) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'byteagt';
COMMENT ON FUNCTION target_gt(target, target) IS 'Order of target: an arbitrary total order of the canonical texts, for GROUP BY and DISTINCT only; it has no meaning and there is no min or max. Behind >.';

CREATE FUNCTION target_cmp(a target, b target) RETURNS integer
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'byteacmp';
COMMENT ON FUNCTION target_cmp(target, target) IS 'btree comparison of target: negative, 0 or positive.';

CREATE FUNCTION target_hash(a target) RETURNS integer
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'hashvarlena';
COMMENT ON FUNCTION target_hash(target) IS 'Hash of the bytes, equal for equal values.';

CREATE FUNCTION target_hash_extended(a target, seed bigint) RETURNS bigint
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'hashvarlenaextended';
COMMENT ON FUNCTION target_hash_extended(target, bigint) IS 'Seeded hash of the bytes, for hash partitions.';

CREATE FUNCTION target_sortsupport(state internal) RETURNS void
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'bytea_sortsupport';
COMMENT ON FUNCTION target_sortsupport(internal) IS 'Sort support of the btree class of target.';

CREATE OPERATOR = (
    LEFTARG = target, RIGHTARG = target, FUNCTION = target_eq,
    COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel,
    HASHES, MERGES
);
COMMENT ON OPERATOR = (target, target) IS 'same value: equal values have equal bytes.';

CREATE OPERATOR <> (
    LEFTARG = target, RIGHTARG = target, FUNCTION = target_ne,
    COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (target, target) IS 'different value: equal values have equal bytes.';

CREATE OPERATOR < (
    LEFTARG = target, RIGHTARG = target, FUNCTION = target_lt,
    COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (target, target) IS 'before: an arbitrary total order of the canonical texts, for GROUP BY and DISTINCT only; it has no meaning and there is no min or max.';

CREATE OPERATOR <= (
    LEFTARG = target, RIGHTARG = target, FUNCTION = target_le,
    COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (target, target) IS 'before or same: an arbitrary total order of the canonical texts, for GROUP BY and DISTINCT only; it has no meaning and there is no min or max.';

CREATE OPERATOR >= (
    LEFTARG = target, RIGHTARG = target, FUNCTION = target_ge,
    COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (target, target) IS 'after or same: an arbitrary total order of the canonical texts, for GROUP BY and DISTINCT only; it has no meaning and there is no min or max.';

CREATE OPERATOR > (
    LEFTARG = target, RIGHTARG = target, FUNCTION = target_gt,
    COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (target, target) IS 'after: an arbitrary total order of the canonical texts, for GROUP BY and DISTINCT only; it has no meaning and there is no min or max.';

CREATE OPERATOR FAMILY target_ops USING btree;
COMMENT ON OPERATOR FAMILY target_ops USING btree IS 'Order of target.';
CREATE OPERATOR CLASS target_ops DEFAULT FOR TYPE target USING btree FAMILY target_ops AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
    FUNCTION 1 target_cmp(target, target), FUNCTION 2 target_sortsupport(internal),
    FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS target_ops USING btree IS 'an arbitrary total order of the canonical texts, for GROUP BY and DISTINCT only; it has no meaning and there is no min or max. Equal values are bitwise equal, so indexes deduplicate.';

CREATE OPERATOR FAMILY target_ops USING hash;
COMMENT ON OPERATOR FAMILY target_ops USING hash IS 'Hashing of target.';
CREATE OPERATOR CLASS target_ops DEFAULT FOR TYPE target USING hash FAMILY target_ops AS
    OPERATOR 1 =, FUNCTION 1 target_hash(target), FUNCTION 2 target_hash_extended(target, bigint);
COMMENT ON OPERATOR CLASS target_ops USING hash IS 'Hash joins, hash aggregation, hash indexes and hash partitions of target.';

CREATE CAST (text AS target) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (text AS target) IS 'Reads a target; on assignment, so that drivers that send text can insert.';

CREATE CAST (varchar AS target) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS target) IS 'Reads a target; on assignment, so that drivers that send varchar can insert.';

CREATE CAST (bpchar AS target) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (bpchar AS target) IS 'Reads a target; on assignment, for code tables with char(n).';

CREATE CAST (target AS text) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (target AS text) IS 'The canonical text.';

CREATE FUNCTION target_is_valid(value text) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION target_is_valid(text) IS 'Whether a text is one target and nothing else. NULL gives NULL; never an error.';

CREATE FUNCTION target_lower(target target) RETURNS numeric
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'target_lower_sql';
COMMENT ON FUNCTION target_lower(target) IS 'The exact lower bound in base units: 0.07 of 7%..8%, 0.20 of >=20% pa, 2 of x2, 0.05 of +5pp, -0.16 of -16%; of an exact or about target the stated figure. NULL when open below. The bound of >50 is 50 and is not met by 50: is_met decides, not a comparison with this.';

CREATE FUNCTION target_upper(target target) RETURNS numeric
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'target_upper_sql';
COMMENT ON FUNCTION target_upper(target) IS 'The exact upper bound in base units; of an exact or about target the stated figure. NULL when open above. The bound of <12 is 12 and is not met by 12: is_met decides, not a comparison with this.';

CREATE FUNCTION target_kind(target target) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'target_kind_sql';
COMMENT ON FUNCTION target_kind(target) IS 'level, growth (pa: average yearly rate), multiple, points (percentage points) or change (per cent against the baseline).';

CREATE FUNCTION target_unit(target target) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'target_unit_sql';
COMMENT ON FUNCTION target_unit(target) IS 'The unit word as written, 万 and 亿 taken out: 个, 元, 人/年. NULL when there is none or the target is in per cent, points or a multiple.';

CREATE FUNCTION target_is_approximate(target target) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'target_is_approximate_sql';
COMMENT ON FUNCTION target_is_approximate(target) IS 'Whether the target is stated as about (左右, 约): ~15%.';

CREATE FUNCTION target_is_percent(target target) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'target_is_percent_sql';
COMMENT ON FUNCTION target_is_percent(target) IS 'Whether the figure is written with a per-cent sign.';

