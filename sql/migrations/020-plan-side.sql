-- 020-plan-side.sql: what a plan talks about: classifications, regions, indicators, and the plan itself.
-- least extension version: 0.1
--
-- Identity tables are never versioned, so that foreign keys can name them; facts are in <name>_version with
-- known_from, known_to (one open row an identity, known_to = infinity). <name>_current joins the two as of now.
-- Nothing here knows any particular plan: an office's plan is rows, loaded from CSV files or by SQL
-- between SELECT sei.begin_edit() and COMMIT.

-- ---------------------------------------------------------------------------------------------------------
-- Classifications and their sectors
-- ---------------------------------------------------------------------------------------------------------
CREATE TABLE sei.classification (
    root text PRIMARY KEY,
    CONSTRAINT classification_root_is_one_label CHECK (sector_is_valid(root) AND strpos(root, '.') = 0)
);
COMMENT ON TABLE sei.classification IS
'A classification of activities (产业分类) in one edition; identity only, facts in classification_version. Two editions are two roots, so their codes never mix.';
COMMENT ON COLUMN sei.classification.root IS 'First label of every sector path of this classification, e.g. sx in sx.new_energy; no dots.';

CREATE TABLE sei.classification_version (
    root       text NOT NULL REFERENCES sei.classification,
    title      text NOT NULL,
    source     text,
    official   boolean NOT NULL,
    edition    text NOT NULL,
    known_from timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to   timestamptz NOT NULL DEFAULT 'infinity',
    load_seq   bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (root, known_from),
    CONSTRAINT classification_version_known CHECK (known_from < known_to)
);
CREATE UNIQUE INDEX classification_version_open ON sei.classification_version (root) WHERE known_to = 'infinity';
COMMENT ON TABLE sei.classification_version IS 'Facts about a classification as known over time.';
COMMENT ON COLUMN sei.classification_version.root IS 'The classification.';
COMMENT ON COLUMN sei.classification_version.title IS 'Its title as published.';
COMMENT ON COLUMN sei.classification_version.source IS 'Document or agency that publishes it; NULL when unknown.';
COMMENT ON COLUMN sei.classification_version.official IS 'True when published by the body entitled to; false for a draft, which every output must label so.';
COMMENT ON COLUMN sei.classification_version.edition IS 'Edition, usually its year (版本).';

CREATE TABLE sei.sector_def (
    sector sector PRIMARY KEY,
    root   text NOT NULL REFERENCES sei.classification,
    parent sector GENERATED ALWAYS AS (sector_parent(sector)) STORED REFERENCES sei.sector_def,
    CONSTRAINT sector_def_root_matches CHECK (split_part(sector::text, '.', 1) = root)
);
CREATE INDEX sector_def_root ON sei.sector_def (root, sector);
COMMENT ON TABLE sei.sector_def IS
'A node of a classification''s tree (产业门类, 产品); identity only, facts in sector_def_version. The root is a node too; every other node needs its parent.';
COMMENT ON COLUMN sei.sector_def.sector IS 'Path from the root, e.g. sx.new_energy.wind.';
COMMENT ON COLUMN sei.sector_def.root IS 'Its classification: the first label of the path.';
COMMENT ON COLUMN sei.sector_def.parent IS 'The node above, computed from the path; NULL for the root.';

CREATE TABLE sei.sector_def_version (
    sector        sector NOT NULL REFERENCES sei.sector_def,
    code          text,
    name_zh       text,
    name_en       text,
    product_terms text[] NOT NULL DEFAULT '{}',
    clause        text,
    known_from    timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to      timestamptz NOT NULL DEFAULT 'infinity',
    load_seq      bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (sector, known_from),
    CONSTRAINT sector_def_version_known CHECK (known_from < known_to),
    CONSTRAINT sector_def_version_is_named CHECK (num_nonnulls(name_zh, name_en) > 0)
);
CREATE UNIQUE INDEX sector_def_version_open ON sei.sector_def_version (sector) WHERE known_to = 'infinity';
CREATE UNIQUE INDEX sector_def_version_code ON sei.sector_def_version (split_part(sector::text, '.', 1), code)
    WHERE known_to = 'infinity';
