-- The views' figures equal plain SQL over the rows, to the last digit; what cannot be answered is NULL with a reason.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();

SELECT sei.begin_edit('synthetic figures for a test');
INSERT INTO sei.classification (root) VALUES ('synthetic_c');
INSERT INTO sei.classification_version (root, title, official, edition) VALUES ('synthetic_c', 'synthetic', false, 'test');
INSERT INTO sei.sector_def (sector, root)
SELECT s::sector, 'synthetic_c' FROM unnest('{synthetic_c,synthetic_c.a,synthetic_c.a.one,synthetic_c.b,synthetic_c.empty}'::text[]) s;
INSERT INTO sei.sector_def_version (sector, code, name_zh, name_en)
SELECT d.sector, d.sector::text, '合成', d.sector::text FROM sei.sector_def d WHERE d.root = 'synthetic_c';
INSERT INTO sei.region (region_scheme, region) SELECT 'synthetic', r FROM unnest('{9,91,92,93}'::text[]) r;
INSERT INTO sei.region_version (region_scheme, region, name, level, parent)
VALUES ('synthetic', '9', 'synthetic nine', 'province', NULL), ('synthetic', '91', 'synthetic 91', 'prefecture', '9'),
       ('synthetic', '92', 'synthetic 92', 'prefecture', '9'), ('synthetic', '93', 'synthetic 93', 'prefecture', '9');
INSERT INTO sei.indicator (indicator) VALUES ('synthetic_va'), ('synthetic_gdp'), ('synthetic_share_of_gdp'), ('synthetic_parks'), ('synthetic_plain');
INSERT INTO sei.indicator_version (indicator, name_zh, name_en, unit, multiplier, direction, aggregation, numerator, denominator, frequency)
VALUES ('synthetic_va', '增加值', 'va', '元', 10000, 'up', 'flow_ytd', NULL, NULL, 'month'),
       ('synthetic_gdp', '总值', 'gdp', '元', 100000000, 'up', 'flow', NULL, NULL, 'year'),
       ('synthetic_share_of_gdp', '比重', 'share', '%', 1, 'up', 'ratio', 'synthetic_va', 'synthetic_gdp', 'year'),
       ('synthetic_parks', '园区', 'parks', '个', 1, 'up', 'count', NULL, NULL, 'event'),
       ('synthetic_plain', '收入', 'revenue', '元', 10000, 'up', 'flow_ytd', NULL, NULL, 'month');
INSERT INTO sei.plan (plan) VALUES ('synthetic_views');
INSERT INTO sei.plan_version (plan, title, region_scheme, region, root, base_period)
VALUES ('synthetic_views', 'synthetic', 'synthetic', '9', 'synthetic_c', '2013');
INSERT INTO sei.plan_layout (plan, layout_no, region_scheme, region, sector, emphasis)
VALUES ('synthetic_views', 1, 'synthetic', '91', 'synthetic_c.a', 'lead'), ('synthetic_views', 2, 'synthetic', '92', 'synthetic_c.empty', 'suited');
INSERT INTO sei.plan_target (target_id, plan)
SELECT 'synthetic_views.' || g, 'synthetic_views' FROM generate_series(1, 11) g;
INSERT INTO sei.plan_target_version (target_id, ordinal, indicator, region_scheme, region, sector, due, target, count_of, count_status, supersedes)
VALUES ('synthetic_views.1', 1, 'synthetic_share_of_gdp', 'synthetic', '9', NULL, '2015', '7%..8%', NULL, NULL, NULL),
       ('synthetic_views.2', 2, 'synthetic_share_of_gdp', 'synthetic', '9', NULL, '2020', '~15%', NULL, NULL, NULL),
       ('synthetic_views.3', 3, 'synthetic_share_of_gdp', 'synthetic', '91', NULL, '2015', '1%', NULL, NULL, NULL),
       ('synthetic_views.4', 4, 'synthetic_share_of_gdp', 'synthetic', '92', NULL, '2015', '1%', NULL, NULL, NULL),
       ('synthetic_views.5', 5, 'synthetic_parks', 'synthetic', '9', NULL, '2015', '2 个', 'park', '{established}', NULL),
       ('synthetic_views.6', 6, 'synthetic_va', 'synthetic', '9', 'synthetic_c.a', '2015', 'x2', NULL, NULL, NULL),
       ('synthetic_views.7', 7, 'synthetic_gdp', 'synthetic', '9', NULL, '2015', '>=10% pa', NULL, NULL, NULL),
       ('synthetic_views.8', 8, 'synthetic_share_of_gdp', 'synthetic', '9', 'synthetic_c.b', '2015', '>=1%', NULL, NULL, NULL),
       ('synthetic_views.11', 11, 'synthetic_va', 'synthetic', '9', NULL, '2015', '-10%', NULL, NULL, NULL),
       ('synthetic_views.9', 9, 'synthetic_parks', 'synthetic', '93', NULL, '2015', '2 个', 'park', '{established}', NULL),
       ('synthetic_views.10', 10, 'synthetic_share_of_gdp', 'synthetic', '9', NULL, '2015', '~9%', NULL, NULL, 'synthetic_views.1');

