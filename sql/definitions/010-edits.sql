-- 010-edits.sql: the load gate, and the guards of every table that keeps history.
-- least extension version: 0.1
--
-- Every load and every edit takes the load gate first, then a load_seq and a known_from that only grows.

CREATE OR REPLACE FUNCTION sei.take_gate() RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'a load or edit needs isolation level read committed, not %',
            current_setting('transaction_isolation')
            USING ERRCODE = '25001',
                  DETAIL = 'An older snapshot would recompute tally cells from rows that are gone.',
                  HINT = 'BEGIN ISOLATION LEVEL READ COMMITTED;';
    END IF;
    LOCK TABLE sei.load_gate IN EXCLUSIVE MODE;
END
$$;
COMMENT ON FUNCTION sei.take_gate() IS
'Takes the load lock until the transaction ends. Internal. 25001 in any isolation but read committed.';

CREATE OR REPLACE FUNCTION sei.open_load(p_kind text, p_run_id bigint, p_reason text) RETURNS bigint
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
DECLARE
    opened bigint;
BEGIN
    PERFORM sei.take_gate();
    SELECT l.load_seq INTO opened FROM sei.load l WHERE l.load_seq = sei.held_load_seq();
    IF FOUND THEN
        RETURN opened;
    END IF;
    INSERT INTO sei.load (load_seq, known_from, kind, run_id, reason)
    SELECT COALESCE(max(l.load_seq), 0) + 1,
           -- Never before this transaction: the clock may have jumped back since it began.
           greatest(clock_timestamp(), transaction_timestamp(), max(l.known_from) + interval '1 microsecond'),
           p_kind, p_run_id, p_reason
    FROM sei.load l
    RETURNING load_seq INTO opened;
    RETURN opened;
END
$$;
COMMENT ON FUNCTION sei.open_load(text, bigint, text) IS
'Takes the load gate and makes the load row of this transaction, once. Internal: called by begin_edit and finish_load. 25001 in any isolation but read committed.';

CREATE OR REPLACE FUNCTION sei.begin_edit(reason text DEFAULT NULL) RETURNS bigint
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
BEGIN
    RETURN sei.open_load('edit', NULL, reason);
END
$$;
COMMENT ON FUNCTION sei.begin_edit(text) IS
'First statement of an edit: takes the load lock until COMMIT and gives the load_seq under which the edit becomes known. Edits are plain SQL between it and COMMIT; an UPDATE keeps the old row as history, a DELETE closes it. 25001 in any isolation but read committed.';
GRANT EXECUTE ON FUNCTION sei.begin_edit(text) TO sei_admin;

-- ---------------------------------------------------------------------------------------------------------
-- Guards of versioned tables, attached by sei.guard_edits()
-- ---------------------------------------------------------------------------------------------------------
CREATE OR REPLACE FUNCTION sei.require_load_lock() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
BEGIN
    PERFORM sei.edit_load_seq();
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION sei.require_load_lock() IS 'Statement trigger: refuses a change by a transaction that does not hold the load lock.';

CREATE OR REPLACE FUNCTION sei.refuse_rewriting() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
DECLARE
    seq bigint := sei.edit_load_seq();
    moment timestamptz := sei.edit_known_from();
    wrong boolean;
BEGIN
    IF TG_OP = 'INSERT' THEN
        -- keep_old_row writes closed rows, from inside another trigger.
        wrong := pg_trigger_depth() = 1
             AND EXISTS (SELECT FROM touched t
                         WHERE t.known_from <> moment OR t.known_to <> 'infinity' OR t.load_seq <> seq);
    ELSE
        wrong := EXISTS (SELECT FROM touched t WHERE t.known_to <> 'infinity' AND t.known_to <> moment);
    END IF;
    IF wrong THEN
        RAISE EXCEPTION 'history of %.% cannot be written', TG_TABLE_SCHEMA, TG_TABLE_NAME
            USING ERRCODE = '55000',
                  DETAIL = format('Rows of this edit are known from %s (load_seq %s) until infinity, or are closed at that moment.', moment, seq),
                  HINT = 'Leave out known_from, known_to and load_seq; a DELETE closes a row.';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION sei.refuse_rewriting() IS
'Statement trigger: rows enter and end at the moment of the open load or edit, so that what was known at a settled moment stays so. 55000.';

CREATE OR REPLACE FUNCTION sei.refuse_truncate() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
BEGIN
    RAISE EXCEPTION 'table %.% keeps history and cannot be truncated', TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = '55000', HINT = 'Close rows with DELETE between sei.begin_edit() and COMMIT.';
END
$$;
COMMENT ON FUNCTION sei.refuse_truncate() IS 'Statement trigger: history is never truncated.';

CREATE OR REPLACE FUNCTION sei.restamp_changed() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
BEGIN
    IF OLD.known_to <> 'infinity' THEN
        RAISE EXCEPTION 'a closed row of %.% is history and cannot be changed', TG_TABLE_SCHEMA, TG_TABLE_NAME
            USING ERRCODE = '55000', HINT = 'Change the current row, the one with known_to = ''infinity''.';
    END IF;
    NEW.known_from := sei.edit_known_from();
    NEW.load_seq := sei.edit_load_seq();
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION sei.restamp_changed() IS 'Row trigger: a changed row is known from this edit on; a closed row cannot be changed.';