COMMENT ON TABLE sei.sector_def_version IS 'Facts about a sector as known over time.';
COMMENT ON COLUMN sei.sector_def_version.sector IS 'The sector.';
COMMENT ON COLUMN sei.sector_def_version.code IS 'The code that the classification itself uses, e.g. 31-33; feeds are looked up by it; unique in a classification; NULL when it has none.';
COMMENT ON COLUMN sei.sector_def_version.name_zh IS 'Chinese name (中文名称); NULL when the classification has none.';
COMMENT ON COLUMN sei.sector_def_version.name_en IS 'English name; NULL when none is known.';
COMMENT ON COLUMN sei.sector_def_version.product_terms IS 'Products and services that the source names for this sector, verbatim, in its order (重点产品); {} when it names none.';
COMMENT ON COLUMN sei.sector_def_version.clause IS 'Clause of the document that defines it (条款), e.g. 五（一）; NULL when not from a document with clauses.';

CREATE TABLE sei.correspondence (
    from_sector sector NOT NULL REFERENCES sei.sector_def,
    to_sector   sector NOT NULL REFERENCES sei.sector_def,
    weight      numeric,
    is_partial  boolean NOT NULL,
    source      text NOT NULL,
    official    boolean NOT NULL,
    known_from  timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to    timestamptz NOT NULL DEFAULT 'infinity',
    load_seq    bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (from_sector, to_sector, known_from),
    CONSTRAINT correspondence_known CHECK (known_from < known_to),
    CONSTRAINT correspondence_weight_range CHECK (weight > 0 AND weight <= 1),
    CONSTRAINT correspondence_full_weight CHECK (is_partial OR weight IS NULL OR weight = 1),
    CONSTRAINT correspondence_between_roots
        CHECK (split_part(from_sector::text, '.', 1) <> split_part(to_sector::text, '.', 1))
);
CREATE UNIQUE INDEX correspondence_open ON sei.correspondence (from_sector, to_sector) WHERE known_to = 'infinity';
CREATE INDEX correspondence_to ON sei.correspondence (to_sector);
COMMENT ON TABLE sei.correspondence IS 'Which sector of one classification belongs to which of another (对照表).';
COMMENT ON COLUMN sei.correspondence.from_sector IS 'Sector of the finer or older classification.';
COMMENT ON COLUMN sei.correspondence.to_sector IS 'Sector of another classification that it belongs to.';
COMMENT ON COLUMN sei.correspondence.weight IS 'Part of from_sector that belongs to to_sector, above 0 up to 1 (ratio); NULL when partial and not known.';
COMMENT ON COLUMN sei.correspondence.is_partial IS 'True when only part of from_sector belongs (marked * in official tables).';
COMMENT ON COLUMN sei.correspondence.source IS 'Where the row comes from.';
COMMENT ON COLUMN sei.correspondence.official IS 'False for a draft, which every output must label so.';

-- ---------------------------------------------------------------------------------------------------------
-- Regions
-- ---------------------------------------------------------------------------------------------------------
CREATE TABLE sei.region (
    region_scheme text NOT NULL,
    region        text NOT NULL,
    PRIMARY KEY (region_scheme, region),
    CONSTRAINT region_scheme_is_word CHECK (region_scheme ~ '^[a-z][a-z0-9_]*$'),
    CONSTRAINT region_is_code CHECK (region <> '' AND region = btrim(region))
);
COMMENT ON TABLE sei.region IS 'A place by the code of a scheme (行政区划); identity only, facts in region_version.';
COMMENT ON COLUMN sei.region.region_scheme IS 'The scheme of codes: gb2260 = GB/T 2260 of China, us_fips = FIPS of the United States.';
COMMENT ON COLUMN sei.region.region IS 'Its code in the scheme, as text with leading zeros.';

