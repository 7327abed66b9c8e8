-- 060-monitoring.sql: what else the plan orders to be watched: scope of the survey, ownership, money, carriers, people, deeds.
-- least extension version: 0.1
--
-- As everywhere: identity tables are what foreign keys name, facts keep known_from and known_to. run_id, page and
-- row_ordinal say which line of which response brought a row; NULL where a person made it.

-- ---------------------------------------------------------------------------------------------------------
-- Additions to what there is
-- ---------------------------------------------------------------------------------------------------------
ALTER TABLE sei.indicator_version ADD COLUMN due_days int
    CONSTRAINT indicator_version_due_days CHECK (due_days >= 0 AND due_days <= 3660);
COMMENT ON COLUMN sei.indicator_version.due_days IS
'Days after the end of a span within which its returns are due (报送期限); NULL when no date is set, then none is late.';

ALTER TABLE sei.enterprise_return
    ADD COLUMN method text,
    ADD CONSTRAINT enterprise_return_method CHECK (method IN ('prior_growth', 'stratum_growth', 'carry_forward', 'reported_estimate')),
    ADD CONSTRAINT enterprise_return_method_of_imputed CHECK (method IS NULL OR status IN ('I', 'E'));
COMMENT ON COLUMN sei.enterprise_return.method IS
'How an imputed (I) or estimated (E) value was made: prior_growth (its own last growth), stratum_growth (growth of its stratum), carry_forward (its last value), reported_estimate (the enterprise''s own); NULL when observed or not told.';

CREATE TABLE sei.region_change (
    region_scheme text NOT NULL,
    region        text NOT NULL,
    successor     text NOT NULL,
    changed_on    date NOT NULL,
    change_kind   text NOT NULL,
    document      text,
    known_from    timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to      timestamptz NOT NULL DEFAULT 'infinity',
    load_seq      bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (region_scheme, region, successor, changed_on, known_from),
    FOREIGN KEY (region_scheme, region) REFERENCES sei.region,
    FOREIGN KEY (region_scheme, successor) REFERENCES sei.region,
    CONSTRAINT region_change_known CHECK (known_from < known_to),
    CONSTRAINT region_change_kind CHECK (change_kind IN ('renamed', 'merged', 'split', 'moved')),
    CONSTRAINT region_change_not_itself CHECK (successor <> region OR change_kind = 'moved')
);
CREATE UNIQUE INDEX region_change_open ON sei.region_change (region_scheme, region, successor, changed_on) WHERE known_to = 'infinity';
COMMENT ON TABLE sei.region_change IS
'Changes of administrative units (行政区划变更): which code followed which, and when. The figures stay under the code that they were published for.';
COMMENT ON COLUMN sei.region_change.region_scheme IS 'Scheme of codes.';
COMMENT ON COLUMN sei.region_change.region IS 'The unit before the change.';
COMMENT ON COLUMN sei.region_change.successor IS 'The unit after it: several rows when it was split; itself when it only moved to another parent.';
COMMENT ON COLUMN sei.region_change.changed_on IS 'First day of the new unit.';
COMMENT ON COLUMN sei.region_change.change_kind IS 'renamed (another code or name), merged (part of a greater unit), split, moved (another parent).';
COMMENT ON COLUMN sei.region_change.document IS 'Document that ordered it; NULL when not recorded.';

