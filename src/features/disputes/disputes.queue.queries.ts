import { isMember } from '../mandates/today.queries.js';

/**
 * The open disputes that the caller ($1) may rule on today ($3): the referent, or the centre's administrator while no
 * referent but the author of the fact is there, as `requireRuler` says; never the author.
 */
export const DISPUTES_TO_RULE = `
  select
    'dispute'      as kind,
    d.id           as id,
    d.contract_id  as contract_id,
    d.recorded_at  as since,
    jsonb_build_object(
      'about', case
        when d.sign_off_id is not null then 'sign_off'
        when d.revocation_id is not null then 'revocation'
        else 'level_decision'
      end,
      'factId', coalesce(d.sign_off_id, d.revocation_id, d.level_decision_id)
    )              as detail
  from (
    select own.contract_id
    from mandates own
    where own.person_id = $1
      and own.role = 'referent'
      and daterange(own.from_day, own.until_day) @> $3::date
      and ${isMember('own', '$3')}
    union
    select a.id
    from contracts a
    where a.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
  ) o
  cross join lateral (select * from disputes one where one.contract_id = o.contract_id offset 0) d
  join contracts c on c.id = d.contract_id
  cross join lateral app.author_of_disputed(d.id) as f (author)
  where not exists (select from dispute_endings e where e.dispute_id = d.id)
    and $1 not in (f.author, c.alternant_id)
    and (
      exists (
        select
        from mandates m
        where m.contract_id = d.contract_id
          and m.person_id = $1
          and m.role = 'referent'
          and daterange(m.from_day, m.until_day) @> $3::date
          and ${isMember('m', '$3')}
      )
      or (
        c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
        and not exists (
          select
          from mandates m
          where m.contract_id = d.contract_id
            and m.role = 'referent'
            and m.person_id not in (f.author, c.alternant_id)
            and daterange(m.from_day, m.until_day) @> $3::date
            and ${isMember('m', '$3')}
            and not exists (
              select
              from mandate_absences a
              where a.mandate_id = m.id
                and daterange(a.from_day, a.until_day) @> $3::date
            )
        )
      )
    )
`;
