-- 080-coverage-scope.sql: counts the kept coverage again, where an earlier version had counted it without the scope of the survey.
-- least extension version: 0.1
DO $$
BEGIN
    IF EXISTS (SELECT FROM sei.enterprise_return r WHERE r.known_to = 'infinity') AND NOT EXISTS (SELECT FROM sei.coverage_cell) THEN
        PERFORM sei.begin_edit('coverage by scope');
        INSERT INTO sei.dirty_cell (of_returns, region_scheme, region, indicator, period)
        SELECT DISTINCT true, r.region_scheme, r.region, r.indicator, r.period FROM sei.enterprise_return r WHERE r.known_to = 'infinity'
        ON CONFLICT DO NOTHING;
        PERFORM sei.recompute_coverage(sei.edit_load_seq());
        DELETE FROM sei.dirty_cell;
    END IF;
END
$$;