-- ---------------------------------------------------------------------------------------------------------
-- Enterprises: scope of the survey, ownership, parks
-- ---------------------------------------------------------------------------------------------------------
CREATE TABLE sei.enterprise_scope (
    enterprise_id bigint NOT NULL REFERENCES sei.enterprise,
    survey        text NOT NULL,
    valid_from    date NOT NULL,
    valid_to      date NOT NULL DEFAULT 'infinity',
    entry_reason  text,
    exit_reason   text,
    run_id        bigint,
    page          int,
    row_ordinal   bigint,
    known_from    timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to      timestamptz NOT NULL DEFAULT 'infinity',
    load_seq      bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (enterprise_id, survey, valid_from, known_from),
    CONSTRAINT enterprise_scope_known CHECK (known_from < known_to),
    CONSTRAINT enterprise_scope_valid CHECK (valid_from <= valid_to),
    CONSTRAINT enterprise_scope_survey CHECK (survey ~ '^[a-z][a-z0-9_]*$'),
    CONSTRAINT enterprise_scope_entry CHECK (entry_reason IN ('new', 'grown', 'moved_in', 'reclassified', 'other')),
    CONSTRAINT enterprise_scope_exit CHECK (exit_reason IN ('closed', 'shrunk', 'moved_out', 'reclassified', 'other')),
    CONSTRAINT enterprise_scope_exit_has_day CHECK (exit_reason IS NULL OR valid_to < 'infinity')
);
CREATE UNIQUE INDEX enterprise_scope_open ON sei.enterprise_scope (enterprise_id, survey, valid_from) WHERE known_to = 'infinity';
COMMENT ON TABLE sei.enterprise_scope IS
'When an enterprise is in the scope of a survey (名录库, 月度入库): who is expected to report, and whose entry and exit explain growth.';
COMMENT ON COLUMN sei.enterprise_scope.enterprise_id IS 'The enterprise.';
COMMENT ON COLUMN sei.enterprise_scope.survey IS 'The survey, e.g. above_size (规模以上); lower case ASCII.';
COMMENT ON COLUMN sei.enterprise_scope.valid_from IS 'First day in scope (入库).';
COMMENT ON COLUMN sei.enterprise_scope.valid_to IS 'Last day in scope (退库); infinity while it is.';
COMMENT ON COLUMN sei.enterprise_scope.entry_reason IS 'new (投产), grown (达到规模), moved_in, reclassified, other; NULL when not told.';
COMMENT ON COLUMN sei.enterprise_scope.exit_reason IS 'closed, shrunk (规下), moved_out, reclassified, other; NULL while in scope or not told.';

CREATE TABLE sei.ownership (
    owner_id      bigint NOT NULL REFERENCES sei.enterprise,
    enterprise_id bigint NOT NULL REFERENCES sei.enterprise,
    share         numeric NOT NULL,
    valid_from    date NOT NULL DEFAULT '-infinity',
    valid_to      date NOT NULL DEFAULT 'infinity',
    run_id        bigint,
    page          int,
    row_ordinal   bigint,
    known_from    timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to      timestamptz NOT NULL DEFAULT 'infinity',
    load_seq      bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (owner_id, enterprise_id, valid_from, known_from),
    CONSTRAINT ownership_known CHECK (known_from < known_to),
    CONSTRAINT ownership_valid CHECK (valid_from <= valid_to),
    CONSTRAINT ownership_share CHECK (share > 0 AND share <= 1),
    CONSTRAINT ownership_not_itself CHECK (owner_id <> enterprise_id)
);
CREATE UNIQUE INDEX ownership_open ON sei.ownership (owner_id, enterprise_id, valid_from) WHERE known_to = 'infinity';
CREATE INDEX ownership_of ON sei.ownership (enterprise_id) WHERE known_to = 'infinity';
COMMENT ON TABLE sei.ownership IS
'Which part of an enterprise another owns (集团控股), and when. The shares of one enterprise and day add up to 1 at most. A group and its subsidiary that both report are counted twice: sei.check_result says so.';
COMMENT ON COLUMN sei.ownership.owner_id IS 'The enterprise that owns (集团, 母公司).';
COMMENT ON COLUMN sei.ownership.enterprise_id IS 'The enterprise that is owned.';
COMMENT ON COLUMN sei.ownership.share IS 'Part owned: ratio above 0 up to 1.';
COMMENT ON COLUMN sei.ownership.valid_from IS 'First day; -infinity when not recorded.';
COMMENT ON COLUMN sei.ownership.valid_to IS 'Last day; infinity while it lasts.';

