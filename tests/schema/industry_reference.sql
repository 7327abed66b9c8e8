-- The shipped codes of GB/T 4754 are both editions whole, each is the canonical text of its own value, and no code lacks its parent.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();
CREATE TEMP TABLE listed (edition int, code text, name text) ON COMMIT DROP;
\copy listed FROM 'sql/reference/industry.csv' WITH (FORMAT csv, HEADER true)
ALTER TABLE listed ADD value industry;
UPDATE listed SET value = (CASE edition WHEN 2011 THEN 'gb11:' ELSE '' END || code)::industry;

SELECT results_eq($$SELECT edition, industry_level(value), count(*)::int FROM listed GROUP BY 1, 2 ORDER BY 1, 2$$,
$$VALUES (2011, 1, 20), (2011, 2, 96), (2011, 3, 432), (2011, 4, 1094), (2017, 1, 20), (2017, 2, 97), (2017, 3, 473), (2017, 4, 1381)$$,
    'sections, divisions, groups and classes of 2011 and 2017');
SELECT is_empty($$SELECT * FROM listed WHERE value::text <> CASE edition WHEN 2011 THEN 'gb11:' ELSE '' END || code OR industry_edition(value) <> edition$$,
    'each code is canonical in its edition');
SELECT is_empty($$SELECT * FROM listed c WHERE length(code) > 1 AND NOT EXISTS (SELECT FROM listed p
    WHERE p.edition = c.edition AND p.code = CASE length(c.code) WHEN 3 THEN left(c.code, 1) ELSE left(c.code, -1) END AND c.value <@ p.value)$$,
    'each code lies below the code that it begins with');
SELECT is_empty($$SELECT edition, code FROM listed GROUP BY 1, 2 HAVING count(*) > 1$$, 'no code twice');
SELECT is_empty($$SELECT * FROM listed WHERE name IS NULL OR name = '' OR name <> trim(name) OR name ~ '[[:cntrl:]]'$$, 'each code has a name');
SELECT is_empty($$SELECT * FROM listed WHERE NOT sector_is_valid(value::sector::text)$$, 'each code is a sector');
SELECT set_eq($$SELECT held.edition, held.code, held.name FROM (
    SELECT CASE sector_root(sector)::text WHEN 'gb11' THEN 2011 ELSE 2017 END AS edition, code, name_zh AS name FROM sei.sector_def_version
    WHERE sector_root(sector) IN ('gb11', 'gb17') AND sector_level(sector) > 0 AND known_to = 'infinity') held$$,
    $$SELECT edition, code, name FROM listed$$, 'the schema holds every code with its name');
SELECT * FROM finish();
ROLLBACK;
