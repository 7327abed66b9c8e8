-- 060-load-contract.sql: all that the daemon may call. Leases, runs, code lists.
-- least extension version: 0.1
--
-- Leases run by the database's clock; the token that a claim gives must still be in force when rows are loaded,
-- so a daemon that was stopped past its lease can do no harm. finish_load itself is in 063.

CREATE OR REPLACE FUNCTION sei.load_contract(version int)
    RETURNS TABLE (kind text, ordinal int, column_name text, stage_column text, required boolean, validator text,
                   description text)
    LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
    SELECT k.kind, k.ordinal, k.column_name, 'f' || k.ordinal, k.required, k.validator, k.description
    FROM (VALUES
        ('statistic', 1, 'region_scheme', true, 'text', 'scheme of the region code'),
        ('statistic', 2, 'region', true, 'text', 'region code in the scheme'),
        ('statistic', 3, 'sector', false, 'sector', 'sector path; absent for all activities'),
        ('statistic', 4, 'indicator', true, 'code:indicator', 'what is measured'),
        ('statistic', 5, 'period', true, 'period', 'span of months'),
        ('statistic', 6, 'breakdown', false, 'text', 'further breakdown such as own=5; absent for none'),
        ('statistic', 7, 'measure', false, 'text', 'level (default), yoy or index'),
        ('statistic', 8, 'price_basis', false, 'text', 'current (default), comparable or comparable-YYYY'),
        ('statistic', 9, 'value', false, 'numeric', 'as published'),
        ('statistic', 10, 'prior_value', false, 'numeric', 'the year before as restated in the same publication'),
        ('statistic', 11, 'status_raw', false, 'text', 'status flag as received'),
        ('statistic', 12, 'status', false, 'code:status', 'SDMX CL_OBS_STATUS; A by default'),
        ('statistic', 13, 'published_total', false, 'boolean', 'true for a total published beside its parts'),
        ('statistic', 14, 'vintage', false, 'text', 'vintage as the source labels it'),
        ('enterprise_return', 1, 'enterprise', true, 'text', 'code of the enterprise'),
        ('enterprise_return', 2, 'region_scheme', true, 'text', 'scheme of the region code'),
        ('enterprise_return', 3, 'region', true, 'text', 'region as reported'),
        ('enterprise_return', 4, 'indicator', true, 'code:indicator', 'what was reported'),
        ('enterprise_return', 5, 'period', true, 'period', 'span of months; flows are year to date'),
        ('enterprise_return', 6, 'value', false, 'numeric', 'as reported'),
        ('enterprise_return', 7, 'prior_value', false, 'numeric', 'the year before as restated in the same report'),
        ('enterprise_return', 8, 'status_raw', false, 'text', 'status flag as received'),
        ('enterprise_return', 9, 'status', false, 'code:status', 'SDMX CL_OBS_STATUS; A by default'),
        ('enterprise', 1, 'enterprise', true, 'text', 'code under which feeds name it'),
        ('enterprise', 2, 'uscc', false, 'text', 'unified social credit code'),
        ('enterprise', 3, 'name', true, 'text', 'registered name'),
        ('enterprise', 4, 'group_code', false, 'text', 'code of the enterprise that owns it'),
        ('enterprise', 5, 'region_scheme', true, 'text', 'scheme of the region code'),
        ('enterprise', 6, 'region', true, 'text', 'where it is registered'),
        ('enterprise', 7, 'industry', false, 'text', 'industry code as reported'),
        ('enterprise', 8, 'business_scope', false, 'text', 'business scope as registered'),
        ('enterprise', 9, 'synthetic', false, 'boolean', 'true for made-up enterprises'),
        ('enterprise_sector', 1, 'enterprise', true, 'text', 'code of the enterprise'),
        ('enterprise_sector', 2, 'sector', true, 'sector', 'sector path'),
        ('enterprise_sector', 3, 'weight', false, 'numeric', 'above 0 up to 1; 1 by default'),
        ('enterprise_sector', 4, 'valid_from', false, 'date', 'first day; always by default'),
        ('enterprise_sector', 5, 'valid_to', false, 'date', 'last day; open by default'),
        ('enterprise_sector', 6, 'origin', false, 'text', 'reported (default), coefficient, declared or classified'),
        ('project', 1, 'project', true, 'text', 'code of the project'),
        ('project', 2, 'name', true, 'text', 'its name'),
        ('project', 3, 'project_kind', true, 'code:project_kind', 'pilot, innovation or demonstration'),
        ('project', 4, 'region_scheme', true, 'text', 'scheme of the region code'),
        ('project', 5, 'region', true, 'text', 'where it is'),
        ('project', 6, 'sector', false, 'sector', 'sector path'),
        ('project', 7, 'status', true, 'text', 'approved, started, completed or cancelled'),
        ('project', 8, 'status_date', false, 'date', 'day since which the status holds'),
        ('project', 9, 'investment', false, 'numeric', 'planned investment in yuan'),
        ('recognition', 1, 'enterprise', true, 'text', 'code of the enterprise'),
        ('recognition', 2, 'recognition', true, 'code:recognition', 'leader or key_enterprise'),
        ('recognition', 3, 'valid_from', true, 'date', 'day of the recognition'),
        ('recognition', 4, 'valid_to', false, 'date', 'last day; open by default'),
        ('recognition', 5, 'withdrawn', false, 'date', 'day of its withdrawal'),
        ('park', 1, 'park', true, 'text', 'code of the park'),
        ('park', 2, 'name', true, 'text', 'its name'),
        ('park', 3, 'region_scheme', true, 'text', 'scheme of the region code'),
        ('park', 4, 'region', true, 'text', 'where it is'),
        ('park', 5, 'status', true, 'text', 'planned, building, established or withdrawn'),
        ('park', 6, 'status_date', false, 'date', 'day since which the status holds')
    ) AS k (kind, ordinal, column_name, required, validator, description)
    WHERE version = 1
    ORDER BY k.kind, k.ordinal;