CREATE TABLE sei.park_member (
    park_id       bigint NOT NULL REFERENCES sei.park,
    enterprise_id bigint NOT NULL REFERENCES sei.enterprise,
    valid_from    date NOT NULL DEFAULT '-infinity',
    valid_to      date NOT NULL DEFAULT 'infinity',
    run_id        bigint,
    page          int,
    row_ordinal   bigint,
    known_from    timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to      timestamptz NOT NULL DEFAULT 'infinity',
    load_seq      bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (park_id, enterprise_id, valid_from, known_from),
    CONSTRAINT park_member_known CHECK (known_from < known_to),
    CONSTRAINT park_member_valid CHECK (valid_from <= valid_to)
);
CREATE UNIQUE INDEX park_member_open ON sei.park_member (park_id, enterprise_id, valid_from) WHERE known_to = 'infinity';
COMMENT ON TABLE sei.park_member IS 'Which enterprises are in a park (入园企业), and when.';
COMMENT ON COLUMN sei.park_member.park_id IS 'The park.';
COMMENT ON COLUMN sei.park_member.enterprise_id IS 'The enterprise.';
COMMENT ON COLUMN sei.park_member.valid_from IS 'First day; -infinity when not recorded.';
COMMENT ON COLUMN sei.park_member.valid_to IS 'Last day; infinity while it is there.';

-- ---------------------------------------------------------------------------------------------------------
-- Projects over time, money
-- ---------------------------------------------------------------------------------------------------------
CREATE TABLE sei.project_event (
    project_id  bigint NOT NULL REFERENCES sei.project,
    status      text NOT NULL,
    status_date date NOT NULL,
    document    text,
    run_id      bigint,
    page        int,
    row_ordinal bigint,
    known_from  timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to    timestamptz NOT NULL DEFAULT 'infinity',
    load_seq    bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (project_id, status, status_date, known_from),
    CONSTRAINT project_event_known CHECK (known_from < known_to),
    CONSTRAINT project_event_status CHECK (status IN ('approved', 'started', 'completed', 'cancelled'))
);
CREATE UNIQUE INDEX project_event_open ON sei.project_event (project_id, status, status_date) WHERE known_to = 'infinity';
COMMENT ON TABLE sei.project_event IS 'Days on which a project reached a state (项目进展), for states before the one that project_version tells.';
COMMENT ON COLUMN sei.project_event.project_id IS 'The project.';
COMMENT ON COLUMN sei.project_event.status IS 'approved (立项), started (开工), completed (竣工), cancelled.';
COMMENT ON COLUMN sei.project_event.status_date IS 'Day on which it reached the state.';
COMMENT ON COLUMN sei.project_event.document IS 'Document that says so; NULL when not recorded.';

CREATE TABLE sei.funding (
    funding_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code       text NOT NULL UNIQUE CONSTRAINT funding_code CHECK (code <> '' AND code = btrim(code))
);
COMMENT ON TABLE sei.funding IS 'A grant of public money (扶持资金, clause 七（三） of the plan that shipped first); identity only, facts in funding_version.';
COMMENT ON COLUMN sei.funding.funding_id IS 'Key in this database.';
COMMENT ON COLUMN sei.funding.code IS 'Code under which the office names it, e.g. number of the notice and row.';

