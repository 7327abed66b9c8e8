\echo Use "CREATE EXTENSION sei" to load this file. \quit

-- ASCII, so that it is read in a SQL_ASCII database too; in any other the server refuses this file, whose encoding sei.control names.
DO $$
BEGIN
    IF pg_catalog.getdatabaseencoding() <> 'UTF8' THEN
        RAISE EXCEPTION 'sei needs a UTF-8 database'
            USING ERRCODE = 'feature_not_supported', DETAIL = pg_catalog.format('The encoding of database "%s" is %s.', pg_catalog.current_database(), pg_catalog.getdatabaseencoding()),
                HINT = 'Make one: CREATE DATABASE ... TEMPLATE template0 ENCODING ''UTF8''.';
    END IF;
END
$$;

