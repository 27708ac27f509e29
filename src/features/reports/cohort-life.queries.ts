import { overturns } from '../ladder/overturns.queries.js';
import { changesOf } from '../ladder/versions/version-history.queries.js';

/** How the contract `d` stands now: as it is stored. */
export const LIFE_NOW = `
  d.starts_on as "startsOn",
  d.until_day as "until",
  d.signed_on as "signedOn",
  case when d.ended_as is not null then d.held_until end as "endedOn",
  d.ended_as as "endedAs",
  d.cancelled_on as "cancelledOn",
  case when not isempty(d.suspensions) then (
    select jsonb_agg(jsonb_build_object('from', lower(s.r), 'until', upper(s.r)) order by lower(s.r))
    from unnest(d.suspensions) as s (r)
  ) end as suspensions,
  d.sequence,
  d.current_level as "currentLevel",
  d.complete,
  d.levels,
  d.last_sign_off_on as "lastSignOffOn"
`;

/** How it stood at `$1`: what has to be folded. */
export const LIFE_THEN = `
  (
    select jsonb_agg(jsonb_build_object(
      'kind', s.kind, 'sequence', s.sequence, 'on', s.on_day, 'cause', s.cause, 'initiator', s.initiator, 'terms', s.terms,
      'corrects', s.corrects, 'until', s.until_day, 'suspension', s.suspension
    ) order by s.sequence)
    from contract_steps s
    where s.contract_id = d.id
      and s.recorded_at <= $1
  ) as steps,
  ${changesOf('d.id', '$1')} as changes,
  (
    select jsonb_agg(f.fact order by f.sequence)
    from (
      select s.sequence, jsonb_build_object(
        'kind', 'sign_off', 'sequence', s.sequence, 'recordedAt', s.recorded_at, 'id', s.id, 'signerId', s.signer_id,
        'observedOn', s.observed_on, 'competency', s.competency, 'level', s.level, 'outcome', s.outcome, 'observation', null
      ) as fact
      from sign_offs s
      where s.contract_id = d.id
        and s.recorded_at <= $1
      union all
      select r.sequence, jsonb_build_object(
        'kind', 'revocation', 'sequence', r.sequence, 'recordedAt', r.recorded_at, 'signOffId', r.sign_off_id,
        'competency', s.competency, 'level', s.level, 'reasonCode', r.reason_code
      )
      from revocations r
      join sign_offs s on s.id = r.sign_off_id
      where r.contract_id = d.id
        and r.recorded_at <= $1
      union all
      select l.sequence, jsonb_build_object(
        'kind', 'level_decision', 'sequence', l.sequence, 'recordedAt', l.recorded_at, 'id', l.id, 'level', l.level,
        'decision', l.decision, 'capacity', l.capacity, 'decidedBy', l.decided_by, 'mandateId', l.mandate_id
      )
      from level_decisions l
      where l.contract_id = d.id
        and l.recorded_at <= $1
      union all
      select v.sequence, v.fact
      from (${overturns('v.contract_id = d.id and v.recorded_at <= $1')}) v
    ) f
  ) as judgements
`;
