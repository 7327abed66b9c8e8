-- 077-region-changes.sql: which code a place has on a later day.
-- least extension version: 0.1
--
-- Figures and facts stay under the code that they were told for; nothing is recoded.

CREATE OR REPLACE FUNCTION sei.region_at(of_scheme text, of_region text, at_day date) RETURNS text
    LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH RECURSIVE step AS (
        SELECT of_region AS region, '-infinity'::date AS since, 0 AS n
        UNION ALL
        SELECT CASE WHEN c.successors = 1 THEN c.successor END, c.changed_on, s.n + 1
        FROM step s
        CROSS JOIN LATERAL (
            SELECT f.changed_on, min(f.successor) AS successor, count(DISTINCT f.successor) AS successors
            FROM sei.region_change f
            WHERE f.region_scheme = of_scheme AND f.region = s.region AND f.known_to = 'infinity'
              AND f.change_kind <> 'moved' AND f.changed_on > s.since AND f.changed_on <= at_day
            GROUP BY f.changed_on ORDER BY f.changed_on LIMIT 1
        ) c
        WHERE s.n < 64
    )
    SELECT s.region FROM step s ORDER BY s.n DESC LIMIT 1;
END;
COMMENT ON FUNCTION sei.region_at(text, text, date) IS
'The code of a region on a later day, through every change on file (sei.region_change): itself when nothing changed; NULL when it was split, because which part is meant is not recorded.';

GRANT EXECUTE ON FUNCTION sei.region_at(text, text, date) TO sei_analyst, sei_admin;