INSERT INTO sei.enterprise (code) SELECT 'synthetic_view_' || g FROM generate_series(1, 20) g;
CREATE TEMPORARY TABLE made AS
SELECT e.enterprise_id, substr(e.code, 16)::int AS n FROM sei.enterprise e WHERE e.code LIKE 'synthetic\_view\_%';
INSERT INTO sei.enterprise_version (enterprise_id, name, region_scheme, region, synthetic)
SELECT enterprise_id, 'synthetic ' || n, 'synthetic', CASE WHEN n % 3 = 0 THEN '92' ELSE '91' END, true FROM made;
INSERT INTO sei.enterprise_sector (enterprise_id, root, sector, weight, valid_from, valid_to, origin)
SELECT enterprise_id, 'synthetic_c', s::sector, w, '2000-01-01', 'infinity', 'declared'
FROM made CROSS JOIN LATERAL (
    VALUES (0, 'synthetic_c.a.one', 1.0), (1, 'synthetic_c.b', 0.7), (2, 'synthetic_c.a', 0.3), (2, 'synthetic_c.b', 0.2)) AS t (k, s, w)
WHERE n % 4 = k;
-- year-to-date spans of three years; the year is '2015', never the sum of its spans; one enterprise stops after June 2015
INSERT INTO sei.enterprise_return (enterprise_id, region_scheme, region, indicator, period, value, status)
SELECT m.enterprise_id, 'synthetic', v.region, i, p::stat_period,
       (m.n * 1234.567 + 89) * CASE left(p, 4) WHEN '2013' THEN 1 WHEN '2014' THEN 1.1 ELSE 1.25 END
       * CASE length(p) WHEN 4 THEN 1 ELSE 0.4 END, 'A'
FROM made m JOIN sei.enterprise_version v ON v.enterprise_id = m.enterprise_id AND v.known_to = 'infinity',
     unnest('{2013-01..06,2013,2014-01..06,2014,2015-01..06,2015}'::text[]) p, unnest('{synthetic_va,synthetic_plain}'::text[]) i
WHERE NOT (p = '2015' AND m.n = 1);
INSERT INTO sei.statistic (region_scheme, region, indicator, period, value, status, published_total, vintage)
VALUES ('synthetic', '9', 'synthetic_gdp', '2013', 300.37, 'A', true, 'first'), ('synthetic', '9', 'synthetic_gdp', '2014', 321.03, 'A', true, 'first'),
       ('synthetic', '9', 'synthetic_gdp', '2015', 345.91, 'P', true, 'preliminary'),
       ('synthetic', '92', 'synthetic_gdp', '2015', 0.000391, 'A', true, 'a unit slip');
INSERT INTO sei.park (code) SELECT 'synthetic_park_' || g FROM generate_series(1, 3) g;
INSERT INTO sei.park_version (park_id, name, region_scheme, region, status, status_date)
SELECT park_id, code, 'synthetic', '91', CASE WHEN code LIKE '%1' THEN 'planned' ELSE 'established' END,
       CASE WHEN code LIKE '%3' THEN date '2016-02-01' ELSE date '2014-02-01' END
FROM sei.park WHERE code LIKE 'synthetic\_park\_%';
SET CONSTRAINTS ALL IMMEDIATE;

-- The same by plain SQL: value per enterprise and sector of one year.
CREATE TEMPORARY VIEW plain AS
SELECT r.region, left(r.period::text, 4) AS year, s.sector::text AS sector, r.value * s.weight AS value, r.indicator
FROM sei.enterprise_return r
JOIN made m ON m.enterprise_id = r.enterprise_id
JOIN sei.enterprise_sector s ON s.enterprise_id = r.enterprise_id AND s.known_to = 'infinity' AND s.root = 'synthetic_c'
WHERE r.known_to = 'infinity' AND length(r.period::text) = 4;

