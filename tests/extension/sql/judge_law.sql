-- The law and the rules of judging over a big grid, against the rules written down once more in plain SQL; powers against the server's.
-- What a target asks, in the words of the design: its direction, the level of a stated figure, verdict and attainment.
CREATE FUNCTION pg_temp.plain(actual numeric, t target, baseline numeric, years numeric, direction text, OUT attainment numeric, OUT met boolean, OUT bound numeric)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    op text := COALESCE(substring(t::text FROM '^(>=|<=|>|<)'), '');
    kind text := target_kind(t);
    neutral numeric := CASE kind WHEN 'multiple' THEN 1 ELSE 0 END;
    low numeric := target_lower(t);
    high numeric := target_upper(t);
    way text := CASE WHEN op LIKE '>%' THEN 'up' WHEN op LIKE '<%' THEN 'down'
                     ELSE COALESCE(direction, CASE WHEN kind <> 'level' AND low < neutral AND high <= neutral THEN 'down' ELSE 'up' END) END;
    base_met boolean;
BEGIN
    IF kind = 'growth' THEN low := baseline * (1 + low) ^ years; high := baseline * (1 + high) ^ years;
    ELSIF kind = 'multiple' THEN low := baseline * low; high := baseline * high;
    ELSIF kind = 'points' THEN low := baseline + low; high := baseline + high;
    ELSIF kind = 'change' THEN low := baseline * (1 + low); high := baseline * (1 + high);
    END IF;
    met := CASE way WHEN 'up' THEN CASE op WHEN '>' THEN actual > low ELSE actual >= low END
                    WHEN 'down' THEN CASE op WHEN '<' THEN actual < high ELSE actual <= high END
                    ELSE actual >= low AND actual <= high END;
    bound := CASE WHEN way = 'within' AND position('..' IN t::text) > 0 THEN NULL WHEN way = 'down' THEN high ELSE low END;
    base_met := CASE way WHEN 'up' THEN CASE op WHEN '>' THEN baseline > low ELSE baseline >= low END
                         WHEN 'down' THEN CASE op WHEN '<' THEN baseline < high ELSE baseline <= high END
                         ELSE baseline >= low AND baseline <= high END;
    IF met IS NULL THEN attainment := NULL;
    ELSIF way = 'within' THEN attainment := CASE WHEN met THEN 1 END;
    ELSIF kind = 'level' THEN
        IF actual > 0 AND bound > 0 THEN attainment := CASE way WHEN 'up' THEN actual / bound ELSE bound / actual END; END IF;
    ELSIF NOT base_met AND bound <> baseline THEN attainment := (actual - baseline) / (bound - baseline);
    END IF;
END $$;
CREATE TEMP TABLE promise AS
SELECT (CASE k WHEN 'level' THEN op || f || '%' WHEN 'plain' THEN op || f || ' 个' WHEN 'growth' THEN op || sign || f || '% pa' WHEN 'multiple' THEN op || 'x' || f
               WHEN 'points' THEN op || COALESCE(NULLIF(sign, ''), '+') || f || 'pp' ELSE op || COALESCE(NULLIF(sign, ''), '+') || f || '%' END)::target AS t, op
FROM unnest('{level,plain,growth,multiple,points,change}'::text[]) AS k, unnest('{"",~,>=,>,<=,<}'::text[]) AS op, unnest('{"",-}'::text[]) AS sign, unnest('{0.5,1,16,100}'::text[]) AS f
WHERE k IN ('growth', 'points', 'change') OR sign = ''
UNION SELECT r::target, '' FROM unnest('{7%..8%,"1..3 个",1%..3% pa,x0.5..x2,x2..x3,x0.5..x0.9,+1pp..+3pp,-3pp..-1pp,-20%..-16%,-10%..+10%,0,0%}'::text[]) AS r;
CREATE TEMP TABLE grid AS
SELECT t, d, a.v AS actual, b.v AS baseline, y AS years
FROM promise, unnest('{NULL,up,down,within}'::text[]) AS d,
     unnest('{NULL,-3,-0.5,0,0.07,0.16,0.75,0.84,1,1.005,1.16,1.5,2,3,100,116,200}'::numeric[]) AS a (v), unnest('{NULL,-1,0,0.5,1,100}'::numeric[]) AS b (v), unnest('{NULL,1,5}'::numeric[]) AS y
