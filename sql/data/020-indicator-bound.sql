-- 020-indicator-bound.sql: which of the shipped indicators can never exceed which.
-- least extension version: 0.1
CREATE TEMPORARY TABLE ref_indicator_bound (indicator text, bounded_by text);
\copy ref_indicator_bound (indicator, bounded_by) FROM 'reference/indicator_bound.csv' WITH (FORMAT csv, HEADER true)
SELECT sei.begin_edit('reference data');
INSERT INTO sei.indicator_bound (indicator, bounded_by)
SELECT r.indicator, r.bounded_by FROM pg_temp.ref_indicator_bound r
ON CONFLICT DO NOTHING;
DROP TABLE pg_temp.ref_indicator_bound;
