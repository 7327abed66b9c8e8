-- 070-cells.sql: tally cells, recomputed from the figures in the transaction that changes them.
-- least extension version: 0.1
--
-- Statement triggers note which cells a change touches in dirty_cell; finish_load recomputes them at its end, a
-- deferred trigger does it for an edit before its COMMIT. Cells are recomputed, never patched, so they cannot drift.

CREATE OR REPLACE VIEW sei.return_by_sector AS
SELECT c.root, r.enterprise_id, r.region_scheme, r.region, r.indicator, r.period, w.sector, w.weight,
       r.value * w.weight AS value, r.status, r.figure_id
FROM sei.enterprise_return r
CROSS JOIN sei.classification c
CROSS JOIN LATERAL (
    SELECT s.sector, s.weight
    FROM sei.enterprise_sector s
    WHERE s.enterprise_id = r.enterprise_id AND s.root = c.root AND s.known_to = 'infinity'
      AND period_end(r.period) BETWEEN s.valid_from AND s.valid_to
    UNION ALL
    SELECT NULL, 1 - COALESCE(sum(s.weight), 0)
    FROM sei.enterprise_sector s
    WHERE s.enterprise_id = r.enterprise_id AND s.root = c.root AND s.known_to = 'infinity'
      AND period_end(r.period) BETWEEN s.valid_from AND s.valid_to
    HAVING COALESCE(sum(s.weight), 0) < 1) w
WHERE r.known_to = 'infinity';
COMMENT ON VIEW sei.return_by_sector IS
'Returns divided over sectors: a row for each weight valid at the end of the return''s span, and one row without a sector for the remaining weight, so the sum over one root is the sum of the returns, always. Micro data.';
COMMENT ON COLUMN sei.return_by_sector.root IS 'Classification; filter by one.';
COMMENT ON COLUMN sei.return_by_sector.enterprise_id IS 'Who reported.';
COMMENT ON COLUMN sei.return_by_sector.region_scheme IS 'Scheme of the region code.';
COMMENT ON COLUMN sei.return_by_sector.region IS 'Region as reported.';
COMMENT ON COLUMN sei.return_by_sector.indicator IS 'What was reported.';
COMMENT ON COLUMN sei.return_by_sector.period IS 'The span.';
COMMENT ON COLUMN sei.return_by_sector.sector IS 'Sector; NULL for the part outside the classification.';
COMMENT ON COLUMN sei.return_by_sector.weight IS 'Part of the return: ratio above 0 up to 1.';
COMMENT ON COLUMN sei.return_by_sector.value IS 'Value as reported times weight; NULL when there is none.';
COMMENT ON COLUMN sei.return_by_sector.status IS 'Status of the return.';
COMMENT ON COLUMN sei.return_by_sector.figure_id IS 'The return.';

CREATE OR REPLACE FUNCTION sei.region_above()
    RETURNS TABLE (region_scheme text, region text, above text)
    LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH RECURSIVE up (region_scheme, region, above, depth) AS (
        SELECT r.region_scheme, r.region, r.region, 0 FROM sei.region r
        UNION ALL
        SELECT u.region_scheme, u.region, v.parent, u.depth + 1
        FROM up u
        JOIN sei.region_version v ON v.region_scheme = u.region_scheme AND v.region = u.above AND v.known_to = 'infinity'
        WHERE v.parent IS NOT NULL AND u.depth < 16)
    SELECT DISTINCT u.region_scheme, u.region, u.above FROM up u;
END;
COMMENT ON FUNCTION sei.region_above() IS 'Every region with itself and every region above it, as known now.';

