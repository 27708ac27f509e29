import { holdsToday, isAway, OWN_CONTRACTS, reaches } from '../mandates/today.queries.js';

const ROLES = `array['main_tutor', 'co_tutor', 'substitute', 'referent']`;

/** Whether the ladder of now requires it; what a move to another one took away needs no answer. */
const IS_REQUIRED = `l.levels @> jsonb_build_array(jsonb_build_object(
  'code', i.item -> 'level',
  'requirements', jsonb_build_array(jsonb_build_object('competency', i.item -> 'competency'))
))`;

/**
 * Requests that wait for whoever asks: they claimed it, or nobody's claim stands and it is routed to them, as `routeOf`
 * says. `as`: the role for which it comes to them. Not those that nobody can decide now: the contract is not active, or
 * a level is locked. `items`: those that the ladder still requires.
 */
export const REQUESTS_TO_DECIDE = `
  select
    'sign_off_request' as kind,
    r.id               as id,
    r.contract_id      as contract_id,
    r.recorded_at      as since,
    jsonb_build_object(
      'act', case when route.own < 4 then 'decide' else 'cover' end,
      'as', (${ROLES})[route.own],
      'status', case when route.is_claimed then 'claimed' else 'submitted' end,
      'askedBy', r.asked_by,
      'items', asked.items
    ) as detail
  from (${OWN_CONTRACTS}) o
  join contracts c on c.id = o.contract_id and app.contract_status(c, $3) = 'active'
  join sign_off_requests r on r.contract_id = c.id
  join ladders l on l.id = c.ladder_id
  left join progress p on p.contract_id = c.id
  left join lateral (
    select k.claimed_by, k.recorded_at
    from sign_off_request_claims k
    where k.request_id = r.id
    order by k.attempt desc
    limit 1
  ) claim on true
  cross join lateral (
    select
      jsonb_agg(i.item order by i.place)                     as items,
      max(app.level_index(l.levels, i.item ->> 'level')) as highest
    from jsonb_array_elements(r.items) with ordinality i (item, place)
    where ${IS_REQUIRED}
  ) asked
  cross join lateral (
    select
      min(able.rank)                                                                        as first,
      min(able.rank) filter (where able.person_id = $1)                                     as own,
      coalesce(bool_or(
        able.rank < 4 and able.person_id = claim.claimed_by and $2 < claim.recorded_at + interval '72 hours'
      ), false)                                                                             as is_claimed
    from (
      select m.person_id, array_position(${ROLES}, m.role) as rank
      from mandates m
      where m.contract_id = c.id
        and m.person_id <> c.alternant_id
        and ${holdsToday('m')}
        and (m.role = 'referent' or m.role in ('main_tutor', 'co_tutor', 'substitute')
          and ${reaches('m', 'l.levels', 'asked.highest')})
        and not ${isAway('m')}
    ) able
  ) route
  where case when route.is_claimed then claim.claimed_by = $1 else route.own = route.first end
    and not exists (select from sign_off_request_ends e where e.request_id = r.id)
    and not exists (
      select
      from jsonb_array_elements(asked.items) i (item)
      join jsonb_array_elements(p.levels) v (level) on v.level -> 'code' = i.item -> 'level'
      where v.level ->> 'status' = 'locked'
    )
    and exists (
      select
      from jsonb_array_elements(asked.items) i (item)
      where not exists (
        select
        from sign_offs s
        where s.contract_id = r.contract_id
          and s.sequence > r.sequence
          and s.competency = i.item ->> 'competency'
          and s.level = i.item ->> 'level'
      )
    )
`;
