-- 089-plan-scan.sql: from the text of a plan to its targets, through a person's hands.
-- least extension version: 0.1
--
-- import_plan reads and proposes, confirm_plan makes targets of what was confirmed, in one edit or not at all. Nothing that
-- was not understood, and nothing that a person did not confirm, ever becomes a target.

CREATE OR REPLACE FUNCTION sei.propose_indicator(words text, promise target) RETURNS text
    LANGUAGE sql STABLE
BEGIN ATOMIC
    -- a name stands in the words, its Chinese characters in order and its Latin runs whole, and the unit fits; the longest
    -- name wins, two indicators are none
    WITH fitting AS (
        SELECT i.indicator, max(length(n.name_zh)) AS size
        FROM sei.indicator_version i
        CROSS JOIN LATERAL (
            SELECT i.name_zh
            UNION
            SELECT o.name_zh FROM sei.indicator_name o WHERE o.indicator = i.indicator AND o.known_to = 'infinity'
        ) n
        WHERE i.known_to = 'infinity' AND sei.target_mismatch(promise, i.unit, i.aggregation) IS NULL
          AND words ILIKE '%' || regexp_replace(regexp_replace(n.name_zh, '([\\%_])', '\\\1', 'g'), '([^ -~])', '%\1%', 'g') || '%'
        GROUP BY i.indicator
    )
    SELECT min(f.indicator) FROM fitting f WHERE f.size = (SELECT max(g.size) FROM fitting g) HAVING count(*) = 1;
END;
COMMENT ON FUNCTION sei.propose_indicator(text, target) IS
'The indicator one of whose Chinese names (indicator_version.name_zh, indicator_name) stands in the words, other words allowed between its characters, and whose unit fits the target; the longest name; NULL when there is none or two. A proposal for a person, no more.';

CREATE OR REPLACE FUNCTION sei.import_plan(document text, of_plan text DEFAULT NULL) RETURNS SETOF sei.plan_scan
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
#variable_conflict use_column
DECLARE
    scan bigint;
BEGIN
    IF of_plan IS NOT NULL AND NOT EXISTS (SELECT FROM sei.plan_version p WHERE p.plan = of_plan AND p.known_to = 'infinity') THEN
        RAISE EXCEPTION 'there is no plan %', of_plan
            USING ERRCODE = '23503', HINT = 'Enter it in sei.plan and sei.plan_version first, or leave the plan out and set it in sei.plan_scan.';
    END IF;
    scan := nextval('sei.plan_scan_id');
    WITH read AS MATERIALIZED (
        SELECT s.*,
               CASE WHEN s.target IS NOT NULL THEN
                   COALESCE(sei.propose_indicator(s.subject, s.target), sei.propose_indicator(s.clause, s.target)) END AS indicator
        FROM target_scan(document) s
    )
    INSERT INTO sei.plan_scan (scan_id, ordinal, plan, byte_offset, clause, subject, target, due, baseline, modality, annual,
                               relative_to, scope, restates, note, decision, indicator, region_scheme, region)
    SELECT scan, s.ordinal, of_plan, s.byte_offset, s.clause, s.subject, s.target, s.due, s.baseline, s.modality, s.annual,
           s.relative_to, s.scope, s.restates, s.note,
           CASE WHEN s.modality = 'done' THEN 'rejected' WHEN s.target IS NULL THEN 'unread' ELSE 'proposed' END,
           -- what restates a target is about its indicator
           CASE WHEN s.restates IS NULL THEN s.indicator ELSE f.indicator END,
           p.region_scheme, p.region
    FROM read s
    LEFT JOIN read f ON f.ordinal = s.restates
    LEFT JOIN sei.plan_version p ON p.plan = of_plan AND p.known_to = 'infinity';
    RETURN QUERY SELECT s.* FROM sei.plan_scan s WHERE s.scan_id = scan ORDER BY s.ordinal;
END
$$;
COMMENT ON FUNCTION sei.import_plan(text, text) IS
'Reads the targets in the text of a plan (target_scan) into sei.plan_scan and gives the rows: proposed ones for a person to complete and confirm, unread ones with a note why, achieved facts as rejected. Nothing becomes a target before sei.confirm_plan. 23503 for a plan that is not there.';

CREATE OR REPLACE FUNCTION sei.confirm_plan(of_scan bigint, reason text DEFAULT NULL)
RETURNS TABLE (target_id text, ordinal int)
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
#variable_conflict use_column
DECLARE
    line sei.plan_scan;
    missing text;
    next int;
    base stat_period;
    twin text;
