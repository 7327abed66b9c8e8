-- Every constraint of the schema is violated once, and says so by name; the row that it is tried on is good without the fault.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();

SELECT sei.begin_edit('synthetic') \g /dev/null
INSERT INTO sei.classification (root) VALUES ('synthetic_a'), ('synthetic_b');
INSERT INTO sei.sector_def (sector, root) VALUES ('synthetic_a', 'synthetic_a'), ('synthetic_a.x', 'synthetic_a'), ('synthetic_a.y', 'synthetic_a'), ('synthetic_b', 'synthetic_b'), ('synthetic_b.k', 'synthetic_b');
INSERT INTO sei.region VALUES ('synthetic', '1'), ('synthetic', '2');
INSERT INTO sei.region_group VALUES ('synthetic_g');
INSERT INTO sei.indicator VALUES ('synthetic_money'), ('synthetic_of'), ('synthetic_new');
INSERT INTO sei.indicator_version (indicator, name_zh, name_en, unit, direction, aggregation, frequency) VALUES ('synthetic_money', '钱', 'money', '元', 'up', 'flow_ytd', 'month');
INSERT INTO sei.plan VALUES ('synthetic_p');
INSERT INTO sei.plan_version (plan, title, region_scheme, region, root) VALUES ('synthetic_p', 'synthetic', 'synthetic', '1', 'synthetic_a');
INSERT INTO sei.plan VALUES ('synthetic_q');
INSERT INTO sei.plan_target VALUES ('synthetic.1', 'synthetic_p'), ('synthetic.2', 'synthetic_p');
INSERT INTO sei.plan_measure (plan, measure, title_zh, text_zh, clause) VALUES ('synthetic_p', '1', '一', '一', '一');
INSERT INTO sei.enterprise (enterprise_id, code) OVERRIDING SYSTEM VALUE VALUES (-1, 'synthetic_1'), (-2, 'synthetic_2');
INSERT INTO sei.park (park_id, code) OVERRIDING SYSTEM VALUE VALUES (-1, 'synthetic_1');
INSERT INTO sei.project (project_id, code) OVERRIDING SYSTEM VALUE VALUES (-1, 'synthetic_1');
INSERT INTO sei.funding (funding_id, code) OVERRIDING SYSTEM VALUE VALUES (-1, 'synthetic_1');
INSERT INTO sei.carrier (carrier_id, code) OVERRIDING SYSTEM VALUE VALUES (-1, 'synthetic_1');
INSERT INTO sei.standard (standard_id, code) OVERRIDING SYSTEM VALUE VALUES (-1, 'synthetic_1');
INSERT INTO sei.agreement (agreement_id, code) OVERRIDING SYSTEM VALUE VALUES (-1, 'synthetic_1');
INSERT INTO sei.talent (talent_id, code) OVERRIDING SYSTEM VALUE VALUES (-1, 'synthetic_1');
INSERT INTO sei.feed (feed_id, feed) OVERRIDING SYSTEM VALUE VALUES (-1, 'synthetic_1'), (-2, 'synthetic_2');
INSERT INTO sei.feed_version (feed_version_id, feed_id, definition, sha256) OVERRIDING SYSTEM VALUE VALUES (-1, -1, '{}', '0');
INSERT INTO sei.run (run_id, feed_id, feed_version_id, lease_token, command) OVERRIDING SYSTEM VALUE VALUES (-1, -1, -1, gen_random_uuid(), 'test');
INSERT INTO sei.request_host VALUES ('synthetic.example', '1 hour');

