-- 073-as-of-tables.sql: every table that keeps history, as it was known at any moment; sectors of a region at a moment.
-- least extension version: 0.1
--
-- One function a table, made for every table with known_from and known_to, so that none can be forgotten. They read with
-- the reader's own rights.
CREATE OR REPLACE FUNCTION sei.load_seq_at(moment timestamptz) RETURNS bigint
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
BEGIN
    PERFORM sei.settle(moment);
    RETURN (SELECT max(l.load_seq) FROM sei.load l WHERE l.known_from <= moment);
END
$$;
COMMENT ON FUNCTION sei.load_seq_at(timestamptz) IS
'The last load or edit that was known at a moment: what every as-of answer for it rests on; NULL before the first. Errors as sei.settle.';
GRANT EXECUTE ON FUNCTION sei.load_seq_at(timestamptz) TO sei_analyst, sei_admin;

DO $$
DECLARE
    t record;
BEGIN
    FOR t IN
        SELECT c.relname, regexp_replace(c.relname, '_version$', '') || '_as_of' AS name,
               -- that a row ends is known only from its end on
               string_agg(CASE WHEN a.attname = 'known_to' THEN 'timestamptz ''infinity''' ELSE format('o.%I', a.attname) END,
                          ', ' ORDER BY a.attnum) AS columns
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relnamespace = 'sei'::regnamespace AND c.relkind = 'r'
        GROUP BY c.relname
        HAVING bool_or(a.attname = 'known_to')
    LOOP
        EXECUTE format('CREATE OR REPLACE FUNCTION sei.%1$I(moment timestamptz) RETURNS SETOF sei.%2$I
            LANGUAGE plpgsql SET search_path FROM CURRENT AS $f$
BEGIN
    PERFORM sei.settle(moment);
    RETURN QUERY SELECT %3$s FROM sei.%2$I o WHERE o.known_from <= moment AND moment < o.known_to;
END
$f$', t.name, t.relname, t.columns);
        EXECUTE format('COMMENT ON FUNCTION sei.%I(timestamptz) IS %L', t.name,
                       format('Rows of sei.%s as they were known at a moment; the same rows whenever asked, so known_to is infinity. Needs the right to read the table. Errors as sei.settle.', t.relname));
        EXECUTE format('GRANT EXECUTE ON FUNCTION sei.%I(timestamptz) TO sei_analyst, sei_admin', t.name);
    END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION sei.sector_structure_as_of(moment timestamptz, of_root text, of_scheme text, of_region text, of_indicator text,
                                                      at_period text)
    RETURNS TABLE (root text, region_scheme text, region text, period text, indicator text, sector text, level int, code text,
                   name_zh text, name_en text, contributions bigint, value numeric, unit text, share numeric, share_basis text,
                   denominator_value numeric, denominator_vintage text, rank bigint, load_seq bigint,
                   imputed_value numeric, imputed_share numeric)
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
#variable_conflict use_column
DECLARE
    seq bigint;
    span stat_period := at_period::stat_period;
    cell tally;
    guessed tally;
    measured sei.indicator_version;
    ratio sei.indicator_version;
    whole record;
BEGIN
    PERFORM sei.settle(moment);
    SELECT max(l.load_seq) INTO seq FROM sei.load l WHERE l.known_from <= moment;
    SELECT k.tally, k.imputed INTO cell, guessed FROM sei.cell_known(of_root, of_scheme, of_region, of_indicator, span, moment) k;
    SELECT v.* INTO measured FROM sei.indicator_version v
    WHERE v.indicator = of_indicator AND v.known_from <= moment AND moment < v.known_to;
    SELECT q.* INTO ratio FROM sei.indicator_version q
    WHERE q.numerator = of_indicator AND q.known_from <= moment AND moment < q.known_to
    ORDER BY EXISTS (SELECT FROM sei.plan_target_version t
                     JOIN sei.plan_target pt ON pt.target_id = t.target_id
                     JOIN sei.plan_version p ON p.plan = pt.plan AND p.known_from <= moment AND moment < p.known_to
                     WHERE t.indicator = q.indicator AND t.known_from <= moment AND moment < t.known_to AND p.root = of_root) DESC,
             EXISTS (SELECT FROM sei.statistic g WHERE g.indicator = q.denominator AND g.region_scheme = of_scheme AND g.region = of_region
                     AND g.period = span AND g.sector IS NULL AND g.known_from <= moment AND moment < g.known_to) DESC,
             q.indicator
    LIMIT 1;
    SELECT s.value * d.multiplier AS value, s.vintage INTO whole
    FROM sei.statistic s
    JOIN sei.indicator_version d ON d.indicator = s.indicator AND d.price_basis = s.price_basis AND d.known_from <= moment AND moment < d.known_to
    WHERE s.indicator = ratio.denominator AND s.region_scheme = of_scheme AND s.region = of_region AND s.period = span
      AND s.sector IS NULL AND s.breakdown = '' AND s.measure = 'level' AND s.value IS NOT NULL
      AND s.known_from <= moment AND moment < s.known_to;
    RETURN QUERY
    SELECT of_root, of_scheme, of_region, span::text, of_indicator, n.sector::text, sector_level(n.sector), v.code, v.name_zh, v.name_en,
           tally_count(cell, n.sector), trim_scale(n.value * measured.multiplier), measured.unit,
           CASE WHEN n.value IS NULL THEN NULL
                WHEN ratio.indicator IS NULL THEN tally_share(cell, n.sector)
                WHEN whole.value > 0 AND whole.value / measured.multiplier >= tally_value(cell, of_root::sector)
                    THEN tally_share(tally_with_total(cell, whole.value / measured.multiplier), n.sector) END,
           COALESCE(ratio.denominator, 'reported'), trim_scale(whole.value), whole.vintage,
           CASE WHEN sector_level(n.sector) > 0 AND n.value IS NOT NULL THEN
               rank() OVER (PARTITION BY sector_level(n.sector) ORDER BY n.value DESC NULLS LAST) END,
           seq,
           CASE WHEN n.value IS NOT NULL THEN COALESCE(trim_scale(tally_value(guessed, n.sector) * measured.multiplier), 0) END,
           CASE WHEN n.value IS NOT NULL THEN COALESCE(trim_scale(tally_value(guessed, n.sector)), 0) END / NULLIF(trim_scale(n.value), 0)
    FROM (SELECT d.sector, CASE WHEN tally_count(cell, d.sector) <> 0 OR tally_value(cell, d.sector) <> 0 THEN tally_value(cell, d.sector) END AS value
          FROM sei.sector_def d WHERE d.root = of_root) n
    JOIN sei.sector_def_version v ON v.sector = n.sector AND v.known_from <= moment AND moment < v.known_to
    WHERE cell IS NOT NULL AND measured.aggregation NOT IN ('ratio', 'index') AND (sector_level(n.sector) <= 1 OR n.value IS NOT NULL)
    ORDER BY n.sector;
END
$$;
COMMENT ON FUNCTION sei.sector_structure_as_of(timestamptz, text, text, text, text, text) IS
'Sectors of a classification for one region, indicator and span as they were known at a moment, as sei.sector_structure shows them for now: value and share of sums of returns, the denominator of the vintage known then. load_seq is the last load that the answer rests on; asked again it gives the same bytes. imputed_value and imputed_share tell how much of value was imputed or estimated. No rows when nothing was known. Errors as sei.settle.';
GRANT EXECUTE ON FUNCTION sei.sector_structure_as_of(timestamptz, text, text, text, text, text) TO sei_analyst, sei_admin;
