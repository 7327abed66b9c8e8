-- target_scan never fails and never makes a number up: contents, tables pasted as text, huge and hostile texts.
\pset null '-'

-- A table of contents states nothing; the plan behind it does.
SELECT s.subject, s.target, s.due FROM target_scan(E'目录\n一、现状…………………………1\n二、发展目标......................12\n（一）总体目标\t13\n第三章 重点任务 ············ 25\n\n二、发展目标\n到2015年，建成10个园区。\n') AS s;

-- Tables: the heading says which column is promised and for when; the earliest year is where the plan starts from.
SELECT s.subject, s.target, s.due, s.modality, s.annual, s.note FROM target_scan(
E'专栏1 主要指标\n指标\t2010年\t2015年\t年均增长（%）\t属性\n国内生产总值（万亿元）\t39.8\t55.8\t7\t预期性\n城镇化率（%）\t47.5\t51.5\t[4]\t预期性\n单位国内生产总值能源消耗降低（%）\t\t\t[16]\t约束性\n') AS s;
SELECT s.subject, s.target, s.due, s.note FROM target_scan(
E'| 指标 | 单位 | 2020年 | 2025年目标 |\n|---|---|---|---|\n| 5G基站 | 万个 | 1.2 | ≥5 |\n| 研发投入强度 | % | 2.1 | 2.8左右 |\n| 少一格 | 1 |\n') AS s;
SELECT s.target, s.note FROM target_scan(E'粮食  1300  1400\n指标  2020年  2025年\n粮食产量（万吨）  1300  1400\n') AS s;

-- Ten megabytes: of prose, of targets, of one endless line, of digits, of numerals.
CREATE TEMP TABLE big AS
SELECT 'prose' AS kind, repeat(E'坚持从实际出发贯彻落实国家战略部署，加快转变发展方式。\n', 130000) AS body
UNION ALL SELECT 'line', repeat('到2015年，建成10个园区，', 310000)
UNION ALL SELECT 'digits', repeat('1', 10000000)
UNION ALL SELECT 'numerals', repeat('一百', 1700000)
UNION ALL SELECT 'quotes', repeat('“《（', 1100000);
SELECT kind, octet_length(body) > 9000000 AS big, n.*
FROM big, LATERAL (SELECT count(s.target) > 0 AS targets, count(DISTINCT s.target) AS different, coalesce(max(octet_length(s.clause)), 0) < 6000 AS short
                   FROM target_scan(body) AS s) AS n ORDER BY kind;

-- A figure of a thousand digits is not rounded into one that fits; a unit that is no unit is none.
SELECT s.target, s.note FROM target_scan('产值达到' || repeat('9', 1000) || '亿元。') AS s;
SELECT s.target, s.note FROM target_scan('产值达到0.5.3亿元，企业达到家，占比达到%，到2015年达到。') AS s;