END;
COMMENT ON FUNCTION sei.load_contract(int) IS
'Columns of the stage by kind of row, in order: stage_column of sei.stage_N, NULL token \N, text as validator reads it. No rows for a version this schema does not speak. Version 1 only.';

CREATE OR REPLACE FUNCTION sei.feed_apply(feed text, definition jsonb, sha256 text)
    RETURNS TABLE (feed_version_id bigint, is_new boolean)
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
#variable_conflict use_column
DECLARE
    wanted_id bigint;
    last_one sei.feed_version;
BEGIN
    INSERT INTO sei.feed AS f (feed) VALUES (feed_apply.feed) ON CONFLICT (feed) DO NOTHING;
    SELECT f.feed_id INTO STRICT wanted_id FROM sei.feed f WHERE f.feed = feed_apply.feed;
    INSERT INTO sei.feed_state (feed_id) VALUES (wanted_id) ON CONFLICT DO NOTHING;
    PERFORM 1 FROM sei.feed_state s WHERE s.feed_id = wanted_id FOR UPDATE;
    SELECT v.* INTO last_one FROM sei.feed_version v WHERE v.feed_id = wanted_id
    ORDER BY v.feed_version_id DESC LIMIT 1;
    IF FOUND AND last_one.sha256 = feed_apply.sha256 AND last_one.definition = feed_apply.definition THEN
        RETURN QUERY SELECT last_one.feed_version_id, false;
        RETURN;
    END IF;
    INSERT INTO sei.feed_version AS v (feed_id, definition, sha256)
    VALUES (wanted_id, feed_apply.definition, feed_apply.sha256)
    RETURNING v.feed_version_id INTO last_one.feed_version_id;
    -- Another definition may read the same bytes otherwise: what was fetched before proves nothing.
    UPDATE sei.feed_state s SET validators = '{}', body_sha256 = NULL, cursor_value = NULL WHERE s.feed_id = wanted_id;
    RETURN QUERY SELECT last_one.feed_version_id, true;
