-- 064-request-budget.sql: leave to ask a source, so that all feeds and all daemons together stay within its limits.
-- least extension version: 0.1
--
-- Exact: within any span of a budget no more requests are let through than it allows, also across the edge of an hour.

CREATE OR REPLACE FUNCTION sei.spend_budget(host text, budgets jsonb) RETURNS interval
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
#variable_conflict use_column
DECLARE
    name text := lower(spend_budget.host);
    longest interval;
    h sei.request_host;
    b record;
    moment timestamptz;
    wait interval := '0';
BEGIN
    IF jsonb_typeof(budgets) IS DISTINCT FROM 'array' THEN
        RAISE EXCEPTION 'budgets are a list' USING ERRCODE = '22023', HINT = 'Write [{"requests": 60, "per_s": 3600}].';
    END IF;
    SELECT max(make_interval(secs => (o ->> 'per_s')::float8)) INTO longest FROM jsonb_array_elements(budgets) o;
    IF longest IS NOT NULL THEN
        INSERT INTO sei.request_host AS r (host, kept) VALUES (name, longest)
        ON CONFLICT (host) DO UPDATE SET kept = greatest(r.kept, excluded.kept);
    END IF;
    -- One at a time for each host; a host that nobody limits is not even counted.
    SELECT r.* INTO h FROM sei.request_host r WHERE r.host = name FOR UPDATE;
    IF NOT FOUND THEN
        RETURN interval '0';
    END IF;
    moment := clock_timestamp();
    wait := greatest(wait, h.not_before - moment);
    FOR b IN
        SELECT (o ->> 'requests')::bigint AS requests, make_interval(secs => (o ->> 'per_s')::float8) AS span
        FROM jsonb_array_elements(budgets) o
    LOOP
        -- The oldest of the last n requests leaves the span last; a clock that went back keeps nobody waiting longer.
        wait := greatest(wait, (SELECT least(s.spent_at, moment) + b.span - moment FROM sei.request_spent s
                                WHERE s.host = name ORDER BY s.spent_at DESC OFFSET b.requests - 1 LIMIT 1));
    END LOOP;
    IF wait > interval '0' THEN
        RETURN wait;
    END IF;
    DELETE FROM sei.request_spent s WHERE s.host = name AND s.spent_at < moment - h.kept;
    INSERT INTO sei.request_spent (host, spent_at) VALUES (name, moment);
    RETURN interval '0';
END
$$;
COMMENT ON FUNCTION sei.spend_budget(text, jsonb) IS
'Leave for one request to a host: 0 when it may go out now (it is counted then), else how long to wait before asking again. budgets: list of {"requests": n, "per_s": seconds}, all of which hold; requests of every feed and daemon to the host count. 22023 for no list.';

CREATE OR REPLACE FUNCTION sei.hold(lease_token uuid, host text, wait interval) RETURNS boolean
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
#variable_conflict use_column
DECLARE
    until timestamptz := clock_timestamp() + least(hold.wait, interval '100 years');
BEGIN
    UPDATE sei.feed_state s SET not_before = greatest(s.not_before, until) WHERE s.lease_token = hold.lease_token;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    IF hold.host IS NOT NULL THEN
        INSERT INTO sei.request_host AS r (host, kept, not_before) VALUES (lower(hold.host), interval '1 hour', until)
        ON CONFLICT (host) DO UPDATE SET not_before = greatest(r.not_before, excluded.not_before);
    END IF;
    RETURN true;
END
$$;
COMMENT ON FUNCTION sei.hold(uuid, text, interval) IS
'The source asks for a rest (Retry-After): the feed is not claimed before it is over, also when this daemon dies meanwhile; with a host (429) no feed asks that host. Never shortens a rest. False when the lease is no longer in force.';

GRANT EXECUTE ON FUNCTION sei.spend_budget(text, jsonb), sei.hold(uuid, text, interval) TO sei_loader;