-- A good row of every table; identity tables name what is not there yet.
CREATE TEMPORARY TABLE good (rel text PRIMARY KEY, fact jsonb NOT NULL);
INSERT INTO good VALUES
    ('schema_version', '{"part":"data","number":-1,"name":"x","sha256":"x","least_extension":"0","extension_schema":"x"}'),
    ('load', '{"load_seq":-1,"known_from":"1990-01-01","kind":"edit"}'),
    ('classification', '{"root":"synthetic_n"}'),
    ('classification_version', '{"root":"synthetic_a","title":"t","official":false,"edition":"e"}'),
    ('sector_def', '{"sector":"synthetic_a.n","root":"synthetic_a"}'),
    ('sector_def_version', '{"sector":"synthetic_a.x","code":"1","name_en":"x"}'),
    ('correspondence', '{"from_sector":"synthetic_a.x","to_sector":"synthetic_b.k","weight":0.5,"is_partial":true,"source":"s","official":false}'),
    ('region', '{"region_scheme":"synthetic","region":"3"}'),
    ('region_version', '{"region_scheme":"synthetic","region":"1","name":"n","level":"province"}'),
    ('region_group', '{"region_group":"synthetic_n"}'),
    ('region_group_version', '{"region_group":"synthetic_g","name_zh":"n"}'),
    ('region_group_member', '{"region_group":"synthetic_g","region_scheme":"synthetic","region":"1"}'),
    ('region_change', '{"region_scheme":"synthetic","region":"1","successor":"2","changed_on":"2018-01-01","change_kind":"merged"}'),
    ('indicator', '{"indicator":"synthetic_n"}'),
    ('indicator_version', '{"indicator":"synthetic_new","name_zh":"n","name_en":"n","unit":"元","multiplier":1,"direction":"up","aggregation":"flow","frequency":"year","price_basis":"current","min_coverage":0.9}'),
    ('indicator_bound', '{"indicator":"synthetic_money","bounded_by":"synthetic_of"}'),
    ('indicator_name', '{"indicator":"synthetic_money","name_zh":"n"}'),
    ('plan', '{"plan":"synthetic_n"}'),
    ('plan_version', '{"plan":"synthetic_q","title":"t","region_scheme":"synthetic","region":"1","root":"synthetic_a"}'),
    ('plan_target', '{"target_id":"synthetic.n","plan":"synthetic_p"}'),
    ('plan_target_version', '{"target_id":"synthetic.1","ordinal":1,"indicator":"synthetic_money","region_scheme":"synthetic","region":"1","due":"2015","target":"100 元","binding":"expected"}'),
    ('plan_scan', '{"scan_id":-1,"ordinal":1,"byte_offset":0,"clause":"c","decision":"proposed","region_scheme":"synthetic","region":"1","imported_at":"2000-01-01","imported_by":"x"}'),
    ('plan_layout', '{"plan":"synthetic_p","layout_no":1,"region_scheme":"synthetic","region":"1","sector":"synthetic_a.x","emphasis":"lead"}'),
    ('plan_measure', '{"plan":"synthetic_p","measure":"2","title_zh":"t","text_zh":"t","clause":"c"}'),
    ('measure_action', '{"plan":"synthetic_p","measure":"1","action_no":1,"done_on":"2012-01-01","status":"done","statement":"s"}'),
    ('milestone', '{"milestone_no":-1,"target_id":"synthetic.1","reached_on":"2012-01-01","statement":"s"}'),
    ('enterprise', '{"code":"synthetic_n"}'),
    ('enterprise_version', '{"enterprise_id":-1,"name":"n","region_scheme":"synthetic","region":"1","synthetic":true}'),
    ('enterprise_sector', '{"enterprise_id":-1,"root":"synthetic_a","sector":"synthetic_a.x","weight":0.5,"valid_from":"2012-01-01","valid_to":"2012-12-31","origin":"declared"}'),
    ('enterprise_scope', '{"enterprise_id":-1,"survey":"above_size","valid_from":"2012-01-01","valid_to":"2012-12-31"}'),
    ('ownership', '{"owner_id":-1,"enterprise_id":-2,"share":0.5,"valid_from":"2012-01-01","valid_to":"2012-12-31"}'),
    ('recognition', '{"enterprise_id":-1,"recognition":"leader","valid_from":"2012-01-01","valid_to":"2012-12-31"}'),
    ('park', '{"code":"synthetic_n"}'),
    ('park_version', '{"park_id":-1,"name":"n","region_scheme":"synthetic","region":"1","status":"building"}'),
    ('park_member', '{"park_id":-1,"enterprise_id":-1,"valid_from":"2012-01-01","valid_to":"2012-12-31"}'),
    ('project', '{"code":"synthetic_n"}'),
    ('project_version', '{"project_id":-1,"name":"n","project_kind":"pilot","region_scheme":"synthetic","region":"1","status":"started","investment":1}'),
    ('project_event', '{"project_id":-1,"status":"started","status_date":"2012-01-01"}'),
    ('funding', '{"code":"synthetic_n"}'),
    ('funding_version', '{"funding_id":-1,"instrument":"reward","region_scheme":"synthetic","region":"1","amount":100,"granted_on":"2012-01-01","paid":50,"paid_on":"2012-06-01"}'),
    ('carrier', '{"code":"synthetic_n"}'),
    ('carrier_version', '{"carrier_id":-1,"name":"n","carrier_kind":"base","carrier_level":"city","region_scheme":"synthetic","region":"1","valid_from":"2012-01-01","valid_to":"2012-12-31"}'),
    ('standard', '{"code":"synthetic_n"}'),
    ('standard_version', '{"standard_id":-1,"title":"t","standard_kind":"local","status":"draft","status_date":"2012-01-01"}'),
    ('agreement', '{"code":"synthetic_n"}'),
    ('agreement_version', '{"agreement_id":-1,"title":"t","partner":"p","partner_kind":"foreign","region_scheme":"synthetic","region":"1","signed_on":"2012-01-01","valid_to":"2012-12-31"}'),
    ('talent', '{"code":"synthetic_n"}'),
    ('talent_version', '{"talent_id":-1,"title":"t","batch":"team","headcount":5,"region_scheme":"synthetic","region":"1","valid_from":"2012-01-01","valid_to":"2012-12-31"}'),
    ('check_acknowledgement', '{"rule":"r","row_id":"1","found":"f","acknowledged":"seen"}'),
    ('feed', '{"feed":"synthetic_n"}'),
    ('feed_version', '{"feed_id":-1,"definition":{},"sha256":"0"}'),
    ('feed_state', '{"feed_id":-1,"paused":false,"lease_epoch":0,"validators":{}}'),
    ('run', '{"feed_id":-1,"feed_version_id":-1,"lease_token":"00000000-0000-0000-0000-000000000000","command":"c","state":"running"}'),
    ('run_request', '{"run_id":-1,"request_no":1,"url":"u"}'),
    ('quarantine', '{"run_id":-1,"code":"c","reason":"r"}'),
    ('request_host', '{"host":"synthetic_n","kept":"1 hour"}'),
    ('request_spent', '{"host":"synthetic.example","spent_at":"2012-01-01"}'),
    ('enterprise_return', '{"enterprise_id":-1,"region_scheme":"synthetic","region":"1","indicator":"synthetic_money","period":"2012","value":1,"status":"A"}'),
    ('statistic', '{"region_scheme":"synthetic","region":"1","indicator":"synthetic_money","period":"2012","value":1,"status":"A","measure":"level","price_basis":"current","breakdown":""}'),
    ('tally_cell', '{"root":"synthetic_a","scope":"enterprise","region_scheme":"synthetic","region":"1","indicator":"synthetic_money","period":"2012","tally":"{\"tally\": 1, \"sectors\": {\"synthetic_a.x\": [1, 1]}}","missing":0,"load_seq":1}'),
    ('coverage_cell', '{"region_scheme":"synthetic","region":"1","indicator":"synthetic_money","period":"2012","expected":2,"received":1,"imputed":0,"unexpected":0,"load_seq":1}'),
    ('dirty_cell', '{"of_returns":true,"region_scheme":"synthetic","region":"1","indicator":"synthetic_money","period":"2012"}');