CREATE TABLE sei.funding_version (
    funding_id    bigint NOT NULL REFERENCES sei.funding,
    instrument    text NOT NULL,
    project_id    bigint REFERENCES sei.project,
    enterprise_id bigint REFERENCES sei.enterprise,
    region_scheme text NOT NULL,
    region        text NOT NULL,
    sector        sector REFERENCES sei.sector_def,
    granted_by    text,
    amount        numeric NOT NULL,
    granted_on    date NOT NULL,
    paid          numeric,
    paid_on       date,
    document      text,
    run_id        bigint,
    page          int,
    row_ordinal   bigint,
    known_from    timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to      timestamptz NOT NULL DEFAULT 'infinity',
    load_seq      bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (funding_id, known_from),
    FOREIGN KEY (region_scheme, region) REFERENCES sei.region,
    CONSTRAINT funding_version_known CHECK (known_from < known_to),
    CONSTRAINT funding_version_instrument
        CHECK (instrument IN ('loan_interest', 'reward', 'application', 'investment', 'venture', 'other')),
    CONSTRAINT funding_version_amount CHECK (amount > 0 AND amount < 'Infinity'),
    CONSTRAINT funding_version_paid CHECK (paid >= 0 AND paid <= amount),
    CONSTRAINT funding_version_paid_on CHECK ((paid IS NULL) = (paid_on IS NULL) AND (paid_on IS NULL OR paid_on >= granted_on))
);
CREATE UNIQUE INDEX funding_version_open ON sei.funding_version (funding_id) WHERE known_to = 'infinity';
CREATE INDEX funding_version_region ON sei.funding_version (region_scheme, region) WHERE known_to = 'infinity';
COMMENT ON TABLE sei.funding_version IS 'Facts about a grant as known over time.';
COMMENT ON COLUMN sei.funding_version.funding_id IS 'The grant.';
COMMENT ON COLUMN sei.funding_version.instrument IS
'loan_interest (贷款贴息), reward (以奖代补), application (应用推广补贴), investment (投资补助), venture (创业风险投资), other.';
COMMENT ON COLUMN sei.funding_version.project_id IS 'Project that it supports; NULL when none is named.';
COMMENT ON COLUMN sei.funding_version.enterprise_id IS 'Enterprise that receives it; NULL when none is named.';
COMMENT ON COLUMN sei.funding_version.region_scheme IS 'Scheme of the region code.';
COMMENT ON COLUMN sei.funding_version.region IS 'Where the money goes.';
COMMENT ON COLUMN sei.funding_version.sector IS 'Sector that it supports; NULL when not stated.';
COMMENT ON COLUMN sei.funding_version.granted_by IS 'Body that grants it; NULL when not recorded.';
COMMENT ON COLUMN sei.funding_version.amount IS 'Amount granted in yuan (元).';
COMMENT ON COLUMN sei.funding_version.granted_on IS 'Day of the decision.';
COMMENT ON COLUMN sei.funding_version.paid IS 'Amount paid so far in yuan (元), never above amount; NULL when nothing is recorded.';
COMMENT ON COLUMN sei.funding_version.paid_on IS 'Day of the latest payment; NULL exactly when paid is.';
COMMENT ON COLUMN sei.funding_version.document IS 'Notice that grants it; NULL when not recorded.';

-- ---------------------------------------------------------------------------------------------------------
-- Carriers, standards, agreements, talent
-- ---------------------------------------------------------------------------------------------------------
CREATE TABLE sei.carrier (
    carrier_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code       text NOT NULL UNIQUE CONSTRAINT carrier_code CHECK (code <> '' AND code = btrim(code))
);
COMMENT ON TABLE sei.carrier IS 'An innovation carrier (创新载体, clause 七（五）); identity only, facts in carrier_version.';
COMMENT ON COLUMN sei.carrier.carrier_id IS 'Key in this database.';
COMMENT ON COLUMN sei.carrier.code IS 'Code under which the office names it.';

