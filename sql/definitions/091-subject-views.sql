-- 091-subject-views.sql: the projects, parks and leaders of the plans, one row each, with their days, money and targets.
-- least extension version: 0.1
--
-- Days come from what is on file: events, the current facts, and earlier facts that were not taken back. A milestone is a
-- sentence with a document, never a number. Which targets count a row is asked of the same text that counts (sei.evidence_known).

CREATE OR REPLACE FUNCTION sei.evidence_targets(of_what text) RETURNS TABLE (id bigint, counted_in text)
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 100
BEGIN ATOMIC
    SELECT e.id, string_agg(DISTINCT v.target_id, ', ' ORDER BY v.target_id)
    FROM sei.plan_target_version v
    CROSS JOIN LATERAL sei.evidence_known(v.region_scheme, v.region, v.sector, v.count_of, v.count_kinds, v.count_status,
                                          LEAST(period_end(v.due), current_date), 'infinity') e
    WHERE v.known_to = 'infinity' AND v.count_of = of_what AND v.restates IS NULL AND e.counts
      AND NOT EXISTS (SELECT FROM sei.plan_target_version s WHERE s.supersedes = v.target_id AND s.known_to = 'infinity')
    GROUP BY e.id;
END;
COMMENT ON FUNCTION sei.evidence_targets(text) IS
'Which targets in force count which project, park or recognised enterprise (of_what as in sei.evidence_known), on the last day of their due period or today before it: a list of target ids separated by commas. No row for what no target counts.';

CREATE OR REPLACE VIEW sei.status_history AS
WITH recorded AS (
    SELECT 'project'::text AS kind, v.project_id AS id, v.status, v.status_date, v.known_from, v.known_to = 'infinity' AS is_current
    FROM sei.project_version v
    UNION ALL
    SELECT 'park', v.park_id, v.status, v.status_date, v.known_from, v.known_to = 'infinity'
    FROM sei.park_version v
), dated AS (
    -- an earlier state that the current facts took back, or for which a later day was told, is no history
    SELECT r.kind, r.id, r.status, r.status_date, NULL::text AS document
    FROM recorded r
    WHERE r.status_date IS NOT NULL
      AND EXISTS (SELECT FROM recorded c WHERE c.kind = r.kind AND c.id = r.id AND c.is_current)
      AND (r.is_current
           OR NOT EXISTS (SELECT FROM recorded c WHERE c.kind = r.kind AND c.id = r.id AND c.is_current AND c.status_date < r.status_date)
          AND NOT EXISTS (SELECT FROM recorded l WHERE l.kind = r.kind AND l.id = r.id AND l.status = r.status AND l.known_from > r.known_from)
          AND NOT EXISTS (SELECT FROM sei.project_event e
                          WHERE r.kind = 'project' AND e.project_id = r.id AND e.status = r.status AND e.known_to = 'infinity'))
    UNION ALL
    SELECT 'project', e.project_id, e.status, e.status_date, e.document
    FROM sei.project_event e
    WHERE e.known_to = 'infinity'
)
SELECT d.kind, d.id, COALESCE(p.code, k.code) AS code, d.status, d.status_date, max(d.document) AS document
FROM dated d
LEFT JOIN sei.project p ON d.kind = 'project' AND p.project_id = d.id
LEFT JOIN sei.park k ON d.kind = 'park' AND k.park_id = d.id
GROUP BY d.kind, d.id, COALESCE(p.code, k.code), d.status, d.status_date;
COMMENT ON VIEW sei.status_history IS
'Which project or park reached which state when (项目进展): events on file, the current facts, and earlier facts as last told. A state later than the current one was taken back and is left out, unless an event says it.';
COMMENT ON COLUMN sei.status_history.kind IS 'project or park.';
COMMENT ON COLUMN sei.status_history.id IS 'Its key in this database.';
COMMENT ON COLUMN sei.status_history.code IS 'Its code.';
COMMENT ON COLUMN sei.status_history.status IS 'The state, as in sei.project_version or sei.park_version.';
COMMENT ON COLUMN sei.status_history.status_date IS 'Day on which it was reached.';
COMMENT ON COLUMN sei.status_history.document IS 'Document that says so; NULL when none is recorded.';

