-- 062-merge.sql: what is new, changed, equal, older or doubled: one merge for every kind of row.
-- least extension version: 0.1
--
-- The difference to what is known is found by an anti-join first, so rows that did not change are not touched at all:
-- a reload of an unchanged feed writes nothing. Of rows of one key that contradict each other none is loaded.

CREATE OR REPLACE VIEW sei.load_kind AS
SELECT k.kind, k.target_table, k.key_columns::text[] AS key_columns, k.key_nullable::text[] AS key_nullable,
       k.fact_columns::text[] AS fact_columns, k.is_figure
FROM (VALUES
    ('statistic', 'statistic',
     '{indicator,region_scheme,region,period,sector,breakdown,measure,price_basis}', '{sector}',
     '{value,prior_value,status_raw,status,published_total,vintage}', true),
    ('enterprise_return', 'enterprise_return', '{enterprise_id,indicator,period}', '{}',
     '{region_scheme,region,value,prior_value,status_raw,status,method}', true),
    ('enterprise', 'enterprise_version', '{enterprise_id}', '{}',
     '{uscc,name,group_id,region_scheme,region,industry,business_scope,synthetic}', false),
    ('enterprise_sector', 'enterprise_sector', '{enterprise_id,sector,valid_from}', '{}',
     '{root,weight,valid_to,origin}', false),
    ('project', 'project_version', '{project_id}', '{}',
     '{name,project_kind,region_scheme,region,sector,status,status_date,investment}', false),
    ('recognition', 'recognition', '{enterprise_id,recognition,valid_from}', '{}', '{valid_to,withdrawn}', false),
    ('park', 'park_version', '{park_id}', '{}', '{name,region_scheme,region,status,status_date}', false)
) AS k (kind, target_table, key_columns, key_nullable, fact_columns, is_figure);
COMMENT ON VIEW sei.load_kind IS 'How each kind of the load contract is merged into its table.';
COMMENT ON COLUMN sei.load_kind.kind IS 'Kind of row, as in sei.load_contract.';
COMMENT ON COLUMN sei.load_kind.target_table IS 'Table of schema sei that holds its versions.';
COMMENT ON COLUMN sei.load_kind.key_columns IS 'Columns that say which thing a row is about.';
COMMENT ON COLUMN sei.load_kind.key_nullable IS 'Key columns that may be NULL.';
COMMENT ON COLUMN sei.load_kind.fact_columns IS 'Columns that a new version may change.';
COMMENT ON COLUMN sei.load_kind.is_figure IS 'Whether the table keeps source_time and its rows are figures.';

-- One text for all: alias.column, alias.column
CREATE OR REPLACE FUNCTION sei.column_list(alias text, columns text[]) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT string_agg(format('%s.%I', alias, c), ', ' ORDER BY o) FROM unnest(columns) WITH ORDINALITY AS u (c, o);
END;
COMMENT ON FUNCTION sei.column_list(text, text[]) IS 'Columns as a list with an alias, for generated SQL. Internal.';

-- A hashable equality of keys: a nullable key column is compared by its text.
CREATE OR REPLACE FUNCTION sei.key_match(a text, b text, key_columns text[], nullable text[]) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT string_agg(CASE WHEN k = ANY (nullable)
                           THEN format('COALESCE(%1$s.%3$I::text, '''') = COALESCE(%2$s.%3$I::text, '''')', a, b, k)
                           ELSE format('%1$s.%3$I = %2$s.%3$I', a, b, k) END, ' AND ' ORDER BY o)
    FROM unnest(key_columns) WITH ORDINALITY AS u (k, o);
END;
COMMENT ON FUNCTION sei.key_match(text, text, text[], text[]) IS 'Condition that two rows have the same key, for generated SQL. Internal.';

CREATE OR REPLACE FUNCTION sei.judge_incoming(k sei.load_kind, source_time timestamptz, force boolean) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
DECLARE
    keys text := sei.column_list('i', k.key_columns);
    facts text := sei.column_list('i', k.fact_columns);
    has_repeats boolean;
