-- 081-structure.sql: how the sectors of a classification are made up, and how regions compare.
-- least extension version: 0.1
--
-- Every row is read from one cell (and the same cell a year before): regions are never added to each other and
-- spans never to each other.

CREATE OR REPLACE VIEW sei.cell_reading AS
SELECT c.root, c.scope, c.region_scheme, c.region, c.indicator, c.period, c.tally, c.missing, c.load_seq,
       i.unit, i.multiplier,
       r.ratio, r.denominator, f.value AS denominator_value, f.status AS denominator_status,
       f.vintage AS denominator_vintage, f.figure_id AS denominator_figure_id,
       CASE
           WHEN r.ratio IS NULL THEN c.tally
           WHEN f.value > 0 AND f.value / i.multiplier >= tally_value(c.tally, c.root::sector)
               THEN tally_with_total(c.tally, f.value / i.multiplier)
       END AS whole,
       CASE
           WHEN r.ratio IS NULL THEN NULL
           WHEN f.value IS NULL THEN format('%s has no published %s for %s', c.region, r.denominator, c.period::text)
           WHEN f.value <= 0 THEN format('%s of %s %s is %s, not above 0', r.denominator, c.region, c.period::text, f.value)
           WHEN f.value / i.multiplier < tally_value(c.tally, c.root::sector)
               THEN format('%s %s of %s %s is above its %s %s', c.indicator,
                           trim_scale(tally_value(c.tally, c.root::sector) * i.multiplier), c.region, c.period::text,
                           r.denominator, trim_scale(f.value))
       END AS reason,
       c.imputed
FROM sei.tally_cell c
JOIN sei.indicator_version i ON i.indicator = c.indicator AND i.known_to = 'infinity'
LEFT JOIN LATERAL (
    SELECT q.indicator AS ratio, q.denominator
    FROM sei.indicator_version q
    WHERE q.numerator = c.indicator AND q.known_to = 'infinity' AND c.scope = 'enterprise'
    ORDER BY EXISTS (SELECT FROM sei.plan_target_version t
                     JOIN sei.plan_target pt ON pt.target_id = t.target_id
                     JOIN sei.plan_version p ON p.plan = pt.plan AND p.known_to = 'infinity'
                     WHERE t.indicator = q.indicator AND t.known_to = 'infinity' AND p.root = c.root) DESC,
             EXISTS (SELECT FROM sei.published_figure g
                     WHERE g.indicator = q.denominator AND g.region_scheme = c.region_scheme
                       AND g.region = c.region AND g.period = c.period AND g.sector IS NULL) DESC,
             q.indicator
    LIMIT 1
) r ON true
LEFT JOIN sei.published_figure f
  ON f.indicator = r.denominator AND f.region_scheme = c.region_scheme AND f.region = c.region
 AND f.period = c.period AND f.sector IS NULL
-- ratios and indices of enterprises do not add up
WHERE c.scope <> 'enterprise' OR i.aggregation NOT IN ('ratio', 'index');
COMMENT ON VIEW sei.cell_reading IS
'Every cell with its denominator: the ratio that has the cell''s indicator above the line (one that a target uses first). For the views below; columns keep the extension''s types. Sums of returns of a ratio or an index mean nothing and are left out.';
COMMENT ON COLUMN sei.cell_reading.root IS 'Classification.';
COMMENT ON COLUMN sei.cell_reading.scope IS 'enterprise = sums of returns; statistic, or a breakdown such as own=5, = sums of published parts.';
COMMENT ON COLUMN sei.cell_reading.region_scheme IS 'Scheme of codes.';
COMMENT ON COLUMN sei.cell_reading.region IS 'The region.';
COMMENT ON COLUMN sei.cell_reading.indicator IS 'What is summed.';
COMMENT ON COLUMN sei.cell_reading.period IS 'The span.';
COMMENT ON COLUMN sei.cell_reading.tally IS 'Sums per sector as reported (before the multiplier).';
COMMENT ON COLUMN sei.cell_reading.missing IS 'Figures of the cell without a value (suppressed or not reported): the sums are without them.';
COMMENT ON COLUMN sei.cell_reading.load_seq IS 'Load that last wrote the cell.';
COMMENT ON COLUMN sei.cell_reading.unit IS 'Base unit.';
COMMENT ON COLUMN sei.cell_reading.multiplier IS 'Reported × multiplier = base unit.';
COMMENT ON COLUMN sei.cell_reading.ratio IS 'Ratio indicator that gives the denominator; NULL when no ratio has this indicator above the line.';
COMMENT ON COLUMN sei.cell_reading.denominator IS 'Its denominator indicator.';
COMMENT ON COLUMN sei.cell_reading.denominator_value IS 'The denominator of the same region and span in base units; NULL when not published.';
COMMENT ON COLUMN sei.cell_reading.denominator_status IS 'Its status flag.';
COMMENT ON COLUMN sei.cell_reading.denominator_vintage IS 'Its vintage.';
COMMENT ON COLUMN sei.cell_reading.denominator_figure_id IS 'For sei.lineage_of.';
COMMENT ON COLUMN sei.cell_reading.whole IS 'The tally with the denominator as its total (or as it is, without a ratio); NULL when it has none that fits.';
COMMENT ON COLUMN sei.cell_reading.reason IS 'Why whole is NULL.';
COMMENT ON COLUMN sei.cell_reading.imputed IS 'The part of tally that is imputed or estimated; NULL when none is.';

