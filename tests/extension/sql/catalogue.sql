-- Every object of the extension is complete: each query below names offenders and must return no row.
CREATE TEMP VIEW member AS
    SELECT d.classid, d.objid FROM pg_depend d JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
    WHERE e.extname = 'sei' AND d.deptype = 'e';
CREATE TEMP VIEW f AS SELECT p.* FROM pg_proc p JOIN member m ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid;
CREATE TEMP VIEW o AS SELECT p.* FROM pg_operator p JOIN member m ON m.classid = 'pg_operator'::regclass AND m.objid = p.oid;
CREATE TEMP VIEW t AS SELECT p.* FROM pg_type p JOIN member m ON m.classid = 'pg_type'::regclass AND m.objid = p.oid AND p.typelem = 0;
SELECT count(*) > 80 AS functions, (SELECT count(*) > 20 FROM o) AS operators, (SELECT count(*) >= 3 FROM t) AS types FROM f;
-- Without a comment.
SELECT pg_describe_object(classid, objid, 0) FROM member
WHERE obj_description(objid, (SELECT relname FROM pg_class WHERE oid = classid)) IS NULL
  AND NOT (classid = 'pg_type'::regclass AND objid IN (SELECT oid FROM pg_type WHERE typelem <> 0)) ORDER BY 1;
-- Not parallel safe; volatile; stable without reading statistics for the planner.
SELECT oid::regprocedure FROM f WHERE proparallel <> 's';
SELECT oid::regprocedure FROM f WHERE provolatile <> 'i' AND NOT (provolatile = 's' AND proname ~ '(sel|typanalyze)$');
-- In C without the module's path, in SQL, or with a set search_path: the extension is relocatable.
SELECT f.oid::regprocedure FROM f JOIN pg_language l ON l.oid = prolang
WHERE (lanname = 'c' AND probin NOT IN ('$libdir/sei', 'sei')) OR lanname NOT IN ('c', 'internal') OR proconfig IS NOT NULL OR prosecdef;
-- Names that need quotes, in functions and their arguments; functions for users without argument names.
SELECT oid::regprocedure FROM f WHERE quote_ident(proname) <> proname OR EXISTS (SELECT FROM unnest(proargnames) a WHERE quote_ident(a) <> a AND a <> '');
SELECT oid::regprocedure FROM f WHERE prokind = 'f' AND pronargs > 0 AND proargnames IS NULL
  AND NOT 'internal'::regtype = ANY (proargtypes::oid[])
  AND NOT EXISTS (SELECT FROM pg_aggregate WHERE f.oid IN (aggtransfn, aggfinalfn, aggcombinefn, aggmtransfn, aggminvtransfn, aggmfinalfn))
  AND NOT EXISTS (SELECT FROM pg_type WHERE f.oid IN (typinput, typoutput, typreceive, typsend))
  AND NOT EXISTS (SELECT FROM pg_operator WHERE f.oid = oprcode)
  AND NOT EXISTS (SELECT FROM pg_amproc WHERE f.oid = amproc) ORDER BY 1;
-- Comparison and containment that are not leakproof: row level security would hide the index.
SELECT x.oid::regoperator FROM o x JOIN f ON f.oid = oprcode WHERE oprresult = 'boolean'::regtype AND NOT proleakproof
  AND format_type(oprleft, NULL) <> 'tally' AND format_type(oprright, NULL) <> 'tally' ORDER BY 1;
-- Operators whose function is not strict and immutable.
SELECT x.oid::regoperator FROM o x JOIN f ON f.oid = oprcode WHERE NOT proisstrict OR provolatile <> 'i';
-- Boolean operators without estimators; without a commutator; commutators that do not point back.
SELECT oid::regoperator FROM o WHERE oprresult = 'boolean'::regtype AND (oprrest = 0 OR oprjoin = 0);
SELECT oid::regoperator FROM o WHERE oprresult = 'boolean'::regtype AND oprcom = 0;
SELECT a.oid::regoperator FROM o a JOIN pg_operator b ON b.oid = a.oprcom WHERE b.oprcom <> a.oid OR a.oprleft <> b.oprright OR a.oprright <> b.oprleft;
-- Comparisons without a negator; negators that do not point back.
SELECT oid::regoperator FROM o WHERE oprname IN ('=', '<>', '<', '<=', '>=', '>') AND oprnegate = 0;
SELECT a.oid::regoperator FROM o a JOIN pg_operator b ON b.oid = a.oprnegate WHERE b.oprnegate <> a.oid OR a.oprnegate = a.oid;
-- = without hash or merge.
SELECT oid::regoperator FROM o WHERE oprname = '=' AND oprleft = oprright AND NOT oprcanhash;
-- Operator classes that the access method finds incomplete.
SELECT oid, opcname FROM pg_opclass WHERE oid IN (SELECT objid FROM member WHERE classid = 'pg_opclass'::regclass) AND NOT amvalidate(oid);
-- Scalar types without btree with sort support and equalimage, hash with its extended form; types without binary form.
SELECT typname FROM t WHERE typname IN ('sector', 'stat_period', 'target', 'industry') AND NOT EXISTS (
    SELECT FROM pg_opclass c JOIN pg_amproc p ON p.amprocfamily = opcfamily
    WHERE opcintype = t.oid AND opcdefault AND opcmethod = (SELECT oid FROM pg_am WHERE amname = 'btree') GROUP BY c.oid HAVING array_agg(amprocnum::int) @> '{1,2,4}');
