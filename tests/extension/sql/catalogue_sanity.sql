-- In the manner of core's opr_sanity and type_sanity: each query names offenders among all objects of the extension and must return no row.
CREATE TEMP VIEW member AS
    SELECT d.classid, d.objid FROM pg_depend d JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
    WHERE e.extname = 'sei' AND d.deptype = 'e';
CREATE TEMP VIEW f AS SELECT p.*, l.lanname FROM pg_proc p JOIN pg_language l ON l.oid = prolang JOIN member m ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid;
CREATE TEMP VIEW o AS SELECT p.*, p.oid::regoperator AS name FROM pg_operator p JOIN member m ON m.classid = 'pg_operator'::regclass AND m.objid = p.oid;
CREATE TEMP VIEW t AS SELECT p.* FROM pg_type p JOIN member m ON m.classid = 'pg_type'::regclass AND m.objid = p.oid AND p.typelem = 0;
CREATE TEMP VIEW a AS SELECT g.*, f.oid AS function FROM pg_aggregate g JOIN f ON f.oid = g.aggfnoid;
-- The kinds of objects: nothing else than these belongs to the extension.
SELECT DISTINCT classid::regclass::text FROM member ORDER BY 1;
-- Names: in any object, without quotes; no object outside the one schema.
SELECT pg_describe_object(classid, objid, 0) FROM member, LATERAL pg_identify_object(classid, objid, 0) i WHERE classid <> 'pg_cast'::regclass AND i.type NOT IN ('operator', 'type') AND i.name IS NOT NULL AND i.name <> quote_ident(btrim(i.name, '"'));
SELECT typname FROM t WHERE quote_ident(typname) <> typname;
SELECT count(DISTINCT i.schema) FROM member, LATERAL pg_identify_object(classid, objid, 0) i WHERE i.schema IS NOT NULL;
-- Functions: strict, or with a defaulted argument, or part of an aggregate, or a comment that says what NULL does.
SELECT f.oid::regprocedure FROM f WHERE prokind = 'f' AND NOT proisstrict AND pronargdefaults = 0
  AND NOT EXISTS (SELECT FROM a WHERE f.oid IN (aggtransfn, aggfinalfn, aggcombinefn, aggmtransfn, aggminvtransfn, aggmfinalfn))
  AND obj_description(f.oid, 'pg_proc') !~ 'NULL' ORDER BY 1;
SELECT f.oid::regprocedure FROM f WHERE pronargdefaults > 0 AND proisstrict ORDER BY 1;
-- No default cost or rows where a set is returned without an estimate; no security definer, no configuration, no transforms, no window functions, no variadic.
SELECT f.oid::regprocedure FROM f WHERE prosecdef OR proconfig IS NOT NULL OR protrftypes IS NOT NULL OR prokind NOT IN ('f', 'a') OR provariadic <> 0 OR proretset AND prorows > 1000;
-- Leakproof is what compares, contains, hashes or only says whether: nothing else, and all of it for the types whose values rows are filtered by.
SELECT f.oid::regprocedure FROM f WHERE proleakproof AND prorettype NOT IN ('boolean'::regtype, 'integer'::regtype, 'bigint'::regtype)
  AND proname !~ '_(larger|smaller|upper|last)$' ORDER BY 1;
