-- 022-plan-current.sql: the plan side as known now, one view per identity: what people join and look at.
-- least extension version: 0.1

CREATE OR REPLACE VIEW sei.classification_current AS
SELECT root, title, source, official, edition
FROM sei.classification_version
WHERE known_to = 'infinity';
COMMENT ON VIEW sei.classification_current IS 'Classifications as known now.';

CREATE OR REPLACE VIEW sei.sector_def_current AS
SELECT d.sector, d.root, d.parent, sector_level(d.sector) AS level, v.code, v.name_zh, v.name_en, v.product_terms, v.clause
FROM sei.sector_def d
JOIN sei.sector_def_version v ON v.sector = d.sector AND v.known_to = 'infinity';
COMMENT ON VIEW sei.sector_def_current IS 'Sectors as known now, with their parent and level (root = 0).';

CREATE OR REPLACE VIEW sei.correspondence_current AS
SELECT from_sector, to_sector, weight, is_partial, source, official
FROM sei.correspondence
WHERE known_to = 'infinity';
COMMENT ON VIEW sei.correspondence_current IS 'Correspondence between classifications as known now.';

CREATE OR REPLACE VIEW sei.region_current AS
SELECT region_scheme, region, name, name_en, level, parent, valid_from, valid_to
FROM sei.region_version
WHERE known_to = 'infinity';
COMMENT ON VIEW sei.region_current IS 'Regions as known now.';

CREATE OR REPLACE VIEW sei.indicator_current AS
SELECT indicator, name_zh, name_en, unit, multiplier, direction, aggregation, numerator, denominator,
       price_basis, frequency, min_coverage
FROM sei.indicator_version
WHERE known_to = 'infinity';
COMMENT ON VIEW sei.indicator_current IS 'Indicators as known now.';

CREATE OR REPLACE VIEW sei.plan_current AS
SELECT plan, title, issuer, issued, base_period, region_scheme, region, root, clause, source
FROM sei.plan_version
WHERE known_to = 'infinity';
COMMENT ON VIEW sei.plan_current IS 'Plans as known now.';

CREATE OR REPLACE VIEW sei.plan_layout_current AS
SELECT plan, layout_no, region_scheme, region, region_group, sector, emphasis, text_zh, clause
FROM sei.plan_layout
WHERE known_to = 'infinity';
COMMENT ON VIEW sei.plan_layout_current IS 'Layout of sectors over regions as known now, as the plan writes it (groups not resolved).';

CREATE OR REPLACE VIEW sei.plan_measure_current AS
SELECT plan, measure, title_zh, title_en, lead_body, text_zh, clause
FROM sei.plan_measure
WHERE known_to = 'infinity';
COMMENT ON VIEW sei.plan_measure_current IS 'Measures as known now.';

CREATE OR REPLACE VIEW sei.region_group_current AS
SELECT g.region_group, g.name_zh, g.name_en, g.note, m.region_scheme, m.region
FROM sei.region_group_version g
LEFT JOIN sei.region_group_member m ON m.region_group = g.region_group AND m.known_to = 'infinity'
WHERE g.known_to = 'infinity';
COMMENT ON VIEW sei.region_group_current IS 'Groups of regions and their members as known now; a group without members has one row with NULL region.';

CREATE OR REPLACE VIEW sei.plan_target_current AS
SELECT t.target_id, t.plan, v.ordinal, v.indicator, v.region_scheme, v.region, v.sector, v.due, v.target,
       v.binding, v.clause, v.text_zh, v.supersedes, v.restates, v.count_of, v.count_kinds, v.count_status
FROM sei.plan_target t
JOIN sei.plan_target_version v ON v.target_id = t.target_id AND v.known_to = 'infinity';
COMMENT ON VIEW sei.plan_target_current IS 'Targets and restatements as known now.';

