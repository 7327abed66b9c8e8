-- 093-feed-health.sql: whether each feed still brings what it should: for a reader, without the daemon's secrets of state.
-- least extension version: 0.1

CREATE OR REPLACE VIEW sei.feed_health WITH (security_barrier) AS
SELECT f.feed, v.definition ->> 'title' AS title, v.definition ->> 'kind' AS kind,
       CASE
           WHEN s.paused THEN 'paused'
           WHEN r.state = 'running' AND s.lease_until > clock_timestamp() THEN 'running'
           WHEN r.run_id IS NULL THEN 'never_run'
           WHEN r.state IN ('failed', 'lost') OR r.state = 'running' THEN 'failing'
           WHEN t.usual > interval '0' AND clock_timestamp() - s.last_ok_at > 3 * t.usual THEN 'overdue'
           ELSE 'ok'
       END AS health,
       s.paused AS is_paused, r.run_id, r.state, r.started_at, r.ended_at,
       s.last_ok_at, trim_scale(round((extract(epoch FROM clock_timestamp() - s.last_ok_at) / 3600)::numeric, 2)) AS hours_since_ok,
       trim_scale(round((extract(epoch FROM t.usual) / 3600)::numeric, 2)) AS usual_hours,
       s.source_time, s.not_before, r.failure_class, r.reason,
       (SELECT count(*) FROM sei.run o
        WHERE o.feed_id = f.feed_id AND o.state IN ('failed', 'lost')
          AND o.run_id > COALESCE((SELECT max(g.run_id) FROM sei.run g WHERE g.feed_id = f.feed_id AND g.state IN ('ok', 'unchanged')), 0)
       ) AS failures_in_row,
       m.runs AS runs_30_days, m.failed AS failed_30_days, m.quarantined AS quarantined_30_days,
       r.staged_rows, r.new_rows, r.changed_rows, r.unchanged_rows, r.closed_rows, r.superseded_rows, r.quarantined_rows,
       n.load_seq AS last_load_seq, n.ended_at AS last_change_at
FROM sei.feed f
JOIN sei.feed_state s ON s.feed_id = f.feed_id
LEFT JOIN LATERAL (SELECT o.definition FROM sei.feed_version o WHERE o.feed_id = f.feed_id ORDER BY o.feed_version_id DESC LIMIT 1) v ON true
LEFT JOIN LATERAL (SELECT o.* FROM sei.run o WHERE o.feed_id = f.feed_id ORDER BY o.run_id DESC LIMIT 1) r ON true
LEFT JOIN LATERAL (
    -- the middle distance of its last runs that went well: three at least
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY g.gap) AS usual
    FROM (SELECT o.ended_at - lag(o.ended_at) OVER (ORDER BY o.run_id) AS gap
          FROM (SELECT q.run_id, q.ended_at FROM sei.run q
                WHERE q.feed_id = f.feed_id AND q.state IN ('ok', 'unchanged') ORDER BY q.run_id DESC LIMIT 20) o) g
    HAVING count(g.gap) >= 2
) t ON true
LEFT JOIN LATERAL (
    SELECT count(*) AS runs, count(*) FILTER (WHERE o.state IN ('failed', 'lost')) AS failed,
           COALESCE(sum(o.quarantined_rows), 0)::bigint AS quarantined
    FROM sei.run o WHERE o.feed_id = f.feed_id AND o.started_at > clock_timestamp() - interval '30 days'
) m ON true
LEFT JOIN LATERAL (
    SELECT o.load_seq, o.ended_at FROM sei.run o WHERE o.feed_id = f.feed_id AND o.load_seq IS NOT NULL ORDER BY o.run_id DESC LIMIT 1
) n ON true;
COMMENT ON VIEW sei.feed_health IS
'One row a feed: whether it is well, its last run with what that brought, how long ago it last was well, and how often it failed lately. It shows no address, secret or lease.';
COMMENT ON COLUMN sei.feed_health.feed IS 'Name of the feed.';
COMMENT ON COLUMN sei.feed_health.title IS 'Title in its definition in force; NULL when it has none.';
COMMENT ON COLUMN sei.feed_health.kind IS 'Kind of rows that it brings, e.g. statistic.';
COMMENT ON COLUMN sei.feed_health.health IS 'paused; running; never_run; failing (the last run failed, was lost, or its daemon is gone); overdue (the last good run is longer ago than three times the usual distance); else ok.';
COMMENT ON COLUMN sei.feed_health.is_paused IS 'True while no run may start.';
COMMENT ON COLUMN sei.feed_health.run_id IS 'Its last run; NULL when it never ran.';
COMMENT ON COLUMN sei.feed_health.state IS 'State of that run: running, ok, unchanged, failed or lost.';
COMMENT ON COLUMN sei.feed_health.started_at IS 'When it started.';
COMMENT ON COLUMN sei.feed_health.ended_at IS 'When it ended; NULL while running.';
COMMENT ON COLUMN sei.feed_health.last_ok_at IS 'When a run last ended ok or unchanged; NULL when none has.';
COMMENT ON COLUMN sei.feed_health.hours_since_ok IS 'Hours since then.';
COMMENT ON COLUMN sei.feed_health.usual_hours IS 'Middle distance of the last runs that ended ok or unchanged, 20 at most, in hours; NULL with fewer than three.';
COMMENT ON COLUMN sei.feed_health.source_time IS 'Source time of the last load.';
COMMENT ON COLUMN sei.feed_health.not_before IS 'No request before this moment (Retry-After); NULL when free.';
COMMENT ON COLUMN sei.feed_health.failure_class IS 'Of the last run: retry, data or operator; NULL when it did not fail.';
COMMENT ON COLUMN sei.feed_health.reason IS 'Of the last run: why it failed, or why a snapshot closed nothing, in words.';
COMMENT ON COLUMN sei.feed_health.failures_in_row IS 'Runs that failed or were lost since the last good one.';
COMMENT ON COLUMN sei.feed_health.runs_30_days IS 'Runs that started in the last 30 days.';
COMMENT ON COLUMN sei.feed_health.failed_30_days IS 'Those that failed or were lost.';
COMMENT ON COLUMN sei.feed_health.quarantined_30_days IS 'Rows that they put into quarantine.';
COMMENT ON COLUMN sei.feed_health.staged_rows IS 'Rows of the last run that reached the stage.';
COMMENT ON COLUMN sei.feed_health.new_rows IS 'Of these: key not known before.';
COMMENT ON COLUMN sei.feed_health.changed_rows IS 'Of these: facts differ from the known ones.';
COMMENT ON COLUMN sei.feed_health.unchanged_rows IS 'Of these: equal to the known ones.';
COMMENT ON COLUMN sei.feed_health.closed_rows IS 'Known rows that a complete snapshot no longer held.';
COMMENT ON COLUMN sei.feed_health.superseded_rows IS 'Rows older than what is known; not loaded.';
COMMENT ON COLUMN sei.feed_health.quarantined_rows IS 'Rows that the last run put into quarantine.';
COMMENT ON COLUMN sei.feed_health.last_load_seq IS 'Its last load that changed anything; NULL when none did.';
COMMENT ON COLUMN sei.feed_health.last_change_at IS 'When that run ended.';

GRANT SELECT ON sei.feed_health TO sei_loader, sei_analyst, sei_admin;