SELECT f.oid::regprocedure FROM f JOIN o ON oprcode = f.oid WHERE NOT proleakproof AND oprresult = 'boolean'::regtype AND oprleft <> 'tally'::regtype ORDER BY 1;
SELECT f.oid::regprocedure FROM f JOIN pg_amproc ON amproc = f.oid WHERE NOT proleakproof AND prorettype IN ('integer'::regtype, 'bigint'::regtype) AND amproclefttype <> 'tally'::regtype ORDER BY 1;
-- One C symbol stands behind one shape: one volatility, parallel mark, leakproofness and kind of result.
SELECT a.oid::regprocedure, b.oid::regprocedure FROM f a JOIN f b ON a.prosrc = b.prosrc AND a.lanname = 'c' AND b.lanname = 'c' AND a.oid < b.oid
WHERE a.provolatile <> b.provolatile OR a.proretset <> b.proretset OR a.proparallel <> b.proparallel OR a.proleakproof <> b.proleakproof;
-- Functions in the internal language exist in the server with the same number of arguments.
SELECT f.oid::regprocedure FROM f WHERE lanname = 'internal' AND prokind = 'f' AND NOT EXISTS (SELECT FROM pg_proc p WHERE p.prosrc = f.prosrc AND p.pronargs = f.pronargs AND p.oid <> f.oid AND p.pronamespace = 'pg_catalog'::regnamespace);
-- Types: input, output and binary functions have the right shape; no pseudo, no collatable type; by value when small; an array type beside it; ANALYZE where <@ is estimated.
SELECT typname FROM t WHERE typtype <> 'b' OR typcollation <> 0 OR typarray = 0 OR typreceive = 0 OR typsend = 0 OR typispreferred OR typcategory <> 'U' OR typdelim <> ',' OR typmodin <> 0;
SELECT typname FROM t, pg_proc i, pg_proc p, pg_proc r, pg_proc s WHERE i.oid = typinput AND p.oid = typoutput AND r.oid = typreceive AND s.oid = typsend
  AND (i.prorettype <> t.oid OR i.proargtypes[0] <> 'cstring'::regtype OR p.prorettype <> 'cstring'::regtype OR p.proargtypes[0] <> t.oid OR r.prorettype <> t.oid OR r.proargtypes[0] <> 'internal'::regtype OR s.prorettype <> 'bytea'::regtype OR s.proargtypes[0] <> t.oid);
SELECT typname FROM t WHERE (typlen > 0) <> typbyval OR typlen = 8 AND typalign <> 'd' OR typlen = 4 AND typalign <> 'i';
SELECT typname FROM t WHERE (typanalyze <> 0) <> (typname IN ('sector', 'industry'));
-- Operators: no shell, no two with one meaning, results fit, estimators exist exactly for boolean ones, commutators in the same family of names.
SELECT name FROM o WHERE oprcode = 0 OR oprkind <> 'b' OR oprnamespace <> (SELECT extnamespace FROM pg_extension WHERE extname = 'sei');
SELECT a.name, b.name FROM o a JOIN o b ON a.oprcode = b.oprcode AND a.oid < b.oid;
SELECT name FROM o JOIN pg_proc p ON p.oid = oprcode WHERE p.prorettype <> oprresult OR p.pronargs <> 2 OR p.proargtypes[0] <> oprleft OR p.proargtypes[1] <> oprright;
SELECT name FROM o WHERE (oprresult = 'boolean'::regtype) <> (oprrest <> 0) OR (oprrest = 0) <> (oprjoin = 0);
SELECT name FROM o WHERE oprcanmerge <> (oprname = '=' AND EXISTS (SELECT FROM pg_amop WHERE amopopr = o.oid AND amopmethod = 403)) OR oprcanhash <> (oprname = '=' AND EXISTS (SELECT FROM pg_amop WHERE amopopr = o.oid AND amopmethod = 405));
SELECT name FROM o WHERE oprname = '=' AND (oprrest <> 'eqsel'::regproc OR oprjoin <> 'eqjoinsel'::regproc) OR oprname = '<>' AND (oprrest <> 'neqsel'::regproc OR oprjoin <> 'neqjoinsel'::regproc)
  OR oprname IN ('<', '<=', '>', '>=') AND (oprrest::text !~ '^scalar(lt|le|gt|ge)sel$' OR oprjoin::text !~ '^scalar(lt|le|gt|ge)joinsel$');