CREATE OR REPLACE VIEW sei.sector_structure AS
SELECT x.root, x.scope, x.region_scheme, x.region, g.name AS region_name, x.period, x.period_end, x.indicator,
       x.sector, x.level, x.code, x.name_zh, x.name_en, x.contributions,
       trim_scale(x.level_value) AS value, x.unit,
       x.share, x.share_basis, x.denominator_value, x.denominator_vintage, x.share_reported,
       CASE WHEN x.sector IS NOT NULL THEN trim_scale(x.reported) / NULLIF(trim_scale(x.classified), 0) END
           AS share_in_classification,
       CASE WHEN x.level > 0 AND x.reported IS NOT NULL THEN
           rank() OVER (PARTITION BY x.root, x.scope, x.region_scheme, x.region, x.period, x.indicator, x.level
                        ORDER BY x.reported DESC NULLS LAST)
       END AS rank,
       x.growth, x.contribution, x.pull, x.missing, x.reason,
       trim_scale(x.imputed_value) AS imputed_value, trim_scale(x.imputed_value) / NULLIF(trim_scale(x.level_value), 0) AS imputed_share
FROM (
    SELECT c.root, c.scope, c.region_scheme, c.region, c.period::text AS period, period_end(c.period) AS period_end,
           c.indicator, d.sector::text AS sector, d.level, d.code, d.name_zh, d.name_en,
           tally_count(c.tally, d.sector) AS contributions,
           v.reported, v.reported * c.multiplier AS level_value, c.unit,
           tally_value(c.tally, c.root::sector) AS classified,
           CASE WHEN v.reported IS NOT NULL THEN tally_share(c.whole, d.sector) END AS share,
           COALESCE(c.denominator, 'reported') AS share_basis,
           trim_scale(c.denominator_value) AS denominator_value, c.denominator_vintage,
           CASE WHEN v.reported IS NOT NULL THEN tally_share(c.tally, d.sector) END AS share_reported,
           tally_growth(b.tally, c.tally, d.sector) AS growth,
           CASE WHEN v.has_before OR v.reported IS NOT NULL THEN tally_contribution(b.whole, c.whole, d.sector) END
               AS contribution,
           CASE WHEN v.has_before OR v.reported IS NOT NULL THEN tally_pull(b.whole, c.whole, d.sector) END AS pull,
           c.missing,
           CASE WHEN v.reported IS NULL THEN 'nothing was reported' ELSE c.reason END AS reason,
           CASE WHEN v.reported IS NOT NULL THEN COALESCE(tally_value(c.imputed, d.sector), 0) * c.multiplier END AS imputed_value
    FROM sei.cell_reading c
    JOIN sei.sector_def_current d ON d.root = c.root
    LEFT JOIN LATERAL (
        -- by its key, not by reading the denominators of every span
        SELECT o.tally, o.whole FROM sei.cell_reading o
        WHERE o.root = c.root AND o.scope = c.scope AND o.region_scheme = c.region_scheme AND o.region = c.region
          AND o.indicator = c.indicator AND o.period = period_prior_year(c.period)
        OFFSET 0) b ON true
    CROSS JOIN LATERAL (
        SELECT CASE WHEN tally_count(c.tally, d.sector) <> 0 OR tally_value(c.tally, d.sector) <> 0
                    THEN tally_value(c.tally, d.sector) END AS reported,
               tally_count(b.tally, d.sector) <> 0 OR tally_value(b.tally, d.sector) <> 0 AS has_before
    ) v
    WHERE d.level <= 1 OR v.reported IS NOT NULL
    UNION ALL
    SELECT c.root, c.scope, c.region_scheme, c.region, c.period::text, period_end(c.period), c.indicator,
           NULL, NULL, NULL, '分类以外', 'outside the classification',
           tally_count(c.tally) - tally_count(c.tally, c.root::sector),
           o.rest, o.rest * c.multiplier, c.unit, NULL,
           trim_scale(o.rest) / NULLIF(trim_scale(tally_total(c.whole)), 0),
           COALESCE(c.denominator, 'reported'), trim_scale(c.denominator_value), c.denominator_vintage,
           trim_scale(tally_total(c.tally) - tally_value(c.tally, c.root::sector)) / NULLIF(trim_scale(tally_total(c.tally)), 0),
           CASE WHEN o.rest_before > 0 THEN o.rest / o.rest_before - 1 END,
           (o.rest - o.rest_before) / NULLIF(tally_total(c.whole) - tally_total(b.whole), 0),
           (o.rest - o.rest_before) / NULLIF(tally_total(b.whole), 0),
           c.missing, c.reason,
           CASE WHEN c.denominator IS NULL THEN
               COALESCE(tally_total(c.imputed) - tally_value(c.imputed, c.root::sector), 0) * c.multiplier END
    FROM sei.cell_reading c
    LEFT JOIN LATERAL (
        -- by its key, not by reading the denominators of every span
        SELECT o.tally, o.whole FROM sei.cell_reading o
        WHERE o.root = c.root AND o.scope = c.scope AND o.region_scheme = c.region_scheme AND o.region = c.region
          AND o.indicator = c.indicator AND o.period = period_prior_year(c.period)
        OFFSET 0) b ON true
    CROSS JOIN LATERAL (
        SELECT tally_total(c.whole) - tally_value(c.whole, c.root::sector) AS rest,
               tally_total(b.whole) - tally_value(b.whole, c.root::sector) AS rest_before
    ) o
) x
LEFT JOIN sei.region_version g
  ON g.region_scheme = x.region_scheme AND g.region = x.region AND g.known_to = 'infinity';
