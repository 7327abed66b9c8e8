-- 083-general-words.sql: what a table is for, without the clauses of the plan that first asked for it.
-- least extension version: 0.1
--
-- Clauses belong to the rows of plan_target, plan_layout and plan_measure: another plan has others.
COMMENT ON TABLE sei.funding IS 'A grant of public money (扶持资金); identity only, facts in funding_version.';
COMMENT ON TABLE sei.carrier IS 'An innovation carrier (创新载体); identity only, facts in carrier_version.';
COMMENT ON TABLE sei.standard IS 'A technical or market access standard (行业技术标准, 市场准入标准); identity only, facts in standard_version.';
COMMENT ON COLUMN sei.standard.code IS 'Its number, e.g. GB/T 4754, or the code under which the office names a draft.';
COMMENT ON TABLE sei.agreement IS 'An agreement of cooperation (战略合作框架协议); identity only, facts in agreement_version.';
COMMENT ON TABLE sei.talent IS 'A batch, team or programme of talent (人才队伍); identity only, facts in talent_version. No natural person is named here.';
