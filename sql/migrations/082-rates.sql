-- 082-rates.sql: published rates and indices: found without reading the levels, and said more exactly.
-- least extension version: 0.1
CREATE INDEX statistic_rates ON sei.statistic (indicator, region_scheme, region) WHERE known_to = 'infinity' AND measure <> 'level';
COMMENT ON COLUMN sei.statistic.measure IS
'level; yoy = growth on the same span of the year before, over several whole years the average yearly rate (年均增长), a ratio: 0.074 for 7.4 %; index = the year before is 100, at price basis comparable-YYYY that year is 100. The indicator''s multiplier is for levels only.';
