-- numeric has infinities from PostgreSQL 14 on; sums and judging refuse them by name. Before, the literal itself is refused.
CREATE FUNCTION is_refused(query text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE query;
    RETURN false;
EXCEPTION WHEN invalid_text_representation THEN RETURN current_setting('server_version_num')::int < 140000;
WHEN OTHERS THEN RETURN SQLERRM ~ '^[a-z_]+ cannot take the value -?Infinity$';
END $$;
SELECT query, is_refused(query) FROM unnest(ARRAY[
    $$SELECT sector_tally('Infinity'::numeric, 'sx.a')$$,
    $$SELECT sector_tally('-Infinity'::numeric, 'sx.a')$$,
    $$SELECT sector_tally(v, 'sx.a'::sector) FROM (VALUES (1), ('-Infinity'::numeric)) AS x (v)$$,
    $$SELECT sector_share(v, 'sx.a'::sector, 'sx.a') FROM (VALUES (1), ('Infinity'::numeric)) AS x (v)$$,
    $$SELECT is_met('Infinity'::numeric, '100 个')$$,
    $$SELECT target_bound('20% pa', 1, 'Infinity'::numeric)$$]) AS q (query);
DROP FUNCTION is_refused;