BEGIN
    CREATE TEMPORARY TABLE repeated (n bigint PRIMARY KEY, fate text NOT NULL) ON COMMIT DROP;
    EXECUTE format('SELECT EXISTS (SELECT FROM pg_temp.incoming i WHERE i.defect_code IS NULL
                                   GROUP BY %s HAVING count(*) > 1)', keys) INTO has_repeats;
    IF has_repeats THEN
        EXECUTE format($sql$
            INSERT INTO pg_temp.repeated (n, fate)
            SELECT w.n, CASE WHEN w.variants > 1 THEN 'conflict' ELSE 'duplicate' END
            FROM (SELECT v.n, v.place, max(v.variant) OVER (PARTITION BY %1$s) AS variants
                  FROM (SELECT i.*, dense_rank() OVER (PARTITION BY %2$s ORDER BY %3$s) AS variant,
                               row_number() OVER (PARTITION BY %2$s ORDER BY i.n) AS place
                        FROM pg_temp.incoming i WHERE i.defect_code IS NULL) v) w
            WHERE w.variants > 1 OR w.place > 1 $sql$,
            sei.column_list('v', k.key_columns), keys, facts);
    END IF;
    ANALYZE pg_temp.repeated;
    EXECUTE format($sql$
        CREATE TEMPORARY TABLE verdict ON COMMIT DROP AS
        SELECT i.n, t.ctid AS known,
               CASE WHEN t.known_to IS NULL THEN 'new'
                    WHEN ROW(%1$s) IS NOT DISTINCT FROM ROW(%2$s) THEN 'unchanged'
                    WHEN %3$s THEN 'superseded'
                    ELSE 'changed' END AS fate
        FROM pg_temp.incoming i
        LEFT JOIN sei.%4$I t ON %5$s AND t.known_to = 'infinity'
        WHERE i.defect_code IS NULL AND NOT EXISTS (SELECT FROM pg_temp.repeated r WHERE r.n = i.n) $sql$,
        facts, sei.column_list('t', k.fact_columns),
        CASE WHEN k.is_figure AND NOT force AND source_time IS NOT NULL
             THEN format('t.source_time > %L::timestamptz', source_time) ELSE 'false' END,
        k.target_table, sei.key_match('i', 't', k.key_columns, k.key_nullable));
    ANALYZE pg_temp.verdict;
END
$$;
COMMENT ON FUNCTION sei.judge_incoming(sei.load_kind, timestamptz, boolean) IS
'Fills pg_temp.repeated (duplicate, conflict) and pg_temp.verdict (new, unchanged, superseded, changed) for the rows of pg_temp.incoming. Internal.';

CREATE OR REPLACE FUNCTION sei.quarantine_incoming(r sei.run, feed text) RETURNS bigint
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
DECLARE
    written bigint;
BEGIN
    INSERT INTO sei.quarantine (run_id, page, row_ordinal, byte_offset, field, code, reason, fragment)
    SELECT r.run_id, q.page, q.row_ordinal, q.byte_offset, q.field, q.code,
           format('feed %s, page %s, row %s, byte %s, field %s: %s', quarantine_incoming.feed, COALESCE(q.page::text, '?'),
                  COALESCE(q.row_ordinal::text, '?'), COALESCE(q.byte_offset::text, '?'), q.field, q.what),
           q.fragment
    FROM (SELECT i.page, i.row_ordinal, i.byte_offset, i.fragment, i.defect_field AS field, i.defect_code AS code, i.n,
                 CASE i.defect_code
                     WHEN 'unknown' THEN format('"%s" is not known here' || E'\n  hint: add it, or mend the feed; sei.code_list() shows what is accepted', i.defect_value)
                     WHEN 'missing' THEN 'a value is required'
                     WHEN 'range' THEN format('%s is out of range', i.defect_value)
                     WHEN 'conflict' THEN format('"%s" contradicts another row' || E'\n  hint: none of the rows that contradict each other is loaded', i.defect_value)
                     WHEN 'contradiction' THEN format('"%s" contradicts another field of the row', i.defect_value)
                     ELSE format('"%s" is not valid', i.defect_value) END AS what
          FROM pg_temp.incoming i WHERE i.defect_code IS NOT NULL
          UNION ALL
          SELECT i.page, i.row_ordinal, i.byte_offset, i.fragment, 'key', 'conflict', i.n,
                 'another row of this run has the same key and other facts' || E'\n  hint: none of them is loaded; the source must say which one is right'
          FROM pg_temp.incoming i JOIN pg_temp.repeated p ON p.n = i.n AND p.fate = 'conflict') q
    ORDER BY q.n;
    GET DIAGNOSTICS written = ROW_COUNT;
    RETURN written;
END
$$;
COMMENT ON FUNCTION sei.quarantine_incoming(sei.run, text) IS 'Writes what cannot be loaded to the quarantine, with place and reason. Internal.';

