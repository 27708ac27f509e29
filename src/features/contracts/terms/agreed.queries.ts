/**
 * What amendments that all signed by `known` made of the form of a contract, in the order of their last signatures; of members
 * that the caller may not read, nothing.
 */
export const agreedChanges = (contract: string, known = `'infinity'`) => `(
  select coalesce(jsonb_agg(jsonb_build_object(
    'from', a.effective_on,
    'members', coalesce(p.members, '{}') || case
      when a.weekly_minutes is null then '{}'
      else jsonb_build_object('terms.weeklyMinutes', a.weekly_minutes)
    end
  ) order by w.sequence), '[]')
  from contract_amendments a
  join contract_amendment_answers w on w.amendment_id = a.id and w.completes and w.recorded_at <= ${known}
  left join contract_amendment_papers p on p.amendment_id = a.id
  where a.contract_id = ${contract}
    and (a.changes_form or a.weekly_minutes is not null)
    and ${takesEffect('a', known)}
)`;

/** An amendment from whose day on nothing is left of its contract changes nothing, once that end was known. */
const takesEffect = (amendment: string, known: string) => `not exists (
  select
  from contracts e
  where e.id = ${amendment}.contract_id
    and (e.cancelled_on is not null or e.held_until <= ${amendment}.effective_on)
    and not exists (
      select from contract_steps s
      where s.contract_id = e.id and s.recorded_at > ${known}::timestamptz
    )
)`;