SELECT typname FROM t WHERE typname IN ('sector', 'stat_period', 'target', 'industry') AND NOT EXISTS (
    SELECT FROM pg_opclass c JOIN pg_amproc p ON p.amprocfamily = opcfamily
    WHERE opcintype = t.oid AND opcdefault AND opcmethod = (SELECT oid FROM pg_am WHERE amname = 'hash') GROUP BY c.oid HAVING array_agg(amprocnum::int) @> '{1,2}');
SELECT typname FROM t WHERE typreceive = 0 OR typsend = 0;
-- Input, output and binary functions that are not immutable and strict.
SELECT oid::regprocedure FROM f WHERE proname ~ '_(in|out|recv|send)$' AND (provolatile <> 'i' OR NOT proisstrict);
-- Implicit casts; casts from text that have no twin from varchar.
SELECT castsource::regtype, casttarget::regtype FROM pg_cast WHERE oid IN (SELECT objid FROM member WHERE classid = 'pg_cast'::regclass) AND castcontext = 'i';
SELECT casttarget::regtype FROM pg_cast WHERE oid IN (SELECT objid FROM member WHERE classid = 'pg_cast'::regclass) AND castsource IN ('text'::regtype, 'varchar'::regtype) GROUP BY 1 HAVING count(*) <> 2;
-- Types without is_valid.
SELECT typname FROM t WHERE typname IN ('sector', 'stat_period', 'target', 'industry') AND NOT EXISTS (SELECT FROM f WHERE proname = typname || '_is_valid');
-- Aggregates that are not combinable, or that take internal state.
SELECT a.aggfnoid FROM pg_aggregate a JOIN f ON f.oid = a.aggfnoid WHERE aggcombinefn = 0 OR aggtranstype = 'internal'::regtype;
-- Functions that are not everyone's to call, apart from those that handle what single respondents said.
SELECT oid::regprocedure FROM f WHERE proacl IS NOT NULL AND proname !~ 'respondent';
-- Functions that read whole tallies, or judge by a target, and that the planner takes for as cheap as +: it would call them before a comparison, and never think of another process.
SELECT f.oid::regprocedure FROM f JOIN t ON t.oid = ANY (proargtypes::oid[])
WHERE prokind = 'f' AND procost < CASE typname WHEN 'tally' THEN 100 ELSE 10 END AND (typname = 'tally' OR (typname = 'target' AND 'numeric'::regtype = ANY (proargtypes::oid[])))
  AND proname NOT IN ('tally_root', 'sector_tally_add', 'sector_tally_take', 'tally_eq', 'tally_ne', 'tally_lt', 'tally_le', 'tally_gt', 'tally_ge', 'tally_cmp', 'tally_hash', 'tally_hash_extended')
  AND NOT EXISTS (SELECT FROM pg_aggregate WHERE f.oid IN (aggtransfn, aggfinalfn, aggcombinefn, aggmtransfn, aggminvtransfn, aggmfinalfn))
  AND NOT EXISTS (SELECT FROM pg_type WHERE f.oid IN (typinput, typoutput, typreceive, typsend)) ORDER BY 1;
-- Long comments that stand at several overloads of as many arguments: only that of numeric has it, the others name it.
SELECT DISTINCT proname FROM f JOIN f AS g USING (proname, pronargs)
WHERE f.oid <> g.oid AND length(obj_description(f.oid, 'pg_proc')) > 200
  AND replace(obj_description(f.oid, 'pg_proc'), 'Each value enters by its own shortest decimal. ', '') = replace(obj_description(g.oid, 'pg_proc'), 'Each value enters by its own shortest decimal. ', '');
