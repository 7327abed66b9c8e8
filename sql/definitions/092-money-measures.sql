-- 092-money-measures.sql: public money by instrument, and what was done about each measure of a plan.
-- least extension version: 0.1
--
-- Every region's row holds the grants of the region and of those below it, read from the grants themselves: rows of
-- different regions are nested and never added.

CREATE OR REPLACE VIEW sei.funding_by_instrument WITH (security_barrier) AS
WITH placed AS (
    SELECT w.region_scheme, w.ancestor AS region, extract(year FROM f.granted_on)::int AS year, f.instrument, f.funding_id,
           f.amount, f.paid, f.project_id, f.enterprise_id, f.load_seq
    FROM sei.funding_version f
    JOIN sei.region_within w ON w.region_scheme = f.region_scheme AND w.region = f.region
    WHERE f.known_to = 'infinity'
), asked AS (
    SELECT y.region_scheme, y.region, y.year, n.instrument, n.name_zh, n.ordinal
    FROM (SELECT DISTINCT p.region_scheme, p.region, p.year FROM placed p) y
    CROSS JOIN (VALUES (1, 'loan_interest', '贷款贴息'), (2, 'reward', '以奖代补'), (3, 'application', '应用推广补贴'),
                       (4, 'investment', '投资补助'), (5, 'venture', '创业风险投资'), (6, 'other', '其他')) AS n (ordinal, instrument, name_zh)
)
SELECT a.region_scheme, a.region, g.name AS region_name, a.year::text AS period, a.instrument, a.name_zh AS instrument_zh,
       count(p.funding_id) AS grants, trim_scale(COALESCE(sum(p.amount), 0)) AS granted,
       trim_scale(COALESCE(sum(p.paid), 0)) AS paid,
       trim_scale(sum(p.paid)) / NULLIF(trim_scale(sum(p.amount)), 0) AS paid_share,
       trim_scale(COALESCE(sum(p.amount), 0)) / NULLIF(trim_scale(sum(sum(p.amount)) OVER (PARTITION BY a.region_scheme, a.region, a.year)), 0)
           AS share_of_year,
       count(DISTINCT p.project_id) AS projects, count(DISTINCT p.enterprise_id) AS enterprises,
       count(p.funding_id) FILTER (WHERE p.paid IS NULL) AS without_payment, max(p.load_seq) AS load_seq
FROM asked a
LEFT JOIN placed p ON p.region_scheme = a.region_scheme AND p.region = a.region AND p.year = a.year AND p.instrument = a.instrument
LEFT JOIN sei.region_version g ON g.region_scheme = a.region_scheme AND g.region = a.region AND g.known_to = 'infinity'
GROUP BY a.region_scheme, a.region, g.name, a.year, a.ordinal, a.instrument, a.name_zh
HAVING a.instrument <> 'other' OR count(p.funding_id) > 0;
COMMENT ON VIEW sei.funding_by_instrument IS
'Grants on file by region, year of the decision and instrument (贷款贴息, 以奖代补, 应用推广补贴, 投资补助, 创业风险投资): one row an instrument in every year in which the region had any grant. A region includes those below it: never add rows of regions.';
COMMENT ON COLUMN sei.funding_by_instrument.region_scheme IS 'Scheme of codes.';
COMMENT ON COLUMN sei.funding_by_instrument.region IS 'Code of the region; those below it are included.';
COMMENT ON COLUMN sei.funding_by_instrument.region_name IS 'Its name.';
COMMENT ON COLUMN sei.funding_by_instrument.period IS 'Year of the decision.';
COMMENT ON COLUMN sei.funding_by_instrument.instrument IS 'loan_interest, reward, application, investment, venture, or other where there is such a grant.';
COMMENT ON COLUMN sei.funding_by_instrument.instrument_zh IS 'Its Chinese name.';
COMMENT ON COLUMN sei.funding_by_instrument.grants IS 'Number of grants; 0 when none of this instrument is on file for the year.';
COMMENT ON COLUMN sei.funding_by_instrument.granted IS 'Their amount in yuan (元).';
COMMENT ON COLUMN sei.funding_by_instrument.paid IS 'What was paid of it so far in yuan (元), as far as recorded.';
COMMENT ON COLUMN sei.funding_by_instrument.paid_share IS 'paid in granted, a ratio; NULL when no payment is recorded.';
COMMENT ON COLUMN sei.funding_by_instrument.share_of_year IS 'granted in the amount of all instruments of the region and year, a ratio.';
COMMENT ON COLUMN sei.funding_by_instrument.projects IS 'Projects that were named.';
COMMENT ON COLUMN sei.funding_by_instrument.enterprises IS 'Enterprises that were named.';
COMMENT ON COLUMN sei.funding_by_instrument.without_payment IS 'Grants without any payment on record.';
COMMENT ON COLUMN sei.funding_by_instrument.load_seq IS 'Last load or edit that wrote one of them; NULL when there is none.';