-- Inserts rows, checks everything at once, and takes all back. Gives the constraint that was violated, else the message.
CREATE FUNCTION pg_temp.try(rel text, VARIADIC facts jsonb[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    fact jsonb;
    names text;
    violated text;
    said text;
BEGIN
    FOREACH fact IN ARRAY facts LOOP
        SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) INTO names
        FROM pg_attribute a WHERE a.attrelid = format('sei.%I', rel)::regclass AND a.attnum > 0 AND fact ? a.attname;
        EXECUTE format('INSERT INTO sei.%1$I (%2$s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM jsonb_populate_record(NULL::sei.%1$I, $1)', rel, names) USING fact;
    END LOOP;
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
    RAISE EXCEPTION USING ERRCODE = 'SE999', MESSAGE = 'accepted';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS violated = CONSTRAINT_NAME, said = MESSAGE_TEXT;
    IF said ~ 'violates|duplicate key' THEN
        RETURN violated;
    END IF;
    RETURN said;
END
$$;

SELECT is_empty($$SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'sei'::regnamespace AND c.relkind = 'r' AND c.relname NOT IN (SELECT rel FROM good) AND c.relname NOT LIKE 'stage%' AND c.relname <> 'load_gate'$$, 'there is a good row of every table');
SELECT is_empty($$SELECT rel, pg_temp.try(rel, fact) FROM good WHERE pg_temp.try(rel, fact) <> 'accepted'$$, 'and it is good');

CREATE TEMPORARY TABLE tried (constraint_name text PRIMARY KEY, answer text);

-- Checks: what to change in the good row.
INSERT INTO tried SELECT c.name, pg_temp.try(c.rel, g.fact || c.fault::jsonb)
FROM (VALUES
    ('schema_version', 'schema_version_part', '{"part":"x"}'),
    ('load', 'load_kind_check', '{"kind":"x"}'),
    ('classification', 'classification_root_is_one_label', '{"root":"a.b"}'),
    ('sector_def', 'sector_def_root_matches', '{"root":"synthetic_b"}'),
    ('sector_def_version', 'sector_def_version_is_named', '{"name_en":null}'),
    ('correspondence', 'correspondence_between_roots', '{"to_sector":"synthetic_a.y"}'),
    ('correspondence', 'correspondence_full_weight', '{"is_partial":false}'),
    ('correspondence', 'correspondence_weight_range', '{"weight":1.01}'),
    ('region', 'region_is_code', '{"region":" 3"}'),
    ('region', 'region_scheme_is_word', '{"region_scheme":"GB 2260"}'),
    ('region_version', 'region_version_level', '{"level":"village"}'),
    ('region_version', 'region_version_not_own_parent', '{"parent":"1"}'),
    ('region_version', 'region_version_valid', '{"valid_from":"2018-01-01","valid_to":"2017-01-01"}'),
    ('region_group', 'region_group_region_group_check', '{"region_group":"晋北"}'),
    ('region_change', 'region_change_kind', '{"change_kind":"x"}'),
    ('region_change', 'region_change_not_itself', '{"successor":"1"}'),
    ('indicator', 'indicator_indicator_check', '{"indicator":"GDP"}'),
    ('indicator_version', 'indicator_version_aggregation', '{"aggregation":"x"}'),
    ('indicator_version', 'indicator_version_direction', '{"direction":"x"}'),
    ('indicator_version', 'indicator_version_due_days', '{"due_days":-1}'),
    ('indicator_version', 'indicator_version_frequency', '{"frequency":"week"}'),
    ('indicator_version', 'indicator_version_min_coverage', '{"min_coverage":90}'),
    ('indicator_version', 'indicator_version_multiplier', '{"multiplier":"NaN"}'),
    ('indicator_version', 'indicator_version_not_of_itself', '{"aggregation":"ratio","numerator":"synthetic_new","denominator":"synthetic_of"}'),
    ('indicator_version', 'indicator_version_price_basis', '{"price_basis":"2010"}'),
    ('indicator_version', 'indicator_version_ratio_has_parts', '{"aggregation":"ratio","numerator":"synthetic_money"}'),
    ('indicator_bound', 'indicator_bound_not_itself', '{"bounded_by":"synthetic_money"}'),
    ('indicator_name', 'indicator_name_is_words', '{"name_zh":" "}'),
    ('plan', 'plan_plan_check', '{"plan":"Plan"}'),
    ('plan_target', 'plan_target_target_id_check', '{"target_id":""}'),
    ('plan_target_version', 'plan_target_version_binding', '{"binding":"x"}'),
    ('plan_target_version', 'plan_target_version_count_filter', '{"count_kinds":["pilot"]}'),
    ('plan_target_version', 'plan_target_version_count_of', '{"count_of":"x","known_to":"2100-01-01"}'),
    ('plan_target_version', 'plan_target_version_not_itself', '{"supersedes":"synthetic.1"}'),
    ('plan_scan', 'plan_scan_decision', '{"decision":"x"}'),
    ('plan_scan', 'plan_scan_count_of', '{"count_of":"x"}'),
    ('plan_layout', 'plan_layout_emphasis', '{"emphasis":"x"}'),
    ('plan_layout', 'plan_layout_region_or_group', '{"region_group":"synthetic_g"}'),
    ('plan_measure', 'plan_measure_key', '{"measure":"一"}'),
    ('measure_action', 'measure_action_number', '{"action_no":0}'),
    ('measure_action', 'measure_action_status', '{"status":"x"}'),
    ('milestone', 'milestone_of_something', '{"target_id":null}'),
    ('enterprise', 'enterprise_code_check', '{"code":" "}'),
    ('enterprise_version', 'enterprise_version_not_own_group', '{"group_id":-1}'),
    ('enterprise_version', 'enterprise_version_uscc', '{"uscc":"short"}'),
    ('enterprise_sector', 'enterprise_sector_origin', '{"origin":"x"}'),
    ('enterprise_sector', 'enterprise_sector_root', '{"root":"synthetic_b"}'),
    ('enterprise_sector', 'enterprise_sector_valid', '{"valid_to":"2011-01-01"}'),
    ('enterprise_sector', 'enterprise_sector_weight', '{"weight":0}'),
    ('enterprise_scope', 'enterprise_scope_entry', '{"entry_reason":"x"}'),
    ('enterprise_scope', 'enterprise_scope_exit', '{"exit_reason":"x"}'),
    ('enterprise_scope', 'enterprise_scope_exit_has_day', '{"exit_reason":"closed","valid_to":"infinity"}'),
    ('enterprise_scope', 'enterprise_scope_survey', '{"survey":"规上"}'),
    ('enterprise_scope', 'enterprise_scope_valid', '{"valid_to":"2011-01-01"}'),
    ('ownership', 'ownership_not_itself', '{"owner_id":-2}'),
    ('ownership', 'ownership_share', '{"share":60}'),
    ('ownership', 'ownership_valid', '{"valid_to":"2011-01-01"}'),
    ('recognition', 'recognition_recognition_check', '{"recognition":"hero"}'),
    ('recognition', 'recognition_valid', '{"valid_to":"2011-01-01"}'),
    ('recognition', 'recognition_withdrawn', '{"withdrawn":"2011-01-01"}'),
    ('park', 'park_code_check', '{"code":""}'),
    ('park_version', 'park_version_status', '{"status":"x"}'),
    ('park_member', 'park_member_valid', '{"valid_to":"2011-01-01"}'),
    ('project', 'project_code_check', '{"code":"x "}'),
    ('project_version', 'project_version_investment', '{"investment":-1}'),
    ('project_version', 'project_version_kind', '{"project_kind":"x"}'),
    ('project_version', 'project_version_status', '{"status":"x"}'),
    ('project_event', 'project_event_status', '{"status":"x"}'),
    ('funding', 'funding_code', '{"code":""}'),
    ('funding_version', 'funding_version_amount', '{"amount":"Infinity"}'),
    ('funding_version', 'funding_version_instrument', '{"instrument":"x"}'),
    ('funding_version', 'funding_version_paid', '{"paid":101}'),
    ('funding_version', 'funding_version_paid_on', '{"paid_on":"2011-01-01"}'),
    ('carrier', 'carrier_code', '{"code":""}'),
    ('carrier_version', 'carrier_version_kind', '{"carrier_kind":"x"}'),
    ('carrier_version', 'carrier_version_level', '{"carrier_level":"x"}'),
    ('carrier_version', 'carrier_version_valid', '{"valid_to":"2011-01-01"}'),
    ('standard', 'standard_code', '{"code":""}'),
    ('standard_version', 'standard_version_kind', '{"standard_kind":"x"}'),
    ('standard_version', 'standard_version_role', '{"role":"x"}'),
    ('standard_version', 'standard_version_status', '{"status":"x"}'),
    ('agreement', 'agreement_code', '{"code":""}'),
    ('agreement_version', 'agreement_version_amount', '{"amount":-1}'),
    ('agreement_version', 'agreement_version_partner_kind', '{"partner_kind":"x"}'),
    ('agreement_version', 'agreement_version_valid', '{"valid_to":"2011-01-01"}'),
    ('talent', 'talent_code', '{"code":""}'),
    ('talent_version', 'talent_version_batch', '{"batch":"x"}'),
    ('talent_version', 'talent_version_headcount', '{"headcount":0}'),
    ('talent_version', 'talent_version_valid', '{"valid_to":"2011-01-01"}'),
    ('check_acknowledgement', 'check_acknowledgement_says_why', '{"acknowledged":" "}'),
    ('feed', 'feed_feed_check', '{"feed":"Feed"}'),
    ('feed_state', 'feed_state_slot_check', '{"slot":9}'),
    ('run', 'run_ended', '{"state":"ok"}'),
    ('run', 'run_failure_class_check', '{"failure_class":"x"}'),
    ('run', 'run_state_check', '{"state":"x","ended_at":"2012-01-01"}'),
    ('enterprise_return', 'enterprise_return_finite', '{"value":"NaN"}'),
    ('enterprise_return', 'enterprise_return_method', '{"status":"I","method":"guess"}'),
    ('enterprise_return', 'enterprise_return_method_of_imputed', '{"method":"carry_forward"}'),
    ('request_host', 'request_host_kept', '{"kept":"0"}'),
    ('enterprise_return', 'enterprise_return_status', '{"status":"Z"}'),
    ('enterprise_return', 'enterprise_return_suppressed', '{"status":"Q"}'),
    ('statistic', 'statistic_breakdown', '{"breakdown":" own=5"}'),
    ('statistic', 'statistic_finite', '{"prior_value":"-Infinity"}'),
    ('statistic', 'statistic_measure', '{"measure":"x"}'),
    ('statistic', 'statistic_price_basis', '{"price_basis":"comparable-10"}'),
    ('statistic', 'statistic_status', '{"status":"Z"}'),
    ('statistic', 'statistic_suppressed', '{"status":"M"}')
) AS c (rel, name, fault) JOIN good g USING (rel);
-- A row that ends before it begins, in every table with history.
INSERT INTO tried SELECT format('%s_known', g.rel), pg_temp.try(g.rel, g.fact || '{"known_from":"2012-01-01","known_to":"2012-01-01"}')
FROM good g WHERE EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = format('sei.%I', g.rel)::regclass AND a.attname = 'known_to');
-- Foreign keys: something that is not there, in the last of their columns; a few need a second change to get so far.
INSERT INTO tried
SELECT k.conname, pg_temp.try(g.rel, (g.fact || jsonb_build_object(a.attname, CASE WHEN a.atttypid = 'bigint'::regtype THEN '-99' WHEN format_type(a.atttypid, NULL) ~ 'sector' THEN 'synthetic_none.x' ELSE 'synthetic_none' END)
       || COALESCE(x.more::jsonb, '{}')) - CASE WHEN a.attgenerated <> '' THEN a.attname ELSE '' END)