-- A scope names contract columns of the kind, each with a text or a list of texts; spans and sectors take what is within.
CREATE OR REPLACE FUNCTION sei.scope_condition(k sei.load_kind, scope jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
DECLARE
    condition text := 'true';
    part record;
    wanted text;
BEGIN
    FOR part IN
        SELECT e.key AS name, e.value, c.column_name
        FROM jsonb_each(scope) AS e
        LEFT JOIN sei.load_contract(1) c ON c.kind = k.kind AND e.key IN (c.column_name, c.column_name || 's')
    LOOP
        IF part.column_name IS NULL THEN
            RAISE EXCEPTION 'the scope of a snapshot of kind % cannot name %', k.kind, quote_literal(part.name)
                USING ERRCODE = '22023', DETAIL = 'What is outside the scope is never closed, so every part of it must be understood.',
                      HINT = format('It names columns of the kind: %s.',
                                    (SELECT string_agg(c.column_name, ', ' ORDER BY c.ordinal) FROM sei.load_contract(1) c WHERE c.kind = k.kind));
        END IF;
        wanted := format('%L::text[]', (SELECT array_agg(v) FROM jsonb_array_elements_text(
            CASE WHEN jsonb_typeof(part.value) = 'array' THEN part.value ELSE jsonb_build_array(part.value) END) AS v)::text);
        condition := condition || ' AND ' || CASE
            WHEN part.column_name IN ('period', 'sector')
            THEN format('EXISTS (SELECT FROM unnest(%s) AS w WHERE t.%I <@ w::%s)', wanted, part.column_name,
                        CASE part.column_name WHEN 'period' THEN 'stat_period' ELSE 'sector' END)
            WHEN part.column_name = 'group_code'
            THEN format('t.group_id IN (SELECT o.enterprise_id FROM sei.enterprise o WHERE o.code = ANY (%s))', wanted)
            WHEN part.column_name IN ('enterprise', 'project', 'park')
            THEN format('t.%1$s_id IN (SELECT o.%1$s_id FROM sei.%1$s o WHERE o.code = ANY (%2$s))', part.column_name, wanted)
            ELSE format('t.%I::text = ANY (%s)', part.column_name, wanted) END;
    END LOOP;
    RETURN condition;
END
$$;
COMMENT ON FUNCTION sei.scope_condition(sei.load_kind, jsonb) IS
'The scope of a snapshot as a condition on the rows t of its table. A plural of a column is taken for the column. 22023 for anything else. Internal.';

-- Current rows that a complete snapshot no longer holds; a key seen in quarantine counts as present.
CREATE OR REPLACE FUNCTION sei.find_absent(k sei.load_kind, of_feed bigint, scope jsonb) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
BEGIN
    EXECUTE format($sql$
        INSERT INTO pg_temp.verdict (n, known, fate)
        SELECT NULL, t.ctid, 'closed'
        FROM sei.%1$I t
        WHERE t.known_to = 'infinity' AND %2$s
          AND t.run_id IN (SELECT o.run_id FROM sei.run o WHERE o.feed_id = %3$L)
          AND NOT EXISTS (SELECT FROM pg_temp.incoming i WHERE %4$s) $sql$,
        k.target_table, sei.scope_condition(k, scope), of_feed,
        sei.key_match('i', 't', k.key_columns, k.key_nullable));
END
$$;
COMMENT ON FUNCTION sei.find_absent(sei.load_kind, bigint, jsonb) IS
'Adds to pg_temp.verdict, as closed, the current rows of this feed''s own loads, within the scope, whose key the snapshot no longer names. Internal.';

-- A row whose key cannot be read may be any row: then nothing is proven absent.
CREATE OR REPLACE FUNCTION sei.count_nameless(k sei.load_kind) RETURNS bigint
    LANGUAGE plpgsql STABLE
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
DECLARE
    nameless bigint;
BEGIN
    EXECUTE format('SELECT count(*) FROM pg_temp.incoming i WHERE i.defect_code IS NOT NULL AND (%s)',
                   (SELECT string_agg(CASE WHEN c = ANY (k.key_nullable) THEN format('i.defect_field = %L', c)
                                           ELSE format('i.%I IS NULL', c) END, ' OR ') FROM unnest(k.key_columns) AS c))
        INTO nameless;
    RETURN nameless;
END
$$;
COMMENT ON FUNCTION sei.count_nameless(sei.load_kind) IS 'Rows of pg_temp.incoming whose key cannot be told. Internal.';

CREATE OR REPLACE FUNCTION sei.write_verdict(k sei.load_kind, r sei.run, source_time timestamptz) RETURNS bigint
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
DECLARE
    opened bigint;
    moment timestamptz;
    columns text := sei.column_list('i', k.key_columns || k.fact_columns);
BEGIN
    IF NOT EXISTS (SELECT FROM pg_temp.verdict v WHERE v.fate IN ('new', 'changed', 'closed')) THEN
        RETURN NULL;
    END IF;
    opened := sei.open_load('load', r.run_id, NULL);
    moment := sei.edit_known_from();
    -- An array of places, not a join: a join may read the whole table, a place is gone to.
    EXECUTE format($sql$UPDATE sei.%I t SET known_to = $1
                        WHERE t.ctid = ANY (ARRAY(SELECT v.known FROM pg_temp.verdict v WHERE v.fate IN ('changed', 'closed')))$sql$,
                   k.target_table)
    USING moment;
    EXECUTE format($sql$
        INSERT INTO sei.%1$I (%2$s%3$s, run_id, page, row_ordinal, known_from, load_seq)
        SELECT %4$s%5$s, $2, i.page, i.row_ordinal, $3, $4
        FROM pg_temp.verdict v JOIN pg_temp.incoming i ON i.n = v.n
        WHERE v.fate IN ('new', 'changed')
        ORDER BY i.n $sql$,
        k.target_table, replace(columns, 'i.', ''), CASE WHEN k.is_figure THEN ', source_time' ELSE '' END,
        columns, CASE WHEN k.is_figure THEN ', $1' ELSE '' END)
    USING source_time, r.run_id, moment, opened;
    RETURN opened;
END
$$;
COMMENT ON FUNCTION sei.write_verdict(sei.load_kind, sei.run, timestamptz) IS
'Closes what changed or is gone and inserts what is new or changed. Returns the load_seq, NULL when there is nothing to write. Internal.';