CREATE OR REPLACE VIEW sei.project_progress WITH (security_barrier) AS
SELECT i.code AS project, v.name, v.project_kind, v.region_scheme, v.region, g.name AS region_name,
       sei.region_at(v.region_scheme, v.region, current_date) AS region_now,
       v.sector::text AS sector, d.name_zh AS sector_name_zh, d.name_en AS sector_name_en,
       v.status, v.status_date, h.approved_on, h.started_on, h.completed_on, h.cancelled_on,
       CASE WHEN v.status IN ('approved', 'started') THEN current_date - v.status_date END AS days_in_status,
       trim_scale(v.investment) AS investment,
       COALESCE(f.grants, 0) AS grants, trim_scale(COALESCE(f.granted, 0)) AS granted, trim_scale(COALESCE(f.paid, 0)) AS paid,
       trim_scale(COALESCE(f.granted, 0)) / NULLIF(trim_scale(v.investment), 0) AS granted_share,
       COALESCE(m.milestones, 0) AS milestones, m.latest_milestone, m.latest_milestone_on, t.counted_in, v.load_seq
FROM sei.project i
JOIN sei.project_version v ON v.project_id = i.project_id AND v.known_to = 'infinity'
LEFT JOIN sei.region_version g ON g.region_scheme = v.region_scheme AND g.region = v.region AND g.known_to = 'infinity'
LEFT JOIN sei.sector_def_version d ON d.sector = v.sector AND d.known_to = 'infinity'
LEFT JOIN (
    SELECT s.id, min(s.status_date) FILTER (WHERE s.status = 'approved') AS approved_on,
           min(s.status_date) FILTER (WHERE s.status = 'started') AS started_on,
           max(s.status_date) FILTER (WHERE s.status = 'completed') AS completed_on,
           max(s.status_date) FILTER (WHERE s.status = 'cancelled') AS cancelled_on
    FROM sei.status_history s WHERE s.kind = 'project' GROUP BY s.id
) h ON h.id = i.project_id
LEFT JOIN (
    SELECT o.project_id, count(*) AS grants, sum(o.amount) AS granted, sum(o.paid) AS paid
    FROM sei.funding_version o WHERE o.known_to = 'infinity' GROUP BY o.project_id
) f ON f.project_id = i.project_id
LEFT JOIN (
    SELECT o.project_id, count(*) AS milestones, max(o.reached_on) AS latest_milestone_on,
           (array_agg(o.statement ORDER BY o.reached_on DESC, o.milestone_no DESC))[1] AS latest_milestone
    FROM sei.milestone o WHERE o.known_to = 'infinity' GROUP BY o.project_id
) m ON m.project_id = i.project_id
LEFT JOIN sei.evidence_targets('project') t ON t.id = i.project_id;
COMMENT ON VIEW sei.project_progress IS
'One row a project on file (试点项目, 创新发展工程, 应用示范工程): where it stands, since when, its money, its milestones, and which targets count it. Counts by kind, region or state are GROUP BY over it.';
COMMENT ON COLUMN sei.project_progress.project IS 'Code of the project.';
COMMENT ON COLUMN sei.project_progress.name IS 'Its name.';
COMMENT ON COLUMN sei.project_progress.project_kind IS 'pilot = 试点项目, innovation = 重大产业创新发展工程, demonstration = 重大应用示范工程.';
COMMENT ON COLUMN sei.project_progress.region_scheme IS 'Scheme of codes.';
COMMENT ON COLUMN sei.project_progress.region IS 'Code of the region, as recorded.';
COMMENT ON COLUMN sei.project_progress.region_name IS 'Its name.';
COMMENT ON COLUMN sei.project_progress.region_now IS 'Code of that place today, through changes of regions; NULL when it was split.';
COMMENT ON COLUMN sei.project_progress.sector IS 'Path of its sector; NULL when not stated.';
COMMENT ON COLUMN sei.project_progress.sector_name_zh IS 'Chinese name of the sector.';
COMMENT ON COLUMN sei.project_progress.sector_name_en IS 'English name of the sector.';
COMMENT ON COLUMN sei.project_progress.status IS 'approved, started, completed or cancelled.';
COMMENT ON COLUMN sei.project_progress.status_date IS 'Day since which it holds; NULL when not known.';
COMMENT ON COLUMN sei.project_progress.approved_on IS 'First day approved (立项); NULL when not on file.';
COMMENT ON COLUMN sei.project_progress.started_on IS 'First day started (开工); NULL when not on file.';
COMMENT ON COLUMN sei.project_progress.completed_on IS 'Last day on which it was completed (竣工); NULL when not on file.';
COMMENT ON COLUMN sei.project_progress.cancelled_on IS 'Last day on which it was cancelled; NULL when not on file.';
COMMENT ON COLUMN sei.project_progress.days_in_status IS 'Days since status_date for a project that is approved or started; else NULL.';
COMMENT ON COLUMN sei.project_progress.investment IS 'Planned investment in yuan (元); NULL when not stated.';
COMMENT ON COLUMN sei.project_progress.grants IS 'Number of grants on file for it.';
COMMENT ON COLUMN sei.project_progress.granted IS 'Their amount in yuan (元); 0 when there is none.';
COMMENT ON COLUMN sei.project_progress.paid IS 'What was paid of it in yuan (元), as far as recorded.';
COMMENT ON COLUMN sei.project_progress.granted_share IS 'granted in investment, a ratio; NULL without an investment.';
COMMENT ON COLUMN sei.project_progress.milestones IS 'Number of milestones on file.';
COMMENT ON COLUMN sei.project_progress.latest_milestone IS 'The latest, in words; NULL when none.';
COMMENT ON COLUMN sei.project_progress.latest_milestone_on IS 'Its day.';
COMMENT ON COLUMN sei.project_progress.counted_in IS 'Targets that count it, separated by commas, at the end of their due period or today before it; NULL when none does.';
COMMENT ON COLUMN sei.project_progress.load_seq IS 'Load or edit that wrote its current facts.';

