-- 094-growth-chain.sql: levels that nobody published, from published rates and one published level.
-- least extension version: 0.1
--
-- Most figures are published as rates. A rate links a span to the same span a year before (or some whole years before);
-- links of one series and one price basis make a chain, and a level anywhere on it gives a value to every other span. What is
-- computed so is never mixed with what was published: every value says on which base it stands and over how many links, and
-- a chain without a base has an index and no value. No ratio of two indicators is made of it.

CREATE OR REPLACE FUNCTION sei.rate_links(of_scheme text, of_region text, of_indicator text)
    RETURNS TABLE (sector sector, breakdown text, price_basis text, from_period stat_period, to_period stat_period, years int,
                   factor numeric, rounding numeric, rate numeric, figure_id bigint)
    LANGUAGE sql STABLE ROWS 50
BEGIN ATOMIC
    WITH rate AS (
        SELECT s.sector, s.breakdown, s.price_basis, s.period, s.measure, s.value, s.figure_id,
               -- half of the last published digit
               0.5 * power(10::numeric, -scale(s.value)) AS half,
               period_months(s.period) AS months, extract(year FROM period_start(s.period))::int AS year
        FROM sei.statistic s
        WHERE s.indicator = of_indicator AND s.region_scheme = of_scheme AND s.region = of_region
          AND s.known_to = 'infinity' AND s.measure <> 'level' AND s.value IS NOT NULL
    )
    SELECT r.sector, r.breakdown, r.price_basis, period_prior_year(r.period), r.period, 1, 1 + r.value, r.half / (1 + r.value), r.value, r.figure_id
    FROM rate r
    WHERE r.measure = 'yoy' AND r.months <= 12 AND r.value > -1
    UNION ALL
    -- an average yearly rate leads from the year before its first to its last
    SELECT r.sector, r.breakdown, r.price_basis, (r.year - 1)::text::stat_period, (r.year + r.months / 12 - 1)::text::stat_period, r.months / 12,
           power(1 + r.value, r.months / 12), r.months / 12 * r.half / (1 + r.value), r.value, r.figure_id
    FROM rate r
    WHERE r.measure = 'yoy' AND r.months > 12 AND r.months % 12 = 0 AND r.months <= 1200 AND extract(month FROM period_start(r.period)) = 1 AND r.value > -1
    UNION ALL
    SELECT r.sector, r.breakdown, r.price_basis, period_prior_year(r.period), r.period, 1, r.value / b.value, (r.half / r.value) + (b.half / b.value),
           r.value / b.value - 1, r.figure_id
    FROM rate r
    CROSS JOIN LATERAL (
        SELECT 100::numeric AS value, 0::numeric AS half WHERE r.price_basis !~ '[0-9]' OR r.price_basis = 'comparable-' || (r.year - 1)
        UNION ALL
        SELECT p.value, p.half FROM rate p
        WHERE r.price_basis ~ '[0-9]' AND r.price_basis <> 'comparable-' || (r.year - 1) AND p.measure = 'index' AND p.value > 0
          AND p.period = period_prior_year(r.period) AND p.breakdown = r.breakdown AND p.price_basis = r.price_basis
          AND COALESCE(p.sector::text, '') = COALESCE(r.sector::text, '')
    ) b
    WHERE r.measure = 'index' AND r.months <= 12 AND r.value > 0;
END;
COMMENT ON FUNCTION sei.rate_links(text, text, text) IS
'Which span is which factor times an earlier one, by the rates and indices published for a region and indicator: measure yoy (1 + rate; over several years its power), measure index (over 100, or over the index before at a fixed base year). years = how many years the link spans; rounding = what half of the last published digit is of the factor, relative. A rate of -1 or less and an index of 0 or less link nothing. Internal: read sei.growth_chain.';

CREATE OR REPLACE FUNCTION sei.growth_chain_of(of_scheme text, of_region text, of_indicator text)
    RETURNS TABLE (sector sector, breakdown text, rate_basis text, period stat_period, base_period stat_period, base_value numeric,
                   base_vintage text, base_figure_id bigint, value_basis text, links int, factor numeric, rounding numeric)
    LANGUAGE plpgsql STABLE ROWS 100
    SET search_path FROM CURRENT
AS $$
#variable_conflict use_column
DECLARE
    series record;
    start record;
    link record;
    -- span -> [factor, links, rounding], as found so far from one start
    reached jsonb;
    based jsonb;
    step jsonb;
    node text;
