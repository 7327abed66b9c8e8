-- The reference data say what the plan's text says: its targets, their restatements, sectors, layout, measures.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();

CREATE TEMPORARY VIEW promised AS
SELECT t.* FROM sei.plan_target_current t WHERE t.plan = 'shanxi2011';

SELECT results_eq($$SELECT target_id, indicator, due::text, target::text, clause FROM promised WHERE restates IS NULL ORDER BY ordinal$$,
$$VALUES ('shanxi2011.1', 'pilot_projects', '2015', '100 个', '四'),
         ('shanxi2011.2', 'leading_enterprises', '2015', '~50 个', '四'),
         ('shanxi2011.3', 'industrial_parks', '2015', '10 个', '四'),
         ('shanxi2011.4', 'sei_value_added_share', '2015', '7%..8%', '四'),
         ('shanxi2011.5', 'sei_value_added_share', '2020', '~15%', '四')$$, 'five targets');
SELECT results_eq($$SELECT restates, target::text, clause FROM promised WHERE restates IS NOT NULL ORDER BY ordinal$$,
$$VALUES ('shanxi2011.1', '100 个', '六（一）'), ('shanxi2011.2', '50 个', '六（二）'),
         ('shanxi2011.3', '10 个', '六（三）'), ('shanxi2011.3', '10 个', '六（三）')$$, 'four restatements, linked');
SELECT results_eq($$SELECT target_lower(target), target_upper(target) FROM promised WHERE ordinal = 4$$,
$$VALUES (0.07, 0.08)$$, 'per cent is part of the value');
SELECT results_eq($$SELECT count(*)::int, count(*) FILTER (WHERE restatements > 0)::int, sum(restatements)::int
                    FROM sei.scoreboard WHERE plan = 'shanxi2011'$$,
$$VALUES (5, 3, 4)$$, 'the scoreboard has the five targets and names the four restatements');

SELECT results_eq($$SELECT sector::text, name_zh, clause FROM sei.sector_def_current WHERE root = 'sx' AND level = 1 ORDER BY string_to_array(code, '.')::int[]$$,
$$VALUES ('sx.new_energy', '新能源', '五（一）'), ('sx.new_materials', '新材料', '五（二）'), ('sx.environment', '节能环保', '五（三）'),
         ('sx.equipment', '高端装备制造', '五（四）'), ('sx.coal_chemical', '现代煤化工', '五（五）'), ('sx.biology', '生物', '五（六）'),
         ('sx.coalbed_methane', '煤层气', '五（七）'), ('sx.it', '新一代信息技术', '五（八）'), ('sx.nev', '新能源汽车', '五（九）')$$, 'nine sectors in the order of the text');
SELECT is_empty($$SELECT d.sector FROM sei.sector_def_current d
                  WHERE d.root = 'sx' AND d.level = 1
                    AND NOT EXISTS (SELECT FROM sei.sector_def_current c WHERE c.parent = d.sector AND c.product_terms <> '{}')$$,
                'every sector has product terms as children');
SELECT is_empty($$SELECT sector FROM sei.sector_def_current WHERE root = 'sx' AND level = 2 AND (product_terms = '{}' OR name_en IS NULL OR clause IS NULL)$$,
                'every child has its terms, a name in English and a clause');

SELECT results_eq($$SELECT count(*)::int FROM sei.region_current WHERE region_scheme = 'gb2260' AND parent = '140000'$$, $$VALUES (11)$$, 'eleven cities');
SELECT results_eq($$SELECT count(*)::int FROM sei.region_current WHERE region_scheme = 'gb2260' AND level = 'county'$$, $$VALUES (117)$$, '117 counties');
SELECT is_empty($$SELECT region FROM sei.region WHERE region_scheme = 'gb2260' AND region IN ('140171', '140271', '140671', '140971')$$, 'no statistical pseudo-codes');
SELECT results_eq($$SELECT count(*)::int FROM sei.region_current WHERE region_scheme = 'gb2260' AND parent = '000000'$$, $$VALUES (31)$$, '31 provinces below the nation');
SELECT is_empty($$SELECT v.region FROM sei.region_current v WHERE v.level <> 'nation' AND NOT EXISTS (
                      SELECT FROM sei.region_within w WHERE w.region_scheme = v.region_scheme AND w.region = v.region AND w.ancestor IN ('000000', 'US000'))$$,
                'every region is in its nation');

SELECT results_eq($$SELECT region FROM sei.plan_layout_region WHERE plan = 'shanxi2011' GROUP BY region ORDER BY region COLLATE "C"$$,
                  $$SELECT region FROM sei.region_current WHERE parent = '140000' ORDER BY region COLLATE "C"$$, 'the layout reaches all eleven cities');
SELECT results_eq($$SELECT DISTINCT sector::text FROM sei.plan_layout_region WHERE plan = 'shanxi2011' AND region = '140400' ORDER BY 1$$,
$$VALUES ('sx.biology.agriculture'), ('sx.coal_chemical'), ('sx.coalbed_methane')$$, 'the layout of a city, its group''s rows included');
SELECT results_eq($$SELECT count(*)::int, count(lead_body)::int, count(DISTINCT clause)::int FROM sei.plan_measure_current WHERE plan = 'shanxi2011'$$,
                  $$VALUES (14, 6, 6)$$, 'fourteen orders of section seven, six with a body named');