COMMENT ON VIEW sei.sector_structure IS
'Sectors of a classification per region, span and indicator: value, share, rank, growth, contribution. The root (level 0) is the whole classification; the row with NULL sector is what lies outside it: the denominator less the classified sum, or the unclassified part of the reports where no denominator is defined. Levels are nested: compare and add within one level only. Growth and what follows are nominal, on levels as known now. Filter on root, region, period and indicator.';
COMMENT ON COLUMN sei.sector_structure.root IS 'Classification.';
COMMENT ON COLUMN sei.sector_structure.scope IS 'enterprise = sums of returns; statistic = sums of published parts; a breakdown such as own=5 = sums of that breakdown''s parts.';
COMMENT ON COLUMN sei.sector_structure.region_scheme IS 'Scheme of codes.';
COMMENT ON COLUMN sei.sector_structure.region IS 'Code of the region.';
COMMENT ON COLUMN sei.sector_structure.region_name IS 'Its name.';
COMMENT ON COLUMN sei.sector_structure.period IS 'The span, canonical text: 2015 is the whole year, 2015-01..09 year to date.';
COMMENT ON COLUMN sei.sector_structure.period_end IS 'Last day of the span.';
COMMENT ON COLUMN sei.sector_structure.indicator IS 'What is summed.';
COMMENT ON COLUMN sei.sector_structure.sector IS 'Path of the sector, descendants included; NULL for the rest outside the classification.';
COMMENT ON COLUMN sei.sector_structure.level IS 'Level of the sector: 0 root, 1 …; NULL for the rest.';
COMMENT ON COLUMN sei.sector_structure.code IS 'Code in the classification''s own terms.';
COMMENT ON COLUMN sei.sector_structure.name_zh IS 'Chinese name; NULL when it has none.';
COMMENT ON COLUMN sei.sector_structure.name_en IS 'English name; NULL when it has none.';
COMMENT ON COLUMN sei.sector_structure.contributions IS 'Number of reported rows in the sum; months, weights and splits multiply them: not a number of enterprises.';
COMMENT ON COLUMN sei.sector_structure.value IS 'Sum in base units; NULL when nothing was reported.';
COMMENT ON COLUMN sei.sector_structure.unit IS 'Base unit.';
COMMENT ON COLUMN sei.sector_structure.share IS 'Share (比重) in share_basis of the same region and span, a ratio; NULL with a reason when there is none.';
COMMENT ON COLUMN sei.sector_structure.share_basis IS 'Indicator below the line of share, e.g. gdp; reported = all that was reported, classified or not.';
COMMENT ON COLUMN sei.sector_structure.denominator_value IS 'The published denominator in its base unit; NULL when not published or not defined.';
COMMENT ON COLUMN sei.sector_structure.denominator_vintage IS 'Its vintage.';
COMMENT ON COLUMN sei.sector_structure.share_reported IS 'Share in all that was reported for this cell, classified or not. Not a share of the economy.';
COMMENT ON COLUMN sei.sector_structure.share_in_classification IS 'Share in the classified sum; 1 for the root.';
COMMENT ON COLUMN sei.sector_structure.rank IS 'Place by value among the sectors of the same level in the cell, 1 = largest, ties share a place; NULL for root, rest and sectors without value.';
COMMENT ON COLUMN sei.sector_structure.growth IS 'Nominal growth of the value on the same span a year before (名义同比), a ratio; NULL without a base above 0.';
COMMENT ON COLUMN sei.sector_structure.contribution IS 'Part of the growth of share_basis that this sector made (贡献率), a ratio; nominal; NULL when either year has no share.';
COMMENT ON COLUMN sei.sector_structure.pull IS 'What it added to the growth of share_basis (拉动), a ratio: 0.01 is one percentage point; nominal.';
COMMENT ON COLUMN sei.sector_structure.missing IS 'Figures of the whole cell without a value, suppressed or not reported: above 0 its sums are incomplete, and zero is not what they hide.';
COMMENT ON COLUMN sei.sector_structure.reason IS 'Why share is NULL.';
COMMENT ON COLUMN sei.sector_structure.imputed_value IS 'Part of value that is imputed or estimated (status I or E), in base units; 0 when all is observed; NULL where value is NULL or comes from a published denominator.';
COMMENT ON COLUMN sei.sector_structure.imputed_share IS 'imputed_value in value, a ratio.';

