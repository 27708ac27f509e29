import type { Intake } from '../figures.types.js';
import { isOfParty, MOST, nameOf, scope } from './scope.queries.js';

/** What each person signed on each day, from `$4` on. */
const SIGNED = `
  signed as materialized (
    select s.signer_id, app.paris_day(s.recorded_at) as on_day, count(*) as sign_offs, count(distinct c.id) as alternants
    from scope c
    cross join lateral (
      select s.signer_id, s.recorded_at
      from sign_offs s
      where s.contract_id = c.id and s.recorded_at >= $2 and s.outcome = 'acquired'
      offset 0
    ) s
    group by s.signer_id, on_day
    having count(*) >= $4
  )
`;

/** What each person observed of each alternant. */
const OBSERVED = `
  observed as materialized (
    select c.id, o.observer_id, sum(o.items) as items, sum(sum(o.items)) over (partition by c.id) as of_all
    from scope c
    cross join lateral (
      select o.observer_id, jsonb_array_length(o.items) as items
      from observations o
      where o.contract_id = c.id
        and o.recorded_at >= $2
        and not exists (
          select from observation_withdrawals w where w.observation_id = o.id and w.competency is null
        )
      offset 0
    ) o
    group by c.id, o.observer_id
  )
`;

const fullestDays = (side: Intake['side']): string => `
    (
      select coalesce(jsonb_agg(jsonb_build_object(
        'personId', d.signer_id, 'name', ${nameOf('d.signer_id')}, 'on', d.on_day, 'signOffs', d.sign_offs, 'alternants', d.alternants
      )), '[]')
      from (
        select x.* from signed x where ${isOfParty(side, 'x.signer_id')} order by x.sign_offs desc, x.on_day desc limit ${MOST}
      ) d
    )
`;

/** The most lopsided of the contracts of which somebody observed `$5` or more. */
const lopsided = (side: Intake['side']): string => `
    (
      select coalesce(jsonb_agg(jsonb_build_object(
        'contractId', d.id, 'alternant', ${nameOf('c.alternant_id')}, 'personId', d.observer_id, 'name', ${nameOf('d.observer_id')},
        'observed', d.items, 'ofAll', d.of_all
      )), '[]')
      from (
        select x.*
        from observed x
        where x.items >= $5 and ${isOfParty(side, 'x.observer_id')}
        order by x.items / x.of_all desc, x.items desc
        limit ${MOST}
      ) d
      join contracts c on c.id = d.id
    )
`;

/** Who signed how much in a day, and who observed whom, of what was recorded since `$2`. */
export const habitsStatement = (side: Intake['side']): string => `
  with ${scope(side, 'app.paris_day($2)')}, ${SIGNED}, ${OBSERVED}
  select ${fullestDays(side)} as days, ${lopsided(side)} as observing
`;
