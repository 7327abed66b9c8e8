-- 089-imputed-as-of.sql: sectors at a moment tell how much of them was imputed, too.
-- least extension version: 0.1
--
-- It returns two columns more; the definitions make it anew.
DROP FUNCTION IF EXISTS sei.sector_structure_as_of(timestamptz, text, text, text, text, text);
