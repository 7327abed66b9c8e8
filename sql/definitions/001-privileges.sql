-- 001-privileges.sql: nobody may do anything but what the files after this one grant.
-- least extension version: 0.1
--
-- Grants are text like every other definition: one that is taken out of its file is gone with the next migrate.
-- The default is set again, because a dump of the schema alone does not carry it.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
DO $$
DECLARE
    o record;
BEGIN
    FOR o IN
        SELECT CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind, c.oid::regclass::text AS name
        FROM pg_class c
        WHERE c.relnamespace = 'sei'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'S') AND c.relowner = 'sei_owner'::regrole
        UNION ALL
        SELECT 'ROUTINE', p.oid::regprocedure::text
        FROM pg_proc p
        WHERE p.pronamespace = 'sei'::regnamespace AND p.proowner = 'sei_owner'::regrole
    LOOP
        EXECUTE format('REVOKE ALL ON %s %s FROM PUBLIC, sei_loader, sei_analyst, sei_admin, sei_public', o.kind, o.name);
    END LOOP;
END
$$;