CREATE FUNCTION pg_temp.structure(of_region text, of_period text, of_sector text, OUT share numeric, OUT value numeric, OUT growth numeric,
                                  OUT contribution numeric, OUT pull numeric, OUT in_class numeric, OUT place bigint, OUT reason text)
    LANGUAGE sql AS $$
    SELECT s.share, s.value, s.growth, s.contribution, s.pull, s.share_in_classification, s.rank, s.reason
    FROM sei.sector_structure s
    WHERE s.root = 'synthetic_c' AND s.scope = 'enterprise' AND s.indicator = 'synthetic_va' AND s.region = of_region
      AND s.period = of_period AND s.sector IS NOT DISTINCT FROM of_sector
$$;

-- shares
SELECT is((pg_temp.structure('9', '2015', 'synthetic_c')).share::text,
          (SELECT (trim_scale(sum(value)) / trim_scale(345.91 * 10000))::text FROM plain WHERE year = '2015' AND indicator = 'synthetic_va'),
          'share of the classification in GDP, to the last digit');
SELECT is((pg_temp.structure('9', '2015', 'synthetic_c.a')).share::text,
          (SELECT (trim_scale(sum(value) FILTER (WHERE sector LIKE 'synthetic_c.a%')) / trim_scale(345.91 * 10000))::text FROM plain WHERE year = '2015' AND indicator = 'synthetic_va'),
          'share of a sector includes its children, to the last digit');
SELECT is((pg_temp.structure('9', '2015', 'synthetic_c.a')).value, (SELECT sum(value) FILTER (WHERE sector LIKE 'synthetic_c.a%') * 10000 FROM plain WHERE year = '2015' AND indicator = 'synthetic_va'),
          'the multiplier is applied once');
SELECT is((pg_temp.structure('9', '2015', NULL)).value, (SELECT 345.91 * 100000000 - sum(value) * 10000 FROM plain WHERE year = '2015' AND indicator = 'synthetic_va'),
          'the rest is GDP less the classified sum');
SELECT is((pg_temp.structure('9', '2015', 'synthetic_c.a')).in_class::text,
          (SELECT (trim_scale(sum(value) FILTER (WHERE sector LIKE 'synthetic_c.a%')) / trim_scale(sum(value)))::text FROM plain WHERE year = '2015' AND indicator = 'synthetic_va'),
          'share within the classification');
SELECT results_eq($$SELECT sector, rank::int FROM sei.sector_structure WHERE root = 'synthetic_c' AND region = '9' AND period = '2015'
                    AND indicator = 'synthetic_va' AND level = 1 ORDER BY rank NULLS LAST$$,
                  $$SELECT g, CASE WHEN v IS NOT NULL THEN rank() OVER (ORDER BY v DESC NULLS LAST)::int END
                    FROM (SELECT g, (SELECT sum(value) FROM plain WHERE sector LIKE g || '%' AND year = '2015' AND indicator = 'synthetic_va') v
                          FROM unnest('{synthetic_c.a,synthetic_c.b,synthetic_c.empty}'::text[]) g) x ORDER BY 2 NULLS LAST$$, 'rank by value; a sector nobody reported has none');
SELECT is((pg_temp.structure('9', '2015', 'synthetic_c.empty')).value, NULL::numeric, 'nothing reported is not zero');
SELECT is((pg_temp.structure('9', '2015', 'synthetic_c.empty')).reason, 'nothing was reported', 'and says so');

-- growth on the same span a year before
SELECT is(round((pg_temp.structure('9', '2014', 'synthetic_c.b')).growth, 12), 0.1::numeric(13, 12), 'growth');
SELECT is(round((pg_temp.structure('9', '2014', 'synthetic_c.b')).pull, 12),
          (SELECT round((sum(value) FILTER (WHERE year = '2014') - sum(value) FILTER (WHERE year = '2013')) / 3003700, 12) FROM plain WHERE sector = 'synthetic_c.b' AND indicator = 'synthetic_va'), 'pull');
SELECT is(round((pg_temp.structure('9', '2014', 'synthetic_c.b')).contribution, 12),
          (SELECT round((sum(value) FILTER (WHERE year = '2014') - sum(value) FILTER (WHERE year = '2013')) / (3210300 - 3003700), 12) FROM plain WHERE sector = 'synthetic_c.b' AND indicator = 'synthetic_va'), 'contribution rate');
