-- 040-feeds.sql: feeds, their definitions and leases, runs, the stage and the quarantine.
-- least extension version: 0.1
--
-- None of this is versioned: it is the daemon's own log and state. What it knows of the schema is only
-- the load contract (definitions/060-load-contract.sql).

CREATE TABLE sei.feed (
    feed_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    feed    text NOT NULL UNIQUE CHECK (feed ~ '^[a-z][a-z0-9_]*$')
);
COMMENT ON TABLE sei.feed IS 'A source that the daemon fetches; identity only, definitions in feed_version.';
COMMENT ON COLUMN sei.feed.feed_id IS 'Key in this database.';
COMMENT ON COLUMN sei.feed.feed IS 'Name of the feed, as in its definition file.';

CREATE TABLE sei.feed_version (
    feed_version_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    feed_id         bigint NOT NULL REFERENCES sei.feed,
    definition      jsonb NOT NULL,
    sha256          text NOT NULL,
    applied_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    applied_by      text NOT NULL DEFAULT session_user
);
CREATE INDEX feed_version_feed ON sei.feed_version (feed_id, feed_version_id DESC);
COMMENT ON TABLE sei.feed_version IS 'Definitions of feeds, immutable; the latest is in force, and every run names its own.';
COMMENT ON COLUMN sei.feed_version.feed_version_id IS 'Key; grows, so the greatest of a feed is in force.';
COMMENT ON COLUMN sei.feed_version.feed_id IS 'The feed.';
COMMENT ON COLUMN sei.feed_version.definition IS 'The definition as applied.';
COMMENT ON COLUMN sei.feed_version.sha256 IS 'Checksum of the definition file.';
COMMENT ON COLUMN sei.feed_version.applied_at IS 'When it was applied.';
COMMENT ON COLUMN sei.feed_version.applied_by IS 'Login that applied it.';

CREATE TABLE sei.feed_state (
    feed_id       bigint PRIMARY KEY REFERENCES sei.feed,
    paused        boolean NOT NULL DEFAULT false,
    not_before    timestamptz,
    lease_token   uuid UNIQUE,
    lease_epoch   bigint NOT NULL DEFAULT 0,
    lease_until   timestamptz,
    lease_holder  text,
    slot          int UNIQUE CHECK (slot BETWEEN 1 AND 8),
    cursor_value  jsonb,
    validators    jsonb NOT NULL DEFAULT '{}',
    body_sha256   text,
    source_time   timestamptz,
    last_ok_at    timestamptz
);
COMMENT ON TABLE sei.feed_state IS 'What the daemon must remember of a feed between runs; written in the transaction that loads the rows.';
COMMENT ON COLUMN sei.feed_state.feed_id IS 'The feed.';
COMMENT ON COLUMN sei.feed_state.paused IS 'True while no run may start.';
COMMENT ON COLUMN sei.feed_state.not_before IS 'No request before this moment (Retry-After); NULL when free.';
COMMENT ON COLUMN sei.feed_state.lease_token IS 'Fencing token of the lease in force; NULL when free.';
COMMENT ON COLUMN sei.feed_state.lease_epoch IS 'Number of leases given so far.';
COMMENT ON COLUMN sei.feed_state.lease_until IS 'End of the lease by the database clock.';
COMMENT ON COLUMN sei.feed_state.lease_holder IS 'Who holds the lease, in the daemon''s words.';
COMMENT ON COLUMN sei.feed_state.slot IS 'Stage slot of the lease.';
COMMENT ON COLUMN sei.feed_state.cursor_value IS 'Where the next incremental run goes on, as the daemon left it.';
COMMENT ON COLUMN sei.feed_state.validators IS 'ETag, Last-Modified and sha256 by request URL, of the last load.';
COMMENT ON COLUMN sei.feed_state.body_sha256 IS 'Checksum over all pages of the last load.';
COMMENT ON COLUMN sei.feed_state.source_time IS 'Source time of the last load.';
COMMENT ON COLUMN sei.feed_state.last_ok_at IS 'When a run last ended ok or unchanged.';

