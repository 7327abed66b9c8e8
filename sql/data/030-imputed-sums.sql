-- 030-imputed-sums.sql: fills tally_cell.imputed where figures of status I or E were there before the column was.
-- least extension version: 0.1
DO $$
BEGIN
    IF EXISTS (SELECT FROM sei.enterprise_return r WHERE r.known_to = 'infinity' AND r.status IN ('I', 'E') AND r.value IS NOT NULL)
       OR EXISTS (SELECT FROM sei.statistic s WHERE s.known_to = 'infinity' AND s.status IN ('I', 'E') AND s.value IS NOT NULL AND s.sector IS NOT NULL) THEN
        PERFORM sei.begin_edit('imputed part of the cells');
        INSERT INTO sei.dirty_cell (of_returns, region_scheme, region, indicator, period)
        SELECT DISTINCT true, r.region_scheme, r.region, r.indicator, r.period FROM sei.enterprise_return r
        WHERE r.known_to = 'infinity' AND r.status IN ('I', 'E') AND r.value IS NOT NULL
        UNION
        SELECT DISTINCT false, s.region_scheme, s.region, s.indicator, s.period FROM sei.statistic s
        WHERE s.known_to = 'infinity' AND s.status IN ('I', 'E') AND s.value IS NOT NULL AND s.sector IS NOT NULL
        ON CONFLICT DO NOTHING;
        PERFORM sei.recompute_dirty_cells();
    END IF;
END
$$;
