-- 070-cells.sql: tally cells, recomputed from the figures in the transaction that changes them.
-- least extension version: 0.1
--
-- Statement triggers note which cells a change touches in dirty_cell; finish_load recomputes them at its end, a
-- deferred trigger does it for an edit before its COMMIT. Cells are recomputed, never patched, so they cannot drift.

-- Joined to, not asked for a return at a time: one pass over all enterprises is cheaper than one question a return.
CREATE OR REPLACE VIEW sei.enterprise_part AS
WITH event AS (
    SELECT s.enterprise_id, s.root, s.valid_from AS day, s.weight FROM sei.enterprise_sector s WHERE s.known_to = 'infinity'
    UNION ALL
    SELECT s.enterprise_id, s.root, s.valid_to + 1, -s.weight FROM sei.enterprise_sector s
    WHERE s.known_to = 'infinity' AND s.valid_to < 'infinity'
    UNION ALL
    SELECT e.enterprise_id, c.root, date '-infinity', 0 FROM sei.enterprise e CROSS JOIN sei.classification c
), step AS (
    SELECT v.enterprise_id, v.root, v.day, sum(sum(v.weight)) OVER w AS used, lead(v.day) OVER w AS next
    FROM event v
    GROUP BY v.enterprise_id, v.root, v.day
    WINDOW w AS (PARTITION BY v.enterprise_id, v.root ORDER BY v.day)
)
SELECT s.enterprise_id, s.root, s.sector, s.weight, s.valid_from, s.valid_to
FROM sei.enterprise_sector s WHERE s.known_to = 'infinity'
UNION ALL
SELECT p.enterprise_id, p.root, NULL, 1 - p.used, p.day, COALESCE(p.next - 1, 'infinity')
FROM step p WHERE p.used < 1;
COMMENT ON VIEW sei.enterprise_part IS
'Every enterprise divided over the sectors of every classification, on every day: the weights as known now, and beside them one row without a sector for what is left, so that on any day the weights of one classification add up to 1. Micro data.';
COMMENT ON COLUMN sei.enterprise_part.enterprise_id IS 'The enterprise.';
COMMENT ON COLUMN sei.enterprise_part.root IS 'Classification; filter by one.';
COMMENT ON COLUMN sei.enterprise_part.sector IS 'Sector; NULL for the part outside the classification.';
COMMENT ON COLUMN sei.enterprise_part.weight IS 'Part of the enterprise: ratio above 0 up to 1.';
COMMENT ON COLUMN sei.enterprise_part.valid_from IS 'First day.';
COMMENT ON COLUMN sei.enterprise_part.valid_to IS 'Last day; infinity while it lasts.';

CREATE OR REPLACE VIEW sei.return_by_sector AS
SELECT p.root, r.enterprise_id, r.region_scheme, r.region, r.indicator, r.period, p.sector, p.weight,
       r.value * p.weight AS value, r.status, r.figure_id
FROM sei.enterprise_return r
JOIN sei.enterprise_part p ON p.enterprise_id = r.enterprise_id AND period_end(r.period) BETWEEN p.valid_from AND p.valid_to
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
-- Without statistics a few returns are expected, and a nested loop would divide all enterprises anew for each of very many:
-- enable_nestloop = off leaves the loops that LATERAL asks for, key by key through an index, and hashes or merges the rest.
CREATE OR REPLACE FUNCTION sei.expected_cells(everything boolean)
    RETURNS TABLE (root text, scope text, region_scheme text, region text, indicator text, period stat_period,
                   tally tally, missing bigint, imputed tally)
    LANGUAGE plpgsql STABLE
    SECURITY DEFINER
    SET search_path FROM CURRENT
    SET plan_cache_mode = force_custom_plan
    SET enable_nestloop = off
    SET work_mem = '64MB'
