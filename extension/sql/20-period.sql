-- stat_period: a span of whole months, by value in 8 bytes: first month and number of months.

CREATE TYPE stat_period;

CREATE FUNCTION stat_period_in(input cstring) RETURNS stat_period
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION stat_period_in(cstring) IS 'Reads the text forms of stat_period.';

CREATE FUNCTION stat_period_out(value stat_period) RETURNS cstring
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION stat_period_out(stat_period) IS 'Prints the canonical text of stat_period.';

CREATE FUNCTION stat_period_recv(message internal) RETURNS stat_period
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION stat_period_recv(internal) IS 'Reads the binary form of stat_period: version byte and value, checked as strictly as text.';

CREATE FUNCTION stat_period_send(value stat_period) RETURNS bytea
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION stat_period_send(stat_period) IS 'Writes the binary form of stat_period.';

CREATE TYPE stat_period (
    INPUT = stat_period_in, OUTPUT = stat_period_out, RECEIVE = stat_period_recv, SEND = stat_period_send,
    LIKE = bigint
);
COMMENT ON TYPE stat_period IS '统计期: a span of whole months: 2015, 2015-H1, 2015-Q3, 2015-03, year to date 2015-01..09, 2011..2015, 2015-07..2016-06. Also read: SDMX, compact and Chinese forms (2015年1—9月, 十二五). Equal spans are equal: 2015-01..03 is 2015-Q1.';

CREATE FUNCTION stat_period_eq(a stat_period, b stat_period) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'int8eq';
COMMENT ON FUNCTION stat_period_eq(stat_period, stat_period) IS 'Same value, same bytes. Behind =.';

CREATE FUNCTION stat_period_ne(a stat_period, b stat_period) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'int8ne';
COMMENT ON FUNCTION stat_period_ne(stat_period, stat_period) IS 'Different values. Behind <>.';

CREATE FUNCTION stat_period_lt(a stat_period, b stat_period) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'int8lt';
COMMENT ON FUNCTION stat_period_lt(stat_period, stat_period) IS 'Order of stat_period: start, then length. A range of time is p <@ 2011..2015, not BETWEEN; the latest figure is by period_end, so there is no min or max. Behind <.';

CREATE FUNCTION stat_period_le(a stat_period, b stat_period) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'int8le';
COMMENT ON FUNCTION stat_period_le(stat_period, stat_period) IS 'Order of stat_period: start, then length. A range of time is p <@ 2011..2015, not BETWEEN; the latest figure is by period_end, so there is no min or max. Behind <=.';

CREATE FUNCTION stat_period_ge(a stat_period, b stat_period) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'int8ge';
COMMENT ON FUNCTION stat_period_ge(stat_period, stat_period) IS 'Order of stat_period: start, then length. A range of time is p <@ 2011..2015, not BETWEEN; the latest figure is by period_end, so there is no min or max. Behind >=.';

CREATE FUNCTION stat_period_gt(a stat_period, b stat_period) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'int8gt';
COMMENT ON FUNCTION stat_period_gt(stat_period, stat_period) IS 'Order of stat_period: start, then length. A range of time is p <@ 2011..2015, not BETWEEN; the latest figure is by period_end, so there is no min or max. Behind >.';

CREATE FUNCTION stat_period_cmp(a stat_period, b stat_period) RETURNS integer
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'btint8cmp';
COMMENT ON FUNCTION stat_period_cmp(stat_period, stat_period) IS 'btree comparison of stat_period: negative, 0 or positive.';

CREATE FUNCTION stat_period_hash(a stat_period) RETURNS integer
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'hashint8';
COMMENT ON FUNCTION stat_period_hash(stat_period) IS 'Hash of the bytes, equal for equal values.';

CREATE FUNCTION stat_period_hash_extended(a stat_period, seed bigint) RETURNS bigint
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'hashint8extended';
COMMENT ON FUNCTION stat_period_hash_extended(stat_period, bigint) IS 'Seeded hash of the bytes, for hash partitions.';

CREATE FUNCTION stat_period_sortsupport(state internal) RETURNS void
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'btint8sortsupport';
COMMENT ON FUNCTION stat_period_sortsupport(internal) IS 'Sort support of the btree class of stat_period.';

CREATE OPERATOR = (
    LEFTARG = stat_period, RIGHTARG = stat_period, FUNCTION = stat_period_eq,
    COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel,
    HASHES, MERGES
);
COMMENT ON OPERATOR = (stat_period, stat_period) IS 'same value: equal values have equal bytes.';

