import type { Intake } from '../figures.types.js';
import { isOfParty, MOST, nameOf, scope } from './scope.queries.js';

const LADDERS_USED = `
  ladders_used as materialized (
    select l.ladder_id, p.title, p.levels, f.id as framework_id, f.title as framework, app.competency_titles(l.ladder_id) as titles
    from (select distinct c.ladder_id from scope c) l
    cross join lateral app.published_ladder(l.ladder_id) p
    join frameworks f on f.id = app.framework_of_ladder(l.ladder_id)
  )
`;

/** Requests that are open, or were decided since `$2`; `$4` is now. */
const ASKED = `
  asked as materialized (
    select c.id, c.ladder_id, r.items, r.is_open, floor(extract(epoch from r.until - r.recorded_at) / 86400)::integer as days
    from scope c
    cross join lateral (
      select r.items, r.recorded_at, e.id is null as is_open, coalesce(e.recorded_at, $4::timestamptz) as until
      from sign_off_requests r
      left join sign_off_request_ends e on e.request_id = r.id
      where r.contract_id = c.id
        and (e.id is null or (e.ended_as = 'decided' and e.recorded_at >= $2))
      offset 0
    ) r
  )
`;

const WAITS = `
    (
      select coalesce(jsonb_agg(jsonb_build_object(
        'framework', w.framework, 'title', w.title, 'days', w.days, 'alternants', w.alternants
      )), '[]')
      from (
        select
          min(l.framework) as framework,
          coalesce(min(l.titles ->> (i ->> 'competency')), i ->> 'competency') as title,
          round(percentile_cont(0.5) within group (order by a.days)) as days,
          count(distinct a.id) as alternants
        from asked a
        join ladders_used l on l.ladder_id = a.ladder_id
        cross join lateral jsonb_array_elements(a.items) i
        group by l.framework_id, i ->> 'competency'
        order by days desc
        limit ${MOST * 5}
      ) w
    )
`;

const loads = (side: Intake['side']): string => `
    (
      select coalesce(jsonb_agg(jsonb_build_object(
        'personId', t.person_id, 'name', ${nameOf('t.person_id')}, 'requests', t.requests, 'oldestDays', t.oldest
      )), '[]')
      from (
        select m.person_id, count(*) as requests, max(a.days) as oldest
        from asked a
        cross join lateral (
          select m.person_id
          from mandates m
          where m.contract_id = a.id
            and m.role = 'main_tutor'
            and m.from_day <= app.today()
            and (m.until_day is null or m.until_day > app.today())
          offset 0
        ) m
        where a.is_open and ${isOfParty(side, 'm.person_id')}
        group by m.person_id
        order by requests desc
        limit ${MOST}
      ) t
    )
`;

/** The contracts at each level; those without a sign-off, or a return, for `$5` days stall. */
const STAYS = `
    (
      select coalesce(jsonb_agg(jsonb_build_object(
        'ladder', s.ladder, 'level', s.level, 'contracts', s.contracts, 'stalled', s.stalled
      )), '[]')
      from (
        select
          l.title as ladder,
          v ->> 'title' as level,
          count(*) as contracts,
          count(*) filter (where p.since <= app.today() - $5::integer) as stalled
        from scope c
        join ladders_used l on l.ladder_id = c.ladder_id
        left join lateral (
          select
            p.current_level,
            p.complete,
            greatest(
              p.last_sign_off_on,
              c.starts_on,
              (select max(upper(x)) from unnest(c.suspensions) x where upper(x) <= app.today())
            ) as since
          from (select) o
          left join progress p on p.contract_id = c.id
          offset 0
        ) p on true
        join lateral jsonb_array_elements(l.levels) v on v ->> 'code' = coalesce(p.current_level, l.levels -> 0 ->> 'code')
        where p.complete is not true and not c.suspensions @> app.today()
        group by c.ladder_id, l.title, v ->> 'code', v ->> 'title'
        order by contracts desc
        limit ${MOST}
      ) s
    )
`;

/** What waits: requests by competency and by tutor, and contracts at their level. */
export const waitsStatement = (side: Intake['side']): string => `
  with ${scope(side, 'app.today()')}, ${LADDERS_USED}, ${ASKED}
  select ${WAITS} as waits, ${loads(side)} as loads, ${STAYS} as stays
`;
