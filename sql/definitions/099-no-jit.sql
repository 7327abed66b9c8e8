-- 099-no-jit.sql: functions with rights of their own are never compiled just in time.
-- least extension version: 0.1
--
-- Such a function is planned by itself and with little to go by; its plans look dear and are quick. Compiling one takes
-- seconds, anew with each query, where running it takes milliseconds: scoreboard_as_of took 30 times as long.
DO $$
DECLARE
    o record;
BEGIN
    FOR o IN
        SELECT p.oid::regprocedure AS name FROM pg_proc p
        WHERE p.pronamespace = 'sei'::regnamespace AND p.prosecdef AND p.prokind = 'f' AND p.proowner = 'sei_owner'::regrole
    LOOP
        EXECUTE format('ALTER FUNCTION %s SET jit = off', o.name);
    END LOOP;
END
$$;
