-- 083-lineage.sql: from a figure back to the request that brought it.
-- least extension version: 0.1

CREATE OR REPLACE VIEW sei.lineage AS
SELECT f.figure_id, f.kind, f.region_scheme, f.region, f.indicator, f.period, f.known_from, f.known_to, f.load_seq,
       f.run_id, d.feed, f.page, f.row_ordinal, q.url AS request_url, q.status AS http_status, q.fetched_at, q.sha256
FROM (
    SELECT s.figure_id, 'statistic' AS kind, s.region_scheme, s.region, s.indicator, s.period::text AS period, s.known_from,
           s.known_to, s.load_seq, s.run_id, s.page, s.row_ordinal
    FROM sei.statistic s
    UNION ALL
    SELECT e.figure_id, 'enterprise_return', e.region_scheme, e.region, e.indicator, e.period::text, e.known_from,
           e.known_to, e.load_seq, e.run_id, e.page, e.row_ordinal
    FROM sei.enterprise_return e
) f
LEFT JOIN sei.run r ON r.run_id = f.run_id
LEFT JOIN sei.feed d ON d.feed_id = r.feed_id
LEFT JOIN LATERAL (
    -- the last answer is the one that was read: earlier ones of the page were retried
    SELECT r.url, r.status, r.fetched_at, r.sha256 FROM sei.run_request r
    WHERE r.run_id = f.run_id AND r.page = f.page
    ORDER BY r.fetched_at DESC NULLS LAST LIMIT 1
) q ON true;
COMMENT ON VIEW sei.lineage IS
'Where each figure came from: run, feed, request, time and checksum of the body. It shows no value and no respondent. A figure that was typed in an edit has a load_seq and no run.';
COMMENT ON COLUMN sei.lineage.figure_id IS 'The figure.';
COMMENT ON COLUMN sei.lineage.kind IS 'statistic or enterprise_return.';
COMMENT ON COLUMN sei.lineage.region_scheme IS 'Scheme of codes.';
COMMENT ON COLUMN sei.lineage.region IS 'Its region.';
COMMENT ON COLUMN sei.lineage.indicator IS 'What it measures.';
COMMENT ON COLUMN sei.lineage.period IS 'Its span.';
COMMENT ON COLUMN sei.lineage.known_from IS 'Moment from which it was known.';
COMMENT ON COLUMN sei.lineage.known_to IS 'Moment from which another took its place; infinity while current.';
COMMENT ON COLUMN sei.lineage.load_seq IS 'Load or edit that wrote it (sei.load).';
COMMENT ON COLUMN sei.lineage.run_id IS 'Run of the daemon; NULL for an edit.';
COMMENT ON COLUMN sei.lineage.feed IS 'Feed of the run.';
COMMENT ON COLUMN sei.lineage.page IS 'Page of the feed, from 1.';
COMMENT ON COLUMN sei.lineage.row_ordinal IS 'Row on that page.';
COMMENT ON COLUMN sei.lineage.request_url IS 'Address that was fetched.';
COMMENT ON COLUMN sei.lineage.http_status IS 'Answer of the server.';
COMMENT ON COLUMN sei.lineage.fetched_at IS 'When it was fetched.';
COMMENT ON COLUMN sei.lineage.sha256 IS 'SHA-256 of the body after decompression, hex.';

CREATE OR REPLACE FUNCTION sei.lineage_of(of_figure bigint) RETURNS SETOF sei.lineage
    LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT l.* FROM sei.lineage l WHERE l.figure_id = of_figure ORDER BY l.known_from;
END;
COMMENT ON FUNCTION sei.lineage_of(bigint) IS 'The rows of sei.lineage of one figure, oldest first; none for an unknown figure.';