WHERE (d IS NULL OR op IN ('', '~')) AND (y = 5 OR target_kind(t) = 'growth');
CREATE TEMP TABLE judged AS
SELECT g.*, attainment(actual, t, baseline, years, d) AS attained, is_met(actual, t, baseline, years, d) AS met, target_bound(t, baseline, years, d) AS bound,
       target_status(actual, t, baseline, years, d) AS status, p.attainment AS plain_attained, p.met AS plain_met, p.bound AS plain_bound
FROM grid AS g CROSS JOIN LATERAL pg_temp.plain(actual, t, baseline, years, d) AS p;
SELECT count(*) > 50000 AS many, count(DISTINCT t) AS targets, count(*) FILTER (WHERE met) > 5000 AS met, count(*) FILTER (WHERE NOT met) > 5000 AS missed, count(*) FILTER (WHERE attained IS NULL) > 5000 AS without FROM judged;
-- The law: met means attainment of at least 1 or none; below 1 means not met.
SELECT * FROM judged WHERE met AND attained < 1;
SELECT * FROM judged WHERE attained < 1 AND met IS DISTINCT FROM false;
-- The rules: verdict, bound and attainment as the plain ones; attainment known only with a verdict.
SELECT * FROM judged WHERE met IS DISTINCT FROM plain_met OR bound IS DISTINCT FROM plain_bound OR (attained IS NULL) <> (plain_attained IS NULL) OR abs(attained - plain_attained) > 1e-15 LIMIT 5;
-- Status: met and exceeded if and only if met, unknown if and only if there is no verdict, exceeded for ranges only, within_tolerance for ~ only.
SELECT * FROM judged WHERE (status IN ('met', 'exceeded')) IS DISTINCT FROM COALESCE(met, false) OR (status = 'unknown') <> (met IS NULL)
    OR (status = 'exceeded' AND position('..' IN t::text) = 0) OR (status = 'within_tolerance' AND t::text NOT LIKE '~%') LIMIT 5;
-- Nothing achieved is 0, all achieved is 1, in both directions; more tolerance never loses a verdict.
SELECT count(*) FILTER (WHERE attainment(baseline, t, baseline, years, d) <> 0) AS nothing, count(*) FILTER (WHERE attainment(bound, t, baseline, years, d) <> 1) AS all_of_it
FROM judged WHERE target_kind(t) <> 'level' AND attained IS NOT NULL AND bound IS NOT NULL AND d IS DISTINCT FROM 'within';
SELECT count(*) FROM judged WHERE target_status(actual, t, baseline, years, d, 0.01) = 'within_tolerance' AND target_status(actual, t, baseline, years, d, 0.02) <> 'within_tolerance';
-- A target is judged by values: the same numbers with zeros behind, as float8, and a hundred billion billion times larger give the same.
SELECT count(*) FROM judged WHERE (attained, met) IS DISTINCT FROM (attainment(actual + 0.000000000000000000000, t, baseline + 0.00, years, d), is_met(actual + 0.00, t, baseline, years + 0.0, d));
SELECT count(*) FROM judged WHERE (attained, met) IS DISTINCT FROM (attainment(actual::float8, t, baseline::float8, years::float8, d), is_met(actual::float8, t, baseline::float8, years::float8, d));
SELECT count(*) FROM judged WHERE target_kind(t) IN ('multiple', 'change', 'growth')
   AND ((met IS DISTINCT FROM is_met(actual * 1e40, t, baseline * 1e40, years, d)) OR abs(attained - attainment(actual * 1e40, t, baseline * 1e40, years, d)) > 1e-15 * (1 + abs(attained)));