CREATE TABLE sei.run (
    run_id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    feed_id          bigint NOT NULL REFERENCES sei.feed,
    feed_version_id  bigint NOT NULL REFERENCES sei.feed_version,
    lease_token      uuid NOT NULL,
    command          text NOT NULL,
    state            text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'ok', 'unchanged', 'failed', 'lost')),
    started_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at         timestamptz,
    load_seq         bigint,
    source_time      timestamptz,
    body_sha256      text,
    staged_rows      bigint,
    new_rows         bigint,
    changed_rows     bigint,
    unchanged_rows   bigint,
    closed_rows      bigint,
    duplicate_rows   bigint,
    superseded_rows  bigint,
    quarantined_rows bigint,
    failure_class    text CHECK (failure_class IN ('retry', 'data', 'operator')),
    reason           text,
    CONSTRAINT run_ended CHECK ((state = 'running') = (ended_at IS NULL))
);
CREATE INDEX run_feed ON sei.run (feed_id, run_id DESC);
CREATE INDEX run_running ON sei.run (feed_id) WHERE state = 'running';
COMMENT ON TABLE sei.run IS 'One attempt of the daemon to bring a feed up to date.';
COMMENT ON COLUMN sei.run.run_id IS 'Key; figures name the run that brought them.';
COMMENT ON COLUMN sei.run.feed_id IS 'The feed.';
COMMENT ON COLUMN sei.run.feed_version_id IS 'The definition it ran under.';
COMMENT ON COLUMN sei.run.lease_token IS 'The lease it ran under.';
COMMENT ON COLUMN sei.run.command IS 'Command that started it.';
COMMENT ON COLUMN sei.run.state IS 'running, ok (loaded), unchanged (304 or equal body), failed, lost (its daemon died or lost the lease).';
COMMENT ON COLUMN sei.run.started_at IS 'When it started.';
COMMENT ON COLUMN sei.run.ended_at IS 'When it ended; NULL while running.';
COMMENT ON COLUMN sei.run.load_seq IS 'The load it made; NULL when it changed nothing.';
COMMENT ON COLUMN sei.run.source_time IS 'Time of the source: Last-Modified, the body''s date, else the original fetch.';
COMMENT ON COLUMN sei.run.body_sha256 IS 'Checksum over all pages.';
COMMENT ON COLUMN sei.run.staged_rows IS 'Rows that reached the stage, rejects included.';
COMMENT ON COLUMN sei.run.new_rows IS 'Rows whose key was not known.';
COMMENT ON COLUMN sei.run.changed_rows IS 'Rows whose facts differ from the known ones; the old row is kept as history.';
COMMENT ON COLUMN sei.run.unchanged_rows IS 'Rows equal to the known ones; not touched.';
COMMENT ON COLUMN sei.run.closed_rows IS 'Known rows that a complete snapshot no longer holds.';
COMMENT ON COLUMN sei.run.duplicate_rows IS 'Rows equal to another row of the same run.';
COMMENT ON COLUMN sei.run.superseded_rows IS 'Rows older than what is known; not loaded.';
COMMENT ON COLUMN sei.run.quarantined_rows IS 'Rows in quarantine.';
COMMENT ON COLUMN sei.run.failure_class IS 'retry (may go by itself), data (the source must mend it), operator (somebody here must).';
COMMENT ON COLUMN sei.run.reason IS 'Why it failed, in words; of a snapshot that loaded, why nothing was closed. NULL when all went well.';

CREATE TABLE sei.run_request (
    run_id        bigint NOT NULL REFERENCES sei.run,
    request_no    int NOT NULL,
    page          int,
    url           text NOT NULL,
    status        int,
    wire_bytes    bigint,
    body_bytes    bigint,
    sha256        text,
    etag          text,
    last_modified text,
    fetched_at    timestamptz,
    PRIMARY KEY (run_id, request_no)
);
COMMENT ON TABLE sei.run_request IS 'Every response of a run: the far end of every figure''s lineage.';
COMMENT ON COLUMN sei.run_request.run_id IS 'The run.';
COMMENT ON COLUMN sei.run_request.request_no IS 'Number of the request in its run, from 1.';
COMMENT ON COLUMN sei.run_request.page IS 'Page of the feed, from 1.';
COMMENT ON COLUMN sei.run_request.url IS 'Address, secrets redacted.';
COMMENT ON COLUMN sei.run_request.status IS 'HTTP status.';
COMMENT ON COLUMN sei.run_request.wire_bytes IS 'Bytes of the body as received.';
COMMENT ON COLUMN sei.run_request.body_bytes IS 'Bytes after inflate.';
COMMENT ON COLUMN sei.run_request.sha256 IS 'SHA-256 of the body after inflate, hexadecimal.';
COMMENT ON COLUMN sei.run_request.etag IS 'ETag header.';
COMMENT ON COLUMN sei.run_request.last_modified IS 'Last-Modified header.';
COMMENT ON COLUMN sei.run_request.fetched_at IS 'When the body was complete.';