FROM pg_constraint k
JOIN good g ON format('sei.%I', g.rel)::regclass = k.conrelid
JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[array_length(k.conkey, 1)]
LEFT JOIN (VALUES ('enterprise_sector_root_fkey', '{"sector":"synthetic_none.x"}'), ('enterprise_sector_sector_fkey', '{"sector":"synthetic_a.none"}'),
                  ('sector_def_root_fkey', '{"sector":"synthetic_none"}'), ('sector_def_parent_fkey', '{"sector":"synthetic_a.none.x"}'),
                  ('plan_layout_region_group_fkey', '{"region":null}'), ('plan_target_version_indicator_fkey', '{"known_to":"2100-01-01"}'),
                  ('plan_target_version_sector_fkey', '{"known_to":"2100-01-01"}'), ('plan_target_version_restates_fkey', '{"known_to":"2100-01-01"}'),
                  ('indicator_version_numerator_fkey', '{"aggregation":"ratio","denominator":"synthetic_of"}'),
                  ('indicator_version_denominator_fkey', '{"aggregation":"ratio","numerator":"synthetic_money"}')) AS x (name, more) ON x.name = k.conname
WHERE k.contype = 'f';
-- Keys and unique indexes: the row twice; a second current row of the same thing, known from another moment.
INSERT INTO tried
SELECT c.relname, pg_temp.try(g.rel, g.fact || COALESCE(t.same, '{}'), g.fact || COALESCE(t.same, '{}') || COALESCE(t.other, '{}'))
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class r ON r.oid = i.indrelid AND r.relnamespace = 'sei'::regnamespace JOIN good g ON g.rel = r.relname
LEFT JOIN (VALUES
    ('%_open', NULL::jsonb, '{"known_from":"2000-01-01"}'::jsonb),
    ('sector_def_version_code', NULL, '{"sector":"synthetic_a.y"}'), ('plan_layout_open', NULL, '{"layout_no":2}'), ('plan_layout_number', NULL, '{"sector":"synthetic_a.y","known_from":"2000-01-01"}'),
    ('load_known_from_key', NULL, '{"load_seq":-2}'), ('load_pkey', NULL, '{"known_from":"1991-01-01"}'),
    ('feed_state_slot_key', '{"slot":8}', '{"feed_id":-2}'), ('feed_state_lease_token_key', '{"lease_token":"00000000-0000-0000-0000-000000000000"}', '{"feed_id":-2}'),
    ('enterprise_pkey', '{"enterprise_id":-9}', '{"code":"synthetic_m"}'), ('park_pkey', '{"park_id":-9}', '{"code":"synthetic_m"}'), ('project_pkey', '{"project_id":-9}', '{"code":"synthetic_m"}'),
    ('funding_pkey', '{"funding_id":-9}', '{"code":"synthetic_m"}'), ('carrier_pkey', '{"carrier_id":-9}', '{"code":"synthetic_m"}'), ('standard_pkey', '{"standard_id":-9}', '{"code":"synthetic_m"}'),
    ('agreement_pkey', '{"agreement_id":-9}', '{"code":"synthetic_m"}'), ('talent_pkey', '{"talent_id":-9}', '{"code":"synthetic_m"}'), ('feed_pkey', '{"feed_id":-9}', '{"feed":"synthetic_m"}'),
    ('feed_version_pkey', '{"feed_version_id":-9}', '{}'), ('run_pkey', '{"run_id":-9}', '{}'), ('quarantine_pkey', '{"quarantine_id":-9}', '{}'), ('request_spent_pkey', '{"spent_id":-9}', '{}'),
    ('enterprise_return_pkey', '{"figure_id":-9}', '{"period":"2013"}'), ('statistic_pkey', '{"figure_id":-9}', '{"period":"2013"}'),
    ('enterprise_return_open', NULL, '{}'), ('statistic_open', NULL, '{}')
) AS t (name, same, other) ON c.relname = t.name OR (t.name = '%_open' AND c.relname LIKE '%\_open' AND c.relname NOT IN ('plan_layout_open', 'enterprise_return_open', 'statistic_open'))
WHERE i.indisunique AND c.relname <> 'plan_target_target_id_plan_key';  -- its columns hold the primary key, which speaks first

