/**
 * What awaits a tutor in the queue: entries of the journal that nobody has acknowledged, of the contracts on which they are
 * main tutor, co-tutor or substitute today. $1: the person, $2: now, $3: today.
 */
export const JOURNAL_QUEUE = `
  select
    'journal_entry' as kind,
    j.id            as id,
    j.contract_id   as contract_id,
    j.recorded_at   as since,
    jsonb_build_object(
      'mission', j.mission,
      'on', j.on_day,
      'minutes', j.minutes,
      'beyondEntitlement', j.beyond_entitlement,
      'reasons', to_jsonb(j.reasons)
    ) as detail
  from journal_entries j
  where j.recorded_at <= $2::timestamptz
    and j.recorded_by <> $1::uuid
    and not exists (select from journal_entry_steps s where s.journal_entry_id = j.id)
    and j.contract_id = any (
      select m.contract_id
      from mandates m
      where m.person_id = $1::uuid
        and m.role in ('main_tutor', 'co_tutor', 'substitute')
        and m.from_day <= $3::date
        and (m.until_day is null or m.until_day > $3::date)
    )
`;