CREATE TABLE sei.carrier_version (
    carrier_id    bigint NOT NULL REFERENCES sei.carrier,
    name          text NOT NULL,
    carrier_kind  text NOT NULL,
    carrier_level text NOT NULL,
    enterprise_id bigint REFERENCES sei.enterprise,
    region_scheme text NOT NULL,
    region        text NOT NULL,
    sector        sector REFERENCES sei.sector_def,
    valid_from    date NOT NULL,
    valid_to      date NOT NULL DEFAULT 'infinity',
    run_id        bigint,
    page          int,
    row_ordinal   bigint,
    known_from    timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to      timestamptz NOT NULL DEFAULT 'infinity',
    load_seq      bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (carrier_id, known_from),
    FOREIGN KEY (region_scheme, region) REFERENCES sei.region,
    CONSTRAINT carrier_version_known CHECK (known_from < known_to),
    CONSTRAINT carrier_version_valid CHECK (valid_from <= valid_to),
    CONSTRAINT carrier_version_kind CHECK (carrier_kind IN ('alliance', 'platform', 'innovative_enterprise', 'base', 'laboratory',
        'engineering_centre', 'technology_centre', 'other')),
    CONSTRAINT carrier_version_level CHECK (carrier_level IN ('state', 'province', 'city', 'other'))
);
CREATE UNIQUE INDEX carrier_version_open ON sei.carrier_version (carrier_id) WHERE known_to = 'infinity';
COMMENT ON TABLE sei.carrier_version IS 'Facts about an innovation carrier as known over time.';
COMMENT ON COLUMN sei.carrier_version.carrier_id IS 'The carrier.';
COMMENT ON COLUMN sei.carrier_version.name IS 'Its name.';
COMMENT ON COLUMN sei.carrier_version.carrier_kind IS
'alliance (产业技术创新战略联盟), platform (技术创新服务平台), innovative_enterprise (创新型企业), base (产业技术创新基地), laboratory (重点实验室), engineering_centre (工程研究中心), technology_centre (企业技术中心), other.';
COMMENT ON COLUMN sei.carrier_version.carrier_level IS 'Who recognised it: state (国家级), province (省级), city (市级), other.';
COMMENT ON COLUMN sei.carrier_version.enterprise_id IS 'Enterprise that hosts it; NULL when none.';
COMMENT ON COLUMN sei.carrier_version.region_scheme IS 'Scheme of the region code.';
COMMENT ON COLUMN sei.carrier_version.region IS 'Where it is.';
COMMENT ON COLUMN sei.carrier_version.sector IS 'Its sector; NULL when it serves several or none is stated.';
COMMENT ON COLUMN sei.carrier_version.valid_from IS 'Day of its recognition.';
COMMENT ON COLUMN sei.carrier_version.valid_to IS 'Last day of its recognition; infinity while it stands.';

CREATE TABLE sei.standard (
    standard_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code        text NOT NULL UNIQUE CONSTRAINT standard_code CHECK (code <> '' AND code = btrim(code))
);
COMMENT ON TABLE sei.standard IS 'A technical or market access standard (行业技术标准, 市场准入标准, clause 七（一）); identity only, facts in standard_version.';
COMMENT ON COLUMN sei.standard.standard_id IS 'Key in this database.';
COMMENT ON COLUMN sei.standard.code IS 'Its number, e.g. DB14/T 1234, or the code under which the office names a draft.';

CREATE TABLE sei.standard_version (
    standard_id    bigint NOT NULL REFERENCES sei.standard,
    title          text NOT NULL,
    standard_kind  text NOT NULL,
    enterprise_id  bigint REFERENCES sei.enterprise,
    role           text,
    sector         sector REFERENCES sei.sector_def,
    status         text NOT NULL,
    status_date    date NOT NULL,
    run_id         bigint,
    page           int,
    row_ordinal    bigint,
    known_from     timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to       timestamptz NOT NULL DEFAULT 'infinity',
    load_seq       bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (standard_id, known_from),
    CONSTRAINT standard_version_known CHECK (known_from < known_to),
    CONSTRAINT standard_version_kind CHECK (standard_kind IN ('international', 'national', 'industry', 'local', 'group', 'enterprise')),
    CONSTRAINT standard_version_role CHECK (role IN ('led', 'joined')),
    CONSTRAINT standard_version_status CHECK (status IN ('planned', 'draft', 'in_force', 'withdrawn'))
);
CREATE UNIQUE INDEX standard_version_open ON sei.standard_version (standard_id) WHERE known_to = 'infinity';
COMMENT ON TABLE sei.standard_version IS 'Facts about a standard as known over time.';
COMMENT ON COLUMN sei.standard_version.standard_id IS 'The standard.';
COMMENT ON COLUMN sei.standard_version.title IS 'Its title.';
COMMENT ON COLUMN sei.standard_version.standard_kind IS 'international, national (国家标准), industry (行业标准), local (地方标准), group (团体标准), enterprise (企业标准).';
COMMENT ON COLUMN sei.standard_version.enterprise_id IS 'Enterprise that made it; NULL when none is named.';
COMMENT ON COLUMN sei.standard_version.role IS 'led (主持) or joined (参与); NULL when not told.';
COMMENT ON COLUMN sei.standard_version.sector IS 'Sector that it serves; NULL when not stated.';
COMMENT ON COLUMN sei.standard_version.status IS 'planned, draft, in_force (实施), withdrawn (废止).';
COMMENT ON COLUMN sei.standard_version.status_date IS 'Day since which the status holds.';