END
$$;
COMMENT ON FUNCTION sei.feed_apply(text, jsonb, text) IS
'Stores a definition as the version in force, unless it equals the last one (is_new false). A new version forgets stored validators and the cursor, so the next run fetches and loads anew; figures stay.';

CREATE OR REPLACE FUNCTION sei.claim(feed text, holder text, ttl interval)
    RETURNS TABLE (feed_id bigint, feed_version_id bigint, definition jsonb, lease_token uuid, slot int, cursor jsonb,
                   validators jsonb, body_sha256 text)
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
#variable_conflict use_column
DECLARE
    s sei.feed_state;
    wanted record;
    taken int;
    candidate int;
BEGIN
    IF claim.ttl < interval '1 second' OR claim.ttl > interval '1 day' THEN
        RAISE EXCEPTION 'a lease of % is refused', claim.ttl
            USING ERRCODE = '22023', HINT = 'Ask for 1 second to 1 day.';
    END IF;
    -- Slots are handed out one claim at a time; this mode waits for other claims only, never for a load.
    LOCK TABLE sei.feed_state IN SHARE UPDATE EXCLUSIVE MODE;
    PERFORM set_config('lock_timeout', '1s', true);
    BEGIN
        SELECT st.* INTO s FROM sei.feed_state st JOIN sei.feed f ON f.feed_id = st.feed_id WHERE f.feed = claim.feed
        FOR UPDATE OF st;
    EXCEPTION WHEN lock_not_available THEN
        -- Its finish_load is at work: whatever the clock says, the lease is in use until that has ended.
        RETURN;
    END;
    IF s.feed_id IS NULL THEN
        RAISE EXCEPTION 'there is no feed %', quote_literal(claim.feed)
            USING ERRCODE = '42704', HINT = 'Apply its definition first: sei-ingestd apply DIR.';
    END IF;
    IF s.paused OR s.lease_until > clock_timestamp() OR s.not_before > clock_timestamp() THEN
        RETURN;
    END IF;

    UPDATE sei.run r SET state = 'lost', ended_at = clock_timestamp(),
                         reason = 'the daemon that made this run ended without a word, or lost its lease'
    WHERE r.feed_id = s.feed_id AND r.state = 'running';

    -- A backup holds slots for as long as it reads them: then take one as it is, rows of other runs are never read.
    FOR candidate IN
        SELECT n FROM generate_series(1, 8) AS n
        WHERE NOT EXISTS (SELECT FROM sei.feed_state o
                          WHERE o.slot = n AND o.feed_id <> s.feed_id AND o.lease_until > clock_timestamp())
          -- A load at work past its lease has locked its row, and reads its slot.
          AND (NOT EXISTS (SELECT FROM sei.feed_state o WHERE o.slot = n AND o.feed_id <> s.feed_id)
               OR EXISTS (SELECT FROM sei.feed_state o WHERE o.slot = n FOR UPDATE SKIP LOCKED))
        ORDER BY n IS DISTINCT FROM s.slot, n
    LOOP
        taken := COALESCE(taken, candidate);
        BEGIN
            EXECUTE format('TRUNCATE sei.stage_%s', candidate);
            taken := candidate;
            EXIT;
        EXCEPTION WHEN lock_not_available THEN
            CONTINUE;
        END;
    END LOOP;
    IF taken IS NULL THEN
        RAISE EXCEPTION 'all 8 stage slots are leased'
            USING ERRCODE = '53400', HINT = 'Try again when another run has ended; sei.feed_status() shows them.';
    END IF;
    UPDATE sei.feed_state o SET slot = NULL WHERE o.slot = taken AND o.feed_id <> s.feed_id;
    UPDATE sei.feed_state o
    SET lease_token = gen_random_uuid(), lease_epoch = o.lease_epoch + 1, lease_holder = claim.holder,
        lease_until = clock_timestamp() + claim.ttl, slot = taken, not_before = NULL
    WHERE o.feed_id = s.feed_id
    RETURNING o.* INTO s;

    SELECT v.feed_version_id, v.definition INTO wanted FROM sei.feed_version v WHERE v.feed_id = s.feed_id
    ORDER BY v.feed_version_id DESC LIMIT 1;
    RETURN QUERY SELECT s.feed_id, wanted.feed_version_id, wanted.definition, s.lease_token, s.slot, s.cursor_value,
                        s.validators, s.body_sha256;