-- What the cells should be: all of them, or those that dirty_cell names.
CREATE OR REPLACE FUNCTION sei.expected_cells(everything boolean)
    RETURNS TABLE (root text, scope text, region_scheme text, region text, indicator text, period stat_period,
                   tally tally, missing bigint, imputed tally)
    LANGUAGE plpgsql STABLE
    SECURITY DEFINER
    SET search_path FROM CURRENT
    SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH above AS MATERIALIZED (SELECT * FROM sei.region_above()),
    wanted AS MATERIALIZED (
        SELECT DISTINCT d.region_scheme, a.above AS region, d.indicator, d.period
        FROM sei.dirty_cell d JOIN above a ON a.region_scheme = d.region_scheme AND a.region = d.region
        WHERE d.of_returns),
    slice AS MATERIALIZED (SELECT DISTINCT w.region_scheme, w.indicator, w.period FROM wanted w),
    own AS (
        SELECT b.root, b.region_scheme, b.region, b.indicator, b.period, sector_tally(b.value, b.sector) AS tally,
               count(DISTINCT b.figure_id) FILTER (WHERE b.value IS NULL) AS missing,
               sector_tally(b.value, b.sector) FILTER (WHERE b.status IN ('I', 'E')) AS imputed
        FROM sei.return_by_sector b
        WHERE b.root IN (SELECT s.root FROM sei.enterprise_sector s WHERE s.known_to = 'infinity')
          AND (everything OR (b.region_scheme, b.indicator, b.period) IN (SELECT sl.region_scheme, sl.indicator, sl.period FROM slice sl))
        GROUP BY b.root, b.region_scheme, b.region, b.indicator, b.period)
    SELECT o.root, 'enterprise'::text, o.region_scheme, a.above, o.indicator, o.period, tally_sum(o.tally),
           sum(o.missing)::bigint, tally_sum(o.imputed)
    FROM own o
    JOIN above a ON a.region_scheme = o.region_scheme AND a.region = o.region
    WHERE everything OR EXISTS (SELECT FROM wanted w
                                WHERE w.region_scheme = o.region_scheme AND w.region = a.above
                                  AND w.indicator = o.indicator AND w.period = o.period)
    GROUP BY o.root, o.region_scheme, a.above, o.indicator, o.period
    HAVING tally_sum(o.tally) IS NOT NULL;

    RETURN QUERY
    SELECT sector_root(s.sector)::text, COALESCE(NULLIF(s.breakdown, ''), 'statistic'), s.region_scheme, s.region, s.indicator, s.period,
           sector_tally(s.value, s.sector), count(*) FILTER (WHERE s.value IS NULL),
           sector_tally(s.value, s.sector) FILTER (WHERE s.status IN ('I', 'E'))
    FROM sei.statistic s
    WHERE s.known_to = 'infinity' AND s.sector IS NOT NULL AND NOT s.published_total AND s.measure = 'level'
      AND s.price_basis = 'current'
      AND (everything OR (s.region_scheme, s.region, s.indicator, s.period) IN
           (SELECT d.region_scheme, d.region, d.indicator, d.period FROM sei.dirty_cell d WHERE NOT d.of_returns))
    GROUP BY 1, 2, 3, 4, 5, 6
    HAVING sector_tally(s.value, s.sector) IS NOT NULL;
END
$$;
COMMENT ON FUNCTION sei.expected_cells(boolean) IS
'The cells as a scan of the figures gives them: all, or those that dirty_cell names. Published totals, other measures than levels and other prices than current are in no cell.';

CREATE OR REPLACE FUNCTION sei.recompute_dirty_cells() RETURNS bigint
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
    SET client_min_messages = warning
AS $$
#variable_conflict use_column
DECLARE
    seq bigint;
    written bigint;
    gone bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM sei.dirty_cell) THEN
        RETURN 0;
    END IF;
    seq := sei.edit_load_seq();
    DROP TABLE IF EXISTS pg_temp.recomputed;
    CREATE TEMPORARY TABLE recomputed ON COMMIT DROP AS SELECT * FROM sei.expected_cells(false);
    ANALYZE pg_temp.recomputed;
    DELETE FROM sei.tally_cell c
    USING (SELECT d.of_returns, d.region_scheme, a.above AS region, d.indicator, d.period
           FROM sei.dirty_cell d JOIN sei.region_above() a ON a.region_scheme = d.region_scheme AND a.region = d.region
           WHERE d.of_returns OR a.above = d.region
           GROUP BY 1, 2, 3, 4, 5) d
    WHERE c.region_scheme = d.region_scheme AND c.region = d.region AND c.indicator = d.indicator AND c.period = d.period
      AND (c.scope = 'enterprise') = d.of_returns
      AND NOT EXISTS (SELECT FROM pg_temp.recomputed e
                      WHERE e.root = c.root AND e.scope = c.scope AND e.region_scheme = c.region_scheme
                        AND e.region = c.region AND e.indicator = c.indicator AND e.period = c.period);
    GET DIAGNOSTICS gone = ROW_COUNT;
    INSERT INTO sei.tally_cell AS c (root, scope, region_scheme, region, indicator, period, tally, missing, imputed, load_seq)
    SELECT e.root, e.scope, e.region_scheme, e.region, e.indicator, e.period, e.tally, e.missing, e.imputed, seq
    FROM pg_temp.recomputed e
    ON CONFLICT (root, scope, region_scheme, region, indicator, period) DO UPDATE
    SET tally = EXCLUDED.tally, missing = EXCLUDED.missing, imputed = EXCLUDED.imputed, load_seq = EXCLUDED.load_seq
    WHERE c.tally IS DISTINCT FROM EXCLUDED.tally OR c.missing <> EXCLUDED.missing OR c.imputed IS DISTINCT FROM EXCLUDED.imputed;
    GET DIAGNOSTICS written = ROW_COUNT;
    DELETE FROM sei.dirty_cell;
    DROP TABLE pg_temp.recomputed;
    RETURN written + gone;