CREATE TABLE sei.region_version (
    region_scheme text NOT NULL,
    region        text NOT NULL,
    name          text NOT NULL,
    name_en       text,
    level         text NOT NULL,
    parent        text,
    valid_from    date NOT NULL DEFAULT '-infinity',
    valid_to      date NOT NULL DEFAULT 'infinity',
    known_from    timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to      timestamptz NOT NULL DEFAULT 'infinity',
    load_seq      bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (region_scheme, region, known_from),
    FOREIGN KEY (region_scheme, region) REFERENCES sei.region,
    FOREIGN KEY (region_scheme, parent) REFERENCES sei.region,
    CONSTRAINT region_version_known CHECK (known_from < known_to),
    CONSTRAINT region_version_valid CHECK (valid_from <= valid_to),
    CONSTRAINT region_version_level CHECK (level IN ('nation', 'province', 'state', 'territory', 'prefecture', 'county', 'zone')),
    CONSTRAINT region_version_not_own_parent CHECK (parent <> region)
);
CREATE UNIQUE INDEX region_version_open ON sei.region_version (region_scheme, region) WHERE known_to = 'infinity';
CREATE INDEX region_version_parent ON sei.region_version (region_scheme, parent);
COMMENT ON TABLE sei.region_version IS 'Facts about a region as known over time.';
COMMENT ON COLUMN sei.region_version.region_scheme IS 'Scheme of codes.';
COMMENT ON COLUMN sei.region_version.region IS 'The region.';
COMMENT ON COLUMN sei.region_version.name IS 'Name in the scheme''s own language (名称).';
COMMENT ON COLUMN sei.region_version.name_en IS 'English name; NULL when none is recorded.';
COMMENT ON COLUMN sei.region_version.level IS 'nation, province, state, territory, prefecture (地级市), county (县区) or zone (开发区).';
COMMENT ON COLUMN sei.region_version.parent IS 'Code of the region it belongs to, same scheme; NULL at the top.';
COMMENT ON COLUMN sei.region_version.valid_from IS 'First day that the unit exists under this code; -infinity when not recorded.';
COMMENT ON COLUMN sei.region_version.valid_to IS 'Last day that the unit exists under this code, inclusive; infinity while it does.';

CREATE TABLE sei.region_group (
    region_group text PRIMARY KEY CHECK (region_group ~ '^[a-z][a-z0-9_.]*$')
);
COMMENT ON TABLE sei.region_group IS 'A named group of regions that is no administrative unit (e.g. a mountain range); identity only.';
COMMENT ON COLUMN sei.region_group.region_group IS 'Its key: lower case ASCII.';

CREATE TABLE sei.region_group_version (
    region_group text NOT NULL REFERENCES sei.region_group,
    name_zh      text NOT NULL,
    name_en      text,
    note         text,
    known_from   timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to     timestamptz NOT NULL DEFAULT 'infinity',
    load_seq     bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (region_group, known_from),
    CONSTRAINT region_group_version_known CHECK (known_from < known_to)
);
CREATE UNIQUE INDEX region_group_version_open ON sei.region_group_version (region_group) WHERE known_to = 'infinity';
COMMENT ON TABLE sei.region_group_version IS 'Facts about a region group as known over time.';
COMMENT ON COLUMN sei.region_group_version.region_group IS 'The group.';
COMMENT ON COLUMN sei.region_group_version.name_zh IS 'Its name as the document writes it.';
COMMENT ON COLUMN sei.region_group_version.name_en IS 'English name; NULL when none is recorded.';
COMMENT ON COLUMN sei.region_group_version.note IS 'How its members were decided; NULL when the document lists them.';

CREATE TABLE sei.region_group_member (
    region_group  text NOT NULL REFERENCES sei.region_group,
    region_scheme text NOT NULL,
    region        text NOT NULL,
    known_from    timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to      timestamptz NOT NULL DEFAULT 'infinity',
    load_seq      bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (region_group, region_scheme, region, known_from),
    FOREIGN KEY (region_scheme, region) REFERENCES sei.region,
    CONSTRAINT region_group_member_known CHECK (known_from < known_to)
);
CREATE UNIQUE INDEX region_group_member_open ON sei.region_group_member (region_group, region_scheme, region)
    WHERE known_to = 'infinity';
COMMENT ON TABLE sei.region_group_member IS 'Which regions a group consists of, as known over time.';
COMMENT ON COLUMN sei.region_group_member.region_group IS 'The group.';
COMMENT ON COLUMN sei.region_group_member.region_scheme IS 'Scheme of codes.';
COMMENT ON COLUMN sei.region_group_member.region IS 'A region in it.';

