-- 040-second-plan.sql: a second plan of another region with a classification of its own: nothing but its rows is new.
-- least extension version: 0.1
SELECT sei.reference_begin();
\copy ref_classification (root, title, source, official, edition) FROM 'reference/cn10_classification.csv' WITH (FORMAT csv, HEADER true)
\copy ref_sector (sector, code, name_zh, name_en, product_terms, clause) FROM 'reference/cn10_sector.csv' WITH (FORMAT csv, HEADER true)
\copy ref_plan (plan, title, issuer, issued, base_period, region_scheme, region, root, clause, source) FROM 'reference/cn10_plan.csv' WITH (FORMAT csv, HEADER true)
\copy ref_plan_target (target_id, plan, ordinal, indicator, region_scheme, region, sector, due, target, binding, clause, text_zh, supersedes, restates, count_of, count_kinds, count_status) FROM 'reference/cn10_plan_target.csv' WITH (FORMAT csv, HEADER true)
SELECT sei.reference_apply();
