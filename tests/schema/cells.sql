-- Sectors of an enterprise divide its returns without remainder, and every cell equals a rescan after any change.
\ir include/loads.psql

SELECT sei.feed_apply(kind, jsonb_build_object('kind', kind, 'mode', 'upsert', 'max_reject_ratio', 1), 'a') FROM (SELECT DISTINCT kind FROM sei.load_contract(1)) k \g /dev/null

-- Subject side: identities and versions, changes only where facts changed, codes checked.
SELECT is(pg_temp.counts(pg_temp.load('enterprise', '[["e1",null,"synthetic 1","e2","synthetic","11","3511","making things","true"],["e2",null,"synthetic 2",null,"synthetic","12",null,null,"true"],
    ["e3","91140000ABCDEFGH1X","synthetic 3",null,"synthetic","111",null,null,"true"],["e4",null,"synthetic 4",null,"synthetic","2",null,null,"true"],
    ["e5",null,"synthetic 5",null,"synthetic","99",null,null,null],["e6","short","synthetic 6",null,"synthetic","11",null,null,null],["e7",null,"synthetic 7","nobody","synthetic","11",null,null,null],
    ["e8",null,null,null,"synthetic","11",null,null,null]]')), '4 0 0 0 0 0 4', 'enterprises: good ones load, bad ones are told');
SELECT is((SELECT string_agg(field || ' ' || code, ', ' ORDER BY row_ordinal) FROM sei.quarantine), 'region unknown, uscc invalid, group_code unknown, name missing', 'with field and kind of mistake');
SELECT is((SELECT g.code FROM sei.enterprise e JOIN sei.enterprise_version v USING (enterprise_id) JOIN sei.enterprise g ON g.enterprise_id = v.group_id WHERE e.code = 'e1'), 'e2', 'a group is an enterprise, in any order of rows');
SELECT is(pg_temp.counts(pg_temp.load('enterprise', '[["e1",null,"synthetic 1","e2","synthetic","12","3511","making things","true"],["e2",null,"synthetic 2",null,"synthetic","12",null,null,"true"]]')), '0 1 1 0 0 0 0', 'one moved, one did not change');
SELECT is((SELECT string_agg(v.region, ' ' ORDER BY v.known_from) FROM sei.enterprise_version v JOIN sei.enterprise e USING (enterprise_id) WHERE e.code = 'e1'), '11 12', 'the old fact is kept');
SELECT is(pg_temp.counts(pg_temp.load('project', '[["p1","synthetic p","pilot","synthetic","11","synthetic_a.x","completed","2014-05-01","1000000"],["p2","synthetic p","guess","synthetic","11",null,"completed",null,null],
    ["p3","synthetic p","pilot","synthetic","11",null,"started","2014-02-30",null],["p4","synthetic p","pilot","synthetic","11","synthetic_a.none","started",null,"-1"]]')), '1 0 0 0 0 0 3', 'projects');
SELECT is(pg_temp.counts(pg_temp.load('project', '[["p1","synthetic p","pilot","synthetic","11","synthetic_a.x","completed","2014-05-01","1000000.0"]]')), '0 0 1 0 0 0 0', 'an unchanged project is not touched');
SELECT is(pg_temp.counts(pg_temp.load('recognition', '[["e1","leader","2012-01-01",null,null],["e2","leader","2012-01-01","2011-01-01",null],["e9","leader","2012-01-01",null,null],["e2","hero","2012-01-01",null,null]]')), '1 0 0 0 0 0 3', 'recognitions');
SELECT is(pg_temp.counts(pg_temp.load('recognition', '[["e1","leader","2012-01-01",null,"2014-07-01"]]')), '0 1 0 0 0 0 0', 'a withdrawal is a change');
SELECT is(pg_temp.counts(pg_temp.load('recognition', '[["e2","leader","2012-01-01","2013-12-31",null],["e2","leader","2013-12-31",null,null],["e2","key_enterprise","2013-06-01",null,null]]')), '1 0 0 0 0 0 2', 'of two terms of one recognition that overlap neither loads');
SELECT is(pg_temp.counts(pg_temp.load('recognition', '[["e2","leader","2012-01-01","2013-12-30",null],["e2","leader","2013-12-31",null,null]]')), '2 0 0 0 0 0 0', 'one after the other both do');
SELECT is(pg_temp.counts(pg_temp.load('recognition', '[["e2","leader","2012-06-01",null,null]]')), '0 0 0 0 0 0 1', 'nor one that overlaps what is known');
SELECT is(pg_temp.counts(pg_temp.load('park', '[["k1","synthetic park","synthetic","11","established","2013-01-01"],["k2","synthetic park","synthetic","11","dreamt",null]]')), '1 0 0 0 0 0 1', 'parks');
SELECT is(pg_temp.counts(pg_temp.load('park', '[["k1","synthetic park","synthetic","11","established","2013-01-01"]]')), '0 0 1 0 0 0 0', 'an unchanged park is not touched');

-- Weights: what adds up to more than 1, or names a sector twice, is quarantined whole, and nothing else with it.
SELECT is(pg_temp.counts(pg_temp.load('enterprise_sector', '[["e1","synthetic_a.x","0.6",null,null,null],["e1","synthetic_a.y","0.4","2014-01-01",null,"coefficient"],["e2","synthetic_a.x.p","1",null,null,null],
    ["e3","synthetic_a.x","0.7",null,null,null],["e3","synthetic_a.y","0.4","2014-01-01",null,null],["e4","synthetic_a.x","1.2",null,null,null],["e4","synthetic_a.y","zero",null,null,null],["e4","nothing.y","0.1",null,null,null],
    ["e4","synthetic_b.k","0.25",null,null,null]]')), '4 0 0 0 0 0 5', 'weights');
SELECT is(pg_temp.counts(pg_temp.load('enterprise_sector', '[["e2","synthetic_a.y","0.5","2010-01-01",null,null]]')), '0 0 0 0 0 0 1', 'a weight beside one that fills the enterprise is quarantined, not raised at COMMIT');
SELECT is(pg_temp.counts(pg_temp.load('enterprise_sector', '[["e1","synthetic_a.x","0.3","2015-01-01",null,null]]')), '0 0 0 0 0 0 1', 'so is a second row of the sector for the same days');
SELECT is(pg_temp.counts(pg_temp.load('enterprise_sector', '[["e1","synthetic_a.x","0.6",null,"2014-12-31",null],["e1","synthetic_a.x","0.3","2015-01-01",null,null]]')), '1 1 0 0 0 0 0', 'ending the one before the other begins is fine');

-- Returns: the weights of the last month of a span divide it, the rest is outside the classification.
SELECT is(pg_temp.counts(pg_temp.load('enterprise_return', '[["e1","synthetic","11","synthetic_money","2014-01..12","100",null,null,null],["e1","synthetic","11","synthetic_money","2013-01..12","100",null,null,null],
    ["e1","synthetic","11","synthetic_money","2015-01..03","100",null,null,null],["e2","synthetic","12","synthetic_money","2014-01..12","10",null,null,null],["e3","synthetic","111","synthetic_money","2014-01..12","1",null,null,null],
    ["e4","synthetic","2","synthetic_money","2014-01..12",null,null,"-","M"],["e9","synthetic","2","synthetic_money","2014-01..12","5",null,null,null]]')), '6 0 0 0 0 0 1', 'returns; of an enterprise that is not known, quarantined');
SELECT results_eq($$SELECT period::text, sector::text, trim_scale(weight), trim_scale(value) FROM sei.return_by_sector b JOIN sei.enterprise e USING (enterprise_id)
                    WHERE root = 'synthetic_a' AND e.code = 'e1' ORDER BY period, sector$$,
    $$VALUES ('2013', 'synthetic_a.x', 0.6, 60::numeric), ('2013', NULL, 0.4, 40), ('2014', 'synthetic_a.x', 0.6, 60), ('2014', 'synthetic_a.y', 0.4, 40),
             ('2015-Q1', 'synthetic_a.x', 0.3, 30), ('2015-Q1', 'synthetic_a.y', 0.4, 40), ('2015-Q1', NULL, 0.3, 30)$$, 'weights of the last month; one row for the rest, none when nothing is left');
SELECT results_eq($$SELECT region, tally_value(tally, 'synthetic_a'), tally_total(tally), missing FROM sei.tally_cell WHERE root = 'synthetic_a' AND scope = 'enterprise' AND period = '2014' ORDER BY region$$,
    $$VALUES ('1', 110::numeric, 111::numeric, 0::bigint), ('11', 100, 101, 0), ('111', 0, 1, 0), ('12', 10, 10, 0)$$, 'a return counts in its region and in every region above; a region without values has no cell');

-- Published totals, other measures and other prices are in no cell; a breakdown is a scope of its own.
SELECT pg_temp.load('statistic', pg_temp.list(pg_temp.stat('11', 'synthetic_a.x', '2015', '3', '{"breakdown":"own=5"}'), pg_temp.stat('11', 'synthetic_a.y', '2015', '4', '{"breakdown":"own=5"}'),
    pg_temp.stat('11', 'synthetic_a', '2015', '8', '{"breakdown":"own=5","total":"true"}'), pg_temp.stat('11', 'synthetic_a.x', '2015', '0.1', '{"measure":"yoy"}'),
    pg_temp.stat('11', 'synthetic_a.x', '2015', '2', '{"price_basis":"comparable-2010"}'), pg_temp.stat('11', 'synthetic_a.x', '2015', '5'), pg_temp.stat('11', NULL, '2015', '99'),
    pg_temp.stat('11', 'synthetic_a.z', '2015', NULL, '{"status":"Q"}'))) \g /dev/null
SELECT results_eq($$SELECT scope, region, tally_total(tally), missing FROM sei.tally_cell WHERE indicator = 'synthetic_people' ORDER BY scope$$,
    $$VALUES ('own=5', '11', 7::numeric, 0::bigint), ('statistic', '11', 5, 1)$$, 'leaves only, suppressed ones counted as missing');
SELECT is_empty('SELECT * FROM sei.verify_cells()', 'cells equal a rescan');

-- An independent sum over returns, weights and regions, by plain SQL: what the cells must be.
CREATE FUNCTION pg_temp.differences() RETURNS bigint LANGUAGE sql AS $$
    WITH RECURSIVE above AS (
        SELECT region, region AS top FROM sei.region WHERE region_scheme = 'synthetic'
        UNION ALL
        SELECT a.region, v.parent FROM above a JOIN sei.region_version v ON v.region = a.top AND v.region_scheme = 'synthetic' AND v.known_to = 'infinity' WHERE v.parent IS NOT NULL
    ), part AS (
        SELECT a.top AS region, r.indicator, r.period, s.root, s.sector::text AS sector, sum(r.value * s.weight) AS value
        FROM sei.enterprise_return r JOIN above a USING (region)
        JOIN sei.enterprise_sector s ON s.enterprise_id = r.enterprise_id AND s.known_to = 'infinity' AND period_end(r.period) BETWEEN s.valid_from AND s.valid_to
        WHERE r.known_to = 'infinity' AND r.value IS NOT NULL
        GROUP BY 1, 2, 3, 4, 5
    ), total AS (
        SELECT a.top AS region, r.indicator, r.period, c.root, sum(r.value) AS value
        FROM sei.enterprise_return r JOIN above a USING (region)
        CROSS JOIN (SELECT DISTINCT root FROM sei.enterprise_sector WHERE known_to = 'infinity') c
        WHERE r.known_to = 'infinity' AND r.value IS NOT NULL
        GROUP BY 1, 2, 3, 4
    ), stored AS (
        SELECT c.region, c.indicator, c.period, c.root, s.sector::text AS sector, s.value, tally_total(c.tally) AS total
        FROM sei.tally_cell c CROSS JOIN LATERAL tally_shares(c.tally, 8) s WHERE c.scope = 'enterprise' AND c.region_scheme = 'synthetic'
    )
    SELECT (SELECT count(*) FROM part p FULL JOIN (SELECT * FROM stored WHERE sector IS NOT NULL) s USING (region, indicator, period, root, sector)
            WHERE p.value IS DISTINCT FROM s.value)
         + (SELECT count(*) FROM total t FULL JOIN (SELECT DISTINCT region, indicator, period, root, total FROM stored) s USING (region, indicator, period, root)
            WHERE t.value IS DISTINCT FROM s.total)
$$;
SELECT is(pg_temp.differences(), 0::bigint, 'cells equal sums by plain SQL');

-- Any change, a hundred times over, from a seed: loads, revisions, deletions, weights, moves of enterprises and of regions.
CREATE FUNCTION pg_temp.change(step int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    e bigint;
    kind int := step % 8;
    wanted text := 'e' || 1 + floor(random() * 4)::int;
    d date := date '2010-01-01' + 200 * floor(random() * 8)::int;
    top text := ('{1,2,NULL}'::text[])[1 + floor(random() * 3)::int];
BEGIN
    IF kind IN (0, 1, 2) THEN
        PERFORM pg_temp.load('enterprise_return', (
            SELECT jsonb_agg(jsonb_build_array('e' || 1 + n % 4, 'synthetic', ('{11,12,111,2,1}'::text[])[1 + floor(random() * 5)::int], 'synthetic_money',
                                               format('201%s-01..%s', n / 8 % 4, lpad((2 + n / 4 % 2 * 10)::text, 2, '0')),
                                               CASE WHEN random() < 0.9 THEN (random() * 1000 - 100)::numeric(12, 3)::text END, NULL, NULL, NULL))
            FROM generate_series(0, 31) n WHERE random() < 0.4));
        RETURN;
    END IF;
    PERFORM sei.begin_edit('synthetic change');
    SELECT enterprise_id INTO e FROM sei.enterprise WHERE code = wanted;
    CASE kind
        WHEN 3 THEN UPDATE sei.enterprise_return SET value = value * 2 WHERE known_to = 'infinity' AND enterprise_id = e;
        WHEN 4 THEN DELETE FROM sei.enterprise_return WHERE known_to = 'infinity' AND enterprise_id = e AND random() < 0.3;
        WHEN 5 THEN
            DELETE FROM sei.enterprise_sector WHERE known_to = 'infinity' AND enterprise_id = e;
            INSERT INTO sei.enterprise_sector (enterprise_id, root, sector, weight, valid_from, valid_to)
            SELECT e, split_part(s, '.', 1), s::sector, (random() * 0.3 + 0.01)::numeric(6, 4), d, CASE WHEN random() < 0.3 THEN d + 700 ELSE 'infinity' END
            FROM unnest('{synthetic_a.x,synthetic_a.x.p,synthetic_a.y,synthetic_b.k}'::text[]) s
            WHERE random() < 0.6;
        WHEN 6 THEN UPDATE sei.region_version SET parent = top WHERE known_to = 'infinity' AND region_scheme = 'synthetic' AND region = ('{11,12}'::text[])[1 + step % 2];
        ELSE UPDATE sei.enterprise_return SET region = ('{11,12,111,2,1}'::text[])[1 + floor(random() * 5)::int] WHERE known_to = 'infinity' AND enterprise_id = e;
    END CASE;
END
$$;
CREATE TEMPORARY TABLE found (step int, wrong text);
SELECT setseed(0.20111231) \g /dev/null
-- Each change and each look is a transaction of its own: cells of an edit are there at its COMMIT.
SELECT format('DO $d$ BEGIN PERFORM pg_temp.change(%s); END $d$', n),
       format('INSERT INTO found SELECT %1$s, ''differs'' WHERE pg_temp.differences() <> 0 OR EXISTS (SELECT FROM sei.verify_cells()) OR EXISTS (SELECT FROM sei.dirty_cell)', n)
FROM generate_series(1, 96) n \gexec
SELECT is_empty('SELECT * FROM found', 'after each of 96 random changes the cells equal plain sums and a rescan');
SELECT cmp_ok((SELECT count(*) FROM sei.enterprise_return WHERE known_to <> 'infinity')::int, '>', 100, 'the changes did change something');
SELECT cmp_ok((SELECT count(*) FROM sei.tally_cell WHERE scope = 'enterprise')::int, '>', 20, 'and there were cells to compare');

-- The sum over one classification is the sum of the returns, whatever the weights.
SELECT is_empty($$
    SELECT c.root FROM sei.classification c
    LEFT JOIN (SELECT root, sum(value) AS value, count(DISTINCT figure_id) AS n FROM sei.return_by_sector GROUP BY root) b USING (root)
    CROSS JOIN (SELECT sum(value) AS value, count(*) AS n FROM sei.enterprise_return WHERE known_to = 'infinity') r
    WHERE b.value IS DISTINCT FROM r.value OR b.n IS DISTINCT FROM r.n$$, 'the parts of a return add up to it in every classification');
SELECT is_empty($$SELECT figure_id FROM sei.return_by_sector GROUP BY root, figure_id HAVING sum(weight) <> 1$$, 'and their weights to 1');

-- A whole snapshot of weights may replace a sector by another; so may a reclassification in one edit.
SELECT sei.feed_apply('weights', '{"kind":"enterprise_sector","mode":"snapshot"}', 'a') \g /dev/null
DO $$ BEGIN PERFORM sei.begin_edit('synthetic'); DELETE FROM sei.enterprise_sector WHERE known_to = 'infinity'; END $$;
SELECT is(pg_temp.counts(pg_temp.load('weights', '[["e1","synthetic_a.x","1",null,null,null],["e2","synthetic_a.y","1",null,null,null]]')), '2 0 0 0 0 0 0', 'a first snapshot of weights');
SELECT is(pg_temp.counts(pg_temp.load('weights', '[["e1","synthetic_a.z","1",null,null,null],["e2","synthetic_a.y","1",null,null,null]]')), '1 0 1 1 0 0 0', 'a reclassified enterprise');
SELECT is(pg_temp.differences(), 0::bigint, 'moves its cells');
SELECT is_empty('SELECT * FROM sei.verify_cells()', 'and they equal a rescan');
DO $$ BEGIN PERFORM sei.begin_edit('synthetic'); DELETE FROM sei.enterprise_sector WHERE known_to = 'infinity'; END $$;
SELECT is_empty($$SELECT * FROM sei.tally_cell WHERE scope = 'enterprise' AND root LIKE 'synthetic%'$$, 'without any weight a classification has no cells');

-- A cell that was tampered with is found.
SELECT pg_temp.load('weights', '[["e1","synthetic_a.z","1",null,null,null]]') \g /dev/null
UPDATE sei.tally_cell SET tally = tally + tally WHERE ctid = (SELECT ctid FROM sei.tally_cell WHERE root = 'synthetic_a' AND scope = 'enterprise' LIMIT 1);
SELECT is((SELECT count(*) FROM sei.verify_cells()), 1::bigint, 'verify_cells finds a wrong cell');
DELETE FROM sei.tally_cell WHERE root = 'synthetic_a' AND scope = 'enterprise';
SELECT cmp_ok((SELECT count(*) FROM sei.verify_cells())::int, '>', 1, 'and missing ones');
\ir include/end.psql
