-- 050-figures.sql: the figures themselves: returns of enterprises and published statistics.
-- least extension version: 0.1
--
-- Values are as reported; multipliers of indicators are applied by views only. A suppressed value is NULL with
-- status Q: it is not zero. One sequence numbers both tables, so a figure_id names one figure.

CREATE SEQUENCE sei.figure_id AS bigint;
COMMENT ON SEQUENCE sei.figure_id IS 'Numbers of figures, shared by enterprise_return and statistic.';

CREATE TABLE sei.enterprise_return (
    figure_id     bigint NOT NULL DEFAULT nextval('sei.figure_id') PRIMARY KEY,
    enterprise_id bigint NOT NULL REFERENCES sei.enterprise,
    region_scheme text NOT NULL,
    region        text NOT NULL,
    indicator     text NOT NULL REFERENCES sei.indicator,
    period        stat_period NOT NULL,
    value         numeric,
    prior_value   numeric,
    status_raw    text,
    status        text NOT NULL DEFAULT 'A',
    source_time   timestamptz,
    run_id        bigint REFERENCES sei.run,
    page          int,
    row_ordinal   bigint,
    known_from    timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to      timestamptz NOT NULL DEFAULT 'infinity',
    load_seq      bigint NOT NULL DEFAULT sei.edit_load_seq(),
    FOREIGN KEY (region_scheme, region) REFERENCES sei.region,
    CONSTRAINT enterprise_return_known CHECK (known_from < known_to),
    CONSTRAINT enterprise_return_finite CHECK (value < 'Infinity' AND value > '-Infinity' AND prior_value < 'Infinity' AND prior_value > '-Infinity'),
    CONSTRAINT enterprise_return_status CHECK (status IN ('A', 'B', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'S', 'U', 'V', 'W')),
    CONSTRAINT enterprise_return_suppressed CHECK (status NOT IN ('M', 'L', 'Q', 'H', 'J', 'O') OR value IS NULL)
);
CREATE UNIQUE INDEX enterprise_return_open ON sei.enterprise_return (enterprise_id, indicator, period)
    WHERE known_to = 'infinity';
CREATE INDEX enterprise_return_cell ON sei.enterprise_return (region_scheme, region, indicator, period)
    WHERE known_to = 'infinity';
CREATE INDEX enterprise_return_known_to ON sei.enterprise_return (known_to) WHERE known_to <> 'infinity';
COMMENT ON TABLE sei.enterprise_return IS 'What an enterprise reported (企业报表): one indicator, one span of months. Micro data.';
COMMENT ON COLUMN sei.enterprise_return.figure_id IS 'Names this version of this figure.';
COMMENT ON COLUMN sei.enterprise_return.enterprise_id IS 'Who reported.';
COMMENT ON COLUMN sei.enterprise_return.region_scheme IS 'Scheme of the region code.';
COMMENT ON COLUMN sei.enterprise_return.region IS 'Region as reported (在地).';
COMMENT ON COLUMN sei.enterprise_return.indicator IS 'What was reported.';
COMMENT ON COLUMN sei.enterprise_return.period IS 'The span; monthly returns of flows are year to date (累计).';
COMMENT ON COLUMN sei.enterprise_return.value IS 'As reported, in the indicator''s unit times its multiplier; NULL when missing or suppressed, status says which.';
COMMENT ON COLUMN sei.enterprise_return.prior_value IS 'The same span of the year before as restated in the same report (上年同期); NULL when not given.';
COMMENT ON COLUMN sei.enterprise_return.status_raw IS 'Status flag as received.';
COMMENT ON COLUMN sei.enterprise_return.status IS 'SDMX CL_OBS_STATUS: A normal, E estimated, I imputed, P provisional, M missing, Q suppressed, B break and others.';

