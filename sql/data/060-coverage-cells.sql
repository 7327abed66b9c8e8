-- 060-coverage-cells.sql: counts the coverage of the spans that targets ask about, where returns were there before.
-- least extension version: 0.1
DO $$
BEGIN
    IF EXISTS (SELECT FROM sei.enterprise_return r WHERE r.known_to = 'infinity') THEN
        PERFORM sei.begin_edit('coverage of the cells');
        INSERT INTO sei.dirty_cell (of_returns, region_scheme, region, indicator, period)
        SELECT DISTINCT true, r.region_scheme, r.region, r.indicator, r.period FROM sei.enterprise_return r WHERE r.known_to = 'infinity'
        ON CONFLICT DO NOTHING;
        PERFORM sei.recompute_coverage(sei.edit_load_seq());
        DELETE FROM sei.dirty_cell;
    END IF;
END
$$;
