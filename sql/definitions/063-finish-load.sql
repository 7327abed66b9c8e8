-- 063-finish-load.sql: the one transaction that makes a run visible, or nothing of it.
-- least extension version: 0.1

CREATE OR REPLACE FUNCTION sei.check_staged(r sei.run, slot int, expected_rows bigint, expected_rejects bigint) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
    SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    good bigint;
    bad bigint;
BEGIN
    SELECT count(*) FILTER (WHERE s.reject_code IS NULL), count(*) FILTER (WHERE s.reject_code IS NOT NULL)
    INTO good, bad
    FROM sei.stage s WHERE s.slot = check_staged.slot AND s.run_id = r.run_id;
    IF good <> expected_rows OR bad <> expected_rejects THEN
        RAISE EXCEPTION 'run %: the stage holds % rows and % rejects, but % and % were sent',
            r.run_id, good, bad, expected_rows, expected_rejects
            USING ERRCODE = 'SE003',
                  DETAIL = 'Stage slots are unlogged: a crash of the server empties them.',
                  HINT = 'Run the feed again.';
    END IF;
END
$$;
COMMENT ON FUNCTION sei.check_staged(sei.run, int, bigint, bigint) IS 'SE003 unless the stage holds exactly what the daemon sent. Internal.';

CREATE OR REPLACE FUNCTION sei.check_threshold(definition jsonb, run_id bigint, bad bigint, total bigint) RETURNS void
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
DECLARE
    ratio numeric := COALESCE((definition ->> 'max_reject_ratio')::numeric, 1);
    most bigint := (definition ->> 'max_rejects')::bigint;
    first_reason text;
BEGIN
    IF bad > COALESCE(most, bad) OR bad > ratio * total THEN
        SELECT q.reason INTO first_reason FROM sei.quarantine q
        WHERE q.run_id = check_threshold.run_id ORDER BY q.quarantine_id LIMIT 1;
        RAISE EXCEPTION '% of % rows cannot be loaded, more than this feed allows', bad, total
            USING ERRCODE = 'SE004', DETAIL = 'The first one: ' || COALESCE(first_reason, '?'),
                  HINT = format('The limit is %s; nothing was published. Mend the feed or its definition, or raise max_reject_ratio or max_rejects.',
                                CASE WHEN bad > COALESCE(most, bad) THEN 'max_rejects ' || most
                                     ELSE 'max_reject_ratio ' || ratio END);
    END IF;
END
$$;
COMMENT ON FUNCTION sei.check_threshold(jsonb, bigint, bigint, bigint) IS 'SE004 when more rows are bad than the definition allows (max_reject_ratio, max_rejects; without them good rows load however many are bad). Internal.';

-- No plan_cache_mode here: it would plan the check of every foreign key of every row anew.
CREATE OR REPLACE FUNCTION sei.finish_load(run_id bigint, lease_token uuid, expected_rows bigint, expected_rejects bigint,
                                fetched jsonb)
    RETURNS sei.load_counts
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path FROM CURRENT
    SET client_min_messages = warning
AS $$
DECLARE
    r sei.run;
    st sei.feed_state;
    k sei.load_kind;
    definition jsonb;
    feed_name text;
    counts sei.load_counts;
    rejects bigint;
    nameless bigint := 0;
    made_at timestamptz := (fetched ->> 'source_time')::timestamptz;
