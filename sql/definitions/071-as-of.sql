-- 071-as-of.sql: figures as of any moment, with an answer that can never change again.
-- least extension version: 0.1
--
-- A moment is settled when it is not after the greatest known_from visible. For a later one the reader first waits for
-- the load in flight; the lock is taken in a subtransaction that is rolled back, so that nothing leaks.

CREATE OR REPLACE FUNCTION sei.settle(moment timestamptz) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
DECLARE
    last_settled timestamptz;
BEGIN
    SELECT max(l.known_from) INTO last_settled FROM sei.load l;
    IF moment <= last_settled THEN
        RETURN;
    END IF;
    IF moment IS NULL OR moment > clock_timestamp() THEN
        RAISE EXCEPTION 'figures as of % cannot be told', COALESCE(moment::text, 'NULL')
            USING ERRCODE = '22023', DETAIL = 'The moment is in the future, or not given.',
                  HINT = 'Ask for a moment up to now, e.g. clock_timestamp().';
    END IF;
    IF pg_is_in_recovery() OR current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'figures as of % are not settled', moment
            USING ERRCODE = '25001', DETAIL = 'A load may be in flight, and this transaction would not see it.',
                  HINT = format('Ask for %L, the last settled moment, or ask on the primary in READ COMMITTED.', last_settled);
    END IF;
    BEGIN
        LOCK TABLE sei.load_gate IN SHARE MODE;
        RAISE EXCEPTION USING ERRCODE = 'SE000', MESSAGE = 'the load in flight has ended';
    EXCEPTION WHEN SQLSTATE 'SE000' THEN
        NULL;
    END;
END
$$;
COMMENT ON FUNCTION sei.settle(timestamptz) IS
'Returns when no load can change the answer for this moment any more. 22023 for the future or NULL; 25001 for an unsettled moment under repeatable read or on a standby.';

GRANT EXECUTE ON FUNCTION sei.settle(timestamptz) TO sei_analyst, sei_admin;
