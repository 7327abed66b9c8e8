-- 050-indicator-name.sql: other names of the shipped indicators.
-- least extension version: 0.1
CREATE TEMPORARY TABLE ref_indicator_name (indicator text, name_zh text);
\copy ref_indicator_name (indicator, name_zh) FROM 'reference/indicator_name.csv' WITH (FORMAT csv, HEADER true)
SELECT sei.begin_edit('reference data');
INSERT INTO sei.indicator_name (indicator, name_zh)
SELECT r.indicator, r.name_zh FROM pg_temp.ref_indicator_name r
ON CONFLICT DO NOTHING;
DROP TABLE pg_temp.ref_indicator_name;
