-- 030-weights.sql: what may not be said of an enterprise's sectors.
-- least extension version: 0.1

-- Weights of one enterprise, classification and day add up to 1 at most: checked at COMMIT, so that an edit may pass through.
CREATE OR REPLACE FUNCTION sei.check_weights() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
DECLARE
    bad record;
BEGIN
    SELECT e.code, a.root, a.valid_from AS day, sum(b.weight) AS total INTO bad
    FROM (SELECT DISTINCT s.enterprise_id, s.root, s.valid_from FROM sei.enterprise_sector s
          WHERE s.enterprise_id = NEW.enterprise_id AND s.root = NEW.root AND s.known_to = 'infinity') a
    JOIN sei.enterprise_sector b
      ON b.enterprise_id = a.enterprise_id AND b.root = a.root AND b.known_to = 'infinity'
     AND a.valid_from BETWEEN b.valid_from AND b.valid_to
    JOIN sei.enterprise e ON e.enterprise_id = a.enterprise_id
    GROUP BY e.code, a.root, a.valid_from
    HAVING sum(b.weight) > 1 OR count(*) > count(DISTINCT b.sector)
    ORDER BY a.valid_from
    LIMIT 1;
    IF FOUND AND bad.total <= 1 THEN
        RAISE EXCEPTION 'enterprise % has a sector of classification % twice on %', bad.code, bad.root, bad.day
            USING ERRCODE = '23P01', HINT = 'End the earlier row (valid_to) the day before the later one begins.';
    ELSIF FOUND THEN
        RAISE EXCEPTION 'weights of enterprise % in classification % add up to % on %',
            bad.code, bad.root, trim_scale(bad.total), bad.day
            USING ERRCODE = '23514', HINT = 'The weights of one enterprise, classification and day add up to 1 at most.';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION sei.check_weights() IS 'Constraint trigger: weights of one enterprise, classification and day add up to 1 at most (23514), and a sector is there once (23P01).';
DROP TRIGGER IF EXISTS check_weights ON sei.enterprise_sector;
CREATE CONSTRAINT TRIGGER check_weights AFTER INSERT OR UPDATE ON sei.enterprise_sector
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.known_to = 'infinity')
    EXECUTE FUNCTION sei.check_weights();