CREATE OR REPLACE VIEW sei.region_structure AS
SELECT x.root, x.scope, x.region_scheme, x.region, x.region_name, x.region_level, x.parent, x.period, x.period_end, x.indicator,
       trim_scale(x.classified * x.multiplier) AS value, x.unit,
       x.share, x.share_basis, x.share_reported,
       trim_scale(x.classified) / NULLIF(trim_scale(x.parent_classified), 0) AS share_in_parent,
       rank() OVER (PARTITION BY x.root, x.scope, x.region_scheme, x.parent, x.period, x.indicator
                    ORDER BY x.classified DESC) AS rank,
       x.growth,
       x.leading::text AS leading_sector, d.name_zh AS leading_name_zh, d.name_en AS leading_name_en,
       trim_scale(x.leading_value * x.multiplier) AS leading_value,
       trim_scale(x.leading_value) / NULLIF(trim_scale(x.classified), 0) AS leading_share,
       location_quotient(x.tally, x.parent_tally, x.leading) AS location_quotient,
       CASE WHEN x.leading IS NOT NULL THEN l.emphasis IS NOT NULL END AS in_layout, l.emphasis AS layout_emphasis,
       x.missing, x.reason,
       COALESCE(trim_scale(tally_value(x.imputed, x.root::sector)), 0) / NULLIF(trim_scale(x.classified), 0) AS imputed_share
