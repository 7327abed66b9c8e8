-- 078-evidence.sql: which projects, parks and recognised enterprises count towards a target, now or as known at a moment.
-- least extension version: 0.1
--
-- One row for each that is on file, counting or not, and why: a count can always be gone through by hand.

CREATE OR REPLACE FUNCTION sei.evidence_known(
    of_scheme text, of_region text, of_sector sector, of_what text, of_kinds text[], of_status text[], at_day date,
    moment timestamptz
)
RETURNS TABLE (kind text, id bigint, code text, name text, region text, sector sector, status text, since date,
               until date, counts boolean, why text)
    LANGUAGE sql STABLE ROWS 100
BEGIN ATOMIC
    WITH RECURSIVE within AS (
        SELECT of_region AS region, 0 AS distance
        UNION ALL
        SELECT v.region, w.distance + 1
        FROM within w
        JOIN sei.region_version v ON v.region_scheme = of_scheme AND v.parent = w.region
         AND v.known_from <= moment AND (moment < v.known_to OR v.known_to = 'infinity')
        WHERE w.distance < 16
    ), place AS (
        SELECT DISTINCT w.region FROM within w
    ), on_file AS (
        SELECT 'project' AS kind, v.project_id AS id, i.code, v.name, v.region, v.sector, v.project_kind AS sort, v.status,
               v.status_date AS since, NULL::date AS until,
               of_sector IS NULL OR v.sector <@ of_sector AS in_sector
        FROM sei.project_version v
        JOIN sei.project i ON i.project_id = v.project_id
        JOIN place w ON v.region_scheme = of_scheme AND w.region = v.region
        WHERE of_what = 'project' AND v.known_from <= moment AND (moment < v.known_to OR v.known_to = 'infinity')
        UNION ALL
        SELECT 'park', v.park_id, i.code, v.name, v.region, NULL, NULL, v.status, v.status_date, NULL, true
        FROM sei.park_version v
        JOIN sei.park i ON i.park_id = v.park_id
        JOIN place w ON v.region_scheme = of_scheme AND w.region = v.region
        WHERE of_what = 'park' AND v.known_from <= moment AND (moment < v.known_to OR v.known_to = 'infinity')
        UNION ALL
        SELECT 'recognition', r.enterprise_id, i.code, v.name, v.region, NULL, r.recognition, NULL, r.valid_from,
               LEAST(r.valid_to, r.withdrawn - 1),
               of_sector IS NULL OR EXISTS (
                   SELECT FROM sei.enterprise_sector s
                   WHERE s.enterprise_id = r.enterprise_id AND s.sector <@ of_sector
                     AND s.known_from <= moment AND (moment < s.known_to OR s.known_to = 'infinity')
                     AND s.valid_from <= at_day AND s.valid_to >= at_day)
        FROM sei.recognition r
        JOIN sei.enterprise i ON i.enterprise_id = r.enterprise_id
        JOIN sei.enterprise_version v ON v.enterprise_id = r.enterprise_id
         AND v.known_from <= moment AND (moment < v.known_to OR v.known_to = 'infinity')
        JOIN place w ON v.region_scheme = of_scheme AND w.region = v.region
        WHERE of_what = 'recognition' AND r.known_from <= moment AND (moment < r.known_to OR r.known_to = 'infinity')
    ), judged AS (
        SELECT f.*,
               CASE
                   WHEN of_kinds IS NOT NULL AND f.sort IS NOT NULL AND f.sort <> ALL (of_kinds) THEN
                       format('is of kind %s', f.sort)
                   WHEN of_status IS NOT NULL AND f.status IS NOT NULL AND f.status <> ALL (of_status) THEN
                       format('is %s', f.status)
                   WHEN f.since IS NULL THEN 'has no date'
                   WHEN f.since > at_day THEN format('only since %s', f.since)
                   WHEN f.until < at_day THEN format('until %s only', f.until)
                   WHEN f.in_sector IS NOT TRUE THEN format('not in %s', of_sector::text)
               END AS why_not
        FROM on_file f
    )
    SELECT j.kind, j.id, j.code, j.name, j.region, j.sector, COALESCE(j.status, j.sort), j.since, j.until,
           j.why_not IS NULL, j.why_not
    FROM judged j;
END;
COMMENT ON FUNCTION sei.evidence_known(text, text, sector, text, text[], text[], date, timestamptz) IS
'Every project, park or recognised enterprise (of_what: project, park, recognition) of a region and the regions below, as known at a moment (infinity = now), and whether it counts on a day: in a state of of_status reached by then (NULL = any), of a kind of of_kinds (NULL = any), within a sector (NULL = any), recognised and not withdrawn; why says why not. Does not wait for loads: call sei.settle first. Internal: target_evidence is for readers, and it has no rights of its own, so that it is planned once with what calls it.';

CREATE OR REPLACE FUNCTION sei.count_known(
    of_scheme text, of_region text, of_sector sector, of_what text, of_kinds text[], of_status text[], at_day date,
    moment timestamptz
)
RETURNS TABLE (counted bigint, recorded bigint, latest date)
    LANGUAGE sql STABLE ROWS 1 SECURITY DEFINER