BEGIN
    FOR series IN
        SELECT l.sector, l.breakdown, l.price_basis,
               jsonb_agg(jsonb_build_array(l.from_period::text, l.to_period::text, l.factor, l.rounding)
                         ORDER BY period_end(l.to_period), period_start(l.from_period), l.figure_id) AS onward,
               jsonb_agg(jsonb_build_array(l.from_period::text, l.to_period::text, l.factor, l.rounding)
                         ORDER BY period_end(l.from_period) DESC, period_end(l.to_period), l.figure_id) AS back
        FROM sei.rate_links(of_scheme, of_region, of_indicator) l
        GROUP BY l.sector, l.breakdown, l.price_basis
    LOOP
        based := '{}';
        FOR start IN
            SELECT s.period, s.value, s.vintage, s.figure_id,
                   CASE WHEN series.price_basis = 'current' OR s.price_basis <> 'current' THEN s.price_basis
                        ELSE 'comparable-' || to_char(period_end(s.period), 'YYYY') END AS basis
            FROM sei.statistic s
            WHERE s.indicator = of_indicator AND s.region_scheme = of_scheme AND s.region = of_region AND s.known_to = 'infinity'
              AND s.measure = 'level' AND s.value IS NOT NULL AND s.breakdown = series.breakdown
              AND COALESCE(s.sector::text, '') = COALESCE(series.sector::text, '')
              AND (s.price_basis = series.price_basis OR (series.price_basis <> 'current' AND s.price_basis = 'current')
                   OR (series.price_basis = 'comparable' AND s.price_basis <> 'current'))
              AND EXISTS (SELECT FROM jsonb_array_elements(series.onward) e WHERE s.period::text IN (e ->> 0, e ->> 1))
            UNION ALL
            -- spans that no rate leads to: for chains without any level
            SELECT f.period::stat_period, NULL, NULL, NULL, NULL
            FROM (SELECT e ->> 0 AS period FROM jsonb_array_elements(series.onward) e
                  EXCEPT SELECT e ->> 1 FROM jsonb_array_elements(series.onward) e) f
            ORDER BY 4 NULLS LAST, 1
        LOOP
            CONTINUE WHEN start.figure_id IS NULL AND based ? start.period::text;
            reached := jsonb_build_object(start.period::text, '[1, 0, 0]'::jsonb);
            -- onward, back, and onward again from where back has led
            FOR pass IN 1..3 LOOP
                FOR link IN
                    SELECT CASE WHEN pass = 2 THEN e ->> 1 ELSE e ->> 0 END AS near, CASE WHEN pass = 2 THEN e ->> 0 ELSE e ->> 1 END AS far,
                           CASE WHEN pass = 2 THEN 1 / (e ->> 2)::numeric ELSE (e ->> 2)::numeric END AS factor, (e ->> 3)::numeric AS rounding
                    FROM jsonb_array_elements(CASE WHEN pass = 2 THEN series.back ELSE series.onward END) e
                LOOP
                    step := reached -> link.near;
                    -- the finest way wins: yearly rates before an average over years
                    CONTINUE WHEN step IS NULL OR (reached ? link.far AND (pass > 1 OR (reached -> link.far ->> 1)::int > (step ->> 1)::int));
                    reached := reached || jsonb_build_object(link.far, jsonb_build_array(
                        round((step ->> 0)::numeric * link.factor, 40), (step ->> 1)::int + 1, (step ->> 2)::numeric + link.rounding));
                END LOOP;
                EXIT WHEN start.figure_id IS NULL;
            END LOOP;
            FOR node, step IN SELECT e.key, e.value FROM jsonb_each(reached) e LOOP
                CONTINUE WHEN start.figure_id IS NULL AND based ? node;
                sector := series.sector;
                breakdown := series.breakdown;
                rate_basis := series.price_basis;
                period := node::stat_period;
                base_period := start.period;
                base_value := start.value;
                base_vintage := start.vintage;
                base_figure_id := start.figure_id;
                value_basis := start.basis;
                links := (step ->> 1)::int;
                factor := (step ->> 0)::numeric;
                rounding := (step ->> 2)::numeric;
                RETURN NEXT;
            END LOOP;
            IF start.figure_id IS NOT NULL THEN
                based := based || reached;
            END IF;
        END LOOP;
    END LOOP;
END
$$;
COMMENT ON FUNCTION sei.growth_chain_of(text, text, text) IS
'Every span that published rates of a region and indicator lead to, from every published level on the way (base_figure_id) or, where there is none at all, from the first span of the chain (base_value NULL). links = number of rates between; the finest way is taken, yearly rates before an average over years. Internal: read sei.growth_chain.';

CREATE OR REPLACE VIEW sei.growth_chain AS
SELECT k.region_scheme, k.region, c.sector::text AS sector, k.indicator, c.breakdown, c.rate_basis,
       c.period::text AS period, period_end(c.period) AS period_end, i.unit,
       trim_scale(round(c.base_value * c.factor * i.multiplier, 6)) AS value, c.value_basis, c.links > 0 AND c.base_value IS NOT NULL AS is_derived,
       c.base_period::text AS base_period, trim_scale(c.base_value * i.multiplier) AS base_value, c.base_vintage, c.base_figure_id,
       c.links, CASE WHEN c.links > 0 THEN CASE WHEN period_end(c.period) > period_end(c.base_period) THEN 'forward' ELSE 'back' END END AS direction,
       trim_scale(round(c.factor, 12)) AS index,
       trim_scale(round(abs(c.base_value * c.factor * c.rounding * i.multiplier), 6)) AS rounding,
       c.base_value IS NOT NULL AND row_number() OVER (
           PARTITION BY k.region_scheme, k.region, k.indicator, c.sector, c.breakdown, c.rate_basis, c.period
           ORDER BY c.base_value IS NULL, c.links, c.base_period) = 1 AS is_nearest,
       p.value AS rate, p.figure_id AS rate_figure_id,
       CASE WHEN c.base_value IS NULL THEN format('no published level of %s on this chain: the index counts from %s', k.indicator, c.base_period::text) END AS reason
