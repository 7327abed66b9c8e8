-- 030-validity.sql: what may not hold on one day: weights and shares above 1, the same thing said twice.
-- least extension version: 0.1
--
-- All of it is checked at COMMIT, so that an edit may pass through. Writers hold the load lock, so no two of them can each
-- miss the other's row. What a feed brings is quarantined by 061 before it comes here.

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

CREATE OR REPLACE FUNCTION sei.refuse_overlap() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
DECLARE
    twice record;
BEGIN
    -- What is current now, not NEW: the row may have been changed again by the same edit.
    EXECUTE format('SELECT a.valid_from, a.valid_to, b.valid_from AS other_from, b.valid_to AS other_to
                    FROM %1$I.%2$I a
                    JOIN %1$I.%2$I b ON %3$s AND b.known_to = ''infinity''
                     AND b.valid_from > a.valid_from AND b.valid_from <= a.valid_to
                    WHERE %4$s AND a.known_to = ''infinity''
                    ORDER BY a.valid_from LIMIT 1', TG_TABLE_SCHEMA, TG_TABLE_NAME,
                   (SELECT string_agg(format('b.%1$I = a.%1$I', k), ' AND ') FROM unnest(TG_ARGV) AS k),
                   (SELECT string_agg(format('a.%1$I = ($1).%1$I', k), ' AND ') FROM unnest(TG_ARGV) AS k))
        INTO twice USING NEW;
    IF twice.valid_from IS NOT NULL THEN
        RAISE EXCEPTION 'two rows of %.% are valid on the same days', TG_TABLE_SCHEMA, TG_TABLE_NAME
            USING ERRCODE = '23P01',
                  DETAIL = format('(%s) is valid from %s to %s and from %s to %s.',
                                  (SELECT string_agg(to_jsonb(NEW) ->> k, ', ') FROM unnest(TG_ARGV) AS k),
                                  twice.valid_from, twice.valid_to, twice.other_from, twice.other_to),
                  HINT = 'End the earlier row (valid_to) the day before the later one begins.';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION sei.refuse_overlap() IS
'Constraint trigger of the key columns given to it: current rows of one key have no day in common (valid_from to valid_to, both inclusive). 23P01.';

DROP TRIGGER IF EXISTS refuse_overlap ON sei.recognition;
CREATE CONSTRAINT TRIGGER refuse_overlap AFTER INSERT OR UPDATE ON sei.recognition
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.known_to = 'infinity')
    EXECUTE FUNCTION sei.refuse_overlap('enterprise_id', 'recognition');
DROP TRIGGER IF EXISTS refuse_overlap ON sei.enterprise_scope;
CREATE CONSTRAINT TRIGGER refuse_overlap AFTER INSERT OR UPDATE ON sei.enterprise_scope
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.known_to = 'infinity')
    EXECUTE FUNCTION sei.refuse_overlap('enterprise_id', 'survey');
DROP TRIGGER IF EXISTS refuse_overlap ON sei.ownership;
CREATE CONSTRAINT TRIGGER refuse_overlap AFTER INSERT OR UPDATE ON sei.ownership
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.known_to = 'infinity')
    EXECUTE FUNCTION sei.refuse_overlap('owner_id', 'enterprise_id');
DROP TRIGGER IF EXISTS refuse_overlap ON sei.park_member;
CREATE CONSTRAINT TRIGGER refuse_overlap AFTER INSERT OR UPDATE ON sei.park_member
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.known_to = 'infinity')
    EXECUTE FUNCTION sei.refuse_overlap('park_id', 'enterprise_id');

CREATE OR REPLACE FUNCTION sei.check_ownership() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
DECLARE
    bad record;
BEGIN
    SELECT e.code, a.valid_from AS day, sum(b.share) AS total INTO bad
    FROM (SELECT DISTINCT o.enterprise_id, o.valid_from FROM sei.ownership o
          WHERE o.enterprise_id = NEW.enterprise_id AND o.known_to = 'infinity') a
    JOIN sei.ownership b ON b.enterprise_id = a.enterprise_id AND b.known_to = 'infinity'
     AND a.valid_from BETWEEN b.valid_from AND b.valid_to
    JOIN sei.enterprise e ON e.enterprise_id = a.enterprise_id
    GROUP BY e.code, a.valid_from
    HAVING sum(b.share) > 1
    ORDER BY a.valid_from
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'owners of enterprise % have % of it together on %', bad.code, trim_scale(bad.total), bad.day
            USING ERRCODE = '23514', HINT = 'The shares of one enterprise and day add up to 1 at most.';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION sei.check_ownership() IS 'Constraint trigger: the owners of one enterprise have 1 of it at most on any day (23514).';
DROP TRIGGER IF EXISTS check_ownership ON sei.ownership;
CREATE CONSTRAINT TRIGGER check_ownership AFTER INSERT OR UPDATE ON sei.ownership
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.known_to = 'infinity')
    EXECUTE FUNCTION sei.check_ownership();

