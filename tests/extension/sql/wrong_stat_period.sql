-- Wrong periods are refused with class, place and way out; weeks and days are never rounded to months.
CREATE FUNCTION refused(value text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE state text; detail text; hint text;
BEGIN
    EXECUTE format('SELECT %L::stat_period', value);
    RETURN 'ACCEPTED';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT, state = RETURNED_SQLSTATE;
    RETURN state || ' ' || detail || CASE hint WHEN '' THEN ' NO HINT' WHEN current_setting('sei_test.form_hint', true) THEN '' ELSE ' → ' || hint END || CASE WHEN stat_period_is_valid(value) THEN ' BUT VALID' ELSE '' END;
END $$;
-- The hint of the empty text says what is accepted; it is shown once, and any other behind an arrow.
DO $$
DECLARE hint text;
BEGIN
    PERFORM ''::stat_period;
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
    PERFORM set_config('sei_test.form_hint', hint, false);
END $$;
\pset format unaligned
SHOW sei_test.form_hint;
CREATE TEMP TABLE wrong AS SELECT * FROM unnest(ARRAY[
    '', ' ', E'\t', '　', '0000', '0', '1', '15', '215', '20155', '10000', '-2015', '+2015', '2015.5', '2015,3', '2015 03', '20 15', '2015-', '2015-0', '2015-3', '2015-00', '2015-13', '2015-99', '2015-003', '2015/03', '2015.03', '03/2015', '2015-03-01', '2015-01-09', '20150301', '201500', '201513', '2015-W10', '2015W10', '2015-D100',
    '2015-Q0', '2015-Q5', '2015-Q', '2015-Q12', '2015-H0', '2015-H3', '2015-S3', '2015-M00', '2015-M13', '2015-M', '2015-T1', '2015-A2', '2015-X1', 'Q3 2015', '2015-Mar', '2015..', '..2015', '2015...2016', '2015..2011', '2015-09..01', '2015-03..2014-12', '2015..03', '2015–03', '2015-01..9', '2015-01..13', '2015-Q3..Q1', '2011-15', '2011～15', '2015-01-2015-09',
    '15年', '2015年13月', '2015年0月', '2015年3月1日', '2015年3', '2015年1-9', '2015年9—1月', '2015年五季度', '2015年前五季度', '2015年前13个月', '2015年第10周', '2015年中', '2015年一五', '2015年3月起', '截至2015年9月', '去年', '十七五', '二十', '“十二五', '十二五末', '2015年上', '2015年第三', '二千零一五年', 'NaN', 'infinity', 'null', repeat('9', 10000), repeat('2015', 250000), repeat(' ', 1000000), E'2015\u202e', E'2015\u200b-03', E'2015-03\u0001', '２０１５－１３', '2015年３月１日', '2016～2020年～2021年',
    '2015年末', '2015年底', '2015年年底', '2015年年末', '2015年初', '2015年3月底', '2015年9月末', '2015年9月累计', '2015年三季度累计', '2015年6月以来', '到2015年', '2015年前后', '“十二五”期末', '十二五初', '十二五前三年', '2015-9',
    '2015.3', '2015/3', '2015/2016', '2015-16', '2015-1-9', '2015年3月1号', '2015年1月1日—9月30日', '2015-D001', '15年3月', '2015年第五季度', '2015年第0季度', '2015年9月—1月', '2015年三', '2015年一月至三季度',
    '2015年三季度至9月', '1—9月', '前三季度', '上半年', '一季度', 'Q1', 'Q1 2015', '1Q15', '1Q2015', '2015-1Q', '2015年1、2月', '2015年一二季度', '2015年1-9月和10月', '2015年~', '从2015年', '自2015年起', '0000-01',
    '000001', '999', '2O15', '2015年1O月', '今年', '本月', '去年同期', '二十五', '零五',
    '2015年11月至次年2月', 'FY2015', '2015Y', '2015.01-2015.09', '2015年(1-9月)', '2015年1-9月同比', '12五', '一二五', '十二五规划纲要', '2015/16',
    '2011年1-9月当月', '2011年上半年当月', '2011年全年当月', '2011年3—9月累计', '2011年下半年累计', '2011年9个月', '2011年三个季度', '2011年两个月', '2011年两月', '2011年前', '从2011年', '自2011年1月',
    '2015年累计', '2015年度累计', '2011—2015年累计', '“十二五', '第十二五', '2015年中间']) WITH ORDINALITY t (value, n);
SELECT n, regexp_replace(left(value, 30), '[^ -~一-龥]', '?', 'g') AS value, refused(value) FROM wrong ORDER BY n;
SELECT count(DISTINCT value) >= 60 AS sixty, count(*) FILTER (WHERE refused(value) ~ 'ACCEPTED|BUT VALID|NO HINT') AS not_refused FROM wrong;
SELECT '2015-W10'::stat_period;
SELECT '2015-3'::stat_period;
DROP FUNCTION refused;
