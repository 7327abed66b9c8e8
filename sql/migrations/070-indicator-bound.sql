-- 070-indicator-bound.sql: which indicator can never exceed which.
-- least extension version: 0.1
CREATE TABLE sei.indicator_bound (
    indicator  text NOT NULL REFERENCES sei.indicator,
    bounded_by text NOT NULL REFERENCES sei.indicator,
    known_from timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to   timestamptz NOT NULL DEFAULT 'infinity',
    load_seq   bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (indicator, bounded_by, known_from),
    CONSTRAINT indicator_bound_known CHECK (known_from < known_to),
    CONSTRAINT indicator_bound_not_itself CHECK (indicator <> bounded_by)
);
CREATE UNIQUE INDEX indicator_bound_open ON sei.indicator_bound (indicator, bounded_by) WHERE known_to = 'infinity';
COMMENT ON TABLE sei.indicator_bound IS
'Indicators that can never exceed another of the same unit that reports it for the same span (增加值 ≤ 总产值); sei.check_result looks for those that do.';
COMMENT ON COLUMN sei.indicator_bound.indicator IS 'The smaller one, e.g. value added.';
COMMENT ON COLUMN sei.indicator_bound.bounded_by IS 'The greater one, e.g. output; compared in base units.';
COMMENT ON COLUMN sei.indicator_bound.known_from IS 'Moment from which the row was known.';
COMMENT ON COLUMN sei.indicator_bound.known_to IS 'Moment until which it was known; infinity for the current row.';
COMMENT ON COLUMN sei.indicator_bound.load_seq IS 'Load or edit that made it known.';
