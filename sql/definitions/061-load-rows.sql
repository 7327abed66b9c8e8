-- 061-load-rows.sql: from staged text to typed rows: one function a kind fills pg_temp.incoming.
-- least extension version: 0.1
--
-- The daemon has checked every value already; this is checked again, because a code may have gone between, and because
-- a bad row must never take good rows with it. A row with a defect keeps its place and is quarantined by 062.
-- Columns of incoming: n, page, row_ordinal, byte_offset, fragment, defect_field, defect_code, defect_value,
-- and then the key and fact columns of the target table.

CREATE OR REPLACE FUNCTION sei.status_is_valid(status text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT status IN ('A', 'B', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'S', 'U', 'V', 'W');
END;
COMMENT ON FUNCTION sei.status_is_valid(text) IS 'Whether a text is a letter of SDMX CL_OBS_STATUS that the figures use.';

CREATE OR REPLACE FUNCTION sei.status_has_no_value(status text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT status IN ('M', 'L', 'Q', 'H', 'J', 'O');
END;
COMMENT ON FUNCTION sei.status_has_no_value(text) IS 'Whether a status says that there is no value: missing (M, L, H, J, O) or suppressed (Q).';

CREATE OR REPLACE FUNCTION sei.incoming_statistic(run_id bigint, slot int) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
    SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS
    SELECT row_number() OVER () AS n, s.page, s.row_ordinal, s.byte_offset, s.fragment,
           d.field AS defect_field, d.code AS defect_code, d.value AS defect_value,
           s.f1 AS region_scheme, s.f2 AS region,
           CASE WHEN sector_is_valid(s.f3) THEN s.f3::sector END AS sector,
           s.f4 AS indicator,
           CASE WHEN stat_period_is_valid(s.f5) THEN s.f5::stat_period END AS period,
           COALESCE(btrim(s.f6), '') AS breakdown, COALESCE(s.f7, 'level') AS measure,
           COALESCE(s.f8, 'current') AS price_basis,
           CASE WHEN numeric_is_valid(s.f9) THEN s.f9::numeric END AS value,
           CASE WHEN numeric_is_valid(s.f10) THEN s.f10::numeric END AS prior_value,
           s.f11 AS status_raw, COALESCE(s.f12, 'A') AS status,
           COALESCE(s.f13 IN ('t', 'true', '1'), false) AS published_total, s.f14 AS vintage
    FROM sei.stage s
    LEFT JOIN sei.region r ON r.region_scheme = s.f1 AND r.region = s.f2
    LEFT JOIN sei.indicator i ON i.indicator = s.f4
    LEFT JOIN sei.sector_def sd ON sd.sector = CASE WHEN sector_is_valid(s.f3) THEN s.f3::sector END
    LEFT JOIN LATERAL (
        SELECT * FROM (VALUES
            (1, 'region', 'unknown', concat_ws(' ', s.f1, s.f2), r.region IS NULL),
            (2, 'sector', 'unknown', s.f3, s.f3 IS NOT NULL AND sd.sector IS NULL),
            (3, 'indicator', 'unknown', s.f4, i.indicator IS NULL),
            (4, 'period', 'invalid', s.f5, stat_period_is_valid(s.f5) IS NOT TRUE),
            (5, 'measure', 'invalid', s.f7, s.f7 NOT IN ('level', 'yoy', 'index')),
            (6, 'price_basis', 'invalid', s.f8, s.f8 !~ '^(current|comparable(-[0-9]{4})?)$'),
            (7, 'value', 'invalid', s.f9, NOT numeric_is_valid(s.f9)),
            (8, 'prior_value', 'invalid', s.f10, NOT numeric_is_valid(s.f10)),
            (9, 'status', 'unknown', s.f12, NOT sei.status_is_valid(s.f12)),
            (10, 'value', 'contradiction', s.f9, s.f9 IS NOT NULL AND sei.status_has_no_value(s.f12)),
            (11, 'published_total', 'invalid', s.f13, s.f13 NOT IN ('t', 'f', 'true', 'false', '1', '0'))
        ) AS v (o, field, code, value, bad) WHERE v.bad ORDER BY v.o LIMIT 1) d ON true
    WHERE s.slot = incoming_statistic.slot AND s.run_id = incoming_statistic.run_id AND s.reject_code IS NULL;
END
$$;
COMMENT ON FUNCTION sei.incoming_statistic(bigint, int) IS 'Staged rows of kind statistic as typed rows. Internal.';

CREATE OR REPLACE FUNCTION sei.incoming_enterprise_return(run_id bigint, slot int) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
    SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS
    SELECT row_number() OVER () AS n, s.page, s.row_ordinal, s.byte_offset, s.fragment,
           d.field AS defect_field, d.code AS defect_code, d.value AS defect_value,
           e.enterprise_id, s.f2 AS region_scheme, s.f3 AS region, s.f4 AS indicator,
           CASE WHEN stat_period_is_valid(s.f5) THEN s.f5::stat_period END AS period,
           CASE WHEN numeric_is_valid(s.f6) THEN s.f6::numeric END AS value,
           CASE WHEN numeric_is_valid(s.f7) THEN s.f7::numeric END AS prior_value,
           s.f8 AS status_raw, COALESCE(s.f9, 'A') AS status, NULL::text AS method
    FROM sei.stage s
    LEFT JOIN sei.enterprise e ON e.code = s.f1
    LEFT JOIN sei.region r ON r.region_scheme = s.f2 AND r.region = s.f3
    LEFT JOIN sei.indicator i ON i.indicator = s.f4
    LEFT JOIN LATERAL (
        SELECT * FROM (VALUES
            (1, 'enterprise', 'unknown', s.f1, e.enterprise_id IS NULL),
            (2, 'region', 'unknown', concat_ws(' ', s.f2, s.f3), r.region IS NULL),
            (3, 'indicator', 'unknown', s.f4, i.indicator IS NULL),
            (4, 'period', 'invalid', s.f5, stat_period_is_valid(s.f5) IS NOT TRUE),
            (5, 'value', 'invalid', s.f6, NOT numeric_is_valid(s.f6)),
            (6, 'prior_value', 'invalid', s.f7, NOT numeric_is_valid(s.f7)),
            (7, 'status', 'unknown', s.f9, NOT sei.status_is_valid(s.f9)),
            (8, 'value', 'contradiction', s.f6, s.f6 IS NOT NULL AND sei.status_has_no_value(s.f9))
        ) AS v (o, field, code, value, bad) WHERE v.bad ORDER BY v.o LIMIT 1) d ON true
    WHERE s.slot = incoming_enterprise_return.slot AND s.run_id = incoming_enterprise_return.run_id
      AND s.reject_code IS NULL;
END
$$;
COMMENT ON FUNCTION sei.incoming_enterprise_return(bigint, int) IS 'Staged rows of kind enterprise_return as typed rows. Internal.';

CREATE OR REPLACE FUNCTION sei.incoming_enterprise(run_id bigint, slot int) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
    SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    INSERT INTO sei.enterprise (code)
    SELECT DISTINCT s.f1
    FROM sei.stage s JOIN sei.region r ON r.region_scheme = s.f5 AND r.region = s.f6
    WHERE s.slot = incoming_enterprise.slot AND s.run_id = incoming_enterprise.run_id AND s.reject_code IS NULL
      AND s.f1 <> '' AND s.f1 = btrim(s.f1) AND s.f3 IS NOT NULL AND (s.f2 IS NULL OR s.f2 ~ '^[0-9A-HJ-NPQRTUWXY]{18}$')
    ORDER BY s.f1
    ON CONFLICT DO NOTHING;
    CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS
    SELECT row_number() OVER () AS n, s.page, s.row_ordinal, s.byte_offset, s.fragment,
           d.field AS defect_field, d.code AS defect_code, d.value AS defect_value,
           e.enterprise_id, s.f2 AS uscc, s.f3 AS name, g.enterprise_id AS group_id, s.f5 AS region_scheme,
           s.f6 AS region, s.f7 AS industry, s.f8 AS business_scope,
           COALESCE(s.f9 IN ('t', 'true', '1'), false) AS synthetic
    FROM sei.stage s
    LEFT JOIN sei.enterprise e ON e.code = s.f1
    LEFT JOIN sei.enterprise g ON g.code = s.f4
    LEFT JOIN sei.region r ON r.region_scheme = s.f5 AND r.region = s.f6
    LEFT JOIN LATERAL (
        SELECT * FROM (VALUES
            (1, 'region', 'unknown', concat_ws(' ', s.f5, s.f6), r.region IS NULL),
            (2, 'uscc', 'invalid', s.f2, s.f2 !~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
            (3, 'name', 'missing', s.f3, s.f3 IS NULL),
            (4, 'enterprise', 'invalid', s.f1, e.enterprise_id IS NULL),
            (5, 'group_code', 'unknown', s.f4, s.f4 IS NOT NULL AND g.enterprise_id IS NULL),
            (6, 'group_code', 'contradiction', s.f4, g.enterprise_id = e.enterprise_id),
            (7, 'synthetic', 'invalid', s.f9, s.f9 NOT IN ('t', 'f', 'true', 'false', '1', '0'))
        ) AS v (o, field, code, value, bad) WHERE v.bad ORDER BY v.o LIMIT 1) d ON true
    WHERE s.slot = incoming_enterprise.slot AND s.run_id = incoming_enterprise.run_id AND s.reject_code IS NULL;
    -- A credit code names one enterprise.
    UPDATE pg_temp.incoming i SET defect_field = 'uscc', defect_code = 'conflict', defect_value = i.uscc
    WHERE i.defect_code IS NULL
      AND (EXISTS (SELECT FROM sei.enterprise_version v
                   WHERE v.uscc = i.uscc AND v.enterprise_id <> i.enterprise_id AND v.known_to = 'infinity')
           OR i.uscc IN (SELECT o.uscc FROM pg_temp.incoming o WHERE o.uscc IS NOT NULL AND o.defect_code IS NULL
                         GROUP BY o.uscc HAVING count(DISTINCT o.enterprise_id) > 1));
END
$$;
COMMENT ON FUNCTION sei.incoming_enterprise(bigint, int) IS 'Staged rows of kind enterprise as typed rows; makes the identities of new ones. Internal.';

CREATE OR REPLACE FUNCTION sei.replaced_runs(of_run bigint, of_slot int) RETURNS TABLE (run_id bigint)
    LANGUAGE plpgsql STABLE
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
BEGIN
    RETURN QUERY
    SELECT o.run_id
    FROM sei.run own
    JOIN sei.feed_version fv ON fv.feed_version_id = own.feed_version_id AND fv.definition ->> 'mode' = 'snapshot'
    JOIN sei.run o ON o.feed_id = own.feed_id
    WHERE own.run_id = of_run
      AND NOT EXISTS (SELECT FROM pg_temp.incoming b WHERE b.defect_code IS NOT NULL)
      AND NOT EXISTS (SELECT FROM sei.stage s WHERE s.slot = of_slot AND s.run_id = of_run AND s.reject_code IS NOT NULL);
END
$$;
COMMENT ON FUNCTION sei.replaced_runs(bigint, int) IS
'Runs whose rows a whole snapshot without a bad row will close where it no longer names them; none for any other load. Internal.';

CREATE OR REPLACE FUNCTION sei.incoming_enterprise_sector(run_id bigint, slot int) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
    SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS
    SELECT row_number() OVER () AS n, s.page, s.row_ordinal, s.byte_offset, s.fragment,
           d.field AS defect_field, d.code AS defect_code, d.value AS defect_value,
           e.enterprise_id, sd.sector,
           CASE WHEN s.f4 IS NULL THEN date '-infinity' WHEN date_is_valid(s.f4) THEN s.f4::date END AS valid_from,
           sd.root, CASE WHEN s.f3 IS NULL THEN 1 WHEN numeric_is_valid(s.f3) THEN s.f3::numeric END AS weight,
           CASE WHEN s.f5 IS NULL THEN date 'infinity' WHEN date_is_valid(s.f5) THEN s.f5::date END AS valid_to,
           COALESCE(s.f6, 'reported') AS origin
    FROM sei.stage s
    LEFT JOIN sei.enterprise e ON e.code = s.f1
    LEFT JOIN sei.sector_def sd ON sd.sector = CASE WHEN sector_is_valid(s.f2) THEN s.f2::sector END
    LEFT JOIN LATERAL (
        SELECT * FROM (VALUES
            (1, 'enterprise', 'unknown', s.f1, e.enterprise_id IS NULL),
            (2, 'sector', 'unknown', s.f2, sd.sector IS NULL),
            (3, 'weight', 'invalid', s.f3, NOT numeric_is_valid(s.f3)),
            (4, 'weight', 'range', s.f3,
             CASE WHEN numeric_is_valid(s.f3) THEN NOT (s.f3::numeric > 0 AND s.f3::numeric <= 1) END),
            (5, 'valid_from', 'invalid', s.f4, NOT date_is_valid(s.f4)),
            (6, 'valid_to', 'invalid', s.f5, NOT date_is_valid(s.f5)),
            (7, 'valid_to', 'contradiction', s.f5,
             CASE WHEN date_is_valid(s.f4) AND date_is_valid(s.f5) THEN s.f4::date > s.f5::date END),
            (8, 'origin', 'invalid', s.f6, s.f6 NOT IN ('reported', 'coefficient', 'declared', 'classified'))
        ) AS v (o, field, code, value, bad) WHERE v.bad ORDER BY v.o LIMIT 1) d ON true
    WHERE s.slot = incoming_enterprise_sector.slot AND s.run_id = incoming_enterprise_sector.run_id
      AND s.reject_code IS NULL;
    -- Weights of one enterprise, classification and day add up to 1 at most and name a sector once; what breaks that is
    -- quarantined whole. Rows that this load replaces, or that a whole snapshot no longer names, do not count.
    WITH result AS (
        (SELECT DISTINCT ON (b.enterprise_id, b.sector, b.valid_from)
                b.enterprise_id, b.root, b.sector, b.valid_from, b.valid_to, b.weight
         FROM pg_temp.incoming b WHERE b.defect_code IS NULL
         ORDER BY b.enterprise_id, b.sector, b.valid_from, b.n)
        UNION ALL
        SELECT c.enterprise_id, c.root, c.sector, c.valid_from, c.valid_to, c.weight
        FROM sei.enterprise_sector c
        WHERE c.known_to = 'infinity' AND c.enterprise_id IN (SELECT b.enterprise_id FROM pg_temp.incoming b)
          AND NOT EXISTS (SELECT FROM pg_temp.incoming b
                          WHERE b.enterprise_id = c.enterprise_id AND b.sector = c.sector
                            AND b.valid_from = c.valid_from AND b.defect_code IS NULL)
          AND NOT EXISTS (SELECT FROM sei.replaced_runs(incoming_enterprise_sector.run_id, incoming_enterprise_sector.slot) o WHERE o.run_id = c.run_id)
    )
    UPDATE pg_temp.incoming i SET defect_field = 'weight', defect_code = 'conflict', defect_value = trim_scale(i.weight)::text
    FROM (SELECT DISTINCT d.enterprise_id, d.root
          FROM (SELECT DISTINCT o.enterprise_id, o.root, o.valid_from FROM result o) d
          JOIN result o ON o.enterprise_id = d.enterprise_id AND o.root = d.root
           AND d.valid_from BETWEEN o.valid_from AND o.valid_to
          GROUP BY d.enterprise_id, d.root, d.valid_from
          HAVING sum(o.weight) > 1 OR count(*) > count(DISTINCT o.sector)) AS over
    WHERE i.defect_code IS NULL AND i.enterprise_id = over.enterprise_id AND i.root = over.root;
END
$$;
COMMENT ON FUNCTION sei.incoming_enterprise_sector(bigint, int) IS 'Staged rows of kind enterprise_sector as typed rows. Internal.';

CREATE OR REPLACE FUNCTION sei.incoming_project(run_id bigint, slot int) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
    SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    INSERT INTO sei.project (code)
    SELECT DISTINCT s.f1 FROM sei.stage s JOIN sei.region r ON r.region_scheme = s.f4 AND r.region = s.f5
    WHERE s.slot = incoming_project.slot AND s.run_id = incoming_project.run_id AND s.reject_code IS NULL
      AND s.f1 <> '' AND s.f1 = btrim(s.f1)
    ORDER BY s.f1
    ON CONFLICT DO NOTHING;
    CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS
    SELECT row_number() OVER () AS n, s.page, s.row_ordinal, s.byte_offset, s.fragment,
           d.field AS defect_field, d.code AS defect_code, d.value AS defect_value,
           p.project_id, s.f2 AS name, s.f3 AS project_kind, s.f4 AS region_scheme, s.f5 AS region, sd.sector,
           s.f7 AS status, CASE WHEN date_is_valid(s.f8) THEN s.f8::date END AS status_date,
           CASE WHEN numeric_is_valid(s.f9) THEN s.f9::numeric END AS investment
    FROM sei.stage s
    LEFT JOIN sei.project p ON p.code = s.f1
    LEFT JOIN sei.region r ON r.region_scheme = s.f4 AND r.region = s.f5
    LEFT JOIN sei.sector_def sd ON sd.sector = CASE WHEN sector_is_valid(s.f6) THEN s.f6::sector END
    LEFT JOIN LATERAL (
        SELECT * FROM (VALUES
            (1, 'region', 'unknown', concat_ws(' ', s.f4, s.f5), r.region IS NULL),
            (2, 'project', 'invalid', s.f1, p.project_id IS NULL),
            (3, 'name', 'missing', s.f2, s.f2 IS NULL),
            (4, 'project_kind', 'unknown', s.f3, s.f3 IN ('pilot', 'innovation', 'demonstration') IS NOT TRUE),
            (5, 'sector', 'unknown', s.f6, s.f6 IS NOT NULL AND sd.sector IS NULL),
            (6, 'status', 'unknown', s.f7, s.f7 IN ('approved', 'started', 'completed', 'cancelled') IS NOT TRUE),
            (7, 'status_date', 'invalid', s.f8, NOT date_is_valid(s.f8)),
            (8, 'investment', 'invalid', s.f9, NOT numeric_is_valid(s.f9)),
            (9, 'investment', 'range', s.f9, CASE WHEN numeric_is_valid(s.f9) THEN s.f9::numeric < 0 END)
        ) AS v (o, field, code, value, bad) WHERE v.bad ORDER BY v.o LIMIT 1) d ON true
    WHERE s.slot = incoming_project.slot AND s.run_id = incoming_project.run_id AND s.reject_code IS NULL;
END
$$;
COMMENT ON FUNCTION sei.incoming_project(bigint, int) IS 'Staged rows of kind project as typed rows; makes the identities of new ones. Internal.';

CREATE OR REPLACE FUNCTION sei.incoming_recognition(run_id bigint, slot int) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
    SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS
    SELECT row_number() OVER () AS n, s.page, s.row_ordinal, s.byte_offset, s.fragment,
           d.field AS defect_field, d.code AS defect_code, d.value AS defect_value,
           e.enterprise_id, s.f2 AS recognition, CASE WHEN date_is_valid(s.f3) THEN s.f3::date END AS valid_from,
           CASE WHEN s.f4 IS NULL THEN date 'infinity' WHEN date_is_valid(s.f4) THEN s.f4::date END AS valid_to,
           CASE WHEN date_is_valid(s.f5) THEN s.f5::date END AS withdrawn
    FROM sei.stage s
    LEFT JOIN sei.enterprise e ON e.code = s.f1
    LEFT JOIN LATERAL (
        SELECT * FROM (VALUES
            (1, 'enterprise', 'unknown', s.f1, e.enterprise_id IS NULL),
            (2, 'recognition', 'unknown', s.f2, s.f2 IN ('leader', 'key_enterprise') IS NOT TRUE),
            (3, 'valid_from', 'invalid', s.f3, date_is_valid(s.f3) IS NOT TRUE),
            (4, 'valid_to', 'invalid', s.f4, NOT date_is_valid(s.f4)),
            (5, 'withdrawn', 'invalid', s.f5, NOT date_is_valid(s.f5)),
            (6, 'valid_to', 'contradiction', s.f4,
             CASE WHEN date_is_valid(s.f3) AND date_is_valid(s.f4) THEN s.f3::date > s.f4::date END),
            (7, 'withdrawn', 'contradiction', s.f5,
             CASE WHEN date_is_valid(s.f3) AND date_is_valid(s.f5) THEN s.f3::date > s.f5::date END)
        ) AS v (o, field, code, value, bad) WHERE v.bad ORDER BY v.o LIMIT 1) d ON true
    WHERE s.slot = incoming_recognition.slot AND s.run_id = incoming_recognition.run_id AND s.reject_code IS NULL;
    -- One recognition of one enterprise is valid once on any day; rows of the same key replace each other.
    WITH result AS (
        SELECT b.enterprise_id, b.recognition, b.valid_from, b.valid_to FROM pg_temp.incoming b WHERE b.defect_code IS NULL
        UNION
        SELECT c.enterprise_id, c.recognition, c.valid_from, c.valid_to
        FROM sei.recognition c
        WHERE c.known_to = 'infinity' AND c.enterprise_id IN (SELECT b.enterprise_id FROM pg_temp.incoming b)
          AND NOT EXISTS (SELECT FROM pg_temp.incoming b
                          WHERE b.enterprise_id = c.enterprise_id AND b.recognition = c.recognition
                            AND b.valid_from = c.valid_from AND b.defect_code IS NULL)
          AND NOT EXISTS (SELECT FROM sei.replaced_runs(incoming_recognition.run_id, incoming_recognition.slot) o WHERE o.run_id = c.run_id)
    )
    UPDATE pg_temp.incoming i SET defect_field = 'valid_from', defect_code = 'conflict', defect_value = i.valid_from::text
    FROM result a
    WHERE i.defect_code IS NULL AND a.enterprise_id = i.enterprise_id AND a.recognition = i.recognition
      AND a.valid_from <> i.valid_from AND a.valid_from <= i.valid_to AND a.valid_to >= i.valid_from;
END
$$;
COMMENT ON FUNCTION sei.incoming_recognition(bigint, int) IS 'Staged rows of kind recognition as typed rows. Internal.';

CREATE OR REPLACE FUNCTION sei.incoming_park(run_id bigint, slot int) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
    SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    INSERT INTO sei.park (code)
    SELECT DISTINCT s.f1 FROM sei.stage s JOIN sei.region r ON r.region_scheme = s.f3 AND r.region = s.f4
    WHERE s.slot = incoming_park.slot AND s.run_id = incoming_park.run_id AND s.reject_code IS NULL
      AND s.f1 <> '' AND s.f1 = btrim(s.f1)
    ORDER BY s.f1
    ON CONFLICT DO NOTHING;
    CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS
    SELECT row_number() OVER () AS n, s.page, s.row_ordinal, s.byte_offset, s.fragment,
           d.field AS defect_field, d.code AS defect_code, d.value AS defect_value,
           p.park_id, s.f2 AS name, s.f3 AS region_scheme, s.f4 AS region, s.f5 AS status,
           CASE WHEN date_is_valid(s.f6) THEN s.f6::date END AS status_date
    FROM sei.stage s
    LEFT JOIN sei.park p ON p.code = s.f1
    LEFT JOIN sei.region r ON r.region_scheme = s.f3 AND r.region = s.f4
    LEFT JOIN LATERAL (
        SELECT * FROM (VALUES
            (1, 'region', 'unknown', concat_ws(' ', s.f3, s.f4), r.region IS NULL),
            (2, 'park', 'invalid', s.f1, p.park_id IS NULL),
            (3, 'name', 'missing', s.f2, s.f2 IS NULL),
            (4, 'status', 'unknown', s.f5, s.f5 IN ('planned', 'building', 'established', 'withdrawn') IS NOT TRUE),
            (5, 'status_date', 'invalid', s.f6, NOT date_is_valid(s.f6))
        ) AS v (o, field, code, value, bad) WHERE v.bad ORDER BY v.o LIMIT 1) d ON true
    WHERE s.slot = incoming_park.slot AND s.run_id = incoming_park.run_id AND s.reject_code IS NULL;
END
$$;
COMMENT ON FUNCTION sei.incoming_park(bigint, int) IS 'Staged rows of kind park as typed rows; makes the identities of new ones. Internal.';