CREATE TABLE sei.statistic (
    figure_id       bigint NOT NULL DEFAULT nextval('sei.figure_id') PRIMARY KEY,
    region_scheme   text NOT NULL,
    region          text NOT NULL,
    sector          sector REFERENCES sei.sector_def,
    indicator       text NOT NULL REFERENCES sei.indicator,
    period          stat_period NOT NULL,
    breakdown       text NOT NULL DEFAULT '',
    measure         text NOT NULL DEFAULT 'level',
    price_basis     text NOT NULL DEFAULT 'current',
    value           numeric,
    prior_value     numeric,
    status_raw      text,
    status          text NOT NULL DEFAULT 'A',
    published_total boolean NOT NULL DEFAULT false,
    vintage         text,
    source_time     timestamptz,
    run_id          bigint REFERENCES sei.run,
    page            int,
    row_ordinal     bigint,
    known_from      timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to        timestamptz NOT NULL DEFAULT 'infinity',
    load_seq        bigint NOT NULL DEFAULT sei.edit_load_seq(),
    FOREIGN KEY (region_scheme, region) REFERENCES sei.region,
    CONSTRAINT statistic_known CHECK (known_from < known_to),
    CONSTRAINT statistic_finite CHECK (value < 'Infinity' AND value > '-Infinity' AND prior_value < 'Infinity' AND prior_value > '-Infinity'),
    CONSTRAINT statistic_measure CHECK (measure IN ('level', 'yoy', 'index')),
    CONSTRAINT statistic_price_basis CHECK (price_basis = 'current' OR price_basis ~ '^comparable(-[0-9]{4})?$'),
    CONSTRAINT statistic_breakdown CHECK (breakdown = btrim(breakdown)),
    CONSTRAINT statistic_status CHECK (status IN ('A', 'B', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'S', 'U', 'V', 'W')),
    CONSTRAINT statistic_suppressed CHECK (status NOT IN ('M', 'L', 'Q', 'H', 'J', 'O') OR value IS NULL)
);
CREATE UNIQUE INDEX statistic_open ON sei.statistic
    (indicator, region_scheme, region, period, sector, breakdown, measure, price_basis) NULLS NOT DISTINCT
    WHERE known_to = 'infinity';
CREATE INDEX statistic_known_to ON sei.statistic (known_to) WHERE known_to <> 'infinity';
COMMENT ON TABLE sei.statistic IS 'A published figure (统计数据) by region, sector, indicator and period.';
COMMENT ON COLUMN sei.statistic.figure_id IS 'Names this version of this figure.';
COMMENT ON COLUMN sei.statistic.region_scheme IS 'Scheme of the region code.';
COMMENT ON COLUMN sei.statistic.region IS 'Its region.';
COMMENT ON COLUMN sei.statistic.sector IS 'Its sector; NULL for a figure of all activities, such as GDP.';
COMMENT ON COLUMN sei.statistic.indicator IS 'What is measured.';
COMMENT ON COLUMN sei.statistic.period IS 'The span of months.';
COMMENT ON COLUMN sei.statistic.breakdown IS 'Further breakdown, such as own=5 (ownership); empty for none.';
COMMENT ON COLUMN sei.statistic.measure IS 'level, yoy (growth on the year before, ratio as published), index.';
COMMENT ON COLUMN sei.statistic.price_basis IS 'current (现价), comparable (可比价) or comparable-YYYY with its base year.';
COMMENT ON COLUMN sei.statistic.value IS 'As published, in the indicator''s unit times its multiplier; NULL when missing or suppressed, status says which.';
COMMENT ON COLUMN sei.statistic.prior_value IS 'The year before as restated in the same publication; NULL when not given.';
COMMENT ON COLUMN sei.statistic.status_raw IS 'Status flag as received.';
COMMENT ON COLUMN sei.statistic.status IS 'SDMX CL_OBS_STATUS: A normal, E estimated, I imputed, P provisional, M missing, Q suppressed, B break and others.';
COMMENT ON COLUMN sei.statistic.published_total IS 'True for a total published beside its parts: it never enters a tally.';
COMMENT ON COLUMN sei.statistic.vintage IS 'Vintage as the source labels it (初步核算, 最终核实, 普查修订); NULL when it does not.';
DO $$
DECLARE
    c record;