END
$$;
COMMENT ON FUNCTION sei.claim(text, text, interval) IS
'Leases a feed for ttl (1 second to 1 day) and empties a stage slot for it. No row when it is paused, leased, at work or not yet due (sei.lease_info says which). Runs of the feed that were left running end as lost. 42704 for an unknown feed, 53400 when every slot is leased.';

CREATE OR REPLACE FUNCTION sei.lease_info(feed text)
    RETURNS TABLE (holder text, lease_until timestamptz, paused boolean, remaining interval)
    LANGUAGE sql
    SECURITY DEFINER
BEGIN ATOMIC
    SELECT CASE WHEN s.lease_until > clock_timestamp() THEN s.lease_holder END,
           greatest(s.lease_until, s.not_before), s.paused,
           greatest(greatest(s.lease_until, s.not_before) - clock_timestamp(), interval '0')
    FROM sei.feed_state s JOIN sei.feed f ON f.feed_id = s.feed_id
    WHERE f.feed = lease_info.feed;
END;
COMMENT ON FUNCTION sei.lease_info(text) IS
'Why a claim gave no row: who holds the feed (NULL: nobody), until when it cannot be claimed, whether it is paused, how long is left by the database''s clock.';

CREATE OR REPLACE FUNCTION sei.renew(lease_token uuid, ttl interval) RETURNS boolean
    LANGUAGE sql
    SECURITY DEFINER
BEGIN ATOMIC
    WITH held AS (
        UPDATE sei.feed_state s SET lease_until = clock_timestamp() + renew.ttl
        WHERE s.lease_token = renew.lease_token AND renew.ttl BETWEEN interval '1 second' AND interval '1 day'
        RETURNING s.feed_id)
    SELECT EXISTS (SELECT FROM held);
END;
COMMENT ON FUNCTION sei.renew(uuid, interval) IS 'Extends a lease to ttl (1 second to 1 day) from now. False when the lease is no longer in force: stop at once. Waits while finish_load of the same lease is at work.';

CREATE OR REPLACE FUNCTION sei.release_lease(lease_token uuid) RETURNS boolean
    LANGUAGE sql
    SECURITY DEFINER
BEGIN ATOMIC
    WITH held AS (
        UPDATE sei.feed_state s SET lease_token = NULL, lease_until = NULL, lease_holder = NULL, slot = NULL
        WHERE s.lease_token = release_lease.lease_token
        RETURNING s.feed_id)
    SELECT EXISTS (SELECT FROM held);
END;
COMMENT ON FUNCTION sei.release_lease(uuid) IS 'Gives a lease back. False when it was no longer in force.';

CREATE OR REPLACE FUNCTION sei.begin_run(feed_version_id bigint, lease_token uuid, command text) RETURNS bigint
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
#variable_conflict use_column
DECLARE
    made bigint;
BEGIN
    INSERT INTO sei.run AS r (feed_id, feed_version_id, lease_token, command)
    SELECT v.feed_id, v.feed_version_id, begin_run.lease_token, begin_run.command
    FROM sei.feed_version v JOIN sei.feed_state s ON s.feed_id = v.feed_id
    WHERE v.feed_version_id = begin_run.feed_version_id AND s.lease_token = begin_run.lease_token
    RETURNING r.run_id INTO made;
    IF NOT FOUND THEN
        PERFORM sei.raise_lease_lost(begin_run.lease_token);
    END IF;
    RETURN made;
END
$$;
COMMENT ON FUNCTION sei.begin_run(bigint, uuid, text) IS 'Writes the run row, state running, before the fetch. SE001 when the lease is not in force.';