AS $$
#variable_conflict use_column
BEGIN
    -- The figures of one key are read by index, however many others there are: OFFSET 0 keeps the planner from reading
    -- all history for the months of one load.
    RETURN QUERY
    WITH above AS MATERIALIZED (SELECT * FROM sei.region_above()),
    wanted AS MATERIALIZED (
        SELECT DISTINCT d.region_scheme, a.above AS region, d.indicator, d.period
        FROM sei.dirty_cell d JOIN above a ON a.region_scheme = d.region_scheme AND a.region = d.region
        WHERE d.of_returns),
    source AS MATERIALIZED (
        SELECT DISTINCT w.region_scheme, a.region, w.indicator, w.period
        FROM wanted w JOIN above a ON a.region_scheme = w.region_scheme AND a.above = w.region
        WHERE NOT everything
        UNION ALL
        SELECT DISTINCT r.region_scheme, r.region, r.indicator, r.period
        FROM sei.enterprise_return r WHERE r.known_to = 'infinity' AND everything),
    own AS (
        SELECT p.root, s.region_scheme, s.region, s.indicator, s.period, sector_tally(r.value * p.weight, p.sector) AS tally,
               -- the weights of a return add up to 1
               COALESCE(sum(p.weight) FILTER (WHERE r.value IS NULL), 0)::bigint AS missing,
               sector_tally(r.value * p.weight, p.sector) FILTER (WHERE r.status IN ('I', 'E')) AS imputed
        FROM source s
        CROSS JOIN LATERAL (
            SELECT o.enterprise_id, o.value, o.status FROM sei.enterprise_return o
            WHERE o.region_scheme = s.region_scheme AND o.region = s.region AND o.indicator = s.indicator
              AND o.period = s.period AND o.known_to = 'infinity'
            OFFSET 0) r
        JOIN sei.enterprise_part p ON p.enterprise_id = r.enterprise_id AND period_end(s.period) BETWEEN p.valid_from AND p.valid_to
        WHERE p.root IN (SELECT o.root FROM sei.enterprise_sector o WHERE o.known_to = 'infinity')
        GROUP BY p.root, s.region_scheme, s.region, s.indicator, s.period)
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
    WITH source AS MATERIALIZED (
        SELECT d.region_scheme, d.region, d.indicator, d.period
        FROM sei.dirty_cell d WHERE NOT d.of_returns AND NOT everything
        UNION ALL
        SELECT DISTINCT s.region_scheme, s.region, s.indicator, s.period
        FROM sei.statistic s WHERE s.known_to = 'infinity' AND s.sector IS NOT NULL AND everything)
    SELECT sector_root(s.sector)::text, COALESCE(NULLIF(s.breakdown, ''), 'statistic'), k.region_scheme, k.region, k.indicator, k.period,
           sector_tally(s.value, s.sector), count(*) FILTER (WHERE s.value IS NULL),
           sector_tally(s.value, s.sector) FILTER (WHERE s.status IN ('I', 'E'))
    FROM source k
    CROSS JOIN LATERAL (
        SELECT o.sector, o.breakdown, o.value, o.status FROM sei.statistic o
        WHERE o.indicator = k.indicator AND o.region_scheme = k.region_scheme AND o.region = k.region AND o.period = k.period
          AND o.known_to = 'infinity' AND o.sector IS NOT NULL AND NOT o.published_total AND o.measure = 'level'
          AND o.price_basis = 'current'
        OFFSET 0) s
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
    PERFORM sei.recompute_coverage(seq);
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
    -- By key: the rows that the first event removed stay in the table until the transaction ends, and a scan would pass them all.
    IF EXISTS (SELECT FROM sei.dirty_cell d
               WHERE d.of_returns = NEW.of_returns AND d.region_scheme = NEW.region_scheme AND d.region = NEW.region
                 AND d.indicator = NEW.indicator AND d.period = NEW.period) THEN
        PERFORM sei.recompute_dirty_cells();
    END IF;
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
    -- The cells that are noted are widened by the tree as it will be at COMMIT; so what lay above until now is noted here,
    -- of the returns that are there and of those that this edit has already taken away.
    INSERT INTO sei.dirty_cell (of_returns, region_scheme, region, indicator, period)
    WITH RECURSIVE tree AS (
        SELECT v.region_scheme, v.region, v.parent FROM sei.region_version v
        WHERE v.known_to = 'infinity'
          AND NOT EXISTS (SELECT FROM touched t WHERE t.region_scheme = v.region_scheme AND t.region = v.region AND t.known_to = 'infinity')
        UNION ALL
        SELECT t.region_scheme, t.region, t.parent FROM touched t WHERE t.known_to = 'infinity' AND TG_OP <> 'INSERT'
    ), up (region_scheme, region, above, depth) AS (
        SELECT r.region_scheme, r.region, r.region, 0 FROM sei.region r
        WHERE r.region_scheme IN (SELECT t.region_scheme FROM touched t WHERE t.known_to = 'infinity')
        UNION ALL
        SELECT u.region_scheme, u.region, o.parent, u.depth + 1
        FROM up u JOIN tree o ON o.region_scheme = u.region_scheme AND o.region = u.above
        WHERE o.parent IS NOT NULL AND u.depth < 16
    ), moved AS MATERIALIZED (
        SELECT DISTINCT u.region_scheme, u.region
        FROM up u JOIN touched t ON t.region_scheme = u.region_scheme AND t.region = u.above AND t.known_to = 'infinity'
    ), counted AS MATERIALIZED (
        SELECT r.region_scheme, r.region, r.indicator, r.period
        FROM moved m JOIN sei.enterprise_return r ON r.region_scheme = m.region_scheme AND r.region = m.region AND r.known_to = 'infinity'
        UNION
        SELECT d.region_scheme, d.region, d.indicator, d.period
        FROM moved m JOIN sei.dirty_cell d ON d.region_scheme = m.region_scheme AND d.region = m.region AND d.of_returns
    )
    SELECT DISTINCT true, u.region_scheme, u.above, c.indicator, c.period
    FROM counted c JOIN up u ON u.region_scheme = c.region_scheme AND u.region = c.region
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION sei.dirty_from_regions() IS 'Statement trigger: a region that moves touches the cells above it, where it was and where it is.';
CREATE OR REPLACE TRIGGER y_dirty_insert AFTER INSERT ON sei.region_version REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION sei.dirty_from_regions();
CREATE OR REPLACE TRIGGER y_dirty_update AFTER UPDATE ON sei.region_version REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION sei.dirty_from_regions();
CREATE OR REPLACE TRIGGER y_dirty_delete AFTER DELETE ON sei.region_version REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION sei.dirty_from_regions();
