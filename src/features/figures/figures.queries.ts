import type { Instant } from '../../kernel/days.js';
import type { Queryable } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import type { FigureContract, Intake } from './figures.types.js';

/** Whether the caller answers for the organisation today: only then are its figures theirs. */
const ANSWERS_FOR = {
  training_centre: `$1 = any ((select app.organisations_as('centre_admin', 'auditor'))::uuid[])`,
  employer: `$1 = any ((select app.organisations_as('hr', 'auditor'))::uuid[])`,
} as const;
const PARTY = { training_centre: 'training_centre_id', employer: 'employer_id' } as const;

/**
 * What was recorded, before the figures were closed, of the contracts that begin in the year or did; null to whoever does not
 * answer for the organisation.
 */
export async function readIntake(
  q: Queryable,
  { side, organisationId, schoolYear }: Intake,
  closedAt: Instant,
): Promise<readonly FigureContract[] | null> {
  const [answers] = await rows<{ own: boolean }>(q, `select ${ANSWERS_FOR[side]} as own`, [organisationId]);
  if (!answers?.own) return null;
  return rows<FigureContract & Record<string, unknown>>(q, intakeStatement(side), [
    organisationId,
    schoolYear.from,
    schoolYear.until,
    closedAt,
  ]);
}

/** The row of the contract names the ladder of today. */
const LADDER_OF_THEN = `coalesce(
  (
    select x.from_ladder_id from ladder_changes x
    where x.contract_id = c.id and x.recorded_at >= $4
    order by x.sequence
    limit 1
  ),
  c.ladder_id
)`;

/** The one statement that figures are made of. */
export const intakeStatement = (side: Intake['side']): string => `
  select
    c.alternant_id as "alternantId",
    f.code as framework,
    f.title as "frameworkTitle",
    jsonb_array_length(to_jsonb(l.levels)) as levels,
    (
      select jsonb_agg(jsonb_build_object(
        'kind', s.kind, 'sequence', s.sequence, 'on', s.on_day, 'cause', s.cause, 'initiator', s.initiator, 'terms', s.terms,
        'corrects', s.corrects, 'until', s.until_day, 'suspension', s.suspension
      ) order by s.sequence)
      from contract_steps s
      where s.contract_id = c.id
        and s.recorded_at < $4
    ) as steps,
    (
      select coalesce(jsonb_agg(a.first_at order by a.first_at), '[]')
      from (
        select min(e.recorded_at) as first_at
        from events e
        where e.contract_id = c.id
          and e.type = 'level.achieved'
          and e.recorded_at < $4
        group by e.data ->> 'level'
      ) a
    ) as "achievedAt",
    array(
      select floor(extract(epoch from d.recorded_at - r.recorded_at) / 86400)::integer
      from sign_off_requests r
      join sign_off_request_ends d on d.request_id = r.id
      where r.contract_id = c.id
        and d.ended_as = 'decided'
        and d.recorded_at < $4
    ) as "requestDays",
    (
      select m.person_id
      from mandates m
      where m.contract_id = c.id
        and m.role = 'main_tutor'
        and m.recorded_at < $4
        and m.from_day < $3::date
        and (m.until_day is null or m.until_day >= $3::date or m.ended_recorded_at >= $4)
      order by m.from_day desc
      limit 1
    ) as "mainTutorId"
  from contracts c
  cross join lateral app.published_ladder(${LADDER_OF_THEN}) l
  join frameworks f on f.id = app.framework_of_ladder(l.id)
  where c.${PARTY[side]} = $1
    and c.created_at < $4
    and exists (
      select
      from contract_steps s
      where s.contract_id = c.id
        and s.recorded_at < $4
        and (s.terms ->> 'startsOn')::date >= $2
        and (s.terms ->> 'startsOn')::date < $3
    )
  order by c.id
`;