CREATE OR REPLACE FUNCTION sei.raise_lease_lost(lease_token uuid) RETURNS void
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
BEGIN
    RAISE EXCEPTION 'the lease % is not in force', lease_token
        USING ERRCODE = 'SE001',
              DETAIL = 'It expired and another daemon took the feed, or it was given back.',
              HINT = 'Start the feed again; raise the lease if this machine is slow.';
END
$$;
COMMENT ON FUNCTION sei.raise_lease_lost(uuid) IS 'Raises SE001 in the same words everywhere. Internal.';

-- The run of a call, locked, with its feed's state; SE001, SE002 when the call has no right to it.
CREATE OR REPLACE FUNCTION sei.held_run(run_id bigint, lease_token uuid) RETURNS sei.run
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
#variable_conflict use_column
DECLARE
    r sei.run;
BEGIN
    SELECT o.* INTO r FROM sei.run o WHERE o.run_id = held_run.run_id FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no run %', held_run.run_id
            USING ERRCODE = 'SE002', HINT = 'Call sei.begin_run() first.';
    END IF;
    IF r.state <> 'running' THEN
        RAISE EXCEPTION 'run % has ended: %', r.run_id, r.state
            USING ERRCODE = 'SE002', DETAIL = COALESCE(r.reason, 'It ended at ' || r.ended_at || '.'),
                  HINT = 'A run ends once; begin another.';
    END IF;
    PERFORM 1 FROM sei.feed_state s
    WHERE s.feed_id = r.feed_id AND s.lease_token = held_run.lease_token AND r.lease_token = held_run.lease_token
    FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM sei.raise_lease_lost(held_run.lease_token);
    END IF;
    RETURN r;
END
$$;
COMMENT ON FUNCTION sei.held_run(bigint, uuid) IS 'The running run of this lease, locked. SE001 lease lost, SE002 wrong state. Internal.';

CREATE OR REPLACE FUNCTION sei.keep_requests(run_id bigint, fetched jsonb) RETURNS void
    LANGUAGE sql
    SECURITY DEFINER
BEGIN ATOMIC
    INSERT INTO sei.run_request (run_id, request_no, page, url, status, wire_bytes, body_bytes, sha256, etag,
                                 last_modified, fetched_at)
    SELECT keep_requests.run_id, q.n, (q.r ->> 'page')::int, COALESCE(q.r ->> 'url', ''), (q.r ->> 'status')::int,
           (q.r ->> 'wire_bytes')::bigint, (q.r ->> 'body_bytes')::bigint, q.r ->> 'sha256', q.r ->> 'etag',
           q.r ->> 'last_modified', (q.r ->> 'fetched_at')::timestamptz
    FROM jsonb_array_elements(CASE WHEN jsonb_typeof(fetched -> 'requests') = 'array'
                                   THEN fetched -> 'requests' ELSE '[]' END) WITH ORDINALITY AS q (r, n);
END;
COMMENT ON FUNCTION sei.keep_requests(bigint, jsonb) IS 'Writes fetched.requests as rows of run_request. Internal.';

CREATE OR REPLACE FUNCTION sei.unchanged_run(run_id bigint, lease_token uuid, fetched jsonb) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
DECLARE
    r sei.run := sei.held_run(unchanged_run.run_id, unchanged_run.lease_token);
BEGIN
    PERFORM sei.keep_requests(r.run_id, fetched);
    UPDATE sei.run o SET state = 'unchanged', ended_at = clock_timestamp(),
                         source_time = (fetched ->> 'source_time')::timestamptz, body_sha256 = fetched ->> 'body_sha256'
    WHERE o.run_id = r.run_id;
    UPDATE sei.feed_state s
    SET last_ok_at = clock_timestamp(),
        cursor_value = COALESCE(NULLIF(fetched -> 'cursor', 'null'), s.cursor_value),
        validators = CASE WHEN jsonb_typeof(fetched -> 'validators') = 'object' THEN fetched -> 'validators'
                          ELSE s.validators END
    WHERE s.feed_id = r.feed_id;
    PERFORM sei.release_lease(unchanged_run.lease_token);
