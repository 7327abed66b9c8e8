-- target: every form that plans are written in has one canonical text with exact bounds.
SELECT text, t AS target, target_lower(t) AS lower, target_upper(t) AS upper, target_kind(t) AS kind, target_unit(t) AS unit, target_is_approximate(t) AS about, target_is_percent(t) AS pct, t::text::target = t AS again
FROM unnest(ARRAY['7%..8%', '7%～8%', '7～8%', '7%-8%', '7%—8%', '7%至8%', '7%到8%', '~15%', '15%左右', '约15%', '≈15%', '>=50 个', '50个以上', '不低于50个', '不少于50个', '至少50个', '≥50个', '＞＝50个', '>50 个', '超过50个', '突破50个', '大于50个', '<=12', '12以内', '12以下', '不超过12', '降至12', '降低到12', '下降到12', '控制在12以内', '<12', '不满12', '低于12', '100 个', '100个', '１００个', '达到100个', '~50 个', '50个左右', '约50个',
    '超过2.5万亿元', '>2500000000000 元', '突破60亿元', '5000万元', '3千亿元', '2百人', '1.5千万元', '千亿元', '超千亿元', '过万亿元', '万亿元', '1万家', '200万千瓦', '12.0千瓦时', '0.869吨/万元', '>=20% pa', '年均增长20%以上', '年均25%以上的增长速度', '年均增长率大于7%', '年均下降3%以上', '15%..20% pa', '年均增长15%～20%', '-3% pa', '-2%..3% pa',
    'x2', '翻一番', '翻番', '倍增', '翻两番', 'x4', '翻2番', '至少翻一番', '比2010年翻两番', '>=x2', 'x2..x4', 'x1.5', '增长1倍', '增长3倍', '增长1.5倍以上', '是2010年的3倍', '相当于2010年的3倍', '+5pp', '提高5个百分点', '提升5个百分点以上', '降低5个百分点', '>=+5pp', '+3pp..+5pp', '-16%', '降低16%', '降低16%以上', '降低超过16%', '降低16%以内', '降低16%～20%', '降低20%左右', '~-20%', '+50%', '增长50%', '提高50%', '-20%..-16%', '+0%',
    '每年不低于5000万元', '平均每年100万人以上', '100 人/年', '每年增加18家以上', '每年新增18家以上', '较2015年提升5个百分点以上', '十个', '十个以上', '两个', '一百', '一百二十', '三万五千', '一千零五', '三至五个', '百分之十五左右', '3-5个', '3—5家', '10-15个', '3～5万元', '3..5 个', '7%', '0.07', '07.50%', '0', '0%', '1000000', '1m2', '  15%  ', '　15％　', '提高到15%以上', '达到15%', '稳定在30%以上', '1,500', '1，500', '5‰', '七成', '3万5千', '力争15%']) text, LATERAL (SELECT text::target) v (t);
-- The per-cent sign is part of the value; equal values have equal bytes.
SELECT '7%'::target = '0.07'::target AS sign_matters, '7.0%'::target = '7%'::target AS zeros_do_not, '50个'::target = '50 个'::target AS spaces_do_not, '2.5万亿元'::target = '25000亿元'::target AS scales_do_not;
SELECT target_send('7%～8%'), pg_column_size('7%'::target);
-- The order is arbitrary but total: grouping, distinct, keys and joins work; there is no min.
SELECT count(DISTINCT t) FROM unnest('{7%..8%,7～8%,15%左右,~15%}'::target[]) t;
SELECT min(t) FROM unnest('{7%}'::target[]) t;
CREATE TABLE promises (t target PRIMARY KEY);
PREPARE promise (varchar) AS INSERT INTO promises VALUES ($1);
EXECUTE promise('50个以上');
EXECUTE promise('>=50 个');
SELECT t FROM promises WHERE t = '不低于50个';
DROP TABLE promises;
