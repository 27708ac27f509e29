import { holdsToday, isAway, OWN_CONTRACTS, reaches } from './today.queries.js';

/**
 * Those of the organisations that whoever asks administers as that. `offset 0` here and below: row after row by index, or
 * the planner, which does not know how few they are, would hash whole tables.
 */
export const contractsOf = (side: string, role: string): string => `
  select c.id as contract_id
  from unnest((select app.organisations_as('${role}'))::uuid[]) own (organisation_id)
  cross join lateral (select c.id from contracts c where c.${side} = own.organisation_id offset 0) c
`;

/**
 * Active contracts whose main tutor is absent and on which nobody may sign today at the level that is worked on: for
 * the employer's HR, who name a substitute, and for the centre and who is left of the team, who see to it that they do.
 */
export const ABSENCES_TO_COVER = `
  select
    'absence_to_cover' as kind,
    away.id            as id,
    c.id               as contract_id,
    away.since         as since,
    jsonb_build_object(
      'act', case when c.employer_id = any ((select app.organisations_as('hr'))::uuid[]) then 'name_substitute' else 'cover' end,
      'mandateId', main.id,
      'personId', main.person_id
    ) as detail
  from (
    ${contractsOf('employer_id', 'hr')}
    union
    ${contractsOf('training_centre_id', 'centre_admin')}
    union
    (${OWN_CONTRACTS} and not ${isAway('own')})
  ) o
  cross join lateral (
    select c.id, c.alternant_id, c.employer_id, c.ladder_id
    from contracts c
    where c.id = o.contract_id
      and app.contract_status(c, $3) = 'active'
    offset 0
  ) c
  cross join lateral (
    select m.id, m.person_id
    from mandates m
    where m.contract_id = c.id
      and m.role = 'main_tutor'
      and ${holdsToday('m')}
    offset 0
  ) main
  join lateral (
    select a.id, greatest(a.recorded_at, a.from_day::timestamp at time zone 'Europe/Paris') as since
    from mandate_absences a
    where a.mandate_id = main.id
      and a.from_day <= $3
      and (a.until_day is null or a.until_day > $3)
    order by 2, a.id
    limit 1
  ) away on true
  join ladders l on l.id = c.ladder_id
  left join progress p on p.contract_id = c.id
  where not exists (
      select
      from mandates m
      where m.contract_id = c.id
        and m.role in ('main_tutor', 'co_tutor', 'substitute')
        and m.person_id <> c.alternant_id
        and ${holdsToday('m')}
        and not ${isAway('m')}
        and ${reaches('m', 'l.levels', `coalesce(app.level_index(l.levels, p.current_level), 1)`)}
    )
`;