CREATE OR REPLACE VIEW sei.park_progress WITH (security_barrier) AS
SELECT i.code AS park, v.name, v.region_scheme, v.region, g.name AS region_name,
       sei.region_at(v.region_scheme, v.region, current_date) AS region_now,
       v.status, v.status_date, h.planned_on, h.building_on, h.established_on, h.withdrawn_on,
       e.members, e.leaders, e.leading_sector, d.name_zh AS leading_sector_zh, d.name_en AS leading_sector_en, e.leading_members,
       COALESCE(m.milestones, 0) AS milestones, m.latest_milestone, m.latest_milestone_on, t.counted_in, v.load_seq
FROM sei.park i
JOIN sei.park_version v ON v.park_id = i.park_id AND v.known_to = 'infinity'
LEFT JOIN sei.region_version g ON g.region_scheme = v.region_scheme AND g.region = v.region AND g.known_to = 'infinity'
LEFT JOIN (
    SELECT s.id, min(s.status_date) FILTER (WHERE s.status = 'planned') AS planned_on,
           min(s.status_date) FILTER (WHERE s.status = 'building') AS building_on,
           min(s.status_date) FILTER (WHERE s.status = 'established') AS established_on,
           max(s.status_date) FILTER (WHERE s.status = 'withdrawn') AS withdrawn_on
    FROM sei.status_history s WHERE s.kind = 'park' GROUP BY s.id
) h ON h.id = i.park_id
LEFT JOIN LATERAL (
    WITH member AS (
        SELECT DISTINCT o.enterprise_id FROM sei.park_member o
        WHERE o.park_id = i.park_id AND o.known_to = 'infinity' AND current_date BETWEEN o.valid_from AND o.valid_to
    ), placed AS (
        SELECT sector_ancestor(s.sector, LEAST(sector_level(s.sector), 1)) AS sector, count(DISTINCT n.enterprise_id) AS members
        FROM member n
        JOIN sei.enterprise_sector s ON s.enterprise_id = n.enterprise_id AND s.known_to = 'infinity'
         AND current_date BETWEEN s.valid_from AND s.valid_to
        GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1
    )
    SELECT (SELECT count(*) FROM member) AS members,
           (SELECT count(*) FROM member n WHERE EXISTS (
               SELECT FROM sei.recognition r
               WHERE r.enterprise_id = n.enterprise_id AND r.recognition = 'leader' AND r.known_to = 'infinity'
                 AND current_date BETWEEN r.valid_from AND r.valid_to AND (r.withdrawn IS NULL OR r.withdrawn > current_date))) AS leaders,
           (SELECT p.sector::text FROM placed p) AS leading_sector, (SELECT p.members FROM placed p) AS leading_members
) e ON true
LEFT JOIN (
    SELECT o.park_id, count(*) AS milestones, max(o.reached_on) AS latest_milestone_on,
           (array_agg(o.statement ORDER BY o.reached_on DESC, o.milestone_no DESC))[1] AS latest_milestone
    FROM sei.milestone o WHERE o.known_to = 'infinity' GROUP BY o.park_id
) m ON m.park_id = i.park_id
LEFT JOIN sei.sector_def_version d ON d.sector::text = e.leading_sector AND d.known_to = 'infinity'
LEFT JOIN sei.evidence_targets('park') t ON t.id = i.park_id;
COMMENT ON VIEW sei.park_progress IS
'One row a park on file (产业园区): where it stands, since when, how many enterprises are in it, its milestones (初步建成 is a state and a sentence, no number), and which targets count it. It shows numbers of enterprises, no figure of one.';
COMMENT ON COLUMN sei.park_progress.park IS 'Code of the park.';
COMMENT ON COLUMN sei.park_progress.name IS 'Its name.';
COMMENT ON COLUMN sei.park_progress.region_scheme IS 'Scheme of codes.';
COMMENT ON COLUMN sei.park_progress.region IS 'Code of the region, as recorded.';
COMMENT ON COLUMN sei.park_progress.region_name IS 'Its name.';
COMMENT ON COLUMN sei.park_progress.region_now IS 'Code of that place today, through changes of regions; NULL when it was split.';
COMMENT ON COLUMN sei.park_progress.status IS 'planned, building, established (初步建成) or withdrawn.';
COMMENT ON COLUMN sei.park_progress.status_date IS 'Day since which it holds; NULL when not known.';
COMMENT ON COLUMN sei.park_progress.planned_on IS 'First day planned; NULL when not on file.';
COMMENT ON COLUMN sei.park_progress.building_on IS 'First day under construction; NULL when not on file.';
COMMENT ON COLUMN sei.park_progress.established_on IS 'First day established; NULL when not on file.';
COMMENT ON COLUMN sei.park_progress.withdrawn_on IS 'Last day on which it was withdrawn; NULL when not on file.';
COMMENT ON COLUMN sei.park_progress.members IS 'Enterprises in it today.';
COMMENT ON COLUMN sei.park_progress.leaders IS 'How many of them are leaders (龙头企业) today.';
COMMENT ON COLUMN sei.park_progress.leading_sector IS 'Path of the level 1 sector with the most of them (ties: first in the order of the classification); NULL when none has a sector.';
COMMENT ON COLUMN sei.park_progress.leading_sector_zh IS 'Its Chinese name.';
COMMENT ON COLUMN sei.park_progress.leading_sector_en IS 'Its English name.';
COMMENT ON COLUMN sei.park_progress.leading_members IS 'How many are in that sector, wholly or in part.';
COMMENT ON COLUMN sei.park_progress.milestones IS 'Number of milestones on file.';
COMMENT ON COLUMN sei.park_progress.latest_milestone IS 'The latest, in words; NULL when none.';
COMMENT ON COLUMN sei.park_progress.latest_milestone_on IS 'Its day.';
COMMENT ON COLUMN sei.park_progress.counted_in IS 'Targets that count it, separated by commas, at the end of their due period or today before it; NULL when none does.';
COMMENT ON COLUMN sei.park_progress.load_seq IS 'Load or edit that wrote its current facts.';

