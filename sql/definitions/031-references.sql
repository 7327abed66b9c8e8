-- 031-references.sql: facts that others still stand on are not closed.
-- least extension version: 0.1
--
-- A foreign key guards the identity; the current facts of a plan, an indicator, a region or a sector can be closed, and what names
-- them would then be shown nowhere, without a word. Checked at COMMIT: an edit that takes both away passes.

CREATE OR REPLACE FUNCTION sei.still_named(of_table text, of_row jsonb) RETURNS text
    LANGUAGE sql STABLE
    SECURITY DEFINER
BEGIN ATOMIC
    SELECT min(u.used)
    FROM (
        SELECT format('plan target %s', t.target_id) AS used FROM sei.plan_target_version v JOIN sei.plan_target t ON t.target_id = v.target_id
        WHERE v.known_to = 'infinity'
          AND CASE of_table WHEN 'plan_version' THEN t.plan = of_row ->> 'plan' WHEN 'indicator_version' THEN v.indicator = of_row ->> 'indicator'
                            WHEN 'region_version' THEN v.region_scheme = of_row ->> 'region_scheme' AND v.region = of_row ->> 'region'
                            WHEN 'sector_def_version' THEN v.sector::text = of_row ->> 'sector' END
        UNION ALL
        SELECT format('layout %s of plan %s', l.layout_no, l.plan) FROM sei.plan_layout l
        WHERE l.known_to = 'infinity'
          AND CASE of_table WHEN 'plan_version' THEN l.plan = of_row ->> 'plan' WHEN 'sector_def_version' THEN l.sector::text = of_row ->> 'sector'
                            WHEN 'region_version' THEN l.region_scheme = of_row ->> 'region_scheme' AND l.region = of_row ->> 'region' END
        UNION ALL
        SELECT format('measure %s of plan %s', m.measure, m.plan) FROM sei.plan_measure m
        WHERE m.known_to = 'infinity' AND of_table = 'plan_version' AND m.plan = of_row ->> 'plan'
        UNION ALL
        SELECT format('plan %s', p.plan) FROM sei.plan_version p
        WHERE p.known_to = 'infinity'
          AND CASE of_table WHEN 'classification_version' THEN p.root = of_row ->> 'root'
                            WHEN 'region_version' THEN p.region_scheme = of_row ->> 'region_scheme' AND p.region = of_row ->> 'region' END
        UNION ALL
        SELECT format('indicator %s', i.indicator) FROM sei.indicator_version i
        WHERE i.known_to = 'infinity' AND of_table = 'indicator_version' AND of_row ->> 'indicator' IN (i.numerator, i.denominator)
        UNION ALL
        SELECT format('region %s', r.region) FROM sei.region_version r
        WHERE r.known_to = 'infinity' AND of_table = 'region_version' AND r.region_scheme = of_row ->> 'region_scheme' AND r.parent = of_row ->> 'region'
        UNION ALL
        SELECT format('sector %s', d.sector) FROM sei.sector_def d JOIN sei.sector_def_version v ON v.sector = d.sector AND v.known_to = 'infinity'
        WHERE of_table = 'sector_def_version' AND d.parent::text = of_row ->> 'sector'
        UNION ALL
        (SELECT format('the sectors of enterprise %s', e.code) FROM sei.enterprise_sector s JOIN sei.enterprise e ON e.enterprise_id = s.enterprise_id
         WHERE of_table = 'sector_def_version' AND s.known_to = 'infinity' AND s.sector = CASE WHEN of_table = 'sector_def_version' THEN (of_row ->> 'sector')::sector END
         LIMIT 1)
        UNION ALL
        (SELECT format('figure %s', s.figure_id) FROM sei.statistic s
         WHERE s.known_to = 'infinity' AND of_table = 'indicator_version' AND s.indicator = of_row ->> 'indicator' LIMIT 1)
        UNION ALL
        (SELECT format('figure %s', s.figure_id) FROM sei.tally_cell c
         JOIN sei.enterprise_return s ON s.region_scheme = c.region_scheme AND s.region = c.region AND s.indicator = c.indicator AND s.period = c.period AND s.known_to = 'infinity'
         WHERE of_table = 'indicator_version' AND c.indicator = of_row ->> 'indicator' LIMIT 1)
    ) u;
END;
COMMENT ON FUNCTION sei.still_named(text, jsonb) IS
'What still names a plan, indicator, region, sector or classification by its current rows: one of them in words, NULL when nothing does. of_table is its table of facts, of_row a row of it. Internal.';

CREATE OR REPLACE FUNCTION sei.refuse_orphans() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
DECLARE
    gone jsonb := to_jsonb(CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END);
    is_open boolean;
    used text;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT FROM %1$I.%2$I o WHERE %3$s AND o.known_to = ''infinity'')', TG_TABLE_SCHEMA, TG_TABLE_NAME,
                   (SELECT string_agg(format('o.%1$I = ($1).%1$I', k), ' AND ') FROM unnest(TG_ARGV) AS k))
        INTO is_open USING CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    IF NOT is_open THEN
        used := sei.still_named(TG_TABLE_NAME, gone);
        IF used IS NOT NULL THEN
            RAISE EXCEPTION '% % is still in use and cannot be closed', replace(regexp_replace(TG_TABLE_NAME, '_version$', ''), '_def', ''),
                (SELECT string_agg(gone ->> k, ' ') FROM unnest(TG_ARGV) AS k)
                USING ERRCODE = '23503', DETAIL = format('It is named by %s, which would be shown nowhere.', used),
                      HINT = 'Delete what names it in the same edit, or name another there.';
        END IF;
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION sei.refuse_orphans() IS
'Constraint trigger of the key columns given to it: the last current row of a plan, indicator, region, sector or classification is not closed while current rows name it. 23503.';

DO $$
DECLARE
    t record;
    event text;
BEGIN
    FOR t IN SELECT * FROM (VALUES ('plan_version', 'plan'), ('indicator_version', 'indicator'), ('region_version', 'region_scheme, region'),
                                   ('sector_def_version', 'sector'), ('classification_version', 'root')) AS v (name, keys)
    LOOP
        -- DELETE: of a row that the same edit has made or changed, which nothing keeps
        FOREACH event IN ARRAY '{UPDATE,DELETE}'::text[] LOOP
            EXECUTE format('DROP TRIGGER IF EXISTS %I ON sei.%I', 'refuse_orphans_' || lower(event), t.name);
            EXECUTE format('CREATE CONSTRAINT TRIGGER %I AFTER %s ON sei.%I DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
                            WHEN (%s.known_to %s ''infinity'') EXECUTE FUNCTION sei.refuse_orphans(%s)', 'refuse_orphans_' || lower(event), event, t.name,
                           CASE event WHEN 'DELETE' THEN 'OLD' ELSE 'NEW' END, CASE event WHEN 'DELETE' THEN '=' ELSE '<>' END,
                           (SELECT string_agg(quote_literal(k), ', ') FROM unnest(string_to_array(t.keys, ', ')) AS k));
        END LOOP;
    END LOOP;
END
$$;
