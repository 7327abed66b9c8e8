-- Whether a text is a number or a day, by core's own grammar: servers differ in what their casts take.

CREATE FUNCTION numeric_is_valid(value text) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION numeric_is_valid(text) IS 'Whether a text is one decimal number that numeric holds: sign, digits, point, exponent, white space around; no NaN, infinity, underscore, radix or thousands separator; at most 1,000 digits, and no zero with an exponent that another number could not have. NULL gives NULL; never an error.';

CREATE FUNCTION date_is_valid(value text) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION date_is_valid(text) IS 'Whether a text is one calendar day YYYY-MM-DD of the years 0001 to 9999, white space around allowed; independent of DateStyle. NULL gives NULL; never an error.';

CREATE FUNCTION uscc_is_valid(value text) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION uscc_is_valid(text) IS '统一社会信用代码: whether a text is a unified social credit code of 18 characters with the check character of GB 32100-2015; capital letters, nothing around it; of department, kind and region only the alphabet is looked at, and that the first character is not 0. NULL gives NULL; never an error.';

