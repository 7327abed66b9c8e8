-- Measures between tallies agree with other people's results: the R package REAT 3.0.3 (Göttingen and Germany,
-- employees 2008 to 2017) to 1e-9, and contribution rates as Zhuhai published them for 2011.
CREATE TABLE employees (year int, sector sector, local bigint, nation bigint);
INSERT INTO employees VALUES
    (2008, 'wz.A', 44, 215570), (2008, 'wz.BDE', 446, 545874), (2008, 'wz.C', 9116, 6528569),
    (2008, 'wz.F', 1611, 1569359), (2008, 'wz.G', 7092, 3991410), (2008, 'wz.H', 1979, 1417638),
    (2008, 'wz.I', 1768, 795660), (2008, 'wz.J', 1631, 831515), (2008, 'wz.K', 2246, 991090),
    (2008, 'wz.M', 5393, 1723450), (2008, 'wz.N', 3357, 1765582), (2008, 'wz.O', 3173, 1647171),
    (2008, 'wz.P', 6152, 1027306), (2008, 'wz.Q', 12360, 3554458), (2008, 'wz.R', 504, 1090746),
    (2009, 'wz.A', 39, 218548), (2009, 'wz.BDE', 466, 549648), (2009, 'wz.C', 8978, 6363086),
    (2009, 'wz.F', 1562, 1570440), (2009, 'wz.G', 7018, 3987198), (2009, 'wz.H', 2064, 1396261),
    (2009, 'wz.I', 1828, 816282), (2009, 'wz.J', 1507, 818769), (2009, 'wz.K', 2105, 1001239),
    (2009, 'wz.M', 5533, 1745623), (2009, 'wz.N', 2670, 1605874), (2009, 'wz.O', 3239, 1669988),
    (2009, 'wz.P', 6554, 1065832), (2009, 'wz.Q', 12896, 3687354), (2009, 'wz.R', 654, 1107139),
    (2010, 'wz.A', 45, 220753), (2010, 'wz.BDE', 452, 552291), (2010, 'wz.C', 9044, 6256701),
    (2010, 'wz.F', 1575, 1604017), (2010, 'wz.G', 7020, 3974600), (2010, 'wz.H', 2141, 1405619),
    (2010, 'wz.I', 1891, 833378), (2010, 'wz.J', 1591, 815896), (2010, 'wz.K', 2066, 997757),
    (2010, 'wz.M', 5683, 1779947), (2010, 'wz.N', 3519, 1815590), (2010, 'wz.O', 3335, 1682164),
    (2010, 'wz.P', 7099, 1090253), (2010, 'wz.Q', 13477, 3817224), (2010, 'wz.R', 584, 1120411),
    (2011, 'wz.A', 48, 226043), (2011, 'wz.BDE', 458, 546277), (2011, 'wz.C', 8886, 6395463),
    (2011, 'wz.F', 1575, 1637168), (2011, 'wz.G', 7148, 4062405), (2011, 'wz.H', 2245, 1452389),
    (2011, 'wz.I', 1968, 855092), (2011, 'wz.J', 1645, 840835), (2011, 'wz.K', 2000, 998345),
    (2011, 'wz.M', 5811, 1852126), (2011, 'wz.N', 4078, 1977139), (2011, 'wz.O', 3396, 1679889),
    (2011, 'wz.P', 7699, 1084711), (2011, 'wz.Q', 13929, 3928131), (2011, 'wz.R', 642, 1107570),
    (2012, 'wz.A', 47, 231109), (2012, 'wz.BDE', 484, 551263), (2012, 'wz.C', 8526, 6519169),
    (2012, 'wz.F', 1506, 1663477), (2012, 'wz.G', 7168, 4152281), (2012, 'wz.H', 2264, 1484564),
    (2012, 'wz.I', 2040, 889196), (2012, 'wz.J', 1643, 875534), (2012, 'wz.K', 1951, 1004519),
    (2012, 'wz.M', 5995, 1944598), (2012, 'wz.N', 3906, 1996718), (2012, 'wz.O', 3394, 1683919),
    (2012, 'wz.P', 7666, 1101335), (2012, 'wz.Q', 14383, 4062723), (2012, 'wz.R', 721, 1119629),
    (2013, 'wz.A', 45, 236862), (2013, 'wz.BDE', 508, 547782), (2013, 'wz.C', 8550, 6544148),
    (2013, 'wz.F', 1522, 1671811), (2013, 'wz.G', 7078, 4145615), (2013, 'wz.H', 2222, 1512520),
    (2013, 'wz.I', 2062, 908242), (2013, 'wz.J', 1830, 900465), (2013, 'wz.K', 1934, 1004323),
    (2013, 'wz.M', 6168, 2072371), (2013, 'wz.N', 4189, 1984334), (2013, 'wz.O', 3240, 1695467),
    (2013, 'wz.P', 7324, 1123699), (2013, 'wz.Q', 14963, 4152711), (2013, 'wz.R', 793, 1115330),
    (2014, 'wz.A', 41, 244677), (2014, 'wz.BDE', 495, 543076), (2014, 'wz.C', 8372, 6613194),
    (2014, 'wz.F', 1308, 1697305), (2014, 'wz.G', 7074, 4180661), (2014, 'wz.H', 2342, 1555442),
    (2014, 'wz.I', 2028, 939609), (2014, 'wz.J', 1935, 925753), (2014, 'wz.K', 1927, 996587),
    (2014, 'wz.M', 7406, 2159511), (2014, 'wz.N', 4385, 2065771), (2014, 'wz.O', 3364, 1703270),
    (2014, 'wz.P', 7455, 1158945), (2014, 'wz.Q', 16360, 4265368), (2014, 'wz.R', 812, 1125336),
    (2015, 'wz.A', 43, 247538), (2015, 'wz.BDE', 490, 536566), (2015, 'wz.C', 8268, 6666275),
    (2015, 'wz.F', 1192, 1711831), (2015, 'wz.G', 7018, 4253490), (2015, 'wz.H', 2516, 1608265),
    (2015, 'wz.I', 2065, 994723), (2015, 'wz.J', 1925, 943417), (2015, 'wz.K', 1852, 999341),
    (2015, 'wz.M', 7316, 2245594), (2015, 'wz.N', 4423, 2170169), (2015, 'wz.O', 3312, 1698241),
    (2015, 'wz.P', 7292, 1169902), (2015, 'wz.Q', 16478, 4384806), (2015, 'wz.R', 852, 1141139),
    (2016, 'wz.A', 41, 246467), (2016, 'wz.BDE', 475, 535808), (2016, 'wz.C', 7999, 6725261),
    (2016, 'wz.F', 1356, 1748807), (2016, 'wz.G', 7041, 4318109), (2016, 'wz.H', 2503, 1658135),
    (2016, 'wz.I', 2238, 1028106), (2016, 'wz.J', 1905, 975272), (2016, 'wz.K', 1781, 992350),
    (2016, 'wz.M', 7622, 2299047), (2016, 'wz.N', 4535, 2273290), (2016, 'wz.O', 3441, 1733340),
    (2016, 'wz.P', 7424, 1205178), (2016, 'wz.Q', 16571, 4541521), (2016, 'wz.R', 867, 1162627),
    (2017, 'wz.A', 45, 248052), (2017, 'wz.BDE', 466, 538768), (2017, 'wz.C', 7874, 6797172),
    (2017, 'wz.F', 1334, 1798954), (2017, 'wz.G', 7051, 4380223), (2017, 'wz.H', 2481, 1713157),
    (2017, 'wz.I', 2251, 1062982), (2017, 'wz.J', 2032, 1027486), (2017, 'wz.K', 1739, 975126),
    (2017, 'wz.M', 7915, 2397099), (2017, 'wz.N', 4875, 2357313), (2017, 'wz.O', 3936, 1762308),
    (2017, 'wz.P', 7488, 1249260), (2017, 'wz.Q', 16896, 4676036), (2017, 'wz.R', 900, 1181037);
