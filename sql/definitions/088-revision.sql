-- 088-revision.sql: what changed in the figures: from what to what, by how much, by which run or edit.
-- least extension version: 0.1
CREATE OR REPLACE VIEW sei.revision WITH (security_barrier) AS
SELECT v.kind, v.region_scheme, v.region, v.sector, v.indicator, v.period, v.breakdown, v.measure, v.price_basis, v.enterprise,
       trim_scale(v.value_before * i.multiplier) AS value_before, trim_scale(v.value_after * i.multiplier) AS value_after,
       trim_scale((v.value_after - v.value_before) * i.multiplier) AS change,
       CASE WHEN v.value_before > 0 THEN trim_scale(v.value_after) / trim_scale(v.value_before) - 1 END AS relative_change,
       i.unit, v.status_before, v.status_after, v.vintage_before, v.vintage_after, v.figure_before, v.figure_after,
       v.is_withdrawn, l.load_seq, l.known_from AS changed_at, l.kind AS changed_by, l.made_by, l.reason, l.run_id, f.feed
FROM (
    SELECT 'statistic'::text AS kind, o.region_scheme, o.region, o.sector::text AS sector, o.indicator, o.period::text AS period,
           o.breakdown, o.measure, o.price_basis, NULL::text AS enterprise, false AS about_enterprise,
           o.value AS value_before, n.value AS value_after, o.status AS status_before, n.status AS status_after,
           o.vintage AS vintage_before, n.vintage AS vintage_after, o.figure_id AS figure_before, n.figure_id AS figure_after,
           n.figure_id IS NULL AS is_withdrawn, o.known_to AS moment
    FROM sei.statistic o
    LEFT JOIN sei.statistic n ON n.known_from = o.known_to AND n.indicator = o.indicator AND n.region_scheme = o.region_scheme
     AND n.region = o.region AND n.period = o.period AND n.breakdown = o.breakdown AND n.measure = o.measure
     AND n.price_basis = o.price_basis AND COALESCE(n.sector::text, '') = COALESCE(o.sector::text, '')
    WHERE o.known_to <> 'infinity'
    UNION ALL
    SELECT 'enterprise_return', o.region_scheme, o.region, NULL, o.indicator, o.period::text, '', 'level', 'current', e.code, true,
           o.value, n.value, o.status, n.status, NULL, NULL, o.figure_id, n.figure_id, n.figure_id IS NULL, o.known_to
    FROM sei.enterprise_return o
    JOIN sei.enterprise e ON e.enterprise_id = o.enterprise_id
    LEFT JOIN sei.enterprise_return n ON n.known_from = o.known_to AND n.enterprise_id = o.enterprise_id AND n.indicator = o.indicator
     AND n.period = o.period
    WHERE o.known_to <> 'infinity'
) v
JOIN sei.load l ON l.known_from = v.moment
LEFT JOIN sei.run r ON r.run_id = l.run_id
LEFT JOIN sei.feed f ON f.feed_id = r.feed_id
LEFT JOIN sei.indicator_version i ON i.indicator = v.indicator AND i.known_to = 'infinity'
WHERE NOT v.about_enterprise OR pg_has_role(current_user, 'sei_admin', 'MEMBER');
COMMENT ON VIEW sei.revision IS
'Every change of a figure: what it was, what it became, by how much, by which load or edit. Returns of enterprises are seen by members of sei_admin only. A change of status or vintage with the same value is a row too.';
COMMENT ON COLUMN sei.revision.kind IS 'statistic or enterprise_return.';
COMMENT ON COLUMN sei.revision.region_scheme IS 'Scheme of codes.';
COMMENT ON COLUMN sei.revision.region IS 'Region before the change.';
COMMENT ON COLUMN sei.revision.sector IS 'Path of the sector; NULL for all activities.';
COMMENT ON COLUMN sei.revision.indicator IS 'What is measured.';
COMMENT ON COLUMN sei.revision.period IS 'The span.';
COMMENT ON COLUMN sei.revision.breakdown IS 'Breakdown; empty for none.';
COMMENT ON COLUMN sei.revision.measure IS 'level, yoy or index.';
COMMENT ON COLUMN sei.revision.price_basis IS 'Price basis.';
COMMENT ON COLUMN sei.revision.enterprise IS 'Code of the enterprise; NULL for a statistic.';
COMMENT ON COLUMN sei.revision.value_before IS 'Value before, in base units of today''s indicator; NULL when there was none.';
COMMENT ON COLUMN sei.revision.value_after IS 'Value after; NULL when there is none, or the figure was withdrawn.';
COMMENT ON COLUMN sei.revision.change IS 'value_after − value_before.';
COMMENT ON COLUMN sei.revision.relative_change IS 'value_after over value_before less 1, a ratio; NULL unless value_before is above 0.';
COMMENT ON COLUMN sei.revision.unit IS 'Base unit.';
COMMENT ON COLUMN sei.revision.status_before IS 'Status before.';
COMMENT ON COLUMN sei.revision.status_after IS 'Status after.';
COMMENT ON COLUMN sei.revision.vintage_before IS 'Vintage before, as the source labels it.';
COMMENT ON COLUMN sei.revision.vintage_after IS 'Vintage after.';
COMMENT ON COLUMN sei.revision.figure_before IS 'Figure before, for sei.lineage_of.';
COMMENT ON COLUMN sei.revision.figure_after IS 'Figure after; NULL when withdrawn.';
COMMENT ON COLUMN sei.revision.is_withdrawn IS 'True when no other figure took its place.';
COMMENT ON COLUMN sei.revision.load_seq IS 'Load or edit that changed it.';
COMMENT ON COLUMN sei.revision.changed_at IS 'Moment from which the new figure is known.';
COMMENT ON COLUMN sei.revision.changed_by IS 'load (by the daemon) or edit (by a person).';
COMMENT ON COLUMN sei.revision.made_by IS 'Login.';
COMMENT ON COLUMN sei.revision.reason IS 'Why an edit was made, in its author''s words.';
COMMENT ON COLUMN sei.revision.run_id IS 'Run of the daemon; NULL for an edit.';
COMMENT ON COLUMN sei.revision.feed IS 'Feed of the run.';
GRANT SELECT ON sei.revision TO sei_analyst, sei_admin;