BEGIN
    PERFORM sei.take_gate();
    r := sei.held_run(finish_load.run_id, finish_load.lease_token);
    SELECT s.* INTO STRICT st FROM sei.feed_state s WHERE s.feed_id = r.feed_id;
    SELECT f.feed, v.definition INTO STRICT feed_name, definition
    FROM sei.feed_version v JOIN sei.feed f ON f.feed_id = v.feed_id WHERE v.feed_version_id = r.feed_version_id;
    SELECT o.* INTO k FROM sei.load_kind o WHERE o.kind = definition ->> 'kind';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'feed %: kind % cannot be loaded', feed_name, definition ->> 'kind'
            USING ERRCODE = '22023', HINT = 'sei.load_contract(1) lists the kinds.';
    END IF;
    PERFORM sei.check_staged(r, st.slot, expected_rows, expected_rejects);
    IF definition ->> 'mode' = 'snapshot' AND expected_rows + expected_rejects = 0
       AND (definition -> 'allow_empty') IS DISTINCT FROM 'true' THEN
        RAISE EXCEPTION 'feed %: the snapshot is empty', feed_name
            USING ERRCODE = 'SE004', DETAIL = 'It would close every figure of its scope.',
                  HINT = 'If that is right, set "allow_empty": true in the definition.';
    END IF;
    EXECUTE format('ANALYZE sei.stage_%s', st.slot);

    INSERT INTO sei.quarantine (run_id, page, row_ordinal, byte_offset, field, code, reason, fragment)
    SELECT s.run_id, s.page, s.row_ordinal, s.byte_offset, s.reject_field, s.reject_code,
           COALESCE(s.reject_reason, s.reject_code), s.fragment
    FROM sei.stage s
    WHERE s.slot = st.slot AND s.run_id = r.run_id AND s.reject_code IS NOT NULL
    ORDER BY s.page, s.row_ordinal;
    GET DIAGNOSTICS rejects = ROW_COUNT;

    DROP TABLE IF EXISTS pg_temp.incoming, pg_temp.repeated, pg_temp.verdict;
    EXECUTE format('SELECT sei.%I($1, $2)', 'incoming_' || k.kind) USING r.run_id, st.slot;
    ANALYZE pg_temp.incoming;
    PERFORM sei.judge_incoming(k, made_at, COALESCE((fetched ->> 'force')::boolean, false));
    counts.quarantined_rows := rejects + sei.quarantine_incoming(r, feed_name);
    PERFORM sei.check_threshold(definition, r.run_id, counts.quarantined_rows, expected_rows + expected_rejects);
    IF definition ->> 'mode' = 'snapshot' THEN
        nameless := rejects + sei.count_nameless(k);
        IF nameless = 0 THEN
            PERFORM sei.find_absent(k, r.feed_id, COALESCE(definition -> 'scope', '{}'));
        END IF;
    END IF;
    counts.load_seq := sei.write_verdict(k, r, made_at);
    IF counts.load_seq IS NOT NULL THEN
        PERFORM sei.recompute_dirty_cells();
    END IF;

    SELECT count(*) FILTER (WHERE v.fate = 'new'), count(*) FILTER (WHERE v.fate = 'changed'),
           count(*) FILTER (WHERE v.fate = 'unchanged'), count(*) FILTER (WHERE v.fate = 'closed'),
           count(*) FILTER (WHERE v.fate = 'superseded')
    INTO counts.new_rows, counts.changed_rows, counts.unchanged_rows, counts.closed_rows, counts.superseded_rows
    FROM pg_temp.verdict v;
    SELECT count(*) INTO counts.duplicate_rows FROM pg_temp.repeated p WHERE p.fate = 'duplicate';

    PERFORM sei.keep_requests(r.run_id, fetched);
    UPDATE sei.run o
    SET state = 'ok', ended_at = clock_timestamp(), load_seq = counts.load_seq, source_time = made_at,
        body_sha256 = fetched ->> 'body_sha256', staged_rows = expected_rows + expected_rejects,
        new_rows = counts.new_rows, changed_rows = counts.changed_rows, unchanged_rows = counts.unchanged_rows,
        closed_rows = counts.closed_rows, duplicate_rows = counts.duplicate_rows,
        superseded_rows = counts.superseded_rows, quarantined_rows = counts.quarantined_rows,
        reason = CASE WHEN nameless > 0
                      THEN format('nothing was closed: %s rows in quarantine have no readable key and may be any row of the snapshot', nameless) END
    WHERE o.run_id = r.run_id;
    UPDATE sei.feed_state s
    SET cursor_value = COALESCE(NULLIF(fetched -> 'cursor', 'null'), s.cursor_value),
        validators = CASE WHEN jsonb_typeof(fetched -> 'validators') = 'object' THEN fetched -> 'validators' ELSE '{}' END,
        body_sha256 = fetched ->> 'body_sha256', source_time = made_at, last_ok_at = clock_timestamp()
    WHERE s.feed_id = r.feed_id;
    IF NOT sei.release_lease(finish_load.lease_token) THEN
        PERFORM sei.raise_lease_lost(finish_load.lease_token);
    END IF;
    DROP TABLE pg_temp.incoming, pg_temp.repeated, pg_temp.verdict;
    RETURN counts;
END
$$;
COMMENT ON FUNCTION sei.finish_load(bigint, uuid, bigint, bigint, jsonb) IS
'Makes the staged rows of a run visible in the caller''s transaction, whole or not at all: takes the load lock, checks lease and staged count, quarantines, finds the difference to what is known, closes and inserts, recomputes tally cells, stores counters, cursor and validators, ends the run and gives the lease back. SE001 lease lost, SE002 wrong state, SE003 staged count differs, SE004 too many bad rows or an empty snapshot, 25001 wrong isolation.';
GRANT EXECUTE ON FUNCTION sei.finish_load(bigint, uuid, bigint, bigint, jsonb) TO sei_loader;