FROM (SELECT DISTINCT s.region_scheme, s.region, s.indicator FROM sei.statistic s
      WHERE s.known_to = 'infinity' AND s.measure <> 'level' AND s.value IS NOT NULL) k
JOIN sei.indicator_version i ON i.indicator = k.indicator AND i.known_to = 'infinity'
CROSS JOIN LATERAL sei.growth_chain_of(k.region_scheme, k.region, k.indicator) c
LEFT JOIN LATERAL (
    SELECT s.value, s.figure_id FROM sei.statistic s
    WHERE s.indicator = k.indicator AND s.region_scheme = k.region_scheme AND s.region = k.region AND s.period = c.period
      AND s.breakdown = c.breakdown AND s.price_basis = c.rate_basis AND s.measure = 'yoy' AND s.known_to = 'infinity'
      AND COALESCE(s.sector::text, '') = COALESCE(c.sector::text, '')
) p ON true;
COMMENT ON VIEW sei.growth_chain IS
'Levels computed from published rates (只有增速的序列): every span on a chain of rates, on every published level of that chain as base. is_derived says that nobody published the value. A chain without a level has an index and no value. Rates of different price bases make different chains; constant-price rates on a current level give values at the prices of the base. Shares of anything are not made of these values. Filter on indicator and region, and on is_nearest for one row a span.';
COMMENT ON COLUMN sei.growth_chain.region_scheme IS 'Scheme of codes.';
COMMENT ON COLUMN sei.growth_chain.region IS 'Code of the region.';
COMMENT ON COLUMN sei.growth_chain.sector IS 'Path of the sector; NULL for all activities.';
COMMENT ON COLUMN sei.growth_chain.indicator IS 'What is measured.';
COMMENT ON COLUMN sei.growth_chain.breakdown IS 'Breakdown; empty for none.';
COMMENT ON COLUMN sei.growth_chain.rate_basis IS 'Price basis of the rates: current (nominal), comparable or comparable-YYYY (real).';
COMMENT ON COLUMN sei.growth_chain.period IS 'The span.';
COMMENT ON COLUMN sei.growth_chain.period_end IS 'Its last day.';
COMMENT ON COLUMN sei.growth_chain.unit IS 'Base unit.';
COMMENT ON COLUMN sei.growth_chain.value IS 'base_value × index in base units; NULL with a reason when no level is on the chain.';
COMMENT ON COLUMN sei.growth_chain.value_basis IS 'Price basis of value: comparable-YYYY = at the prices of the base span''s year; current for nominal rates.';
COMMENT ON COLUMN sei.growth_chain.is_derived IS 'True when value is computed; false for the base itself, which was published, and without a value.';
COMMENT ON COLUMN sei.growth_chain.base_period IS 'Span of the level that it stands on; without one the first span of the chain, where the index is 1.';
COMMENT ON COLUMN sei.growth_chain.base_value IS 'That level in base units; NULL when there is none.';
COMMENT ON COLUMN sei.growth_chain.base_vintage IS 'Its vintage as the source labels it.';
COMMENT ON COLUMN sei.growth_chain.base_figure_id IS 'Its figure, for sei.lineage_of.';
COMMENT ON COLUMN sei.growth_chain.links IS 'Length of the chain: number of rates between the base and this span; 0 for the base.';
COMMENT ON COLUMN sei.growth_chain.direction IS 'forward (later than the base) or back; NULL for the base.';
COMMENT ON COLUMN sei.growth_chain.index IS 'The rates multiplied up: 1 at base_period. 12 decimals.';
COMMENT ON COLUMN sei.growth_chain.rounding IS 'By how much value may be off because the rates were published rounded: the sum of half a last digit of each; NULL without a value.';
COMMENT ON COLUMN sei.growth_chain.is_nearest IS 'True for the base with the fewest links to this span (ties: the earlier); false for the others and without a value.';
COMMENT ON COLUMN sei.growth_chain.rate IS 'The rate published for this span, a ratio; NULL when there is none, e.g. for an average over years.';
COMMENT ON COLUMN sei.growth_chain.rate_figure_id IS 'Its figure.';
COMMENT ON COLUMN sei.growth_chain.reason IS 'Why there is no value.';

GRANT EXECUTE ON FUNCTION sei.rate_links(text, text, text), sei.growth_chain_of(text, text, text) TO sei_analyst, sei_admin;
GRANT SELECT ON sei.growth_chain TO sei_analyst, sei_admin;