SELECT results_eq($$SELECT round(sum(contribution), 9) FROM sei.sector_structure WHERE root = 'synthetic_c' AND region = '9' AND period = '2014'
                    AND indicator = 'synthetic_va' AND (level = 1 OR sector IS NULL)$$, $$VALUES (1.000000000)$$, 'contributions of the sectors and the rest add up to 1');
SELECT results_eq($$SELECT round(sum(share), 9) FROM sei.sector_structure WHERE root = 'synthetic_c' AND region = '9' AND period = '2014'
                    AND indicator = 'synthetic_va' AND (level = 1 OR sector IS NULL)$$, $$VALUES (1.000000000)$$, 'shares of the sectors and the rest add up to 1');
SELECT results_eq($$SELECT DISTINCT share, reason FROM sei.sector_structure WHERE root = 'synthetic_c' AND region = '9' AND period = ('2014-01..06'::stat_period)::text AND indicator = 'synthetic_va' AND level = 0$$,
                  $$VALUES (NULL::numeric, '9 has no published synthetic_gdp for ' || ('2014-01..06'::stat_period)::text)$$, 'a span without its denominator has no share');

-- a unit slip shows, it does not raise
SELECT is((pg_temp.structure('92', '2015', 'synthetic_c')).share, NULL::numeric, 'a sum above its denominator has no share');
SELECT matches((pg_temp.structure('92', '2015', 'synthetic_c')).reason, '^synthetic_va .* of 92 2015 is above its synthetic_gdp 39100$', 'and says by which figures');
-- an indicator that is no numerator of a ratio is shared out over what was reported
SELECT is((SELECT (share_basis, share)::text FROM sei.sector_structure WHERE root = 'synthetic_c' AND region = '9' AND period = '2014' AND indicator = 'synthetic_plain' AND sector = 'synthetic_c.b'),
          (SELECT ('reported'::text, trim_scale(sum(value) FILTER (WHERE sector = 'synthetic_c.b'))
                   / (SELECT trim_scale(sum(r.value)) FROM sei.enterprise_return r JOIN made m USING (enterprise_id) WHERE r.period = '2014' AND r.indicator = 'synthetic_plain'))::text
           FROM plain WHERE year = '2014' AND indicator = 'synthetic_plain'), 'share in what was reported');

-- regions
SELECT results_eq($$SELECT region, round(share_in_parent, 12), leading_sector, in_layout, layout_emphasis FROM sei.region_structure
                    WHERE root = 'synthetic_c' AND parent = '9' AND period = '2014' AND indicator = 'synthetic_va' ORDER BY region$$,
                  $$WITH s AS (SELECT region, 'synthetic_c.' || split_part(sector, '.', 2) AS sector, sum(value) AS value FROM plain WHERE year = '2014' AND indicator = 'synthetic_va' GROUP BY 1, 2),
                         lead AS (SELECT DISTINCT ON (region) region, sector FROM s ORDER BY region, value DESC)
                    SELECT s.region, round(sum(s.value) / (SELECT sum(value) FROM s), 12), l.sector,
                           (s.region, l.sector) = ('91', 'synthetic_c.a'), CASE WHEN (s.region, l.sector) = ('91', 'synthetic_c.a') THEN 'lead' END
                    FROM s JOIN lead l USING (region) GROUP BY s.region, l.sector ORDER BY 1$$, 'share in the parent, leading sector, layout');
SELECT is((SELECT round(location_quotient, 12) FROM sei.region_structure WHERE root = 'synthetic_c' AND region = '92' AND period = '2014' AND indicator = 'synthetic_va'),
          (WITH t AS (SELECT r.region, sum(r.value) AS total FROM sei.enterprise_return r JOIN made USING (enterprise_id) WHERE r.period = '2014' AND r.indicator = 'synthetic_va' GROUP BY 1),
                x AS (SELECT leading_sector FROM sei.region_structure WHERE root = 'synthetic_c' AND region = '92' AND period = '2014' AND indicator = 'synthetic_va')
           SELECT round((sum(p.value) FILTER (WHERE p.region = '92') / (SELECT total FROM t WHERE region = '92'))
                        / (sum(p.value) / (SELECT sum(total) FROM t)), 12)
           FROM plain p, x WHERE p.sector LIKE x.leading_sector || '%' AND p.year = '2014' AND p.indicator = 'synthetic_va'), 'location quotient against the parent');
SELECT results_eq($$SELECT region, sector, emphasis, value IS NULL FROM sei.layout_fit WHERE plan = 'synthetic_views' AND period = '2014' AND indicator = 'synthetic_va' ORDER BY 1$$,
                  $$VALUES ('91', 'synthetic_c.a', 'lead', false), ('92', 'synthetic_c.empty', 'suited', true)$$, 'layout fit');

