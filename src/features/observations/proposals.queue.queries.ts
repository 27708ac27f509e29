import { holdsToday, isAway, OWN_CONTRACTS } from '../mandates/today.queries.js';

const holds = (role: string): string => `
  select
  from mandates own
  where own.contract_id = c.id
    and own.person_id = $1
    and own.role = '${role}'
    and ${holdsToday('own')}
`;

/**
 * What `findProposals` says is open, for the main tutor, and for a co-tutor while there is none or they are absent. It
 * starts from the unsafe observations of their contracts: few have one.
 */
export const PROPOSALS_TO_ANSWER = `
  select
    'revocation_proposal' as kind,
    o.id                  as id,
    o.contract_id         as contract_id,
    o.recorded_at         as since,
    jsonb_build_object('observedOn', o.observed_on, 'observerId', o.observer_id) as detail
  from (${OWN_CONTRACTS}) mine
  join contracts c on c.id = mine.contract_id and c.alternant_id <> $1
  join observations o on o.contract_id = c.id and o.items @> '[{"outcome": "unsafe"}]'
  where not exists (select from observation_withdrawals w where w.observation_id = o.id)
    and not exists (select from proposal_dismissals d where d.observation_id = o.id)
    and (
      exists (${holds('main_tutor')})
      or exists (${holds('co_tutor')}) and not exists (
        select
        from mandates main
        where main.contract_id = c.id
          and main.role = 'main_tutor'
          and ${holdsToday('main')}
          and not ${isAway('main')}
      )
    )
    and exists (
      select
      from progress p
      join app.published_ladder(c.ladder_id) l on true
      cross join lateral jsonb_array_elements(l.levels) with ordinality at (level, place)
      cross join lateral jsonb_array_elements(at.level -> 'requirements') with ordinality asked (requirement, place)
      cross join lateral (
        select p.state -> 'levels' -> (at.place - 1)::integer -> 'requirements' -> (asked.place - 1)::integer -> 'signOff'
      ) stands (sign_off)
      join sign_offs s on s.id = (stands.sign_off ->> 'id')::uuid and s.sequence < o.sequence
      where p.contract_id = c.id
        and stands.sign_off ->> 'outcome' = 'acquired'
        and (
          exists (
            select
            from jsonb_array_elements(o.items) seen (item)
            where seen.item ->> 'outcome' = 'unsafe'
              and seen.item ->> 'competency' = asked.requirement ->> 'competency'
              and app.level_index(l.levels, seen.item ->> 'level') between 1 and at.place
          )
          or exists (
            select
            from jsonb_array_elements(l.levels) with ordinality below (level, place)
            cross join lateral jsonb_array_elements(below.level -> 'requirements') with ordinality same (requirement, place)
            cross join lateral json_array_elements(
              p.marks -> (below.place - 1)::integer -> (same.place - 1)::integer
            ) left_by (mark)
            where below.place <= at.place
              and same.requirement ->> 'competency' = asked.requirement ->> 'competency'
              and (left_by.mark ->> 'sequence')::bigint = o.sequence
              and not (left_by.mark ->> 'safe')::boolean
          )
        )
    )
`;
