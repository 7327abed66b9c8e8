-- 070-industry.sql: both editions of GB/T 4754 as classifications, codes and names.
-- least extension version: 0.1
--
-- A code is the sector that the cast of its industry gives, gb17.C.35.351.3511, so that correspondences, weights and
-- tallies may name it.
SELECT sei.reference_begin();
CREATE TEMPORARY TABLE ref_industry (edition text, code text, name text);
\copy ref_industry (edition, code, name) FROM 'reference/industry.csv' WITH (FORMAT csv, HEADER true)
INSERT INTO ref_classification (root, title, source, official, edition) VALUES
    ('gb11', 'Classification of national economic activities 2011 (国民经济行业分类)', 'GB/T 4754-2011', 'true', '2011'),
    ('gb17', 'Classification of national economic activities 2017 (国民经济行业分类)', 'GB/T 4754-2017', 'true', '2017');
INSERT INTO ref_sector (sector, code, name_zh)
SELECT (CASE edition WHEN '2011' THEN 'gb11:' ELSE '' END || code)::industry::sector::text, code, name FROM ref_industry;
INSERT INTO ref_sector (sector, code, name_zh)
SELECT root, '0', '国民经济行业' FROM ref_classification;
SELECT sei.reference_apply();
DROP TABLE ref_industry;
