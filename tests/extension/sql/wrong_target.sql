-- Wrong and ambiguous targets are refused; what can be read in two ways lists its readings.
CREATE FUNCTION refused(value text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE detail text; hint text;
BEGIN
    EXECUTE format('SELECT %L::target', value);
    RETURN 'ACCEPTED';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
    RETURN SQLSTATE || ' ' || detail || CASE WHEN hint = '' THEN ' NO HINT' ELSE '' END || CASE WHEN target_is_valid(value) THEN ' BUT VALID' ELSE '' END;
END $$;
SELECT n, regexp_replace(left(value, 30), '[^ -~一-龥]', '?', 'g') AS value, refused(value) FROM unnest(ARRAY[
    '', ' ', '　', '%', '个', '左右', '以上', '>=', '>', '~', 'x', 'pp', '+', '-', '..', 'pa', '.5', '5.', '1 500 个', '1.2.3', '1e3', '0x10', 'NaN', 'infinity', '½', '三分之一', '1/3', '一批', '若干',
    '8%..7%', '7%..7%', '8%～7%', '7%～8', '5000～1亿元', '3万～5', '7%..', '..8%', '7%..8%..9%', '>=7%..8%', '~7%..8%', '7%～8%左右', '>=15% 左右', '超过50个以上', '不低于50个左右', '不超过50个以上', '>>5', '=>5', '>=<5', '<>5', '=5',
    '5pp', '5个百分点', '3倍', '超过3倍', 'x0', 'x-2', '-x2', '+x2', 'x2%', 'x2 个', '翻', '翻三', '翻1.5番', '翻零番', '翻九十番', '降低1倍', '+5', '-5 个', '+100 个', '提高5个', '降低5', '增加100家', '降低-16%', '提高+5个百分点', '增速20%', '增长率达到20%', '20 pa', '20% p', '20% pa 个', '年均5个百分点', '年均翻一番', '每年不低于5000', '-20%..16%', '+3..-5%',
    '15%%', '15% 人', '万%', '5万%', '一百五', '二三个', '十二三个', '50个以上海内外', '50个 100个', '到2015年达到15%', '2015年达到100个', '2015年15个', '2010年3倍', '100个50家', '15%（其中）', '15%。', '15%;', 'SELECT 1', '新能源', '高于全省平均水平1个百分点', '居全省前列', '2500亿美元/', '5 /年', repeat('9', 49), repeat('9', 10000), repeat('万', 80), '1' || repeat('亿', 20), '5 ' || repeat('个', 30), repeat('x', 1000000), repeat(' ', 1000000), E'15\u202e%', E'15\u200b%', E'15%\u0001', '9' || repeat('0', 60) || '%']) WITH ORDINALITY t (value, n);
SELECT '8%..7%'::target;
SELECT '3倍'::target;
SELECT '5个百分点'::target;
DROP FUNCTION refused;
