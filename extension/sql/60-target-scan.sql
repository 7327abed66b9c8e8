-- target_scan: the targets that a plan states in its own prose; extension/target-scan.md says what it reads.

CREATE FUNCTION target_scan(body text,
    OUT ordinal integer, OUT byte_offset integer, OUT clause text, OUT subject text, OUT target target,
    OUT due stat_period, OUT baseline stat_period, OUT modality text, OUT annual boolean,
    OUT relative_to text, OUT scope text, OUT restates integer, OUT note text)
    RETURNS SETOF record
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 50 AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION target_scan(text) IS
'规划文本中的目标: one row for each figure that a Chinese plan states as a target, in the order of the text. ordinal counts from 1. clause is the bytes of the text from byte_offset (from 0) on. subject: what the figure is said of. target: NULL when the row is no target or was not understood; such rows do not count. due: the period of 到2015年, 十二五期间 or an earlier sentence of the section, of the title where nothing else is said; NULL when the text alone does not tell (三年内). baseline: the 2010 of 比2010年. modality: binding (须, 确保), aspirational (力争), expected, or done for an achieved figure, which has no target. annual: 年均, 每年. relative_to: the other indicator or the rank of a target without a value of its own. scope: what narrows the row (其中, 产值超千亿元, a price basis). restates: ordinal of the first statement of the same target. note: why there is no target, or "contradicts n". Never an error; NULL gives no rows; a text without targets gives none. The last 256 targets are kept for restates and contradicts.';