-- coverage: by number in a first year, by last year's weight after
SELECT results_eq($$SELECT period, expected, received, method FROM sei.coverage WHERE region = '9' AND region_scheme = 'synthetic' AND indicator = 'synthetic_va' AND period IN ('2013', '2015') ORDER BY 1$$,
                  $$VALUES ('2013', 20::bigint, 20::bigint, 'number'), ('2015', 20, 19, 'weight')$$, 'expected and received');
SELECT is((SELECT round(coverage, 12) FROM sei.coverage WHERE region = '9' AND region_scheme = 'synthetic' AND indicator = 'synthetic_va' AND period = '2015'),
          (SELECT round(sum(r.value) FILTER (WHERE m.n <> 1) / sum(r.value), 12) FROM sei.enterprise_return r JOIN made m USING (enterprise_id) WHERE r.period = '2014' AND r.indicator = 'synthetic_va'), 'by last year''s weight');

-- suppressed is not zero
SELECT results_eq($$SELECT DISTINCT missing FROM sei.sector_structure WHERE root = 'synthetic_c' AND region = '9' AND indicator = 'synthetic_va' AND period = '2014'$$,
                  $$VALUES (0::bigint)$$, 'a complete cell misses nothing');
UPDATE sei.enterprise_return r SET value = NULL, status = 'Q' FROM made m
WHERE m.enterprise_id = r.enterprise_id AND m.n = 5 AND r.indicator = 'synthetic_plain' AND r.period = '2014' AND r.known_to = 'infinity';
SELECT results_eq($$SELECT DISTINCT missing FROM sei.sector_structure WHERE root = 'synthetic_c' AND region = '9' AND indicator = 'synthetic_plain' AND period = '2014'$$,
                  $$VALUES (1::bigint)$$, 'a suppressed figure is counted beside the sums that lack it');

-- scoreboard
CREATE FUNCTION pg_temp.revised_gdp(new_vintage text) RETURNS TABLE (figure_id bigint) LANGUAGE sql AS $$
    UPDATE sei.statistic SET vintage = new_vintage WHERE indicator = 'synthetic_gdp' AND region = '9' AND period = '2014' AND known_to = 'infinity'
    RETURNING figure_id
$$;
CREATE TEMPORARY TABLE gdp_before AS SELECT figure_id AS denominator_figure_id FROM sei.statistic
WHERE indicator = 'synthetic_gdp' AND region = '9' AND period = '2014' AND known_to = 'infinity';
CREATE TEMPORARY VIEW board AS SELECT * FROM sei.scoreboard WHERE plan = 'synthetic_views';
SELECT results_eq($$SELECT count(*)::int FROM board$$, $$VALUES (10)$$, 'one row a target in force');
SELECT is_empty($$SELECT * FROM board WHERE target_id = 'synthetic_views.1'$$, 'a superseded target is not judged');
SELECT is((SELECT actual::text FROM board WHERE ordinal = 10),
          (SELECT (trim_scale(sum(value)) / trim_scale(345.91 * 10000))::text FROM plain WHERE year = '2015' AND indicator = 'synthetic_va'), 'actual, to the last digit');
SELECT is((SELECT attainment::text FROM board WHERE ordinal = 10), (SELECT attainment(actual, '~9%'::target)::text FROM board WHERE ordinal = 10), 'attainment');
SELECT results_eq($$SELECT actual_period, actual_status, actual_vintage, numerator, denominator, denominator_value, is_final, reason FROM board WHERE ordinal = 10$$,
                  $$VALUES ('2015', 'P', 'preliminary', 'synthetic_va', 'synthetic_gdp', 34591000000::numeric, true, NULL::text)$$, 'what it rests on');
SELECT results_eq($$SELECT actual_period, is_final, is_met, target_status, reason FROM board WHERE ordinal = 2$$,
                  $$VALUES ('2015', false, false, 'not_met', 'no figure of synthetic_va for 9 2020')$$, 'a later due period: latest comparable, labelled');
SELECT results_eq($$SELECT actual, actual_period, target_status, is_met, reason FROM board WHERE ordinal = 3$$,
                  $$VALUES (NULL::numeric, NULL::text, 'unknown', NULL::boolean, '91 has no published synthetic_gdp for 2015')$$, 'no denominator, no verdict');