CREATE TABLE sei.agreement (
    agreement_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code         text NOT NULL UNIQUE CONSTRAINT agreement_code CHECK (code <> '' AND code = btrim(code))
);
COMMENT ON TABLE sei.agreement IS 'An agreement of cooperation (战略合作框架协议, clause 六（五）); identity only, facts in agreement_version.';
COMMENT ON COLUMN sei.agreement.agreement_id IS 'Key in this database.';
COMMENT ON COLUMN sei.agreement.code IS 'Code under which the office names it.';

CREATE TABLE sei.agreement_version (
    agreement_id  bigint NOT NULL REFERENCES sei.agreement,
    title         text NOT NULL,
    partner       text NOT NULL,
    partner_kind  text NOT NULL,
    region_scheme text NOT NULL,
    region        text NOT NULL,
    sector        sector REFERENCES sei.sector_def,
    amount        numeric,
    signed_on     date NOT NULL,
    valid_to      date NOT NULL DEFAULT 'infinity',
    run_id        bigint,
    page          int,
    row_ordinal   bigint,
    known_from    timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to      timestamptz NOT NULL DEFAULT 'infinity',
    load_seq      bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (agreement_id, known_from),
    FOREIGN KEY (region_scheme, region) REFERENCES sei.region,
    CONSTRAINT agreement_version_known CHECK (known_from < known_to),
    CONSTRAINT agreement_version_valid CHECK (signed_on <= valid_to),
    CONSTRAINT agreement_version_amount CHECK (amount >= 0 AND amount < 'Infinity'),
    CONSTRAINT agreement_version_partner_kind CHECK (partner_kind IN ('ministry', 'central_enterprise', 'institute', 'province', 'foreign', 'other'))
);
CREATE UNIQUE INDEX agreement_version_open ON sei.agreement_version (agreement_id) WHERE known_to = 'infinity';
COMMENT ON TABLE sei.agreement_version IS 'Facts about an agreement as known over time.';
COMMENT ON COLUMN sei.agreement_version.agreement_id IS 'The agreement.';
COMMENT ON COLUMN sei.agreement_version.title IS 'Its title.';
COMMENT ON COLUMN sei.agreement_version.partner IS 'With whom.';
COMMENT ON COLUMN sei.agreement_version.partner_kind IS 'ministry (国家部委), central_enterprise (中央企业), institute (研究机构), province (兄弟省市), foreign (国外友好州市), other.';
COMMENT ON COLUMN sei.agreement_version.region_scheme IS 'Scheme of the region code.';
COMMENT ON COLUMN sei.agreement_version.region IS 'Region that signed or benefits.';
COMMENT ON COLUMN sei.agreement_version.sector IS 'Sector that it is about; NULL when several.';
COMMENT ON COLUMN sei.agreement_version.amount IS 'Investment agreed in yuan (元); NULL when none is stated.';
COMMENT ON COLUMN sei.agreement_version.signed_on IS 'Day of signature.';
COMMENT ON COLUMN sei.agreement_version.valid_to IS 'Last day; infinity when without term.';

CREATE TABLE sei.talent (
    talent_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code      text NOT NULL UNIQUE CONSTRAINT talent_code CHECK (code <> '' AND code = btrim(code))
);
COMMENT ON TABLE sei.talent IS
'A batch, team or programme of talent (四个一批, clause 七（六）); identity only, facts in talent_version. No natural person is named here.';
COMMENT ON COLUMN sei.talent.talent_id IS 'Key in this database.';
COMMENT ON COLUMN sei.talent.code IS 'Code under which the office names it.';

