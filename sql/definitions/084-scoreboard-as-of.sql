-- 084-scoreboard-as-of.sql: the scoreboard as it was known at any moment.
-- least extension version: 0.1

CREATE OR REPLACE FUNCTION sei.scoreboard_as_of(moment timestamptz) RETURNS SETOF sei.scoreboard
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
DECLARE
    line sei.scoreboard;
    seq bigint;
BEGIN
    PERFORM sei.settle(moment);
    SELECT max(l.load_seq) INTO seq FROM sei.load l WHERE l.known_from <= moment;
    FOR line IN SELECT r.* FROM sei.scoreboard_rows(moment, (moment AT TIME ZONE 'UTC')::date) r LOOP
        line.load_seq := seq;
        RETURN NEXT line;
    END LOOP;
END
$$;
COMMENT ON FUNCTION sei.scoreboard_as_of(timestamptz) IS
'sei.scoreboard as it was known at a moment: plan, figures, weights, evidence, regions and indicators of then, "today" being that day (UTC). load_seq is the last load that the answer rests on. Waits for a load in flight; 22023 for the future, 25001 for an unsettled moment under repeatable read or on a standby (sei.settle).';

GRANT EXECUTE ON FUNCTION sei.scoreboard_as_of(timestamptz) TO sei_analyst, sei_admin;
