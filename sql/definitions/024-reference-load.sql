-- 024-reference-load.sql: reference data and plans from CSV files, by migrations and by an office in psql.
-- least extension version: 0.1
--
-- sei.reference_begin() makes one temporary table per file, \copy fills them (any may stay empty),
-- sei.reference_apply() writes what is new or changed as one edit. Rows that did not change are not touched,
-- rows that are missing in the files stay: closing is an edit of its own.

CREATE OR REPLACE FUNCTION sei.reference_begin() RETURNS void
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
    SET client_min_messages = warning
AS $$
DECLARE
    wanted record;
BEGIN
    FOR wanted IN
        SELECT * FROM (VALUES
            ('classification', 'root, title, source, official, edition'),
            ('sector', 'sector, code, name_zh, name_en, product_terms, clause'),
            ('correspondence', 'from_sector, to_sector, weight, is_partial, source, official'),
            ('region', 'region_scheme, region, name, name_en, level, parent, valid_from, valid_to'),
            ('region_group', 'region_group, name_zh, name_en, note'),
            ('region_group_member', 'region_group, region_scheme, region'),
            ('indicator', 'indicator, name_zh, name_en, unit, multiplier, direction, aggregation, numerator, denominator, price_basis, frequency, min_coverage'),
            ('plan', 'plan, title, issuer, issued, base_period, region_scheme, region, root, clause, source'),
            ('plan_target', 'target_id, plan, ordinal, indicator, region_scheme, region, sector, due, target, binding, clause, text_zh, supersedes, restates, count_of, count_kinds, count_status'),
            ('plan_layout', 'plan, layout_no, region_scheme, region, region_group, sector, emphasis, text_zh, clause'),
            ('plan_measure', 'plan, measure, title_zh, title_en, lead_body, text_zh, clause')
        ) AS t (name, columns)
    LOOP
        EXECUTE format('DROP TABLE IF EXISTS pg_temp.ref_%s', wanted.name);
        EXECUTE format('CREATE TEMPORARY TABLE ref_%s (%s text)', wanted.name,
                       replace(wanted.columns, ',', ' text,'));
    END LOOP;
END
$$;
COMMENT ON FUNCTION sei.reference_begin() IS
'Makes empty temporary tables ref_classification, ref_sector, ref_correspondence, ref_region, ref_region_group, ref_region_group_member, ref_indicator, ref_plan, ref_plan_target, ref_plan_layout and ref_plan_measure (all columns text, as in the CSV files) for \copy. Follow it with sei.reference_apply() in the same session.';

CREATE OR REPLACE FUNCTION sei.reference_merge(target_table text, key_columns text[], facts text) RETURNS bigint
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
    SET client_min_messages = warning
AS $$
DECLARE
    same_key text;
    column_list text;
    new_row text;
    old_row text;
    written bigint;