CREATE TABLE sei.talent_version (
    talent_id     bigint NOT NULL REFERENCES sei.talent,
    title         text NOT NULL,
    batch         text NOT NULL,
    headcount     int NOT NULL,
    enterprise_id bigint REFERENCES sei.enterprise,
    region_scheme text NOT NULL,
    region        text NOT NULL,
    sector        sector REFERENCES sei.sector_def,
    valid_from    date NOT NULL,
    valid_to      date NOT NULL DEFAULT 'infinity',
    run_id        bigint,
    page          int,
    row_ordinal   bigint,
    known_from    timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to      timestamptz NOT NULL DEFAULT 'infinity',
    load_seq      bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (talent_id, known_from),
    FOREIGN KEY (region_scheme, region) REFERENCES sei.region,
    CONSTRAINT talent_version_known CHECK (known_from < known_to),
    CONSTRAINT talent_version_valid CHECK (valid_from <= valid_to),
    CONSTRAINT talent_version_batch CHECK (batch IN ('leading', 'team', 'skilled', 'entrepreneur', 'other')),
    CONSTRAINT talent_version_headcount CHECK (headcount > 0)
);
CREATE UNIQUE INDEX talent_version_open ON sei.talent_version (talent_id) WHERE known_to = 'infinity';
COMMENT ON TABLE sei.talent_version IS 'Facts about a batch of talent as known over time.';
COMMENT ON COLUMN sei.talent_version.talent_id IS 'The batch.';
COMMENT ON COLUMN sei.talent_version.title IS 'Name of the team or programme, not of a person.';
COMMENT ON COLUMN sei.talent_version.batch IS
'leading (领军人才和创新型科技人才), team (创新型研发团队), skilled (技能型职工队伍), entrepreneur (复合型企业家队伍), other.';
COMMENT ON COLUMN sei.talent_version.headcount IS 'Persons (人) in it, 1 or more.';
COMMENT ON COLUMN sei.talent_version.enterprise_id IS 'Enterprise that employs them; NULL when none is named.';
COMMENT ON COLUMN sei.talent_version.region_scheme IS 'Scheme of the region code.';
COMMENT ON COLUMN sei.talent_version.region IS 'Where they work.';
COMMENT ON COLUMN sei.talent_version.sector IS 'Their sector; NULL when not stated.';
COMMENT ON COLUMN sei.talent_version.valid_from IS 'First day.';
COMMENT ON COLUMN sei.talent_version.valid_to IS 'Last day; infinity while it lasts.';

-- ---------------------------------------------------------------------------------------------------------
-- Deeds: what was done about the measures, and milestones that are no numbers
-- ---------------------------------------------------------------------------------------------------------
CREATE TABLE sei.measure_action (
    plan       text NOT NULL REFERENCES sei.plan,
    measure    text NOT NULL,
    action_no  int NOT NULL,
    done_on    date NOT NULL,
    status     text NOT NULL,
    body       text,
    statement  text NOT NULL,
    document   text,
    known_from timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to   timestamptz NOT NULL DEFAULT 'infinity',
    load_seq   bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (plan, measure, action_no, known_from),
    CONSTRAINT measure_action_known CHECK (known_from < known_to),
    CONSTRAINT measure_action_number CHECK (action_no > 0),
    CONSTRAINT measure_action_status CHECK (status IN ('planned', 'under_way', 'done', 'dropped'))
);
CREATE UNIQUE INDEX measure_action_open ON sei.measure_action (plan, measure, action_no) WHERE known_to = 'infinity';
COMMENT ON TABLE sei.measure_action IS 'What was done about a measure of a plan (落实情况), one row a deed, with its document.';
COMMENT ON COLUMN sei.measure_action.plan IS 'The plan.';
COMMENT ON COLUMN sei.measure_action.measure IS 'Key of the measure in the plan (plan_measure).';
COMMENT ON COLUMN sei.measure_action.action_no IS 'Number of the deed, from 1.';
COMMENT ON COLUMN sei.measure_action.done_on IS 'Day since which the status holds.';
COMMENT ON COLUMN sei.measure_action.status IS 'Status of the measure after it: planned, under_way, done, dropped.';
COMMENT ON COLUMN sei.measure_action.body IS 'Who did it (责任单位); NULL when not told.';
COMMENT ON COLUMN sei.measure_action.statement IS 'What was done, in words.';
COMMENT ON COLUMN sei.measure_action.document IS 'Document that proves it; NULL when none.';

