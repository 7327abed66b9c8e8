-- Every byte of every valid value flipped: nothing invalid comes in over the wire, and what does is the value of its own bytes.
\set SHOW_CONTEXT never
-- What COPY reads is kept by a trigger and not stored.
CREATE TEMP TABLE received_sector (v sector);
CREATE TEMP TABLE received_stat_period (v stat_period);
CREATE TEMP TABLE received_industry (v industry);
CREATE TEMP TABLE received_target (v target);
CREATE FUNCTION keep_received() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bytes text;
BEGIN
    EXECUTE format('SELECT %I($1)', TG_ARGV[0]) INTO bytes USING NEW.v;
    PERFORM set_config('sei_test.received', bytes, false);
    RETURN NULL;
END $$;
CREATE TRIGGER keep BEFORE INSERT ON received_sector FOR EACH ROW EXECUTE FUNCTION keep_received('sector_send');
CREATE TRIGGER keep BEFORE INSERT ON received_stat_period FOR EACH ROW EXECUTE FUNCTION keep_received('stat_period_send');
CREATE TRIGGER keep BEFORE INSERT ON received_industry FOR EACH ROW EXECUTE FUNCTION keep_received('industry_send');
CREATE TRIGGER keep BEFORE INSERT ON received_target FOR EACH ROW EXECUTE FUNCTION keep_received('target_send');
CREATE FUNCTION receive(type text, image bytea) RETURNS bytea LANGUAGE plpgsql AS $$
DECLARE
    path text := current_setting('data_directory') || '/synthetic_wire.bin';
    lo oid := lo_from_bytea(0, '\x5047434f50590aff0d0a000000000000000000'::bytea || '\x0001'::bytea || int4send(length(image)) || image || '\xffff'::bytea);
BEGIN
    PERFORM lo_export(lo, path);
    PERFORM lo_unlink(lo);
    EXECUTE format('COPY %I FROM %L BINARY', 'received_' || type, path);
    RETURN current_setting('sei_test.received')::bytea;
END $$;
CREATE TABLE wire AS
SELECT 'sector' AS type, sector_send(v) AS image FROM unnest('{sx,sx.it.1,sx.^,sx.it.^,cn18.1.1.2,sx.新能源,A-_z.0,r.1.2.3.4.5.6.7.8}'::sector[]) v
UNION ALL SELECT 'stat_period', stat_period_send(v) FROM unnest('{2015,2015-H2,2015-Q1,2015-02,2015-01..09,0001,9999-12,0001..9999,2011..2015,2015-07..2016-06}'::stat_period[]) v
UNION ALL SELECT 'industry', industry_send(v) FROM unnest('{C,C35,C351,C3511,A0111,T9700,gb11:C,gb11:O79,gb11:C3511}'::industry[]) v
UNION ALL SELECT 'target', target_send(v) FROM unnest('{7%..8%,~15%,>=50 个,>2500000000000 元,<=12,<0.5,100 人/年,>=20% pa,-3%..2% pa,x2,x1.5..x4,+5pp,-3pp..-1pp,-16%,~-20%,<=-16%}'::target[]) v;
SELECT type, count(*), bool_and(receive(type, image) = image) AS same FROM wire GROUP BY type ORDER BY type;
CREATE FUNCTION verdict(type text, image bytea) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RETURN CASE WHEN receive(type, image) = image THEN 'canonical' ELSE 'CHANGED' END;
EXCEPTION WHEN invalid_text_representation OR numeric_value_out_of_range OR invalid_binary_representation OR character_not_in_repertoire OR program_limit_exceeded THEN RETURN 'refused';
END $$;
CREATE TEMP TABLE flipped AS
SELECT type, verdict(type, set_byte(image, i, get_byte(image, i) # (1 << bit))) FROM wire, generate_series(0, length(image) - 1) i, generate_series(0, 7) bit;
SELECT type, verdict, count(*) > 10 AS many FROM flipped GROUP BY 1, 2 ORDER BY 1, 2;
-- The version byte is checked first; a value cut short or with bytes behind it is refused.
SELECT type, verdict, count(*) FROM (SELECT type, verdict(type, set_byte(image, 0, v)) FROM wire, unnest('{0,2,255}'::int[]) v) s GROUP BY 1, 2 ORDER BY 1;
SELECT type, verdict, count(*) FROM (SELECT type, verdict(type, substr(image, 1, 1)) FROM wire WHERE type IN ('sector', 'target')) s GROUP BY 1, 2 ORDER BY 1;
SELECT receive('stat_period', '\x0100005e74000000');
SELECT receive('stat_period', '\x0100005e740000000900');
SELECT receive('stat_period', '\x0200005e7400000009');
SELECT receive('stat_period', '\x0100005e7400000000');
SELECT receive('stat_period', '\x01ffffffff7fffffff');
SELECT receive('sector', '\x01' || convert_to(' sx ', 'UTF8'));
SELECT receive('sector', '\x01ff');
SELECT receive('sector', '\x01' || convert_to('sx..a', 'UTF8'));
SELECT receive('target', '\x01' || convert_to('7～8%', 'UTF8'));
SELECT receive('target', '\x01' || convert_to('8%..7%', 'UTF8'));
DROP TABLE wire, received_sector, received_stat_period, received_industry, received_target; DROP FUNCTION receive, verdict, keep_received;
