-- Measures on tallies. All return numeric; what has no meaning is NULL, never an exception.

CREATE FUNCTION tally_shares(
    t tally, level integer DEFAULT 1,
    OUT sector sector, OUT n bigint, OUT value numeric, OUT share numeric, OUT rank bigint
) RETURNS SETOF record
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100 ROWS 20 AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_shares(tally, integer) IS '产业结构: one row per entry of tally_at(t, level): sector, number of contributions, sum, share in the total (a ratio; NULL when the total is 0, negative for a negative sum), and rank by sum as SQL''s rank(), largest first. What has no sector comes last with a NULL sector and no rank. Level 0 to 8, by default 1, the sectors right below the root.';

CREATE FUNCTION tally_hhi(t tally, level integer DEFAULT 1) RETURNS numeric
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_hhi(tally, integer) IS '赫芬达尔指数: the sum of squared shares of the classified sectors at a level, shares in their own total: Σ v² / (Σ v)², from 1/n to 1 (not 0 to 10,000). NULL when a sector is negative or the total is 0. Hirschman 1945, Herfindahl 1950.';

CREATE FUNCTION tally_hhi_normalised(t tally, level integer DEFAULT 1) RETURNS numeric
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_hhi_normalised(tally, integer) IS 'Herfindahl index made independent of the number of sectors: (H − 1/n) / (1 − 1/n), 0 to 1, where n is the number of sectors in the tally at that level, those summing to 0 included. NULL as tally_hhi, and for a single sector.';

CREATE FUNCTION tally_entropy(t tally, level integer DEFAULT 1) RETURNS numeric
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_entropy(tally, integer) IS 'Diversity of the classified sectors at a level: −Σ s ln s with shares in their own total and the natural logarithm, 0 to ln n; a sector of 0 adds nothing. At least twenty digits are right, however small a share, and none beyond them is given. NULL as tally_hhi. Shannon 1948, Theil 1967.';

CREATE FUNCTION tally_cr(t tally, k integer, level integer DEFAULT 1) RETURNS numeric
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_cr(tally, integer, integer) IS '集中度 CR_k: the share of the k largest classified sectors at a level in their own total, a ratio; 1 when there are no more than k. k below 1 is an error (22023). NULL as tally_hhi. Bain 1951.';

CREATE FUNCTION location_quotient(local tally, reference tally, sector sector) RETURNS numeric
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION location_quotient(tally, tally, sector) IS '区位商: the sector''s share in local over its share in reference; 1 = as specialised as the reference. NULL when either total or the reference share is 0. Florence 1939.';

CREATE FUNCTION tally_growth(t0 tally, t1 tally, sector sector) RETURNS numeric
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_growth(tally, tally, sector) IS '增长率: (v1 − v0) / v0 of a sector from t0 to t1, a ratio (0.12 is 12 %). Nominal when the tallies hold levels at current prices: published real growth (可比价) differs. NULL when v0 is not positive. 同比增长 as in 中国统计年鉴, 主要统计指标解释.';

CREATE FUNCTION tally_contribution(t0 tally, t1 tally, sector sector) RETURNS numeric
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_contribution(tally, tally, sector) IS '贡献率: the sector''s change over the change of the total, (v1 − v0) / (T1 − T0), a ratio; all sectors and the rest add up to 1. Nominal when the tallies hold levels at current prices; for real growth rates use contribution(). NULL when the total does not change. 中国统计年鉴, note to 三次产业贡献率: 增加值增量与GDP增量之比.';

CREATE FUNCTION tally_pull(t0 tally, t1 tally, sector sector) RETURNS numeric
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION tally_pull(tally, tally, sector) IS '拉动: the part of the total''s growth that the sector makes, (v1 − v0) / T0, a ratio: 0.012 is 1.2 percentage points; growth of the total times tally_contribution. Nominal when the tallies hold levels at current prices. NULL when T0 is not positive. 中国统计年鉴, note to 三次产业对GDP增长的拉动: 增长速度与贡献率之乘积.';

CREATE FUNCTION contribution(value numeric, growth numeric, total numeric, total_growth numeric) RETURNS numeric
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'contribution_numeric';
COMMENT ON FUNCTION contribution(numeric, numeric, numeric, numeric) IS '贡献率 from published constant-price growth: (V − V/(1+g)) / (T − T/(1+G)), with value and total of the later period and growth as a ratio (3.2 % is 0.032). NULL when the total does not change, or a rate is −1 or below. Real, as the rates are: 中国统计年鉴, note to 三次产业贡献率 (按不变价格计算). Published rates are rounded, and the result is no finer. NaN and infinity are errors (22003).';
CREATE FUNCTION contribution(value double precision, growth double precision, total double precision, total_growth double precision) RETURNS numeric
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'contribution_float8';
COMMENT ON FUNCTION contribution(double precision, double precision, double precision, double precision) IS '贡献率, as contribution(numeric, …); each number enters by its own shortest decimal.';
CREATE FUNCTION contribution(value real, growth real, total real, total_growth real) RETURNS numeric
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'contribution_float4';
COMMENT ON FUNCTION contribution(real, real, real, real) IS '贡献率, as contribution(numeric, …); each number enters by its own shortest decimal.';

CREATE FUNCTION shift_share(
    local0 tally, local1 tally, ref0 tally, ref1 tally, level integer DEFAULT 1,
    OUT sector sector, OUT change numeric, OUT national_part numeric, OUT structural_part numeric,
    OUT competitive_part numeric
) RETURNS SETOF record
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100 ROWS 20 AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION shift_share(tally, tally, tally, tally, integer) IS '偏离-份额: one row per sector at a level, from local0, ref0 to local1, ref1. With growth G of the reference total (what has no sector included), Gi of the reference sector and gi of the local one: national_part (份额) e0·G, structural_part (结构) e0·(Gi − G), competitive_part (竞争力) e0·(gi − Gi); they add up to change. Parts are NULL where ref0 lacks the sector. What has no sector is a row with a NULL sector. Nominal when the tallies hold levels at current prices. Dunn 1960.';
