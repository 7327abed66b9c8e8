-- 010-foundation.sql: what every later migration stands on: the log of files, the load gate, the loads.
-- least extension version: 0.1
--
-- The gate is a table lock, not an advisory lock: any login may take an advisory lock and stop all loads.
-- The only functions in migrations are those that defaults of columns call; everything else is in definitions/.

ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

GRANT USAGE ON SCHEMA sei TO sei_loader, sei_analyst, sei_admin, sei_public;

CREATE TABLE sei.schema_version (
    part             text NOT NULL,
    number           int NOT NULL,
    name             text NOT NULL,
    sha256           text NOT NULL,
    least_extension  text NOT NULL,
    extension_schema text NOT NULL,
    applied_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    applied_by       text NOT NULL DEFAULT session_user,
    PRIMARY KEY (part, number),
    CONSTRAINT schema_version_part CHECK (part IN ('migrations', 'definitions', 'data'))
);
COMMENT ON TABLE sei.schema_version IS
'SQL files applied to this database; written by sei-ingestd migrate and migrate.psql only. Migrations and data go forward only and are applied once; definitions are applied anew, all of them, when any of them changed or a migration was applied.';
COMMENT ON COLUMN sei.schema_version.part IS 'Folder of the file: migrations (tables), definitions (views, functions, triggers, grants), data (reference data).';
COMMENT ON COLUMN sei.schema_version.number IS 'Number of the file in its folder.';
COMMENT ON COLUMN sei.schema_version.name IS 'Name of the file.';
COMMENT ON COLUMN sei.schema_version.sha256 IS 'Checksum of the file and of the CSV files that it copies; a changed migration or data file is refused.';
COMMENT ON COLUMN sei.schema_version.least_extension IS 'Least version of the extension sei that the file needs.';
COMMENT ON COLUMN sei.schema_version.extension_schema IS 'Schema the extension was in; functions are pinned to it.';
COMMENT ON COLUMN sei.schema_version.applied_at IS 'When it was applied.';
COMMENT ON COLUMN sei.schema_version.applied_by IS 'Login that applied it.';

CREATE TABLE sei.load_gate ();
COMMENT ON TABLE sei.load_gate IS
'Empty; its EXCLUSIVE lock is the load lock. Granted to nobody: taken by sei.begin_edit(), sei.finish_load() and, in SHARE mode, by the as-of functions.';

CREATE TABLE sei.load (
    load_seq   bigint PRIMARY KEY,
    known_from timestamptz NOT NULL UNIQUE,
    kind       text NOT NULL CHECK (kind IN ('load', 'edit')),
    run_id     bigint,
    made_by    text NOT NULL DEFAULT session_user,
    reason     text,
    xact       xid8 NOT NULL DEFAULT pg_current_xact_id()
);
COMMENT ON TABLE sei.load IS 'Every load and every edit, in the order in which they became known.';
COMMENT ON COLUMN sei.load.load_seq IS 'Grows by one with each load or edit.';
COMMENT ON COLUMN sei.load.known_from IS 'Moment from which its rows are known; strictly increasing, whatever the clock does.';
COMMENT ON COLUMN sei.load.kind IS 'load = by the daemon, edit = by a person.';
COMMENT ON COLUMN sei.load.run_id IS 'The run that made the load; NULL for an edit.';
COMMENT ON COLUMN sei.load.made_by IS 'Login that made it.';
COMMENT ON COLUMN sei.load.reason IS 'Why an edit was made, as its author said.';
COMMENT ON COLUMN sei.load.xact IS 'The transaction that made it; tells whether the current one holds the gate.';

-- Rows restored from a dump name transactions of another cluster: they are older than this transaction.
CREATE FUNCTION sei.held_load_seq() RETURNS bigint
    LANGUAGE sql STABLE
    SECURITY DEFINER
BEGIN ATOMIC
    SELECT l.load_seq
    FROM (SELECT load_seq, known_from, xact FROM sei.load ORDER BY load_seq DESC LIMIT 1) l
    WHERE l.xact = pg_current_xact_id_if_assigned() AND l.known_from >= transaction_timestamp();
END;
COMMENT ON FUNCTION sei.held_load_seq() IS 'load_seq of the load or edit that this transaction has opened; NULL when it has none.';

CREATE FUNCTION sei.edit_load_seq() RETURNS bigint
    LANGUAGE plpgsql STABLE
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
DECLARE
    held bigint := sei.held_load_seq();
BEGIN
    IF held IS NULL THEN
        RAISE EXCEPTION 'this transaction does not hold the load lock'
            USING ERRCODE = '55000',
                  DETAIL = 'Every edit is numbered and timed, so that figures can be restated as of any moment.',
                  HINT = 'BEGIN; SELECT sei.begin_edit(''why''); then the edit; COMMIT;';
    END IF;
    RETURN held;
END
$$;
COMMENT ON FUNCTION sei.edit_load_seq() IS 'load_seq of the open load or edit: the default of every load_seq column. 55000 with the way out when there is none.';

CREATE FUNCTION sei.edit_known_from() RETURNS timestamptz
    LANGUAGE plpgsql STABLE
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
DECLARE
    held bigint := sei.edit_load_seq();
BEGIN
    RETURN (SELECT l.known_from FROM sei.load l WHERE l.load_seq = held);
END
$$;
COMMENT ON FUNCTION sei.edit_known_from() IS 'Moment from which the rows of the open load or edit are known: the default of every known_from column. 55000 with the way out when there is none.';
