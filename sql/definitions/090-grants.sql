-- 090-grants.sql: who reads and who edits the tables and the views.
-- least extension version: 0.1
--
-- Functions in a view run with the reader's own right to execute them, so readers are granted those too. Micro data
-- are read by functions of sei_owner only (coverage_of, count_evidence): readers get no table of respondents here.

GRANT SELECT ON
    sei.classification, sei.classification_version, sei.sector_def, sei.sector_def_version, sei.correspondence,
    sei.region, sei.region_version, sei.region_group, sei.region_group_version, sei.region_group_member,
    sei.indicator, sei.indicator_version, sei.plan, sei.plan_version, sei.plan_target, sei.plan_target_version,
    sei.plan_layout, sei.plan_measure,
    sei.classification_current, sei.sector_def_current, sei.correspondence_current, sei.region_current,
    sei.region_group_current, sei.region_within, sei.indicator_current, sei.plan_current, sei.plan_target_current,
    sei.plan_layout_current, sei.plan_layout_region, sei.plan_measure_current
TO sei_analyst, sei_loader, sei_admin;

GRANT INSERT, UPDATE, DELETE ON
    sei.classification, sei.classification_version, sei.sector_def, sei.sector_def_version, sei.correspondence,
    sei.region, sei.region_version, sei.region_group, sei.region_group_version, sei.region_group_member,
    sei.indicator, sei.indicator_version, sei.plan, sei.plan_version, sei.plan_target, sei.plan_target_version,
    sei.plan_layout, sei.plan_measure
TO sei_admin;

GRANT SELECT ON
    sei.published_figure, sei.cell_reading, sei.sector_structure, sei.region_structure, sei.layout_fit,
    sei.scoreboard, sei.lineage
TO sei_analyst, sei_admin;

GRANT EXECUTE ON FUNCTION
    sei.figure_at(text, text, text, text, sector, stat_period),
    sei.figure_reading(text, text, text, text, sector, stat_period, timestamptz),
    sei.count_evidence(text, text, sector, text, text[], text[], date),
    sei.lineage_of(bigint)
TO sei_analyst, sei_admin;

GRANT EXECUTE ON FUNCTION
    sei.unit_family(text), sei.target_mismatch(target, text, text), sei.check_plan_target(),
    sei.check_indicator_targets(), sei.reference_begin(), sei.reference_merge(text, text[], text),
    sei.reference_words(text), sei.reference_apply()
TO sei_admin;

GRANT SELECT ON sei.schema_version, sei.load, sei.enterprise, sei.park, sei.park_version, sei.project, sei.project_version,
    sei.project_event, sei.region_change, sei.indicator_bound, sei.indicator_name, sei.standard, sei.standard_version, sei.agreement, sei.agreement_version,
    sei.measure_action, sei.milestone, sei.statistic, sei.tally_cell
TO sei_analyst, sei_loader;
GRANT SELECT ON sei.feed, sei.feed_version, sei.feed_state, sei.run, sei.run_request TO sei_loader;
GRANT SELECT ON sei.feed, sei.run, sei.run_request TO sei_analyst;

GRANT INSERT, UPDATE, DELETE ON
    sei.enterprise, sei.enterprise_version, sei.enterprise_sector, sei.recognition, sei.park, sei.park_version,
    sei.project, sei.project_version, sei.enterprise_return, sei.statistic,
    sei.indicator_bound, sei.indicator_name, sei.region_change, sei.enterprise_scope, sei.ownership, sei.park_member, sei.project_event, sei.funding, sei.funding_version,
    sei.carrier, sei.carrier_version, sei.standard, sei.standard_version, sei.agreement, sei.agreement_version, sei.talent,
    sei.talent_version, sei.measure_action, sei.milestone, sei.check_acknowledgement
TO sei_admin;
GRANT USAGE ON SEQUENCE sei.figure_id TO sei_admin;

-- The daemon's rows wait in the slots; an administrator reads everything but the gate, which is nobody's.
DO $$
DECLARE
    o record;
BEGIN
    FOR o IN
        SELECT c.oid::regclass AS name, i.inhrelid IS NOT NULL AS is_slot
        FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid AND i.inhparent = 'sei.stage'::regclass
        WHERE c.relnamespace = 'sei'::regnamespace AND c.relkind IN ('r', 'p', 'v')
          AND c.relowner = 'sei_owner'::regrole AND c.oid <> 'sei.load_gate'::regclass
    LOOP
        EXECUTE format('GRANT SELECT ON %s TO sei_admin', o.name);
        IF o.is_slot THEN
            EXECUTE format('GRANT INSERT ON %s TO sei_loader', o.name);
        END IF;
    END LOOP;
END
$$;