CREATE OR REPLACE VIEW sei.measure_status AS
SELECT m.plan, m.measure, m.clause, m.title_zh, m.title_en, m.lead_body, m.text_zh,
       COALESCE(l.status, 'not_started') AS status, l.done_on AS status_since, l.body AS latest_body,
       l.statement AS latest_statement, l.document AS latest_document, c.first_on, c.actions, c.documented, c.announced, c.next_on,
       current_date - l.done_on AS days_since
FROM sei.plan_measure m
LEFT JOIN LATERAL (
    SELECT a.status, a.done_on, a.body, a.statement, a.document FROM sei.measure_action a
    WHERE a.plan = m.plan AND a.measure = m.measure AND a.known_to = 'infinity' AND a.done_on <= current_date
    ORDER BY a.done_on DESC, a.action_no DESC LIMIT 1
) l ON true
CROSS JOIN LATERAL (
    SELECT min(a.done_on) FILTER (WHERE a.done_on <= current_date) AS first_on,
           count(*) FILTER (WHERE a.done_on <= current_date) AS actions,
           count(a.document) FILTER (WHERE a.done_on <= current_date) AS documented,
           count(*) FILTER (WHERE a.done_on > current_date) AS announced,
           min(a.done_on) FILTER (WHERE a.done_on > current_date) AS next_on
    FROM sei.measure_action a WHERE a.plan = m.plan AND a.measure = m.measure AND a.known_to = 'infinity'
) c
WHERE m.known_to = 'infinity';
COMMENT ON VIEW sei.measure_status IS
'One row a measure of a plan (保障措施): who is responsible, and what was done about it last (落实情况). Deeds dated after today are announced, they change no status before their day.';
COMMENT ON COLUMN sei.measure_status.plan IS 'The plan.';
COMMENT ON COLUMN sei.measure_status.measure IS 'Key of the measure in the plan.';
COMMENT ON COLUMN sei.measure_status.clause IS 'Clause of the plan (条款).';
COMMENT ON COLUMN sei.measure_status.title_zh IS 'Heading of the clause.';
COMMENT ON COLUMN sei.measure_status.title_en IS 'What it orders, in English; NULL when not translated.';
COMMENT ON COLUMN sei.measure_status.lead_body IS 'Who is responsible (牵头单位), as the plan names it; NULL when it names nobody.';
COMMENT ON COLUMN sei.measure_status.text_zh IS 'The order, verbatim.';
COMMENT ON COLUMN sei.measure_status.status IS 'not_started (nothing on file), planned, under_way, done or dropped: after the latest deed.';
COMMENT ON COLUMN sei.measure_status.status_since IS 'Day of the latest deed; NULL when there is none.';
COMMENT ON COLUMN sei.measure_status.latest_body IS 'Who did it (责任单位); NULL when not told.';
COMMENT ON COLUMN sei.measure_status.latest_statement IS 'What was done, in words.';
COMMENT ON COLUMN sei.measure_status.latest_document IS 'Document that proves it; NULL when none.';
COMMENT ON COLUMN sei.measure_status.first_on IS 'Day of the first deed.';
COMMENT ON COLUMN sei.measure_status.actions IS 'Deeds up to today.';
COMMENT ON COLUMN sei.measure_status.documented IS 'Those with a document.';
COMMENT ON COLUMN sei.measure_status.announced IS 'Deeds dated after today.';
COMMENT ON COLUMN sei.measure_status.next_on IS 'Day of the next of those; NULL when none.';
COMMENT ON COLUMN sei.measure_status.days_since IS 'Days since the latest deed; NULL when there is none.';

GRANT SELECT ON sei.funding_by_instrument, sei.measure_status TO sei_analyst, sei_admin;