BEGIN
    FOR c IN
        SELECT a.attrelid::regclass AS rel, a.attname, d.text
        FROM pg_attribute a
        JOIN (VALUES ('source_time', 'Time of the source when it gave the figure; a load never replaces a later one.'),
                     ('run_id', 'Run that brought the figure; NULL where a person made it.'),
                     ('page', 'Page of the response that brought it, from 1.'),
                     ('row_ordinal', 'Row of the page that brought it, from 1.'),
                     ('known_from', 'Moment from which the figure was known.'),
                     ('known_to', 'Moment until which it was known; infinity for the current figure.'),
                     ('load_seq', 'Load or edit that made it known.')) AS d (name, text) ON d.name = a.attname
        WHERE a.attrelid = ANY ('{sei.enterprise_return,sei.statistic}'::regclass[])
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', c.rel, c.attname, c.text);
    END LOOP;
END
$$;

CREATE TABLE sei.tally_cell (
    root          text NOT NULL REFERENCES sei.classification,
    scope         text NOT NULL,
    region_scheme text NOT NULL,
    region        text NOT NULL,
    indicator     text NOT NULL REFERENCES sei.indicator,
    period        stat_period NOT NULL,
    tally         tally NOT NULL,
    missing       bigint NOT NULL,
    load_seq      bigint NOT NULL,
    PRIMARY KEY (root, scope, region_scheme, region, indicator, period)
);
COMMENT ON TABLE sei.tally_cell IS
'Exact sums by sector of what is known now, derived from the figures in the transaction that changes them; sei.verify_cells() proves them.';
COMMENT ON COLUMN sei.tally_cell.root IS 'Classification of the sectors.';
COMMENT ON COLUMN sei.tally_cell.scope IS 'enterprise = returns; statistic, or the breakdown such as own=5, = published leaves.';
COMMENT ON COLUMN sei.tally_cell.region_scheme IS 'Scheme of the region code.';
COMMENT ON COLUMN sei.tally_cell.region IS 'The region; returns count in their region and in every region above it.';
COMMENT ON COLUMN sei.tally_cell.indicator IS 'What is summed.';
COMMENT ON COLUMN sei.tally_cell.period IS 'The span; spans are never added up.';
COMMENT ON COLUMN sei.tally_cell.tally IS 'Sum and count by sector of values as reported; what is outside the classification is the entry without a sector.';
COMMENT ON COLUMN sei.tally_cell.missing IS 'Figures of the cell without a value (missing or suppressed): the sums are short by them.';
COMMENT ON COLUMN sei.tally_cell.load_seq IS 'Load or edit that last recomputed it.';

CREATE TABLE sei.dirty_cell (
    of_returns    boolean NOT NULL,
    region_scheme text NOT NULL,
    region        text NOT NULL,
    indicator     text NOT NULL,
    period        stat_period NOT NULL,
    PRIMARY KEY (of_returns, region_scheme, region, indicator, period)
);
COMMENT ON TABLE sei.dirty_cell IS 'Cells that a change has touched and that are not recomputed yet; empty between transactions.';
COMMENT ON COLUMN sei.dirty_cell.of_returns IS 'True for cells of returns, false for cells of statistics.';
COMMENT ON COLUMN sei.dirty_cell.region_scheme IS 'Scheme of the region code.';
COMMENT ON COLUMN sei.dirty_cell.region IS 'Region; for returns the regions above it are touched too.';
COMMENT ON COLUMN sei.dirty_cell.indicator IS 'Indicator.';
COMMENT ON COLUMN sei.dirty_cell.period IS 'Span.';

CREATE TYPE sei.load_counts AS (
    new_rows bigint, changed_rows bigint, unchanged_rows bigint, closed_rows bigint, duplicate_rows bigint,
    superseded_rows bigint, quarantined_rows bigint, load_seq bigint);
COMMENT ON TYPE sei.load_counts IS 'What became of the rows of a load; load_seq is NULL when nothing changed.';