END
$$;
COMMENT ON FUNCTION sei.unchanged_run(bigint, uuid, jsonb) IS
'Ends a run whose source had not changed (304 or equal checksum): no figure is touched. Gives the lease back. SE001, SE002.';

CREATE OR REPLACE FUNCTION sei.fail_run(run_id bigint, lease_token uuid, class text, reason text, fetched jsonb) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
DECLARE
    r sei.run := sei.held_run(fail_run.run_id, fail_run.lease_token);
    written bigint;
BEGIN
    PERFORM sei.keep_requests(r.run_id, fetched);
    -- What was rejected before the run failed is the first thing its operator asks for.
    INSERT INTO sei.quarantine (run_id, page, row_ordinal, byte_offset, field, code, reason, fragment)
    SELECT s.run_id, s.page, s.row_ordinal, s.byte_offset, s.reject_field, s.reject_code,
           COALESCE(s.reject_reason, s.reject_code), s.fragment
    FROM sei.stage s
    WHERE s.slot = (SELECT st.slot FROM sei.feed_state st WHERE st.feed_id = r.feed_id)
      AND s.run_id = r.run_id AND s.reject_code IS NOT NULL
    ORDER BY s.page, s.row_ordinal;
    GET DIAGNOSTICS written = ROW_COUNT;
    UPDATE sei.run o SET state = 'failed', ended_at = clock_timestamp(), failure_class = fail_run.class,
                         reason = fail_run.reason, quarantined_rows = written
    WHERE o.run_id = r.run_id;
    UPDATE sei.feed_state s SET not_before = (fetched ->> 'not_before')::timestamptz
    WHERE s.feed_id = r.feed_id AND fetched ->> 'not_before' IS NOT NULL;
    PERFORM sei.release_lease(fail_run.lease_token);
END
$$;
COMMENT ON FUNCTION sei.fail_run(bigint, uuid, text, text, jsonb) IS
'Ends a run that failed, with its class (retry, data, operator) and reason; nothing of it is visible but its staged rejects, in quarantine. fetched.not_before parks the feed until then. Gives the lease back. SE001, SE002.';

CREATE OR REPLACE FUNCTION sei.code_list(name text) RETURNS TABLE (code text, value text)
    LANGUAGE plpgsql STABLE
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
DECLARE
    list text := split_part(name, ':', 1);
    part text := substr(name, length(split_part(name, ':', 1)) + 2);
BEGIN
    IF list = 'region' AND EXISTS (SELECT FROM sei.region o WHERE o.region_scheme = part) THEN
        RETURN QUERY SELECT o.region, o.region FROM sei.region o WHERE o.region_scheme = part;
    ELSIF list = 'sector' AND EXISTS (SELECT FROM sei.classification o WHERE o.root = part) THEN
        RETURN QUERY SELECT d.sector::text, d.sector::text FROM sei.sector_def d WHERE d.root = part
                     UNION
                     SELECT v.code, v.sector::text FROM sei.sector_def_version v JOIN sei.sector_def d USING (sector)
                     WHERE d.root = part AND v.known_to = 'infinity' AND v.code IS NOT NULL;
    ELSIF name = 'indicator' THEN
        RETURN QUERY SELECT i.indicator, i.indicator FROM sei.indicator i;
    ELSIF name = 'enterprise' THEN
        RETURN QUERY SELECT e.code, e.code FROM sei.enterprise e;
    ELSIF name = 'park' THEN
        RETURN QUERY SELECT p.code, p.code FROM sei.park p;
    ELSIF name = 'project' THEN
        RETURN QUERY SELECT p.code, p.code FROM sei.project p;
    ELSIF name = 'status' THEN
        RETURN QUERY SELECT s, s FROM unnest(string_to_array('A,B,D,E,F,G,H,I,J,K,L,M,N,O,P,Q,S,U,V,W', ',')) AS s;
    ELSIF name = 'project_kind' THEN
        RETURN QUERY SELECT k, k FROM unnest('{pilot,innovation,demonstration}'::text[]) AS k;
    ELSIF name = 'recognition' THEN
        RETURN QUERY SELECT k, k FROM unnest('{leader,key_enterprise}'::text[]) AS k;
    ELSE
        RAISE EXCEPTION 'there is no code list %', quote_literal(name)
            USING ERRCODE = '42704',
                  HINT = 'Code lists: region:SCHEME, sector:ROOT, indicator, enterprise, park, project, status, project_kind, recognition.';
    END IF;
