-- Rates without levels: chained on a published level where there is one, with its base and length told; without one, no value.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();

SELECT sei.begin_edit('synthetic') \g /dev/null
INSERT INTO sei.classification (root) VALUES ('synthetic_g');
INSERT INTO sei.classification_version (root, title, official, edition) VALUES ('synthetic_g', 'synthetic', false, 'test');
INSERT INTO sei.sector_def (sector, root) VALUES ('synthetic_g', 'synthetic_g'), ('synthetic_g.a', 'synthetic_g');
INSERT INTO sei.region VALUES ('synthetic', '1'), ('synthetic', '2');
INSERT INTO sei.indicator (indicator) VALUES ('synthetic_va'), ('synthetic_gdp'), ('synthetic_ratio');
INSERT INTO sei.indicator_version (indicator, name_zh, name_en, unit, multiplier, direction, aggregation, numerator, denominator, frequency)
VALUES ('synthetic_va', '增加值', 'va', '元', 10000, 'up', 'flow_ytd', NULL, NULL, 'month'),
       ('synthetic_gdp', '总值', 'gdp', '元', 100000000, 'up', 'flow', NULL, NULL, 'year'),
       ('synthetic_ratio', '比重', 'share', '%', 1, 'up', 'ratio', 'synthetic_va', 'synthetic_gdp', 'year');