BEGIN
    IF NOT EXISTS (SELECT FROM sei.plan_scan s WHERE s.scan_id = of_scan) THEN
        RAISE EXCEPTION 'there is no scan %', of_scan USING ERRCODE = '02000', HINT = 'SELECT DISTINCT scan_id, plan FROM sei.plan_scan;';
    END IF;
    PERFORM sei.begin_edit(COALESCE(reason, format('targets of scan %s', of_scan)));
    -- first statements before what restates them
    FOR line IN SELECT s.* FROM sei.plan_scan s
                WHERE s.scan_id = of_scan AND s.decision = 'confirmed' AND s.target_id IS NULL
                ORDER BY s.restates IS NOT NULL, s.ordinal
    LOOP
        missing := concat_ws(', ', CASE WHEN line.plan IS NULL THEN 'plan' END, CASE WHEN line.target IS NULL THEN 'target' END,
                             CASE WHEN line.due IS NULL THEN 'due' END, CASE WHEN line.indicator IS NULL THEN 'indicator' END,
                             CASE WHEN line.region IS NULL THEN 'region' END);
        IF missing <> '' THEN
            RAISE EXCEPTION 'row % of scan % cannot become a target yet', line.ordinal, of_scan
                USING ERRCODE = '23502', DETAIL = format('It lacks %s: %s', missing, left(line.clause, 100)),
                      HINT = format('UPDATE sei.plan_scan SET … WHERE scan_id = %s AND ordinal = %s, or set its decision to rejected.', of_scan, line.ordinal);
        END IF;
        SELECT p.base_period INTO base FROM sei.plan_version p WHERE p.plan = line.plan AND p.known_to = 'infinity';
        IF line.baseline IS NOT NULL AND target_kind(line.target) <> 'level' AND (base IS NULL OR line.baseline <> base) THEN
            RAISE EXCEPTION 'row % of scan % counts from %, the plan from %', line.ordinal, of_scan, line.baseline::text, COALESCE(base::text, 'nothing')
                USING ERRCODE = '23514', DETAIL = left(line.clause, 100),
                      HINT = 'A plan has one base period (sei.plan_version.base_period). Enter the level that the target amounts to, or set baseline to NULL to judge it from the plan''s.';
        END IF;
        IF line.restates IS NOT NULL AND NOT EXISTS (
            SELECT FROM sei.plan_scan f WHERE f.scan_id = of_scan AND f.ordinal = line.restates AND f.target_id IS NOT NULL) THEN
            RAISE EXCEPTION 'row % of scan % restates row %, which is no target', line.ordinal, of_scan, line.restates
                USING ERRCODE = '23514', HINT = 'Confirm that row too, or set restates to NULL to make this one a target of its own.';
        END IF;
        IF line.restates IS NULL THEN
            SELECT v.target_id INTO twin
            FROM sei.plan_target t
            JOIN sei.plan_target_version v ON v.target_id = t.target_id AND v.known_to = 'infinity'
            WHERE t.plan = line.plan AND v.restates IS NULL AND v.indicator = line.indicator AND v.region_scheme = line.region_scheme
              AND v.region = line.region AND v.sector::text IS NOT DISTINCT FROM line.sector::text AND v.due = line.due
              AND v.target = line.target AND v.count_of IS NOT DISTINCT FROM line.count_of
              AND v.count_kinds IS NOT DISTINCT FROM line.count_kinds AND v.count_status IS NOT DISTINCT FROM line.count_status
              AND v.target_id IS DISTINCT FROM line.supersedes
              AND NOT EXISTS (SELECT FROM sei.plan_target_version s WHERE s.supersedes = v.target_id AND s.known_to = 'infinity');
            IF FOUND THEN
                RAISE EXCEPTION 'row % of scan % is target % already', line.ordinal, of_scan, twin
                    USING ERRCODE = '23505', DETAIL = left(line.clause, 100),
                          HINT = 'Set its decision to rejected, or its restates to the row that states it first.';
            END IF;
        END IF;
        -- after the greatest number in use, by name or by place
        SELECT 1 + GREATEST(COALESCE(max(v.ordinal), 0), COALESCE(max(substring(t.target_id FROM '\.([0-9]{1,8})$')::int), 0)) INTO next
        FROM sei.plan_target t LEFT JOIN sei.plan_target_version v ON v.target_id = t.target_id AND v.known_to = 'infinity'
        WHERE t.plan = line.plan;
        target_id := format('%s.%s', line.plan, next);
        ordinal := line.ordinal;
        INSERT INTO sei.plan_target (target_id, plan) VALUES (target_id, line.plan);
        INSERT INTO sei.plan_target_version (target_id, ordinal, indicator, region_scheme, region, sector, due, target, binding, clause,
                                             text_zh, supersedes, restates, count_of, count_kinds, count_status)
        VALUES (target_id, next, line.indicator, line.region_scheme, line.region, line.sector, line.due, line.target,
                CASE WHEN line.modality = 'binding' THEN 'binding' ELSE 'expected' END, line.section, line.clause, line.supersedes,
                (SELECT f.target_id FROM sei.plan_scan f WHERE f.scan_id = of_scan AND f.ordinal = line.restates),
                line.count_of, line.count_kinds, line.count_status);
        UPDATE sei.plan_scan s SET target_id = confirm_plan.target_id WHERE s.scan_id = of_scan AND s.ordinal = line.ordinal;
        RETURN NEXT;
    END LOOP;
END
$$;
COMMENT ON FUNCTION sei.confirm_plan(bigint, text) IS
'Makes targets of the confirmed rows of a scan, in one edit: names them plan.N after the greatest number in use, links restatements to their first statement, binding as the text says (须, 确保: binding; else expected). All or nothing: 23502 names the row that lacks plan, target, due, indicator or region; 23505 one that is a target of the plan already (the text was imported before); 23514 one whose baseline is not the plan''s, that restates a row which is no target, or whose unit does not fit its indicator. Run again, it takes what was confirmed since.';

GRANT SELECT, INSERT, UPDATE, DELETE ON sei.plan_scan TO sei_admin;
GRANT USAGE ON SEQUENCE sei.plan_scan_id TO sei_admin;
GRANT EXECUTE ON FUNCTION sei.propose_indicator(text, target), sei.import_plan(text, text), sei.confirm_plan(bigint, text) TO sei_admin;
