-- stat_period: every form that is read has one canonical text, and months are counted right.
SELECT text, text::stat_period AS period, text::stat_period::text::stat_period = text::stat_period AS again FROM unnest(ARRAY[
    '2015', '2015-H1', '2015-H2', '2015-S1', '2015-S2', '2015-Q3', '2015-03', '2015-M03', '2015-A1', '2015-01..09', '2015-01..03', '2015-04..09',
    '2015-07..12', '2015-01..12', '2011..2015', '2015..2015', '2015-07..2016-06', '2011-2015', '201503', '2015Q3', '2015q3', '2015H1', '2015M12', '201501-201509', '201501..201509',
    '2015-Q1..Q3', '2015-Q1..2016-Q2', '2015-01~09', '2015-01～09', '2015年1—9月', '2015年1-9月', '2015年1－9月', '2015年1–9月', '2015年1～9月', '2015年1〜9月', '2015年1至9月', '2015年1到9月',
    '2015年1月—9月', '2015年1月至9月', '2015年一至九月', '2015年前三季度', '2015年前3季度', '2015年前两季度', '2015年前9个月', '2015年上半年', '2015年下半年', '2015上半年', '2015年一季度', '2015年第一季度', '2015年4季度', '2015年第4季度', '2015年1-3季度',
    '2015年3月', '2015年3月份', '2015年1—9月份', '2015年1月份至9月份', '2015年前三个季度', '2015年Q3', '2015 Q3', '2015年03月', '2015年十二月', '二〇一五年三月', '二〇一五', '2015年', '2015年度', '2015年全年', '2016～2020年', '2016—2020年', '2016-2020年', '2016至2020年', '2016年至2020年', '2016年～2020年', '2015年7月至2016年6月',
    '十二五', '“十二五”', '"十三五"时期', '十一五期间', '十五', '九五', '十四五规划', '２０１５', '２０１５－０３', '２０１５年１～９月', '  2015-03  ', '　2015年　', '2015 年 1 — 9 月', '0001', '9999-12', '0001..9999']) text;
SELECT p, period_start(p), period_end(p), period_months(p) AS months, period_is_ytd(p) AS ytd, period_range(p), period_prior_year(p) AS prior, period_previous(p) AS previous, period_previous_ytd(p) AS previous_ytd
FROM unnest('{2015,2015-H2,2015-Q1,2015-02,2016-02,2015-01,2015-01..09,2015-02..09,2011..2015,2015-07..2016-06}'::stat_period[]) p;
SELECT '2015-03'::stat_period::daterange, upper(period_range('9999'));
SELECT year_to_date('2015-09-15'), year_to_date('2015-01-31'), year_to_date('0001-12-31'), year_to_date(NULL);
-- Order is start, then length; what lies in what is by months.
SELECT array_agg(p ORDER BY p) FROM unnest('{2015,2015-01,2014..2015,2015-Q1,2015-02,2015-H1}'::stat_period[]) p;
SELECT '2015'::stat_period @> '2015-Q3' AS holds, '2015-03'::stat_period <@ '2011..2015' AS within, '2015-H1'::stat_period @> '2015-06..07' AS no, '2015-H1'::stat_period && '2015-06..07' AS overlap, '2015-H1'::stat_period && '2015-H2' AS apart,
       '2015-02'::stat_period @> date '2015-02-28' AS day_in, '2015-02'::stat_period @> date '2015-03-01' AS day_out, date '2015-01-01' <@ '2015'::stat_period AS day_within, '2015'::stat_period @> date 'infinity' AS never;
-- No min and max: the latest figure is by period_end.
SELECT min(p) FROM unnest('{2015}'::stat_period[]) p;
-- RANGE frames count months between starts.
SELECT p, count(*) OVER (ORDER BY p RANGE BETWEEN 2 PRECEDING AND 1 FOLLOWING) FROM unnest('{2015-01,2015-02,2015-03,2015-05,2015-06..07}'::stat_period[]) p;
SELECT count(*) OVER (ORDER BY p RANGE -1 PRECEDING) FROM unnest('{2015}'::stat_period[]) p;
-- 8 bytes by value; binary is version, first month, months.
SELECT pg_column_size('2015'::stat_period), typbyval, typlen, stat_period_send('2015-Q3') FROM pg_type WHERE typname = 'stat_period';
-- Out of the calendar.
SELECT period_prior_year('0001'); SELECT period_previous('0001-H1'); SELECT year_to_date('infinity'); SELECT year_to_date('0001-01-01 BC'); SELECT year_to_date('10000-01-01');
-- Keys, partitions, exclusion over ranges, hash.
CREATE TABLE spans (p stat_period PRIMARY KEY) PARTITION BY LIST (p);
CREATE TABLE spans_q1 PARTITION OF spans FOR VALUES IN ('2015-01..03');
CREATE TABLE spans_rest PARTITION OF spans DEFAULT;
INSERT INTO spans VALUES ('2015-Q1'), ('2015'), ('2015-H1'::varchar);
INSERT INTO spans VALUES ('2015年一季度');
SELECT tableoid::regclass, p FROM spans ORDER BY p;
CREATE TABLE exclusive (p stat_period, EXCLUDE USING gist (period_range(p) WITH &&));
INSERT INTO exclusive VALUES ('2015-Q1'), ('2015-Q2');
INSERT INTO exclusive VALUES ('2015-H1');
DROP TABLE spans, exclusive;