FROM (
    SELECT c.root, c.scope, c.region_scheme, c.region, g.name AS region_name, g.level AS region_level, g.parent,
           c.period::text AS period, period_end(c.period) AS period_end, c.indicator, c.unit, c.multiplier,
           c.tally, up.tally AS parent_tally,
           tally_value(c.tally, c.root::sector) AS classified, tally_value(up.tally, c.root::sector) AS parent_classified,
           tally_share(c.whole, c.root::sector) AS share, COALESCE(c.denominator, 'reported') AS share_basis,
           tally_share(c.tally, c.root::sector) AS share_reported,
           tally_growth(b.tally, c.tally, c.root::sector) AS growth,
           s.sector AS leading, s.value AS leading_value, c.missing, c.reason, c.imputed
    FROM sei.cell_reading c
    JOIN sei.region_version g
      ON g.region_scheme = c.region_scheme AND g.region = c.region AND g.known_to = 'infinity'
    LEFT JOIN sei.tally_cell up
      ON up.root = c.root AND up.scope = c.scope AND up.region_scheme = c.region_scheme AND up.region = g.parent
     AND up.indicator = c.indicator AND up.period = c.period
    LEFT JOIN sei.tally_cell b
      ON b.root = c.root AND b.scope = c.scope AND b.region_scheme = c.region_scheme AND b.region = c.region
     AND b.indicator = c.indicator AND b.period = period_prior_year(c.period)
    LEFT JOIN LATERAL (
        SELECT t.sector, t.value FROM tally_shares(c.tally, 1) t
        WHERE t.sector IS NOT NULL AND sector_level(t.sector) = 1
        ORDER BY t.value DESC, t.sector LIMIT 1
    ) s ON true
) x
LEFT JOIN sei.sector_def_version d ON d.sector = x.leading AND d.known_to = 'infinity'
LEFT JOIN LATERAL (
    SELECT r.emphasis FROM sei.plan_layout_region r
    WHERE r.root = x.root AND r.region_scheme = x.region_scheme AND r.region = x.region
      AND (r.sector <@ x.leading OR x.leading <@ r.sector)
    ORDER BY array_position('{lead,promote,suited}'::text[], r.emphasis) LIMIT 1
) l ON true;
COMMENT ON VIEW sei.region_structure IS
'Regions beside each other per span and indicator: classified value, share, the sector that leads and how specialised the region is in it. Every row is the region''s own cell. Filter on root, parent, period and indicator.';
COMMENT ON COLUMN sei.region_structure.root IS 'Classification.';
COMMENT ON COLUMN sei.region_structure.scope IS 'enterprise = sums of returns; statistic, or a breakdown such as own=5, = sums of published parts.';
COMMENT ON COLUMN sei.region_structure.region_scheme IS 'Scheme of codes.';
COMMENT ON COLUMN sei.region_structure.region IS 'Code of the region.';
COMMENT ON COLUMN sei.region_structure.region_name IS 'Its name.';
COMMENT ON COLUMN sei.region_structure.region_level IS 'nation, province, state, territory, prefecture, county or zone.';
COMMENT ON COLUMN sei.region_structure.parent IS 'Code of the region that it is compared with.';
COMMENT ON COLUMN sei.region_structure.period IS 'The span, canonical text.';
COMMENT ON COLUMN sei.region_structure.period_end IS 'Last day of the span.';
COMMENT ON COLUMN sei.region_structure.indicator IS 'What is summed.';
COMMENT ON COLUMN sei.region_structure.value IS 'Classified sum in base units.';
COMMENT ON COLUMN sei.region_structure.unit IS 'Base unit.';
COMMENT ON COLUMN sei.region_structure.share IS 'Share of the classified sum in share_basis, a ratio; NULL with a reason when the region has no denominator for the span.';
COMMENT ON COLUMN sei.region_structure.share_basis IS 'Indicator below the line of share; reported = all that was reported.';
COMMENT ON COLUMN sei.region_structure.share_reported IS 'Share of the classified sum in all that was reported in the region. Not a share of its economy.';
COMMENT ON COLUMN sei.region_structure.share_in_parent IS 'Share in the parent region''s classified sum; NULL when the parent has no cell.';
COMMENT ON COLUMN sei.region_structure.rank IS 'Place by value among the regions of the same parent, 1 = largest.';
COMMENT ON COLUMN sei.region_structure.growth IS 'Nominal growth of the value on the same span a year before, a ratio.';
COMMENT ON COLUMN sei.region_structure.leading_sector IS 'Path of the level 1 sector with the largest sum (ties: first in the order of the classification); NULL when none.';
COMMENT ON COLUMN sei.region_structure.leading_name_zh IS 'Its Chinese name.';
COMMENT ON COLUMN sei.region_structure.leading_name_en IS 'Its English name.';
COMMENT ON COLUMN sei.region_structure.leading_value IS 'Its sum in base units.';
COMMENT ON COLUMN sei.region_structure.leading_share IS 'Its share in the region''s classified sum.';
COMMENT ON COLUMN sei.region_structure.location_quotient IS 'Its location quotient (区位商): its share in all that was reported here over its share in all that was reported in the parent.';
COMMENT ON COLUMN sei.region_structure.in_layout IS 'Whether a plan''s layout names that sector, one below or one above it for this region; NULL without a leading sector.';
COMMENT ON COLUMN sei.region_structure.layout_emphasis IS 'With which emphasis: lead, promote or suited; NULL when not named.';
COMMENT ON COLUMN sei.region_structure.missing IS 'Figures of the region''s cell without a value, suppressed or not reported: above 0 its sums are incomplete.';
COMMENT ON COLUMN sei.region_structure.reason IS 'Why share is NULL.';
COMMENT ON COLUMN sei.region_structure.imputed_share IS 'Part of value that is imputed or estimated (status I or E), a ratio; 0 when all is observed.';

