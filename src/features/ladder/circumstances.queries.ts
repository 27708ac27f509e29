import { placesOf } from '../contracts/placements/placements.queries.js';
import { openConcerns } from './entitlements/concerns.queries.js';
import { ladderAsOf } from './versions/version-history.queries.js';

/** A contract's life, of `c`. */
export const LIFE = `
  jsonb_build_object(
    'startsOn', c.starts_on,
    'until', c.until_day,
    'signedOn', c.signed_on,
    'endedOn', case when c.ended_as is not null then c.held_until end,
    'endedAs', c.ended_as,
    'cancelledOn', c.cancelled_on,
    'suspensions', (
      select coalesce(jsonb_agg(jsonb_build_object('from', lower(s.r), 'until', upper(s.r))), '[]')
      from unnest(c.suspensions) as s (r)
    )
  ) as life
`;

/** The first day out of a mission that was given: as it was planned, or as it ended sooner; null: open-ended. */
export const assignedUntil = (assignment: string): string => `
  coalesce(
    (select min(e.until_day) from assignment_ends e where e.assignment_id = ${assignment}.id),
    ${assignment}.until_day
  )
`;

/** What the employer of `c` declared of that ladder, whatever its version, and nobody had withdrawn `by` then; as a value. */
export const declarationsOn = (ladder: string, by: string, employer = 'c.employer_id'): string => `
  (
    select coalesce(jsonb_agg(
      jsonb_build_object('declaredOn', d.declared_on, 'missions', d.missions) order by d.id
    ), '[]')
    from employer_declarations d
    join ladders declared on declared.id = d.ladder_id
    join ladders pinned on pinned.id = ${ladder}
    where d.employer_id = ${employer}
      and declared.code = pinned.code
      and declared.owner_id is not distinct from pinned.owner_id
      and d.recorded_at <= ${by}
      and not exists (
        select from employer_declaration_withdrawals w where w.declaration_id = d.id and w.recorded_at <= ${by}
      )
  )
`;

/** Values of a statement about the contract `c`. `by`: an instant, for what is recorded up to it; `ladder`: its ladder then. */
const recorded = (by: string, ladder: string, employer?: string): string => `
  (
    select max(r.on_day)
    from resumptions r
    where r.contract_id = c.id
      and r.recorded_at <= ${by}
      and not exists (
        select from resumption_withdrawals w where w.resumption_id = r.id and w.recorded_at <= ${by}
      )
  ) as "lastResumedOn",
  ${openConcerns('c.id', by)} as concerns,
  (
    select coalesce(jsonb_agg(
      jsonb_build_object('prerequisite', a.prerequisite, 'from', a.from_day, 'until', a.until_day) order by a.sequence
    ), '[]')
    from attestations a
    where a.contract_id = c.id
      and a.recorded_at <= ${by}
      and not exists (
        select from attestation_withdrawals w where w.attestation_id = a.id and w.recorded_at <= ${by}
      )
  ) as attestations,
  app.unsafe_observed(c.id, ${by}) as unsafe,
  ${placesOf('c.id', by)} as places,
  ${declarationsOn(ladder, by, employer)} as declarations
`;

/** As they are known now. */
export const CIRCUMSTANCES = `
  (select b.birth_date from app.person_birth(c.alternant_id) b) as "birthDate",
  (select o.structure_type from organisations o where o.id = c.employer_id) as "structureType",
  ${recorded(`'infinity'`, 'c.ladder_id')}
`;

/** Who was named in `c` at `$2`: a draft may have been put right since, and its events tell what it said. */
const namedThen = (member: string, column: string): string => `
  case when exists (
    select from contract_steps s where s.contract_id = c.id and s.kind = 'amended' and s.recorded_at > $2
  ) then coalesce((
    select (e.data ->> '${member}')::uuid
    from events e
    where e.contract_id = c.id
      and e.type in ('contract.created', 'contract.amended')
      and e.recorded_at <= $2
    order by e.sequence desc
    limit 1
  ), c.${column}) else c.${column} end
`;
const EMPLOYER_THEN = `(${namedThen('employerId', 'employer_id')})`;

/** As they were known at `$2`. */
export const CIRCUMSTANCES_AS_OF = `
  app.birth_date_as_of(
    coalesce((select s.person_id from app.stood_then($2) s where s.row_id = c.id), ${namedThen('alternantId', 'alternant_id')}), $2
  ) as "birthDate",
  app.structure_type_as_of(${EMPLOYER_THEN}, $2) as "structureType",
  ${recorded('$2::timestamptz', ladderAsOf('c', '$2::timestamptz'), EMPLOYER_THEN)}
`;
