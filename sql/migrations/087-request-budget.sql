-- 087-request-budget.sql: how often a source's host was asked, by all feeds and all daemons together.
-- least extension version: 0.1
--
-- The daemon's own log and state: not history, and nothing hangs on it once its time is over.

CREATE TABLE sei.request_host (
    host       text PRIMARY KEY,
    kept       interval NOT NULL CONSTRAINT request_host_kept CHECK (kept > interval '0'),
    not_before timestamptz
);
COMMENT ON TABLE sei.request_host IS 'Hosts whose requests are counted: those that some feed has a budget for, or that asked for a rest.';
COMMENT ON COLUMN sei.request_host.host IS 'Host name, lower case, without port.';
COMMENT ON COLUMN sei.request_host.kept IS 'How long a request is remembered: the longest span of any budget for the host.';
COMMENT ON COLUMN sei.request_host.not_before IS 'No request by anyone before this moment (429 with Retry-After); NULL when free.';

CREATE TABLE sei.request_spent (
    spent_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    host     text NOT NULL REFERENCES sei.request_host,
    spent_at timestamptz NOT NULL
);
CREATE INDEX request_spent_host ON sei.request_spent (host, spent_at DESC);
COMMENT ON TABLE sei.request_spent IS 'One row a request to a counted host, for as long as a budget looks back.';
COMMENT ON COLUMN sei.request_spent.spent_id IS 'Key.';
COMMENT ON COLUMN sei.request_spent.host IS 'The host.';
COMMENT ON COLUMN sei.request_spent.spent_at IS 'When leave was given, by the database''s clock.';
