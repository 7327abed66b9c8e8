-- 069-returns-known.sql: returns, and the cell that they make, as they were known at a moment.
-- least extension version: 0.1
--
-- moment = infinity is now. What is current is found by the indexes of current rows, what was closed after the moment by
-- the index of closed ones, so that an answer for yesterday does not read history from its beginning. What readers may call
-- runs as its owner, and shows sums and counts to them, never a respondent.

CREATE OR REPLACE FUNCTION sei.regions_below(of_scheme text, of_region text, moment timestamptz) RETURNS TABLE (region text)
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 20
BEGIN ATOMIC
    WITH RECURSIVE below AS (
        SELECT of_region AS region, 0 AS distance
        UNION ALL
        SELECT v.region, b.distance + 1
        FROM below b
        JOIN sei.region_version v ON v.region_scheme = of_scheme AND v.parent = b.region
         AND v.known_from <= moment AND (moment < v.known_to OR v.known_to = 'infinity')
        WHERE b.distance < 16
    )
    SELECT DISTINCT b.region FROM below b;
END;
COMMENT ON FUNCTION sei.regions_below(text, text, timestamptz) IS
'A region and all regions below it, as known at a moment (infinity = now).';

CREATE OR REPLACE FUNCTION sei.returns_known(of_scheme text, of_region text, of_indicator text, at_period stat_period, moment timestamptz)
    RETURNS TABLE (enterprise_id bigint, value numeric, status text, method text)
    LANGUAGE sql STABLE ROWS 10000
BEGIN ATOMIC
    SELECT r.enterprise_id, r.value, r.status, r.method
    FROM sei.regions_below(of_scheme, of_region, moment) p
    -- by index, however many other returns there are
    CROSS JOIN LATERAL (
        SELECT o.enterprise_id, o.value, o.status, o.method FROM sei.enterprise_return o
        WHERE o.region_scheme = of_scheme AND o.region = p.region AND o.indicator = of_indicator AND o.period = at_period
          AND o.known_to = 'infinity' AND o.known_from <= moment
        OFFSET 0) r
    UNION ALL
    SELECT r.enterprise_id, r.value, r.status, r.method
    FROM sei.enterprise_return r
    WHERE r.known_to <> 'infinity' AND r.known_to > moment AND r.known_from <= moment
      AND r.region_scheme = of_scheme AND r.indicator = of_indicator AND r.period = at_period
      AND r.region IN (SELECT p.region FROM sei.regions_below(of_scheme, of_region, moment) p);
END;
COMMENT ON FUNCTION sei.returns_known(text, text, text, stat_period, timestamptz) IS
'Returns of a region and those below, of an indicator and a span, as known at a moment (infinity = now). Micro data: granted to nobody, read by the functions of the owner below it.';

CREATE OR REPLACE VIEW sei.return_received AS
SELECT r.enterprise_id, r.indicator, r.period, COALESCE(r.source_time, r.known_from) AS received_at
FROM sei.enterprise_return r
WHERE r.known_to = 'infinity' AND r.value IS NOT NULL AND (r.status NOT IN ('I', 'E') OR r.method IS NULL)
UNION ALL
SELECT r.enterprise_id, r.indicator, r.period, COALESCE(r.source_time, r.known_from)
FROM sei.enterprise_return r
WHERE r.known_to <> 'infinity' AND r.value IS NOT NULL AND (r.status NOT IN ('I', 'E') OR r.method IS NULL);
COMMENT ON VIEW sei.return_received IS
'When each version of a return came that was not imputed here: by the source''s time, else from when it was known. Current and closed rows apart, so that either is found by its own index. Micro data.';
COMMENT ON COLUMN sei.return_received.enterprise_id IS 'Who reported.';
COMMENT ON COLUMN sei.return_received.indicator IS 'What was reported.';
COMMENT ON COLUMN sei.return_received.period IS 'The span.';
COMMENT ON COLUMN sei.return_received.received_at IS 'When this version came.';

CREATE OR REPLACE FUNCTION sei.cell_known(of_root text, of_scheme text, of_region text, of_indicator text, at_period stat_period,
                                          moment timestamptz, OUT tally tally, OUT imputed tally)
    LANGUAGE sql STABLE
    SECURITY DEFINER
BEGIN ATOMIC
    WITH returned AS MATERIALIZED (
        -- without any weight a classification has no cells
        SELECT r.enterprise_id, r.value, r.status IN ('I', 'E') AS is_imputed
        FROM sei.returns_known(of_scheme, of_region, of_indicator, at_period, moment) r
        WHERE r.value IS NOT NULL
          AND EXISTS (SELECT FROM sei.enterprise_sector s
                      WHERE s.root = of_root AND s.known_from <= moment AND (moment < s.known_to OR s.known_to = 'infinity'))
    ), weight AS MATERIALIZED (
        SELECT s.enterprise_id, s.sector, s.weight, period_end(at_period) BETWEEN s.valid_from AND s.valid_to AS is_valid
        FROM sei.enterprise_sector s
        WHERE s.root = of_root AND s.known_from <= moment AND (moment < s.known_to OR s.known_to = 'infinity')
          AND EXISTS (SELECT FROM returned)
    ), part AS (
        SELECT w.sector, r.value * w.weight AS value, r.is_imputed
        FROM returned r JOIN weight w ON w.enterprise_id = r.enterprise_id AND w.is_valid
        UNION ALL
        SELECT NULL, r.value * (1 - COALESCE(w.weight, 0)), r.is_imputed
        FROM returned r
        LEFT JOIN (SELECT o.enterprise_id, sum(o.weight) AS weight FROM weight o WHERE o.is_valid GROUP BY o.enterprise_id) w
          ON w.enterprise_id = r.enterprise_id
        WHERE COALESCE(w.weight, 0) < 1
    )
    SELECT sector_tally(p.value, p.sector), sector_tally(p.value, p.sector) FILTER (WHERE p.is_imputed) FROM part p;
END;
COMMENT ON FUNCTION sei.cell_known(text, text, text, text, stat_period, timestamptz) IS
'The cell of returns of a region, indicator and span as it was known at a moment, from the returns, weights and regions known then, and its imputed part; NULL when nothing was. Equal to sei.tally_cell for now. Does not wait for loads: call sei.settle first. Runs as its owner: it shows sums.';
GRANT EXECUTE ON FUNCTION sei.cell_known(text, text, text, text, stat_period, timestamptz), sei.regions_below(text, text, timestamptz) TO sei_analyst, sei_admin;