SELECT is(answer, constraint_name, constraint_name) FROM tried ORDER BY constraint_name;
SELECT is_empty($$
    SELECT k.conname FROM pg_constraint k WHERE k.connamespace = 'sei'::regnamespace AND k.contype IN ('c', 'f', 'p', 'u', 'x') AND k.conparentid = 0
      AND k.conname NOT IN (SELECT constraint_name FROM tried) AND k.conname <> 'plan_target_target_id_plan_key'
    UNION
    SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relnamespace = 'sei'::regnamespace AND i.indisunique
      AND c.relname NOT IN (SELECT constraint_name FROM tried) AND c.relname <> 'plan_target_target_id_plan_key'$$, 'no constraint is left out');

-- What needs more than one row, at COMMIT: in words of its own.
SELECT is(pg_temp.try('enterprise_sector', fact, fact || '{"sector":"synthetic_a.y","weight":0.6}'), 'weights of enterprise synthetic_1 in classification synthetic_a add up to 1.1 on 2012-01-01', 'weights above 1') FROM good WHERE rel = 'enterprise_sector';
SELECT is(pg_temp.try('enterprise_sector', fact, fact || '{"weight":0.1,"valid_from":"2012-12-31"}'), 'enterprise synthetic_1 has a sector of classification synthetic_a twice on 2012-12-31', 'a sector twice on one day') FROM good WHERE rel = 'enterprise_sector';
SELECT is(pg_temp.try(rel, fact, fact || '{"valid_from":"2012-12-31","valid_to":"infinity"}'), format('two rows of sei.%s are valid on the same days', rel), rel || ': valid twice on one day')
FROM good WHERE rel IN ('enterprise_scope', 'ownership', 'recognition', 'park_member');
SELECT is(pg_temp.try(rel, fact, fact || '{"valid_from":"2013-01-01","valid_to":"infinity"}'), 'accepted', rel || ': one after the other')
FROM good WHERE rel IN ('enterprise_scope', 'ownership', 'recognition', 'park_member');
INSERT INTO sei.enterprise (enterprise_id, code) OVERRIDING SYSTEM VALUE VALUES (-3, 'synthetic_3');
SELECT is(pg_temp.try('ownership', fact, fact || '{"owner_id":-3,"share":0.51}'), 'owners of enterprise synthetic_2 have 1.01 of it together on 2012-01-01', 'owned more than whole') FROM good WHERE rel = 'ownership';
SELECT is(pg_temp.try('correspondence', fact, fact || '{"to_sector":"synthetic_b","weight":0.6}'), 'sector synthetic_a.x corresponds to 1.1 of classification synthetic_b', 'a sector that corresponds to more than itself') FROM good WHERE rel = 'correspondence';
SELECT is(pg_temp.try('measure_action', fact || '{"measure":"9"}'), 'plan synthetic_p has no measure 9', 'an action on a measure that the plan does not have') FROM good WHERE rel = 'measure_action';

