-- 020-target-check.sql: a target must fit its indicator, a restatement repeats a target, and what replaces a target is one.
-- least extension version: 0.1
--
-- The rule by kind: a level has the indicator's unit and per-cent flag; points need a ratio; growth, multiple
-- and change fit any. Checked when a target is written and again when its indicator changes, so that neither
-- side can drift away from the other.

CREATE OR REPLACE FUNCTION sei.unit_family(unit text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE WHEN unit IN ('个', '家', '项', '户') THEN '个' ELSE COALESCE(unit, '') END;
END;
COMMENT ON FUNCTION sei.unit_family(text) IS
'The unit under which synonyms count as one: the counters 个 家 项 户 give 个, no unit gives an empty text, any other itself.';

CREATE OR REPLACE FUNCTION sei.target_mismatch(promise target, unit text, aggregation text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE target_kind(promise)
        WHEN 'level' THEN
            CASE
                WHEN target_is_percent(promise) AND unit <> '%' THEN
                    format('The target %s is in per cent, the indicator''s unit is %s.', promise::text, unit)
                WHEN unit = '%' AND NOT target_is_percent(promise) THEN
                    format('The target %s has no per-cent sign, the indicator is in per cent.', promise::text)
                WHEN unit <> '%' AND sei.unit_family(target_unit(promise)) <> sei.unit_family(unit) THEN
                    format('The target %s is in %s, the indicator''s unit is %s.', promise::text,
                           COALESCE(NULLIF(target_unit(promise), ''), 'no unit'), unit)
            END
        WHEN 'points' THEN
            CASE WHEN aggregation <> 'ratio' AND unit <> '%' THEN
                format('The target %s is in percentage points, the indicator is a %s, not a ratio.',
                       promise::text, aggregation)
            END
    END;
END;
COMMENT ON FUNCTION sei.target_mismatch(target, text, text) IS
'Why a target does not fit an indicator of this unit and aggregation, in a sentence; NULL when it fits. A level has the indicator''s unit and per-cent flag, points need a ratio, growth, multiple and change fit any.';

CREATE OR REPLACE FUNCTION sei.check_plan_target() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
DECLARE
    measured sei.indicator_version;
    promised sei.plan_target;
    repeated sei.plan_target_version;
    classified text;
    mismatch text;
BEGIN
    IF NEW.known_to <> 'infinity' THEN
        RETURN NEW;
    END IF;

    SELECT * INTO measured FROM sei.indicator_version v
    WHERE v.indicator = NEW.indicator AND v.known_to = 'infinity';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = format('plan target %s names indicator %s, which has no current facts', NEW.target_id, NEW.indicator),
            HINT = 'Insert the indicator''s row into sei.indicator_version first.';
    END IF;
    mismatch := sei.target_mismatch(NEW.target, measured.unit, measured.aggregation);
    IF mismatch IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = format('plan target %s does not fit indicator %s', NEW.target_id, NEW.indicator),
            DETAIL = mismatch,
            HINT = 'A level needs the unit and the per-cent flag of its indicator, points need a ratio; growth, multiple and change fit any.';
    END IF;
    IF NEW.count_of IS NOT NULL AND measured.aggregation <> 'count' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = format('plan target %s counts rows of %s, but indicator %s is a %s', NEW.target_id,
                             NEW.count_of, NEW.indicator, measured.aggregation),
            HINT = 'Name an indicator whose aggregation is count, or leave count_of empty.';
    END IF;

    SELECT * INTO promised FROM sei.plan_target t WHERE t.target_id = NEW.target_id;
    IF NEW.sector IS NOT NULL THEN
        SELECT v.root INTO classified FROM sei.plan_version v
        WHERE v.plan = promised.plan AND v.known_to = 'infinity';
        IF split_part(NEW.sector::text, '.', 1) <> classified THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                MESSAGE = format('plan target %s names sector %s of another classification', NEW.target_id, NEW.sector),
                DETAIL = format('The plan %s promotes the classification %s.', promised.plan, classified),
                HINT = 'Name a sector below the plan''s root, or leave sector empty for all of it.';
        END IF;
    END IF;

    IF NEW.restates IS NOT NULL THEN
        SELECT v.* INTO repeated
        FROM sei.plan_target_version v
        JOIN sei.plan_target t USING (target_id)
        WHERE v.target_id = NEW.restates AND v.known_to = 'infinity' AND t.plan = promised.plan;
        IF NOT FOUND OR repeated.restates IS NOT NULL THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                MESSAGE = format('plan target %s restates %s, which is no target proper of the same plan',
                                 NEW.target_id, NEW.restates),
                HINT = 'Name the target that the plan states first; a restatement of a restatement names that one too.';
        END IF;
        IF repeated.indicator <> NEW.indicator THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                MESSAGE = format('plan target %s restates %s with another indicator', NEW.target_id, NEW.restates),
                DETAIL = format('%s is about %s, %s about %s.', NEW.restates, repeated.indicator, NEW.target_id, NEW.indicator),
                HINT = 'A restatement repeats the same promise; enter another promise as a target of its own.';
        END IF;
    END IF;
    IF NEW.supersedes <> NEW.target_id THEN
        -- what is replaced is judged no more, so something else must be
        IF NEW.restates IS NOT NULL AND EXISTS (
            SELECT FROM sei.plan_target_version v
            WHERE v.target_id = NEW.supersedes AND v.known_to = 'infinity' AND v.restates IS NULL) THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                MESSAGE = format('plan target %s replaces %s, but only restates %s', NEW.target_id, NEW.supersedes, NEW.restates),
                HINT = 'A restatement is not judged. Let the target that it restates replace the old one.';
        END IF;
        IF EXISTS (
            WITH RECURSIVE older AS (
                SELECT NEW.supersedes AS target_id
                UNION
                SELECT v.supersedes
                FROM older o
                JOIN sei.plan_target_version v ON v.target_id = o.target_id AND v.known_to = 'infinity'
                WHERE v.supersedes IS NOT NULL
            )
            SELECT FROM older o WHERE o.target_id = NEW.target_id) THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                MESSAGE = format('plan target %s replaces %s, which replaces it', NEW.target_id, NEW.supersedes),
                DETAIL = 'Neither would be judged.',
                HINT = 'The later one names the earlier one in supersedes, not the other way round.';
        END IF;
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION sei.check_plan_target() IS
'Trigger: refuses a current target that does not fit its indicator (23514), whose sector is of another classification than the plan, that restates something that is no target proper of its plan, or that replaces a target which would then be judged by nothing (a circle, or a restatement in its place).';

CREATE OR REPLACE TRIGGER check_plan_target
    BEFORE INSERT OR UPDATE ON sei.plan_target_version
    FOR EACH ROW EXECUTE FUNCTION sei.check_plan_target();
COMMENT ON TRIGGER check_plan_target ON sei.plan_target_version IS 'A target fits its indicator, or is refused.';

CREATE OR REPLACE FUNCTION sei.check_indicator_targets() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
DECLARE
    misfit record;
BEGIN
    IF NEW.known_to <> 'infinity' THEN
        RETURN NULL;
    END IF;
    SELECT v.target_id, sei.target_mismatch(v.target, NEW.unit, NEW.aggregation) AS why INTO misfit
    FROM sei.plan_target_version v
    WHERE v.indicator = NEW.indicator AND v.known_to = 'infinity'
      AND sei.target_mismatch(v.target, NEW.unit, NEW.aggregation) IS NOT NULL
    ORDER BY v.target_id LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = format('indicator %s would no longer fit plan target %s', NEW.indicator, misfit.target_id),
            DETAIL = misfit.why,
            HINT = 'Make a new indicator for the new unit, or change the target in the same edit first.';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION sei.check_indicator_targets() IS
'Trigger: refuses a change of an indicator''s unit or aggregation that a current target does not fit (23514).';

CREATE OR REPLACE TRIGGER check_indicator_targets
    AFTER INSERT OR UPDATE ON sei.indicator_version
    FOR EACH ROW EXECUTE FUNCTION sei.check_indicator_targets();
COMMENT ON TRIGGER check_indicator_targets ON sei.indicator_version IS 'An indicator keeps fitting its targets.';
