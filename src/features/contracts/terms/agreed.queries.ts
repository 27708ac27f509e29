/**
 * What amendments that all signed by `known` made of the form of a contract, in the order of their last signatures; of members
 * that the caller may not read, nothing.
 */
export const agreedChanges = (contract: string, known = `'infinity'`) => `(
  select coalesce(jsonb_agg(jsonb_build_object(
    'from', a.effective_on,
    'members', jsonb_build_object('terms.weeklyMinutes', a.weekly_minutes)
  ) order by w.sequence), '[]')
  from contract_amendments a
  join contract_amendment_answers w on w.amendment_id = a.id and w.completes and w.recorded_at <= ${known}
  where a.contract_id = ${contract} and a.weekly_minutes is not null
)`;
