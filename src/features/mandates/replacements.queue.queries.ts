import { contractsOf } from './absences.queue.queries.js';
import { memberDays } from './today.queries.js';

/**
 * Contracts, signed or active, that are or will be without main tutor: for the employer's HR, who name one, and for the
 * centre, who sees to it that they do. `from` is the first such day; `tutor`, who was the last.
 */
export const MANDATES_TO_REPLACE = `
  select
    'mandate_to_replace'     as kind,
    coalesce(last.id, c.id)  as id,
    c.id                     as contract_id,
    case
      when last.ended_recorded_at is not null then last.ended_recorded_at
      when without.day <= $3 then without.day::timestamp at time zone 'Europe/Paris'
      else coalesce(last.recorded_at, c.created_at)
    end                      as since,
    jsonb_build_object(
      'act', case when c.employer_id = any ((select app.organisations_as('hr'))::uuid[]) then 'name_main_tutor' else 'cover' end,
      'from', without.day,
      'mandateId', last.id,
      'tutor', (
        select jsonb_build_object('id', n.person_id, 'givenName', n.given_name, 'familyName', n.family_name)
        from app.names_of_people(array[last.person_id], $2) n
      )
    )                        as detail
  from (
    ${contractsOf('employer_id', 'hr')}
    union
    ${contractsOf('training_centre_id', 'centre_admin')}
  ) o
  cross join lateral (
    select c.id, c.employer_id, c.starts_on, c.held_until, c.created_at
    from contracts c
    where c.id = o.contract_id
      and app.contract_status(c, $3) in ('signed', 'active')
    offset 0
  ) c
  cross join lateral (
    select lower(
      datemultirange(daterange(greatest($3::date, c.starts_on), c.held_until))
      - coalesce(range_agg(datemultirange(daterange(m.from_day, m.until_day)) * ${memberDays('m')}), '{}')
    ) as day
    from mandates m
    where m.contract_id = c.id
      and m.role = 'main_tutor'
      and (m.until_day is null or m.until_day > $3)
    offset 0
  ) gap
  left join lateral (
    select m.id, m.person_id, m.until_day, m.recorded_at, m.ended_recorded_at
    from mandates m
    where m.contract_id = c.id
      and m.role = 'main_tutor'
      and m.from_day <= gap.day
    order by m.from_day desc, m.sequence desc
    limit 1
  ) last on true
  cross join lateral (
    select coalesce(greatest(least(last.until_day, gap.day), c.starts_on), gap.day) as day
  ) without
  where gap.day is not null
`;