CREATE OR REPLACE VIEW sei.layout_fit AS
SELECT l.plan, l.region_scheme, l.region, g.name AS region_name, l.region_group, l.sector::text AS sector, d.name_zh, d.name_en,
       l.emphasis, l.clause, c.period::text AS period, period_end(c.period) AS period_end, c.indicator,
       CASE WHEN tally_count(c.tally, l.sector) <> 0 THEN trim_scale(tally_value(c.tally, l.sector) * i.multiplier) END AS value,
       i.unit,
       CASE WHEN tally_count(c.tally, l.sector) <> 0 THEN tally_share(c.tally, l.sector) END AS share_reported,
       CASE WHEN tally_count(c.tally, l.sector) <> 0 THEN
           trim_scale(tally_value(c.tally, l.sector)) / NULLIF(trim_scale(tally_value(c.tally, l.root::sector)), 0)
       END AS share_in_classification,
       location_quotient(c.tally, ref.tally, l.sector) AS location_quotient,
       location_quotient(c.tally, ref.tally, l.sector) > 1 AS is_specialised,
       CASE WHEN tally_count(c.tally, l.sector) <> 0 OR tally_count(base.tally, l.sector) <> 0 THEN
           tally_share(c.tally, l.sector) - tally_share(base.tally, l.sector)
       END AS share_change,
       base.period::text AS base_period,
       CASE WHEN tally_count(c.tally, l.sector) <> 0 THEN
       (SELECT count(*) + 1 FROM sei.tally_cell o
        JOIN sei.region_version og
          ON og.region_scheme = o.region_scheme AND og.region = o.region AND og.known_to = 'infinity'
         AND og.parent IS NOT DISTINCT FROM g.parent AND og.level = g.level
        WHERE o.root = c.root AND o.scope = c.scope AND o.region_scheme = c.region_scheme AND o.indicator = c.indicator
          AND o.period = c.period AND tally_value(o.tally, l.sector) > tally_value(c.tally, l.sector))
       END AS rank,
       COALESCE(trim_scale(tally_value(c.imputed, l.sector)), 0) / NULLIF(trim_scale(tally_value(c.tally, l.sector)), 0) AS imputed_share