-- ---------------------------------------------------------------------------------------------------------
-- Indicators
-- ---------------------------------------------------------------------------------------------------------
CREATE TABLE sei.indicator (
    indicator text PRIMARY KEY CHECK (indicator ~ '^[a-z][a-z0-9_]*$')
);
COMMENT ON TABLE sei.indicator IS
'What is measured (指标); identity only, facts in indicator_version. The denominator is part of a ratio''s identity: value added over GDP and output over output are two indicators.';
COMMENT ON COLUMN sei.indicator.indicator IS 'Its key: lower case ASCII, e.g. value_added.';

CREATE TABLE sei.indicator_version (
    indicator    text NOT NULL REFERENCES sei.indicator,
    name_zh      text NOT NULL,
    name_en      text NOT NULL,
    unit         text NOT NULL,
    multiplier   numeric NOT NULL DEFAULT 1,
    direction    text NOT NULL,
    aggregation  text NOT NULL,
    numerator    text REFERENCES sei.indicator,
    denominator  text REFERENCES sei.indicator,
    price_basis  text NOT NULL DEFAULT 'current',
    frequency    text NOT NULL,
    min_coverage numeric NOT NULL DEFAULT 0.9,
    known_from   timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to     timestamptz NOT NULL DEFAULT 'infinity',
    load_seq     bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (indicator, known_from),
    CONSTRAINT indicator_version_known CHECK (known_from < known_to),
    CONSTRAINT indicator_version_multiplier CHECK (multiplier > 0 AND multiplier < 'Infinity'),
    CONSTRAINT indicator_version_direction CHECK (direction IN ('up', 'down', 'within')),
    CONSTRAINT indicator_version_aggregation
        CHECK (aggregation IN ('flow_ytd', 'flow', 'stock', 'ratio', 'index', 'count')),
    CONSTRAINT indicator_version_frequency
        CHECK (frequency IN ('month', 'quarter', 'half', 'year', 'event')),
    CONSTRAINT indicator_version_price_basis CHECK (price_basis = 'current' OR price_basis ~ '^comparable(-[0-9]{4})?$'),
    CONSTRAINT indicator_version_min_coverage CHECK (min_coverage >= 0 AND min_coverage <= 1),
    CONSTRAINT indicator_version_ratio_has_parts
        CHECK ((numerator IS NULL) = (denominator IS NULL) AND (numerator IS NULL OR aggregation = 'ratio')),
    CONSTRAINT indicator_version_not_of_itself CHECK (numerator <> indicator AND denominator <> indicator)
);
CREATE UNIQUE INDEX indicator_version_open ON sei.indicator_version (indicator) WHERE known_to = 'infinity';
COMMENT ON TABLE sei.indicator_version IS 'Facts about an indicator as known over time.';
COMMENT ON COLUMN sei.indicator_version.indicator IS 'The indicator.';
COMMENT ON COLUMN sei.indicator_version.name_zh IS 'Chinese name (指标名称).';
COMMENT ON COLUMN sei.indicator_version.name_en IS 'English name.';
COMMENT ON COLUMN sei.indicator_version.unit IS 'Base unit of its values after the multiplier: 元, 人, 个, USD; % for a ratio that is written in per cent (its value is still the ratio: 7 % is 0.07).';
COMMENT ON COLUMN sei.indicator_version.multiplier IS 'Reported value × multiplier = value in the base unit (10000 for 万元). Figures are stored as reported; views apply it.';
COMMENT ON COLUMN sei.indicator_version.direction IS 'up = more is better, down = less is better, within = inside a range is better. An operator in the target decides before it.';
COMMENT ON COLUMN sei.indicator_version.aggregation IS 'flow_ytd = flow reported from January on (累计), flow, stock, ratio, index, count (of evidence rows).';
COMMENT ON COLUMN sei.indicator_version.numerator IS 'For a ratio of two indicators: the one above the line; NULL when the ratio itself is published, and for anything else.';
COMMENT ON COLUMN sei.indicator_version.denominator IS 'For a ratio of two indicators: the one below the line; else NULL.';
COMMENT ON COLUMN sei.indicator_version.price_basis IS 'current (现价) or comparable with its base year (可比价), e.g. comparable-2010; published figures of another basis are not this indicator''s.';
COMMENT ON COLUMN sei.indicator_version.frequency IS 'How often it is published: month, quarter, half, year, or event. A span alone does not tell: 2015-01..03 is a quarter and year to date.';
COMMENT ON COLUMN sei.indicator_version.min_coverage IS 'Least coverage, 0..1, that a span of returns must reach to count as the figure of its period.';