CREATE OR REPLACE FUNCTION sei.check_correspondence() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
DECLARE
    total numeric;
BEGIN
    SELECT sum(c.weight) INTO total FROM sei.correspondence c
    WHERE c.from_sector = NEW.from_sector AND c.known_to = 'infinity'
      AND split_part(c.to_sector::text, '.', 1) = split_part(NEW.to_sector::text, '.', 1);
    IF total > 1 THEN
        RAISE EXCEPTION 'sector % corresponds to % of classification %', NEW.from_sector, trim_scale(total),
            split_part(NEW.to_sector::text, '.', 1)
            USING ERRCODE = '23514', DETAIL = 'Its parts would be counted more than once.',
                  HINT = 'The weights from one sector to one classification add up to 1 at most; leave a weight empty that is not known.';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION sei.check_correspondence() IS 'Constraint trigger: the weights from one sector to one classification add up to 1 at most (23514).';
DROP TRIGGER IF EXISTS check_correspondence ON sei.correspondence;
CREATE CONSTRAINT TRIGGER check_correspondence AFTER INSERT OR UPDATE ON sei.correspondence
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.known_to = 'infinity')
    EXECUTE FUNCTION sei.check_correspondence();

-- A foreign key cannot name the current row of a versioned table; closing what is still named is refused likewise.
CREATE OR REPLACE FUNCTION sei.check_measure_action() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
DECLARE
    orphan record;
BEGIN
    SELECT a.plan, a.measure INTO orphan FROM sei.measure_action a
    WHERE a.plan = COALESCE(NEW.plan, OLD.plan) AND a.measure = COALESCE(NEW.measure, OLD.measure) AND a.known_to = 'infinity'
      AND NOT EXISTS (SELECT FROM sei.plan_measure m
                      WHERE m.plan = a.plan AND m.measure = a.measure AND m.known_to = 'infinity');
    IF FOUND THEN
        RAISE EXCEPTION 'plan % has no measure %', orphan.plan, orphan.measure
            USING ERRCODE = '23503', DETAIL = 'sei.measure_action names it.',
                  HINT = 'Name a measure of sei.plan_measure_current, or delete its actions in the same edit.';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION sei.check_measure_action() IS 'Constraint trigger: an action names a current measure of its plan, and a measure with actions is not closed (23503).';
DROP TRIGGER IF EXISTS check_measure_action ON sei.measure_action;
CREATE CONSTRAINT TRIGGER check_measure_action AFTER INSERT OR UPDATE ON sei.measure_action
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.known_to = 'infinity')
    EXECUTE FUNCTION sei.check_measure_action();
DROP TRIGGER IF EXISTS check_measure_action ON sei.plan_measure;
CREATE CONSTRAINT TRIGGER check_measure_action AFTER UPDATE ON sei.plan_measure
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.known_to <> 'infinity')
    EXECUTE FUNCTION sei.check_measure_action();
DROP TRIGGER IF EXISTS check_measure_gone ON sei.plan_measure;
CREATE CONSTRAINT TRIGGER check_measure_gone AFTER DELETE ON sei.plan_measure
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.known_to = 'infinity')
    EXECUTE FUNCTION sei.check_measure_action();

-- A region within itself would have the figures of all others of the circle.
CREATE OR REPLACE FUNCTION sei.check_region_parent() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
DECLARE
    above text[];
BEGIN
    WITH RECURSIVE up AS (
        SELECT v.parent, ARRAY[v.parent] AS path FROM sei.region_version v
        WHERE v.region_scheme = NEW.region_scheme AND v.region = NEW.region AND v.known_to = 'infinity' AND v.parent IS NOT NULL
        UNION ALL
        SELECT v.parent, u.path || v.parent
        FROM up u
        JOIN sei.region_version v ON v.region_scheme = NEW.region_scheme AND v.region = u.parent AND v.known_to = 'infinity'
        WHERE v.parent IS NOT NULL AND v.parent <> ALL (u.path)
    )
    SELECT u.path INTO above FROM up u WHERE u.parent = NEW.region;
    IF FOUND THEN
        RAISE EXCEPTION 'region % % would lie within itself', NEW.region_scheme, NEW.region
            USING ERRCODE = '23514', DETAIL = format('The regions above it are %s.', array_to_string(above, ', ')),
                  HINT = 'Name a region in parent that is not below it.';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION sei.check_region_parent() IS 'Constraint trigger: no region lies within itself, through however many others (23514).';
DROP TRIGGER IF EXISTS check_region_parent ON sei.region_version;
CREATE CONSTRAINT TRIGGER check_region_parent AFTER INSERT OR UPDATE ON sei.region_version
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.known_to = 'infinity' AND NEW.parent IS NOT NULL)
    EXECUTE FUNCTION sei.check_region_parent();
