-- Regions that move within one edit, before and after their figures do: the cells of where they were are recomputed too.
\ir include/loads.psql
SELECT sei.feed_apply(kind, jsonb_build_object('kind', kind, 'mode', 'upsert', 'max_reject_ratio', 1), 'a') FROM (SELECT DISTINCT kind FROM sei.load_contract(1)) k \g /dev/null
SELECT pg_temp.load('enterprise', (SELECT jsonb_agg(jsonb_build_array('e' || n, NULL, 'synthetic ' || n, NULL, 'synthetic', '111', NULL, NULL, 'true')) FROM generate_series(1, 2) n)) \g /dev/null
SELECT pg_temp.load('enterprise_sector', '[["e1","synthetic_a.x","1",null,null,null],["e2","synthetic_a.y","0.5",null,null,null]]') \g /dev/null
SELECT pg_temp.load('enterprise_return', (SELECT jsonb_agg(jsonb_build_array('e' || n, 'synthetic', '111', 'synthetic_money', '2014', n, NULL, NULL, NULL)) FROM generate_series(1, 2) n)) \g /dev/null
CREATE FUNCTION pg_temp.totals() RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(region || '=' || tally_total(tally), ' ' ORDER BY region) || (SELECT CASE count(*) WHEN 0 THEN '' ELSE ' differs' END FROM sei.verify_cells())
           || (SELECT CASE count(*) WHEN 0 THEN '' ELSE ' coverage differs' END FROM sei.verify_coverage())
    FROM sei.tally_cell WHERE root = 'synthetic_a' AND scope = 'enterprise'
$$;
CREATE FUNCTION pg_temp.edit(VARIADIC statements text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    s text;
BEGIN
    PERFORM sei.begin_edit('synthetic');
    FOREACH s IN ARRAY statements LOOP EXECUTE s; END LOOP;
END
$$;
CREATE FUNCTION pg_temp.move(region text, parent text) RETURNS text LANGUAGE sql AS $$
    SELECT format('UPDATE sei.region_version SET parent = %L WHERE region_scheme = ''synthetic'' AND region = %L AND known_to = ''infinity''', parent, region)
$$;
CREATE FUNCTION pg_temp.report(enterprise text, region text) RETURNS text LANGUAGE sql AS $$
    SELECT format('UPDATE sei.enterprise_return r SET region = %L FROM sei.enterprise e WHERE e.enterprise_id = r.enterprise_id AND e.code = %L AND r.known_to = ''infinity''', region, enterprise)
$$;
SELECT is(pg_temp.totals(), '1=3 11=3 111=3', 'a county, its city, its province');
SELECT pg_temp.edit(pg_temp.report('e1', '2'), pg_temp.report('e2', '2'), pg_temp.move('111', '12')) \g /dev/null
SELECT is(pg_temp.totals(), '2=3', 'returns leave the county, which then moves');
SELECT pg_temp.edit(pg_temp.report('e1', '111'), pg_temp.move('111', '11'), pg_temp.report('e2', '111')) \g /dev/null
SELECT is(pg_temp.totals(), '1=3 11=3 111=3', 'and back, one before it moves and one after');
SELECT pg_temp.edit(pg_temp.move('111', '12'), pg_temp.move('12', '2')) \g /dev/null
SELECT is(pg_temp.totals(), '111=3 12=3 2=3', 'the county moves to another city, and that to another province');
SELECT pg_temp.edit('UPDATE sei.region_version SET parent = CASE region WHEN ''111'' THEN ''11'' ELSE ''1'' END WHERE region_scheme = ''synthetic'' AND region IN (''111'', ''12'') AND known_to = ''infinity''') \g /dev/null
SELECT is(pg_temp.totals(), '1=3 11=3 111=3', 'both move in one statement');
SELECT pg_temp.edit(pg_temp.move('111', '12'), pg_temp.move('111', '2'), 'DELETE FROM sei.enterprise_return WHERE known_to = ''infinity''', pg_temp.move('111', '11'), pg_temp.move('11', '2')) \g /dev/null
SELECT is((SELECT count(*) FROM sei.tally_cell WHERE root = 'synthetic_a' AND scope = 'enterprise'), 0::bigint, 'to and fro, its returns deleted on the way');
SELECT pg_temp.load('enterprise_return', '[["e1","synthetic","111","synthetic_money","2014","5",null,null,null]]') \g /dev/null
SELECT is(pg_temp.totals(), '11=5 111=5 2=5', 'a new return counts where the county now is');
SELECT pg_temp.edit(pg_temp.move('111', '12'), 'DELETE FROM sei.region_version WHERE region_scheme = ''synthetic'' AND region = ''111'' AND known_to = ''infinity''') \g /dev/null
SELECT is(pg_temp.totals(), '111=5', 'moved and closed in one edit it is in no city');
\ir include/end.psql
