-- 081-plan-scan.sql: what target_scan read in a plan's text, until a person has confirmed it.
-- least extension version: 0.1
--
-- A working table, not history: rows become targets by sei.confirm_plan only, and may be thrown away.

CREATE SEQUENCE sei.plan_scan_id AS bigint;
CREATE TABLE sei.plan_scan (
    scan_id       bigint NOT NULL,
    ordinal       int NOT NULL,
    plan          text REFERENCES sei.plan,
    byte_offset   int NOT NULL,
    clause        text NOT NULL,
    subject       text,
    target        target,
    due           stat_period,
    baseline      stat_period,
    modality      text,
    annual        boolean,
    relative_to   text,
    scope         text,
    restates      int,
    note          text,
    decision      text NOT NULL,
    indicator     text REFERENCES sei.indicator,
    region_scheme text,
    region        text,
    sector        sector REFERENCES sei.sector_def,
    section       text,
    supersedes    text REFERENCES sei.plan_target,
    count_of      text,
    count_kinds   text[],
    count_status  text[],
    target_id     text REFERENCES sei.plan_target,
    imported_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    imported_by   text NOT NULL DEFAULT session_user,
    PRIMARY KEY (scan_id, ordinal),
    FOREIGN KEY (region_scheme, region) REFERENCES sei.region,
    CONSTRAINT plan_scan_decision CHECK (decision IN ('proposed', 'unread', 'confirmed', 'rejected')),
    CONSTRAINT plan_scan_count_of CHECK (count_of IN ('project', 'recognition', 'park'))
);
COMMENT ON TABLE sei.plan_scan IS
'Rows that sei.import_plan read in the text of a plan, for a person to complete and confirm; sei.confirm_plan makes targets of the confirmed ones. A working table without history.';
COMMENT ON COLUMN sei.plan_scan.scan_id IS 'One import of one text.';
COMMENT ON COLUMN sei.plan_scan.ordinal IS 'Place in the text, from 1.';
COMMENT ON COLUMN sei.plan_scan.plan IS 'Plan that the targets shall belong to; NULL until it is named.';
COMMENT ON COLUMN sei.plan_scan.byte_offset IS 'Where the clause begins in the text, in bytes from 0.';
COMMENT ON COLUMN sei.plan_scan.clause IS 'The words of the text, verbatim; they become text_zh.';
COMMENT ON COLUMN sei.plan_scan.subject IS 'What the figure is said of.';
COMMENT ON COLUMN sei.plan_scan.target IS 'The promise as read; NULL when it is none or was not understood: a person may write it.';
COMMENT ON COLUMN sei.plan_scan.due IS 'Due period as read; NULL when the text does not tell.';
COMMENT ON COLUMN sei.plan_scan.baseline IS 'Period that a change is counted from, as read; NULL when the text names none.';
COMMENT ON COLUMN sei.plan_scan.modality IS 'binding (须, 确保), aspirational (力争), expected, or done for an achieved figure.';
COMMENT ON COLUMN sei.plan_scan.annual IS 'Whether the text says 年均 or 每年.';
COMMENT ON COLUMN sei.plan_scan.relative_to IS 'Other indicator or rank that the target refers to.';
COMMENT ON COLUMN sei.plan_scan.scope IS 'What narrows the row (其中, 产值超千亿元, a price basis).';
COMMENT ON COLUMN sei.plan_scan.restates IS 'Ordinal of the row that states the same target first.';
COMMENT ON COLUMN sei.plan_scan.note IS 'Why it was not understood, or which row it contradicts.';
COMMENT ON COLUMN sei.plan_scan.decision IS 'proposed, unread (no target was read), confirmed or rejected (also what was achieved already). A person sets it.';
COMMENT ON COLUMN sei.plan_scan.indicator IS 'Indicator of the target: proposed by its Chinese name, where one fits the words and the unit; a person decides.';
COMMENT ON COLUMN sei.plan_scan.region_scheme IS 'Scheme of the region code.';
COMMENT ON COLUMN sei.plan_scan.region IS 'Region that it is promised for: that of the plan, unless a person says otherwise.';
COMMENT ON COLUMN sei.plan_scan.sector IS 'Sector; NULL = the plan''s whole classification.';
COMMENT ON COLUMN sei.plan_scan.section IS 'Clause of the plan (条款), e.g. 六（一）; becomes plan_target_version.clause.';
COMMENT ON COLUMN sei.plan_scan.supersedes IS 'Target that it replaces, e.g. the draft''s.';
COMMENT ON COLUMN sei.plan_scan.count_of IS 'As in plan_target_version: what is counted.';
COMMENT ON COLUMN sei.plan_scan.count_kinds IS 'As in plan_target_version: kinds that count.';
COMMENT ON COLUMN sei.plan_scan.count_status IS 'As in plan_target_version: states that count.';
COMMENT ON COLUMN sei.plan_scan.target_id IS 'The target that sei.confirm_plan made of it; NULL before.';
COMMENT ON COLUMN sei.plan_scan.imported_at IS 'When the text was read.';
COMMENT ON COLUMN sei.plan_scan.imported_by IS 'Who read it.';
COMMENT ON SEQUENCE sei.plan_scan_id IS 'Numbers the imports of plan_scan.';
