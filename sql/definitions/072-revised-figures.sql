-- 072-revised-figures.sql: a figure that a person revises gets a number of its own.
-- least extension version: 0.1
--
-- A figure_id names one version of one figure and is a primary key. An edit keeps the old row beside the new one, so the
-- new one must be numbered anew; otherwise the edit would fail on that key.
CREATE OR REPLACE FUNCTION sei.renumber_figure() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
BEGIN
    NEW.figure_id := nextval('sei.figure_id');
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION sei.renumber_figure() IS 'Row trigger: a revised figure is another version and has its own figure_id; the old one keeps its number and lineage.';

CREATE OR REPLACE TRIGGER b_renumber BEFORE UPDATE ON sei.statistic FOR EACH ROW
    WHEN (NEW.known_to = 'infinity' AND NEW.figure_id = OLD.figure_id) EXECUTE FUNCTION sei.renumber_figure();
CREATE OR REPLACE TRIGGER b_renumber BEFORE UPDATE ON sei.enterprise_return FOR EACH ROW
    WHEN (NEW.known_to = 'infinity' AND NEW.figure_id = OLD.figure_id) EXECUTE FUNCTION sei.renumber_figure();
COMMENT ON TRIGGER b_renumber ON sei.statistic IS 'A revised figure has its own figure_id.';
COMMENT ON TRIGGER b_renumber ON sei.enterprise_return IS 'A revised figure has its own figure_id.';