BEGIN
    EXECUTE 'DROP TABLE IF EXISTS pg_temp.ref_merge';
    EXECUTE format('CREATE TEMPORARY TABLE ref_merge AS %s', facts);
    SELECT string_agg(format('n.%1$I = o.%1$I', k), ' AND ') INTO same_key FROM unnest(key_columns) AS k;
    SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum),
           string_agg(format('n.%I', a.attname), ', ' ORDER BY a.attnum),
           string_agg(format('o.%I', a.attname), ', ' ORDER BY a.attnum)
    INTO column_list, new_row, old_row
    FROM pg_attribute a
    WHERE a.attrelid = to_regclass('pg_temp.ref_merge') AND a.attnum > 0;

    EXECUTE format('DELETE FROM pg_temp.ref_merge n USING sei.%I o
                    WHERE %s AND o.known_to = ''infinity'' AND ROW(%s) IS NOT DISTINCT FROM ROW(%s)',
                   target_table, same_key, new_row, old_row);
    EXECUTE format('UPDATE sei.%I o SET known_to = sei.edit_known_from() FROM pg_temp.ref_merge n
                    WHERE %s AND o.known_to = ''infinity''',
                   target_table, same_key);
    EXECUTE format('INSERT INTO sei.%I (%s) SELECT %s FROM pg_temp.ref_merge',
                   target_table, column_list, column_list);
    GET DIAGNOSTICS written = ROW_COUNT;
    EXECUTE 'DROP TABLE pg_temp.ref_merge';
    RETURN written;
END
$$;
COMMENT ON FUNCTION sei.reference_merge(text, text[], text) IS
'Writes the rows of a query into a versioned table: equal rows are left alone, changed ones are closed and written anew. Returns the rows written. Needs sei.begin_edit().';

CREATE OR REPLACE FUNCTION sei.reference_words(list text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT string_to_array(NULLIF(list, ''), '|');
END;
COMMENT ON FUNCTION sei.reference_words(text) IS 'Words of a CSV cell separated by |; NULL for an empty cell.';

CREATE OR REPLACE FUNCTION sei.reference_apply() RETURNS bigint
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
DECLARE
    written bigint := 0;
BEGIN
    PERFORM sei.begin_edit('reference data');

    INSERT INTO sei.classification (root) SELECT root FROM pg_temp.ref_classification ON CONFLICT DO NOTHING;
    written := written + sei.reference_merge('classification_version', '{root}',
        'SELECT root, title, source, official::boolean AS official, edition FROM pg_temp.ref_classification');

    INSERT INTO sei.sector_def (sector, root)
    SELECT sector::sector, split_part(sector, '.', 1) FROM pg_temp.ref_sector ON CONFLICT DO NOTHING;
    written := written + sei.reference_merge('sector_def_version', '{sector}',
        'SELECT sector::sector AS sector, code, name_zh, name_en,
                COALESCE(sei.reference_words(product_terms), ''{}'') AS product_terms, clause
         FROM pg_temp.ref_sector');
    written := written + sei.reference_merge('correspondence', '{from_sector,to_sector}',
        'SELECT from_sector::sector AS from_sector, to_sector::sector AS to_sector, weight::numeric AS weight,
                is_partial::boolean AS is_partial, source, official::boolean AS official
         FROM pg_temp.ref_correspondence');

    INSERT INTO sei.region (region_scheme, region)
    SELECT region_scheme, region FROM pg_temp.ref_region ON CONFLICT DO NOTHING;
    written := written + sei.reference_merge('region_version', '{region_scheme,region}',
        'SELECT region_scheme, region, name, name_en, level, parent,
                COALESCE(valid_from::date, ''-infinity'') AS valid_from,
                COALESCE(valid_to::date, ''infinity'') AS valid_to
         FROM pg_temp.ref_region');
    INSERT INTO sei.region_group (region_group)
    SELECT region_group FROM pg_temp.ref_region_group ON CONFLICT DO NOTHING;
    written := written + sei.reference_merge('region_group_version', '{region_group}',
        'SELECT region_group, name_zh, name_en, note FROM pg_temp.ref_region_group');
    written := written + sei.reference_merge('region_group_member', '{region_group,region_scheme,region}',
        'SELECT region_group, region_scheme, region FROM pg_temp.ref_region_group_member');

    INSERT INTO sei.indicator (indicator) SELECT indicator FROM pg_temp.ref_indicator ON CONFLICT DO NOTHING;
    written := written + sei.reference_merge('indicator_version', '{indicator}',
        'SELECT indicator, name_zh, name_en, unit, multiplier::numeric AS multiplier, direction, aggregation,
                numerator, denominator, price_basis, frequency, min_coverage::numeric AS min_coverage
         FROM pg_temp.ref_indicator');

    INSERT INTO sei.plan (plan) SELECT plan FROM pg_temp.ref_plan ON CONFLICT DO NOTHING;
    written := written + sei.reference_merge('plan_version', '{plan}',
        'SELECT plan, title, issuer, issued::date AS issued, base_period::stat_period AS base_period,
                region_scheme, region, root, clause, source
         FROM pg_temp.ref_plan');
    INSERT INTO sei.plan_target (target_id, plan)
    SELECT target_id, plan FROM pg_temp.ref_plan_target ON CONFLICT DO NOTHING;
    written := written + sei.reference_merge('plan_target_version', '{target_id}',
        'SELECT target_id, ordinal::int AS ordinal, indicator, region_scheme, region, sector::sector AS sector,
                due::stat_period AS due, target::target AS target, binding, clause, text_zh, supersedes, restates,
                count_of, sei.reference_words(count_kinds) AS count_kinds,
                sei.reference_words(count_status) AS count_status
         FROM pg_temp.ref_plan_target
         ORDER BY restates NULLS FIRST, ordinal::int');
    written := written + sei.reference_merge('plan_layout', '{plan,layout_no}',
        'SELECT plan, layout_no::int AS layout_no, region_scheme, region, region_group, sector::sector AS sector,
                emphasis, text_zh, clause
         FROM pg_temp.ref_plan_layout');
    written := written + sei.reference_merge('plan_measure', '{plan,measure}',
        'SELECT plan, measure, title_zh, title_en, lead_body, text_zh, clause FROM pg_temp.ref_plan_measure');
    RETURN written;
END
$$;
COMMENT ON FUNCTION sei.reference_apply() IS
'Writes the rows of the ref_… tables that are new or changed as one edit (it calls sei.begin_edit()); returns how many versioned rows were written: 0 when the files say what is known already. Rows missing in the files stay as they are.';