CREATE OR REPLACE VIEW sei.region_within AS
WITH RECURSIVE up AS (
    SELECT region_scheme, region, region AS ancestor, 0 AS distance
    FROM sei.region_version
    WHERE known_to = 'infinity'
    UNION ALL
    SELECT up.region_scheme, up.region, v.parent, up.distance + 1
    FROM up
    JOIN sei.region_version v
      ON v.region_scheme = up.region_scheme AND v.region = up.ancestor AND v.known_to = 'infinity'
    WHERE v.parent IS NOT NULL AND up.distance < 16
)
SELECT region_scheme, region, ancestor, distance FROM up;
COMMENT ON VIEW sei.region_within IS 'Every region beside itself and each region above it, as known now.';
COMMENT ON COLUMN sei.region_within.region_scheme IS 'Scheme of codes.';
COMMENT ON COLUMN sei.region_within.region IS 'The region.';
COMMENT ON COLUMN sei.region_within.ancestor IS 'The region itself (distance 0), its parent (1), and so on.';
COMMENT ON COLUMN sei.region_within.distance IS 'Steps upwards, 0 for itself; at most 16.';

CREATE OR REPLACE VIEW sei.plan_layout_region AS
SELECT l.plan, p.root, l.layout_no, l.region_scheme, COALESCE(l.region, m.region) AS region, l.region_group, l.sector,
       l.emphasis, l.text_zh, l.clause
FROM sei.plan_layout l
JOIN sei.plan_version p ON p.plan = l.plan AND p.known_to = 'infinity'
LEFT JOIN sei.region_group_member m
  ON m.region_group = l.region_group AND m.region_scheme = l.region_scheme AND m.known_to = 'infinity'
WHERE l.known_to = 'infinity' AND COALESCE(l.region, m.region) IS NOT NULL;
COMMENT ON VIEW sei.plan_layout_region IS 'Layout as known now with groups of regions resolved to their members: one row per region and sector named.';
COMMENT ON COLUMN sei.plan_layout_region.plan IS 'The plan.';
COMMENT ON COLUMN sei.plan_layout_region.root IS 'Classification of the plan.';
COMMENT ON COLUMN sei.plan_layout_region.layout_no IS 'Row of the layout (plan_layout).';
COMMENT ON COLUMN sei.plan_layout_region.region_scheme IS 'Scheme of codes.';
COMMENT ON COLUMN sei.plan_layout_region.region IS 'Region named, by itself or through its group.';
COMMENT ON COLUMN sei.plan_layout_region.region_group IS 'Group through which it is named; NULL when named itself.';
COMMENT ON COLUMN sei.plan_layout_region.sector IS 'Sector that it shall grow.';
COMMENT ON COLUMN sei.plan_layout_region.emphasis IS 'lead (突出培育), promote (大力推进) or suited (因地制宜发展).';
COMMENT ON COLUMN sei.plan_layout_region.text_zh IS 'The plan''s own words.';
COMMENT ON COLUMN sei.plan_layout_region.clause IS 'Clause of the plan.';

-- A column of a current view means what it means in its table.
DO $$
DECLARE
    described record;
BEGIN
    FOR described IN
        SELECT DISTINCT ON (v.oid, va.attnum) v.oid::regclass AS view_name, va.attname, d.description
        FROM pg_class v
        JOIN pg_attribute va ON va.attrelid = v.oid AND va.attnum > 0
        JOIN pg_class t ON t.relnamespace = v.relnamespace AND t.relkind = 'r'
             AND t.relname IN (regexp_replace(v.relname, '_current$', '_version'),
                               regexp_replace(v.relname, '_current$', ''),
                               regexp_replace(v.relname, '_current$', '_member'))
        JOIN pg_attribute ta ON ta.attrelid = t.oid AND ta.attname = va.attname
        JOIN pg_description d ON d.objoid = t.oid AND d.objsubid = ta.attnum
        WHERE v.relnamespace = 'sei'::regnamespace AND v.relkind = 'v' AND v.relname LIKE '%\_current'
        ORDER BY v.oid, va.attnum, t.relname DESC
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', described.view_name, described.attname, described.description);
    END LOOP;
END
$$;
COMMENT ON COLUMN sei.sector_def_current.level IS 'Levels below the root; the root is 0.';
