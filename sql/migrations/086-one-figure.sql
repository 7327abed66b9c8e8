-- 086-one-figure.sql: a figure is read by one text, for now and for any moment; coverage knows the scope of the survey.
-- least extension version: 0.1
--
-- Functions that return more columns, or are there no more; the definitions make anew what stands on them.
DROP FUNCTION IF EXISTS sei.coverage_of(text, text, text, stat_period) CASCADE;
DROP FUNCTION IF EXISTS sei.coverage_count(text, text, text, stat_period) CASCADE;
DROP FUNCTION IF EXISTS sei.untouched_cell(text, text, text, text, stat_period, timestamptz) CASCADE;
DROP FUNCTION IF EXISTS sei.figure_at(text, text, text, text, sector, stat_period) CASCADE;
DROP FUNCTION IF EXISTS sei.figure_known(text, text, text, text, sector, stat_period, timestamptz) CASCADE;
DROP FUNCTION IF EXISTS sei.figure_reading(text, text, text, text, sector, stat_period, timestamptz) CASCADE;
DROP FUNCTION IF EXISTS sei.imputed_share(text, text, text, text, sector, stat_period, timestamptz) CASCADE;
DROP FUNCTION IF EXISTS sei.tally_known(text, text, text, text, stat_period, timestamptz) CASCADE;

-- Counted anew by data/080.
DELETE FROM sei.coverage_cell;
ALTER TABLE sei.coverage_cell
    DROP COLUMN negative,
    ADD COLUMN imputed bigint NOT NULL,
    ADD COLUMN unexpected bigint NOT NULL,
    ADD COLUMN entered bigint,
    ADD COLUMN left_out bigint,
    ADD COLUMN expected_by text;
COMMENT ON COLUMN sei.coverage_cell.imputed IS 'Expected enterprises whose value is imputed (status I), by the source or here.';
COMMENT ON COLUMN sei.coverage_cell.unexpected IS 'Enterprises that reported without being in scope.';
COMMENT ON COLUMN sei.coverage_cell.entered IS 'Expected enterprises that were not in scope a year before; NULL where no scope is on file for both days.';
COMMENT ON COLUMN sei.coverage_cell.left_out IS 'Enterprises in scope a year before and not now; NULL where no scope is on file for both days.';
COMMENT ON COLUMN sei.coverage_cell.expected_by IS 'scope (sei.enterprise_scope) or returns (who reported before); NULL when nothing was expected.';
COMMENT ON COLUMN sei.coverage_cell.received IS 'Of the expected: with a value that was not imputed here.';

CREATE INDEX enterprise_scope_days ON sei.enterprise_scope (valid_from, valid_to) WHERE known_to = 'infinity';
-- What was closed, by what it was about: answers for a moment, and when a return first came.
CREATE INDEX enterprise_return_closed ON sei.enterprise_return (indicator, period, enterprise_id) WHERE known_to <> 'infinity';
