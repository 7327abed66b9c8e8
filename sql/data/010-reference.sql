-- 010-reference.sql: classifications, regions, indicators and the plans that ship with sei.
-- least extension version: 0.1
--
-- Names of places, sectors and plans are in the CSV files only. An office adds its own plan with files of the same
-- form: sql/README.md, "Your own plan".
SELECT sei.reference_begin();
\copy ref_classification (root, title, source, official, edition) FROM 'reference/classification.csv' WITH (FORMAT csv, HEADER true)
\copy ref_sector (sector, code, name_zh, name_en, product_terms, clause) FROM 'reference/sector.csv' WITH (FORMAT csv, HEADER true)
\copy ref_region (region_scheme, region, name, name_en, level, parent, valid_from, valid_to) FROM 'reference/region.csv' WITH (FORMAT csv, HEADER true)
\copy ref_region_group (region_group, name_zh, name_en, note) FROM 'reference/region_group.csv' WITH (FORMAT csv, HEADER true)
\copy ref_region_group_member (region_group, region_scheme, region) FROM 'reference/region_group_member.csv' WITH (FORMAT csv, HEADER true)
\copy ref_indicator (indicator, name_zh, name_en, unit, multiplier, direction, aggregation, numerator, denominator, price_basis, frequency, min_coverage) FROM 'reference/indicator.csv' WITH (FORMAT csv, HEADER true)
\copy ref_plan (plan, title, issuer, issued, base_period, region_scheme, region, root, clause, source) FROM 'reference/plan.csv' WITH (FORMAT csv, HEADER true)
\copy ref_plan_target (target_id, plan, ordinal, indicator, region_scheme, region, sector, due, target, binding, clause, text_zh, supersedes, restates, count_of, count_kinds, count_status) FROM 'reference/plan_target.csv' WITH (FORMAT csv, HEADER true)
\copy ref_plan_layout (plan, layout_no, region_scheme, region, region_group, sector, emphasis, text_zh, clause) FROM 'reference/plan_layout.csv' WITH (FORMAT csv, HEADER true)
\copy ref_plan_measure (plan, measure, title_zh, title_en, lead_body, text_zh, clause) FROM 'reference/plan_measure.csv' WITH (FORMAT csv, HEADER true)
SELECT sei.reference_apply();