CREATE TABLE sei.milestone (
    milestone_no bigint NOT NULL,
    target_id    text REFERENCES sei.plan_target,
    park_id      bigint REFERENCES sei.park,
    project_id   bigint REFERENCES sei.project,
    reached_on   date NOT NULL,
    statement    text NOT NULL,
    document     text,
    known_from   timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to     timestamptz NOT NULL DEFAULT 'infinity',
    load_seq     bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (milestone_no, known_from),
    CONSTRAINT milestone_known CHECK (known_from < known_to),
    CONSTRAINT milestone_of_something CHECK (num_nonnulls(target_id, park_id, project_id) >= 1)
);
CREATE UNIQUE INDEX milestone_open ON sei.milestone (milestone_no) WHERE known_to = 'infinity';
COMMENT ON TABLE sei.milestone IS 'A state that is no number (初步建成), as evidence: what, when, by which document. Never turned into a figure.';
COMMENT ON COLUMN sei.milestone.milestone_no IS 'Number that the office gives it.';
COMMENT ON COLUMN sei.milestone.target_id IS 'Target that it is evidence for; NULL when none.';
COMMENT ON COLUMN sei.milestone.park_id IS 'Park that reached it; NULL when none.';
COMMENT ON COLUMN sei.milestone.project_id IS 'Project that reached it; NULL when none.';
COMMENT ON COLUMN sei.milestone.reached_on IS 'Day on which it was reached.';
COMMENT ON COLUMN sei.milestone.statement IS 'The milestone in words.';
COMMENT ON COLUMN sei.milestone.document IS 'Document that proves it; NULL when none.';

-- ---------------------------------------------------------------------------------------------------------
-- Findings that a person has looked at
-- ---------------------------------------------------------------------------------------------------------
CREATE TABLE sei.check_acknowledgement (
    rule         text NOT NULL,
    row_id       text NOT NULL,
    found        text NOT NULL,
    acknowledged text NOT NULL,
    known_from   timestamptz NOT NULL DEFAULT sei.edit_known_from(),
    known_to     timestamptz NOT NULL DEFAULT 'infinity',
    load_seq     bigint NOT NULL DEFAULT sei.edit_load_seq(),
    PRIMARY KEY (rule, row_id, known_from),
    CONSTRAINT check_acknowledgement_known CHECK (known_from < known_to),
    CONSTRAINT check_acknowledgement_says_why CHECK (btrim(acknowledged) <> '')
);
CREATE UNIQUE INDEX check_acknowledgement_open ON sei.check_acknowledgement (rule, row_id) WHERE known_to = 'infinity';
COMMENT ON TABLE sei.check_acknowledgement IS
'Findings of sei.check_result that a person has looked at and says why they stand; written by sei.acknowledge(). It holds for what was found: another finding of the row is open again.';
COMMENT ON COLUMN sei.check_acknowledgement.rule IS 'The rule.';
COMMENT ON COLUMN sei.check_acknowledgement.row_id IS 'The row that it was about.';
COMMENT ON COLUMN sei.check_acknowledgement.found IS 'The finding as it was.';
COMMENT ON COLUMN sei.check_acknowledgement.acknowledged IS 'Why it stands, in the person''s words; who and when is in sei.load.';

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
        WHERE a.attrelid = ANY ('{sei.region_change,sei.enterprise_scope,sei.ownership,sei.park_member,sei.project_event,
            sei.funding_version,sei.carrier_version,sei.standard_version,sei.agreement_version,sei.talent_version,
            sei.measure_action,sei.milestone,sei.check_acknowledgement}'::regclass[])
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', c.rel, c.attname, c.text);
    END LOOP;
END
$$;