SELECT results_eq($$SELECT sector::text FROM sei.sector_def_current WHERE root = 'qcew' AND code IN ('10', '1013', '31-33', '311') ORDER BY level$$,
$$VALUES ('qcew'), ('qcew.1013'), ('qcew.1013.31-33'), ('qcew.1013.31-33.311')$$, 'the tree of the QCEW panel');
SELECT results_eq($$SELECT level, count(*)::int FROM sei.sector_def_current WHERE root = 'qcew' GROUP BY 1 ORDER BY 1$$,
$$VALUES (0, 1), (1, 12), (2, 21), (3, 100)$$, 'its levels');
SELECT is_empty($$SELECT i.indicator FROM sei.indicator_current i WHERE i.aggregation = 'ratio' AND i.unit <> '%'$$, 'shares are written in per cent');

-- Loading the same again writes nothing; a changed row keeps what was known.
SELECT sei.reference_begin();
INSERT INTO ref_indicator SELECT indicator, name_zh, name_en, unit, multiplier::text, direction, aggregation, numerator, denominator, price_basis, frequency, min_coverage::text
FROM sei.indicator_current;
SELECT is(sei.reference_apply(), 0::bigint, 'loading what is known already writes nothing');
UPDATE ref_indicator SET name_en = 'synthetic name' WHERE indicator = 'gdp';
SELECT is(sei.reference_apply(), 1::bigint, 'one changed row is written');
SELECT results_eq($$SELECT name_en, known_to = 'infinity' FROM sei.indicator_version WHERE indicator = 'gdp' ORDER BY known_from$$,
$$VALUES ('Gross domestic product', false), ('synthetic name', true)$$, 'and what was known before is kept');

-- A second plan: of another region, with a classification of its own, and nothing but rows.
SELECT results_eq($$SELECT target_id, due::text, target::text, region, clause FROM sei.plan_target_current WHERE plan = 'china2010' ORDER BY ordinal$$,
$$VALUES ('china2010.1', '2015', '~8%', '000000', '二（三）'), ('china2010.2', '2020', '~15%', '000000', '二（三）')$$, 'two targets of the nation');
SELECT results_eq($$SELECT name_zh FROM sei.sector_def_current WHERE root = 'cn10' AND level = 1 ORDER BY code::int$$,
$$VALUES ('节能环保产业'), ('新一代信息技术产业'), ('生物产业'), ('高端装备制造产业'), ('新能源产业'), ('新材料产业'), ('新能源汽车产业')$$, 'seven industries in the order of the text');
SELECT results_eq($$SELECT s.target::text, s.due::text FROM target_scan((SELECT string_agg(format('到%s年，%s', due, text_zh), '。' ORDER BY ordinal) FROM sei.plan_target_current WHERE plan = 'china2010')) s$$,
$$VALUES ('~8%', '2015'), ('~15%', '2020')$$, 'the scanner reads its words as they were entered');
-- The same return counts in both plans, by the weights of each, in the region of each.
SELECT sei.begin_edit('synthetic figures') \g /dev/null
INSERT INTO sei.enterprise (code) VALUES ('synthetic_both_1'), ('synthetic_both_2');
INSERT INTO sei.enterprise_version (enterprise_id, name, region_scheme, region, synthetic)
SELECT enterprise_id, code, 'gb2260', CASE code WHEN 'synthetic_both_1' THEN '140100' ELSE '430000' END, true FROM sei.enterprise WHERE code LIKE 'synthetic\_both\__';
INSERT INTO sei.enterprise_sector (enterprise_id, root, sector, weight)
SELECT e.enterprise_id, v.root, v.sector::sector, v.weight FROM sei.enterprise e
JOIN (VALUES ('synthetic_both_1', 'sx', 'sx.coalbed_methane', 0.6), ('synthetic_both_1', 'sx', 'sx.it', 0.4), ('synthetic_both_1', 'cn10', 'cn10.it', 0.4), ('synthetic_both_2', 'cn10', 'cn10.nev', 1)) AS v (code, root, sector, weight) USING (code);
INSERT INTO sei.enterprise_return (enterprise_id, region_scheme, region, indicator, period, value)
SELECT enterprise_id, 'gb2260', CASE code WHEN 'synthetic_both_1' THEN '140100' ELSE '430000' END, 'value_added', '2015', 1000000 FROM sei.enterprise WHERE code LIKE 'synthetic\_both\__';
INSERT INTO sei.statistic (region_scheme, region, indicator, period, value) VALUES ('gb2260', '140000', 'gdp', '2015', 1000), ('gb2260', '000000', 'gdp', '2015', 1750)
    ON CONFLICT DO NOTHING;
SET CONSTRAINTS ALL IMMEDIATE;
SELECT results_eq($$SELECT target_id, trim_scale(actual), target_status FROM sei.scoreboard WHERE target_id IN ('shanxi2011.4', 'china2010.1') ORDER BY 1$$,
$$VALUES ('china2010.1', 0.08, 'met'), ('shanxi2011.4', 0.1, 'exceeded')$$, 'two plans on one set of returns, each judged by its own classification and region');
SELECT results_eq($$SELECT root, sector, trim_scale(value) FROM sei.sector_structure WHERE region = '000000' AND period = '2015' AND indicator = 'value_added' AND level = 1 AND value IS NOT NULL ORDER BY 1, 2$$,
$$VALUES ('cn10', 'cn10.it', 4000000000::numeric), ('cn10', 'cn10.nev', 10000000000), ('sx', 'sx.coalbed_methane', 6000000000), ('sx', 'sx.it', 4000000000)$$, 'sectors of both');

SELECT * FROM finish();
ROLLBACK;