-- A plan, region or indicator that is named elsewhere is not deleted.
SELECT throws_ok($$DELETE FROM sei.plan WHERE plan = 'synthetic_p'$$, '23503', NULL, 'a plan that is referenced');
SELECT throws_ok($$DELETE FROM sei.indicator WHERE indicator = 'synthetic_money'$$, '23503', NULL, 'an indicator that is referenced');
SELECT throws_ok($$DELETE FROM sei.region WHERE region_scheme = 'synthetic' AND region = '1'$$, '23503', NULL, 'a region that is referenced');

-- Names: no table is called like a type of the extension, and nothing needs quotes.
SELECT is_empty($$SELECT c.relname FROM pg_class c JOIN pg_type t ON t.typname = c.relname JOIN pg_depend d ON d.objid = t.oid AND d.deptype = 'e' AND d.classid = 'pg_type'::regclass
    WHERE c.relnamespace = 'sei'::regnamespace$$, 'no table or view carries the name of a type');
SELECT is_empty($$
    SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'sei'::regnamespace AND quote_ident(c.relname) <> c.relname
    UNION SELECT a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = 'sei'::regnamespace AND c.relkind <> 'i' AND a.attnum > 0 AND NOT a.attisdropped AND quote_ident(a.attname) <> a.attname
    UNION SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'sei'::regnamespace AND quote_ident(p.proname) <> p.proname
    UNION SELECT n FROM pg_proc p CROSS JOIN unnest(p.proargnames) n WHERE p.pronamespace = 'sei'::regnamespace AND n <> '' AND quote_ident(n) <> n$$, 'no name needs quotes');
