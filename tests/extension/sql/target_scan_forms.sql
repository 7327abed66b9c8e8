-- target_scan reads what the type can say in the forms that plans use, and what stands in a table under its heading.
\pset null '-'

-- Parts per thousand, tenths, exact fractions; a third, a ratio and one in so many are no value.
SELECT s.subject, s.target, s.note FROM target_scan(
'到2015年，婴儿死亡率控制在12‰以内，快充桩占比三成以上，新兴产业占工业的四分之三，煤炭占能源消费的三分之一。车桩比不低于4:1，孕产妇死亡率降到18/10万以下。') AS s;

-- Units of one letter, too.
SELECT s.subject, s.target FROM target_scan('到2025年，锂产量达到10t以上，供电煤耗降到300g以下，单位电耗降到80g/kWh。') AS s;

-- What stands behind the unit of all is said of all; what stands behind the last figure is said of the last.
SELECT s.subject, s.target FROM target_scan(
'A市、B市和C市企业分别达到10、20和30家以上，煤层气、页岩气产量分别达到200亿和65亿立方米。'
'京津冀、长三角、珠三角细颗粒物浓度分别下降25%、20%、15%左右。') AS s;

-- A size before or behind the count is no target; a list of counts shares the noun at its end.
SELECT s.subject, s.target, s.scope FROM target_scan(
'到2015年，培育10家左右年产值超过百亿元、50家年产值超过十亿元的骨干企业。打造3个千亿级产业和10个百亿级园区。'
'覆盖80%以上的城区人口100万以上城市。每年实施500万元以上技改项目300项。淘汰10吨及以下锅炉。') AS s;

-- Words that look like a verb or a bound and are a name: 孵化器, 预期寿命, 5岁以下儿童, 车桩比, 自然增长率.
SELECT s.subject, s.target FROM target_scan(
'到2025年，建成国家级孵化器20家、省级孵化器100家，平均预期寿命提高到78.3岁，5岁以下儿童死亡率控制在7‰以内，人口自然增长率控制在6‰以内，九年义务教育巩固率达到96%。') AS s;

-- In brackets: a part, a yearly growth and the period of the plan count; what a figure was before and a definition do not.
SELECT s.subject, s.target, s.due, s.scope FROM target_scan(
'规划期内（2011—2015年），矿井水利用率达到90%（其中缺水地区达到95%），产值达到3000亿元（年均增长15%以上），城镇化率达到60%（2010年为48%），企业（年收入2000万元以上）达到100家。') AS s;

-- Durations, terms, outlays, conditions and articles promise nothing.
SELECT s.target, s.note FROM target_scan(
E'用3—5年时间整体推进。规划建设期为5年，有效期5年。投资128亿元，使自来水普及率超过90%。\n'
'能耗达到5000吨标准煤以上的，须报送报告。按照不低于10%的比例安排资金。\n第五条 企业研发投入占销售收入比例不低于3%。') AS s;

-- A report: a clause of its own, a verb with 了, years since, a rank held, numbers that nobody plans.
SELECT s.modality, s.target, s.note FROM target_scan(
'2021年，全区完成投资220亿元，同比增长12.3%；2022年，力争完成投资250亿元，增长13%以上。五年来，新增高速公路1200公里，解决了860万人饮水问题。'
'2011年，煤层气抽采量达到54亿立方米，居全国首位。“十一五”时期，生产总值年均增长11.2%，财政收入年均增长19.6%。') AS s;

-- Traditional characters and full width are read; what is returned is the text as it was typed.
SELECT s.subject, s.target, s.due, s.modality FROM target_scan(
'力爭到２０１５年，戰略性新興產業產值突破１，２００億元，佔生產總值比重達到８％左右，建設兩至三個基地，新增城鎮就業45萬人。') AS s;

-- A table: the heading says which column is due when, the earliest year is where it starts; titles stand between the rows.
CREATE TEMP TABLE plan_table AS SELECT
E'指标\t2010年\t2015年\t年均增长（%）\t属性\n经济发展\n国内生产总值（万亿元）\t39.8\t55.8\t7\t预期性\n服务业增加值比重（%）\t43\t47\t[4]\t预期性\n'
'资源环境\n单位国内生产总值能源消耗降低（%）\t\t\t[16]\t约束性\n城镇新增就业（万人）\t\t\t[4500]\t预期性\n全国总人口（万人）\t134100\t<139000\t<7.2‰\t约束性\n' AS body;
SELECT s.subject, s.target, s.due, s.baseline, s.modality, s.note FROM plan_table, target_scan(body) AS s;

SELECT s.subject, s.target FROM target_scan(E'指标\t单位\t2015年\n龙头企业\t家\t12及以上\n小矿\t座\t3及以下\n') AS s;

-- The same with bars, with single spaces, and with one cell a line.
SELECT count(*) AS rows, count(*) FILTER (WHERE t.target IS DISTINCT FROM s.target OR t.due <> s.due OR t.modality <> s.modality) AS different
FROM plan_table, target_scan(body) AS s
JOIN target_scan((SELECT regexp_replace(regexp_replace(regexp_replace(body, E'\t', '|', 'g'), E'([^\n]*[|][^\n]*)\n', E'|\\1|\n', 'g'), E'属性\\|\n', E'属性|\n|---|---|---|---|---|\n') FROM plan_table)) AS t USING (ordinal);
SELECT s.subject, s.target, s.due, s.modality FROM target_scan(
E'指标 单位 2010年 2015年 年均增长 属性\n地区生产总值 亿元 9200 16000 12% 预期性\n粮食产量 万吨 100 120 — 约束性\n') AS s;
SELECT s.subject, s.target, s.due, s.modality FROM target_scan(
E'指标\n单位\n2010年\n2015年\n属性\n经济发展\n地区生产总值\n亿元\n9200\n16000\n预期性\n城镇化率\n%\n48\n55\n约束性\n\n二、保障措施\n加强领导。\n') AS s;

-- Never a wrong number: numbers side by side without a heading, rows that do not fit, a share's yearly change without a sign.
SELECT s.target, s.note FROM target_scan(E'地区生产总值 亿元 9200 16000 12%\n') AS s;
SELECT s.target, s.note FROM target_scan(E'指标\t单位\t2015年\t年均增长\n城镇化率\t%\t55\t1.4\n耕地\t18\n') AS s;