-- ---------------------------------------------------------------------------------------------------------
-- The plan
-- ---------------------------------------------------------------------------------------------------------
CREATE TABLE sei.plan (
    plan text PRIMARY KEY CHECK (plan ~ '^[a-z][a-z0-9_]*$')
);
COMMENT ON TABLE sei.plan IS 'A plan that an office follows (规划, 意见); identity only, facts in plan_version.';
COMMENT ON COLUMN sei.plan.plan IS 'Its key: lower case ASCII.';

CREATE TABLE sei.plan_version (
    plan          text NOT NULL REFERENCES sei.plan,
    title         text NOT NULL,
    issuer        text,
    issued        date,
    base_period   stat_period,
    region_scheme text NOT NULL,
    region        text NOT NULL,
    root          text NOT NULL REFERENCES sei.classification,
    clause        text,
    source        text,
    known_from    timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to      timestamptz NOT NULL DEFAULT 'infinity',
    load_seq      bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (plan, known_from),
    FOREIGN KEY (region_scheme, region) REFERENCES sei.region,
    CONSTRAINT plan_version_known CHECK (known_from < known_to)
);
CREATE UNIQUE INDEX plan_version_open ON sei.plan_version (plan) WHERE known_to = 'infinity';
COMMENT ON TABLE sei.plan_version IS 'Facts about a plan as known over time.';
COMMENT ON COLUMN sei.plan_version.plan IS 'The plan.';
COMMENT ON COLUMN sei.plan_version.title IS 'Its title as published.';
COMMENT ON COLUMN sei.plan_version.issuer IS 'Who issued it; NULL when not recorded.';
COMMENT ON COLUMN sei.plan_version.issued IS 'Day of issue; NULL when only the year is known.';
COMMENT ON COLUMN sei.plan_version.base_period IS 'Period that changes are counted from (基期); by custom the year before the plan''s span when the text names none; NULL when changes shall not be judged.';
COMMENT ON COLUMN sei.plan_version.region_scheme IS 'Scheme of the region code.';
COMMENT ON COLUMN sei.plan_version.region IS 'Region that the plan is for.';
COMMENT ON COLUMN sei.plan_version.root IS 'Classification that the plan promotes.';
COMMENT ON COLUMN sei.plan_version.clause IS 'Clause that names the sectors (条款).';
COMMENT ON COLUMN sei.plan_version.source IS 'Where the text can be read.';

CREATE TABLE sei.plan_target (
    target_id text PRIMARY KEY CHECK (target_id <> '' AND target_id = btrim(target_id)),
    plan      text NOT NULL REFERENCES sei.plan,
    UNIQUE (target_id, plan)
);
CREATE INDEX plan_target_plan ON sei.plan_target (plan);
COMMENT ON TABLE sei.plan_target IS 'What a plan promises (目标): identity of targets and of their restatements; facts in plan_target_version.';
COMMENT ON COLUMN sei.plan_target.target_id IS 'Its key, e.g. the plan''s key, a dot and a number.';
COMMENT ON COLUMN sei.plan_target.plan IS 'The plan that promises it.';