CREATE OR REPLACE VIEW sei.leader_roster WITH (security_barrier) AS
SELECT i.code AS enterprise, v.name, r.recognition, r.valid_from, r.valid_to, r.withdrawn,
       r.valid_from <= current_date AND r.valid_to >= current_date AND (r.withdrawn IS NULL OR r.withdrawn > current_date) AS is_valid,
       row_number() OVER (PARTITION BY r.enterprise_id, r.recognition ORDER BY r.valid_from) AS term,
       v.region_scheme, v.region, g.name AS region_name, sei.region_at(v.region_scheme, v.region, current_date) AS region_now,
       v.industry, s.sectors, o.code AS group_code, w.name AS group_name,
       (SELECT string_agg(pv.name, ', ' ORDER BY pv.name) FROM sei.park_member m
        JOIN sei.park_version pv ON pv.park_id = m.park_id AND pv.known_to = 'infinity'
        WHERE m.enterprise_id = r.enterprise_id AND m.known_to = 'infinity' AND current_date BETWEEN m.valid_from AND m.valid_to) AS parks,
       COALESCE(f.grants, 0) AS grants, trim_scale(COALESCE(f.granted, 0)) AS granted,
       (SELECT count(*) FROM sei.carrier_version c WHERE c.enterprise_id = r.enterprise_id AND c.known_to = 'infinity'
          AND current_date BETWEEN c.valid_from AND c.valid_to) AS carriers,
       (SELECT count(*) FROM sei.standard_version c WHERE c.enterprise_id = r.enterprise_id AND c.known_to = 'infinity'
          AND c.status = 'in_force') AS standards,
       t.counted_in, v.synthetic, r.load_seq
