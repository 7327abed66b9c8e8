-- 080-imputed-sums.sql: how much of a cell is no observation.
-- least extension version: 0.1
ALTER TABLE sei.tally_cell ADD COLUMN imputed tally;
COMMENT ON COLUMN sei.tally_cell.imputed IS
'The part of tally that is imputed or estimated (status I or E), by sector; NULL when none is.';

-- It returns a column more; the definitions make it anew, with what stands on it.
DROP FUNCTION IF EXISTS sei.expected_cells(boolean) CASCADE;