-- Figures of more than 18 digits take another way to the same answer.
SELECT is_met(x, ('>=' || x || ' 元')::target) AS at, is_met(x - 1e-30, ('>=' || x || ' 元')::target) AS below, is_met(x, ('>' || x || ' 元')::target) AS not_above, attainment(2 * x, (x || ' 元')::target) = 2 AS twice
FROM unnest('{1234567890123456789,123456789012345678901234567890123456789012345678,0.0000000000000000000000001,99999999999999999999.9999999999}'::numeric[]) AS x;
-- Powers: a way that is geometric, and the rate that is needed, against the server's own power to the digits it gives.
SELECT count(*) AS compared, count(*) FILTER (WHERE abs(ours / server - 1) > 1e-15) AS apart
FROM (SELECT trajectory(('x' || m)::target, b, e) AS ours, b * power(m + 0.000000000000000000000000000000, e + 0.000000000000000000000000000000) AS server
      FROM unnest('{0.01,0.5,0.999999,1.0001,1.5,2,4,10,1000}'::numeric[]) AS m, unnest('{0.001,1,3,250000000000,1e30,1e-25}'::numeric[]) AS b, generate_series(0, 1, 0.07) AS e) AS x;
SELECT count(*) AS compared, count(*) FILTER (WHERE abs(ours - server) > 1e-15 * (1 + abs(server))) AS apart
FROM (SELECT required_growth(a, (b || ' 元')::target, y, g) AS ours, (1 + g) * power(b / a + 0.000000000000000000000000000000, 1 / (y + 0.000000000000000000000000000000)) - 1 AS server
      FROM unnest('{0.03,1,7.5,123456789.25}'::numeric[]) AS a, unnest('{1,15,999999999999}'::numeric[]) AS b, unnest('{0.5,1,3,5,7.25,40}'::numeric[]) AS y, unnest('{-0.05,0,0.1}'::numeric[]) AS g) AS x;
-- On the trajectory the pace is 1, the bound is where it ends, and half way of x4 is x2; growth by years is as the multiple it amounts to.
SELECT count(*) AS broken FROM unnest('{x2,x0.5,"20% pa","-5% pa",+50%,-16%,+5pp,"150 个"}'::target[]) AS t, generate_series(0.1, 1, 0.1) AS e
WHERE abs(pace(trajectory(t, 100, e, 5), t, 100, e, 5) - 1) > 1e-15 AND NOT is_met(100, t, 100, 5);
SELECT trajectory('x4', 100, 0.5), trajectory('20% pa', 100, 0.4, 5), trajectory('20% pa', 100, 1, 5) = target_bound('20% pa', 100, 5) AS ends, trajectory('x4', 100, 0) AS begins;
-- progress_status over a grid, against observed over required yearly rates by the server's power, or the pace where the way is linear.
WITH way AS (
    SELECT t, a, b, e, y, l, target_bound(t, b, y) AS bound, target_kind(t) IN ('growth', 'multiple') AND b > 0 AS geometric
    FROM unnest('{x2,>=x1.5,x0.5,~x3,"20% pa","-5% pa",+50%,-16%,+5pp,"150 个",<=90}'::target[]) AS t, unnest('{-10,0,30,70,90,99,100,101,110,130,150,180,260}'::numeric[]) AS a,
         unnest('{100,0.9}'::numeric[]) AS b, unnest('{0.1,0.5,0.9,1}'::numeric[]) AS e, unnest('{1,5,10}'::numeric[]) AS y, unnest('{0.3,0.60,0.9}'::numeric[]) AS l
), measured AS (
    SELECT *, CASE WHEN is_met(b, t, b, y) THEN NULL WHEN NOT geometric THEN (a - b) / (e * (bound - b))
                   WHEN a <= 0 THEN -1 ELSE (power(a / b + 0.00000000000000000000, 1 / (e * y)) - 1) / (power(bound / b + 0.00000000000000000000, 1 / y) - 1) END AS progress
    FROM way
)
SELECT count(*) AS compared, count(*) FILTER (WHERE progress_status(a, t, b, e, y, NULL, 0.95, l) <>
    CASE WHEN is_met(a, t, b, y) THEN 'met' WHEN progress IS NULL THEN 'off_track' WHEN progress >= 0.95 THEN 'on_track' WHEN progress >= l THEN 'behind' ELSE 'off_track' END) AS apart FROM measured;
