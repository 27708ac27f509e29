import { holdsToday, isAway, OWN_CONTRACTS, reaches } from './today.queries.js';

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
  from contracts c
  join mandates main on main.contract_id = c.id and main.role = 'main_tutor' and ${holdsToday('main')}
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
  where (
      c.employer_id = any ((select app.organisations_as('hr'))::uuid[])
      or c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
      or c.id = any (array(${OWN_CONTRACTS} and not ${isAway('own')}))
    )
    and app.contract_status(c, $3) = 'active'
    and not exists (
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