-- Containment: <@ and @> in pairs, with planner support where an index answers.
SELECT name FROM o WHERE oprname IN ('<@', '@>') AND NOT EXISTS (SELECT FROM pg_operator c WHERE c.oid = o.oprcom AND c.oprname = CASE o.oprname WHEN '<@' THEN '@>' ELSE '<@' END);
SELECT name FROM o JOIN pg_proc p ON p.oid = oprcode WHERE oprname IN ('<@', '@>') AND oprleft IN ('sector'::regtype, 'industry'::regtype) AND prosupport = 0;
-- Operator classes: every support function that the access method knows for scalars; default, of its own family, input type of its own.
SELECT opcname, amname FROM pg_opclass c JOIN pg_am m ON m.oid = opcmethod JOIN member d ON d.classid = 'pg_opclass'::regclass AND d.objid = c.oid WHERE NOT opcdefault OR opckeytype <> 0 OR NOT amvalidate(c.oid);
SELECT typname, amname FROM t CROSS JOIN pg_am m WHERE typname IN ('sector', 'industry', 'stat_period', 'target') AND amname IN ('btree', 'hash', 'brin') AND (typname, amname) <> ('target', 'brin')
  AND NOT EXISTS (SELECT FROM pg_opclass WHERE opcmethod = m.oid AND opcintype = t.oid AND opcdefault);
SELECT opcname, m.amname, array_agg(amprocnum ORDER BY amprocnum) FROM pg_opclass c JOIN pg_am m ON m.oid = opcmethod JOIN member d ON d.classid = 'pg_opclass'::regclass AND d.objid = c.oid JOIN pg_amproc p ON amprocfamily = opcfamily AND amproclefttype = opcintype AND amprocrighttype = opcintype
WHERE opcintype <> 'tally'::regtype GROUP BY 1, 2 HAVING NOT array_agg(amprocnum::int) @> CASE m.amname WHEN 'btree' THEN '{1,2,4}'::int[] WHEN 'hash' THEN '{1,2}' ELSE '{1,2,3,4}' END;
-- equalimage only where equal values are equal bytes: not for tally.
SELECT amprocfamily FROM pg_amproc JOIN f ON true WHERE amprocnum = 4 AND amproclefttype = 'tally'::regtype AND amproc = 'btequalimage'::regproc LIMIT 1;
-- Casts: a function of the extension or plain text in and out; on assignment or explicit.
SELECT castsource::regtype, casttarget::regtype FROM pg_cast c JOIN member m ON m.classid = 'pg_cast'::regclass AND m.objid = c.oid WHERE castcontext = 'i' OR castmethod = 'b' OR castfunc <> 0 AND castfunc NOT IN (SELECT oid FROM f);
-- Aggregates: combinable, parallel, no internal state, no default; transition without strictness tricks; final functions that leave the state alone; moving parts all or none; a size for states that are not one value.
SELECT aggfnoid FROM a WHERE aggcombinefn = 0 OR aggtranstype = 'internal'::regtype OR aggkind <> 'n' OR aggfinalextra OR aggfinalmodify <> 'r' OR (SELECT proparallel FROM pg_proc WHERE oid = function) <> 's' ORDER BY 1;
SELECT aggfnoid FROM a WHERE (aggmtransfn = 0) <> (aggminvtransfn = 0) OR aggmtransfn <> 0 AND aggmfinalmodify <> 'r' ORDER BY 1;
SELECT aggfnoid FROM a JOIN pg_type s ON s.oid = aggtranstype WHERE s.typlen = -1 AND s.typname <> 'sector' AND aggtransspace = 0 ORDER BY 1;
SELECT aggfnoid FROM a JOIN pg_proc p ON p.oid = aggcombinefn WHERE p.pronargs <> 2 OR p.proargtypes[0] <> aggtranstype OR p.proargtypes[1] <> aggtranstype OR p.prorettype <> aggtranstype;
SELECT aggfnoid FROM a WHERE aggsortop <> 0 AND NOT EXISTS (SELECT FROM pg_amop WHERE amopopr = aggsortop AND amopmethod = 403);
-- Privileges are the default ones, save on what handles single respondents.
SELECT pg_describe_object(classid, objid, 0) FROM member WHERE classid = 'pg_type'::regclass AND (SELECT typacl FROM pg_type WHERE oid = objid) IS NOT NULL;
-- Comments are sentences about this object: none is shared by chance between functions of different names, none is empty.
SELECT pg_describe_object(classid, objid, 0) FROM member WHERE length(obj_description(objid, classid::regclass::text::name)) < 5;