CREATE TABLE sei.plan_target_version (
    target_id     text NOT NULL REFERENCES sei.plan_target,
    ordinal       int NOT NULL,
    indicator     text NOT NULL REFERENCES sei.indicator,
    region_scheme text NOT NULL,
    region        text NOT NULL,
    sector        sector REFERENCES sei.sector_def,
    due           stat_period NOT NULL,
    target        target NOT NULL,
    binding       text NOT NULL DEFAULT 'expected',
    clause        text,
    text_zh       text,
    supersedes    text REFERENCES sei.plan_target,
    restates      text REFERENCES sei.plan_target,
    count_of      text,
    count_kinds   text[],
    count_status  text[],
    known_from    timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to      timestamptz NOT NULL DEFAULT 'infinity',
    load_seq      bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (target_id, known_from),
    FOREIGN KEY (region_scheme, region) REFERENCES sei.region,
    CONSTRAINT plan_target_version_known CHECK (known_from < known_to),
    CONSTRAINT plan_target_version_binding CHECK (binding IN ('binding', 'expected')),
    CONSTRAINT plan_target_version_count_of CHECK (count_of IN ('project', 'recognition', 'park')),
    CONSTRAINT plan_target_version_count_filter
        CHECK (count_of IS NOT NULL OR (count_kinds IS NULL AND count_status IS NULL)),
    CONSTRAINT plan_target_version_not_itself CHECK (supersedes <> target_id AND restates <> target_id)
);
CREATE UNIQUE INDEX plan_target_version_open ON sei.plan_target_version (target_id) WHERE known_to = 'infinity';
COMMENT ON TABLE sei.plan_target_version IS
'Facts about a target as known over time. A target is checked against its indicator by kind (sei.target_mismatch); a restatement names the target that it repeats and is never judged by itself.';
COMMENT ON COLUMN sei.plan_target_version.target_id IS 'The target.';
COMMENT ON COLUMN sei.plan_target_version.ordinal IS 'Order of the targets in the plan, from 1; restatements continue the count.';
COMMENT ON COLUMN sei.plan_target_version.indicator IS 'What is promised to reach the value.';
COMMENT ON COLUMN sei.plan_target_version.region_scheme IS 'Scheme of the region code.';
COMMENT ON COLUMN sei.plan_target_version.region IS 'Region that it is promised for.';
COMMENT ON COLUMN sei.plan_target_version.sector IS 'Sector that it is promised for; NULL = the plan''s whole classification.';
COMMENT ON COLUMN sei.plan_target_version.due IS 'Period at whose end it is judged (到2015年 = 2015).';
COMMENT ON COLUMN sei.plan_target_version.target IS 'The promise: value, range, growth, multiple, points or change. Per cent is part of the value.';
COMMENT ON COLUMN sei.plan_target_version.binding IS 'binding (约束性) or expected (预期性).';
COMMENT ON COLUMN sei.plan_target_version.clause IS 'Clause of the plan (条款), e.g. 四 or 六（一）.';
COMMENT ON COLUMN sei.plan_target_version.text_zh IS 'The plan''s own words, verbatim.';
COMMENT ON COLUMN sei.plan_target_version.supersedes IS 'Earlier target that this one replaces, e.g. of a draft; that one is judged no more. NULL when none.';
COMMENT ON COLUMN sei.plan_target_version.restates IS 'Target that this clause repeats in other words; NULL for a target proper.';
COMMENT ON COLUMN sei.plan_target_version.count_of IS 'For a count: what is counted at the end of the due period: project, recognition or park; NULL otherwise.';
COMMENT ON COLUMN sei.plan_target_version.count_kinds IS 'Kinds of project or of recognition that count; NULL = any.';
COMMENT ON COLUMN sei.plan_target_version.count_status IS 'States of project or park that count as achieved, e.g. {completed}; NULL = any.';

CREATE TABLE sei.plan_layout (
    plan          text NOT NULL REFERENCES sei.plan,
    layout_no     int NOT NULL,
    region_scheme text NOT NULL,
    region        text,
    region_group  text REFERENCES sei.region_group,
    sector        sector NOT NULL REFERENCES sei.sector_def,
    emphasis      text NOT NULL,
    text_zh       text,
    clause        text,
    known_from    timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to      timestamptz NOT NULL DEFAULT 'infinity',
    load_seq      bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (plan, layout_no, known_from),
    FOREIGN KEY (region_scheme, region) REFERENCES sei.region,
    CONSTRAINT plan_layout_known CHECK (known_from < known_to),
    CONSTRAINT plan_layout_region_or_group CHECK (num_nonnulls(region, region_group) = 1),
    CONSTRAINT plan_layout_emphasis CHECK (emphasis IN ('lead', 'promote', 'suited'))
);
CREATE UNIQUE INDEX plan_layout_open
    ON sei.plan_layout (plan, region_scheme, COALESCE(region, region_group), sector) WHERE known_to = 'infinity';