FROM sei.recognition r
JOIN sei.enterprise i ON i.enterprise_id = r.enterprise_id
JOIN sei.enterprise_version v ON v.enterprise_id = r.enterprise_id AND v.known_to = 'infinity'
LEFT JOIN sei.region_version g ON g.region_scheme = v.region_scheme AND g.region = v.region AND g.known_to = 'infinity'
LEFT JOIN sei.enterprise o ON o.enterprise_id = v.group_id
LEFT JOIN sei.enterprise_version w ON w.enterprise_id = v.group_id AND w.known_to = 'infinity'
LEFT JOIN LATERAL (
    SELECT string_agg(x.sector::text, ', ' ORDER BY x.root, x.weight DESC, x.sector) AS sectors
    FROM sei.enterprise_sector x
    WHERE x.enterprise_id = r.enterprise_id AND x.known_to = 'infinity'
      AND GREATEST(r.valid_from, LEAST(current_date, r.valid_to, r.withdrawn - 1)) BETWEEN x.valid_from AND x.valid_to
) s ON true
LEFT JOIN (
    SELECT x.enterprise_id, count(*) AS grants, sum(x.amount) AS granted
    FROM sei.funding_version x WHERE x.known_to = 'infinity' GROUP BY x.enterprise_id
) f ON f.enterprise_id = r.enterprise_id
LEFT JOIN sei.evidence_targets('recognition') t ON t.id = r.enterprise_id
WHERE r.known_to = 'infinity';
COMMENT ON VIEW sei.leader_roster IS
'Which enterprises are or were recognised as leaders (龙头企业) or key enterprises (重点企业): one row a recognition, its end and withdrawal (摘牌), and what the enterprise is. Recognitions and grants are public acts; no figure that an enterprise reported is shown.';
COMMENT ON COLUMN sei.leader_roster.enterprise IS 'Code of the enterprise.';
COMMENT ON COLUMN sei.leader_roster.name IS 'Its registered name.';
COMMENT ON COLUMN sei.leader_roster.recognition IS 'leader (龙头企业) or key_enterprise (重点企业).';
COMMENT ON COLUMN sei.leader_roster.valid_from IS 'Day of the recognition.';
COMMENT ON COLUMN sei.leader_roster.valid_to IS 'Last day for which it was given; infinity when without term.';
COMMENT ON COLUMN sei.leader_roster.withdrawn IS 'Day of its withdrawal (摘牌); NULL while it stands.';
COMMENT ON COLUMN sei.leader_roster.is_valid IS 'Whether it holds today.';
COMMENT ON COLUMN sei.leader_roster.term IS 'Which recognition of the enterprise it is, by day, from 1.';
COMMENT ON COLUMN sei.leader_roster.region_scheme IS 'Scheme of codes.';
COMMENT ON COLUMN sei.leader_roster.region IS 'Code of the region where it is registered, as recorded.';
COMMENT ON COLUMN sei.leader_roster.region_name IS 'Its name.';
COMMENT ON COLUMN sei.leader_roster.region_now IS 'Code of that place today, through changes of regions; NULL when it was split.';
COMMENT ON COLUMN sei.leader_roster.industry IS 'Industry code of GB/T 4754 as reported; NULL when not reported.';
COMMENT ON COLUMN sei.leader_roster.sectors IS 'Its sectors today, or at the end of a recognition that is over, the greatest part first in each classification; NULL when none.';
COMMENT ON COLUMN sei.leader_roster.group_code IS 'Code of the enterprise that owns it (集团); NULL when none is known.';
COMMENT ON COLUMN sei.leader_roster.group_name IS 'Its name.';
COMMENT ON COLUMN sei.leader_roster.parks IS 'Parks that it is in today; NULL when none.';
COMMENT ON COLUMN sei.leader_roster.grants IS 'Number of grants on file for it.';
COMMENT ON COLUMN sei.leader_roster.granted IS 'Their amount in yuan (元); 0 when there is none.';
COMMENT ON COLUMN sei.leader_roster.carriers IS 'Innovation carriers (创新载体) that it hosts today.';
COMMENT ON COLUMN sei.leader_roster.standards IS 'Standards in force that it made.';
COMMENT ON COLUMN sei.leader_roster.counted_in IS 'Targets that count the enterprise, separated by commas, at the end of their due period or today before it; NULL when none does.';
COMMENT ON COLUMN sei.leader_roster.synthetic IS 'True for made-up enterprises of demonstrations and tests.';
COMMENT ON COLUMN sei.leader_roster.load_seq IS 'Load or edit that wrote the recognition.';

GRANT EXECUTE ON FUNCTION sei.evidence_targets(text) TO sei_analyst, sei_admin;
GRANT SELECT ON sei.status_history, sei.project_progress, sei.park_progress, sei.leader_roster TO sei_analyst, sei_admin;