BEGIN ATOMIC
    SELECT count(DISTINCT e.id) FILTER (WHERE e.counts), count(DISTINCT e.id), max(e.since) FILTER (WHERE e.counts)
    FROM sei.evidence_known(of_scheme, of_region, of_sector, of_what, of_kinds, of_status, at_day, moment) e;
END;
COMMENT ON FUNCTION sei.count_known(text, text, sector, text, text[], text[], date, timestamptz) IS
'sei.count_evidence as it was known at a moment (infinity = now). Does not wait for loads: call sei.settle first.';

CREATE OR REPLACE FUNCTION sei.count_evidence(
    of_scheme text, of_region text, of_sector sector, of_what text, of_kinds text[], of_status text[], at_day date
)
RETURNS TABLE (counted bigint, recorded bigint, latest date)
    LANGUAGE sql STABLE ROWS 1 SECURITY DEFINER
BEGIN ATOMIC
    SELECT e.counted, e.recorded, e.latest
    FROM sei.count_known(of_scheme, of_region, of_sector, of_what, of_kinds, of_status, at_day, 'infinity') e;
END;
COMMENT ON FUNCTION sei.count_evidence(text, text, sector, text, text[], text[], date) IS
'How many projects, parks or recognised enterprises of a region (and the regions below) count on a day: in a state of of_status reached by then (NULL = any), of a kind of of_kinds (NULL = any), within a sector (NULL = any), recognised and not withdrawn. recorded = all on file, counting or not; latest = date of the last that counts. Runs as its owner: it shows counts, no respondent.';

CREATE OR REPLACE FUNCTION sei.target_evidence_at(of_target text, at_day date, moment timestamptz)
RETURNS TABLE (kind text, code text, name text, region text, sector text, status text, since date, until date,
               counts boolean, why text)
    LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT e.kind, e.code, e.name, e.region, e.sector::text, e.status, e.since, e.until, e.counts, e.why
    FROM sei.plan_target_version v
    CROSS JOIN LATERAL sei.evidence_known(v.region_scheme, v.region, v.sector, v.count_of, v.count_kinds, v.count_status,
                                          at_day, moment) e
    WHERE v.target_id = of_target AND v.count_of IS NOT NULL
      AND v.known_from <= moment AND (moment < v.known_to OR v.known_to = 'infinity')
    ORDER BY e.counts DESC, e.since, e.code;
END;
COMMENT ON FUNCTION sei.target_evidence_at(text, date, timestamptz) IS 'Internal: what target_evidence and target_evidence_as_of share.';

CREATE OR REPLACE FUNCTION sei.target_evidence(of_target text, at_day date DEFAULT NULL)
RETURNS TABLE (kind text, code text, name text, region text, sector text, status text, since date, until date,
               counts boolean, why text)
    LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT e.kind, e.code, e.name, e.region, e.sector, e.status, e.since, e.until, e.counts, e.why
    FROM sei.plan_target_version v
    CROSS JOIN LATERAL sei.target_evidence_at(of_target, COALESCE(at_day, LEAST(period_end(v.due), current_date)), 'infinity') e
    WHERE v.target_id = of_target AND v.known_to = 'infinity';
END;
COMMENT ON FUNCTION sei.target_evidence(text, date) IS
'Which projects, parks or recognised enterprises a counted target rests on (scoreboard.evidence_count), those that count first, and for the others why they do not; on a day, by default the last of the due period, or today before it. A recognition is a row, so an enterprise that was recognised twice has two and counts once. No rows for a target that is not counted: its figure is traced by sei.lineage_of. Recognitions, parks and projects are public acts; no value of a respondent is shown.';

CREATE OR REPLACE FUNCTION sei.target_evidence_as_of(of_target text, moment timestamptz, at_day date DEFAULT NULL)
RETURNS TABLE (kind text, code text, name text, region text, sector text, status text, since date, until date,
               counts boolean, why text)
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
#variable_conflict use_column
BEGIN
    PERFORM sei.settle(moment);
    RETURN QUERY
    SELECT e.* FROM sei.plan_target_version v
    CROSS JOIN LATERAL sei.target_evidence_at(
        of_target, COALESCE(at_day, LEAST(period_end(v.due), (moment AT TIME ZONE 'UTC')::date)), moment) e
    WHERE v.target_id = of_target AND v.known_from <= moment AND moment < v.known_to;
END
$$;
COMMENT ON FUNCTION sei.target_evidence_as_of(text, timestamptz, date) IS
'sei.target_evidence as it was known at a moment, "today" being that day (UTC). Errors as sei.settle.';

GRANT EXECUTE ON FUNCTION
    sei.count_known(text, text, sector, text, text[], text[], date, timestamptz),
    sei.target_evidence(text, date), sei.target_evidence_as_of(text, timestamptz, date)
TO sei_analyst, sei_admin;