CREATE TABLE state AS SELECT year, sector_tally(local, sector) AS local, sector_tally(nation, sector) AS nation FROM employees GROUP BY year;
-- Location quotients of 2017; REAT's totals are all employees (69403 and 32164973), more than the sectors listed.
SELECT r.sector, abs(location_quotient(tally_with_total(s.local, 69403), tally_with_total(s.nation, 32164973), r.sector) - r.lq) < 1e-9 AS agrees
FROM state AS s, (VALUES
    ('wz.A'::sector, 0.0840765201500856),
    ('wz.BDE'::sector, 0.400856630227209),
    ('wz.C'::sector, 0.536873661376762),
    ('wz.F'::sector, 0.343669284537853),
    ('wz.G'::sector, 0.746035409266063),
    ('wz.H'::sector, 0.671173107246816),
    ('wz.I'::sector, 0.981419159508745),
    ('wz.J'::sector, 0.91654277462507),
    ('wz.K'::sector, 0.826501780162697),
    ('wz.M'::sector, 1.53027645450855),
    ('wz.N'::sector, 0.958434231020296),
    ('wz.O'::sector, 1.03509026635772),
    ('wz.P'::sector, 2.77790857759887),
    ('wz.Q'::sector, 1.67459967423044),
    ('wz.R'::sector, 0.35317012043262)) AS r (sector, lq)
WHERE s.year = 2017 ORDER BY r.sector;
-- Herfindahl-Hirschman index, as it is and normalised, 2008 to 2017.
SELECT r.year, abs(tally_hhi(s.local) - r.hhi) < 1e-9 AS local, abs(tally_hhi_normalised(s.local) - r.norm) < 1e-9 AS normalised, abs(tally_hhi(s.nation) - r.brd) < 1e-9 AS nation
FROM state AS s JOIN (VALUES
    (2008, 0.121268434637178, 0.0585018942541197, 0.116497072945811),
    (2009, 0.124082065689716, 0.0615164989532675, 0.115316938622438),
    (2010, 0.123315091139578, 0.0606947405066912, 0.113166874533296),
    (2011, 0.122566958107947, 0.0598931694013714, 0.113320344123099),
    (2012, 0.123811403929785, 0.0612265042104839, 0.113390317521034),
    (2013, 0.124781739208792, 0.062266149152277, 0.112820792804975),
    (2014, 0.128598851314698, 0.066355912122891, 0.112284693807563),
    (2015, 0.129178511114419, 0.0669769761940207, 0.111746161991068),
    (2016, 0.128113265439533, 0.0658356415423565, 0.111169378815684),
    (2017, 0.12731397416415, 0.0649792580330181, 0.110456722449097)) AS r (year, hhi, norm, brd) USING (year)