CREATE OPERATOR <> (
    LEFTARG = stat_period, RIGHTARG = stat_period, FUNCTION = stat_period_ne,
    COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (stat_period, stat_period) IS 'different value: equal values have equal bytes.';

CREATE OPERATOR < (
    LEFTARG = stat_period, RIGHTARG = stat_period, FUNCTION = stat_period_lt,
    COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (stat_period, stat_period) IS 'before: start, then length. A range of time is p <@ 2011..2015, not BETWEEN; the latest figure is by period_end, so there is no min or max.';

CREATE OPERATOR <= (
    LEFTARG = stat_period, RIGHTARG = stat_period, FUNCTION = stat_period_le,
    COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (stat_period, stat_period) IS 'before or same: start, then length. A range of time is p <@ 2011..2015, not BETWEEN; the latest figure is by period_end, so there is no min or max.';

CREATE OPERATOR >= (
    LEFTARG = stat_period, RIGHTARG = stat_period, FUNCTION = stat_period_ge,
    COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (stat_period, stat_period) IS 'after or same: start, then length. A range of time is p <@ 2011..2015, not BETWEEN; the latest figure is by period_end, so there is no min or max.';

CREATE OPERATOR > (
    LEFTARG = stat_period, RIGHTARG = stat_period, FUNCTION = stat_period_gt,
    COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (stat_period, stat_period) IS 'after: start, then length. A range of time is p <@ 2011..2015, not BETWEEN; the latest figure is by period_end, so there is no min or max.';

CREATE OPERATOR FAMILY stat_period_ops USING btree;
COMMENT ON OPERATOR FAMILY stat_period_ops USING btree IS 'Order of stat_period.';
CREATE OPERATOR CLASS stat_period_ops DEFAULT FOR TYPE stat_period USING btree FAMILY stat_period_ops AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
    FUNCTION 1 stat_period_cmp(stat_period, stat_period), FUNCTION 2 stat_period_sortsupport(internal),
    FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS stat_period_ops USING btree IS 'start, then length. A range of time is p <@ 2011..2015, not BETWEEN; the latest figure is by period_end, so there is no min or max. Equal values are bitwise equal, so indexes deduplicate.';

CREATE OPERATOR FAMILY stat_period_ops USING hash;
COMMENT ON OPERATOR FAMILY stat_period_ops USING hash IS 'Hashing of stat_period.';
CREATE OPERATOR CLASS stat_period_ops DEFAULT FOR TYPE stat_period USING hash FAMILY stat_period_ops AS
    OPERATOR 1 =, FUNCTION 1 stat_period_hash(stat_period), FUNCTION 2 stat_period_hash_extended(stat_period, bigint);
COMMENT ON OPERATOR CLASS stat_period_ops USING hash IS 'Hash joins, hash aggregation, hash indexes and hash partitions of stat_period.';

CREATE OPERATOR FAMILY stat_period_minmax_ops USING brin;
COMMENT ON OPERATOR FAMILY stat_period_minmax_ops USING brin IS 'Block ranges of stat_period.';
CREATE OPERATOR CLASS stat_period_minmax_ops DEFAULT FOR TYPE stat_period USING brin FAMILY stat_period_minmax_ops AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
    FUNCTION 1 pg_catalog.brin_minmax_opcinfo(internal),
    FUNCTION 2 pg_catalog.brin_minmax_add_value(internal, internal, internal, internal),
    FUNCTION 3 pg_catalog.brin_minmax_consistent(internal, internal, internal),
    FUNCTION 4 pg_catalog.brin_minmax_union(internal, internal, internal);
COMMENT ON OPERATOR CLASS stat_period_minmax_ops USING brin IS 'Least and greatest stat_period of each block range.';

CREATE FUNCTION stat_period_in_range(value stat_period, base stat_period, months integer, sub boolean, less boolean) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION stat_period_in_range(stat_period, stat_period, integer, boolean, boolean) IS 'RANGE frames: offsets are whole months between the starts.';

ALTER OPERATOR FAMILY stat_period_ops USING btree ADD
    FUNCTION 3 (stat_period, integer) stat_period_in_range(stat_period, stat_period, integer, boolean, boolean);

CREATE CAST (text AS stat_period) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (text AS stat_period) IS 'Reads a stat_period; on assignment, so that drivers that send text can insert.';

CREATE CAST (varchar AS stat_period) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS stat_period) IS 'Reads a stat_period; on assignment, so that drivers that send varchar can insert.';

CREATE CAST (bpchar AS stat_period) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (bpchar AS stat_period) IS 'Reads a stat_period; on assignment, for code tables with char(n).';

CREATE CAST (stat_period AS text) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (stat_period AS text) IS 'The canonical text.';

CREATE FUNCTION stat_period_is_valid(value text) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION stat_period_is_valid(text) IS 'Whether a text is one span of whole months in any form stat_period reads. NULL gives NULL; never an error.';

CREATE FUNCTION period_start(period stat_period) RETURNS date
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION period_start(stat_period) IS 'The first day of the span.';

CREATE FUNCTION period_end(period stat_period) RETURNS date
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION period_end(stat_period) IS 'The last day of the span, inclusive.';

CREATE FUNCTION period_months(period stat_period) RETURNS integer
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION period_months(stat_period) IS 'The number of months.';

CREATE FUNCTION period_is_ytd(period stat_period) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION period_is_ytd(stat_period) IS 'Whether the span starts in January and ends in the same year: 1—3月 is both a quarter and year to date, the whole year too.';

CREATE FUNCTION period_range(period stat_period) RETURNS daterange
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION period_range(stat_period) IS 'The days of the span, [first, first day after).';

CREATE CAST (stat_period AS daterange) WITH FUNCTION period_range(stat_period) AS ASSIGNMENT;
COMMENT ON CAST (stat_period AS daterange) IS 'The days of the span.';

CREATE FUNCTION period_prior_year(period stat_period) RETURNS stat_period
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION period_prior_year(stat_period) IS '同期: the same months one year earlier. Before the year 1: error 22003.';

CREATE FUNCTION period_previous(period stat_period) RETURNS stat_period
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION period_previous(stat_period) IS '上期: the span of the same length just before. Before the year 1: error 22003.';

CREATE FUNCTION period_previous_ytd(period stat_period) RETURNS stat_period
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION period_previous_ytd(stat_period) IS 'The year to date one month shorter: 2015-01..09 gives 2015-01..08. NULL at the first span of a year and for a span that is not year to date.';

CREATE FUNCTION year_to_date(day date) RETURNS stat_period
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION year_to_date(date) IS 'From January to the month of a day. An infinite day, or one outside the years 1 to 9999, is an error (22008).';

CREATE FUNCTION period_contains(a stat_period, b stat_period) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION period_contains(stat_period, stat_period) IS 'Whether every month of b is in a. Behind @>.';

CREATE FUNCTION period_contained(a stat_period, b stat_period) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION period_contained(stat_period, stat_period) IS 'Whether every month of a is in b. Behind <@.';

CREATE FUNCTION period_overlaps(a stat_period, b stat_period) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION period_overlaps(stat_period, stat_period) IS 'Whether a and b share a month. Behind &&.';

CREATE FUNCTION period_contains_date(period stat_period, day date) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION period_contains_date(stat_period, date) IS 'Whether a day is in the span; write date ''2015-03-01'', else the text is read as a span. Behind @>.';

CREATE FUNCTION date_in_period(day date, period stat_period) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION date_in_period(date, stat_period) IS 'Whether a day is in the span. Behind <@.';

CREATE OPERATOR @> (
    LEFTARG = stat_period, RIGHTARG = stat_period, FUNCTION = period_contains,
    COMMUTATOR = <@, RESTRICT = matchingsel, JOIN = matchingjoinsel
);
COMMENT ON OPERATOR @> (stat_period, stat_period) IS 'every month of right is in left';

CREATE OPERATOR <@ (
    LEFTARG = stat_period, RIGHTARG = stat_period, FUNCTION = period_contained,
    COMMUTATOR = @>, RESTRICT = matchingsel, JOIN = matchingjoinsel
);
COMMENT ON OPERATOR <@ (stat_period, stat_period) IS 'every month of left is in right';

CREATE OPERATOR && (
    LEFTARG = stat_period, RIGHTARG = stat_period, FUNCTION = period_overlaps,
    COMMUTATOR = &&, RESTRICT = matchingsel, JOIN = matchingjoinsel
);
COMMENT ON OPERATOR && (stat_period, stat_period) IS 'left and right share a month';

CREATE OPERATOR @> (
    LEFTARG = stat_period, RIGHTARG = date, FUNCTION = period_contains_date,
    COMMUTATOR = <@, RESTRICT = matchingsel, JOIN = matchingjoinsel
);
COMMENT ON OPERATOR @> (stat_period, date) IS 'the day is in the span';

CREATE OPERATOR <@ (
    LEFTARG = date, RIGHTARG = stat_period, FUNCTION = date_in_period,
    COMMUTATOR = @>, RESTRICT = matchingsel, JOIN = matchingjoinsel
);
COMMENT ON OPERATOR <@ (date, stat_period) IS 'the day is in the span';