CREATE UNIQUE INDEX plan_layout_number ON sei.plan_layout (plan, layout_no) WHERE known_to = 'infinity';
COMMENT ON TABLE sei.plan_layout IS 'Which region or group of regions the plan wants to grow which sector (产业布局), as known over time.';
COMMENT ON COLUMN sei.plan_layout.plan IS 'The plan.';
COMMENT ON COLUMN sei.plan_layout.layout_no IS 'Number of the row in the plan, from 1.';
COMMENT ON COLUMN sei.plan_layout.region_scheme IS 'Scheme of the region code.';
COMMENT ON COLUMN sei.plan_layout.region IS 'The region; NULL when a group is named.';
COMMENT ON COLUMN sei.plan_layout.region_group IS 'The group of regions; NULL when one region is named.';
COMMENT ON COLUMN sei.plan_layout.sector IS 'Sector, or a product below one, that it shall grow.';
COMMENT ON COLUMN sei.plan_layout.emphasis IS 'lead (突出培育), promote (大力推进) or suited (因地制宜发展).';
COMMENT ON COLUMN sei.plan_layout.text_zh IS 'The plan''s own words, verbatim.';
COMMENT ON COLUMN sei.plan_layout.clause IS 'Clause of the plan (条款).';

CREATE TABLE sei.plan_measure (
    plan       text NOT NULL REFERENCES sei.plan,
    measure    text NOT NULL,
    title_zh   text NOT NULL,
    title_en   text,
    lead_body  text,
    text_zh    text NOT NULL,
    clause     text NOT NULL,
    known_from timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to   timestamptz NOT NULL DEFAULT 'infinity',
    load_seq   bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (plan, measure, known_from),
    CONSTRAINT plan_measure_known CHECK (known_from < known_to),
    CONSTRAINT plan_measure_key CHECK (measure ~ '^[a-z0-9][a-z0-9_.]*$')
);
CREATE UNIQUE INDEX plan_measure_open ON sei.plan_measure (plan, measure) WHERE known_to = 'infinity';
COMMENT ON TABLE sei.plan_measure IS 'What the plan orders to be done so that its targets are reached (保障措施), as known over time.';
COMMENT ON COLUMN sei.plan_measure.plan IS 'The plan.';
COMMENT ON COLUMN sei.plan_measure.measure IS 'Key in the plan, e.g. 7.1.2 = section seven, first clause, second order.';
COMMENT ON COLUMN sei.plan_measure.title_zh IS 'Heading of the clause (标题).';
COMMENT ON COLUMN sei.plan_measure.title_en IS 'What it orders, in English; NULL when not translated.';
COMMENT ON COLUMN sei.plan_measure.lead_body IS 'Who is responsible (牵头单位), as the plan names it; NULL when it names nobody.';
COMMENT ON COLUMN sei.plan_measure.text_zh IS 'The order, verbatim.';
COMMENT ON COLUMN sei.plan_measure.clause IS 'Clause of the plan (条款).';

-- The three columns of history mean the same in every table.
DO $$
DECLARE
    versioned regclass;
BEGIN
    FOR versioned IN
        SELECT c.oid::regclass
        FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'known_from' AND NOT a.attisdropped
        WHERE c.relnamespace = 'sei'::regnamespace AND c.relkind = 'r'
          AND c.relname = ANY ('{classification_version,sector_def_version,correspondence,region_version,
              region_group_version,region_group_member,indicator_version,plan_version,plan_target_version,
              plan_layout,plan_measure}')
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s.known_from IS %L', versioned,
            'Moment from which this row was known: known_from of its load; filled by sei.begin_edit().');
        EXECUTE format('COMMENT ON COLUMN %s.known_to IS %L', versioned,
            'Moment from which another row took its place; infinity while it is current.');
        EXECUTE format('COMMENT ON COLUMN %s.load_seq IS %L', versioned,
            'Load or edit that wrote the row (sei.load); filled by sei.begin_edit().');
    END LOOP;
END
$$;