END
$$;
COMMENT ON FUNCTION sei.recompute_dirty_cells() IS
'Recomputes the cells that dirty_cell names, writes those that differ, empties dirty_cell. Returns the cells written or removed. Internal.';

CREATE OR REPLACE FUNCTION sei.verify_cells()
    RETURNS TABLE (root text, scope text, region_scheme text, region text, indicator text, period stat_period,
                   stored tally, expected tally)
    LANGUAGE sql STABLE
    SECURITY DEFINER
BEGIN ATOMIC
    SELECT COALESCE(c.root, e.root), COALESCE(c.scope, e.scope), COALESCE(c.region_scheme, e.region_scheme),
           COALESCE(c.region, e.region), COALESCE(c.indicator, e.indicator), COALESCE(c.period, e.period), c.tally, e.tally
    FROM sei.tally_cell c
    FULL JOIN sei.expected_cells(true) e
      ON e.root = c.root AND e.scope = c.scope AND e.region_scheme = c.region_scheme AND e.region = c.region
     AND e.indicator = c.indicator AND e.period = c.period
    WHERE (c.tally = e.tally) IS NOT TRUE OR c.missing IS DISTINCT FROM e.missing
       OR NOT COALESCE(c.imputed = e.imputed, c.imputed IS NULL AND e.imputed IS NULL);
END;
COMMENT ON FUNCTION sei.verify_cells() IS 'Cells that differ from a rescan of the figures: none, always.';
GRANT EXECUTE ON FUNCTION sei.verify_cells() TO sei_admin;

CREATE OR REPLACE FUNCTION sei.recompute_at_commit() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
BEGIN
    PERFORM sei.recompute_dirty_cells();
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION sei.recompute_at_commit() IS 'Deferred trigger: recomputes what an edit has touched before its COMMIT. The first event does all, later ones find nothing.';
DROP TRIGGER IF EXISTS recompute ON sei.dirty_cell;
CREATE CONSTRAINT TRIGGER recompute AFTER INSERT ON sei.dirty_cell
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sei.recompute_at_commit();

CREATE OR REPLACE FUNCTION sei.dirty_from_figures() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
BEGIN
    INSERT INTO sei.dirty_cell (of_returns, region_scheme, region, indicator, period)
    SELECT DISTINCT TG_TABLE_NAME = 'enterprise_return', t.region_scheme, t.region, t.indicator, t.period
    FROM touched t
    WHERE t.known_to = 'infinity' OR TG_OP <> 'INSERT'
    ON CONFLICT DO NOTHING;
    -- An edit may move a figure to another cell.
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO sei.dirty_cell (of_returns, region_scheme, region, indicator, period)
        SELECT DISTINCT TG_TABLE_NAME = 'enterprise_return', b.region_scheme, b.region, b.indicator, b.period
        FROM becoming b
        WHERE b.known_to = 'infinity'
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION sei.dirty_from_figures() IS 'Statement trigger: notes the cells of changed figures.';
CREATE OR REPLACE TRIGGER y_dirty_insert AFTER INSERT ON sei.enterprise_return REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION sei.dirty_from_figures();
CREATE OR REPLACE TRIGGER y_dirty_update AFTER UPDATE ON sei.enterprise_return REFERENCING OLD TABLE AS touched NEW TABLE AS becoming
    FOR EACH STATEMENT EXECUTE FUNCTION sei.dirty_from_figures();
