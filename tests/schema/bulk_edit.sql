-- An edit of very many enterprises and returns in a database without statistics ends: its cells are no matter of luck with the planner,
-- and those of an edit that touches very many cells are recomputed once.
\ir include/loads.psql

-- The tables are filled in the transaction that recomputes, so nothing can have analysed them. A plan that divides all
-- enterprises anew for each return took minutes here; a second is usual. The limit is no measure of speed; it is set on
-- SET CONSTRAINTS because a COMMIT knows none.
BEGIN;
SELECT sei.begin_edit('synthetic bulk edit') \g /dev/null
INSERT INTO sei.enterprise (code) SELECT 'bulk' || n FROM generate_series(1, 12000) n;
INSERT INTO sei.enterprise_version (enterprise_id, name, region_scheme, region, synthetic)
SELECT enterprise_id, code, 'synthetic', '111', true FROM sei.enterprise WHERE code LIKE 'bulk%';
INSERT INTO sei.enterprise_sector (enterprise_id, root, sector, weight)
SELECT enterprise_id, 'synthetic_a', 'synthetic_a.x.p', 0.9 FROM sei.enterprise WHERE code LIKE 'bulk%';
INSERT INTO sei.enterprise_return (enterprise_id, region_scheme, region, indicator, period, value)
SELECT e.enterprise_id, 'synthetic', (ARRAY['111', '12', '2'])[1 + e.enterprise_id % 3], 'synthetic_money', p::stat_period, 1
FROM sei.enterprise e CROSS JOIN unnest('{2014,2015}'::text[]) p WHERE e.code LIKE 'bulk%';
SET LOCAL statement_timeout = '60s';
SET CONSTRAINTS ALL IMMEDIATE;
COMMIT;

SELECT is((SELECT string_agg(tally_total(tally)::text || ' ' || tally_value(tally, 'synthetic_a')::text, ', ' ORDER BY period)
           FROM sei.tally_cell WHERE region_scheme = 'synthetic' AND region = '1' AND root = 'synthetic_a'),
          '8000 7200, 8000 7200', 'the cells of the province: every return, nine tenths of it in the classification');

-- At COMMIT every touched cell has an event. The first recomputes all; each other one looks for its own cell by key, for a scan
-- would pass all that the first has removed. The counts of this transaction alone tell, not the clock.
BEGIN;
SELECT sei.begin_edit('synthetic bulk edit of months') \g /dev/null
INSERT INTO sei.enterprise_return (enterprise_id, region_scheme, region, indicator, period, value)
SELECT e.enterprise_id, 'synthetic', '111', 'synthetic_people', (y || to_char(m, 'FM"-"00'))::stat_period, 1
FROM sei.enterprise e CROSS JOIN generate_series(1950, 2049) y CROSS JOIN generate_series(1, 12) m WHERE e.code = 'bulk1';
SELECT is(count(*), 1200::bigint, 'an edit touches many cells') FROM sei.dirty_cell;
SET CONSTRAINTS ALL IMMEDIATE;
SELECT cmp_ok(seq_scan, '<', 100::bigint, 'scans of dirty_cell do not grow with the cells touched') FROM pg_stat_xact_all_tables WHERE relid = 'sei.dirty_cell'::regclass;
COMMIT;
SELECT is((SELECT count(*) FROM sei.tally_cell WHERE region_scheme = 'synthetic' AND region = '1' AND indicator = 'synthetic_people' AND root = 'synthetic_a'), 1200::bigint, 'all are recomputed');
SELECT is_empty('SELECT * FROM sei.verify_cells()', 'cells equal a rescan');

\ir include/end.psql
