-- Promise: sei is installed in UTF-8 databases only. Others are refused before anything is made: by the server, whose encoding lacks characters, or, where it would take any byte, by name.
\set home :DBNAME
CREATE DATABASE regress_sei_latin1 TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C';
CREATE DATABASE regress_sei_euc_cn TEMPLATE template0 ENCODING 'EUC_CN' LOCALE 'C';
CREATE DATABASE regress_sei_sql_ascii TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C';
CREATE DATABASE regress_sei_utf8 TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C';
\set VERBOSITY sqlstate
\c regress_sei_latin1
CREATE EXTENSION sei;
\c regress_sei_euc_cn
CREATE EXTENSION sei;
\set VERBOSITY default
\set SHOW_CONTEXT never
\c regress_sei_sql_ascii
CREATE EXTENSION sei;
SELECT count(*) AS made FROM pg_type WHERE typname = 'sector';
\c regress_sei_utf8
CREATE EXTENSION sei;
SELECT '新能源.风电'::sector AS sector, obj_description('required_growth(numeric, target, numeric, numeric, numeric, numeric, text)'::regprocedure) ~ '^目标所需年均增速' AS commented;
\c :home
DROP DATABASE regress_sei_latin1;
DROP DATABASE regress_sei_euc_cn;
DROP DATABASE regress_sei_sql_ascii;
DROP DATABASE regress_sei_utf8;
