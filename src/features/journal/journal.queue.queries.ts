import { holdsToday } from '../mandates/today.queries.js';

/**
 * Entries of the journal that nobody has acknowledged, for whoever is main tutor, co-tutor or substitute today, as
 * `requireAcknowledger` says.
 */
export const ENTRIES_TO_ACKNOWLEDGE = `
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
  from (
    select distinct own.contract_id
    from mandates own
    where own.person_id = $1
      and own.role in ('main_tutor', 'co_tutor', 'substitute')
      and ${holdsToday('own')}
  ) o
  join journal_entries j on j.contract_id = o.contract_id
  where j.recorded_at <= $2
    and j.recorded_by <> $1
    and not exists (select from journal_entry_steps s where s.journal_entry_id = j.id)
`;