FROM sei.plan_layout_region l
JOIN sei.plan_version p ON p.plan = l.plan AND p.known_to = 'infinity'
JOIN sei.region_version g ON g.region_scheme = l.region_scheme AND g.region = l.region AND g.known_to = 'infinity'
JOIN sei.sector_def_version d ON d.sector = l.sector AND d.known_to = 'infinity'
JOIN sei.tally_cell c
  ON c.root = l.root AND c.scope = 'enterprise' AND c.region_scheme = l.region_scheme AND c.region = l.region
JOIN sei.indicator_version i ON i.indicator = c.indicator AND i.known_to = 'infinity' AND i.aggregation NOT IN ('ratio', 'index')
LEFT JOIN sei.tally_cell ref
  ON ref.root = c.root AND ref.scope = c.scope AND ref.region_scheme = p.region_scheme AND ref.region = p.region
 AND ref.indicator = c.indicator AND ref.period = c.period
LEFT JOIN LATERAL (
    SELECT o.tally, o.period FROM sei.tally_cell o
    WHERE o.root = c.root AND o.scope = c.scope AND o.region_scheme = c.region_scheme AND o.region = c.region
      AND o.indicator = c.indicator AND period_months(o.period) = period_months(c.period)
      AND extract(month FROM period_start(o.period)) = extract(month FROM period_start(c.period))
      AND period_start(o.period) >= COALESCE(period_start(p.base_period), '-infinity')
      AND period_start(o.period) < period_start(c.period)
    ORDER BY period_start(o.period) LIMIT 1
) base ON true;
COMMENT ON VIEW sei.layout_fit IS
'For each region and sector that a plan''s layout names: is it really the region''s specialisation? Shares and location quotient are in what was reported, against the plan''s own region. Filter on plan, period and indicator.';
COMMENT ON COLUMN sei.layout_fit.plan IS 'The plan.';
COMMENT ON COLUMN sei.layout_fit.region_scheme IS 'Scheme of codes.';
COMMENT ON COLUMN sei.layout_fit.region IS 'Code of the region.';
COMMENT ON COLUMN sei.layout_fit.region_name IS 'Its name.';
COMMENT ON COLUMN sei.layout_fit.region_group IS 'Group through which the layout names it; NULL when named itself.';
COMMENT ON COLUMN sei.layout_fit.sector IS 'Sector that the layout gives it.';
COMMENT ON COLUMN sei.layout_fit.name_zh IS 'Its Chinese name.';
COMMENT ON COLUMN sei.layout_fit.name_en IS 'Its English name.';
COMMENT ON COLUMN sei.layout_fit.emphasis IS 'lead, promote or suited.';
COMMENT ON COLUMN sei.layout_fit.clause IS 'Clause of the plan.';
COMMENT ON COLUMN sei.layout_fit.period IS 'The span.';
COMMENT ON COLUMN sei.layout_fit.period_end IS 'Last day of the span.';
COMMENT ON COLUMN sei.layout_fit.indicator IS 'What is summed.';
COMMENT ON COLUMN sei.layout_fit.value IS 'Sum of the sector in the region in base units; NULL when nothing was reported.';
COMMENT ON COLUMN sei.layout_fit.unit IS 'Base unit.';
COMMENT ON COLUMN sei.layout_fit.share_reported IS 'Its share in all that was reported in the region.';
COMMENT ON COLUMN sei.layout_fit.share_in_classification IS 'Its share in the classified sum of the region.';
COMMENT ON COLUMN sei.layout_fit.location_quotient IS 'Location quotient (区位商) against the plan''s region.';
COMMENT ON COLUMN sei.layout_fit.is_specialised IS 'Location quotient above 1; NULL when it is NULL.';
COMMENT ON COLUMN sei.layout_fit.share_change IS 'Change of share_reported since base_period, a ratio difference.';
COMMENT ON COLUMN sei.layout_fit.base_period IS 'First comparable span with data from the plan''s base period on; NULL when this is the first.';
COMMENT ON COLUMN sei.layout_fit.rank IS 'Place of the region by value of the sector among regions of the same level and parent, 1 = largest; NULL when nothing was reported.';
COMMENT ON COLUMN sei.layout_fit.imputed_share IS 'Part of value that is imputed or estimated (status I or E), a ratio; 0 when all is observed.';