CREATE OR REPLACE FUNCTION sei.keep_old_row() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
BEGIN
    IF OLD.known_from < NEW.known_from THEN
        OLD.known_to := NEW.known_from;
        EXECUTE format('INSERT INTO %I.%I SELECT ($1).*', TG_TABLE_SCHEMA, TG_TABLE_NAME) USING OLD;
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION sei.keep_old_row() IS 'Row trigger: keeps the row as it was known before a change, closed at the moment of the change.';

CREATE OR REPLACE FUNCTION sei.close_deleted() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
BEGIN
    IF OLD.known_to = 'infinity' AND OLD.known_from < sei.edit_known_from() THEN
        EXECUTE format('UPDATE %I.%I SET known_to = sei.edit_known_from() WHERE ctid = $1',
                       TG_TABLE_SCHEMA, TG_TABLE_NAME) USING OLD.ctid;
        RETURN NULL;
    END IF;
    IF OLD.known_to <> 'infinity' THEN
        RAISE EXCEPTION 'a closed row of %.% is history and cannot be deleted', TG_TABLE_SCHEMA, TG_TABLE_NAME
            USING ERRCODE = '55000', HINT = 'Delete the current row, the one with known_to = ''infinity''; it is closed and kept.';
    END IF;
    RETURN OLD;
END
$$;
COMMENT ON FUNCTION sei.close_deleted() IS 'Row trigger: a deleted row is closed and kept, unless it was made by the same edit.';

CREATE OR REPLACE FUNCTION sei.guard_edits(guarded regclass) RETURNS void
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
BEGIN
    EXECUTE format('CREATE OR REPLACE TRIGGER a_lock BEFORE INSERT OR UPDATE OR DELETE ON %s FOR EACH STATEMENT
                    EXECUTE FUNCTION sei.require_load_lock()', guarded);
    EXECUTE format('CREATE OR REPLACE TRIGGER a_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT
                    EXECUTE FUNCTION sei.refuse_truncate()', guarded);
    EXECUTE format('CREATE OR REPLACE TRIGGER x_history_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS touched
                    FOR EACH STATEMENT EXECUTE FUNCTION sei.refuse_rewriting()', guarded);
    EXECUTE format('CREATE OR REPLACE TRIGGER x_history_update AFTER UPDATE ON %s REFERENCING NEW TABLE AS touched
                    FOR EACH STATEMENT EXECUTE FUNCTION sei.refuse_rewriting()', guarded);
    EXECUTE format('CREATE OR REPLACE TRIGGER b_restamp BEFORE UPDATE ON %s FOR EACH ROW
                    WHEN (NEW.known_to = ''infinity'' OR OLD.known_to <> ''infinity'')
                    EXECUTE FUNCTION sei.restamp_changed()', guarded);
    EXECUTE format('CREATE OR REPLACE TRIGGER c_keep AFTER UPDATE ON %s FOR EACH ROW
                    WHEN (NEW.known_to = ''infinity'') EXECUTE FUNCTION sei.keep_old_row()', guarded);
    EXECUTE format('CREATE OR REPLACE TRIGGER b_close BEFORE DELETE ON %s FOR EACH ROW
                    EXECUTE FUNCTION sei.close_deleted()', guarded);
END
$$;
COMMENT ON FUNCTION sei.guard_edits(regclass) IS
'Attaches the guards of a versioned table (columns known_from, known_to, load_seq): no change without the load lock, an UPDATE keeps the old row, a DELETE closes, no TRUNCATE, no row that is known from another moment than this edit.';

-- Every table that keeps history has them.
SELECT sei.guard_edits(a.attrelid)
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = 'sei'::regnamespace AND c.relkind = 'r' AND a.attname = 'known_to';

-- ---------------------------------------------------------------------------------------------------------
-- Identities: what the facts are about
-- ---------------------------------------------------------------------------------------------------------
CREATE OR REPLACE FUNCTION sei.refuse_renaming() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
DECLARE
    -- a code is only what feeds call it today
    old_row jsonb := to_jsonb(OLD) - 'code';
    new_row jsonb := to_jsonb(NEW) - 'code';
BEGIN
    IF old_row <> new_row THEN
        RAISE EXCEPTION 'a row of %.% is an identity and cannot be changed', TG_TABLE_SCHEMA, TG_TABLE_NAME
            USING ERRCODE = '55000',
                  DETAIL = (SELECT string_agg(format('%s is %s', k, old_row ->> k), ', ' ORDER BY k)
                            FROM jsonb_object_keys(old_row) AS k WHERE old_row -> k <> new_row -> k) || '; history names it by that.',
                  HINT = 'Close its facts with DELETE and enter it anew under the right name, in one edit.';
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION sei.refuse_renaming() IS
'Row trigger: what facts are about keeps its keys, because identities are not versioned and answers as of a settled moment rest on them; only a code, the name that feeds use, may change. 55000.';

DO $$
DECLARE
    identity text;
BEGIN
    FOR identity IN
        SELECT i.relname FROM pg_class i
        JOIN pg_class v ON v.relnamespace = i.relnamespace AND v.relname = i.relname || '_version'
        JOIN pg_attribute a ON a.attrelid = v.oid AND a.attname = 'known_to'
        WHERE i.relnamespace = 'sei'::regnamespace AND i.relkind = 'r'
    LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER refuse_renaming BEFORE UPDATE ON sei.%I FOR EACH ROW EXECUTE FUNCTION sei.refuse_renaming()', identity);
    END LOOP;
END
$$;

GRANT EXECUTE ON FUNCTION sei.edit_load_seq(), sei.edit_known_from() TO sei_admin;