END
$$;
COMMENT ON FUNCTION sei.code_list(text) IS
'Codes that a feed may use and what each becomes. sector:ROOT knows a sector by its path and by the classification''s own code. 42704 for an unknown list.';

CREATE OR REPLACE FUNCTION sei.feed_status()
    RETURNS TABLE (feed text, paused boolean, lease_holder text, lease_until timestamptz, not_before timestamptz,
                   run_id bigint, state text, started_at timestamptz, ended_at timestamptz, failure_class text,
                   reason text, last_ok_at timestamptz, staged_rows bigint, new_rows bigint, changed_rows bigint,
                   unchanged_rows bigint, closed_rows bigint, quarantined_rows bigint)
    LANGUAGE sql STABLE
    SECURITY DEFINER
BEGIN ATOMIC
    SELECT f.feed, s.paused, CASE WHEN s.lease_until > clock_timestamp() THEN s.lease_holder END, s.lease_until,
           s.not_before, r.run_id, r.state, r.started_at, r.ended_at, r.failure_class, r.reason, s.last_ok_at,
           r.staged_rows, r.new_rows, r.changed_rows, r.unchanged_rows, r.closed_rows, r.quarantined_rows
    FROM sei.feed f
    JOIN sei.feed_state s ON s.feed_id = f.feed_id
    LEFT JOIN LATERAL (SELECT o.* FROM sei.run o WHERE o.feed_id = f.feed_id ORDER BY o.run_id DESC LIMIT 1) r ON true
    ORDER BY f.feed;
END;
COMMENT ON FUNCTION sei.feed_status() IS 'One row a feed: its lease, its last run with counters and reason, when it last was ok.';

CREATE OR REPLACE FUNCTION sei.run_outcome(run_id bigint) RETURNS text
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
AS $$
BEGIN
    -- The backend of a connection that broke at COMMIT holds the gate until its COMMIT has ended.
    BEGIN
        LOCK TABLE sei.load_gate IN SHARE MODE;
        RAISE EXCEPTION USING ERRCODE = 'SE000', MESSAGE = 'the load in flight has ended';
    EXCEPTION WHEN SQLSTATE 'SE000' THEN
        NULL;
    END;
    RETURN (SELECT r.state FROM sei.run r WHERE r.run_id = run_outcome.run_id);
END
$$;
COMMENT ON FUNCTION sei.run_outcome(bigint) IS
'State of a run once no load is in flight any more: what to ask after a connection was lost at COMMIT. NULL for an unknown run. Read committed only, else the answer may be old.';

GRANT EXECUTE ON FUNCTION sei.run_outcome(bigint) TO sei_loader;
GRANT EXECUTE ON FUNCTION sei.load_contract(int), sei.feed_apply(text, jsonb, text), sei.claim(text, text, interval),
    sei.lease_info(text), sei.renew(uuid, interval), sei.release_lease(uuid), sei.begin_run(bigint, uuid, text),
    sei.unchanged_run(bigint, uuid, jsonb), sei.run_outcome(bigint), sei.fail_run(bigint, uuid, text, text, jsonb), sei.code_list(text),
    sei.feed_status() TO sei_loader;
GRANT EXECUTE ON FUNCTION sei.load_contract(int), sei.feed_status(), sei.code_list(text) TO sei_admin, sei_analyst;
