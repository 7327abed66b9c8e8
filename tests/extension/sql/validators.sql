-- numeric_is_valid and date_is_valid accept nothing that numeric and date refuse, by one grammar, and never raise. Zeros with a huge exponent and more than 1,000 digits are numerics that they refuse.
SELECT text, numeric_is_valid(text) FROM (VALUES
    ('0'), ('-12.5'), ('+.5'), ('5.'), (' 1e5 '), ('1E-16383'), ('1e131071'), ('007'),
    (''), (' '), ('.'), ('-'), ('1e'), ('1e+'), ('NaN'), ('Infinity'), ('-inf'), ('1_000'), ('0x1F'), ('1,000'), ('12,5'),
    ('１２'), ('1 2'), ('--1'), ('1e131072'), ('1e-16384'), ('1e9999999999'), ('5%'), ('0e131073'), ('1.2.3'), (E'1\u00a0'), ('万')) t (text);
SELECT numeric_is_valid(repeat('9', 1000)), numeric_is_valid(repeat('9', 1001)), numeric_is_valid(repeat('9', 1000000)),
       numeric_is_valid(NULL), date_is_valid(NULL);
-- Whatever is valid, numeric takes.
SELECT count(text::numeric) FROM (SELECT m || e AS text FROM unnest('{0,-1,.5,5.,123.456,+7}'::text[]) m,
    unnest('{"",e0,e5,E-5,e+12,e131000,e-16000}'::text[]) e) t WHERE numeric_is_valid(text);
SELECT text, date_is_valid(text) FROM (VALUES
    ('2015-03-31'), (' 2016-02-29 '), ('0001-01-01'), ('9999-12-31'),
    (''), ('2015-02-29'), ('1900-02-29'), ('2015-13-01'), ('2015-00-10'), ('2015-04-31'), ('2015-04-00'), ('0000-01-01'),
    ('15-03-31'), ('2015-3-31'), ('2015/03/31'), ('20150331'), ('2015-03-31 00:00'), ('2015-03-31T00:00'), ('today'),
    ('infinity'), ('31.03.2015'), ('2015年3月31日'), ('２０１５-03-31'), ('2015-03-3'), ('2015-03-311')) t (text);