ORDER BY year;
-- Shift-share of Dunn, 2008 to 2017: the parts of all sectors add up to REAT's.
SELECT sum(change) = 10411 AS change,
       abs(sum(national_part) - 9178.19160425136) < 1e-9 AS national,
       abs(sum(structural_part) - 2204.82015090372) < 1e-9 AS structural,
       abs(sum(competitive_part) - -972.011755155084) < 1e-9 AS competitive,
       bool_and(abs(change - national_part - structural_part - competitive_part) < 1e-9) AS parts_add_up
FROM state AS a, state AS b, shift_share(a.local, b.local, a.nation, b.nation) WHERE a.year = 2008 AND b.year = 2017;
-- Published contribution rates: Zhuhai 2011, three sectors of GDP, per cent to one decimal from rounded growth.
SELECT round(contribution(v, g, 1403.24, 0.113) * 100, 2) AS computed, published, abs(contribution(v, g, 1403.24, 0.113) * 100 - published) < 0.15 AS within_rounding
FROM (VALUES (37.70, 0.032, 0.7), (786.42, 0.144, 69.5), (579.11, 0.079, 29.8)) AS z (v, g, published);
-- Growth, contribution and pull between two tallies, by hand: 100 -> 130 in a total of 400 -> 500.
SELECT round(tally_growth(t0, t1, 'sx.a'), 4) AS growth, round(tally_contribution(t0, t1, 'sx.a'), 4) AS contribution, round(tally_pull(t0, t1, 'sx.a'), 4) AS pull
FROM (SELECT '{"tally": 1, "rest": [300, 1], "sectors": {"sx.a": [100, 1]}}'::tally AS t0, '{"tally": 1, "rest": [370, 1], "sectors": {"sx.a": [130, 1]}}'::tally AS t1) AS x;
-- The denominator from outside: the rest is what is not classified; a total below the classified sum is refused with both figures.
SELECT tally_with_total(t, 1000), tally_share(tally_with_total(t, 1000), 'sx.a') AS share, tally_with_total(t, NULL) IS NULL AS no_total
FROM (SELECT '{"tally": 1, "rest": [9, 9], "sectors": {"sx.a": [100, 1], "sx.b": [50.5, 2]}}'::tally AS t) AS x;
SELECT tally_with_total('{"tally": 1, "sectors": {"sx.a": [100, 1]}}', 99.5);
-- The two-step form reads every measure from one state; the remainder has no sector and no rank.
SELECT * FROM tally_shares('{"tally": 1, "rest": [50, 2], "sectors": {"sx.a": [20, 1], "sx.a.x": [10, 1], "sx.b": [120, 3]}}', 1);
SELECT tally_at('{"tally": 1, "sectors": {"sx": [1, 1], "sx.a.x": [10, 1], "sx.a.y.z": [5, 1]}}', 1) AS at_1,
       tally_cr('{"tally": 1, "rest": [50, 2], "sectors": {"sx.a": [30, 1], "sx.b": [120, 3], "sx.c": [50, 1]}}', 2) AS cr_2,
       round(tally_entropy('{"tally": 1, "sectors": {"sx.a": [1, 1], "sx.b": [1, 1]}}'), 12) AS entropy;
-- NULL, never an error, where a ratio has no meaning; an error where classifications are mixed.
SELECT location_quotient(t, t, 'sx.none') AS nowhere, location_quotient(t, t - t, 'sx.a') AS no_reference, tally_share(t - t, 'sx.a') AS empty,
       tally_growth(t - t, t, 'sx.a') AS from_nothing, tally_hhi(t - t) AS no_hhi, tally_share(t, NULL) AS no_sector
FROM (SELECT '{"tally": 1, "sectors": {"sx.a": [100, 1]}}'::tally AS t) AS x;
SELECT tally_share('{"tally": 1, "sectors": {"sx.a": [100, 1]}}', 'cn.a');
DROP TABLE employees, state;
-- Counts that overflow do not hide sums.
SELECT tally_total(t), tally_share(t, 'sx.a') FROM (VALUES ('{"tally": 1, "sectors": {"sx.a": [1, 9223372036854775807], "sx.b": [3, 9223372036854775807]}}'::tally)) AS x (t);
SELECT tally_count(t) FROM (VALUES ('{"tally": 1, "sectors": {"sx.a": [1, 9223372036854775807], "sx.b": [3, 9223372036854775807]}}'::tally)) AS x (t);