CREATE FUNCTION pg_temp.put(region text, indicator text, sector text, measure text, basis text, VARIADIC facts text[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO sei.statistic (region_scheme, region, indicator, sector, measure, price_basis, period, value)
    SELECT 'synthetic', region, indicator, sector::sector, measure, basis, split_part(f, ' ', 1)::stat_period, split_part(f, ' ', 2)::numeric FROM unnest(facts) f
$$;
CREATE FUNCTION pg_temp.chain(of_region text, of_sector text DEFAULT NULL, of_basis text DEFAULT 'comparable') RETURNS SETOF text LANGUAGE sql AS $$
    SELECT concat_ws(' ', base_period || ':', period, COALESCE(value::text, 'none'), value_basis, links, direction, trim_scale(round(index, 6)))
    FROM sei.growth_chain WHERE region_scheme = 'synthetic' AND region = of_region AND indicator = 'synthetic_va' AND sector IS NOT DISTINCT FROM of_sector AND rate_basis = of_basis
    ORDER BY base_period, period
$$;

-- One level in the middle, yearly rates around it, a gap, and a chain without a level behind the gap.
SELECT pg_temp.put('1', 'synthetic_va', NULL, 'level', 'current', '2012 100') \g /dev/null
SELECT pg_temp.put('1', 'synthetic_va', NULL, 'yoy', 'comparable', '2011 0.25', '2012 0.25', '2013 0.1', '2014 -0.2', '2016 0.5', '2017 0.5') \g /dev/null
SELECT results_eq($$SELECT pg_temp.chain('1')$$, $$SELECT unnest(ARRAY[
    '2012: 2010 640000 comparable-2012 2 back 0.64', '2012: 2011 800000 comparable-2012 1 back 0.8', '2012: 2012 1000000 comparable-2012 0 1', '2012: 2013 1100000 comparable-2012 1 forward 1.1',
    '2012: 2014 880000 comparable-2012 2 forward 0.88', '2015: 2015 none 0 1', '2015: 2016 none 1 forward 1.5', '2015: 2017 none 2 forward 2.25'])$$,
    'forward and back from the level, at its prices; behind the gap an index and no value') ;
SELECT results_eq($$SELECT DISTINCT is_derived, value IS NULL, reason FROM sei.growth_chain WHERE region_scheme = 'synthetic' AND region = '1' AND base_period = '2015'$$,
    $$VALUES (false, true, 'no published level of synthetic_va on this chain: the index counts from 2015')$$, 'and says why');
SELECT results_eq($$SELECT period, is_derived, base_value, base_figure_id = (SELECT figure_id FROM sei.statistic WHERE region_scheme = 'synthetic' AND measure = 'level'), rounding FROM sei.growth_chain
    WHERE region_scheme = 'synthetic' AND region = '1' AND base_period = '2012' AND period IN ('2012', '2013') ORDER BY 1$$,
    $$VALUES ('2012', false, 1000000::numeric, true, 0::numeric), ('2013', true, 1000000, true, 50000)$$, 'the base is no derived value; what rounding of 0.1 may hide');
SELECT is_empty($$SELECT * FROM sei.published_figure WHERE region_scheme = 'synthetic' AND period <> '2012'$$, 'a derived value is no published figure');

-- A second level: each is a base of its own, the nearer one is marked.
SELECT pg_temp.put('1', 'synthetic_va', NULL, 'level', 'current', '2014 99') \g /dev/null
SELECT results_eq($$SELECT period, base_period, value, is_nearest FROM sei.growth_chain WHERE region_scheme = 'synthetic' AND region = '1' AND period IN ('2013', '2014') ORDER BY 1, 2$$,
    $$VALUES ('2013', '2012', 1100000::numeric, true), ('2013', '2014', 1237500, false), ('2014', '2012', 880000, false), ('2014', '2014', 990000, true)$$, 'two bases, never averaged');

-- Price bases are keys: nominal rates, rates at the prices of a year, indices.
SELECT pg_temp.put('1', 'synthetic_va', 'synthetic_g', 'level', 'current', '2012 100') \g /dev/null
SELECT pg_temp.put('1', 'synthetic_va', 'synthetic_g', 'level', 'comparable-2010', '2012 90') \g /dev/null
SELECT pg_temp.put('1', 'synthetic_va', 'synthetic_g', 'yoy', 'current', '2013 0.2') \g /dev/null
SELECT pg_temp.put('1', 'synthetic_va', 'synthetic_g', 'yoy', 'comparable-2010', '2013 0.1') \g /dev/null
SELECT pg_temp.put('1', 'synthetic_va', 'synthetic_g', 'yoy', 'comparable-2015', '2013 0.3') \g /dev/null
SELECT results_eq($$SELECT rate_basis, value_basis, value FROM sei.growth_chain WHERE region_scheme = 'synthetic' AND sector = 'synthetic_g' AND period = '2013' ORDER BY 1, 2$$,
    $$VALUES ('comparable-2010', 'comparable-2010', 990000::numeric), ('comparable-2010', 'comparable-2012', 1100000), ('comparable-2015', 'comparable-2012', 1300000), ('current', 'current', 1200000)$$, 'each basis a chain of its own');
SELECT pg_temp.put('1', 'synthetic_va', 'synthetic_g.a', 'level', 'current', '2011 200') \g /dev/null
SELECT pg_temp.put('1', 'synthetic_va', 'synthetic_g.a', 'index', 'comparable-2010', '2011 110', '2012 121', '2013 60.5') \g /dev/null
SELECT results_eq($$SELECT pg_temp.chain('1', 'synthetic_g.a', 'comparable-2010')$$, $$SELECT unnest(ARRAY['2011: 2010 1818181.818182 comparable-2011 1 back 0.909091', '2011: 2011 2000000 comparable-2011 0 1',
    '2011: 2012 2200000 comparable-2011 1 forward 1.1', '2011: 2013 1100000 comparable-2011 2 forward 0.55'])$$, 'an index of a base year links its years');

-- An average over years where no yearly rates are; yearly ones win; what only the way round reaches is reached.
SELECT pg_temp.put('2', 'synthetic_va', NULL, 'level', 'current', '2015 1000') \g /dev/null
SELECT pg_temp.put('2', 'synthetic_va', NULL, 'yoy', 'comparable', '2016..2020 0.078', '2019 0.074', '2020 0.05', '2021 0.1') \g /dev/null
SELECT results_eq($$SELECT pg_temp.chain('2')$$, $$SELECT unnest(ARRAY[format('2015: %s %s comparable-2015 3 forward %s', '2018', trim_scale(round(10000000 * 1.078 ^ 5 / 1.05 / 1.074, 6)), trim_scale(round(1.078 ^ 5 / 1.05 / 1.074, 6))),
    format('2015: %s %s comparable-2015 2 forward %s', '2019', trim_scale(round(10000000 * 1.078 ^ 5 / 1.05, 6)), trim_scale(round(1.078 ^ 5 / 1.05, 6))),
    format('2015: %s %s comparable-2015 1 forward %s', '2020', trim_scale(round(10000000 * 1.078 ^ 5, 6)), trim_scale(round(1.078 ^ 5, 6))),
    format('2015: %s %s comparable-2015 2 forward %s', '2021', trim_scale(round(10000000 * 1.078 ^ 5 * 1.1, 6)), trim_scale(round(1.078 ^ 5 * 1.1, 6)))]) UNION SELECT '2015: 2015 10000000 comparable-2015 0 1' ORDER BY 1$$, 'an average rate is its power; years inside are reached from its end');
SELECT pg_temp.put('2', 'synthetic_va', NULL, 'yoy', 'comparable', '2016 0.1', '2017 0.1', '2018 0.1') \g /dev/null
SELECT results_eq($$SELECT period, links, trim_scale(index) FROM sei.growth_chain WHERE region_scheme = 'synthetic' AND region = '2' AND period IN ('2018', '2020') ORDER BY 1$$,
    $$VALUES ('2018', 3, 1.331), ('2020', 5, trim_scale(1.331 * 1.074 * 1.05))$$, 'yearly rates go before the average');

-- Year to date links year to date, month links month; both signs at once.
SELECT pg_temp.put('1', 'synthetic_va', NULL, 'level', 'current', '2021-01..06 60') \g /dev/null
SELECT pg_temp.put('1', 'synthetic_va', NULL, 'yoy', 'comparable', '2022-01..06 0.053', '2022-06 -0.037') \g /dev/null
SELECT results_eq($$SELECT period, value, base_period, index FROM sei.growth_chain WHERE region_scheme = 'synthetic' AND region = '1' AND period ~ '2022' ORDER BY 1$$,
    $$VALUES ('2022-06', NULL::numeric, '2021-06', 0.963), ('2022-H1', 631800, '2021-H1', 1.053)$$, 'a month has no base in a half year');

-- What cannot be: a fall to nothing or below, a rate of a suppressed figure.
SELECT pg_temp.put('2', 'synthetic_va', 'synthetic_g', 'level', 'current', '2012 100', '2015 5') \g /dev/null
SELECT pg_temp.put('2', 'synthetic_va', 'synthetic_g', 'yoy', 'comparable', '2013 -1', '2014 -3', '2016 -0.9999') \g /dev/null
SELECT pg_temp.put('2', 'synthetic_va', 'synthetic_g', 'index', 'comparable', '2018 0', '2019 -5') \g /dev/null
SELECT results_eq($$SELECT pg_temp.chain('2', 'synthetic_g')$$, $$SELECT unnest(ARRAY['2015: 2015 50000 comparable-2015 0 1', '2015: 2016 5 comparable-2015 1 forward 0.0001'])$$, 'a rate of -100 % or less and an index of 0 link nothing');

-- No ratio on a computed value.
SELECT pg_temp.put('2', 'synthetic_gdp', NULL, 'level', 'current', '2016 50') \g /dev/null
SELECT is((SELECT value FROM sei.figure_at('synthetic_g', 'synthetic', '2', 'synthetic_ratio', 'synthetic_g', '2016')), NULL::numeric, 'a share needs a numerator that was reported');

-- What one province really published: rates of strategic emerging industries, no level anywhere.
CREATE TEMPORARY TABLE published (period text, scope text, indicator text, value text, unit text, basis text, source text);
\copy published FROM 'tests/demo/data/shanxi_sei_published.csv' WITH (FORMAT csv, HEADER true)
INSERT INTO sei.statistic (region_scheme, region, indicator, sector, measure, price_basis, period, value)
SELECT 'synthetic', '1', 'synthetic_gdp', 'synthetic_g'::sector, 'yoy', 'comparable',
       CASE WHEN p.period ~ '^[0-9]{4}-[0-9]{4}$' THEN replace(p.period, '-', '..') ELSE p.period END::stat_period, p.value::numeric / 100
FROM published p WHERE p.indicator ~ '战略性新兴产业' AND p.unit ~ '^%';
SELECT results_eq($$SELECT period, value, links, trim_scale(round(index, 6)), base_period FROM sei.growth_chain WHERE region_scheme = 'synthetic' AND indicator = 'synthetic_gdp' AND sector = 'synthetic_g' AND links > 0 ORDER BY 1$$,
    $$VALUES ('2019', NULL::numeric, 1, 1.074, '2018'), ('2020', NULL, 1, round(1.078 ^ 5, 6), '2015'), ('2022-01..08', NULL, 1, 1.219, '2021-01..08')$$, 'real rates without a level: indices, no values');
INSERT INTO sei.statistic (region_scheme, region, indicator, sector, measure, price_basis, period, value, vintage)
VALUES ('synthetic', '1', 'synthetic_gdp', NULL, 'level', 'current', '2018', 15958.13, 'census'), ('synthetic', '1', 'synthetic_gdp', NULL, 'yoy', 'comparable', '2019', 0.062, NULL);
SELECT results_eq($$SELECT value / 100000000, base_vintage, value_basis, rounding / 100000000, rate FROM sei.growth_chain WHERE region_scheme = 'synthetic' AND indicator = 'synthetic_gdp' AND sector IS NULL AND period = '2019'$$,
    $$VALUES (15958.13 * 1.062, 'census', 'comparable-2018', 15958.13 * 0.0005, 0.062)$$, 'GDP of 2019 at prices of 2018, from its published rate, within what rounding hides');

SET ROLE sei_analyst;
SELECT isnt_empty($$SELECT * FROM sei.growth_chain WHERE region_scheme = 'synthetic'$$, 'an analyst reads it');
RESET ROLE;
SELECT is_empty($$SELECT a.attname FROM pg_attribute a WHERE a.attrelid = 'sei.growth_chain'::regclass AND a.attnum > 0
    AND format_type(a.atttypid, NULL) NOT IN ('text', 'numeric', 'date', 'integer', 'bigint', 'boolean')$$, 'plain column types only');
SELECT * FROM finish();
ROLLBACK;