SELECT matches((SELECT reason FROM board WHERE ordinal = 4), 'is above its synthetic_gdp 39100', 'a unit slip is a reason');
SELECT results_eq($$SELECT actual, evidence_count, evidence_expected, actual_day, is_met FROM board WHERE ordinal = 5$$,
                  $$VALUES (1::numeric, 1::bigint, 3::bigint, date '2015-12-31', false)$$, 'a park established after the due date does not count');
SELECT results_eq($$SELECT actual, reason FROM board WHERE ordinal = 9$$, $$VALUES (NULL::numeric, 'no park is on file for 93')$$, 'nothing on file is not zero');
SELECT is((SELECT round(attainment, 9) FROM board WHERE ordinal = 6), 0.25::numeric(10, 9), 'a multiple is judged from the base period: +25 % of +100 %');
SELECT is((SELECT attainment FROM board WHERE ordinal = 7), (SELECT attainment(34591000000, '>=10% pa'::target, 30037000000, 2)), 'growth over two intervals');
SELECT is((SELECT is_met FROM board WHERE ordinal = 11), false, 'a fall is promised, growth does not meet it, whatever the indicator wants');
SELECT is((SELECT actual::text FROM board WHERE ordinal = 8),
          (SELECT (trim_scale(sum(value) FILTER (WHERE sector = 'synthetic_c.b')) / trim_scale(345.91 * 10000))::text FROM plain WHERE year = '2015' AND indicator = 'synthetic_va'), 'a target of one sector');

-- the same as of the moment of this edit, from the returns instead of the cells
SELECT results_eq($$SELECT target_id, actual::text, actual_period, actual_day, actual_status, actual_vintage, numerator_value, denominator_value,
                           attainment::text, is_met, target_status, is_final, bound, progress, reason, evidence_count, evidence_expected,
                           coverage, restated_in, denominator_figure_id
                    FROM sei.scoreboard_as_of((SELECT max(known_from) FROM sei.load)) WHERE plan = 'synthetic_views' ORDER BY ordinal$$,
                  $$SELECT target_id, actual::text, actual_period, actual_day, actual_status, actual_vintage, numerator_value, denominator_value,
                           attainment::text, is_met, target_status, is_final, bound, progress, reason, evidence_count, evidence_expected,
                           coverage, restated_in, denominator_figure_id
                    FROM board ORDER BY ordinal$$, 'the scoreboard as of now is the scoreboard');
SELECT throws_ok($$SELECT * FROM sei.scoreboard_as_of('2999-01-01')$$, '22023', NULL, 'the future is refused');
SELECT is_empty($$SELECT * FROM sei.scoreboard_as_of((SELECT min(known_from) FROM sei.load) - interval '1 day')$$, 'before anything was known there is no row');

-- below the least coverage a span is no figure
UPDATE sei.indicator_version SET min_coverage = 1 WHERE indicator = 'synthetic_va' AND known_to = 'infinity';
SELECT results_eq($$SELECT actual_period, is_final FROM board WHERE ordinal = 10$$, $$VALUES ('2014', false)$$, 'a year that is not covered is not its figure');
SELECT matches((SELECT reason FROM board WHERE ordinal = 10), '^coverage of synthetic_va for 9 2015 is 0\.[0-9]+, below 1$', 'and the reason says so');

-- lineage of a figure that a person typed
SELECT results_eq($$SELECT l.kind, l.indicator, l.run_id FROM board b, sei.lineage_of(b.denominator_figure_id) l WHERE b.ordinal = 10$$,
                  $$VALUES ('statistic', 'synthetic_gdp', NULL::bigint)$$, 'lineage of the denominator');

-- a revised figure is another figure: its old row keeps its number and lineage
SELECT isnt((SELECT figure_id FROM pg_temp.revised_gdp('synthetic, revised')), (SELECT denominator_figure_id FROM pg_temp.gdp_before), 'a revised figure has a number of its own');

-- plain column types only, for drivers that know no others
SELECT is_empty($$
    SELECT c.relname, a.attname, format_type(a.atttypid, NULL) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
    WHERE c.relnamespace = 'sei'::regnamespace
      AND c.relname IN ('scoreboard', 'sector_structure', 'region_structure', 'layout_fit', 'coverage', 'lineage')
      AND format_type(a.atttypid, NULL) NOT IN ('text', 'numeric', 'date', 'integer', 'bigint', 'boolean', 'timestamp with time zone')$$, 'plain column types only');

SELECT * FROM finish();
ROLLBACK;
