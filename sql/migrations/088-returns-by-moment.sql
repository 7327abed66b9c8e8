-- 088-returns-by-moment.sql: whether anything of a span was known at a moment is told by the index, not by every return of it.
-- least extension version: 0.1
--
-- The returns of a span come in few loads, so that the longer key is hardly longer on disk.
CREATE INDEX enterprise_return_moment ON sei.enterprise_return (region_scheme, region, indicator, period, known_from)
    WHERE known_to = 'infinity';
DROP INDEX sei.enterprise_return_cell;
ALTER INDEX sei.enterprise_return_moment RENAME TO enterprise_return_cell;