CREATE OR REPLACE TRIGGER y_dirty_delete AFTER DELETE ON sei.enterprise_return REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION sei.dirty_from_figures();
CREATE OR REPLACE TRIGGER y_dirty_insert AFTER INSERT ON sei.statistic REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION sei.dirty_from_figures();
CREATE OR REPLACE TRIGGER y_dirty_update AFTER UPDATE ON sei.statistic REFERENCING OLD TABLE AS touched NEW TABLE AS becoming
    FOR EACH STATEMENT EXECUTE FUNCTION sei.dirty_from_figures();
CREATE OR REPLACE TRIGGER y_dirty_delete AFTER DELETE ON sei.statistic REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION sei.dirty_from_figures();

CREATE OR REPLACE FUNCTION sei.dirty_from_weights() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
    SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    enterprises bigint[];
    roots text[];
    more_enterprises bigint[];
    more_roots text[];
BEGIN
    SELECT array_agg(DISTINCT t.enterprise_id), array_agg(DISTINCT t.root) INTO enterprises, roots
    FROM touched t WHERE t.known_to = 'infinity' OR TG_OP <> 'INSERT';
    IF TG_OP = 'UPDATE' THEN
        SELECT array_agg(DISTINCT b.enterprise_id), array_agg(DISTINCT b.root) INTO more_enterprises, more_roots
        FROM becoming b WHERE b.known_to = 'infinity';
    END IF;
    -- The first weights of a classification put every return into it, the last ones take all out.
    IF EXISTS (SELECT FROM unnest(roots || more_roots) AS c (root)
               WHERE NOT EXISTS (SELECT FROM sei.tally_cell o WHERE o.root = c.root AND o.scope = 'enterprise')
                  OR NOT EXISTS (SELECT FROM sei.enterprise_sector s WHERE s.root = c.root AND s.known_to = 'infinity')) THEN
        enterprises := NULL;
    ELSIF roots IS NULL THEN
        RETURN NULL;
    ELSE
        enterprises := enterprises || more_enterprises;
    END IF;
    INSERT INTO sei.dirty_cell (of_returns, region_scheme, region, indicator, period)
    SELECT DISTINCT true, r.region_scheme, r.region, r.indicator, r.period
    FROM sei.enterprise_return r
    WHERE r.known_to = 'infinity' AND (enterprises IS NULL OR r.enterprise_id = ANY (enterprises))
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION sei.dirty_from_weights() IS 'Statement trigger: notes the cells of the returns whose enterprise changed its sectors.';
CREATE OR REPLACE TRIGGER y_dirty_insert AFTER INSERT ON sei.enterprise_sector REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION sei.dirty_from_weights();
CREATE OR REPLACE TRIGGER y_dirty_update AFTER UPDATE ON sei.enterprise_sector REFERENCING OLD TABLE AS touched NEW TABLE AS becoming
    FOR EACH STATEMENT EXECUTE FUNCTION sei.dirty_from_weights();
CREATE OR REPLACE TRIGGER y_dirty_delete AFTER DELETE ON sei.enterprise_sector REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION sei.dirty_from_weights();

CREATE OR REPLACE FUNCTION sei.dirty_from_regions() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
BEGIN
    INSERT INTO sei.dirty_cell (of_returns, region_scheme, region, indicator, period)
    SELECT DISTINCT true, t.region_scheme, p.region, r.indicator, r.period
    FROM touched t
    JOIN sei.region_above() a ON a.region_scheme = t.region_scheme AND a.above = t.region
    JOIN sei.enterprise_return r ON r.region_scheme = a.region_scheme AND r.region = a.region AND r.known_to = 'infinity'
    CROSS JOIN LATERAL (VALUES (t.region), (t.parent)) AS p (region)
    WHERE p.region IS NOT NULL
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION sei.dirty_from_regions() IS 'Statement trigger: a region that moves touches the cells above it, where it was and where it is.';
CREATE OR REPLACE TRIGGER y_dirty_insert AFTER INSERT ON sei.region_version REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION sei.dirty_from_regions();
CREATE OR REPLACE TRIGGER y_dirty_update AFTER UPDATE ON sei.region_version REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION sei.dirty_from_regions();
