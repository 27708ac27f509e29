import { isMember } from '../../mandates/today.queries.js';

/**
 * The facts of days that a late act made inactive, of which the caller ($1) may rule today ($3): the referent, or the
 * centre's administrator while no referent but the fact's author is there, as `requireRuler` says; never the author. It
 * starts from the contracts of the caller that such an act speaks of: few.
 */
export const CONTESTED_FACTS_TO_RULE = `
  select
    'contested_fact' as kind,
    f.id             as id,
    c.id             as contract_id,
    f.since          as since,
    jsonb_build_object('fact', f.kind, 'on', f.day, 'recordedBy', f.author_id) as detail
  from (
    select c.id, c.alternant_id, held.id is not null as is_referent
    from contracts c
    left join lateral (
      select m.id
      from mandates m
      where m.contract_id = c.id
        and m.person_id = $1
        and m.role = 'referent'
        and daterange(m.from_day, m.until_day) @> $3::date
        and ${isMember('m', '$3')}
      limit 1
    ) held on true
    where c.alternant_id <> $1
      and (
        c.id in (select m.contract_id from mandates m where m.person_id = $1 and m.role = 'referent')
        or c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
      )
      and (
        exists (
          select
          from contract_steps s
          where s.contract_id = c.id
            and s.kind in ('suspended', 'terminated', 'completed')
            and s.on_day < (s.recorded_at at time zone 'Europe/Paris')::date
        )
        or exists (
          select
          from mandates e
          where e.contract_id = c.id
            and e.ended_recorded_at is not null
            and e.until_day < (e.ended_recorded_at at time zone 'Europe/Paris')::date
        )
      )
    offset 0
  ) c
  cross join lateral app.contested_facts(c.id) f
  where f.ruling_id is null
    and f.author_id <> $1
    and (
      c.is_referent
      or not exists (
        select
        from mandates m
        where m.contract_id = c.id
          and m.role = 'referent'
          and m.person_id not in (f.author_id, c.alternant_id)
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
`;
