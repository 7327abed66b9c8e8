-- 030-subject-side.sql: whom the figures are about: enterprises, their sectors, recognitions, parks, projects.
-- least extension version: 0.1
--
-- Identity tables (enterprise, park, project) are what foreign keys name; facts are in <name>_version.
-- run_id, page and row_ordinal say which line of which response brought a row; NULL where a person made it.

CREATE TABLE sei.enterprise (
    enterprise_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code          text NOT NULL UNIQUE CHECK (code <> '' AND code = btrim(code))
);
COMMENT ON TABLE sei.enterprise IS 'An enterprise of the key-enterprise database (重点企业数据库); identity only, facts in enterprise_version.';
COMMENT ON COLUMN sei.enterprise.enterprise_id IS 'Key in this database.';
COMMENT ON COLUMN sei.enterprise.code IS 'Code under which feeds name it: its unified social credit code, or the source''s own.';

CREATE TABLE sei.enterprise_version (
    enterprise_id  bigint NOT NULL REFERENCES sei.enterprise,
    uscc           text,
    name           text NOT NULL,
    group_id       bigint REFERENCES sei.enterprise,
    region_scheme  text NOT NULL,
    region         text NOT NULL,
    industry       text,
    business_scope text,
    synthetic      boolean NOT NULL DEFAULT false,
    run_id         bigint,
    page           int,
    row_ordinal    bigint,
    known_from     timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to       timestamptz NOT NULL DEFAULT 'infinity',
    load_seq       bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (enterprise_id, known_from),
    FOREIGN KEY (region_scheme, region) REFERENCES sei.region,
    CONSTRAINT enterprise_version_known CHECK (known_from < known_to),
    CONSTRAINT enterprise_version_not_own_group CHECK (group_id <> enterprise_id),
    CONSTRAINT enterprise_version_uscc CHECK (uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$')
);
CREATE UNIQUE INDEX enterprise_version_open ON sei.enterprise_version (enterprise_id) WHERE known_to = 'infinity';
CREATE INDEX enterprise_version_uscc_open ON sei.enterprise_version (uscc) WHERE known_to = 'infinity';
CREATE INDEX enterprise_version_region ON sei.enterprise_version (region_scheme, region) WHERE known_to = 'infinity';
COMMENT ON TABLE sei.enterprise_version IS 'Facts about an enterprise as known over time.';
COMMENT ON COLUMN sei.enterprise_version.enterprise_id IS 'The enterprise.';
COMMENT ON COLUMN sei.enterprise_version.uscc IS 'Unified social credit code (统一社会信用代码), 18 characters, GB 32100-2015; NULL when not known.';
COMMENT ON COLUMN sei.enterprise_version.name IS 'Registered name (企业名称).';
COMMENT ON COLUMN sei.enterprise_version.group_id IS 'Enterprise that owns it (集团); NULL when none is known.';
COMMENT ON COLUMN sei.enterprise_version.region_scheme IS 'Scheme of the region code.';
COMMENT ON COLUMN sei.enterprise_version.region IS 'Where it is registered (法人所在地).';
COMMENT ON COLUMN sei.enterprise_version.industry IS 'Industry code of GB/T 4754 as reported (行业代码); NULL when not reported.';
COMMENT ON COLUMN sei.enterprise_version.business_scope IS 'Business scope as registered (经营范围).';
COMMENT ON COLUMN sei.enterprise_version.synthetic IS 'True for made-up enterprises of demonstrations and tests.';

CREATE TABLE sei.enterprise_sector (
    enterprise_id bigint NOT NULL REFERENCES sei.enterprise,
    root          text NOT NULL REFERENCES sei.classification,
    sector        sector NOT NULL REFERENCES sei.sector_def,
    weight        numeric NOT NULL DEFAULT 1,
    valid_from    date NOT NULL DEFAULT '-infinity',
    valid_to      date NOT NULL DEFAULT 'infinity',
    origin        text NOT NULL DEFAULT 'declared',
    run_id        bigint,
    page          int,
    row_ordinal   bigint,
    known_from    timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to      timestamptz NOT NULL DEFAULT 'infinity',
    load_seq      bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (enterprise_id, sector, valid_from, known_from),
    CONSTRAINT enterprise_sector_known CHECK (known_from < known_to),
    CONSTRAINT enterprise_sector_valid CHECK (valid_from <= valid_to),
    CONSTRAINT enterprise_sector_weight CHECK (weight > 0 AND weight <= 1),
    CONSTRAINT enterprise_sector_origin CHECK (origin IN ('reported', 'coefficient', 'declared', 'classified')),
    CONSTRAINT enterprise_sector_root CHECK (split_part(sector::text, '.', 1) = root)
);
CREATE UNIQUE INDEX enterprise_sector_open ON sei.enterprise_sector (enterprise_id, sector, valid_from)
    WHERE known_to = 'infinity';
CREATE INDEX enterprise_sector_by_sector ON sei.enterprise_sector (sector) WHERE known_to = 'infinity';
COMMENT ON TABLE sei.enterprise_sector IS
'Which part of an enterprise belongs to which sector, and when (产业归属). The weights of one enterprise, classification and day add up to 1 at most; the rest is outside the classification.';
COMMENT ON COLUMN sei.enterprise_sector.enterprise_id IS 'The enterprise.';
COMMENT ON COLUMN sei.enterprise_sector.root IS 'The classification: the first label of the sector.';
COMMENT ON COLUMN sei.enterprise_sector.sector IS 'The sector.';
COMMENT ON COLUMN sei.enterprise_sector.weight IS 'Part of its figures that belongs to the sector: ratio above 0 up to 1.';
COMMENT ON COLUMN sei.enterprise_sector.valid_from IS 'First day of validity; -infinity when always.';
COMMENT ON COLUMN sei.enterprise_sector.valid_to IS 'Last day of validity; infinity while it lasts. A return takes the weights of the last month of its span.';
COMMENT ON COLUMN sei.enterprise_sector.origin IS 'reported product output, coefficient of the industry, declared by the office (what an edit means unless it says otherwise), or classified by sei.';

CREATE TABLE sei.recognition (
    enterprise_id bigint NOT NULL REFERENCES sei.enterprise,
    recognition   text NOT NULL CHECK (recognition IN ('leader', 'key_enterprise')),
    valid_from    date NOT NULL,
    valid_to      date NOT NULL DEFAULT 'infinity',
    withdrawn     date,
    run_id        bigint,
    page          int,
    row_ordinal   bigint,
    known_from    timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to      timestamptz NOT NULL DEFAULT 'infinity',
    load_seq      bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (enterprise_id, recognition, valid_from, known_from),
    CONSTRAINT recognition_known CHECK (known_from < known_to),
    CONSTRAINT recognition_valid CHECK (valid_from <= valid_to),
    CONSTRAINT recognition_withdrawn CHECK (withdrawn >= valid_from)
);
CREATE UNIQUE INDEX recognition_open ON sei.recognition (enterprise_id, recognition, valid_from)
    WHERE known_to = 'infinity';
COMMENT ON TABLE sei.recognition IS 'Recognition of an enterprise as a leader (龙头企业) or key enterprise (重点企业), with its withdrawal (摘牌).';
COMMENT ON COLUMN sei.recognition.enterprise_id IS 'The enterprise.';
COMMENT ON COLUMN sei.recognition.recognition IS 'leader = 龙头企业, key_enterprise = 重点企业.';
COMMENT ON COLUMN sei.recognition.valid_from IS 'Day of the recognition.';
COMMENT ON COLUMN sei.recognition.valid_to IS 'Last day for which it was given; infinity when without term.';
COMMENT ON COLUMN sei.recognition.withdrawn IS 'Day of its withdrawal (摘牌); NULL while it stands.';

CREATE TABLE sei.park (
    park_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code    text NOT NULL UNIQUE CHECK (code <> '' AND code = btrim(code))
);
COMMENT ON TABLE sei.park IS 'An industrial park (产业园区); identity only, facts in park_version.';
COMMENT ON COLUMN sei.park.park_id IS 'Key in this database.';
COMMENT ON COLUMN sei.park.code IS 'Code under which feeds name it.';

CREATE TABLE sei.park_version (
    park_id       bigint NOT NULL REFERENCES sei.park,
    name          text NOT NULL,
    region_scheme text NOT NULL,
    region        text NOT NULL,
    status        text NOT NULL,
    status_date   date,
    run_id        bigint,
    page          int,
    row_ordinal   bigint,
    known_from    timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to      timestamptz NOT NULL DEFAULT 'infinity',
    load_seq      bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (park_id, known_from),
    FOREIGN KEY (region_scheme, region) REFERENCES sei.region,
    CONSTRAINT park_version_known CHECK (known_from < known_to),
    CONSTRAINT park_version_status CHECK (status IN ('planned', 'building', 'established', 'withdrawn'))
);
CREATE UNIQUE INDEX park_version_open ON sei.park_version (park_id) WHERE known_to = 'infinity';
COMMENT ON TABLE sei.park_version IS 'Facts about a park as known over time.';
COMMENT ON COLUMN sei.park_version.park_id IS 'The park.';
COMMENT ON COLUMN sei.park_version.name IS 'Its name.';
COMMENT ON COLUMN sei.park_version.region_scheme IS 'Scheme of the region code.';
COMMENT ON COLUMN sei.park_version.region IS 'Where it is.';
COMMENT ON COLUMN sei.park_version.status IS 'planned, building, established (初步建成), withdrawn.';
COMMENT ON COLUMN sei.park_version.status_date IS 'Day since which the status holds; NULL when not known.';

CREATE TABLE sei.project (
    project_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code       text NOT NULL UNIQUE CHECK (code <> '' AND code = btrim(code))
);
COMMENT ON TABLE sei.project IS 'A project of the plan; identity only, facts in project_version.';
COMMENT ON COLUMN sei.project.project_id IS 'Key in this database.';
COMMENT ON COLUMN sei.project.code IS 'Code under which feeds name it.';

CREATE TABLE sei.project_version (
    project_id    bigint NOT NULL REFERENCES sei.project,
    name          text NOT NULL,
    project_kind  text NOT NULL,
    region_scheme text NOT NULL,
    region        text NOT NULL,
    sector        sector REFERENCES sei.sector_def,
    status        text NOT NULL,
    status_date   date,
    investment    numeric,
    run_id        bigint,
    page          int,
    row_ordinal   bigint,
    known_from    timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to      timestamptz NOT NULL DEFAULT 'infinity',
    load_seq      bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (project_id, known_from),
    FOREIGN KEY (region_scheme, region) REFERENCES sei.region,
    CONSTRAINT project_version_known CHECK (known_from < known_to),
    CONSTRAINT project_version_kind CHECK (project_kind IN ('pilot', 'innovation', 'demonstration')),
    CONSTRAINT project_version_status CHECK (status IN ('approved', 'started', 'completed', 'cancelled')),
    CONSTRAINT project_version_investment CHECK (investment >= 0 AND investment < 'Infinity')
);
CREATE UNIQUE INDEX project_version_open ON sei.project_version (project_id) WHERE known_to = 'infinity';
COMMENT ON TABLE sei.project_version IS 'Facts about a project as known over time; its status history is its versions.';
COMMENT ON COLUMN sei.project_version.project_id IS 'The project.';
COMMENT ON COLUMN sei.project_version.name IS 'Its name.';
COMMENT ON COLUMN sei.project_version.project_kind IS 'pilot = 试点项目, innovation = 重大产业创新发展工程, demonstration = 重大应用示范工程.';
COMMENT ON COLUMN sei.project_version.region_scheme IS 'Scheme of the region code.';
COMMENT ON COLUMN sei.project_version.region IS 'Where it is.';
COMMENT ON COLUMN sei.project_version.sector IS 'Its sector; NULL when not stated.';
COMMENT ON COLUMN sei.project_version.status IS 'approved, started, completed, cancelled.';
COMMENT ON COLUMN sei.project_version.status_date IS 'Day since which the status holds; NULL when not known.';
COMMENT ON COLUMN sei.project_version.investment IS 'Planned investment in yuan (元) as reported; NULL when not stated.';

-- Columns that mean the same in every table are described once.
DO $$
DECLARE
    c record;
BEGIN
    FOR c IN
        SELECT a.attrelid::regclass AS rel, a.attname, d.text
        FROM pg_attribute a
        JOIN (VALUES ('run_id', 'Run that brought the row; NULL where a person made it.'),
                     ('page', 'Page of the response that brought it, from 1; NULL where a person made it.'),
                     ('row_ordinal', 'Row of the page that brought it, from 1; NULL where a person made it.'),
                     ('known_from', 'Moment from which the row was known.'),
                     ('known_to', 'Moment until which it was known; infinity for the current row.'),
                     ('load_seq', 'Load or edit that made it known.')) AS d (name, text) ON d.name = a.attname
        WHERE a.attrelid = ANY ('{sei.enterprise_version,sei.enterprise_sector,sei.recognition,sei.park_version,sei.project_version}'::regclass[])
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', c.rel, c.attname, c.text);
    END LOOP;
END
$$;