CREATE TABLE sei.quarantine (
    quarantine_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id        bigint NOT NULL REFERENCES sei.run,
    page          int,
    row_ordinal   bigint,
    byte_offset   bigint,
    field         text,
    code          text NOT NULL,
    reason        text NOT NULL,
    fragment      text
);
CREATE INDEX quarantine_run ON sei.quarantine (run_id);
COMMENT ON TABLE sei.quarantine IS 'Rows that could not be loaded, each with its place and reason; nothing is dropped in silence.';
COMMENT ON COLUMN sei.quarantine.quarantine_id IS 'Key.';
COMMENT ON COLUMN sei.quarantine.run_id IS 'The run.';
COMMENT ON COLUMN sei.quarantine.page IS 'Page of the feed, from 1.';
COMMENT ON COLUMN sei.quarantine.row_ordinal IS 'Row of the page, from 1.';
COMMENT ON COLUMN sei.quarantine.byte_offset IS 'Byte of the page''s body at which the row begins, from 0.';
COMMENT ON COLUMN sei.quarantine.field IS 'Field that was wrong.';
COMMENT ON COLUMN sei.quarantine.code IS 'Kind of mistake, one word.';
COMMENT ON COLUMN sei.quarantine.reason IS 'What was wrong and what is accepted.';
COMMENT ON COLUMN sei.quarantine.fragment IS 'The row as received, up to 4 kB.';

-- The stage: text as mapped by the daemon, one partition a slot. A run fills the slot of its lease; slots are unlogged,
-- so a crash empties them and finish_load finds too few rows.
CREATE TABLE sei.stage (
    slot          int NOT NULL,
    run_id        bigint NOT NULL,
    page          int,
    row_ordinal   bigint,
    byte_offset   bigint,
    reject_code   text,
    reject_field  text,
    reject_reason text,
    fragment      text,
    f1 text, f2 text, f3 text, f4 text, f5 text, f6 text, f7 text, f8 text,
    f9 text, f10 text, f11 text, f12 text, f13 text, f14 text, f15 text, f16 text
) PARTITION BY LIST (slot);
COMMENT ON TABLE sei.stage IS 'Where a run''s rows wait for finish_load; partition stage_N is slot N.';
COMMENT ON COLUMN sei.stage.slot IS 'The slot, filled by the partition''s default.';
COMMENT ON COLUMN sei.stage.run_id IS 'The run that staged the row.';
COMMENT ON COLUMN sei.stage.page IS 'Page of the feed, from 1.';
COMMENT ON COLUMN sei.stage.row_ordinal IS 'Row of the page, from 1.';
COMMENT ON COLUMN sei.stage.byte_offset IS 'Byte of the page''s body at which the row begins.';
COMMENT ON COLUMN sei.stage.reject_code IS 'Kind of mistake; NULL for a good row.';
COMMENT ON COLUMN sei.stage.reject_field IS 'Field that was wrong.';
COMMENT ON COLUMN sei.stage.reject_reason IS 'What was wrong and what is accepted.';
COMMENT ON COLUMN sei.stage.fragment IS 'The row as received, for rejects.';
DO $$
BEGIN
    FOR i IN 1..16 LOOP
        EXECUTE format('COMMENT ON COLUMN sei.stage.f%s IS %L', i,
                       format('Column %s of the kind, as sei.load_contract says.', i));
    END LOOP;
    FOR i IN 1..8 LOOP
        EXECUTE format('CREATE UNLOGGED TABLE sei.stage_%1$s PARTITION OF sei.stage FOR VALUES IN (%1$s)
                        WITH (autovacuum_enabled = off)', i);
        EXECUTE format('ALTER TABLE sei.stage_%1$s ALTER COLUMN slot SET DEFAULT %1$s', i);
        EXECUTE format('COMMENT ON TABLE sei.stage_%1$s IS ''Stage slot %1$s.''', i);
    END LOOP;
END
$$;
