-- 084-indicator-name.sql: under which other names plans speak of an indicator.
-- least extension version: 0.1
CREATE TABLE sei.indicator_name (
    indicator  text NOT NULL REFERENCES sei.indicator,
    name_zh    text NOT NULL,
    known_from timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to   timestamptz NOT NULL DEFAULT 'infinity',
    load_seq   bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (indicator, name_zh, known_from),
    CONSTRAINT indicator_name_known CHECK (known_from < known_to),
    CONSTRAINT indicator_name_is_words CHECK (name_zh = btrim(name_zh) AND name_zh <> '')
);
CREATE UNIQUE INDEX indicator_name_open ON sei.indicator_name (indicator, name_zh) WHERE known_to = 'infinity';
COMMENT ON TABLE sei.indicator_name IS
'Other names under which plans speak of an indicator (GDP, 规上工业增加值), beside indicator_version.name_zh: sei.propose_indicator looks for them. An office adds its own words.';
COMMENT ON COLUMN sei.indicator_name.indicator IS 'The indicator.';
COMMENT ON COLUMN sei.indicator_name.name_zh IS 'A name of it. Other words may stand between its Chinese characters, none within Latin letters and digits.';
COMMENT ON COLUMN sei.indicator_name.known_from IS 'Moment from which the row was known.';
COMMENT ON COLUMN sei.indicator_name.known_to IS 'Moment until which it was known; infinity for the current row.';
COMMENT ON COLUMN sei.indicator_name.load_seq IS 'Load or edit that made it known.';
