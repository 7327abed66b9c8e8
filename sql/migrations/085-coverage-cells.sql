-- 085-coverage-cells.sql: coverage of the spans that targets are judged on, kept beside their cells.
-- least extension version: 0.1
CREATE TABLE sei.coverage_cell (
    region_scheme      text NOT NULL,
    region             text NOT NULL,
    indicator          text NOT NULL REFERENCES sei.indicator,
    period             stat_period NOT NULL,
    expected           bigint NOT NULL,
    received           bigint NOT NULL,
    last_year          numeric,
    last_year_received numeric,
    negative           bigint NOT NULL,
    load_seq           bigint NOT NULL,
    PRIMARY KEY (region_scheme, region, indicator, period)
);
COMMENT ON TABLE sei.coverage_cell IS
'Counts of expected and received returns, derived in the transaction that changes them, for the spans that a target is judged on or compared with; sei.coverage_count gives them for any other. sei.verify_coverage() proves them.';
COMMENT ON COLUMN sei.coverage_cell.region_scheme IS 'Scheme of the region code.';
COMMENT ON COLUMN sei.coverage_cell.region IS 'The region; those below are included.';
COMMENT ON COLUMN sei.coverage_cell.indicator IS 'What is reported.';
COMMENT ON COLUMN sei.coverage_cell.period IS 'The span.';
COMMENT ON COLUMN sei.coverage_cell.expected IS 'Enterprises that should have reported it.';
COMMENT ON COLUMN sei.coverage_cell.received IS 'Enterprises with a value for it.';
COMMENT ON COLUMN sei.coverage_cell.last_year IS 'Their values of the same span a year before, as reported; NULL in a first year and where one of them is negative.';
COMMENT ON COLUMN sei.coverage_cell.last_year_received IS 'The part of it of those received; NULL where there is none.';
COMMENT ON COLUMN sei.coverage_cell.negative IS 'Returns of the span below 0.';
COMMENT ON COLUMN sei.coverage_cell.load_seq IS 'Load or edit that last changed it.';
