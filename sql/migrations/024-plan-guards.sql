-- 024-plan-guards.sql: the plan side changes only between sei.begin_edit() and COMMIT, and keeps what was known.
-- least extension version: 0.1
DO $$
DECLARE
    guarded text;
BEGIN
    FOREACH guarded IN ARRAY '{classification_version,sector_def_version,correspondence,region_version,
        region_group_version,region_group_member,indicator_version,plan_version,plan_target_version,plan_layout,
        plan_measure}'::text[]
    LOOP
        PERFORM sei.guard_edits(format('sei.%I', guarded)::regclass);
    END LOOP;
END
$$;