-- Words: what is there is described.
SELECT is_empty($$
    SELECT c.relname, NULL FROM pg_class c WHERE c.relnamespace = 'sei'::regnamespace AND c.relkind IN ('r', 'v', 'p', 'S') AND c.relname !~ '_seq$' AND obj_description(c.oid, 'pg_class') IS NULL
    UNION SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'sei'::regnamespace AND c.relkind IN ('r', 'v', 'p') AND NOT c.relispartition AND col_description(c.oid, a.attnum) IS NULL
    UNION SELECT p.proname, NULL FROM pg_proc p WHERE p.pronamespace = 'sei'::regnamespace AND obj_description(p.oid, 'pg_proc') IS NULL$$, 'every table, column, view and function has a comment');
-- What a view reads is versioned; what is not, is on this list.
SELECT is_empty($$
    SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'sei'::regnamespace AND c.relkind = 'r' AND c.relname NOT LIKE 'stage%'
      AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'known_to')
      AND c.relname NOT IN ('classification', 'sector_def', 'region', 'region_group', 'indicator', 'plan', 'plan_target', 'enterprise', 'park', 'project', 'funding', 'carrier', 'standard',
                            'agreement', 'talent',                                                              -- identities
                            'plan_scan',                                                                        -- working rows, until a person confirms them
                            'load', 'load_gate', 'schema_version', 'run', 'run_request', 'feed', 'feed_version', 'feed_state', 'quarantine', 'request_host', 'request_spent',  -- log and state
                            'tally_cell', 'coverage_cell', 'dirty_cell')$$, 'only identities, the daemon''s log and what is derived have no history');
SELECT * FROM finish();
ROLLBACK;
