import { holdsToday, isAway, OWN_CONTRACTS } from '../mandates/today.queries.js';

/**
 * The level that is `ready` on each active contract of whoever asks, with the tutor's signature that waits for the
 * referent: 30 days at most, while its author keeps the mandate. Decisions are read where progress keeps them.
 */
const READY_LEVELS = `
  from (${OWN_CONTRACTS}) o
  join contracts c on c.id = o.contract_id and c.alternant_id <> $1 and app.contract_status(c, $3) = 'active'
  join progress p on p.contract_id = c.id
  cross join lateral (
    select v.level ->> 'code' as code, v.place
    from jsonb_array_elements(p.levels) with ordinality v (level, place)
    where v.level ->> 'status' = 'ready'
  ) ready
  left join lateral (
    select made.id, made."decidedBy" as decided_by, made."recordedAt" as recorded_at
    from json_to_recordset(p.state -> 'levels' -> (ready.place - 1)::integer -> 'decisions') as made (
      id uuid, "decidedBy" uuid, "mandateId" uuid, "recordedAt" timestamptz, capacity text, effective boolean
    )
    where made.effective
      and made.capacity = 'tutor'
      and (made."recordedAt" at time zone 'Europe/Paris')::date + 30 >= $3
      and exists (select from mandates m where m.id = made."mandateId" and ${holdsToday('m')})
    limit 1
  ) half on true
`;

const holds = (role: string): string => `
  select
  from mandates own
  where own.contract_id = c.id
    and own.person_id = $1
    and own.role = '${role}'
    and ${holdsToday('own')}
`;

/** For the main tutor, and for a co-tutor while there is none or they are absent, as `capacitiesOf` says. */
export const LEVELS_TO_DECIDE = `
  select
    'level_decision' as kind,
    c.id             as id,
    c.id             as contract_id,
    (
      select greatest(
        (select max(s.recorded_at) from sign_offs s where s.contract_id = c.id and s.level = ready.code and s.outcome = 'acquired'),
        (
          select max((made.decision ->> 'recordedAt')::timestamptz)
          from json_array_elements(p.state -> 'levels') l (level)
          cross join lateral json_array_elements(l.level -> 'decisions') made (decision)
        )
      )
    ) as since,
    jsonb_build_object('level', ready.code) as detail
  ${READY_LEVELS}
  where half.id is null
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
`;

/** For the referent, another person than whoever signed first. */
export const LEVELS_TO_COSIGN = `
  select
    'co_signature'   as kind,
    half.id          as id,
    c.id             as contract_id,
    half.recorded_at as since,
    jsonb_build_object('level', ready.code, 'decidedBy', half.decided_by) as detail
  ${READY_LEVELS}
  where half.decided_by <> $1
    and exists (${holds('referent')})
`;