CREATE OR REPLACE VIEW sei.statistic_growth AS
SELECT s.region_scheme, s.region, s.sector::text AS sector, s.indicator, s.breakdown, s.price_basis, s.period::text AS period,
       period_end(s.period) AS period_end, i.unit,
       trim_scale(s.value * i.multiplier) AS value, s.vintage, s.figure_id,
       trim_scale(s.prior_value * i.multiplier) AS restated_before,
       CASE WHEN s.prior_value > 0 THEN trim_scale(s.value) / trim_scale(s.prior_value) - 1 END AS growth_same_report,
       trim_scale(b.value * i.multiplier) AS known_before, b.vintage AS known_before_vintage,
       CASE WHEN b.value > 0 THEN trim_scale(s.value) / trim_scale(b.value) - 1 END AS growth_nominal,
       b.vintage IS NOT DISTINCT FROM s.vintage AS is_one_vintage,
       trim_scale(y.value) AS growth_published, y.figure_id AS growth_figure_id, y.price_basis AS growth_price_basis
FROM sei.statistic s
JOIN sei.indicator_version i ON i.indicator = s.indicator AND i.known_to = 'infinity'
LEFT JOIN sei.statistic b ON b.indicator = s.indicator AND b.region_scheme = s.region_scheme AND b.region = s.region
 AND b.period = period_prior_year(s.period) AND b.breakdown = s.breakdown AND b.measure = 'level' AND b.price_basis = s.price_basis
 AND COALESCE(b.sector::text, '') = COALESCE(s.sector::text, '') AND b.known_to = 'infinity'
LEFT JOIN LATERAL (
    SELECT o.value, o.figure_id, o.price_basis FROM sei.statistic o
    WHERE o.indicator = s.indicator AND o.region_scheme = s.region_scheme AND o.region = s.region AND o.period = s.period
      AND o.breakdown = s.breakdown AND o.measure = 'yoy' AND COALESCE(o.sector::text, '') = COALESCE(s.sector::text, '')
      AND o.known_to = 'infinity' AND o.value IS NOT NULL
    ORDER BY o.price_basis = s.price_basis, o.price_basis DESC LIMIT 1
) y ON true
WHERE s.known_to = 'infinity' AND s.measure = 'level' AND s.value IS NOT NULL;
COMMENT ON VIEW sei.statistic_growth IS
'Growth of a published level three ways, never mixed: on the year before as restated in the same publication, on the year before as known now (名义同比, whatever its vintage), and as published (usually at comparable prices, 可比价). Filter on indicator.';
COMMENT ON COLUMN sei.statistic_growth.region_scheme IS 'Scheme of codes.';
COMMENT ON COLUMN sei.statistic_growth.region IS 'Code of the region.';
COMMENT ON COLUMN sei.statistic_growth.sector IS 'Path of the sector; NULL for all activities.';
COMMENT ON COLUMN sei.statistic_growth.indicator IS 'What is measured.';
COMMENT ON COLUMN sei.statistic_growth.breakdown IS 'Breakdown; empty for none.';
COMMENT ON COLUMN sei.statistic_growth.price_basis IS 'Price basis of the level.';
COMMENT ON COLUMN sei.statistic_growth.period IS 'The span.';
COMMENT ON COLUMN sei.statistic_growth.period_end IS 'Its last day.';
COMMENT ON COLUMN sei.statistic_growth.unit IS 'Base unit.';
COMMENT ON COLUMN sei.statistic_growth.value IS 'The level in base units.';
COMMENT ON COLUMN sei.statistic_growth.vintage IS 'Its vintage.';
COMMENT ON COLUMN sei.statistic_growth.figure_id IS 'Its figure.';
COMMENT ON COLUMN sei.statistic_growth.restated_before IS 'The year before as restated in the same publication; NULL when not given.';
COMMENT ON COLUMN sei.statistic_growth.growth_same_report IS 'Growth on that pair, a ratio; NULL on a base that is not above 0.';
COMMENT ON COLUMN sei.statistic_growth.known_before IS 'The year before as known now; NULL when not known.';
COMMENT ON COLUMN sei.statistic_growth.known_before_vintage IS 'Its vintage.';
COMMENT ON COLUMN sei.statistic_growth.growth_nominal IS 'Growth on it, a ratio, NULL on a base that is not above 0: a revision of one year and not the other is in it.';
COMMENT ON COLUMN sei.statistic_growth.is_one_vintage IS 'Whether both years carry the same label of vintage.';
COMMENT ON COLUMN sei.statistic_growth.growth_published IS 'Growth as published for the span (measure yoy), as published: a ratio where the feed gives one; NULL when none.';
COMMENT ON COLUMN sei.statistic_growth.growth_figure_id IS 'Its figure.';
COMMENT ON COLUMN sei.statistic_growth.growth_price_basis IS 'Its price basis.';
GRANT SELECT ON sei.statistic_growth TO sei_analyst, sei_admin;
