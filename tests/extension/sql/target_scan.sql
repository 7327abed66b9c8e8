-- target_scan: a plan's prose becomes its targets, each once, with due date, operator and firmness; nothing else does.
\pset null '-'

-- The plan of Shanxi province of 2011, its sentences with numbers and what stands around them: five targets,
-- three of them said again in section six, one of those twice; linked, with the due dates of the first statements.
CREATE TEMP TABLE shanxi AS SELECT $$各市、县人民政府，省人民政府各委、厅，各直属机构：

　　为贯彻落实《国务院关于加快培育和发展战略性新兴产业的决定》（国发〔2010〕32号）部署，特提出如下意见：

　　一、重要意义

　　战略性新兴产业是以重大技术突破和重大发展需求为基础的产业。以“三个代表”重要思想为指导。

　　四、发展目标

　　到2015年，完成100个试点项目、重大产业创新发展工程和应用示范工程，培育50个左右在国内具有重要影响力的龙头企业，初步建成10个特色鲜明的战略性新兴产业园区。战略性新兴产业增加值占到地区生产总值比重的7%～8%。

　　到2020年，战略性新兴产业增加值占地区生产总值的比重达到15%左右，培育出一批有较强市场竞争力的新产品，部分领域核心技术达到世界领先水平。

　　五、重点领域和主要任务

　　（一）　新能源产业。建设若干个大型光伏发电项目和太阳能采暖、制冷示范工程。

　　（七）煤层气产业。加快推进煤层气、天然气、焦炉煤气、煤制气“四气一体化”发展和省级“三纵十一横”燃气主干管网建设。

　　（八）新一代信息技术产业。推进物联网、云计算示范应用和三网融合基础设施建设。

　　六、推进途径

　　（一）实施100个试点项目。支持共性关键技术攻关。

　　（二）培育50个战略性新兴产业龙头企业。选择有核心产品的优势企业。

　　（三）培育10个特色鲜明的战略性新兴产业示范园区。重点扶持10个基础较好的园区，培育成战略性新兴产业示范基地。

　　七、保障措施

　　（六）　加强人才培养。重点抓好“四个一批”：引进、培养、选拔一批领军人才。$$::text AS body;

SELECT s.ordinal, s.subject, s.target, s.due, s.modality, s.restates, s.note
FROM shanxi, target_scan(body) AS s ORDER BY s.ordinal;
SELECT count(*) FILTER (WHERE restates IS NULL) AS targets, count(*) FILTER (WHERE restates IS NOT NULL) AS restatements
FROM shanxi, target_scan(body) AS s WHERE s.target IS NOT NULL;

-- A clause stands in the text where byte_offset says.
SELECT count(*) AS misplaced FROM shanxi, target_scan(body) AS s
WHERE convert_from(substring(convert_to(body, 'UTF8') FROM byte_offset + 1 FOR octet_length(clause)), 'UTF8') <> clause;

-- Several indicators in a sentence, shared dates, operators before and behind, kinds.
SELECT s.subject, s.target, s.due, s.baseline, s.modality, s.annual, s.scope FROM target_scan(
'到2015年，全国万元国内生产总值能耗下降到0.869吨标准煤（按2005年价格计算），比2010年的1.034吨标准煤下降16%；“十二五”期间，实现节约能源6.7亿吨标准煤。'
'2015年，全国化学需氧量和二氧化硫排放总量分别控制在2347.6万吨、2086.4万吨，比2010年的2551.7万吨、2267.8万吨分别下降8%。'
'到2020年，全省战略性新兴产业产值比2010年翻两番，增加值占生产总值的比重力争达到16%左右，服务业比重提高5个百分点以上。'
'新能源、新材料和生物产业产值分别达到750亿元、140亿元和260亿元，年均增长20%以上，每年新增高新技术企业18家以上。'
'畜牧业产值占农业总产值的比重由35%提高到40%，确保旅游总收入增长1倍以上，2020年和2025年游客分别超过6000万人次和1亿人次。') AS s;

-- The count is the target, the size in front of it a description; 其中 is a part.
SELECT s.subject, s.target, s.scope FROM target_scan(
'形成3-5个产业链较完整、产值超千亿元的新兴产业集群。产值超千亿元的集群3-5个，超百亿元的骨干企业15家。形成5个产值规模10万亿元级的新支柱。'
'年产值10亿元以上的企业达到50家，其中上市公司10家。打造2个千亿级产业集群。到2022年，15个以上海内外知名研发机构落户。') AS s;

-- Names with numerals, numbers of documents, sections and articles, quotations: no row at all.
SELECT * FROM target_scan(
'推进三网融合、四气一体化和三纵十一横管网建设，抓好“四个一批”，实施863计划和“百千万”工程，落实两化融合、5A级景区、4K电视、C919和PM2.5监测。'
'依据国发〔2010〕32号、省政发〔2013〕45号第三条、第十二条，召开五届二次会议。坚持“五位一体”，打好三大攻坚战，服务世界500强企业和一批中小企业。'
'建设若干个示范工程，围绕六个方面、三个阶段，用三年时间整体推进。');

-- Achieved figures are recognised and are no targets.
SELECT s.subject, s.target, s.modality, s.note FROM target_scan(
'2020年全省实现战略性新兴产业增加值4190.73亿元,“十三五”期间,年均增速为9.9%,占GDP比重达到10.0%。'
'截至2014年底，全市共有高新技术企业235家，同比增长14.2%。到2015年，力争达到500家。去年新增50家，今年计划新增60家。') AS s;

-- Amounts of measures, descriptions and conditions promise nothing.
SELECT s.target, s.note FROM target_scan(
'对新认定的国家级企业技术中心，给予一次性奖励200万元。注册资本不低于1000万元、从业人员不少于50人的企业可以申请认定。'
'项目总投资12.5亿元，占地300亩，建成后年产值可达20亿元。') AS s;

-- Targets without a value of their own.
SELECT s.subject, s.target, s.relative_to, s.note FROM target_scan(
'研发投入强度高于全省平均水平，规模以上工业增加值增速高于全国平均水平1个百分点以上，综合创新能力进入全国前15位，财政收入与经济增长同步，经济总量居全省前列。') AS s;

-- What cannot be read is said to be so: no number is given with false confidence.
SELECT s.target, s.note FROM target_scan(
'建成一百五家站点。孕产妇死亡率控制在18/10万以内，婴儿死亡率降至5‰以下。人均预期寿命提高1岁。规模达到2010年的8%至7%。服务业占比达到三分之一。') AS s;

-- Two numbers for one target: both, the second flagged; a due date that only the writer knows is not invented.
SELECT s.subject, s.target, s.due, s.restates, s.note FROM target_scan(
'到2015年，战略性新兴产业增加值占地区生产总值的比重达到8%。加快结构调整。到2015年，战略性新兴产业增加值占地区生产总值的比重达到10%。力争三年内培育龙头企业50家。') AS s;

-- However it was typed: full width, spaces, line breaks of a fixed width, CR LF.
SELECT s.subject, s.target, s.due, s.modality FROM target_scan(
E'到２０１５年，战略性新兴产业增加值占地区生产总值的比重力争达到８％左右，规模以上企业达到 1,200 家，\r\n高新技术产业产值占规模以上工业总产值的比重达\r\n到 45 ％以上，培育骨干企业 ３０ ～ ５０ 家。') AS s;

-- Nothing to find.
SELECT count(*) FROM target_scan('');
SELECT count(*) FROM target_scan(NULL);
SELECT count(*) FROM target_scan('以科学发展为主题，坚持从实际出发贯彻落实国家战略部署。');
